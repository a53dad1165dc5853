"""The two tables that reading gives, and what holds for every record whatever file it came from."""

import datetime
import re
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

import pandas as pd

from transforms.calendar import MONTH_NUMBERS, in_years_of_news
from transforms.ids import content_id
from transforms.read.unpack import MAX_ARTICLE_BYTES, Unreadable
from transforms.tables import columns

ARTICLE = ("text", "html")  # the fields that may hold the article
FIELDS = ("doc_id", *ARTICLE, "title", "published_at", "source", "url")
RECORD_COLUMNS = (
    "doc_id",
    "text_key",  # the same for texts that differ in white space alone
    "source_path",
    "record",
    "external_id",
    "source",
    "url",
    "title",
    "published_at",
    "text",
    "markup",
    "warnings",
)
_PAGE = re.compile(r"\s*+(?:<\?xml[^<>]{0,200}>\s*+)?(?:<!doctype html|<html)\b", re.IGNORECASE)
_RFC_2822 = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d")
# Seconds since 1970 from March 1973 to November 2286; smaller numbers are years, days or counts.
_FIRST_SECOND, _END_SECOND = 10**8, 10**10
_STAMP = re.compile(r"(?:19|20)\d{10}(?:\d\d)?")  # 202603041030, with or without seconds, as web archives write it
_WRITTEN_DAY = re.compile(  # 2 May 2026; Saturday, May 2, 2026
    r"(?:[A-Za-z]{3,9},? )?(?:(?P<day>\d{1,2}) (?P<month>[A-Za-z]{3,9})\.? "
    r"|(?P<first>[A-Za-z]{3,9})\.? (?P<second>\d{1,2}), )(?P<year>\d{4})"
)
_ISO_DAY = 8  # digits: 20260304


class Parsed(NamedTuple):
    """Articles read (`RECORD_COLUMNS`) and inputs that could not be (tables.Rejects)."""

    records: pd.DataFrame
    rejects: pd.DataFrame


def make_record(path: str, record: int | None, fields: dict[str, Any], warnings: list[str]) -> dict[str, Any]:
    """Make one row of records from a record's fields; raise `Unreadable` where it holds no usable article.

    Fields beyond `FIELDS` are passed over. A `doc_id` of the record's own is kept as external_id: two feeds may
    give one id to two texts, and then rows would not be unique.
    """
    fields = _by_field_name(fields)
    text, markup = _article(fields)
    warnings = list(warnings)
    if markup == "text" and _PAGE.match(text):
        markup = "html"
        warnings.append("The text is a page's HTML and was read as such.")
    return {
        "doc_id": content_id("document", text),
        "text_key": content_id("text", *text.split()),
        "source_path": printable(path),
        "record": record,
        "external_id": _identifier(fields.get("doc_id"), warnings),
        "source": _field(fields, "source", warnings),
        "url": _field(fields, "url", warnings),
        "title": _field(fields, "title", warnings),
        "published_at": _published_at(fields.get("published_at"), warnings),
        "text": text,
        "markup": markup,
        "warnings": warnings,
    }


def field_name(name: str) -> str:
    """Return the name that a column or key is known by, whatever its case: `Text ` is text."""
    return name.strip().lower()


def _by_field_name(fields: dict[str, Any]) -> dict[str, Any]:
    """Name fields as they are known; where a record has both `Text` and `text`, the latter counts."""
    known = {name: fields[name] for name in FIELDS if fields.get(name) is not None}
    return {field_name(name): value for name, value in fields.items()} | known


def make_reject(path: str, record: int | None, problem: Unreadable) -> dict[str, Any]:
    """Make one row of rejects."""
    return {"path": printable(path), "record": record, "reason": problem.reason, "remedy": problem.remedy}


def gather(records: list[dict[str, Any]], rejects: list[dict[str, Any]]) -> Parsed:
    """Bring rows into the two tables, with their columns even where there are no rows."""
    record_table = pd.DataFrame(records, columns=list(RECORD_COLUMNS), dtype=object)
    record_table["published_at"] = pd.to_datetime(record_table["published_at"], utc=True).astype("datetime64[us, UTC]")
    return Parsed(record_table, pd.DataFrame(rejects, columns=columns("rejects"), dtype=object))


