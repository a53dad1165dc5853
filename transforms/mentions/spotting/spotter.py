"""Where names stand in an article, by rules.

in   the article's text and paragraphs
out  Spot   one a name, in text order, each before those inside it

The way: runs of capitals → the names each holds → what stands beside them → which of them are everyday words that only
begin a sentence → headings in capitals → the watchlist.
"""

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import chain

from transforms.calendar import MONTH_NUMBERS
from transforms.mentions.known.gazetteer import Gazetteer
from transforms.mentions.spotting.acronyms import fit_acronyms, without_words
from transforms.mentions.spotting.beside import (
    add_roles,
    join_cases,
    join_couples,
    join_nicknames,
    join_numbers,
    join_offices,
    join_towns,
    join_unions,
    name_within_roles,
)
from transforms.mentions.spotting.capitals import run_pattern
from transforms.mentions.spotting.headings import find_named, is_capitalised, named_elsewhere
from transforms.mentions.spotting.names import Name, read_names
from transforms.mentions.spotting.spots import Paragraph, Spot, make_spot, opens_sentence, speaking_end, word_before
from transforms.mentions.spotting.watching import let_watched_win
from transforms.mentions.words import vocabulary
from transforms.prices import CURRENCY
from transforms.tables import RULES

LONGEST_RUN = 300  # characters; what is longer is no name
READINGS = 100_000  # runs whose reading is kept, a few hundred bytes each
_SMALL_WORD = re.compile(r" ([^\W_A-Z]++)(?![A-Z])")
_TICKER = re.compile(r"[A-Z0-9]{1,8}\.[A-Z]{1,3}\)")  # CVN.L)
_EXCHANGE = re.compile(r"\((?:[A-Z]{2,8}|Nasdaq|Euronext|OTC[A-Z]*): ?$")
_DAY_BEHIND = re.compile(r"\.? [0-3]?\d\b(?![:.]\d)")
_DAY_BEFORE = re.compile(r"\b[0-3]?\d $")
_PRICE = re.compile(CURRENCY)
# Behind a subject: told Reuters Zorvik was late
_PREDICATE = re.compile(r" (?:had|has|was|is|were|are|would|will|could|can|may|might|should|did|does)\b")
_RATED = re.compile(r"(?:Aa|Baa|Ba|Caa)[1-3]")
_SMALL_BEHIND = re.compile(r"\s([a-z]+)\b")
_BOTH = (" and ", " or ", ", ", ", and ", ", or ")
_NO_NOUN = re.compile(  # what stands behind
    r"[.,;:?!”\"’'()\[\]—–\n]|$| [—–-]"
    r"| (?:a[st]|because|but|by|fluently|for|from|if|is|on|poorly|so|th[ae]n|to|was|well|when|while|with|without)\b"
)
_NO_LETTER = re.compile(r"[\W_]")


