"""How much text a measure needs before it means anything.

A formula fitted on passages of a hundred words says of eight words what chance put there: "He said so." is of
grade -2.6 by Flesch-Kincaid. So a unit is held to what a measure's author asks of a sample:

- SMOG counts 30 sentences (McLaughlin 1969, SMOG grading, Journal of Reading 12, 639).
- The other grades and scores are made for samples of 100 words: Flesch 1948 (A new readability yardstick), and
  Kincaid et al. 1975 who fitted his counts anew; Dale & Chall 1948 and Chall & Dale 1995; Gunning 1952 (at least
  100 words); Spache 1953; Coleman & Liau 1975, who count a hundred words; the automated index of Smith & Senter
  1967 with them. Linsear Write counts the first 100.
- LIX, RIX and EFLAW are no estimates but plain averages of the text at hand. They are given from 10 words on, where
  one long word more moves LIX (100 / 10) by one of the ten-point bands of Björnsson 1968 and no further.
- textstat's consensus (`text_standard`) needs what seven of its eight voters need, 100 words.
- Averages and the reading time hold for any text that has a word.

The formulas, the word lists and the syllables are English: of an article in another language there are only the
counts that need no dictionary.
"""

from typing import NamedTuple

import numpy as np

from transforms.arrays import Flags
from transforms.readability.counts import Counts
from transforms.readability.formulas import AVERAGES, FORMULAS


class Minimum(NamedTuple):
    """The fewest words and sentences a measure is given for."""

    words: int
    sentences: int = 1


ANY_TEXT, AVERAGED, SAMPLE = Minimum(1), Minimum(10), Minimum(100)
SMOG_SAMPLE = Minimum(1, 30)
MINIMA = {
    **dict.fromkeys(AVERAGES, ANY_TEXT),
    **{formula.__name__: SAMPLE for formula in FORMULAS},
    **dict.fromkeys(("lix", "rix", "mcalpine_eflaw"), AVERAGED),
    "smog_index": SMOG_SAMPLE,
    "reading_time": ANY_TEXT,
}
ANY_LANGUAGE = ("lexicon_count", "sentence_count", "char_count", "letter_count", "miniword_count", "long_word_count")


def enough(measure: str, counts: Counts, english: Flags) -> Flags:
    """Which texts are long enough, and in the right language, for a measure."""
    words, sentences = MINIMA[measure]
    return english & (counts.lexicon_count >= words) & (counts.sentence_count >= sentences)


def reasons(counts: Counts, english: Flags) -> list[str | None]:
    """Why each text lacks measures, by the lack that takes most of them; None where it has all."""
    words, sentences = counts.lexicon_count, counts.sentence_count
    lacks = {
        "not in English": ~english,
        "no words": words < ANY_TEXT.words,
        f"fewer than {AVERAGED.words} words": words < AVERAGED.words,
        f"fewer than {SAMPLE.words} words": words < SAMPLE.words,
        f"fewer than {SMOG_SAMPLE.sentences} sentences": sentences < SMOG_SAMPLE.sentences,
    }
    named = [*lacks, None]
    return [named[first] for first in np.argmax([*lacks.values(), np.ones(len(words), bool)], axis=0)]
