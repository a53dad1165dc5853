"""What changed between two snapshots, by table.

in   a, b        every published table of the earlier and of the later snapshot
out  Difference  of each table, the rows that appeared, went, or stayed and changed

An article's ids are hashes of its whole text: one word corrected, and every row of it has another id, and other offsets
behind the word. So a row whose key is gone is looked for again by what it says.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from transforms.articles import article_places
from transforms.tables import TABLES, Tables, declared, key

# what a reader knows a row by, who knows no hash and counts no characters
_SHOWN = {
    "documents": ("doc_id", "title"),
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
# what a row is known again by where its key has moved; the other tables' keys do not
_KNOWN_AGAIN = {
    "documents": ("doc_id",),
    "paragraphs": ("doc_id", "text"),
    "sentences": ("doc_id", "text"),
    "quotes": ("doc_id", "text"),
    "statements": ("text",),
    "restatements": ("quote_a", "quote_b"),
    "mentions": ("doc_id", "text", "entity_id"),
    "mention_metrics": ("level", "doc_id", "entity_id"),
    "readability": ("doc_id", "level", "scope", "paragraph_id"),
}
_NAMED_BY = {
    "paragraph_id": ("paragraphs", "paragraph_id", "text"),
    "entity_id": ("entities", "entity_id", "name"),
    "quote_a": ("quotes", "quote_id", "text"),
    "quote_b": ("quotes", "quote_id", "text"),
}


@dataclass(frozen=True)
class Difference:
    """Rows of one table that appeared, went, or stayed and changed, by their places in it.

    added    places in the later table
    removed  places in the earlier
    changed  places in the earlier and in the later
    """

    table: str
    added: list[int]
    removed: list[int]
    changed: list[tuple[int, int]]


def difference(a: Tables, b: Tables) -> list[Difference]:
    """The difference from snapshot `a` to snapshot `b`, a row a table, in published order.

    Rows that differ in ids and offsets alone have not changed.
    """
    return [_difference(table, a, b) for table in TABLES]


def _difference(table: str, a: Tables, b: Tables) -> Difference:
    before, after = _by_key(table, a[table]), _by_key(table, b[table])
    gone = _known_again(table, [place for row, place in before.items() if row not in after], a)
    come = _known_again(table, [place for row, place in after.items() if row not in before], b)
    pairs = [(before[row], now) for row, now in after.items() if row in before]
    pairs += [(gone[row], now) for row, now in come.items() if row in gone]
    return Difference(
        table,
        added=[place for row, place in come.items() if row not in gone],
        removed=[place for row, place in gone.items() if row not in come],
        changed=sorted(_changed(table, pairs, a[table], b[table])),
    )


def _by_key(table: str, rows: pd.DataFrame) -> dict[tuple[object, ...], int]:
    keys = _plain(rows[key(table)]).itertuples(index=False, name=None)
    return {row: place for place, row in enumerate(keys)}


def _known_again(table: str, places: Sequence[int], tables: Tables) -> dict[tuple[object, ...], int]:
    """The rows at `places` by what they say; of equal ones the first is known by 0, the second by 1, …"""
    rows = tables[table].iloc[list(places)]
    cells = _plain(pd.DataFrame({name: _named(rows[name], tables) for name in _KNOWN_AGAIN.get(table, key(table))}))
    equal: Counter[tuple[object, ...]] = Counter()
    known = {}
    for place, row in zip(places, cells.itertuples(index=False, name=None), strict=True):
        known[*row, equal[row]] = place
        equal[row] += 1
    return known


def _changed(
    table: str, pairs: Sequence[tuple[int, int]], a: pd.DataFrame, b: pd.DataFrame
) -> Iterator[tuple[int, int]]:
    was = _values(a[_staying(table)].iloc[[place for place, _ in pairs]])
    now = _values(b[_staying(table)].iloc[[place for _, place in pairs]])
    return (pair for pair, old, new in zip(pairs, was, now, strict=True) if old != new)


def _staying(table: str) -> list[str]:
    """Columns that differ only where something was said otherwise."""
    return [name for name, column in declared(table).items() if not column.moves]


def _values(rows: pd.DataFrame) -> Iterator[str]:
    return (json.dumps(row, default=str) for row in _plain(rows).itertuples(index=False, name=None))


def _plain(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.astype(object).where(rows.notna(), None)


def as_read(table: str, places: Sequence[int], tables: Tables) -> list[list[str]]:
    """The rows at `places` of a table as a person knows them, a list of cells each: the file, the words, the name."""
    rows = tables[table].iloc[list(places)]
    cells = [_named(rows[column], tables).map(as_written) for column in _SHOWN[table]]
    return [[cell for cell in row if not pd.isna(cell)] for row in zip(*cells, strict=True)]


def as_written(value: Any) -> str | None:
    """A cell as a person writes it: a day, with the hour where one is known.

    >>> day, minute = pd.Timestamp("2026-03-05", tz="UTC"), pd.Timestamp("2026-03-05 17:30", tz="UTC")
    >>> as_written(day), as_written(minute), as_written(pd.NA)
    ('2026-03-05', '2026-03-05 17:30', None)
    """
    if pd.isna(value):
        return None
    return f"{value:%Y-%m-%d %H:%M}".removesuffix(" 00:00") if isinstance(value, pd.Timestamp) else str(value)


def _named(values: pd.Series, tables: Tables) -> pd.Series:
    """Ids as what they are the ids of: an article by its place in the input, a quotation by its words."""
    if values.name == "doc_id":
        return values.map(article_places(tables["documents"]))
    if values.name not in _NAMED_BY:
        return values
    table, id_column, name = _NAMED_BY[str(values.name)]
    named = tables[table].loc[tables[table][id_column].isin(values)]
    return values.map(dict(zip(named[id_column], named[name], strict=True)))


def columns_changed(found: Difference, was: int, now: int, a: Tables, b: Tables) -> list[str]:
    """Columns in which the row at place `was` of the earlier table and that at `now` of the later say otherwise."""
    before, after = (tables[found.table].iloc[place] for place, tables in ((was, a), (now, b)))
    return [name for name in _staying(found.table) if _cell(before[name]) != _cell(after[name])]


def _cell(value: Any) -> str:
    return json.dumps(value, default=str)
