"""The fields of a record, whatever its file calls them: archives, feeds and spreadsheets have names of their own."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

ARTICLE = ("text", "html")  # the fields that may hold the article
FIELDS = ("doc_id", *ARTICLE, "title", "published_at", "source", "url")
# Other names, without signs and small. Of several that hold something the field's own counts, then the first.
OTHER_NAMES = {
    "doc_id": ("articleid", "id", "guid"),
    "text": ("body", "bodytext", "articlebody", "articletext", "fulltext", "content", "article"),
    "title": ("headline",),
    "published_at": (
        *("published", "publicationdate", "publisheddate", "publishdate", "publishedon", "datepublished", "pubdate"),
        *("datetime", "date"),
    ),
    "source": ("publication", "outlet", "newspaper", "publisher", "sourcename", "medianame"),
    "url": ("link", "articleurl"),
}
_NAMES = {field: (field.replace("_", ""), *OTHER_NAMES.get(field, ())) for field in FIELDS}
_FIELDS = {name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names)}
_SIGNS = re.compile(r"[\W_]+")
_REMEMBERED = 10_000  # names; of each record of a .jsonl others may be made up
_LONGEST = 100  # characters; what is longer is text that stands where a name should, and is not remembered


def field_of(name: str) -> str | None:
    """Return the field that a column or key is read as; None of one that is passed over.

    >>> [field_of(name) for name in (" Text", "publishedAt", "Publication Date", "headline", "section")]
    ['text', 'published_at', 'published_at', 'title', None]
    """
    return _known(name)[0]


def by_field(record: Mapping[str, Any]) -> dict[str, Any]:
    """Name what a record holds by its fields; what is empty, or no single value under another name, is passed over.

    >>> by_field({"headline": "Rain", "title": "", "Date": "2026-03-04", "id": {"oid": 1}, "url": None, "pages": 2})
    {'title': 'Rain', 'published_at': '2026-03-04'}
    """
    named: dict[str, tuple[int, Any]] = {}
    for name, value in record.items():
        field, rank = _known(name)
        if field == "source" and isinstance(value, dict) and isinstance(value.get("name"), str):
            value = value["name"]  # as feeds of many outlets write it: {"id": null, "name": "Gannet"}
        if field is None or _is_empty(value) or (rank > 1 and isinstance(value, dict | list)):
            continue
        if field not in named or rank < named[field][0]:
            named[field] = rank, value
    return {field: value for field, (_, value) in named.items()}


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and (not value or value.isspace()))


def _known(name: str) -> tuple[str | None, int]:
    return _looked_up(name) if len(name) <= _LONGEST else (None, 0)


@lru_cache(_REMEMBERED)
def _looked_up(name: str) -> tuple[str | None, int]:
    """The field that a name is read as, and how near it comes to the field's own: 0 this, 1 but for case and signs."""
    if name in FIELDS:
        return name, 0
    field, rank = _FIELDS.get(_SIGNS.sub("", name).lower(), (None, 0))
    return field, rank + 1
