"""Reported clauses: what somebody says by the reporter's own words, with a cue.

in   narration   a paragraph
out  clauses     cue, speaker, and the words from `start` to `end` that are the content

The way: reporting verbs → on which side the content stands → where it starts → where it ends → is it one at all.
“Kord said that the port would close.” has its content right of the cue, “The port will close, Kord said.” left
of it, “The port, Kord said, will close.” on both sides. The last three steps weigh features by clauses.tsv, trained
by benchmarks/train_quotes.py.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from typing import NamedTuple

from transforms.quotes.attribution.features import shares_of, step, weigh
from transforms.quotes.attribution.passed_on import (
    by_whom,
    is_passive,
    is_said_of,
    who_hides,
    who_is_judged,
    who_is_quoted,
    who_rejects,
    whose_claim,
)
from transforms.quotes.contents.boundaries import (
    ADDRESSES,
    TAIL,
    content_start,
    end_features,
    ends_of,
    last_word,
    lead_of,
    verb_in,
)
from transforms.quotes.narration.nearness import most_likely_near
from transforms.quotes.narration.openings import surely_opens, verb_of
from transforms.quotes.narration.phrases import (
    WHOSE,
    Subject,
    speaker_in,
    subject_after,
    subject_before,
    subjects_of_clause,
)
from transforms.quotes.narration.words import QUOTATION, Narration
from transforms.spans import Span

BEHIND_CUE, BEFORE_CUE, AROUND_CUE = "right", "left", "around"  # where the content stands
# Clauses less likely than this to be reported, from their first word to their last, are left out: the lowest
# that keeps precision some way above 0.75, cross-validated by benchmarks/train_quotes.py.
REPORTED = 0.54
REPORTED_SURELY = 0.38  # of those whose opening leaves no other reading; cross-validated likewise
_HOPELESS = -1.6  # log-odds of an opening that no ending mends
_SHORTEST, _LONGEST = 3, 120  # words
# Behind a preposition a verb is a noun, on reports that, and behind an adverb with its article an adjective, a widely
# reported study that. A class of signs comes first, so that the search leaps.
_VERB = re.compile(r"[VGAvu](?:(?<=[VG])(?<![pdoZ]V)(?<!daV)(?![:CQ\-])|(?<=A)|(?<=[vu])(?=[hPDdNw#.]))")
_NOUNS_TOO = frozenset(
    ("allegations", "assurances", "calls", "claims", "complaints", "demands", "fears", "hints", "hopes")
)
_PLEAS = frozenset(("guilty", "innocent", "no", "not"))
_ITS_VERB = re.compile("(?:[op][dDwNeZmg#v]{1,6})?[bx]")  # hopes for its survival were
_OWNED = frozenset("pDdoZT")  # signs before a noun, or before a verb that nobody does: his claim, to say
_DENIED = re.compile("n[ab]?$")  # never said, not publicly said, isn't saying
_ADDRESSEE = re.compile("[dD]?[wNmZeg#]{0,6}(?<=[DwN])(?![xbyVwN])")  # told reporters, told the Senate panel, told him
_FINITE = re.compile("[xbyVkue]")
# Verbs besides those that are nothing else, which a sentence ends with: …, analysts say
_CLOSES_TOO = frozenset(
    (
        "acknowledge",
        "agree",
        "believe",
        "believes",
        "estimated",
        "found",
        "maintains",
        "reports",
        "say",
        "show",
        "thought",
    )
)
_HEARD = frozenset(("asked", "told"))  # who was asked or told something did not say it
_WHEN = frozenset(("when", "whenever", "if", "as", "unless", "until", "where", "after"))
_NOT_TO_BE = ["not", "to", "be"]
_NO_ONE = frozenset(("no", "nobody", "none", "neither", "nor"))
_NO_CLAUSE = re.compile("(?:[^xbVykevu,R]|(?<=[Dd])[ev])+(?:[,R].*)?$")  # who says it, and no verb but of who he is
_DOES_TO_SOMEBODY = re.compile("N{1,4}Ca?V")  # echoed Kord and said
_TAKES_WHAT_FOLLOWS = frozenset(("for", "on", "to"))  # In a letter, Kord calls for patience: not in a letter
_TAKES = frozenset(("claim", "claimed", "claiming", "claims"))
_TAKEN = frozenset(("life", "lives", "medal", "place", "spot", "title"))
_NEAR_BY = 5  # words
_AND_SAID = re.compile(",PV(?:p?t+)?(?=[.]?$)")  # …, she said on Monday
_SAYS = frozenset(("said", "says"))
_SAID_ALONE = frozenset(("sorry", "goodbye", "farewell", "hello", "thanks", "yes", "no", "nothing", "little", "so"))
_SAID_TO_SOMEBODY = re.compile(r"(?:sorry|goodbye|farewell|hello|thanks|thank you|yes|no) (?:for|to)")
_ANSWERS = frozenset(("no", "yes", "so"))  # nobody's names: Kord, asked about it, said no
# Bounds of the bands in which a clause is told by the probability of its end.
_SHARE_STEPS = (0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.96)
_LEADING = re.compile("[,;:'-]+")
_VERBAL = re.compile("[xbyVvuke]")

_SET_OFF_BY_WHO = re.compile(",R[xna]*$")
_DONE = re.compile("[xbyVukeQ]")
_ITS_OWN = re.compile(",[xna]*[xbyVkue]")  # the verb behind: Kord, who argued that …, left
_DOES = re.compile(
    ",(?P<phrase>P|[dDZ]?[wN#meg']{0,7}[wNv](?:o[dDZ]?[wN#m]{1,4})?),?(?=[xna]*[xbyVkeu])"
)  # , the mayor left
_MANNER = re.compile("p?[gG]")  # how it was said: …, Kord said, naming no one; …, Kord said, without naming one


class Clause(NamedTuple):
    """A reported clause, in words of its paragraph: cue, subject, content from `start` to `end`.

    `end_share` is how likely it ends there or near, of the places where it might; null where no other was weighed.
    """

    cue: int
    subject: Subject | None
    side: str
    start: int
    end: int
    end_share: float | None = None
    probability: float = 0.0


def reported_clauses(narration: Narration, weights: dict[str, float], taken: Container[int] = ()) -> Iterator[Clause]:
    """Clauses of a paragraph that are likely reported speech; `taken` are the cues of its quotations."""
    for cue in reporting_words(narration, taken):
        opening = opening_of(narration, cue, weights)
        if opening is None or (weight := weigh(weights, opening_features(narration, opening))) < _HOPELESS:
            continue
        clause = with_end(narration, opening, weights)
        chance = _chance(weight + weigh(weights, extent_features(narration, clause)))
        if chance >= _bar(narration, clause) and clause.end - clause.start >= _SHORTEST:
            clause = _with_whom_it_opens(narration, clause)
            start = _first_word(narration, clause)
            if _is_worded(narration, start, clause.end):
                yield clause._replace(start=start, probability=chance)


def _is_worded(narration: Narration, start: int, end: int) -> bool:
    """Whether a content begins with a word, or holds one behind a mark: not said “…” and left."""
    words = narration.words[start:end]
    return narration.shape[start] != "." and any(word[0].isalnum() or word == QUOTATION for word in words)


def _first_word(narration: Narration, clause: Clause) -> int:
    """Where the clause begins without the signs before it: Kord says, win or lose, he stays."""
    signs = _LEADING.match(narration.shape, clause.start, clause.end - _SHORTEST)
    return signs.end() if signs else clause.start


def _with_whom_it_opens(narration: Narration, clause: Clause) -> Clause:
    """The clause of a participle that opens its sentence, with who does the verb behind: Warning that …, Kord left."""
    opens = clause.subject is None and _opens_its_sentence(narration, clause.cue)
    found = _DOES.match(narration.shape, clause.end) if opens else None
    return clause._replace(subject=Subject(*found.span("phrase"), *found.span("phrase"))) if found else clause


def _bar(narration: Narration, clause: Clause) -> float:
    """How likely a clause has to be: less where behind a sure verb a subject and its verb leave no other reading.

    What another is quoted as saying is one however it begins, or judged for saying with a “that”; what stands before
    who is told it, or before who says it and nothing else, too: The dam holds, a study has found.
    """
    told = clause.side == BEFORE_CUE and narration.words[clause.cue].lower() in ADDRESSES
    shape = narration.shape
    judged = shape[clause.start] == "h" and who_is_judged(narration, clause.cue)
    if told or judged or who_is_quoted(narration, clause.cue):
        return 0.0
    closes = clause.side == BEFORE_CUE and shape[clause.cue] in "Vvu" and shape[clause.cue + 1 : clause.cue + 2] == "."
    if closes and _VERBAL.search(shape, clause.start, clause.end):
        return 0.0
    sure = (
        (shape[clause.cue] == "V" or shape[clause.cue - 1 : clause.cue] == "P")
        and clause.side == BEHIND_CUE
        and surely_opens(shape, clause.start + (shape[clause.start] == "s"))
    )
    return REPORTED_SURELY if sure else REPORTED


def reporting_words(narration: Narration, taken: Container[int]) -> list[int]:
    """Words of a paragraph that may report a clause.

    The cue of a quotation (`taken`) reports no clause beside it, unless a “that” follows: “…,” she said, adding that …
    """
    shape = narration.shape
    cues = [found.start() for found in _VERB.finditer(shape)]
    return [
        cue
        for cue in cues
        if (cue not in taken or shape[cue + 1 : cue + 2] == "h")
        and (shape[cue] not in "vu" or _is_verb(shape, cue, narration.words[cue].lower()))
        and not _is_noun(narration, cue)
        and not _tells_nothing(narration, cue)
    ]


def _tells_nothing(narration: Narration, cue: int) -> bool:
    """Whether a plea is entered, which says nothing more: pleaded guilty to theft; or it is the accused, of nothing.

    Or who speaks asked not to be named.
    """
    word, behind = narration.words[cue].lower(), narration.words[cue + 1 : cue + 5]
    if word == "asked" and behind[:3] == _NOT_TO_BE:
        return behind[3:] in (["named"], ["identified"], ["quoted"])
    if word == "accused":
        return narration.shape[cue + 1 : cue + 2] in (".", ",")
    return word.startswith("plead") and bool(behind) and behind[0].lower() in _PLEAS


def _is_noun(narration: Narration, cue: int) -> bool:
    """Whether a word is a noun by those beside it: raising hopes of; but hopes for it were; responding to claims he."""
    if narration.words[cue].lower() not in _NOUNS_TOO:
        return False
    return narration.shape[cue - 1 : cue] in ("T", "g", "G") or bool(_ITS_VERB.match(narration.shape, cue + 1))


def _is_verb(shape: str, cue: int, word: str) -> bool:
    """Whether a word that is as often a noun is a verb by what stands beside it: officials say the dam will hold."""
    before = shape[cue - 1 : cue]
    if shape[cue + 1] == ".":
        return before not in _OWNED and word in _CLOSES_TOO
    if shape[cue + 1] in "hP":
        return before != "p"
    return before not in _OWNED and surely_opens(shape, cue + 1)


def opening_of(narration: Narration, cue: int, weights: dict[str, float]) -> Clause | None:
    """The clause that the verb at word `cue` would report; right of the verb its end is still open (0)."""
    shape = narration.shape
    floor, limit = reach = _reach(narration, cue)
    if shape[cue] == "A":
        return _according(shape, cue, floor, limit)
    if _DENIED.search(shape, max(floor, cue - 2), cue) or "without" in narration.words[max(floor, cue - 1) : cue]:
        return None
    if quoted := who_is_quoted(narration, cue):
        return _right_of(narration, cue, quoted[1], limit, weights) if cue == quoted[0] else None
    if judged := who_is_judged(narration, cue):
        return _right_of(narration, cue, judged[1], limit, weights)
    if is_said_of(narration, cue):
        agent = by_whom(narration, cue)
        return _right_of(narration, cue, agent, limit, weights) if agent else None
    subject = who_hides(narration, cue) or subject_before(shape, cue, floor)
    subject = subject and speaker_in(narration.words, shape, cue, subject)
    if _is_nobodys(narration, cue, subject) or (subject and _is_no_one(narration, subject)):
        return None
    if narration.words[cue].lower() in _HEARD and narration.words[cue - 1].lower() in _WHEN:
        return _right_of(narration, cue, None, limit, weights)  # Kord left when asked whether: nobody says who asked
    if beside := _set_off(narration, cue, subject, reach):
        return None if _is_told_already(shape, beside) else beside
    told_with = subject is not None and narration.words[subject.full_start - 1].lower() == "with"  # with Kord saying
    if subject is None or (shape[cue] == "G" and not told_with):
        subject = next(_shared(narration, cue, floor), subject)
    return _right_of(narration, cue, subject, limit, weights)


def _shared(narration: Narration, cue: int, floor: int) -> Iterator[Subject]:
    """The subjects that the verb at word `cue` may share with its clause; not the owner of a noun: cut its forecast."""
    found = (
        subject
        for _, subject in subjects_of_clause(narration.shape, cue, floor)
        if narration.words[subject.end - 1].lower() not in WHOSE
    )
    return filter(None, (speaker_in(narration.words, narration.shape, cue, one) for one in found))


def _is_no_one(narration: Narration, subject: Subject) -> bool:
    """Whether it is said that somebody did not: no minister said, neither Kord nor Holm said."""
    words = narration.words[max(0, subject.full_start - 1) : subject.start + 1]
    return not _NO_ONE.isdisjoint((words[0].lower(), words[-1].lower()))


def _is_nobodys(narration: Narration, cue: int, subject: Subject | None) -> bool:
    """Whether who asked, told or reported is not named: Asked whether …, Kord said; as was reported earlier"""
    before, behind = narration.shape[cue - 1 : cue], narration.shape[cue + 1 : cue + 2]
    if narration.words[cue].lower() not in _HEARD:
        return before == "b" and narration.shape[max(0, cue - 2) : cue - 1] == "s"
    opens = cue == narration.sentence(cue)[0]
    apart = before == "," and (subject is None or subject.end == cue - 1)
    return opens or is_passive(narration, cue) or (apart and behind in ("s", "p", "R"))


def _right_of(
    narration: Narration, cue: int, subject: Subject | None, limit: int, weights: dict[str, float]
) -> Clause | None:
    """The clause right of the cue, with its start: Kord said that the port will close.

    What is done to another's claim is that one's claim: Kord dismissed the union's claim that the port will close.
    """
    start = content_start(narration, cue, limit, weights)
    if start is None or _holds_no_clause(narration, start, limit):
        return None
    if start > cue + 1:
        if claim := whose_claim(narration, start + 1):
            return Clause(*claim, BEHIND_CUE, start, 0)
        start -= who_rejects(narration, start) == cue
    return Clause(cue, subject, BEHIND_CUE, start, 0)


def _holds_no_clause(narration: Narration, start: int, limit: int) -> bool:
    """Whether what stands behind a cue is a word that is said, a “that” which is no conjunction, or what is taken.

    Kord says sorry for the delay; nobody suggested filling that with concrete; the fire claimed two lives
    """
    shape, word = narration.shape, narration.words[start].lower()
    if narration.words[start - 1].lower() in _TAKES and not _TAKEN.isdisjoint(
        narration.words[start : start + _NEAR_BY]
    ):
        return True
    if _DOES_TO_SOMEBODY.match(shape, start):
        return True
    if _SAID_TO_SOMEBODY.match(" ".join(narration.words[start : start + 3]).lower()):
        return True  # sorry for the way the city was told
    alone = word in _SAID_ALONE or shape[start : start + 2] == "hp"
    return alone and not _VERBAL.search(shape, start, limit)


def _is_told_already(shape: str, clause: Clause) -> bool:
    """Whether a pronoun says what is somebody's by an “according to”: According to Kord, the port closes, she said."""
    pronoun = clause.subject is not None and shape[clause.subject.start] == "P"
    return pronoun and clause.side == BEFORE_CUE and shape.startswith("AT", clause.start)


