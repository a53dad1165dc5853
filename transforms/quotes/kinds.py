"""What a marked quotation is: a whole utterance, words inside the reporter's sentence, or nobody's words."""

from collections.abc import Sequence

from transforms.quotes.attribution import CUE, NOBODY, UNKNOWN, Attribution
from transforms.quotes.candidates import LEFT, RIGHT
from transforms.quotes.narration import Narration

DIRECT, MIXED, SCARE, INDIRECT = "direct", "mixed", "scare", "indirect"
_SETS_OFF = frozenset(":,-VvGgkeA^;(.")  # signs before a whole utterance: a stop, a cue, the sentence's beginning
_LONG = 8  # words: an utterance of nobody we know, not a phrase


def kinds_of(narrations: Sequence[Narration], attributions: Sequence[Attribution]) -> list[str]:
    """The kind of each quotation of a document."""
    kinds: list[str] = []
    for attribution in attributions:
        before = None if attribution.turn is None else kinds[attribution.turn]
        kinds.append(_kind(narrations, attributions, attribution, before))
    return kinds


def _kind(
    narrations: Sequence[Narration], attributions: Sequence[Attribution], attribution: Attribution, before: str | None
) -> str:
    """The kind of one quotation; `before` is that of the quotation it goes on from."""
    if attribution.what == NOBODY:
        return SCARE
    look = attribution.quotation.look
    whole = look.first != "l"
    if attribution.turn is not None:
        if _goes_on_sentence(attributions[attribution.turn], attribution):
            return before if _cue_between(attributions[attribution.turn], attribution) else MIXED
        return DIRECT if whole and (look.opens or look.left in _SETS_OFF) else MIXED
    if look.opens and (look.left == "^" or attribution.candidate is None):
        return DIRECT if whole or look.length >= _LONG or look.last == "," else MIXED
    if attribution.what == UNKNOWN:
        return DIRECT if whole and look.left in _SETS_OFF else MIXED
    if attribution.what == CUE and attribution.candidate.side == RIGHT:
        return DIRECT if whole and look.left in ":,-" else MIXED
    if not whole:
        return DIRECT if look.left in ":," and look.last in ".?" and look.length >= _LONG else MIXED
    if look.left in _SETS_OFF:
        return DIRECT
    return DIRECT if _told_somebody(narrations, attribution) else MIXED


def _goes_on_sentence(before: Attribution, attribution: Attribution) -> bool:
    first, second = before.quotation, attribution.quotation
    return first.paragraph == second.paragraph and second.place.start <= first.place.at


def _cue_between(before: Attribution, attribution: Attribution) -> bool:
    candidate = attribution.candidate
    if candidate is None or attribution.home + candidate.step != attribution.quotation.paragraph:
        return False
    return before.quotation.place.at < candidate.cue < attribution.quotation.place.at


def _told_somebody(narrations: Sequence[Narration], attribution: Attribution) -> bool:
    """Whether only who was told, or when, stands between the cue and the quotation: told reporters Tuesday “…”"""
    candidate, place = attribution.candidate, attribution.quotation.place
    if candidate.side != LEFT:
        return attribution.quotation.look.left == "^"
    between = narrations[attribution.quotation.paragraph].shape[candidate.cue + 1 : place.at]
    return not set(between) - set("NwtpP#")
