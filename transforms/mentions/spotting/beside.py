"""What the words beside a name add to it: roles in small letters, a town's country, a number."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import accumulate, islice, pairwise

from transforms.mentions.spotting.runs import NUMERALS
from transforms.mentions.spotting.spots import Spot
from transforms.mentions.words import vocabulary
from transforms.mentions.words.roles import is_role, role_noun

PHRASE_BEFORE = 60  # characters before a name in which a role phrase is looked for
LONGEST_QUALIFIER = 4  # words of a name that is looked for inside a role
MODIFIERS = 3  # words before a role noun that may belong to it
_FEW = 4  # spots before a name that may belong to its role
_NEAR = 1000  # characters before a name in which its paragraph begins, or may as well
_OFFICES = frozenset({"Department", "Office"})
_VERSUS = (" v. ", " v ")
_SHORTEST_ROLE = 5  # characters
_LARGE_WORD = re.compile(r"(?<![\w-])[^\W\d_a-z][\w’'-]*")
_PAST = frozenset({"former", "ex"})
_LOCATING = frozenset({"in", "from", "near", "at", "of", "outside"})
_ARTICLES = frozenset({"the", "a", "an", "The", "A", "An"})
# Behind a name: the mayor; who has been mayor since May. No sign inside 1.2 million or U.S. envoy ends a role; the
# stop of initials before a capital may, for it may be the sentence's.
_APPOSITION = re.compile(
    r", (?P<clause>who (?:is|has been|works as|serves as) (?:also |now |still )?)?"
    r"(?:(?:the|a|an|its|his|her|their|our) )?"
    r"(?P<role>(?:[^,;:.()\[\]“”\"\n]|,(?<=\d,)(?=\d)|\.(?:(?<=\b[A-Z]\.)|(?<=\d\.)(?=\d))){3,120}?)"
    r"(?=(?!(?<=\d)[.,]\d|(?<=\b[A-Z])\.)[,;:.)“”\"\n]|(?<=\.[A-Z]\.) [A-Z]"
    r"|(?(clause) (?:since|and|but|after|until|when|as)\b|(?!)))"
)
_BEGINS_WITH_A_ROLE = re.compile(
    r"(?:(?<=\n)|(?<=[.!?”\"] ))(?P<role>(?!(?:The|An?|His|Her|Its|Our) )[A-Z][a-z-]+(?: [a-z-]+){0,3}) $"
)
_DETERMINER = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur) (?=[^,;:.“”\"\n]{3,60}, $)")
_NICKNAME = re.compile(
    r" (?:[“\"‘'](?P<marked>[^\W\d_a-z][\w’'-]{0,20}(?: [\w’'-]{1,20}){0,2})[”\"’']"
    r"|\((?P<bracketed>[A-Z][a-z]{1,20})\)) "
)
_NUMBER = re.compile(r" \d{1,4}(?![\w.,:%–-])(?! [–-] )")


def add_roles(spot: Spot, text: str, floor: int, found: Sequence[Spot]) -> None:
    """Take in the role before a person's name in small letters ("the goalkeeper X"), and note those in apposition.

    The paragraph begins at `floor`; `found` are the spots before this one.
    """
    if not spot.roles and not spot.honorific and spot.before in vocabulary.roles():
        start = _role_start(text, spot.start, floor, found)
        crosses = (other.start < start < other.end for other in found[-_FEW:])  # the word ends another's phrase
        if not any(crosses):
            first, _, rest = text[start : spot.start - 1].partition(" ")
            spot.roles = (rest if first in _ARTICLES else f"{first} {rest}".rstrip(),)
            spot.start = start
    elif spot.roles and spot.before in _PAST and not spot.roles[0].startswith(f"{spot.before} "):
        spot.roles = tuple(f"{spot.before} {role}" for role in spot.roles)
    if role := role_behind(text, spot.end):
        spot.roles += (role,)
    if text.startswith(", ", spot.start - 2):
        before = text[max(floor, spot.start - PHRASE_BEFORE) : spot.start]
        told = (
            found for found in _DETERMINER.finditer(before) if not _is_agent(text, before[: found.start()], spot.end)
        )
        phrases = (before[determiner.end() : -2] for determiner in told)
        spot.roles += tuple(phrase for phrase in phrases if is_role(phrase))[-1:]


def add_roles_of_surnames(spots: Sequence[Spot], text: str, surnames: Container[str]) -> None:
    """Note the roles beside surnames that tell nothing themselves: Orm, the port's chief; (Chief executive) Orm said.

    No role before one that no sentence begins with: to host Orm, a veteran Orm foe, said of the mayor, Orm wept.
    """
    for spot in spots:
        if spot.kind is not None or spot.form != "name" or spot.inner or spot.words not in surnames:
            continue
        before = _BEGINS_WITH_A_ROLE.search(text, max(0, spot.start - PHRASE_BEFORE), spot.start)
        if before and is_role(before["role"]):
            spot.roles += (before["role"],)
        if role := role_behind(text, spot.end):
            spot.roles += (role,)


def _is_agent(text: str, before: str, end: int) -> bool:
    """Whether it is somebody else by whom a name's bearer is told something: Asked by a reporter, Kord shrugged."""
    return before.endswith(" by ") and text[end : end + 2].strip(" ").islower()


