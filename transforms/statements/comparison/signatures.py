"""Signatures: what of a text decides with which others it is compared.

in   Texts, Vocabulary
out  a key for each text's words, and the keys under which each of its sentences is put into blocks

Two sentences that say the same share at least two of their rarest words, or they share hardly anything; so a sentence
stands under each pair of its rarest words. A pair of words is far rarer than a word: blocks stay small as the corpus
grows. What a pair tells of its sentence is said with its key. Texts are signed sentence by sentence, so that a part
meets the whole however long that is.
A signature depends on its text alone, never on the corpus, so that what was computed once holds in the next run.
"""

import numpy as np

from transforms.arrays import Flags, Hashes, Ints, Whole, sums_of_stretches
from transforms.statements.wording.vocabulary import FUNCTION, Vocabulary
from transforms.statements.wording.words import SENTENCE, Texts

RAREST = 8  # words of a text that make its keys; recall on labelled pairs by benchmarks/statements.py
_MIX = np.uint64(0x9E3779B97F4A7C15)
_MIX_AGAIN = np.uint64(0xC2B2AE3D27D4EB4F)
_BASE = np.uint64(0xD6E8FEB86659FD93)
_NOWHERE = np.uint64(0xFFFFFFFFFFFFFFFF)
TELLING = 0.3  # share of the rarity of its rarest words from which two tell what a sentence says; recall as above
CELLS_AT_ONCE = 1 << 18  # of a table of words: a bound on memory
_HASH_BITS = np.uint32(26)  # of a word in a signature: its hash; above it how rare it is
_HASH = np.uint32((1 << 26) - 1)
_FIRST, _SECOND = np.triu_indices(RAREST, 1)


def mix(values: Hashes) -> Hashes:
    """Scatter 64-bit values over all bits."""
    mixed = values ^ (values >> np.uint64(32))
    mixed *= _MIX
    mixed ^= mixed >> np.uint64(29)
    mixed *= _MIX_AGAIN
    mixed ^= mixed >> np.uint64(32)
    return mixed


def text_keys(vocabulary: Vocabulary, texts: Texts) -> Hashes:
    """Hash of each text's words, clauses and sentences in their order; 0 where there are no words."""
    return np.concatenate([_hash_in_order(vocabulary, some) for some in texts.slices()])


def _hash_in_order(vocabulary: Vocabulary, texts: Texts) -> Hashes:
    words, start = vocabulary.spelling[texts.form] ^ (texts.opens * _MIX), texts.start
    lengths = np.diff(start)
    powers: Hashes = np.multiply.accumulate(np.full(max(1, lengths.max(initial=1)), _BASE, np.uint64))
    place = np.arange(len(words)) - np.repeat(start[:-1], lengths)
    return mix(sums_of_stretches(words * powers[place], start))


def sentences_of(texts: Texts) -> tuple[Texts, Ints]:
    """Each sentence as a text, and the text it stands in."""
    begins = texts.opens >= SENTENCE
    text = np.repeat(np.arange(len(texts.start) - 1), np.diff(texts.start))[begins]
    return Texts(texts.form, np.append(np.flatnonzero(begins), len(texts.form)), texts.opens), text


