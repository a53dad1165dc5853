"""Marks and their pairs: one test a kind of mark, and what no text may break."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.quotes.marks.pairs import DEEPEST, pair_marks

SOUP = st.text(alphabet="ab S.,'\"“”‘’„‚«»‹›`[]?!—\u00a0", max_size=120)


def between(text: str) -> list[str]:
    return [text[pair.start : pair.end] for pair in pair_marks(text)]


def open_ended(text: str) -> list[str]:
    return [text[pair.start : pair.end] for pair in pair_marks(text) if not pair.closed]


# --- kinds of marks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        'Kord said "we wait" and left.',
        "Kord said “we wait” and left.",
        "Kord said 'we wait' and left.",
        "Kord said ‘we wait’ and left.",
        "Kord said «we wait» and left.",
        "Kord said « we wait » and left.",
        "Kord said ‹we wait› and left.",
        "Kord said „we wait“ and left.",
        "Kord said „we wait” and left.",
        "Kord said ‚we wait‘ and left.",
        "Kord said ''we wait'' and left.",
        "Kord said ``we wait'' and left.",
        "Kord said ‟we wait” and left.",
        "Kord said ‛we wait’ and left.",
        "Kord said »we wait« and left.",
    ],
)
def test_each_kind_of_mark_opens_and_closes(text: str) -> None:
    assert between(text) == ["we wait"]


def test_a_curly_mark_may_be_closed_by_a_straight_one() -> None:
    assert between('“We wait," he said. “We sail.”') == ["We wait,", "We sail."]


def test_curly_marks_turned_the_wrong_way_are_read_by_where_they_lean() -> None:
    assert between("He said ”we wait“ and left.") == ["we wait"]


def test_marks_whose_space_was_lost_close_what_is_open() -> None:
    assert between('"We wait,"he said. "We sail."') == ["We wait,", "We sail."]
    assert between('He said,"We wait," and left.') == ["We wait,"]


def test_doubled_marks_are_one() -> None:
    assert between('““We wait,”” he said. ""We sail.""') == ["We wait,", "We sail."]


def test_a_closing_and_an_opening_mark_side_by_side_are_two() -> None:
    assert between('"We wait.""We sail."') == ["We wait.", "We sail."]


def test_empty_marks_and_marks_round_signs_are_nothing() -> None:
    assert between('He wrote "" and " … " and left.') == []


# --- what looks like a mark and is none --------------------------------------------------------------------


def test_apostrophes_are_no_marks() -> None:
    assert between("The dockers' pay isn't what it was in the ’90s, rock 'n' roll or no.") == []


def test_a_plural_possessive_closes_nothing_while_a_surer_mark_follows() -> None:
    assert between("‘The dockers’ pay is late,’ he said.") == ["The dockers’ pay is late,"]
    assert between("The bank’s ‘patience’ had an end. ‘Go on,’ she said.") == ["patience", "Go on,"]


def test_a_day_of_the_month_may_open_a_quotation_and_a_year_does_not() -> None:
    assert between("She thought. ‘17 April,’ she said.") == ["17 April,"]
    assert between("In ‘98 the strike began.") == []


def test_a_low_mark_opens_though_its_space_stands_behind_it() -> None:
    assert between("Kord sagte:„ Wir warten noch.“") == ["Wir warten noch."]


def test_feet_and_inches_may_end_what_stands_between_single_marks() -> None:
    assert between("‘I am only 5’11’, he said.") == ["I am only 5’11"]


def test_inches_are_no_marks() -> None:
    assert between('A pole of 6\'2" stood by "the door" there.') == ["the door"]


@pytest.mark.parametrize("mark", ['"', "”"])
def test_a_double_mark_put_for_an_apostrophe_is_no_mark(mark: str) -> None:
    assert between(f"Varnia{mark}s quota is “unfair” and Dovrin{mark}s is not.") == ["unfair"]


# --- unclosed and nested -----------------------------------------------------------------------------------


def test_an_unclosed_mark_spoils_one_quotation_only() -> None:
    text = 'He said "go on. "Stay," he added. "Or go," he said.'
    assert between(text) == ["go on.", "Stay,", "Or go,"]
    assert open_ended(text) == ["go on."]


def test_an_unclosed_quotation_ends_before_the_clause_of_its_cue() -> None:
    assert between("“The bridge is as safe as houses, said the mayor of Dovrin.") == [
        "The bridge is as safe as houses,"
    ]
    assert between("“The bridge is as safe as houses, Ada Kord said on Friday.") == ["The bridge is as safe as houses,"]


def test_a_single_mark_may_stay_open_where_an_utterance_begins() -> None:
    text = "‘It is dirty,’ said Kord. ‘I have had worse from my kitchen tap. It’s the lead that worries me."
    assert between(text) == ["It is dirty,", "I have had worse from my kitchen tap. It’s the lead that worries me."]
    assert between("Kord drank the ‘stuff and went home.") == []


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    assert open_ended("He spoke of “a long wait. It will end.") == ["a long wait. It will end."]


def test_a_single_mark_may_stay_open_at_the_beginning_only() -> None:
    assert open_ended("‘I wrote to them. I wrote twice.") == ["I wrote to them. I wrote twice."]
    assert between("He had ‘never thought of it.") == []


def test_a_straight_single_mark_stays_open_before_a_capital_where_a_paragraph_begins() -> None:
    assert open_ended("'The pumps were mended, so we wait.") == ["The pumps were mended, so we wait."]
    assert open_ended("Ada Kord told the board: 'The pumps were mended.") == ["The pumps were mended."]
    assert between("'ere we wait, and he wrote of it.") == []


def test_curly_marks_stand_within_straight_ones() -> None:
    text = "'With all the pumps hit by the ‘red rust’ that came in May, it is late,' she said."
    assert between(text) == ["With all the pumps hit by the ‘red rust’ that came in May, it is late,", "red rust"]


def test_a_straight_mark_round_curly_ones_is_closed_by_no_apostrophe() -> None:
    text = "'With the ‘rust’ there, the dockers' boat waits,' she said."
    assert between(text) == ["With the ‘rust’ there, the dockers' boat waits,", "rust"]


def test_a_mark_without_an_opener_is_passed_over() -> None:
    assert between('We wait," he said. "We sail."') == ["We sail."]


def test_quotations_nest_with_other_marks_and_with_the_same() -> None:
    for text in ("“He told me, ‘Go on,’ and left,” she said.", "‘He told me, “Go on,” and left,’ she said."):
        assert [(pair.depth, text[pair.start : pair.end]) for pair in pair_marks(text)][1] == (1, "Go on,")
    assert between("“He said “go on” twice,” she said.") == ["He said “go on” twice,", "go on"]


def test_marks_that_cross_a_quotation_are_passed_over() -> None:
    assert between("“We ‘wait,” he said, “and sail’ on.”") == ["We ‘wait,", "and sail’ on."]


# --- any text ----------------------------------------------------------------------------------------------


@given(SOUP)
def test_pairs_lie_in_their_text_and_nest(text: str) -> None:
    pairs = pair_marks(text)
    for pair in pairs:
        assert 0 <= pair.outer_start < pair.start < pair.end <= pair.outer_end <= len(text)
        assert text[pair.start : pair.end].strip() == text[pair.start : pair.end]
        assert pair.closed or pair.outer_end == pair.end
        assert pair.depth < DEEPEST
    for one, other in pairwise(pairs):
        assert other.outer_start >= one.outer_end or other.outer_end <= one.outer_end
    assert pairs == sorted(pairs, key=lambda pair: pair.outer_start)


@given(SOUP, st.sampled_from(["“", '"', "«", "„"]))
def test_an_unclosed_opener_at_the_end_changes_nothing_before_it(text: str, mark: str) -> None:
    before = [pair[:2] for pair in pair_marks(text) if pair.closed]
    after = [pair[:2] for pair in pair_marks(f"{text} {mark}and so on") if pair.closed]
    assert after == before
