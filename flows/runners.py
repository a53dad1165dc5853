"""Where steps run. A runner sends partitions through a chain of stages and gives them back in order.

The default needs no server: a pool of threads or processes of this Python, or of a Dask cluster's workers. Prefect
runs the same stages as tasks, one a stage and partition, when there is a server to report to (`flows.deployment`);
starting one for a single run would take longer than most runs.
"""

import asyncio
import contextlib
import gc
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from importlib.util import find_spec
from multiprocessing import get_context, parent_process
from types import TracebackType
from typing import Protocol, Self

from flows.partitions import Partition
from flows.settings import Refusal
from flows.stages import PER_DOCUMENT, Stage

AUTO = "auto"
WORTH_PROCESSES = 8  # partitions; of articles, or of files to read
RETRY_SECONDS = 2
SCHEDULER_SECONDS = 10  # for a Dask scheduler to answer in
INTERRUPTS = (signal.SIGINT, signal.SIGTERM)

Progress = Callable[[str, int, int], None]  # what, done, of how many


class Runner(Protocol):
    """What the pipeline asks of a place to run; a context manager, so that no worker outlives the run."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def chain(self, stages: Sequence[Stage], partitions: Iterable[Partition], progress: Progress) -> list[Partition]:
        """Send each partition through `stages`; results in the order of `partitions`."""
        ...

    def whole(self, stage: Stage, partition: Partition) -> Partition:
        """Run one stage that sees the whole corpus."""
        ...


def run_chain(stages: Sequence[Stage], partition: Partition) -> Partition:
    """One partition through all stages, one after the other."""
    for stage in stages:
        partition = run_patiently(stage, partition)
    return partition


def run_patiently(stage: Stage, partition: Partition) -> Partition:
    """One stage, as often as it asks to be tried where it raises."""
    for attempt in range(1, stage.retries + 1):
        try:
            return stage(partition, attempt)
        except OSError:
            time.sleep(RETRY_SECONDS)
    return stage(partition, stage.retries + 1)


class PoolRunner:
    """A pool of threads, processes or Dask workers (`kind`), started when first needed.

    With kind `auto` it is threads for a few partitions, and processes once there are more and cores for them.
    """

    def __init__(self, kind: str = "thread") -> None:
        if kind == "dask":
            require_dask()
        if kind == "process":
            require_shared_locks()
        self._kind = kind
        self._pools: dict[str, Executor] = {}
        self._owned = contextlib.ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._owned.close()

    def chain(self, stages: Sequence[Stage], partitions: Iterable[Partition], progress: Progress) -> list[Partition]:
        """Every partition is one job; `progress` hears of each as it ends. Refusal where a worker dies."""
        given = list(partitions)
        with interrupts_held(), workers_may_not_start():
            pool = self._started(len(given))
            jobs = [pool.submit(run_chain, stages, partition) for partition in given]
        with workers_may_die():
            for done, job in enumerate(as_completed(jobs), start=1):
                job.result()
                progress(title(stages), done, len(jobs))
        return [job.result() for job in jobs]

    def whole(self, stage: Stage, partition: Partition) -> Partition:
        """In this process: the corpus is here already."""
        return stage(partition)

    def _started(self, n_partitions: int) -> Executor:
        if self._kind == AUTO and n_partitions >= WORTH_PROCESSES and (os.cpu_count() or 1) > 1 and shares_locks():
            self._kind = "process"  # from now on: they take a second to start, then each has a core to itself
        kind = "thread" if self._kind == AUTO else self._kind
        if kind not in self._pools:
            self._pools[kind] = _POOLS[kind](self._owned)
        return self._pools[kind]


@contextlib.contextmanager
def interrupts_held() -> Iterator[None]:
    """Let Ctrl-C and a request to end wait until the block is done.

    A pool that is interrupted while it starts its workers knows only some of them, and the others wait for it for ever.
    """
    if threading.current_thread() is not threading.main_thread():  # which alone is interrupted
        yield
        return
    came: list[int] = []
    handlers = {number: signal.signal(number, lambda number, _frame: came.append(number)) for number in INTERRUPTS}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for first in came[:1]:
            signal.raise_signal(first)


@contextlib.contextmanager
def workers_may_not_start() -> Iterator[None]:
    """Say in one line that the machine lets this process have no more files or processes."""
    try:
        yield
    except OSError as error:
        remedy = "allow more (ulimit -n, ulimit -u), or use --runner thread"
        raise Refusal(f"no worker process could be started ({error.strerror}); {remedy}") from None


@contextlib.contextmanager
def workers_may_die() -> Iterator[None]:
    """Say in one line what it means that a worker process is gone."""
    try:
        yield
    except BrokenExecutor:
        remedy = "choose a smaller --partition-size; the tables are as before"
        raise Refusal(f"a worker process was killed, most likely for want of memory; {remedy}") from None


def title(stages: Sequence[Stage]) -> str:
    """What a chain of stages does, for progress: its first and its last."""
    return stages[0].name if len(stages) == 1 else f"{stages[0].name} to {stages[-1].name}"


def _threads(owned: contextlib.ExitStack) -> Executor:
    return _ended_with(owned, ThreadPoolExecutor(os.cpu_count()))


def _processes(owned: contextlib.ExitStack) -> Executor:
    """Processes forked from a clean server that has the stages imported: safe beside threads, and quick."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["flows.stages", *(f"transforms.{stage.name}" for stage in PER_DOCUMENT)])
    workers = ProcessPoolExecutor(
        os.cpu_count(), mp_context=context, initializer=_begin_to_work, initargs=gc.get_threshold()
    )
    return _ended_with(owned, workers)


