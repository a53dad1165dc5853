"""The quotations of one article.

in   texts    its paragraphs, in order
out  quotes   in the text's order, by offsets in their paragraphs

The way: marks → pairs → words and shapes → candidates → attribution → kind → content → link → confidence, and
reported clauses beside them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from transforms.quotes.attribution.choice import NOBODY, Attribution, attribute, cues_by_paragraph
from transforms.quotes.attribution.expletives import is_expletive
from transforms.quotes.attribution.terms import read_over_names
from transforms.quotes.confidence import confidence, sureness_features
from transforms.quotes.contents.kinds import kinds_of
from transforms.quotes.contents.links import links_of
from transforms.quotes.contents.marked import contents_of
from transforms.quotes.contents.negation import is_negated, is_of_nobody, is_said_by_nobody, is_unsaid
from transforms.quotes.contents.reported import BEFORE_CUE, BEHIND_CUE, Clause, reported_clauses
from transforms.quotes.marks.marks import may_hold_marks
from transforms.quotes.marks.pairs import Pair, pair_marks, pair_turn
from transforms.quotes.narration.phrases import Subject
from transforms.quotes.narration.shapes import cue_forms
from transforms.quotes.narration.words import Narration, read_narration
from transforms.quotes.weights.shipped import Weights
from transforms.segment.dateline import LABELS
from transforms.spans import Span
from transforms.tables import INDIRECT, MIXED

_UNREAD = read_narration("", ())
_LETTERS = re.compile("[A-Za-z]{3,}")
_LONGEST_SIGNATURE = 200  # characters of a paragraph that signs the quotation before it
_TIME = re.compile(r"\d{1,2}[.:]\d\d(?:[ap]m)?|\d{1,2}[ap]m")
_SAYS_SURELY = frozenset("VvuG")
_REPORTING_SIGNS = frozenset("VvuGgAkewy")


class Located(NamedTuple):
    """Characters `start` to `end` of paragraph number `paragraph`."""

    paragraph: int
    start: int
    end: int


class Quote(NamedTuple):
    """A quotation: its words, what it is, who says it and how sure that is."""

    words: Located
    kind: str
    closed: bool | None
    content: Span
    negated: bool
    link: str | None
    goes_on_from: Located | None
    speaker: Located | None
    speaker_phrase: Located | None
    cue: Located | None
    confidence: float


def find_quotes(
    texts: Sequence[str], prose: Sequence[int], spoken: Sequence[int | None], weights: Weights
) -> list[Quote]:
    """Find the quotations in an article's paragraphs, direct, mixed, indirect and scare.

    `prose` is where in each text its own words begin: a dateline is nobody's, and no part of its sentence. `spoken` is
    where what somebody says in it without marks begins, as a turn of a transcript; None where nobody does.

    >>> from transforms.quotes.weights.shipped import shipped_weights
    >>> text = "“The port,” Ada Kord said, “will close.”"
    >>> quotes = find_quotes([text], [0], [None], shipped_weights())
    >>> [(text[quote.words.start : quote.words.end], quote.link) for quote in quotes]
    [('The port,', None), ('will close.', 'split')]
    """
    pairs = [_pair(text, begin) for text, begin in zip(texts, spoken, strict=True)]
    narrations = [
        read_paragraph(text, pairs[number], begin) if _worth_reading(texts, pairs, number) else _UNREAD
        for number, (text, begin) in enumerate(zip(texts, prose, strict=True))
    ]
    attributions = attribute(narrations, weights.attribution)
    found = [*_marked(narrations, attributions, weights), *_reported(narrations, attributions, weights)]
    for number, text in enumerate(texts):
        if any(pair.depth for pair in pairs[number]):
            found += _nested(number, text, pairs[number], weights)
    return sorted({quote.words: quote for quote in reversed(found)}.values())


def _pair(text: str, spoken: int | None) -> list[Pair]:
    pairs = pair_marks(text) if may_hold_marks(text) else []
    return pairs if spoken is None else pair_turn(Span(spoken, len(text)), pairs)


def read_paragraph(text: str, pairs: Sequence[Pair], prose: int) -> Narration:
    """Read what a paragraph tells from `prose` on, where its own words begin, quotations and terms a word each."""
    beside = [pair for pair in pairs if pair.depth == 0]
    marked = beside[0].outer_start if beside else len(text)
    return read_over_names(read_narration(text, beside, min(prose, marked)))


def _worth_reading(texts: Sequence[str], pairs: Sequence[Sequence[Pair]], number: int) -> bool:
    """Whether a paragraph holds marks or a reporting word, or may name the speaker of the one beside it."""
    if pairs[number]:
        return True
    leads = number + 1 < len(texts) and bool(pairs[number + 1]) and pairs[number + 1][0].outer_start == 0
    signs = number > 0 and bool(pairs[number - 1]) and len(texts[number]) <= _LONGEST_SIGNATURE
    return leads or signs or not cue_forms().isdisjoint(_LETTERS.findall(texts[number]))


def _marked(
    narrations: Sequence[Narration], attributions: Sequence[Attribution], weights: Weights, paragraph: int = 0
) -> Iterator[Quote]:
    """Quotations between marks; `paragraph` is the number of the first of `narrations`."""
    kinds = kinds_of(narrations, attributions, weights.clauses)
    contents = contents_of(narrations, attributions, kinds, weights.contents)
    links = links_of(attributions)
    words = [_words(narrations, attribution, paragraph) for attribution in attributions]
    for number, attribution in enumerate(attributions):
        speaker, phrase, cue = _said_by(narrations, attribution, paragraph)
        pair = narrations[attribution.quotation.paragraph].quotes[attribution.quotation.place.at]
        features = sureness_features(
            kinds[number], attribution.what, pair.closed, attribution.probability, attribution.spoken
        )
        yield Quote(
            words=words[number],
            kind=kinds[number],
            closed=pair.closed if pair.marked else None,
            content=contents[number],
            negated=kinds[number] == MIXED and _is_negated(narrations, attribution, contents[number]),
            link=links[number],
            goes_on_from=words[attribution.turn] if links[number] and attribution.turn is not None else None,
            speaker=speaker,
            speaker_phrase=phrase,
            cue=cue,
            confidence=confidence(features, weights.confidence),
        )


def _words(narrations: Sequence[Narration], attribution: Attribution, paragraph: int) -> Located:
    number, place, _ = attribution.quotation
    pair = narrations[number].quotes[place.at]
    return Located(number + paragraph, pair.start, pair.end)


def _is_negated(narrations: Sequence[Narration], attribution: Attribution, content: Span) -> bool:
    """Whether a part of a clause is negated before its marks, or its verb is: not by both (did not say it was not “x”).

    Read from the content's first word, or that behind its cue.
    """
    (paragraph, place, _), reporting = attribution.quotation, attribution.reporting
    narration = narrations[paragraph]
    cue = reporting.candidate.cue if reporting is not None and reporting.paragraph == paragraph else -1
    if reporting is None or not place.start <= cue < place.at:
        first = bisect_left(narration.starts, content.start)
        return is_negated(narration, first, place.at) or is_of_nobody(narration, first, place.at)
    negated = is_negated(narration, cue + 1, place.at) or is_of_nobody(narration, cue + 1, place.at)
    nobody = narration.shape[cue] in _SAYS_SURELY and is_said_by_nobody(narration, reporting.candidate.subject)
    return negated != (nobody or is_unsaid(narration, cue, place.at))


def _said_by(
    narrations: Sequence[Narration], attribution: Attribution, paragraph: int
) -> tuple[Located | None, Located | None, Located | None]:
    """Speaker, speaker with description, and cue of an attribution."""
    reporting = attribution.reporting
    if reporting is None or attribution.what == NOBODY:
        return None, None, None
    number, candidate = reporting.paragraph, reporting.candidate
    if _is_label(narrations[number], candidate.subject, candidate.cue):
        return None, None, None
    return _locate(narrations[number], number + paragraph, candidate.subject, candidate.cue)


def _is_label(narration: Narration, subject: Subject | None, cue: int) -> bool:
    """Whether what stands before a colon heads a text and speaks not: Ports Report: “…”, EXCLUSIVE: “…”, 8.33am: “…”"""
    if subject is None or narration.shape[cue] != ":":
        return False
    first, last = narration.words[subject.start], narration.words[subject.end - 1]
    return _TIME.fullmatch(first) is not None or last in LABELS or last == "Report"


def _locate(
    narration: Narration, paragraph: int, subject: Subject | None, cue: int
) -> tuple[Located | None, Located | None, Located | None]:
    speaker = phrase = reporting = None
    if subject and not is_expletive(narration, subject, cue):
        speaker = _without_possessive(narration, paragraph, subject.start, subject.end)
        phrase = _without_possessive(narration, paragraph, subject.full_start, subject.full_end)
    if narration.shape[cue] in _REPORTING_SIGNS:
        last = cue + narration.is_phrasal(cue)
        reporting = Located(paragraph, narration.starts[cue], narration.end(last))
    return speaker, phrase, reporting


def _without_possessive(narration: Narration, paragraph: int, start: int, end: int) -> Located:
    """Words `start` to `end`, the last without its 's, unless its name ends so (Moody’s)."""
    ending = narration.words[end - 1]
    cut = 2 if ending.endswith(("'s", "’s")) and len(ending) > 2 and narration.shape[end - 1] != "N" else 0
    return Located(paragraph, narration.starts[start], narration.end(end - 1) - cut)


