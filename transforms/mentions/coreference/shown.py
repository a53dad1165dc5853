"""What the article shows a name to be that tells nothing itself: by the words beside it, and by how it is written."""

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from transforms.mentions.spotting.beside import role_behind
from transforms.mentions.spotting.spots import Spot
from transforms.mentions.words import vocabulary
from transforms.mentions.words.roles import role_noun
from transforms.name_particles import with_capital
from transforms.tables import EntityType

Behind = re.Match[str]
SAYING = frozenset({"said", "says", "told"})
PARTICLES = with_capital("first")
LONGEST_ACRONYM = 8  # letters
LONGEST_DESCRIPTION = 60  # characters of a description before a name in apposition
_OF = frozenset(
    ["of", "for", "to", "with", "on", "by", "about", "against", "like"]
)  # a name behind these is no subject
# behind a name: a verb, an age, whose it is, or a verb behind an apposition (Whitcomb, of the weather service, said)
_BEHIND = re.compile(
    r" (?P<verb>[a-z]+)|, (?P<age>[1-9]\d)(?=[,;)]| (?:has|is|said|was|were)\b)|, (?P<who>who)\b"
    r"|[’']s (?P<whose>[a-z-]+)"
    r"|, (?:of|at|from|with) [^,.;:()\n“”\"]{1,60}, (?P<verb_behind>[a-z]+)|"
)
_APOSTROPHES = ("'", "’")
_QUARTERS = ("east", "west", "north", "south")
_THEIRS = re.compile(r" (?:[a-z]+ )?(?P<verb>[a-z]+) (?:his|her|himself|herself)\b")
_APPOSED_TO = re.compile(
    rf"(?:[’']s?|\b[Hh]is|\b[Hh]er) (?:[a-z]+ )?(?:{'|'.join(sorted(vocabulary.signs('related')))}), $"
)
_MET = re.compile(r"\b(?:[Hh]e|[Ss]he|who) (?:[a-z]+ )?(?:met|married) $")  # of teams, one meets the other
_SPEAKS_FOR = re.compile(r"\bspokes(?:man|woman|person|people|men|women) for (?:the )?$")
_EMPLOYED = re.compile(rf"\b(?:{'|'.join(sorted(vocabulary.signs('employed')))})(?: [A-Z][\w’'-]{{1,30}}+){{0,3}} at $")
_LARGE = r"[A-Z][\w’'-]{1,30}(?: [A-Z][\w’'-]{1,30}){0,2}"
_IN = "|".join(sorted(vocabulary.signs("locating") - {"at", "from"}))  # a loan from Orvane and Dell
_PLACES = "|".join(sorted(vocabulary.signs("place before")))
_PLACED = rf"\b(?:{_IN}|(?:{_PLACES}) of) "
_LAST_OF_PLACES = re.compile(rf"{_PLACED}(?:{_LARGE}, ){{0,8}}{_LARGE},? and $")
_AMONG_PLACES = re.compile(rf"{_PLACED}(?:{_LARGE}, ){{1,8}}$")
_LIST_ENDS = re.compile(rf"(?:, {_LARGE}){{0,8}},? and {_LARGE}")
_PLACE_OF = re.compile(rf"\b(?:{_PLACES}|{'|'.join(sorted(vocabulary.signs('place around')))}) of $")
_OF_ALL_WHO_LIVE = "|".join(sorted(vocabulary.signs("place behind, whose it is") | {"resident", "residents"}))
_PLACE_HELD = re.compile(rf"\b(?i:{_OF_ALL_WHO_LIVE}) of $")
_ACCORDING = re.compile(r"\b[Aa]ccording to (?:the )?$")
_GIVEN_NAMES = re.compile(r"[A-Z][a-z]+-[a-z]{2,6}")  # two of East Asia
_AGE_BEFORE = re.compile(r"\b[1-9]\d-year-old $")
_BODIES = "|".join(sorted(vocabulary.signs("body") | vocabulary.signs("body of a kind") - {"side", "duo", "trio"}))
_BODY_BEHIND = re.compile(
    rf", (?:the|an?|[A-Z][\w-]{{1,30}}[’']s) (?:[\w’'-]{{1,20}} ){{0,4}}(?:{_BODIES})"
    r"(?=[,.;)]| (?:that|which|based|owned|controlled|in|of)\b)"
)
_OF_SOMETHING = re.compile(r" of (?:the )?[A-Z]")
_ALONE = re.compile(r"[,.;:)]|[’']s |$| (?:is|was|has|had|will|would|and|in|to)\b")
_LARGE_INSIDE = re.compile(r"[a-z]{3}[A-Z]")
_TOLD_BEHIND: tuple[EntityType, ...] = ("place", "organisation")  # by nouns behind a name, of which signs.tsv has lists
_OF_A_FIRM = re.compile(r"\w{3,}corp|\w{5,}bank")  # no surname: Burbank has but three letters before


