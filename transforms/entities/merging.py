"""Entities of the corpus, from what each article shows of its own.

in   sightings (an article × entity), mentions and quotes with the entities of their own articles
out  entities, and the same three with an entity that an article names in part made the one other articles name in full

Articles that give the same full name mean the same entity: its id is a hash of the name. A surname alone ("Mr Reldan")
is the one person of that surname, where all articles name exactly one in full, or one by far: that they need no first
name for, and who is meant though nothing shows that a person is; a surname with a title ("Justice Reldan") is whom
others give that office, and nobody where they give it nobody; a name with an initial ("Ilvar J. Reldan") is the same without, where no other initial stands in that name,
and one with Jr. the same without, where no article names both; C. Reldan is Corin, where no other's name begins so;
Tom is Thomas, where there is one of each, and a name with another in the middle the same without, where many articles
name that; a given name alone is who by far most articles name so in full, and many do; an acronym alone, or the first
word of a name, is the one institution that an article gives it to; a name without the accents that other articles
write is the one with them. Two other full names are never merged. What an article showed by itself stays in
`sightings.entity_id`, so that a later run, with other articles beside it, can decide anew.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.compute as compute

from transforms.arrays import Flags, Ints, Numbers, each_once
from transforms.entities.offices import holders, offices
from transforms.entities.spelling import folded, spelt, spelt_alike
from transforms.mentions import vocabulary
from transforms.mentions.person_names import SUFFIXES, without_initials, without_maiden_name
from transforms.tables import ENTITY_ORIGINS, columns

# columns that tell whom a part of a name means, and what an entity is called and is
OF_MEANING = ["doc_id", "entity_id", "name", "type", "origin", "aliases", "roles", "n_mentions"]
OF_FULL_NAME = ["name", "type", "origin", "external_id", "n_mentions", "n_signs"]
BY_FAR = 10  # times as many articles as name all others of a surname in full, and so many at least


class Merged(NamedTuple):
    """Entities of the corpus, and the frames that refer to them."""

    entities: pd.DataFrame
    sightings: pd.DataFrame
    mentions: pd.DataFrame
    quotes: pd.DataFrame


def merge_entities(sightings: pd.DataFrame, mentions: pd.DataFrame, quotes: pd.DataFrame) -> Merged:
    """Merge the articles' entities; frames that were merged before, with other articles, may be among the given ones."""
    apart = sightings[sightings["entity_id"] != sightings["merged_id"]]
    alone = dict(zip(_pairs(apart, "merged_id"), apart["entity_id"].tolist(), strict=True))
    mentions, quotes = _renamed(mentions, "entity_id", alone), _renamed(quotes, "speaker_id", alone)
    united = _unite(sightings)
    sightings = _renamed(sightings.assign(merged_id=sightings["entity_id"]), "merged_id", united)
    return Merged(
        _entities(sightings),
        sightings,
        _renamed(mentions, "entity_id", united),
        _renamed(quotes, "speaker_id", united),
    )


def _pairs(rows: pd.DataFrame, column: str) -> list[tuple[str, str]]:
    return list(zip(rows["doc_id"].tolist(), rows[column].tolist(), strict=True))


def _renamed(rows: pd.DataFrame, column: str, names: dict[tuple[str, str], str]) -> pd.DataFrame:
    number, entities = pd.factorize(rows[column])
    some = pd.Index(entities).isin({entity for _, entity in names})  # most are named in full wherever they are named
    concerned = np.flatnonzero(np.append(some, False)[number])  # the last stands for null, whose number is -1
    if not len(concerned):
        return rows
    renamed = rows[column].copy()
    renamed.iloc[concerned] = [names.get(pair, pair[1]) for pair in _pairs(rows.iloc[concerned], column)]
    return rows.assign(**{column: renamed})


def _unite(sightings: pd.DataFrame) -> dict[tuple[str, str], str]:
    """(doc_id, entity named in part) → the entity that is named in full."""
    meant, in_office = _meant_by_part(sightings)
    order = {part: at for at, part in enumerate(meant)}
    concerned = {*meant, *meant.values(), *in_office.values()}
    taken = set(_pairs(sightings[sightings["entity_id"].isin(concerned)], "entity_id")) | in_office.keys()
    united: dict[tuple[str, str], str] = {}
    for doc_id, part in sorted(taken, key=lambda pair: (order.get(pair[1], 0), pair)):
        full = in_office.get((doc_id, part), meant.get(part))
        if full and (doc_id, full) not in taken:  # each article keeps its entities apart, so that this can be undone
            taken.add((doc_id, full))
            united[doc_id, part] = full
    return united


