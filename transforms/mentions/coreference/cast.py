"""The entities of one article, by all that it may call them.

in   names as they stand (spots), what is known of them (gazetteer)
out  Cast     to be looked up by name, surname, short name, acronym, role
     Entity   with its aliases, roles, gender and type, as the spots told them
     Mention  where one stands
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from transforms.ids import content_id
from transforms.mentions.coreference.person_names import SUFFIXES, nicknamed
from transforms.mentions.known.gazetteer import Known, is_shipped
from transforms.mentions.spotting.spots import Spot
from transforms.mentions.words import vocabulary
from transforms.mentions.words.roles import is_short_for, role_noun
from transforms.mentions.words.spelling import folded, initials_of, spelt_alike
from transforms.tables import WATCHLIST, EntityType, MentionForm

MOST_UNSHOWN = 5  # times as often as a place may be named with nothing that shows it
MOST_BEARERS = 50  # entities kept for one short name: an article that has more is a list
MOST_ROLES = 50  # of one person in an article, likewise
LONGEST_INSTITUTION = 12  # words of a name whose stretches are looked for
LEAST_LETTERS = 3  # of a word in capitals that a firm may be called by
LONG_NAME = 4  # words, of which the last two may be surnames
_THING = re.compile(r"[^\W\d_]+-\d+\w*|[A-Z]-[a-z]+|[^\W\d_]{3,}isms?")  # F-16s, E-meter, Reldanism
# heads of what is not called by the one word before them: that is a person's, or of another name (United States)
_NO_SHORT_NAME = frozenset(
    {"Administration", "Campaign", "Cabinet", "Government", "Foundation", "States", "City", "Street"}
)


@dataclass(eq=False, slots=True)
class Entity:
    """Somebody or something that an article names.

    votes    for what type it is, by how often the words show it; `type` once all are counted
    unshown  how often a word of its own is named so that nothing shows what it is
    listed   whether persons are what it is listed with
    inside   whether it is named inside a sentence, too: an organisation, where nothing shows what it is
    partial  whether the article gives only part of its name: a surname, an acronym
    first    where the article names it first
    may_be   for a name that two bear alike, who they are
    """

    entity_id: str
    name: str
    known: Known | None = None
    partial: bool = False
    inside: bool = False
    listed: bool = False
    unshown: int = 0
    first: int = 0
    may_be: tuple["Entity", ...] = ()
    type: EntityType = "other"
    votes: dict[EntityType, int] = field(default_factory=dict)
    aliases: dict[str, None] = field(default_factory=dict)
    roles: dict[str, None] = field(default_factory=dict)
    genders: dict[str, int] = field(default_factory=dict)

    def vote(self, kind: EntityType) -> None:
        """Count a sign of what it is."""
        self.votes[kind] = self.votes.get(kind, 0) + 1

    def tell_gender(self, gender: str) -> None:
        """Count a sign of m or f; "" is none."""
        if gender:
            self.genders[gender] = self.genders.get(gender, 0) + 1

    def settle(self) -> None:
        """Say what it is, by the gazetteer or by most votes."""
        votes = dict(self.votes)
        if votes.keys() <= {"place", "organisation"} and self.unshown > MOST_UNSHOWN * votes.get("place", self.unshown):
            del votes["place"]  # once “in Valeant”, and many times not
        if self.known:
            self.type = self.known.type
        elif len(votes) == 1:
            (self.type,) = votes
        else:
            self.type = min(votes, key=lambda kind: (-votes[kind], kind), default=self.type_unshown)

    @property
    def type_unshown(self) -> EntityType:
        """What it is where nothing shows it."""
        if self.is_given_name or self.listed:
            return "person"
        return "organisation" if self.inside and not names_a_thing(self.name) else "other"

    @property
    def shown(self) -> set[EntityType]:
        """The types that it is shown or known to be."""
        return {self.known.type} if self.known else set(self.votes)

    def be_listed(self, kind: EntityType) -> None:
        """Take it for what it is listed with: a sign of a place, and of no person whom other articles name in full."""
        if kind == "person":
            self.listed = True
        else:
            self.vote(kind)

    @property
    def is_given_name(self) -> bool:
        """Whether nothing but a given name is known: Hillary."""
        told = vocabulary.given_names().get(self.name) in ("m", "f")
        return told and not vocabulary.is_common(self.name) and self.name not in vocabulary.signs("town too")

    @property
    def gender(self) -> str:
        """m or f where the article or the given name tells it, else ""."""
        told = min(self.genders, key=lambda gender: (-self.genders[gender], gender), default="")
        given = "" if self.partial else vocabulary.given_names().get(self.name.split()[0], "")
        return told or (given if given in ("m", "f") else "")


@dataclass(slots=True)
class Mention:
    """An occurrence of an entity: text[start:end]."""

    start: int
    end: int
    entity: Entity
    form: MentionForm
    paragraph: int
    confidence: float


class Cast:
    """The entities of one article, to be looked up by what they are called; `listed` as a Gazetteer has it."""

    def __init__(self, listed: Mapping[str, Known]) -> None:
        self.listed = listed
        self.entities: dict[str, Entity] = {}
        self.called: dict[str, Entity] = {}
        self.persons: dict[str, list[Entity]] = {}
        self.middles: dict[str, list[Entity]] = {}
        self.institutions: dict[str, list[Entity]] = {}
        self.firms: dict[str, list[Entity]] = {}
        self.acronyms: dict[str, Entity] = {}
        self.bearers: dict[str, list[Entity]] = {}

    def so_called(self, name: str) -> list[Entity]:
        """Persons with that given name or surname; where there are none, those with that name in the middle."""
        key = folded(name)
        return self.persons.get(key) or self.middles.get(key, [])

    def know(self, known: Known, at: int) -> Entity:
        """The entity of a known name, first named at `at`."""
        known = self.listed.get(known.entity_id, known)
        entity = self.entities.get(known.entity_id)
        if entity is None or entity.known is None:
            entity = entity or Entity(known.entity_id, known.name, first=at)
            entity.name, entity.known, entity.partial = known.name, known, False
            self.entities[known.entity_id] = entity
            if known.origin == WATCHLIST:
                self.called[_as_called(known.name)] = entity
            if known.type == "person":
                self._list_person(entity)
            else:
                self._list_institution(entity)
        return entity

    def call(self, name: str, at: int, partial: bool = False) -> Entity:
        """The entity that is called `name`, however that is spelt, and is known by it alone or watched under it."""
        key = _as_called(name)
        entity = self.called.get(key)
        if entity is None:
            entity_id = content_id("entity", name.casefold())
            entity = self.called[key] = self.entities[entity_id] = Entity(entity_id, name, partial=partial, first=at)
        elif entity.name.isupper() and not entity.known:
            entity.name = name  # a dateline shouts
        return entity

    def call_person(self, name: str, at: int, partial: bool = False) -> Entity:
        """The person of that name."""
        entity = self.call(name, at, partial)
        if "person" not in entity.votes:
            self._list_person(entity)
        entity.vote("person")
        return entity

    def call_institution(self, name: str, kind: EntityType, at: int) -> Entity:
        """Whatever bears that name of several words."""
        entity = self.call(name, at)
        if not entity.votes:
            self._list_institution(entity)
        entity.vote(kind)
        return entity

    def _list_person(self, entity: Entity) -> None:
        named = folded(entity.name).split()
        words = [word for word in named if word not in SUFFIXES] or named  # King III, a code
        short = {" ".join(words[at:]) for at in range(1, len(words))} | {words[0]}
        short |= {last.split("-", 1)[1] for last in words[-1:] if "-" in last}  # al-Jubeir is also Jubeir
        if len(words) == LONG_NAME and not any(word.islower() for word in entity.name.split()):
            short.add(words[-2])  # José Luis Martínez Rey is Martínez
        if len(words) == LONG_NAME - 1 and _is_called_by(*entity.name.split()[1:3]):
            _append(self.middles, words[1], entity)  # Khander Delvar Orsain is Delvar
        for key in sorted(short):
            _append(self.persons, key, entity)

    def _list_institution(self, entity: Entity) -> None:
        is_shipped_place = entity.known and entity.known.type == "place" and is_shipped(entity.known.name)
        for short in _short_names(entity.name):
            if not (is_shipped_place and short.title() in vocabulary.heads()):  # the House is not the White House
                _append(self.institutions, short, entity)
        for short in _firm_names(entity.name):
            _append(self.firms, short, entity)
        words = entity.name.split()
        initials = initials_of(entity.name)
        if (
            len(initials) > 1
            and not words[-1].isdigit()
            and (entity.known is None or entity.known.type == "organisation")
        ):
            self.acronyms.setdefault(initials, entity)
            small = "".join(word[0] for word in words if word not in ("and", "the", "&"))
            self.acronyms.setdefault(small, entity)  # BoE, for the Bank of England

    def learn(self, entity: Entity, spot: Spot) -> None:
        """Let a spot tell its entity's other names, roles and gender."""
        if spot.words != entity.name and spot.form != "title":
            entity.aliases[spot.words] = None
        if spot.nickname:
            entity.aliases[spot.nickname] = None
            for short in (spot.nickname, nicknamed(spot)):
                _append(self.persons, folded(short), entity)
        entity.tell_gender(vocabulary.told_gender(spot.honorific))
        for role in spot.roles:
            self.learn_role(entity, role)

    def learn_role(self, entity: Entity, role: str) -> None:
        """Let a role phrase be the entity's."""
        noun = role_noun(role)
        entity.tell_gender(vocabulary.told_gender(noun))
        if role not in entity.roles and len(entity.roles) < MOST_ROLES:
            entity.roles[role] = None
            _append(self.bearers, noun, entity)

    def called_in_short(self, short: str) -> list[Entity]:
        """The bearers of a role that a word in capitals is short for."""
        bearers = {one.entity_id: one for listed in self.bearers.values() for one in listed}
        return [one for one in bearers.values() if is_short_for(short, one.roles)]


