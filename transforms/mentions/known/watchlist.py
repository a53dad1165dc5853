"""The user's watchlist: names that win over every rule.

in   the text of a CSV or YAML file
out  one entry a name, with its aliases, type and the user's own id

A CSV has a header row with `name` and any of `aliases` (separated by semicolons), `type` and `id`; between its cells
stand commas, semicolons or tabs, as spreadsheets write them. Where it is not commas, these may separate aliases: who
writes cells between semicolons takes the other sign for what is in them. A YAML file is a list of mappings with the
same keys; its `aliases` are a list. A word that names two entries would be counted for either by chance, so it is
refused.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from transforms.tables import ENTITY_TYPES, EntityType

FIELDS = ("name", "aliases", "type", "id")
BETWEEN_ALIASES = ";"
_BAR = "|"  # meant to part aliases where it stands: no name holds one
BETWEEN_CELLS = ",;\t"  # the second in countries that write 0,5
_HALF = re.compile("[\ud800-\udfff]")  # of a pair of surrogates, as YAML may write it; no table can hold one
EXTRA = ""  # what csv calls cells beyond the header


@dataclass(frozen=True)
class WatchlistEntry:
    """A name to look for: what else it is called, of what type where known, the user's id for it."""

    name: str
    aliases: tuple[str, ...] = ()
    type: EntityType | None = None
    id: str | None = None


def parse_watchlist(path: str, text: str) -> list[WatchlistEntry]:
    """Entries of a watchlist; `path` says by its ending whether it is CSV or YAML and is named in errors.

    Raises ValueError that names the file, the line and the remedy: for a malformed line, an unknown type or field,
    and a name, alias or id that two entries claim.

    >>> parse_watchlist("names.csv", "name,aliases,type,id\\nIlse Corvand,I. Corvand;Corvand,person,P7\\n")
    [WatchlistEntry(name='Ilse Corvand', aliases=('I. Corvand', 'Corvand'), type='person', id='P7')]
    """
    read = _read_yaml if path.lower().removesuffix(".gz").endswith((".yaml", ".yml")) else _read_csv
    numbered = [(line, _entry(path, line, row)) for line, row in read(path, text.removeprefix("\ufeff"))]
    _refuse_conflicts(path, numbered)
    return [entry for _, entry in numbered]


def _read_csv(path: str, text: str) -> Iterable[tuple[int, Mapping[str, Any]]]:
    delimiter = max(BETWEEN_CELLS, key=text.partition("\n")[0].count)  # the comma where there is none
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey=EXTRA, strict=True, delimiter=delimiter)
    try:
        if "name" not in (reader.fieldnames or []):
            raise ValueError(f"{path}, line 1: no column `name`; begin with a header row: {','.join(FIELDS)}")
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        says = f"{path}, line {reader.reader.line_num}: no CSV ({error})"
        raise ValueError(f"{says}; quote cells that hold commas, and close what is quoted") from None
    for line, row in rows:
        if EXTRA in row:
            raise ValueError(f"{path}, line {line}: more cells than the header; quote cells that hold commas")
        if any(row.values()):
            yield line, {**row, "aliases": _aliases(row.get("aliases") or "", delimiter)}


def _aliases(cell: str, delimiter: str) -> list[str]:
    """Part the aliases of one cell.

    >>> _aliases("Orm;A. Orm", ","), _aliases("Orm, A. Orm", ";"), _aliases("Orm, Ada;Orm", ";")
    (['Orm', 'A. Orm'], ['Orm', ' A. Orm'], ['Orm, Ada', 'Orm'])
    """
    commas = delimiter != "," and BETWEEN_ALIASES not in cell
    return cell.split("," if commas else BETWEEN_ALIASES)


def _read_yaml(path: str, text: str) -> Iterable[tuple[int, Mapping[str, Any]]]:
    import yaml

    try:
        root = yaml.compose(text, yaml.BaseLoader)
        rows = yaml.load(text, yaml.BaseLoader)  # every word a string: NO is Norway's, not false
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = " ".join(str(getattr(error, "problem", error)).split())
        raise ValueError(f"{path}, line {mark.line + 1 if mark else 1}: no YAML ({problem}); mend the line") from None
    except RecursionError:
        raise ValueError(f"{path}, line 1: lists in lists without end; begin each entry with `- name: …`") from None
    if rows is None:
        return
    if not isinstance(rows, list):
        raise ValueError(f"{path}, line 1: no list; begin each entry with `- name: …`")
    for node, row in zip(root.value, rows, strict=True):
        line = node.start_mark.line + 1
        if not isinstance(row, dict):
            raise ValueError(f"{path}, line {line}: no mapping; begin the entry with `- name: …`")
        if not isinstance(row.get("aliases") or [], list):
            raise ValueError(f"{path}, line {line}: aliases are no list; write them as [one, two]")
        for field, value in row.items():
            if any(isinstance(cell, list | dict) for cell in (value if field == "aliases" else [value]) or []):
                raise ValueError(f"{path}, line {line}: {field} holds a list or mapping; write words alone")
        yield line, row


def _entry(path: str, line: int, row: Mapping[str, Any]) -> WatchlistEntry:
    if unknown := [str(field) for field in row if field not in FIELDS]:
        raise ValueError(f"{path}, line {line}: unknown field {', '.join(unknown)}; known: {', '.join(FIELDS)}")
    name, kind, own_id = (_cell(row.get(field)) for field in ("name", "type", "id"))
    if not name:
        raise ValueError(f"{path}, line {line}: no name; give one or remove the line")
    aliases = dict.fromkeys(alias for alias in map(_cell, row.get("aliases") or []) if alias and alias != name)
    if barred := next((word for word in (name, *aliases) if _BAR in word), None):
        raise ValueError(f"{path}, line {line}: no article writes {barred}; separate aliases by {BETWEEN_ALIASES}")
    if half := _HALF.search(" ".join((name, own_id or "", *aliases))):
        raise ValueError(f"{path}, line {line}: {half.group()!a} is half a character; write the whole of it")
    if kind is not None and kind not in ENTITY_TYPES:
        raise ValueError(f"{path}, line {line}: type {kind} is unknown; give one of {', '.join(ENTITY_TYPES)}, or none")
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
    """Found entities (tables.Entities) as a watchlist in CSV, in their order, to edit and give back.

    A name that two entities were seen under is left out: the list would be refused for it, or decide for every article
    what each decides for itself ("Corvand", where it is not told which of them).
    """
    claims = Counter(entities["name"]) + Counter(alias for aliases in entities["aliases"] for alias in aliases)
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(FIELDS)
    columns = (entities[c] for c in ("name", "aliases", "type", "external_id"))
    for name, aliases, kind, own_id in zip(*columns, strict=True):
        if claims[name] == 1 and _BAR not in name:
            own = [alias for alias in aliases if claims[alias] == 1 and not {BETWEEN_ALIASES, _BAR} & set(alias)]
            writer.writerow((name, BETWEEN_ALIASES.join(own), kind, "" if pd.isna(own_id) else own_id))
    return written.getvalue()
