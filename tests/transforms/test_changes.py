"""Revisions: what an editor changed is told by its words, and what only moved is not told."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.articles import article_places, revised_articles
from transforms.changes.difference import difference
from transforms.changes.revisions import Article, Edit, Told, edits_between, revisions
from transforms.ids import content_id
from transforms.tables import TABLES, columns, conform, declared

Tables = dict[str, pd.DataFrame]
Place = tuple[str, int | None, str | None]  # file, record and the record's own id

HARBOUR: Place = ("harbour.txt", None, None)
TOLLS, DELAY, THANKS = "The tolls pay for the breakwater.", "We wait for 14 days.", "I thank the crews."


def published(articles: Mapping[Place, Sequence[tuple[str, str]]]) -> Tables:
    """Tables of articles that hold nothing but sentences somebody says: (speaker, sentence)."""
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    told: dict[str, list[str]] = {}
    for (path, record, own_id), said in articles.items():
        text = " ".join(sentence for _, sentence in said)
        doc_id = content_id("document", text)
        place = {"source_path": path, "record": record, "external_id": own_id, "title": f"Title of {path}"}
        rows["documents"].append({"doc_id": doc_id, "text": text, "warnings": [], "raw_runs": []} | place)
        end = 0
        for ordinal, (speaker, sentence) in enumerate(said):
            start = text.index(sentence, end)
            end = start + len(sentence)
            span = {"doc_id": doc_id, "text": sentence, "start": start, "end": end}
            rows["sentences"].append(span | {"ordinal": ordinal})
            ids = {"quote_id": content_id("quote", doc_id, start), "speaker_id": content_id("entity", speaker)}
            ids |= {"statement_id": content_id("statement", sentence)}
            rows["quotes"].append(span | ids | {"kind": "direct", "insertions": [], "negated": False})
            told.setdefault(sentence, []).append(doc_id)
    speakers = sorted({speaker for said in articles.values() for speaker, _ in said})
    rows["entities"] = [{"entity_id": content_id("entity", name), "name": name} for name in speakers]
    rows["statements"] = [
        {"statement_id": content_id("statement", text), "text": text, "n_quotes": len(by), "n_documents": len(set(by))}
        for text, by in told.items()
    ]
    filled = {table: [dict.fromkeys(columns(table)) | row for row in held] for table, held in rows.items()}
    return {table: conform(table, pd.DataFrame(held, columns=columns(table))) for table, held in filled.items()}


BEFORE = {HARBOUR: [("Quist", TOLLS), ("Quist", DELAY), ("Tarn", THANKS)]}


def test_the_sentence_that_changed_is_told_and_its_neighbours_are_not() -> None:
    corrected = DELAY.replace("14", "fifteen")
    after = {HARBOUR: [("Quist", TOLLS), ("Quist", corrected), ("Tarn", THANKS)]}
    (revised,) = revisions(published(BEFORE), published(after)).revised
    assert revised.article == Article("harbour.txt", "Title of harbour.txt")
    assert revised.sentences == [Edit([DELAY], [corrected])]
    assert [(old.text, new.text) for (old,), (new,) in revised.quotations] == [(DELAY, corrected)]
    assert revised.reattributed == []


def test_a_revised_article_is_neither_new_nor_gone() -> None:
    found = revisions(published(BEFORE), published({HARBOUR: BEFORE[HARBOUR][1:]}))
    assert (len(found.revised), found.new, found.gone) == (1, [], [])


def test_words_that_another_is_said_to_have_said_are_told() -> None:
    after = {HARBOUR: [("Quist", "Today."), ("Tarn", TOLLS), ("Quist", DELAY), ("Tarn", THANKS)]}
    (revised,) = revisions(published(BEFORE), published(after)).revised
    assert revised.sentences == [Edit([], ["Today."])]
    assert [(old.text, old.speaker, new.speaker) for old, new in revised.reattributed] == [(TOLLS, "Quist", "Tarn")]


def test_of_words_quoted_twice_the_second_is_held_to_the_second() -> None:
    said = [("Quist", "No."), ("Tarn", "No.")]
    (revised,) = revisions(published({HARBOUR: said}), published({HARBOUR: [*said, ("Quist", TOLLS)]})).revised
    assert revised.reattributed == []
    now_his = {HARBOUR: [("Quist", "No."), ("Quist", "No."), ("Quist", TOLLS)]}
    (revised,) = revisions(published({HARBOUR: said}), published(now_his)).revised
    assert [(old.speaker, new.speaker) for old, new in revised.reattributed] == [("Tarn", "Quist")]


@pytest.mark.parametrize(("cue_start", "cue_first"), [(None, False), (0, True), (40, False)])
def test_a_quotation_is_told_with_its_cue_on_the_side_where_it_stands(cue_start: int | None, cue_first: bool) -> None:
    before, after = published(BEFORE), published({HARBOUR: [("Quist", "Now:"), ("Quist", "Today.")]})
    quotes = after["quotes"].assign(cue=None if cue_start is None else "denied", cue_start=cue_start, start=20)
    ((_, added),) = revisions(before, after | {"quotes": conform("quotes", quotes)}).revised[0].quotations
    assert {(said.cue is not None, said.cue_first) for said in added} == {(cue_start is not None, cue_first)}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ({"kind": "mixed", "cue": "vowed", "negated": True}, {"kind": "mixed", "cue": "vowed", "negated": False}),
        (
            {"kind": "indirect", "cue": "denied", "negated": False},
            {"kind": "indirect", "cue": "said", "negated": False},
        ),
        ({"kind": "mixed", "cue": "denied", "negated": False}, {"kind": "mixed", "cue": "deny", "negated": True}),
    ],
)
def test_what_was_denied_and_no_longer_is_is_told(was: dict[str, object], now: dict[str, object]) -> None:
    before, after = published(BEFORE), published({HARBOUR: [*BEFORE[HARBOUR], ("Quist", "Today.")]})
    for tables, how in ((before, was), (after, now)):
        tables["quotes"].loc[tables["quotes"]["text"].eq(TOLLS), [*how, "cue_start"]] = [*how.values(), 0]
    changes = revisions(before, after)
    (struck, added) = changes.revised[0].quotations
    assert [(said.text, said.cue) for (said,) in struck] == [(TOLLS, was["cue"]), (TOLLS, now["cue"])]
    assert [said.text for said in added.added] == ["Today."]
    assert [told.text for told in changes.statements_gone] == [TOLLS]
    assert {told.text for told in changes.statements_new} == {TOLLS, "Today."}


def test_what_only_moved_is_no_change() -> None:
    after = {HARBOUR: [("Tarn", THANKS), ("Quist", TOLLS), ("Quist", DELAY)]}
    found = revisions(published(BEFORE), published(after))
    (revised,) = found.revised
    assert (revised.sentences, revised.quotations, revised.reattributed) == ([], [], [])
    assert (found.statements_new, found.statements_gone) == ([], [])


def test_articles_are_new_and_gone_by_name_and_one_that_is_only_renamed_is_neither() -> None:
    said = BEFORE[HARBOUR]
    before = published({HARBOUR: said, ("gone.txt", None, None): said[:1]})
    found = revisions(before, published({("renamed.txt", None, None): said, ("new.txt", None, None): said[1:]}))
    assert [article.place for article in found.new] == ["new.txt"]
    assert [article.place for article in found.gone] == ["gone.txt"]
    assert found.revised == []


def test_articles_stand_in_the_order_of_their_places_and_statements_most_told_first() -> None:
    boats = {"c.txt": 3, "a.txt": 1, "b.txt": 2}
    new = published({(path, None, None): [("Quist", f"{n} boats wait.")] for path, n in boats.items()})
    new["statements"]["n_quotes"] = new["statements"]["text"].str[0].astype("Int64")
    found = revisions(published(BEFORE), new)
    assert [article.place for article in found.new] == ["a.txt", "b.txt", "c.txt"]
    assert [told.n_quotes for told in found.statements_new] == [3, 2, 1]
    documents = new["documents"]
    moved = new | {"documents": documents.assign(source_path="to-" + documents["source_path"], source="Gannet")}
    found = revisions(new, moved)
    assert [(one.before, one.article.place) for one in found.renamed] == [
        (f"{name}.txt", f"to-{name}.txt") for name in "abc"
    ]
    assert [one.article.place for one in found.headed] == ["to-a.txt", "to-b.txt", "to-c.txt"]


def headed(now: Tables, **columns: object) -> Tables:
    return now | {"documents": conform("documents", now["documents"].assign(**columns))}


def test_a_new_title_outlet_or_date_is_told_though_the_text_stayed() -> None:
    """A headline that came with the record stands in no sentence; its change was told nowhere."""
    tables = published(BEFORE)
    old = headed(tables, title="Tolls rise", source="Gannet", published_at="2026-03-05")
    new = headed(tables, title="Tolls soar", source=None, published_at="2026-03-05T17:30:00Z")
    (one,) = revisions(old, new).headed
    assert one.article == Article("harbour.txt", "Tolls soar")
    assert one.changes == [
        ("title", "Tolls rise", "Tolls soar"),
        ("outlet", "Gannet", None),
        ("date", "2026-03-05", "2026-03-05 17:30"),
    ]
    assert revisions(old, old).headed == revisions(headed(old, source=None), headed(old, source=None)).headed == []
    (one,) = revisions(headed(old, source=None), old).headed
    assert one.changes == [("outlet", None, "Gannet")]


def test_the_title_of_a_revised_article_is_told_once() -> None:
    """As a sentence where it stands in the text, before or now, else as a title."""
    old, new = published(BEFORE), published({HARBOUR: [("Quist", DELAY), ("Tarn", THANKS)]})
    (one,) = revisions(headed(old, title="Tolls rise"), headed(new, title="Delay at the harbour")).headed
    assert one.changes == [("title", "Tolls rise", "Delay at the harbour")]
    for was, now in ((TOLLS, DELAY), (TOLLS, "Delay at the harbour"), ("Tolls rise", DELAY), (None, DELAY)):
        assert revisions(headed(old, title=was), headed(new, title=now)).headed == []
    (one,) = revisions(headed(old, title=TOLLS), headed(new, title=DELAY, source="Gannet")).headed
    assert one.changes == [("outlet", None, "Gannet")]


def test_an_article_may_be_without_a_title() -> None:
    old, new = published(BEFORE), published({HARBOUR: [("Quist", DELAY)]})
    found = revisions(headed(old, title=None), headed(new, title=None))
    assert [revised.article for revised in found.revised] == [Article("harbour.txt", None)]


def test_a_record_is_followed_by_its_own_id_when_another_is_put_before_it() -> None:
    said, corrected = BEFORE[HARBOUR], BEFORE[HARBOUR][:2]
    before = published({("wire.jsonl", 1, "w-1"): said})
    after = published({("wire.jsonl", 1, "w-2"): [("Tarn", "No.")], ("wire.jsonl", 2, "w-1"): corrected})
    found = revisions(before, after)
    assert [article.place for article in found.new] == ["wire.jsonl, id w-2"]
    assert [revised.article.place for revised in found.revised] == ["wire.jsonl, id w-1"]


def test_records_that_share_an_id_are_told_apart_by_their_number() -> None:
    documents = published({("w.jsonl", n, "x"): [("Quist", f"{n} boats wait.")] for n in (1, 2)})["documents"]
    assert sorted(article_places(documents).values()) == ["w.jsonl, record 1", "w.jsonl, record 2"]


FEED: list[dict[str, Any]] = [
    {
        "record": 1,
        "external_id": None,
        "url": "https://gannet.example/1",
        "text": "The tolls pay for the old breakwater.",
    },
    {
        "record": 2,
        "external_id": None,
        "url": "https://gannet.example/2",
        "text": "We wait for 14 days at the northern quay.",
    },
]


def documents_of(*rows: Mapping[str, Any]) -> pd.DataFrame:
    named = [dict(row, doc_id=content_id("document", row["text"]), source_path="feed.jsonl") for row in rows]
    return pd.DataFrame(named).astype({"record": "Int64", "external_id": "string", "url": "string"})


def texts_revised(then: pd.DataFrame, now: pd.DataFrame) -> list[tuple[str, str]]:
    texts = dict(zip(then["doc_id"], then["text"], strict=True)) | dict(zip(now["doc_id"], now["text"], strict=True))
    return [(texts[was], texts[is_now]) for was, is_now in revised_articles(then, now)]


def test_a_feed_whose_records_are_all_others_today_has_none_revised() -> None:
    """They were told as revisions of whatever stood at their numbers yesterday."""
    others = ["Ferry crews went home.", "A gale took the roof."]
    addressed = [dict(row, text=text, url=f"{row['url']}1") for row, text in zip(FEED, others, strict=True)]
    numbered = [dict(row, url=None) for row in addressed]
    for today in (addressed, numbered):
        assert revised_articles(documents_of(*FEED), documents_of(*today)) == []


def test_a_record_is_followed_by_its_address_or_where_it_has_none_by_its_number_if_the_texts_are_alike() -> None:
    corrected = FEED[1]["text"].replace("14", "15")
    moved = documents_of(
        FEED[0] | {"url": "https://gannet.example/3", "text": "Rain."}, FEED[1] | {"record": 9, "text": corrected}
    )
    assert texts_revised(documents_of(*FEED), moved) == [(FEED[1]["text"], corrected)]
    unaddressed = [dict(row, url=None) for row in FEED]
    stayed = documents_of(unaddressed[0], unaddressed[1] | {"text": corrected})
    assert texts_revised(documents_of(*unaddressed), stayed) == [(FEED[1]["text"], corrected)]


def test_a_record_whose_file_lost_its_ids_is_followed_by_its_number() -> None:
    ids = documents_of(*(dict(row, external_id=f"w-{row['record']}") for row in FEED))
    corrected = FEED[1]["text"].replace("14", "15")
    assert texts_revised(ids, documents_of(FEED[0], FEED[1] | {"text": corrected})) == [(FEED[1]["text"], corrected)]


def test_a_statement_is_gone_where_none_of_its_wordings_is_told_any_more() -> None:
    other: Place = ("other.txt", None, None)
    before = published({HARBOUR: [("Quist", TOLLS), ("Quist", DELAY)], other: [("Quist", TOLLS)]})
    after = published({HARBOUR: [("Quist", THANKS)], other: [("Quist", TOLLS)]})
    found = revisions(before, after)
    assert found.statements_gone == [Told(DELAY, 1, 1)]
    assert found.statements_new == [Told(THANKS, 1, 1)]


def test_rows_that_have_only_other_ids_and_offsets_are_not_counted() -> None:
    after = {HARBOUR: [("Quist", "Now:"), *BEFORE[HARBOUR]]}
    counted = {
        found.table: (len(found.added), len(found.removed), len(found.changed))
        for found in difference(published(BEFORE), published(after))
    }
    assert counted["documents"] == (0, 0, 1)
    assert counted["sentences"] == counted["quotes"] == counted["statements"] == (1, 0, 0)
    assert counted["entities"] == (0, 0, 0)


@pytest.mark.parametrize("table", ["paragraphs", "sentences", "quotes", "mentions"])
def test_whatever_counts_in_an_articles_text_is_declared_to_move(table: str) -> None:
    """Where a paragraph's own words begin was not, and every paragraph behind a changed word counted as changed."""
    counting = [name for name in columns(table) if name.endswith(("start", "end", "ordinal"))]
    assert [name for name in counting if not declared(table)[name].moves] == []
    assert len(counting) > 1


