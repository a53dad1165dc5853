"""Where names stand in an article: the readings of its runs, with what the words beside them add.

in   the article's text and paragraphs
out  Spot   one a name, outermost first, with offsets into the article's text
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from transforms.mentions import vocabulary
from transforms.mentions.gazetteer import WORD, Gazetteer, Known
from transforms.mentions.names import Name, read_names
from transforms.mentions.roles import is_role
from transforms.mentions.runs import run_pattern, split_run

LONGEST_RUN = 300  # characters; what is longer is no name
READINGS = 100_000  # runs whose reading is kept, a few hundred bytes each
_OPENING = "\"'“‘«„‚([{‹—–-•*/ \n\t"
_LOCATING = frozenset({"in", "from", "near", "at", "of", "outside"})
_SENTENCE_ENDS = frozenset('.!?:;,…"”’)]')
_SMALL_WORD = re.compile(r"(?<= )[^\W_A-Z]+\b")
_ASKED_OFTEN = 30
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
CAPITALISED = 0.8  # share of a heading's longer words
LONGEST_HEADED = 6  # words of a name that is looked for in such a heading
_CREDIT = re.compile(r"\b(?:Image|Photo|Photograph|Picture): \S")
_NUMBER = re.compile(r" \d{1,4}(?![\w.,:%–-])(?! [–-] )")
_PLACED = frozenset({None, "person", "place"})  # kinds for which the word before a name tells something
_STOPS = ".!?:;…”’"
_ROLE_PHRASE = 60  # characters before a name in which a role phrase is looked for
_APPOSITION = re.compile(r", (?:(?:the|a|an|its|his|her|their|our) )?([^,;:.()\[\]“”\"\n]{3,90})(?=[,;:.)“”\"\n])")
_DETERMINER = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur) (?=[^,;:.“”\"\n]{3,60}, $)")


class Paragraph(NamedTuple):
    """A paragraph as this stage needs it."""

    paragraph_id: str
    kind: str
    start: int
    end: int


@dataclass(slots=True)
class Spot:
    """A name in an article. The phrase is text[start:end], the name in it text[name_start:end].

    before  the word before the phrase, written small
    roles   role phrases: before the name and in apposition
    """

    start: int
    end: int
    name_start: int
    words: str
    kind: str | None
    form: str
    honorific: str
    known: Known | None
    doubtful: bool
    determined: bool
    before: str
    roles: tuple[str, ...]
    paragraph: int
    inner: bool = False


class RuleSpotter:
    """Finds names by rules; keeps readings of runs, which recur from article to article."""

    origin = "rules"

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.read = lru_cache(READINGS)(lambda run, opens: tuple(read_names(run, opens, gazetteer)))

    def spots(self, text: str, paragraphs: Sequence[Paragraph]) -> list[Spot]:
        """Names of an article, in text order; names inside a name follow it."""
        found: list[Spot] = []
        capitalised = []
        small = _SmallWords(text)
        for number, paragraph in enumerate(paragraphs):
            if paragraph.kind != "boilerplate" and _is_capitalised(text, paragraph):
                capitalised.append(number)
            else:
                self._read_paragraph(found, text, number, paragraph, small)
        _join_towns(text, found)
        _join_numbers(text, found)
        if capitalised:
            named = _named_elsewhere(found)
            for number in capitalised:
                found += self._find_named(text, number, paragraphs[number], named)
        if self.gazetteer.watched:
            found = self._with_watched(found, text, paragraphs)
        found.sort(key=lambda spot: (spot.start, -spot.end))
        return found

    def _with_watched(self, found: Sequence[Spot], text: str, paragraphs: Sequence[Paragraph]) -> list[Spot]:
        """Let the watchlist's names win: over readings of the same words, inside longer ones, instead of crossing ones."""
        watched = list(self._watched(text, paragraphs))
        spans = {(spot.start, spot.end): spot for spot in watched}
        at = 0
        kept: list[Spot] = []
        for spot in found:
            while at < len(watched) and watched[at].end <= spot.start:
                at += 1
            rival = watched[at] if at < len(watched) and watched[at].start < spot.end else None
            if rival and (spot.name_start, spot.end) in spans:
                own = spans.pop((spot.name_start, spot.end))
                spot.known, spot.kind, spot.doubtful = own.known, own.kind, False
                kept.append(spot)
            elif rival is None or (
                spot.start <= rival.start and rival.end <= spot.end and spot.end - spot.start > rival.end - rival.start
            ):
                kept.append(spot)
        return [*kept, *spans.values()]

    def _watched(self, text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Spot]:
        watched = self.gazetteer.watched
        if watched.keys().isdisjoint(WORD.findall(text)):
            return
        for number, paragraph in enumerate(paragraphs):
            end = _speaking_end(text, paragraph)
            done = paragraph.start
            for word in WORD.finditer(text, paragraph.start, end):
                for name, known in watched.get(word.group(), ()):
                    begin = word.start() - name.index(word.group())
                    stop = begin + len(name)
                    if (
                        done <= begin
                        and stop <= end
                        and text.startswith(name, begin)
                        and not text[stop : stop + 1].isalnum()
                    ):
                        yield make_spot(text, begin, Name(0, len(name), 0, known.type, "known", known=known), number)
                        done = stop
                        break

    def _read_paragraph(
        self, found: list[Spot], text: str, number: int, paragraph: Paragraph, small: "_SmallWords"
    ) -> None:
        barriers = vocabulary.barriers()
        for match in run_pattern().finditer(text, paragraph.start, _speaking_end(text, paragraph)):
            run = match.group()
            if run in barriers:
                continue
            base, end = match.span()
            if text.startswith("$", end) or end - base > LONGEST_RUN:
                continue
            if text[base - 1 : base] == "(" and text.startswith(")", end) and _is_expansion(run):
                found.append(make_spot(text, base, Name(0, end - base, 0, "organisation", "name"), number))
                continue
            opens = _opens(text, base, paragraph.start)
            for name in self.read(run, opens):
                if opens and name.form == "name" and name.kind is None and run.lower() in small:
                    name = name._replace(doubtful=True)
                self._add(found, text, base, name, number, paragraph.start)

    def _find_named(
        self, text: str, number: int, paragraph: Paragraph, named: Mapping[str, str | None]
    ) -> Iterator[Spot]:
        """In a heading that writes every word large: what the rest of the article names, and what is known."""
        for run in run_pattern().finditer(text, paragraph.start, _speaking_end(text, paragraph)):
            atoms = split_run(run.group())
            at = 0
            while at < len(atoms):
                for stop in range(min(at + LONGEST_HEADED, len(atoms)), at, -1):
                    words = run.group()[atoms[at].start : atoms[stop - 1].end]
                    known = self.gazetteer.find(words)
                    if words.casefold() in named or (known and not vocabulary.is_common(words)):
                        kind = named.get(words.casefold(), known.type if known else None)
                        name = Name(
                            atoms[at].start,
                            atoms[stop - 1].end,
                            atoms[at].start,
                            kind,
                            "known" if known else "name",
                            known=known,
                        )
                        yield make_spot(text, run.start(), name, number)
                        at = stop - 1
                        break
                at += 1

    def _add(self, found: list[Spot], text: str, base: int, name: Name, number: int, floor: int) -> None:
        spot = make_spot(text, base, name, number)
        if spot.kind == "person" and spot.form == "name":
            if spot.determined and not (spot.roles or spot.honorific or _begins_with_given_name(spot.words)):
                spot.kind = "other"  # the Ontario Ghostbusters
            else:
                _add_roles(spot, text, floor, found)
        found.append(spot)
        found += [make_spot(text, base, inner, number, inner=True) for inner in name.inner]


