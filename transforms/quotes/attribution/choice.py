"""Who says each quotation of a document, and by which word: the likeliest of its options.

in   narrations     a document's paragraphs, in order
out  attributions   one for each quotation, in order

An option is a candidate (a reporting word with its subject), going on from a quotation before, an unknown speaker,
or nobody: a title, a nickname, words held at arm's length. Each has features (features.py) whose weights, summed,
make its share of the probability: a log-linear model, trained by benchmarks/train_quotes.py on articles annotated
with attributions.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from transforms.quotes.attribution.candidates import (
    CLAIM,
    HEADED,
    HEADLINE,
    LEFT,
    RIGHT,
    SENTENCE_BEFORE,
    VIEW,
    Candidate,
    Place,
    as_headline,
    find_candidates,
    place_of,
    who_was_before,
)
from transforms.quotes.attribution.features import (
    Look,
    across_features,
    candidate_features,
    follow_features,
    look_of,
    nobody_features,
    shares_of,
    unknown_features,
    weigh,
)
from transforms.quotes.attribution.terms import names_something
from transforms.quotes.narration.openings import surely_opens
from transforms.quotes.narration.words import Narration

CUE, FOLLOWS, GOES_ON, UNKNOWN, NOBODY = "cue", "follows", "goes on", "unknown", "nobody"
# Quotations less likely than even to be somebody's words are nobody's.
SPOKEN = 0.5
# Of an unknown speaker's likelihood enough to name one: of 0.2, 0.4 and 1 the one with the best precision and speakers
# together, cross-validated by benchmarks/train_quotes.py.
NAMED = 0.4
_NAMES = frozenset(("so-called", "nicknamed", "codenamed"))  # before a term that is nobody's words
_BEFORE_MORE_THAN_A_NAME = frozenset(":,-")  # signs before a quotation that is more than a name in the cue's clause
# A paragraph of a quotation and a name: “The port will close” – Ada Kord; May 4: “It will not” – Ada Kord, mayor
_SIGNED = re.compile(r"(?:[^Q:]{1,6}:)?Q[.,]?[-(][Nm]+(?:,[^QVGA]{1,20})?[).]*")
# Behind a quotation of which is not said whose it is: “Not yet,” came the reply.
_ANSWERED = re.compile(r",? came (?:an?|the) (?:[a-z-]{1,20} )?(?:answer|comeback|reply|response|retort)\b")
LONG = 8  # words, as features.Look counts them
_LONGEST_TITLE = 2  # words of what may be the title of a work
_SAYS = frozenset(("said", "says"))
_SETTLES = frozenset("VGAgehRy")  # signs after a cue that leave what follows to another verb


class Option(NamedTuple):
    """One way to attribute a quotation, with what speaks for it."""

    what: str
    candidate: Candidate | None
    features: Sequence[str]


class Quotation(NamedTuple):
    """A quotation by its place: word `place.at` of paragraph number `paragraph`; and how it looks."""

    paragraph: int
    place: Place
    look: Look


class Reporting(NamedTuple):
    """A candidate that was chosen, and the paragraph its step counts from."""

    candidate: Candidate
    home: int

    @property
    def paragraph(self) -> int:
        """Number of the paragraph that its reporting word stands in."""
        return self.home + self.candidate.step

    @property
    def beside(self) -> bool:
        """Whether it stands in the sentence of a quotation, on one of its sides."""
        return self.candidate.side in (LEFT, RIGHT)


class Attribution(NamedTuple):
    """What was chosen for a quotation.

    `reporting` is null for unknown speakers and for nobody's words; `turn` is the number, in the document, of the
    quotation it goes on from.
    """

    quotation: Quotation
    what: str
    reporting: Reporting | None
    turn: int | None
    probability: float
    spoken: float


def find_quotations(narrations: Sequence[Narration]) -> Iterator[Quotation]:
    """The quotations that stand side by side in a document's paragraphs."""
    for paragraph, narration in enumerate(narrations):
        for at in narration.quotes:
            place = place_of(narration, at)
            yield Quotation(paragraph, place, look_of(narration, place))


