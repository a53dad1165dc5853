"""Statements: one row for the quotations that say the same.

in   units      one row a telling, with the cluster of its text
     tellings   one row a quotation, with its unit's cluster and its speaker
out  statements (tables.Statements)

The canonical wording is one in the speaker's own words where there is one: direct before mixed before indirect, and
told in one piece before in two halves round a cue. Of these it is the most central: the wording whose likeness to the
cluster's others, each counted as often as it was told, is greatest; of equals the one told earliest.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from transforms.arrays import Hashes
from transforms.ids import content_id
from transforms.statements.keys import held_in, places
from transforms.statements.units import as_array
from transforms.tables import TOLD_KINDS, columns


def statement_ids(text_key: Sequence[int]) -> list[str]:
    """Ids of statements whose earliest tellings have these keys."""
    return [content_id("statement", key) for key in text_key]


def summarise(
    units: pd.DataFrame,
    tellings: pd.DataFrame,
    likeness: Mapping[tuple[int, int], float],
    words_of: Callable[[Hashes], Any],
) -> pd.DataFrame:
    """Rows of statements, by cluster.

    units      cluster, key (of the text), unit, kind, doc_id and published_at of each telling, in telling order
    tellings   cluster, unit, half and speaker_id of each quotation
    likeness   of two texts of a cluster, by their keys, the smaller first; 0 where it is not given
    words_of   texts, by their keys: as they are told first
    """
    grouped = units.groupby("cluster", sort=True)
    rows = grouped.agg(
        key=("key", "first"),
        n_quotes=("doc_id", "size"),
        n_documents=("doc_id", "nunique"),
        first_seen=("published_at", "min"),
        last_seen=("published_at", "max"),
    )
    halved = held_in(units["unit"], tellings["unit"].to_numpy(object)[tellings["half"].to_numpy()])
    ranked = units[["cluster", "key"]].assign(rank=2 * places(units["kind"], TOLD_KINDS) + halved)
    wordings = ranked.groupby(["cluster", "key"], sort=False)["rank"].agg(told="size", rank="min").reset_index()
    central = central_texts(wordings, likeness)
    said = _speakers(tellings)
    rows["statement_id"] = statement_ids(rows["key"])
    rows["text"] = words_of(np.array([central[cluster] for cluster in rows.index.tolist()], np.uint64))
    rows["speakers"] = as_array(said.get(cluster, []) for cluster in rows.index)
    return rows[columns("statements")]


def central_texts(wordings: pd.DataFrame, likeness: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """The most central text of each cluster; `wordings` are in telling order, their rank is the place of their kind."""
    central = dict(
        zip(wordings["cluster"].to_numpy()[::-1].tolist(), wordings["key"].to_numpy()[::-1].tolist(), strict=True)
    )
    several = wordings[wordings["cluster"].duplicated(keep=False)]
    held: dict[int, list[tuple[int, int, int]]] = {}
    for cluster, text, told, rank in several.itertuples(index=False):
        held.setdefault(cluster, []).append((text, told, rank))
    for cluster, texts in held.items():
        best = min(rank for _, _, rank in texts)
        weight = {
            text: told
            + sum(likeness.get((min(text, other), max(text, other)), 0.0) * often for other, often, _ in texts)
            for text, told, rank in texts
            if rank == best
        }
        central[cluster] = max(weight, key=weight.__getitem__)
    return central


def _speakers(tellings: pd.DataFrame) -> dict[int, list[str]]:
    """Speakers of each cluster, most often first."""
    named = tellings.loc[tellings["speaker_id"].notna(), ["cluster", "speaker_id"]]
    counts = named.groupby(["cluster", "speaker_id"], sort=True).size().reset_index(name="often")
    counts = counts.sort_values(["cluster", "often", "speaker_id"], ascending=[True, False, True])
    said: dict[int, list[str]] = {}
    for cluster, speaker in zip(counts["cluster"].tolist(), counts["speaker_id"].tolist(), strict=True):
        said.setdefault(cluster, []).append(speaker)
    return said
