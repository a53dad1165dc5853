"""Initials: where a text spells out a name of which the other has the first letters, the US and the United States.

in   words of pairs of texts, shape (words, pairs)
out  the places of the initials and of the words they stand for
"""

from collections.abc import Sequence

import numpy as np

from transforms.arrays import Flags, Ints, Whole
from transforms.statements.wording.vocabulary import FUNCTION, Vocabulary

LEAST_WORDED = 3  # words, as _is_name says


def spelled_out(vocabulary: Vocabulary, short: Ints, loose: Flags, long: Ints) -> tuple[Whole, Whole, Whole]:
    """Word of `short`, word of `long` and pair, for each word that initials flagged as `loose` stand for."""
    cells = [
        (word, place, pair)
        for word, pair in np.argwhere(loose & (vocabulary.initials[short] > 0)).tolist()
        for place in _name_of(vocabulary, short[word, pair], long[:, pair])
    ]
    word, place, pair = np.array(cells, np.intp).reshape(-1, 3).T
    return word, place, pair


def _name_of(vocabulary: Vocabulary, form: int, words: Ints) -> Sequence[int]:
    """Places of the words whose first letters a form consists of, small words between them counted or not."""
    initials = int(vocabulary.initials[form]).to_bytes(8, "big").lstrip(b"\0")
    first, small = bytes(vocabulary.initial[words]), (vocabulary.kind[words] == FUNCTION).tolist()
    for places in (range(len(first)), [place for place, is_small in enumerate(small) if not is_small]):
        at = bytes(first[place] for place in places).upper().find(initials)
        run = places[at : at + len(initials)] if at >= 0 else []
        if run and _is_name(run, first, small):
            return run
    return []


def _is_name(places: Sequence[int], first: bytes, small: list[bool]) -> bool:
    """Whether words may be a name: capitals, but for the first, which may have lost its own, and small words inside.

    Three words or more may do without: gross domestic product, weapons of mass destruction; two too often by chance.
    """
    worded = len(places) >= LEAST_WORDED and not any(small[place] for place in places)
    capitals = worded or all(first[place : place + 1].isupper() or small[place] for place in places[1:])
    return capitals and not small[places[0]] and places[-1] - places[0] < 2 * len(places)
