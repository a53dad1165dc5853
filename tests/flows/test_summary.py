"""What a run says of its tables in the terminal."""

import json

import pandas as pd
import pytest

from flows.summary import headline, tell_findings
from transforms.check import Finding

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
