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
from itertools import pairwise, takewhile
from typing import NamedTuple

from transforms.mentions.coreference.bearers import Bearers, nearest
from transforms.mentions.coreference.cast import Cast, Entity, Mention
from transforms.mentions.coreference.person_names import (
    by_patronymic,
    called_for_short,
    nicknamed,
    surnames_of_several_words,
    surnames_with_particle,
    without_epithet,
    without_initials,
)
from transforms.mentions.coreference.several_words import shown_of_several
from transforms.mentions.coreference.shown import (
    LONGEST_ACRONYM,
    LONGEST_DESCRIPTION,
    PARTICLES,
    is_a_body_beside,
    is_a_brand,
    is_addressed,
    is_called_a_body,
    is_shouted,
    shown_beside,
    tell_kinds,
)
from transforms.mentions.known.gazetteer import Gazetteer, Known
from transforms.mentions.spotting.beside import add_roles_of_surnames, role_behind
from transforms.mentions.spotting.runs import NUMERALS
from transforms.mentions.spotting.spots import Spot
from transforms.mentions.words import vocabulary
from transforms.mentions.words.roles import fit, is_short_for, read_role, role_noun
from transforms.mentions.words.spelling import folded, initials_of
from transforms.tables import GAZETTEER, EntityType, MentionForm

LEAST_LISTED = 3  # names that are a list
LONGEST_SYLLABLE = 3  # letters of a given name's second part that may be an everyday word
_SMALL_BEHIND = re.compile(r"(?:[’']s)? ([a-z]+)")
_LISTED = re.compile(r"[,;] (?:and )?| and ")
_OPENS_SENTENCE = re.compile(r"\b[A-Z][a-z]+ $")  # In Harl, Dovrin rose
_GIVES_NAME = re.compile(r"\b(?:named|name(?: only| just)?(?: as| is| was)) $")  # a clerk who gave her name as Sanna
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


def cast_article(text: str, spots: Sequence[Spot], gazetteer: Gazetteer) -> tuple[Cast, list[Mention]]:
    """Entities and mentions of an article, the mentions in the order of the spots."""
    casting = _Casting(text, spots, gazetteer)
    return casting.cast, casting.mentions()


class _Found(NamedTuple):
    """What a spot is found to mean."""

    entity: Entity
    form: MentionForm
    confidence: float


