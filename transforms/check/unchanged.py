"""Documents that need not be looked at twice: their rows were found sound before and are the same now.

Nothing is taken from how the tables were made. What a run says it kept is compared column by column, so that a fault
is found wherever it came in.
"""

import numpy as np
import pandas as pd
import pyarrow as arrow
from pandas.api.extensions import ExtensionArray

from transforms.arrays import Flags, Ints
from transforms.tables import Tables, places_of

MOST_STRETCHES = 100  # of a table; with more of them it is cheaper to take the rows out


def documents_unlike(tables: Tables, sound: Tables) -> set[str]:
    """Ids of documents any of whose rows is not, in every column, the row that was found sound.

    `sound` holds all rows of some documents, in published order, of tables whose rows are each of a document or none.
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
    stretches = _side_by_side(here, there)
    if len(stretches) > MOST_STRETCHES:
        now, before, stretches = now.take(here), before.take(there), [(0, 0, len(here))]
    doc_ids = now["doc_id"].array
    for name in now.columns:
        left, right = now[name].array, before[name].array
        if left.dtype != right.dtype:
            return known
        for begin, begin_before, length in stretches:
            one, other = left[begin : begin + length], right[begin_before : begin_before + length]
            if not one.equals(other):
                unlike.update(doc_ids[begin : begin + length][_other_values(one, other)])
    return unlike


def _side_by_side(here: Ints, there: Ints) -> list[tuple[int, int, int]]:
    """Rows that stand together in both frames: where they begin in one and in the other, and how many they are.

    They are compared where they are: to take them all out of their frames costs more than to compare them.
    """
    begins = np.flatnonzero((np.diff(here, prepend=-2) != 1) | (np.diff(there, prepend=-2) != 1))
    lengths = np.diff(begins, append=len(here))
    return list(zip(here[begins].tolist(), there[begins].tolist(), lengths.tolist(), strict=True))


def _other_values(one: ExtensionArray, other: ExtensionArray) -> Flags:
    if isinstance(one.dtype, pd.ArrowDtype):  # lists, which Arrow compares by the column only
        lists = (arrow.array(values).to_pylist() for values in (one, other))
        return np.array([a != b for a, b in zip(*lists, strict=True)], bool)
    same = (one == other) | (pd.isna(one) & pd.isna(other))
    return ~np.asarray(pd.array(same, "boolean").fillna(False), bool)


def _with_other_numbers(now: pd.Series, before: pd.Series) -> set[str]:
    """Documents with more rows, or fewer."""
    if now.array.equals(before.array):
        return set()
    numbers = pd.concat([now.value_counts(), before.value_counts()], axis=1, keys=["now", "before"]).fillna(0)
    return set(numbers.index[numbers["now"] != numbers["before"]])
