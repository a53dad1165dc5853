"""Quotations of small articles: who says them, what kind they are, how they hang together, and the table of them."""

from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms import tables
from transforms.quotes import extract_quotes, predicted_contents, predicted_quotes
from transforms.quotes.attribution.passed_on import who_rejects
from transforms.quotes.contents.reported import reported_clauses
from transforms.quotes.coverage import share_in_quotes
from transforms.quotes.extract import Row as TableRow
from transforms.quotes.narration.openings import clause_behind_adjuncts
from transforms.quotes.narration.words import read_narration
from transforms.quotes.weights.shipped import shipped_weights
from transforms.segment.dateline import find_dateline, prose_starts
from transforms.segment.transcripts import find_spoken

Row = dict[str, Any]


def paragraphs(*texts: str, doc_id: str = "d1", kind: str = "body") -> pd.DataFrame:
    """A document's paragraphs, one blank line apart."""
    rows, start = [], 0
    prose, (spoken, _) = prose_starts(texts, find_dateline(texts)), find_spoken(texts)
    for number, (text, begin, said) in enumerate(zip(texts, prose, spoken, strict=True)):
        said = None if said is None else start + said
        rows.append((doc_id, f"{doc_id}-{number}", kind, start, start + begin, said, text))
        start += len(text) + 2
    return pd.DataFrame(
        rows, columns=["doc_id", "paragraph_id", "kind", "start", "prose_start", "spoken_start", "text"], dtype=object
    )


def quotes(*texts: str) -> list[Row]:
    """Rows of the quotations between marks."""
    table = extract_quotes(paragraphs(*texts))
    return list(table[table["kind"] != "indirect"].to_dict("records"))


def indirect(*texts: str) -> list[tuple[str, str, str]]:
    """Text, speaker and cue of reported clauses."""
    table = extract_quotes(paragraphs(*texts))
    table = table[table["kind"] == "indirect"]
    return list(zip(table["text"], table["speaker_text"], table["cue"], strict=True))


def contents(text: str) -> list[str]:
    """The content of each quotation between marks."""
    return [text[row["content_start"] : row["content_end"]] for row in quotes(text)]


def said(*texts: str) -> list[tuple[str | None, str | None]]:
    """Speaker and cue of each quotation between marks."""
    return [(row["speaker_text"], row["cue"]) for row in quotes(*texts)]


# --- transcripts ------------------------------------------------------------------------------------------

INTERVIEW = (
    "Ada Kord spoke to The Elban Post about the breakwater.",
    "Q: Who pays?",
    "KORD (smiling): We all do. The mayor called it “a gift”.",
    "I told him so.",
    "Q: And when?",
    "Kord: In the spring, I hope.",
    "Kord has run the port since 2019.",
)


def test_turns_of_a_transcript_are_their_labels_words() -> None:
    rows = [row for row in quotes(*INTERVIEW) if row["closed"] is None]
    assert [(row["text"], row["speaker_text"]) for row in rows] == [
        ("Who pays?", "Q"),
        ("We all do. The mayor called it “a gift”.", "KORD"),
        ("I told him so.", "KORD"),
        ("And when?", "Q"),
        ("In the spring, I hope.", "Kord"),
    ]
    assert (rows[2]["link"], rows[2]["linked_to"]) == ("continued", rows[1]["quote_id"])


def test_paragraphs_as_they_are_published_give_the_same_turns() -> None:
    drafted = paragraphs(*INTERVIEW)
    pd.testing.assert_frame_equal(extract_quotes(drafted.convert_dtypes()), extract_quotes(drafted))


def test_marks_inside_a_turn_are_a_quotation_of_their_own() -> None:
    (inner,) = [row for row in quotes(*INTERVIEW) if row["closed"] is not None]
    assert (inner["text"], inner["speaker_text"]) == ("a gift", "The mayor")


def test_turns_without_marks_are_not_predicted_as_quotations_between_marks() -> None:
    spans = predicted_quotes(extract_quotes(paragraphs(*INTERVIEW)))
    article = "\n\n".join(INTERVIEW)
    assert [article[span["start"] : span["end"]] for span in spans] == ["a gift"]


def test_an_answer_is_labelled_by_the_letter_a() -> None:
    assert [speaker for speaker, _ in said("Q: Who pays?", "A: We all do.", "Q: And when?")] == ["Q", "A", "Q"]


def test_what_stands_bare_between_two_turns_of_one_person_is_not_his() -> None:
    turns = ("Kord: We all do, I say.", "You too, in the end?", "Kord: I do.", "My house, too.", "Post: And when?")
    assert [(row["speaker_text"], row["text"]) for row in quotes(*turns)] == [
        ("Kord", "We all do, I say."),
        ("Kord", "I do."),
        ("Kord", "My house, too."),
        ("Post", "And when?"),
    ]


@pytest.mark.parametrize("label", ["POST:", "POST: ", "POST (smiling):"])
def test_a_label_with_nothing_behind_it_is_no_turn(label: str) -> None:
    """It was one of no characters, and the whole article a reject."""
    rows = quotes("POST: Why?", "KORD: We wait, I say.", label, "And you?", "KORD: We do.")
    assert "And you?" in [row["text"] for row in rows]
    assert all(row["text"] for row in rows)


def test_of_signs_alone_no_word_is_said() -> None:
    rows = quotes("POST: Why?", "KORD: We wait, I say.", "POST: 👍", "KORD: . . .")
    assert [(row["text"], row["n_words"]) for row in rows[-2:]] == [("👍", 0), (". . .", 0)]


def test_a_particle_in_a_label_is_part_of_the_name() -> None:
    rows = quotes(
        "Petra Quill: Why?", "Ingrid af Sande: I was ill.", "Petra Quill: And you?", "Ingrid af Sande: We left."
    )
    assert [(row["speaker_text"], row["text"]) for row in rows][1] == ("Ingrid af Sande", "I was ill.")


# --- who says it, and by which word -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("“The port will close,” Ada Kord said.", "Ada Kord", "said"),
        ("“The port will close,” said Ada Kord.", "Ada Kord", "said"),
        ("“The port will close,” the harbour master stressed.", "the harbour master", "stressed"),
        ("“The port will close,” said the harbour master, who has seen it before.", "the harbour master", "said"),
        ("“The port will close,” she added.", "she", "added"),
        ("“The port will close,” Ada Kord, the harbour master, told reporters on Monday.", "Ada Kord", "told"),
        ("“The port will close,” Kord later wrote in a letter.", "Kord", "wrote"),
        (
            "“The port will close,” former harbour master Casimir Wold warned.",
            "former harbour master Casimir Wold",
            "warned",
        ),
        ("Ada Kord said: “The port will close.”", "Ada Kord", "said"),
        ("Ada Kord told reporters, “The port will close.”", "Ada Kord", "told"),
        ("Kord, who runs the port, replied: “It will close.”", "Kord", "replied"),
        ("According to Kord, “the port will close on Monday, and it will stay closed.”", "Kord", "According to"),
        ("“The port will close on Monday,” according to Kord.", "Kord", "according to"),
        ("Ostrel considers “such tolls to be harmful to everybody.”", "Ostrel", "considers"),
        ("Ada Kord: “The port will close, and it will stay closed.”", "Ada Kord", None),
    ],
)
def test_the_speaker_and_the_cue_are_found_on_either_side(text: str, speaker: str, cue: str | None) -> None:
    assert said(text) == [(speaker, cue)]


def test_a_name_that_follows_a_role_is_the_speaker() -> None:
    (row,) = quotes("“The port will close,” the head of the harbour office, Ada Kord, said.")
    assert row["speaker_text"] == "Ada Kord"
    assert row["speaker_phrase"] == "the head of the harbour office, Ada Kord"


def test_a_name_that_follows_a_role_of_some_place_is_the_speaker() -> None:
    row = quotes("“The port will close,” the mayor of Dovrin, Ada Kord, said.")[0]
    assert (row["speaker_text"], row["speaker_phrase"]) == ("Ada Kord", "the mayor of Dovrin, Ada Kord")


@pytest.mark.parametrize(
    "word", ["sorry for the way", "thank you to the dockers", "no to the plan", "goodbye to the ship"]
)
def test_a_word_said_to_somebody_is_no_clause_though_one_is_told_of_him(word: str) -> None:
    assert indirect(f"Ada Kord has said {word} that was told of in Dovrin.") == []
    assert indirect("Ada Kord said sorry was not enough.") != []


@pytest.mark.parametrize("who", ["A docker of 20 years", "A docker of three decades"])
def test_how_many_years_somebody_has_served_stands_before_his_name(who: str) -> None:
    assert said(f"{who}, Ada Kord, said: “The port will close.”") == [("Ada Kord", "said")]
    assert said(f"“The port will close,” said {who.lower()}, Ada Kord.") == [("Ada Kord", "said")]
    assert said(f"“The port will close,” said {who.lower()}.") == [(who.lower(), "said")]


def test_the_phrase_holds_what_describes_the_speaker() -> None:
    (row,) = quotes("“The port will close,” said Ada Kord, the mayor of Ostrel. It did.")
    assert (row["speaker_text"], row["speaker_phrase"]) == ("Ada Kord", "Ada Kord, the mayor of Ostrel")


def test_initials_end_no_sentence_before_a_name() -> None:
    row = quotes("“The port will close,” said Ada Kord, a docker who ran for the U.S. Senate in 2008. He agreed.")[0]
    assert row["speaker_phrase"] == "Ada Kord, a docker who ran for the U.S. Senate in 2008"


def test_initials_end_a_sentence_before_a_small_word() -> None:
    assert [speaker for _, speaker, _ in indirect("Kord flew to the U.S. He said that the port would close.")] == ["He"]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("Fr. Ada Kord said the port would close.", "Fr. Ada Kord", "the port would close"),
        ("Kord said the ruling in Orm v. Dorva closed the port.", "Kord", "the ruling in Orm v. Dorva closed the port"),
        ("Kord said then-Sen. Bo Orm closed the port.", "Kord", "then-Sen. Bo Orm closed the port"),
        ("Kord was the guest of Orvane Inc. Earlier she said the port would close.", "she", "the port would close"),
    ],
)
def test_the_stop_of_a_short_word_ends_what_it_ends_in_the_table_of_sentences(
    text: str, speaker: str, words: str
) -> None:
    assert indirect(text) == [(words, speaker, "said")]


def test_a_state_behind_a_comma_ends_its_sentence_before_a_quotation() -> None:
    said = "“I think it will close the port,” said Ada Kord, a docker from Racine, Wis. “It will close the yards too.”"
    assert [(row["kind"], row["link"]) for row in quotes(said)] == [("direct", None), ("direct", "follow-on")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("(Kord said the port would close.)", "the port would close"),
        ("(Kord said the port would close.) The yards stay open.", "the port would close"),
        ("(Nobody was hurt.) The mayor said the port would close.", "the port would close"),
    ],
)
def test_a_sentence_in_brackets_ends_with_them(text: str, words: str) -> None:
    assert [(said, speaker.split()[-1]) for said, speaker, _ in indirect(text)] in (
        [(words, "Kord")],
        [(words, "mayor")],
    )


