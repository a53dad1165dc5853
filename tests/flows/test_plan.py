"""What a run must do: what makes a stage run again, and what it is refused for."""

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from types import SimpleNamespace

import pytest

import transforms
from flows import fingerprints, storage
from flows.inputs import find_files
from flows.partitions import Naming
from flows.plan import make_plan, require_engine
from flows.settings import Refusal, Settings
from flows.stages import CHECK, STAGE_NAMES, stage_source
from tests.flows.articles import write
from transforms.mentions import WatchlistEntry
from transforms.read import size_limit

ROOT = Path(transforms.__file__).parent


def imported(folder: Path) -> set[str]:
    """Parts of `transforms` that the modules of a folder import: names of folders and files."""
    nodes = [node for path in folder.rglob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    names = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    names |= {
        f"transforms.{a.name}"
        for n in nodes
        if isinstance(n, ast.ImportFrom) and n.module == "transforms"
        for a in n.names
    }
    parts = {name.split(".")[1] for name in names if name and name.startswith("transforms.")}
    return {part if (ROOT / part).is_dir() else f"{part}.py" for part in parts}


@pytest.mark.parametrize("stage", [*STAGE_NAMES, CHECK])
def test_a_stage_is_made_anew_when_anything_it_imports_changes(stage: str) -> None:
    before = STAGE_NAMES[: STAGE_NAMES.index(stage)] if stage in STAGE_NAMES else ()
    told = {*before, stage, *fingerprints.SHARED, *fingerprints.BESIDE.get(stage, ())}
    assert imported(stage_source(stage)) <= told


def test_every_stage_is_made_anew_when_a_word_list_changes_that_rooms_share() -> None:
    assert {path.name for path in ROOT.glob("*.tsv")} <= set(fingerprints.SHARED)


def third_party(folder: Path) -> set[str]:
    """Distributions that the modules of a folder import."""
    nodes = [node for path in folder.rglob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    names = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    names |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    known = packages_distributions()
    tops = {name.split(".")[0] for name in names} - set(sys.stdlib_module_names)
    return {known[top][0].lower() for top in tops if top in known and top not in ("transforms", "flows")}


@pytest.mark.parametrize("stage", [*STAGE_NAMES, CHECK])
def test_a_stage_is_made_anew_when_any_library_it_imports_changes(stage: str) -> None:
    told = {*fingerprints.LIBRARIES[stage], *fingerprints.SHARED_LIBRARIES}
    assert third_party(stage_source(stage)) - {"spacy", "pyyaml"} <= told  # the model and the watchlist are hashed


@pytest.mark.parametrize("library", ["pandas", "htmldate", "justext", "lxml"])
def test_another_version_of_a_library_makes_cleaning_stale(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    before, version = fingerprints.fingerprints(Naming()), fingerprints._version
    monkeypatch.setattr(fingerprints, "_version", lambda name: "another" if name == library else version(name))
    assert fingerprints.fingerprints(Naming())["clean"] != before["clean"]


def test_another_step_round_the_stages_makes_them_all_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    before, digest = fingerprints.fingerprints(Naming()), storage.file_digest
    monkeypatch.setattr(
        fingerprints, "file_digest", lambda path: "another" if path.name == "stages.py" else digest(path)
    )
    after = fingerprints.fingerprints(Naming())
    assert not [stage for stage in before if before[stage] == after[stage]]


def test_another_watchlist_or_a_model_trained_anew_makes_mentions_stale_alone(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]")
    named = [Naming(), Naming((WatchlistEntry("Orm"),)), Naming((WatchlistEntry("Orm", type="place"),))]
    prints = [*map(fingerprints.fingerprints, named), fingerprints.fingerprints(model := Naming(engine=str(tmp_path)))]
    (tmp_path / "weights").write_bytes(b"1")
    prints += [fingerprints.fingerprints(model)]
    assert len({one.pop("mentions") for one in prints}) == len(prints)
    assert all(one == prints[0] for one in prints)


def test_what_is_rejected_unread_is_not_even_hashed(tmp_path: Path) -> None:
    source = write(tmp_path / "articles", "dam.txt")
    (source / "film.mp4").write_bytes(b"x")
    with (source / "dump.txt").open("wb") as stream:
        stream.truncate(size_limit("dump.txt") + 1)
    digests = make_plan(find_files([source]), tmp_path / "out", Settings(), Naming()).digests
    assert [name for name, digest in digests.items() if digest] == ["dam.txt"]
    assert len(digests) == 3


def test_of_the_settings_a_run_keeps_what_bears_on_the_tables_and_no_path() -> None:
    given = Settings(watchlist=Path("lists/names.csv"), entities="some_model", keep=2)
    assert given.on_tables() == {"watchlist": "names.csv", "entities": "some_model"}
    assert Settings().on_tables() == {"watchlist": None, "entities": "rules"}


def test_a_model_is_refused_where_spacy_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    assert require_engine(Settings(entities="rules")) == "rules"
    with pytest.raises(Refusal, match=r"^--entities some_model: spaCy is not installed; install"):
        require_engine(Settings(entities="some_model"))


@pytest.mark.parametrize("engine", ["json", "numpy", "foo.bar", "..", ".", "no/such/folder", "other_model"])
def test_what_is_no_installed_model_is_refused_with_a_remedy(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spacy = SimpleNamespace(util=SimpleNamespace(get_installed_models=lambda: ["some_model"]))
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    assert require_engine(Settings(entities="some_model")) == "some_model"
    with pytest.raises(Refusal, match=f"^--entities {engine}: no spaCy model .* install it"):
        require_engine(Settings(entities=engine))


def test_a_folder_that_holds_a_model_may_find_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spacy = SimpleNamespace(util=SimpleNamespace(get_installed_models=list))
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    (tmp_path / "config.cfg").write_text("[nlp]")
    assert require_engine(Settings(entities=str(tmp_path))) == str(tmp_path)
