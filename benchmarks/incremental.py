"""What a grown corpus costs: 1,000 articles, then 10 new, 5 changed and 5 removed, against making all anew.

    python benchmarks/incremental.py [ARTICLES | FOLDER]

Invented articles (benchmarks/invented.py), as many as asked, or those of a folder of .txt files. Four times the
command line, each in a process of its own: the full run; the run after the change; the same articles anew, whose
tables must be the same bytes; the full run once more, so that a busy machine shows. Prints seconds of the processor
and of the clock, the share of the full run (our own bound: at most 10 %), and where the time of both went.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import invented  # its neighbour
import pyarrow.parquet as parquet
from command import arguments_of

from transforms.tables import TABLES

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = 1000
NEW, CHANGED, REMOVED = 10, 5, 5
UNUSUAL = ("PREFECT_API_URL", "PYTHONDONTWRITEBYTECODE")  # a server to report to; compiling every module every time


class Taken(NamedTuple):
    """Seconds of a process: of the processor, and by the clock."""

    processor: float
    clock: float


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in UNUSUAL}


def run(source: Path, out: Path) -> Taken:
    """`restated run`, in a process of its own and no other, whose time would not be counted."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "flows.cli", "run", str(source), "--out", str(out)]
    subprocess.run([*command, "--quiet", "--runner", "thread"], check=True, cwd=ROOT, env=environment())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(processor, time.perf_counter() - began)


def lay_out(folder: Path, asked: str) -> tuple[list[Path], list[Path]]:
    """The corpus: the articles of the first run, and the new ones of the second."""
    if asked.isdigit():
        invented.write(folder, range(int(asked) + NEW))
    else:
        shutil.copytree(asked, folder)
    articles = sorted(folder.glob("*.txt"))
    return articles[:-NEW], articles[-NEW:]


def change(articles: list[Path]) -> None:
    """Add a paragraph to CHANGED articles and remove REMOVED others, spread over the corpus."""
    step = len(articles) // (CHANGED + REMOVED)
    chosen = articles[::step][: CHANGED + REMOVED]
    for article in chosen[:CHANGED]:
        article.write_text(article.read_text("utf-8") + "\n“That was not all,” Ilse Corvand said.\n", "utf-8")
    for article in chosen[CHANGED:]:
        article.unlink()


def table_bytes(out: Path) -> dict[str, bytes]:
    return {table: (out / table / "part-0.parquet").read_bytes() for table in TABLES if table != "runs"}


def stages(out: Path) -> dict[str, float]:
    """Seconds by stage of the last run, as it wrote them down."""
    runs = parquet.read_table(out / "runs" / "part-0.parquet").sort_by("started_at").to_pylist()
    return {row["stage"]: row["seconds"] for row in runs[-1]["seconds"]}


def main() -> None:
    parser = arguments_of(__doc__)
    parser.add_argument("articles", nargs="?", default=str(ARTICLES), help="how many to invent, or a folder of them")
    asked = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as scratch:
        source, out, anew = (Path(scratch, name) for name in ("articles", "out", "anew"))
        articles, new = lay_out(source, asked)
        aside = Path(shutil.copytree(source, Path(scratch, "aside")))
        for article in new:
            article.unlink()
        full = run(source, out)
        full_stages = stages(out)
        for article in new:
            shutil.copy(aside / article.name, article)
        change(articles)
        grown = run(source, out)
        again = run(source, anew)
        assert table_bytes(out) == table_bytes(anew), "the tables differ from those made anew"
        print(f"{len(articles)} articles, then {NEW} new, {CHANGED} changed, {REMOVED} removed; the same bytes as anew")
        for name, taken in (("full", full), ("full, grown corpus", again), ("after the change", grown)):
            print(f"  {name:20} {taken.processor:6.1f} s of the processor, {taken.clock:6.1f} s by the clock")
        best = min(full, again)
        of_processor, of_clock = grown.processor / best.processor, grown.clock / best.clock
        print(f"  share of a full run: {of_processor:.0%} of the processor, {of_clock:.0%} by the clock")
        grown_stages = stages(out)
        of_full, of_grown = sum(full_stages.values()), sum(grown_stages.values())
        print(f"  in stages {of_full:10.1f} s → {of_grown:5.1f} s by the clock; of which")
        for stage, seconds in grown_stages.items():
            print(f"    {stage:12} {full_stages.get(stage, 0):7.2f} s → {seconds:6.2f} s")


if __name__ == "__main__":
    main()
