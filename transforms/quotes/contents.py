"""The content of an attribution: all that is said, where the marks hold only a part of it.

“Kord said the port was ‘too shallow’ to stay open” has the content “the port was ‘too shallow’ to stay open”.
"""

from collections.abc import Sequence
from typing import NamedTuple

from transforms.quotes.attribution import Attribution, Reporting
from transforms.quotes.candidates import LEFT, RIGHT, Candidate
from transforms.quotes.kinds import MIXED, SCARE, holds_all
from transforms.quotes.narration import Narration
from transforms.quotes.reported import AROUND, clause_beside, content_end, content_start
from transforms.spans import Span


class _Content(NamedTuple):
    """The numbers of the quotations that are its parts, and how the first of them is reported."""

    parts: list[int]
    reporting: Reporting


def contents_of(
    narrations: Sequence[Narration],
    attributions: Sequence[Attribution],
    kinds: Sequence[str],
    weights: dict[str, float],
) -> list[Span]:
    """Content of each quotation of a document, as offsets in its paragraph.

    That of a whole utterance is what stands between its marks; mixed quotations of one turn in one sentence are
    parts of one content.
    """
    contents = [_between_marks(narrations, attribution) for attribution in attributions]
    for parts, reporting in _mixed(attributions, kinds):
        first, last = attributions[parts[0]].quotation, attributions[parts[-1]].quotation
        if len(parts) == 1 and holds_all(narrations, first, reporting, weights):
            continue
        narration = narrations[last.paragraph]
        quoted = Span(first.place.at, last.place.at + 1)
        here = reporting.home == reporting.paragraph == first.paragraph
        room = _room(attributions, kinds, parts)
        start, end = _clause(narration, reporting.candidate, quoted, room, weights) if here else quoted
        for part in parts:
            contents[part] = Span(narration.starts[start], narration.end(end - 1))
    return contents


def _between_marks(narrations: Sequence[Narration], attribution: Attribution) -> Span:
    pair = narrations[attribution.quotation.paragraph].quotes[attribution.quotation.place.at]
    return Span(pair.start, pair.end)


def _mixed(attributions: Sequence[Attribution], kinds: Sequence[str]) -> list[_Content]:
    """Contents of mixed quotations with a known cue, those of one turn in one sentence together."""
    found: dict[int, _Content] = {}
    leads: dict[int, int] = {}
    for number, (attribution, kind) in enumerate(zip(attributions, kinds, strict=True)):
        if kind != MIXED or attribution.reporting is None:
            continue
        lead = leads.get(attribution.turn) if attribution.turn is not None else None
        if lead is not None and _same_sentence(attributions[lead], attribution):
            found[lead].parts.append(number)
            leads[number] = lead
        else:
            found[number] = _Content([number], attribution.reporting)
            leads[number] = number
    return list(found.values())


def _same_sentence(one: Attribution, other: Attribution) -> bool:
    first, second = one.quotation, other.quotation
    return first.paragraph == second.paragraph and first.place.start == second.place.start


def _room(attributions: Sequence[Attribution], kinds: Sequence[str], parts: Sequence[int]) -> Span:
    """The words of the sentence that belong to no other quotation, from one to another."""
    place = attributions[parts[0]].quotation.place
    paragraph, floor, limit = attributions[parts[0]].quotation.paragraph, place.start, place.end
    for number in range(parts[0] - 1, -1, -1):
        other = attributions[number].quotation
        if other.paragraph != paragraph or other.place.at < place.start:
            break
        if kinds[number] != SCARE:
            floor = other.place.at + 1
            break
    for number in range(parts[-1] + 1, len(attributions)):
        other = attributions[number].quotation
        if other.paragraph != paragraph or other.place.at >= place.end:
            break
        if kinds[number] != SCARE:
            limit = other.place.at
            break
    return Span(floor, limit)


def _clause(narration: Narration, candidate: Candidate, quoted: Span, room: Span, weights: dict[str, float]) -> Span:
    """The words of the content; those `quoted` belong to it in any case."""
    (at, least), shape = quoted, narration.shape
    if candidate.side == LEFT and candidate.how != "colon":
        beside = clause_beside(shape, candidate.cue, candidate.subject, room.start, room.end)
        if beside and beside.side == AROUND:
            end = content_end(narration, candidate.cue, candidate.cue + 1, room.end, weights, least)
            return Span(beside.start, end)
        if candidate.how == "after":
            start = candidate.subject.full_end
            start += shape[start : start + 1] == ","
        else:
            start = content_start(narration, candidate.cue, room.end, weights) or at
        start = min(at, max(start, room.start))
        return Span(start, content_end(narration, candidate.cue, start, room.end, weights, least))
    if candidate.side == RIGHT and candidate.how != "dash":
        end = min(candidate.cue, candidate.subject.full_start)
        return Span(room.start, max(least, end - (shape[end - 1] == ",")))
    return quoted
