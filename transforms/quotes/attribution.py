"""Who says a quotation: the words around it that name the speaker and the words that report.

in   text, pair        a paragraph and a quotation in it
out  Attribution       offsets of cue and speaker in the paragraph
"""

import re
from typing import NamedTuple

from transforms import lexicons
from transforms.quotes.pairs import Pair
from transforms.spans import Span

_REACH = 220  # characters looked at on either side
_CAPITAL = r"[A-ZÀ-Þ][\w.’'-]{0,30}"
_NAME = rf"{_CAPITAL}(?: (?:of |the |de |van |von |al-)?{_CAPITAL}){{0,6}}"
_NOUNS = r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ne|[Ss]ome|[Mm]any|[Oo]ther) (?:[\w’'-]{1,25} ?){1,6}?"
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|[Yy]ou|[Ii]t|[Ww]ho)"
_SPEAKER = rf"(?P<speaker>\b{_PRONOUN}|\b{_NAME}|\b{_NOUNS})"
_ASIDE = r"(?:, [^,“”\"]{1,90},)?"
_ADVERB = r"(?: (?:also|has|had|have|later|then|once|was|is|[a-z]{2,12}ly)){0,3}"


class Attribution(NamedTuple):
    """Cue and speaker of a quotation, as offsets in its paragraph."""

    cue: Span
    speaker: Span


def _verbs() -> str:
    return "|".join(sorted(lexicons.words("transforms.quotes", "cues.tsv"), key=lambda word: (-len(word), word)))


_CUE = rf"(?P<cue>\b(?:{_verbs()})\b)"
_INVERTED_AFTER = re.compile(rf"\W{{0,4}}{_CUE} {_SPEAKER}(?=[,.;:]|\s(?:[a-z]|{_CAPITAL})|$)")
_AFTER = re.compile(rf"\W{{0,4}}(?:and )?{_SPEAKER}{_ASIDE}{_ADVERB} {_CUE}")
_BEFORE = re.compile(rf"{_SPEAKER}{_ASIDE}{_ADVERB} {_CUE}(?=[^.?!]{{0,140}}$)")
_ACCORDING = re.compile(rf"(?P<cue>[Aa]ccording to) {_SPEAKER}(?=,|\.|$| (?:the|a|is|who)\b)")


def attribute(text: str, pair: Pair, left: int, right: int) -> Attribution | None:
    """Find the cue and speaker of `pair` between characters `left` and `right` of its paragraph."""
    after = text[pair.outer_end : min(right, pair.outer_end + _REACH)]
    for pattern in (_INVERTED_AFTER, _AFTER):
        if found := pattern.match(after):
            return _shifted(found, pair.outer_end)
    start = max(left, pair.outer_start - _REACH)
    before = text[start : pair.outer_start]
    for pattern in (_ACCORDING, _BEFORE):
        if all_found := list(pattern.finditer(before)):
            return _shifted(all_found[-1], start)
    return None


def _shifted(found: re.Match[str], offset: int) -> Attribution:
    (cue_start, cue_end), (start, end) = found.span("cue"), found.span("speaker")
    speaker = found["speaker"].rstrip()
    return Attribution(Span(cue_start + offset, cue_end + offset), Span(start + offset, start + offset + len(speaker)))
