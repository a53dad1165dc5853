"""Links: between which two tellings the corpus says something again, how, and on what evidence.

in   tellings of texts in telling order, and scored pairs of these texts
out  restatements (tables.Restatements), each with the keys of the texts it rests on (memory.LINK_KEYS)

Texts are linked by their first tellings, and every further telling of a text to its first, so that what ten thousand
articles repeat makes ten thousand links and not fifty million.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from transforms.statements.evidence import Evidence, weigh_evidence
from transforms.statements.memory import LINK_KEYS
from transforms.statements.reading import Reading
from transforms.statements.scorer import THRESHOLD
from transforms.statements.units import as_array
from transforms.tables import columns

HOLDERS = 3  # texts that hold one sentence, up to which each is linked with the text that says it alone
VERBATIM_WORDS = 5  # from so many words on, the same words from another mouth are a quotation and no coincidence
_DRESS = re.compile(r"[\s.,;:!?…]+$|^\s+")
_MARKS = str.maketrans("“”„«»‘’‚", "\"\"\"\"\"'''")


class Tellings(NamedTuple):
    """Tellings in telling order, one row a unit."""

    quote_id: np.ndarray
    speaker_id: np.ndarray
    key: np.ndarray  # of the text
    statement_id: np.ndarray

    def first(self, keys: np.ndarray) -> np.ndarray:
        """The first telling of each text, as rows."""
        held, rows = np.unique(self.key, return_index=True)
        return rows[np.searchsorted(held, keys)]


def link_repeats(
    tellings: Tellings, reading: Reading, keys: np.ndarray, words_of: Callable[[np.ndarray], Mapping[str, str]]
) -> pd.DataFrame:
    """Link every further telling of these texts to its first; `words_of` units are what was said, mark by mark."""
    first = tellings.first(tellings.key)
    later = np.flatnonzero((first != np.arange(len(first))) & np.isin(tellings.key, keys))
    a, b = first[later], later
    words = words_of(tellings.quote_id[np.union1d(a, b)])
    alike = [dressed_alike(words[x], words[y]) for x, y in _ids(tellings, a, b)]
    repeated, of = np.unique(tellings.key[later], return_inverse=True)
    text = reading.find(repeated)
    evidence = weigh_evidence(reading.vocabulary, reading.forms, reading.texts, text, text)
    shared = [evidence.shared[one] for one in of.tolist()]
    nothing = [[] for _ in shared]
    relation = np.where(alike, "identical", "near-identical").astype(object)
    relation = _told_by_others(tellings, a, b, relation, shared)
    return _rows(tellings, a, b, relation, np.ones(len(a)), (shared, nothing, nothing))


def link_texts(tellings: Tellings, reading: Reading, pairs: pd.DataFrame) -> pd.DataFrame:
    """Link texts that are one statement, and texts that are alike and are not, where it can be told why."""
    a, b = tellings.first(pairs["a"].to_numpy()), tellings.first(pairs["b"].to_numpy())
    a, b = np.minimum(a, b), np.maximum(a, b)
    evidence = _evidence(tellings, reading, a, b)
    together = tellings.statement_id[a] == tellings.statement_id[b]
    relation = np.where(evidence.near, "near-identical", "restated").astype(object)
    relation = np.where(together, _told_by_others(tellings, a, b, relation, evidence.shared), relation)
    differ = ~together & (pairs["score"].to_numpy() < THRESHOLD)
    conflict = [why if one else None for why, one in zip(evidence.conflict, differ, strict=True)]
    rows = _rows(tellings, a, b, relation, pairs["score"].to_numpy(), evidence[:3], conflict=conflict)
    return rows[together | np.array([why is not None for why in conflict], bool)]


def link_parts(
    tellings: Tellings, reading: Reading, pairs: pd.DataFrame, sentences: Mapping[tuple[int, int], str]
) -> pd.DataFrame:
    """Link a telling that holds a sentence with one that says only that.

    pairs       part, whole (which holds it), text (which says it), score
    sentences   the part's words, by whole and part
    """
    holder = tellings.first(pairs["whole"].to_numpy())
    by_sentence = pairs.assign(holder=holder).sort_values(["part", "text", "holder"], kind="stable")
    pairs = by_sentence[by_sentence.groupby(["part", "text"]).cumcount() < HOLDERS]
    a, b = pairs["holder"].to_numpy(), tellings.first(pairs["text"].to_numpy())
    part = [sentences[pair] for pair in zip(pairs["whole"].tolist(), pairs["part"].tolist(), strict=True)]
    evidence = weigh_evidence(
        reading.vocabulary, reading.forms, reading.texts, reading.find(pairs["part"].to_numpy()), reading.find(tellings.key[b])
    )
    relation = np.full(len(a), "contains part", object)
    rows = _rows(tellings, a, b, relation, pairs["score"].to_numpy(), evidence[:3], part=part)
    rows["text_part"] = pairs["part"].to_numpy()
    return rows[tellings.statement_id[a] != tellings.statement_id[b]]


def without_doubles(links: pd.DataFrame) -> pd.DataFrame:
    """One link for two quotations: that of one statement, else of a part, else what keeps them apart."""
    a, b = links["quote_a"].to_numpy(object), links["quote_b"].to_numpy(object)
    low, high = np.where(a < b, a, b), np.where(a < b, b, a)
    rank = np.where(links["conflict"].notna(), 2, (links["relation"] == "contains part").astype(int))
    ranked = links.assign(low=low, high=high, rank=rank, against=-links["score"].to_numpy(float))
    ranked = ranked.sort_values(["low", "high", "rank", "against", "text_part"]).drop_duplicates(["low", "high"])
    return ranked.sort_values(["quote_a", "quote_b"], ignore_index=True)[links.columns]


def dressed_alike(a: str, b: str) -> bool:
    """Whether two texts of the same words have the same marks too, but for the kind of quotation mark and the last stop.

    >>> dressed_alike("We don’t know,", "We don't know."), dressed_alike("We don't. Know.", "We don't know.")
    (True, False)
    """
    return a == b or _undressed(a) == _undressed(b)


def _undressed(text: str) -> str:
    return " ".join(_DRESS.sub("", text.translate(_MARKS)).split())


def _ids(tellings: Tellings, a: np.ndarray, b: np.ndarray) -> zip:
    return zip(tellings.quote_id[a].tolist(), tellings.quote_id[b].tolist(), strict=True)


def _evidence(tellings: Tellings, reading: Reading, a: np.ndarray, b: np.ndarray) -> Evidence:
    texts = reading.find(tellings.key[a]), reading.find(tellings.key[b])
    return weigh_evidence(reading.vocabulary, reading.forms, reading.texts, *texts)


def _told_by_others(
    tellings: Tellings, a: np.ndarray, b: np.ndarray, relation: np.ndarray, shared: list[list[str]]
) -> np.ndarray:
    """Nearly the same words from another mouth are a quotation; the same thing in other words is agreement."""
    same = _same_speaker(tellings, a, b)
    lengths = np.array([len(words) for words in shared], int)
    others = (same == False) & (relation != "restated") & (lengths >= VERBATIM_WORDS)  # noqa: E712
    return np.where(others, "quoted by another speaker", relation).astype(object)


def _same_speaker(tellings: Tellings, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether both are by one resolved speaker; None where either is unresolved."""
    of_a, of_b = tellings.speaker_id[a], tellings.speaker_id[b]
    return np.where(pd.isna(of_a) | pd.isna(of_b), None, of_a == of_b)


def _rows(
    tellings: Tellings,
    a: np.ndarray,
    b: np.ndarray,
    relation: np.ndarray,
    score: np.ndarray,
    words: tuple[list[list[str]], list[list[str]], list[list[str]]],
    conflict: list[str | None] | None = None,
    part: list[str] | None = None,
) -> pd.DataFrame:
    nothing = [None] * len(a)
    rows = pd.DataFrame(
        {
            "quote_a": tellings.quote_id[a],
            "quote_b": tellings.quote_id[b],
            "relation": relation,
            "same_speaker": _same_speaker(tellings, a, b),
            "score": score,
            "shared_words": as_array(words[0]),
            "only_a": as_array(words[1]),
            "only_b": as_array(words[2]),
            "conflict": as_array(conflict or nothing),
            "part": as_array(part or nothing),
            "text_a": tellings.key[a],
            "text_b": tellings.key[b],
            "text_part": np.zeros(len(a), np.uint64),
        }
    )
    return rows[[*columns("restatements"), *LINK_KEYS]]
