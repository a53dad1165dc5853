"""The statements stage measured: speed, memory, increments, and what it finds of what was planted.

    python benchmarks/statements.py                         sizes that take about a minute
    python benchmarks/statements.py --sizes 50000 100000 200000 400000 --beside 200000
    python benchmarks/statements.py --pairs PAIRS.jsonl     also how many labelled restatements blocking would compare

A corpus is generated: sentences of words drawn as often as news uses them. Of some, restatements are planted, with
synonyms in place of words, clauses turned round, words of little weight left out; and look-alikes, with another
number, name or a negation. Ratios are taken within one run. Beside datasketch where it is installed (MinHash with
128 permutations over three-word shingles by its bulk interface, and its LSH at 0.5: signatures, index, queries).
Each size runs in a process of its own, whose peak memory is its own.
"""

import gc
import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from command import arguments_of
from labelled import read_lines

from flows.cli import ALLOCATOR, COLLECTED_AFTER
from transforms import lexicons
from transforms.arrays import Ints, Objects
from transforms.statements import match_quotes
from transforms.statements.comparison.candidates import candidate_pairs
from transforms.statements.comparison.scorer import shipped_trees
from transforms.statements.reading import Reading, read_texts
from transforms.statements.wording.lexicon import shipped_lexicon

RESTATED = 0.12  # share of quotations that restate another
REPEATED = 0.10  # share that repeat another word for word
CHANGED = 0.05  # share that change a number, a name or the sense of another
SENTENCES = (1, 1, 1, 2, 2, 3)
ADDED = 0.01  # share of quotations that are new in an increment
SHINGLE = 3