def _begin_to_work(*as_seldom: int) -> None:
    """Make ready a worker process: to look for cycles in memory as seldom as the run does, and to end with it.

    To look and find none costs 7 % of its time. A run that is killed (for want of memory, by `kill -9`) tells its
    workers nothing, and they would wait for their next job for ever, with all that they have in memory.
    """
    gc.set_threshold(*as_seldom)
    threading.Thread(target=_end_with_the_run, daemon=True).start()


def _end_with_the_run() -> None:
    if run := parent_process():
        run.join()
        os._exit(1)


def require_shared_locks() -> None:
    """Refusal where no pool of processes can be had."""
    if not shares_locks():
        says = "--runner process: processes cannot share a lock on this machine"
        raise Refusal(f"{says}; let /dev/shm be written to, or use --runner thread")


def shares_locks() -> bool:
    """Whether processes can share a lock, as a pool must: in some containers nothing may be written to /dev/shm."""
    try:
        get_context("forkserver").Lock()
    except (OSError, ImportError):
        return False
    return True


def _ended_with(owned: contextlib.ExitStack, pool: Executor) -> Executor:
    owned.callback(pool.shutdown, cancel_futures=True)
    return pool


def _dask(owned: contextlib.ExitStack) -> Executor:
    """Workers of the cluster that DASK_SCHEDULER_ADDRESS names, else of one on this machine that ends with the run."""
    from distributed import Client, LocalCluster

    cluster = dask_address() or owned.enter_context(LocalCluster(threads_per_worker=1, dashboard_address=None))
    pool: Executor = owned.enter_context(Client(cluster, set_as_default=False)).get_executor(pure=False)
    return pool


def require_dask() -> None:
    """Refusal where the extra is not installed, or where no scheduler answers at the address to use."""
    if find_spec("prefect_dask") is None:
        raise Refusal("--runner dask: Dask is not installed; pip install -e '.[dask]'")
    if address := dask_address():
        try:
            asyncio.run(_greet_scheduler(address))
        except (OSError, ValueError) as error:
            says = f" ({error})" if str(error) else ""
            remedy = "start one with `dask scheduler`, mend the address, or unset it to use this machine"
            raise Refusal(
                f"DASK_SCHEDULER_ADDRESS={address}: no Dask scheduler answers there{says}; {remedy}"
            ) from None


async def _greet_scheduler(address: str) -> None:
    """OSError or ValueError where nobody answers as Dask does. A client of Dask would print its own troubles."""
    from distributed.comm import connect

    connection = await asyncio.wait_for(connect(address), SCHEDULER_SECONDS)
    await connection.close()


def dask_address() -> str | None:
    """Address of the Dask scheduler to use, if there is one."""
    return os.environ.get("DASK_SCHEDULER_ADDRESS")


_POOLS: dict[str, Callable[[contextlib.ExitStack], Executor]] = {
    "thread": _threads,
    "process": _processes,
    "dask": _dask,
}
