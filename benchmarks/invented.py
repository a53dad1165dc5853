"""Invented articles, as many as a benchmark asks for; article `number` is always the same.

About 2,500 characters each: headline, dateline, body, and by each of three speakers four quotations (one of them
indirect, one in two halves round its cue). One quotation in ten is a line that other articles carry too, in these
or other words; the rest are put together from parts so many that they hardly ever return.
"""

import random
from pathlib import Path

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
WHO = [
    "the builders", "our engineers", "the auditors", "both banks", "every captain on this coast", "the assembly",
    "young families", "the insurers", "three of the villages", "the night shift", "our neighbours across the river",
    "the school boards", "the dockers", "my predecessors", "the farmers of the valley",
    "the people who wrote this contract", "the inspectors",
]  # fmt: skip
DO = [
    "have paid for", "never asked for", "will remember", "signed away", "are still waiting for",
    "kept silent about", "voted against", "put their names under", "have been promised", "cannot live without",
    "made a mess of", "were the first to defend", "want to sell", "would rather forget", "have to explain",
    "took the blame for", "laughed at", "keep repairing", "grew tired of",
]  # fmt: skip
WHAT = [
    "the pumps below the market", "a second survey of the bridge", "the lease on the old cannery",
    "that letter of March", "cheaper heating for the flats", "the missing pages of the report",
    "a lock gate that does not close", "two new ferries", "the pensions of the crane drivers",
    "the fence around the reservoir", "an honest count of the ballots", "the salt works",
    "a timetable nobody keeps", "the loan from the coast bank", "higher fees for moorings",
    "the lost winter harvest",
]  # fmt: skip
WHEN = [
    "since the flood", "before the thaw", "in the worst year we have had", "without a word in public",
    "for the second time", "against all advice", "while the rest of us slept", "at the price of a small yacht",
    "on a Friday evening", "in good faith", "and nobody objected", "whatever the papers print",
    "long before I took office", "in front of {n} witnesses",
]  # fmt: skip
LINKS = ["because", "although", "while", "and meanwhile", "after", "as if", "unless", "since", "so that", "before"]
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
BODY = (
    "The plan for the {thing} has been before the {place} assembly for {n} weeks and has changed hands twice.",
    "About {n} residents of {place} came to the hearing, some of them on foot from the far side of the river.",
    "A report by the regional auditors had called the costs of the {thing} uncertain and asked for a second opinion.",
    "Work was to begin last year, but the contractor withdrew after a dispute over wages with the builders' union.",
    "Shops on the main street of {place} stayed closed for the afternoon, and buses ran every {n} minutes.",
)


def article(number: int) -> str:
    """The text of article `number`."""
    chance = random.Random(number)
    place, day = chance.choice(PLACES), chance.randint(1, 28)
    paragraphs = [
        f"{place} argues over its {chance.choice(THINGS)}, case {number}",
        f"{place.upper()}, March {day}. /VARPRESS/. {_body(chance, place)}",
    ]
    for _ in range(3):
        name, role = f"{chance.choice(FIRST)} {chance.choice(LAST)}", chance.choice(ROLES)
        surname = name.split()[-1]
        paragraphs += [
            f"“{_line(chance, place)},” {role} {name} said. “{_line(chance, place)}.”",
            f"{_body(chance, place)} {_body(chance, place)}",
            f"“{_line(chance, place)},” {surname} added, “and {_told(chance)}.”",
            f"{surname} also said that {_told(chance)}.",
        ]
    return "\n\n".join(paragraphs) + "\n"


def _line(chance: random.Random, place: str) -> str:
    if chance.random() > 0.1:
        told = _told(chance)
        return told[0].upper() + told[1:]
    return chance.choice(chance.choice(SHARED)).format(thing=chance.choice(THINGS), place=place)


def _told(chance: random.Random) -> str:
    parts = (WHO, DO, WHAT, WHEN, LINKS, WHO, DO, WHAT)
    told = " ".join(map(chance.choice, parts)).format(n=chance.randint(2, 40))
    return f"{told} in {_name(chance)}"


def _name(chance: random.Random) -> str:
    """Of a place: half of them are named in many articles, half hardly again."""
    syllables = SYLLABLES if chance.random() < 0.5 else SYLLABLES[:7]
    return "".join(chance.choice(syllables) for _ in range(3)).capitalize()


def _body(chance: random.Random, place: str) -> str:
    return chance.choice(BODY).format(thing=chance.choice(THINGS), place=place, n=chance.randint(12, 400))


def write(folder: Path, numbers: range) -> Path:
    """Write the articles of `numbers` into `folder`, a file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"article-{number:06d}.txt").write_text(article(number), encoding="utf-8")
    return folder