def _reported(
    narrations: Sequence[Narration], attributions: Sequence[Attribution], weights: Weights
) -> Iterator[Quote]:
    """Reported clauses without marks of their own; where one holds another, the outer, or both if it retells."""
    spoken: dict[int, list[int]] = {}
    cues = cues_by_paragraph(attributions)
    for attribution in attributions:
        if attribution.what != NOBODY:
            spoken.setdefault(attribution.quotation.paragraph, []).append(attribution.quotation.place.at)
    for number, narration in enumerate(narrations):
        outer, quoted = None, spoken.get(number, ())
        clauses = reported_clauses(narration, weights.clauses, cues.get(number, ()))
        for clause in sorted(clauses, key=attrgetter("start")):
            holds = bisect_left(quoted, clause.start) < bisect_left(quoted, clause.end)
            if holds:
                continue
            if outer is None or clause.start >= outer.end:
                outer = clause
                yield _indirect(narration, number, clause, weights)
            elif _retold(outer, clause):
                yield _indirect(narration, number, clause._replace(end=min(clause.end, outer.end)), weights)


def _retold(outer: Clause, clause: Clause) -> bool:
    """Whether somebody passes on what another said: Kord told the court that the dam held, the agency reported."""
    within = clause.subject is not None and outer.start <= clause.subject.start and clause.start < outer.end
    return within and outer.side == BEFORE_CUE and clause.side == BEHIND_CUE


def _indirect(narration: Narration, number: int, clause: Clause, weights: Weights) -> Quote:
    span = Span(narration.starts[clause.start], narration.end(clause.end - 1))
    speaker, phrase, cue = _locate(narration, number, clause.subject, clause.cue)
    features = sureness_features(INDIRECT, "reported", True, clause.probability, clause.probability)
    sure = confidence(features, weights.confidence)
    return Quote(
        words=Located(number, *span),
        kind=INDIRECT,
        closed=None,
        content=span,
        negated=False,
        link=None,
        goes_on_from=None,
        speaker=speaker,
        speaker_phrase=phrase,
        cue=cue,
        confidence=sure,
    )


def _nested(number: int, text: str, pairs: Sequence[Pair], weights: Weights) -> Iterator[Quote]:
    """Quotations inside a paragraph's quotations, who says them sought in those alone."""
    around: list[Pair] = []
    inside: dict[Pair, list[Pair]] = {}
    for pair in pairs:
        del around[pair.depth :]
        if around:
            inside.setdefault(around[-1], []).append(pair)
        around.append(pair)
    for outer, beside in inside.items():
        narration = read_narration(text, beside, outer.start, outer.end)
        yield from _marked([narration], attribute([narration], weights.attribution), weights, number)