def test_who_said_it_is_named_before_who() -> None:
    text = "The mayor trusts the bridge, contrary to Omar Haddad, who said that it was too weak for trucks."
    assert indirect(text) == [("that it was too weak for trucks", "Omar Haddad", "said")]


def test_a_participle_before_a_name_is_no_part_of_it() -> None:
    text = (
        "The mayor trusts the bridge, contradicting engineer Omar Haddad, who said it was “not safe for heavy trucks”."
    )
    assert said(text) == [("engineer Omar Haddad", "said")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A docker who lost two fingers last week said that nobody had warned him.", "A docker"),
        ("The captain of a ferry where nine passengers died said that the radar was off.", "The captain of a ferry"),
        ("Odo Wold, 71, who built the crane in 1998, said that it was sound.", "Odo Wold"),
    ],
)
def test_what_a_clause_tells_of_the_speaker_is_not_the_speaker(text: str, speaker: str) -> None:
    assert [name for _, name, _ in indirect(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Kord, who has in the past described the toll as “a wall round the harbour,” smiled.", "Kord"),
        ("Kord released a statement on Monday, saying the toll was “a wall round the harbour.”", "Kord"),
        ("The harbour senator sought to calm the dockers, saying the toll would “not stay.”", "The harbour senator"),
        ("Wold rips the accord in his letter, saying the toll is “a wall round the harbour.”", "Wold"),
        ("The rally denounced the toll as “a wall round the harbour.”", "The rally"),
        ("The retired docker addressed the toll in a letter, saying it is “a wall.”", "The retired docker"),
        ("Kord had the nerve to say “nobody pays.”", "Kord"),
        ("Wold sent an open letter that accuses the council of “theft”.", "an open letter"),
    ],
)
def test_a_speaker_is_a_whole_noun_phrase_and_nothing_else(text: str, speaker: str) -> None:
    assert [name for name, _ in said(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Dockers are more likely to say that the port will close than their masters are.", "Dockers"),
        (
            "According to a yearly tally of the harbour office, the port loses money.",
            "a yearly tally of the harbour office",
        ),
        (
            "The port lost three million last year, according to the harbour office's tally.",
            "the harbour office's tally",
        ),
        ("People briefed on the plan said that the port will close.", "People briefed on the plan"),
        ("Dockers who want to keep the port open said the toll must fall.", "Dockers"),
        ("Kord attempted to portray the toll as a gift to the town.", "Kord"),
        ("Kord came away convinced that the port would close.", "Kord"),
        ("The bridge is steep for Mr. Wold, who said that he would stay at home.", "Mr. Wold"),
        ("Both Kord and Wold have long argued that the port must stay open.", "Both Kord and Wold"),
        ("In addition to saying that the port will close, Kord has raised the toll.", None),
    ],
)
def test_who_reports_is_neither_an_adjective_nor_an_adverb_nor_a_time(text: str, speaker: str | None) -> None:
    assert [found[1] for found in indirect(text)] == [speaker]


def test_of_whom_something_is_said_does_not_say_it() -> None:
    assert said("The toll has been called “a wall round the harbour” by dockers.") == [(None, None)]
    assert indirect("It was said that the port would close.") == []


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("There was a warning that the dam would burst.", None, "warning"),
        ("It was announced on Monday that the port would close.", None, "announced"),
        ("Ada Kord resigned on Monday, it was announced.", None, "announced"),
        ("It appears that the board lied.", None, "appears"),
        ("It would be wrong to say that the board lied.", None, "say"),
        ("It is worth remembering that the board lied.", None, "remembering"),
        ("It was worried that the dam would burst.", "It", "worried"),
        ("It was quick to say that the board lied.", "It", "say"),
        ("It announced that the port would close.", "It", "announced"),
        ("Dock owners there said the port would close.", "Dock owners", "said"),
    ],
)
def test_a_there_or_an_it_that_means_nobody_speaks_not(text: str, speaker: str | None, cue: str) -> None:
    (row,) = extract_quotes(paragraphs(text)).to_dict("records")
    assert (row["speaker_text"], row["cue"]) == (speaker, cue)


def test_who_had_this_to_say_says_it() -> None:
    assert said("The harbour board had this to say: “It is dead.”") == [("The harbour board", "say")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Kord made video calls to “the old port” in May.", None),
        ("Video calls “every day” helped the port.", None),
        ("Kord loves old TV shows such as “The Salt Year” still.", None),
        ("The video calls the levy “a lie”.", "The video"),
        ("Dovrin News reports that the levy is “a lie”.", "Dovrin News"),
    ],
)
def test_a_noun_that_is_one_with_the_word_before_it_reports_nothing(text: str, speaker: str | None) -> None:
    assert [row["speaker_text"] for row in quotes(text)] == [speaker]


def test_what_is_told_according_to_somebody_is_not_the_pronouns_that_says_it_too() -> None:
    for end in ("she said", "she said on Monday"):
        text = f"According to Armendar, the levy is dead and nobody will pay it, {end}."
        assert indirect(text) == [("the levy is dead and nobody will pay it", "Armendar", "According to")]


@pytest.mark.parametrize("said_in", ["reporting", "in reporting", "citing"])
def test_who_does_something_between_commas_says_what_is_said_behind_them(said_in: str) -> None:
    for content in ("it expects to report more next year", "prospects for the next year remain good"):
        assert indirect(f"Kelm Boats, {said_in} a loss for May, said {content}.") == [(content, "Kelm Boats", "said")]


def test_a_word_with_a_hyphen_behind_letters_with_stops_is_one() -> None:
    assert read_narration("The U.N.-backed plan of the U.S.-led side", ()).words[1::2] == [
        "U.N.-backed",
        "of",
        "U.S.-led",
    ]
    assert indirect("The U.S.-led coalition said the raid was late.")[0][1] == "The U.S.-led coalition"


def test_whose_claim_it_is_makes_it() -> None:
    assert said("Kord’s bold claim that “nobody pays” surprised the council.") == [("Kord", "claim")]
    assert said("Under fire over her claim that “nobody pays,” Kord smiled.") == [("her", "claim")]


def test_a_claim_is_rejected_in_its_own_sentence_alone() -> None:
    for text, verb in (
        ("Kord slammed rumours that she left.", 1),
        ("Kord slammed her. Rumours that she left grew.", None),
    ):
        narration = read_narration(text, ())
        assert who_rejects(narration, narration.words.index("that")) == verb


def test_what_a_person_is_close_to_describes_her() -> None:
    (row,) = quotes("“The port will close,” said a person close to the mayor.")
    assert (row["speaker_text"], row["speaker_phrase"]) == ("a person", "a person close to the mayor")


def test_a_clause_behind_an_age_is_no_aside_of_the_speaker() -> None:
    text = "The skipper, 44, was not on board, said Lt. Ines Roth, who runs the coast guard."
    assert indirect(text) == [("The skipper, 44, was not on board", "Lt. Ines Roth", "said")]


def test_a_verb_that_does_not_report_is_no_part_of_the_speaker() -> None:
    assert said("Ms Roth took offence at the letter, calling it “a farce”.") == [("Ms Roth", "calling")]


def test_who_was_asked_does_not_say_the_question() -> None:
    assert "Kord" not in [speaker for _, speaker, _ in indirect("Kord was asked whether she trusted the dam to last.")]


def test_a_question_that_somebody_speaks_or_leaves_when_asked_is_not_his() -> None:
    for text in ("Kord shrugged when asked whether the dam would last.", "Ada Kord, when asked what was shut, left."):
        assert [speaker for _, speaker, _ in indirect(text)] == [None]
    assert indirect("After Kord asked whether it was shut, Orm left.")[0][1] == "Kord"


def test_who_asked_not_to_be_named_said_nothing_by_that() -> None:
    found = indirect("A docker, who asked not to be identified because he feared for his job, said the dam was shut.")
    assert [content for content, _, _ in found] == ["the dam was shut"]


def test_party_and_state_behind_a_name_speak_not() -> None:
    for behind in ("the top Democrat on the panel", "who chairs the panel"):
        (found,) = indirect(f"But Sen. Ada Kord, D-Ore., {behind}, said the port was shut.")
        assert found[1] == "Sen. Ada Kord"


def test_say_between_commas_reports_nothing() -> None:
    assert said("On, say, “harbour day” the port is shut.") == [(None, None)]
    assert said("The port is shut, dockers say, on “harbour day”.") == [("dockers", "say")]


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("Kord hit back: “It was like glass.”", "Kord", "hit back"),
        ("“It was like glass,” Kord hit back.", "Kord", "hit back"),
        ("“Weather passes,” Kord once wrote.", "Kord", "wrote"),
        ("“It was like glass,” pointed out Ada Kord, “but it held.”", "Ada Kord", "pointed out"),
    ],
)
def test_cues_of_two_words_and_once_are_read_on_either_side(text: str, speaker: str, cue: str) -> None:
    assert set(said(text)) == {(speaker, cue)}


def test_an_answer_is_nobody_s_name_and_the_one_asked_gives_it() -> None:
    assert indirect("Lee, asked whether she would resign, said no.") == []
    found = indirect("Lee, asked whether she would resign, said that she would stay.")
    assert found == [("that she would stay", "Lee", "said")]


@pytest.mark.parametrize(
    "text",
    [
        "Every spring we are told that the ferry will be cheaper.",
        "Asked if the crane was safe, the foreman left the yard.",
        "As was announced earlier, the bridge is to open in May.",
        "Nobody has suggested filling that with concrete.",
        "The foreman says sorry for the long delay.",
    ],
)
def test_what_nobody_is_named_to_have_said_is_no_reported_clause(text: str) -> None:
    assert indirect(text) == []


def test_that_there_was_no_warning_is_a_clause() -> None:
    found = indirect("Roth said no storm warning had been given.")
    assert found == [("no storm warning had been given", "Roth", "said")]


def test_who_passes_on_what_another_said_leaves_him_his_own_words() -> None:
    assert indirect("Roth told the jury that the radar had failed, according to a note of the trial.") == [
        ("Roth told the jury that the radar had failed", "a note of the trial", "according to"),
        ("that the radar had failed", "Roth", "told"),
    ]


def test_one_verb_of_a_name_is_no_part_of_the_subject_of_the_next() -> None:
    assert [name for _, name, _ in indirect("Roth laughed and said that she had slept well.")] == ["Roth"]


def test_who_is_brief_before_a_colon_speaks_and_not_what_he_speaks_by() -> None:
    assert said("The harbour master was brief when reached by telephone: “We will not pay for it.”") == [
        ("The harbour master", None)
    ]


