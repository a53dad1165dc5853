"""How hard it reads: readability by outlet, narration against quotations, and the hardest paragraphs."""

from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from transforms.report.charts import Lane, spread_chart
from transforms.report.corpus import Corpus, Outlet, shorten
from transforms.report.coverage import outlet_rows

OUTLETS_SHOWN = 8
HARDEST_SHOWN = 8
PARAGRAPH_SHOWN = 900  # characters
EASE = "flesch_reading_ease"
PARAGRAPH_MEASURE = "lix"  # means something from ten words on; Flesch asks for a hundred, more than a paragraph has
OTHERS = {
    "flesch_kincaid_grade": "Flesch–Kincaid grade",
    "dale_chall_readability_score_v2": "Dale–Chall",
    "lix": "LIX",
}
SCOPES = {"narration": "ink", "quotes": "accent"}

Unit = tuple[Outlet, str, pd.DataFrame]  # an outlet, a scope and the measures of its articles in it


@dataclass(frozen=True)
class Medians:
    """Medians over an outlet's articles in one scope: reading ease, then the others; None where none is measured."""

    outlet: Outlet
    scope: str
    n_articles: int
    ease: float | None
    others: list[float | None]


@dataclass(frozen=True)
class Hard:
    """A paragraph that is hard to read: LIX is its words a sentence plus its per cent of long words."""

    text: str
    lix: float
    words_per_sentence: float
    outlet: Outlet
    title: str
    path: str
    url: str | None


@dataclass(frozen=True)
class View:
    """What the section shows.

    `measured` counts articles of whose quotations or narration the reading ease is known, `compared` those of both,
    `easier` those whose quotations read easier than their narration.
    """

    chart: Markup | None
    others: list[str]
    medians: list[Medians]
    measured: int
    easier: int
    compared: int
    n_articles: int
    hardest: list[Hard]
    n_paragraphs: int
    n_short: int


def view(corpus: Corpus) -> View:
    """Readability of articles by outlet and scope, and of paragraphs."""
    columns = ["doc_id", "level", "paragraph_id", "scope", "words_per_sentence", EASE, *OTHERS]
    measured = corpus.tables["readability"][columns]
    articles = measured[measured["level"] == "document"].merge(corpus.documents[["doc_id", "outlet"]], on="doc_id")
    paragraphs = measured[(measured["level"] == "paragraph") & (measured["scope"] == "all")]
    units = _units(articles, [row.outlet for row in outlet_rows(corpus)[:OUTLETS_SHOWN]])
    by_scope = articles.pivot(index="doc_id", columns="scope", values=EASE).reindex(columns=list(SCOPES))
    sides = by_scope.dropna()
    return View(
        chart=_chart(units),
        others=list(OTHERS.values()),
        medians=[_medians(*unit) for unit in units],
        measured=len(by_scope.dropna(how="all")),
        easier=int((sides["quotes"] > sides["narration"]).sum()),
        compared=len(sides),
        n_articles=len(corpus.documents),
        hardest=_hardest(corpus, paragraphs.dropna(subset=[PARAGRAPH_MEASURE])),
        n_paragraphs=int(paragraphs[PARAGRAPH_MEASURE].notna().sum()),
        n_short=int(paragraphs[PARAGRAPH_MEASURE].isna().sum()),
    )


def _units(articles: pd.DataFrame, outlets: list[Outlet]) -> list[Unit]:
    of = dict(iter(articles.groupby(["outlet", "scope"])))
    return [(outlet, scope, of.get((outlet.name, scope), articles[:0])) for outlet in outlets for scope in SCOPES]


def _chart(units: list[Unit]) -> Markup | None:
    lanes = [
        Lane(outlet.name, SCOPES[scope], articles[EASE].dropna().astype(float).tolist())
        for outlet, scope, articles in units
    ]
    if not any(lane.values for lane in lanes):
        return None
    return spread_chart(
        "Flesch reading ease of articles, by outlet: narration, then quotations", lanes, "Higher is easier"
    )


def _medians(outlet: Outlet, scope: str, articles: pd.DataFrame) -> Medians:
    ease, *others = (_median(articles[measure]) for measure in (EASE, *OTHERS))
    return Medians(outlet, scope, int(articles[EASE].notna().sum()), ease, others)


def _median(values: pd.Series) -> float | None:
    known = values.dropna()
    return float(known.median()) if len(known) else None


def _hardest(corpus: Corpus, rows: pd.DataFrame) -> list[Hard]:
    rows = rows.nlargest(HARDEST_SHOWN, PARAGRAPH_MEASURE, keep="all")  # few: only these need be put in order
    rows = rows.sort_values([PARAGRAPH_MEASURE, "paragraph_id"], ascending=[False, True]).head(HARDEST_SHOWN)
    rows = rows.merge(corpus.documents, on="doc_id")
    paragraphs = corpus.tables["paragraphs"]
    paragraphs = paragraphs[paragraphs["paragraph_id"].isin(rows["paragraph_id"])]
    text = dict(zip(paragraphs["paragraph_id"], paragraphs["text"], strict=True))
    return [
        Hard(
            text=shorten(text[row.paragraph_id], PARAGRAPH_SHOWN),
            lix=float(row.lix),
            words_per_sentence=float(row.words_per_sentence),
            outlet=corpus.outlet(row.outlet),
            title=row.title,
            path=row.path,
            url=row.url,
        )
        for row in rows.itertuples()
    ]
