"""The house is built as DESIGN says: each room opens only on rooms the data has passed, and text logic on no wiring."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

FOUNDATION = (
    "calendar",
    "ids",
    "spans",
    "lexicons",
    "name_particles",
    "prices",
    "pronunciations",
    "tables",
    "articles",
    "arrays",
)  # any room may stand on these
ROOMS = (
    "read",
    "clean",
    "segment",
    "quotes",
    "mentions",
    "readability",
    "entities",
    "statements",
    "metrics",
    "check",
    "report",
    "changes",
)
# The steps within a room that has folders, in the order of the data: folders and modules.
STEPS = {
    "mentions": ("words", "known", "spotting", "coreference", "speakers", "documents", "engines", "predictions"),
    "quotes": (
        *("weights", "marks", "narration", "attribution", "contents", "confidence", "document", "extract"),
        *("predictions", "coverage"),
    ),
    "statements": (
        *("keys", "wording", "comparison", "reading", "memory", "cues", "units", "corpus", "grouping", "matching"),
        "search",
    ),
}
TRANSFORMS = ROOT / "transforms"


def imported(file: Path) -> Iterator[str]:
    """Dotted names of all that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}, line {node.lineno}: a relative import"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def opened(file: Path) -> set[str]:
    """Rooms and foundations of transforms that a file imports from."""
    return {name.split(".")[1] for name in imported(file) if name.startswith("transforms.")}


def test_every_room_has_its_place_in_the_order() -> None:
    found = {path.name for path in TRANSFORMS.iterdir() if (path / "__init__.py").exists()}
    assert found == set(ROOMS)
    assert {path.stem for path in TRANSFORMS.glob("*.py")} == {*FOUNDATION, "__init__"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_opens_only_on_itself_and_those_before_it(room: str) -> None:
    allowed = {*FOUNDATION, *ROOMS[: ROOMS.index(room) + 1]}
    for file in (TRANSFORMS / room).rglob("*.py"):
        assert opened(file) <= allowed, file.relative_to(ROOT)


@pytest.mark.parametrize("room", STEPS)
def test_within_a_room_a_step_opens_only_on_itself_and_those_before_it(room: str) -> None:
    steps = STEPS[room]
    found = {path.stem for path in (TRANSFORMS / room).iterdir() if path.suffix == ".py" or path.is_dir()}
    assert set(steps) == found - {"__init__", "__pycache__"}
    for number, step in enumerate(steps):
        place = TRANSFORMS / room / step
        for file in place.rglob("*.py") if place.is_dir() else [place.with_suffix(".py")]:
            within = (name.split(".")[2] for name in imported(file) if name.startswith(f"transforms.{room}."))
            assert set(within) <= set(steps[: number + 1]), file.relative_to(ROOT)


def test_the_foundation_stands_on_no_room() -> None:
    for name in FOUNDATION:
        assert opened(TRANSFORMS / f"{name}.py") <= set(FOUNDATION), name


def test_text_logic_knows_no_wiring() -> None:
    for file in TRANSFORMS.rglob("*.py"):
        outside = {name.split(".")[0] for name in imported(file)}
        assert outside.isdisjoint({"flows", "prefect", "prefect_dask", "dask", "os", "pickle"}), file.relative_to(ROOT)
