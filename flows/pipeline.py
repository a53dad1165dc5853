"""The run: raw text in, a snapshot of tables out.

find → plan → read → (clean → segment → quotes → mentions → readability, a partition at a time) → entities →
statements → metrics → check → publish. What an earlier run made of the same articles by the same code is taken from its
snapshot; the tables come out the same, byte for byte, as if everything had been made anew.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from flows import storage
from flows.inputs import find_files, require_apart
from flows.partitions import Frame, Frames, Naming, Partition, interleave, plain, stack
from flows.plan import Articles, Plan, make_plan, read_watchlist, require_engine, tell_apart
from flows.quarantine import FAILED, reason_of
from flows.runners import PoolRunner, Progress, Runner
from flows.settings import Settings
from flows.stages import DRAFTED, ENTITIES, METRICS, PER_DOCUMENT, READ, SHAPE, SHAPED, SIGHTED, STATEMENTS
from transforms.articles import revised_articles
from transforms.ids import content_id
from transforms.read import size_limit
from transforms.tables import SCHEMA_VERSION, TABLES, conform, empty, rows_of

if TYPE_CHECKING:
    from transforms.check import Finding

FILES_A_READ = 50  # a choice: more of them keep a worker longer behind the others, fewer cost more starts
BYTES_A_READ = 64 << 20  # as they lie on the disk; a larger file is read alone
REMEMBERED = (
    "tellings",
    "texts",
    "words",
    "forms",
    "sentences",
    "pairs",
    "links",
)  # matching's own frames in a snapshot
OF_ARTICLES = (*DRAFTED, "mention_metrics")  # tables of which an article's own rows are checked
MATCHED = ("statements", "restatements")  # tables it takes over from
MOST_FAILED = 0.5  # share of a run's inputs that may fail before it is the pipeline that is broken


@dataclass(frozen=True)
class Outcome:
    """What a run did: the snapshot readers see now, its tables, and what there is to say about them."""

    snapshot: Path
    tables: Mapping[str, pd.DataFrame]
    findings: Sequence["Finding"] = ()
    notes: Sequence[str] = ()
    published: bool = True


class Unpublishable(Exception):
    """The tables break a rule or hold no article, or `strict` met a reject that is no duplicate; `out` stays."""

    def __init__(self, says: str, findings: Sequence["Finding"] = (), rejects: pd.DataFrame | None = None) -> None:
        super().__init__(f"{says}; nothing was published")
        self.findings = findings
        self.rejects = empty("rejects") if rejects is None else rejects


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
    require_apart(paths, out)
    naming = Naming(read_watchlist(settings), require_engine(settings))
    with storage.exclusive(out), runner or PoolRunner() as place:
        storage.tidy(out)
        plan = make_plan(files, out, settings, naming)
        articles, read = read_articles(plan, place, progress)
        if plan.before.snapshot and nothing_changed(articles, read.frames["rejects"], plan):
            refuse_rejects(plan.before.tables["rejects"], settings)
            storage.drop_old(out, settings.keep)
            return Outcome(plan.before.snapshot, plan.before.tables, notes=plan.notes, published=False)
        drafts = process(articles, read, plan, place, progress)
        corpus = finish(drafts, plan, place)
        tables = as_declared(corpus, drafts)
        tables["runs"] = add_run(tables, corpus, plan)
        findings = judge(tables, plan)
        snapshot = publish(out, tables, findings, corpus, plan)
        storage.drop_old(out, settings.keep)
        return Outcome(snapshot, tables, findings, plan.notes)


def read_articles(plan: Plan, runner: Runner, progress: Progress) -> tuple[Articles, Partition]:
    """The articles of this run, and the rejects there are before any is processed."""
    read = runner.chain([READ], [Partition(files=group) for group in grouped(plan.to_read)], progress)
    articles = tell_apart(gather(read, ["records"])["records"], plan)
    rejects = stack([*(part.frames["rejects"] for part in read), articles.rejects])
    return articles, Partition({"rejects": rejects}, seconds=sum_seconds(read))


def grouped(files: Sequence[storage.InputFile]) -> list[list[storage.InputFile]]:
    """Files to read at a time, so many that a worker can hold; where there are none, one group of none."""
    groups: list[list[storage.InputFile]] = [[]]
    held = 0
    for file in files:
        size = min(storage.file_size(file.path), size_limit(file.name))
        if groups[-1] and (len(groups[-1]) == FILES_A_READ or held + size > BYTES_A_READ):
            groups.append([])
            held = 0
        groups[-1].append(file)
        held += size
    return groups


def nothing_changed(articles: Articles, rejects: pd.DataFrame, plan: Plan) -> bool:
    """Whether the snapshot before already holds what this run would make."""
    before = plan.before
    if before.stale or len(articles.fresh):
        return False
    same_rejects = conform("rejects", rejects).equals(before.tables["rejects"])
    return same_rejects and set(articles.kept) == set(before.tables["documents"]["doc_id"])


def process(articles: Articles, read: Partition, plan: Plan, runner: Runner, progress: Progress) -> Partition:
    """Every per-document stage, over fresh articles whole and over kept ones from the first changed stage on."""
    pieces = chunks(articles.fresh.sort_values("doc_id"), plan.settings.partition_size)
    fresh = [Partition({"records": piece}, naming=plan.naming) for piece in pieces]
    made, again = runner.chain([*PER_DOCUMENT, SHAPE], fresh, progress), []
    drafts = gather(made, SHAPED)
    if articles.kept:
        held = held_before(plan)
        if stale := [stage for stage in PER_DOCUMENT if stage.name in plan.before.stale]:
            again = runner.chain([*stale, SHAPE], parted(held, articles.kept, plan), progress)
            held = gather(again, SHAPED)
        drafts = {name: interleave(articles.kept, held[name], drafts[name]) for name in SHAPED}
    rejects = stack([part.frames.get("rejects") for part in (read, *made, *again)])
    refuse_broken_stage(rejects, len(articles.seen))
    drafts |= {"rejects": rejects, "seen": articles.seen}
    return Partition(drafts, seconds=sum_seconds([read, *made, *again]))


def held_before(plan: Plan) -> Frames:
    """What the snapshot before holds of each article."""
    before = plan.before
    return {"sightings": before.left("sightings").astype(SIGHTED), **{table: before.tables[table] for table in DRAFTED}}


def parted(held: Frames, doc_ids: Sequence[str], plan: Plan) -> list[Partition]:
    """What is held of these articles, in partitions as stages want them."""
    size = plan.settings.partition_size
    piece = {doc_id: number // size for number, doc_id in enumerate(doc_ids)}
    kept = {name: rows_of(doc_ids, rows) for name, rows in held.items()}
    pieces = {name: dict(list(plain(rows).groupby(rows["doc_id"].map(piece)))) for name, rows in kept.items()}
    numbers = range(-(-len(doc_ids) // size))
    parts = ({name: pieces[name].get(n, rows.iloc[:0]) for name, rows in kept.items()} for n in numbers)
    return [Partition(part, naming=plan.naming) for part in parts]


def refuse_broken_stage(rejects: pd.DataFrame, n_articles: int) -> None:
    """Unpublishable where a stage fails not on an input of a strange kind but on most of them."""
    reasons = rejects["reason"].astype("string")
    failed = rejects[reasons.str.startswith(FAILED)]
    n_inputs = n_articles + int(reasons.str.startswith(reason_of(READ.name)).sum())  # what fails there is no article
    if len(failed) > MOST_FAILED * n_inputs:
        raise Unpublishable(f"{len(failed)} of {n_inputs} inputs {FAILED}", rejects=failed)


def recall(plan: Plan) -> Mapping[str, pd.DataFrame]:
    """What matching left in the snapshot before for this run; nothing where it must begin anew."""
    before = plan.before
    if not before.tables or STATEMENTS.name in before.stale:
        return {}
    kept = {name: before.left(f"{STATEMENTS.name}_{name}") for name in REMEMBERED}
    return {**kept, **{table: before.tables[table] for table in MATCHED}}


def finish(drafts: Partition, plan: Plan, runner: Runner) -> Partition:
    """The stages that see the whole corpus."""
    corpus = replace(drafts, memory=recall(plan))
    for stage in (ENTITIES, STATEMENTS, METRICS):
        corpus = runner.whole(stage, corpus)
    return corpus


def as_declared(corpus: Partition, drafts: Partition) -> dict[str, pd.DataFrame]:
    """Every table but `runs` in its declared shape; those that are as they were drafted are so already."""
    made: dict[str, pd.DataFrame] = {
        name: rows if name in DRAFTED and rows is drafts.frames[name] else conform(name, rows)
        for name, rows in corpus.frames.items()
        if name in TABLES
    }
    return {table: made[table] for table in TABLES if table != "runs"}


def add_run(tables: Mapping[str, pd.DataFrame], corpus: Partition, plan: Plan) -> pd.DataFrame:
    """The runs of the snapshot before and this one."""
    before = plan.before.tables
    asked = json.dumps(plan.settings.on_tables(), sort_keys=True)
    row = {
        "run_id": content_id("run", plan.started.isoformat(), asked, *corpus.frames["seen"]["doc_id"]),
        "started_at": plan.started,
        "version": version("restated"),
        "settings": asked,
        **count_inputs(tables["documents"], before["documents"] if before else empty("documents")),
        "inputs_rejected": len(tables["rejects"]),
        "rows": [{"table": table, "rows": len(rows)} for table, rows in tables.items()],
        "seconds": [{"stage": stage, "seconds": round(spent, 6)} for stage, spent in corpus.seconds.items()],
    }
    return conform("runs", stack([before["runs"] if before else None, pd.DataFrame([row])]))


def count_inputs(now: pd.DataFrame, then: pd.DataFrame) -> dict[str, int]:
    """Articles seen, new, changed and removed, against the snapshot before; `diff` counts alike."""
    appeared = int((~now["doc_id"].isin(then["doc_id"])).sum())
    gone = int((~then["doc_id"].isin(now["doc_id"])).sum())
    changed = len(revised_articles(then, now))
    return {
        "inputs_seen": len(now),
        "inputs_new": appeared - changed,
        "inputs_changed": changed,
        "inputs_removed": gone - changed,
    }


def judge(tables: Mapping[str, pd.DataFrame], plan: Plan) -> list["Finding"]:
    """Warnings about the tables; Unpublishable where they break a rule, or hold no article at all."""
    from transforms.check import check_drift, check_tables
    from transforms.check.drift import shipped_thresholds

    if tables["documents"].empty:
        held = len(plan.before.tables["documents"]) if plan.before.tables else 0
        says = f", and the tables there hold {held:,}" if held else ""
        raise Unpublishable(f"no input holds an article{says}", rejects=tables["rejects"])
    findings = check_tables(tables, found_sound(plan))
    if broken := [finding for finding in findings if finding.severity == "error"]:
        raise Unpublishable(f"{plural(len(broken), 'quality rule')} broken", findings)
    refuse_rejects(tables["rejects"], plan.settings)
    return findings + check_drift(tables, plan.before.tables or None, shipped_thresholds())


def refuse_rejects(rejects: pd.DataFrame, settings: Settings) -> None:
    """Unpublishable where `strict` asks that every input be processed; a duplicate was, by the name of its twin."""
    if not settings.strict:
        return
    from transforms.read import are_duplicates

    lost = rejects[~are_duplicates(rejects)]
    if len(lost):
        raise Unpublishable(f"{plural(len(lost), 'input')} rejected, and --strict was asked", rejects=lost)


def found_sound(plan: Plan) -> dict[str, pd.DataFrame] | None:
    """Rows that this run's own rules found sound in the snapshot before."""
    before = plan.before
    if not before.sound or before.from_the_start:
        return None
    return {table: before.tables[table] for table in OF_ARTICLES}


