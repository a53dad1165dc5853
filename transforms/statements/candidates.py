"""Candidates: which texts are worth comparing, without comparing all with all.

in   signatures of the sentences of texts, as `signatures` makes them
out  pairs of texts

A block holds the sentences that stand under one key, the like beside each other, and each is paired with its
neighbours there: NEIGHBOURS behind it and as many before. In a small block that is every pair; a sentence that
everybody repeats makes a large block, and its cost still grows only as the number of texts does.

Blocks are made a share of the keys at a time, by the key's hash, so memory has a bound, and another runner could
make each share elsewhere: no share needs another's.
"""

from typing import NamedTuple

import numpy as np

from transforms.statements.signatures import block_keys, block_order

NEIGHBOURS = 8
KEYS_AT_ONCE = 1 << 23
_ROW_BITS = np.uint64(26)  # of a packed entry: which sentence; the rest is the block's key
_ROW_MASK = np.uint64((1 << 26) - 1)
_LOW = np.uint64(0xFFFFFFFF)
_FILTER = np.uint64((1 << 22) - 1)


class Sentences(NamedTuple):
    """Sentences of texts, one row each."""

    key: np.ndarray  # uint64, rising: the text's key
    rarest: np.ndarray  # (sentences, words) uint32: signatures


class Change(NamedTuple):
    """Pairs of texts that are candidates now and were not, and that were and are no more, as keys, shape (n, 2)."""

    gained: np.ndarray
    lost: np.ndarray


def changed_candidates(now: Sentences, before: Sentences) -> Change:
    """What became of the candidates when the texts of a corpus changed; all of them where there were none before.

    Only blocks that a changed text stands in are made, as they were and as they are. A pair that a grown block
    drove apart may still meet in another: blocks that both stand in are looked at before it is given up.
    """
    texts = np.union1d(now.key, before.key)
    if not len(before.key):
        return Change(_as_keys(texts, _pairs(now, texts)), np.zeros((0, 2), np.uint64))
    changed = [now.rarest[~np.isin(now.key, before.key)], before.rarest[~np.isin(before.key, now.key)]]
    touched = np.unique(block_keys(np.concatenate(changed)) >> _ROW_BITS)
    pairs_now, pairs_before = _pairs(now, texts, touched), _pairs(before, texts, touched)
    lost = np.setdiff1d(pairs_before, pairs_now, assume_unique=True)
    apart = lost[np.isin(_as_keys(texts, lost), now.key).all(1)]
    if len(apart):
        lost = np.setdiff1d(lost, _pairs(now, texts, _common_blocks(now, _as_keys(texts, apart))), assume_unique=True)
    gained = np.setdiff1d(pairs_now, pairs_before, assume_unique=True)
    return Change(_as_keys(texts, gained), _as_keys(texts, lost))


def candidate_pairs(sentences: Sentences) -> np.ndarray:
    """Pairs of keys of texts worth comparing, each once, the smaller first, shape (n, 2)."""
    texts = np.unique(sentences.key)
    return _as_keys(texts, _pairs(sentences, texts))


def _as_keys(texts: np.ndarray, packed: np.ndarray) -> np.ndarray:
    return texts[np.stack([packed >> np.uint64(32), packed & _LOW], axis=1).astype(np.intp)]


def _common_blocks(sentences: Sentences, pairs: np.ndarray) -> np.ndarray:
    """Keys of blocks in which both texts of some pair stand."""
    involved = np.isin(sentences.key, pairs)
    keys = block_keys(sentences.rarest[involved]) >> _ROW_BITS
    of = np.repeat(sentences.key[involved], keys.shape[1])
    blocks = {text: set(held.tolist()) for text, held in _grouped(of, keys.ravel())}
    common = {block for a, b in pairs.tolist() for block in blocks[a] & blocks[b]}
    return np.array(sorted(common), np.uint64)


def _grouped(of: np.ndarray, values: np.ndarray) -> zip:
    names, starts = np.unique(of, return_index=True)
    return zip(names.tolist(), np.split(values, starts[1:]), strict=True)


def _pairs(sentences: Sentences, texts: np.ndarray, only: np.ndarray | None = None) -> np.ndarray:
    """Candidates as two places in `texts` packed into one number; with `only`, from the blocks of these keys alone."""
    order = np.lexsort((sentences.key, block_order(sentences.rarest)))
    rarest = sentences.rarest[order]
    text = np.searchsorted(texts, sentences.key[order]).astype(np.uint64)
    shares = max(1, -(-rarest.shape[0] * rarest.shape[1] * (rarest.shape[1] - 1) // 2 // KEYS_AT_ONCE))
    found = [_neighbours(_entries(rarest, share, shares, only), text) for share in range(shares)]
    return np.unique(np.concatenate(found))


def _entries(rarest: np.ndarray, share: int, shares: int, only: np.ndarray | None) -> np.ndarray:
    """Sorted entries of one share of the blocks: key and sentence packed into one number each."""
    held = [np.zeros(0, np.uint64)]
    step = KEYS_AT_ONCE // 64
    for begin in range(0, len(rarest), step):
        keys = block_keys(rarest[begin : begin + step])
        row, _ = np.divmod(np.flatnonzero(keys), keys.shape[1])
        keys = keys[keys > 0]
        if shares > 1:
            here = (keys >> np.uint64(40)) % np.uint64(shares) == share
            keys, row = keys[here], row[here]
        if only is not None:
            here = _among(keys >> _ROW_BITS, only)
            keys, row = keys[here], row[here]
        held.append((keys & ~_ROW_MASK) | (row + begin).astype(np.uint64))
    entries = np.concatenate(held)
    entries.sort()
    return entries


def _among(values: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Whether each value is among the sorted `wanted`; most are turned away by their low bits."""
    low = np.zeros(int(_FILTER) + 1, bool)
    low[wanted & _FILTER] = True
    found = low[values & _FILTER]
    likely = values[found]
    found[found] = wanted[np.minimum(np.searchsorted(wanted, likely), max(0, len(wanted) - 1))] == likely
    return found


def _neighbours(entries: np.ndarray, text: np.ndarray) -> np.ndarray:
    """Packed pairs of texts of which a sentence stands at most NEIGHBOURS from one of the other in a block."""
    key = entries >> _ROW_BITS
    follows = np.zeros(len(entries) + 1, bool)
    follows[1:-1] = key[1:] == key[:-1]
    shared = follows[1:] | follows[:-1]
    key, held = key[shared], text[(entries[shared] & _ROW_MASK).astype(np.intp)]
    found = [np.zeros(0, np.uint64)]
    for distance in range(1, min(NEIGHBOURS, len(key) - 1) + 1):
        together = np.flatnonzero(key[distance:] == key[:-distance])
        a, b = held[together], held[together + distance]
        pairs = (np.minimum(a, b) << np.uint64(32)) | np.maximum(a, b)
        found.append(pairs[a != b])
    return np.unique(np.concatenate(found))
