"""Who is who in one article: names that mean the same made one entity, each mention told by its form.

in   Spot     the names as they stand (spotting)
out  Cast     the article's entities
     Mention  one an occurrence

The way: known names → full names of persons → names of several words, the longest first → what is short for these
(surnames, acronyms, head nouns) → what is left. Only the article's own names decide; what other articles call somebody
never does, so that an article gives the same rows in whatever company it is processed.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from transforms.ids import content_id
from transforms.mentions import vocabulary
from transforms.mentions.gazetteer import Gazetteer, Known, is_shipped
from transforms.mentions.roles import fit, is_role, is_short_for, read_role, role_noun
from transforms.mentions.spots import Spot

_SAYING = frozenset({"said", "says", "told"})
SUFFIXES = frozenset({"jr.", "sr.", "jr", "sr", "ii", "iii", "iv"})
_PARTICLES = frozenset({"De", "Van", "Von", "Al", "El", "Le", "La", "Di", "Da"})
MOST_UNSHOWN = 5  # times as often as a place may be named with nothing that shows it
MOST_BEARERS = 50  # entities kept for one short name: an article that has more is a list
LONGEST_INSTITUTION = 12  # words of a name whose stretches are looked for
LONGEST_ACRONYM = 8  # letters
LONGEST_SENTENCE = 300  # characters between two names that are named together
LONG_NAME = 4  # words, of which the last two may be surnames
LONGEST_DESCRIPTION = 60  # characters of a description before a name in apposition
_OF = frozenset({"of", "for", "to", "with"})  # a name behind these is no subject
# behind a name: a verb, an age, or a verb behind an apposition (Whitcomb, of the weather service, said)
_BEHIND = re.compile(
    r" (?P<verb>[a-z]+)|, (?P<age>[1-9]\d),|, (?P<who>who)\b"
    r"|, (?:of|at|from|with) [^,.;:()\n“”\"]{1,60}, (?P<verb_behind>[a-z]+)|"
)
_CHILD_OF = re.compile(r" (?:bin|bint|ibn) \S+ (?=\S)")  # before a family's name
_HIS_OR_HER = re.compile(r" [a-z]+,? (?:(?P<m>his|he|himself)|(?P<f>her|she|herself))\b")
_SUBJECT_BEFORE = re.compile(
    r"(?:^|\n|[.!?][”\"’')]* )"
    r"(?:(?:The|An?|His|Her|Their|Our|[A-Z][\w-]*(?: [A-Z][\w-]*)*[’']s?) (?P<who>[\w’' -]+), )?$"
)
_APPOSED_TO = re.compile(
    rf"(?:[’']s?|\b[Hh]is|\b[Hh]er) (?:[a-z]+ )?(?:{'|'.join(sorted(vocabulary.signs('related')))}), $"
)
_SPEAKS_FOR = re.compile(r"\bspokes(?:man|woman|person|people|men|women) for (?:the )?$")
_SMALL_BEHIND = re.compile(r"(?:[’']s)? ([a-z]+)")
_ACCORDING = re.compile(r"\b[Aa]ccording to (?:the )?$")
_LARGE_INSIDE = re.compile(r"[a-z]{3}[A-Z]")
_SENTENCE_ENDS = re.compile(r"(?<=[a-z]{4})[.!?]|\n")
# heads of what is not called by the one word before them: that is a person's, or of another name (United States)
_NO_SHORT_NAME = frozenset(
    {"Administration", "Campaign", "Cabinet", "Government", "Foundation", "States", "City", "Street"}
)
_PEOPLE_ENDINGS = ("n", "an", "ian", "ese", "ish", "i")
# Shares found right, entity and type, on reading 26 mentions of each kind in articles of PolNeAR; misspelt: a guess
CONFIDENCE = {
    "watchlist": 0.99,
    "known": 0.95,
    "person": 0.95,
    "part": 0.92,
    "several": 0.8,
    "left": 0.5,
    "misspelt": 0.4,
}


@dataclass(eq=False, slots=True)
class Entity:
    """Somebody or something that an article names.

    votes    for what type it is, by how often the words show it; `type` once all are counted
    unshown  how often a word of its own is named so that nothing shows what it is
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
    unshown: int = 0
    first: int = 0
    may_be: tuple["Entity", ...] = ()
    type: str = ""
    votes: dict[str, int] = field(default_factory=dict)
    aliases: dict[str, None] = field(default_factory=dict)
    roles: dict[str, None] = field(default_factory=dict)
    genders: dict[str, int] = field(default_factory=dict)

    def vote(self, kind: str) -> None:
        """Count a sign of what it is."""
        self.votes[kind] = self.votes.get(kind, 0) + 1

    def tell_gender(self, gender: str) -> None:
        """Count a sign of m or f; "" is none."""
        if gender:
            self.genders[gender] = self.genders.get(gender, 0) + 1

    def settle(self) -> None:
        """Say what it is, by the gazetteer or by most votes."""
        votes = self.votes
        if self.votes.keys() == {"place"} and self.unshown > MOST_UNSHOWN * self.votes["place"]:
            votes = {}  # once “in Valeant”, and many times not
        if self.known:
            self.type = self.known.type
        elif len(votes) == 1:
            (self.type,) = votes
        else:
            nothing = "person" if self.is_given_name else "organisation" if self.inside else "other"
            self.type = min(votes, key=lambda kind: (-votes[kind], kind), default=nothing)

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
        words = [word for word in entity.name.casefold().split() if word not in SUFFIXES]
        short = {" ".join(words[at:]) for at in range(1, len(words))} | {words[0]}
        short |= {last.split("-", 1)[1] for last in words[-1:] if "-" in last}  # al-Jubeir is also Jubeir
        if len(words) == LONG_NAME and not any(word.islower() for word in entity.name.split()):
            short.add(words[-2])  # José Luis Martínez Rey is Martínez
        for key in sorted(short):
            _append(self.persons, key, entity)

    def _list_institution(self, entity: Entity) -> None:
        is_shipped_place = entity.known and entity.known.type == "place" and is_shipped(entity.known.name)
        for short in _short_names(entity.name):
            if not (is_shipped_place and short.title() in vocabulary.heads()):  # the House is not the White House
                _append(self.institutions, short, entity)
        words = entity.name.split()
        initials = _initials(entity.name)
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
        if spot.nickname:
            entity.aliases[spot.nickname] = None
            for short in (spot.nickname, _nicknamed(spot)):
                _append(self.persons, short.casefold(), entity)
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

    def called_in_short(self, short: str) -> list[Entity]:
        """The bearers of a role that a word in capitals is short for."""
        bearers = {one.entity_id: one for listed in self.bearers.values() for one in listed}
        return [one for one in bearers.values() if is_short_for(short, one.roles)]


