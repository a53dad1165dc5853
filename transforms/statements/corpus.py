"""The corpus as texts: which words were told, by which quotations, and which of them are sentences of longer ones.

in   quotes, documents, what an earlier run remembers
out  Corpus, and a Reading of its texts that are new

A text is the words of a unit or of a sentence, known by the key of these words; however many tell it, it is read and
compared once.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.compute as compute

from transforms.statements.candidates import TextSet
from transforms.statements.memory import Remembered
from transforms.statements.reading import Reading, read_texts
from transforms.statements.signatures import rarest_words
from transforms.statements.units import list_tellings, sentences_of, spoken_texts

TELLING_ORDER = ["published_at", "doc_id", "start"]  # by date, those without one last, then by article and place


class Corpus(NamedTuple):
    """The texts of all quotations, and how they stand to those of the run before."""

    quotes: pd.DataFrame
    tellings: pd.DataFrame  # units.list_tellings, with key (0 for no words) and before (row in the memory, or -1)
    parts: pd.DataFrame  # part, whole: keys of a sentence and of a text that holds it
    texts: TextSet
    touched: np.ndarray  # uint64: texts that were told anew or are told no more


def tellings_of(corpus: Corpus, keys: np.ndarray) -> pd.DataFrame:
    """Tellings of these texts in telling order, second halves right behind the first."""
    rows = corpus.tellings[np.isin(corpus.tellings["key"].to_numpy(), keys)]
    return rows.sort_values(TELLING_ORDER, na_position="last", kind="stable")


def take_stock(quotes: pd.DataFrame, documents: pd.DataFrame, before: Remembered) -> tuple[Corpus, Reading]:
    """The corpus of these quotations; what the memory does not know of it is read."""
    tellings = list_tellings(quotes, documents)
    at = as_before(tellings, before.tellings)
    known = at >= 0
    reading, unit_key, fresh_parts = _read_units(quotes, tellings[~known])
    held = before.tellings["key"].to_numpy(np.uint64)
    key = np.zeros(len(tellings), np.uint64)
    key[known] = held[at[known]]
    key[~known] = [unit_key[unit] for unit in tellings["unit"].to_numpy(object)[~known]]
    told = np.unique(key[key > 0])
    parts = pd.concat([before.parts[np.isin(before.parts["whole"].to_numpy(), told)], fresh_parts])
    parts = parts.drop_duplicates().sort_values(["part", "whole"], ignore_index=True)
    everything = np.union1d(told, parts["part"].to_numpy(np.uint64))
    gone = np.ones(len(held), bool)
    gone[at[known]] = False
    touched = np.union1d(key[~known], held[gone])
    corpus = Corpus(
        quotes=quotes,
        tellings=tellings.assign(key=key, before=at),
        parts=parts,
        texts=TextSet(everything, _signatures(everything, reading, before.texts), np.isin(everything, told)),
        touched=touched[touched > 0],
    )
    return corpus, reading


def as_before(tellings: pd.DataFrame, before: pd.DataFrame) -> np.ndarray:
    """For each telling its row in `before`, or -1 where it or another quotation of its unit is not as it was."""
    at = compute.index_in(_strings(tellings["quote_id"]), value_set=_strings(before["quote_id"]))
    at = at.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    same = at >= 0
    for column in ("unit", "speaker_id", "published_at"):
        then = before[column].take(np.maximum(at, 0)[same])
        now, then = tellings[column].to_numpy(object)[same], then.to_numpy(object)
        same[same] = (now == then) | (pd.isna(now) & pd.isna(then))
    gone = np.ones(len(before), bool)
    gone[at[same]] = False
    changed = {*tellings["unit"].to_numpy(object)[~same], *before["unit"].to_numpy(object)[gone]}
    if changed:
        same &= ~tellings["unit"].isin(changed).to_numpy()
    return np.where(same, at, -1)


def _strings(values: pd.Series) -> arrow.Array:
    return arrow.array(values.to_numpy(object), arrow.string())


def _read_units(quotes: pd.DataFrame, tellings: pd.DataFrame) -> tuple[Reading, dict[str, int], pd.DataFrame]:
    """Read what these tellings say: the texts and their sentences, the key of each unit, and which is part of which."""
    spoken = spoken_texts(quotes, tellings)
    texts = list(dict.fromkeys(spoken.values()))
    parts = [(sentence, whole) for whole, text in enumerate(texts) for sentence in sentences_of(text)]
    sentences = list(dict.fromkeys(sentence for sentence, _ in parts))
    reading = read_texts([*texts, *sentences])
    key = dict(zip(texts, reading.key.tolist(), strict=False))
    number = dict(zip(sentences, reading.key[len(texts) :].tolist(), strict=True))
    held = pd.DataFrame(
        {
            "part": np.array([number[sentence] for sentence, _ in parts], np.uint64),
            "whole": reading.key[np.array([whole for _, whole in parts], np.intp)],
        }
    )
    unit_key = {unit: key[text] for unit, text in spoken.items()}
    return reading, unit_key, held[(held["part"] > 0) & (held["part"] != held["whole"])]


def _signatures(key: np.ndarray, reading: Reading, before: TextSet) -> np.ndarray:
    rarest = np.zeros((len(key), before.rarest.shape[1]), np.uint32)
    held = np.isin(key, before.key)
    rarest[held] = before.rarest[np.searchsorted(before.key, key[held])]
    rarest[~held] = rarest_words(reading.vocabulary, reading.texts)[reading.find(key[~held])]
    return rarest


class Wordings(NamedTuple):
    """The words of texts as they were first told."""

    of_text: dict[int, str]
    of_part: dict[tuple[int, int], str]  # by whole and part


def word_again(corpus: Corpus, keys: np.ndarray) -> Wordings:
    """The words of told texts and, of those that hold parts, of their sentences."""
    of_text = _first_words(corpus, keys)
    wholes = np.intersect1d(corpus.parts["whole"].to_numpy(np.uint64), keys).tolist()
    split = [(whole, sentence) for whole in wholes for sentence in sentences_of(of_text[whole])]
    parts = read_texts([sentence for _, sentence in split]).key.tolist()
    of_part = {(whole, part): sentence for (whole, sentence), part in zip(reversed(split), reversed(parts), strict=True)}
    return Wordings(of_text, of_part)


def words_of_units(corpus: Corpus, units: np.ndarray) -> dict[str, str]:
    """What each unit says."""
    return spoken_texts(corpus.quotes, corpus.tellings[corpus.tellings["unit"].isin(units)])


def _first_words(corpus: Corpus, keys: np.ndarray) -> dict[int, str]:
    """Each told text as its first unit has it: others of the same words may have other marks."""
    rows = tellings_of(corpus, keys)
    first = rows.drop_duplicates("key").set_index("unit")["key"]
    spoken = spoken_texts(corpus.quotes, rows[rows["unit"].isin(first.index)])
    return {key: spoken[unit] for unit, key in first.items()}


def read_also(reading: Reading, keys: Iterable[int], corpus: Corpus) -> Reading:
    """A reading that holds these texts too; itself where it does."""
    missing = np.setdiff1d(np.fromiter(keys, np.uint64), reading.key)
    if not len(missing):
        return reading
    holding = corpus.parts[np.isin(corpus.parts["part"].to_numpy(), missing)].drop_duplicates("part")
    wanted = np.union1d(missing, holding["whole"].to_numpy(np.uint64))
    texts = [part for text in _first_words(corpus, wanted).values() for part in (text, *sentences_of(text))]
    return read_texts([*reading.given, *texts])
