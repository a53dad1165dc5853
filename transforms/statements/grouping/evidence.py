"""Evidence: what two texts share, what each has alone, how their wordings relate and what keeps them apart.

in   pairs of texts, as rows of Texts
out  Evidence, one row a pair
"""

import itertools
from typing import NamedTuple

import numpy as np

from transforms.statements.comparison.differences import ALIKE, Alignment, Side, align, asks, counterpart_found
from transforms.statements.comparison.scorer import in_batches, pad_pairs
from transforms.statements.reading import Reading
from transforms.statements.units import as_array
from transforms.statements.wording.lexicon import shipped_lexicon
from transforms.statements.wording.vocabulary import CONTENT, FUNCTION, NAME, NEGATION, NUMBER, Vocabulary
from transforms.statements.wording.words import Texts

INSERTED = 3  # words more on one side, up to which a wording is still nearly the other
ORDER = ("question", "number", "negation", "antonym", "name", "role")  # of several conflicts the first is told


class Evidence(NamedTuple):
    """What stands for and against each pair."""

    shared: np.ndarray  # lists of words of substance in both, in a's order
    only_a: np.ndarray
    only_b: np.ndarray
    near: np.ndarray  # bool: the same words in the same order, up to spelling and a few inserted
    conflict: np.ndarray  # what makes two alike texts different statements, if anything does


def weigh_evidence(reading: Reading, texts: Texts, a: np.ndarray, b: np.ndarray) -> Evidence:
    """Evidence on pairs of texts a[k], b[k]; `texts` are those read, perhaps with stretches of them behind."""
    vocabulary = reading.vocabulary
    shared, only_a, only_b = (as_array([None] * len(a)) for _ in range(3))
    near, conflict = np.zeros(len(a), bool), as_array([None] * len(a))
    written = np.array([*reading.forms, ""], object)
    for chosen in in_batches(texts, a, b, np.arange(len(a))):
        aligned = align(vocabulary, *pad_pairs(vocabulary, texts, a[chosen], b[chosen]), shipped_lexicon())
        kept = [counterpart_found(side) for side in (aligned.a, aligned.b)]
        substance = [_of_substance(side) for side in (aligned.a, aligned.b)]
        for side, place in zip(substance, aligned.opposites[:2], strict=True):
            side[place, aligned.opposites[2]] = True
        shared[chosen] = _words(written, aligned.a, substance[0] & kept[0])
        only_a[chosen] = _words(written, aligned.a, substance[0] & ~kept[0])
        only_b[chosen] = _words(written, aligned.b, substance[1] & ~kept[1])
        near[chosen] = _nearly_the_same(aligned)
        conflict[chosen] = _conflicts(vocabulary, aligned, kept)
    return Evidence(shared, only_a, only_b, near, conflict)


def _of_substance(side: Side) -> np.ndarray:
    return (side.kind == CONTENT) | (side.kind == NAME) | (side.kind == NUMBER) | (side.kind == NEGATION)


def _words(written: np.ndarray, side: Side, chosen: np.ndarray) -> np.ndarray:
    """The chosen words of each pair in their order, each once."""
    pair, word = np.nonzero(chosen.T)
    words = written[side.form[word, pair]].tolist()
    ends = np.searchsorted(pair, np.arange(chosen.shape[1] + 1)).tolist()
    return as_array(list(dict.fromkeys(words[begin:end])) for begin, end in itertools.pairwise(ends))


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
    negations = [(side.kind == NEGATION).sum(0) for side in sides]
    word = aligned.a.paired & (aligned.a.kind != FUNCTION)
    at = np.where(word, aligned.a.at, -1)
    holds = {
        "question": asks(aligned.a) != asks(aligned.b),
        "number": alone[NUMBER][0] & alone[NUMBER][1],
        "negation": negations[0] != negations[1],
        "antonym": opposed,
        "name": alone[NAME][0] | alone[NAME][1],
        "role": (word & (at < np.maximum.accumulate(at, 0))).any(0),
    }
    return [next((name for name in ORDER if holds[name][pair]), None) for pair in range(pairs)]