class _SmallWords:
    """Words that an article writes small: looked for one by one at first, gathered when many are asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.asked = 0
        self.words: frozenset[str] = frozenset()

    def __contains__(self, word: str) -> bool:
        self.asked += 1
        if self.asked == _ASKED_OFTEN:
            self.words = frozenset(_SMALL_WORD.findall(self.text))
        if self.asked >= _ASKED_OFTEN:
            return word in self.words
        at = self.text.find(f" {word}")
        while at >= 0 and self.text[at + 1 + len(word) : at + 2 + len(word)].isalnum():
            at = self.text.find(f" {word}", at + 1)
        return at >= 0


def _is_capitalised(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph writes every word of weight large, as headlines do, so that capitals tell nothing."""
    if text[paragraph.end - 1 : paragraph.end] in _SENTENCE_ENDS:
        return False
    words = _LONG_WORD.findall(text, paragraph.start, paragraph.end)
    return len(words) >= 5 and sum(word[0].isupper() for word in words) >= CAPITALISED * len(words)


def _named_elsewhere(spots: Iterable[Spot]) -> dict[str, str | None]:
    """Names, written small, and surnames of persons → kind."""
    named: dict[str, str | None] = {}
    for spot in spots:
        if not spot.doubtful and spot.form in ("name", "known"):
            named[spot.words.casefold()] = spot.kind
            if spot.kind == "person":
                named.setdefault(spot.words.rsplit(" ", 1)[-1].casefold(), None)
    return named


def _speaking_end(text: str, paragraph: Paragraph) -> int:
    """Where what a paragraph says ends: of boilerplate, only a picture's caption says anything, up to the credit."""
    if paragraph.kind != "boilerplate":
        return paragraph.end
    credit = _CREDIT.search(text, paragraph.start, paragraph.end)
    return credit.start() if credit else paragraph.start


def _opens(text: str, at: int, floor: int) -> bool:
    """Whether a sentence, a quotation or a paragraph begins at `at`."""
    left = at - 1
    while left >= floor and text[left] in _OPENING:
        left -= 1
    return left < floor or text[left] in _STOPS or left < at - 2