def tell_kinds(text: str, spots: Sequence[Spot]) -> None:
    """Let names of several words that tell nothing themselves, or too little, be what the article shows them to be."""
    _tell_bodies(spots)
    _tell_places(text, spots)
    _tell_persons(text, spots)


def _tell_bodies(spots: Sequence[Spot]) -> None:
    """Let what a noun calls an organisation be one throughout, and in short: the club FK Bnei Sorvik; Bnei Sorvik."""
    named = [spot for spot in spots if spot.form == "name" and " " in spot.words and not _is_given(spot)]
    called = {spot.words for spot in named if is_called_a_body(spot)}
    for spot in named if called else ():
        if _ends_one_of(spot.words, called):
            spot.kind = "organisation"


def _tell_places(text: str, spots: Sequence[Spot]) -> None:
    located = _located(text, spots)
    for spot in spots:
        if spot.words in located:
            spot.kind = "place"


class _Told(NamedTuple):
    """Last names of an article: of persons, of what is known otherwise, of who speaks or is addressed, of any name."""

    borne: frozenset[str]
    known: frozenset[str]
    surnames: frozenset[str]
    elsewhere: frozenset[str]


def _told_of_last_names(text: str, spots: Sequence[Spot]) -> _Told:
    titled = {spot.words for spot in spots if is_titled(spot)}
    sure = [spot for spot in spots if not spot.doubtful]
    return _Told(
        borne=frozenset(spot.words.rsplit(" ", 1)[-1] for spot in spots if spot.kind == "person" and " " in spot.words),
        known=frozenset(spot.words for spot in spots if spot.known) - titled,
        surnames=frozenset(
            spot.words
            for spot in sure
            if " " not in spot.words and (is_addressed(spot) or is_titled(spot) or _speaks(text, spot))
        ),
        elsewhere=frozenset(spot.words for spot in sure if spot.form == "name" and not spot.opens),
    )


def _tell_persons(text: str, spots: Sequence[Spot]) -> None:
    """Let two words be a person's name that tell nothing themselves, where those beside them or the second do.

    Rush Prith, where Mr. Prith follows, or Prith said; the host Rush Prith; Rush Prith, 51, or who. Where somebody else
    is called Prith, an everyday word before it is no part of a name, Beneath Prith; nor at a sentence's head before
    what the article names elsewhere.
    """
    told = _told_of_last_names(text, spots)
    officers = {spot.words for spot in spots if spot.kind == "other" and _office_behind(text, spot)}
    for spot in spots:
        if spot.kind == "place" and _is_surnamed(text, spot):
            spot.kind = "person"
        if spot.kind != "other" or spot.form != "name" or spot.determined or " " not in spot.words:
            continue
        if first := _first_of(spot, told):
            spot.end = spot.name_start + len(first)
            spot.words, spot.kind = first, None
        elif spot.words.count(" ") > 2:
            continue
        elif spot.words in officers:
            spot.kind, spot.roles = "person", spot.roles + _office_behind(text, spot)
        elif _reads_as_a_person(text, spot, told):
            spot.kind = "person"
        elif last := _last_alone(spot, told):
            spot.start = spot.name_start = spot.end - len(last)
            spot.words, spot.kind = last, None


