"""Parts: which stretch of a longer text another text says again.

in   pairs of texts that do not say the same, of which one is longer
out  the stretch of the longer that the other says again, and how sure that is

The clauses that hold most of what the other says, and least of what it does not, are found by the alignment; then the
scorer judges them, or the sentences they stand in, against the other text as if they were a text of their own. A phrase
that stands in the longer word for word is a part of it however its clauses are cut: articles quote a speaker in pieces.
"""

from typing import NamedTuple

import numpy as np

from transforms.arrays import Flags, Floats, Hashes, Ints, stretches, sums_of_stretches
from transforms.statements.comparison.alignment import Side, align, counterpart_found
from transforms.statements.comparison.differences import SCOPE
from transforms.statements.comparison.scorer import THRESHOLD, in_batches, pad_pairs, score_pairs
from transforms.statements.comparison.signatures import text_keys
from transforms.statements.wording.lexicon import shipped_lexicon
from transforms.statements.wording.vocabulary import FUNCTION, NEGATION, UNIT, Vocabulary
from transforms.statements.wording.words import SENTENCE, Texts

LONGER = 4  # words that a text must have more than one that says some of its clauses again
LEAST_IN_PHRASE = 3  # words that a speaker may be quoted with again
PHRASE = 0.9  # how sure a phrase is a part of what holds its words: one speaker's is, strangers share their terms
NO_TERM = 24 * UNIT  # weight of words of substance from which a phrase is no term, and a part whoever says it
MISSED = 0.6  # what a word that the other text lacks counts against a stretch, to what one that it has counts for it


class Parts(NamedTuple):
    """The part of each pair's first text that its second says again."""

    score: Floats  # 0 where there is none
    begin: Ints  # words of the first text
    end: Ints


def find_parts(vocabulary: Vocabulary, texts: Texts, whole: Ints, other: Ints) -> Parts:
    """What part of text whole[k] text other[k] says again: its sentences, else its clauses, else a phrase of it.

    A phrase that stands there word for word is the part, where nothing is surer to be one.
    """
    found = find_phrases(vocabulary, texts, whole, other)
    rows = np.flatnonzero(texts.lengths(whole) - texts.lengths(other) >= LONGER)
    rows = rows[_of_several_clauses(texts.select(whole[rows]))]
    whole, other, phrase = whole[rows], other[rows], found.score[rows]
    tried = np.zeros((2, len(rows)), np.int64)
    for bounds in _stretches(vocabulary, texts, whole, other):
        begin, end = bounds
        new = np.flatnonzero((bounds != tried).any(0) & (end - begin < texts.lengths(whole)))
        score = score_stretches(vocabulary, texts, whole[new], begin[new], end[new], other[new])
        better = score >= np.maximum(THRESHOLD, phrase[new])
        for held, values in zip(found, (score, begin[new], end[new]), strict=True):
            held[rows[new[better]]] = values[better]
        tried = bounds
    return found


def _of_several_clauses(texts: Texts) -> Flags:
    return sums_of_stretches(texts.opens > 0, texts.start) > 1


def find_phrases(vocabulary: Vocabulary, texts: Texts, whole: Ints, other: Ints) -> Parts:
    """Where text whole[k] has all words of text other[k], one behind another, and no denial shortly before them."""
    rows, places = np.unique(np.concatenate([whole, other]), return_inverse=True)
    texts = texts.select(rows)
    words, kind = vocabulary.word[texts.form], vocabulary.kind[texts.form]
    denies, weight = kind == NEGATION, vocabulary.weight[texts.form] * (kind != FUNCTION)
    found = Parts(np.zeros(len(whole)), np.zeros(len(whole), np.int64), np.zeros(len(whole), np.int64))
    for pair, (long, short) in enumerate(places.reshape(2, -1).T.tolist()):
        (start, last), (begin, end) = (texts.start[text : text + 2].tolist() for text in (long, short))
        at = _place_of(words[begin:end], words[start:last]) if end - begin >= LEAST_IN_PHRASE else -1
        if at >= 0 and not denies[start + max(0, at - SCOPE) : start + at].any():
            found.score[pair] = PHRASE if weight[begin:end].sum() < NO_TERM else 1
            found.begin[pair], found.end[pair] = at, at + end - begin
    return found


def _place_of(phrase: Hashes, words: Hashes) -> int:
    """Where a phrase stands among words; -1 where it does not."""
    sought, among = phrase.tobytes(), words.tobytes()
    at = among.find(sought)
    while at % phrase.itemsize and at >= 0:
        at = among.find(sought, at + 1)
    return at // phrase.itemsize


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
    """The run of clauses with the greatest sum of words found, less what is missed (Kadane's scan, by clause)."""
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
