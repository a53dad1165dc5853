"""Documents that need not be looked at twice: their rows were found sound before and are the same now.

Nothing is taken from how the tables were made. What a run says it kept is compared column by column, so that a fault
is found wherever it came in.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd

from transforms.arrays import Ints
from transforms.check.findings import Tables
from transforms.tables import places_of

MOST_STRETCHES = 100  # of a table; with more of them it is cheaper to take the rows out


def documents_unlike(tables: Tables, sound: Tables) -> set[str]:
    """Ids of documents any of whose rows is not, in every column, the row that was found sound.

    `sound` holds all rows of some documents, in published order, of the tables that stages make document by document.
    """
    every = set(tables["documents"]["doc_id"])
    known = every & set(sound["documents"]["doc_id"])
    unlike = every - known
    for name, before in sound.items():
        unlike |= _unlike(known, tables[name], before)
    return unlike


def _unlike(known: set[str], now: pd.DataFrame, before: pd.DataFrame) -> set[str]:
    here, there = places_of(known, now), places_of(known, before)
    unlike = _with_other_numbers(now["doc_id"].iloc[here], before["doc_id"].iloc[there])
    if unlike:
        here, there = places_of(known - unlike, now), places_of(known - unlike, before)
    for stretch, stretch_before in _side_by_side(now, here, before, there):
        unlike |= _with_other_values(stretch, stretch_before)
    return unlike


def _side_by_side(
    now: pd.DataFrame, here: Ints, before: pd.DataFrame, there: Ints
) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """As many rows of both frames, in stretches that stand together in both.

    They are compared where they are: to take them all out of their frames costs more than to compare them.
    """
    begins = np.flatnonzero((np.diff(here, prepend=-2) != 1) | (np.diff(there, prepend=-2) != 1))
    if len(begins) > MOST_STRETCHES:
        yield now.take(here), before.take(there)
        return
    for begin, end in pairwise([*begins, len(here)]):
        yield now.iloc[here[begin] : here[end - 1] + 1], before.iloc[there[begin] : there[end - 1] + 1]


def _with_other_values(now: pd.DataFrame, before: pd.DataFrame) -> set[str]:
    unlike: set[str] = set()
    for name in now.columns:
        left, right = now[name].array, before[name].array
        if left.dtype != right.dtype:
            return set(now["doc_id"])
        if not left.equals(right):
            same = (left == right) | (pd.isna(left) & pd.isna(right))
            unlike.update(now["doc_id"].array[~np.asarray(pd.array(same, "boolean").fillna(False), bool)])
    return unlike


def _with_other_numbers(now: pd.Series, before: pd.Series) -> set[str]:
    """Documents with more rows, or fewer."""
    if now.array.equals(before.array):
        return set()
    numbers = pd.concat([now.value_counts(), before.value_counts()], axis=1, keys=["now", "before"]).fillna(0)
    return set(numbers.index[numbers["now"] != numbers["before"]])
