"""Quality checks: good tables pass, and each planted fault is caught by the rule that names it."""

from collections.abc import Callable

import pandas as pd
import pytest

from transforms.check import across, check_drift, check_tables, counts, of_documents, unchanged
from transforms.check.across import OF_CORPUS, OF_DOCUMENTS, versions_of_one_article
from transforms.check.drift import parse_thresholds, shipped_thresholds
from transforms.check.unchanged import documents_unlike
from transforms.read.dates import read_date, settle_days
from transforms.tables import MENTION_FORMS, TABLES

Tables = dict[str, pd.DataFrame]


def put(
    table: str, column: str, value: object, where: Callable[[pd.DataFrame], pd.Series] | None = None
) -> Callable[[Tables], None]:
    """A fault: `value` (or what it makes of the old value) in the first row of `table` that `where` allows."""

    def plant(tables: Tables) -> None:
        rows = tables[table]
        row = rows.index[where(rows).fillna(False).astype(bool)][0] if where else rows.index[0]
        new = value(rows.at[row, column]) if callable(value) else value
        tables[table] = rows.copy()
        if isinstance(rows[column].iloc[0], list):
            column_values = list(rows[column])
            column_values[rows.index.get_loc(row)] = new
            tables[table][column] = pd.Series(column_values, rows.index, rows[column].dtype)
        else:
            tables[table].at[row, column] = new

    return plant


def drop(table: str, where: Callable[[pd.DataFrame], pd.Series] | None = None) -> Callable[[Tables], None]:
    def plant(tables: Tables) -> None:
        rows = tables[table]
        row = rows.index[where(rows).fillna(False).astype(bool)][0] if where else rows.index[0]
        tables[table] = rows.drop(index=row)

    return plant


def repeat(table: str) -> Callable[[Tables], None]:
    def plant(tables: Tables) -> None:
        tables[table] = pd.concat([tables[table], tables[table].head(1)], ignore_index=True)

    return plant


def drop_column(table: str, column: str) -> Callable[[Tables], None]:
    def plant(tables: Tables) -> None:
        tables[table] = tables[table].drop(columns=column)

    return plant


def drop_table(table: str) -> Callable[[Tables], None]:
    def plant(tables: Tables) -> None:
        del tables[table]

    return plant


def retype(table: str, column: str, kind: str) -> Callable[[Tables], None]:
    def plant(tables: Tables) -> None:
        tables[table] = tables[table].astype({column: kind})

    return plant


def give_the_first_text(tables: Tables) -> None:
    """The second document is the first under the same address, corrected."""
    rows = tables["documents"].copy()
    rows.loc[rows.index[:2], ["source", "url"]] = ["Gannet", "https://gannet.example/1"]
    rows.at[rows.index[1], "text"] = rows.at[rows.index[0], "text"] + " Corrected."
    tables["documents"] = rows


def lose_the_date(tables: Tables) -> None:
    """The first document's record wrote its day in an order that nothing tells."""
    warnings: list[str] = []
    settle_days([{"published_at": read_date("1/3/2026", warnings), "warnings": warnings}])
    put("documents", "published_at", pd.NaT)(tables)
    put("documents", "warnings", warnings)(tables)


def give_the_first_id(tables: Tables) -> None:
    """The second paragraph is known by the first one's id."""
    put("paragraphs", "paragraph_id", tables["paragraphs"]["paragraph_id"].iloc[0], lambda p: p["ordinal"] == 1)(tables)


def reworded(insertions: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{**insertion, "text": "sic"} for insertion in insertions]


def twice(items: list[object]) -> list[object]:
    return [*items, items[-1]]


def call_outside(tables: Tables) -> None:
    """The first mention in a quotation is said to stand in none."""
    quoted = tables["mentions"].index[tables["mentions"]["in_quote"]][0]
    for column, value in (("in_quote", False), ("quote_id", pd.NA)):
        put("mentions", column, value, lambda m: pd.Series(m.index == quoted, m.index))(tables)


def link_to_the_last(tables: Tables) -> None:
    put("quotes", "linked_to", tables["quotes"]["quote_id"].iloc[-1], lambda q: q["linked_to"].notna())(tables)


def turn_round(tables: Tables) -> None:
    tables["paragraphs"] = tables["paragraphs"].iloc[::-1].reset_index(drop=True)


def of_document(rows: pd.DataFrame) -> pd.Series:
    return rows["level"] == "document"


