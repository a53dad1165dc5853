"""Who is who in one article: names that mean the same made one entity, each mention told by its form.

in   Spot     the names as they stand (spotting)
out  Cast     the article's entities
     Mention  one an occurrence

The way: known names → full names of persons → names of several words, the longest first → what is short for these
(surnames, acronyms, head nouns) → what is left. Only the article's own names decide; what other articles call somebody
never does, so that an article gives the same rows in whatever company it is processed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from transforms.ids import content_id
from transforms.mentions import vocabulary
from transforms.mentions.gazetteer import Gazetteer, Known
from transforms.mentions.roles import fit, read_role, role_noun
from transforms.mentions.spots import Spot

_LOCATING = frozenset(
    ["in", "at", "from", "near", "into", "across", "outside", "inside", "around", "throughout", "towards", "toward"]
)
_REPORTING = frozenset(
    [
        "said",
        "says",
        "told",
        "added",
        "noted",
        "stressed",
        "argued",
        "explained",
        "asked",
        "wrote",
        "insisted",
        "warned",
        "who",
    ]
)
_SUFFIXES = frozenset({"Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV"})
MOST_BEARERS = 50  # entities kept for one short name: an article that has more is a list
LONGEST_INSTITUTION = 12  # words of a name whose stretches are looked for
_OF_A_PERSON = frozenset({"Administration", "Campaign", "Cabinet", "Government", "Foundation"})
_PEOPLE_ENDINGS = ("n", "an", "ian", "ese", "ish", "i")
# Estimated by the share of mentions of each kind that gold articles confirm (benchmarks/mentions.py --confidence)
CONFIDENCE = {
    "watchlist": 0.99,
    "known": 0.9,
    "person": 0.9,
    "part": 0.85,
    "several": 0.75,
    "left": 0.6,
    "misspelt": 0.5,
}


@dataclass(eq=False, slots=True)
class Entity:
    """Somebody or something that an article names.

    votes    for what type it is, by how often the words show it; `type` once all are counted
    partial  whether the article gives only part of its name: a surname, an acronym
    first    where the article names it first
    """

    entity_id: str
    name: str
    known: Known | None = None
    partial: bool = False
    first: int = 0
    type: str = ""
    votes: dict[str, int] = field(default_factory=dict)
    aliases: dict[str, None] = field(default_factory=dict)
    roles: dict[str, None] = field(default_factory=dict)
    genders: dict[str, int] = field(default_factory=dict)

    def vote(self, kind: str, n: int = 1) -> None:
        """Count a sign of what it is."""
        self.votes[kind] = self.votes.get(kind, 0) + n

    def tell_gender(self, gender: str) -> None:
        """Count a sign of m or f; "" is none."""
        if gender:
            self.genders[gender] = self.genders.get(gender, 0) + 1

    def settle(self) -> None:
        """Say what it is, by the gazetteer or by most votes."""
        self.type = (
            self.known.type
            if self.known
            else min(self.votes, key=lambda kind: (-self.votes[kind], kind), default="organisation")
        )

    @property
    def gender(self) -> str:
        """m or f where the article or the given name tells it, else ""."""
        told = min(self.genders, key=lambda gender: (-self.genders[gender], gender), default="")
        given = vocabulary.given_names().get(self.name.split()[0], "")
        return told or (given if given in ("m", "f") else "")


@dataclass(slots=True)
class Mention:
    """An occurrence of an entity: text[start:end], one of tables.MENTION_FORMS."""

    start: int
    end: int
    entity: Entity
    form: str
    paragraph: int
    confidence: float


class Cast:
    """The entities of one article, to be looked up by what they are called."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.called: dict[str, Entity] = {}
        self.persons: dict[str, list[Entity]] = {}
        self.institutions: dict[str, list[Entity]] = {}
        self.acronyms: dict[str, Entity] = {}
        self.bearers: dict[str, list[Entity]] = {}

    def know(self, known: Known, at: int) -> Entity:
        """The entity of a known name, first named at `at`."""
        entity = self.entities.get(known.entity_id)
        if entity is None:
            entity = self.entities[known.entity_id] = Entity(known.entity_id, known.name, known, first=at)
            if known.type == "person":
                self._list_person(entity)
            else:
                self._list_institution(entity)
        return entity

    def call(self, name: str, at: int, partial: bool = False) -> Entity:
        """The entity that is called `name` and is known by that alone."""
        key = name.casefold()
        entity = self.called.get(key)
        if entity is None:
            entity_id = content_id("entity", key)
            entity = self.called[key] = self.entities[entity_id] = Entity(entity_id, name, partial=partial, first=at)
        elif entity.name.isupper():
            entity.name = name  # a dateline shouts
        return entity

    def call_person(self, name: str, at: int, partial: bool = False) -> Entity:
        """The person of that name."""
        entity = self.call(name, at, partial)
        if "person" not in entity.votes:
            self._list_person(entity)
        entity.vote("person")
        return entity

    def call_institution(self, name: str, kind: str, at: int) -> Entity:
        """Whatever bears that name of several words."""
        entity = self.call(name, at)
        if not entity.votes:
            self._list_institution(entity)
        entity.vote(kind)
        return entity

    def _list_person(self, entity: Entity) -> None:
        words = [word for word in entity.name.casefold().split() if word.capitalize() not in _SUFFIXES]
        short = {" ".join(words[at:]) for at in range(1, len(words))} | {words[0]}
        short |= {last.split("-", 1)[1] for last in words[-1:] if "-" in last}  # al-Jubeir is also Jubeir
        for key in sorted(short):
            _append(self.persons, key, entity)

    def _list_institution(self, entity: Entity) -> None:
        for short in _short_names(entity.name):
            _append(self.institutions, short, entity)
        words = entity.name.split()
        initials = "".join(word[0] for word in words if word[0].isupper())
        if (
            len(initials) > 1
            and not words[-1].isdigit()
            and (entity.known is None or entity.known.type == "organisation")
        ):
            self.acronyms.setdefault(initials, entity)

    def learn(self, entity: Entity, spot: Spot) -> None:
        """Let a spot tell its entity's other names, roles and gender."""
        if spot.words != entity.name and spot.form != "title":
            entity.aliases[spot.words] = None
        entity.tell_gender(vocabulary.told_gender(spot.honorific))
        for role in spot.roles:
            self.learn_role(entity, role)

    def learn_role(self, entity: Entity, role: str) -> None:
        """Let a role phrase be the entity's."""
        noun = role_noun(role)
        entity.tell_gender(vocabulary.told_gender(noun))
        if role not in entity.roles:
            entity.roles[role] = None
            _append(self.bearers, noun, entity)


