"""What goes wrong with single characters on a text's way here, one function a phenomenon.

Each takes a text and gives the edits that mend it. A character that bears meaning stays: curly marks stay
curly, ligatures and full-width forms stay as they are written.
"""

import html
import re
import unicodedata
from collections.abc import Iterator

from transforms.clean.edits import Edit

_BETWEEN = re.compile(r"[^!-~]+")  # what a misreading may change: all but ASCII's visible characters
# A misreading makes two characters or more of each one beyond ASCII, one of them no mark of English typography.
# Each is cheaper to see than the next, and ftfy's judgement dearer than both.
_BEYOND_TYPOGRAPHY = re.compile("[^\x00-\x7f‘’“”–—…\xa0]")
_MAY_BE_MOJIBAKE = re.compile("[^\x00-\x7f‘’“”–—…\xa0][^\x00-\x7f]|[‘’“”–—…\xa0][^\x00-\x7f‘’“”–—…\xa0]|[ÃÂ] ")
ENTITY = r"(?:[a-zA-Z]{2,8}[0-9]{0,2}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});"  # what stands behind its &
_ENTITY = re.compile(rf"&(?:(?:amp|#0{{0,5}}38|#[xX]0{{0,5}}26);)*(?:{ENTITY})?")
_ESCAPED = re.compile(r"\A(?>(?:(?:amp|#0{0,5}38|#[xX]0{0,5}26);)*)")
_LINE_BREAK = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
# Controls, byte-order marks, zero-width spaces, soft hyphens, marks of writing direction, halves of surrogate
# pairs, non-characters. Variation selectors are part of writing in other scripts and in emoji, and so is one
# joiner between two characters of theirs.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]+"
)
_JOINED = "\u0300-\u1fff\u2070-\U0010ffff"
_JOINERS = re.compile(f"(?<![{_JOINED}])[\u200c\u200d]++|[\u200c\u200d]++(?![{_JOINED}])")
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# Characters that NFC neither changes nor joins to another, alone in most texts.
_NEEDS_COMPOSING = re.compile("[^\x00-\u02ff\u2010-\u205f\u20a0-\u20cf\u2122]")
# Where it may change something: a stretch beyond ASCII with the character its marks may belong to.
_COMPOSABLE = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]++")
_LONGEST_FORM = 64  # a letter carries a few marks; sorting a million of them takes time that grows with the square


def mend_mojibake(text: str) -> list[Edit]:
    """Undo UTF-8 that was read as an 8-bit encoding: "donâ€™t" where "don’t" was written.

    Judged by ftfy line by line, so that one broken line does not doubt the others.

    >>> [edit.new for edit in mend_mojibake("TomÃ¡s donâ€™t")]
    ['á', '’']
    """
    if not _BEYOND_TYPOGRAPHY.search(text) or not _MAY_BE_MOJIBAKE.search(text):
        return []
    from ftfy import fix_encoding  # here, because most texts are never doubted and ftfy costs 60 ms at start
    from ftfy.badness import is_bad

    edits: list[Edit] = []
    start = 0
    for line in text.split("\n"):  # no other break: a misreading may hold any control
        if _MAY_BE_MOJIBAKE.search(line) and is_bad(line):
            edits += _differences(line, fix_encoding(line), start)
        start += len(line) + 1
    return edits


def _differences(before: str, after: str, start: int) -> list[Edit]:
    """Tell the edits from one line to its mended form, which share ASCII's visible characters."""
    if before == after:
        return []
    if _BETWEEN.split(before) == _BETWEEN.split(after):
        pairs = zip(_BETWEEN.finditer(before), _BETWEEN.findall(after), strict=True)
        return [Edit(start + found.start(), start + found.end(), new) for found, new in pairs if found.group() != new]
    head = _common_prefix(before, after)
    tail = _common_prefix(before[head:][::-1], after[head:][::-1])
    return [Edit(start + head, start + len(before) - tail, after[head : len(after) - tail])]


def _common_prefix(one: str, other: str) -> int:
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return place
    return min(len(one), len(other))


def decode_entities(text: str) -> Iterator[Edit]:
    """Decode HTML entities left in plain text, doubly escaped ones too: "&amp;quot;Yes&quot;".

    >>> [edit.new for edit in decode_entities("R&D &amp;quot;Yes&#8221;")]
    ['"', '”']
    """
    if "&" not in text:
        return
    for found in _ENTITY.finditer(text):
        entity = found.group()
        if not entity.endswith(";"):
            continue
        innermost = "&" + _ESCAPED.sub("", entity[1:], count=1)
        decoded = html.unescape(innermost) if innermost != "&" else "&"
        if decoded != entity:
            yield Edit(found.start(), found.end(), decoded)


def drop_unseen(text: str) -> list[Edit]:
    """Drop characters that show nothing and split words: zero-width spaces, controls, soft hyphens.

    >>> [(edit.start, edit.end) for edit in drop_unseen("par\\u200bti\\xadcle")]
    [(3, 4), (6, 7)]
    """
    return [Edit(found.start(), found.end(), "") for found in _UNSEEN.finditer(text)]


def drop_joiners(text: str) -> list[Edit]:
    """Drop joiners where there is nothing to join: beside a space or a Latin letter.

    >>> drop_joiners("co\u200dast \U0001f469\u200d\U0001f680")
    [Edit(start=2, end=3, new='')]
    """
    if "\u200c" not in text and "\u200d" not in text:
        return []
    return [Edit(found.start(), found.end(), "") for found in _JOINERS.finditer(text)]


def plain_spaces(text: str) -> list[Edit]:
    """Write no-break, thin, wide and tab spaces as the plain space, one for one.

    >>> [edit.new for edit in plain_spaces("10\\u202f000\\t\\tm")]
    [' ', '  ']
    """
    return [Edit(*found.span(), " " * len(found.group())) for found in _SPACES.finditer(text)]


def plain_line_breaks(text: str) -> list[Edit]:
    """Write each kind of line break as one newline; a paragraph separator is two.

    >>> [edit.new for edit in plain_line_breaks("a\\r\\nb\\u2029c")]
    ['\\n', '\\n\\n']
    """
    return [
        Edit(found.start(), found.end(), "\n\n" if found.group() == "\u2029" else "\n")
        for found in _LINE_BREAK.finditer(text)
    ]


def compose_forms(text: str) -> list[Edit]:
    """Write letters with their accents as Unicode's composed form (NFC), so that equal words are equal strings.

    >>> [edit.new for edit in compose_forms("Ze\\u030cman")]
    ['ě']
    """
    if not _NEEDS_COMPOSING.search(text):
        return []
    edits = []
    for stretch in _COMPOSABLE.finditer(text):
        if max(stretch.group()) < "\u0300":
            continue  # precomposed Latin, the most of what there is
        start = stretch.start()
        for form in _forms(stretch.group()):
            composed = unicodedata.normalize("NFC", form)
            if composed != form:
                edits.append(Edit(start, start + len(form), composed))
            start += len(form)
    return edits


def _forms(text: str) -> Iterator[str]:
    """Cut a text where composing cannot reach across: before a character that begins a new form."""
    start = 0
    for place in range(1, len(text)):
        if place - start == _LONGEST_FORM or not _may_compose(text[place]):
            yield text[start:place]
            start = place
    yield text[start:]


def _may_compose(character: str) -> bool:
    """Whether a character may join the one before it: a mark, a Hangul vowel or final."""
    return character >= "\u0300" and (
        unicodedata.category(character) in ("Mn", "Mc") or "\u1160" <= character <= "\u11ff"
    )
