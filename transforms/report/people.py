"""Names: each person, organisation and place that speaks, with roles, company and quotations."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from transforms.report.corpus import NAME_SHOWN, Corpus, Telling, shorten

NAMES_SHOWN = 40
QUOTATIONS_SHOWN = 6
FEW = 5


@dataclass(frozen=True)
class Named:
    """An entity that speaks, with some of its tellings, earliest first."""

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
    n_tellings: int
    tellings: list[Telling]


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
    first = theirs.groupby("speaker_id", sort=False).head(QUOTATIONS_SHOWN)
    shown = corpus.show(first["telling_id"])
    of = {speaker: [shown[t] for t in ids] for speaker, ids in first.groupby("speaker_id")["telling_id"]}
    named = [
        _named(corpus, row, int(counts.get(row.entity_id, 0)), of.get(row.entity_id, [])) for row in rows.itertuples()
    ]
    return View(named, len(corpus.speakers))


def _named(corpus: Corpus, row: Any, n_tellings: int, tellings: list[Telling]) -> Named:
    return Named(
        entity_id=row.entity_id,
        name=shorten(row.name, NAME_SHOWN),
        type=row.type,
        roles=_few(row.roles),
        aliases=_few(row.aliases),
        notes=_few(row.notes),
        company=[(corpus.name(met["entity_id"]), met["n_paragraphs"]) for met in row.co_mentions[:FEW]],
        share=None if pd.isna(row.share_of_voice) else float(row.share_of_voice),
        n_mentions=row.n_mentions,
        n_quotes=row.n_as_speaker,
        n_tellings=n_tellings,
        tellings=tellings,
    )


def _few(words: list[str]) -> list[str]:
    return [shorten(word, NAME_SHOWN) for word in words[:FEW]]
