"""Labelled files, as all benchmarks take them: one JSON object a line."""

import json
from pathlib import Path
from typing import Any


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file; a line ends at a newline and nowhere else, for JSON may hold the other breaks."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
