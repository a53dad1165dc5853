"""Kept apart: quotations alike in their words that do not say the same, and what tells them apart.

Those that another number tells apart are shown as claims (`claims`).
"""

from dataclasses import dataclass

from transforms.report.corpus import Corpus
from transforms.report.restated import tellings_of
from transforms.report.wording import Twins, mark_twins

SHOWN_A_CONFLICT = 6
NUMBER = "number"
SAYS = {
    "name": "another name or date",
    "negation": "a negation on one side",
    "antonym": "opposite words, another unit or currency",
    "tense": "done in one, not or not yet in the other",
    "role": "who does what is swapped",
    "question": "one asks what the other says",
}


@dataclass(frozen=True)
class Conflict:
    """A kind of conflict, in how many pairs it stood, and the pairs most alike."""

    name: str
    says: str
    n_pairs: int
    pairs: list[Twins]


@dataclass(frozen=True)
class View:
    """What the section shows."""

    conflicts: list[Conflict]
    n_pairs: int


def view(corpus: Corpus) -> View:
    """Pairs kept apart but for a number, by conflict, the most frequent first; of each those most alike first."""
    links = corpus.kept_apart
    links = links[links["conflict"] != NUMBER]
    shown = links.groupby("conflict", sort=False).head(SHOWN_A_CONFLICT)
    telling_of = tellings_of(corpus, [*shown["quote_a"], *shown["quote_b"]])
    tellings = corpus.show(telling_of.values())
    counts = links["conflict"].value_counts()
    conflicts = []
    for name in sorted(counts.index, key=lambda conflict: (-counts[conflict], conflict)):
        pairs = [
            mark_twins(row, tellings[telling_of[row.quote_a]], tellings[telling_of[row.quote_b]])
            for row in shown[shown["conflict"] == name].itertuples()
        ]
        conflicts.append(Conflict(name, SAYS.get(name, name), int(counts[name]), pairs))
    return View(conflicts, len(links))
