"""Renewal: what of an earlier run's matching still holds, and what is to be done again.

in   the corpus, what an earlier run remembers, how the candidates changed
out  pairs of texts, and the texts to be clustered and linked again

A statement is made again if a text of its chain of pairs was told anew or no more, or was paired anew; a link, if one
of its texts is in such a statement. Everything else is taken over. With nothing remembered, everything is made again.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from transforms.arrays import Flags, Hashes, Ints, each_once
from transforms.statements.comparison.alignment import MOST_WORDS
from transforms.statements.comparison.candidates import Change, unpack
from transforms.statements.comparison.parts import find_parts
from transforms.statements.comparison.scorer import LEAST_PART, THRESHOLD, Scores
from transforms.statements.corpus import Corpus
from transforms.statements.grouping.clusters import chains
from transforms.statements.grouping.evidence import weigh_evidence
from transforms.statements.keys import among
from transforms.statements.memory import PAIR, Remembered
from transforms.statements.reading import Reading

SCORED_AT_ONCE = 1 << 17  # candidates: a bound on memory
ALIKE = 0.6  # share of both texts' words, by weight, from which it is worth telling what keeps them apart
SURE = 0.91  # probability from which even strangers' texts are one statement, whatever part one is of the other
HOLDS, HELD = 0.4, 0.7  # shares from which a text nearly holds a shorter one, and is told apart by another number


class Renewal(NamedTuple):
    """Pairs as they are now, and what is to be made again."""

    pairs: pd.DataFrame  # memory.PAIR
    again: Flags  # bool by text of the corpus: to be clustered again
    links: pd.DataFrame  # pairs to be linked again


def score_candidates(reading: Reading, change: Change) -> pd.DataFrame:
    """Of the candidates that the change brought those that say the same, wholly or in part, or are alike and do not."""
    row = reading.seek(change.texts)
    slices = range(0, max(1, len(change.gained)), SCORED_AT_ONCE)
    scored = [_score(reading, change, row, change.gained[at : at + SCORED_AT_ONCE]) for at in slices]
    return pd.concat(scored, ignore_index=True)


def _score(reading: Reading, change: Change, row: Ints, gained: Hashes) -> pd.DataFrame:
    texts = row[unpack(gained)]
    scores = reading.score_texts(*texts.T)
    likely = np.flatnonzero((scores.probability >= THRESHOLD) | (scores.covered >= LEAST_PART))
    keys, texts, scores = change.keys(gained[likely]), texts[likely], Scores(*(values[likely] for values in scores))
    pairs = pd.DataFrame({"a": keys[:, 0], "b": keys[:, 1], "score": scores.probability})
    lengths = reading.texts.lengths(texts)
    longer = lengths.argmax(1)
    may_hold = (scores.probability < SURE) & (scores.covered >= LEAST_PART) & (lengths.max(1) <= MOST_WORDS)
    rows = np.flatnonzero(may_hold & (lengths[:, 0] != lengths[:, 1]))
    parts = find_parts(reading.vocabulary, reading.texts, texts[rows, longer[rows]], texts[rows, 1 - longer[rows]])
    for name, values in parts._asdict().items():
        pairs[f"part_{name}"] = np.zeros(len(pairs), values.dtype)
        pairs.loc[rows, f"part_{name}"] = values
    pairs["part_of_a"] = longer == 0
    kept = (scores.probability >= THRESHOLD) | (scores.shared >= ALIKE) | (pairs["part_score"].to_numpy() > 0)
    rows = np.flatnonzero(~kept & (scores.shared >= HOLDS) & (scores.covered >= HELD))
    kept[rows] = weigh_evidence(reading, reading.texts, *texts[rows].T).conflict == "number"
    return pairs.loc[kept, PAIR]


def plan(corpus: Corpus, before: Remembered, change: Change, gained: pd.DataFrame) -> Renewal:
    """What is to be made again, `gained` being the pairs to keep among those that the change brought."""
    lost = change.keys(change.lost)
    pairs = _renewed(before.pairs, gained, lost)
    places = np.searchsorted(corpus.key, pairs[["a", "b"]].to_numpy(np.uint64))
    same = pairs["score"].to_numpy() >= THRESHOLD
    chain = chains(len(corpus.key), places[same])
    paired = np.concatenate([gained[["a", "b"]].to_numpy(np.uint64).ravel(), lost.ravel()])
    touched = among(corpus.key, each_once([corpus.touched, paired]))
    again = np.isin(chain, chain[touched])
    return Renewal(pairs, again, pairs[again[places].any(1)])


def _renewed(before: pd.DataFrame, gained: pd.DataFrame, lost: Hashes) -> pd.DataFrame:
    """Pairs of the run before without those lost and with those gained, by their keys."""
    pairs = pd.concat([some for some in (before, gained) if len(some)] or [gained])
    a, b = (pairs[side].to_numpy(np.uint64) for side in "ab")
    gone, ended = among(a, each_once([lost[:, 0]])), set(map(tuple, lost.tolist()))
    gone[gone] = [pair in ended for pair in zip(a[gone].tolist(), b[gone].tolist(), strict=True)]
    order = np.lexsort((b, a))
    return pairs.take(order[~gone[order]]).reset_index(drop=True)
