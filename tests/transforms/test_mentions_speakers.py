"""Speakers: whose words a quotation is, by name, role and pronoun."""

import pytest

from tests.transforms.mentions_articles import find, named, quotations, rules, tables, voices
from transforms.mentions import find_mentions

HEAD = "Varnian Foreign Minister Ilvar Reldan met Kelmaran Trade Minister Serafine Dauvray on Monday."


def test_a_surname_speaks_for_the_person() -> None:
    assert voices(f"{HEAD}\n\n“It holds,” Reldan said.", ("It holds,", "Reldan")) == ["Ilvar Reldan"]


def test_a_role_speaks_for_its_bearer() -> None:
    text = f"{HEAD}\n\n“It holds,” the Kelmaran minister said. “It leaks,” the Varnian foreign minister noted."
    said = ("It holds,", "the Kelmaran minister"), ("It leaks,", "the Varnian foreign minister")
    assert voices(text, *said) == ["Serafine Dauvray", "Ilvar Reldan"]


def test_a_word_may_stand_for_the_role_the_article_gives() -> None:
    text = f"{HEAD}\n\n“It holds,” the Varnian top diplomat said."
    assert voices(text, ("It holds,", "the Varnian top diplomat")) == ["Ilvar Reldan"]


def test_a_role_does_not_mean_somebody_the_article_names_by_another_word_later_on() -> None:
    text = "Ada Orm arrived.\n\n“It holds,” the leader said.\n\nPresident Ilvar Reldan was away."
    assert voices(text, ("It holds,", "the leader")) == ["Ada Orm"]
    text = "Rain fell.\n\n“It holds,” the {} said.\n\nPresident Ilvar Reldan was away."
    assert voices(text.format("leader"), ("It holds,", "the leader")) == [None]
    assert voices(text.format("president"), ("It holds,", "the president")) == ["Ilvar Reldan"]


def test_whom_an_article_begins_with_by_whose_he_is_may_be_named_by_another_word() -> None:
    text = "Orvane Inc is late, its finance chief said.\n\nRain fell.\n\nCFO Ada Orm was away."
    assert voices(text, ("Orvane Inc is late", "its finance chief")) == ["Ada Orm"]


def test_one_of_a_state_is_who_was_named_before() -> None:
    head = "Sen. Ilvar Reldan would not say how he would vote."
    for speaker in ("the Nebraskan", "the Kentucky Republican", "the Ohio Democrat"):
        assert voices(f"{head}\n\n“It holds,” {speaker} said.", ("It holds,", speaker)) == ["Ilvar Reldan"]
    text = f"{head}\n\n“It holds,” the Kentucky Republican said."
    found = named(text, spoken=[("It holds,", "the Kentucky Republican")])
    assert ("the Kentucky Republican", "Ilvar Reldan", "description") in found
    assert ("Kentucky", "Kentucky", "full name") in found
    two = "Ilvar Reldan met Ada Orm and Marek Prith.\n\n“It holds,” the Kentucky Republican said."
    assert voices(two, ("It holds,", "the Kentucky Republican")) == [None]


def test_who_gives_a_name_at_a_sentence_s_end_speaks_by_it() -> None:
    text = "“It holds,” said one docker, who gave her name only as Fara. “It leaks,” she said."
    assert voices(text, ("It holds,", "one docker")) == ["Fara"]


def test_who_is_named_behind_what_he_represents_speaks() -> None:
    text = "The Senator representing Varnia Central, Chief Felix Orm, has said it was late."
    assert voices(text, ("it was late", "The Senator representing Varnia Central")) == ["Felix Orm"]


def test_a_diplomat_heads_diplomacy_and_no_army() -> None:
    head = "Deputy Foreign Minister Ilvar Reldan met Kelmaran Defence Minister Serafine Dauvray."
    for speaker in ("the senior diplomat", "the head of diplomacy", "the head of Varnian diplomacy"):
        assert voices(f"{head}\n\n“It holds,” {speaker} said.", ("It holds,", speaker)) == ["Ilvar Reldan"]


def test_honours_behind_a_speaker_hide_nobody() -> None:
    assert voices("“It holds,” said Sarn Torvald KC.", ("It holds,", "Sarn Torvald KC")) == ["Sarn Torvald"]


@pytest.mark.parametrize("dateline", ["OSTEND, March 3 (NORDA) -", "OSTEND:"])
def test_a_dateline_is_no_subject_before_it(dateline: str) -> None:
    text = f"{dateline} Tideway Company said it was late for the third time. “It holds,” it said."
    assert voices(text, ("It holds,", "it")) == ["Tideway Company"]


def test_a_chief_executive_is_a_ceo() -> None:
    text = "Chief Executive Ada Orm met Ilvar Reldan.\n\n“It holds,” the CEO said."
    assert voices(text, ("It holds,", "the CEO")) == ["Ada Orm"]


@pytest.mark.parametrize(
    ("words", "described"), [("the general left", 1), ("the general election", 0), ("the chief reason", 0)]
)
def test_a_role_that_describes_another_word_means_nobody(words: str, described: int) -> None:
    text = f"General Ada Orm, chief of the army, met Ilvar Reldan.\n\nFor {words}. “It holds,” the general said."
    found = find(text, spoken=[("It holds,", "the general")])
    assert list(found.mentions["text"]).count(" ".join(words.split()[:2])) == described + words.startswith(
        "the general"
    )


def test_a_pronoun_means_no_hearer_of_its_own_verb() -> None:
    text = "Ilvar Reldan asked Bran Orvane how high.\n\n“It holds,” he told Reldan."
    assert voices(text, ("It holds,", "he")) == ["Bran Orvane"]


@pytest.mark.parametrize(
    "before",
    [
        "In a long talk with Ilvar Reldan, Bran Orvane rose.",
        "To be like Ilvar Reldan or Sarn Torvald, Bran Orvane rose.",
        "The good news for Ilvar Reldan, Bran Orvane noted, was out.",
    ],
)
def test_a_pronoun_means_the_subject_before_who_stands_behind_a_preposition(before: str) -> None:
    assert voices(f"{before}\n\n“It holds,” he said.", ("It holds,", "he")) == ["Bran Orvane"]
    alone = before.replace("Bran Orvane", "the crew")
    assert voices(f"{alone}\n\n“It holds,” he said.", ("It holds,", "he")) == ["Ilvar Reldan"]


def test_a_pronoun_means_who_spoke_before_rather_than_whom_he_spoke_of() -> None:
    text = "Ilvar Reldan, Bran Orvane said, was late.\n\n“It holds,” he said."
    assert voices(text, ("was late", "Bran Orvane"), ("It holds,", "he")) == ["Bran Orvane", "Bran Orvane"]
    text = "Ilvar Reldan fell silent when Bran Orvane asked why.\n\n“It holds,” he said."
    assert voices(text, ("why", "Bran Orvane"), ("It holds,", "he")) == ["Bran Orvane", "Ilvar Reldan"]


def test_an_age_means_the_one_of_that_age() -> None:
    text = "Ilvar Reldan, 26, met Ada Orm (63) and 44-year-old diver Marek Prith."
    said = [("Yes,", "the 63-year-old"), ("No,", "the 26-year-old docker"), ("So,", "the 44-year-old")]
    text += "".join(f"\n\n“{words}” said {speaker}." for words, speaker in said)
    assert voices(text, *said) == ["Ada Orm", "Ilvar Reldan", "Marek Prith"]


def test_an_age_of_nobody_named_means_who_was_just_named_unless_the_article_tells_of_another_so_old() -> None:
    said = ("I sing,", "the 34-year-old")
    assert voices("Ada Orm is back.\n\n“I sing,” the 34-year-old said.", said) == ["Ada Orm"]
    assert voices("Ada Orm held a 34-year-old man.\n\n“I sing,” the 34-year-old said.", said) == [None]
    assert voices("Ada Orm, 50, is back.\n\n“I sing,” the 34-year-old said.", said) == [None]