def options_of(narrations: Sequence[Narration], quotation: Quotation, last: Quotation | None) -> list[Option]:
    """All options of a quotation; `last` is the one before it that somebody says."""
    paragraph, place, look = quotation
    if _ANSWERED.match(narrations[paragraph].text, narrations[paragraph].quotes[place.at].outer_end):
        last, candidates = None, []
    else:
        candidates = find_candidates(narrations, paragraph, place)
    sides = frozenset([candidate.side for candidate in candidates])
    options = [
        Option(CUE, found, candidate_features(narrations[paragraph + found.step], place, look, found))
        for found in candidates
    ]
    if last and last.paragraph == paragraph:
        features = follow_features(narrations[paragraph], place, look, last.place.at, last.look)
        options.append(Option(FOLLOWS, None, features))
    elif last and last.paragraph == paragraph - 1 and place.at == 0:
        options.append(Option(GOES_ON, None, across_features(look, last.look)))
    options.append(Option(UNKNOWN, None, unknown_features(look, sides)))
    options.append(Option(NOBODY, None, nobody_features(look)))
    return options


def attribute(narrations: Sequence[Narration], weights: dict[str, float]) -> list[Attribution]:
    """Attribute every quotation of a document.

    Those that go on from one before take over its speaker; two that stand round one cue are one turn.
    """
    chosen: list[Attribution] = []
    last: int | None = None
    for quotation in find_quotations(narrations):
        before = chosen[last].quotation if last is not None else None
        options = options_of(narrations, quotation, before)
        shares = shares_of([weigh(weights, option.features) for option in options])
        option, probability = _choose(narrations[quotation.paragraph], quotation, before, options, shares)
        reporting = Reporting(option.candidate, quotation.paragraph) if option.candidate else None
        found = Attribution(quotation, option.what, reporting, None, probability, 1 - shares[-1])
        chosen.append(found if last is None else _in_turn(narrations, found, chosen, last))
        if option.what != NOBODY:
            last = len(chosen) - 1
    return _named_at_last(narrations, chosen)


def _choose(
    narration: Narration,
    quotation: Quotation,
    before: Quotation | None,
    options: Sequence[Option],
    shares: Sequence[float],
) -> tuple[Option, float]:
    """The likeliest option, or the one that a quotation's place leaves no doubt of; and how probable it is."""
    spoken = 1 - shares[-1]
    best = _likeliest(shares) if spoken >= SPOKEN or _runs_on(quotation) else len(options) - 1
    likeliest, probability = options[best], shares[best]
    if quotation.look.left_word in _NAMES or names_something(narration, quotation.place):
        return options[-1], shares[-1]
    if told := _told_by_its_place(narration, quotation, options, likeliest):
        return told, spoken  # as sure as that somebody says it
    if closing := _closes_sentence(narration, options, likeliest):
        return closing, max(spoken, 1 - spoken)
    if likeliest.what == FOLLOWS:
        return _told_in_between(narration, before, options) or likeliest, probability
    if likeliest.what in (UNKNOWN, NOBODY):
        if beside := _said_beside(quotation, options):
            return beside, max(spoken, 1 - spoken)
        if _is_whole_sentence(quotation):
            teller = who_was_before(narration, quotation.place)
            return Option(CUE if teller else UNKNOWN, teller, ()), probability
    return likeliest, probability


def _introduced(narration: Narration, place: Place, options: Sequence[Option]) -> Option | None:
    """That of the reporting word before a quotation, with a colon between: when asked about it he said: “…”"""
    for option in options:
        found = option.candidate
        near = found is not None and (found.side, found.how, found.cue) == (LEFT, "before", place.at - 2)
        if near and narration.shape[place.at - 2 : place.at] == "V:":
            return option
    return None


def _told_by_its_place(
    narration: Narration, quotation: Quotation, options: Sequence[Option], likeliest: Option
) -> Option | None:
    """That which a quotation's place leaves no doubt of: a claim, its signature, a headline of words and speaker."""
    _, place, look = quotation
    first = options[0].candidate
    if first is None:
        return None
    if before := _introduced(narration, place, options):
        return before
    titled = likeliest.what == NOBODY or look.length <= _LONGEST_TITLE or look.title
    told = first.how == CLAIM or as_headline(_SIGNED, narration.shape)
    return options[0] if told or (not titled and as_headline(HEADLINE, narration.shape)) else None


