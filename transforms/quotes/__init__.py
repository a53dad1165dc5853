"""Quotations: which stretches of an article are somebody's words, and whose.

in   paragraphs   one row a paragraph, with its clean text
out  quotes       one row a quotation (tables.Quotes without speaker_id and statement_id)

The way: marks → pairs → spans → kind → cue → speaker → links → confidence.
"""

from transforms.quotes.extract import extract_quotes
from transforms.quotes.predictions import predicted_quotes

__all__ = ["extract_quotes", "predicted_quotes"]
