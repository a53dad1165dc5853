"""When an article was published, however its record writes it."""

import datetime
import re
from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from transforms.calendar import MONTH_NUMBERS, in_years_of_news

_RFC_2822 = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d")
# Seconds since 1970 from March 1973 to November 2286; smaller numbers are years, days or counts.
_FIRST_SECOND, _END_SECOND = 10**8, 10**10
_STAMP = re.compile(r"(?:19|20)\d{10}(?:\d\d)?")  # 202603041030, with or without seconds, as web archives write it
_TIME = (  # parts of a second say nothing of news
    r"(?:(?:,|,? at|T)? ?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<seconds>\d\d)(?:\.\d{1,9})?)?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?)?"
)
_WRITTEN_DAY = re.compile(  # 2 May 2026; 02-May-2026; Saturday, May 2, 2026; May 2, 2026 Saturday; 2 May 2026, 10:30 AM
    r"(?:[A-Za-z]{3,9},? )?(?:(?P<day>\d{1,2})(?P<gap>[ -])(?P<month>[A-Za-z]{3,9})\.?(?P=gap)"
    rf"|(?P<first>[A-Za-z]{{3,9}})\.? (?P<second>\d{{1,2}}), )(?P<year>\d{{4}})(?:,? [A-Z][a-z]{{2,5}}day)?{_TIME}"
)
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})/(?P<second>\d{{1,2}})/(?P<first>\d{{1,2}}){_TIME}")
_YEAR_LAST = re.compile(rf"(?P<first>\d{{1,2}})(?P<sign>[./-])(?P<second>\d{{1,2}})(?P=sign)(?P<year>\d{{4}}){_TIME}")
_ISO_DAY = 8  # digits: 20260304
_MONTHS = 12
_OF_A_DATE, _WAS_LEFT_OUT = "published_at", "was left out."  # as a warning begins and ends


class EitherDay(NamedTuple):
    """A day in figures of which the day or the month may stand first: 3/4/2026 is of March or of April."""

    first: int
    second: int
    at: datetime.datetime  # the first of that year, with the time
    written: str

    @property
    def tells(self) -> bool:
        """Whether its figures show which of them is the day."""
        return max(self.first, self.second) > _MONTHS

    def day_first(self, others: bool | None) -> bool | None:
        """Whether the day stands first, by its own figures or as it does in `others`; None where nothing tells."""
        if self.first == self.second:
            return True
        return self.first > _MONTHS if self.tells else others

    def moment(self, day_first: bool) -> datetime.datetime:
        """The day, read in that order; ValueError where the calendar has none."""
        day, month = (self.first, self.second) if day_first else (self.second, self.first)
        return self.at.replace(month=month, day=day)


def read_date(value: Any, warnings: list[str]) -> datetime.datetime | EitherDay | None:
    """Read a date or date with time as UTC, which one without a zone is taken to be; `warnings` tell what is none."""
    if value is None or value != value or (isinstance(value, str) and not value.strip()):  # JSON may hold NaN
        return None
    try:
        moment = _moment(value)
        return moment if isinstance(moment, EitherDay) else _in_utc(moment)
    except (ValueError, OverflowError, TypeError):
        warnings.append(_left_out(value, "is not read as a date"))
        return None


def settle_days(records: Sequence[dict[str, Any]]) -> None:
    """Read the days in figures of one file's records in the order that some of them show: 31/3/2026, 3/31/2026.

    A file has one order. Where none of its days shows it, or some show the one and some the other, those that tell
    by themselves are read and the others left out with a warning.
    """
    unread = [record for record in records if isinstance(record["published_at"], EitherDay)]
    shown = {record["published_at"].day_first(None) for record in unread if record["published_at"].tells}
    order = shown.pop() if len(shown) == 1 else None
    for record in unread:
        day: EitherDay = record["published_at"]
        day_first = day.day_first(order)
        record["published_at"] = None if day_first is None else day.moment(day_first)
        if day_first is None:
            record["warnings"].append(_left_out(day.written, "may be of two days"))


def _left_out(value: Any, why: str) -> str:
    shown = repr(value) if len(repr(value)) <= 40 else repr(value)[:40] + "…"
    return f"{_OF_A_DATE} {shown} {why} (write ISO 8601) and {_WAS_LEFT_OUT}"


def says_date_left_out(warning: str) -> bool:
    """Whether a warning says that what a record gives as its date was left out."""
    return warning.startswith(_OF_A_DATE) and warning.endswith(_WAS_LEFT_OUT)


def _in_utc(moment: datetime.datetime) -> datetime.datetime:
    moment = moment.astimezone(datetime.UTC) if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    if not in_years_of_news(moment.year):
        raise ValueError("of no year that news is of")
    return moment


def _moment(value: Any) -> datetime.datetime | EitherDay:
    """Read ISO 8601, the dates of feeds (RFC 2822) and archives, days in words and in figures, seconds since 1970.

    A column of a .csv holds numbers as strings, in whose digits ISO 8601 would find another day.
    """
    if isinstance(value, datetime.datetime):
        return value
    if isinstance(value, datetime.date):
        return datetime.datetime(value.year, value.month, value.day)
    if isinstance(value, str):
        return _written(value.strip())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _counted(value)
    raise TypeError("no date in any of these ways")


def _written(value: str) -> datetime.datetime | EitherDay:
    if value.isdecimal() and len(value) != _ISO_DAY:
        return _counted(int(value))
    if day := _WRITTEN_DAY.fullmatch(value):
        month = MONTH_NUMBERS.get((day["month"] or day["first"]).lower(), 0)  # which no date has
        return _on(day).replace(month=month, day=int(day["day"] or day["second"]))
    if day := _YEAR_FIRST.fullmatch(value):
        return _on(day).replace(month=int(day["second"]), day=int(day["first"]))
    if day := _YEAR_LAST.fullmatch(value):
        return _in_figures(day)
    return parsedate_to_datetime(value) if _RFC_2822.match(value) else datetime.datetime.fromisoformat(value)


def _in_figures(day: re.Match[str]) -> datetime.datetime | EitherDay:
    """Read a day whose year stands last; with points (31.3.2026) the day stands first everywhere."""
    either = EitherDay(int(day["first"]), int(day["second"]), _in_utc(_on(day)), day[0])
    if day["sign"] == ".":
        return either.moment(day_first=True)
    either.moment(day_first=bool(either.day_first(None)))  # which raises where the calendar has no such day
    return either


def _on(day: re.Match[str]) -> datetime.datetime:
    """The first day of the year that a pattern found, at the time that it found."""
    hour = int(day["hour"] or 0)
    if day["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("no hour of half a day")
        hour = hour % 12 + (12 if day["half"] in "Pp" else 0)
    return datetime.datetime(int(day["year"]), 1, 1, hour, int(day["minute"] or 0), int(day["seconds"] or 0))


def _counted(number: float) -> datetime.datetime:
    """Read a number as a moment; ValueError where it counts something else."""
    digits = f"{number:.0f}"
    if _STAMP.fullmatch(digits):
        return datetime.datetime.fromisoformat(f"{digits[:_ISO_DAY]}T{digits[_ISO_DAY:]}")
    for seconds in (number, number / 1000):
        if _FIRST_SECOND <= seconds < _END_SECOND:
            return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    raise ValueError("neither seconds nor milliseconds")
