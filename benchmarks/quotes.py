"""How well and how fast quotations are found and attributed, beside textacy where it is installed.

usage: python benchmarks/quotes.py GOLD.jsonl

GOLD has one article a line: {doc_id, text, attributions: [{start, end, kind, speaker, speaker_text, cue_text}]},
kind direct, mixed or indirect, offsets in characters of the text.

direct     recall: attributions that a predicted span covers with an overlap of 0.8 of both together; precision: spans
           of four words or more at least half inside any attribution; speaker: of those covered, whose speaker ends
           in the same word
mixed      the same of mixed attributions, whose content is the whole reported clause; and marked: attributions of
           which 0.8 of the characters between marks are found
indirect   recall and precision by the same overlap of 0.8 with an attribution; sound: at least half inside one
confidence how often quotations with a confidence in each tenth have both span and speaker right
"""

import gc
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from command import arguments_of
from labelled import read_lines
from mentions import small_english_model

from flows.score import gold_records
from transforms.clean import clean_documents, raw_offset
from transforms.quotes import extract_quotes, predicted_contents, predicted_quotes
from transforms.segment import segment_documents

OVERLAP = 0.8
COUNTED_WORDS = 4
TRIMMED = "\"“”'‘’ \n.,"
ADVERSARIAL = {
    "openers": "“a ",
    "nested": "“a ‘b ",
    "cues": "said, ",
    "cues and names": "Ada said that Bo ",
    "stops": ". “ ”",
}
Row = dict[str, Any]


class Article(NamedTuple):
    """A gold article, cleaned and segmented; `runs` map clean offsets to those of `text`."""

    doc_id: str
    text: str
    attributions: list[Row]
    paragraphs: pd.DataFrame
    runs: list[tuple[int, int]]


def read_articles(path: str) -> list[Article]:
    rows = read_lines(Path(path))
    records = gold_records(row["text"] for row in rows)
    documents, paragraphs, _ = segment_documents(clean_documents(records)[0])
    runs = dict(zip(documents["doc_id"], documents["raw_runs"], strict=True))
    of_document = dict(list(paragraphs.groupby("doc_id", sort=False)))
    return [
        Article(
            row["doc_id"],
            row["text"],
            row["attributions"],
            of_document[key],
            [(run["clean_start"], run["raw_start"]) for run in runs[key]],
        )
        for key, row in zip(records["doc_id"], rows, strict=True)
        if key in runs
    ]


class Predicted(NamedTuple):
    """What is predicted for an article, in offsets of its gold text."""

    spans: list[Row]  # direct and mixed, from first to last mark of a turn
    mixed: list[Row]  # contents
    indirect: list[Row]
    marked: list[Row]  # direct and mixed, one by one


def predict(articles: Sequence[Article], quotes: pd.DataFrame) -> list[Predicted]:
    rows = dict(list(quotes.groupby("doc_id", sort=False)))
    return [
        _predicted(article, rows.get(article.paragraphs["doc_id"].iloc[0], quotes.iloc[:0])) for article in articles
    ]


def _predicted(article: Article, quotes: pd.DataFrame) -> Predicted:
    marked = quotes[quotes["kind"].isin(("direct", "mixed"))]
    columns = ["start", "end", "speaker_phrase", "kind", "confidence"]
    between = marked[columns].rename(columns={"speaker_phrase": "speaker_text"}).to_dict("records")
    return Predicted(
        *(
            [_moved(span, article.runs) for span in spans]
            for spans in (
                predicted_quotes(quotes),
                predicted_contents(quotes, "mixed"),
                predicted_contents(quotes, "indirect"),
                between,
            )
        )
    )


def _moved(span: Row, runs: list[tuple[int, int]]) -> Row:
    return {**span, "start": raw_offset(runs, span["start"]), "end": raw_offset(runs, span["end"] - 1) + 1}


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in TRIMMED:
        start += 1
    while end > start and text[end - 1] in TRIMMED:
        end -= 1
    return start, end


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / max(1, max(one[1], other[1]) - min(one[0], other[0]))


