"""HTML tags in what is given as plain text, as feeds and editing systems export their articles.

No page stands round such an article, so that nothing of it has to be looked for: its tags are taken out, and those that
part blocks part paragraphs.
"""

import re
from collections.abc import Iterator

from transforms.clean.edits import Edit

BLOCK = (  # that stand on lines of their own
    "address|article|aside|blockquote|center|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|"
    "p|pre|section|table|tbody|thead|tr|ul"
)
_CELL = "td|th"
_INLINE = (
    "a|abbr|audio|b|big|cite|code|del|em|embed|font|i|img|ins|mark|param|picture|q|s|small|source|span|strike|strong|sub|"
    "sup|time|tt|u|video"
)
_HIDDEN = "iframe|noscript|object|script|style|svg|template"  # no reader sees what stands in them
_MARKED_UP = re.compile(rf"</(?:{BLOCK}|{_CELL}|{_INLINE}|{_HIDDEN})\s*+>|<(?:br|hr|p)\b[^<>]*+>|<!-- ", re.IGNORECASE)
_IN_BLOCKS = re.compile(r"</(?:p|div|li)\s*+>|<br\b[^<>]*+>", re.IGNORECASE)
_TAG = re.compile(
    rf"<!--|<(?P<hidden>{_HIDDEN})\b[^<>]*+>|</?(?:(?P<block>{BLOCK})|(?P<line>br)|(?P<cell>(?<=/)(?:{_CELL}))|{_CELL}|{_INLINE}|{_HIDDEN})\b[^<>]*+>"
    r"|(?P<wrap>(?<!\n)\n(?!\n))",
    re.IGNORECASE,
)
_LOWER = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}


def drop_tags(text: str) -> Iterator[Edit]:
    """Take HTML tags out of a text that is marked up, and break its lines where they do.

    >>> [edit.new for edit in drop_tags("<p>No,<br/>he said.</p>")], list(drop_tags("a <b or c> d"))
    (['\\n\\n', '\\n', '\\n\\n'], [])
    """
    if "<" not in text or not _MARKED_UP.search(text):
        return
    in_blocks = _IN_BLOCKS.search(text) is not None  # where a line's end is no more than a space
    lowered = lower_ascii(text)
    at = 0
    while tag := _TAG.search(text, at):
        at = tag.end()
        if tag["wrap"]:
            if in_blocks:
                yield Edit(*tag.span(), " ")
            continue
        closer = "-->" if tag.group() == "<!--" else f"</{tag['hidden'].lower()}" if tag["hidden"] else ""
        if closer:
            end = lowered.find(closer, at)
            at = len(text) if end < 0 else end + len("-->") if closer == "-->" else end
        yield Edit(tag.start(), at, "\n\n" if tag["block"] else "\n" if tag["line"] else " " if tag["cell"] else "")


def lower_ascii(text: str) -> str:
    """A text with the capitals of ASCII small, each in its place: lower() makes two characters of a few letters.

    >>> lower_ascii("<SCRIPT>İ")
    '<script>İ'
    """
    return text.translate(_LOWER)
