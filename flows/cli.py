"""The `restated` command: its options, what they teach, and how it ends. What each command does is in `commands`."""

import argparse
import atexit
import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flows import commands
from flows.settings import DEFAULT_INPUT, DEFAULT_OUT, Refusal, Settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

COLLECTED_AFTER = 500_000  # objects; word lists and rows are many, and to look for cycles among them finds none
ALLOCATOR = "system"  # Arrow's own gives memory back to ask for it again at once: 12 % of what 20 new of 5,000 cost

DESCRIPTION = """\
Restated turns raw news text into tables: who said what, how often it was said again, about whom,
and how readable it was. Point it at a folder of articles; load the tables with pandas.

  restated run articles/              make the tables (in data/processed) and the report
  restated show "five percent"        find a statement and every wording of it
  restated check                      are the tables sound? exit 1 and say why not
"""

RUN = """\
Read articles, make every table, check them, publish them in one step.

PATH is a file, a folder (read recursively) or a quoted glob: .txt .html .jsonl .csv .tsv .parquet,
each also .gz. Records carry `text` (or `html`), and optionally doc_id, title, published_at, source,
url; what archives call these (body, headline, date, publication and the like) is read as them.
The tables mirror PATH: articles processed before are not processed again, articles no longer there
leave the tables.

  restated run                                        the shipped sample, data/raw
  restated run articles/ --out tables/
  restated run 'wire/2026-*.jsonl.gz' --runner process --partition-size 500
  restated run articles/ --watchlist ministers.csv

With PREFECT_API_URL set the run reports to that Prefect server, a task a stage and partition.
"""


SHOW = """\
Find statements by words, speaker, outlet or whom they speak of, and print every wording, with who,
when and where.

  restated show "five percent"
  restated show strike --speaker Hathe       what Hathe said of the strike
  restated show --speaker "Jorun Hathe"      all that Hathe said, what most articles quote first
  restated show strike --source courier
  restated show --about Varnia               all quotations that speak of Varnia, by whatever name
  restated show --about Varnia --to it.csv   the same, all of them, for a spreadsheet

Words count as whole words, in any case and order: no does not find not. One that ends in * is a
beginning: 'clos*' (between marks, for the shell's sake) finds close, closed and closing. An
apostrophe finds any, percent finds per cent, and the id of a statement finds it.
"""


DIFF = """\
What changed between two snapshots: articles new, gone and revised, each revised one with the
sentences, quotations and speakers that changed; titles, outlets and dates that are others now;
statements that nobody tells any more, and new ones; with --tables the rows of every table, too.

  restated diff        from the one before to the current
  restated diff A      from A to the current
  restated diff A B    from A to B

An article is known by its file, a record there by its doc_id, else its address, else its number: a
corrected text under the same name is a revision. Of the tables, rows that differ in ids and
offsets alone are not counted as changed.
"""


SCORE = """\
Run the pipeline's stages on gold and write predictions in the scorer's format. Known shapes:
articles with attributions, articles with sentences and mentions, sentence pairs {a, b}, quotations
{id, text}.
"""


