"""Reported clauses: what somebody says by the reporter's own words, with a cue.

in   narration   a paragraph
out  clauses     cue, speaker, and the words from `start` to `end` that are the content

The way: reporting verbs → on which side the content stands → where it starts → where it ends → is it one at all.
“Kord said that the port would close.” has its content right of the cue, “The port will close, Kord said.” left
of it, “The port, Kord said, will close.” on both sides. The last three steps weigh features by clauses.tsv, trained
by benchmarks/train_quotes.py.
"""

import math
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from transforms.quotes.features import step, weigh
from transforms.quotes.narration import Narration
from transforms.quotes.phrases import Subject, subject_after, subject_before, subjects_of_clause

RIGHT, LEFT, AROUND = "right", "left", "around"
# Clauses less likely than this to be reported, from their first word to their last, are left out. Tuned by
# benchmarks/train_quotes.py for a precision of 0.8 on articles left out of the training.
REPORTED = 0.6
_SHORTEST = 3  # words
_VERB = re.compile(r"[VGA]|v(?=[hsTDNPwZ#xQ:,t])")
_NOT_YET = re.compile(  # what may stand between a cue and its content
    r"(?:p?D?t+)+|[DNwPmZ#o]{1,8}(?:p[DNwmZ#]{1,6})?(?:p?t+)?(?=h)|[pt][^,.;:QVvGhRsB]{0,12}(?=h)"
    r"|(?:D?[wNZm#]{1,6}|P)(?=[ThsP]|$)|p(?=[^t])"
)
_BOUNDARY = re.compile(r"[,;\-:(]|[BsRC](?!$)|(?<=[wNQP#t)])[GA]")
_MOST_ENDS = 12
_TAIL = re.compile(r"a?(?:p?[tD]+)*(?:p[DNwmZ#eo]{1,8}){0,2}(?=[.,;]|$)")  # on Tuesday, in an interview


class Clause(NamedTuple):
    """A reported clause, in words of its paragraph: cue, subject, content from `start` to `end`."""

    cue: int
    subject: Subject | None
    side: str
    start: int
    end: int
    probability: float


def reported_clauses(narration: Narration, weights: dict[str, float]) -> Iterator[Clause]:
    """Clauses of a paragraph that are likely reported speech."""
    for cue in _cues(narration):
        if clause := clause_of(narration, cue, weights):
            probability = _chance(weigh(weights, clause_features(narration, clause)))
            if probability >= REPORTED:
                yield clause._replace(probability=probability)


def _cues(narration: Narration) -> list[int]:
    return [found.start() for found in _VERB.finditer(narration.shape)]


def clause_of(narration: Narration, cue: int, weights: dict[str, float]) -> Clause | None:
    """The clause that the verb at word `cue` would report; probability 0 until it is weighed."""
    shape = narration.shape
    floor, limit = narration.sentence(cue)
    if shape[cue] == "A":
        return _according(narration, cue, floor, limit)
    subject = subject_before(shape, cue, floor)
    inverted = subject_after(shape, cue) if subject is None and shape[cue - 1 : cue] == "," else None
    parenthesis = subject or inverted
    if parenthesis:
        opens, closes = min(cue, parenthesis.start), max(cue + 1, parenthesis.full_end)
        if opens > floor and shape[opens - 1] == "," and (tail := _TAIL.match(shape, closes, limit)):
            return _beside(shape, cue, parenthesis, floor, opens - 1, tail.end(), limit)
    if subject is None or shape[cue] == "G":
        subject = next((shared for _, shared in subjects_of_clause(shape, cue, floor)), subject)
    return _right(narration, cue, subject, limit, weights)


def _beside(shape: str, cue: int, subject: Subject, floor: int, end: int, tail: int, limit: int) -> Clause | None:
    """The port will close, Kord said. / The port, Kord said, will close."""
    last = _last_word(shape, floor, limit)
    side = AROUND if tail < last and shape[tail] == "," else LEFT
    return _clause(cue, subject, side, floor, last if side == AROUND else end)


def _according(narration: Narration, cue: int, floor: int, limit: int) -> Clause | None:
    """According to Kord, the port will close. / The port will close, according to Kord."""
    shape = narration.shape
    subject = subject_after(shape, cue)
    if subject is None:
        return None
    if cue > floor:
        return _clause(cue, subject, LEFT, floor, cue - (shape[cue - 1] == ","))
    start = subject.full_end + (shape[subject.full_end : subject.full_end + 1] == ",")
    return _clause(cue, subject, RIGHT, start, _last_word(shape, start, limit))


def _right(
    narration: Narration, cue: int, subject: Subject | None, limit: int, weights: dict[str, float]
) -> Clause | None:
    start = content_start(narration, cue, limit, weights)
    if start is None:
        return None
    return _clause(cue, subject, RIGHT, start, content_end(narration, cue, start, limit, weights))


def _clause(cue: int, subject: Subject | None, side: str, start: int, end: int) -> Clause | None:
    return Clause(cue, subject, side, start, end, 0.0) if end - start >= _SHORTEST else None


def _last_word(shape: str, start: int, limit: int) -> int:
    while limit > start + 1 and shape[limit - 1] == ".":
        limit -= 1
    return limit


def starts_of(shape: str, cue: int, limit: int) -> list[int]:
    """Words at which the content right of a cue may start: the next, after an object or a time, at “that”."""
    starts = [cue + 1]
    if found := _NOT_YET.match(shape, cue + 1, limit):
        starts.append(found.end())
    that = shape.find("h", cue + 1, min(limit, cue + 16))
    if that >= 0:
        starts.append(that)
    return [start for start in dict.fromkeys(starts) if start < limit]


