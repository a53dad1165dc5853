"""Dates as heads of articles write them: "4 May 2026 18:40", "Aug. 29", "2018-08-29T10:35:00Z"."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from transforms.calendar import MONTH_NAMES, MONTH_NUMBERS, in_years_of_news

_MONTH = rf"(?:{MONTH_NAMES})\b\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WORDED_DATE = rf"(?:{_MONTH} {_DAY}(?:,? \d{{4}}\b)?|{_DAY} (?:of )?{_MONTH}(?:,? \d{{4}}\b)?)"
_NUMERIC_DATE = r"(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4})"
DATE = rf"(?i:{_WEEKDAY}(?:{_WORDED_DATE}|{_NUMERIC_DATE}))"
# Zones by name, hours before UTC: those that mail may name (RFC 5322, section 4.3), and Europe's.
_ZONES = {"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3}
_ZONES |= {"EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8}
TIME = r"\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\b\.?)?(?: ?[A-Z]{1,5}\b)?(?:[+-]\d{1,2}(?::?\d\d)?)?"
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)?(?: ?(?P<half>[AaPp])\.?[Mm]\b\.?)?"
    r"(?: ?(?P<zone>[A-Z]{1,5})\b)?(?:(?P<sign>[+-])(?P<ahead>\d{1,2})(?::?(?P<more>\d\d))?)?"
)
_SAYS = r"(?:(?:first |last )?(?:published|updated|posted|modified)(?: at| on)?:? )"
_NAMES = r"[A-Z][\w.&'’-]{0,30}(?: [A-Z][\w.&'’-]{0,30}){0,4}"
_WHO = (
    rf"(?:(?:By:? )?{_NAMES}(?: ?[|•·–—] ?|,? (?=(?i:published|updated|posted)))"
    rf"|(?:By|BY):? {_NAMES}(?:,? on|,)? (?={DATE}))"
)
_DATE_LINE = re.compile(
    rf"{_WHO}{{0,3}}(?i:{_SAYS}|on )?(?:(?P<before>{TIME})(?:,| on)? )?(?P<date>{DATE})"
    rf"(?:(?:T|,? (?:at |@ ?|[/|–-] ?)?)(?P<after>{TIME}).{{0,20}})?(?: ?[,;|/·•–-]? ?\(?(?i:{_SAYS}).{{0,40}})?\.?$"
)
_FULL_DATE = re.compile(rf"(?<!\w){DATE}(?<=\d{{4}})(?!\d)")
_TIME = re.compile(rf"(?<![\w.:]){TIME}")
_LONGEST_DATE_LINE, _LONGEST_HEAD_LINE = 100, 200  # characters
_NUMBER, _LOWER_WORD = re.compile(r"\d+"), re.compile(r"[a-z]+")


class WrittenDate(NamedTuple):
    """A date as written and, where one stands beside it, the time."""

    date: str
    time: str | None = None


def read_date_line(paragraph: str) -> WrittenDate | None:
    """Read a paragraph that says when the article appeared, or last changed, and nothing else.

    >>> read_date_line("Friday, July 21, 2017"), read_date_line("Published 4 May 2026 18:40")
    (WrittenDate(date='Friday, July 21, 2017', time=None), WrittenDate(date='4 May 2026', time='18:40'))
    """
    line = " ".join(paragraph.split())
    found = _DATE_LINE.match(line) if len(line) <= _LONGEST_DATE_LINE else None
    return WrittenDate(found["date"], found["before"] or found["after"]) if found else None


def find_date(paragraph: str) -> WrittenDate | None:
    """Find the date with its year beside a time of day in a line of an article's head, whatever else stands there.

    A date alone may be what a picture's caption tells of.

    >>> find_date("Text size: A A  Harbour Notes March 3, 2026, 6:37 PM")
    WrittenDate(date='March 3, 2026', time=None)
    """
    if len(paragraph) > _LONGEST_HEAD_LINE or not _TIME.search(paragraph):
        return None
    found = _FULL_DATE.search(paragraph)
    return WrittenDate(found.group()) if found else None


def date_of(written: str) -> datetime | None:
    """Turn a date as written into midnight UTC of its day; None where year or order of day and month is unknown.

    None also of a year that no news is of.

    >>> date_of("3 March 2024")
    datetime.datetime(2024, 3, 3, 0, 0, tzinfo=datetime.timezone.utc)
    >>> date_of("March 3") is None, date_of("03/04/2024") is None, date_of("01/01/0001") is None
    (True, True, True)
    """
    numbers = [int(number) for number in _NUMBER.findall(written)]
    months = [MONTH_NUMBERS[word] for word in _LOWER_WORD.findall(written.lower()) if word in MONTH_NUMBERS]
    if months and len(numbers) == 2:
        day, year, month = numbers[0], numbers[1], months[0]
    elif not months and len(numbers) == 3:
        year, month, day = _order(numbers)
    else:
        return None
    try:
        return datetime(year, month, day, tzinfo=UTC) if in_years_of_news(year) else None
    except ValueError:
        return None


def at_time(midnight: datetime, time: str | None) -> datetime:
    """The moment of a day that a time as written tells; one without a zone is taken to be UTC, as a record's own is.

    A time no clock shows, or in a zone that is not known, leaves the day's midnight.

    >>> day = datetime(2026, 5, 4, tzinfo=UTC)
    >>> [f"{at_time(day, time):%d %H:%M}" for time in ("18:40", "1.30 MSK", "6:40 PM EDT")]
    ['04 18:40', '03 22:30', '04 22:40']
    >>> {at_time(day, time) == day for time in ("6:40 PM ET", "24:10", "18:75", None)}
    {True}
    """
    clock = _CLOCK.fullmatch(time or "")
    if not clock or (clock["zone"] and clock["zone"] not in _ZONES):
        return midnight
    hour, minute = int(clock["hour"]), int(clock["minute"])
    if clock["half"]:
        hour = hour % 12 + 12 * (clock["half"] in "Pp") if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        return midnight
    ahead = timedelta(hours=int(clock["ahead"] or 0), minutes=int(clock["more"] or 0))
    moment = midnight + timedelta(hours=hour - _ZONES.get(clock["zone"], 0), minutes=minute)
    return moment + ahead if clock["sign"] == "-" else moment - ahead


def _order(numbers: list[int]) -> tuple[int, int, int]:
    """Order a numeric date's parts; month 0 where day and month could be either."""
    if numbers[0] > 31:
        return numbers[0], numbers[1], numbers[2]
    first, second, year = numbers
    if first == second or second > 12:
        return year, first, second
    return (year, second, first) if first > 12 else (year, 0, 0)
