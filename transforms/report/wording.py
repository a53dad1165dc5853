"""Wordings set side by side: which words of a text to mark."""

import re
from collections.abc import Iterable
from typing import NamedTuple


class Run(NamedTuple):
    """A stretch of a text, marked or not."""

    text: str
    marked: bool


def mark_words(text: str, words: Iterable[str]) -> list[Run]:
    """Cut `text` into runs so that `words`, in any case and as whole words, are marked.

    Neighbouring marked words become one run: a reader sees a phrase that differs, not three words.

    >>> mark_words("Pay rose by five percent.", ["rose", "five", "percent"])
    [Run(text='Pay ', marked=False), Run(text='rose', marked=True), Run(text=' by ', marked=False), \
Run(text='five percent', marked=True), Run(text='.', marked=False)]
    """
    chosen = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    if not chosen:
        return [Run(text, False)] if text else []
    one = f"(?<!\\w)(?:{'|'.join(map(re.escape, chosen))})(?!\\w)"
    return _cut(text, re.compile(f"{one}(?:\\s+{one})*", re.IGNORECASE))


def mark_part(text: str, part: str | None) -> list[Run]:
    """Cut `text` into runs so that `part` is marked where it stands in it, letter for letter."""
    return _cut(text, re.compile(re.escape(part))) if part else [Run(text, False)]


def _cut(text: str, pattern: re.Pattern[str]) -> list[Run]:
    runs, done = [], 0
    for match in pattern.finditer(text):
        runs += [Run(text[done : match.start()], False), Run(match.group(), True)]
        done = match.end()
    runs.append(Run(text[done:], False))
    return [run for run in runs if run.text]
