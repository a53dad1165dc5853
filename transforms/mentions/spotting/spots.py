"""A name in an article: where it stands and what the words beside it say."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from transforms.clean.boilerplate import CREDIT
from transforms.mentions.known.gazetteer import Known
from transforms.mentions.spotting.names import Name, NameForm
from transforms.spans import Span
from transforms.tables import BOILERPLATE, EntityType

_CREDIT = re.compile(rf"\b{CREDIT}")
_OPENING = "\"'“‘«„‚([{‹—–-_•*/ \n\t"
_GOES_ON = (",” ", ",’ ", '," ', ",' ", ",'' ")  # “…,” Kord said: a sentence goes on behind a quotation that ends so
_STOPS = ".!?:;…”’"
_BRACKETS = {ord("["): "", ord("]"): ""}
_PLACED = frozenset({None, "person", "place", "other"})  # kinds for which the word before a name tells something


class Paragraph(NamedTuple):
    """A paragraph as this stage needs it; `sentences` are of its own words, which begin behind a dateline."""

    paragraph_id: str
    kind: str
    start: int
    end: int
    prose_start: int
    sentences: list[Span]


@dataclass(slots=True)
class Spot:
    """A name in an article. The phrase is text[start:end], the name in it text[name_start:end].

    words       the name, without an insertion's brackets
    kind        type of entity where its words tell it, else None
    form        as names.Name has it
    doubtful    whether it may be no name: an everyday word at the head of a sentence
    determined  whether "the" stands before it
    before      the word before the phrase, written small; "" where it would tell nothing
    roles       role phrases, before the name and in apposition to it
    paragraph   number of its paragraph in the article
    inner       whether it stands inside another name
    opens       whether a sentence begins with it, and nothing but its capital makes it a name
    nickname    what stands between marks or brackets inside it, which is no part of `words`
    """

    start: int
    end: int
    name_start: int
    words: str
    kind: EntityType | None
    form: NameForm
    honorific: str
    known: Known | None
    doubtful: bool
    determined: bool
    before: str
    roles: tuple[str, ...]
    paragraph: int
    inner: bool = False
    opens: bool = False
    nickname: str = ""


def make_spot(text: str, base: int, name: Name, paragraph: int, inner: bool = False) -> Spot:
    """The spot of a name that was read in a run beginning at `base`."""
    start, name_start, end = base + name.start, base + name.name_start, base + name.end
    words = text[name_start:end]
    determined = start < name_start and text[start : start + 4] in ("the ", "The ")
    if determined and not _keeps_determiner(name, words, text, end):
        start += 4
    if text[start - 1 : start] == "[" and "]" in text[start:end]:
        start -= 1
    return Spot(
        start=start,
        end=end,
        name_start=name_start,
        words=words.translate(_BRACKETS),
        kind=name.kind,
        form=name.form,
        honorific=name.honorific,
        known=name.known,
        doubtful=name.doubtful,
        determined=determined,
        before=word_before(text, start) if name.kind in _PLACED else "",
        roles=(name.role,) if name.role else (),
        paragraph=paragraph,
        inner=inner,
    )


def _keeps_determiner(name: Name, words: str, text: str, end: int) -> bool:
    """Whether the determiner before a name is the name's (the Hague) and not of a noun after it (the Geneva talks)."""
    if " " in words or name.role or name.form == "head" or (words.isupper() and len(words) > 1) or "." in words:
        return True
    if name.known:
        people = name.known.type == "nationality" and words.endswith("s")
        return people or name.known.type == "organisation" or name.known.name.startswith("The ")
    return not (text.startswith(" ", end) and text[end + 1 : end + 2].islower())


def word_before(text: str, at: int) -> str:
    """The word right before `at`; "" where a mark or a line's end stands between."""
    if at < 2 or text[at - 1] != " ":
        return ""
    begin = text.rfind(" ", max(0, at - 20), at - 1) + 1
    return text[begin : at - 1].lower()


def speaking_end(text: str, paragraph: Paragraph) -> int:
    """Where what a paragraph says ends: of boilerplate, only a picture's caption says anything, up to the credit."""
    if paragraph.kind != BOILERPLATE:
        return paragraph.end
    credit = _CREDIT.search(text, paragraph.start, paragraph.end)
    return credit.start() if credit else paragraph.start


def opens_sentence(text: str, at: int, floor: int) -> bool:
    """Whether a sentence, a quotation or a paragraph begins at `at`."""
    if text.endswith(_GOES_ON, floor, at):
        return False
    left = at - 1
    while left >= floor and text[left] in _OPENING:
        left -= 1
    return left < floor or text[left] in _STOPS or left < at - 2
