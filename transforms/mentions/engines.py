"""What finds names: the rules of this package, or a spaCy model that the user has installed.

A model says which stretches are names and of what type. What stands beside a name (roles, determiners), what the
gazetteer knows of it and which names mean the same is told by the rules either way, so that the tables are the same.
The watchlist wins over both.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from transforms.mentions.documents import Spotter
from transforms.mentions.known.gazetteer import Gazetteer, build_gazetteer
from transforms.mentions.known.watchlist import WatchlistEntry
from transforms.mentions.spotting.names import Name
from transforms.mentions.spotting.spots import Paragraph, Spot, make_spot
from transforms.mentions.spotting.spotter import RuleSpotter
from transforms.tables import BOILERPLATE, MODEL, RULES, WATCHLIST, EntityType

UNUSED_PIPES = ("tagger", "parser", "attribute_ruler", "lemmatizer", "senter")
TYPES: dict[str, EntityType] = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "nationality",
    "EVENT": "other",
    "PRODUCT": "other",
    "WORK_OF_ART": "other",
    "LAW": "other",
    "MISC": "other",
}  # labels of the models trained on OntoNotes and on WikiNER; dates, amounts and the like name nobody


def build_spotter(watchlist: Iterable[WatchlistEntry] | None, engine: str = RULES) -> Spotter:
    """What finds names in articles: `engine` is "rules", or the name or folder of an installed spaCy model."""
    gazetteer = build_gazetteer(watchlist)
    if engine == RULES:
        return RuleSpotter(gazetteer)
    import spacy

    return ModelSpotter(gazetteer, spacy.load(engine, exclude=list(UNUSED_PIPES)))


class ModelSpotter:
    """Finds names by a model: `model` gives, for a text, something with `ents` (start_char, end_char, label_)."""

    origin = MODEL

    def __init__(self, gazetteer: Gazetteer, model: Callable[[str], Any]) -> None:
        self.gazetteer = gazetteer
        self.model = model
        self.rules = RuleSpotter(gazetteer)

    def spots(self, text: str, paragraphs: Sequence[Paragraph]) -> list[Spot]:
        """Names of an article as the model sees them, with the watchlist's, in text order."""
        by_rule = self.rules.spots(text, paragraphs)
        listed = [spot for spot in by_rule if spot.known and spot.known.origin == WATCHLIST]
        starts = [spot.start for spot in listed]
        reached = list(accumulate((spot.end for spot in listed), max))
        read = {(spot.name_start, spot.end): spot for spot in by_rule if not spot.inner}
        found = [
            spot
            for number, paragraph in enumerate(paragraphs)
            if paragraph.kind != BOILERPLATE
            for spot in self._seen(text, number, paragraph, read)
            if not (before := bisect_left(starts, spot.end)) or reached[before - 1] <= spot.start
        ]
        return sorted([*listed, *found], key=lambda spot: (spot.start, -spot.end))

    def _seen(self, text: str, number: int, paragraph: Paragraph, read: dict[tuple[int, int], Spot]) -> Iterable[Spot]:
        for entity in self.model(text[paragraph.start : paragraph.end]).ents:
            kind = TYPES.get(entity.label_)
            if kind is None:
                continue
            start, end = _trimmed(text, paragraph.start + entity.start_char, paragraph.start + entity.end_char)
            if start >= end:
                continue
            rule = read.get((start, end))
            if rule:
                yield replace(rule, kind=kind if rule.form != "known" else rule.kind, doubtful=False)
            else:
                known = self.gazetteer.find(text[start:end])
                name = Name(0, end - start, 0, known.type if known else kind, "known" if known else "name", known=known)
                yield make_spot(text, start, name, number)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A model's span without determiner, possessive and space."""
    for determiner in ("the ", "The "):
        if text.startswith(determiner, start, end):
            start += len(determiner)
    for ending in ("'s", "’s", "'", "’"):
        if text.endswith(ending, start, end):
            end -= len(ending)
            break
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
