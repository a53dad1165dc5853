"""One article that a stage cannot process costs no other article its rows.

A stage that raises is given the articles again in halves, and halves of halves, until the one it raises for is
alone. That one leaves the partition and becomes a reject that names the stage, the error and its place; the rest
goes on as if it had never been there, the same however the articles were parted.
"""

import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from flows.partitions import Frames, Partition, stack

Step = Callable[[Partition], Partition]

FAILED = "could not be processed"
REMEDY = "It is a fault of the pipeline: report this line with the article."
LONGEST_MESSAGE = 160


def shielded(name: str, step: Step, partition: Partition) -> Partition:
    """`partition` with what `step` makes of it, but for the articles it raises for: these are in `rejects`."""
    try:
        return step(partition)
    except MemoryError:
        raise  # which article was at hand says nothing
    except Exception as error:
        raised = error
    articles = _articles(partition)
    nothing = _only(articles[:0], partition)
    made = step(nothing)  # a stage that cannot even do nothing is broken, and may say so
    if len(articles) == 1:
        reject = articles.rename(columns={"source_path": "path"})[["path", "record"]]
        reject = reject.assign(reason=reason(name, raised), remedy=REMEDY)
        return _joined(partition, [made.having({"rejects": reject})])
    halves = [_only(part, partition) for part in (articles[: len(articles) // 2], articles[len(articles) // 2 :])]
    return _joined(partition, [shielded(name, step, half) for half in halves])


def reason(name: str, error: Exception) -> str:
    """Why an input is a reject for which stage `name` raised `error`: the error and the last line of ours it left."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "transforms" in Path(frame.filename).parts] or frames
    says = " ".join(str(error).split())[:LONGEST_MESSAGE]
    return f"{reason_of(name)}{type(error).__name__}: {says} ({Path(ours[-1].filename).name}, line {ours[-1].lineno})"


def reason_of(name: str) -> str:
    """How the reason begins of every reject for which stage `name` raised."""
    return f"{FAILED}: {name}, "


def _articles(partition: Partition) -> pd.DataFrame:
    frames = partition.frames
    holder = frames["documents"] if "documents" in frames else frames["records"]
    return holder[["doc_id", "source_path", "record"]]


def _only(articles: pd.DataFrame, partition: Partition) -> Partition:
    """The partition with the rows of `articles` alone, and no rejects: they belong to the whole."""
    wanted = set(articles["doc_id"])
    rows = ((name, rows[rows["doc_id"].isin(wanted)]) for name, rows in partition.frames.items() if name != "rejects")
    return replace(partition, frames={name: some.reset_index(drop=True) for name, some in rows})


def _joined(partition: Partition, parts: Sequence[Partition]) -> Partition:
    """The parts as one partition, with the rejects of the whole."""
    names = [name for name in parts[0].frames if name != "rejects"]
    joined: Frames = {name: stack([part.frames[name] for part in parts]) for name in names}
    rejects = [given.frames["rejects"] for given in (partition, *parts) if "rejects" in given.frames]
    return replace(partition, frames={**joined, "rejects": stack(rejects)} if rejects else joined)
