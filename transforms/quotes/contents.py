"""The content of an attribution: all that is said, where the marks hold only a part of it.

“Kord said the port was ‘too shallow’ to stay open” has the content “the port was ‘too shallow’ to stay open”.
"""

from collections.abc import Sequence

from transforms.quotes.attribution import Attribution
from transforms.quotes.candidates import LEFT, RIGHT
from transforms.quotes.kinds import MIXED, SCARE, holds_all
from transforms.quotes.narration import Narration
from transforms.quotes.reported import AROUND, clause_beside, content_end, content_start
from transforms.spans import Span


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
    for parts in _parts(attributions, kinds):
        first, last = attributions[parts[0]], attributions[parts[-1]].quotation
        if len(parts) == 1 and holds_all(narrations, first, weights):
            continue
        narration = narrations[last.paragraph]
        floor, limit = _room(attributions, kinds, parts)
        start, end = _clause(narration, first, Span(floor, limit), last.place.at + 1, weights)
        for part in parts:
            contents[part] = Span(narration.starts[start], narration.end(end - 1))
    return contents


def _between_marks(narrations: Sequence[Narration], attribution: Attribution) -> Span:
    pair = narrations[attribution.quotation.paragraph].quotes[attribution.quotation.place.at]
    return Span(pair.start, pair.end)


def _parts(attributions: Sequence[Attribution], kinds: Sequence[str]) -> list[list[int]]:
    """Mixed quotations with a known cue, those of one turn in one sentence together."""
    parts: dict[int, list[int]] = {}
    leads: dict[int, int] = {}
    for number, (attribution, kind) in enumerate(zip(attributions, kinds, strict=True)):
        if kind != MIXED or attribution.candidate is None:
            continue
        lead = leads.get(attribution.turn) if attribution.turn is not None else None
        if lead is not None and _same_sentence(attributions[lead], attribution):
            parts[lead].append(number)
            leads[number] = lead
        else:
            parts[number] = [number]
            leads[number] = number
    return list(parts.values())


def _same_sentence(one: Attribution, other: Attribution) -> bool:
    first, second = one.quotation, other.quotation
    return first.paragraph == second.paragraph and first.place.start == second.place.start


def _room(attributions: Sequence[Attribution], kinds: Sequence[str], parts: Sequence[int]) -> tuple[int, int]:
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
    return floor, limit


def _clause(
    narration: Narration, attribution: Attribution, room: Span, least: int, weights: dict[str, float]
) -> tuple[int, int]:
    """First word of the content and the one after it; the words up to `least` belong to it in any case."""
    candidate, at, shape = attribution.candidate, attribution.quotation.place.at, narration.shape
    if candidate.step or attribution.home != attribution.quotation.paragraph:
        return at, least
    if candidate.side == LEFT and candidate.how != "colon":
        beside = clause_beside(shape, candidate.cue, candidate.subject, room.start, room.end)
        if beside and beside.side == AROUND:
            return beside.start, content_end(narration, candidate.cue, candidate.cue + 1, room.end, weights, least)
        if candidate.how == "after":
            start = candidate.subject.full_end
            start += shape[start : start + 1] == ","
        else:
            start = content_start(narration, candidate.cue, room.end, weights) or at
        start = min(at, max(start, room.start))
        return start, content_end(narration, candidate.cue, start, room.end, weights, least)
    if candidate.side == RIGHT and candidate.how != "dash":
        end = min(candidate.cue, candidate.subject.full_start)
        return room.start, max(least, end - (shape[end - 1] == ","))
    return at, least
