"""To read with care: quotations the pipeline is unsure of, and speakers it could not name."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from markupsafe import Markup

from transforms.check.drift import DOUBTFUL
from transforms.report.charts import histogram
from transforms.report.corpus import NAME_SHOWN, Corpus, Telling, shorten
from transforms.tables import SPEAKERS_BY

DOUBTFUL_SHOWN = 25
UNRESOLVED_SHOWN = 20
BINS = 10
FOUND_BY = {
    "name": "a name",
    "role": "a title or description",
    "pronoun": "a pronoun",
    "answer": "answering in an interview",
}


@dataclass(frozen=True)
class Unresolved:
    """Words that name a speaker whom the pipeline could not place, how often, and one quotation."""

    said_by: str
    n_quotes: int
    example: Telling


@dataclass(frozen=True)
class View:
    """What the section shows; counts are rows of table quotes, but of doubtful tellings halves count as one."""

    chart: Markup
    threshold: float
    doubtful: list[Telling]
    n_doubtful_tellings: int
    n_doubtful: int
    found_by: list[tuple[str, int]]
    unresolved: list[Unresolved]
    n_unresolved: int
    n_names: int
    n_nobody: int
    n_unclosed: int
    n_quotes: int


def view(corpus: Corpus) -> View:
    """Doubtful quotations, least sure first; unresolved speakers, most frequent first."""
    quotes, tellings = corpus.quotes, corpus.tellings
    doubtful = tellings[tellings["confidence"] < DOUBTFUL].sort_values("confidence", kind="stable")
    least_sure = corpus.show(doubtful["telling_id"].head(DOUBTFUL_SHOWN))
    bins = np.clip((quotes["confidence"].to_numpy(dtype=float) * BINS).astype(int), 0, BINS - 1)
    unplaced = quotes[quotes["speaker_text"].notna() & quotes["speaker_id"].isna()]
    unresolved, n_names = _unresolved(corpus, unplaced)
    return View(
        chart=histogram("Quotations by confidence", np.bincount(bins, minlength=BINS).tolist(), int(DOUBTFUL * BINS)),
        threshold=DOUBTFUL,
        doubtful=[least_sure[telling] for telling in doubtful["telling_id"].head(DOUBTFUL_SHOWN)],
        n_doubtful_tellings=len(doubtful),
        n_doubtful=int((quotes["confidence"] < DOUBTFUL).sum()),
        found_by=_found_by(quotes["speaker_by"]),
        unresolved=unresolved,
        n_unresolved=len(unplaced),
        n_names=n_names,
        n_nobody=int(quotes["speaker_text"].isna().sum()),
        n_unclosed=int((~quotes["closed"].fillna(True)).sum()),
        n_quotes=len(quotes),
    )


def _found_by(found_by: pd.Series) -> list[tuple[str, int]]:
    """What speakers were found by, as a reader says it, and of how many quotations; the surest first."""
    counts = found_by.value_counts()
    return [(FOUND_BY[by], int(counts[by])) for by in SPEAKERS_BY if by in counts]


def _unresolved(corpus: Corpus, quotes: pd.DataFrame) -> tuple[list[Unresolved], int]:
    """Unresolved speakers as written, most quoted first, and how many different ones there are."""
    grouped = quotes.groupby("speaker_text")
    counts = pd.DataFrame({"n": grouped.size(), "example": grouped["telling_id"].first()}).reset_index()
    most = counts.sort_values(["n", "speaker_text"], ascending=[False, True]).head(UNRESOLVED_SHOWN)
    shown = corpus.show(most["example"])
    rows = [Unresolved(shorten(row.speaker_text, NAME_SHOWN), row.n, shown[row.example]) for row in most.itertuples()]
    return rows, len(counts)