def test_a_word_in_capitals_means_the_bearer_of_the_role_it_is_short_for() -> None:
    text = (
        "Prime Minister Ilvar Reldan met Cabinet Secretary Ada Orm.\n\n"
        "“It holds,” the CS said. “It leaks,” the PM said."
    )
    assert voices(text, ("It holds,", "the CS"), ("It leaks,", "the PM")) == ["Ada Orm", "Ilvar Reldan"]
    assert ("the CS", "Ada Orm", "title") in named(text)
    assert voices(f"{HEAD}\n\n“It leaks,” the PM said.", ("It leaks,", "the PM")) == [None]


def test_the_force_is_the_police_that_is_named() -> None:
    text = "A bus sank.\n\nThey rang Wexley Police. “It leaks,” the force said."
    assert voices(text, ("It leaks,", "the force")) == ["Wexley Police"]


def test_a_role_nobody_is_given_falls_to_who_is_named_in_the_same_paragraph() -> None:
    text = "Ada Orm wept.\n\nMarek Prith waited for a tram. “It is late,” said the pensioner."
    assert voices(text, ("It is late,", "the pensioner")) == ["Marek Prith"]


def test_a_role_nobody_is_given_falls_to_the_person_just_named() -> None:
    text = "Annike Sorrel dislikes surprises.\n\n“No promise,” the governor said. Later the governor left."
    assert voices(text, ("No promise,", "the governor")) == ["Annike Sorrel"]


def test_a_pronoun_means_the_subject_of_the_sentence_before() -> None:
    text = "Aurel Dench spoke of Marek Prith. “My door is open,” he said."
    assert voices(text, ("My door is open,", "he")) == ["Aurel Dench"]


def test_a_pronoun_agrees_with_honorific_and_role() -> None:
    text = "Mr. Torvald met Mrs. Quillane. “It holds,” she said. “It leaks,” he said."
    assert voices(text, ("It holds,", "she"), ("It leaks,", "he")) == ["Quillane", "Torvald"]


def test_persons_inside_quotations_are_not_meant_by_pronouns() -> None:
    text = "Hedda Sunnivar spoke. “Marta Dauvray told us nothing,” she said."
    assert voices(text, ("Marta Dauvray told us nothing,", "she")) == ["Hedda Sunnivar"]


def test_a_spokesman_speaks_for_the_institution() -> None:
    text = "“It holds,” a spokesman for the Straits Commission said."
    assert voices(text, ("It holds,", "a spokesman for the Straits Commission")) == ["Straits Commission"]


def test_a_name_that_only_says_whose_head_somebody_is_does_not_speak() -> None:
    head = "the head of the Straits Grain Centre"
    text = f"Idris Vellacott, {head}, was calm.\n\n“It holds,” {head} said."
    assert voices(text, ("It holds,", head)) == ["Idris Vellacott"]
    text = "Ostrel slept.\n\n“It holds,” my colleague from Ostrel said."
    assert voices(text, ("It holds,", "my colleague from Ostrel")) == [None]


def test_a_watched_person_has_the_roles_the_article_gives() -> None:
    text = "Serafine Dauvray, the Kelmaran trade minister, met Ilvar Reldan.\n\n“It holds,” the Kelmaran minister said."
    watching = rules("name,type\nSerafine Dauvray,person\n")
    assert voices(text, ("It holds,", "the Kelmaran minister"), spotter=watching) == ["Serafine Dauvray"]


def test_a_place_that_speaks_is_the_speaker_and_stands_for_its_government() -> None:
    text = "They slept in Ostrel. Ostrel considers “this to be harmful”."
    found = find(text, spoken=[("this to be harmful", "Ostrel")])
    assert list(found.mentions["metonym"]) == [False, True]


def test_a_quotation_that_goes_on_has_the_speaker_it_goes_on_from() -> None:
    text = "“It holds,” Ilvar Reldan said. “It leaks.”"
    assert voices(text, ("It holds,", "Ilvar Reldan"), ("It leaks.", None)) == ["Ilvar Reldan"] * 2


def test_nobody_is_made_the_speaker_where_nobody_fits() -> None:
    text = "Rain fell. “It holds,” he said. “It leaks,” the ministry said."
    assert voices(text, ("It holds,", "he"), ("It leaks,", "the ministry")) == [None, None]


def test_roles_and_pronouns_of_speakers_are_mentions() -> None:
    text = f"{HEAD} “It holds,” the Kelmaran minister said. “It leaks,” she said."
    spoken = [("It holds,", "the Kelmaran minister"), ("It leaks,", "she")]
    forms = [
        (words, name, form) for words, name, form in named(text, spoken=spoken) if form in ("description", "pronoun")
    ]
    assert forms == [
        ("the Kelmaran minister", "Serafine Dauvray", "description"),
        ("she", "Serafine Dauvray", "pronoun"),
    ]


def test_an_abbreviated_office_is_a_role() -> None:
    text = (
        "Ohio Gov. Marek Prith met Sen. Aurel Dench. “It holds,” the Ohio governor said. “It leaks,” the senator said."
    )
    said = ("It holds,", "the Ohio governor"), ("It leaks,", "the senator")
    assert voices(text, *said) == ["Marek Prith", "Aurel Dench"]


def test_an_indefinite_description_is_nobodys() -> None:
    text = f"{HEAD} “It holds,” a foreign minister said."
    assert voices(text, ("It holds,", "a foreign minister")) == [None]


def test_a_longer_role_is_not_the_shorter_one_inside_it() -> None:
    text = f"{HEAD} The minister spokesman left."
    assert [form for *_, form in named(text)].count("description") == 0


def test_mr_and_mrs_tell_namesakes_apart() -> None:
    text = "Hedda Torvald spoke of her husband. Mr. Torvald slept. Mrs. Torvald left. Torvald sang."
    assert [name for _, name, _ in named(text)] == ["Hedda Torvald", "Torvald", "Hedda Torvald", "Hedda Torvald"]


def test_a_speaker_named_a_paragraph_before_is_a_mention_of_that_paragraph() -> None:
    found = find("Ilvar Reldan spoke. He declared:\n\n“It holds.”", spoken=[("It holds.", "He")])
    pronoun = found.mentions.set_index("form").loc["pronoun"]
    assert (pronoun["text"], pronoun["paragraph_id"]) == ("He", "d0p0")


def test_the_one_person_named_before_answers_an_interview() -> None:
    turns = "Q: Will it hold?\n\nA: It will."
    assert voices(f"Idris Vellacott was calm.\n\n{turns}", ("It will.", "A")) == ["Idris Vellacott"]
    assert voices(f"{HEAD}\n\n{turns}", ("It will.", "A")) == [None]


def test_the_one_person_at_the_head_answers_an_interview_that_names_others() -> None:
    article = "Idris Vellacott on the dam\n\nPetra Quill asked, and Hedda Torvald wrote.\n\nQ: Will it hold?"
    assert voices(f"{article}\n\nA: I hope so.", ("I hope so.", "A")) == ["Idris Vellacott"]
    assert voices(f"{article}\n\nA: It will.", ("It will.", "A")) == [None]
    both = article.replace(" on the dam", " and Bram Kord on the dam", 1)
    assert voices(f"{both}\n\nA: I hope so.", ("I hope so.", "A")) == [None]


def test_a_pronoun_inside_a_quotation_means_somebody_named_in_it() -> None:
    text = f"{HEAD}\n\nReldan: “Hedda Sunnivar was tired. She told me, ‘It leaks.’”"
    spoken = ("Hedda Sunnivar was tired. She told me, ‘It leaks.’", "Reldan"), ("It leaks.", "She")
    assert voices(text, *spoken) == ["Ilvar Reldan", "Hedda Sunnivar"]


