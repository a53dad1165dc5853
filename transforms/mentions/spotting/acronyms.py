"""Names as long as the acronym in brackets behind them says: the Orvane Economic and Cultural Office (OECO).

in   the article's text and the spots found in it
out  spots   of which one has the words whose large initials are the acronym's letters
"""

import re
from collections.abc import Iterator, Sequence

from transforms.mentions.spotting.spots import Spot
from transforms.mentions.words import vocabulary
from transforms.mentions.words.spelling import initials_of

_BRACKETED = re.compile(r" \((?P<letters>[A-Z]{2,8})s?\)")
_SMALL = frozenset(("and", "for", "in", "of", "on", "the", "to", "&"))
_LONGEST_WORD = 30  # characters


def fit_acronyms(text: str, spots: Sequence[Spot]) -> list[Spot]:
    """Let names begin where an acronym in brackets says that they do. Returns the spots that are left, in their order.

    The rules that read a run of capitals cut a name at a word that may stand before one (All Peoples Congress), join
    two by an “and”, and do not know which small words are of it (Cruelty to Animals).
    """
    left = list(spots)
    for last in spots:
        bracketed = _BRACKETED.match(text, last.end)
        if not bracketed or last.inner or last.kind == "person" or last.roles or last.known:
            continue
        start = _beginning(text, last.end, bracketed["letters"])
        if start is None or start == last.name_start:
            continue
        low = min(start, last.start)
        around = [spot for spot in left if low < spot.end and spot.start < last.end and spot is not last]
        joined = {id(spot) for spot in around if not spot.inner or spot.start < start}
        if any(spot.kind == "person" or spot.name_start < start for spot in around if not spot.inner):
            continue
        left = [spot for spot in left if id(spot) not in joined]
        last.determined = text.endswith(("the ", "The "), 0, start)
        last.start, last.name_start = start - last.determined * len("the "), start
        last.words, last.form, last.doubtful = text[start : last.end], "name", False
        last.kind = vocabulary.heads().get(last.words.rsplit(" ", 1)[-1], "organisation")
    return left


def without_words(text: str, spots: Sequence[Spot]) -> list[Spot]:
    """The spots but for those of letters that an article says to stand for small words: genetically modified (GM)."""
    worded = {
        found["letters"]
        for found in _BRACKETED.finditer(text)
        if _stand_for_words(text, found.start(), found["letters"])
    }
    return [spot for spot in spots if spot.words not in worded] if worded else list(spots)


def _stand_for_words(text: str, end: int, letters: str) -> bool:
    """Whether the words before `end` are small and begin with these letters, one each."""
    words = text[max(0, end - _LONGEST_WORD * len(letters)) : end].split(" ")[-len(letters) :]
    return "".join(word[:1] for word in words) == letters.lower()


def _beginning(text: str, end: int, letters: str) -> int | None:
    """Where the words up to `end` begin whose large initials are `letters`; None where they are other words."""
    for begin in _words_back(text, end):
        initials = initials_of(text[begin:end])
        if initials == letters and text[begin].isupper():
            return begin
        if not letters.endswith(initials):
            return None
    return None


def _words_back(text: str, end: int) -> Iterator[int]:
    """Where the words begin that lead back from `end`, as far as they are large or join large ones."""
    while end > 0:
        low = max(0, end - _LONGEST_WORD)
        begin = max(text.rfind(" ", low, end), text.rfind("\n", low, end)) + 1
        word = text[begin:end]
        if begin == 0 < low or not (word[:1].isupper() or word in _SMALL):
            return
        yield begin
        end = begin - 1 if text[begin - 1 : begin] == " " else 0