def _reads_as_a_person(text: str, spot: Spot, told: _Told) -> bool:
    """Whether a name of two or three words that tell nothing is a person's: by its last, or by what stands beside."""
    _, *middle, last = spot.words.split(" ")
    if last in told.known:
        return _is_told_a_person(text, spot)  # health minister Rut Lagos
    if _ends_as_no_surname(last):
        return False
    if "-" in last:  # 65-year-old Hung Shi-chel
        aged = _AGE_BEFORE.search(text, max(0, spot.start - 20), spot.start)
        return bool(_GIVEN_NAMES.fullmatch(last) and (_is_told_a_person(text, spot) or aged))
    if middle:  # manager Delvra Hall Orvane
        return spot.before in vocabulary.roles() and vocabulary.heads().get(middle[0]) == "place"
    return last not in told.borne and (last in told.surnames or _is_told_a_person(text, spot))


def _office_behind(text: str, spot: Spot) -> tuple[str, ...]:
    """The office behind two words of which the first is no word and no name known: Merrick Orlo, the mayor."""
    first, _, last = spot.words.partition(" ")
    if spot.form != "name" or spot.determined or " " in last or _ends_as_no_surname(last):
        return ()
    if last in vocabulary.listed("not_alone.tsv"):
        return ()  # Roman Catholics, the pope’s
    if not first.isalpha() or is_a_brand(first) or vocabulary.is_common(first) or first in vocabulary.heads():
        return ()
    role = role_behind(text, spot.end)
    noun = role_noun(role) if role else ""
    return (role,) if noun in vocabulary.titles() and noun not in vocabulary.signs("of things too") else ()


def _ends_as_no_surname(last: str) -> bool:
    return last in vocabulary.heads() or last.isupper()


def _first_of(spot: Spot, told: _Told) -> str:
    """The surname before of, for whoever the article names in full is of a firm or a place: Orvane of Dell Harrow."""
    first, _, whose = spot.words.partition(" of ")
    return first if whose and spot.start == spot.name_start and first in told.borne else ""


def _last_alone(spot: Spot, told: _Told) -> str:
    """The second of two words, where it is a name that the article has elsewhere and the first adds nothing to it."""
    first, *middle, last = spot.words.split(" ")
    if middle or "-" in last or last in told.known or _ends_as_no_surname(last):
        return ""
    named = last in told.borne or (spot.opens and last in told.elsewhere)
    return last if named and _adds_nothing(spot, first) else ""


def _adds_nothing(spot: Spot, first: str) -> bool:
    """Whether the first word of a spot is an everyday one, and no particle."""
    return spot.name_start == spot.start and first not in PARTICLES and vocabulary.is_everyday(first)


def _is_surnamed(text: str, spot: Spot) -> bool:
    """Whether what may be a street's name stands behind an office and a comma: the chief executive, Jeffery Lane."""
    first, _, last = spot.words.partition(" ")
    if spot.known or spot.determined or last not in vocabulary.surname_heads() or vocabulary.is_common(first):
        return False
    return text[spot.start - 2 : spot.start] == ", " and _last_word(text, spot.start - 2) in vocabulary.titles()


def _located(text: str, spots: Sequence[Spot]) -> set[str]:
    """Names of two words that read as persons' and are places by where they stand, and none is shown a person's.

    One behind in or near, which begins with no given name: Torva Green; one that has a mayor: the mayor of Torva Green;
    a street's behind on: Ada Street.
    """
    named = [spot for spot in spots if spot.kind == "person" and spot.form == "name" and spot.words.count(" ") == 1]
    shown = {spot.words for spot in named if _is_titled_or_told(text, spot) or spot.determined or _speaks(text, spot)}
    given = {spot.words for spot in named if _is_given(spot)}
    alone = {spot.words for spot in spots if spot.kind in (None, "person")}
    behind = {spot.words for spot in named if spot.before in ("in", "near")} - given
    behind |= {spot.words for spot in named if spot.before == "of" and _has_a_mayor(text, spot)}
    behind |= {spot.words for spot in named if spot.before == "on" and _is_a_street(spot)}
    return {words for words in behind - shown if words.rsplit(" ", 1)[-1] not in alone}


