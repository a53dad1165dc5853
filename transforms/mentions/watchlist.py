"""The user's watchlist: names that win over every rule.

in   the text of a CSV or YAML file
out  one entry a name, with its aliases, type and the user's own id

A CSV has a header row with `name` and any of `aliases` (separated by semicolons), `type` and `id`. A YAML file is a
list of mappings with the same keys; its `aliases` are a list. A word that names two entries would be counted for
either by chance, so it is refused.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from transforms.tables import ENTITY_TYPES

FIELDS = ("name", "aliases", "type", "id")
BETWEEN_ALIASES = ";"


@dataclass(frozen=True)
class WatchlistEntry:
    """A name to look for: what else it is called, one of `ENTITY_TYPES` where known, the user's id for it."""

    name: str
    aliases: tuple[str, ...] = ()
    type: str | None = None
    id: str | None = None


def parse_watchlist(path: str, text: str) -> list[WatchlistEntry]:
    """Entries of a watchlist; `path` says by its ending whether it is CSV or YAML and is named in errors.

    Raises ValueError that names the file, the line and the remedy: for a malformed line, an unknown type or field,
    and a name, alias or id that two entries claim.

    >>> parse_watchlist("names.csv", "name,aliases,type,id\\nIlse Corvand,I. Corvand;Corvand,person,P7\\n")
    [WatchlistEntry(name='Ilse Corvand', aliases=('I. Corvand', 'Corvand'), type='person', id='P7')]
    """
    read = _read_yaml if path.lower().endswith((".yaml", ".yml")) else _read_csv
    numbered = [(line, _entry(path, line, row)) for line, row in read(path, text.removeprefix("\ufeff"))]
    _refuse_conflicts(path, numbered)
    return [entry for _, entry in numbered]


def _read_csv(path: str, text: str) -> Iterable[tuple[int, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", strict=True)
    try:
        header = reader.fieldnames or []
        if "name" not in header:
            raise ValueError(f"{path}, line 1: no column `name`; begin with a header row: {','.join(FIELDS)}")
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise ValueError(f"{path}, line {reader.line_num}: no CSV ({error}); quote cells that hold commas") from None
    for line, row in rows:
        if "" in row:
            raise ValueError(f"{path}, line {line}: more cells than the header; quote cells that hold commas")
    return [
        (line, {**row, "aliases": (row.get("aliases") or "").split(BETWEEN_ALIASES)})
        for line, row in rows
        if any(row.values())
    ]


def _read_yaml(path: str, text: str) -> Iterable[tuple[int, Mapping[str, Any]]]:
    import yaml

    try:
        root = yaml.compose(text, yaml.SafeLoader)
        rows = yaml.safe_load(text) or []
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise ValueError(f"{path}, line {line}: no YAML ({getattr(error, 'problem', error)}); mend the line") from None
    lines = [node.start_mark.line + 1 for node in root.value] if root else []
    if not isinstance(rows, list):
        raise ValueError(f"{path}, line 1: no list; begin each entry with `- name: …`")
    for line, row in zip(lines, rows, strict=True):
        if not isinstance(row, dict):
            raise ValueError(f"{path}, line {line}: no mapping; begin the entry with `- name: …`")
        if not isinstance(row.get("aliases") or [], list):
            raise ValueError(f"{path}, line {line}: aliases are no list; write them as [one, two]")
    return list(zip(lines, rows, strict=True))


def _entry(path: str, line: int, row: Mapping[str, Any]) -> WatchlistEntry:
    if unknown := [str(field) for field in row if field not in FIELDS]:
        raise ValueError(f"{path}, line {line}: unknown field {', '.join(unknown)}; known: {', '.join(FIELDS)}")
    name, kind, own_id = (_cell(row.get(field)) for field in ("name", "type", "id"))
    if not name:
        raise ValueError(f"{path}, line {line}: no name; give one or remove the line")
    if kind and kind not in ENTITY_TYPES:
        raise ValueError(f"{path}, line {line}: type {kind} is unknown; give one of {', '.join(ENTITY_TYPES)}, or none")
    aliases = dict.fromkeys(alias for alias in map(_cell, row.get("aliases") or []) if alias and alias != name)
    return WatchlistEntry(name, tuple(aliases), kind, own_id)


def _cell(value: Any) -> str | None:
    return " ".join(str(value).split()) or None if value is not None else None


def _refuse_conflicts(path: str, numbered: Sequence[tuple[int, WatchlistEntry]]) -> None:
    claimed: dict[tuple[str, str], int] = {}
    for line, entry in numbered:
        names = [("the name", name) for name in (entry.name, *entry.aliases)]
        for what, claim in [*names, *([("the id", entry.id)] if entry.id else [])]:
            earlier = claimed.setdefault((what, claim), line)
            if earlier != line:
                raise ValueError(
                    f"{path}, line {line}: {what} {claim} is taken by line {earlier}; leave it to one of them"
                )


def export_watchlist(entities: pd.DataFrame) -> str:
    """Found entities (tables.Entities) as a watchlist in CSV, to edit and give back; the most telling columns only."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(FIELDS)
    for row in entities.sort_values(["name", "entity_id"]).itertuples():
        own_id = "" if pd.isna(row.external_id) else row.external_id
        writer.writerow((row.name, BETWEEN_ALIASES.join(row.aliases), row.type, own_id))
    return written.getvalue()
