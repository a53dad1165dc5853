"""Alignment: which word of one text is which of the other.

in   pairs of texts, as words
out  Alignment: of each word its equal in the other text, else how good a counterpart it has there by spelling, meaning
     or as initials, and which words left over are opposites

Arrays are laid out (words of a, words of b, pairs): pairs last, so that each step runs over a thousand pairs in a row.
"""

from typing import NamedTuple

import numpy as np

from transforms.arrays import Bytes, Flags, Ints, Numbers, Whole
from transforms.statements.comparison.initials import spelled_out
from transforms.statements.wording.lexicon import CONTRAST, OPPOSITE, Lexicon, relate
from transforms.statements.wording.vocabulary import CONTENT, NAME, NEGATION, PAD, Vocabulary

MOST_WORDS = 240  # of a text; places and counts are kept in a byte
ALIKE = 150  # of 255: how alike two spellings must be to count as one word (shared pairs of letters, Dice)
SAME_OPENING = 60  # of 255: what the same first four letters add to that
FEW_INITIALS = 3  # letters: initials of fewer are short, as _is_short says
SPELLED_OUT = 250  # of 255: how good a counterpart the words of a name are of its initials
FOUND = 128  # of 255: how good a counterpart must be for a word not to be left over


Features = dict[str, Numbers]  # by name, a value a pair


class Padded(NamedTuple):
    """One text of each pair, shape (words, pairs), filled up with the vocabulary's pad."""

    form: Ints
    opens: Bytes  # begins a CLAUSE, a SENTENCE or a QUESTION


class Side(NamedTuple):
    """One text of each pair: arrays of shape (words, pairs), filled up with the pad."""

    form: Ints
    opens: Bytes  # begins a CLAUSE, a SENTENCE or a QUESTION
    stem: Ints
    kind: Bytes
    weight: Ints
    real: Flags  # a word, no pad
    words: Ints  # (pairs,) how many
    place: Ints  # int16, 0 to 127: where in the text
    at: Ints  # int16: the equal word's place in the other text, the best where there are several
    cell: Ints  # intp: that word in the other side's arrays, laid flat
    equal: Flags  # has an equal word in the other text
    paired: Flags  # the two are each other's best: of two "old" against one, one is not paired
    named: Flags  # a name, or in a text that is no title a word that need not have its capital
    found: Bytes  # how good its counterpart there is, by stem, spelling or meaning; 255 is equal
    spelled: Bytes  # the nearest spelling there


class Alignment(NamedTuple):
    """Both sides, and tables (words of a, words of b, pairs)."""

    a: Side
    b: Side
    equal: Flags  # one word
    left: Flags  # the words before are equal
    right: Flags  # the words behind are equal
    opposites: tuple[Whole, Whole, Whole]  # word of a, word of b, pair: left over, and opposites


def align(vocabulary: Vocabulary, padded_a: Padded, padded_b: Padded, lexicon: Lexicon) -> Alignment:
    """Align the words of each pair by stem, and what is left over by spelling and meaning.

    Of several equal words the one whose neighbours agree is taken, then the one nearest in relative place.
    """
    a, b = padded_a.form, padded_b.form
    stem_a, stem_b = vocabulary.stem[a], vocabulary.stem[b]
    stem_b[stem_b == -1] = -2  # pads are equal to nothing
    equal = stem_a[:, None] == stem_b[None, :]
    left, right = np.zeros_like(equal), np.zeros_like(equal)
    left[1:, 1:] = equal[:-1, :-1]
    left[0, 0] = True
    right[:-1, :-1] = equal[1:, 1:]
    kind_a, kind_b = vocabulary.kind[a], vocabulary.kind[b]
    real_a, real_b = kind_a != PAD, kind_b != PAD
    place_a, place_b = _places(real_a), _places(real_b)
    equal_a, equal_b = has_equal = equal.any(1), equal.any(0)
    (at_a, at_b), (paired_a, paired_b) = _pair_up(equal, has_equal, (left, right), (place_a, place_b))
    cell_a, cell_b = (_cell(at) for at in (at_a, at_b))
    loose_a = _left_over(vocabulary, a, kind_a, paired_a)
    loose_b = _left_over(vocabulary, b, kind_b, paired_b)
    counterparts = _counterparts(vocabulary, a, b, cells_of(loose_a, loose_b), (left, right), lexicon)
    i, j, pair = spelled_out(vocabulary, a, loose_a, b)
    counterparts.note((i, j, pair), SPELLED_OUT)
    j, i, pair = spelled_out(vocabulary, b, loose_b, a)
    counterparts.note((i, j, pair), SPELLED_OUT)
    side_a, side_b = [
        Side(
            form=form,
            opens=opens,
            stem=stem,
            kind=kind,
            weight=vocabulary.weight[form],
            real=real,
            words=count(real).astype(np.int16),
            place=place,
            at=at,
            cell=cell,
            equal=same,
            paired=paired,
            named=_named(vocabulary, form, kind),
            found=np.maximum(same * np.uint8(255), counterparts.found.max(axis)),
            spelled=np.maximum(same * np.uint8(255), counterparts.spelled.max(axis)),
        )
        for form, opens, stem, kind, real, place, at, cell, same, paired, axis in (
            (a, padded_a.opens, stem_a, kind_a, real_a, place_a, at_a, cell_a, equal_a, paired_a, 1),
            (b, padded_b.opens, stem_b, kind_b, real_b, place_b, at_b, cell_b, equal_b, paired_b, 0),
        )
    ]
    return Alignment(side_a, side_b, equal, left, right, counterparts.opposites)


