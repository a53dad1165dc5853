"""Where an article is filed: the outlet, the day and the year that its path or address names.

courier/2026-03-05/tolls.txt     courier/2026/03/05/tolls.txt     courier/2026-W10/tolls.txt
"""

import re
from datetime import date, datetime, timedelta
from itertools import groupby, takewhile

from transforms.calendar import MONTH_NAMES, MONTH_NUMBERS
from transforms.segment.dates import date_of

Period = tuple[date, date]  # its first and last day

_YEAR = r"(?<!\d)(?:19|20)\d\d"
_BETWEEN = "[-_./ ]"
_DAY = re.compile(rf"({_YEAR})(?:({_BETWEEN})(\d{{1,2}})\2(\d{{1,2}})|(\d\d)(\d\d))(?!\d)")  # 2026-03-05, 20260305
_MONTH = re.compile(rf"({_YEAR}){_BETWEEN}(\d\d)(?!\d|{_BETWEEN}\d)")  # 2026-03
_WEEK = re.compile(rf"({_YEAR}){_BETWEEN}?(?:week|wk|kw|w){_BETWEEN}?(\d{{1,2}})(?!\d)", re.IGNORECASE)  # 2026-W10
_PART = rf"(?:(?:19|20)\d\d(?:\d\d){{0,2}}|\d{{1,2}}|(?:week|wk|kw|w)[ _.-]?\d{{1,2}}|q[1-4]|{MONTH_NAMES})"
# A folder named for a time and nothing else: 2026, 03, 2026-03-05, 5 March, 2026-W10, week 10.
_DATED = re.compile(rf"{_PART}(?:[ _.,-]{{1,2}}{_PART}){{0,2}}", re.IGNORECASE)
_SURELY_DATED = re.compile(rf"{_YEAR}|week|wk|kw", re.IGNORECASE)  # without any of these it is a name: 24, 1843, W1
_NUMBER, _WORD = re.compile(r"\d+"), re.compile(r"[a-z]+")
# A paper prints what an agency wrote some days ago, a collector fetches what stood there some days ago; and where the
# day is one day behind, the address may count in another zone.
_BEFORE, _BEHIND = timedelta(days=7), timedelta(days=1)


def outlet_of(path: str) -> str | None:
    """Name the folder a file lies in, above those of years, months, weeks and days; None at the top of the input.

    >>> [outlet_of(f"{folder}/a.txt") for folder in ("courier", "courier/2026-03-05", "courier/2026/Mar/05", "2026")]
    ['courier', 'courier', 'courier', None]
    """
    folders = path.split("/")[:-1]
    dated = list(takewhile(_DATED.fullmatch, reversed(folders)))
    if any(map(_SURELY_DATED.search, dated)):
        folders = folders[: len(folders) - len(dated)]
    return folders[-1] if folders and folders[-1] not in ("", ".", "..") else None


def named_days(name: str) -> list[date]:
    """List the days that a path or address names, year first.

    >>> named_days("norda/20260303_ferries.txt"), named_days("https://norda.example/2026/3/4/ferries-2")
    ([datetime.date(2026, 3, 3)], [datetime.date(2026, 3, 4)])
    """
    found = ((year, month or of_six, day or last) for year, _, month, day, of_six, last in _DAY.findall(name))
    return [day for parts in found if (day := _day(*map(int, parts)))]


def folder_days(path: str) -> list[date]:
    """List the days that folders of a path are for.

    A folder that is named for a day and something else, as an export, was as often made on it.

    >>> [len(folder_days(f"{folder}/a.txt")) for folder in ("2026/03/05/wire", "5 March 2026", "export-2026-03-05")]
    [1, 1, 0]
    """
    folders = path.split("/")[:-1]
    runs = ["/".join(run) for is_dated, run in groupby(folders, lambda name: bool(_DATED.fullmatch(name))) if is_dated]
    return [day for run in runs for day in named_days(run) or _worded_days(run)]


def date_near(written: str, name: str) -> datetime | None:
    """Give a date written without a year the year of a day, week or month that a path or address names.

    It has to fall into that week or month, or on that day, in the week before or on the next.

    >>> date_near("December 31", "norda/2026-01-01.txt")
    datetime.datetime(2025, 12, 31, 0, 0, tzinfo=datetime.timezone.utc)
    >>> date_near("March 3", "2026-W10/a.txt") == date_near("March 3", "2026/03/a.txt") == date_of("March 3 2026")
    True
    >>> date_near("March 3", "norda/2026-04-03.txt") is None
    True
    """
    for first, last in _named_periods(name):
        for year in {last.year: None, first.year: None}:
            midnight = date_of(f"{written} {year}")
            if midnight and first <= midnight.date() <= last:
                return midnight
    return None


def _named_periods(name: str) -> list[Period]:
    days = [(day - _BEFORE, day + _BEHIND) for day in named_days(name)]
    weeks = [(first, first + timedelta(days=6)) for found in _WEEK.findall(name) if (first := _monday(*found))]
    months = [
        (first, _last_of_month(first))
        for year, month in _MONTH.findall(name)
        if (first := _day(int(year), int(month), 1))
    ]
    return [*days, *weeks, *months]


def _worded_days(name: str) -> list[date]:
    """The day of a name with a month in words, a year and one number more."""
    months = [MONTH_NUMBERS[word] for word in _WORD.findall(name.lower()) if word in MONTH_NUMBERS]
    numbers = sorted(_NUMBER.findall(name), key=len)
    if len(months) != 1 or [len(number) == 4 for number in numbers] != [False, True]:
        return []
    day = _day(int(numbers[1]), months[0], int(numbers[0]))
    return [day] if day else []


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_of_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _monday(year: str, week: str) -> date | None:
    try:
        return date.fromisocalendar(int(year), int(week), 1)
    except ValueError:
        return None
