"""Readability: how hard articles and their paragraphs are to read, by textstat's English measures.

in   documents    one row an article, with its language
     paragraphs   one row a paragraph
     sentences    one row a sentence
     quotes       one row a quotation
out  readability  one row a unit (document, body paragraph) and scope (all, narration, quotes)

The way: prose → tokens → counts → measures → null where a unit is too short for one.

textstat is the reference. Its word rules, its list of easy words and its syllable rules are called, once a
different token instead of once a measure and word; what it counts with them is counted here, and its formulas are
written over columns (`formulas`), because a call a unit and measure would cost more than all the counting. The
results equal its public functions to the last bit: `reference` holds what is compared, the tests compare it with
textstat live, and each process compares one text before it measures any.

Licences: textstat MIT, pyphen LGPL 2.1 or MPL 1.1 (with the hyphenation patterns it ships), NLTK Apache 2.0,
CMUdict BSD 2-clause. Nothing of them is shipped with the project.
"""

from transforms.readability.counts import count_texts
from transforms.readability.formulas import measure_counts
from transforms.readability.pronunciations import serve_pronunciations
from transforms.readability.table import measure_readability

__all__ = ["count_texts", "measure_counts", "measure_readability", "serve_pronunciations"]