def test_a_person_of_an_institution_or_a_place_speaks_not_what_he_is_of() -> None:
    for whose in ("the Straits Commission", "Norway"):
        for speaker in (f"Marek Prith of {whose}", f"analyst Marek Prith of {whose}"):
            assert voices(f"“It holds,” {speaker} said.", ("It holds,", speaker)) == ["Marek Prith"]


def test_who_is_named_in_apposition_to_a_description_speaks() -> None:
    text = "“It holds,” a Straits Commission spokesman, Marek Prith, said. “It leaks,” he added."
    said = ("It holds,", "a Straits Commission spokesman"), ("It leaks,", "he")
    assert voices(text, *said) == ["Marek Prith"] * 2


@pytest.mark.parametrize("whose", ["His daughter", "his deputy", "his Kelmaran counterpart", "his campaign"])
def test_what_is_somebodys_does_not_speak_as_him(whose: str) -> None:
    text = f"Varnian Foreign Minister Ilvar Reldan slept. “It holds,” {whose} said."
    assert voices(text, ("It holds,", whose)) == [None]


def test_somebodys_deputy_is_another_than_he() -> None:
    text = "Marek Prith slept. “It holds,” Prith’s deputy said."
    assert voices(text, ("It holds,", "Prith’s deputy")) == [None]
    text = "Marek Prith and his deputy, Serafine Dauvray, slept. “It holds,” his deputy said."
    assert voices(text, ("It holds,", "his deputy")) == ["Serafine Dauvray"]


def test_a_pronoun_after_an_unnamed_speaker_means_nobody_named() -> None:
    text = "Marek Prith slept. “It holds,” a farmer said. “It leaks,” he said."
    assert voices(text, ("It holds,", "a farmer"), ("It leaks,", "he")) == [None, None]
    text = "Marek Prith slept. “It holds,” an actress said. “It leaks,” he said."
    assert voices(text, ("It holds,", "an actress"), ("It leaks,", "he")) == [None, "Marek Prith"]


def test_a_pronoun_does_not_pass_over_a_subject_that_may_be_a_person() -> None:
    text = "“It holds,” Hedda Sunnivar said.\n\nDorvane has demanded money. “It leaks,” she said."
    assert voices(text, ("It holds,", "Hedda Sunnivar"), ("It leaks,", "she")) == ["Hedda Sunnivar", None]


def test_a_name_that_only_sounds_female_is_meant_by_he_where_the_sentence_names_nobody_else() -> None:
    text = "Aurel Dench slept. “It holds,” said Sarnita Prith, a docker. “It leaks,” he said."
    assert voices(text, ("It holds,", "Sarnita Prith"), ("It leaks,", "he")) == ["Sarnita Prith"] * 2


def test_two_who_are_named_together_stay_open_until_a_pronoun_tells_which() -> None:
    text = "Mayor Jane Reldan and Fire Chief Tom Reldan spoke.\n\nReldan was calm. “It holds,” she said."
    assert voices(text, ("It holds,", "she")) == ["Jane Reldan"]
    text = "Mayor Jane Reldan and Fire Chief Tom Reldan spoke. “It holds,” Reldan said."
    assert voices(text, ("It holds,", "Reldan")) == ["Reldan"]


def test_a_surname_does_not_mean_who_is_named_later_or_as_a_relative() -> None:
    text = "Danny Reldan scored.\n\n“It holds,” Reldan said.\n\nBen Reldan sang. Ben Reldan slept."
    assert voices(text, ("It holds,", "Reldan")) == ["Danny Reldan"]
    text = "Nora Reldan came with her father, Yusuf Reldan, a docker. “It holds,” Reldan said."
    assert voices(text, ("It holds,", "Reldan")) == ["Nora Reldan"]


def test_a_relative_who_is_the_subject_of_a_sentence_of_this_paragraph_is_meant_by_the_surname() -> None:
    for sentence in ("Anton Reldan, her husband, heard it.", "Her husband, Anton Reldan, heard it."):
        text = f"Mayor Nora Reldan won. Nora Reldan danced.\n\n{sentence} “It holds,” Reldan said."
        assert voices(text, ("It holds,", "Reldan")) == ["Anton Reldan"]


def test_a_surname_is_open_where_the_paragraph_before_brought_in_another_of_that_name() -> None:
    text = "Anton Reldan drowned. Anton Reldan was 40. Nora Reldan, his widow, wept.\n\n“It holds,” Reldan said."
    assert voices(text, ("It holds,", "Reldan")) == ["Reldan"]


def test_his_or_her_behind_a_surname_tells_namesakes_apart() -> None:
    text = (
        "Nora Reldan and Anton Reldan spoke. “It holds,” Reldan said, his voice low. "
        "“It leaks,” Reldan said, her eyes shut."
    )
    assert voices(text, ("It holds,", "Reldan"), ("It leaks,", "Reldan")) == ["Anton Reldan", "Nora Reldan"]


def test_the_elder_of_two_is_no_child_of_the_other() -> None:
    text = (
        "Marek Prith farms. Lew Prith, his nephew, does not. “It holds,” the elder Prith said. "
        "“It leaks,” the younger Prith said."
    )
    said = ("It holds,", "the elder Prith"), ("It leaks,", "the younger Prith")
    assert voices(text, *said) == ["Marek Prith", "Lew Prith"]


def test_mr_and_mrs_of_one_surname_are_two_whom_no_full_name_tells() -> None:
    text = "Mrs Prith’s daughter sang. Mr Prith forgave them. “It holds,” he said."
    assert voices(text, ("It holds,", "he")) == ["Mr Prith"]


def test_the_first_of_a_couple_bears_their_surname_too() -> None:
    text = (
        "Ben and Alice Reldan swam. “It holds,” said Mr Reldan.\n\n"
        "Ben’s father, Theo Reldan, slept. Theo Reldan is old."
    )
    assert voices(text, ("It holds,", "Mr Reldan")) == ["Ben Reldan"]
    assert named("Tom Prith met Tom and Alice Reldan.")[1][1] == "Tom Prith"
    assert named("Eric Duncan slept. He met Duncan and Alice Reldan.")[1][1] == "Eric Duncan"


def test_a_qualified_description_is_not_of_somebody_whose_role_is_qualified_otherwise() -> None:
    text = "The union’s general secretary, Lew Prith, slept. “It holds,” the foreign minister said."
    assert voices(text, ("It holds,", "the foreign minister")) == [None]
    text = "Varnian Energy Minister Lew Prith slept. “It holds,” the Varnian foreign minister said."
    assert voices(text, ("It holds,", "the Varnian foreign minister")) == [None]
    text = "Energy Minister Lew Prith slept. “It holds,” the former energy minister said."
    assert voices(text, ("It holds,", "the former energy minister")) == ["Lew Prith"]


def test_a_former_minister_is_no_present_one() -> None:
    text = "Mayor Lew Prith met Aurel Dench, a docker. “It holds,” the former mayor said."
    assert voices(text, ("It holds,", "the former mayor")) == [None]
    for former in ("former Mayor", "Former mayor"):
        text = (
            f"Mayor Lew Prith sat. He met the {former} Ida Reldan. “It holds,” the former mayor said. "
            "“No,” the mayor said."
        )
        said = ("It holds,", "the former mayor"), ("No,", "the mayor")
        assert voices(text, *said) == ["Ida Reldan", "Lew Prith"]


def test_a_former_minister_is_the_predecessor_the_article_names() -> None:
    text = "Mayor Lew Prith beat his predecessor, Ida Reldan, by a vote. “It holds,” the former mayor said."
    assert voices(text, ("It holds,", "the former mayor")) == ["Ida Reldan"]


