"""A run that dies, at whatever moment, leaves readers the old snapshot whole and the next run a clean start."""

import errno
import multiprocessing
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest

from flows import stages, storage
from flows.cli import main
from flows.pipeline import run
from flows.settings import Refusal, Settings
from tests.conftest import ROOT
from tests.flows.articles import DAM, table_bytes, write
from transforms.tables import TABLES, conform, empty

ITS_OWN = 3  # processes of a run but for its workers: itself, the server they are forked from, the tracker of that
POINTS = 32
Reader = Callable[[Path, str], pd.Series]
REFUSED, CRASHED = 254, 255
DISK = 8 << 20
KEEP = 1  # so that publishing the new tables also removes the old


def at_each_step(do: Callable[[], None]) -> None:
    """Call `do` before every stage, before every write, flush, rename, link and removal, and inside every table."""

    def before(owner: Any, name: str) -> None:
        wrapped = getattr(owner, name)

        def step(*given: Any, **named: Any) -> Any:
            do()
            return wrapped(*given, **named)

        setattr(owner, name, step)

    before(stages.Stage, "__call__")
    for name in ("rename", "replace", "symlink_to", "touch", "mkdir", "unlink"):
        before(Path, name)
    for name in ("fsync", "unlink", "rmdir"):
        before(os, name)
    write = storage._write_parquet

    def half_written_first(path: Path, rows: Any) -> str:
        seal = write(path, rows)
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        do()
        path.write_bytes(whole)
        return seal

    storage._write_parquet = half_written_first


def in_a_child(do: Callable[[], int]) -> int:
    """What `do` returns, called in a forked child; REFUSED where it ends in a Refusal, -9 where it is killed."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        os._exit(do())
    except Refusal as refusal:
        os._exit(REFUSED if "could not be written" in str(refusal) else CRASHED)
    except BaseException:
        traceback.print_exc()
        os._exit(CRASHED)


def run_and(what: Callable[[], None], step: int, source: Path, out: Path) -> int:
    """Run in a child that does `what` at its `step`-th step; how it ended, or how many steps it took."""

    def counted() -> int:
        taken = 0

        def maybe() -> None:
            nonlocal taken
            taken += 1
            if taken == step:
                what()

        at_each_step(maybe)
        run([source], out, Settings(keep=KEEP))
        return min(taken, REFUSED - 1)

    return in_a_child(counted)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class OldAndNew(NamedTuple):
    """An output folder with tables of three articles, the folder that holds a fourth now, and both tables' bytes."""

    out: Path
    source: Path
    old: dict[str, bytes]
    new: dict[str, bytes]


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> OldAndNew:
    folder = tmp_path_factory.mktemp("atomic")
    source = write(folder / "articles", "harbour.txt", "harbour-again.txt", "dam.txt")
    run([source], folder / "out")
    write(source, "strike.txt")
    run([source], folder / "anew")
    return OldAndNew(folder / "out", source, table_bytes(folder / "out"), table_bytes(folder / "anew"))


def copy(out: Path, to: Path) -> Path:
    return Path(shutil.copytree(out, to, symlinks=True))


def leftovers(out: Path) -> list[str]:
    """Anything in the output folder that a finished run does not leave."""
    known = {*TABLES, storage.REPORT, storage.CURRENT, storage.SNAPSHOTS, storage.LOCK}
    snapshots = [path for path in (out / storage.SNAPSHOTS).iterdir() if not (path / storage.PUBLISHED).exists()]
    return [path.name for path in out.iterdir() if path.name not in known] + [path.name for path in snapshots]


@pytest.fixture
def only_what_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """No checks and a bare report: they touch no file, and take most of the time of a run over four articles."""
    monkeypatch.setattr("transforms.check.check_tables", lambda tables, sound: [])
    monkeypatch.setattr("transforms.report.render_report", lambda tables, findings: "<!doctype html>")


