"""Quotations as annotators of attributions draw them, for `restated score`.

They join what one speaker says in one turn from the first mark to the last, whatever stands between; take the whole
reported clause for words quoted in part; and give the speaker with what describes him.
"""

from typing import Any

import pandas as pd

from transforms.tables import DIRECT, MIXED

Prediction = dict[str, Any]


def predicted_quotes(quotes: pd.DataFrame) -> list[Prediction]:
    """One document's quotations between marks: start, end, speaker_text, kind, confidence; turns joined.

    `quotes` are its rows of table quotes. Quotations inside quotations are left to those around them, and fragments
    that nobody is known to have said are left out: too many of them are names.
    """
    between = quotes[quotes["closed"].notna()]
    said = between[(between["kind"] == DIRECT) | ((between["kind"] == MIXED) & between["speaker_text"].notna())]
    turns: dict[str, Prediction] = {}  # by each quotation's id, the span it is part of
    spans: list[Prediction] = []
    for row in _outermost(said, "start", "end"):
        joined = turns.get(row["linked_to"])
        if joined is None:
            joined = _prediction(row, "start", "end")
            spans.append(joined)
        joined["end"] = int(row["end"])
        turns[row["quote_id"]] = joined
    return spans


def predicted_contents(quotes: pd.DataFrame, kind: str) -> list[Prediction]:
    """All that one document's mixed quotations are part of, or its indirect ones, in the same form.

    What a speaker goes on to say behind a mixed quotation is joined to its content: The port is “not safe,” Kord said.
    “It never was.”
    """
    rows = _outermost(quotes[quotes["kind"] == kind], "content_start", "content_end")
    ends = _ends_of_turns(quotes) if kind == MIXED else {}
    spans: list[Prediction] = []
    for row in rows:
        if spans and row["content_end"] <= spans[-1]["end"]:
            continue
        spans.append(_prediction(row, "content_start", "content_end"))
        spans[-1]["end"] = ends.get(row["quote_id"], spans[-1]["end"])
    return spans


def _ends_of_turns(quotes: pd.DataFrame) -> dict[str, int]:
    """Where what is said in one turn from a mixed quotation on ends, by the id of each such quotation."""
    first: dict[str, str] = {}  # by each quotation's id, the mixed one that its turn goes on from
    ends: dict[str, int] = {}
    for row in quotes.sort_values(["start", "end"], ascending=[True, False], kind="stable").to_dict("records"):
        head = first.get(row["linked_to"], row["quote_id"] if row["kind"] == MIXED else None)
        if head is not None:
            first[row["quote_id"]] = head
            ends[head] = max(ends.get(head, 0), int(row["content_end"]))
    return ends


def _outermost(quotes: pd.DataFrame, start: str, end: str) -> list[dict[str, Any]]:
    """Rows whose span lies in no other's, in order."""
    rows: list[dict[str, Any]] = []
    ordered = quotes.sort_values([start, end], ascending=[True, False], kind="stable")
    for row in ordered.to_dict("records"):
        if not rows or row[end] > rows[-1][end]:
            rows.append(row)
    return rows


def _prediction(row: dict[str, Any], start: str, end: str) -> Prediction:
    return {
        "start": int(row[start]),
        "end": int(row[end]),
        "speaker_text": row["speaker_phrase"],
        "kind": row["kind"],
        "confidence": float(row["confidence"]),
    }
