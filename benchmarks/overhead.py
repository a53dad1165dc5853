"""How much a run costs over its transforms: wall time of `restated run` against the same stages as plain functions.

    python benchmarks/overhead.py

Two commands, each in a process of its own, in turn: the command line on the sample, and the stages called one
after the other with no runner, plan, check or publishing. Prints the medians and the ratio run / plain, which by our
own bound is at most 1.5; ends with 1 where it is more.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from command import arguments_of

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "raw"
ROUNDS = 5
BOUND = 1.5

PLAIN = """
import sys
from pathlib import Path
import pandas as pd
from flows.inputs import find_files
from flows.partitions import Partition
from flows.runners import run_chain
from flows.stages import ENTITIES, METRICS, PER_DOCUMENT, READ, STATEMENTS
from transforms.read import reject_duplicates
from transforms.report import render_report
from transforms.tables import TABLES, conform, empty
parts = READ(Partition(files=find_files([sys.argv[1]])))
parts = parts.having({"records": reject_duplicates(parts.frames["records"]).records})
made = run_chain([*PER_DOCUMENT, ENTITIES, STATEMENTS, METRICS], parts).frames
tables = {table: conform(table, made[table]) for table in TABLES if table != "runs"}
render_report({**tables, "runs": empty("runs")})
"""


def seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> int:
    arguments_of(__doc__).parse_args()
    taken: dict[str, list[float]] = {"run": [], "plain": []}
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as out:
            taken["run"].append(seconds([sys.executable, "-m", "flows.cli", "run", str(SAMPLE), "--out", out]))
        taken["plain"].append(seconds([sys.executable, "-c", PLAIN, str(SAMPLE)]))
    medians = {name: statistics.median(values) for name, values in taken.items()}
    for name, median in medians.items():
        print(f"{name:6} {median:6.2f} s  ({min(taken[name]):.2f} to {max(taken[name]):.2f}, {ROUNDS} runs)")
    ratio = medians["run"] / medians["plain"]
    print(f"run / plain: {ratio:.2f}  (our own bound: at most {BOUND})")
    return int(ratio > BOUND)


if __name__ == "__main__":
    sys.exit(main())
