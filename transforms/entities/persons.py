"""Persons who are one though articles write their full names otherwise.

in   sightings of persons that are named in full
out  entity → the one of the same person by whom others are called

The way: names spelt alike → with an initial or Jr. and without → an initial for a given name → a given name in short,
or a name in the middle left out → names that sound alike.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set

import pandas as pd

from transforms.entities.offices import holders, offices, roles_told
from transforms.mentions.coreference.person_names import SUFFIXES, without_initials, without_maiden_name
from transforms.mentions.words import vocabulary
from transforms.mentions.words.spelling import folded, is_near, sound, spelt_alike
from transforms.tables import WATCHLIST

BY_FAR = 10  # times as many articles as name all others of a surname in full, and so many at least


def same_persons(people: pd.DataFrame, alike: Mapping[str, str]) -> dict[str, str]:
    """Entity → the same one under the name that others write in full; `alike` tells those only spelt otherwise."""
    person = people[["entity_id", "name", "origin"]].drop_duplicates()
    persons = dict(zip(person["entity_id"].tolist(), person["name"].tolist(), strict=True))
    watched = set(person.loc[person["origin"] == WATCHLIST, "entity_id"])
    plain = {entity: folded(name) for entity, name in persons.items()}
    meant = dict(alike)
    articles = _articles(people, meant)
    added = _without_additions({entity: name for entity, name in plain.items() if entity not in meant}, articles)
    meant |= _to_watched(added, watched)
    articles = _articles(people, meant)
    others = persons.keys() - alike.keys() - added.keys()
    initials = _by_initial({entity: name for entity, name in plain.items() if entity in others})
    settled = watched | meant.keys()
    meant |= {one: other for one, other in initials.items() if one not in settled}
    usual = _usual_names(people)
    roots = {entity: usual[entity] for entity in persons if entity not in meant}
    meant |= _written_in_full(roots, {one: len(articles[one]) for one in persons}, watched)
    meant = {one: meant.get(other, other) for one, other in meant.items()}
    roots = {entity: name for entity, name in roots.items() if entity not in meant}
    meant |= _sounding_alike(roots, people, articles, watched)
    return {one: meant.get(other, other) for one, other in meant.items()}


def _articles(people: pd.DataFrame, meant: Mapping[str, str]) -> dict[str, set[str]]:
    """Person → the articles that name him or her in full, under whichever name; `meant` tells who a name means."""
    articles: dict[str, set[str]] = defaultdict(set)
    for doc_id, entity in zip(people["doc_id"].tolist(), people["entity_id"].tolist(), strict=True):
        articles[meant.get(entity, entity)].add(doc_id)
    return articles


def _without_additions(persons: Mapping[str, str], articles: Mapping[str, Set[str]]) -> dict[str, str]:
    """Person with an initial or Jr. → the one without.

    Not where another initial stands in that name; nor, of Jr., where an article names both: they are father and son.
    """
    by_name = {name: entity for entity, name in persons.items()}
    written: dict[str, set[str]] = defaultdict(set)
    juniors: dict[str, str] = {}
    for entity, name in persons.items():
        if (plain := without_initials(name)) != name:
            written[plain].add(entity)
        bare, _, last = name.rpartition(" ")
        if last in SUFFIXES:
            juniors[entity] = bare
    meant = {
        next(iter(entities)): by_name[plain]
        for plain, entities in written.items()
        if len(entities) == 1 and plain in by_name
    }
    for entity, bare in juniors.items():
        senior = by_name.get(bare) or by_name.get(without_initials(bare))
        if senior and entity not in meant and not articles[entity] & articles[senior]:
            meant[entity] = meant.get(senior, senior)
    return meant


def _to_watched(meant: Mapping[str, str], watched: Set[str]) -> dict[str, str]:
    """Person → the same one, where none that is watched is another.

    Of Ada Reldan and a watched Ada M. Reldan, who are one, the first is the second; of two that are watched none is.
    """
    others: dict[str, set[str]] = defaultdict(set)
    for one, other in meant.items():
        if one in watched:
            others[other].add(one)
    kept = {one: other for one, other in meant.items() if one not in watched}
    kept |= {other: min(ones) for other, ones in others.items() if other not in watched and len(ones) == 1}
    return {one: kept.get(other, other) for one, other in kept.items()}


def _by_initial(persons: Mapping[str, str]) -> dict[str, str]:
    """Person called by an initial and a surname → the only one whose given name begins so: C. Orm is Corin Orm."""
    spelt: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entity, name in persons.items():
        given, _, rest = name.partition(" ")
        if len(given.rstrip(".")) > 1:
            spelt[given[0], rest].append(entity)
    found = {}
    for entity, name in persons.items():
        given, _, rest = name.partition(" ")
        if len(given.rstrip(".")) == 1 and len(who := spelt[given[0], rest]) == 1:
            found[entity] = who[0]
    return found


def _usual_names(sightings: pd.DataFrame) -> dict[str, str]:
    """Entity → the name that most mentions bear, among those that differ in capitals alone."""
    counts = Counter[tuple[str, str]]()
    for entity, name, times in zip(
        *(sightings[column].tolist() for column in ("entity_id", "name", "n_mentions")), strict=True
    ):
        counts[entity, name] += times
    return {
        entity: name for (entity, name), _ in sorted(counts.items(), key=lambda counted: (counted[1], counted[0][1]))
    }


def _written_in_full(persons: Mapping[str, str], articles: Mapping[str, int], watched: Set[str]) -> dict[str, str]:
    """Person → the one that more articles name, of the same name but for a given name in short or one in the middle.

    Tom Reldan is Thomas, where no second Tom or Thomas is; Ada Lund Reldan is Ada Reldan, where many articles name her
    and no other has a name in the middle, but for a given name: Ada Maria Reldan may be another.
    """
    plain: dict[str, list[str]] = defaultdict(list)
    for entity, name in persons.items():
        plain[without_initials(name)].append(entity)
    same: dict[str, set[str]] = defaultdict(set)
    for name in plain:
        shorter = without_maiden_name(name)
        is_known = any(articles[one] >= BY_FAR for bare in shorter for one in plain.get(bare, ()))
        for other in (*vocabulary.longhand(name), *(shorter if is_known else ())):
            if other in plain:
                same[name].add(other)
                same[other].add(name)
    meant: dict[str, str] = {}
    for name, others in same.items():
        pair = [*plain[name], *(one for other in others for one in plain[other])]
        alone = len(others) == 1 and all(len(same[other]) == 1 for other in others)
        if alone and len(pair) == 2 and not watched >= set(pair):
            seldom, often = sorted(pair, key=lambda one: (one in watched, articles[one], one))
            meant[seldom] = often
    return {seldom: often for seldom, often in meant.items() if often not in meant}


def _sounding_alike(
    persons: Mapping[str, str], people: pd.DataFrame, articles: Mapping[str, Set[str]], watched: Set[str]
) -> dict[str, str]:
    """Person → the one that most articles name of those whose name sounds the same: a slip, or another transliteration.

    Not where an article names both; nor, where somebody else has that surname or both given names are known ones,
    unless articles give the two the same office.
    """
    written = {entity: spelt_alike(name).split() for entity, name in persons.items()}
    bearers: dict[str, set[str]] = defaultdict(set)
    sounding: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for entity, words in written.items():
        if len(words) > 1:
            bearers[words[-1]].add(entity)
            sounding[tuple(map(sound, words))].append(entity)
    pairs = []
    for same in sounding.values():
        *seldom, often = sorted(same, key=lambda one: (one in watched, len(articles[one]), one))
        for one in seldom:
            if one not in watched and not articles[one] & articles[often] and is_near(written[one], written[often]):
                pairs.append((one, often))
    roles = roles_told(people, {one for pair in pairs for one in pair}, {})
    meant = {}
    for one, often in pairs:
        given = _given_names(written[one], written[often])
        is_sole = bearers[written[one][-1]] | bearers[written[often][-1]] == {one, often}
        if len(set(given)) < 2 and ((is_sole and not given) or holders(offices(roles[one]), [often], roles)):
            meant[one] = often
    return meant


def _given_names(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """The genders of the words in which two names differ, where both are known given names: of Eric, and of Erica."""
    known = vocabulary.given_names()
    differ = [
        [known.get(word.title(), "") for word in words] for words in zip(one, other, strict=True) if len({*words}) > 1
    ]
    return [gender for genders in differ if all(genders) for gender in genders]
