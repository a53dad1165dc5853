"""The report: one self-contained HTML page that shows an analyst what the tables hold.

in   tables    every published table, as data frames (`transforms.tables.TABLES`)
     findings  what checking them found (`transforms.check`)
out  html      one page that asks for nothing from anywhere and runs no script but its own

The way: tables → corpus (the rows joined once) → a view a section (plain values) → the section's template.
A section is a module and a template of the same name: `apart.py` picks what `apart.html` shows. Charts are drawn
in `charts.py`. Templates escape every value; the content security policy lets run what its hashes name, so that
neither a text, a name nor a file name can become markup, script or request.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from transforms.check import Finding
from transforms.report import (
    apart,
    claims,
    coverage,
    doubts,
    lead,
    people,
    reading_ease,
    restated,
    schema,
    soundness,
    voices,
)
from transforms.report.corpus import WORDS_SHOWN, read_corpus, shorten


class Section(NamedTuple):
    """A section as the page lists it: where links lead, its title, its template and what that shows."""

    anchor: str
    title: str
    template: str
    view: Any


_SECTIONS = (
    ("restated", "Said again", restated),
    ("claims", "One claim, other numbers", claims),
    ("apart", "Alike, and not the same", apart),
    ("heard", "Who is heard, who is spoken of", voices),
    ("names", "In their own words", people),
    ("ease", "How hard it reads", reading_ease),
    ("doubts", "To read with care", doubts),
    ("read", "What was read", coverage),
    ("sound", "Can the numbers be trusted", soundness),
    ("tables", "The tables", schema),
)


def render_report(tables: Mapping[str, pd.DataFrame], findings: Sequence[Finding] | None = None) -> str:
    """The report as an HTML document.

    `findings` are what checking the tables found, drift included; None where they were not checked.

    The same tables and findings give the same bytes. Of `runs` only version and settings of the last run are shown: its
    clock times would make the reports of equal runs differ.
    """
    corpus = read_corpus(tables, findings)
    sections = [
        Section(anchor, title, f"{module.__name__.rpartition('.')[2]}.html", module.view(corpus))
        for anchor, title, module in _SECTIONS
    ]
    style, script = _shipped("style.css"), _shipped("filter.js")
    return (
        _environment()
        .get_template("page.html")
        .render(
            lead=lead.view(corpus),
            sections=sections,
            style=Markup(style),
            script=Markup(script),
            policy=content_security_policy(style, script),
            **_last_run(tables["runs"]),
        )
    )


def content_security_policy(style: str, script: str) -> str:
    """A policy under which the page may use this style sheet and this script, and nothing else at all."""
    allowed = f"style-src {_hash_source(style)}; script-src {_hash_source(script)}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash_source(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def _last_run(runs: pd.DataFrame) -> dict[str, str | None]:
    if runs.empty:
        return {"version": None, "settings": None}
    last = runs.sort_values("started_at").iloc[-1]
    return {"version": last["version"], "settings": shorten(last["settings"], WORDS_SHOWN)}


def _shipped(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__name__, ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"count": _count, "measure": _measure, "percent": _percent, "plural": _plural}
    return environment


def _count(number: int) -> str:
    return f"{number:,}"


def _measure(value: float) -> str:
    """A count whole, a mean to two places.

    >>> _measure(13299.0), _measure(16.644), _measure(0.1)
    ('13,299', '16.64', '0.1')
    """
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")


def _percent(share: float) -> str:
    return f"{share:.1%}"


def _plural(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
