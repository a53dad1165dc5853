"""Articles as a reader finds them: where each stands in the input, in which order they appeared, which were revised."""

from typing import Any

import pandas as pd

_SIGNS = ("external_id", "url", "record")  # by which a record is known again in its file, the surest first
_ALIKE = 0.5  # share of the words of two texts that are in both, from which one is the other revised
_TAKE = r"^(?:UPDATE|Update|WRAPUP) (\d{1,3})\b"  # a wire's later version of an article, by its headline


def article_places(documents: pd.DataFrame) -> dict[str, str]:
    """By doc_id, where each article stands in the input: its file and, among others, its own id, else its number."""
    twice = documents.duplicated(["source_path", "external_id"], keep=False)
    own_ids = ", id " + documents["external_id"].mask(twice)
    records = own_ids.fillna(", record " + documents["record"].astype("string")).fillna("")
    return dict(zip(documents["doc_id"], documents["source_path"] + records, strict=True))


def revised_articles(then: pd.DataFrame, now: pd.DataFrame) -> list[tuple[str, str]]:
    """The doc_ids then and now of the articles whose text changed, as they come in `now`.

    An article is known again by its file; a record in it by its own id, else its address, else its number, if the texts
    are alike: a feed that holds the newest articles alone has another at every number each day.
    """
    old, new = _without_text_in(now, then), _without_text_in(then, now)
    found: dict[str, str] = {}
    for sign in _SIGNS:
        taken = set(found.values())
        left = {row[sign]: row for row in old if row[sign] and row["doc_id"] not in taken}
        for row in new:
            was = left.get(row[sign])
            if row["doc_id"] not in found and was and _may_be_one(was, row, sign):
                found[row["doc_id"]] = was["doc_id"]
    return [(found[row["doc_id"]], row["doc_id"]) for row in new if row["doc_id"] in found]


def _without_text_in(others: pd.DataFrame, documents: pd.DataFrame) -> list[dict[str, Any]]:
    """Documents whose text no other has, and the signs of each; None for a sign that two of a file have."""
    signs = documents[["doc_id", "text", "record"]].assign(is_file=documents["record"].isna())
    for sign in _SIGNS:
        own = documents[sign].astype("string")
        own = own.fillna("") if sign == "record" else own.mask(signs["is_file"])
        twice = documents.assign(own=own).duplicated(["source_path", "own"], keep=False)
        signs[sign] = (documents["source_path"] + "\n" + own).mask(twice)
    alone = signs[~signs["doc_id"].isin(others["doc_id"])].astype(object)
    rows: list[dict[str, Any]] = alone.where(alone.notna(), None).to_dict("records")
    return rows


def _may_be_one(was: dict[str, Any], row: dict[str, Any], sign: str) -> bool:
    """Whether no surer sign tells two articles apart, nor, where their number is all that they share, their texts."""
    surer = _SIGNS[: _SIGNS.index(sign)]
    if any(was[one] and row[one] for one in surer):
        return False
    if sign != "record" or row["is_file"]:
        return True
    return are_versions(was["text"], row["text"])


def are_versions(text: str, other: str) -> bool:
    """Whether one text may be the other, corrected or added to: most of their words are in both.

    >>> [are_versions("The tolls rise by 3 percent.", other) for other in ("The tolls rise by 4 percent.", "Rain.")]
    [True, False]
    """
    words, others = set(text.split()), set(other.split())
    return len(words & others) >= _ALIKE * len(words | others)


def order_of_appearance(documents: pd.DataFrame) -> dict[str, int]:
    """Place of each article, by doc_id: by date, undated ones last; on one date the wire's takes as they are numbered.

    What neither tells goes by file and record, as a reader finds the articles in their folder.

    >>> titles = {"a": "UPDATE 2-Toll rises", "b": "Quake", "c": "UPDATE 1-Toll known"}
    >>> documents = pd.DataFrame({"doc_id": titles.keys(), "title": titles.values(), "source_path": "w.jsonl"})
    >>> order_of_appearance(documents.assign(published_at=pd.Timestamp("2026-03-05"), record=[1, 2, 3]))
    {'b': 0, 'c': 1, 'a': 2}
    """
    take = documents["title"].astype("string").str.extract(_TAKE, expand=False).astype("Int64").fillna(0)
    order = ["published_at", "take", "source_path", "record", "doc_id"]
    ordered = documents.assign(take=take).sort_values(order)
    return {doc_id: place for place, doc_id in enumerate(ordered["doc_id"])}
