"""The readability table against textstat, in one run: speed, equality, and the cost a unit as paragraphs grow.

    python benchmarks/readability.py [ARTICLES.jsonl …]

Articles are records with `text`; without any named, the sample's. They are cleaned, cut and
searched for quotations first, untimed. Then, a hundred articles at a time as the pipeline takes them, the same
units (document and paragraph; all, narration, quotes) are measured in turn: by `measure_readability`, which at the
beginning knows no word, by it again, and by textstat's public functions text by text, with its caches as they are.
Every number is compared, those also that the table leaves null. Seconds are of the processor.

By our own bound it is at least 20 times as fast as textstat. On the sample's few articles most words are new, which
costs the most; a corpus shows what a run costs.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from command import arguments_of
from textstat.backend.utils import get_pyphen

from flows.inputs import find_files
from flows.partitions import Partition
from flows.runners import run_chain
from flows.stages import PER_DOCUMENT, READ
from transforms.readability import count_texts, measure_counts, measure_readability
from transforms.readability.prose import prose_of
from transforms.readability.reference import COUNTS, MEASURES, ask_textstat, check_reference
from transforms.readability.tokens import LANGUAGE, judge_word

ROOT = Path(__file__).resolve().parent.parent
BOUND = 20
PARTITION = 100  # articles
GROWTH = (1_000, 2_000, 4_000, 8_000, 16_000)
NAMES = (*COUNTS, *MEASURES)
THEIRS, OURS, OURS_AGAIN = "textstat", "measure_readability", "measure_readability, the words known"


def partitions_of(paths: list[Path]) -> Iterator[list[pd.DataFrame]]:
    """Documents, paragraphs, sentences and quotes of the articles in `paths`, a hundred articles at a time."""
    stages = [READ, *(stage for stage in PER_DOCUMENT if stage.name in ("clean", "segment", "quotes"))]
    made = run_chain(stages, Partition(files=find_files(paths))).frames
    frames = [made["documents"], made["paragraphs"], made["sentences"], made["quotes"]]
    articles = frames[0]["doc_id"].unique()
    for start in range(0, len(articles), PARTITION):
        some = set(articles[start : start + PARTITION])
        yield [frame[frame["doc_id"].isin(some)].reset_index(drop=True) for frame in frames]


def units_of(paragraphs: pd.DataFrame, sentences: pd.DataFrame, quotes: pd.DataFrame) -> list[str]:
    """Texts of all units: paragraphs' in each scope, and documents' of them."""
    prose = [[text for _, text in parts] for parts in prose_of(paragraphs, sentences, quotes).values()]
    return [text for parts in prose for text in parts] + ["\n\n".join(parts) for parts in prose]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    made = work()
    return time.process_time() - began, made


def ask_of_each(texts: list[str]) -> list[dict[str, float]]:
    return [ask_textstat(text) for text in texts]


def measure_anew(texts: list[str]) -> object:
    return measure_counts(count_texts(texts))


def differences(texts: list[str], asked: list[dict[str, float]]) -> list[str]:
    """What textstat answered otherwise than our columns."""
    counts = count_texts(texts)
    found = {name: getattr(counts, name) for name in COUNTS} | measure_counts(counts)
    return [
        f"{name}: {asked[at][name]!r} by textstat, {found[name][at]!r} here, of {texts[at][:80]!r}"
        for name in NAMES
        for at in np.flatnonzero(np.array([answer[name] for answer in asked], float) != found[name])
    ]


def forget_words() -> None:
    judge_word.cache_clear()
    get_pyphen(LANGUAGE).hd.cache.clear()


def compare(partitions: list[list[pd.DataFrame]]) -> None:
    """Print the three speeds, the ratios and what differs."""
    seconds = dict.fromkeys((THEIRS, OURS, OURS_AGAIN), 0.0)
    units = characters = 0
    differing: list[str] = []
    forget_words()
    for frames in partitions:
        texts = units_of(*frames[1:])
        for name in (OURS, OURS_AGAIN):
            seconds[name] += timed(partial(measure_readability, *frames))[0]
        taken, asked = timed(partial(ask_of_each, texts))
        seconds[THEIRS] += taken
        differing += differences(texts, asked)
        units, characters = units + len(texts), characters + sum(map(len, texts))
    print(f"{units:,} units of {characters:,} characters")
    for name, taken in seconds.items():
        print(f"{name:40}{taken:7.2f} s {characters / taken / 1e6:6.2f} M characters a second", end="")
        print(f"  ratio {seconds[THEIRS] / taken:5.1f}")
    print(f"our own bound: a ratio of at least {BOUND}")
    print(f"numbers that differ: {len(differing)} of {units * len(NAMES):,}", *differing[:20], sep="\n")


def show_growth(texts: list[str]) -> None:
    """Print microseconds a paragraph for growing numbers of paragraphs, of words that are known and that are not."""
    many = [text for _ in range(1 + GROWTH[-1] // len(texts)) for text in texts]
    for number in GROWTH:
        forget_words()
        first, again = (timed(partial(measure_anew, many[:number]))[0] for _ in range(2))
        each = 1e6 / number
        print(f"{number:8,} paragraphs: {first * each:6.1f} µs each, {again * each:6.1f} µs once the words are known")


def main() -> None:
    parser = arguments_of(__doc__)
    parser.add_argument("articles", nargs="*", type=Path, help="files or folders; the sample unless told")
    paths = parser.parse_args().articles or [ROOT / "data" / "raw"]
    partitions = list(partitions_of(paths))
    check_reference()
    compare(partitions)
    show_growth([text for frames in partitions for text in frames[1]["text"]])


if __name__ == "__main__":
    main()
