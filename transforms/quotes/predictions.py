"""Quotations as annotators of attributions draw them, for `restated score`.

They join what one speaker says in one turn from the first mark to the last, whatever stands between; take the whole
reported clause for words quoted in part; and give the speaker with what describes him.
"""

from typing import Any

import pandas as pd

Prediction = dict[str, Any]


def predicted_quotes(quotes: pd.DataFrame) -> list[Prediction]:
    """Spans of one document's direct and mixed quotations: start, end, speaker_text, kind, confidence.

    `quotes` are its rows of table quotes. Quotations inside quotations are left to the ones around them.
    """
    return _turns(quotes[quotes["kind"].isin(("direct", "mixed"))])


def predicted_indirect(quotes: pd.DataFrame) -> list[Prediction]:
    """Spans of one document's reported clauses, in the same form."""
    return _turns(quotes[quotes["kind"] == "indirect"])


def _turns(quotes: pd.DataFrame) -> list[Prediction]:
    turns: dict[str, Prediction] = {}  # by each quotation's id, the span it is part of
    spans: list[Prediction] = []
    until = 0
    for row in quotes.to_dict("records"):
        if row["end"] <= until:
            continue  # inside another
        until = row["end"]
        joined = turns.get(row["linked_to"]) or _same_content(spans, row)
        if joined is None:
            joined = _prediction(row)
            spans.append(joined)
        joined["end"] = max(joined["end"], int(row["content_end"]))
        turns[row["quote_id"]] = joined
    return spans


def _same_content(spans: list[Prediction], row: dict[str, Any]) -> Prediction | None:
    """The span before, where it holds the content of `row`: two pieces of one clause."""
    return spans[-1] if spans and row["content_end"] <= spans[-1]["end"] else None


def _prediction(row: dict[str, Any]) -> Prediction:
    return {
        "start": int(row["content_start"]),
        "end": int(row["content_end"]),
        "speaker_text": row["speaker_phrase"],
        "kind": row["kind"],
        "confidence": float(row["confidence"]),
    }
