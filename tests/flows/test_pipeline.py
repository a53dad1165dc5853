"""The run end to end: the same bytes whatever the way, and only what is new is made anew."""

import json
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Self

import pandas as pd
import pytest

from flows import pipeline, plan, quarantine, stages, storage
from flows.checking import check_out
from flows.inputs import find_files
from flows.partitions import Partition
from flows.pipeline import Unpublishable, run
from flows.plan import Articles, Plan
from flows.runners import PoolRunner, Progress, Runner
from flows.settings import Refusal, Settings
from tests.conftest import SAMPLE
from tests.flows.articles import DAM, table_bytes, write, write_any
from transforms.check.across import OF_DOCUMENTS
from transforms.tables import TABLES, conform, empty


@pytest.mark.parametrize("kind", ["thread", "process"])
@pytest.mark.parametrize("size", [1, 100])
def test_runner_and_partition_size_do_not_change_a_byte(tmp_path: Path, published: Path, kind: str, size: int) -> None:
    run([SAMPLE], tmp_path / "out", Settings(partition_size=size), PoolRunner(kind))
    assert table_bytes(tmp_path / "out") == table_bytes(published)


def test_rows_are_compared_of_every_table_of_which_an_article_is_not_checked_twice() -> None:
    assert {rule.table for rule in OF_DOCUMENTS} <= set(pipeline.OF_ARTICLES)


def test_as_many_files_are_read_at_a_time_as_a_worker_can_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "FILES_A_READ", 3)
    monkeypatch.setattr(pipeline, "BYTES_A_READ", 100)
    sizes = {"a.txt": 60, "b.txt": 41, "c.txt": 40, "d.txt": 1, "e.txt": 1, "f.csv": 900, "g.mp4": 900, "h.txt": 100}
    for name, size in sizes.items():
        (tmp_path / name).write_bytes(b"x" * size)
    files = [*find_files([tmp_path]), storage.InputFile(tmp_path / "gone", "i.txt")]
    groups = ["".join(file.name[0] for file in group) for group in pipeline.grouped(files)]
    assert groups == ["a", "bcd", "e", "f", "ghi"]
    assert pipeline.grouped([]) == [[]]


def test_rows_that_were_kept_in_pieces_are_written_to_the_same_bytes(tmp_path: Path) -> None:
    numbers = [f"{number * 7919 % 100_003:06d}" for number in range(5000)]
    long = [number * 100 for number in numbers]  # several pages of the file
    rejects = pd.DataFrame({"path": numbers, "record": None, "reason": long, "remedy": "none"})
    whole = conform("rejects", rejects)
    pieces = pd.concat([whole.iloc[:1234], whole.iloc[1234:1235], whole.iloc[1235:]], ignore_index=True)
    for name, rows in (("whole", whole), ("pieces", pieces)):
        tables = {**{table: empty(table) for table in TABLES}, "rejects": rows}
        storage.publish(tmp_path / name, "one", tables, {}, {storage.MANIFEST: "{}", storage.REPORT: ""})
    assert table_bytes(tmp_path / "whole") == table_bytes(tmp_path / "pieces")


def test_all_twelve_tables_are_published_with_their_descriptions(published: Path) -> None:
    import pyarrow.parquet

    for table in TABLES:
        schema = pyarrow.parquet.read_schema(published / table / storage.PART)
        assert schema.metadata[b"description"]
        assert all(field.metadata[b"description"] for field in schema)


@pytest.mark.parametrize("text", ["The bus was late.", "He said: “No.”", DAM])
def test_tables_are_read_as_they_were_made_and_checked_so_also_where_they_are_empty(tmp_path: Path, text: str) -> None:
    source = tmp_path / "articles"
    source.mkdir()
    (source / "a.txt").write_text(text, encoding="utf-8")
    made = run([source], tmp_path / "out").tables
    read = storage.read_tables(tmp_path / "out")
    for table in TABLES:
        pd.testing.assert_frame_equal(made[table].reset_index(drop=True), read[table])
    assert len(read["restatements"]) == 0
    assert [finding for finding in check_out(tmp_path / "out", None)[1] if finding.severity == "error"] == []


def test_plain_pandas_reads_a_table_with_nullable_types(published: Path) -> None:
    quotes = pd.read_parquet(published / "quotes")
    assert str(quotes["start"].dtype) == "Int64"
    assert len(quotes) > 50


