"""Offices: who of those that bear a surname holds the one that stands before it.

in   role phrases, as articles give them
out  whom a surname with a title may mean
"""

from collections.abc import Collection, Iterable, Mapping, Set

import pandas as pd

from transforms.mentions.words import vocabulary
from transforms.mentions.words.roles import fit, nouns_for, read_role, role_noun, stand_ins


def offices(roles: Iterable[str]) -> set[str]:
    """Of role phrases those that may stand as a title before a name: Justice, Tory Lord; not friend of the family.

    >>> offices(["Justice", "friend of the family"])
    {'Justice'}
    """
    titles, honorifics = vocabulary.titles(), vocabulary.honorifics()
    return {role for role in roles if role_noun(role) in titles or role.rpartition(" ")[2] in honorifics}


def roles_told(people: pd.DataFrame, persons: Set[str], meant: Mapping[str, str]) -> dict[str, set[str]]:
    """Each of `persons` → the roles that any article gives, under whichever name; `meant` tells who a name means."""
    told: dict[str, set[str]] = {one: set() for one in persons}
    named = people["entity_id"].map(lambda one: meant.get(one, one))
    some = named.isin(persons).to_numpy(bool)
    for person, roles in zip(named[some].tolist(), people["roles"][some].tolist(), strict=True):
        told[person].update(roles)
    return told


def holders(titles: Collection[str], bearers: Iterable[str], roles: Mapping[str, Collection[str]]) -> set[str]:
    """Who of `bearers` has a role of the titles' own noun; where nobody does, whose role another word may stand for.

    >>> holders(["Justice"], ["Ada", "Corin"], {"Ada": ["Appeals Court justice"], "Corin": ["spy chief"]})
    {'Ada'}
    """
    nouns = {role_noun(title) for title in titles}
    same, alike = set(), set()
    for bearer in bearers:
        known = roles[bearer]
        if _fit(titles, [role for role in known if role_noun(role) in nouns]):
            same.add(bearer)
        elif _fit(titles, known) or _fit(known, titles):
            alike.add(bearer)
    return same or alike


def by_noun(bearers: Iterable[str], roles: Mapping[str, Collection[str]]) -> dict[str, dict[str, None]]:
    """Who of `bearers` has a role of a noun, by each noun."""
    holding: dict[str, dict[str, None]] = {}
    for bearer in bearers:
        for role in filter(None, map(read_role, roles[bearer])):
            holding.setdefault(role.noun, {})[bearer] = None
    return holding


def may_hold(titles: Iterable[str], holding: Mapping[str, Iterable[str]]) -> set[str]:
    """Whom `holders` may find: who has a role of a title's noun, or of one that stands for it or that it stands for.

    >>> sorted(may_hold(["Justice"], {"justice": ["Ada"], "chief": ["Corin"]}))
    ['Ada']
    """
    nouns = {role.noun for role in map(read_role, titles) if role}
    related = {other for noun in nouns for other in (*nouns_for(noun), *stand_ins(noun))}
    return {bearer for noun in related for bearer in holding.get(noun, ())}


def _fit(descriptions: Iterable[str], roles: Collection[str]) -> bool:
    return any(fit(description, roles) for description in map(read_role, descriptions) if description)
