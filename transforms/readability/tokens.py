"""What textstat's counts ask of a token and of the word in it, found once and kept.

A token is a stretch without white space. All of textstat's counts are sums over tokens: white space is what its
word lists are split at, and neither its punctuation rule nor lower-casing looks across it. So a token's facts do
not depend on the text around it, and can be added up.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from textstat.backend.counts import count_syllables
from textstat.backend.transformations import remove_punctuation
from textstat.backend.utils import get_lang_easy_words, get_pyphen

from transforms.readability.pronunciations import pronunciations

LANGUAGE = "en_US"  # textstat's default
MOST_KEPT = 1 << 17  # tokens; about 50 MB

_STOPS = re.compile(r"[.!?]+")
_LETTER = re.compile(r"\w")


class Shape(NamedTuple):
    """What a token is beside its word; flags are 0 or 1."""

    characters: int
    opening: int  # letters before the first stop, or no stop
    stop: int
    closing: int  # letters after the last stop


class Word(NamedTuple):
    """Facts of a word: a token without punctuation, which may leave nothing; flags are 0 or 1."""

    word: int
    letters: int
    syllables: int
    one_syllable: int
    one_or_two_syllables: int
    three_syllables: int  # or more
    mini: int
    long: int
    unfamiliar: int  # off the list of easy words
    difficult: int  # and of two syllables or more
    hard: int  # and of three syllables or more
    unlisted: int  # not in the pronouncing dictionary


@lru_cache(maxsize=MOST_KEPT)
def split_token(token: str) -> tuple[str, Shape]:
    """Part a token into its word and what it is beside.

    textstat takes all punctuation off but the apostrophes of contractions.

    >>> split_token("(don't),")
    ("don't", Shape(characters=8, opening=1, stop=0, closing=0))
    >>> [split_token(token)[0] for token in ("'tis", "well-known", "--")]
    ["'tis", 'wellknown', '']
    >>> split_token("U.S.-backed")
    ('USbacked', Shape(characters=11, opening=1, stop=1, closing=1))
    """
    if token.isalnum():
        return token, Shape(len(token), opening=1, stop=0, closing=0)
    opening, *rest = _STOPS.split(token)
    shape = Shape(
        characters=len(token),
        opening=int(bool(_LETTER.search(opening))),
        stop=int(bool(rest)),
        closing=int(bool(rest) and bool(_LETTER.search(rest[-1]))),
    )
    return remove_punctuation(token, rm_apostrophe=False), shape


@lru_cache(maxsize=MOST_KEPT)
def judge_word(word: str) -> Word:
    """Find a word's facts by textstat's rules, with the dictionary served (`serve_pronunciations`).

    textstat asks for a word's syllables as it stands, and in small letters where it asks whether the word is
    difficult. The two differ only where lower-casing makes a letter that is none (İ), so only there it is asked twice.
    """
    if not word:
        return _NO_WORD
    small = word.lower()
    syllables = count_syllables(word, LANGUAGE)
    of_small = syllables if word.isascii() else count_syllables(small, LANGUAGE)
    letters = len(word) - word.count("'")
    unfamiliar = small not in get_lang_easy_words(LANGUAGE)
    return Word(
        word=1,
        letters=letters,
        syllables=syllables,
        one_syllable=int(syllables == 1),
        one_or_two_syllables=int(0 < syllables < 3),
        three_syllables=int(syllables >= 3),
        mini=int(letters <= 3),
        long=int(letters > 6),
        unfamiliar=int(unfamiliar),
        difficult=int(unfamiliar and of_small >= 2),
        hard=int(unfamiliar and of_small >= 3),
        unlisted=int(small not in pronunciations()),
    )


_NO_WORD = Word(*[0] * len(Word._fields))


def forget_hyphenation() -> None:
    """Empty pyphen's own cache once it is as large as ours; it never forgets a word."""
    kept = get_pyphen(LANGUAGE).hd.cache
    if len(kept) > MOST_KEPT:
        kept.clear()
