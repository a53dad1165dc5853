"""What changed between two snapshots, by table."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from transforms.tables import TABLES, key


@dataclass(frozen=True)
class Difference:
    """Keys of the rows of one table that appeared, went, or kept their key and changed."""

    table: str
    added: list[tuple[object, ...]]
    removed: list[tuple[object, ...]]
    changed: list[tuple[object, ...]]


def difference(a: Mapping[str, pd.DataFrame], b: Mapping[str, pd.DataFrame]) -> list[Difference]:
    """The difference from snapshot `a` to snapshot `b`, a row a table, in published order."""
    return [_difference(table, a[table], b[table]) for table in TABLES]


def _difference(table: str, a: pd.DataFrame, b: pd.DataFrame) -> Difference:
    before, after = _by_key(table, a), _by_key(table, b)
    return Difference(
        table,
        added=[row for row in after if row not in before],
        removed=[row for row in before if row not in after],
        changed=[row for row in after if row in before and before[row] != after[row]],
    )


def _by_key(table: str, rows: pd.DataFrame) -> dict[tuple[object, ...], str]:
    shown = rows.astype(object).where(rows.notna(), None)
    keys = shown[key(table)].itertuples(index=False, name=None)
    values = (json.dumps(row, default=str) for row in shown.itertuples(index=False, name=None))
    return dict(zip(keys, values, strict=True))
