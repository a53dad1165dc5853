"""From the paths a user names to the files of a run."""

from pathlib import Path

import pytest

from flows.inputs import find_files
from flows.settings import Refusal


def make(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return folder


def names(paths: list[Path | str]) -> list[str]:
    return [file.name for file in find_files(paths)]


def test_a_folder_is_read_recursively_and_named_from_itself(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "wire/a.txt")
    assert names([tmp_path]) == ["b.txt", "wire/a.txt"]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", ".hidden.txt", ".git/config")
    assert names([tmp_path]) == ["a.txt"]


def test_a_glob_takes_what_it_matches(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.jsonl", "c.txt")
    assert names([str(tmp_path / "*.txt")]) == ["a.txt", "c.txt"]


def test_the_same_file_named_twice_is_read_once(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    assert names([tmp_path / "a.txt", str(tmp_path / "*.txt")]) == ["a.txt"]


def test_equal_names_from_two_folders_stay_apart(tmp_path: Path) -> None:
    make(tmp_path, "x/a.txt", "y/a.txt")
    found = names([tmp_path / "x", tmp_path / "y"])
    assert len(set(found)) == 2
    assert all(name.endswith("a.txt") for name in found)


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")
    assert "a.txt" in names([tmp_path])
    assert not any("loop/" in name for name in names([tmp_path]))


def test_a_file_name_with_a_newline_is_a_file_name(tmp_path: Path) -> None:
    make(tmp_path, "a\nb.txt")
    assert names([tmp_path]) == ["a\nb.txt"]


@pytest.mark.parametrize("path", ["missing", "missing/*.txt", "missing.txt"])
def test_a_missing_path_is_refused_with_its_name_and_a_remedy(tmp_path: Path, path: str) -> None:
    with pytest.raises(Refusal, match="check the path") as refusal:
        find_files([tmp_path / path])
    assert path in str(refusal.value)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="holds no files"):
        find_files([tmp_path])
