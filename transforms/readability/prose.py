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

import pandas as pd

from transforms.quotes.coverage import QUOTED
from transforms.spans import Span
from transforms.tables import SCOPES

PROSE = ("body",)
_MARKS = "\"'“”„‟«»‘’‚‹›"
_NO_STOP = " ,;:-–—"
_BEFORE_PUNCTUATION = re.compile(r" +(?=[.,;:!?)])")
_LETTER = re.compile(r"\w")


def prose_of(paragraphs: pd.DataFrame, sentences: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """One row a body paragraph and scope that holds text, a document's scope after scope.

    Columns doc_id, scope, paragraph_id, text.
    """
    quoted = _spans(quotes[quotes["kind"].isin(QUOTED)])
    sentence_spans = _spans(sentences[sentences["paragraph_id"].isin(quoted)])
    rows: list[tuple[str, str, str, str]] = []
    prose = paragraphs[paragraphs["kind"].isin(PROSE)]
    for doc_id, paragraph_id, start, text in zip(
        prose["doc_id"], prose["paragraph_id"], prose["start"], prose["text"], strict=True
    ):
        narration, said = text, ""
        if paragraph_id in quoted:
            spans = ([Span(a - start, b - start) for a, b in of[paragraph_id]] for of in (sentence_spans, quoted))
            narration, said = part_text(text, *spans)
        parts = zip(SCOPES, (text, narration, said), strict=True)
        rows += [(doc_id, scope, paragraph_id, part) for scope, part in parts if part]
    found = pd.DataFrame(rows, columns=["doc_id", "scope", "paragraph_id", "text"], dtype=object)
    return found.sort_values(["doc_id", "scope"], kind="stable", ignore_index=True)


def _spans(rows: pd.DataFrame) -> dict[str, list[Span]]:
    """Spans of quotations or sentences by their paragraph, in order."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for paragraph_id, start, end in sorted(zip(rows["paragraph_id"], rows["start"], rows["end"], strict=True)):
        spans[paragraph_id].append(Span(start, end))
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
        told.append(_as_sentence(outside))
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
