"""The readability table: prose, counted, measured, and held to what a measure asks."""

from typing import Any

import numpy as np
import pandas as pd
from pandas.arrays import FloatingArray, IntegerArray

from transforms.arrays import Flags
from transforms.readability.counts import Counts, Tokens, count_tokens
from transforms.readability.formulas import measure_counts
from transforms.readability.limits import ANY_LANGUAGE, enough, reasons
from transforms.readability.prose import Prose, prose_of
from transforms.readability.reference import COUNTS, check_reference
from transforms.tables import ENGLISH


def measure_readability(
    documents: pd.DataFrame, paragraphs: pd.DataFrame, sentences: pd.DataFrame, quotes: pd.DataFrame
) -> pd.DataFrame:
    """Measure every document and body paragraph in each scope it has text in (`tables.Readability`).

    `documents` are read for doc_id and language, the others for their spans, kinds and text.
    Raises RuntimeError where the installed textstat counts otherwise than the one the results are held to.
    """
    check_reference()
    prose = prose_of(paragraphs, sentences, quotes)
    texts = [text for parts in prose.values() for _, text in parts]
    place_of = {text: place for place, text in enumerate(dict.fromkeys(texts))}  # unquoted, a narration is the whole
    places = np.array([place_of[text] for text in texts], np.int64)
    tokens = Tokens.of_texts(list(place_of))
    articles = tokens.joined(places, np.array([len(parts) for parts in prose.values()], np.int64))
    counts = count_tokens(articles).followed_by(count_tokens(tokens).at(places))
    units = _units(prose)
    foreign = set(documents["doc_id"][documents["language"].notna() & (documents["language"] != ENGLISH)])
    english = ~units["doc_id"].isin(foreign).to_numpy(bool)
    return pd.DataFrame({**units, **_columns(counts, english)})


def _units(prose: Prose) -> pd.DataFrame:
    """What each unit is: documents, then paragraphs, in the order of `prose`."""
    documents = [(doc_id, "document", None, scope) for doc_id, scope in prose]
    paragraphs = [
        (doc_id, "paragraph", paragraph_id, scope)
        for (doc_id, scope), parts in prose.items()
        for paragraph_id, _ in parts
    ]
    return pd.DataFrame(documents + paragraphs, columns=["doc_id", "level", "paragraph_id", "scope"], dtype=object)


def _columns(counts: Counts, english: Flags) -> dict[str, Any]:
    """Counts and measures of units, a column each, with the reason where some are null."""
    counted = {name: getattr(counts, name) for name in (*COUNTS, "unlisted_words")}
    return {
        "reason": pd.Series(reasons(counts, english), dtype=object),
        **{name: IntegerArray(numbers, ~(english | (name in ANY_LANGUAGE))) for name, numbers in counted.items()},
        **{
            name: FloatingArray(numbers, ~enough(name, counts, english))
            for name, numbers in measure_counts(counts).items()
        },
    }