@pytest.mark.usefixtures("only_what_writes")
def test_a_run_killed_anywhere_leaves_whole_tables_and_the_next_makes_the_new(tmp_path: Path, grown: OldAndNew) -> None:
    steps = run_and(die, -1, grown.source, copy(grown.out, tmp_path / "dry"))
    assert POINTS < steps < REFUSED
    seen = Counter[str]()
    for point in range(POINTS):
        step = 1 + point * (steps - 1) // (POINTS - 1)
        out = copy(grown.out, tmp_path / f"killed-{step}")
        assert run_and(die, step, grown.source, out) == -signal.SIGKILL
        left = table_bytes(out)
        assert left in (grown.old, grown.new), f"a mix after step {step}"
        seen["new" if left == grown.new else "old"] += 1
        assert all(table_bytes(snapshot) in (grown.old, grown.new) for snapshot in storage.history(out))
        run([grown.source], out, Settings(keep=KEEP))
        assert table_bytes(out) == grown.new, f"after step {step}"
        assert leftovers(out) == []
        assert len(storage.history(out)) == KEEP
    assert seen["old"] > POINTS // 2
    assert seen["new"] > 0


def test_a_file_that_cannot_be_put_in_its_place_leaves_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(beside: Path, place: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device", str(place))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Refusal, match=r"page\.html: cannot be written \(No space left on device\)"):
        storage.write_text(tmp_path / "page.html", "words")
    assert list(tmp_path.iterdir()) == []


GENERATIONS = 50
KEPT = 30  # more than pass while a reader that resolved `current` reads two tables on a busy machine


def tables_of_generation(number: int) -> dict[str, pd.DataFrame]:
    """Empty tables, but for two of 2,000 rows that each say which generation they are of."""
    says, names = f"generation {number}", [f"{row:04d}" for row in range(2000)]
    rejects = pd.DataFrame({"path": names, "record": None, "reason": says, "remedy": ""})
    lists: dict[str, list[list[str]]] = {name: [[]] * len(names) for name in ("aliases", "roles", "notes")}
    entities = pd.DataFrame({"entity_id": names, "name": says, "type": "place", "origin": "rules", "external_id": None})
    made = {"rejects": rejects, "entities": entities.assign(**lists)}
    return {
        **{table: empty(table) for table in TABLES},
        **{table: conform(table, rows) for table, rows in made.items()},
    }


def by_pandas(folder: Path, column: str) -> pd.Series:
    return pd.read_parquet(folder)[column]


def by_pyarrow(folder: Path, column: str) -> pd.Series:
    import pyarrow.dataset

    return pyarrow.dataset.dataset(folder, format="parquet").to_table().column(column).to_pandas()


def by_duckdb(folder: Path, column: str) -> pd.Series:
    """DuckDB opens a file for its footer and again for its rows: where a publish falls between, it is asked anew."""
    import duckdb

    query = f"{folder}/*.parquet"
    try:
        return duckdb.read_parquet(query).df()[column]
    except duckdb.Error:
        return duckdb.read_parquet(query).df()[column]


def one_table(read: Reader, out: Path) -> pd.Series:
    """A table as a plain reader loads it, through the links."""
    return read(out / "rejects", "reason")


def two_tables(read: Reader, out: Path) -> pd.Series:
    """Two tables of one snapshot: `current` is followed once."""
    snapshot = (out / storage.CURRENT).resolve()
    first = read(snapshot / "rejects", "reason")
    return pd.concat([first[::2], read(snapshot / "entities", "name")[::2]])


def read_in_a_loop(how: Callable[..., pd.Series], read: Reader, out: Path, stop: Any, mixed: Any, reads: Any) -> None:
    """Read until told to stop; anything but 2,000 rows of one generation goes to `mixed`."""
    while not stop.is_set():
        try:
            seen = how(read, out)
            if len(seen) != 2000 or seen.nunique() != 1:
                mixed.put(f"{read.__name__}: {len(seen)} rows of {sorted(set(seen))}")
            with reads.get_lock():
                reads.value += 1
            time.sleep(0.05)  # leaves the publisher a share of the processors
        except Exception as error:  # whatever a reader may trip over is the finding
            mixed.put(f"{read.__name__}: {type(error).__name__}: {error}")


def publish_generation(out: Path, number: int) -> None:
    documents = {storage.MANIFEST: "{}", storage.REPORT: ""}
    storage.publish(out, f"{number:03d}", tables_of_generation(number), {}, documents)
    storage.drop_old(out, KEPT)


def test_ten_readers_during_fifty_publishes_see_one_snapshot_each_time(tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "duckdb", "pyarrow.dataset"])
    publish_generation(tmp_path, 0)
    stop, mixed, reads = context.Event(), context.Queue(), context.Value("i", 0)
    ways = list(product((one_table, two_tables), (by_pandas, by_pyarrow, by_duckdb)))
    readers = [
        context.Process(target=read_in_a_loop, args=(*ways[n % len(ways)], tmp_path, stop, mixed, reads), daemon=True)
        for n in range(10)
    ]
    for reader in readers:
        reader.start()
    while reads.value < 2 * len(readers):
        time.sleep(0.05)
    before = reads.value
    for number in range(1, GENERATIONS + 1):
        publish_generation(tmp_path, number)
    during = reads.value - before
    stop.set()
    for reader in readers:
        reader.join(timeout=60)
    assert mixed.empty(), mixed.get()
    assert during > GENERATIONS
    assert len(storage.history(tmp_path)) == KEPT


