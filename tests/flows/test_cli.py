"""The command line: what it teaches, what it refuses, and what it exits with."""

import argparse
import errno
import gzip
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow
import pyarrow.parquet as parquet
import pytest

from flows import runners, storage
from flows.cli import build_parser, main
from flows.summary import tell_findings
from tests.flows.articles import DAM, HARBOUR, STRIKE, table_bytes, write
from transforms.changes.difference import as_read
from transforms.check import Finding
from transforms.tables import SCHEMA_VERSION, TABLES, UNSURE, arrow_schema, columns, to_arrow

SLOW_TO_IMPORT = {"pandas", "numpy", "pyarrow", "prefect", "pandera", "textstat", "trafilatura", "rich", "jinja2"}
COMMANDS = ("run", "check", "show", "report", "entities", "history", "rollback", "diff", "score", "serve", "dictionary")


def test_help_imports_nothing_slow() -> None:
    code = (
        "import sys, flows.cli\n"
        "try: flows.cli.main(['run', '--help'])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert SLOW_TO_IMPORT.isdisjoint(done.stderr.split())
    assert "--watchlist FILE" in done.stdout


def test_a_quiet_run_imports_nothing_that_draws(tmp_path: Path) -> None:
    source = write(tmp_path / "articles", "dam.txt")
    code = (
        "import sys, flows.cli\n"
        f"assert flows.cli.main(['run', {str(source)!r}, '--out', {str(tmp_path / 'out')!r}, '--quiet']) == 0\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "rich" not in done.stdout.split()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 6
    assert max(map(len, lines)) <= 100


def test_no_command_is_missing_from_the_tests() -> None:
    (commands,) = (action for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction))
    assert set(commands.choices) == set(COMMANDS)


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(arguments) == 2
    said = capsys.readouterr().err.strip()
    assert len(said.splitlines()) == 1
    return said


def test_a_missing_input_is_one_line_and_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(["run", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")], capsys)
    assert "nowhere" in said
    assert not (tmp_path / "out").exists()


def test_an_empty_output_is_not_the_folder_one_stands_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "articles", "dam.txt")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        main(["run", str(source), "--out", ""])
    assert stopped.value.code == 2
    assert "argument --out: is empty; name a folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [source]


def test_an_empty_folder_is_one_line_and_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert str(empty) in refused(["run", str(empty), "--out", str(tmp_path / "out")], capsys)
    assert not (tmp_path / "out").exists()


def test_tables_are_not_made_in_the_folder_of_the_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path / "articles", "dam.txt")
    (tmp_path / "link").symlink_to(source)
    for out in (source, tmp_path / "link"):
        said = refused(["run", str(source), "--out", str(out)], capsys)
        assert f"{out}: holds the articles, too" in said
    assert [path.name for path in source.iterdir()] == ["dam.txt"]


def test_a_run_tells_what_came_and_went_since_the_one_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = write(tmp_path / "articles", "dam.txt", "harbour.txt"), str(tmp_path / "out")
    assert main(["run", str(source), "--out", out]) == 0
    assert "since the run before" not in capsys.readouterr().out
    write(source, "strike.txt")
    (source / "harbour.txt").unlink()
    (source / "dam.txt").write_text(DAM.replace("30 days", "40 days"), encoding="utf-8")
    assert main(["run", str(source), "--out", out]) == 0
    told = capsys.readouterr().out
    assert (
        f"articles: 1 new, 1 changed, 1 gone since the run before; restated diff --out {out} tells what changed" in told
    )
    assert main(["run", str(source), "--out", out]) == 0
    assert "since the run before" not in capsys.readouterr().out


def test_a_run_that_finds_nothing_new_tells_no_seconds_of_an_earlier_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["run", str(write(tmp_path / "articles", "dam.txt")), "--out", str(tmp_path / "out")]
    assert main(command) == 0
    assert "seconds" in capsys.readouterr().out
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "Nothing changed since snapshot" in said
    assert "seconds" not in said


def test_an_output_that_cannot_be_a_folder_is_one_line_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("An article.")
    taken = tmp_path / "taken"
    taken.write_text("a file")
    assert f"{taken}: is a file; name a folder" in refused(
        ["run", str(tmp_path / "a.txt"), "--out", str(taken)], capsys
    )
    below = refused(["run", str(tmp_path / "a.txt"), "--out", str(taken / "out")], capsys)
    assert f"{taken}/out: cannot be written (Not a directory); choose another --out" in below
    assert taken.read_text() == "a file"


@pytest.mark.parametrize("inside", ["quotes", "current", "quotes/deeper"])
def test_tables_are_not_made_inside_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], published: Path, inside: str
) -> None:
    out = shutil.copytree(published, tmp_path / "out", symlinks=True)
    before = pd.read_parquet(out / "quotes")
    assert "would spoil them" in refused(["run", str(write(tmp_path / "in")), "--out", str(out / inside)], capsys)
    assert pd.read_parquet(out / "quotes").equals(before)


def test_an_output_whose_name_is_no_utf8_is_refused_before_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / os.fsdecode(b"caf\xe9") / "out"
    said = refused(["run", str(write(tmp_path / "articles")), "--out", str(out)], capsys)
    assert "caf\\udce9/out: is no UTF-8" in said
    assert not out.exists()


