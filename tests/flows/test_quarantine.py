"""An article that a stage cannot process is rejected alone; a stage that cannot process anything stops the run."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from flows import stages, storage
from flows.partitions import Partition
from flows.pipeline import Unpublishable, run
from flows.quarantine import FAILED, reason, shielded
from flows.settings import Settings
from tests.flows.articles import DAM, STRIKE, table_bytes, write
from transforms.tables import conform

BAD = "Nobody won"  # words of STRIKE alone


def failing_on(words: str, step: Callable[[Partition], Partition]) -> Callable[..., Partition]:
    """`step`, raising for a partition in which an article holds `words`."""

    def fails(partition: Partition) -> Partition:
        frames = partition.frames
        articles = frames["documents"] if "documents" in frames else frames["records"]
        if articles["text"].str.contains(words, regex=False).any():
            raise IndexError("list index out of range")
        return step(partition)

    return fails


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The tables' bytes of the articles but for STRIKE."""
    folder = tmp_path_factory.mktemp("without")
    run([write(folder / "articles", "dam.txt", "harbour.txt", "harbour-again.txt")], folder / "out")
    return table_bytes(folder / "out")


@pytest.mark.parametrize(
    ("name", "size"), [*((stage.name, 100) for stage in stages.PER_DOCUMENT), ("quotes", 1), ("mentions", 3)]
)
def test_the_other_articles_come_out_as_if_it_had_never_been_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without: dict[str, bytes], name: str, size: int
) -> None:
    source = write(tmp_path / "articles")
    stage = next(stage for stage in stages.PER_DOCUMENT if stage.name == name)
    breaking(monkeypatch, name, failing_on(BAD, stage.step))
    outcome = run([source], tmp_path / "out", Settings(partition_size=size))
    (reject,) = outcome.tables["rejects"].itertuples()
    assert reject.path == "strike.txt"
    assert reject.reason.startswith(f"{FAILED}: {name}, IndexError: list index out of range (")
    assert reject.remedy
    left = table_bytes(tmp_path / "out")
    assert {table for table in left if left[table] != without[table]} == {"rejects"}


def test_an_article_whose_rows_break_a_rule_of_its_own_keeps_no_other_from_being_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without: dict[str, bytes]
) -> None:
    def unmeasured(partition: Partition) -> Partition:
        made = stages.readability(partition)
        spoiled = partition.frames["documents"].loc[
            partition.frames["documents"]["text"].str.contains(BAD, regex=False), "doc_id"
        ]
        rows = made.frames["readability"]
        return made.having({"readability": rows[~rows["doc_id"].isin(spoiled)]})

    source = write(tmp_path / "articles")
    breaking(monkeypatch, "readability", unmeasured)
    outcome = run([source], tmp_path / "out")
    (reject,) = outcome.tables["rejects"].itertuples()
    assert reject.path == "strike.txt"
    assert reject.reason.startswith(f"{FAILED}: shape, Unsound: readability complete: ")
    left = table_bytes(tmp_path / "out")
    assert {table for table in left if left[table] != without[table]} == {"rejects"}


def breaking(monkeypatch: pytest.MonkeyPatch, name: str, step: Callable[..., Partition]) -> None:
    """Let stage `name` do `step`."""
    for stage in stages.PER_DOCUMENT:
        if stage.name == name:
            monkeypatch.setitem(vars(stage), "step", step)


def test_it_is_not_tried_again_until_code_or_text_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "articles")
    breaking(monkeypatch, "quotes", failing_on(BAD, stages.quotes))
    run([source], tmp_path / "out")
    again = run([source], tmp_path / "out")
    assert not again.published
    monkeypatch.undo()
    (source / "strike.txt").write_text(STRIKE.replace("ships", "boats"), encoding="utf-8")
    mended = run([source], tmp_path / "out")
    assert mended.tables["rejects"].empty
    run([source], tmp_path / "anew")
    assert table_bytes(tmp_path / "out") == table_bytes(tmp_path / "anew")


def test_it_is_tried_again_when_code_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "articles", "dam.txt", "strike.txt")
    breaking(monkeypatch, "quotes", failing_on(BAD, stages.quotes))
    manifest = run([source], tmp_path / "out").snapshot / storage.MANIFEST
    monkeypatch.undo()
    written = json.loads(manifest.read_text())
    written["fingerprints"]["quotes"] = "made by other code"
    manifest.write_text(json.dumps(written))
    mended = run([source], tmp_path / "out").tables
    assert (len(mended["documents"]), len(mended["rejects"])) == (2, 0)


