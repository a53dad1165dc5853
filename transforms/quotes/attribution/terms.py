"""Words between marks that are nobody's, told by what stands round them: nicknames, terms, ratings, titles of works.

in   a quotation in its paragraph
out  whether it only names something
"""

import re

from transforms.quotes.attribution.candidates import Place
from transforms.quotes.narration.words import Narration

_BEFORE, _BEHIND = 60, 30  # characters looked at on either side
_LONGEST_NICKNAME, _LONGEST_RATING, _LONGEST_TITLE = 3, 3, 12  # words
_SMALL = 3  # letters; a title in title case leaves short words small
_HEADLINE = 30  # words on either side, more than a headline has
_CAPITALISED = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
# What it is called before the marks: what glaciologists call “hydrofracture”; goes by “Stone”; a film entitled “Stone”.
_CALLED = re.compile(
    r"\b[Ww]hat (?:(?:[a-z-]+ ){0,2}[a-z-]{3,}s|people|some|many|we|locals)"
    r" (?:call|term|dub|refer to as)(?: an?| the)? $"
    r"|\b(?:goes?|going|went|known) by(?: the (?:handle|moniker|name|nickname)(?: of)?)? $"
    r"|\bknown (?:to [^,.;:]{1,40} |affectionately |also |better |locally |simply )?as (?:the )?$"
    r"|\brat(?:es?|ed|ing) (?:it|(?:its|the) (?:bonds|company|debt|shares?|stock))(?: as)?(?: an?)? $"
    r"|\b(?:(?:en|sub)?titled|code-?named|(?:nick|re)named|christened) $"
)
_RATED = re.compile(r" (?:credit |debt |long-term )?(?:ratings?|outlook|recommendation)\b")
_WORK = re.compile(
    r"\b(?:album|anthem|anthology|autobiography|ballad|biography|book|column|comedy|documentary|drama|essay|exhibition|film|hymn|lecture|memoir|movie|musical|"
    r"novel|novella|opera|painting|paper|play|podcast|poem|sculpture|sequel|series|show|single|sitcom|song|symphony|thriller|track)"
    r"(?P<comma>,)? $"
)
_WORK_BEHIND = re.compile(
    " (?:album|documentary|film|movie|musical|novel|play|podcast|program(?:me)?|series|show|sitcom|song)\\b"
)
# Who is told by a work: the “Glass Summer” singer, the director of “The Salt Year”.
_MAKER = re.compile(
    "actor|actress|author|co-star|composer|creator|director|frontman|hitmaker|host|lyricist|novelist|playwright|presenter"
    "|producer|rapper|screenwriter|showrunner|singer|singer-songwriter|songwriter|star|writer"
)
_FULL_NAME = re.compile("Nm?N")
_ENDS = ".?!,…"


def names_something(narration: Narration, place: Place) -> bool:
    """Whether the words between the marks at `place` are a name of something, and so nobody's."""
    pair, text = narration.quotes[place.at], narration.text
    words = text[pair.start : pair.end]
    length = len(words.split())
    if length > _LONGEST_TITLE:
        return False
    before = text[max(0, pair.outer_start - _BEFORE) : pair.outer_start]
    behind = text[pair.outer_end : pair.outer_end + _BEHIND]
    if _calls_somebody(narration, place.at, words):
        return True
    if length <= _LONGEST_RATING and _RATED.match(behind):
        return True
    return bool(_CALLED.search(before)) or _is_title(words, before, behind)


def read_over_names(narration: Narration) -> Narration:
    """The narration with each nickname, or work, as a word of what somebody is called: J.D. “Buddy” Kord said."""
    text, pairs = narration.text, narration.quotes.items()
    names = {at for at, pair in pairs if _calls_somebody(narration, at, text[pair.start : pair.end])}
    if not names:
        return narration
    return narration._replace(shape="".join("N" if at in names else sign for at, sign in enumerate(narration.shape)))


def _calls_somebody(narration: Narration, at: int, words: str) -> bool:
    return _is_nickname(narration, at, words) or _is_makers_work(narration, at, words)


def _is_makers_work(narration: Narration, at: int, words: str) -> bool:
    """Whether marks hold the title of a work that tells who is meant: the “Glass Summer” singer."""
    behind = narration.words[at + 1] if at + 1 < len(narration.words) else ""
    of = at > 1 and narration.shape[at - 1] == "o" and _MAKER.fullmatch(narration.words[at - 2].lower())
    if of and (words.endswith(",") or behind == ","):
        return False  # Ada Kord, author of “Salt,” said: what stands behind is of the name before
    return bool(of or _MAKER.fullmatch(behind)) and _in_title_case(words)


def _is_nickname(narration: Narration, at: int, words: str) -> bool:
    """Whether marks hold what somebody is called beside his name."""
    if words.count(" ") >= _LONGEST_NICKNAME or not _CAPITALISED.fullmatch(words):
        return False
    start, end = narration.sentence(at)
    return _stands_in_a_name(narration, at, start, end) or (at == start and _stands_before_a_name(narration, at))


def _stands_in_a_name(narration: Narration, at: int, start: int, end: int) -> bool:
    """Whether names stand on both sides with nothing but spaces between: Ilvar “Stone” Reldan slept.

    Not in a headline whose every word is large: ‘Unity’ Meeting Held.
    """
    named = at > start and narration.shape[at - 1] == "N" and _touches(narration, at)
    if not named or narration.end(at - 1) + 1 != narration.quotes[at].outer_start:
        return False
    near = narration.words[max(start, at - _HEADLINE) : min(end, at + _HEADLINE)]
    return any(len(word) > _SMALL and word.islower() for word in near)


def _stands_before_a_name(narration: Narration, at: int) -> bool:
    """Whether a full name stands behind: “Stone” Ilvar Reldan slept."""
    return _touches(narration, at) and bool(_FULL_NAME.match(narration.shape, at + 1))


def _touches(narration: Narration, at: int) -> bool:
    """Whether a name stands behind a quotation with nothing but a space between."""
    behind = narration.shape[at + 1 : at + 2] == "N"
    return behind and narration.starts[at + 1] == narration.quotes[at].outer_end + 1


def _is_title(words: str, before: str, behind: str) -> bool:
    """Whether marks hold a work's title: her novel “Salt”; the paper, “Drainage of lakes”, is out; the “Salt” show."""
    if _WORK_BEHIND.match(behind) and _in_title_case(words):
        return True
    work = _WORK.search(before)
    if not work or not words[:1].isupper():
        return False
    set_off = bool(work["comma"]) and behind.startswith(",") and words[-1] not in _ENDS
    return set_off or _in_title_case(words)


def _in_title_case(words: str) -> bool:
    """Whether words begin large, but for short ones: The Salt Year."""
    return words[:1].isupper() and all(word[0].isupper() or len(word) <= _SMALL for word in words.rstrip(_ENDS).split())