def _nicknamed(spot: Spot) -> str:
    """A name with the nickname for the given name."""
    return f"{spot.nickname} {spot.words.split(' ', 1)[1]}"


def _append(lists: dict[str, list[Entity]], key: str, entity: Entity) -> None:
    listed = lists.setdefault(key, [])
    if len(listed) < MOST_BEARERS and entity not in listed:
        listed.append(entity)


def cast_article(text: str, spots: Sequence[Spot], gazetteer: Gazetteer) -> tuple[Cast, list[Mention]]:
    """Entities and mentions of an article, the mentions in the order of the spots."""
    casting = _Casting(text, spots, gazetteer)
    return casting.cast, casting.mentions()


class _Found(NamedTuple):
    """What a spot is found to mean."""

    entity: Entity
    form: str
    confidence: float


class _Casting:
    """The steps that give each spot its entity."""

    def __init__(self, text: str, spots: Sequence[Spot], gazetteer: Gazetteer) -> None:
        self.text = text
        self.spots = spots
        self.gazetteer = gazetteer
        self.cast = Cast()
        self.given: dict[int, _Found] = {}
        tell_persons(text, spots)
        self.times = Counter(spot.words for spot in spots)
        self.supported = {spot.words for spot in spots if not spot.doubtful}
        self.peoples = _peoples(spots)
        self.is_full_name = [_is_full_name(spot) for spot in spots]
        full_names = {spot.words for spot, full in zip(spots, self.is_full_name, strict=True) if full}
        tails = _surnames_of_several_words(full_names)
        self.is_full_name = [
            full and spot.words not in tails for spot, full in zip(spots, self.is_full_name, strict=True)
        ]
        full_names -= tails
        self.surnames = {name.rsplit(" ", 1)[-1] for name in full_names}
        self.shared = _shared_by_mr_and_mrs(spots)
        self.named_in: dict[int, list[tuple[int, Entity]]] = defaultdict(list)  # by paragraph, in full
        self.written: dict[str, set[str]] = defaultdict(set)
        self.nicknamed = {_nicknamed(spot): spot.words for spot in spots if spot.nickname}  # Stone Reldan is Ilvar
        self.nicknamed |= _by_patronymic(full_names)
        for name in full_names:
            self.written[without_initials(name)].add(name)
        self.nicknamed |= _called_for_short(
            without_initials(spot.words) for spot, full in zip(spots, self.is_full_name, strict=True) if full
        )

    def mentions(self) -> list[Mention]:
        spots = self.spots
        self.take((i for i, spot in enumerate(spots) if spot.known), self.known)
        self.take((i for i, full in enumerate(self.is_full_name) if full), self.full_name)
        several = [i for i, spot in enumerate(spots) if _has_several_words(spot)]
        self.take(sorted(several, key=lambda i: -len(spots[i].words)), self.several_words)
        self.define_acronyms()
        self.take((i for i, spot in enumerate(spots) if _is_addressed(spot)), self.addressed)
        self.take(range(len(spots)), self.short_or_left)
        for entity in self.cast.entities.values():
            entity.settle()
        mentions: list[Mention] = []
        for i, (entity, form, confidence) in sorted(self.given.items()):
            spot = self.spots[i]
            outer = next((one for one in reversed(mentions[-8:]) if one.end >= spot.end), None) if spot.inner else None
            if outer is None or outer.entity is not entity:
                mentions.append(Mention(spot.start, spot.end, entity, form, spot.paragraph, confidence))
        return mentions

    def take(self, order: Iterable[int], step: Callable[[Spot], "_Found | None"]) -> None:
        for i in order:
            spot = self.spots[i]
            if i not in self.given and (found := step(spot)):
                self.given[i] = found
                self.cast.learn(found[0], spot)

    # --- steps ---------------------------------------------------------------------------------------------

    def known(self, spot: Spot) -> "_Found | None":
        """Names the gazetteer or the watchlist knows, unless somebody in the article bears the name."""
        known = spot.known
        if known is None or known.part:
            return None
        if (
            spot.words in self.surnames
            and spot.before not in vocabulary.signs("locating")
            and known.origin == "gazetteer"
        ):
            return None
        if self.is_given_name_of_nobody(spot):
            spot.known, spot.form, spot.kind = None, "name", None
            return None
        entity = self.cast.know(known, spot.start)
        if known.form == "acronym":
            self.cast.acronyms[spot.words] = entity
        if known.type == "person":
            entity.vote("person")
            self.named_in[spot.paragraph].append((spot.start, entity))
        return _Found(entity, known.form, CONFIDENCE["known" if known.origin == "gazetteer" else "watchlist"])

    def is_given_name_of_nobody(self, spot: Spot) -> bool:
        """Whether a town is named as hardly ever but by those who bear its name: George, not in George, nor George, Texas."""
        located = spot.before in vocabulary.signs("locating") or spot.end > spot.name_start + len(spot.words)
        shipped = spot.known is not None and spot.known.origin == "gazetteer"
        return shipped and not located and spot.words in vocabulary.signs("seldom a town")

    def full_name(self, spot: Spot) -> "_Found":
        """Full names of persons; an initial inside ("Ilvar J. Reldan") tells nobody apart who has but one, Jr. does."""
        plain = without_initials(spot.words)
        written = self.written[plain] - {plain}
        name = plain if len(written) <= 1 and plain in self.written[plain] else spot.words
        name = self.nicknamed.get(name, name)
        person = self.cast.call_person(name, spot.start)
        self.named_in[spot.paragraph].append((spot.start, person))
        return _Found(person, "full name", CONFIDENCE["person"])

    def several_words(self, spot: Spot) -> "_Found":
        """Names of several words; one that is a stretch of a longer one means the same ("Supreme Court")."""
        if persons := self.cast.persons.get(spot.words.casefold()):
            return _Found(_nearest(persons, spot.start), "surname", CONFIDENCE["part"])
        entity = self.longer(spot)
        if entity is None and spot.known:
            return self.watched_in_part(spot.known, spot)
        if entity is None or entity.name.casefold() == spot.words.casefold():
            entity = self.cast.call_institution(spot.words, spot.kind or "other", spot.start)
        return _Found(entity, "full name", CONFIDENCE["several"])

    def short_or_left(self, spot: Spot) -> "_Found | None":
        """What is short for a name of the article, else a name of its own."""
        if spot.form == "title":
            return self.title(spot)
        if (spot.form != "head" or not spot.determined) and (person := self.so_called(spot)):
            return _Found(person, "surname", CONFIDENCE["part"])
        if spot.kind == "person":
            return self.person_in_part(spot)
        if len(spot.words) > 1 and (meant := self.cast.acronyms.get(spot.words)):
            return _Found(meant, "acronym", CONFIDENCE["part"])
        if spot.determined and not spot.known and _is_shouted(spot.words) and (person := self.in_short(spot)):
            spot.form = "title"
            return _Found(person, "title", CONFIDENCE["part"])
        if spot.form == "head":
            return self.head_noun(spot)
        return None if spot.doubtful and spot.words not in self.supported else self.left(spot)

    def addressed(self, spot: Spot) -> "_Found | None":
        """Surnames with Mr or Mrs: the first of all, as they tell the gender of who is so called."""
        person = self.so_called(spot)
        return _Found(person, "surname", CONFIDENCE["part"]) if person else self.person_in_part(spot)

    def so_called(self, spot: Spot) -> Entity | None:
        """The person of that surname or given name whose gender fits.

        Of several, the one last named in full in the same paragraph, else the one named most often; of those named
        before, if any is, and no relative of another ("her father, Yusuf Dorrel") who is not the subject. It stays open,
        somebody who is one of them, where two are named together and no more often than each other, and where the
        paragraph before names another.
        """
        persons = self.cast.persons.get(spot.words.casefold())
        if not persons:
            return None
        fitting = self.of_told_gender(persons, spot)
        if not fitting:
            return None
        fitting = [one for one in fitting if one.first <= spot.start] or fitting
        if spot.before in ("elder", "older", "younger") and len(fitting) == 2:
            fitting = _by_age(fitting, spot.before == "younger")
        person = self.likeliest(fitting, spot) if len(fitting) > 1 else fitting[0]
        person.vote("person")
        return person

    def of_told_gender(self, persons: Sequence[Entity], spot: Spot) -> list[Entity]:
        """Those of the gender that an honorific tells, or a pronoun behind a name and its verb: Orvane said, his voice low.

        Mr and Mrs of one surname are two: whose gender nothing tells is neither, where only one is named in full.
        """
        gender = vocabulary.told_gender(spot.honorific)
        if gender:
            fitting = (gender,) if spot.words in self.shared and len(persons) == 1 else (gender, "")
            return [person for person in persons if person.gender in fitting]
        if len(persons) > 1 and (behind := _HIS_OR_HER.match(self.text, spot.end)):
            return [person for person in persons if person.gender == behind.lastgroup] or list(persons)
        return list(persons)

    def likeliest(self, fitting: Sequence[Entity], spot: Spot) -> Entity:
        """Who of several bearers of a name is meant, or somebody who may be either."""
        of_their_own = _of_their_own(fitting)
        most = max(person.votes.get("person", 0) for person in of_their_own)
        often = [person for person in of_their_own if person.votes.get("person", 0) == most]
        person = self.named_last(fitting, spot.paragraph, spot.start)
        rival = None
        if person is None:
            person = _nearest(often, spot.start)
            rival = self.named_last(fitting, spot.paragraph - 1, spot.start)
            if rival and 2 * rival.votes.get("person", 0) < most:
                rival = None  # who the article is about needs no new introduction
        named_together = person in often and any(one is not person and self.together(one, person) for one in often)
        if rival in (None, person) and not named_together:
            return person
        either = self.cast.call(spot.words, spot.start, partial=True)
        either.may_be = tuple(fitting)
        return either

    def named_last(self, fitting: Sequence[Entity], paragraph: int, at: int) -> Entity | None:
        """Who of `fitting` a paragraph names in full last before `at`: no relative who is not the subject of a sentence."""
        named = self.named_in[paragraph]
        before = bisect_left(named, (at,))
        for start, person in reversed(named[max(0, before - MOST_BEARERS) : before]):
            if person in fitting and not (_is_relative(person) and not self.is_subject(start)):
                return person
        return None

    def is_subject(self, at: int) -> bool:
        """Whether a sentence begins with the name at `at`, or with a description before it: Her father, Yusuf Dorrel, said."""
        before = _SUBJECT_BEFORE.search(self.text, max(0, at - LONGEST_DESCRIPTION), at)
        return before is not None and (before["who"] is None or is_role(before["who"]))

    def together(self, one: Entity, other: Entity) -> bool:
        """Whether two persons are first named in one sentence."""
        first, last = sorted((one.first, other.first))
        return last - first < LONGEST_SENTENCE and not _SENTENCE_ENDS.search(self.text, first, last)

    def title(self, spot: Spot) -> "_Found | None":
        """A title in capitals with no name: who bears it in the article."""
        role = read_role(spot.words)
        fits = [(fit(role, one.roles), one) for one in self.cast.bearers.get(role.noun, ())] if role else []
        best = max((score for score, _ in fits), default=0)
        bearers = [one for score, one in fits if score == best > 0]
        return _Found(_nearest(bearers, spot.start), "title", CONFIDENCE["part"]) if bearers else None

    def in_short(self, spot: Spot) -> Entity | None:
        """The person whose role a word in capitals is short for: the CS, Education Cabinet Secretary Ada Orm."""
        fitting = self.cast.called_in_short(spot.words)
        return _nearest(fitting, spot.start) if fitting else None

    def person_in_part(self, spot: Spot) -> "_Found | None":
        """A surname of whom the article gives no full name: with a title or a particle before it."""
        if spot.known:
            return self.watched_in_part(spot.known, spot)
        if not (spot.roles or spot.honorific or " " in spot.words):
            return None
        told = any(one.gender and not one.partial for one in self.cast.persons.get(spot.words.casefold(), ()))
        name = (
            f"{spot.honorific} {spot.words}"
            if _is_addressed(spot) and spot.words in self.shared and not told
            else spot.words
        )
        return _Found(self.cast.call_person(name, spot.start, partial=True), "surname", CONFIDENCE["part"])

    def watched_in_part(self, known: Known, spot: Spot) -> "_Found":
        """Part of a watched name, where the article names nobody else so."""
        return _Found(self.cast.know(known, spot.start), known.form, CONFIDENCE["watchlist"])

    def head_noun(self, spot: Spot) -> "_Found | None":
        """ "the Court": the institution so called, else one of that name alone ("the Senate")."""
        if not spot.determined and spot.doubtful:
            return None
        if entity := self.longer(spot):
            return _Found(entity, "description", CONFIDENCE["part"])
        if spot.doubtful or not (spot.determined or spot.words in vocabulary.signs("bare")):
            return None
        entity = self.cast.call_institution(spot.words, spot.kind or "other", spot.start)
        return _Found(entity, "full name", CONFIDENCE["left"])

    def left(self, spot: Spot) -> "_Found | None":
        """A word that is nobody's short name: known after all, misspelt, a people's, an institution's, or its own."""
        if spot.known:
            return _Found(self.cast.know(spot.known, spot.start), spot.known.form, CONFIDENCE["left"])
        if meant := self.gazetteer.misspelt(spot.words):
            return _Found(self.cast.know(meant, spot.start), "misspelling", CONFIDENCE["misspelt"])
        if place := self.peoples.get(spot.words):
            people = self.cast.call(spot.words, spot.start)
            people.vote("nationality")
            self.cast.call(place, spot.start).vote("place")
            return _Found(people, "demonym", CONFIDENCE["part"])
        if spot.words[-1] == "s" and (
            spot.words[:-1] in self.surnames or spot.words.removesuffix("es") in self.surnames
        ):
            spot.kind = "other"  # the Reldans, neither one person nor a place
        entity = self.longer(spot)
        if entity and not (spot.kind == "place" and "place" not in entity.votes):  # Brennik, not the Brennik Courier
            return _Found(entity, "full name", CONFIDENCE["part"])
        shown = spot.kind or _shown_beside(spot, self.text)
        if not shown and self.is_an_everyday_word(spot):
            return None
        entity = self.cast.call(spot.words, spot.start, partial=" " not in spot.words)
        entity.inside |= not spot.opens or _is_a_brand(spot.words)
        if shown:
            entity.vote(shown)
        else:
            entity.unshown += 1
        return _Found(entity, "acronym" if _is_shouted(spot.words) else "full name", CONFIDENCE["left"])

    def is_an_everyday_word(self, spot: Spot) -> bool:
        """Whether a word is a name by nothing but its one capital: Crossed, Strength; not Priorities spokesman Ada Orm."""
        behind = _SMALL_BEHIND.match(self.text, spot.end)
        return (
            self.times[spot.words] == 1
            and not spot.determined
            and vocabulary.is_common(spot.words)
            and not _is_a_brand(spot.words)
            and not (behind and behind[1] in vocabulary.roles())
        )

    # --- what is short for what ----------------------------------------------------------------------------

    def longer(self, spot: Spot) -> Entity | None:
        """What the spot's words are short for; of several, what was named nearest before."""
        holding = self.cast.institutions.get(spot.words.casefold())
        return _nearest(holding, spot.start) if holding else None

    def define_acronyms(self) -> None:
        """Acronyms in brackets after the name they are short for, or before it."""
        for at, (one, other) in enumerate(pairwise(self.spots)):
            bracketed = self.text[one.end : other.start] == " (" and self.text[other.end : other.end + 1] == ")"
            if one.kind in ("place", "person") and other.words != _initials(one.words):
                continue  # GENEVA (APB): who reports from there
            if bracketed and at in self.given and _is_acronym(other.words) and at + 1 not in self.given:
                self.cast.acronyms[other.words] = self.given[at][0]
            elif bracketed and at + 1 in self.given and _is_acronym(one.words) and at not in self.given:
                self.cast.acronyms[one.words] = self.given[at + 1][0]


