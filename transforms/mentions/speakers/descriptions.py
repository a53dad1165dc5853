"""Who is meant by a description: a role, an age, the initials of an office, what kind of organisation it is.

in   what the article has told up to the description (discourse), and its Cast
out  the entity described; a mention for the description, and for who is described a role more
"""

import re
from bisect import bisect_right
from collections.abc import Set
from functools import cached_property
from itertools import chain, islice

from transforms.mentions.coreference.cast import Cast, Entity, Mention
from transforms.mentions.speakers.discourse import FARTHEST_BACK, ONE_BACK, POSSESSIVE, Discourse, Phrase
from transforms.mentions.words import vocabulary
from transforms.mentions.words.roles import Role, fit, is_role, nouns_for, read_role, role_noun

_OF_A_NAME = re.compile(r" (?:of|for|to|representing) (?:the )?[A-Z]")
_NAMED_BEHIND = re.compile(
    r",(?P<who> who (?:gave (?:his|her|their) name|(?:identified|named) (?:him|her|them)self|goes by the name)"
    r"(?: only| just)?(?: as| of))? "
)
_NAMES_SOMEBODY = re.compile(r", (?=[A-Z])")
_APPOSED = re.compile(r",| \(| of ")
_GIVEN = re.compile(r"[.,;]| \(| of ")  # said one docker, who gave his name as Idris.
_SUCCESSOR = " successor, "
_FORMER = "former "
_OWNED_BY = {"his": "m", "her": "f"}
_TAKES_OFFICE = re.compile(
    r"[^.\n]{0,80}\b(?:t(?:ook|akes) (?:the oath|over|office|charge)|(?:was|is|been) sworn in)\b"
)
_OWNER = re.compile(r"(?:(?P<m>[Hh]is)|(?P<f>[Hh]er)) ")
_BY_A_NOUN = re.compile(r"[Tt]he (?P<whose>(?:[a-z-]+ ){0,2})(?P<noun>[a-z]+)")
_BY_NO_WORDS = re.compile(r"\b[Tt]he$")
_BY_ANY_WORDS = re.compile(r"\b[Tt]he(?: [\w-]+){0,5}$")  # the Dovrin-based software (company)
SENTENCES_BEFORE = 500  # how far back the company may be the subject, of an article that names no other
SOON = 600  # characters from a description to who is named behind it
MOST_AGES = 3  # places of one person's age: of two at most a phrase may hold, one is outside
LONGEST_QUALIFIER = 60  # characters between a determiner and its role noun
_DEFINITE = re.compile(r"(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur) |.*?[’']s? ")
_WHOSE = re.compile(r"(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) |.*?[’']s? ")
_INDEFINITE = re.compile(r"(?:An?|One) ")
_APPOSES = re.compile(r"(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur) ")
_DETERMINED = re.compile(r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur) |.*?[’']s? ")
_ROLE_BEFORE = re.compile(r"(?:(?:the|an?) )?(?:[\w-]+ ){1,4}")
_BODIES = ("body", "body of a kind", "body that speaks")
_FORCES = frozenset({"Police", "Constabulary", "PD"})
_BY_AGE = re.compile(r"[Tt]he (?P<age>[1-9]\d)-year-old\b")
_AGE_BEHIND = re.compile(
    r"(?:, (?:aged |who is |who turned )?| \((?:aged )?| is | turned )(?P<age>[1-9]\d)"
    r"(?![\d%])(?=[,;.)\n]| who\b| and\b|$)"
)
_BY_INITIALS = re.compile(r"(?:[Tt]he|[A-Z][\w’'-]+) (?P<short>[A-Z]{2,4})")  # the PM; Varnia PM
_AGE_BEFORE = re.compile(r"\b(?P<age>[1-9]\d)-year-old (?:[\w-]+ ){0,3}$")
_THROUGH = frozenset(["spokesman", "spokeswoman", "spokesperson", "representative"])


class Descriptions:
    """Resolves the descriptions of one article.

    successors  who is to follow whom, by the entity_id of whom he follows, until he has taken office
    aged        persons with an age beside them, by it and their entity_id, and where it begins before the name, else -1
    aged_behind whether an age stands behind any name
    brought_in  where the article has brought in somebody unnamed by a role, by its noun: the ends, in text order
    begun       with what sentences begin, by where: the subject, and whose something the subject is
    otherwise   where something is called by a noun with other words before it, by the noun: the first place
    """

    def __init__(self, discourse: Discourse, cast: Cast) -> None:
        self.text = discourse.text
        self.discourse = discourse
        self.cast = cast
        self.successors: dict[str, Entity] = {}
        self.aged: dict[str, dict[str, tuple[Entity, list[int]]]] = {}
        self.aged_behind = False
        self.n_read = 0  # mentions that `aged` is made of
        self.brought_in: dict[str, tuple[list[int], int]] = {}
        self.begun: dict[int, tuple[Mention | None, Mention | None]] = {}
        self.otherwise: dict[str, int] = {}

    def pass_on_offices(self) -> None:
        """Let a successor who has taken office bear the roles of whom he follows, who bears them no longer.

        One who has not yet, or of whom it is not said, bears them too: who is meant by them stays open.
        """
        at = self.text.find(_SUCCESSOR)
        while at >= 0:
            start = at + len(_SUCCESSOR)
            gender = _OWNED_BY.get(self.text[max(0, at - 3) : at].lower(), "")
            follows = next((m for m in self.discourse.around(start, start + 1) if m.start == start), None)
            left = (
                self.discourse.antecedent(gender, at - 3, self.discourse.paragraph_at(at))
                if gender and follows
                else None
            )
            if left and follows and left is not follows.entity and left.type == follows.entity.type == "person":
                for role in left.roles:
                    if not role.startswith(_FORMER):
                        self.cast.learn_role(follows.entity, role)
                if _TAKES_OFFICE.match(self.text, follows.end):
                    left.roles = dict.fromkeys(_given_up(role) for role in left.roles)
                else:
                    self.successors[left.entity_id] = follows.entity
            at = self.text.find(_SUCCESSOR, start)

    def meant(self, phrase: Phrase) -> Entity | None:
        """Who is meant by a speaker's words that describe him."""
        return (
            self.of_age(phrase)
            or self.described(phrase)
            or self.in_short(phrase)
            or self.organisation_called(phrase)
            or self.just_named(phrase)
            or self.in_apposition(phrase)
        )

    def described(self, phrase: Phrase) -> Entity | None:
        """The person a role describes, or the institution a spokesman speaks for."""
        role = read_role(self.text[phrase.start : phrase.end])
        if role is None:
            return None
        definite = _DEFINITE.match(self.text, phrase.start, phrase.end)
        owned, owner = self.owner(phrase)
        named = self.named_after(phrase)
        if named is None and definite and self.is_unnamed(role, phrase):
            return None
        entity = named or (self.best_fit(role, phrase, owner) if definite else self.introduced(phrase, role))
        if entity is None and phrase.speaks:
            if role.noun in _THROUGH:
                return self.institution_in(phrase)
            entity = self.without_role(phrase, role) if definite and not owned else None
        if entity:
            capital = role.noun.capitalize() in self.text[phrase.start : phrase.end]
            self.discourse.add(phrase, entity, "title" if capital else "description")
            return entity
        first, both, _ = self.text[phrase.start : phrase.end].partition(" and ")
        return self.described(phrase._replace(end=phrase.start + len(first))) if both and phrase.speaks else None

    def told_by_office(self, phrase: Phrase) -> Entity | None:
        """Who is named behind an office of an institution: the First Warden of the Ports Agency, Ada Kord."""
        if not _OF_A_NAME.search(self.text, phrase.start, phrase.end):
            return None
        inside = any(mention.entity.type == "person" for mention in self.discourse.around(phrase.start, phrase.end))
        return None if inside else self.named_after(phrase)

    def named_after(self, phrase: Phrase) -> Entity | None:
        """The person named in apposition to a description that speaks: a Norvane spokesman, Idris Vellacott, said.

        Also one who says by what name he goes: her neighbour, who gave his name only as Idris, said.
        """
        behind = _NAMED_BEHIND.match(self.text, phrase.end) if phrase.speaks else None
        if behind:
            for mention in self.discourse.around(behind.end(), behind.end() + LONGEST_QUALIFIER):
                role = self.text[behind.end() : mention.start]
                ends = (_GIVEN if behind["who"] else _APPOSED).match(self.text, mention.end)
                at_it = (not role or _is_role_before_name(role)) and ends
                if at_it and (mention.entity.type == "person" or (behind["who"] and not role)):
                    return mention.entity
        return None

    def apposed(self, phrase: Phrase, bearer: Entity) -> Entity | None:
        """The `bearer` of a name that a description stands in apposition to; None where the words describe nobody."""
        words = self.text[phrase.start : phrase.end]
        if not (_APPOSES.match(words) or is_role(words)):
            return None
        if role := read_role(words):
            capital = role.noun.capitalize() in words
            self.discourse.add(phrase, bearer, "title" if capital else "description")
        return bearer

    def in_apposition(self, phrase: Phrase) -> Entity | None:
        """The person named behind a description by no role: one Norvane trader, Idris Vellacott, said."""
        told = _DETERMINED.match(self.text, phrase.start, phrase.end) and not self.text.endswith(
            "ccording to ", 0, phrase.start
        )
        return self.named_after(phrase) if told else None

    def owner(self, phrase: Phrase) -> tuple[bool, Entity | None]:
        """Whether a description says whose somebody is, her aide or Reck’s deputy, and whose where it is told."""
        if whose := _OWNER.match(self.text, phrase.start, phrase.end):
            return True, self.discourse.antecedent(whose.lastgroup or "", phrase.start, phrase.paragraph)
        persons = (m for m in self.discourse.around(phrase.start, phrase.end) if m.entity.type == "person")
        owner = next((m.entity for m in persons if POSSESSIVE.match(self.text, m.end, phrase.end)), None)
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
        scores = {key: self.fit_of(role, bearer, phrase) for key, bearer in bearers.items()}
        fits = [(score, self.discourse.last_named(bearers[key], phrase.start), key) for key, score in scores.items()]
        best = max(fits, default=(0, 0, ""))
        if not best[0]:
            return self.predecessor() if role.is_past else None
        follows = {key: self.successors[key].entity_id for key in bearers if key in self.successors}
        open_between = any(best[2] in pair and scores.get(pair[0]) == scores.get(pair[1]) for pair in follows.items())
        return None if open_between else bearers[best[2]]

    def fit_of(self, role: Role, bearer: Entity, phrase: Phrase) -> int:
        """How well a description fits somebody; 0 where it does not.

        Whom the article has not named yet it names soon, by the very noun: the judge smiled. Judge Orm is new. But for
        whom it begins with by whose he is: the port is late, its finance chief said.
        """
        places = self.discourse.places.get(bearer.entity_id, [])
        leads = phrase.paragraph == self.discourse.first_body and _WHOSE.match(self.text, phrase.start, phrase.end)
        if leads or not places or places[0] <= phrase.start:
            return fit(role, bearer.roles, must_share=not phrase.speaks)
        if places[0] > phrase.end + SOON:
            return 0
        return fit(role, (told for told in bearer.roles if role_noun(told) == role.noun), must_share=True)

    def is_unnamed(self, role: Role, phrase: Phrase) -> bool:
        """Whether the article has brought in somebody unnamed by a role it gives nobody, and has named nobody since.

        A port official said so. The minister’s boat was there, the official said. Who has said something says it still,
        whoever was named since.
        """
        if role.noun in self.cast.bearers:
            return False
        ends, said = self.places_brought_in(role.noun)
        if phrase.speaks and said < phrase.start:
            return True
        number = bisect_right(ends, phrase.start)
        return (
            number > 0
            and ends[number - 1] < phrase.start
            and not self.discourse.tells_of(ends[number - 1], phrase.start)
        )

    def places_brought_in(self, noun: str) -> tuple[list[int], int]:
        """Where the article brings in somebody unnamed by a role: the ends of “A port official”, “a mayor said”.

        And where one first says something; the text's end where none does.
        """
        if noun not in self.brought_in:
            brought_in = rf"(?:[\w-]+ ){{0,3}}{re.escape(noun)}"
            told = re.compile(rf"\bAn? {brought_in}\b(?!,? [A-Z])|\ban? {brought_in} (?:said|says|told|added)\b")
            said = re.compile(rf"\b[Aa]n? {brought_in}(?: spokes\w+)? (?:said|says|told|added)\b").search(self.text)
            ends = [found.end() for found in told.finditer(self.text)]
            self.brought_in[noun] = ends, said.end() if said else len(self.text)
        return self.brought_in[noun]

    def introduced(self, phrase: Phrase, role: Role) -> Entity | None:
        """Whom an article begins with by a role and names next by the same: A mayor said … (paragraph) Mayor Orm"""
        begins = phrase.paragraph == self.discourse.first_body and _INDEFINITE.match(
            self.text, phrase.start, phrase.end
        )
        if not (begins and phrase.speaks):
            return None
        bearers = {one.entity_id: one for noun in nouns_for(role.noun) for one in self.cast.bearers.get(noun, ())}
        if len(bearers) != 1:
            return None
        (bearer,) = bearers.values()
        places = self.discourse.places.get(bearer.entity_id, [])
        near = self.discourse.paragraphs[min(phrase.paragraph + ONE_BACK, len(self.discourse.paragraphs) - 1)]
        return bearer if places and phrase.end < places[0] < near.end and fit(role, bearer.roles) else None

    def predecessor(self) -> Entity | None:
        """The one whom the article calls a predecessor."""
        gone = self.cast.bearers.get("predecessor", [])
        return gone[0] if len(gone) == 1 else None

    def who_left(self, bearers: dict[str, Entity], phrase: Phrase) -> dict[str, Entity]:
        """Of those a former minister may be, who is one no longer; else the one just named, if he is one of them."""
        left = {key: one for key, one in bearers.items() if any(r.is_past for r in map(read_role, one.roles) if r)}
        if left:
            return left
        before = chain.from_iterable(self.discourse.named_before(phrase.start, phrase.paragraph, ONE_BACK))
        named = {mention.entity.entity_id for mention in before}
        return {key: one for key, one in bearers.items() if named == {key}}

    def institution_in(self, phrase: Phrase) -> Entity | None:
        """The institution named in a phrase."""
        inside = [m for m in self.discourse.around(phrase.start, phrase.end) if m.entity.type == "organisation"]
        return inside[-1].entity if inside else None

    def without_role(self, phrase: Phrase, role: Role) -> Entity | None:
        """The one person named just before, if the article has told no role of his; from now on he has this one.

        Not who bears a title: the Prime Minister needs no name; nor who is told by a name: the head of the Harbour
        Board; nor who is named behind it, though his name be none we read.
        """
        titled = role.noun.capitalize() in self.text[phrase.start : phrase.end]
        told = _OF_A_NAME.search(self.text, phrase.start, phrase.end) or _NAMES_SOMEBODY.match(self.text, phrase.end)
        of_another = self.is_named_for_another(phrase, role)
        known = titled or told or of_another
        entity = None if known else self.discourse.one_just_named(phrase) or self.who_was_subject(phrase)
        if entity is None or (role.is_past and any(noun in self.cast.bearers for noun in nouns_for(role.noun))):
            return None
        if (
            entity.type != "person"
            or not (role.noun in vocabulary.signs("beside a role") or self.has_no_office(entity))
            or entity.gender not in ("", vocabulary.told_gender(role.noun) or entity.gender)
        ):
            return None
        self.cast.learn_role(entity, f"former {role.noun}" if role.is_past else role.noun)
        return entity

    def is_named_for_another(self, phrase: Phrase, role: Role) -> bool:
        """Whether a role goes with a name, and somebody has such a role by another: the Devils boss; Sel boss Orm."""
        borne = any(noun in self.cast.bearers for noun in nouns_for(role.noun))
        return bool(role.named) and borne and bool(self.discourse.around(phrase.start, phrase.end))

    def renamed(self, phrase: Phrase) -> None:
        """Note a description of whom the paragraph before begins with and names alone: Ada Orm is out. The singer fell.

        By a role that the article tells of nobody, if it tells none of his, or of nobody but him; or by an age.
        """
        if self.of_age(phrase) or self.just_named(phrase):
            return
        role = read_role(self.text[phrase.start : phrase.end])
        begins = [self.discourse.subject(at) for at, _ in self.discourse.paragraphs[phrase.paragraph - 1].sentences[:1]]
        if role is None or begins in ([], [None]) or role.is_past:
            return
        bearers = [bearer for noun in nouns_for(role.noun) for bearer in self.cast.bearers.get(noun, ())]
        entity = self.discourse.one_just_named(phrase) if bearers else self.without_role(phrase, role)
        if entity and begins[0] and begins[0].entity is entity and all(bearer is entity for bearer in bearers):
            self.discourse.add(phrase, entity, "description")

    def has_no_office(self, entity: Entity) -> bool:
        """Whether the article tells no office of somebody’s but a former one, or what he is to others, a neighbour."""
        roles = [role for role in entity.roles if role_noun(role) not in vocabulary.signs("to others")]
        return all(told is not None and told.is_past for told in map(read_role, roles))

    def who_was_subject(self, phrase: Phrase) -> Entity | None:
        """The one person that sentences of the paragraph before begin with, where the first gives a description."""
        inside = any(mention.entity.type == "person" for mention in self.discourse.around(phrase.start, phrase.end))
        if inside or not phrase.paragraph or not self.begins_what_is_told(phrase):
            return None  # inside: the Reldan supporter
        sentences = self.discourse.sentences_before(phrase.paragraph - 1, phrase.start, SENTENCES_BEFORE)
        subjects = (self.beginning(at)[0] for at, _ in sentences)
        named = {m.entity.entity_id: m.entity for m in subjects if m and m.entity.type == "person"}
        return next(iter(named.values())) if len(named) == 1 else None

    def begins_what_is_told(self, phrase: Phrase) -> bool:
        """Whether a phrase stands in its paragraph's first sentence, or behind nothing but a quotation."""
        begin, end = self.discourse.paragraphs[phrase.paragraph].sentences[0]
        at = self.discourse.spoken.find(0, begin, phrase.start)
        while at >= 0 and not self.text[at].isalpha():
            at = self.discourse.spoken.find(0, at + 1, phrase.start)
        return phrase.start < end or at < 0

    def of_age(self, phrase: Phrase) -> Entity | None:
        """The one person whose age the article gives: the 26-year-old, for Ilvar Reldan, 26."""
        called = _BY_AGE.match(self.text, phrase.start, phrase.end)
        if not called:
            return None
        self.read_ages()
        persons = (
            person
            for person, places in self.aged.get(called["age"], {}).values()
            if not all(phrase.start <= at < phrase.end for at in places)  # the 26-year-old has met Reldan
        )
        person, another = next(persons, None), next(persons, None)
        if person is None or another:
            return None
        self.discourse.add(phrase, person, "description")
        return person

    def read_ages(self) -> None:
        """Note which ages stand behind or before names: Reldan, 26, or Reldan (26), or 26-year-old Reldan."""
        for mention in self.discourse.noted[self.n_read :]:
            if behind := _AGE_BEHIND.match(self.text, mention.end):
                self.aged_behind = True
                self.note_age(behind["age"], mention.entity, -1)
            begins = max(0, mention.start - LONGEST_QUALIFIER)
            if before := _AGE_BEFORE.search(self.text, begins, mention.start):
                self.note_age(before["age"], mention.entity, before.start())
        self.n_read = len(self.discourse.noted)

    def note_age(self, age: str, person: Entity, at: int) -> None:
        """Note that a person's age stands at `at`; of somebody whom nobody names it tells nothing."""
        if person.entity_id:
            _, places = self.aged.setdefault(age, {}).setdefault(person.entity_id, (person, []))
            if at not in places and len(places) < MOST_AGES:
                places.append(at)

    def just_named(self, phrase: Phrase) -> Entity | None:
        """The one person named just before the 26-year-old, where the article tells nobody's age nor another so old."""
        called = _BY_AGE.match(self.text, phrase.start, phrase.end)
        if not called or self.is_told_before(f"{called['age']}-year-old", phrase):
            return None
        self.read_ages()
        if self.aged_behind:
            return None
        person = self.discourse.one_just_named(phrase)
        if person is None or person.type != "person" or not person.entity_id:
            return None
        self.discourse.add(phrase, person, "description")
        return person

    def is_told_before(self, words: str, phrase: Phrase) -> bool:
        """Whether words that a phrase holds stand before it too, whatever their case."""
        first = re.search(re.escape(words), self.text, re.IGNORECASE)
        return first is not None and first.start() < phrase.start

    def in_short(self, phrase: Phrase) -> Entity | None:
        """The person whose role a word in capitals is short for: the PM, Varnia PM; of several, the one named last."""
        called = _BY_INITIALS.fullmatch(self.text, phrase.start, phrase.end)
        inside = self.discourse.around(phrase.start, phrase.end)
        if not called or any(mention.end > called.start("short") for mention in inside):
            return None
        fits = [one for one in self.cast.called_in_short(called["short"]) if one.type == "person"]
        if not fits:
            return None
        person = max(fits, key=lambda one: (self.discourse.last_named(one, phrase.start), one.entity_id))
        self.discourse.add(phrase, person, "title")
        return person

    def office_behind(self, mention: Mention, phrase: Phrase) -> bool:
        """Whether an office in capitals stands behind a country or institution: Varnia PM, no honour of Orm MP."""
        called = _BY_INITIALS.fullmatch(self.text, phrase.start, phrase.end)
        return called is not None and mention.entity.type != "person" and mention.end == called.start("short") - 1

    def organisation_called(self, phrase: Phrase) -> Entity | None:
        """The one organisation that bears a common noun in its name: the ministry, for the Ministry of Health.

        Where none does, the company, or the bank, is the one organisation that is the subject of a sentence of this or
        the paragraph before, if nothing else in the article is called so; a company also the one that is of any before,
        if this paragraph names no other.
        """
        called = _BY_A_NOUN.fullmatch(self.text, phrase.start, phrase.end)
        noun = called["noun"] if called else ""
        heads, general = vocabulary.heads(), vocabulary.signs("body")
        if not called or not (heads.get(noun.capitalize()) == "organisation" or noun in general):
            return None
        found = self.named_by({word.capitalize() for word in (*called["whose"].split(), noun)})
        if not found and noun == "force":
            found = list({one: None for name in _FORCES for one in self.organisations.get(name, ())})
        if not found and not called["whose"] and not self.is_called_otherwise(noun, phrase.start):
            named = self.subjects_since(phrase.paragraph - ONE_BACK, phrase, noun)
            if not named and noun in general:
                named = self.subjects_since(self.discourse.first_body, phrase, noun)
            sure = [one for one in named if one.type == "organisation"]
            found = [one for one in sure or named if noun in general or not _has_a_head(one)]
            begin = self.discourse.paragraphs[phrase.paragraph].start
            here = self.discourse.around(max(begin, phrase.start - FARTHEST_BACK), phrase.start)
            others = [m.entity for m in here if m.entity.type == "organisation" and m.end <= phrase.start]
            if others and not any(one in others for one in found):
                return None
        if len(found) != 1:
            return None
        self.discourse.add(phrase, found[0], "description")
        return found[0]

    def may_be_a_body(self, phrase: Phrase) -> bool:
        """Whether a phrase calls an organisation by a common noun that nothing else in the article is called by."""
        called = _BY_A_NOUN.fullmatch(self.text, phrase.start, phrase.end)
        if called is None or called["whose"]:
            return False
        is_body = any(called["noun"] in vocabulary.signs(kind) for kind in _BODIES)
        return is_body and not self.is_called_otherwise(called["noun"], phrase.start)

    @cached_property
    def organisations(self) -> dict[str, list[Entity]]:
        """Organisations of the article by each word of their names."""
        bearing: dict[str, list[Entity]] = {}
        for one in self.cast.entities.values():
            for word in dict.fromkeys(one.name.split()) if one.type == "organisation" else ():
                bearing.setdefault(word, []).append(one)
        return bearing

    def named_by(self, words: Set[str]) -> list[Entity]:
        """The organisations that bear all these words in their names; of several two."""
        seldom = min((self.organisations.get(word, []) for word in words), key=len)
        return list(islice((one for one in seldom if words <= set(one.name.split())), 2))

    def beginning(self, at: int) -> tuple[Mention | None, Mention | None]:
        """The subject of the sentence at `at`, which is all read, and whose something that is."""
        if at not in self.begun:
            self.begun[at] = self.discourse.subject(at), self.discourse.owner_of_subject(at)
        return self.begun[at]

    def subjects_since(self, paragraph: int, phrase: Phrase, noun: str) -> list[Entity]:
        """What may be called by a `noun` of the subjects of sentences from a paragraph on up to a phrase.

        Where none may, whose something is that is the subject: Orvane's shares rose.
        """
        begins: list[int] = []
        for number in range(phrase.paragraph, max(0, paragraph) - 1, -1):
            left = SENTENCES_BEFORE - len(begins)
            begins += [at for at, _ in self.discourse.sentences_before(number, phrase.start, left)]
        for found in zip(*map(self.beginning, begins), strict=True):
            subjects = {mention.entity.entity_id: mention.entity for mention in found if mention}
            if named := [one for one in subjects.values() if _may_be_called(one, noun)]:
                return named
        return []

    def is_called_otherwise(self, noun: str, before: int) -> bool:
        """Whether the article calls something by a noun with other words before it: the port agency; another firm."""
        if noun not in self.otherwise:
            self.otherwise[noun] = self.first_otherwise(noun)
        return self.otherwise[noun] + len(noun) < before

    def first_otherwise(self, noun: str) -> int:
        """Where something is called by a noun with other words before it, the first place; else the text's end."""
        called_so = _BY_ANY_WORDS if noun in vocabulary.signs("body") else _BY_NO_WORDS
        at = self.text.find(f" {noun}")
        while at >= 0 and called_so.search(self.text[max(0, at - LONGEST_QUALIFIER) : at]):
            at = self.text.find(f" {noun}", at + 1)
        return at if at >= 0 else len(self.text)


def _is_role_before_name(words: str) -> bool:
    """Whether words before a name are a role and nothing else: the statistician, retired Battalion (Chief)."""
    if not _ROLE_BEFORE.fullmatch(words) or " of " in words:
        return False
    last = words.split()[-1]
    return read_role(words) is not None or last[0].isupper() or vocabulary.stands_in_roles(last)


def _may_be_called(entity: Entity, noun: str) -> bool:
    """Whether an institution may be called by a noun that it does not bear: a government is no company."""
    if entity.type == "other" and noun in vocabulary.signs("body"):
        shouted = entity.name.isupper() and " " in entity.name  # CORRECTION APPENDED
        return not (shouted or entity.known or any(word in vocabulary.heads() for word in entity.name.split()))
    return entity.type == "organisation" and vocabulary.signs("of a state").isdisjoint(entity.name.split())


def _has_a_head(entity: Entity) -> bool:
    """Whether a name says by its noun what kind of organisation it is of."""
    return any(vocabulary.heads().get(word) == "organisation" for word in entity.name.split())


def _given_up(role: str) -> str:
    """A role that is borne no longer; one is given up once, however often an article says so."""
    return role if role.startswith(_FORMER) else f"{_FORMER}{role}"
