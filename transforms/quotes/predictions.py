"""Quotations in the form the gold's scorer reads."""

from typing import Any

import pandas as pd

SCORED_KINDS = ("direct", "mixed")


def predicted_quotes(quotes: pd.DataFrame) -> list[dict[str, Any]]:
    """Spans of one document's quotations, linked halves as one from first to last mark."""
    spans: dict[str, dict[str, Any]] = {}
    first: dict[str, str] = {}
    for row in quotes[quotes["kind"].isin(SCORED_KINDS)].to_dict("records"):
        head = first.get(row["linked_to"]) if row["link"] == "split" else None
        first[row["quote_id"]] = head or row["quote_id"]
        if head:
            spans[head]["end"] = int(row["end"])
        else:
            spans[row["quote_id"]] = {
                "start": int(row["start"]),
                "end": int(row["end"]),
                "speaker_text": row["speaker_text"],
                "kind": row["kind"],
            }
    return list(spans.values())
