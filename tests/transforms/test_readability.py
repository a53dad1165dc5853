"""The readability table: which texts are measured, in which scopes, and what is left null for what reason."""

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
import textstat
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.ids import span_ids
from transforms.readability import measure_readability
from transforms.readability.limits import ANY_LANGUAGE, MINIMA
from transforms.readability.prose import part_text, prose_of
from transforms.readability.reference import COUNTS, MEASURES, ask_textstat, check_reference
from transforms.segment import split_sentences
from transforms.segment.dateline import find_dateline, prose_starts
from transforms.spans import Span
from transforms.tables import TABLES, columns, conform, key

FRAMES = ("documents", "paragraphs", "sentences", "quotes")
Frames = dict[str, pd.DataFrame]


def article(
    *paragraphs: str, kinds: dict[int, str] | None = None, doc: str = "d1", language: str | None = "en"
) -> Frames:
    """Frames of one article whose paragraphs are body but for `kinds`, and whose quotations stand in curly marks."""
    rows: dict[str, list[dict[str, Any]]] = {"paragraphs": [], "sentences": [], "quotes": []}
    start = 0
    prose = prose_starts(paragraphs, find_dateline(paragraphs))
    for ordinal, text in enumerate(paragraphs):
        (paragraph_id,) = span_ids("paragraph", [(doc, start, start + len(text))])
        own = {"doc_id": doc, "paragraph_id": paragraph_id}
        kind = (kinds or {}).get(ordinal, "body")
        place = {"start": start, "end": start + len(text), "prose_start": start + prose[ordinal]}
        rows["paragraphs"].append({**own, **place, "kind": kind, "text": text})
        for span in split_sentences(text):
            rows["sentences"].append({**own, "start": span.start + start, "end": span.end + start})
        for found in re.finditer("“([^”]*)”", text):
            start_end = {"start": found.start(1) + start, "end": found.end(1) + start}
            rows["quotes"].append({**own, **start_end, "kind": "direct"})
        start += len(text) + 2
    frames = {
        "paragraphs": pd.DataFrame(
            rows["paragraphs"], columns=["doc_id", "paragraph_id", "kind", "start", "end", "prose_start", "text"]
        ),
        "sentences": pd.DataFrame(rows["sentences"], columns=["doc_id", "paragraph_id", "start", "end"]),
        "quotes": pd.DataFrame(rows["quotes"], columns=["doc_id", "paragraph_id", "start", "end", "kind"]),
    }
    return {"documents": pd.DataFrame({"doc_id": [doc], "language": [language]}, dtype=object), **frames}


def measure(*articles: Frames) -> pd.DataFrame:
    """The readability table of articles, conformed and checked against its declaration."""
    joined = [pd.concat([frames[name] for frames in articles], ignore_index=True) for name in FRAMES]
    table = conform("readability", measure_readability(*joined))
    TABLES["readability"].validate(table)
    return table


def texts(frames: Frames) -> dict[str, list[str]]:
    """Each scope's paragraph texts, of one article."""
    prose = prose_of(*(frames[name] for name in FRAMES[1:]))
    return {scope: [text for _, text in parts] for (_, scope), parts in prose.items()}


def unit(table: pd.DataFrame, level: str, scope: str) -> pd.Series:
    (row,) = table[(table["level"] == level) & (table["scope"] == scope)].to_dict("records")
    return pd.Series(row)


LONG = " ".join(f"The harbour master counted {number} ferries before the storm came in." for number in range(10, 45))


def test_the_table_holds_every_count_and_measure() -> None:
    assert columns("readability")[4:] == ["reason", *COUNTS, "unlisted_words", *MEASURES]
    assert set(MINIMA) == set(MEASURES)


def test_only_body_paragraphs_are_measured() -> None:
    kinds = {0: "headline", 1: "deck", 3: "heading", 5: "boilerplate"}
    frames = article(
        "Ferries stop", "No boat sails", "The boats lay still.", "What next", "Nobody knew.", "All news", kinds=kinds
    )
    assert texts(frames) == {"all": ["The boats lay still.", "Nobody knew."]} | {
        "narration": ["The boats lay still.", "Nobody knew."]
    }
    assert unit(measure(frames), "document", "all")["lexicon_count"] == 6


@pytest.mark.parametrize(
    ("opening", "rest"),
    [
        ("OSTREL, March 3. /NORDA/. ", "“We sail at noon,” she said. Nobody came."),
        ("GENEVA (Norda) — ", "The boats lay still."),
    ],
)
def test_the_dateline_is_no_sentence(opening: str, rest: str) -> None:
    dated, plain = article(opening + rest, LONG), article(rest, LONG)
    assert texts(dated) == texts(plain)
    assert unit(measure(dated), "document", "all")[4:].equals(unit(measure(plain), "document", "all")[4:])


