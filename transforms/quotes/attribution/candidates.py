"""Attributions a quotation may have: pairs of a reporting word and a speaker in its neighbourhood.

in   narrations, quotation   a document's paragraphs, and the place of a quotation in one
out  candidates              reporting word and subject, and the side they stand on

All that is grammatical is a candidate here; choice.py weighs them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.quotes.attribution.passed_on import (
    by_whom,
    is_said_of,
    who_hides,
    who_is_judged,
    who_is_quoted,
    who_rejects,
    whose_claim,
)
from transforms.quotes.narration.phrases import Subject, speaker_in, subject_after, subject_before, subjects_of_clause
from transforms.quotes.narration.words import Narration

_REACH = 45  # words
# A reporting word: one that is known; went on or put it before a stop; an unknown verb where one would stand.
# The sign comes first and what stands round it then, so that the search leaps.
_CUE = re.compile(
    r"[VvuGAgkwye](?:(?<=[VvuGAg])|(?<=k)(?=p?[,.:Q])|(?<=[wye])(?=[,:]?Q)"
    r"|(?<=[QNPw][ewy])(?=[,.])|(?<=Q[ewy])(?=[NDdPw])|(?<=[NPwt)]e))"
)
_VIEW = re.compile(r"p(?P<holder>[Dd]*[wNm]*Z|D)(?P<own>w)?(?=[wv])")  # in Kord's view, in her own words
_VIEW_OF = re.compile(r"pd[wv]o(?P<holder>[dD]?[wv]{0,3}N{1,4})(?=,)")  # in the view of Ada Kord,
# A sentence that tells of one person and quotes nobody: Harbour master Kord, 58, was blunter.
_TELLS_OF = re.compile(r"[Ba]?(?P<name>[dD]?[wv]{0,3}N{1,4})(?:,[^Q.;:()]{1,80},)?n?[bxykeu][^QBN;:()]*[.]$")
_VIEWS = frozenset(("view", "opinion", "words", "telling", "eyes", "judgment", "judgement", "assessment", "estimation"))
_DEGREES = frozenset(("as", "far", "less", "more", "so", "too", "very"))
_UTTERED = frozenset(
    (
        "answer",
        "line",
        "message",
        "question",
        "remark",
        "reply",
        "sentence",
        "statement",
        "text",
        "tweet",
        "word",
        "words",
    )
)
_ANSWERS = _UTTERED | {"advice", "comment", "conclusion", "explanation", "response", "retort", "verdict", "warning"}
_ISSUES = frozenset(("letter", "message", "remarks", "statement"))
_FROM = re.compile(
    r"[wvuN]p(?P<who>[dD]?[wv]{0,4}N{1,6})(?=,[^.:;Q]{1,60}:|:)"
)  # a statement from Mayor Ada Kord, who is ill:
_OWNER = re.compile("[Dd]*[wNm]*Z|D")  # Kord’s, the mayor’s, her
_ON = re.compile("(?P<name>N{1,3})p(?:[dDw#t]|N+w)")
_VERDICT = re.compile(
    r"b(?:(?P<owner>(?:[Dd]*[wNm]*Z|D))[wea]*(?P<noun>[wv])|dw*(?P<of>[wv])[op](?P<by>[dD]?w{0,3}N*))[.,]"
)
# A headline with who says it before a colon: Harbour mayor: port levy “a disgrace”
_HEADED = re.compile(r"(?P<who>[dD]?[NwvmZ]{1,5}):[^Q.:;]+Q(?:[^Q.:;]*Q)*(?:[^Q.:;]{0,6})")
_LONGEST_HEADLINE = 200  # words: each quotation of a longer paragraph would read all of it anew
HEADLINE = re.compile(r"Q:[Nm]+(?:p[^QVGA.]{1,20})?")
_SIGNS_OF_NO_VERB = frozenset(":-(")
CLAIM, VIEW, HEADED = "claim", "view", "headed"
RIGHT, LEFT, SENTENCE_BEFORE, PARAGRAPH_BEFORE, PARAGRAPH_AFTER = "R", "L", "P", "B", "A"


class Candidate(NamedTuple):
    """Reporting word `cue` and its subject, in the paragraph `step` after the quotation's."""

    side: str
    how: str  # before or after the verb; nearest or first of the clause; view, claim or headed; colon or dash instead
    cue: int
    subject: Subject
    step: int = 0


class Place(NamedTuple):
    """Where quotation word `at` stands: its sentence, and the room on both sides up to the quotations beside it."""

    at: int
    left: int
    right: int
    before: int  # the word after the quotation before, 0 where there is none
    start: int
    end: int


