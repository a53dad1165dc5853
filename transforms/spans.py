"""Half-open character ranges, the coin every stage pays in.

`start` and `end` are character offsets (Python string indices) into a document's clean text, so that
`text[start:end]` is always the words the span stands for.
"""

from typing import NamedTuple


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of one document's clean text."""

    start: int
    end: int