def _by_patronymic(full_names: Iterable[str]) -> dict[str, str]:
    """A given name and whose child its bearer is → the full name of the only one so called.

    >>> _by_patronymic(["Viktor Andreyevich Reldan", "Ada Orm"])
    {'Viktor Andreyevich': 'Viktor Andreyevich Reldan'}
    """
    called: dict[str, set[str]] = defaultdict(set)
    for name in full_names:
        given, _, rest = name.partition(" ")
        fathers, _, surname = rest.partition(" ")
        if surname and fathers.endswith(("vich", "vych", "vna", "chna")):
            called[f"{given} {fathers}"].add(name)
    return {short: next(iter(names)) for short, names in called.items() if len(names) == 1}


def _called_for_short(full_names: Iterable[str]) -> dict[str, str]:
    """A name → the one that stands oftener for the same person: Pete Reldan for Peter, Ada Reldan for Ada Lund Reldan."""
    times = Counter(full_names)
    bare: dict[str, list[str]] = defaultdict(list)
    for name in times:
        bare[" ".join(word for word in name.split() if word.casefold() not in SUFFIXES)].append(name)
    meant: dict[str, str] = {}
    for name in times:
        fuller = [*vocabulary.longhand(name), *without_maiden_name(name)]
        others = [other for longhand in fuller for other in bare.get(longhand, ())]
        if len(others) == 1:
            often, seldom = (name, others[0]) if times[name] > times[others[0]] else (others[0], name)
            meant.setdefault(seldom, often)
    return {seldom: often for seldom, often in meant.items() if often not in meant}


