"""The run as a Prefect flow: for servers, schedules and Dask. The same stages, another runner.

A task is one stage on one partition, never one article: a task costs milliseconds of bookkeeping. Reading is the
only stage that retries, for only files fail for a while. Results are not cached by Prefect; the snapshot is the
cache.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

os.environ.setdefault("DO_NOT_TRACK", "1")  # Prefect reports its use to its makers, unless told not to beforehand

from prefect import Task, flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.schedules import CronSchedule
from prefect.context import TaskRunContext
from prefect.futures import PrefectFuture, as_completed
from prefect.schedules import Cron
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner
from pydantic import Field, PositiveInt

from flows.inputs import find_files, require_apart
from flows.partitions import Partition
from flows.pipeline import Outcome, Unpublishable
from flows.pipeline import run as run_stages
from flows.plan import read_watchlist, require_engine
from flows.runners import (
    RETRY_SECONDS,
    Progress,
    dask_address,
    require_dask,
    require_shared_locks,
    title,
    workers_may_die,
)
from flows.settings import DEFAULT_OUT, Refusal, Settings
from flows.stages import Stage
from flows.storage import REPORT
from flows.summary import REJECTS_SHOWN, headline, reject_lines, since_before

if TYPE_CHECKING:
    from transforms.check import Finding

TAGS = ["restated"]  # of every task: each further set of tags makes Prefect 3.8 wait two seconds for its slots


def run_stage(stage: Stage, partition: Partition) -> Partition:
    """One stage on one partition, told which attempt this is."""
    context = TaskRunContext.get()
    return stage(partition, context.task_run.run_count if context else 1)


def as_task(stage: Stage, number: int) -> Task[[Stage, Partition], Partition]:
    """The Prefect task that runs `stage` on partition `number`."""
    as_stage = task(
        name=stage.name,
        task_run_name=f"{stage.name}-{number}",
        tags=TAGS,
        retries=stage.retries,
        retry_delay_seconds=RETRY_SECONDS,
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    return as_stage(run_stage)


class PrefectRunner:
    """Stages as tasks of the flow that is running, on threads, processes or Dask workers (`kind`)."""

    def __init__(self, kind: str = "thread") -> None:
        self._place = _TASK_RUNNERS[kind]()

    def __enter__(self) -> Self:
        self._place.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._place.__exit__(kind, error, trace)

    def chain(self, stages: Sequence[Stage], partitions: Iterable[Partition], progress: Progress) -> list[Partition]:
        """Each partition's tasks wait for one another; partitions do not."""
        futures = []
        for number, partition in enumerate(partitions):
            made: Any = partition
            for stage in stages:
                made = self._submit(stage, number, made)
            futures.append(made)
        with workers_may_die():
            for done, _ in enumerate(as_completed(futures), start=1):
                progress(title(stages), done, len(futures))
            return [future.result() for future in futures]

    def whole(self, stage: Stage, partition: Partition) -> Partition:
        """One task, in this process: the corpus is here already."""
        return as_task(stage, 0)(stage, partition)

    def _submit(self, stage: Stage, number: int, partition: Any) -> PrefectFuture[Partition]:
        given = {"stage": stage, "partition": partition}
        future: PrefectFuture[Partition] = self._place.submit(as_task(stage, number), given)
        return future


def _processes() -> TaskRunner[Any]:
    require_shared_locks()
    return ProcessPoolTaskRunner(max_workers=os.cpu_count())


def _dask() -> TaskRunner[Any]:
    require_dask()
    from prefect_dask.task_runners import DaskTaskRunner

    if address := dask_address():
        return DaskTaskRunner(address=address)
    return DaskTaskRunner(cluster_kwargs={"threads_per_worker": 1, "dashboard_address": None})


_TASK_RUNNERS: dict[str, Callable[[], TaskRunner[Any]]] = {
    "thread": lambda: ThreadPoolTaskRunner(max_workers=os.cpu_count()),
    "process": _processes,
    "dask": _dask,
}


@flow(name="restated", description=__doc__, validate_parameters=True)
def restated(
    paths: Annotated[list[str], Field(min_length=1)],
    out: str = DEFAULT_OUT,
    runner: Literal["thread", "process", "dask"] = "thread",
    partition_size: PositiveInt = Settings.partition_size,
    watchlist: str | None = None,
    entities: str = Settings.entities,
    rebuild: bool = False,
    strict: bool = False,
    keep: PositiveInt = Settings.keep,
) -> Outcome:
    """Make all tables of the articles under `paths` in the folder `out`.

    paths           files, folders or globs
    out             folder of the tables
    runner          where tasks run; dask is the cluster of DASK_SCHEDULER_ADDRESS, else one of its own
    partition_size  articles a task takes at a time
    watchlist       CSV or YAML of names that win over the rules
    entities        "rules", or the name of an installed spaCy model
    rebuild         process every article, also those already in the tables
    strict          fail, and publish nothing, when an input is rejected that is no duplicate
    keep            snapshots to keep
    """
    names = Path(watchlist) if watchlist else None
    settings = Settings(partition_size, names, entities, rebuild, strict, keep)
    try:
        outcome = run_stages(paths, Path(out), settings, PrefectRunner(runner), _log)
    except Unpublishable as reason:
        _record_findings(reason.findings, str(reason))
        raise
    _say(outcome)
    _record(outcome, Path(out))
    return outcome