def role_behind(text: str, end: int) -> str:
    """The role in apposition to a name that ends at `end`; "" where none is.

    >>> role_behind("Orvane, the port's chief engineer, said", 6)
    "port's chief engineer"
    >>> role_behind("Orvane, leader of 1.2 million dockers, said", 6)
    'leader of 1.2 million dockers'
    """
    after = _APPOSITION.match(text, end) if text.startswith(", ", end) else None
    return _first_role(after["role"]) if after and not _is_shortened(text, after) else ""


def _is_shortened(text: str, apposition: re.Match[str]) -> bool:
    """Whether the stop that seems to end an apposition is an honorific's before a name: Ada Orm, Ohio Gov. Reldan."""
    last = apposition["role"].rsplit(" ", 1)[-1]
    return text.startswith(".", apposition.end()) and f"{last}." in vocabulary.honorifics()


def _first_role(phrase: str) -> str:
    """The role that an apposition gives, of two the first: second wife and first manager; "" where it gives none."""
    return next((part.strip() for part in (phrase, phrase.partition(" and ")[0]) if is_role(part)), "")


def _role_start(text: str, end: int, floor: int, found: Sequence[Spot]) -> int:
    """Where "the Swedish captain" begins, before the name that begins at `end`."""
    start = max(text.rfind(" ", floor, end - 1) + 1, floor)
    for _ in range(MODIFIERS):
        whose = next((spot for spot in reversed(found[-_FEW:]) if spot.end == start - 1 and not spot.inner), None)
        if whose and text[start - 1] == " ":
            whose.inner = True
            begin = max(text.rfind(" ", floor, whose.start - 1) + 1, floor)
            standing = text[begin : whose.start].rstrip().lower() in vocabulary.signs("standing")
            return begin if standing else whose.start  # former Dovrin governor
        begin = max(text.rfind(" ", floor, start - 1) + 1, floor)
        word = text[begin : start - 1]
        if start <= floor or not (
            word.lower() in vocabulary.listed("role_modifiers.tsv")
            or word in _ARTICLES
            or word.lower().partition("-")[0] in _PAST
        ):
            break
        start = begin
    return start


def name_within_roles(text: str, spots: Sequence[Spot]) -> list[Spot]:
    """What roles hold that the article names elsewhere: Kelmaran, in Kelmaran Envoy Ilvar Reldan."""
    elsewhere = {
        spot.words: spot
        for spot in spots
        if spot.form in ("name", "known") and spot.kind != "person" and not (spot.doubtful or spot.inner)
    }
    taken = {at for spot in spots if spot.inner for at in range(spot.start, spot.end)}
    found: list[Spot] = []
    for spot in spots:
        floor, end = spot.start, spot.end if spot.form == "title" else spot.name_start
        words = [] if spot.inner or end - floor < _SHORTEST_ROLE else list(_LARGE_WORD.finditer(text, floor, end))
        for first, word in enumerate(words):
            for last in reversed(words[first : first + LONGEST_QUALIFIER]):
                start, stop = word.start(), last.end()
                named = elsewhere.get(text[start:stop])
                if named and not (
                    start < floor or start in taken or stop - 1 in taken or vocabulary.stands_in_roles(named.words)
                ):
                    found.append(_inside(spot, named, start))
                    floor = stop
                    break
    return found


