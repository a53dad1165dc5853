"""How quotations of one turn hang together.

split       the other half of one sentence, round the cue: “The port,” Kord said, “will close.”
follow-on   the next sentence: “The port will close,” Kord said. “It is too shallow.”
continued   the next paragraph, or a mark opened again in it
"""

from collections.abc import Sequence

from transforms.quotes.attribution import Attribution

SPLIT, FOLLOW_ON, CONTINUED = "split", "follow-on", "continued"


def links_of(attributions: Sequence[Attribution]) -> list[str | None]:
    """The link of each quotation of a document to the one its turn goes on from; null where it begins a turn."""
    return [
        None if attribution.turn is None else _link(attributions[attribution.turn], attribution)
        for attribution in attributions
    ]


def _link(before: Attribution, attribution: Attribution) -> str:
    first, second = before.quotation, attribution.quotation
    if first.paragraph != second.paragraph:
        return CONTINUED
    return SPLIT if second.place.start <= first.place.at else FOLLOW_ON
