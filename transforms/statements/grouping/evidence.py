"""Evidence: what two texts share, what each has alone, how their wordings relate and what keeps them apart.

in   pairs of texts, as rows of Texts
out  Evidence, one row a pair
"""

import itertools
from typing import NamedTuple

import numpy as np

from transforms.arrays import Flags, Floats, Ints, Objects
from transforms.statements.comparison.alignment import ALIKE, Alignment, Side, align, counterpart_found
from transforms.statements.comparison.coordination import turned_words
from transforms.statements.comparison.differences import asks, negated, numbers_moved
from transforms.statements.comparison.scorer import in_batches, pad_pairs
from transforms.statements.comparison.tense import tense_apart
from transforms.statements.reading import Reading
from transforms.statements.units import as_array
from transforms.statements.wording.lexicon import shipped_lexicon
from transforms.statements.wording.vocabulary import CONTENT, NAME, NEGATION, NUMBER, UNIT, Vocabulary
from transforms.statements.wording.words import Texts

INSERTED = 3  # words more on one side, up to which a wording is still nearly the other
ORDER = ("question", "number", "negation", "antonym", "tense", "name", "role")  # of several conflicts the first is told
TURNED = ("question", "number", "antonym", "tense")  # differences that make of a part another statement, and denials
LEAST_ALIKE = 12 * UNIT  # weight of words of substance shared from which it is no chance that two texts are alike
MOST_LEFT = {  # share of either's, by weight, that the other may lack besides what keeps them apart
    **dict.fromkeys(
        ORDER, 0.3
    ),  # of labelled pairs with a number changed 0.99 are told so, antonym 0.86, negation 0.80, name 0.74
    "question": 0.15,
    "role": 0.05,
}
PLACES, NEAR = 128, 42  # places in a text, and how many of them a name may stand from that in its place


class Evidence(NamedTuple):
    """What stands for and against each pair."""

    shared: Objects  # lists of words of substance in both, in a's order
    only_a: Objects
    only_b: Objects
    near: Flags  # the same words in the same order, up to spelling and a few inserted
    turned: Flags  # something in one makes another statement of what it says, however much else it says
    conflict: Objects  # what makes two alike texts different statements, if anything does


def weigh_evidence(reading: Reading, texts: Texts, a: Ints, b: Ints) -> Evidence:
    """Evidence on pairs of texts a[k], b[k]; `texts` are those read, perhaps with stretches of them behind."""
    vocabulary = reading.vocabulary
    shared, only_a, only_b, conflict = (as_array([None] * len(a)) for _ in range(4))
    near, turned = np.zeros(len(a), bool), np.zeros(len(a), bool)
    for chosen in in_batches(texts, a, b, np.arange(len(a))):
        aligned = align(vocabulary, *pad_pairs(vocabulary, texts, a[chosen], b[chosen]), shipped_lexicon())
        kept = [counterpart_found(side) for side in (aligned.a, aligned.b)]
        substance = [_of_substance(side) for side in (aligned.a, aligned.b)]
        for side, opposed in zip(substance, _opposed(aligned), strict=True):
            side |= opposed
        shared[chosen] = _words(reading.written, aligned.a, substance[0] & kept[0])
        only_a[chosen] = _words(reading.written, aligned.a, substance[0] & ~kept[0])
        only_b[chosen] = _words(reading.written, aligned.b, substance[1] & ~kept[1])
        near[chosen] = _nearly_the_same(aligned)
        differences = _differences(vocabulary, aligned, kept, near[chosen])
        turned[chosen] = np.any([differences[name].holds for name in TURNED], axis=0) | _denied_otherwise(aligned)
        conflict[chosen] = _conflicts(aligned, kept, differences)
    return Evidence(shared, only_a, only_b, near, turned, conflict)


def _of_substance(side: Side) -> Flags:
    return (side.kind == CONTENT) | (side.kind == NAME) | (side.kind == NUMBER) | (side.kind == NEGATION)


def _words(written: Objects, side: Side, chosen: Flags) -> Objects:
    """The chosen words of each pair in their order, each once."""
    pair, word = np.nonzero(chosen.T)
    words = written[side.form[word, pair]].tolist()
    ends = np.searchsorted(pair, np.arange(chosen.shape[1] + 1)).tolist()
    return as_array(list(dict.fromkeys(words[begin:end])) for begin, end in itertools.pairwise(ends))


