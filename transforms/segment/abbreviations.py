"""Abbreviations, by what the stop after them means (abbreviations.tsv)."""

from functools import cache

from transforms import lexicons
from transforms.calendar import MONTH_NAMES

BEHIND_AN_HOUR = (  # at 9 a.m. Monday, March 3, Eastern, GMT; another capital begins a sentence
    rf"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{MONTH_NAMES.title()}|Central|Eastern|Mountain|Pacific|[A-Z]{{1,3}}T|UTC)\b)"
)


@cache
def abbreviations() -> dict[str, str]:
    """Kind of each abbreviation: title, number, hour, state or other. Keys lack the last stop.

    >>> abbreviations()["Mr"], abbreviations()["N.H"]
    ('title', 'state')
    """
    rows = lexicons.rows("transforms.segment", "abbreviations.tsv")
    return {word: kind for kind, listed in rows for word in listed.split()}


def abbreviated(*kinds: str) -> list[str]:
    """The abbreviations of these kinds, without their last stop.

    >>> "Mr" in abbreviated("title"), "Mr" in abbreviated("state", "hour")
    (True, False)
    """
    return [word for word, kind in abbreviations().items() if kind in kinds]


def shortened_titles() -> list[str]:
    """What is written with a stop and a capital before a name, without the stop.

    >>> "Rep" in shortened_titles()
    True
    """
    return [word for word in abbreviated("title") if word[0].isupper()]


def shortened_states() -> list[str]:
    """The shortened names of states, with their stop.

    >>> [name in shortened_states() for name in ("N.H.", "Rep.")]
    [True, False]
    """
    return [f"{word}." for word in abbreviated("state")]
