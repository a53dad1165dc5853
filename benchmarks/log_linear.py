"""Weights of features, fitted to what annotators chose of several options.

Options of one group share a probability of 1 in proportion to the exponential of their features' summed weights. The
weights maximise the probability of what was chosen, less half of l2 times their squares; by L-BFGS over all groups at
once, so that the same groups give the same weights. Needs SciPy.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from transforms.arrays import Floats, Ints, Numbers

SEEN_AT_LEAST = 3  # times a feature must be seen to get a weight
SMALLEST = 0.02  # weights nearer to 0 are left out

Table = dict[str, float]


class Group(NamedTuple):
    """Options of which annotators chose some: features and their values, and whether each was chosen."""

    options: list[dict[str, float]]
    chosen: list[bool]


def fit(groups: Sequence[Group], l2: float) -> Table:
    """Weights under which the chosen options are most probable."""
    from scipy.optimize import minimize

    seen = Counter(name for group in groups for option in group.options for name in option)
    names = sorted(name for name, times in seen.items() if times >= SEEN_AT_LEAST)
    place = {name: number for number, name in enumerate(names)}
    numbers: list[int] = []
    places: list[int] = []
    held: list[float] = []
    for number, option in enumerate(option for group in groups for option in group.options):
        for name, value in option.items():
            if name in place:
                numbers.append(number)
                places.append(place[name])
                held.append(value)
    rows, columns, values = np.array(numbers), np.array(places), np.array(held)
    sizes = np.array([len(group.options) for group in groups])
    chosen = np.array([one for group in groups for one in group.chosen], dtype=float)
    begins = np.r_[0, np.cumsum(sizes)[:-1]]

    def loss(weights: Floats) -> tuple[float, Floats]:
        sums = np.bincount(rows, values * weights[columns], minlength=len(chosen))
        shares = _shares(sums, begins, sizes)
        wanted = _shares(np.where(chosen > 0, sums, -1e9), begins, sizes)
        missed = -np.log(np.maximum(1e-300, np.add.reduceat(shares * chosen, begins))).sum()
        slope = np.bincount(columns, values * (shares - wanted)[rows], minlength=len(names))
        return missed + l2 / 2 * weights @ weights, slope + l2 * weights

    weights = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {
        name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True) if abs(weight) >= SMALLEST
    }


def _shares(sums: Numbers, begins: Ints, sizes: Ints) -> Floats:
    parts = np.exp(sums - np.repeat(np.maximum.reduceat(sums, begins), sizes))
    shares: Floats = parts / np.repeat(np.add.reduceat(parts, begins), sizes)
    return shares
