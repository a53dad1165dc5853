"""Links: between which two tellings the corpus says something again, how, and on what evidence.

in   tellings of texts in telling order, and scored pairs of these texts
out  restatements (tables.Restatements), each with the keys of the texts it rests on (memory.LINK_KEYS)

Texts are linked by their first tellings, and every further telling of a text to its first, so that what ten thousand
articles repeat makes ten thousand links and not fifty million.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from transforms.arrays import Floats, Hashes, Ints, Objects
from transforms.statements.comparison.parts import add_stretches
from transforms.statements.comparison.scorer import THRESHOLD
from transforms.statements.grouping.evidence import weigh_evidence
from transforms.statements.keys import among, as_column
from transforms.statements.memory import LINK_KEYS
from transforms.statements.reading import Reading
from transforms.statements.units import as_array
from transforms.statements.wording.words import cut_words
from transforms.tables import PARTIAL, columns

VERBATIM_WORDS = 5  # from so many words on, the same words from another mouth are a quotation and no coincidence
_STOPS = " .,;:!?…"
_MARKS = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')


class Tellings(NamedTuple):
    """Tellings in telling order, one row a unit."""

    quote_id: Objects
    speaker_id: Objects
    key: Hashes  # of the text
    statement_id: Objects

    def first(self, keys: Hashes) -> Ints:
        """The first telling of each text, as rows."""
        held, rows = np.unique(self.key, return_index=True)
        return rows[np.searchsorted(held, keys)]


def link_repeats(
    tellings: Tellings, reading: Reading, keys: Hashes, words_of: Callable[[Objects], Mapping[str, str]]
) -> pd.DataFrame:
    """Link every further telling of these texts to its first; `words_of` units are what was said, mark by mark."""
    first = tellings.first(tellings.key)
    later = np.flatnonzero((first != np.arange(len(first))) & among(tellings.key, keys))
    a, b = first[later], later
    words = words_of(tellings.quote_id[np.union1d(a, b)])
    alike = [dressed_alike(words[x], words[y]) for x, y in _ids(tellings, a, b)]
    repeated, of = np.unique(tellings.key[later], return_inverse=True)
    text = reading.find(repeated)
    evidence = weigh_evidence(reading, reading.texts, text, text)
    shared = evidence.shared[of]
    nothing = as_array([] for _ in shared)
    relation = np.where(alike, "identical", "near-identical").astype(object)
    relation = _told_by_others(tellings, a, b, relation, shared)
    return _rows(tellings, a, b, relation, np.ones(len(a)), (shared, nothing, nothing))


def link_texts(
    tellings: Tellings, reading: Reading, pairs: pd.DataFrame, words_of: Callable[[Hashes], Any]
) -> pd.DataFrame:
    """Link the first tellings of texts: of one statement, of which one holds a part of the other, or kept apart.

    Two alike texts that are neither are linked where it can be told what keeps them apart. `words_of` texts, by their
    keys, are what they say where they are told first.
    """
    first = [tellings.first(pairs[side].to_numpy()) for side in "ab"]
    together = tellings.statement_id[first[0]] == tellings.statement_id[first[1]]
    is_part = ~together & (pairs["part_score"].to_numpy() > 0)
    part_of_a = pairs["part_of_a"].to_numpy(bool)
    forwards = np.where(is_part, part_of_a, first[0] < first[1])
    a, b = np.where(forwards, first[0], first[1]), np.where(forwards, first[1], first[0])
    whole = link_wholes(tellings, reading, pairs[~is_part], a[~is_part], b[~is_part])
    return pd.concat([whole, link_parts(tellings, reading, pairs[is_part], a[is_part], b[is_part], words_of)])


def link_wholes(tellings: Tellings, reading: Reading, pairs: pd.DataFrame, a: Ints, b: Ints) -> pd.DataFrame:
    """Link tellings a[k] and b[k] that are one statement, or alike and not."""
    evidence = weigh_evidence(reading, reading.texts, reading.find(tellings.key[a]), reading.find(tellings.key[b]))
    together = tellings.statement_id[a] == tellings.statement_id[b]
    relation = np.where(evidence.near, "near-identical", "restated").astype(object)
    relation = np.where(together, _told_by_others(tellings, a, b, relation, evidence.shared), relation)
    differ = pairs["score"].to_numpy() < THRESHOLD
    conflict = [why if one else None for why, one in zip(evidence.conflict, differ, strict=True)]
    rows = _rows(tellings, a, b, relation, pairs["score"].to_numpy(), evidence[:3], conflict=conflict)
    return rows[together | np.array([why is not None for why in conflict], bool)]


def link_parts(
    tellings: Tellings,
    reading: Reading,
    pairs: pd.DataFrame,
    a: Ints,
    b: Ints,
    words_of: Callable[[Hashes], Any],
) -> pd.DataFrame:
    """Link tellings a[k] with tellings b[k] that say a part of them."""
    begin, end = pairs["part_begin"].to_numpy(), pairs["part_end"].to_numpy()
    texts = add_stretches(reading.texts, reading.find(tellings.key[a]), begin, end)
    stretch = np.arange(len(a)) + len(reading.texts.start) - 1
    evidence = weigh_evidence(reading, texts, stretch, reading.find(tellings.key[b]))
    wholes = words_of(tellings.key[a])
    part = [cut_words(*cut) for cut in zip(wholes, begin.tolist(), end.tolist(), strict=True)]
    relation = np.full(len(a), PARTIAL, object)
    rows = _rows(tellings, a, b, relation, pairs["part_score"].to_numpy(), evidence[:3], part=part)
    return rows[~evidence.turned]


def dressed_alike(a: str, b: str) -> bool:
    """Whether two texts of the same words have the same marks too, whatever the kind of quotation mark and last stop.

    >>> dressed_alike("We don’t know,", "We don't know."), dressed_alike("We don't. Know.", "We don't know.")
    (True, False)
    """
    return a == b or _undressed(a) == _undressed(b)


def _undressed(text: str) -> str:
    return " ".join(text.translate(_MARKS).split()).rstrip(_STOPS)


def _ids(tellings: Tellings, a: Ints, b: Ints) -> Iterable[tuple[str, str]]:
    return zip(tellings.quote_id[a].tolist(), tellings.quote_id[b].tolist(), strict=True)


def _told_by_others(tellings: Tellings, a: Ints, b: Ints, relation: Objects, shared: Objects) -> Objects:
    """Nearly the same words from another mouth are a quotation; the same thing in other words is agreement."""
    same = _same_speaker(tellings, a, b)
    lengths = np.array([len(words) for words in shared], int)
    others = (same == False) & (relation != "restated") & (lengths >= VERBATIM_WORDS)  # noqa: E712
    return np.where(others, "quoted by another speaker", relation).astype(object)


def _same_speaker(tellings: Tellings, a: Ints, b: Ints) -> Objects:
    """Whether both are by one resolved speaker; None where either is unresolved."""
    of_a, of_b = tellings.speaker_id[a], tellings.speaker_id[b]
    same = (of_a == of_b).astype(object)
    same[pd.isna(of_a) | pd.isna(of_b)] = None
    return same


def _rows(
    tellings: Tellings,
    a: Ints,
    b: Ints,
    relation: Objects,
    score: Floats,
    words: tuple[Objects, Objects, Objects],
    conflict: list[str | None] | None = None,
    part: list[str] | None = None,
) -> pd.DataFrame:
    nothing = [None] * len(a)
    rows = pd.DataFrame(
        {
            "quote_a": as_column(tellings.quote_id[a]),
            "quote_b": as_column(tellings.quote_id[b]),
            "relation": as_column(relation),
            "same_speaker": _same_speaker(tellings, a, b),
            "score": score,
            "shared_words": words[0],
            "only_a": words[1],
            "only_b": words[2],
            "conflict": as_array(conflict or nothing),
            "part": as_array(part or nothing),
            "text_a": tellings.key[a],
            "text_b": tellings.key[b],
        }
    )
    return rows[[*columns("restatements"), *LINK_KEYS]]
