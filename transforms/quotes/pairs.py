"""Quotation marks paired within one paragraph.

in   text    one paragraph
out  pairs   what stands between an opening mark and its closing one

The way: marks by family → pairs of each family → pairs that cross others are dropped.
"""

from typing import NamedTuple

from transforms.quotes.marks import CLOSES, EITHER, OPENS, SINGLE, Mark, find_marks


class Pair(NamedTuple):
    """Characters between two marks (`start` to `end`), and with the marks (`outer_start` to `outer_end`)."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    family: str
    closed: bool
    depth: int


def pair_marks(text: str) -> list[Pair]:
    """Pair quotation marks within one paragraph, by the side each mark leans on.

    An opener that is never closed runs to the next opener after it, else to the paragraph's end, and is
    marked as not closed.

    >>> text = 'He said "go, and "stay," he added'
    >>> [(text[pair.start : pair.end], pair.closed) for pair in pair_marks(text)]
    [('go, and', False), ('stay,', True)]
    """
    marks = find_marks(text)
    pairs: list[Pair] = []
    for family in dict.fromkeys(mark.family for mark in marks):
        own = [mark for mark in marks if mark.family == family]
        pair_family = _pair_singles if family == SINGLE else _pair_family
        pairs += pair_family(own, text)
    return _nest([pair for pair in pairs if any(map(str.isalnum, text[pair.start : pair.end]))])


def _pair_family(marks: list[Mark], text: str) -> list[Pair]:
    waiting: list[int] = []
    pairs: list[Pair] = []
    for place, mark in enumerate(marks):
        if mark.lean == OPENS or (mark.lean == EITHER and not waiting):
            waiting.append(place)
        elif waiting:
            pairs.append(_pair(text, marks[waiting.pop()], mark))
    return pairs + [_unclosed(text, marks, place) for place in waiting]


def _pair_singles(marks: list[Mark], text: str) -> list[Pair]:
    pairs: list[Pair] = []
    opener: int | None = None
    closers: list[Mark] = []
    for place, mark in enumerate([*marks, None]):  # type: ignore[list-item]
        if mark is not None and mark.lean != OPENS:
            closers.append(mark)
            continue
        if opener is not None:
            if closer := _closer_of_single(text, closers):
                pairs.append(_pair(text, marks[opener], closer))
            elif _opens_surely(text, marks[opener]):
                pairs.append(_unclosed(text, marks, opener))
        opener, closers = place, []
    return pairs


def _closer_of_single(text: str, closers: list[Mark]) -> Mark | None:
    """The mark that closes, among those that may be apostrophes of a plural."""
    sure = next(
        (mark for mark in closers if text[mark.start - 1] in ".,!?…;" or text[mark.end : mark.end + 1] in ".,!?;:)"),
        None,
    )
    for mark in closers:
        if mark is sure:
            return mark
        if text[mark.start - 1] != "s" or sure is None:
            return mark
    return None


def _opens_surely(text: str, mark: Mark) -> bool:
    return (
        mark.glyph == "‘"
        and text[mark.end : mark.end + 1].isupper()
        and (mark.start == 0 or text[mark.start - 2 : mark.start - 1] in ",:.")
    )


def _pair(text: str, opener: Mark, closer: Mark) -> Pair:
    start, end = _trim(text, opener.end, closer.start)
    return Pair(start, end, opener.start, closer.end, opener.family, True, 0)


def _unclosed(text: str, marks: list[Mark], place: int) -> Pair:
    limit = next((mark.start for mark in marks[place + 1 :] if mark.lean == OPENS), len(text))
    start, end = _trim(text, marks[place].end, limit)
    return Pair(start, end, marks[place].start, end, marks[place].family, False, 0)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _nest(pairs: list[Pair]) -> list[Pair]:
    """In the text's order, with the depth each is nested at; what crosses an earlier one is dropped."""
    kept: list[Pair] = []
    open_until: list[int] = []
    for pair in sorted(pairs, key=lambda pair: (pair.start, -pair.end)):
        while open_until and open_until[-1] <= pair.start:
            open_until.pop()
        if open_until and pair.end > open_until[-1]:
            continue
        kept.append(pair._replace(depth=len(open_until)))
        open_until.append(pair.end)
    return kept
