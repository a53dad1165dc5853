"""Candidates: which texts are worth comparing, without comparing all with all.

in   signatures of the sentences of texts, as `signatures` makes them
out  pairs of texts

A block holds the sentences that stand under one key, the like beside each other, and each is paired with its
neighbours there: NEIGHBOURS behind it and as many before. In a small block that is every pair; a sentence that
everybody repeats makes a large block, and its cost still grows only as the number of texts does. Large blocks are
also those of two words that meet by chance: there the two must tell what one of the sentences says, or a third word
must be shared.

Blocks are made a share of the keys at a time, by the key's hash, so memory has a bound, and another runner could
make each share elsewhere: no share needs another's.
"""

from typing import NamedTuple

import numpy as np

from transforms.arrays import Flags, Hashes, Ints, Whole
from transforms.statements.comparison.signatures import block_keys, block_order, telling_keys, word_sets
from transforms.statements.keys import among, each_once, low_bits, with_low_bits, without

NEIGHBOURS = 8  # and so many sentences make a small block
KEYS_AT_ONCE = 1 << 25
ENTRIES_AT_ONCE = 1 << 20
_ROW_BITS, _BLOCK_BITS = np.uint64(1), np.uint64(27)  # an entry: the block's key, the sentence, whether the key tells
_BLOCK = ~np.uint64((1 << 27) - 1)
_ROW = np.uint64((1 << 26) - 1)
_LOW = np.uint64(0xFFFFFFFF)


class Sentences(NamedTuple):
    """Sentences of texts, one row each."""

    key: Hashes  # rising: the text's key
    rarest: Whole  # (sentences, words) uint32: signatures


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

    def gaining(self) -> Hashes:
        """Keys of the texts of pairs gained, rising."""
        found = np.zeros(len(self.texts), bool)
        for at in range(0, len(self.gained), ENTRIES_AT_ONCE):
            found[unpack(self.gained[at : at + ENTRIES_AT_ONCE]).ravel()] = True
        return self.texts[found]


def unpack(packed: Hashes) -> Ints:
    """The two places of each pair, shape (n, 2)."""
    return np.stack([packed >> np.uint64(32), packed & _LOW], axis=1).astype(np.intp)


def changed_candidates(now: Sentences, before: Sentences, kept: Hashes) -> Change:
    """What became of the candidates when the texts of a corpus changed; all of them where there were none before.

    Only blocks that a changed text stands in are made, as they were and as they are. A pair that a grown block
    drove apart may still meet in another: blocks that both stand in are looked at before it is given up; but only
    pairs that were `kept`, as keys, can be lost.
    """
    texts = each_once([now.key, before.key])
    if not len(before.key):
        return Change(texts, _pairs(_Blocks(now, texts))[0], np.zeros(0, np.uint64))
    gone, new = ~among(before.key, now.key), ~among(now.key, before.key)
    either = Sentences(np.concatenate([now.key, before.key[gone]]), np.concatenate([now.rarest, before.rarest[gone]]))
    changed, still = np.concatenate([new, np.ones(gone.sum(), bool)]), np.arange(len(either.key)) < len(new)
    touched = each_once([block_keys(either.rarest[changed]).ravel() >> _BLOCK_BITS])
    pairs_now, pairs_before = _pairs(_Blocks(either, texts, touched), still, ~(still & changed))
    kept = np.searchsorted(texts, np.sort(kept, axis=1)).astype(np.uint64)
    lost = without(pairs_before, pairs_now)
    lost = lost[among(lost, each_once([kept[:, 0] << np.uint64(32) | kept[:, 1]]))]
    apart = texts[unpack(lost)]
    apart = apart[among(apart, now.key).all(1)]
    if len(apart):
        lost = without(lost, _pairs(_common_blocks(now, texts, apart))[0])
    return Change(texts, without(pairs_now, pairs_before), lost)


def candidate_pairs(sentences: Sentences) -> Hashes:
    """Pairs of keys of texts worth comparing, each once, the smaller first, shape (n, 2)."""
    nothing = Sentences(sentences.key[:0], sentences.rarest[:0])
    change = changed_candidates(sentences, nothing, np.zeros((0, 2), np.uint64))
    return change.keys(change.gained)


def _common_blocks(sentences: Sentences, texts: Hashes, pairs: Hashes) -> "_Blocks":
    """Blocks in which both texts of some pair stand."""
    involved = among(sentences.key, each_once([pairs.ravel()]))
    rarest, keys = sentences.rarest[involved], block_keys(sentences.rarest[involved]) >> _BLOCK_BITS
    names, start = np.unique(sentences.key[involved], return_index=True)
    words, blocks = (
        dict(zip(names.tolist(), [set(some.ravel().tolist()) for some in np.split(held, start[1:])], strict=True))
        for held in (rarest, keys.T)
    )
    common, shared = (
        np.array(sorted({value for a, b in pairs.tolist() for value in held[a] & held[b]} - {0}), np.uint64)
        for held in (blocks, words)
    )
    near = among(sentences.rarest.astype(np.uint64), shared).sum(1) > 1  # the rest shares no pair of words
    near |= sentences.rarest[:, 1] == 0
    return _Blocks(Sentences(sentences.key[near], sentences.rarest[near]), texts, common)


