"""Parts: which stretch of a longer text another text says again.

in   pairs of texts that do not say the same, of which one is longer
out  the stretch of the longer that the other says again, and how sure that is

The clauses that hold most of what the other says, and least of what it does not, are found by the alignment; then the
scorer judges them, or the sentences they stand in, against the other text as if they were a text of their own.
"""

from typing import NamedTuple

import numpy as np

from transforms.arrays import Flags, Floats, Ints, stretches
from transforms.statements.comparison.alignment import Side, align, counterpart_found
from transforms.statements.comparison.scorer import THRESHOLD, in_batches, pad_pairs, score_pairs
from transforms.statements.comparison.signatures import text_keys
from transforms.statements.wording.lexicon import shipped_lexicon
from transforms.statements.wording.vocabulary import FUNCTION, Vocabulary
from transforms.statements.wording.words import SENTENCE, Texts

MISSED = 0.6  # what a word that the other text lacks counts against a stretch, to what one that it has counts for it


class Parts(NamedTuple):
    """The part of each pair's first text that its second says again."""

    score: Floats  # 0 where there is none
    begin: Ints  # words of the first text
    end: Ints


def find_parts(vocabulary: Vocabulary, texts: Texts, whole: Ints, other: Ints) -> Parts:
    """What part of text whole[k] text other[k] says again; the sentences it stands in, else its clauses."""
    clauses, sentences = _stretches(vocabulary, texts, whole, other)
    found = Parts(np.zeros(len(whole)), np.zeros(len(whole), np.int64), np.zeros(len(whole), np.int64))
    for begin, end in (clauses, sentences):
        score = score_stretches(vocabulary, texts, whole, begin, end, other)
        better = (score >= THRESHOLD) & (end - begin < np.diff(texts.start)[whole])
        found.score[better], found.begin[better], found.end[better] = score[better], begin[better], end[better]
    return found


def score_stretches(vocabulary: Vocabulary, texts: Texts, whole: Ints, begin: Ints, end: Ints, other: Ints) -> Floats:
    """Probability that words begin[k] to end[k] of text whole[k] say the same as text other[k]."""
    rows, places = np.unique(np.concatenate([whole, other]), return_inverse=True)
    whole, other = np.split(places, 2)
    with_stretches = add_stretches(texts.select(rows), whole, begin, end)
    first = np.arange(len(whole)) + len(rows)
    return score_pairs(vocabulary, with_stretches, text_keys(vocabulary, with_stretches), first, other).probability


def add_stretches(texts: Texts, whole: Ints, begin: Ints, end: Ints) -> Texts:
    """The texts, and behind them these stretches of them."""
    lengths = end - begin
    ends = np.cumsum(lengths)
    at = stretches(texts.start[whole] + begin, lengths)
    opens = texts.opens[at]
    first = (ends - lengths)[lengths > 0]
    opens[first] = np.maximum(opens[first], SENTENCE)
    return Texts(
        np.concatenate([texts.form, texts.form[at]]),
        np.concatenate([texts.start, texts.start[-1] + ends]),
        np.concatenate([texts.opens, opens]),
    )


def _stretches(vocabulary: Vocabulary, texts: Texts, whole: Ints, other: Ints) -> tuple[Ints, Ints]:
    """Beginnings and ends, (2, pairs), of the clauses that hold what the other says and of the sentences round them."""
    clauses, sentences = np.zeros((2, len(whole)), np.int64), np.zeros((2, len(whole)), np.int64)
    for chosen in in_batches(texts, whole, other, np.arange(len(whole))):
        padded = pad_pairs(vocabulary, texts, whole[chosen], other[chosen])
        aligned = align(vocabulary, *padded, shipped_lexicon())
        clauses[:, chosen] = begin, end = _best_clauses(aligned.a)
        sentences[:, chosen] = _widened(aligned.a.opens >= SENTENCE, aligned.a.words, begin, end)
    return clauses, sentences


def _best_clauses(side: Side) -> tuple[Ints, Ints]:
    """The run of clauses with the greatest sum of words found, less what is missed (Kadane's scan, clause by clause)."""
    gain = side.weight * (side.kind != FUNCTION) * np.where(counterpart_found(side), 1, -MISSED)
    pairs = gain.shape[1]
    run, best = np.zeros(pairs), np.zeros(pairs)
    run_begin, begin, end = (np.zeros(pairs, np.int64) for _ in range(3))
    closes = np.ones(side.opens.shape, bool)  # the word is its clause's last
    closes[:-1] = (side.opens[1:] > 0) | ~side.real[1:]
    for place in range(len(gain)):
        anew = (side.opens[place] > 0) & (run <= 0)
        run[anew], run_begin[anew] = 0, place
        run += gain[place]
        better = closes[place] & side.real[place] & (run > best)
        best[better], begin[better], end[better] = run[better], run_begin[better], place + 1
    return begin, end


def _widened(opens: Flags, words: Ints, begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """The stretch widened to whole sentences."""
    place = np.arange(len(opens))[:, None]
    first = np.where(opens & (place <= begin), place, 0).max(0)
    last = np.where(opens & (place >= end), place, len(opens)).min(0)
    return first, np.minimum(last, words).astype(np.int64)
