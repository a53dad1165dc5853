"""One article's text, from raw to clean."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from transforms.clean.characters import (
    compose_forms,
    decode_entities,
    drop_unseen,
    mend_mojibake,
    plain_line_breaks,
    plain_spaces,
)
from transforms.clean.edits import Edit, Run, apply
from transforms.clean.lines import shape_lines

# Doubled stops and marks: `.".`, `,",`, `..`, `,,`, `???`, `!!!`, three marks together.
_STRAY = re.compile(
    r"""[.,?!"”“](?:(?<=\.)["”’]\.|(?<=,)["”],|(?<=(?<!\.)\.)\.(?!\.)|(?<=,),|(?<=\?)\?\?|(?<=!)!!|(?<=["”“])["”“]{2})"""
)
_TRAILING = re.compile(r"(?<! )[ ]++(?=\n)")

# In this order: mojibake is told by composed letters and by the very controls and spaces that later steps take
# away, entities may stand for any character, and lines are judged once their ends are plain. Each step has its note for the reader.
_STEPS: tuple[tuple[Callable[[str], Iterable[Edit]], str | None], ...] = (
    (compose_forms, "Accented letters were composed (NFC)."),
    (mend_mojibake, "Letters garbled by a wrong encoding were mended."),
    (decode_entities, "HTML entities were decoded."),
    (plain_line_breaks, None),
    (drop_unseen, "Characters that show nothing were dropped."),
    (plain_spaces, None),
    (compose_forms, None),
)


class CleanText(NamedTuple):
    """A clean text, the map of its offsets to raw ones (transforms.clean.edits), and what was done or doubtful."""

    text: str
    runs: list[Run]
    notes: list[str]


def clean_text(raw: str) -> CleanText:
    """Clean one article's raw text (not HTML).

    >>> clean_text("The  minister\\u00a0said\\r\\nno.  ").text
    'The  minister said no.'
    """
    text, runs, notes = raw, [(0, 0)], []
    for mend, note in _STEPS:
        before = text
        text, runs = apply(text, runs, mend(text))
        if note and text != before:
            notes.append(note)
    text, runs = apply(text, runs, _outer_space(text))
    edits, found = shape_lines(text)
    text, runs = apply(text, runs, edits)
    if "rejoined" in found:
        notes.append("Hard-wrapped lines were rejoined.")
    if _STRAY.search(text):
        notes.append("Stray or doubled punctuation was left as it stands.")
    return CleanText(text, runs, notes)


def _outer_space(text: str) -> list[Edit]:
    """Drop white space around the text and at the ends of its lines."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    if first >= last:
        return [Edit(0, len(text), "")] if text else []
    edits = [Edit(0, first, "")] if first else []
    edits += [Edit(found.start(), found.end(), "") for found in _TRAILING.finditer(text, first, last)]
    if last < len(text):
        edits.append(Edit(last, len(text), ""))
    return edits
