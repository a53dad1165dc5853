"""Quotations: which stretches of an article are somebody's words, and whose.

in   paragraphs   one row a paragraph, with its clean text
out  quotes       one row a quotation (tables.Quotes without speaker_id and statement_id)

The way, a folder a step: marks → narration (words, shapes, phrases) → attribution (who says it, by which word) →
contents (what it is and how far it reaches; what is reported without marks) → confidence; document walks it, extract
makes the table. What stands behind a speaker's label in a transcript is paired as if it stood between marks.
"""

from transforms.quotes.extract import extract_quotes
from transforms.quotes.predictions import predicted_contents, predicted_quotes

__all__ = ["extract_quotes", "predicted_contents", "predicted_quotes"]
