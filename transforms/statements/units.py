"""Units of matching: what one speaker said in one go, as plain words.

in   quotes   one row a quotation (tables.Quotes without statement_id)
out  units    one row a quotation, or a quotation with its other half

The reporter's hand is taken out first: bracketed insertions, and the cue in the middle of a sentence. So is what
somebody else is quoted with inside, which is that person's telling: of “He told us, ‘The port will close by May,’ and
left” the unit is “He told us, ‘…’ and left”.
What somebody denied is told with the denial: of “Kord denied that the port would close”, “not that the port
would close”.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from transforms.arrays import Flags, Ints, Objects
from transforms.statements.cues import are_denied
from transforms.statements.keys import as_column, held_in, places
from transforms.tables import SPLIT, TOLD_KINDS

LEFT_OUT = "…"  # for what somebody else is quoted with
_WORD = re.compile(r"[^\W_]")
LEAST_RETOLD = 6  # words of a quotation inside another that are somebody else's sentence, and no term
CutOut: TypeAlias = Mapping[str, Any]  # start and end, in the document; perhaps what stands `instead`


def told_quotes(quotes: pd.DataFrame) -> pd.DataFrame:
    """Quotations that count as tellings, each with the one its sentence begins in: itself or the first half.

    Returns row (its place in `quotes`), quote_id, unit (a quote_id), doc_id, kind, start, end and half (whether it is
    a second half).
    """
    rows = np.flatnonzero(quotes["kind"].isin(TOLD_KINDS).to_numpy(bool))
    quote_id, doc_id, kind = (as_column(quotes[name].array.take(rows)) for name in ("quote_id", "doc_id", "kind"))
    half = quotes["link"].eq(SPLIT).fillna(False).to_numpy(bool)[rows]
    unit = quote_id
    if half.any():
        linked_to = quotes["linked_to"].array.take(rows[half])
        first = first_halves(dict(zip(quote_id[half], linked_to, strict=True)), set(quote_id))
        unit = quote_id.copy()
        unit[half] = [first[name] for name in quote_id[half]]
    start, end = (quotes[name].to_numpy(np.int64)[rows] for name in ("start", "end"))
    columns = {"row": rows, "start": start, "end": end, "half": half}
    return pd.DataFrame(columns | {"quote_id": quote_id, "unit": unit, "doc_id": doc_id, "kind": kind})


def list_tellings(quotes: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """The same with speaker_id (null where unresolved) and published_at, their article's."""
    told = told_quotes(quotes)
    rows = told["row"].to_numpy()
    speaker = quotes["speaker_id"].array.take(rows) if "speaker_id" in quotes else np.full(len(rows), None)
    published = pd.to_datetime(documents["published_at"], utc=True).astype("datetime64[us, UTC]").array
    dates = published.take(places(told["doc_id"], documents["doc_id"]), allow_fill=True)
    return told.assign(speaker_id=as_column(speaker), published_at=dates)


def inside_another(tellings: pd.DataFrame) -> tuple[Ints, Ints]:
    """Where the tellings stand that stand inside another of their article, and where the innermost that holds each.

    Of “He said ‘never’,” she told us, “never” stands inside.
    """
    doc = pd.factorize(tellings["doc_id"])[0]
    start, end = (tellings[name].to_numpy() for name in ("start", "end"))
    span = np.int64(end.max(initial=0) + 1)
    order = np.argsort(doc * span + start, kind="stable")  # quick where they come article by article
    tied = np.flatnonzero(np.diff((doc * span + start)[order]) == 0)
    tied = np.union1d(tied, tied + 1)
    order[tied] = order[tied][np.lexsort((-end[order[tied]], start[order[tied]], doc[order[tied]]))]
    doc, end = doc[order], end[order]
    farthest = np.maximum.accumulate(doc * span + end)  # of the article so far: an earlier article's ends are less
    inside = 1 + np.flatnonzero(doc[1:] * span + end[1:] <= farthest[:-1])
    rows = np.flatnonzero(np.isin(doc, doc[inside]))
    holding = dict(zip(rows.tolist(), _holders(end[rows].tolist()), strict=True))
    return order[inside], order[rows[np.array([holding[one] for one in inside.tolist()], np.int64)]]


def _holders(ends: Sequence[int]) -> list[int]:
    """For each span, in order of beginning, the last before it that ends where it does or behind; -1 where none does.

    Spans wait in a stack until one ends behind them, so that one that holds thousands is not sought for past them all.
    """
    holders: list[int] = []
    around: list[int] = []
    for at, end in enumerate(ends):
        while around and ends[around[-1]] < end:
            around.pop()
        holders.append(around[-1] if around else -1)
        around.append(at)
    return holders


class Inside(NamedTuple):
    """Tellings that stand inside others of their article.

    most    bool, by telling: the words it stands in are mostly its own, so that with them it would be told twice
    retold  stretches of `LEAST_RETOLD` words or more, by the quotation they stand in, which are no part of its words
    own     units that stand so to one another: the one that holds, the one inside
    """

    most: Flags
    retold: dict[str, list[CutOut]]
    own: frozenset[tuple[str, str]]


