"""The scorer: how probable it is that two texts say the same.

in   pairs of texts, as rows of Texts
out  probabilities

The way: a screen (texts that share too little are not looked at further) → differences → trees.
The trees are oblivious: all nodes of a level ask one question, so the answers of all pairs to it are one
comparison of a column, and a pair's leaf is the number its answers spell (Kohavi and Li 1995). They were fitted by
benchmarks/train_statements.py.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from transforms import lexicons
from transforms.arrays import Flags, Floats, Hashes, Ints, stretches
from transforms.statements.comparison.alignment import MOST_WORDS, Features, Padded
from transforms.statements.comparison.differences import LEAST_SENTENCE, measure
from transforms.statements.wording.lexicon import shipped_lexicon
from transforms.statements.wording.vocabulary import UNIT, Vocabulary
from transforms.statements.wording.words import Texts

THRESHOLD = 0.45  # the project's one threshold: from here on two texts are one statement
LEAST_SHARED = 0.25  # share of the words of the text that has more of its own, by weight, for the trees to be asked
LEAST_COVERED = 0.3  # and of the other; both keep 0.996 of what the trees accept of the labelled pairs
LEAST_PART = 0.45  # share of the other's words from which it may be a part
CELLS_AT_ONCE = 1 << 18  # of a table of words by words by pairs
LEAST_PAIRS, MOST_PAIRS = 16, 1024
ENOUGH = 16.0  # weight of substance shared that is no chance: log of all texts over those that hold the words, summed
CHANCE = 0.3  # log odds that each unit less takes; both by the links between 840 articles, read, and labelled pairs
REPLACED = 0.7  # log odds that unknown words in others' places take where nothing else differs: most are then doubtful
# Judged by rule, as too rare in labelled pairs to be learned; and where each has a number that the other lacks, as one
# corpus of them (MRPC) takes some of those for the same, and trees that learned it do where several numbers differ.
VETOES = ("question_apart", "persons_swapped", "numbers_apart", "numbers_moved", "tense_apart")
LEAF_UNITS = 10_000  # leaves are whole numbers of this fraction, so that their sum is the same in any order


class Trees(NamedTuple):
    """Fitted trees over named features."""

    features: tuple[str, ...]
    borders: tuple[Floats, ...]  # by feature: what it is held against, (borders, 1) float32
    questions: Ints  # (trees, up to 8): a place among all features' borders, lowest bit of the leaf's number first
    leaves: Ints  # (trees * 2 ** depth,) int32, log odds in LEAF_UNITS, tree after tree


@cache
def shipped_trees() -> Trees:
    """The trees this version was fitted with."""
    written = lexicons.weights("transforms.statements.comparison", "scorer.json")
    return Trees(
        features=tuple(written["borders"]),
        borders=tuple(np.array(held, np.float32)[:, None] for held in written["borders"].values()),
        questions=np.array([tree["asks"] for tree in written["trees"]], np.intp),
        leaves=np.array([tree["leaves"] for tree in written["trees"]], np.int32).ravel(),
    )


def judge(trees: Trees, columns: Floats) -> Floats:
    """Log odds of pairs given as columns of features, shape (features, pairs)."""
    answers = np.concatenate([column > borders for column, borders in zip(columns, trees.borders, strict=True)])
    leaf = np.zeros((len(trees.questions), columns.shape[1]), np.uint8)
    for level, asked in enumerate(trees.questions.T):
        leaf |= answers[asked].view(np.uint8) << np.uint8(level)
    first = np.arange(len(leaf))[:, None] << trees.questions.shape[1]
    return trees.leaves.take(first + leaf).sum(0, dtype=np.int32) / LEAF_UNITS


class Scores(NamedTuple):
    """What the scorer says of pairs, rounded to six digits."""

    probability: Floats  # that both say the same
    shared: Floats  # share by weight of the words of the text that has more of its own
    covered: Floats  # and of the one that has less


def score_pairs(vocabulary: Vocabulary, texts: Texts, key: Hashes, i: Ints, j: Ints) -> Scores:
    """Scores of texts i[k] and j[k], whichever is named first; `key` are the texts' keys.

    Texts of the same words say the same. Who asks does not say: a question is never one with what is no question.
    Texts of more than MOST_WORDS words are compared where they differ (`cut_to_difference`).
    """
    first, second = in_canonical_order(texts, key, i, j)
    shared = overlaps(vocabulary, texts, first, second)
    worth = np.flatnonzero(may_be_same(shared))
    odds, vetoed = np.full(len(i), -np.inf), np.zeros(len(i), bool)
    for chosen in in_batches(texts, first, second, worth):
        features = measure(vocabulary, *pad_pairs(vocabulary, texts, first[chosen], second[chosen]), shipped_lexicon())
        odds[chosen] = judge(shipped_trees(), in_columns(features)) - chance(features)
        vetoed[chosen] = np.any([features[name] for name in VETOES], axis=0)
    probability = np.where(vetoed, 0, 1 / (1 + np.exp(-odds)))
    alike = np.flatnonzero((shared[0] == shared[1]) & ~vetoed)
    probability[alike[same_words(vocabulary, texts, first[alike], second[alike])]] = 1
    return Scores(*(np.round(values, 6) for values in (probability, *shared)))


def chance(features: Features) -> Floats:
    """Log odds to take from what the trees say, for words that texts may share by chance.

    The trees learned from pairs of which every second says the same; of those that meet in a corpus hardly one does.
    “We want to make sure” is said of anything, and the longer the corpus the oftener; a stretch of rare words is not.
    Where nothing of substance is left over in either, nor a may for a must, that is no chance.
    And an unknown word in another's place is mostly a synonym in corpora of paraphrases; in the news it may be another.
    """
    shared, some = features["substance_shared"], LEAST_SENTENCE / UNIT
    coincident = (features["substance_left_over"] > 0) | (features["modal_left_over"] > 0) | (shared < some)
    taken: Floats = CHANCE * np.maximum(0, ENOUGH - shared) * coincident + REPLACED * features["replaced_alone"]
    return taken


def may_be_same(shared: Floats) -> Flags:
    """Whether the trees are asked about texts of such overlaps, as `overlaps` gives them."""
    return (shared[0] >= LEAST_SHARED) & (shared[1] >= LEAST_COVERED)


def worth_comparing(shared: Floats) -> Flags:
    """Whether texts of such overlaps may be the same, or one a part of the other."""
    return may_be_same(shared) | (shared[1] >= LEAST_PART)


def same_words(vocabulary: Vocabulary, texts: Texts, first: Ints, second: Ints) -> Flags:
    """Whether texts first[k] and second[k] have the same words in the same order, whatever marks and capitals.

    The words and not only their stems: is and isn't, resign and resigned have one stem and do not say the same.
    """
    lengths = texts.lengths(first)
    same = lengths == texts.lengths(second)
    likely = np.flatnonzero(same & (lengths > 0))
    lengths = lengths[likely]
    a, b = (vocabulary.word[texts.form[stretches(texts.start[side[likely]], lengths)]] for side in (first, second))
    same[likely] = np.logical_and.reduceat(a == b, np.cumsum(lengths) - lengths) if len(likely) else False
    return same


def overlaps(vocabulary: Vocabulary, texts: Texts, first: Ints, second: Ints) -> Floats:
    """Share by weight of each text's words that stand in the other, the smaller and the greater, (2, pairs)."""
    shared = np.empty((2, len(first)))
    for chosen in in_batches(texts, first, second, np.arange(len(first))):
        a, b = pad_pairs(vocabulary, texts, first[chosen], second[chosen])
        equal = vocabulary.stem[a.form][:, None] == vocabulary.stem[b.form][None, :]
        of_a, of_b = (
            (vocabulary.weight[side.form] * equal.any(axis)).sum(0) / np.maximum(1, vocabulary.weight[side.form].sum(0))
            for side, axis in ((a, 1), (b, 0))
        )
        shared[:, chosen] = np.minimum(of_a, of_b), np.maximum(of_a, of_b)
    return shared


