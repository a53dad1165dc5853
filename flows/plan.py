"""What a run must do: which inputs to read, which articles are new, what may be kept of the snapshot before.

Two digests decide. A file's says whether it must be read again; a record's (its text and all that came with it)
says whether its article must be processed again. Files with rejects are always read again: they are few, and an
article that was a duplicate yesterday may stand alone today.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from flows import storage
from flows.fingerprints import fingerprints
from flows.partitions import Naming, plain
from flows.settings import Refusal, Settings
from flows.stages import CHECK, STAGE_NAMES, stale_stages
from flows.storage import InputFile
from transforms.ids import content_id
from transforms.read import RECORD_COLUMNS, reject_duplicates, size_limit

if TYPE_CHECKING:
    from transforms.mentions import WatchlistEntry

SEEN = {"doc_id": "string", "text_key": "string", "source_path": "string", "record": "Int64", "digest": "string"}
DIGESTED = [name for name in RECORD_COLUMNS if name != "text"]  # doc_id is the text's hash
PLACE = ["doc_id", "source_path", "record"]
COMPARED = ("documents", "quotes", "rejects", "runs")  # what a run reads of the snapshot before to tell what changed
_ANEW = "Everything is made anew, as --rebuild asks."
_UNREAD = "The tables before cannot be read: the list of runs begins anew, and changes are not counted."
FROM_THE_START = {"read", "clean", "segment"}  # stages whose inputs no snapshot holds


@dataclass(frozen=True)
class Before:
    """The snapshot before: what it holds, and which stages made it by other code or settings than this run's.

    tables  its tables; none before the first run
    files   digest of each input file, by name
    seen    its articles and those that a stage rejected (columns `SEEN`)
    stale   stages that must run again
    sound   whether the rules of this run's code have been held to each article's rows
    """

    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    seen: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(SEEN)).astype(SEEN))
    stale: tuple[str, ...] = ()
    sound: bool = False
    snapshot: Path | None = None

    @property
    def from_the_start(self) -> bool:
        """Whether nothing of it may be kept."""
        return not self.tables or bool(FROM_THE_START & set(self.stale))

    def left(self, name: str) -> pd.DataFrame:
        """What its run left for this one under `name`; KeyError where there was none."""
        if self.snapshot is None:
            raise KeyError(name)
        return storage.read_extra(self.snapshot, name)


@dataclass(frozen=True)
class Plan:
    """Files to read, files that need not be, and what is known of the latter's articles.

    naming   what names are found by, as asked
    started  when the run did
    """

    settings: Settings
    naming: Naming
    started: datetime
    to_read: list[InputFile]
    kept_files: frozenset[str]
    digests: dict[str, str]
    before: Before
    prints: dict[str, str]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Articles:
    """The articles of a run, each once, and those among them that need not be processed.

    fresh    records to process
    kept     ids of articles whose rows the snapshot before holds
    seen     every article (columns `SEEN`)
    rejects  duplicates, and articles that the snapshot before says a stage rejects
    """

    fresh: pd.DataFrame
    kept: list[str]
    seen: pd.DataFrame
    rejects: pd.DataFrame


def read_watchlist(settings: Settings) -> "tuple[WatchlistEntry, ...] | None":
    """Entries of the watchlist asked for; Refusal names the file, the line and the remedy."""
    if settings.watchlist is None:
        return None
    from transforms.mentions import parse_watchlist

    try:
        return tuple(parse_watchlist(str(settings.watchlist), storage.read_text(settings.watchlist)))
    except ValueError as error:
        raise Refusal(str(error)) from None


def require_engine(settings: Settings) -> str:
    """What finds names, as asked for; Refusal with the remedy where it is not installed."""
    from transforms.tables import RULES

    engine = settings.entities
    if engine == RULES:
        return engine
    try:
        import spacy
    except ImportError:
        says = f"--entities {engine}: spaCy is not installed"
        raise Refusal(f"{says}; install the extra restated[spacy], or use --entities {RULES}") from None
    if engine not in spacy.util.get_installed_models() and not Path(engine, "config.cfg").is_file():
        says = f"--entities {engine}: no spaCy model of that name is installed, nor does a folder of it hold one"
        raise Refusal(f"{says}; install it, or use --entities {RULES}")
    return engine


def make_plan(files: Sequence[InputFile], out: Path, settings: Settings, naming: Naming) -> Plan:
    """Compare `files` and the code with what made the current snapshot of `out`."""
    prints = fingerprints(naming)
    before, notes = _look_back(out, settings, prints)
    digests = {file.name: _digest(file) for file in files}
    kept = frozenset() if before.from_the_start else _unchanged(digests, before)
    to_read = [file for file in files if file.name not in kept]
    return Plan(
        settings=settings,
        naming=naming,
        started=_start(before),
        to_read=to_read,
        kept_files=kept,
        digests=digests,
        before=before,
        prints=prints,
        notes=tuple(notes),
    )


def _start(before: Before) -> datetime:
    """Now; where the clock was ahead in the run before, right after that: the last run is told by when it started."""
    now = datetime.now(UTC)
    if not before.tables:
        return now
    last: datetime = before.tables["runs"]["started_at"].max().to_pydatetime()
    return max(now, last + timedelta(microseconds=1))


def _look_back(out: Path, settings: Settings, prints: Mapping[str, str]) -> tuple[Before, list[str]]:
    snapshot = storage.current_snapshot(out)
    if snapshot is None:
        return Before(), []
    try:
        manifest = storage.read_manifest(snapshot)
    except storage.OtherVersion:
        return Before(), [
            "Another version of Restated made the tables before: all is made anew, changes are not counted."
        ]
    except Refusal:
        if not settings.rebuild:
            raise
        return Before(), [_ANEW, _UNREAD]
    if settings.rebuild:
        return _made_anew(snapshot)
    storage.require_unchanged(snapshot)
    then = manifest["fingerprints"]
    stale = stale_stages([name for name in prints if then.get(name) != prints[name]])
    said = f"Changed since the last run: code or settings of {stale[0]}; made anew" if stale else ""
    files = storage.read_extra(snapshot, "files")
    before = Before(
        tables=storage.SnapshotTables(snapshot),
        files=dict(zip(files["name"], files["digest"], strict=True)),
        seen=storage.read_extra(snapshot, "seen"),
        stale=tuple(stale),
        sound=then.get(CHECK) == prints[CHECK],
        snapshot=snapshot,
    )
    return before, [f"{said}: {', '.join(stale)}."] if stale else []


def _made_anew(snapshot: Path) -> tuple[Before, list[str]]:
    """All stages are stale; of the tables only what changes are counted against, where it can be read."""
    tables: Mapping[str, pd.DataFrame] = storage.SnapshotTables(snapshot)
    notes = [_ANEW]
    try:
        storage.require_unchanged(snapshot, COMPARED)
        for table in COMPARED:
            tables[table]
    except Refusal:
        tables = {}
        notes.append(_UNREAD)
    return Before(tables, stale=STAGE_NAMES, snapshot=snapshot), notes


def _digest(file: InputFile) -> str:
    """Hash of a file; "" of one that is rejected unread, though it be a film of many gigabytes."""
    try:
        readable = storage.file_size(file.path) <= size_limit(file.name)
        return storage.file_digest(file.path) if readable else ""
    except OSError:
        return ""  # reading it will say why


def _unchanged(digests: Mapping[str, str], before: Before) -> frozenset[str]:
    with_rejects = set(before.tables["rejects"]["path"])
    unchanged = (name for name, digest in digests.items() if digest and before.files.get(name) == digest)
    return frozenset(name for name in unchanged if name not in with_rejects)


def tell_apart(records: pd.DataFrame, plan: Plan) -> Articles:
    """Each article once, among those just read and those of files that were kept; new ones told from known ones."""
    known = plan.before.seen
    read = records.assign(digest=[content_id(*row) for row in records[DIGESTED].itertuples(index=False)])
    unread = known[known["source_path"].isin(plan.kept_files)]
    found = plain(pd.concat([read, unread], ignore_index=True))
    digest_of = dict(zip(found[PLACE].itertuples(index=False, name=None), found["digest"], strict=True))
    parsed = reject_duplicates(found)
    once = parsed.records
    once = once.assign(digest=[digest_of[place] for place in once[PLACE].itertuples(index=False, name=None)])
    kept, rejected = _known(once, plan.before)
    return Articles(
        fresh=once[~(kept | rejected)].drop(columns="digest").reset_index(drop=True),
        kept=sorted(once.loc[kept, "doc_id"]),
        seen=once[list(SEEN)].astype(SEEN).sort_values("doc_id", ignore_index=True),
        rejects=pd.concat([parsed.rejects, _rejects_of(once[rejected], plan.before)], ignore_index=True),
    )


def _known(articles: pd.DataFrame, before: Before) -> tuple[pd.Series, pd.Series]:
    """Articles whose rows the snapshot before holds, and those that it says a stage of unchanged code rejects."""
    if before.from_the_start:
        none = pd.Series(False, index=articles.index)
        return none, none
    known = articles["digest"].isin(set(before.seen["digest"]))
    held = articles["doc_id"].isin(set(before.tables["documents"]["doc_id"]))
    return known & held, known & ~held & (not before.stale)


def _rejects_of(articles: pd.DataFrame, before: Before) -> pd.DataFrame | None:
    if articles.empty:
        return None
    rows = plain(before.tables["rejects"])
    places = set(articles[["source_path", "record"]].itertuples(index=False, name=None))
    return rows[[place in places for place in rows[["path", "record"]].itertuples(index=False, name=None)]]
