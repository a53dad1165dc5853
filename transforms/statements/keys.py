"""Keys: hashes by the million, and sets of them as rising arrays; ids by the million, as columns of strings."""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.compute as compute

from transforms.arrays import Flags, Hashes, Ints

_LOW = np.uint64((1 << 22) - 1)


def low_bits(values: Hashes) -> Flags:
    """Which low bits occur among the values."""
    occurs = np.zeros(int(_LOW) + 1, bool)
    occurs[values & _LOW] = True
    return occurs


def with_low_bits(values: Hashes, occurs: Flags) -> Flags:
    """Whether the low bits of each value occur."""
    return occurs.take((values & _LOW).view(np.int64))


def among(values: Hashes, wanted: Hashes) -> Flags:
    """Whether each value is among the rising `wanted`; most that are not are turned away by their low bits."""
    found = with_low_bits(values, low_bits(wanted))
    likely = values[found]
    found[found] = wanted[np.minimum(np.searchsorted(wanted, likely), max(0, len(wanted) - 1))] == likely
    return found


def without(values: Hashes, wanted: Hashes) -> Hashes:
    """Those of the values that are not among the rising `wanted`."""
    return values[~among(values, wanted)]


def held_in(values: pd.Series, among: Any) -> Flags:
    """Whether each of these strings is among others; as pandas' isin, without an object for each."""
    return compute.is_in(as_strings(values), value_set=as_strings(among)).to_numpy(zero_copy_only=False)


def places(values: pd.Series, among: pd.Series) -> Ints:
    """Where each of these strings stands among others, -1 where it does not."""
    at = compute.index_in(as_strings(values), value_set=as_strings(among))
    return at.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)


def renewed(before: pd.DataFrame, kept: Flags, made: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The rows `kept` of before and those made, in the order of columns of strings, in which those of before are."""
    rows = pd.concat([some for some in (before, made) if len(some)] or [made])
    chosen = np.flatnonzero(np.append(kept, np.ones(len(made), bool)))
    first, *others = (rows[name].to_numpy(object)[chosen] for name in by)
    for other in others:
        first = first + "\0" + other
    return rows.take(chosen[first.argsort(kind="stable")]).reset_index(drop=True)  # cheap where most are in order


def as_column(values: Any) -> pd.Series:
    """Strings as a column that keeps them so."""
    return pd.Series(as_strings(values), dtype="str")


def as_strings(values: Any) -> arrow.Array:
    """A column of strings without an object for each."""
    values = values.array if isinstance(values, pd.Series) else values
    column = isinstance(getattr(values, "dtype", None), pd.StringDtype)
    return arrow.array(values if column else np.asarray(values, object), arrow.large_string(), from_pandas=True)