def ends_of(shape: str, start: int, limit: int) -> list[int]:
    """Words before which the content may end: at commas, dashes and conjunctions, and the sentence's end."""
    ends = [found.start() for found in islice(_BOUNDARY.finditer(shape, start + 2, limit), _MOST_ENDS)]
    return [*ends, _last_word(shape, start, limit)]


def content_start(narration: Narration, cue: int, limit: int, weights: dict[str, float]) -> int | None:
    """The likeliest first word of the content right of `cue`, in a sentence that ends before `limit`."""
    starts = starts_of(narration.shape, cue, limit)
    if len(starts) < 2:
        return starts[0] if starts else None
    return max(starts, key=lambda start: weigh(weights, start_features(narration, cue, start)))


def content_end(
    narration: Narration, cue: int, start: int, limit: int, weights: dict[str, float], least: int = 0
) -> int:
    """The likeliest end of the content from `start`, at word `least` or after."""
    ends = [end for end in ends_of(narration.shape, start, limit) if end >= least] or [limit]
    return max(ends, key=lambda end: weigh(weights, end_features(narration, cue, start, end, limit)))


def start_features(narration: Narration, cue: int, start: int) -> list[str]:
    """Features of a content that starts at word `start`."""
    shape, words = narration.shape, narration.words
    skipped = shape[cue + 1 : start]
    verb, opening = words[cue].lower(), shape[start : start + 2]
    pattern = skipped if len(skipped) < 5 else f"{skipped[:2]}~{skipped[-1]}"
    return [
        f"S skipped={pattern}",
        f"S skipped opening={pattern}|{opening[:1]}",
        f"S opening={opening}",
        f"S verb skipped={verb}|{skipped[:1]}",
        f"S verb opening={verb}|{opening[:1]}",
        f"S word={words[start].lower()}",
        f"S verb={verb} {start == cue + 1}",
        f"S next={start == cue + 1}",
        f"S last skipped={words[start - 1].lower() if skipped else ''}",
        f"S length={step(len(skipped))}",
    ]


def end_features(narration: Narration, cue: int, start: int, end: int, limit: int) -> list[str]:
    """Features of a content from `start` that ends before word `end`."""
    shape, words = narration.shape, narration.words
    sign, two, three = shape[end : end + 1], shape[end : end + 2], shape[end : end + 3]
    word = words[end].lower() if end < len(words) else ""
    after = words[end + 1].lower() if end + 1 < len(words) and sign in ",;-" else ""
    last = end >= _last_word(shape, start, limit)
    quoted, more = "Q" in shape[start:end], "Q" in shape[end:limit]
    verb = "V" in shape[end : end + 6] or "x" in shape[end : end + 6]
    return [
        f"E three={three}",
        f"E two={two}",
        f"E sign={sign}",
        f"E words={word}|{after}",
        f"E after={after}",
        f"E length={step(end - start)}",
        f"E length sign={step(end - start)}{sign}",
        f"E last={last}",
        f"E last quoted={last}{quoted}{more}",
        f"E before={shape[end - 1 : end]}{two}",
        f"E cue={words[cue].lower()}|{sign}",
        f"E opening={shape[start : start + 1]}{two}",
        f"E verb={verb}{two}",
        f"E quoted={quoted}{two}",
        f"E more={more}{sign}",
        f"E rest={step(limit - end)}{sign}",
        f"E stop={shape[limit - 1 : limit]}{last}",
    ]


def clause_features(narration: Narration, clause: Clause) -> list[str]:
    """Features of a clause being reported, from its first word to its last."""
    shape, words = narration.shape, narration.words
    cue, subject, side = clause.cue, clause.subject, clause.side
    verb, sign = words[cue].lower(), shape[cue]
    opening = shape[clause.start : clause.start + 2]
    named, apart, lead = "none", "", ""
    if subject:
        last = shape[subject.end - 1]
        named = last if last in "PDN" else "N" if "N" in shape[subject.start : subject.end] else "w"
        apart = shape[subject.end : cue][-3:]
        lead = shape[subject.start - 1 : subject.start]
    skipped = shape[cue + 1 : clause.start] if side == RIGHT else ""
    floor, limit = narration.sentence(cue)
    return [
        "C",
        f"C verb={verb}",
        f"C verb side={verb} {side}",
        f"C verb opening={verb}|{opening[:1]}",
        f"C sign={sign}{side}{opening[:1]}",
        f"C opening={side}{opening}",
        f"C word={side}{words[clause.start].lower()}",
        f"C named={named}{side}",
        f"C apart={apart}",
        f"C lead={lead}{side}",
        f"C skipped={skipped if len(skipped) < 4 else step(len(skipped))}",
        f"C length={step(clause.end - clause.start)}{side}",
        f"C inner={'V' in shape[clause.start : clause.end] or 'x' in shape[clause.start : clause.end]}{side}{opening[:1]}",
        f"C ends={shape[clause.end : clause.end + 2]}{side}",
        f"C whole={clause.end >= _last_word(shape, floor, limit)}{side}",
        f"C quoted={'Q' in shape[clause.start : clause.end]}",
        f"C subject={words[subject.end - 1].lower() if subject and named in 'PDw' else named}",
    ]


def _chance(weight: float) -> float:
    return 1 / (1 + math.exp(-weight)) if weight > -700 else 0.0
