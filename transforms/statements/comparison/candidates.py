"""Candidates: which texts are worth comparing, without comparing all with all.

in   signatures of the sentences of texts, as `signatures` makes them
out  pairs of texts

A block holds the sentences that stand under one key, the like beside each other, and each is paired with its
neighbours there: NEIGHBOURS behind it and as many before. In a small block that is every pair; a sentence that
everybody repeats makes a large block, and its cost still grows only as the number of texts does. Large blocks are
also those of two words that meet by chance: there the two must tell what each of the sentences says, or a third word
must be shared.

Blocks are made a share of the keys at a time, by the key's hash, so memory has a bound, and another runner could
make each share elsewhere: no share needs another's.
"""

from typing import NamedTuple

import numpy as np

from transforms.arrays import Bytes, Flags, Hashes, Ints, Whole, each_once
from transforms.statements.comparison.signatures import (
    block_keys,
    block_order,
    keys_that_may_occur,
    telling_keys,
    word_sets,
)
from transforms.statements.keys import among, bits_of, without

NEIGHBOURS = 8  # and so many sentences make a small block
KEYS_AT_ONCE = 1 << 25  # bounds on memory, as the next two: 256 MB of hashes
ENTRIES_AT_ONCE = 1 << 20
BLOCKS_AT_ONCE = 1 << 20  # of a changed corpus
SPARE_BITS = 9  # that keep sentences of other blocks from being looked at
ROWS_AT_ONCE = 1 << 12  # sentences whose keys are worked out together: a table that fits the processor's cache
KEPT = np.uint8(1)  # of what interest a sentence of a pair kept is
ENOUGH = np.uint8(2)  # and two sentences together from which they are looked at, or a changed one by itself
_ROW_BITS, _BLOCK_BITS = np.uint64(1), np.uint64(27)  # an entry: the block's key, the sentence, whether the key tells
_BLOCK = ~np.uint64((1 << 27) - 1)
_ROW = np.uint64((1 << 26) - 1)
_LOW = np.uint64(0xFFFFFFFF)


class Sentences(NamedTuple):
    """Sentences of texts, one row each."""

    key: Hashes  # rising: the text's key
    rarest: Whole  # (sentences, words) uint32: signatures


class Turnover(NamedTuple):
    """Sentences of a corpus as it is and as it was before."""

    both: Sentences
    here: Flags  # by sentence: whether it is in the corpus as it is
    was: Flags  # and as it was

    def now(self) -> Sentences:
        """Those of the corpus as it is."""
        return self.both if self.here.all() else Sentences(self.both.key[self.here], self.both.rarest[self.here])


def turn_over(before: Sentences, gone: Flags, fresh: Sentences) -> Turnover:
    """The sentences of before, of which some are gone, and those of texts that were not there."""
    key = np.concatenate([before.key, fresh.key])
    order = np.argsort(key, kind="stable")
    here, was = np.append(~gone, np.ones(len(fresh.key), bool)), order < len(before.key)
    return Turnover(
        Sentences(key[order], _rows(np.concatenate([before.rarest, fresh.rarest]), order)), here[order], was
    )


def _rows(rarest: Whole, rows: Ints) -> Whole:
    """Signatures of these sentences, word beside word, as they are worked with."""
    return rarest.T.take(rows, axis=1).T


class Change(NamedTuple):
    """Pairs of texts that are candidates now and were not, and of the pairs kept before those that are no more.

    A pair is packed into one number: two places in `texts`, the smaller in the upper half.
    """

    texts: Hashes  # rising: keys of the texts of both corpora
    gained: Hashes
    lost: Hashes

    def keys(self, packed: Hashes) -> Hashes:
        """The pairs as keys, the smaller first, shape (n, 2)."""
        return self.texts[unpack(packed)]


def unpack(packed: Hashes) -> Ints:
    """The two places of each pair, shape (n, 2)."""
    return np.stack([packed >> np.uint64(32), packed & _LOW], axis=1).astype(np.intp)


def changed_candidates(sentences: Turnover, kept: Hashes) -> Change:
    """What became of the candidates when the texts of a corpus changed; all of them where there were none before.

    Only blocks that a changed text stands in are made, as they were and as they are, and in them is looked only at
    pairs that may be gained, or were `kept`, as keys, the smaller first, and may be lost. A pair that a grown block
    drove apart may still meet in another: the other blocks that both stand in are looked at before it is given up.
    """
    both, here, was = sentences
    texts, text = _texts_of(both)
    if not was.any():
        return Change(texts, _all_pairs(both.rarest, text), np.zeros(0, np.uint64))
    places = np.searchsorted(texts, kept).astype(np.uint64)
    known = _flagged(len(texts), places.ravel())
    left = _keys_of_blocks(both.rarest[~here])
    looked = _Looked(np.where(here & was, KEPT * known[text], ENOUGH), left)
    touched = each_once([left, _keys_of_blocks(both.rarest[~was])])
    pairs_now, pairs_before = _pairs_in(touched, looked, sentences, text)
    kept = each_once([places[:, 0] << np.uint64(32) | places[:, 1]])
    ended = _flagged(len(texts), text[~here])[unpack(kept)].any(1)
    apart = without(kept[~ended & among(kept, pairs_before)], pairs_now)
    if len(apart):
        elsewhere = without(_common_blocks(both.rarest, text, unpack(apart)), touched)
        apart = without(apart, _pairs_in(elsewhere, looked, sentences, text)[0])
    lost = each_once([kept[ended], apart])
    gained = without(without(pairs_now, pairs_before), kept)
    if not len(left):  # what blocks only grew by brings no two together that stood there before
        gained = gained[_flagged(len(texts), text[~was])[unpack(gained)].any(1)]
    return Change(texts, gained, lost)


