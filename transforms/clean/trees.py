"""A page's tree, mended before its article is looked for: a tag for each paragraph; and the article's title."""

import re
from typing import Any

from transforms.clean.tags import BLOCK
from transforms.read.unpack import Unreadable

_PAGE = re.compile(r"<(?:!doctype html|html)\b", re.IGNORECASE)
_PART_OF_PAGE = re.compile(r"<(?:head|title|meta|body)\b", re.IGNORECASE)
_READ_UNASKED = 255  # tags in one another; where there are more, libxml2 leaves out the rest of the page
_MOST_NESTED = 500  # trafilatura goes down some, as lists, by recursion, of which Python allows a thousand
_HOLDERS = ("div", "article", "section", "main", "body", "td")
_BLOCK = re.compile(BLOCK)
_FEWEST_WORDS = 8  # of text that stands bare beside paragraphs; fewer are a label or a link
_HEADINGS = ("h1", "h2", "h3")
_MOST_WORDS_MORE = 2  # than its name has, in what names a site: "Post Sports Desk"
_FEWEST_TITLE_WORDS = 3  # of a heading that is the article's title; of fewer it may be a section's
_BETWEEN = re.compile(" [|•·–—»-]+ ")  # a page's title and its site's, or the other way round
_WORD = re.compile(r"[^\W_]+")


def parse_page(page: str) -> Any:
    """Parse a page, or a piece of one as records hold it; None where no HTML is found.

    Raises `Unreadable` where its tags nest deeper than can be followed.

    What an archive's header says before the page counts for nothing, and text that stands bare among paragraphs, as
    its first behind a picture, is a paragraph too.
    """
    from trafilatura import load_html  # here, because it costs 0.4 s at start and text files need none of it

    begins = _PAGE.search(page)
    if begins and "</" not in page[: begins.start()]:  # else a piece that holds or shows another page
        page = page[begins.start() :]
    elif not _PART_OF_PAGE.search(page):
        page = f"<html><body>{page}</body></html>"
    tree = load_html(page)
    if tree is not None and _nests(tree, _READ_UNASKED):
        tree = _parse_deep(page)
    if tree is not None:
        for holder in list(tree.iter(*_HOLDERS)):
            _wrap_bare_text(holder)
    return tree


def _nests(tree: Any, depth: int) -> bool:
    """Whether that many tags of a page stand in one another, as of a hundred <font> that nobody closed."""
    return bool(tree.xpath(f"boolean({'/*' * depth})"))


def _parse_deep(page: str) -> Any:
    """Parse as trafilatura does, but down to `_MOST_NESTED`."""
    from lxml import html
    from trafilatura.utils import repair_faulty_html

    like_trafilatura = {"remove_comments": True, "remove_pis": True, "collect_ids": False, "default_doctype": False}
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, **like_trafilatura)
    tree = html.document_fromstring(repair_faulty_html(page, page[:50].lower()).encode("utf-8"), parser=parser)
    if _nests(tree, _MOST_NESTED):
        raise Unreadable(
            f"the page nests its tags more than {_MOST_NESTED} deep: most of them are never closed",
            "Give the article's text alone, or close the page's tags.",
        )
    return tree


def _wrap_bare_text(holder: Any) -> None:
    """Give the text that stands beside an element's paragraphs, with the inline tags in it, a paragraph of its own."""
    children = list(holder)
    if all(child.tag != "p" for child in children):
        return
    block, inline = None, []
    for child in (*children, None):
        if child is not None and not _holds_block(child):
            inline.append(child)
            continue
        _wrap_run(holder, block, inline)
        block, inline = child, []


def _holds_block(element: Any) -> bool:
    """Whether an element stands on lines of its own, or has one in it that does: a span around paragraphs."""
    return any(isinstance(inner.tag, str) and _BLOCK.fullmatch(inner.tag) for inner in element.iter())


def _wrap_run(holder: Any, block: Any, inline: list[Any]) -> None:
    """Wrap what stands behind a block, or first where it is None: text, then inline tags each with text behind."""
    text = holder.text if block is None else block.tail
    if sum(len((words or "").split()) for words in (text, *(child.tail for child in inline))) < _FEWEST_WORDS:
        return
    paragraph = holder.makeelement("p")
    paragraph.text = text
    paragraph.extend(inline)
    if block is None:
        holder.text = None
        holder.insert(0, paragraph)
    else:
        block.tail = None
        block.addnext(paragraph)  # not by its place, which takes the longer to tell the further down it stands


def article_title(title: str, site: str | None, tree: Any) -> str:
    """Take from a page's title what names its site: all but the part set as a heading, or else the part that does.

    >>> article_title("Ferry strike ends | Elban Post", "Elban Post", None)
    'Ferry strike ends'
    >>> article_title("Ferries - what now", "Elban Post", None)
    'Ferries - what now'
    """
    title = " ".join(title.split())
    cuts = [(title[: cut.start()], title[cut.end() :]) for cut in _BETWEEN.finditer(title)]
    cuts += [(after, before) for before, after in cuts]
    headings = [_words(" ".join(heading.itertext())) for heading in tree.iter(*_HEADINGS)] if tree is not None else []
    headed = [kept for kept, _ in cuts if len(_words(kept)) >= _FEWEST_TITLE_WORDS and _words(kept) in headings]
    named = [kept for kept, left in cuts if _names(left, site)]
    return max(headed or named or [title], key=len)


def _names(part: str, site: str | None) -> bool:
    """Whether a part of a title names the site: "Post Sports" does of post.example."""
    words, own = _words(part), _words((site or "").removeprefix("www.").rpartition(".")[0] or site or "")
    if not own or not 0 < len(words) <= len(own) + _MOST_WORDS_MORE:
        return False
    return words[: len(own)] == own[: len(words)]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
