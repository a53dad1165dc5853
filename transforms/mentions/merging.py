"""Entities of the corpus, from what each article shows of its own.

in   sightings (an article × entity), mentions and quotes with the entities of their own articles
out  entities, and the same three with an entity that an article names in part made the one other articles name in full

Articles that give the same full name mean the same entity: its id is a hash of the name. A surname alone ("Mr Reldan")
is the one person of that surname, where all articles name exactly one in full; a name with an initial ("Ilvar J.
Reldan") is the same without, where no other initial stands in that name; an acronym alone is the one institution that
an article gives it to; a name without the accents that other articles write is the one with them. Two other full names
are never merged. What an article showed by itself stays in `sightings.entity_id`, so that a later run, with other
articles beside it, can decide anew.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from transforms.mentions.coreference import without_initials
from transforms.tables import ENTITY_ORIGINS, columns


class Merged(NamedTuple):
    """Entities of the corpus, and the frames that refer to them."""

    entities: pd.DataFrame
    sightings: pd.DataFrame
    mentions: pd.DataFrame
    quotes: pd.DataFrame


def merge_entities(sightings: pd.DataFrame, mentions: pd.DataFrame, quotes: pd.DataFrame) -> Merged:
    """Merge the articles' entities; frames that were merged before, with other articles, may be among the given ones."""
    alone = {
        (doc_id, merged): own
        for doc_id, own, merged in zip(*_columns(sightings, "doc_id", "entity_id", "merged_id"), strict=True)
        if own != merged
    }
    mentions, quotes = _renamed(mentions, "entity_id", alone), _renamed(quotes, "speaker_id", alone)
    united = _unite(sightings)
    sightings = sightings.assign(
        merged_id=[united.get(pair, pair[1]) for pair in zip(*_columns(sightings, "doc_id", "entity_id"), strict=True)]
    )
    return Merged(
        _entities(sightings),
        sightings,
        _renamed(mentions, "entity_id", united),
        _renamed(quotes, "speaker_id", united),
    )


def _columns(rows: pd.DataFrame, *names: str) -> list[Sequence[Any]]:
    return [rows[name].tolist() for name in names]


def _renamed(rows: pd.DataFrame, column: str, names: dict[tuple[str, str], str]) -> pd.DataFrame:
    number, entities = pd.factorize(rows[column])
    some = pd.Index(entities).isin({entity for _, entity in names})  # most are named in full wherever they are named
    concerned = np.flatnonzero(np.append(some, False)[number])  # the last stands for null, whose number is -1
    if not len(concerned):
        return rows
    pairs = rows[["doc_id", column]].iloc[concerned].itertuples(index=False, name=None)
    renamed = rows[column].copy()
    renamed.iloc[concerned] = [names.get(pair, pair[1]) for pair in pairs]
    return rows.assign(**{column: renamed})


def _unite(sightings: pd.DataFrame) -> dict[tuple[str, str], str]:
    """(doc_id, entity named in part) → the entity that is named in full."""
    meant = _meant_by_part(sightings)
    taken = set(zip(*_columns(sightings, "doc_id", "entity_id"), strict=True))
    united: dict[tuple[str, str], str] = {}
    for doc_id, part in sorted(taken):
        full = meant.get(part)
        if full and (doc_id, full) not in taken:  # each article keeps its entities apart, so that this can be undone
            taken.add((doc_id, full))
            united[doc_id, part] = full
    return united


def _meant_by_part(sightings: pd.DataFrame) -> dict[str, str]:
    """Entity named in part → the only entity in full that it may be."""
    types: dict[str, dict[str, int]] = defaultdict(dict)
    partial: dict[str, str] = {}
    persons: dict[str, str] = {}
    watched: set[str] = set()
    acronyms: dict[str, set[str]] = defaultdict(set)
    told = ("entity_id", "name", "type", "partial", "n_signs", "aliases", "origin")
    for entity, name, kind, part, n, aliases, origin in zip(*_columns(sightings, *told), strict=True):
        types[entity][kind] = types[entity].get(kind, 0) + n
        if part:
            partial[entity] = _folded(name)
        elif kind == "person":
            persons[entity] = name
            if origin == "watchlist":
                watched.add(entity)
        elif kind == "organisation":
            for alias in aliases:
                if alias.isupper():
                    acronyms[alias.casefold()].add(entity)
    folded = {entity: _folded(name) for entity, name in persons.items()}
    meant = _spelt_otherwise(persons, folded, watched)
    meant |= _without_initials({entity: name for entity, name in folded.items() if entity not in meant})
    surnames = _surnames(folded, meant)
    for part, name in partial.items():
        candidates = {"person": surnames, "organisation": acronyms}.get(_most(types[part]), {}).get(name, set())
        if len(candidates) == 1:
            meant[part] = next(iter(candidates))
    return meant


