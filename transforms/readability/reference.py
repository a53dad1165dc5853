"""textstat itself, asked text by text: what the columns are held to.

A process that measures compares one text first, so that an installed textstat that counts otherwise stops the run
and never fills a table with numbers that are not its own.
"""

from functools import cache

import numpy as np
import textstat

from transforms.readability.counts import count_texts
from transforms.readability.formulas import AVERAGES, FORMULAS, measure_counts
from transforms.readability.pronunciations import serve_pronunciations

COUNTS = (
    "lexicon_count",
    "sentence_count",
    "char_count",
    "letter_count",
    "syllable_count",
    "monosyllabcount",
    "polysyllabcount",
    "miniword_count",
    "long_word_count",
    "difficult_words",
)
MEASURES = (*AVERAGES, *(formula.__name__ for formula in FORMULAS))

# All that the rules tell apart: contractions, hyphens, numbers, stops inside tokens, one-word sentences, punctuation
# that stands alone, words off the dictionary, capitals, letters outside ASCII, more than a hundred words.
_PROBE = (
    "Dr. Ilse Corvand didn't wait: the well-known harbour-master's 3.5 million — “unprecedented”, she'd said — went. "
    "Why? Nobody'll know! İzmir and Ærø sent U.S.-built tugs at 10:45 a.m., e.g. the Quarvelistran… "
)


def ask_textstat(text: str) -> dict[str, float]:
    """Every count and measure of a text by textstat's public functions, on the packaged dictionary."""
    serve_pronunciations()
    asked = {name: getattr(textstat, name)(text) for name in (*COUNTS, *MEASURES) if name != "text_standard"}
    return asked | {"text_standard": textstat.text_standard(text, float_output=True)}


@cache
def check_reference() -> None:
    """Compare a text with the installed textstat; RuntimeError, naming the measures, where it counts otherwise."""
    text = _PROBE * 4
    counts = count_texts([text])
    found = {name: getattr(counts, name) for name in COUNTS} | measure_counts(counts)
    asked = ask_textstat(text)
    differing = sorted(name for name, number in asked.items() if not np.array_equal(found[name], [number]))
    if differing:
        raise RuntimeError(
            f"The installed textstat counts {', '.join(differing)} otherwise than 0.7.13, which the tables are held to; "
            "install textstat==0.7.13."
        )