def test_a_body_paragraph_that_is_all_dateline_is_measured() -> None:
    assert texts(article("GENEVA (Norda) —", LONG))["all"] == ["GENEVA (Norda) —", LONG]


def test_narration_is_what_stands_outside_the_quotations() -> None:
    frames = article("“We sail at noon,” she said. Nobody came.", "The boats lay still.")
    assert texts(frames) == {
        "all": ["“We sail at noon,” she said. Nobody came.", "The boats lay still."],
        "narration": ["she said. Nobody came.", "The boats lay still."],
        "quotes": ["We sail at noon."],
    }


@pytest.mark.parametrize(
    ("text", "narration", "said"),
    [
        ("“We sail,” she said, “at noon.”", "she said.", "We sail, at noon."),  # halves of one sentence are one
        ("She said: “We sail. At noon.” He left.", "She said. He left.", "We sail. At noon."),  # the stop went with it
        ("“We sail,” she said (not at noon.)", "she said (not at noon.)", "We sail."),  # has its stop
        ("“We sail”, he said, “at noon”.", "he said.", "We sail at noon."),
        ("“We sail at noon,” he said. “Or at one,” he added.", "he said. he added.", "We sail at noon. Or at one."),
        ("He spoke of a “very bad idea” and left.", "He spoke of a and left.", "very bad idea."),
        ("“Why? It was time.”", "", "Why? It was time."),
        ("“Nobody”—he paused—“came.”", "he paused.", "Nobody came."),
        ("The “boat” and the “quay” stayed.", "The and the stayed.", "boat quay."),
    ],
)
def test_quotations_and_narration_are_joined_by_sentence(text: str, narration: str, said: str) -> None:
    found = texts(article(text))
    assert found.get("narration", [""]) == [narration]
    assert found["quotes"] == [said]


def test_a_nested_quotation_is_said_once() -> None:
    frames = article("“He told me: ‘Sail on’, and I sailed,” she said.")
    inner = frames["quotes"].assign(start=14, end=21)
    frames["quotes"] = pd.concat([inner, frames["quotes"]], ignore_index=True)
    assert texts(frames)["quotes"] == ["He told me: ‘Sail on’, and I sailed."]


def test_an_unclosed_quotation_leaves_no_narration_after_it() -> None:
    assert part_text("She said “we sail at noon", [Span(0, 25)], [Span(10, 25)]) == ("She said.", "we sail at noon.")


@pytest.mark.parametrize("kind", ["indirect", "scare"])
def test_indirect_speech_and_scare_quotes_are_narration(kind: str) -> None:
    frames = article("The “ferry” sails, she said.")
    frames["quotes"]["kind"] = kind
    assert texts(frames)["narration"] == ["The “ferry” sails, she said."]
    assert "quotes" not in texts(frames)


def test_a_document_is_measured_as_its_paragraphs_with_blank_lines_between() -> None:
    frames = article(LONG, "A list:", "one thing", "“That is all,” he said.")
    row = unit(measure(frames), "document", "all")
    asked = ask_textstat("\n\n".join(texts(frames)["all"]))
    assert {name: row[name] for name in asked} == asked


def test_numbers_of_the_sample_are_textstats(sample_tables: dict[str, pd.DataFrame]) -> None:
    table = sample_tables["readability"]
    prose = prose_of(*(sample_tables[name] for name in FRAMES[1:]))
    text_of = {paragraph: text for (_, scope), parts in prose.items() if scope == "all" for paragraph, text in parts}
    rows = table[(table["level"] == "paragraph") & (table["scope"] == "all")].to_dict("records")
    assert len(rows) > 100
    for row in rows:
        asked = ask_textstat(text_of[row["paragraph_id"]])
        assert {name: row[name] for name in asked if not pd.isna(row[name])}.items() <= asked.items()


def test_the_sample_has_documents_in_every_scope(sample_tables: dict[str, pd.DataFrame]) -> None:
    table = sample_tables["readability"]
    scopes = table[table["level"] == "document"].groupby("scope")["flesch_reading_ease"].count()
    assert scopes["all"] == scopes["narration"] + 1 > 10  # of the interview too little is the reporter's
    assert scopes["quotes"] > 5


