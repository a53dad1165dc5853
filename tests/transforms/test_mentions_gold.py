"""Mentions and speakers against what people read: the shared gold and the shared seed article."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from flows.partitions import Frames, Partition
from flows.runners import run_chain
from flows.score import predict
from flows.stages import ENTITIES, PER_DOCUMENT, READ
from flows.storage import InputFile

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold" / "segmentation-train.jsonl"
LEAST = {"sentences": 0.97, "mentions": 0.77, "entities": 0.93}


@pytest.fixture(scope="module")
def seed(seed_article: Path) -> Frames:
    """The seed article's tables, by the stages that make mentions."""
    stages = [READ, *(stage for stage in PER_DOCUMENT if stage.name != "readability"), ENTITIES]
    return run_chain(stages, Partition(files=[InputFile(seed_article, seed_article.name)])).frames


@pytest.fixture(scope="module")
def entities(seed: Frames) -> pd.DataFrame:
    return seed["entities"].set_index("name")


def forms(seed: Frames, name: str) -> set[tuple[str, str]]:
    entity = seed["entities"].set_index("name").loc[name, "entity_id"]
    rows = seed["mentions"][seed["mentions"]["entity_id"] == entity]
    return set(zip(rows["text"], rows["form"], strict=True))


def test_shared_news_is_read_as_people_read_it(tmp_path: Path) -> None:
    if not GOLD.exists():
        pytest.skip("../shared/gold is not here")
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("\n".join(predict(str(GOLD), GOLD.read_text(encoding="utf-8"))), encoding="utf-8")
    scorer = [sys.executable, str(SHARED / "gold" / "score_segments.py"), str(GOLD), str(predicted)]
    said = subprocess.run(scorer, capture_output=True, text=True, check=True).stdout
    scores = {line.split()[0]: float(line.split("f1 ")[1].split()[0]) for line in said.splitlines()}
    assert {name: scores[name] for name in LEAST if scores[name] < LEAST[name]} == {}


def test_the_seeds_speaker_is_one_person_in_all_his_forms(seed: Frames) -> None:
    assert {
        ("Lavrov", "surname"),
        ("Russian Foreign Minister Sergey Lavrov", "full name"),
        ("the Russian top diplomat", "description"),
        ("the Russian foreign minister", "description"),
        ("the minister", "description"),
        ("he", "pronoun"),
    } <= forms(seed, "Sergey Lavrov")


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Sergey Lavrov", "Russian Foreign Minister"),
        ("Michael Pompeo", "US Secretary of State"),
        ("John Bolton", "US National Security Adviser"),
        ("Nikolai Patrushev", "Russian Security Council Secretary"),
        ("Adel al-Jubeir", "Saudi counterpart"),
        ("Staffan de Mistura", "United Nations Special Envoy for Syria"),
    ],
)
def test_each_person_of_the_seed_has_the_role_it_gives(entities: pd.DataFrame, name: str, role: str) -> None:
    assert entities.loc[name, "type"] == "person"
    assert role in list(entities.loc[name, "roles"])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Jabhat al-Nusra", "organisation"),
        ("TASS", "organisation"),
        ("United Nations", "organisation"),
        ("United States", "place"),
        ("Americans", "nationality"),
        ("Syria", "place"),
        ("Idlib", "place"),
        ("Moscow", "place"),
        ("Washington", "place"),
    ],
)
def test_the_seeds_names_have_their_types(entities: pd.DataFrame, name: str, kind: str) -> None:
    assert entities.loc[name, "type"] == kind


def test_the_seeds_acronyms_mean_what_they_are_short_for(seed: Frames) -> None:
    assert {("UN", "acronym"), ("US", "acronym")} <= {
        (words.removeprefix("the ").removeprefix("The "), form)
        for name in ("United Nations", "United States")
        for words, form in forms(seed, name)
    }


def test_the_seeds_misspelling_is_linked_with_less_confidence(seed: Frames) -> None:
    assert ("Lybia", "misspelling") in forms(seed, "Libya")
    confidence = seed["mentions"].set_index("text")["confidence"]
    assert confidence["Lybia"] < confidence["Libya"].min()


def test_the_seeds_capitals_stand_for_governments_where_they_act(
    seed: dict[str, pd.DataFrame], entities: pd.DataFrame
) -> None:
    rows = seed["mentions"][seed["mentions"]["text"] == "Moscow"]
    assert rows["metonym"].any()
    assert any("government" in note for note in entities.loc["Moscow", "notes"])


def test_the_seeds_quotations_have_their_speakers(seed: Frames) -> None:
    truth = json.loads((SHARED / "seed" / "seed-gold.json").read_text(encoding="utf-8"))
    names = seed["entities"].set_index("entity_id")["name"].to_dict()
    text = seed["documents"]["text"].iloc[0]
    quotes = seed["quotes"][seed["quotes"]["kind"] != "scare"]
    told = {}
    for quote in truth["quotes"]:
        at = text.index(quote["text"][:40])
        holding = quotes[(quotes["start"] <= at) & (at < quotes["end"])]
        if len(holding):
            told[quote["quote"]] = (quote["speaker"], names.get(holding["speaker_id"].iloc[0]))
    of_lavrov = [got for wanted, got in told.values() if wanted == "Sergey Lavrov"]
    assert of_lavrov.count("Sergey Lavrov") >= 16
    assert all(wanted == got for wanted, got in told.values())
