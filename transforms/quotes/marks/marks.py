"""Quotation marks of one paragraph, with the side each leans on.

in   text    one paragraph
out  marks   its quotation marks, without apostrophes and inch signs, doubled marks as one

The way: runs of marks → the side a run leans on → a mark's own glyph where its surroundings do not tell.
"""

import re
from typing import NamedTuple

OPENS, CLOSES, EITHER = "opens", "closes", "either"
DOUBLE, SINGLE, ANGLE = "double", "single", "angle"

# glyph → family, and the side it is made for. A mark closes one of its own family, whatever its glyph: writers mix
# straight with curly, and German closes „…“ with the sign that opens in English.
GLYPHS = {
    '"': (DOUBLE, EITHER),
    "“": (DOUBLE, OPENS),
    "”": (DOUBLE, CLOSES),
    "„": (DOUBLE, OPENS),
    "‟": (DOUBLE, OPENS),
    "``": (DOUBLE, OPENS),
    "''": (DOUBLE, EITHER),
    "«": (ANGLE, OPENS),
    "»": (ANGLE, CLOSES),
    "‹": (SINGLE, OPENS),
    "›": (SINGLE, CLOSES),
    "'": (SINGLE, EITHER),
    "‘": (SINGLE, OPENS),
    "’": (SINGLE, CLOSES),
    "‚": (SINGLE, OPENS),
    "‛": (SINGLE, OPENS),
}
_SIGNS = "\"“”„‟«»‹›‘‚‛'’`"
# A run of marks. It begins with a class of characters so that the search leaps over everything else; an apostrophe
# begins one where no letter stands on one of its sides, a backtick where there are two.
_RUN = re.compile(rf"[{_SIGNS}](?:(?<=[^'’`])|(?<=['’])(?:(?<!\w['’])|(?!\w))|(?<=`)(?=`))[{_SIGNS}]*")
_EACH = re.compile(r"``|''|[\"“”„‟«»‹›‘‚‛'’]")
_ALWAYS_OPEN = frozenset("„‚‟‛")
_BEFORE_OPENING = frozenset("([{—–-―/")
_STOPS = frozenset(".,;:!?)")
_AFTER_CLOSING = frozenset(")]}.,;:!?…—–-―/*_<|")
# Words that lose their beginning, and years their century, in the middle of a sentence: no quotation opens there.
_ELISION = re.compile(
    r"['’‘](?:(?<=\w\s['’‘])\d\ds?|em|til|tis|twas|twill|cause|cuz|bout|round|cos|n)\b", re.IGNORECASE
)
_FOR_AN_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[\"“”]s\b")  # Kord"s ship, as it is mistyped or converted
_FEET = re.compile(r"\d['’] ?\d{1,2}$")


class Mark(NamedTuple):
    """One quotation mark: its characters `start` to `end`, family, the side it leans on, and its glyph."""

    start: int
    end: int
    family: str
    lean: str
    glyph: str


def may_hold_marks(text: str) -> bool:
    """Whether there is anything in a text that could be a quotation mark."""
    return _RUN.search(text) is not None


def find_marks(text: str) -> list[Mark]:
    """Find the quotation marks of a paragraph.

    >>> [(mark.glyph, mark.lean) for mark in find_marks("“It’s late,” he said in '98.")]
    [('“', 'opens'), ('”', 'closes')]
    """
    marks: list[Mark] = []
    for run in _RUN.finditer(text):
        side = _side(text[run.start() - 1 : run.start()] or " ", text[run.end() : run.end() + 1] or " ")
        for glyph in _EACH.finditer(text, *run.span()):
            mark = _mark(text, glyph, side)
            if mark and marks and _doubles(marks[-1], mark):
                marks[-1] = mark._replace(start=marks[-1].start)
            elif mark:
                marks.append(mark)
    return marks


def _side(before: str, after: str) -> str:
    """The side a run of marks leans on, by the characters around it; either where a space was lost (“war,”he said)."""
    if before.isspace() or before in _BEFORE_OPENING:
        opens = not after.isspace() and after not in _STOPS
        closes = not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)
        return EITHER if opens == closes else OPENS if opens else CLOSES
    if after.isspace() or after in _AFTER_CLOSING:
        return CLOSES
    return EITHER


def _mark(text: str, found: re.Match[str], side: str) -> Mark | None:
    """The mark with its lean; None for an apostrophe or an inch sign."""
    glyph, start = found[0], found.start()
    family, own = GLYPHS[glyph]
    lean = own if side == EITHER else OPENS if glyph in _ALWAYS_OPEN else side
    if family == SINGLE and (_ELISION.match(text, start) or (glyph == "’" and lean == OPENS)):
        return None
    if family == DOUBLE and side == EITHER and _FOR_AN_APOSTROPHE.match(text, start):
        return None
    if family == DOUBLE and lean == CLOSES and _FEET.search(text, max(0, start - 6), start):
        return None
    return Mark(start, found.end(), family, lean, glyph)


def _doubles(last: Mark, mark: Mark) -> bool:
    """Whether `mark` merely doubles the one right before it."""
    return last.end == mark.start and last.family == mark.family and last.lean == mark.lean != EITHER