@pytest.mark.parametrize("option", [[], ["--speaker"], ["--source"], ["--about"]])
def test_words_that_are_no_utf8_are_refused(
    published: Path, capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["show", *option, os.fsdecode(b"caf\xe9"), "--out", str(published)])
    assert "is no UTF-8" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to read-only folders")
def test_a_read_only_output_is_one_line_and_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("An article.")
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert str(locked) in refused(["run", str(tmp_path / "a.txt"), "--out", str(locked)], capsys)


@pytest.mark.parametrize("name", ["quotes", "report.html", "current"])
@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_what_is_somebody_elses_is_never_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, kind: str
) -> None:
    source, out = write(tmp_path / "articles", "dam.txt"), tmp_path / "out"
    out.mkdir()
    theirs = out / name
    if kind == "link":
        theirs.symlink_to(source / "dam.txt")
    else:
        theirs.mkdir() if kind == "folder" else theirs.touch()
    said = refused(["run", str(source), "--out", str(out)], capsys)
    assert said.startswith(f"restated: {theirs}: is not Restated's")
    assert os.listdir(out) == [name]


def test_what_lies_beside_the_tables_is_left_alone(tmp_path: Path) -> None:
    source, out = write(tmp_path / "articles", "dam.txt"), tmp_path / "out"
    kept = [
        out / "notes.txt",
        out / ".link-list.txt",
        out / "drafts" / "a.txt",
        out / ".snapshots" / "notes.txt",
        out / ".snapshots" / "my" / "b",
    ]
    for path in kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    for name in ("harbour.txt", "strike.txt"):
        assert main(["run", str(source), "--out", str(out), "--keep", "1", "--quiet"]) == 0
        write(source, name)
    assert [path.read_text() for path in kept] == ["mine"] * len(kept)


def test_a_table_gone_bad_on_the_disk_is_refused_with_a_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = write(tmp_path / "articles"), tmp_path / "out"
    assert main(["run", str(source), "--out", str(out), "--quiet"]) == 0
    table = out / "documents" / "part-0.parquet"
    held = parquet.read_metadata(table).row_group(0).column(columns("documents").index("title"))
    data = bytearray(table.read_bytes())
    data[held.data_page_offset + held.total_compressed_size // 2] ^= 1
    table.write_bytes(data)
    write(source, "dam.txt").joinpath("dam.txt").write_text("Another text. “It is,” Oren Talmadge said.")
    said = refused(["run", str(source), "--out", str(out)], capsys)
    assert "documents" in said
    assert "give the next run --rebuild" in said
    assert main(["run", str(source), "--out", str(out), "--rebuild"]) == 0
    assert "cannot be read: the list of runs begins anew" in " ".join(capsys.readouterr().out.split())
    assert main(["run", str(source), "--out", str(tmp_path / "anew"), "--quiet"]) == 0
    assert table_bytes(out) == table_bytes(tmp_path / "anew")


def flip_in_its_footer(table: Path) -> None:
    data = bytearray(table.read_bytes())
    data[-9 - int.from_bytes(data[-8:-4], "little") // 2] ^= 0x80
    table.write_bytes(data)


def cut_short(table: Path) -> None:
    table.write_bytes(table.read_bytes()[:-100])


def correct_by_hand(table: Path) -> None:
    pd.read_parquet(table).to_parquet(table)


def drop_a_column(table: Path) -> None:
    pd.read_parquet(table).iloc[:, 1:].to_parquet(table)


@pytest.mark.parametrize("name", ["statements", "_seen"])
@pytest.mark.parametrize("change", [flip_in_its_footer, cut_short, correct_by_hand, drop_a_column])
def test_a_run_builds_on_no_file_but_as_the_run_before_wrote_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, change: Callable[[Path], None]
) -> None:
    source, out = write(tmp_path / "articles", "dam.txt"), tmp_path / "out"
    assert main(["run", str(source), "--out", str(out), "--quiet"]) == 0
    change(out / "current" / name / storage.PART)
    write(source)
    said = refused(["run", str(source), "--out", str(out)], capsys)
    assert f"{name}/{storage.PART}: is not as its run wrote it; give the next run --rebuild" in said
    assert main(["run", str(source), "--out", str(out), "--rebuild", "--quiet"]) == 0
    assert main(["run", str(source), "--out", str(tmp_path / "anew"), "--quiet"]) == 0
    assert table_bytes(out) == table_bytes(tmp_path / "anew")


@pytest.mark.parametrize("change", [flip_in_its_footer, drop_a_column])
def test_every_reader_tells_in_a_line_of_tables_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Callable[[Path], None]
) -> None:
    source, out = write(tmp_path / "articles"), tmp_path / "out"
    assert main(["run", str(source), "--out", str(out), "--quiet"]) == 0
    for table in (*TABLES, "_files"):
        change(out / "current" / table / storage.PART)
    for reader in (["show", "vote"], ["entities"], ["report", "--to", str(tmp_path / "page.html")]):
        assert str(out) in refused([*reader, "--out", str(out)], capsys)
    assert main(["check", "--out", str(out)]) > 0
    assert main(["history", "--out", str(out)]) == 0
    assert "current, cannot be read" in capsys.readouterr().out