def narration_alone(rows: pd.DataFrame) -> pd.Series:
    """Rows of paragraphs in which nothing is quoted."""
    quoted = rows.loc[rows["scope"] == "quotes", "paragraph_id"].dropna()
    return (rows["scope"] == "narration") & rows["paragraph_id"].notna() & ~rows["paragraph_id"].isin(quoted)


def spoken(rows: pd.DataFrame) -> pd.Series:
    return rows["kind"].isin(["direct", "mixed"]) & rows["speaker_id"].notna()


def longer(text: str) -> str:
    return text + "x"


FAULTS = {
    "a table is missing": (drop_table("mentions"), "mentions exists"),
    "a column is missing": (drop_column("quotes", "cue"), "cue"),
    "a document twice": (repeat("documents"), "documents key"),
    "a paragraph twice": (repeat("paragraphs"), "paragraphs key"),
    "a quotation twice": (repeat("quotes"), "quotes key"),
    "a mention twice": (repeat("mentions"), "mentions key"),
    "an entity twice": (repeat("entities"), "entities key"),
    "a statement twice": (repeat("statements"), "statements key"),
    "a restatement twice": (repeat("restatements"), "restatements key"),
    "a measured unit twice": (repeat("readability"), "readability key"),
    "a reject twice": (repeat("rejects"), "rejects key"),
    "two paragraphs of one id": (give_the_first_id, "paragraphs.paragraph_id"),
    "offsets that are no whole numbers": (retype("quotes", "start", "float64"), "quotes.start"),
    "an unknown paragraph kind": (put("paragraphs", "kind", "footnote"), "paragraphs.kind"),
    "an unknown quotation kind": (put("quotes", "kind", "shouted"), "quotes.kind"),
    "an unknown relation": (put("restatements", "relation", "akin"), "restatements.relation"),
    "an unknown entity type": (put("entities", "type", "ship"), "entities.type"),
    "an unknown mention form": (put("mentions", "form", "nickname"), "mentions.form"),
    "a negative offset": (put("sentences", "start", -1), "sentences.start"),
    "a negative count": (put("documents", "n_words", -5), "documents.n_words"),
    "a confidence over one": (put("quotes", "confidence", 1.5), "quotes.confidence"),
    "a null where none may be": (put("quotes", "text", pd.NA), "quotes.text"),
    "a paragraph of no document": (put("paragraphs", "doc_id", "0" * 16), "paragraphs.doc_id refers"),
    "a quotation of no paragraph": (put("quotes", "paragraph_id", "0" * 16), "quotes.paragraph_id refers"),
    "a speaker that is no entity": (put("quotes", "speaker_id", "0" * 16, spoken), "quotes.speaker_id refers"),
    "a quotation of no statement": (put("quotes", "statement_id", "0" * 16, spoken), "quotes.statement_id refers"),
    "a mention of no entity": (put("mentions", "entity_id", "0" * 16), "mentions.entity_id refers"),
    "a link to no quotation": (put("restatements", "quote_a", "0" * 16), "restatements.quote_a refers"),
    "a document's text was edited": (put("documents", "text", lambda text: "A " + text), "paragraphs text"),
    "a paragraph's text was edited": (put("paragraphs", "text", longer), "paragraphs text"),
    "a sentence's text was edited": (put("sentences", "text", longer), "sentences text"),
    "a quotation's text was edited": (put("quotes", "text", longer), "quotes text"),
    "a mention's text was edited": (put("mentions", "text", longer), "mentions text"),
    "a speaker's words were edited": (put("quotes", "speaker_text", longer, spoken), "speakers text"),
    "a cue was edited": (put("quotes", "cue", longer, lambda q: q["cue"].notna()), "cues text"),
    "an offset was shifted": (put("quotes", "end", lambda end: end + 1), "quotes text"),
    "a span ends before it starts": (put("sentences", "end", 0, lambda s: s["start"] > 0), "sentences hold something"),
    "a quotation over its paragraph's edge": (put("quotes", "start", lambda start: start - 500, lambda q: q["start"] > 500), "quotes nest"),
    "paragraphs overlap": (put("paragraphs", "start", lambda start: start - 3, lambda p: p["ordinal"] > 0), "paragraphs apart"),
    "a paragraph's own words begin before it": (put("paragraphs", "prose_start", lambda start: start - 1, lambda p: p["start"] > 0), "paragraphs prose"),
    "what is spoken in a paragraph begins before it": (lambda t: put("paragraphs", "spoken_start", t["paragraphs"]["start"].iloc[1] - 1, lambda p: p["ordinal"] == 1)(t), "paragraphs spoken"),
    "what is spoken in a paragraph begins behind it": (lambda t: put("paragraphs", "spoken_start", t["paragraphs"]["end"].iloc[0])(t), "paragraphs spoken"),
    "a paragraph's own words begin behind it": (lambda t: put("paragraphs", "prose_start", t["paragraphs"]["end"].iloc[0])(t), "paragraphs prose"),
    "an ordinal is skipped": (drop("paragraphs", lambda p: p["ordinal"] == 0), "paragraphs ordinals"),
    "a length is wrong": (put("documents", "n_chars", lambda n: n + 1), "documents lengths"),
    "a number of words is wrong": (put("documents", "n_words", lambda n: n + 1), "documents lengths"),
    "a reported quotation tells nothing": (put("quotes", "statement_id", pd.NA, spoken), "quotes tell"),
    "a speaker found by nothing": (put("quotes", "speaker_by", pd.NA, spoken), "quotes speakers"),
    "a speaker without a place": (put("quotes", "speaker_start", pd.NA, spoken), "quotes complete"),
    "a cue without a place": (put("quotes", "cue_start", pd.NA, lambda q: q["cue"].notna()), "quotes complete"),
    "a whole utterance that is negated": (put("quotes", "negated", True, lambda q: q["kind"].eq("direct")), "quotes negated"),
    "a link to nowhere": (put("quotes", "linked_to", pd.NA, lambda q: q["link"].notna()), "quotes complete"),
    "a statement counts one too many": (put("statements", "n_quotes", lambda n: n + 1), "statements counts"),
    "a statement counts one article too many": (put("statements", "n_documents", lambda n: n + 1), "statements counts"),
    "a statement's date is off": (put("statements", "first_seen", lambda when: when - pd.Timedelta(days=1), lambda s: s["first_seen"].notna()), "statements dates"),
    "a statement's last date is off": (put("statements", "last_seen", lambda when: when + pd.Timedelta(days=1), lambda s: s["last_seen"].notna()), "statements dates"),
    "a statement's date is lost": (put("statements", "first_seen", pd.NaT, lambda s: s["first_seen"].notna()), "statements dates"),
    "a statement's speaker is forgotten": (put("statements", "speakers", [], lambda s: s["speakers"].map(len) > 0), "statements speakers"),
    "a statement's speaker stands twice": (put("statements", "speakers", twice, lambda s: s["speakers"].map(len) > 0), "statements speakers"),
    "a quotation restates itself": (lambda t: put("restatements", "quote_b", t["restatements"]["quote_a"].iloc[0])(t), "restatements agree"),
    "a conflict inside one statement": (put("restatements", "conflict", "number", lambda r: r["relation"] == "restated"), "restatements agree"),
    "identical wordings in two statements": (put("restatements", "relation", "identical", lambda r: r["conflict"].notna()), "restatements agree"),
    "a mention flagged as quoted": (put("mentions", "in_quote", True, lambda m: ~m["in_quote"]), "mentions in quotes"),
    "a mention count is off": (put("mention_metrics", "n_mentions", lambda n: n + 1, of_document), "metrics recount"),
    **{
        f"a count of mentions by {form} is off": (
            put("mention_metrics", f"n_{form.replace(' ', '_')}", lambda n: n + 1, of_document),
            "metrics recount",
        )
        for form in MENTION_FORMS
    },
    "a document count is off": (put("mention_metrics", "n_documents", lambda n: n + 1, of_document), "metrics recount"),
    "a first position is off": (put("mention_metrics", "first_position", lambda at: at / 2, lambda m: of_document(m) & (m["first_position"] > 0.1)), "metrics first"),
    "a first position is lost": (put("mention_metrics", "first_position", pd.NA, lambda m: of_document(m) & m["first_position"].notna()), "metrics first"),
    "company is forgotten": (put("mention_metrics", "co_mentions", [], lambda m: of_document(m) & (m["co_mentions"].map(len) > 0)), "metrics company"),
    "an article's entity is not measured": (drop("mention_metrics", of_document), "metrics recount"),
    "the corpus's entity is not measured": (drop("mention_metrics"), "corpus recount"),
    "the corpus's mention count is off": (put("mention_metrics", "n_mentions", lambda n: n + 1), "corpus recount"),
    "the corpus's document count is off": (put("mention_metrics", "n_documents", lambda n: n + 1), "corpus recount"),
    "the corpus's first position is off": (put("mention_metrics", "first_position", lambda at: at / 2, lambda m: m["first_position"] > 0.1), "corpus first"),
    "the corpus forgets company": (put("mention_metrics", "co_mentions", [], lambda m: m["co_mentions"].map(len) > 0), "corpus company"),
    "a mention crosses another": (lambda t: put("mentions", "end", t["mentions"]["start"].iloc[1] + 1)(t), "mentions cross"),
    "words quoted are off": (put("mention_metrics", "words_quoted", lambda n: n + 1, lambda m: of_document(m) & (m["words_quoted"] > 0)), "metrics recount"),
    "a voice is lost": (put("mention_metrics", "share_of_voice", 0.0, lambda m: of_document(m) & (m["share_of_voice"] > 0)), "metrics voices"),
    "the corpus loses a voice": (put("mention_metrics", "share_of_voice", 0.0, lambda m: m["share_of_voice"] > 0), "corpus voices"),
    "a document is not measured": (drop("readability", lambda r: (r["level"] == "document") & (r["scope"] == "all")), "readability complete"),
    "a measure is missing without reason": (put("readability", "flesch_reading_ease", pd.NA, lambda r: r["reason"].isna()), "readability nulls"),
    "a processed input is rejected": (lambda t: put("rejects", "path", t["documents"]["source_path"].iloc[0])(put_null_record(t)), "rejects apart"),
    "a row count is off": (drop("rejects"), "runs rows"),
    "a run counts other inputs": (put("runs", "inputs_seen", lambda n: n + 1), "runs inputs"),
    "a run counts other rejects": (put("runs", "inputs_rejected", lambda n: n + 1), "runs inputs"),
    "an insertion was edited": (put("quotes", "insertions", reworded, lambda q: q["insertions"].map(len) > 0), "insertions text"),
    "a quotation goes on from a later one": (link_to_the_last, "quotes follow"),
    "the way back to raw text does not advance": (put("documents", "raw_runs", twice, lambda d: d["raw_runs"].map(len) > 0), "documents way back"),
    "a sentence counts one word too many": (put("sentences", "n_words", lambda n: n + 1), "sentences words"),
    "a quoted sentence is called narration": (put("sentences", "in_quote_share", 0.0, lambda s: s["in_quote_share"] > 0.5), "sentences quoted"),
    "a statement's wording is nobody's": (put("statements", "text", lambda text: text + " perhaps zyxt"), "statements wording"),
    "a link calls two speakers one": (put("restatements", "same_speaker", True, lambda r: ~r["same_speaker"]), "restatements speakers"),
    "a link forgets that the speaker is the same": (put("restatements", "same_speaker", pd.NA, lambda r: r["same_speaker"]), "restatements speakers"),
    "a quoted mention is called narration": (call_outside, "mentions outside quotes"),
    "a name is its own alias": (lambda t: put("entities", "aliases", [t["entities"]["name"].iloc[0]])(t), "entities aliases"),
    "an alias stands twice": (put("entities", "aliases", twice, lambda e: e["aliases"].map(len) > 0), "entities aliases"),
    "a paragraph is measured as a document": (put("readability", "level", "document", lambda r: r["level"] == "paragraph"), "readability levels"),
    "a measure is made up": (put("readability", "flesch_reading_ease", lambda ease: ease + 1, lambda r: r["flesch_reading_ease"].notna()), "readability formulas"),
    "letters are lost between narration and quotations": (put("readability", "letter_count", lambda n: n - 1, lambda r: r["scope"] == "quotes"), "readability scopes"),
    "letters are lost where nothing is quoted": (put("readability", "letter_count", lambda n: n + 1, narration_alone), "readability scopes"),
    "letters of a whole document are lost": (put("readability", "letter_count", lambda n: n - 1, of_document), "readability scopes"),
    "rows out of order": (turn_round, "paragraphs order"),
    "a record's date could not be read": (lose_the_date, "documents dates"),
    "a corrected article stands beside what it was": (give_the_first_text, "documents versions"),
}  # fmt: skip


