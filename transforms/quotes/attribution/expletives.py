"""Subjects that mean nobody: there was talk of “a ban”; it was announced that the port would close.

in   a narration, a verb in it and the verb's subject
out  whether that is a “there” or an “it” that stands for no one
"""

import re
from functools import cache

from transforms import lexicons
from transforms.quotes.narration.phrases import Subject
from transforms.quotes.narration.words import Narration

_IS = re.compile("[xna]*b[xnab]*")


def is_expletive(narration: Narration, subject: Subject, verb: int) -> bool:
    """Whether the subject of the verb at word `verb` means nobody.

    >>> from transforms.quotes.narration.words import read_narration
    >>> texts = ("There was talk of rain.", "It was announced that", "It was worried that", "It is fair to say that")
    >>> verbs = (2, 2, 2, 4)
    >>> [is_expletive(read_narration(text, ()), Subject(0, 1, 0, 1), verb) for text, verb in zip(texts, verbs)]
    [True, True, False, True]
    """
    if subject.end - subject.start > 1:
        return False
    words, behind = narration.words, subject.end
    word, does = words[subject.start].lower(), words[verb].lower()
    if word == "there":
        return True
    if word != "it" or verb < behind:
        return False
    if does in _listed("raising"):
        return True
    being = _IS.match(narration.shape, behind, verb)
    if being is None:
        return False
    passive = being.end() == verb and narration.shape[verb] not in "Gg:-("
    if passive:
        return does not in _listed("its own")
    return words[being.end()].lower() in _listed("judged")


@cache
def _listed(part: str) -> frozenset[str]:
    rows = lexicons.rows("transforms.quotes.attribution", "expletives.tsv")
    return frozenset(word for name, words in rows if name == part for word in words.split())
