"""Metrics: how much each entity is spoken of and heard, in each article and in the corpus.

in   documents, quotes, mentions
out  mention_metrics
"""

from transforms.metrics.measuring import measure_mentions
from transforms.metrics.ranking import rank_entities

__all__ = ["measure_mentions", "rank_entities"]
