"""Whose words the quotations are: the entity behind the name, title, role or pronoun that a quotation's speaker is.

in   Cast and mentions of an article, its quotations with the words that name their speaker
out  the entity of each quotation, where it can be told, and how; mentions for titles, roles and pronouns

The way, for speakers and role phrases in text order: a name → a role → an institution that speaks through a spokesman,
or by what it is → a pronoun → the one who answers an interview; then, for quotations that name nobody, the speaker of
the one they go on from.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from transforms.mentions.coreference.cast import Cast, Entity, Mention
from transforms.mentions.speakers.descriptions import LONGEST_QUALIFIER, Descriptions
from transforms.mentions.speakers.discourse import MOST_NAMED, MOST_PERSONS, ONE_BACK, Discourse, Phrase, Quotation
from transforms.mentions.words import vocabulary
from transforms.mentions.words.roles import is_role, read_role, role_noun, stand_ins
from transforms.tables import BOILERPLATE, SCARE, SPOKEN_KINDS, SpeakerBy

_PRONOUN = re.compile(r"(?P<m>[Hh]e|[Hh]is|[Hh]im(?:self)?)|(?P<f>[Ss]he|[Hh]er(?:self)?)|(?P<who>[Ww]ho)")
# the Italian: somebody, not his people
_ONE_OF_A_PEOPLE = re.compile(
    r"[Tt]he (?:(?:Cornish|Dutch|English|French|Irish|Manx|Scots|Welsh)(?P<sex>wo)?man"
    r"|Briton|Croat|Dane|Finn|Greek|Kurd|Pole|Scot|Serb|Slovak|Slovene|Spaniard|Swede|Swiss|Turk"
    r"|(?P<told>[A-Z]\w+(?:an|ese|i))|(?P<party>(?:[A-Z][\w.]+ ){1,2}(?:Republican|Democrat|[Ii]ndependent)))"
)
_EXPLETIVE = re.compile(r" (?:is|was|has been|had been|will be) (?:[a-z]+ly )?[a-z]+(?:ed|id|wn)\b")  # it was announced
_LABEL = re.compile(r"[A-Z][A-Za-z]{0,2}[A-Z]")  # before a turn: PQ, IaS
_UTTERANCE = "(?:circular|communiqu[eé]|letter|memo|message|notice|petition|post|release|statement|tweet)"
_ISSUED = re.compile(rf"(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) (?:[a-z]+ )?(?P<noun>{_UTTERANCE})|[Ii]t")
# The union issued a statement; Kord confirmed it in a 40-word statement
_ISSUES = re.compile(
    r"\b(?:in|by|issued|issues|posted|published|put out|released|sent|wrote) (?:an?|the|his|her|its|their) "
    rf"(?:[\w-]+ ){{0,3}}?(?P<noun>{_UTTERANCE})\b"
)
ISSUED_BACK, FARTHEST_ISSUED = 2, 3_000  # how many paragraphs before its own, and characters, a statement is issued
_AFTER_A_NAME = re.compile(
    r"[’']?[.,;:—–]| \(| [A-Z]{2,3}(?:,|$)"
    r"| (?:himself|herself|also|then|later|again|too|and(?! [A-Z][\w’'-]* [a-z-]+$))\b"
)
_COMPLEMENTED = {"person": re.compile(r" (?:of|in|at|from|with) "), "organisation": re.compile(r" in ")}
_IS_SUBJECT = re.compile(
    r",? who\b| [a-z]+ing\b|:"
)  # behind a name: a sharp answer from Orm, who said; an account of Orm saying
_BEFORE_PLACES = "(?:in|inside|within|near|close to)"
_KIND = "(?:agency|bank|company|firm|giant|group|party)"
# the Fish Agency, northern Ostrel, the port agency Salt Hands, Ostrel’s south
_DESCRIBED = (
    rf"(?:the )?(?:(?:[a-z]+ern|central|nearby|neighbou?ring|rural|(?:[a-z-]+ ){{0,2}}{_KIND}) )?"
    r"(?P<whose>[A-Z][\w-]*(?: [A-Z][\w-]*){0,2}[’']s )?"
)
_COMPLEMENT = re.compile(rf"\b(?:of|for|from|at|(?P<place>{_BEFORE_PLACES})) {_DESCRIBED}\Z")
_BEFORE_A_COMPLEMENT = re.compile(rf"(?:[\w-]+ ){{0,4}}?(?P<noun>[\w-]+) (?:of|for|from|at|{_BEFORE_PLACES}) ")
_WHO_DOES = re.compile(
    r" [a-z]+ing (?:for|at|in|into|on|with|from|as|to) "
)  # a diver working for, a commission looking into
_FOR_AN_INSTITUTION = frozenset({"official"})  # officials at the ministry say what the ministry does
# a lawyer for Reldan, who is another; not the lawyer for the accused, Reldan
_ACTS_FOR = re.compile(r"(?:[\w’-]+ ){0,3}?(?:agent|attorney|barrister|lawyer|publicist|solicitor)s? for (?!the )")
_INDEFINITE = re.compile("an? ")
_PARTED = re.compile(r",| who\b")  # behind a description in apposition
_PUT_IN = re.compile(" [a-z]+,")  # Kord, a trader said, is late
_DETERMINED = re.compile(r"\b[Tt]he (?:[\w-]+ ){0,3}$")
_GOES_ON = re.compile(r",? [A-Z]| (?:of|for) |[\w-]| (?P<noun>[a-z-]+)")
_NEW = re.compile(r"(?:[Aa]n?|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur) |.*?[’']s? ")
# A clerk confirmed it; The Kelmaran, 54, was out: who a sentence begins with, and nobody names in it
_UNNAMED = re.compile(
    r"[AOTHI](?:(?<=\n.)|(?<=[.!?”\"’'] .))"  # the letter first: a search leaps to it
    r"(?:(?:nother|ne|n|is|er|heir|ts)? (?P<role>[a-z-]+(?: [a-z-]+){0,3})"
    r"|he (?:[\w-]+ ){0,2}[\w-]+, [1-9]\d,)[^.!?\n“\"]*"
)
_RENAMES = re.compile(
    r"The (?:(?P<age>[1-9]\d-year-old)(?= (?:\w+ed|has|had|is|was|will)\b)|(?P<role>(?:[\w-]+ ){0,4}[\w-]+))"
)
_ADJECTIVES_TOO = frozenset(("chief", "executive", "general"))  # role nouns
_VERB = re.compile(r"\w+(?:ed|s)|said|told|took|sat|went|came|left|made|gave|wrote|began|held|spoke|kept|led|met|saw")
_DOES = re.compile(rf" (?:also |now |later )?(?:has|had|is|was|will|would|could|can|may|must|{_VERB.pattern})\b")
# I put that to my neighbour. Whom a reporter asks, and nobody names
_ASKED = re.compile(
    r"(?:(?<=\n)|(?<=[.!?”\"] ))(?:I|We) [^.!?\n“\"]*?\b(?:an?|my|our|one) (?P<role>[a-z-]+(?: [a-z-]+)?)[.:]"
)
_I = re.compile(r"\bI\b")
_SMALL_WORD = re.compile(r"[a-z-]+")
_NAME_BEHIND = re.compile(r",? [A-Z]|, (?:he|she|they)\b|[’']")


class Voice(NamedTuple):
    """The entity that speaks, and `by` what it was found."""

    entity: Entity
    by: SpeakerBy


class Speakers:
    """Resolves the speakers of one article.

    voices  those told so far, by where their words stand
    spoke   who speaks by them, where that is known, and where his words begin, in text order
    heard   the same, each once
    """

    def __init__(self, discourse: Discourse, cast: Cast, quotes: Sequence[Quotation]) -> None:
        self.text = discourse.text
        self.discourse = discourse
        self.descriptions = Descriptions(discourse, cast)
        self.cast = cast
        self.quotes = quotes
        self.voices: dict[tuple[int, int], Voice | None] = {}
        self.spoke: list[tuple[int, Entity]] = []
        self.heard: dict[Entity, None] = {}

    def resolve(self) -> dict[str, Voice]:
        """Voice of each quotation whose speaker can be told, by quote_id."""
        self.descriptions.pass_on_offices()
        self.notice_unnamed()
        voices = self.voices
        asked = set(self.speaker_phrases())
        renamed = self.renaming_phrases()
        for phrase in sorted({*asked, *self.role_phrases(asked), *renamed}):
            if phrase.speaks:
                self.hear(phrase, self.speaker(phrase))
            elif not self.descriptions.described(phrase) and phrase in renamed:
                self.descriptions.renamed(phrase)
        speakers: dict[str, Voice] = {}
        for quote in self.quotes:
            spoke = voices[quote.speaker] if quote.speaker else speakers.get(quote.linked_to or "")
            if spoke and quote.kind != SCARE:
                speakers[quote.quote_id] = spoke
        self.quote_others(speakers)
        self.quote_themselves(speakers)
        return speakers

    def hear(self, phrase: Phrase, voice: Voice | None) -> None:
        """Note who speaks by a phrase; phrases come in text order."""
        self.voices[phrase.start, phrase.end] = voice
        if voice:
            self.spoke.append((phrase.start, voice.entity))
            self.heard[voice.entity] = None

    def quote_others(self, speakers: dict[str, Voice]) -> None:
        """Take from a quotation's speaker what he says that he or she said: “She said, ‘Stay,’” Orm said, is another's.

        Whose it is stays open, for the speaker knows it and need not have named anybody.
        """
        for outer, quote, at in self.quoted_inside():
            voice, spoke = speakers.get(outer.quote_id), speakers.get(quote.quote_id)
            if outer.kind in SPOKEN_KINDS and voice and spoke == (voice.entity, "pronoun"):
                del speakers[quote.quote_id]
                self.discourse.withdraw(*at)

    def quote_themselves(self, speakers: dict[str, Voice]) -> None:
        """Give quotations inside a quotation that its speaker says he made to him: “I told her, ‘Stay,’” Kord said."""
        for outer, quote, at in self.quoted_inside():
            voice = speakers.get(outer.quote_id)
            if voice and quote.quote_id not in speakers and self.text[slice(*at)] == "I":
                speakers[quote.quote_id] = Voice(voice.entity, "pronoun")

    def quoted_inside(self) -> Iterator[tuple[Quotation, Quotation, tuple[int, int]]]:
        """Quotations with words that name their speaker inside another: the other, they, and where the words stand."""
        around: list[Quotation] = []
        for quote in sorted(self.quotes, key=lambda one: (one.start, -one.end)):
            around = [outer for outer in around if outer.end >= quote.end]
            if around and quote.speaker and quote.kind != SCARE:
                yield around[-1], quote, quote.speaker
            around.append(quote)

    def speaker_phrases(self) -> Iterator[Phrase]:
        """The words that name quotations' speakers."""
        for quote in self.quotes:
            if quote.speaker:  # who may be named a paragraph before: "He declared:"
                yield Phrase(*quote.speaker, self.discourse.paragraph_at(quote.speaker[0]), True)

    def role_phrases(self, asked: Iterable[Phrase]) -> Iterator[Phrase]:
        """Role phrases of the reporter's that may mean somebody whose role is told or asked for: "the envoy"."""
        roles = (read_role(self.text[phrase.start : phrase.end]) for phrase in asked)
        told = {*self.cast.bearers, *(role.noun for role in roles if role)}
        nouns = {other for noun in told for other in stand_ins(noun)} & vocabulary.titles()
        for noun in sorted(nouns):
            at = self.text.find(f" {noun}")
            while at >= 0:
                end = at + 1 + len(noun)
                before = _DETERMINED.search(self.text, max(0, at - LONGEST_QUALIFIER), at + 1)
                if before and not self.discourse.spoken[at] and not self.goes_on(noun, end):
                    number = self.discourse.paragraph_at(at)
                    paragraph = self.discourse.paragraphs[number]
                    if paragraph.start <= before.start() and paragraph.kind != BOILERPLATE:
                        yield Phrase(before.start(), end, number, False)
                at = self.text.find(f" {noun}", end)

    def renaming_phrases(self) -> set[Phrase]:
        """Roles that paragraphs begin with, before a verb: The mayor wants, after a paragraph on Ilvar Reldan."""
        found = set()
        for number in range(self.discourse.first_body + 1, len(self.discourse.paragraphs)):
            start = self.discourse.paragraphs[number].prose_start
            begins = _RENAMES.match(self.text, start, self.discourse.paragraphs[number].end)
            if begins is None:
                continue
            words = _SMALL_WORD.finditer(self.text, *begins.span("role")) if begins["role"] else ()
            ends = (word.end() for word in words if is_role(self.text[start + len("The ") : word.end()]))
            end = begins.end("age") if begins["age"] else next(ends, 0)
            if end and _DOES.match(self.text, end) and not self.discourse.spoken[start]:
                found.add(Phrase(start, end, number, False))
        return found

    def goes_on(self, noun: str, end: int) -> bool:
        """Whether a role phrase does not end at `end` with its `noun`: a name, a complement or another noun follows."""
        after = _GOES_ON.match(self.text, end)
        return after is not None and (
            not after["noun"] or after["noun"] in vocabulary.roles() or _is_described(noun, after["noun"])
        )

    def speaker(self, phrase: Phrase) -> Voice | None:
        """Who is meant by a speaker's words."""
        named = self.labelled(phrase) or self.descriptions.told_by_office(phrase) or self.named(phrase)
        described = named or self.described_behind(phrase) or self.descriptions.meant(phrase)
        voice = _voice(self.told_by(phrase, named), named) or _voice(
            "role", described or self.of_a_people(phrase) or self.issued_by(phrase) or self.body_that_spoke(phrase)
        )
        if voice is None or voice.entity.type == "organisation":  # a spokesman, whose words are his institution’s
            self.note_unnamed(phrase)
        return (
            voice
            or _voice("pronoun", self.meant_by_pronoun(phrase) or self.meant_by_it(phrase))
            or _voice("answer", self.who_answers(phrase))
        )

    def notice_unnamed(self) -> None:
        """Note who sentences begin with and nobody names in them: a company spokeswoman confirmed it."""
        for sentence in _UNNAMED.finditer(self.text):
            at, noun = sentence.start(), self.role_alone(*sentence.span("role")) if sentence["role"] else "somebody"
            known = sentence[0][0] in "THI" and noun in self.cast.bearers  # his lawyer, whom the article names
            if noun and not (known or self.discourse.spoken[at] or self.discourse.tells_of(at, sentence.end())):
                self.notice(Phrase(at, sentence.end(), self.discourse.paragraph_at(at), False), noun)
        for sentence in _ASKED.finditer(self.text):
            at, noun = sentence.start("role"), self.role_alone(*sentence.span("role"))
            if noun and not self.discourse.spoken[at] and not self.discourse.tells_of(sentence.start(), at):
                self.notice(Phrase(at, sentence.end("role"), self.discourse.paragraph_at(at), False), noun)

    def role_alone(self, start: int, end: int) -> str:
        """The noun of a role that small words begin with, with neither a name nor a cue behind; "" where none is."""
        for word in _SMALL_WORD.finditer(self.text, start, end):
            if is_role(self.text[start : word.end()]):
                return "" if _NAME_BEHIND.match(self.text, word.end()) else role_noun(word[0])
        return ""

    def note_unnamed(self, phrase: Phrase) -> None:
        """Note somebody who speaks and whom nobody names, a farmer: who a pronoun may mean from now on."""
        role = read_role(self.text[phrase.start : phrase.end])
        new = _NEW.match(self.text, phrase.start, phrase.end)
        if role and new and not self.discourse.spoken[phrase.start]:
            self.notice(phrase, role.noun)

    def notice(self, phrase: Phrase, noun: str) -> None:
        """Let somebody whom nobody names count as told of, by what role he or she has."""
        somebody = Entity("", noun, roles={noun: None})
        somebody.tell_gender(vocabulary.told_gender(noun))
        self.discourse.notice(Mention(phrase.start, phrase.end, somebody, "description", phrase.paragraph, 0))

    def labelled(self, phrase: Phrase) -> Entity | None:
        """The one person whose initials stand before a turn of an interview: PQ:, for Petra Quill."""
        label = self.text[phrase.start : phrase.end]
        if not (self.text.startswith(":", phrase.end) and _LABEL.fullmatch(label)):
            return None
        called = self.initials.get(label.casefold(), [])
        if len(called) != 1:
            return None
        self.discourse.replace(phrase, called[0])
        return called[0]

    @cached_property
    def initials(self) -> dict[str, list[Entity]]:
        """Initials, written small → the persons of the article who have them."""
        called: dict[str, list[Entity]] = {}
        for one in self.cast.entities.values():
            if one.type == "person" and " " in one.name:
                called.setdefault("".join(word[0] for word in one.name.split()).casefold(), []).append(one)
        return called

    def told_by(self, phrase: Phrase, entity: Entity | None) -> SpeakerBy:
        """Whether a speaker's words hold its name, or but a role that is a mention: the minister, the firm."""
        inside = [mention for mention in self.discourse.around(phrase.start, phrase.end) if mention.entity == entity]
        return "role" if inside and all(map(self.is_role_alone, inside)) else "name"

    def is_role_alone(self, mention: Mention) -> bool:
        """Whether a mention is no name: of a person any description, of an institution one in small letters."""
        if mention.form not in ("description", "title"):
            return False
        words = self.text[mention.start : mention.end].removeprefix("The ").removeprefix("the ")
        return mention.entity.type == "person" or words.islower()  # not the Post

    def named(self, phrase: Phrase) -> Entity | None:
        """The name the words end with, or begin with before an apposition; none that only says whose or where from.

        A name with a complement is the head: Jonas Reck of Halden Bank, the Grain Museum in Brennik.
        """
        for mention in self.discourse.around(phrase.start, phrase.end):
            if mention.entity.type == "person" and _ACTS_FOR.match(self.text, phrase.start, mention.start):
                return None
            if self.is_head(mention, phrase) and not _COMPLEMENT.search(self.text, phrase.start, mention.start):
                return mention.entity
            if self.one_of_a_people(phrase, mention) or self.descriptions.office_behind(mention, phrase):
                return None
            if mention.end >= phrase.end or _AFTER_A_NAME.match(self.text, mention.end, phrase.end):
                return None if self.is_complement(mention, phrase) else mention.entity
        return None

    def described_behind(self, phrase: Phrase) -> Entity | None:
        """The person whom a description behind the name and a comma is of: Orm told Ada Kord, a trader who said so.

        Where its verb follows, only of a name that its sentence begins with: Ada Kord, a trader said.
        """
        comma = phrase.start - len(", ")
        subject = next((m for m in self.discourse.around(comma - 1, comma) if m.end == comma), None)
        if not subject or subject.entity.type != "person" or not self.text.startswith(", ", comma):
            return None
        if _PARTED.match(self.text, phrase.end):
            return self.descriptions.apposed(phrase, subject.entity)
        described = _INDEFINITE.match(self.text, phrase.start) and not _PUT_IN.match(self.text, phrase.end)
        return subject.entity if described and self.discourse.begins(subject) else None

    def is_head(self, mention: Mention, phrase: Phrase) -> bool:
        """Whether a name has its complement behind it: of a person any, of an institution with its article a place."""
        follows = _COMPLEMENTED.get(mention.entity.type)
        if follows is None or mention.form == "title" or not follows.match(self.text, mention.end, phrase.end):
            return False
        begins = self.text.startswith(("the ", "The "), phrase.start) and mention.start <= phrase.start + len("the ")
        return mention.entity.type == "person" or begins

    def is_complement(self, mention: Mention, phrase: Phrase) -> bool:
        """Whether a name says of whom, of what or where somebody is: the head of the Grain Centre, people in Sel."""
        complement = _COMPLEMENT.search(self.text, phrase.start, mention.start)
        if not complement or (complement["whose"] and mention.entity.type == "person"):
            return False
        if self.is_of_somebody(phrase, complement["place"] is not None):
            return True
        subject = mention.entity.type == "person" and _IS_SUBJECT.match(self.text, mention.end)
        return not subject and mention.entity.type != "organisation"

    def is_of_somebody(self, phrase: Phrase, in_it: bool) -> bool:
        """Whether words tell others by whom or what they are of: a role, one of several, a group, analysts at.

        Whoever is `in_it` is another, Republicans in Congress, but for its officials.
        """
        head = _BEFORE_A_COMPLEMENT.match(self.text, phrase.start, phrase.end)
        noun = head["noun"].lower().removesuffix("s") if head else ""
        others = vocabulary.signs("group") | vocabulary.roles() - _FOR_AN_INSTITUTION
        another = noun in others or (in_it and noun not in _FOR_AN_INSTITUTION)
        another |= _WHO_DOES.search(self.text, phrase.start, phrase.end) is not None
        return another or read_role(self.text[phrase.start : phrase.end]) is not None

    def one_of_a_people(self, phrase: Phrase, mention: Mention) -> re.Match[str] | None:
        """What the words are, where they mean somebody of a people that the mention inside them names: the Italian."""
        called = _ONE_OF_A_PEOPLE.fullmatch(self.text, phrase.start, phrase.end)
        entity = mention.entity
        unknown = entity.partial and not entity.known and self.text[mention.start - 4 : mention.start] == "the "
        people = entity.type == "nationality" or unknown  # the Nebraskan
        return called if called and (people or not called["told"]) else None

    def of_a_people(self, phrase: Phrase) -> Entity | None:
        """The one person this paragraph names, if he speaks or begins a sentence in it, or the one before: the Italian.

        Of several, the one who spoke last in it.
        """
        called = next(
            filter(None, (self.one_of_a_people(phrase, m) for m in self.discourse.around(phrase.start, phrase.end))),
            None,
        )
        spoke = self.voices_since(self.discourse.paragraphs[phrase.paragraph].start) if called else []
        person = (self.discourse.one_just_named(phrase) or next(iter(spoke), None)) if called else None
        if called is None or person is None or person.type != "person" or not person.entity_id:
            return None
        here = [
            mention.start
            for named in self.discourse.named_before(phrase.start, phrase.paragraph, 0)
            for mention in named
        ]
        begins = {start for start, _ in self.discourse.sentences_before(phrase.paragraph, phrase.start)}
        sex = "" if called["told"] or not called[0].endswith("man") else "f" if called["sex"] else "m"
        speaks = person in spoke
        if (here and begins.isdisjoint(here) and not speaks) or (sex and person.gender not in ("", sex)):
            return None
        person.tell_gender(sex)
        if called["party"]:  # the Kentucky Republican: Kentucky is named too
            self.discourse.add(phrase, person, "description")
        else:
            self.discourse.replace(phrase, person)
        return person

    def issued_by(self, phrase: Phrase) -> Entity | None:
        """Who issued a statement, a letter: whom the sentence quotes that tells of it last before, else its subject.

        In a statement, the union said it would strike. “We are many,” the statement read. Kord sent a letter. It
        read: “…”
        """
        issued = _ISSUED.fullmatch(self.text, phrase.start, phrase.end)
        if not issued or not (issued["noun"] or self.text.startswith(" read", phrase.end)):
            return None
        floor = self.discourse.paragraphs[max(0, phrase.paragraph - ISSUED_BACK)].start
        floor = max(floor, phrase.start - FARTHEST_ISSUED)
        issues = [at for at in _ISSUES.finditer(self.text, floor, phrase.start) if issued["noun"] in (None, at["noun"])]
        told = issues[-1].start() if issues else self.text.rfind(f" {issued['noun']}", floor, phrase.start)
        if told < 0:
            return None
        start, end = self.discourse.sentence_at(told)
        spoke = self.voices_since(start, end)
        if not spoke and issues and (subject := self.discourse.subject(start)):
            return subject.entity
        return spoke[0] if spoke and all(one is spoke[0] for one in spoke) else None

    def body_that_spoke(self, phrase: Phrase) -> Entity | None:
        """The organisation that the company or the newspaper is: the only one that spoke just before.

        The port is late, Kelmar Ltd said. The company said it would pay. Not where something else is called so.
        """
        if not self.descriptions.may_be_a_body(phrase):
            return None
        floor = self.discourse.paragraphs[max(0, phrase.paragraph - ONE_BACK)].start
        spoke = self.voices_since(max(floor, phrase.start - FARTHEST_ISSUED))
        one = spoke[0] if spoke and all(other is spoke[0] for other in spoke) else None
        if one is None or one.type != "organisation" or not vocabulary.signs("of a state").isdisjoint(one.name.split()):
            return None
        self.discourse.add(phrase, one, "description")
        return one

    def voices_since(self, start: int, end: int | None = None) -> list[Entity]:
        """Who speaks by words from `start` on, as far as that is known, the last first: MOST_NAMED at most."""
        last = len(self.spoke) if end is None else bisect_left(self.spoke, end, key=itemgetter(0))
        latest = self.spoke[max(0, last - MOST_NAMED) : last]
        return [entity for at, entity in reversed(latest) if at >= start]

    def meant_by_pronoun(self, phrase: Phrase) -> Entity | None:
        """The person a pronoun stands for: the subject of the nearest sentence before that names one who fits."""
        pronoun = _PRONOUN.fullmatch(self.text, phrase.start, phrase.end)
        if pronoun is None:
            return None
        gender = pronoun.lastgroup or ""
        nearest = self.discourse.told_last(phrase.start)
        if gender == "who" or (nearest and pronoun[0].endswith("self") and nearest.end == phrase.start - 1):
            entity = nearest.entity if nearest else None
        else:
            entity = self.discourse.antecedent(gender, phrase.start, phrase.paragraph) or self.who_speaks(
                gender, phrase
            )
        if entity is None or entity.type != "person":
            return None
        entity.tell_gender(gender if gender != "who" else "")
        self.discourse.add(phrase, entity, "pronoun")
        return entity

    def who_speaks(self, gender: str, phrase: Phrase) -> Entity | None:
        """The one person of a gender that a profile names, if no words of another of it are told, however far back."""
        person = self.discourse.only_one(gender, phrase.start)
        if person is None or len(self.heard) > MOST_PERSONS:
            return None
        return person if [one for one in self.heard if one.gender in ("", gender)] == [person] else None

    def meant_by_it(self, phrase: Phrase) -> Entity | None:
        """The organisation that is the subject of the nearest sentence before with a subject that is named.

        Else the one whose words that sentence gives: In a statement, the Harbour Board said it was open. It added …
        """
        if self.text[phrase.start : phrase.end].lower() != "it":
            return None
        entity = self.meant_as_subject(phrase) or self.who_spoke_before(phrase)
        if entity:
            self.discourse.add(phrase, entity, "pronoun")
        return entity

    def who_spoke_before(self, phrase: Phrase) -> Entity | None:
        """The organisation whose words the sentence before gives, which may end the paragraph before."""
        if _EXPLETIVE.match(self.text, phrase.end):
            return None
        begun = self.discourse.sentences_before(phrase.paragraph, phrase.start + 1, 2)
        if len(begun) == 1 and phrase.paragraph > 0:
            begun = [*self.discourse.sentences_before(phrase.paragraph - 1, phrase.start, 1), *begun]
        spoke = self.voices_since(*(start for start, _ in begun)) if len(begun) > 1 else []
        return spoke[0] if spoke and spoke[0].type in ("organisation", "other") else None

    def meant_as_subject(self, phrase: Phrase) -> Entity | None:
        """The organisation that the nearest sentence before with a subject that is named begins with."""
        for number in range(phrase.paragraph, max(-1, phrase.paragraph - ONE_BACK - 1), -1):
            for start, end in reversed(self.discourse.sentences_before(number, phrase.start)):
                if any(self.discourse.spoken[start : start + 2]):
                    continue
                subject = self.discourse.subject(start)
                if subject and subject.entity.type == "organisation":
                    return subject.entity
                if subject or end <= phrase.start:
                    return None
        return None

    def who_answers(self, phrase: Phrase) -> Entity | None:
        """Whose answer stands behind “A:”: that of the one person the reporter has named before, or at the head.

        At the head where the answers tell of themselves: of Orm's tariffs any reporter may answer a reader.
        """
        if self.text[phrase.start : phrase.end] != "A":
            return None
        headed = self.discourse.only_person_at_head if self.is_interview else None
        return self.discourse.only_person(phrase.start) or headed

    @cached_property
    def is_interview(self) -> bool:
        """Whether somebody says I behind an “A:”."""
        answers = (q for q in self.quotes if q.speaker and self.text[slice(*q.speaker)] == "A")
        return any(_I.search(self.text, answer.start, answer.end) for answer in answers)


def _is_described(role: str, behind: str) -> bool:
    """Whether a role noun describes the word behind it: the general election, the chief reason, not the chief said."""
    grammar = vocabulary.listed("function_words.tsv")
    return role in _ADJECTIVES_TOO and not (behind in grammar or _VERB.fullmatch(behind))


def _voice(by: SpeakerBy, entity: Entity | None) -> Voice | None:
    return Voice(entity, by) if entity else None