@pytest.mark.parametrize(
    ("text", "reason", "given", "withheld"),
    [
        ("* * *", "no words", set(), {"reading_time", "words_per_sentence"}),
        ("He said so.", "fewer than 10 words", {"reading_time", "words_per_sentence"}, {"lix", "flesch_kincaid_grade"}),
        (
            "Nobody who saw the ferry leave that evening expected it back before morning.",
            "fewer than 100 words",
            {"lix", "rix", "mcalpine_eflaw"},
            {"flesch_reading_ease", "smog_index", "text_standard"},
        ),
        (LONG[:900], "fewer than 30 sentences", {"flesch_reading_ease", "text_standard"}, {"smog_index"}),
        (LONG, None, set(MEASURES), set()),
    ],
)
def test_a_unit_too_short_for_a_measure_has_none_and_says_why(
    text: str, reason: str | None, given: set[str], withheld: set[str]
) -> None:
    row = unit(measure(article(text)), "document", "all")
    assert row["reason"] is reason or row["reason"] == reason
    assert given.isdisjoint(row.index[row.isna()])
    assert withheld <= set(row.index[row.isna()])


@pytest.mark.parametrize(("text", "reason", "measured", "given"), [
    ("Yes.", "fewer than 10 words", "reading_time", True),
    (" ".join(LONG.split()[:9]), "fewer than 10 words", "lix", False),
    (" ".join(LONG.split()[:10]), "fewer than 100 words", "lix", True),
    (" ".join(LONG.split()[:99]), "fewer than 100 words", "gunning_fog", False),
    (" ".join(LONG.split()[:100]), "fewer than 30 sentences", "gunning_fog", True),
    ("The boats lay still. " * 29, "fewer than 30 sentences", "smog_index", False),
    ("The boats lay still. " * 30, None, "smog_index", True),
])  # fmt: skip
def test_as_many_words_and_sentences_as_a_measure_asks_for_are_enough(
    text: str, reason: str | None, measured: str, given: bool
) -> None:
    row = unit(measure(article(text.strip())), "document", "all")
    assert (row["reason"], pd.notna(row[measured])) == (reason, given)


def test_an_article_in_another_language_has_only_counts_that_need_no_dictionary() -> None:
    row = unit(measure(article(LONG, language="fr")), "document", "all")
    assert row["reason"] == "not in English"
    assert set(row.index[row.notna()]) == {"doc_id", "level", "scope", "reason", *ANY_LANGUAGE}


def test_an_article_of_unknown_language_is_measured() -> None:
    assert unit(measure(article(LONG, language=None)), "document", "all")["reason"] is None


def test_words_off_the_dictionary_are_told() -> None:
    row = unit(measure(article("Quarvel and Ilvaran sailed to Norway.")), "document", "all")
    assert row["unlisted_words"] == 2


def test_nothing_is_measured_by_a_textstat_that_counts_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textstat, "lix", lambda text: 0.0)
    check_reference.cache_clear()
    with pytest.raises(RuntimeError, match="counts lix otherwise"):
        measure(article(LONG))


def test_no_articles_make_no_rows() -> None:
    frames = article()
    assert measure({name: rows.iloc[:0] for name, rows in frames.items()}).empty


SENTENCES = st.sampled_from(
    [
        "The ferry sailed.",
        "“Nobody came,” she said.",
        "3.5 million — why?",
        "...",
        "“Wait!”",
        "Ünïcödé wörds, don't they?",
    ]
)
ARTICLES = st.lists(st.lists(SENTENCES, min_size=1, max_size=30).map(" ".join), min_size=1, max_size=4)


@settings(max_examples=40)
@given(st.lists(ARTICLES, min_size=1, max_size=4))
def test_rows_do_not_depend_on_which_articles_are_measured_together(bodies: list[list[str]]) -> None:
    articles = [article(*body, doc=f"d{number}") for number, body in enumerate(bodies)]
    apart = pd.concat([measure(frames) for frames in articles], ignore_index=True)
    together = measure(*articles)
    pd.testing.assert_frame_equal(
        together, apart.sort_values(key("readability"), ignore_index=True, na_position="first")
    )
    assert not together.duplicated(key("readability")).any()
    numbers = together[list(MEASURES)].to_numpy(float, na_value=0.0)
    assert np.isfinite(numbers).all()
    assert ((together["reason"].isna()) == together[list(MEASURES)].notna().all(axis=1)).all()


def test_a_paragraph_of_a_megabyte_is_parted_in_one_pass() -> None:
    text = "“Ab cd.” " * 100_000
    spans = split_sentences(text)
    narration, said = part_text(text, spans, [Span(at * 9 + 1, at * 9 + 7) for at in range(100_000)])
    assert narration == ""
    assert said.count("Ab cd.") == 100_000
