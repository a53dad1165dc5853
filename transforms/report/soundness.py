"""Can the tables be trusted: the quality rules, and the measures whose drift would show a broken feed."""

from dataclasses import dataclass

from transforms.check import Finding, check_drift, check_tables
from transforms.check.drift import measures, shipped_thresholds
from transforms.report.corpus import Corpus


@dataclass(frozen=True)
class Measured:
    """A measure, its value, the bounds it should keep to where it has any, and whether it does."""

    name: str
    value: float
    share: bool
    lowest: float | None
    highest: float | None

    @property
    def kept(self) -> bool | None:
        """Whether the value keeps to its bounds; None where it has none."""
        return None if self.lowest is None else self.lowest <= self.value <= self.highest


@dataclass(frozen=True)
class View:
    """What the section shows."""

    findings: list[Finding]
    measured: list[Measured]


def view(corpus: Corpus) -> View:
    """Broken rules and bounds (none, in tables a run published), and the measures they watch."""
    thresholds = shipped_thresholds()
    bounds = {name: (float(low), float(high)) for name, kind, low, high in thresholds if kind == "bound"}
    measured = [
        Measured(
            name, value, "share" in name or "speakers" in name or "doubtful" in name, *bounds.get(name, (None, None))
        )
        for name, value in measures(corpus.tables).items()
    ]
    return View(check_tables(corpus.tables) + check_drift(corpus.tables, None, thresholds), measured)
