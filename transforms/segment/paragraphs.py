"""The part each paragraph of one article plays."""

import re
from collections.abc import Collection
from itertools import groupby, islice, takewhile
from typing import NamedTuple

from transforms.clean.boilerplate import BULLET, is_boilerplate, opens_list
from transforms.segment.bylines import find_introductions, is_authors_name, is_byline, is_credential, is_named_below
from transforms.segment.dateline import LABELS, LONGEST_HEAD, Dateline, find_dateline, prose_starts
from transforms.segment.dates import WrittenDate, find_date, read_date_line
from transforms.segment.live import find_entries
from transforms.segment.surroundings import find_article, is_tool
from transforms.segment.transcripts import SIGNATURE, find_spoken
from transforms.spans import Span
from transforms.tables import BODY, BOILERPLATE, HEADING

_PARAGRAPH = re.compile(r"[^\n]+")
_LONGEST_HEADLINE, _LONGEST_DECK, _LONGEST_HEADING = 200, 300, 90  # characters
_MOST_HEADING_WORDS = 12  # a choice: of more words a line without a stop is likelier a sentence that lost it
_LONGEST_RELEASE_HEAD, _FEWEST_HEADLINE_WORDS = 12, 4  # lines; a contact's name has fewer words
_RELEASED = re.compile(r"for (?:immediate )?release\b", re.IGNORECASE)
_MOST_HEADINGS_IN_A_ROW = 2  # a heading and one below it
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SMALL_WORDS = 3  # letters; a title in title case leaves short words small
_LONGEST_LISTED = 120  # characters of a link's title in a list of links
_INITIALS = re.compile(r"[A-Z]{2,5}(?: [A-Z]{2,4}){1,3}")  # the agency's, the reporter's, the editor's
_OPENERS, _CLOSERS = "\"'“‘«", "\"'”’»)]"
_WIDE_STOPS = {"。": ".", "！": "!", "？": "?", "：": ":"}  # of Chinese and Japanese
_LABEL = re.compile(r"[\w .]{1,30}: ?[“\"‘']?\w")  # who speaks, in an interview
_SPEAKS = re.compile(r"[\w .]{1,30}: ?[“\"‘']\w")  # and is quoted


class Layout(NamedTuple):
    """One article's paragraphs: spans, where their own words begin, where what is spoken without marks does (None where
    nothing is), kinds and sections; and what its head says."""

    spans: list[Span]
    prose: list[int]
    spoken: list[int | None]
    kinds: list[str]
    sections: list[str | None]
    dateline: Dateline | None
    date_line: WrittenDate | None
    is_live: bool
    is_copied_page: bool
    is_transcript: bool


def lay_out(text: str, title: str | None, headings: Collection[str] = ()) -> Layout:
    """Tell what part each paragraph of a clean text plays.

    `title` is the record's own headline, where it has one; `headings` are lines that its page tags as headings.

    >>> lay_out("Ferry strike ends\\n\\nOSTEND — Ferries sail again.\\n\\nAll news", None).kinds
    ['headline', 'body', 'boilerplate']
    """
    spans = [Span(*found.span()) for found in _PARAGRAPH.finditer(text)]
    paragraphs = [text[start:end] for start, end in spans]
    kinds = [BOILERPLATE if is_boilerplate(paragraph) else BODY for paragraph in paragraphs]
    within = _mark_surroundings(paragraphs, kinds)
    is_copied = len(within) < len(spans)
    is_live = _mark_entries(paragraphs, kinds, within)
    dated, dateline = _find_dateline(paragraphs, kinds)
    date_line = _mark_head(paragraphs, kinds, title, within.start, dated)
    if is_copied:
        date_line = date_line or _date_in_head(paragraphs, kinds, within)
    if dateline and dateline.length == len(paragraphs[dated]):
        kinds[dated] = BOILERPLATE
    _mark_listed(paragraphs, kinds, begun=is_copied)
    _mark_foot(paragraphs, kinds)
    _mark_tagged(paragraphs, kinds, headings)
    _mark_headings(paragraphs, kinds)
    if BODY not in kinds:  # a dateline alone, and no article behind it
        kinds[max(range(len(kinds)), key=lambda place: (place == dated, len(paragraphs[place])))] = BODY
    starts = prose_starts(paragraphs, (dated, dateline) if dateline else None)
    prose = [start + begin for (start, _), begin in zip(spans, starts, strict=True)]
    body = _body(kinds)
    spoken, is_transcript = find_spoken([paragraphs[place] for place in body])
    begins = {place: spans[place].start + begin for place, begin in zip(body, spoken, strict=True) if begin is not None}
    return Layout(
        spans=spans,
        prose=prose,
        spoken=[begins.get(place) for place in range(len(spans))],
        kinds=kinds,
        sections=_sections(paragraphs, kinds),
        dateline=dateline,
        date_line=date_line,
        is_live=is_live,
        is_copied_page=is_copied,
        is_transcript=is_transcript,
    )


