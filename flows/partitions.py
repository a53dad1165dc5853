"""Partitions: the frames of some of a run's articles, by name, and how frames of several become one."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

Partition = dict[str, Any]  # frames by name: each has a doc_id column, but for rejects


def stack(frames: Sequence[pd.DataFrame | None]) -> pd.DataFrame:
    """Frames one under the other; with no rows at all, one of the empty ones."""
    given = [frame for frame in frames if frame is not None]
    return pd.concat([frame for frame in given if len(frame)] or given[:1], ignore_index=True)


def plain(rows: pd.DataFrame) -> pd.DataFrame:
    """Typed rows as stages make them and like to see them: Python values, None for null."""
    values = rows.astype(object)
    return values.where(values.notna(), None)
