"""Bylines: who wrote an article, in lines of its head and, introduced to the reader, at its foot.

By Ilse Corvand and Petra Lund          By ILSE CORVAND                  By our US correspondent
Ilse Corvand in Ostrel                  Allied Coast Press
"""

import re
from collections.abc import Iterable, Sequence

from transforms.name_particles import NAME_PARTICLES

_LONGEST_BYLINE, _LONGEST_CREDENTIAL, _LONGEST_INTRODUCTION = 120, 60, 300  # characters
_MOST_INTRODUCTIONS = 3  # paragraphs at an article's foot
_FEWEST_BEFORE = 3  # paragraphs of an article before it introduces its author
_NAME = r"(?:[^\W\d_a-z][\w.'’-]{0,30})"
_PARTICLE = rf"(?:{'|'.join(NAME_PARTICLES)})"
_PERSON = rf"{_NAME}(?: (?:{_PARTICLE} ){{0,2}}{_NAME}){{1,3}}"
_PERSONS = rf"{_PERSON}(?:(?:, (?:and )?| and | & ){_PERSON}){{0,4}}"
_OFFICE = (
    r"(?:agenc(?:y|ies)|bureau|columnist|commentator|correspondents?|critic|desk|editors?|reporters?|staff|writers?)"
)
_BY = re.compile(
    r"(?:(?:Analysis|Comment|Interview|Opinion|Reporting|Review|Story|Text|Words|Written) by"
    r"|BYLINE:|Byline:|(?:By|by|BY):?)"
    rf" {_NAME}(?>(?:,? (?:(?:and|&) )?{_NAME})*)(?:,? .{{0,60}}(?<![a-z][.?!]))?$"
    rf"|(?i:by|from) (?i:(?:an?|our|the) (?:[\w'’-]+ ){{0,4}}{_OFFICE}|(?:news |staff )?{_OFFICE})"
    r"(?:,? (?:and|at|for|in) .{0,40})?$"
)
_BY_ALONE = re.compile(r"(?:By|BY):?$")  # the name stands on the next line
# Under a headline, a line that is a person's name and, it may be, what and where he or she is.
_UNDER_HEADLINE = re.compile(
    rf"(?P<persons>{_PERSONS})(?: (?:in|at|for) {_NAME}(?: {_NAME}){{0,4}}|,? [^.]{{0,50}}\b(?i:{_OFFICE}))?$"
)
# Under a byline, the house or the office of who wrote it.
_CREDENTIAL = re.compile(
    rf"{_NAME}(?:,? (?:(?:and|at|for|in|of|the) ){{0,2}}{_NAME}){{0,5}}$|[^.?!:;]{{2,50}}\b(?i:{_OFFICE})$"
    r"|(?:[\w-]+ ){0,3}(?i:author|economist|fellow|historian|lecturer|professor) (?:at|for|in|of|with) [^.?!:;]{2,50}$"
)
_INTRODUCTION = re.compile(
    rf"(?:(?P<person>{_PERSON}),? (?:[^.]{{0,80}}, )?|The (?:author|writer) )"
    r"(?:is|was|writes|covers|reports|teaches|has)\b"
)
_AUTHORS = re.compile(
    r"\b(?:author|columnist|commentator|contributor|correspondent|critic|director|economist|editor|executive|fellow|"
    r"historian|journalist|lecturer|novelist|producer|professor|reporter|researcher|scholar|writer|writes|covers|tweets)\b"
)
_LONG_WORD, _SMALL_WORD = re.compile(r"[^\W\d_]{4,}"), re.compile(r"\b[^\W\d_A-Z]{4,}")
_SAYS = re.compile(r"[\"“”„«]|\b(?:said|says|told)\b")


def is_byline(paragraph: str) -> bool:
    """Whether a line of an article's head says who wrote it.

    >>> [is_byline(line) for line in ("By ILSE CORVAND", "By our US correspondent", "By noon the quay was full.")]
    [True, True, False]
    """
    return len(paragraph) <= _LONGEST_BYLINE and bool(_BY.match(paragraph) or _BY_ALONE.match(paragraph))


def is_named_below(paragraph: str, before: str) -> bool:
    """Whether a line ends the byline that the line `before` it begins: "By" and, below, "Ilse Corvand"."""
    return bool(_BY_ALONE.match(before)) and is_byline(f"By {paragraph}")


def is_authors_name(paragraph: str, article: Iterable[str]) -> bool:
    """Whether a line under the headline of an article is a person's name, alone or with place or office.

    Nor title nor name writes its words small, but the article does a title's: "Ferry Strike" is no Mr Strike.

    >>> article = ["The ferry was late.", "A strike, they said."]
    >>> [is_authors_name(line, article) for line in ("Ilse Corvand", "Jan van der Lund in Ostrel", "Ferry Strike")]
    [True, True, False]
    """
    found = _UNDER_HEADLINE.match(paragraph) if len(paragraph) <= _LONGEST_BYLINE else None
    if not found:
        return False
    names = {word.lower() for word in _LONG_WORD.findall(found["persons"])}
    return not any(names.intersection(_SMALL_WORD.findall(text)) for text in article)


def is_credential(paragraph: str) -> bool:
    """Whether a line under a byline names the author's house or office.

    >>> [is_credential(line) for line in ("Allied Coast Press", "Diplomatic correspondent", "Ferries are late again")]
    [True, True, False]
    """
    return len(paragraph) <= _LONGEST_CREDENTIAL and bool(_CREDENTIAL.match(paragraph))


def find_introductions(paragraphs: Sequence[str]) -> list[int]:
    """Numbers of the paragraphs at the foot of an article's own that introduce its author, last first.

    Who is introduced there wrote it if nothing before names him or her: "Ilse Corvand is a fellow of the Institute."
    """
    found: list[int] = []
    for number in range(len(paragraphs) - 1, max(_FEWEST_BEFORE, len(paragraphs) - _MOST_INTRODUCTIONS) - 1, -1):
        paragraph = paragraphs[number]
        introduced = _INTRODUCTION.match(paragraph) if len(paragraph) <= _LONGEST_INTRODUCTION else None
        if not introduced or not _AUTHORS.search(paragraph) or _SAYS.search(paragraph):
            break
        surname = (introduced["person"] or "").rsplit(" ", 1)[-1]
        if surname and any(surname in before for before in paragraphs[:number]):
            break
        found.append(number)
    return found
