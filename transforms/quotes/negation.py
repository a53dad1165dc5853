"""Whether the reporter's words before the marks negate those between them: the mayor vowed not to “close a station”.

in   narration, the words from `first` to the quotation `at` that are of its clause
out  whether a “not” stands there that nothing but words of the same phrase part from the marks
"""

import re

from transforms.quotes.narration import Narration

# A “not” and up to five words of one phrase: no sign, no clause of its own, no “and” before the marks
_NEGATED = re.compile(r"n[^nCBRshQ,;:().'-]{0,5}$")
_FARTHEST = 7  # words before the marks: those, and the one before “not”
_CONCEDES = frozenset(("if", "or"))  # a mistake if not “a danger”; whether or not
_NO_NEGATION = frozenset(("only", "just", "merely", "simply", "least", "necessarily"))  # not only “safe” but …
_DENIED_TWICE = frozenset(("deny", "doubt", "fail", "hesitate"))  # did not hesitate to “close” it
_NEGATES = frozenset(("no", "cannot", "without"))


def is_negated(narration: Narration, first: int, at: int) -> bool:
    """Whether what stands between the marks of word `at` is negated before them, from word `first` on.

    >>> from transforms.quotes.narration import read_narration
    >>> from transforms.quotes.pairs import pair_marks
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
