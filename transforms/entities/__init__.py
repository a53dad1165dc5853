"""Entities: who and what the corpus speaks of, from what each article shows of its own.

in   sightings (an article × entity), mentions, quotes
out  entities, and the same three with what an article names in part made one with what others name in full
"""

from transforms.entities.merging import Merged, merge_entities

__all__ = ["Merged", "merge_entities"]
