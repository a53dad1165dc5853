"""The readability table: prose, counted, measured, and held to what a measure asks."""

from typing import Any

import pandas as pd
from pandas.arrays import FloatingArray

from transforms.readability.counts import Counts, Tokens, count_tokens
from transforms.readability.formulas import measure_counts
from transforms.readability.limits import enough, reasons
from transforms.readability.prose import prose_of
from transforms.readability.reference import COUNTS, check_reference


def measure_readability(
    documents: pd.DataFrame, paragraphs: pd.DataFrame, sentences: pd.DataFrame, quotes: pd.DataFrame
) -> pd.DataFrame:
    """Measure every document and body paragraph in each scope it has text in (`tables.Readability`).

    `documents` are read for doc_id and language, the others for their spans, kinds and text.
    Raises RuntimeError where the installed textstat counts otherwise than the one the results are held to.
    """
    check_reference()
    prose = prose_of(paragraphs, sentences, quotes)
    places, texts = pd.factorize(prose["text"])  # a narration is the whole text where nothing is quoted
    tokens = Tokens.of_texts(list(texts))
    articles = prose.groupby(["doc_id", "scope"], sort=False).size().rename("paragraphs").reset_index()
    whole = tokens.joined(places, articles.pop("paragraphs").to_numpy())
    language_of = dict(zip(documents["doc_id"], documents["language"], strict=True))
    measured = [
        _measure(articles.assign(level="document", paragraph_id=None), count_tokens(whole), language_of),
        _measure(prose.assign(level="paragraph"), count_tokens(tokens).at(places), language_of),
    ]
    return pd.concat(measured, ignore_index=True)


def _measure(units: pd.DataFrame, counts: Counts, language_of: dict[str, str | None]) -> pd.DataFrame:
    """Units with their counts, their measures, and the reason where measures are null."""
    language = units["doc_id"].map(language_of)
    english = (language.isna() | (language == "en")).to_numpy(bool)
    columns: dict[str, Any] = {name: getattr(counts, name) for name in (*COUNTS, "unlisted_words")}
    columns["reason"] = pd.Series(reasons(counts, english), dtype=object)
    for name, numbers in measure_counts(counts).items():
        columns[name] = FloatingArray(numbers, ~enough(name, counts, english))
    return units.assign(**columns)