def _set_off(narration: Narration, cue: int, subject: Subject | None, reach: tuple[int, int]) -> Clause | None:
    """The clause that the cue and its subject, before it or inverted, follow or interrupt."""
    shape = narration.shape
    if shape[cue - 1 : cue] == "," and (subject is None or _ends_with_who_says(narration, cue, reach)):
        subject = subject_after(shape, cue)
    if subject is None or narration.words[subject.start].lower() in _ANSWERS:
        return None
    takes = narration.is_phrasal(cue) and narration.words[cue + 1] in _TAKES_WHAT_FOLLOWS
    if takes and shape[cue - 1 : cue] not in ("D", "Z"):
        return None
    if subject.end <= cue and narration.words[cue].lower() in ADDRESSES:
        return _told_behind(shape, cue, subject, reach)
    return clause_beside(shape, cue, subject, *reach)


def _told_behind(shape: str, cue: int, subject: Subject, reach: tuple[int, int]) -> Clause | None:
    """The clause before the one who is told it, of a verb of its own: The port will close, Kord told the council."""
    floor, limit = reach
    addressee = _ADDRESSEE.match(shape, cue + 1, limit)
    beside = addressee and clause_beside(shape, cue, subject, floor, limit, addressee.end())
    if not beside or not _FINITE.search(shape, floor, subject.full_start):
        return None
    opens_with_when = beside.side == BEFORE_CUE and shape[floor] in "sR"  # When the dam broke, Kord told the council
    return None if opens_with_when else beside


