"""Quotations on articles that others wrote and annotated: the shared seed article, and gold held back from training."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from flows.score import gold_records
from transforms.clean import clean_documents, raw_offset
from transforms.quotes import extract_quotes
from transforms.segment import segment_documents

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared"


Row = dict[str, Any]
Seed = tuple[str, list[Row]]
Found = dict[tuple[int, int], Row]
Figures = dict[str, dict[str, float]]


@pytest.fixture(scope="module")
def seed() -> Seed:
    """Text and gold quotations of the seed article."""
    file = SHARED / "seed" / "seed-gold.json"
    if not file.exists():
        pytest.skip("../shared/seed is not here")
    gold = json.loads(file.read_text(encoding="utf-8"))
    return (file.parent / gold["source"]).read_text(encoding="utf-8"), gold["quotes"]


@pytest.fixture(scope="module")
def found(seed: Seed) -> Found:
    """Its quotations as found, by their offsets in the raw text."""
    documents, paragraphs, _ = segment_documents(clean_documents(gold_records([seed[0]]))[0])
    runs = [(run["clean_start"], run["raw_start"]) for run in documents["raw_runs"].iloc[0]]
    rows = extract_quotes(paragraphs).to_dict("records")
    return {(raw_offset(runs, row["start"]), raw_offset(runs, row["end"] - 1) + 1): row for row in rows}


def test_every_seed_quotation_is_found_from_mark_to_mark(seed: Seed, found: Found) -> None:
    assert [gold["quote"] for gold in seed[1] if (gold["start"], gold["end"]) not in found] == []


def test_every_seed_quotation_has_its_speaker_and_cue(seed: Seed, found: Found) -> None:
    rows = [(gold, found[gold["start"], gold["end"]]) for gold in seed[1]]
    wrong = [
        (gold["quote"], row["speaker_text"], row["cue"])
        for gold, row in rows
        if (row["speaker_text"], row["cue"]) != (gold["speaker_text"], gold["cue"])
    ]
    assert wrong == []


def test_only_the_seed_s_unclosed_mark_is_unclosed(seed: Seed, found: Found) -> None:
    assert [gold["quote"] for gold in seed[1] if found[gold["start"], gold["end"]]["closed"] != gold["closed"]] == []


def test_the_seed_s_insertions_are_listed_and_not_counted(seed: Seed, found: Found) -> None:
    gold = next(gold for gold in seed[1] if "[US Secretary of State]" in gold["text"])
    row = found[gold["start"], gold["end"]]
    listed = [insertion["text"] for insertion in row["insertions"]]
    assert listed[0] == "[US Secretary of State]"
    assert row["n_words"] == len(gold["text"].split()) - sum(len(text.split()) for text in listed)


@pytest.fixture(scope="module")
def held_back() -> Iterator[Figures]:
    """Figures on the articles that take no part in training."""
    gold = SHARED / "gold" / "attributions-train.jsonl"
    if not gold.exists():
        pytest.skip("../shared/gold is not here")
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        import quotes
        import train_quotes

        articles = train_quotes.untouched(quotes.read_articles(str(gold)))
        paragraphs = pd.concat([article.paragraphs for article in articles], ignore_index=True)
        yield quotes.score(articles, quotes.predict(articles, extract_quotes(paragraphs)))
    finally:
        sys.path.remove(str(ROOT / "benchmarks"))


@pytest.mark.parametrize(
    ("kind", "figure", "floor"),
    [
        ("direct", "recall", 0.88),
        ("direct", "precision", 0.96),
        ("direct", "speaker", 0.89),
        ("mixed", "recall", 0.6),
        ("mixed", "marked", 0.95),
        ("indirect", "precision", 0.71),
        ("indirect", "sound", 0.89),
    ],
)
def test_figures_on_articles_held_back_do_not_fall(held_back: Figures, kind: str, figure: str, floor: float) -> None:
    assert held_back[kind][figure] >= floor
