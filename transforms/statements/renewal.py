"""Renewal: what of an earlier run's matching still holds, and what is to be done again.

in   the corpus, what an earlier run remembers, how the candidates changed
out  pairs of texts, and the texts to be clustered and linked again

A statement is made again if a text of its chain of pairs was told anew or no more, or was paired anew; a link, if one
of its texts is in such a statement. Everything else is taken over. With nothing remembered, everything is made again.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from transforms.statements.candidates import Change
from transforms.statements.clusters import chains
from transforms.statements.corpus import Corpus
from transforms.statements.differences import MOST_WORDS
from transforms.statements.memory import PAIR, Remembered
from transforms.statements.parts import find_parts
from transforms.statements.reading import Reading
from transforms.statements.scorer import THRESHOLD

ALIKE = 0.6  # share of both texts' words, by weight, from which it is worth telling what keeps them apart
COVERED = 0.45  # share of a text's words in a longer one, from which it may be a part of it
LONGER = 4  # words that a text must have more than one that is a part of it


class Renewal(NamedTuple):
    """Pairs as they are now, and what is to be made again."""

    pairs: pd.DataFrame  # memory.PAIR
    again: np.ndarray  # bool by text of the corpus: to be clustered again
    links: pd.DataFrame  # pairs to be linked again


def score_candidates(reading: Reading, candidates: np.ndarray) -> pd.DataFrame:
    """Pairs that say the same, wholly or in part, and pairs that are alike and do not."""
    scores = reading.score(candidates)
    pairs = pd.DataFrame({"a": candidates[:, 0], "b": candidates[:, 1], "score": scores.probability})
    texts = reading.find(candidates.ravel()).reshape(-1, 2)
    lengths = np.diff(reading.texts.start)[texts]
    longer = lengths.argmax(1)
    may_hold = (scores.probability < THRESHOLD) & (scores.covered >= COVERED) & (lengths.max(1) <= MOST_WORDS)
    rows = np.flatnonzero(may_hold & (np.abs(lengths[:, 0] - lengths[:, 1]) >= LONGER))
    parts = find_parts(reading.vocabulary, reading.texts, texts[rows, longer[rows]], texts[rows, 1 - longer[rows]])
    for name, values in zip(("part_score", "part_begin", "part_end"), parts, strict=True):
        pairs[name] = np.zeros(len(pairs), values.dtype)
        pairs.loc[rows, name] = values
    pairs["part_of_a"] = longer == 0
    kept = (scores.probability >= THRESHOLD) | (scores.shared >= ALIKE) | (pairs["part_score"] > 0)
    return pairs.loc[kept, PAIR]


def texts_to_read(before: Remembered, corpus: Corpus, change: Change) -> np.ndarray:
    """Texts that are compared anew, and with them those that a chain of pairs joins to them and will be linked again."""
    involved = np.unique(np.concatenate([change.gained.ravel(), change.lost.ravel(), corpus.touched]))
    pairs = before.pairs[["a", "b"]].to_numpy(np.uint64)
    keys = np.union1d(involved, pairs)
    chain = chains(len(keys), np.searchsorted(keys, pairs))
    joined = keys[np.isin(chain, chain[np.searchsorted(keys, involved)])]
    return joined[np.isin(joined, corpus.key)]


def plan(corpus: Corpus, before: Remembered, change: Change, gained: pd.DataFrame) -> Renewal:
    """What is to be made again, `gained` being the pairs to keep among those that the change brought."""
    pairs = _renewed(before.pairs, gained, change.lost)
    places = np.searchsorted(corpus.key, pairs[["a", "b"]].to_numpy(np.uint64))
    same = pairs["score"].to_numpy() >= THRESHOLD
    chain = chains(len(corpus.key), places[same])
    paired = np.concatenate([gained[["a", "b"]].to_numpy(np.uint64).ravel(), change.lost.ravel()])
    touched = np.isin(corpus.key, np.concatenate([corpus.touched, paired]))
    again = np.isin(chain, chain[touched])
    return Renewal(pairs, again, pairs[again[places].any(1)])


def _renewed(before: pd.DataFrame, gained: pd.DataFrame, lost: np.ndarray) -> pd.DataFrame:
    """Pairs of the run before without those lost and with those gained, by their keys."""
    if not len(before):
        return gained.sort_values(["a", "b"], ignore_index=True)
    gone = pd.MultiIndex.from_arrays(lost.T)
    held = before[~pd.MultiIndex.from_frame(before[["a", "b"]]).isin(gone)]
    return pd.concat([held, gained]).sort_values(["a", "b"]).drop_duplicates(["a", "b"], ignore_index=True)
