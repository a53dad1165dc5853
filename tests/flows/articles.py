"""Small invented articles for tests of the flow."""

import random
from pathlib import Path

HARBOUR = """Minister defends harbour tolls

PORT ELBAN, March 3. /VARPRESS/. Varnian Transport Minister Ilse Corvand on Tuesday defended the new tolls.

"The tolls will pay for the breakwater and for nothing else," Corvand said. "No fisherman will pay twice."

"We asked every captain on this coast before we set the price," the minister added.
"""

HARBOUR_AGAIN = """Tolls are for the breakwater, Corvand says

PORT ELBAN, March 5. /VARPRESS/. Transport Minister Ilse Corvand again spoke for the tolls on Thursday.

"The tolls are going to pay for the breakwater and nothing else," Ilse Corvand said.
"""

DAM = """Council puts the dam off

HARROW, March 7. /VARPRESS/. The Harrow Council put its vote on the dam off by 30 days.

"We will not vote on numbers that nobody has checked," council head Oren Talmadge said.
"""

STRIKE = """Dockers end their strike

PORT ELBAN, March 9. /VARPRESS/. Dockers went back to work on Monday.

"Nobody won, but the ships are moving," said Petra Lund, who led the talks.
"""

ALL = {"harbour.txt": HARBOUR, "harbour-again.txt": HARBOUR_AGAIN, "dam.txt": DAM, "strike.txt": STRIKE}


def write(folder: Path, *names: str) -> Path:
    """Write the named articles (all, if none is named) into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or ALL:
        (folder / name).write_text(ALL[name], encoding="utf-8")
    return folder


def table_bytes(out: Path) -> dict[str, bytes]:
    """Bytes of every published table but `runs`, which holds clock times."""
    from transforms.tables import TABLES

    return {table: (out / table / "part-0.parquet").read_bytes() for table in TABLES if table != "runs"}


WHO = [
    "Ada Kord",
    "Orm",
    "Mr. Orm",
    "Mayor Orm",
    "the mayor",
    "he",
    "a clerk",
    "Orvane Group",
    "Kord’s lawyer, Bo Rand,",
    "Sen. Bo Rand Ada Maria van der Orm",
    "Mrs. van der Orm",
]
SAYS = ["said", "told reporters", "added", "wrote", "denied", "insisted", "did not say", "refused to say"]
WORDS = [
    "No", "It is late", "Not now", "Close it", "The port will close", "‘Go’", "He told us, ‘Close the port in May,’",
    "[He] left", "…", "—", "?!", "1,000", "Five percent", "👍", "We did n't", "",
]  # fmt: skip
CLAUSES = ["that the port would close", "it was late", "the port was “a ruin”", "that “nobody” knew", "“…” and left —"]
WAYS = [
    "“{words},” {who} {says}.", "“{words},” {who} {says}, “{more}.”", "{who} {says}: “{words}. {more}”",
    "{who} {says} {clause}.", "{clause}, {who} {says}.", "{who} left, saying {clause}.", "“{words}. {more}",
    "{who} {says} that {more} said {clause} —", "According to {who}, {clause} and “{more}”.",
]  # fmt: skip


def write_any(folder: Path, n_articles: int) -> Path:
    """Write articles of clauses and turns put together by chance, the same in every run; as many as are asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(7)
    for number in range(n_articles):
        paragraphs = [chance.choice((_any_paragraph, _any_paragraph, _any_turn))(chance) for _ in range(8)]
        (folder / f"{number:03}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    return folder


def _any_paragraph(chance: random.Random) -> str:
    return " ".join(_any_sentence(chance) for _ in range(chance.randint(1, 4)))


def _any_turn(chance: random.Random) -> str:
    return f"{chance.choice(('POST', 'KORD'))}: {chance.choice(WORDS)}{chance.choice(('?', '.', ''))}".strip()


def _any_sentence(chance: random.Random) -> str:
    parts = {"who": WHO, "says": SAYS, "words": WORDS, "more": WORDS, "clause": CLAUSES}
    return chance.choice(WAYS).format(**{name: chance.choice(some) for name, some in parts.items()})
