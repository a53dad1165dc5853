"""Where stages run, when nobody says where."""

import contextlib
import errno
import gc
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

import pandas as pd
import pytest

from flows import runners
from flows.partitions import Partition
from flows.runners import WORTH_PROCESSES, PoolRunner, run_chain
from flows.settings import Refusal
from flows.stages import Stage


def numbered(number: int) -> Partition:
    return Partition({"records": pd.DataFrame({"number": [number]})})


def number_of(partition: Partition) -> int:
    return int(partition.frames["records"]["number"].item())


def count(partition: Partition) -> Partition:
    return numbered(number_of(partition) + 1)


@pytest.mark.parametrize(("n_partitions", "n_cores", "kind"), [
    (WORTH_PROCESSES - 1, 8, "thread"),
    (WORTH_PROCESSES, 1, "thread"),
    (WORTH_PROCESSES, 2, "process"),
])  # fmt: skip
def test_processes_are_for_several_partitions_on_several_cores(
    monkeypatch: pytest.MonkeyPatch, n_partitions: int, n_cores: int, kind: str
) -> None:
    started = []

    def pool(kind: str) -> Callable[[contextlib.ExitStack], Executor]:
        def start(owned: contextlib.ExitStack) -> Executor:
            started.append(kind)
            return runners._threads(owned)

        return start

    monkeypatch.setattr(os, "cpu_count", lambda: n_cores)
    monkeypatch.setattr(runners, "_POOLS", {kind: pool(kind) for kind in ("thread", "process")})
    partitions = [numbered(number) for number in range(n_partitions)]
    with PoolRunner("auto") as place:
        made = place.chain([Stage("count", count)], partitions, lambda what, done, of: None)
    assert [number_of(partition) for partition in made] == list(range(1, n_partitions + 1))
    assert started == [kind]


def test_processes_once_started_do_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(runners, "_POOLS", {"process": runners._threads})
    with PoolRunner("auto") as place:
        for n_partitions in (WORTH_PROCESSES, 1):
            partitions = [numbered(0)] * n_partitions
            assert len(place.chain([Stage("count", count)], partitions, lambda what, done, of: None)) == n_partitions


@pytest.mark.parametrize("times", [2, 3])
def test_a_stage_that_may_fail_for_a_moment_is_called_again_as_often_as_it_asks(
    monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    monkeypatch.setattr(runners, "RETRY_SECONDS", 0)
    left, last = [times], []

    def away_at_first(partition: Partition) -> Partition:
        last.append(partition.last_attempt)
        if left[0]:
            left[0] -= 1
            raise OSError(errno.EIO, "Input/output error")
        return count(partition)

    patient = Stage("count", away_at_first, retries=2)
    if times > patient.retries:
        with pytest.raises(OSError, match="Input/output error"):
            run_chain([patient], numbered(0))
    else:
        assert number_of(run_chain([patient], numbered(0))) == 1
    assert last == [False, False, True]


class NothingShared:
    """Multiprocessing where nothing may be written to /dev/shm."""

    def Lock(self) -> object:
        raise OSError(errno.EROFS, "Read-only file system")


def test_where_processes_cannot_share_a_lock_threads_do_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(runners, "get_context", lambda method: NothingShared())
    partitions = [numbered(0)] * WORTH_PROCESSES
    with PoolRunner("auto") as place:
        assert len(place.chain([Stage("count", count)], partitions, lambda what, done, of: None)) == WORTH_PROCESSES
    with pytest.raises(Refusal, match="let /dev/shm be written to, or use --runner thread"):
        PoolRunner("process")


def test_where_no_worker_can_be_started_one_line_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    class Spent:
        def submit(self, *_: object) -> object:
            raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setitem(runners._POOLS, "process", lambda owned: Spent())
    with PoolRunner("process") as place, pytest.raises(Refusal, match=r"Too many open files.*ulimit -n"):
        place.chain([Stage("count", count)], [numbered(0)], lambda what, done, of: None)


def test_processes_look_for_cycles_as_seldom_as_the_one_that_starts_them() -> None:
    before = gc.get_threshold()
    gc.set_threshold(123_456)
    try:
        with contextlib.ExitStack() as owned:
            assert runners._processes(owned).submit(gc.get_threshold).result() == gc.get_threshold()
    finally:
        gc.set_threshold(*before)


class Interrupted(ThreadPoolExecutor):
    """A pool that is told to end while it takes its first job."""

    def __init__(self, number: int) -> None:
        super().__init__(1)
        self.number = number
        self.taken = 0

    def submit(self, *given: Any, **named: Any) -> Future[Any]:
        if not self.taken:
            signal.raise_signal(self.number)
        self.taken += 1
        return super().submit(*given, **named)


def stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt(number)


@pytest.fixture(params=[signal.SIGINT, signal.SIGTERM])
def told(request: pytest.FixtureRequest) -> Iterator[int]:
    """A signal that interrupts, as the command line has it."""
    before = signal.signal(request.param, stop)
    yield request.param
    signal.signal(request.param, before)


def test_a_run_told_to_end_while_it_hands_out_jobs_ends_once_its_pool_knows_them(
    monkeypatch: pytest.MonkeyPatch, told: int
) -> None:
    pool = Interrupted(told)
    monkeypatch.setattr(runners, "_POOLS", {"thread": lambda owned: runners._ended_with(owned, pool)})
    partitions, heard = [numbered(number) for number in range(5)], []
    with pytest.raises(KeyboardInterrupt) as end, PoolRunner("thread") as place:
        place.chain([Stage("count", count)], partitions, lambda what, done, of: heard.append(done))
    assert (pool.taken, heard, end.value.args) == (5, [], (told,))
    assert signal.getsignal(told) is stop
