"""Readability: how hard articles and their paragraphs are to read, by textstat's English measures.

in   documents    one row an article, with its language
     paragraphs   one row a paragraph
     quotes       one row a quotation
out  readability  one row a unit (document, body paragraph) and scope (all, narration, quotes)

The way: units → counts → measures → null where the unit is too short.
"""

from transforms.readability.table import measure_readability

__all__ = ["measure_readability"]
