"""What the package says it needs is what it imports, and quickstart does what it says."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def names(requirements: list[str]) -> set[str]:
    return {name.lower() for line in requirements for name in re.findall(r"^[\w-]+", line)}


def imported() -> set[str]:
    """Top packages that the project's own modules import, beside the standard library's and its own."""
    found: set[str] = set()
    for path in [*ROOT.glob("flows/**/*.py"), *ROOT.glob("transforms/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add((node.module or "").split(".")[0])
    return found - sys.stdlib_module_names - {"flows", "transforms"}


def test_whatever_is_imported_is_declared() -> None:
    extras = PROJECT["optional-dependencies"]
    declared = names([*PROJECT["dependencies"], *extras["dask"], *extras["spacy"]])
    of_package = packages_distributions()
    undeclared = {
        package
        for package in imported()
        if not declared & {name.lower() for name in of_package.get(package, [package])}
    }
    assert undeclared == set()


@pytest.mark.parametrize("asked", [["run", "articles/"], ["no-such-task"]])
def test_quickstart_refuses_what_it_does_not_do(asked: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "quickstart.py", *asked], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "python3 quickstart.py test" in done.stdout
