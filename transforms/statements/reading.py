"""Readings: texts as words, found again by the key of these words."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from transforms.statements.candidates import Sentences
from transforms.statements.scorer import Scores, score_pairs
from transforms.statements.screen import Outlines, likely_pairs, outline
from transforms.statements.signatures import rarest_words, sentences_of, text_keys
from transforms.statements.vocabulary import Vocabulary, describe
from transforms.statements.words import Texts, read_words


class Reading(NamedTuple):
    """Texts read, in the order in which they were given."""

    texts: Texts
    vocabulary: Vocabulary
    forms: list[str]
    key: np.ndarray  # uint64, of each text; 0 for one without words
    order: np.ndarray  # of texts by key
    outlines: Outlines

    def find(self, keys: np.ndarray) -> np.ndarray:
        """A text for each key; KeyError where one was not read."""
        rows = self.seek(keys)
        if (rows < 0).any():
            raise KeyError("a text that was not read")
        return rows

    def seek(self, keys: np.ndarray) -> np.ndarray:
        """The same; -1 where one was not read."""
        held = self.key[self.order]
        if not len(held):
            return np.full(len(keys), -1)
        at = np.minimum(np.searchsorted(held, keys), len(held) - 1)
        return np.where(held[at] == keys, self.order[at], -1)

    def score(self, keys: np.ndarray) -> Scores:
        """Scores of pairs of keys, shape (n, 2); all 0 of those whose texts share too little to be compared."""
        return self.score_texts(*self.find(keys.ravel()).reshape(-1, 2).T)

    def score_texts(self, i: np.ndarray, j: np.ndarray) -> Scores:
        """The same of texts i[k] and j[k], by their rows."""
        worth = likely_pairs(self.vocabulary, self.texts, self.outlines, i, j)
        scores = Scores(*np.zeros((3, len(i))))
        compared = score_pairs(self.vocabulary, self.texts, self.key, i[worth], j[worth])
        for held, values in zip(scores, compared, strict=True):
            held[worth] = values
        return scores

    def sign(self, keys: np.ndarray) -> Sentences:
        """Signatures of the sentences of these texts; `keys` are rising."""
        signed, done = [], 0
        for some in self.texts.select(self.find(keys)).slices():
            sentences, text = sentences_of(some)
            signed.append((keys[text + done], rarest_words(self.vocabulary, sentences)))
            done += len(some.start) - 1
        return Sentences(*map(np.concatenate, zip(*signed, strict=True)))


def read_texts(texts: Sequence[str]) -> Reading:
    """Read texts as words."""
    words, forms = read_words(texts)
    return _describe(words, forms)


def join_readings(one: Reading, other: Reading) -> Reading:
    """One reading of the texts of both."""
    number = {form: place for place, form in enumerate(one.forms)}
    forms = np.array([number.setdefault(form, len(number)) for form in other.forms], np.int32)
    texts = Texts(
        np.concatenate([one.texts.form, forms[other.texts.form]]),
        np.concatenate([one.texts.start, one.texts.start[-1] + other.texts.start[1:]]),
        np.concatenate([one.texts.opens, other.texts.opens]),
    )
    return _describe(texts, list(number))


def _describe(texts: Texts, forms: list[str]) -> Reading:
    vocabulary = describe(forms)
    key = text_keys(vocabulary, texts)
    return Reading(texts, vocabulary, forms, key, np.argsort(key, kind="stable"), outline(vocabulary, texts))
