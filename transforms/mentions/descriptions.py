"""What persons are called by their roles: "the Russian top diplomat" for a Russian Foreign Minister.

A role phrase turns on its noun; what stands before it and in its of-phrase qualifies it. A description fits a person
whose role has the same noun, or one that may stand for it (role_synonyms.tsv), the better the more qualifiers they
share; qualifiers in capitals that differ ("the Kelmaran minister", "Varnian Foreign Minister") keep them apart.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from transforms import lexicons
from transforms.mentions import vocabulary
from transforms.mentions.article import Entity

_WORD = re.compile(r"\w[\w-]*")
_BEFORE_THE_OFFICE = re.compile(r" (?:of|for|to|at|in|on|from|with|who|which|that) ")
_EMPTY = frozenset(
    ["the", "a", "an", "this", "that", "its", "his", "her", "their", "our", "of", "for", "to", "at", "in", "on", "from", "with", "and", "s", "top", "senior", "former", "new", "then"]
)
_STEM = 5  # letters by which Russia and Russian, president and presidential are taken for one qualifier
SAME_NOUN, STANDS_FOR = 3, 2


class Role(NamedTuple):
    """A role phrase: its noun, its qualifiers cut to stems, and which of these were in capitals."""

    noun: str
    qualifiers: frozenset[str]
    named: frozenset[str]


@lru_cache(10_000)
def read_role(phrase: str) -> Role | None:
    """Read a role phrase; None where it turns on no role noun.

    >>> read_role("the Russian top diplomat").noun
    'diplomat'
    """
    noun_group = _BEFORE_THE_OFFICE.split(phrase, maxsplit=1)[0]
    words = _WORD.findall(noun_group)
    while words and words[-1] == "s":
        words.pop()
    if not words or words[-1].lower() not in vocabulary.roles():
        return None
    rest = [*words[:-1], *_WORD.findall(phrase[len(noun_group) :])]
    telling = [word for word in rest if word.lower() not in _EMPTY]
    named = frozenset(_stem(word) for word in telling if word[0].isupper() and word.lower() not in _common())
    return Role(words[-1].lower(), frozenset(map(_stem, telling)), named)


def _stem(word: str) -> str:
    return word.lower()[:_STEM]


def _common() -> frozenset[str]:
    return vocabulary.listed("common_words.tsv")


@cache
def _stand_for() -> dict[str, frozenset[str]]:
    return {noun: frozenset(others.split()) for noun, others in lexicons.rows(vocabulary.PACKAGE, "role_synonyms.tsv")}


def fit(description: Role, person: Entity) -> int:
    """How well a description fits a person, by the best of the person's roles; 0 where none does."""
    return max((_fit(description, role) for role in map(read_role, person.roles) if role), default=0)


def _fit(description: Role, role: Role) -> int:
    if description.noun == role.noun:
        score = SAME_NOUN
    elif description.noun in _stand_for().get(role.noun, ()):
        score = STANDS_FOR
    else:
        return 0
    if description.named and role.named and not description.named & role.named:
        return 0
    shared = len(description.qualifiers & role.qualifiers)
    strange = len(description.qualifiers - role.qualifiers) if role.qualifiers else 0
    return max(0, 4 * score + 2 * shared - strange)


def best_fits(description: Role, persons: Iterable[Entity]) -> list[Entity]:
    """The persons a description fits best, all that fit equally."""
    scores = [(fit(description, person), person) for person in persons]
    best = max((score for score, _ in scores), default=0)
    return [person for score, person in scores if score == best] if best else []