def _is_titled_or_told(text: str, spot: Spot) -> bool:
    """Whether whoever it is has a role or an honorific, or is told to be somebody by the words beside."""
    return bool(spot.roles or spot.honorific) or _is_told_a_person(text, spot)


def _has_a_mayor(text: str, spot: Spot) -> bool:
    """Whether somebody or something is of it that people have none of: a mayor, outskirts."""
    return text[spot.end : spot.end + 1] not in _APOSTROPHES and _stands_before(_PLACE_HELD, spot, text)


def _is_a_street(spot: Spot) -> bool:
    return vocabulary.heads().get(spot.words.rsplit(" ", 1)[-1]) == "place"


def _ends_one_of(words: str, names: Collection[str]) -> bool:
    """Whether words are one of these names, or what it ends with: Bnei Sorvik, Hapoel Bnei Sorvik."""
    return words in names or any(name.endswith(f" {words}") for name in names)


def _is_given(spot: Spot) -> bool:
    """Whether a given name stands first, or whoever it is has a role or an honorific."""
    return bool(spot.roles or spot.honorific) or vocabulary.is_given(spot.words.split(" ", 1)[0])


def _speaks(text: str, spot: Spot) -> bool:
    behind = _BEHIND.match(text, spot.end)
    return behind is not None and behind["verb"] in SAYING and not is_a_brand(spot.words)


def _is_told_a_person(text: str, spot: Spot) -> bool:
    """Whether a role stands before a name, a comma between if one is behind, or an age or who behind it."""
    if text[spot.start - 1 : spot.start] == " " and _last_word(text, spot.start - 1) in vocabulary.titles():
        return True
    if spot.before in SAYING and _OF_SOMETHING.match(text, spot.end):
        return True  # said Perrin Orlo of Kelm Brothers
    if text[spot.start - 2 : spot.start] == ", " and text.startswith(",", spot.end):
        noun = _last_word(text, spot.start - 2)
        return noun in vocabulary.roles() and noun not in vocabulary.signs("of things too")
    behind = _BEHIND.match(text, spot.end)
    return behind is not None and bool(behind["age"] or behind["who"])


def _last_word(text: str, end: int) -> str:
    near = max(0, end - 20)
    return text[max(text.rfind(" ", near, end), text.rfind("\n", near, end)) + 1 : end]


def is_addressed(spot: Spot) -> bool:
    """Whether it is one word behind Mr or Mrs."""
    return bool(spot.honorific and vocabulary.told_gender(spot.honorific)) and " " not in spot.words


def is_titled(spot: Spot) -> bool:
    """Whether it is one word behind a title that is a person's: Captain Lansing."""
    return spot.kind == "person" and bool(spot.roles or spot.honorific) and " " not in spot.words


def is_shouted(words: str) -> bool:
    """Whether it is written in capitals and short enough for an acronym."""
    return words.isupper() and 1 < len(words) <= LONGEST_ACRONYM


def is_a_brand(words: str) -> bool:
    """Whether a word is written as no surname is: FINZA, NorthGrid, Dorvicorp, but McDell.

    >>> [word for word in ("NorthGrid", "FINZA", "McDell", "Reldan", "Dorvabank", "Burbank") if is_a_brand(word)]
    ['NorthGrid', 'FINZA', 'Dorvabank']
    """
    return is_shouted(words) or _LARGE_INSIDE.search(words) is not None or _OF_A_FIRM.fullmatch(words) is not None


