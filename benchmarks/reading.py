"""Reading, cleaning and segmenting beside well-kept peers, in one run: characters a second, and how often right.

    python benchmarks/reading.py [ARTICLES.jsonl …] [--sentences GOLD.jsonl]

Articles are records with `text`; without any named, the sample's. GOLD has one article a line:
{text, paragraphs: [{start, end}], sentences: [[start, end]]}, offsets in characters of the text. Each stage and its
peer do the same work in turn, `ROUNDS` times; the best of each counts, in seconds of the processor.

read       .jsonl to records                    json.loads of each line, which leaves all else undone
guess      cp1252 bytes to text                 charset-normalizer's best guess
clean      text to clean text with its map      ftfy.fix_text, which keeps no map and joins no lines
page       a page's HTML to its article         trafilatura alone, which says not where words stood in the page
lay out    paragraphs and the part each plays
sentences  paragraphs to sentences              pysbd, sentencex (where installed), a regular expression

Right are: guesses equal to the text; with GOLD, of sentences, their ends within its paragraphs (F1).
"""

import html
import importlib.util
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from command import arguments_of
from labelled import read_lines

from flows.inputs import find_files
from transforms.clean import clean_text
from transforms.clean.markup import read_page
from transforms.read import read_file
from transforms.read.decode import decode
from transforms.segment import split_sentences
from transforms.segment.paragraphs import lay_out

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
SLOW_PEERS = 40  # articles that a peer of minutes is given
ONE_LINE = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘(]?[A-Z])")

Work = Callable[[str], Any]


def seconds_of(work: Work, texts: Sequence[str]) -> float:
    began = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - began


def compare(stage: str, size: str, works: dict[str, Work], texts: Sequence[str]) -> None:
    """Print the speed of each work on the same texts, and how many times faster the first is."""
    for work in works.values():
        work(texts[0])  # what is loaded when first called
    taken = {name: min(seconds_of(work, texts) for _ in range(ROUNDS)) for name, work in works.items()}
    n_chars = sum(map(len, texts))
    ours = next(iter(taken.values()))
    for name, seconds in taken.items():
        ratio = "" if seconds == ours else f"{seconds / ours:8.1f} times our time"
        print(f"{stage:10} {name:28} {n_chars / seconds / 1e6:8.2f} M {size}/s{ratio}")


# --- texts -------------------------------------------------------------------------------------------------


def read_articles(paths: Sequence[str]) -> list[str]:
    files = find_files([Path(path) for path in paths] or [ROOT / "data" / "raw"])
    return [text for file in files for text in read_file(file.name, file.path.read_bytes()).records["text"]]


def as_page(text: str) -> str:
    """An article as a page shows it, with navigation beside it."""
    paragraphs = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.split("\n") if line.strip())
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(30))
    return f"<html><head><title>T</title></head><body><ul>{links}</ul><article>{paragraphs}</article></body></html>"


# --- sentences ---------------------------------------------------------------------------------------------


def splitters() -> dict[str, Callable[[str], Iterator[int]]]:
    """Each gives the ends of a paragraph's sentences."""
    found: dict[str, Callable[[str], Iterator[int]]] = {"Restated": ends_of_ours, "one-line regex": ends_by_regex}
    if importlib.util.find_spec("pysbd"):
        import pysbd

        found["pysbd"] = partial(ends_of_pieces, pysbd.Segmenter(language="en", clean=False).segment)
    if importlib.util.find_spec("sentencex"):
        import sentencex

        found["sentencex"] = partial(ends_of_pieces, partial(sentencex.segment, "en"))
    return found


def all_ends(split: Callable[[str], Iterator[int]], text: str) -> list[int]:
    return list(split(text))


def ends_of_ours(text: str) -> Iterator[int]:
    return (end for _, end in split_sentences(text))


def ends_by_regex(text: str) -> Iterator[int]:
    yield from (found.start() for found in ONE_LINE.finditer(text))
    yield len(text)


def ends_of_pieces(cut: Callable[[str], Sequence[str]], text: str) -> Iterator[int]:
    end = 0
    for piece in cut(text):
        at = text.find(piece.strip(), end)
        end = at + len(piece.strip()) if at >= 0 else end
        yield end


def agreement(split: Callable[[str], Iterator[int]], gold_articles: Sequence[dict[str, Any]]) -> str:
    """F1 of sentence ends strictly inside gold paragraphs, right to within two characters."""
    told = asked = right = 0
    for article in gold_articles:
        for start, end in ((paragraph["start"], paragraph["end"]) for paragraph in article["paragraphs"]):
            gold = {at - start for _, at in article["sentences"] if start < at < end - 2}
            found = {at for at in split(article["text"][start:end]) if at < end - start - 2}
            right += sum(any(abs(at - other) <= 2 for other in found) for at in gold)
            told, asked = told + len(found), asked + len(gold)
    return (
        f"F1 {2 * right / (told + asked):.3f} (precision {right / told:.3f}, recall {right / asked:.3f}, {asked} gold)"
    )


# --- guesses -----------------------------------------------------------------------------------------------


def guess_with_library(text: str) -> str:
    from charset_normalizer import from_bytes

    return str(from_bytes(text.encode("cp1252")).best())


def guess(text: str) -> str:
    try:
        return decode(text.encode("cp1252"))[0]
    except Exception:
        return ""


def main() -> None:
    import ftfy
    import trafilatura

    parser = arguments_of(__doc__)
    parser.add_argument("articles", nargs="*")
    parser.add_argument("--sentences", type=Path)
    given = parser.parse_args()
    articles = read_articles(given.articles)
    cleaned = [clean_text(text).text for text in articles]
    lines = "\n".join(json.dumps({"text": text}) for text in articles)
    pages = [as_page(text) for text in cleaned[:SLOW_PEERS]]
    paragraphs = [paragraph for text in cleaned for paragraph in text.split("\n\n")]
    western = [
        text for text in cleaned if not text.isascii() and text == text.encode("cp1252", "ignore").decode("cp1252")
    ]
    print(f"{len(articles)} articles, {sum(map(len, articles)):,} characters\n")

    both = {
        "Restated": lambda text: read_file("a.jsonl", text.encode()),
        "json.loads": lambda text: list(map(json.loads, text.rstrip("\n").split("\n"))),
    }
    compare("read", "chars", both, [lines])
    guessers: dict[str, Work] = {"Restated": guess, "charset-normalizer": guess_with_library}
    compare("guess", "chars", guessers, western)
    for name, guessing in guessers.items():
        print(f"{'':10} {name:28} {sum(guessing(text) == text for text in western)} of {len(western)} right")
    compare("clean", "chars", {"Restated": clean_text, "ftfy.fix_text": ftfy.fix_text}, articles)
    compare(
        "page",
        "chars of HTML",
        {"Restated": read_page, "trafilatura": partial(trafilatura.bare_extraction, with_metadata=True)},
        pages,
    )
    compare("lay out", "chars", {"Restated": lambda text: lay_out(text, None)}, cleaned)
    works: dict[str, Work] = {name: partial(all_ends, split) for name, split in splitters().items()}
    compare("sentences", "chars", works, paragraphs[: 200 if len(works) > 2 else None])
    if given.sentences:
        gold = read_lines(given.sentences)
        for name, split in splitters().items():
            print(f"{'':10} {name:28} {agreement(split, gold)}")


if __name__ == "__main__":
    main()