def _texts_of(sentences: Sentences) -> tuple[Hashes, Hashes]:
    """The texts of these sentences, rising, and the place of each sentence's text among them."""
    begins = np.append(True, sentences.key[1:] != sentences.key[:-1])[: len(sentences.key)]
    return sentences.key[begins], np.cumsum(begins, dtype=np.uint64) - np.uint64(1)


def _flagged(count: int, places: Whole) -> Flags:
    """So many flags, of which those at these places are set."""
    flags = np.zeros(count, bool)
    flags[places] = True
    return flags


def candidate_pairs(sentences: Sentences) -> Hashes:
    """Pairs of keys of texts worth comparing, each once, the smaller first, shape (n, 2)."""
    nothing = Sentences(sentences.key[:0], sentences.rarest[:0])
    change = changed_candidates(turn_over(nothing, np.zeros(0, bool), sentences), np.zeros((0, 2), np.uint64))
    return change.keys(change.gained)


def _keys_of_blocks(rarest: Whole) -> Hashes:
    """Keys of all blocks that some of these sentences stand in, rising."""
    keys = each_once([block_keys(rarest).ravel() >> _BLOCK_BITS])
    return keys[keys > 0]


def _common_blocks(rarest: Whole, text: Hashes, pairs: Ints) -> Hashes:
    """Keys of the blocks in which both texts of some pair stand, rising; `text` are the sentences' texts."""
    involved = np.flatnonzero(np.isin(text, pairs))
    names, start = np.unique(text[involved], return_index=True)
    keys = (block_keys(rarest[involved]) >> _BLOCK_BITS).T
    blocks = [set(held.ravel().tolist()) for held in np.split(keys, start[1:])]
    of_text = dict(zip(names.tolist(), blocks, strict=True))
    common = {key for a, b in pairs.tolist() for key in of_text[a] & of_text[b]}
    return np.array(sorted(common - {0}), np.uint64)


class _Looked(NamedTuple):
    """At which pairs of sentences is looked: those that are together of ENOUGH interest."""

    interest: Bytes  # by sentence
    whole: Hashes  # rising: keys of blocks in which every pair is looked at


class _Blocks:
    """Sentences in the order in which they stand in blocks; they come by rising text."""

    def __init__(self, rarest: Whole, text: Hashes) -> None:
        self.order = np.argsort(block_order(rarest), kind="stable")  # of equals the smaller text first
        self.rarest = _rows(rarest, self.order)
        self.words = word_sets(self.rarest)
        self.text = text[self.order]