SERVE = """\
Serve the flow on a cron schedule from this machine. Needs a Prefect server: `prefect server start`,
and PREFECT_API_URL.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 1 found wanting, 2 could not be done as asked."""
    asked = build_parser().parse_args(arguments)
    gc.set_threshold(COLLECTED_AFTER)
    atexit.register(gc.freeze)  # nor are cycles looked for at the end, when all memory goes back at once
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", ALLOCATOR)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        if sys.flags.optimize > 1:
            raise Refusal("python -OO (PYTHONOPTIMIZE=2) leaves out what tables are described with; run without it")
        command: Callable[[argparse.Namespace], int] = asked.command
        code = 0
        with commands.whose_reader_may_leave():
            code = command(asked)
        return code
    except Refusal as refusal:
        print(f"restated: {refusal}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"restated: {commands.what_failed(error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt as stop:
        print("restated: stopped; the tables are as they were", file=sys.stderr)
        return 128 + (stop.args[0] if stop.args else signal.SIGINT)


def _interrupt(number: int, _frame: object) -> None:
    """End as by Ctrl-C: a process that a signal ends closes nothing, and its workers wait for it for ever."""
    raise KeyboardInterrupt(number)


def build_parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    parser = argparse.ArgumentParser("restated", description=DESCRIPTION, formatter_class=_Teaching)
    parser.add_argument("--version", action=_Version)
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
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
        add(subparsers)
    return parser


def _add_run(subparsers: "Subparsers") -> None:
    parser = _command(subparsers, "run", commands.run_pipeline, "make the tables and the report", RUN)
    _add_inputs_and_settings(parser)
    parser.add_argument("--quiet", action="store_true", help="no progress, no summary")


def _add_check(subparsers: "Subparsers") -> None:
    teaches = "Check the current tables against every rule.\nExit 0: sound; 1: a rule is broken; 2: nothing to check."
    parser = _command(subparsers, "check", commands.check_current, "check the current tables (for CI)", teaches)
    _add_out(parser)
    parser.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="how findings are told (default: %(default)s)",
    )
    parser.add_argument(
        "--thresholds", type=Path, metavar="FILE", help="drift thresholds instead of the shipped ones (tab-separated)"
    )


def _add_show(subparsers: "Subparsers") -> None:
    parser = _command(subparsers, "show", commands.show_statement, "find a statement and print its quotations", SHOW)
    parser.add_argument(
        "words", nargs="*", type=_text, metavar="WORD", help="words that one wording of it holds, in any order"
    )
    parser.add_argument(
        "--speaker", type=_text, metavar="NAME", help="told by whoever has this name, or part of it, or an alias"
    )
    parser.add_argument(
        "--source", type=_text, metavar="NAME", help="told by the outlet or agency of this name, or part of it"
    )
    parser.add_argument(
        "--about", type=_text, metavar="NAME", help="speaking of who or what has this name, or part of it, or an alias"
    )
    parser.add_argument(
        "--most", type=_positive, default=5, metavar="N", help="statements to show (default: %(default)s)"
    )
    parser.add_argument(
        "--to", type=Path, metavar="FILE.csv", help="write all that are found there instead, a row a quotation"
    )
    _add_out(parser)


def _add_report(subparsers: "Subparsers") -> None:
    teaches = "Write the current tables' report as one self-contained HTML page."
    parser = _command(
        subparsers, "report", commands.write_report, "write the HTML report of the current tables", teaches
    )
    parser.add_argument("--to", type=Path, metavar="FILE", help="where (default: print where the published one lies)")
    _add_out(parser)


def _add_entities(subparsers: "Subparsers") -> None:
    teaches = "List the entities found, most mentioned first, or export them as a watchlist to edit."
    parser = _command(
        subparsers, "entities", commands.list_entities, "list who and what was found; export a watchlist", teaches
    )
    parser.add_argument("--to", type=Path, metavar="FILE", help="write them as a watchlist (CSV)")
    parser.add_argument(
        "--most", type=_positive, default=40, metavar="N", help="entities to list (default: %(default)s)"
    )
    _add_out(parser)


def _add_history(subparsers: "Subparsers") -> None:
    teaches = "List the snapshots kept, oldest first: articles, those new, changed and gone, and rows."
    parser = _command(
        subparsers, "history", commands.list_history, "list the snapshots kept, with counts and differences", teaches
    )
    _add_out(parser)


def _add_rollback(subparsers: "Subparsers") -> None:
    teaches = "Make the snapshot before the current one, or the one named, current again."
    parser = _command(subparsers, "rollback", commands.roll_back, "make an earlier snapshot current", teaches)
    parser.add_argument(
        "snapshot",
        nargs="?",
        metavar="SNAPSHOT",
        help="its id or how it begins, as `restated history` prints it (default: the one before)",
    )
    _add_out(parser)


def _add_diff(subparsers: "Subparsers") -> None:
    parser = _command(subparsers, "diff", commands.diff_snapshots, "what editors changed between two snapshots", DIFF)
    parser.add_argument(
        "a",
        nargs="?",
        metavar="A",
        help="id of the earlier snapshot, or how it begins, as `restated history` prints it",
    )
    parser.add_argument("b", nargs="?", metavar="B", help="id of the later one (default: the current)")
    parser.add_argument("--tables", action="store_true", help="also the rows of every table that changed")
    _add_out(parser)


def _add_score(subparsers: "Subparsers") -> None:
    parser = _command(
        subparsers, "score", commands.score_gold, "predict for a gold file, in its scorer's format", SCORE
    )
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl", help="what people labelled, a JSON object a line")
    parser.add_argument(
        "--to", "--out", dest="to", type=Path, required=True, metavar="PRED.jsonl", help="where to write predictions"
    )


def _add_serve(subparsers: "Subparsers") -> None:
    parser = _command(subparsers, "serve", commands.serve_flow, "run on a schedule (needs a Prefect server)", SERVE)
    _add_inputs_and_settings(parser)
    parser.add_argument(
        "--cron", default="0 6 * * *", metavar="SCHEDULE", help="when, in UTC (default: %(default)r, daily at six)"
    )


def _add_dictionary(subparsers: "Subparsers") -> None:
    teaches = "Print every table and column with its type and meaning."
    parser = _command(
        subparsers, "dictionary", commands.print_dictionary, "print the data dictionary (Markdown)", teaches
    )
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
    subparsers: "Subparsers",
    name: str,
    does: Callable[[argparse.Namespace], int],
    line: str,
    teaches: str,
) -> argparse.ArgumentParser:
    parser = subparsers.add_parser(name, help=line, description=teaches, formatter_class=_Teaching)
    parser.set_defaults(command=does)
    return parser


def _add_inputs_and_settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", default=[DEFAULT_INPUT], help=f"default: {DEFAULT_INPUT}")
    _add_out(parser)
    parser.add_argument(
        "--runner",
        choices=("auto", "thread", "process", "dask"),
        default="auto",
        help="where stages run: thread, process, dask (needs the extra); auto (default): process where several "
        "partitions are new and there are cores for them, else thread, as under Prefect",
    )
    parser.add_argument(
        "--partition-size",
        type=int,
        default=Settings.partition_size,
        metavar="N",
        help="articles a task takes at a time (default: %(default)s)",
    )
    parser.add_argument(
        "--watchlist", type=Path, metavar="FILE", help="CSV or YAML of names, aliases, type, id that win over the rules"
    )
    parser.add_argument(
        "--entities",
        default=Settings.entities,
        metavar="ENGINE",
        help="what finds names: %(default)s (default), or the name of an installed spaCy model",
    )
    parser.add_argument(
        "--keep", type=int, default=Settings.keep, metavar="N", help="snapshots to keep (default: %(default)s)"
    )
    parser.add_argument(
        "--rebuild", action="store_true", help="process every article, also those already in the tables"
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="fail, and publish nothing, when an input is rejected that is no duplicate",
    )


def _positive(number: str) -> int:
    if not number.isdecimal() or int(number) < 1:
        raise argparse.ArgumentTypeError(f"{number}: give a whole number, 1 or more")
    return int(number)


def _text(words: str) -> str:
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:  # which no table holds
        raise argparse.ArgumentTypeError(f"{words!a}: is no UTF-8; set the terminal to it") from None
    return words


def _folder(path: str) -> Path:
    if not path:  # of a shell's variable that is not set; to a path it would be the folder one stands in
        raise argparse.ArgumentTypeError("is empty; name a folder")
    return Path(path)


def _add_out(parser: argparse.ArgumentParser) -> None:
    tells = "folder of the tables (default: %(default)s)"
    parser.add_argument("--out", type=_folder, default=Path(DEFAULT_OUT), metavar="DIR", help=tells)


if __name__ == "__main__":
    sys.exit(main())