def place_of(narration: Narration, at: int) -> Place:
    """Measure the room around quotation word `at`."""
    start, end = narration.sentence(at)
    before = narration.shape.rfind("Q", 0, at) + 1
    after = narration.shape.find("Q", at + 1)
    after = len(narration.words) if after < 0 else after
    return Place(at, max(before, start, at - _REACH), min(after, end, at + 1 + _REACH), before, start, end)


def find_candidates(narrations: Sequence[Narration], paragraph: int, place: Place) -> list[Candidate]:
    """All candidates of the quotation at `place` in paragraph number `paragraph`."""
    narration = narrations[paragraph]
    if claim := whose_claim(narration, place.at):
        return list(_named(narrations, paragraph, [Candidate(LEFT, CLAIM, *claim)]))
    if issued := _issued(narrations, paragraph, place):
        return list(_named(narrations, paragraph, [issued]))
    views = list(_views(narration, place))
    nouns = {view.cue for view in views}
    right = [found for found in _right(narration, place) if found.cue not in nouns]
    if right and narration.shape[right[0].cue] == "V":  # “…,” Kord said, according to the Herald
        right = [found for found in right if narration.shape[found.cue] != "A"]
    left = [found for found in _left(narration, place) if found.cue not in nouns]
    found = [*_whose_words(narration, place, [*right, *left]), *views]
    if not (right and narration.text[narration.quotes[place.at].end - 1] == ","):  # “…,” said Kord: look no further
        if place.left == place.at == place.start > 0 and place.before < place.start:
            found += _sentence_before(narration, place)
        if place.at == 0 and paragraph:
            found += _paragraph_before(narrations[paragraph - 1])
    if len(narration.words) - place.at <= 2 and paragraph + 1 < len(narrations):
        found += _paragraph_after(narrations[paragraph + 1].shape)
    return list(_named(narrations, paragraph, found))


def _issued(narrations: Sequence[Narration], paragraph: int, place: Place) -> Candidate | None:
    """Whose statement is said to follow, before a colon: The following is a statement from Ada Kord, the mayor: “…”"""
    step = 0 if place.at > place.start else -1
    if step and (place.at or not paragraph):
        return None
    narration = narrations[paragraph + step]
    colon = place.at - 1 if step == 0 else len(narration.words) - 1
    if colon < 0 or narration.shape[colon] != ":":
        return None
    for found in _FROM.finditer(narration.shape, narration.sentence(colon)[0], colon + 1):
        noun = found.start()
        if narration.words[noun].lower() in _ISSUES and narration.words[noun + 1] in ("by", "from"):
            start, end = found.span("who")
            return Candidate(
                LEFT if step == 0 else PARAGRAPH_BEFORE, CLAIM, noun, Subject(start, end, start, end), step
            )
    return None


