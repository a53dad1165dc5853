"""Words between marks that are nobody's, told by what stands round them: nicknames, terms, ratings, titles of works.

in   a quotation in its paragraph
out  whether it only names something
"""

import re

from transforms.quotes.candidates import Place
from transforms.quotes.narration import Narration

_BEFORE, _BEHIND = 60, 30  # characters looked at on either side
_LONGEST_NICKNAME, _LONGEST_RATING, _LONGEST_TITLE = 3, 3, 12  # words
_SMALL = 3  # letters; a title in title case leaves short words small
_CAPITALISED = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
# What it is called before the marks: what glaciologists call “hydrofracture”; goes by “Stone”; a report entitled “Stone”.
_CALLED = re.compile(
    r"\b[Ww]hat (?:(?:[a-z-]+ ){0,2}[a-z-]{3,}s|people|some|many|we|locals) (?:call|term|dub|refer to as)(?: an?| the)? $"
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
    if length <= _LONGEST_NICKNAME and _stands_in_a_name(narration, place) and _CAPITALISED.fullmatch(words):
        return True
    if length <= _LONGEST_RATING and _RATED.match(behind):
        return True
    return bool(_CALLED.search(before)) or _is_title(words, before, behind)


def _stands_in_a_name(narration: Narration, place: Place) -> bool:
    """Whether names stand on both sides with nothing but spaces between: Ilvar “Stone” Reldan slept.

    Not in a headline whose every word is large: ‘Unity’ Meeting Held.
    """
    pair, at = narration.quotes[place.at], place.at
    small = any(len(word) > _SMALL and word.islower() for word in narration.words[place.start : place.end])
    return small and (
        narration.shape[at - 1 : at] == narration.shape[at + 1 : at + 2] == "N"
        and narration.end(at - 1) + 1 == pair.outer_start
        and narration.starts[at + 1] == pair.outer_end + 1
    )


def _is_title(words: str, before: str, behind: str) -> bool:
    """Whether marks hold a work's title: her novel “Salt and Stone”; the paper, “Drainage of lakes”, is out."""
    work = _WORK.search(before)
    if not work or not words[:1].isupper():
        return False
    set_off = bool(work["comma"]) and behind.startswith(",") and words[-1] not in _ENDS
    return set_off or all(word[0].isupper() or len(word) <= 3 for word in words.rstrip(_ENDS).split())
