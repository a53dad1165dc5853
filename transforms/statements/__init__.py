"""Statements: which quotations of the corpus say the same, and which say part of the same.

in   quotes         one row a quotation (tables.Quotes without statement_id; with speaker_id where resolved)
     documents      doc_id and published_at
out  assignments    quote_id, statement_id
     statements     one row a statement (tables.Statements)
     restatements   one row a link between two quotations (tables.Restatements)

The way: units of what was said (`units`) → texts (`corpus`) → their words (`wording`) → pairs worth comparing, and what
differs in them (`comparison`) → statements and links (`grouping`); `matching` leads along it, `memory` shortens it for
the next run.
"""

from transforms.statements.matching import Matched, cluster_texts, match_quotes, same_statement

__all__ = ["Matched", "cluster_texts", "match_quotes", "same_statement"]