def _named(narrations: Sequence[Narration], paragraph: int, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates of a quotation in paragraph number `paragraph` whose subjects may speak."""
    for candidate in found:
        narration = narrations[paragraph + candidate.step]
        if speaker := speaker_in(narration.words, narration.shape, candidate.cue, candidate.subject):
            yield _with_subject(candidate, speaker)


def _with_subject(candidate: Candidate, subject: Subject) -> Candidate:
    return candidate if subject is candidate.subject else candidate._replace(subject=subject)


def _whose_words(narration: Narration, place: Place, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, with who is quoted or who says it of the verb's subject in that one's place, or none for him."""
    told: dict[Candidate, None] = {}
    rejected = who_rejects(narration, place.at - 1) if place.at > place.start else None
    judged = {candidate.cue: who_is_judged(narration, candidate.cue) for candidate in found}
    judging = {said[0] for said in judged.values() if said}
    for candidate in found:
        if candidate.cue in judging:
            continue
        if rejected is not None and rejected <= candidate.cue < place.at:
            continue
        if narration.shape[candidate.cue] in _SIGNS_OF_NO_VERB:
            told[candidate] = None
        elif quoted := who_is_quoted(narration, candidate.cue):
            told[candidate._replace(how="before", cue=quoted[0], subject=quoted[1])] = None
        elif said := judged[candidate.cue]:
            told[candidate._replace(how="before", subject=said[1])] = None
        elif not is_said_of(narration, candidate.cue):
            told[_with_subject(candidate, _speaks_of_himself(narration, candidate))] = None
        elif subject := by_whom(narration, candidate.cue, place.at):
            told[candidate._replace(how="after", subject=subject)] = None
    return list(told)


def _speaks_of_himself(narration: Narration, candidate: Candidate) -> Subject:
    """The subject of a candidate: not who stands last in a clause between it and its verb, nor what is the verb's."""
    if candidate.how in ("before", "nearest"):
        return who_hides(narration, candidate.cue) or candidate.subject
    back = candidate.how == "after" and candidate.subject.start == candidate.cue + 1
    inverted = (
        subject_after(narration.shape, candidate.cue + 1) if back and narration.is_phrasal(candidate.cue) else None
    )
    return inverted or candidate.subject  # shot back Kord


def as_headline(pattern: re.Pattern[str], shape: str) -> re.Match[str] | None:
    """What a pattern reads of a whole paragraph that is no longer than a headline may be."""
    return pattern.fullmatch(shape) if len(shape) <= _LONGEST_HEADLINE else None


def _right(narration: Narration, place: Place) -> Iterator[Candidate]:
    """“…,” Kord said; “…,” said Kord; “…” — Kord; “…” was Kord’s reply; in a headline also “…”: Kord on the port."""
    shape = narration.shape
    for found in _CUE.finditer(shape, place.at + 1, place.right):
        cue, beside = found.start(), None
        for beside in _beside(RIGHT, shape, cue, place.at + 1, place.right, 0):
            yield beside
        if beside is None and narration.is_phrasal(cue) and (subject := subject_after(shape, cue + 1)):
            yield Candidate(RIGHT, "after", cue, subject)  # pointed out Kord
    sign = place.at + 1
    if said := _verdict(narration, sign):
        yield said
    signed = shape[sign : sign + 1] in ("-", "(") or as_headline(HEADLINE, shape)
    if signed and (subject := subject_after(shape, sign)):
        yield Candidate(RIGHT, "dash", sign, subject)


def _verdict(narration: Narration, behind: int) -> Candidate | None:
    """Whose utterance a quotation is said to be behind it: “…” was Kord’s verdict; was the verdict of the mayor."""
    found = _VERDICT.match(narration.shape, behind)
    if not found:
        return None
    noun = found.start("noun" if found["noun"] else "of")
    start, end = found.span("owner" if found["noun"] else "by")
    if narration.words[noun] not in _ANSWERS or start == end:
        return None
    return Candidate(RIGHT, VIEW, noun, Subject(start, end, start, end))


def _left(narration: Narration, place: Place) -> Iterator[Candidate]:
    """Kord said: “…”; Kord: “…”."""
    shape = narration.shape
    yield from _cues(LEFT, shape, max(place.left, _behind_question(narration, place)), place.at, place.start)
    if headed := as_headline(_HEADED, shape):
        end = headed.end("who")
        yield Candidate(LEFT, HEADED, end, Subject(0, end, 0, end))
    sign = place.at - 1
    if sign >= place.left and shape[sign] in ":-(" and (subject := _before_sign(narration, sign, place)):
        yield Candidate(LEFT, "colon", sign, subject)


def _behind_question(narration: Narration, place: Place) -> int:
    """Where the answer begins: Asked whether she feared for the port, Kord shrugged: “…”"""
    comma = narration.shape.find(",", place.start, place.at)
    asked = place.start < place.at and narration.words[place.start].lower() == "asked"
    return comma + 1 if asked and comma >= 0 else place.start


def _before_sign(narration: Narration, sign: int, place: Place) -> Subject | None:
    """The subject before a colon or dash; the clause's where that is: Kord was brief by phone: “…”; Kord shrugged: “…”

    Also where an utterance is what the clause's subject utters: Kord posted a single word: “…”
    """
    shape = narration.shape
    subject = subject_before(shape, sign, place.left)
    last = subject.start if subject else sign - 1 if shape[sign - 1] == "e" else 0  # was less pleased: “…”
    begins = _begin_of_complement(narration, last, place.left)
    before = shape[begins - 1 : begins] if begins else ""
    complement = before in ("b", "p") or (before and before in "uVvyxke" and narration.words[sign - 1] in _UTTERED)
    if not complement and shape[sign - 1] not in "ey":
        return subject and _speaks_it(narration, subject)
    verb = begins if before == "b" else sign
    nearest = next((found for how, found in subjects_of_clause(shape, verb, place.start) if how == "nearest"), None)
    return nearest and _speaks_it(narration, nearest)


def _begin_of_complement(narration: Narration, start: int, floor: int) -> int:
    """Where what somebody is begins, which may be qualified: Kord was (not so sure): “…”"""
    while start > floor and (narration.shape[start - 1] in "an" or narration.words[start - 1] in _DEGREES):
        start -= 1
    return start


def _speaks_it(narration: Narration, subject: Subject) -> Subject:
    """Whose utterance the subject before a colon is, or who it begins with: Kord’s reply was: “…”; Kord on tax: “…”"""
    start, end = subject.start, subject.end
    if narration.shape[start] == "#" and ":" in narration.words[start] and end > start + 1:
        start += 1  # 16:42 Kord: “…”
        subject = Subject(start, end, start, max(end, subject.full_end))
    owner = _OWNER.match(narration.shape, start, end)
    if owner and not _ANSWERS.isdisjoint(narration.words[owner.end() : end]):
        return Subject(start, owner.end(), start, end)
    if named := _ON.match(narration.shape, start, end):
        return Subject(start, named.end("name"), start, end)
    return subject


def _views(narration: Narration, place: Place) -> Iterator[Candidate]:
    """In Kord’s view, “…”; “…,” in his words."""
    for found in _VIEW.finditer(narration.shape, place.left, place.right):
        start, end = found.span("holder")
        own = found["own"] is not None and narration.words[end] == "own"
        if narration.words[end + own].lower() in _VIEWS:
            side = LEFT if end < place.at else RIGHT
            yield Candidate(side, VIEW, end + own, Subject(start, end, start, end))
    for found in _VIEW_OF.finditer(narration.shape, place.left, place.at):
        start, end = found.span("holder")
        if narration.words[start - 2].lower() in _VIEWS:
            yield Candidate(LEFT, VIEW, start - 2, Subject(start, end, start, end))


def _cues(side: str, shape: str, floor: int, end: int, sentence: int, step: int = 0) -> Iterator[Candidate]:
    """Candidates of the reporting words from `floor` to `end`, in a sentence that begins at `sentence`."""
    for found in _CUE.finditer(shape, floor, end):
        cue = found.start()
        if _is_passed(shape, cue, sentence, end):
            continue
        beside = None
        for beside in _beside(side, shape, cue, floor, end, step):
            yield beside
        if beside is None or (beside.how == "after" and not _set_off(shape, beside)) or shape[cue] in "Gg":
            for how, subject in subjects_of_clause(shape, cue, sentence):
                yield Candidate(side, how, cue, subject, step)


def _is_passed(shape: str, cue: int, sentence: int, end: int) -> bool:
    """Whether no known cue stands in a clause that it ends: a letter, which Kord left unread, tells of “…”"""
    who = shape.rfind(",R", sentence, cue)
    return shape[cue] in "ewy" and who >= 0 and shape.find(",", who + 2, cue) < 0 <= shape.find(",", cue, end)


def _set_off(shape: str, candidate: Candidate) -> bool:
    """Whether commas stand round a cue with its subject: The port, said Kord, “will close”."""
    end = candidate.subject.full_end
    return shape[candidate.cue - 1 : candidate.cue] == shape[end : end + 1] == ","


def _beside(side: str, shape: str, cue: int, floor: int, end: int, step: int) -> Iterator[Candidate]:
    """The subject of a cue before it, else the one after it."""
    if shape[cue] != "A" and (subject := subject_before(shape, cue, floor)):
        yield Candidate(side, "before", cue, subject, step)
    elif (subject := subject_after(shape, cue)) and subject.start < end and not _begins_clause(shape, cue, subject):
        yield Candidate(side, "after", cue, subject, step)


def _begins_clause(shape: str, cue: int, subject: Subject) -> bool:
    """Whether what is behind a cue is the subject of what is said: the docker, who left, said the row had “ended”."""
    return shape[cue - 1 : cue + 1] == ",V" and shape[subject.end : subject.end + 1] in ("x", "b")


def who_was_before(narration: Narration, place: Place) -> Candidate | None:
    """Of whom the sentence right before a quotation tells, by name, if it reports nothing: Kord was blunter. “…”"""
    shape = narration.shape
    if not place.before < place.start == place.at:
        return None
    floor = max(place.before, narration.sentence(place.start - 1)[0], place.start - _REACH)
    named = _TELLS_OF.match(shape, floor, place.start)
    if not named:
        return None
    start, end = named.span("name")
    return Candidate(SENTENCE_BEFORE, "first", place.start - 1, Subject(start, end, start, end))


def _sentence_before(narration: Narration, place: Place) -> Iterator[Candidate]:
    """Kord was calm. “…”"""
    floor = max(place.before, narration.sentence(place.start - 1)[0], place.start - _REACH)
    yield from _cues(SENTENCE_BEFORE, narration.shape, floor, place.start, floor)


def _paragraph_before(narration: Narration) -> Iterator[Candidate]:
    """Kord answered: (new paragraph) “…”"""
    shape = narration.shape
    if shape and "Q" not in shape[-3:]:
        floor = max(narration.sentence(len(shape) - 1)[0], shape.rfind("Q") + 1, len(shape) - _REACH)
        yield from _cues(PARAGRAPH_BEFORE, shape, floor, len(shape), floor, -1)
        for how, subject in subjects_of_clause(shape, len(shape), floor):
            yield Candidate(PARAGRAPH_BEFORE, how, len(shape) - 1, subject, -1)


def _paragraph_after(shape: str) -> Iterator[Candidate]:
    """“…” (new paragraph) — Kord"""
    dash = len(shape) - len(shape.lstrip("-("))
    if shape[:1] in ("-", "N", "(") and len(shape) < 30 and dash and (subject := subject_after(shape, dash - 1)):
        yield Candidate(PARAGRAPH_AFTER, "dash", dash - 1, subject, 1)