def _ends_with_who_says(narration: Narration, cue: int, reach: tuple[int, int]) -> bool:
    """Whether only who says it stands behind a cue: Kord urged the council, in a letter, to wait, said an aide."""
    shape, subject = narration.shape, subject_after(narration.shape, cue)
    if subject is None or narration.words[cue].lower() not in _SAYS or not _VERBAL.search(shape, reach[0], cue):
        return False
    last = last_word(shape, cue, reach[1])
    alone = narration.words[last - 1].lower() in _SAID_ALONE
    return subject.full_end == last and not alone and _NO_CLAUSE.match(shape, subject.start, last) is not None


def _reach(narration: Narration, cue: int) -> tuple[int, int]:
    """The sentence of a cue, as far as a content may reach."""
    floor, limit = narration.sentence(cue)
    return max(floor, cue - _LONGEST), min(limit, cue + _LONGEST)


def _according(shape: str, cue: int, floor: int, limit: int) -> Clause | None:
    """According to Kord, the port will close. / The port will close, according to Kord."""
    subject = subject_after(shape, cue)
    if subject is None:
        return None
    if cue - floor >= _SHORTEST:
        return Clause(cue, subject, BEFORE_CUE, floor, cue - (shape[cue - 1] == ","))
    start = subject.full_end + (shape[subject.full_end : subject.full_end + 1] == ",")
    if start >= limit:
        return None
    said_too = _AND_SAID.search(shape, start, limit)
    end = said_too.start() if said_too else last_word(shape, start, limit)
    return Clause(cue, subject, BEHIND_CUE, start, end)


