"""Kept apart: quotations alike in their words that do not say the same, and what tells them apart.

Those that another number tells apart are shown as claims (`claims`).
"""

from dataclasses import dataclass
from typing import Any

from transforms.report.corpus import Corpus, Telling
from transforms.report.restated import tellings_of
from transforms.report.wording import Stretch, lacking, mark_moved, mark_words

SHOWN_A_CONFLICT = 6
NUMBER = "number"
SAYS = {
    "name": "another name or date",
    "negation": "a negation on one side",
    "antonym": "opposite words, another unit or currency",
    "role": "who does what is swapped",
    "question": "one asks what the other says",
}


@dataclass(frozen=True)
class Twin:
    """One of the two, with the words marked that the other lacks or has elsewhere."""

    telling: Telling
    stretches: list[Stretch]


@dataclass(frozen=True)
class Twins:
    """Two quotations alike in words and kept apart."""

    a: Twin
    b: Twin


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
            _twins(row, tellings[telling_of[row.quote_a]], tellings[telling_of[row.quote_b]])
            for row in shown[shown["conflict"] == name].itertuples()
        ]
        conflicts.append(Conflict(name, SAYS.get(name, name), int(counts[name]), pairs))
    return View(conflicts, len(links))


def _twins(row: Any, a: Telling, b: Telling) -> Twins:
    only_a, only_b = lacking(row.only_a, b.words), lacking(row.only_b, a.words)
    if only_a or only_b:
        in_a, in_b = mark_words(a.words, only_a), mark_words(b.words, only_b)
    else:
        in_a, in_b = mark_moved(a.words, b.words)
    return Twins(Twin(a, in_a), Twin(b, in_b))