def _meant_by_part(sightings: pd.DataFrame) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Entity named in part → the only one in full that it may be; (doc_id, it) → who holds the office it is told with, or ""."""
    in_part = sightings["partial"].to_numpy(bool)
    full = sightings[OF_MEANING][~in_part]
    people = full[full["type"] == "person"]
    n_articles = Counter(entity for _, entity in set(_pairs(full, "entity_id")))
    meant = _same_persons(people, n_articles)
    alike = _things_spelt_otherwise(full[~full["type"].isin(("person", "nationality"))], n_articles)
    bearers = _bearers(people, full[full["type"] == "organisation"], meant, alike)
    meant |= alike
    by_given_name = {}
    for part_named in _partly_named(in_part, sightings):
        by_surname, called = bearers.of(part_named)
        if by_surname:
            meant[part_named.entity_id] = by_surname
        if called:
            by_given_name[part_named.entity_id] = called
    meant |= by_given_name  # in this order they are taken
    return meant, _in_office(sightings[in_part], people, bearers, meant)


def _same_persons(people: pd.DataFrame, n_articles: Counter[str]) -> dict[str, str]:
    """Person → the same one under the name that others write in full."""
    person = people[["entity_id", "name", "origin"]].drop_duplicates()
    persons = dict(zip(person["entity_id"].tolist(), person["name"].tolist(), strict=True))
    watched = set(person.loc[person["origin"] == "watchlist", "entity_id"])
    plain = {entity: folded(name) for entity, name in persons.items()}
    spellings = {entity: (spelt(name), name) for entity, name in persons.items()}
    meant = _spelt_otherwise(spellings, watched, n_articles)
    articles: dict[str, set[str]] = defaultdict(set)
    for doc_id, entity in _pairs(people, "entity_id"):
        articles[entity].add(doc_id)
    meant |= _without_additions({entity: name for entity, name in plain.items() if entity not in meant}, articles)
    meant |= _by_initial(
        {entity: name for entity, name in plain.items() if entity not in meant | dict.fromkeys(watched)}
    )
    usual = _usual_names(people)
    roots = {entity: usual[entity] for entity in persons if entity not in meant}
    meant |= _written_in_full(roots, {one: len(articles[one]) for one in persons}, watched)
    return {one: meant.get(other, other) for one, other in meant.items()}


class _Part(NamedTuple):
    """An entity that an article names in part: the type that most signs of it show, and how many signs there are."""

    entity_id: str
    name: str
    type: str
    n_signs: int


class _Bearers(NamedTuple):
    """Who is called by a surname or a given name, what by an acronym or first word; how many articles name each person."""

    surnames: Mapping[str, Set[str]]
    given_names: Mapping[str, Set[str]]
    short_names: Mapping[str, Set[str]]
    named: Mapping[str, int]

    def of(self, part: _Part) -> tuple[str | None, str | None]:
        """Who or what is meant by a surname or a short name, and who by a given name, that stands alone.

        What nothing shows is a person whom many articles name in full.
        """
        name = folded(part.name)
        things = self.short_names.get(name, frozenset()) if part.type == "organisation" else frozenset()
        unshown = not part.n_signs and not things and not vocabulary.is_common(part.name)
        if part.type != "person" and not unshown:
            return _best_known(things, self.named), None
        persons: Set[str] = self.surnames.get(name, frozenset())
        called: Set[str] = frozenset()
        if not part.n_signs or vocabulary.is_given(part.name):
            called = self.given_names.get(name, frozenset())
        known = _best_known(persons | called, self.named)
        by_far = known if known and self.named[known] >= BY_FAR else None
        if called or not part.n_signs:
            persons = persons & {by_far}
        return _best_known(persons, self.named), by_far if by_far in called else None


def _bearers(
    people: pd.DataFrame, organisations: pd.DataFrame, meant: Mapping[str, str], alike: Mapping[str, str]
) -> _Bearers:
    persons = people[["entity_id", "name"]].drop_duplicates()
    plain = {
        entity: folded(name)
        for entity, name in zip(persons["entity_id"].tolist(), persons["name"].tolist(), strict=True)
    }
    named = Counter[str](meant.get(one, one) for _, one in set(_pairs(people, "entity_id")))
    return _Bearers(_surnames(plain, meant), _given_names(plain, meant), _short_names(organisations, alike), named)


def _in_office(
    parts: pd.DataFrame, people: pd.DataFrame, bearers: _Bearers, meant: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """(doc_id, person named in part with a title) → the bearer of the name whom other articles give that office, or "".

    Justice Reldan is no Reldan who is a minister, and of three the one who is a justice.
    """
    titled = parts[(parts["roles"].map(len) > 0).to_numpy(bool)]
    candidates: dict[str, set[str]] = {}
    for entity, name in zip(titled["entity_id"].tolist(), titled["name"].tolist(), strict=True):
        candidates[entity] = {*bearers.surnames.get(folded(name), ()), *filter(None, [meant.get(entity)])}
    roles: dict[str, set[str]] = {one: set() for ones in candidates.values() for one in ones}
    persons = people["entity_id"].map(lambda one: meant.get(one, one)).to_numpy(object)
    concerned = pd.Index(persons).isin(roles.keys())
    for person, role in zip(*_flat(persons[concerned], people["roles"][concerned]), strict=True):
        roles[person].add(role)
    found = {}
    for (doc_id, entity), told in zip(_pairs(titled, "entity_id"), titled["roles"].tolist(), strict=True):
        if (titles := offices(told)) and candidates[entity]:
            found[doc_id, entity] = _best_known(holders(titles, candidates[entity], roles), bearers.named) or ""
    return found


def _best_known(candidates: Set[str], named: Mapping[str, int]) -> str | None:
    """The only candidate, or the one that by far most articles name in full: for whom others need no first name."""
    best = max(candidates, key=lambda one: (named[one], one), default=None)
    others = sum(named[one] for one in candidates if one != best)
    if best is None or (len(candidates) > 1 and named[best] < BY_FAR * max(1, others)):
        return None
    return best


def _partly_named(in_part: Flags, sightings: pd.DataFrame) -> Iterator[_Part]:
    named = sightings[["entity_id", "name"]][in_part].drop_duplicates("entity_id", keep="last")
    number = pd.Index(named["entity_id"]).get_indexer(sightings["entity_id"])
    told = sightings[["type", "n_signs"]][number >= 0]
    kinds = _most(number[number >= 0], told["type"], told["n_signs"])
    signs = np.bincount(number[number >= 0], told["n_signs"].to_numpy("int64"), len(named)).astype("int64").tolist()
    return map(_Part, named["entity_id"].tolist(), named["name"].tolist(), kinds, signs)


def _short_names(organisations: pd.DataFrame, meant: Mapping[str, str]) -> dict[str, set[str]]:
    """Acronym in small letters → the organisations it is given to; the first word of a name too, but for everyday ones."""
    short: dict[str, set[str]] = defaultdict(set)
    named = organisations["entity_id"].to_numpy(object) + "\t" + organisations["name"].to_numpy(object)
    for entity_and_name, alias in zip(*_flat(named, organisations["aliases"]), strict=True):
        entity, _, name = entity_and_name.partition("\t")
        if alias.isupper() or (name.startswith(f"{alias} ") and not vocabulary.is_common(alias)):
            short[folded(alias)].add(meant.get(entity, entity))
    return short


def _spelt_otherwise(
    spelt: Mapping[str, tuple[Hashable, str]], kept: Set[str], articles: Counter[str]
) -> dict[str, str]:
    """Entity → the one of the same spelling, kept by its name, or with most accents, or named by most articles.

    `spelt` gives what all spellings of a name have in common, and the name. Erdogan is Erdoğan, and O'Dell O’Dell, where
    articles write both.
    """
    written: dict[Hashable, list[tuple[bool, int, int, str, str]]] = defaultdict(list)
    for entity, (spelling, name) in spelt.items():
        marks = sum(not letter.isascii() for letter in name)
        written[spelling].append((entity in kept, marks, articles[entity], name, entity))
    best = {spelling: max(names)[-1] for spelling, names in written.items()}
    return {one: best[spelling] for one, (spelling, _) in spelt.items() if one != best[spelling] and one not in kept}


def _things_spelt_otherwise(things: pd.DataFrame, articles: Counter[str]) -> dict[str, str]:
    """Institution, place or thing → the one of its kind whose name a house style spells or shortens otherwise."""
    named = things[["entity_id", "name", "type", "origin"]].drop_duplicates("entity_id")
    known = set(named.loc[named["origin"].isin(("watchlist", "gazetteer")), "entity_id"])
    kinds = named["type"].where(named["type"] == "place", "organisation").tolist()
    spelt = {
        entity: ((kind, spelt_alike(name)), name)
        for entity, name, kind in zip(named["entity_id"].tolist(), named["name"].tolist(), kinds, strict=True)
    }
    return _spelt_otherwise(spelt, known, articles)


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


def _by_initial(persons: Mapping[str, str]) -> dict[str, str]:
    """Person called by an initial and a surname → the only one whose given name begins so: C. Reldan is Corin Reldan."""
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
    counts = sightings.groupby(["entity_id", "name"], sort=True)["n_mentions"].sum().reset_index()
    usual = counts.sort_values(["n_mentions", "name"]).drop_duplicates("entity_id", keep="last")
    return dict(zip(usual["entity_id"].tolist(), usual["name"].tolist(), strict=True))


def _written_in_full(persons: Mapping[str, str], articles: Mapping[str, int], watched: Set[str]) -> dict[str, str]:
    """Person → the one that more articles name, who has the same name but for a given name in short or one in the middle.

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