def in_batches(texts: Texts, first: Ints, second: Ints, chosen: Ints) -> Iterator[Ints]:
    """The chosen pairs, those of like lengths together, as many at once as their tables fit the processor's cache."""
    of_first, of_second = (np.minimum(texts.lengths(side[chosen]), MOST_WORDS) for side in (first, second))
    order = np.lexsort((of_first, of_second))
    done = 0
    while done < len(order):
        ahead = order[done : done + MOST_PAIRS]
        cells = np.maximum.accumulate(of_first[ahead]) * of_second[ahead] * np.arange(1, len(ahead) + 1)
        fitting = max(LEAST_PAIRS, int(np.searchsorted(cells, CELLS_AT_ONCE)))
        yield chosen[ahead[:fitting]]
        done += fitting


def in_columns(features: Features) -> Floats:
    """The features the trees ask about, (features, pairs)."""
    columns = np.empty((len(shipped_trees().features), len(features["question_apart"])), np.float32)
    for column, name in zip(columns, shipped_trees().features, strict=True):
        column[:] = features[name]
    return columns


def in_canonical_order(texts: Texts, key: Hashes, i: Ints, j: Ints) -> tuple[Ints, Ints]:
    """The pairs with the shorter text first, of equally long ones that of the smaller key."""
    of_i, of_j = texts.lengths(i), texts.lengths(j)
    swap = (of_i > of_j) | ((of_i == of_j) & (key[i] > key[j]))
    return np.where(swap, j, i), np.where(swap, i, j)