def _closes_sentence(narration: Narration, options: Sequence[Option], likeliest: Option) -> Option | None:
    """That of a clause at a sentence's end, where no other verb reports: Kord “badly” misled us, the board found."""
    chosen, shape = likeliest.candidate, narration.shape
    if likeliest.what == NOBODY:
        return None
    if chosen and (chosen.step or chosen.how not in ("before", "after") or shape[chosen.cue] not in "ewy"):
        return None
    for option in options:
        found = option.candidate
        if found and (found.side, found.how, found.step) == (RIGHT, "before", 0) and shape[found.cue] in "Vu":
            comma = shape[found.subject.full_start - 1] == ","
            if comma and shape[found.cue + 1 : found.cue + 2] in (".", ""):
                return option
    return None


def _told_in_between(narration: Narration, before: Quotation | None, options: Sequence[Option]) -> Option | None:
    """That of who tells something in a sentence between quotations: “…,” Kord said. Orm says the port closed. “…”"""
    shape, words = narration.shape, narration.words
    for option in options:
        found = option.candidate
        if found and (found.side, found.how, shape[found.cue]) == (SENTENCE_BEFORE, "before", "V"):
            apart = before is not None and narration.sentence(found.cue)[0] >= before.place.end
            clause = shape[found.cue + 1] == "h" or surely_opens(shape, found.cue + 1)
            if apart and (clause or words[found.cue].lower() in _SAYS):
                return option
    return None


def _said_beside(quotation: Quotation, options: Sequence[Option]) -> Option | None:
    """That of a view, or of a clause right behind a comma inside the marks: “The port closes,” grinned the docker."""
    at, start, look = quotation.place.at, quotation.place.start, quotation.look
    goes_on = at == start and look.last == "," and not look.title
    for option in options:
        found = option.candidate
        if found is None:
            continue
        behind = found.side == RIGHT and min(found.cue, found.subject.full_start) == at + 1
        if found.how in (VIEW, HEADED) or (goes_on and behind):
            return option
    return None


def _runs_on(quotation: Quotation) -> bool:
    """Whether a quotation that a paragraph begins with is not closed in it, and too long for a name: “We will …"""
    place, look = quotation.place, quotation.look
    return place.at == 0 and not look.closed and look.length >= LONG and not look.title


def _is_whole_sentence(quotation: Quotation) -> bool:
    """Whether nothing of the reporter's stands in a quotation's sentence, and it is no title: “What process?”"""
    place, look = quotation.place, quotation.look
    alone = look.opens and look.ends and place.at == place.start
    return alone and look.closed and look.first == "U" and look.last in (".", "?") and not look.title


def cues_by_paragraph(attributions: Iterable[Attribution]) -> dict[int, set[int]]:
    """Reporting words in the quotations' own sentences, by the number of their paragraph."""
    cues: dict[int, set[int]] = {}
    for attribution in attributions:
        reporting = attribution.reporting
        if reporting and reporting.beside:
            cues.setdefault(reporting.home, set()).add(reporting.candidate.cue)
    return cues


def _likeliest(shares: Sequence[float]) -> int:
    """The likeliest speaker; an unknown one (the last but one) only where no other is nearly as likely."""
    *speakers, unknown, _ = shares
    best = max(range(len(speakers)), key=shares.__getitem__, default=len(speakers))
    return best if shares[best] >= NAMED * unknown else len(speakers)


def _in_turn(
    narrations: Sequence[Narration], found: Attribution, chosen: Sequence[Attribution], last: int
) -> Attribution:
    """An attribution with the quotation it goes on from, if any: `last`, the one before, or the one that one is in."""
    if found.what in (FOLLOWS, GOES_ON):
        turn = _utterance(found.quotation, chosen, last)
    elif found.reporting and _same_cue(narrations, found.quotation, found.reporting, chosen[last].reporting):
        turn = last
    else:
        split = found.reporting and _is_split(narrations, found.quotation, found.reporting, chosen[last].quotation)
        return found._replace(turn=last) if split else found
    return found._replace(turn=turn, reporting=chosen[turn].reporting)


