"""How far the content of a mixed quotation reaches, on both sides of its marks.

in   setting   the quotations that are one content, the room for it in their sentence, who says it and by which word
out  span      the words of the content

The way: where it may begin → the beginnings that are likely → where it may end from each → of all these extents the one
most likely near the true one. Of several verbs before the marks (“Wold denied that Kord called it ‘a door’”) the cue is
only the likeliest to report them, so beginnings behind every verb are weighed, by contents.tsv, trained by
benchmarks/train_quotes.py.
"""

import re
from typing import NamedTuple

from transforms.quotes.attribution.candidates import LEFT, RIGHT, Candidate
from transforms.quotes.attribution.features import Look, shares_of, step, weigh
from transforms.quotes.contents.boundaries import (
    adjuncts_end,
    ends_of,
    last_word,
    lead_of,
    stop_features,
    stretch_features,
    verb_in,
)
from transforms.quotes.narration.nearness import most_likely_near
from transforms.quotes.narration.openings import clause_behind_adjuncts, verb_of
from transforms.quotes.narration.words import Narration
from transforms.spans import Span

# Words that may begin a content: a “that”, a pronoun, what follows a verb, a preposition or a sign; a clause or phrase
# behind a noun.
_BEGINS = re.compile(r"[hTQ]|(?<=[VGAvupkt,:;\-(.BRs])[^,.;:)\-CVxb]|(?<=[NwP#eg])[PdDpsR]")
_LEADS = frozenset("VGAvu")  # signs of verbs that may lead to a content
_ROUND_A_CLAUSE = frozenset("^,-")  # signs round a clause, the sentence's beginning for one
_MOST_COMMAS = 3  # told apart on either side of a quotation; more are as many
_LIKELY = 0.2  # of the likeliest beginning's probability: beginnings that ends are sought for


class Setting(NamedTuple):
    """What decides how far a content reaches: its quotations are the words from `quoted.start` to `quoted.end`.

    `room` are the words of their sentence that it may take; `candidate` is null where no word of that sentence is known
    to report it.
    """

    narration: Narration
    quoted: Span
    room: Span
    candidate: Candidate | None
    last: Look

    @property
    def side(self) -> str:
        """The side its cue stands on, if any."""
        return self.candidate.side if self.candidate else ""

    @property
    def cue(self) -> int:
        """Its reporting word, -1 where none is known."""
        return self.candidate.cue if self.candidate else -1


def likeliest_extent(setting: Setting, weights: dict[str, float]) -> Span:
    """The words of a content: of the extents it may have, from every beginning that is likely, the safest."""
    starts, ends = starts_of(setting), ends_of_content(setting)
    begun = shares_of([weigh(weights, features) for features in start_features(setting, starts)])
    behind = [weigh(weights, features) for features in features_behind(setting, ends)]
    likely = _LIKELY * max(begun)
    extents: list[Span] = []
    shares: list[float] = []
    for start, share in zip(starts, begun, strict=True):
        if share >= likely:
            inside = [weigh(weights, features) for features in features_inside(setting, start, ends)]
            extents += [Span(start, end) for end in ends]
            shares += [share * one for one in shares_of([a + b for a, b in zip(behind, inside, strict=True)])]
    return extents[most_likely_near(setting.narration, extents, shares)[0]]


def starts_of(setting: Setting) -> list[int]:
    """Words that may be the first of a content, in order: the room's first and the quotation itself always may.

    None lies in what tells when and how a clause behind the cue was said: on Monday by email the port was ‘too shallow’
    """
    floor, at = setting.room.start, setting.quoted.start
    starts = {floor, at, *(found.start() for found in _BEGINS.finditer(setting.narration.shape, floor, at))}
    if setting.side == LEFT:
        first = setting.cue + 1 + setting.narration.is_phrasal(setting.cue)
        clause = clause_behind_adjuncts(setting.narration, first)
        if clause is not None and clause < at:
            starts = {clause, *starts}.difference(range(first, clause))
    return sorted(starts)


def start_features(setting: Setting, starts: list[int]) -> list[list[str]]:
    """Features of a content that starts at each of the words `starts`, which are in order."""
    shape, (floor, _), at = setting.narration.shape, setting.room, setting.quoted.start
    features: list[list[str]] = []
    lead, place, commas = -1, floor, 0
    inside, set_off, cue = shape.count(",", floor, at), _set_off(setting), setting.cue
    for start in starts:
        for word in range(place, start):
            sign = shape[word]
            if sign in _LEADS or word == cue:
                lead = word
            elif sign == ",":
                commas += 1
        place = start
        around = f"{min(_MOST_COMMAS, commas)}{min(_MOST_COMMAS, inside - commas)}"
        where = _where(setting, start, lead)
        features.append(
            [
                *_features_of_start(setting, start, lead, where),
                f"B commas={around}{setting.side}",  # before it, and between it and the quotation
                f"B set off={set_off}{where}",
                f"B inner verb={verb_in(shape[start:at])}{shape[start]}{where}",
            ]
        )
    return features