def shown_beside(spot: Spot, text: str) -> EntityType | None:
    """What the words beside a name that tells nothing itself show it to be; None where they show nothing."""
    behind = words_behind(text, spot.end)
    if told := _told_by_nouns(spot, text, behind) or _told_by_what_is_of_it(spot, text):
        return told
    if speaks_by_others(spot, text) or (spot.before == "told" and vocabulary.is_common(spot.words)):
        return "organisation"  # told Promise, a paper
    if is_accorded(spot, text):
        return "organisation" if vocabulary.is_common(spot.words) else None
    if behind["verb"] in vocabulary.signs("speaking") and not _has_an_officer(spot, text):
        return "organisation" if _is_no_surname(spot) else "person"
    if _is_told_somebody(spot, text, behind):
        return "person"
    if _is_called_a_place(spot, text):
        return "place"
    if _is_called_as_many(spot, text):
        return "organisation"
    return _told_by_where(spot, text) if spot.before in vocabulary.signs("locating") else None


def _is_no_surname(spot: Spot) -> bool:
    """Whether a word that speaks is a body's: by “the”, as it is written, or as an everyday one: Promise said."""
    return spot.determined or is_a_brand(spot.words) or vocabulary.is_common(spot.words)


def _is_told_somebody(spot: Spot, text: str, behind: Behind) -> bool:
    """Whether an age, who, his or her or a family behind a name says that it is a person's: Zorvik has lost his hat."""
    if behind["verb"] in vocabulary.signs("family") and not vocabulary.is_common(spot.words):
        return True
    if spot.determined or spot.before in vocabulary.signs("locating") | _OF:
        return False
    if behind["age"] or behind["who"] or behind["verb_behind"] in vocabulary.signs("speaking"):
        return True
    theirs = _THEIRS.match(text, spot.end)
    return theirs is not None and theirs["verb"] not in vocabulary.listed("function_words.tsv")


def _told_by_where(spot: Spot, text: str) -> EntityType | None:
    """What a name behind in, at or from is: a place’s, but for what money is in, some are employed at, is no name."""
    if spot.determined and vocabulary.is_common(spot.words) and not spot.words.endswith(_QUARTERS):
        return None  # on the Right, but in the Northeast
    money = spot.before == "in" and _last_word(text, spot.start - len(" in ")).lower() in vocabulary.signs("money")
    return "organisation" if money or employs(spot, text) or is_a_brand(spot.words) else "place"


def speaks_by_others(spot: Spot, text: str) -> bool:
    """Whether somebody speaks for it: a spokesman for Zorvik."""
    return spot.before == "for" and _stands_before(_SPEAKS_FOR, spot, text)


def is_accorded(spot: Spot, text: str) -> bool:
    """Whether something is told according to it."""
    return spot.before == "to" and _stands_before(_ACCORDING, spot, text)


def employs(spot: Spot, text: str) -> bool:
    """Whether somebody works at it: an economist at Zorvik."""
    return spot.before == "at" and _stands_before(_EMPLOYED, spot, text)


def _stands_before(pattern: re.Pattern[str], spot: Spot, text: str) -> bool:
    return pattern.search(text, max(0, spot.start - LONGEST_DESCRIPTION), spot.start) is not None


def words_behind(text: str, end: int) -> Behind:
    """What stands right behind a name: `verb` (or noun), `age`, `who`, `whose` (a noun after ’s), `verb_behind`."""
    behind = _BEHIND.match(text, end)
    assert behind is not None  # nothing behind it is an answer too
    return behind


def _is_called_as_many(spot: Spot, text: str) -> bool:
    """Whether an everyday word for several, with a determiner, is a team's, a band's or a party's name: the Greens."""
    if not spot.determined or spot.opens or text[spot.end : spot.end + 1] in _APOSTROPHES:
        return False
    return spot.words.endswith("s") and vocabulary.is_common(spot.words[:-1])


