"""Differences: what two texts share, and above all what they do not.

in   pairs of texts, as words
out  named features, one column a pair; the same whichever of the two comes first

The words are aligned (`alignment`); then come the questions a careful reader asks of what is left over: another number,
another name, a "not" on one side, an opposite, the same words with the parts swapped, a clause the other lacks.
"""

from functools import cache
from itertools import combinations

import numpy as np

from transforms.arrays import Bytes, Flags, Floats, Hashes, Ints, Numbers
from transforms.statements.comparison.alignment import (
    FOUND,
    Alignment,
    Features,
    Padded,
    Side,
    align,
    cells_of,
    count,
    counterpart_found,
)
from transforms.statements.comparison.order import measure_moves, measure_order, reordered
from transforms.statements.comparison.tense import tense_apart
from transforms.statements.wording.lexicon import Lexicon
from transforms.statements.wording.vocabulary import (
    CONTENT,
    FUNCTION,
    NAME,
    NEGATION,
    NUMBER,
    UNIT,
    Vocabulary,
    hash_word,
)
from transforms.statements.wording.words import QUESTION, SENTENCE

LEAST_SENTENCE = 6 * UNIT  # weight of words from which a sentence says something of its own
LEAST_CLAUSE = 8 * UNIT  # and from which a clause does
PERSONS = 6  # pronouns of a text that are looked at for persons that changed places
SCOPE = 3  # words behind a negation that it may turn
REACHED_BY = ("to", "by", "from")  # what stands before a number that something goes to, or by, or comes from
GOES_TO = 1  # the first of them
BETWEEN = 2  # words, at most: to almost $5
BEFORE_A_NUMBER = ("almost", "dollar", "euro", "less", "more", "pound", "yen")  # and signs of money, by what they mean


def measure(vocabulary: Vocabulary, a: Padded, b: Padded, lexicon: Lexicon) -> Features:
    """Features of pairs of texts."""
    aligned = align(vocabulary, a, b, lexicon)
    features: Features = {
        **measure_overlap(aligned),
        **measure_remainder(vocabulary, aligned),
        **measure_numbers(vocabulary, aligned),
        **measure_names(vocabulary, aligned),
        **measure_negation(aligned),
        **measure_opposites(aligned),
        **measure_order(aligned),
        **measure_moves(vocabulary, aligned),
        **measure_neighbours(vocabulary, aligned),
        **measure_replacements(aligned),
        **measure_stretches(aligned),
        **measure_coverage(aligned),
        **measure_substance(aligned),
        "question_apart": asks(aligned.a) != asks(aligned.b),
        "persons_swapped": persons_swapped(vocabulary, aligned),
        "numbers_moved": numbers_moved(vocabulary, aligned),
        "tense_apart": tense_apart(vocabulary, aligned),
    }
    return features | {"replaced_alone": replaced_alone(features)}


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
        features |= _both(f"{name}_left_over", *(count((s.kind == kind) & (s.found < FOUND)) for s in aligned[:2]))
    features["content_shared"] = np.minimum(*(count((s.kind == CONTENT) & s.equal) for s in aligned[:2]))
    features |= _both("function_share", *(count(s.kind == FUNCTION) / np.maximum(1, s.words) for s in aligned[:2]))
    modals = [count(vocabulary.modal[s.form] & ~s.equal) for s in aligned[:2]]
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
    features = _both("number_left_over", *map(count, alone))
    features["numbers_apart"] = features["number_left_over_min"] > 0
    features["number_shared"] = np.minimum(*(count(n & ~o) for n, o in zip(number, alone, strict=True)))
    i, j, pair = cells_of(*alone)
    digits = vocabulary.digits[aligned.a.form[i, pair]], vocabulary.digits[aligned.b.form[j, pair]]
    one_digit = _differ_in_one_digit(*digits)
    features["number_one_digit_apart"] = np.bincount(pair[one_digit], minlength=alone[0].shape[1])
    return features


def numbers_moved(vocabulary: Vocabulary, aligned: Alignment) -> Flags:
    """Whether a number is where something goes in one text, and where it comes from or how far it went in the other.

    “It rose to 5 percent” is not “it rose by 5 percent”, nor “from 50 to 40” “from 40 to 50”.
    """
    a, b = aligned.a, aligned.b
    reached = [_reached_by(vocabulary, side) for side in (a, b)]
    there = np.where((a.kind == NUMBER) & a.paired & a.equal, reached[1].ravel()[a.cell], 0)
    goes_there = (reached[0] == GOES_TO) != (there == GOES_TO)  # “by” and “from” may name whose something is
    moved: Flags = ((reached[0] > 0) & (there > 0) & goes_there).any(0)
    return moved


def _reached_by(vocabulary: Vocabulary, side: Side) -> Bytes:
    """For each word which of REACHED_BY leads to it, from 1, over small words and signs: to about $5."""
    word = vocabulary.word[side.form]
    which = np.zeros(word.shape, np.uint8)
    for place, reaching in enumerate(_hashed(REACHED_BY), 1):
        which[word == reaching] = place
    small = (side.kind == FUNCTION) | np.isin(word, _hashed(BEFORE_A_NUMBER))
    for _ in range(BETWEEN):
        which[1:] = np.where((which[1:] == 0) & small[1:], which[:-1], which[1:])
    return np.concatenate([np.zeros_like(which[:1]), which[:-1]])


