"""What stands around an article in the text of a whole page, copied with its menus, links and comments.

Home          Follow us on Facebook          Ferries late again (12)          Terms of use
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from transforms.clean.boilerplate import is_credit, opens_list
from transforms.segment.bylines import is_byline
from transforms.segment.dates import DATE, read_date_line
from transforms.tables import BOILERPLATE

# Of a copied page: lines that are no sentences, and different ones that any page has, in all and on either side of its
# article. What a site left around an article with a long list in it stands on one side, or is next to nothing.
_FEWEST_LINES, _FEWEST_KNOWN, _FEWEST_BESIDE = 20, 6, 2
_MOST_BETWEEN = 8  # lines between two sentences of one article: a picture, what shares it, a list
_FEWEST_WORDS, _MANY_WORDS = 4, 20  # of a sentence; of one that is no button's, and needs no final stop to be one
_LONE = 0.25  # what a sentence between two lines weighs, as one person's comment, beside one that stands by another
_LONGEST_HEAD, _LONGEST_SIGN = 20, 200  # lines from the headline to the first sentence; characters of a byline or date
_FEWEST_HEADLINE_WORDS = 4
_LEAST_SHARE = 0.4  # of the long sentences' words, in the article
_FEWEST_IN_A_ROW = 3  # sentences of what goes on with an article
_COMMENTS = re.compile(
    r"(?:\d[\d,.]* )?(?:(?:reader|all|add your|post an?|leave an?|load|view) )?"
    r"(?:comments?|discussion|responses)\b.{0,20}$",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(r"[^|]*(?:\||:$)")  # a caption with its credit or a menu; a label
_BYLINE = re.compile(r"(?:By|BY|by):? [A-Z]")
_SIGN = re.compile(rf"{_BYLINE.pattern}|.*{DATE}|.*\b\d{{1,2}}[/-]\d{{1,2}}[/-]\d\d\b")
_LONG_WORD = re.compile(r"[^\W\d_][\w'’-]{3,}")


class FoundArticle(NamedTuple):
    """Where a copied page's article begins with its headline, where with its first sentence, and where it ends."""

    head: int
    first: int
    end: int


def find_article(paragraphs: Sequence[str], kinds: Sequence[str]) -> FoundArticle | None:
    """Find the article in the paragraphs of a copied page; None where they are no such copy.

    A page has dozens of lines that are no sentences; its article is where most of its sentences stand together.
    """
    own = [place for place, kind in enumerate(kinds) if kind != BOILERPLATE]
    if len(paragraphs) - len(own) < _FEWEST_KNOWN:
        return None
    sentences = [place for place in own if _is_sentence(paragraphs[place])]
    if not sentences or len(paragraphs) - len(sentences) < _FEWEST_LINES:
        return None
    weights = {tuple(places): _weight(paragraphs, places) for places in _together(sentences)}
    article = max(weights, key=weights.__getitem__)
    if weights[article] <= _LEAST_SHARE * sum(weights.values()):
        return None
    article = _without_lone_ends(paragraphs, article)
    head = _find_head(paragraphs, [place for place in own if place < article[0]][-_LONGEST_HEAD:], article[0])
    found = FoundArticle(head, article[0], _before_comments(paragraphs, article))
    return found if _is_surrounded(paragraphs, kinds, found) else None


def is_tool(paragraph: str) -> bool:
    """Whether a line between a copied page's headline and its article is neither's: "Share", "12", "Text size"."""
    if is_byline(paragraph) or read_date_line(paragraph):
        return False
    return len(paragraph.split()) < _FEWEST_HEADLINE_WORDS or _is_sign(paragraph)


def _is_sentence(paragraph: str) -> bool:
    """Whether a paragraph has sentences: words enough and a stop, and not the large ones of a title."""
    words = len(paragraph.split())
    if words >= _MANY_WORDS:
        return not _BYLINE.match(paragraph)
    long = _LONG_WORD.findall(paragraph)
    return (
        words >= _FEWEST_WORDS
        and paragraph.rstrip("\"'”’»)]")[-1:] in ".?!"
        and not paragraph.endswith("...")
        and any(word[0].islower() for word in long)
    )


