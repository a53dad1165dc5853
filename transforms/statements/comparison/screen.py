"""Screen: which pairs of texts are worth comparing word by word.

in   Texts, Vocabulary; pairs of texts, as rows of Texts
out  those of them that may share enough

The text that stands in more of the pairs is laid out: each of its words in a place that its stem's hash says, weights
in one place added up. The other's words are looked up there. Stems may meet in a place, and a word told twice is found
twice, so what is found shared of either text is at least what is shared (as a count sketch: Cormode and Muthukrishnan
2005).
"""

import numpy as np

from transforms.arrays import Flags, Ints, Numbers, stretches
from transforms.statements.comparison.alignment import MOST_WORDS
from transforms.statements.comparison.scorer import worth_comparing
from transforms.statements.comparison.signatures import mix
from transforms.statements.wording.vocabulary import Vocabulary
from transforms.statements.wording.words import Texts

PLACES = 1024  # a text is laid out in: of the stems that a text of two sentences lacks it seems to hold one in thirty
PAIRS_AT_ONCE = 1 << 11  # a bound on memory: each is laid out in all places


def likely_pairs(vocabulary: Vocabulary, texts: Texts, i: Ints, j: Ints) -> Ints:
    """Those k whose texts i[k] and j[k] may share enough; and all whose texts are so long that parts are compared."""
    place = (mix(vocabulary.key) % np.uint64(PLACES)).astype(np.int32)
    stands_in = np.bincount(np.concatenate([i, j]), minlength=len(texts.start) - 1)
    swap = stands_in[j] > stands_in[i]
    i, j = np.where(swap, j, i), np.where(swap, i, j)
    long = (texts.lengths(i) > MOST_WORDS) | (texts.lengths(j) > MOST_WORDS)
    order = np.argsort(i, kind="stable")
    order = order[~long[order]]
    kept = [np.flatnonzero(long)]
    for at in range(0, len(order), PAIRS_AT_ONCE):
        some = order[at : at + PAIRS_AT_ONCE]
        kept.append(some[_may_share_enough(vocabulary, place, texts, i[some], j[some])])
    return np.sort(np.concatenate(kept))


def _may_share_enough(vocabulary: Vocabulary, place: Ints, texts: Texts, i: Ints, j: Ints) -> Flags:
    """Whether texts i[k] and j[k] may; `i` are rising, `place` is where each form is laid out."""
    new = np.append(True, i[1:] != i[:-1])
    row = np.cumsum(new) - 1  # of the text laid out
    form, lengths = _words_of(texts, i[new])
    weight = vocabulary.weight.take(form)
    laid_out = np.zeros((row[-1] + 1) * PLACES, np.int32)
    np.add.at(laid_out, np.repeat(np.arange(len(lengths)) * PLACES, lengths) + place.take(form), np.maximum(1, weight))
    whole_of_i = _sums(weight, lengths)[row]
    form, lengths = _words_of(texts, j)
    weight = vocabulary.weight.take(form)
    found = laid_out.take(np.repeat(row * PLACES, lengths) + place.take(form))
    of_i = _sums(found, lengths) / np.maximum(1, whole_of_i)
    of_j = _sums(weight * (found > 0), lengths) / np.maximum(1, _sums(weight, lengths))
    return worth_comparing(np.stack([np.minimum(of_i, of_j), np.maximum(of_i, of_j)]))


def _words_of(texts: Texts, rows: Ints) -> tuple[Ints, Ints]:
    """The words of these texts, one text after another, and how many each has."""
    lengths = texts.lengths(rows)
    return texts.form.take(stretches(texts.start[rows], lengths)), lengths


def _sums(values: Numbers, lengths: Ints) -> Ints:
    """Sums of so many values each."""
    total = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=total[1:])
    ends = np.cumsum(lengths)
    return total[ends] - total[ends - lengths]
