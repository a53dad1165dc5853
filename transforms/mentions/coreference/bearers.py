"""Whom of an article's persons a surname or a given name means that stands alone.

in   Spot     the name, what stands round it, and its paragraph
out  Entity   the person, somebody who may be any of several, or null

Gender and role are asked first, then who was named in full nearest before and who is named most often.
"""

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter

from transforms.mentions.coreference.cast import MOST_BEARERS, Cast, Entity
from transforms.mentions.coreference.shown import LONGEST_DESCRIPTION, is_addressed
from transforms.mentions.spotting.spots import Spot
from transforms.mentions.words import vocabulary
from transforms.mentions.words.roles import is_role, role_noun
from transforms.mentions.words.spelling import folded

_LONGEST_SENTENCE = 300  # characters between two names that are named together
_HIS_OR_HER = re.compile(r" [a-z]+,? (?:(?P<m>his|he|himself)|(?P<f>her|she|herself))\b")
_SUBJECT_BEFORE = re.compile(
    r"(?:^|\n|[.!?][”\"’')]* )"
    r"(?:(?:The|An?|His|Her|Their|Our|[A-Z][\w-]*(?: [A-Z][\w-]*)*[’']s?) (?P<who>[\w’' -]+), )?$"
)
_DESCRIBED = re.compile(r" (?P<noun>[a-z]{3,})")
_VERB = re.compile(r"\w+ed|has|is|was")
_SENTENCE_ENDS = re.compile(r"(?<=[a-z]{4})[.!?]|\n")