def _is_expansion(run: str) -> bool:
    """Whether a run that brackets hold alone reads as an acronym's long form: of several words, joined by small ones."""
    return len(run.split()) > 2 and any(f" {joint} " in run for joint in ("of", "for", "and"))


def _begins_with_given_name(words: str) -> bool:
    return words.split(" ", 1)[0] in vocabulary.given_names()


def make_spot(text: str, base: int, name: Name, number: int, inner: bool = False) -> Spot:
    """The spot of a name read in a run that begins at `base`, in paragraph `number`."""
    start, named, end = base + name.start, base + name.name_start, base + name.end
    words = text[named:end]
    determined = start < named and text[start : start + 4] in ("the ", "The ")
    if determined and not _keeps_determiner(name, words, text, end):
        start += 4
    if text[start - 1 : start] == "[" and "]" in text[start:end]:
        start -= 1
    return Spot(
        start,
        end,
        named,
        words.replace("] ", " ") if "]" in words else words,
        name.kind,
        name.form,
        name.honorific,
        name.known,
        name.doubtful,
        determined,
        _word_before(text, start) if name.kind in _PLACED else "",
        (name.role,) if name.role else (),
        number,
        inner,
    )


def _keeps_determiner(name: Name, words: str, text: str, end: int) -> bool:
    """Whether the determiner before a name is the name's own (the Hague) and not of a noun after it (the Geneva talks)."""
    if " " in words or name.role or name.form == "head" or (words.isupper() and len(words) > 1) or "." in words:
        return True
    if name.known:
        return name.known.type == "organisation" or (name.known.type == "nationality" and words.endswith("s"))
    return not (text.startswith(" ", end) and text[end + 1 : end + 2].islower())


def _word_before(text: str, at: int) -> str:
    """The word right before `at`; "" where a mark or a line's end stands between."""
    if at < 2 or text[at - 1] != " ":
        return ""
    begin = text.rfind(" ", max(0, at - 20), at - 1) + 1
    return text[begin : at - 1].lower()


def _add_roles(spot: Spot, text: str, floor: int, found: Sequence[Spot]) -> None:
    """Take in the role that stands before a name in small letters, and those in apposition to it."""
    if not spot.roles and not spot.honorific and spot.before in vocabulary.roles():
        start = _role_start(text, spot.start, floor, found)
        spot.roles = (text[start : spot.start - 1],)
        spot.start = start
    after = _APPOSITION.match(text, spot.end) if text.startswith(", ", spot.end) else None
    if after and is_role(after[1]):
        spot.roles += (after[1].strip(),)
    if text.startswith(", ", spot.start - 2):
        before = text[max(floor, spot.start - _ROLE_PHRASE) : spot.start]
        phrases = [before[determiner.end() : -2] for determiner in _DETERMINER.finditer(before)]
        spot.roles += tuple(phrase for phrase in reversed(phrases) if is_role(phrase))[:1]


def _role_start(text: str, end: int, floor: int, found: Sequence[Spot]) -> int:
    """Where "the Swedish captain" begins, before the name that begins at `end`."""
    start = text.rfind(" ", floor, end - 1) + 1 or floor
    start = max(start, floor)
    for _ in range(3):
        previous = next((spot for spot in reversed(found[-4:]) if spot.end == start - 1 and not spot.inner), None)
        if previous and text[start - 1] == " ":
            previous.inner = True
            return previous.start
        begin = max(text.rfind(" ", floor, start - 1) + 1, floor)
        word = text[begin : start - 1]
        if start <= floor or not (
            word in vocabulary.listed("role_modifiers.tsv") or word.lower() in ("the", "a", "an")
        ):
            break
        start = begin
    return start


def _join_towns(text: str, spots: list[Spot]) -> None:
    """Let a town take in the state or country named after it ("Irving, Texas"), which stands inside it from then on."""
    for town, region in pairwise(spots):
        if text[town.end : region.start] == ", " and region.known and region.kind == "place" and not town.inner:
            if town.known:
                joined = region.known.name in town.known.within
            else:
                joined = town.kind in (None, "place") and town.before in _LOCATING and not region.known.within
            if joined:
                town.kind = "place"
                town.end, region.inner = region.end, True


def _join_numbers(text: str, spots: Sequence[Spot]) -> None:
    """Let names take in the number after them, where the article repeats both ("Internet Explorer 6")."""
    numbered = [
        (spot, number.end())
        for spot in spots
        if spot.form == "name" and spot.kind != "person" and (number := _NUMBER.match(text, spot.end))
    ]
    repeated = Counter(text[spot.name_start : end] for spot, end in numbered)
    for spot, end in numbered:
        words = text[spot.name_start : end]
        if repeated[words] > 1:
            spot.end, spot.words, spot.kind = end, words, spot.kind or "other"