def test_an_office_passes_to_a_successor_and_is_open_until_he_takes_it() -> None:
    said = ("It holds,", "the mayor"), ("It leaks,", "the former mayor")
    text = (
        "Mayor Lew Prith resigned. His successor, Ida Reldan, {}. “It holds,” the mayor said. "
        "“It leaks,” the former mayor said."
    )
    assert voices(text.format("took the oath"), *said) == ["Ida Reldan", "Lew Prith"]
    assert voices(text.format("is abroad"), *said)[0] is None


def test_an_office_is_given_up_once_however_often_the_article_says_so() -> None:
    passed = "Her successor, Bran Prith, took office."
    sightings = find(f"Mayor Ada Reldan resigned. {passed} Ada Reldan left. {passed}").sightings
    roles = dict(zip(sightings["name"], sightings["roles"], strict=True))
    assert roles["Ada Reldan"] == ["former Mayor"]
    assert "former Mayor" not in roles["Bran Prith"]


def test_an_acting_governor_is_not_the_governor_beside_him() -> None:
    text = (
        "Governor Ida Reldan fell ill. Acting Governor Lew Prith sat. “It holds,” the governor said. "
        "“No,” the acting governor said."
    )
    said = ("It holds,", "the governor"), ("No,", "the acting governor")
    assert voices(text, *said) == ["Ida Reldan", "Lew Prith"]


@pytest.mark.parametrize(
    "others", ["A bench of Chief Justice Lew Prith", "Analysts at Prith Bank", "Supporters of Lew Prith"]
)
def test_who_others_are_of_does_not_speak(others: str) -> None:
    assert voices(f"{others} said: “It holds.”", ("It holds.", others)) == [None]


def test_honours_between_a_name_and_an_apposition_do_not_part_them() -> None:
    text = "Opening the case, Ida Reldan KC, prosecuting, said: “It holds.”"
    assert voices(text, ("It holds.", "Ida Reldan KC, prosecuting")) == ["Ida Reldan"]


def test_herself_means_the_name_before_it() -> None:
    text = "Mayor Lew Prith sat. Ida Reldan sang. Reldan herself said: “It holds.”"
    assert voices(text, ("It holds.", "herself")) == ["Ida Reldan"]


def test_an_organisation_speaks_by_the_noun_of_its_name() -> None:
    text = "The Ministry of Labour met the Dockers’ Union. “It holds,” the ministry said. “It leaks,” the union said."
    said = ("It holds,", "the ministry"), ("It leaks,", "the union")
    assert voices(text, *said) == ["Ministry of Labour", "Dockers’ Union"]
    two = "The Port Union met the Dockers’ Union. “It holds,” the union said."
    assert voices(two, ("It holds,", "the union")) == [None]
    assert voices("The Port Union slept. “It holds,” the rail union said.", ("It holds,", "the rail union")) == [None]


def test_the_company_is_the_one_organisation_that_is_a_subject_just_before() -> None:
    said = ("It holds,", "the company")
    assert voices("Dorvane Haulage sank.\n\n“It holds,” the company said.", said) == ["Dorvane Haulage"]
    assert voices("Dorvane Haulage sank. Prith Foods did not. “It holds,” the company said.", said) == [None]
    text = "The UNHCR refugee agency slept. “It holds,” the agency said."
    assert voices(text, ("It holds,", "the agency")) == [None]
    assert voices("The Ministry of Labour slept. “It holds,” the bank said.", ("It holds,", "the bank")) == [None]


@pytest.mark.parametrize(
    ("speaker", "by"),
    [("the minister", "role"), ("The minister", "role"), ("Minister Reldan", "name"), ("the Post", "name")],
)
def test_a_speaker_is_found_by_a_name_only_where_the_words_hold_one(speaker: str, by: str) -> None:
    text = f"Minister Ilvar Reldan met the Dovrin Post. The minister slept. “It holds,” {speaker} said."
    assert list(find(text, spoken=[("It holds,", speaker)]).speakers["speaker_by"]) == [by]


def test_it_is_the_organisation_that_is_the_subject_before() -> None:
    text = "The Mine Inspectorate denied it. “It holds,” it said. “It leaks,” it added."
    assert voices(text, ("It holds,", "it"), ("It leaks,", "it")) == ["Mine Inspectorate"] * 2
    text = "The Mine Inspectorate denied it. Rain fell on the town. “It holds,” it said."
    assert voices(text, ("It holds,", "it")) == [None]
    found = find(
        "The Port Union met. “It holds,” the union said. “No,” it said.",
        spoken=[("It holds,", "the union"), ("No,", "it")],
    )
    assert list(found.speakers["speaker_by"]) == ["role", "pronoun"]


def test_one_of_a_people_does_not_speak_for_it() -> None:
    text = "Luca Prith slept. “It holds,” the Italian said. “It leaks,” the Italians said."
    assert voices(text, ("It holds,", "the Italian"), ("It leaks,", "the Italians")) == ["Luca Prith", "Italians"]


def test_a_pronoun_means_the_subject_not_whose_something_is() -> None:
    text = "On Marek Prith’s claim, Aurel Dench shrugged. “It holds,” he said."
    assert voices(text, ("It holds,", "he")) == ["Aurel Dench"]
    text = "Marek Prith slept. Aurel Dench’s boat sank. “It holds,” he said."
    assert voices(text, ("It holds,", "he")) == ["Aurel Dench"]


def test_who_is_asked_is_not_who_asks() -> None:
    text = "Marek Prith agreed. Asked by prosecutor Aurel Dench what he thought, he said: “It holds.”"
    assert voices(text, ("It holds.", "he")) == ["Marek Prith"]
    text = "Cross-examined by Aurel Dench, Marek Prith shrugged. “It holds,” he said."
    assert voices(text, ("It holds,", "he")) == ["Marek Prith"]


def test_a_role_falls_to_nobody_just_named_where_it_is_a_title_or_another_is_named_behind_it() -> None:
    text = "Ada Orm runs the inn.\n\n“It holds,” {} said."
    assert voices(text.format("the Prime Minister"), ("It holds,", "the Prime Minister")) == [None]
    assert voices(text.format("the minister, Xx of Yy"), ("It holds,", "the minister")) == [None]
    said = "the head of the Harbour Board"
    assert voices(text.format(said), ("It holds,", said)) == [None]
    assert voices(text.format("the minister"), ("It holds,", "the minister")) == ["Ada Orm"]


def test_one_of_a_people_is_who_begins_a_sentence_of_the_paragraph_or_was_named_before() -> None:
    said = [("It holds,", "the Australian"), ("It leaks,", "The Dutchman")]
    text = (
        "Coach Ada Orm was glad. “It holds,” the Australian said.\n\nMarek Prith left.\n\n"
        "“It leaks,” The Dutchman said."
    )
    assert voices(text, *said) == ["Ada Orm", "Marek Prith"]
    text = "Coach Ada Orm spoke.\n\nOn whether Marek Prith, who limped, would sail, the Australian said: “It holds,”"
    assert voices(text, said[0]) == [None]
    assert voices("Ada Orm left.\n\n“It leaks,” the Frenchman said.", ("It leaks,", "the Frenchman")) == [None]


def test_a_statement_is_whose_the_sentence_is_that_tells_of_it() -> None:
    text = (
        "Marek Prith left. In a statement, the Dockers’ Union said: “We go.”\n\n“It holds,” the statement read.\n\n"
        "“It leaks,” the letter added."
    )
    said = ("We go.", "Dockers’ Union"), ("It holds,", "the statement"), ("It leaks,", "the letter")
    assert voices(text, *said) == ["Dockers’ Union", "Dockers’ Union", None]