def names_a_thing(name: str) -> bool:
    """Whether a name of one word is written as no organisation's is: as an everyday word, a doctrine or a model.

    >>> [name for name in ("Promise", "Reldanism", "F-16", "Reldan", "FINZA") if names_a_thing(name)]
    ['Promise', 'Reldanism', 'F-16']
    """
    everyday = vocabulary.is_common(name) or vocabulary.is_common(name.removesuffix("s"))
    return (everyday and not name.isupper()) or _THING.fullmatch(name) is not None


def _is_called_by(middle: str, last: str) -> bool:
    """Whether the word in the middle of a name may be what its bearer is called: no given name, which others have."""
    is_name = middle[0].isupper() and middle.isalpha() and len(middle) > 2 and not vocabulary.is_common(last)
    return is_name and not vocabulary.is_given(middle) and not vocabulary.is_common(middle)


def _as_called(name: str) -> str:
    return spelt_alike(name) if " " in name else folded(name).replace(".", "")


def _append(lists: dict[str, list[Entity]], key: str, entity: Entity) -> None:
    listed = lists.setdefault(key, [])
    if len(listed) < MOST_BEARERS and entity not in listed:
        listed.append(entity)


def _short_names(name: str) -> list[str]:
    """What an institution may be called for short, written small: by its head noun and what stands before it.

    A name of one word and a head noun may be that word alone, unless the word is a person's or an adjective; one with
    complements may lack whose it is.

    >>> _short_names("Italian Supreme Court of Cassation")
    ['italian supreme court', 'supreme court', 'court', 'supreme court of cassation', 'court of cassation']
    >>> _short_names("Freedom Magazine")
    ['magazine', 'freedom']
    """
    words = name.split()
    end = next((i for i, word in enumerate(words) if word in ("of", "for", "on") and i), len(words))
    head = [word.casefold() for word in words[:end]][-LONGEST_INSTITUTION:]
    short = [" ".join(head[at:]) for at in range(len(head)) if at or end < len(words)]
    if (
        end < len(words)
        and words[-1] in vocabulary.heads()
        and not any(word in vocabulary.heads() for word in words[:end])
    ):
        short.append(words[-1].casefold())  # the Act, for the Freedom of Information Act
    if end < len(words) <= LONGEST_INSTITUTION and "v." not in words:
        short += [" ".join(words[at:]).casefold() for at in range(1, end)]
    if words[0] in vocabulary.signs("creed"):  # a Republican Senate is not what the Senate is called
        return []
    no_name = words[0].endswith(("an", "ese", "ish")) or words[0] in vocabulary.heads()  # Senate Republicans
    if len(words) == 2 and words[1] in vocabulary.heads() and words[1] not in _NO_SHORT_NAME and not no_name:
        short.append(head[0])
    return short


