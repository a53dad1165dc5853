"""Clusters: which texts are one statement.

in   pairs of texts that say the same, with their scores
out  the cluster of each text

The surest pairs are joined first, and two clusters only where every text of one says the same as every text of the
other: A like B and B like C does not put A with C (complete linkage, Sørensen 1948). Pairs that never were
candidates are scored when a merger asks for them. Clusters whose texts are not joined by any chain of pairs know
nothing of each other, so a corpus that grew needs only the chains clustered anew that it touches.
"""

from collections.abc import Callable

import numpy as np

MOST_TEXTS = 200  # wordings of one statement; beyond, a second statement begins: a bound on what mergers may ask

Score = Callable[[np.ndarray], np.ndarray]  # pairs, shape (n, 2) → whether each is one statement


def chains(texts: int, pairs: np.ndarray) -> np.ndarray:
    """For each text the smallest text it is joined with by any chain of pairs."""
    label = np.arange(texts)
    while len(pairs):
        low = np.minimum(label[pairs[:, 0]], label[pairs[:, 1]])
        before = label.copy()
        np.minimum.at(label, before[pairs[:, 0]], low)
        np.minimum.at(label, before[pairs[:, 1]], low)
        while (label[label] != label).any():
            label = label[label]
        pairs = pairs[label[pairs[:, 0]] != label[pairs[:, 1]]]
    return label


def cluster(texts: int, pairs: np.ndarray, strength: np.ndarray, same: Score) -> np.ndarray:
    """The cluster of each text, named by its smallest text.

    pairs      shape (n, 2), of texts that say the same, each once
    strength   how sure that is; equals are taken in the order of `pairs`
    same       asked, many pairs at once, about texts that were no candidates
    """
    members = {text: [text] for text in np.unique(pairs).tolist()}
    of = {text: text for text in members}
    verdict = dict.fromkeys(map(tuple, np.sort(pairs, axis=1).tolist()), True)
    refused: set[tuple[int, int]] = set()
    waiting = pairs[np.argsort(-strength, kind="stable")].tolist()
    while waiting:
        mergers, waiting = _next_mergers(waiting, of, members, refused)
        asked = sorted({pair for a, b in mergers for pair in _across(members[a], members[b])} - verdict.keys())
        verdict.update(zip(asked, same(np.array(asked, np.intp).reshape(-1, 2)).tolist(), strict=True))
        for a, b in mergers:
            if all(verdict[pair] for pair in _across(members[a], members[b])):
                members[a] += members.pop(b)
                of.update(dict.fromkeys(members[a], a))
            else:
                refused.add((a, b))
    label = np.arange(texts)
    for name, held in members.items():
        label[held] = name
    return label


def _across(a: list[int], b: list[int]) -> list[tuple[int, int]]:
    return [(min(x, y), max(x, y)) for x in a for y in b]


def _next_mergers(
    waiting: list[list[int]], of: dict[int, int], members: dict[int, list[int]], refused: set[tuple[int, int]]
) -> tuple[list[tuple[int, int]], list[list[int]]]:
    """The surest merger of each cluster that is not waiting for another, and the pairs left for the next round."""
    mergers, left, taken = [], [], set()
    for x, y in waiting:
        a, b = sorted((of[x], of[y]))
        if a == b or (a, b) in refused or len(members[a]) + len(members[b]) > MOST_TEXTS:
            continue
        if a in taken or b in taken:
            left.append([x, y])
        else:
            mergers.append((a, b))
        taken.update((a, b))
    return mergers, left
