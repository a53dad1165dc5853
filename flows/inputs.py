"""From the paths a user names to the files of a run."""

import glob
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import takewhile
from operator import attrgetter
from pathlib import Path

from flows.settings import Refusal
from flows.storage import InputFile, is_made
from transforms.read import KINDS

_OF_A_SYSTEM = ("~$", "Thumbs.db", "desktop.ini")  # what the names of files begin with that no person puts there
_PAGE_FOLDERS = ("_files", "-files", "_fichiers", "-Dateien")  # behind the name of a page that a browser saved
_PAGES = (".html", ".htm", ".HTML", ".HTM")

# A file and the folder its name in the tables is told from.
_Found = tuple[Path, Path]


def find_files(paths: Sequence[str | Path]) -> list[InputFile]:
    """Files under `paths` (files, folders read recursively, or globs), in the order of their names.

    A file is named from the folder given, or from the folder before a glob's first wildcard; of several folders given,
    as a shell gives them for an unquoted glob, from the one each lies in, since their names tell them apart. Where two
    files would have one name, they are named from the deepest folder above all that was given. A file found twice, also
    by a link, counts once. Paths are absolute: workers of a cluster read them from folders of their own.

    Hidden files are passed over, and so are those that a system or a browser puts beside others, also where a shell
    names them among others for an unquoted glob, and what a run has made, in whatever output and by whatever link it
    is found. Links to folders are not followed, so a loop of links ends nowhere. Raises Refusal for a path that does
    not exist, for a folder or glob with nothing in it, and where nothing is left but what runs have made.
    """
    first: dict[Path, _Found] = {}
    resolve, made = cache(Path.resolve), cache(is_made)  # folders of one call: another may find them moved
    paths = [path for path in paths if not _is_beside(Path(path))] or paths
    several = sum(map(os.path.isdir, paths)) > 1
    for root, file in [pair for path in paths for pair in _expand(str(path), several)]:
        first.setdefault(_target(file, resolve), (root, file))
    found = [place for target, place in first.items() if not made(target.parent)]
    if not found:
        raise Refusal(f"{', '.join(map(str, paths))}: holds only what runs have made; name a folder of articles")
    names = _names(found)
    files = (InputFile(file.absolute(), name) for (_, file), name in zip(found, names, strict=True))
    return sorted(files, key=attrgetter("name"))


def require_apart(paths: Sequence[str | Path], out: Path) -> None:
    """Refuse to make tables in a folder of articles: whoever empties the one loses the other."""
    for path in paths:
        if os.path.realpath(path) == os.path.realpath(out):
            raise Refusal(f"{out}: holds the articles, too; name another folder for the tables with --out")


def _expand(path: str, several: bool) -> Iterator[_Found]:
    if not path:
        raise Refusal("a path is empty; name a file, a folder (. for the one you stand in) or a glob")
    place = Path(path)
    try:
        folder, there = place.is_dir(), place.exists()
    except OSError as error:
        raise Refusal(f"{ascii(path)[1:-1]}: cannot be looked at ({error.strerror}); check the path") from None
    if folder:
        root = place.parent if several and place.name not in ("", "..") else place
        found = [(root, file) for file in _walk(place)]
        if not found:
            raise Refusal(f"{path}: holds no files; put articles in it ({KINDS}, each also .gz)")
        yield from found
    elif there:
        yield place.parent, place
    elif glob.has_magic(path) and (found := list(_match(place))):
        yield from found
    else:
        raise Refusal(f"{path}: no such file or folder; check the path (a glob must match something)")


def _match(pattern: Path) -> Iterator[_Found]:
    """Files that a glob matches, and those in the folders that it matches."""
    fixed = next(at for at, part in enumerate(pattern.parts) if glob.has_magic(part))
    if any("**" in part and part != "**" for part in pattern.parts):  # newer Pythons take it for a single *
        raise Refusal(f"{pattern}: ** stands for folders, alone between slashes; mend the glob")
    root = Path(*pattern.parts[:fixed])
    for match in sorted(root.glob(str(Path(*pattern.parts[fixed:])))):
        if any(part.startswith(".") for part in match.relative_to(root).parts) or _is_beside(match, root):
            continue
        if match.is_dir():
            yield from ((root, file) for file in _walk(match))
        else:
            yield root, match


def _walk(folder: Path) -> Iterator[Path]:
    """Files below a folder, and each folder below that may not be entered, which reading will say."""
    closed: list[Path] = []
    for parent, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not (name[0] == "." or _is_of_a_page(Path(parent, name))))
        yield from (Path(parent, name) for name in sorted(files) if not name.startswith((".", *_OF_A_SYSTEM)))
    yield from closed


def _is_beside(path: Path, root: Path = Path()) -> bool:
    """Whether a system or a browser put a file or folder beside articles, as `_walk` passes it over below `root`."""
    below = takewhile(lambda place: place != root, (path, *path.parents))
    return path.name.startswith(_OF_A_SYSTEM) or any(map(_is_of_a_page, below))


def _is_of_a_page(folder: Path) -> bool:
    """Whether a folder holds the pictures and scripts that a browser saved with a page beside it: Leak_files."""
    pages = [folder.name.removesuffix(end) for end in _PAGE_FOLDERS if folder.name.endswith(end)]
    return any(os.path.exists(folder.parent / f"{page}{suffix}") for page in pages for suffix in _PAGES)


def _target(file: Path, resolve: Callable[[Path], Path]) -> Path:
    """Where a file lies when all links are followed; itself where they lead nowhere."""
    if file.is_symlink():
        return file.resolve() if file.exists() else file.absolute()
    return resolve(file.parent) / file.name if file.exists() else file.absolute()


def _names(found: Sequence[_Found]) -> list[str]:
    """One name for each file, unlike all others and fit for the tables."""
    names = [_printable(file.relative_to(root)) for root, file in found]
    taken = Counter(names)
    if len(taken) == len(names):
        return names
    top = Path(os.path.commonpath([root.absolute() for root, _ in found]))
    names = [
        name if taken[name] == 1 else _printable(file.absolute().relative_to(top))
        for name, (_, file) in zip(names, found, strict=True)
    ]
    return list(_unlike(names))


def _unlike(names: Sequence[str]) -> Iterator[str]:
    """The names, each later one of two that are alike marked."""
    taken = set()
    for name in names:
        while name in taken:
            name = f"#{name}"
        taken.add(name)
        yield name


def _printable(path: Path) -> str:
    """A path as text; bytes of its name that are no UTF-8 are written as \\xNN, since no table can hold them."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
