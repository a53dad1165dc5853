"""Mention metrics: how much an entity is spoken of and heard, in each article and in the corpus.

in   documents, quotes (with speaker_id), mentions
out  mention_metrics   one row an article × entity, and one a corpus × entity

Words count for a voice where they are quoted as said (direct and mixed), and a quotation counts for its speaker also
where it is only reported (indirect).

The way: articles and entities become numbers, in the order of their ids → rows (an article's entity is a number made
of both, the corpus's the entity's own) → every count in one pass over a column.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as arrow
from pandas.arrays import ArrowExtensionArray

from transforms.arrays import Floats, Ints, each_once
from transforms.tables import MENTION_FORMS, PARTNERS, SPOKEN_KINDS, TOLD_KINDS

MOST_PARTNERS = 10  # listed of an entity, as tables.MentionMetrics says
MOST_IN_COMPANY = 40  # entities of a paragraph; one that names more is a list, and its pairs would be too many


class Seen(NamedTuple):
    """Times an entity was seen in an article, all as numbers: a row a time, a column of `what` something to sum."""

    doc: Ints
    entity: Ints
    what: dict[str, Ints]


class Company(NamedTuple):
    """Each pair of entities named in one paragraph, once a paragraph, as two rows of those present in it."""

    present: Seen
    one: Ints
    other: Ints


def measure_mentions(documents: pd.DataFrame, quotes: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Count forms, places, voices and company of every entity (tables.MentionMetrics)."""
    spoke = quotes[quotes["speaker_id"].notna() & quotes["kind"].isin(TOLD_KINDS)]
    (doc_named, doc_heard), docs = _numbered(mentions["doc_id"], spoke["doc_id"])
    (named_entity, heard_entity), entities = _numbered(mentions["entity_id"], spoke["speaker_id"])
    named = Seen(doc_named, named_entity, _of_mentions(mentions))
    heard = Seen(doc_heard, heard_entity, _of_quotations(spoke))
    company = _company(named, pd.factorize(mentions["paragraph_id"])[0])
    most = max(1, len(entities))

    rows, of_articles = _measure(named, heard, company, entities, lambda seen: seen.doc * most + seen.entity)
    doc, entity = np.divmod(rows, most)
    lengths = documents.set_index("doc_id")["n_chars"].reindex(docs).to_numpy("float64", na_value=np.nan)
    of_articles |= {
        "level": "document",
        "doc_id": docs.take(doc),
        "entity_id": entities.take(entity),
        "n_documents": 1,
        "share_of_voice": _shares(of_articles["words_quoted"], doc),
        "first_position": _first(rows, doc_named * most + named_entity, mentions["start"]) / lengths[doc],
    }
    rows, of_corpus = _measure(named, heard, company, entities, lambda seen: seen.entity)
    of_corpus |= {
        "level": "corpus",
        "doc_id": None,
        "entity_id": entities.take(rows),
        "n_documents": np.bincount(entity, minlength=len(rows)),
        "share_of_voice": _shares(of_corpus["words_quoted"], np.zeros_like(rows)),
        "first_position": pd.Series(of_articles["first_position"]).groupby(entity).median().to_numpy(),
    }
    return pd.concat([pd.DataFrame(of_corpus), pd.DataFrame(of_articles)], ignore_index=True)


def _numbered(*columns: pd.Series) -> tuple[list[Ints], pd.Index]:
    """Each column's values as numbers in the order of the values, and the values."""
    numbers, values = pd.factorize(pd.concat(columns, ignore_index=True), sort=True)
    return np.split(numbers, np.cumsum([len(column) for column in columns])[:-1]), pd.Index(values)


def _of_mentions(mentions: pd.DataFrame) -> dict[str, Ints]:
    inside = mentions["in_quote"].to_numpy(bool)
    of_form = {f"n_{form.replace(' ', '_')}": mentions["form"] == form for form in MENTION_FORMS}
    flags = {"n_mentions": np.ones_like(inside), "n_in_quotes": inside, "n_outside": ~inside, **of_form}
    return {name: np.asarray(flag, "int64") for name, flag in flags.items()}