def printable(text: str) -> str:
    """Replace what UTF-8 cannot hold: half of a surrogate pair, as in a file name of another encoding.

    >>> printable("caf\\udce9") == "caf\\ufffd"
    True
    """
    if _fits_utf8(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def reject_duplicates(records: pd.DataFrame) -> Parsed:
    """Keep each text once, the one of the smallest (source_path, record), and say of the others whose twin they are.

    Takes the records of all files together. Texts are the same where they differ in white space alone: a feed ends
    one with a line break that another trims, and one wraps lines that another does not.
    """
    order = records.assign(record=records["record"].map(lambda record: -1 if record is None else record))
    order = order.sort_values(["source_path", "record"], kind="stable").index
    ordered = records.loc[order]
    again = ordered.duplicated("text_key", keep="first")
    if not again.any():
        return gather(ordered.to_dict("records"), [])
    first = {row.text_key: row for row in ordered[~again][["text_key", "source_path", "record"]].itertuples()}
    rejects = [
        make_reject(row.source_path, row.record, _duplicate_of(first[row.text_key]))
        for row in ordered[again][["text_key", "source_path", "record"]].itertuples()
    ]
    return gather(ordered[~again].to_dict("records"), rejects)


def _duplicate_of(row: Any) -> Unreadable:
    place = row.source_path if row.record is None else f"{row.source_path}, record {row.record}"
    return Unreadable(f"duplicate of {place}", "Nothing need be done; the article is counted once.")


def _article(fields: dict[str, Any]) -> tuple[str, str]:
    for markup in ARTICLE:
        value = fields.get(markup)
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        if not isinstance(value, str):
            raise Unreadable(f"the record's {markup} is not a string", f"Write {markup} as a string.")
        if len(value) > MAX_ARTICLE_BYTES or len(value.encode("utf-8", "replace")) > MAX_ARTICLE_BYTES:
            raise Unreadable(
                f"the article is over the limit of {MAX_ARTICLE_BYTES // (1024 * 1024)} MiB",
                "Split it into articles.",
            )
        return printable(value), markup
    raise Unreadable("the record has no text and no html", "Fill its text (or html), or leave it out.")


def _field(fields: dict[str, Any], name: str, warnings: list[str]) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        warnings.append(f"The record's {name} is not a string and was left out.")
        return None
    return " ".join(printable(value).split()) or None


def _identifier(value: Any, warnings: list[str]) -> str | None:
    """Read a record's own id: a string, or a number as databases count them."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return _field({"doc_id": str(value) if whole else value}, "doc_id", warnings)


def _published_at(value: Any, warnings: list[str]) -> datetime.datetime | None:
    """Read a date or date with time as UTC; one without a zone is taken to be UTC."""
    if value is None or value != value or (isinstance(value, str) and not value.strip()):  # JSON may hold NaN
        return None
    try:
        moment = _moment(value)
        moment = moment.astimezone(datetime.UTC) if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
        if not in_years_of_news(moment.year):
            raise ValueError("of no year that news is of")
        return moment
    except (ValueError, OverflowError, TypeError):
        shown = repr(value) if len(repr(value)) <= 40 else repr(value)[:40] + "…"
        warnings.append(f"published_at {shown} is not read as a date (write ISO 8601) and was left out.")
        return None


def _moment(value: Any) -> datetime.datetime:
    """Read ISO 8601, the dates of feeds (RFC 2822) and archives, days in words, and seconds or milliseconds since 1970.

    A column of a .csv holds numbers as strings, in whose digits ISO 8601 would find another day.
    """
    if isinstance(value, datetime.datetime):
        return value
    if isinstance(value, datetime.date):
        return datetime.datetime(value.year, value.month, value.day)
    if isinstance(value, str):
        value = value.strip()
        if value.isdecimal() and len(value) != _ISO_DAY:
            return _counted(int(value))
        if day := _WRITTEN_DAY.fullmatch(value):
            month = MONTH_NUMBERS.get((day["month"] or day["first"]).lower(), 0)  # which no date has
            return datetime.datetime(int(day["year"]), month, int(day["day"] or day["second"]))
        return parsedate_to_datetime(value) if _RFC_2822.match(value) else datetime.datetime.fromisoformat(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _counted(value)
    raise TypeError("no date in any of these ways")


def _counted(number: float) -> datetime.datetime:
    """Read a number as a moment; ValueError where it counts something else."""
    digits = f"{number:.0f}"
    if _STAMP.fullmatch(digits):
        return datetime.datetime.fromisoformat(f"{digits[:_ISO_DAY]}T{digits[_ISO_DAY:]}")
    for seconds in (number, number / 1000):
        if _FIRST_SECOND <= seconds < _END_SECOND:
            return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    raise ValueError("neither seconds nor milliseconds")


def _fits_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
