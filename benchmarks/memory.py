"""Memory a run takes: the most that all of its processes together hold at any moment.

    python benchmarks/memory.py [ARTICLES | FOLDER] [RUNNER]

Invented articles (benchmarks/invented.py), 10,000 unless told, through `restated run`. Each process counts by its
proportional share (what two share is counted half each), as the kernel tells it in /proc, so Linux only; looked at
five times a second.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import invented  # its neighbour
from command import arguments_of
from incremental import ROOT, environment

ARTICLES = 10_000
SECONDS_BETWEEN_LOOKS = 0.2


def held(pid: int) -> int:
    """Bytes that a process and all below it hold; 0 where it is gone."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
        children = [
            child for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
        ]
    except OSError:
        return 0
    share = next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")), 0)
    return share * 1024 + sum(held(int(child)) for child in children)


def main() -> None:
    parser = arguments_of(__doc__)
    parser.add_argument("articles", nargs="?", default=str(ARTICLES), help="how many to invent, or a folder of them")
    parser.add_argument("runner", nargs="?", default="thread")
    given = parser.parse_args()
    asked, runner = given.articles, given.runner
    with tempfile.TemporaryDirectory() as scratch:
        source = invented.write(Path(scratch, "articles"), range(int(asked))) if asked.isdigit() else Path(asked)
        command = [sys.executable, "-m", "flows.cli", "run", str(source), "--out", f"{scratch}/out", "--runner", runner]
        began, most = time.perf_counter(), 0
        run = subprocess.Popen(command, cwd=ROOT, env=environment())
        while run.poll() is None:
            most = max(most, held(run.pid))
            time.sleep(SECONDS_BETWEEN_LOOKS)
        seconds = time.perf_counter() - began
        articles = sum(1 for path in source.rglob("*") if path.is_file())
        print(f"{articles:,} files, --runner {runner}: at most {most / 1e9:.2f} GB in all processes, {seconds:.0f} s")
        sys.exit(run.returncode)


if __name__ == "__main__":
    main()
