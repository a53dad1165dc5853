"""Matching: from the corpus' quotations to statements and the links between their tellings.

The way: texts → candidates → scores → clusters → statements and links, each of what is new and of what that touches.
A run without a memory is one in which everything is new.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from transforms.arrays import Flags, Floats, Hashes, each_once
from transforms.statements.comparison.candidates import candidate_pairs, changed_candidates
from transforms.statements.comparison.scorer import THRESHOLD
from transforms.statements.corpus import (
    Corpus,
    first_words,
    take_stock,
    tellings_of,
    words_of_units,
)
from transforms.statements.grouping.clusters import cluster
from transforms.statements.grouping.context import STRANGERS, Context, read_context
from transforms.statements.grouping.links import Tellings, link_repeats, link_texts
from transforms.statements.grouping.renewal import Renewal, plan, score_candidates
from transforms.statements.grouping.summaries import statement_ids, summarise
from transforms.statements.keys import among, as_column, held_in, renewed
from transforms.statements.memory import LINK_KEYS, Memory, Remembered, recall, remember
from transforms.statements.reading import read_texts


class Matched(NamedTuple):
    """What matching makes of the corpus' quotations."""

    assignments: pd.DataFrame  # quote_id, statement_id
    statements: pd.DataFrame
    restatements: pd.DataFrame
    memory: Memory  # for the next run


def same_statement(a: Sequence[str], b: Sequence[str]) -> Flags:
    """Whether a[i] and b[i] would be put into one statement, for each i. Raises ValueError unless they pair up.

    >>> same_statement(["The port will close."], ["“The port will close!”"]).tolist()
    [True]
    """
    if isinstance(a, str) or isinstance(b, str) or len(a) != len(b):
        raise ValueError("a and b are lists of texts, as many in each: same_statement([one], [other])")
    reading = read_texts([*a, *b])
    keys = np.stack([reading.key[: len(a)], reading.key[len(a) :]], axis=1)
    return (reading.score(keys).probability >= THRESHOLD) & (keys > 0).all(1)


def cluster_texts(ids: Sequence[str], texts: Sequence[str]) -> dict[str, str | None]:
    """The statement each of `texts` is put into, by its id; None for texts without words."""
    reading = read_texts(texts)
    key = np.unique(reading.key[reading.key > 0])
    pairs = candidate_pairs(reading.sign(key))

    def likely(asked: Hashes) -> Floats:
        return reading.score(asked).probability

    names = dict(zip(key.tolist(), statement_ids(_cluster(key, pairs, likely(pairs), likely).tolist()), strict=True))
    return {name: names.get(one) for name, one in zip(ids, reading.key.tolist(), strict=True)}


def _cluster(key: Hashes, pairs: Hashes, score: Floats, likely: Callable[[Hashes], Floats]) -> Hashes:
    """For each text of `key` the smallest key of its cluster.

    `pairs` are keys, `score` how probable it is that they say the same, and `likely` how probable that is of others.
    """
    same = score >= THRESHOLD
    places = np.searchsorted(key, pairs[same])
    return key[cluster(len(key), places, score[same], lambda asked: likely(key[asked]) >= THRESHOLD)]


def match_quotes(
    quotes: pd.DataFrame, documents: pd.DataFrame, memory: Mapping[str, pd.DataFrame] | None = None
) -> Matched:
    """Put quotations that say the same into one statement, and link them.

    With the `memory` of an earlier run only what is new or touched by it is matched; the tables are the same.
    """
    before = recall(memory)
    corpus = take_stock(quotes, documents, before)
    renewal = compare(corpus, before)
    again, linked = corpus.key[renewal.again], _texts_of(renewal.links)
    ends = np.union1d(again, linked)
    told = tellings_of(corpus, ends)
    context = read_context(told, ends)
    renewal = renewal._replace(links=weigh_links(renewal.links, context))
    statements, statement_of = make_statements(corpus, before, renewal, told, context)
    restatements = make_links(corpus, before, renewal, told.assign(statement_id=statement_of.array.take(told.index)))
    tellings = corpus.tellings.assign(statement_id=statement_of)
    kept = Remembered(tellings, corpus.known, corpus.sentences.now(), renewal.pairs, statements, restatements)
    assigned = tellings.loc[tellings["statement_id"].notna(), ["quote_id", "statement_id"]]
    memory = remember(kept)
    return Matched(assigned.reset_index(drop=True), memory["statements"], memory["restatements"], memory)


