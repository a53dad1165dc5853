"""Screen: which pairs of texts are worth comparing word by word.

in   Texts, Vocabulary; pairs of texts, as rows of Texts
out  those of them that may share enough

Every text leaves its stems in a set of bits, which holds too much at times and never too little (Bloom 1970), so what
is counted as shared against such sets is at least what is shared. Counted first are the stems of substance of the
text that has fewer, as if the words of no substance were shared all; of what that lets through, all words of both.
"""

from typing import NamedTuple

import numpy as np

from transforms.arrays import Bytes, Flags, Floats, Ints, Numbers, Whole, stretches
from transforms.statements.comparison.alignment import MOST_WORDS
from transforms.statements.comparison.scorer import worth_comparing
from transforms.statements.comparison.signatures import mix
from transforms.statements.wording.vocabulary import FUNCTION, Vocabulary
from transforms.statements.wording.words import Texts

BYTES = 128  # of a text's set of bits: of the stems that a text of two sentences lacks it holds one in thirty
PAIRS_AT_ONCE = 1 << 15


class Outlines(NamedTuple):
    """What is told of each text in short; text t has stems `start[t]` to `start[t + 1]`."""

    start: Ints  # int64, one longer than there are texts
    place_of_form: Whole  # uint16, by form of the vocabulary
    place: Whole  # uint16, by stem: its bit
    weight: Ints  # int32, by stem: of all words of it
    held: Bytes  # (texts, BYTES): bits of all stems, of substance or not
    slight: Ints  # int32: weight of the words of no substance
    whole: Ints  # int32: weight of all words, at least 1
    most: Ints  # int32: how often the commonest stem of substance stands in the text
    long: Flags  # more than MOST_WORDS


class _Stems(NamedTuple):
    """One row a stem of the vocabulary, and the pad."""

    place: Whole
    weight: Ints  # int32: the greatest that one of its forms has
    substance: Flags  # whether one of its forms has any


def outline(vocabulary: Vocabulary, texts: Texts) -> Outlines:
    """Outline each text."""
    place_of_form = (mix(vocabulary.key) % np.uint64(8 * BYTES)).astype(np.uint16)
    place, weight = np.zeros(len(vocabulary.stem), np.uint16), np.zeros(len(vocabulary.stem), np.int32)
    substance = np.zeros(len(vocabulary.stem), bool)
    place[vocabulary.stem] = place_of_form
    np.maximum.at(weight, vocabulary.stem, vocabulary.weight)
    substance[vocabulary.stem[vocabulary.kind != FUNCTION]] = True
    stems = _Stems(place, weight, substance)
    parts = [_outline(vocabulary, stems, some.form, some.start) for some in texts.slices()]
    lengths, *rest = (np.concatenate(held) for held in zip(*parts, strict=True))
    return Outlines(np.concatenate([[0], np.cumsum(lengths)]), place_of_form, *rest)


def _outline(vocabulary: Vocabulary, stems: _Stems, form: Ints, start: Ints) -> tuple[Numbers, ...]:
    """Columns of Outlines of the texts that `start` bounds, how many stems each has in the place of `start`."""
    texts = len(start) - 1
    text, stem, weight = np.repeat(np.arange(texts), np.diff(start)), vocabulary.stem[form], vocabulary.weight[form]
    held = np.zeros((texts, BYTES), np.uint8)
    place = stems.place[stem]
    np.bitwise_or.at(held.ravel(), text * BYTES + (place >> 3), np.uint8(1) << (place & 7).astype(np.uint8))
    told = stems.substance[stem]
    slight = np.bincount(text[~told], weight[~told], minlength=texts).astype(np.int32)
    whole = np.maximum(1, np.bincount(text, weight, minlength=texts)).astype(np.int32)
    words = np.sort(text[told].astype(np.uint64) << np.uint64(32) | stem[told].astype(np.uint64))
    first = np.flatnonzero(np.append(True, words[1:] != words[:-1])[: len(words)])
    often = np.diff(np.append(first, len(words))).astype(np.int32)
    text, stem = (words[first] >> np.uint64(32)).astype(np.intp), (words[first] & np.uint64(0xFFFFFFFF)).astype(np.intp)
    most = np.zeros(texts, np.int32)
    np.maximum.at(most, text, often)
    lengths = np.bincount(text, minlength=texts)
    long = np.diff(start) > MOST_WORDS
    return lengths, stems.place[stem], stems.weight[stem] * often, held, slight, whole, most, long


def likely_pairs(vocabulary: Vocabulary, texts: Texts, outlines: Outlines, i: Ints, j: Ints) -> Ints:
    """Those k of which texts i[k] and j[k] may share enough; all whose texts are so long that only parts are compared."""
    kept = [np.zeros(0, np.intp)]
    for at in range(0, len(i), PAIRS_AT_ONCE):
        a, b = i[at : at + PAIRS_AT_ONCE], j[at : at + PAIRS_AT_ONCE]
        long = outlines.long[a] | outlines.long[b]
        found = np.flatnonzero(worth_comparing(_bounds(outlines, a, b)) & ~long)
        shares = _close_bounds(vocabulary, texts, outlines, a[found], b[found])
        kept.append(np.union1d(np.flatnonzero(long), found[worth_comparing(shares)]) + at)
    return np.concatenate(kept)


def _bounds(outlines: Outlines, i: Ints, j: Ints) -> Floats:
    """At most so much of each text, by weight, stands in the other: the smaller and the greater share, (2, pairs)."""
    stems = np.diff(outlines.start)
    swap = stems[i] > stems[j]
    i, j = np.where(swap, j, i), np.where(swap, i, j)
    at, lengths = _of_texts(outlines.start, i)
    shared = _held_by(outlines, j, outlines.place[at], outlines.weight[at], lengths)
    of_i = (outlines.slight[i] + shared) / outlines.whole[i]
    of_j = (outlines.slight[j] + shared * outlines.most[j]) / outlines.whole[j]
    return np.stack([np.minimum(of_i, of_j), np.maximum(of_i, of_j)])


def _close_bounds(vocabulary: Vocabulary, texts: Texts, outlines: Outlines, i: Ints, j: Ints) -> Floats:
    """The same, and closer."""
    shares = []
    for one, other in ((i, j), (j, i)):
        at, lengths = _of_texts(texts.start, one)
        form = texts.form[at]
        shared = _held_by(outlines, other, outlines.place_of_form[form], vocabulary.weight[form], lengths)
        shares.append(shared / outlines.whole[one])
    return np.stack([np.minimum(*shares), np.maximum(*shares)])


def _of_texts(start: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Where the words of these texts stand, one text after another, and how many each has."""
    lengths = start[rows + 1] - start[rows]
    return stretches(start[rows], lengths), lengths


def _held_by(outlines: Outlines, other: Ints, place: Whole, weight: Ints, lengths: Ints) -> Ints:
    """Weight of so many words each, at these places, of which texts other[k] hold the bits."""
    byte = np.repeat(other * BYTES, lengths) + (place >> 3)
    there = (outlines.held.ravel()[byte] >> (place & 7).astype(np.uint8)) & 1
    total = np.zeros(len(place) + 1, np.int64)
    np.cumsum(weight * there, out=total[1:])
    ends = np.cumsum(lengths)
    return total[ends] - total[ends - lengths]
