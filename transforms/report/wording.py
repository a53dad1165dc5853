"""Wordings set side by side: which words of a text to mark."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

import pandas as pd

from transforms.report.corpus import Telling
from transforms.statements.wording.numbers import numbers_in
from transforms.tables import UNSURE

Pair = tuple[str, str]  # two telling_ids

_WORD = re.compile(r"\w+")
_BETWEEN = r"(?:\s|\[[^\[\]]*\])+"  # words of a part: spaces, and what the editor put there


class Stretch(NamedTuple):
    """A stretch of a text, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Link:
    """How a telling relates to an earlier one of its statement."""

    to: int  # the earlier telling's number in the card, from 1
    relation: str
    same_speaker: bool | None
    likeness: float  # how probable it is that it says what an earlier one says

    @property
    def unsure(self) -> bool:
        """Whether no earlier telling surely says the same."""
        return self.likeness < UNSURE


@dataclass(frozen=True)
class Wording:
    """A telling in a card: its words with those that differ marked, and its link to an earlier one."""

    telling: Telling
    stretches: list[Stretch]
    link: Link | None


def mark_words(text: str, words: Iterable[str]) -> list[Stretch]:
    """Cut `text` into stretches so that `words`, in any case and as whole words, are marked.

    Neighbouring marked words become one stretch: a reader sees a phrase that differs, not three words.

    >>> mark_words("Pay rose by five percent.", ["rose", "five", "percent"])
    [Stretch(text='Pay ', marked=False), Stretch(text='rose', marked=True), Stretch(text=' by ', marked=False), \
Stretch(text='five percent', marked=True), Stretch(text='.', marked=False)]
    """
    chosen = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    if not chosen:
        return _cut(text, ())
    spelled = (re.escape(word).replace("'", "['’]") for word in chosen)
    one = f"(?<!\\w)(?:{'|'.join(spelled)})(?!\\w)"
    phrases = re.finditer(f"{one}(?:\\s+{one})*", text, re.IGNORECASE)
    return _cut(text, [phrase.span() for phrase in phrases])


def mark_numbers(text: str, others: Iterable[str]) -> list[Stretch]:
    """Cut `text` into stretches so that the numbers are marked that one of `others` does not hold, however written.

    >>> stretches = mark_numbers("Of 12 boats two sank.", ["Of twelve boats three sank."])
    >>> [stretch.text for stretch in stretches if stretch.marked]
    ['two']
    """
    held = [{value for _, _, value in numbers_in(other)} for other in others]
    numbers = numbers_in(text)
    return _cut(text, [(start, end) for start, end, value in numbers if any(value not in values for values in held)])


def lacking(words: Iterable[str], text: str) -> list[str]:
    """Those of `words` that `text` does not hold: a word said twice here and once there is no difference to mark.

    >>> lacking(["bank", "rate"], "The bank waits.")
    ['rate']
    """
    held = {word.casefold() for word in _WORD.findall(text)}
    return [word for word in words if not held.issuperset(_WORD.findall(word.casefold()))]


def mark_moved(a: str, b: str) -> tuple[list[Stretch], list[Stretch]]:
    """Cut two texts of the same words into stretches so that the words are marked that stand in another place.

    >>> stretches, _ = mark_moved("Kel owes money to Var.", "Var owes money to Kel.")
    >>> [stretch.text for stretch in stretches if stretch.marked]
    ['Kel', 'Var']
    """
    words_a, words_b = list(_WORD.finditer(a)), list(_WORD.finditer(b))
    order = SequenceMatcher(None, [w.group() for w in words_a], [w.group() for w in words_b], autojunk=False)
    moved = [change for change in order.get_opcodes() if change[0] != "equal"]
    in_a = [(words_a[i].start(), words_a[j - 1].end()) for _, i, j, _, _ in moved if i < j]
    in_b = [(words_b[i].start(), words_b[j - 1].end()) for _, _, _, i, j in moved if i < j]
    return _cut(a, in_a), _cut(b, in_b)


def mark_parts(text: str, parts: Iterable[str]) -> list[Stretch]:
    """Cut `text` into stretches so that `parts` are marked where they stand in it, letter for letter.

    But for spaces and bracketed insertions, which parts are told without.

    >>> stretches = mark_parts("We wait. You go. They stay.", ["You go.", "We wait."])
    >>> [stretch.text for stretch in stretches if stretch.marked]
    ['We wait.', 'You go.']
    >>> [stretch.text for stretch in mark_parts("So we  wait [here] for you.", ["we wait for"]) if stretch.marked]
    ['we  wait [here] for']
    """
    longest_first = sorted({part for part in parts if part.strip()}, key=lambda part: (-len(part), part))
    patterns = [_BETWEEN.join(map(re.escape, part.split())) for part in longest_first]
    found = re.finditer("|".join(patterns), text) if patterns else ()
    return _cut(text, [match.span() for match in found])


def _cut(text: str, marked: Iterable[tuple[int, int]]) -> list[Stretch]:
    stretches, done = [], 0
    for start, end in marked:
        stretches += [Stretch(text[done:start], False), Stretch(text[start:end], True)]
        done = end
    stretches.append(Stretch(text[done:], False))
    return [stretch for stretch in stretches if stretch.text]


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
    """The telling held against the first earlier one it is linked to; how likely it is the same, by its surest link."""
    linked = [
        (number, other, *between)
        for number, other in enumerate(earlier, start=1)
        if (between := _between(other, telling, links)) is not None
    ]
    if not linked:
        return None
    number, other, row, only_earlier, only_here = linked[0]
    same_speaker = None if pd.isna(row.same_speaker) else bool(row.same_speaker)
    link = Link(number, row.relation, same_speaker, max(float(row.score) for _, _, row, *_ in linked))
    return Comparison(link, lacking(only_earlier, telling.words), lacking(only_here, other.words))


def _between(earlier: Telling, here: Telling, links: Mapping[Pair, Any]) -> tuple[Any, list[str], list[str]] | None:
    """The link of two tellings, and the words that stand in each alone."""
    if (row := links.get((earlier.telling_id, here.telling_id))) is not None:
        return row, row.only_a, row.only_b
    if (row := links.get((here.telling_id, earlier.telling_id))) is not None:
        return row, row.only_b, row.only_a
    return None


@dataclass(frozen=True)
class Twin:
    """One of two tellings, with the words marked that the other lacks or has elsewhere."""

    telling: Telling
    stretches: list[Stretch]


@dataclass(frozen=True)
class Twins:
    """Two tellings alike in words."""

    a: Twin
    b: Twin


def mark_twins(link: Any, a: Telling, b: Telling) -> Twins:
    """Two tellings with what tells them apart; `link` is their row of `restatements`."""
    only_a, only_b = lacking(link.only_a, b.words), lacking(link.only_b, a.words)
    if only_a or only_b:
        in_a, in_b = mark_words(a.words, only_a), mark_words(b.words, only_b)
    else:
        in_a, in_b = mark_moved(a.words, b.words)
    return Twins(Twin(a, in_a), Twin(b, in_b))
