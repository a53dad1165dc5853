"""Files a user names, the lock of an output folder, and what of a snapshot is on the disk when readers see it."""

import errno
import fcntl
import json
import os
import stat
from pathlib import Path

import pytest

from flows import storage
from flows.cli import main
from flows.settings import Refusal
from tests.flows.articles import write
from transforms.check import Finding, check_tables
from transforms.tables import SCHEMA_VERSION

SNAPSHOT = "20260301T060000.000000Z-aaaaaa"
BARE = {storage.REPORT: "", storage.MANIFEST: "{}"}


def test_a_pipe_or_a_device_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    storage.write_text(pipe, "words")
    assert os.read(reading, 100) == b"words"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    os.close(reading)


def test_a_reader_of_a_pipe_may_leave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def left(path: Path, *_: object, **__: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr(Path, "write_text", left)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BrokenPipeError):  # of which the command line says nothing
        storage.write_text(tmp_path / "pipe", "words")


def test_what_a_link_leads_to_is_written_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "latest.html").symlink_to("site/page.html")
    for words in ("first", "second"):
        storage.write_text(tmp_path / "latest.html", words)
        assert (tmp_path / "site" / "page.html").read_text() == words
    assert (tmp_path / "latest.html").is_symlink()
    assert os.listdir(tmp_path / "site") == ["page.html"]


@pytest.mark.parametrize("place", ["report.html", "quotes/found.csv", "current/page.html"])
def test_no_file_asked_for_is_written_into_published_tables(tmp_path: Path, place: str) -> None:
    out = tmp_path / "out"
    storage.publish(out, SNAPSHOT, {}, {}, BARE | {storage.REPORT: "published"})
    (out / "current" / "quotes").mkdir()
    with pytest.raises(Refusal, match=f"{place}: lies in tables that a run made"):
        storage.write_text(out / place, "spoilt")
    assert (out / "report.html").read_text() == "published"


def test_a_name_as_long_as_may_be_is_written_and_a_longer_one_refused(tmp_path: Path) -> None:
    storage.write_text(tmp_path / ("x" * 255), "words")
    with pytest.raises(Refusal, match=r"xxx: cannot be written \(File name too long\); choose another place"):
        storage.write_text(tmp_path / ("x" * 256), "words")
    assert os.listdir(tmp_path) == ["x" * 255]


def test_a_folder_that_may_not_be_written_to_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    for name in ("write_text", "unlink"):  # of a disk that is read-only both fail
        monkeypatch.setattr(Path, name, refuse)
    with pytest.raises(Refusal, match=r"page\.html: cannot be written \(Read-only file system\)"):
        storage.write_text(tmp_path / "page.html", "words")


