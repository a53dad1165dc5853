"""The word tables of this stage, as sets and mappings made once a process."""

from functools import cache
from typing import cast

from transforms import lexicons
from transforms.tables import EntityType

PACKAGE = "transforms.mentions.words"
ENDINGS = ("s", "es", "d", "ed", "ing", "ly", "er", "est")


@cache
def listed(table: str) -> frozenset[str]:
    """Every word of a table that lists words between spaces."""
    return frozenset(word for row in lexicons.rows(PACKAGE, table) for word in row[0].split())


@cache
def signs(kind: str) -> frozenset[str]:
    """Words that show something of the name they stand beside (signs.tsv)."""
    return frozenset(column("signs.tsv", 1)[kind].split())


@cache
def column(table: str, at: int) -> dict[str, str]:
    """First cell → cell `at`, for the rows that have one."""
    return {row[0]: row[at] for row in lexicons.rows(PACKAGE, table) if len(row) > at and row[at]}


@cache
def given_names() -> dict[str, str]:
    """Given name → "m", "f" or "-" where men and women bear it."""
    known: dict[str, str] = {}
    for gender, names in lexicons.rows(PACKAGE, "first_names.tsv"):
        for name in names.split():
            known[name] = gender if known.get(name, gender) == gender else "-"
    return known


@cache
def countries() -> frozenset[str]:
    """Names of the countries and regions that have a people."""
    return lexicons.words(PACKAGE, "demonyms.tsv")


@cache
def nicknames() -> dict[str, tuple[str, ...]]:
    """Given name for short → those it stands for."""
    return {short: tuple(listed.split()) for short, listed in column("nicknames.tsv", 1).items()}


def longhand(name: str) -> list[str]:
    """A full name with the given names that its own is short for, written as it is.

    >>> longhand("Pat Reldan"), longhand("Ilvar Reldan")
    (['Patrick Reldan', 'Patricia Reldan'], [])
    """
    first, _, rest = name.partition(" ")
    return [f"{given} {rest}" for given in nicknames().get(first, ())]


def is_given(word: str) -> bool:
    """Whether a word is a given name, or two with a hyphen.

    >>> is_given("Anne-Marie"), is_given("Anne-Reldan")
    (True, False)
    """
    known = given_names()
    return word in known or ("-" in word and all(part in known for part in word.split("-")))


def stands_in_roles(word: str) -> bool:
    """Whether a word, large or small, stands in anybody's role: Deputy, Labour."""
    small = word.lower()
    return small in titles() or small in listed("role_modifiers.tsv")


@cache
def roles() -> frozenset[str]:
    """Role nouns, written small."""
    return lexicons.words(PACKAGE, "roles.tsv")


@cache
def titles() -> frozenset[str]:
    """Role nouns, written small, that stand in capitals before a name."""
    return roles() - column("roles.tsv", 2).keys()


@cache
def honorifics() -> frozenset[str]:
    """Honorifics, as written before a name."""
    return lexicons.words(PACKAGE, "honorifics.tsv")


@cache
def short_roles() -> dict[str, str]:
    """Honorific, with and without its stop → the role noun it is short for."""
    told = column("honorifics.tsv", 2)
    return told | {word.removesuffix("."): noun for word, noun in told.items()}


@cache
def heads() -> dict[str, EntityType]:
    """Head noun as written → type of the name it stands in."""
    return cast(dict[str, EntityType], column("heads.tsv", 1))


@cache
def leading_heads() -> frozenset[str]:
    """Head nouns that may stand before the rest of the name (Lake Superior)."""
    return frozenset(word for word, flags in column("heads.tsv", 2).items() if "first" in flags)


@cache
def surname_heads() -> frozenset[str]:
    """Head nouns that some people are called (Hill)."""
    return frozenset(word for word, flags in column("heads.tsv", 2).items() if "surname" in flags)


def is_common(word: str) -> bool:
    """Whether a word, or each part of one with hyphens, is written small inside a sentence.

    >>> is_common("Forty-eight"), is_common("Min-woo")
    (True, False)
    """
    small, common = word.lower(), listed("common_words.tsv")
    return small in common or (
        "-" in small and all(part in common or part in listed("function_words.tsv") for part in small.split("-"))
    )


def is_everyday(word: str) -> bool:
    """Whether a word, or what is left of it without an ending, is written small inside a sentence.

    >>> is_everyday("Wakes"), is_everyday("Villagers"), is_everyday("Reldan")
    (True, True, False)
    """
    small, common = word.lower(), listed("common_words.tsv")
    if small.removesuffix("s") in roles():
        return True
    return is_common(word) or any(small.removesuffix(end) in common for end in ENDINGS if small.endswith(end))


@cache
def barriers() -> frozenset[str]:
    """Capitalised words that no name runs across: days, months, words of grammar."""
    grammar = listed("function_words.tsv")
    return listed("not_names.tsv") | {word.capitalize() for word in grammar} | grammar


@cache
def _genders() -> dict[str, str]:
    return {**column("roles.tsv", 1), **column("honorifics.tsv", 1)}


def told_gender(word: str) -> str:
    """m or f where an honorific, or a role noun written small, tells it, else ""."""
    return _genders().get(word, "") if word else ""
