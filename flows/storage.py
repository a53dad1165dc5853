"""Every file the pipeline reads or writes.

An output folder looks like this, and readers need know only its first two lines:

    quotes/ documents/ …      links to the current snapshot's tables
    report.html               link to its report
    current                   the one pointer: a link to the snapshot readers see
    .snapshots/ID/            a snapshot: a folder a table, report.html, manifest.json, seals.json
    .snapshots/.staging-PID   one being written; never visible through a link

A snapshot is written whole into staging, flushed to disk, renamed, and only then does `current` move, by one
atomic rename; the mark PUBLISHED follows. A run that dies leaves at most a staging folder or a snapshot that
no pointer ever named, which has no mark; the next run removes both. A snapshot once published never changes.
"""

import contextlib
import errno
import fcntl
import gzip
import hashlib
import json
import os
import re
import shlex
import shutil
import stat
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd
import pyarrow as arrow
import pyarrow.parquet as parquet

from flows.settings import Refusal
from transforms.tables import PARTNERS, SCHEMA_VERSION, TABLES, columns, to_arrow

SNAPSHOTS = ".snapshots"
STAGING = ".staging-"
CURRENT = "current"
LOCK = ".lock"
MANIFEST = "manifest.json"
SEALS = "seals.json"  # of each Parquet file of a snapshot, by its folder, the hash of its footer
PUBLISHED = "PUBLISHED"
BUILT_ON = "built_on"  # in a manifest: the snapshot that its run began from
OURS = re.compile(r"\.staging-\d+|\d{8}T\d{6}\.\d{6}Z-[0-9a-f]{6}")  # as `publish` and the pipeline name them
REPORT = "report.html"
ANEW = "give the next run --rebuild"
PART = "part-0.parquet"
ROWS_A_GROUP = 65_536  # a bound on what a reader of one column holds, and part of the bytes: another makes other files
HASHED_AT_A_TIME = 1 << 20  # bytes
FOOTERS_END = 8  # bytes of a Parquet file: how long its footer is, in four, and PAR1
PASSING = {errno.EIO, errno.EAGAIN, errno.EINTR, errno.ESTALE, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.ENOTCONN}


NULLABLE = {arrow.string(): pd.StringDtype(), arrow.int64(): pd.Int64Dtype()}  # not NaN for null, nor 3.0 for 3


@dataclass(frozen=True)
class InputFile:
    """A file of a run: where it lies, and the name it goes by in the tables."""

    path: Path
    name: str


# --- inputs -----------------------------------------------------------------------------------------------


def read_bytes(path: Path, limit: int) -> bytes:
    """At most `limit` + 1 bytes of a file: enough to see that it is too large, never more than memory holds."""
    with _open(path) as stream:
        return stream.read(limit + 1)


def _open(path: Path) -> BinaryIO:
    """Open a file; OSError for a pipe or device, which may never give or never end."""
    kind = path.stat().st_mode
    if not stat.S_ISREG(kind) and not stat.S_ISDIR(kind):
        raise OSError(errno.EINVAL, "it is a pipe or a device", str(path))
    return path.open("rb")


def may_pass(error: OSError) -> bool:
    """Whether reading again may help: a network file system that is away for a moment, not a file that is gone."""
    return error.errno in PASSING


def file_size(path: Path) -> int:
    """How many bytes a file holds; 0 for one that is not there."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def file_digest(path: Path) -> str:
    """Hash of a file's bytes."""
    digest = hashlib.blake2b(digest_size=16)
    with _open(path) as stream:
        while block := stream.read(HASHED_AT_A_TIME):
            digest.update(block)
    return digest.hexdigest()


