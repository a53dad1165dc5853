"""Can the tables be trusted: the quality rules, and the measures whose drift would show a broken feed."""

from dataclasses import dataclass

from transforms.check import Finding
from transforms.check.drift import MEASURES, measures, shipped_thresholds
from transforms.report.corpus import Corpus

FINDINGS_SHOWN = 20


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
        return None if self.lowest is None or self.highest is None else self.lowest <= self.value <= self.highest


@dataclass(frozen=True)
class View:
    """What the section shows."""

    findings: list[Finding] | None  # None where the tables were not checked
    n_findings: int
    measured: list[Measured]


def view(corpus: Corpus) -> View:
    """What checking found, and the measures that drift is told from."""
    thresholds = shipped_thresholds()
    bounds = {name: (float(low), float(high)) for name, kind, low, high in thresholds if kind == "bound"}
    measured = [
        Measured(name, value, MEASURES[name] == "share", *bounds.get(name, (None, None)))
        for name, value in measures(corpus.tables).items()
    ]
    if corpus.findings is None:
        return View(None, 0, measured)
    return View(list(corpus.findings[:FINDINGS_SHOWN]), len(corpus.findings), measured)
