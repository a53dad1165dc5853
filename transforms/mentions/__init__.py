"""Mentions: who and what the articles speak of, where, and how much; and whose words the quotations are."""

from transforms.mentions.documents import Found, find_mentions, predicted_mentions
from transforms.mentions.engines import build_spotter, engine_problem
from transforms.mentions.gazetteer import Gazetteer, build_gazetteer
from transforms.mentions.measuring import measure_mentions
from transforms.mentions.merging import merge_entities
from transforms.mentions.watchlist import WatchlistEntry, export_watchlist, parse_watchlist

__all__ = [
    "Found",
    "Gazetteer",
    "WatchlistEntry",
    "build_gazetteer",
    "build_spotter",
    "engine_problem",
    "export_watchlist",
    "find_mentions",
    "measure_mentions",
    "merge_entities",
    "parse_watchlist",
    "predicted_mentions",
]
