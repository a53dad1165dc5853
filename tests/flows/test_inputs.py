"""From the paths a user names to the files of a run, and the hostile ones among them."""

import errno
import gzip
import os
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from flows.inputs import find_files
from flows.partitions import Partition
from flows.pipeline import run
from flows.settings import Refusal
from flows.stages import READ
from tests.flows.articles import DAM, HARBOUR, STRIKE, table_bytes, write


def make(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return folder


def names(paths: Sequence[str | Path]) -> list[str]:
    return [file.name for file in find_files(paths)]


def test_a_folder_is_read_recursively_and_named_from_itself(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "wire/a.txt")
    assert names([tmp_path]) == ["b.txt", "wire/a.txt"]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", ".hidden.txt", ".git/config")
    assert names([tmp_path]) == ["a.txt"]


def test_what_a_browser_or_a_system_puts_beside_articles_is_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "Leak.html", "Leak_files/ad.html", "Leak_files/a.js", "other_files/b.txt", "Thumbs.db", "~$a.docx")
    assert names([tmp_path]) == ["Leak.html", "other_files/b.txt"]


def test_a_glob_passes_over_what_a_folder_does(tmp_path: Path) -> None:
    """Quoted, or as a shell gives it; a file or folder of that name that is asked for alone is read."""
    make(tmp_path, "Leak.html", "Leak_files/ad.html", "~$a.txt", "a.txt", "wire/~$b.txt", "wire/b.txt")
    assert names([str(tmp_path / "*")]) == ["Leak.html", "a.txt", "wire/b.txt"]
    assert names(sorted(tmp_path.iterdir())) == ["Leak.html", "a.txt", "b.txt"]
    assert names([str(tmp_path / "**" / "*.*")]) == ["Leak.html", "a.txt", "wire/b.txt"]
    assert names([str(tmp_path / "*" / "*.*")]) == ["wire/b.txt"]
    assert names(sorted(tmp_path.glob("*/*.*"))) == ["b.txt"]
    assert names([tmp_path / "Leak_files"]) == names([str(tmp_path / "Leak_files" / "*")]) == ["ad.html"]
    assert names([tmp_path / "~$a.txt"]) == ["~$a.txt"]


def test_a_folder_called_like_a_page_or_a_text_holds_articles(tmp_path: Path) -> None:
    make(tmp_path, "politics.html", "politics/a.txt", "notes.txt", "notes_files/b.txt")
    assert names([tmp_path]) == ["notes.txt", "notes_files/b.txt", "politics.html", "politics/a.txt"]


