"""Entities of the corpus, from what each article shows of its own.

in   sightings (an article × entity), mentions and quotes with the entities of their own articles
out  entities, and the same three with an entity that an article names in part made the one other articles name in full

Articles that give the same full name mean the same entity: its id is a hash of the name. So do those that spell it in
another way, write a hashtag of it or a plural of what is no person, and full names of one person (persons). A surname
alone ("Mr Reldan") is the one person of that surname, where all articles name exactly one in full, or one by far:
that they need no first name for, and who is meant though nothing shows that a person is; a surname with a title
("Justice Reldan") is whom others give that office, and nobody where they give it nobody, nor where the one article
that names its bearer in full has other company (namesakes); a given name alone is who by far most articles name so in
full, and many do; an acronym alone, or the first word of a name, is the one institution that an article gives it to,
and so are several words that an article calls a firm by; the Senate is that of the country its article is of
(states). Two other full names are never merged. What an article showed by itself stays in `sightings.entity_id`, so
that a later run, with other articles beside it, can decide anew.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.compute as compute

from transforms.arrays import Flags, Ints, Numbers, each_once
from transforms.entities.namesakes import of_other_company
from transforms.entities.offices import by_noun, holders, may_hold, offices, roles_told
from transforms.entities.persons import BY_FAR, same_persons
from transforms.entities.states import bodies_of_states
from transforms.mentions.words import vocabulary
from transforms.mentions.words.spelling import folded, one_of_many, spelt, spelt_alike, spelt_in_one
from transforms.tables import ENTITY_ORIGINS, GAZETTEER, WATCHLIST, columns

# columns that tell whom a part of a name means, and what an entity is called and is
OF_MEANING = ["doc_id", "entity_id", "name", "type", "origin", "aliases", "roles", "n_mentions"]
OF_FULL_NAME = ["name", "type", "origin", "external_id", "n_mentions", "n_signs"]


class Merged(NamedTuple):
    """Entities of the corpus, and the frames that refer to them."""

    entities: pd.DataFrame
    sightings: pd.DataFrame
    mentions: pd.DataFrame
    quotes: pd.DataFrame


def merge_entities(sightings: pd.DataFrame, mentions: pd.DataFrame, quotes: pd.DataFrame) -> Merged:
    """Merge the articles' entities; frames that were merged before, with other articles, may be among those given."""
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
    meant, there = _meant_by_part(sightings)
    order = {part: at for at, part in enumerate(meant)}
    concerned = {*meant, *meant.values(), *there.values()}
    apart = set(_pairs(sightings[sightings["entity_id"].isin(concerned)], "entity_id")) | there.keys()
    taken = set(apart)
    united: dict[tuple[str, str], str] = {}
    for doc_id, part in sorted(apart, key=lambda pair: (order.get(pair[1], 0), pair)):
        full = there.get((doc_id, part), meant.get(part))
        if full and (doc_id, full) not in taken:  # each article keeps its entities apart, so that this can be undone
            taken.add((doc_id, full))
            united[doc_id, part] = full
    left = {entity for _, entity in apart - united.keys()}  # a part may be somebody by office wherever it is named
    return {pair: full for pair, full in united.items() if full in left}


