"""The shape of a sentence: one sign for each word, by the part the word plays beside a reporting verb.

in   words   a paragraph's words (narration.py)
out  shape   a string of as many signs

Phrases are then found with regular expressions over the shape: place i in the shape is word i.

sign  word                                   sign  word
N     capitalised                            Q     a whole quotation
w     small, no part known                   V v   reporting verb; one that is as often a noun
e g   unknown, ending in -ed; in -ing        G     reporting verb in -ing
#     number or currency sign                ,:;-().'  as they are; . is any stop, - any dash, ' any other sign
      and those of grammar.tsv
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from transforms import lexicons

_SIGNS = {
    "“”": "Q", ",": ",", ":": ":", ";": ";", "(": "(", ")": ")", "[": "(", "]": ")", ".": ".", "?": ".", "!": ".", "…": ".",
    "—": "-", "–": "-", "-": "-", "--": "-", "―": "-", "$": "#", "€": "#", "£": "#", "%": "w", "&": "C",
}  # fmt: skip


@cache
def _small_words() -> dict[str, str]:
    signs: dict[str, str] = {}
    for sign, listed in lexicons.rows("transforms.quotes", "grammar.tsv"):
        for word in listed.split():
            signs.setdefault(word, sign)
    return signs


@cache
def _cues() -> dict[str, str]:
    signs = {}
    for sign, listed in lexicons.rows("transforms.quotes", "cues.tsv"):
        for form in listed.split():
            signs.setdefault(form, sign)
    return signs


_CALENDAR = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


@cache
def cue_forms() -> frozenset[str]:
    """Every form of a reporting verb, and “according”."""
    return frozenset((*_cues(), "according"))


@lru_cache(maxsize=1 << 16)
def sign_of(word: str) -> str:
    """The sign of a word that stands inside a sentence: a capital makes it a name."""
    if found := _SIGNS.get(word):
        return found
    lower = word.lower()
    if word != lower:
        small = _small_words().get(lower)
        if small == "D" or word == "I" or lower in _CALENDAR or lower.startswith(("i'", "i’")):
            return small or "N"
        if small == "x" and ("'" in word or "’" in word):
            return small
        return "Z" if lower.endswith(("'s", "’s", "s'", "s’")) else "N"
    return _small_sign(word)


@lru_cache(maxsize=1 << 14)
def first_sign_of(word: str) -> str:
    """The sign of a word that begins a sentence, where a capital says nothing of small words and verbs."""
    lower = word.lower()
    if word != lower and ((lower in _small_words() and _small_words()[lower] not in "mk") or lower in _cues()):
        return _small_sign(lower)
    return sign_of(word)


def _small_sign(word: str) -> str:
    small = _small_words().get(word) or _cues().get(word)
    if small:
        return small
    first = word[0]
    if first.isalpha():
        if word.endswith(("'s", "’s", "s'", "s’")):
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
    return "." if first == "." else "-" if first == "-" else "'"


_OPENERS = frozenset("Q:-")  # after these a capital says as little as at a sentence's beginning


def shape_of(words: Sequence[str], breaks: Sequence[int]) -> str:
    """The signs of a paragraph's words.

    >>> shape_of(["“”", ",", "said", "the", "old", "Mr.", "Kord", "."], [0, 8])
    'Q,VDwNN.'
    """
    signs = list(map(sign_of, words))
    openings = [*breaks[:-1], *(place + 1 for place, sign in enumerate(signs[:-1]) if sign in _OPENERS)]
    for place in openings:
        signs[place] = first_sign_of(words[place])
    return "".join(signs)
