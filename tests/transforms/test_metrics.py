"""Metrics of mentions, from tables of a few rows."""

from collections.abc import Sequence

import pandas as pd
import pytest

from transforms.metrics import measure_mentions, rank_entities
from transforms.metrics.measuring import MOST_IN_COMPANY

Quoted = tuple[str, str | None, str, int]  # article, speaker, kind, words


def measured(named: Sequence[tuple[str, str, int]], quoted: Sequence[Quoted] = ()) -> pd.DataFrame:
    """Metrics of who is named where (article, entity, place; paragraphs of 100 characters), by level and entity."""
    documents = pd.DataFrame({"doc_id": sorted({doc for doc, _, _ in named}), "n_chars": 100})
    mentions = pd.DataFrame(named, columns=["doc_id", "entity_id", "start"])
    mentions = mentions.assign(paragraph_id=mentions["doc_id"], form="full name", in_quote=False)
    quotes = pd.DataFrame(quoted, columns=["doc_id", "speaker_id", "kind", "n_words"])
    return measure_mentions(documents, quotes, mentions).set_index(["level", "entity_id"]).sort_index()


@pytest.mark.parametrize(("n_named", "n_company"), [(MOST_IN_COMPANY, 10), (MOST_IN_COMPANY + 1, 0)])
def test_a_paragraph_that_lists_names_keeps_none_company(n_named: int, n_company: int) -> None:
    metrics = measured([("d1", f"e{number:02}", number) for number in range(n_named)])
    assert len(metrics["co_mentions"].loc["corpus", "e00"]) == n_company


def test_over_the_corpus_somebodys_first_position_is_that_of_the_article_in_the_middle() -> None:
    metrics = measured([("d1", "orm", 10), ("d1", "orm", 30), ("d2", "orm", 20), ("d3", "orm", 90)])
    assert metrics["first_position"].loc["corpus", "orm"] == 0.2


def test_who_is_only_reported_is_heard_and_has_no_words() -> None:
    said: list[Quoted] = [("d1", "orm", "direct", 6), ("d1", "orm", "indirect", 9), ("d1", "lund", "mixed", 2)]
    metrics = measured([("d1", "orm", 0), ("d1", "lund", 5)], [*said, ("d1", "orm", "scare", 1)])
    orm = metrics.loc["corpus", "orm"]
    assert (orm["n_as_speaker"], orm["words_quoted"], orm["share_of_voice"]) == (2, 6, 0.75)


def test_what_nobody_is_known_to_have_said_is_nobodys_voice() -> None:
    metrics = measured([("d1", "orm", 0)], [("d1", "orm", "direct", 6), ("d1", None, "direct", 9)])
    assert metrics["share_of_voice"].to_dict() == {("corpus", "orm"): 1, ("document", "orm"): 1}


def test_who_is_named_twice_in_a_paragraph_keeps_company_once() -> None:
    metrics = measured([("d1", "orm", 0), ("d2", "orm", 0), ("d1", "lund", 5), ("d2", "lund", 5), ("d1", "orm", 30)])
    (met,) = metrics["co_mentions"].loc["corpus", "orm"]
    assert met == {"entity_id": "lund", "n_paragraphs": 2}
    (met,) = metrics["co_mentions"].loc["corpus", "lund"]
    assert met == {"entity_id": "orm", "n_paragraphs": 2}


def test_entities_are_ranked_by_what_is_counted_then_by_name_and_left_out_where_neither_count_holds_any() -> None:
    counted = {"bree": (2, 0), "adar": (0, 3), "cole": (2, 1), "dunn": (2, 0), "eyre": (0, 0)}
    metrics = pd.DataFrame(
        [("corpus", name, *counts) for name, counts in counted.items()] + [("document", "eyre", 9, 9)],
        columns=["level", "entity_id", "n_mentions", "n_as_speaker"],
    )
    entities = pd.DataFrame({"entity_id": list(counted), "name": [f"Ms {name}" for name in counted]})
    ranked = rank_entities({"mention_metrics": metrics, "entities": entities})
    assert list(ranked["entity_id"]) == ["cole", "bree", "dunn", "adar"]
    by_voice = rank_entities({"mention_metrics": metrics, "entities": entities}, "n_as_speaker", "n_mentions")
    assert list(by_voice["entity_id"]) == ["adar", "cole", "bree", "dunn"]
