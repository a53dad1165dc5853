"""Tense: whether what one text tells as done is to come in the other, or only may or must be, or failed to be.

in   pairs of texts, aligned
out  one flag a pair

A firm that will hire has not hired, a minister who may have known need not have known, and who refused to pay did not.
Where other words differ too, a text may be retold at another time; so only pairs in which nothing else of substance
does are looked at. Present and past are not set apart: speech that is reported moves its verbs back (“is” becomes
“was”). Nor are present and future: what is announced (“is closed until May”) will be.
"""

import numpy as np

from transforms.arrays import Bytes, Flags, Ints
from transforms.statements.comparison.alignment import Alignment, Side, counterpart_found
from transforms.statements.wording.vocabulary import (
    ADVERB,
    CONTENT,
    FAILING,
    FUNCTION,
    HAVING,
    IS,
    MAY,
    MUST,
    NAME,
    NUMBER,
    PAST,
    READY,
    TO,
    WAS,
    WILL,
    WOULD,
    Vocabulary,
)

REACH = 4  # function words, at most, between the word that tells the time and its verb: will not only have been
APART = ((WILL, PAST), (MAY, PAST), (MUST, PAST), (READY, PAST), (WILL, MAY), (WILL, MUST), (MAY, IS), (MUST, IS))


def tense_apart(vocabulary: Vocabulary, aligned: Alignment) -> Flags:
    """Whether a word that both texts have is done in one, and not or not yet in the other, and nothing else differs."""
    rest = [_rest(vocabulary, side) for side in (aligned.a, aligned.b)]
    found = np.flatnonzero(~(rest[0] | rest[1]))
    a, b = (_times(vocabulary, side, found) for side in (aligned.a, aligned.b))
    at = aligned.a.at[:, found].astype(np.intp)
    there = b.ravel()[at * len(found) + np.arange(len(found))]
    shared = (aligned.a.paired & (aligned.a.kind == CONTENT))[:, found]
    apart = np.zeros(len(rest[0]), bool)
    apart[found] = (shared & _APART[a, there]).any(0)
    return apart


def _table() -> Flags:
    table = np.zeros((ADVERB + 1, ADVERB + 1), bool)
    table[FAILING, :] = table[:, FAILING] = True
    table[FAILING, FAILING] = False
    for one, other in APART:
        table[one, other] = table[other, one] = True
    return table


_APART = _table()
_IS_MODAL = np.isin(np.arange(ADVERB + 1), (WILL, MAY, MUST, WOULD))  # which a “have” or “had” behind does not change
_BEHIND_TO = np.zeros(ADVERB + 1, np.uint8)  # what is said behind “to”: has to is must
_BEHIND_TO[HAVING], _BEHIND_TO[FAILING] = MUST, FAILING


def _rest(vocabulary: Vocabulary, side: Side) -> Flags:
    """Whether words are left over of a text that say more than how it does something, or is ready or fails to."""
    light = np.isin(vocabulary.tense[side.form], (READY, FAILING, ADVERB)) | (side.kind == FUNCTION)
    return (side.real & ~light & ~counterpart_found(side)).any(0)


def _times(vocabulary: Vocabulary, side: Side, pairs: Ints) -> Bytes:
    """For each word of these pairs' texts what is said of its time: HAVING to PAST, 0 where nothing is."""
    tense, kind = vocabulary.tense[side.form[:, pairs]], side.kind[:, pairs]
    tense = np.where((tense == FAILING) & counterpart_found(side)[:, pairs], 0, tense)  # the other text fails, too
    out = np.zeros_like(tense)
    state, before, reach = np.zeros((3, len(pairs)), np.uint8)
    for word, (here, of_kind) in enumerate(zip(tense, kind, strict=True)):
        meant = (of_kind == CONTENT) | (of_kind == NAME) | (of_kind == NUMBER)
        done = (here == PAST) & ((state == 0) | (state == HAVING))
        out[word] = np.where(done, PAST, state) * meant
        closed = meant & (here != ADVERB)
        helps = ~meant & (here > 0) & (here < TO) & ~(_IS_MODAL[state] & ((here == HAVING) | (here == WAS)))
        state = np.where(closed, FAILING * (here == FAILING), np.where(helps, here, state)).astype(np.uint8)
        to = here == TO
        state[to] = np.where(before[to] == READY, READY, _BEHIND_TO[state[to]])
        reach = np.where(closed | helps | to, REACH, np.maximum(reach, 1) - 1).astype(np.uint8)
        state *= reach > 0
        before = here
    out[out == WAS] = PAST
    return out
