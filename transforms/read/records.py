"""The two tables that reading gives, and what holds for every record whatever file it came from."""

import re
from typing import Any, NamedTuple

import pandas as pd

from transforms.ids import content_id
from transforms.read.dates import read_date
from transforms.read.fields import ARTICLE, by_field
from transforms.read.unpack import MAX_ARTICLE_BYTES, Unreadable
from transforms.tables import columns

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
_DUPLICATE = "duplicate of "  # how the reason begins
_MOST_NAMES, _LONGEST_NAME = 8, 40  # fields told of in a reason, and characters of each
_PAGE = re.compile(r"\s*+(?:<\?xml[^<>]{0,200}>\s*+)?(?:<!doctype html|<html)\b", re.IGNORECASE)


class Parsed(NamedTuple):
    """Articles read (`RECORD_COLUMNS`) and inputs that could not be (tables.Rejects)."""

    records: pd.DataFrame
    rejects: pd.DataFrame


def make_record(path: str, record: int | None, fields: dict[str, Any], warnings: list[str]) -> dict[str, Any]:
    """Make one row of records from a record's fields; raise `Unreadable` where it holds no usable article.

    What is no field (`fields.FIELDS`) is passed over. A `doc_id` of the record's own is kept as external_id: two feeds
    may give one id to two texts, and then rows would not be unique.
    """
    given, fields = fields, by_field(fields)
    text, markup = _article(fields, given)
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
        "published_at": read_date(fields.get("published_at"), warnings),
        "text": text,
        "markup": markup,
        "warnings": warnings,
    }


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


def are_duplicates(rejects: pd.DataFrame) -> pd.Series:
    """Which of rejects are articles that the tables hold, from another input."""
    return rejects["reason"].str.startswith(_DUPLICATE).astype(bool)


def _duplicate_of(row: Any) -> Unreadable:
    place = row.source_path if row.record is None else f"{row.source_path}, record {row.record}"
    return Unreadable(f"{_DUPLICATE}{place}", "Nothing need be done; the article is counted once.")


def _article(fields: dict[str, Any], given: dict[str, Any]) -> tuple[str, str]:
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
    raise _no_article(given)


def _no_article(given: dict[str, Any]) -> Unreadable:
    """Say what a record without an article holds: its article may lie under another name, or in a record of its own."""
    nested = [name for name, value in given.items() if isinstance(value, dict | list) and value]
    names = [_short(name) for name in given if name.strip()]
    held = f" (fields: {', '.join(names[:_MOST_NAMES])}{', …' * (len(names) > _MOST_NAMES)})" if names else ""
    why = f"the record has no text and no html{held}"
    if not nested:
        return Unreadable(why, "Fill its text (or html), or leave it out.")
    shown = ", ".join(map(_short, nested[:_MOST_NAMES]))
    return Unreadable(why, f"Write its article as a string under text (or html); what lies in {shown} is not read.")


def _short(name: str) -> str:
    name = " ".join(printable(name).split())
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"


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


def _fits_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
