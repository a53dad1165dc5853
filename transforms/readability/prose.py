"""Prose: the texts that are measured, of each body paragraph in each scope.

Only body paragraphs count. Headlines, decks and section headings are display text, often without a verb and
mostly without a stop, so textstat would take them and the sentence after them for one; navigation is no prose.
(Flesch, How to write plain English, 1979, ch. 2, tests running text only and skips titles and headings.)

all        the paragraph as it stands
narration  its sentences without what is quoted in them
quotes     what is quoted in its sentences

A quotation is direct or mixed; indirect speech and scare quotes are the reporter's words. Sentence by sentence,
the parts left are joined by a space and end with a stop: a quotation that takes its sentence's stop with it would
else make two sentences of narration one, and a comma before the closing mark would run two quotations together.
A document's text is that of its paragraphs, in order, with a blank line between.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

import pandas as pd

from transforms.quotes.coverage import QUOTED
from transforms.spans import Span
from transforms.tables import SCOPES

PROSE = ("body",)
COLUMNS = ["doc_id", "scope", "paragraph_id", "text"]
SPANNED = ("paragraph_id", "start", "end")
_MARKS = "\"'“”„‟«»‘’‚‹›"
_NO_STOP = " ,;:-–—"
_BEFORE_PUNCTUATION = re.compile(r" +(?=[.,;:!?)])")
_LETTER = re.compile(r"\w")


def prose_of(paragraphs: pd.DataFrame, sentences: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """One row a body paragraph and scope that holds text: doc_id, scope, paragraph_id, text.

    An article's paragraphs stand together, scope after scope, in their order.
    """
    quoted = _spans(quotes[quotes["kind"].isin(QUOTED)])
    sentence_spans = _spans(sentences[sentences["paragraph_id"].isin(quoted)])
    prose = paragraphs[paragraphs["kind"].isin(PROSE)]
    rows: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for doc_id, paragraph_id, start, text in zip(
        *(prose[name].tolist() for name in ("doc_id", "paragraph_id", "start", "text")), strict=True
    ):
        narration, said = text, ""
        if paragraph_id in quoted:
            spans = ([Span(a - start, b - start) for a, b in of[paragraph_id]] for of in (sentence_spans, quoted))
            narration, said = part_text(text, *spans)
        for scope, part in zip(SCOPES, (text, narration, said), strict=True):
            if part:
                rows[doc_id, scope].append((doc_id, scope, paragraph_id, part))
    return pd.DataFrame(chain.from_iterable(rows.values()), columns=COLUMNS, dtype=object)


def _spans(rows: pd.DataFrame) -> dict[str, list[Span]]:
    """Spans of quotations or sentences by their paragraph, in order."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for paragraph_id, *span in sorted(zip(*(rows[name].tolist() for name in SPANNED), strict=True)):
        spans[paragraph_id].append(Span(*span))
    return spans


def part_text(text: str, sentences: Iterable[Span], quoted: Sequence[Span]) -> tuple[str, str]:
    """Part a paragraph into its narration and what is quoted in it, by the spans of both in `text`.

    >>> text = "“We sail,” she said, “at noon.” Nobody came."
    >>> part_text(text, [Span(0, 31), Span(32, 44)], [Span(1, 9), Span(22, 30)])
    ('she said. Nobody came.', 'We sail, at noon.')
    """
    told, said = [], []
    for sentence in sentences:
        outside, inside = _cut(text, sentence, quoted)
        told.append(_as_sentence(outside) if inside else outside[0])
        said.append(_as_sentence(inside))
    return " ".join(filter(None, told)), " ".join(filter(None, said))


def _cut(text: str, sentence: Span, quoted: Iterable[Span]) -> tuple[list[str], list[str]]:
    """Cut a sentence at its quotations; the marks round them belong to neither side."""
    outside, inside, at = [], [], sentence.start
    for start, end in quoted:
        start, end = max(start, at), min(end, sentence.end)
        if start < end:
            before = text[at:start]
            outside.append((before.lstrip(_MARKS) if inside else before).rstrip(_MARKS))
            inside.append(text[start:end])
            at = end
    rest = text[at : sentence.end]
    outside.append(rest.lstrip(_MARKS) if inside else rest)
    return outside, inside


def _as_sentence(parts: Iterable[str]) -> str:
    """Join what is left of a sentence and let it end with a stop; nothing where no word is left."""
    joined = _BEFORE_PUNCTUATION.sub("", " ".join(part.strip() for part in parts)).strip(_NO_STOP)
    if not _LETTER.search(joined):
        return ""
    return joined if joined.rstrip(_MARKS + ")]")[-1:] in (".", "!", "?") else joined + "."