def test_a_handle_may_speak_and_a_name_may_sign() -> None:
    assert said("“Never again!” tweeted @adakord.") == [("@adakord", "tweeted")]
    assert said("“We will not pay” – Ada Kord") == [("Ada Kord", None)]


def test_a_term_behind_so_called_is_nobody_s() -> None:
    rows = quotes("Of the so-called “bridge of gold,” the mayor said it was “a heap of rust.”")
    assert [(row["kind"], row["speaker_text"]) for row in rows] == [("scare", None), ("mixed", "the mayor")]


@pytest.mark.parametrize(
    "text",
    [
        "Ilvar “Stone” Reldan said he would stay.",
        "What surveyors call “creep” had begun, said Kord.",
        "Kord said a diver who goes by “Stone” had seen it.",
        "Kord has a “hold” rating on the shares, she said.",
        "Kord, who rates the stock “sell”, was calm.",
        "Kord, known to all the quay as “Aunt Pip”, was calm.",
        "Kord said so in her novel “The Long Quay,” which sold well.",
        "Kord said that her paper, “Drainage of tidal harbours”, was free.",
        "Kord wrote a report entitled “No stone unturned”.",
        "Kord spoke on the “Face the Harbour” program on Sunday.",
    ],
)
def test_a_name_between_marks_is_nobody_s(text: str) -> None:
    assert [(row["kind"], row["speaker_text"]) for row in quotes(text)] == [("scare", None)]


@pytest.mark.parametrize(
    "text",
    [
        "What Kord called “creep” had begun.",
        "Kord closed the book. “I am done,” she said.",
        "Council Says ‘Unity’ Meeting Failed, Kord Says",
        "Kord said the rating was “a scandal”.",
        "Kord called it a “truly awful” film.",
        "Kord accused the author of “a pack of lies” in May.",
        "Kord asked in his column, “Is the port shut?”, and left.",
    ],
)
def test_words_of_somebody_s_beside_such_a_noun_are_his(text: str) -> None:
    assert quotes(text)[0]["kind"] != "scare"


def test_a_reply_that_comes_is_not_by_who_spoke_before() -> None:
    text = "I wrote to the harbour office. “The quay is shut,” came the reply."
    assert said(text) == [(None, None)]
    assert said("“No,” said Kord. “Why?” came the answer.") == [("Kord", "said"), (None, None)]


def test_a_name_that_ends_as_a_possessive_does_speaks_and_is_whole() -> None:
    assert said("“The outlook is poor,” Moody’s said.") == [("Moody’s", "said")]


def test_a_name_with_a_particle_speaks_behind_its_verb() -> None:
    assert said("“The quay is shut,” said bin Orvane.") == [("bin Orvane", "said")]
    assert said("“The quay is shut,” said van der Kord, the mayor.") == [("van der Kord", "said")]


def test_a_clause_needs_no_that_to_be_reported() -> None:
    assert indirect("Kord said each month of repairs costs the harbour a tenth of its trade.") == [
        ("each month of repairs costs the harbour a tenth of its trade", "Kord", "said")
    ]
    assert indirect("Many in the crowd said the mayor was late.") == [
        ("the mayor was late", "Many in the crowd", "said"),
    ]
    assert indirect("Even Ostrel has more tugs, says harbour master Casimir Wold in Dovrin.") == [
        ("Even Ostrel has more tugs", "harbour master Casimir Wold", "says")
    ]


def test_a_verb_that_may_be_a_noun_reports_where_a_clause_follows() -> None:
    assert indirect("Many dockers say the port will close.") == [("the port will close", "Many dockers", "say")]
    assert indirect("They hope the dam will hold.") == [("the dam will hold", "They", "hope")]
    assert indirect("Her claim the dam will hold was read out.") == []  # a noun, which somebody has
    assert indirect("The shares the guild bought have lost half their worth.") == []


def test_how_clearly_a_clause_ends_is_known_where_it_may_end_elsewhere() -> None:
    weights = shipped_weights().clauses
    shares = []
    for text in (
        "Kord said that the port would close.",
        "Kord said that the port would close, and left.",
        "Kord said that the port would close, a blow to the town, whose mayor had hoped that it stayed open.",
    ):
        (clause, *_) = reported_clauses(read_narration(text, ()), weights)
        shares.append(clause.end_share)
    alone, clear, doubtful = shares
    assert alone is None
    assert clear is not None
    assert doubtful is not None
    assert 0 < doubtful < clear < 1


def test_how_it_was_said_is_no_part_of_the_clause_before_it() -> None:
    for manner in ("without naming anyone", "looking at the floor"):
        assert indirect(f"The depot had not been emptied, Ada Kord said, {manner}.") == [
            ("The depot had not been emptied", "Ada Kord", "said")
        ]
    text = "The depot, Ada Kord said, had not been emptied."
    assert indirect(text) == [(text[:-1], "Ada Kord", "said")]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Roth said on Tuesday ferries could be late all week.", "ferries could be late all week"),
        ("Elban Lines said in a letter it was not to blame.", "it was not to blame"),
        ("Roth said late on Sunday in an interview fares had to rise.", "fares had to rise"),
        ("The guild added it hoped the strike would end soon.", "it hoped the strike would end soon"),
        ("Omar Haddad claimed prices had fallen by a third.", "prices had fallen by a third"),
        ("Roth told The Elban Post by phone the radar had failed.", "the radar had failed"),
        ("He told the harbour board on Friday why he had sold the tug.", "why he had sold the tug"),
        ("Counsel Omar Haddad submitted that the crane had been sound.", "that the crane had been sound"),
    ],
)
def test_when_where_and_to_whom_it_was_said_is_no_part_of_a_clause(text: str, content: str) -> None:
    assert [words for words, _, _ in indirect(text)] == [content]


def test_what_somebody_did_not_say_is_no_quotation() -> None:
    assert indirect("Kord did not say that the port would be closed to trawlers.") == []
    assert indirect("Kord left the room without saying that the port would be closed.") == []


def test_a_noun_behind_a_preposition_is_no_cue() -> None:
    assert indirect("Kord declined to comment on reports that she would resign on Friday.") == []


def test_a_dateline_is_no_part_of_what_is_said() -> None:
    found = indirect("PORT ANSELM — The first grain ships left on Monday, Ada Kord said.")
    assert found == [("The first grain ships left on Monday", "Ada Kord", "said")]


def test_two_verbs_of_one_subject_have_their_own_cues() -> None:
    text = "Ostrel considers “this kind of toll to be harmful” and calls for “a return to the rules that served both.”"
    assert said(text) == [("Ostrel", "considers"), ("Ostrel", "calls for")]


def test_a_question_put_to_somebody_is_not_said_by_him() -> None:
    assert said("Kord was asked about it. “Ask me tomorrow,” said Wold, laughing.")[0] == ("Wold", "said")


def test_a_cue_may_end_the_paragraph_before() -> None:
    assert (
        said("Ada Kord wrote to the council last week:", "“The port will close, and we will all go home.”")[0][0]
        == "Ada Kord"
    )


def test_names_of_things_are_scare_quotes_and_nobody_says_them() -> None:
    (row,) = quotes("The so-called “Dovrin question” goes to the commission in Geneva.")
    assert (row["kind"], row["speaker_text"], row["cue"]) == ("scare", None, None)


# --- turns -------------------------------------------------------------------------------------------------


def test_two_halves_round_a_cue_are_linked() -> None:
    first, second = quotes("“The port,” Ada Kord said, “will close on Monday.”")
    assert (second["link"], second["linked_to"]) == ("split", first["quote_id"])
    assert (second["kind"], second["speaker_text"], second["cue_start"]) == ("direct", "Ada Kord", first["cue_start"])


def test_a_quotation_without_a_cue_follows_the_one_before_it() -> None:
    first, second = quotes("“The port will close,” Ada Kord said. “It is too shallow.”")
    assert (second["link"], second["linked_to"]) == ("follow-on", first["quote_id"])
    assert second["speaker_text"] == "Ada Kord"


def test_a_sentence_behind_two_cues_goes_on_from_its_first_half() -> None:
    text = "Kord shot back: “As a friend of the harbour,” she wrote, “we know that you want to keep it open.”"
    first, second = quotes(text)
    assert (second["link"], second["linked_to"]) == ("split", first["quote_id"])


def test_a_quotation_goes_on_from_an_utterance_and_not_from_words_in_its_cue_clause() -> None:
    text = (
        "“The port will do fine. It always did,” she said, showing off the “harbour first” cap she was given. "
        "“I have been for it since the beginning.”"
    )
    first, cap, second = quotes(text)
    assert (second["link"], second["linked_to"]) == ("follow-on", first["quote_id"])
    assert second["speaker_text"] == "she"
    assert text[cap["start"] : cap["end"]] == "harbour first"


def test_a_quotation_with_its_own_cue_follows_nobody() -> None:
    first, second = quotes("“The port will close,” Ada Kord said. “We knew that long ago,” Casimir Wold replied.")
    assert (first["speaker_text"], second["speaker_text"], second["link"]) == ("Ada Kord", "Casimir Wold", None)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The council quoted the mayor, Ada Kord, as saying: “We are done.”", "Ada Kord"),
        ("“We are done,” the agency quoted her as saying.", "her"),
        ("Radio Dovrin cited Kord as saying the port “will close”.", "Kord"),
        ("Kord was quoted by the agency as saying: “We are done.”", "Kord"),
        ("Bran Orvane was branded “a liar” by Ada Kord.", "Ada Kord"),
        ("Bran Orvane was told by Ada Kord to “go home”.", "Ada Kord"),
        ("Bran Orvane has been told to “go home” by the mayor, Ada Kord.", "Ada Kord"),
        ("Bran Orvane was warned that the dam “could burst”.", None),
        ("Bran Orvane was worried that the dam “could burst”.", "Bran Orvane"),
        ("‘He knew the dam was old’, jury told", None),
        ("Mayor told to ‘pull his head in’ by Ada Kord", "Ada Kord"),
        ("Mayor accused of ‘chaos’ in the port", None),
        ("Mayor branded ‘a disgrace’ over the port vote", None),
        ("It was what Ada Kord branded “a farce”.", "Ada Kord"),
        ("“There is no money,” Bran Orvane said in Dovrin, according to the daily Herald.", "Bran Orvane"),
        ("Ada Kord told of “chaos” in the port.", "Ada Kord"),
        ("Bran Orvane dismissed the claim by Ada Kord that “there is no money”.", "Ada Kord"),
        ("Ada Kord’s remark that “a port is a door” amused Bran Orvane, who replied that it was not.", "Ada Kord"),
        ("Bran Orvane rejected claims that “the money is gone”.", None),
        ("Bran Orvane laughed at her bold claim that “the money is gone”.", "her"),
        ("Bran Orvane repeated his claim that “the money is gone”.", "Bran Orvane"),
        ("Ada Kord’s bold claim “the money is gone” was read out.", "Ada Kord"),
        ("Bran Orvane denied the claim by then that “the money” was gone.", "Bran Orvane"),
        ("Ada Kord quoted the mayor, saying “there is no money”.", "Ada Kord"),
        ("Ada Kord quoted the mayor as a man “who was shut in”.", "Ada Kord"),
        ("Ada Kord told not only the dockers but the council “there is no money”.", "Ada Kord"),
        ("The jury told of “chaos” in the port.", "The jury"),
    ],
)
def test_who_is_quoted_by_another_or_says_it_of_the_subject_speaks(text: str, speaker: str | None) -> None:
    assert [row["speaker_text"] for row in quotes(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Bran Orvane attacked the mayor, Ada Kord, for calling the port “a toy” last week.", "Ada Kord"),
        ("Bran Orvane accused Ada Kord of calling him “a crook” last week.", "Ada Kord"),
        ("Bran Orvane hit out at Ada Kord for saying dockers “cannot count”.", "Ada Kord"),
        ("He attacked Ada Kord as aloof and out-of-touch for suggesting that dockers “cannot count”.", "Ada Kord"),
        ("Ada Kord was criticised by Bran Orvane for saying the dam was “quite safe”.", "Ada Kord"),
        ("Ada Kord apologised for calling him “a crook” last week.", "Ada Kord"),
        ("Ada Kord got a prize from the mayor for saying that dockers “can count”.", "Ada Kord"),
    ],
)
def test_who_is_judged_for_saying_it_says_it(text: str, speaker: str) -> None:
    assert [row["speaker_text"] for row in quotes(text)] == [speaker]


