"""The analyst's notebook runs from top to bottom on a run's tables and draws what it promises."""

import json
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from flows.pipeline import run

NOTEBOOK = Path(__file__).resolve().parent.parent / "notebooks" / "first_look.ipynb"


FERRY = """Ferry stays, minister says

“The ferry will sail every day of the winter, whatever it costs us,” said Ilse Corvand, the transport minister.
"""


def execute(folder: Path, *further: str) -> nbformat.NotebookNode:
    """Run the notebook as if it lay in `folder`, and `further` cells at its end."""
    notebook: nbformat.NotebookNode = nbformat.read(NOTEBOOK, as_version=4)
    notebook.cells += [nbformat.v4.new_code_cell(cell) for cell in further]
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return notebook


def drawn(notebook: nbformat.NotebookNode) -> tuple[int, list[str]]:
    """How many plots the notebook draws, and what it says on stderr."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    said = [output.text for output in outputs if output.output_type == "stream" and output.name == "stderr"]
    return sum("image/png" in output.get("data", {}) for output in outputs), said


def tables_shown(notebook: nbformat.NotebookNode) -> list[str]:
    """The HTML of every table the notebook shows."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]
    return [output["data"]["text/html"] for output in outputs if "text/html" in output["data"]]


@pytest.fixture(scope="module")
def executed(published: Path, tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    """The notebook after a run beside the sample's tables, laid out as in the repository."""
    root = tmp_path_factory.mktemp("repository")
    (root / "notebooks").mkdir()
    (root / "data").mkdir()
    (root / "data" / "processed").symlink_to(published)
    return execute(root / "notebooks")


def test_the_notebook_is_valid_and_stored_without_outputs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert cell.cell_type != "code" or (cell.outputs == [] and cell.execution_count is None)


def test_the_notebook_draws_three_plots(executed: nbformat.NotebookNode) -> None:
    assert drawn(executed) == (3, [])


def test_the_notebook_reads_the_folder_it_is_told_and_articles_without_outlet_or_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "flat"
    source.mkdir()
    (source / "a.txt").write_text(FERRY, encoding="utf-8")
    (source / "b.txt").write_text(f"{FERRY}\nNobody else spoke.\n", encoding="utf-8")
    tables = run([source], tmp_path / "tables").tables
    assert tables["documents"][["source", "published_at"]].isna().all(axis=None)
    monkeypatch.setenv("RESTATED_TABLES", str(tmp_path / "tables"))
    assert drawn(execute(tmp_path)) == (3, [])


def test_the_notebook_gives_seven_outlets_over_a_year_a_colour_each_and_weeks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "feed.jsonl"
    records = [
        {"text": f"{FERRY}\nArticle {n}.\n", "source": f"Outlet {n}", "published_at": f"2026-0{n + 1}-15"}
        for n in range(7)
    ]
    source.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    run([source], tmp_path / "tables")
    monkeypatch.setenv("RESTATED_TABLES", str(tmp_path / "tables"))
    asked = (
        "print(*(bars.patches[0].get_facecolor() for bars in left.containers), sep='|')\nprint(list(by_time.columns))"
    )
    told = execute(tmp_path, asked).cells[-1].outputs[0].text.splitlines()
    assert len(set(told[0].split("|"))) == len(told[0].split("|")) == 6
    assert "datetime.date(2026, 1, 12)" in told[1]  # the Monday of that week


def test_what_speakers_repeat_and_whom_they_speak_of_are_tables_with_rows(executed: nbformat.NotebookNode) -> None:
    shown = tables_shown(executed)
    (repeated,) = [html for html in shown if "<th>who</th>" in html]
    assert repeated.count("<tr>") == 9  # three of each of three
    (of_whom,) = [html for html in shown if "<th>entity_id</th>" in html]
    assert "Ilvar Reldan" in of_whom


def test_the_notebook_shows_the_rejects_and_the_wordings_of_the_first_statement(
    executed: nbformat.NotebookNode,
) -> None:
    shown = tables_shown(executed)
    assert any("2026-03-09-scan.txt" in html for html in shown)
    wordings = [html for html in shown if "<th>speaker</th>" in html]
    assert len(wordings) == 1
    assert wordings[0].count("<tr>") >= 2


def test_the_notebook_teaches_with_words_that_differ_and_paragraphs_that_are_hard(
    executed: nbformat.NotebookNode, sample_tables: dict[str, pd.DataFrame]
) -> None:
    shown = tables_shown(executed)
    (hardest,) = [html for html in shown if "<th>lix</th>" in html]
    measured = sample_tables["readability"].query("level == 'paragraph' and scope == 'all'")
    assert f"{measured['lix'].max():.6f}" in hardest
    assert any("<th>only_a</th>" in html and html.count("<tr>") >= 3 for html in shown)


def test_every_step_of_the_notebook_is_explained_first() -> None:
    kinds = [cell.cell_type for cell in nbformat.read(NOTEBOOK, as_version=4).cells]
    assert kinds[0] == "markdown"
    assert "code code" not in " ".join(kinds)


def test_the_notebook_says_what_to_do_where_there_are_no_tables(tmp_path: Path) -> None:
    with pytest.raises(CellExecutionError, match="make it with `restated run`"):
        execute(tmp_path)
