"""From the paths a user names to the files of a run."""

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from flows.settings import Refusal
from flows.storage import InputFile
from transforms.read import SUFFIXES

KINDS = ", ".join(sorted(SUFFIXES))


def find_files(paths: Sequence[str | Path]) -> list[InputFile]:
    """Files under `paths` (files, folders read recursively, or globs), named relative to the folder given.

    Hidden files are passed over. Links to folders are not followed, so a loop of links ends nowhere. Raises
    Refusal for a path that does not exist and for a folder or glob with nothing in it.
    """
    named = [(root, file) for path in paths for root, file in _expand(str(path))]
    names = Counter(_name(root, file) for root, file in dict.fromkeys(named))
    files = {}
    for root, file in named:
        name = _name(root, file)
        files[file.resolve() if file.exists() else file] = InputFile(
            file, name if names[name] == 1 else file.absolute().as_posix().lstrip("/")
        )
    return sorted(files.values(), key=lambda file: file.name)


def _expand(path: str) -> Iterator[tuple[Path, Path]]:
    """(root, file) pairs; names are relative to the root."""
    place = Path(path)
    if place.is_dir():
        found = sorted(_walk(place))
        if not found:
            raise Refusal(f"{path}: holds no files; put articles in it ({KINDS}, each also .gz)")
        yield from ((place, file) for file in found)
    elif place.exists():
        yield place.parent, place
    elif found := sorted(Path(match) for match in glob.glob(path, recursive=True)):
        for file in found:
            yield from ((file, below) for below in _walk(file)) if file.is_dir() else [(file.parent, file)]
    else:
        raise Refusal(f"{path}: no such file or folder; check the path (a glob must match something)")


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in files if not name.startswith("."))


def _name(root: Path, file: Path) -> str:
    return file.relative_to(root).as_posix()