def hold(out: Path, held: Any) -> None:
    with storage.exclusive(out):
        held.set()
        time.sleep(600)


def test_a_second_run_is_told_who_holds_the_output_until_that_one_is_dead(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["run", str(write(tmp_path / "articles", "dam.txt")), "--out", str(tmp_path / "out")]
    context = multiprocessing.get_context("forkserver")
    held = context.Event()
    holder = context.Process(target=hold, args=(tmp_path / "out", held), daemon=True)
    holder.start()
    assert held.wait(60)
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert re.fullmatch(
        rf"restated: {tmp_path}/out: the run with pid {holder.pid}, started 20\S+ \S+ UTC, is writing here; .+\n", said
    )
    assert not (tmp_path / "out" / storage.SNAPSHOTS).exists()
    holder.kill()
    holder.join()
    assert str(holder.pid) in (tmp_path / "out" / storage.LOCK).read_text()
    assert main(arguments) == 0


def processes_of(group: int) -> int:
    listed = subprocess.run(["ps", "-A", "-o", "pgid="], capture_output=True, text=True, check=True).stdout
    return listed.split().count(str(group))


def started_on_many(folder: Path) -> "subprocess.Popen[str]":
    """A run by processes, of articles enough that it is not done soon, in a group of its own."""
    source = folder / "articles"
    source.mkdir()
    for number in range(300):
        (source / f"{number}.txt").write_text(f"{DAM}\nArticle {number}.\n", encoding="utf-8")
    arguments = ["run", str(source), "--out", str(folder / "out"), "--runner", "process", "--partition-size", "1"]
    return subprocess.Popen(
        [sys.executable, "-m", "flows.cli", *arguments],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )  # fmt: skip


def said_when_all_had_ended(running: "subprocess.Popen[str]", told: int) -> str:
    """What the run and its workers said, told to end by a signal; TimeoutExpired where one of them goes on."""
    try:
        running.send_signal(told)
        return running.communicate(timeout=60)[1]  # which ends when the last process that could write there has
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        raise


@pytest.mark.skipif(shutil.which("ps") is None, reason="there is no ps to count processes with")
@pytest.mark.parametrize("started", range(2, ITS_OWN + 2))  # processes there are when it is told to
def test_no_worker_outlives_a_run_that_is_told_to_end(tmp_path: Path, started: int) -> None:
    running = started_on_many(tmp_path)
    while running.poll() is None and processes_of(running.pid) < started:
        time.sleep(0.01)
    said = said_when_all_had_ended(running, signal.SIGTERM)
    assert (running.returncode, said) == (143, "restated: stopped; the tables are as they were\n")


@pytest.mark.skipif(shutil.which("ps") is None, reason="there is no ps to count processes with")
def test_no_worker_outlives_a_run_that_is_killed(tmp_path: Path) -> None:
    running = started_on_many(tmp_path)
    while running.poll() is None and processes_of(running.pid) < ITS_OWN + min(os.cpu_count() or 1, 2):
        time.sleep(0.01)
    said_when_all_had_ended(running, signal.SIGKILL)
    assert running.returncode == -signal.SIGKILL


@pytest.mark.parametrize("rank", [0, 8, -1], ids=["smallest", "middling", "largest"])
def test_a_file_that_may_not_grow_leaves_the_old_tables(tmp_path: Path, grown: OldAndNew, rank: int) -> None:
    sizes = sorted(path.stat().st_size for path in (grown.out / storage.CURRENT).rglob("*") if path.is_file())
    most = max(1, sizes[rank] - 1)
    out = copy(grown.out, tmp_path / "out")

    def limited() -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        run([grown.source], out)
        return 0

    assert in_a_child(limited) == REFUSED
    assert table_bytes(out) == grown.old
    assert leftovers(out) == []
    run([grown.source], out)
    assert table_bytes(out) == grown.new


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of DISK bytes; skips where none may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    if not mount("tmpfs", place, f"size={DISK}", "-t", "tmpfs"):
        pytest.skip("no file system may be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def mount(what: str, place: Path, options: str, *more: str) -> bool:
    command = ["mount", *more, "-o", options, what, str(place)]
    return shutil.which("mount") is not None and subprocess.run(command, capture_output=True).returncode == 0


@pytest.mark.parametrize("room", [0, 30_000, 120_000])
def test_a_disk_that_fills_up_leaves_the_old_tables(disk: Path, grown: OldAndNew, room: int) -> None:
    out = copy(grown.out, disk / "out")
    filler = disk / "filler"
    filler.write_bytes(b"x" * (shutil.disk_usage(disk).free - room))
    with pytest.raises(Refusal, match=f"^{out}: .*No space left on device"):
        run([grown.source], out)
    assert table_bytes(out) == grown.old
    assert leftovers(out) == []
    filler.unlink()
    run([grown.source], out)
    assert table_bytes(out) == grown.new


def change_attributes(folder: Path, change: str) -> bool:
    """Make `folder` and all below it immutable (+i) or not (-i); whether that was possible."""
    chattr = shutil.which("chattr")
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink())]
    return chattr is not None and subprocess.run([chattr, change, *folders], capture_output=True).returncode == 0


@pytest.fixture
def lockable(tmp_path: Path) -> Iterator[Path]:
    """A folder that can be made read-only even for root; skips where none can."""
    place = tmp_path / "lockable"
    place.mkdir()
    if not change_attributes(place, "+i"):
        pytest.skip("no folder can be made read-only for root here")
    change_attributes(place, "-i")
    yield place
    change_attributes(place, "-i")


@pytest.mark.parametrize(("share", "published"), [(0.01, False), (0.3, False), (0.6, False), (0.9, True)])
def test_an_output_that_turns_read_only_keeps_whole_tables(
    lockable: Path, grown: OldAndNew, share: float, published: bool
) -> None:
    steps = run_and(die, -1, grown.source, copy(grown.out, lockable / "dry"))
    out = copy(grown.out, lockable / "out")

    def lock() -> None:
        assert change_attributes(out, "+i")

    ended = run_and(lock, max(1, int(steps * share)), grown.source, out)
    left = table_bytes(out)
    assert change_attributes(out, "-i")
    assert ended != CRASHED
    assert (ended == REFUSED, left) == ((False, grown.new) if published else (True, grown.old))
    run([grown.source], out, Settings(keep=KEEP))
    assert table_bytes(out) == grown.new
    assert leftovers(out) == []
