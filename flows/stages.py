"""The stages of `transforms` as steps on a partition, and the order they need.

A partition is a dict of data frames by name, for some of a run's articles. A step takes one and returns it with
the frames its stage makes; it is a plain module-level function, so threads, processes, Prefect and Dask can
all run it. Steps import their stage when first called: `restated --help` should not pay for any of them.
"""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from flows.storage import InputFile, read_bytes

Partition = dict[str, Any]


@dataclass(frozen=True)
class Stage:
    """A step with its name, what must have run before it, and how often Prefect retries it (IO only)."""

    name: str
    step: Callable[[Partition], Partition]
    needs: tuple[str, ...] = ()
    retries: int = 0

    def __call__(self, partition: Partition) -> Partition:
        """Run the step and note its seconds in the partition."""
        began = time.perf_counter()
        made = self.step(partition)
        seconds = {**partition.get("seconds", {}), self.name: time.perf_counter() - began}
        return {**partition, **made, "seconds": seconds}


def read(partition: Partition) -> Partition:
    """files → records, rejects."""
    from transforms.read import read_file, size_limit

    parsed = [_read_one(file, read_file, size_limit) for file in partition["files"]]
    return {
        "records": _stack([records for records, _ in parsed]),
        "rejects": _stack([rejects for _, rejects in parsed]),
    }


def _read_one(file: InputFile, parse: Callable[..., Any], limit: Callable[[str], int]) -> tuple[pd.DataFrame, ...]:
    try:
        data = read_bytes(file.path, limit(file.name))
    except OSError as error:
        reason = f"The file cannot be opened: {error.strerror}."
        remedy = "Check that it still exists and that you may read it."
        return pd.DataFrame(), pd.DataFrame([{"path": file.name, "record": None, "reason": reason, "remedy": remedy}])
    return tuple(parse(file.name, data))


def clean(partition: Partition) -> Partition:
    """records → documents, rejects."""
    from transforms.clean import clean_documents

    documents, rejects = clean_documents(partition["records"])
    return {"records": None, "documents": documents, "rejects": _stack([partition.get("rejects"), rejects])}


def segment(partition: Partition) -> Partition:
    """documents → documents with head fields, paragraphs, sentences."""
    from transforms.segment import segment_documents

    documents, paragraphs, sentences = segment_documents(partition["documents"])
    return {"documents": documents, "paragraphs": paragraphs, "sentences": sentences}


def quotes(partition: Partition) -> Partition:
    """paragraphs → quotes; sentences with their share in quotation marks."""
    from transforms.quotes import extract_quotes
    from transforms.quotes.coverage import share_in_quotes

    found = extract_quotes(partition["paragraphs"])
    return {"quotes": found, "sentences": share_in_quotes(partition["sentences"], found)}


def mentions(partition: Partition) -> Partition:
    """documents, paragraphs, quotes → mentions, sightings of entities, quotes with their speakers."""
    from transforms.mentions import find_mentions

    documents, paragraphs, found = partition["documents"], partition["paragraphs"], partition["quotes"]
    finder = _gazetteer(partition["watchlist"], partition["engine"])
    entities, occurrences, speakers = find_mentions(documents, paragraphs, found, finder)
    speaker_of = dict(zip(speakers["quote_id"], speakers["entity_id"], strict=True))
    resolved = found.assign(speaker_id=[speaker_of.get(quote) for quote in found["quote_id"]])
    return {"sightings": entities, "mentions": occurrences, "quotes": resolved}


@cache
def _gazetteer(watchlist: tuple[Any, ...] | None, engine: str) -> Any:
    from transforms.mentions import build_gazetteer

    return build_gazetteer(watchlist)


def readability(partition: Partition) -> Partition:
    """documents, paragraphs, quotes → readability."""
    from transforms.readability import measure_readability

    measured = measure_readability(partition["documents"], partition["paragraphs"], partition["quotes"])
    return {"readability": measured}


def statements(corpus: Partition) -> Partition:
    """All quotes → statements, restatements, quotes with their statement."""
    from transforms.statements import match_quotes

    assignments, clusters, links = match_quotes(corpus["quotes"], corpus["documents"])
    statement_of = dict(zip(assignments["quote_id"], assignments["statement_id"], strict=True))
    told = corpus["quotes"].assign(statement_id=[statement_of.get(quote) for quote in corpus["quotes"]["quote_id"]])
    return {"quotes": told, "statements": clusters, "restatements": links}


def metrics(corpus: Partition) -> Partition:
    """Sightings, mentions, quotes → entities, mention_metrics."""
    from transforms.mentions import measure_mentions, merge_entities

    measured = measure_mentions(corpus["documents"], corpus["quotes"], corpus["mentions"])
    return {"entities": merge_entities([corpus["sightings"]]), "mention_metrics": measured}


READ = Stage("read", read, retries=2)
PER_DOCUMENT = (
    Stage("clean", clean, needs=("read",)),
    Stage("segment", segment, needs=("clean",)),
    Stage("quotes", quotes, needs=("segment",)),
    Stage("mentions", mentions, needs=("quotes",)),
    Stage("readability", readability, needs=("quotes",)),
)
STATEMENTS = Stage("statements", statements, needs=("quotes", "mentions"))
METRICS = Stage("metrics", metrics, needs=("mentions",))
FINGERPRINTED = (READ, *PER_DOCUMENT, STATEMENTS)  # metrics are counted anew in every run
STAGE_NAMES = tuple(stage.name for stage in FINGERPRINTED)


def stale_stages(changed: Collection[str]) -> list[str]:
    """Stages whose results no longer hold when `changed` stages changed: these and all that build on them."""
    stale: list[str] = []
    for stage in FINGERPRINTED:
        if stage.name in changed or any(needed in stale for needed in stage.needs):
            stale.append(stage.name)
    return stale


def _stack(frames: Sequence[pd.DataFrame | None]) -> pd.DataFrame:
    filled = [frame for frame in frames if frame is not None and len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=_columns(frames))


def _columns(frames: Sequence[pd.DataFrame | None]) -> list[str]:
    return next((list(frame.columns) for frame in frames if frame is not None and len(frame.columns)), [])


def stage_source(name: str) -> Path:
    """Folder of a stage's code and data, for its fingerprint."""
    import transforms

    return Path(transforms.__file__).parent / name