OF_ITSELF = {rule.name: rule for rule in OF_DOCUMENTS}


def put_null_record(tables: Tables) -> Tables:
    """The first document and the first reject both stand for whole files."""
    for table in ("documents", "rejects"):
        put(table, "record", pd.NA)(tables)
    return tables


def test_the_sample_keeps_every_rule(sample_tables: Tables) -> None:
    assert check_tables(sample_tables) == []


def test_two_articles_of_one_address_or_id_are_no_versions_where_they_say_other_things_or_in_two_outlets() -> None:
    """A front page's address stands in many a page; numbers begin anew in each outlet's export."""
    texts = ["The tolls pay for the old breakwater.", "Rain fell all day.", "The tolls pay for the new breakwater."]
    documents = pd.DataFrame({"doc_id": ["a", "b", "c"], "text": texts, "source_path": "w.csv", "record": [1, 2, 3]})
    one = documents.assign(source="Gannet", url="https://gannet.example/", external_id=pd.NA)
    assert list(versions_of_one_article({"documents": one})["record"]) == [3]
    two = documents.assign(source=["Gannet", "Gannet", "Lantern"], url=pd.NA, external_id="1")
    assert versions_of_one_article({"documents": two}).empty


def test_at_least_forty_faults_are_planted() -> None:
    assert len(FAULTS) >= 40


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught_by_the_rule_that_names_it(sample_tables: Tables, fault: str) -> None:
    plant, rule = FAULTS[fault]
    tables = dict(sample_tables)
    plant(tables)
    findings = check_tables(tables)
    assert any(rule in finding.rule for finding in findings), [finding.rule for finding in findings]
    assert all(finding.remedy and finding.says for finding in findings)


