"""Small words inside names are known wherever names are read."""

import pytest

from tests.transforms.mentions_articles import named
from tests.transforms.test_quotes import quotes, said
from transforms.segment.bylines import is_authors_name

PARTICLES = ["al", "bint", "de", "dos", "ould", "ter", "van", "zu"]


@pytest.mark.parametrize("particle", [*PARTICLES, "do", "ten"])
def test_a_line_that_is_a_name_holds_its_particle(particle: str) -> None:
    assert is_authors_name(f"Ada {particle} Kord", ["The ferry was late."])


@pytest.mark.parametrize("particle", PARTICLES)
def test_in_a_sentence_so_does_one_whose_particle_is_no_english_word(particle: str) -> None:
    name = f"Ada {particle} Kord"
    assert [words for words, _, _ in named(f"Yesterday {name} left.")] == [name]
    turns = [row for row in quotes(f"{name}: We wait.", "Q: Why?", f"{name}: We must.") if row["closed"] is None]
    assert {row["speaker_text"] for row in turns} == {name, "Q"}
    assert said(f"“The quay is shut,” said {particle} Kord, the mayor.") == [(f"{particle} Kord", "said")]


def test_ten_counts_what_is_behind_it() -> None:
    assert [words for words, _, _ in named("On Monday ten Varnians left Ostrel.")] == ["Varnians", "Ostrel"]
