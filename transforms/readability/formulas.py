"""textstat's formulas over columns of counts.

Each function is named as textstat's and takes its operations in textstat's order, so that a number is its number
to the last bit. Where textstat answers 0 because a text is empty, so does this; `limits` keeps such numbers out of
the table. The formulas' own sources stand in textstat's docstrings.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from textstat.backend.utils import get_lang_cfg

from transforms.arrays import Floats, Ints, Numbers
from transforms.readability.counts import Counts
from transforms.readability.tokens import LANGUAGE

MS_PER_CHARACTER = 14.69  # textstat's default: Demberg & Keller (2008)
LOWEST_GRADE, HIGHEST_GRADE = 1, 18
# Grades that the Flesch reading ease votes for: below 30, from 30, 40, … 90, from 100. The band from 60 has two.
_EASE_BANDS = (30, 40, 50, 60, 70, 80, 90, 100)
_EASE_GRADES = np.array([13, 12, 11, 10, 8, 7, 6, 5, 13], float)
_EASE_SECOND_GRADES = np.where(_EASE_GRADES == 8, 9, np.nan)


def _divide(upper: Numbers, lower: Numbers) -> Floats:
    """Divide; 0 where textstat catches a division by zero."""
    ratios = np.zeros(len(lower))
    np.divide(upper, lower, out=ratios, where=lower != 0)
    return ratios


@dataclass(frozen=True)
class Averages:
    """Averages that the formulas share; names as in textstat."""

    counts: Counts

    @cached_property
    def words_per_sentence(self) -> Floats:
        """Words a sentence."""
        return _divide(self.counts.lexicon_count, self.counts.sentence_count)

    @cached_property
    def avg_sentence_per_word(self) -> Floats:
        """Sentences a word."""
        return _divide(self.counts.sentence_count, self.counts.lexicon_count)

    @cached_property
    def avg_character_per_word(self) -> Floats:
        """Characters a word; punctuation that stands alone is a word here."""
        return _divide(self.counts.char_count, self.counts.tokens)

    @cached_property
    def avg_letter_per_word(self) -> Floats:
        """Letters a word."""
        return _divide(self.counts.letter_count, self.counts.lexicon_count)

    @cached_property
    def avg_syllables_per_word(self) -> Floats:
        """Syllables a word."""
        return _divide(self.counts.syllable_count, self.counts.lexicon_count)

    def percent(self, words: Ints) -> Floats:
        """Of a hundred words, how many are such."""
        return _divide(100 * words, self.counts.lexicon_count)

    def unless_empty(self, numbers: Floats, *factors: Floats | Ints) -> Floats:
        """`numbers`; 0 where a factor (by default the words) is 0, as textstat has it."""
        empty = np.logical_or.reduce([factor == 0 for factor in factors or (self.counts.lexicon_count,)])
        return np.where(empty, 0.0, numbers)


def flesch_reading_ease(of: Averages) -> Floats:
    """Ease from 100, very easy, to 0, very hard: long sentences and long words take from it."""
    base, a_sentence, a_syllable = (
        get_lang_cfg(LANGUAGE, name) for name in ("fre_base", "fre_sentence_length", "fre_syll_per_word")
    )
    length, syllables = of.words_per_sentence, of.avg_syllables_per_word
    return of.unless_empty(base - a_sentence * length - a_syllable * syllables, length, syllables)


def flesch_kincaid_grade(of: Averages) -> Floats:
    """School grade by the same two averages."""
    length, syllables = of.words_per_sentence, of.avg_syllables_per_word
    return of.unless_empty(0.39 * length + 11.8 * syllables - 15.59, length, syllables)


def smog_index(of: Averages) -> Floats:
    """School grade by the words of three syllables or more in 30 sentences."""
    under_root = 30 * _divide(of.counts.polysyllabcount, of.counts.sentence_count)
    # Python's power, as in textstat: numpy takes a square root, or a vectorised power, with another last bit.
    roots = np.array([number**0.5 for number in under_root.tolist()])
    return of.unless_empty(1.043 * roots + 3.1291, of.counts.sentence_count)


def coleman_liau_index(of: Averages) -> Floats:
    """School grade by letters and sentences in a hundred words."""
    letters, sentences = of.avg_letter_per_word * 100, of.avg_sentence_per_word * 100
    return of.unless_empty(0.058 * letters - 0.296 * sentences - 15.8, letters, sentences)


def automated_readability_index(of: Averages) -> Floats:
    """School grade by characters a word and words a sentence."""
    characters, length = of.avg_character_per_word, of.words_per_sentence
    return of.unless_empty(4.71 * characters + 0.5 * length - 21.43, characters, length)


def linsear_write_formula(of: Averages) -> Floats:
    """School grade by easy and hard words of the first hundred words and the sentences they make."""
    points = _divide(of.counts.linsear_easy * 1 + of.counts.linsear_hard * 3, of.counts.linsear_sentences)
    return of.unless_empty(np.where(points <= 20, points - 2, points) / 2, of.counts.linsear_sentences)


def dale_chall_readability_score(of: Averages) -> Floats:
    """Score by the share of words off the list of easy ones, more where they are above 5 %."""
    unfamiliar = of.percent(of.counts.unfamiliar)
    score = 0.1579 * unfamiliar + 0.0496 * of.words_per_sentence
    return of.unless_empty(np.where(unfamiliar > 5, score + 3.6365, score))


def dale_chall_readability_score_v2(of: Averages) -> Floats:
    """The same of words off the list that have two syllables or more."""
    score = 0.1579 * of.percent(of.counts.difficult) + 0.0496 * of.words_per_sentence
    return of.unless_empty(np.where(score > 0.05, score + 3.6365, score))


def gunning_fog(of: Averages) -> Floats:
    """School grade by words a sentence and the share of words of three syllables off the list."""
    return of.unless_empty(0.4 * (of.words_per_sentence + of.percent(of.counts.hard)))


def spache_readability(of: Averages) -> Floats:
    """School grade of the first grades."""
    return of.unless_empty(0.141 * of.words_per_sentence + 0.086 * of.percent(of.counts.difficult) + 0.839)


def lix(of: Averages) -> Floats:
    """Words a sentence and long words in a hundred."""
    return of.unless_empty(of.words_per_sentence + of.percent(of.counts.long_word_count))


def rix(of: Averages) -> Floats:
    """Long words a sentence."""
    return _divide(of.counts.long_word_count, of.counts.sentence_count)


def mcalpine_eflaw(of: Averages) -> Floats:
    """Words and short words a sentence."""
    return _divide(of.counts.lexicon_count + of.counts.miniword_count, of.counts.sentence_count)


def reading_time(of: Averages) -> Floats:
    """Seconds, by characters."""
    return MS_PER_CHARACTER * of.counts.char_count / 1000


def text_standard(of: Averages) -> Floats:
    """The grade that most votes of eight measures fall on; of equals the one that was voted for first."""
    band = np.digitize(flesch_reading_ease(of), _EASE_BANDS)
    first, *others = (_roundings(formula(of)) for formula in _VOTERS)
    votes = np.stack([*first, _EASE_GRADES[band], _EASE_SECOND_GRADES[band], *chain.from_iterable(others)])
    agreeing = np.stack([(votes == vote).sum(axis=0, dtype=np.int8) for vote in votes])
    chosen: Floats = np.take_along_axis(votes, agreeing.argmax(axis=0)[None], axis=0)[0]
    return np.clip(chosen, LOWEST_GRADE, HIGHEST_GRADE)


def _roundings(scores: Floats) -> tuple[Floats, Floats, Floats]:
    return np.floor(scores), np.ceil(scores), np.rint(scores)


Formula = Callable[[Averages], Floats]
_VOTERS: tuple[Formula, ...] = (  # in textstat's order; the Flesch reading ease votes after the first
    flesch_kincaid_grade,
    smog_index,
    coleman_liau_index,
    automated_readability_index,
    dale_chall_readability_score,
    linsear_write_formula,
    gunning_fog,
)
FORMULAS: tuple[Formula, ...] = (
    flesch_reading_ease,
    flesch_kincaid_grade,
    smog_index,
    coleman_liau_index,
    automated_readability_index,
    linsear_write_formula,
    dale_chall_readability_score,
    dale_chall_readability_score_v2,
    gunning_fog,
    spache_readability,
    lix,
    rix,
    mcalpine_eflaw,
    text_standard,
    reading_time,
)
AVERAGES = (
    "words_per_sentence",
    "avg_sentence_per_word",
    "avg_character_per_word",
    "avg_letter_per_word",
    "avg_syllables_per_word",
)


def measure_counts(counts: Counts) -> dict[str, Floats]:
    """Averages and scores of the texts counted, a column each, under the names of textstat's functions."""
    of = Averages(counts)
    averages = {name: getattr(of, name) for name in AVERAGES}
    return averages | {formula.__name__: formula(of) for formula in FORMULAS}