def test_a_clause_somebody_is_judged_for_saying_is_his() -> None:
    text = "Bran Orvane praised Ada Kord in March for saying that the port would close on Monday."
    assert ("that the port would close on Monday", "Ada Kord", "saying") in indirect(text)


def test_a_clause_somebody_is_quoted_as_saying_is_his_and_one_he_is_told_is_not() -> None:
    text = "Radio Dovrin quoted Ada Kord as saying that the port would close on Monday."
    assert indirect(text) == [("that the port would close on Monday", "Ada Kord", "saying")]
    text = "Bran Orvane was told by Kord that the harbour was full of mines."
    assert indirect(text) == [("that the harbour was full of mines", "Kord", "told")]
    assert indirect("Bran Orvane was warned that the harbour was full of mines.") == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Kord, flanked by the mayor, Bran Orvane, told the court: “We go.”", "Ada Kord"),
        ("“We go,” Ada Kord, joined by her sister, Petra, said.", "Ada Kord"),
        ("A clerk who asked not to be named because he may not talk to the press said: “We go.”", "A clerk"),
        ("A clerk who spoke on condition of anonymity as she may not brief the media said: “We go.”", "A clerk"),
        ("“We go,” shot back the mayor, Ada Kord.", "Ada Kord"),
        ("His first wife, the actress Ada Kord, once described him as “a cold man”.", "His first wife"),
        ("The mayor, his first wife said, was “a cold man”.", "his first wife"),
        ("“We go,” Mayor J.D. “Stone” Kord III said.", "Mayor J.D. “Stone” Kord III"),
        ("Kord said the U.S. “is ready to go”.", "Kord"),
    ],
)
def test_who_stands_nearest_to_the_cue_is_not_always_who_speaks(text: str, speaker: str) -> None:
    row = quotes(text)[0]
    assert row["speaker_text"] == speaker


def test_a_nickname_before_or_in_a_name_is_nobodys_words() -> None:
    rows = quotes("“Big Mal” Malcolm Tarr said Mayor J.D. “Stone” Kord was “a cold man”.")
    assert [(row["text"], row["kind"], row["speaker_text"]) for row in rows] == [
        ("Big Mal", "scare", None),
        ("Stone", "scare", None),
        ("a cold man", "mixed", "“Big Mal” Malcolm Tarr"),
    ]
    assert said("“Shame!” Bran Orvane shouted.") == [("Bran Orvane", "shouted")]


def test_four_words_between_names_are_no_nickname_nor_is_a_headlines_word() -> None:
    nickname, words, headline = (
        quotes(text)[0]["kind"]
        for text in (
            "Ilvar “The Stone” Reldan slept well that night.",
            "Ilvar “The Very Old Stone” Reldan slept well that night.",
            "Mayor Hails Ostrel ‘Unity’ Parade Held In Town",
        )
    )
    assert nickname == "scare" != words
    assert headline != "scare"


@pytest.mark.parametrize(
    "adjunct",
    [
        "on Monday",
        "last week",
        "in a filing",
        "on his blog",
        "at her briefing",
        "during their speech",
        "by email",
        "via email",
    ],
)
def test_a_clause_without_that_is_found_behind_when_where_and_how_it_was_said(adjunct: str) -> None:
    narration = read_narration(f"Kord said {adjunct} the port might close.", ())
    assert clause_behind_adjuncts(narration, 2) == narration.words.index("the")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Kord said it was old and warned that the dam would burst soon.", "Ada Kord"),
        ("Ada Kord said the mayor was idle and warned that the dam would burst soon.", "Ada Kord"),
        ("Ada Kord denied that the mayor knew it but later said the dam would burst soon.", "Ada Kord"),
        ("Ada Kord complained that Bran Orvane is idle, suggesting that the dam would burst soon.", "Ada Kord"),
        ("Bran Orvane left as Ada Kord attacked the council, saying that the dam would burst soon.", "Ada Kord"),
        ("Ada Kord, who told the mayor to go, left the room, saying the dam would burst soon.", "Ada Kord"),
        ("They met Ada Kord, who opened her door and said the dam would burst soon.", "Ada Kord"),
        ("When Ada Kord thanked the crew and said the dam would burst soon, a man left.", "Ada Kord"),
    ],
)
def test_a_second_verb_is_that_of_who_says_it_and_not_of_who_it_is_said_of(text: str, speaker: str) -> None:
    assert indirect(text)[-1][1] == speaker


def test_who_stands_alone_behind_said_says_what_stands_before_it() -> None:
    text = "The mayor warned the engineer, Ada Kord, at the dam on Monday not to open it, said an aide who was there."
    assert indirect(text)[-1][1:] == ("an aide", "said")
    text = "Ada Kord, a lawyer who led the union, said the old harbour would be closed on Monday."
    assert indirect(text) == [("the old harbour would be closed on Monday", "Ada Kord", "said")]


@pytest.mark.parametrize(
    "described",
    [
        ", 58, of Dovrin, Pa.,",
        ", 58, of Dovrin, Pa., who was there that night,",
        ", now 81 and retired in Dovrin, Ostrel,",
        ", a docker from Dovrin, North Ostrel,",
        ", a docker from Dovrin, North Ostrel, who",
        ", 58, from Dovrin, who",
        ", who keeps a bar in Dovrin, Ostrel,",
    ],
)
def test_where_somebody_comes_from_is_not_who_speaks(described: str) -> None:
    assert indirect(f"Ada Kord{described} said that the dam would burst soon.")[0][1] == "Ada Kord"


def test_who_stands_before_a_relative_clause_is_no_place_where_no_place_can_stand() -> None:
    said = "Wold won a first vote from a colleague, from Ada Kord, who said that the dam would burst soon."
    assert indirect(said)[0][1] == "Ada Kord"


@pytest.mark.parametrize("aside", ["— in a line that hurt the mayor —", "-- whose husband had signed the plan --"])
def test_an_aside_between_dashes_is_read_over(aside: str) -> None:
    assert indirect(f"Ada Kord {aside} declared that the dam would burst soon.")[0][1] == "Ada Kord"


@pytest.mark.parametrize(
    ("text", "speaker", "more"),
    [
        ("The port lost three million last year, according to Harbour Board records.", "Harbour Board records", ""),
        (
            "The port lost three million last year, according to senior Reform officials.",
            "senior Reform officials",
            "",
        ),
        ("The port lost three million last year, according to a tally by the Herald.", "a tally", " by the Herald"),
        (
            "The port lost three million last year, according to Ada Kord, a lawyer for the union.",
            "Ada Kord",
            ", a lawyer for the union",
        ),
        (
            "The port lost three million last year, according to people close to the mayor.",
            "people",
            " close to the mayor",
        ),
        ("According to Ada Kord, the port lost three million last year.", "Ada Kord", ""),
    ],
)
def test_what_is_told_according_to_somebody_names_him_whole(text: str, speaker: str, more: str) -> None:
    row = extract_quotes(paragraphs(text)).iloc[0]
    assert (row["kind"], row["speaker_text"], row["speaker_phrase"]) == ("indirect", speaker, speaker + more)


def test_an_answer_in_the_same_sentence_is_its_giver_s() -> None:
    assert said("He asked, “Why now?” and she replied, “Because it must.”") == [("He", "asked"), ("she", "replied")]


def test_a_quotation_over_several_paragraphs_is_one_turn() -> None:
    rows = quotes(
        "“The port will close,” Ada Kord said. “It is too shallow.",
        "“It was always too shallow.",
        "“We will dredge it.”",
    )
    assert [row["link"] for row in rows] == [None, "follow-on", "continued", "continued"]
    assert [row["closed"] for row in rows] == [True, False, False, True]
    assert {row["speaker_text"] for row in rows} == {"Ada Kord"}
    assert [row["linked_to"] for row in rows[1:]] == [row["quote_id"] for row in rows[:-1]]


def test_a_turn_over_several_paragraphs_may_name_its_speaker_at_the_end() -> None:
    rows = quotes("“First, we must wait.", "“Second, we must pay.", "“Third, we go home,” Ada Kord said.")
    assert [row["speaker_text"] for row in rows] == ["Ada Kord"] * 3
    assert [row["link"] for row in rows] == [None, "continued", "continued"]


def test_a_turn_ends_where_a_paragraph_without_marks_follows() -> None:
    told = "“The port will close,” said Kord. “It is too shallow."
    assert said(told, "The council met in the rain.", "“It is a good port. We shall keep it.”")[-1] == (None, None)


def test_a_turn_goes_on_from_its_own_paragraph_though_another_began_above() -> None:
    rows = quotes("“The port closes,” Kord said.", "The mayor said it was “too late”. “We shall wait for the stone.”")
    assert [row["speaker_text"] for row in rows] == ["Kord", "The mayor", "The mayor"]


def test_what_somebody_surely_says_is_not_taken_by_who_speaks_in_the_paragraph_below() -> None:
    rows = quotes("“It is late,” Kord said. “The port closes.", "“We wait,” Orm said.")
    assert [row["speaker_text"] for row in rows] == ["Kord", "Kord", "Orm"]


def test_a_stop_inside_the_marks_ends_no_sentence_before_a_small_word() -> None:
    assert said("“The port is shut.” said Kord.") == [("Kord", "said")]