def _meant_by_part(sightings: pd.DataFrame) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Entity named in part → the one in full that it may be; (doc_id, entity) → what it is there, "" for neither."""
    in_part = sightings["partial"].to_numpy(bool)
    full = sightings[OF_MEANING][~in_part]
    people = full[full["type"] == "person"]
    n_articles = Counter(entity for _, entity in set(_pairs(full, "entity_id")))
    meant = same_persons(people, _spelt_otherwise(full[full["type"] != "nationality"], n_articles))
    meant |= _firms_in_short(full, meant)
    bearers = _bearers(full, meant)
    by_given_name = {}
    watched = set(sightings["entity_id"][(sightings["origin"] == WATCHLIST).to_numpy(bool)])
    parts = [part for part in _partly_named(in_part, sightings) if part.entity_id not in watched]
    for part_named in parts:
        by_surname, called = bearers.of(part_named)
        if by_surname:
            meant[part_named.entity_id] = by_surname
        if called:
            by_given_name[part_named.entity_id] = called
    meant |= by_given_name  # in this order they are taken
    meant |= _of_one_spelling(parts, meant)
    there = bodies_of_states(full, meant) | dict.fromkeys(of_other_company(sightings, meant, bearers.named), "")
    return meant, there | _in_office(sightings[in_part], people, bearers, meant)


class _Part(NamedTuple):
    """An entity that an article names in part: the type that most signs of it show, and how many signs there are."""

    entity_id: str
    name: str
    type: str
    n_signs: int


class _Bearers(NamedTuple):
    """Who is called by a surname or a given name, what by an acronym or first word; how many articles name each person.

    in_one   who or what is called by its full name without spaces
    """

    surnames: Mapping[str, Set[str]]
    given_names: Mapping[str, Set[str]]
    short_names: Mapping[str, Set[str]]
    in_one: Mapping[str, Set[str]]
    named: Mapping[str, int]

    def of(self, part: _Part) -> tuple[str | None, str | None]:
        """Who or what is meant by a surname or a short name, and who by a given name, that stands alone.

        What nothing shows is a person whom many articles name in full.
        """
        if written := self.in_one.get(spelt_in_one(part.name)):
            return _best_known(written, self.named), None
        name = folded(part.name)
        things = self.short_names.get(spelt(part.name), frozenset()) if part.type == "organisation" else frozenset()
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


def _bearers(full: pd.DataFrame, meant: Mapping[str, str]) -> _Bearers:
    people, organisations = full[full["type"] == "person"], full[full["type"] == "organisation"]
    persons = people[["entity_id", "name"]].drop_duplicates()
    plain = {
        entity: folded(name)
        for entity, name in zip(persons["entity_id"].tolist(), persons["name"].tolist(), strict=True)
    }
    named = Counter[str](meant.get(one, one) for _, one in set(_pairs(people, "entity_id")))
    in_one: dict[str, set[str]] = defaultdict(set)
    several = full[["entity_id", "name"]][~full["type"].isin(("place", "nationality"))].drop_duplicates()
    for entity, name in zip(several["entity_id"].tolist(), several["name"].tolist(), strict=True):
        if " " in name:
            in_one[spelt_in_one(name)].add(meant.get(entity, entity))
    return _Bearers(
        _surnames(plain, meant), _given_names(plain, meant), _short_names(organisations, meant), in_one, named
    )


def _in_office(
    parts: pd.DataFrame, people: pd.DataFrame, bearers: _Bearers, meant: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """(doc_id, person named in part with a title) → the bearer of the name whom other articles give that office, or "".

    Justice Reldan is no Reldan who is a minister, and of three the one who is a justice.
    """
    titled = parts[(parts["roles"].map(len) > 0).to_numpy(bool)]
    candidates: dict[str, set[str]] = {}
    for entity, name in titled[["entity_id", "name"]].drop_duplicates("entity_id", keep="last").itertuples(index=False):
        candidates[entity] = {*bearers.surnames.get(folded(name), ()), *filter(None, [meant.get(entity)])}
    roles = roles_told(people, {one for ones in candidates.values() for one in ones}, meant)

    holding = {entity: by_noun(ones, roles) for entity, ones in candidates.items()}

    @cache  # a surname may have thousands of bearers, and thousands of articles may give the same title
    def holder(titles: frozenset[str], entity: str) -> str:
        return _best_known(holders(titles, may_hold(titles, holding[entity]), roles), bearers.named) or ""

    found = {}
    for (doc_id, entity), told in zip(_pairs(titled, "entity_id"), titled["roles"].tolist(), strict=True):
        if (titles := offices(told)) and candidates[entity]:
            found[doc_id, entity] = holder(frozenset(titles), entity)
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


def _of_one_spelling(parts: Sequence[_Part], meant: Mapping[str, str]) -> dict[str, str]:
    """Entity named in part that means nothing else → the one of the same spelling that does, or that is shortest.

    V.A. is VA, and O’Reldan O'Reldan.
    """
    written: dict[str, list[tuple[bool, int, str, str]]] = defaultdict(list)
    for part in parts:
        written[spelt(part.name)].append((part.entity_id not in meant, len(part.name), part.name, part.entity_id))
    same = {}
    for alike in written.values():
        first = min(alike)[-1]
        for means_nothing, *_, entity in alike:
            if means_nothing and first != entity:
                same[entity] = meant.get(first, first)
    return same


def _short_names(organisations: pd.DataFrame, meant: Mapping[str, str]) -> dict[str, set[str]]:
    """Acronym in small letters → the organisations it is given to; a name's first word too, but for everyday ones."""
    short: dict[str, set[str]] = defaultdict(set)
    for entity, name, alias in _aliases(organisations):
        if alias.isupper() or (name.startswith(f"{alias} ") and not vocabulary.is_common(alias)):
            short[spelt(alias)].add(meant.get(entity, entity))
    return short


