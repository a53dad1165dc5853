"""Edits to a text, and the map from edited offsets back to raw ones.

A text is cleaned in steps. Each step is a list of edits to the text the step before it left; `apply` makes
them and carries the map along. The map is a list of runs `(clean_start, raw_start)`: from clean_start on, clean
offset + (raw_start - clean_start) is the raw offset, until the next run begins.
"""

import sys
from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

OffsetRun = tuple[int, int]


class Edit(NamedTuple):
    """Characters `start` to `end` of the text before are `new` in the text after."""

    start: int
    end: int
    new: str


def raw_offset(runs: list[OffsetRun], clean_offset: int) -> int:
    """Map a clean offset to its raw offset.

    Exact for every character that cleaning left as it was; a character that cleaning put there maps into the
    raw stretch it stands for, or to the first raw character after the place where it was put. The raw end of a
    span is `raw_offset(runs, end - 1) + 1`.

    >>> raw_offset([(0, 0), (3, 5)], 4)
    6
    """
    at = bisect_right(runs, (clean_offset, sys.maxsize)) - 1
    raw = _place_in_run(runs, at, clean_offset)
    if at + 1 < len(runs) and raw == runs[at + 1][1] > runs[at][1]:
        return raw - 1  # the last of more characters than the raw ones they stand for
    return raw


def _place_in_run(runs: list[OffsetRun], at: int, clean_offset: int) -> int:
    """Where the place before a character of run `at` is in the raw text; at the latest where the next run begins."""
    clean_start, raw_start = runs[at]
    raw = clean_offset + raw_start - clean_start
    return min(raw, runs[at + 1][1]) if at + 1 < len(runs) else raw


def apply(text: str, runs: list[OffsetRun], edits: Iterable[Edit]) -> tuple[str, list[OffsetRun]]:
    """Make `edits` (in order, not overlapping) and return the text after them with its map to the raw text.

    >>> apply("one  two", [(0, 0)], [Edit(3, 5, " ")])
    ('one two', [(0, 0), (4, 5)])
    """
    parts: list[str] = []
    kept_to, length = 0, 0
    moves: list[OffsetRun] = [(0, 0)]  # from the text after to the text before
    for start, end, new in edits:
        parts += text[kept_to:start], new
        length += start - kept_to
        moves.append((length, start))
        length += len(new)
        moves.append((length, end))
        kept_to = end
    if not parts:
        return text, runs
    parts.append(text[kept_to:])
    return "".join(parts), chain(moves, runs, length + len(text) - kept_to)


def chain(outer: list[OffsetRun], inner: list[OffsetRun], length: int) -> list[OffsetRun]:
    """Chain two maps: `outer` from the new text, of `length`, to the middle one, `inner` from there to the raw.

    >>> chain([(0, 2)], [(0, 0), (4, 7)], length=5)
    [(0, 2), (2, 7)]
    """
    composed: list[OffsetRun] = []
    at = 0
    for (new_start, middle_start), (new_end, middle_end) in pairwise([*outer, (length + 1, sys.maxsize)]):
        if new_end == new_start:
            continue  # an empty run: the next one starts at the same place
        while at + 1 < len(inner) and inner[at + 1][0] <= middle_start:
            at += 1
        append_run(composed, new_start, _place_in_run(inner, at, middle_start))
        limit = min(middle_start + new_end - new_start, middle_end)
        while at + 1 < len(inner) and inner[at + 1][0] < limit:
            at += 1
            middle, raw = inner[at]
            append_run(composed, new_start + middle - middle_start, raw)
    return composed


def append_run(runs: list[OffsetRun], clean: int, raw: int) -> None:
    """Add to a map that from `clean` on offsets are `raw`, unless the run before says so already."""
    if runs and runs[-1][0] == clean:
        runs.pop()
    if runs and runs[-1][1] - runs[-1][0] == raw - clean:
        return
    runs.append((clean, raw))
