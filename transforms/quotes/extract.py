"""The quotes table from the paragraphs of a partition."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from transforms.ids import span_ids
from transforms.quotes.attribution import Attribution, attribute
from transforms.quotes.pairs import Pair, pair_marks

COLUMNS = (
    "doc_id",
    "quote_id",
    "paragraph_id",
    "start",
    "end",
    "text",
    "kind",
    "closed",
    "n_words",
    "insertions",
    "link",
    "linked_to",
    "speaker_text",
    "speaker_start",
    "speaker_end",
    "cue",
    "cue_start",
    "cue_end",
    "confidence",
)
_ANY_MARK = re.compile("[\"“”„«»‹›‘‚]|(?<!\\w)'|''|``")
_INSERTION = re.compile(r"\[[^\[\]\n]{1,200}\]")
QUOTED_KINDS = frozenset({"body", "deck", "headline"})


def extract_quotes(paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Quotations of `paragraphs` (doc_id, paragraph_id, kind, start, text, in reading order), in the same order."""
    rows: list[dict[str, Any]] = []
    columns = ("doc_id", "paragraph_id", "kind", "start", "text")
    for doc_id, paragraph_id, kind, offset, text in zip(*(paragraphs[name] for name in columns), strict=True):
        if kind in QUOTED_KINDS and _ANY_MARK.search(text):
            rows += [{"doc_id": doc_id, "paragraph_id": paragraph_id, **row} for row in _rows_of(text, int(offset))]
    for row, quote_id in zip(rows, span_ids("quote", ((r["doc_id"], r["start"], r["end"]) for r in rows)), strict=True):
        row["quote_id"] = quote_id
    _link(rows)
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return table


def _rows_of(text: str, offset: int) -> Iterator[dict[str, Any]]:
    pairs = pair_marks(text)
    tops = [pair for pair in pairs if pair.depth == 0]
    for pair in pairs:
        left = max((other.outer_end for other in tops if other.outer_end <= pair.outer_start), default=0)
        right = min((other.outer_start for other in tops if other.outer_start >= pair.outer_end), default=len(text))
        found = attribute(text, pair, left, right) if pair.depth == 0 else None
        yield _row(text, offset, pair, found)


def _row(text: str, offset: int, pair: Pair, found: Attribution | None) -> dict[str, Any]:
    words = text[pair.start : pair.end]
    insertions = [
        {"start": offset + pair.start + m.start(), "end": offset + pair.start + m.end(), "text": m[0]}
        for m in _INSERTION.finditer(words)
    ]
    row = {
        "start": offset + pair.start,
        "end": offset + pair.end,
        "text": words,
        "kind": _kind(text, pair, found),
        "closed": pair.closed,
        "n_words": len(_INSERTION.sub(" ", words).split()),
        "insertions": insertions,
        "link": None,
        "linked_to": None,
        "confidence": 0.8 if found else 0.4,
        "outer": (offset + pair.outer_start, offset + pair.outer_end, pair.depth),
        "between": text[pair.outer_end :],
    }
    for name, span in (("speaker", found and found.speaker), ("cue", found and found.cue)):
        row["cue" if name == "cue" else "speaker_text"] = text[span.start : span.end] if span else None
        row[f"{name}_start"] = offset + span.start if span else None
        row[f"{name}_end"] = offset + span.end if span else None
    return row


def _kind(text: str, pair: Pair, found: Attribution | None) -> str:
    words = text[pair.start : pair.end]
    whole = (words[0].isupper() or words[0] in "[$") and words[-1] in ".,!?…-—"
    if whole:
        return "direct"
    return "mixed" if found else "scare"


def _link(rows: list[dict[str, Any]]) -> None:
    """Link halves, follow-ons and paragraphs that go on, and let them inherit speaker and cue."""
    for before, row in zip(rows, rows[1:], strict=False):
        between = before["between"][: row["outer"][0] - before["outer"][1]]
        if before["doc_id"] != row["doc_id"] or row["outer"][2]:
            continue
        same = before["paragraph_id"] == row["paragraph_id"]
        if (
            same
            and before["cue"]
            and len(between) < 120
            and re.search(r"[,—–-]\s*$", between)
            and row["cue_start"] == before["cue_start"]
        ):
            row["link"] = "split"
        elif same and before["kind"] == "direct" and row["kind"] == "direct" and row["cue"] is None:
            row["link"] = "follow-on"
        elif not same and not before["closed"] and row["kind"] == "direct":
            row["link"] = "continued"
        if row["link"]:
            row["linked_to"] = before["quote_id"]
            inherited = ("speaker_text", "speaker_start", "speaker_end", "cue", "cue_start", "cue_end")
            if row["cue"] is None:
                row.update({name: before[name] for name in inherited})
