"""What a marked quotation is: a whole utterance, words inside the reporter's sentence, or nobody's words.

Whether the marks hold all that is reported is weighed by features with weights in clauses.tsv, trained by
benchmarks/train_quotes.py: “Kord called it ‘a door’” reports more than the words between the marks.
"""

from collections.abc import Sequence

from transforms.quotes.attribution.candidates import LEFT, RIGHT, Candidate, Place
from transforms.quotes.attribution.choice import LONG, NOBODY, Attribution, Quotation, Reporting
from transforms.quotes.attribution.features import step, weigh
from transforms.quotes.contents.boundaries import verb_in
from transforms.quotes.narration.words import Narration
from transforms.tables import DIRECT, MIXED, SCARE

_BEFORE_UTTERANCE = frozenset(":,-^;(")  # signs before a whole utterance that begins with a small letter
_ENDS = frozenset("$.-(Q")  # signs behind a whole utterance that ends without one of its own


def kinds_of(
    narrations: Sequence[Narration], attributions: Sequence[Attribution], weights: dict[str, float]
) -> list[str]:
    """The kind of each quotation of a document."""
    kinds: list[str] = []
    for attribution in attributions:
        turn = attribution.turn
        if attribution.what == NOBODY:
            kinds.append(SCARE)
        elif turn is not None and _goes_on(attributions[turn], kinds[turn], attribution):
            kinds.append(kinds[turn])
        else:
            kinds.append(DIRECT if _is_whole(narrations, attribution, weights) else MIXED)
    return kinds


def _goes_on(before: Attribution, kind: str, attribution: Attribution) -> bool:
    """Whether a quotation is of the `kind` that the one it goes on from is: the other half, or of one mixed sentence.

    It “must be right,” she says, “but it may come late.”
    """
    return halves(before, attribution) or (kind == MIXED and in_one_sentence(before, attribution))


def in_one_sentence(one: Attribution, other: Attribution) -> bool:
    """Whether two quotations stand in the same sentence."""
    first, second = one.quotation, other.quotation
    return first.paragraph == second.paragraph and first.place.start == second.place.start


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
        or (reporting is not None and look.left in _BEFORE_UTTERANCE and look.length >= LONG and look.last != "n")
    )
    alone = look.opens and look.ends
    if reporting is None or attribution.turn is not None or (alone and not reporting.beside):
        goes_on = look.last == "n" and look.right not in _ENDS
        return begins and not goes_on and (look.opens or look.left in _BEFORE_UTTERANCE)
    if not begins or _goes_on_to_cue(narrations, attribution.quotation, reporting):
        return False
    if _lost_its_stop(narrations[attribution.quotation.paragraph], attribution.quotation, reporting):
        return True
    return weigh(weights, whole_features(narrations, attribution.quotation, reporting)) > 0


def _lost_its_stop(narration: Narration, quotation: Quotation, reporting: Reporting) -> bool:
    """Whether a sentence before an utterance and its clause lost its stop: Kord is glad “We can start now,” he said."""
    place, look, candidate = quotation.place, quotation.look, reporting.candidate
    utters = look.first == "U" and look.last == "," and look.length >= LONG and "i" in look.voice
    behind = (candidate.side, candidate.how) == (RIGHT, "before") and candidate.subject.full_start == place.at + 1
    before = narration.shape[place.start : place.at]
    return utters and behind and look.left in "wN" and verb_in(before) not in ("", "v")


def _goes_on_to_cue(narrations: Sequence[Narration], quotation: Quotation, reporting: Reporting) -> bool:
    """Whether the sentence goes on behind the marks up to its cue: “Boats in the channel” need a pilot, Kord said."""
    if reporting.candidate.side != RIGHT or quotation.look.last != "n":
        return False
    behind = _before_clause(narrations[reporting.paragraph].shape, quotation.place, reporting.candidate)
    return len(behind) > 1 and behind[-1] == ","


def _before_clause(shape: str, place: Place, candidate: Candidate) -> str:
    """What stands between a quotation and the clause of the cue behind it."""
    return shape[place.at + 1 : min(candidate.cue, candidate.subject.full_start)]


def whole_features(narrations: Sequence[Narration], quotation: Quotation, reporting: Reporting) -> list[str]:
    """Features of the marks holding all that is reported, with no part of the reporter's own sentence."""
    look, place, candidate = quotation.look, quotation.place, reporting.candidate
    narration = narrations[reporting.paragraph]
    side, shape = candidate.side, narration.shape
    between = behind = ""
    if side == LEFT:
        between, behind = shape[candidate.cue + 1 : place.at], shape[place.at + 1 : place.right]
    elif side == RIGHT:
        between = shape[place.start : place.at]
        behind = _before_clause(shape, place, candidate)
    near = between if len(between) <= 4 else f"{between[:2]}~{between[-2:]}"
    next_to = behind if len(behind) <= 3 else f"{behind[:2]}~{behind[-1]}"
    word = narration.words[candidate.cue].lower()
    return [
        f"W kind={side}{candidate.how}",
        f"W left={side}{look.left}{look.first}",
        f"W near={side}{near}",
        f"W that={'h' in between}{side}{look.first}",
        f"W word={word}|{look.left}",
        f"W last={side}{look.last}{look.first}{look.left}",
        f"W length={side}{look.length}{look.first}",
        f"W right={side}{look.right}{look.last}",
        f"W between verb={side}{verb_in(between)}{look.left}",
        f"W behind={side}{next_to}{look.last}",  # up to the clause of the cue, another quotation, the end
        f"W behind verb={side}{verb_in(behind)}{step(len(behind.strip(',.')))}{look.last}",
    ]
