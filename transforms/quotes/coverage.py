"""How much of each sentence stands inside quotations."""

import pandas as pd

from transforms.tables import SPOKEN_KINDS


def share_in_quotes(sentences: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """`sentences` (doc_id, start, end) with `in_quote_share`: characters inside direct or mixed quotations, 0 to 1.

    Quotations may nest; a character counts once.
    """
    spoken = quotes[quotes["kind"].isin(SPOKEN_KINDS)]
    marked = {doc: _marked(rows) for doc, rows in spoken.groupby("doc_id", sort=False)[["start", "end"]]}
    nothing = bytearray()
    spans = zip(sentences["doc_id"], sentences["start"], sentences["end"], strict=True)
    shares = [marked.get(doc, nothing).count(1, start, end) / max(1, end - start) for doc, start, end in spans]
    return sentences.assign(in_quote_share=shares)


def _marked(rows: pd.DataFrame) -> bytearray:
    inside = bytearray(int(rows["end"].max()))
    for start, end in zip(rows["start"], rows["end"], strict=True):
        inside[start:end] = b"\1" * (end - start)
    return inside
