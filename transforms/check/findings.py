"""What a check is and what it finds."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Literal

import pandas as pd

from transforms.tables import Tables

EXAMPLES = 5
REBUILD = "Give the next run --rebuild; if it comes back, report the rows shown: it is a fault of the pipeline."

Severity = Literal["error", "warn"]


@dataclass(frozen=True)
class Finding:
    """A broken rule: which, how badly, in how many rows, and what to do."""

    rule: str
    table: str
    severity: Severity
    n_rows: int
    examples: tuple[str, ...]
    says: str
    remedy: str
    breaks_shape: bool = False  # the table cannot be read as declared, so rules that read it cannot run

    def as_record(self) -> dict[str, object]:
        """The finding as plain values, for JSON and artifacts."""
        return asdict(self)


@dataclass(frozen=True)
class Rule:
    """A rule over one or more tables: `broken` returns the rows of `table` that break it."""

    name: str
    table: str
    says: str
    broken: Callable[[Tables], pd.DataFrame]
    severity: Severity = "error"
    remedy: str = REBUILD

    def find(self, tables: Tables) -> Finding | None:
        """The finding, or None where every row keeps the rule. A rule that cannot be told is not kept."""
        try:
            rows = self.broken(tables)
        except Exception as error:  # other faults of the tables, found by other rules, may be in its way
            return self._finding(f"{self.says} It could not be told: {type(error).__name__}: {error}")
        return None if rows.empty else self._finding(self.says, rows)

    def _finding(self, says: str, rows: pd.DataFrame | None = None) -> Finding:
        return Finding(
            rule=self.name,
            table=self.table,
            severity=self.severity,
            n_rows=0 if rows is None else len(rows),
            examples=() if rows is None else show_rows(rows),
            says=says,
            remedy=self.remedy,
        )


def show_rows(rows: pd.DataFrame) -> tuple[str, ...]:
    """The first few rows as `column=value` lines, long texts cut."""
    return tuple(
        ", ".join(f"{name}={str(value)[:60]}" for name, value in row.items())
        for row in rows.head(EXAMPLES).to_dict("records")
    )