def _firm_names(name: str) -> list[str]:
    """What a firm of several words and a legal form may be called for short, written small: by what it begins with, by
    letters, and by the second of two words.

    >>> _firm_names("Delvra TVX Mining Corp"), _firm_names("American Express Co"), _firm_names("Orvane Gorge")
    (['delvra tvx mining', 'delvra tvx', 'delvra', 'tvx'], ['american express'], [])
    >>> _firm_names("Union Carbide Corp")
    ['union carbide', 'carbide']
    >>> _firm_names("Delvra Tower Rental LLC")  # not the tower
    ['delvra tower rental', 'delvra']
    """
    *words, form = name.split()
    if len(words) < 2 or form not in vocabulary.signs("legal form"):
        return []
    first = words[0]
    shared = vocabulary.is_common(first) or vocabulary.is_given(first) or first.endswith(("an", "ese", "ish"))
    least = 2 if shared or first in vocabulary.heads() else 1
    ends = [
        end
        for end in range(len(words), least - 1, -1)
        if words[end - 1][0].isupper() and vocabulary.heads().get(words[end - 1], "organisation") == "organisation"
    ]
    letters = [word.casefold() for word in words[1:] if word.isupper() and len(word) >= LEAST_LETTERS]
    is_two = len(words) == 2 and not vocabulary.is_given(first) and "." not in first
    if is_two and not (vocabulary.is_common(words[1]) or words[1] in vocabulary.heads()):
        letters.append(words[1].casefold())
    return [" ".join(words[:end]).rstrip(",").casefold() for end in ends] + letters
