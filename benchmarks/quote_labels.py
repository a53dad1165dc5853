"""What annotators of articles chose, as options that weights are fitted to.

in   Article   a labelled article (benchmarks/quotes.py)
out  Group     options of one quotation, or places where one clause may start or end, or a clause and its absence, with
               which of them the annotators chose

Gold spans are of the raw text, options of the clean one; gold cues have words but no offsets.
"""

import sys
from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd
from log_linear import Group, Table
from quotes import OVERLAP, Article, last_word, overlap, predict, trim

from transforms.quotes.attribution.candidates import Candidate
from transforms.quotes.attribution.choice import (
    FOLLOWS,
    GOES_ON,
    NOBODY,
    UNKNOWN,
    Option,
    Quotation,
    Reporting,
    attribute,
    cues_by_paragraph,
    find_quotations,
    options_of,
)
from transforms.quotes.confidence import sureness_features
from transforms.quotes.contents import extents
from transforms.quotes.contents.boundaries import end_features, ends_of, lead_of, start_features, starts_of
from transforms.quotes.contents.kinds import kinds_of, whole_features
from transforms.quotes.contents.marked import settings_of
from transforms.quotes.contents.reported import extent_features, opening_features, opening_of, reporting_words, with_end
from transforms.quotes.document import read_paragraph
from transforms.quotes.marks.pairs import pair_marks
from transforms.quotes.narration.words import Narration
from transforms.quotes.weights.shipped import Weights
from transforms.tables import BOILERPLATE, INDIRECT, SCARE

NEAR = 3  # characters: marks and spaces that a content is drawn with or without

Gold = dict[str, Any]


class Read(NamedTuple):
    """An article as the attribution reads it, with gold in offsets of its clean text."""

    article: Article
    narrations: list[Narration]
    offsets: list[int]
    gold: list[Gold]


def read(article: Article) -> Read:
    paragraphs = article.paragraphs[article.paragraphs["kind"] != BOILERPLATE]
    prose = paragraphs["prose_start"] - paragraphs["start"]
    narrations = [
        read_paragraph(text, pair_marks(text), begin) for text, begin in zip(paragraphs["text"], prose, strict=True)
    ]
    gold = [_in_clean_offsets(row, article.runs, article.text) for row in article.attributions]
    return Read(article, narrations, paragraphs["start"].tolist(), gold)


def _in_clean_offsets(row: Gold, runs: Sequence[tuple[int, int]], text: str) -> Gold:
    """A gold attribution with its content, speaker and cue in clean offsets.

    Some gold contents end before they start: they were drawn in two pieces, of which `end` ends the first and
    `start` starts the last.
    """
    start, end = clean_offset(runs, row["start"]), clean_offset(runs, row["end"] - 1) + 1
    speaker = None
    if row["speaker_text"]:
        speaker = tuple(clean_offset(runs, offset) for offset in row["speaker"])
    cue = _find_cue(row, text)
    return {**row, "start": start, "end": end, "speaker": speaker, "cue": cue and clean_offset(runs, cue)}


def clean_offset(runs: Sequence[tuple[int, int]], raw: int) -> int:
    """The clean offset of a raw one; of a character that was cut out, that of the next one kept."""
    place = max(0, bisect_right(runs, raw, key=itemgetter(1)) - 1)
    clean, begins = runs[place]
    limit = runs[place + 1][0] if place + 1 < len(runs) else sys.maxsize
    return min(clean + max(0, raw - begins), limit)


def _find_cue(row: Gold, text: str) -> int | None:
    """Where the cue's head stands: the gold gives its words without offsets. The nearest to content and speaker."""
    cue = row["cue_text"]
    if not cue:
        return None
    ends = [row["start"], row["end"], *(row["speaker"] or ())]
    low, high = max(0, min(ends) - 120), max(ends) + 120
    places = []
    place = text.find(cue, low, high)
    while place >= 0:
        far = min(abs(place + len(cue) - row["start"]), abs(place - row["end"]))
        if row["speaker"]:
            far += min(abs(place - row["speaker"][1]), abs(row["speaker"][0] - place - len(cue)))
        places.append((far, place))
        place = text.find(cue, place + 1, high)
    return min(places)[1] if places else None


