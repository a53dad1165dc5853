"""The stages of `transforms` as steps on a partition, and the order they need.

A step takes a partition and returns it with the frames its stage makes; it is a plain module-level function, so
threads, processes, Prefect and Dask can all run it. Steps import their stage when first called: `restated --help`
should not pay for any of them.
"""

import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pandas as pd
import pyarrow as arrow

from flows import quarantine
from flows.partitions import Drafted, Frame, Naming, Partition, stack
from flows.quarantine import Step
from flows.storage import InputFile, may_pass, read_bytes

if TYPE_CHECKING:
    from transforms.mentions.documents import Spotter

DRAFTED: tuple[Drafted, ...] = get_args(Drafted)  # tables made per document
SHAPED: tuple[Frame, ...] = (*DRAFTED, "sightings")  # and what they show of entities, in which the next run looks
_WORDS = pd.ArrowDtype(arrow.list_(arrow.string()))
# Their types in a snapshot: of a corpus where nobody had a role, it holds lists of nothing, into which none would go.
SIGHTED = {"external_id": "string", "aliases": _WORDS, "roles": _WORDS, "notes": _WORDS}


@dataclass(frozen=True)
class Stage:
    """A step with its name and what must have run before it.

    shielded  an article the step raises for becomes a reject, and the others go on
    retries   how often a runner calls it again when it raises (reading only: files may be away for a moment)
    """

    name: str
    step: Step
    needs: tuple[str, ...] = ()
    shielded: bool = False
    retries: int = 0

    def __call__(self, partition: Partition, attempt: int = 1) -> Partition:
        """Run the step and note its seconds in the partition."""
        began = time.perf_counter()
        if self.shielded:
            made = quarantine.shielded(self.name, self.step, partition)
        else:
            made = self.step(replace(partition, last_attempt=attempt > self.retries))
        return replace(made, seconds={**partition.seconds, self.name: time.perf_counter() - began})


def read(partition: Partition) -> Partition:
    """files → records, rejects. Raises OSError for what may pass, but on the last attempt."""
    from transforms.read import RECORD_COLUMNS
    from transforms.tables import columns

    parsed = [_read_one(file, partition.last_attempt) for file in partition.files]
    records = stack([pd.DataFrame(columns=list(RECORD_COLUMNS)), *(records for records, _ in parsed)])
    rejects = stack([pd.DataFrame(columns=columns("rejects")), *(rejects for _, rejects in parsed)])
    return partition.having({"records": records, "rejects": rejects})


def _read_one(file: InputFile, last_attempt: bool) -> tuple[pd.DataFrame, ...]:
    from transforms.read import read_file, size_limit

    try:
        data = read_bytes(file.path, size_limit(file.name))
    except OSError as error:
        if may_pass(error) and not last_attempt:
            raise
        remedy = "Check that it still exists and that you may read it."
        return _unread(file, f"the file cannot be opened: {error.strerror}", remedy)
    try:
        return tuple(read_file(file.name, data))
    except MemoryError:
        raise
    except Exception as error:
        return _unread(file, quarantine.reason("read", error), quarantine.REMEDY)


