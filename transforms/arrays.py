"""What an array holds, by the names that functions are annotated with, and stretches of numbers in one array."""

from typing import Any

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.signedinteger[Any]]  # places, counts and weights, as wide as they need to be
Bytes = npt.NDArray[np.uint8]
Whole = npt.NDArray[np.integer[Any]]  # Ints or unsigned ones
Hashes = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.floating[Any]]
Numbers = npt.NDArray[Any]  # any of these
Objects = npt.NDArray[np.object_]  # strings, lists, None


def each_once(found: list[Numbers]) -> Numbers:
    """All these values in order, each once, and `found` emptied.

    NumPy's unique hashes, which takes so many like numbers several times as long.

    >>> each_once([np.array([3, 1]), np.array([3])]).tolist()
    [1, 3]
    """
    values: Numbers = np.concatenate(found) if found else np.zeros(0, np.uint64)
    found.clear()
    values.sort(kind="stable")  # quick where they come in rising runs
    once: Numbers = values[np.append(True, values[1:] != values[:-1])[: len(values)]]
    return once


def sums_of_stretches(values: Numbers, start: Ints) -> Numbers:
    """The sum of the values from start[k] to before start[k + 1], for each k but the last; hashes wrap round.

    >>> sums_of_stretches(np.array([True, True, False]), np.array([0, 2, 2, 3])).tolist()
    [2, 0, 0]
    """
    total: Numbers = np.zeros(len(values) + 1, np.uint64 if values.dtype == np.uint64 else np.int64)
    np.cumsum(values, out=total[1:])
    return total[start[1:]] - total[start[:-1]]


def stretches(begin: Ints, lengths: Ints) -> Ints:
    """The numbers from begin[k] on, lengths[k] of them, stretch after stretch.

    >>> stretches(np.array([7, 2]), np.array([3, 2])).tolist()
    [7, 8, 9, 2, 3]
    """
    numbers: Ints = np.repeat(begin - (np.cumsum(lengths) - lengths), lengths)
    numbers += np.arange(len(numbers))
    return numbers
