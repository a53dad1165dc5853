"""Whether the reporter's words before the marks negate those between them: the mayor vowed not to “close a station”.

in   narration, the words from `first` to the quotation `at` that are of its clause; the verb that reports it
out  whether a “not” stands there that nothing but words of the same phrase part from the marks, or the clause is of
     nobody; whether one stands before the verb, so that she did not say or refused to say “radical”; whether nobody
     said it
"""

import re
from collections.abc import Sequence

from transforms.quotes.narration.phrases import Subject
from transforms.quotes.narration.words import Narration

# A “not” and up to five words of one phrase: no sign, no clause of its own, no “and” before the marks
_NEGATED = re.compile(r"n[^nCBRshQ,;:().'-]{0,5}$")
_FARTHEST = 7  # words before the marks: those, and the one before “not”
_CONCEDES = frozenset(("if", "or"))  # a mistake if not “a danger”; whether or not
_NO_NEGATION = frozenset(("only", "just", "merely", "simply", "least", "necessarily"))  # not only “safe” but …
_DENIED_TWICE = frozenset(("deny", "doubt", "fail", "hesitate"))  # did not hesitate to “close” it
_NEGATES = frozenset(("no", "cannot", "without"))
# Not, not even, did not want to, chose not to, before a verb
_NOT_SAID = re.compile(r"n(?:aCa|[ab])?k?T?a?$")  # never publicly or privately called
_OMITS = re.compile("(?:refus|declin)(?:e[sd]?|ing)|fail(?:s|ed|ing)?")
_TO = re.compile("Ta?$")  # refused to, failed to even
_FARTHEST_BEFORE = 6  # words before a verb
# Stopped short of calling, refrained from calling, avoided calling it “a lie”
_SHUNS = re.compile(
    "(?:(?:stop(?:s|ped|ping)?|f[ae]ll(?:s|ing)?|just) short of|refrain(?:s|ed|ing)? from"
    "|sh(?:y|ies|ied|ying) away from|avoid(?:s|ed|ing)?)"
)
_NOBODY = frozenset(("nobody", "none", "neither", "no-one"))
_SOMEBODY = frozenset(("but", "doubt", "fewer", "less", "other", "sooner", "wonder"))  # no doubt, none other than
_ANOTHERS = re.compile("[^,.;:()'QhsRC-]*")  # what a clause may hold between nobody and the marks
_DOES = frozenset(("he", "she", "they", "we", "i", "you", "who"))
# Did not say whether it was “safe”: neither that it was nor that it was not
_LEAVES_OPEN = frozenset(("whether", "if", "how", "why", "when", "where", "who", "what", "which"))
# What they are of may hold though nobody does it: did not know that it was “a ruin”, did not answer talk of “a ruin”
_HOLDS = re.compile(
    "(?:(?:acknowledge|answer|comment|confirm|disclose|discuss|explain|mention|notice|reali[sz]e|recall|regret|remember"
    "|respond|reveal)(?:s|d|ed|ing)?|admit(?:s|ted)?|forg[eo]ts?|kn[eo]ws?|repl(?:y|ies|ied)|sees?|saw)"
)


def is_negated(narration: Narration, first: int, at: int) -> bool:
    """Whether what stands between the marks of word `at` is negated before them, from word `first` on.

    >>> from transforms.quotes.narration.words import read_narration
    >>> from transforms.quotes.marks.pairs import pair_marks
    >>> texts = ("She vowed not to “close” it.", "It was not only “safe” but dry.", "There was no “deal.”")
    >>> narrations = [read_narration(text, pair_marks(text)) for text in texts]
    >>> [is_negated(narration, 0, narration.words.index("“”")) for narration in narrations]
    [True, False, True]
    """
    first = max(first, at - _FARTHEST)
    words = [word.lower() for word in narration.words[first:at]]
    if not _NEGATES.isdisjoint(words[-1:]) or words[-2:] == ["no", "longer"]:
        return True
    found = _NEGATED.search(narration.shape[first:at])
    if found is None:
        return False
    before, behind = words[: found.start()][-1:], words[found.start() + 1 :]
    return _CONCEDES.isdisjoint(before) and _NO_NEGATION.isdisjoint(behind[:1]) and _DENIED_TWICE.isdisjoint(behind)