def test_the_company_is_the_one_that_spoke_just_before_if_nothing_else_is_called_so() -> None:
    told = [("It holds,", "Kelmar Ltd"), ("It leaks,", "the company"), ("It sank,", "It")]
    text = "“It holds,” Kelmar Ltd said.\n\n“It leaks,” the company said. It added, “It sank,” on Monday."
    assert voices(text, *told) == ["Kelmar Ltd"] * 3
    assert voices("A rival company left. " + text, *told[:2]) == ["Kelmar Ltd", None]
    twice = "“It holds,” Kelmar Ltd said. “It sank,” Dovrin Ltd said.\n\n“It leaks,” the company said."
    assert voices(twice, told[0], ("It sank,", "Dovrin Ltd"), told[1])[2] is None
    ministry = "“It holds,” the Ministry of Boats said.\n\n“It leaks,” the newspaper said."
    assert voices(ministry, ("It holds,", "the Ministry of Boats"), ("It leaks,", "the newspaper"))[1] is None


def test_who_gives_his_name_behind_what_he_is_has_it() -> None:
    text = "Her neighbour, who gave his name only as Prith, said: “It holds.”"
    assert voices(text, ("It holds.", "Her neighbour")) == ["Prith"]


def test_a_given_name_and_a_patronymic_are_short_for_the_full_name() -> None:
    text = "Viktor Andreyevich Reldan spoke.\n\n“It holds,” Viktor Andreyevich said."
    assert voices(text, ("It holds,", "Viktor Andreyevich")) == ["Viktor Andreyevich Reldan"]


def test_a_nuncio_is_the_bearer_of_that_role() -> None:
    text = "The Apostolic Nuncio, Archbishop Ilvar Reldan, met Ada Orm.\n\n“It holds,” the nuncio said."
    assert voices(text, ("It holds,", "the nuncio")) == ["Ilvar Reldan"]


def test_initials_before_a_turn_are_those_of_the_one_person_who_has_them() -> None:
    text = "Petra Quill met Ingrid af Sandeberg.\n\nPQ: Why now?\n\nIaS: I was ill."
    assert voices(text, ("Why now?", "PQ"), ("I was ill.", "IaS")) == ["Petra Quill", "Ingrid af Sandeberg"]
    assert voices("Petra Quill met Paul Quist.\n\nPQ: Why now?", ("Why now?", "PQ")) != ["Petra Quill"]


def test_a_title_alone_means_who_bears_it() -> None:
    text = "Maulana Abdul Reldan met Ada Orm.\n\n“It holds,” the Maulana said."
    assert voices(text, ("It holds,", "the Maulana")) == ["Abdul Reldan"]


def test_who_is_named_behind_an_office_of_an_institution_speaks_and_not_the_institution() -> None:
    for office in ("The First Warden of the Ports Agency", "The Director-General of the Dockers’ Union"):
        text = f"{office}, Ilvar Reldan, said: “It holds.”"
        assert voices(text, ("It holds.", office)) == ["Ilvar Reldan"]


def test_the_leader_of_a_union_is_no_president() -> None:
    text = "President Ilvar Reldan spoke.\n\nThe union’s Ada Orm sat.\n\n“It holds,” the union leader said."
    assert voices(text, ("It holds,", "the union leader")) == ["Ada Orm"]
    text = "President Ilvar Reldan spoke.\n\nAda Orm sat.\n\n“It holds,” the Varnian leader said."
    assert voices(text, ("It holds,", "the Varnian leader")) == ["Ilvar Reldan"]


def test_one_of_a_people_is_who_speaks_in_the_paragraph_though_none_of_its_sentences_begins_with_him() -> None:
    text = "“It holds,” said climber Ada Orm. “It leaks,” the Swiss added."
    assert voices(text, ("It holds,", "climber Ada Orm"), ("It leaks,", "the Swiss")) == ["Ada Orm", "Ada Orm"]


@pytest.mark.parametrize(
    "others",
    [
        "Residents in Varnia",
        "Sources in the Ministry of Ports",
        "Sources close to the Ministry of Ports",
        "A rep for Ada Orm",
    ],
)
def test_who_is_in_a_place_or_an_institution_or_for_somebody_is_another(others: str) -> None:
    text = f"Ada Orm flew to Varnia for the Ministry of Ports. “It holds,” {others} said."
    assert voices(text, ("It holds,", others)) == [None]


def test_officials_in_a_ministry_speak_for_it() -> None:
    said = ("It holds,", "Officials in the Ministry of Ports")
    assert voices("Officials in the Ministry of Ports said: “It holds,”", said) == ["Ministry of Ports"]


def test_a_name_with_where_it_is_behind_it_is_the_head() -> None:
    text = "“It holds,” Ilvar Reldan in Brennik said. “It leaks,” the Grain Museum in Brennik said."
    said = ("It holds,", "Ilvar Reldan in Brennik"), ("It leaks,", "the Grain Museum in Brennik")
    assert voices(text, *said) == ["Ilvar Reldan", "Grain Museum"]
    chair = "the chair of the Grain Museum in Brennik"
    assert voices(f"“It holds,” {chair} said.", ("It holds,", chair)) == [None]


def test_of_whom_something_came_speaks_where_the_clause_goes_on_with_him() -> None:
    text = "The vote drew a sharp answer from Ilvar Reldan, who said “it holds”."
    assert voices(text, ("it holds", "a sharp answer from Ilvar Reldan")) == ["Ilvar Reldan"]


def test_a_country_before_an_office_in_capitals_is_not_who_speaks() -> None:
    text = "Varnia PM says it “holds”.\n\nPrime Minister Ilvar Reldan spoke in Varnia."
    assert voices(text, ("holds", "Varnia PM")) == ["Ilvar Reldan"]
    assert voices("Ilvar Reldan left Varnia.\n\nVarnia PM says it “holds”.", ("holds", "Varnia PM")) == [None]


def test_whoever_is_named_in_apposition_to_a_description_speaks() -> None:
    for described, behind in (
        ("one Brennik-based trader", ", Ilvar Reldan,"),
        ("The port’s chair", ", retired Captain Ilvar Reldan,"),
        ("the play’s first critic", ", the statistician Ilvar Reldan,"),
    ):
        text = f"Ada Orm left. {described}{behind} said: “It holds.”"
        assert voices(text, ("It holds.", described)) == ["Ilvar Reldan"]
    said = ("It holds.", "The port’s chair")
    assert voices("The port’s chair, speaking to Ilvar Reldan, said: “It holds.”", said) == [None]


def test_a_pronoun_may_mean_somebody_whom_nobody_names() -> None:
    clerk = "Ada Orm searched it.\n\nA company spokeswoman confirmed that.\n\n“It holds,” she said."
    assert voices(clerk, ("It holds,", "she")) == [None]
    officer = "Ada Orm searched it.\n\nA senior port officer described it as calm. “It holds,” she said."
    assert voices(officer, ("It holds,", "she")) == [None]
    wanted = "Ilvar Reldan spoke. A new manager, he said, would help. “It holds,” he said."
    assert voices(wanted, ("It holds,", "he")) == ["Ilvar Reldan"]
    trainer = "Chairman Ilvar Reldan left.\n\nThe Kelmaran, 54, was at home.\n\n“It holds,” he said."
    assert voices(trainer, ("It holds,", "he")) == [None]
    told = "Ada Orm searched it.\n\nA spokeswoman praised Ada Orm for that.\n\n“It holds,” she said."
    assert voices(told, ("It holds,", "she")) == ["Ada Orm"]


def test_it_read_by_whom_the_statement_is() -> None:
    text = "Chairman Ilvar Reldan confirmed that in a short statement on Monday.\n\n“It holds,” it read."
    assert voices(text, ("It holds,", "it")) == ["Ilvar Reldan"]
    text = "The Dockers’ Union sent a letter to Ada Orm. It read: “It holds.”"
    assert voices(text, ("It holds.", "It")) == ["Dockers’ Union"]


def test_his_remark_is_his() -> None:
    text = "Prime Minister Ilvar Reldan spoke. His remark that “it holds” was mocked."
    assert voices(text, ("it holds", "His")) == ["Ilvar Reldan"]


