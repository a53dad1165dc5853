"""Finding statements by words of any of their tellings, by who tells them and by the outlet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from transforms.appearance import order_of_appearance
from transforms.difference import article_places
from transforms.statements.cues import heading, opening_words

_MARKS = "\"“”„«»'‘’‚‹›"  # a quotation's own marks stand outside the text of its row

Tables = Mapping[str, pd.DataFrame]


class Asked(NamedTuple):
    """What a telling has to be: hold all of `words`, be said by `speaker`, stand in an article of `source`.

    Each is words in any case and order, None or empty where anything will do. They are whole words; one that ends in *
    is the beginning of a word. A word may be pasted with the quotation's marks.
    """

    words: str = ""
    speaker: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Hit:
    """One quotation of a statement, with who said it, when, and where: its file and record.

    `opening` stands before its words.
    """

    text: str
    kind: str
    opening: str | None
    speaker: str | None
    speaker_text: str | None
    place: str
    date: str | None


@dataclass(frozen=True)
class FoundStatement:
    """A statement with its tellings, earliest first."""

    statement_id: str
    heading: str
    n_quotes: int
    n_documents: int
    quotes: list[Hit]


class Found(NamedTuple):
    """The statements shown, of how many."""

    statements: list[FoundStatement]
    n_all: int


def find_statements(asked: Asked, tables: Tables, most: int) -> Found:
    """At most `most` statements one telling of which is as asked; most told first.

    `tables` needs quotes, statements, documents and entities.
    """
    quotes = tables["quotes"]
    wanted = quotes["statement_id"].notna() & _holds(quotes["text"], asked.words)
    if asked.speaker:
        wanted &= quotes["speaker_id"].isin(named_so(asked.speaker, tables["entities"])["entity_id"]) | (
            quotes["speaker_id"].isna() & _holds(quotes["speaker_text"], asked.speaker)
        )
    if asked.source:
        documents = tables["documents"]
        wanted &= quotes["doc_id"].isin(documents.loc[_holds(documents["source"], asked.source), "doc_id"])
    rows = tables["statements"][tables["statements"]["statement_id"].isin(quotes.loc[wanted, "statement_id"])]
    n_all = len(rows)
    rows = rows.sort_values(["n_quotes", "n_documents", "statement_id"], ascending=[False, False, True]).head(most)
    tellings = _tellings(tables, rows["statement_id"])
    return Found([_statement(row, tellings[row.statement_id]) for row in rows.itertuples()], n_all)


def named_so(name: str, entities: pd.DataFrame) -> pd.DataFrame:
    """Entities whose name, or one of whose aliases, holds all words of `name`."""
    aliases = entities["aliases"].explode().dropna().astype("string")
    also = aliases.index[_holds(aliases, name)]
    return entities[_holds(entities["name"], name) | entities.index.isin(also)]


def speakers_named(name: str, tables: Tables) -> list[str]:
    """Names of the entities called so that are quoted, in their order."""
    entities = named_so(name, tables["entities"])
    return sorted(entities.loc[entities["entity_id"].isin(tables["quotes"]["speaker_id"]), "name"])


def _holds(texts: pd.Series, words: str) -> pd.Series:
    """Which texts hold all of `words`; a null holds none."""
    holds = pd.Series(True, index=texts.index)
    for word in filter(None, (word.strip(_MARKS) for word in words.split())):
        ends = "" if word.endswith("*") else r"(?!\w)"
        word_there = rf"(?<!\w){re.escape(word.rstrip('*'))}{ends}"
        holds &= texts.str.contains(word_there, case=False, regex=True).fillna(False)
    return holds


def _statement(row: Any, tellings: list[Any]) -> FoundStatement:
    shown = heading(row.text, ((telling.kind, telling.cue, telling.text) for telling in tellings))
    hits = [_hit(telling) for telling in tellings]
    return FoundStatement(row.statement_id, shown, int(row.n_quotes), int(row.n_documents), hits)


def _tellings(tables: Tables, statement_ids: pd.Series) -> dict[str, list[Any]]:
    """Rows of quotes, by their statement, with what is shown of article and speaker, earliest first."""
    names = tables["entities"][["entity_id", "name"]].rename(columns={"entity_id": "speaker_id"})
    documents = tables["documents"]
    documents = documents[["doc_id", "published_at"]].assign(
        place=documents["doc_id"].map(article_places(documents)),
        order=documents["doc_id"].map(order_of_appearance(documents)),
    )
    quotes = tables["quotes"][tables["quotes"]["statement_id"].isin(statement_ids)]
    rows = quotes.merge(documents, on="doc_id").merge(names, on="speaker_id", how="left")
    told: dict[str, list[Any]] = {}
    for row in rows.sort_values(["order", "start"]).itertuples():
        told.setdefault(row.statement_id, []).append(row)
    return told


def _hit(row: Any) -> Hit:
    cue_first = bool(pd.notna(row.cue_start) and row.cue_start < row.start)
    return Hit(
        text=row.text,
        kind=row.kind,
        opening=opening_words(row.kind, row.cue, cue_first),
        speaker=None if pd.isna(row.name) else row.name,
        speaker_text=None if pd.isna(row.speaker_text) else row.speaker_text,
        place=row.place,
        date=None if pd.isna(row.published_at) else f"{row.published_at:%Y-%m-%d}",
    )