def _spelt_otherwise(persons: dict[str, str], folded: dict[str, str], watched: Set[str]) -> dict[str, str]:
    """Person whose name is written with fewer marks → the one so named, watched or with most of them.

    Erdogan is Erdoğan, and O'Dell O’Dell, where articles write both.
    """
    written: dict[str, list[tuple[bool, int, str, str]]] = defaultdict(list)
    for entity, name in persons.items():
        marks = sum(not letter.isascii() for letter in name)
        written[folded[entity]].append((entity in watched, marks, name, entity))
    best = {name: max(spellings)[-1] for name, spellings in written.items()}
    return {entity: best[name] for entity, name in folded.items() if entity != best[name]}


def _folded(name: str) -> str:
    """A name without case, accents and the form of its apostrophes: what writers and keyboards leave out."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'").casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _without_initials(persons: dict[str, str]) -> dict[str, str]:
    """Person with an initial → the one without, where no other initial stands in that name."""
    by_name = {name: entity for entity, name in persons.items()}
    written: dict[str, set[str]] = defaultdict(set)
    for entity, name in persons.items():
        if (plain := without_initials(name)) != name:
            written[plain].add(entity)
    return {
        next(iter(entities)): by_name[plain]
        for plain, entities in written.items()
        if len(entities) == 1 and plain in by_name
    }


def _surnames(persons: dict[str, str], meant: dict[str, str]) -> dict[str, set[str]]:
    """What full names end with → the persons so called."""
    surnames: dict[str, set[str]] = defaultdict(set)
    for entity, name in persons.items():
        words = name.split()
        for at in range(1, len(words)):
            surnames[" ".join(words[at:])].add(meant.get(entity, entity))
    return surnames


def _entities(sightings: pd.DataFrame) -> pd.DataFrame:
    """One row an entity: the name that most mentions bear, the type that most signs show, all aliases, roles and notes."""
    seen: dict[str, list[_Sighting]] = defaultdict(list)
    for merged_id, *told in zip(*_columns(sightings, "merged_id", *_Sighting._fields), strict=True):
        seen[merged_id].append(_Sighting(*told))
    merged = [_entity(entity_id, seen[entity_id]) for entity_id in sorted(seen)]
    return pd.DataFrame(merged, columns=columns("entities"), dtype=object)


class _Sighting(NamedTuple):
    entity_id: str
    name: str
    type: str
    origin: str
    external_id: str | None
    n_mentions: int
    n_signs: int
    aliases: list[str]
    roles: list[str]
    notes: list[str]


def _entity(entity_id: str, seen: list[_Sighting]) -> tuple[object, ...]:
    in_full = [one for one in seen if one.entity_id == entity_id]
    name = _most(_sums((one.name, one.n_mentions) for one in in_full))
    aliases = {alias for one in seen for alias in one.aliases} | {one.name for one in seen}
    return (
        entity_id,
        name,
        _most(_sums((one.type, one.n_signs) for one in in_full)),
        min((one.origin for one in in_full), key=ENTITY_ORIGINS.index),
        in_full[0].external_id,
        sorted(aliases - {name}),
        sorted({role for one in seen for role in one.roles}),
        sorted({note for one in seen for note in one.notes}),
    )


def _sums(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for value, n in pairs:
        sums[value] = sums.get(value, 0) + n
    return sums


def _most(counts: Mapping[str, int]) -> str:
    return min(counts, key=lambda value: (-counts[value], value))
