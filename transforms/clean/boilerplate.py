"""Boilerplate: what a site says beside its article, told by its words alone."""

import re
from functools import cache

from transforms import lexicons

_LONGEST = 300  # characters; what is longer is prose even if it ends with a link
_PICTURES = "Image|Photo|Photograph|Picture"
CREDIT = rf"(?:{_PICTURES}): \S"  # where a picture's credit begins, behind a caption or on its own
_CREDIT = re.compile(
    rf"[\[(]?(?:{_PICTURES}|video|graphic|illustration|file photo|credit)s?"
    r"(?: caption| credit| by| courtesy(?: of)?)?: ?\S",
    re.IGNORECASE,
)
_CREDIT_WITHIN = re.compile(rf"(?<=[\w.)\"”’] )(?:{_PICTURES}|Credit)s?(?: credit)?: [^\n]{{2,80}}$")
_CREDITED = re.compile(
    rf"(?i:{_PICTURES}|video|graphic|illustration|map)s? (?:by|courtesy of|via) [A-Z][^.!?\n]{{1,80}}\.?$"
    r"|[A-Z][^.!?\n]{1,60} via (?:AP|AFP|EPA|Flickr|Getty Images|Reuters|REUTERS|Shutterstock)(?: Images| Photo)?\.?$"
    r"|AP Photo/|[^\n]{0,250}\((?:[A-Z][\w.&' ]{1,30} )?(?:Photo|Image|Graphic)s?/[^()\n]{2,80}\)[.\]]*$"
    r"|[^\n]{2,250}/ ?(?:AP|AFP|EPA|PA|Reuters|REUTERS|TASS|Getty Images)(?: (?:Images|Photo))?[.)]*$"
)
_NAMES = r"[A-Z][\w.'’-]{0,30}(?:,? (?:and )?[A-Z][\w.'’-]{0,30}){0,8}"
_SIGNED = re.compile(
    r"[^\n]{2,250} contributed (?:to (?:this|the) (?:report|story|article)\b|(?:additional )?reporting\b)[^\n]{0,40}$"
    rf"|(?:{_NAMES} reported from|(?:[—-]{{1,2}} ?)?(?:Additional reporting|Compiled|Editing|Reporting|Writing) by)"
    rf" {_NAMES}(?: in {_NAMES})?(?:$|[.;] [^\n]{{0,200}}$)"
    r"|\(By [A-Z][^()\n]{2,100}[;,] ?[Ee]diting by [^()\n]{2,100}\)$"
    r"|(?:Source|Editor|Edited by): [^.!?\n]{1,60}$",
)
# Whom a release says to call, and what a filing is numbered: "Direct: (202) 555-0143", "Exhibit 99.1".
_NUMBERED = re.compile(
    r"(?:[A-Z][\w. ]{1,20}: ?)?(?:\+?\d{1,3}[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?:/\d{4})?$"
    r"|(?:Tel|Telephone|Phone|Mobile|Cell|Fax)[.:]? ?[+(]?\d[\d ()./-]{6,25}$|Exhibit \d{1,3}(?:\.\d{1,2})?$"
)
# What a desk says of its own article: "(Corrects number in paragraph 5)", "This story has been updated to …".
_NOTED = re.compile(
    r"\((?:Adds|Amends|Changes|Clarifies|Corrects|Deletes|Fixes|Inserts|Recasts|Refiles|Removes|Repeats|Restores|Rewrites|"
    r"Updates)\b[^()\n]{2,280}\)\.?$"
    r"|(?:(?:CORRECTION|Correction|CLARIFICATION|Clarification|UPDATE|Update)(?: [\d/.:,apmAPMA-Z ]{1,40})?: ?)?\(?(?:"
    r"(?:An?|In an) (?:earlier|previous) version of this (?:story|article|report|post|piece|column)\b"
    r"|Due to an editing error\b"
    r"|This(?: [A-Z]\w+ \d{1,2})? (?:story|article|report|post|piece|column|version)"
    r" (?:(?:has been|was|is being) (?:updated|corrected|amended|revised|clarified)|corrects|clarifies|updates)\b)"
)
_COUNT = re.compile(
    r"\d[\d,.]*[km]? (?:comment|share|like|view|retweet)s?$|\d[\d,.]* (?:reply|replies)$|comments? ?\(\d+\)$"
    r"|(?:(?:published|updated|posted) )?(?:an?|\d{1,2}) (?:second|minute|min|hour|day|week|month)s? (?:ago|read)$"
    r"|(?:reading time|time to read): ",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:copyright )?(?:©|\(c\) ?\d)|copyright (?:by )?\d{4}|[^\n]{0,200}\ball rights reserved\.?$", re.IGNORECASE
)
_SERVICE = (
    r"(?:share|save|send|print|copy(?: link\b)?|e-?mail|facebook|messenger|twitter|linkedin|pinterest|reddit|tumblr|"
    "flipboard|whatsapp|telegram|viber|youtube|instagram|tiktok|bluesky|threads)"
)
_SHARE_BAR = re.compile(
    rf"{_SERVICE}(?:[ ,|/·•:]++(?>{_SERVICE}|on|via|this|article|story|page|x|vk|link)\b){{1,20}}\.?$", re.IGNORECASE
)
_STYLE_SHEET = re.compile(
    r"[.#@]?[\w-]++[^{}\n]{0,80}\{ ?(?:$|[a-z-]+ ?:[^\n]{0,2000}$)|\}[.}]?$|[a-z-]+: ?[^;\n]{1,60};$"
)
# "Contact Ann Lee at alee@post.example"; "Updated at 15.03 GMT"; "Rovers: Hale; Shaw, Obi; Lund (Cole, 70)."
_CONTACT = re.compile(r"(?:contact|e-?mail|reach|write to)\b[^\n]{1,100}[ <(]\S{1,60}@\S{1,60}$", re.IGNORECASE)
_UPDATED = re.compile(
    r"(?:(?:first |last )?(?:posted|published|updated)(?: at)?:? )"
    r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\b\.?)?(?: ?[a-z]{1,5})?\.?$",
    re.IGNORECASE,
)
_PLAYER = r"(?:\d{1,2} )?[A-Z][\w.'’-]{0,30}(?: [A-Z][\w.'’-]{0,30}){0,2}(?: ?\([^()\n]{1,40}\))?"
_TEAM = re.compile(
    rf"[A-Z][\w.'’& -]{{0,40}}(?: ?\([^()\n]{{1,20}}\))?: {_PLAYER}(?:[,;] {_PLAYER}){{5,14}}"
    rf"(?:\. (?:Subs|Substitutes|Bench)(?: \([^()\n]{{1,20}}\)| not used)?: {_PLAYER}(?:[,;] {_PLAYER}){{0,14}})?\.?$"
)
_ADDRESS = r"(?:https?://|www\.)\S+"
_LINK = re.compile(
    rf"{_ADDRESS}$|[^\n]{{2,100}}: ?{_ADDRESS}$"
    rf"|(?:follow|find|for more|more|on (?:facebook|twitter)|online|read|see)\b[^\n]{{1,150}} {_ADDRESS}$"
    r"|(?:please )?(?:follow|find|get|join|like) [^.!?\n]{1,60} on (?:facebook|instagram|twitter|youtube)\b"
    r"[^\n]{0,120}$"
    r"|(?:follow|tweet|email)\b.{0,80}[@]\w+.{0,40}$",
    re.IGNORECASE,
)
# A feed's foot: "The post … appeared first on …"; a wire's slug: "BC-STORM-COAST, 2nd Ld-Writethru, a0417".
_FED = re.compile(
    r"The (?:post|article|story) [^\n]{1,250} (?:appeared first|first appeared|was first published)"
    r" (?:on|in|at) [^\n]{2,60}$"
)
_SLUG = re.compile(
    r"[A-Z]{2,12}--?[A-Z][^\n.]{0,80}"
    r"(?:\b(?:1st|2nd|3rd|\dth) (?:Add|Ld|Lead|Sub)\b|\bWritethru|, ?[a-z]?\d{3,4}$)[^\n.]{0,40}$"
    r"|BC-{1,2}[A-Z][\w-]{2,60}$"
)
# Over a list of links: "More from the Elban Post", "Related news on the harbour:".
_LIST_LABEL = re.compile(
    r"(?:(?:Read )?[Mm]ore (?:from|by)|MORE FROM|More [Ff]rom"
    r"|Related (?i:news|stories|articles|items|links|videos) (?:from|on|On)) [^\s.!?;]++(?: [^\s.!?;]++){0,5} ?$"
    r"|More in [A-Z]\w+$"
)
SAYING = re.compile(r"[\"“„«](?:[^\s\"“”„«»]+ ){3,60}[^\s\"“”„«»]+[\"“”»]")  # somebody's words, which no credit holds
_MARKS_OF_PAGES = (
    _SIGNED,
    _NOTED,
    _COUNT,
    _COPYRIGHT,
    _SHARE_BAR,
    _STYLE_SHEET,
    _LINK,
    _CONTACT,
    _UPDATED,
    _TEAM,
    _NUMBERED,
)
_SHAPES = (*_MARKS_OF_PAGES, _LIST_LABEL, _FED, _SLUG)
BULLET = re.compile(r"(?:[*•●▪‣·] ?|- )(?=[^\s*•●▪‣·-])")  # before an item of a list
_AROUND = " .:|»›>→•·-–—_*=~#"  # what a line may stand between, and a rule across the page consists of
_MENU_MARK = re.compile(r"[|»›>•·]")
_TAG = re.compile(r"<[/a-z][^<>]*>")


