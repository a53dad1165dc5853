"""Reading: which articles an input file holds, and what cannot be read and why.

in   path, bytes   one input file, as it lies on disk (`.txt .html .htm .jsonl .csv .tsv .parquet`, each also `.gz`)
out  records       one row an article: raw text or HTML and what came with it
     rejects       one row a file or record that cannot be read, with a reason and a remedy (tables.Rejects)

The way: suffix → unpack → decode → records → fields. `read_file` is the whole of it; `reject_duplicates` is
called once over all files. Nothing here opens a file or raises for what a file holds.
"""

from transforms.read.dates import says_date_left_out
from transforms.read.file import read_file
from transforms.read.records import RECORD_COLUMNS, Parsed, are_duplicates, reject_duplicates
from transforms.read.unpack import KINDS, MAX_ARTICLE_BYTES, MAX_TABLE_BYTES, size_limit

__all__ = [
    "KINDS",
    "MAX_ARTICLE_BYTES",
    "MAX_TABLE_BYTES",
    "RECORD_COLUMNS",
    "Parsed",
    "are_duplicates",
    "read_file",
    "reject_duplicates",
    "says_date_left_out",
    "size_limit",
]