def list_inside(quotes: pd.DataFrame, tellings: pd.DataFrame) -> Inside:
    """How tellings that stand inside others stand to these."""
    inside, holding = inside_another(tellings)
    rows, starts = tellings["row"].to_numpy(), tellings["start"].to_numpy()[inside].tolist()
    holders = np.unique(holding)  # once, as one may be a book's length and hold thousands
    texts, whole = (quotes["text"].array.take(rows[at]) for at in (inside, holders))
    lengths = {at: len(text.split()) for at, text in zip(holders.tolist(), whole, strict=True)}
    names = tellings["quote_id"].array.take(holding)
    most = np.zeros(len(tellings), bool)
    retold: dict[str, list[CutOut]] = {}
    for at, holder, name, start, text in zip(inside, holding.tolist(), names, starts, texts, strict=True):
        words = len(text.split())
        if words >= LEAST_RETOLD:
            retold.setdefault(name, []).append({"start": start, "end": start + len(text), "instead": LEFT_OUT})
        else:
            most[at] = 2 * words >= lengths[holder]
    own = zip(*(tellings["unit"].array.take(at) for at in (holding, inside)), strict=True)
    return Inside(most, retold, frozenset(own))


def first_halves(before: Mapping[str, str], known: Collection[str]) -> dict[str, str]:
    """For each second half the quotation its sentence begins in; itself where that is not among `known`.

    >>> first_halves({"b": "a", "c": "b", "z": "y"}, {"a", "b", "c", "z"})
    {'b': 'a', 'c': 'a', 'z': 'z'}
    """
    first = {}
    for quote_id in before:
        seen, at = {quote_id}, quote_id
        while at in before and before[at] not in seen:
            at = before[at]
            seen.add(at)
        first[quote_id] = at if at in known else quote_id
    return first


def spoken_texts(quotes: pd.DataFrame, tellings: pd.DataFrame, retold: Mapping[str, list[CutOut]]) -> Any:
    """What the unit of each of these tellings says: without insertions, halves joined in the order of the text.

    Nor with what is `retold` in it, by quote_id. What is denied or negated has “not” before it.
    """
    rows = tellings["row"].to_numpy()
    texts = quotes["text"].array.take(rows)
    insertions = quotes["insertions"].to_numpy(object)[rows]
    starts = tellings["start"].to_numpy()
    for at in np.flatnonzero(held_in(tellings["quote_id"], list(retold))) if retold else ():
        left_out = [*insertions[at], *retold[tellings["quote_id"].iloc[at]]]
        if _WORD.search(without_insertions(texts[at], int(starts[at]), left_out)):  # else all of it is retold
            insertions[at] = left_out
    inserted = np.flatnonzero([held is not None and len(held) > 0 for held in insertions])
    if len(inserted):
        spans = zip(texts[inserted], starts[inserted].tolist(), insertions[inserted], strict=True)
        texts[inserted] = as_array(without_insertions(*span) for span in spans)
    negated = quotes["negated"].to_numpy(bool)[rows]
    denied = np.flatnonzero(are_denied(quotes["cue"].array.take(rows), tellings["kind"], negated))
    denied = np.array([at for at in denied.tolist() if _WORD.search(texts[at])], np.int64)  # not of “[laughs]”
    texts[denied] = as_array(f"not {text}" for text in texts[denied])
    halved = np.flatnonzero(tellings["unit"].duplicated(keep=False).to_numpy())
    if len(halved):
        units = tellings["unit"].to_numpy(object)[halved].tolist()
        halves: dict[str, list[tuple[int, str]]] = {}
        for unit, start, text in zip(units, starts[halved].tolist(), texts[halved], strict=True):
            halves.setdefault(unit, []).append((start, text))
        texts[halved] = as_array(" ".join(text for _, text in sorted(halves[unit])) for unit in units)
    return texts


def without_insertions(text: str, start: int, insertions: Iterable[CutOut]) -> str:
    """The quotation without the editor's bracketed insertions, and what else is left out of it.

    `start` is the quotation's offset in the document, in which the insertions are counted too.

    >>> without_insertions("[Mayor] Brandt agreed", 100, [{"start": 100, "end": 107, "text": "[Mayor]"}])
    'Brandt agreed'
    >>> without_insertions("He said ‘never’.", 100, [{"start": 109, "end": 114, "instead": "…"}])
    'He said ‘…’.'
    """
    kept, done = [], 0
    for insertion in sorted(insertions, key=lambda span: span["start"]):
        kept += [text[done : max(done, insertion["start"] - start)], insertion.get("instead", " ")]
        done = max(done, insertion["end"] - start)
    return " ".join("".join([*kept, text[done:]]).split())


def as_array(values: Iterable[Any]) -> Objects:
    """Values as an array of objects, lists kept as they are."""
    values = list(values)
    out = np.empty(len(values), object)
    out[:] = values
    return out