def _mark_surroundings(paragraphs: list[str], kinds: list[str]) -> range:
    """Mark what stands around the article in a page that was copied whole; return the article's own paragraphs."""
    found = find_article(paragraphs, kinds)
    if found is None:
        return range(len(paragraphs))
    tools = (place for place in range(found.head + 1, found.first) if is_tool(paragraphs[place]))
    for place in (*range(found.head), *tools, *range(found.end, len(paragraphs))):
        kinds[place] = BOILERPLATE
    return range(found.head, found.end)


def _mark_entries(paragraphs: list[str], kinds: list[str], within: range) -> bool:
    """Mark the times and titles of a live blog's entries as headings; whether it is a live blog."""
    stamps, titles = find_entries(paragraphs[within.start : within.stop])
    for place in (*stamps, *titles):
        kinds[within.start + place] = HEADING
    return bool(stamps)


def _find_dateline(paragraphs: list[str], kinds: list[str]) -> tuple[int, Dateline | None]:
    """Find the paragraph that opens with the dateline, where a head of a few lines may stand before it."""
    body = [place for place in _body(kinds) if not _stands_above_a_body(paragraphs[place])]
    found = find_dateline([paragraphs[place] for place in body])
    return (body[found[0]], found[1]) if found else (-1, None)


def _mark_head(
    paragraphs: list[str], kinds: list[str], title: str | None, begin: int, dated: int
) -> WrittenDate | None:
    """Mark headline, deck, labels, bylines and date line, and the headline where it is repeated; return the date line.

    The head ends before the paragraph at `dated`, which opens with the dateline, or else before the last (-1). What
    stands before the dateline, a byline or a date line is no body of the article, full stop or not; what stands above
    the record's own title, as the name of a column, or a release's headline, as whom to call, is no part of it.
    """
    body = _body(kinds)
    sure = max((dated, *(place for place in body[:LONGEST_HEAD] if _stands_above_a_body(paragraphs[place]))))
    titled = next((place for place in body[:LONGEST_HEAD] if _same(paragraphs[place], title)), 0)
    titled = titled or _headline_of_a_release(paragraphs, kinds)
    end = dated if dated >= 0 else max(body, default=0)
    date_line, headline, signed = None, None, False
    for place in range(begin, end):
        paragraph = paragraphs[place]
        own = headline is None and _same(paragraph, title)
        if found := read_date_line(paragraph):  # also one that looks like a menu: "City Desk | Ostrel | 4 May 2026"
            date_line = date_line or found
            kinds[place] = BOILERPLATE
        elif kinds[place] == HEADING:  # an entry of a live blog
            break
        elif kinds[place] == BOILERPLATE:
            continue
        elif place < titled or _same(paragraph, headline) or paragraph.upper() in LABELS:
            kinds[place] = BOILERPLATE
        elif not own and _is_signature(paragraphs, place, titled=bool(headline or title), signed=signed):
            signed, kinds[place] = True, BOILERPLATE
        elif own or (headline is None and _is_headline(paragraph, title, place < sure)):
            headline, kinds[place] = paragraph, "headline"
        elif headline is not None and _is_deck(
            paragraph, place < sure, first="deck" not in kinds, over=paragraphs[end]
        ):
            kinds[place] = "deck"
        else:
            break
    _mark_repeated(paragraphs, kinds, headline)
    return date_line


