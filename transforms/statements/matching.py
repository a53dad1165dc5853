"""Matching: from the corpus' quotations to statements and the links between their tellings.

The way: texts → candidates → scores → clusters → statements and links, each of what is new and of what that touches.
A run without a memory is one in which everything is new.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from transforms.statements.candidates import arrange, candidate_pairs, changed_candidates
from transforms.statements.clusters import cluster
from transforms.statements.corpus import Corpus, Wordings, read_also, take_stock, tellings_of, word_again, words_of_units
from transforms.statements.links import Tellings, link_parts, link_repeats, link_texts, without_doubles
from transforms.statements.memory import Memory, Remembered, recall, remember
from transforms.statements.reading import Reading, read_texts
from transforms.statements.renewal import Renewal, plan, score_candidates
from transforms.statements.scorer import THRESHOLD
from transforms.statements.signatures import rarest_words
from transforms.statements.summaries import statement_ids, summarise


class Matched(NamedTuple):
    """What matching makes of the corpus' quotations."""

    assignments: pd.DataFrame  # quote_id, statement_id
    statements: pd.DataFrame
    restatements: pd.DataFrame
    memory: Memory  # for the next run


def same_statement(a: Sequence[str], b: Sequence[str]) -> np.ndarray:
    """Whether a[i] and b[i] would be put into one statement, for each i."""
    reading = read_texts([*a, *b])
    keys = np.stack([reading.key[: len(a)], reading.key[len(a) :]], axis=1)
    return (reading.score(keys)[0] >= THRESHOLD) & (keys > 0).all(1)


def cluster_texts(ids: Sequence[str], texts: Sequence[str]) -> dict[str, str | None]:
    """The statement each of `texts` is put into, by its id; None for texts without words."""
    reading = read_texts(texts)
    key = np.unique(reading.key[reading.key > 0])
    rarest = rarest_words(reading.vocabulary, reading.texts)[reading.find(key)]
    pairs = candidate_pairs(arrange(rarest, key))
    score, _ = reading.score(key[pairs])
    same = score >= THRESHOLD
    label = cluster(len(key), pairs[same], score[same], lambda asked: reading.score(key[asked])[0] >= THRESHOLD)
    names = statement_ids(key[label].tolist())
    of = dict(zip(key.tolist(), names, strict=True))
    return {name: of.get(one) for name, one in zip(ids, reading.key.tolist(), strict=True)}


def match_quotes(
    quotes: pd.DataFrame, documents: pd.DataFrame, memory: Mapping[str, pd.DataFrame] | None = None
) -> Matched:
    """Put quotations that say the same into one statement, and link them.

    With the `memory` of an earlier run only what is new or touched by it is matched; the tables are the same.
    """
    before = recall(memory)
    corpus, reading = take_stock(quotes, documents, before)
    change = changed_candidates(corpus.texts, before.texts)
    reading = read_also(reading, change.gained.ravel(), corpus)
    renewal = plan(corpus, before, change, score_candidates(reading, corpus, change.gained))
    reading = read_also(reading, _compared_texts(corpus, renewal), corpus)
    words = word_again(corpus, np.union1d(corpus.texts.key[renewal.again], _linked_texts(renewal)))
    statements, statement_of = make_statements(corpus, before, renewal, reading, words)
    restatements = make_links(corpus, before, renewal, statement_of, reading, words)
    tellings = corpus.tellings.assign(statement_id=statement_of)
    kept = Remembered(tellings, corpus.parts, corpus.texts, renewal.pairs, statements, restatements)
    memory = remember(kept)
    assigned = tellings.loc[tellings["statement_id"].notna(), ["quote_id", "statement_id"]]
    return Matched(assigned.reset_index(drop=True), memory["statements"], memory["restatements"], memory)


def _linked_texts(renewal: Renewal) -> np.ndarray:
    """Told texts that a link made again joins."""
    ends = [renewal.links[["a", "b"]].to_numpy(np.uint64), renewal.part_links[["whole", "text"]].to_numpy(np.uint64)]
    return np.unique(np.concatenate([pairs.ravel() for pairs in ends]))


