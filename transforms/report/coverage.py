"""What was read: articles by outlet and day, what was rejected and why, what reading warned of."""

from collections import Counter, defaultdict
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from transforms.report.charts import Strip, strip_chart
from transforms.report.corpus import NAME_SHOWN, WORDS_SHOWN, Corpus, Outlet, shorten
from transforms.tables import SPOKEN_KINDS

OUTLETS_SHOWN = 12
REJECTS_SHOWN = 25
WARNINGS_SHOWN = 15
EXAMPLES_SHOWN = 3


@dataclass(frozen=True)
class OutletRow:
    """An outlet's part of the corpus; `quoted` is the share of its words inside quotation marks."""

    outlet: Outlet
    n_articles: int
    n_undated: int
    n_words: int
    n_quotes: int
    quoted: float


@dataclass(frozen=True)
class Reject:
    """An input that was not processed."""

    place: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class Warned:
    """A warning, in how many articles it stands, and the first of them."""

    says: str
    n_articles: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """What the section shows."""

    outlets: list[OutletRow]
    n_outlets: int
    n_articles: int
    n_undated: int
    n_far: int
    n_scare: int
    step: str
    chart: Markup | None
    languages: list[tuple[str, int]]
    rejects: list[Reject]
    n_rejects: int
    warnings: list[Warned]
    n_warnings: int
    n_warned: int


def view(corpus: Corpus) -> View:
    """Coverage of the corpus."""
    documents = corpus.documents
    rows = outlet_rows(corpus)
    warnings = _warnings(corpus)
    rejects = corpus.tables["rejects"]
    languages = corpus.tables["documents"]["language"].fillna("too short to tell")
    return View(
        outlets=rows[:OUTLETS_SHOWN],
        n_outlets=len(rows),
        n_articles=len(documents),
        n_undated=int(documents["day"].isna().sum()),
        n_far=corpus.axis.n_far(documents["day"]),
        n_scare=len(corpus.tables["quotes"]) - len(corpus.quotes),
        step=corpus.axis.step,
        chart=_chart(corpus, rows[:OUTLETS_SHOWN]),
        languages=sorted(Counter(languages).items(), key=lambda pair: (-pair[1], pair[0])),
        rejects=_rejects(rejects.head(REJECTS_SHOWN)),
        n_rejects=len(rejects),
        warnings=warnings[:WARNINGS_SHOWN],
        n_warnings=len(warnings),
        n_warned=sum(len(said) > 0 for said in corpus.tables["documents"]["warnings"]),
    )


def outlet_rows(corpus: Corpus) -> list[OutletRow]:
    """Every outlet, most articles first."""
    documents, quotes = corpus.documents, corpus.quotes
    by_outlet = documents.groupby("outlet")
    counts = pd.DataFrame({"articles": by_outlet.size(), "words": by_outlet["words"].sum()})
    counts["undated"] = documents[documents["day"].isna()].groupby("outlet").size()
    counts["quotes"] = quotes.groupby("outlet").size()
    counts["spoken"] = quotes[quotes["kind"].isin(SPOKEN_KINDS)].groupby("outlet")["n_words"].sum()
    counts = counts.fillna(0).astype(int).rename_axis("outlet").reset_index()
    counts = counts.sort_values(["articles", "outlet"], ascending=[False, True])
    return [
        OutletRow(
            outlet=corpus.outlet(row.outlet),
            n_articles=row.articles,
            n_undated=row.undated,
            n_words=row.words,
            n_quotes=row.quotes,
            quoted=row.spoken / row.words if row.words else 0.0,
        )
        for row in counts.itertuples()
    ]


def _chart(corpus: Corpus, rows: list[OutletRow]) -> Markup | None:
    if not len(corpus.axis):
        return None
    days = corpus.documents.groupby("outlet")["day"]
    counts = {row.outlet.name: corpus.axis.count(days.get_group(row.outlet.name)) for row in rows}
    strips = [Strip(row.outlet.name, row.outlet.tone, counts[row.outlet.name]) for row in rows]
    return strip_chart(f"Articles a {corpus.axis.step}, by outlet", strips, corpus.axis.labels)


def _rejects(rows: pd.DataFrame) -> list[Reject]:
    return [
        Reject(
            place=shorten(row.path if pd.isna(row.record) else f"{row.path}, record {row.record}", 2 * NAME_SHOWN),
            reason=shorten(row.reason, WORDS_SHOWN),
            remedy=shorten(row.remedy, WORDS_SHOWN),
        )
        for row in rows.itertuples()
    ]


def _warnings(corpus: Corpus) -> list[Warned]:
    articles = defaultdict(list)
    for title, warnings in zip(corpus.documents["title"], corpus.tables["documents"]["warnings"], strict=True):
        for warning in warnings:
            articles[warning].append(title)
    said = sorted(articles.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [
        Warned(shorten(says, WORDS_SHOWN), len(titles), tuple(sorted(titles)[:EXAMPLES_SHOWN])) for says, titles in said
    ]
