"""The watchlist's names in an article. They may be of any spelling, and win over what the rules read."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from transforms.mentions.known.gazetteer import WORD, Gazetteer
from transforms.mentions.spotting.capitals import UPPER
from transforms.mentions.spotting.headings import is_capitalised
from transforms.mentions.spotting.names import Name
from transforms.mentions.spotting.spots import Paragraph, Spot, make_spot, opens_sentence, speaking_end
from transforms.mentions.words import vocabulary
from transforms.tables import WATCHLIST

LONGEST_TIED = 24  # characters of what a hyphen ties to a name
_ARTICLES = frozenset({"al", "el", "an", "as", "ash", "ad", "at", "ar", "az", "ul", "ur"})  # of Arabic, part of a name
_LARGE_WORD = re.compile(rf"[{UPPER}]\w*")


def let_watched_win(
    found: Sequence[Spot], text: str, paragraphs: Sequence[Paragraph], gazetteer: Gazetteer
) -> list[Spot]:
    """Spots, in text order, with the watchlist's.

    A spot that names the same words becomes the watchlist's, with the role it has and the names inside it; a longer
    one keeps the watchlist's inside it, but for what is only part of a watched name: Ilse Corvand, who is called Ilse
    too, is no part of Ilse Prith. One that crosses it or stands inside it goes.
    """
    watched = _without_everyday_openers(list(_find_watched(text, paragraphs, gazetteer)), text, paragraphs)
    unmet = {(spot.start, spot.end): spot for spot in watched}
    met: set[int] = set()
    kept: list[Spot] = []
    at = 0
    for spot in found:
        while at < len(watched) and watched[at].end <= spot.start:
            at += 1
        rivals = _begun_before(watched, at, spot.end)
        own = unmet.get((spot.name_start, spot.name_start + len(spot.words)))
        if not all(rival is own or rival.start in met or _holds(spot, rival) for rival in rivals):
            continue
        kept.append(spot)
        if own:
            spot.known, spot.kind, spot.doubtful = own.known, own.kind, False
            if spot.form == "title":  # Varpa General, which the rules read as an office
                spot.form, spot.roles = "known", ()
        for rival in rivals:
            if rival is own:
                met.add(rival.start)
                unmet.pop((rival.start, rival.end), None)
            elif (rival.known and rival.known.part) or _is_half(spot, rival):
                met.add(rival.start)
    alone = [spot for spot in unmet.values() if spot.start not in met]
    _name_inside(kept, gazetteer)
    return sorted([*kept, *alone], key=lambda spot: (spot.start, -spot.end))


def _name_inside(spots: Sequence[Spot], gazetteer: Gazetteer) -> None:
    """Let a name inside a watched one be a watched one, too: Varnia, in the University of Varnia, where both are."""
    for spot in spots:
        if spot.inner and not (spot.known and spot.known.origin == WATCHLIST):
            known = gazetteer.find_watched(spot.words)
            if known and not known.part:
                spot.known, spot.kind, spot.form, spot.doubtful = known, known.type, "known", False


def _is_half(spot: Spot, rival: Spot) -> bool:
    """Whether a watched name stands in a person's or a known one: Washington, in Ada Washington and Washington Post."""
    is_whole = spot.known is not None or (spot.kind == "person" and spot.form == "name")
    return is_whole and spot.name_start <= rival.start and rival.end <= spot.name_start + len(spot.words)


def _begun_before(watched: Sequence[Spot], at: int, end: int) -> list[Spot]:
    """Watched names from number `at` on that begin before `end`."""
    return list(watched[at : bisect_left(watched, end, lo=at, key=lambda one: one.start)])


def _holds(spot: Spot, rival: Spot) -> bool:
    inside = spot.start <= rival.start and rival.end <= spot.end
    return inside and (spot.start, spot.end) != (rival.start, rival.end)


def _without_everyday_openers(watched: list[Spot], text: str, paragraphs: Sequence[Paragraph]) -> list[Spot]:
    """Watched names without the everyday words that only a sentence's head or a heading makes large.

    Where "Leave" is watched, "Leave us alone" is no name, unless the article names it inside a sentence, too.
    """
    openers = {
        id(spot)
        for spot in watched
        if vocabulary.is_everyday(spot.words)
        and (
            opens_sentence(text, spot.start, paragraphs[spot.paragraph].start)
            or is_capitalised(text, paragraphs[spot.paragraph])
        )
    }
    inside = {spot.words for spot in watched if id(spot) not in openers}
    return [spot for spot in watched if id(spot) not in openers or spot.words in inside]


def _find_watched(text: str, paragraphs: Sequence[Paragraph], gazetteer: Gazetteer) -> Iterator[Spot]:
    """Watched names, looked up by their first word, the longest first, apart from one another."""
    words = WORD if gazetteer.watches_small else _LARGE_WORD
    if gazetteer.watched.keys().isdisjoint(words.findall(text)):
        return
    for number, paragraph in enumerate(paragraphs):
        floor, end = paragraph.start, speaking_end(text, paragraph)
        for word in WORD.finditer(text, floor, end):
            for (before, length), names in gazetteer.watched.get(word.group(), {}).items():
                start = word.start() - before
                stop = start + length
                if (
                    floor <= start
                    and stop <= end
                    and (known := names.get(text[start:stop]))
                    and not text[stop : stop + 1].isalnum()
                    and not _is_tied(text, start)
                ):
                    yield make_spot(text, start, Name(0, length, 0, known.type, "known", known=known), number)
                    floor = stop
                    break


def _is_tied(text: str, at: int) -> bool:
    """Whether a mark ties what begins at `at` to what it stands behind: @Reldan, anti-Reldan, the seat in (R-Texas).

    These are no names to the rules, nor here; al-Reldan is one, and so is the second of Varnia-Kelmar.
    """
    if text[at - 1 : at] != "-":
        return text[at - 1 : at] in ("@", "#")
    start = at - 1
    while start > max(0, at - LONGEST_TIED) and (text[start - 1].isalnum() or text[start - 1] == "-"):
        start -= 1
    word = text[start : at - 1]
    return word not in _ARTICLES and (len(word) == 1 or word[:1].islower())
