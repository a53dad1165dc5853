"""Candidates: which texts are worth comparing, without comparing all with all.

in   signatures of texts, as `signatures` makes them
out  pairs of texts

A block holds the texts that stand under one key, the like beside each other, and each is paired with its neighbours
there: NEIGHBOURS behind it and as many before. In a small block that is every pair; a sentence that everybody repeats
makes a large block, and its cost still grows only as the number of texts does.

Blocks are made a share of the keys at a time, by the key's hash, so memory has a bound, and another runner could
make each share elsewhere: no share needs another's.
"""

from typing import NamedTuple

import numpy as np

from transforms.statements.signatures import block_keys, block_order

NEIGHBOURS = 8
KEYS_AT_ONCE = 1 << 23
_TEXT_BITS = np.uint64(26)  # of a packed entry: which text; the rest is the block's key
_TEXT_MASK = np.uint64((1 << 26) - 1)
_LOW = np.uint64(0xFFFFFFFF)


class TextSet(NamedTuple):
    """Texts of a corpus."""

    key: np.ndarray  # uint64, rising
    rarest: np.ndarray  # signature
    told: np.ndarray  # bool: somebody says it and nothing else; False for what is a sentence only


class Blocks(NamedTuple):
    """Texts in the order in which they stand in blocks."""

    rarest: np.ndarray  # (texts, words)
    order: np.ndarray  # where each was in what was given


def arrange(rarest: np.ndarray, key: np.ndarray) -> Blocks:
    """Bring texts into the order of blocks; `key` decides where their words do not."""
    order = np.lexsort((key, block_order(rarest)))
    return Blocks(rarest[order], order)


