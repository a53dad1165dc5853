"""Finding a statement by words of any of its tellings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

_MARKS = "\"“”„«»'‘’‚‹›"  # a quotation's own marks stand outside the text of its row


@dataclass(frozen=True)
class Hit:
    """One quotation of a statement, with who said it, where and when."""

    text: str
    kind: str
    speaker: str | None
    speaker_text: str | None
    source_path: str
    date: str | None


@dataclass(frozen=True)
class FoundStatement:
    """A statement with its tellings, earliest first."""

    statement_id: str
    text: str
    n_quotes: int
    n_documents: int
    quotes: list[Hit]


def find_statements(words: str, tables: Mapping[str, pd.DataFrame], most: int) -> list[FoundStatement]:
    """At most `most` statements one telling of which holds all of `words`, in any case and order; most told first.

    A word may be the beginning of one, and may be pasted with the quotation's marks.
    `tables` needs quotes, statements, documents and entities.
    """
    holds = pd.Series(True, index=tables["quotes"].index)
    for word in (word.strip(_MARKS) for word in words.split()):
        holds &= tables["quotes"]["text"].str.contains(rf"(?<!\w){re.escape(word)}", case=False, regex=True)
    hits = tables["quotes"].loc[holds, "statement_id"].dropna().unique()
    rows = tables["statements"][tables["statements"]["statement_id"].isin(hits)]
    rows = rows.sort_values(["n_quotes", "n_documents", "statement_id"], ascending=[False, False, True]).head(most)
    tellings = _tellings(tables, rows["statement_id"])
    return [
        FoundStatement(row.statement_id, row.text, int(row.n_quotes), int(row.n_documents), tellings[row.statement_id])
        for row in rows.itertuples()
    ]


def _tellings(tables: Mapping[str, pd.DataFrame], statement_ids: pd.Series) -> dict[str, list[Hit]]:
    names = dict(zip(tables["entities"]["entity_id"], tables["entities"]["name"], strict=True))
    documents = tables["documents"][["doc_id", "source_path", "published_at"]]
    quotes = tables["quotes"][tables["quotes"]["statement_id"].isin(statement_ids)].merge(documents, on="doc_id")
    told: dict[str, list[Hit]] = {}
    for row in quotes.sort_values(["published_at", "source_path", "start"]).itertuples():
        date = None if pd.isna(row.published_at) else f"{row.published_at:%Y-%m-%d}"
        speaker_text = None if pd.isna(row.speaker_text) else row.speaker_text
        hit = Hit(row.text, row.kind, names.get(row.speaker_id), speaker_text, row.source_path, date)
        told.setdefault(row.statement_id, []).append(hit)
    return told
