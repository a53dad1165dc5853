"""The report in a real browser: what a text says does not run, nothing is asked for, the page fits and filters.

Needs Chromium (`apt-get install chromium`); skips where there is none. It is driven over a pipe by the DevTools
protocol, so that what the page tries is seen and not only what it manages.
"""

import contextlib
import json
import os
import select
import shutil
import subprocess
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from tests.transforms.report_corpus import make_tables
from tests.transforms.test_report import hostile_tables
from transforms.check import Finding
from transforms.report import render_report
from transforms.report.charts import Strip, strip_chart

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
)
PATIENCE = 60
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

CANARY = "<img src=https://leak.example/a.png onerror=\"document.title='ran'\"><script>document.title='ran'</script>"


class Browser:
    """A page of a headless Chromium: commands go in, results and events come out."""

    def __init__(self, send: int, receive: int) -> None:
        self.send, self.receive, self.rest, self.last = send, receive, b"", 0
        self.session: str | None = None
        self.events: list[dict[str, Any]] = []

    def do(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command, keep the events that come meanwhile, return its result."""
        self.last += 1
        message = {"id": self.last, "method": method, "params": params}
        message |= {"sessionId": self.session} if self.session else {}
        os.write(self.send, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self.last:
            self.events.append(answer)
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self.rest:
            ready, _, _ = select.select([self.receive], [], [], PATIENCE)
            block = os.read(self.receive, 1 << 16) if ready else b""
            assert block, f"Chromium is gone, or silent for {PATIENCE} seconds"
            self.rest += block
        message, self.rest = self.rest.split(b"\0", 1)
        heard: dict[str, Any] = json.loads(message)
        return heard

    def open(self, page: Path) -> None:
        """Load a file and wait until everything it asks for has come or failed."""
        self.events.clear()
        self.do("Page.navigate", url=page.as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())
        self.value("new Promise((done) => setTimeout(done, 200))")

    def value(self, script: str) -> Any:
        """What a script of the test's own gives, outside the page's policy."""
        return self.do("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)["result"].get(
            "value"
        )

    def asked_for(self) -> list[str]:
        """Addresses the page asked for, those the policy refused included; the page itself is the first."""
        return [
            event["params"]["request"]["url"] for event in self.events if event["method"] == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """What the browser logged: refused requests and scripts, errors."""
        entries = [event["params"]["entry"]["text"] for event in self.events if event["method"] == "Log.entryAdded"]
        thrown = [str(event["params"]) for event in self.events if event["method"] == "Runtime.exceptionThrown"]
        return entries + thrown


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    (to_read, send), (receive, to_write) = os.pipe(), os.pipe()
    profile = tmp_path_factory.mktemp("profile")

    def take_pipes() -> None:  # Chromium reads commands from 3 and writes answers to 4
        spare = os.dup(to_write), os.dup(to_read)
        os.dup2(spare[1], 3)
        os.dup2(spare[0], 4)

    process = subprocess.Popen(
        [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", "about:blank"],
        preexec_fn=take_pipes,
        close_fds=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(to_read)
    os.close(to_write)
    try:
        yield attach(Browser(send, receive))
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
        os.close(send)
        os.close(receive)


def attach(browser: Browser) -> Browser:
    """Open a page and listen to all it does."""
    target = browser.do("Target.createTarget", url="about:blank")["targetId"]
    browser.session = browser.do("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Network", "Log", "Runtime"):
        browser.do(f"{domain}.enable")
    return browser


def written(folder: Path, html: str) -> Path:
    page = folder / "report.html"
    page.write_text(html, encoding="utf-8")
    return page


def test_a_page_without_the_reports_care_would_be_caught(browser: Browser, tmp_path: Path) -> None:
    browser.open(written(tmp_path, f"<!doctype html><title>honest</title><p>{CANARY}"))
    assert browser.value("document.title") == "ran"
    assert any("leak.example" in address for address in browser.asked_for())


def test_hostile_text_neither_runs_nor_asks_for_anything(browser: Browser, tmp_path: Path) -> None:
    finding = Finding(CANARY, CANARY, "warn", 1, (CANARY,), CANARY, CANARY)
    page = written(tmp_path, render_report(hostile_tables(), (finding,)))
    browser.open(page)
    assert browser.value("document.title").startswith("Restated")
    assert browser.asked_for() == [page.as_uri()]
    assert browser.complaints() == []
    assert browser.value("document.querySelectorAll('script').length") == 1
    assert browser.value("document.querySelectorAll('img, iframe, object, svg [onload]').length") == 0
    assert browser.value("document.body.innerText.includes('</script><script>')")


def test_the_policy_stops_what_would_slip_through_the_escaping(browser: Browser, tmp_path: Path) -> None:
    page = render_report(make_tables(), ()).replace("<main>", f"<main>{CANARY}")
    browser.open(written(tmp_path, page))
    assert browser.value("document.title").startswith("Restated")
    assert len(browser.complaints()) >= 2
    assert not any(
        event["method"] == "Network.responseReceived" and "leak.example" in event["params"]["response"]["url"]
        for event in browser.events
    )


def test_the_filter_leaves_what_holds_the_words(browser: Browser, tmp_path: Path) -> None:
    browser.open(written(tmp_path, render_report(make_tables(), ())))
    assert browser.value("getComputedStyle(document.querySelector('.filter')).display") != "none"
    browser.value(
        "const box = document.querySelector('.filter input');"
        "box.value = 'Boe TARN'; box.dispatchEvent(new Event('input'))"
    )
    left = (
        "[...document.querySelectorAll('[data-filter]')].filter((node) => !node.hidden).map((node) => node.innerText)"
    )
    shown = browser.value(left)
    assert len(shown) == 1
    assert "Boe Tarn" in shown[0]
    assert browser.value("document.querySelector('output').textContent").startswith("1 of the ")


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_the_page_fits_the_screen(browser: Browser, tmp_path: Path, width: int) -> None:
    browser.do("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 500)
    with contextlib.ExitStack() as after:
        after.callback(browser.do, "Emulation.clearDeviceMetricsOverride")
        browser.open(written(tmp_path, render_report(make_tables(), ())))
        assert browser.value("document.documentElement.scrollWidth") <= width


def test_the_names_beside_a_chart_are_shown_whole_or_cut_with_an_ellipsis(browser: Browser, tmp_path: Path) -> None:
    names = ("Lucía Fernández Quiroga", "Margareta Wimmer-Hamann", "Wilhelmina Quartermain-Worthington")
    drawn = strip_chart("Names", [Strip(name, "t0", [1]) for name in names], ["1 May"])
    style = resources.files("transforms.report").joinpath("style.css").read_text(encoding="utf-8")
    browser.open(written(tmp_path, f"<!doctype html><meta charset='utf-8'><style>{style}</style>{drawn}"))
    lefts = browser.value("JSON.stringify([...document.querySelectorAll('.label')].map(e => e.getBBox().x))")
    assert all(left >= 0 for left in json.loads(lefts))
    assert browser.value("document.querySelectorAll('.label')[2].textContent").endswith("…")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_the_paper_by_day_and_by_night(browser: Browser, tmp_path: Path, scheme: str) -> None:
    browser.do("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.open(written(tmp_path, render_report(make_tables(), ())))
    paper = browser.value("getComputedStyle(document.body).backgroundColor")
    for selector in ("body", ".deck", ".byline", ".note", ".chip.warn", "summary .facts", ".card .rank"):
        ink = browser.value(f"getComputedStyle(document.querySelector('{selector}')).color")
        assert contrast(ink, paper) >= 4.5, (selector, ink, paper)


def contrast(one: str, other: str) -> float:
    """Contrast of two `rgb(r, g, b)` colours by WCAG 2: 4.5 is what small text needs."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(", ")]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