def _named_at_last(narrations: Sequence[Narration], chosen: list[Attribution]) -> list[Attribution]:
    """The same, where a turn names its speaker in the last of its paragraphs, each of which opens a mark.

    They are his where none more surely says them. The paragraphs may have lost the breaks between them: “The port
    closes. “It is too shallow,” Kord said.
    """
    for number in range(len(chosen) - 1, 0, -1):
        before, found = chosen[number - 1], chosen[number]
        if _opens_again(before.quotation, found.quotation):
            if _by_a_cue_of_its_turn(found) and not _begins_by_a_cue(chosen, number - 1):
                chosen[number - 1] = before._replace(what=GOES_ON, reporting=found.reporting, turn=None)
                chosen[number] = found._replace(turn=number - 1)
        elif _runs_into(narrations, before.quotation, found.quotation) and _is_surer(found, before):
            chosen[number - 1] = before._replace(what=GOES_ON, reporting=found.reporting)
            chosen[number] = found._replace(turn=number - 1)
    return chosen


def _opens_again(before: Quotation, quotation: Quotation) -> bool:
    """Whether a mark that was not closed is opened again in the same paragraph, with nothing in between."""
    beside = (before.paragraph, before.place.at + 1) == (quotation.paragraph, quotation.place.at)
    return beside and not before.look.closed and before.look.last in (".", "?")


def _by_a_cue_of_its_turn(attribution: Attribution) -> bool:
    """Whether a quotation has a reporting word in its sentence, or in that of one it runs into."""
    return attribution.what in (CUE, GOES_ON) and attribution.reporting is not None and attribution.reporting.beside


def _begins_by_a_cue(chosen: Sequence[Attribution], number: int) -> bool:
    """Whether what a quotation goes on from, sentence by sentence, has a cue of its own: “No,” Kord said. “It is"""
    while (turn := chosen[number].turn) is not None:
        if chosen[turn].quotation.place.end != chosen[number].quotation.place.start:
            return False
        number = turn
    return chosen[number].what == CUE and _by_a_cue_of_its_turn(chosen[number])


def _is_surer(found: Attribution, before: Attribution) -> bool:
    """Whether an attribution names a speaker, and the one before it none, or one from outside its sentence."""
    if found.reporting is None or before.reporting is None:
        return found.reporting is not None
    beside = found.reporting.beside and not before.reporting.beside
    return beside and found.probability > before.probability


def _runs_into(narrations: Sequence[Narration], before: Quotation, quotation: Quotation) -> bool:
    """Whether a mark that was not closed at its paragraph's end is opened again at the next one's beginning."""
    if before.look.closed or (quotation.paragraph, quotation.place.at) != (before.paragraph + 1, 0):
        return False
    return before.place.at == len(narrations[before.paragraph].words) - 1


def _utterance(quotation: Quotation, chosen: Sequence[Attribution], last: int) -> int:
    """What a new sentence goes on from: of “The port closes,” said Kord in his “harbour hat”. not the hat."""
    place, fragment = quotation.place, chosen[last].quotation
    if not place.at == place.start > fragment.place.at or fragment.look.left in _BEFORE_MORE_THAN_A_NAME:
        return last
    for number in range(last - 1, -1, -1):
        before = chosen[number].quotation
        if before.paragraph != quotation.paragraph or before.place.start < fragment.place.start:
            break
        if chosen[number].what != NOBODY:
            return number if before.place.at == before.place.start else last
    return last


def _is_split(narrations: Sequence[Narration], quotation: Quotation, reporting: Reporting, before: Quotation) -> bool:
    """Whether a sentence goes on behind the cue's clause: “The port,” Kord said, “will close.”"""
    candidate = reporting.candidate
    if before.paragraph != quotation.paragraph or candidate.step or quotation.place.start > before.place.at:
        return False
    between = narrations[quotation.paragraph].shape[before.place.at + 1 : quotation.place.at]
    one = sum(map(between.count, "VGA")) == 1 and before.place.at < candidate.cue < quotation.place.at
    return one and before.look.last == quotation.look.left == "," and quotation.look.first == "l"


def _same_cue(
    narrations: Sequence[Narration], quotation: Quotation, reporting: Reporting, before: Reporting | None
) -> bool:
    """Whether the cue is that of the quotation before, and nothing between it and this one says otherwise."""
    candidate = reporting.candidate
    if before is None or (reporting.paragraph, candidate.cue) != (before.paragraph, before.candidate.cue):
        return False
    between = narrations[quotation.paragraph].shape[candidate.cue + 1 : quotation.place.at]
    return candidate.side != LEFT or _SETTLES.isdisjoint(between)
