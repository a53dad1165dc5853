"""One input file's records, format by format."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from transforms.read.decode import decode
from transforms.read.records import Parsed, gather, make_record, make_reject
from transforms.read.unpack import MAX_ARTICLE_BYTES, Unreadable, unpack

_FIELDS = ("text", "html", "title", "published_at", "source", "url")
_PARQUET_BATCH = 64  # rows held as Python objects at once

# A record as it was found: its number in the file (None for a file that is one article), its fields or what
# is wrong with it, and warnings.
_Found = tuple[int | None, dict[str, Any] | Unreadable, list[str]]


def read_file(path: str, data: bytes) -> Parsed:
    """Read the articles of one input file.

    `path` is the file's name relative to the input folder; its suffix tells the format, and rows are named by
    it. `data` are the file's bytes. What cannot be read becomes a row of rejects: for the whole file
    (record null) or for one record (line of a .jsonl, row of a .csv or .parquet, from 1).

    >>> parsed = read_file("a.jsonl", b'{"text": "Rain fell in Ostrava."}\\n{"text": ')
    >>> parsed.records["text"].tolist(), parsed.rejects["record"].tolist()
    (['Rain fell in Ostrava.'], [2])
    """
    records, rejects = [], []
    try:
        kind, data = unpack(path, data)
        for number, fields, warnings in _READERS[kind](data):
            try:
                if isinstance(fields, Unreadable):
                    raise fields
                records.append(make_record(path, number, fields, warnings))
            except Unreadable as problem:
                rejects.append(make_reject(path, number, problem))
    except Unreadable as problem:
        rejects.append(make_reject(path, None, problem))
    return gather(records, rejects)


def _read_text(data: bytes) -> Iterator[_Found]:
    text, warnings = decode(data)
    yield None, {"text": text}, warnings


def _read_html(data: bytes) -> Iterator[_Found]:
    text, warnings = decode(data)
    yield None, {"html": text}, warnings


def _read_jsonl(data: bytes) -> Iterator[_Found]:
    """Read line by line, so that neither a broken line nor a monstrous one spoils the others."""
    if data[:4].strip(b"\xff\xfe\xef\xbb\xbf\0") != data[:4]:  # a byte-order mark: decode as a whole
        data = decode(data)[0].encode("utf-8", "surrogatepass")
    start, number = 0, 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        number += 1
        if end - start > 2 * MAX_ARTICLE_BYTES:  # escapes may double a text's length
            yield number, _line_too_long(), []
        elif line := data[start:end].strip():
            yield number, *_parse_line(line)
        start = end + 1


def _parse_line(line: bytes) -> tuple[dict[str, Any] | Unreadable, list[str]]:
    try:
        text, warnings = decode(line)
        fields = json.loads(text)
    except Unreadable as problem:
        return problem, []
    except (ValueError, RecursionError):
        return Unreadable("the line is not valid JSON", "Write one JSON object a line, or mend this line."), []
    if not isinstance(fields, dict):
        return Unreadable("the line is JSON but not an object", 'Write each line as {"text": "…"}.'), []
    return fields, warnings


def _line_too_long() -> Unreadable:
    return Unreadable(
        f"the line is longer than {2 * MAX_ARTICLE_BYTES // (1024 * 1024)} MiB",
        "Write one article a line; split this one.",
    )


def _read_csv(data: bytes) -> Iterator[_Found]:
    text, warnings = decode(data)
    csv.field_size_limit(MAX_ARTICLE_BYTES)  # the module's own limit, 128 KiB, is shorter than long articles
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    names = [name.strip().lower() for name in next(rows, [])]
    if not {"text", "html"} & set(names):
        raise _no_text_column(names)
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            # Where a quoted field never ends, so does every row after: nothing further can be told apart.
            yield number, _broken_row(str(error)), []
            return
        if len(row) > len(names):
            yield number, _broken_row(f"{len(row)} fields under {len(names)} column names"), []
        elif row:
            fields = {name: value for name, value in zip(names, row, strict=False) if value.strip()}
            yield number, fields, warnings


def _broken_row(what: str) -> Unreadable:
    return Unreadable(f"the row is not valid CSV: {what}", "Quote its text with double quotes, doubled inside.")


def _read_parquet(data: bytes) -> Iterator[_Found]:
    import pyarrow as arrow  # here, because a folder of plain text needs none of it
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(arrow.BufferReader(data))
        names = table.schema_arrow.names
        if not {"text", "html"} & set(names):
            raise _no_text_column(names)
        number = 0
        wanted = [name for name in _FIELDS if name in names]
        for batch in table.iter_batches(batch_size=_PARQUET_BATCH, columns=wanted, use_threads=False):
            for fields in batch.to_pylist():
                number += 1
                yield number, fields, []
    except (arrow.ArrowException, OSError) as error:
        raise Unreadable(
            f"the Parquet file is damaged: {str(error).splitlines()[0]}", "Write the file again."
        ) from error


def _no_text_column(names: list[str]) -> Unreadable:
    shown = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
    return Unreadable(
        f"no column is named text or html (columns: {shown})", "Rename the column that holds the article to text."
    )


_READERS = {
    "txt": _read_text,
    "html": _read_html,
    "jsonl": _read_jsonl,
    "csv": _read_csv,
    "parquet": _read_parquet,
}
