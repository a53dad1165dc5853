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
from transforms.statements.comparison.signatures import block_keys, block_order, telling_keys, word_sets
from transforms.statements.keys import among, low_bits, with_low_bits, without

NEIGHBOURS = 8  # and so many sentences make a small block
KEYS_AT_ONCE = 1 << 25
ENTRIES_AT_ONCE = 1 << 20
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

    Only blocks that a changed text stands in are made, as they were and as they are, and in them is looked only at
    pairs that may be gained, or were `kept`, as keys, and may be lost. A pair that a grown block drove apart may still
    meet in another: blocks that both stand in are looked at before it is given up.
    """
    if not len(before.key):
        texts = each_once([now.key])
        return Change(texts, _pairs(_Blocks(now, texts))[0], np.zeros(0, np.uint64))
    gone, new = ~among(before.key, now.key), ~among(now.key, before.key)
    texts = each_once([now.key, before.key[gone]])
    either = Sentences(np.concatenate([now.key, before.key[gone]]), np.concatenate([now.rarest, before.rarest[gone]]))
    blocks, still = _Blocks(either, texts), np.arange(len(either.key)) < len(now.key)
    changed = np.append(new, np.ones(gone.sum(), bool))
    interest = np.where(changed, ENOUGH, KEPT * among(either.key, each_once([kept.ravel()])))
    left = _keys_of_blocks(before.rarest[gone])
    touched = _Looked(each_once([left, _keys_of_blocks(now.rarest[new])]), interest, left)
    pairs_now, pairs_before = _pairs(blocks, touched, still, ~(still & changed))
    kept = np.searchsorted(texts, np.sort(kept, axis=1)).astype(np.uint64)
    kept = each_once([kept[:, 0] << np.uint64(32) | kept[:, 1]])
    lost = without(kept[among(kept, pairs_before)], pairs_now)
    apart = texts[unpack(lost)]
    apart = apart[among(apart, now.key).all(1)]
    if len(apart):
        common = _Looked(_common_blocks(now, apart), interest, left)
        lost = without(lost, _pairs(blocks, common, still)[0])
    return Change(texts, without(without(pairs_now, pairs_before), kept), lost)


def candidate_pairs(sentences: Sentences) -> Hashes:
    """Pairs of keys of texts worth comparing, each once, the smaller first, shape (n, 2)."""
    nothing = Sentences(sentences.key[:0], sentences.rarest[:0])
    change = changed_candidates(sentences, nothing, np.zeros((0, 2), np.uint64))
    return change.keys(change.gained)


def _keys_of_blocks(rarest: Whole) -> Hashes:
    """Keys of all blocks that some of these sentences stand in, rising."""
    keys = each_once([block_keys(rarest).ravel() >> _BLOCK_BITS])
    return keys[keys > 0]


def _common_blocks(sentences: Sentences, pairs: Hashes) -> Hashes:
    """Keys of the blocks in which both texts of some pair stand, rising."""
    involved = among(sentences.key, each_once([pairs.ravel()]))
    names, start = np.unique(sentences.key[involved], return_index=True)
    keys = (block_keys(sentences.rarest[involved]) >> _BLOCK_BITS).T
    blocks = [set(held.ravel().tolist()) for held in np.split(keys, start[1:])]
    of_text = dict(zip(names.tolist(), blocks, strict=True))
    common = {key for a, b in pairs.tolist() for key in of_text[a] & of_text[b]}
    return np.array(sorted(common - {0}), np.uint64)


class _Looked(NamedTuple):
    """At which blocks is looked, and at which pairs in them: those whose sentences are together of ENOUGH interest."""

    blocks: Hashes  # rising: their keys; a few more may be looked at
    interest: Bytes  # by sentence
    whole: Hashes  # rising: keys of blocks in which every pair is looked at


class _Blocks:
    """Sentences in the order in which they stand in blocks."""

    def __init__(self, sentences: Sentences, texts: Hashes) -> None:
        self.order = np.lexsort((sentences.key, block_order(sentences.rarest)))
        self.rarest = sentences.rarest[self.order]
        self.words = word_sets(self.rarest)
        self.text = np.searchsorted(texts, sentences.key).astype(np.uint64)[self.order]
        keys = self.rarest.shape[0] * self.rarest.shape[1] * (self.rarest.shape[1] - 1) // 2
        self.shares = max(1, -(-keys // KEYS_AT_ONCE))

    def entries(self, share: int, only: Flags | None) -> Hashes:
        """Sorted entries of one share of the blocks, or of `only` those with such low bits."""
        counts = (self.rarest > 0).sum(1)
        entries, done = np.empty(int(np.maximum(counts, counts * (counts - 1) // 2).sum()), np.uint64), 0
        for begin in range(0, len(self.rarest), ROWS_AT_ONCE):
            rarest = self.rarest[begin : begin + ROWS_AT_ONCE]
            keys = block_keys(rarest)
            wanted = np.flatnonzero(self._wanted(keys, share, only))
            made = entries[done : done + len(wanted)]
            np.bitwise_and(keys.ravel()[wanted], _BLOCK, out=made)
            made |= (wanted % len(rarest) + begin).astype(np.uint64) << _ROW_BITS
            made |= telling_keys(rarest).ravel()[wanted]
            done += len(wanted)
        entries = entries[:done]
        entries.sort()
        return entries

    def _wanted(self, keys: Hashes, share: int, only: Flags | None) -> Flags:
        wanted = keys > 0
        if only is not None:
            wanted &= with_low_bits(keys >> _BLOCK_BITS, only)
        if self.shares > 1:
            wanted &= (keys >> np.uint64(40)) % np.uint64(self.shares) == share
        return wanted


def _pairs(blocks: _Blocks, looked: _Looked | None = None, *present: Flags) -> list[Hashes]:
    """Candidates, packed: were all sentences there, or for each of `present` were these."""
    found: list[list[Hashes]] = [[] for _ in present or [None]]
    only = None if looked is None else low_bits(looked.blocks)
    for share in range(blocks.shares):
        entries = blocks.entries(share, only)
        if looked is None:
            found[0] += _in_blocks(blocks, entries)
            continue
        sentence = blocks.order[((entries >> _ROW_BITS) & _ROW).astype(np.intp)]
        interest = looked.interest[sentence]
        interest[among(entries >> _BLOCK_BITS, looked.whole)] = ENOUGH
        for held, there in zip(found, present, strict=True):
            here = there[sentence]
            held += _in_blocks(blocks, entries[here], interest[here])
    return [each_once(held) for held in found]


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
    block, row = entries >> _BLOCK_BITS, ((entries >> _ROW_BITS) & _ROW).astype(np.intp)
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
    return np.bitwise_count(words[:, a] & words[:, b]).sum(0, dtype=np.uint8) > 2
