"""Names: each person, organisation and place that speaks, with roles, company and quotations."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from transforms.mentions.words.roles import distinct_roles
from transforms.report.corpus import NAME_SHOWN, Corpus, Telling, shorten

NAMES_SHOWN = 40
STATEMENTS_SHOWN = 6
FEW = 5


@dataclass(frozen=True)
class Statement:
    """What an entity said, in its first telling, and in how many articles it is quoted with it."""

    telling: Telling
    n_tellings: int
    n_articles: int


@dataclass(frozen=True)
class Named:
    """An entity that speaks, with some of what it said, what most articles quote first."""

    entity_id: str
    name: str
    type: str
    roles: list[str]
    aliases: list[str]
    notes: list[str]
    company: list[tuple[str, int]]
    share: float | None
    n_mentions: int
    n_quotes: int
    statements: list[Statement]
    n_more: int  # tellings


@dataclass(frozen=True)
class View:
    """What the section shows."""

    named: list[Named]
    n_named: int


def view(corpus: Corpus) -> View:
    """Entities that speak, most words quoted first."""
    rows = corpus.speakers.head(NAMES_SHOWN)
    theirs = corpus.tellings[corpus.tellings["speaker_id"].isin(rows["entity_id"])]
    counts = theirs["speaker_id"].value_counts()
    said = _said(corpus, theirs)
    named = [
        _named(corpus, row, int(counts.get(row.entity_id, 0)), said.get(row.entity_id, [])) for row in rows.itertuples()
    ]
    return View(named, len(corpus.speakers))


def _said(corpus: Corpus, tellings: pd.DataFrame) -> dict[str, list[Statement]]:
    """By speaker the statements in most articles; of as many, those that others tell too, then the earliest."""
    own = tellings.groupby(["speaker_id", "statement_id"], sort=False)
    counts = {
        "first": ("telling_id", "first"),
        "n_tellings": ("telling_id", "size"),
        "n_articles": ("doc_id", "nunique"),
    }
    rows = own.agg(**counts).reset_index().merge(corpus.statements[["statement_id", "n_documents"]], on="statement_id")
    rows = rows.sort_values(["n_articles", "n_documents"], ascending=False, kind="stable")
    rows = rows.groupby("speaker_id", sort=False).head(STATEMENTS_SHOWN)
    shown = corpus.show(rows["first"])
    said: dict[str, list[Statement]] = {}
    for row in rows.itertuples():
        said.setdefault(row.speaker_id, []).append(Statement(shown[row.first], row.n_tellings, row.n_articles))
    return said


def _named(corpus: Corpus, row: Any, n_tellings: int, statements: list[Statement]) -> Named:
    return Named(
        entity_id=row.entity_id,
        name=shorten(row.name, NAME_SHOWN),
        type=row.type,
        roles=_few(distinct_roles(row.roles)),
        aliases=_few(row.aliases),
        notes=_few(row.notes),
        company=[(corpus.name(met["entity_id"]), met["n_paragraphs"]) for met in row.co_mentions[:FEW]],
        share=None if pd.isna(row.share_of_voice) else float(row.share_of_voice),
        n_mentions=row.n_mentions,
        n_quotes=row.n_as_speaker,
        statements=statements,
        n_more=n_tellings - sum(statement.n_tellings for statement in statements),
    )


def _few(words: list[str]) -> list[str]:
    return [shorten(word, NAME_SHOWN) for word in words[:FEW]]
