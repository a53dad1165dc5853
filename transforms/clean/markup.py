"""From a page's HTML to its article: text without boilerplate, and what the page says of itself.

trafilatura finds the article; where each of its paragraphs stands in the raw page is looked up afterwards.
"""

import html
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple

from transforms.clean.boilerplate import SAYING
from transforms.clean.characters import ENTITY, compose_forms, drop_unseen, plain_spaces
from transforms.clean.edits import OffsetRun, append_run, apply, chain
from transforms.clean.tags import lower_ascii
from transforms.clean.trees import article_title, parse_page
from transforms.read.unpack import Unreadable

# Tags; those with what no reader sees behind them name where that ends.
_TAG = re.compile(r"<!--|<(script|style|template)\b[^<>]*+>|<[^<>]*+>", re.IGNORECASE)
_ENTITY = re.compile(f"&{ENTITY}")
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\S+")
_REACH = 1000  # characters within which a paragraph's next word is looked for: past a link's or picture's words
_MOST_MISSES = 200  # paragraphs looked for in vain in all the rest of the page
# Six words, or letters as many of a script that parts none; a page without one such line holds only boilerplate.
_SENTENCE = re.compile(r"(?:\S+\s+){5}\S|[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f、。，]{15}")
# trafilatura's time grows with their square: 20 s for as many of <span>, half an hour for ten times as many.
MOST_TAGS = 30_000
# What a date of a page may be: fixed bounds, because trafilatura's own end with today's date, a clock.
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1990-01-01", "max_date": "2100-01-01"}
_DATES |= {"outputformat": "%Y-%m-%dT%H:%M:%S%z"}  # midnight without a zone where the page gives the day alone
_NO_DATE = {"outputformat": "none"}  # htmldate searches for none where it is to be written in no format
_DATE_UNREAD = "The page is malformed: the search for its date failed."
_CAPTION_LOST = "A caption that quotes somebody was left out with its picture."
_METADATA_UNREAD = "The page is malformed: what its metadata say of title, source, address and date cannot be read."


class Page(NamedTuple):
    """An article found in a page: its paragraphs' text with one blank line between, the map to the page, metadata.

    headings  the lines of the text that the page tags as headings
    date      ISO 8601; without hour and zone, midnight
    """

    text: str
    runs: list[OffsetRun]
    headings: list[str]
    title: str | None
    date: str | None
    source: str | None
    url: str | None
    warnings: list[str]


def read_page(page: str) -> Page:
    """Find the article in a page's HTML; raises `Unreadable` where there is none, or too many tags to look for it."""
    if page.count("<") > MOST_TAGS:
        raise Unreadable(
            f"the page has more than the limit of {MOST_TAGS:,} tags",
            "Give the article's text alone, or split the page.",
        )
    tree = parse_page(page)
    found, warnings = _extract(tree)
    lines = [line.removeprefix("- ").strip() for line in found.text.split("\n")] if found and found.text else []
    lines = [line for line in lines if line]
    if not any(map(_SENTENCE.search, lines)):
        raise Unreadable("the page holds no article, only boilerplate", "Give the article's own page, or its text.")
    title = article_title(found.title, found.sitename, tree) if found.title else None
    if title and title not in (" ".join(line.split()) for line in lines[:3]):
        lines.insert(0, title)
    text = "\n\n".join(lines)
    kept = {" ".join(line.split()) for line in lines}
    if any(caption not in kept and SAYING.search(caption) for caption in _captions(page)):
        warnings.append(_CAPTION_LOST)
    return Page(
        text=text,
        runs=locate(text, page),
        headings=_headings(found.body),
        title=title,
        date=found.date,
        source=found.sitename,
        url=found.url,
        warnings=warnings,
    )


def _extract(tree: Any) -> tuple[Any, list[str]]:
    """Let trafilatura find the article, with as much metadata as it can read; and warn where that is not all."""
    from trafilatura import bare_extraction

    if tree is None:
        return None, []
    extract = partial(bare_extraction, tree, include_comments=False, include_tables=False)
    for dates, warnings in ((_DATES, []), (_NO_DATE, [_DATE_UNREAD])):
        with suppress(Exception):  # whatever falls over in a malformed page: the article needs no metadata
            return extract(with_metadata=True, date_extraction_params=dates), warnings
    return extract(with_metadata=False), [_METADATA_UNREAD]


def _headings(body: Any) -> list[str]:
    return [" ".join("".join(heading.itertext()).split()) for heading in body.iter("head")]


def _captions(page: str) -> Iterator[str]:
    """Give what pictures' captions say, in one line each."""
    lowered = lower_ascii(page)
    end = 0
    while (start := lowered.find("<figcaption", end)) >= 0:
        end = lowered.find("</figcaption", start)
        if end < 0:
            return
        yield " ".join("".join(piece for piece, _ in _pieces(page[start:end])).split())


def locate(text: str, page: str) -> list[OffsetRun]:
    """Map offsets of an article's text to the page it was found in, word by word and in order.

    A word that is not found after the one before it (the page writes it in pieces, or earlier) keeps the place
    of the run before.

    >>> locate("Rain & wind", "<p>Rain &amp; <b>wind</b></p>")
    [(0, 3), (6, 13), (7, 17), (11, 29)]
    """
    seen, origins = _visible(page)
    words: list[OffsetRun] = [(0, 0)]  # where each stands in what is seen
    cursor, misses = 0, 0
    for line in _LINE.finditer(text):
        whole = seen.find(line.group(), cursor) if misses < _MOST_MISSES else -1
        misses += whole < 0
        cursor = whole if whole >= 0 else cursor
        for word in _WORD.finditer(text, *line.span()):
            at = seen.find(word.group(), cursor, cursor + _REACH)
            if at >= 0:
                cursor = at + len(word.group())
                append_run(words, word.start(), at)
    append_run(words, len(text), cursor)
    return chain(words, origins, len(text))


def _visible(page: str) -> tuple[str, list[OffsetRun]]:
    """Give the characters a reader of the page might see, and the map from them to the page."""
    pieces: list[str] = []
    origins: list[OffsetRun] = [(0, 0)]
    length = 0
    for piece, at in _pieces(page):
        append_run(origins, length, at)
        pieces.append(piece)
        length += len(piece)
    append_run(origins, length, len(page))
    seen = "".join(pieces)
    for mend in (drop_unseen, plain_spaces, compose_forms):  # which trafilatura does, too
        seen, origins = apply(seen, origins, mend(seen))
    return seen, origins


def _pieces(page: str) -> Iterator[tuple[str, int]]:
    """Give what stands outside tags, with entities decoded, each piece with its place in the page."""
    for start, end in _between_tags(page):
        at = start
        for entity in _ENTITY.finditer(page, start, end):
            yield page[at : entity.start()], at
            yield html.unescape(entity.group()), entity.start()
            at = entity.end()
        yield page[at:end], at


def _between_tags(page: str) -> Iterator[tuple[int, int]]:
    """Give the stretches of a page outside tags, comments and scripts."""
    lowered = lower_ascii(page)
    start = 0
    while tag := _TAG.search(page, start):
        yield start, tag.start()
        start = tag.end()
        closer = "-->" if tag.group() == "<!--" else f"</{tag[1].lower()}" if tag[1] else None
        if closer:
            start = lowered.find(closer, start)
            if start < 0:
                return
    yield start, len(page)