def rarest_words(vocabulary: Vocabulary, texts: Texts) -> Whole:
    """The RAREST distinct words of each text, rarest first, (texts, RAREST) uint32; 0 where there are fewer.

    A word is its hash and, in the upper bits, how rare it is. Words that begin alike are one. Words of no substance
    count only where a text has hardly any other.
    """
    slight = vocabulary.kind == FUNCTION
    rarest = np.zeros((len(texts.start) - 1, RAREST), np.uint32)
    lengths = np.diff(texts.start)
    order = np.argsort(lengths, kind="stable")
    longest = int(lengths.max(initial=0))
    cuts = np.searchsorted(lengths[order], [1 << power for power in range(1, longest.bit_length() + 1)])
    for group in np.split(order, cuts):
        width = int(lengths[group].max(initial=0))
        step = max(1, CELLS_AT_ONCE // max(1, width))
        for begin in range(0, len(group) if width else 0, step):
            chosen = group[begin : begin + step]
            rarest[chosen] = _rarest_of(vocabulary.rank, slight, texts, chosen, width)
    return rarest


def _rarest_of(rank: Hashes, slight: Flags, texts: Texts, chosen: Ints, width: int) -> Whole:
    """The same of texts of about one length, laid out as a table."""
    at = texts.start[chosen][:, None] + np.arange(width)
    form = np.where(at < texts.start[chosen + 1][:, None], texts.form[np.minimum(at, len(texts.form) - 1)], -1)
    ranks = rank[form]
    enough = ((ranks > 0) & ~slight[form]).sum(1, keepdims=True) > 1
    ranks[slight[form] & enough] = 0
    ranks = _distinct(ranks)[:, :RAREST]
    found = np.zeros((len(chosen), RAREST), np.uint32)
    rarity, hashed = ranks >> np.uint64(58) << np.uint64(_HASH_BITS), mix(ranks) >> np.uint64(38)
    found[:, : ranks.shape[1]] = np.where(ranks > 0, rarity | hashed | np.uint64(1), 0)
    return found


def _distinct(ranks: Hashes) -> Hashes:
    """Each row in falling order, of equal values all but one put to 0 at the end."""
    ranks = np.sort(ranks, axis=1)
    ranks[:, :-1][ranks[:, :-1] == ranks[:, 1:]] = 0
    return np.sort(ranks, axis=1)[:, ::-1]


def block_keys(rarest: Whole) -> Hashes:
    """Keys of the blocks each sentence stands in, (pairs of words, sentences); 0 where it has no such pair.

    One with a single word of substance stands under that word.
    """
    words = np.ascontiguousarray(rarest.T)
    held, there = mix((words & _HASH).astype(np.uint64)), words > 0
    keys, done = np.empty((len(_FIRST), len(rarest)), np.uint64), 0
    for first in range(RAREST - 1):  # in the order of _FIRST and _SECOND
        made = keys[done : done + RAREST - 1 - first]
        np.bitwise_xor(held[first], held[first + 1 :], out=made)
        made *= there[first + 1 :]
        done += len(made)
    lone = there[0] & ~there[1]
    keys[0, lone] = held[0, lone]
    return keys


def telling_keys(rarest: Whole) -> Flags:
    """Of the same keys those under which a sentence stands with what it says, and not by chance."""
    rarity = (rarest.T >> _HASH_BITS).astype(np.uint16)
    return rarity[_FIRST] + rarity[_SECOND] >= TELLING * rarity.sum(0, dtype=np.float32)


def keys_that_may_occur(occurs: Flags, rarest: Whole) -> tuple[Hashes, Ints, Flags]:
    """Of the same keys those whose upper bits `occurs` flags, with the sentences they are of and whether they tell.

    Of most keys no more is worked out than these bits.
    """
    words = np.ascontiguousarray(rarest.T)
    held, there = mix((words & _HASH).astype(np.uint64)), words > 0
    upper = (held >> np.uint64(65 - len(occurs).bit_length())).view(np.int64)
    found, done = np.empty((len(_FIRST), len(rarest)), bool), 0
    for word in range(RAREST - 1):
        made = found[done : done + RAREST - 1 - word]
        occurs.take(upper[word] ^ upper[word + 1 :], out=made, mode="clip")  # the mode in which it copies nothing
        done += len(made)
    at = np.flatnonzero(found)
    pair = at // len(rarest)
    sentence = at - pair * len(rarest)
    first, second = _FIRST[pair], _SECOND[pair]
    real = there[second, sentence] | ((pair == 0) & there[0, sentence])
    first, second, sentence = first[real], second[real], sentence[real]
    rarity = (words >> _HASH_BITS).astype(np.uint16)
    telling = TELLING * rarity.sum(0, dtype=np.float32)[sentence]
    tells = rarity[first, sentence] + rarity[second, sentence] >= telling
    return held[first, sentence] ^ held[second, sentence], sentence, tells


def word_sets(rarest: Whole) -> Hashes:
    """The words of each sentence as a set of 128 bits, (2, sentences) uint64."""
    sets = np.zeros((2, len(rarest)), np.uint64)
    for words in rarest.T:
        hashed = (words & _HASH) >> np.uint32(19)
        bit = np.where(words > 0, np.uint64(1) << (hashed & np.uint32(63)).astype(np.uint64), np.uint64(0))
        lower = hashed < 64
        sets[0] |= bit * lower
        sets[1] |= bit * ~lower
    return sets


def block_order(rarest: Whole) -> Hashes:
    """Where a text stands among the others of a block: the least of its words' hashes.

    Texts share their least hash as often as their words are the same (Broder 1997), so the like stand side by side.
    """
    least = np.full(len(rarest), _NOWHERE)
    for words in rarest.T:
        hashed = mix(words.astype(np.uint64) ^ _BASE)
        np.minimum(least, hashed, out=least, where=words > 0)
    return least