def _headline_of_a_release(paragraphs: list[str], kinds: list[str]) -> int:
    """Where a release's headline stands: below FOR IMMEDIATE RELEASE and whom to call; 0 where nothing is one."""
    head = paragraphs[:_LONGEST_RELEASE_HEAD]
    told = next((place for place, line in enumerate(head) if _RELEASED.match(line)), len(head))
    lines = (place for place in range(told + 1, len(head)) if kinds[place] == BODY)
    return next((place for place in lines if len(head[place].split()) >= _FEWEST_HEADLINE_WORDS), 0)


def _stands_above_a_body(paragraph: str) -> bool:
    """Whether a paragraph is a byline or a date line, which are of no body, nor anything before them."""
    return is_byline(paragraph) or read_date_line(paragraph) is not None


def _date_in_head(paragraphs: list[str], kinds: list[str], within: range) -> WrittenDate | None:
    """Find the date above a copied page's article, among whatever the site says there."""
    head = takewhile(lambda place: kinds[place] != BODY, within)
    return next(filter(None, (find_date(paragraphs[place]) for place in head)), None)


def _body(kinds: list[str]) -> list[int]:
    return [place for place, kind in enumerate(kinds) if kind == BODY]


def _is_signature(paragraphs: list[str], place: int, *, titled: bool, signed: bool) -> bool:
    """Whether a line of the head says who wrote the article: a byline, a name below the title, an office below it."""
    paragraph = paragraphs[place]
    if is_byline(paragraph) or (place and is_named_below(paragraph, paragraphs[place - 1])):
        return True
    return titled and (
        is_credential(paragraph) if signed else is_authors_name(paragraph, islice(paragraphs, place + 1, None))
    )


def _mark_repeated(paragraphs: list[str], kinds: list[str], headline: str | None) -> None:
    for place, paragraph in enumerate(paragraphs):
        if kinds[place] == BODY and _same(paragraph, headline):
            kinds[place] = BOILERPLATE


def _is_headline(paragraph: str, title: str | None, in_head: bool) -> bool:
    """Whether a first paragraph is the headline: the record's own, without a final stop, or surely in the head."""
    if len(paragraph) > _LONGEST_HEADLINE:
        return False
    return in_head or _same(paragraph, title) or _last(paragraph) not in ".…:;," or _is_title_case(paragraph)


def _is_deck(paragraph: str, in_head: bool, *, first: bool, over: str) -> bool:
    """Whether what is under the headline sums the article up: the first without a final stop, or surely in the head.

    A summary may have many items, if what it stands over is none of them.
    """
    if len(paragraph) > _LONGEST_DECK:
        return False
    if BULLET.match(paragraph):
        return not BULLET.match(over)
    return first and (in_head or _last(paragraph) not in ".?!…:;,")


def _mark_listed(paragraphs: list[str], kinds: list[str], *, begun: bool) -> None:
    """Mark the items of lists of links and tags, which stand under their label.

    Behind the article's first sentence, that is; in a copied page, whose head is known, before it too.
    """
    listing = False
    for place, paragraph in enumerate(paragraphs):
        if kinds[place] == BOILERPLATE:
            listing = listing or (begun and opens_list(paragraph))
        elif listing and kinds[place] == BODY and len(paragraph) <= _LONGEST_LISTED and _last(paragraph) not in ".…:;,":
            kinds[place] = BOILERPLATE
        else:
            listing = False
            begun = begun or (kinds[place] == BODY and _last(paragraph) in ".?!")


