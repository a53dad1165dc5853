"""Units of matching: what one speaker said in one go, as plain words.

in   quotes   one row a quotation (tables.Quotes without statement_id)
out  units    one row a quotation or a quotation with its other half, ordered by quote_id

The reporter's hand is taken out first: bracketed insertions, and the cue in the middle of a sentence.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

TOLD_KINDS = ("direct", "mixed", "indirect")  # scare quotes are nobody's words


def gather_units(quotes: pd.DataFrame) -> pd.DataFrame:
    """Quotations that count as tellings, halves of one sentence joined.

    Returns quote_id (the first half's), members (list of quote_id), doc_id, speaker_id and words (the text
    without insertions), ordered by quote_id.
    """
    told = quotes[quotes["kind"].isin(TOLD_KINDS)].sort_values("quote_id", kind="stable")
    spoken = [
        without_insertions(text, start, insertions)
        for text, start, insertions in zip(told["text"], told["start"], told["insertions"], strict=True)
    ]
    first = first_halves(told)
    speakers = told["speaker_id"] if "speaker_id" in told else [None] * len(told)
    rows: dict[str, dict[str, Any]] = {}
    in_text_order = sorted(
        zip(told["doc_id"], told["start"], told["quote_id"], spoken, speakers, strict=True), key=lambda row: row[:3]
    )
    for doc_id, _, quote_id, words, speaker in in_text_order:
        speaker = None if pd.isna(speaker) else speaker
        unit = rows.setdefault(
            first[quote_id],
            {"quote_id": first[quote_id], "members": [], "doc_id": doc_id, "speaker_id": speaker, "words": ""},
        )
        unit["members"].append(quote_id)
        unit["words"] = f"{unit['words']} {words}".strip()
        unit["speaker_id"] = unit["speaker_id"] or speaker
    columns = ["quote_id", "members", "doc_id", "speaker_id", "words"]
    return pd.DataFrame([rows[quote_id] for quote_id in sorted(rows)], columns=columns)


def without_insertions(text: str, start: int, insertions: Iterable[Mapping[str, Any]] | None) -> str:
    """The quotation without the editor's bracketed insertions.

    `start` is the quotation's offset in the document, in which the insertions are counted too.

    >>> without_insertions("[Mayor] Brandt agreed", 100, [{"start": 100, "end": 107, "text": "[Mayor]"}])
    'Brandt agreed'
    """
    if insertions is None or len(insertions) == 0:  # type: ignore[arg-type]
        return text
    kept, done = [], 0
    for insertion in sorted(insertions, key=lambda span: span["start"]):
        kept.append(text[done : max(done, insertion["start"] - start)])
        done = max(done, insertion["end"] - start)
    return " ".join(" ".join([*kept, text[done:]]).split())


def first_halves(told: pd.DataFrame) -> dict[str, str]:
    """For each quotation the one its sentence begins in: itself, or over `split` links the first half."""
    before = {
        quote_id: linked
        for quote_id, link, linked in zip(told["quote_id"], told["link"], told["linked_to"], strict=True)
        if link == "split"
    }
    first: dict[str, str] = {}
    for quote_id in told["quote_id"]:
        seen, at = {quote_id}, quote_id
        while at in before and before[at] not in seen:
            at = before[at]
            seen.add(at)
        first[quote_id] = at
    known = set(first)
    return {quote_id: at if at in known else quote_id for quote_id, at in first.items()}