def _firms_in_short(full: pd.DataFrame, meant: Mapping[str, str]) -> dict[str, str]:
    """Entity of several words, and nobody else → the firm an article calls so: Orvane Group, of Orvane Group Inc."""
    firms: dict[str, set[str]] = defaultdict(set)
    for entity, name, alias in _aliases(full[full["type"] == "organisation"]):
        if " " in alias and name.startswith(f"{alias} ") and name.split()[-1] in vocabulary.signs("legal form"):
            firms[alias].add(meant.get(entity, entity))
    concerned = full[full["name"].isin(firms).to_numpy(bool)]
    somebody = ~concerned["type"].isin(("organisation", "other")) | concerned["origin"].isin((WATCHLIST, GAZETTEER))
    others = set(concerned.loc[somebody, "entity_id"]) | meant.keys()
    called: dict[str, set[str]] = defaultdict(set)  # in capitals an entity may have another firm's short name
    for short, name in zip(concerned["entity_id"].tolist(), concerned["name"].tolist(), strict=True):
        called[short] |= firms[name]
    in_short = {short: min(ones) for short, ones in called.items() if short not in others and len(ones) == 1}
    return {short: in_short.get(firm, firm) for short, firm in in_short.items()}


def _aliases(sightings: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Entity and name of each sighting with each of its aliases."""
    named = sightings["entity_id"].to_numpy(object) + "\t" + sightings["name"].to_numpy(object)
    for entity_and_name, alias in zip(*_flat(named, sightings["aliases"]), strict=True):
        entity, _, name = entity_and_name.partition("\t")
        yield entity, name, alias


def _spelt_otherwise(full: pd.DataFrame, articles: Counter[str]) -> dict[str, str]:
    """Entity → the one of the same spelling: one known before, or with most accents, or that most articles name.

    Erdogan is Erdoğan, and O'Dell O’Dell, where articles write both; what is no person is one with its plural.
    """
    named = full[["entity_id", "name", "type", "origin"]].drop_duplicates("entity_id")
    known = set(named.loc[named["origin"].isin((WATCHLIST, GAZETTEER)), "entity_id"])
    spellings = {}
    written: dict[Hashable, list[tuple[bool, int, int, str, str]]] = defaultdict(list)
    for entity, name, kind in zip(*(named[column].tolist() for column in ("entity_id", "name", "type")), strict=True):
        spellings[entity] = spelling = _spelling(name, kind)
        marks = 0 if name.isascii() else sum(not letter.isascii() for letter in name)
        written[spelling].append((entity in known, marks, articles[entity], name.casefold(), entity))
    best = {spelling: max(names)[-1] for spelling, names in written.items()}
    return {one: best[spelt] for one, spelt in spellings.items() if one != best[spelt] and one not in known}


def _spelling(name: str, kind: str) -> Hashable:
    """What a full name has in common with others of the same; a place is no person or institution."""
    if kind == "place":
        return kind, spelt_alike(name)
    return spelt_in_one(name if kind == "person" or " " not in name else one_of_many(spelt_alike(name)))


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
    """One row an entity: the name most mentions bear, the type most signs show, all aliases, roles and notes."""
    merged, ids = pd.factorize(sightings["merged_id"], sort=True)
    in_full = (sightings["entity_id"] == sightings["merged_id"]).to_numpy(bool)
    own, full = merged[in_full], sightings[OF_FULL_NAME][in_full]
    origin = full["origin"].map(ENTITY_ORIGINS.index).to_numpy("int64")
    origins = np.full(len(ids), len(ENTITY_ORIGINS))
    np.minimum.at(origins, own, origin)
    surest = origin == origins[own]  # what the watchlist calls it, and says it is, whatever articles do
    names = _most(own[surest], full["name"][surest], full["n_mentions"][surest])
    known = {
        "entity_id": ids,
        "name": names,
        "type": _most(own[surest], full["type"][surest], full["n_signs"][surest]),
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
