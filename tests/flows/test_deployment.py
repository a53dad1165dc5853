"""The run under Prefect: a real local server, the flow on every runner, the deployment of prefect.yaml as it stands."""

import contextlib
import errno
import json
import logging
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest

from flows import runners, stages, storage
from flows.cli import main
from flows.partitions import Partition
from flows.pipeline import run
from flows.settings import Refusal, Settings
from tests.conftest import ROOT
from tests.flows.articles import table_bytes, write

PATIENCE = 180  # seconds


class Server(NamedTuple):
    """A Prefect server of the tests' own: where it is, and the environment of a process that reports to it."""

    url: str
    environment: dict[str, str]

    def ask(self, what: str, **asked: Any) -> Any:
        """What the server answers to a POST, or to a GET where nothing is asked."""
        body = json.dumps(asked).encode() if asked else None
        request = urllib.request.Request(f"{self.url}/{what}", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def prefect(self, *words: str) -> None:
        """Run the `prefect` command."""
        command = [sys.executable, "-m", "prefect", "--no-prompt", *words]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a free port; this process reports to it too."""
    home = tmp_path_factory.mktemp("prefect")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/api"
    with pytest.MonkeyPatch.context() as patch, (home / "server.log").open("wb") as log:
        patch.setenv("PREFECT_HOME", str(home))
        patch.setenv("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
        patch.setenv("DO_NOT_TRACK", "1")
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            wait_until(lambda: process.poll() is not None or answers(f"{url}/health"))
            assert process.poll() is None, (home / "server.log").read_text()[-2000:]
            patch.setenv("PREFECT_API_URL", url)
            with reporting_to(url):
                yield Server(url, {**os.environ})
        finally:
            process.terminate()
            process.wait(timeout=60)


@contextlib.contextmanager
def reporting_to(url: str) -> Iterator[None]:
    """Have Prefect in this process report to `url`, and all told before the server goes."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: url}):
        yield
        APILogWorker.instance().drain()
        EventsWorker.drain_all()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except OSError:
        return False


def wait_until(true: Callable[[], Any]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.2)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("under-prefect") / "articles")


@pytest.fixture(scope="module")
def plain(source: Path) -> dict[str, bytes]:
    """The tables' bytes of a run without Prefect."""
    run([source], source.parent / "plain")
    return table_bytes(source.parent / "plain")


@pytest.mark.parametrize("runner", ["thread", "process", "dask"])
def test_the_flow_makes_the_same_bytes_on_every_runner(
    server: Server, source: Path, plain: dict[str, bytes], tmp_path: Path, runner: str
) -> None:
    if runner == "dask":
        pytest.importorskip("prefect_dask", reason="the extra `dask` is not installed")
    size = "100" if runner == "process" else "3"  # each process takes seconds to start
    arguments = ["run", str(source), "--out", str(tmp_path / "out"), "--runner", runner, "--partition-size", size]
    assert main([*arguments, "--quiet"]) == 0
    assert table_bytes(tmp_path / "out") == plain


def test_a_run_leaves_its_artifacts_and_named_and_tagged_tasks(server: Server, tmp_path: Path) -> None:
    source = write(tmp_path / "articles")
    (source / "empty.txt").touch()
    assert main(["run", str(source), "--out", str(tmp_path / "out"), "--partition-size", "2"]) == 0
    artifacts = {found["key"]: found["data"] for found in server.ask("artifacts/latest/filter", limit=10)}
    assert {"table": "documents", "rows": 4} in json.loads(artifacts["restated-tables"])
    report = tmp_path / "out" / "report.html"
    assert artifacts["restated-report"].startswith("# 4 articles: ")
    assert f"Report: [{report}]({report.as_uri()})" in artifacts["restated-report"]
    assert "empty.txt: the file is empty. Fill it or leave it out." in artifacts["restated-report"]
    assert "Every rule holds." in artifacts["restated-checks"]
    (last,) = server.ask("flow_runs/filter", sort="START_TIME_DESC", limit=1)
    tasks = server.ask("task_runs/filter", flow_runs={"id": {"any_": [last["id"]]}}, limit=100)
    expected = {f"{stage.name}-{number}" for stage in stages.PER_DOCUMENT for number in (0, 1)}
    assert expected | {"read-0", "statements-0", "metrics-0"} <= {task["name"] for task in tasks}
    assert {tuple(task["tags"]) for task in tasks} == {("restated",)}


