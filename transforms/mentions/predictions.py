"""Mentions as annotators of named entities draw them, for `restated score`."""

from typing import Any

import pandas as pd


def predicted_mentions(mentions: pd.DataFrame) -> list[dict[str, Any]]:
    """One document's mentions, each as start, end and entity; adjectives of peoples are no mentions there.

    `mentions` are its rows of table mentions.
    """
    rows = zip(*(mentions[name] for name in ("start", "end", "entity_id", "form", "text")), strict=True)
    return [
        {"start": int(start), "end": int(end), "entity": entity}
        for start, end, entity, form, text in rows
        if form != "demonym" or text.endswith("s")
    ]