def test_a_label_in_capitals_addresses_as_mr_and_ms_do() -> None:
    text = "MR RELDAN: It holds.\n\nMS ORM: It leaks.\n\nThey sailed on the MS Ostrel."
    assert voices(text, ("It holds.", "MR RELDAN"), ("It leaks.", "MS ORM")) == ["RELDAN", "ORM"]
    assert "the MS Ostrel" in {words for words, _, _ in named(text)}


@pytest.mark.parametrize("marks", [("“", "”"), ('"', '"'), ("‘", "’")])
def test_a_surname_that_is_a_word_is_one_behind_a_quotation_that_ends_in_a_comma(marks: tuple[str, str]) -> None:
    text = f"The chairman, Ilvar Frost, was calm.\n\n{marks[0]}It holds,{marks[1]} Frost said."
    assert voices(text, ("It holds,", "Frost")) == ["Ilvar Frost"]


def test_he_whose_clause_is_put_into_a_sentence_is_not_who_it_tells_of() -> None:
    text = "Marek Prith met Ilvar Reldan. Ilvar Reldan agreed. Prith, he said, was “a rock”."
    assert voices(text, ("a rock", "he")) == ["Ilvar Reldan"]
    text = "Marek Prith met Ilvar Reldan. As for Prith, he said “no”."
    assert voices(text, ("no", "he")) == ["Marek Prith"]


def test_who_tells_of_a_death_is_not_who_the_article_goes_on_with() -> None:
    text = (
        "Serafine Orm, who ran the port, has died.\n\nHer death was confirmed by her niece, Ada Prith.\n\n"
        "“It holds,” she would say."
    )
    assert voices(text, ("It holds,", "she")) == ["Serafine Orm"]
    text = "Serafine Orm, who ran the port, has died.\n\nIt was confirmed by Ada Prith.\n\n“It is sad,” she said."
    assert voices(text, ("It is sad,", "she")) == ["Ada Prith"]


def test_capitals_before_a_surname_may_be_short_for_the_role_of_its_bearer() -> None:
    text = "Cabinet Secretary Ada Orm flew home.\n\nCS Orm was late. “It holds,” CS Orm said."
    assert voices(text, ("It holds,", "CS Orm")) == ["Ada Orm"]
    text = "Harbour master Ada Orm flew home.\n\n“It holds,” JD Orm said."
    assert voices(text, ("It holds,", "JD Orm")) == ["JD Orm"]


def test_i_inside_a_quotation_is_who_says_it() -> None:
    said = ("I told her, ‘Stay,’ and she did,", "Orm"), ("Stay,", "I")
    assert voices("Ada Orm wept.\n\n“I told her, ‘Stay,’ and she did,” Orm said.", *said) == ["Ada Orm", "Ada Orm"]


def test_a_speaker_calls_nobody_he_or_she_but_another() -> None:
    text = "Ada Orm wept.\n\n“She said, ‘Stay,’ and I did,” Orm said."
    said = ("She said, ‘Stay,’ and I did,", "Orm"), ("Stay,", "She")
    assert voices(text, *said) == ["Ada Orm", None]
    assert "She" not in [words for words, _, _ in named(text, spoken=said)]
    text = "Ada Orm wept.\n\n“Marek Prith came. He said, ‘Stay,’ and I did,” Orm said."
    said = ("Marek Prith came. He said, ‘Stay,’ and I did,", "Orm"), ("Stay,", "He")
    assert voices(text, *said) == ["Ada Orm", "Marek Prith"]


def test_an_article_may_begin_with_a_role_and_name_its_bearer_next() -> None:
    text = "A Brennik mayor said it was “a blow”.\n\nMayor Ada Orm met Ilvar Reldan on Monday."
    assert voices(text, ("a blow", "A Brennik mayor")) == ["Ada Orm"]
    text += "\n\nMayor Marek Prith was there, too."
    assert voices(text, ("a blow", "A Brennik mayor")) == [None]


def test_a_description_at_a_paragraph_s_head_means_who_the_one_before_begins_with() -> None:
    text = "Ada Orm, 29, said Ilvar Reldan had slept.\n\nThe docker shrugged: “It holds.”"
    assert voices(text, ("It holds.", "The docker")) == ["Ada Orm"]
    text = "Here Ada Orm said Ilvar Reldan had slept.\n\nThe docker shrugged: “It holds.”"
    assert voices(text, ("It holds.", "The docker")) == [None]


@pytest.mark.parametrize(
    ("told", "speaker"),
    [
        ("Ada Orm, who has been mayor for nine years, left.", "Ada Orm"),
        ("Ada Orm, who is also mayor of Torvane and sings, left.", "Ada Orm"),
        ("Ada Orm, who met the mayor since, left.", None),
        ("Ada Orm left. Orm, the mayor since May, wept.", None),
        ("Ada Orm left. Orm, the mayor, wept.", "Ada Orm"),
        ("Ada Orm left. Mayor Orm wept.", "Ada Orm"),
        ("Ada Orm left. Former mayor Orm wept.", "Ada Orm"),
        ("Ada Orm left. The mayor Orm met wept.", None),
        ("Ada Orm left. It fell to mayor Orm to weep.", None),
    ],
)
def test_a_role_may_be_told_of_its_bearer_later(told: str, speaker: str | None) -> None:
    text = f"The mayor was late.\n\n“It holds,” the mayor said.\n\nBran Reldan sat down. {told}"
    assert voices(text, ("It holds,", "the mayor")) == [speaker]


def test_an_age_or_a_place_in_a_family_goes_with_any_role() -> None:
    text = "Striker Jonas Reck scored twice.\n\n“I ran,” said the youngster. “It hurt,” the father-of-two said."
    said = ("I ran,", "the youngster"), ("It hurt,", "the father-of-two")
    assert voices(text, *said) == ["Jonas Reck", "Jonas Reck"]
    assert voices("Striker Jonas Reck scored.\n\n“I ran,” said the plumber.", ("I ran,", "the plumber")) == [None]


def test_she_of_a_profile_may_be_named_far_back() -> None:
    text = "Serafine Orm is a poet. “I write,” she says." + "\n\nIt rains on the port." * 6 + "\n\n“I wait,” she says."
    said = ("I write,", "she"), ("I wait,", "she")
    assert voices(text, *said) == ["Serafine Orm", "Serafine Orm"]
    text = "Serafine Orm is a poet." + "\n\nIt rains on the port." * 6 + "\n\n“I wait,” she says."
    assert voices(text, ("I wait,", "she")) == [None]


def test_he_whom_the_writer_asks_may_be_somebody_nobody_names() -> None:
    text = "Marek Prith lost money.\n\nI put this to my neighbour. “It holds,” he said."
    assert voices(text, ("It holds,", "he")) == [None]
    text = "Marek Prith lost money.\n\nI put this to Marek Prith. “It holds,” he said."
    assert voices(text, ("It holds,", "he")) == ["Marek Prith"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shopper Bev Crole, 58, was there.", "Bev Crole"),
        ("Nine-year-old Bertie was there.", "Bertie"),
        ("Father-of-three Marek Prith was there.", "Marek Prith"),
        ("They met Mr Lorcan Teehan SC there.", "Lorcan Teehan"),
        ("They met Cr Wystan Crole there.", "Wystan Crole"),
    ],
)
def test_what_stands_before_or_behind_a_name_is_no_part_of_it(text: str, name: str) -> None:
    persons = [who for _, who, _ in named(text)]
    assert persons == [name]


def test_a_title_before_a_surname_makes_the_full_name_a_person_s() -> None:
    text = "Vale led through Piet Lansing.\n\nCaptain Lansing was blunt. “It holds,” Lansing said."
    assert voices(text, ("It holds,", "Lansing")) == ["Piet Lansing"]


