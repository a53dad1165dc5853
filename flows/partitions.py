"""Partitions: the frames of some of a run's articles, by name, and how frames of several become one."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, Self

import numpy as np
import pandas as pd

from flows.storage import InputFile
from transforms.tables import RULES

if TYPE_CHECKING:
    from transforms.mentions import WatchlistEntry

Drafted = Literal["documents", "paragraphs", "sentences", "quotes", "mentions", "readability"]
Gathered = Literal["rejects", "statements", "restatements", "entities", "mention_metrics"]
Frame = Drafted | Gathered | Literal["records", "sightings", "seen"]
Frames = dict[Frame, pd.DataFrame]


class Naming(NamedTuple):
    """What names are found by: entries that win over the rules, and "rules" or the name of a spaCy model."""

    watchlist: "tuple[WatchlistEntry, ...] | None" = None
    engine: str = RULES


@dataclass(frozen=True)
class Partition:
    """Some of a run's articles on their way through the stages.

    frames        their rows, by name; each has a doc_id column, but for rejects
    files         where they are read from
    last_attempt  whether what cannot be read now is a reject
    naming        what their names are found by
    memory        of a whole corpus: what matching leaves for the next run, by name; none where it begins anew
    seconds       what each stage took
    """

    frames: Frames = field(default_factory=dict)
    files: Sequence[InputFile] = ()
    last_attempt: bool = True
    naming: Naming = field(default_factory=Naming)
    memory: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)

    def having(self, made: Frames) -> Self:
        """This partition with further frames, or others under their names."""
        return replace(self, frames={**self.frames, **made})


def stack(frames: Sequence[pd.DataFrame | None]) -> pd.DataFrame:
    """Frames one under the other; with no rows at all, one of the empty ones."""
    given = [frame for frame in frames if frame is not None]
    return pd.concat([frame for frame in given if len(frame)] or given[:1], ignore_index=True)


def interleave(kept: Collection[str], held: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
    """All rows made, and of those held the rows of the articles `kept`; both are in the order of their articles.

    In a corpus that grew most articles stand beside those they stood beside before. So rows are copied by the stretch,
    once; to take them out, stack them and put them in order copies each row three times, and one by one.
    """
    wanted = set(kept)
    places = [(doc_id, 0, begin, end) for doc_id, begin, end in _places(held) if doc_id in wanted]
    places += [(doc_id, 1, begin, end) for doc_id, begin, end in _places(made)]
    stretches: list[tuple[int, int, int]] = []
    for _, frame, begin, end in sorted(places):
        if stretches and stretches[-1][0] == frame and stretches[-1][2] == begin:
            begin = stretches.pop()[1]
        stretches.append((frame, begin, end))
    frames = held, made.astype(held.dtypes)
    return stack([frames[1][:0], *(frames[frame].iloc[begin:end] for frame, begin, end in stretches)])


def _places(rows: pd.DataFrame) -> Iterator[tuple[str, int, int]]:
    """Each article, where its rows begin and where they end."""
    number, doc_ids = pd.factorize(rows["doc_id"])
    edges = np.flatnonzero(np.diff(number, prepend=-1, append=-1)).tolist()
    return zip(doc_ids.tolist(), edges[:-1], edges[1:], strict=True)


def plain(rows: pd.DataFrame) -> pd.DataFrame:
    """Typed rows as stages make them and like to see them: Python values, None for null."""
    values = rows.astype(object)
    return values.where(values.notna(), None)
