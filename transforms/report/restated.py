"""Said again: the statements told more than once, with every wording, and those told in part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from transforms.report.charts import timeline
from transforms.report.corpus import Corpus, Outlet, Telling, shorten, show_day, show_day_of_year
from transforms.report.wording import Pair, Stretch, Wording, mark_parts, set_side_by_side
from transforms.statements.cues import heading
from transforms.tables import PARTIAL

STATEMENTS_SHOWN = 25
PHRASES_SHOWN = 20
PHRASE_WORDS = 6  # of fewer a statement is a phrase: a term, a slogan, a nickname
TELLINGS_SHOWN = 8
WHOLES_SHOWN = 10
PARTS_SHOWN = 5  # of a whole
SPEAKERS_SHOWN = 4
HEADING_SHOWN = 140  # characters


@dataclass(frozen=True)
class Card:
    """A statement with its tellings, earliest first; its canonical wording is its heading."""

    statement_id: str
    heading: str
    speakers: list[str]
    n_tellings: int
    n_documents: int
    n_outlets: int
    period: str | None
    timeline: Markup | None
    wordings: list[Wording]


@dataclass(frozen=True)
class Phrase:
    """A few words that were quoted more than once, and by whom."""

    words: str
    speakers: list[str]
    n_tellings: int
    n_documents: int
    n_outlets: int
    period: str | None


@dataclass(frozen=True)
class Part:
    """What says a sentence of a whole again: a statement, by the telling most like that sentence."""

    telling: Telling
    n_more: int  # tellings of that statement


@dataclass(frozen=True)
class Whole:
    """A telling that holds sentences which others consist of, and these others, those most like it first."""

    telling: Telling
    stretches: list[Stretch]
    parts: list[Part]
    n_more: int  # parts


@dataclass(frozen=True)
class SharedBy:
    """An outlet, the statements it told, and how many of them each outlet told too."""

    outlet: Outlet
    n_statements: int
    with_each: list[int]


@dataclass(frozen=True)
class View:
    """What the section shows; `spread` counts statements by how often they were told."""

    cards: list[Card]
    n_cards: int
    phrases: list[Phrase]
    n_phrases: int
    n_restated: int
    n_statements: int
    n_across: int
    spread: list[tuple[str, int]]
    shared: list[SharedBy]
    n_outlets: int
    wholes: list[Whole]
    n_wholes: int


def view(corpus: Corpus) -> View:
    """Statements and phrases by articles, and partial restatements by score."""
    statements = corpus.statements
    restated = statements[statements["n_tellings"] > 1]
    phrase = is_phrase(restated["text"])
    wholes, n_wholes = _wholes(corpus)
    return View(
        cards=_cards(corpus, restated[~phrase].head(STATEMENTS_SHOWN)),
        n_cards=int((~phrase).sum()),
        phrases=_phrases(corpus, restated[phrase].head(PHRASES_SHOWN)),
        n_phrases=int(phrase.sum()),
        n_restated=len(restated),
        n_statements=len(statements),
        n_across=int((restated["n_documents"] > 1).sum()),
        spread=_spread(statements["n_tellings"]),
        shared=_shared(corpus),
        n_outlets=corpus.documents["outlet"].nunique(),
        wholes=wholes,
        n_wholes=n_wholes,
    )


def is_phrase(texts: pd.Series) -> pd.Series:
    """Which texts are too short for a statement to stand in them.

    >>> is_phrase(pd.Series(["top secret", "We will wait until the last boat is in"])).tolist()
    [True, False]
    """
    return texts.str.count(r"\S+") < PHRASE_WORDS


def _phrases(corpus: Corpus, statements: pd.DataFrame) -> list[Phrase]:
    headings = _headings(corpus, statements)
    return [
        Phrase(
            words.rstrip("."),
            _names(corpus, row),
            row.n_tellings,
            row.n_documents,
            row.n_outlets,
            show_period(row.first_seen, row.last_seen),
        )
        for words, row in zip(headings, statements.itertuples(), strict=True)
    ]


def _names(corpus: Corpus, row: Any) -> list[str]:
    return [corpus.name(speaker) for speaker in row.speakers[:SPEAKERS_SHOWN]]


def _shared(corpus: Corpus) -> list[SharedBy]:
    """Statements that two outlets both told, for the outlets that have a colour of their own."""
    told = corpus.tellings[["outlet", "statement_id"]].dropna(subset=["statement_id"])
    by = {outlet: set(statements.tolist()) for outlet, statements in told.groupby("outlet")["statement_id"]}
    sets = [by.get(outlet.name, set()) for outlet in corpus.outlets]
    return [
        SharedBy(outlet, len(own), [len(own & other) for other in sets])
        for outlet, own in zip(corpus.outlets, sets, strict=True)
    ]


def _spread(n_tellings: pd.Series) -> list[tuple[str, int]]:
    counts = n_tellings.clip(upper=5).value_counts()
    names = ("once", "twice", "three times", "four times", "five times or more")
    return [(name, int(counts.get(n, 0))) for n, name in enumerate(names, start=1)]


def _cards(corpus: Corpus, statements: pd.DataFrame) -> list[Card]:
    tellings = dated_tellings(corpus, statements["statement_id"])
    of = dict(iter(tellings.groupby("statement_id", sort=False)))
    headings = _headings(corpus, statements)
    shown = corpus.show(tellings.groupby("statement_id", sort=False).head(TELLINGS_SHOWN)["telling_id"])
    links = links_between(corpus, shown)
    rows = statements.assign(heading=headings).itertuples()
    return [_card(corpus, row, of[row.statement_id], shown, links) for row in rows]


def _headings(corpus: Corpus, statements: pd.DataFrame) -> list[str]:
    """Canonical wordings as headings: what was denied behind its verb, without the comma before a cue."""
    quotes = corpus.quotes[corpus.quotes["statement_id"].isin(statements["statement_id"])]
    told: dict[str, list[tuple[str, Any, str]]] = {}
    for statement, *telling in zip(*(quotes[name] for name in ("statement_id", "kind", "cue", "text")), strict=True):
        told.setdefault(statement, []).append(tuple(telling))
    texts = zip(statements["statement_id"], statements["text"], strict=True)
    return [shorten(heading(text, told[statement]).rstrip(","), HEADING_SHOWN) for statement, text in texts]


def _card(
    corpus: Corpus, row: Any, tellings: pd.DataFrame, shown: Mapping[str, Telling], links: Mapping[Pair, Any]
) -> Card:
    first = [shown[telling] for telling in tellings["telling_id"].head(TELLINGS_SHOWN)]
    return Card(
        statement_id=row.statement_id,
        heading=row.heading,
        speakers=_names(corpus, row),
        n_tellings=row.n_tellings,
        n_documents=row.n_documents,
        n_outlets=row.n_outlets,
        period=show_period(row.first_seen, row.last_seen),
        timeline=when_told(corpus, tellings),
        wordings=set_side_by_side(first, links),
    )


def dated_tellings(corpus: Corpus, statement_ids: pd.Series) -> pd.DataFrame:
    """Tellings of these statements, in order of appearance, each with its step of the time axis."""
    tellings = corpus.tellings[corpus.tellings["statement_id"].isin(statement_ids)]
    return tellings.assign(step=corpus.axis.place(tellings["day"]))


def when_told(corpus: Corpus, tellings: pd.DataFrame) -> Markup | None:
    """A timeline with a dot for each outlet on each day of `tellings` (`dated_tellings`); None where none is dated."""
    told = dict.fromkeys(zip(tellings["day"], tellings["step"], tellings["outlet"], strict=True))
    marks = [(step, corpus.outlet(name).tone) for _, step, name in told if step >= 0]
    return timeline(f"When it was told, by {corpus.axis.step}", marks, len(corpus.axis)) if marks else None


def show_period(first: pd.Timestamp, last: pd.Timestamp) -> str | None:
    """From the first to the last day, in as few words as tell it; None where unknown.

    >>> show_period(pd.Timestamp("2026-03-03"), pd.Timestamp("2026-03-15"))
    '3 to 15 March 2026'
    """
    if pd.isna(first):
        return None
    if first.date() == last.date():
        return show_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {show_day(last)}"
    start = show_day_of_year(first) if first.year == last.year else show_day(first)
    return f"{start} to {show_day(last)}"


def links_between(corpus: Corpus, telling_ids: Iterable[str]) -> dict[Pair, Any]:
    """Rows of `restatements` between the tellings given, by (telling a, telling b)."""
    wanted = set(telling_ids)
    of_quote = corpus.quotes[corpus.quotes["telling_id"].isin(wanted)]
    telling_of = dict(zip(of_quote["quote_id"].tolist(), of_quote["telling_id"].tolist(), strict=True))
    links = corpus.tables["restatements"]
    links = links[links["quote_a"].isin(telling_of.keys()) & links["quote_b"].isin(telling_of.keys())]
    return {(telling_of[row.quote_a], telling_of[row.quote_b]): row for row in links.itertuples()}


def _wholes(corpus: Corpus) -> tuple[list[Whole], int]:
    """Tellings that others say a part of, the surest first, and how many there are."""
    links = corpus.tables["restatements"]
    links = links[links["relation"] == PARTIAL].sort_values(
        ["score", "quote_a", "quote_b"], ascending=[False, True, True]
    )
    telling_of = tellings_of(corpus, [*links["quote_a"], *links["quote_b"]])
    links = links.assign(whole=links["quote_a"].map(telling_of), telling=links["quote_b"].map(telling_of))
    wholes = links["whole"].unique()
    best = links[links["whole"].isin(wholes[:WHOLES_SHOWN])]
    best = best.assign(statement=best["telling"].map(corpus.tellings.set_index("telling_id")["statement_id"]))
    shown = corpus.show([*best["whole"], *best["telling"]])
    return [_whole(shown[whole], rows, shown) for whole, rows in best.groupby("whole", sort=False)], len(wholes)


def _whole(telling: Telling, links: pd.DataFrame, shown: Mapping[str, Telling]) -> Whole:
    """A whole with the statements that say parts of it, each by its telling most like one."""
    tellings = links.groupby("statement", sort=False)["telling"].agg(["first", "nunique"])
    parts = [Part(shown[row.first], row.nunique - 1) for row in tellings.head(PARTS_SHOWN).itertuples()]
    stretches = mark_parts(telling.words, links["part"].dropna())
    return Whole(telling, stretches, parts, len(tellings) - len(parts))


def tellings_of(corpus: Corpus, quote_ids: Iterable[str]) -> dict[str, str]:
    """For each quotation the telling it belongs to."""
    rows = corpus.quotes[corpus.quotes["quote_id"].isin(set(quote_ids))]
    return dict(zip(rows["quote_id"].tolist(), rows["telling_id"].tolist(), strict=True))
