"""Invented articles, as many as a benchmark asks for; article `number` is always the same.

About 4,600 characters each, as news articles have: headline, dateline, body, and by each of three speakers four
quotations (one of them indirect, one in two halves round its cue). One quotation in ten is a line that other articles
carry too, in these or other words; the rest is words as often as they are in any text, in no order that means anything,
so that quotations share words and hardly ever say the same.
"""

import random
from functools import cache
from itertools import accumulate
from pathlib import Path

from textstat.backend.utils import get_lang_easy_words

PLACES = [
    "Port Elban", "Harrow", "Tesmouth", "Varn", "Ostley", "Cray Hill", "Linnet", "Dunmarrow", "Selby Cross",
    "Upper Vale",
]  # fmt: skip
FIRST = [
    "Ilse", "Oren", "Petra", "Maron", "Dela", "Hugo", "Nadia", "Bram", "Selma", "Rafe", "Irena", "Tomas", "Wenda",
    "Alric", "Jonna", "Perrin",
]  # fmt: skip
LAST = [
    "Corvand", "Talmadge", "Lund", "Ostrik", "Veyra", "Halloran", "Dresk", "Marlow", "Tannic", "Roake", "Sorrel",
    "Vint", "Abelard", "Quay",
]  # fmt: skip
ROLES = [
    "Transport Minister", "council head", "union leader", "Harbour Authority chief", "mayor",
    "opposition spokesman",
]  # fmt: skip
THINGS = [
    "breakwater", "northern dam", "ferry line", "grain store", "coast road", "tram depot", "town archive", "quarry",
    "lighthouse",
]  # fmt: skip
# Words that do not say what is spoken of, the most common first.
SMALL = [
    "the",
    "of",
    "and",
    "to",
    "a",
    "in",
    "that",
    "is",
    "was",
    "for",
    "on",
    "with",
    "as",
    "it",
    "be",
    "by",
    "at",
    "this",
    "have",
    "from",
    "or",
    "had",
    "not",
    "are",
    "but",
    "they",
    "were",
    "which",
    "we",
    "you",
    "all",
    "would",
    "there",
    "been",
    "if",
    "their",
    "will",
    "when",
    "who",
    "more",
    "no",
    "out",
    "so",
    "what",
    "up",
    "its",
    "about",
    "into",
    "than",
    "them",
    "can",
    "only",
    "other",
    "some",
    "could",
    "these",
    "may",
    "then",
    "do",
    "any",
    "my",
    "now",
    "such",
    "like",
    "our",
    "over",
    "me",
    "even",
    "most",
    "after",
    "did",
    "many",
    "before",
    "must",
    "through",
]
SYLLABLES = [
    "ar", "bel", "cor", "dan", "el", "fen", "gar", "hol", "is", "jor", "kel", "lan", "mor", "nav", "os", "pel",
    "quin", "ros", "sel", "tor", "ul", "ven", "wick", "yar", "zan", "bre", "dov", "esk", "fir", "gos", "hath",
    "ker", "lim", "mun", "nor", "pold", "rin", "stow", "thel", "vard",
]  # fmt: skip  # of places
SHARED = (
    ("We will not vote on the {thing} before the figures have been checked", "There will be no vote on the {thing} until somebody has checked the figures"),
    ("The {thing} will cost four million and not a crown more", "Not a crown more than four million will be spent on the {thing}"),
    ("Nobody in {place} was asked about the {thing}", "The people of {place} were never asked about the {thing}"),
    ("Prices in {place} have risen by seven percent since the harvest", "Since the harvest people in {place} pay seven percent more"),
)  # fmt: skip


def article(number: int) -> str:
    """The text of article `number`."""
    chance = random.Random(number)
    place, day = chance.choice(PLACES), chance.randint(1, 28)
    paragraphs = [
        f"{place} argues over its {chance.choice(THINGS)}, case {number}",
        f"{place.upper()}, March {day}. /VARPRESS/. {_body(chance, 3)}",
    ]
    for _ in range(3):
        name, role = f"{chance.choice(FIRST)} {_surname(chance)}", chance.choice(ROLES)
        surname = name.split()[-1]
        paragraphs += [
            f"“{_line(chance, place)},” {role} {name} said. “{_line(chance, place)}.”",
            _body(chance, 4),
            f"“{_line(chance, place)},” {surname} added, “and {_told(chance)}.”",
            f"{surname} also said that {_told(chance)}.",
            _body(chance, 4),
        ]
    return "\n\n".join(paragraphs) + "\n"


def _line(chance: random.Random, place: str) -> str:
    if chance.random() > 0.1:
        told = _told(chance)
        return told[0].upper() + told[1:]
    return chance.choice(chance.choice(SHARED)).format(thing=chance.choice(THINGS), place=place)


def _told(chance: random.Random) -> str:
    return _words(chance, chance.randint(9, 26))


def _body(chance: random.Random, sentences: int) -> str:
    made = (f"{_words(chance, chance.randint(8, 24))} in {_name(chance)}" for _ in range(sentences))
    return " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in made)


def _words(chance: random.Random, number: int) -> str:
    words, weights = _vocabulary()
    return " ".join(chance.choices(words, cum_weights=weights, k=number))


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """English words and, summed, how often each is drawn: the one of rank r as 1 / r, as in any text (Zipf 1949)."""
    listed = sorted(word for word in get_lang_easy_words("en_US") if len(word) > 3 and word.isalpha())
    words = [*SMALL, *random.Random(0).sample([word for word in listed if word not in SMALL], k=2500)]
    return words, list(accumulate(1 / (3 + rank) for rank in range(len(words))))


def _surname(chance: random.Random) -> str:
    return chance.choice(LAST) if chance.random() < 0.5 else _name(chance)


def _name(chance: random.Random) -> str:
    """Of a place or person: half of them are named in many articles, half hardly again."""
    syllables = SYLLABLES if chance.random() < 0.5 else SYLLABLES[:7]
    return "".join(chance.choice(syllables) for _ in range(3)).capitalize()


def write(folder: Path, numbers: range) -> Path:
    """Write the articles of `numbers` into `folder`, a file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"article-{number:06d}.txt").write_text(article(number), encoding="utf-8")
    return folder
