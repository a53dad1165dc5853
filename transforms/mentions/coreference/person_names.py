"""Full names of persons, and what else of them means the same: without initials, a maiden name, by a patronymic."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from functools import lru_cache

from transforms.mentions.coreference.shown import PARTICLES
from transforms.mentions.spotting.spots import Spot
from transforms.mentions.words import vocabulary

SUFFIXES = frozenset({"jr.", "sr.", "jr", "sr", "ii", "iii", "iv"})
_CHILD_OF = re.compile(r" (?:bin|bint|ibn) \S+ (?=\S)")  # before a family's name


def nicknamed(spot: Spot) -> str:
    """A name with the nickname for the given name."""
    return f"{spot.nickname} {spot.words.split(' ', 1)[1]}"


def by_patronymic(full_names: Iterable[str]) -> dict[str, str]:
    """A given name and whose child its bearer is → the full name of the only one so called.

    >>> by_patronymic(["Viktor Andreyevich Reldan", "Ada Orm"])
    {'Viktor Andreyevich': 'Viktor Andreyevich Reldan'}
    """
    called: dict[str, set[str]] = defaultdict(set)
    for name in full_names:
        given, _, rest = name.partition(" ")
        fathers, _, surname = rest.partition(" ")
        if surname and fathers.endswith(("vich", "vych", "vna", "chna")):
            called[f"{given} {fathers}"].add(name)
    return {short: next(iter(names)) for short, names in called.items() if len(names) == 1}


def called_for_short(full_names: Iterable[str]) -> dict[str, str]:
    """A name → the one that is oftener the same person's: Pete Reldan for Peter, Ada Reldan for Ada Lund Reldan."""
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


def without_maiden_name(name: str) -> list[str]:
    """A full name of three words without the middle one, if that is no given name: Ada Lund Orm, not Ada Maria Orm."""
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


def surnames_of_several_words(full_names: Iterable[str]) -> set[str]:
    """What stands behind the given name of some full names, unless it begins with a given name itself.

    >>> surnames_of_several_words({"Joao Te Rangi", "Te Rangi", "Vote Maria Torvald"})
    {'Te Rangi'}
    """
    given = vocabulary.given_names()
    named = (words for words in map(str.split, full_names) if words[0] in given)
    return {" ".join(words[at:]) for words in named for at in range(1, len(words) - 1) if words[at] not in given}


def surnames_with_particle(full_names: Set[str]) -> set[str]:
    """What begins with a particle behind the given name of some full names, as a sentence begins with it: no Albert.

    >>> surnames_with_particle({"Khamdan al Reldan", "Al Reldan", "Al Orm"})
    {'Al Reldan'}
    """
    tails = (tail[:1].upper() + tail[1:] for tail in (name.partition(" ")[2] for name in full_names))
    return {tail for tail in tails if tail.partition(" ")[0] in PARTICLES}


def without_epithet(full_names: Set[str]) -> dict[str, str]:
    """A full name with another word before it → the name: Crooked Ada Orm is Ada Orm, Maria Ada Orm is not.

    >>> without_epithet({"Crooked Ada Orm", "Maria Ada Orm", "Ada Orm"})
    {'Crooked Ada Orm': 'Ada Orm'}
    """
    split = ((name, *name.split(" ", 1)) for name in full_names if name.count(" ") > 1)
    return {
        name: bare
        for name, first, bare in split
        if bare in full_names and vocabulary.is_given(bare.split(" ", 1)[0]) and not vocabulary.is_given(first)
    }


@lru_cache(10_000)
def without_initials(name: str) -> str:
    """A full name without the initials inside it, and without whose child its bearer is.

    >>> without_initials("Ilvar J. Reldan Jr."), without_initials("Hamdan bin Saqr Al Reldan")
    ('Ilvar Reldan Jr.', 'Hamdan Al Reldan')
    >>> without_initials("Ilvar J Reldan"), without_initials("Ilvar J")
    ('Ilvar Reldan', 'Ilvar J')
    """
    first, *rest = _CHILD_OF.sub(" ", name).split()
    kept = [word for word in rest if not (word.endswith(".") and len(word) <= 5) or word.casefold() in SUFFIXES]
    inside = [word for word in kept[:-1] if len(word) > 1]
    return " ".join([first, *inside, *kept[-1:]])
