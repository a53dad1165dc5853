"""The time axis of the report: days where they fit, wider steps where the articles span years.

Decades at the widest: all years that news is of (transforms.calendar) are fifty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from transforms.arrays import Ints
from transforms.calendar import MONTHS

STEPS_AT_MOST = 62
CROWD = 0.95  # of the dated articles, which the axis spans, with those near them
LEAST_SPAN = 31  # days around the crowd that are near, where it is of fewer

# numpy's unit, how many of them a step is, and what a step is called
_STEPS = (
    ("D", 1, "day"),
    ("D", 7, "week"),
    ("M", 1, "month"),
    ("M", 3, "quarter"),
    ("Y", 1, "year"),
    ("Y", 10, "decade"),
)


@dataclass(frozen=True)
class TimeAxis:
    """Steps of equal length from the first dated article to the last, but for far ones; none where none is dated."""

    unit: str  # numpy's code
    size: int  # units a step
    step: str  # its name: day, week, month, …
    first: int  # units since 1970 at which the first step begins
    labels: tuple[str, ...]  # a step, in order

    def __len__(self) -> int:
        return len(self.labels)

    def place(self, days: pd.Series) -> Ints:
        """Number of the step each day falls into; -1 for null and for days far from the others."""
        values = days.to_numpy(dtype="datetime64[s]").astype(f"datetime64[{self.unit}]")
        numbers = (values.astype(np.int64) - self.first) // self.size
        return np.where(np.isnat(values) | (numbers < 0) | (numbers >= len(self)), -1, numbers).astype(np.int64)

    def n_far(self, days: pd.Series) -> int:
        """Days that are known and not on the axis."""
        return int((self.place(days) < 0).sum() - days.isna().sum())

    def count(self, days: pd.Series, weights: pd.Series | None = None) -> list[int]:
        """Rows (or their weights summed) a step, undated and far ones left out."""
        steps = self.place(days)
        dated = steps >= 0
        weighed = None if weights is None else weights.to_numpy(dtype=np.int64)[dated]
        rows: list[int] = np.bincount(steps[dated], weights=weighed, minlength=len(self)).astype(int).tolist()
        return rows


def make_axis(days: pd.Series) -> TimeAxis:
    """The finest axis over `days` of no more than `STEPS_AT_MOST` steps.

    One article of another decade, or dated wrong, would press a fortnight's into one step; it is left out.

    >>> make_axis(pd.Series(pd.to_datetime(["2026-03-03", "2026-03-05"]))).labels
    ('3 Mar', '4 Mar', '5 Mar')
    """
    dated = days.dropna()
    if dated.empty:
        return TimeAxis("D", 1, "day", 0, ())
    ends = _ends(dated.to_numpy(dtype="datetime64[D]"))
    unit, size, step = next(scale for scale in _STEPS if _n_steps(ends, *scale[:2]) <= STEPS_AT_MOST)
    first = int(ends[0].astype(f"datetime64[{unit}]").astype(np.int64))
    starts = (first + size * np.arange(_n_steps(ends, unit, size))).astype(f"datetime64[{unit}]")
    return TimeAxis(unit, size, step, first, tuple(_labels(unit, starts.astype("datetime64[D]").tolist())))


def _ends(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.datetime64]:
    """First and last of the days that are no farther from the shortest time that holds the crowd than that is long."""
    ordered = np.sort(days.astype(np.int64))
    others = int(np.ceil(CROWD * len(ordered))) - 1  # of a crowd, beside its first
    begin = int(np.argmin(ordered[others:] - ordered[: len(ordered) - others]))
    first, last = ordered[begin], ordered[begin + others]
    room = max(last - first, LEAST_SPAN)
    near = ordered[(ordered >= first - room) & (ordered <= last + room)]
    ends: npt.NDArray[np.datetime64] = near[[0, -1]].astype("datetime64[D]")
    return ends


def _n_steps(ends: npt.NDArray[np.datetime64], unit: str, size: int) -> int:
    first, last = ends.astype(f"datetime64[{unit}]").astype(np.int64)
    return int(last - first) // size + 1


def _labels(unit: str, starts: Sequence[date]) -> list[str]:
    shown = {"D": "{0.day} {1:.3}", "M": "{1:.3} {0.year}", "Y": "{0.year}"}[unit]
    return [shown.format(start, MONTHS[start.month - 1]) for start in starts]
