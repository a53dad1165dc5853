"""Who does a verb: the noun phrase that is its subject, found over a sentence's shape without a parser.

A subject stands left of its verb (“Kord, the mayor, later said”) or, inverted, right of it (“said Kord”). Left of
the verb the shape is read backwards, so that a pattern begins at the verb. All numbers are places of words.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.quotes.narration.openings import surely_opens

_REACH = 60  # words on either side of a verb
_LONGEST_NAME = 8  # words of a name with the title before it
_PARTY = re.compile("[A-Z]{1,3}-[A-Z][A-Za-z.]{0,6}")  # D-Ore., R-TX


class Subject(NamedTuple):
    """Words `start` to `end` name; from `full_start` to `full_end` they also describe (“the mayor, Ada Kord”)."""

    start: int
    end: int
    full_start: int
    full_end: int


# Read backwards: a noun with its adjectives and determiner, a pronoun, a determiner that may stand alone (“many said”).
_NOUN = "(?:[wN#mv](?:[wN#mvegtZ']|u(?=[adDeZ])|a(?=Z))*(?:a*[Dd]+)?|P|D+d?)"
# Has also; on Tuesday; released on Tuesday; went on to, was expected to, but not “it is easy for her to”.
_SKIPPED = "(?>(?:[xbna]|t[tDd#]*+p?(?:[eu](?=[wN]))?|T(?>(?:p?k++|[euV](?![wNd]))?)(?![wNvmgP#]))*)"
_YEARS = "t[#D](?=ow)"  # a midwife of 20 years, a docker of three decades
# With its complements (people close to the mayor; who was briefed on it; a doctor working for the agency), and no verb:
# of “to keep the port open” nothing.
_AND = "[wNv][wN#mvegZ']*C(?=[wNv][wN#mvegZ']*d(?:[,.:QB]|$))"  # the mayor and former docker
_PHRASE = (
    f"(?>(?:{_NOUN}C(?=[NZ])|{_AND})?(?:{_NOUN}|{_YEARS})(?:(?:[op](?:go|[eug])?|(?<=[DdNP])Te?){_NOUN}){{0,5}})"
    "(?!(?<=[wv])(?:T|n?x))"
)
# An aside with an age or a description before it, but no clause: Kord, 58, who … / not Kord, 58, was there,
_ASIDE = (
    r"(?:,(?P<aside>(?:(?![xby],)[^;Q]){0,60}?(?:[DdRNZwospgGeVa]|(?<![xby],)#)),(?:#,)?"
    r"|\)(?P<brackets>[^()Q;]{1,25})\("
    r"|-(?P<dashes>[^-Q;]{1,40}?)-)"  # a clause too: Kord — her husband drowned — said
)
_BEFORE = (
    re.compile(f"{_SKIPPED}(?:R,?|h)?(?P<phrase>{_PHRASE})"),  # Kord, who said
    re.compile(f"(?P<skipped>{_SKIPPED}){_ASIDE}(?P<phrase>{_PHRASE})"),
)
# Read backwards too: who is described by a place with its region, or by a place and a “who”: Kord, 58, a docker from
# Dovrin, Ostrel, said; Kord, who works in Dovrin, Ostrel, said; Kord, 58, of Dovrin, who said
_OF_PLACE = re.compile(
    rf"{_SKIPPED}(?:(?:,[^,;Q()]{{1,40}})?R)?(?P<place>,(?:N{{1,2}},(?=N{{1,3}}[op])|(?<=R,)(?=N{{1,3}}[op],[#N])))"
    rf"(?:[^,;QxbykV]{{1,20}}[DdwNea#op]|[^,;Q]{{1,40}}R),(?:#,)?(?P<phrase>{_PHRASE})"
)
# Read backwards too: the docker who lost a leg last week said; the owner of a mine where 17 workers died said
_RELATIVE = re.compile(
    rf"{_SKIPPED}(?!C)[^,.;:Q()\-RhsB]{{0,25}}?(?:[bxykeVuv][^,.;:Q()\-RhsBC]{{0,12}}|w)R(?P<phrase>{_PHRASE})"
)
# Whose commas are not all there: Kord, 31, of Dovrin pleaded; Kord, who is in the squad of Ada Orvane said; Kord, says
_AGED = re.compile(rf"{_SKIPPED}(?:N{{1,3}}[op],#|[^,.;:Q()\-RhsBCVGP]{{1,50}}?[bx]R),(?=N)(?P<phrase>{_PHRASE})")
_LATE = re.compile(rf",(?P<phrase>{_PHRASE})[BCsa,]*$")
_WHO = re.compile(rf"{_SKIPPED}R,?(?P<phrase>{_NOUN})")
# Read forwards from where its clause begins: the company that owns the plant denied
_DEFINED = re.compile(r"(?P<phrase>[dD][wNmeg#]{0,6}[wN])h(?:[bxykeVuv]|w(?=[dDN#P]))[^,.;:Q()\-RhsB]{1,40}$")
# The deputy who made the tape, Ada Kord, said
_NAMED_AT_LAST = re.compile(r"[dD][wNmeg#v]{0,6}[wNv]R[^,.;:Q()\-]{1,60},(?P<name>N{2,4}),[xna]*$")
# Read forwards too, across the clauses of a lead: a docker who lost a leg when a crane fell has said
_IN_A_LEAD = re.compile(r"(?P<phrase>[dD][NwmevgZ#]{0,6}[wN])R[^,.;:Q()\-BCV]{3,60}x$")
# Who a sentence begins with, and when or as what he speaks: the coach Ada Kord after the win against Dorva said
_THEN = re.compile(r"(?P<phrase>d?[NwvmZ]*NN)s[dD]?[wvgNmZ#]{1,5}(?:[op][dDwvNmZ#]{1,6}){0,2}$")
_IN_APPOSITION = re.compile("NN,w+o")  # no determiner before the noun
# Whose second comma is not there: “…,” Kord, a docker who lost a leg said; Ada Kord, head of research at the mine told
_SIGNED = re.compile(
    r"(?:(?<=Q)(?P<quoted>N{2,4}),(?=[dDwe])[dD]?|(?P<named>N{2,4}),(?=[we]{1,3}o))[wNv][^,.;:Q()\-BhsPVG]{0,25}$"
)
_BESIDE = re.compile(r",[egw]p$")  # Kord, flanked by the mayor, Bran Orvane, said
_DESCRIBES = frozenset("DdNZw#e")  # an aside that begins so describes; one with who or after does not

_OWNED = "(?:[Dd]*[wNmeg#]*Z)+[wNevg#]*[wNv]"  # the mayor's deputy
_NAMED = "(?:[we]*|m{1,3})N(?:[Nm#]*N)?(?:[wvg]{1,3}N(?:[Nm#]*N)?)*"  # former Ostrel harbour master Casimir Wold
_AFTER_OF = f"(?:o(?:{_OWNED}|[Dd]*[Nwevt#m]*[wNv]|[#D]t|P|D))*"
_AFTER = re.compile(
    "(?:(?<=A)Tp?|a)?"  # according to Harbour Board records; of “said Kord wearily” Kord
    rf"(?P<phrase>(?<=AT)(?:[wevgmu#]*N[Nwevgmu#]*[wvu](?=[,.;Q-]|$)|[we]+v(?=,))|P(?![NwVvuexbyk])|(?:{_OWNED}|[Dd]+a*[wNe#vumtg]*[wNv#]|{_NAMED}|[wev]*w|D(?=o)){_AFTER_OF}|D)"
)
_DESCRIPTION = re.compile(
    r"(?:\([^()Q]{1,14}\))?"  # (D-Ore.)
    r"(?:[eu][pT][Dd]*[wNev#]*[wNv])?"  # close to the mayor
    r"(?:(?:(?<=[wv])[pT]|p(?=N+[,.])|R)[^,.;:Q\-()]*)?"  # for the union, who asked not to be named
    r"(?:,#(?:,[op]N+(?:,N+)*)?(?=[,.Q]|$))?"  # , 58, of Dovrin
    r"(?:,(?:a?[DdNZw#em][^,.;:Q\-()xbR]*+(?:R[^,.;:Q\-()]*)?|R[^,.;:Q\-()]*)"  # , a docker
    r"(?:\([^()Q]{1,14}\))?(?![xb]))*"
)
_ISSUED = frozenset(("communique", "communiqué", "letter", "report", "statement"))
_HAS = frozenset(("had", "has", "have"))
_DAYS = frozenset(("today", "yesterday", "tonight"))  # today Kord announced
WHOSE = frozenset(("his", "her", "its", "their", "our", "my", "your"))
_COMPARED = frozenset(("more", "most", "less", "least"))
_GROUPS = frozenset(("people", "police", "media", "staff", "data", "women", "men", "everyone"))
_NO_NOUN_FOLLOWS = frozenset("bxknaypPTVuGeh")  # signs behind which a noun needs its determiner
_COMPLEMENT = re.compile("[opT]")
_GOES_ON = re.compile("(?:[,Q-][Gg]|[CB]a?[VGvu])$")  # …, saying; and later said
_AND_SAYS = re.compile(",[CB]a?$")
_SAYS = re.compile("(?:[hV]|(?<!,)R)$")  # before the subject of what is said: that, said, asked whose
_NAME_DOES = re.compile("[NP][vu]C")  # Kord laughed and said; of a common noun the v may be another: opposition claims
_NAME_ALONE = re.compile(r",N(?:[Nm]*N)?(?=,|$)")
# A subject and no verb behind it: not “Kord released notes” nor “the mayor rips the accord”, nor “four hours later”.
_DOER = "(?:P|(?:[Dd]+a*)?(?:[wN#v'mZ]|(?<!N)[eu])*[wN#mv](?!d)(?:C(?=N)N+)?|D(?!t))"
_OPENING = (
    re.compile(rf"[CBsan]*(?P<phrase>{_DOER}(?:o(?:[Dd]*[wN#mveZ]*[wN#mv]))*)"),
    re.compile(
        rf"(?:[^,.;:Q]{{1,25}},)?[CBsan]*(?P<phrase>{_DOER}(?:[op](?:[wN#mv][wN#mveZ]*|[Dd]+[wN#mveZ]*[wN#mv]))*)"
    ),
)


def speaker_in(words: Sequence[str], shape: str, verb: int, subject: Subject) -> Subject | None:
    """The words of a subject that name who speaks: whose claim it is of “Kord’s bold claim”; None where none may.

    A number before a colon counts or dates, and a sign before a subject marks an item of a list: * Kord says.
    """
    if shape[verb] in "-:(" and shape[subject.start] == "#" == shape[subject.end - 1]:
        return None
    if shape[subject.start] == "'" and not words[subject.start][0].isalnum():
        subject = subject._replace(start=subject.start + 1, full_start=subject.full_start + 1)
    if _PARTY.fullmatch(words[subject.start]):
        subject = _before_party(shape, subject)
    subject = _before_adverb(words, shape, subject)
    if ahead := _said_when_or_in(words, shape, subject.start):
        subject = subject._replace(start=subject.start + ahead, full_start=subject.start + ahead)
    elif [word.lower() for word in words[max(0, subject.start - 1) : subject.start + 1]] == ["number", "one"]:
        subject = subject._replace(start=subject.start - 1, full_start=subject.start - 1)
    if shape[subject.start] in "wD":
        subject = _behind_adjective(words, shape, subject)
        if not _may_speak(words, shape, subject):
            return None
    is_claim = shape[verb] == "v" and subject.end == verb and not words[verb].endswith("s")
    return _whose_claim(words, shape, subject) if is_claim else subject


def _before_party(shape: str, subject: Subject) -> Subject:
    """Who stands before party and state, where a description follows: Sen. Kord, D-Ore., the top Democrat, said"""
    start = subject.start
    name = subject_before(shape, start - 1, max(0, start - _LONGEST_NAME)) if shape[start - 1 : start] == "," else None
    return name._replace(full_end=subject.full_end) if name and name.end == start - 1 else subject


def _before_adverb(words: Sequence[str], shape: str, subject: Subject) -> Subject:
    """Who stands before a word that is read as a pronoun and is none: dockers there say; Kord had this to say"""
    start = subject.start
    if start == 0 or subject.end - start > 1 or words[start].lower() not in ("there", "this"):
        return subject
    there = words[start].lower() == "there" and shape[start - 1] in "wN" and shape[start + 1 : start + 2] not in "bx"
    this = words[start - 1] in _HAS and words[start + 1 : start + 3] == ["to", "say"]
    floor = max(0, start - _LONGEST_NAME)
    return (subject_before(shape, start - this, floor) if there or this else None) or subject


def _whose_claim(words: Sequence[str], shape: str, subject: Subject) -> Subject:
    """The owner in a subject that a noun follows, which may be a verb elsewhere: Kord’s bold (claim); his (remark)."""
    for at in range(subject.end - 1, subject.start - 1, -1):
        if shape[at] == "Z" or words[at].lower() in WHOSE:
            start = 1 + max(subject.start - 1, shape.rfind("o", 0, at), shape.rfind("p", 0, at))
            return Subject(start, at + 1, start, at + 1)
        if words[at].endswith("s"):  # Kord’s advisers claim
            break
    return subject


def _said_when_or_in(words: Sequence[str], shape: str, start: int) -> int:
    """How many words before a name are not its: today Kord spoke; last week Kord urged; in a statement Orvane said."""
    word, before = words[start].lower(), words[start - 1].lower() if start else ""
    if shape.startswith("tN", start):
        return word in _DAYS or before == "on"
    if shape.startswith("ttN", start) and word in ("last", "next"):
        return 2
    return 2 * (before == "in" and shape.startswith("dwN", start) and words[start + 1] in _ISSUED)


def _behind_adjective(words: Sequence[str], shape: str, subject: Subject) -> Subject:
    """A subject without the adjective it completes: contrary to Kord, who; is steep for Kord, who."""
    start, before = subject.start, shape[subject.start - 1 : subject.start]
    bare = shape[start] == "w" and not words[start].endswith("s") and start + 2 < subject.end
    if bare and shape[start + 1] in ("T" if before == "," else "Tpo") and before in (",", "b", "a"):
        return subject._replace(start=start + 2, full_start=start + 2)
    return subject


def _may_speak(words: Sequence[str], shape: str, subject: Subject) -> bool:
    """Whether words can name a speaker: none of “is easy to say”, “in particular noted”, “are more convinced”.

    One small word alone is a noun where it is plural, or where nothing before it makes it another part of speech.
    """
    start, end = subject.start, subject.end
    if end - start > 1 or not start:
        return True
    word, before = words[start].lower(), shape[start - 1]
    if shape[start] == "D":
        return word not in _COMPARED or (before not in "ab" and shape[end : end + 1] not in ("a", "e"))
    plural = word.endswith("s") and not word.endswith("ss")
    return shape[start] != "w" or plural or word in _GROUPS or before not in _NO_NOUN_FOLLOWS


def subject_before(shape: str, verb: int, floor: int) -> Subject | None:
    """The subject that ends left of word `verb` and begins at word `floor` or after."""
    if told := _told_by_a_clause(shape, verb, floor):
        return told
    backwards = shape[max(floor, verb - _REACH) : verb][::-1]
    if found := _OF_PLACE.match(backwards):
        start, end = _phrase(found, verb)
        return Subject(start, end, start, verb - found.start("place") - 1)
    if found := _AGED.match(backwards) or _RELATIVE.match(backwards) or _BEFORE[0].match(backwards):
        start, end = _phrase(found, verb)
        start += shape[start - 1 : start + 1] == ",g"  # , contradicting the engineer Ada Kord, who said
        return Subject(start, end, start, end)
    if found := _BEFORE[1].match(backwards):
        return _before_an_aside(shape, verb, floor, found)
    late = shape[verb] == "V" and (shape[verb + 1 : verb + 2] == "h" or surely_opens(shape, verb + 1))
    if found := _WHO.match(backwards) or (_LATE.match(backwards) if late else None):
        start, end = _phrase(found, verb)
        return Subject(start, end, start, end)
    return None


def _told_by_a_clause(shape: str, verb: int, floor: int) -> Subject | None:
    """Who is told, from where the sentence begins, by what he does: the company that owns the plant denied."""
    begins = shape.startswith(("d", "D"), floor)
    if begins and (defined := _DEFINED.match(shape, floor, verb)):
        return Subject(floor, defined.end("phrase"), floor, defined.end("phrase"))
    if then := _THEN.match(shape, floor, verb):
        return Subject(floor, then.end("phrase"), floor, verb)
    if named := _NAMED_AT_LAST.search(shape, max(floor, verb - _REACH), verb):
        start, end = named.span("name")
        return Subject(start, end, named.start(), end)
    if signed := _signed(shape, verb, floor):
        return signed
    if begins and (lead := _IN_A_LEAD.match(shape, floor, verb)):
        return Subject(floor, lead.end("phrase"), floor, lead.end("phrase"))
    return None


def _before_an_aside(shape: str, verb: int, floor: int, backwards: re.Match[str]) -> Subject | None:
    """Who stands before what is said of him between commas, brackets or dashes: Kord, 58, who lives in Dovrin, said"""
    start, end = _phrase(backwards, verb)
    if beside := _BESIDE.search(shape, max(floor, start - 4), start):
        return subject_before(shape, beside.start(), floor)
    aside, last = backwards["aside"], verb - backwards.end("skipped")
    if aside and (name := _apposed(shape, start, floor)):
        return name._replace(full_end=last - 1)
    if aside is None:
        return Subject(start, end, start, end if backwards["dashes"] else last)
    return _described(shape, start, end, last - 1 if aside[-1] in _DESCRIBES else end)


def _signed(shape: str, verb: int, floor: int) -> Subject | None:
    """Who is described up to a verb, without the comma before it: “…,” Kord, a docker who lost a leg said"""
    opens = max(floor, shape.rfind("Q", floor, verb) + 1)
    signed = _SIGNED.match(shape, opens, verb) if shape.startswith("N", opens) else None
    if signed is None or shape[verb + 1 : verb + 2] == ",":
        return None
    start, end = signed.span("quoted" if signed["quoted"] else "named")
    return Subject(start, end, start, verb)


def _apposed(shape: str, start: int, floor: int) -> Subject | None:
    """Who stands before a description without its determiner: Ada Kord, founder of the mine, which is shut, said"""
    name = subject_before(shape, start - 1, floor) if start > 2 and _IN_APPOSITION.match(shape, start - 3) else None
    return name if name and name.end == start - 1 and shape[name.start - 1 : name.start] != "p" else None


def _phrase(backwards: re.Match[str], verb: int) -> tuple[int, int]:
    """The first word of the phrase found reading backwards from word `verb`, and the first behind it."""
    return verb - backwards.end("phrase"), verb - backwards.start("phrase")


def subject_after(shape: str, verb: int) -> Subject | None:
    """The subject that begins right of word `verb`."""
    reach = verb + 1 + _REACH
    found = _AFTER.match(shape, verb + 1, reach)
    if not found:
        return None
    start, end = found.span("phrase")
    described = _DESCRIPTION.match(shape, end, reach)
    full_end = described.end() if described else end
    if shape[verb] == "A":
        closes = ",." if shape[verb - 1 : verb] == "," and shape[start] != "P" else ","
        if shape[full_end : full_end + 1] not in closes:
            full_end = end  # according to Kord, the port is closed
    return _described(shape, start, end, full_end)


def _described(shape: str, start: int, end: int, full_end: int) -> Subject:
    """A subject with its description; where the name comes second (“the mayor of Dovrin, Ada Kord”), by that."""
    head = _COMPLEMENT.split(shape[start:end], 1)[0].rpartition("Z")[2]
    if "N" not in head and (name := _NAME_ALONE.match(shape, end, full_end)):
        return Subject(end + 1, name.end(), start, full_end)
    return Subject(start, end, start, full_end)


def _reports_before(shape: str, verb: int, floor: int) -> Subject | None:
    """Who reports before a comma, in a clause not said itself, what he goes on to: Kord says it is late, but says"""
    if not _AND_SAYS.search(shape, max(floor, verb - 3), verb):
        return None
    for place in range(verb - 1, max(floor, verb - _REACH), -1):
        found = subject_before(shape, place, floor) if shape[place] == "V" else None
        if found and not (_is_said(shape, found, place, floor) or shape[found.start - 1 : found.start] == "C"):
            return found  # not of the tax and the package offered by them the package
    return None


def _is_said(shape: str, subject: Subject, verb: int, floor: int) -> bool:
    """Whether a subject and its verb stand in what is said: of “Kord said the mayor left” the mayor."""
    opens = max(floor, subject.full_start - 1)
    return "R" not in shape[subject.end : verb] and _SAYS.search(shape, opens, subject.full_start) is not None


def subjects_of_clause(shape: str, verb: int, floor: int) -> Iterator[tuple[str, Subject]]:
    """Subjects that a participle or a second verb shares with its clause: the nearest verb's, the sentence's first.

    “Kord left the room, saying” and “Kord praised the accord and called for” name Kord once. A participle or a second
    verb goes on with the clause that says something, not with what is said there: of “Kord complained that the mayor
    is idle, suggesting” Kord.
    """
    nearest = _reports_before(shape, verb, floor)
    goes_on = _GOES_ON.search(shape, max(floor, verb - 2), verb + 1)
    for place in () if nearest else range(verb - 1, max(floor, verb - _REACH), -1):
        does = shape[place] in "VuxbkeyG" and shape[place - 1 : place + 1] != "Du"  # cut its forecast, saying
        if (does or _NAME_DOES.match(shape, place - 1)) and (found := subject_before(shape, place, floor)):
            nearest = nearest or found
            if not (goes_on and _is_said(shape, found, place, floor)):
                nearest = found
                break
    if nearest:
        yield "nearest", nearest
    reach = min(verb, floor + _REACH)
    opening = _OPENING[0].match(shape, floor, reach)
    if not opening or shape[opening.start("phrase")] not in "NZDdPwe":
        opening = _OPENING[1].match(shape, floor, reach)
    if opening and (nearest is None or nearest.start != opening.start("phrase")):
        start, end = opening.span("phrase")
        yield "first", Subject(start, end, start, end)
