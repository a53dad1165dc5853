"""Readability: how hard articles and their paragraphs are to read, by textstat's English measures.

in   documents    one row an article, with its language
     paragraphs   one row a paragraph
     sentences    one row a sentence
     quotes       one row a quotation
out  readability  one row a unit (document, body paragraph) and scope (all, narration, quotes)

The way: prose → tokens → counts → measures → null where a unit is too short for one.

textstat is the reference, and 0.7.13 its version. From it come, at run time, the list of easy words, the rule for
apostrophes, the constants of Flesch's formula and the hyphenation dictionary. What is written anew, and why
it is equal:

- tokens: textstat parts a text into words for every measure, and a word again for its syllables; here a text is
  split once and each different word judged once. All that it counts adds up over stretches without white space.
- counts: its sentence pattern, as arithmetic on where a text's stops lie (`Tokens.sentences`).
- formulas: over columns, its operations in its order; called unit by unit they would cost more than the counting.

The tests compare every number with textstat live, to the last bit, and each process compares one text before it
measures any (`reference`). It is ten counts, five averages and fifteen scores: all of textstat's public functions
that answer an English text with a number.

Licences: textstat MIT, pyphen LGPL 2.1 or MPL 1.1 (with the hyphenation patterns it ships), NLTK Apache 2.0,
CMUdict BSD 2-clause. Nothing of them is shipped with the project.
"""

import transforms.readability.aside  # noqa: F401 - first
from transforms.readability.counts import count_texts
from transforms.readability.formulas import measure_counts
from transforms.readability.reference import serve_pronunciations
from transforms.readability.table import measure_readability

__all__ = ["count_texts", "measure_counts", "measure_readability", "serve_pronunciations"]
