"""Order: shared words that stand in another order in the other text: swapped roles have the same words elsewhere.

in   Alignment of pairs of texts
out  named features, one column a pair; and which pairs have such words at all
"""

import numpy as np

from transforms.arrays import Bytes, Flags, Ints
from transforms.statements.comparison.alignment import Alignment, Features, Side, count
from transforms.statements.comparison.coordination import turned_words
from transforms.statements.wording.stems import stem
from transforms.statements.wording.vocabulary import CONTENT, FUNCTION, NAME, NUMBER, Vocabulary, hash_word

_PASSIVE = {word: np.uint64(hash_word(stem(word))) for word in ("by", "be")}


def measure_order(aligned: Alignment) -> Features:
    """Shared words that stand in another order: swapped roles have the same words in other places."""
    a = aligned.a
    features: Features = {}
    groups = {
        "word": a.equal & (a.kind != FUNCTION),
        "name_or_number": a.equal & ((a.kind == NAME) | (a.kind == NUMBER)),
        "any": a.equal,
    }
    for name, group in groups.items():
        at = np.where(group, a.at, -1)
        behind = group & (at < np.maximum.accumulate(at, 0))
        features[f"{name}_behind"] = count(behind)
        features[f"{name}_behind_share"] = count(behind) / np.maximum(1, count(group)).astype(np.float32)
        if name != "any":
            turned, total = _turned(at, group), count(group).astype(np.float32)
            features[f"{name}_turned"] = turned
            features[f"{name}_turned_share"] = turned / np.maximum(1, total * (total - 1) / 2)
    step = a.equal[1:] & a.equal[:-1]
    broken = count(step & (a.at[1:] != a.at[:-1] + 1))
    features["breaks"] = broken
    features["breaks_share"] = broken / np.maximum(1, count(step)).astype(np.float32)
    return features


def _turned(at: Ints, group: Flags) -> Ints:
    """Pairs of words that stand the other way round in the other text."""
    turned = np.zeros(at.shape[1], np.int16)
    bound = np.where(group, at, np.iinfo(at.dtype).max)  # nothing stands behind a word outside the group
    for i in range(1, len(at)):
        turned += count(at[:i] > bound[i])
    return turned


def measure_moves(vocabulary: Vocabulary, aligned: Alignment) -> Features:
    """Words that stand in another order for another reason than that a list or a date may be told in any.

    Names exchanged round a word turn what is said ("Orm beat Tull", "Tull beat Orm") unless the voice turns, too: "Tull
    was beaten by Orm" has a "be" and a "by" more.
    """
    a, b = aligned.a, aligned.b
    moved, often = turned_words(vocabulary, a, b)
    features: Features = {"moved": count(moved), "moved_pairs": often}
    features |= {
        f"{word}_apart": np.abs(np.subtract(*(count(vocabulary.key[s.form] == key).astype(np.int16) for s in (a, b))))
        for word, key in _PASSIVE.items()
    }
    names = a.paired & ((a.kind == NAME) | (a.kind == NUMBER) | a.named)
    features["names_exchanged"] = _exchanged(a, names)
    features["words_exchanged"] = _exchanged(a, a.paired & (a.kind != FUNCTION))
    return features


def _exchanged(a: Side, group: Flags) -> Bytes:
    """Words of content round which two words of a group changed places: how many each pair has."""
    found = np.zeros(a.form.shape[1], np.uint8)
    pairs = np.flatnonzero(reordered(a))
    at, group = a.at[:, pairs], group[:, pairs]
    last = np.maximum.accumulate(np.where(group, at, -1), 0)  # of those before, and of the word itself
    first = np.minimum.accumulate(np.where(group, at, len(a.at) + at.max(initial=0))[::-1], 0)[::-1]
    middle = (a.paired & (a.kind == CONTENT))[:, pairs]
    found[pairs] = count(middle[1:-1] & (last[:-2] > at[1:-1]) & (first[2:] < at[1:-1]))
    return found


def reordered(a: Side) -> Flags:
    """Whether shared words of substance stand in another order."""
    word = a.paired & (a.kind != FUNCTION)
    at = np.where(word, a.at, -1)
    return (word & (at < np.maximum.accumulate(at, 0))).any(0)
