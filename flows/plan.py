"""What a run must do: which inputs to read, which articles are new, what may be kept of the snapshot before.

Two digests decide. A file's says whether it must be read again; a record's (its text and all that came with it)
says whether its article must be processed again. Files with rejects are always read again: they are few, and an
article that was a duplicate yesterday may stand alone today.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from flows import storage
from flows.fingerprints import fingerprints
from flows.settings import Refusal, Settings
from flows.stages import stale_stages
from flows.storage import InputFile
from transforms.ids import content_id
from transforms.read import reject_duplicates

SEEN = ["doc_id", "source_path", "record", "digest"]
RECORD_FIELDS = ("doc_id", "source_path", "record", "source", "url", "title", "published_at", "markup", "warnings")
FROM_THE_START = {"read", "clean", "segment"}  # stages whose inputs no snapshot holds


@dataclass(frozen=True)
class Before:
    """What the snapshot before holds that a run may use; empty before the first and with `--rebuild`."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    seen: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=SEEN))
    stale: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Files to read, files that need not be, and what is known of the latter's articles."""

    to_read: list[InputFile]
    kept_files: frozenset[str]
    digests: dict[str, str]
    before: Before
    prints: dict[str, str]
    watchlist: tuple[Any, ...] | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Articles:
    """The articles of a run, each once: `fresh` are records to process, `kept` ids of those in the snapshot before."""

    fresh: pd.DataFrame
    kept: list[str]
    seen: pd.DataFrame
    duplicates: pd.DataFrame


def make_plan(files: Sequence[InputFile], out: Path, settings: Settings) -> Plan:
    """Compare `files` and the code with what made the current snapshot of `out`."""
    prints = fingerprints(settings)
    before, notes = _look_back(out, settings, prints)
    digests = {file.name: _digest(file) for file in files}
    with_rejects = set(before.tables["rejects"]["path"]) if before.tables else set()
    again = bool(FROM_THE_START & set(before.stale))
    kept = frozenset(
        name
        for name, digest in digests.items()
        if digest and not again and before.files.get(name) == digest and name not in with_rejects
    )
    to_read = [file for file in files if file.name not in kept]
    return Plan(to_read, kept, digests, before, prints, _watchlist(settings), tuple(notes))


def _watchlist(settings: Settings) -> tuple[Any, ...] | None:
    if settings.watchlist is None:
        return None
    from transforms.mentions import parse_watchlist

    try:
        return tuple(parse_watchlist(str(settings.watchlist), storage.read_text(settings.watchlist)))
    except ValueError as error:
        raise Refusal(str(error)) from None


def _look_back(out: Path, settings: Settings, prints: dict[str, str]) -> tuple[Before, list[str]]:
    snapshot = storage.current_snapshot(out)
    if snapshot is None:
        return Before(), []
    manifest = storage.read_manifest(snapshot)
    if settings.rebuild:
        return Before(), ["Everything is made anew, as --rebuild asks."]
    stale = stale_stages([name for name, printed in prints.items() if manifest["fingerprints"].get(name) != printed])
    notes = [
        f"Changed since the last run: code or settings of {stale[0]}; made anew from there on: {', '.join(stale)}."
    ]
    files = storage.read_extra(snapshot, "files")
    return (
        Before(
            {**storage.read_tables(out), "sightings": storage.read_extra(snapshot, "sightings")},
            dict(zip(files["name"], files["digest"], strict=True)),
            storage.read_extra(snapshot, "seen").astype({"record": object}),
            tuple(stale),
        ),
        notes if stale else [],
    )


def _digest(file: InputFile) -> str:
    try:
        return storage.file_digest(file.path)
    except OSError:
        return ""  # reading it will say why


def tell_apart(records: pd.DataFrame, plan: Plan) -> Articles:
    """Each article once, among those just read and those of files that were kept; new ones told from known ones."""
    known = plan.before.seen
    read = records.assign(digest=[content_id(*row) for row in records[list(RECORD_FIELDS)].itertuples(index=False)])
    unread = known[known["source_path"].isin(plan.kept_files)]
    once, duplicates = reject_duplicates(
        pd.concat([read, unread], ignore_index=True).astype(object).replace({float("nan"): None})
    )
    again = bool(FROM_THE_START & set(plan.before.stale))
    same = once["digest"].isin(set() if again else set(known["digest"]))
    # an article whose twin in another file went away is known by no digest, so its text is at hand: it was just read
    return Articles(
        once[~same].drop(columns="digest").reset_index(drop=True),
        sorted(once.loc[same, "doc_id"]),
        once[SEEN].sort_values("doc_id", ignore_index=True),
        duplicates,
    )
