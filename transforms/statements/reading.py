"""Readings: texts as words, found again by the key of these words."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from transforms.arrays import Hashes, Ints, Numbers, Objects
from transforms.statements.comparison.candidates import Sentences
from transforms.statements.comparison.scorer import Scores, score_pairs
from transforms.statements.comparison.screen import likely_pairs
from transforms.statements.comparison.signatures import rarest_words, sentences_of, text_keys
from transforms.statements.keys import among
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
    def written(self) -> Objects:
        """The forms as an array, and the pad as an empty one."""
        return np.array([*self.forms, ""], object)

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

    def select(self, keys: Hashes) -> "Reading":
        """The texts of these keys, in their order."""
        rows = self.find(keys)
        return replace(self, texts=self.texts.select(rows), key=self.key[rows])

    def leave_out(self, keys: Hashes) -> "Reading":
        """All texts but those of these rising keys, and of the forms those that they consist of."""
        kept, lengths = ~among(self.key, keys), np.diff(self.texts.start)
        words = np.repeat(kept, lengths)
        form = self.texts.form[words]
        used = np.zeros(len(self.forms), bool)
        used[form] = True
        number = (np.cumsum(used) - 1).astype(np.int32)
        start = np.concatenate([[0], np.cumsum(lengths[kept])])
        forms = list(itertools.compress(self.forms, used.tolist()))
        texts = Texts(number.take(form), start, self.texts.opens[words])
        return Reading(texts, select_forms(self.vocabulary, used), forms, self.key[kept])

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


def read_texts(texts: Sequence[str], before: Reading | None = None) -> Reading:
    """Read texts as words; forms read `before` are told from there and keep their rows."""
    words, forms = read_words(texts)
    if before is None:
        vocabulary = describe(forms)
    else:
        number = {form: row for row, form in enumerate(before.forms)}
        words = words._replace(
            form=np.array([number.setdefault(form, len(number)) for form in forms], np.int32)[words.form]
        )
        forms = list(number)
        vocabulary = join_vocabularies(before.vocabulary, describe(forms[len(before.forms) :]))
    return Reading(words, vocabulary, forms, text_keys(vocabulary, words))


def join_readings(before: Reading, fresh: Reading) -> Reading:
    """The texts of both, of which the latter was read with the former at hand."""
    texts = Texts(
        np.concatenate([before.texts.form, fresh.texts.form]),
        np.concatenate([before.texts.start, before.texts.start[-1] + fresh.texts.start[1:]]),
        np.concatenate([before.texts.opens, fresh.texts.opens]),
    )
    return replace(fresh, texts=texts, key=np.concatenate([before.key, fresh.key]))