def _all_pairs(rarest: Whole, text: Hashes) -> Hashes:
    """All candidates, packed."""
    blocks = _Blocks(rarest, text)
    words = rarest.shape[1]
    shares = max(1, -(-len(rarest) * words * (words - 1) // 2 // KEYS_AT_ONCE))
    found: list[Hashes] = []
    for share in range(shares):
        found += _in_blocks(blocks, _entries(blocks.rarest, share, shares))
    return each_once(found)


def _entries(rarest: Whole, share: int, shares: int) -> Hashes:
    """Sorted entries of one share of the blocks."""
    counts = (rarest > 0).sum(1)
    entries, done = np.empty(int(np.maximum(counts, counts * (counts - 1) // 2).sum()), np.uint64), 0
    for begin in range(0, len(rarest), ROWS_AT_ONCE):
        some = rarest[begin : begin + ROWS_AT_ONCE]
        keys = block_keys(some)
        wanted = keys > 0
        if shares > 1:
            wanted &= (keys >> np.uint64(40)) % np.uint64(shares) == share
        at = np.flatnonzero(wanted)
        made = entries[done : done + len(at)]
        np.bitwise_and(keys.ravel()[at], _BLOCK, out=made)
        made |= (at % len(some) + begin).astype(np.uint64) << _ROW_BITS
        made |= telling_keys(some).ravel()[at]
        done += len(at)
    entries = entries[:done]
    entries.sort()
    return entries


def _pairs_in(wanted: Hashes, looked: _Looked, sentences: Turnover, text: Hashes) -> tuple[Hashes, Hashes]:
    """Candidates in these blocks, as they are and as they were, packed; `wanted` are keys of blocks, rising.

    Of blocks as they were those alone are told that are large: where all meet with all, who is still there still does.
    """
    now: list[Hashes] = []
    before: list[Hashes] = []
    for at in range(0, len(wanted), BLOCKS_AT_ONCE):
        entries = _entries_of(wanted[at : at + BLOCKS_AT_ONCE], sentences.both.rarest)
        entries, large = _of_interest(entries, looked)
        blocks, entries, sentence = _in_order(entries, sentences.both.rarest, text)
        interest = looked.interest[sentence]
        interest[large & among(entries >> _BLOCK_BITS, looked.whole)] = ENOUGH
        here, was = sentences.here[sentence], sentences.was[sentence] & large
        now += _in_blocks(blocks, entries[here], interest[here])
        before += _in_blocks(blocks, entries[was], interest[was])
    return each_once(now), each_once(before)


def _entries_of(wanted: Hashes, rarest: Whole) -> Hashes:
    """Sorted entries of these blocks, and of some more."""
    bits = bits_of(wanted, SPARE_BITS)
    occurs = np.zeros(1 << bits, bool)
    occurs[wanted >> (np.uint64(64 - bits) - _BLOCK_BITS)] = True
    found = []
    for begin in range(0, len(rarest), ROWS_AT_ONCE):
        keys, row, tells = keys_that_may_occur(occurs, rarest[begin : begin + ROWS_AT_ONCE])
        found.append(keys & _BLOCK | (row + begin).astype(np.uint64) << _ROW_BITS | tells)
    entries: Hashes = np.concatenate(found)
    entries.sort()
    return entries


def _of_interest(entries: Hashes, looked: _Looked) -> tuple[Hashes, Flags]:
    """Entries of blocks in which there may be a pair of ENOUGH interest, and whether each is of a large one."""
    if not len(entries):
        return entries, np.zeros(0, bool)
    begin = np.flatnonzero(np.append(True, (entries[1:] ^ entries[:-1]) > ~_BLOCK))
    size = np.diff(np.append(begin, len(entries)))
    enough = np.add.reduceat(looked.interest[_sentences_of(entries)], begin, dtype=np.int64) >= ENOUGH
    chosen = np.repeat(enough & (size > 1), size)
    return entries[chosen], np.repeat(size > NEIGHBOURS, size)[chosen]


def _in_order(entries: Hashes, rarest: Whole, text: Hashes) -> tuple[_Blocks, Hashes, Ints]:
    """Blocks of the sentences of these entries, the entries by their order there, and the sentence of each."""
    rows = np.flatnonzero(_flagged(len(rarest), _sentences_of(entries)))
    blocks = _Blocks(_rows(rarest, rows), text[rows])
    rows = rows[blocks.order]
    place = np.zeros(len(rarest), np.uint64)
    place[rows] = np.arange(len(rows))
    entries = entries & ~(_ROW << _ROW_BITS) | place[_sentences_of(entries)] << _ROW_BITS
    entries.sort(kind="stable")  # quick: what is out of order is near its place
    return blocks, entries, rows[_sentences_of(entries)]


def _sentences_of(entries: Hashes) -> Ints:
    return ((entries >> _ROW_BITS) & _ROW).astype(np.intp)


def _in_blocks(blocks: _Blocks, entries: Hashes, interest: Bytes | None = None) -> list[Hashes]:
    """Pairs from these blocks, some of them at a time."""
    found, done = [], 0
    while done < len(entries):
        last = entries[min(done + ENTRIES_AT_ONCE, len(entries)) - 1] | ~_BLOCK
        end = int(np.searchsorted(entries, last, side="right"))
        found.append(_neighbours(blocks, entries[done:end], None if interest is None else interest[done:end]))
        done = end
    return found


def _neighbours(blocks: _Blocks, entries: Hashes, interest: Bytes | None) -> Hashes:
    """Packed pairs of texts of which a sentence stands at most NEIGHBOURS from one of the other in a block."""
    size = np.diff(np.flatnonzero(np.r_[True, (entries[1:] ^ entries[:-1]) > ~_BLOCK, True]))
    size = np.repeat(size, size)
    entries, large = entries[size > 1], size[size > 1] > NEIGHBOURS
    interest = None if interest is None else interest[size > 1]
    block, row = entries >> _BLOCK_BITS, _sentences_of(entries)
    held, sure = blocks.text[row], ~large | (entries & np.uint64(1)).astype(bool)
    found = []
    for distance in range(1, min(NEIGHBOURS, len(entries) - 1) + 1):
        together = block[distance:] == block[:-distance]
        if interest is not None:
            together &= interest[distance:] + interest[:-distance] >= ENOUGH
        kept = together & sure[distance:] & sure[:-distance]
        doubtful = np.flatnonzero(together & ~kept)
        kept[doubtful] = _share_a_third(blocks.words, row[doubtful], row[doubtful + distance])
        a, b = held[:-distance][kept], held[distance:][kept]
        pairs = (np.minimum(a, b) << np.uint64(32)) | np.maximum(a, b)
        found.append(pairs[a != b])
    return each_once(found)


def _share_a_third(words: Hashes, a: Ints, b: Ints) -> Flags:
    """Whether these sentences share three words, as far as their sets tell."""
    return np.bitwise_count(words.take(a, axis=1) & words.take(b, axis=1)).sum(0, dtype=np.uint8) > 2