def test_a_stage_that_fails_on_most_articles_publishes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "articles")
    breaking(monkeypatch, "quotes", failing_on("the", stages.quotes))
    with pytest.raises(Unpublishable, match="of 4 inputs could not be processed; nothing was published") as raised:
        run([source], tmp_path / "out")
    assert len(raised.value.rejects) > 2
    assert storage.current_snapshot(tmp_path / "out") is None


def test_files_whose_reading_fails_are_not_counted_against_the_articles_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transforms import read

    def fails(name: str, data: bytes) -> read.Parsed:
        if name != "dam.txt":
            raise IndexError("list index out of range")
        return read_file(name, data)

    read_file = read.read_file
    monkeypatch.setattr(read, "read_file", fails)
    source = write(tmp_path / "articles", "dam.txt", "strike.txt")
    assert list(run([source], tmp_path / "out").tables["rejects"]["path"]) == ["strike.txt"]
    write(source)
    with pytest.raises(Unpublishable, match="3 of 4 inputs could not be processed"):
        run([source], tmp_path / "out")


def test_a_stage_that_cannot_even_do_nothing_says_its_own_error() -> None:
    def broken(partition: Partition) -> Partition:
        raise ImportError("no such module")

    with pytest.raises(ImportError, match="no such module"):
        shielded("quotes", broken, partition_of(3))


def test_want_of_memory_is_nobodys_fault() -> None:
    def hungry(partition: Partition) -> Partition:
        if partition.frames["documents"].empty:
            return partition
        raise MemoryError

    with pytest.raises(MemoryError):
        shielded("quotes", hungry, partition_of(3))


def test_the_place_told_is_the_last_line_of_ours_and_the_message_is_short() -> None:
    row = {"path": "a.txt", "record": "seven", "reason": "no", "remedy": "none"}
    with pytest.raises(ValueError, match="seven") as ours:
        conform("rejects", pd.DataFrame([row]))
    assert re.search(r"'seven'.* \(tables\.py, line \d+\)$", reason("read", ours.value))
    with pytest.raises(ValueError, match="no") as others:
        raise ValueError("no\n way " * 100)
    said = reason("read", others.value)
    assert said.startswith(f"{FAILED}: read, ValueError: no way no way")
    assert "(test_quarantine.py, line" in said
    assert len(said) < 250


def test_what_fails_in_company_and_never_alone_is_no_reject() -> None:
    def fails_for_two(partition: Partition) -> Partition:
        if len(partition.frames["documents"]) > 1:
            raise IndexError("two")
        return partition

    whole = partition_of(3)
    made = shielded("quotes", fails_for_two, whole).frames
    assert made.keys() == whole.frames.keys()
    assert made["documents"].equals(whole.frames["documents"])


def partition_of(articles: int) -> Partition:
    ids = [f"d{number}" for number in range(articles)]
    return Partition({"documents": pd.DataFrame({"doc_id": ids, "source_path": ids, "record": None, "text": ids})})


def test_earlier_rejects_of_a_partition_are_kept_once() -> None:
    def fails_on_d1(partition: Partition) -> Partition:
        documents = partition.frames["documents"]
        if "d1" in set(documents["doc_id"]):
            raise ValueError("no")
        return partition.having({"quotes": documents[["doc_id"]]})

    earlier = pd.DataFrame([{"path": "x", "record": None, "reason": "binary", "remedy": "none"}])
    made = shielded("quotes", fails_on_d1, partition_of(4).having({"rejects": earlier})).frames
    assert list(made["rejects"]["path"]) == ["x", "d1"]
    assert list(made["quotes"]["doc_id"]) == ["d0", "d2", "d3"]


def test_a_page_of_bare_boilerplate_makes_no_new_snapshot_every_run(tmp_path: Path) -> None:
    source = write(tmp_path / "articles", "dam.txt")
    (source / "empty.txt").write_text("\u200b\u200b\n\n\u200b", encoding="utf-8")
    (source / "copy.txt").write_text(DAM, encoding="utf-8")
    assert len(run([source], tmp_path / "out").tables["rejects"]) == 2
    assert not run([source], tmp_path / "out").published
