"""`restated check`: the current tables against every rule, and against the snapshot before."""

from pathlib import Path

from flows import storage
from flows.settings import Refusal
from transforms.check import Finding, check_drift, check_tables
from transforms.check.drift import Thresholds, parse_thresholds, shipped_thresholds


def check_out(out: Path, thresholds: Path | None) -> tuple[storage.SnapshotTables, list[Finding]]:
    """Tables of the current snapshot of `out` and findings about them; drift is since the one it was built on."""
    snapshot = storage.require_snapshot(out)
    tables = storage.SnapshotTables(snapshot, as_found=True)
    before = storage.built_on(snapshot, storage.history(out))
    findings = check_tables(tables)
    if any(finding.breaks_shape for finding in findings):
        return tables, findings
    limits = _thresholds(thresholds)
    try:
        return tables, findings + check_drift(tables, storage.SnapshotTables(before) if before else None, limits)
    except Refusal as refusal:  # it is the current tables that are checked
        return tables, [*findings, _unread(refusal), *check_drift(tables, None, limits)]


def _unread(refusal: Refusal) -> Finding:
    says = f"drift since the snapshot before is not told: {str(refusal).partition(';')[0]}"
    remedy = "Nothing need be done: of the next run the current one is the snapshot before."
    return Finding(
        rule="snapshot before", table="runs", severity="warn", n_rows=0, examples=(), says=says, remedy=remedy
    )


def _thresholds(path: Path | None) -> Thresholds:
    if path is None:
        return shipped_thresholds()
    try:
        return parse_thresholds(str(path), storage.read_text(path))
    except ValueError as error:
        raise Refusal(str(error)) from None
