"""What is pinned is pinned once: every requirements file has the same version of a package, hash for hash."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

FILES = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(
    r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)((?:\s*;[^\\\n]*)?)((?:\s*\\\n\s+--hash=sha256:[0-9a-f]{64})+)$", re.M
)


def pins(file: Path) -> dict[tuple[str, str], tuple[str, frozenset[str]]]:
    """(package, marker) → version and hashes."""
    found = {}
    for name, version, marker, hashes in PIN.findall(file.read_text(encoding="utf-8")):
        found[name.lower(), marker.strip(" ;")] = version, frozenset(re.findall(r"sha256:\w+", hashes))
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_requirement_is_a_pin_with_hashes(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    required = [line for line in text.splitlines() if line[:1].isalnum()]
    assert len(PIN.findall(text)) == len(required) > 50


def test_all_files_agree_on_what_they_share() -> None:
    run, dev = (pins(ROOT / "requirements" / name) for name in ("run.txt", "dev.txt"))
    assert FILES == [ROOT / "requirements" / "dev.txt", ROOT / "requirements" / "run.txt"]
    assert {name for name, _ in run} <= {name for name, _ in dev}
    shared = {name for name, _ in run} & {name for name, _ in dev}
    assert {pin: run[pin] for pin in run if pin[0] in shared and pin in dev} == {
        pin: dev[pin] for pin in dev if pin[0] in shared and pin in run
    }
    versions = {name: {version for (other, _), (version, _) in run.items() if other == name} for name in shared}
    assert versions == {name: {v for (other, _), (v, _) in dev.items() if other == name} for name in shared}


def test_all_that_pyproject_asks_for_is_pinned() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for name in ("dev", "dask", "notebook") for line in asked["optional-dependencies"][name]]
    for lines, file in ((asked["dependencies"], "run.txt"), (extras, "dev.txt")):
        names = {name.lower() for line in lines for name in re.findall(r"^[\w.-]+", line)} - {asked["name"]}
        assert names <= {name for name, _ in pins(ROOT / "requirements" / file)}