def test_a_turn_over_several_paragraphs_has_one_speaker() -> None:
    rows = quotes(
        "Nine dockers died and the crane fell.",
        "“They sent a form, and another form after it.",
        "“Nobody came to look at the crane,” Ada Kord said.",
    )
    assert {row["speaker_text"] for row in rows} == {"Ada Kord"}


def test_marks_opened_again_in_one_paragraph_are_the_words_of_who_is_named_at_their_end() -> None:
    text = (
        '"The pier is late," Mr Orvane said. Ms Kord says the offer is fair. "We pay for every shift. "We would sign '
        'tomorrow. "Nobody has to wait," she said.'
    )
    rows = quotes(text)
    assert [row["speaker_text"] for row in rows] == ["Mr Orvane", "she", "she", "she"]
    assert [row["kind"] for row in rows] == ["direct"] * 4
    assert [row["linked_to"] for row in rows[2:]] == [row["quote_id"] for row in rows[1:3]]


def test_what_goes_on_from_a_cue_is_not_taken_by_the_one_at_the_end_of_a_mark_opened_again() -> None:
    text = (
        '"The pier is late," Mr Orvane said. "It will stay shut all year. The harbour slept. "We waited long," '
        "Ms Kord said."
    )
    assert [row["speaker_text"] for row in quotes(text)] == ["Mr Orvane", "Mr Orvane", "Ms Kord"]


@pytest.mark.parametrize(
    ("between", "speaker"),
    [
        ("“The figures are good,” Mr Kord said. Ada Orvane said so at noon in the port.", "Ada Orvane"),
        ("“The figures are good,” Mr Kord said. Ada Orvane argues that 40 piers were built.", "Ada Orvane"),
        ("“The figures are good,” Mr Kord said. Ada Orvane argues she built 40 piers.", "Ada Orvane"),
        ("“The figures are good,” Mr Kord told her, and Ada Orvane says 40 piers were built.", "Mr Kord"),
    ],
    ids=["says", "that", "a clause", "in the first's sentence"],
)
def test_who_tells_something_in_a_sentence_of_its_own_says_what_follows(between: str, speaker: str) -> None:
    assert said(f"{between} “They left because nobody paid them.”")[1][0] == speaker


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“The port is shut, “We need stone,” Ada Kord said.", [None, "Ada Kord"]),
        ("“No,” Mr Orm said. He left. “It is late. “We need it,” Ada Kord said.", ["Mr Orm", "Ada Kord", "Ada Kord"]),
    ],
    ids=["behind no stop", "behind narration"],
)  # fmt: skip
def test_a_mark_opened_again_goes_on_with_a_sentence_that_has_no_cue(text: str, speakers: list[str | None]) -> None:
    assert [row["speaker_text"] for row in quotes(text)] == speakers


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("On Monday Supt. Ada Orm said that it was late.", ("that it was late", "Supt. Ada Orm", "said")),
        ("On Monday Staff-Insp. Ada Orm said that it was late.", ("that it was late", "Staff-Insp. Ada Orm", "said")),
        ("WHO officials say they have sold the pier.", ("they have sold the pier", "WHO officials", "say")),
        ("Ada Orm spoke, calling on the board to sell it.", ("the board to sell it", "Ada Orm", "calling on")),
    ],
    ids=["a rank", "a rank of two words", "an acronym", "a cue of two words"],
)
def test_ranks_and_acronyms_are_the_speakers_and_a_preposition_the_cues(text: str, clause: tuple[str, ...]) -> None:
    assert indirect(text) == [clause]


def test_who_tells_something_between_two_quotations_says_the_second() -> None:
    text = (
        "“The figures are good,” Mr Kord said. Port chief Ada Orvane says 40 piers were built, but 300 men left. "
        "“They left because nobody paid them.”"
    )
    assert said(text)[1] == ("Port chief Ada Orvane", "says")


def test_a_speaker_between_commas_behind_the_cue_is_no_other_s_subject() -> None:
    assert said("The port, said Ada Kord, “will open on Monday.”") == [("Ada Kord", "said")]


def test_two_pieces_that_one_sentence_quotes_are_no_halves() -> None:
    rows = quotes("Ada Kord called the pier “too weak to stand” and the plan “too late to help”.")
    assert [row["link"] for row in rows] == [None, None]
    assert {row["kind"] for row in rows} == {"mixed"}


# --- kinds and contents -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“The port will close,” Ada Kord said.", "direct"),
        ("Ada Kord told reporters: “The port will close.”", "direct"),
        ("Ada Kord said that the port was “not yet closed.”", "mixed"),
        ("Ada Kord called the plan “a fence built on water.”", "mixed"),
        ("The crown is, in the governor’s view, “about where it ought to be.”", "mixed"),
        ("The ship is named “Old Marguerite” after his aunt.", "scare"),
    ],
)
def test_kinds_are_told_by_how_a_quotation_stands_in_its_sentence(text: str, kind: str) -> None:
    assert [row["kind"] for row in quotes(text)] == [kind]


def test_the_content_of_a_mixed_quotation_is_the_clause_it_is_part_of() -> None:
    text = "Ada Kord said that the port was “not yet closed” to trawlers."
    (row,) = quotes(text)
    assert text[row["content_start"] : row["content_end"]] == "that the port was “not yet closed” to trawlers"


def test_the_content_stands_on_both_sides_of_a_cue_set_between_commas() -> None:
    text = "The old docks, Ada Kord said, “could be a good place to live” again."
    row = quotes(text)[0]
    assert text[row["content_start"] : row["content_end"]].startswith("The old docks, Ada Kord said, “could be")
    for text in (
        "The guild, Kord said, called the plan “highly significant.”",
        "The pilots, Roth said, want the port to call the storm “a warning” to all.",
    ):
        assert [content.rstrip(".") for content in contents(text)] == [text.rstrip(".")]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "She told the crowd in the old harbour that the port was “not yet closed” to trawlers.",
            "that the port was “not yet closed” to trawlers",
        ),
        ("Roth told supporters after his win that the ferry was “not for sale”.", "that the ferry was “not for sale”"),
        ("Kord said on Monday the port was “too shallow” to stay open.", "the port was “too shallow” to stay open"),
        ("Roth said for the first time that the tug was “a wreck”.", "that the tug was “a wreck”"),
    ],
)
def test_the_content_starts_behind_who_is_told_it_and_when(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Kord claimed that the pier was sound and said that Wold was “a menace”.", "that Wold was “a menace”"),
        ("Roth said Kord believes the crane is “beyond repair”.", "Kord believes the crane is “beyond repair”"),
        ("Kord said that the guild had called Wold “a menace”.", "that the guild had called Wold “a menace”"),
    ],
)
def test_of_several_verbs_before_the_marks_the_one_that_reports_opens_the_content(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Kord called the crane “a menace”, and Wold left the room.", "the crane “a menace”"),
        ("Roth said the tug had “had its day” and would be sold.", "the tug had “had its day” and would be sold"),
        ("The pier is “not a safe place” for boats, Kord said.", "The pier is “not a safe place” for boats"),
        ("The pier is “a bad place for boats,” Kord said on Monday.", "The pier is “a bad place for boats,”"),
    ],
)
def test_the_content_ends_behind_its_marks_or_with_what_goes_on_with_them(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“You cannot trust the charts” of the outer harbour, Ada Kord said.", "mixed"),
        ("“Boats in the channel” would need a pilot, said Ada Kord.", "mixed"),
        ("“You cannot trust the charts of the outer harbour,” Ada Kord said.", "direct"),
        ("Ada Kord said: “You cannot trust the charts.”", "direct"),
    ],
)
def test_words_between_the_marks_and_the_cue_s_clause_belong_to_the_content(text: str, kind: str) -> None:
    assert [row["kind"] for row in quotes(text)] == [kind]


def test_no_content_begins_with_who_says_it() -> None:
    text = "Kord said, “nobody has to fear for the pier or the harbour in a storm.”"
    assert contents(text) == ["nobody has to fear for the pier or the harbour in a storm."]


def test_what_a_mixed_sentence_quotes_behind_its_cue_is_part_of_one_content() -> None:
    text = "His win means “he must be doing something right,” Kord said, “but I cannot tell what it is.”"
    assert [row["kind"] for row in quotes(text)] == ["mixed", "mixed"]
    assert contents(text) == [text, text]


def test_a_later_sentence_of_a_turn_that_goes_on_behind_its_marks_is_no_whole_utterance() -> None:
    text = "“The pier is old,” Kord said. “You cannot moor there” in a storm."
    assert [row["kind"] for row in quotes(text)] == ["direct", "mixed"]


def test_an_utterance_that_is_a_paragraph_of_its_own_is_whole_whatever_stands_before_it() -> None:
    rows = quotes("Wold told his audience in the old harbour, to loud applause:", "“I will never sell the pier.”")
    assert [row["kind"] for row in rows] == ["direct"]


def test_the_content_of_a_direct_quotation_is_itself() -> None:
    (row,) = quotes("“The port will close,” Ada Kord said.")
    assert (row["content_start"], row["content_end"]) == (row["start"], row["end"])


def test_a_space_behind_an_opening_mark_costs_the_first_name_no_letter() -> None:
    inner = next(row for row in quotes("“ Kord said, ‘The port will close.’ ” Lee wrote.") if row["text"][0] == "T")
    assert (inner["speaker_text"], inner["cue"]) == ("Kord", "said")


def test_a_quotation_inside_a_quotation_is_a_row_with_a_speaker_of_its_own() -> None:
    outer, inner = quotes("“Casimir Wold told us, ‘The port is closed,’ and left,” Ada Kord said.")
    assert (outer["speaker_text"], inner["speaker_text"]) == ("Ada Kord", "Casimir Wold")
    assert inner["text"] == "The port is closed,"


# --- reported clauses -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Ada Kord said that the port would close on Monday.",
            ("that the port would close on Monday", "Ada Kord", "said"),
        ),
        ("The mayor warned that the pier could fall.", ("that the pier could fall", "The mayor", "warned")),
        ("The port will close, Ada Kord, the mayor, said on Monday.", ("The port will close", "Ada Kord", "said")),
        ("The port will close on Monday, Ada Kord said.", ("The port will close on Monday", "Ada Kord", "said")),
        (
            "According to Kord, the port will close on Monday.",
            ("the port will close on Monday", "Kord", "According to"),
        ),
    ],
)
def test_reported_clauses_are_found_on_either_side_of_their_cue(text: str, found: tuple[str, str, str]) -> None:
    assert indirect(text) == [found]


def test_what_is_quoted_is_not_reported_a_second_time() -> None:
    assert indirect("Ada Kord said that the port was “not yet closed.”") == []


def test_a_sentence_without_a_cue_reports_nothing() -> None:
    assert indirect("The port closed on Monday. Trawlers lay at the quay.") == []


