"""The readability table."""

import pandas as pd
import textstat

from transforms.readability.pronunciations import serve_pronunciations
from transforms.readability.units import units_of
from transforms.tables import columns

KEYS = ("doc_id", "level", "paragraph_id", "scope", "reason")
FEWEST_WORDS, FEWEST_SENTENCES = 100, 30


def measure_readability(documents: pd.DataFrame, paragraphs: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Measure every document and body paragraph, in all scopes (`tables.Readability`)."""
    serve_pronunciations()
    units = units_of(documents, paragraphs, quotes)
    rows = [_measure(text) for text in units["text"]]
    measured = pd.DataFrame(rows, columns=[name for name in columns("readability") if name not in KEYS])
    short = (measured["lexicon_count"] < FEWEST_WORDS).tolist()
    reason = [f"fewer than {FEWEST_WORDS} words" if is_short else None for is_short in short]
    return pd.concat([units.drop(columns="text").reset_index(drop=True), measured], axis=1).assign(
        reason=pd.Series(reason, dtype=object)
    )


def _measure(text: str) -> dict[str, float]:
    row = {}
    for name in columns("readability"):
        if name == "text_standard":
            row[name] = textstat.text_standard(text, float_output=True)
        elif name == "unlisted_words":
            row[name] = 0
        elif name not in KEYS:
            row[name] = getattr(textstat, name)(text)
    return row
