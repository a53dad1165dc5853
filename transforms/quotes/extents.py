"""How far the content of a mixed quotation reaches, on both sides of its marks.

in   setting   the quotations that are one content, the room for it in their sentence, who says it and by which word
out  span      the words of the content

The way: where it may begin → the likeliest beginning → where it may end → the likeliest end. Of several verbs before
the marks (“Wold denied that Kord called it ‘a door’”) the cue is only the likeliest to report them, so beginnings
behind every verb are weighed, by contents.tsv, trained by benchmarks/train_quotes.py.
"""

import re
from typing import NamedTuple

from transforms.quotes.candidates import LEFT, RIGHT, Candidate
from transforms.quotes.features import Look, step, weigh
from transforms.quotes.narration import Narration
from transforms.quotes.openings import clause_behind_adjuncts, verb_of
from transforms.quotes.reported import end_features, ends_of, last_word, lead_of, verb_in
from transforms.spans import Span

# Words that may begin a content: a “that”, a pronoun, what follows a verb, a preposition or a sign; a clause or phrase
# behind a noun.
_BEGINS = re.compile(r"[hTQ]|(?<=[VGAvupkt,:;\-(.BRs])[^,.;:)\-CVxb]|(?<=[NwP#eg])[PdDpsR]")
_LEADS = frozenset("VGAvu")  # signs of verbs that may lead to a content
_MOST_COMMAS = 3


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
    """The likeliest first word of a content, and the likeliest end from there on."""
    starts = starts_of(setting)
    start = _likeliest(starts, start_features(setting, starts), weights)
    ends = ends_from(setting, start)
    return Span(start, _likeliest(ends, content_end_features(setting, start, ends), weights))


def _likeliest(places: list[int], features: list[list[str]], weights: dict[str, float]) -> int:
    if len(places) == 1:
        return places[0]
    sums = [weigh(weights, names) for names in features]
    return places[sums.index(max(sums))]


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
    shape, floor = setting.narration.shape, setting.room.start
    features: list[list[str]] = []
    lead, place, commas = -1, floor, 0
    inside = shape.count(",", floor, setting.quoted.start)
    for start in starts:
        for word in range(place, start):
            if shape[word] in _LEADS or word == setting.cue:
                lead = word
            commas += shape[word] == ","
        place = start
        around = f"{min(_MOST_COMMAS, commas)}{min(_MOST_COMMAS, inside - commas)}"
        features.append(_features_of_start(setting, start, lead, around))
    return features


def _features_of_start(setting: Setting, start: int, lead: int, commas: str) -> list[str]:
    """Features of word `start`; `lead` is the last verb before it, -1 where there is none."""
    shape, words, side = setting.narration.shape, setting.narration.words, setting.side
    where = _where(setting, start, lead)
    verb = words[lead].lower() if lead >= 0 else ""
    skipped = shape[lead + 1 if lead >= 0 else setting.room.start : start]
    word, opening = words[start].lower(), shape[start]
    return [
        f"B subject={_beside_subject(setting, start)}{where}",
        f"B skipped={side}{where}{step(len(skipped))}",  # words between verb and content
        f"B verb skipped={verb}|{skipped[:1]}",
        f"B verb opening={verb}|{opening}",
        f"B verb where={verb}|{where}",
        f"B word={word}",
        f"B words={word}|{words[start + 1].lower() if start + 1 < len(words) else ''}",
        f"B last={words[start - 1].lower() if start else ''}",
        f"B clause={verb_of(shape, start)}{where}{step(len(skipped))}",
        f"B last signs={skipped[-2:]}|{opening}",
        f"B commas={commas}{side}",  # before it, and between it and the quotation
    ]


def _where(setting: Setting, start: int, lead: int) -> str:
    """Where a content starts: b before the cue, c behind it, i behind another verb; with s where the room does."""
    cue = setting.cue
    place = "n" if cue < 0 else "b" if start <= cue else "c" if lead == cue else "i"
    return place + "s" * (start == setting.room.start)


def _beside_subject(setting: Setting, start: int) -> str:
    """Whether a content starts before who says it, with him or behind."""
    if setting.candidate is None:
        return ""
    begins = setting.candidate.subject.full_start
    beside = "<" if start < begins else "=" if start == begins else ">"
    return f"{setting.side}{setting.candidate.how}{beside}"


def ends_from(setting: Setting, start: int) -> list[int]:
    """Words before which a content from word `start` may end, in order: right behind the marks it always may."""
    (_, least), limit = setting.quoted, setting.room.end
    ends = {least, *ends_of(setting.narration.shape, max(start, least - 2), limit)}
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


def content_end_features(setting: Setting, start: int, ends: list[int]) -> list[list[str]]:
    """Features of a content from word `start` that ends before each of the words `ends`."""
    narration, shape = setting.narration, setting.narration.shape
    (_, least), limit, clause = setting.quoted, setting.room.end, _clause_of_cue(setting)
    lead = lead_of(narration, setting.cue if setting.candidate else start)
    final = last_word(shape, start, limit)
    how = setting.candidate.how if setting.candidate else ""
    features: list[list[str]] = []
    for end in ends:
        sign, behind = shape[end : end + 1], shape[least:end]
        near = "q" if end == least else "l" if end >= final else "m"
        side = "" if clause < 0 else "=" if end == clause else "<" if end < clause else ">"
        features.append(
            [
                *end_features(narration, lead, start, end, limit),
                f"E near={near}{sign}{setting.side}{how}{side}",  # right behind the marks, last in its sentence, between
                f"E behind={step(len(behind))}{verb_in(behind)}{near}",
                f"E look={setting.last.last}{near}{shape[least : least + 1]}",
                f"E rest={verb_in(shape[end + 1 : limit])}{near}{sign}",
            ]
        )
    return features