def last_word(name: str | None) -> str | None:
    words = re.findall(r"[\w’'-]+", name or "")
    return re.sub(r"[’']s?$", "", words[-1].lower()) if words else None


def inside_gold(article: Article) -> bytearray:
    inside = bytearray(len(article.text))
    for gold in article.attributions:
        inside[gold["start"] : gold["end"]] = b"\1" * (gold["end"] - gold["start"])
    return inside


def score(articles: Sequence[Article], predictions: Sequence[Predicted]) -> dict[str, dict[str, float]]:
    """Figures by what they measure; each with its numerators and denominators in counts."""
    counts: Counter[str] = Counter()
    for article, predicted in zip(articles, predictions, strict=True):
        inside = inside_gold(article)
        _count_spans(counts, "direct", article, predicted.spans, inside)
        _count_spans(counts, "indirect", article, predicted.indirect, inside)
        for kind, spans in (("direct", predicted.spans), ("mixed", predicted.mixed), ("indirect", predicted.indirect)):
            _count_gold(counts, kind, article, spans)
        _count_marked(counts, article, predicted.marked)

    def ratio(made: str, of: str) -> float:
        return counts[made] / max(1, counts[of])

    return {
        "direct": {
            "recall": ratio("direct found", "direct"),
            "precision": ratio("direct sound", "direct counted"),
            "speaker": ratio("direct speaker", "direct with speaker"),
        },
        "mixed": {
            "recall": ratio("mixed found", "mixed"),
            "speaker": ratio("mixed speaker", "mixed with speaker"),
            "marked": ratio("marked found", "marked"),
        },
        "indirect": {
            "recall": ratio("indirect found", "indirect"),
            "precision": ratio("indirect exact", "indirect counted"),
            "sound": ratio("indirect sound", "indirect counted"),
            "speaker": ratio("indirect speaker", "indirect with speaker"),
        },
    }


def _count_spans(counts: Counter[str], kind: str, article: Article, spans: Iterable[Row], inside: bytearray) -> None:
    gold = [trim(article.text, row["start"], row["end"]) for row in article.attributions]
    for span in spans:
        start, end = trim(article.text, span["start"], span["end"])
        if len(article.text[start:end].split()) >= COUNTED_WORDS:
            counts[f"{kind} counted"] += 1
            counts[f"{kind} sound"] += sum(inside[start:end]) * 2 >= end - start
            counts[f"{kind} exact"] += any(overlap((start, end), one) >= OVERLAP for one in gold)


def _count_gold(counts: Counter[str], kind: str, article: Article, spans: Sequence[Row]) -> None:
    for gold in article.attributions:
        if gold["kind"] != kind:
            continue
        counts[kind] += 1
        found = _best(article.text, gold, spans)
        if found is None:
            continue
        counts[f"{kind} found"] += 1
        if gold["speaker_text"]:
            counts[f"{kind} with speaker"] += 1
            counts[f"{kind} speaker"] += last_word(found["speaker_text"]) == last_word(gold["speaker_text"])


def _best(text: str, gold: Row, spans: Sequence[Row]) -> Row | None:
    """The span that shares most characters with a gold attribution, where the two overlap enough."""
    wanted = trim(text, gold["start"], gold["end"])
    trimmed = [(trim(text, span["start"], span["end"]), span) for span in spans]
    shared = lambda one: min(wanted[1], one[0][1]) - max(wanted[0], one[0][0])  # noqa: E731
    best = max(trimmed, default=None, key=shared)
    return best[1] if best and overlap(wanted, best[0]) >= OVERLAP else None


_MARKED = re.compile(r"[“\"]([^“”\"]+)[”\"]")


def _count_marked(counts: Counter[str], article: Article, spans: Iterable[Row]) -> None:
    found = bytearray(len(article.text))
    for span in spans:
        found[span["start"] : span["end"]] = b"\1" * (span["end"] - span["start"])
    for gold in article.attributions:
        if gold["kind"] != "mixed":
            continue
        pieces = [match.span(1) for match in _MARKED.finditer(article.text, gold["start"], gold["end"])]
        if pieces:
            counts["marked"] += 1
            counts["marked found"] += sum(sum(found[a:b]) for a, b in pieces) >= OVERLAP * sum(b - a for a, b in pieces)


