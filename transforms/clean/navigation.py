"""Site furniture: what a page says beside its article, told by its words alone."""

import re
from functools import cache

from transforms import lexicons

_LONGEST = 300  # characters; what is longer is prose even if it ends with a link
_CREDIT = re.compile(
    r"(?:image|images|photo|photos|photograph|picture|pictures|video|graphic|illustration|file photo|credit)s?"
    r"(?: credit| by| courtesy(?: of)?)?: ?\S",
    re.IGNORECASE,
)
_CREDIT_WITHIN = re.compile(r"(?<=[\w.)\"”’] )(?:Image|Photo|Picture|Photograph|Credit)s?(?: credit)?: [^\n]{2,80}$")
_COPYRIGHT = re.compile(r"(?:copyright\b|©|\(c\) ?\d{4}|all rights reserved\b)", re.IGNORECASE)
_MENU_MARK = re.compile(r"[|»›>•·]")
_TAG = re.compile(r"<[/a-z][^<>]*>")
_MARKUP = re.compile(r"[.#@]?[\w-]+[^{}\n]{0,80}\{[^\n]{0,2000}$|\}[.}]?$|[a-z-]+: ?[^;\n]{1,60};$")
_LINK = re.compile(r"(?:https?://|www\.)\S+$|(?:follow|tweet|email)\b.{0,80}[@]\w+.{0,40}$", re.IGNORECASE)


def is_furniture(paragraph: str) -> bool:
    """Whether a paragraph is site furniture: navigation, share links, copyright, credits, advertisement.

    >>> [is_furniture(line) for line in ("All news", "Read more: Ferry strike", "News of the strike spread.")]
    [True, True, False]
    """
    if len(paragraph) > _LONGEST:
        return False
    words = " ".join(paragraph.lower().split()).strip(" .:|»›>•·-–—")
    if not words or words in _whole_lines() or _is_menu(paragraph):
        return True
    if _CREDIT.match(paragraph) or _CREDIT_WITHIN.search(paragraph) or _COPYRIGHT.match(paragraph):
        return True
    if _MARKUP.match(paragraph) or _LINK.match(paragraph) or not _TAG.sub("", paragraph).strip(" ."):
        return True
    return words.startswith(_openings())


def _is_menu(paragraph: str) -> bool:
    """Whether a line is names of links in a row: "Home | World | Sport"."""
    if not _MENU_MARK.search(paragraph):
        return False
    cells = [cell.strip() for cell in _MENU_MARK.split(paragraph)]
    return len(cells) >= 3 and all(len(cell.split()) <= 4 for cell in cells)


def _whole_lines() -> frozenset[str]:
    return lexicons.words("transforms.clean", "furniture_lines.tsv")


@cache
def _openings() -> tuple[str, ...]:
    return tuple(sorted(lexicons.words("transforms.clean", "furniture_openings.tsv")))