def test_of_equal_sentences_one_more_is_counted_as_one_more() -> None:
    no = ("Quist", "No.")
    before, after = published({HARBOUR: [no, no]}), published({HARBOUR: [no, ("Quist", "Now:"), no, no]})
    (found,) = (found for found in difference(before, after) if found.table == "sentences")
    assert (len(found.added), found.removed, found.changed) == (2, [], [])


def test_a_link_is_known_again_by_the_words_of_its_quotations() -> None:
    before, after = published(BEFORE), published({HARBOUR: [("Quist", "Now:"), *BEFORE[HARBOUR]]})
    for tables in (before, after):
        ids = tables["quotes"].set_index("text")["quote_id"]
        link = dict.fromkeys(columns("restatements")) | {"quote_a": ids[TOLLS], "quote_b": ids[DELAY]}
        tables["restatements"] = conform("restatements", pd.DataFrame([link]))
    (found,) = (found for found in difference(before, after) if found.table == "restatements")
    assert (found.added, found.removed, found.changed) == ([], [], [])


@pytest.mark.parametrize("table", ["documents", "sentences", "quotes", "statements"])
def test_a_row_that_says_something_else_is_counted_as_changed(table: str) -> None:
    a, b = published(BEFORE), published({HARBOUR: [("Quist", "Now:"), *BEFORE[HARBOUR]]})
    column = {"documents": "title", "sentences": "n_words", "quotes": "confidence", "statements": "n_quotes"}[table]
    b[table] = b[table].assign(**{column: "Other" if column == "title" else 7})
    (found,) = (found for found in difference(a, b) if found.table == table)
    assert len(found.changed) == len(a[table])
    assert found.changed == sorted(found.changed)


@given(before=st.lists(st.sampled_from("abcdef"), max_size=8), after=st.lists(st.sampled_from("abcdef"), max_size=8))
def test_every_text_that_only_one_side_has_is_in_the_edits_and_no_other(before: list[str], after: list[str]) -> None:
    edits = edits_between(before, after, str)
    assert [text for edit in edits for text in edit.removed] == [text for text in before if text not in after]
    assert [text for edit in edits for text in edit.added] == [text for text in after if text not in before]