def confidence_bins(
    articles: Sequence[Article], predictions: Sequence[Predicted]
) -> Iterator[tuple[float, int, float]]:
    """(lower bound, quotations, share right) for each tenth of confidence."""
    bins: dict[int, list[bool]] = {}
    for article, predicted in zip(articles, predictions, strict=True):
        inside = inside_gold(article)
        for span in predicted.marked:
            right = is_right(article, span, inside)
            bins.setdefault(min(9, int(span["confidence"] * 10)), []).append(right)
    for tenth in sorted(bins):
        yield tenth / 10, len(bins[tenth]), sum(bins[tenth]) / len(bins[tenth])


def is_right(article: Article, span: Row, inside: bytearray) -> bool:
    """Whether a quotation lies inside attributions and, where one of them names its speaker, has that speaker."""
    start, end = span["start"], span["end"]
    if sum(inside[start:end]) * 2 < end - start:
        return False
    around = [row for row in article.attributions if row["start"] <= start + 2 and end - 2 <= row["end"]]
    named = {last_word(row["speaker_text"]) for row in around if row["speaker_text"]}
    return not named or last_word(span["speaker_text"]) in named


def main(path: str) -> None:
    articles = read_articles(path)
    paragraphs = pd.concat([article.paragraphs for article in articles], ignore_index=True)
    extract_quotes(paragraphs.iloc[:200])  # word lists and weights are read once
    gc.freeze()  # the gold in memory is no load of the stage's
    began = time.process_time()
    quotes = extract_quotes(paragraphs)
    seconds = time.process_time() - began
    characters = sum(len(article.text) for article in articles)
    predictions = predict(articles, quotes)
    for kind, figures in score(articles, predictions).items():
        print(f"{kind:9}", "  ".join(f"{name} {figure:.3f}" for name, figure in figures.items()))
    print(
        "confidence",
        *(f"{low:.1f}: {right:.2f} of {n}" for low, n, right in confidence_bins(articles, predictions)),
        sep="\n  ",
    )
    print(f"speed      {characters / seconds / 1e6:.2f} M characters a second")
    for name, piece in ADVERSARIAL.items():
        half, whole = (_seconds(piece * (size // len(piece))) for size in (500_000, 1_000_000))
        print(f"  1 MB of {name}: {whole:.1f} s, {whole / half:.1f} times as long as half of it")
    _beside_textacy(articles, characters / seconds)


def _seconds(text: str) -> float:
    place = {"start": 0, "prose_start": 0, "spoken_start": None}
    row = {"doc_id": "d", "paragraph_id": "p", "kind": "body", "text": text} | place
    began = time.process_time()
    extract_quotes(pd.DataFrame([row]))
    return time.process_time() - began


def _beside_textacy(articles: Sequence[Article], speed: float) -> None:
    try:
        from textacy.extract import direct_quotations
    except ImportError:
        print("textacy    not installed")
        return
    name = small_english_model()
    if name is None:
        print("textacy    has no small English model of spaCy's here")
        return
    import spacy

    language = spacy.load(name)
    some = articles[:: max(1, len(articles) // 40)]
    began, failed, predictions = time.process_time(), 0, []
    for article in some:
        try:
            found = list(direct_quotations(language(article.text)))
        except ValueError:
            failed, found = failed + 1, []
        spans = [
            {
                "start": one.content.start_char,
                "end": one.content.end_char,
                "speaker_text": " ".join(token.text for token in one.speaker),
            }
            for one in found
        ]
        predictions.append(Predicted(spans, [], [], []))
    theirs = sum(len(article.text) for article in some) / (time.process_time() - began)
    figures = score(some, predictions)["direct"]
    print(
        "textacy   ",
        "  ".join(f"{name} {figure:.3f}" for name, figure in figures.items()),
        f" fails on {failed} of {len(some)}",
    )
    print(f"           we are {speed / theirs:.0f} times as fast as textacy")


if __name__ == "__main__":
    parser = arguments_of(__doc__)
    parser.add_argument("gold", help="labelled articles")
    main(parser.parse_args().gold)
