"""Whose words the quotations are: the entity behind the name, title, role or pronoun that a quotation's speaker is.

in   Cast and mentions of an article, its quotations with the words that name their speaker
out  the entity of each quotation, where it can be told, and how; mentions for titles, roles and pronouns

The way, for speakers and role phrases in text order: a name → a role → an institution that speaks through a spokesman, or
by what it is → a pronoun → the one who answers an interview; then, for quotations that name nobody, the speaker of the
one they go on from.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, takewhile
from operator import attrgetter
from typing import NamedTuple

from transforms.mentions import vocabulary
from transforms.mentions.coreference import Cast, Entity, Mention
from transforms.mentions.roles import Role, fit, nouns_for, read_role, stand_ins
from transforms.mentions.spots import Paragraph
from transforms.segment import split_sentences
from transforms.segment.dateline import find_dateline
from transforms.tables import BODY, BOILERPLATE, SPOKEN_KINDS

PARAGRAPHS_BACK, SENTENCES_BACK = 4, 30  # how far a pronoun reaches
ONE_BACK = 1  # how many paragraphs before its own a role that nobody is given reaches
LONGEST_MENTION = 500  # characters, so many that no mention is overlooked that begins before and ends within
CONFIDENCE = {"title": 0.9, "description": 0.7, "pronoun": 0.75}  # as in article
_PRONOUN = re.compile(r"(?P<m>[Hh]e|[Hh]im(?:self)?)|(?P<f>[Ss]he|[Hh]er(?:self)?)|(?P<who>[Ww]ho)")
_OF_A_NAME = re.compile(r" of (?:the )?[A-Z]")
_NAMED_BEHIND = re.compile(
    r",(?P<who> who (?:gave (?:his|her|their) name|(?:identified|named) (?:him|her|them)self|goes by the name)(?: only| just)?"
    r"(?: as| of))? "
)
_NAMES_SOMEBODY = re.compile(r", (?=[A-Z])")
_APPOSED = re.compile(r",| \(| of ")
# the Italian: somebody, not his people
_ONE_OF_A_PEOPLE = re.compile(
    r"[Tt]he (?:(?:Cornish|Dutch|English|French|Irish|Manx|Scots|Welsh)(?P<sex>wo)?man"
    r"|Briton|Croat|Dane|Finn|Greek|Kurd|Pole|Scot|Serb|Slovak|Slovene|Spaniard|Swede|Swiss|Turk"
    r"|(?P<told>[A-Z]\w+(?:an|ese|i)))"
)
_LABEL = re.compile(r"[A-Z][A-Za-z]{0,2}[A-Z]")  # before a turn: PQ, IaS
_ISSUED = re.compile(
    r"(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) (?:[a-z]+ )?"
    r"(?P<noun>circular|communiqu[eé]|letter|memo|message|notice|petition|post|release|statement|tweet)"
)
ISSUED_BACK = 2  # how many paragraphs before its own a statement may be told to be issued
_POSSESSIVE = re.compile(r"[’']s? ")
_OWNS = re.compile(r"[’']s? (?!(?:been|not|an?|the|going)\b)")
_SUCCESSOR = " successor, "
_OWNED_BY = {"his": "m", "her": "f"}
_TAKES_OFFICE = re.compile(
    r"[^.\n]{0,80}\b(?:t(?:ook|akes) (?:the oath|over|office|charge)|(?:was|is|been) sworn in)\b"
)
_OWNER = re.compile(r"(?:(?P<m>[Hh]is)|(?P<f>[Hh]er)) ")
_AFTER_A_NAME = re.compile(r"[’']?[.,;:—–]| \(| [A-Z]{2,3}(?:,|$)| (?:himself|herself|also|then|later|again|too|and)\b")
_COMPLEMENTED = re.compile(r" of ")
_COMPLEMENT = re.compile(r"\b(?:of|for|from|at) (?:the )?\Z")
_BY_A_NOUN = re.compile(r"[Tt]he (?P<whose>(?:[a-z-]+ ){0,2})(?P<noun>[a-z]+)")
_WORDS_BEHIND = re.compile(r"(?: [a-z-]+){1,2}")
_BEFORE_A_COMPLEMENT = re.compile(r"(?:[\w-]+ ){0,4}?(?P<noun>[\w-]+) (?:of|for|from|at) ")
_FOR_AN_INSTITUTION = frozenset({"official"})  # officials at the ministry say what the ministry does
_DETERMINED = re.compile(r"\b[Tt]he (?:[\w-]+ ){0,3}$")
LONGEST_QUALIFIER = 60  # characters between a determiner and its role noun
_GOES_ON = re.compile(r",? [A-Z]| (?:of|for) |[\w-]| (?P<noun>[a-z-]+)")
_DEFINITE = re.compile(r"(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur) |.*?[’']s? ")
_NEW = re.compile(r"(?:[Aa]n?|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur) |.*?[’']s? ")
_FORCES = frozenset({"Police", "Constabulary", "PD"})
_BY_AGE = re.compile(r"[Tt]he (?P<age>[1-9]\d)-year-old\b")
_AGE_BEHIND = re.compile(
    r"(?:, (?:aged |who is |who turned )?| \((?:aged )?| is | turned )(?P<age>[1-9]\d)(?![\d%])(?=[,;.)\n]| who\b| and\b|$)"
)
_BY_INITIALS = re.compile(r"[Tt]he (?P<short>[A-Z]{2,4})")
_AGE_BEFORE = re.compile(r"\b(?P<age>[1-9]\d)-year-old (?:[\w-]+ ){0,3}$")
_THROUGH = frozenset(["spokesman", "spokeswoman", "spokesperson", "representative"])
_FEMALE_ENDINGS = ("a", "ine", "elle", "ette")
_NO_SURNAMES = ("ing", "ly", "ic", "s")  # Harking back, Domestically, Republicans
_start = attrgetter("start")


class Quotation(NamedTuple):
    """A quotation as this stage needs it; `speaker` is where the words stand that name who speaks."""

    quote_id: str
    start: int
    end: int
    kind: str
    speaker: tuple[int, int] | None
    linked_to: str | None


class Voice(NamedTuple):
    """The entity that speaks, and `by` what it was found (tables.SPEAKERS_BY)."""

    entity: Entity
    by: str


class Phrase(NamedTuple):
    """Words that name somebody, not by a name: text[start:end]; `speaks` tells a quotation's speaker."""

    start: int
    end: int
    paragraph: int
    speaks: bool


