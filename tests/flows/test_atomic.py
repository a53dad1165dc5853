"""A run that dies, at whatever moment, leaves readers the old snapshot whole and the next run a clean start."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from flows import stages, storage
from flows.pipeline import run
from flows.settings import Refusal
from tests.flows.articles import STRIKE, table_bytes, write
from transforms.tables import TABLES, conform, empty

POINTS = 36
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills and links of POSIX")


def at_each_step(do: Callable[[], None]) -> None:
    """Call `do` before every stage and before every write, flush, rename and link of publishing."""

    def before(owner: Any, name: str) -> None:
        wrapped = getattr(owner, name)

        def step(*given: Any, **named: Any) -> Any:
            do()
            return wrapped(*given, **named)

        setattr(owner, name, step)

    before(stages.Stage, "__call__")
    for name in ("rename", "replace", "symlink_to", "touch", "mkdir"):
        before(Path, name)
    before(storage.os, "fsync")
    before(storage.parquet, "write_table")


def run_and_die(source: Path, out: Path, step: int) -> int:
    """Run in a forked child that kills itself at its `step`-th step; how it ended, as waitpid tells it."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    taken = 0

    def maybe_die() -> None:
        nonlocal taken
        taken += 1
        if taken == step:
            os.kill(os.getpid(), signal.SIGKILL)

    at_each_step(maybe_die)
    run([source], out)
    os._exit(min(255, taken))


@pytest.fixture(scope="module")
def old_and_new(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], dict[str, bytes]]:
    """Articles of which one is not yet in the old tables; bytes of the old tables, and of the new."""
    folder = tmp_path_factory.mktemp("atomic")
    source = write(folder / "articles", "harbour.txt", "harbour-again.txt", "dam.txt")
    run([source], folder / "old")
    write(folder / "articles")
    run([source], folder / "new")
    return folder, table_bytes(folder / "old"), table_bytes(folder / "new")


def with_old_tables(folder: Path, out: Path) -> Path:
    source = write(folder / "three", "harbour.txt", "harbour-again.txt", "dam.txt")
    run([source], out)
    (source / "strike.txt").write_text(STRIKE, encoding="utf-8")
    return source


def leftovers(out: Path) -> list[str]:
    """Anything in the output folder that a finished run does not leave."""
    known = {*TABLES, storage.REPORT, storage.CURRENT, storage.SNAPSHOTS, storage.LOCK}
    snapshots = [path for path in (out / storage.SNAPSHOTS).iterdir() if not (path / storage.PUBLISHED).exists()]
    return [path.name for path in out.iterdir() if path.name not in known] + [path.name for path in snapshots]


def test_a_run_killed_anywhere_leaves_the_old_tables_and_the_next_makes_the_new(
    tmp_path: Path, old_and_new: tuple[Path, dict[str, bytes], dict[str, bytes]]
) -> None:
    _, old, new = old_and_new
    steps = os.waitstatus_to_exitcode(run_and_die(with_old_tables(tmp_path, tmp_path / "dry"), tmp_path / "dry", -1))
    assert steps > POINTS
    died = 0
    for point in range(POINTS):
        step = 1 + point * (steps - 1) // (POINTS - 1)
        out = tmp_path / f"killed-{step}"
        source = with_old_tables(tmp_path / f"source-{step}", out)
        status = run_and_die(source, out, step)
        died += os.WIFSIGNALED(status)
        assert table_bytes(out) in (old, new), f"a mix after step {step}"
        assert {table: len(rows) for table, rows in storage.read_tables(out).items()}
        run([source], out)
        assert table_bytes(out) == new, f"after step {step}"
        assert leftovers(out) == []
    assert died == POINTS


def tables_of_generation(number: int) -> dict[str, pd.DataFrame]:
    reject = {"path": [f"{i:04d}" for i in range(2000)], "record": None, "reason": f"generation {number}", "remedy": ""}
    return {**{table: empty(table) for table in TABLES}, "rejects": conform("rejects", pd.DataFrame(reject))}


def read_in_a_loop(how: str, out: Path, stop: Any, mixed: Any) -> None:
    """Read the rejects table until told to stop; anything but 2,000 rows of one generation goes to `mixed`."""
    folder = str(out / "rejects")
    while not stop.is_set():
        try:
            if how == "pandas":
                seen = pd.read_parquet(folder)["reason"]
            elif how == "pyarrow":
                import pyarrow.dataset

                seen = pyarrow.dataset.dataset(folder, format="parquet").to_table().column("reason").to_pandas()
            else:
                import duckdb

                seen = duckdb.sql(f"select reason from read_parquet('{folder}/*.parquet')").df()["reason"]
            if len(seen) != 2000 or seen.nunique() != 1:
                mixed.put(f"{how}: {len(seen)} rows of {sorted(set(seen))}")
        except Exception as error:  # whatever a reader may trip over is the finding
            mixed.put(f"{how}: {type(error).__name__}: {error}")
            return


def test_readers_during_fifty_publishes_see_one_snapshot_each_time(tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    storage.publish(tmp_path, "000", tables_of_generation(0), {}, {storage.MANIFEST: "{}", storage.REPORT: ""})
    stop, mixed = context.Event(), context.Queue()
    kinds = ("pandas", "pyarrow", "duckdb")
    readers = [
        context.Process(target=read_in_a_loop, args=(kinds[i % 3], tmp_path, stop, mixed), daemon=True)
        for i in range(10)
    ]
    for reader in readers:
        reader.start()
    for number in range(1, 51):
        tables = tables_of_generation(number)
        storage.publish(tmp_path, f"{number:03d}", tables, {}, {storage.MANIFEST: "{}", storage.REPORT: ""})
        storage.drop_old(tmp_path, keep=5)
    stop.set()
    for reader in readers:
        reader.join(timeout=60)
    assert mixed.empty(), mixed.get()
    assert len(storage.history(tmp_path)) == 5


def test_a_second_run_is_told_who_holds_the_output(tmp_path: Path) -> None:
    source = write(tmp_path / "articles", "dam.txt")
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with storage.exclusive(tmp_path / "out"):
            held.set()
            release.wait(60)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(60)
    try:
        with pytest.raises(Refusal, match=f"pid {os.getpid()}, started 20"):
            run([source], tmp_path / "out")
    finally:
        release.set()
        holder.join()
    assert not (tmp_path / "out" / storage.SNAPSHOTS).exists()


def test_a_lock_whose_run_died_locks_nobody_out(tmp_path: Path) -> None:
    source = write(tmp_path / "articles", "dam.txt")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / storage.LOCK).write_text("the run with pid 999999, started 2020-01-01 00:00:00 UTC,")
    assert run([source], tmp_path / "out").published


def test_a_disk_that_fills_up_leaves_the_old_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    source = with_old_tables(tmp_path, out)
    old = table_bytes(out)
    written = 0
    write_table = storage.parquet.write_table

    def full_after_three(*given: Any, **named: Any) -> None:
        nonlocal written
        written += 1
        if written > 3:
            raise OSError(28, "No space left on device")
        write_table(*given, **named)

    monkeypatch.setattr(storage.parquet, "write_table", full_after_three)
    with pytest.raises(Refusal, match="No space left on device"):
        run([source], out)
    monkeypatch.undo()
    assert table_bytes(out) == old
    assert leftovers(out) == []
    assert run([source], out).published
