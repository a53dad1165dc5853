"""textstat's counts for many texts at once: each text split once, each different token looked at once."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from transforms.arrays import Flags, Ints, Numbers
from transforms.readability.tokens import Facts, find_facts, forget_hyphenation

FEWEST_SENTENCE_WORDS = 3  # textstat leaves sentences of one or two words out
LINSEAR_WORDS = 100  # the Linsear Write sample


@dataclass(frozen=True)
class Counts:
    """Counts of texts, a number a text; named as textstat's functions where it has one."""

    lexicon_count: Ints
    sentence_count: Ints
    char_count: Ints
    letter_count: Ints
    syllable_count: Ints
    monosyllabcount: Ints
    polysyllabcount: Ints
    miniword_count: Ints
    long_word_count: Ints
    difficult_words: Ints  # different ones
    unlisted_words: Ints
    tokens: Ints  # words, and punctuation that stands alone
    unfamiliar: Ints  # words off the list of easy words, each time
    difficult: Ints  # of these with two syllables or more
    hard: Ints  # with three or more
    linsear_easy: Ints  # in the first 100 words: words of one or two syllables
    linsear_hard: Ints  # of three or more
    linsear_sentences: Ints

    def at(self, places: Ints) -> "Counts":
        """Counts of the texts at `places`, which may name a text more than once."""
        return Counts(**{field.name: getattr(self, field.name)[places] for field in fields(self)})

    def followed_by(self, other: "Counts") -> "Counts":
        """Counts of these texts and then of the other's."""
        pairs = {field.name: (getattr(self, field.name), getattr(other, field.name)) for field in fields(self)}
        return Counts(**{name: np.concatenate(pair) for name, pair in pairs.items()})


def count_texts(texts: Sequence[str]) -> Counts:
    """Count each text as textstat does.

    >>> counts = count_texts(["Ferries sail again. The harbour, closed since March, reopened.", ""])
    >>> counts.lexicon_count.tolist(), counts.sentence_count.tolist(), counts.syllable_count.tolist()
    ([9, 0], [2, 0], [14, 0])
    """
    return count_tokens(Tokens.of_texts(texts))


def count_tokens(tokens: "Tokens") -> Counts:
    """Count each text of `tokens`."""
    first = tokens.first_words(LINSEAR_WORDS)
    return Counts(
        lexicon_count=tokens.total("word"),
        sentence_count=tokens.sentences(),
        char_count=tokens.total("characters"),
        letter_count=tokens.total("letters"),
        syllable_count=tokens.total("syllables"),
        monosyllabcount=tokens.total("one_syllable"),
        polysyllabcount=tokens.total("three_syllables"),
        miniword_count=tokens.total("mini"),
        long_word_count=tokens.total("long"),
        difficult_words=tokens.different_words("difficult"),
        unlisted_words=tokens.total("unlisted"),
        tokens=tokens.sizes,
        unfamiliar=tokens.total("unfamiliar"),
        difficult=tokens.total("difficult"),
        hard=tokens.total("hard"),
        linsear_easy=first.total("one_or_two_syllables"),
        linsear_hard=first.total("three_syllables"),
        linsear_sentences=np.where(first.sizes > 0, first.sentences(), 0),
    )


@dataclass(frozen=True)
class Tokens:
    """Tokens of many texts as one column of codes, with the facts of each different token beside it."""

    codes: Ints  # for each token, text after text, its row in `facts`
    sizes: Ints  # for each text, its tokens
    written: Flags  # for each text, whether it has any character
    facts: Facts  # of different tokens

    @classmethod
    def of_texts(cls, texts: Sequence[str]) -> "Tokens":
        """Tokens of texts, in their order."""
        column: list[str] = []
        sizes = []
        for text in texts:
            tokens = text.split()
            column += tokens
            sizes.append(len(tokens))
        code_of = {token: code for code, token in enumerate(dict.fromkeys(column))}
        facts = find_facts(list(code_of))
        forget_hyphenation()
        return cls(
            codes=np.fromiter(map(code_of.__getitem__, column), np.int64, len(column)),
            sizes=np.array(sizes, np.int64),
            written=np.fromiter(map(bool, texts), bool, len(texts)),
            facts=facts,
        )

    def joined(self, texts: Ints, sizes: Ints) -> "Tokens":
        """Tokens of longer texts: `texts` are numbers of texts here, of which the next `sizes` make a text each."""
        lengths = self.sizes[texts]
        moved = self._starts[texts] - (np.cumsum(lengths) - lengths)
        codes = self.codes[np.repeat(moved, lengths) + np.arange(lengths.sum())]
        written = _summed(self.written[texts], sizes) > 0
        return replace(self, codes=codes, sizes=_summed(lengths, sizes), written=written)

    def first_words(self, most: int) -> "Tokens":
        """Only the tokens of each text up to its `most`-th word."""
        word = self.of("word")
        before = np.cumsum(word) - word
        words = _summed(word, self.sizes)
        kept = before - np.repeat(np.cumsum(words) - words, self.sizes) < most
        return replace(self, codes=self.codes[kept], sizes=_summed(kept, self.sizes))

    def of(self, fact: str) -> Numbers:
        """One fact, token by token."""
        return self.facts[fact][self.codes]

    def total(self, fact: str) -> Ints:
        """One fact, summed over each text."""
        return _summed(self.of(fact), self.sizes)

    def sentences(self) -> Ints:
        """Sentences of three words or more in each text, and at least one where anything is written.

        textstat finds them by a pattern: from a letter on, all that is no stop, and the stops after it. So a
        text falls into pieces at its runs of stops, be they inside a token or not, and white space parts a piece into
        words. A token with stops puts at most one word into the piece it ends and one into the piece it begins;
        pieces that lie inside it hold one word and never count.
        """
        stops, texts = self.of("stop"), len(self.sizes)
        piece = np.cumsum(stops) - stops + self._text_of  # the piece a token begins in; a text begins a new one
        pieces = int(stops.sum()) + texts
        words = np.bincount(piece, self.of("opening"), pieces) + np.bincount(piece + stops, self.of("closing"), pieces)
        whole = _summed(words >= FEWEST_SENTENCE_WORDS, _summed(stops, self.sizes) + 1)
        return np.where(self.written, np.maximum(whole, 1), 0)

    def different_words(self, fact: str) -> Ints:
        """How many different words have a fact, in each text."""
        having, most = self.of(fact), len(self.facts[fact]) + 1
        pairs = np.sort(self._text_of[having] * most + self.of("word_number")[having])
        different = pairs[np.diff(pairs, prepend=-1) > 0]
        return np.bincount(different // most, minlength=len(self.sizes))

    @cached_property
    def _text_of(self) -> Ints:
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    @property
    def _starts(self) -> Ints:
        return np.cumsum(self.sizes) - self.sizes


def _summed(values: npt.NDArray[np.generic], sizes: Ints) -> Ints:
    """Sums of the first `sizes[0]` values, of the next `sizes[1]`, and so on."""
    starts, filled = np.cumsum(sizes) - sizes, sizes > 0
    sums = np.zeros(len(sizes), np.int64)
    sums[filled] = np.add.reduceat(values, starts[filled], dtype=np.int64)
    return sums