class _Casting:
    """The steps that give each spot its entity."""

    def __init__(self, text: str, spots: Sequence[Spot], gazetteer: Gazetteer) -> None:
        self.text = text
        self.spots = spots
        self.gazetteer = gazetteer
        self.cast = Cast(gazetteer.listed)
        self.given: dict[int, _Found] = {}
        tell_kinds(text, spots)
        self.defined = _defined_acronyms(text, spots)
        self.times = Counter(spot.words for spot in spots)
        self.supported = {spot.words for spot in spots if not spot.doubtful}
        self.peoples = _peoples(spots)
        alone = (spot for spot in spots if spot.form == "name" and not spot.known and " " not in spot.words)
        self.bodies = {spot.words for spot in spots if is_called_a_body(spot)}
        self.bodies |= {spot.words for spot in alone if is_a_body_beside(spot, text)}
        self.is_full_name = [_is_full_name(spot) for spot in spots]
        full_names = {spot.words for spot, full in zip(spots, self.is_full_name, strict=True) if full}
        tails = surnames_of_several_words(full_names) | surnames_with_particle(full_names)
        self.is_full_name = [
            full and spot.words not in tails for spot, full in zip(spots, self.is_full_name, strict=True)
        ]
        full_names -= tails
        self.surnames = {name.rsplit(" ", 1)[-1] for name in full_names}
        add_roles_of_surnames(spots, text, self.surnames)
        self.bearers = Bearers(text, spots, self.cast)
        self.written: dict[str, set[str]] = defaultdict(set)
        for name in full_names:
            self.written[without_initials(name)].add(name)
        self.nicknamed = self.called_otherwise(full_names)

    def called_otherwise(self, full_names: set[str]) -> dict[str, str]:
        """What else persons are called → their full names: by nickname, patronymic, without a numeral, for short."""
        in_full = (spot.words for spot, full in zip(self.spots, self.is_full_name, strict=True) if full)
        return (
            {nicknamed(spot): spot.words for spot in self.spots if spot.nickname}  # Stone Reldan is Ilvar
            | by_patronymic(full_names)
            | without_epithet(full_names)
            | _without_numerals(self.spots)
            | called_for_short(map(without_initials, in_full))
        )

    def mentions(self) -> list[Mention]:
        spots = self.spots
        self.take((i for i, spot in enumerate(spots) if spot.known), self.known)
        self.take((i for i, full in enumerate(self.is_full_name) if full), self.full_name)
        several = [i for i, spot in enumerate(spots) if _has_several_words(spot)]
        self.take(sorted(several, key=lambda i: -len(spots[i].words)), self.several_words)
        self.define_acronyms()
        self.take((i for i, spot in enumerate(spots) if is_addressed(spot)), self.addressed)
        self.take(range(len(spots)), self.short_or_left)
        self.tell_listed()
        for entity in self.cast.entities.values():
            entity.settle()
        mentions: list[Mention] = []
        opened: list[Mention] = []  # those that hold the next one, the outermost first
        for i, (entity, form, confidence) in sorted(self.given.items()):
            spot = self.spots[i]
            ended = max((one.end for one in opened if one.end <= spot.start), default=0)
            opened = [one for one in opened if one.end > spot.start]
            outer = next((one for one in reversed(opened) if one.end >= spot.end), None) if spot.inner else None
            if outer is None or outer.entity is not entity:
                start = spot.start - self.particles_before(spot, entity)
                if start < max(ended, opened[-1].start if opened else 0):
                    start = spot.start  # "de", of de Blasio, before what the phrase round Blasio begins with
                opened.append(Mention(start, spot.end, entity, form, spot.paragraph, confidence))
                mentions.append(opened[-1])
        return mentions

    def particles_before(self, spot: Spot, entity: Entity) -> int:
        """Characters of the small words before a surname that belong to it: bin Reldan, for Ilvar bin Reldan."""
        if entity.type != "person" or spot.start != spot.name_start or not entity.name.endswith(f" {spot.words}"):
            return 0
        before = entity.name.removesuffix(spot.words)
        small = "".join(reversed(list(takewhile(str.islower, reversed(re.findall("[^ ]+ ", before))))))
        return len(small) if self.text.endswith(f" {small}", 0, spot.start) else 0

    def tell_listed(self) -> None:
        """Let what nothing shows be what it is listed with: Dovrin, Harl and Sel; Reldan; Orm, Prith."""
        group: list[Entity] = []
        start = end = 0
        for i in sorted(self.given):
            spot = self.spots[i]
            if spot.inner:
                continue
            where = len(group) == 1 and _OPENS_SENTENCE.search(self.text, max(0, start - LONGEST_DESCRIPTION), start)
            if where or not _LISTED.fullmatch(self.text, end, spot.start):
                _tell_each_other(group)
                group = []
            group.append(self.given[i].entity)
            start, end = spot.start, spot.end
        _tell_each_other(group)

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
        if known is None or known.part or (known.origin == GAZETTEER and spot.words in self.defined):
            return None
        if (
            spot.words in self.surnames
            and spot.before not in vocabulary.signs("locating")
            and known.origin == GAZETTEER
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
            self.bearers.name_in_full(entity, spot)
        return _Found(entity, known.form, CONFIDENCE["known" if known.origin == GAZETTEER else "watchlist"])

    def is_given_name_of_nobody(self, spot: Spot) -> bool:
        """Whether a town's name is likelier somebody's: his son Milan; George, not in George, nor George, Texas."""
        located = spot.before in vocabulary.signs("locating") or spot.end > spot.name_start + len(spot.words)
        shipped = spot.known is not None and spot.known.origin == GAZETTEER
        whose = spot.before in vocabulary.signs("related")
        return shipped and not located and (whose or spot.words in vocabulary.signs("seldom a town"))

    def full_name(self, spot: Spot) -> "_Found":
        """Full names of persons; an initial inside ("Ilvar J. Reldan") tells nobody apart who has but one, Jr. does."""
        plain = without_initials(spot.words)
        written = self.written[plain] - {plain}
        name = plain if len(written) <= 1 and plain in self.written[plain] else spot.words
        name = self.nicknamed.get(name, name)
        person = self.cast.call_person(name, spot.start)
        self.bearers.name_in_full(person, spot)
        return _Found(person, "full name", CONFIDENCE["person"])

    def by_office(self, name: str) -> Entity | None:
        """The person of whose role capitals before a surname are short: CS Reldan, Cabinet Secretary Ilvar Reldan."""
        short, _, surname = name.partition(" ")
        if not is_shouted(short) or " " in surname:
            return None
        called = self.cast.persons.get(folded(surname), ())
        fitting = [one for one in called if is_short_for(short, one.roles)]
        return fitting[0] if len(fitting) == 1 else None

    def several_words(self, spot: Spot) -> "_Found":
        """Names of several words; one that is a stretch of a longer one means the same ("Supreme Court")."""
        if persons := self.cast.persons.get(folded(spot.words)):
            return _Found(nearest(persons, spot.start), "surname", CONFIDENCE["part"])
        if person := self.by_office(spot.words):
            return _Found(person, "surname", CONFIDENCE["part"])
        entity = self.longer(spot)
        if entity is None and spot.known:
            return self.watched_in_part(spot.known, spot)
        if entity is None or entity.name.casefold() == spot.words.casefold():
            kind = shown_of_several(spot, self.text, self.gazetteer) if spot.kind in (None, "other") else spot.kind
            entity = self.cast.call_institution(spot.words, kind, spot.start)
        return _Found(entity, "full name", CONFIDENCE["several"])

    def short_or_left(self, spot: Spot) -> "_Found | None":
        """What is short for a name of the article, else a name of its own."""
        if spot.form == "title":
            return self.title(spot)
        if (spot.form != "head" or not spot.determined) and (person := self.bearers.so_called(spot)):
            return _Found(person, "surname", CONFIDENCE["part"])
        if spot.kind == "person":
            return self.person_in_part(spot)
        if len(spot.words) > 1 and (meant := self.cast.acronyms.get(spot.words)):
            return _Found(meant, "acronym", CONFIDENCE["part"])
        if spot.determined and not spot.known and is_shouted(spot.words) and (person := self.in_short(spot)):
            spot.form = "title"
            return _Found(person, "title", CONFIDENCE["part"])
        if spot.form == "head":
            return self.head_noun(spot)
        return None if spot.doubtful and spot.words not in self.supported else self.left(spot)

    def addressed(self, spot: Spot) -> "_Found | None":
        """Surnames with Mr or Mrs: the first of all, as they tell the gender of who is so called."""
        person = self.bearers.so_called(spot)
        return _Found(person, "surname", CONFIDENCE["part"]) if person else self.person_in_part(spot)

    def title(self, spot: Spot) -> "_Found | None":
        """A title in capitals with no name: who bears it in the article."""
        role = read_role(spot.words)
        fits = [(fit(role, one.roles), one) for one in self.cast.bearers.get(role.noun, ())] if role else []
        best = max((score for score, _ in fits), default=0)
        bearers = [one for score, one in fits if score == best > 0]
        if not bearers:
            return None
        return _Found(self.apposed_to(spot) or nearest(bearers, spot.start), "title", CONFIDENCE["part"])

    def apposed_to(self, spot: Spot) -> Entity | None:
        """Who is named between commas behind a title: Varnia's Oil Minister, Sheikh Ilvar Reldan, said."""
        at = bisect_left(self.spots, spot.end + len(", "), key=lambda one: one.start)
        if not self.text.startswith(", ", spot.end) or at not in self.given:
            return None
        behind, person = self.spots[at], self.given[at].entity
        between = behind.start == spot.end + len(", ") and self.text.startswith(", ", behind.end)
        return person if between and behind.kind == "person" else None

    def in_short(self, spot: Spot) -> Entity | None:
        """The person whose role a word in capitals is short for: the CS, Education Cabinet Secretary Ada Orm."""
        fitting = self.cast.called_in_short(spot.words)
        return nearest(fitting, spot.start) if fitting else None

    def person_in_part(self, spot: Spot) -> "_Found | None":
        """A surname of whom the article gives no full name: with a title or a particle before it."""
        if spot.known:
            return self.watched_in_part(spot.known, spot)
        if not (spot.roles or spot.honorific or " " in spot.words):
            return None
        name = self.bearers.name_alone(spot)
        return _Found(self.cast.call_person(name, spot.start, partial=True), "surname", CONFIDENCE["part"])

    def watched_in_part(self, known: Known, spot: Spot) -> "_Found":
        """Part of a watched name, where the article names nobody else so."""
        return _Found(self.cast.know(known, spot.start), known.form, CONFIDENCE["watchlist"])

    def head_noun(self, spot: Spot) -> "_Found | None":
        """ "the Court": the institution so called, else one of that name alone ("the Senate")."""
        if not spot.determined and spot.words not in vocabulary.signs("bare"):
            return None
        entity = self.longer(spot)
        if entity and not (entity.known and self.is_of_a_state(spot)):
            return _Found(entity, "description", CONFIDENCE["part"])
        if spot.doubtful:
            return None
        if self.is_of_a_state(spot):
            entity = self.cast.call(f"state {spot.words}", spot.start)  # not what the Senate means
            entity.vote(spot.kind or "other")
        else:
            entity = self.cast.call_institution(spot.words, spot.kind or "other", spot.start)
        return _Found(entity, "full name", CONFIDENCE["left"])

    def is_of_a_state(self, spot: Spot) -> bool:
        """Whether what a country has, too, is a state's: the state Senate is not the U.S. Senate."""
        return spot.words in vocabulary.signs("of states too") and self.text.endswith(" state ", 0, spot.start)

    def left(self, spot: Spot) -> "_Found | None":
        """A word that is nobody's short name: known after all, misspelt, a people's, an institution's, or its own."""
        if spot.known:
            return _Found(self.cast.know(spot.known, spot.start), spot.known.form, CONFIDENCE["left"])
        named = _GIVES_NAME.search(self.text, max(0, spot.start - LONGEST_DESCRIPTION), spot.start)
        if not named and (meant := self.gazetteer.misspelt(spot.words)):
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
        shown = spot.kind or self.in_apposition(spot) or shown_beside(spot, self.text) or self.of_two(spot)
        if shown == "person" and spot.words in self.bodies:
            shown = "organisation"  # the drugmaker Zorvik; Zorvik said
        if not shown and (self.is_an_everyday_word(spot) or _is_tied(spot)):
            return None
        entity = self.cast.call(spot.words, spot.start, partial=" " not in spot.words)
        entity.inside |= not spot.opens or is_a_brand(spot.words)
        if shown:
            entity.vote(shown)
        else:
            entity.unshown += 1
        return _Found(entity, "acronym" if is_shouted(spot.words) else "full name", CONFIDENCE["left"])

    def in_apposition(self, spot: Spot) -> EntityType | None:
        """ "person" where an office is behind a surname that tells nothing: Orvane, the port's chief, said."""
        role = role_behind(self.text, spot.end)
        noun = role_noun(role) if role else ""
        if noun not in vocabulary.titles() or noun in vocabulary.signs("of things too") or is_a_brand(spot.words):
            return None
        spot.roles += (role,)
        return "person"

    def of_two(self, spot: Spot) -> EntityType | None:
        """ "other" where a hyphen joins two that are not bodies: the Reldan-Orm debate, the Norway-Sweden border."""
        parts = spot.words.split("-")
        return "other" if len(parts) == 2 and all(map(self.is_no_body, parts)) else None

    def is_no_body(self, word: str) -> bool:
        """Whether a word is a surname in the article, or a place or people that is known."""
        known = self.gazetteer.find(word)
        return word.casefold() in self.cast.persons or (known is not None and known.type in ("place", "nationality"))

    def is_an_everyday_word(self, spot: Spot) -> bool:
        """Whether a word is a name by its one capital alone: Crossed, Strength; not Priorities spokesman Ada Orm."""
        behind = _SMALL_BEHIND.match(self.text, spot.end)
        return (
            self.times[spot.words] == 1
            and not spot.determined
            and vocabulary.is_common(spot.words)
            and not is_a_brand(spot.words)
            and not (behind and behind[1] in vocabulary.roles())
        )

    # --- what is short for what ----------------------------------------------------------------------------

    def longer(self, spot: Spot) -> Entity | None:
        """What the spot's words are short for; of several, what was named nearest before."""
        words = spot.words.casefold()
        holding = self.cast.institutions.get(words) or (not spot.known and self.cast.firms.get(words))
        return nearest(holding, spot.start) if holding else None

    def define_acronyms(self) -> None:
        """Acronyms in brackets after the name they are short for, or before it."""
        for (at, one), (behind, other) in pairwise((i, spot) for i, spot in enumerate(self.spots) if not spot.inner):
            bracketed = self.text[one.end : other.start] == " (" and self.text[other.end : other.end + 1] == ")"
            if any(
                long.kind in ("place", "person") and short.words != initials_of(long.words)
                for long, short in ((one, other), (other, one))
            ):
                continue  # GENEVA (APB): who reports from there; SHV (United Kingdom): where it is
            if bracketed and at in self.given and _is_acronym(other.words) and behind not in self.given:
                self.cast.acronyms[other.words] = self.given[at][0]
            elif bracketed and behind in self.given and _is_acronym(one.words) and at not in self.given:
                self.cast.acronyms[one.words] = self.given[behind][0]


def _tell_each_other(listed: Sequence[Entity]) -> None:
    """Let the kind of those of a list that are persons or places be that of all, unless one is something else."""
    if len(listed) < LEAST_LISTED:
        return
    kinds = {kind for one in listed for kind in one.shown}
    given = {"person"} if any(one.is_given_name for one in listed) else set()  # which may be a surname, or a county's
    if kinds in ({"person"}, {"place"}) and given <= kinds:
        for one in listed:
            if not (one.shown or one.is_given_name):
                one.be_listed(*kinds)


def _defined_acronyms(text: str, spots: Sequence[Spot]) -> set[str]:
    """Acronyms that the article gives in brackets behind another name than they are known for, by its initials."""
    return {
        other.words
        for one, other in pairwise(spot for spot in spots if not spot.inner)
        if other.known
        and text[one.end : other.start] == " ("
        and other.words == initials_of(one.words)
        and (one.known is None or one.known.entity_id != other.known.entity_id)
    }


def _without_numerals(spots: Sequence[Spot]) -> dict[str, str]:
    """Names of popes and kings without the numeral behind them → those with it: John Paul, for Pope John Paul II."""
    throned = vocabulary.signs("throned")
    return {
        spot.words.rpartition(" ")[0]: spot.words
        for spot in spots
        if spot.words.rpartition(" ")[2] in NUMERALS and any(role_noun(role) in throned for role in spot.roles)
    }


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


def _is_full_name(spot: Spot) -> bool:
    if spot.kind != "person" or spot.form != "name" or " " not in spot.words:
        return False
    first = spot.words.split(" ", 1)[0]
    is_called_al = first in vocabulary.nicknames() and not spot.honorific  # Al Gore; not Mr Al Dorvan
    return not (first[0].islower() or (first in PARTICLES and not is_called_al))


def _has_several_words(spot: Spot) -> bool:
    return spot.form == "name" and spot.kind not in (None, "person") and " " in spot.words


def _is_tied(spot: Spot) -> bool:
    """Whether a hyphen ties an everyday word to what would be a name: a TV-ready smile; not Min-woo nor the E-meter."""
    first, _, last = spot.words.rpartition("-")
    if not first or (len(first) == 1 and spot.determined):
        return False
    return last.islower() and len(last) > LONGEST_SYLLABLE and vocabulary.is_common(last)


def _is_acronym(words: str) -> bool:
    return (
        1 < len(words) <= LONGEST_ACRONYM
        and words[0].isupper()
        and sum(letter.isupper() for letter in words) * 2 > len(words)
    )
