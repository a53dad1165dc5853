"""One article that a stage cannot process costs no other article its rows.

A stage that raises is given the articles again in halves, and halves of halves, until the one it raises for is
alone. That one leaves the partition and becomes a reject that names the stage, the error and its place; the rest
goes on as if it had never been there, the same however the articles were parted.
"""

import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from flows.partitions import Partition, stack

Step = Callable[[Partition], Partition]

FAILED = "could not be processed"
REMEDY = "It is a fault of the pipeline: report this line with the article."
LONGEST_MESSAGE = 160


def shielded(name: str, step: Step, partition: Partition) -> Partition:
    """`partition` with what `step` makes of it, but for the articles it raises for: these are in `rejects`."""
    try:
        return {**partition, **step(partition)}
    except MemoryError:
        raise  # which article was at hand says nothing
    except Exception as error:
        raised = error
    articles = _articles(partition)
    nothing = _only(articles[:0], partition)
    made = {**nothing, **step(nothing)}  # a stage that cannot even do nothing is broken, and may say so
    if len(articles) == 1:
        reject = articles.rename(columns={"source_path": "path"})[["path", "record"]]
        return _joined(partition, [{**made, "rejects": reject.assign(reason=reason(name, raised), remedy=REMEDY)}])
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
    holder = partition["documents"] if partition.get("records") is None else partition["records"]
    return holder[["doc_id", "source_path", "record"]]


def _only(articles: pd.DataFrame, partition: Partition) -> Partition:
    """The partition with the rows of `articles` alone, and no rejects: they belong to the whole."""
    wanted = set(articles["doc_id"])
    return {name: _rows_of(wanted, value) for name, value in partition.items() if name != "rejects"}


def _rows_of(doc_ids: set[str], value: Any) -> Any:
    if isinstance(value, pd.DataFrame):
        return value[value["doc_id"].isin(doc_ids)].reset_index(drop=True)
    return value


def _joined(partition: Partition, parts: Sequence[Partition]) -> Partition:
    """The parts as one partition, with the rejects of the whole."""
    joined = {name: _united([part[name] for part in parts]) for name in parts[0] if name != "rejects"}
    rejects = [given["rejects"] for given in (partition, *parts) if "rejects" in given]
    return {**joined, "rejects": stack(rejects)} if rejects else joined


def _united(values: Sequence[Any]) -> Any:
    return stack(values) if isinstance(values[0], pd.DataFrame) else values[0]