def _mark_foot(paragraphs: list[str], kinds: list[str]) -> None:
    """Mark the lines at an article's foot that introduce its author, and initials that sign a wire's."""
    body = _body(kinds)
    if len(body) > 1 and _INITIALS.fullmatch(paragraphs[body[-1]]):
        kinds[body.pop()] = BOILERPLATE
    for number in find_introductions([paragraphs[place] for place in body]):
        kinds[body[number]] = BOILERPLATE


def _mark_tagged(paragraphs: list[str], kinds: list[str], headings: Collection[str]) -> None:
    """Mark what a page tags as a heading, words between marks too: "‘A quiet man’"; but no sentence set large."""
    tagged = set(headings)
    body = _body(kinds)
    for place in body[:-1]:
        paragraph = paragraphs[place]
        if paragraph in tagged and len(paragraph) <= _LONGEST_HEADLINE and _last(paragraph) not in ".…;,":
            kinds[place] = HEADING


def _mark_headings(paragraphs: list[str], kinds: list[str]) -> None:
    """Mark section headings: short, title-like, no final stop, between the body before and text to head after.

    Lines like that in a row are a list, and head nothing; nor does a post that an article shows, above its author.
    """
    body = _body(kinds)
    short = [place for place in body[1:] if _looks_like_heading(paragraphs[place])]
    for _, row in groupby(enumerate(short), key=lambda numbered: numbered[1] - numbered[0]):  # neighbours
        places = [place for _, place in row]
        posted = any(map(SIGNATURE.match, paragraphs[places[-1] + 1 :][:1]))
        if len(places) <= _MOST_HEADINGS_IN_A_ROW and not posted:
            for place in places:
                kinds[place] = HEADING if place < body[-1] else BODY


def _looks_like_heading(paragraph: str) -> bool:
    if len(paragraph) > _LONGEST_HEADING or not (
        paragraph[0].isupper() or paragraph[0].isdigit() or _is_set_in_capitals(paragraph)
    ):
        return False
    if len(paragraph.split()) > _MOST_HEADING_WORDS or not _WORD.search(paragraph) or _SPEAKS.match(paragraph):
        return False
    if paragraph[-1] in "?!":  # a question in an interview or somebody's words, unless written as a title
        return _is_title_case(paragraph) and not _LABEL.match(paragraph)
    return _last(paragraph) not in ".?!…:;,"


def _is_set_in_capitals(paragraph: str) -> bool:
    """Whether words between marks are a wire's crosshead, not somebody's: "NO MORE STONE"."""
    return paragraph[0] in _OPENERS and paragraph.isupper() and len(_WORD.findall(paragraph)) > 1


def _sections(paragraphs: list[str], kinds: list[str]) -> list[str | None]:
    """Name for each paragraph the heading it stands under; null before the first and for headings themselves."""
    sections: list[str | None] = []
    current: str | None = None
    for paragraph, kind in zip(paragraphs, kinds, strict=True):
        if kind == HEADING:
            current = paragraph
            sections.append(None)
        else:
            sections.append(current)
    return sections


def _is_title_case(paragraph: str) -> bool:
    words = [word for word in _WORD.findall(paragraph) if len(word) > _SMALL_WORDS]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _last(paragraph: str) -> str:
    """Give the last character before closing marks and brackets; a comma where there is none."""
    last = paragraph.rstrip(_CLOSERS)[-1:] or ","
    return _WIDE_STOPS.get(last, last)


def _same(paragraph: str, title: str | None) -> bool:
    """Whether a paragraph repeats a title, whatever its case and punctuation."""
    if title is None or not 0.5 * len(title) <= len(paragraph) <= 2 * len(title):
        return False
    return _WORD.findall(paragraph.lower()) == _WORD.findall(title.lower())