def clause_beside(shape: str, cue: int, subject: Subject, floor: int, limit: int, told_to: int = 0) -> Clause | None:
    """The port will close, Kord said. / The port, Kord said, will close; `told_to` is where who is told ends."""
    opens, closes = min(cue, subject.full_start), max(cue + 1, subject.full_end, told_to)
    if opens <= floor + 1 or shape[opens - 1] != "," or not (tail := TAIL.match(shape, closes, limit)):
        return None
    last = last_word(shape, floor, limit)
    if tail.end() < last and shape[tail.end()] == "," and not _MANNER.match(shape, tail.end() + 1):
        return Clause(cue, subject, AROUND_CUE, floor, last)
    return Clause(cue, subject, BEFORE_CUE, floor, opens - 1)


def with_end(narration: Narration, clause: Clause, weights: dict[str, float]) -> Clause:
    """The clause with its end, where that was open."""
    if clause.end:
        return clause
    limit = _reach(narration, clause.cue)[1]
    ends = ends_of(narration.shape, clause.start, limit)
    opening, said = narration.words[clause.start], narration.words[clause.cue].lower() in _SAYS
    if said and (opening == "regardless" or (narration.shape[clause.start] == "p" and opening != "about")):
        # said despite the storm, the port was open
        ends = [end for end in ends if _VERBAL.search(narration.shape, clause.start, end)] or ends
    ends = _before_its_verb(narration, clause, ends) or ends
    if len(ends) == 1:
        return clause._replace(end=ends[0])
    lead = lead_of(narration, clause.cue)
    shares = shares_of([weigh(weights, end_features(narration, lead, clause.start, end, limit)) for end in ends])
    best, share = most_likely_near(narration, [Span(clause.start, end) for end in ends], shares)
    return clause._replace(end=ends[best], end_share=share)