def _append(lists: dict[str, list[Entity]], key: str, entity: Entity) -> None:
    listed = lists.setdefault(key, [])
    if len(listed) < MOST_BEARERS and entity not in listed:
        listed.append(entity)


def cast_article(text: str, spots: Sequence[Spot], gazetteer: Gazetteer) -> tuple[Cast, list[Mention]]:
    """Entities and mentions of an article, the mentions in the order of the spots."""
    casting = _Casting(text, spots, gazetteer)
    return casting.cast, casting.mentions()


class _Casting:
    """The steps that give each spot its entity."""

    def __init__(self, text: str, spots: Sequence[Spot], gazetteer: Gazetteer) -> None:
        self.text = text
        self.spots = spots
        self.gazetteer = gazetteer
        self.cast = Cast()
        self.given: dict[int, tuple[Entity, str, float]] = {}
        self.supported = {spot.words for spot in spots if not spot.doubtful}
        self.is_full_name = [_is_full_name(spot) for spot in spots]
        full_names = {spot.words for spot, full in zip(spots, self.is_full_name, strict=True) if full}
        self.surnames = {name.rsplit(" ", 1)[-1] for name in full_names}
        self.written: dict[str, set[str]] = defaultdict(set)
        for name in full_names:
            self.written[without_initials(name)].add(name)

    def mentions(self) -> list[Mention]:
        spots = self.spots
        self.take((i for i, spot in enumerate(spots) if spot.known), self.known)
        self.take((i for i, full in enumerate(self.is_full_name) if full), self.full_name)
        several = [i for i, spot in enumerate(spots) if _has_several_words(spot)]
        self.take(sorted(several, key=lambda i: -len(spots[i].words)), self.several_words)
        self.define_acronyms()
        self.take(range(len(spots)), self.short_or_left)
        self.name_peoples()
        for entity in self.cast.entities.values():
            entity.settle()
        mentions: list[Mention] = []
        for i, (entity, form, confidence) in sorted(self.given.items()):
            spot = self.spots[i]
            outer = next((one for one in reversed(mentions[-8:]) if one.end >= spot.end), None) if spot.inner else None
            if outer is None or outer.entity is not entity:
                mentions.append(Mention(spot.start, spot.end, entity, form, spot.paragraph, confidence))
        return mentions

    def take(self, order: Iterable[int], step: "Callable[[Spot], _Found]") -> None:
        for i in order:
            spot = self.spots[i]
            if i not in self.given and (found := step(spot)):
                self.given[i] = found
                self.cast.learn(found[0], spot)

    # --- steps ---------------------------------------------------------------------------------------------

    def known(self, spot: Spot) -> "_Found":
        """Names the gazetteer or the watchlist knows, unless somebody in the article bears the name."""
        known = spot.known
        if known is None:
            return None
        if spot.words in self.surnames and spot.before not in _LOCATING and known.origin == "gazetteer":
            return None
        entity = self.cast.know(known, spot.start)
        if known.form == "acronym":
            self.cast.acronyms[spot.words] = entity
        return entity, known.form, CONFIDENCE["known" if known.origin == "gazetteer" else "watchlist"]

    def full_name(self, spot: Spot) -> "_Found":
        """Full names of persons; an initial inside ("Donald J. Trump") tells nobody apart who has but one."""
        plain = without_initials(spot.words)
        written = self.written[plain] - {plain}
        name = plain if len(written) <= 1 and plain in self.written[plain] else spot.words
        return self.cast.call_person(name, spot.start), "full name", CONFIDENCE["person"]

    def several_words(self, spot: Spot) -> "_Found":
        """Names of several words; one that is a stretch of a longer one means the same ("Supreme Court")."""
        if persons := self.cast.persons.get(spot.words.casefold()):
            return _nearest(persons, spot.start), "surname", CONFIDENCE["part"]
        entity = self.longer(spot)
        if entity is None or entity.name.casefold() == spot.words.casefold():
            entity = self.cast.call_institution(spot.words, spot.kind, spot.start)
        return entity, "full name", CONFIDENCE["several"]

    def short_or_left(self, spot: Spot) -> "_Found":
        """What is short for a name of the article, else a name of its own."""
        for step in (self.title, self.part_of_a_person, self.acronym, self.head_noun, self.left):
            found, settled = step(spot)
            if found or settled:
                return found
        return None

    def title(self, spot: Spot) -> "tuple[_Found, bool]":
        """A title in capitals with no name: who bears it in the article."""
        if spot.form != "title":
            return None, False
        role = read_role(spot.words)
        bearers = self.cast.bearers.get(role.noun, ()) if role else ()
        fits = {id(bearer): fit(role, bearer.roles) for bearer in bearers} if role else {}
        best = [bearer for bearer in bearers if fits[id(bearer)] == max(fits.values()) > 0]
        return ((_nearest(best, spot.start), "title", CONFIDENCE["part"]) if best else None), True

    def part_of_a_person(self, spot: Spot) -> "tuple[_Found, bool]":
        """A surname, or a given name alone; with a title before it and no full name, a person known in part."""
        persons = self.cast.persons.get(spot.words.casefold()) if spot.form in ("name", "known") else None
        if persons:
            return (_nearest(persons, spot.start), "surname", CONFIDENCE["part"]), True
        if spot.kind != "person":
            return None, False
        if not (spot.roles or spot.honorific or " " in spot.words):
            return None, True
        entity = self.cast.call_person(spot.words, spot.start, partial=True)
        return (entity, "surname", CONFIDENCE["part"]), True

    def acronym(self, spot: Spot) -> "tuple[_Found, bool]":
        entity = self.cast.acronyms.get(spot.words)
        return ((entity, "acronym", CONFIDENCE["part"]) if entity and len(spot.words) > 1 else None), False

    def head_noun(self, spot: Spot) -> "tuple[_Found, bool]":
        """ "the Court": the institution so called, else one of that name alone ("the Senate")."""
        if spot.form != "head":
            return None, False
        if spot.doubtful and not spot.determined:
            return None, True
        entity = self.longer(spot)
        if entity:
            return (entity, "description", CONFIDENCE["part"]), True
        if spot.doubtful or not spot.determined:
            return None, True
        return (
            self.cast.call_institution(spot.words, spot.kind or "other", spot.start),
            "full name",
            CONFIDENCE["left"],
        ), True

    def left(self, spot: Spot) -> "tuple[_Found, bool]":
        """A word that is nobody's short name: known after all, misspelt, or a name of its own."""
        if spot.doubtful and spot.words not in self.supported:
            return None, True
        if spot.known:
            return (self.cast.know(spot.known, spot.start), spot.known.form, CONFIDENCE["left"]), True
        if meant := self.gazetteer.misspelt(spot.words):
            return (self.cast.know(meant, spot.start), "misspelling", CONFIDENCE["misspelt"]), True
        if entity := self.longer(spot):
            return (entity, "full name", CONFIDENCE["part"]), True
        shouted = spot.words.isupper() and len(spot.words) > 1
        entity = self.cast.call(spot.words, spot.start, partial=" " not in spot.words)
        if kind := spot.kind or _shown_by_place(spot, self.text):
            entity.vote(kind)
        return (entity, "acronym" if shouted and len(spot.words) <= 6 else "full name", CONFIDENCE["left"]), True

    # --- what is short for what ----------------------------------------------------------------------------

    def longer(self, spot: Spot) -> Entity | None:
        """What the spot's words are short for; of several, what was named nearest before."""
        holding = self.cast.institutions.get(spot.words.casefold())
        return _nearest(holding, spot.start) if holding else None

    def define_acronyms(self) -> None:
        """Acronyms in brackets after the name they are short for, or before it."""
        for at, (one, other) in enumerate(pairwise(self.spots)):
            bracketed = self.text[one.end : other.start] == " (" and self.text[other.end : other.end + 1] == ")"
            if bracketed and at in self.given and _is_acronym(other.words) and at + 1 not in self.given:
                self.cast.acronyms[other.words] = self.given[at][0]
            elif bracketed and at + 1 in self.given and _is_acronym(one.words) and at not in self.given:
                self.cast.acronyms[one.words] = self.given[at + 1][0]

    def name_peoples(self) -> None:
        """Adjectives of places that no gazetteer holds: Varnian, where the article speaks of Varnia."""
        places = {e.name: e for e in self.cast.entities.values() if e.known is None and " " not in e.name}
        for entity in places.values():
            stems = [entity.name[: -len(end)] for end in _PEOPLE_ENDINGS if entity.name.endswith(end)]
            place = next(
                (places[s] for stem in stems for s in (stem, stem + "a", stem + "y") if s in places and len(s) > 3),
                None,
            )
            if place and place is not entity:
                entity.vote("nationality", 1_000)
                place.vote("place")
        for i, (entity, form, confidence) in self.given.items():
            if form == "full name" and "nationality" in entity.votes:
                self.given[i] = (entity, "demonym", confidence)