def _inside(spot: Spot, named: Spot, start: int) -> Spot:
    """The name that `named` has, where it begins at `start` inside `spot`."""
    placed = replace(named, start=start, name_start=start, end=start + len(named.words), paragraph=spot.paragraph)
    return replace(placed, inner=True, roles=(), before="", determined=False, opens=False, nickname="")


def join_towns(text: str, spots: Sequence[Spot]) -> None:
    """Let a town take in the state or country named after it ("Irving, Texas"), which stands inside it from then on."""
    for town, region in pairwise(spots):
        if text[town.end : region.start] != ", " or not region.known or region.kind != "place" or town.inner:
            continue
        if town.known:
            joined = region.known.name in town.known.within
        else:
            joined = town.kind in (None, "place") and town.before in _LOCATING and not region.known.within
        if joined:
            town.kind, town.end, region.inner = "place", region.end, True


def join_unions(text: str, spots: Sequence[Spot]) -> list[Spot]:
    """Let a head noun take in whose it is: the Dockers’ Union. Returns the spots that are left."""
    joined = {}
    whose = None
    for head in spots:
        if (
            whose
            and text[whose.end : head.start] in ("’ ", "' ")
            and head.form == "head"
            and whose.known is None
            and text[whose.end - 1] == "s"
            and whose.form != "title"
            and not (whose.kind == "person" and whose.words.split(" ", 1)[0] in vocabulary.given_names())
        ):
            whose.end, whose.kind, whose.doubtful, joined[id(head)] = head.end, "organisation", False, head
            whose.words, whose.form = text[whose.name_start : head.end], "name"
            for bearer in spots:  # Dockers’ Union secretary Ada Orm begins with the union, not with its noun
                if head.inner and bearer.start == head.start and bearer.end > head.end:
                    bearer.start, whose.inner = whose.start, True
        elif whose is None or head.end > whose.end:  # nothing that stands inside it
            whose = head
    return [spot for spot in spots if id(spot) not in joined]


def join_offices(text: str, spots: Sequence[Spot]) -> list[Spot]:
    """Let an office take in whose it is: the Dovrin Sheriff's Office, which is no sheriff. Returns the spots left."""
    outer = [spot for spot in spots if not spot.inner]
    joined: list[tuple[int, int]] = []
    for whose, office in pairwise(outer):
        whose_office = text[whose.end : office.start] in ("'s ", "’s ") and whose.form == "title"
        if whose_office and office.form == "head" and office.words in _OFFICES:
            joined.append((whose.end, office.end))
            whose.end, whose.kind, whose.form, whose.roles = office.end, "organisation", "name", ()
            whose.words = text[whose.name_start : whose.end]
    return _outside(spots, joined)


def join_cases(text: str, spots: Sequence[Spot]) -> list[Spot]:
    """Let the two sides of a case be its name: Reldan v. Prith. Returns the spots that are left."""
    outer = [spot for spot in spots if not spot.inner]
    joined: list[tuple[int, int]] = []
    for first, second in pairwise(outer):
        if text[first.end : second.start] in _VERSUS and not (first.roles or first.known or second.known):
            joined.append((first.end, second.end))
            first.end, first.kind, first.form, first.known, first.doubtful = second.end, "other", "name", None, False
            first.words = text[first.name_start : first.end]
    return _outside(spots, joined)


def join_nicknames(text: str, spots: Sequence[Spot]) -> list[Spot]:
    """Let a given name and the surname behind a nickname be one: Ilvar “Stone” Reldan. Returns the spots left."""
    begins = {spot.start: spot for spot in spots if not spot.inner}
    joined: list[tuple[int, int]] = []
    for at, first in enumerate(spots):
        nick = _NICKNAME.match(text, first.end) if first.form == "name" or first.known else None
        last = begins.get(nick.end()) if nick else None
        if nick and last and _is_given(first, sure=bool(nick["bracketed"])) and _is_surname(last):
            joined.append((nick.start(), last.end))
            given = (
                first.words.rsplit(" ", 1)[-1] if vocabulary.is_common(first.words.split(" ", 1)[0]) else first.words
            )
            first.start += text[first.start : first.end].rfind(given) if given != first.words else 0
            first.name_start = max(first.start, first.name_start)
            first.words, first.end, first.nickname = (
                f"{given} {last.words}",
                last.end,
                nick["marked"] or nick["bracketed"],
            )
            first.kind, first.form, first.known, first.doubtful, first.opens = "person", "name", None, False, False
            near = max(0, first.start - _NEAR)
            add_roles(first, text, max(near, text.rfind("\n", near, first.start) + 1), _just_before(spots, at))
    return _outside(spots, joined)


