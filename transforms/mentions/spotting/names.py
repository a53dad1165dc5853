"""The names a run of capitalised words holds, read by their words alone.

The way: each word of a run opens, in this order, an institution by its head noun ("Department of Health and Human
Services"), a role with its bearer ("Norwegian Trade Minister Ilvar Reldan"), a name that is known, or a plain name.
A run reads the same wherever it stands, so that a reading is kept and used again; what depends on the article (its
other names, the words beside the run) is judged by `coreference`.
"""

import re
from typing import Any, Literal, NamedTuple

from transforms.mentions.known.gazetteer import Gazetteer, Known
from transforms.mentions.spotting.capitals import split_run
from transforms.mentions.spotting.runs import INITIAL, LONGEST_NAME, Run
from transforms.mentions.words import vocabulary
from transforms.tables import WATCHLIST, EntityType

_PEOPLE = ("an", "ese", "ish")  # endings of words for who is of a place
_OF_AN_OFFICE = frozenset({"District", "House"})  # a U.S. District Judge is of no institution called U.S. District
_DESCRIBES = re.compile("-(?:year-old|of-[a-z]+)$")
_AFTER_A_ROLE = frozenset({"of", "for", "to", "on"})
_SEVERAL = re.compile(r"[A-Z]{2,}s")  # MPs
NameForm = Literal["name", "known", "title", "head"]


class Name(NamedTuple):
    """A name in a run: offsets into the run, of the whole phrase and of the name in it without determiner and role.

    kind      type of entity where the words tell it, else None
    form      "name"; "known" (by the gazetteer); "title" (a role, its bearer not named); "head" (a head noun alone)
    doubtful  whether it may be no name: an everyday word, capitalised because a sentence begins with it
    inner     names that stand inside this one
    """

    start: int
    end: int
    name_start: int
    kind: EntityType | None
    form: NameForm
    role: str = ""
    honorific: str = ""
    known: Known | None = None
    doubtful: bool = False
    inner: tuple["Name", ...] = ()


def read_names(run: str, opens: bool, gazetteer: Gazetteer) -> list[Name]:
    """Names in `run`, in order, apart from one another; `opens` says whether a sentence begins with it.

    >>> from transforms.mentions.known.gazetteer import build_gazetteer
    >>> run = "Norwegian Trade Minister Ilvar Reldan"
    >>> [(run[name.name_start:name.end], name.kind, name.role) for name in read_names(run, False, build_gazetteer())]
    [('Ilvar Reldan', 'person', 'Norwegian Trade Minister')]
    """
    atoms = split_run(run)
    names: list[Name] = []
    reader = _Reader(run, opens, atoms, gazetteer)
    at = 0
    while at < len(atoms):
        name, after = reader.read(at)
        if name:
            everyday = (
                opens and at == 0 and after == 1 and name.form != "known" and vocabulary.is_everyday(atoms[0].text)
            )
            names.append(name._replace(doubtful=True) if everyday else name)
        at = after
    return [_with_determiner(run, name) for name in names]


def _with_determiner(run: str, name: Name) -> Name:
    return name._replace(start=name.start - 4) if run[: name.start].endswith(("the ", "The ")) else name


