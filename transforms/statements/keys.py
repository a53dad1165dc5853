"""Keys: hashes by the million, and sets of them as rising arrays; ids by the million, as columns of strings."""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.compute as compute

from transforms.arrays import Flags, Hashes, Ints

_MOST_BITS = 22


def bits_of(values: Hashes, spare: int = 6) -> int:
    """How many bits of such values are flagged, so that few others are taken for them and the flags fit a cache.

    One in 2 ** `spare` or two of all others is.
    """
    return min(_MOST_BITS, len(values).bit_length() + spare)


def among(values: Hashes, wanted: Hashes) -> Flags:
    """Whether each value is among the rising `wanted`; most that are not are turned away by their low bits."""
    low = np.uint64((1 << bits_of(wanted)) - 1)
    occurs = np.zeros(int(low) + 1, bool)
    occurs[wanted & low] = True
    found = occurs.take((values & low).view(np.int64))
    likely = values[found]
    found[found] = wanted[np.minimum(np.searchsorted(wanted, likely), max(0, len(wanted) - 1))] == likely
    return found


def without(values: Hashes, wanted: Hashes) -> Hashes:
    """Those of the values that are not among the rising `wanted`."""
    return values[~among(values, wanted)]


def held_in(values: pd.Series, among: Any) -> Flags:
    """Whether each of these strings is among others; as pandas' isin, without an object for each."""
    return compute.is_in(as_strings(values), value_set=as_strings(among)).to_numpy(zero_copy_only=False)


def places(values: Any, among: Any) -> Ints:
    """Where each of these strings stands among others, -1 where it does not."""
    at = compute.index_in(as_strings(values), value_set=as_strings(among))
    return at.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)


def renewed(before: pd.DataFrame, kept: Flags, made: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The rows `kept` of before and those made, in the order of columns of strings."""
    rows = pd.concat([some for some in (before, made) if len(some)] or [made])
    joined = compute.binary_join_element_wise(*(as_strings(rows[name]) for name in by), as_strings(["\0"])[0])
    order = compute.sort_indices(joined).to_numpy()
    return rows.take(order[np.append(kept, np.ones(len(made), bool))[order]]).reset_index(drop=True)


def as_column(values: Any) -> pd.Series:
    """Strings as a column that keeps them so."""
    return pd.Series(as_strings(values), dtype="str")


def as_strings(values: Any) -> arrow.Array:
    """A column of strings without an object for each."""
    values = values.array if isinstance(values, pd.Series) else values
    column = isinstance(getattr(values, "dtype", None), pd.StringDtype)
    return arrow.array(values if column else np.asarray(values, object), arrow.large_string(), from_pandas=True)
