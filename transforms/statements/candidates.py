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

from transforms.statements.signatures import block_keys, block_order, telling_keys, word_sets

NEIGHBOURS = 8  # and so many sentences make a small block
KEYS_AT_ONCE = 1 << 25
ENTRIES_AT_ONCE = 1 << 20
_ROW_BITS, _BLOCK_BITS = np.uint64(1), np.uint64(27)  # an entry: the block's key, the sentence, whether the key tells
_BLOCK = ~np.uint64((1 << 27) - 1)
_ROW = np.uint64((1 << 26) - 1)
_LOW = np.uint64(0xFFFFFFFF)
_FILTER = np.uint64((1 << 22) - 1)


class Sentences(NamedTuple):
    """Sentences of texts, one row each."""

    key: np.ndarray  # uint64, rising: the text's key
    rarest: np.ndarray  # (sentences, words) uint32: signatures


class Change(NamedTuple):
    """Pairs of texts that are candidates now and were not, and that were and are no more.

    A pair is packed into one number: two places in `texts`, the smaller in the upper half.
    """

    texts: np.ndarray  # uint64, rising: keys of the texts of both corpora
    gained: np.ndarray
    lost: np.ndarray

    def keys(self, packed: np.ndarray) -> np.ndarray:
        """The pairs as keys, the smaller first, shape (n, 2)."""
        return self.texts[unpack(packed)]

    def involved(self) -> np.ndarray:
        """Keys of all texts of these pairs, rising."""
        found = np.zeros(len(self.texts), bool)
        for packed in (self.gained, self.lost):
            for at in range(0, len(packed), ENTRIES_AT_ONCE):
                found[unpack(packed[at : at + ENTRIES_AT_ONCE]).ravel()] = True
        return self.texts[found]


def unpack(packed: np.ndarray) -> np.ndarray:
    """The two places of each pair, shape (n, 2)."""
    return np.stack([packed >> np.uint64(32), packed & _LOW], axis=1).astype(np.intp)


def changed_candidates(now: Sentences, before: Sentences) -> Change:
    """What became of the candidates when the texts of a corpus changed; all of them where there were none before.

    Only blocks that a changed text stands in are made, as they were and as they are. A pair that a grown block
    drove apart may still meet in another: blocks that both stand in are looked at before it is given up.
    """
    texts = each_once([now.key, before.key])
    if not len(before.key):
        return Change(texts, _pairs(now, texts), np.zeros(0, np.uint64))
    changed = [now.rarest[~np.isin(now.key, before.key)], before.rarest[~np.isin(before.key, now.key)]]
    touched = each_once([block_keys(held).ravel() >> _BLOCK_BITS for held in changed])
    pairs_now, pairs_before = _pairs(now, texts, touched), _pairs(before, texts, touched)
    change = Change(
        texts,
        gained=np.setdiff1d(pairs_now, pairs_before, assume_unique=True),
        lost=np.setdiff1d(pairs_before, pairs_now, assume_unique=True),
    )
    apart = change.keys(change.lost)
    apart = apart[np.isin(apart, now.key).all(1)]
    if not len(apart):
        return change
    together = _pairs(now, texts, _common_blocks(now, apart))
    return change._replace(lost=np.setdiff1d(change.lost, together, assume_unique=True))


def candidate_pairs(sentences: Sentences) -> np.ndarray:
    """Pairs of keys of texts worth comparing, each once, the smaller first, shape (n, 2)."""
    change = changed_candidates(sentences, Sentences(sentences.key[:0], sentences.rarest[:0]))
    return change.keys(change.gained)


def _common_blocks(sentences: Sentences, pairs: np.ndarray) -> np.ndarray:
    """Keys of blocks in which both texts of some pair stand."""
    involved = np.isin(sentences.key, pairs)
    keys = block_keys(sentences.rarest[involved]) >> _BLOCK_BITS
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
    rarest, words = sentences.rarest[order], word_sets(sentences.rarest[order])
    text = np.searchsorted(texts, sentences.key[order]).astype(np.uint64)
    shares = max(1, -(-rarest.shape[0] * rarest.shape[1] * (rarest.shape[1] - 1) // 2 // KEYS_AT_ONCE))
    found = []
    for share in range(shares):
        found += _in_blocks(_entries(rarest, share, shares, only), text, words)
    return each_once(found)


def _entries(rarest: np.ndarray, share: int, shares: int, only: np.ndarray | None) -> np.ndarray:
    """Sorted entries of one share of the blocks."""
    counts = (rarest > 0).sum(1)
    entries, done = np.empty(int(np.maximum(counts, counts * (counts - 1) // 2).sum()), np.uint64), 0
    step = ENTRIES_AT_ONCE // 64
    for begin in range(0, len(rarest), step):
        keys, tells = block_keys(rarest[begin : begin + step]), telling_keys(rarest[begin : begin + step])
        row = (np.flatnonzero(keys) // keys.shape[1] + begin).astype(np.uint64)
        keys, tells = keys[keys > 0], tells[keys > 0]
        made = (keys & _BLOCK) | (row << _ROW_BITS) | tells
        if shares > 1:
            made = made[(made >> np.uint64(40)) % np.uint64(shares) == share]
        if only is not None:
            made = made[_among(made >> _BLOCK_BITS, only)]
        entries[done : done + len(made)] = made
        done += len(made)
    entries = entries[:done]
    entries.sort()
    return entries


def _in_blocks(entries: np.ndarray, text: np.ndarray, words: np.ndarray) -> list[np.ndarray]:
    """Pairs from these blocks, some of them at a time."""
    found, done = [], 0
    while done < len(entries):
        last = entries[min(done + ENTRIES_AT_ONCE, len(entries)) - 1] | ~_BLOCK
        end = int(np.searchsorted(entries, last, side="right"))
        found.append(_neighbours(entries[done:end], text, words))
        done = end
    return found


def _among(values: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Whether each value is among the sorted `wanted`; most are turned away by their low bits."""
    low = np.zeros(int(_FILTER) + 1, bool)
    low[wanted & _FILTER] = True
    found = low[values & _FILTER]
    likely = values[found]
    found[found] = wanted[np.minimum(np.searchsorted(wanted, likely), max(0, len(wanted) - 1))] == likely
    return found


def _neighbours(entries: np.ndarray, text: np.ndarray, words: np.ndarray) -> np.ndarray:
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


def _share_a_third(words: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether these sentences share three words, as far as their sets tell."""
    return np.bitwise_count(words[a] & words[b]).sum(1, dtype=np.uint8) > 2


def each_once(found: list[np.ndarray]) -> np.ndarray:
    """All these values sorted, each once; numpy's unique hashes, which takes so many like numbers several times as long."""
    values = np.concatenate([*found, np.zeros(0, np.uint64)])
    found.clear()
    values.sort()
    return values[np.append(True, values[1:] != values[:-1])[: len(values)]]
