"""What changed between two snapshots, by table."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from transforms.tables import TABLES, key

Tables = Mapping[str, pd.DataFrame]

# what a reader knows a row by, who knows no hash and counts no characters
_SHOWN = {
    "documents": ("source_path", "record", "title"),
    "paragraphs": ("doc_id", "text"),
    "sentences": ("doc_id", "text"),
    "quotes": ("doc_id", "text"),
    "statements": ("text",),
    "restatements": ("relation", "quote_a", "quote_b"),
    "entities": ("name", "type"),
    "mentions": ("doc_id", "text", "entity_id"),
    "mention_metrics": ("level", "doc_id", "entity_id"),
    "readability": ("doc_id", "level", "scope"),
    "rejects": ("path", "record", "reason"),
    "runs": ("started_at",),
}
_KNOWN_BY = {
    "doc_id": ("documents", "doc_id", "source_path"),
    "entity_id": ("entities", "entity_id", "name"),
    "quote_a": ("quotes", "quote_id", "text"),
    "quote_b": ("quotes", "quote_id", "text"),
}


@dataclass(frozen=True)
class Difference:
    """Rows of one table that appeared, went, or kept their key and changed, by their places in it.

    added    places in the later table
    removed  places in the earlier
    changed  places in the earlier and in the later
    """

    table: str
    added: list[int]
    removed: list[int]
    changed: list[tuple[int, int]]


def difference(a: Tables, b: Tables) -> list[Difference]:
    """The difference from snapshot `a` to snapshot `b`, a row a table, in published order."""
    return [_difference(table, a[table], b[table]) for table in TABLES]


def _difference(table: str, a: pd.DataFrame, b: pd.DataFrame) -> Difference:
    before, after = _by_key(table, a), _by_key(table, b)
    both = ((*before[row], *after[row]) for row in after if row in before)
    return Difference(
        table,
        added=[place for row, (place, _) in after.items() if row not in before],
        removed=[place for row, (place, _) in before.items() if row not in after],
        changed=[(was, now) for was, values, now, new in both if values != new],
    )


def _by_key(table: str, rows: pd.DataFrame) -> dict[tuple[object, ...], tuple[int, str]]:
    shown = rows.astype(object).where(rows.notna(), None)
    keys = shown[key(table)].itertuples(index=False, name=None)
    values = (json.dumps(row, default=str) for row in shown.itertuples(index=False, name=None))
    return dict(zip(keys, enumerate(values), strict=True))


def as_read(table: str, places: Sequence[int], tables: Tables) -> list[list[str]]:
    """The rows at `places` of a table as a person knows them, a list of cells each: the file, the words, the name."""
    rows = tables[table].iloc[list(places)]
    cells = [_known_by(rows[column], tables) for column in _SHOWN[table]]
    return [[str(cell) for cell in row if not pd.isna(cell)] for row in zip(*cells, strict=True)]


def _known_by(values: pd.Series, tables: Tables) -> pd.Series:
    if values.name not in _KNOWN_BY:
        return values
    table, id_column, name = _KNOWN_BY[str(values.name)]
    named = tables[table].loc[tables[table][id_column].isin(values)]
    return values.map(dict(zip(named[id_column], named[name], strict=True)))


def columns_changed(found: Difference, was: int, now: int, a: Tables, b: Tables) -> list[str]:
    """Columns in which the row at place `was` of the earlier table and that at `now` of the later differ."""
    before, after = (_values(tables[found.table].iloc[place]) for place, tables in ((was, a), (now, b)))
    return [column for column, value in after.items() if before[column] != value]


def _values(row: pd.Series) -> dict[str, str]:
    return {str(column): json.dumps(value, default=str) for column, value in row.items()}
