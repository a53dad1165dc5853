"""Drift: what is measured of a snapshot, and when a measure is worth a warning."""

from collections.abc import Sequence

import pandas as pd
import pytest

from transforms.check import Rule, check_drift
from transforms.check.drift import MEASURES, measures, parse_thresholds, shipped_thresholds
from transforms.check.findings import EXAMPLES, show_rows
from transforms.tables import DOUBTFUL, TABLES, empty

Tables = dict[str, pd.DataFrame]
Said = tuple[str, str | None, str | None, float]  # kind, speaker_text, speaker_id, confidence

SAID: list[Said] = [
    ("direct", "Orm", "e1", 0.9),
    ("direct", "she", None, 0.9),
    ("mixed", None, None, DOUBTFUL - 0.01),
    ("indirect", "Orm", "e1", DOUBTFUL),
    ("scare", None, None, 0.1),
]


def tables_of(said: Sequence[Said], published: Sequence[str | None] = ("2026-03-01", None), rejects: int = 2) -> Tables:
    return {
        "quotes": pd.DataFrame(said, columns=["kind", "speaker_text", "speaker_id", "confidence"]),
        "documents": pd.DataFrame(
            {"published_at": pd.to_datetime(pd.Series(published)), "title": ["Tolls", None], "source": "Gannet"}
        ),
        "rejects": pd.DataFrame({"path": ["x"] * rejects}),
    }


def test_each_measure_is_what_its_name_says() -> None:
    assert measures(tables_of(SAID)) == {
        "documents": 2,
        "quotes": 4,
        "quotes per document": 2,
        "speakers unresolved": 0.25,
        "speakers missing": 0.25,
        "doubtful quotes": 0.25,
        "rejected share": 0.5,
        "null share of published_at": 0.5,
        "null share of title": 0.5,
        "null share of source": 0.0,
        "share gone with its outlet": 0.0,
    }


def test_of_nothing_there_is_no_share() -> None:
    assert measures({table: empty(table) for table in TABLES}) == dict.fromkeys(MEASURES, 0)


@pytest.mark.parametrize(
    ("threshold", "before", "says"),
    [
        (("quotes", "bound", "4", "4"), None, None),
        (("quotes", "bound", "5", "9"), None, "quotes is 4; expected 5 to 9."),
        (("quotes", "bound", "0", "3.9"), None, "quotes is 4; expected 0 to 3.9."),
        (("quotes", "change", "-0.5", "0"), SAID * 2, None),
        (("quotes", "change", "-0.4", "1"), SAID * 2, "quotes went from 8 to 4 (-50%); expected -0.4 to 1."),
        (("quotes", "change", "-1", "0.9"), SAID[:2], "quotes went from 2 to 4 (+100%); expected -1 to 0.9."),
        (("quotes", "change", "0", "0"), None, None),  # there is nothing to have changed from
        (("quotes", "change", "0", "0"), [], None),
        (("null share of source", "change", "0", "0"), SAID, None),  # none before and none now
    ],
)
def test_a_measure_out_of_its_bounds_is_a_warning(
    threshold: tuple[str, ...], before: list[Said] | None, says: str | None
) -> None:
    found = check_drift(tables_of(SAID), None if before is None else tables_of(before), [threshold])
    assert [finding.says for finding in found] == ([says] if says else [])
    assert all(finding.severity == "warn" for finding in found)


@pytest.mark.parametrize(("missing", "warns"), [(2, False), (3, True)])
def test_a_field_that_is_missing_for_the_first_time_is_a_warning_from_a_tenth_on(missing: int, warns: bool) -> None:
    """An export that calls its headlines otherwise lost every title, and nothing was said: there were no null ones."""
    had = tables_of(SAID)
    had["documents"] = pd.DataFrame(
        {"published_at": pd.to_datetime(["2026-03-01"] * 20), "title": "Tolls", "source": "Gannet"}
    )
    lost = had | {"documents": had["documents"].assign(title=[None] * missing + ["Tolls"] * (20 - missing))}
    found = check_drift(lost, had, shipped_thresholds())
    assert [finding.rule for finding in found] == ["drift null share of title change"] * warns
    if warns:
        assert "null share of title went from 0 to 0.15 (+200%, counted from 0.05)" in found[0].says


def outlets(**articles: int) -> Tables:
    names = [name for name, count in articles.items() for _ in range(count)]
    rows = pd.DataFrame({"source": names, "title": "Tolls", "published_at": pd.Timestamp("2026-03-01")})
    return tables_of([]) | {"documents": rows}


def test_an_outlet_of_which_nothing_came_is_named_in_a_warning() -> None:
    had = outlets(Gannet=16, Lantern=3, Courier=1)
    limit = [("share gone with its outlet", "bound", "0", "0.05")]
    assert check_drift(had, None, limit) == check_drift(had, had, limit) == []
    assert check_drift(outlets(Gannet=2, Lantern=1), had, limit) == []  # a twentieth
    (found,) = check_drift(outlets(Gannet=30), had, limit)
    assert found.says == "share gone with its outlet is 0.2 (of Lantern, Courier); expected 0 to 0.05."
    (found,) = check_drift(outlets(Dorva=1), outlets(**{f"Outlet{n}": 9 - n for n in range(8)}), limit)
    assert "(of Outlet0, Outlet1, Outlet2, Outlet3, Outlet4, and 3 more)" in found.says


def test_an_outlet_that_is_gone_is_in_the_shipped_thresholds() -> None:
    found = check_drift(outlets(Gannet=19), outlets(Gannet=18, Lantern=1), shipped_thresholds())
    assert [finding.rule for finding in found if "outlet" in finding.rule] == ["drift share gone with its outlet bound"]


def test_a_threshold_that_cannot_be_measured_hides_none_behind_it() -> None:
    found = check_drift(tables_of(SAID), None, [("quotes", "change", "0", "0"), ("quotes", "bound", "9", "9")])
    assert [finding.rule for finding in found] == ["drift quotes bound"]


def test_a_users_thresholds_may_have_remarks_blank_lines_and_room() -> None:
    text = "# ours\n\n \t \nquotes\tbound\t1\t1\nquotes per document \t change\t -1 \t0.5\n"
    assert parse_thresholds("ours.tsv", text) == [
        ("quotes", "bound", "1", "1"),
        ("quotes per document", "change", "-1", "0.5"),
    ]


@pytest.mark.parametrize("line", ["quotes\tlimit\t0\t1", "quotes\tbound\t0", "quotes\tbound\t0\t1\t2"])
def test_a_line_of_another_form_is_no_threshold(line: str) -> None:
    with pytest.raises(ValueError, match=r"ours\.tsv, line 2: .* is no threshold; write: measure, change or bound"):
        parse_thresholds("ours.tsv", f"# ours\n{line}")


def test_a_rule_that_cannot_be_told_is_not_kept() -> None:
    found = Rule("quotes hold", "quotes", "They hold.", lambda tables: tables["nothing"]).find({})
    assert found is not None
    assert found.says == "They hold. It could not be told: KeyError: 'nothing'"


def test_of_many_rows_some_are_shown_and_long_texts_are_cut() -> None:
    shown = show_rows(pd.DataFrame({"n": range(EXAMPLES + 1), "text": "word " * 1000}))
    assert len(shown) == EXAMPLES
    assert shown[0].startswith("n=0, text=word ")
    assert max(map(len, shown)) < 200