def plural(number: int, what: str) -> str:
    """`number` of `what`, and how they are spoken of.

    >>> plural(1, "input"), plural(2, "input")
    ('1 input is', '2 inputs are')
    """
    return f"1 {what} is" if number == 1 else f"{number:,} {what}s are"


def publish(
    out: Path, tables: Mapping[str, pd.DataFrame], findings: Sequence["Finding"], corpus: Partition, plan: Plan
) -> Path:
    """One new snapshot: tables, report, and what the next run wants to find again."""
    from transforms.report import render_report

    run_id = tables["runs"].sort_values("started_at")["run_id"].iloc[-1]
    digests = pd.DataFrame(sorted(plan.digests.items()), columns=["name", "digest"])
    memory = {f"{STATEMENTS.name}_{name}": corpus.memory[name] for name in REMEMBERED}
    before = plan.before.snapshot.name if plan.before.snapshot else None
    manifest = {
        "schema_version": SCHEMA_VERSION,
        "run_id": run_id,
        storage.BUILT_ON: before,
        "fingerprints": plan.prints,
    }
    return storage.publish(
        out,
        f"{plan.started:%Y%m%dT%H%M%S.%f}Z-{run_id[:6]}",
        tables,
        {"files": digests, "seen": corpus.frames["seen"], "sightings": corpus.frames["sightings"], **memory},
        {storage.REPORT: render_report(tables, findings), storage.MANIFEST: json.dumps(manifest, indent=1)},
    )


def chunks(rows: pd.DataFrame, size: int) -> list[pd.DataFrame]:
    """`rows` in pieces of `size`; where there are none, one empty piece, of which stages make empty frames."""
    return [rows.iloc[i : i + size].reset_index(drop=True) for i in range(0, max(1, len(rows)), size)]


def gather(partitions: Sequence[Partition], names: Sequence[Frame]) -> Frames:
    """The named frames of all partitions, one under the other."""
    return {name: stack([part.frames[name] for part in partitions]) for name in names}


def sum_seconds(partitions: Sequence[Partition]) -> dict[str, float]:
    """Seconds of each stage, over all partitions."""
    seconds: Counter[str] = Counter()
    for partition in partitions:
        seconds.update(partition.seconds)
    return dict(seconds)
