"""Of the extents that a content may have, the one that most likely comes near the true one.

in   extents, shares   the words each begins and ends with, and its probability
out  the number of one of them, and how likely it is that it is near

Where two beginnings or ends are nearly as likely, the one between the others is the safer: what is asked of a content
is that it shares most of its characters with the true one, not that it is equal to it (a minimum of expected loss).
"""

from collections.abc import Sequence

from transforms.quotes.narration.words import Narration
from transforms.spans import Span

# Two extents are near that have this much in common of the stretch both take up: what benchmarks/quotes.py asks.
NEAR = 0.8
_NEGLIGIBLE = 0.02  # of the likeliest extent's probability


def most_likely_near(narration: Narration, extents: Sequence[Span], shares: Sequence[float]) -> tuple[int, float]:
    """The extent that is most likely near the true one, the likelier of two that are so; and that probability.

    >>> from transforms.quotes.narration.words import read_narration
    >>> narration = read_narration("a port a pier a quay and a crane", ())
    >>> most_likely_near(narration, [Span(0, 9), Span(1, 9), Span(2, 9)], [0.4, 0.25, 0.35])
    (1, 1.0)
    """
    least = _NEGLIGIBLE * max(shares)
    worth = [number for number, share in enumerate(shares) if share >= least]
    if len(worth) == 1:
        return worth[0], shares[worth[0]]
    places = [(narration.starts[extents[number][0]], narration.end(extents[number][1] - 1)) for number in worth]
    weights = [shares[number] for number in worth]
    backing = [
        sum(weight for other, weight in zip(places, weights, strict=True) if _near(*place, *other)) for place in places
    ]
    best = max(range(len(worth)), key=lambda one: (round(backing[one], 9), weights[one]))
    return worth[best], backing[best]


def _near(start: int, end: int, other_start: int, other_end: int) -> bool:
    shared = min(end, other_end) - max(start, other_start)
    return shared >= NEAR * (max(end, other_end) - min(start, other_start))