def mark_spoken(text: str, quotes: Sequence[Quotation]) -> bytearray:
    """For each character of `text`, whether it stands in a direct or mixed quotation."""
    spoken = bytearray(len(text))
    for quote in quotes:
        if quote.kind in SPOKEN_KINDS:
            spoken[quote.start : quote.end] = b"\1" * (quote.end - quote.start)
    return spoken


class Speakers:
    """Resolves the speakers of one article; `mentions`, in text order, grows by what is resolved on the way."""

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
        self.spoken = mark_spoken(text, quotes)
        self.told = [m for m in mentions if m.entity.type == "person" and not self.spoken[m.start]]
        self.lone = {m.start: m for m in mentions if _may_be_a_person(m) and not self.spoken[m.start]}
        self.places: dict[str, list[int]] = {}
        for mention in self.told:
            self.places.setdefault(mention.entity.entity_id, []).append(mention.start)
        self.successors: dict[str, Entity] = {}
        self.sentences: dict[int, list[tuple[int, int]]] = {}
        self.voices: dict[tuple[int, int], Voice | None] = {}

    def resolve(self) -> dict[str, Voice]:
        """Voice of each quotation whose speaker can be told, by quote_id."""
        self.pass_on_offices()
        voices = self.voices
        asked = set(self.speaker_phrases())
        for phrase in sorted({*asked, *self.role_phrases(asked)}):
            if phrase.speaks:
                voices[phrase.start, phrase.end] = self.speaker(phrase)
            else:
                self.described(phrase)
        speakers: dict[str, Voice] = {}
        for quote in self.quotes:
            spoke = voices[quote.speaker] if quote.speaker else speakers.get(quote.linked_to or "")
            if spoke and quote.kind != "scare":
                speakers[quote.quote_id] = spoke
        return speakers

    def pass_on_offices(self) -> None:
        """Let a successor who has taken office bear the roles of whom he follows, who bears them no longer.

        One who has not yet, or of whom it is not said, bears them too: who is meant by them stays open.
        """
        at = self.text.find(_SUCCESSOR)
        while at >= 0:
            start = at + len(_SUCCESSOR)
            gender = _OWNED_BY.get(self.text[max(0, at - 3) : at].lower(), "")
            follows = next((m for m in self.around(start, start + 1) if m.start == start), None)
            left = self.antecedent(gender, at - 3, self.paragraph_at(at)) if gender and follows else None
            if left and follows and left is not follows.entity and left.type == follows.entity.type == "person":
                for role in tuple(left.roles):
                    self.cast.learn_role(follows.entity, role)
                if _TAKES_OFFICE.match(self.text, follows.end):
                    left.roles = dict.fromkeys(f"former {role}" for role in left.roles)
                else:
                    self.successors[left.entity_id] = follows.entity
            at = self.text.find(_SUCCESSOR, start)

    # --- who is asked for ----------------------------------------------------------------------------------

    def speaker_phrases(self) -> Iterator[Phrase]:
        """The words that name quotations' speakers."""
        for quote in self.quotes:
            if quote.speaker:  # who may be named a paragraph before: "He declared:"
                yield Phrase(*quote.speaker, self.paragraph_at(quote.speaker[0]), True)

    def role_phrases(self, asked: Iterable[Phrase]) -> Iterator[Phrase]:
        """Role phrases of the reporter's that may mean somebody whose role is told or asked for: "the Varnian diplomat"."""
        roles = (read_role(self.text[phrase.start : phrase.end]) for phrase in asked)
        told = {*self.cast.bearers, *(role.noun for role in roles if role)}
        nouns = {other for noun in told for other in stand_ins(noun)} & vocabulary.titles()
        for noun in sorted(nouns):
            at = self.text.find(f" {noun}")
            while at >= 0:
                end = at + 1 + len(noun)
                before = _DETERMINED.search(self.text, max(0, at - LONGEST_QUALIFIER), at + 1)
                if before and not self.spoken[at] and not self.goes_on(end):
                    number = self.paragraph_at(at)
                    paragraph = self.paragraphs[number]
                    if paragraph.start <= before.start() and paragraph.kind != BOILERPLATE:
                        yield Phrase(before.start(), end, number, False)
                at = self.text.find(f" {noun}", end)

    def paragraph_at(self, at: int) -> int:
        """Number of the paragraph that holds the character at `at`."""
        return bisect_right(self.paragraphs, at, key=_start) - 1

    def goes_on(self, end: int) -> bool:
        """Whether a role phrase does not end at `end`: a name, a complement or another role noun follows."""
        after = _GOES_ON.match(self.text, end)
        return after is not None and (not after["noun"] or after["noun"] in vocabulary.roles())

    def speaker(self, phrase: Phrase) -> Voice | None:
        """Who is meant by a speaker's words."""
        voice = (
            _voice("name", self.labelled(phrase) or self.told_by_office(phrase) or self.named(phrase))
            or _voice("role", self.of_age(phrase) or self.described(phrase) or self.in_short(phrase))
            or _voice("role", self.organisation_called(phrase) or self.just_named(phrase) or self.of_a_people(phrase))
            or _voice("role", self.issued_by(phrase))
        )
        if voice is None or voice.entity.type == "organisation":  # a spokesman, whose words are his institution’s
            self.note_unnamed(phrase)
        return (
            voice
            or _voice("pronoun", self.meant_by_pronoun(phrase) or self.meant_by_it(phrase))
            or _voice("answer", self.who_answers(phrase))
        )

    def told_by_office(self, phrase: Phrase) -> Entity | None:
        """Who is named behind an office of an institution: the First Warden of the Ports Agency, Ada Kord."""
        if not _OF_A_NAME.search(self.text, phrase.start, phrase.end):
            return None
        inside = any(mention.entity.type == "person" for mention in self.around(phrase.start, phrase.end))
        return None if inside else self.named_after(phrase)

    def labelled(self, phrase: Phrase) -> Entity | None:
        """The one person whose initials stand before a turn of an interview: PQ:, for Petra Quill."""
        label = self.text[phrase.start : phrase.end]
        if not (self.text.startswith(":", phrase.end) and _LABEL.fullmatch(label)):
            return None
        persons = [one for one in self.cast.entities.values() if one.type == "person" and " " in one.name]
        called = [
            one for one in persons if "".join(word[0] for word in one.name.split()).casefold() == label.casefold()
        ]
        if len(called) != 1:
            return None
        self.replace(phrase, called[0])
        return called[0]

    @cached_property
    def initials(self) -> dict[str, list[Entity]]:
        """Initials, written small → the persons of the article who have them."""
        called: dict[str, list[Entity]] = {}
        for one in self.cast.entities.values():
            if one.type == "person" and " " in one.name:
                called.setdefault("".join(word[0] for word in one.name.split()).casefold(), []).append(one)
        return called

    def note_unnamed(self, phrase: Phrase) -> None:
        """Note somebody who speaks and whom nobody names, a farmer: who a pronoun may mean from now on."""
        role = read_role(self.text[phrase.start : phrase.end])
        new = _NEW.match(self.text, phrase.start, phrase.end)
        if role and new and not self.spoken[phrase.start]:
            somebody = Entity("", role.noun, roles={role.noun: None})
            somebody.tell_gender(vocabulary.told_gender(role.noun))
            insort(self.told, Mention(phrase.start, phrase.end, somebody, "", phrase.paragraph, 0), key=_start)

    # --- names ---------------------------------------------------------------------------------------------

    def around(self, start: int, end: int) -> list[Mention]:
        """Mentions that share a character with text[start:end]."""
        first = bisect_left(self.mentions, start - LONGEST_MENTION, key=_start)
        last = bisect_left(self.mentions, end, key=_start)
        return [mention for mention in self.mentions[first:last] if mention.end > start]

    def named(self, phrase: Phrase) -> Entity | None:
        """The name the words end with, or begin with before an apposition; none that only says whose or where from.

        A person's name with an of-phrase is the head: Jonas Reck of Halden Bank.
        """
        for mention in self.around(phrase.start, phrase.end):
            of = mention.entity.type == "person" and _COMPLEMENTED.match(self.text, mention.end, phrase.end)
            if of and not _COMPLEMENT.search(self.text, phrase.start, mention.start):
                return mention.entity
            if self.one_of_a_people(phrase, mention):
                return None
            if mention.end >= phrase.end or _AFTER_A_NAME.match(self.text, mention.end, phrase.end):
                return None if self.is_complement(mention, phrase) else mention.entity
        return None

    def is_complement(self, mention: Mention, phrase: Phrase) -> bool:
        """Whether a name belongs to the role or the place of somebody else: the head of the Grain Centre."""
        if not _COMPLEMENT.search(self.text, phrase.start, mention.start):
            return False
        return mention.entity.type == "place" or self.is_of_somebody(phrase)

    def is_of_somebody(self, phrase: Phrase) -> bool:
        """Whether words tell others by whom or what they are of: a role, one of several or a group, analysts at, a bench of."""
        head = _BEFORE_A_COMPLEMENT.match(self.text, phrase.start, phrase.end)
        noun = head["noun"].lower() if head else ""
        others = vocabulary.signs("group") | vocabulary.roles() - _FOR_AN_INSTITUTION
        return noun.removesuffix("s") in others or read_role(self.text[phrase.start : phrase.end]) is not None

    # --- roles ---------------------------------------------------------------------------------------------

    def described(self, phrase: Phrase) -> Entity | None:
        """The person a role describes, or the institution a spokesman speaks for."""
        role = read_role(self.text[phrase.start : phrase.end])
        if role is None:
            return None
        definite = _DEFINITE.match(self.text, phrase.start, phrase.end)
        owned, owner = self.owner(phrase)
        entity = self.named_after(phrase) or (self.best_fit(role, phrase, owner) if definite else None)
        if entity is None and phrase.speaks:
            if role.noun in _THROUGH:
                return self.institution_in(phrase)
            entity = self.without_role(phrase, role) if definite and not owned else None
        if entity:
            capital = role.noun.capitalize() in self.text[phrase.start : phrase.end]
            self.add(phrase.start, phrase.end, entity, "title" if capital else "description", phrase.paragraph)
        return entity

    def of_age(self, phrase: Phrase) -> Entity | None:
        """The one person whose age the article gives: the 26-year-old, for Ilvar Reldan, 26."""
        called = _BY_AGE.match(self.text, phrase.start, phrase.end)
        if not called:
            return None
        persons = {
            mention.entity.entity_id: mention.entity
            for mention in self.told
            if mention.entity.entity_id and self.is_of_age(mention, called["age"])
        }
        if len(persons) != 1:
            return None
        (person,) = persons.values()
        self.add(phrase.start, phrase.end, person, "description", phrase.paragraph)
        return person

    def is_of_age(self, mention: Mention, age: str) -> bool:
        """Whether an age stands behind or before a name: Reldan, 26, or Reldan (26), or 26-year-old Reldan."""
        behind = _AGE_BEHIND.match(self.text, mention.end)
        before = _AGE_BEFORE.search(self.text, max(0, mention.start - LONGEST_QUALIFIER), mention.start)
        return any(found is not None and found["age"] == age for found in (behind, before))

    def just_named(self, phrase: Phrase) -> Entity | None:
        """The one person named just before the 26-year-old, where the article gives nobody's age and tells of no other so old."""
        called = _BY_AGE.match(self.text, phrase.start, phrase.end)
        if not called or f"{called['age']}-year-old" in self.text[: phrase.start].lower():
            return None
        if any(_AGE_BEHIND.match(self.text, mention.end) for mention in self.told):
            return None
        person = self.one_just_named(phrase)
        if person is None or person.type != "person" or not person.entity_id:
            return None
        self.add(phrase.start, phrase.end, person, "description", phrase.paragraph)
        return person

    def one_of_a_people(self, phrase: Phrase, mention: Mention) -> re.Match[str] | None:
        """What the words are, where they mean somebody of a people that the mention inside them names: the Italian."""
        called = _ONE_OF_A_PEOPLE.fullmatch(self.text, phrase.start, phrase.end)
        return called if called and (mention.entity.type == "nationality" or not called["told"]) else None

    def of_a_people(self, phrase: Phrase) -> Entity | None:
        """The one person this paragraph names, if he speaks or begins a sentence in it, or the one before: the Italian."""
        called = next(
            filter(None, (self.one_of_a_people(phrase, m) for m in self.around(phrase.start, phrase.end))), None
        )
        person = self.one_just_named(phrase) if called else None
        if called is None or person is None or person.type != "person" or not person.entity_id:
            return None
        here = [mention.start for named in self.named_before(phrase.start, phrase.paragraph, 0) for mention in named]
        begins = {start for start, _ in self.sentences_of(phrase.paragraph)}
        sex = "" if called["told"] or not called[0].endswith("man") else "f" if called["sex"] else "m"
        speaks = person in self.voices_since(self.paragraphs[phrase.paragraph].start)
        if (here and begins.isdisjoint(here) and not speaks) or (sex and person.gender not in ("", sex)):
            return None
        person.tell_gender(sex)
        self.replace(phrase, person)
        return person

    def replace(self, phrase: Phrase, person: Entity) -> None:
        """Note that a phrase means a person, and no name of its own: the Dutchman."""
        first = bisect_left(self.mentions, phrase.start, key=_start)
        last = bisect_left(self.mentions, phrase.end, lo=first, key=_start)
        kept = [mention for mention in self.mentions[first:last] if mention.entity.type == "nationality"]
        self.mentions[first:last] = kept
        self.add(phrase.start, phrase.end, person, "description", phrase.paragraph)

    def issued_by(self, phrase: Phrase) -> Entity | None:
        """Who issued a statement, a letter: whom the sentence quotes that tells of it last before.

        In a statement, the union said it would strike. “We are many,” the statement read.
        """
        issued = _ISSUED.fullmatch(self.text, phrase.start, phrase.end)
        if not issued:
            return None
        floor = self.paragraphs[max(0, phrase.paragraph - ISSUED_BACK)].start
        told = self.text.rfind(f" {issued['noun']}", floor, phrase.start)
        number = self.paragraph_at(told)
        inside = next(((start, end) for start, end in self.sentences_of(number) if start <= told < end), (0, 0))
        spoke = self.voices_since(*inside) if told > 0 else []
        return spoke[0] if spoke and all(one is spoke[0] for one in spoke) else None

    def voices_since(self, start: int, end: int | None = None) -> list[Entity]:
        """Who speaks by words from `start` on, as far as that is known, the last first."""
        latest = takewhile(lambda item: item[0][0] >= start, reversed(self.voices.items()))
        return [voice.entity for (at, _), voice in latest if voice and (end is None or at < end)]

    def in_short(self, phrase: Phrase) -> Entity | None:
        """The person whose role a word in capitals is short for: the PM; of several, the one named last before."""
        called = _BY_INITIALS.fullmatch(self.text, phrase.start, phrase.end)
        if not called or any(self.around(phrase.start, phrase.end)):
            return None
        fits = [one for one in self.cast.called_in_short(called["short"]) if one.type == "person"]
        if not fits:
            return None
        person = max(fits, key=lambda one: (self.last_named(one, phrase.start), one.entity_id))
        self.add(phrase.start, phrase.end, person, "title", phrase.paragraph)
        return person

    def named_after(self, phrase: Phrase) -> Entity | None:
        """The person named in apposition to a description that speaks: a Norvane spokesman, Idris Vellacott, said.

        Also one who says by what name he goes: her neighbour, who gave his name only as Idris, said.
        """
        behind = _NAMED_BEHIND.match(self.text, phrase.end) if phrase.speaks else None
        if behind:
            for mention in self.around(behind.end(), behind.end() + 1):
                at_it = mention.start == behind.end() and _APPOSED.match(self.text, mention.end)
                if at_it and (mention.entity.type == "person" or behind["who"]):
                    return mention.entity
        return None

    def owner(self, phrase: Phrase) -> tuple[bool, Entity | None]:
        """Whether a description says whose somebody is, her counterpart or Reck’s deputy, and whose where it is told."""
        if whose := _OWNER.match(self.text, phrase.start, phrase.end):
            return True, self.antecedent(whose.lastgroup or "", phrase.start, phrase.paragraph)
        persons = (m for m in self.around(phrase.start, phrase.end) if m.entity.type == "person")
        owner = next((m.entity for m in persons if _POSSESSIVE.match(self.text, m.end, phrase.end)), None)
        return owner is not None, owner

    def best_fit(self, role: Role, phrase: Phrase, owner: Entity | None) -> Entity | None:
        """The person, not the `owner`, whose roles a description fits best; of several, the one named last before it.

        A speaker must be somebody: a role that is not qualified fits. Elsewhere the description may be of somebody the
        article does not name: where it is qualified, a qualifier must be shared.
        """
        bearers = {
            bearer.entity_id: bearer
            for noun in nouns_for(role.noun)
            for bearer in self.cast.bearers.get(noun, ())
            if bearer is not owner
        }
        if role.is_past:
            bearers = self.who_left(bearers, phrase)
        scores = {key: fit(role, bearer.roles, must_share=not phrase.speaks) for key, bearer in bearers.items()}
        fits = [(score, self.last_named(bearers[key], phrase.start), key) for key, score in scores.items()]
        best = max(fits, default=(0, 0, ""))
        if not best[0]:
            return self.predecessor() if role.is_past else None
        follows = {key: self.successors[key].entity_id for key in bearers if key in self.successors}
        open_between = any(best[2] in pair and scores.get(pair[0]) == scores.get(pair[1]) for pair in follows.items())
        return None if open_between else bearers[best[2]]

    def predecessor(self) -> Entity | None:
        """The one whom the article calls a predecessor."""
        gone = self.cast.bearers.get("predecessor", [])
        return gone[0] if len(gone) == 1 else None

    def who_left(self, bearers: dict[str, Entity], phrase: Phrase) -> dict[str, Entity]:
        """Of those a former minister may be, who is one no longer; else the one person just named, if he is one of them."""
        left = {key: one for key, one in bearers.items() if any(r.is_past for r in map(read_role, one.roles) if r)}
        if left:
            return left
        before = chain.from_iterable(self.named_before(phrase.start, phrase.paragraph, ONE_BACK))
        named = {mention.entity.entity_id for mention in before}
        return {key: one for key, one in bearers.items() if named == {key}}

    def last_named(self, entity: Entity, at: int) -> int:
        """Where the reporter named a person last before `at`; -1 where nowhere."""
        places = self.places.get(entity.entity_id, [])
        before = bisect_left(places, at)
        return places[before - 1] if before else -1

    def institution_in(self, phrase: Phrase) -> Entity | None:
        """The institution named in a phrase."""
        inside = [m for m in self.around(phrase.start, phrase.end) if m.entity.type == "organisation"]
        return inside[-1].entity if inside else None

    def without_role(self, phrase: Phrase, role: Role) -> Entity | None:
        """The one person named just before, if the article has told no role of his; from now on he has this one.

        Not who bears a title: the Prime Minister needs no name; nor who is told by a name: the head of the Harbour Board;
        nor who is named behind it, though his name be none we read.
        """
        titled = role.noun.capitalize() in self.text[phrase.start : phrase.end]
        told = _OF_A_NAME.search(self.text, phrase.start, phrase.end) or _NAMES_SOMEBODY.match(self.text, phrase.end)
        entity = None if titled or told else self.one_just_named(phrase)
        if entity is None or (role.is_past and any(noun in self.cast.bearers for noun in nouns_for(role.noun))):
            return None
        if (
            entity.type != "person"
            or entity.roles
            or entity.gender not in ("", vocabulary.told_gender(role.noun) or entity.gender)
        ):
            return None
        self.cast.learn_role(entity, f"former {role.noun}" if role.is_past else role.noun)
        return entity

    def one_just_named(self, phrase: Phrase) -> Entity | None:
        """The one person named before a phrase in its paragraph or, where that names nobody, in the one before."""
        for back in (0, ONE_BACK):
            before = chain.from_iterable(self.named_before(phrase.start, phrase.paragraph, back))
            if named := {mention.entity.entity_id: mention.entity for mention in before}:
                return next(iter(named.values())) if len(named) == 1 else None
        return None

    # --- organisations -------------------------------------------------------------------------------------

    def organisation_called(self, phrase: Phrase) -> Entity | None:
        """The one organisation that bears a common noun in its name: the ministry, for the Ministry of Health.

        Where none does, the company, or the bank, is the one organisation that is the subject of a sentence of this or the
        paragraph before, if nothing else in the article is called so.
        """
        called = _BY_A_NOUN.fullmatch(self.text, phrase.start, phrase.end)
        noun = called["noun"] if called else ""
        heads, general = vocabulary.heads(), vocabulary.signs("body")
        if not called or not (heads.get(noun.capitalize()) == "organisation" or noun in general):
            return None
        words = {word.capitalize() for word in (*called["whose"].split(), noun)}
        organisations = [one for one in self.cast.entities.values() if one.type == "organisation"]
        found = [one for one in organisations if words <= set(one.name.split())]
        if not found and noun == "force":
            found = [one for one in organisations if not _FORCES.isdisjoint(one.name.split())]
        if not found and not called["whose"] and not self.is_called_otherwise(noun, phrase.start):
            back = range(max(0, phrase.paragraph - ONE_BACK), phrase.paragraph + 1)
            subjects = (self.subject(at) for number in back for at, _ in self.sentences_of(number) if at < phrase.start)
            named = {m.entity.entity_id: m.entity for m in subjects if m and m.entity.type == "organisation"}
            found = [one for one in named.values() if noun in general or not _has_a_head(one)]
        if len(found) != 1:
            return None
        self.add(phrase.start, phrase.end, found[0], "description", phrase.paragraph)
        return found[0]

    def is_called_otherwise(self, noun: str, before: int) -> bool:
        """Whether the article calls something by a noun with other words before it: the refugee agency."""
        at = self.text.find(f" {noun}", 0, before)
        while at >= 0:
            if not self.text.endswith(("the", "The"), 0, at):
                return True
            at = self.text.find(f" {noun}", at + 1, before)
        return False

    def subject(self, at: int) -> Mention | None:
        """The name that the sentence at `at` begins with, outside quotations."""
        found = (m for m in self.around(at, at + 1) if m.start == at and not self.spoken[at])
        return next((m for m in found if not self.is_qualifier(m)), None)

    def is_qualifier(self, mention: Mention) -> bool:
        """Whether a name only says whose or where something is: the UN refugee agency, Orvane’s firm."""
        after = _WORDS_BEHIND.match(self.text, mention.end)
        heads = vocabulary.heads()
        named = after is not None and any(word.capitalize() in heads for word in after[0].split())
        return named or _POSSESSIVE.match(self.text, mention.end) is not None

    def meant_by_it(self, phrase: Phrase) -> Entity | None:
        """The organisation that is the subject of the nearest sentence before with a subject that is named."""
        if self.text[phrase.start : phrase.end].lower() != "it":
            return None
        for number in range(phrase.paragraph, max(-1, phrase.paragraph - ONE_BACK - 1), -1):
            for start, end in reversed(self.sentences_of(number)):
                if start >= phrase.start or any(self.spoken[start : start + 2]):
                    continue
                subject = self.subject(start)
                if subject and subject.entity.type == "organisation":
                    self.add(phrase.start, phrase.end, subject.entity, "pronoun", phrase.paragraph)
                    return subject.entity
                if subject or end <= phrase.start:
                    return None
        return None

    # --- pronouns ------------------------------------------------------------------------------------------

    def meant_by_pronoun(self, phrase: Phrase) -> Entity | None:
        """The person a pronoun stands for: the subject of the nearest sentence before that names one who fits."""
        pronoun = _PRONOUN.fullmatch(self.text, phrase.start, phrase.end)
        if pronoun is None:
            return None
        gender = pronoun.lastgroup or ""
        before = bisect_left(self.told, phrase.start, key=_start)
        nearest = self.told[before - 1] if before else None
        if gender == "who" or (nearest and pronoun[0].endswith("self") and nearest.end == phrase.start - 1):
            entity = nearest.entity if nearest else None
        else:
            entity = self.antecedent(gender, phrase.start, phrase.paragraph)
        if entity is None or entity.type != "person":
            return None
        entity.tell_gender(gender if gender != "who" else "")
        self.add(phrase.start, phrase.end, entity, "pronoun", phrase.paragraph)
        return entity

    def antecedent(self, gender: str, at: int, paragraph: int) -> Entity | None:
        """Who a pronoun of that gender at `at` stands for; no person where it may be somebody nobody names."""
        for named in chain(self.named_inside(at, paragraph), self.named_before(at, paragraph)):
            if entity := _first_fitting(named, gender):
                return entity
        return None

    def named_before(self, at: int, paragraph: int, back: int = PARAGRAPHS_BACK) -> Iterator[list[Mention]]:
        """Persons named outside quotations before `at`, a list a sentence, the nearest first.

        What may be a person, being a name of one word that a sentence begins with, is taken for one.
        """
        for number in range(paragraph, max(-1, paragraph - back - 1), -1):
            if number != paragraph and self.paragraphs[number].kind in ("heading", BOILERPLATE):
                continue
            sentences = self.sentences_of(number)
            last = bisect_left(sentences, (at, 0))
            for start, end in reversed(sentences[max(0, last - SENTENCES_BACK) : last]):
                first = bisect_left(self.told, start, key=_start)
                named = self.told[first : bisect_left(self.told, min(end, at), lo=first, key=_start)]
                lone = self.lone.get(start)
                subjects = [lone] if lone and not _POSSESSIVE.match(self.text, lone.end) else []
                yield subjects + self.in_line(named, whole=end <= at)

    def in_line(self, named: Sequence[Mention], whole: bool) -> list[Mention]:
        """Persons of a sentence, those last who are no subject: whose something is (Trump’s), and by whom it is done.

        By whom it is done is none of the sentence that goes on with the pronoun: asked by Prith, he said.
        """
        owners = [mention for mention in named if _OWNS.match(self.text, mention.end)]
        agents = [mention for mention in named if self.text.endswith(" by ", 0, mention.start)]
        others = [mention for mention in named if mention not in owners and mention not in agents]
        return others + owners + (agents if whole else [])

    def named_inside(self, at: int, paragraph: int) -> Iterator[list[Mention]]:
        """Persons a speaker has named in the paragraph before his pronoun at `at`; none where the reporter speaks."""
        if self.spoken[at]:
            before = self.around(self.paragraphs[paragraph].start, at)
            yield [m for m in before if m.entity.type == "person" and self.spoken[m.start]]

    def sentences_of(self, number: int) -> list[tuple[int, int]]:
        """Sentences of a paragraph, as offsets into the text."""
        if number not in self.sentences:
            paragraph = self.paragraphs[number]
            begin = self.behind_dateline(number)
            spans = split_sentences(self.text[begin : paragraph.end])
            self.sentences[number] = [(begin + start, begin + end) for start, end in spans]
        return self.sentences[number]

    def behind_dateline(self, number: int) -> int:
        """Where a paragraph's own words begin: GENEVA (Reuters) - is no part of its first sentence."""
        paragraph = self.paragraphs[number]
        text = self.text[paragraph.start + self.dated.get(number, 0) : paragraph.end]
        return paragraph.end - len(text.lstrip())

    @cached_property
    def dated(self) -> dict[int, int]:
        """Of the paragraph that opens with the article's dateline, by its number, how many characters that takes."""
        body = [number for number, paragraph in enumerate(self.paragraphs) if paragraph.kind == BODY]
        opened = (self.paragraphs[number] for number in body)
        found = find_dateline([self.text[paragraph.start : paragraph.end] for paragraph in opened])
        return {body[found[0]]: found[1].length} if found else {}

    # --- transcripts ---------------------------------------------------------------------------------------

    def who_answers(self, phrase: Phrase) -> Entity | None:
        """Whose answer stands behind “A:”: that of the one person the reporter has named before."""
        if self.text[phrase.start : phrase.end] != "A":
            return None
        before = self.told[: bisect_left(self.told, phrase.start, key=_start)]
        named = {m.entity.entity_id: m.entity for m in before if m.entity.type == "person"}
        return next(iter(named.values())) if len(named) == 1 else None

    # --- what is found -------------------------------------------------------------------------------------

    def add(self, start: int, end: int, entity: Entity, form: str, paragraph: int) -> None:
        """Note a mention, unless it crosses one that is there or stands inside it."""
        if any(
            other.start < start or other.end > end or (other.start, other.end) == (start, end)
            for other in self.around(start, end)
        ):
            return
        mention = Mention(start, end, entity, form, paragraph, CONFIDENCE[form])
        self.mentions.insert(bisect_left(self.mentions, start, key=_start), mention)  # before those inside it
        if not self.spoken[start] and entity.type == "person":
            insort(self.told, mention, key=_start)
            insort(self.places.setdefault(entity.entity_id, []), start)