def _compared_texts(corpus: Corpus, renewal: Renewal) -> np.ndarray:
    """Texts whose words are looked at again: those linked, and those with more than one telling."""
    told = corpus.tellings.loc[~corpus.tellings["half"].to_numpy(), "key"].to_numpy()
    keys, counts = np.unique(told[np.isin(told, corpus.texts.key[renewal.again])], return_counts=True)
    parts = renewal.part_links["part"].to_numpy(np.uint64)
    return np.unique(np.concatenate([_linked_texts(renewal), parts, keys[counts > 1]]))


def make_statements(
    corpus: Corpus, before: Remembered, renewal: Renewal, reading: Reading, words: Wordings
) -> tuple[pd.DataFrame, np.ndarray]:
    """All statements by their id, and the statement of each telling."""
    key, again = corpus.texts.key, renewal.again
    places = np.searchsorted(key, renewal.links[["a", "b"]].to_numpy(np.uint64))
    score = renewal.links["score"].to_numpy()
    same = score >= THRESHOLD
    label = cluster(len(key), places[same], score[same], lambda asked: reading.score(key[asked])[0] >= THRESHOLD)
    tellings = tellings_of(corpus, key[again])
    tellings = tellings.assign(cluster=label[np.searchsorted(key, tellings["key"].to_numpy())])
    likeness = dict(zip(map(tuple, key[places[same]].tolist()), score[same].tolist(), strict=True))
    made = summarise(tellings.drop_duplicates("unit"), tellings, likeness, words.of_text)
    statement_of = np.full(len(corpus.tellings), None, object)
    at = corpus.tellings["before"].to_numpy()
    statement_of[at >= 0] = before.tellings["statement_id"].to_numpy(object)[at[at >= 0]]
    statement_of[tellings.index] = made["statement_id"].reindex(tellings["cluster"]).to_numpy(object)
    over = before.statements[before.statements["statement_id"].isin(_untouched(statement_of, tellings.index))]
    rows = pd.concat([over, made]) if len(over) else made
    return rows.sort_values("statement_id", ignore_index=True), statement_of


def _untouched(statement_of: np.ndarray, touched: pd.Index) -> set[str]:
    rest = np.ones(len(statement_of), bool)
    rest[touched] = False
    return {*statement_of[rest]} - {None}


def make_links(
    corpus: Corpus,
    before: Remembered,
    renewal: Renewal,
    statement_of: np.ndarray,
    reading: Reading,
    words: Wordings,
) -> pd.DataFrame:
    """All links by their quotations, each with the keys of the texts it rests on."""
    again = corpus.texts.key[renewal.again]
    tellings = _as_tellings(tellings_of(corpus, np.union1d(again, _linked_texts(renewal))), statement_of)
    made = [
        link_repeats(tellings, reading, again, lambda units: words_of_units(corpus, units)),
        link_texts(tellings, reading, renewal.links),
        link_parts(tellings, reading, renewal.part_links, words.of_part),
    ]
    changed = [np.concatenate([again, corpus.touched]), renewal.parts]
    held = before.restatements
    stale = np.isin(held[["text_a", "text_b"]].to_numpy(np.uint64), changed[0]).any(1)
    stale |= np.isin(held["text_part"].to_numpy(np.uint64), changed[1])
    return without_doubles(pd.concat([rows for rows in (held[~stale], *made) if len(rows)] or [held]))


def _as_tellings(rows: pd.DataFrame, statement_of: np.ndarray) -> Tellings:
    speaker = rows["speaker_id"].to_numpy(object)
    units = rows.drop_duplicates("unit")
    if len(units) < len(rows):
        speaker = rows.groupby("unit", sort=False)["speaker_id"].first().to_numpy(object)
    return Tellings(
        quote_id=units["unit"].to_numpy(object),
        speaker_id=np.where(pd.isna(speaker), None, speaker),
        key=units["key"].to_numpy(np.uint64),
        statement_id=statement_of[units.index],
    )