def _is_surrounded(paragraphs: Sequence[str], kinds: Sequence[str], found: FoundArticle) -> bool:
    """Whether lines that any page has stand over and under an article, the menu's and the foot's."""
    over, under = (
        {paragraphs[place].lower() for place in side if kinds[place] == BOILERPLATE}
        for side in (range(found.head), range(found.end, len(paragraphs)))
    )
    return min(len(over), len(under)) >= _FEWEST_BESIDE and len(over | under) >= _FEWEST_KNOWN


def _together(sentences: Sequence[int]) -> list[list[int]]:
    """Group sentences between which few other lines stand."""
    groups = [[sentences[0]]]
    for place in sentences[1:]:
        if place - groups[-1][-1] - 1 > _MOST_BETWEEN:
            groups.append([])
        groups[-1].append(place)
    return groups


def _weight(paragraphs: Sequence[str], places: Sequence[int]) -> float:
    """Count the words of long sentences; less where other lines stand over and under each."""
    return sum(_weights(paragraphs, places))


def _weights(paragraphs: Sequence[str], places: Sequence[int]) -> list[float]:
    among = set(places)
    words = ((place, len(paragraphs[place].split())) for place in places)
    return [
        count * (1 if {place - 1, place + 1} & among else _LONE) if count >= _MANY_WORDS else 0
        for place, count in words
    ]


def _without_lone_ends(paragraphs: Sequence[str], places: tuple[int, ...]) -> tuple[int, ...]:
    """Leave out short sentences at both ends that stand by none: "You must log in to comment."."""
    among = set(places)
    kept = [
        number
        for number, place in enumerate(places)
        if {place - 1, place + 1} & among or len(paragraphs[place].split()) >= _MANY_WORDS
    ]
    return places[kept[0] : kept[-1] + 1]


def _find_head(paragraphs: Sequence[str], above: Sequence[int], first: int) -> int:
    """Where an article's head begins: at the headline nearest above its byline, or its date, or its first sentence."""
    signs = [place for place in above if _is_sign(paragraphs[place])]
    bylines = [place for place in signs if _BYLINE.match(paragraphs[place])]
    titles = [place for place in above if place not in signs and _could_be_title(*paragraphs[place : place + 2])]
    signed = [place for place in titles if signs and place < (bylines or signs)[0]]
    return (signed or titles or signs or [first])[-1]


def _could_be_title(paragraph: str, below: str) -> bool:
    """Whether a line may be a headline by its length and signs; what stands over a picture's credit is its caption."""
    told = _NO_TITLE.match(paragraph) or is_credit(below)
    return _FEWEST_HEADLINE_WORDS <= len(paragraph.split()) < _MANY_WORDS and not told


def _is_sign(paragraph: str) -> bool:
    """Whether a line tells who wrote the article or when, among whatever else."""
    return len(paragraph) <= _LONGEST_SIGN and bool(_SIGN.match(paragraph))


def _before_comments(paragraphs: Sequence[str], article: Sequence[int]) -> int:
    """Where an article ends: before the label of comments or links behind which no few sentences stand in a row.

    And not before one that stands over most of it, as a box beside its first lines.
    """
    among = set(article)
    rows = [place for place in article if among.issuperset(range(place, place + _FEWEST_IN_A_ROW))]
    gained = list(accumulate(_weights(paragraphs, article)))
    half = article[bisect_left(gained, gained[-1] / 2)]
    for place in range(max([half, *rows]), article[-1]):
        if place not in among and (opens_list(paragraphs[place]) or _COMMENTS.match(paragraphs[place])):
            return article[bisect_left(article, place) - 1] + 1
    return article[-1] + 1
