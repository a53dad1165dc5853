"""How a reported clause opens: its subject and verb, behind what tells when, where and by what means it was said.

“Kord said on Monday in a filing taxes might rise” reports “taxes might rise”. All numbers are places of words.
"""

import re

from transforms import lexicons
from transforms.quotes.narration.words import Narration

_REACH = 30  # words from a clause's first to its verb
_FARTHEST = 14  # words of what stands between a cue and its clause
# A subject and its verb: taxes might, the mayor of Dovrin was, he never left.
_CLAUSE = re.compile(
    r"a?(?:(?P<pronoun>P)|[Dd]*[wN#megv']*[wN#])(?:[po][Dd]*[wN#me]*[wN#])*[an]*(?:(?P<sure>[xby])|(?P<verb>[Vvuke]))"
)
_TIME = re.compile("p?t+")  # on Monday, late on Monday, last week
_MEANS = re.compile("p(?:w|N+)(?![wg])")  # by email, on Twitter
_WHEN = frozenset(("on", "in", "at"))
_WHERE = frozenset(("in", "on", "at", "during"))
_ITS = frozenset(("a", "an", "his", "her", "its", "their"))
_BY = frozenset(("by", "via", "on"))


def verb_of(shape: str, start: int) -> str:
    """The sign of the verb of a subject that begins at word `start`; “-” where none is found."""
    found = _CLAUSE.match(shape, start, start + _REACH)
    return (found["sure"] or found["verb"]) if found else "-"


def surely_opens(shape: str, start: int) -> bool:
    """Whether behind a reporting verb a subject and its verb leave no reading but a clause: claimed trade had grown."""
    found = _CLAUSE.match(shape, start, start + _REACH)
    return bool(found and (found["sure"] or found["pronoun"]))


def clause_behind_adjuncts(narration: Narration, start: int) -> int | None:
    """Where a clause begins behind the adjuncts of its reporting verb, of which the first begins at word `start`."""
    place = start
    while place < start + _FARTHEST and (end := _adjunct_end(narration, place)):
        place = end
        if _CLAUSE.match(narration.shape, place, place + _REACH):
            return place
    return None


def _adjunct_end(narration: Narration, start: int) -> int | None:
    """Where the time, the utterance or the means that begins at word `start` ends."""
    shape, word = narration.shape, narration.words[start].lower() if start < len(narration.words) else ""
    if time := _TIME.match(shape, start):
        return time.end() if shape[start] == "t" or word in _WHEN else None
    if word in _WHERE and shape[start + 1 : start + 2] in ("D", "d") and narration.words[start + 1] in _ITS:
        utterances = lexicons.words("transforms.quotes.narration", "utterances.tsv")
        return next(
            (start + 2 + n for n, noun in enumerate(narration.words[start + 2 : start + 4], 1) if noun in utterances),
            None,
        )
    if means := _MEANS.match(shape, start):
        return means.end() if word in _BY else None
    return None
