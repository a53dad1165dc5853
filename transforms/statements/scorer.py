"""The scorer: how probable it is that two texts say the same.

in   pairs of texts, as rows of Texts
out  probabilities

The way: words of both, padded → differences → trees.
The trees are oblivious: all nodes of a level ask one question, so the answers of all pairs to it are one
comparison of a column, and a pair's leaf is the number its answers spell (Kohavi and Li 1995). They were fitted by
benchmarks/train_statements.py.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from transforms import lexicons
from transforms.statements.differences import MOST_WORDS, Padded, measure
from transforms.statements.lexicon import shipped_lexicon
from transforms.statements.signatures import word_keys
from transforms.statements.words import Texts, Vocabulary

THRESHOLD = 0.5  # the project's one threshold: from here on two texts are one statement
PAIRS_AT_ONCE = 512  # tables of as many pairs of usual length fit the processor's cache
SCORED_AT_ONCE = 1 << 13
LEAF_UNITS = 10_000  # leaves are written as whole numbers of this fraction


class Trees(NamedTuple):
    """Fitted trees over named features."""

    features: tuple[str, ...]
    question_feature: np.ndarray  # feature asked about, by question
    question_border: np.ndarray  # float32: is it greater than this?
    questions: np.ndarray  # (trees, depth) questions asked, lowest bit of the leaf's number first
    leaves: np.ndarray  # (trees, 2 ** depth) float32, log odds
    bias: float


@cache
def shipped_trees() -> Trees:
    """The trees this version was fitted with."""
    written = lexicons.weights("transforms.statements", "scorer.json")
    asked = written["questions"]
    return Trees(
        features=tuple(written["features"]),
        question_feature=np.array([feature for feature, _ in asked], np.intp),
        question_border=np.array([border for _, border in asked], np.float32),
        questions=np.array([tree["asks"] for tree in written["trees"]], np.intp),
        leaves=np.array([tree["leaves"] for tree in written["trees"]], np.float32) / np.float32(LEAF_UNITS),
        bias=written["bias"],
    )


def judge(trees: Trees, columns: np.ndarray) -> np.ndarray:
    """Log odds of pairs given as columns of features, shape (features, pairs)."""
    answers = np.empty((len(trees.question_feature), columns.shape[1]), np.uint8)
    for answer, feature, border in zip(answers, trees.question_feature, trees.question_border, strict=True):
        np.greater(columns[feature], border, out=answer.view(bool))
    odds = np.full(columns.shape[1], trees.bias, np.float32)
    for questions, leaves in zip(trees.questions, trees.leaves, strict=True):
        leaf = answers[questions[0]].copy()
        for level, question in enumerate(questions[1:], start=1):
            leaf |= answers[question] << np.uint8(level)
        odds += leaves[leaf]
    return odds


class Scores(NamedTuple):
    """What the scorer says of pairs, rounded to six digits."""

    probability: np.ndarray  # that both say the same
    shared: np.ndarray  # share by weight of the words of the text that has more of its own
    covered: np.ndarray  # and of the one that has less


def score_pairs(vocabulary: Vocabulary, texts: Texts, key: np.ndarray, i: np.ndarray, j: np.ndarray) -> Scores:
    """Scores of texts i[k] and j[k], whichever is named first; `key` are the texts' keys.

    Texts of the same words say the same. Texts of more than MOST_WORDS words are compared where they differ
    (`cut_to_difference`).
    """
    trees = shipped_trees()
    first, second = in_canonical_order(texts, key, i, j)
    lengths = np.diff(texts.start)
    order = np.lexsort((lengths[first], lengths[second]))
    odds, shared = np.empty(len(i), np.float32), np.empty((2, len(i)), np.float32)
    columns = np.empty((len(trees.features), min(SCORED_AT_ONCE, len(i))), np.float32)
    overlap = [trees.features.index(name) for name in ("shared_min", "shared_max")]
    for begin in range(0, len(order), SCORED_AT_ONCE):
        chosen = order[begin : begin + SCORED_AT_ONCE]
        filled = columns[:, : len(chosen)]
        _fill(filled, vocabulary, texts, first[chosen], second[chosen])
        odds[chosen] = judge(trees, filled)
        shared[:, chosen] = filled[overlap]
    words = word_keys(vocabulary, texts)
    same = words[first] == words[second]
    probability = np.where(same, 1, 1 / (1 + np.exp(-odds.astype(np.float64))))
    return Scores(*(np.round(values, 6) for values in (probability, *shared.astype(np.float64))))


def in_canonical_order(texts: Texts, key: np.ndarray, i: np.ndarray, j: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The pairs with the shorter text first, of equally long ones that of the smaller key."""
    lengths = np.diff(texts.start)
    swap = (lengths[i] > lengths[j]) | ((lengths[i] == lengths[j]) & (key[i] > key[j]))
    return np.where(swap, j, i), np.where(swap, i, j)


def _fill(columns: np.ndarray, vocabulary: Vocabulary, texts: Texts, first: np.ndarray, second: np.ndarray) -> None:
    for begin in range(0, len(first), PAIRS_AT_ONCE):
        part = slice(begin, begin + PAIRS_AT_ONCE)
        a, b = pad_pairs(vocabulary, texts, first[part], second[part])
        features = measure(vocabulary, a, b, shipped_lexicon())
        for column, name in zip(columns[:, part], shipped_trees().features, strict=True):
            column[:] = features[name]


def pad_pairs(vocabulary: Vocabulary, texts: Texts, first: np.ndarray, second: np.ndarray) -> tuple[Padded, Padded]:
    """Both texts of each pair."""
    bounds = [np.stack([texts.start[side], texts.start[side + 1]]) for side in (first, second)]
    widest = np.maximum(bounds[0][1] - bounds[0][0], bounds[1][1] - bounds[1][0])
    for pair in np.flatnonzero(widest > MOST_WORDS):
        bounds[0][:, pair], bounds[1][:, pair] = cut_to_difference(vocabulary, texts, first[pair], second[pair])
    return _pad(texts, *bounds[0], len(vocabulary.kind) - 1), _pad(texts, *bounds[1], len(vocabulary.kind) - 1)


def _pad(texts: Texts, start: np.ndarray, end: np.ndarray, filling: int) -> Padded:
    at = start + np.arange(max(1, (end - start).max(initial=0)))[:, None]
    inside = at < end
    at = np.minimum(at, max(0, len(texts.form) - 1))
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


def _first_difference(a: np.ndarray, b: np.ndarray) -> int:
    differ = np.flatnonzero(a != b)
    return int(differ[0]) if len(differ) else len(a)
