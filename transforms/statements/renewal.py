"""Renewal: what of an earlier run's matching still holds, and what is to be done again.

in   the corpus, what an earlier run remembers, how the candidates changed
out  pairs, and the texts and links to be made again

A statement is made again if a text of its chain of pairs was told anew or no more, or was paired anew; a link, if one
of the texts it rests on was. Everything else is taken over. With nothing remembered, everything is made again.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from transforms.statements.candidates import Change
from transforms.statements.clusters import chains
from transforms.statements.corpus import Corpus
from transforms.statements.memory import Remembered
from transforms.statements.reading import Reading
from transforms.statements.scorer import THRESHOLD

ALIKE_SHARE = 0.6  # of the words of both texts, by weight: from here on it is worth telling what keeps them apart


class Renewal(NamedTuple):
    """What is to be made again."""

    pairs: pd.DataFrame  # all pairs as they are now: a, b, score, shared
    again: np.ndarray  # bool by text of the corpus: told, and to be clustered again
    links: pd.DataFrame  # pairs of told texts to be linked again
    parts: np.ndarray  # uint64, rising: sentences whose links are to be made again
    part_links: pd.DataFrame  # part, whole, text, score: which text says again what part of which whole


def score_candidates(reading: Reading, corpus: Corpus, candidates: np.ndarray) -> pd.DataFrame:
    """Pairs that say the same, and told texts that are alike and do not."""
    score, shared = reading.score(candidates)
    told = corpus.texts.told[np.searchsorted(corpus.texts.key, candidates)].all(1)
    kept = (score >= THRESHOLD) | ((shared >= ALIKE_SHARE) & told)
    pairs = np.sort(candidates[kept], axis=1)
    return pd.DataFrame({"a": pairs[:, 0], "b": pairs[:, 1], "score": score[kept], "shared": shared[kept]})


def plan(corpus: Corpus, before: Remembered, change: Change, gained: pd.DataFrame) -> Renewal:
    """What is to be made again, `gained` being the scored pairs among those that the change brought."""
    pairs = _renewed(before.pairs, gained, change.lost)
    key, told = corpus.texts.key, corpus.texts.told
    paired = np.concatenate([gained["a"].to_numpy(), gained["b"].to_numpy(), change.lost.ravel()])
    touched = np.isin(key, np.concatenate([corpus.touched, paired])) | _in_new_role(corpus, before)
    places = np.searchsorted(key, pairs[["a", "b"]].to_numpy(np.uint64))
    same = (pairs["score"].to_numpy() >= THRESHOLD) & told[places].all(1)
    chain = chains(len(key), places[same])
    again = told & np.isin(chain, chain[touched])
    parts, part_links = _plan_parts(corpus, before, pairs, key[again | touched])
    return Renewal(pairs, again, pairs[told[places].all(1) & again[places].any(1)], parts, part_links)


def _renewed(before: pd.DataFrame, gained: pd.DataFrame, lost: np.ndarray) -> pd.DataFrame:
    """Pairs of the run before without those lost and with those gained, by their keys."""
    if not len(before):
        return gained.sort_values(["a", "b"], ignore_index=True)
    gone = pd.MultiIndex.from_arrays(np.sort(lost, axis=1).T)
    held = before[~pd.MultiIndex.from_frame(before[["a", "b"]]).isin(gone)]
    return pd.concat([held, gained]).sort_values(["a", "b"]).drop_duplicates(["a", "b"], ignore_index=True)


def _in_new_role(corpus: Corpus, before: Remembered) -> np.ndarray:
    """Texts that are new, or are told now and were sentences only, or the other way round."""
    if not len(before.texts.key):
        return np.ones(len(corpus.texts.key), bool)
    at = np.minimum(np.searchsorted(before.texts.key, corpus.texts.key), len(before.texts.key) - 1)
    return (before.texts.key[at] != corpus.texts.key) | (before.texts.told[at] != corpus.texts.told)


def _plan_parts(
    corpus: Corpus, before: Remembered, pairs: pd.DataFrame, touched: np.ndarray
) -> tuple[np.ndarray, pd.DataFrame]:
    """Sentences with links to be made again, and those links.

    Two sentences of one text may both be said again by one other; the link between the two texts rests on the surer,
    so the other is looked at with it.
    """
    said_again = _said_again(corpus, pairs)
    gone = before.parts[~np.isin(before.parts["whole"].to_numpy(), corpus.texts.key[corpus.texts.told])]
    moved = corpus.parts[np.isin(corpus.parts[["part", "whole"]].to_numpy(np.uint64), touched).any(1)]
    moved = np.union1d(moved["part"].to_numpy(np.uint64), gone["part"].to_numpy(np.uint64))
    moved = np.union1d(moved, said_again.loc[np.isin(said_again["text"].to_numpy(), touched), "part"].to_numpy(np.uint64))
    texts = said_again.loc[np.isin(said_again["part"].to_numpy(), moved), "text"].to_numpy()
    parts = np.union1d(moved, said_again.loc[np.isin(said_again["text"].to_numpy(), texts), "part"].to_numpy(np.uint64))
    links = said_again[np.isin(said_again["part"].to_numpy(), parts)].merge(corpus.parts, on="part")
    return parts, links[links["whole"] != links["text"]]


def _said_again(corpus: Corpus, pairs: pd.DataFrame) -> pd.DataFrame:
    """Sentences of longer texts with the told texts that say the same: part, text, score."""
    told = corpus.texts.key[corpus.texts.told]
    sentences = np.unique(corpus.parts["part"].to_numpy(np.uint64))
    same = pairs[pairs["score"] >= THRESHOLD]
    both = [same.rename(columns={part: "part", text: "text"}) for part, text in (("a", "b"), ("b", "a"))]
    itself = np.intersect1d(sentences, told)
    both.append(pd.DataFrame({"part": itself, "text": itself, "score": np.ones(len(itself))}))
    found = pd.concat(both, ignore_index=True)[["part", "text", "score"]]
    return found[np.isin(found["part"].to_numpy(), sentences) & np.isin(found["text"].to_numpy(), told)]