# --- the table ---------------------------------------------------------------------------------------------

ARTICLE = (
    "Ostrel, 3 March – The port of Dovrin will close, Ada Kord said on Monday.",
    "“[Harbour master] Casimir Wold rang me,” Kord told reporters, “and he was worried.” She called it “a long night”.",
    "The “Old Marguerite” lay outside. “We wait,” her skipper said.",
)


def test_offsets_hold_the_words_of_speaker_cue_and_quotation() -> None:
    text = "\n\n".join(ARTICLE)
    for row in extract_quotes(paragraphs(*ARTICLE)).to_dict("records"):
        assert text[row["start"] : row["end"]] == row["text"]
        for words, name in (("speaker_text", "speaker"), ("cue", "cue")):
            if row[words] is not None:
                assert text[row[f"{name}_start"] : row[f"{name}_end"]] == row[words]


def test_insertions_are_listed_and_left_out_of_the_words_counted() -> None:
    row = quotes(*ARTICLE)[0]
    text = "\n\n".join(ARTICLE)
    (insertion,) = row["insertions"]
    assert text[insertion["start"] : insertion["end"]] == insertion["text"] == "[Harbour master]"
    assert row["n_words"] == len(["Casimir", "Wold", "rang", "me,"])


def test_the_table_has_the_declared_columns_and_order() -> None:
    table = extract_quotes(paragraphs(*ARTICLE))
    declared = [
        name for name in tables.arrow_schema("quotes").names if name not in ("speaker_id", "speaker_by", "statement_id")
    ]
    assert sorted(table.columns) == sorted(declared)
    assert list(table.columns) == list(TableRow._fields)
    keys = list(zip(table["start"], table["end"], strict=True))
    assert keys == sorted(set(keys))
    assert table["confidence"].between(0, 1).all()


def test_a_partition_without_paragraphs_gives_an_empty_table() -> None:
    assert extract_quotes(paragraphs()).columns.tolist() == list(TableRow._fields)


def test_boilerplate_is_not_read() -> None:
    assert extract_quotes(paragraphs("“Share this,” it said.", kind="boilerplate")).empty


def test_documents_do_not_speak_for_each_other() -> None:
    one, two = paragraphs(*ARTICLE, doc_id="a"), paragraphs("“We sail. We always did.", doc_id="b")
    together = extract_quotes(pd.concat([one, two], ignore_index=True))
    apart = pd.concat([extract_quotes(one), extract_quotes(two)], ignore_index=True)
    pd.testing.assert_frame_equal(together, apart)


# --- predictions ------------------------------------------------------------------------------------------


def test_predictions_join_a_turn_from_first_to_last_mark() -> None:
    text = "“The port,” said Ada Kord, the mayor, “will close. Soon.”"
    (span,) = predicted_quotes(extract_quotes(paragraphs(text)))
    assert text[span["start"] : span["end"]] == text[1:-1]
    assert span["speaker_text"] == "Ada Kord, the mayor"


def test_predictions_leave_out_what_nobody_says_and_what_stands_inside_another() -> None:
    table = extract_quotes(paragraphs("“He told us, ‘Go on,’ and left,” Kord said. The “Old Marguerite” lay outside."))
    assert [span["speaker_text"] for span in predicted_quotes(table)] == ["Kord"]


def test_the_half_behind_the_cue_of_a_mixed_sentence_is_part_of_it_however_long() -> None:
    text = "But “the more interesting issue,” Kord added, “is {}.”"
    halves = "lost again", "whether the report shows a blip in the aftermath of the storm"
    kinds = [[row["kind"] for row in quotes(text.format(half))] for half in halves]
    assert kinds == [["mixed", "mixed"], ["mixed", "mixed"]]


def test_a_long_utterance_behind_a_colon_is_whole_though_it_begins_small() -> None:
    said = "lost again.", "nobody has to fear for the pier or the harbour in a storm."
    assert [quotes(f"Kord added: “{words}”")[0]["kind"] for words in said] == ["mixed", "direct"]


def test_contents_of_mixed_and_indirect_quotations_are_predicted_by_kind() -> None:
    text = "Wold said that it would be. Kord said that the port was “not yet closed.”"
    table = extract_quotes(paragraphs(text))
    found = [
        text[span["start"] : span["end"]] for kind in ("mixed", "indirect") for span in predicted_contents(table, kind)
    ]
    assert found == ["that the port was “not yet closed.”", "that it would be"]


def test_what_a_speaker_goes_on_to_say_is_predicted_with_the_mixed_quotation_before_it() -> None:
    text = "The port is “not yet closed,” Kord said. “It never was. You can look.” Wold left."
    table = extract_quotes(paragraphs(text))
    assert [text[span["start"] : span["end"]] for span in predicted_contents(table, "mixed")] == [
        text[: -len("” Wold left.")]
    ]
    assert table["kind"].tolist() == ["mixed", "direct"]
    assert contents(text) == ["The port is “not yet closed,”", "It never was. You can look."]


# --- any text ----------------------------------------------------------------------------------------------

MARKS = st.sampled_from(list("“”\"‘’'«»„[]()—?3\u00a0"))
WORDS = st.sampled_from(
    ["Ada Kord", "said", "he", "told", "that", "the port", "According to", "calls for", "Monday", "who"]
)
STOPS = st.sampled_from([" ", ". ", ", ", ": ", "''", " and ", " will close"])
PARTS = st.sampled_from(
    [
        "Ada Kord said", "“the port", "will close,”", "he never called it", "“a ruin”", "and", "that", "the mayor told",
        "in a letter to the board,", "“We stay.”", "according to Orm.", "He was blunt:", "‘no’", "which she denied,",
    ]
)  # fmt: skip
ANY_PARAGRAPH = (
    st.lists(MARKS | WORDS | STOPS, max_size=30).map("".join)
    | st.lists(PARTS, max_size=9).map(" ".join)
    | st.text(max_size=60)
)


@settings(max_examples=150)
@given(st.lists(ANY_PARAGRAPH, max_size=4))
def test_any_text_gives_quotations_that_stay_in_their_paragraphs(texts: list[str]) -> None:
    frame = paragraphs(*texts)
    whole = "\n\n".join(texts)
    edges = {row["paragraph_id"]: (row["start"], row["start"] + len(row["text"])) for row in frame.to_dict("records")}
    table = extract_quotes(frame)
    assert table["quote_id"].is_unique
    assert set(table["linked_to"].dropna()) <= set(table["quote_id"])
    for row in table.to_dict("records"):
        low, high = edges[row["paragraph_id"]]
        assert low <= row["start"] < row["end"] <= high
        assert low <= row["content_start"] <= row["start"] <= row["end"] <= row["content_end"] <= high
        assert whole[row["start"] : row["end"]] == row["text"]
        assert row["speaker_text"] is None or whole[row["speaker_start"] : row["speaker_end"]] == row["speaker_text"]
        assert row["cue"] is None or whole[row["cue_start"] : row["cue_end"]] == row["cue"]
    for one, other in pairwise(table.itertuples(index=False)):
        assert (one.start, one.end) < (other.start, other.end)


def test_what_somebody_is_told_to_do_is_not_reported_of_him() -> None:
    assert indirect("URGENT-Dovrin residents told not to drink tap water") == []
    assert indirect("Pub row councillors told to bring earplugs") == []
    assert indirect("Ada Kord told the council that the dam had held.")[0][1] == "Ada Kord"


def test_a_rumour_that_somebody_rejects_is_reported_as_a_rumour() -> None:
    (clause,) = indirect("Ada Kord has slammed rumours that she is leaving the council.")
    assert clause == ("rumours that she is leaving the council", "Ada Kord", "slammed")
    (clause,) = indirect("Ada Kord denied reports that she would leave the council.")
    assert clause == ("that she would leave the council", "Ada Kord", "denied")


def test_who_a_clause_with_that_tells_of_speaks_and_not_what_it_ends_with() -> None:
    (clause,) = indirect("The company that owns a plant upstream of Dovrin denied that it was to blame.")
    assert clause[1] == "The company"


def test_a_participle_behind_an_adverb_reports_nothing() -> None:
    assert indirect("A widely reported study that linked naps to illness has been withdrawn by its authors.") == []


def test_a_date_or_a_sign_before_a_quotation_is_no_speaker() -> None:
    assert said("May 4: “Not one drop has left our site.” — Piers Orvane, mill spokesman") == [("Piers Orvane", None)]
    assert said("* Kord says “not one drop” has left the mill") == [("Kord", "says")]


def test_who_says_a_word_is_who_posts_it() -> None:
    (row,) = quotes("The paper’s first critic, Casimir Wold, posted a single word: “Nonsense.”")
    assert row["speaker_phrase"] == "The paper’s first critic, Casimir Wold"
    (row,) = quotes("His captain, Dean Orvane, was less amused, saying the crew “took their time”.")
    assert row["speaker_text"] == "His captain"


def test_a_headline_names_its_speaker_behind_a_colon() -> None:
    assert said("“I’m not a magician”: Kord on the port’s debts") == [("Kord", None)]
    assert said("“Northern Lights”: Kord at the opera")[0][0] is None


def test_a_work_tells_who_is_meant_and_is_nobodys_words() -> None:
    rows = quotes("“I never met him,” the ‘Glass Summer’ singer wrote on Monday.")
    assert [(row["kind"], row["speaker_text"]) for row in rows] == [
        ("direct", "the ‘Glass Summer’ singer"),
        ("scare", None),
    ]
    first, second = quotes("“It is too long,” the director of “The Salt Year” told the Herald.")
    assert (first["speaker_text"], second["kind"]) == ("the director of “The Salt Year”", "scare")
    assert said("As Ada Kord, author of “Salt Years,” put it, “The port will close.”")[-1] == ("Ada Kord", "put it")


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("“Boats come and go,” Ada Kord points out.", "Ada Kord", "points out"),
        ("“Boats come and go,” frowned the pilot.", "the pilot", "frowned"),
        ("“Boats come and go,” the pilot frowned, and left.", "the pilot", "frowned"),
    ],
)
def test_whoever_stands_right_behind_a_comma_in_the_marks_says_it(text: str, speaker: str, cue: str) -> None:
    assert said(text) == [(speaker, cue)]


def test_a_sentence_of_its_own_between_marks_is_somebody_s_words() -> None:
    (row,) = quotes("“Whose boats are they?”")
    assert (row["kind"], row["speaker_text"]) == ("direct", None)
    (title,) = quotes("“The Glass Boat”")
    assert title["kind"] == "scare"


