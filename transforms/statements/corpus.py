"""The corpus as texts: which words were told, and by which quotations.

in   quotes, documents, what an earlier run remembers
out  Corpus, and a Reading of its texts that are new

A text is the words of a unit, known by their key; however many tell it, it is read and compared once.
"""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.compute as compute

from transforms.statements.candidates import Sentences
from transforms.statements.memory import Remembered
from transforms.statements.reading import Reading, join_readings, read_texts
from transforms.statements.units import list_tellings, spoken_texts

TELLING_ORDER = ["published_at", "doc_id", "start"]  # by date, those without one last, then by article and place


class Corpus(NamedTuple):
    """The texts of all quotations, and how they stand to those of the run before."""

    quotes: pd.DataFrame
    tellings: pd.DataFrame  # units.list_tellings, with key (0 for no words) and before (row in the memory, or -1)
    key: np.ndarray  # uint64, rising: every text
    sentences: Sentences
    touched: np.ndarray  # uint64: texts that were told anew or are told no more


def take_stock(quotes: pd.DataFrame, documents: pd.DataFrame, before: Remembered) -> tuple[Corpus, Reading]:
    """The corpus of these quotations; what the memory does not know of it is read."""
    tellings = list_tellings(quotes, documents)
    at = as_before(tellings, before.tellings)
    known = at >= 0
    code, spoken = pd.factorize(spoken_texts(quotes, tellings[~known]))
    reading = read_texts(spoken)
    held = before.tellings["key"].to_numpy(np.uint64)
    key = np.zeros(len(tellings), np.uint64)
    key[known] = held[at[known]]
    key[~known] = reading.key[code]
    gone = np.ones(len(held), bool)
    gone[at[known]] = False
    texts = np.unique(key[key > 0])
    touched = np.union1d(key[~known], held[gone])
    tellings = tellings.assign(key=key, before=at)
    return Corpus(quotes, tellings, texts, _sign(texts, reading, before.sentences), touched[touched > 0]), reading


def as_before(tellings: pd.DataFrame, before: pd.DataFrame) -> np.ndarray:
    """For each telling its row in `before`, or -1 where it or another quotation of its unit is not as it was."""
    at = compute.index_in(_strings(tellings["quote_id"]), value_set=_strings(before["quote_id"]))
    at = at.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    same = at >= 0
    dates = [pd.to_datetime(held["published_at"], utc=True).to_numpy("datetime64[us]") for held in (tellings, before)]
    columns = [
        (tellings[name].to_numpy(object), before[name].to_numpy(object)) for name in ("unit", "kind", "speaker_id")
    ]
    for now, then in (*columns, dates):
        held_now, held_then = now[same], then[at[same]]
        same[same] = (held_now == held_then) | (pd.isna(held_now) & pd.isna(held_then))
    gone = np.ones(len(before), bool)
    gone[at[same]] = False
    changed = np.concatenate([tellings["unit"].to_numpy(object)[~same], before["unit"].to_numpy(object)[gone]])
    same &= ~held_in(tellings["unit"], changed)
    return np.where(same, at, -1)


def held_in(values: pd.Series, among: Any) -> np.ndarray:
    """Whether each of these strings is among others; as pandas' isin, without an object for each."""
    return compute.is_in(_strings(values), value_set=_strings(among)).to_numpy(zero_copy_only=False)


def _strings(values: Any) -> arrow.Array:
    column = isinstance(values, pd.Series) and isinstance(values.dtype, pd.StringDtype)
    return arrow.array(values.array if column else np.asarray(values, object), arrow.large_string(), from_pandas=True)


def _sign(key: np.ndarray, reading: Reading, before: Sentences) -> Sentences:
    """Signatures of all sentences, those of texts known before taken over."""
    kept = np.isin(before.key, key)
    fresh = reading.sign(key[~np.isin(key, before.key)])
    keys = np.concatenate([before.key[kept], fresh.key])
    order = np.argsort(keys, kind="stable")
    return Sentences(keys[order], np.concatenate([before.rarest[kept], fresh.rarest])[order])


def tellings_of(corpus: Corpus, keys: np.ndarray) -> pd.DataFrame:
    """Tellings of these texts in telling order."""
    rows = corpus.tellings[np.isin(corpus.tellings["key"].to_numpy(), keys)]
    return rows.sort_values(TELLING_ORDER, na_position="last", kind="stable")


class Wordings(NamedTuple):
    """Texts as their first tellings have them: others of the same words may have other marks."""

    key: np.ndarray  # uint64, rising
    text: Any  # an array of strings

    def of(self, keys: np.ndarray) -> Any:
        """The texts of these keys."""
        return self.text[np.searchsorted(self.key, keys)]


def first_words(corpus: Corpus, keys: np.ndarray) -> Wordings:
    """What the first telling of each of these texts says."""
    rows = tellings_of(corpus, keys)
    told = rows[held_in(rows["unit"], rows.drop_duplicates("key")["unit"])]
    key, first = np.unique(told["key"].to_numpy(), return_index=True)
    return Wordings(key, spoken_texts(corpus.quotes, told)[first])


def words_of_units(corpus: Corpus, units: np.ndarray) -> dict[str, str]:
    """What each unit says."""
    rows = corpus.tellings[held_in(corpus.tellings["unit"], units)]
    return dict(zip(rows["unit"], spoken_texts(corpus.quotes, rows), strict=True))


def read_also(reading: Reading, keys: np.ndarray, corpus: Corpus) -> Reading:
    """A reading that holds these texts too, by rising keys; itself where it does."""
    missing = keys[reading.seek(keys) < 0]
    return join_readings(reading, read_texts(first_words(corpus, missing).text)) if len(missing) else reading
