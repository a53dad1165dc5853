"""Speed of the mentions stage: characters a second a core, growth with the watchlist, ratio to spaCy's small model.

usage: mentions.py [ARTICLES.jsonl]

ARTICLES.jsonl holds one article a line, in `text` (default: the shipped sample). Each figure is the median of several
passes in one process over the same articles, in processor time; a pass begins with a spotter that has read nothing.
Loading the gazetteer, once a process, is told apart. spaCy is measured where it is installed with a small English model.
"""

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from transforms.clean import clean_documents  # noqa: E402
from transforms.mentions import WatchlistEntry, build_spotter, find_mentions  # noqa: E402
from transforms.quotes import extract_quotes  # noqa: E402
from transforms.read import read_file  # noqa: E402
from transforms.segment import segment_documents  # noqa: E402

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


def records(path: str | None) -> pd.DataFrame:
    files = [Path(path)] if path else [file for file in sorted((ROOT / "data" / "raw").rglob("*")) if file.is_file()]
    read = [read_file(file.name, file.read_bytes())[0] for file in files]
    return pd.concat([rows for rows in read if len(rows)], ignore_index=True).drop_duplicates("doc_id")


def watchlist(size: int) -> list[WatchlistEntry]:
    """Invented names of persons, with a surname alias each."""
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


def main(path: str | None = None) -> None:
    documents, _ = clean_documents(records(path))
    documents, paragraphs, _ = segment_documents(documents)
    quotes = extract_quotes(paragraphs)
    characters = int(documents["text"].map(len).sum())
    loading = seconds(lambda: build_spotter(None))
    print(f"{len(documents)} articles, {characters} characters; the gazetteer loads in {loading:.2f} s")

    lists = {size: watchlist(size) for size in (0, FEW, MANY)}
    spent: dict[int, list[float]] = {size: [] for size in lists}
    for _ in range(PASSES):
        for size, entries in lists.items():
            spotter = build_spotter(entries)
            spent[size].append(seconds(lambda spotter=spotter: find_mentions(documents, paragraphs, quotes, spotter)))
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


if __name__ == "__main__":
    main(*sys.argv[1:])
