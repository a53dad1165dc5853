"""The shape of a sentence: one sign for each word, by the part the word plays beside a reporting verb.

in   words   a paragraph's words (words.py)
out  shape   a string of as many signs

Phrases are then found with regular expressions over the shape: place i in the shape is word i.

sign  word                                   sign  word
N     capitalised                            Q     a whole quotation
w     small, no part known                   V     reporting verb
e g   unknown, ending in -ed; in -ing        v u   one that is as often a noun; as often another verb
#     number or currency sign                G     reporting verb in -ing
                                             ,:;-().'  as they are; . is any stop, - any dash, ' any other sign
m     small word inside names                      and those of grammar.tsv
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from transforms import lexicons
from transforms.name_particles import NAME_PARTICLES

_SIGNS = {
    "“”": "Q", ",": ",", ":": ":", ";": ";", "(": "(", ")": ")", "[": "(", "]": ")", ".": ".", "?": ".",
    "!": ".", "…": ".",
    "—": "-", "–": "-", "-": "-", "--": "-", "―": "-", "$": "#", "€": "#", "£": "#", "%": "w", "&": "C",
}  # fmt: skip

_REMEMBERED = 1 << 16  # words
# Forms of cues.tsv that are as often nouns and yet report clauses of their own: those told more than three times in
# the 683 articles that benchmarks/train_quotes.py cross-validates on.
_REPORT_TOO = (
    "accusations", "acknowledge", "agree", "believe", "believes", "charged", "claim", "claims", "estimated", "fear",
    "found", "hope", "knows", "learned", "note", "reports", "say", "see", "show", "suggestion", "thinks", "thought",
    "worried",
)  # fmt: skip
_ACRONYMS = frozenset(("US", "IT", "WHO"))  # of which a capital at a sentence's beginning makes no pronoun
_POSSESSIVE = ("'s", "’s", "s'", "s’")


@cache
def _small_words() -> dict[str, str]:
    signs = {word: "m" for word, marks in NAME_PARTICLES.items() if "english" not in marks}
    for sign, listed in lexicons.rows("transforms.quotes.narration", "grammar.tsv"):
        for word in listed.split():
            signs.setdefault(word, sign)
    return signs


@cache
def _cues() -> dict[str, str]:
    signs: dict[str, str] = {}
    for sign, listed in lexicons.rows("transforms.quotes.narration", "cues.tsv"):
        for form in listed.split():
            signs.setdefault(form, sign)
    return signs


@cache
def cue_forms() -> frozenset[str]:
    """The forms without which a paragraph reports nothing, small and capitalised: reporting verbs and “according”."""
    forms = ("according", *_REPORT_TOO, *(form for form, sign in _cues().items() if sign in "VG"))
    return frozenset((*forms, *map(str.capitalize, forms)))


def sign_of(word: str) -> str:
    """The sign of a word that stands inside a sentence: a capital makes it a name, or grammar.tsv has it with one."""
    if found := _SIGNS.get(word) or _small_words().get(word):
        return found
    lower = word.lower()
    if word == lower:
        return _small_sign(word)
    if word.isupper() and _small_words().get(word.capitalize()) == "t":
        return "t"  # on MONDAY
    small = _small_words().get(lower)
    if small in ("d", "D") or (small in ("x", "b") and ("'" in word or "’" in word)):
        return small
    return "Z" if lower.endswith(_POSSESSIVE) else "N"


@lru_cache(maxsize=1 << 14)
def first_sign_of(word: str) -> str:
    """The sign of a word that begins a sentence, where a capital says nothing of small words and verbs."""
    lower = word.lower()
    if word in _ACRONYMS:
        return "N"
    if word != lower and ((lower in _small_words() and _small_words()[lower] not in "mk") or lower in _cues()):
        return _small_sign(lower)
    return sign_of(word)


def _small_sign(word: str) -> str:
    small = _small_words().get(word) or _cues().get(word)
    if small:
        return small
    first = word[0]
    if first.isalpha():
        if word.endswith(_POSSESSIVE):
            return "Z"
        if len(word) > 4:
            if word.endswith("ly"):
                return "a"
            if word.endswith("ed"):
                return "e"
            if word.endswith("ing"):
                return "g"
        return "w"
    if first.isdigit():
        return "#" if not any(map(str.isalpha, word)) else "w"
    if first == "@" and len(word) > 1:
        return "N"
    return "." if first == "." else "-" if first == "-" else "'"


class _Signs(dict[str, str]):
    """The signs of words met before: looked up for every word there is, and so with no call of Python's."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        sign = self[word] = sign_of(word)
        return sign