def test_a_glob_takes_what_it_matches(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.jsonl", "c.txt")
    assert names([str(tmp_path / "*.txt")]) == ["a.txt", "c.txt"]


def test_the_same_file_named_twice_is_read_once(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    assert names([tmp_path / "a.txt", str(tmp_path / "*.txt")]) == ["a.txt"]


def test_a_glob_names_files_from_the_folder_before_its_first_wildcard(tmp_path: Path) -> None:
    make(tmp_path, "x/a.txt", "y/a.txt", "y/deep/b.txt", ".hidden/a.txt")
    assert names([str(tmp_path / "*" / "a.txt")]) == ["x/a.txt", "y/a.txt"]
    assert names([str(tmp_path / "*")]) == ["x/a.txt", "y/a.txt", "y/deep/b.txt"]
    assert names([str(tmp_path / "**" / "b.txt")]) == ["y/deep/b.txt"]


def test_of_several_folders_each_is_part_of_its_files_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A glob without quotes, which a shell makes folders of, lost which outlet's they are."""
    make(tmp_path, "courier/a.txt", "norda/2026/b.txt", "c.txt", "other/herald/d.txt")
    folders = [tmp_path / "courier", tmp_path / "norda"]
    assert names(folders) == ["courier/a.txt", "norda/2026/b.txt"]
    assert names(sorted(tmp_path.iterdir())) == names([tmp_path])
    assert names([folders[0], tmp_path / "other" / "herald"]) == ["courier/a.txt", "herald/d.txt"]
    assert names([folders[0], tmp_path / "c.txt"]) == ["a.txt", "c.txt"]
    monkeypatch.chdir(folders[0])
    assert names([".", "../norda"]) == ["a.txt", "norda/2026/b.txt"]


def test_a_name_that_looks_like_a_glob_is_a_name_if_it_is_there(tmp_path: Path) -> None:
    make(tmp_path, "a[1].txt", "a1.txt")
    assert names([tmp_path / "a[1].txt"]) == ["a[1].txt"]


def test_equal_names_from_two_folders_are_told_from_the_folder_above_both(tmp_path: Path) -> None:
    make(tmp_path, "x/wire/a.txt", "y/wire/a.txt", "y/wire/b.txt")
    assert names([tmp_path / "x/wire", tmp_path / "y/wire"]) == ["wire/b.txt", "x/wire/a.txt", "y/wire/a.txt"]
    assert names([tmp_path / "x/wire/a.txt", tmp_path / "y/wire/a.txt"]) == ["x/wire/a.txt", "y/wire/a.txt"]


def test_names_do_not_tell_where_the_input_folder_lies(tmp_path: Path) -> None:
    for place in ("here", "there/deeper"):
        make(tmp_path / place, "x/a.txt", "y/a.txt")
    asked = [[tmp_path / place / name for name in "xy"] for place in ("here", "there/deeper")]
    assert names(asked[0]) == names(asked[1])


def test_a_worker_in_another_folder_finds_what_was_named_from_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "articles", "dam.txt")
    make(tmp_path, "elsewhere/a.txt")
    monkeypatch.chdir(tmp_path)
    for path in ("articles", "./articles/dam.txt", "art*/d*.txt"):
        (file,) = find_files([path])
        monkeypatch.chdir(tmp_path / "elsewhere")
        made = READ(Partition(files=[file])).frames
        monkeypatch.chdir(tmp_path)
        assert (len(made["records"]), len(made["rejects"])) == (1, 0)
        assert file.name == ("articles/dam.txt" if "*" in path else "dam.txt")


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")
    assert "a.txt" in names([tmp_path])
    assert not any("loop/" in name for name in names([tmp_path]))


def test_two_loops_of_links_under_a_glob_end(tmp_path: Path) -> None:
    make(tmp_path, "x/a.txt")
    (tmp_path / "x" / "one").symlink_to(tmp_path)
    (tmp_path / "x" / "two").symlink_to(tmp_path)
    assert names([str(tmp_path / "**" / "*.txt")]) == ["x/a.txt"]


def test_a_file_and_a_link_to_it_are_one_file(tmp_path: Path) -> None:
    make(tmp_path, "b.txt")
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    assert names([tmp_path]) == ["a.txt"]


def test_names_that_are_no_utf8_are_written_out_and_stay_apart(tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", b"caf\\xe9.txt", b"caf\xc3\xa9.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("x")
    assert names([tmp_path]) == ["#caf\\xe9.txt", "caf\\xe9.txt", "café.txt"]


def test_a_folder_that_may_not_be_entered_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.txt", "closed/b.txt")
    scandir = os.scandir

    def guarded(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert names([tmp_path]) == ["a.txt", "closed"]


def test_a_file_name_with_a_newline_is_a_file_name(tmp_path: Path) -> None:
    make(tmp_path, "a\nb.txt")
    assert names([tmp_path]) == ["a\nb.txt"]


def test_an_output_among_the_inputs_is_never_read(tmp_path: Path) -> None:
    source = write(tmp_path / "articles", "dam.txt", "harbour.txt")
    out, link = source / "tables", tmp_path / "link"
    link.symlink_to(source)
    run([source], out)
    (source / "latest.html").symlink_to("tables/report.html")
    globs = [str(source / "**" / "*")], [str(source / "tables" / "*" / "*.parquet"), str(source)]
    for paths in ([str(source)], [str(link)], *globs):
        assert names(paths) == ["dam.txt", "harbour.txt"]
    again = run([source], out)
    assert not again.published
    assert len(again.tables["documents"]) == 2


def test_another_run_s_output_among_the_inputs_is_never_read(tmp_path: Path) -> None:
    source = write(tmp_path / "articles", "dam.txt")
    run([source], source / "tables")
    assert list(run([source], tmp_path / "elsewhere").tables["documents"]["source_path"]) == ["dam.txt"]
    with pytest.raises(Refusal, match="holds only what runs have made"):
        find_files([source / "tables" / "report.html"])


def test_folders_called_as_a_run_calls_its_own_hold_articles_where_no_run_made_them(tmp_path: Path) -> None:
    snapshot = "20260301T060000.000000Z-aaaaaa"
    make(tmp_path, ".snapshots/mine/a.txt", f"{snapshot}/b.txt", f".snapshots/{snapshot}/c.txt")
    assert names([tmp_path / ".snapshots" / "mine", tmp_path / snapshot]) == [f"{snapshot}/b.txt", "mine/a.txt"]
    with pytest.raises(Refusal, match="holds only what runs have made"):
        find_files([tmp_path / ".snapshots" / snapshot])


def test_an_output_folder_may_hold_the_articles(tmp_path: Path) -> None:
    write(tmp_path / "articles", "dam.txt")
    for _ in range(2):
        assert list(run([tmp_path / "articles"], tmp_path).tables["documents"]["source_path"]) == ["dam.txt"]


def test_a_folder_that_holds_only_an_output_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([write(tmp_path / "articles", "dam.txt")], out)
    before = table_bytes(out)
    with pytest.raises(Refusal, match="holds only what runs have made"):
        run([out], out)
    assert table_bytes(out) == before


@pytest.mark.parametrize("path", ["missing", "missing/*.txt", "missing.txt", "x" * 300])
def test_a_missing_path_is_refused_with_its_name_and_a_remedy(tmp_path: Path, path: str) -> None:
    with pytest.raises(Refusal, match="check the path") as refusal:
        find_files([tmp_path / path])
    assert path in str(refusal.value)


def test_an_empty_path_is_not_the_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.txt")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refusal, match="a path is empty"):
        find_files([""])  # of a shell's variable that is not set


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="holds no files"):
        find_files([tmp_path])


def test_a_glob_that_means_nothing_is_refused(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    with pytest.raises(Refusal, match="mend the glob"):
        find_files([tmp_path / "**.txt"])


# --- reading them ------------------------------------------------------------------------------------------


def rejects(folder: Path) -> pd.DataFrame:
    return READ(Partition(files=find_files([folder]))).frames["rejects"]


def test_a_monstrous_file_is_never_loaded(tmp_path: Path) -> None:
    with (tmp_path / "dump.txt").open("wb") as stream:
        stream.truncate(200 << 20)  # one line of 200 MB
    tracemalloc.start()
    try:
        rejected = rejects(tmp_path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "limit of 8 MiB" in rejected["reason"][0]
    assert peak < 32 << 20


def test_an_error_of_the_reader_is_not_taken_for_a_file_that_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> None:
        raise OSError(errno.EOVERFLOW, "Value too large")

    monkeypatch.setattr("transforms.read.read_file", fail)
    assert rejects(make(tmp_path, "a.txt"))["reason"][0].startswith("could not be processed: read, OSError")


def test_a_pipe_is_rejected_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "a pipe or a device" in rejects(tmp_path)["reason"][0]


def test_links_that_lead_nowhere_are_rejected(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "self.txt").symlink_to("self.txt")
    assert [reason.split(": ")[1] for reason in rejects(tmp_path)["reason"]] == [
        "No such file or directory",
        "Too many levels of symbolic links",
    ]


def test_a_run_over_hostile_inputs_goes_on_and_rejects_each_of_them_once(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    hostile = {
        "binary.txt": bytes(range(256)),
        "broken.txt": DAM.encode() + "Ž".encode() * 99 + b"\xff" * 9,
        "bomb.txt.gz": gzip.compress(b"\0" * (9 << 20)),
        "cut.txt.gz": gzip.compress(DAM.encode() * 9)[:-9],
        "twice.txt.gz": gzip.compress(gzip.compress(DAM.encode())),
        "empty.txt": b"",
        "blank.txt": " \u200b\n".encode(),
        "navigation.txt": b"All news\n\nHome | World | Sport\n",
        "navigation.html": b"<html><ul>" + b"<li><a href=x>Link</a>" * 20 + b"</ul></html>",
        "lines.jsonl": b'{"text": \n',
        "columns.csv": b"headline,story\na,b\n",
        "schema.parquet": b"PAR1 and no more",
        "page.docx": b"PK\x03\x04",
        "copy.txt": HARBOUR.encode("utf-16"),
    }
    good = {"a\nb.txt": HARBOUR, "tab\tand\x1b.txt": STRIKE, "<script>.txt": DAM + "More."}
    inputs.mkdir()
    for name, data in {**hostile, **{name: text.encode() for name, text in good.items()}}.items():
        (inputs / name).write_bytes(data)
    tables = run([inputs], tmp_path / "out").tables
    assert sorted(tables["rejects"]["path"]) == sorted(hostile)
    assert tables["rejects"][["reason", "remedy"]].map(len).gt(8).all(axis=None)
    assert sorted(tables["documents"]["source_path"]) == sorted(good)
