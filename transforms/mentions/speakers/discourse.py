"""What an article has told up to a place: who has been named, in which sentence, as its subject, by whom.

in   an article's text, paragraphs, mentions and quotations
out  who was named before a place, the nearest first; mentions grow by what is resolved on the way
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter, itemgetter
from typing import NamedTuple

from transforms.mentions.coreference.cast import Entity, Mention
from transforms.mentions.spotting.spots import Paragraph
from transforms.mentions.words import vocabulary
from transforms.spans import Span
from transforms.tables import BODY, BOILERPLATE, SPOKEN_KINDS, MentionForm

PARAGRAPHS_BACK, SENTENCES_BACK = 4, 30  # how far a pronoun reaches
# Of one sentence, or paragraph, that is a list or a book: persons and characters, the nearest, that are looked at
MOST_NAMED, FARTHEST_BACK = 100, 10_000
MOST_PERSONS = 100  # that a profile names; where an article names more, nobody is the one person of it
ONE_BACK = 1  # how many paragraphs before its own a role that nobody is given reaches
LONGEST_AGENT = 60  # characters from a by to who is named behind it
LONGEST_LIST = 200  # characters from who is identified first to the last
LONGEST_MENTION = 500  # characters, so many that no mention is overlooked that begins before and ends within
CONFIDENCE = {"title": 0.9, "description": 0.7, "pronoun": 0.75}  # as those of coreference
POSSESSIVE = re.compile(r"[’']s? ")
_OWNS = re.compile(r"[’']s? (?!(?:been|not|an?|the|going)\b)")
_OWNS_SUBJECT = re.compile(r"[’']s? [a-z-]+ [a-z]")
_WORDS_BEHIND = re.compile(r"(?: [a-z-]+){1,2}")
_PUT_IN = re.compile(r"s?he [a-z]+(?:ed|id|s),")
_BY_SOMEBODY = re.compile(r" by (?:(?:his|her|their) (?:[a-z-]+ ){0,4}[a-z-]+, )?$")
_ASKED = re.compile(r"(?:Asked|Challenged|Pressed|Questioned|Quizzed) ")  # whether he knew of Orm, he said: not Orm
_OF_HIS = re.compile(r"(?:His|Her) ")
_TELLS = re.compile(
    r"[Ss]?[Hh]e (?:[a-z]+ly |also |then |later )?"
    r"(?:(?:told|asked|reminded|assured|warned|informed)|(?:said|wrote) (?:of|about|to)) "
)
_OBLIQUE = re.compile(
    r"\b(?:with|against|alongside|about|for|from|to|like|unlike|than|behind|over|of|in|at|on|under|among|between|towards?"
    r"|into|through|including|backing|supporting) $"
)
_LISTED = frozenset((" and ", " or "))
_IDENTIFIED = re.compile(r"\b(?:identified|named) as [^.;:\n]*$")
_CUE_ALONE = re.compile(r"(?: [\w-]+){1,4} ")  # between a pronoun and what he says: also said on Monday
# Behind who is answered, or is one of several who speak
_ANSWERED = re.compile(r",? (?:who\b|ask(?:s|ed)\b|and [A-Z])")
_SPEAKS, _ACTS, _STANDS_BESIDE, _OWNS_SOMETHING, _IS_AGENT = range(5)  # the likeliest to be meant by a pronoun first
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


class Discourse:
    """An article as it is told.

    mentions  in text order; grows by what is resolved on the way
    spoken    for each character whether it stands in a direct or mixed quotation
    told      mentions of persons by the reporter, in text order
    noted     the same, in the order they were noted
    lone      names that may be a person's, by where they stand
    places    where the reporter names a person, by entity_id
    persons   a mention of each person told of, the first, in text order; of those nobody names one of each gender
    speaking  the characters of words that name a speaker
    words_of  what is said, by where the words begin that name its speaker
    """

    def __init__(
        self, text: str, paragraphs: Sequence[Paragraph], mentions: list[Mention], quotes: Sequence[Quotation]
    ) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.mentions = mentions
        self.spoken = mark_spoken(text, quotes)
        self.told = [m for m in mentions if m.entity.type == "person" and not self.spoken[m.start]]
        self.noted = self.told.copy()
        begun = {m.start for m in self.told}  # Dovrin is nobody in Dovrin striker Ilvar Reldan
        self.lone = {
            m.start: m for m in mentions if _may_be_a_person(m) and not self.spoken[m.start] and m.start not in begun
        }
        self.places: dict[str, list[int]] = {}
        for mention in self.told:
            self.places.setdefault(mention.entity.entity_id, []).append(mention.start)
        self.persons: list[Mention] = []
        self.first_told: dict[str, int] = {}  # and where each of them is first
        for mention in self.told:
            self.list_person(mention)
        self.speaking = {at for quote in quotes if quote.speaker for at in range(*quote.speaker)}
        self.words_of: dict[int, list[Quotation]] = {}
        for quote in quotes:
            if quote.speaker:
                self.words_of.setdefault(quote.speaker[0], []).append(quote)

    def paragraph_at(self, at: int) -> int:
        """Number of the paragraph that holds the character at `at`."""
        return bisect_right(self.paragraphs, at, key=_start) - 1

    def sentences_before(self, number: int, at: int, most: int = SENTENCES_BACK) -> list[Span]:
        """The last sentences of a paragraph that begin before `at`, in text order."""
        sentences = self.paragraphs[number].sentences
        last = bisect_left(sentences, (at, 0))
        return sentences[max(0, last - most) : last]

    def sentence_at(self, at: int) -> tuple[int, int]:
        """The sentence that the character at `at` stands in; of no length where it stands in none."""
        start, end = next(iter(self.sentences_before(self.paragraph_at(at), at + 1, 1)), (0, 0))
        return (start, end) if at < end else (0, 0)

    @cached_property
    def first_body(self) -> int:
        """Number of the paragraph that the article proper begins with; -1 where there is none."""
        return next((number for number, paragraph in enumerate(self.paragraphs) if paragraph.kind == BODY), -1)

    def around(self, start: int, end: int) -> list[Mention]:
        """Mentions that share a character with text[start:end]."""
        first = bisect_left(self.mentions, start - LONGEST_MENTION, key=_start)
        last = bisect_left(self.mentions, end, key=_start)
        return [mention for mention in self.mentions[first:last] if mention.end > start]

    def subject(self, at: int) -> Mention | None:
        """The name that the sentence at `at` begins with, outside quotations."""
        found = (m for m in self.around(at, at + 1) if m.start == at and not self.spoken[at])
        return next((m for m in found if not self.is_qualifier(m)), None)

    def owner_of_subject(self, at: int) -> Mention | None:
        """Whose something is that the sentence at `at` begins with: Orvane’s shares rose; not Orvane’s rival Dell."""
        owners = (m for m in self.around(at, at + 1) if m.start == at and _OWNS_SUBJECT.match(self.text, m.end))
        return None if self.spoken[at] else next(owners, None)

    def is_qualifier(self, mention: Mention) -> bool:
        """Whether a name only says whose or where something is: the UN agency, Orvane’s firm, the Sel-based firm."""
        after = _WORDS_BEHIND.match(self.text, mention.end)
        heads = vocabulary.heads()
        named = after is not None and any(word.capitalize() in heads for word in after[0].split())
        tied = self.text.startswith("-", mention.end)
        return named or tied or POSSESSIVE.match(self.text, mention.end) is not None

    def told_last(self, at: int) -> Mention | None:
        """Where the reporter speaks of a person last before `at`."""
        before = bisect_left(self.told, at, key=_start)
        return self.told[before - 1] if before else None

    def persons_before(self, at: int) -> list[Mention]:
        """A mention of each person told of before `at`; of more than a profile names, one more than it names."""
        return self.persons[: min(MOST_PERSONS + 1, bisect_left(self.persons, at, key=_start))]

    def tells_of(self, start: int, end: int) -> bool:
        """Whether the reporter names a person in text[start:end]."""
        return bisect_left(self.told, start, key=_start) < bisect_left(self.told, end, key=_start)

    def last_named(self, entity: Entity, at: int) -> int:
        """Where the reporter named a person last before `at`; -1 where nowhere."""
        places = self.places.get(entity.entity_id, [])
        before = bisect_left(places, at)
        return places[before - 1] if before else -1

    def named_before(self, at: int, paragraph: int, back: int = PARAGRAPHS_BACK) -> Iterator[list[Mention]]:
        """Persons named outside quotations before `at`, a list a sentence, the nearest first.

        What may be a person, being a name of one word that a sentence begins with, is taken for one.
        """
        for number in range(paragraph, max(-1, paragraph - back - 1), -1):
            if number != paragraph and self.paragraphs[number].kind in ("heading", BOILERPLATE):
                continue
            for start, end in reversed(self.sentences_before(number, at)):
                first = bisect_left(self.told, start, key=_start)
                last = bisect_left(self.told, min(end, at), lo=first, key=_start)
                asked = start < at < end and _ASKED.match(self.text, start)
                named = [] if asked else self.told[max(first, last - MOST_NAMED) : last]
                lone = self.lone.get(start)
                subjects = [lone] if lone and not POSSESSIVE.match(self.text, lone.end) else []
                yield subjects + self.in_line(named, whole=end <= at and not _OF_HIS.match(self.text, start))

    def in_line(self, named: Sequence[Mention], whole: bool) -> list[Mention]:
        """Persons of a sentence: who speaks there, who else does something, who stands behind a preposition (with
        Orvane), whose something is (Trump’s), by whom it is done.

        By whom it is done is none of the sentence that goes on with the pronoun: asked by Prith, he said. Nor of one
        that goes on with who was told of before: Her death was confirmed by her niece, Ada Prith.
        """
        ranked: list[tuple[int, Mention]] = []
        rank, end = _SPEAKS, -1
        for mention in named:
            before = max(0, mention.start - LONGEST_AGENT), mention.start
            if _OWNS.match(self.text, mention.end):
                rank = _OWNS_SOMETHING
            elif _BY_SOMEBODY.search(self.text, *before):
                rank = _IS_AGENT
            elif _OBLIQUE.search(self.text, *before):
                rank = _STANDS_BESIDE
            elif not (rank == _STANDS_BESIDE and self.text[end : mention.start] in _LISTED):  # between Trump and Cruz
                speaks = mention.start in self.speaking and not _ANSWERED.match(self.text, mention.end)
                rank = _SPEAKS if speaks else _ACTS
            ranked.append((rank, mention))
            end = mention.end
        ranked.sort(key=itemgetter(0))
        return [mention for rank, mention in ranked if whole or rank != _IS_AGENT]

    def named_inside(self, at: int, paragraph: int) -> Iterator[list[Mention]]:
        """Persons a speaker has named in the paragraph before his pronoun at `at`; none where the reporter speaks."""
        if self.spoken[at]:
            before = self.around(max(self.paragraphs[paragraph].start, at - FARTHEST_BACK), at)
            yield [m for m in before if m.entity.type == "person" and self.spoken[m.start]]

    def one_just_named(self, phrase: Phrase) -> Entity | None:
        """The one person named before a phrase in its paragraph or, where that names nobody, in the one before."""
        for back in (0, ONE_BACK):
            before = chain.from_iterable(self.named_before(phrase.start, phrase.paragraph, back))
            if named := {mention.entity.entity_id: mention.entity for mention in before}:
                return next(iter(named.values())) if len(named) == 1 else None
        return None

    def antecedent(self, gender: str, at: int, paragraph: int) -> Entity | None:
        """Who a pronoun of that gender at `at` stands for; no person where it may be somebody nobody names.

        Not whom the sentence tells of that the pronoun's clause is put into: Kord, he said, “likes to be asked”. Nor
        who is told: Kord asked Orm. “No,” he told Kord. Nor whom his words name: He said Kord was late. The words he
        is quoted with may name himself, but are hardly his whom the sentence before names by the way. Nor is it he who
        is only identified: The driver was identified as Orm, he said.
        """
        reported, quoted = self.named_by(at)
        others = [self.told_of(at), self.hearer(at), *reported]
        speaks = at in self.words_of
        for named in chain(self.named_inside(at, paragraph), self.named_before(at, paragraph)):
            fitting = (
                m
                for m in named
                if m.entity not in others
                and (m.entity not in quoted or self.begins(m))
                and not (speaks and _IDENTIFIED.search(self.text, max(0, m.start - LONGEST_LIST), m.start))
            )
            if entity := _first_fitting(fitting, gender):
                return entity
        return None

    def only_one(self, gender: str, at: int) -> Entity | None:
        """The one person of a gender that the reporter has named before `at`, however far back; of a profile alone."""
        persons = self.persons_before(at)
        if len(persons) > MOST_PERSONS:
            return None
        fitting = {m.entity.entity_id: m.entity for m in persons if gender == _gender(m.entity, heard=True)}
        return next(iter(fitting.values())) if gender and len(fitting) == 1 else None

    def only_person(self, at: int) -> Entity | None:
        """The one person that the reporter has named before `at`."""
        persons = self.persons_before(at)
        named = {m.entity.entity_id: m.entity for m in persons if m.entity.type == "person"}
        return next(iter(named.values())) if len(named) == 1 else None

    @cached_property
    def only_person_at_head(self) -> Entity | None:
        """The one person whom the article's first paragraph names, its headline mostly."""
        head = self.paragraphs[0]
        named = {m.entity.entity_id: m.entity for m in self.told if m.start < head.end}
        return next(iter(named.values())) if len(named) == 1 else None

    def told_of(self, at: int) -> Entity | None:
        """The subject of the sentence that what begins at `at` is put into right behind it, between commas."""
        if not self.text.endswith(", ", 0, at) or not _PUT_IN.match(self.text, at):
            return None
        subject = next((m for m in self.around(at - 3, at - 2) if m.end == at - 2 and not self.spoken[m.start]), None)
        return subject.entity if subject and self.begins(subject) else None

    def named_by(self, at: int) -> tuple[list[Entity], list[Entity]]:
        """Whom the words name whose speaker stands at `at`, by more than a pronoun: those reported behind it, others.

        What is reported before it may name the speaker: Ms. Kord was late, she said.
        """
        reported: list[Entity] = []
        quoted: list[Entity] = []
        for quote in self.words_of.get(at, ()):
            if quote.speaker is None or self.text[slice(*quote.speaker)].lower() not in ("he", "she"):
                continue
            named = [m for m in self.around(quote.start, quote.end) if m.form != "pronoun"]
            if quote.kind in SPOKEN_KINDS:
                quoted += [m.entity for m in named]
            elif _CUE_ALONE.fullmatch(self.text, quote.speaker[1], quote.start):
                reported += [m.entity for m in named if "," not in self.text[quote.start : m.start]]
        return reported, quoted

    def begins(self, mention: Mention) -> bool:
        """Whether a sentence begins with a name."""
        return self.sentence_at(mention.start)[0] == mention.start

    def hearer(self, at: int) -> Entity | None:
        """Whom the pronoun at `at` tells or asks, if he is named right behind the verb."""
        tells = _TELLS.match(self.text, at)
        heard = self.subject(tells.end()) if tells else None
        return heard.entity if heard else None

    def add(self, phrase: Phrase, entity: Entity, form: MentionForm) -> None:
        """Note that a phrase is a mention, unless it crosses one that is there or stands inside it."""
        start, end = phrase.start, phrase.end
        if any(
            other.start < start or other.end > end or (other.start, other.end) == (start, end)
            for other in self.around(start, end)
        ):
            return
        mention = Mention(start, end, entity, form, phrase.paragraph, CONFIDENCE[form])
        self.mentions.insert(bisect_left(self.mentions, start, key=_start), mention)  # before those inside it
        if not self.spoken[start] and entity.type == "person":
            self.notice(mention)
            insort(self.places.setdefault(entity.entity_id, []), start)

    def replace(self, phrase: Phrase, person: Entity) -> None:
        """Note that a phrase means a person, and no name of its own: the Dutchman."""
        first = bisect_left(self.mentions, phrase.start, key=_start)
        last = bisect_left(self.mentions, phrase.end, lo=first, key=_start)
        kept = [mention for mention in self.mentions[first:last] if mention.entity.type == "nationality"]
        self.mentions[first:last] = kept
        self.add(phrase, person, "description")

    def withdraw(self, start: int, end: int) -> None:
        """Take back that text[start:end] is a mention."""
        self.mentions[:] = [mention for mention in self.mentions if (mention.start, mention.end) != (start, end)]

    def notice(self, mention: Mention) -> None:
        """Let a person count as told of, who may be no mention: somebody nobody names."""
        insort(self.told, mention, key=_start)
        self.noted.append(mention)
        self.list_person(mention)

    def list_person(self, mention: Mention) -> None:
        """List a person who is told of for the first time, or before where he was."""
        person = mention.entity.entity_id or mention.entity.gender
        if person and mention.start < self.first_told.get(person, len(self.text)):
            self.first_told[person] = mention.start
            insort(self.persons, mention, key=_start)


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


def _may_be_a_person(mention: Mention) -> bool:
    """Whether nothing tells what a name of one word is: Lund is due."""
    entity = mention.entity
    told = entity.known or entity.votes or not entity.partial or entity.name.endswith(_NO_SURNAMES)
    return not told and mention.form == "full name"
