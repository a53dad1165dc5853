"""The run as a Prefect flow: for servers, schedules and Dask. The same stages, another runner.

A task is one stage on one partition, never one article: a task costs milliseconds of bookkeeping. Reading is the
only stage that retries, for only files fail for a while. Results are not cached by Prefect; the snapshot is the
cache.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner
from pydantic import NonNegativeInt, PositiveInt

from flows.pipeline import Outcome, Unpublishable
from flows.pipeline import run as run_stages
from flows.runners import Progress
from flows.settings import Refusal, Settings
from flows.stages import Partition, Stage
from flows.storage import REPORT, read_tables, require_snapshot

RETRY_SECONDS = 2


def run_stage(stage: Stage, partition: Partition) -> Partition:
    """One stage on one partition."""
    return stage(partition)


def as_task(stage: Stage, number: int) -> Any:
    """The Prefect task that runs `stage` on partition `number`."""
    return task(
        run_stage,
        name=stage.name,
        task_run_name=f"{stage.name}-{number}",
        tags=["restated", stage.name],
        retries=stage.retries,
        retry_delay_seconds=RETRY_SECONDS,
        cache_policy=NO_CACHE,
        persist_result=False,
    )


class PrefectRunner:
    """Stages as tasks of the flow that is running, wherever its task runner sends them."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Tasks end with their flow."""

    def chain(self, stages: Sequence[Stage], partitions: Iterable[Partition], progress: Progress) -> list[Partition]:
        """Each partition's tasks wait for one another; partitions do not."""
        futures = [self._submit(stages, number, partition) for number, partition in enumerate(partitions)]
        for done, _ in enumerate(as_completed(futures), start=1):
            progress(stages[-1].name, done, len(futures))
        return [future.result() for future in futures]

    def whole(self, stage: Stage, partition: Partition) -> Partition:
        """One task."""
        return as_task(stage, 0).submit(stage, partition).result()

    def _submit(self, stages: Sequence[Stage], number: int, partition: Any) -> Any:
        for stage in stages:
            partition = as_task(stage, number).submit(stage, partition)
        return partition


@flow(name="restated", description=__doc__, validate_parameters=True)
def restated(
    paths: list[str],
    out: str = "data/processed",
    partition_size: PositiveInt = 100,
    watchlist: str | None = None,
    entities: str = "rules",
    rebuild: bool = False,
    strict: bool = False,
    keep: PositiveInt = 5,
) -> dict[str, NonNegativeInt]:
    """Make all tables of the articles under `paths` in the folder `out`. Returns rows by table.

    paths           files, folders or globs
    out             folder of the tables
    partition_size  articles a task takes at a time
    watchlist       CSV or YAML of names that win over the rules
    entities        "rules", or the name of an installed spaCy model
    rebuild         process every article, also those already in the tables
    strict          fail, and publish nothing, when an input is rejected
    keep            snapshots to keep
    """
    settings = Settings(partition_size, Path(watchlist) if watchlist else None, entities, rebuild, strict, keep)
    return _rows(_run_flow(paths, Path(out), settings, _log))


def _log(what: str, done: int, of: int) -> None:
    get_run_logger().info("%s: %d of %d partitions", what, done, of)


def _run_flow(paths: Sequence[str], out: Path, settings: Settings, progress: Progress) -> Outcome:
    try:
        outcome = run_stages(paths, out, settings, PrefectRunner(), progress)
    except Unpublishable as reason:
        _record_findings(reason.findings, str(reason))
        raise
    _record(outcome, out)
    return outcome


def _rows(outcome: Outcome) -> dict[str, int]:
    return {table: len(rows) for table, rows in outcome.tables.items()}


def _record(outcome: Outcome, out: Path) -> None:
    rows = [{"table": table, "rows": len(made)} for table, made in outcome.tables.items()]
    create_table_artifact(rows, key="restated-tables", description=f"Rows a table in {outcome.snapshot.name}")
    create_link_artifact((out / REPORT).absolute().as_uri(), key="restated-report", link_text="The report of this run")
    _record_findings(outcome.findings, "Every rule holds.")


def _record_findings(findings: Sequence[Any], says: str) -> None:
    lines = [f"- **{f.severity}** {f.rule} ({f.n_rows} rows): {f.says} {f.remedy}" for f in findings]
    create_markdown_artifact("\n".join([f"# Quality checks\n\n{says}\n", *lines]), key="restated-checks")


def run_under_prefect(paths: Sequence[str], out: Path, settings: Settings, runner: str) -> Outcome:
    """The flow as the command line asks for it, on threads, processes or Dask."""
    configured = restated.with_options(task_runner=_task_runner(runner))
    configured(
        [str(Path(path).absolute()) for path in paths],
        str(out),
        settings.partition_size,
        str(settings.watchlist) if settings.watchlist else None,
        settings.entities,
        settings.rebuild,
        settings.strict,
        settings.keep,
    )
    return Outcome(require_snapshot(out), read_tables(out))


def _task_runner(kind: str) -> TaskRunner[Any]:
    if kind == "thread":
        return ThreadPoolTaskRunner(max_workers=os.cpu_count())
    if kind == "process":
        return ProcessPoolTaskRunner(max_workers=os.cpu_count())
    try:
        from prefect_dask import DaskTaskRunner
    except ImportError:
        raise Refusal("--runner dask: prefect-dask is not installed; pip install 'restated[dask]'") from None
    address = os.environ.get("DASK_SCHEDULER_ADDRESS")
    return DaskTaskRunner(address=address) if address else DaskTaskRunner()


def serve(paths: Sequence[str], out: Path, cron: str) -> None:
    """Serve the flow on a schedule from this process; Refusal without a server or with a schedule that is none."""
    if not os.environ.get("PREFECT_API_URL"):
        remedy = "start one with `prefect server start` and set PREFECT_API_URL=http://127.0.0.1:4200/api"
        raise Refusal(f"serve: a schedule needs a Prefect server; {remedy}")
    parameters = {"paths": [str(Path(path).absolute()) for path in paths], "out": str(out.absolute())}
    try:
        restated.serve(name="scheduled", cron=cron, parameters=parameters)
    except ValueError as error:
        raise Refusal(f"--cron {cron!r}: {error}; five fields, e.g. '0 6 * * *'") from None
