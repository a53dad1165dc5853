"""Which line breaks are the writer's and which the page's: hard wraps rejoined, hyphens at line ends mended.

Where breaks come from is told by shape. In a hard-wrapped text a line ends because the next word would not have
fitted; in a text whose every line is a paragraph, lines end wherever the writer did. Where every paragraph begins
further in than its other lines, as on the wire, that alone tells it, however ragged the lines are. A transcript may
break a line behind each speaker's name.
"""

import re
from collections import Counter
from collections.abc import Sequence

from transforms.clean.edits import Edit
from transforms.name_particles import NAME_PARTICLES
from transforms.pronunciations import pronunciations

NARROWEST, WIDEST = 32, 110  # columns: newspapers' narrow ones to terminals' wide ones
# Shares of breaks: where paragraphs have three lines each, half of them go on. Chosen on news articles wrapped at 40
# to 100 columns, of whose paragraphs 0.99 come back where blank lines part them.
_FEWEST_GOING_ON, _FEWEST_FULL = 0.25, 0.8
_MOST_SHORT = 0.1  # of the lines that end a sentence, of those a paragraph's indent follows: short, and no indent there
_SHORT = 0.75  # of the longest line: a line that ends sooner had room for more
_SLACK = 2  # wrapping programs differ in whether the last column is used
_TRAILING = re.compile(r"(?<! )[ ]++(?=\n)")
_BREAK = re.compile(r"\n[ \n]*+")
_FIRST_WORD = re.compile(r"\S{1,40}")
_HYPHENATED_END = re.compile(r"(?<![^\W\d_])([^\W\d_]++)-$")
_DASHED_END = re.compile(r"\w—$")
_LETTERS = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]++-[^\W\d_]++")
_ENDS = frozenset('.!?:;…"”’»')
_NO_LETTERS = re.compile(r"[\W_]+")
_NAME = r"[^\W\d_a-z][\w.'’-]{0,40}+"
_PARTICLES = rf"(?:(?:{'|'.join(NAME_PARTICLES)}) ){{0,3}}"
# A speaker before what is said: Q, CHAIR, Petra van der Quill (by telephone).
LABEL = rf"(?P<label>{_NAME}(?>(?: {_PARTICLES}{_NAME}){{0,3}}))(?: \([^()\n]{{1,60}}\))?:"
_SPEECH = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our)\b|\?")  # a table or a list of links holds none
_ONE_IN = (
    3  # turns of a transcript is speech by its look; a choice: a reporter's lines with a colon seldom say I or you
)
FEWEST_TURNS = 3  # of a transcript: an article may have two lines with a colon behind a name
_LABEL_ALONE = re.compile(rf"^{LABEL}(?P<gap>\n{{1,2}})(?P<said>\S[^\n]*+)", re.MULTILINE)
_LIST_ITEM = re.compile(r"(?:[-*•–—] |\(?\d{1,3}[.)] )")


def trim_lines(text: str) -> list[Edit]:
    """Drop white space around the text and at the ends of its lines.

    >>> trim_lines(" One \\n\\nTwo")
    [Edit(start=0, end=1, new=''), Edit(start=4, end=5, new='')]
    """
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    if first >= last:
        return [Edit(0, len(text), "")] if text else []
    edits = [Edit(0, first, "")] if first else []
    if " \n" in text:
        edits += [Edit(found.start(), found.end(), "") for found in _TRAILING.finditer(text, first, last)]
    if last < len(text):
        edits.append(Edit(last, len(text), ""))
    return edits


def rejoin_lines(text: str, title: str | None = None) -> list[Edit]:
    """Join lines that the page broke, in a text whose lines are trimmed.

    Beneath a `title` of its own the text begins with its body, whose first line is short where its dateline was cut.

    >>> [edit.new for edit in rejoin_lines("The ministers met again on Mon-\\nday without an agenda.")]
    ['']
    """
    single = [found.span() for found in _BREAK.finditer(text) if found.group().count("\n") == 1]
    width, margin = _wrap_width(text, single), _margin(text, single)
    hyphenated: set[str] | None = None
    edits = []
    for start, end in single:
        if margin is not None and (start > single[0][0] or _is_body(text[:start], title)):
            wrapped = _continues_paragraph(text, start, end, margin)
        else:
            wrapped = _is_wrapped(text, start, end, width)
        if wrapped:
            if text[start - 1] == "-" and hyphenated is None:
                hyphenated = set(_HYPHENATED.findall(text))
            place, glue = _rejoin(text, start, end, hyphenated or set())
            edits.append(Edit(place, end, glue))
    return edits


def join_labels(text: str) -> list[Edit]:
    """Join what is said to its speaker's label where a transcript has each label on a line of its own.

    It is one where a few lines are labels, one of them comes again, and a third of what follows is speech by its look.

    >>> turns = "Chair:\\nWho pays?\\n\\nAda Kord:\\nThe council does.\\n\\nChair:\\nWhen?"
    >>> [(edit.start, edit.new) for edit in join_labels(turns)]
    [(6, ' '), (27, ' '), (53, ' ')]
    """
    turns = list(_LABEL_ALONE.finditer(text))
    labels = Counter(turn["label"] for turn in turns)
    is_transcript = are_turns(labels, [turn["said"] for turn in turns], FEWEST_TURNS)
    return [Edit(*turn.span("gap"), " ") for turn in turns] if is_transcript else []


