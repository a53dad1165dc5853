"""Names found by a model instead of rules, behind the same interface."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from tests.transforms.mentions_articles import find, named, types
from transforms.mentions import build_gazetteer, build_spotter, parse_watchlist
from transforms.mentions.engines import ModelSpotter

TEXT = "Foreign Minister Ilvar Reldan met the Zorvix of Norway on Monday. Reldan left."


def model(*labelled: tuple[str, str]) -> Callable[[str], SimpleNamespace]:
    """A model that sees the given words wherever they stand, the first given first, none over another."""

    def see(text: str) -> SimpleNamespace:
        found: list[SimpleNamespace] = []
        for words, label in labelled:
            at = text.find(words)
            while at >= 0:
                end = at + len(words)
                if not any(at < other.end_char and other.start_char < end for other in found):
                    found.append(SimpleNamespace(start_char=at, end_char=end, label_=label))
                at = text.find(words, at + 1)
        return SimpleNamespace(ents=found)

    return see


def spotter(*labelled: tuple[str, str], watchlist: str = "") -> ModelSpotter:
    entries = parse_watchlist("w.csv", watchlist) if watchlist else None
    return ModelSpotter(build_gazetteer(entries), model(*labelled))


def test_the_model_says_what_is_a_name_and_the_rules_what_stands_beside_it() -> None:
    seen = spotter(("Ilvar Reldan", "PERSON"), ("Reldan", "PERSON"), ("Norway", "GPE"), ("Monday", "DATE"))
    assert named(TEXT, spotter=seen) == [
        ("Foreign Minister Ilvar Reldan", "Ilvar Reldan", "full name"),
        ("Norway", "Norway", "full name"),
        ("Reldan", "Ilvar Reldan", "surname"),
    ]


def test_the_models_types_become_the_tables() -> None:
    kinds = types(TEXT, spotter=spotter(("Zorvix", "PRODUCT"), ("Norway", "GPE"), ("Ilvar Reldan", "PERSON")))
    assert kinds == {"Zorvix": "other", "Norway": "place", "Ilvar Reldan": "person"}


def test_what_the_gazetteer_knows_keeps_its_type_whatever_the_model_says() -> None:
    assert types("They met in Norway.", spotter=spotter(("Norway", "PERSON"))) == {"Norway": "place"}


def test_a_model_is_not_asked_of_boilerplate() -> None:
    text = "Zorvix left.\n\nShare Zorvix."
    found = find(text, kinds=("body", "boilerplate"), spotter=spotter(("Zorvix", "ORG")))
    assert found.mentions["start"].tolist() == [0]


def test_determiners_and_possessives_are_no_part_of_a_models_name() -> None:
    assert named("They left the Zorvix's hull.", spotter=spotter(("the Zorvix's", "ORG")))[0][1] == "Zorvix"


def test_watched_names_win_over_the_model() -> None:
    seen = spotter(("Zorvix of Norway", "ORG"), watchlist="name,type,id\nNorway,organisation,N1\n")
    assert types(TEXT, spotter=seen) == {"Norway": "organisation"}


def test_an_installed_model_finds_names() -> None:
    spacy = pytest.importorskip("spacy", reason="the extra restated[spacy] is not installed")
    installed = sorted(spacy.util.get_installed_models())
    if not installed:
        pytest.skip("no spaCy model is installed")
    kinds = types("President Barack Obama met Angela Merkel in Berlin.", spotter=build_spotter(None, installed[0]))
    assert kinds["Berlin"] == "place"
    assert kinds["Barack Obama"] == kinds["Angela Merkel"] == "person"
