"""Rules on places: texts are slices of their document, spans nest, and what names a place lies there.

Each function returns the rows that break its rule.
"""

from collections.abc import Callable
from itertools import pairwise

import pandas as pd

from transforms.tables import SPOKEN_KINDS, Tables


def text_is_slice(
    table: str, text: str = "text", start: str = "start", end: str = "end"
) -> Callable[[Tables], pd.DataFrame]:
    """Rows of `table` whose `text` is not the document's text from `start` to `end`."""

    def broken(tables: Tables) -> pd.DataFrame:
        rows = tables[table][tables[table][text].notna() | tables[table][start].notna()]
        texts = dict(zip(*(tables["documents"][name].to_numpy(object) for name in ("doc_id", "text")), strict=True))
        spans = zip(*(rows[name].to_numpy(object) for name in ("doc_id", start, end, text)), strict=True)
        wrong = [
            a is pd.NA or b is pd.NA or words is pd.NA or texts.get(doc, "")[a:b] != words for doc, a, b, words in spans
        ]
        return rows.loc[wrong, ["doc_id", start, end, text]]

    return broken


def outside_paragraph(table: str) -> Callable[[Tables], pd.DataFrame]:
    """Rows of `table` that reach over the edge of the paragraph they name, or name another document's."""

    def broken(tables: Tables) -> pd.DataFrame:
        frame = tables["paragraphs"][["paragraph_id", "doc_id", "start", "end"]]
        rows = tables[table].merge(frame, on="paragraph_id", how="left", suffixes=("", "_paragraph"))
        inside = (rows["start"] >= rows["start_paragraph"]) & (rows["end"] <= rows["end_paragraph"])
        inside &= (rows["doc_id"] == rows["doc_id_paragraph"]).astype("boolean")
        return rows.loc[~inside.fillna(False), ["doc_id", "paragraph_id", "start", "end"]]

    return broken


def overlapping(table: str) -> Callable[[Tables], pd.DataFrame]:
    """Rows of `table` that begin before the row before them in the same document ends."""

    def broken(tables: Tables) -> pd.DataFrame:
        rows = tables[table].sort_values(["doc_id", "start", "end"])
        same = rows["doc_id"] == rows["doc_id"].shift()
        return rows.loc[same & (rows["start"] < rows["end"].shift()).fillna(False), ["doc_id", "start", "end"]]

    return broken


def crossing_mentions(tables: Tables) -> pd.DataFrame:
    """Mentions that begin inside another and end outside it."""
    rows = tables["mentions"].assign(length=tables["mentions"]["end"] - tables["mentions"]["start"])
    rows = rows.sort_values(["doc_id", "start", "length"], ascending=[True, True, False])
    crossing: list[bool] = []
    opened: list[int] = []
    before = None
    for doc, start, end in zip(*(rows[name].to_numpy(object) for name in ("doc_id", "start", "end")), strict=True):
        opened = [stop for stop in opened if stop > start] if doc == before else []
        crossing.append(bool(opened) and end > opened[-1])
        opened.append(end)
        before = doc
    return rows.loc[crossing, ["doc_id", "start", "end", "text"]]


def backwards(table: str) -> Callable[[Tables], pd.DataFrame]:
    """Rows of `table` that end before they start, or hold nothing."""
    return lambda tables: tables[table].loc[tables[table]["end"] <= tables[table]["start"], ["doc_id", "start", "end"]]


def words_outside_their_paragraph(column: str) -> Callable[[Tables], pd.DataFrame]:
    """Paragraphs whose words, of which `column` tells the first, begin before them, or behind their last character."""

    def broken(tables: Tables) -> pd.DataFrame:
        rows = tables["paragraphs"]
        outside = (rows[column] < rows["start"]) | (rows[column] >= rows["end"])
        return rows.loc[outside.fillna(False), ["doc_id", "start", "end", column]]

    return broken


