"""Context: who told two texts and where, and how much less likely strangers are to say the same.

in   tellings of texts, with their speakers and articles
out  how probable it is that two texts say the same, given who told them

The scorer reads words alone. Of texts that it takes for one, most that one speaker has told are; where no speaker nor
article has told both they mostly share a topic and its terms, and the more so where two speakers are known, or one text
is held against a part of the other. So strangers must say the same more clearly.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from transforms.arrays import Flags, Floats, Hashes, Ints, stretches
from transforms.statements.keys import among

NAMELESS = 1.25  # log odds less that strangers' texts are one statement where it is not known who said one of them
STRANGERS = 2.5  # and where it is, or one says again a part of the other; both by the links between 840 articles, read


@dataclass(frozen=True)
class Tellers:
    """Speakers, or articles, of texts: rising numbers text * `count` + teller."""

    told: Ints
    count: int

    def of(self, texts: Ints) -> tuple[Ints, Ints]:
        """Where the tellers of each text begin and end."""
        return np.searchsorted(self.told, texts * self.count), np.searchsorted(self.told, (texts + 1) * self.count)

    def share(self, a: Ints, b: Ints) -> Flags:
        """Whether some teller has told both texts a[k] and b[k]."""
        begin, end = self.of(a)
        pair = np.repeat(np.arange(len(a)), end - begin)
        wanted = b[pair] * self.count + self.told[stretches(begin, end - begin)] % self.count
        found = self.told[np.minimum(np.searchsorted(self.told, wanted), len(self.told) - 1)] == wanted
        return np.bincount(pair[found], minlength=len(a)) > 0


@dataclass(frozen=True)
class Context:
    """Who told texts, and where."""

    key: Hashes  # rising: the texts
    speakers: Tellers
    articles: Tellers

    def weigh(self, keys: Hashes, probability: Floats, nameless: float = NAMELESS) -> Floats:
        """Probabilities of pairs of texts, shape (n, 2), with STRANGERS taken from the log odds of those of strangers.

        Or `nameless`, where it may be that they are none. Texts of the same words say the same, whoever tells them.
        """
        doubtful = np.flatnonzero((probability > 0) & (probability < 1))
        acquainted, named = self._acquainted(keys[doubtful])
        strange, less = doubtful[~acquainted], np.where(named, STRANGERS, nameless)[~acquainted]
        odds = probability[strange] / (1 - probability[strange]) * np.exp(-less)
        weighed = probability.copy()
        weighed[strange] = np.round(odds / (1 + odds), 6)
        return weighed

    def _acquainted(self, keys: Hashes) -> tuple[Flags, Flags]:
        """Whether a speaker has told both texts, or an article both and of one it is not known who said it.

        And whether of both it is known.
        """
        a, b = np.searchsorted(self.key, keys).T
        begin, end = self.speakers.of(np.stack([a, b]))
        named = np.logical_and(*(begin < end))
        return self.speakers.share(a, b) | (~named & self.articles.share(a, b)), named


def read_context(tellings: pd.DataFrame, keys: Hashes) -> Context:
    """The context of these texts, by rising keys; columns key, speaker_id (None where unresolved), doc_id."""
    key = tellings["key"].to_numpy(np.uint64)
    rows = np.flatnonzero(among(key, keys))
    text = np.searchsorted(keys, key[rows])
    return Context(keys, *(_tellers(text, tellings[name].take(rows)) for name in ("speaker_id", "doc_id")))


def _tellers(text: Ints, teller: pd.Series) -> Tellers:
    number, names = pd.factorize(teller)
    count = max(1, len(names))
    return Tellers(np.unique(text[number >= 0] * count + number[number >= 0]), count)
