"""Readings: texts as words, found again by the key of these words."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from transforms.statements.scorer import score_pairs
from transforms.statements.signatures import text_keys
from transforms.statements.words import Texts, Vocabulary, describe, read_words


class Reading(NamedTuple):
    """Texts read, in the order in which they were given."""

    given: list[str]
    texts: Texts
    vocabulary: Vocabulary
    forms: list[str]
    key: np.ndarray  # uint64, of each text; 0 for one without words
    order: np.ndarray  # of texts by key

    def find(self, keys: np.ndarray) -> np.ndarray:
        """A text for each key; KeyError where none was read."""
        held = self.key[self.order]
        at = np.minimum(np.searchsorted(held, keys), max(0, len(held) - 1))
        if len(keys) and not (len(held) and (held[at] == keys).all()):
            raise KeyError("a text that was not read")
        return self.order[at]

    def score(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Of pairs of keys, shape (n, 2): the probability that they say the same, and how much they share."""
        found = self.find(keys.ravel()).reshape(-1, 2)
        return score_pairs(self.vocabulary, self.texts, self.key, found[:, 0], found[:, 1])


def read_texts(texts: Sequence[str]) -> Reading:
    """Read texts as words."""
    words, forms = read_words(texts)
    vocabulary = describe(forms)
    key = text_keys(vocabulary, words)
    return Reading(list(texts), words, vocabulary, forms, key, np.argsort(key, kind="stable"))
