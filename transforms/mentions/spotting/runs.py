"""What the words of a run are, each by itself and with its neighbours, before any name is read in it.

A word may be a barrier, which is in no name; a head noun of institutions; a role; an honorific; a given name; begin a
name that is known. Of several words together it is told whether they read as a person's name, and as whose.
"""

import re
from collections.abc import Sequence

from transforms.mentions.known.gazetteer import Gazetteer, Known
from transforms.mentions.spotting.capitals import Atom
from transforms.mentions.words import vocabulary
from transforms.name_particles import with_capital

LONGEST_SHORT_TITLE = 4  # letters
_SHOUTED = frozenset({"MR", "MRS", "MS", "MISS"})  # of a label, or a line, in capitals
LONGEST_NAME = 5  # words of a person's name; what is longer is no person's
_SEAT = re.compile(r"[DRI](?:-[A-Z][A-Za-z]*)?")  # a member's party and state: (R-TX), (R-N.H.)
QUARTERS = frozenset({"North", "South", "East", "West"})
INITIAL = re.compile(r"[A-Z]\.")
_ADVERBS = ("ingly", "ally", "ously", "fully", "antly", "ently", "edly", "ately", "ably", "ibly")
_LARGE_PARTICLES = with_capital("large")
NUMERALS = frozenset({"II", "III", "IV", "VI"})
_AGENT = ("er", "or", "ist", "man", "woman", "eer", "ant")  # endings of words for what people do
_NO_LONGER = frozenset({"Former", "Incoming", "Outgoing", "Retired"})
_MONTHS = frozenset({"April", "May", "June", "August"})  # that somebody may be called


