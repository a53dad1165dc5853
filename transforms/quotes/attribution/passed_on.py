"""Whose words a clause passes on where the subject of its verb did not say them.

in   a narration, a verb in it
out  who is quoted (“the agency quoted Kord as saying”), or judged for what he says (“Orm attacked Kord for saying”);
     whether a verb tells what others say to or of its subject (“Kord was branded “a liar””), and who they are where a
     “by” names them; whose claim it is that a “that” gives (“Kord dismissed the union’s claim that “nobody asked””)
"""

import re
from collections.abc import Sequence
from functools import cache

from transforms import lexicons
from transforms.quotes.narration.phrases import Subject, subject_after, subject_before
from transforms.quotes.narration.words import Narration

_REACH = 20  # words from a verb to the word it goes on with, or back to what its clause begins with
_HIDDEN = 40  # words of a clause that says why somebody is not named

_OWNER = re.compile("Z[wNm#]*+[Dd]*+(?:o[wN][wNm#]*+[Dd]*+)?|D")  # read backwards: the mayor of Dovrin’s, his
_HIS = frozenset(("his", "her", "their", "its"))
_TURNED = frozenset(("aim", "back", "dig", "jab", "out", "shot", "swipe"))  # lashed out at, took aim at, hit back at
_UTTERED_IN = frozenset(("in", "during", "with"))  # stressing in his remarks that


@cache
def _listed(part: str) -> frozenset[str]:
    rows = lexicons.rows("transforms.quotes.attribution", "passed_on.tsv")
    return frozenset(word for name, words in rows if name == part for word in words.split())


def who_is_quoted(narration: Narration, verb: int) -> tuple[int, Subject] | None:
    """The word that reports, and its speaker, where `verb` or the one before its “as” quotes another.

    The agency quoted Kord as saying; not Kord was quoted by the agency as saying.
    """
    words = narration.words
    quotes = words[verb].lower() in _listed("quoting")
    if not quotes and words[verb - 1].lower() != "as":
        return None
    floor, limit = narration.sentence(verb)
    if quotes:
        quoting, as_ = verb, _find("as", narration, verb + 2, min(limit, verb + _REACH))
    else:
        as_ = verb - 1
        quoting = next(
            (n for n in range(as_ - 2, max(floor, as_ - _REACH) - 1, -1) if words[n].lower() in _listed("quoting")), -1
        )
    if quoting < 0 or as_ < 0 or as_ + 1 >= limit or narration.shape[as_ + 1] != "G" or is_passive(narration, quoting):
        return None
    subject = subject_before(narration.shape, as_, quoting + 1)
    return (as_ + 1, subject) if subject else None


def who_is_judged(narration: Narration, verb: int) -> tuple[int, Subject] | None:
    """The word that judges, and who says what he is judged for: Orm attacked Kord for saying; accused her of calling.

    Orm hit out at Kord for saying, too; not Kord was attacked by Orm for saying.
    """
    words, for_ = narration.words, verb - 1
    if narration.shape[verb] != "G" or for_ < 2 or words[for_] not in ("for", "of"):
        return None
    floor = max(narration.sentence(verb)[0], for_ - _REACH)
    judging = _listed("judging" if words[for_] == "for" else "accusing")
    judges = next((n for n in range(for_ - 2, floor - 1, -1) if words[n].lower() in judging or _turns_on(words, n)), -1)
    if judges < 0 or is_passive(narration, judges) or words[judges + 1] == "by":
        return None
    subject = subject_after(narration.shape[:for_], judges)
    return (judges, subject) if subject else None


def _turns_on(words: Sequence[str], at: int) -> bool:
    return words[at] in ("against", "at") and words[at - 1] in _TURNED


def is_said_of(narration: Narration, verb: int) -> bool:
    """Whether a verb in the passive tells what others say to or of its subject: Kord was told to “go home”."""
    return narration.words[verb].lower() in _listed("said of") and (
        is_passive(narration, verb) or _is_headline(narration, verb)
    )


