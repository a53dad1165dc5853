"""Spotting: where names stand in an article, by rules.

The way: capitals (where a run of them stands) → runs (what its words are) → names (its grammar) → spots → beside,
headings, watching, acronyms (what the article around them adds), all called by spotter.
"""