class Run:
    """A run of capitalised words, and what each of them is."""

    def __init__(self, run: str, opens: bool, atoms: Sequence[Atom], gazetteer: Gazetteer) -> None:
        self.run = run
        self.opens = opens
        self.atoms = atoms
        self.gazetteer = gazetteer
        self.words = words = [atom.text for atom in atoms]
        barriers, heads, titles = vocabulary.barriers(), vocabulary.heads(), vocabulary.titles()
        self.barrier = [word in barriers or word.endswith(("'t", "’t", "-language")) for word in words]
        self.barrier[0] |= opens and self.is_adverb(0)
        for i in range(1, len(words)):
            self.barrier[i] |= self.goes_on_in_capitals(i)
        self.head = [word in heads for word in words]
        for i, word in enumerate(words[:-1]):
            self.head[i] &= word not in vocabulary.signs("last")  # Dovrin United, no United Dovrin
        self.title = [word.lower() in titles for word in words]
        self.honorific = [False] * len(words)
        self.tell_honorifics()
        self.let_in_names()
        for i in range(2, len(words)):
            self.barrier[i] |= self.is_headline_verb(i)

    def tell_honorifics(self) -> None:
        """Tell which words are honorifics: DC before a surname, Tan Sri; not that of St. Louis."""
        words, honorifics = self.words, vocabulary.honorifics()
        ranks = [word.rpartition("-")[2] if word.endswith(".") else word for word in words]  # Staff-Insp.
        self.honorific = [word in honorifics and self.may_be_a_rank(i) for i, word in enumerate(ranks)]
        for i in (at for at, honorific in enumerate(self.honorific) if honorific):
            known = self.known_at(i, len(words))
            self.honorific[i] = known is None or known[0].type != "place" or known[1] == i + 1  # St. Louis
            self.head[i] &= not self.honorific[i]  # AG Ilvar Reldan, of no Reldan AG
        for i in range(1, len(words)):
            if f"{words[i - 1]} {words[i]}" in honorifics:
                self.honorific[i - 1] = self.honorific[i] = True  # Tan Sri

    def let_in_names(self) -> None:
        """Let words that are in no name elsewhere, or titles, be names here: A P Reldan, Samad Sheikh, April Jones."""
        words = self.words
        for i in range(len(words)):
            if self.is_initial(i):
                self.barrier[i] = False
            if self.is_surname_behind(i):
                self.title[i] = self.honorific[i] = False
        if self.begins_with_given_name():
            self.barrier[0] = False
        for i in range(1, len(words)):
            if words[i - 1].islower() or (self.honorific[i - 1] and self.is_given_name(i)):
                self.barrier[i] = False  # ibn Said, Mr Sunday Ekwe
            given = self.is_given_name(i - 1) and not (self.barrier[i - 1] or self.atoms[i].joint)
            if (given or self.title[i - 1]) and words[i] in _MONTHS:
                self.barrier[i] = False  # Lord Justice May, Elsie May

    def is_initial(self, at: int) -> bool:
        """Whether an A or I is somebody's initial: beside another, or behind a title: A P Reldan, Chairman A Reldan."""
        beside = [i for i in (at - 1, at + 1) if 0 <= i < len(self.words) and not self.atoms[max(at, i)].joint]
        follows = at - 1 in beside and (self.title[at - 1] or self.honorific[at - 1]) and at + 1 in beside
        return self.words[at] in ("A", "I") and (follows or any(len(self.words[i]) == 1 for i in beside))

    def is_surname_behind(self, at: int) -> bool:
        """Whether a title ends a name of two words, as surnames do: Samad Sheikh; not Dovrin Sheikh."""
        if not at or self.words[at] not in vocabulary.signs("surname behind") or self.atoms[at].joint:
            return False
        plain = self.words[at - 1][0].isupper() and not (
            self.title[at - 1] or self.honorific[at - 1] or self.barrier[at - 1] or self.is_common(at - 1)
        )
        return plain and self.group_end(at) == at + 1 and not self.known_at(at - 1, at)

    def goes_on_in_capitals(self, at: int) -> bool:
        """Whether a small word is written as an acronym because the everyday one before it is large, too: A MAN WHO."""
        word, before = self.words[at], self.words[at - 1]
        shouted = word.isupper() and before.isupper() and len(before) > 1
        small = shouted and word.lower() in vocabulary.listed("function_words.tsv")
        return small and self.is_common(at - 1) and self.known_at(at, at + 1) is not None

    def is_headline_verb(self, at: int) -> bool:
        """Whether a word is a verb that a headline sets large behind a name: Ada Orm Calls for Calm."""
        if self.words[at].title() not in vocabulary.signs("headline verb") or self.atoms[at].joint:
            return False
        if self.barrier[at - 1] or self.is_common(at - 1) or self.atoms[at - 1].joint:
            return False
        begins = [i for i in (at - 2, at - 3) if i >= 0 and not self.barrier[i]]
        given = (vocabulary.is_given(self.words[i]) or vocabulary.is_given(self.words[i].title()) for i in begins)
        return any(given) or any(self.title[i] or self.honorific[i] for i in begins)

    def is_given_name(self, at: int) -> bool:
        """Whether a word is a given name, whatever else it may be."""
        return vocabulary.is_given(self.words[at])

    def is_adverb(self, at: int) -> bool:
        """Whether a word is an adjective's adverb and no given name: Interestingly; not Kelly, nor Waverly."""
        word = self.words[at]
        return word.endswith(_ADVERBS) and vocabulary.is_common(word[:-2]) and not self.is_given_name(at)

    def begins_with_given_name(self) -> bool:
        """Whether a run's first word, no name otherwise, is a given name here: April Jones said; said Will Jones.

        A month is one at a sentence's head, where no preposition stands before it; will, where it asks nothing.
        """
        if len(self.words) < 2 or not (self.barrier[0] and self.is_given_name(0)):
            return False
        at = next((i for i in range(1, len(self.words)) if not self.words[i].islower()), 1)  # Jan van den Broeck
        surname = not (self.atoms[at].joint or self.barrier[at] or self.head[at] or self.is_common(at))
        asks = self.words[0].lower() in vocabulary.listed("function_words.tsv")
        return surname and self.opens != asks and not self.known_at(at, at + 1)

    def may_be_a_rank(self, at: int) -> bool:
        """Whether an honorific is no name of its own: DC before a surname is no city, MS Estonia no lady."""
        word = self.words[at]
        if INITIAL.fullmatch(word):
            return not (at and self.may_be_given(at - 1))
        if word in _SHOUTED:
            return at + 1 < len(self.words) and self.words[at + 1].isupper()
        if not (word.isupper() and word.isalpha() and len(word) > 1):
            return True
        end = self.group_end(at)
        return end > at + 1 and not (self.head[at + 1] or self.is_common(at + 1) or self.known_at(at + 1, end))

    def may_be_given(self, at: int) -> bool:
        """Whether an initial behind a word may be its second: Ada M. Orm; not President M. Orm, nor Norway M. Orm."""
        word = self.words[at]
        plain = word[0].isupper() and not (self.barrier[at] or self.title[at] or self.known_at(at, at + 1))
        return self.is_given_name(at) or (plain and word not in vocabulary.honorifics())

    def is_given_name_of(self, at: int, end: int) -> bool:
        """Whether word `at`, a noun otherwise ("Bill"), is a given name here: a name follows in its group."""
        return at + 1 < end and self.is_given_name(at) and not self.head[at + 1]

    def is_person(self, start: int, end: int) -> bool:
        """Whether words read as a full name: a given name first, or none that is written small elsewhere."""
        words = self.words[start:end]
        if len(words) > 2 and words[-1] in NUMERALS:
            words.pop()
        if not 2 <= len(words) <= LONGEST_NAME or any(len(w) > 1 and w.isupper() and "." not in w for w in words):
            return False
        if self.begins_with_family_name(start, end):
            return True
        if words[-1].endswith("s") and words[-1] in vocabulary.listed("not_alone.tsv"):
            return False  # Roman Catholics
        if self.is_of_a_people(start) and words[0] not in vocabulary.signs("people too"):
            return False  # Ostrelian Defence
        if vocabulary.is_given(words[0]):
            if words[-1] not in vocabulary.heads():
                return True
            inside = self.head[start + 1 : start + len(words) - 1]  # Madison Square Garden
            return words[-1] in vocabulary.surname_heads() and not any(inside)
        return self.may_be_unlisted_person(start, end, words)

    def may_be_unlisted_person(self, start: int, end: int, words: Sequence[str]) -> bool:
        """Whether `words`, the first of them no given name that is listed, may be a person's full name all the same."""
        begins = self.known_at(start, start + 1)
        if begins and begins[0].type == "organisation":
            return False  # Google Android
        if begins and words[-1].endswith("s") and vocabulary.is_common(words[-1][:-1]):
            return False  # Oslo Hammers
        if words[0] in vocabulary.listed("directions.tsv") or words[-1] in QUARTERS:
            return False
        if len(words) == 3 and INITIAL.fullmatch(words[1]) and len(words[0]) > 2:
            return not (begins or self.head[end - 1])  # Merrick B. Garland
        borne = self.is_given_name(end - 1) or words[-1] in vocabulary.signs("firm of a family")
        if self.known_at(end - 1, end) and not borne:
            return False  # Nazi Germany
        told = (i for i in range(start, end) if self.words[i][0].isupper() and not self.is_particle(i, start, end))
        return not any(self.is_common(i) or self.head[i] for i in told)

    def is_of_a_people(self, at: int) -> bool:
        """Whether a word says of what people somebody or something is, and is no given name."""
        known = self.known_at(at, at + 1)
        return known is not None and known[0].type == "nationality" and not self.is_given_name(at)

    def is_particle(self, at: int, start: int, end: int) -> bool:
        """Whether a word inside a name is the particle of a family or a father: Hamdan Al Reldan."""
        return start < at < end - 1 and self.words[at] in _LARGE_PARTICLES

    def begins_with_family_name(self, start: int, end: int) -> bool:
        """Whether words are a name in the order of East Asia: Nguyen Van Thuan, Park Chan-wook; not Park Lane."""
        family = self.words[start]
        hyphened = "-" in self.words[start + 1] and self.words[start + 1].rsplit("-", 1)[-1].islower()
        if family not in vocabulary.signs("family first"):
            return hyphened and family in vocabulary.signs("family first, hyphen behind") and end - start == 2
        return not any(self.head[i] or self.known_at(i, end) for i in range(start + 1, end))

    def is_full_name(self, start: int, end: int) -> bool:
        """Whether words read as a full name that begins with a given name."""
        return start < end and self.is_given_name(start) and self.is_person(start, end)

    def reads_as_a_full_name(self, start: int, end: int) -> bool:
        """Whether two words, neither of them known nor a particle, read as a full name."""
        if end - start != 2 or not self.is_person(start, end):
            return False
        return not any(self.words[i].islower() or self.known_at(i, end) for i in range(start, end))

    def is_honoured(self, start: int, end: int) -> bool:
        """Whether words are a person's name and what he or she has been made: Ilvar Reldan KC."""
        honour = self.words[end - 1]
        if honour in vocabulary.signs("sure honours"):
            return self.is_person(start, end - 1)
        return honour in vocabulary.signs("honours") and self.is_full_name(start, end - 1)

    def is_common(self, at: int) -> bool:
        """Whether a word, or each part of a word with hyphens, is written small elsewhere."""
        return vocabulary.is_common(self.words[at])

    def names_nothing(self, at: int) -> bool:
        """Whether a word alone is no name: Western, New, IQ, UNLESS, I. at a sentence's end."""
        word = self.words[at]
        if word.startswith("Ex-") and word[3:].islower():
            return True
        if word in vocabulary.listed("directions.tsv") and word.lower() in vocabulary.signs("standing"):
            return True
        everyday = word.isupper() and len(word) > 1 and self.is_common(at)
        initial = len(word) == 1 or (len(word) == 2 and word.endswith("."))
        return everyday or initial or word in vocabulary.listed("not_alone.tsv") or bool(_SEAT.fullmatch(word))

    def is_alone_nothing(self, at: int) -> bool:
        """Whether a word says what somebody is and names nothing alone: Republican, MPs; not a head noun."""
        return self.words[at] in vocabulary.listed("not_alone.tsv") and not self.head[at]

    def is_creed(self, at: int) -> bool:
        """Whether a word says what somebody stands for: Republican, Scientologist."""
        word = self.words[at]
        if word in vocabulary.listed("directions.tsv"):
            return False  # the South, of South Carolina
        return word in vocabulary.listed("not_alone.tsv") or word.endswith("ist")

    def is_directed(self, at: int, end: int) -> bool:
        """Whether words are a place's by a direction in them: Upper Dorvane, Dorvane West.

        Not Western Journalism and New Deal, nor what is named after a people or a place: New York Jets, Central
        American.
        """
        if self.words[end - 1] in QUARTERS:
            return True
        if self.words[at] not in vocabulary.listed("directions.tsv"):
            return False
        named = self.known_at(at, end)
        return not (named or self.is_of_a_people(at + 1) or (end == at + 2 and self.is_common(at + 1)))

    def begins_with_common_word(self, at: int) -> bool:
        """Whether word `at` begins a sentence and may be large for that alone."""
        return self.opens and at == 0 and self.is_common(0) and not self.is_given_name(0)

    def begins_with_an_adjective(self, at: int, end: int) -> bool:
        """Whether word `at` begins a sentence, and is an everyday one before a people or says of what time that is."""
        if not (self.opens and at == 0) or self.words[0] in vocabulary.listed("directions.tsv"):
            return False
        known = self.known_at(1, end)
        if known is None or known[1] < end:
            return self.words[0] in _NO_LONGER and not self.names_nothing(1)
        return self.is_standing(0) or (known[0].type == "nationality" and self.begins_with_common_word(0))

    def shouts(self, at: int, end: int) -> bool:
        """Whether words in capitals are a headline's or a slogan's, no name: everyday ones, or more such than not."""
        words = self.words[at:end]
        if len(words) < 2 or not all(word.isupper() for word in words):
            return False
        grammar = vocabulary.listed("function_words.tsv")
        everyday = sum(vocabulary.is_everyday(word) or word.lower() in grammar for word in words)
        return everyday == len(words) or (len(words) > 2 and everyday * 2 > len(words))

    def reads_as_a_title(self, at: int, end: int) -> bool:
        """Whether a word before a full name is no part of it: Shopkeeper, at a sentence's head; MCA."""
        word = self.words[at]
        if self.is_given_name(at) or not (self.is_full_name(at + 1, end) or self.reads_as_a_full_name(at + 1, end)):
            return False
        short = word.isupper() and word.isalpha() and 1 < len(word) <= LONGEST_SHORT_TITLE
        if self.opens and at == 0 and end == 3 and word.lower() in vocabulary.roles():
            return True
        return short or (self.opens and at == 0 and end > 2 and word.endswith(_AGENT))

    def is_plain_honorific(self, at: int) -> bool:
        """Whether a word is an honorific that is short for no role: Mr, not Sen."""
        return self.honorific[at] and self.words[at] not in vocabulary.short_roles()

    def is_lettered(self, start: int, end: int) -> bool:
        """Whether a name is a head noun and a letter: Group G, Building B."""
        return end - start == 2 and self.head[start] and len(self.words[end - 1]) == 1

    def is_standing(self, at: int) -> bool:
        """Whether a word says when somebody is what he is: Former, Outgoing, Ex-minister; not New, of New Dovrin."""
        word = self.words[at].lower()
        new = word == "new" and (self.known_at(at, len(self.words)) or not self.opens)
        return not new and (word in vocabulary.signs("standing") or word.startswith("ex-"))

    def group_end(self, at: int) -> int:
        """End of the words that nothing but spaces joins to word `at`."""
        end = at + 1
        while end < len(self.atoms) and not self.atoms[end].joint and not self.barrier[end]:
            end += 1
        return end

    def joint(self, at: int) -> str:
        """The small word before word `at`; "" at the run's end and before a barrier."""
        return self.atoms[at].joint if at < len(self.atoms) and not self.barrier[at] else ""

    def known_at(self, at: int, end: int) -> tuple[Known, int] | None:
        """The longest known name that begins at word `at` and ends by word `end`."""
        start = self.atoms[at].start
        for stop in range(min(at + self.gazetteer.reach(self.words[at]), end), at, -1):
            surface = self.run[start : self.atoms[stop - 1].end]
            if known := self.gazetteer.find(surface.replace("] ", " ") if "]" in surface else surface):
                return known, stop
        return None

    def text(self, start: int, end: int) -> str:
        """The text of words `start` to `end`."""
        return self.run[self.atoms[start].start : self.atoms[end - 1].end]