def _told_by_nouns(spot: Spot, text: str, behind: Behind) -> EntityType | None:
    """What a noun beside a name shows it to be: the drug Zorvik, his wife Zorvik, Zorvik shares, Zorvik’s mayor."""
    noun, whose = behind["verb"], behind["whose"]
    if _is_met_or_apposed(spot, text):
        return "person"
    if is_called_a_body(spot) and not vocabulary.is_common(spot.words):
        return "organisation"
    if not spot.determined and spot.before in vocabulary.signs("thing"):
        return "other"
    if not spot.determined and _is_called_a_person(spot, whose):
        return "person"
    if noun in vocabulary.signs("paper behind") and not spot.opens:
        return "organisation"
    if vocabulary.is_common(spot.words):
        return None
    for kind in _TOLD_BEHIND:
        if noun in vocabulary.signs(f"{kind} behind") or whose in vocabulary.signs(f"{kind} behind, whose it is"):
            return kind
    return None


def _is_met_or_apposed(spot: Spot, text: str) -> bool:
    """Whether a name is somebody's who was met or married, or of a family: his wife, Zorvik; he married Zorvik."""
    if _stands_before(_APPOSED_TO, spot, text):
        return True
    return spot.before in ("met", "married") and not is_a_brand(spot.words) and _stands_before(_MET, spot, text)


def _is_called_a_person(spot: Spot, whose: str | None) -> bool:
    """Whether a noun before a name, or what is its own, says that it is a person's: rapper Zorvik, Zorvik’s wife."""
    related = vocabulary.signs("related")
    if spot.before in related or whose in related:
        return True
    return spot.before in _called_persons() and not is_a_brand(spot.words)


def _told_by_what_is_of_it(spot: Spot, text: str) -> EntityType | None:
    """What a name behind of is by the noun before that: the town or the mayor of Dorva, the shareholders of Zorvik."""
    if spot.before != "of" or vocabulary.is_common(spot.words):
        return None
    if _stands_before(_PLACE_OF, spot, text) or _stands_before(_PLACE_HELD, spot, text):
        return "place"
    noun = _last_word(text, spot.start - len(" of ")).lower()
    return "organisation" if noun in vocabulary.signs("organisation behind, whose it is") else None


def _has_an_officer(spot: Spot, text: str) -> bool:
    """Whether it is whoever has a role in it that the verb behind it is of: the head of Zorvik said."""
    return spot.before == "of" and _last_word(text, spot.start - len(" of ")) in vocabulary.titles()


@cache
def _called_persons() -> frozenset[str]:
    """Roles in small letters right before a name that are a person's: rapper Zorvik; not owner Zorvik, major Zorvik."""
    return vocabulary.titles() - vocabulary.signs("of things too") - vocabulary.signs("adjective too")


def _is_called_a_place(spot: Spot, text: str) -> bool:
    """Whether a name is listed with a place's: the towns of Dorva, Harl and Sel."""
    begins = max(0, spot.start - LONGEST_DESCRIPTION)
    if vocabulary.is_common(spot.words) or spot.before == "of":
        return False
    if _LAST_OF_PLACES.search(text, begins, spot.start):
        return True
    return bool(_AMONG_PLACES.search(text, begins, spot.start) and _LIST_ENDS.match(text, spot.end))


def is_a_body_beside(spot: Spot, text: str) -> bool:
    """Whether a word is no person's by “the” before it, where it stands alone, or by a body in apposition behind.

    The Zorvik said, the Zorvik’s board, but the Orvane plan; Zorvik, Varnia’s oil company.
    """
    if _BODY_BEHIND.match(text, spot.end):
        return True
    if not spot.determined or spot.words.endswith("s"):
        return False
    return _ALONE.match(text, spot.end) is not None or words_behind(text, spot.end)["verb"] in SAYING


def is_called_a_body(spot: Spot) -> bool:
    """Whether a noun before a name says that it is an organisation's: the firm Dorvane, the band Dorvane."""
    return spot.before in vocabulary.signs("body") or spot.before in vocabulary.signs("body of a kind")
