"""The quotes table from the paragraphs of a partition."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from transforms.ids import span_ids
from transforms.quotes.document import Located, Quote, find_quotes
from transforms.quotes.weights import Weights, shipped_weights

COLUMNS = (
    "doc_id", "quote_id", "paragraph_id", "start", "end", "text", "kind", "closed", "n_words", "insertions",
    "content_start", "content_end", "link", "linked_to", "speaker_text", "speaker_start", "speaker_end",
    "speaker_phrase", "cue", "cue_start", "cue_end", "confidence",
)  # fmt: skip
_INSERTION = re.compile(r"\[[^\[\]\n]{1,200}\]")

Row = dict[str, Any]


class _Paragraph(NamedTuple):
    doc_id: str
    paragraph_id: str
    kind: str
    start: int
    text: str


def extract_quotes(paragraphs: pd.DataFrame, weights: Weights | None = None) -> pd.DataFrame:
    """Quotations of `paragraphs` (tables.Paragraphs, documents together, in reading order), a row each.

    Returns `COLUMNS` of tables.Quotes, in the order of the documents and by start and end in each. `weights` are the
    shipped ones unless others are tried (benchmarks/train_quotes.py).
    """
    weights = weights or shipped_weights()
    columns = (paragraphs[name].tolist() for name in _Paragraph._fields)
    read = (row for row in map(_Paragraph._make, zip(*columns, strict=True)) if row.kind != "boilerplate")
    rows = [row for _, document in groupby(read, key=lambda row: row.doc_id) for row in _rows(list(document), weights)]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object).astype({"start": "int64", "end": "int64"})


def _rows(paragraphs: Sequence[_Paragraph], weights: Weights) -> Iterator[Row]:
    """Rows of one document."""
    quotes = find_quotes([paragraph.text for paragraph in paragraphs], weights)
    doc_id = paragraphs[0].doc_id
    spans = [(doc_id, *_offsets(paragraphs, quote.words)) for quote in quotes]
    ids = dict(zip((quote.words for quote in quotes), span_ids("quote", spans), strict=True))
    for quote in quotes:
        paragraph = paragraphs[quote.words.paragraph]
        words = paragraph.text[quote.words.start : quote.words.end]
        start, end = _offsets(paragraphs, quote.words)
        yield {
            "doc_id": doc_id,
            "quote_id": ids[quote.words],
            "paragraph_id": paragraph.paragraph_id,
            "start": start,
            "end": end,
            "text": words,
            "kind": quote.kind,
            "closed": quote.closed,
            "n_words": len(_INSERTION.sub(" ", words).split()),
            "insertions": _insertions(words, start),
            "content_start": quote.content.start + paragraph.start,
            "content_end": quote.content.end + paragraph.start,
            "link": quote.link,
            "linked_to": ids[quote.goes_on_from] if quote.goes_on_from else None,
            **_named(paragraphs, quote),
            "confidence": quote.confidence,
        }


def _named(paragraphs: Sequence[_Paragraph], quote: Quote) -> Row:
    """Speaker and cue as the row holds them, null where there is none."""
    named: Row = {"speaker_phrase": _text(paragraphs, quote.speaker_phrase)}
    for column, name, span in (("speaker_text", "speaker", quote.speaker), ("cue", "cue", quote.cue)):
        start, end = _offsets(paragraphs, span) if span else (None, None)
        named |= {column: _text(paragraphs, span), f"{name}_start": start, f"{name}_end": end}
    return named


def _text(paragraphs: Sequence[_Paragraph], span: Located | None) -> str | None:
    return paragraphs[span.paragraph].text[span.start : span.end] if span else None


def _offsets(paragraphs: Sequence[_Paragraph], span: Located) -> tuple[int, int]:
    """Offsets in the document."""
    offset = paragraphs[span.paragraph].start
    return offset + span.start, offset + span.end


def _insertions(words: str, start: int) -> list[dict[str, Any]]:
    """The editor's bracketed insertions in a quotation that starts at `start` of its document."""
    return [
        {"start": start + found.start(), "end": start + found.end(), "text": found[0]}
        for found in _INSERTION.finditer(words)
    ]