def gold_around(read_: Read, quotation: Quotation) -> Gold | None:
    """The smallest gold attribution that holds most of a quotation."""
    offset = read_.offsets[quotation.paragraph]
    pair = read_.narrations[quotation.paragraph].quotes[quotation.place.at]
    start, end = pair.start + offset, pair.end + offset
    holding = []
    for gold in read_.gold:
        if gold["start"] >= gold["end"]:
            if abs(end - gold["end"]) <= 4 or abs(start - gold["start"]) <= 4:
                holding.append((0, gold))
        elif 2 * (min(end, gold["end"]) - max(start, gold["start"])) > end - start:
            holding.append((gold["end"] - gold["start"], gold))
    return min(holding, key=lambda one: one[0])[1] if holding else None


def attribution_groups(read_: Read) -> Iterator[Group]:
    """Options of each quotation, with those the annotators chose."""
    last: Quotation | None = None
    said: Gold | None = None
    for quotation in find_quotations(read_.narrations):
        gold = gold_around(read_, quotation)
        if gold is said and gold is not None and last is not None and _is_title(read_, quotation, last):
            gold = None
        options = options_of(read_.narrations, quotation, last)
        merits = [_merit(read_, quotation, option, gold, said) for option in options]
        best = max(merits)
        yield Group([dict.fromkeys(option.features, 1.0) for option in options], [merit == best for merit in merits])
        if gold is not None:
            last, said = quotation, gold


def _is_title(read_: Read, quotation: Quotation, last: Quotation) -> bool:
    """Whether a quotation inside a gold content only names something in the cue's clause: said on “This Day”."""
    look = quotation.look
    between = read_.narrations[quotation.paragraph].shape[last.place.at + 1 : quotation.place.at]
    names = (look.title or look.length <= 2) and look.left in "ZNwopDd" and not look.voice
    return names and quotation.paragraph == last.paragraph and any(sign in between for sign in "VG")


def whole_groups(read_: Read) -> Iterator[Group]:
    """Quotations that begin a turn, each as all that is reported beside as a part, with which of them it is."""
    last: Quotation | None = None
    said: Gold | None = None
    for quotation in find_quotations(read_.narrations):
        gold = gold_around(read_, quotation)
        if gold is not None and gold is not said and gold["start"] < gold["end"]:
            options = options_of(read_.narrations, quotation, last)
            candidates = [option.candidate for option in options if option.candidate]
            merits = [_merit_of_candidate(read_, quotation, candidate, gold) for candidate in candidates]
            if merits and max(merits) >= 2:
                reporting = Reporting(candidates[merits.index(max(merits))], quotation.paragraph)
                whole = _is_whole(read_, quotation, gold)
                features = dict.fromkeys(whole_features(read_.narrations, quotation, reporting), 1.0)
                yield Group([features, {}], [whole, not whole])
        if gold is not None:
            last, said = quotation, gold


def _is_whole(read_: Read, quotation: Quotation, gold: Gold) -> bool:
    """Whether a gold content begins and ends with marks, the first of them the quotation's."""
    offset = read_.offsets[quotation.paragraph]
    quotes = read_.narrations[quotation.paragraph].quotes
    begins = gold["start"] >= offset + quotes[quotation.place.at].outer_start - 1
    return begins and any(abs(offset + pair.outer_end - gold["end"]) <= 2 for pair in quotes.values())


def _merit(read_: Read, quotation: Quotation, option: Option, gold: Gold | None, said: Gold | None) -> float:
    """How near an option comes to the gold attribution; `said` is that of the quotation before."""
    if gold is None:
        return float(option.what == NOBODY)
    if option.what in (FOLLOWS, GOES_ON):
        if said is gold:
            return 4.5
        same = (
            said is not None
            and gold["speaker_text"]
            and last_word(gold["speaker_text"]) == last_word(said["speaker_text"])
        )
        return 3.0 * (option.what == GOES_ON and bool(same) and _elsewhere(read_, quotation, gold))
    if option.candidate is None:
        return 0.2 * (option.what == UNKNOWN)
    return _merit_of_candidate(read_, quotation, option.candidate, gold)


