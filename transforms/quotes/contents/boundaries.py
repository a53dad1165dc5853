"""Where a reported content may start and end in its sentence, and the features that speak for each place.

in   narration, a cue or a first word   all numbers are places of words
out  places in order, and features of each, weighed by clauses.tsv and contents.tsv

Read by reported (a clause without marks), extents (what stands round marks) and kinds.
"""

import re
from itertools import islice
from typing import NamedTuple

from transforms.quotes.attribution.features import step, weigh
from transforms.quotes.narration.openings import clause_behind_adjuncts, verb_of
from transforms.quotes.narration.words import Narration

ADDRESSES = frozenset(("tell", "tells", "told", "telling", "informed", "assured", "reminded"))  # told the council that
_STARTS = re.compile("[hTsPQ]|(?<=[t,NwPZ#])[DdZ#mgBRpn]|(?<=[t,wPZ#])N|(?<=[t,NPZ#])w")  # a phrase or clause begins
_SETTLED = re.compile("[hQVx;:]")  # no content starts after these
_FARTHEST_START = 14  # words behind the cue: told a crowd in the old harbour on Monday that
_BOUNDARY = re.compile(r"[,;\-:(BsRCGA](?:(?<=[,;\-:(])|(?<=[BsRC])(?!$)|(?<=[wNQP#t)][GA]))")
_SIGN = re.compile("[,;.:(-]")
_MOST_ENDS = 12  # places where a content may end that are weighed, the nearest
_FARTHEST_OPENER = 25  # words before the cue
_OPENS_CLAUSE = re.compile("[sRBh;]|(?<![NZDw])C")  # read backwards: “and” where a verb follows, not a noun
_MAY_BE_VERB = re.compile("[vuegky]")
TAIL = re.compile(r"a?(?>(?:p?[tDd])*)(?:p[DdNwmZ#eo]{1,8}){0,2}(?=[.,;]|$)")  # on Tuesday, in an interview


def adjuncts_end(shape: str, start: int) -> int:
    """Where the times and phrases end that stand from word `start` on up to a sign; `start` where none do."""
    found = TAIL.match(shape, start)
    return found.end() if found else start


def last_word(shape: str, start: int, limit: int) -> int:
    """Where a sentence from word `start` ends that reaches to word `limit`: before its last stops.

    So does one that a bracket holds, (Kord said the port would close.), before the stop in it.
    """
    while limit > start + 1 and (shape[limit - 1] == "." or shape.endswith(".)", start, limit)):
        limit -= 1
    return limit


def starts_of(narration: Narration, cue: int, limit: int) -> list[int]:
    """Words at which the content right of a cue may start: the next, or where one begins after an object or a time."""
    shape, first = narration.shape, cue + 1 + narration.is_phrasal(cue)
    if first >= limit:
        return []
    settled = _SETTLED.search(shape, first + (shape[first] != "h"), min(limit, first + _FARTHEST_START))
    reach = settled.end() if settled else min(limit, first + _FARTHEST_START)
    if clause := clause_behind_adjuncts(narration, first):
        return [clause]
    further = [found.start() for found in _STARTS.finditer(shape, first + 1, reach)]
    return further if further and _addressed(narration, cue) else [first, *further]


def _addressed(narration: Narration, cue: int) -> bool:
    """Whether somebody who is told stands right behind the cue: told the council by email the dam had held"""
    active = narration.shape[cue - 1 : cue] != "b"
    return active and narration.words[cue].lower() in ADDRESSES and narration.shape[cue + 1] not in "hsTo"


def ends_of(shape: str, start: int, limit: int) -> list[int]:
    """Words before which the content may end: at commas, dashes and conjunctions, and the sentence's end."""
    ends = [found.start() for found in islice(_BOUNDARY.finditer(shape, start + 2, limit), _MOST_ENDS)]
    return [*ends, last_word(shape, start, limit)]


def content_start(narration: Narration, cue: int, limit: int, weights: dict[str, float]) -> int | None:
    """The likeliest first word of the content right of `cue`, in a sentence that ends before `limit`."""
    starts = starts_of(narration, cue, limit)
    if len(starts) < 2:
        return starts[0] if starts else None
    return max(starts, key=lambda start: weigh(weights, start_features(narration, cue, start)))


