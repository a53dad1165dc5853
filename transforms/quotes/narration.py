"""A paragraph as its reporter's words, each quotation one word among them.

in   text, pairs   a paragraph and the quotations that stand side by side in it
out  Narration     words and signs with their offsets and shape, and where sentences begin

A quotation is a word of the sentence it stands in (“…,” he said), whatever sentences it holds itself.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from transforms import lexicons
from transforms.quotes.pairs import Pair
from transforms.quotes.shapes import shape_of, signs_of

QUOTATION = "“”"  # stands for a whole quotation
_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Sens?|Reps?|Govs?|Gen|Lt|Col|Sgt|Insp|Supt|Rev|Jr|Sr|St|Prof|Capt|Hon|Pres|No|vs|Ala|Ariz|Ark|Calif|Colo|Conn"
    "|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Penn|Tenn|Tex|Va|Vt|Wash|Wis"
    "|Wisc|Wyo|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
)
# Whose stop ends no sentence before a day: Orvane Inc. Thursday said; at 11 p.m. Monday
_BEFORE_A_DAY = r"(?:Inc|Corp|Ltd|Co|Cos|Bros|[ap]\.m)\.(?=\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
# Behind initials (in the U.S. He left) these begin a sentence; any other capital goes on (the U.S. Senate).
_BEGINS = (
    "The|A|An|This|That|These|Those|He|She|It|They|We|I|You|His|Her|Its|Their|In|On|At|For|But|And|If|When|While|As"
    "|After|Since"
)
# half-open, 2,300, 3:14pm, Kord’s, members’
_JOINED = r"(?>(?:(?:['’.\-&/_@]|,(?=\d)|(?<=\d):(?=\d))[^\W_]++)*)(?:['’](?![\w'’]))?"


def _word(ends: str) -> re.Pattern[str]:
    """Pattern of a word with the space behind it, so that each match begins where the last one ended.

    ends   pattern of what behind initials shows that their last stop ends a sentence
    """
    return re.compile(
        r"(?:[A-Za-z][a-z]*+ |, "  # most of them, before what takes longer to tell
        rf"|{_BEFORE_A_DAY}"
        rf"|[a-z]++[^\W_]*+{_JOINED}"
        r"|[DRI]-(?:[A-Z]\.?){1,6}[a-z]{0,9}\.?(?=[,)])"  # R-Wis.
        rf"|(?:[A-Z][a-z]+-)?(?:{_ABBREVIATIONS})\.(?!\w)"  # Supt., Staff-Insp.
        rf"|(?>(?:[A-Z]\.){{1,8}})(?!{ends})(?:[A-Z]\b)?"  # the U.S. Senate, J.J. Kord
        r"|(?:[A-Z]\.){1,8}[A-Z]\b"  # in the U.S. He
        rf"|@?[^\W_]++{_JOINED}"
        r"|\.(?>(?:\s?\.)+)|-++|[^\w\s]|_"
        r")\s*+"
    )


_WORD = _word(rf"\s(?:{_BEGINS})\b|\s*$")
_WORD_GOING_ON = _word(rf"\s(?:{_BEGINS})\b")  # J.D. “Buddy” Kord; the U.S. “is ready”
_NICKNAME = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}")
_PARTICLES = frozenset("pTPw")  # signs of the second words of phrasal_cues.tsv
_MAY_END = re.compile("[.Q]")


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
        return " ".join(self.words[cue : cue + 2]).lower() in lexicons.words("transforms.quotes", "phrasal_cues.tsv")

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
        _read_words(text, start, pair.outer_start, words, starts, _WORD_GOING_ON if _goes_on(text, pair) else _WORD)
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


def _read_words(
    text: str, start: int, end: int, words: list[str], starts: list[int], word: re.Pattern[str] = _WORD
) -> None:
    """Add the words of `text` from `start` to `end`, and where each starts."""
    pieces = word.findall(text, start, end)
    words += map(str.rstrip, pieces)
    if pieces:
        first = end - len(text[start:end].lstrip())
        starts += accumulate(map(len, pieces[:-1]), initial=first)


def _breaks(text: str, words: list[str], starts: list[int], signs: str, quotes: dict[int, Pair]) -> list[int]:
    """Find the words that begin a sentence: after a stop or a quotation that ends in one, before a capital."""
    breaks = [0]
    for found in _MAY_END.finditer(signs, 0, max(0, len(signs) - 1)):
        place = found.start()
        after = words[place + 1]
        if place in quotes:
            ends_here = text[quotes[place].end - 1] == "." and (after[0].isupper() or after == QUOTATION)
        else:
            opens = after[0].isupper() or after[0].isdigit() or after == QUOTATION or after in "(["
            ends_here = opens and starts[place] + len(words[place]) < starts[place + 1]
        if ends_here:
            breaks.append(place + 1)
    if words:
        breaks.append(len(words))
    return breaks