def _of_their_own(persons: Sequence[Entity]) -> Sequence[Entity]:
    """Those who are nobody's relatives, or whom the article names oftener in full than any who is not."""
    most = max((one.votes.get("person", 0) for one in persons if not _is_relative(one)), default=0)
    return [one for one in persons if not _is_relative(one) or one.votes.get("person", 0) > most]


def without_maiden_name(name: str) -> list[str]:
    """A full name of three words without the middle one, if that is no given name: Ada Lund Reldan, not Ada Maria Reldan."""
    words = name.split()
    if (
        len(words) != 3
        or len(words[1]) < 3
        or words[1][0].islower()
        or vocabulary.is_given(words[1])
        or words[2].casefold() in SUFFIXES
    ):
        return []
    return [f"{words[0]} {words[2]}"]


def tell_persons(text: str, spots: Sequence[Spot]) -> None:
    """Let two words be a person's name that tell nothing themselves, where the words beside them or beside the second do.

    Rush Prith, where Mr. Prith follows, or Prith said; the host Rush Prith; Rush Prith, 51, or who. Where somebody else is
    called Prith, an everyday word before it is no part of a name, Beneath Prith; nor at a sentence's head before what the
    article names elsewhere.
    """
    borne = {spot.words.rsplit(" ", 1)[-1] for spot in spots if spot.kind == "person" and " " in spot.words}
    known = {spot.words for spot in spots if spot.known}
    elsewhere = {spot.words for spot in spots if spot.form == "name" and not spot.doubtful and not spot.opens}
    surnames = {
        spot.words
        for spot in spots
        if " " not in spot.words and not spot.doubtful and (_is_addressed(spot) or _speaks(text, spot))
    }
    for spot in spots:
        if spot.kind != "other" or spot.form != "name" or spot.determined or spot.words.count(" ") != 1:
            continue
        first, last = spot.words.split(" ")
        if last in known or last in vocabulary.heads() or last.isupper() or "-" in last:
            continue
        if last not in borne and (last in surnames or _is_told_a_person(text, spot)):
            spot.kind = "person"
        elif (last in borne or (spot.opens and last in elsewhere)) and _adds_nothing(spot, first):
            spot.start = spot.name_start = spot.end - len(last)
            spot.words, spot.kind = last, None


