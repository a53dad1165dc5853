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
    """How a telling relates to an earlier one of its statement, and the words it alone has."""

    to: int  # the earlier telling's number in the card, from 1
    relation: str
    same_speaker: bool | None


@dataclass(frozen=True)
class Wording:
    """A telling in a card: its words with those that differ marked, and its link to an earlier one."""

    number: int
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


def set_side_by_side(tellings: list[Telling], links: Mapping[Pair, Any]) -> list[Wording]:
    """Tellings of one statement, earliest first, with the words marked in which each differs.

    `links` are rows of `restatements` by the tellings they link. A telling is compared with the first one before it
    that it is linked to; in the very first the words are marked that none compared with it has.
    """
    wordings, lacking = [], []
    for at, telling in enumerate(tellings):
        found = next(((i, *side) for i in range(at) if (side := _side(tellings[i], telling, links))), None)
        if found is None:
            wordings.append(Wording(at + 1, telling, mark_words(telling.words, ()), None))
            continue
        to, row, only_first, only_here = found
        if to == 0:
            lacking.append(set(only_first))
        link = Link(to + 1, row.relation, None if pd.isna(row.same_speaker) else bool(row.same_speaker))
        wordings.append(Wording(at + 1, telling, mark_words(telling.words, only_here), link))
    if lacking:
        alone = mark_words(tellings[0].words, set.intersection(*lacking))
        wordings[0] = Wording(1, tellings[0], alone, None)
    return wordings


def _side(earlier: Telling, later: Telling, links: Mapping[Pair, Any]) -> tuple[Any, list[str], list[str]] | None:
    """The link between two tellings, the words of the earlier alone and those of the later alone."""
    a, b = earlier.telling_id, later.telling_id
    if (a, b) in links:
        return links[a, b], links[a, b].only_a, links[a, b].only_b
    if (b, a) in links:
        return links[b, a], links[b, a].only_b, links[b, a].only_a
    return None
