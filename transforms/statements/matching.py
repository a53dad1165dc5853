"""First version: shared words decide; to be replaced by the trained scorer behind the same functions."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from transforms.ids import content_id
from transforms.statements.units import gather_units
from transforms.tables import columns

_WORD = re.compile(r"\w+")
_THRESHOLD = 0.5


class Matched(NamedTuple):
    """What matching makes of the corpus' quotations."""

    assignments: pd.DataFrame
    statements: pd.DataFrame
    restatements: pd.DataFrame


def match_quotes(quotes: pd.DataFrame, documents: pd.DataFrame) -> Matched:
    """Put quotations that say the same into one statement."""
    units = gather_units(quotes)
    words = [frozenset(_WORD.findall(text.casefold())) for text in units["words"]]
    kept = [i for i, w in enumerate(words) if w]
    published = dict(zip(documents["doc_id"], documents["published_at"], strict=True))
    cluster, scores = _cluster(words, kept)
    statements, assigned = [], []
    ids = {}
    for members in cluster:
        at = sorted(members, key=lambda i: (_instant(published.get(units["doc_id"][i])), units["quote_id"][i]))
        statement_id = content_id("statement", units["words"][at[0]])
        ids.update(dict.fromkeys(members, statement_id))
        dates = [published.get(units["doc_id"][i]) for i in at]
        dates = sorted(d for d in dates if pd.notna(d))
        speakers = Counter(s for i in at if isinstance(s := units["speaker_id"][i], str))
        statements.append(
            {
                "statement_id": statement_id,
                "text": units["words"][at[0]],
                "n_quotes": len(at),  # the halves of one sentence are one telling, as the checks count
                "n_documents": len({units["doc_id"][i] for i in at}),
                "speakers": [s for s, _ in sorted(speakers.items(), key=lambda kv: (-kv[1], kv[0]))],
                "first_seen": dates[0] if dates else None,
                "last_seen": dates[-1] if dates else None,
            }
        )
        assigned += [{"quote_id": q, "statement_id": statement_id} for i in at for q in units["members"][i]]
    links = []
    for (i, j), score in scores.items():
        if ids[i] != ids[j]:
            continue
        same = [units["speaker_id"][k] for k in (i, j)]
        links.append(
            {
                "quote_a": units["quote_id"][i],
                "quote_b": units["quote_id"][j],
                "relation": "restated" if score < 1 else "identical",
                "same_speaker": same[0] == same[1] if all(isinstance(s, str) for s in same) else None,
                "score": score,
                "shared_words": sorted(words[i] & words[j]),
                "only_a": sorted(words[i] - words[j]),
                "only_b": sorted(words[j] - words[i]),
                "conflict": None,
                "part": None,
            }
        )
    return Matched(
        pd.DataFrame(assigned, columns=["quote_id", "statement_id"]),
        pd.DataFrame(statements, columns=columns("statements")).drop_duplicates("statement_id"),
        pd.DataFrame(links, columns=columns("restatements")),
    )


def _instant(value: Any) -> tuple[bool, Any]:
    return (True, 0) if pd.isna(value) else (False, value)


def _cluster(words: list[frozenset[str]], kept: list[int]) -> tuple[list[list[int]], dict[tuple[int, int], float]]:
    holding = defaultdict(list)
    for i in kept:
        for word in sorted(words[i], key=lambda w: (-len(w), w))[:6]:
            holding[word].append(i)
    scores = {}
    for found in holding.values():
        for i, j in combinations(found[:50], 2):
            score = len(words[i] & words[j]) / len(words[i] | words[j])
            if score >= _THRESHOLD:
                scores[i, j] = score
    clusters: dict[int, list[int]] = {i: [i] for i in kept}
    for i, j in sorted(scores, key=lambda pair: -scores[pair]):
        a, b = clusters[i], clusters[j]
        if a is not b and all((min(x, y), max(x, y)) in scores for x in a for y in b):
            a.extend(b)
            clusters.update(dict.fromkeys(b, a))
    return list({id(members): members for members in clusters.values()}.values()), scores


def same_statement(a: Sequence[str], b: Sequence[str]) -> np.ndarray:
    """Whether a[i] and b[i] would be put into one statement, for each i."""
    sets = [(set(_WORD.findall(x.casefold())), set(_WORD.findall(y.casefold()))) for x, y in zip(a, b, strict=True)]
    return np.array([len(x & y) >= _THRESHOLD * max(1, len(x | y)) for x, y in sets], dtype=bool)


def cluster_texts(ids: Sequence[str], texts: Sequence[str]) -> dict[str, str | None]:
    """The statement each of `texts` is put into, by its id; None for texts without words."""
    plain = [" ".join(_WORD.findall(text.casefold())) for text in texts]
    words = [frozenset(text.split()) for text in plain]
    clusters, _ = _cluster(words, [i for i, found in enumerate(words) if found])
    of = {i: content_id("statement", plain[min(members)]) for members in clusters for i in members}
    return {name: of.get(i) for i, name in enumerate(ids)}