def _before_its_verb(narration: Narration, clause: Clause, ends: list[int]) -> list[int]:
    """The ends before what a clause set off by commas leads to: Kord, who argued …, left; Arguing that …, Kord left."""
    shape, cue = narration.shape, clause.cue
    who = _SET_OFF_BY_WHO.search(shape, max(0, cue - 4), cue)
    if who and not _DONE.search(shape, narration.sentence(cue)[0], who.start()):
        return [end for end in ends if _ITS_OWN.match(shape, end)]
    return [end for end in ends if _DOES.match(shape, end)] if _opens_its_sentence(narration, cue) else []


def _opens_its_sentence(narration: Narration, cue: int) -> bool:
    """Whether a participle begins its sentence, or stands behind a But or However that does."""
    shape, floor = narration.shape, narration.sentence(cue)[0]
    return shape[cue] == "G" and not shape[floor:cue].strip("Ba,")


def opening_features(narration: Narration, clause: Clause) -> list[str]:
    """Features of a clause being reported that are known before its end is."""
    shape, words, subject = narration.shape, narration.words, clause.subject
    cue, side, start = clause.cue, clause.side, clause.start
    verb, opens = lead_of(narration, cue)
    named, before = "none", ""
    if subject:
        last = shape[subject.end - 1]
        named = last if last in "PDN" else "N" if "N" in shape[subject.start : subject.end] else "w"
        before = shape[subject.full_start - 1 : subject.full_start]
    return [
        "C",
        f"C verb side={verb}|{side}",
        f"C verb opening={verb}|{shape[start]}",
        f"C verb subject={verb}|{named}",
        f"C sign={shape[cue]}{side}{shape[start]}",
        f"C opening={side}{shape[start : start + 3]}",
        f"C word={side}{words[start].lower()}",
        f"C before subject={before}{side}",
        f"C before cue={words[cue - 1].lower() if cue else ''}",
        f"C clause={opens}{side}",
        f"C opening verb={side}{shape[start]}{verb_of(shape, start)}",
    ]


def extent_features(narration: Narration, clause: Clause) -> list[str]:
    """Features of a clause being reported from its first word to its last."""
    shape, words, side = narration.shape, narration.words, clause.side
    start, end = clause.start, clause.end
    inner = shape[start:end]
    share = "-" if clause.end_share is None else bisect_right(_SHARE_STEPS, clause.end_share)
    return [
        f"C length={step(end - start)}{side}",
        f"C commas={step(inner.count(','))}{side}",
        f"C word verb={words[start].lower()}{verb_in(inner)}",
        f"C last={words[end - 1].lower()}",
        f"C end={shape[end - 1 : end + 2]}{side}",
        f"C end share={share}",
        f"C sign share={shape[clause.cue]}{share}",
    ]


def _chance(weight: float) -> float:
    return 1 / (1 + math.exp(-weight)) if weight > -700 else 0.0