def is_boilerplate(paragraph: str) -> bool:
    """Whether a paragraph is boilerplate: navigation, share links, copyright, credits, advertisement.

    >>> [is_boilerplate(line) for line in ("All news", "Read more: Ferry strike", "News of the strike spread.")]
    [True, True, False]
    """
    if len(paragraph) > _LONGEST:
        return False
    words = _words_of(paragraph)
    if not words or words in _whole_lines() or words.startswith(_openings()) or _is_menu(paragraph):
        return True
    line = paragraph[bullet.end() :] if (bullet := BULLET.match(paragraph)) else paragraph
    if (any(shape.match(line) for shape in _SHAPES) or is_credit(line)) and not SAYING.search(line):
        return True
    return not _TAG.sub("", paragraph).strip(" .")


def opens_list(paragraph: str) -> bool:
    """Whether a line stands over a list of links or tags: "Related stories:"; the short lines beneath are its items."""
    return len(paragraph) <= _LONGEST and (_words_of(paragraph) in _labels() or bool(_LIST_LABEL.match(paragraph)))


def _words_of(paragraph: str) -> str:
    return " ".join(paragraph.lower().split()).strip(_AROUND)


def is_credit(paragraph: str) -> bool:
    """Whether a line says who made a picture, behind what it shows or on its own."""
    return bool(_CREDIT.match(paragraph) or _CREDITED.match(paragraph) or _CREDIT_WITHIN.search(paragraph))


def _is_menu(paragraph: str) -> bool:
    """Whether a line is names of links in a row: "Home | World | Sport"."""
    if not _MENU_MARK.search(paragraph):
        return False
    cells = [cell.strip() for cell in _MENU_MARK.split(paragraph)]
    return len(cells) >= 3 and all(len(cell.split()) <= 4 for cell in cells)


@cache
def _whole_lines() -> frozenset[str]:
    return _labels() | lexicons.words("transforms.clean", "boilerplate_lines.tsv")


def _labels() -> frozenset[str]:
    return lexicons.words("transforms.clean", "boilerplate_lists.tsv")


@cache
def _openings() -> tuple[str, ...]:
    return tuple(sorted(lexicons.words("transforms.clean", "boilerplate_openings.tsv")))
