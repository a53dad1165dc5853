"""The tables: what a row of each is, how many there are, and how to load them."""

from dataclasses import dataclass

from transforms.report.corpus import Corpus
from transforms.tables import TABLES, key, meaning, references


@dataclass(frozen=True)
class TableRow:
    """A published table, as declared."""

    name: str
    says: str
    key: list[str]
    refers_to: list[str]
    n_rows: int | None


@dataclass(frozen=True)
class View:
    """What the section shows."""

    tables: list[TableRow]


def view(corpus: Corpus) -> View:
    """Every table in the order it is made; `runs` without its rows, which differ between equal runs."""
    return View(
        [
            TableRow(
                name=table,
                says=meaning(table).split("\n\n")[0],
                key=key(table),
                refers_to=sorted({target.split(".")[0] for target in references(table).values()}),
                n_rows=None if table == "runs" else len(corpus.tables[table]),
            )
            for table in TABLES
        ]
    )
