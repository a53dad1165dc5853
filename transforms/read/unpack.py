"""From a file's name and bytes to its format and unpacked bytes, within stated limits."""

import gzip
import io
import zlib

MAX_ARTICLE_BYTES = 8 * 1024 * 1024  # a novel is 1 MB; what is longer is a dump, not an article
MAX_TABLE_BYTES = 512 * 1024 * 1024  # a file of records, unpacked: it is held in memory whole

_ONE_ARTICLE = {".txt": "txt", ".html": "html", ".htm": "html"}
_TABLE = {".jsonl": "jsonl", ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet"}
KINDS = ", ".join((*_ONE_ARTICLE, *_TABLE))  # each also .gz
# What articles are mailed in, and how they are got out of it.
_REMEDIES = {
    (".zip", ".tar", ".tgz", ".7z", ".rar"): "Unpack it, and give the files in it.",
    (".doc", ".docx", ".odt", ".rtf", ".pdf", ".pages", ".md"): "Save it as plain text (.txt, in UTF-8).",
    (
        ".eml",
        ".msg",
        ".mbox",
        ".mht",
        ".mhtml",
        ".webarchive",
    ): "Open it, and save its text (.txt) or the page (.html).",
    (".xls", ".xlsx", ".ods", ".numbers"): "Save it as CSV (in UTF-8), the articles in a column named text.",
    (".ndjson",): "Name it .jsonl.",
    (".json",): 'Write it as .jsonl, an object a line: {"text": "…"}.',
}


class Unreadable(Exception):
    """A file or record that cannot be read: why, and what to do about it."""

    def __init__(self, reason: str, remedy: str):
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def file_format(path: str) -> tuple[str, bool]:
    """Tell a file's format by its name, and whether it is packed; raise `Unreadable` for any other name.

    >>> file_format("wire/a.TXT.gz")
    ('txt', True)
    """
    name = path.lower()
    packed = name.endswith(".gz")
    stem = name.removesuffix(".gz")
    for suffix, kind in {**_ONE_ARTICLE, **_TABLE}.items():
        if stem.endswith(suffix):
            return kind, packed
    remedy = next((remedy for suffixes, remedy in _REMEDIES.items() if stem.endswith(suffixes)), None)
    raise Unreadable(
        "the file's suffix is none that Restated reads",
        remedy or f"Convert it to one of {KINDS} (each also .gz), or leave it out.",
    )


def size_limit(path: str) -> int:
    """Return how many bytes a file of this name may hold, unpacked; 0 for a name that is not read at all.

    The caller that opens files asks this first, so that an oversized one is never loaded. A packed file is
    never larger than its contents by more than a few bytes, so the limit serves for both.

    >>> size_limit("dump.txt") == MAX_ARTICLE_BYTES, size_limit("dump.jsonl.gz") == MAX_TABLE_BYTES
    (True, True)
    """
    try:
        kind, _ = file_format(path)
    except Unreadable:
        return 0
    return MAX_TABLE_BYTES if kind in _TABLE.values() else MAX_ARTICLE_BYTES


def unpack(path: str, data: bytes) -> tuple[str, bytes]:
    """Return a file's format and its unpacked bytes; raise `Unreadable` where name, size or packing forbid it."""
    kind, packed = file_format(path)
    limit = size_limit(path)
    if packed:
        data = _gunzip(data, limit)
    if len(data) > limit:
        raise too_large(limit)
    if not data.strip():
        raise empty_file()
    return kind, data


def _gunzip(data: bytes, limit: int) -> bytes:
    """Unpack gzip, all its members, but never more than `limit` + 1 bytes: a bomb of 1 MB unpacks to 1 GB."""
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(data)).read(limit + 1)
    except EOFError as error:
        raise Unreadable("the gzip is cut short: its end is missing", "Fetch or pack the file again.") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise Unreadable(
            "the file is not gzip, or its gzip is damaged", "Pack it again with gzip, or drop the .gz."
        ) from error


def empty_file() -> Unreadable:
    """Say that a file holds nothing."""
    return Unreadable("the file is empty", "Fill it or leave it out.")


def too_large(limit: int) -> Unreadable:
    """Say that a file holds more than `limit` bytes."""
    mebibytes = limit // (1024 * 1024)
    return Unreadable(
        f"the file holds more than the limit of {mebibytes} MiB, unpacked",
        "Split it, one article a file or fewer records a file.",
    )