def test_the_log_of_a_run_tells_what_came_of_it(
    server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scheduled run ended as Completed, whether a thousand articles were new or none, or half lost their dates."""
    monkeypatch.setattr(logging.getLogger("prefect.flow_runs"), "propagate", True)
    source = write(tmp_path / "articles")
    arguments = ["run", str(source), "--out", str(tmp_path / "out"), "--quiet"]
    told = []
    for more in ("", "They left.", ""):
        (source / "more.txt").write_text(more) if more else (source / "empty.txt").touch()
        caplog.clear()
        assert main(arguments) == 0
        told.append([record.getMessage() for record in caplog.records if "articles: " in record.getMessage()])
        assert "inputs not processed, listed in rejects: 1" in caplog.messages
    assert [line.rpartition("; ")[2] for (line,) in told] == [
        "the first run",
        "1 new, 0 changed, 0 gone since the run before",
        "nothing changed",
    ]


def test_broken_rules_are_an_artifact_too_and_the_flow_fails(
    server: Server, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import pipeline

    as_declared = pipeline.as_declared
    monkeypatch.setattr(pipeline, "as_declared", lambda *given: without_cues(as_declared(*given)))
    assert main(["run", str(source), "--out", str(tmp_path / "out")]) == 1
    artifacts = {found["key"]: found["data"] for found in server.ask("artifacts/latest/filter", limit=10)}
    assert "quotes complete" in artifacts["restated-checks"]
    (last,) = server.ask("flow_runs/filter", sort="START_TIME_DESC", limit=1)
    assert last["state"]["type"] == "FAILED"


def without_cues(tables: dict[str, Any]) -> dict[str, Any]:
    return {**tables, "quotes": tables["quotes"].assign(cue=None).astype({"cue": "string"})}


@pytest.mark.parametrize(("times", "read"), [(2, 4), (9, 3)])
def test_a_file_away_for_a_moment_is_read_again_and_one_away_for_good_is_a_reject(
    server: Server, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int, read: int
) -> None:
    from flows import deployment

    monkeypatch.setattr(deployment, "RETRY_SECONDS", 0)
    failing_to_read(monkeypatch, "dam.txt", times)
    outcome = deployment.restated([str(source)], str(tmp_path / "out"))
    assert len(outcome.tables["documents"]) == read
    assert list(outcome.tables["rejects"]["path"]) == ["dam.txt"] * (4 - read)


def failing_to_read(monkeypatch: pytest.MonkeyPatch, name: str, times: int) -> None:
    """The first `times` attempts to read the file `name` fail as on a network disk that is away."""
    left, read_bytes = [times], storage.read_bytes

    def sometimes(path: Path, limit: int) -> bytes:
        if path.name == name and left[0]:
            left[0] -= 1
            raise OSError(errno.EIO, "Input/output error")
        return read_bytes(path, limit)

    monkeypatch.setattr(stages, "read_bytes", sometimes)


def test_only_reading_is_retried() -> None:
    everything = (stages.READ, *stages.PER_DOCUMENT, stages.SHAPE, stages.STATEMENTS, stages.METRICS)
    assert [stage.name for stage in everything if stage.retries] == ["read"]


@pytest.mark.parametrize("wrong", [{"paths": []}, {"partition_size": 0}, {"keep": "many"}, {"runner": "cloud"}])
def test_parameters_are_validated_before_anything_runs(
    server: Server, source: Path, tmp_path: Path, wrong: dict[str, Any]
) -> None:
    from prefect.exceptions import ParameterTypeError

    from flows.deployment import restated

    with pytest.raises(ParameterTypeError):
        restated(**{"paths": [str(source)], "out": str(tmp_path / "out"), **wrong})
    assert not (tmp_path / "out").exists()


def test_the_shipped_deployment_is_accepted_with_its_schedule_and_runs(
    server: Server, source: Path, plain: dict[str, bytes], tmp_path: Path
) -> None:
    server.ask("work_pools/", name="restated", type="process")
    server.prefect("deploy", "--all")
    deployment = server.ask("deployments/name/restated/daily")
    assert [schedule["schedule"]["cron"] for schedule in deployment["schedules"]] == ["0 6 * * *"]
    assert deployment["global_concurrency_limit"]["limit"] == 1
    asked = {"paths": [str(source)], "out": str(tmp_path / "out")}
    made = server.ask(f"deployments/{deployment['id']}/create_flow_run", parameters=asked)
    server.prefect("worker", "start", "--pool", "restated", "--run-once")
    wait_until(lambda: server.ask(f"flow_runs/{made['id']}")["state"]["type"] in ("COMPLETED", "FAILED", "CRASHED"))
    assert server.ask(f"flow_runs/{made['id']}")["state"]["type"] == "COMPLETED"
    assert table_bytes(tmp_path / "out") == plain


@pytest.mark.skipif(version("sqlalchemy").startswith("2.1"), reason="older than the pins; python3 quickstart.py test")
def test_the_server_schedules_runs_of_the_shipped_deployment(server: Server) -> None:
    with contextlib.suppress(urllib.error.HTTPError):  # it is there already
        server.ask("work_pools/", name="restated", type="process")
    server.prefect("deploy", "--all")
    deployment = server.ask("deployments/name/restated/daily")["id"]
    due = {"deployment_id": {"any_": [deployment]}, "state": {"type": {"any_": ["SCHEDULED"]}}}
    wait_until(lambda: len(server.ask("flow_runs/filter", flow_runs=due)) > 1)


def test_serving_schedules_the_run_with_its_settings(server: Server, source: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flows.cli", "serve", str(source), "--out", str(tmp_path / "out"), "--strict"]
    serving = subprocess.Popen(
        [*command, "--cron", "30 5 * * 1"],
        env=server.environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        wait_until(lambda: serving.poll() is not None or answers(f"{server.url}/deployments/name/restated/scheduled"))
        assert serving.poll() is None, serving.stdout and serving.stdout.read()
        deployment = server.ask("deployments/name/restated/scheduled")
    finally:
        serving.terminate()
        serving.wait(timeout=60)
    assert deployment["schedules"][0]["schedule"]["cron"] == "30 5 * * 1"
    assert deployment["schedules"][0]["schedule"]["timezone"] == "UTC"
    assert deployment["parameters"]["strict"] is True
    assert deployment["parameters"]["runner"] == "thread"  # a task in a process of its own takes seconds to start
    assert deployment["parameters"]["paths"] == [str(source)]


def test_a_cron_that_is_none_is_one_line(server: Server, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", str(source), "--cron", "every day"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("restated: --cron 'every day'")
    assert len(said.splitlines()) == 1


def test_serving_without_a_server_says_how_to_get_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    assert main(["serve"]) == 2
    assert "prefect server start" in capsys.readouterr().err


def test_a_server_that_does_not_answer_is_one_line(source: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", "run", str(source), "--out", str(tmp_path / "out")],
        env={**os.environ, "PREFECT_API_URL": "http://127.0.0.1:9/api"}, cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert "http://127.0.0.1:9/api: no Prefect server answers there" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_dask_scheduler_that_does_not_answer_is_refused_before_there_is_a_run_to_fail(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("prefect_dask", reason="the extra `dask` is not installed")
    from flows import deployment

    monkeypatch.setattr(deployment, "require_server", lambda: None)
    monkeypatch.setattr(deployment, "restated", lambda **parameters: pytest.fail("there is a run"))
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", "nowhere")
    with pytest.raises(Refusal, match="DASK_SCHEDULER_ADDRESS=nowhere: no Dask scheduler answers there"):
        deployment.run_under_prefect([str(source)], tmp_path / "out", Settings(), "dask")


def test_processes_that_cannot_share_a_lock_are_refused_before_there_is_a_run_to_fail(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import deployment

    monkeypatch.setattr(deployment, "require_server", lambda: None)
    monkeypatch.setattr(deployment, "restated", lambda **parameters: pytest.fail("there is a run"))
    monkeypatch.setattr(runners, "shares_locks", lambda: False)
    for begin in (
        lambda: deployment.run_under_prefect([str(source)], tmp_path / "out", Settings(), "process"),
        lambda: deployment.PrefectRunner("process"),
    ):
        with pytest.raises(Refusal, match="--runner process: processes cannot share a lock on this machine"):
            begin()


@pytest.mark.parametrize("begin", ["run", "serve"])
@pytest.mark.parametrize(
    ("path", "asked", "says"),
    [
        ("nowhere", Settings(), "nowhere: no such file or folder"),
        (".", Settings(watchlist=Path("nowhere.csv")), "nowhere.csv: cannot be read"),
        (".", Settings(entities="nosuch"), "--entities nosuch"),
    ],
)
def test_what_was_asked_in_vain_is_refused_before_there_is_a_run_to_fail(
    source: Path, monkeypatch: pytest.MonkeyPatch, begin: str, path: str, asked: Settings, says: str
) -> None:
    from flows import deployment

    monkeypatch.setattr(deployment, "require_server", lambda: None)
    monkeypatch.setattr(deployment, "parameters", lambda *_: pytest.fail("it begins"))
    monkeypatch.chdir(source)
    serve = partial(deployment.serve, cron="0 6 * * *")
    with pytest.raises(Refusal, match=re.escape(says)):
        (serve if begin == "serve" else deployment.run_under_prefect)([path], Path("out"), asked, "thread")


def test_a_stage_outside_a_task_is_on_its_first_attempt() -> None:
    from flows.deployment import run_stage

    retried = stages.Stage("asked", lambda given: given, retries=1)
    assert run_stage(retried, Partition()).last_attempt is False


def noting_where(partition: Partition) -> Partition:
    return partition.having({"records": pd.DataFrame({"pid": [os.getpid()]})})


def test_a_stage_that_sees_the_whole_corpus_is_a_task_in_the_process_that_has_it(server: Server) -> None:
    from prefect import flow

    from flows.deployment import PrefectRunner

    corpus = pd.DataFrame({"nowhere else": [lambda: None]})  # no other process could be sent it

    @flow
    def over_all() -> Partition:
        with PrefectRunner("process") as place:
            return place.whole(stages.Stage("over-all", noting_where), Partition({"documents": corpus}))

    made = over_all().frames
    assert made["documents"] is corpus
    assert made["records"]["pid"].item() == os.getpid()
    (last,) = server.ask("task_runs/filter", sort="EXPECTED_START_TIME_DESC", limit=1)
    assert last["name"] == "over-all-0"


def test_a_run_without_a_server_imports_no_prefect_and_starts_no_server(source: Path, tmp_path: Path) -> None:
    code = (
        "import sys, flows.cli\n"
        "sys.exit(flows.cli.main(sys.argv[1:]) or 3 * bool({'prefect', 'distributed'} & sys.modules.keys()))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    arguments = ["run", str(source), "--out", str(tmp_path / "out"), "--quiet"]
    assert subprocess.run([sys.executable, "-c", code, *arguments], cwd=ROOT, env=environment).returncode == 0


def test_prefect_is_told_not_to_report_its_use() -> None:
    code = "import os, sys, flows.deployment\nsys.exit(os.environ['DO_NOT_TRACK'] != '1')"
    environment = {name: value for name, value in os.environ.items() if name != "DO_NOT_TRACK"}
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment).returncode == 0
