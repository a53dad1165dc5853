"""Quotation marks of one paragraph, with the side each leans on.

in   text    one paragraph
out  marks   the quotation marks in it, without apostrophes, inch signs and doubled marks

The way: runs of marks → the side a run leans on → the mark's own glyph where its surroundings do not tell.
"""

import re
from typing import NamedTuple

OPENS, CLOSES, EITHER = "opens", "closes", "either"
DOUBLE, SINGLE, ANGLE = "double", "single", "angle"

# glyph → family, and the side it is made for. A mark closes one of its own family only, whatever its glyph:
# writers mix straight and curly, and German closes „…“ with the sign that opens in English.
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
    "‹": (ANGLE, OPENS),
    "›": (ANGLE, CLOSES),
    "'": (SINGLE, EITHER),
    "‘": (SINGLE, OPENS),
    "’": (SINGLE, CLOSES),
    "‚": (SINGLE, OPENS),
    "‛": (SINGLE, OPENS),
}
_RUN = re.compile(r"(?<!\w)['’](?=\w)|['’](?!\w)|[\"“”„‟«»‹›‘‚‛]|``")
_GLYPH = re.compile(r"``|''|.")
_BEFORE_OPENING = frozenset(" \t\u00a0\u2009\u202f\n([{—–-―/=:;,*_>|")
_AFTER_CLOSING = frozenset(" \t\u00a0\u2009\u202f\n)]}.,;:!?…—–-―/*_<|")
_ELISION = re.compile(r"['’‘](?:\d\ds?\b|(?:em|til|tis|twas|twill|cause|cuz|bout|round|cos|n)\b)", re.IGNORECASE)


class Mark(NamedTuple):
    """One quotation mark: its characters `start` to `end`, family, and the side it leans on."""

    start: int
    end: int
    family: str
    lean: str
    glyph: str


def find_marks(text: str) -> list[Mark]:
    """Find the quotation marks of a paragraph.

    >>> [(mark.glyph, mark.lean) for mark in find_marks("“It’s late,” he said in '98.")]
    [('“', 'opens'), ('”', 'closes')]
    """
    marks: list[Mark] = []
    runs = _runs(text)
    for start, end in runs:
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        side = _side(before, after)
        for found in _GLYPH.finditer(text, start, end):
            mark = _mark(text, found, side, before)
            if mark and not (marks and _doubles(marks[-1], mark)):
                marks.append(mark)
    return marks


def _runs(text: str) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for found in _RUN.finditer(text):
        start, end = found.span()
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _side(before: str, after: str) -> str:
    """The side a run of marks leans on, by the characters around it."""
    opens = before in _BEFORE_OPENING and not after.isspace()
    closes = not before.isspace() and (after in _AFTER_CLOSING)
    if opens == closes:
        return EITHER
    return OPENS if opens else CLOSES


def _mark(text: str, found: re.Match[str], side: str, before: str) -> Mark | None:
    glyph = found[0]
    family, own = GLYPHS[glyph]
    if family == SINGLE and _ELISION.match(text, found.start()):
        return None
    lean = own if side == EITHER else side
    if glyph in "„‚":
        lean = OPENS
    if family == SINGLE and lean == OPENS and glyph == "’":
        return None  # an apostrophe before a word whose beginning is left out
    if glyph == '"' and lean == CLOSES and before.isdigit() and text[found.end() : found.end() + 1] == " ":
        lean = EITHER
    return Mark(found.start(), found.end(), family, lean, glyph)


def _doubles(last: Mark, mark: Mark) -> bool:
    """Whether `mark` merely doubles the one right before it."""
    return last.end == mark.start and last.family == mark.family and last.lean == mark.lean != EITHER
