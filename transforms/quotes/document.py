"""The quotations of one article.

in   texts    its paragraphs, in order
out  quotes   in the text's order, by offsets in their paragraphs

The way: marks → pairs → words and shapes → candidates → attribution → kind → content → link → confidence, and
reported clauses beside them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from transforms.quotes.attribution import NOBODY, Attribution, attribute
from transforms.quotes.confidence import confidence, sureness_features
from transforms.quotes.contents import contents_of
from transforms.quotes.kinds import INDIRECT, kinds_of
from transforms.quotes.links import links_of
from transforms.quotes.narration import Narration, read_narration
from transforms.quotes.pairs import Pair, pair_marks
from transforms.quotes.phrases import Subject
from transforms.quotes.reported import Clause, reported_clauses
from transforms.quotes.shapes import cue_forms
from transforms.quotes.weights import Weights
from transforms.spans import Span

_MARKED = re.compile("[\"“”„‟«»‹›‘‚‛]|(?<!\\w)['’]|''|``")
_SMALL_WORDS = re.compile("[a-z]{3,}")
_REPORTING_SIGNS = frozenset("VvGgAkew")
_PARTICLES = frozenset(
    [
        "according to",
        "call for",
        "calls for",
        "called for",
        "calling for",
        "calls on",
        "called on",
        "points out",
        "pointed out",
        "pointing out",
        "puts it",
        "put it",
        "goes on",
        "went on",
        "shot back",
        "fired back",
        "hit back",
        "chimed in",
    ]
)


class Located(NamedTuple):
    """Characters `start` to `end` of paragraph number `paragraph`."""

    paragraph: int
    start: int
    end: int


class Quote(NamedTuple):
    """A quotation: its words, what it is, who says it and how sure that is."""

    words: Located
    kind: str
    closed: bool
    content: Span
    link: str | None
    goes_on_from: Located | None
    speaker: Located | None
    speaker_phrase: Located | None
    cue: Located | None
    confidence: float


def find_quotes(texts: Sequence[str], weights: Weights) -> list[Quote]:
    """Find the quotations in an article's paragraphs, direct, mixed, indirect and scare.

    >>> from transforms.quotes.weights import shipped_weights
    >>> text = "“The port,” Ada Kord said, “will close.”"
    >>> quotes = find_quotes([text], shipped_weights())
    >>> [(text[quote.words.start : quote.words.end], quote.link) for quote in quotes]
    [('The port,', None), ('will close.', 'split')]
    """
    pairs = [pair_marks(text) if _MARKED.search(text) else [] for text in texts]
    narrations = [
        read_narration(text, (pair for pair in pairs[number] if pair.depth == 0))
        if _worth_reading(texts, pairs, number)
        else _UNREAD
        for number, text in enumerate(texts)
    ]
    attributions = attribute(narrations, weights.attribution)
    found = [*_marked(narrations, attributions, weights), *_reported(narrations, attributions, weights)]
    for number, narration in enumerate(narrations):
        for pair in narration.quotes.values():
            found += _nested(number, narration.text, pair, pairs[number], weights)
    return sorted({quote.words: quote for quote in reversed(found)}.values())


_UNREAD = read_narration("", ())


def _worth_reading(texts: Sequence[str], pairs: Sequence[Sequence[Pair]], number: int) -> bool:
    """Whether a paragraph holds marks or a reporting word, or stands beside one that begins or ends with a mark."""
    if pairs[number] or (number + 1 < len(texts) and pairs[number + 1]) or (number and pairs[number - 1]):
        return True
    return not cue_forms().isdisjoint(_SMALL_WORDS.findall(texts[number]))


def _marked(
    narrations: Sequence[Narration], attributions: Sequence[Attribution], weights: Weights, paragraph: int = 0
) -> Iterator[Quote]:
    """Quotations between marks; `paragraph` is the number of the first of `narrations`."""
    kinds = kinds_of(narrations, attributions)
    contents = contents_of(narrations, attributions, kinds, weights.clauses)
    links = links_of(attributions)
    words = [_words(narrations, attribution, paragraph) for attribution in attributions]
    for number, attribution in enumerate(attributions):
        speaker, phrase, cue = _said_by(narrations, attribution, paragraph)
        closed = narrations[attribution.quotation.paragraph].quotes[attribution.quotation.place.at].closed
        features = sureness_features(
            kinds[number], attribution.what, closed, attribution.probability, attribution.spoken
        )
        yield Quote(
            words=words[number],
            kind=kinds[number],
            closed=closed,
            content=contents[number],
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


def _said_by(
    narrations: Sequence[Narration], attribution: Attribution, paragraph: int
) -> tuple[Located | None, Located | None, Located | None]:
    """Speaker, speaker with description, and cue of an attribution."""
    if attribution.candidate is None or attribution.what == NOBODY:
        return None, None, None
    number = attribution.home + attribution.candidate.step
    return _locate(narrations[number], number + paragraph, attribution.candidate.subject, attribution.candidate.cue)


def _locate(
    narration: Narration, paragraph: int, subject: Subject | None, cue: int
) -> tuple[Located | None, Located | None, Located | None]:
    starts, ends = narration.starts, narration.ends
    speaker = phrase = reporting = None
    if subject:
        speaker = Located(paragraph, starts[subject.start], ends[subject.end - 1])
        phrase = Located(paragraph, starts[subject.start], ends[subject.full_end - 1])
    if narration.shape[cue] in _REPORTING_SIGNS:
        last = cue + (" ".join(narration.words[cue : cue + 2]).lower() in _PARTICLES)
        reporting = Located(paragraph, starts[cue], ends[last])
    return speaker, phrase, reporting


def _reported(
    narrations: Sequence[Narration], attributions: Sequence[Attribution], weights: Weights
) -> Iterator[Quote]:
    """Reported clauses without marks of their own; where one holds another, the outer."""
    spoken = {
        (attribution.quotation.paragraph, attribution.quotation.place.at)
        for attribution in attributions
        if attribution.what != NOBODY
    }
    for number, narration in enumerate(narrations):
        done = 0
        for clause in sorted(reported_clauses(narration, weights.clauses), key=lambda clause: clause.start):
            holds = any((number, at) in spoken for at in narration.quotes if clause.start <= at < clause.end)
            if clause.start >= done and not holds:
                done = clause.end
                yield _indirect(narration, number, clause, weights)


def _indirect(narration: Narration, number: int, clause: Clause, weights: Weights) -> Quote:
    span = Span(narration.starts[clause.start], narration.ends[clause.end - 1])
    speaker, phrase, cue = _locate(narration, number, clause.subject, clause.cue)
    features = sureness_features(INDIRECT, "", True, clause.probability, clause.probability)
    sure = confidence(features, weights.confidence)
    words = Located(number, *span)
    return Quote(words, INDIRECT, True, span, None, None, speaker, phrase, cue, sure)


def _nested(number: int, text: str, outer: Pair, pairs: Iterable[Pair], weights: Weights) -> Iterator[Quote]:
    """Quotations inside a quotation, who says them sought in it alone."""
    inside = [pair for pair in pairs if outer.start <= pair.outer_start and pair.outer_end <= outer.end]
    beside = [pair for pair in inside if pair.depth == outer.depth + 1]
    if beside:
        narration = read_narration(text, beside, outer.start, outer.end)
        yield from _marked([narration], attribute([narration], weights.attribution), weights, number)
        for pair in beside:
            yield from _nested(number, text, pair, inside, weights)
