"""Differences: what two texts share, and above all what they do not.

in   pairs of texts, as words
out  named features, one column a pair; the same whichever of the two comes first

Words are aligned by stem, then what is left over by spelling and meaning; then come the questions a careful reader
asks of the rest: another number, another name, a "not" on one side, an opposite, the same words with the parts
swapped, a clause the other lacks.

Arrays are laid out (words of a, words of b, pairs): pairs last, so that each step runs over a thousand pairs in a row.
"""

from itertools import combinations
from typing import NamedTuple

import numpy as np

from transforms.arrays import Bytes, Flags, Floats, Hashes, Ints, Numbers, Whole
from transforms.statements.comparison.initials import spelled_out
from transforms.statements.wording.lexicon import CONTRAST, OPPOSITE, Lexicon, relate
from transforms.statements.wording.vocabulary import CONTENT, FUNCTION, NAME, NEGATION, NUMBER, PAD, UNIT, Vocabulary
from transforms.statements.wording.words import QUESTION, SENTENCE

MOST_WORDS = 240  # of a text; places and counts are kept in a byte
ALIKE = 150  # of 255: how alike two spellings must be to count as one word (shared pairs of letters, Dice)
FEW_INITIALS = 3
SAME_OPENING = 60  # of 255: what the same first four letters add to that
SPELLED_OUT = 250  # of 255: how good a counterpart the words of a name are of its initials
FOUND = 128  # of 255: how good a counterpart must be for a word not to be left over
LEAST_SENTENCE = 6 * UNIT  # weight of words from which a sentence says something of its own
LEAST_CLAUSE = 8 * UNIT  # and from which a clause does
PERSONS = 6  # pronouns of a text that are looked at for persons that changed places
SCOPE = 3  # words behind a negation that it may turn

Features = dict[str, Numbers]


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


def measure(vocabulary: Vocabulary, a: Padded, b: Padded, lexicon: Lexicon) -> Features:
    """Features of pairs of texts."""
    aligned = align(vocabulary, a, b, lexicon)
    return {
        **measure_overlap(aligned),
        **measure_remainder(vocabulary, aligned),
        **measure_numbers(vocabulary, aligned),
        **measure_names(vocabulary, aligned),
        **measure_negation(vocabulary, aligned),
        **measure_opposites(aligned),
        **measure_order(aligned),
        **measure_neighbours(vocabulary, aligned),
        **measure_replacements(aligned),
        **measure_stretches(aligned),
        **measure_coverage(aligned),
        **measure_substance(aligned),
        "question_apart": asks(aligned.a) != asks(aligned.b),
        "persons_swapped": persons_swapped(vocabulary, aligned),
    }


# --- alignment --------------------------------------------------------------------------------------------


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
    counterparts = _counterparts(vocabulary, a, b, _cells(loose_a, loose_b), (left, right), lexicon)
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
            words=_count(real).astype(np.int16),
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


def _count(flags: Flags) -> Bytes:
    """How many words of each pair are flagged; texts have fewer than 256 words here."""
    return flags.view(np.uint8).sum(0, dtype=np.uint8)


def _places(real: Flags) -> Ints:
    """Place of each word in its text, from 0 to 127."""
    step = 127 * 64 // np.maximum(1, _count(real)).astype(np.int32)
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


def _cells(of_a: Flags, of_b: Flags) -> tuple[Whole, Whole, Whole]:
    """Word of a, word of b and pair of all combinations of the words flagged on both sides."""
    words_b, pairs = of_b.shape
    flat = np.flatnonzero(of_a[:, None] & of_b[None, :])
    word, pair = np.divmod(flat.astype(np.uint32), np.uint32(pairs))
    return (*np.divmod(word, np.uint32(words_b)), pair)


def _named(vocabulary: Vocabulary, form: Ints, kind: Bytes) -> Flags:
    upper, name = vocabulary.upper[form], kind == NAME
    title = upper.sum(0) * 2 > (_count(kind == CONTENT))
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
    opposed |= (meaning == CONTRAST) & (beside[0][cells] | beside[1][cells])
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


# --- the questions ----------------------------------------------------------------------------------------


def _both(name: str, of_a: Numbers, of_b: Numbers) -> Features:
    """A measure of each side, as the smaller and the greater of the two: pairs have no first and second."""
    return {f"{name}_min": np.minimum(of_a, of_b), f"{name}_max": np.maximum(of_a, of_b)}


