"""The trained weights, by the names of what they weigh (benchmarks/train_quotes.py)."""

from functools import cache
from typing import NamedTuple

from transforms import lexicons

Table = dict[str, float]


class Weights(NamedTuple):
    """Weights of attributions' options, of reported clauses, of a content's extent, of what makes a quotation sure."""

    attribution: Table
    clauses: Table
    contents: Table
    confidence: Table


@cache
def shipped_weights() -> Weights:
    """The weights in this package.

    >>> shipped_weights().attribution["cue=said"] > 0
    True
    """
    return Weights(*(_table(f"{name}.tsv") for name in Weights._fields))


def _table(name: str) -> Table:
    """A table whose equal weights are one number in memory, so that more of it stays near the processor."""
    number = cache(float)
    return {name: number(weight) for name, weight in lexicons.rows("transforms.quotes.weights", name)}
