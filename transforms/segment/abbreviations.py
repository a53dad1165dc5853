"""Abbreviations, by what the stop after them means (abbreviations.tsv)."""

from functools import cache

from transforms import lexicons


@cache
def abbreviations() -> dict[str, str]:
    """Kind of each abbreviation: title, number, state or other. Keys lack the last stop.

    >>> abbreviations()["Mr"], abbreviations()["N.H"]
    ('title', 'state')
    """
    rows = lexicons.rows("transforms.segment", "abbreviations.tsv")
    return {word: kind for kind, listed in rows for word in listed.split()}


def shortened_states() -> list[str]:
    """The shortened names of states, with their stop.

    >>> "N.H." in shortened_states()
    True
    """
    return [f"{word}." for word, kind in abbreviations().items() if kind == "state"]
