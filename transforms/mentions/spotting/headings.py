"""Headings that write every word large, where capitals tell no names: only what is known elsewhere is one there."""

import re
from collections.abc import Iterable, Iterator, Mapping

from transforms.mentions.known.gazetteer import Gazetteer
from transforms.mentions.spotting.capitals import run_pattern, split_run
from transforms.mentions.spotting.names import Name
from transforms.mentions.spotting.spots import Paragraph, Spot, make_spot, speaking_end
from transforms.mentions.words import vocabulary
from transforms.tables import BOILERPLATE, HEADING, EntityType

CAPITALISED = 0.8  # share of a heading's longer words that are large
FEWEST_WORDS = 5  # longer words a paragraph must have to be judged
FEWEST_OF_A_HEADING = 3  # longer words, where it is known to be one
HEADINGS = frozenset(("headline", "deck", HEADING))
FEWEST_EVERYDAY = 2  # everyday ones behind the first that show a heading with a stop
LONGEST_HEADING = 250  # characters
LONGEST_NAME = 6  # words of a name that is looked for
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_SENTENCE_ENDS = frozenset('.!?:;,…"”’)]')


def is_capitalised(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph writes every word of weight large, everyday words too where it ends as a sentence does.

    A sentence that lists names has its everyday words small: "Ilse Corvand told Maria Torvald."
    """
    if paragraph.kind == BOILERPLATE or paragraph.end - paragraph.start > LONGEST_HEADING:
        return False
    words = _LONG_WORD.findall(text, paragraph.start, paragraph.end)
    if paragraph.kind in HEADINGS and FEWEST_OF_A_HEADING <= len(words) < FEWEST_WORDS:
        plain = [word for word in words if vocabulary.is_everyday(word) and not _stands_in_names(word)]
        return all(word[0].isupper() for word in words) and len(plain) >= FEWEST_EVERYDAY
    if len(words) < FEWEST_WORDS or sum(word[0].isupper() for word in words) < CAPITALISED * len(words):
        return False
    if text[paragraph.end - 1] not in _SENTENCE_ENDS:
        return True
    small = [word for word in words[1:] if not word.isupper()]  # a post that shouts makes no heading of who posted it
    everyday = [word for word in small if vocabulary.is_common(word) and not _stands_in_names(word)]
    return len(everyday) >= FEWEST_EVERYDAY and sum(word[0].isupper() for word in everyday) >= CAPITALISED * len(
        everyday
    )


def _stands_in_names(word: str) -> bool:
    """Whether an everyday word is large in roles and in names of institutions: Minister, Board."""
    return vocabulary.stands_in_roles(word) or word in vocabulary.heads()


def named_elsewhere(spots: Iterable[Spot]) -> dict[str, EntityType | None]:
    """What the rest of the article names, written small, and persons' surnames → kind."""
    named: dict[str, EntityType | None] = {}
    for spot in spots:
        if not spot.doubtful and spot.form in ("name", "known"):
            named[spot.words.casefold()] = spot.kind
            if spot.kind == "person":
                named.setdefault(spot.words.rsplit(" ", 1)[-1].casefold(), None)
    return named


def find_named(
    text: str, number: int, paragraph: Paragraph, named: Mapping[str, EntityType | None], gazetteer: Gazetteer
) -> Iterator[Spot]:
    """Spots of what is `named` elsewhere or known, in paragraph `number`; the longest name first."""
    for run in run_pattern().finditer(text, paragraph.start, speaking_end(text, paragraph)):
        atoms = split_run(run.group())
        at = 0
        while at < len(atoms):
            for stop in range(min(at + LONGEST_NAME, len(atoms)), at, -1):
                start, end = atoms[at].start, atoms[stop - 1].end
                words = run.group()[start:end]
                known = gazetteer.find(words)
                if words.casefold() in named or (known and not vocabulary.is_common(words)):
                    kind = known.type if known else named[words.casefold()]
                    name = Name(start, end, start, kind, "known" if known else "name", known=known)
                    yield make_spot(text, run.start(), name, number)
                    at = stop - 1
                    break
            at += 1
