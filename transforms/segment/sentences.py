"""Sentences of a paragraph.

The way: candidates, where a stop with its closing marks is followed by space; then each candidate is judged by
the word before it and the word after it. One pass, no look further than a few words either side.
"""

import re
from functools import cache

from transforms import lexicons
from transforms.clean.boilerplate import CREDIT
from transforms.segment.abbreviations import BEHIND_AN_HOUR, abbreviations
from transforms.spans import Span

_CLOSERS = "\"'”’»)\\]}›"
_OPENERS = "\"'“‘«„‚(\\[{‹¿¡"
# Where a sentence may end: a run of stops with what closes after it (and footnote numbers), before space or, where
# the space was lost, before a capitalised word; and the space before a picture's credit, which follows a caption
# with or without a stop. Each run is tried once, from its beginning.
_CANDIDATE = re.compile(
    rf"(?<![.!?…])(?P<stop>[.!?…]++)(?P<closers>[{_CLOSERS}]*+)(?>(?:\[\d{{1,3}}\])*)(?=\s|[A-Z][a-z])"
    rf"|[ ](?={CREDIT})"
)
_NEXT = re.compile(rf"\s*+(?P<marks>[{_OPENERS}]*+)(?P<word>[^\W_]++(?:[’'][^\W\d_]++)?)?")
_SPEAKER_FOLLOWS = re.compile(
    r"(?<!\s)\s++(?:[A-Z][\w.’'-]{0,30}+\s++){1,4}"
    r"(?:said|says|asked|asks|wrote|writes|replied|added|tweeted|told|wondered|joked|shouted|answered|exclaimed)\b"
)
_BEHIND_AN_HOUR = re.compile(BEHIND_AN_HOUR)
_LONGEST_WORD = 24  # characters looked at before a stop: no abbreviation is longer


def split_sentences(text: str) -> list[Span]:
    """Split one paragraph's text into sentences, as offsets into it.

    Closing marks and brackets stay with the sentence they close; space between sentences belongs to none;
    every other character to exactly one.

    >>> text = 'Mr. A. B. Kord left the U.S. at 9 a.m. Monday. “Why? It was time.” He paid $3.50.'
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['Mr. A. B. Kord left the U.S. at 9 a.m. Monday.', '“Why?', 'It was time.”', 'He paid $3.50.']
    """
    spans: list[Span] = []
    start = _skip_space(text, 0)
    for candidate in _CANDIDATE.finditer(text):
        end = candidate.end() if candidate["stop"] else _before_space(text, start, candidate.start())
        if end > start and (not candidate["stop"] or _ends_sentence(text, start, candidate)):
            spans.append(Span(start, end))
            start = _skip_space(text, end)
    if start < len(text):
        spans.append(Span(start, len(text.rstrip())))
    return spans


def _skip_space(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _before_space(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _ends_sentence(text: str, start: int, candidate: re.Match[str]) -> bool:
    """Judge a stop by the words beside it."""
    stop, closers, end = candidate["stop"], candidate["closers"], candidate.end()
    after = _NEXT.match(text, end)
    assert after is not None  # nothing is required of what follows
    word, marks = (after["word"] or "").replace("’", "'"), after["marks"]
    if not word or word[0].islower():
        return False
    before = _word_before(text, start, candidate.start())
    if not text[end].isspace():
        is_word = len(before) > 1 and before.isalpha() and (bool(closers) or before.islower())
        return is_word and word in sentence_starters()
    if stop[-1] in "?!":
        return not (closers and not marks and _SPEAKER_FOLLOWS.match(text, end))
    if stop == ".":
        if before.isdigit() and candidate.start() - len(before) == start:
            return False  # the number of an item, not a sentence
        is_initial = len(word) == 1 and text[after.end() : after.end() + 1] == "."
        opens = bool(marks) or (word in sentence_starters() and not is_initial)
        return bool(closers) or _full_stop_ends(
            before, word, opens, _follows_comma(text, candidate.start() - len(before))
        )
    return bool(marks) or "]" in closers or word in sentence_starters()


def _word_before(text: str, start: int, at: int) -> str:
    """Give the word a stop stands after, without the marks that open before it."""
    if at <= start or text[at - 1].isspace():
        return ""
    return text[max(start, at - _LONGEST_WORD) : at].rsplit(None, 1)[-1].lstrip("\"'“‘«„‚([{‹¿¡—–-")


def _follows_comma(text: str, word: int) -> bool:
    """Whether the word at this offset is the next one after a comma: "Concord, N.H."."""
    return text[max(0, word - 2) : word] == ", "


def _full_stop_ends(before: str, word: str, opens: bool, after_comma: bool) -> bool:
    """Whether a single full stop after the word `before` ends the sentence, when `word` comes next.

    `opens` says whether `word`, or the mark before it, oftener opens a sentence than not.
    """
    if len(before) == 1 and before.isupper():
        return opens  # an initial, or a name like Plan B
    kind = abbreviations().get(before) or (abbreviations().get(before.capitalize()) if before.isupper() else None)
    if kind == "title" or abbreviations().get(before.rpartition("-")[2]) == "title":  # then-Gov.
        return False
    if kind == "number":
        return not word[0].isdigit()
    if kind == "hour":
        return _BEHIND_AN_HOUR.match(word) is None
    if kind == "state" and after_comma:
        return word not in abbreviations()  # a sentence that went on would have a second comma
    if kind or _is_dotted(before):
        return opens
    return True


def _is_dotted(word: str) -> bool:
    """Whether a word is initials with stops between: "U.S", "H.W", "Ph.D"."""
    return "." in word and len(word) <= 8 and all(1 <= len(part) <= 2 and part.isalpha() for part in word.split("."))


@cache
def sentence_starters() -> frozenset[str]:
    """Words that, with a capital, oftener open a sentence than belong to a name (starters.tsv).

    >>> "Meanwhile" in sentence_starters()
    True
    """
    return frozenset(
        word for (listed,) in lexicons.rows("transforms.segment", "starters.tsv") for word in listed.split()
    )
