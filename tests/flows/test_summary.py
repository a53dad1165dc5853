"""What is said in the terminal of a run, of its tables, and of what changed in them."""

import json
from pathlib import Path

import pandas as pd
import pytest

from flows.summary import (
    LINES_SHOWN,
    OUTLETS_SHOWN,
    REVISED_SHOWN,
    SPEAKERS_SHOWN,
    headline,
    reject_lines,
    since_before,
    tell_difference,
    tell_export,
    tell_findings,
    tell_outlets,
    tell_revisions,
    tell_speakers,
)
from transforms.changes.difference import Difference
from transforms.changes.revisions import Article, Edit, Headed, Reattributed, Renamed, Revised, Revisions, Said, Told
from transforms.check import Finding
from transforms.statements.search import Asked
from transforms.tables import MENTION_FORMS, columns, conform, empty

BROKEN = Finding("cues, text: kept", "quotes", "error", 3, ("cue=sa\nid",), "Half (50 %)\nis lost.", "Mend it.")
DRIFT = Finding("drift quotes change", "runs", "warn", 0, (), "Fewer.", "Look at them.")


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (
            "text",
            "error: quotes: cues, text: kept: Half (50 %)\nis lost.\n"
            "    cue=sa\\nid\n    … 3 rows in all\n    remedy: Mend it.\n"
            "warn: runs: drift quotes change: Fewer.\n    remedy: Look at them.\n"
            "1 rule broken, 1 warning\n",
        ),
        (
            "github",  # whose annotations end at a newline and whose titles end at a comma or colon
            "::error title=cues; text; kept::Half (50 %25)%0Ais lost. 3 rows. Mend it.\n"
            "::warning title=drift quotes change::Fewer. Look at them.\n"
            "1 rule broken, 1 warning\n",
        ),
    ],
)
def test_findings_are_told_with_rows_and_remedy(form: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    tell_findings([BROKEN, DRIFT], form)
    assert capsys.readouterr().out == told


def test_findings_as_json_hold_all_there_is_to_know_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    tell_findings([BROKEN, DRIFT], "json")
    told = json.loads(capsys.readouterr().out)
    assert [one["severity"] for one in told] == ["error", "warn"]
    assert told[0]["examples"] == ["cue=sa\nid"]
    assert (told[0]["table"], told[0]["n_rows"], told[0]["remedy"]) == ("quotes", 3, "Mend it.")


def test_the_headline_counts_what_the_tables_hold(sample_tables: dict[str, pd.DataFrame]) -> None:
    quotes = sample_tables["quotes"].query("kind != 'scare'")
    told = headline(sample_tables)
    assert told.startswith(
        f"17 articles: {len(quotes)} quotations of {quotes['speaker_id'].nunique()} named speakers, "
    )
    assert f" {(sample_tables['statements']['n_documents'] > 1).sum()} statements told in more than one article" in told


def test_what_came_and_went_is_that_of_the_last_run_and_of_a_first_run_nothing() -> None:
    counts = {"inputs_new": [1200, 0], "inputs_changed": [0, 1], "inputs_removed": [5, 0]}
    runs = pd.DataFrame({"started_at": pd.to_datetime(["2026-03-02", "2026-03-01"], utc=True)} | counts)
    assert since_before(runs) == "1,200 new, 0 changed, 5 gone since the run before"
    assert since_before(runs.iloc[::-1]) == since_before(runs)
    assert since_before(runs[:1]) is None


def test_a_reject_is_told_with_its_record_and_with_one_stop() -> None:
    row = {
        "path": "feed\n.jsonl",
        "record": pd.array([7, None], "Int64"),
        "reason": ["It is no JSON.", "It is empty"],
        "remedy": "Mend it.",
    }
    assert reject_lines(pd.DataFrame(row)) == [
        "feed\\n.jsonl, record 7: It is no JSON. Mend it.",
        "feed\\n.jsonl: It is empty. Mend it.",
    ]


@pytest.mark.parametrize(
    ("outlets", "told"),
    [
        (["Tern", "Gannet"], "the outlets are Tern, Gannet"),
        ([], "no article names its outlet"),
        (["Tern"] * (OUTLETS_SHOWN + 1), f"the outlets are {', '.join(['Tern'] * OUTLETS_SHOWN)} and 1 more"),
    ],
)
def test_an_outlet_that_is_none_is_answered_with_those_there_are(
    outlets: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tell_outlets(Asked(source="Herald"), outlets)
    assert capsys.readouterr().err == f"no article is of Herald; {told}\n"


def test_words_that_name_speakers_are_answered_with_the_command_that_finds_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tell_speakers(Asked("ada orm", source="The Tern"), ["Ada Orm"] * (SPEAKERS_SHOWN + 1))
    told = capsys.readouterr().err
    assert told.startswith("Ada Orm, ")
    assert told.endswith("Ada Orm and 1 more can be found by name: --speaker 'ada orm' --source 'The Tern'\n")
    tell_speakers(Asked("Orm"), ["Ada Orm"])
    assert capsys.readouterr().err == "Ada Orm can be found by name: --speaker Orm\n"
    tell_speakers(Asked("ferry"), [])
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("more", "left_out"),
    [
        ([], ""),
        (["Kord", "Kord", "Sel"], "; 3 left out, whose names two of them bear (Kord, Sel)"),
        (["Kord", "Sel", "Orm", "Tarn"], "; 4 left out, whose names two of them bear (Kord, Sel, Orm, …)"),
    ],
)
def test_names_that_two_bear_are_said_to_be_left_out(
    more: list[str], left_out: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tell_export(["Ada Orm", "Dorva"], ["Ada Orm", *more, "Dorva"], Path("names.csv"))
    told = f"2 names written to names.csv, most mentioned first{left_out}; edit it and run with --watchlist\n"
    assert capsys.readouterr().out == told


# --- what changed ------------------------------------------------------------------------------------------

HARBOUR, DAM = Article("harbour.txt", "Tolls\nrise"), Article("dam.txt", None)


def said(text: str, speaker: str | None, **more: bool) -> Said:
    return Said(text, "mixed", speaker, "vowed", **({"cue_first": True, "negated": False} | more))


def test_what_editors_changed_is_told_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    moved = Revised(DAM, [], [], [Reattributed(said("wait", "Orm"), said("wait", None))])
    edited = Revised(
        HARBOUR, [Edit(["We\nwait."], ["We go.", "Now."])], [Edit([], [said("go", None, negated=True)])], []
    )
    headings = [Headed(DAM, [("title", "Old", None), ("date", None, "2026-03-01")])]
    tell_revisions(
        Revisions([HARBOUR], [DAM], [moved, edited], [Renamed("a.txt", DAM)], headings, [Told("New.", 2, 1)], [])
    )
    assert capsys.readouterr().out.splitlines() == [
        "",
        "articles: 1 new, 1 gone, 2 revised, 1 in another file, 1 with another title, outlet or date",
        "  - dam.txt",
        "  + harbour.txt  Tolls rise",
        "  ~ a.txt  now dam.txt",
        "  ~ dam.txt  title Old → none; date none → 2026-03-01",
        "",
        "dam.txt",
        "  the same sentences, in another order or layout",
        "  quotations",
        "  ~ Orm: “wait”  now by nobody",
        "",
        "harbour.txt  Tolls rise",
        "  - We wait.",
        "  + We go.",
        "  + Now.",
        "  quotations",
        "  + speaker unknown … not “go”",
        "",
        "statements: 0 no longer told, 1 new",
        "  + New.  (2 quotations in 1 article)",
    ]


def test_of_many_changes_the_first_are_told_and_how_many_more_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    revised = [Revised(DAM, [Edit(["No."] * (LINES_SHOWN + 1), [])], [], [])] * (REVISED_SHOWN + 1)
    told = [Told("New.", 1, 1)] * (LINES_SHOWN + 2)
    tell_revisions(Revisions([], [HARBOUR] * (LINES_SHOWN + 3), revised, [], [], [], told))
    lines = capsys.readouterr().out.splitlines()
    assert lines.count("dam.txt") == REVISED_SHOWN
    assert lines.count("  - No.") == REVISED_SHOWN * LINES_SHOWN
    assert lines.count("  … and 1 more lines of sentences") == REVISED_SHOWN
    assert "  quotations" not in lines
    for line in ("… and 1 more revised articles", "  … and 2 more no longer told", "  … and 3 more gone"):
        assert line in lines


def test_of_each_table_three_rows_are_told_and_five_columns_of_what_changed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    named = pd.DataFrame([{"entity_id": f"e{n}", "name": f"{n}{'r' * 200}"} for n in range(5)])
    given = [{"level": "corpus", "entity_id": entity, "co_mentions": []} for entity in named["entity_id"]]
    rows = conform("mention_metrics", pd.DataFrame(given, columns=columns("mention_metrics")))
    later = rows.assign(**{f"n_{form.replace(' ', '_')}": 7 for form in MENTION_FORMS[:7]})
    found = Difference("mention_metrics", added=[0, 1, 2, 3], removed=[], changed=[(0, 0)])
    tables = {"entities": named, "documents": empty("documents")}
    tell_difference([found], tables | {"mention_metrics": rows}, tables | {"mention_metrics": later})
    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == "mention_metrics: 4 added, 0 removed, 1 changed"
    assert lines[3:6] == [f"    added: corpus  {n}{'r' * 98}…" for n in range(3)]
    changed = "n_full_name, n_surname, n_title, n_description, n_pronoun, 2 more"
    assert lines[6:] == [f"    changed: corpus  0{'r' * 98}… ({changed})"]
