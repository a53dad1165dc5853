"""Sentences: where a stop ends one and where it does not."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SHARED
from transforms.segment import split_sentences
from transforms.segment.paragraphs import lay_out


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def whole(*parts: str) -> None:
    """Each part is a sentence, and no sentence is cut or joined."""
    assert sentences(" ".join(parts)) == list(parts)


def test_stops_of_every_kind_end_sentences() -> None:
    whole("It rained.", "Did it?", "It did!", "Really?!", "No…", "Then it stopped.")


def test_initials_end_no_sentence() -> None:
    whole("J. R. Corvand met Petra K. Lund.", "I. A. Kord and H.W. Venn left.", "George O. Tarn stayed.")


def test_a_single_letter_ends_a_sentence_before_a_word_that_opens_one() -> None:
    whole("They chose Plan B.", "The council had no other.")


@pytest.mark.parametrize("title", ["Mr.", "Mrs.", "Dr.", "Gen.", "Sen.", "Lt. Col.", "Prof.", "St.", "Gov.", "Rev."])
def test_titles_end_no_sentence(title: str) -> None:
    whole(f"The court heard {title} Corvand on Monday.", "It adjourned.")
    whole(f"The court heard then-{title} Corvand on Monday.", "It adjourned.")


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Senate voted.",
        "He joined the E.U. Commission.",
        "It opened at 9 a.m. Monday.",
        "Acme Inc. said no.",
        "It was Jan. 5 when he came.",
        "No. 7 won.",
        "See p. 5 and Fig. 3 of it.",
        "The firm, i.e. its owner, left.",
        "He saw ships, tugs, etc. in port.",
        "Ph.D. students left.",
        "He came to Concord, N.H., and left.",
        "Acme Corp. Dovrin paid.",
        "DR. KORD SLEPT.",
        "GEN. KORD MET MR. WOLD.",
    ],
)
def test_abbreviations_end_no_sentence(text: str) -> None:
    whole(text, "The rest stayed.")


@pytest.mark.parametrize("behind", ["Monday", "March 3", "Eastern time", "GMT", "UTC"])
def test_an_hour_goes_on_with_its_day_or_zone_and_ends_a_sentence_before_a_name(behind: str) -> None:
    whole(f"It opened at 9 a.m. {behind} on the quay.", "The rest stayed.")
    whole("It opened at 9 a.m.", "Kord was there.")


@pytest.mark.parametrize(
    "end", ["in the U.S.", "at 9 a.m.", "for Acme Inc.", "in Concord, N.H.", "on Jan. 5.", "in No. 10."]
)
def test_an_abbreviation_ends_a_sentence_before_a_word_that_opens_one(end: str) -> None:
    whole(f"He worked {end}", "The others did not.")


def test_decimals_sums_versions_and_addresses_are_not_cut() -> None:
    whole("It rose 3.5 percent to $1,234.50.", "Version 2.0 is at www.elban.example.org.", "Done at 10.30.")


def test_an_ellipsis_ends_a_sentence_only_before_a_word_that_opens_one() -> None:
    whole("I … do not know, he said ... and left.")
    whole("He paused...", "Then he left…", "The door shut.")


def test_closing_marks_stay_with_their_sentence() -> None:
    whole("He said “no.”", "Then he said ‘yes.’", "(It rained.)", 'She asked, "Why?"', "“He said ‘no.’”", "The end.")


def test_a_stop_after_the_closing_mark_is_the_sentences() -> None:
    whole('He said "no".', "Then he left.", 'She was "out.".', "The door shut.")


def test_a_question_quoted_inside_a_sentence_does_not_end_it() -> None:
    whole("“Why?” he asked.", "“Stop!” Corvand shouted.", "“Who?” Petra Lund asked him.")
    whole("“Stop!”", "The minister left.")


def test_sentences_within_a_quotation_are_told_apart() -> None:
    whole("“It rained.", "We stayed.", "What else?” she said.")


def test_footnote_marks_stay_with_their_sentence() -> None:
    whole("It rained.[2]", "We stayed.[12][3]", "The end.")
    whole("They left Concord, N.H.[3]", "Monday came.")


def test_the_number_of_an_item_is_no_sentence() -> None:
    whole("1. The harbour opens.")
    whole("It was 1990.", "Twenty years later he died.")


def test_a_lost_space_is_no_lost_boundary() -> None:
    assert sentences("Nobody came.The door was shut.") == ["Nobody came.", "The door was shut."]
    assert sentences('"Stay."He left.') == ['"Stay."', "He left."]
    assert sentences("He wrote to J.Lund of Acme.Corp at once.") == ["He wrote to J.Lund of Acme.Corp at once."]


@pytest.mark.parametrize("picture", ["Image", "Photo", "Photograph", "Picture"])
def test_a_pictures_credit_is_a_sentence_of_its_own(picture: str) -> None:
    whole("The quay on Monday.", f"{picture}: Oren Talmadge.")
    whole("The quay on Monday", f"{picture}: Oren Talmadge.")


@given(
    st.lists(
        st.sampled_from([*"aAé .!?…\"”“'’)(1,", "Mr.", "U.S.", "The ", "said", "...", "[1]", "\n\n", "Image: x"])
    ).map("".join)
)
def test_every_character_of_any_text_but_space_is_in_one_sentence(text: str) -> None:
    spans = split_sentences(text)
    assert all(start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
    assert all(one == one.strip() for one in sentences(text))


def test_boundaries_of_gold_articles_are_found() -> None:
    gold = SHARED / "gold" / "segmentation-train.jsonl"
    if not gold.exists():
        pytest.skip("../shared/gold is not here")
    found = wanted = right = 0
    for article in map(json.loads, gold.open(encoding="utf-8")):
        text = article["text"]
        ends = {paragraph["end"] for paragraph in article["paragraphs"]}
        asked = {end for _, end in article["sentences"] if all(abs(end - other) > 2 for other in ends)}
        spans = [
            start + end for start, stop in lay_out(text, None).spans for _, end in split_sentences(text[start:stop])
        ]
        told = {end for end in spans if all(abs(end - other) > 2 for other in ends)}
        right += sum(any(abs(end - other) <= 2 for other in told) for end in asked)
        found, wanted = found + len(told), wanted + len(asked)
    assert 2 * right / (found + wanted) >= 0.97