def candidate_pairs(blocks: Blocks, only: np.ndarray | None = None) -> np.ndarray:
    """Pairs of texts, each once, smaller place first, shape (pairs, 2); with `only`, from these blocks alone.

    `only` are keys of blocks as `touched_blocks` gives them.
    """
    shares = max(1, -(-len(blocks.rarest) * _keys_a_text(blocks) // KEYS_AT_ONCE))
    found = [_neighbours(_entries(blocks, share, shares, only)) for share in range(shares)]
    packed = np.unique(np.concatenate(found)) if found else np.zeros(0, np.uint64)
    pairs = np.stack([packed >> np.uint64(32), packed & _LOW], axis=1).astype(np.intp)
    return np.sort(blocks.order[pairs], axis=1)


def touched_blocks(rarest: np.ndarray) -> np.ndarray:
    """Keys of the blocks that these texts stand in, each once."""
    return np.unique(block_keys(rarest) >> _TEXT_BITS)


def common_blocks(rarest: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """Keys of the blocks in which both texts of some pair stand."""
    keys = block_keys(rarest) >> _TEXT_BITS
    of_a, of_b = keys[pairs[:, 0]], keys[pairs[:, 1]]
    return np.unique(of_a[(of_a[:, :, None] == of_b[:, None, :]).any(2)])


def _keys_a_text(blocks: Blocks) -> int:
    words = blocks.rarest.shape[1]
    return words * (words - 1) // 2


def _entries(blocks: Blocks, share: int, shares: int, only: np.ndarray | None) -> np.ndarray:
    """Sorted entries of one share of the blocks: key and text packed into one number each."""
    held = []
    step = max(1, KEYS_AT_ONCE // max(1, _keys_a_text(blocks)) // 4)
    for begin in range(0, len(blocks.rarest), step):
        keys = block_keys(blocks.rarest[begin : begin + step])
        text, _ = np.divmod(np.flatnonzero(keys), keys.shape[1])
        keys = keys[keys > 0]
        if shares > 1:
            here = (keys >> np.uint64(58)) % np.uint64(shares) == share
            keys, text = keys[here], text[here]
        if only is not None:
            here = _among(keys >> _TEXT_BITS, only)
            keys, text = keys[here], text[here]
        held.append((keys & ~_TEXT_MASK) | (text + begin).astype(np.uint64))
    entries = np.concatenate(held) if held else np.zeros(0, np.uint64)
    entries.sort()
    return entries


def _among(values: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Whether each value is among the sorted `wanted`; most are turned away by their low bits."""
    bits = np.uint64((1 << 22) - 1)
    low = np.zeros(1 << 22, bool)
    low[wanted & bits] = True
    found = low[values & bits]
    likely = values[found]
    at = np.minimum(np.searchsorted(wanted, likely), max(0, len(wanted) - 1))
    found[found] = wanted[at] == likely if len(wanted) else False
    return found


def _neighbours(entries: np.ndarray) -> np.ndarray:
    """Packed pairs of texts that stand at most NEIGHBOURS apart in a block."""
    key = entries >> _TEXT_BITS
    follows = np.zeros(len(entries) + 1, bool)
    follows[1:-1] = key[1:] == key[:-1]
    shared = follows[1:] | follows[:-1]
    entries, key = entries[shared], key[shared]
    text = entries & _TEXT_MASK
    found = [np.zeros(0, np.uint64)]
    for distance in range(1, NEIGHBOURS + 1):
        together = np.flatnonzero(key[distance:] == key[:-distance])
        if not len(together):
            break
        found.append((text[together] << np.uint64(32)) | text[together + distance])
    return np.unique(np.concatenate(found))


class Change(NamedTuple):
    """Pairs of texts that are candidates now and were not, and that were and are no more, as keys, shape (n, 2)."""

    gained: np.ndarray
    lost: np.ndarray


def changed_candidates(now: TextSet, before: TextSet) -> Change:
    """What became of the candidates when the texts of a corpus changed; all of them where there were none before.

    Only blocks that a changed text stands in are made, as they were and as they are. A pair that a grown block
    drove apart may still meet in another: blocks that both stand in are looked at before it is given up.
    """
    if not len(before.key):
        return Change(_as_keys(now.key, _pairs_of(now, now.key, None)), np.zeros((0, 2), np.uint64))
    everything = np.union1d(now.key, before.key)
    only = touched_blocks(np.concatenate([_not_in(now, before), _not_in(before, now)]))
    pairs_now, pairs_before = _pairs_of(now, everything, only), _pairs_of(before, everything, only)
    lost = np.setdiff1d(pairs_before, pairs_now, assume_unique=True)
    keys = _as_keys(everything, lost)
    still = np.isin(keys, now.key).all(1)
    if still.any():
        shared = common_blocks(now.rarest, np.searchsorted(now.key, keys[still]))
        lost = np.setdiff1d(lost, _pairs_of(now, everything, shared), assume_unique=True)
    gained = np.setdiff1d(pairs_now, pairs_before, assume_unique=True)
    return Change(_as_keys(everything, gained), _as_keys(everything, lost))


def _pairs_of(texts: TextSet, everything: np.ndarray, only: np.ndarray | None) -> np.ndarray:
    """Candidates, two places in `everything` packed into one number; of two texts one must be told by itself."""
    pairs = candidate_pairs(arrange(texts.rarest, texts.key), only)
    pairs = pairs[texts.told[pairs].any(1)]
    places = np.searchsorted(everything, texts.key).astype(np.uint64)
    return (places[pairs[:, 0]] << np.uint64(32)) | places[pairs[:, 1]]


def _as_keys(everything: np.ndarray, packed: np.ndarray) -> np.ndarray:
    return everything[np.stack([packed >> np.uint64(32), packed & _LOW], axis=1).astype(np.intp)]


def _not_in(texts: TextSet, others: TextSet) -> np.ndarray:
    """Signatures of texts that the others lack, or have in another role."""
    at = np.minimum(np.searchsorted(others.key, texts.key), len(others.key) - 1)
    return texts.rarest[(others.key[at] != texts.key) | (others.told[at] != texts.told)]
