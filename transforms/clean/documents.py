"""Articles from records: each cleaned, with its counts, its language and what had to be warned of."""

from datetime import UTC, datetime, time
from typing import Any, NamedTuple

import pandas as pd

from transforms.clean.boilerplate import is_boilerplate
from transforms.clean.language import guess_language
from transforms.clean.markup import Page, read_page
from transforms.clean.text import clean_text
from transforms.read.records import make_reject
from transforms.read.unpack import Unreadable
from transforms.tables import ENGLISH, columns

HEAD_COLUMNS = ("deck", "dateline_place", "dateline_date", "dateline_agency")  # which segmenting adds
HEADINGS = "headings"  # lines that a page tags as headings, which segmenting takes away


class Cleaned(NamedTuple):
    """Clean articles (tables.Documents without `HEAD_COLUMNS`, with `HEADINGS`), and those of no text (Rejects)."""

    documents: pd.DataFrame
    rejects: pd.DataFrame


def clean_documents(records: pd.DataFrame) -> Cleaned:
    """Clean the articles of `records` (transforms.read), one row out for each that holds text."""
    documents, rejects = [], []
    for record in records.to_dict("records"):
        try:
            documents.append(_clean_record(record))
        except Unreadable as problem:
            rejects.append(make_reject(record["source_path"], record["record"], problem))
    named = [*(name for name in columns("documents") if name not in HEAD_COLUMNS), HEADINGS]
    table = pd.DataFrame(documents, columns=named, dtype=object)
    table["published_at"] = pd.to_datetime(table["published_at"], utc=True).astype("datetime64[us, UTC]")
    return Cleaned(table, pd.DataFrame(rejects, columns=columns("rejects"), dtype=object))


_KEPT = ("doc_id", "source_path", "record", "external_id", "source", "url", "title")
_FOREIGN = "Its language, as guessed, is {}, not English: quotations are found by their marks, few speakers are."


def _clean_record(record: dict[str, Any]) -> dict[str, Any]:
    """Clean one record; raises `Unreadable` where nothing is left of it."""
    document = {name: record[name] for name in _KEPT}
    document["published_at"] = None if pd.isna(record["published_at"]) else record["published_at"]
    warnings = list(record["warnings"])
    raw, origins, headings = record["text"], None, []
    if record["markup"] == "html" and "<" in raw:  # a file by that name without a tag is text
        page = read_page(raw)
        raw, origins, headings = page.text, page.runs, page.headings
        _fill_from_page(document, page, warnings)
    text, runs, notes = clean_text(raw, origins, document["title"])
    if not text:
        raise Unreadable(
            "the text is empty once cleaned: it held only white space and characters that show nothing",
            "Fill it or leave it out.",
        )
    if all(map(is_boilerplate, text.split("\n\n"))):
        raise Unreadable(
            "the text holds only boilerplate: no line of it is an article's own",
            "Give the article's own text, or leave it out.",
        )
    language = guess_language(text)
    if language not in (None, ENGLISH):
        notes = [*notes, _FOREIGN.format(language)]
    document |= {
        "title": _line(document["title"]),
        "source": _line(document["source"]),
        "text": text,
        "n_chars": len(text),
        "n_words": len(text.split()),
        "language": language,
        "warnings": warnings + notes,
        "raw_runs": [{"clean_start": clean, "raw_start": raw} for clean, raw in runs],
        HEADINGS: [_line(heading) for heading in headings],
    }
    return document


def _fill_from_page(document: dict[str, Any], page: Page, warnings: list[str]) -> None:
    """Take from the page's metadata what the record does not say itself."""
    warnings += page.warnings
    document["title"] = document["title"] or page.title
    document["source"] = document["source"] or page.source
    document["url"] = document["url"] or page.url
    if document["published_at"] is None and page.date:
        moment = datetime.fromisoformat(page.date)
        document["published_at"] = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        given = "moment" if moment.tzinfo or moment.time() != time() else "day"
        warnings.append(f"published_at is the {given} the page's metadata gives.")


def _line(text: str | None) -> str | None:
    """Clean a field of one line."""
    return " ".join(clean_text(text).text.split()) or None if text else None
