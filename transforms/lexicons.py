"""Word lists and weights that ship with the stages, read from the package as if they were constants.

A stage never opens a file of the user's. What it knows of the language (reporting verbs, titles, trained
weights) lies beside its code as plain text that can be reviewed and diffed, and is read once a process.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any


def _read(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")


@cache
def rows(package: str, name: str) -> tuple[tuple[str, ...], ...]:
    """Tab-separated rows of `name` in `package`; blank lines and lines that start with # are left out."""
    lines = (line for line in _read(package, name).splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(map(str.strip, line.split("\t"))) for line in lines)


@cache
def words(package: str, name: str) -> frozenset[str]:
    """First cells of those rows, as a set."""
    return frozenset(row[0] for row in rows(package, name))


@cache
def weights(package: str, name: str) -> Any:
    """A JSON document of trained weights."""
    return json.loads(_read(package, name))