def _features_of_start(setting: Setting, start: int, lead: int, where: str) -> list[str]:
    """Features of word `start`; `lead` is the last verb before it, -1 where there is none."""
    shape, words, side = setting.narration.shape, setting.narration.words, setting.side
    verb = words[lead].lower() if lead >= 0 else ""
    skipped = shape[lead + 1 if lead >= 0 else setting.room.start : start]
    word, opening = words[start].lower(), shape[start]
    return [
        f"B skipped={side}{where}{step(len(skipped))}",  # words between verb and content
        f"B cue={words[setting.cue].lower() if setting.candidate else ''}{where}",
        f"B verb skipped={verb}|{skipped[:1]}",
        f"B verb where={verb}|{where}",
        f"B word={word}",
        f"B words={word}|{words[start + 1].lower() if start + 1 < len(words) else ''}",
        f"B last={words[start - 1].lower() if start else ''}",
        f"B clause={verb_of(shape, start)}{where}{step(len(skipped))}",
        f"B last signs={skipped[-2:]}|{opening}",
    ]


def _set_off(setting: Setting) -> str:
    """The signs before and behind the clause of a cue left of the marks: The port, Kord said, is “too shallow.”"""
    candidate, shape = setting.candidate, setting.narration.shape
    if candidate is None or candidate.side != LEFT:
        return ""
    opens = min(candidate.cue, candidate.subject.full_start)
    closes = adjuncts_end(shape, max(candidate.cue + 1, candidate.subject.full_end))
    before = "^" if opens <= setting.room.start else shape[opens - 1]
    return "".join(sign if sign in _ROUND_A_CLAUSE else "." for sign in (before, shape[closes : closes + 1]))


def _where(setting: Setting, start: int, lead: int) -> str:
    """Where a content starts: b before the cue, c behind it, i behind another verb; with s where the room does."""
    cue = setting.cue
    place = "n" if cue < 0 else "b" if start <= cue else "c" if lead == cue else "i"
    return place + "s" * (start == setting.room.start)


def ends_of_content(setting: Setting) -> list[int]:
    """Words before which a content may end, in order: right behind the marks it always may."""
    (_, least), limit = setting.quoted, setting.room.end
    ends = {least, *ends_of(setting.narration.shape, least - 2, limit)}
    if setting.side == RIGHT:
        ends.add(_clause_of_cue(setting))
    return sorted(end for end in ends if end >= least)


def _clause_of_cue(setting: Setting) -> int:
    """Where, behind the quotation, the clause of its cue begins, without the comma before that; -1 where none does."""
    candidate = setting.candidate
    if candidate is None or candidate.side == LEFT:
        return -1
    place = min(candidate.cue, candidate.subject.full_start)
    return place - (setting.narration.shape[place - 1] == ",")


def features_behind(setting: Setting, ends: list[int]) -> list[list[str]]:
    """Features of a content that ends before each of the words `ends`, wherever it starts."""
    narration, shape = setting.narration, setting.narration.shape
    (at, least), limit = setting.quoted, setting.room.end
    candidate, clause = setting.candidate, _clause_of_cue(setting)
    lead, final = lead_of(narration, candidate.cue if candidate else at), last_word(shape, at, limit)
    kind = f"{candidate.side}{candidate.how}" if candidate else ""
    features: list[list[str]] = []
    for end in ends:
        sign, behind = shape[end : end + 1], shape[least:end]
        near = "q" if end == least else "l" if end >= final else "m"
        side = "" if clause < 0 else "=" if end == clause else "<" if end < clause else ">"
        features.append(
            [
                *stop_features(narration, lead, end, limit),
                f"E near={near}{sign}{kind}{side}",  # right behind the marks, last in its sentence, between
                f"E behind={step(len(behind))}{verb_in(behind)}{near}",
                f"E look={setting.last.last}{near}{shape[least : least + 1]}",
            ]
        )
    return features


def features_inside(setting: Setting, start: int, ends: list[int]) -> list[list[str]]:
    """Further features of a content that starts at word `start`, for each of its ends."""
    shape, limit = setting.narration.shape, setting.room.end
    return [stretch_features(shape, start, end, limit) for end in ends]