@cache
def _hashed(words: tuple[str, ...]) -> Hashes:
    return np.array([hash_word(word) for word in words], np.uint64)


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
    features |= _both("name_left_over", *map(count, alone))
    features |= _both("name_unpaired", *map(count, single))
    features |= _both("name_new", *(count(one & ~_beside_shared_name(s)) for one, s in zip(single, sides, strict=True)))
    features |= _both("name_left_over_sure", *map(_total, sure))
    features |= _both(
        "name_left_over_weight", *((s.weight * lone).max(0) for s, lone in zip(sides, alone, strict=True))
    )
    features |= _both(
        "name_nearest_spelling",
        *(np.where(lone, s.spelled, 255).min(0) for s, lone in zip(sides, alone, strict=True)),
    )
    calendar = [vocabulary.calendar[side.form] & ~side.paired for side in sides]
    features |= _both("calendar_left_over", *map(count, calendar))
    features["name_shared"] = np.minimum(*(count(s.named & s.equal) for s in sides))
    return features | _both("name_share", *(count(s.named) / np.maximum(1, s.words) for s in sides))


def _beside_shared_name(side: Side) -> Flags:
    """Words beside a name that the other text has, too: Ada, of Ada Kord where that has Kord."""
    shared, beside = side.named & side.paired, np.zeros(side.form.shape, bool)
    beside[1:] = shared[:-1]
    beside[:-1] |= shared[1:]
    return beside


def measure_negation(aligned: Alignment) -> Features:
    """Negations on each side, and shared words that stand behind one on one side only."""
    often = [count(side.kind == NEGATION).view(np.int8) for side in (aligned.a, aligned.b)]
    features = _both("negations", *often) | {"negations_apart": np.abs(often[0] - often[1])}
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
    return np.stack([count(side) for side in turned])


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
        total = np.maximum(1, count(group)).astype(np.float32)
        features[f"{name}_new_left"] = count(group & ~same_left) / total
        features[f"{name}_new_right"] = count(group & ~same_right) / total
        features[f"{name}_new_neighbours"] = count(group & ~same_left & ~same_right)
        features[f"{name}_other_preposition"] = count(group & (before_a != before_b))
    features["word_other_preposition_share"] = features["word_other_preposition"] / np.maximum(
        1, count(groups["word"])
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
            features[f"{what}_replaced_{name}"] = count(both & (a.found < FOUND) & (found_b < FOUND))
            features[f"{what}_swapped_{name}"] = count(both & (a.found >= FOUND) & (found_b >= FOUND))
    return features


def replaced_alone(features: Features) -> Flags:
    """Whether all that is left over are words in each other's place that nothing shows to mean the same."""
    replaced = features["content_replaced_in_place"]
    alone = (replaced == features["content_left_over_min"]) & (replaced == features["content_left_over_max"])
    replacing: Flags = alone & (replaced > 0) & (features["name_left_over_max"] == 0)
    return replacing


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
    sentence, clause = [], []
    for side in aligned[:2]:
        substance = _substance(side)
        sentence.append(_least_covered(*substance, side.opens >= SENTENCE, LEAST_SENTENCE))
        clause.append(_least_covered(*substance, side.opens > 0, LEAST_CLAUSE))
    return _both("sentence_covered", *sentence) | _both("clause_covered", *clause)


def measure_substance(aligned: Alignment) -> Features:
    """Weight of the words of substance that have a counterpart of their own, and of those that have none.

    Of the text that has less of the former, and of the one that has more of the latter.
    """
    shared, left = [], []
    for side in aligned[:2]:
        weight, found = _substance(side)
        shared.append(_total(found))
        left.append(_total(weight - found))
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
        ~reordered(sides[0])[found] & (count(persons[0][:, found] > 0) > 1) & (count(persons[1][:, found] > 0) > 1)
    ]
    a, b = (_first_of(held[:, found]) for held in persons)
    swapped = np.zeros(len(found), bool)
    for one, other in combinations(range(PERSONS), 2):
        swapped |= (a[one] == b[other]) & (a[other] == b[one]) & (a[one] != a[other]) & (a[one] > 0) & (a[other] > 0)
    out = np.zeros(aligned.equal.shape[2], bool)
    out[found] = swapped & ((a == 0) == (b == 0)).all(0)
    return out


def _first_of(marked: Bytes) -> Bytes:
    """The first marks of each pair that are not 0, (PERSONS, pairs); 0 where there are fewer."""
    place = np.cumsum(marked > 0, axis=0) - 1
    first = np.zeros((PERSONS, marked.shape[1]), marked.dtype)
    word, pair = np.nonzero((marked > 0) & (place < PERSONS))
    first[place[word, pair], pair] = marked[word, pair]
    return first


def _substance(side: Side) -> tuple[Ints, Ints]:
    """Weight of the words of substance, 0 of others; and of those of them that have a counterpart of their own."""
    weight = side.weight * (side.kind != FUNCTION)
    return weight, weight * counterpart_found(side)


def _least_covered(weight: Ints, found: Ints, opens: Flags, least_weight: int) -> Floats:
    """The least share `found` of the weight of a stretch; stretches of less than `least_weight` do not count."""
    stretch = np.cumsum(opens, axis=0, dtype=np.intp)
    shape = stretch.max() + 1, weight.shape[1]
    cell = (stretch * shape[1] + np.arange(shape[1])).ravel()
    total, held = (np.bincount(cell, of.ravel(), shape[0] * shape[1]).reshape(shape) for of in (weight, found))
    share = np.divide(held, total, out=np.ones(shape), where=total >= least_weight)
    return share.min(0).astype(np.float32)