def pad_pairs(vocabulary: Vocabulary, texts: Texts, first: Ints, second: Ints) -> tuple[Padded, Padded]:
    """Both texts of each pair."""
    bounds = [np.stack([texts.start[side], texts.start[side + 1]]) for side in (first, second)]
    widest = np.maximum(bounds[0][1] - bounds[0][0], bounds[1][1] - bounds[1][0])
    for pair in np.flatnonzero(widest > MOST_WORDS):
        bounds[0][:, pair], bounds[1][:, pair] = cut_to_difference(vocabulary, texts, first[pair], second[pair])
    return _pad(texts, bounds[0], len(vocabulary.kind) - 1), _pad(texts, bounds[1], len(vocabulary.kind) - 1)


def _pad(texts: Texts, bounds: Ints, filling: int) -> Padded:
    start, end = bounds
    at = start + np.arange(max(1, (end - start).max(initial=0)))[:, None]
    inside = at < end
    if not len(texts.form):
        return Padded(np.full(at.shape, filling, np.int32), np.zeros(at.shape, np.uint8))
    at = np.minimum(at, len(texts.form) - 1)
    return Padded(np.where(inside, texts.form[at], np.int32(filling)), inside * texts.opens[at])


def cut_to_difference(
    vocabulary: Vocabulary, texts: Texts, first: int, second: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where two long texts differ, with some words around it: the bounds of that stretch in each.

    Where the difference itself is too long to be compared, both stretches are cut to what can be, one from the
    beginning and one from the end, so that they are not taken for one statement.
    """
    sides = [vocabulary.stem[texts.form[texts.start[text] : texts.start[text + 1]]] for text in (first, second)]
    shortest = min(map(len, sides))
    ahead = _first_difference(sides[0][:shortest], sides[1][:shortest])
    rest = shortest - ahead
    behind = _first_difference(*(side[len(side) - rest :][::-1] for side in sides))
    around = (MOST_WORDS - max(len(side) - ahead - behind for side in sides)) // 2
    bounds = []
    for text, side in zip((first, second), sides, strict=True):
        begin, end = max(0, ahead - max(0, around)), min(len(side), len(side) - behind + max(0, around))
        bounds.append((int(texts.start[text]) + begin, int(texts.start[text]) + end))
    if around < 0:
        (begin, end), (other, last) = bounds
        return (begin, min(end, begin + MOST_WORDS)), (max(other, last - MOST_WORDS), last)
    return bounds[0], bounds[1]


def _first_difference(a: Ints, b: Ints) -> int:
    differ = np.flatnonzero(a != b)
    return int(differ[0]) if len(differ) else len(a)