def _elsewhere(read_: Read, quotation: Quotation, gold: Gold) -> bool:
    """Whether the gold speaker stands in another paragraph than the quotation."""
    start = read_.offsets[quotation.paragraph]
    return not start <= gold["speaker"][0] < start + len(read_.narrations[quotation.paragraph].text)


def _merit_of_candidate(read_: Read, quotation: Quotation, candidate: Candidate, gold: Gold) -> float:
    paragraph = quotation.paragraph + candidate.step
    narration, offset, subject = read_.narrations[paragraph], read_.offsets[paragraph], candidate.subject
    start, end = narration.starts[subject.full_start] + offset, narration.end(subject.full_end - 1) + offset
    if not gold["speaker"] or start >= gold["speaker"][1] or end <= gold["speaker"][0]:
        return 0.0
    named = last_word(gold["speaker_text"])
    if last_word(narration.phrase(subject.full_start, subject.full_end)) == named:
        merit = 2.0
    elif last_word(narration.phrase(subject.start, subject.end)) == named:
        merit = 1.5
    else:
        merit = 0.3
    return merit + 2 * _is_cue(read_, paragraph, candidate.cue, gold)


def _is_cue(read_: Read, paragraph: int, cue: int, gold: Gold) -> bool:
    """Whether word `cue` is one of the gold cue's words."""
    if gold["cue"] is None:
        return False
    narration, offset = read_.narrations[paragraph], read_.offsets[paragraph]
    start = narration.starts[cue] + offset
    return bool(gold["cue"] <= start < gold["cue"] + len(gold["cue_text"]))


def clause_places(
    read_: Read, taken: Mapping[int, Container[int]] = MappingProxyType({})
) -> Iterator[tuple[Narration, int, int, list[Gold]]]:
    """Each reporting word with its paragraph, the paragraph's offset and the gold attributions it is a cue of.

    `taken` are the cues of quotations, by the number of their paragraph.
    """
    by_cue = [gold for gold in read_.gold if gold["cue"] is not None and gold["start"] < gold["end"]]
    for number, (narration, offset) in enumerate(zip(read_.narrations, read_.offsets, strict=True)):
        near = [gold for gold in by_cue if offset <= gold["cue"] < offset + len(narration.text)]
        for cue in reporting_words(narration, taken.get(number, ())):
            yield narration, offset, cue, [gold for gold in near if _is_cue(read_, number, cue, gold)]


def start_and_end_groups(read_: Read) -> Iterator[tuple[Group, Group | None]]:
    """Places where the content right of a cue may start, and those where it may end, with those where it does."""
    for narration, offset, cue, gold in clause_places(read_):
        after = [row for row in gold if row["start"] >= narration.end(cue) + offset and row["kind"] != "direct"]
        if not after:
            continue
        content = max(after, key=lambda row: row["end"] - row["start"])
        limit = narration.sentence(cue)[1]
        starts = starts_of(narration, cue, limit)
        right = [abs(narration.starts[start] + offset - content["start"]) <= 6 for start in starts]
        if not any(right):
            continue
        begun = Group([dict.fromkeys(start_features(narration, cue, start), 1.0) for start in starts], right)
        start = starts[right.index(True)]
        ends, lead = ends_of(narration.shape, start, limit), lead_of(narration, cue)
        right = [abs(narration.end(end - 1) + offset - content["end"]) <= NEAR for end in ends]
        ended = Group([dict.fromkeys(end_features(narration, lead, start, end, limit), 1.0) for end in ends], right)
        yield begun, ended if any(right) else None