def _adds_nothing(spot: Spot, first: str) -> bool:
    """Whether the first word of a spot is an everyday one, and no particle."""
    return spot.name_start == spot.start and first not in _PARTICLES and vocabulary.is_everyday(first)


def _speaks(text: str, spot: Spot) -> bool:
    behind = _BEHIND.match(text, spot.end)
    return behind is not None and behind["verb"] in _SAYING and not _is_a_brand(spot.words)


def _is_told_a_person(text: str, spot: Spot) -> bool:
    """Whether a role stands before a name, or an age, who or a role behind it."""
    if text[spot.start - 1 : spot.start] == " " and _last_word(text, spot.start - 1) in vocabulary.titles():
        return True
    behind = _BEHIND.match(text, spot.end)
    return behind is not None and bool(behind["age"] or behind["who"])


def _last_word(text: str, end: int) -> str:
    return text[text.rfind(" ", max(0, end - 20), end) + 1 : end]


def _surnames_of_several_words(full_names: Iterable[str]) -> set[str]:
    """What stands behind the given name of some full names, unless it begins with a given name itself.

    >>> _surnames_of_several_words({"Joao Te Rangi", "Te Rangi", "Vote Maria Torvald"})
    {'Te Rangi'}
    """
    given = vocabulary.given_names()
    named = (words for words in map(str.split, full_names) if words[0] in given)
    return {" ".join(words[at:]) for words in named for at in range(1, len(words) - 1) if words[at] not in given}


