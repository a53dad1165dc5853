"""A paragraph as its reporter's words, each quotation one word among them.

in   text, pairs   a paragraph and the quotations that stand side by side in it
out  Narration     words and signs with their offsets and shape, and where sentences begin

A quotation is a word of the sentence it stands in (“…,” he said), whatever sentences it holds itself.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from transforms import lexicons
from transforms.quotes.marks.pairs import Pair
from transforms.quotes.narration.shapes import shape_of, signs_of
from transforms.segment.abbreviations import BEHIND_AN_HOUR, abbreviated
from transforms.segment.sentences import sentence_starters

QUOTATION = "“”"  # stands for a whole quotation
# half-open, 2,300, 3:14pm, Kord’s, members’
_JOINED = r"(?>(?:(?:['’.\-&/_@]|,(?=\d)|(?<=\d):(?=\d))[^\W_]++)*)(?:['’](?![\w'’]))?"
_NICKNAME = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}")
_PARTICLES = frozenset("pTPw")  # signs of the second words of phrasal_cues.tsv
_MAY_END = re.compile(r"[.Q]\)?(?=.)", re.DOTALL)


@cache
def _word(*, goes_on: bool) -> re.Pattern[str]:
    """Pattern of a word with the space behind it, so that each match begins where the last one ended.

    The stop of an abbreviation is its own unless it ends the sentence, as transforms.segment.sentences tells; what ends
    with the text that is read ends a sentence too unless that `goes_on`: J.D. “Buddy” Kord; the U.S. “is ready”.
    """
    title, number, hour, state, other = map(_shortened, ("title", "number", "hour", "state", "other"))
    begins = rf"\s(?:{'|'.join(sorted(sentence_starters()))})\b"
    ends = begins if goes_on else rf"{begins}|\s*$"
    shortened = (
        rf"(?:(?:{title})\.(?!\w)|(?:{number})\.(?=\s?\d)|(?:{hour})\.(?=[,;)]|\s(?:[a-z]|{BEHIND_AN_HOUR}))"
        rf"|(?:{other}|(?<!, )(?:{state}))\.(?!\w|{ends})|(?<=, )(?:{state})\.(?!\w|\s[A-Z]|\s*$))"
    )
    return re.compile(
        r"(?:[A-Za-z][a-z]*+ |, "  # most of them, before what takes longer to tell
        r"|(?:[A-Z]\.){2,8}-[a-z]++(?:-[a-z]++)*+"  # the U.N.-backed plan
        rf"|(?:[A-Za-z][a-z]+-)?{shortened}"  # Supt., Staff-Insp., Concord, N.H.
        rf"|[a-z]++[^\W_]*+{_JOINED}"
        r"|[DRI]-(?:[A-Z]\.?){1,6}[a-z]{0,9}\.?(?=[,)])"  # R-Wis.
        rf"|(?>(?:[A-Z]\.){{1,8}})(?!{ends})(?:[A-Z]\b)?"  # the U.S. Senate, J.J. Kord
        r"|(?:[A-Z]\.){1,8}[A-Z]\b"  # in the U.S. He
        rf"|@?[^\W_]++{_JOINED}"
        r"|\.(?>(?:\s?\.)+)|-++|[^\w\s]|_"
        r")\s*+"
    )


def _shortened(kind: str) -> str:
    """Pattern of the abbreviations of one kind, without their stop."""
    return "|".join(sorted(map(re.escape, abbreviated(kind)), key=len, reverse=True))


class Narration(NamedTuple):
    """Words of a paragraph, where each starts, and shape; `quotes[i]` is the pair that word `i` stands for."""

    text: str
    words: list[str]
    starts: list[int]
    shape: str
    breaks: list[int]  # the words that begin a sentence, from 0, and the number of words
    quotes: dict[int, Pair]

    def sentence(self, word: int) -> tuple[int, int]:
        """First word of the sentence `word` stands in, and the first after it."""
        place = bisect_right(self.breaks, word)
        return self.breaks[place - 1], self.breaks[place]

    def is_phrasal(self, cue: int) -> bool:
        """Whether the word behind word `cue` belongs to it: called on, pointed out."""
        if self.shape[cue + 1 : cue + 2] not in _PARTICLES:
            return False
        verb = " ".join(self.words[cue : cue + 2]).lower()
        return verb in lexicons.words("transforms.quotes.narration", "phrasal_cues.tsv")

    def phrase(self, start: int, end: int) -> str:
        """The text from word `start` to word `end` (exclusive)."""
        return self.text[self.starts[start] : self.end(end - 1)]

    def end(self, word: int) -> int:
        """Where word `word` ends."""
        pair = self.quotes.get(word)
        return pair.outer_end if pair else self.starts[word] + len(self.words[word])


def read_narration(text: str, pairs: Iterable[Pair], start: int = 0, end: int | None = None) -> Narration:
    """Read the words of `text` from `start` to `end`, with each of `pairs` (side by side, in order) as one.

    >>> narration = read_narration("“Go now,” said Mr. Kord. He left.", [Pair(1, 8, 0, 9, "double", True, 0)])
    >>> narration.words, narration.shape, narration.breaks
    (['“”', 'said', 'Mr.', 'Kord', '.', 'He', 'left', '.'], 'QVNN.Pw.', [0, 5, 8])
    """
    words: list[str] = []
    starts: list[int] = []
    quotes: dict[int, Pair] = {}
    for pair in pairs:
        _read_words(text, start, pair.outer_start, words, starts, goes_on=_goes_on(text, pair))
        quotes[len(words)] = pair
        words.append(QUOTATION)
        starts.append(pair.outer_start)
        start = pair.outer_end
    _read_words(text, start, len(text) if end is None else end, words, starts)
    signs = signs_of(words)
    breaks = _breaks(text, words, starts, signs, quotes)
    return Narration(text, words, starts, shape_of(words, signs, breaks), breaks, quotes)


def _goes_on(text: str, pair: Pair) -> bool:
    """Whether a sentence goes on with a quotation: it begins small, or is a nickname that a name stands behind."""
    behind = text[pair.outer_end : pair.outer_end + 2]
    named = behind[:1] == " " and behind[1:].isupper() and _NICKNAME.fullmatch(text, pair.start, pair.end)
    return text[pair.start : pair.start + 1].islower() or bool(named)


def _read_words(text: str, start: int, end: int, words: list[str], starts: list[int], *, goes_on: bool = False) -> None:
    """Add the words of `text` from `start` to `end`, and where each starts."""
    pieces = _word(goes_on=goes_on).findall(text, start, end)
    words += map(str.rstrip, pieces)
    if pieces:
        first = end - len(text[start:end].lstrip())
        starts += accumulate(map(len, pieces[:-1]), initial=first)


def _breaks(text: str, words: list[str], starts: list[int], signs: str, quotes: dict[int, Pair]) -> list[int]:
    """Find the words that begin a sentence: after a stop or a quotation that ends in one, before a capital."""
    breaks = [0]
    for found in _MAY_END.finditer(signs):
        place, after = found.start(), words[found.end()]
        if place in quotes:
            ends_here = text[quotes[place].end - 1] == "." and (after[0].isupper() or after == QUOTATION)
        else:
            opens = after[0].isupper() or after[0].isdigit() or after == QUOTATION or after in "(["
            ends_here = opens and starts[found.end() - 1] + 1 < starts[found.end()]
        if ends_here:
            breaks.append(found.end())
    if words:
        breaks.append(len(words))
    return breaks
