"""What persons are called by their roles: "the Varnian envoy" for an Ambassador of Varnia.

A role phrase turns on its noun; what stands before it and in its of-phrase qualifies it. A description fits a person
whose role has the same noun, or one that may stand for it (role_synonyms.tsv), the better the more qualifiers they
share; another office ("the foreign minister", "general secretary") keeps them apart, and so do qualifiers in capitals
that differ ("the Kelmaran minister", "Varnian Foreign Minister").
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from transforms import lexicons
from transforms.mentions.words import vocabulary

_WORD = re.compile(r"\w[\w-]*")
_OF_DIPLOMACY = re.compile(r"\b(?:head|chief) of (?P<whose>[\w’'-]+ )?diplomacy\b")  # as agencies translate
_BEFORE_THE_OFFICE = re.compile(r" (?:of|for|to|at|in|on|from|with) ")
LONGEST_ROLE = 6  # words of a role phrase before its of-phrase
_RANKS = frozenset({"s", "top", "senior", "then"})  # words of a description that tell nobody apart
_STEM = 5  # letters by which Russia and Russian, president and presidential are taken for one qualifier
SAME_NOUN, STANDS_FOR = 3, 2  # how well a noun fits: a step weighs as two qualifiers that both have


def distinct_roles(roles: Iterable[str]) -> list[str]:
    """Roles for a reader: each once, in small letters where it is ever written so, titles that are short at the end.

    >>> distinct_roles(["Dr", "Dr.", "Mayor", "head of the clinic", "mayor"])
    ['mayor', 'head of the clinic', 'Dr']
    """
    shown: dict[str, str] = {}
    for role in roles:
        same = role.casefold().removesuffix(".")
        shown[same] = max(shown.get(same, role), role, key=lambda written: sum(map(str.islower, written)))
    return sorted(shown.values(), key=lambda role: role in vocabulary.honorifics() and role not in vocabulary.roles())


class Role(NamedTuple):
    """A role phrase: its noun, its qualifiers as stems, which of these were in capitals, which tell how it is held.

    standing   former, acting, deputy: of the role itself, not of the former minister’s spokesman
    """

    noun: str
    qualifiers: frozenset[str]
    named: frozenset[str]
    standing: frozenset[str]

    @property
    def is_past(self) -> bool:
        """Whether the office is no longer held."""
        return bool(self.standing & _PAST)

    @property
    def office(self) -> frozenset[str]:
        """Qualifiers that say which office it is: not whose, nor since when, nor chief, as every chief officer is."""
        chief = {"chief"} if self.noun == "officer" else frozenset()
        return self.qualifiers - self.named - _TENSES - chief


def role_noun(phrase: str) -> str:
    """The noun a role phrase turns on, written small.

    >>> role_noun("Minister of Defence"), role_noun("Ohio Gov."), role_noun("mother-of-two")
    ('minister', 'governor', 'mother')
    """
    word = _BEFORE_THE_OFFICE.split(phrase, maxsplit=1)[0].rsplit(None, 1)[-1]
    return vocabulary.short_roles().get(word, word.lower().partition("-of-")[0])


def is_role(phrase: str) -> bool:
    """Whether words beside a name, without a determiner, say what its bearer is: "head of the port", not "as chief".

    >>> is_role("head of the port"), is_role("second wife"), is_role("served as head of the port")
    (True, True, False)
    """
    group = _BEFORE_THE_OFFICE.split(phrase, maxsplit=1)[0].split()
    if not 0 < len(group) <= LONGEST_ROLE or role_noun(phrase) not in vocabulary.roles():
        return False
    return _no_modifiers().isdisjoint(group)


@cache
def _no_modifiers() -> frozenset[str]:
    """Words of grammar that qualify no role, as second does in his second wife."""
    return vocabulary.listed("function_words.tsv") - vocabulary.listed("role_modifiers.tsv")


def is_short_for(short: str, roles: Iterable[str]) -> bool:
    """Whether a word in capitals is the initials that a role ends with: CS, for Education Cabinet Secretary.

    >>> is_short_for("PM", ["prime minister"]), is_short_for("PM", ["prince", "minister"])
    (True, False)
    """
    groups = (_BEFORE_THE_OFFICE.split(role, maxsplit=1)[0].replace("-", " ").split() for role in roles)
    letters_of = (
        (word if word.isupper() else word[0].upper() for word in group if not word.endswith(".")) for group in groups
    )
    initials = map("".join, letters_of)  # a Dovrin FC coach is no DFC
    return len(short) > 1 and any(letters.endswith(short) for letters in initials)


@lru_cache(10_000)
def read_role(phrase: str) -> Role | None:
    """Read a role phrase; None where it turns on no role noun.

    >>> read_role("the Varnian trade envoy").noun
    'envoy'
    """
    phrase = _OF_DIPLOMACY.sub(r"\g<whose>diplomat", phrase)
    noun_group = _BEFORE_THE_OFFICE.split(phrase, maxsplit=1)[0]
    words = _WORD.findall(noun_group)
    while words and words[-1] == "s":
        words.pop()
    noun = role_noun(words[-1]) if words else ""
    if noun not in vocabulary.roles():
        return None
    rest = [*words[:-1], *_WORD.findall(phrase[len(noun_group) :])]
    empty = vocabulary.listed("function_words.tsv") | _RANKS
    telling = [word for word in rest if word.lower() not in empty]
    named = frozenset(_stem(word) for word in telling if word[0].isupper() and not vocabulary.is_common(word))
    own = words[max((at + 1 for at, word in enumerate(words) if word == "s"), default=0) : -1]
    standing = _STANDING & {_stem(word.partition("-")[0]) for word in own}  # former, ex-chatshow
    return Role(noun, frozenset(map(_stem, telling)), named, standing)


def _stem(word: str) -> str:
    return word.lower()[:_STEM]


_TENSES = frozenset(map(_stem, ("former", "current", "outgoing", "incoming", "late", "longtime")))
_PAST = frozenset(map(_stem, ("former", "ex", "erstwhile")))
_STANDING = _PAST | frozenset(map(_stem, ("acting", "interim", "deputy", "vice", "assistant")))


@cache
def stand_ins(noun: str) -> frozenset[str]:
    """The nouns that a description of somebody with role `noun` may use, itself among them.

    >>> "diplomat" in stand_ins("minister")
    True
    """
    listed = {name: others for name, others, *_ in lexicons.rows(vocabulary.PACKAGE, "role_synonyms.tsv")}
    return frozenset(listed.get(noun, "").split()) | {noun}


@cache
def _stands_for() -> dict[str, frozenset[str]]:
    """Noun of a description → nouns of roles it may stand for."""
    roles: dict[str, set[str]] = {}
    for noun, others in lexicons.rows(vocabulary.PACKAGE, "role_synonyms.tsv"):
        for other in others.split():
            roles.setdefault(other, set()).add(noun)
    return {other: frozenset(nouns) for other, nouns in roles.items()}


_ABROAD = frozenset(map(_stem, ("foreign", "external", "affairs", "state")))


def nouns_for(noun: str) -> frozenset[str]:
    """The nouns of roles that a description with `noun` may stand for, itself among them."""
    return _stands_for().get(noun, frozenset()) | {noun}


def fit(description: Role, roles: Iterable[str], must_share: bool = False) -> int:
    """How well a description fits somebody, by the best of the roles the article gives him or her; 0 where none does.

    must_share   whether a description that is qualified must share a qualifier with the role
    """
    return max((_fit(description, role, must_share) for role in map(read_role, roles) if role), default=0)


@cache
def _bodies() -> frozenset[str]:
    """What others lead than a state: stems of union, party."""
    return frozenset(map(_stem, vocabulary.signs("led")))


def _fit(description: Role, role: Role, must_share: bool) -> int:
    if description.noun == role.noun:
        score = SAME_NOUN
    elif role.noun in nouns_for(description.noun):
        score = STANDS_FOR
    else:
        return 0
    if description.named and role.named and not description.named & role.named:
        return 0
    if description.noun == "minister" and "prime" in role.qualifiers - description.qualifiers:
        return 0  # the Prime Minister is not what the minister means
    shared = len(description.qualifiers & role.qualifiers)
    if must_share and description.qualifiers and not shared:
        return 0
    if description.office and role.office and not description.office & role.office:
        return 0
    if score == STANDS_FOR and _bodies() & description.qualifiers - role.qualifiers:
        return 0  # the union leader is not the president
    strange = len(description.qualifiers - role.qualifiers) if role.qualifiers else 0
    if description.noun == "diplomat" and role.qualifiers and not role.qualifiers & _ABROAD:
        strange += 2  # the diplomat is the Foreign Minister rather than the one of defence
    return max(0, 4 * score + 2 * shared - strange - (description.standing != role.standing))
