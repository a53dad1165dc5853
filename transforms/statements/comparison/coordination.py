"""Coordination: which words that stand in another order only changed their places in a list, or in a date.

in   one text of each pair, and the other
out  of each word whether it changed places with another, what lists aside

"Orm, Vask and Tull" are "Tull, Vask and Orm", and 12 May is May 12; "Orm beat Vask and Tull" is another game than "Tull
beat Vask and Orm". Members of a list are told without knowing what a noun is: words that are no function words, between
commas and with an "and" or "or" among them. Two of them changed their places where they are members of one list in both
texts, and of each member what moved at all moved together.
"""

from typing import NamedTuple

import numpy as np

from transforms.arrays import Flags, Ints
from transforms.statements.comparison.alignment import Side
from transforms.statements.wording.vocabulary import FUNCTION, NUMBER, Vocabulary
from transforms.statements.wording.words import SENTENCE


class Members(NamedTuple):
    """Of each word of a text, shape (words, pairs): its list, and which of its members it is in; -1 in none."""

    list_: Ints
    member: Ints


def members_of(vocabulary: Vocabulary, side: Side, pairs: Ints) -> Members:
    """The lists of these texts."""
    form, opens = side.form[:, pairs], side.opens[:, pairs]
    coordinator = vocabulary.coordinator[form]
    ends = (side.kind[:, pairs] == FUNCTION) & ~coordinator & ~vocabulary.within[form] | ~side.real[:, pairs]
    list_ = np.cumsum(ends | (opens >= SENTENCE), axis=0, dtype=np.int16)
    member = np.cumsum(coordinator | (opens > 0) | ends, axis=0, dtype=np.int16)
    coordinated = np.zeros((int(list_.max(initial=0)) + 1, len(pairs)), bool)
    word, pair = np.nonzero(coordinator)
    coordinated[list_[word, pair], pair] = True
    inside = ~ends & np.take_along_axis(coordinated, list_.astype(np.intp), 0)
    return Members(np.where(inside, list_, -1), np.where(inside, member, -1))


def turned_words(vocabulary: Vocabulary, a: Side, b: Side) -> tuple[Flags, Ints]:
    """Words of a that stand the other way round to some word in b, and so many pairs of them, lists and dates aside."""
    moved, often = np.zeros(a.form.shape, bool), np.zeros(a.form.shape[1], np.int16)
    group = a.paired & (a.kind != FUNCTION)
    at = np.where(group, a.at, -1)
    pairs = np.flatnonzero((group & (at < np.maximum.accumulate(at, 0))).any(0))
    if not len(pairs):
        return moved, often
    group, at = group[:, pairs], at[:, pairs]
    of_a, of_b = members_of(vocabulary, a, pairs), members_of(vocabulary, b, pairs)
    listed = np.flatnonzero((of_a.list_ >= 0).any(0) & (of_b.list_ >= 0).any(0))  # so few that the others are not asked
    here = Members(*(held[:, listed] for held in of_a))
    there = Members(*(held[np.maximum(at[:, listed], 0), listed] for held in of_b))
    group &= ~_in_every_member(a.stem[:, pairs], of_a)
    turned = group[:, None] & group[None, :] & (at[:, None] > at[None, :])
    turned &= np.triu(np.ones(turned.shape[:2], bool), 1)[:, :, None]
    turned[:, :, listed] &= ~_in_lists(here, there, turned[:, :, listed])
    month, day = vocabulary.calendar[a.form[:, pairs]], a.kind[:, pairs] == NUMBER
    dated = np.flatnonzero(month.any(0) & day.any(0))
    turned[:, :, dated] &= ~_in_dates(month[:, dated], day[:, dated], at[:, dated])
    moved[:, pairs] = turned.any(0) | turned.any(1)
    often[pairs] = turned.view(np.uint8).sum((0, 1), dtype=np.int16)
    return moved, often


def _in_every_member(stem: Ints, of: Members) -> Flags:
    """Words that another member of their list has, too: of “the north gate and the south gate” both gates."""
    found = np.zeros(stem.shape, bool)
    listed = np.flatnonzero((of.list_ >= 0).any(0))
    stem, list_, member = (held[:, listed] for held in (stem, *of))
    again = _alike(stem) & _alike(list_) & ~_alike(member)
    found[:, listed] = again.any(1) & (list_ >= 0)
    return found


def _in_lists(here: Members, there: Members, turned: Flags) -> Flags:
    """Which pairs of words are of two members of one list in both texts."""
    moves = np.logical_or(turned.any(0), turned.any(1))
    torn = moves[:, None] & moves[None, :] & (_alike(here.member) != _alike(there.member))
    listed = ~(torn.any(0) | torn.any(1)) & (here.list_ >= 0) & (there.list_ >= 0)
    in_one = _alike(here.list_) & _alike(there.list_) & ~_alike(here.member)
    return in_one & listed[:, None] & listed[None, :]


def _in_dates(month: Flags, day: Flags, at: Ints) -> Flags:
    """Which pairs of words are a month and a day beside each other in both texts."""
    date = month[:, None] & day[None, :] | day[:, None] & month[None, :]
    place = np.arange(len(at))
    beside = (np.abs(place[:, None] - place[None, :]) == 1)[:, :, None]
    return date & beside & (np.abs(at[:, None] - at[None, :]) == 1)


def _alike(of: Ints) -> Flags:
    """Which two words of a text have the same, (words, words, pairs)."""
    same: Flags = of[:, None] == of[None, :]
    return same
