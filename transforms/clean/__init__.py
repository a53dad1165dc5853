"""Cleaning: from an article's raw text or HTML to the text that every offset of every table counts in.

in   records     one row an article, raw (transforms.read)
out  documents   one row an article: clean text, what came with it, and the way back to raw offsets
     rejects     articles that hold no text once cleaned (tables.Rejects)

The way: a page → its article's text; then composed forms → mojibake → entities → characters → lines, each a list
of edits, again until nothing changes; then language and counts. In clean text paragraphs are parted by one blank
line, and there is no other line break. What is clean already passes unchanged.
"""

from transforms.clean.documents import Cleaned, clean_documents
from transforms.clean.edits import raw_offset
from transforms.clean.text import CleanText, clean_text

__all__ = ["CleanText", "Cleaned", "clean_documents", "clean_text", "raw_offset"]
