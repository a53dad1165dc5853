"""Tables of paragraphs and sentences from clean articles, and the articles with what their heads say."""

from datetime import UTC, datetime, time
from typing import Any, NamedTuple

import pandas as pd

from transforms.clean.documents import HEAD_COLUMNS, HEADINGS
from transforms.ids import span_ids
from transforms.segment.dates import WrittenDate, at_time, date_of
from transforms.segment.filing import date_near, folder_days, named_days, outlet_of
from transforms.segment.paragraphs import Layout, lay_out
from transforms.segment.sentences import split_sentences

_TRANSCRIPT = "It looks like a transcript: what stands behind a speaker's label is read as a quotation."
_LIVE = "It looks like a live blog, often newest entry first: what stands later may have been said earlier."
_COPIED = "It looks like a whole page copied as text: what stands around its article is set apart as boilerplate."


class ParagraphRow(NamedTuple):
    """A row of tables.Paragraphs."""

    doc_id: str
    ordinal: int
    paragraph_id: str
    kind: str
    section: str | None
    start: int
    end: int
    prose_start: int
    spoken_start: int | None
    text: str


class SentenceRow(NamedTuple):
    """A row of tables.Sentences without the share that stands in quotations, which are not found yet."""

    doc_id: str
    paragraph_id: str
    ordinal: int
    start: int
    end: int
    text: str
    n_words: int


class Segmented(NamedTuple):
    """Articles with `HEAD_COLUMNS` filled, their paragraphs and their sentences."""

    documents: pd.DataFrame
    paragraphs: pd.DataFrame
    sentences: pd.DataFrame


def segment_documents(documents: pd.DataFrame) -> Segmented:
    """Segment the articles of `documents` (transforms.clean)."""
    heads: list[dict[str, Any]] = []
    paragraphs: list[ParagraphRow] = []
    sentences: list[SentenceRow] = []
    for document in documents.to_dict("records"):
        layout = lay_out(document["text"], document["title"], document.pop(HEADINGS))
        heads.append(document | _head(document, layout))
        rows = _paragraph_rows(document["doc_id"], document["text"], layout)
        paragraphs += rows
        sentences += _sentence_rows(rows)
    named = [*documents.columns.drop(HEADINGS), *HEAD_COLUMNS]
    table = pd.DataFrame(heads, columns=named, dtype=object)
    table["published_at"] = pd.to_datetime(table["published_at"], utc=True).astype("datetime64[us, UTC]")
    return Segmented(table, _table(paragraphs, ParagraphRow), _table(sentences, SentenceRow))


def _table(rows: list[Any], kind: type[ParagraphRow] | type[SentenceRow]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(kind._fields), dtype=object)
    return table.astype({name: "int64" for name, held in kind.__annotations__.items() if held is int})


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
    if layout.is_transcript:
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
        "source": document["source"] or _outlet(document["source_path"], dateline.agency if dateline else None),
        "published_at": published_at,
        "warnings": warnings,
    }


def _outlet(path: str, agency: str | None) -> str | None:
    """Name the outlet in whose folder an article lies, for many print what one agency wrote; without one the agency.

    The name of an agency's own folder is written as the agency writes it.

    >>> _outlet("courier/tolls.txt", "NORDA"), _outlet("norda/tolls.txt", "NORDA"), _outlet("tolls.txt", "NORDA")
    ('courier', 'NORDA', 'NORDA')
    """
    folder = outlet_of(path)
    return agency if folder is None or (agency and _letters(folder) == _letters(agency)) else folder


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


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
        for written in dates:
            if midnight := date_near(written.date, name or ""):
                doubt = f"The date at its head has no year; published_at has the year its {place} gives."
                return at_time(midnight, written.time), [doubt]
    return None, [f"The date at its head, {dates[0].date}, is not one day of one year; published_at is unknown."]


def _date_by_name(document: dict[str, Any]) -> tuple[datetime | None, list[str]]:
    """Date an article without a date at its head by the one day its address, else its own file's name or folder, gives.

    The records of a file can say a date themselves, and the file is as often named for the day they were collected.
    """
    path = document["source_path"] if pd.isna(document["record"]) else ""
    named = {
        "address": named_days(document["url"] or ""),
        "file's name": named_days(path.rsplit("/", 1)[-1]),
        "folder": folder_days(path),
    }
    for place, days in named.items():
        if len({*days}) == 1:
            doubt = f"It has no date at its head; published_at is the day its {place} gives."
            return datetime.combine(days[0], time(), UTC), [doubt]
    return None, []


def _paragraph_rows(doc_id: str, text: str, layout: Layout) -> list[ParagraphRow]:
    ids = span_ids("paragraph", ((doc_id, start, end) for start, end in layout.spans))
    rows = zip(ids, layout.kinds, layout.sections, layout.spans, layout.prose, layout.spoken, strict=True)
    return [
        ParagraphRow(
            doc_id=doc_id,
            ordinal=ordinal,
            paragraph_id=paragraph_id,
            kind=kind,
            section=section,
            start=start,
            end=end,
            prose_start=prose,
            spoken_start=spoken,
            text=text[start:end],
        )
        for ordinal, (paragraph_id, kind, section, (start, end), prose, spoken) in enumerate(rows)
    ]


def _sentence_rows(paragraphs: list[ParagraphRow]) -> list[SentenceRow]:
    rows: list[SentenceRow] = []
    for paragraph in paragraphs:
        for start, end in split_sentences(paragraph.text):
            sentence = paragraph.text[start:end]
            rows.append(
                SentenceRow(
                    doc_id=paragraph.doc_id,
                    paragraph_id=paragraph.paragraph_id,
                    ordinal=len(rows),
                    start=paragraph.start + start,
                    end=paragraph.start + end,
                    text=sentence,
                    n_words=len(sentence.split()),
                )
            )
    return rows
