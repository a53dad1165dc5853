"""The run: raw text in, a snapshot of tables out.

find → plan → read → (clean → segment → quotes → mentions → readability, a partition at a time) → statements →
metrics → check → publish. What an earlier run made of the same articles by the same code is taken from its
snapshot; the tables come out the same, byte for byte, as if everything had been made anew.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from flows import storage
from flows.inputs import find_files
from flows.plan import Articles, Plan, make_plan, tell_apart
from flows.runners import LocalRunner, Progress, Runner
from flows.settings import Settings
from flows.stages import METRICS, PER_DOCUMENT, READ, STATEMENTS, Partition
from transforms.ids import content_id
from transforms.tables import SCHEMA_VERSION, TABLES, conform

FILES_A_READ = 50
PER_DOCUMENT_TABLES = ("documents", "paragraphs", "sentences", "quotes", "mentions", "readability", "sightings")


@dataclass(frozen=True)
class Outcome:
    """What a run did: the snapshot readers see now, its tables, and what there is to say about them."""

    snapshot: Path
    tables: Mapping[str, pd.DataFrame]
    findings: Sequence[Any] = ()
    notes: Sequence[str] = ()
    published: bool = True


class Unpublishable(Exception):
    """The tables break a rule, or `strict` was asked and inputs were rejected; `out` stays as it was."""

    def __init__(self, says: str, findings: Sequence[Any] = (), rejects: pd.DataFrame | None = None) -> None:
        super().__init__(says)
        self.findings = findings
        self.rejects = rejects


def run(
    paths: Sequence[str | Path],
    out: Path,
    settings: Settings | None = None,
    runner: Runner | None = None,
    progress: Progress = lambda what, done, of: None,
) -> Outcome:
    """Make all tables of the articles under `paths` and publish them in `out`.

    The tables mirror `paths`: articles that are no longer there leave them. Raises Refusal where the run cannot
    start as asked and Unpublishable where its tables must not be published; in both cases `out` stays as it was.
    """
    settings = settings or Settings()
    files = find_files(paths)
    with storage.exclusive(out), runner or LocalRunner() as place:
        storage.tidy(out)
        started = datetime.now(UTC)
        plan = make_plan(files, out, settings)
        read = read_files(plan, place, progress)
        articles = tell_apart(read["records"], plan)
        if nothing_changed(articles, read, plan):
            snapshot = storage.current_snapshot(out)
            return Outcome(snapshot, plan.before.tables, notes=plan.notes, published=False)
        drafts = process(articles, read, plan, settings, place, progress)
        tables = finish(drafts, place)
        tables["runs"] = add_run(tables, articles, plan, settings, started, drafts["seconds"])
        findings = judge(tables, plan, settings)
        snapshot = publish(out, tables, drafts, articles, plan, started)
        storage.drop_old(out, settings.keep)
        return Outcome(snapshot, tables, findings, plan.notes)


def read_files(plan: Plan, runner: Runner, progress: Progress) -> Partition:
    """Records and rejects of every file that must be read."""
    files = plan.to_read
    groups = [{"files": files[i : i + FILES_A_READ]} for i in range(0, len(files), FILES_A_READ)]
    return gather(runner.chain([READ], groups, progress), ("records", "rejects"))


def nothing_changed(articles: Articles, read: Partition, plan: Plan) -> bool:
    """Whether the snapshot before already holds what this run would make."""
    before = plan.before
    if not before.tables or before.stale or len(articles.fresh):
        return False
    rejects = pd.concat([read["rejects"], articles.duplicates])
    same_rejects = conform("rejects", rejects).equals(before.tables["rejects"])
    return same_rejects and set(articles.kept) == set(before.tables["documents"]["doc_id"])


def process(
    articles: Articles, read: Partition, plan: Plan, settings: Settings, runner: Runner, progress: Progress
) -> Partition:
    """Every per-document stage, over fresh articles whole and over kept ones from the first changed stage on."""
    asked = {"watchlist": plan.watchlist, "engine": settings.entities}
    size = settings.partition_size
    fresh = [{"records": chunk, **asked} for chunk in chunks(articles.fresh.sort_values("doc_id"), size)]
    made = runner.chain(PER_DOCUMENT, fresh, progress)
    stale = [stage for stage in PER_DOCUMENT if stage.name in plan.before.stale]
    kept = kept_partitions(articles.kept, plan, size if stale else max(1, len(articles.kept)))
    made += runner.chain(stale, [{**partition, **asked} for partition in kept], progress) if stale else kept
    drafts = gather(made, PER_DOCUMENT_TABLES)
    rejects = [read["rejects"], articles.duplicates, *(p["rejects"] for p in made if "rejects" in p)]
    seconds = Counter(read["seconds"])
    seconds.update(drafts["seconds"])
    return {**drafts, "rejects": stack(rejects, "rejects"), "seconds": dict(seconds)}


def kept_partitions(kept: Sequence[str], plan: Plan, size: int) -> list[Partition]:
    """What the snapshot before holds of the kept articles, `size` articles a partition."""
    if not kept:
        return []
    held = plan.before.tables
    groups = [frozenset(kept[i : i + size]) for i in range(0, len(kept), size)]
    return [{name: held[name][held[name]["doc_id"].isin(group)] for name in PER_DOCUMENT_TABLES} for group in groups]


def finish(drafts: Partition, runner: Runner) -> dict[str, pd.DataFrame]:
    """The stages that see the whole corpus, and every table but `runs` in its declared shape."""
    corpus = {**drafts, "quotes": drafts["quotes"].sort_values(["doc_id", "start", "end"], ignore_index=True)}
    corpus = runner.whole(METRICS, runner.whole(STATEMENTS, corpus))
    drafts["seconds"] = corpus["seconds"]
    return {table: conform(table, corpus[table]) for table in TABLES if table != "runs"}


def add_run(
    tables: Mapping[str, pd.DataFrame],
    articles: Articles,
    plan: Plan,
    settings: Settings,
    started: datetime,
    seconds: Mapping[str, float],
) -> pd.DataFrame:
    """The runs of the snapshot before and this one."""
    before = plan.before.tables
    asked = json.dumps(settings.on_tables(), sort_keys=True)
    row = {
        "run_id": content_id("run", started.isoformat(), asked, *articles.seen["doc_id"]),
        "started_at": started,
        "version": version("restated"),
        "settings": asked,
        **count_inputs(articles, before),
        "inputs_rejected": len(tables["rejects"]),
        "rows": [{"table": table, "rows": len(rows)} for table, rows in tables.items()],
        "seconds": [{"stage": stage, "seconds": round(spent, 6)} for stage, spent in seconds.items()],
    }
    return conform("runs", stack([before.get("runs"), pd.DataFrame([row])], "runs"))


def count_inputs(articles: Articles, before: Mapping[str, pd.DataFrame]) -> dict[str, int]:
    """Articles seen, new, changed (the same place holds another text) and removed, against the snapshot before."""
    now = articles.seen
    then = before["documents"] if before else now.iloc[:0]
    appeared = now[~now["doc_id"].isin(then["doc_id"])]
    gone = then[~then["doc_id"].isin(now["doc_id"])]
    changed = len(_places(appeared) & _places(gone))
    return {
        "inputs_seen": len(now),
        "inputs_new": len(appeared) - changed,
        "inputs_changed": changed,
        "inputs_removed": len(gone) - changed,
    }


def _places(rows: pd.DataFrame) -> set[tuple[str, int]]:
    return set(zip(rows["source_path"], rows["record"].fillna(0).astype(int), strict=True))


def judge(tables: Mapping[str, pd.DataFrame], plan: Plan, settings: Settings) -> list[Any]:
    """Warnings about the tables; Unpublishable where they break a rule."""
    from transforms.check import check_drift, check_tables
    from transforms.check.drift import shipped_thresholds

    findings = check_tables(tables)
    if findings:
        raise Unpublishable(f"{len(findings)} quality rules are broken; nothing was published", findings)
    if settings.strict and len(tables["rejects"]):
        says = f"{len(tables['rejects'])} inputs were rejected and --strict was asked; nothing was published"
        raise Unpublishable(says, rejects=tables["rejects"])
    return check_drift(tables, plan.before.tables or None, shipped_thresholds())


def publish(
    out: Path,
    tables: Mapping[str, pd.DataFrame],
    drafts: Partition,
    articles: Articles,
    plan: Plan,
    started: datetime,
) -> Path:
    """One new snapshot: tables, report, and what the next run wants to find again."""
    from transforms.report import render_report

    run_id = tables["runs"].sort_values("started_at")["run_id"].iloc[-1]
    seen = articles.seen[articles.seen["doc_id"].isin(tables["documents"]["doc_id"])]
    digests = pd.DataFrame(sorted(plan.digests.items()), columns=["name", "digest"])
    sightings = drafts["sightings"].sort_values(["doc_id", "entity_id"], ignore_index=True)
    manifest = {"schema_version": SCHEMA_VERSION, "run_id": run_id, "fingerprints": plan.prints}
    return storage.publish(
        out,
        f"{started:%Y%m%dT%H%M%S.%f}Z-{run_id[:6]}",
        tables,
        {"files": digests, "seen": seen.reset_index(drop=True), "sightings": sightings},
        {storage.REPORT: render_report(tables), storage.MANIFEST: json.dumps(manifest, indent=1)},
    )


def chunks(rows: pd.DataFrame, size: int) -> list[pd.DataFrame]:
    """`rows` in pieces of `size`."""
    return [rows.iloc[i : i + size].reset_index(drop=True) for i in range(0, len(rows), size)]


def gather(partitions: Sequence[Partition], names: Sequence[str]) -> Partition:
    """The named frames of all partitions, one under the other, and the seconds of each stage summed."""
    seconds: Counter[str] = Counter()
    for partition in partitions:
        seconds.update(partition.get("seconds", {}))
    return {**{name: stack([p[name] for p in partitions], name) for name in names}, "seconds": dict(seconds)}


def stack(frames: Sequence[pd.DataFrame | None], table: str) -> pd.DataFrame:
    """Frames one under the other; with no rows at all, the declared table empty."""
    filled = [frame.astype(object) for frame in frames if frame is not None and len(frame)]
    if filled:
        return pd.concat(filled, ignore_index=True)
    shaped = [frame for frame in frames if frame is not None and len(frame.columns)]
    if shaped:
        return shaped[0].iloc[:0]
    return pd.DataFrame(columns=list(TABLES[table].to_schema().columns) if table in TABLES else ["doc_id", "entity_id"])
