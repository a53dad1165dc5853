"""`restated score`: predictions for a gold file, by the same stages as a run.

The shape of the first line decides what is asked:

    {doc_id, text, …}   an article   → {doc_id, quotes, mixed, indirect, sentences, mentions}, offsets of the gold text
    {a, b, …}           a pair       → {same}
    {id, text}          a quotation  → {id, statement}
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd

from flows.partitions import Frame, Frames, Partition
from flows.runners import run_chain
from flows.settings import Refusal
from flows.stages import PER_DOCUMENT
from transforms.clean import raw_offset
from transforms.clean.edits import OffsetRun
from transforms.tables import INDIRECT, MIXED

ARTICLES_AT_A_TIME = 100
MEASURED = [stage for stage in PER_DOCUMENT if stage.name != "readability"]
PREDICTED: tuple[Frame, ...] = ("quotes", "sentences", "mentions")
WORDS = {"text", "a", "b"}  # fields that hold words; an id may be a number

Row = dict[str, Any]


def predict(path: str, gold: str) -> list[str]:
    """One JSON line for each line of `gold`; Refusal names `path` and the line that has no known shape."""
    rows = [_parse(path, number, line) for number, line in enumerate(gold.split("\n"), start=1) if line.strip()]
    if not rows:
        raise Refusal(f"{path}: is empty; give a gold file with one JSON object a line")
    for wanted, predict_rows in SHAPES.items():
        if wanted <= set(rows[0]):
            _require(path, rows, wanted)
            return [json.dumps(row, ensure_ascii=False) for row in predict_rows(rows)]
    shapes = "; ".join(", ".join(sorted(wanted)) for wanted in SHAPES)
    raise Refusal(f"{path}, line 1: fields {', '.join(rows[0])} are of no known gold; known: {shapes}")


def _parse(path: str, number: int, line: str) -> Row:
    try:
        row = json.loads(line)
        json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Refusal(f"{path}, line {number}: holds half of a surrogate pair, no character; mend the line") from None
    except ValueError as error:
        raise Refusal(f"{path}, line {number}: no JSON ({error}); mend or remove the line") from None
    if not isinstance(row, dict):
        raise Refusal(f"{path}, line {number}: no JSON object; write one object a line")
    return row


def _require(path: str, rows: Sequence[Row], wanted: frozenset[str]) -> None:
    for number, row in enumerate(rows, start=1):
        if missing := sorted(wanted - set(row)):
            raise Refusal(f"{path}, object {number}: lacks {', '.join(missing)}; give every line the same fields")
        if wrong := sorted(name for name in wanted & WORDS if not isinstance(row[name], str)):
            raise Refusal(f"{path}, object {number}: {', '.join(wrong)} is no string; put it between quotation marks")


def predict_articles(rows: Sequence[Row]) -> list[Row]:
    """Quotations, sentences and mentions of each article, as the stages of a run find them."""
    groups = [rows[i : i + ARTICLES_AT_A_TIME] for i in range(0, len(rows), ARTICLES_AT_A_TIME)]
    return [predicted for group in groups for predicted in _predict_group(group)]


def _predict_group(rows: Sequence[Row]) -> list[Row]:
    records = gold_records(row["text"] for row in rows)
    keys = records["doc_id"].tolist()
    made = run_chain(MEASURED, Partition({"records": records})).frames
    runs = dict(zip(made["documents"]["doc_id"], map(_as_pairs, made["documents"]["raw_runs"]), strict=True))
    return [
        {"doc_id": row["doc_id"], **(_in_raw_offsets(made, key, runs[key]) if key in runs else NOTHING)}
        for key, row in zip(keys, rows, strict=True)
    ]


def gold_records(texts: Iterable[str]) -> pd.DataFrame:
    """Gold texts as records (transforms.read), under ids in their order: two gold rows may hold the same text."""
    given = dict.fromkeys(("record", "external_id", "source", "url", "title", "published_at"))
    return pd.DataFrame(
        {"doc_id": f"{number:06d}", "source_path": "gold", "text": text, "markup": "text", "warnings": [], **given}
        for number, text in enumerate(texts)
    )


def _as_pairs(runs: Sequence[dict[str, int]]) -> list[OffsetRun]:
    return [(run["clean_start"], run["raw_start"]) for run in runs]


NOTHING: Row = {"quotes": [], "mixed": [], "indirect": [], "sentences": [], "mentions": []}


def _in_raw_offsets(made: Frames, key: str, runs: list[OffsetRun]) -> Row:
    from transforms.mentions import predicted_mentions
    from transforms.quotes import predicted_contents, predicted_quotes

    quotes, sentences, mentions = (made[name][made[name]["doc_id"] == key] for name in PREDICTED)
    return {
        "quotes": [_moved(span, runs) for span in predicted_quotes(quotes)],
        "mixed": [_moved(span, runs) for span in predicted_contents(quotes, MIXED)],
        "indirect": [_moved(span, runs) for span in predicted_contents(quotes, INDIRECT)],
        "sentences": [
            [_start(start, runs), _end(end, runs)]
            for start, end in zip(sentences["start"], sentences["end"], strict=True)
        ],
        "mentions": [_moved(span, runs) for span in predicted_mentions(mentions)],
    }


def _moved(span: Row, runs: list[OffsetRun]) -> Row:
    return {**span, "start": _start(span["start"], runs), "end": _end(span["end"], runs)}


def _start(offset: int, runs: list[OffsetRun]) -> int:
    return raw_offset(runs, int(offset))


def _end(offset: int, runs: list[OffsetRun]) -> int:
    return raw_offset(runs, int(offset) - 1) + 1  # of the last character: what follows it may have been cut out


def predict_pairs(rows: Sequence[Row]) -> list[Row]:
    """Whether the two of each pair would be put into one statement."""
    from transforms.statements import same_statement

    same = same_statement([row["a"] for row in rows], [row["b"] for row in rows])
    return [{"same": bool(one)} for one in same]


def predict_statements(rows: Sequence[Row]) -> list[Row]:
    """The statement each quotation is put into."""
    from transforms.statements import cluster_texts

    numbers = [str(number) for number in range(len(rows))]  # ids may be 1 and "1", or stand twice
    clusters = cluster_texts(numbers, [row["text"] for row in rows])
    return [{"id": row["id"], "statement": clusters[number]} for number, row in zip(numbers, rows, strict=True)]


SHAPES: dict[frozenset[str], Callable[[Sequence[Row]], list[Row]]] = {
    frozenset({"doc_id", "text"}): predict_articles,
    frozenset({"a", "b"}): predict_pairs,
    frozenset({"id", "text"}): predict_statements,
}
