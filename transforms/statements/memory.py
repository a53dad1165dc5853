"""Memory: what matching leaves for the next run, so that a corpus that grew is not matched anew.

A memory is a few data frames, which the pipeline keeps beside a snapshot's tables:

    tellings   one row a quotation: its unit, kind, the key of its words, its speaker and date, its statement
    texts      one row a text: its key and how many words it has
    words      one row a word, text after text: a row of forms, and whether it begins a clause or a sentence
    forms      one row a form of a word: as it is written, and what there is to know of it (`vocabulary`)
    sentences  one row a sentence: the key of its text and its rarest words
    pairs      one row a pair of texts that say the same, wholly or in part, or are alike and do not (`pairs`)
    links      one row a row of restatements, in the same order: the keys of the texts it rests on
    statements, restatements   the two tables, as they were published

Keys and signatures depend on their text alone, and a statement or a link on the texts it is joined with, so what is
as it was is taken over and the tables come out the same as without a memory.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from transforms.statements.comparison.candidates import Sentences
from transforms.statements.comparison.signatures import RAREST
from transforms.statements.reading import Reading
from transforms.statements.wording.vocabulary import Vocabulary, describe, number_stems
from transforms.statements.wording.words import Texts
from transforms.tables import columns

Memory = dict[str, pd.DataFrame]

WORD_COLUMNS = [f"word_{place}" for place in range(RAREST)]
FORM_COLUMNS = list(Vocabulary._fields[1:])
LINK_KEYS = ["text_a", "text_b"]
PAIR = ["a", "b", "score", "part_score", "part_of_a", "part_begin", "part_end"]
COLUMNS = {
    "tellings": ["quote_id", "unit", "kind", "speaker_id", "published_at", "key", "statement_id"],
    "texts": ["key", "length"],
    "words": ["form", "opens"],
    "forms": ["form", *FORM_COLUMNS],
    "sentences": ["key", *WORD_COLUMNS],
    "pairs": PAIR,
    "links": LINK_KEYS,
}
_KEYS = {"key", "a", "b", *LINK_KEYS}


class Remembered(NamedTuple):
    """A memory, unpacked."""

    tellings: pd.DataFrame
    known: Reading
    sentences: Sentences
    pairs: pd.DataFrame
    statements: pd.DataFrame
    restatements: pd.DataFrame


def recall(memory: Mapping[str, pd.DataFrame] | None) -> Remembered:
    """Unpack a memory; without one, nothing is remembered."""
    memory = memory or {
        **{name: _empty(held) for name, held in COLUMNS.items()},
        **{name: pd.DataFrame(columns=columns(name)) for name in ("statements", "restatements")},
    }
    sentences, tellings, links = memory["sentences"], memory["tellings"], memory["restatements"]
    return Remembered(
        tellings=tellings,
        known=_unpack(memory),
        sentences=Sentences(sentences["key"].to_numpy(np.uint64), sentences[WORD_COLUMNS].to_numpy(np.uint32)),
        pairs=memory["pairs"],
        statements=memory["statements"],
        restatements=links.assign(**{name: memory["links"][name].to_numpy(np.uint64) for name in LINK_KEYS}),
    )


def _unpack(memory: Mapping[str, pd.DataFrame]) -> Reading:
    held, words, forms = memory["texts"], memory["words"], memory["forms"]
    start = np.concatenate([[0], np.cumsum(held["length"].to_numpy(np.int64))])
    texts = Texts(words["form"].to_numpy(np.int32), start, words["opens"].to_numpy(np.uint8))
    pads = describe([]).told()
    columns = [np.append(forms[name].to_numpy(pad.dtype), pad) for name, pad in zip(FORM_COLUMNS, pads, strict=True)]
    return Reading(texts, number_stems(columns), forms["form"].tolist(), held["key"].to_numpy(np.uint64))


def _empty(names: list[str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=np.uint64 if name in _KEYS else object) for name in names})


def remember(remembered: Remembered) -> Memory:
    """Pack what the next run is to find again."""
    sentences = pd.DataFrame(remembered.sentences.rarest, columns=WORD_COLUMNS, copy=False)
    sentences.insert(0, "key", remembered.sentences.key)
    known, texts = remembered.known, remembered.known.texts
    told = {name: held[:-1] for name, held in zip(FORM_COLUMNS, known.vocabulary.told(), strict=True)}
    return {
        "tellings": remembered.tellings[COLUMNS["tellings"]],
        "texts": pd.DataFrame({"key": known.key, "length": np.diff(texts.start).astype(np.int32)}),
        "words": pd.DataFrame({"form": texts.form, "opens": texts.opens}, copy=False),
        "forms": pd.DataFrame({"form": pd.Series(known.forms, dtype=object)} | told),
        "sentences": sentences,
        "pairs": remembered.pairs,
        "links": remembered.restatements[LINK_KEYS],
        "statements": remembered.statements,
        "restatements": remembered.restatements.drop(columns=LINK_KEYS),
    }
