"""What a marked quotation is: a whole utterance, words inside the reporter's sentence, or nobody's words.

Whether the marks hold all that is reported is weighed by features with weights in clauses.tsv, trained by
benchmarks/train_quotes.py: “Kord called it ‘a door’” reports more than the words between the marks.
"""

from collections.abc import Sequence

from transforms.quotes.attribution import NOBODY, Attribution, Quotation, Reporting
from transforms.quotes.candidates import LEFT, RIGHT
from transforms.quotes.features import weigh
from transforms.quotes.narration import Narration

DIRECT, MIXED, SCARE, INDIRECT = "direct", "mixed", "scare", "indirect"
_SETS_OFF = frozenset(":,-^;(")  # signs before a whole utterance that begins with a small letter
_LONG = 8  # words, as features.Look counts them


def kinds_of(
    narrations: Sequence[Narration], attributions: Sequence[Attribution], weights: dict[str, float]
) -> list[str]:
    """The kind of each quotation of a document."""
    kinds: list[str] = []
    for attribution in attributions:
        turn = attribution.turn
        if attribution.what == NOBODY:
            kinds.append(SCARE)
        elif turn is not None and halves(attributions[turn], attribution):
            kinds.append(kinds[turn])
        else:
            kinds.append(DIRECT if _is_whole(narrations, attribution, weights) else MIXED)
    return kinds


def halves(before: Attribution, attribution: Attribution) -> bool:
    """Whether two quotations of one turn are halves of a sentence, with nothing but the cue's clause in between."""
    first, second, reporting = before.quotation, attribution.quotation, attribution.reporting
    if reporting is None or first.paragraph != second.paragraph or second.place.start > first.place.at:
        return False
    here = reporting.paragraph == second.paragraph
    around = here and first.place.at < reporting.candidate.cue < second.place.at
    return around and second.look.left in ",-" and (first.look.opens or first.look.left == ":")


def _is_whole(narrations: Sequence[Narration], attribution: Attribution, weights: dict[str, float]) -> bool:
    """Whether a quotation is a whole utterance: all that is reported, and with a beginning."""
    look, reporting = attribution.quotation.look, attribution.reporting
    begins = (
        look.first != "l"
        or look.left == "^"
        or (reporting is not None and look.left in _SETS_OFF and look.length >= _LONG and look.last != "n")
    )
    if reporting is None or attribution.turn is not None:
        return begins and (look.opens or look.left in _SETS_OFF)
    return begins and holds_all(narrations, attribution.quotation, reporting, weights)


def holds_all(
    narrations: Sequence[Narration], quotation: Quotation, reporting: Reporting, weights: dict[str, float]
) -> bool:
    """Whether the marks hold all that is reported, and no part of the reporter's own sentence belongs to it."""
    return weigh(weights, whole_features(narrations, quotation, reporting)) > 0


def whole_features(narrations: Sequence[Narration], quotation: Quotation, reporting: Reporting) -> list[str]:
    """Features of a quotation being all that is reported."""
    look, place, candidate = quotation.look, quotation.place, reporting.candidate
    narration = narrations[reporting.paragraph]
    kind = f"{candidate.side}{candidate.how}"
    between = ""
    if candidate.side == LEFT:
        between = narration.shape[candidate.cue + 1 : place.at]
    elif candidate.side == RIGHT:
        between = narration.shape[place.start : place.at]
    near = between if len(between) <= 4 else f"{between[:2]}~{between[-2:]}"
    word = narration.words[candidate.cue].lower()
    return [
        f"W kind={kind}",
        f"W left={candidate.side}{look.left}{look.first}",
        f"W near={candidate.side}{near}",
        f"W that={'h' in between}{candidate.side}{look.first}",
        f"W word={word}|{look.left}",
        f"W last={candidate.side}{look.last}{look.first}{look.left}",
        f"W length={candidate.side}{look.length}{look.first}",
        f"W right={candidate.side}{look.right}{look.last}",
    ]