def read_text(path: Path) -> str:
    """A small text file the user names (watchlist, thresholds, gold); Refusal where it cannot be read."""
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise Refusal(f"{path}: is no gzip, or cut short; pack it again, or drop the .gz") from None
    except OSError as error:
        raise Refusal(f"{path}: cannot be read ({error.strerror}); check the path") from None
    except UnicodeDecodeError as error:
        raise Refusal(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None


def write_text(path: Path, text: str) -> None:
    """Write a file a user asked for, whole or not at all; where a link stands, the file that it leads to.

    A pipe or a device is written to: put in its place, a file would take it away from everybody.
    """
    try:
        if path.is_dir():
            raise Refusal(f"{path}: is a folder; name a file in it")
        if not path.parent.is_dir():
            raise Refusal(f"{path}: there is no folder {path.parent}; make it, or mend the path")
        place = Path(os.path.realpath(path))
        if is_made(place.parent):
            raise Refusal(f"{path}: lies in tables that a run made and would spoil them; choose another place")
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")
        else:
            _write_whole(place, text)
    except BrokenPipeError:
        raise  # whoever read it has seen enough
    except OSError as error:
        raise Refusal(f"{path}: cannot be written ({error.strerror}); choose another place") from None


def _write_whole(place: Path, text: str) -> None:
    beside = place.with_name(f".restated-{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(place)
    finally:
        with contextlib.suppress(OSError):  # a folder that may not be written to says so of what is not there, too
            beside.unlink()


# --- the lock ---------------------------------------------------------------------------------------------


@contextlib.contextmanager
def exclusive(out: Path) -> Iterator[None]:
    """Hold the output folder for one run; Refusal where another holds it, or where it cannot be an output.

    The lock is the operating system's, on an open file: it dies with its process, so a file left behind by a
    killed run locks nobody out. Its text says who holds it, for the one who is turned away.
    """
    _require_an_output(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = os.open(out / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise Refusal(f"{out}: cannot be written ({error.strerror}); choose another --out or mend its rights") from None
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(lock, 200, 0).decode(errors="replace") or "another run"
            raise Refusal(f"{out}: {holder} is writing here; wait for it to end, or choose another --out") from None
        except OSError as error:
            says = f"{out}: cannot be held for one run alone ({error.strerror})"
            raise Refusal(f"{says}; choose an --out on a file system that locks files") from None
        _tell_holder(lock, f"the run with pid {os.getpid()}, started {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC,")
        yield
        _tell_holder(lock, "")
    finally:
        os.close(lock)


def _tell_holder(lock: int, says: str) -> None:
    with contextlib.suppress(OSError):  # on a full disk the lock still holds; it only cannot say whose it is
        os.ftruncate(lock, 0)
        os.pwrite(lock, says.encode(), 0)


def _require_an_output(out: Path) -> None:
    """Refuse a file, a folder of a published snapshot, and one where somebody's own stands where a link must."""
    if out.exists() and not out.is_dir():
        raise Refusal(f"{out}: is a file; name a folder for the tables with --out")
    if is_made(out.resolve()):
        raise Refusal(f"{out}: lies in tables that another run made and would spoil them; choose another --out")
    try:
        str(out.resolve()).encode("utf-8")
    except UnicodeEncodeError:  # Arrow writes to no path of other bytes
        raise Refusal(f"{ascii(str(out))[1:-1]}: is no UTF-8, or a folder above it; choose another --out") from None
    for name in (*TABLES, REPORT, CURRENT):
        place = out / name
        ours = place.is_symlink() and place.readlink().parent == (Path(SNAPSHOTS) if name == CURRENT else Path(CURRENT))
        if os.path.lexists(place) and not ours:
            raise Refusal(f"{place}: is not Restated's and would be in its way; choose another --out")


def is_made(folder: Path) -> bool:
    """Whether a run made what a folder holds: it lies, when all links are followed, in a snapshot of some output."""
    return any(one.parent.name == SNAPSHOTS and OURS.fullmatch(one.name) for one in (folder, *folder.parents))


# --- reading snapshots ------------------------------------------------------------------------------------


def current_snapshot(out: Path) -> Path | None:
    """The folder of the snapshot readers see now, or None before the first."""
    pointer = out / CURRENT
    return pointer.resolve() if (pointer / MANIFEST).exists() else None


class OtherVersion(Refusal):
    """Tables that another version of Restated made, with other columns."""


def read_manifest(snapshot: Path) -> dict[str, Any]:
    """A snapshot's manifest; OtherVersion where another version of the tables wrote it."""
    try:
        manifest: dict[str, Any] = json.loads((snapshot / MANIFEST).read_text(encoding="utf-8"))
        version = manifest["schema_version"]
        if version == SCHEMA_VERSION and not isinstance(manifest.setdefault("fingerprints", {}), dict):
            raise TypeError("fingerprints: no names of stages")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refusal(f"{snapshot / MANIFEST}: unreadable ({error}); {ANEW}") from None
    if version != SCHEMA_VERSION:
        says = f"{snapshot}: its tables are of schema version {version}, this is {SCHEMA_VERSION}"
        raise OtherVersion(f"{says}; `restated run` makes them anew")
    return manifest


def require_snapshot(out: Path) -> Path:
    """The current snapshot; Refusal where there is none."""
    snapshot = current_snapshot(out)
    if snapshot is None:
        raise Refusal(f"{out}: holds no tables; make them with {command('run PATH', out)}")
    return snapshot


class SnapshotTables(Mapping[str, pd.DataFrame]):
    """The tables of one snapshot, each read when first asked for. A publish meanwhile changes nothing in them.

    Refusal for one that cannot be read, or lacks a column: but where it is to be judged, `as_found`.
    """

    def __init__(self, snapshot: Path, as_found: bool = False) -> None:
        read_manifest(snapshot)
        self._snapshot = snapshot
        self._as_found = as_found
        self._read: dict[str, pd.DataFrame] = {}

    def __getitem__(self, table: str) -> pd.DataFrame:
        if table not in TABLES:
            raise KeyError(table)
        if table not in self._read:
            self._read[table] = _read_frame(self._snapshot / table / PART, PARTNERS.equals)
            lacks = [] if self._as_found else [name for name in columns(table) if name not in self._read[table]]
            if lacks:
                raise Refusal(f"{self._snapshot / table / PART}: has no column {lacks[0]}; {ANEW}")
        return self._read[table]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)


def read_tables(out: Path) -> SnapshotTables:
    """All tables of the current snapshot; Refusal where there is none."""
    return SnapshotTables(require_snapshot(out))


def read_extra(snapshot: Path, name: str) -> pd.DataFrame:
    """What a run left in its snapshot for the next, under `name`."""
    return _read_frame(snapshot / f"_{name}" / PART, arrow.types.is_list)


def count_rows(snapshot: Path, table: str) -> int:
    """How many rows a snapshot's table has."""
    path = snapshot / table / PART
    with _refusing(path):
        return int(parquet.read_metadata(path).num_rows)


def require_unchanged(snapshot: Path, folders: Collection[str] = ()) -> None:
    """Refusal where a Parquet file of a snapshot (in `folders`, if any are given) is not the one that its run wrote.

    Pages carry checksums; a footer does not, nor does it tell whether the whole file is of another snapshot. A
    snapshot of a version that did not seal its files is believed.
    """
    if not (snapshot / SEALS).exists():
        return
    with _refusing(snapshot / SEALS):
        seals: dict[str, str] = json.loads((snapshot / SEALS).read_text(encoding="utf-8"))
        wanted = [
            (snapshot / folder / PART, seal) for folder, seal in seals.items() if not folders or folder in folders
        ]
    for path, seal in wanted:
        with _refusing(path):
            found = _seal(path)
        if found != seal:
            raise Refusal(f"{path}: is not as its run wrote it; {ANEW}")


def _seal(path: Path) -> str:
    """Hash of a Parquet file's footer, which tells its columns, and of their pages the places and the ranges."""
    with path.open("rb") as stream:
        end = stream.seek(max(0, stream.seek(0, os.SEEK_END) - FOOTERS_END))
        length = int.from_bytes(stream.read(FOOTERS_END // 2), "little")
        stream.seek(max(0, end - length))  # of a file that was cut short anything may stand there
        return hashlib.blake2b(stream.read(), digest_size=16).hexdigest()


def _read_frame(path: Path, stays: Callable[[arrow.DataType], bool]) -> pd.DataFrame:
    with _refusing(path), parquet.ParquetFile(path, page_checksum_verification=True) as file:
        return _to_pandas(file.read(), stays)


@contextlib.contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Refuse a file of a snapshot for whatever falls over while it is read: a bit of a footer may mean anything."""
    try:
        yield
    except (OSError, ValueError, LookupError, TypeError, AttributeError, arrow.ArrowException) as error:
        says = str(error).splitlines() or [type(error).__name__]
        raise Refusal(f"{path}: unreadable ({says[0]}); {ANEW}") from None


def _to_pandas(rows: arrow.Table, stays: Callable[[arrow.DataType], bool]) -> pd.DataFrame:
    """Rows as a data frame; columns of types that `stays` is true of are left in Arrow, other lists become Python's."""
    lists = {field.name for field in rows.schema if arrow.types.is_list(field.type) and not stays(field.type)}
    types = {kind: pd.ArrowDtype(kind) for kind in rows.schema.types if stays(kind)}
    frame = rows.drop_columns(list(lists)).to_pandas(types_mapper=(NULLABLE | types).get)
    columns = {name: _to_lists(rows[name]) if name in lists else frame[name] for name in rows.column_names}
    if not rows.num_rows:  # read from a file such a column has no piece at all, and pandas cannot merge two of those
        columns = {name: pd.Series([], dtype=column.dtype) for name, column in columns.items()}
    return pd.DataFrame(columns, index=frame.index)


def _to_lists(column: arrow.ChunkedArray) -> pd.Series:
    """Lists, where pandas gives arrays; all their items are made at once, for there are many short ones."""
    lists: list[Any] = []
    for chunk in column.chunks:
        items = _to_items(chunk.values)
        bounds = pairwise(chunk.offsets.to_pylist())
        lists += [
            items[a:b] if there else None for (a, b), there in zip(bounds, chunk.is_valid().to_pylist(), strict=True)
        ]
    return pd.Series(lists, dtype=object)


def _to_items(items: arrow.Array) -> list[Any]:
    if not arrow.types.is_struct(items.type):
        values: list[Any] = items.to_pylist()
        return values
    names = items.type.names
    fields = zip(*(field.to_pylist() for field in items.flatten()), strict=True)
    return [dict(zip(names, values, strict=True)) for values in fields]


def history(out: Path) -> list[Path]:
    """Published snapshots, oldest first."""
    marked = {path.parent for path in (out / SNAPSHOTS).glob(f"*/{PUBLISHED}")}
    current = current_snapshot(out)  # its mark may be missing: a run may have died between the two
    is_link = current is not None and current.parent.name == SNAPSHOTS  # a copy may hold folders where links were
    return sorted(marked | ({out / SNAPSHOTS / current.name} if current and is_link else set()))


def find_snapshot(out: Path, name: str) -> Path:
    """The published snapshot whose id is or begins with `name`; Refusal where there is none or more than one."""
    found = [snapshot for snapshot in history(out) if snapshot.name.startswith(name)]
    if len(found) == 1:
        return found[0]
    says = f"{len(found)} snapshots begin with {name}" if found else f"no snapshot {name}"
    raise Refusal(f"{out}: {says}; {_listing(out)}")


def built_on(snapshot: Path, kept: Sequence[Path]) -> Path | None:
    """Which of the snapshots `kept` the run of `snapshot` began from; None if none, or one that is kept no more."""
    before = read_manifest(snapshot).get(BUILT_ON)
    return next((one for one in kept if one.name == before), None)


def require_before(out: Path, snapshot: Path) -> Path:
    """The published snapshot that `snapshot` was built on; Refusal where none is kept."""
    before = built_on(snapshot, history(out))
    if before is None:
        raise Refusal(f"{out}: no snapshot before {snapshot.name} is kept; {_listing(out)}")
    return before


def command(said: str, out: Path) -> str:
    """A command on the tables of `out`, written so that it can be pasted where the path has spaces."""
    return f"`restated {said} --out {shlex.quote(str(out))}`"


def _listing(out: Path) -> str:
    return f"{command('history', out)} lists them"


def roll_back(out: Path, name: str | None) -> Path:
    """Point readers to the snapshot that `name` begins, or to the one the current was built on. Returns it."""
    current = require_snapshot(out)
    snapshot = find_snapshot(out, name) if name else require_before(out, current)
    read_manifest(snapshot)  # readers are led to no tables that they could not read
    require_unchanged(snapshot)
    point_to(out, snapshot)
    return snapshot


# --- writing snapshots ------------------------------------------------------------------------------------


def publish(
    out: Path,
    snapshot_id: str,
    tables: Mapping[str, pd.DataFrame],
    extras: Mapping[str, pd.DataFrame],
    documents: Mapping[str, str],
) -> Path:
    """Write a snapshot and make it current. Returns its folder.

    tables     the published tables, conformed
    extras     what the next run wants to find again, by name; not for readers
    documents  text files by name: the report, the manifest
    """
    staging = out / SNAPSHOTS / f"{STAGING}{os.getpid()}"
    snapshot = out / SNAPSHOTS / snapshot_id
    try:
        _write_snapshot(staging, tables, extras, documents)
        staging.rename(snapshot)
        _flush_folder(snapshot.parent)
        point_to(out, snapshot)
    except OSError as error:
        if current_snapshot(out) != snapshot.resolve():
            shutil.rmtree(snapshot, ignore_errors=True)
            says = error.strerror or str(error)
            raise Refusal(
                f"{out}: could not be written ({says}); make room or mend its rights; the tables there are as before"
            ) from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return snapshot


def _write_snapshot(
    folder: Path, tables: Mapping[str, pd.DataFrame], extras: Mapping[str, pd.DataFrame], documents: Mapping[str, str]
) -> None:
    folder.mkdir(parents=True)
    seals = {table: _write_parquet(folder / table / PART, to_arrow(table, rows)) for table, rows in tables.items()}
    for name, rows in extras.items():
        written = arrow.Table.from_pandas(rows, preserve_index=False)
        seals[f"_{name}"] = _write_parquet(folder / f"_{name}" / PART, written)
    for name, text in {**documents, SEALS: json.dumps(seals, indent=1)}.items():
        _write_flushed(folder / name, text.encode())
    _flush_folder(folder)


def point_to(out: Path, snapshot: Path) -> None:
    """Make `snapshot` the one readers see, by one atomic rename."""
    for name in (*TABLES, REPORT):
        if not (out / name).is_symlink():
            _link(out / name, Path(CURRENT) / name)
    _link(out / CURRENT, Path(SNAPSHOTS) / snapshot.name)
    _flush_folder(out)
    (snapshot / PUBLISHED).touch()


def tidy(out: Path) -> None:
    """Remove what dead runs left: staging folders and snapshots that were never published. Else nothing."""
    current = current_snapshot(out)
    with contextlib.suppress(OSError):  # what cannot be removed now, a later run removes
        if current and not (current / PUBLISHED).exists():
            (current / PUBLISHED).touch()  # its run died just before it did
        published = history(out)
        for folder in (out / SNAPSHOTS).iterdir():
            if folder not in published and OURS.fullmatch(folder.name):
                shutil.rmtree(folder)
        for name in (*TABLES, REPORT, CURRENT):
            _beside(out / name).unlink(missing_ok=True)


def drop_old(out: Path, keep: int) -> None:
    """Remove all but the newest `keep` snapshots; the current one always stays, and of several the one it was built on.

    After a rollback that may be the oldest, with which `diff` and `check` compare the current.
    """
    current = current_snapshot(out)
    kept = history(out)
    now = [snapshot for snapshot in kept if snapshot.resolve() == current]
    stay: list[Path | None] = [*now, *kept[-keep:]]
    if keep > 1:
        with contextlib.suppress(Refusal):  # of a manifest that cannot be read
            stay += [built_on(snapshot, kept) for snapshot in now]
    with contextlib.suppress(OSError):  # as above
        for snapshot in kept:
            if snapshot not in stay:
                (snapshot / PUBLISHED).unlink()  # first: one half removed must not look published
                shutil.rmtree(snapshot)


def _write_parquet(path: Path, rows: arrow.Table) -> str:
    """Write a table to the disk. Returns its seal."""
    path.parent.mkdir(exist_ok=True)
    with parquet.ParquetWriter(path, rows.schema, compression="zstd", write_page_checksum=True) as writer:
        for start in range(0, max(1, rows.num_rows), ROWS_A_GROUP):
            # in one piece: where a column's pieces meet tells in the file, and is another where rows were kept
            writer.write_table(rows.slice(start, ROWS_A_GROUP).combine_chunks())
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
    _flush_folder(path.parent)
    return _seal(path)


def _write_flushed(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _link(link: Path, target: Path) -> None:
    beside = _beside(link)
    beside.unlink(missing_ok=True)
    beside.symlink_to(target)
    beside.replace(link)


def _beside(link: Path) -> Path:
    """Where a link is made before it takes its place."""
    return link.with_name(f".link-{link.name}")