class RuleSpotter:
    """Finds names by rules; keeps the readings of runs, which recur from article to article."""

    origin = RULES

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.read = lru_cache(READINGS)(lambda run, opens: tuple(read_names(run, opens, gazetteer)))

    def spots(self, text: str, paragraphs: Sequence[Paragraph]) -> list[Spot]:
        """Names of an article, in text order; names inside a name follow it."""
        found: list[Spot] = []
        headings = []
        openers: list[tuple[str, Spot]] = []
        for number, paragraph in enumerate(paragraphs):
            if is_capitalised(text, paragraph):
                headings.append(number)
            else:
                self._read_paragraph(found, text, number, paragraph, openers)
        _doubt_everyday_words(text, openers)
        found = join_cases(text, join_nicknames(text, join_offices(text, join_unions(text, found))))
        found = fit_acronyms(text, without_words(text, found))
        join_towns(text, found)
        join_numbers(text, found)
        join_couples(text, found)
        found += name_within_roles(text, found)
        named = named_elsewhere(found) if headings else {}
        for number in headings:
            found += find_named(text, number, paragraphs[number], named, self.gazetteer)
        found.sort(key=lambda spot: (spot.start, -spot.end))
        found = without_languages(text, without_crossing(found))
        return let_watched_win(found, text, paragraphs, self.gazetteer) if self.gazetteer.watched else found

    def _read_paragraph(
        self, found: list[Spot], text: str, number: int, paragraph: Paragraph, openers: list[tuple[str, Spot]]
    ) -> None:
        """Add the paragraph's names to `found`, and to `openers` those that only their capital makes a name."""
        barriers = vocabulary.barriers()
        prose = paragraph.prose_start
        is_label = text[prose - 2 : prose - 1].isalpha()  # OSLO Ferries were late; a dateline ends in a sign
        runs = run_pattern()
        before = runs.finditer(text, paragraph.start, prose)  # of no Oslo Ferries
        for match in chain(before, runs.finditer(text, prose, speaking_end(text, paragraph))):
            base, end = match.span()
            if text.startswith("told ", base - len("told ")) and _PREDICATE.match(text, end):
                base = self._add_who_was_told(found, text, base, end, number)
            run = text[base:end]
            if (
                run in barriers
                or end - base > LONGEST_RUN
                or text.startswith("$", end)
                or _is_ticker(text, base, end)
                or _PRICE.match(text, base)
                or _is_month_of_a_day(text, base, end)
            ):
                continue
            if text[base - 1 : base] == "(" and text.startswith(")", end) and _is_expansion(run):
                found.append(make_spot(text, base, Name(0, end - base, 0, "organisation", "name"), number))
                continue
            opens = opens_sentence(text, base, prose if base >= prose else paragraph.start)
            for name in self.read(run, opens):
                if is_label and base < prose and name.form != "known":
                    continue  # CHINA-JAPAN
                if opens and name.form == "name" and name.kind is None and _begins_a_role(text, base, end):
                    continue
                spot = _add_spots(found, text, base, name, number, paragraph.start)
                if opens and name.form == "name" and name.kind in (None, "other"):
                    spot.opens = True
                    if name.kind is None:
                        openers.append((run.lower(), spot))

    def _add_who_was_told(self, found: list[Spot], text: str, base: int, end: int, number: int) -> int:
        """Add the known name that a run begins with, which is told what the others do; where those begin."""
        words = text[base:end].split(" ")
        for stop in range(len(words) - 1, 0, -1):
            told = " ".join(words[:stop])
            if known := self.gazetteer.find(told):
                if known.type != "organisation" or words[stop] in vocabulary.heads():
                    break
                name = Name(0, len(told), 0, known.type, "known", known=known)
                found.append(make_spot(text, base, name, number))
                return base + len(told) + 1
        return base


def _is_month_of_a_day(text: str, start: int, end: int) -> bool:
    """Whether it is a month in capitals beside a day: FEB 5, 5 MARCH; not MARCH alone, nor June Orvane in capitals."""
    if text[start:end].rstrip(".").lower() not in MONTH_NUMBERS:
        return False
    return bool(_DAY_BEHIND.match(text, end) or _DAY_BEFORE.search(text, max(0, start - 4), start))


def _begins_a_role(text: str, start: int, end: int) -> bool:
    """Whether a word is but the first of a role, large at a sentence's head: Prime minister, Interior ministers.

    Not that of a party's: Labour leader.
    """
    word, noun = text[start:end], _SMALL_BEHIND.match(text, end)
    is_role = noun and not vocabulary.roles().isdisjoint((noun[1], noun[1].removesuffix("s")))
    return bool(is_role) and word != "Labour" and word.lower() in vocabulary.listed("role_modifiers.tsv")


def _add_spots(found: list[Spot], text: str, base: int, name: Name, number: int, floor: int) -> Spot:
    """Add the spot of a name with those inside it, and to a person's what stands beside it. Returns the name's."""
    spot = make_spot(text, base, name, number)
    if _is_titled_the(text, spot, floor):
        spot.known, spot.form, spot.kind, spot.start = None, "name", "organisation", spot.name_start - len("The ")
        spot.determined = True
    if spot.kind == "person" and spot.form in ("name", "known"):
        if (
            spot.form == "name"
            and spot.determined
            and not (spot.roles or spot.honorific or _begins_with_given_name(spot.words))
        ):
            spot.kind = "other"  # the Ontario Ghostbusters
        else:
            add_roles(spot, text, floor, found)
    found.append(spot)
    if name.inner:
        found += [make_spot(text, base, inner, number, inner=True) for inner in name.inner]
    return spot


