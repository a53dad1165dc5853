"""Memory: what matching leaves for the next run, so that a corpus that grew is not matched anew.

A memory is a few data frames, which the pipeline keeps beside a snapshot's tables:

    tellings   one row a quotation: its unit, the key of its words, its speaker and date, its statement
    parts      one row a sentence of a longer text: the keys of both
    texts      one row a text: its key, whether somebody says it and nothing else, and its rarest words
    pairs      one row a pair of texts that say the same, or are alike and do not: keys, score, share of words shared
    links      one row a row of restatements, in the same order: the keys of the texts it rests on
    statements, restatements   the two tables, as they were published

Keys and signatures depend on their text alone, and a statement or a link on the texts it is joined with, so what is
as it was is taken over and the tables come out the same as without a memory.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from transforms.statements.candidates import TextSet
from transforms.statements.signatures import RAREST
from transforms.tables import columns

Memory = dict[str, pd.DataFrame]

WORD_COLUMNS = [f"word_{place}" for place in range(RAREST)]
LINK_KEYS = ["text_a", "text_b", "text_part"]
COLUMNS = {
    "tellings": ["quote_id", "unit", "speaker_id", "published_at", "key", "statement_id"],
    "parts": ["part", "whole"],
    "texts": ["key", "told", *WORD_COLUMNS],
    "pairs": ["a", "b", "score", "shared"],
    "links": LINK_KEYS,
}
_KEYS = {"key", "part", "whole", "a", "b", *LINK_KEYS}


class Remembered(NamedTuple):
    """A memory, unpacked."""

    tellings: pd.DataFrame
    parts: pd.DataFrame
    texts: TextSet
    pairs: pd.DataFrame
    statements: pd.DataFrame
    restatements: pd.DataFrame


def recall(memory: Mapping[str, pd.DataFrame] | None) -> Remembered:
    """Unpack a memory; without one, nothing is remembered."""
    memory = memory or {
        **{name: _empty(held) for name, held in COLUMNS.items()},
        **{name: pd.DataFrame(columns=columns(name)) for name in ("statements", "restatements")},
    }
    texts, tellings, links = memory["texts"], memory["tellings"], memory["restatements"]
    words = texts[WORD_COLUMNS].to_numpy(np.uint32)
    statement = tellings["statement_id"].to_numpy(object)
    return Remembered(
        tellings=tellings.assign(statement_id=np.where(pd.isna(statement), None, statement)),
        parts=memory["parts"],
        texts=TextSet(texts["key"].to_numpy(np.uint64), words, texts["told"].to_numpy(bool)),
        pairs=memory["pairs"],
        statements=memory["statements"],
        restatements=links.assign(**{name: memory["links"][name].to_numpy(np.uint64) for name in LINK_KEYS}),
    )


def _empty(names: list[str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=np.uint64 if name in _KEYS else object) for name in names})


def remember(remembered: Remembered) -> Memory:
    """Pack what the next run is to find again."""
    texts = pd.DataFrame(remembered.texts.rarest, columns=WORD_COLUMNS)
    texts = texts.assign(key=remembered.texts.key, told=remembered.texts.told)
    return {
        "tellings": remembered.tellings[COLUMNS["tellings"]],
        "parts": remembered.parts,
        "texts": texts[COLUMNS["texts"]],
        "pairs": remembered.pairs,
        "links": remembered.restatements[LINK_KEYS],
        "statements": remembered.statements,
        "restatements": remembered.restatements.drop(columns=LINK_KEYS),
    }
