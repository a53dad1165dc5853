"""One article's text, from raw to clean."""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from transforms.clean.characters import (
    compose_forms,
    decode_entities,
    drop_joiners,
    drop_unseen,
    mend_mojibake,
    plain_line_breaks,
    plain_spaces,
)
from transforms.clean.edits import Edit, OffsetRun, apply
from transforms.clean.lines import join_labels, part_paragraphs, rejoin_lines, trim_lines
from transforms.clean.tags import drop_tags

Step = tuple[Callable[[str], Iterable[Edit]], str | None]

# Doubled stops and marks: `.".`, `,",`, `..`, `,,`, `???`, `!!!`, three marks together.
_STRAY = re.compile(
    r"""[.,?!"”“](?:(?<=\.)["”’]\.|(?<=,)["”],|(?<=(?<!\.)\.)\.(?!\.)|(?<=,),|(?<=\?)\?\?|(?<=!)!!|(?<=["”“])["”“]{2})"""
)

# In this order: mojibake is told by composed letters and by the very controls and spaces that later steps take away,
# entities may stand for any character, a tag's too, and lines are judged once their ends are plain. Each step has its
# note for the reader.
_STEPS: tuple[Step, ...] = (
    (compose_forms, "Accented letters were composed (NFC)."),
    (mend_mojibake, "Letters garbled by a wrong encoding were mended."),
    (decode_entities, "HTML entities were decoded."),
    (plain_line_breaks, None),
    (drop_tags, "HTML tags were taken out."),
    (drop_unseen, "Characters that show nothing were dropped."),
    (drop_joiners, None),
    (plain_spaces, None),
    (compose_forms, None),
    (trim_lines, None),
)
_MOST_PASSES = 8  # real texts take two, the second to see that nothing is left


class CleanText(NamedTuple):
    """A clean text, the map of its offsets to raw ones (transforms.clean.edits), and what was done or doubtful."""

    text: str
    runs: list[OffsetRun]
    notes: list[str]


def clean_text(raw: str, origins: list[OffsetRun] | None = None, title: str | None = None) -> CleanText:
    """Clean one article's raw text (not a page; tags that a feed leaves in it are taken out).

    `origins` maps its offsets to those of what it was itself taken from, as the text of a page; `title` is its title
    where that is known from elsewhere.

    >>> clean_text("The  minister\\u00a0said\\r\\nno.  ").text
    'The  minister said no.'
    """
    text, runs = raw, origins or [(0, 0)]
    notes: dict[str, None] = {}  # each once, in the order they came up
    for _ in range(_MOST_PASSES):
        before = text
        text, runs = _pass(text, runs, notes, title)
        if text == before:
            break  # else one step may have laid bare what is another's to mend: &#195;&#169; is Ã©, which is é
    if _STRAY.search(text):
        notes["Stray or doubled punctuation was left as it stands."] = None
    return CleanText(text, runs, list(notes))


def _pass(text: str, runs: list[OffsetRun], notes: dict[str, None], title: str | None) -> tuple[str, list[OffsetRun]]:
    """Take each step once; `notes` gathers what was done."""
    rejoin: Step = (partial(rejoin_lines, title=title), "Hard-wrapped lines were rejoined.")
    labels: Step = (join_labels, "Speakers' labels on lines of their own were joined to what is said.")
    for mend, note in (*_STEPS, rejoin, labels, (part_paragraphs, None)):
        before = text
        text, runs = apply(text, runs, mend(text))
        if note and text != before:
            notes[note] = None
    return text, runs
