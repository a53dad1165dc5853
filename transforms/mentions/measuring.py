"""Mention metrics: how much an entity is spoken of and heard, in each article and in the corpus.

in   documents, quotes (with speaker_id), mentions
out  mention_metrics   one row an article × entity, and one a corpus × entity

Counts are taken once an article and summed for the corpus; words count for a voice where they are quoted as said
(direct and mixed), and a quotation counts for its speaker also where it is only reported (indirect).
"""

from collections import Counter
from collections.abc import Iterable
from itertools import permutations

import pandas as pd

from transforms.tables import MENTION_FORMS

SPOKEN = ("direct", "mixed")
REPORTED = (*SPOKEN, "indirect")
FORM_COUNTS = {form: f"n_{form.replace(' ', '_')}" for form in MENTION_FORMS}
MOST_PARTNERS = 10
MOST_IN_COMPANY = 40  # entities of a paragraph; one that names more is a list, and its pairs would be too many
Company = dict[tuple[str | None, str], Counter[str]]


def measure_mentions(documents: pd.DataFrame, quotes: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Count forms, places, voices and company of every entity (tables.MentionMetrics)."""
    of_documents = _count(mentions, quotes, ["doc_id", "entity_id"])
    of_corpus = _count(mentions, quotes, ["entity_id"])
    first = _first_positions(documents, mentions)
    of_documents = of_documents.merge(first, on=["doc_id", "entity_id"], how="left").assign(level="document")
    median = first.groupby("entity_id", as_index=False)["first_position"].median()
    of_corpus = of_corpus.merge(median, on="entity_id", how="left").assign(level="corpus", doc_id=None)
    of_documents["share_of_voice"] = _shares(
        of_documents, of_documents.groupby("doc_id")["words_quoted"].transform("sum")
    )
    of_corpus["share_of_voice"] = _shares(of_corpus, of_corpus["words_quoted"].sum())
    company = _company(mentions)
    of_documents["co_mentions"] = _partners(
        company, zip(of_documents["doc_id"], of_documents["entity_id"], strict=True)
    )
    of_corpus["co_mentions"] = _partners(company, ((None, entity) for entity in of_corpus["entity_id"]))
    return pd.concat([of_documents.astype(object), of_corpus.astype(object)], ignore_index=True)


def _count(mentions: pd.DataFrame, quotes: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    inside = mentions["in_quote"].astype(bool)
    named = mentions[["doc_id", "entity_id"]].assign(
        n_mentions=1,
        n_in_quotes=inside.astype("int64"),
        n_outside=(~inside).astype("int64"),
        **{count: (mentions["form"] == form).astype("int64") for form, count in FORM_COUNTS.items()},
    )
    heard = quotes[quotes["speaker_id"].notna() & quotes["kind"].isin(REPORTED)]
    words = heard["n_words"].where(heard["kind"].isin(SPOKEN), 0).astype("int64")
    spoke = heard[["doc_id"]].assign(entity_id=heard["speaker_id"], n_as_speaker=1, words_quoted=words)
    both = pd.concat([named, spoke], ignore_index=True)
    counts = [name for name in both.columns if name not in ("doc_id", "entity_id")]
    both[counts] = both[counts].fillna(0).astype("int64")
    grouped = both.groupby(by, sort=True)
    return grouped[counts].sum().assign(n_documents=grouped["doc_id"].nunique()).reset_index()


def _first_positions(documents: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    first = mentions.groupby(["doc_id", "entity_id"], as_index=False)["start"].min()
    lengths = first["doc_id"].map(dict(zip(documents["doc_id"], documents["n_chars"], strict=True)))
    return first.assign(first_position=first["start"].astype("float64") / lengths.astype("float64")).drop(
        columns="start"
    )


def _shares(rows: pd.DataFrame, total: "pd.Series | int") -> pd.Series:
    return (rows["words_quoted"] / total).astype("float64")  # 0 / 0, where nobody is quoted, is null


def _company(mentions: pd.DataFrame) -> Company:
    """(article, or None for the corpus; entity) → in how many paragraphs each other entity is named too."""
    present: dict[tuple[str, str], set[str]] = {}
    for doc, paragraph, entity in zip(*(mentions[c] for c in ("doc_id", "paragraph_id", "entity_id")), strict=True):
        present.setdefault((doc, paragraph), set()).add(entity)
    company: Company = {}
    for (doc, _), entities in present.items():
        if len(entities) <= MOST_IN_COMPANY:
            for one, other in permutations(entities, 2):
                company.setdefault((doc, one), Counter())[other] += 1
                company.setdefault((None, one), Counter())[other] += 1
    return company


def _partners(company: Company, keys: Iterable[tuple[str | None, str]]) -> list[list[dict[str, object]]]:
    ranked = (sorted(company.get(key, {}).items(), key=lambda pair: (-pair[1], pair[0])) for key in keys)
    return [[{"entity_id": one, "n_paragraphs": n} for one, n in pairs[:MOST_PARTNERS]] for pairs in ranked]
