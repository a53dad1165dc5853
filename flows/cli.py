"""The `restated` command. Each command imports what it needs when it is called, so that --help is instant."""

import argparse
import atexit
import contextlib
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.pipeline import Outcome
    from flows.runners import Progress
    from flows.settings import Settings

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

DEFAULT_OUT = Path("data/processed")
DEFAULT_INPUT = Path("data/raw")
COLLECTED_AFTER = 500_000  # objects; word lists and rows are many, and to look for cycles among them finds none
SPREADSHEET = "\ufeff"  # without this mark spreadsheets read UTF-8 as something else
ALLOCATOR = "system"  # Arrow's own gives memory back to ask for it again at once: 12 % of what 20 new of 5,000 cost

DESCRIPTION = """\
Restated turns raw news text into tables: who said what, how often it was said again, about whom, and how
readable it was. Point it at a folder of articles; load the tables with pandas.

  restated run articles/              make the tables (in data/processed) and the report
  restated show "five percent"        find a statement and every wording of it
  restated check                      are the tables sound? exit 1 and say why not
"""

RUN = """\
Read articles, make every table, check them, publish them in one step.

PATH is a file, a folder (read recursively) or a quoted glob: .txt .html .jsonl .csv .parquet, each also .gz.
Records carry `text` (or `html`), and optionally doc_id, title, published_at, source, url. The tables mirror PATH:
articles processed before are not processed again, articles no longer there leave the tables.

  restated run                                        the shipped sample, data/raw
  restated run articles/ --out tables/
  restated run 'wire/2026-*.jsonl.gz' --runner process --partition-size 500
  restated run articles/ --watchlist ministers.csv

With PREFECT_API_URL set the run reports to that Prefect server, a task a stage and partition.
"""


SHOW = """\
Find statements by words, speaker, outlet or whom they speak of, and print every wording, with who, when and where.

  restated show "five percent"
  restated show strike --speaker Hathe       what Hathe said of the strike
  restated show --speaker "Jorun Hathe"      all that Hathe said, what most articles quote first
  restated show strike --source courier
  restated show --about Varnia               all quotations that speak of Varnia, by whatever name
  restated show --about Varnia --to it.csv   the same, all of them, for a spreadsheet

Words count as whole words, in any case and order: no does not find not. One that ends in * is a beginning:
'clos*' (between marks, for the shell's sake) finds close, closed and closing. An apostrophe
finds any, percent finds per cent, and the id of a statement finds it.
"""


DIFF = """\
What changed between two snapshots: articles new, gone and revised, each revised one with the sentences, quotations and
speakers that changed; titles, outlets and dates that are others now; statements that nobody tells any more, and new
ones; with --tables the rows of every table, too.

  restated diff        from the one before to the current
  restated diff A      from A to the current
  restated diff A B    from A to B

An article is known by its file, and its doc_id or number there: a corrected text under the same name is a revision.
Of the tables, rows that differ in ids and offsets alone are not counted as changed.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 1 found wanting, 2 could not be done as asked."""
    asked = build_parser().parse_args(arguments)
    gc.set_threshold(COLLECTED_AFTER)
    atexit.register(gc.freeze)  # nor are cycles looked for at the end, when all memory goes back at once
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", ALLOCATOR)
    signal.signal(signal.SIGTERM, _interrupt)
    from flows.settings import Refusal

    try:
        if sys.flags.optimize > 1:
            raise Refusal("python -OO (PYTHONOPTIMIZE=2) leaves out what tables are described with; run without it")
        command: Callable[[argparse.Namespace], int] = asked.command
        code = 0
        with _whose_reader_may_leave():
            code = command(asked)
        return code
    except Refusal as refusal:
        print(f"restated: {refusal}", file=sys.stderr)
        return 2
    except KeyboardInterrupt as stop:
        print("restated: stopped; the tables are as they were", file=sys.stderr)
        return 128 + (stop.args[0] if stop.args else signal.SIGINT)


