"""One claim, other numbers: what was told again with another number, in the order in which it was told.

A claim is statements that are alike but for a number, over any chain of such links: a toll that rises through a day, a
forecast that two people make differently, a sum that one outlet has wrong.
"""

from dataclasses import dataclass
from itertools import groupby

import pandas as pd
from markupsafe import Markup

from transforms.report.apart import NUMBER
from transforms.report.corpus import Corpus, Telling
from transforms.report.restated import dated_tellings, show_period, tellings_of, when_told
from transforms.report.wording import Stretch, mark_numbers
from transforms.statements.grouping.clusters import chains
from transforms.statements.wording.numbers import numbers_in

CLAIMS_SHOWN = 12
VERSIONS_SHOWN = 8


@dataclass(frozen=True)
class Version:
    """A statement of a claim: one telling of it with the numbers marked that another version lacks."""

    telling: Telling
    stretches: list[Stretch]
    n_tellings: int
    n_outlets: int
    period: str | None
    timeline: Markup | None

    @property
    def number(self) -> str:
        """Its marked numbers, as it words them."""
        return ", ".join(stretch.text for stretch in self.stretches if stretch.marked)

    @property
    def values(self) -> list[str]:
        """The same, in one spelling."""
        return [value for *_, value in numbers_in(self.number)]


@dataclass(frozen=True)
class Claim:
    """The versions of a claim, that told first before the others, and their numbers in this order."""

    numbers: str
    versions: list[Version]
    n_versions: int


@dataclass(frozen=True)
class View:
    """What the section shows."""

    claims: list[Claim]
    n_claims: int


def view(corpus: Corpus) -> View:
    """Claims told with several numbers, those whose wordings are most alike first."""
    versions = _versions(corpus)
    shown = versions[versions["claim"] < CLAIMS_SHOWN]
    told = dict(iter(dated_tellings(corpus, shown["statement_id"]).groupby("statement_id")))
    example = corpus.show(shown["telling_id"])
    claims = [_claim(corpus, rows, told, example) for _, rows in shown.groupby("claim")]
    return View(claims, versions["claim"].nunique())


def _versions(corpus: Corpus) -> pd.DataFrame:
    """A row a statement told with other numbers: its claim (from 0, the most alike first), the telling linked first."""
    links = corpus.kept_apart
    links = links[links["conflict"] == NUMBER].reset_index(drop=True)
    ends = pd.concat([links["quote_a"], links["quote_b"]]).sort_index(kind="stable")
    statement = ends.map(corpus.quotes.set_index("quote_id")["statement_id"])
    number, names = pd.factorize(statement)
    versions = pd.DataFrame({"statement_id": names, "claim": chains(len(names), number.reshape(-1, 2))})
    first = ends[~statement.duplicated()]
    versions["claim"] = pd.factorize(versions["claim"])[0]
    versions["telling_id"] = first.map(tellings_of(corpus, first)).to_numpy()
    versions = versions.merge(corpus.statements, on="statement_id")
    return versions.sort_values(["claim", "first_seen", "statement_id"], ignore_index=True)


def _claim(corpus: Corpus, rows: pd.DataFrame, told: dict[str, pd.DataFrame], example: dict[str, Telling]) -> Claim:
    rows, n_versions = rows.head(VERSIONS_SHOWN), len(rows)
    words = [example[telling].words for telling in rows["telling_id"]]
    versions = [
        Version(
            telling=example[row.telling_id],
            stretches=mark_numbers(example[row.telling_id].words, words),
            n_tellings=row.n_tellings,
            n_outlets=row.n_outlets,
            period=show_period(row.first_seen, row.last_seen),
            timeline=when_told(corpus, told[row.statement_id]),
        )
        for row in rows.itertuples()
    ]
    return Claim(_numbers(versions, rows["first_seen"]), versions, n_versions)


def _numbers(versions: list[Version], first_seen: pd.Series) -> str:
    """The numbers of `versions`, told first before the others, a change each; with arrows where that is known."""
    one_after_another = first_seen.notna().all() and first_seen.is_unique
    changes = [next(same).number for _, same in groupby(versions, key=lambda version: version.values)]
    return (" → " if one_after_another else " / ").join(changes)
