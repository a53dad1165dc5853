"""The readability table: prose, counted, measured, and held to what a measure asks."""

from typing import Any

import pandas as pd
from pandas.arrays import FloatingArray

from transforms.readability.counts import Counts, Tokens, count_tokens
from transforms.readability.formulas import measure_counts
from transforms.readability.limits import enough, reasons
from transforms.readability.prose import prose_of
from transforms.readability.reference import COUNTS, check_reference
from transforms.readability.tokens import Flags

UNIT = ("doc_id", "level", "paragraph_id", "scope")


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
    whole = tokens.joined(places, articles["paragraphs"].to_numpy())
    units = pd.concat([articles.assign(level="document"), prose.assign(level="paragraph")], ignore_index=True)
    counts = count_tokens(whole).followed_by(count_tokens(tokens).at(places))
    language = units["doc_id"].map(dict(zip(documents["doc_id"], documents["language"], strict=True)))
    english = (language.isna() | (language == "en")).to_numpy(bool)
    return pd.DataFrame({name: units[name] for name in UNIT} | _columns(counts, english))


def _columns(counts: Counts, english: Flags) -> dict[str, Any]:
    """Counts and measures of units, a column each, with the reason where measures are null."""
    measures = measure_counts(counts).items()
    return {
        "reason": pd.Series(reasons(counts, english), dtype=object),
        **{name: getattr(counts, name) for name in (*COUNTS, "unlisted_words")},
        **{name: FloatingArray(numbers, ~enough(name, counts, english)) for name, numbers in measures},
    }
