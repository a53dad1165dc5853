"""The records of files that hold many: .jsonl, .csv, .tsv, .parquet."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from transforms.read.decode import decode
from transforms.read.fields import ARTICLE, by_field, field_of
from transforms.read.unpack import MAX_ARTICLE_BYTES, MAX_TABLE_BYTES, Unreadable, too_large

# The module's own limit, 128 KiB, is shorter than long articles. It is the process's, so it is set here, once. It is
# in characters, of which no article has more than bytes.
csv.field_size_limit(MAX_ARTICLE_BYTES)

# A record as it was found: its number in the file (None for a file that is one article), its fields or what
# is wrong with it, and warnings.
FoundRecord = tuple[int | None, dict[str, Any] | Unreadable, list[str]]

# JSON may write a Cyrillic letter, two bytes, as \u0436, and a letter of four bytes as a pair of those. A MiB beyond
# the article is for the other fields.
_LONGEST_LINE = 3 * MAX_ARTICLE_BYTES + 1024 * 1024
_PARQUET_BATCH = 64  # rows held at once, at most
_MARK = b"\xef\xbb\xbf"
_CSV_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]++")
# sep=; alone, between quotes, or with the empty cells behind it to which a spreadsheet fills a row up
_DELIMITER_TOLD = re.compile(r'("?+)\s*+sep\s*+=\s*+[^\s"]?+\s*+\1[,;\s]*+', re.IGNORECASE)
_DELIMITERS = ",;\t"  # by how common they are; a German spreadsheet writes the second
_OF_TABS = "\t,;"  # the same for a file that says by its name what stands between its fields
_OPENING = re.compile(r'(?<![^\t\r\n])"')  # a quote that begins a field between tabs
_QUOTED = re.compile(r'"(?>(?:[^"]++|"")*)"(?![^\t\r\n])')
_ESCAPE = re.compile(r"\\([nrt\\])")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}


def read_jsonl(data: bytes) -> Iterator[FoundRecord]:
    """Read one JSON object a line, so that neither a broken line nor a monstrous one spoils the others."""
    data = data.removeprefix(_MARK)
    warnings: list[str] = []
    if b"\0" in data[:4]:  # UTF-16 or UTF-32: no single line of it can be decoded
        text, warnings = decode(data)
        data = text.encode("utf-8")
    start, number = 0, 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        number += 1
        if end - start > _LONGEST_LINE:
            yield number, _line_too_long(), []
        elif line := data[start:end].strip():
            fields, of_line = _parse_line(line)
            yield number, fields, [*warnings, *of_line]
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
        f"the line is longer than {_LONGEST_LINE // (1024 * 1024)} MiB",
        "Write one article a line; split this one.",
    )


def read_csv(data: bytes, delimiters: str = _DELIMITERS) -> Iterator[FoundRecord]:
    """Read a row a record under a line of column names; comma, semicolon or tab between fields.

    A row of more or fewer fields than names is rejected: where its text lost a quote, it holds half an article. Lines
    that are empty, or tell a spreadsheet the delimiter (sep=;), may stand before the names.
    """
    text, warnings = decode(data)
    begin, skipped = _before_names(text)
    header = _CSV_LINE.match(text, begin)
    delimiter = _delimiter(header.group() if header else "", delimiters)
    bare = delimiter == "\t" and not _quotes_fields(text, begin)
    rows = _rows_of_fields((line.group() for line in _CSV_LINE.finditer(text, begin)), delimiter, bare)
    names = _names(rows, skipped + 1)
    _require_columns(names)
    number = 0
    while True:
        number, line = number + 1, skipped + rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, _broken_row(line, str(error)), []
            if "limit" in str(error):
                return  # in the middle of a field without end: what follows are not rows
            continue
        if row and len(row) != len(names):
            yield number, _broken_row(line, f"{len(row)} fields under {len(names)} column names"), []
        elif row:
            fields = map(_unescape, row) if bare else row
            yield number, {name: value for name, value in zip(names, fields, strict=True) if value.strip()}, warnings


def read_tsv(data: bytes) -> Iterator[FoundRecord]:
    """Read a .csv whose fields stand between tabs: also where its header has no second column to show it by."""
    return read_csv(data, _OF_TABS)


def is_tsv(text: str) -> bool:
    """Whether a text is a table for all its name says: spreadsheets save one with tabs as .txt.

    >>> [is_tsv(text) for text in ("Headline\\tBody\\nRain\\tIt fell.", "Rain\\tMonday", "Body\\tof a whale", "Text")]
    [True, False, False, False]
    """
    fields = [field_of(name.strip(' "')) for name in text.lstrip().partition("\n")[0].split("\t")]
    return len(set(filter(None, fields))) > 1 and any(field in ARTICLE for field in fields)


def _quotes_fields(text: str, begin: int) -> bool:
    """Whether a file with tabs puts a field that holds quotes between quotes, as a .csv does.

    What web sheets and databases export does not: quotes are a field's own, so that “"Go," he said” may begin one, and
    a line break in it is written \\n or has become a space. Of the fields that begin with a quote more then go on
    behind the closing one.
    """
    quoted, opened = 0, 0
    while opening := _OPENING.search(text, begin):
        whole = _QUOTED.match(text, opening.start())
        opened, quoted = opened + 1, quoted + (whole is not None)
        begin = (whole or opening).end()  # a line within a field may begin with a quote, too
    return 2 * quoted > opened


def _rows_of_fields(lines: Iterator[str], delimiter: str, bare: bool) -> Any:
    if bare:
        return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return csv.reader(lines, delimiter=delimiter, strict=True)


def _unescape(field: str) -> str:
    return _ESCAPE.sub(lambda escape: _ESCAPED[escape[1]], field) if "\\" in field else field


def _before_names(text: str) -> tuple[int, int]:
    """Characters and lines before the line of names."""
    for number, line in enumerate(_CSV_LINE.finditer(text)):
        if (said := line.group().strip()) and not _DELIMITER_TOLD.fullmatch(said):
            return line.start(), number
    return 0, 0


def _delimiter(header: str, delimiters: str) -> str:
    """Choose the delimiter by which the header has a column of articles; where none has, the one it has most of."""
    for delimiter in delimiters:
        if any(field_of(name) in ARTICLE for name in header.split(delimiter)):
            return delimiter
    return max(delimiters, key=header.count)


def _names(rows: Iterator[list[str]], line: int) -> list[str]:
    try:
        return [_small(name) for name in next(rows, [])]
    except csv.Error as error:
        raise _broken_row(line, str(error)) from error


def _broken_row(line: int, what: str) -> Unreadable:
    return Unreadable(
        f"the row that begins in line {line} is not valid CSV: {what}",
        "Quote its text with double quotes, doubled inside.",
    )


def read_parquet(data: bytes) -> Iterator[FoundRecord]:
    """Read a row a record, never more text than `MAX_TABLE_BYTES`: a dictionary of one text may repeat it for ever."""
    import pyarrow as arrow  # here, because a folder of plain text needs none of it
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(arrow.BufferReader(data))
        _require_columns(table.schema_arrow.names)
        wanted = [name for name in table.schema_arrow.names if field_of(name)]
        batches = table.iter_batches(batch_size=_batch_size(table.metadata), columns=wanted, use_threads=False)
        yield from _rows(batches)
    except (arrow.ArrowException, OSError, UnicodeDecodeError) as error:
        says = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Unreadable(f"the Parquet file is damaged: {says}", "Write the file again.") from error


def _batch_size(metadata: Any) -> int:
    """Say how many rows fit into memory at once: no value is longer than the largest chunk of its column."""
    groups = [metadata.row_group(at) for at in range(metadata.num_row_groups)]
    columns = [group.column(at) for group in groups for at in range(metadata.num_columns)]
    articles = [column for column in columns if field_of(column.path_in_schema.split(".")[0]) in ARTICLE]
    longest = max((column.total_uncompressed_size for column in articles), default=0)
    if longest > MAX_TABLE_BYTES:
        raise too_large(MAX_TABLE_BYTES)
    return max(1, min(_PARQUET_BATCH, MAX_TABLE_BYTES // max(1, longest)))


def _rows(batches: Iterable[Any]) -> Iterator[FoundRecord]:
    number, size = 0, 0
    for batch in batches:
        for values in zip(*map(_in_utc, batch.columns), strict=True):
            number += 1
            fields, warnings = _row(zip(batch.schema.names, values, strict=True))
            if isinstance(fields, dict):
                size += sum(len(value) for value in fields.values() if isinstance(value, str))
            if size > MAX_TABLE_BYTES:
                raise too_large(MAX_TABLE_BYTES)
            yield number, fields, warnings


def _in_utc(column: Any) -> Any:
    """Show a column's moments in UTC, in which Arrow counts them, and in no zone of a name that Python may not know."""
    import pyarrow as arrow

    if not arrow.types.is_timestamp(column.type) or column.type.tz is None:
        return column
    return column.cast(arrow.timestamp(column.type.unit, "UTC"))


def _row(values: Iterable[tuple[str, Any]]) -> tuple[dict[str, Any] | Unreadable, list[str]]:
    """Take a row's values out of Arrow, which checks no UTF-8, no day in the calendar and no zone's name."""
    fields: dict[str, Any] = {}
    warnings = []
    for name, value in values:
        try:
            fields[name] = value.as_py()
        except (ValueError, OverflowError, KeyError) as error:
            if field_of(name) in ARTICLE:
                return Unreadable(f"the record's {name} cannot be read: {error}", "Write the row again."), []
            warnings.append(f"The record's {name} cannot be read and was left out.")
    return fields, warnings


def _require_columns(names: Sequence[str]) -> None:
    """Raise `Unreadable` unless a column holds the article, and no column that is read has the name of another."""
    if not any(field_of(name) in ARTICLE for name in names):
        shown = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
        raise Unreadable(
            f"no column is named text or html (columns: {shown})", "Rename the column that holds the article to text."
        )
    known = list(map(_small, names))
    if twice := [name for name in by_field(dict(zip(known, known, strict=True))).values() if known.count(name) > 1]:
        raise Unreadable(f"more than one column is named {twice[0]}", "Rename or remove all but one of them.")


def _small(name: str) -> str:
    return name.strip().lower()