def start_features(narration: Narration, cue: int, start: int) -> list[str]:
    """Features of a content that starts at word `start`."""
    shape, words = narration.shape, narration.words
    verb, opening = words[cue].lower(), shape[start : start + 1]
    before = words[start - 1].lower() if start > cue + 1 else ""
    return [
        f"S verb skipped={verb}|{shape[cue + 1 : min(start, cue + 2)]}",
        f"S verb opening={verb}|{opening}",
        f"S word={words[start].lower()}",
        f"S last skipped={before}",
        f"S length={step(start - cue - 1)}",
        f"S beside={shape[start - 1 : start + 2]}",
        f"S behind={shape[max(cue, start - 2) : start + 1]}",
        f"S clause={verb in ADDRESSES}{shape[start - 1]}{opening}{verb_of(shape, start)}",
    ]


class Lead(NamedTuple):
    """What leads to a content: its verb, and the sign that opens the verb's clause (“While Kord says …, she …”)."""

    verb: str
    clause: str


def lead_of(narration: Narration, cue: int) -> Lead:
    """The verb at word `cue`, and what opens its clause: who, while, but; with V where another verb stands between."""
    floor = narration.sentence(cue)[0]
    backwards = narration.shape[max(floor, cue - _FARTHEST_OPENER) : cue][::-1]
    found = _OPENS_CLAUSE.search(backwards)
    clause = "^" if not found else f"{found[0]}V" if "V" in backwards[: found.start()] else found[0]
    return Lead(narration.words[cue].lower(), clause)


def end_features(narration: Narration, lead: Lead, start: int, end: int, limit: int) -> list[str]:
    """Features of a content from word `start` that ends before word `end`."""
    return [*stop_features(narration, lead, end, limit), *stretch_features(narration.shape, start, end, limit)]


def stop_features(narration: Narration, lead: Lead, end: int, limit: int) -> list[str]:
    """Features of a content that ends before word `end`, wherever it starts."""
    shape, words = narration.shape, narration.words
    sign = shape[end : end + 1]
    word = words[end].lower() if end < len(words) else ""
    after = words[end + 1].lower() if end + 1 < limit and sign in ",;-" else ""
    verb = verb_in(shape[end + 1 : _sign_after(shape, end, limit)])
    return [
        f"E cue={lead.verb}|{sign}",
        f"E clause={lead.clause}{sign}{verb}",
        f"E three={shape[end : end + 3]}",
        f"E words={word}|{after}",
        f"E word verb={word}{verb}",  # the verb of what stands behind, up to the next sign
        f"E before={words[end - 1].lower()}{sign}",
    ]


def stretch_features(shape: str, start: int, end: int, limit: int) -> list[str]:
    """Features of a content by what lies in it, from word `start` to word `end`, and what is left behind."""
    sign, inner, rest = shape[end : end + 1], shape[start:end], shape[end + 1 : limit]
    left = min(3, rest.count(",") + rest.count(";") + rest.count("-"))
    return [
        f"E inner verb={verb_in(inner)}{sign}{inner[:1]}",
        f"E commas={step(inner.count(','))}{sign}{left}",  # inside, and signs that are left behind
        f"E dashes={inner.count('-') % 2}{sign}{rest.count('-') % 2}",
        f"E far={step(len(inner))}|{step(len(rest))}",
        f"E quoted={'Q' in inner}{shape[end - 1] == 'Q'}{shape[end : end + 2]}",
    ]


def verb_in(part: str) -> str:
    """The surest sign of a verb in a part of a shape, or none."""
    if "V" in part:
        return "V"
    if "x" in part or "b" in part:
        return "x"
    return "G" if "G" in part else "v" if _MAY_BE_VERB.search(part) else ""


def _sign_after(shape: str, end: int, limit: int) -> int:
    """The next sign after word `end`, else `limit`."""
    found = _SIGN.search(shape, end + 1, limit)
    return found.start() if found else limit
