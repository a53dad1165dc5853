"""What speaks for and against an attribution, as names that attribution.tsv has weights for.

A feature is a name and the values it was seen with ("d=L0": zero words between quotation and cue on its left).
Short names keep the table of weights small; each is explained where it is made.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import repeat
from typing import NamedTuple

from transforms import lexicons
from transforms.quotes.candidates import LEFT, PARAGRAPH_AFTER, RIGHT, SENTENCE_BEFORE, Candidate, Place
from transforms.quotes.narration import Narration

_CONTRACTED = ("n't", "n’t", "'s", "’s", "'re", "’re", "'ll", "’ll", "'ve", "’ve")  # of which possessives are few
_LETTERS = re.compile(r"[A-Za-z]+(?:[’'][a-z]+)?")
_FAR = 200  # words
_LOOKED_AT = 160  # characters of a quotation
_STEPS = (0, 1, 2, 3, 4, 4, 6, 6, 6, 6, *(10,) * 8)
_LENGTHS = (1, 1, 2, 3, 4, 4, 4, 4, *(8,) * 8)


@cache
def _voice(part: str) -> frozenset[str]:
    return frozenset(
        word
        for name, listed in lexicons.rows("transforms.quotes", "voices.tsv")
        if name == part
        for word in listed.split()
    )


def step(number: int) -> int:
    """A count as one of few steps: 0, 1, 2, 3, 4, 6, 10, 18 or more; -1 below 0."""
    return -1 if number < 0 else _STEPS[number] if number < 18 else 18


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
        left_word=narration.words[at - 1].lower() if left in "wvVgGaspoDehxnT" else left,
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
        beyond = "$" if place.after >= len(shape) else shape[place.after - 1] if place.after <= place.end else "."
        near = between if len(between) <= 4 else f"{between[:3]}~"
    elif side == PARAGRAPH_AFTER:
        between, far, beyond, near = "", 0, shape[:1], ""
    else:
        end = place.at if side == LEFT else place.start if side == SENTENCE_BEFORE else len(shape)
        between, far = shape[cue + 1 : end], end - subject.end
        beyond = "^" if place.before == 0 else "Q" if place.before >= place.start else "."
        near = between if len(between) <= 4 else f"{between[:2]}~{between[-2:]}"
    kind = f"{side}{how}"
    sign, last = shape[cue], shape[subject.end - 1]
    word = words[cue].lower() if sign in "VvGAgk" else sign
    others = min(2, sum(map(between.count, "VGA")))
    hurdles = "".join(sign for sign in between if sign in "VGAvgQ;.")[-2:]
    named = last if last in "PDN" else "N" if "N" in shape[subject.start : subject.end] else "w"
    apart = cue - subject.end if how == "before" else subject.start - cue - 1 if how == "after" else 0
    first, stop, left, right = look.first, look.last, look.left, look.right
    return [
        f"kind={kind}",
        f"cue={word}",
        f"cue kind={word} {kind}",
        f"d={side}{step(len(between))}",  # words from quotation to cue
        f"near={side}{near}",  # the signs in between
        f"touch={side}{between[-1:] or sign}{first}",
        f"others kind={kind}{sign}{others}",
        f"hurdles={kind}{hurdles}{first}",  # verbs, quotations and stops in between
        f"hurdles cue={side}{word}{hurdles[-1:]}",
        f"named={kind}{named}",  # pronoun, determiner, name or common noun
        f"subject={words[subject.end - 1].lower() if last in 'PDw' else named}",
        f"apart={kind}{step(apart)}",  # words from cue to subject
        f"auxiliary={how}{shape[cue - 1]}{word}" if cue else "auxiliary=",  # was asked
        f"far={kind}{step(far)}",  # words from quotation to subject
        f"left={kind}{left}",
        f"right={kind}{right}",
        f"stop right={side}{stop}{right}{first}",
        f"opens all={kind}{look.opens}{first}{stop}{right}",
        f"beyond={kind}{beyond}{stop}",  # what stands on the far side, a quotation or a stop
        f"left word={side}{look.left_word}",
    ]


@lru_cache(maxsize=1 << 13)
def standing_features(who: str, look: Look, sides: str) -> tuple[str, ...]:
    """Features of taking a quotation for nobody's words (`who` N) or an unknown speaker's (U).

    `sides` are those its candidates stand on.
    """
    first, stop, left, right, short = look.first, look.last, look.left, look.right, min(look.length, 4)
    return (
        who,
        f"{who} length={look.length}",
        f"{who} title={look.title}{short}",
        f"{who} ends={first}{stop}",
        f"{who} left={left}{first}",
        f"{who} right={stop}{right}",
        f"{who} beside={left}{right}",
        f"{who} left word={look.left_word}",
        f"{who} left word title={look.left_word}{look.title}{first}",
        f"{who} opens={look.opens}{look.ends}{stop}{short}",
        f"{who} marks={look.closed}{look.family}",
        f"{who} sides={LEFT in sides}{RIGHT in sides}{first}",
        f"{who} voice opens={look.voice}{look.opens}{first}{stop}",
        f"{who} opens first={look.opens}{look.ends}{first}",
        f"{who} voice title={look.voice}{look.title}",
        f"{who} voice length={look.voice}{look.length}",
        f"{who} voice beside={look.voice}{left}{right}",
        f"{who} voice left={look.title}{look.voice}{left}{look.second}",
        f"{who} second={look.second}{look.opens}{first}{short}{look.voice}",
    )


def follow_features(narration: Narration, place: Place, look: Look, sides: str, before: int, looked: Look) -> list[str]:
    """Features of going on from the quotation at word `before` of the same paragraph, which looks `looked`."""
    between = narration.shape[max(before + 1, place.at - _FAR) : place.at]
    verb = "V" if any(sign in between for sign in "VGA") else "v" if any(sign in between for sign in "vge") else ""
    size = step(len(between))
    pattern = between if len(between) <= 3 else f"{verb}{'.' if '.' in between else ''}{size}{between[-1]}"
    broken = place.start > before
    first, stop = look.first, look.last
    left, right = LEFT in sides, RIGHT in sides
    return [
        "I",
        f"I between={pattern}",
        f"I broken={broken}{look.opens}",
        f"I firsts={broken}{first}{looked.first}",
        f"I stop={looked.last}{first}{size}",
        f"I length={look.length}",
        f"I length before={looked.length}{broken}",
        f"I size={size}{verb}{broken}",
        f"I closed={looked.closed}",
        f"I sides={left}{right}",
        f"I own={right}{look.opens}{first}{stop}",
        f"I touch={between[-2:]}{first}",
        f"I own cue={between[-3:]}",  # and she replied, as against and added,
        f"I starts={verb}{broken}{between[:1]}",
        f"I other={'Q' in between}{broken}",
        f"I left word={look.left_word}",
        f"I voice={look.voice}{looked.voice}",
        f"I voice broken={look.voice}{broken}",
        f"I verbs={'G' in between}{'V' in between}{broken}{look.opens}",
        f"I right={look.right}{stop}",
    ]


def across_features(look: Look, sides: str, looked: Look, tail: str) -> list[str]:
    """Features of going on from the last quotation of the paragraph before; `tail` is the shape after that one."""
    verb = "V" if any(sign in tail for sign in "VGA") else ""
    ending = tail if len(tail) < 2 else f"{verb}{step(len(tail))}{tail[-1]}"
    return [
        "X",
        f"X closed={looked.closed}",
        f"X tail={ending}",
        f"X ends={look.first}{look.last}{look.right}",
        f"X own={RIGHT in sides}{look.ends}",
        f"X closed own={looked.closed}{RIGHT in sides}",
        f"X length={look.length}",
        f"X marks={look.closed}{looked.last}",
        f"X before={'B' in sides}",
    ]


def weigh(weights: dict[str, float], features: Sequence[str]) -> float:
    """Sum of the weights of `features`; one that was not seen in training weighs nothing."""
    return sum(map(weights.get, features, repeat(0.0)))
