"""Mentions: who and what the articles speak of, and where; and whose words the quotations are.

in   documents, paragraphs, quotes, a watchlist
out  sightings of entities, mentions, who speaks each quotation; each article by itself

The way, a folder a step: words (what the rules know of the language) → known (the gazetteer and the user's watchlist)
→ spotting (where names stand; or engines: a model instead of rules) → coreference (what they are, and which mean the
same) → speakers (whose the quotations are); documents walks it for the articles of a partition.
"""

from transforms.mentions.documents import Found, find_mentions
from transforms.mentions.engines import build_spotter
from transforms.mentions.known.gazetteer import Gazetteer, build_gazetteer
from transforms.mentions.known.watchlist import WatchlistEntry, export_watchlist, parse_watchlist
from transforms.mentions.predictions import predicted_mentions

__all__ = [
    "Found",
    "Gazetteer",
    "WatchlistEntry",
    "build_gazetteer",
    "build_spotter",
    "export_watchlist",
    "find_mentions",
    "parse_watchlist",
    "predicted_mentions",
]
