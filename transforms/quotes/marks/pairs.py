"""Quotation marks paired within one paragraph.

in   text    one paragraph
out  pairs   what stands between an opening mark and its closing one, with the depth it is nested at

The way: marks by family → pairs of each family → nesting; what crosses an earlier pair is dropped.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from transforms.quotes.marks.marks import DOUBLE, EITHER, OPENS, SINGLE, Mark, find_marks
from transforms.spans import Span

DEEPEST = 3  # quotations within a quotation within a quotation; more is noise
_WORD = re.compile(r"[^\W_]")
_ENDS_SPEECH = frozenset(".,!?…;—–-")
_BEGINS_SPEECH = re.compile(r"\A\Z|[.!?,:]\s\Z")
_SAID = "(?:said|says|added|adds|wrote|writes|told|asked)"
_NAME = "(?:[Hh]e|[Ss]he|[Tt]hey|[A-Z][\\w’'-]*(?:\\s[A-Z][\\w’'-]*){0,3})"
_SIGNED = re.compile(rf",\s(?:{_SAID}\s[^.!?\n]{{2,100}}|{_NAME}\s{_SAID}\b[^.!?\n]{{0,80}})\.?\s*\Z")
_AFTER_WORD = frozenset(".,!?;:)—–")


class Pair(NamedTuple):
    """Characters between two marks (`start` to `end`) and with the marks (`outer_start` to `outer_end`)."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    family: str
    closed: bool
    depth: int

    @property
    def marked(self) -> bool:
        """Whether it begins with a mark; a turn of a transcript does not."""
        return self.outer_start < self.start


def pair_marks(text: str) -> list[Pair]:
    """Pair quotation marks within one paragraph, by the side each mark leans on.

    Straight marks carry no direction, so one that is never closed would turn every later quotation inside out.
    An opener without a closer runs to the next opener, else to the paragraph's end, and is not closed.

    >>> text = 'He said "go, and "stay," he added'
    >>> [(text[pair.start : pair.end], pair.closed) for pair in pair_marks(text)]
    [('go, and', False), ('stay,', True)]
    """
    families: dict[str, list[Mark]] = {}
    for mark in find_marks(text):
        families.setdefault(mark.family, []).append(mark)
    pairs: list[Pair] = []
    for family, own in families.items():
        pairs += _pair_singles(text, own) if family == SINGLE else _pair_family(text, own)
    return [pair for pair in _nest(pairs) if _WORD.search(text, pair.start, pair.end)]


def pair_turn(turn: Span, pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs of a paragraph of a transcript, inside its turn: words that stand as if between double marks."""
    return _nest([Pair(*turn, *turn, DOUBLE, True, 0), *pairs])


def _pair_family(text: str, marks: Sequence[Mark]) -> list[Pair]:
    """Pair marks of one family; a mark that leans on neither side closes what is open, else opens."""
    waiting: list[int] = []
    pairs: list[Pair] = []
    for place, mark in enumerate(marks):
        if mark.lean == OPENS or (mark.lean == EITHER and not waiting):
            waiting.append(place)
        elif waiting:
            pairs.append(_pair(text, marks[waiting.pop()], mark))
    limits = _limits(text, marks) if waiting else []
    return pairs + [_unclosed(text, marks[place], limits[place]) for place in waiting]


def _limits(text: str, marks: Sequence[Mark]) -> list[int]:
    """For each mark where the next opener stands, else the paragraph's end."""
    limits, limit = [], len(text)
    for mark in reversed(marks):
        limits.append(limit)
        if mark.lean == OPENS:
            limit = mark.start
    return limits[::-1]


def _pair_singles(text: str, marks: Sequence[Mark]) -> list[Pair]:
    """Pair single marks, of which most closers are apostrophes: an opener takes the one that closes it best.

    Only an opener where an utterance begins may stay unclosed: its speaker goes on in the next paragraph. A straight
    one needs a capital behind it, for it may stand for a letter that is left out.
    """
    pairs: list[Pair] = []
    openers = [place for place, mark in enumerate(marks) if mark.lean == OPENS]
    for place, following in pairwise([*openers, len(marks)]):
        opener = marks[place]
        if closer := _closer(text, marks[place + 1 : following]) or _closer_behind(text, opener, marks, following):
            pairs.append(_pair(text, opener, closer))
        elif _may_go_on(text, opener):
            pairs.append(_unclosed(text, opener, marks[following].start if following < len(marks) else len(text)))
    return pairs


def _closer_behind(text: str, opener: Mark, marks: Sequence[Mark], first: int) -> Mark | None:
    """The mark from `first` on that closes a straight opener: 'With the ‘rust’, we wait,' she said.

    Sought up to the next straight opener, so that no mark is asked by more than one of them.
    """
    if opener.glyph != "'" or not _may_go_on(text, opener):
        return None
    behind = (marks[place] for place in range(first, len(marks)))
    straight = (mark for mark in behind if mark.glyph == "'")
    inner = takewhile(lambda mark: mark.lean != OPENS, straight)
    return next((mark for mark in inner if _closes_surely(text, mark)), None)


def _may_go_on(text: str, opener: Mark) -> bool:
    begins = opener.glyph == "‘" or text[opener.end : opener.end + 1].isupper()
    return begins and _BEGINS_SPEECH.search(text, max(0, opener.start - 2), opener.start) is not None


def _closer(text: str, marks: Sequence[Mark]) -> Mark | None:
    """The mark that closes: the first after an s only where no sure one follows (the dockers’ strike)."""
    sure = next((mark for mark in marks if _closes_surely(text, mark)), None)
    return next((mark for mark in marks if mark is sure or sure is None or text[mark.start - 1] != "s"), None)


def _closes_surely(text: str, mark: Mark) -> bool:
    return text[mark.start - 1] in _ENDS_SPEECH or text[mark.end : mark.end + 1] in _AFTER_WORD


def _pair(text: str, opener: Mark, closer: Mark) -> Pair:
    start, end = _trim(text, opener.end, closer.start)
    return Pair(
        start=start, end=end, outer_start=opener.start, outer_end=closer.end, family=opener.family, closed=True, depth=0
    )


def _unclosed(text: str, opener: Mark, limit: int) -> Pair:
    """What stands from an opener to `limit`, without the cue's clause that ends it: “The port will close, said Kord."""
    signed = _SIGNED.search(text, opener.end, limit)
    start, end = _trim(text, opener.end, signed.start() + 1 if signed else limit)
    return Pair(
        start=start, end=end, outer_start=opener.start, outer_end=end, family=opener.family, closed=False, depth=0
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _nest(pairs: list[Pair]) -> list[Pair]:
    """In the text's order, each with its depth; what crosses an earlier pair or lies too deep is left out."""
    kept: list[Pair] = []
    around: list[int] = []  # ends of the pairs that are open
    for pair in sorted(pairs, key=lambda pair: (pair.outer_start, -pair.outer_end)):
        while around and around[-1] <= pair.outer_start:
            around.pop()
        if len(around) >= DEEPEST or (around and pair.outer_end > around[-1]):
            continue
        kept.append(pair._replace(depth=len(around)) if around else pair)
        around.append(pair.outer_end)
    return kept