def test_a_snapshot_before_that_cannot_be_read_is_no_fault_of_the_current_and_nothing_to_go_back_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = write(tmp_path / "articles", "dam.txt"), tmp_path / "out"
    assert main(["run", str(source), "--out", str(out), "--quiet"]) == 0
    before = storage.require_snapshot(out)
    assert main(["run", str(write(source)), "--out", str(out), "--quiet"]) == 0
    cut_short(before / "quotes" / storage.PART)
    assert main(["check", "--out", str(out)]) == 0
    assert "drift since the snapshot before is not told" in " ".join(capsys.readouterr().out.split())
    assert "quotes" in refused(["rollback", "--out", str(out)], capsys)
    assert storage.require_snapshot(out) != before


def test_a_manifest_that_cannot_be_read_is_made_anew_with_the_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = write(tmp_path / "articles"), tmp_path / "out"
    assert main(["run", str(source), "--out", str(out), "--quiet"]) == 0
    (out / "current" / storage.MANIFEST).write_text("{")
    assert "manifest.json: unreadable" in refused(["run", str(source), "--out", str(out)], capsys)
    assert main(["run", str(source), "--out", str(out), "--rebuild"]) == 0
    assert main(["check", "--out", str(out)]) == 0


def test_tables_of_another_version_are_made_anew_and_their_snapshot_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("An article.")
    old = tmp_path / "out" / ".snapshots" / "old"
    old.mkdir(parents=True)
    (old / "manifest.json").write_text('{"schema_version": "0"}')
    (old / "PUBLISHED").touch()
    (tmp_path / "out" / "current").symlink_to(".snapshots/old")
    out = ["--out", str(tmp_path / "out")]
    assert "schema version 0" in refused(["show", "article", *out], capsys)
    assert main(["run", str(tmp_path / "a.txt"), *out]) == 0
    assert "Another version of Restated" in "".join(capsys.readouterr())
    assert (old / "manifest.json").read_text() == '{"schema_version": "0"}'
    assert main(["check", *out]) == 0
    assert main(["history", *out]) == 0
    assert "of another version" in capsys.readouterr().out
    assert "schema version 0" in refused(["rollback", "old", *out], capsys)


@pytest.mark.parametrize("option", ["--partition-size", "--keep"])
def test_an_impossible_setting_is_one_line_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    said = refused(["run", str(write(tmp_path / "articles", "dam.txt")), option, "0"], capsys)
    assert said.startswith(f"restated: {option} 0: give a whole number of ")


