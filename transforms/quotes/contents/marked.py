"""The content of an attribution: all that is said, where the marks hold only a part of it.

“Kord said the port was ‘too shallow’ to stay open” has the content “the port was ‘too shallow’ to stay open”.
"""

from collections.abc import Iterator, Sequence

from transforms.quotes.attribution.choice import Attribution
from transforms.quotes.contents.extents import Setting, likeliest_extent
from transforms.quotes.contents.kinds import in_one_sentence
from transforms.quotes.narration.words import Narration
from transforms.spans import Span
from transforms.tables import MIXED, SCARE

_REACH = 60  # words on either side of the marks


def contents_of(
    narrations: Sequence[Narration],
    attributions: Sequence[Attribution],
    kinds: Sequence[str],
    weights: dict[str, float],
) -> list[Span]:
    """Content of each quotation of a document, as offsets in its paragraph.

    That of a whole utterance, or of a part that nothing goes with, is what stands between its marks; mixed quotations
    of one turn in one sentence are parts of one content.
    """
    contents = [_between_marks(narrations, attribution) for attribution in attributions]
    for parts, setting in settings_of(narrations, attributions, kinds):
        start, end = likeliest_extent(setting, weights)
        if len(parts) == 1 and (start, end) == setting.quoted:
            continue
        content = Span(setting.narration.starts[start], setting.narration.end(end - 1))
        for part in parts:
            contents[part] = content
    return contents


def _between_marks(narrations: Sequence[Narration], attribution: Attribution) -> Span:
    pair = narrations[attribution.quotation.paragraph].quotes[attribution.quotation.place.at]
    return Span(pair.start, pair.end)


def settings_of(
    narrations: Sequence[Narration], attributions: Sequence[Attribution], kinds: Sequence[str]
) -> Iterator[tuple[list[int], Setting]]:
    """The mixed quotations that are one content, by their numbers, with what decides how far it reaches."""
    for parts in _mixed(attributions, kinds):
        first, last = attributions[parts[0]], attributions[parts[-1]]
        (paragraph, place, _), reporting = first.quotation, first.reporting
        here = reporting is not None and reporting.beside and reporting.home == paragraph
        yield (
            parts,
            Setting(
                narration=narrations[paragraph],
                quoted=Span(place.at, last.quotation.place.at + 1),
                room=_room(attributions, kinds, parts),
                candidate=reporting.candidate if reporting and here else None,
                last=last.quotation.look,
            ),
        )


def _mixed(attributions: Sequence[Attribution], kinds: Sequence[str]) -> list[list[int]]:
    """Mixed quotations by their contents: those of one turn in one sentence together."""
    contents: dict[int, list[int]] = {}
    leads: dict[int, int] = {}
    for number, (attribution, kind) in enumerate(zip(attributions, kinds, strict=True)):
        if kind != MIXED:
            continue
        lead = leads.get(attribution.turn) if attribution.turn is not None else None
        if lead is None or not in_one_sentence(attributions[lead], attribution):
            lead = number
        contents.setdefault(lead, []).append(number)
        leads[number] = lead
    return list(contents.values())


def _room(attributions: Sequence[Attribution], kinds: Sequence[str], parts: Sequence[int]) -> Span:
    """The words of the sentence that belong to no other quotation, from one to another, as far as a content reaches."""
    first, last = attributions[parts[0]].quotation, attributions[parts[-1]].quotation
    paragraph, place = first.paragraph, first.place
    floor, limit = max(place.start, place.at - _REACH), min(place.end, last.place.at + 1 + _REACH)
    for number in range(parts[0] - 1, -1, -1):
        other = attributions[number].quotation
        if other.paragraph != paragraph or other.place.at < floor:
            break
        if kinds[number] != SCARE:
            floor = other.place.at + 1
            break
    for number in range(parts[-1] + 1, len(attributions)):
        other = attributions[number].quotation
        if other.paragraph != paragraph or other.place.at >= limit:
            break
        if kinds[number] != SCARE:
            limit = other.place.at
            break
    return Span(floor, limit)