def content_groups(read_: Read, attribution: Table, clauses: Table) -> Iterator[Group]:
    """Places where the content of mixed quotations may start and end, with those where it does."""
    attributions = attribute(read_.narrations, attribution)
    kinds = kinds_of(read_.narrations, attributions, clauses)
    for parts, setting in settings_of(read_.narrations, attributions, kinds):
        quotation, narration = attributions[parts[0]].quotation, setting.narration
        gold, offset = gold_around(read_, quotation), read_.offsets[quotation.paragraph]
        if gold is None or gold["kind"] != "mixed" or gold["start"] >= gold["end"]:
            continue
        starts = extents.starts_of(setting)
        right = [abs(narration.starts[start] + offset - gold["start"]) <= NEAR for start in starts]
        if any(right):
            yield Group([dict.fromkeys(names, 1.0) for names in extents.start_features(setting, starts)], right)
            start = starts[right.index(True)]
            ends = extents.ends_of_content(setting)
            right = [abs(narration.end(end - 1) + offset - gold["end"]) <= NEAR for end in ends]
            if any(right):
                behind, inside = extents.features_behind(setting, ends), extents.features_inside(setting, start, ends)
                features = [dict.fromkeys([*one, *other], 1.0) for one, other in zip(behind, inside, strict=True)]
                yield Group(features, right)


def clause_groups(read_: Read, attribution: Table, weights: Table) -> Iterator[Group]:
    """Clauses, each beside its absence, with whether it is reported speech from first word to last."""
    taken = cues_by_paragraph(attribute(read_.narrations, attribution))
    for narration, offset, cue, _ in clause_places(read_, taken):
        if opening := opening_of(narration, cue, weights):
            clause = with_end(narration, opening, weights)
            start, end = narration.starts[clause.start] + offset, narration.end(clause.end - 1) + offset
            right = any(
                overlap((start, end), (row["start"], row["end"])) >= OVERLAP
                for row in read_.gold
                if row["start"] < row["end"]
            )
            features = [*opening_features(narration, clause), *extent_features(narration, clause)]
            yield Group([dict.fromkeys(features, 1.0), {}], [right, not right])


def sureness_groups(
    articles: Sequence[Article], quotes: pd.DataFrame, reads: Sequence[Read], weights: Weights
) -> Iterator[Group]:
    """Quotations of articles that `weights` were not fitted on, each beside its doubt, with whether it is right."""
    for article, predicted, read_ in zip(articles, predict(articles, quotes), reads, strict=True):
        yield from _marked_sureness(read_, weights)
        for span in predicted.indirect:
            yield from _indirect_sureness(article, span)


def _marked_sureness(read_: Read, weights: Weights) -> Iterator[Group]:
    attributions = attribute(read_.narrations, weights.attribution)
    for attribution, kind in zip(attributions, kinds_of(read_.narrations, attributions, weights.clauses), strict=True):
        quotation = attribution.quotation
        gold = gold_around(read_, quotation)
        pair = read_.narrations[quotation.paragraph].quotes[quotation.place.at]
        features = sureness_features(kind, attribution.what, pair.closed, attribution.probability, attribution.spoken)
        if kind == SCARE:
            right = gold is None
        else:
            right = gold is not None and (
                not gold["speaker"] or last_word(gold["speaker_text"]) == _speaker(read_, attribution)
            )
        yield Group([features, {}], [right, not right])


def _indirect_sureness(article: Article, span: Gold) -> Iterator[Group]:
    """`span` is a predicted clause; its confidence is, before any is fitted, the clause's own probability."""
    gold = [row for row in article.attributions if overlap(_trimmed(article, row), _trimmed(article, span)) >= OVERLAP]
    named = {last_word(row["speaker_text"]) for row in gold}
    right = bool(gold) and (None in named or last_word(span["speaker_text"]) in named)
    features = sureness_features(INDIRECT, "reported", True, span["confidence"], span["confidence"])
    yield Group([features, {}], [right, not right])


def _trimmed(article: Article, row: Gold) -> tuple[int, int]:
    return trim(article.text, row["start"], row["end"])


def _speaker(read_: Read, attribution: Any) -> str | None:
    reporting = attribution.reporting
    if reporting is None:
        return None
    narration, subject = read_.narrations[reporting.paragraph], reporting.candidate.subject
    return last_word(narration.phrase(subject.full_start, subject.full_end))