class Writer:
    """Writes quotations that no one said, of words as common as they are in the news."""

    def __init__(self) -> None:
        rows = [row for row in lexicons.rows("transforms.statements.wording", "background.tsv") if row[0].isascii()]
        counts = np.array([float(row[1]) for row in rows[1:]])
        self.random = np.random.default_rng(0)
        self.words = np.array([row[0].capitalize() if float(row[2]) > 0.9 else row[0] for row in rows[1:]], object)
        self.share = counts / counts.sum()
        self.synonyms = {
            word: other.split(":")[0]
            for word, others in lexicons.rows("transforms.statements.wording", "synonyms.tsv")
            for other in others.split()
            if int(other.split(":")[1]) >= 200
        }

    def sentences(self, count: int) -> list[list[str]]:
        """That many sentences of 7 to 24 words, as words."""
        lengths = self.random.integers(7, 25, count)
        drawn = self.random.choice(self.words, lengths.sum(), p=self.share)
        years = self.random.random(lengths.sum()) < 0.03
        drawn[years] = self.random.integers(2, 3000, years.sum()).astype(str)
        return [list(held) for held in np.split(drawn, np.cumsum(lengths)[:-1])]

    def restate(self, words: list[str]) -> list[str]:
        """The same in other words: one clause put first, synonyms where there are any, a word of little weight less."""
        at = int(self.random.integers(3, len(words) - 2))
        turned = words[at:] + words[:at] if self.random.random() < 0.3 else list(words)
        kept = [word for word in turned if word not in ("that", "also", "very", "just", "now")]
        return [self.synonyms.get(word, word) if self.random.random() < 0.5 else word for word in kept]

    def change(self, words: list[str]) -> list[str]:
        """Nearly the same words, and not the same: a number, a name or a "not" is another."""
        changed = list(words)
        numbers = [place for place, word in enumerate(words) if word.isdigit()]
        names = [place for place, word in enumerate(words) if word[0].isupper()]
        if numbers:
            changed[numbers[0]] = str(int(words[numbers[0]]) + 7)
        elif names:
            changed[names[0]] = "Trondheim" if words[names[0]] != "Trondheim" else "Bergen"
        else:
            changed.insert(len(words) // 2, "not")
        return changed


def generate(size: int) -> tuple[pd.DataFrame, pd.DataFrame, Ints, Ints]:
    """Quotations, documents, and planted pairs of rows: restatements, and look-alikes."""
    writer = Writer()
    fresh = int(size * (1 - RESTATED - REPEATED - CHANGED))
    own = [writer.sentences(int(count)) for count in writer.random.choice(SENTENCES, fresh)]
    told, same, different = list(own), [], []
    for row in range(fresh, size):
        source = int(writer.random.integers(0, fresh))
        kind = (row - fresh) / (size - fresh) * (RESTATED + REPEATED + CHANGED)
        if kind < RESTATED + REPEATED:
            told.append(own[source] if kind < REPEATED else [writer.restate(words) for words in own[source]])
            same.append((source, row))
        else:
            told.append([*own[source][:-1], writer.change(own[source][-1])])
            different.append((source, row))
    speakers = [f"{row % 997:016x}" if row % 3 else None for row in range(size)]
    for source, row in same:
        speakers[row] = speakers[source]
    order = writer.random.permutation(size)
    place = np.argsort(order)
    texts = [" ".join(" ".join(words)[:1].upper() + " ".join(words)[1:] + "." for words in told[row]) for row in order]
    quotes = pd.DataFrame(
        {
            "doc_id": [f"{row // 8:016x}" for row in range(size)],
            "quote_id": [f"{row * 2654435761 % 2**64:016x}" for row in range(size)],
            "start": [row % 8 * 1000 for row in range(size)],
            "text": texts,
            "kind": "direct",
            "link": None,
            "linked_to": None,
            "cue": None,
            "negated": False,
            "speaker_id": [speakers[row] for row in order],
        }
    )
    quotes["end"] = quotes["start"] + quotes["text"].str.len()
    quotes["insertions"] = [[] for _ in range(size)]
    documents = pd.DataFrame({"doc_id": quotes["doc_id"].unique()})
    days = pd.to_timedelta(np.arange(len(documents)) % 365, unit="D")
    documents["published_at"] = (pd.Timestamp("2026-01-01", tz="UTC") + days).astype("datetime64[us, UTC]")
    return quotes, documents, place[np.array(same)], place[np.array(different)]


def in_own_process(task: Callable[..., dict[str, Any]], *given: Any) -> dict[str, Any]:
    """What a task returns, with garbage collected as seldom as the command line does."""
    with multiprocessing.get_context("spawn").Pool(1, gc.set_threshold, (COLLECTED_AFTER,)) as pool:
        return pool.apply(task, given)


def peak_memory() -> int:
    """Bytes this process ever held at once."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def warm_up() -> None:
    """Read all word lists and weights, so that they are not counted as a corpus' cost."""
    match_quotes(*generate(300)[:2])


def measure_size(size: int) -> dict[str, Any]:
    quotes, documents, same, different = generate(size)
    warm_up()
    held, began = peak_memory(), time.process_time()
    matched = match_quotes(quotes, documents)
    seconds = time.process_time() - began
    memory = peak_memory() - held
    statement = matched.assignments.set_index("quote_id")["statement_id"].reindex(quotes["quote_id"]).to_numpy()
    return {
        "size": size,
        "seconds": seconds,
        "memory": memory / size / 1024,
        "found": float((statement[same[:, 0]] == statement[same[:, 1]]).mean()),
        "kept_apart": float((statement[different[:, 0]] != statement[different[:, 1]]).mean()),
        "precision": precision(statement, same),
        "links": len(matched.restatements),
    }


def precision(statement: Objects, same: Ints) -> float:
    """Of quotations put into one statement, the share that were planted as one, pair by pair with the first."""
    source = np.arange(len(statement))
    source[same[:, 1]] = source[same[:, 0]]
    frame = pd.DataFrame({"statement": statement, "source": source})
    first = frame.groupby("statement")["source"].transform("first")
    joined = frame.duplicated("statement")
    return float((frame["source"] == first)[joined].mean())


def measure_increment(size: int) -> dict[str, Any]:
    quotes, documents, *_ = generate(size + int(size * ADDED))
    held = np.sort(np.random.default_rng(1).permutation(len(quotes))[:size])
    warm_up()
    memory = match_quotes(quotes.iloc[held].reset_index(drop=True), documents).memory
    began = time.process_time()
    grown = match_quotes(quotes, documents, memory)
    increment = time.process_time() - began
    began = time.process_time()
    anew = match_quotes(quotes, documents)
    full = time.process_time() - began
    tables = ("assignments", "statements", "restatements")
    equal = all(as_bytes(getattr(grown, name)) == as_bytes(getattr(anew, name)) for name in tables)
    return {"increment": increment, "full": full, "equal": equal}


def as_bytes(table: pd.DataFrame) -> bytes:
    written: str = table.to_json(orient="values", date_format="iso")
    return written.encode()


def measure_parts(size: int) -> dict[str, Any]:
    """Candidates a quotation, and pairs scored a second."""
    quotes, *_ = generate(size)
    warm_up()
    began = time.process_time()
    reading = read_texts(quotes["text"].drop_duplicates().to_list())
    read = time.process_time() - began
    keys = np.sort(reading.key)
    began = time.process_time()
    pairs = candidate_pairs(reading.sign(keys))
    blocked = time.process_time() - began
    began = time.process_time()
    reading.score(pairs)
    scored = time.process_time() - began
    return {"pairs": len(pairs) / len(quotes), "read": read, "blocked": blocked, "rate": len(pairs) / scored}


def measure_datasketch(size: int) -> dict[str, Any]:
    from datasketch import MinHash, MinHashLSH

    texts = generate(size)[0]["text"].to_list()
    began = time.process_time()
    signatures = MinHash.bulk([shingles(text) for text in texts], num_perm=128)
    index = MinHashLSH(threshold=0.5, num_perm=128)
    with index.insertion_session() as session:
        for row, signature in enumerate(signatures):
            session.insert(row, signature, check_duplication=False)
    for signature in signatures:
        index.query(signature)
    return {"seconds": time.process_time() - began}


def shingles(text: str) -> list[bytes]:
    words = text.lower().split()
    return [" ".join(words[at : at + SHINGLE]).encode() for at in range(max(1, len(words) - SHINGLE + 1))]


def blocking_recall(path: Path) -> tuple[float, int]:
    """Share of labelled restatements that would be compared, all texts of the file in one corpus, and their number."""
    rows = read_lines(path)
    reading: Reading = read_texts([row[side] for side in "ab" for row in rows])
    found = set(map(tuple, candidate_pairs(reading.sign(np.unique(reading.key[reading.key > 0]))).tolist()))
    keys = np.sort(reading.key.reshape(2, -1).T, axis=1).tolist()
    labelled = [tuple(key) for key, row in zip(keys, rows, strict=True) if row["label"]]
    return sum(a == b or (a, b) in found for a, b in labelled) / len(labelled), len(labelled)


def main(asked: Sequence[str] | None = None) -> None:
    parser = arguments_of(__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[5_000, 10_000, 20_000], metavar="N")
    parser.add_argument(
        "--beside", type=int, metavar="N", help="size of the increment and of datasketch (default: last)"
    )
    parser.add_argument("--pairs", type=Path)
    given = parser.parse_args(asked)
    if given.beside and given.beside not in given.sizes:
        parser.error("--beside: one of --sizes")
    shipped_trees(), shipped_lexicon()
    before, taken = None, {}
    for size in given.sizes:
        made = in_own_process(measure_size, size)
        ratio = f", {made['seconds'] / before:.2f} times the size before" if before else ""
        print(
            f"{size:,} quotations: {made['seconds']:.1f} s{ratio}; {made['memory']:.2f} KB each at the peak; planted: "
            f"{made['found']:.3f} found, {made['precision']:.3f} of mergers right, {made['kept_apart']:.3f} of "
            f"look-alikes kept apart; {made['links']:,} links"
        )
        before = taken[size] = made["seconds"]
    last = given.beside or given.sizes[-1]
    made = in_own_process(measure_parts, last)
    print(f"candidates {made['pairs']:.2f} a quotation; {made['rate']:,.0f} pairs scored a second", end="; ")
    print(f"reading {made['read']:.1f} s, blocking {made['blocked']:.1f} s")
    made = in_own_process(measure_increment, last)
    share = made["increment"] / made["full"]
    print(f"{ADDED:.0%} more: {made['increment']:.2f} s, {share:.3f} of a full run; equal to it: {made['equal']}")
    try:
        theirs = in_own_process(measure_datasketch, last)["seconds"]
        print(f"datasketch: {theirs:.1f} s, {theirs / taken[last]:.1f} times the whole matching")
    except ImportError:
        print("datasketch is not installed; not compared")
    if given.pairs:
        recall, labelled = blocking_recall(given.pairs)
        print(f"blocking compares {recall:.4f} of {labelled:,} labelled restatements")


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", ALLOCATOR)  # as the command line does
    main()
