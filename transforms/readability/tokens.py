"""What textstat's counts ask of tokens and of the words in them.

A token is a stretch without white space. All of textstat's counts are sums over tokens: white space is what its
word lists are split at, and neither its punctuation rule nor lower-casing looks across it. So a token's facts do
not depend on the text around it, and can be added up.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from textstat.backend.utils import get_lang_easy_words, get_pyphen
from textstat.backend.utils.constants import RE_NONCONTRACTION_APOSTROPHE

from transforms.arrays import Flags, Numbers
from transforms.pronunciations import pronunciations

Facts = dict[str, Numbers]

LANGUAGE = "en_US"  # textstat's default
MOST_KEPT = 1 << 17  # words; about 30 MB

_PUNCTUATION = re.compile(RE_NONCONTRACTION_APOSTROPHE + r"|[^\w\s']")
_STOPS = re.compile(r"[.!?]+")
_LETTER = re.compile(r"\w")


def find_facts(tokens: Sequence[str]) -> Facts:
    """Find the facts of different tokens by textstat's rules: a column a fact, a row a token.

    >>> facts = find_facts(["Don't", "U.S.-backed", "--"])
    >>> facts["word"].tolist(), facts["letters"].tolist(), facts["syllables"].tolist()
    ([True, True, False], [4, 8, 0], [1, 2, 0])
    """
    words = list(map(bare_word, tokens))
    number_of = {word: number for number, word in enumerate(dict.fromkeys(words))}
    numbers = np.fromiter(map(number_of.__getitem__, words), np.int64, len(words))
    judged = np.fromiter(chain.from_iterable(map(judge_word, number_of)), np.int64, len(number_of) * len(Word._fields))
    letters, syllables, small_syllables, unfamiliar, unlisted = judged.reshape(-1, len(Word._fields))[numbers].T
    return {
        **_find_stops(tokens, letters > 0),
        "word": letters > 0,
        "word_number": numbers,
        "characters": np.fromiter(map(len, tokens), np.int64, len(tokens)),
        "letters": letters,
        "syllables": syllables,
        "one_syllable": syllables == 1,
        "one_or_two_syllables": (syllables > 0) & (syllables < 3),
        "three_syllables": syllables >= 3,  # or more, here and below
        "mini": (letters > 0) & (letters <= 3),
        "long": letters > 6,
        "unfamiliar": unfamiliar,
        "difficult": (unfamiliar > 0) & (small_syllables >= 2),
        "hard": (unfamiliar > 0) & (small_syllables >= 3),
        "unlisted": unlisted,
    }


def bare_word(token: str) -> str:
    """Take a token's punctuation off as textstat does: all but the apostrophes of contractions.

    >>> bare_word("(don't),"), bare_word("'tis"), bare_word("well-known"), bare_word("--")
    ("don't", "'tis", 'wellknown', '')
    """
    return token if token.isalnum() else _PUNCTUATION.sub("", token)


def _find_stops(tokens: Sequence[str], is_word: Flags) -> Facts:
    """Which tokens have stops in them, and letters before the first (`opening`) and after the last (`closing`).

    A token without stops has its letters before them.
    """
    opening, stop, closing = is_word.copy(), np.zeros(len(tokens), bool), np.zeros(len(tokens), bool)
    for row, token in enumerate(tokens):
        if "." in token or "!" in token or "?" in token:
            parts = _STOPS.split(token)
            opening[row], stop[row], closing[row] = (
                bool(_LETTER.search(parts[0])),
                True,
                bool(_LETTER.search(parts[-1])),
            )
    return {"opening": opening, "stop": stop, "closing": closing}


class Word(NamedTuple):
    """Facts of a word; flags are 0 or 1."""

    letters: int
    syllables: int
    small_syllables: int  # of the word in small letters
    unfamiliar: int  # off the list of easy words
    unlisted: int  # not in the pronouncing dictionary


@lru_cache(maxsize=MOST_KEPT)
def judge_word(word: str) -> Word:
    """Judge a word, which may be none, by textstat's rules and lists.

    textstat counts the syllables of a word as it stands; but of a word that may be difficult it makes the letters
    small before it takes punctuation off. The two differ only where lower-casing makes a mark that is no letter (İ).
    """
    if not word:
        return Word(0, 0, 0, 0, 0)
    small = word.lower()
    syllables = count_syllables(small)
    small_syllables = syllables if word.isascii() else count_syllables(_PUNCTUATION.sub("", small))
    unfamiliar = small not in get_lang_easy_words(LANGUAGE)
    letters = len(word) - word.count("'")
    return Word(letters, syllables, small_syllables, int(unfamiliar), int(small not in pronunciations()))


def count_syllables(word: str) -> int:
    """Count the syllables of one word in small letters, as textstat does once it has parted a text into words.

    They are the vowels of the first pronunciation; for a word that has none, the places where pyphen would
    hyphenate it, and one.

    >>> count_syllables("readability"), count_syllables("corvand")
    (5, 2)
    """
    listed = pronunciations().syllables(word)
    return len(get_pyphen(LANGUAGE).positions(word)) + 1 if listed is None else listed


def forget_hyphenation() -> None:
    """Empty pyphen's own cache once it is as large as ours; it never forgets a word."""
    kept = get_pyphen(LANGUAGE).hd.cache
    if len(kept) > MOST_KEPT:
        kept.clear()