class _Reader(Run):
    """Reads the names of one run."""

    def read(self, at: int) -> tuple[Name | None, int]:
        """The name that begins at word `at`, or None, and where to go on."""
        if not self.barrier[at]:
            for way in (self.institution, self.titled, self.listed, self.plain):
                if read := way(at):
                    return read
        return None, at + 1

    # --- names inside names ---------------------------------------------------------------------------------

    def inner(self, start: int, end: int) -> tuple[Name, ...]:
        """Known names among words `start` to `end`; none is half a person's (Ilvar, in Ilvar Reldan University)."""
        found = []
        at = start
        while at < end:
            if self.is_given_name_of(at, self.group_end(at)) and not self.title[at + 1]:
                at += 2
                continue
            company = at == end - 1 > start and self.words[at] == "NV"  # Sel NV, of no Nevada
            known = None if self.barrier[at] or company else self.known_at(at, end)
            if known:
                name = self.name(at, known[1], known[0].type, "known", known=known[0])
                found.append(_with_determiner(self.run, name) if at > start else name)
            at = known[1] if known else at + 1
        return tuple(found)

    def inner_behind(self, at: int, end: int) -> tuple[Name, ...]:
        """Known names in a known one, behind what it begins with, if no country: no New York in the New York Times."""
        begins = self.known_at(at, end - 1)
        inner = self.inner(begins[1] if begins else at + 1, end)
        if begins and begins[0].name in vocabulary.countries():
            inner = self.inner(at, begins[1]) + inner
        ends = self.atoms[end - 1].end  # the Liberal Democrats are no Democrats
        head = self.atoms[end - 1].start if self.head[end - 1] else ends  # Colorado Springs hold no town of Springs
        return tuple(name for name in inner if name.end < ends or (name.kind != "organisation" and name.start < head))

    def inner_of_role(self, start: int, end: int) -> tuple[Name, ...]:
        """Names in a role: known, institutions (Port Board Chair), acronyms (FDIC Chief), peoples (Varnian Envoy)."""
        found: list[Name] = []
        at = start
        while at < end:
            name, after = (None, at + 1) if self.barrier[at] else self.name_in_role(at, end)
            if name:
                found += [_with_determiner(self.run, name) if at > start else name, *name.inner]
            at = after
        return tuple(found)

    def name_in_role(self, at: int, end: int) -> tuple[Name | None, int]:
        if self.is_standing(at):
            return None, at + 1  # Outgoing Harbour Board Chair
        known = self.known_at(at, end)
        stop = self.institution_end(at, min(end, self.group_end(at)))
        if stop > (known[1] if known else at + 1):
            kind = vocabulary.heads()[self.words[stop - 1]]
            return self.name(at, stop, kind, "name", inner=self.inner(at, stop)), stop
        if known:
            return self.name(at, known[1], known[0].type, "known", known=known[0]), known[1]
        stop = self.qualifier_end(at, end)
        if stop > at:
            word = self.words[at]
            if stop > at + 1:
                return self.name(at, stop, "other", "name"), stop
            if word.endswith(_PEOPLE):
                return self.name(at, stop, "nationality", "name"), stop
            return self.name(at, stop, "organisation" if word.isupper() else None, "name"), stop
        return None, at + 1

    def qualifier_end(self, at: int, end: int) -> int:
        """End of the unknown name that begins at word `at` of a role: FDIC (Chairman), United Dockers (Director)."""
        modifiers = vocabulary.listed("role_modifiers.tsv")
        stop = at
        while stop < end - 1 and not (
            self.barrier[stop]
            or self.title[stop]
            or self.honorific[stop]
            or self.words[stop].lower() in modifiers
            or self.known_at(stop, end)
        ):
            stop += 1
            if self.joint(stop):
                break
        return stop if any(map(self.qualifies_by_name, range(at, stop))) else at

    def qualifies_by_name(self, at: int) -> bool:
        """Whether a word in a role is a name: nobody's given name, nor written small elsewhere."""
        given = self.is_given_name(at) or self.head[at] or not self.words[at][-1].isalpha()
        return not (given or self.is_common(at) or self.names_nothing(at))

    def institution_end(self, at: int, end: int) -> int:
        """End of the words from `at` up to `end` that a head noun makes an institution's; `at` where there is none."""
        if self.words[at].lower() in vocabulary.signs("standing") or self.names_nothing(at):
            return at  # Former Treasury Secretary, Republican House Speaker
        for stop in range(end, at + 1, -1):
            if (
                vocabulary.heads().get(self.words[stop - 1]) == "organisation"
                and self.words[stop - 1] not in _OF_AN_OFFICE
            ):
                return stop if not any(self.title[i] or self.honorific[i] for i in range(at, stop)) else at
        return at

    def name(
        self, start: int, end: int, kind: EntityType | None, form: NameForm, name_at: int | None = None, **more: Any
    ) -> Name:
        named = self.atoms[start if name_at is None else name_at].start
        return Name(self.atoms[start].start, self.atoms[end - 1].end, named, kind, form, **more)

    # --- institutions --------------------------------------------------------------------------------------

    def institution(self, at: int) -> tuple[Name | None, int] | None:
        """A name by its head noun: "United States Navy", "University of Sheffield", "Food and Drug Administration"."""
        end = self.group_end(at)
        whole = self.known_at(at, len(self.atoms)) if self.joint(end) == "and" else None
        if whole and whole[1] > end:  # Globe and Mail
            return self.name(at, whole[1], whole[0].type, "known", known=whole[0]), whole[1]
        if whole and whole[1] < end and (theirs := self.of_a_country(at, whole, end)):
            return theirs
        if self.joint(end) in ("and", "&") and self.is_enumeration(at, end):
            end = self.group_end(end)
        head = max((i for i in range(at, end) if self.head[i] and not self.is_given_name_of(i, end)), default=-1)
        if head < 0:
            return None
        if self.is_lettered(at, end):
            return None, end
        if self.is_word_of_a_bearer(at, head, end) or self.is_surname_of_a_title(at, head, end):
            return None
        stop = self.head_end(head, end)
        if self.is_person(at, end) and (head + 1 == end or stop != head + 1):
            return None
        if stop > end and (led := self.leader(at, end, stop)):
            return led
        return self.known_institution(at, stop) or self.institution_by_its_head(at, head, stop)

    def of_a_country(self, at: int, country: tuple[Known, int], end: int) -> tuple[Name, int] | None:
        """A known institution with an "and" in it behind a country: the U.S. Securities and Exchange Commission."""
        place, start = country
        known = self.known_at(start, len(self.atoms)) if place.type in ("place", "nationality") else None
        return self.belonging(at, start, known[1]) if known and known[1] > end else None

    def known_institution(self, at: int, stop: int) -> tuple[Name, int] | None:
        """An institution that is known, or a known name before one: US, Environmental Protection Agency."""
        known = self.known_at(at, stop)
        if not known:
            return None
        if known[1] == stop:
            inner = self.inner_behind(at, stop)
            return self.name(at, stop, known[0].type, "known", known=known[0], inner=inner), stop
        if whose := self.belonging(at, known[1], stop):
            return whose
        if (next_to := self.known_at(known[1], stop)) and next_to[1] == stop:  # Russian, Black Sea
            return self.name(at, known[1], known[0].type, "known", known=known[0]), known[1]
        return None

    def institution_by_its_head(self, at: int, head: int, stop: int) -> tuple[Name | None, int]:
        """A name of which the head noun, where it does not stand inside it, tells what it is the name of."""
        if stop == at + 1:
            return self.name(at, stop, vocabulary.heads()[self.words[head]], "head"), stop
        if vocabulary.signs("legal form").issuperset(self.words[at:stop]):
            return None, stop  # Co Inc, of Kord, Peabody and Co Inc
        ends = head == stop - 1 or self.joint(head + 1) or self.words[at] in vocabulary.leading_heads()
        kind = vocabulary.heads()[self.words[head]] if ends else "other"
        inner = self.inner(at, stop)
        if kind == "place":  # Harrow Gorge is not in Harrow
            inner = tuple(name for name in inner if not (name.known and name.known.within))
        return self.name(at, stop, kind, "name", inner=inner), stop

    def is_word_of_a_bearer(self, at: int, head: int, end: int) -> bool:
        """Whether a head noun stands beside a title or an honorific, and is no institution's: State Rep. Rio Tilton."""
        return any(self.title[i] or self.honorific[i] for i in range(head + 1, end)) or any(
            self.honorific[i] and not self.is_plain_honorific(i) for i in range(at, head)
        )

    def is_surname_of_a_title(self, at: int, head: int, end: int) -> bool:
        """Whether a head noun is a surname, as a title says: Senator Hill, Minister Ilvar Hill; not Queen Street."""
        if head != end - 1 or self.words[head] not in vocabulary.surname_heads():
            return False
        last = head - 1 - (head - 1 > at and self.is_given_name(head - 1))
        if last < at or self.words[last] in vocabulary.signs("surname too"):
            return False
        return self.title[last] or self.honorific[last]

    def leader(self, at: int, end: int, stop: int) -> tuple[Name, int] | None:
        """Who leads an institution with complements from word `end` on: University of Dovrin President Ada Orm."""
        titles = [i for i in range(end + 1, stop) if self.title[i]]
        if not titles or not self.is_person(titles[-1] + 1, stop):
            return None
        of = self.known_at(end, titles[0])  # of Kansas City, which is no city president's
        ends, least = titles[0], of[1] if of else end + 1
        while ends > least and self.words[ends - 1].lower() in vocabulary.listed("role_modifiers.tsv"):
            ends -= 1
        known = self.known_at(at, ends)
        institution = (
            self.name(at, ends, known[0].type, "known", known=known[0])
            if known and known[1] == ends
            else self.name(at, ends, vocabulary.heads()[self.words[end - 1]], "name", inner=self.inner(at, ends))
        )
        led, after = self.bearer(at, titles[-1], titles[-1] + 1)
        return led._replace(inner=(institution, *institution.inner)), after

    def head_end(self, head: int, end: int) -> int:
        """Where a name with its head noun at word `head` ends."""
        if head + 1 == end:
            return self.with_complements(end)
        person = self.is_given_name(head + 1) and self.is_person(head + 1, end)
        return head + 1 if person else end

    def is_enumeration(self, at: int, end: int) -> bool:
        """Whether an "and" after "Food" leads to more of the same name: everyday words, a head noun at the end.

        A people may stand before them, or a chamber: the Ostrelian Food and Fish Council, the House Ports and Fish
        Committee.
        """
        after = self.group_end(end)
        people = end - at > 1 and self.is_of_a_people(at)
        chamber = end - at > 1 and self.words[at] in ("House", "Senate")
        everyday = all(self.is_common(i) and not self.title[i] for i in range(at + (people or chamber), end))
        if people and any(self.head[at:end]):
            return False  # the Ostrelian Army and Health Department
        return everyday and after - end > 1 and self.head[after - 1]

    def with_complements(self, end: int) -> int:
        """Where a name ends that goes on from word `end` with of, for or on, and after those with and."""
        complement = False
        while joint := self.joint(end):
            if joint in ("of", "for", "on"):
                complement = True
            elif not (complement and joint in ("and", "&") and self.goes_on(end)):
                break
            end = self.group_end(end)
        return end

    def goes_on(self, at: int) -> bool:
        """Whether the words after an "and" still belong to the institution before it ("and Human Services")."""
        end = self.group_end(at)
        if self.known_at(at, end) or self.names_nothing(at) or any(self.title[i] for i in range(at, end)):
            return False  # the Church of Torva and the Christian
        last = end - 1
        everyday = self.words[last].endswith("s") or not self.head[last]  # Technology Policy
        everyday &= all(self.is_common(i) for i in range(at, end))
        return everyday or not any(self.head[i] for i in range(at, end))

    # --- roles and their bearers ---------------------------------------------------------------------------

    def titled(self, at: int) -> tuple[Name | None, int] | None:
        """A role or honorific, with the name of its bearer where that follows."""
        end = self.group_end(at)
        if self.is_honoured(at, end) and (self.is_given_name(at) or not any(self.title[at : end - 1])):
            return None  # Ilvar Reldan MP
        titles = [i for i in range(at, end) if self.title[i] or self.honorific[i]]
        if not titles:
            return self.of_a_creed(at, end)
        if self.is_named_by_title(at, end, titles[0]):
            return None
        if self.is_title_alone(titles[0], end) or self.is_addressed_by_office(end):
            return self.with_office(at, end)
        last = max((i for i in titles if i < end - 1), default=titles[-1])
        if last == end - 2 and last > titles[0] and self.is_given_name(last):
            last = max(i for i in titles if i < last)  # Labour Secretary Dean Orvane
        if self.begins_with_common_word(at) and last == 1 and self.is_plain_honorific(last) and not self.title[at]:
            return None, 1  # Try Mr Roake
        if last < end - 1 and not (last + 2 == end and self.names_nothing(last + 1)):  # Consumer Advocate TV
            return self.bearer(at, last, last + 1)
        if self.honorific[last]:
            return None, end
        return self.with_office(at, end)

    def of_a_creed(self, at: int, end: int) -> tuple[Name | None, int] | None:
        """What somebody believes in, and his name: Republican Ilvar Reldan; not Liberal Democrat Ilvar Reldan."""
        known = self.known_at(at, end)
        if known and known[1] > at + 1 and self.is_person(known[1], end):
            return None
        return self.bearer(at, at, at + 1) if self.is_creed(at) and self.is_person(at + 1, end) else None

    def is_named_by_title(self, at: int, end: int, title: int) -> bool:
        """Whether a word that may be a title, `title`, is part of a name here: the Hollywood Reporter, Dean Orvane."""
        known = self.known_at(at, end)
        if known and title > at and known[0].type == "organisation" and known[1] == end:
            return True
        if not (self.is_given_name(at) and self.is_person(at, end) and (title > at or end - at == 2)):
            return False
        whose = self.known_at(at, title) if title > at and end - title > 2 else None
        return whose is None or whose[1] < title  # Virginia Governor Ada Orm

    def is_addressed_by_office(self, end: int) -> bool:
        """Whether words end with an honorific and an office, which is nobody's surname: Mr. President."""
        return end > 1 and self.is_plain_honorific(end - 2) and self.words[end - 1] in vocabulary.signs("addressed")

    def is_title_alone(self, start: int, end: int) -> bool:
        """Whether a title of several words has no bearer behind it: Deputy Minister, Chief Justice; not Speaker King.

        A lord's of an office neither: Lord Chief Justice, Lord Chancellor.
        """
        of_a_lord = self.words[start] in ("Lord", "Lady") and self.words[end - 1] in vocabulary.signs("lords")
        if of_a_lord:
            start += 1
        elif not self.title[end - 1] or self.words[end - 1] in vocabulary.signs("surname too"):
            return False
        modifiers = vocabulary.listed("role_modifiers.tsv")
        return all(self.title[i] or self.words[i].lower() in modifiers for i in range(start, end))

    def with_office(self, at: int, end: int) -> tuple[Name, int]:
        """A title that ends its group: "Secretary" (of State Orla Fennick), "Envoy" (for Cyprus Benno de Mirvane)."""
        stop = end
        if self.joint(end) in _AFTER_A_ROLE:
            stop = self.office_end(end, self.group_end(end))
            if stop < len(self.atoms) and not self.joint(stop) and not self.barrier[stop]:
                honoured = self.honorific[stop] and stop + 1 < len(self.atoms)
                return self.bearer(at, stop - (not honoured), stop + honoured)
        role = self.text(at, stop)
        return self.name(at, stop, "person", "title", role=role, inner=self.inner_of_role(at, stop)), stop

    def office_end(self, start: int, end: int) -> int:
        """Where, in "Education Orla Fennick" after "Minister of", the office ends and the bearer begins."""
        if self.words[start] == "State":
            return start + 1
        if honoured := next((i for i in range(start + 1, end) if self.honorific[i]), 0):
            return honoured  # Leader of the Harbour Bloc Mr Ilvar Reldan
        known = self.known_at(start, end)
        if any(self.head[known[1] if known else start : end]) and (found := self.institution(start)):
            named = end - 2  # Head of the Harbour Board Sarn Torvald
            return (
                named
                if found[1] == end and named > start and self.head[named - 1] and self.is_person(named, end)
                else found[1]
            )
        if known:
            return known[1]
        if not (end - start > 2 and self.is_person(end - 2, end)):
            return end
        name = end - 2
        while name - 1 > start and INITIAL.fullmatch(self.words[name - 1]):
            name -= 1  # Leader of Opposition D. K. Varadan
        return name

    def bearer(self, at: int, last: int, start: int) -> tuple[Name, int]:
        """The name, from word `start`, of who bears the role that words `at` to `last` give."""
        end = start + 1
        while end < len(self.atoms) and not self.atoms[end].joint and not self.barrier[end]:
            if end >= start + LONGEST_NAME and not self.words[end - 1].islower():
                break  # behind a particle the surname is still to come
            if self.head[end] and self.words[end] not in vocabulary.surname_heads():
                break
            end += 1
        told = vocabulary.signs("sure honours")
        if self.is_plain_honorific(last):
            told |= vocabulary.signs("honours")
        honoured = end > start + 2 and self.words[end - 1] in told
        honorific = self.words[last] if self.honorific[last] else ""
        is_role = last > at or not honorific or honorific in vocabulary.short_roles()
        role = self.text(at, last + 1) if is_role else ""
        inner = self.inner_of_role(at, last if honorific else last + 1)
        stop = end - honoured  # Mr Ilvar Reldan SC
        return self.name(at, stop, "person", "name", start, role=role, honorific=honorific, inner=inner), end

    # --- known and plain names -----------------------------------------------------------------------------

    def listed(self, at: int) -> tuple[Name, int] | None:
        """A known name, unless it only begins a longer one ("Paris Hilton")."""
        found = self.known_at(at, len(self.atoms))
        if not found:
            return None
        known, stop = found
        end = self.group_end(at)
        if known.type == "organisation" and self.joins_partners(stop):  # Harrow Lynch and Co
            stop = self.partners_end(stop)
        if stop < end and known.origin != WATCHLIST:
            if whose := self.belonging(at, stop, end):
                return whose
            if not self.stands_alone(at, stop, end):
                return None
        return self.name(at, stop, known.type, "known", known=known), stop

    def belonging(self, at: int, start: int, end: int) -> tuple[Name, int] | None:
        """A known organisation with its country before it: US, Environmental Protection Agency."""
        whose = self.known_at(start, end)
        if not whose or whose[0].type != "organisation" or whose[1] < end:
            return None
        inner = self.inner(at, start)
        return self.name(at, end, "organisation", "known", start, known=whose[0], inner=inner), end

    def stands_alone(self, at: int, stop: int, end: int) -> bool:
        """Whether a known name is a name of its own before the words that follow it in its group."""
        surface = self.text(at, stop)
        if "." in surface or surface.isupper() or all(self.is_alone_nothing(i) for i in range(stop, end)):
            return True  # New Hampshire Republican
        if stop == at + 1 and self.is_given_name(at):
            return False
        if self.is_creed(stop) and self.is_person(stop + 1, end):
            return True  # Ohio Republican Ilvar Blunt
        return self.is_person(stop, end) or self.known_at(stop, end) is not None

    def plain(self, at: int) -> tuple[Name | None, int]:
        """Any other words: a person's full name, or a name of something that its words do not tell."""
        end = self.plain_end(at)
        if behind := self.behind_no_name(at, end):
            return None, behind
        if self.reads_as_a_title(at, end):
            return self.bearer(at, at, at + 1)
        if self.joins_partners(end) and not (self.joint(end) == "&" and self.is_given_name(at)):
            while self.joins_partners(end):
                end = self.partners_end(end)
            return self.name(at, end, "organisation", "name"), end  # Orvane & Dell, Orvane and Co
        if self.is_person(at, end):
            return self.name(at, end, "person", "name"), end
        if self.is_honoured(at, end):
            return self.name(at, end - 1, "person", "name"), end
        if (
            end == at + 1
            and self.joint(end) == "of"
            and not (self.is_alone_nothing(at) or (self.opens and at == 0 and self.is_common(at)))
        ):
            end = self.group_end(end)
        if end == at + 1 and self.names_nothing(at):
            colour = self.words[at] in vocabulary.signs("colour")
            return (self.name(at, end, None, "name")._replace(doubtful=True) if colour else None), end
        if end == at + 1:
            return self.name(at, end, None, "name"), end
        directed = self.is_directed(at, end)
        return self.name(at, end, "place" if directed else "other", "name", inner=self.inner(at, end)), end

    def is_plain_full_name(self, start: int, end: int) -> bool:
        """Whether words are a given name and one that is nothing else: no Hope Refinery."""
        return self.is_full_name(start, end) and not (self.is_common(end - 1) or self.head[end - 1])

    def is_office(self, start: int, end: int) -> bool:
        """Whether words may be what somebody is in charge of: Economic Affairs, Finance."""
        return all(self.is_common(i) and self.words[i].istitle() and not self.title[i] for i in range(start, end))

    def joins_partners(self, end: int) -> bool:
        """Whether a firm's name goes on at word `end`: & Dell, and Co, and Sons; and O, where P stands alone before."""
        if self.joint(end) != "and":
            return self.joint(end) == "&"
        lettered = len(self.words[end - 1]) == len(self.words[end]) == 1 and self.words[end] not in "XYZ"
        return self.words[end] in vocabulary.signs("partners") or lettered

    def partners_end(self, at: int) -> int:
        """Where a firm's name ends that goes on at word `at`: Orvane and Co Ltd, in Orvane and Co Ltd Harrow."""
        end = self.group_end(at)
        if self.words[at] not in vocabulary.signs("partners") or self.head[end - 1]:
            return end
        forms = vocabulary.signs("legal form")
        return next((i for i in range(at + 1, end) if self.words[i] not in forms), end)

    def behind_no_name(self, at: int, end: int) -> int | None:
        """Where to go on behind words that begin no name, as what is shouted; None where they may begin one."""
        if self.begins_with_common_word(at) and (self.is_full_name(1, end) or self.reads_as_a_full_name(1, end)):
            return 1  # Substitute Danny Ngata, Patient Ilvar Reldan
        if end > 1 and self.begins_with_an_adjective(at, end):
            return 1  # Former Norwegian
        if self.shouts(at, end):
            return next((i for i in range(at + 1, end) if self.known_at(i, end)), end)
        if self.opens and at == 0 and end > 1 and _DESCRIBES.search(self.words[0]):
            return 1  # Ten-year-old Ilvar, Father-of-two Ilvar Reldan
        if end - at > 2 and self.is_office(at, end - 2) and self.is_plain_full_name(end - 2, end):
            return end - 2  # undersecretary for Economic Affairs Ilvar Reldan
        return None

    def plain_end(self, at: int) -> int:
        """End of a plain name: its group's, or where an honorific, a name surely known or a word for several begins."""
        end = self.group_end(at)
        for stop in range(at + 1, end):
            known = self.known_at(stop, end)
            several = self.is_alone_nothing(stop) and _SEVERAL.fullmatch(self.words[stop])  # Labour MPs
            if several or self.honorific[stop] or (known and (known[1] > stop + 1 or self.words[stop].isupper())):
                return stop
        return end
