"""Datelines: the place, day and agency an article opens with, in the house styles of wires.

MOSCOW, August 29. /TASS/.        GENEVA (Reuters) -        LONDON, March 3 (AP) —
PARIS —                           Ostend, 3 March 2024 - Coast Wire
"""

import datetime
import re
from typing import NamedTuple

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
_WORD = r"[A-Z][\w.'’-]{0,24}"
_PLACE = rf"{_WORD}(?:[ /]{_WORD}){{0,3}}(?:, {_WORD}(?: {_WORD}){{0,2}})?"
_CAPITALS_WORD = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,24}"
_CAPITALS = rf"{_CAPITALS_WORD}(?:[ /]{_CAPITALS_WORD}){{0,3}}(?:, {_WORD}(?: {_WORD}){{0,2}})?"
_AGENCY = r"(?:\((?P<agency>[A-Z][^()\n]{1,39})\)|/(?P<slashed>[A-Z][^/\n]{1,39})/)"
_DASH = r"(?:[-–—―_]{1,2})"

# Each opens a paragraph and ends where the article's own words begin. In order of how much they ask for.
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<place>{_PLACE})(?:,|\.) (?P<date>{_DATE})[.,]? {_AGENCY} ?(?:\.|:|{_DASH})*(?=\s|$)",
        rf"(?P<place>{_PLACE}) {_AGENCY} ?{_DASH}(?=\s|$)",
        rf"(?:(?P<date>{_DATE}) )?{_AGENCY} ?{_DASH}(?=\s)",
        rf"(?P<place>{_PLACE}), (?P<date>{_DATE}),? ?(?:{_DASH}|:) (?P<agency>{_WORD}(?: {_WORD}){{0,3}})(?=$)",
        rf"(?P<place>{_PLACE}), (?P<date>{_DATE}),? ?{_DASH}(?=\s|$)",
        rf"(?P<place>{_CAPITALS})(?:, (?P<date>{_DATE}))? ?{_DASH}(?=\s)",
        rf"(?P<place>{_CAPITALS}), (?P<date>{_DATE})\.(?=\s)",
    )
)
# Labels in capitals that stand where a place would, and are none.
_LABELS = frozenset(
    (
        *("EXCLUSIVE", "UPDATE", "UPDATED", "BREAKING", "ANALYSIS", "OPINION", "WATCH", "VIDEO", "CORRECTION"),
        *("FACTBOX", "EXPLAINER", "TIMELINE", "LIVE", "COMMENT"),
        *("AP", "AFP", "UPI", "TASS", "REUTERS", "XINHUA", "ANI", "PTI", "DPA", "EFE", "ANSA"),
    )
)
_BARE_DATE = re.compile(
    rf"(?:(?i:published|updated|posted)(?: on)?:? )?(?P<date>{_DATE})(?:,? (?:at )?\d{{1,2}}[:.]\d\d.{{0,12}})?\.?$"
)


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
        if (found := pattern.match(head)) and found.groupdict().get("place") not in _LABELS:
            parts = found.groupdict()
            return Dateline(
                parts.get("place"), parts.get("date"), parts.get("agency") or parts.get("slashed"), found.end()
            )
    return None


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
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    months = [_MONTH_NUMBERS[word] for word in re.findall(r"[a-z]+", written.lower()) if word in _MONTH_NUMBERS]
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


def _order(numbers: list[int]) -> tuple[int, int, int]:
    """Order a numeric date's parts; month 0 where day and month could be either."""
    if numbers[0] > 31:
        return numbers[0], numbers[1], numbers[2]
    first, second, year = numbers
    if first == second or second > 12:
        return year, first, second
    return (year, second, first) if first > 12 else (year, 0, 0)