def miscounted_ordinals(table: str) -> Callable[[Tables], pd.DataFrame]:
    """Rows of `table` whose ordinal is not their rank by start in the document."""

    def broken(tables: Tables) -> pd.DataFrame:
        rows = tables[table].sort_values(["doc_id", "start"])
        return rows.loc[rows["ordinal"] != rows.groupby("doc_id").cumcount(), ["doc_id", "ordinal", "start"]]

    return broken


def astray_insertions(tables: Tables) -> pd.DataFrame:
    """Quotations with an insertion that is not the document's text at its offsets, or reaches over their edge."""
    rows = tables["quotes"][tables["quotes"]["insertions"].map(len) > 0]
    texts = dict(zip(*(tables["documents"][name].to_numpy(object) for name in ("doc_id", "text")), strict=True))
    spans = zip(*(rows[name].to_numpy(object) for name in ("doc_id", "start", "end", "insertions")), strict=True)
    wrong = [
        any(
            texts.get(doc, "")[i["start"] : i["end"]] != i["text"] or i["start"] < a or i["end"] > b for i in insertions
        )
        for doc, a, b, insertions in spans
    ]
    return rows.loc[wrong, ["quote_id", "start", "end", "insertions"]]


def links_that_lead_elsewhere(tables: Tables) -> pd.DataFrame:
    """Quotations that go on from one of another document, or from one that does not come before them."""
    first = tables["quotes"][["quote_id", "doc_id", "start"]].drop_duplicates("quote_id")
    linked = tables["quotes"].dropna(subset="linked_to")
    both = linked.merge(first, left_on="linked_to", right_on="quote_id", how="left", suffixes=("", "_first"))
    wrong = (both["doc_id"] != both["doc_id_first"]) | (both["start"] <= both["start_first"])
    return both.loc[wrong.fillna(True).astype(bool), ["quote_id", "linked_to", "start", "start_first"]]


def mentions_beside_their_quotation(tables: Tables) -> pd.DataFrame:
    """Mentions said to be in a quotation that does not hold them, and flags that disagree with the key."""
    frame = tables["quotes"][["quote_id", "doc_id", "start", "end", "kind"]]
    rows = tables["mentions"].merge(frame, on="quote_id", how="left", suffixes=("", "_quote"))
    outside = (rows["start"] < rows["start_quote"]) | (rows["end"] > rows["end_quote"])
    outside |= (rows["doc_id"] != rows["doc_id_quote"]) | ~rows["kind"].isin(SPOKEN_KINDS)
    wrong = (rows["quote_id"].notna() & outside.fillna(False)) | (rows["in_quote"] != rows["quote_id"].notna())
    return rows.loc[wrong, ["mention_id", "quote_id", "in_quote"]]


def quoted_mentions_called_outside(tables: Tables) -> pd.DataFrame:
    """Mentions inside a direct or mixed quotation that are said to stand outside any."""
    spoken = tables["quotes"][tables["quotes"]["kind"].isin(SPOKEN_KINDS)]
    spoken = spoken.sort_values(["doc_id", "start"])[["doc_id", "start", "end"]]
    reach = spoken.assign(reach=spoken.groupby("doc_id")["end"].cummax())  # quotations may nest
    outside = tables["mentions"][~tables["mentions"]["in_quote"]].sort_values("start")
    before = pd.merge_asof(outside, reach.sort_values("start"), on="start", by="doc_id", suffixes=("", "_quote"))
    inside = (before["end"] <= before["reach"]).fillna(False).astype(bool)
    return before.loc[inside, ["mention_id", "doc_id", "start", "end"]]


def runs_that_lead_nowhere(tables: Tables) -> pd.DataFrame:
    """Documents whose way back to raw offsets does not begin at 0, does not advance or leaves the text."""
    rows = tables["documents"]
    starts = [[run["clean_start"] for run in runs] for runs in rows["raw_runs"]]
    right = [
        s[:1] == [0] and all(a < b for a, b in pairwise(s)) and s[-1] <= length
        for s, length in zip(starts, rows["n_chars"], strict=True)
    ]
    return rows.loc[[not one for one in right], ["doc_id", "source_path"]]
