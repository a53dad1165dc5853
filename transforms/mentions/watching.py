"""The watchlist's names in an article. They may be of any spelling, and win over what the rules read."""

import re
from collections.abc import Iterator, Sequence

from transforms.mentions.capitals import UPPER
from transforms.mentions.gazetteer import WORD, Gazetteer
from transforms.mentions.names import Name
from transforms.mentions.spots import Paragraph, Spot, make_spot, speaking_end

_LARGE_WORD = re.compile(rf"[{UPPER}]\w*")


def let_watched_win(
    found: Sequence[Spot], text: str, paragraphs: Sequence[Paragraph], gazetteer: Gazetteer
) -> list[Spot]:
    """Spots, in text order, with the watchlist's.

    A spot that names the same words becomes the watchlist's, with the role it has; a longer one keeps the
    watchlist's inside it; one that crosses it or stands inside it goes.
    """
    watched = list(_find_watched(text, paragraphs, gazetteer))
    unmet = {(spot.start, spot.end): spot for spot in watched}
    kept: list[Spot] = []
    at = 0
    for spot in found:
        while at < len(watched) and watched[at].end <= spot.start:
            at += 1
        rival = watched[at] if at < len(watched) and watched[at].start < spot.end else None
        own = unmet.pop((spot.name_start, spot.end), None)
        if own:
            spot.known, spot.kind, spot.doubtful = own.known, own.kind, False
        if own or rival is None or _holds(spot, rival):
            kept.append(spot)
    return sorted([*kept, *unmet.values()], key=lambda spot: (spot.start, -spot.end))


def _holds(spot: Spot, rival: Spot) -> bool:
    inside = spot.start <= rival.start and rival.end <= spot.end
    return inside and (spot.start, spot.end) != (rival.start, rival.end)


def _find_watched(text: str, paragraphs: Sequence[Paragraph], gazetteer: Gazetteer) -> Iterator[Spot]:
    """Watched names, looked up by their first word, the longest first, apart from one another."""
    words = WORD if gazetteer.watches_small else _LARGE_WORD
    if gazetteer.watched.keys().isdisjoint(words.findall(text)):
        return
    for number, paragraph in enumerate(paragraphs):
        floor, end = paragraph.start, speaking_end(text, paragraph)
        for word in WORD.finditer(text, floor, end):
            for name, known in gazetteer.watched.get(word.group(), ()):
                start = word.start() - name.index(word.group())
                stop = start + len(name)
                if (
                    floor <= start
                    and stop <= end
                    and text.startswith(name, start)
                    and not text[stop : stop + 1].isalnum()
                ):
                    yield make_spot(text, start, Name(0, len(name), 0, known.type, "known", known=known), number)
                    floor = stop
                    break