def count(flags: Flags) -> Bytes:
    """How many words of each pair are flagged; texts have fewer than 256 words here."""
    return flags.view(np.uint8).sum(0, dtype=np.uint8)


def _places(real: Flags) -> Ints:
    """Place of each word in its text, from 0 to 127."""
    step = 127 * 64 // np.maximum(1, count(real)).astype(np.int32)
    return (np.arange(len(real), dtype=np.int32)[:, None] * step >> 6).astype(np.int16)


def _best_counterparts(equal: Flags, left: Flags, right: Flags, place_a: Ints, place_b: Ints) -> tuple[Ints, Ints]:
    """For each word of a its best equal in b, and the other way round; 0 where there is none.

    How well two words fit and where they stand are put into one number, so that one maximum finds both.
    """
    widest = max(equal.shape[:2])
    kind: type[np.signedinteger] = np.int16 if widest <= 64 else np.int32
    bits = 6 if widest <= 64 else 8
    fit = np.subtract(128, np.abs(place_a[:, None] - place_b[None, :]), dtype=kind)
    fit += (left.view(np.int8) + right.view(np.int8)).astype(kind) << kind(7)
    fit *= equal
    fit <<= kind(bits)
    last = kind((1 << bits) - 1)
    places = [last - np.arange(words, dtype=kind) for words in equal.shape[:2]]  # of equals the first
    of_a = last - ((fit + places[1][None, :, None]).max(1) & last)
    of_b = last - ((fit + places[0][:, None, None]).max(0) & last)
    return of_a, of_b


def _pair_up(
    equal: Flags, has_equal: tuple[Flags, Flags], beside: tuple[Flags, Flags], place: tuple[Ints, Ints]
) -> tuple[tuple[Ints, Ints], tuple[Flags, Flags]]:
    """The best equal of each word, and which are each other's best; then the same among equals that were left alone.

    Of “fourteen months, and for fourteen months” both have their best in “for fourteen months” there; the second
    time round the other is free. `beside` are the tables `left` and `right`.
    """
    at = _best_counterparts(equal, *beside, *place)
    paired = _each_other(has_equal, *at)
    alone = [words & ~found for words, found in zip(has_equal, paired, strict=True)]
    again = np.flatnonzero(alone[0].any(0) & alone[1].any(0))
    rest = equal[:, :, again] & alone[0][:, None, again] & alone[1][None, :, again]
    some = rest.any((0, 1))
    again, rest = again[some], rest[:, :, some]
    if len(again):
        left, right = (table[:, :, again] for table in beside)
        place_a, place_b = (held[:, again] for held in place)
        at_last = _best_counterparts(rest, left, right, place_a, place_b)
        found_last = _each_other((np.logical_or.reduce(rest, 1), np.logical_or.reduce(rest, 0)), *at_last)
        for held, better, found, now in zip(at, at_last, paired, found_last, strict=True):
            held[:, again] = np.where(now, better, held[:, again])
            found[:, again] |= now
    return at, paired


