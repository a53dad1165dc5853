"""Watchlists: CSV and YAML in, errors that name their place, found entities out."""

import pandas as pd
import pytest

from tests.transforms.mentions_articles import corpus, find, named, no_quotes, rules, types
from transforms.entities import Merged, merge_entities
from transforms.mentions import WatchlistEntry, build_gazetteer, export_watchlist, parse_watchlist
from transforms.mentions.spotting.spotter import RuleSpotter

CSV = "name,aliases,type,id\nIlse Corvand,Corvand; The Harbour Lady,person,P7\nVarnian Quays,VQ,organisation,\n"
YAML = """
- name: Ilse Corvand
  aliases: [Corvand, The Harbour Lady]
  type: person
  id: P7
- name: Varnian Quays
  aliases: [VQ]
  type: organisation
"""
ENTRIES = [
    WatchlistEntry("Ilse Corvand", ("Corvand", "The Harbour Lady"), "person", "P7"),
    WatchlistEntry("Varnian Quays", ("VQ",), "organisation", None),
]


def test_csv_and_yaml_say_the_same() -> None:
    assert parse_watchlist("names.csv", CSV) == parse_watchlist("names.yaml", YAML) == ENTRIES


def test_a_byte_order_mark_and_blank_lines_do_no_harm() -> None:
    assert parse_watchlist("names.csv", "\ufeff" + CSV.replace("\nV", "\n\nV")) == ENTRIES


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_csv_may_be_as_a_spreadsheet_of_another_country_writes_it(delimiter: str) -> None:
    rows = (line.split(",") for line in CSV.splitlines())
    quoted = (delimiter.join(f'"{cell}"' if ";" in cell else cell for cell in row) for row in rows)
    assert parse_watchlist("names.csv", "\r\n".join(quoted)) == ENTRIES


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_commas_part_aliases_where_they_part_no_cells(delimiter: str) -> None:
    text = CSV.replace("; ", "+ ").replace(",", delimiter).replace("+", ",")
    assert parse_watchlist("names.csv", text) == ENTRIES


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("w.csv", "title\nX\n", "w.csv, line 1: no column `name`"),
        ("w.csv", "name,type\nNorway,planet\n", "w.csv, line 2: type planet is unknown"),
        ("w.csv", "name,type\nNorway,place\n,place\n", "w.csv, line 3: no name"),
        ("w.csv", "name,type\nNorway,place,north\n", "w.csv, line 2: more cells"),
        ("w.csv", "name,kind\nNorway,place\n", "w.csv, line 2: unknown field kind"),
        ("w.csv", 'name\n"Norway\n', "w.csv, line 2: no CSV"),
        ("w.csv", "name,aliases\nNorway,NO\nNorth Office,NO\n", "w.csv, line 3: the name NO is taken by line 2"),
        ("w.csv", "name,aliases\nNorway,NO|Norge\n", "w.csv, line 2: no article writes NO|Norge"),
        ("w.csv", "name,id\nNorway,1\nEgypt,1\n", "w.csv, line 3: the id 1 is taken by line 2"),
        ("w.yaml", "- name: Norway\n- name: [\n", "w.yaml, line 3: no YAML"),
        ("w.yaml", "- name: Norway\n- Egypt\n", "w.yaml, line 2: no mapping"),
        ("w.yaml", "- name: Norway\n  aliases: NO\n", "w.yaml, line 1: aliases are no list"),
        ("w.yaml", "- name: Norway\n- name: {a: b}\n", "w.yaml, line 2: name holds a list or mapping"),
        ("w.yaml", "- name: [Anna]\n", "w.yaml, line 1: name holds a list or mapping"),
        ("w.yaml", "- name: Anna\n  aliases: [An, [Ann]]\n", "w.yaml, line 1: aliases holds a list or mapping"),
        ("w.yaml", "name: Norway\n", "w.yaml, line 1: no list"),
        ("w.yaml", "- " * 3000 + "Norway\n", "w.yaml, line 1: lists in lists"),
        ("w.yaml", "- name: \x01\n", "w.yaml, line 1: no YAML (unacceptable character #x0001"),
        ("w.yaml", '- name: Norway\n- {name: Egypt, id: "\\ud83d"}\n', "w.yaml, line 2: '\\ud83d' is half a character"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_remedy(path: str, text: str, says: str) -> None:
    with pytest.raises(ValueError, match=r".+; .+") as raised:
        parse_watchlist(path, text)
    assert str(raised.value).startswith(says)
    assert len(str(raised.value).splitlines()) == 1


def test_a_packed_yaml_is_yaml() -> None:
    assert parse_watchlist("w.yaml.gz", "- name: Norway\n") == [WatchlistEntry("Norway")]


def test_yaml_takes_no_word_for_a_truth_value_or_a_number() -> None:
    entries = parse_watchlist("w.yaml", "- name: NO\n  id: 007\n  type: place\n")
    assert entries == [WatchlistEntry("NO", (), "place", "007")]


def test_a_watched_name_that_ends_like_an_office_is_one_though_it_is_part_of_the_full_name() -> None:
    listed = rules("name,aliases,type\nDorva General Hospital,Dorva General,organisation\n")
    found = named("The board shut Dorva General’s ward. Dorva General is old.", spotter=listed)
    assert [name for words, name, _ in found if words == "Dorva General"] == ["Dorva General Hospital"] * 2


def test_an_alias_of_small_words_is_found_at_a_sentences_head_too() -> None:
    listed = rules("name,aliases,type\nIlse Corvand,the mayor,person\n")
    found = named("The mayor left. Then Mayor Prith came, and the mayor too.", spotter=listed)
    assert [(words, name) for words, name, _ in found] == [
        ("The mayor", "Ilse Corvand"),
        ("Mayor Prith", "Prith"),
        ("the mayor", "Ilse Corvand"),
    ]


def test_a_watched_name_without_a_type_takes_the_one_its_words_tell() -> None:
    listed = rules("name\nMaria Torvald\nHarbour Board\nZorvix\n")
    kinds = types("Maria Torvald left Zorvix to the Harbour Board.", spotter=listed)
    assert kinds == {"Maria Torvald": "person", "Harbour Board": "organisation", "Zorvix": "organisation"}


def test_found_entities_come_back_as_a_watchlist() -> None:
    found = pd.DataFrame(
        [
            {"entity_id": "b", "name": "Varnian Quays", "aliases": ["VQ"], "type": "organisation", "external_id": None},
            {"entity_id": "a", "name": "Ilse Corvand", "aliases": ["Corvand"], "type": "person", "external_id": "P7"},
        ]
    )
    entries = parse_watchlist("w.csv", export_watchlist(found))
    assert [(entry.name, entry.aliases, entry.type, entry.id) for entry in entries] == [
        ("Varnian Quays", ("VQ",), "organisation", None),
        ("Ilse Corvand", ("Corvand",), "person", "P7"),
    ]


def test_an_alias_that_two_found_entities_share_is_left_out_of_the_watchlist() -> None:
    row = {"type": "person", "external_id": None}
    found = pd.DataFrame(
        [
            {"entity_id": "a", "name": "Ilvar Reldan", "aliases": ["Ilvar", "Reldan"], **row},
            {"entity_id": "b", "name": "Nora Reldan", "aliases": ["Reldan"], **row},
        ]
    )
    assert [entry.aliases for entry in parse_watchlist("w.csv", export_watchlist(found))] == [("Ilvar",), ()]


def test_a_name_with_a_bar_which_a_list_refuses_is_left_out_of_the_watchlist() -> None:
    row = {"type": "organisation", "external_id": None}
    found = pd.DataFrame(
        [
            {"entity_id": "a", "name": "Corvand|Quays", "aliases": [], **row},
            {"entity_id": "b", "name": "Varnian Quays", "aliases": ["V|Q", "VQ"], **row},
        ]
    )
    assert [(entry.name, entry.aliases) for entry in parse_watchlist("w.csv", export_watchlist(found))] == [
        ("Varnian Quays", ("VQ",))
    ]


def test_a_name_that_another_entity_bears_as_an_alias_is_left_out_of_the_watchlist() -> None:
    row = {"type": "person", "external_id": None}
    found = pd.DataFrame(
        [
            {"entity_id": "a", "name": "Ilvar Reldan", "aliases": ["Reldan"], **row},
            {"entity_id": "b", "name": "Reldan", "aliases": [], **row},
        ]
    )
    assert [(entry.name, entry.aliases) for entry in parse_watchlist("w.csv", export_watchlist(found))] == [
        ("Ilvar Reldan", ())
    ]


ROUND = (
    "Kelmaran Foreign Minister Ilvar Reldan met Hewlett-Packard chairman Ada Orm in Irving, Texas. “No,” Orm said.",
    "Ilvar Prith and Nora Reldan left the United States Senate. Nora Reldan slept; Ilvar did not, and Ms. Reldan woke.",
    "The Harbour Board met in Ostrel. Reldan spoke to the Board. Leave it, he told the Kelmaran Harbour Board.",
    "They voted Leave. He spoke for Leave, and for Sen. Ada Orm (R-Ostrel), who is pro-Ostrel.",
)


def test_found_entities_given_back_unedited_change_no_mention() -> None:
    found = corpus(*ROUND)
    again = corpus(*ROUND, spotter=rules(export_watchlist(found.entities)))

    def told(merged: Merged) -> list[tuple[str, int, int, str]]:
        names = dict(zip(merged.entities["entity_id"], merged.entities["name"], strict=True))
        columns = (merged.mentions[name] for name in ("doc_id", "start", "end", "entity_id"))
        return [(doc, start, end, names[entity]) for doc, start, end, entity in zip(*columns, strict=True)]

    assert told(again) == told(found)
    types_of = dict(zip(found.entities["name"], found.entities["type"], strict=True))
    assert dict(zip(again.entities["name"], again.entities["type"], strict=True)) == types_of


def test_what_is_known_without_a_list_stays_what_it_is_on_one() -> None:
    """It was an organisation of another id that never acts, and its people were called by a surname."""
    text = "Moscow considers a fine, the US too. American papers say so."
    found, listed = (
        corpus(text),
        corpus(text, spotter=rules("name,aliases\nMoscow,\nUnited States,US\nAmericans,American\n")),
    )
    kept = ["entity_id", "name", "type", "notes"]
    assert listed.entities[kept].to_dict("records") == found.entities[kept].to_dict("records")
    assert list(listed.entities["origin"]) == ["watchlist"] * 3
    kept = ["entity_id", "start", "end", "form", "metonym"]
    assert listed.mentions[kept].to_dict("records") == found.mentions[kept].to_dict("records")


def test_a_watched_name_is_one_entity_inside_others_and_under_its_other_names_too() -> None:
    """The state in its university, both watched, and the country in full were second entities of the same name."""
    texts = (
        "She left the University of Texas. She lives in Texas.",
        "The United States of America woke. The United States slept.",
    )
    listed = rules("name,type\nUniversity of Texas,organisation\nTexas,place\nUnited States,place\n")
    entities = corpus(*texts, spotter=listed).entities
    assert sorted(entities["name"]) == ["Texas", "United States", "University of Texas"]
    assert set(entities["origin"]) == {"watchlist"}


def test_a_person_is_renamed_by_a_name_with_an_initial_whose_alias_is_the_old_one() -> None:
    """The old name was taken for a part of the new, and the renamed person for another's other spelling."""
    listed = rules("name,aliases,type,id\nAda M. Orm,Ada Orm;Orm,person,P1\n")
    found = corpus("Ada Orm slept. Orm woke.", "Ada M. Orm spoke.", "They met Orm.", spotter=listed)
    assert found.entities[["entity_id", "name"]].to_numpy().tolist() == [["P1", "Ada M. Orm"]]
    assert list(found.mentions["form"]) == ["full name", "surname", "full name", "surname"]


def test_whom_articles_call_otherwise_is_the_watched_person_and_of_two_watched_none_is_the_other() -> None:
    texts = ("Ada Orm slept.", "Ada M. Orm spoke.", "A. Orm left.")
    one = corpus(*texts, spotter=rules("name,type,id\nAda M. Orm,person,P1\n"))
    assert list(one.entities["entity_id"]) == ["P1"]
    two = corpus(*texts[:2], spotter=rules("name,type,id\nAda M. Orm,person,P1\nAda Orm,person,P2\n"))
    assert list(two.mentions["entity_id"]) == ["P2", "P1"]
    initial = corpus("A. Orm left.", "Ada Orm slept.", spotter=rules("name,type,id\nA. Orm,person,P1\n"))
    assert initial.mentions["entity_id"].iloc[0] == "P1"
    short = corpus("Tom Orm left.", *["Thomas Orm sat."] * 2, spotter=rules("name,type,id\nTom Orm,person,P1\n"))
    assert list(short.entities["entity_id"]) == ["P1"]
    both = rules("name,type,id\nTom Orm,person,P1\nThomas Orm,person,P2\n")
    assert list(corpus("Tom Orm left.", "Thomas Orm sat.", spotter=both).mentions["entity_id"]) == ["P1", "P2"]


def test_whom_two_who_are_watched_may_be_is_neither() -> None:
    two = rules("name,type,id\nAda M. Orm,person,P1\nAda Orm Jr.,person,P2\n")
    found = corpus("Ada Orm slept.", "Ada M. Orm spoke.", "Ada Orm Jr. left.", spotter=two)
    assert list(found.mentions["entity_id"][1:]) == ["P1", "P2"]
    assert found.mentions["entity_id"].iloc[0] not in ("P1", "P2")


def test_a_listed_name_keeps_the_id_it_has_without_the_list_unless_the_list_gives_one() -> None:
    text = "Ada Orm of Varnian Quays slept."
    ids = [set(corpus(text, spotter=rules(listed)).entities["entity_id"]) for listed in ("", "name\nAda Orm\n")]
    assert ids[0] == ids[1]
    assert "P1" in set(corpus(text, spotter=rules("name,id\nAda Orm,P1\n")).entities["entity_id"])


def test_a_watched_surname_is_nobody_whom_articles_name_in_full() -> None:
    """An article that names somebody so in part gives them the id of the name, which is the watched one's too."""
    watched = find("Reldan slept.", spotter=rules("name,type\nReldan,person\n"))
    others = find("", "Mr. Reldan left.", "Ilvar Reldan spoke.")
    sightings, mentions = (pd.concat(pair) for pair in zip(watched[:2], others[:2], strict=True))
    entities = merge_entities(sightings, mentions, no_quotes().assign(speaker_id=None)).entities
    origins = dict(zip(entities["name"], entities["origin"], strict=True))
    assert origins == {"Ilvar Reldan": "rules", "Reldan": "watchlist"}


def test_of_two_entries_that_mean_what_is_known_the_one_of_its_name_has_its_other_names() -> None:
    listed = rules("name,type\nUnited Kingdom,place\nUK,place\n")
    assert {name for _, name, _ in named("Britain voted, and Great Britain slept.", spotter=listed)} == {
        "United Kingdom"
    }


def test_part_of_a_watched_name_means_it_where_the_article_calls_nobody_else_so() -> None:
    listed = rules("name,aliases,type\nIlse Corvand,Ilse;Corvand,person\n")
    assert named("Corvand slept.", spotter=listed)[0][1] == "Ilse Corvand"
    assert named("Nora Corvand came. Corvand slept.", spotter=listed)[1][1] == "Nora Corvand"
    assert [name for _, name, _ in named("Ilse Prith came.", spotter=listed)] == ["Ilse Prith"]


def test_a_watched_alias_of_no_person_is_an_acronym_in_capitals_and_else_a_name() -> None:
    listed = rules("name,aliases,type\nStraits Grain Centre,SGC;Grain Hall,organisation\n")
    forms = [form for _, _, form in named("The Straits Grain Centre woke. SGC slept in Grain Hall.", spotter=listed)]
    assert forms == ["full name", "acronym", "full name"]


def test_watched_names_that_cross_what_the_rules_read_leave_no_mentions_that_cross() -> None:
    listed = rules("name,type\nOrchard,other\nWatch today,other\n")
    assert [words for words, _, _ in named("They met Orchard Watch today.", spotter=listed)] == [
        "Orchard",
        "Watch today",
    ]


def test_names_that_begin_alike_are_looked_up_by_their_length_and_not_one_by_one() -> None:
    entries = [
        WatchlistEntry(f"The {letter}rn {end}") for letter in "ABCDEFGHIKLM" for end in ("Post", "Post and Mail")
    ]
    gazetteer = build_gazetteer(entries)
    assert list(gazetteer.watched["The"]) == [(0, 21), (0, 12)]
    found = named("A reader of The Ern Post and Mail met The Arn Post and Males.", spotter=RuleSpotter(gazetteer))
    assert [words for words, _, _ in found[:2]] == ["The Ern Post and Mail", "The Arn Post"]


def test_a_watched_everyday_word_at_a_sentences_head_is_no_name() -> None:
    listed = rules("name,type\nLeave,organisation\n")
    assert named("Leave it there.", spotter=listed) == []
    assert named("They voted for Leave. Leave won.", spotter=listed)[1][1] == "Leave"
    assert named("Dockers Plan To Leave Harbour On Friday", spotter=listed) == []


def test_a_watched_name_that_a_mark_ties_to_a_word_is_no_mention() -> None:
    listed = rules("name,type\nOstrel,place\n")
    assert named("Sen. Orm (R-Ostrel) is pro-Ostrel, @Ostrel and #Ostrel.", spotter=listed)[1:] == []
    assert named("They met in Ostrel.", spotter=listed)[0][1] == "Ostrel"


def test_a_watched_name_is_no_half_of_a_persons_nor_of_one_that_is_known() -> None:
    listed = rules("name,type\nWashington,place\n")
    text = "Ada Washington read the Washington Post of Washington mayor Ilse Prith and the U.S. Senate."
    assert [name for _, name, _ in named(text, spotter=listed)] == [
        "Ada Washington",
        "Washington Post",
        "Ilse Prith",
        "Washington",
        "U.S. Senate",
        "United States",
    ]


def test_a_watched_place_is_called_for_short_as_it_is_without_the_list() -> None:
    listed = rules("name,type\nWhite House,place\nSound of Hale,place\n")
    assert named("The White House woke. The House slept.", spotter=listed)[1][1] == "House"
    assert named("They crossed the Sound of Hale. The Sound slept.", spotter=listed)[1][1] == "Sound of Hale"