def test_a_disk_that_locks_no_files_is_not_taken_for_another_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(lock: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with (
        pytest.raises(Refusal, match=r"out: cannot be held .* \(No locks available\); choose an --out on a file"),
        storage.exclusive(tmp_path / "out"),
    ):
        pass


def test_all_of_a_snapshot_is_on_the_disk_before_readers_are_led_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: set[int] = set()
    fsync, point_to = os.fsync, storage.point_to

    def noted(descriptor: int) -> None:
        flushed.add(os.fstat(descriptor).st_ino)
        fsync(descriptor)

    def looked_at(out: Path, snapshot: Path) -> None:
        every = (snapshot.parent, snapshot, *snapshot.rglob("*"))
        assert [place.name for place in every if place.stat().st_ino not in flushed] == []
        point_to(out, snapshot)

    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(storage, "point_to", looked_at)
    assert main(["run", str(write(tmp_path / "articles", "dam.txt")), "--out", str(tmp_path / "out"), "--quiet"]) == 0
    assert flushed


def test_a_page_and_what_was_found_of_its_tables_are_of_one_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out, page = write(tmp_path / "articles", "dam.txt"), tmp_path / "out", tmp_path / "page.html"
    for name in ("strike.txt", "harbour.txt"):
        assert main(["run", str(source), "--out", str(out), "--quiet"]) == 0
        write(source, name)
    assert main(["report", "--out", str(out), "--to", str(page)]) == 0
    undisturbed = page.read_text()

    def meanwhile(tables: storage.SnapshotTables) -> list[Finding]:
        storage.roll_back(out, None)
        return check_tables(tables)

    monkeypatch.setattr("flows.checking.check_tables", meanwhile)
    assert main(["report", "--out", str(out), "--to", str(page)]) == 0
    assert page.read_text() == undisturbed


def test_a_watchlist_may_come_through_a_pipe(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"name,type\nbreakwater,place\n")
    os.close(writing)
    command = ["run", str(write(tmp_path / "articles", "harbour.txt")), "--out", str(tmp_path / "out"), "--quiet"]
    assert main([*command, "--watchlist", f"/dev/fd/{reading}"]) == 0
    os.close(reading)
    assert "breakwater" in set(storage.read_tables(tmp_path / "out")["entities"]["name"])


def test_a_folder_that_is_read_as_a_file_is_called_a_folder(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        storage.read_bytes(tmp_path, 10)


def test_who_holds_an_output_is_told_while_it_is_held(tmp_path: Path) -> None:
    lock = tmp_path / storage.LOCK
    with storage.exclusive(tmp_path):
        assert f"pid {os.getpid()}, started 20" in lock.read_text()
        with (
            pytest.raises(Refusal, match=f"the run with pid {os.getpid()}, .* is writing here"),
            storage.exclusive(tmp_path),
        ):
            pass
    assert lock.read_text() == ""
    with lock.open() as held:  # by a run that has not yet said who it is
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Refusal, match=": another run is writing here; wait"), storage.exclusive(tmp_path):
            pass


@pytest.mark.parametrize(
    "manifest", ["", "{", "[]", "{}", json.dumps({"schema_version": SCHEMA_VERSION, "fingerprints": ["read"]})]
)
def test_a_manifest_gone_bad_is_told_in_one_line(tmp_path: Path, manifest: str) -> None:
    (tmp_path / storage.MANIFEST).write_text(manifest)
    with pytest.raises(Refusal, match=rf"{storage.MANIFEST}: unreadable \(.*\); give the next run --rebuild"):
        storage.read_manifest(tmp_path)


def test_a_snapshot_that_readers_see_stays_though_it_could_not_be_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "touch", full)
        snapshot = storage.publish(tmp_path, SNAPSHOT, {}, {}, BARE)
    assert storage.history(tmp_path) == [snapshot]
    storage.tidy(tmp_path)
    assert (storage.require_snapshot(tmp_path) / storage.PUBLISHED).exists()


def test_of_a_snapshot_that_readers_cannot_be_led_to_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(out: Path, snapshot: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(out))

    monkeypatch.setattr(storage, "point_to", full)
    with pytest.raises(Refusal, match=r"could not be written \(No space left on device\); make room"):
        storage.publish(tmp_path, SNAPSHOT, {}, {}, BARE)
    assert list((tmp_path / storage.SNAPSHOTS).iterdir()) == []


def test_what_dead_runs_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    published = storage.publish(tmp_path, SNAPSHOT, {}, {}, BARE)
    for name in (f"{storage.STAGING}17", SNAPSHOT.replace("a", "b"), "notes"):
        (published.parent / name / "quotes").mkdir(parents=True)
    for name in (".link-quotes", ".link-current", ".link-mine"):
        (tmp_path / name).symlink_to("current")
    before = {path.name for path in tmp_path.iterdir()}
    storage.tidy(tmp_path)
    assert {path.name for path in published.parent.iterdir()} == {SNAPSHOT, "notes"}
    assert before - {path.name for path in tmp_path.iterdir()} == {".link-quotes", ".link-current"}


def test_the_snapshot_that_readers_see_stays_however_old_it_is(tmp_path: Path) -> None:
    old, middle, new = (
        storage.publish(tmp_path, SNAPSHOT.replace("03", day), {}, {}, BARE) for day in ("01", "02", "03")
    )
    storage.point_to(tmp_path, old)
    storage.drop_old(tmp_path, 1)
    assert storage.history(tmp_path) == [old, new]
    assert not middle.exists()
    assert storage.require_snapshot(tmp_path).name == old.name