def test_by_whom_somebody_is_asked_is_not_what_he_is() -> None:
    asked = find("Asked of the play by a reporter, Miss Ada Orm shrugged.").sightings
    assert [list(roles) for roles in asked["roles"]] == [[]]
    met = find("They were met by a reporter, Miss Ada Orm, on Monday.").sightings
    assert [list(roles) for roles in met["roles"]] == [["reporter"]]


def test_his_deckhand_may_be_somebody_nobody_names() -> None:
    text = "Ilvar Reldan laughed.\n\nHis deckhand agreed. “It holds,” he said."
    assert voices(text, ("It holds,", "he")) == [None]
    text = "Lawyer Ilvar Reldan laughed.\n\nHis lawyer agreed. “It holds,” he said."
    assert voices(text, ("It holds,", "he")) == ["Ilvar Reldan"]


def test_a_neighbour_may_be_a_tailor_too() -> None:
    text = "Neighbour Marek Prith, 70, saw it. “It holds,” said the retired tailor."
    assert voices(text, ("It holds,", "the retired tailor")) == ["Marek Prith"]
    text = "Mayor Marek Prith, 70, saw it. “It holds,” said the retired tailor."
    assert voices(text, ("It holds,", "the retired tailor")) == [None]


def test_of_several_the_one_who_spoke_last_is_meant_by_his_people() -> None:
    text = "Ilvar Reldan met Sarn Torvald. “It holds,” said Torvald. Bran Orvane sang. “It leaks,” the Irishman said."
    said = [("It holds,", "Torvald"), ("It leaks,", "the Irishman")]
    assert voices(text, *said) == ["Sarn Torvald"] * 2


def test_it_may_be_whose_words_the_sentence_before_gives() -> None:
    text = "In a letter the Harbour Board said it was late. It said: “It holds.”"
    assert voices(text, ("it was late", "the Harbour Board"), ("It holds.", "It")) == ["Harbour Board"] * 2
    text = "In a letter the Harbour Board said it was late. It was announced that it holds."
    assert voices(text, ("it was late", "the Harbour Board"), ("it holds.", "It")) == ["Harbour Board", None]


def test_it_that_begins_a_paragraph_may_be_who_spoke_last_in_the_one_before() -> None:
    text = "Rain fell on it, the Harbour Board said.\n\nIt said: “It holds.”"
    assert voices(text, ("Rain fell on it", "the Harbour Board"), ("It holds.", "It")) == ["Harbour Board"] * 2
    text = "Rain fell on it, Ada Kord said.\n\nIt said: “It holds.”"
    assert voices(text, ("Rain fell on it", "Ada Kord"), ("It holds.", "It")) == ["Ada Kord", None]
    text = "Rain fell on it, the Harbour Board said.\n\nThe sea was calm.\n\nIt said: “It holds.”"
    assert voices(text, ("Rain fell on it", "the Harbour Board"), ("It holds.", "It")) == ["Harbour Board", None]


def test_an_official_whom_nobody_names_is_not_the_minister() -> None:
    text = "Prime Minister Ada Orm slept.\n\nA port official said it held. “It is new,” the official said."
    assert voices(text, ("It is new,", "the official")) == [None]
    text = "It held, an official spokesman said.\n\nPrime Minister Ada Orm woke. “It is new,” the official said."
    assert voices(text, ("It is new,", "the official")) == [None]
    text = "A port official slept.\n\nPrime Minister Ada Orm woke. “It is new,” the official said."
    assert voices(text, ("It is new,", "the official")) == ["Ada Orm"]


def test_a_commander_is_nobody_who_was_named_before() -> None:
    text = "General Marek Prith slept. A commander in the hills woke. “It holds,” a commander said."
    assert voices(text, ("It holds,", "A commander in the hills")) == [None]


def test_a_government_is_no_organisation_called_so() -> None:
    text = "The Ostrelian Government slept.\n\n“It holds,” the organisation said."
    assert voices(text, ("It holds,", "the organisation")) == [None]
    text = "The Salt Society slept.\n\n“It holds,” the organisation said."
    assert voices(text, ("It holds,", "the organisation")) == ["Salt Society"]


@pytest.mark.parametrize(
    "speaker",
    [
        "A court in northern Nigeria",
        "The presidents of neighbouring Brazil and Chile",
        "US and Israeli sources",
        "A board looking into the collapse of port giant Halden Bank",
        "The owner of a resort in South Australia's Riverland",
    ],
)
def test_by_whom_or_where_somebody_is_told_is_not_who_speaks(speaker: str) -> None:
    assert voices(f"It rained.\n\n“It holds,” said {speaker}.", ("It holds,", speaker)) == [None]


def test_whose_she_is_before_her_name_is_no_complement() -> None:
    text = "Marek Prith slept.\n\n“It holds,” said the Bureau of Meteorology's Ada Orm."
    assert voices(text, ("It holds,", "the Bureau of Meteorology's Ada Orm")) == ["Ada Orm"]


@pytest.mark.parametrize(
    ("begins", "words"),
    [
        ("The prime minister wants no row with Sarn Torvald.", "The prime minister"),
        ("The Kelmaran striker has left Sarn Torvald behind.", "The Kelmaran striker"),
        ("The 28-year-old has met Sarn Torvald.", "The 28-year-old"),
    ],
)
def test_a_paragraph_may_begin_with_another_name_for_whom_the_one_before_is_about(begins: str, words: str) -> None:
    text = f"Dovrin striker Ilvar Reldan is out of it.\n\n{begins} He said it holds."
    found = find(text, spoken=[("it holds", "He")])
    assert (words in list(found.mentions["text"])) == (words != "The prime minister")
    assert voices(text, ("it holds", "He")) == ["Ilvar Reldan" if words != "The prime minister" else "Sarn Torvald"]
    text = text.replace("Dovrin striker ", "")
    assert voices(text, ("it holds", "He")) == ["Ilvar Reldan"]


@pytest.mark.parametrize("begins", ["The former striker has slept", "The striker, a docker, slept"])
def test_a_former_role_or_one_without_its_verb_renames_nobody(begins: str) -> None:
    assert list(find(f"Ilvar Reldan is out.\n\n{begins}.").mentions["text"]) == ["Ilvar Reldan"]
    assert len(find("Ilvar Reldan is out.\n\nThe striker has slept.").mentions) == 2


def test_who_has_left_an_office_may_have_another_and_a_member_of_parliament_too() -> None:
    text = "Ex-chatshow host Ilvar Reldan slept.\n\n“It holds,” the Harbour leader said. “It leaks,” the MEP said."
    said = ("It holds,", "the Harbour leader"), ("It leaks,", "the MEP")
    assert voices(text, *said) == ["Ilvar Reldan"] * 2
    assert voices(text.replace("Ex-chatshow", "Chatshow"), *said) == [None, "Ilvar Reldan"]


def test_of_two_roles_the_first_may_tell_who_speaks() -> None:
    text = f"{HEAD}\n\n“It holds,” the Varnian minister and keen singer said."
    assert voices(text, ("It holds,", "the Varnian minister and keen singer")) == ["Ilvar Reldan"]


def test_a_role_in_the_first_sentence_may_be_who_the_paragraph_before_begins_with() -> None:
    text = "Ilvar Reldan met Sarn Torvald.\n\n“It holds,” the prime minister said. “It leaks,” the pilot said."
    said = ("It holds,", "the prime minister"), ("It leaks,", "the pilot")
    assert voices(text, *said) == ["Ilvar Reldan", None]
    text = text.replace("“It holds,”", "“No. It holds,”")
    assert voices(text, ("No. It holds,", "the prime minister")) == ["Ilvar Reldan"]
    text = "Ilvar Reldan met Sarn Torvald.\n\n“It holds,” the Torvald supporter said."
    assert voices(text, ("It holds,", "the Torvald supporter")) == [None]