def is_of_nobody(narration: Narration, first: int, at: int) -> bool:
    """Whether the clause from word `first` to the quotation `at` tells what nobody does: nobody is “left behind”.

    >>> from transforms.quotes.narration.words import read_narration
    >>> from transforms.quotes.marks.pairs import pair_marks
    >>> texts = ("Neither Kord nor Orm is “safe”, she said.", "Nobody knew that he was “safe”, she said.")
    >>> narrations = [read_narration(text, pair_marks(text)) for text in texts]
    >>> [is_of_nobody(narration, 0, narration.words.index("“”")) for narration in narrations]
    [True, False]
    """
    if not _means_nobody(narration, first) or not _ANOTHERS.fullmatch(narration.shape, first, at):
        return False
    words = [word.lower() for word in narration.words[first:at]]
    both = words[0] == "neither" or "B" not in narration.shape[first:at]
    return both and _DOES.isdisjoint(words)


def is_said_by_nobody(narration: Narration, subject: Subject) -> bool:
    """Whether a verb's subject is nobody: no minister, neither Kord nor Orm called it “safe”.

    >>> from transforms.quotes.narration.words import read_narration
    >>> narration = read_narration("Neither Kord nor Orm called it “safe.”", ())
    >>> is_said_by_nobody(narration, Subject(3, 4, 3, 4)), is_said_by_nobody(narration, Subject(1, 2, 1, 2))
    (True, False)
    """
    start = subject.full_start
    before = [word.lower() for word in narration.words[max(narration.sentence(start)[0], start - _FARTHEST) : start]]
    return _means_nobody(narration, start) or (before[-1:] == ["nor"] and "neither" in before)


def _means_nobody(narration: Narration, first: int) -> bool:
    """Whether words from `first` on mean nobody: no one, none of them, neither port; not No 10, no doubt."""
    words, shape = narration.words, narration.shape
    if first + 1 >= len(words) or words[first + 1].lower() in _SOMEBODY:
        return False
    none = words[first].lower() == "no" and shape[first + 1] not in "#NQ,."
    return none or words[first].lower() in _NOBODY


def is_unsaid(narration: Narration, cue: int, at: int) -> bool:
    """Whether what the verb at word `cue` reports of word `at` went unsaid: never called it, refused to (call it).

    >>> from transforms.quotes.narration.words import read_narration
    >>> texts = ("She never called it “safe.”", "She refused to call it “safe.”", "She did not say if it is “safe.”")
    >>> [is_unsaid(read_narration(text, ()), cue, cue + 3) for text, cue in zip(texts, (2, 3, 3), strict=True)]
    [True, True, False]
    """
    if ";" in narration.shape[cue:at]:
        return False  # she never called it “a ban”; she preferred “a pause”
    verb, *behind = (word.lower() for word in narration.words[cue:at][: _FARTHEST + 1])
    omits = behind[:1] == ["to"] and _OMITS.fullmatch(verb) is not None
    if _HOLDS.fullmatch(behind[1] if omits and behind[1:] else verb) or not _LEAVES_OPEN.isdisjoint(behind[:3]):
        return False
    first = max(narration.sentence(cue)[0], cue - _FARTHEST_BEFORE)
    if omits:
        return at <= cue + _FARTHEST and not _is_undone(narration, first, cue)
    to = _TO.search(narration.shape[first:cue])
    omitted = first + to.start() - 1 if to else -1
    if omitted >= first and _OMITS.fullmatch(narration.words[omitted].lower()):
        return not _is_undone(narration, first, omitted)
    return _is_undone(narration, first, cue)


def _is_undone(narration: Narration, first: int, verb: int) -> bool:
    """Whether a “not” from word `first` on stands before a verb, and so close that it is the verb's."""
    words = [word.lower() for word in narration.words[first:verb]]
    if words[-1:] in (["cannot"], ["without"]) or _shuns(words):
        return True
    found = _NOT_SAID.search(narration.shape[first:verb])
    return found is not None and _NO_NEGATION.isdisjoint(words[found.start() + 1 :])


def _shuns(words: Sequence[str]) -> bool:
    """Whether words before a verb say that its subject does not do it: stopped short of."""
    return any(_SHUNS.fullmatch(" ".join(words[-length:])) for length in (1, 2, 3))