@pytest.mark.parametrize("fault", [fault for fault, (_, rule) in FAULTS.items() if rule in OF_ITSELF])
def test_a_document_breaks_its_own_rules_by_its_own_rows(sample_tables: Tables, fault: str) -> None:
    plant, name = FAULTS[fault]
    tables = dict(sample_tables)
    plant(tables)
    every = set(sample_tables["documents"]["doc_id"])
    (spoilt,) = {doc for doc in every if OF_ITSELF[name].find(of_documents([doc], tables))}
    assert OF_ITSELF[name].find(of_documents(every - {spoilt}, tables)) is None


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_caught_in_rows_that_were_sound_before(sample_tables: Tables, fault: str) -> None:
    plant, rule = FAULTS[fault]
    tables = dict(sample_tables)
    plant(tables)
    sound = of_documents(sample_tables["documents"]["doc_id"], sample_tables)
    findings = check_tables(tables, sound)
    assert any(rule in finding.rule for finding in findings), [finding.rule for finding in findings]


def test_documents_of_the_same_rows_are_not_looked_at_twice(sample_tables: Tables) -> None:
    every = list(sample_tables["documents"]["doc_id"])
    sound = of_documents(every[3:], sample_tables)
    assert documents_unlike(sample_tables, sound) == set(every[:3])


