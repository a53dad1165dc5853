"""The pipeline's stages, pure: data in, data out. No Prefect, no files, no clock, no environment.

Each stage is one folder, and data passes through them once, in this order:

    read         bytes of an input file      → records (raw text and what came with it), rejects
    clean        records                     → documents (clean text, map back to raw offsets)
    segment      documents                   → paragraphs with their kinds, dateline, sentences
    quotes       paragraphs                  → quotations with cue and speaker's words
    mentions     paragraphs, quotations      → mentions, who each speaker is, what entities an article shows
    readability  documents, paragraphs, quotations → textstat's measures a unit and scope
    entities     what all articles show      → entities of the corpus
    statements   all quotations of the corpus → clusters that say the same, links between quotations
    metrics      all mentions and quotations → how much each entity is spoken of and heard
    check        all tables                  → broken rules
    report       all tables                  → one HTML page

Outside a run, `changes` tells what changed from one snapshot of the tables to the next, by row and in words.

`tables` declares what comes out; `spans` and `ids` are the two notions all stages share. The other files here are what
several stages know: the calendar, pronunciations, word lists, what names and prices are made of, arrays, where articles
stand and in which order they appeared.
"""
