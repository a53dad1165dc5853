"""Wordings set side by side: which words of a text to mark."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from transforms.report.corpus import Telling

Pair = tuple[str, str]  # two telling_ids


class Run(NamedTuple):
    """A stretch of a text, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Link:
    """How a telling relates to an earlier one of its statement."""

    to: int  # the earlier telling's number in the card, from 1
    relation: str
    same_speaker: bool | None


@dataclass(frozen=True)
class Wording:
    """A telling in a card: its words with those that differ marked, and its link to an earlier one."""

    telling: Telling
    runs: list[Run]
    link: Link | None


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


class Comparison(NamedTuple):
    """A telling held against an earlier one that it is linked to."""

    link: Link
    only_earlier: list[str]
    only_here: list[str]


def set_side_by_side(tellings: list[Telling], links: Mapping[Pair, Any]) -> list[Wording]:
    """Tellings of one statement, earliest first, with the words marked in which each differs.

    `links` are rows of `restatements` by the tellings they link. A telling is compared with the first one before it
    that it is linked to; in the very first the words are marked that none compared with it has.
    """
    compared = [_compare(tellings[:at], telling, links) for at, telling in enumerate(tellings)]
    differing = [set(found.only_here) if found else set() for found in compared]
    with_first = [set(found.only_earlier) for found in compared if found and found.link.to == 1]
    if with_first:
        differing[0] = set.intersection(*with_first)
    return [
        Wording(telling, mark_words(telling.words, words), found.link if found else None)
        for telling, words, found in zip(tellings, differing, compared, strict=True)
    ]


def _compare(earlier: list[Telling], telling: Telling, links: Mapping[Pair, Any]) -> Comparison | None:
    here = telling.telling_id
    for number, other in enumerate(earlier, start=1):
        if (row := links.get((other.telling_id, here))) is not None:
            return Comparison(_link(number, row), row.only_a, row.only_b)
        if (row := links.get((here, other.telling_id))) is not None:
            return Comparison(_link(number, row), row.only_b, row.only_a)
    return None


def _link(to: int, row: Any) -> Link:
    return Link(to, row.relation, None if pd.isna(row.same_speaker) else bool(row.same_speaker))