def _log(what: str, done: int, of: int) -> None:
    get_run_logger().info("%s: %d of %d partitions", what, done, of)


def _say(outcome: Outcome) -> None:
    """Log what came of the run: of a schedule nobody sees the terminal."""
    log = get_run_logger()
    for note in outcome.notes:
        log.info("%s", note)
    came = (since_before(outcome.tables["runs"]) or "the first run") if outcome.published else "nothing changed"
    log.info("%s; %s", headline(outcome.tables), came)
    if left_out := len(outcome.tables["rejects"]):
        log.warning("inputs not processed, listed in rejects: %d", left_out)
    for finding in outcome.findings:
        log.warning("%s %s", finding.says, finding.remedy)


def _record(outcome: Outcome, out: Path) -> None:
    rows = [{"table": table, "rows": len(made)} for table, made in outcome.tables.items()]
    create_table_artifact(rows, key="restated-tables", description=f"Rows a table in {outcome.snapshot.name}")
    create_markdown_artifact(_in_words(outcome, (out / REPORT).absolute()), key="restated-report")
    _record_findings(outcome.findings, "Every rule holds." if outcome.published else "Nothing changed.")


def _in_words(outcome: Outcome, report: Path) -> str:
    """What the tables hold and what was left out, and the report by its path.

    No browser follows a page's link to a file.
    """
    rejects = outcome.tables["rejects"]
    since = since_before(outcome.tables["runs"]) if outcome.published else None
    changed = [f"Articles: {since}."] if since else []
    lines = [f"- `{line.replace('`', chr(39))}`" for line in reject_lines(rejects.head(REJECTS_SHOWN))]
    left_out = [f"## Not processed: {len(rejects):,}", "\n".join(lines)] if lines else []
    return "\n\n".join([f"# {headline(outcome.tables)}", *changed, f"Report: [{report}]({report.as_uri()})", *left_out])


def _record_findings(findings: Sequence["Finding"], says: str) -> None:
    lines = [f"- **{f.severity}** {f.rule} ({f.n_rows} rows): {f.says} {f.remedy}" for f in findings]
    create_markdown_artifact("\n".join([f"# Quality checks\n\n{says}\n", *lines]), key="restated-checks")


def run_under_prefect(paths: Sequence[str], out: Path, settings: Settings, runner: str) -> Outcome:
    """The flow as the command line asks for it.

    What a person must mend in what was asked is refused before there is a run to fail. Whether another run holds `out`
    only the run itself can try; it then fails with that line.
    """
    require_server()
    _require_what_is_asked(paths, out, settings, runner)
    outcome: Outcome = restated(**parameters(paths, out, settings, runner))
    return outcome


def _require_what_is_asked(paths: Sequence[str], out: Path, settings: Settings, runner: str) -> None:
    find_files(paths)
    require_apart(paths, out)
    read_watchlist(settings)
    require_engine(settings)
    if runner == "dask":
        require_dask()
    if runner == "process":
        require_shared_locks()


def require_server() -> None:
    """Refusal where PREFECT_API_URL names no server, or one that does not answer."""
    url = os.environ.get("PREFECT_API_URL")
    remedy = "start one with `prefect server start` and set PREFECT_API_URL=http://127.0.0.1:4200/api"
    if not url:
        raise Refusal(f"a schedule needs a Prefect server; {remedy}")
    if error := get_client(sync_client=True).api_healthcheck():
        raise Refusal(f"PREFECT_API_URL={url}: no Prefect server answers there ({error}); {remedy}, or unset it")


def parameters(paths: Sequence[str], out: Path, settings: Settings, runner: str) -> dict[str, Any]:
    """Parameters of the flow, its paths absolute: it may run in another folder."""
    return {
        "paths": [str(Path(path).absolute()) for path in paths],
        "out": str(out.absolute()),
        "runner": runner,
        "partition_size": settings.partition_size,
        "watchlist": str(settings.watchlist.absolute()) if settings.watchlist else None,
        "entities": settings.entities,
        "rebuild": settings.rebuild,
        "strict": settings.strict,
        "keep": settings.keep,
    }


def serve(paths: Sequence[str], out: Path, settings: Settings, runner: str, cron: str) -> None:
    """Serve the flow on a schedule from this process, one run at a time; Refusal for what no run could do as asked."""
    require_server()
    try:
        CronSchedule(cron=cron)  # tries it, as Cron does not
    except ValueError:
        raise Refusal(f"--cron {cron!r}: is no cron schedule; give five fields, e.g. '0 6 * * *'") from None
    _require_what_is_asked(paths, out, settings, runner)
    asked = parameters(paths, out, settings, runner)
    restated.serve(name="scheduled", schedule=Cron(cron, timezone="UTC"), parameters=asked, tags=TAGS, limit=1)
