"""Readings: texts as words, found again by the key of these words."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from transforms.arrays import Hashes, Ints, Numbers
from transforms.statements.comparison.candidates import Sentences
from transforms.statements.comparison.scorer import Scores, score_pairs
from transforms.statements.comparison.screen import likely_pairs
from transforms.statements.comparison.signatures import rarest_words, sentences_of, text_keys
from transforms.statements.wording.vocabulary import Vocabulary, describe, join_vocabularies, select_forms
from transforms.statements.wording.words import Texts, read_words


@dataclass(frozen=True)
class Reading:
    """Texts read, in the order in which they were given."""

    texts: Texts
    vocabulary: Vocabulary
    forms: list[str]
    key: Hashes  # of each text; 0 for one without words

    @cached_property
    def order(self) -> Ints:
        """Of texts by key."""
        return np.argsort(self.key, kind="stable")  # quick where they were read in few rising runs

    @cached_property
    def rising(self) -> Hashes:
        """Their keys in that order."""
        return self.key[self.order]

    def find(self, keys: Hashes) -> Ints:
        """A text for each key; KeyError where one was not read."""
        rows = self.seek(keys)
        if (rows < 0).any():
            raise KeyError("a text that was not read")
        return rows

    def seek(self, keys: Hashes) -> Ints:
        """The same; -1 where one was not read."""
        if not len(self.key):
            return np.full(len(keys), -1)
        at = np.minimum(np.searchsorted(self.rising, keys), len(self.key) - 1)
        return np.where(self.rising[at] == keys, self.order[at], -1)

    def only(self, keys: Hashes) -> "Reading":
        """Those of these rising keys that were read, each once and in their order, and the forms that they consist of."""
        rows = self.seek(keys)
        rows = rows[rows >= 0]
        texts = self.texts.select(rows)
        used = np.zeros(len(self.forms), bool)
        used[texts.form] = True
        number = (np.cumsum(used) - 1).astype(np.int32)
        forms = list(itertools.compress(self.forms, used.tolist()))
        texts = texts._replace(form=number[texts.form])
        return Reading(texts, select_forms(self.vocabulary, used), forms, self.key[rows])

    def score(self, keys: Hashes) -> Scores:
        """Scores of pairs of keys, shape (n, 2); all 0 of those whose texts share too little to be compared."""
        return self.score_texts(*self.find(keys.ravel()).reshape(-1, 2).T)

    def score_texts(self, i: Ints, j: Ints) -> Scores:
        """The same of texts i[k] and j[k], by their rows."""
        worth = likely_pairs(self.vocabulary, self.texts, i, j)
        scores = Scores(*np.zeros((3, len(i))))
        compared = score_pairs(self.vocabulary, self.texts, self.key, i[worth], j[worth])
        for held, values in zip(scores, compared, strict=True):
            held[worth] = values
        return scores

    def sign(self, keys: Hashes) -> Sentences:
        """Signatures of the sentences of these texts; `keys` are rising."""
        signed: list[tuple[Numbers, Numbers]] = []
        done = 0
        for some in self.texts.select(self.find(keys)).slices():
            sentences, text = sentences_of(some)
            signed.append((keys[text + done], rarest_words(self.vocabulary, sentences)))
            done += len(some.start) - 1
        return Sentences(*map(np.concatenate, zip(*signed, strict=True)))


def join_readings(one: Reading, other: Reading) -> Reading:
    """The texts of both."""
    if not len(one.key):
        return other
    number = {form: place for place, form in enumerate(one.forms)}
    forms = np.array([number.setdefault(form, len(number)) for form in other.forms], np.int32)
    texts = Texts(
        np.concatenate([one.texts.form, forms[other.texts.form]]),
        np.concatenate([one.texts.start, one.texts.start[-1] + other.texts.start[1:]]),
        np.concatenate([one.texts.opens, other.texts.opens]),
    )
    vocabulary = join_vocabularies(one.vocabulary, select_forms(other.vocabulary, forms >= len(one.forms)))
    return Reading(texts, vocabulary, list(number), np.concatenate([one.key, other.key]))


def read_texts(texts: Sequence[str]) -> Reading:
    """Read texts as words."""
    words, forms = read_words(texts)
    vocabulary = describe(forms)
    return Reading(words, vocabulary, forms, text_keys(vocabulary, words))