def _nearly_the_same(aligned: Alignment) -> Flags:
    missing = [(side.real & (side.spelled < ALIKE)).sum(0) for side in (aligned.a, aligned.b)]
    a = aligned.a
    at = np.where(a.paired, a.at, -1)
    turned = (a.paired & (at < np.maximum.accumulate(at, 0))).any(0)
    return (np.minimum(*missing) == 0) & (np.maximum(*missing) <= INSERTED) & ~turned


class _Difference(NamedTuple):
    """A kind of conflict: in which pairs it holds, and the words of each side that it is about."""

    holds: Flags
    about: list[Flags]


def _differences(vocabulary: Vocabulary, aligned: Alignment, kept: list[Flags], near: Flags) -> dict[str, _Difference]:
    """What is different in each pair, however alike they are."""
    sides = (aligned.a, aligned.b)
    number, name, negation = ([side.kind == kind for side in sides] for kind in (NUMBER, NAME, NEGATION))
    nothing, opposed = [np.zeros_like(side.real) for side in sides], _opposed(aligned)
    denies = [words.any(0) for words in negation]
    denied = (denies[0] != denies[1]) | (near & _denied_otherwise(aligned) & (negated(aligned) > 0).any(0))
    renamed = _in_both(name, kept) & _in_one_place(sides, name, kept)
    return {
        "question": _Difference(asks(aligned.a) != asks(aligned.b), nothing),
        "number": _Difference(_in_both(number, kept) | numbers_moved(vocabulary, aligned), number),
        "negation": _Difference(denied & ~_excepts(vocabulary, sides), negation),
        "antonym": _Difference(np.logical_or.reduce(opposed[0]), opposed),
        "tense": _Difference(tense_apart(vocabulary, aligned), nothing),
        "name": _Difference(renamed, name),
        "role": _Difference((turned_words(vocabulary, *sides)[1] > 0) & (denies[0] == denies[1]), nothing),
    }


def _conflicts(aligned: Alignment, kept: list[Flags], differences: dict[str, _Difference]) -> Objects:
    """What makes another statement of one that says the same but for it; None where there is more to tell, or less."""
    sides = (aligned.a, aligned.b)
    substance = [_of_substance(side) for side in sides]
    shared = [(side.weight * (own & has)).sum(0) for side, own, has in zip(sides, substance, kept, strict=True)]
    enough = np.minimum(*shared) >= LEAST_ALIKE
    found = as_array([None] * len(enough))
    for name in reversed(ORDER):
        left = [_left_over(*side) for side in zip(sides, substance, kept, differences[name].about, strict=True)]
        most = np.minimum(*left) if name == "number" else np.maximum(*left)
        found[differences[name].holds & enough & (most <= MOST_LEFT[name])] = name
    return found


def _left_over(side: Side, substance: Flags, kept: Flags, about: Flags) -> Floats:
    """Share by weight of a text's words of substance that the other lacks, those left out that a conflict is about."""
    whole = np.maximum(1, (side.weight * substance).sum(0))
    return (side.weight * (substance & ~kept & ~about)).sum(0) / whole


def _opposed(aligned: Alignment) -> list[Flags]:
    """Words that have an opposite in the other text."""
    opposed = [np.zeros_like(side.real) for side in (aligned.a, aligned.b)]
    for side, place in zip(opposed, aligned.opposites[:2], strict=True):
        side[place, aligned.opposites[2]] = True
    return opposed


def _denied_otherwise(aligned: Alignment) -> Flags:
    """Whether one denies oftener than the other."""
    often = [(side.kind == NEGATION).sum(0) for side in (aligned.a, aligned.b)]
    return often[0] != often[1]


def _in_both(words: list[Flags], kept: list[Flags]) -> Flags:
    """Whether each text has one of these words that the other lacks."""
    return np.logical_and(*(np.logical_or.reduce(own & ~has) for own, has in zip(words, kept, strict=True)))


def _in_one_place(sides: tuple[Side, Side], words: list[Flags], kept: list[Flags]) -> Flags:
    """Whether the first such word of each stands about where that of the other does: it is put for it, not besides."""
    first = [np.where(own & ~has, side.place, PLACES).min(0) for side, own, has in zip(sides, words, kept, strict=True)]
    return np.abs(first[0] - first[1]) <= NEAR


def _excepts(vocabulary: Vocabulary, sides: tuple[Side, Side]) -> Flags:
    """Whether an exception stands in one of the two: not until it is mended says what when it is mended says."""
    return np.any([(vocabulary.excepting[side.form] & ~side.equal).any(0) for side in sides], axis=0)
