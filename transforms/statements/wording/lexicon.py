"""The lexicon: pairs of words that mean the same, and pairs that turn a statement round."""

from functools import cache
from itertools import combinations
from typing import NamedTuple

import numpy as np

from transforms import lexicons
from transforms.arrays import Flags, Hashes, Ints
from transforms.statements.wording.stems import fold, stem
from transforms.statements.wording.vocabulary import hash_word

_FILTER_BITS = 20
OPPOSITE = -1  # turns a statement round wherever it stands
CONTRAST = -2  # makes another statement in the other's place: three weeks, three months


class Lexicon(NamedTuple):
    """Pairs of stems by hash, with how near their meanings are."""

    pair: Hashes  # sorted
    strength: Ints  # int16: 1 to 255 where they mean the same, negative where they are opposites
    filter: Flags  # which low bits occur at all; most pairs of words are turned away here


@cache
def shipped_lexicon() -> Lexicon:
    """Synonyms of WordNet, paraphrases learned from labelled pairs, and opposites, the later overruling the earlier."""
    related: dict[tuple[str, str], int] = {}
    for name in ("synonyms.tsv", "paraphrases.tsv"):
        for word, others, *_ in lexicons.rows(__package__, name):
            for other in others.split():
                root, _, strength = other.partition(":")
                related[word, root] = int(strength)
    return build_lexicon(related | opposites())


def opposites() -> dict[tuple[str, str], int]:
    """Pairs of stems, in order, that make two statements of one: opposites, and words of one set of contrasts."""
    sets = [words.split() for words, *_ in lexicons.rows(__package__, "contrasts.tsv")]
    related = {_stems(*pair): CONTRAST for held in sets for pair in combinations(held, 2)}
    return related | {_stems(*row[:2]): OPPOSITE for row in lexicons.rows(__package__, "antonyms.tsv")}


def _stems(word: str, other: str) -> tuple[str, str]:
    low, high = sorted((stem(fold(word)), stem(fold(other))))
    return low, high


def relate(lexicon: Lexicon, a: Hashes, b: Hashes) -> Ints:
    """Strength of each pair of stem keys; 0 for pairs the lexicon does not hold."""
    strength = np.zeros(len(a), np.int16)
    pairs = pair_keys(a, b)
    held = np.flatnonzero(lexicon.filter[pairs & np.uint64((1 << _FILTER_BITS) - 1)])
    at = np.minimum(np.searchsorted(lexicon.pair, pairs[held]), len(lexicon.pair) - 1)
    strength[held] = np.where(lexicon.pair[at] == pairs[held], lexicon.strength[at], 0)
    return strength


def pair_keys(a: Hashes, b: Hashes) -> Hashes:
    """Hash of two stem keys, whichever comes first."""
    low: Hashes = np.minimum(a, b)
    high: Hashes = np.maximum(a, b)
    return (low * np.uint64(0x9E3779B97F4A7C15)) ^ (high * np.uint64(0xC2B2AE3D27D4EB4F) >> np.uint64(7)) ^ high


def build_lexicon(related: dict[tuple[str, str], int]) -> Lexicon:
    """A lexicon of pairs of stems and their strengths."""
    key = cache(hash_word)  # a word has some five others
    keys = np.array([[key(word) for word in pair] for pair in related], np.uint64).reshape(-1, 2)
    pairs = pair_keys(keys[:, 0], keys[:, 1])
    order = np.argsort(pairs)
    held = np.zeros(1 << _FILTER_BITS, bool)
    held[pairs & np.uint64((1 << _FILTER_BITS) - 1)] = True
    return Lexicon(pairs[order], np.array(list(related.values()), np.int16)[order], held)