def _total(weight: Ints) -> Ints:
    return weight.sum(0, dtype=np.int32)


def measure_overlap(aligned: Alignment) -> Features:
    """How much of each text stands in the other."""
    a, b = aligned.a, aligned.b
    whole = [np.maximum(1, _total(side.weight)) for side in (a, b)]
    equal = [_total(side.weight * side.equal) for side in (a, b)]
    found = [_total(side.weight * side.found) / np.float32(255) for side in (a, b)]
    words = np.maximum(1, np.minimum(a.words, b.words)), np.maximum(1, np.maximum(a.words, b.words))
    return {
        **_both("words", a.words, b.words),
        "words_ratio": words[0] / words[1].astype(np.float32),
        "weight_ratio": np.minimum(*whole) / np.maximum(*whole),
        **_both("shared_by_stem", equal[0] / whole[0], equal[1] / whole[1]),
        **_both("shared", found[0] / whole[0], found[1] / whole[1]),
        "shared_product": found[0] / whole[0] * (found[1] / whole[1]),
        "shared_weight": equal[0] + equal[1],
    }


def measure_remainder(vocabulary: Vocabulary, aligned: Alignment) -> Features:
    """What has no counterpart: how much of it, and how heavy its heaviest words are."""
    features: Features = {}
    rest = [side.weight * (255 - side.found.astype(np.int32)) // 255 for side in aligned[:2]]
    heaviest = [np.sort(side, axis=0)[::-1] for side in rest]
    features |= _both("left_over", *map(_total, rest))
    for place, name in enumerate(("heaviest", "second", "third")):
        of_a, of_b = (side[place] if len(side) > place else np.zeros(side.shape[1], np.int32) for side in heaviest)
        features |= _both(f"left_over_{name}", of_a, of_b)
    for kind, name in ((CONTENT, "content"), (FUNCTION, "function")):
        features |= _both(f"{name}_left_over", *(_count((s.kind == kind) & (s.found < FOUND)) for s in aligned[:2]))
    features["content_shared"] = np.minimum(*(_count((s.kind == CONTENT) & s.equal) for s in aligned[:2]))
    features |= _both("function_share", *(_count(s.kind == FUNCTION) / np.maximum(1, s.words) for s in aligned[:2]))
    modals = [_count(vocabulary.modal[s.form] & ~s.equal) for s in aligned[:2]]
    features["modal_left_over"] = np.maximum(*modals)
    gaps = [_heaviest_gap(side, s.found >= FOUND) for side, s in zip(rest, aligned[:2], strict=True)]
    return features | _both("heaviest_gap", *gaps)


def _heaviest_gap(rest: Ints, found: Flags) -> Ints:
    """Weight of the heaviest stretch of words without counterpart: a clause the other text lacks."""
    run, best = np.zeros(rest.shape[1], np.int32), np.zeros(rest.shape[1], np.int32)
    for weight, here in zip(rest, found, strict=True):
        run = (run + weight) * ~here
        np.maximum(best, run, out=best)
    return best


def measure_numbers(vocabulary: Vocabulary, aligned: Alignment) -> Features:
    """Numbers on one side only, and how near the other side's numbers come to them."""
    number = [(side.kind == NUMBER) for side in aligned[:2]]
    alone = [is_one & ~side.paired for is_one, side in zip(number, aligned[:2], strict=True)]
    features = _both("number_left_over", *map(_count, alone))
    features["number_shared"] = np.minimum(*(_count(n & ~o) for n, o in zip(number, alone, strict=True)))
    i, j, pair = _cells(*alone)
    digits = vocabulary.digits[aligned.a.form[i, pair]], vocabulary.digits[aligned.b.form[j, pair]]
    one_digit = _differ_in_one_digit(*digits)
    features["number_one_digit_apart"] = np.bincount(pair[one_digit], minlength=alone[0].shape[1])
    return features


def _differ_in_one_digit(a: Hashes, b: Hashes) -> Flags:
    """Whether two numbers of one length differ in one digit: 45 and 48, 2020 and 1020."""
    apart = a ^ b
    apart |= (apart >> np.uint64(1)) | (apart >> np.uint64(2)) | (apart >> np.uint64(3))
    return np.bitwise_count(apart & np.uint64(0x1111111111111111)) == 1


def measure_names(vocabulary: Vocabulary, aligned: Alignment) -> Features:
    """Names on one side only, and whether they might be another spelling or part of one there."""
    features: Features = {}
    sides = aligned[:2]
    alone = [side.named & (side.found < FOUND) for side in sides]
    single = [side.named & ~side.paired & ((side.found < FOUND) | (side.found == 255)) for side in sides]
    sure = [
        np.maximum(vocabulary.capital[side.form], UNIT // 2) * lone for side, lone in zip(sides, alone, strict=True)
    ]
    features |= _both("name_left_over", *map(_count, alone))
    features |= _both("name_unpaired", *map(_count, single))
    features |= _both("name_left_over_sure", *map(_total, sure))
    features |= _both(
        "name_left_over_weight", *((s.weight * lone).max(0) for s, lone in zip(sides, alone, strict=True))
    )
    features |= _both(
        "name_nearest_spelling",
        *(np.where(lone, s.spelled, 255).min(0) for s, lone in zip(sides, alone, strict=True)),
    )
    calendar = [vocabulary.calendar[side.form] & ~side.paired for side in sides]
    features |= _both("calendar_left_over", *map(_count, calendar))
    features["name_shared"] = np.minimum(*(_count(s.named & s.equal) for s in sides))
    return features | _both("name_share", *(_count(s.named) / np.maximum(1, s.words) for s in sides))


def measure_negation(vocabulary: Vocabulary, aligned: Alignment) -> Features:
    """Negations on each side, and shared words that stand behind one on one side only."""
    count = [_count(side.kind == NEGATION).view(np.int8) for side in (aligned.a, aligned.b)]
    features = _both("negations", *count) | {"negations_apart": np.abs(count[0] - count[1])}
    return features | _both("negated_on_one_side", *negated(aligned))


def negated(aligned: Alignment) -> Bytes:
    """How many shared words of each text stand behind a negation there or in the other, and not in both, (2, pairs)."""
    sides = aligned.a, aligned.b
    scope = [_spread(side.kind == NEGATION) for side in sides]
    word = [(side.kind == CONTENT) | (side.kind == NAME) for side in sides]
    turned = [
        mine & s.equal & (scope[here] != scope[1 - here].ravel()[s.cell])
        for here, (s, mine) in enumerate(zip(sides, word, strict=True))
    ]
    return np.stack([_count(side) for side in turned])


def _spread(flags: Flags) -> Flags:
    out = flags.copy()
    for reach in range(1, SCOPE + 1):
        out[reach:] |= flags[:-reach]
    return out


def measure_opposites(aligned: Alignment) -> Features:
    """Words left over on both sides that turn the meaning round, and how near in place they stand."""
    i, j, pair = aligned.opposites
    pairs = aligned.equal.shape[2]
    apart = np.full(pairs, 255, np.int16)
    np.minimum.at(apart, pair, np.abs(aligned.a.place[i, pair] - aligned.b.place[j, pair]))
    beside = (aligned.left | aligned.right)[i, j, pair]
    return {
        "opposites": np.bincount(pair, minlength=pairs),
        "opposites_in_place": np.bincount(pair[beside], minlength=pairs),
        "opposites_distance": apart,
    }


def measure_order(aligned: Alignment) -> Features:
    """Shared words that stand in another order: swapped roles have the same words in other places."""
    a = aligned.a
    features: Features = {}
    groups = {
        "word": a.equal & (a.kind != FUNCTION),
        "name_or_number": a.equal & ((a.kind == NAME) | (a.kind == NUMBER)),
        "any": a.equal,
    }
    for name, group in groups.items():
        at = np.where(group, a.at, -1)
        behind = group & (at < np.maximum.accumulate(at, 0))
        features[f"{name}_behind"] = _count(behind)
        features[f"{name}_behind_share"] = _count(behind) / np.maximum(1, _count(group)).astype(np.float32)
        if name != "any":
            turned, total = _turned(at, group), _count(group).astype(np.float32)
            features[f"{name}_turned"] = turned
            features[f"{name}_turned_share"] = turned / np.maximum(1, total * (total - 1) / 2)
    step = a.equal[1:] & a.equal[:-1]
    broken = _count(step & (a.at[1:] != a.at[:-1] + 1))
    features["breaks"] = broken
    features["breaks_share"] = broken / np.maximum(1, _count(step)).astype(np.float32)
    return features


def _turned(at: Ints, group: Flags) -> Ints:
    """Pairs of words that stand the other way round in the other text."""
    turned = np.zeros(at.shape[1], np.int16)
    for i in range(1, len(at)):
        turned += _count((at[:i] > at[i]) & group[i])
    return turned


def measure_neighbours(vocabulary: Vocabulary, aligned: Alignment) -> Features:
    """Shared words whose neighbours or prepositions changed: "of Judith's sister Eliza", "of Eliza's sister Judith"."""
    a, b = aligned.a, aligned.b
    features: Features = {}
    row = np.arange(len(a.form))[:, None] * (len(b.form) * a.form.shape[1])
    same_left, same_right = (table.ravel()[row + a.cell] for table in (aligned.left, aligned.right))
    before_a = _last_before(vocabulary.preposition[a.form], a.stem)
    before_b = _last_before(vocabulary.preposition[b.form], b.stem).ravel()[a.cell]
    groups = {
        "word": a.equal & ((a.kind == CONTENT) | (a.kind == NAME)),
        "name": a.equal & (a.kind == NAME),
    }
    for name, group in groups.items():
        total = np.maximum(1, _count(group)).astype(np.float32)
        features[f"{name}_new_left"] = _count(group & ~same_left) / total
        features[f"{name}_new_right"] = _count(group & ~same_right) / total
        features[f"{name}_new_neighbours"] = _count(group & ~same_left & ~same_right)
        features[f"{name}_other_preposition"] = _count(group & (before_a != before_b))
    features["word_other_preposition_share"] = features["word_other_preposition"] / np.maximum(
        1, _count(groups["word"])
    ).astype(np.float32)
    return features


def _last_before(flag: Flags, stem: Ints) -> Ints:
    """Stem of the last flagged word before each word (-1: none)."""
    last = np.full(stem.shape, -1, np.int32)
    for place in range(1, len(stem)):
        last[place] = np.where(flag[place - 1], stem[place - 1], last[place - 1])
    return last


def measure_replacements(aligned: Alignment) -> Features:
    """Another word in the same place: both neighbours are aligned, the word between them is not."""
    a, b = aligned.a, aligned.b
    features: Features = {}
    before, behind = _neighbour(a, -1), _neighbour(a, 1)
    whole = (before >= 0) & (behind == before + 2)
    for name, place in (
        ("in_place", np.where(whole, before + 1, -1)),
        ("beside", np.where(before >= 0, before + 1, behind - 1)),
    ):
        here = (place >= 0) & (place < len(b.form)) & a.real
        other = np.clip(place, 0, len(b.form) - 1) * np.intp(a.form.shape[1]) + np.arange(a.form.shape[1])
        kind_b, found_b, stem_b = b.kind.ravel()[other], b.found.ravel()[other], b.stem.ravel()[other]
        for kind, what in ((NUMBER, "number"), (NAME, "name"), (CONTENT, "content")):
            both = here & (a.kind == kind) & (kind_b == kind) & (a.stem != stem_b)
            features[f"{what}_replaced_{name}"] = _count(both & (a.found < FOUND) & (found_b < FOUND))
            features[f"{what}_swapped_{name}"] = _count(both & (a.found >= FOUND) & (found_b >= FOUND))
    return features


def _neighbour(side: Side, step: int) -> Ints:
    """Where the word before (-1) or behind (1) each word stands in the other text; -2 where it does not."""
    at = np.where(side.equal, side.at, -2)
    out = np.full(at.shape, -2, at.dtype)
    if step < 0:
        out[1:] = at[:-1]
        out[0] = -1
    else:
        out[:-1] = at[1:]
    return out


def measure_stretches(aligned: Alignment) -> Features:
    """The longest stretch word for word, and whether the texts begin and end alike."""
    a, b, equal = aligned.a, aligned.b, aligned.equal
    words = np.maximum(1, np.minimum(a.words, b.words))
    longest = _longest_stretch(equal)
    last_a, last_b = (
        np.take_along_axis(s.stem, np.maximum(s.words, 1)[None].astype(np.intp) - 1, 0)[0] for s in (a, b)
    )
    return {
        "longest_stretch": longest,
        "longest_stretch_share": longest / words.astype(np.float32),
        "same_first": equal[0, 0],
        "same_last": last_a == last_b,
    }


def _longest_stretch(equal: Flags) -> Bytes:
    run = np.zeros((equal.shape[1] + 1, equal.shape[2]), np.uint8)
    best = np.zeros(equal.shape[1:], np.uint8)
    for row in equal:
        run[1:] = (run[:-1] + np.uint8(1)) * row
        np.maximum(best, run[1:], out=best)
    return best.max(0)


def measure_coverage(aligned: Alignment) -> Features:
    """How much of the least covered sentence, and of the least covered clause, stands in the other text."""
    sides = aligned[:2]
    sentence = [_least_covered(side, side.opens >= SENTENCE, LEAST_SENTENCE) for side in sides]
    clause = [_least_covered(side, side.opens > 0, LEAST_CLAUSE) for side in sides]
    return _both("sentence_covered", *sentence) | _both("clause_covered", *clause)


def measure_substance(aligned: Alignment) -> Features:
    """Weight of the words of substance that have a counterpart of their own, and of those that have none.

    Of the text that has less of the former, and of the one that has more of the latter.
    """
    shared, left = [], []
    for side in aligned[:2]:
        own, found = side.weight * (side.kind != FUNCTION), counterpart_found(side)
        shared.append(_total(own * found))
        left.append(_total(own * ~found))
    return {
        "substance_shared": np.minimum(*shared) / np.float32(UNIT),
        "substance_left_over": np.maximum(*left) / np.float32(UNIT),
    }


def asks(side: Side) -> Flags:
    """Whether the last sentence of each text is a question."""
    begins = side.opens >= SENTENCE
    last = len(begins) - 1 - begins[::-1].argmax(0)
    return side.opens[last, np.arange(len(last))] == QUESTION


def persons_swapped(vocabulary: Vocabulary, aligned: Alignment) -> Flags:
    """Whether two persons have changed places and no other word has: “He told me” is not “I told him”.

    Of “He was told by me” that cannot be said: it has two words more.
    """
    sides = aligned[:2]
    persons = [vocabulary.person[side.form] for side in sides]
    found = np.flatnonzero(np.abs(sides[0].words - sides[1].words) < 2)
    found = found[
        ~reordered(sides[0])[found] & (_count(persons[0][:, found] > 0) > 1) & (_count(persons[1][:, found] > 0) > 1)
    ]
    a, b = (_first_of(held[:, found]) for held in persons)
    swapped = np.zeros(len(found), bool)
    for one, other in combinations(range(PERSONS), 2):
        swapped |= (a[one] == b[other]) & (a[other] == b[one]) & (a[one] != a[other]) & (a[one] > 0) & (a[other] > 0)
    out = np.zeros(aligned.equal.shape[2], bool)
    out[found] = swapped & ((a == 0) == (b == 0)).all(0)
    return out


def reordered(a: Side) -> Flags:
    """Whether shared words of substance stand in another order."""
    word = a.paired & (a.kind != FUNCTION)
    at = np.where(word, a.at, -1)
    return (word & (at < np.maximum.accumulate(at, 0))).any(0)


def _first_of(marked: Bytes) -> Bytes:
    """The first marks of each pair that are not 0, (PERSONS, pairs); 0 where there are fewer."""
    place = np.cumsum(marked > 0, axis=0) - 1
    first = np.zeros((PERSONS, marked.shape[1]), marked.dtype)
    word, pair = np.nonzero((marked > 0) & (place < PERSONS))
    first[place[word, pair], pair] = marked[word, pair]
    return first


def _least_covered(side: Side, opens: Flags, least_weight: int) -> Floats:
    """Share by weight of words of substance with a counterpart of their own; stretches of less weight do not count."""
    weight = side.weight * (side.kind != FUNCTION)
    found = weight * counterpart_found(side)
    least = np.ones(weight.shape[1], np.float32)
    total, held = np.zeros(len(least), np.int32), np.zeros(len(least), np.int32)
    for place in range(len(weight) + 1):
        closes = opens[place] if place < len(weight) else np.ones(len(least), bool)
        whole = closes & (total >= least_weight)
        np.minimum(least, held / np.maximum(total, 1), out=least, where=whole, casting="same_kind")
        total[closes], held[closes] = 0, 0
        if place < len(weight):
            total += weight[place]
            held += found[place]
    return least


def counterpart_found(side: Side) -> Flags:
    """Words that have a counterpart of their own: of two "less" against one, one has none."""
    return side.paired | ((side.found >= FOUND) & (side.found < 255))
