"""The mentions stage: characters a second a core, growth with the watchlist, ratio to spaCy's small model; how right.

    python benchmarks/mentions.py [ARTICLES.jsonl]         speed
    python benchmarks/mentions.py --gold GOLD.jsonl        how right

ARTICLES.jsonl holds one article a line, in `text` (default: the shipped sample). Each figure is the median of several
passes in one process over the same articles, in processor time; a pass begins with a spotter that has read nothing.
Loading the gazetteer, once a process, is told apart. spaCy is measured where it is installed with a small model of
English.

GOLD has one article a line: {doc_id, text, mentions: [{start, end, id}]}, offsets in characters of the text, `id` what
is meant. Of both sides only names count: what holds a capital letter.

mentions   F1: a found mention is right where it shares half of the longer's characters with a mention of GOLD
entities   B-cubed of the right ones (Bagga and Baldwin 1998), within each article: of those found to mean the same as
           each, the share that does, and the reverse
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import fmean, median
from typing import Any

import pandas as pd
from command import arguments_of
from labelled import read_lines

from flows.score import predict_articles
from transforms.clean import clean_documents
from transforms.mentions import WatchlistEntry, build_spotter, find_mentions
from transforms.quotes import extract_quotes
from transforms.read import read_file
from transforms.segment import segment_documents

ROOT = Path(__file__).resolve().parent.parent
PASSES = 5
FEW, MANY = 100, 10_000
SYLLABLES = (
    "bar",
    "cor",
    "dan",
    "el",
    "fen",
    "gor",
    "hal",
    "il",
    "jor",
    "kel",
    "lor",
    "mar",
    "nor",
    "os",
    "per",
    "rel",
)


def records(path: Path | None) -> pd.DataFrame:
    files = [path] if path else [file for file in sorted((ROOT / "data" / "raw").rglob("*")) if file.is_file()]
    read = [read_file(file.name, file.read_bytes())[0] for file in files]
    return pd.concat([rows for rows in read if len(rows)], ignore_index=True).drop_duplicates("doc_id")


def watchlist(size: int) -> list[WatchlistEntry]:
    """Invented full names of persons."""
    chance = random.Random(11)
    names: dict[str, WatchlistEntry] = {}
    while len(names) < size:
        first, last = ("".join(chance.choices(SYLLABLES, k=3)).capitalize() for _ in range(2))
        names.setdefault(f"{first} {last}", WatchlistEntry(f"{first} {last}", (), "person", None))
    return list(names.values())


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def measure_speed(path: Path | None) -> None:
    documents, _ = clean_documents(records(path))
    articles = segment_documents(documents)
    quotes = extract_quotes(articles.paragraphs)
    characters = int(documents["text"].map(len).sum())
    loading = seconds(lambda: build_spotter(None))
    print(f"{len(documents)} articles, {characters} characters; the gazetteer loads in {loading:.2f} s")

    lists = {size: watchlist(size) for size in (0, FEW, MANY)}
    spent: dict[int, list[float]] = {size: [] for size in lists}
    for _ in range(PASSES):
        for size, entries in lists.items():
            spotter = build_spotter(entries)
            spent[size].append(seconds(partial(find_mentions, articles, quotes, spotter)))
    for size, passes in spent.items():
        print(f"{size:>6} names watched: {characters / median(passes) / 1e6:.2f} M characters a second")
    print(f"{MANY} names against {FEW}: {median(spent[MANY]) / median(spent[FEW]):.2f} times the time")
    compare_with_spacy(list(documents["text"]), characters, median(spent[MANY]))


def small_english_model() -> str | None:
    """The name of spaCy's small English model as installed here, under whatever name it was packaged."""
    try:
        import spacy
    except ImportError:
        return None
    return min((name for name in spacy.util.get_installed_models() if "en_core_web_sm" in name), default=None)


def compare_with_spacy(texts: list[str], characters: int, ours: float) -> None:
    name = small_english_model()
    if name is None:
        print("spaCy with a small English model is not installed; nothing to compare with")
        return
    import spacy

    model = spacy.load(name, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    some = texts[:: max(1, len(texts) // 20)]
    theirs = seconds(lambda: [model(text) for text in some]) * characters / sum(map(len, some))
    print(f"{name}, names alone: {characters / theirs / 1e6:.3f} M characters a second; ratio {theirs / ours:.0f}")


# --- how right ---------------------------------------------------------------------------------------------

Row = dict[str, Any]
Entity = tuple[int, str]  # an article's number and what is meant in it
Pair = tuple[Entity, Entity]  # as found, and as in GOLD


def measure_agreement(path: Path) -> None:
    articles = read_lines(path)
    right: list[Pair] = []
    n_found = n_gold = 0
    for number, (article, predicted) in enumerate(zip(articles, predict_articles(articles), strict=True)):
        gold, found = (names(article["text"], side["mentions"]) for side in (article, predicted))
        right += (((number, entity), (number, meant)) for entity, meant in matched(found, gold))
        n_found, n_gold = n_found + len(found), n_gold + len(gold)
    precision, recall = len(right) / n_found, len(right) / n_gold
    print(f"mentions  F1 {f1(precision, recall):.3f} (precision {precision:.3f}, recall {recall:.3f}, {n_gold} gold)")
    precision, recall = b_cubed(right)
    print(f"entities  B-cubed {f1(precision, recall):.3f} (precision {precision:.3f}, recall {recall:.3f})")


def names(text: str, mentions: Sequence[Row]) -> list[Row]:
    return [one for one in mentions if any("A" <= letter <= "Z" for letter in text[one["start"] : one["end"]])]


def matched(found: Sequence[Row], gold: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Entities of each mention found and of the one of GOLD, used once, that it shares most characters with."""
    free = list(gold)
    for one in found:
        near = [other for other in free if 2 * shared(one, other) >= max(length(one), length(other))]
        if near:
            best = max(near, key=lambda other: shared(one, other))
            free.remove(best)
            yield one["entity"], best["id"]


def shared(one: Row, other: Row) -> int:
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def length(one: Row) -> int:
    return int(one["end"] - one["start"])


def b_cubed(pairs: Sequence[Pair]) -> tuple[float, float]:
    """Precision and recall of the grouping by the first of each pair, the second taken for the truth."""
    both, found, meant = Counter(pairs), Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    precision = fmean(both[pair] / found[pair[0]] for pair in pairs)
    return precision, fmean(both[pair] / meant[pair[1]] for pair in pairs)


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> None:
    parser = arguments_of(__doc__)
    parser.add_argument("articles", nargs="?", type=Path)
    parser.add_argument("--gold", type=Path)
    given = parser.parse_args()
    if given.gold:
        measure_agreement(given.gold)
    else:
        measure_speed(given.articles)


if __name__ == "__main__":
    main()
