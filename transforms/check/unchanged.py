"""Documents that need not be looked at twice: their rows were found sound before and are the same now.

Nothing is taken from how the tables were made. What a run says it kept is compared column by column, so that a fault
is found wherever it came in.
"""

import numpy as np
import pandas as pd

from transforms.check.findings import Tables
from transforms.tables import rows_of


def documents_unlike(tables: Tables, sound: Tables) -> set[str]:
    """Ids of documents any of whose rows is not, in every column, the row that was found sound.

    `sound` holds all rows of some documents, in published order, of the tables that stages make document by document.
    """
    known = set(sound["documents"]["doc_id"])
    unlike = set(tables["documents"]["doc_id"]) - known
    for name, before in sound.items():
        unlike |= _unlike(rows_of(known, tables[name]), before)
    return unlike


def _unlike(now: pd.DataFrame, before: pd.DataFrame) -> set[str]:
    unlike = _with_other_numbers(now["doc_id"], before["doc_id"])
    if unlike:
        alike = set(now["doc_id"]) - unlike
        now, before = rows_of(alike, now), rows_of(alike, before)
    for name in now.columns:
        left, right = now[name].array, before[name].array
        if left.dtype != right.dtype:
            return set(now["doc_id"]) | unlike
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
