"""Tables of paragraphs and sentences from clean articles, and the articles with what their heads say."""

import re
from datetime import UTC, datetime, time
from itertools import takewhile
from typing import Any, NamedTuple

import pandas as pd

from transforms.calendar import MONTH_NUMBERS
from transforms.clean.documents import HEAD_COLUMNS, HEADINGS
from transforms.ids import span_ids
from transforms.segment.dates import WrittenDate, at_time, date_near, date_of, named_days
from transforms.segment.paragraphs import Layout, lay_out
from transforms.segment.sentences import split_sentences
from transforms.segment.transcripts import find_transcript
from transforms.tables import BODY

_TRANSCRIPT = "It looks like a transcript: what stands behind a speaker's label is read as a quotation."
_LIVE = "It looks like a live blog, often newest entry first: what stands later may have been said earlier."
_COPIED = "It looks like a whole page copied as text: what stands around its article is set apart as boilerplate."

_MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_PART = rf"(?:(?:19|20)\d\d(?:\d\d){{0,2}}|\d{{1,2}}|{_MONTH})"
# A folder: 2026, 03, 2026-03-05, 5 March
_DATED = re.compile(rf"{_PART}(?:[ _.,-]{{1,2}}{_PART}){{0,2}}", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d")

# What the tuples below hold, in their order.
PARAGRAPH_COLUMNS = ("doc_id", "ordinal", "paragraph_id", "kind", "section", "start", "end", "text")
SENTENCE_COLUMNS = ("doc_id", "paragraph_id", "ordinal", "start", "end", "text", "n_words")


class Segmented(NamedTuple):
    """Articles with `HEAD_COLUMNS` filled, their paragraphs and their sentences."""

    documents: pd.DataFrame
    paragraphs: pd.DataFrame
    sentences: pd.DataFrame


def segment_documents(documents: pd.DataFrame) -> Segmented:
    """Segment the articles of `documents` (transforms.clean)."""
    heads, paragraphs, sentences = [], [], []
    for document in documents.to_dict("records"):
        layout = lay_out(document["text"], document["title"], document.pop(HEADINGS))
        heads.append(document | _head(document, layout))
        rows = _paragraph_rows(document["doc_id"], document["text"], layout)
        paragraphs += rows
        sentences += _sentence_rows(rows)
    named = [*documents.columns.drop(HEADINGS), *HEAD_COLUMNS]
    table = pd.DataFrame(heads, columns=named, dtype=object)
    table["published_at"] = pd.to_datetime(table["published_at"], utc=True).astype("datetime64[us, UTC]")
    return Segmented(
        table,
        _table(paragraphs, PARAGRAPH_COLUMNS),
        _table(sentences, SENTENCE_COLUMNS),
    )


def _table(rows: list[tuple[Any, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(columns), dtype=object)
    counts = [name for name in ("ordinal", "start", "end", "n_words") if name in columns]
    return table.astype(dict.fromkeys(counts, "int64"))


def _head(document: dict[str, Any], layout: Layout) -> dict[str, Any]:
    """Say what an article's head adds to its row: what the record says itself stands."""
    parts: dict[str, list[str]] = {"headline": [], "deck": []}
    for (start, end), kind in zip(layout.spans, layout.kinds, strict=True):
        if kind in parts:
            parts[kind].append(document["text"][start:end])
    dateline = layout.dateline
    dates = _dates(layout)
    published_at, warnings = document["published_at"], list(document["warnings"])
    if pd.isna(published_at):
        published_at, doubts = _date_by_head(document, dates) if dates else _date_by_name(document)
        warnings += doubts
    spans = (span for span, kind in zip(layout.spans, layout.kinds, strict=True) if kind == BODY)
    if any(find_transcript([document["text"][start:end] for start, end in spans])):
        warnings.append(_TRANSCRIPT)
    if layout.is_live:
        warnings.append(_LIVE)
    if layout.is_copied_page:
        warnings.append(_COPIED)
    return {
        "title": document["title"] or next(iter(parts["headline"]), None),
        "deck": "\n".join(parts["deck"]) or None,
        "dateline_place": dateline.place if dateline else None,
        "dateline_date": dates[-1].date if dates else None,
        "dateline_agency": dateline.agency if dateline else None,
        "source": document["source"] or (dateline.agency if dateline else None) or _folder(document["source_path"]),
        "published_at": published_at,
        "warnings": warnings,
    }


def _dates(layout: Layout) -> list[WrittenDate]:
    """The dates at an article's head: its date line's, which oftener has the year and a time, and its dateline's."""
    in_dateline = [WrittenDate(layout.dateline.date)] if layout.dateline and layout.dateline.date else []
    return [*([layout.date_line] if layout.date_line else []), *in_dateline]


def _date_by_head(document: dict[str, Any], dates: list[WrittenDate]) -> tuple[datetime | None, list[str]]:
    """Date an article by the first date at its head with a year, else with that of its address or path; and doubts."""
    for written in dates:
        if midnight := date_of(written.date):
            return at_time(midnight, written.time), []
    for name, place in ((document["url"], "address"), (document["source_path"], "path")):
        days = named_days(name or "")
        for written in dates:
            if midnight := date_near(written.date, days):
                doubt = f"The date at its head has no year; published_at has the year its {place} gives."
                return at_time(midnight, written.time), [doubt]
    return None, [f"The date at its head, {dates[0].date}, is not one day of one year; published_at is unknown."]


def _date_by_name(document: dict[str, Any]) -> tuple[datetime | None, list[str]]:
    """Date an article without a date at its head by the one day its address, or else its own file's name, gives.

    A file of many articles, or a folder, is as often named for the day it was collected.
    """
    file = document["source_path"].rsplit("/", 1)[-1] if pd.isna(document["record"]) else ""
    for name, place in ((document["url"], "address"), (file, "file's name")):
        days = {*named_days(name or "")}
        if len(days) == 1:
            date = datetime.combine(days.pop(), time(), UTC)
            return date, [f"It has no date at its head; published_at is the day its {place} gives."]
    return None, []


def _folder(path: str) -> str | None:
    """Name the folder a file lies in, above those of years, months and days; None at the top of the input.

    >>> [_folder(f"{folder}/tolls.txt") for folder in ("courier", "courier/2026-03-05", "courier/2026/Mar/05", "2026")]
    ['courier', 'courier', 'courier', None]
    """
    folders = path.split("/")[:-1]
    dated = list(takewhile(_DATED.fullmatch, reversed(folders)))
    if any(map(_YEAR.search, dated)):  # without one it is a name: 24, 1843
        folders = folders[: len(folders) - len(dated)]
    return folders[-1] if folders and folders[-1] not in ("", ".", "..") else None


def _paragraph_rows(doc_id: str, text: str, layout: Layout) -> list[tuple[Any, ...]]:
    ids = span_ids("paragraph", ((doc_id, start, end) for start, end in layout.spans))
    rows = zip(ids, layout.spans, layout.kinds, layout.sections, strict=True)
    return [
        (doc_id, ordinal, paragraph_id, kind, section, start, end, text[start:end])
        for ordinal, (paragraph_id, (start, end), kind, section) in enumerate(rows)
    ]


def _sentence_rows(paragraphs: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for doc_id, _, paragraph_id, _, _, offset, _, text in paragraphs:
        for start, end in split_sentences(text):
            sentence = text[start:end]
            rows.append(
                (doc_id, paragraph_id, len(rows), start + offset, end + offset, sentence, len(sentence.split()))
            )
    return rows