def _is_titled_the(text: str, spot: Spot, floor: int) -> bool:
    """Whether a name of one word, inside a sentence, has a large The before it, as papers have: she told The Nation."""
    the = spot.name_start - len("The ")
    return (
        text.startswith("The ", the)
        and " " not in spot.words
        and (spot.known is None or spot.words in vocabulary.signs("paper too"))
        and not opens_sentence(text, the, floor)
    )


def _begins_with_given_name(words: str) -> bool:
    return words.split(" ", 1)[0] in vocabulary.given_names()


def without_crossing(spots: Sequence[Spot]) -> list[Spot]:
    """Spots, in text order, without those that begin inside another and end behind it.

    Rules that join what stands side by side should leave none: if one does, it costs a name and not the run.
    """
    kept: list[Spot] = []
    around: list[int] = []  # ends of the spots that are open
    for spot in spots:
        while around and around[-1] <= spot.start:
            around.pop()
        if not around or spot.end <= around[-1]:
            around.append(spot.end)
            kept.append(spot)
    return kept


def without_languages(text: str, spots: Sequence[Spot]) -> list[Spot]:
    """Spots, in text order, without the names of peoples that stand for their languages: in plain English, in Spanish.

    Where a noun follows it is a people's, and so is each that is joined to such a one: in French and Spanish waters.
    """
    joined: list[list[Spot]] = []
    for spot in spots:
        if spot.known is None or spot.known.form != "demonym" or spot.determined or spot.words.endswith("s"):
            continue  # the Danes are people, and no language ends so
        if joined and text[joined[-1][-1].end : spot.start] in _BOTH:
            joined[-1].append(spot)
        elif word_before(text, spot.start) in vocabulary.signs("before a language"):
            joined.append([spot])
    languages = {id(one) for several in joined if _NO_NOUN.match(text, several[-1].end) for one in several}
    return [spot for spot in spots if id(spot) not in languages]


def _is_ticker(text: str, at: int, end: int) -> bool:
    """Whether a word is what an exchange calls a company, or how it is rated: (CVN.L), (NYSE: CVN), Baa2."""
    if text[at - 1 : at] == "(" and _TICKER.match(text, at):
        return True
    if text.startswith(")", end) and _EXCHANGE.search(text, max(0, at - 20), at):
        return True
    return _RATED.fullmatch(text, at, end) is not None


def _is_expansion(run: str) -> bool:
    """Whether a run alone in brackets reads as an acronym's long form: of several words, joined by small ones."""
    return len(run.split()) > 2 and any(f" {joint} " in run for joint in ("of", "for", "and"))


def _doubt_everyday_words(text: str, openers: Sequence[tuple[str, Spot]]) -> None:
    """Take for doubtful the names that begin a sentence and that the article writes small elsewhere."""
    small = written_small(text, {words for words, _ in openers})
    for words, spot in openers:
        spot.doubtful = spot.doubtful or words in small


def written_small(text: str, phrases: Set[str]) -> set[str]:
    """Those of `phrases`, all in small letters, that stand in `text` as they are, after a space.

    >>> sorted(written_small("The co-op sells new corn to O’Neil.", {"corn", "co-op", "o’neil", "new corn", "sell"}))
    ['co-op', 'corn', 'new corn']
    """
    lengths: dict[str, set[int]] = {}  # looked for by length, not one by one: many phrases may begin with one word
    for phrase in phrases:
        lengths.setdefault(_NO_LETTER.split(phrase, maxsplit=1)[0], set()).add(len(phrase))
    found: set[str] = set()
    for word in _SMALL_WORD.finditer(text) if lengths else ():
        for length in lengths.get(word[1], ()):
            start, end = word.start(1), word.start(1) + length
            if text[start:end] in phrases and not text[end : end + 1].isalnum():
                found.add(text[start:end])
    return found
