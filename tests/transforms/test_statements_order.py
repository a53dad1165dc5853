"""Order: which words that stand elsewhere in another telling turn what it says, and which are a list told backwards."""

import numpy as np
import pytest

from transforms.statements.comparison.alignment import Alignment, align
from transforms.statements.comparison.coordination import turned_words
from transforms.statements.comparison.order import measure_moves
from transforms.statements.comparison.scorer import pad_pairs
from transforms.statements.reading import Reading, read_texts
from transforms.statements.wording.lexicon import shipped_lexicon


def aligned(reading: Reading) -> Alignment:
    """The first text read against the second, the third against the fourth, and so on."""
    first = np.arange(0, len(reading.texts.start) - 1, 2)
    vocabulary = reading.vocabulary
    return align(vocabulary, *pad_pairs(vocabulary, reading.texts, first, first + 1), shipped_lexicon())


def turned(*texts: str) -> list[list[str]]:
    """Of each two texts the words of the first that stand the other way round to another."""
    reading = read_texts(texts)
    found = aligned(reading)
    moved, often = turned_words(reading.vocabulary, found.a, found.b)
    assert (moved.any(0) == (often > 0)).all()
    return [
        [str(reading.written[found.a.form[word, pair]]) for word in np.flatnonzero(moved[:, pair])]
        for pair in range(moved.shape[1])
    ]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Orm, Vask and Tull came to the talks.", "Tull, Vask and Orm came to the talks."),
        ("He blamed the harbour or the airport.", "He blamed the airport or the harbour."),
        ("The mayor of Ostrel and the council of Dovrin came.", "The council of Dovrin and the mayor of Ostrel came."),
        ("It joins the north gate and the south gate.", "It joins the south gate and the north gate."),
        ("He was born on May 12 in Dovrin.", "He was born on 12 May in Dovrin."),
        ("They wrote, printed and sold it.", "They sold, wrote and printed it."),
    ],
)
def test_a_list_and_a_date_may_be_told_in_any_order(a: str, b: str) -> None:
    assert turned(a, b) == [[]]


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("Orm beat Vask and Tull.", "Tull beat Vask and Orm.", {"Orm", "beat", "Vask", "Tull"}),
        ("Smith and Jones sued Brown and Green.", "Brown and Green sued Smith and Jones.", {"Jones", "sued", "Brown"}),
        ("Tolls rose 5 percent and fares 7 percent.", "Tolls rose 7 percent and fares 5 percent.", {"5", "7"}),
        ("The fall of Orm and rise of Vask came.", "The fall of Vask and rise of Orm came.", {"Orm", "Vask"}),
        ("Vask came. Orm and Tull went.", "Orm came. Vask and Tull went.", {"Vask", "Orm"}),
        ("Orm, Vask told Tull, left.", "Vask, Orm told Tull, left.", {"Orm", "Vask"}),
    ],
)
def test_what_changed_places_otherwise_is_told(a: str, b: str, words: set[str]) -> None:
    (found,) = turned(a, b)
    assert words <= set(found)


def test_what_else_is_compared_does_not_matter() -> None:
    pairs = (
        "Orm beat Vask.",
        "Vask beat Orm.",
        "Orm and Vask, of Dovrin, left on 12 May.",
        "On May 12 Vask and Orm left.",
    )
    assert turned(*pairs) == turned(*pairs[:2]) + turned(*pairs[2:])
    assert turned(*pairs)[0] == ["Orm", "beat", "Vask"]


def test_names_are_exchanged_round_a_word_and_the_voice_is_counted() -> None:
    reading = read_texts(["Orm beat Tull.", "Tull beat Orm.", "Orm beat Tull.", "Tull was beaten by Orm."])
    features = measure_moves(reading.vocabulary, aligned(reading))
    assert features["names_exchanged"].tolist() == features["words_exchanged"].tolist() == [1, 1]
    assert features["by_apart"].tolist() == features["be_apart"].tolist() == [0, 1]