def test_who_is_asked_answers_and_not_of_whom_he_is_asked() -> None:
    text = "Ilvar Reldan sang. Pressed on whether Sarn Torvald knew, he replied: “It holds.”"
    assert voices(text, ("It holds.", "he")) == ["Ilvar Reldan"]


@pytest.mark.parametrize(
    ("lead", "said"),
    [
        ("Orvane Corp earned 9 cents a share.\n\nRevenue rose.\n\nAnalysts had hoped for more.", "Orvane Corp"),
        ("Orvane's shares rose at noon.\n\nThe Sel-based software company lost much.\n\nRevenue rose.", "Orvane"),
        ("Orvane Corp is no company like another. Another company rose.\n\nRevenue rose.\n\nIt fell.", None),
        ("Orvane Corp earned 9 cents.\n\nRevenue rose.\n\nSales at Dovrin Corp fell.", "Orvane Corp"),
        ("CORRECTION APPENDED.\n\nRevenue rose.", None),
    ],
)
def test_the_company_is_the_one_an_article_has_told_of(lead: str, said: str | None) -> None:
    assert voices(f"{lead}\n\n“It holds,” the company said.", ("It holds,", "the company")) == [said]


def test_the_company_is_not_one_told_of_before_where_its_paragraph_names_another() -> None:
    text = "Orvane Corp earned 9 cents.\n\nRevenue rose.\n\nSales at Dovrin Corp fell. “It holds,” the company said."
    assert voices(text, ("It holds,", "the company")) == [None]


def test_who_stands_before_with_is_the_speaker() -> None:
    text = "“It holds,” said Sgt. Ada Kord with the Dovrin Police Department."
    assert voices(text, ("It holds,", "Sgt. Ada Kord with the Dovrin Police Department")) == ["Ada Kord"]


def test_a_title_with_a_name_between_commas_behind_it_is_that_ones() -> None:
    text = "Varnian Oil Minister Ilvar Reldan left.\n\nDorva's Oil Minister, Sheikh Sarn Torvald, said it holds."
    assert voices(text, ("it holds", "Dorva's Oil Minister")) == ["Sarn Torvald"]


def test_a_boss_by_another_name_than_the_managers_is_not_who_was_just_named() -> None:
    text = "Dovrin Rovers manager Ilvar Reldan spoke.\n\nThey may slide if Bran Orvane wins.\n\n“It holds,” {} said."
    assert voices(text.format("the Red Devils boss"), ("It holds,", "the Red Devils boss")) == [None]
    assert voices(text.format("the Rovers boss"), ("It holds,", "the Rovers boss")) == ["Ilvar Reldan"]


def test_it_is_what_spoke_whatever_it_may_be() -> None:
    text = "In a note on Monday, Consolidated Torv said it would buy. “It holds,” it added."
    said = ("it would buy", "Consolidated Torv"), ("It holds,", "it")
    assert voices(text, *said) == ["Consolidated Torv", "Consolidated Torv"]


def test_labels_in_capitals_before_turns_name_persons() -> None:
    text = "GERHARD ORVANE: We are late.\n\nGerhard was out."
    found = named(text, spoken=[("We are late.", "GERHARD ORVANE")])
    assert [name for _, name, _ in found] == ["Gerhard Orvane"] * 2


def test_a_pronoun_is_nobody_its_own_words_name_by_the_way() -> None:
    text = "Ilvar Reldan sang. The song is like those of Sarn Torvald. “{} is here,” he said."
    assert voices(text.format("Torvald"), ("Torvald is here,", "he")) == ["Ilvar Reldan"]
    assert voices(text.format("Orvane"), ("Orvane is here,", "he")) == ["Sarn Torvald"]
    assert voices("Sarn Torvald ran. “Torvald wins,” he said.", ("Torvald wins,", "he")) == ["Sarn Torvald"]


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("He said Reldan was late.", "Sarn Torvald"),
        ("He said the man Reldan was late.", "Sarn Torvald"),
        ("Reldan was late, he said.", "Ilvar Reldan"),
        ("He said that, late, Reldan won.", "Ilvar Reldan"),
    ],
)
def test_a_pronoun_is_nobody_whom_it_is_reported_to_name(told: str, who: str) -> None:
    text = f"Sarn Torvald met Ilvar Reldan. Reldan sat. {told}"
    pronoun = "he" if " he " in told else "He"
    words = told.removesuffix(", he said.").removeprefix("He said ").removesuffix(".")
    reported = quotations(text, [(words, pronoun)]).assign(kind="indirect")
    found = find_mentions(tables(text), reported, rules())
    names = dict(zip(found.sightings["entity_id"], found.sightings["name"], strict=True))
    assert [names[who] for who in found.speakers["speaker_id"]] == [who]


def test_a_pronoun_is_somebody_its_own_words_name_where_a_sentence_begins_with_him() -> None:
    text = "Ilvar Reldan spoke. “Nobody asked Reldan,” he said."
    assert voices(text, ("Nobody asked Reldan,", "he")) == ["Ilvar Reldan"]
    text = "They asked Ilvar Reldan. “Nobody asked Reldan,” he said."
    assert voices(text, ("Nobody asked Reldan,", "he")) == [None]


def test_a_pronoun_is_nobody_who_is_only_identified() -> None:
    text = (
        "Sarn Torvald spoke. The men were identified as Ilvar Reldan, Bran Orvane and Marek Prith. “It holds,” he said."
    )
    assert voices(text, ("It holds,", "he")) == ["Sarn Torvald"]


def test_an_envoy_for_somewhere_is_not_who_was_just_named() -> None:
    text = "Sarn Torvald spoke.\n\n“It holds,” the envoy{} said."
    assert voices(text.format(""), ("It holds,", "the envoy")) == ["Sarn Torvald"]
    assert voices(text.format(" for Dorva"), ("It holds,", "the envoy for Dorva")) == [None]


def test_the_minister_is_not_the_prime_minister() -> None:
    text = "Trade Minister Ilvar Reldan met Prime Minister Sarn Torvald.\n\n“It holds,” the minister said."
    assert voices(text, ("It holds,", "the minister")) == ["Ilvar Reldan"]


def test_the_health_chief_is_the_health_secretary() -> None:
    text = "Health Secretary Ilvar Reldan met President Sarn Torvald.\n\n“It holds,” the health chief said."
    assert voices(text, ("It holds,", "the health chief")) == ["Ilvar Reldan"]


def test_who_is_described_behind_one_comma_alone_is_the_speaker() -> None:
    text = "Ada Orm, a trader said that it holds{}."
    assert voices(text.format(""), ("it holds", "a trader")) == ["Ada Orm"]
    assert voices("Ada Orm, a trader said, is late.", ("is late", "a trader")) == [None]


@pytest.mark.parametrize("role", ["a trader", "the port’s oldest supporter", "acting chief of Salt Hands"])
def test_who_is_described_behind_his_name_before_another_clause_is_the_speaker(role: str) -> None:
    spoken = ("it holds", role)
    assert voices(f"“So be it,” Marek Prith told Ada Orm, {role} who once said it holds.", spoken) == ["Ada Orm"]
    text = f"Rain fell on Ada Orm, {role}, who said it holds."
    assert voices(text, spoken) == ["Ada Orm"]
    assert (role, "Ada Orm") in [(words, name) for words, name, _ in named(text, spoken=[spoken])]


def test_who_speaks_behind_another_s_name_and_a_comma_is_not_described_by_it() -> None:
    assert voices("In a letter to Ada Orm, a trader said it holds.", ("it holds", "a trader")) == [None]


def test_who_acts_for_somebody_is_another() -> None:
    text = "“It holds,” a lawyer for Varnia’s jailed ex-ruler Ilvar Reldan said."
    assert voices(text, ("It holds,", "a lawyer for Varnia’s jailed ex-ruler Ilvar Reldan")) == [None]
