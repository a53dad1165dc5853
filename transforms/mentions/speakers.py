"""Whose words the quotations are: the entity behind the name, title, role or pronoun that a quotation's speaker is.

in   Cast and mentions of an article, its quotations with the words that name their speaker
out  the entity of each quotation, where it can be told, and mentions for titles, roles and pronouns

The way, for each quotation in text order: a name in the speaker's words → a role → an institution that speaks through
a spokesman → a pronoun → the speaker of the quotation it goes on from.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.mentions import vocabulary
from transforms.mentions.article import Cast, Entity, Mention
from transforms.mentions.descriptions import Role, best_fits, read_role
from transforms.mentions.spotting import Paragraph
from transforms.segment import split_sentences

SPOKEN = ("direct", "mixed")
_PRONOUN = re.compile(r"\b(?:(?P<m>[Hh]e|[Hh]is|[Hh]im)|(?P<f>[Ss]he|[Hh]er)|(?P<who>[Ww]ho))\b")
_AFTER_A_NAME = re.compile(r"[’']?[.,;:—–]| \(| (?:himself|herself|also|then|later|again|too|and)\b")
_DEFINITE = re.compile(r"\b[Tt]he ([\w-]+)(?: ([\w-]+)(?: ([\w-]+)(?: ([\w-]+))?)?)?")
_OF_OR_NAME = re.compile(r",? [A-Z]| (?:of|for) |[\w-]")
_THROUGH = frozenset(["spokesman", "spokeswoman", "spokesperson", "representative"])
_FEMALE_ENDINGS = ("a", "ine", "elle", "ette")
PARAGRAPHS_BACK = 4
CONFIDENCE = {"title": 0.85, "description": 0.8, "pronoun": 0.75}


class Quotation(NamedTuple):
    """A quotation as this stage needs it."""

    quote_id: str
    start: int
    end: int
    kind: str
    speaker_start: int | None
    speaker_end: int | None
    linked_to: str | None
    paragraph: int


class Speakers:
    """Resolves the speakers of one article."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[Paragraph],
        cast: Cast,
        mentions: list[Mention],
        quotes: Sequence[Quotation],
    ) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.cast = cast
        self.mentions = mentions
        self.quotes = quotes
        self.spoken = [(quote.start, quote.end) for quote in quotes if quote.kind in SPOKEN]
        self.told = [mention for mention in mentions if not self.is_spoken(mention.start)]
        self.sentences: dict[int, list[tuple[int, int]]] = {}
        self.spans = {(mention.start, mention.end): mention for mention in mentions}

    def is_spoken(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.spoken)

    def resolve(self) -> dict[str, Entity]:
        """Entity of each quotation whose speaker can be told; mentions found on the way are added to the article's."""
        speakers: dict[str, Entity] = {}
        asked = sorted(
            {
                (q.speaker_start, q.speaker_end or 0, q.paragraph): None
                for q in self.quotes
                if q.speaker_start is not None
            }
        )
        descriptions = self.descriptions() if any(entity.roles for entity in self.persons()) else []
        voices: dict[tuple[int, int], Entity | None] = {}
        for start, end, paragraph, speaks in sorted([*((*one, True) for one in asked), *descriptions]):
            if speaks:
                voices[start, end] = self.speaker(start, end, paragraph)
            elif (start, end) not in self.spans:
                self.described(start, end, paragraph, speaks=False)
        for quote in self.quotes:
            if quote.kind == "scare":
                continue
            named = quote.speaker_start is not None
            entity = (
                voices[quote.speaker_start, quote.speaker_end or 0] if named else speakers.get(quote.linked_to or "")
            )
            if entity:
                speakers[quote.quote_id] = entity
        return speakers

    def descriptions(self) -> list[tuple[int, int, int, bool]]:
        """Role phrases outside quotations: "the Varnian diplomat" (start, end, paragraph, False)."""
        found = []
        titles = vocabulary.titles()
        for number, paragraph in enumerate(self.paragraphs):
            if paragraph.kind == "boilerplate":
                continue
            for phrase in _DEFINITE.finditer(self.text, paragraph.start, paragraph.end):
                end = max((phrase.end(i) for i in range(1, 5) if phrase[i] in titles), default=0)
                if end and not self.is_spoken(phrase.start()) and not _OF_OR_NAME.match(self.text, end):
                    found.append((phrase.start(), end, number, False))
        return found

    def speaker(self, start: int, end: int, paragraph: int) -> Entity | None:
        """The entity that the words from `start` to `end` name."""
        if (start, end) in self.spans:
            return self.spans[start, end].entity
        return (
            self.named(start, end)
            or self.described(start, end, paragraph)
            or self.meant_by_pronoun(start, end, paragraph)
        )

    def named(self, start: int, end: int) -> Entity | None:
        """The name the speaker's words end with, or begin with before an apposition."""
        for mention in self.mentions:
            if mention.start < end and start < mention.end:
                if mention.end >= end or _AFTER_A_NAME.match(self.text, mention.end, end):
                    return mention.entity
        return None

    def described(self, start: int, end: int, paragraph: int, speaks: bool = True) -> Entity | None:
        """The person a role describes, or the institution a spokesman speaks for."""
        role = read_role(self.text[start:end])
        if role is None:
            return None
        persons = best_fits(role, self.persons())
        if persons:
            entity = max(persons, key=lambda person: self.last_named(person, start))
        elif role.noun in _THROUGH:
            inside = [m for m in self.mentions if start <= m.start and m.end <= end and m.entity.type == "organisation"]
            return inside[-1].entity if inside else None
        elif speaks and self.text[start : start + 4].lower() == "the ":
            entity = self.without_role(start, paragraph, role)
        else:
            return None
        if entity:
            capital = self.text[end - len(role.noun)].isupper()
            self.add(start, end, entity, "title" if capital else "description", paragraph)
        return entity

    def without_role(self, at: int, paragraph: int, role: Role) -> Entity | None:
        """The person named before of whom the article says no role yet, and who from now on has this one."""
        gender = vocabulary.told_gender(role.noun)
        named = [mention for mention in self.named_before(at, paragraph) if not mention.entity.roles]
        entity = _first_fitting(named, gender)
        if entity:
            entity.roles[role.noun] = None
        return entity

    def persons(self) -> list[Entity]:
        return [entity for entity in self.cast.entities.values() if entity.type == "person"]

    def last_named(self, entity: Entity, at: int) -> int:
        return max(
            (mention.start for mention in self.told if mention.entity is entity and mention.start < at), default=-1
        )

    def meant_by_pronoun(self, start: int, end: int, paragraph: int) -> Entity | None:
        """The person a pronoun stands for: the subject of the nearest sentence before that names one who fits."""
        pronoun = _PRONOUN.search(self.text, start, end)
        if pronoun is None:
            return None
        gender = pronoun.lastgroup or ""
        named = list(self.named_before(pronoun.start(), paragraph))
        if gender == "who":
            entity = max(named, key=lambda mention: mention.start).entity if named else None
        else:
            entity = _first_fitting(named, gender)
        if entity:
            if gender != "who":
                entity.genders[gender] += 1
            self.add(pronoun.start(), pronoun.end(), entity, "pronoun", paragraph)
        return entity

    def named_before(self, at: int, paragraph: int) -> Iterator[Mention]:
        """Persons named outside quotations before `at`: nearest sentence first, in each its first person first."""
        for number in range(paragraph, max(-1, paragraph - PARAGRAPHS_BACK - 1), -1):
            if number != paragraph and self.paragraphs[number].kind in ("heading", "boilerplate"):
                continue
            for begin, stop in reversed(self.sentences_of(number)):
                for mention in self.told:
                    if begin <= mention.start < min(stop, at) and mention.entity.type == "person":
                        yield mention

    def sentences_of(self, number: int) -> list[tuple[int, int]]:
        if number not in self.sentences:
            paragraph = self.paragraphs[number]
            spans = split_sentences(self.text[paragraph.start : paragraph.end])
            self.sentences[number] = [(paragraph.start + start, paragraph.start + end) for start, end in spans]
        return self.sentences[number]

    def add(self, start: int, end: int, entity: Entity, form: str, paragraph: int) -> None:
        """Note a mention, if it crosses none that is there."""
        if any(m.start < start < m.end < end or start < m.start < end < m.end for m in self.mentions):
            return
        if any(m.start <= start and end <= m.end for m in self.mentions):
            return
        mention = Mention(start, end, entity, form, paragraph, CONFIDENCE[form])
        self.spans[start, end] = mention
        self.mentions.append(mention)
        self.told.append(mention)
        self.told.sort(key=lambda one: one.start)


def _first_fitting(named: Sequence[Mention], gender: str) -> Entity | None:
    """The first person whose gender, as far as it is known or the given name sounds like it, fits the one asked for."""
    for gender_of in (_heard_gender, _known_gender):
        for mention in named:
            if not gender or gender_of(mention.entity) in ("", gender):
                return mention.entity
    return None


def _known_gender(entity: Entity) -> str:
    return entity.gender


def _heard_gender(entity: Entity) -> str:
    given = entity.name.split()[0]
    sounds = "f" if " " in entity.name and given.endswith(_FEMALE_ENDINGS) else ""
    return entity.gender or sounds
