"""Prose: the texts that are measured, of each body paragraph in each scope.

Only body paragraphs count. Headlines, decks and section headings are display text, often without a verb and
mostly without a stop, so textstat would take them and the sentence after them for one; boilerplate is no prose.
(Flesch, How to write plain English, 1979, ch. 2, tests running text only and skips titles and headings.)
The dateline before an article's own words is display text too: with its stops it would make a sentence or two more.

all        the paragraph as it stands, behind the dateline
narration  its sentences without what is quoted in them
quotes     what is quoted in its sentences

A quotation is direct or mixed; indirect speech and scare quotes are the reporter's words. Sentence by sentence,
the parts left are joined by a space and end with a stop: a quotation that takes its sentence's stop with it would
else make two sentences of narration one, and a comma before the closing mark would run two quotations together.
A document's text is that of its paragraphs, in order, with a blank line between.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from transforms.spans import Span
from transforms.tables import BODY, SCOPES, SPOKEN_KINDS

Prose = dict[tuple[str, str], list[tuple[str, str]]]  # (doc_id, scope) → (paragraph_id, text) of each paragraph
PROSE = (BODY,)
_MARKS = "\"'“”„‟«»‘’‚‹›"
_NO_STOP = " ,;:-–—"
_GAP = re.compile(r"(?<![ ,;:])[ ,;:]++(?=[.!?])|(?<! ) ++(?=[,;:)])")  # before punctuation, where a cut left it
_LETTER = re.compile(r"\w")


def prose_of(paragraphs: pd.DataFrame, sentences: pd.DataFrame, quotes: pd.DataFrame) -> Prose:
    """The texts of body paragraphs, in order, by article and scope; none that is empty."""
    quoted = _spans(quotes[quotes["kind"].isin(SPOKEN_KINDS)])
    cut = _spans(sentences)
    prose: Prose = defaultdict(list)
    body = paragraphs[paragraphs["kind"].isin(PROSE)]
    for doc_id, paragraph_id, start, prose_start, text in _rows(
        body, "doc_id", "paragraph_id", "start", "prose_start", "text"
    ):
        start, text = prose_start, text[prose_start - start :]
        narration, said = text, ""
        if paragraph_id in quoted:
            narration, said = part_text(text, *(_apart(of[paragraph_id], start) for of in (cut, quoted)))
        for scope, part in zip(SCOPES, (text, narration, said), strict=True):
            if part:
                prose[doc_id, scope].append((paragraph_id, part))
    return prose


def _rows(table: pd.DataFrame, *names: str) -> Iterable[tuple[Any, ...]]:
    return zip(*(table[name].tolist() for name in names), strict=True)


def _spans(table: pd.DataFrame) -> dict[str, list[Span]]:
    """Spans of quotations or sentences by their paragraph."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for paragraph_id, start, end in _rows(table, "paragraph_id", "start", "end"):
        spans[paragraph_id].append(Span(start, end))
    return spans


def _apart(spans: Iterable[Span], origin: int) -> list[Span]:
    """What of spans is behind `origin`, in order and counted from it; a nested quotation joins the one it overlaps."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        if end <= origin:
            continue
        if apart and start - origin < apart[-1].end:
            apart[-1] = Span(apart[-1].start, max(apart[-1].end, end - origin))
        else:
            apart.append(Span(max(0, start - origin), end - origin))
    return apart


def part_text(text: str, sentences: Sequence[Span], quoted: Sequence[Span]) -> tuple[str, str]:
    """Part a paragraph into its narration and what is quoted in it.

    Spans of both count in `text`, stand in order and do not overlap their like.

    >>> text = "“We sail,” she said, “at noon.” Nobody came."
    >>> part_text(text, [Span(0, 31), Span(32, 44)], [Span(1, 9), Span(22, 30)])
    ('she said. Nobody came.', 'We sail, at noon.')
    """
    told, said = [], []
    starts, ends = [span.start for span in quoted], [span.end for span in quoted]
    for sentence in sentences:
        within = quoted[bisect_right(ends, sentence.start) : bisect_left(starts, sentence.end)]
        if within:
            outside, inside = _cut(text, sentence, within)
            told.append(_as_sentence(outside))
            said.append(_as_sentence(inside))
        else:
            told.append(text[sentence.start : sentence.end])
    return " ".join(filter(None, told)), " ".join(filter(None, said))


def _cut(text: str, sentence: Span, quoted: Iterable[Span]) -> tuple[list[str], list[str]]:
    """Cut a sentence at its quotations; the marks round them belong to neither side."""
    outside: list[str] = []
    inside: list[str] = []
    at = sentence.start
    for start, end in quoted:
        before = text[at : max(at, start)]
        outside.append((before.lstrip(_MARKS) if inside else before).rstrip(_MARKS))
        inside.append(text[max(at, start) : min(end, sentence.end)])
        at = end
    outside.append(text[at : sentence.end].lstrip(_MARKS))
    return outside, inside


def _as_sentence(parts: Iterable[str]) -> str:
    """Join what is left of a sentence and let it end with a stop; nothing where no word is left."""
    kept = [part for part in map(str.strip, parts) if part]
    joined = (kept[0] if len(kept) == 1 else _GAP.sub("", " ".join(kept))).strip(_NO_STOP)
    if not _LETTER.search(joined):
        return ""
    return joined if joined.rstrip(_MARKS + ")]").endswith((".", "!", "?")) else joined + "."