def _by_age(two: Sequence[Entity], younger: bool) -> list[Entity]:
    """The younger or the elder of two, where one is brought in as a child or parent of the other’s; else both."""
    young = [one for one in two if _is_kin(one, "younger")] or [one for one in two if not _is_kin(one, "elder")]
    return [one for one in two if (one in young) is younger] if len(young) == 1 else list(two)


def _is_kin(person: Entity, kind: str) -> bool:
    return any(role_noun(role) in vocabulary.signs(kind) for role in person.roles)


def _shared_by_mr_and_mrs(spots: Sequence[Spot]) -> set[str]:
    """Surnames that the article gives to Mr and to Mrs."""
    genders: dict[str, set[str]] = {}
    for spot in spots:
        if spot.honorific and _is_addressed(spot):
            genders.setdefault(spot.words, set()).add(vocabulary.told_gender(spot.honorific))
    return {surname for surname, told in genders.items() if len(told) > 1}


def _is_relative(person: Entity) -> bool:
    """Whether the article brings a person in as another's: her father, not the daughter of."""
    return any(role_noun(role) in vocabulary.signs("related") and " of " not in role for role in person.roles)


def _peoples(spots: Sequence[Spot]) -> dict[str, str]:
    """Adjectives of places that no gazetteer holds → the place: Varnian, where the article speaks of Varnia."""
    words = {spot.words for spot in spots if spot.known is None and " " not in spot.words}
    peoples = {}
    for word in words:
        stems = (word[: -len(ending)] for ending in _PEOPLE_ENDINGS if word.endswith(ending))
        places = (place for stem in stems for place in (stem, stem + "a", stem + "y"))
        place = next((place for place in places if place in words and place != word and len(place) > 3), None)
        if place:
            peoples[word] = place
    return peoples