def _voice(by: str, entity: Entity | None) -> Voice | None:
    return Voice(entity, by) if entity else None


def _has_a_head(entity: Entity) -> bool:
    """Whether a name says by its noun what kind of organisation it is of."""
    return any(vocabulary.heads().get(word) == "organisation" for word in entity.name.split())


def _may_be_a_person(mention: Mention) -> bool:
    """Whether nothing tells what a name of one word is: Lund is due."""
    entity = mention.entity
    told = entity.known or entity.votes or not entity.partial or entity.name.endswith(_NO_SURNAMES)
    return not told and mention.form == "full name"


def _first_fitting(named: Iterable[Mention], gender: str) -> Entity | None:
    """The first person whose gender fits the one asked for, as it is known, or as the given name sounds.

    Who only sounds as if it did not fit is taken where nobody else is named with it.
    """
    sounds_wrong: Entity | None = None
    for entity in (_one_of_that_gender(mention.entity, gender) for mention in named):
        if not gender or _gender(entity, heard=True) in ("", gender):
            return entity
        if sounds_wrong is None and _gender(entity, heard=False) in ("", gender):
            sounds_wrong = entity
    return sounds_wrong


def _one_of_that_gender(entity: Entity, gender: str) -> Entity:
    """Of two who bear a name alike the one whose gender fits, if it is one; else the entity itself."""
    fitting = [one for one in entity.may_be if _gender(one, heard=True) in ("", gender)]
    return fitting[0] if len(fitting) == 1 else entity


def _gender(entity: Entity, heard: bool) -> str:
    """m or f where it is known, or where it is `heard` in the given name; else ""."""
    given, _, surname = entity.name.partition(" ")
    return entity.gender or ("f" if heard and surname and given.endswith(_FEMALE_ENDINGS) else "")
