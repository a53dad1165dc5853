"""The part each paragraph of one article plays."""

import re
from typing import NamedTuple

from transforms.clean.navigation import is_furniture
from transforms.segment.dateline import Dateline, read_date_line, read_dateline
from transforms.spans import Span

_PARAGRAPH = re.compile(r"[^\n]+")
_LONGEST_HEADLINE, _LONGEST_DECK, _LONGEST_HEADING = 200, 300, 90  # characters
_MOST_HEADING_WORDS = 12
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SMALL_WORDS = 3  # letters; a title in title case leaves short words small
_BYLINE = re.compile(r"(?:By|by|BY) [A-Z][\w.'’-]+(?:,? (?:and |[A-Z][\w.'’-]*)){0,9}(?:,? .{0,60})?$")
_LONGEST_BYLINE = 120  # characters
_CLOSERS = "\"'”’»)]"
_LABEL = re.compile(r"[\w .]{1,30}: ?[“\"‘']?\w")  # who speaks, in an interview


class Layout(NamedTuple):
    """One article's paragraphs: spans, kinds and sections side by side, and what its head says."""

    spans: list[Span]
    kinds: list[str]
    sections: list[str | None]
    dateline: Dateline | None
    date_line: str | None


def lay_out(text: str, title: str | None) -> Layout:
    """Tell what part each paragraph of a clean text plays; `title` is the record's own headline, where it has one.

    >>> lay_out("Ferry strike ends\\n\\nOSTEND — Ferries sail again.\\n\\nAll news", None).kinds
    ['headline', 'body', 'boilerplate']
    """
    spans = [Span(*found.span()) for found in _PARAGRAPH.finditer(text)]
    paragraphs = [text[start:end] for start, end in spans]
    kinds = ["boilerplate" if is_furniture(paragraph) else "body" for paragraph in paragraphs]
    date_line = _mark_head(paragraphs, kinds, title)
    dateline = _mark_dateline(paragraphs, kinds)
    _mark_headings(paragraphs, kinds)
    return Layout(spans, kinds, _sections(paragraphs, kinds), dateline, date_line)


def _mark_head(paragraphs: list[str], kinds: list[str], title: str | None) -> str | None:
    """Mark headline, deck, byline and date line, and the headline where it is repeated; return the date line."""
    date_line, headline = None, None
    last = _last_of_head(paragraphs, kinds)
    for place in range(last):
        paragraph = paragraphs[place]
        if kinds[place] != "body":
            continue
        if found := read_date_line(paragraph):
            date_line = date_line or found
            kinds[place] = "boilerplate"
        elif len(paragraph) <= _LONGEST_BYLINE and _BYLINE.match(paragraph):
            kinds[place] = "boilerplate"
        elif headline is None:
            if not _is_headline(paragraph, title):
                break
            headline, kinds[place] = paragraph, "headline"
        elif _same(paragraph, headline):
            kinds[place] = "boilerplate"
        elif "deck" not in kinds and _is_deck(paragraphs, place, last):
            kinds[place] = "deck"
        else:
            break
    if headline is not None:
        for place in range(last, len(paragraphs)):
            if kinds[place] == "body" and _same(paragraphs[place], headline):
                kinds[place] = "boilerplate"
    return date_line


def _last_of_head(paragraphs: list[str], kinds: list[str]) -> int:
    """Say before which paragraph the head ends at the latest: the dateline's, else the last of the text's body."""
    body = [place for place, kind in enumerate(kinds) if kind == "body"]
    for place in body[:8]:
        if read_dateline(paragraphs[place]):
            return place
    return body[-1] if body else 0


def _is_headline(paragraph: str, title: str | None) -> bool:
    if len(paragraph) > _LONGEST_HEADLINE:
        return False
    return _same(paragraph, title) or _last(paragraph) not in ".…:;," or _is_title_case(paragraph)


def _is_deck(paragraphs: list[str], place: int, last: int) -> bool:
    """Whether a paragraph under the headline sums the article up: no final stop, or followed by the dateline."""
    paragraph = paragraphs[place]
    if len(paragraph) > _LONGEST_DECK:
        return False
    return _last(paragraph) not in ".?!…:;," or (place + 1 == last and bool(read_dateline(paragraphs[last])))


def _mark_dateline(paragraphs: list[str], kinds: list[str]) -> Dateline | None:
    """Find the dateline at the head of the first body paragraphs; a paragraph that is nothing else is no body."""
    body = [place for place, kind in enumerate(kinds) if kind == "body"]
    for place in body[:2]:
        if dateline := read_dateline(paragraphs[place]):
            if dateline.length == len(paragraphs[place]):
                kinds[place] = "boilerplate"
            return dateline
    return None


def _mark_headings(paragraphs: list[str], kinds: list[str]) -> None:
    """Mark section headings: short, title-like, no final stop, between the body before and text to head after."""
    seen_body = False
    for place, kind in enumerate(kinds):
        if kind != "body":
            continue
        if seen_body and _looks_like_heading(paragraphs[place]) and _heads_something(paragraphs, kinds, place):
            kinds[place] = "heading"
        else:
            seen_body = True


def _looks_like_heading(paragraph: str) -> bool:
    if len(paragraph) > _LONGEST_HEADING or not (paragraph[0].isupper() or paragraph[0].isdigit()):
        return False
    if len(paragraph.split()) > _MOST_HEADING_WORDS or not _WORD.search(paragraph):
        return False
    if paragraph[-1] in "?!":  # a question in an interview or somebody's words, unless written as a title
        return _is_title_case(paragraph) and not _LABEL.match(paragraph)
    return _last(paragraph) not in ".?!…:;,"


def _heads_something(paragraphs: list[str], kinds: list[str], place: int) -> bool:
    """Whether text follows before the end; three short lines in a row are a list and head nothing."""
    after = [paragraphs[at] for at in range(place + 1, len(kinds)) if kinds[at] == "body"][:2]
    before = paragraphs[place - 1] if kinds[place - 1] in ("body", "heading") else ""
    if not after:
        return False
    short = [bool(line) and _looks_like_heading(line) for line in (before, *after)]
    return not (all(short[1:2]) and (short[0] or all(short[1:])))


def _sections(paragraphs: list[str], kinds: list[str]) -> list[str | None]:
    """Name for each paragraph the heading it stands under; null before the first and for headings themselves."""
    sections: list[str | None] = []
    current: str | None = None
    for paragraph, kind in zip(paragraphs, kinds, strict=True):
        if kind == "heading":
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
    return paragraph.rstrip(_CLOSERS)[-1:] or ","


def _same(paragraph: str, title: str | None) -> bool:
    """Whether a paragraph repeats a title, whatever its case and punctuation."""
    if title is None or not 0.5 * len(title) <= len(paragraph) <= 2 * len(title):
        return False
    return _WORD.findall(paragraph.lower()) == _WORD.findall(title.lower())