def compare(corpus: Corpus, before: Remembered) -> Renewal:
    """Score the pairs that blocking finds anew, and say what that changes; the candidates, most of the memory, end."""
    change = changed_candidates(corpus.sentences, before.pairs[["a", "b"]].to_numpy(np.uint64))
    return plan(corpus, before, change, score_candidates(corpus.known, change))


def weigh_links(links: pd.DataFrame, context: Context) -> pd.DataFrame:
    """The pairs to be linked, with their scores given who told their texts; without those that are parts no more."""
    keys, part = links[["a", "b"]].to_numpy(np.uint64), links["part_score"].to_numpy()
    score, weighed = context.weigh(keys, links["score"].to_numpy()), context.weigh(keys, part, STRANGERS)
    still = weighed >= THRESHOLD
    links = links.assign(score=score, part_score=np.where(still, weighed, 0))
    return links[(part == 0) | still | (score >= THRESHOLD)].reset_index(drop=True)


def _texts_of(links: pd.DataFrame) -> Hashes:
    return each_once([links[["a", "b"]].to_numpy(np.uint64).ravel()])


def make_statements(
    corpus: Corpus, before: Remembered, renewal: Renewal, told: pd.DataFrame, context: Context
) -> tuple[pd.DataFrame, pd.Series]:
    """All statements by their id, and the statement of each telling; `told` are those of texts to be linked again."""
    keys, score = renewal.links[["a", "b"]].to_numpy(np.uint64), renewal.links["score"].to_numpy()
    again = corpus.key[renewal.again]
    tellings = told[among(told["key"].to_numpy(), again)]
    name = _cluster(again, keys, score, lambda asked: context.weigh(asked, corpus.known.score(asked).probability))
    tellings = tellings.assign(cluster=name[np.searchsorted(again, tellings["key"].to_numpy())])
    likeness = dict(zip(map(tuple, keys.tolist()), score.tolist(), strict=True))
    made = summarise(tellings.drop_duplicates("unit"), tellings, likeness, partial(first_words, corpus, told))
    held, at = before.tellings["statement_id"], corpus.tellings["before"].to_numpy(copy=True)
    stale = np.ones(len(held), bool)
    at[tellings.index] = -1
    stale[at[at >= 0]] = False
    at[tellings.index] = len(held) + made.index.get_indexer(tellings["cluster"])
    statement_of = as_column(pd.concat([held, made["statement_id"]]).array.take(at, allow_fill=True))
    kept = ~held_in(before.statements["statement_id"], held[stale])
    return renewed(before.statements, kept, made, ["statement_id"]), statement_of


def make_links(corpus: Corpus, before: Remembered, renewal: Renewal, told: pd.DataFrame) -> pd.DataFrame:
    """All links by their quotations, each with the keys of its texts; `told` as above, with their statements."""
    again = corpus.key[renewal.again]
    tellings = _as_tellings(told)
    made = [
        link_repeats(tellings, corpus.known, again, partial(words_of_units, corpus, told)),
        link_texts(tellings, corpus.known, renewal.links, partial(first_words, corpus, told)),
    ]
    held = before.restatements
    touched = np.union1d(again, corpus.touched)
    stale_a, stale_b = (among(held[name].to_numpy(np.uint64), touched) for name in LINK_KEYS)
    made = [without_own(rows, corpus.inside.own) for rows in made]
    rows = pd.concat([some for some in made if len(some)] or made[:1])
    return renewed(held, ~(stale_a | stale_b), rows, ["quote_a", "quote_b"])


def without_own(links: pd.DataFrame, own: Collection[tuple[str, str]]) -> pd.DataFrame:
    """The links but for those between a quotation and one that stands inside it."""
    rows = np.flatnonzero(held_in(links["quote_a"], [unit for pair in own for unit in pair]))
    ends = zip(*(links[side].array.take(rows) for side in ("quote_a", "quote_b")), strict=True)
    apart = np.ones(len(links), bool)
    apart[rows] = [(a, b) not in own and (b, a) not in own for a, b in ends]
    return links[apart]


def _as_tellings(rows: pd.DataFrame) -> Tellings:
    """One row a unit; its speaker is the first that one of its quotations names."""
    units = rows.drop_duplicates("unit")
    speaker = units["speaker_id"]
    if len(units) < len(rows):
        speaker = rows.groupby("unit", sort=False)["speaker_id"].first()
    return Tellings(
        quote_id=units["unit"].to_numpy(object),
        speaker_id=speaker.to_numpy(object, na_value=None),
        key=units["key"].to_numpy(np.uint64),
        statement_id=units["statement_id"].to_numpy(object),
    )
