"""What speaks for and against an attribution, as names that attribution.tsv has weights for.

A feature is a name and the values it was seen with ("far=Lbefore3": a subject three words left of the quotation that
stands before its cue). Short names keep the table of weights small; each is explained where it is made.
"""

import math
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from transforms import lexicons
from transforms.quotes.attribution.candidates import LEFT, PARAGRAPH_AFTER, RIGHT, SENTENCE_BEFORE, Candidate, Place
from transforms.quotes.narration.words import Narration

_CONTRACTED = ("n't", "n’t", "'s", "’s", "'re", "’re", "'ll", "’ll", "'ve", "’ve")  # of which possessives are few
_LETTERS = re.compile(r"[A-Za-z]++(?:[’'][a-z]+)?")
_FAR = 200  # words
_REMEMBERED = 1 << 12  # looks; of three quotations two look like one before
_LOOKED_AT = 160  # characters of a quotation
_STEPS = (*"012344", *"6666", *("10",) * 8)
_LENGTHS = (1, 1, 2, 3, 4, 4, 4, 4, *(8,) * 8)


@cache
def _voice(part: str) -> frozenset[str]:
    return frozenset(
        word
        for name, listed in lexicons.rows("transforms.quotes.attribution", "voices.tsv")
        if name == part
        for word in listed.split()
    )


def step(number: int) -> str:
    """A count as one of few steps: 0, 1, 2, 3, 4, 6, 10, 18 or more; -1 below 0."""
    return "-1" if number < 0 else _STEPS[number] if number < 18 else "18"


class Look(NamedTuple):
    """How a quotation looks, inside and at its marks."""

    first: str  # U upper case, l lower, o other
    last: str  # , . ? - or n for none of them
    length: int  # words, in steps
    title: bool  # all longer words capitalised
    voice: str  # i: has I, we or you; v: has a verb or pronoun
    closed: bool
    family: str
    left: str  # sign beside it, ^ at its sentence's beginning
    right: str  # sign beside it, $ at its sentence's end
    left_word: str
    opens: bool  # nothing stands before it since the sentence or the quotation before
    ends: bool
    second: bool  # another quotation stands before it in its sentence


def look_of(narration: Narration, place: Place) -> Look:
    """Look at the quotation at `place`."""
    pair = narration.quotes[place.at]
    text, shape, at = narration.text, narration.shape, place.at
    first, last = text[pair.start], text[pair.end - 1]
    words = _LETTERS.findall(text, pair.start, min(pair.end, pair.start + _LOOKED_AT))
    person = not _voice("person").isdisjoint(words)
    verbal = not _voice("verbal").isdisjoint(words) or any(word.endswith(_CONTRACTED) for word in words)
    left = shape[at - 1] if at > place.start else "^"
    return Look(
        first="U" if first.isupper() else "l" if first.islower() else "o",
        last="," if last == "," else "." if last in ".…" else "?" if last in "?!" else "-" if last in "-—" else "n",
        length=_LENGTHS[len(words)] if len(words) < len(_LENGTHS) else 16,
        title=len(words) > 1 and all(word[0].isupper() or len(word) <= 3 for word in words),
        voice=("i" if person else "") + ("v" if verbal else ""),
        closed=pair.closed,
        family=pair.family[0],
        left=left,
        right=shape[at + 1] if at + 1 < place.end else "$",
        left_word=narration.words[at - 1].lower() if left in "wvuVgGaspoDdehxnTy" else left,
        opens=place.left == at,
        ends=place.right == at + 1,
        second=place.before > place.start,
    )