def are_turns(labels: Counter[str], said: Sequence[str], fewest: int) -> bool:
    """Whether what is said behind labels is a transcript: `fewest` of them, one twice, and a third of it speech.

    >>> are_turns(Counter("QAQ"), ["Who pays?", "The council.", "When?"], 3), are_turns(Counter("AB"), ["I", "I"], 2)
    (True, False)
    """
    if labels.total() < fewest or max(labels.values()) < 2:
        return False
    return _ONE_IN * sum(bool(_SPEECH.search(words)) for words in said) >= len(said)


def part_paragraphs(text: str) -> list[Edit]:
    """Part paragraphs by one blank line each.

    >>> part_paragraphs("One paragraph.\\nAnother one.")
    [Edit(start=14, end=15, new='\\n\\n')]
    """
    return [Edit(found.start(), found.end(), "\n\n") for found in _BREAK.finditer(text) if found.group() != "\n\n"]


def _wrap_width(text: str, breaks: list[tuple[int, int]]) -> int | None:
    """Tell the column a text was wrapped at; None where its lines are paragraphs.

    A text is wrapped where many lines go on in the middle of a sentence, and nearly all of these had no room for
    the next word within the width of the longest.
    """
    going_on = [(start, end) for start, end in breaks if _goes_on(text, start, end)]
    if not going_on or len(going_on) < _FEWEST_GOING_ON * len(breaks):
        return None
    lengths = sorted(start - _line_start(text, start) for start, _ in going_on)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    if not NARROWEST <= width <= WIDEST:
        return None
    full = sum(_is_full(text, start, end, width) for start, end in going_on)
    return width if full >= _FEWEST_FULL * len(going_on) else None


def _margin(text: str, breaks: list[tuple[int, int]]) -> int | None:
    """The column that a paragraph's lines behind its first begin at; None where indents tell no paragraphs.

    They do where lines in the middle of a sentence stand at the margin, sentences begin further in, and next to none
    that begins at the margin follows a line with room for more.
    """
    going_on = [end - start - 1 for start, end in breaks if _goes_on(text, start, end)]
    if not going_on:
        return None
    margin = min(going_on)
    longest = max(start - _line_start(text, start) for start, _ in breaks)
    ended = [(start, end) for start, end in breaks if text[start - 1] in _ENDS and not text[end].islower()]
    indented = sum(end - start - 1 > margin for start, end in ended)
    short = sum(
        end - start - 1 <= margin and start - _line_start(text, start) < _SHORT * longest for start, end in ended
    )
    return margin if longest <= WIDEST and indented and short <= _MOST_SHORT * indented else None


def _is_body(first_line: str, title: str | None) -> bool:
    """Whether the first line of a text begins its body: it has another title, and is no headline in capitals."""
    if title is None or first_line.isupper():
        return False
    written, line = (_NO_LETTERS.sub("", one).casefold() for one in (title, first_line))
    return not written.startswith(line)


def _continues_paragraph(text: str, start: int, end: int, margin: int) -> bool:
    """Whether the line after a break belongs to the paragraph before it, where indents tell where paragraphs begin."""
    indent = end - start - 1
    if indent > margin:  # a block of its own may be wrapped further in
        return _goes_on(text, start, end) and not _is_indented(text, start, end)
    return text[start - 1] not in _ENDS or not _LIST_ITEM.match(text, end)


def _is_wrapped(text: str, start: int, end: int, width: int | None) -> bool:
    """Whether the single break from start to end is the page's, not the writer's."""
    if _LIST_ITEM.match(text, end) or _is_indented(text, start, end):
        return False
    return _goes_on(text, start, end) or (width is not None and _is_full(text, start, end, width))


def _is_indented(text: str, start: int, end: int) -> bool:
    """Whether the line after a break stands further in than the one before it, as a paragraph's first line does."""
    line = _line_start(text, start)
    return end - start > 1 and text[line : line + end - start - 1].strip(" ") != ""


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether the sentence before a break goes on after it: nothing ends, and what follows is in lower case."""
    return text[end].islower() and text[start - 1] not in _ENDS


def _is_full(text: str, start: int, end: int, width: int) -> bool:
    """Whether the line that ends at start had no room for the word at end, or has part of it."""
    if text[start - 1] == "-":
        return True
    word = _FIRST_WORD.match(text, end)
    return start - _line_start(text, start) + 1 + len(word.group() if word else "") > width - _SLACK


def _line_start(text: str, end: int) -> int:
    return text.rfind("\n", 0, end) + 1


def _rejoin(text: str, start: int, end: int, hyphenated: set[str]) -> tuple[int, str]:
    """Say what stands for a wrapped break and from where: a space, or nothing after a hyphen, or not the hyphen."""
    line = text[max(0, start - 40) : start]
    before = _HYPHENATED_END.search(line)
    after = _LETTERS.match(text, end)
    if not before:
        return start, "" if _DASHED_END.search(line) else " "
    if not after or not after.group().islower():
        return start, ""
    if _is_one_word(before.group(1), after.group(), hyphenated):
        return start - 1, ""
    return start, ""


def _is_one_word(before: str, after: str, hyphenated: set[str]) -> bool:
    """Whether a word cut by a hyphen at the line's end has no hyphen of its own: "infor-mation", not "well-known".

    Told by how the text itself writes the word elsewhere (`hyphenated`), else by the words of a dictionary.
    """
    if f"{before}-{after}" in hyphenated:
        return False
    known = pronunciations()
    if (before + after).lower() in known:
        return True
    return not (before.lower() in known and after.lower() in known)
