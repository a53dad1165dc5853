"""Mentions: who and what the articles speak of, and where; and whose words the quotations are.

in   documents, paragraphs, quotes, a watchlist
out  sightings of entities, mentions, who speaks each quotation; each article by itself

The way, a module a step:
  before reading   watchlist → gazetteer
  in a run         capitals (where a run of them stands) → runs (what its words are) → names (its grammar)
  in an article    spots → beside, headings, watching, all called by spotting (or engines: a model instead of rules)
                   → shown, several_words (what a name is), person_names, cast → coreference (what means
                   the same), bearers (of one surname) → discourse (who was named before), descriptions
                   (roles) → speakers
  in a partition   documents
What the rules know of the language stands in the word tables beside them, read by vocabulary.
"""

from transforms.mentions.documents import Found, find_mentions
from transforms.mentions.engines import RULES, build_spotter
from transforms.mentions.gazetteer import Gazetteer, build_gazetteer
from transforms.mentions.predictions import predicted_mentions
from transforms.mentions.watchlist import WatchlistEntry, export_watchlist, parse_watchlist

__all__ = [
    "RULES",
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