@pytest.mark.parametrize("most_stretches", [0, 100])
def test_new_and_changed_documents_between_others_are_told(
    sample_tables: Tables, monkeypatch: pytest.MonkeyPatch, most_stretches: int
) -> None:
    monkeypatch.setattr(unchanged, "MOST_STRETCHES", most_stretches)
    every = list(sample_tables["documents"]["doc_id"])
    new, changed = every[3], every[6]
    sentences = sample_tables["sentences"].copy()
    sentences.loc[sentences["doc_id"] == changed, "n_words"] += 1
    sound = of_documents(set(every) - {new}, sample_tables)
    assert documents_unlike({**sample_tables, "sentences": sentences}, sound) == {new, changed}


def test_a_value_lost_in_any_column_makes_its_document_unlike(sample_tables: Tables) -> None:
    sound = of_documents(sample_tables["documents"]["doc_id"], sample_tables)
    for table, column in ((table, column) for table, rows in sound.items() for column in rows.columns.drop("doc_id")):
        rows = sound[table].copy()
        row = next(iter(rows.index[rows[column].notna()]), None)
        if row is not None:
            rows.loc[row, column] = pd.NA
            assert documents_unlike({**sample_tables, table: rows}, sound) == {rows.at[row, "doc_id"]}, (table, column)


def test_every_rule_across_tables_is_caught_failing_at_least_once() -> None:
    expected = {rule for _, rule in FAULTS.values()}
    untested = {rule.name for rule in (*OF_DOCUMENTS, *OF_CORPUS)} - expected
    assert untested <= {
        "paragraphs hold something", "quotes hold something", "mentions hold something",
        "sentences nest", "mentions nest", "sentences apart", "sentences ordinals", "entities seen",
    }  # fmt: skip  # the same function serves a sibling table above, but for entities seen, below


