"""Sentences of a paragraph.

The way: candidates, where a stop with its closing marks is followed by space; then each candidate is judged by
the word before it and the word after it. One pass, no look further than a few words either side.
"""

import re

from transforms import lexicons
from transforms.spans import Span

_CLOSERS = "\"'”’»)\\]}›"
_OPENERS = "\"'“‘«„‚(\\[{‹¿¡"
# A stop (or several), what closes after it, then space; or the blank line that parts paragraphs; or the space
# before a picture's credit, which follows a caption with or without a stop.
_CANDIDATE = re.compile(
    rf"(?P<stop>[.!?…]+)(?P<closers>[{_CLOSERS}]*)(?=\s)|\n[ ]*\n|[ ](?=(?:Image|Photo|Picture|Photograph): \S)"
)
_NEXT = re.compile(rf"\s*(?P<marks>[{_OPENERS}]*)(?P<word>[^\W_]+(?:[’'][^\W\d_]+)?)?")
_SPEAKER_FOLLOWS = re.compile(
    r"\s+(?:[A-Z][\w.’'-]{0,30}\s+){1,4}(?:said|says|asked|asks|wrote|writes|replied|added|tweeted|told|wondered|joked|shouted)\b"
)


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
        end = candidate.end() if candidate["stop"] else candidate.start()
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


def _ends_sentence(text: str, start: int, candidate: re.Match[str]) -> bool:
    """Judge a stop by the words beside it."""
    after = _NEXT.match(text, candidate.end())
    word = after["word"] or ""
    if word[:1].islower() or (not word and not after["marks"]):
        return False
    stop, at = candidate["stop"], candidate.start()
    if candidate["closers"] and stop[-1] in "?!" and not after["marks"]:
        return not _SPEAKER_FOLLOWS.match(text, candidate.end())
    if stop == ".":
        return candidate["closers"] != "" or _stop_after(
            _word_before(text, start, at), word, after["marks"], at == start
        )
    if stop[-1] in "?!":
        return True
    return bool(after["marks"]) or word in _starters()


def _word_before(text: str, start: int, at: int) -> str:
    """Give the word a stop stands after, without opening marks."""
    left = max(start, at - 24)
    return (
        text[left:at].rsplit(None, 1)[-1].lstrip("\"'“‘«„‚([{‹¿¡—–-")
        if at > left and not text[at - 1].isspace()
        else ""
    )


def _stop_after(before: str, word: str, marks: str, first: bool) -> bool:
    """Whether a single stop after the word `before` ends the sentence when `word` comes next."""
    kind = _abbreviations().get(before.lower())
    if kind is None:
        if len(before) == 1 and before.isupper():
            return word in _starters()
        if "." in before and len(before) <= 6 and before.replace(".", "").isalpha():
            return word in _starters() or bool(marks)
        return True
    if kind == "title":
        return False
    if kind == "number":
        return not word[:1].isdigit()
    return word in _starters() or bool(marks)


def _abbreviations() -> dict[str, str]:
    if not _ABBREVIATIONS:
        for kind, listed in lexicons.rows("transforms.segment", "abbreviations.tsv"):
            _ABBREVIATIONS.update(dict.fromkeys(listed.split(), kind))
    return _ABBREVIATIONS


def _starters() -> frozenset[str]:
    if not _STARTERS:
        for (listed,) in lexicons.rows("transforms.segment", "starters.tsv"):
            _STARTERS.update(listed.split())
    return _STARTERS


_ABBREVIATIONS: dict[str, str] = {}
_STARTERS: set[str] = set()
