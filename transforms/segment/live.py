"""Live blogs: entries under the times they were posted at, each with a title or none.

16.42 GMT          14:10          3:45 p.m. ET
"""

import re
from collections.abc import Sequence

from transforms.segment.dates import TIME

FEWEST_ENTRIES = 3  # a choice: an article may be dated twice, when it appeared and when it last changed
_STAMP = re.compile(rf"(?=\d+:|.*[A-Za-z]){TIME}")  # 14.10 alone may be a price
_LONGEST_TITLE = 120  # characters
_OPENERS, _CLOSERS = "\"'“‘«", "\"'”’»"


def find_entries(paragraphs: Sequence[str]) -> tuple[list[int], list[int]]:
    """Numbers of the paragraphs that are the times of a live blog's entries, and of those that are their titles.

    >>> first = ["Storm: live", "16.42 GMT", "‘Stay in’, says minister", "He spoke."]
    >>> find_entries([*first, "14:10", "It rains.", "9:05", "Hello."])
    ([1, 4, 6], [2])
    >>> find_entries(["Sailings", "9:05", "The ferry to Ostrel.", "14:10", "The ferry back."])  # too few for a blog
    ([], [])
    """
    stamps = [number for number, paragraph in enumerate(paragraphs) if _STAMP.fullmatch(paragraph)]
    if len(stamps) < FEWEST_ENTRIES:
        return [], []
    under = (stamp + 1 for stamp in stamps if stamp + 2 < len(paragraphs) and stamp + 2 not in stamps)
    return stamps, [number for number in under if _is_title(paragraphs[number])]


def _is_title(paragraph: str) -> bool:
    """Whether what stands under an entry's time is its title, somebody's words in it or not, but no whole quotation."""
    quoted = paragraph[0] in _OPENERS and paragraph[-1] in _CLOSERS
    return len(paragraph) <= _LONGEST_TITLE and not quoted and paragraph.rstrip(_CLOSERS)[-1:] not in ".…:;,"
