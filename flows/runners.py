"""Where steps run. A runner sends partitions through a chain of stages and gives them back in order.

The default needs no server: a pool of threads or processes of this Python. Prefect runs the same stages as
tasks, one a stage and partition, when there is a server to report to (`flows.deployment`); starting one for a
single run would take longer than most runs.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Protocol, Self

from flows.stages import Partition, Stage

Progress = Callable[[str, int, int], None]  # what, done, of how many


class Runner(Protocol):
    """What the pipeline asks of a place to run."""

    def chain(self, stages: Sequence[Stage], partitions: Iterable[Partition], progress: Progress) -> list[Partition]:
        """Send each partition through `stages`; results in the order of `partitions`."""
        ...

    def whole(self, stage: Stage, partition: Partition) -> Partition:
        """Run one stage that sees the whole corpus."""
        ...


def run_chain(stages: Sequence[Stage], partition: Partition) -> Partition:
    """One partition through all stages, one after the other."""
    for stage in stages:
        partition = stage(partition)
    return partition


class LocalRunner:
    """Threads or processes on this machine; as a context manager, so that no worker outlives the run."""

    def __init__(self, kind: str = "thread") -> None:
        self._kind = kind
        self._pool: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def chain(self, stages: Sequence[Stage], partitions: Iterable[Partition], progress: Progress) -> list[Partition]:
        """Every partition is one job; `progress` hears of each as it ends."""
        what = stages[-1].name if len(stages) == 1 else f"{stages[0].name} to {stages[-1].name}"
        jobs = [self._start(run_chain, stages, partition) for partition in partitions]
        for done, job in enumerate(as_completed(jobs), start=1):
            job.result()
            progress(what, done, len(jobs))
        return [job.result() for job in jobs]

    def whole(self, stage: Stage, partition: Partition) -> Partition:
        """In this process: the corpus is here already."""
        return stage(partition)

    def _start(self, work: Callable[..., Any], *given: Any) -> "Future[Any]":
        if self._pool is None:
            self._pool = _processes() if self._kind == "process" else ThreadPoolExecutor(os.cpu_count())
        return self._pool.submit(work, *given)


def _processes() -> ProcessPoolExecutor:
    """Processes forked from a clean server that has the stages imported: safe beside threads, and quick."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["flows.stages"])
    return ProcessPoolExecutor(os.cpu_count(), mp_context=context)
