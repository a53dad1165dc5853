"""Identifiers that depend on content alone.

A row's id is a hash of what makes the row itself, never of a counter, a clock or a file order. So the same
article gets the same ids on another machine, in another partition and in next year's run, and notebooks may
keep them.
"""

from collections.abc import Iterable
from hashlib import blake2b

DIGEST_BYTES = 8  # 16 hex digits; a collision among 10 million rows has a chance of 3 in a million


def content_id(*parts: object) -> str:
    """Hash `parts` to 16 hex digits.

    Parts are joined by the unit separator, so that ("ab", "c") and ("a", "bc") differ. Only parts that hold
    that character themselves, as raw text may, could be taken for others.

    >>> content_id("quote", "d1", 3, 9) == content_id("quote", "d1", 3, 9)
    True
    >>> content_id("ab", "c") == content_id("a", "bc")
    False
    """
    return _hash("\x1f".join(map(str, parts)))


def span_ids(kind: str, rows: Iterable[tuple[str, int, int]]) -> list[str]:
    """Ids for rows that are spans: one for each (doc_id, start, end)."""
    return [_hash(f"{kind}\x1f{doc_id}\x1f{start}\x1f{end}") for doc_id, start, end in rows]


def _hash(joined: str) -> str:
    return blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).hexdigest()
