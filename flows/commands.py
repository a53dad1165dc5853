"""What each command of `restated` does. Each imports what it needs when it is called, and returns its exit code."""

import argparse
import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flows.settings import Refusal, Settings

if TYPE_CHECKING:
    from flows.pipeline import Outcome
    from flows.runners import Progress

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
WORKBOOKS = (".xlsx", ".xls", ".ods")
SPREADSHEET = "\ufeff"  # without this mark spreadsheets read UTF-8 as something else


@contextlib.contextmanager
def whose_reader_may_leave() -> Iterator[None]:
    """Let a reader of stdout, say `head`, have seen enough: no more is said, and the exit code stands.

    All is said before the block ends: what Python had to say when it exits would make the exit code 120.
    """
    try:
        yield
        if sys.stdout is not None:  # as where the caller closed it, `>&-`
            sys.stdout.flush()
    except BrokenPipeError:
        say_no_more()


def say_no_more() -> None:
    """Let what stdout still holds, and cannot take, go nowhere: Python would try it again when it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def what_failed(error: OSError) -> Refusal:
    """A file that cannot be used, or a stdout that takes no more, in one line."""
    if error.filename is not None:
        return Refusal(f"{error.filename}: cannot be used ({error.strerror}); mend its rights, or the path")
    if error.errno in FULL:  # of tables `storage` tells it, with their folder
        say_no_more()
        return Refusal(f"the output could not be written ({error.strerror}); make room where it goes")
    raise error


def _settings(asked: argparse.Namespace) -> Settings:
    return Settings(
        partition_size=asked.partition_size,
        watchlist=asked.watchlist,
        entities=asked.entities,
        rebuild=asked.rebuild,
        strict=asked.strict,
        keep=asked.keep,
    )


def run_pipeline(asked: argparse.Namespace) -> int:
    """`restated run`."""
    from flows.pipeline import Unpublishable

    settings = _settings(asked)
    with _progress(asked.quiet) as progress:
        try:
            outcome = _run_where_asked(asked, settings, progress)
        except Unpublishable as reason:
            from flows import summary

            summary.tell_unpublishable(reason)
            return 1
    if not asked.quiet:
        from flows import summary

        summary.tell_outcome(outcome, asked.out)
    return 0


def _progress(quiet: bool) -> "contextlib.AbstractContextManager[Progress]":
    """Bars on a terminal; a quiet run does not even import what draws them."""
    if quiet:
        return contextlib.nullcontext(lambda what, done, of: None)
    from flows import summary

    return summary.progress()


def _run_where_asked(asked: argparse.Namespace, settings: Settings, progress: "Progress") -> "Outcome":
    if os.environ.get("PREFECT_API_URL"):
        from flows.deployment import run_under_prefect

        return run_under_prefect(asked.paths, asked.out, settings, _prefect_runner(asked))
    from flows.pipeline import run
    from flows.runners import PoolRunner

    return run(asked.paths, asked.out, settings, PoolRunner(asked.runner), progress)


def _prefect_runner(asked: argparse.Namespace) -> str:
    """Of a flow tasks run in threads unless asked otherwise: there each process takes seconds to start."""
    return "thread" if asked.runner == "auto" else str(asked.runner)


def check_current(asked: argparse.Namespace) -> int:
    """`restated check`."""
    from flows import checking, summary

    _, findings = checking.check_out(asked.out, asked.thresholds)
    with whose_reader_may_leave():
        summary.tell_findings(findings, asked.format)
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def show_statement(asked: argparse.Namespace) -> int:
    """`restated show`."""
    from flows import storage, summary
    from transforms.statements.search import (
        Asked,
        as_rows,
        find_statements,
        named_so,
        outlets_but,
        speakers_named,
        words_sought,
    )

    wanted = Asked(" ".join(asked.words).strip(), asked.speaker, asked.source, asked.about)
    if not any(map(words_sought, filter(None, wanted))):
        raise Refusal("show: nothing to look for; give a word that the statement holds, --speaker, --source or --about")
    _require_csv(asked.to)
    tables = storage.read_tables(asked.out)
    found = find_statements(wanted, tables, None if asked.to else asked.most)
    if asked.to and found.statements:
        rows = as_rows(found)
        storage.write_text(asked.to, f"{SPREADSHEET}{rows.to_csv(index=False)}")
        summary.tell_rows(rows, found.n_all, asked.to)
        return 0
    summary.tell_statements(wanted, found)
    if wanted.source and (others := outlets_but(wanted.source, tables)) is not None:
        summary.tell_outlets(wanted, others)
    if wanted.about and named_so(wanted.about, tables["entities"]).empty:
        summary.tell_nobody(wanted.about, asked.out)
    if wanted.words and not wanted.speaker:
        summary.tell_speakers(wanted, speakers_named(wanted.words, tables))
    return 0 if found.statements else 1


def _require_csv(to: Path | None) -> None:
    """Refuse a name by which a spreadsheet would take what is no workbook for a broken one."""
    if to is not None and to.suffix.lower() in WORKBOOKS:
        raise Refusal(f"{to}: what is written is CSV; name it {to.with_suffix('.csv')}, which spreadsheets open")


def write_report(asked: argparse.Namespace) -> int:
    """`restated report`."""
    from flows import checking, storage
    from transforms.report import render_report

    if asked.to is None:
        storage.require_snapshot(asked.out)
        print(asked.out / storage.REPORT)
    else:
        tables, findings = checking.check_out(asked.out, None)
        if any(finding.severity == "error" for finding in findings):
            says = "its tables break rules that a report builds on"
            raise Refusal(f"{asked.out}: {says}; {storage.command('check', asked.out)} names them and the remedy")
        storage.write_text(asked.to, render_report(tables, findings))
        print(asked.to)
    return 0


def list_entities(asked: argparse.Namespace) -> int:
    """`restated entities`."""
    from flows import storage, summary
    from transforms.mentions import export_watchlist, parse_watchlist
    from transforms.metrics import rank_entities

    _require_csv(asked.to)
    entities = rank_entities(storage.read_tables(asked.out))
    if asked.to is None:
        summary.tell_entities(entities, asked.most)
        return 0
    watchlist = export_watchlist(entities)
    storage.write_text(asked.to, watchlist)
    written = [entry.name for entry in parse_watchlist(str(asked.to), watchlist)]
    summary.tell_export(written, entities["name"].tolist(), asked.to)
    return 0


def list_history(asked: argparse.Namespace) -> int:
    """`restated history`."""
    from flows import storage, summary

    summary.tell_history(storage.history(asked.out), storage.require_snapshot(asked.out))
    return 0


def roll_back(asked: argparse.Namespace) -> int:
    """`restated rollback`."""
    from flows import storage

    storage.require_snapshot(asked.out)  # before there is a folder to hold
    with storage.exclusive(asked.out):
        snapshot = storage.roll_back(asked.out, asked.snapshot)
    print(f"{asked.out}: current is now {snapshot.name}")
    return 0


def diff_snapshots(asked: argparse.Namespace) -> int:
    """`restated diff`."""
    from flows import storage, summary
    from transforms.changes.difference import difference
    from transforms.changes.revisions import revisions

    later = storage.find_snapshot(asked.out, asked.b) if asked.b else storage.require_snapshot(asked.out)
    earlier = storage.find_snapshot(asked.out, asked.a) if asked.a else storage.require_before(asked.out, later)
    print(f"from {earlier.name} to {later.name}")
    before, after = storage.SnapshotTables(earlier), storage.SnapshotTables(later)
    summary.tell_revisions(revisions(before, after))
    if asked.tables:
        summary.tell_difference(difference(before, after), before, after)
    return 0


def score_gold(asked: argparse.Namespace) -> int:
    """`restated score`."""
    from flows import storage
    from flows.score import predict

    predictions = predict(str(asked.gold), storage.read_text(asked.gold))
    storage.write_text(asked.to, "".join(f"{line}\n" for line in predictions))
    print(f"{len(predictions)} predictions written to {asked.to}")
    return 0


def serve_flow(asked: argparse.Namespace) -> int:
    """`restated serve`."""
    from flows.deployment import serve

    serve(asked.paths, asked.out, _settings(asked), _prefect_runner(asked), asked.cron)
    return 0


def print_dictionary(asked: argparse.Namespace) -> int:
    """`restated dictionary`."""
    from flows import storage
    from transforms.tables import dictionary

    if asked.to is None:
        print(dictionary(), end="")
    else:
        storage.write_text(asked.to, dictionary())
    return 0