class Bearers:
    """Who bears the names of an article's persons, learned as they are named in full."""

    def __init__(self, text: str, spots: Sequence[Spot], cast: Cast) -> None:
        self._text = text
        self._cast = cast
        self._shared = _shared_by_mr_and_mrs(spots)
        self._named_in: dict[int, list[tuple[int, Entity]]] = defaultdict(list)  # by paragraph, in order

    def name_in_full(self, person: Entity, spot: Spot) -> None:
        """Note that a spot names a person in full; watched persons are noted first, wherever they stand."""
        insort(self._named_in[spot.paragraph], (spot.start, person), key=itemgetter(0))

    def name_alone(self, spot: Spot) -> str:
        """What somebody without a full name is called: with Mr or Mrs where only that tells two of a surname apart."""
        told = any(one.gender and not one.partial for one in self._cast.persons.get(folded(spot.words), ()))
        apart = is_addressed(spot) and spot.words in self._shared and not told
        return f"{spot.honorific} {spot.words}" if apart else spot.words

    def so_called(self, spot: Spot) -> Entity | None:
        """The person of that surname or given name whose gender fits, and who bears its role if any does.

        Of several, the one last named in full in the same paragraph, else the one named most often; of those named
        before, if any is, and no relative of another ("her father, Yusuf Dorrel") who is not the subject. It stays
        open, somebody who is one of them, where two are named together and no more often than each other, and where the
        paragraph before names another.
        """
        persons = self._cast.so_called(spot.words)
        if not persons or self._describes(spot):
            return None
        fitting = self._of_told_gender(persons, spot)
        if not fitting:
            return None
        fitting = [one for one in fitting if one.first <= spot.start] or fitting
        nouns = set(map(role_noun, spot.roles))
        fitting = [one for one in fitting if not nouns.isdisjoint(map(role_noun, one.roles))] or fitting
        if spot.before in ("elder", "older", "younger") and len(fitting) == 2:
            fitting = _by_age(fitting, spot.before == "younger")
        person = self._likeliest(fitting, spot) if len(fitting) > 1 else fitting[0]
        person.vote("person")
        return person

    def _describes(self, spot: Spot) -> bool:
        """Whether a word that may be a surname only says how what follows is: White voters, not White said."""
        behind = _DESCRIBED.match(self._text, spot.end) if spot.words in vocabulary.signs("colour") else None
        if spot.honorific or behind is None:
            return False
        grammar = vocabulary.listed("function_words.tsv") | vocabulary.signs("speaking")
        return not (behind["noun"] in grammar or _VERB.fullmatch(behind["noun"]))

    def _of_told_gender(self, persons: Sequence[Entity], spot: Spot) -> list[Entity]:
        """Those of the gender that an honorific tells, or a pronoun behind name and verb: Orvane said, his voice low.

        Mr and Mrs of one surname are two: whose gender nothing tells is neither, where only one is named in full.
        """
        gender = vocabulary.told_gender(spot.honorific)
        if gender:
            fitting = (gender,) if spot.words in self._shared and len(persons) == 1 else (gender, "")
            return [person for person in persons if person.gender in fitting]
        if len(persons) > 1 and (behind := _HIS_OR_HER.match(self._text, spot.end)):
            return [person for person in persons if person.gender == behind.lastgroup] or list(persons)
        return list(persons)

    def _likeliest(self, fitting: Sequence[Entity], spot: Spot) -> Entity:
        """Who of several bearers of a name is meant, or somebody who may be either."""
        of_their_own = _of_their_own(fitting)
        most = max(person.votes.get("person", 0) for person in of_their_own)
        often = [person for person in of_their_own if person.votes.get("person", 0) == most]
        person = self._named_last(fitting, spot.paragraph, spot.start)
        rival = None
        if person is None:
            person = nearest(often, spot.start)
            rival = self._named_last(fitting, spot.paragraph - 1, spot.start)
            if rival and 2 * rival.votes.get("person", 0) < most:
                rival = None  # who the article is about needs no new introduction
        named_together = person in often and any(one is not person and self._together(one, person) for one in often)
        if rival in (None, person) and not named_together:
            return person
        either = self._cast.call(spot.words, spot.start, partial=True)
        either.may_be = tuple(fitting)
        return either

    def _named_last(self, fitting: Sequence[Entity], paragraph: int, at: int) -> Entity | None:
        """Who of `fitting` a paragraph names in full last before `at`: no relative who is no sentence's subject."""
        named = self._named_in[paragraph]
        before = bisect_left(named, (at,))
        for start, person in reversed(named[max(0, before - MOST_BEARERS) : before]):
            if person in fitting and not (_is_relative(person) and not self._is_subject(start)):
                return person
        return None

    def _is_subject(self, at: int) -> bool:
        """Whether a sentence begins with the name at `at` or a description before it: Her father, Yusuf Orm, said."""
        before = _SUBJECT_BEFORE.search(self._text, max(0, at - LONGEST_DESCRIPTION), at)
        return before is not None and (before["who"] is None or is_role(before["who"]))

    def _together(self, one: Entity, other: Entity) -> bool:
        """Whether two persons are first named in one sentence."""
        first, last = sorted((one.first, other.first))
        return last - first < _LONGEST_SENTENCE and not _SENTENCE_ENDS.search(self._text, first, last)


def nearest(entities: Sequence[Entity], at: int) -> Entity:
    """The one that was named first among those before `at` but last of them, else the first after."""
    return max(entities, key=lambda entity: (entity.first <= at, -abs(entity.first - at)))


def _of_their_own(persons: Sequence[Entity]) -> Sequence[Entity]:
    """Those who are nobody's relatives, or whom the article names oftener in full than any who is not."""
    most = max((one.votes.get("person", 0) for one in persons if not _is_relative(one)), default=0)
    return [one for one in persons if not _is_relative(one) or one.votes.get("person", 0) > most]


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
        if spot.honorific and is_addressed(spot):
            genders.setdefault(spot.words, set()).add(vocabulary.told_gender(spot.honorific))
    return {surname for surname, told in genders.items() if len(told) > 1}


def _is_relative(person: Entity) -> bool:
    """Whether the article brings a person in as another's: her father, not the daughter of."""
    return any(role_noun(role) in vocabulary.signs("related") and " of " not in role for role in person.roles)