@pytest.mark.parametrize("kind", ["mute", "nowhere"])
def test_a_dask_scheduler_that_does_not_answer_is_one_line_and_exit_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    pytest.importorskip("prefect_dask", reason="the extra `dask` is not installed")
    monkeypatch.setattr(runners, "SCHEDULER_SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as listens:
        address = f"tcp://127.0.0.1:{listens.getsockname()[1]}" if kind == "mute" else kind
        monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", address)
        command = ["run", str(write(tmp_path / "articles")), "--out", str(tmp_path / "out"), "--runner", "dask"]
        said = refused(command, capsys)
    assert f"DASK_SCHEDULER_ADDRESS={address}: no Dask scheduler answers there" in said
    assert "`dask scheduler`" in said
    assert not (tmp_path / "out").exists()


def test_a_rollback_of_a_misspelt_output_makes_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "holds no tables" in refused(["rollback", "--out", str(tmp_path / "typo")], capsys)
    assert not (tmp_path / "typo").exists()


@pytest.mark.parametrize("command", [["check"], ["show", "x"], ["report"], ["history"], ["rollback"], ["entities"]])
def test_without_tables_every_reader_says_how_to_make_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert "restated run" in refused([*command, "--out", str(tmp_path)], capsys)


def test_the_sample_passes_its_checks_with_exit_0(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--out", str(published)]) == 0
    assert "0 rules broken, 0 warnings" in capsys.readouterr().out


def test_an_article_that_is_there_in_two_versions_is_a_warning_and_no_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Feeds kept day by day hold a corrected article twice, and all it quotes was told in two articles."""
    corrected = DAM.replace("dam", "dyke", 1)
    for day, text in (("04", DAM), ("05", corrected)):
        record = {"text": text, "source": "Gannet", "url": "https://gannet.example/dam"}
        (tmp_path / f"feed-2026-03-{day}.jsonl").write_text(json.dumps(record), encoding="utf-8")
    assert corrected != DAM
    assert main(["run", str(tmp_path), "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert "warning: Each article should be there in one version" in said
    assert "(1 row, shown by restated check)" in said
    assert main(["check", "--out", str(tmp_path / "out")]) == 0
    assert "source_path=feed-2026-03-0" in capsys.readouterr().out


def test_one_warning_is_said_to_be_one(tmp_path: Path, published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    thresholds = tmp_path / "thresholds.tsv"
    thresholds.write_text("quotes per document\tbound\t0\t0.1\n")
    assert main(["check", "--out", str(published), "--thresholds", str(thresholds)]) == 0
    assert capsys.readouterr().out.endswith("0 rules broken, 1 warning\n")


def test_the_first_ten_rejects_are_named_and_of_each_remedy_fifty_where_nothing_was_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = write(tmp_path / "articles", "dam.txt"), str(tmp_path / "out")
    for number in range(52):
        (source / f"broken-{number:02}.txt").touch()
    (source / "picture.txt").write_bytes(bytes(range(64)))
    assert main(["run", str(source), "--out", out, "--strict"]) == 1
    strict = capsys.readouterr().err
    assert (strict.count("broken-"), strict.count("picture.txt")) == (50, 1)
    assert "53 inputs not processed:" in strict
    assert "… and 2 more, for which the same is to be done" in strict
    assert main(["run", str(source), "--out", out]) == 0
    told = capsys.readouterr().out
    assert told.count("broken-") == 10
    assert "… and 43 more, in table rejects" in told


def test_show_finds_a_statement_by_its_words(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "harbour", "--out", str(published), "--most", "1"]) == 0
    assert "harbour" in capsys.readouterr().out.lower()


def test_show_takes_words_with_or_without_quotes_and_needs_one(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = []
    for words in (["five percent"], ["five", "percent"]):
        assert main(["show", *words, "--out", str(published)]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    for nothing in ("", "  ", '"', "“ ”"):
        assert "nothing to look for" in refused(["show", nothing, "--out", str(published)], capsys)


def test_show_names_the_outlet_where_the_file_does_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "out")
    feed = tmp_path / "feed.jsonl"
    feed.write_text(json.dumps({"text": DAM, "source": "Lantern"}))
    assert main(["run", str(feed), "--out", out, "--quiet"]) == 0
    assert main(["show", "numbers", "--out", out]) == 0
    assert "no date  Lantern  feed.jsonl, record 1  Oren Talmadge" in capsys.readouterr().out


def test_show_says_which_quotations_are_doubtful(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quotes = storage.read_tables(published)["quotes"].query("statement_id.notna() and confidence < 0.5")
    doubtful = quotes.iloc[0]
    assert main(["show", doubtful["text"], "--out", str(published), "--most", "1"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  2026")]
    marked = [line for line in lines if line.endswith(f"(doubtful {doubtful['confidence']:.0%})")]
    assert len(marked) == 1
    assert doubtful["text"] in marked[0]


def test_all_quotations_about_a_place_are_written_for_a_spreadsheet(
    tmp_path: Path, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "found.csv"
    assert main(["show", "--about", "Port Anselm", "--out", str(published), "--to", str(to)]) == 0
    rows = pd.read_csv(to, encoding="utf-8-sig")
    tables = storage.read_tables(published)
    mentions = tables["mentions"].merge(tables["entities"], on="entity_id").query("name == 'Port Anselm'")
    told = tables["quotes"].query("statement_id.notna()")
    reported = told.query("kind == 'indirect'").merge(mentions, on="doc_id", suffixes=("", "_of_mention"))
    holding = reported.query("start <= start_of_mention and end_of_mention <= end")["quote_id"]
    spoken = set(mentions["quote_id"].dropna()) & set(told["quote_id"])
    assert spoken
    assert len(holding)
    assert spoken.isdisjoint(holding)
    assert set(rows.loc[rows["as_asked"], "quote_id"]) == spoken | set(holding)
    says = f"written to {to}; {rows['as_asked'].sum()} are as asked (as_asked), the others say the same"
    assert capsys.readouterr().out.endswith(f"{says}\n")
    nowhere = tmp_path / "nowhere.csv"
    assert main(["show", "--about", "Nobody Known", "--out", str(published), "--to", str(nowhere)]) == 1
    assert not nowhere.exists()


def test_show_says_which_wordings_are_but_perhaps_the_statement(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    links = pd.read_parquet(published / "restatements").query("relation != 'contains part' and conflict.isna()")
    surest = links.groupby("quote_b")["score"].max()
    unsure = surest[surest < UNSURE]
    quotes = pd.read_parquet(published / "quotes").set_index("quote_id").loc[unsure.index]
    assert main(["show", "--source", "*", "--out", str(published), "--most", "1000"]) == 0
    marked = [line for line in capsys.readouterr().out.splitlines() if "(perhaps the same" in line]
    assert len(marked) == len(unsure) > 0
    for text, score in zip(quotes["text"], unsure, strict=True):
        assert any(text in line and line.endswith(f"(perhaps the same {score:.0%})") for line in marked)


def test_show_puts_marks_round_a_speakers_own_words_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path / "articles", "dam.txt", "strike.txt")
    (source / "strike.txt").write_text(
        "Petra Lund said that nobody won the strike.\n\n"
        "“We will not vote on numbers nobody has checked, not in a strike,” Oren Talmadge said.\n"
    )
    assert main(["run", str(source), "--out", str(tmp_path / "out"), "--quiet"]) == 0
    capsys.readouterr()
    assert main(["show", "strike", "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert "Petra Lund said that nobody won the strike\n" in said
    assert "Oren Talmadge: “We will not vote" in said


def test_a_file_name_cannot_paint_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = write(tmp_path / "articles", "dam.txt"), str(tmp_path / "out")
    for name in ("a\n\x1b[31mred.txt", "copy\x1b[31m.txt"):
        (source / name).write_text(DAM, encoding="utf-8")
    (source / "dam.txt").unlink()
    assert main(["run", str(source), "--out", out]) == 0
    assert main(["show", "numbers", "--out", out]) == 0
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert told.count("a\\n\\x1b[31mred.txt") == 2  # whose copy the other is, and where the statement stands


def test_show_exits_1_when_nobody_said_it(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "zyxxyqq", "--out", str(published)]) == 1
    assert "no statement holds all of: zyxxyqq; 'zyxxyqq*' finds longer words, too" in capsys.readouterr().err


def test_show_names_the_option_where_the_words_name_a_speaker(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "Jorun", "Hathe", "--out", str(published)]) == 1
    assert "Jorun Hathe can be found by name: --speaker 'Jorun Hathe'\n" in capsys.readouterr().err
    main(["show", "Hathe", "--source", "no such paper", "--out", str(published)])
    assert "--speaker Hathe --source 'no such paper'\n" in capsys.readouterr().err
    assert main(["show", "--speaker", "Jorun Hathe", "--most", "1", "--out", str(published)]) == 0
    said = capsys.readouterr().out
    assert "Jorun Hathe: “" in said
    assert "statements; --most N shows more" in said


def test_show_tells_the_outlets_where_none_is_called_so(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "--source", "no such paper", "--out", str(published)]) == 1
    outlets = storage.read_tables(published)["documents"]["source"].value_counts()
    said = capsys.readouterr().err
    assert "no article is of no such paper; the outlets are " in said
    assert all(outlet in said for outlet in outlets.index)


def test_show_says_where_nobody_is_called_so(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "--about", "tolls", "--out", str(published)]) == 1
    said = capsys.readouterr().err
    assert f"called tolls: `restated entities --out {shlex.quote(str(published))}` lists who is" in said
    main(["show", "--about", "Hathe", "strike", "--out", str(published)])
    assert "is called" not in capsys.readouterr().err


def unread(*arguments: str | Path) -> tuple[int, str]:
    """Exit code and stderr of a command whose output nobody reads to the end."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "flows.cli", *arguments]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    return done.returncode, done.stderr


def test_a_reader_that_has_seen_enough_changes_no_exit_code(tmp_path: Path) -> None:
    source, out = write(tmp_path / "articles", "dam.txt"), tmp_path / "out"
    assert unread("run", source, "--out", out) == (0, "")
    (source / "empty.txt").write_text("")
    assert unread("run", source, "--out", out, "--strict")[0] == 1
    assert unread("dictionary") == (0, "")
    for reader in (["check"], ["history"], ["entities"], ["show", "vote"]):
        assert unread(*reader, "--out", out) == (0, ""), reader


def test_a_run_whose_stdout_was_closed_before_it_publishes_all_the_same(tmp_path: Path) -> None:
    source, out = write(tmp_path / "articles", "dam.txt"), tmp_path / "out"
    command = shlex.join([sys.executable, "-m", "flows.cli", "run", str(source), "--out", str(out)])
    done = subprocess.run(["sh", "-c", f"{command} >&-"], stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (out / "quotes").exists()


def test_a_reader_that_has_seen_enough_of_broken_rules_mends_none(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["run", str(write(tmp_path / "articles", "dam.txt")), "--out", str(out), "--quiet"]) == 0
    table = out / "quotes" / "part-0.parquet"
    quotes = pd.read_parquet(table)
    parquet.write_table(to_arrow("quotes", quotes.assign(end=quotes["end"] + 1)), table)
    for form in ("text", "json", "github"):
        assert unread("check", "--out", out, "--format", form) == (1, ""), form


def test_a_list_that_is_missing_is_not_taken_for_an_empty_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["run", str(write(tmp_path / "articles", "dam.txt")), "--out", str(out), "--quiet"]) == 0
    path = out / "quotes" / storage.PART
    rows = parquet.read_table(path)
    at = rows.schema.get_field_index("insertions")
    nulls = pyarrow.nulls(rows.num_rows, rows.schema.field(at).type)
    parquet.write_table(rows.set_column(at, rows.schema.field(at), nulls), path)
    assert main(["check", "--out", str(out)]) == 1
    assert "error: quotes: quotes.insertions" in capsys.readouterr().out


def test_a_command_that_a_refusal_names_can_be_pasted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = write(tmp_path / "articles", "dam.txt"), tmp_path / "tables & report"
    assert f"`restated run PATH --out '{out}'`" in refused(["history", "--out", str(out)], capsys)
    assert main(["run", str(source), "--out", str(out), "--quiet"]) == 0
    for asked in ([], ["nonsense"]):
        assert f"`restated history --out '{out}'` lists them" in refused(["diff", *asked, "--out", str(out)], capsys)


def test_a_copy_that_holds_folders_where_links_were_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out, copy = write(tmp_path / "articles", "dam.txt"), tmp_path / "out", tmp_path / "copy"
    assert main(["run", str(source), "--out", str(out), "--quiet"]) == 0
    shutil.copytree(out, copy)
    for command in ("history", "check", "entities"):
        assert main([command, "--out", str(copy)]) == 0
    assert storage.history(out)[0].name in capsys.readouterr().out


def test_diff_compares_with_the_snapshot_before_unless_told_which(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = write(tmp_path / "articles", "dam.txt"), tmp_path / "out"
    assert main(["run", str(source), "--out", str(out), "--quiet"]) == 0
    (first,) = [kept.name for kept in storage.history(out)]
    assert f"no snapshot before {first} is kept" in refused(["diff", "--out", str(out)], capsys)
    for name in ("harbour.txt", "strike.txt"):
        assert main(["run", str(write(source, name)), "--out", str(out), "--quiet"]) == 0
    _, second, third = (kept.name for kept in storage.history(out))
    for named, a, b in (([], second, third), ([first], first, third), ([first, second], first, second)):
        assert main(["diff", *named, "--out", str(out)]) == 0
        said = capsys.readouterr().out.splitlines()
        assert said[0] == f"from {a} to {b}"
        assert said[2] == f"articles: {2 if (a, b) == (first, third) else 1} new, 0 gone, 0 revised"
    assert "no snapshot nonsense" in refused(["diff", "nonsense", "--out", str(out)], capsys)


def test_after_a_rollback_a_run_is_compared_with_the_snapshot_it_was_built_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = write(tmp_path / "articles", "dam.txt"), tmp_path / "out"
    command = ["run", str(source), "--out", str(out), "--quiet"]
    assert main(command) == 0
    write(source, "harbour.txt", "harbour-again.txt")
    assert main(command) == 0
    assert main(["rollback", "--out", str(out)]) == 0
    (source / "harbour.txt").unlink()
    assert main(command) == 0
    first, _, third = (kept.name for kept in storage.history(out))
    capsys.readouterr()
    assert main(["history", "--out", str(out)]) == 0
    *_, last = (line.split() for line in capsys.readouterr().out.splitlines())
    assert last[:5] == [third, "2", "1", "0", "0"]
    assert last[6].startswith("(+")  # quotations; fewer than the second snapshot's
    assert main(["diff", "--out", str(out)]) == 0
    assert capsys.readouterr().out.startswith(f"from {first} to {third}\n\narticles: 1 new, 0 gone")
    assert main(["rollback", "--out", str(out)]) == 0
    assert storage.require_snapshot(out).name == first


def test_history_counts_an_article_changed_in_place_and_gives_ids_to_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = write(tmp_path / "articles", "dam.txt", "harbour.txt"), tmp_path / "out"
    assert main(["run", str(source), "--out", str(out), "--quiet"]) == 0
    (source / "dam.txt").write_text(DAM.replace("30 days", "40 days"), encoding="utf-8")
    assert main(["run", str(source), "--out", str(out), "--quiet"]) == 0
    monkeypatch.setenv("COLUMNS", "40")
    assert main(["history", "--out", str(out)]) == 0
    heads, *rows = (line.split() for line in capsys.readouterr().out.splitlines())
    assert heads[:5] == ["snapshot", "articles", "new", "changed", "gone"]
    first, second = (kept.name for kept in storage.history(out))
    assert [row[:5] for row in rows] == [[first, "2", "2", "0", "0"], [second, "2", "0", "1", "0"]]
    assert rows[1][-1] == "current"


def test_history_and_diff_know_a_record_by_its_own_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the newest record stands first, what stood first before has gone and has not changed into it."""
    feed, out = tmp_path / "feed.jsonl", tmp_path / "out"
    dam, strike, harbour = ({"doc_id": text[:9], "text": text} for text in (DAM, STRIKE, HARBOUR))
    for held in ([dam, strike], [harbour, strike]):
        feed.write_text("\n".join(map(json.dumps, held)))
        assert main(["run", str(feed), "--out", str(out), "--quiet"]) == 0
    assert main(["history", "--out", str(out)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].split()[1:5] == ["2", "1", "0", "1"]
    assert main(["diff", "--out", str(out)]) == 0
    assert "articles: 1 new, 1 gone, 0 revised" in capsys.readouterr().out


def test_entities_are_listed_a_line_each_and_exported_most_mentioned_first(
    tmp_path: Path, published: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert main(["entities", "--out", str(published), "--most", "3"]) == 0
    _, *rows, more = capsys.readouterr().out.splitlines()
    names = [re.split(r"  +", row.strip())[0] for row in rows]
    assert (len(rows), more.split(";")[0]) == (3, f"3 of {len(pd.read_parquet(published / 'entities'))} entities")
    assert main(["entities", "--out", str(published), "--to", str(tmp_path / "names.csv")]) == 0
    said, written = capsys.readouterr().out, pd.read_csv(tmp_path / "names.csv")
    assert written["name"].head(3).tolist() == names
    assert said.startswith(f"{len(written)} names written to")


def test_the_beginning_of_a_snapshots_id_names_it_where_no_other_begins_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("20260301T060000.000000Z-aaaaaa", "20260301T060000.000000Z-abbbbb"):
        storage.publish(tmp_path, name, {}, {}, {storage.MANIFEST: json.dumps({"schema_version": SCHEMA_VERSION})})
    said = refused(["rollback", "20260301", "--out", str(tmp_path)], capsys)
    assert "2 snapshots begin with 20260301" in said
    assert main(["rollback", "20260301T060000.000000Z-aa", "--out", str(tmp_path)]) == 0
    assert storage.require_snapshot(tmp_path).name.endswith("-aaaaaa")


def test_diff_tells_rows_by_file_words_and_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = write(tmp_path / "articles", "dam.txt", "harbour.txt"), str(tmp_path / "out")
    assert main(["run", str(source), "--out", out, "--quiet"]) == 0
    (source / "harbour.txt").unlink()
    (source / "dam.txt").rename(source / "vote.txt")
    write(source, "strike.txt")
    assert main(["run", str(source), "--out", out, "--quiet"]) == 0
    assert main(["diff", "--tables", "--out", out]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[2] == "articles: 1 new, 1 gone, 0 revised, 1 in another file"
    assert "  ~ dam.txt  now vote.txt  Council puts the dam off" in said
    for line in (
        "added: strike.txt  Dockers end their strike",
        "removed: harbour.txt  Minister defends harbour tolls",
        "changed: vote.txt  Council puts the dam off (source_path)",
        "added: strike.txt  Nobody won, but the ships are moving,",
        "removed: The tolls will pay for the breakwater and for nothing else,",
        "added: Petra Lund  person",
        "removed: corpus  Ilse Corvand",
    ):
        assert f"    {line}" in said


def test_diff_shows_the_line_an_editor_changed_and_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = write(tmp_path / "articles", "dam.txt", "harbour.txt"), str(tmp_path / "out")
    assert main(["run", str(source), "--out", out, "--quiet"]) == 0
    corrected = DAM.replace("by 30 days", "by forty days").replace("nobody has checked", "nobody has seen")
    (source / "dam.txt").write_text(corrected, encoding="utf-8")
    assert main(["run", str(source), "--out", out, "--quiet"]) == 0
    assert main(["diff", "--out", out]) == 0
    assert "\ntables" not in capsys.readouterr().out
    assert main(["diff", "--tables", "--out", out]) == 0
    told, _, tables = capsys.readouterr().out.partition("\ntables")
    assert told.partition("\n\n")[2].splitlines() == [
        "articles: 0 new, 0 gone, 1 revised",
        "",
        "dam.txt  Council puts the dam off",
        "  - The Harrow Council put its vote on the dam off by 30 days.",
        "  + The Harrow Council put its vote on the dam off by forty days.",
        '  - "We will not vote on numbers that nobody has checked," council head Oren Talmadge said.',
        '  + "We will not vote on numbers that nobody has seen," council head Oren Talmadge said.',
        "  quotations",
        "  - Oren Talmadge: “We will not vote on numbers that nobody has checked,”",
        "  + Oren Talmadge: “We will not vote on numbers that nobody has seen,”",
        "",
        "statements: 1 no longer told, 1 new",
        "  - We will not vote on numbers that nobody has checked,  (1 quotation in 1 article)",
        "  + We will not vote on numbers that nobody has seen,  (1 quotation in 1 article)",
    ]
    for line in (
        "documents: 0 added, 0 removed, 1 changed",
        "paragraphs: 2 added, 2 removed, 0 changed",
        "mentions: 0 added, 0 removed, 0 changed",
    ):
        assert line in tables.splitlines()


def test_diff_tells_a_headline_that_was_changed_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    feed, out = tmp_path / "feed.jsonl", tmp_path / "out"
    for title in ("Dam vote put off", "Dam vote put off again"):
        feed.write_text(json.dumps({"doc_id": "dam", "title": title, "text": DAM}))
        assert main(["run", str(feed), "--out", str(out), "--quiet"]) == 0
    assert main(["diff", "--out", str(out)]) == 0
    told = capsys.readouterr().out
    assert "articles: 0 new, 0 gone, 0 revised, 1 with another title, outlet or date" in told
    assert "  ~ feed.jsonl, id dam  title Dam vote put off → Dam vote put off again" in told


def test_every_table_has_words_to_tell_its_rows_by(published: Path) -> None:
    tables = storage.read_tables(published)
    for table in TABLES:
        (cells,) = as_read(table, [len(tables[table]) - 1], tables)
        assert cells
        assert not any(re.fullmatch("[0-9a-f]{16}", cell) for cell in cells)
    (started,) = tables["runs"]["started_at"]
    assert as_read("runs", [0], tables) == [[f"{started:%Y-%m-%d %H:%M}".removesuffix(" 00:00")]]


def test_a_gold_file_of_no_known_shape_names_the_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"sentence": "x"}\n')
    assert "line 1" in refused(["score", str(gold), "--to", str(tmp_path / "p.jsonl")], capsys)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\u0085"])
def test_a_gold_line_ends_at_a_newline_and_nowhere_else(tmp_path: Path, mark: str) -> None:
    gold, told = tmp_path / "gold.jsonl", tmp_path / "p.jsonl"
    gold.write_text(f'{{"a": "x{mark}", "b": "y"}}\r\n{{"a": "x", "b": "x"}}\n', encoding="utf-8")
    assert main(["score", str(gold), "--to", str(told)]) == 0
    assert len(told.read_text().splitlines()) == 2


def test_gold_words_that_are_no_string_name_the_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"a": "x", "b": "y"}\n{"a": 5, "b": "x"}\n')
    assert "object 2: a is no string" in refused(["score", str(gold), "--to", str(tmp_path / "p.jsonl")], capsys)


@pytest.mark.parametrize(
    "data", [gzip.compress(b"name\nAnna\n", mtime=0)[:-9], b"name\n", b"\x1f\x8b\x08\0\0\0\0\0\0\0\xff\xff"]
)
def test_a_watchlist_whose_gzip_is_damaged_is_one_line_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    watchlist = tmp_path / "watched.csv.gz"
    watchlist.write_bytes(data)
    command = ["run", str(write(tmp_path / "articles", "dam.txt")), "--out", str(tmp_path / "out")]
    said = refused([*command, "--watchlist", str(watchlist)], capsys)
    assert f"{watchlist}: is no gzip, or cut short; pack it again" in said


@pytest.mark.parametrize("command", [("report", "--to"), ("entities", "--to")])
def test_a_file_is_written_to_no_folder_that_is_not_there(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, str]
) -> None:
    place = tmp_path / "mistyped" / "x"
    said = refused([*command, str(place), "--out", str(published)], capsys)
    assert f"{place}: there is no folder {place.parent}" in said
    assert not place.parent.exists()


@pytest.mark.parametrize("place", [".", "/", ".."])
def test_a_folder_is_no_place_to_write_a_report_to(
    published: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    for command in (["report", "--out", str(published), "--to", place], ["dictionary", "--to", place]):
        assert "is a folder; name a file in it" in refused(command, capsys)


@pytest.mark.parametrize("most", ["0", "-1", "many"])
def test_fewer_than_one_cannot_be_shown(published: Path, capsys: pytest.CaptureFixture[str], most: str) -> None:
    for command in (["show", "harbour"], ["entities"]):
        with pytest.raises(SystemExit) as stopped:
            main([*command, f"--most={most}", "--out", str(published)])
        assert stopped.value.code == 2
        assert f"{most}: give a whole number, 1 or more" in capsys.readouterr().err


def test_a_gold_line_that_is_no_json_names_the_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"a": "x", "b": "y"}\n{"a": \n')
    assert "line 2" in refused(["score", str(gold), "--to", str(tmp_path / "p.jsonl")], capsys)


def test_gold_that_holds_half_a_character_names_the_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"a": "x", "b": "\\ud83d\\ude00"}\n{"a": "x", "b": "\\ud83d"}\n')
    said = refused(["score", str(gold), "--to", str(tmp_path / "p.jsonl")], capsys)
    assert "line 2: holds half of a surrogate pair" in said


def test_gold_quotations_are_told_apart_though_their_ids_are_not(tmp_path: Path) -> None:
    gold, told = tmp_path / "gold.jsonl", tmp_path / "p.jsonl"
    texts = "We ought to see the new plan first.", "Nobody on the coast wants a second bridge."
    rows = [{"id": own, "text": text} for own, text in zip((1, "1"), texts, strict=True)]
    gold.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    assert main(["score", str(gold), "--to", str(told)]) == 0
    (first, second) = map(json.loads, told.read_text().splitlines())
    assert (first["id"], second["id"]) == (1, "1")
    assert first["statement"] != second["statement"]


def test_python_that_leaves_descriptions_out_is_refused(tmp_path: Path) -> None:
    command = [sys.executable, "-OO", "-m", "flows.cli", "run", str(write(tmp_path / "articles", "dam.txt"))]
    done = subprocess.run([*command, "--out", str(tmp_path / "out")], capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "run without it" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("buffered", ["", "1"])
def test_a_full_disk_under_what_is_printed_is_told_in_a_line(buffered: str) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "flows.cli", "dictionary"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": buffered},
        )
    says = "restated: the output could not be written (No space left on device); make room where it goes\n"
    assert (done.returncode, done.stderr) == (2, says)


def test_a_file_that_may_not_be_looked_at_is_told_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def closed(out: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", f"{out}/current/manifest.json")

    monkeypatch.setattr("flows.storage.require_snapshot", closed)
    assert main(["history", "--out", "tables"]) == 2
    says = "restated: tables/current/manifest.json: cannot be used (Permission denied); mend its rights, or the path\n"
    assert capsys.readouterr().err == says


def test_a_narrow_terminal_cuts_no_tables_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert main(["run", str(write(tmp_path / "articles", "dam.txt")), "--out", str(tmp_path / "out")]) == 0
    named = {line.split()[0] for line in capsys.readouterr().out.splitlines() if line.strip()}
    assert set(TABLES) <= named


def test_an_annotation_counts_no_rows_where_a_finding_has_none(capsys: pytest.CaptureFixture[str]) -> None:
    fewer = Finding("drift quotes change", "runs", "warn", 0, (), "quotes went from 9 to 1.", "Look at them.")
    tell_findings([fewer, replace(fewer, n_rows=1)], "github")
    none, one, _ = capsys.readouterr().out.splitlines()
    assert none == "::warning title=drift quotes change::quotes went from 9 to 1. Look at them."
    assert one == "::warning title=drift quotes change::quotes went from 9 to 1. 1 row. Look at them."


@pytest.mark.parametrize("command", [["show", "vote"], ["entities"]])
def test_csv_is_not_written_by_the_name_of_a_workbook(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    said = refused([*command, "--out", str(published), "--to", str(tmp_path / "it.XLSX")], capsys)
    assert f"name it {tmp_path / 'it.csv'}" in said
    assert not list(tmp_path.iterdir())


def test_a_table_is_never_written_without_its_description(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TABLES["quotes"], "__doc__", None)
    with pytest.raises(RuntimeError, match="table quotes: its description is its docstring"):
        arrow_schema.__wrapped__("quotes")


def test_the_shipped_dictionary_is_the_generated_one(capsys: pytest.CaptureFixture[str]) -> None:
    shipped = Path(__file__).resolve().parents[2] / "docs" / "dictionary.md"
    assert main(["dictionary"]) == 0
    assert shipped.read_text(encoding="utf-8") == capsys.readouterr().out