class _Blocks:
    """Sentences in the order in which they stand in blocks, and all blocks, or those of these keys and a few more."""

    def __init__(self, sentences: Sentences, texts: Hashes, only: Hashes | None = None) -> None:
        self.order = np.lexsort((sentences.key, block_order(sentences.rarest)))
        self.rarest = sentences.rarest[self.order]
        self.words = word_sets(self.rarest)
        self.text = np.searchsorted(texts, sentences.key).astype(np.uint64)[self.order]
        self.only = None if only is None else low_bits(only)
        keys = self.rarest.shape[0] * self.rarest.shape[1] * (self.rarest.shape[1] - 1) // 2
        self.shares = max(1, -(-keys // KEYS_AT_ONCE))

    def entries(self, share: int) -> Hashes:
        """Sorted entries of one share of the blocks."""
        counts = (self.rarest > 0).sum(1)
        entries, done = np.empty(int(np.maximum(counts, counts * (counts - 1) // 2).sum()), np.uint64), 0
        step = ENTRIES_AT_ONCE // 64
        for begin in range(0, len(self.rarest), step):
            rarest = self.rarest[begin : begin + step]
            keys = block_keys(rarest)
            made = (keys & _BLOCK) | (np.arange(begin, begin + len(rarest), dtype=np.uint64) << _ROW_BITS)
            made = (made | telling_keys(rarest))[self._wanted(keys, share)]
            entries[done : done + len(made)] = made
            done += len(made)
        entries = entries[:done]
        entries.sort()
        return entries

    def _wanted(self, keys: Hashes, share: int) -> Flags:
        wanted = keys > 0
        if self.shares > 1:
            wanted &= (keys >> np.uint64(40)) % np.uint64(self.shares) == share
        if self.only is not None:
            wanted &= with_low_bits(keys >> _BLOCK_BITS, self.only)
        return wanted


def _pairs(blocks: _Blocks, *present: Flags) -> list[Hashes]:
    """Candidates, packed: were all sentences there, or for each of `present` were these."""
    found: list[list[Hashes]] = [[] for _ in present or [None]]
    for share in range(blocks.shares):
        entries = blocks.entries(share)
        sentence = blocks.order[((entries >> _ROW_BITS) & _ROW).astype(np.intp)] if present else None
        for held, there in zip(found, present or [None], strict=True):
            held += _in_blocks(entries if there is None else entries[there[sentence]], blocks.text, blocks.words)
    return [each_once(held) for held in found]


def _in_blocks(entries: Hashes, text: Hashes, words: Hashes) -> list[Hashes]:
    """Pairs from these blocks, some of them at a time."""
    found, done = [], 0
    while done < len(entries):
        last = entries[min(done + ENTRIES_AT_ONCE, len(entries)) - 1] | ~_BLOCK
        end = int(np.searchsorted(entries, last, side="right"))
        found.append(_neighbours(entries[done:end], text, words))
        done = end
    return found


def _neighbours(entries: Hashes, text: Hashes, words: Hashes) -> Hashes:
    """Packed pairs of texts of which a sentence stands at most NEIGHBOURS from one of the other in a block."""
    size = np.diff(np.flatnonzero(np.r_[True, (entries[1:] ^ entries[:-1]) > ~_BLOCK, True]))
    size = np.repeat(size, size)
    entries, large = entries[size > 1], size[size > 1] > NEIGHBOURS
    block, row = entries >> _BLOCK_BITS, ((entries >> _ROW_BITS) & _ROW).astype(np.intp)
    held, sure = text[row], ~large | (entries & np.uint64(1)).astype(bool)
    found = []
    for distance in range(1, min(NEIGHBOURS, len(entries) - 1) + 1):
        together = block[distance:] == block[:-distance]
        kept = together & (sure[distance:] | sure[:-distance])
        doubtful = np.flatnonzero(together & ~kept)
        kept[doubtful] = _share_a_third(words, row[doubtful], row[doubtful + distance])
        a, b = held[:-distance][kept], held[distance:][kept]
        pairs = (np.minimum(a, b) << np.uint64(32)) | np.maximum(a, b)
        found.append(pairs[a != b])
    return each_once(found)


def _share_a_third(words: Hashes, a: Ints, b: Ints) -> Flags:
    """Whether these sentences share three words, as far as their sets tell."""
    return np.bitwise_count(words[:, a] & words[:, b]).sum(0, dtype=np.uint8) > 2