def _each_other(has_equal: tuple[Flags, Flags], at_a: Ints, at_b: Ints) -> tuple[Flags, Flags]:
    """Words whose best equal has them as its own best."""
    return (
        has_equal[0] & (at_b.ravel()[_cell(at_a)] == np.arange(len(at_a))[:, None]),
        has_equal[1] & (at_a.ravel()[_cell(at_b)] == np.arange(len(at_b))[:, None]),
    )


def _cell(at: Ints) -> Ints:
    """Places of words in the other side's arrays, laid flat."""
    return at * np.intp(at.shape[1]) + np.arange(at.shape[1])


def _left_over(vocabulary: Vocabulary, form: Ints, kind: Bytes, paired: Flags) -> Flags:
    return ~paired & ((kind == CONTENT) | (kind == NAME) | (kind == NEGATION) | vocabulary.turning[form])


def cells_of(of_a: Flags, of_b: Flags) -> tuple[Whole, Whole, Whole]:
    """Word of a, word of b and pair of all combinations of the words flagged on both sides."""
    words_b, pairs = of_b.shape
    flat = np.flatnonzero(of_a[:, None] & of_b[None, :])
    word, pair = np.divmod(flat.astype(np.uint32), np.uint32(pairs))
    return (*np.divmod(word, np.uint32(words_b)), pair)


def _named(vocabulary: Vocabulary, form: Ints, kind: Bytes) -> Flags:
    upper, name = vocabulary.upper[form], kind == NAME
    title = upper.sum(0) * 2 > (count(kind == CONTENT))
    return name | (upper & ~title)


class _Counterparts(NamedTuple):
    """Of words left over on both sides: tables (words of a, words of b, pairs)."""

    found: Bytes
    spelled: Bytes
    opposites: tuple[Whole, Whole, Whole]

    def note(self, cells: tuple[Whole, Whole, Whole], how_good: int) -> None:
        """Take words of a and of b for counterparts."""
        self.found[cells] = self.spelled[cells] = how_good


def _counterparts(
    vocabulary: Vocabulary,
    a: Ints,
    b: Ints,
    cells: tuple[Whole, Whole, Whole],
    beside: tuple[Flags, Flags],
    lexicon: Lexicon,
) -> _Counterparts:
    """Look each combination of words up; `beside` are the tables `left` and `right`."""
    i, j, pair = cells
    form_a, form_b = a[i, pair], b[j, pair]
    letters_a, letters_b = vocabulary.letters[form_a], vocabulary.letters[form_b]
    shared = np.bitwise_count(letters_a & letters_b).astype(np.float32)
    dice = 510 * shared / np.maximum(1, np.bitwise_count(letters_a) + np.bitwise_count(letters_b))
    dice[vocabulary.opening[form_a] == vocabulary.opening[form_b]] += SAME_OPENING
    spelling = np.minimum(dice, 250).astype(np.uint8)
    key_a, key_b = vocabulary.key[form_a], vocabulary.key[form_b]
    meaning = relate(lexicon, key_a, key_b)
    opposed = (meaning == OPPOSITE) | (vocabulary.bare[form_a] == key_b) | (vocabulary.bare[form_b] == key_a)
    left, right = (table[cells] for table in beside)
    small = vocabulary.turning[form_a] & vocabulary.turning[form_b]  # to and from stand beside anything
    opposed |= (meaning == CONTRAST) & np.where(small, left & right, left | right)
    spelling[opposed | (_is_short(vocabulary, form_a) != _is_short(vocabulary, form_b))] = 0
    shape = (len(a), len(b), a.shape[1])
    found, spelled = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
    known = np.where(spelling >= ALIKE, spelling, 0)
    found[cells] = np.maximum(known, np.maximum(meaning, 0))
    spelled[cells] = spelling
    return _Counterparts(found, spelled, (i[opposed], j[opposed], pair[opposed]))


def _is_short(vocabulary: Vocabulary, form: Ints) -> Flags:
    """Whether words are initials so few that any word may be spelled like them: UN and union."""
    return (vocabulary.initials[form] > 0) & (vocabulary.initials[form] < 1 << 8 * FEW_INITIALS)


def counterpart_found(side: Side) -> Flags:
    """Words that have a counterpart of their own: of two "less" against one, one has none."""
    return side.paired | ((side.found >= FOUND) & (side.found < 255))