@contextlib.contextmanager
def _whose_reader_may_leave() -> Iterator[None]:
    """Let a reader of stdout, say `head`, have seen enough: no more is said, and the exit code stands.

    All is said before the block ends: what Python had to say when it exits would make the exit code 120.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _interrupt(number: int, _frame: object) -> None:
    """End as by Ctrl-C: a process that a signal ends closes nothing, and its workers wait for it for ever."""
    raise KeyboardInterrupt(number)


def build_parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    parser = argparse.ArgumentParser("restated", description=DESCRIPTION, formatter_class=_Teaching)
    parser.add_argument("--version", action=_Version)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (
        _add_run,
        _add_check,
        _add_show,
        _add_report,
        _add_entities,
        _add_history,
        _add_rollback,
        _add_diff,
        _add_score,
        _add_serve,
        _add_dictionary,
    ):
        add(commands)
    return parser


def _add_run(commands: "Commands") -> None:
    parser = _command(commands, "run", run_pipeline, "make the tables and the report", RUN)
    _add_inputs_and_settings(parser)
    parser.add_argument("--quiet", action="store_true", help="no progress, no summary")


def _add_check(commands: "Commands") -> None:
    teaches = "Check the current tables against every rule. Exit 0: sound; 1: a rule is broken; 2: nothing to check."
    parser = _command(commands, "check", check_current, "check the current tables (for CI)", teaches)
    _add_out(parser)
    parser.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="how findings are told (default: text)"
    )
    parser.add_argument(
        "--thresholds", type=Path, metavar="FILE", help="drift thresholds instead of the shipped ones (tab-separated)"
    )


def _add_show(commands: "Commands") -> None:
    parser = _command(commands, "show", show_statement, "find a statement and print its quotations", SHOW)
    parser.add_argument("words", nargs="*", metavar="WORD", help="words that one wording of it holds, in any order")
    parser.add_argument("--speaker", metavar="NAME", help="told by whoever has this name, or part of it, or an alias")
    parser.add_argument("--source", metavar="NAME", help="told by the outlet of this name, or part of it")
    parser.add_argument(
        "--about", metavar="NAME", help="speaking of who or what has this name, or part of it, or an alias"
    )
    parser.add_argument("--most", type=_positive, default=5, metavar="N", help="statements to show (default: 5)")
    parser.add_argument(
        "--to", type=Path, metavar="FILE.csv", help="write all that are found there instead, a row a quotation"
    )
    _add_out(parser)


def _add_report(commands: "Commands") -> None:
    teaches = "Write the current tables' report as one self-contained HTML page."
    parser = _command(commands, "report", write_report, "write the HTML report of the current tables", teaches)
    parser.add_argument("--to", type=Path, metavar="FILE", help="where (default: print where the published one lies)")
    _add_out(parser)


def _add_entities(commands: "Commands") -> None:
    teaches = "List the entities found, most mentioned first, or export them as a watchlist to edit."
    parser = _command(commands, "entities", list_entities, "list who and what was found; export a watchlist", teaches)
    parser.add_argument("--export", type=Path, metavar="FILE", help="write them as a watchlist (CSV)")
    parser.add_argument("--most", type=_positive, default=40, metavar="N", help="entities to list (default: 40)")
    _add_out(parser)


def _add_history(commands: "Commands") -> None:
    teaches = "List the snapshots kept, oldest first: articles, those new, changed and gone, and rows."
    parser = _command(
        commands, "history", list_history, "list the snapshots kept, with counts and differences", teaches
    )
    _add_out(parser)


def _add_rollback(commands: "Commands") -> None:
    teaches = "Make the snapshot before the current one, or the one named, current again."
    parser = _command(commands, "rollback", roll_back, "make an earlier snapshot current", teaches)
    parser.add_argument(
        "snapshot", nargs="?", help="its id or how it begins, as `restated history` prints it (default: the one before)"
    )
    _add_out(parser)


def _add_diff(commands: "Commands") -> None:
    parser = _command(commands, "diff", diff_snapshots, "what editors changed between two snapshots", DIFF)
    parser.add_argument(
        "a", nargs="?", help="id of the earlier snapshot, or how it begins, as `restated history` prints it"
    )
    parser.add_argument("b", nargs="?", help="id of the later one (default: the current)")
    parser.add_argument("--tables", action="store_true", help="also the rows of every table that changed")
    _add_out(parser)


def _add_score(commands: "Commands") -> None:
    teaches = "Run the pipeline's stages on gold and write predictions in the scorer's format. Known shapes: articles with attributions, articles with sentences and mentions, sentence pairs {a, b}, quotations {id, text}."
    parser = _command(commands, "score", score_gold, "predict for a gold file, in its scorer's format", teaches)
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    parser.add_argument(
        "--to", "--out", dest="to", type=Path, required=True, metavar="PRED.jsonl", help="where to write predictions"
    )


def _add_serve(commands: "Commands") -> None:
    teaches = "Serve the flow on a cron schedule from this machine. Needs a Prefect server: `prefect server start`, and PREFECT_API_URL."
    parser = _command(commands, "serve", serve_flow, "run on a schedule (needs a Prefect server)", teaches)
    _add_inputs_and_settings(parser)
    parser.add_argument("--cron", default="0 6 * * *", help="when, in UTC (default: %(default)r, daily at six)")


def _add_dictionary(commands: "Commands") -> None:
    teaches = "Print every table and column with its type and meaning."
    parser = _command(commands, "dictionary", print_dictionary, "print the data dictionary (Markdown)", teaches)
    parser.add_argument("--to", type=Path, metavar="FILE", help="write it there instead")


class _Teaching(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=100)


class _Version(argparse.Action):
    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        parser.exit(message=f"restated {version('restated')}\n")


def _command(
    commands: "Commands",
    name: str,
    does: Callable[[argparse.Namespace], int],
    line: str,
    teaches: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=line, description=teaches, formatter_class=_Teaching)
    parser.set_defaults(command=does)
    return parser


def _add_inputs_and_settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", default=[str(DEFAULT_INPUT)], help="default: data/raw")
    _add_out(parser)
    parser.add_argument(
        "--runner",
        choices=("auto", "thread", "process", "dask"),
        default="auto",
        help="where stages run: thread, process, dask (needs the extra); auto (default): process where several "
        "partitions are new and there are cores for them, else thread",
    )
    parser.add_argument(
        "--partition-size", type=int, default=100, metavar="N", help="articles a task takes at a time (default: 100)"
    )
    parser.add_argument(
        "--watchlist", type=Path, metavar="FILE", help="CSV or YAML of names, aliases, type, id that win over the rules"
    )
    parser.add_argument(
        "--entities",
        default="rules",
        metavar="ENGINE",
        help="what finds names: rules (default), or the name of an installed spaCy model",
    )
    parser.add_argument("--keep", type=int, default=5, metavar="N", help="snapshots to keep (default: 5)")
    parser.add_argument(
        "--rebuild", action="store_true", help="process every article, also those already in the tables"
    )
    parser.add_argument("--strict", action="store_true", help="fail, and publish nothing, when an input is rejected")


def _settings(asked: argparse.Namespace) -> "Settings":
    from flows.settings import Settings

    return Settings(
        partition_size=asked.partition_size,
        watchlist=asked.watchlist,
        entities=asked.entities,
        rebuild=asked.rebuild,
        strict=asked.strict,
        keep=asked.keep,
    )


def _positive(number: str) -> int:
    if not number.isdecimal() or int(number) < 1:
        raise argparse.ArgumentTypeError(f"{number}: give a whole number, 1 or more")
    return int(number)


def _folder(path: str) -> Path:
    if not path:  # of a shell's variable that is not set; to a path it would be the folder one stands in
        raise argparse.ArgumentTypeError("is empty; name a folder")
    return Path(path)


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=_folder, default=DEFAULT_OUT, metavar="DIR", help=f"folder of the tables (default: {DEFAULT_OUT})")  # fmt: skip


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


def _run_where_asked(asked: argparse.Namespace, settings: "Settings", progress: "Progress") -> "Outcome":
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

    findings = checking.check_out(asked.out, asked.thresholds)
    with _whose_reader_may_leave():
        summary.tell_findings(findings, asked.format)
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def show_statement(asked: argparse.Namespace) -> int:
    """`restated show`."""
    from flows import storage, summary
    from flows.settings import Refusal
    from transforms.statements.search import Asked, as_rows, find_statements, outlets_but, speakers_named

    wanted = Asked(" ".join(asked.words).strip(), asked.speaker, asked.source, asked.about)
    if not any(wanted):
        raise Refusal("show: nothing to look for; give a word that the statement holds, --speaker, --source or --about")
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
    if wanted.words and not wanted.speaker:
        summary.tell_speakers(wanted, speakers_named(wanted.words, tables))
    return 0 if found.statements else 1


def write_report(asked: argparse.Namespace) -> int:
    """`restated report`."""
    from flows import checking, storage
    from transforms.report import render_report

    if asked.to is None:
        storage.require_snapshot(asked.out)
        print(asked.out / storage.REPORT)
    else:
        findings = checking.check_out(asked.out, None)
        storage.write_text(asked.to, render_report(storage.read_tables(asked.out), findings))
        print(asked.to)
    return 0


def list_entities(asked: argparse.Namespace) -> int:
    """`restated entities`."""
    from flows import storage, summary
    from transforms.mentions import export_watchlist, parse_watchlist
    from transforms.metrics import rank_entities

    entities = rank_entities(storage.read_tables(asked.out))
    if asked.export is None:
        summary.tell_entities(entities, asked.most)
        return 0
    watchlist = export_watchlist(entities)
    storage.write_text(asked.export, watchlist)
    summary.tell_export(len(parse_watchlist(str(asked.export), watchlist)), len(entities), asked.export)
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
    before, after = storage.Tables(earlier), storage.Tables(later)
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


if __name__ == "__main__":
    sys.exit(main())