def _short_names(name: str) -> list[str]:
    """What an institution may be called for short, written small: by its head noun and what stands before it.

    A name of one word and a head noun may be that word alone, unless the word is a person's or an adjective.

    >>> _short_names("Italian Supreme Court of Cassation")
    ['italian supreme court', 'supreme court', 'court']
    >>> _short_names("Freedom Magazine")
    ['magazine', 'freedom']
    """
    words = name.split()
    end = next((i for i, word in enumerate(words) if word in ("of", "for", "on") and i), len(words))
    head = [word.casefold() for word in words[:end]][-LONGEST_INSTITUTION:]
    short = [" ".join(head[at:]) for at in range(len(head)) if at or end < len(words)]
    if words[0] in vocabulary.signs("creed"):  # a Republican Senate is not what the Senate is called
        return []
    no_name = words[0].endswith(("an", "ese", "ish")) or words[0] in vocabulary.heads()  # Senate Republicans
    if len(words) == 2 and words[1] in vocabulary.heads() and words[1] not in _NO_SHORT_NAME and not no_name:
        short.append(head[0])
    return short


@lru_cache(10_000)
def without_initials(name: str) -> str:
    """A full name without the initials inside it, and without whose child its bearer is.

    >>> without_initials("Ilvar J. Reldan Jr."), without_initials("Hamdan bin Saqr Al Reldan")
    ('Ilvar Reldan Jr.', 'Hamdan Al Reldan')
    """
    first, *rest = _CHILD_OF.sub(" ", name).split()
    kept = [word for word in rest if not (word.endswith(".") and len(word) <= 5) or word.casefold() in SUFFIXES]
    return " ".join([first, *kept])


