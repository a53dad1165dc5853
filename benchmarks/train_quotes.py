"""Train the weights that attribute quotations, and say how good they are on articles they have not seen.

usage: python benchmarks/train_quotes.py GOLD.jsonl [--write]

GOLD is of the form benchmarks/quotes.py describes. A sixth of the articles, chosen by a hash of their id, takes no
part in the training nor in any choice made by hand. Five-fold cross-validation over the other articles gives the
first figures and the predictions that confidence is fitted on; the untouched sixth gives the last ones. With --write
the weights fitted on the five sixths are written to the tables in transforms/quotes/weights.

Needs SciPy, besides what Restated needs.
"""

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import pandas as pd
from command import arguments_of
from log_linear import Group, Table, fit
from quote_labels import (
    Read,
    attribution_groups,
    clause_groups,
    content_groups,
    read,
    start_and_end_groups,
    sureness_groups,
    whole_groups,
)
from quotes import Article, Predicted, confidence_bins, predict, read_articles, score

from transforms.quotes import extract_quotes
from transforms.quotes.weights import shipped
from transforms.quotes.weights.shipped import Weights
from transforms.tables import INDIRECT

L2 = {"attribution": 2.0, "clauses": 2.0, "contents": 2.0, "confidence": 0.5}
FOLDS = 5

UNFITTED = {f"{INDIRECT} chosen": 1.0}  # the confidence of a clause is its own probability


def train(reads: Sequence[Read], confidence: Table) -> Weights:
    """Weights of attribution, clauses and contents from `reads`; `confidence` is taken over.

    Where a content ends is learned from indirect ones too: there are four of them for one of the mixed.
    """
    attribution = fit([group for read_ in reads for group in attribution_groups(read_)], L2["attribution"])
    places = [pair for read_ in reads for pair in start_and_end_groups(read_)]
    starts, ends = [begun for begun, _ in places], [ended for _, ended in places if ended]
    of_places = fit([*starts, *ends], L2["clauses"])
    whole = fit([group for read_ in reads for group in whole_groups(read_)], L2["clauses"])
    clauses = fit([group for read_ in reads for group in clause_groups(read_, attribution, of_places)], L2["clauses"])
    mixed = [group for read_ in reads for group in content_groups(read_, attribution, whole)]
    contents = fit([*mixed, *ends], L2["contents"])
    return Weights(attribution, of_places | whole | clauses, contents, confidence)


# --- the run ------------------------------------------------------------------------------------------------


def part_of(doc_id: str, parts: int, salt: str) -> int:
    return int.from_bytes(blake2b((salt + doc_id).encode(), digest_size=4).digest(), "big") % parts


def untouched(articles: Sequence[Article]) -> list[Article]:
    """The sixth of the articles that takes no part in training."""
    return [article for article in articles if part_of(article.doc_id, 6, "") == 0]


def quotes_of(articles: Sequence[Article], weights: Weights) -> pd.DataFrame:
    return extract_quotes(pd.concat([article.paragraphs for article in articles], ignore_index=True), weights)


def show(title: str, articles: Sequence[Article], predictions: Sequence[Predicted]) -> None:
    print(f"{title}, {len(articles)} articles")
    for kind, figures in score(articles, predictions).items():
        print(f"  {kind:9}", "  ".join(f"{name} {figure:.3f}" for name, figure in figures.items()))
    bins = [f"{low:.1f}: {right:.2f} of {n}" for low, n, right in confidence_bins(articles, predictions)]
    print("  confidence", ", ".join(bins), flush=True)


def main(path: str, write: bool) -> None:
    articles = read_articles(path)
    last = untouched(articles)
    kept = {article.doc_id for article in last}
    reads = [read(article) for article in articles if article.doc_id not in kept]
    sure: list[Group] = []
    left_out: list[tuple[list[Article], Weights]] = []
    for fold in range(FOLDS):
        inside = [one for one in reads if part_of(one.article.doc_id, FOLDS, "f") != fold]
        outside = [one for one in reads if part_of(one.article.doc_id, FOLDS, "f") == fold]
        weights = train(inside, UNFITTED)
        left = [one.article for one in outside]
        sure += sureness_groups(left, quotes_of(left, weights), outside, weights)
        left_out.append((left, weights))
    confidence = fit(sure, L2["confidence"])
    ordered = [article for left, _ in left_out for article in left]
    predictions = [
        one
        for left, weights in left_out
        for one in predict(left, quotes_of(left, weights._replace(confidence=confidence)))
    ]
    show("cross-validated", ordered, predictions)
    weights = train(reads, confidence)
    show("untouched", last, predict(last, quotes_of(last, weights)))
    if write:
        _write(weights)


def _write(weights: Weights) -> None:
    folder = Path(shipped.__file__).parent
    for name, table in weights._asdict().items():
        lines = [f"{feature}\t{weight:g}\n" for feature, weight in sorted(table.items())]
        head = "# Trained by benchmarks/train_quotes.py: feature, weight.\n"
        (folder / f"{name}.tsv").write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    parser = arguments_of(__doc__)
    parser.add_argument("gold", help="labelled articles")
    parser.add_argument("--write", action="store_true", help="write the weights into transforms/quotes")
    given = parser.parse_args()
    main(given.gold, given.write)