def _unread(file: InputFile, reason: str, remedy: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    return pd.DataFrame(), pd.DataFrame([{"path": file.name, "record": None, "reason": reason, "remedy": remedy}])


def clean(partition: Partition) -> Partition:
    """records → documents, rejects; the records are let go."""
    from transforms.clean import clean_documents

    documents, rejects = clean_documents(partition.frames["records"])
    rejects = stack([partition.frames.get("rejects"), rejects])
    return replace(partition, frames={"documents": documents, "rejects": rejects})


def segment(partition: Partition) -> Partition:
    """documents → documents with head fields, paragraphs, sentences."""
    from transforms.segment import segment_documents

    documents, paragraphs, sentences = segment_documents(partition.frames["documents"])
    return partition.having({"documents": documents, "paragraphs": paragraphs, "sentences": sentences})


def quotes(partition: Partition) -> Partition:
    """paragraphs → quotes; sentences with their share in quotation marks."""
    from transforms.quotes import extract_quotes
    from transforms.quotes.coverage import share_in_quotes

    found = extract_quotes(partition.frames["paragraphs"])
    shares = share_in_quotes(partition.frames["sentences"], found)
    return partition.having({"quotes": found.assign(statement_id=None), "sentences": shares})


def mentions(partition: Partition) -> Partition:
    """documents, paragraphs, sentences, quotes → mentions, sightings of entities, quotes with their speakers."""
    from transforms.mentions import find_mentions
    from transforms.segment import Segmented

    frames = partition.frames
    found, spotter = frames["quotes"], _spotter(partition.naming)
    articles = Segmented(frames["documents"], frames["paragraphs"], frames["sentences"])
    entities, occurrences, speakers = find_mentions(articles, found, spotter)
    speakers = speakers.set_index("quote_id").reindex(found["quote_id"])
    resolved = found.assign(**{name: speakers[name].to_numpy() for name in speakers.columns})
    return partition.having({"sightings": entities, "mentions": occurrences, "quotes": resolved})


@cache
def _spotter(naming: Naming) -> "Spotter":
    from transforms.mentions import build_spotter

    return build_spotter(naming.watchlist, naming.engine)


def readability(partition: Partition) -> Partition:
    """documents, paragraphs, sentences, quotes → readability."""
    from transforms.readability import measure_readability

    frames = partition.frames
    measured = (frames["documents"], frames["paragraphs"], frames["sentences"], frames["quotes"])
    return partition.having({"readability": measure_readability(*measured)})


class Unsound(Exception):
    """An article's rows break a rule that they keep or break by themselves."""


def shape(partition: Partition) -> Partition:
    """Every frame in its declared types and order, so that all partitions' frames are one table without a cast.

    Raises Unsound where they break a rule of an article's own: it costs that article (`quarantine`), and not, found
    among the finished tables, the whole corpus.
    """
    from transforms.check import check_articles
    from transforms.tables import conform, in_order

    sightings = in_order(["doc_id", "entity_id"], partition.frames["sightings"])
    drafted: dict[str, pd.DataFrame] = {table: conform(table, partition.frames[table]) for table in DRAFTED}
    if len(drafted["documents"]) and (found := check_articles(drafted)):
        raise Unsound(f"{found.rule}: {found.says} {found.examples[0] if found.examples else ''}")
    return partition.having({"sightings": sightings, **{table: drafted[table] for table in DRAFTED}})


def statements(corpus: Partition) -> Partition:
    """All quotes, memory of the run before → statements, restatements, quotes with their statement, memory."""
    from transforms.statements import match_quotes

    quotes = corpus.frames["quotes"]
    matched = match_quotes(quotes, corpus.frames["documents"], corpus.memory)
    statement_of = dict(zip(*(matched.assignments[n].tolist() for n in ("quote_id", "statement_id")), strict=True))
    told = quotes.assign(statement_id=list(map(statement_of.get, quotes["quote_id"].tolist())))
    made = corpus.having({"quotes": told, "statements": matched.statements, "restatements": matched.restatements})
    return replace(made, memory=matched.memory)


def entities(corpus: Partition) -> Partition:
    """Sightings, mentions, quotes → entities, and the same three with what articles name in part made one with it."""
    from transforms.entities import merge_entities

    frames = corpus.frames
    merged = merge_entities(frames["sightings"], frames["mentions"], frames["quotes"])
    return corpus.having(
        {
            "entities": merged.entities,
            "sightings": merged.sightings,
            "mentions": merged.mentions,
            "quotes": merged.quotes,
        }
    )


def metrics(corpus: Partition) -> Partition:
    """Documents, quotes, mentions → mention_metrics."""
    from transforms.metrics import measure_mentions

    frames = corpus.frames
    return corpus.having(
        {"mention_metrics": measure_mentions(frames["documents"], frames["quotes"], frames["mentions"])}
    )


READ = Stage("read", read, retries=2)
PER_DOCUMENT = (
    Stage("clean", clean, needs=("read",), shielded=True),
    Stage("segment", segment, needs=("clean",), shielded=True),
    Stage("quotes", quotes, needs=("segment",), shielded=True),
    Stage("mentions", mentions, needs=("quotes",), shielded=True),
    Stage("readability", readability, needs=("quotes",), shielded=True),
)
SHAPE = Stage("shape", shape, needs=tuple(stage.name for stage in PER_DOCUMENT), shielded=True)
STATEMENTS = Stage("statements", statements, needs=("quotes", "mentions"))
# made anew in every run, so without a fingerprint of their own (flows.fingerprints)
ENTITIES = Stage("entities", entities, needs=("mentions",))
METRICS = Stage("metrics", metrics, needs=("mentions",))
NEEDS = {stage.name: stage.needs for stage in (READ, *PER_DOCUMENT, STATEMENTS)} | {
    "report": ("readability", "statements")
}
STAGE_NAMES = tuple(NEEDS)
CHECK = "check"  # has a fingerprint as stages do: rows that the same rules found sound are not looked at twice


def stale_stages(changed: Collection[str]) -> list[str]:
    """Stages whose results no longer hold when `changed` stages changed: these and all that build on them."""
    stale: list[str] = []
    for stage, needs in NEEDS.items():
        if stage in changed or any(needed in stale for needed in needs):
            stale.append(stage)
    return stale


def stage_source(name: str) -> Path:
    """Folder of a stage's code and data, or a file of `transforms`, for a fingerprint."""
    import transforms

    return Path(transforms.__file__).parent / name
