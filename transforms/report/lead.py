"""The front page: the corpus in a few figures and sentences, and the statement told in most articles."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from transforms.report.apart import NUMBER
from transforms.report.corpus import Corpus, Telling
from transforms.report.restated import is_phrase, show_period
from transforms.tables import DIRECT, DOUBTFUL


@dataclass(frozen=True)
class Figure:
    """A number, what it counts, and the section that tells more."""

    number: int
    noun: str
    rest: str
    anchor: str

    @property
    def counts(self) -> str:
        """What it counts: 1 look-alike kept apart, 2 look-alikes kept apart."""
        return f"{self.noun}{'' if self.number == 1 else 's'}{self.rest}"


@dataclass(frozen=True)
class View:
    """What the front page shows."""

    period: str | None
    outlets: list[str]
    more_outlets: int
    figures: list[Figure]
    top: Telling | None
    top_tellings: int
    top_documents: int


def view(corpus: Corpus) -> View:
    """Figures of the whole corpus and its top story."""
    published = corpus.documents["published_at"]
    statements = corpus.statements
    restated = statements[statements["n_tellings"] > 1]
    top = _top_story(corpus.quotes, restated)
    return View(
        period=show_period(published.min(), published.max()),
        outlets=[outlet.name for outlet in corpus.outlets],
        more_outlets=corpus.documents["outlet"].nunique() - len(corpus.outlets),
        figures=_figures(corpus, len(restated)),
        top=_quotable_telling(corpus, top.statement_id) if top is not None else None,
        top_tellings=int(top.n_tellings) if top is not None else 0,
        top_documents=int(top.n_documents) if top is not None else 0,
    )


def _top_story(quotes: pd.DataFrame, restated: pd.DataFrame) -> Any:
    """The row told in most articles among those that somebody is quoted with in a whole sentence.

    Where there is none, of those worded as a whole sentence, else of a sentence's length; else of all. A catchphrase
    makes no front page.
    """
    if restated.empty:
        return None
    long = restated[~is_phrase(restated["text"])]
    whole = long[long["text"].map(opens_a_sentence).astype(bool)]
    quoted = whole[whole["statement_id"].isin(_in_whole_sentences(quotes)["statement_id"])]
    return next(rows for rows in (quoted, whole, long, restated) if len(rows)).iloc[0]


def _in_whole_sentences(quotes: pd.DataFrame) -> pd.DataFrame:
    """Direct quotations that begin as a sentence does."""
    return quotes[(quotes["kind"] == DIRECT) & quotes["text"].map(opens_a_sentence).astype(bool)]


def _quotable_telling(corpus: Corpus, statement_id: str) -> Telling:
    """The first telling that quotes a whole sentence; else the first that quotes directly, else the first."""
    told = corpus.quotes[corpus.quotes["statement_id"] == statement_id].drop_duplicates("telling_id")
    direct = told[told["kind"] == DIRECT]
    telling = next(rows for rows in (_in_whole_sentences(told), direct, told) if len(rows))["telling_id"].iloc[0]
    return corpus.show([telling])[telling]


def opens_a_sentence(words: str) -> bool:
    """Whether words begin as a sentence does, not with a small letter.

    >>> opens_a_sentence("“We have time,"), opens_a_sentence("12 boats wait"), opens_a_sentence("“that we have time")
    (True, True, False)
    """
    return not next((sign for sign in words if sign.isalnum()), "a").islower()


def _figures(corpus: Corpus, n_restated: int) -> list[Figure]:
    quotes, apart = corpus.quotes, corpus.kept_apart
    return [
        Figure(len(corpus.documents), "article", "", "read"),
        Figure(len(quotes), "quotation", "", "heard"),
        Figure(n_restated, "statement", " told more than once", "restated"),
        Figure(len(apart), "look-alike", " kept apart", "claims" if apart["conflict"].eq(NUMBER).any() else "apart"),
        Figure(len(corpus.speakers), "speaker", " named", "names"),
        Figure(int((quotes["confidence"] < DOUBTFUL).sum()), "doubtful quotation", "", "doubts"),
        Figure(len(corpus.tables["rejects"]), "input", " rejected", "read"),
    ]