def _given_names(persons: Mapping[str, str], meant: Mapping[str, str]) -> dict[str, set[str]]:
    """What full names begin with → the persons so called."""
    given: dict[str, set[str]] = defaultdict(set)
    for entity, name in persons.items():
        given[name.split()[0]].add(meant.get(entity, entity))
    return given


def _surnames(persons: Mapping[str, str], meant: Mapping[str, str]) -> dict[str, set[str]]:
    """What full names end with → the persons so called."""
    surnames: dict[str, set[str]] = defaultdict(set)
    for entity, name in persons.items():
        words = name.split()
        for at in range(1, len(words)):
            surnames[" ".join(words[at:])].add(meant.get(entity, entity))
    return surnames


def _entities(sightings: pd.DataFrame) -> pd.DataFrame:
    """One row an entity: the name that most mentions bear, the type that most signs show, all aliases, roles and notes."""
    merged, ids = pd.factorize(sightings["merged_id"], sort=True)
    in_full = (sightings["entity_id"] == sightings["merged_id"]).to_numpy(bool)
    own, full = merged[in_full], sightings[OF_FULL_NAME][in_full]
    names = _most(own, full["name"], full["n_mentions"])
    origins = np.full(len(ids), len(ENTITY_ORIGINS))
    np.minimum.at(origins, own, full["origin"].map(ENTITY_ORIGINS.index).to_numpy("int64"))
    known = {
        "entity_id": ids,
        "name": names,
        "type": _most(own, full["type"], full["n_signs"]),
        "origin": np.array(ENTITY_ORIGINS, object)[origins],
        "external_id": full["external_id"].iloc[np.unique(own, return_index=True)[1]].to_numpy(object),
        "aliases": _other_names(merged, sightings, names),
        "roles": _different(*_flat(merged, sightings["roles"]), len(ids)),
        "notes": _different(*_flat(merged, sightings["notes"]), len(ids)),
    }
    return pd.DataFrame(known, columns=columns("entities"), dtype=object)


