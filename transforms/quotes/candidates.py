"""Attributions a quotation may have: pairs of a reporting word and a speaker in its neighbourhood.

in   narrations, quotation   a document's paragraphs, and the place of a quotation in one
out  candidates              reporting word and subject, and the side they stand on

All that is grammatical is a candidate here; attribution.py weighs them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.quotes.narration import Narration
from transforms.quotes.phrases import Subject, subject_after, subject_before, subjects_of_clause

_REACH = 45  # words
# A reporting word: one that is known; went on or put it before a stop; an unknown verb where one would stand.
_CUE = re.compile(
    r"[VvGAg]|k(?=p?[,.:Q])|w(?=[,:]?Q)|e(?=[,:]?Q)|(?<=[QNPw])[ew](?=[,.])|(?<=Q)[ew](?=[NDPw])|(?<=[NPwt)])e"
)
RIGHT, LEFT, SENTENCE_BEFORE, PARAGRAPH_BEFORE, PARAGRAPH_AFTER = "R", "L", "P", "B", "A"


class Candidate(NamedTuple):
    """Reporting word `cue` and its subject, in the paragraph `step` after the quotation's."""

    side: str
    how: str  # before or after the verb; nearest or first of the clause; colon or dash instead of a verb
    cue: int
    subject: Subject
    step: int = 0


class Place(NamedTuple):
    """Where quotation word `at` stands: its sentence, and the room on both sides up to the quotations beside it."""

    at: int
    left: int
    right: int
    before: int  # the word after the quotation before, 0 where there is none
    after: int  # the next quotation, or the number of words
    start: int
    end: int


def place_of(narration: Narration, at: int) -> Place:
    """Measure the room around quotation word `at`."""
    start, end = narration.sentence(at)
    before = narration.shape.rfind("Q", 0, at) + 1
    after = narration.shape.find("Q", at + 1)
    after = len(narration.words) if after < 0 else after
    return Place(at, max(before, start, at - _REACH), min(after, end, at + 1 + _REACH), before, after, start, end)


def find_candidates(narrations: Sequence[Narration], paragraph: int, place: Place) -> list[Candidate]:
    """All candidates of the quotation at `place` in paragraph number `paragraph`."""
    narration = narrations[paragraph]
    found = [*_right(narration.shape, place), *_left(narration.shape, place)]
    if place.left == place.at == place.start > 0 and place.before < place.start:
        found += _sentence_before(narration, place)
    if place.at == 0 and paragraph:
        found += _paragraph_before(narrations[paragraph - 1])
    if len(narration.words) - place.at <= 2 and paragraph + 1 < len(narrations):
        found += _paragraph_after(narrations[paragraph + 1].shape)
    return found


def _right(shape: str, place: Place) -> Iterator[Candidate]:
    """“…,” Kord said; “…,” said Kord; “…” — Kord."""
    for found in _CUE.finditer(shape, place.at + 1, place.right):
        cue = found.start()
        if subject := subject_before(shape, cue, place.at + 1):
            yield Candidate(RIGHT, "before", cue, subject)
        if (subject := subject_after(shape, cue)) and subject.start < place.right:
            yield Candidate(RIGHT, "after", cue, subject)
    sign = place.at + 1
    if shape[sign : sign + 1] in ("-", "(") and (subject := subject_after(shape, sign)):
        yield Candidate(RIGHT, "dash", sign, subject)


def _left(shape: str, place: Place) -> Iterator[Candidate]:
    """Kord said: “…”; Kord: “…”."""
    yield from _cues(LEFT, shape, place.left, place.at, place.start)
    sign = place.at - 1
    if sign >= place.left and shape[sign] in ":-(" and (subject := subject_before(shape, sign, place.left)):
        yield Candidate(LEFT, "colon", sign, subject)


def _cues(side: str, shape: str, floor: int, end: int, sentence: int, step: int = 0) -> Iterator[Candidate]:
    """Candidates of the reporting words from `floor` to `end`, in a sentence that begins at `sentence`."""
    for found in _CUE.finditer(shape, floor, end):
        cue = found.start()
        before = subject_before(shape, cue, floor)
        if before:
            yield Candidate(side, "before", cue, before, step)
        if (after := subject_after(shape, cue)) and after.start < end:
            yield Candidate(side, "after", cue, after, step)
        if not before or shape[cue] in "Gg":
            for how, subject in subjects_of_clause(shape, cue, sentence):
                yield Candidate(side, how, cue, subject, step)


def _sentence_before(narration: Narration, place: Place) -> Iterator[Candidate]:
    """Kord was calm. “…”"""
    floor = max(place.before, max(start for start in narration.breaks if start < place.start))
    yield from _whole_sentence(SENTENCE_BEFORE, narration.shape, floor, place.start, 0)


def _paragraph_before(narration: Narration) -> Iterator[Candidate]:
    """Kord answered: (new paragraph) “…”"""
    shape = narration.shape
    if shape and "Q" not in shape[-3:]:
        last = max((start for start in narration.breaks if start < len(shape)), default=0)
        yield from _whole_sentence(PARAGRAPH_BEFORE, shape, max(last, shape.rfind("Q") + 1), len(shape), -1)


def _whole_sentence(side: str, shape: str, floor: int, end: int, step: int) -> Iterator[Candidate]:
    yield from _cues(side, shape, floor, end, floor, step)
    for how, subject in subjects_of_clause(shape, end, floor):
        yield Candidate(side, how, end - 1, subject, step)


def _paragraph_after(shape: str) -> Iterator[Candidate]:
    """“…” (new paragraph) — Kord"""
    dash = len(shape) - len(shape.lstrip("-("))
    if shape[:1] in ("-", "N", "(") and len(shape) < 30 and dash and (subject := subject_after(shape, dash - 1)):
        yield Candidate(PARAGRAPH_AFTER, "dash", dash - 1, subject, 1)