def _is_full_name(spot: Spot) -> bool:
    if spot.kind != "person" or spot.form != "name" or " " not in spot.words:
        return False
    first = spot.words.split(" ", 1)[0]
    return not (first[0].islower() or first in _PARTICLES)


def _is_addressed(spot: Spot) -> bool:
    return bool(spot.honorific and vocabulary.told_gender(spot.honorific)) and " " not in spot.words


def _has_several_words(spot: Spot) -> bool:
    return spot.form == "name" and spot.kind not in (None, "person") and " " in spot.words


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _is_acronym(words: str) -> bool:
    return (
        1 < len(words) <= LONGEST_ACRONYM
        and words[0].isupper()
        and sum(letter.isupper() for letter in words) * 2 > len(words)
    )


def _is_shouted(words: str) -> bool:
    return words.isupper() and 1 < len(words) <= LONGEST_ACRONYM


def _is_a_brand(words: str) -> bool:
    """Whether a word is written as no surname is: FINZA, NorthGrid, but McDell.

    >>> [word for word in ("NorthGrid", "FINZA", "McDell", "Reldan") if _is_a_brand(word)]
    ['NorthGrid', 'FINZA']
    """
    return _is_shouted(words) or _LARGE_INSIDE.search(words) is not None


def _nearest(entities: Sequence[Entity], at: int) -> Entity:
    """The one that was named first among those before `at` but last of them, else the first after."""
    return max(entities, key=lambda entity: (entity.first <= at, -abs(entity.first - at)))


def _shown_beside(spot: Spot, text: str) -> str:
    """What the words beside a name that tells nothing itself show it to be; "" where they show nothing."""
    behind = _BEHIND.match(text, spot.end)
    assert behind is not None  # nothing behind it is an answer too
    if _APPOSED_TO.search(text, max(0, spot.start - LONGEST_DESCRIPTION), spot.start):
        return "person"
    if spot.before == "for" and _SPEAKS_FOR.search(text, max(0, spot.start - LONGEST_DESCRIPTION), spot.start):
        return "organisation"
    if spot.before == "to" and _ACCORDING.search(text, max(0, spot.start - LONGEST_DESCRIPTION), spot.start):
        return "organisation" if vocabulary.is_common(spot.words) else ""
    if behind["verb"] in vocabulary.signs("speaking"):
        return "organisation" if _is_a_brand(spot.words) else "person"
    free = not spot.determined and spot.before not in vocabulary.signs("locating") | _OF
    if free and (behind["age"] or behind["who"] or behind["verb_behind"] in vocabulary.signs("speaking")):
        return "person"
    if spot.before not in vocabulary.signs("locating"):
        return ""
    money = spot.before == "in" and _last_word(text, spot.start - len(" in ")) in vocabulary.signs("money")
    return "organisation" if money or _is_a_brand(spot.words) else "place"