def _most(group: Ints, values: pd.Series, times: pd.Series) -> list[str]:
    """For each group, of which none is without rows, the value that comes most times; of several the first."""
    number, texts = pd.factorize(values, sort=True)
    pairs, at = np.unique(group * len(texts) + number, return_inverse=True)
    of, which = np.divmod(pairs, max(1, len(texts)))
    best = np.lexsort((which, -np.bincount(at, times.to_numpy("int64")), of))
    most: list[str] = pd.Index(texts).take(which[best[np.unique(of, return_index=True)[1]]]).tolist()
    return most


def _other_names(merged: Ints, sightings: pd.DataFrame, names: Sequence[str]) -> list[list[str]]:
    """For each entity all names it was seen under but its own."""
    group, aliases = _flat(merged, sightings["aliases"])
    number, known = pd.factorize(sightings["name"])
    owner, which = np.divmod(each_once([merged * max(1, len(known)) + number]), max(1, len(known)))
    every = _different(np.append(group, owner), [*aliases, *known.take(which).tolist()], len(names))
    return [[other for other in others if other != name] for others, name in zip(every, names, strict=True)]


def _flat(group: Numbers, lists: pd.Series) -> tuple[Numbers, list[str]]:
    """The items of lists, Python's or Arrow's, one after another, and each one's group."""
    if not isinstance(lists.dtype, pd.ArrowDtype):
        lengths = np.fromiter(map(len, lists), np.int64, len(lists))
        return np.repeat(group, lengths), list(chain.from_iterable(lists))
    held = arrow.array(lists.array)
    return np.repeat(group, compute.list_value_length(held).to_numpy()), compute.list_flatten(held).to_pylist()


def _different(group: Ints, texts: Sequence[str], n_groups: int) -> list[list[str]]:
    """For each group its different texts, in order."""
    number, known = pd.factorize(np.array(texts, object), sort=True)
    group, which = np.divmod(each_once([group * max(1, len(known)) + number]), max(1, len(known)))
    told = known.take(which).tolist()
    return [told[a:b] for a, b in pairwise(np.searchsorted(group, np.arange(n_groups + 1)).tolist())]