def test_an_entity_nobody_speaks_of_is_caught(sample_tables: Tables) -> None:
    ghost = sample_tables["entities"].head(1).assign(entity_id="f" * 16)
    tables = {**sample_tables, "entities": pd.concat([sample_tables["entities"], ghost], ignore_index=True)}
    assert "entities seen" in {finding.rule for finding in check_tables(tables)}


@pytest.mark.parametrize(
    "faults", [("a negative offset", "a paragraph of no document"), ("a table is missing", "a link to no quotation")]
)
def test_one_fault_hides_no_other(sample_tables: Tables, faults: tuple[str, str]) -> None:
    tables = dict(sample_tables)
    for plant, _ in map(FAULTS.__getitem__, faults):
        plant(tables)
    found = {finding.rule for finding in check_tables(tables)}
    assert all(any(FAULTS[fault][1] in rule for rule in found) for fault in faults)


def test_of_several_runs_the_last_is_held_against_the_tables(sample_tables: Tables) -> None:
    last = sample_tables["runs"]
    earlier = last.assign(run_id="f" * 16, started_at=last["started_at"] - pd.Timedelta(days=1), inputs_seen=1)
    earlier["rows"] = pd.Series([[]], earlier.index, last["rows"].dtype)
    runs = pd.concat([last, earlier], ignore_index=True)
    tables = {**sample_tables, "runs": runs}
    assert counts.miscounted_inputs(tables).empty
    assert counts.miscounted_rows(tables).empty


def test_statements_of_articles_without_a_date_have_none(sample_tables: Tables) -> None:
    undated = sample_tables["documents"].assign(published_at=pd.NaT)
    dated = sample_tables["statements"]
    assert len(counts.misdated_statements({**sample_tables, "documents": undated})) == dated["first_seen"].count() > 0
    without = dated.assign(first_seen=pd.NaT, last_seen=pd.NaT)
    assert counts.misdated_statements({**sample_tables, "documents": undated, "statements": without}).empty


def test_a_quotation_without_words_tells_nothing(sample_tables: Tables) -> None:
    quotes = sample_tables["quotes"].assign(n_words=0, statement_id=pd.NA)
    assert across.quotes_without_statement({"quotes": quotes}).empty


@pytest.mark.parametrize(("cue", "sound"), [("denied", True), ("said", False)])
def test_a_denied_clause_may_be_told_with_not(sample_tables: Tables, cue: str, sound: bool) -> None:
    quotes = sample_tables["quotes"][sample_tables["quotes"]["statement_id"].notna()].head(1)
    statement = quotes["statement_id"].iloc[0]
    statements = sample_tables["statements"][sample_tables["statements"]["statement_id"] == statement]
    tables = {
        "quotes": quotes.assign(kind="mixed", cue=cue, text="the port would close"),
        "statements": statements.assign(text="not the port would close"),
    }
    assert counts.wordings_nobody_used(tables).empty == sound


def test_drift_warns_when_half_the_quotations_are_gone(sample_tables: Tables) -> None:
    fewer = {**sample_tables, "quotes": sample_tables["quotes"].iloc[::3]}
    assert {f.severity for f in check_drift(fewer, sample_tables, shipped_thresholds())} == {"warn"}
    assert any("quotes" in f.rule for f in check_drift(fewer, sample_tables, shipped_thresholds()))


def test_no_drift_from_a_snapshot_to_itself(sample_tables: Tables) -> None:
    changes = [row for row in shipped_thresholds() if row[1] == "change"]
    assert check_drift(sample_tables, sample_tables, changes) == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("quotes change -1 1", "line 1"),
        ("nonsense\tchange\t-1\t1", "no measure 'nonsense'"),
        ("quotes\tchange\tlow\t1", "must be numbers"),
        ("quotes\tbound\t1\t0", "no number is from 1 to 0"),
        ("quotes\tbound\tnan\tnan", "no number is from nan to nan"),
    ],
)
def test_a_malformed_threshold_names_file_line_and_remedy(line: str, says: str) -> None:
    with pytest.raises(ValueError, match=says) as error:
        parse_thresholds("limits.tsv", line)
    assert "limits.tsv, line 1" in str(error.value)


def test_empty_tables_keep_every_rule() -> None:
    from transforms.tables import empty

    assert check_tables({table: empty(table) for table in TABLES}) == []
