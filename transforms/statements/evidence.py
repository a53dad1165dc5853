"""Evidence: what two texts share, what each has alone, how their wordings relate and what keeps them apart.

in   pairs of texts, as rows of Texts
out  Evidence, one row a pair
"""

from typing import NamedTuple

import numpy as np

from transforms.statements.differences import ALIKE, Alignment, Side, align, counterpart_found
from transforms.statements.lexicon import shipped_lexicon
from transforms.statements.reading import Reading
from transforms.statements.scorer import PAIRS_AT_ONCE, pad_pairs
from transforms.statements.words import CONTENT, FUNCTION, NAME, NEGATION, NUMBER, Texts, Vocabulary

INSERTED = 3  # words more on one side, up to which a wording is still nearly the other
ORDER = ("number", "negation", "antonym", "name", "role")  # of several conflicts the first is told


class Evidence(NamedTuple):
    """What stands for and against each pair."""

    shared: list[list[str]]  # words of substance in both, in a's order
    only_a: list[list[str]]
    only_b: list[list[str]]
    near: np.ndarray  # bool: the same words in the same order, up to spelling and a few inserted
    conflict: list[str | None]  # what makes two alike texts different statements, if anything does


def weigh_evidence(reading: Reading, texts: Texts, a: np.ndarray, b: np.ndarray) -> Evidence:
    """Evidence on pairs of texts a[k], b[k]; `texts` are those read, perhaps with stretches of them behind."""
    vocabulary = reading.vocabulary
    found = Evidence([], [], [], np.zeros(len(a), bool), [])
    written = np.array([*reading.forms, ""], object)
    for begin in range(0, len(a), PAIRS_AT_ONCE):
        part = slice(begin, begin + PAIRS_AT_ONCE)
        aligned = align(vocabulary, *pad_pairs(vocabulary, texts, a[part], b[part]), shipped_lexicon())
        kept = [counterpart_found(side) for side in (aligned.a, aligned.b)]
        substance = [_of_substance(vocabulary, side) for side in (aligned.a, aligned.b)]
        for side, place in zip(substance, aligned.opposites[:2], strict=True):
            side[place, aligned.opposites[2]] = True
        found.shared.extend(_words(written, aligned.a, substance[0] & kept[0]))
        found.only_a.extend(_words(written, aligned.a, substance[0] & ~kept[0]))
        found.only_b.extend(_words(written, aligned.b, substance[1] & ~kept[1]))
        found.near[part] = _nearly_the_same(aligned)
        found.conflict.extend(_conflicts(vocabulary, aligned, kept))
    return found


def _of_substance(vocabulary: Vocabulary, side: Side) -> np.ndarray:
    kinds = (side.kind == CONTENT) | (side.kind == NAME) | (side.kind == NUMBER) | (side.kind == NEGATION)
    return kinds | vocabulary.negates[side.form]


def _words(written: np.ndarray, side: Side, chosen: np.ndarray) -> list[list[str]]:
    """The chosen words of each pair in their order, each once."""
    pair, word = np.nonzero(chosen.T)
    cuts = np.searchsorted(pair, np.arange(1, chosen.shape[1]))
    words = written[side.form[word, pair]]
    return [list(dict.fromkeys(held.tolist())) for held in np.split(words, cuts)]


def _nearly_the_same(aligned: Alignment) -> np.ndarray:
    missing = [(side.real & (side.spelled < ALIKE)).sum(0) for side in (aligned.a, aligned.b)]
    a = aligned.a
    at = np.where(a.paired, a.at, -1)
    turned = (a.paired & (at < np.maximum.accumulate(at, 0))).any(0)
    return (np.minimum(*missing) == 0) & (np.maximum(*missing) <= INSERTED) & ~turned


def _conflicts(vocabulary: Vocabulary, aligned: Alignment, kept: list[np.ndarray]) -> list[str | None]:
    sides = (aligned.a, aligned.b)
    alone = {
        kind: [((side.kind == kind) & ~own).any(0) for side, own in zip(sides, kept, strict=True)]
        for kind in (NUMBER, NAME)
    }
    pairs = aligned.equal.shape[2]
    opposed = np.bincount(aligned.opposites[2], minlength=pairs) > 0
    negations = [vocabulary.negates[side.form].sum(0) for side in sides]
    word = aligned.a.paired & (aligned.a.kind != FUNCTION)
    at = np.where(word, aligned.a.at, -1)
    holds = {
        "number": alone[NUMBER][0] & alone[NUMBER][1],
        "negation": negations[0] != negations[1],
        "antonym": opposed,
        "name": alone[NAME][0] | alone[NAME][1],
        "role": (word & (at < np.maximum.accumulate(at, 0))).any(0),
    }
    return [next((name for name in ORDER if holds[name][pair]), None) for pair in range(pairs)]