def _of_quotations(spoke: pd.DataFrame) -> dict[str, Ints]:
    words = spoke["n_words"].where(spoke["kind"].isin(SPOKEN_KINDS), 0).to_numpy("int64")
    return {"n_as_speaker": np.ones_like(words), "words_quoted": words}


def _measure(
    named: Seen, heard: Seen, company: Company, entities: pd.Index, row_of: Callable[[Seen], Ints]
) -> tuple[Ints, dict[str, Any]]:
    """Rows (the different numbers that `row_of` gives), and what is summed of each."""
    rows = each_once([row_of(named), row_of(heard)])
    measured: dict[str, Any] = {}
    for seen in (named, heard):
        at = np.searchsorted(rows, row_of(seen))
        measured |= {name: _sums(at, what, len(rows)) for name, what in seen.what.items()}
    at = np.searchsorted(rows, row_of(company.present))
    measured["co_mentions"] = _partners(at[company.one], company.present.entity[company.other], len(rows), entities)
    return rows, measured


def _sums(at: Ints, what: Ints, n_rows: int) -> Ints:
    return np.bincount(at, what, n_rows).astype("int64")  # whole numbers, so exact under 2 ** 53


def _first(rows: Ints, named: Ints, starts: pd.Series) -> Floats:
    """Where each row is named first; not a number where it is not named."""
    first = np.full(len(rows), np.inf)
    np.minimum.at(first, np.searchsorted(rows, named), starts.to_numpy("float64"))
    return np.where(np.isinf(first), np.nan, first)


def _shares(words: Ints, group: Ints) -> Floats:
    """Words as a share of those of the same group; not a number where nobody of it is quoted."""
    with np.errstate(invalid="ignore"):
        return words / np.bincount(group, words)[group]


def _company(named: Seen, paragraph: Ints) -> Company:
    present = pd.DataFrame({"paragraph": paragraph, "doc": named.doc, "entity": named.entity})
    present = present.drop_duplicates(["paragraph", "entity"]).sort_values("paragraph", ignore_index=True)
    sizes = np.bincount(present["paragraph"], minlength=1)
    size, start = (a[present["paragraph"]] for a in (sizes, np.cumsum(sizes) - sizes))
    times = np.where(size <= MOST_IN_COMPANY, size, 0)  # each row beside every row of its paragraph
    one = np.repeat(np.arange(len(present)), times)
    other = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times) + start[one]
    apart = one != other
    return Company(Seen(present["doc"].to_numpy(), present["entity"].to_numpy(), {}), one[apart], other[apart])


def _partners(at: Ints, other: Ints, n_rows: int, entities: pd.Index) -> ArrowExtensionArray:
    """For each row the entities most often in its company, by number of paragraphs and then by id."""
    most = max(1, len(entities))
    pairs = np.sort(at * most + other)
    first = np.flatnonzero(np.diff(pairs, prepend=-1))
    paragraphs = np.diff(first, append=len(pairs))
    row, other = np.divmod(pairs[first], most)
    times = 1 + paragraphs.max(initial=0)
    ranked = np.argsort(row * times - paragraphs, kind="stable")  # those of as many paragraphs stay as they are: by id
    bounds = np.searchsorted(row, np.arange(n_rows + 1))  # row stays in order
    top = ranked[np.arange(len(row)) - bounds[row] < MOST_PARTNERS]
    ids = arrow.array(entities.to_numpy(object), arrow.string()).take(arrow.array(other[top]))
    partners = arrow.StructArray.from_arrays([ids, arrow.array(paragraphs[top])], fields=list(PARTNERS.value_type))
    begins = np.searchsorted(row[top], np.arange(n_rows + 1)).astype(np.int32)
    return ArrowExtensionArray(arrow.ListArray.from_arrays(begins, partners, PARTNERS))
