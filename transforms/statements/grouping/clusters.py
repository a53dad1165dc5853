"""Clusters: which texts are one statement.

in   pairs of texts that say the same, with their scores
out  the cluster of each text

The surest pairs are joined first, and two clusters only where every text of one says the same as every text of the
other: A like B and B like C does not put A with C (complete linkage, Sørensen 1948). Pairs that never were
candidates are scored when a merger asks for them: of all clusters at once those that no surer pair keeps waiting.
Clusters whose texts are not joined by any chain of pairs know nothing of each other, so a corpus that grew needs only
the chains clustered anew that it touches.
"""

import heapq
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from transforms.arrays import Flags, Floats, Ints

MOST_TEXTS = 200  # wordings of one statement; beyond, a second statement begins: a bound on what mergers may ask
# Pairs of a merger that are scored together, till one forbids it; by the time that wordings of one sentence take, told
# in two parts in 700 articles.
ASKED_TOGETHER = (32, 128, 512, MOST_TEXTS * MOST_TEXTS)

Score = Callable[[Ints], Flags]  # pairs, shape (n, 2) → whether each is one statement


def chains(texts: int, pairs: Ints) -> Ints:
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


def cluster(texts: int, pairs: Ints, strength: Floats, same: Score) -> Ints:
    """The cluster of each text, named by its smallest text.

    pairs      shape (n, 2), of texts that say the same, each once
    strength   how sure that is; equals are taken in the order of `pairs`
    same       asked, many pairs at once, about texts that were no candidates
    """
    label = np.arange(texts)
    lone = (np.bincount(pairs.ravel(), minlength=texts)[pairs] == 1).all(1)
    label[pairs[lone].max(1)] = pairs[lone].min(1)
    pairs, strength = pairs[~lone], strength[~lone]
    ranked = pairs[np.argsort(-strength, kind="stable")].tolist()
    growing = _Growing(ranked)
    verdict = dict.fromkeys(map(tuple, np.sort(pairs, axis=1).tolist()), True)
    mergers = growing.next_mergers(growing.members)
    while mergers:
        across = [_across(growing.members[a], growing.members[b]) for a, b in mergers]
        for most in ASKED_TOGETHER:
            asked = sorted({pair for held in across for pair in _some_of(_unknown(held, verdict), most)})
            if not asked:
                break
            verdict.update(zip(asked, same(np.array(asked, np.intp).reshape(-1, 2)).tolist(), strict=True))
        for (a, b), held in zip(mergers, across, strict=True):
            growing.settle(a, b, merge=all(verdict.get(pair, True) for pair in held))
        mergers = growing.next_mergers({growing.of[name] for merger in mergers for name in merger})
    for name, members in growing.members.items():
        label[members] = name
    return label


def _unknown(pairs: list[tuple[int, int]], verdict: Mapping[tuple[int, int], bool]) -> list[tuple[int, int]]:
    """Of the pairs that a merger asks for those that are not scored; none where one scored forbids it."""
    return [] if any(verdict.get(pair) is False for pair in pairs) else [pair for pair in pairs if pair not in verdict]


def _some_of(pairs: list[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """At most so many of these pairs, from all over them: what forbids a merger is rarely one text alone."""
    return pairs[:: max(1, -(-len(pairs) // most))]


def _across(a: list[int], b: list[int]) -> list[tuple[int, int]]:
    return [(min(x, y), max(x, y)) for x in a for y in b]


class _Growing:
    """Clusters as they grow, named by their smallest text; each with its pairs, the surest first.

    A pair is next when it comes first in both its clusters: then nothing that is surer can change either.
    """

    def __init__(self, ranked: list[list[int]]) -> None:
        self.ranked = ranked
        self.of = {text: text for pair in ranked for text in pair}
        self.members = {text: [text] for text in self.of}
        self.refused: dict[int, set[int]] = {text: set() for text in self.of}
        self.waiting: dict[int, list[int]] = {text: [] for text in self.of}  # heaps of places in `ranked`
        for rank, pair in enumerate(ranked):
            for text in pair:
                self.waiting[text].append(rank)

    def next_mergers(self, changed: Iterable[int]) -> list[tuple[int, int]]:
        """What may be merged next, given that nothing else changed since this was asked before."""
        found, look = set(), list(changed)
        while look:
            first = self._first(look.pop(), look)
            if first is not None and all(self._first(name, look) == first for name in self._clusters(first)):
                found.add(self._clusters(first))
        return sorted(found)

    def _clusters(self, rank: int) -> tuple[int, int]:
        a, b = (self.of[text] for text in self.ranked[rank])
        return min(a, b), max(a, b)

    def _first(self, name: int, look: list[int]) -> int | None:
        """The surest pair of a cluster that may still merge it; clusters that wait for one that may not: to `look`."""
        waiting = self.waiting[name]
        while waiting:
            a, b = self._clusters(waiting[0])
            too_many = len(self.members[a]) + len(self.members[b]) > MOST_TEXTS
            if a != b and b not in self.refused[a] and not too_many:
                return waiting[0]
            heapq.heappop(waiting)
            look += {a, b} - {name}
        return None

    def settle(self, a: int, b: int, merge: bool) -> None:
        """Merge two clusters, or never."""
        if not merge:
            self.refused[a].add(b)
            self.refused[b].add(a)
            return
        self.of.update(dict.fromkeys(self.members[b], a))
        self.members[a] += self.members.pop(b)
        for other in self.refused[b]:
            self.refused[other].discard(b)
            self.refused[other].add(a)
        self.refused[a] |= self.refused.pop(b)
        fewer, more = sorted((self.waiting[a], self.waiting.pop(b)), key=len)
        for rank in fewer:
            heapq.heappush(more, rank)
        self.waiting[a] = more
