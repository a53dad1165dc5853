"""The quotes table from the paragraphs of a partition."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import pandas as pd

from transforms.ids import span_ids
from transforms.quotes.document import Located, Quote, find_quotes
from transforms.quotes.weights.shipped import Weights, shipped_weights
from transforms.tables import BOILERPLATE

_INSERTION = re.compile(r"\[[^\[\]\n]{1,200}\]")
_WORD = re.compile(r"[^\W_]|[%$€£]")


class _Paragraph(NamedTuple):
    doc_id: str
    paragraph_id: str
    kind: str
    start: int
    prose_start: int
    spoken_start: int | None
    text: str


class Row(NamedTuple):
    """A row of tables.Quotes without what later stages fill in."""

    doc_id: str
    quote_id: str
    paragraph_id: str
    start: int
    end: int
    text: str
    kind: str
    closed: bool | None
    n_words: int
    insertions: list[dict[str, Any]]
    content_start: int
    content_end: int
    negated: bool
    link: str | None
    linked_to: str | None
    speaker_text: str | None
    speaker_start: int | None
    speaker_end: int | None
    speaker_phrase: str | None
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    confidence: float


def extract_quotes(paragraphs: pd.DataFrame, weights: Weights | None = None) -> pd.DataFrame:
    """Quotations of `paragraphs` (tables.Paragraphs, documents together, in reading order), a row each.

    Returns the columns of `Row`, in the order of the documents and by start and end in each. `weights` are the
    shipped ones unless others are tried (benchmarks/train_quotes.py).
    """
    weights = weights or shipped_weights()
    given = paragraphs[list(_Paragraph._fields)].astype(object)
    columns = (given[name].where(given[name].notna(), None).tolist() for name in given)  # published tables have pd.NA
    read = (row for row in map(_Paragraph._make, zip(*columns, strict=True)) if row.kind != BOILERPLATE)
    rows = [row for _, document in groupby(read, key=attrgetter("doc_id")) for row in _rows(list(document), weights)]
    table = pd.DataFrame(rows, columns=list(Row._fields), dtype=object)
    return table.astype({"start": "int64", "end": "int64", "negated": "bool"})


def _rows(paragraphs: Sequence[_Paragraph], weights: Weights) -> Iterator[Row]:
    """Rows of one document."""
    texts = [paragraph.text for paragraph in paragraphs]
    prose = [paragraph.prose_start - paragraph.start for paragraph in paragraphs]
    spoken = [None if said.spoken_start is None else said.spoken_start - said.start for said in paragraphs]
    quotes = find_quotes(texts, prose, spoken, weights)
    doc_id = paragraphs[0].doc_id
    spans = ((doc_id, *_offsets(paragraphs, quote.words)) for quote in quotes)
    ids = dict(zip((quote.words for quote in quotes), span_ids("quote", spans), strict=True))
    for quote in quotes:
        yield _row(paragraphs, quote, ids[quote.words], ids[quote.goes_on_from] if quote.goes_on_from else None)


def _row(paragraphs: Sequence[_Paragraph], quote: Quote, quote_id: str, linked_to: str | None) -> Row:
    paragraph = paragraphs[quote.words.paragraph]
    offset, text = paragraph.start, paragraph.text
    start, end = quote.words.start + offset, quote.words.end + offset
    words = text[quote.words.start : quote.words.end]
    insertions = _insertions(words, start) if "[" in words else []
    speaker_start, speaker_end = _offsets(paragraphs, quote.speaker)
    cue_start, cue_end = _offsets(paragraphs, quote.cue)
    return Row(
        doc_id=paragraph.doc_id,
        quote_id=quote_id,
        paragraph_id=paragraph.paragraph_id,
        start=start,
        end=end,
        text=words,
        kind=quote.kind,
        closed=quote.closed,
        n_words=_count_said(words),
        insertions=insertions,
        content_start=quote.content.start + offset,
        content_end=quote.content.end + offset,
        negated=quote.negated,
        link=quote.link,
        linked_to=linked_to,
        speaker_text=_text(paragraphs, quote.speaker),
        speaker_start=speaker_start,
        speaker_end=speaker_end,
        speaker_phrase=_text(paragraphs, quote.speaker_phrase),
        cue=_text(paragraphs, quote.cue),
        cue_start=cue_start,
        cue_end=cue_end,
        confidence=quote.confidence,
    )


def _text(paragraphs: Sequence[_Paragraph], span: Located | None) -> str | None:
    return paragraphs[span.paragraph].text[span.start : span.end] if span else None


def _offsets(paragraphs: Sequence[_Paragraph], span: Located | None) -> tuple[int, int] | tuple[None, None]:
    """Offsets in the document."""
    if span is None:
        return None, None
    offset = paragraphs[span.paragraph].start
    return offset + span.start, offset + span.end


def _count_said(words: str) -> int:
    """Words of a quotation beside the editor's: of “[Laughs] …” and an answer “👍” none, as a statement needs a word.

    >>> _count_said("[Laughs] …"), _count_said("[Laughs] It is — late."), _count_said(". . .")
    (0, 4, 0)
    """
    said = _INSERTION.sub(" ", words)
    return len(said.split()) if _WORD.search(said) else 0


def _insertions(words: str, start: int) -> list[dict[str, Any]]:
    """The editor's bracketed insertions in a quotation that starts at `start` of its document."""
    return [
        {"start": start + found.start(), "end": start + found.end(), "text": found[0]}
        for found in _INSERTION.finditer(words)
    ]
