"""Drift: what a snapshot measures against its bounds and against the snapshot before it.

A new house style or a broken feed seldom breaks a rule; it shows as half the quotations or twice the
unresolved speakers. The measures are few and named, the thresholds stand in one file.
"""

from collections.abc import Sequence

import pandas as pd

from transforms import lexicons
from transforms.check.findings import Finding
from transforms.tables import DOUBTFUL, SCARE, Tables

Thresholds = Sequence[tuple[str, ...]]
# A share that was 0: of that nothing is a multiple, and a field gone for the first time went unsaid.
COUNTED_FROM = 0.05
GONE = "share gone with its outlet"
MOST_OUTLETS = 5  # named in a warning


def shipped_thresholds() -> Thresholds:
    """Rows (measure, change or bound, lowest, highest) of `thresholds.tsv`."""
    return lexicons.rows("transforms.check", "thresholds.tsv")


def parse_thresholds(path: str, text: str) -> Thresholds:
    """Thresholds from a user's file of the same form; ValueError names file, line and remedy."""
    return [
        _parse_line(path, number, line)
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.startswith("#")
    ]


def _parse_line(path: str, number: int, line: str) -> tuple[str, ...]:
    cells = tuple(cell.strip() for cell in line.split("\t"))
    remedy = "write: measure, change or bound, lowest, highest, with tabs between"
    if len(cells) != 4 or cells[1] not in ("change", "bound"):
        raise ValueError(f"{path}, line {number}: {line!r} is no threshold; {remedy}")
    if cells[0] not in MEASURES:
        raise ValueError(f"{path}, line {number}: no measure {cells[0]!r}; known are {', '.join(MEASURES)}")
    try:
        in_order = float(cells[2]) <= float(cells[3])
    except ValueError:
        raise ValueError(f"{path}, line {number}: lowest and highest must be numbers; {remedy}") from None
    if not in_order:  # nor is any number below or above nan
        raise ValueError(f"{path}, line {number}: no number is from {cells[2]} to {cells[3]}; {remedy}")
    return cells


MEASURES = {
    "documents": "count",
    "quotes": "count",
    "quotes per document": "ratio",
    "speakers unresolved": "share",
    "speakers missing": "share",
    "doubtful quotes": "share",
    "rejected share": "share",
    "null share of published_at": "share",
    "null share of title": "share",
    "null share of source": "share",
    GONE: "share",
}  # measure → unit; a share is of 1


def measures(tables: Tables, previous: Tables | None = None) -> dict[str, float]:
    """Each measure by name; shares are 0 to 1, and 0 where there is nothing to share.

    What went with its outlet is the share of the articles of `previous` whose outlet has none any more: a feed that
    did not come leaves the shares of what is there as they were.
    """
    documents, quotes, rejects = tables["documents"], tables["quotes"], tables["rejects"]
    reported = quotes[quotes["kind"] != SCARE]
    values = {
        "documents": len(documents),
        "quotes": len(reported),
        "quotes per document": len(reported) / max(1, len(documents)),
        "speakers unresolved": _share(reported["speaker_text"].notna() & reported["speaker_id"].isna()),
        "speakers missing": _share(reported["speaker_text"].isna()),
        "doubtful quotes": _share(reported["confidence"] < DOUBTFUL),
        "rejected share": len(rejects) / max(1, len(rejects) + len(documents)),
        **{f"null share of {name}": _share(documents[name].isna()) for name in ("published_at", "title", "source")},
        GONE: _gone(tables, previous).sum() / max(1, len(previous["documents"])) if previous is not None else 0,
    }
    return {name: float(value) for name, value in values.items()}


def _gone(tables: Tables, previous: Tables | None) -> pd.Series:
    """Articles that outlets had before of which there are none now, by outlet, most first."""
    had = (tables if previous is None else previous)["documents"]["source"]
    return had[~had.isin(tables["documents"]["source"])].value_counts()


def _share(flags: pd.Series) -> float:
    return float(flags.fillna(False).mean()) if len(flags) else 0.0


def check_drift(tables: Tables, previous: Tables | None, thresholds: Thresholds) -> list[Finding]:
    """Warnings for measures outside their bounds, or that changed more than allowed since `previous`."""
    now = measures(tables, previous)
    before = measures(previous) if previous is not None else None
    findings = []
    for name, kind, lowest, highest in thresholds:
        if kind == "bound":
            outlets = list(_gone(tables, previous).index) if name == GONE else []
            value, said = now[name], f"{name} is {_figure(now[name])}{_listed(outlets)}"
        elif before is not None and (before[name] > 0 or (MEASURES[name] == "share" and now[name] > 0)):
            value = now[name] / (before[name] or COUNTED_FROM) - 1
            change = f"{value:+.0%}" if before[name] else f"{value:+.0%}, counted from {COUNTED_FROM}"
            said = f"{name} went from {_figure(before[name])} to {_figure(now[name])} ({change})"
        else:
            continue
        if not float(lowest) <= value <= float(highest):
            findings.append(_finding(name, kind, f"{said}; expected {lowest} to {highest}."))
    return findings


def _listed(outlets: Sequence[str]) -> str:
    more = f", and {len(outlets) - MOST_OUTLETS} more" if len(outlets) > MOST_OUTLETS else ""
    return f" (of {', '.join(outlets[:MOST_OUTLETS])}{more})" if outlets else ""


def _figure(value: float) -> str:
    """A measure to three figures and never as 1.17e+03.

    >>> [_figure(value) for value in (0.0421, 12, 1170.75)]
    ['0.0421', '12', '1,171']
    """
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def _finding(name: str, kind: str, says: str) -> Finding:
    remedy = "Look at the newest inputs (restated diff shows what changed); if it is right, widen the threshold."
    return Finding(
        rule=f"drift {name} {kind}", table="runs", severity="warn", n_rows=0, examples=(), says=says, remedy=remedy
    )
