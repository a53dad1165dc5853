"""What a name of several words is whose head noun tells nothing: by its first and last word, and those beside it."""

from collections.abc import Sequence

from transforms.mentions.coreference.shown import (
    SAYING,
    employs,
    is_accorded,
    is_called_a_body,
    is_shouted,
    speaks_by_others,
    words_behind,
)
from transforms.mentions.known.gazetteer import Gazetteer
from transforms.mentions.spotting.spots import Spot
from transforms.mentions.words import vocabulary
from transforms.tables import EntityType

_OF_ONE = ("ss", "us", "is")  # endings that make no word one for several: the Oslo Process, no Oslo Hammers


def shown_of_several(spot: Spot, text: str, gazetteer: Gazetteer) -> EntityType:
    """The type of a name of several words whose own are everyday ones, or unknown; "other" where nothing shows it."""
    words = spot.words.split(" ")
    if "other" in map(vocabulary.heads().get, words) or any(map(str.islower, words)) or _names_somebody(words):
        return "other"  # Prith v. Reldan, World of Dovrin, State Police Trooper Ada Orm
    return _told_by_its_ends(words, gazetteer) or _told_by_what_is_beside(spot, text)


def _told_by_its_ends(words: Sequence[str], gazetteer: Gazetteer) -> EntityType | None:
    """What its first or last word tells: Western Norwegians; Dovrin GOP, FK Oslo, News Agency Dovrin, Oslo Hammers."""
    first, *_, last = words
    begins, ends = gazetteer.find(first), gazetteer.find(last)
    if ends and ends.type == "nationality" and (begins or first in vocabulary.listed("directions.tsv")):
        return "nationality"
    if ends and ends.type == "organisation" and is_shouted(last):
        return "organisation"
    if ends and ends.type == "place" and is_shouted(first) and not begins:
        return "organisation"
    nobody = vocabulary.is_everyday(last) or last in vocabulary.listed("not_alone.tsv")
    if "organisation" in map(vocabulary.heads().get, words[1:]) and not nobody:
        return "organisation"
    whose = gazetteer.find(" ".join(words[:-1]))
    team = last.endswith("s") and not last.endswith(_OF_ONE) and last not in vocabulary.heads() and not ends
    return "organisation" if team and whose and whose.type == "place" else None


def _told_by_what_is_beside(spot: Spot, text: str) -> EntityType:
    behind = words_behind(text, spot.end)
    if behind["verb"] in SAYING and not spot.determined and _ends_with_given_name(spot.words):
        return "person"  # Rush Kelly said
    staff, nouns = vocabulary.signs("employed"), vocabulary.signs("organisation behind")
    led = behind["verb"] in staff or behind["whose"] in staff or behind["verb"] in nouns
    speaks = (behind["verb"] in SAYING and not spot.before) or speaks_by_others(spot, text) or is_accorded(spot, text)
    if led or speaks or is_called_a_body(spot) or employs(spot, text):
        return "organisation"
    return "person" if not spot.determined and (behind["age"] or behind["who"]) else "other"


def _ends_with_given_name(words: str) -> bool:
    """Whether the last word is a given name, as surnames are and what bodies are called by is not."""
    return words.rpartition(" ")[2] in vocabulary.given_names()


def _names_somebody(words: Sequence[str]) -> bool:
    """Whether a given name stands inside a name: State Police Trooper Ada Orm."""
    return any(vocabulary.given_names().get(word) in ("m", "f") for word in words[1:-1])