def test_the_broken_sample_input_is_in_rejects_and_nothing_else_is_lost(published: Path) -> None:
    tables = storage.read_tables(published)
    paths = {path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*.*") if path.is_file()}
    processed, rejected = set(tables["documents"]["source_path"]), set(tables["rejects"]["path"])
    assert paths <= processed | rejected
    assert rejected
    assert tables["rejects"]["remedy"].str.len().gt(0).all()


def test_running_again_publishes_nothing_and_says_so(tmp_path: Path) -> None:
    source = write(tmp_path / "articles")
    first = run([source], tmp_path / "out")
    again = run([source], tmp_path / "out")
    assert (first.published, again.published) == (True, False)
    assert again.snapshot == first.snapshot


def counting_chains(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Every per-document stage that runs from now on, with the articles it was given."""
    seen: list[tuple[str, int]] = []
    call = stages.Stage.__call__

    def counted(stage: stages.Stage, *given: Any) -> Partition:
        made = call(stage, *given)
        if len(made.frames.get("documents", ())):
            seen.append((stage.name, len(made.frames["documents"])))
        return made

    monkeypatch.setattr(stages.Stage, "__call__", counted)
    return seen


def test_added_changed_and_removed_articles_cost_only_themselves_and_equal_a_rebuild(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "articles", "harbour.txt", "dam.txt", "strike.txt")
    run([source], tmp_path / "out")
    write(source, "harbour-again.txt")
    (source / "dam.txt").write_text(DAM.replace("30 days", "40 days"), encoding="utf-8")
    (source / "strike.txt").unlink()
    seen = counting_chains(monkeypatch)
    outcome = run([source], tmp_path / "out")
    assert [count for name, count in seen if name == "quotes"] == [2]
    run([source], tmp_path / "anew")
    assert table_bytes(tmp_path / "out") == table_bytes(tmp_path / "anew")
    last = outcome.tables["runs"].sort_values("started_at").iloc[-1]
    counts = [last[f"inputs_{what}"] for what in ("seen", "new", "changed", "removed")]
    assert counts == [3, 1, 1, 1]


def test_articles_of_any_clauses_break_no_rule_and_are_the_same_however_they_came(tmp_path: Path) -> None:
    articles = write_any(tmp_path / "articles", 80)
    run([articles], tmp_path / "out")
    run([write_any(articles, 120)], tmp_path / "out")
    made = run([articles], tmp_path / "anew").tables
    assert not made["rejects"]["reason"].str.startswith(quarantine.FAILED).any()
    assert table_bytes(tmp_path / "out") == table_bytes(tmp_path / "anew")


def test_a_changed_stage_is_made_anew_from_there_on_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "articles")
    first = run([source], tmp_path / "out")
    manifest = first.snapshot / storage.MANIFEST
    written = json.loads(manifest.read_text())
    written["fingerprints"]["mentions"] = "made by other code"
    manifest.write_text(json.dumps(written))
    before = table_bytes(tmp_path / "out")
    seen = counting_chains(monkeypatch)
    outcome = run([source], tmp_path / "out")
    assert {name for name, _ in seen} == {"mentions", "shape", "entities", "statements", "metrics"}
    assert any("mentions" in note for note in outcome.notes)
    assert table_bytes(tmp_path / "out") == before


@pytest.mark.parametrize("first", ["Rain fell on Ada Kord in spring.", "Rain fell in spring, and snow in the winter."])
def test_a_corpus_in_which_nobody_had_a_role_or_was_quoted_grows_to_what_a_rebuild_makes(
    tmp_path: Path, first: str
) -> None:
    articles, out = tmp_path / "articles", tmp_path / "out"
    articles.mkdir()
    (articles / "first.txt").write_text(first)
    run([articles], out)
    run([write(articles)], out)
    run([articles], tmp_path / "anew")
    assert table_bytes(out) == table_bytes(tmp_path / "anew")


def test_a_duplicate_stands_alone_once_its_twin_is_gone(tmp_path: Path) -> None:
    source = write(tmp_path / "articles", "dam.txt")
    (source / "zz-copy.txt").write_text(DAM, encoding="utf-8")
    first = run([source], tmp_path / "out")
    assert list(first.tables["rejects"]["path"]) == ["zz-copy.txt"]
    assert "dam.txt" in first.tables["rejects"]["reason"].iloc[0]
    (source / "dam.txt").unlink()
    second = run([source], tmp_path / "out")
    assert list(second.tables["documents"]["source_path"]) == ["zz-copy.txt"]
    assert second.tables["rejects"].empty
    run([source], tmp_path / "anew")
    assert table_bytes(tmp_path / "out") == table_bytes(tmp_path / "anew")


def test_an_article_told_again_with_other_white_space_is_counted_once_however_the_two_came(tmp_path: Path) -> None:
    source = write(tmp_path / "articles", "dam.txt")
    run([source], tmp_path / "out")
    (source / "a-copy.txt").write_text(DAM.replace("\n", "\r\n") + "\n\n", encoding="utf-8")
    second = run([source], tmp_path / "out")  # the copy goes before the one that was kept
    assert list(second.tables["documents"]["source_path"]) == ["a-copy.txt"]
    assert second.tables["rejects"][["path", "reason"]].to_numpy().tolist() == [["dam.txt", "duplicate of a-copy.txt"]]
    assert set(second.tables["statements"]["n_documents"]) == {1}
    run([source], tmp_path / "anew")
    assert table_bytes(tmp_path / "out") == table_bytes(tmp_path / "anew")
    (source / "a-copy.txt").unlink()
    third = run([source], tmp_path / "out")
    assert list(third.tables["documents"]["source_path"]) == ["dam.txt"]
    assert third.tables["rejects"].empty


def test_a_later_copy_of_a_kept_file_is_told_from_what_the_snapshot_holds(tmp_path: Path) -> None:
    source = write(tmp_path / "articles", "dam.txt")
    first = run([source], tmp_path / "out")
    (source / "zz-copy.txt").write_text(DAM + "\n", encoding="utf-8")
    second = run([source], tmp_path / "out")
    assert second.tables["documents"].equals(first.tables["documents"])
    assert list(second.tables["rejects"]["path"]) == ["zz-copy.txt"]


def test_inputs_are_never_modified(tmp_path: Path) -> None:
    source = write(tmp_path / "articles")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in source.iterdir()}
    run([source], tmp_path / "out")
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in source.iterdir()} == before


def test_a_file_that_vanishes_between_finding_and_reading_is_a_reject(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "articles")
    read_articles = pipeline.read_articles

    def after_a_loss(plan: Plan, runner: Runner, progress: Progress) -> tuple[Articles, Partition]:
        (source / "dam.txt").unlink()
        return read_articles(plan, runner, progress)

    monkeypatch.setattr(pipeline, "read_articles", after_a_loss)
    outcome = run([source], tmp_path / "out")
    assert list(outcome.tables["rejects"]["path"]) == ["dam.txt"]
    assert len(outcome.tables["documents"]) == 3


def test_strict_publishes_nothing_when_an_input_is_rejected(tmp_path: Path) -> None:
    source = write(tmp_path / "articles")
    (source / "broken.txt").write_bytes(bytes(range(256)) * 40)
    with pytest.raises(Unpublishable, match="1 input is rejected"):
        run([source], tmp_path / "out", Settings(strict=True))
    assert storage.current_snapshot(tmp_path / "out") is None


def test_strict_lets_a_duplicate_pass_which_the_tables_hold(tmp_path: Path) -> None:
    source = write(tmp_path / "articles", "dam.txt")
    for name in ("again.txt", "and-again.txt"):
        (source / name).write_bytes((source / "dam.txt").read_bytes())
    tables = run([source], tmp_path / "out", Settings(strict=True)).tables
    assert (len(tables["documents"]), len(tables["rejects"])) == (1, 2)


def test_strict_fails_too_where_the_rejects_were_published_before_and_nothing_changed(tmp_path: Path) -> None:
    source = write(tmp_path / "articles")
    (source / "broken.txt").write_bytes(bytes(range(256)) * 40)
    run([source], tmp_path / "out")
    with pytest.raises(Unpublishable, match="1 input is rejected, and --strict was asked"):
        run([source], tmp_path / "out", Settings(strict=True))


def test_a_first_run_that_finds_no_article_publishes_nothing(tmp_path: Path) -> None:
    source = write(tmp_path / "articles", "dam.txt")
    (source / "dam.txt").write_bytes(b"")
    with pytest.raises(Unpublishable, match="no input holds an article; nothing was") as reason:
        run([source], tmp_path / "out")
    assert list(reason.value.rejects["path"]) == ["dam.txt"]
    assert storage.current_snapshot(tmp_path / "out") is None


def test_inputs_that_are_all_rejected_do_not_replace_good_tables(tmp_path: Path) -> None:
    source, out = write(tmp_path / "articles", "dam.txt"), tmp_path / "out"
    run([source], out)
    before = table_bytes(out)
    (source / "dam.txt").write_bytes(bytes(range(256)) * 40)
    for settings in (Settings(), Settings(rebuild=True)):
        with pytest.raises(Unpublishable, match="no input holds an article, and the tables there hold 1") as reason:
            run([source], out, settings)
        assert list(reason.value.rejects["path"]) == ["dam.txt"]
    assert table_bytes(out) == before


def test_tables_that_break_a_rule_are_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "articles")
    run([source], tmp_path / "out")
    before = table_bytes(tmp_path / "out")
    (source / "dam.txt").unlink()
    as_declared = pipeline.as_declared

    def with_a_fault(corpus: Partition, drafts: Partition) -> dict[str, pd.DataFrame]:
        tables = as_declared(corpus, drafts)
        return {**tables, "quotes": tables["quotes"].assign(text="not what the document says")}

    monkeypatch.setattr(pipeline, "as_declared", with_a_fault)
    with pytest.raises(Unpublishable) as reason:
        run([source], tmp_path / "out")
    assert any(finding.rule == "quotes text" for finding in reason.value.findings)
    assert table_bytes(tmp_path / "out") == before


def test_rollback_goes_back_and_history_keeps_n(tmp_path: Path) -> None:
    source = write(tmp_path / "articles", "dam.txt")
    out = tmp_path / "out"
    contents = []
    for name in ("harbour.txt", "strike.txt", "harbour-again.txt"):
        write(source, name)
        run([source], out, Settings(keep=2))
        contents.append(table_bytes(out))
    assert len(storage.history(out)) == 2
    storage.roll_back(out, None)
    assert table_bytes(out) == contents[1]
    with pytest.raises(Refusal, match="no snapshot before"):
        storage.roll_back(out, None)


@pytest.mark.parametrize(
    "told",
    [
        "“[Laughs] …” Ada Kord said.",
        "“It is late,” Kord said, “[laughs]”",
        "“[Laughs],” Kord said, “it is late.”",
        "Kord refused to say “[laughs]”.",
    ],
)
def test_a_quotation_of_the_editors_words_alone_keeps_nothing_from_being_published(tmp_path: Path, told: str) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(f"The port will close in May, Ada Kord said on Monday.\n\n{told}\n")
    quotes = run([tmp_path / "articles"], tmp_path / "out").tables["quotes"]
    assert quotes["insertions"].str.len().max() == 1


def test_an_answer_of_signs_alone_keeps_nothing_from_being_published(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    turns = "POST: Why do you wait?", "KORD: I have no berth.", "POST: And the mayor?", "KORD: 👍"
    (tmp_path / "articles" / "a.txt").write_text("\n\n".join(["Ada Kord spoke to the Post.", *turns]), "utf-8")
    quotes = run([tmp_path / "articles"], tmp_path / "out").tables["quotes"]
    assert len(quotes) == len(turns)
    assert quotes.loc[quotes["statement_id"].isna(), "text"].tolist() == ["👍"]


def test_the_snapshot_that_a_run_after_a_rollback_was_built_on_is_kept(tmp_path: Path) -> None:
    """It was the oldest, and dropped: what the run had changed could not be told any more."""
    source, out = write(tmp_path / "articles", "dam.txt"), tmp_path / "out"
    made = [run([source], out, Settings(keep=3)).snapshot]
    for name in ("harbour.txt", "strike.txt"):
        made.append(run([write(source, name)], out, Settings(keep=3)).snapshot)
    storage.roll_back(out, made[0].name)
    last = run([write(source, "harbour-again.txt")], out, Settings(keep=3)).snapshot
    assert storage.history(out) == [*made, last]
    assert storage.require_before(out, last) == made[0]
    (source / "dam.txt").unlink()
    run([source], out, Settings(keep=3))
    assert storage.history(out)[:2] == [made[2], last]


def test_a_clock_that_was_ahead_once_keeps_no_later_run_from_being_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ahead(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls(2200, 1, 1, tzinfo=tz)

    source = write(tmp_path / "articles", "dam.txt")
    with monkeypatch.context() as patched:
        patched.setattr(plan, "datetime", Ahead)
        ahead = run([source], tmp_path / "out")
    write(source, "strike.txt")
    outcome = run([source], tmp_path / "out")
    assert outcome.tables["runs"]["inputs_seen"].tolist() == [1, 2]
    assert storage.history(tmp_path / "out") == [ahead.snapshot, outcome.snapshot]


def test_runs_stand_in_the_order_they_were_made_in(tmp_path: Path) -> None:
    """By run_id, a hash, the newest stood anywhere."""
    source = write(tmp_path / "articles", "dam.txt")
    run([source], tmp_path / "out")
    run([source], tmp_path / "out", Settings(rebuild=True))
    runs = run([source], tmp_path / "out", Settings(rebuild=True)).tables["runs"]
    assert runs["started_at"].is_monotonic_increasing
    backwards = runs.assign(run_id=["c", "b", "a"])
    assert conform("runs", backwards[::-1])["run_id"].tolist() == ["c", "b", "a"]


def test_the_difference_of_two_snapshots_names_what_changed(tmp_path: Path) -> None:
    from transforms.changes.difference import difference

    source = write(tmp_path / "articles", "dam.txt", "harbour.txt")
    first = run([source], tmp_path / "out")
    (source / "dam.txt").unlink()
    second = run([source], tmp_path / "out")
    found = {d.table: d for d in difference(first.tables, second.tables)}
    assert len(found["documents"].removed) == 1
    assert not found["documents"].added
    assert found["quotes"].removed
