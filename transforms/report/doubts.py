"""To read with care: quotations and restatements the pipeline is unsure of, and speakers it could not name."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from markupsafe import Markup

from transforms.mentions.words.vocabulary import listed
from transforms.report.charts import histogram
from transforms.report.corpus import NAME_SHOWN, Corpus, Telling, shorten
from transforms.report.restated import tellings_of
from transforms.report.wording import Twins, mark_twins
from transforms.statements.search import surest_links
from transforms.tables import DOUBTFUL, SPEAKERS_BY, UNSURE

DOUBTFUL_SHOWN = 25
UNRESOLVED_SHOWN = 20
UNSURE_SHOWN = 10
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
    sure: float  # score from which a restatement is not called unsure
    unsure: list[Twins]
    n_unsure: int  # pairs of wordings
    found_by: list[tuple[str, int]]
    unresolved: list[Unresolved]
    n_unresolved: int
    n_names: int
    n_pronouns: int  # quotations whose speaker is named by a pronoun, an article or a letter alone
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
    pronoun = unplaced["speaker_text"].map(names_nobody).astype(bool)
    unresolved, n_names = _unresolved(corpus, unplaced[~pronoun])
    unsure, n_unsure = _unsure(corpus)
    return View(
        chart=histogram("Quotations by confidence", np.bincount(bins, minlength=BINS).tolist(), int(DOUBTFUL * BINS)),
        threshold=DOUBTFUL,
        doubtful=[least_sure[telling] for telling in doubtful["telling_id"].head(DOUBTFUL_SHOWN)],
        n_doubtful_tellings=len(doubtful),
        n_doubtful=int((quotes["confidence"] < DOUBTFUL).sum()),
        sure=UNSURE,
        unsure=unsure,
        n_unsure=n_unsure,
        found_by=_found_by(quotes["speaker_by"]),
        unresolved=unresolved,
        n_unresolved=len(unplaced),
        n_names=n_names,
        n_pronouns=int(pronoun.sum()),
        n_nobody=int(quotes["speaker_text"].isna().sum()),
        n_unclosed=int((~quotes["closed"].fillna(True)).sum()),
        n_quotes=len(quotes),
    )


def _unsure(corpus: Corpus) -> tuple[list[Twins], int]:
    """Wordings put to a statement of which no link is sure, each by its surest, the least sure first; and how many."""
    surest = surest_links(corpus.tables["restatements"])
    unsure = surest[surest["score"] < UNSURE][::-1]
    shown = unsure.head(UNSURE_SHOWN)
    telling_of = tellings_of(corpus, [*shown["quote_a"], *shown["quote_b"]])
    tellings = corpus.show(telling_of.values())
    pairs = [
        mark_twins(row, *(tellings[telling_of[q]] for q in (row.quote_a, row.quote_b))) for row in shown.itertuples()
    ]
    return pairs, len(unsure)


def _found_by(found_by: pd.Series) -> list[tuple[str, int]]:
    """What speakers were found by, as a reader says it, and of how many quotations; the surest first."""
    counts = found_by.value_counts()
    return [(FOUND_BY[by], int(counts[by])) for by in SPEAKERS_BY if by in counts]


def _unresolved(corpus: Corpus, quotes: pd.DataFrame) -> tuple[list[Unresolved], int]:
    """Speakers as first written, whatever the case, most quoted first, and how many different ones there are."""
    grouped = quotes.groupby(quotes["speaker_text"].str.casefold())
    counts = grouped.agg(said_by=("speaker_text", "first"), n=("telling_id", "size"), example=("telling_id", "first"))
    most = counts.sort_values(["n", "said_by"], ascending=[False, True]).head(UNRESOLVED_SHOWN)
    shown = corpus.show(most["example"])
    rows = [Unresolved(shorten(row.said_by, NAME_SHOWN), row.n, shown[row.example]) for row in most.itertuples()]
    return rows, len(counts)


def names_nobody(words: str) -> bool:
    """Whether words hold nothing but grammar and single letters, so that no list can say whom they mean.

    >>> names_nobody("they"), names_nobody("Q"), names_nobody("the ministry")
    (True, True, False)
    """
    return all(len(word) == 1 or word in listed("function_words.tsv") for word in words.casefold().split())