def _is_headline(narration: Narration, verb: int) -> bool:
    """Whether a headline leaves out the form of be: ‘He knew’, jury told; Inquest told of ‘chaos’; Mayor told to go"""
    words, shape = narration.words, narration.shape
    word, behind = words[verb], words[verb + 1 : min(verb + 2, narration.sentence(verb)[1])]
    if word == "told" and (behind == ["to"] or (behind == ["not"] and words[verb + 2 : verb + 3] == ["to"])):
        return True
    if word == "accused" or (behind == ["to"] and shape[verb + 2 : verb + 3] == "Q"):
        return behind in (["of"], ["to"]) and word != "promised" and shape[verb - 1] != "P"
    if word in ("branded", "labelled", "labeled") and shape[verb + 1 : verb + 2] == "Q":
        begins = max(narration.sentence(verb)[0], verb - _REACH)
        return "what" not in map(str.lower, words[begins:verb])  # what Kord branded “a farce”
    if word != "told":
        return False
    before = shape[max(0, verb - _REACH) : max(0, verb - 1)].rstrip("NwvueZ")[-1:]
    hearers = words[verb - 1].lower() in _listed("hearers") and before not in ("D", "d")
    return behind in ([], ["."]) or (hearers and behind in (["of"], ["that"], ["how"]))


def is_passive(narration: Narration, verb: int) -> bool:
    """Whether a form of be stands before a participle: was told, has been widely called."""
    before = narration.shape[max(narration.sentence(verb)[0], verb - _REACH) : verb].rstrip("an")
    return before.endswith("b")


def by_whom(narration: Narration, verb: int, quotation: int | None = None) -> Subject | None:
    """Who does what the passive `verb` tells: named by a “by” right behind it, or right behind word `quotation`."""
    limit = narration.sentence(verb)[1]
    for by in (verb + 1, *(() if quotation is None else (quotation + 1,))):
        if by < limit and narration.words[by] == "by" and (subject := subject_after(narration.shape, by)):
            return subject
    return None


def who_hides(narration: Narration, verb: int) -> Subject | None:
    """Who speaks behind why he is unnamed: a clerk who spoke on condition of anonymity because … said."""
    shape = narration.shape
    begins = shape.rfind("R", max(0, verb - _HIDDEN), verb)
    if begins < 0 or _listed("unnamed").isdisjoint(narration.words[begins:verb]):
        return None
    floor = narration.sentence(verb)[0]
    if begins <= floor or any(sign in shape[begins:verb] for sign in ",.;:Q"):
        return None
    return subject_before(shape, begins, floor)


def who_rejects(narration: Narration, that: int) -> int | None:
    """The verb by which somebody rejects what the “that” at word `that` gives: slammed the rumours that she will go."""
    noun, words = _claimed_in(narration, that), narration.words
    verbs = range(noun - 1, max(0, noun - 4), -1) if noun is not None else ()
    return next((n for n in verbs if words[n].lower() in _listed("rejecting")), None)


def whose_claim(narration: Narration, quotation: int) -> tuple[int, Subject] | None:
    """The noun before “that” and a quotation, and whose it is: Kord’s claim that “…”, the claim by Kord that “…”"""
    shape, that = narration.shape, quotation - 1
    noun, floor = _claimed_in(narration, that), narration.sentence(that)[0]
    if noun is None:
        return None
    if noun < that - 1:
        subject = subject_after(shape[:that], noun + 1)
        return (noun, subject) if subject and subject.end == that else None
    end = noun
    while end > floor and shape[end - 1] in "wea":  # Kord’s bold new claim
        end -= 1
    owner = _OWNER.match(shape[max(floor, end - _REACH) : end][::-1])
    if owner is None or (shape[end - 1] == "D" and not _is_anothers(narration, end - 1, floor)):
        return None
    start = end - owner.end()
    return noun, Subject(start, end, start, end)


def _claimed_in(narration: Narration, that: int) -> int | None:
    """The noun whose content the “that” at word `that` gives: the claim that …, the claim by Kord that …"""
    words, floor = narration.words, narration.sentence(that)[0]
    if that <= floor or narration.shape[that] != "h":
        return None
    by = next((n for n in range(that - 2, max(floor, that - _REACH), -1) if words[n] in ("by", "from")), 0)
    return next(
        (noun for noun in (that - 1, by - 1) if noun > floor and words[noun].lower() in _listed("claims")), None
    )


def _is_anothers(narration: Narration, his: int, floor: int) -> bool:
    """Whether nobody before a “his” makes the claim it stands before: His claim that …; laughed at his claim that …"""
    words = narration.words
    behind = narration.shape[his - 1] == "p" and words[his - 1].lower() not in _UTTERED_IN
    return words[his].lower() in _HIS and (his == floor or behind)


def _find(word: str, narration: Narration, start: int, end: int) -> int:
    return next((n for n in range(start, end) if narration.words[n] == word), -1)
