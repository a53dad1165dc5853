"""How quotations of one turn hang together.

split       the other half of one sentence, round the cue: “The port,” Kord said, “will close.”
follow-on   the next sentence: “The port will close,” Kord said. “It is too shallow.”
continued   the next paragraph, or a mark opened again in it
"""

from collections.abc import Sequence

from transforms.quotes.attribution.choice import Attribution
from transforms.quotes.contents.kinds import halves
from transforms.tables import CONTINUED, FOLLOW_ON, SPLIT


def links_of(attributions: Sequence[Attribution]) -> list[str | None]:
    """The link of each quotation of a document to the one its turn goes on from; null where none goes on."""
    return [
        None if attribution.turn is None else _link(attributions[attribution.turn], attribution)
        for attribution in attributions
    ]


def _link(before: Attribution, attribution: Attribution) -> str | None:
    """Two pieces that one sentence quotes are no link: “He called it ‘weak’ and ‘late’.”"""
    first, second = before.quotation, attribution.quotation
    if first.paragraph != second.paragraph:
        return CONTINUED
    if second.place.start > first.place.at:
        return FOLLOW_ON
    return SPLIT if halves(before, attribution) else None