def candidate_features(narration: Narration, place: Place, look: Look, candidate: Candidate) -> list[str]:
    """Features of a candidate; `narration` is the paragraph it stands in."""
    shape, words = narration.shape, narration.words
    side, how, cue, subject, _ = candidate
    if side == RIGHT:
        between, far = shape[place.at + 1 : cue], subject.start - place.at - 1
        near = between if len(between) <= 4 else f"{between[:3]}~"
    elif side == PARAGRAPH_AFTER:
        between, far, near = "", 0, ""
    else:
        end = place.at if side == LEFT else place.start if side == SENTENCE_BEFORE else len(shape)
        between, far = shape[cue + 1 : end], end - subject.end
        near = between if len(between) <= 4 else f"{between[:2]}~{between[-2:]}"
    kind = f"{side}{how}"
    sign, last = shape[cue], shape[subject.end - 1]
    word = words[cue].lower() if sign in "VvuGAgk" else sign
    others = min(2, between.count("V") + between.count("G") + between.count("A"))
    hurdle = next((sign for sign in reversed(between) if sign in "VGAvugQ;."), "")
    named = last if last in "PDN" else "N" if "N" in shape[subject.start : subject.end] else "w"
    apart = cue - subject.end if how == "before" else subject.start - cue - 1 if how == "after" else 0
    return [
        f"kind={kind}",
        f"cue={word}",
        f"near={side}{near}",  # the signs between quotation and cue
        f"touch={side}{between[-1:] or sign}{look.first}",
        f"others kind={kind}{sign}{others}",  # verbs in between
        f"hurdle cue={side}{word}{hurdle}",  # the last verb, quotation or stop in between
        f"named={kind}{named}",  # pronoun, determiner, name or common noun
        f"subject={words[subject.end - 1].lower() if last in 'PDw' else named}",
        f"apart={kind}{step(apart)}",  # words from cue to subject
        f"auxiliary={how}{shape[cue - 1]}{word}" if cue else "auxiliary=",  # was asked
        f"far={kind}{step(far)}",  # words from quotation to subject
        f"left word={side}{look.left_word}",
    ]


@lru_cache(maxsize=_REMEMBERED)
def unknown_features(look: Look, sides: frozenset[str]) -> tuple[str, ...]:
    """Features of taking a quotation for an unknown speaker's; `sides` are those its candidates stand on."""
    return (
        "U",
        f"U title={look.title}{min(look.length, 4)}",
        f"U sides={LEFT in sides}{RIGHT in sides}{look.first}",
        f"U voice opens={look.voice}{look.opens}{look.first}{look.last}",
        f"U opens first={look.opens}{look.ends}{look.first}",
        f"U second={look.second}{look.opens}{look.first}{min(look.length, 4)}{look.voice}",
    )


@lru_cache(maxsize=_REMEMBERED)
def nobody_features(look: Look) -> tuple[str, ...]:
    """Features of taking a quotation for nobody's words."""
    short = min(look.length, 4)
    return (
        "N",
        f"N title={look.title}{short}",
        f"N left word={look.left_word}",
        f"N left word title={look.left_word}{look.title}{look.first}",
        f"N marks={look.closed}{look.family}",
        f"N voice opens={look.voice}{look.opens}{look.first}{look.last}",
        f"N opens first={look.opens}{look.ends}{look.first}",
        f"N second={look.second}{look.opens}{look.first}{short}{look.voice}",
    )


def follow_features(narration: Narration, place: Place, look: Look, before: int, looked: Look) -> list[str]:
    """Features of going on from the quotation at word `before` of the same paragraph, which looks `looked`."""
    between = narration.shape[max(before + 1, place.at - _FAR) : place.at]
    verb = "V" if any(sign in between for sign in "VGA") else "v" if any(sign in between for sign in "vugey") else ""
    broken = place.start > before
    return [
        f"I broken={broken}{look.opens}",
        f"I firsts={broken}{look.first}{looked.first}",
        f"I size={step(len(between))}{verb}{broken}",
        f"I touch={between[-2:]}{look.first}",
        f"I starts={verb}{broken}{between[:1]}",
        f"I other={'Q' in between}{broken}",
        f"I left word={look.left_word}",
        f"I verbs={'G' in between}{'V' in between}{broken}{look.opens}",
    ]


def across_features(look: Look, looked: Look) -> list[str]:
    """Features of going on from the last quotation of the paragraph before, which looks `looked`."""
    return [f"X closed={looked.closed}", f"X length={look.length}", f"X ends={look.first}{look.last}{look.right}"]


def weigh(weights: dict[str, float], features: Sequence[str]) -> float:
    """Sum of the weights of `features`; one that was not seen in training weighs nothing.

    Added one by one: the built-in sum is slower here, and rounds otherwise from Python 3.12 on.
    """
    weight = 0.0
    for name in features:
        if name in weights:
            weight += weights[name]
    return weight


def shares_of(sums: Sequence[float]) -> list[float]:
    """The probabilities of options by the sums of their features' weights: in proportion to their exponentials."""
    highest = max(sums)
    parts = [math.exp(one - highest) for one in sums]
    whole = sum(parts)
    return [part / whole for part in parts]