def _short_names(name: str) -> list[str]:
    """What an institution may be called for short, written small: by its head noun and what stands before it.

    A name of one word and a head noun may be that word alone, unless the word is a person's.

    >>> _short_names("Italian Supreme Court of Cassation")
    ['italian supreme court', 'supreme court', 'court']
    >>> _short_names("Freedom Magazine")
    ['magazine', 'freedom']
    """
    words = name.split()
    end = next((i for i, word in enumerate(words) if word in ("of", "for", "on") and i), len(words))
    head = [word.casefold() for word in words[:end]][-LONGEST_INSTITUTION:]
    short = [" ".join(head[at:]) for at in range(len(head)) if at or end < len(words)]
    if len(words) == 2 and words[1] in vocabulary.heads() and words[1] not in _OF_A_PERSON:
        short.append(head[0])
    return short


def without_initials(name: str) -> str:
    """A full name without the initials inside it and without Jr.

    >>> without_initials("Donald J. Trump Jr.")
    'Donald Trump'
    """
    first, *rest = name.split()
    return " ".join(
        [
            first,
            *(
                word
                for word in rest
                if not (word.endswith(".") and len(word) <= 5) and word.capitalize() not in _SUFFIXES
            ),
        ]
    )


def _is_full_name(spot: Spot) -> bool:
    words = spot.words.split()
    particle = words[0][0].islower() or words[0] in ("De", "Van", "Von", "Al", "El", "Le", "La", "Di", "Da")
    return spot.kind == "person" and spot.form == "name" and len(words) > 1 and not particle


def _has_several_words(spot: Spot) -> bool:
    return spot.form == "name" and spot.kind not in (None, "person") and " " in spot.words


def _is_acronym(words: str) -> bool:
    return 2 <= len(words) <= 8 and words[0].isupper() and sum(letter.isupper() for letter in words) * 2 > len(words)


def _nearest(entities: Sequence[Entity], at: int) -> Entity:
    """The one that was named first among those before `at` but last of them, else the first after."""
    return max(entities, key=lambda entity: (entity.first <= at, -abs(entity.first - at)))


def _shown_by_place(spot: Spot, text: str) -> str:
    """What the words beside a word that tells nothing itself show it to be; "" where they show nothing."""
    after = text[spot.end : spot.end + 20].split(None, 1)
    if after and after[0].strip(",.") in _REPORTING:
        return "person"
    return "place" if spot.before in _LOCATING else ""


_Found = tuple[Entity, str, float] | None