def _just_before(spots: Sequence[Spot], at: int) -> list[Spot]:
    """The last few that end before the spot number `at` begins; what stands inside that may come behind it."""
    end = at + 1
    while end < len(spots) and spots[end].end <= spots[at].start:
        end += 1
    ended = (spot for spot in map(spots.__getitem__, range(end - 1, -1, -1)) if spot.end <= spots[at].start)
    return list(islice(ended, _FEW))[::-1]


def _outside(spots: Sequence[Spot], stretches: Sequence[tuple[int, int]]) -> list[Spot]:
    """The spots that begin in none of these stretches of the text."""
    if not stretches:
        return list(spots)
    starts, ends = zip(*sorted(stretches), strict=True)
    reach = [0, *accumulate(ends, max)]
    return [spot for spot in spots if reach[bisect_right(starts, spot.start)] <= spot.start]


def _is_given(spot: Spot, sure: bool) -> bool:
    """Whether a name may be what stands before a nickname; `sure`, whether it must be a given name that is known."""
    *before, given = spot.words.split(" ")
    if given in vocabulary.given_names() or (before and before[0] in vocabulary.given_names()):
        return True
    return (
        not (sure or spot.known or before or spot.determined)
        and spot.kind in (None, "person")
        and not vocabulary.is_common(given)
    )


def _is_surname(spot: Spot) -> bool:
    plain = not (spot.roles or spot.honorific or spot.determined) and len(spot.words.split(" ")) <= 2
    sure = spot.kind in (None, "person") or spot.words.rsplit(" ", 1)[-1] in NUMERALS
    return plain and (sure or (spot.known is not None and spot.kind == "place"))


def join_couples(text: str, spots: Sequence[Spot]) -> None:
    """Let the first of two who share a surname have it too: in "Ben and Alice Orvane", Ben is Ben Orvane.

    Not where the article names another of that given name in full, nor somebody whose surname it is, nor a queen.
    """
    couples = [
        (first, f"{first.words} {second.words.rsplit(' ', 1)[-1]}")
        for first, second in pairwise(spots)
        if first.form == "name"
        and first.words in vocabulary.given_names()
        and vocabulary.signs("throned").isdisjoint(map(role_noun, first.roles))
        and second.form == "name"
        and second.kind == "person"
        and second.start == second.name_start
        and second.words.split(" ", 1)[0] in vocabulary.given_names()
        and " " in second.words
        and text[first.end : second.start] in (" and ", " & ")
    ]
    if couples:
        named = {spot.words for spot in spots if spot.kind == "person" and " " in spot.words}
        taken = {given: name for name in sorted(named) for given in [name.split(" ", 1)[0]]}
        surnames = {name.rsplit(" ", 1)[-1] for name in named}
        for spot, name in couples:
            if taken.get(spot.words, name) == name and spot.words not in surnames:
                spot.words, spot.kind, spot.doubtful = name, "person", False


def join_numbers(text: str, spots: Sequence[Spot]) -> None:
    """Let names take in the number after them, where the article repeats both (Browser 6); always, Radio 4."""
    numbered = [
        (spot, number.end())
        for spot in spots
        if spot.form in ("name", "head") and spot.kind != "person" and (number := _NUMBER.match(text, spot.end))
    ]
    repeated = Counter(text[spot.name_start : end] for spot, end in numbered)
    for spot, end in numbered:
        words = text[spot.name_start : end]
        if repeated[words] > 1 or spot.words.rsplit(" ", 1)[-1] in vocabulary.signs("numbered"):
            spot.end, spot.words, spot.kind, spot.form = end, words, spot.kind or "other", "name"
