"""Each script of benchmarks/ says how it is called; what it measures is no test's."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
SCRIPTS = sorted(path for path in BENCHMARKS.glob("*.py") if "parse_args(" in path.read_text(encoding="utf-8"))


def test_every_measurement_is_a_script_with_a_command_line() -> None:
    assert len(SCRIPTS) >= 11


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_help_is_the_head_of_the_script(script: Path) -> None:
    called = [sys.executable, str(script), "--help"]
    told = subprocess.run(called, capture_output=True, text=True, timeout=60, cwd=BENCHMARKS.parent)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("usage: ")
    assert script.read_text(encoding="utf-8").split('"""')[1].splitlines()[0] in told.stdout
