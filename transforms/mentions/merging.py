"""Entities of the corpus, from what each article shows of its own."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

COLUMNS = ("entity_id", "name", "type", "origin", "external_id", "aliases", "roles", "notes")


def merge_entities(sightings: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One row an entity (tables.Entities): the name and type most mentions bear, all aliases, roles and notes."""
    rows = pd.concat(list(sightings), ignore_index=True)
    merged = []
    for entity_id, seen in rows.groupby("entity_id", sort=True):
        names, types = Counter(), Counter()
        for name, kind, n in zip(seen["name"], seen["type"], seen["n_mentions"], strict=True):
            names[name] += n
            types[kind] += n
        name = _most(names)
        aliases = {alias for listed in seen["aliases"] for alias in listed} | set(names)
        first = seen.iloc[0]
        merged.append(
            (
                entity_id,
                name,
                _most(types),
                min(seen["origin"]),
                first["external_id"],
                sorted(aliases - {name}),
                sorted({role for listed in seen["roles"] for role in listed}),
                sorted({note for listed in seen["notes"] for note in listed}),
            )
        )
    return pd.DataFrame(merged, columns=list(COLUMNS), dtype=object)


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda value: (-counts[value], value))
