"""Articles as a reader finds them: where each stands in the input, and in which order they appeared."""

import pandas as pd

_TAKE = r"^(?:UPDATE|Update|WRAPUP) (\d{1,3})\b"  # a wire's later version of an article, by its headline


def article_places(documents: pd.DataFrame) -> dict[str, str]:
    """By doc_id, where each article stands in the input: its file and, among others, its own id, else its number."""
    twice = documents.duplicated(["source_path", "external_id"], keep=False)
    own_ids = ", id " + documents["external_id"].mask(twice)
    records = own_ids.fillna(", record " + documents["record"].astype("string")).fillna("")
    return dict(zip(documents["doc_id"], documents["source_path"] + records, strict=True))


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