def test_who_the_sentence_before_tells_of_says_what_nobody_else_does() -> None:
    assert said("Pilot Ada Kord, 58, was calmer. “They come and they go.”") == [("Pilot Ada Kord", None)]
    for other in (
        "Kord would not go that far, but Orm does. “They come and they go.”",
        "Kord met Orm. “They come and they go.”",
    ):
        assert said(other) == [(None, None)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Kord’s first words were: “Whose boats are they?”", "Ada Kord"),
        ("Her answer was short: “They are ours.”", "Her"),
        ("Ada Kord on the boats: “They are ours.”", "Ada Kord"),
        ("17:05 Kord: “They are ours.”", "Kord"),
        ("12 pilots: “They are ours.”", "12 pilots"),
        ("Ada Kord’s friend was: “They are ours.”", "Ada Kord’s friend"),
        ("In Dovrin: “They are ours.”", None),
        ("“They are ours,” was Ada Kord’s reply.", "Ada Kord"),
        ("“They are ours,” was the verdict of Ada Kord.", "Ada Kord"),
        ("The boats are, in his own words, “no use to a soul”.", "his"),
        ("In the view of Ada Kord, a pilot, they are “no use to a soul”.", "Ada Kord"),
        ("Pilots’ chief: boats “no use to a soul”", "Pilots’ chief"),
    ],
)
def test_whose_answer_words_or_view_it_is_speaks(text: str, speaker: str | None) -> None:
    assert [row["speaker_text"] for row in quotes(text)] == [speaker]


def test_the_subject_of_what_is_said_does_not_say_it() -> None:
    text = "A pilot, who left early “because of the fog”, said the boats had “no use to a soul”."
    assert said(text)[-1] == ("A pilot", "said")


def test_a_name_behind_what_its_bearer_did_is_who_speaks() -> None:
    assert indirect("The pilot who saw the boats, Ada Kord, conceded that they were late.") == [
        ("that they were late", "Ada Kord", "conceded")
    ]


def test_a_sentence_is_quoted_as_far_as_its_characters_are_somebodys_own_words() -> None:
    columns = ["doc_id", "start", "end"]
    sentences = pd.DataFrame([("d1", 0, 10), ("d1", 10, 20), ("d1", 20, 24), ("d2", 0, 10)], columns=columns)
    marked = [("d1", 5, 15, "direct"), ("d1", 6, 12, "mixed"), ("d1", 0, 4, "scare"), ("d1", 16, 20, "indirect")]
    shares = share_in_quotes(sentences, pd.DataFrame(marked, columns=[*columns, "kind"]))["in_quote_share"]
    assert list(shares) == [0.5, 0.5, 0.0, 0.0]


def test_the_clause_that_closes_a_sentence_says_what_no_other_verb_does() -> None:
    text = "The pilot’s “long and foggy” night delayed the boats, the harbour board has found."
    assert said(text) == [("the harbour board", "found")]
    assert said("Kord called it “long and foggy”, the harbour board found.") == [("Kord", "called")]


def test_a_verb_in_a_clause_that_is_over_reports_nothing_behind_it() -> None:
    text = "A note from the board, which Ada Kord keeps folded in her hat, speaks of “long and foggy nights”."
    assert said(text) == [("A note from the board", "speaks")]


def test_who_promises_to_do_something_promises_it() -> None:
    assert said("She promised to “sail every boat in Dovrin”.") == [("She", "promised")]
    assert said("Kord promised to “sail every boat in Dovrin”.") == [("Kord", "promised")]
    assert said("Kord urged to “sail every boat in Dovrin”.") == [(None, None)]


def test_a_lead_may_tell_much_of_who_has_said_it() -> None:
    text = "A pilot who saved two boats as they drifted off a foggy harbour wall has said they were “out of luck”."
    assert said(text) == [("A pilot", "said")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A diver working for the agency Salt said the pier was lost.", "A diver working for the agency Salt"),
        ("The head of nursing at Dovrin hospital says nobody was hurt.", "The head of nursing at Dovrin hospital"),
        ("Residents who left Dovrin early on Monday confirmed that the pier was lost.", "Residents"),
        ("Ilvar Kord, 31, of Dovrin said the pier was lost.", "Ilvar Kord"),
        ("Pilot Ilvar Kord, who is in the crew of Ada Orvane says the pier was lost.", "Pilot Ilvar Kord"),
        ("Sarn's acting harbour master Ilvar Kord, says the pier was lost.", "Sarn's acting harbour master Ilvar Kord"),
        ("Sarnia's envoy to Ostrel, Ada Orvane, said the pier was lost.", "Ada Orvane"),
        ("The board went on to hear from the diver Ilvar Kord, who said the pier was lost.", "the diver Ilvar Kord"),
        ("World number one Ada Orvane says the court was wet.", "number one Ada Orvane"),
        ("But today Orvane has announced it has sold the pier.", "Orvane"),
        ("US officials say they have sold the pier.", "US officials"),
    ],
)  # fmt: skip
def test_who_is_described_behind_his_name_is_the_whole_speaker(text: str, speaker: str) -> None:
    assert [found[1] for found in indirect(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Mr Kord says he knows why it was sold, but says nobody asked him.", ("nobody asked him", "Mr Kord", "says")),
        (
            "In a letter the firm says it welcomes the tax and fiscal package offered by them, and says it is a day.",
            ("it is a day", "the firm", "says"),
        ),
        (
            "Ms Orvane has called for an end to all armed patrols, and vowed that the guards would leave.",
            ("that the guards would leave", "Ms Orvane", "vowed"),
        ),
    ],
)  # fmt: skip
def test_what_is_said_behind_a_comma_and_a_conjunction_is_said_by_who_reports_before_it(
    text: str, last: tuple[str, str, str]
) -> None:
    assert indirect(text)[-1] == last


@pytest.mark.parametrize(
    "text",
    [
        "The survey is raising hopes of a dry summer for the harbour.",
        "The diver was still out but hopes for his rescue were fading.",
        "Dr Kord has released a statement responding to claims he failed to act on the fire when he ran the port.",
        "Phone calls were recorded by the harbour board when the envoy visited.",
        "Motorists are also asked whether they would use the new harbour road.",
        "Kord was also denied the first prize of the regatta when she could not find the last buoy in the fog.",
    ],
)
def test_a_noun_or_what_others_say_of_somebody_reports_nothing(text: str) -> None:
    assert indirect(text) == []


def test_a_time_of_the_day_is_one_word_of_what_is_reported() -> None:
    assert read_narration("It began at 3:14pm.", ()).words[3] == "3:14pm"


def test_a_description_behind_a_name_that_is_told_according_to_is_no_part_of_the_clause() -> None:
    text = "According to Halden, a leading port software company, the virus is spreading in Dovrin."
    assert indirect(text) == [("the virus is spreading in Dovrin", "Halden", "According to")]
    told = (
        "Mr Kord was shot dead by pirates who boarded his yacht, Gull, off the town of Dovrin, in the mouth of the Sarn"
    )
    assert indirect(f"According to initial police reports, {told}.") == [
        (told, "initial police reports", "According to")
    ]


def test_who_says_it_before_a_colon_is_no_other_of_the_sentence() -> None:
    text = (
        'Ada Kord said she knew the risk, but when asked whether she had tested the pier she replied: "We live here".'
    )
    assert said(text) == [("she", "replied")]


def test_what_is_said_does_not_end_with_in_spite_of_what() -> None:
    text = "Mr Kord said regardless of the outcome, he expected the result to unite the club."
    assert indirect(text)[0][0] == "regardless of the outcome, he expected the result to unite the club"


def test_a_whole_utterance_behind_a_sentence_that_lost_its_stop_is_direct() -> None:
    text = (
        "The families wait for an apology, but Bran Peel, whose boat sank in May and who is in Ostrel for the hearing, "
        "has welcomed the verdict “I always felt that they were guilty because nobody looked after us,” Mr Peel said."
    )
    assert [row["kind"] for row in quotes(text)] == ["direct"]


def test_a_fire_that_claims_lives_claims_nothing() -> None:
    assert indirect("Violence in the last week has claimed at least eight lives and left thousands homeless.") == []
    assert indirect("The fire claimed the title was lost and took two lives.") == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("And on Thursday Mr Kord is saying: “I want to go.”", "Mr Kord"),
        ("In a statement Orvane said: “It is late.”", "Orvane"),
        ("Ilvar Reldan, founder of Dovrin Media, which backs papers, said: “It is late.”", "Ilvar Reldan"),
        ("In Dovrin, residents of the port, which is old, said: “It is late.”", "residents of the port"),
        ("Ilvar Reldan, founder of Dovrin Media, said: “It is late.”", "Ilvar Reldan"),
        ("Last year Orvane said: “It is late.”", "Orvane"),
    ],
)
def test_when_in_what_and_as_whom_somebody_speaks_is_no_part_of_who_does(text: str, speaker: str) -> None:
    assert said(text)[0] == (speaker, "saying" if "saying" in text else "said")


def test_whom_with_brings_in_says_what_he_does_and_not_who_the_sentence_begins_with() -> None:
    (clause,) = indirect("Shares jumped on the news, with analysts saying sales of $6m were possible.")
    assert clause == ("sales of $6m were possible", "analysts", "saying")


def test_whoever_is_two_things_is_named_by_both() -> None:
    assert said("During the debate, the Dovrin peer and former minister said: “It should stay.”") == [
        ("the Dovrin peer and former minister", "said")
    ]
    assert said("She left the port and residents said: “It should stay.”") == [("residents", "said")]


def test_a_clause_may_stand_before_who_is_told_it() -> None:
    lead = "The pier will be closed in May"
    assert indirect(f"{lead}, Ada Kord told the Ostrel board on Monday.") == [(lead, "Ada Kord", "told")]
    assert indirect(f"{lead}, the board told reporters.") == [(lead, "the board", "told")]
    assert indirect("When the pier was closed in May, Ada Kord told the board.") == []


def test_who_the_sentence_goes_on_with_says_what_its_participle_does() -> None:
    text = "Stressing that the board would protect the rites of the hills, Ada Kord urged it to wait."
    assert indirect(text)[0] == ("that the board would protect the rites of the hills", "Ada Kord", "Stressing")


def test_what_somebody_argued_ends_before_what_he_does() -> None:
    text = "The elders, who argued that the year begins in March, want the board to vote on the pier."
    assert indirect(text)[0] == ("that the year begins in March", "The elders", "argued")


def test_who_is_echoed_is_not_what_is_said() -> None:
    text = "Ostrel's Kord echoed Orvane and said in an interview on Coast radio Sunday that the divers acted too soon."
    assert indirect(text) == [("that the divers acted too soon", "Ostrel's Kord", "said")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It is late,” Ada Kord, a student who worked on the pier told the Coast Review.", "Ada Kord"),
        ("“It is late,” Ilvar Orm, additional keeper of piers and mills department said.", "Ilvar Orm"),
        ("Ilvar Orm, global head of research at harbour firm Sovo told the Coast Review: “It is late.”", "Ilvar Orm"),
        ("“It is late.” Reluctantly, Ilvar Orm said: “Go.”", "Ilvar Orm"),
    ],
)
def test_a_description_may_lack_its_second_comma(text: str, speaker: str) -> None:
    assert said(text)[-1][0] == speaker


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("Orvane Corp. Thursday said the dam holds.", "Orvane Corp.", "the dam holds"),
        ("Kord said it began at 11 p.m. Monday on the pier.", "Kord", "it began at 11 p.m. Monday on the pier"),
        ("Kord said it began at 11 p.m. Orm left.", "Kord", "it began at 11 p.m"),
    ],
)
def test_a_short_words_stop_before_a_day_ends_no_sentence(text: str, speaker: str, words: str) -> None:
    assert indirect(text) == [(words, speaker, "said")]


