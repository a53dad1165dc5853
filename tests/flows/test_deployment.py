"""The run under Prefect: a real local server, the flow, and the deployment of prefect.yaml as it stands."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.flows.articles import table_bytes, write

START_SECONDS = 180


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A Prefect server of its own on a free port; yields the environment that points to it."""
    home = tmp_path_factory.mktemp("prefect")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "NO_COLOR": "1",
    }
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _wait_until_healthy(f"http://127.0.0.1:{port}/api/health", process, home / "server.log")
            yield environment
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait_until_healthy(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.5)
    raise AssertionError(f"the server did not start:\n{log.read_text()[-2000:]}")


def prefect(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", *words],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_flow_on_a_server_makes_the_same_bytes_and_leaves_its_artifacts(
    server: dict[str, str], tmp_path: Path
) -> None:
    source = write(tmp_path / "articles")
    for out, environment in (("server", server), ("plain", {**os.environ})):
        environment.pop("PREFECT_API_URL", None) if out == "plain" else None
        subprocess.run(
            [sys.executable, "-m", "flows.cli", "run", str(source), "--out", str(tmp_path / out), "--quiet"],
            env=environment, cwd=ROOT, check=True, timeout=300, capture_output=True,
        )  # fmt: skip
    assert table_bytes(tmp_path / "server") == table_bytes(tmp_path / "plain")
    artifacts = prefect(server, "artifact", "ls")
    for key in ("restated-tables", "restated-report", "restated-checks"):
        assert key in artifacts


def test_the_shipped_deployment_is_accepted_with_its_schedule(server: dict[str, str]) -> None:
    prefect(server, "work-pool", "create", "--type", "process", "restated")
    prefect(server, "deploy", "--all")
    shown = prefect(server, "deployment", "inspect", "restated/daily")
    assert "0 6 * * *" in shown


def test_serving_without_a_server_says_how_to_get_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.cli import main

    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    assert main(["serve"]) == 2
    assert "prefect server start" in capsys.readouterr().err