_sign = _Signs().__getitem__


def signs_of(words: Sequence[str]) -> str:
    """The signs of words wherever they stand."""
    return "".join(map(_sign, words))


_ANSWER = ["A", ":"]  # a label before a turn, and no article
_ADJECTIVE = re.compile("a(?<=[Dd]a)(?=[wNge#])")  # his first wife, the then mayor; the sign first, so that it leaps
# Verbs that the past leaves as they are, where what is done follows who does it: the board cut its forecast, Kord quit
_UNCHANGED = re.compile(r"Y(?:(?<![pdDToY]Y)(?=[dD])|(?<=[NP]Y)(?=[NPp#])|(?<=wY)(?=#))")
_OPENERS = re.compile("[Q:-](?!$)")  # after these a capital says as little as at a sentence's beginning


_ONCE, _HIT, _SAY = "once", "hit", "say"
_BEFORE_ONCE, _BEHIND_ONCE = frozenset("NPRxbwv"), frozenset("VeyvuG")  # Kord once said; once Kord said it, we left


def _told_by_neighbours(words: Sequence[str], word: str) -> list[int]:
    """Where a word stands, of which what it is is told by those beside it: once, a conjunction or an adverb."""
    return [place for place, one in enumerate(words) if one == word] if word in words else []


@cache
def _compounds() -> dict[str, frozenset[str]]:
    """A noun that may be a verb, as its plural → the words that make one name of both: (video) calls."""
    rows = lexicons.rows("transforms.quotes.narration", "compounds.tsv")
    return {noun: frozenset(before.split()) for noun, before in rows}


def _nouns_of_compounds(words: Sequence[str], shape: Sequence[str], breaks: Sequence[int]) -> Iterator[int]:
    """Where a noun stands that the word before it keeps from being a verb: video calls; not the video calls it a lie.

    That word is small, as CBS News reports something, unless its sentence begins with it.
    """
    compounds = _compounds()
    for noun in compounds.keys() & words:
        for place in _told_by_neighbours(words, noun):
            before = words[place - 1] if place else ""
            small = before.islower() or before == "TV" or place - 1 in breaks
            alone = place < 2 or place - 1 in breaks or shape[place - 2] not in "dD"
            if small and alone and before.lower() in compounds[noun]:
                yield place


def shape_of(words: Sequence[str], signs: str, breaks: Sequence[int]) -> str:
    """The shape of a paragraph: the `signs` of its words, with those that begin a sentence read as small.

    >>> words = ["“”", ",", "said", "the", "old", "Mr.", "Kord", ".", "He", "left", "."]
    >>> signs_of(words), shape_of(words, signs_of(words), [0, 8, 11])
    ('Q,VdwNN.Nw.', 'Q,VdwNN.Pw.')
    """
    shape = list(signs)
    for place in (*breaks[:-1], *(found.end() for found in _OPENERS.finditer(signs))):
        shape[place] = first_sign_of(words[place])
    if words[:2] == _ANSWER:
        shape[0] = "N"
    for place in _told_by_neighbours(words, _ONCE):
        if 0 < place < len(shape) - 1 and shape[place - 1] in _BEFORE_ONCE and shape[place + 1] in _BEHIND_ONCE:
            shape[place] = "a"
    for place in _told_by_neighbours(words, _HIT):
        if words[place + 1 : place + 2] == ["back"]:
            shape[place] = "e"
    for place in _told_by_neighbours(words, _SAY):
        if words[place - 1 : place] == words[place + 1 : place + 2] == [","]:
            shape[place] = "a"  # on, say, a “harbour day”
    for place in _nouns_of_compounds(words, shape, breaks):
        shape[place] = "w"
    return _UNCHANGED.sub("y", _ADJECTIVE.sub("w", "".join(shape))).replace("Y", "w")
