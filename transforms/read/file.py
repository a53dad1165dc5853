"""One input file's records and rejects."""

from collections.abc import Iterator
from typing import Any

from transforms.read.dates import settle_days
from transforms.read.decode import declared_encoding, decode
from transforms.read.records import Parsed, gather, make_record, make_reject
from transforms.read.tabular import FoundRecord, is_tsv, read_csv, read_jsonl, read_parquet, read_tsv
from transforms.read.unpack import Unreadable, empty_file, unpack

_MOST_REJECTS = 1000  # listed of one file; a log by the name of .jsonl has millions of lines


def read_file(path: str, data: bytes) -> Parsed:
    """Read the articles of one input file.

    `path` is the file's name relative to the input folder; its suffix tells the format, and rows are named by
    it. `data` are the file's bytes. What cannot be read becomes a row of rejects: for the whole file
    (record null) or for one record (line of a .jsonl, row of a .csv, .tsv or .parquet, from 1).

    >>> parsed = read_file("a.jsonl", b'{"text": "Rain fell in Ostrava."}\\n{"text": ')
    >>> parsed.records["text"].tolist(), parsed.rejects["record"].tolist()
    (['Rain fell in Ostrava.'], [2])
    """
    records: list[dict[str, Any]] = []
    rejects: list[dict[str, Any]] = []
    unlisted = 0
    try:
        kind, data = unpack(path, data)
        for number, fields, warnings in _READERS[kind](data):
            try:
                if isinstance(fields, Unreadable):
                    raise fields
                records.append(make_record(path, number, fields, warnings))
            except Unreadable as problem:
                if len(rejects) < _MOST_REJECTS:
                    rejects.append(make_reject(path, number, problem))
                else:
                    unlisted += 1
    except Unreadable as problem:
        rejects.append(make_reject(path, None, _of_the_rest(problem, len(records))))
    if unlisted:
        rejects.append(make_reject(path, None, _unlisted(unlisted)))
    if not records and not rejects:
        rejects.append(make_reject(path, None, Unreadable("the file holds no records", "Fill it or leave it out.")))
    settle_days(records)
    return gather(records, rejects)


def _of_the_rest(problem: Unreadable, n_read: int) -> Unreadable:
    """Say of a file in which reading ends that what was read before counts."""
    before = f" (after {n_read:,} records, which were read)" if n_read else ""
    return Unreadable(problem.reason + before, problem.remedy)


def _unlisted(count: int) -> Unreadable:
    return Unreadable(
        f"{count:,} more of the file's records cannot be read, beyond the {_MOST_REJECTS:,} listed",
        "See to the listed ones; the file may be of another format than its name says.",
    )


def _read_text(data: bytes) -> Iterator[FoundRecord]:
    text, warnings = decode(data)
    if is_tsv(text):
        yield from read_tsv(data)
    else:
        yield _one_article("text", text, warnings)


def _read_html(data: bytes) -> Iterator[FoundRecord]:
    yield _one_article("html", *decode(data, declared_encoding(data)))


def _one_article(markup: str, text: str, warnings: list[str]) -> FoundRecord:
    if not text.strip():  # though it has bytes: a byte-order mark, white space beyond ASCII
        raise empty_file()
    return None, {markup: text}, warnings


_READERS = {
    "txt": _read_text,
    "html": _read_html,
    "jsonl": read_jsonl,
    "csv": read_csv,
    "tsv": read_tsv,
    "parquet": read_parquet,
}