@pytest.mark.parametrize(
    "before",
    [
        "The following is a statement from Dr. Ada Kord, director of the Office of Sea Policy:",
        "Statement by Dr. Ada Kord:",
    ],
)
def test_whose_statement_follows_is_who_says_it(before: str) -> None:
    words = "The station is a fine place that has enabled good research and the trust that we all need."
    assert said(before, f"“{words}", "“It holds.”") == [("Dr. Ada Kord", "statement" if "is" in before else None)] * 2
    assert said(f"{before} “It holds.”")[0][0] == "Dr. Ada Kord"
    assert said("The mayor, Bran Orvane, gave this statement: “It holds.”")[0][0] == "Bran Orvane"


def test_a_paragraph_that_a_mark_opens_and_none_closes_is_somebodys_words() -> None:
    words = "UPOA, the Port Agency, urges all parties in Dorva to protect and provide safe passage to those who fled."
    (row,) = quotes("Ida Sel, for the Port Agency (UPOA), read the following statement:", f"“{words}", "It rained.")
    assert (row["kind"], row["speaker_text"]) == ("direct", "Ida Sel")


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("Dry dams can last longer, a study has concluded.", "a study", "concluded"),
        ("Dry dams can last longer, a new study found.", "a new study", "found"),
        ("The dam will hold, analysts say.", "analysts", "say"),
        ("In all, the port took 9 ships, records show.", "records", "show"),
    ],
)
def test_who_says_it_and_nothing_else_ends_a_sentence(text: str, speaker: str, cue: str) -> None:
    assert indirect(text) == [(text.partition(f", {speaker}")[0], speaker, cue)]


@pytest.mark.parametrize(
    "text", ["They should be very, very worried.", "The firm gave it a mark, its last warning.", "A dam, records show."]
)
def test_what_ends_a_sentence_may_report_nothing(text: str) -> None:
    assert indirect(text) == []


@pytest.mark.parametrize(
    "subject",
    ["FC coach Ada Kord after the win against Dorva", "Ada Kord as mayor of Dovrin", "Ada Kord before the vote"],
)
def test_when_or_as_what_somebody_says_it_is_not_who_says_it(subject: str) -> None:
    ((_, speaker, _),) = indirect(f"{subject} said the dam will hold.")
    assert speaker is not None
    assert speaker.endswith("Ada Kord")


def test_what_is_called_for_stands_behind_it() -> None:
    assert indirect("In a fresh round of talks to have begun on Sunday, Kord calls for patience in all of Dovrin.") == [
        ("patience in all of Dovrin", "Kord", "calls for")
    ]


def test_a_day_in_capitals_is_no_part_of_a_name() -> None:
    assert indirect("On MONDAY Kord said that the dam holds.") == [("that the dam holds", "Kord", "said")]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Kord (50) pleaded guilty to burning the old port.",
        "Four men were charged, and all pleaded not guilty to the charges against them.",
        "Both men had at first been charged with theft and arson, along with two other accused.",
    ],
)
def test_a_plea_and_the_accused_say_nothing(text: str) -> None:
    assert not indirect(text)


def test_where_a_brief_was_is_no_part_of_its_first_words() -> None:
    found = indirect("OSLO The port will close on Monday, the council said.")
    assert found == [("The port will close on Monday", "the council", "said")]


@pytest.mark.parametrize("label", ["Ports Report", "Dorva EXCLUSIVE", "8.33am"])
def test_what_heads_a_text_says_nothing(label: str) -> None:
    assert said(f"{label}: “The port will close.”") == [(None, None)]


@pytest.mark.parametrize(
    ("was", "speaker"),
    [
        ("Orm was not so sure", "Orm"),
        ("Orm was just as blunt", "Orm"),
        ("Orm was even more upset", "Orm"),
        ("Sif Rand was less pleased", "Sif Rand"),
        ("Sif Rand, a mother of two, was less pleased", "Sif Rand"),
        ("The mayor was very pleased", "The mayor"),
    ],
)
def test_who_a_colon_lets_speak_may_be_told_of_by_degrees(was: str, speaker: str) -> None:
    assert [row["speaker_text"] for row in quotes(f"{was}: “Who is going to look after them?”")] == [speaker]


@pytest.mark.parametrize("said", ["“…”", "“...” and left the room", '“—” “ " “'])
def test_what_holds_no_word_is_not_reported(said: str) -> None:
    assert indirect(f"Ada Kord said {said}") == []


def test_a_cue_of_the_paragraph_before_negates_nothing_in_this_one() -> None:
    opens = "In a long letter to the board of the harbour in May Ada Kord never called the port “a place of"
    table = extract_quotes(paragraphs(opens, "“good old ships” and the board was to be a “friend.”"))
    assert list(zip(table["text"], table["negated"], strict=True))[1:] == [
        ("good old ships", False),
        ("friend.", False),
    ]


@pytest.mark.parametrize(
    ("did", "speaker"),
    [
        ("The board cut its forecast on Thursday", "The board"),
        ("The board lowered its forecast on Thursday", "The board"),
        ("Ada Kord beat Ben Holm on Thursday", "Ada Kord"),
        ("Orvane cut 300 jobs on Thursday", "Orvane"),
        ("Orvane shut down the yard", "Orvane"),
        ("The yard shut 300 shops", "The yard"),
    ],
)
def test_who_says_so_has_done_what_a_verb_without_an_ending_tells(did: str, speaker: str) -> None:
    assert [(who, cue) for _, who, cue in indirect(f"{did}, saying that trade was slow this year.")] == [
        (speaker, "saying")
    ]


@pytest.mark.parametrize("noun", ["a tax cut", "the old set", "to cut", "cut"])
def test_a_noun_that_may_be_such_a_verb_elsewhere_is_none(noun: str) -> None:
    shape = read_narration(f"Kord has {noun} in mind.", ()).shape
    assert "y" not in shape
    assert "Y" not in shape


@pytest.mark.parametrize("nobody", ["Neither Ada Kord nor Ben Holm", "Nobody of the board", "No minister of Dorva"])
def test_what_nobody_said_is_nobodys(nobody: str) -> None:
    assert indirect(f"{nobody} said that the port would close in May.") == []


def test_a_reported_clause_does_not_begin_with_the_comma_before_it() -> None:
    found = indirect("Kord says, win or lose in the harbour vote, he is staying in the race.")
    assert found == [("win or lose in the harbour vote, he is staying in the race", "Kord", "says")]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Ada Kord vowed not to “close a single station” this year.", True),
        ("Ada Kord said the port was never “the city’s to sell” at all.", True),
        ("Ada Kord said there was no “secret deal” with the owners.", True),
        ("Ada Kord said she could no longer “wait for the owners” to act.", True),
        ("The port was not “a place for children,” Ada Kord said.", True),
        ("Ada Kord said the plan was not only “a danger to ships” but dear.", False),
        ("Ada Kord said that the port, which is not deep, was “a place for children” too.", False),
        ("Ada Kord asked whether or not “the plan of the owners” would hold.", False),
        ("Ada Kord said the plan was a mistake if not “a danger to ships” altogether.", False),
        ("Ada Kord said the plan was good but not “a danger to ships” at all.", True),
        ("Ada Kord said she would not hesitate to “close every station” this year.", False),
        ("Ada Kord vowed to “close every station” this year.", False),
        ("“We will not close it,” Ada Kord said.", False),
        ("Ada Kord did not leave, and said the port was “a place for children” too.", False),
        ("Ada Kord vowed in a letter that came by the first boat not to “close a single station” at all.", True),
        ("Ada Kord never called the port “a place for children” at all.", True),
        ("Ada Kord was blamed for not calling the port “a place for children” at all.", True),
        ("Ada Kord cannot say that the port is “a danger to ships” now.", True),
        ("Ada Kord chose not to call it “a danger to ships” on Monday.", True),
        ("Ada Kord did not want to call it “a danger to ships” on Monday.", True),
        ("Ada Kord declined to call it “a danger to ships” on Monday.", True),
        ("Ada Kord failed to say that it was “a danger to ships” on Monday.", True),
        ("Ada Kord refused to “close a single station” this year.", True),
        ("Ada Kord never failed to call it “a danger to ships” on Monday.", False),
        ("Ada Kord did not refuse to “close a single station” this year.", False),
        ("Ada Kord refused to answer “a single question” this year.", False),
        ("Ada Kord refused the offer to “close a single station” this year.", False),
        ("Ada Kord tried to call it “a danger to ships” on Monday.", False),
        ("Ada Kord did not only call it “a danger to ships” but a ruin.", False),
        ("Ada Kord did not say whether the port was “a danger to ships” at all.", False),
        ("Ada Kord refused to say whether she would “close a single station” this year.", False),
        (
            "Ada Kord refused to talk with the papers of the old town on its island, saying it was “a bad day” anyway.",
            False,
        ),
        ("Ada Kord did not respond to charges that the port was “a danger to ships” at all.", False),
        ("Ada Kord refused to discuss “private matters of the board” this year.", False),
        ("Ada Kord did not mention that the port was “a danger to ships” at all.", False),
        ("Ada Kord did not say that the port was not “a danger to ships” at all.", False),
        ("Nobody told us to “leave”.", True),
        ("No minister has called it “safe”.", True),
        ("Neither Kord nor Orm said the port was “safe”.", True),
        ("Neither docker had called it “safe”, said Kord.", True),
        ("Nobody from the port ever said “sorry”, according to Kord.", True),
        ("Kord said nobody had been “fooled”.", True),
        ("Nobody said the port would not “sink”.", False),
        ("No 10 said it was “safe”.", False),
        ("None other than Kord called it “a farce”.", False),
        ("Neither side gave way, and Orm called it “a farce”.", False),
        ("Ada Kord never called it a ban; she preferred “a change in the weather”.", False),
        ("Nobody knows why Kord called it “a farce”.", False),
        ("Kord never publicly or privately called it “a farce”.", True),
        ("Kord stopped short of calling it “a farce”.", True),
        ("Kord avoided calling it “a farce”.", True),
    ],
)
def test_what_is_negated_before_its_marks_is_told(text: str, negated: bool) -> None:
    (row,) = [row for row in quotes(text) if row["kind"] in ("direct", "mixed")]
    assert row["negated"] is negated
