"""Segmenting: the part each paragraph plays, what datelines say, and that no words of an article are lost."""

import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SHARED
from transforms.clean import clean_documents, clean_text, raw_offset
from transforms.clean.boilerplate import opens_list
from transforms.quotes import extract_quotes
from transforms.read import read_file
from transforms.segment import Segmented, segment_documents
from transforms.segment.dateline import label_end, read_dateline
from transforms.segment.dates import at_time, date_of, read_date_line
from transforms.segment.live import find_entries
from transforms.segment.paragraphs import lay_out
from transforms.segment.transcripts import find_posts, find_transcript


def segmented(path: str = "wire/a.jsonl", **fields: Any) -> Segmented:
    records = read_file(path, json.dumps(fields).encode()).records
    return segment_documents(clean_documents(records).documents)


def kinds(*paragraphs: str, title: str | None = None) -> list[str]:
    return lay_out("\n\n".join(paragraphs), title).kinds


BODY = "The harbour master of Port Elban said on Tuesday that the breakwater would be mended before the storms."
MORE = "She has asked three times for the stone, and three times the council has put the vote off."
DATED = f"PORT ELBAN, March 3. /NORDA/. {BODY}"


# --- whole pages copied as text ------------------------------------------------------------------------------

MENU = (
    "Skip to content",
    "News",
    "Local sport",
    "Fishing",
    "Letters",
    "Sign in",
    "Weather",
    "Tide tables",
    "Jobs",
    "Shop",
)
LATER = (
    "It would cost four million crowns, she told the council, and every winter without it would cost a million more."
)
LINKS = tuple(f"Harbour column number {number}" for number in range(10))
FOOT = ("Most read", *LINKS, "Terms of use", "Privacy policy", "© Elban Post")


def marked(*lines: str, before: tuple[str, ...] = MENU, behind: tuple[str, ...] = FOOT) -> list[str]:
    """Kinds of the paragraphs of a copied page that stand between its menu and its foot."""
    found = kinds(*before, *lines, *behind)
    assert {*found[: len(before)], *found[len(found) - len(behind) :]} == {"boilerplate"}
    return found[len(before) : len(found) - len(behind)]


@pytest.mark.parametrize("head", [[], ["Ferry strike ends"], ["Ferry strike ends", "Ships sail again on Monday."]])
def test_a_dateline_without_an_article_is_its_body(head: list[str]) -> None:
    assert kinds(*head, "OSTEND (NORDA) —")[-1] == "body"


def test_what_stands_around_the_article_of_a_copied_page_is_boilerplate() -> None:
    head = ("Breakwater to be mended", "By Ilse Corvand", "Text size", "112", "Harbour office")
    assert marked(*head, BODY, MORE, LATER) == ["headline", *["boilerplate"] * 4, *["body"] * 3]


def test_the_menu_of_a_copied_page_gives_neither_title_nor_date() -> None:
    page = ("Sunday, May 3, 2026", *MENU, "Breakwater to be mended", "Monday, March 2, 2026", BODY, MORE, LATER, *FOOT)
    row = segmented(text="\n\n".join(page)).documents.iloc[0]
    assert (row["title"], str(row["published_at"])[:10]) == ("Breakwater to be mended", "2026-03-02")
    assert any("whole page" in warning for warning in row["warnings"])


def test_the_date_above_a_copied_pages_article_is_found_among_what_the_site_says_there() -> None:
    head = ("Breakwater to be mended", "By Ilse Corvand @ilse on March 2, 2026 at 9:00a | 4,094 | Harbour Notes")
    row = segmented(text="\n\n".join((*MENU, *head, BODY, MORE, LATER, *FOOT))).documents.iloc[0]
    assert str(row["published_at"])[:10] == "2026-03-02"
    of_old = ("Breakwater to be mended", "The old quay on August 14, 1995", "Text size")
    row = segmented(text="\n\n".join((*MENU, *of_old, BODY, MORE, LATER, *FOOT))).documents.iloc[0]
    assert pd.isna(row["published_at"])


def test_the_article_of_a_copied_page_is_where_sentences_stand_together_not_the_longer_comments() -> None:
    comments = [line for number in range(5) for line in (f"Reader {number}", "Report", f"{LATER} {MORE}", "Reply")]
    page = ("Breakwater to be mended", BODY, f"{MORE} {LATER}", LATER, *LINKS, *comments)
    assert marked(*page)[:5] == ["headline", "body", "body", "body", "boilerplate"]


def test_comments_close_under_the_article_of_a_copied_page_are_not_its() -> None:
    page = ("Breakwater to be mended", BODY, MORE, f"{LATER} {MORE}", "2 comments", "Reader 1", MORE, "Reader 2", LATER)
    assert marked(*page) == ["headline", "body", "body", "body", *["boilerplate"] * 5]


def test_a_box_of_links_in_the_article_of_a_copied_page_does_not_end_it() -> None:
    page = (
        "Breakwater to be mended",
        BODY,
        MORE,
        "Related stories",
        "Ferries late again",
        LATER,
        BODY + " No more.",
        MORE,
    )
    assert marked(*page)[-3:] == ["body", "body", "body"]


def test_links_and_a_caption_under_the_headline_of_a_copied_page_are_not_its_article() -> None:
    head = ("Breakwater to be mended", "Ida Orm, head of the harbour office", "Photo: Petra Lund", "By Ilse Corvand")
    links = ("Related items", "Ferries late again this winter", "What to expect of the new quay?")
    assert marked(*head, *links, BODY, MORE, LATER)[0] == "headline"
    assert marked(*head, *links, BODY, MORE, LATER)[4:] == ["boilerplate"] * 3 + ["body"] * 3


def test_a_byline_may_have_its_by_on_a_line_of_its_own() -> None:
    assert kinds("By", "Ilse Corvand", BODY, MORE) == ["boilerplate", "boilerplate", "body", "body"]


def test_a_box_beside_the_first_lines_of_a_copied_pages_article_does_not_end_it() -> None:
    spread = (f"{BODY} {MORE}", "12", f"{MORE} {LATER}", "13", f"{LATER} {BODY}")
    page = ("Breakwater to be mended", LATER, "Related stories", "Ferries late again", *spread)
    assert {kind for line, kind in zip(page, marked(*page), strict=True) if line in (LATER, *spread)} == {"body"}


def test_what_goes_on_in_a_row_behind_a_box_belongs_to_the_article_of_a_copied_page() -> None:
    page = ("Breakwater to be mended", f"{BODY} {MORE}", LATER, "Related stories", "Ferries late again")
    row = ("The stone is dear.", "The quay is old and shut.", "The council will vote in May.")
    assert marked(*page, *row)[-3:] == ["body"] * 3


@pytest.mark.parametrize(
    "teasers",
    [
        ("The ferries are late again and...", "The stone is dear again and..."),
        ("Are The Ferries Late Again?", "Who Pays For The Stone?"),
    ],
    ids=["cut off", "titles"],
)
def test_teasers_under_the_article_of_a_copied_page_are_not_its(teasers: tuple[str, str]) -> None:
    page = ("Breakwater to be mended", BODY, MORE, LATER, "Harbour", *teasers)
    assert marked(*page)[-3:] == ["boilerplate"] * 3


@pytest.mark.parametrize(
    ("head", "headline"),
    [
        (("Sunday, May 3, 2026 in Ostrel", "Breakwater to be mended", "By Ilse Corvand", "Text size of this page"), 1),
        (("Breakwater to be mended", "All we know of the harbour:"), 0),
        (("Ferries late again this winter", *["12"] * 20), None),
    ],
    ids=["under a date", "over a label", "far above"],
)
def test_the_headline_of_a_copied_page_stands_nearest_above_its_byline_or_article(
    head: tuple[str, ...], headline: int | None
) -> None:
    found = marked(*head, BODY, MORE, LATER)
    assert [place for place, kind in enumerate(found) if kind == "headline"] == ([] if headline is None else [headline])


def test_whose_office_stands_under_the_byline_of_a_copied_page_is_boilerplate_with_it() -> None:
    head = ("Breakwater to be mended", "By Ilse Corvand", "Lecturer in hydraulics at the University of Elban")
    assert marked(*head, BODY, MORE, LATER) == ["headline", *["boilerplate"] * 2, *["body"] * 3]


def test_a_copied_page_of_many_leads_has_no_article() -> None:
    leads = [line for number in range(4) for line in (f"{BODY} {number}.", MORE, *LINKS)]
    assert kinds(*MENU, *leads, *FOOT).count("body") >= 8


def test_times_around_the_article_of_a_copied_page_make_it_no_live_blog() -> None:
    times = ("9:05", "Ferry to Ostrel", "10:05", "Ferry back", "11:05", "Ferry to Dovrin")
    page = (*MENU, "Breakwater to be mended", BODY, MORE, LATER, *times, *FOOT)
    assert not lay_out("\n\n".join(page), None).is_live


def test_more_from_a_site_stands_over_a_list_of_its_links() -> None:
    page = ("Breakwater to be mended", BODY, MORE, "More from the Elban Post", "Ferries late again", "Stone is dear")
    assert kinds(*page)[3:] == ["boilerplate"] * 3


def test_a_word_as_long_as_an_address_behind_more_from_is_read_once() -> None:
    assert not opens_list(f"More from {'a' * 280}.")  # read in every way it can be cut in six, this would take years


def test_a_first_paragraph_with_a_wide_stop_is_no_headline() -> None:
    assert kinds("港口负责人星期一说，防波堤将修好。", "她三次要石头，委员会三次推迟投票。") == ["body", "body"]


def test_a_byline_with_whatever_a_site_sets_beside_it_does_not_begin_the_article() -> None:
    byline = (
        "By Ilse Corvand, executive editor | Tuesday @ 6:43pm | filed under the harbour, its stone and its builders"
    )
    assert marked("Breakwater to be mended", byline, BODY, MORE, LATER)[:3] == ["headline", "boilerplate", "body"]


def test_a_lone_sentence_of_the_menu_does_not_begin_the_article() -> None:
    page = ("Stay up to date with the harbour’s column.", "Breakwater to be mended", "Text size", BODY, MORE, LATER)
    assert marked(*page) == ["boilerplate", "headline", "boilerplate", "body", "body", "body"]


def test_a_list_in_an_article_that_is_no_copied_page_is_its_own() -> None:
    boats = [f"Boat {number}, Port Elban" for number in range(30)]
    assert "boilerplate" not in kinds("Breakwater to be mended", BODY, MORE, LATER, *boats, BODY)


BOATS = tuple(f"Boat {number}, Port Elban" for number in range(30))
SITE = ("Share", "Advertisement", "Photo: Petra Lund", "Read more", "Terms of use", "© Elban Post")


@pytest.mark.parametrize(
    "lines",
    [
        ("Breakwater to be mended", *SITE, BODY, MORE, *BOATS, LATER, BODY),
        ("Breakwater to be mended", BODY, MORE, *BOATS, LATER, BODY, *SITE),
        ("Share", "Breakwater to be mended", BODY, MORE, *BOATS, LATER, BODY, *SITE),
        (*SITE, "Breakwater to be mended", *BOATS, BODY, MORE),
    ],
    ids=["in its head", "under it", "one over it", "over it"],
)
def test_lines_of_a_site_on_one_side_of_an_article_with_a_list_make_it_no_copied_page(lines: tuple[str, ...]) -> None:
    assert [line for line, kind in zip(lines, kinds(*lines), strict=True) if kind == "boilerplate"] == [
        line for line in lines if line in SITE
    ]


# --- the head ----------------------------------------------------------------------------------------------


def test_headline_deck_and_dateline_are_told_apart() -> None:
    head = ("Breakwater to be mended", "The council has found the money, its head says", DATED, MORE)
    assert kinds(*head) == ["headline", "deck", "body", "body"]


def test_the_headline_is_found_below_boilerplate() -> None:
    assert kinds("All news", "Home | World | Sport", "Breakwater to be mended", BODY, MORE)[:3] == [
        "boilerplate",
        "boilerplate",
        "headline",
    ]


def test_bylines_and_date_lines_of_the_head_are_boilerplate() -> None:
    head = ("Breakwater to be mended", "By Ilse Corvand and Petra Lund", "March 3, 2026", BODY, MORE)
    assert kinds(*head) == ["headline", "boilerplate", "boilerplate", "body", "body"]


@pytest.mark.parametrize(
    "lines",
    [
        ["By ILSE CORVAND", "Allied Coast Press"],
        ["By our harbour correspondent"],
        ["By Ilse Corvand, Harbour Editor"],
        ["By Ilse Corvand and Petra Lund, NORDA"],
        ["Ilse Corvand in Ostrel"],
        ["Published", "3 March 2026", "Ilse Corvand", "Elban News, Ostrel", "Share"],
        ["Ilse Corvand", "Lecturer in hydraulics at the University of Elban"],
        ["NORDA | Updated: March 3, 2026 18:40"],
        ["Ilse Corvand Published March 3, 2026 06:40am"],
    ],
    ids=["house", "office", "role", "two", "place", "site", "author", "agency", "one line"],
)
@pytest.mark.parametrize("lead", [BODY, DATED], ids=["no dateline", "dateline"])
def test_who_wrote_an_article_and_for_whom_is_no_deck_and_heads_nothing(lines: list[str], lead: str) -> None:
    assert kinds("Breakwater to be mended", *lines, lead, MORE, BODY) == [
        "headline",
        *["boilerplate"] * len(lines),
        *["body"] * 3,
    ]


def test_a_name_below_the_headline_is_no_author_where_the_article_writes_its_words_small() -> None:
    assert kinds("Breakwater to be mended", "Harbour Master Speaks", BODY, MORE) == ["headline", "deck", "body", "body"]


@pytest.mark.parametrize("label", ["ANALYSIS", "Exclusive", "Fact check"])
def test_a_label_over_the_headline_is_boilerplate(label: str) -> None:
    assert kinds(label, "Breakwater to be mended", BODY, MORE) == ["boilerplate", "headline", "body", "body"]


@pytest.mark.parametrize(
    "headline", ["From Elban staff, a plea for stone", "By hiring writers the council hopes to please"]
)
def test_a_headline_that_opens_like_a_byline_is_one(headline: str) -> None:
    assert kinds(headline, "By our staff in Ostrel", BODY, MORE) == ["headline", "boilerplate", "body", "body"]


def test_a_sentence_that_says_by_when_is_no_byline() -> None:
    assert kinds("The ships left.", "The quay was full.", "By Monday the harbour was full again.", BODY) == ["body"] * 4


def test_a_deck_with_a_final_stop_is_one_above_a_byline_or_a_date() -> None:
    deck = "The council has found the money, its head says."
    for line in ("By Ilse Corvand", "March 3, 2026"):
        assert kinds("Breakwater to be mended", deck, line, BODY, MORE)[1:4] == ["deck", "boilerplate", "body"]
    assert kinds("Breakwater to be mended", deck, BODY, MORE)[1] == "body"


def test_a_summary_in_items_is_the_deck_however_long_and_hides_no_dateline() -> None:
    items = [f"* {words}" for words in ("Money is found", "Unions doubt it", "Storms are near", "A vote is called")]
    text = "\n".join(
        ("Breakwater to be mended", *items, "* Graphic: https://elban.example/2x", "By Ilse Corvand", DATED, MORE)
    )
    made = segmented("top/a.jsonl", text=text)
    assert made.paragraphs["kind"].tolist() == ["headline", *["deck"] * 4, *["boilerplate"] * 2, "body", "body"]
    row = made.documents.iloc[0]
    assert (row["deck"], row["dateline_agency"]) == ("\n".join(items), "NORDA")


def test_an_article_of_items_alone_has_no_deck() -> None:
    assert kinds("Three things to know", "* The stone is here", "* The vote is near", "* She left")[1:] == ["body"] * 3


def test_a_desks_note_on_its_correction_is_no_deck() -> None:
    note = "(Corrects number of votes in paragraph 3 to nine, not ten)"
    assert kinds("Breakwater to be mended", note, DATED, MORE) == ["headline", "boilerplate", "body", "body"]


def test_a_headline_with_a_final_stop_is_one_before_a_dateline_only() -> None:
    assert kinds("The breakwater is mended.", DATED, MORE)[0] == "headline"
    assert kinds("The breakwater is mended.", BODY, MORE)[0] == "body"


def test_a_text_that_begins_with_its_body_has_no_headline() -> None:
    assert kinds(BODY, MORE) == ["body", "body"]


def test_the_records_title_tells_which_paragraph_is_the_headline() -> None:
    assert kinds("Is the breakwater mended...", BODY, MORE)[0] == "body"
    assert kinds("Is the breakwater mended...", BODY, MORE, title="IS THE BREAKWATER MENDED?")[0] == "headline"


def test_what_stands_above_the_records_title_is_no_headline() -> None:
    assert kinds("Harbour Notes", "Breakwater to be mended", BODY, MORE, title="Breakwater to be mended")[:2] == [
        "boilerplate",
        "headline",
    ]


def test_a_title_that_could_be_a_name_is_the_headline_all_the_same() -> None:
    assert kinds("Ida Orm", BODY, MORE, title="Ida Orm")[0] == "headline"


def test_a_heading_may_begin_with_a_number() -> None:
    assert kinds("Breakwater to be mended", BODY, "12 boats are left", MORE, BODY)[2] == "heading"


def test_a_headline_repeated_further_down_is_boilerplate() -> None:
    assert kinds("Breakwater to be mended", BODY, MORE, "Breakwater to be mended", BODY)[3] == "boilerplate"


def test_the_head_goes_into_the_documents_row() -> None:
    text = f"Breakwater to be mended\n\nThe council has found the money\n\n{DATED}\n\n{MORE}"
    row = segmented(text=text).documents.iloc[0]
    assert (row["title"], row["deck"]) == ("Breakwater to be mended", "The council has found the money")
    assert (row["dateline_place"], row["dateline_date"], row["dateline_agency"]) == ("PORT ELBAN", "March 3", "NORDA")


@pytest.mark.parametrize(
    ("path", "fields", "source"),
    [
        ("courier/a.jsonl", {"source": "Elban Post"}, "Elban Post"),
        ("courier/a.jsonl", {"html": '<meta property="og:site_name" content="Elban Post">'}, "Elban Post"),
        ("courier/a.jsonl", {}, "courier"),
        ("2026/a.jsonl", {}, "NORDA"),
        ("a.jsonl", {}, "NORDA"),
        ("nor-da/a.jsonl", {}, "NORDA"),
    ],
    ids=["record", "page", "folder", "folder of a year", "agency", "agency's own folder"],
)
def test_the_source_is_who_printed_it_and_only_where_nothing_tells_that_who_wrote_it(
    path: str, fields: dict[str, str], source: str
) -> None:
    """One agency's story in five papers was told by one source, and of a paper half the articles were missing."""
    if "html" in fields:
        body = f"<body><article><h1>Title</h1><p>{DATED}</p><p>{MORE}</p></article></body>"
        fields = {"html": f"<html><head>{fields['html']}</head>{body}</html>"}
    row = segmented(
        path, **(fields if "html" in fields else fields | {"text": f"Title\n\n{DATED}\n\n{MORE}"})
    ).documents.iloc[0]
    assert (row["source"], row["dateline_agency"]) == (source, "NORDA")


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("courier/2026-03-05/tolls.jsonl", "courier"),
        ("courier/2026/03/05/tolls.jsonl", "courier"),
        ("courier/2026/5. March/tolls.jsonl", "courier"),
        ("courier/20260305/tolls.jsonl", "courier"),
        ("courier/2026-W10/tolls.jsonl", "courier"),
        ("courier/2026/W10/4/tolls.jsonl", "courier"),
        ("courier/week-10/tolls.jsonl", "courier"),
        ("courier/2026 Q1/Wk 10/tolls.jsonl", "courier"),
        ("week 10/tolls.jsonl", None),
        ("2026-W10/tolls.jsonl", None),
        ("2026-03-05/courier/tolls.jsonl", "courier"),
        ("2026/03/tolls.jsonl", None),
        ("24/tolls.jsonl", "24"),
        ("1843/tolls.jsonl", "1843"),
        ("courier/05/tolls.jsonl", "05"),
        ("W1/tolls.jsonl", "W1"),
        ("The Week/tolls.jsonl", "The Week"),
    ],
)
def test_a_folder_of_a_year_a_month_a_week_or_a_day_is_no_outlet(path: str, source: str | None) -> None:
    """An archive that has a folder a day gave as many outlets as days."""
    found = segmented(path, text=f"{BODY}\n\n{MORE}").documents["source"][0]
    assert (None if pd.isna(found) else found) == source


@pytest.mark.parametrize(
    "turns",
    [
        ["Q: Who pays?", "A: The council does, or nobody.", "Q: And when?", "A: Before the storms."],
        ["KORD: I thank the committee.", "Anna Byk: We thank the minister.", "KORD (laughs): Then we are done."],
        ["Q. Who pays?", "A. The council does, or nobody.", "Q. And when?"],
    ],
    ids=["question and answer", "names", "with stops"],
)
def test_a_transcript_without_marks_says_that_it_is_read_as_one(turns: list[str]) -> None:
    (warnings,) = segmented(text="\n\n".join((f"Breakwater\n\n{BODY}", *turns))).documents["warnings"]
    assert warnings == ["It looks like a transcript: what stands behind a speaker's label is read as a quotation."]


def test_where_the_words_of_a_turn_begin_stands_beside_its_paragraph() -> None:
    turns = ["Q: Who pays?", "A: The council does, or nobody.", "We asked it twice.", "Q: And when?"]
    rows = segmented(text="\n\n".join((f"Breakwater\n\n{BODY}", *turns))).paragraphs
    spoken = rows[rows["spoken_start"].notna()]
    words = [text[begin:] for text, begin in zip(spoken["text"], spoken["spoken_start"] - spoken["start"], strict=True)]
    assert words == ["Who pays?", "The council does, or nobody.", "We asked it twice.", "And when?"]
    assert rows["spoken_start"].isna().sum() == 2  # headline and body


def test_what_stands_over_a_posts_signature_is_spoken_from_its_first_word_on() -> None:
    post = ["Told you. Take the train.", "— Theo Hart (@theoh) July 10, 2026"]
    found = segmented(text="\n\n".join((f"Breakwater\n\n{BODY}", *post)))
    assert found.paragraphs["spoken_start"].dropna().tolist() == [len("Breakwater\n\n") + len(BODY) + 2]
    assert found.documents["warnings"][0] == []  # which is no transcript


def test_a_transcript_with_its_labels_on_lines_of_their_own_is_read_as_one() -> None:
    turns = ["KORD:\nI thank the committee.", "Anna Byk:\nWe thank the minister.", "KORD:\nThen we are done."]
    (warnings,) = segmented(text="\n\n".join((f"Breakwater\n\n{BODY}", *turns))).documents["warnings"]
    assert any("transcript" in warning for warning in warnings)


@pytest.mark.parametrize(
    "lines",
    [
        ["Kord: “I thank the committee.”", "Byk: “We thank the minister.”", "Kord: “Then we are done.”"],
        ["Correction: the vote was on Monday.", "Place: Port Elban.", "Price: four crowns."],
        ["Read more: The storm that broke it", "Read more: The stone", "Read more: The vote"],
        ["Elban: three seats", "Dovrin: two seats", "Elban: four more in the spring", "You may vote until nine."],
    ],
    ids=["marked", "a list", "links", "results"],
)
def test_lines_with_a_colon_are_no_transcript(lines: list[str]) -> None:
    (warnings,) = segmented(text="\n\n".join((f"Breakwater\n\n{BODY}", *lines, MORE))).documents["warnings"]
    assert not any("transcript" in warning for warning in warnings)


# --- when it appeared --------------------------------------------------------------------------------------


def test_a_dateline_without_a_year_leaves_published_at_unknown_with_a_warning() -> None:
    row = segmented(text=f"Title\n\n{DATED}\n\n{MORE}").documents.iloc[0]
    assert pd.isna(row["published_at"])
    assert any("March 3, is not one day of one year" in warning for warning in row["warnings"])


@pytest.mark.parametrize(
    ("path", "published"),
    [
        ("norda/2026-03-03-ferries.jsonl", "2026-03-03"),
        ("norda/2026/3/4/ferries.jsonl", "2026-03-03"),
        ("2026-02-01/2025-03-02.jsonl", "2025-03-03"),
        ("norda/20260303_ferries.jsonl", "2026-03-03"),
        ("2026-03-10/ferries.jsonl", "2026-03-03"),
        ("norda/2026/03/ferries.jsonl", "2026-03-03"),
        ("norda/2026-03 ferries.jsonl", "2026-03-03"),
        ("norda/2026-W10/ferries.jsonl", "2026-03-03"),
        ("norda/2026/week 10/ferries.jsonl", "2026-03-03"),
    ],
)
def test_a_dateline_without_a_year_takes_it_from_a_path_that_names_its_day_week_or_month(
    path: str, published: str
) -> None:
    row = segmented(path, text=f"Title\n\n{DATED}\n\n{MORE}").documents.iloc[0]
    assert f"{row['published_at']:%Y-%m-%d}" == published
    assert row["warnings"] == ["The date at its head has no year; published_at has the year its path gives."]


@pytest.mark.parametrize(
    "path", ["2026-04-03", "2026-03-11", "2026-03-01", "2026-W11", "2026-W54", "2026/04/a", "2026-13/a", "2026/a"]
)
def test_a_path_that_names_another_day_gives_a_dateline_no_year(path: str) -> None:
    """Nor is it dated by that day: what stands at its head says that it is of another."""
    row = segmented(f"norda/{path}.jsonl", text=f"Title\n\n{DATED}\n\n{MORE}").documents.iloc[0]
    assert pd.isna(row["published_at"])


def test_an_article_without_a_date_is_dated_by_its_address_or_its_own_files_name() -> None:
    text, url = f"Breakwater mended\n\n{BODY}\n\n{MORE}", "https://norda.example/2026/03/03/breakwater"
    addressed = segmented(text=text, url=url).documents.iloc[0]
    named = by_path("norda/2026-03-01/2026-03-03.txt")
    for row, place in ((addressed, "address"), (named, "file's name")):
        assert row["published_at"] == pd.Timestamp("2026-03-03", tz="UTC")
        assert row["warnings"] == [f"It has no date at its head; published_at is the day its {place} gives."]


def by_path(path: str) -> pd.Series:
    """What the file of an article without a date at its head, at this place, gives."""
    text = f"Breakwater mended\n\n{BODY}\n\n{MORE}"
    return segment_documents(clean_documents(read_file(path, text.encode()).records).documents).documents.iloc[0]


@pytest.mark.parametrize(
    ("folder", "source"),
    [
        *(("courier/2026-03-03", "courier"), ("courier/20260303", "courier"), ("courier/2026/03/03", "courier")),
        *(("courier/2026/Mar/3", "courier"), ("courier/3 March 2026", "courier"), ("2026/03/2026-03-03", None)),
        *(("2026-03-03/courier", "courier"), ("2026/03/03/courier/harbour", "harbour")),
        *(("2026 03 03", None), ("2026.03.03", None)),
    ],
)
def test_an_article_without_a_date_in_a_folder_for_a_day_is_dated_by_it(folder: str, source: str | None) -> None:
    """An archive with a folder a day had no date at all."""
    row = by_path(f"{folder}/1.txt")
    assert row["published_at"] == pd.Timestamp("2026-03-03", tz="UTC")
    assert row["warnings"] == ["It has no date at its head; published_at is the day its folder gives."]
    assert (None if pd.isna(row["source"]) else row["source"]) == source


@pytest.mark.parametrize(
    "path",
    [
        *("download-2026-03-03/a.txt", "2026-03-03 export/a.txt", "2026-03-03/2026-03-04/wire/a.txt", "2026/03/1.txt"),
        *("2026-W10/a.txt", "2026/02/30/a.txt", "2026-03-03/2026-03-04/a.txt", "26/03/03/a.txt", "120260303.txt"),
    ],
)
def test_a_folder_that_is_named_for_more_than_a_day_or_for_less_dates_nothing(path: str) -> None:
    assert pd.isna(by_path(path)["published_at"])


@pytest.mark.parametrize("path", ["export-2026-03-03.jsonl", "2026-03-03/a.jsonl", "2026-13-41.jsonl"])
def test_the_day_a_file_of_many_articles_was_made_is_not_theirs(path: str) -> None:
    row = segmented(path, text=f"Breakwater mended\n\n{BODY}\n\n{MORE}").documents.iloc[0]
    assert pd.isna(row["published_at"])


def test_a_day_that_no_calendar_has_leaves_published_at_unknown_too() -> None:
    row = segmented(text=f"Breakwater mended\n\nFebruary 31, 2026\n\n{BODY}\n\n{MORE}").documents.iloc[0]
    assert pd.isna(row["published_at"])
    assert row["warnings"] == [
        "The date at its head, February 31, 2026, is not one day of one year; published_at is unknown."
    ]


@pytest.mark.parametrize("line", ["Published 01/01/0001 00:00 MSK", "Updated: 31/12/9999 23:59 EST"])
def test_what_a_program_writes_for_no_date_dates_no_article(line: str) -> None:
    row = segmented(text=f"Breakwater mended\n\n{line}\n\n{BODY}\n\n{MORE}").documents.iloc[0]
    assert pd.isna(row["published_at"])
    assert "published_at is unknown" in row["warnings"][0]


def test_a_dateline_with_a_year_dates_the_article() -> None:
    row = segmented(text=f"Title\n\n{DATED.replace('March 3', 'March 3, 2026')}\n\n{MORE}").documents.iloc[0]
    assert str(row["published_at"]) == "2026-03-03 00:00:00+00:00"
    assert row["warnings"] == []


def test_a_date_line_of_its_own_dates_the_article() -> None:
    row = segmented(text=f"Breakwater mended\n\nTuesday, March 3, 2026\n\n{BODY}\n\n{MORE}").documents.iloc[0]
    assert (row["dateline_date"], row["published_at"]) == (
        "Tuesday, March 3, 2026",
        pd.Timestamp("2026-03-03", tz="UTC"),
    )


@pytest.mark.parametrize("path", ["norda/ferries.jsonl", "norda/2026-03-03-ferries.jsonl"])
def test_a_date_line_with_day_year_and_hour_goes_before_a_dateline_that_has_the_day_alone(path: str) -> None:
    row = segmented(path, text=f"3 March 2026 18:40\n\nTitle\n\n{DATED}\n\n{MORE}").documents.iloc[0]
    assert row["published_at"] == pd.Timestamp("2026-03-03T18:40", tz="UTC")
    assert (row["dateline_date"], row["warnings"]) == ("March 3", [])


def test_a_date_line_without_a_year_lends_its_hour_to_the_day_the_path_gives() -> None:
    row = segmented("norda/2026-03-03.jsonl", text=f"3 MAR, 18:40\n\nTitle\n\n{DATED}\n\n{MORE}").documents.iloc[0]
    assert row["published_at"] == pd.Timestamp("2026-03-03T18:40", tz="UTC")


def test_a_dateline_with_a_year_goes_before_a_date_line_without_one() -> None:
    dated = DATED.replace("March 3", "March 3, 2026")
    row = segmented(text=f"3 MAR, 18:40\n\nTitle\n\n{dated}\n\n{MORE}").documents.iloc[0]
    assert row["published_at"] == pd.Timestamp("2026-03-03", tz="UTC")


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("3 March 2026 18:40", "2026-03-03T18:40"),
        ("Published Mar 3, 2026 at 6:40 p.m. EST", "2026-03-03T23:40"),
        ("Published: Tuesday, 3 Mar 2026 | 6:40 PM EST", "2026-03-03T23:40"),
        ("March 3, 2026 – 6:40 PM", "2026-03-03T18:40"),
        ("By: Ilse Corvand   March 3, 2026 6:40 PM EST", "2026-03-03T23:40"),
        ("on March 3, 2026 at 6:40 pm", "2026-03-03T18:40"),
        ("01:30 MSK, 3 March 2026", "2026-03-02T22:30"),
        ("Tue 3 Mar 2026 18.40 GMT+5:30", "2026-03-03T13:10"),
        ("2026-03-03T18:40:12-03:30", "2026-03-03T22:10"),
        ("Updated 12:05 AM, March 3, 2026", "2026-03-03T00:05"),
        ("March 3, 2026 6:40 PM ET", "2026-03-03T00:00"),
        ("March 3, 2026 25:99", "2026-03-03T00:00"),
    ],
)
def test_the_time_beside_a_date_is_read_with_its_zone_where_that_is_known(line: str, moment: str) -> None:
    read = read_date_line(line)
    assert read is not None
    midnight = date_of(read.date)
    assert midnight is not None
    assert at_time(midnight, read.time) == pd.Timestamp(moment, tz="UTC")


def test_the_records_date_goes_before_the_datelines_and_keeps_its_hour() -> None:
    row = segmented(text=f"Title\n\n{DATED}\n\n{MORE}", published_at="2026-03-03T23:30:00-05:00").documents.iloc[0]
    assert row["published_at"] == pd.Timestamp("2026-03-04T04:30", tz="UTC")
    assert row["dateline_date"] == "March 3"
    assert row["warnings"] == []


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("March 3, 2026", "2026-03-03"),
        ("3 March 2026", "2026-03-03"),
        ("3rd of March, 2026", "2026-03-03"),
        ("Sept. 3, 2026", "2026-09-03"),
        ("2026-03-04", "2026-03-04"),
        ("13/03/2026", "2026-03-13"),
        ("03/13/2026", "2026-03-13"),
        ("03/03/2026", "2026-03-03"),
        ("03/04/2026", None),
        ("February 30, 2026", None),
        ("March 3", None),
    ],
)
def test_a_written_date_is_a_day_only_where_it_can_be_one_alone(written: str, day: str | None) -> None:
    moment = date_of(written)
    assert (moment and f"{moment:%Y-%m-%d}") == day


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Friday, July 21, 2017", "Friday, July 21, 2017"),
        ("29 AUG 2018, 10:35", "29 AUG 2018"),
        ("Published: Aug 29, 2018 10:35 GMT+3", "Aug 29, 2018"),
        ("Updated 3:45 PM ET, Wed August 29, 2018", "Wed August 29, 2018"),
        ("Last updated on August 29, 2018 at 3:45 p.m. EDT", "August 29, 2018"),
        ("2018-08-29T10:35:00Z", "2018-08-29"),
        ("10:35, 29 August 2018", "29 August 2018"),
        ("Published 29 August 2018 10:35 | Updated 30 August 2018 09:12", "29 August 2018"),
        ("City Desk | Port Elban | August 29, 2018", "August 29, 2018"),
        ("March 3 was a Tuesday.", None),
        ("In March 2018", None),
    ],
)
def test_a_line_that_is_a_date_and_nothing_else_is_read(line: str, date: str | None) -> None:
    read = read_date_line(line)
    assert (read and read.date) == date


# --- datelines ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opening", "place", "date", "agency"),
    [
        ("MOSCOW, August 29. /TASS/. ", "MOSCOW", "August 29", "TASS"),
        ("MOSCOW. August 29. INTERFAX - ", "MOSCOW", "August 29", "INTERFAX"),
        ("MOSCOW, August 29 - RIA Novosti. ", "MOSCOW", "August 29", "RIA Novosti"),
        ("PARIS (AP) — ", "PARIS", None, "AP"),
        ("Paris (AFP) – ", "Paris", None, "AFP"),
        ("LONDON, March 3 (Reuters) - ", "LONDON", "March 3", "Reuters"),
        ("PARIS/BERLIN (Reuters) - ", "PARIS/BERLIN", None, "Reuters"),
        ("March 3 (Reuters) - ", None, "March 3", "Reuters"),
        ("BEIJING, Aug. 29 (Xinhua) -- ", "BEIJING", "Aug. 29", "Xinhua"),
        ("LOS ANGELES, Feb. 2 (UPI) — ", "LOS ANGELES", "Feb. 2", "UPI"),
        ("New Delhi [India], August 29 (ANI): ", "New Delhi [India]", "August 29", "ANI"),
        ("TEL AVIV, March 3, 2026 /PRNewswire/ -- ", "TEL AVIV", "March 3, 2026", "PRNewswire"),
        ("(CNN) ", None, None, "CNN"),
        ("(CNN)", None, None, "CNN"),
        ("Washington (CNN) -- ", "Washington", None, "CNN"),
        ("GENEVA, 29 August 2018 (UN News) — ", "GENEVA", "29 August 2018", "UN News"),
        ("PARIS — ", "PARIS", None, None),
        ("BOSTON —", "BOSTON", None, None),
        ("SÃO PAULO (AP) — ", "SÃO PAULO", None, "AP"),
        ("ŁÓDŹ, Poland (AP) — ", "ŁÓDŹ, Poland", None, "AP"),
        ("WINSTON-SALEM, N.C. (AP) — ", "WINSTON-SALEM, N.C.", None, "AP"),
        ("McALLEN, Texas — ", "McALLEN, Texas", None, None),
        ("SEOUL, South Korea — ", "SEOUL, South Korea", None, None),
        ("Taipei, Taiwan — ", "Taipei, Taiwan", None, None),
        ("Concord, N.H. — ", "Concord, N.H.", None, None),
        ("TASS, August 29. ", None, "August 29", "TASS"),
        ("Ostend, 3 March 2026 — ", "Ostend", "3 March 2026", None),
        ("FRANKFORT, Ky. (Feb. 8, 2024) – ", "FRANKFORT, Ky.", "Feb. 8, 2024", None),
        ("(CBS) ARLINGTON, Texas - ", "ARLINGTON, Texas", None, "CBS"),
    ],
)
def test_datelines_of_every_house_are_read(
    opening: str, place: str | None, date: str | None, agency: str | None
) -> None:
    dateline = read_dateline(opening + BODY)
    assert dateline is not None
    assert (dateline.place, dateline.date, dateline.agency) == (place, date, agency)
    assert (opening + BODY)[dateline.length :].strip() == BODY


@pytest.mark.parametrize("name", ["Rep. Ilvar Reldan", "Gen. Orm", "A. Orm"])
def test_what_is_short_before_a_name_is_no_agency(name: str) -> None:
    dateline = read_dateline(f"OSTEND, March 3, 2026 — {name} said the quay was shut.")
    assert dateline is not None
    assert (dateline.place, dateline.agency) == ("OSTEND", None)


def test_the_head_of_a_wires_copy_is_its_own() -> None:
    head = [
        "BC-STORM-ELBAN, 2nd Ld-Writethru, a0417",
        "URGENT",
        "Ferries stop as Storm Hettie nears",
        "By ILSE CORVAND",
    ]
    layout = lay_out("\n\n".join([*head, "Elban Wire", f"PORT ELBAN (EW) _ {BODY}", "(more)", "XXX", BODY]), None)
    assert layout.kinds == [
        *["boilerplate"] * 2,
        "headline",
        *["boilerplate"] * 2,
        "body",
        *["boilerplate"] * 2,
        "body",
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        BODY,
        "Sen. Oren Talmadge (R-Texas) — who voted against the dam — was not there.",
        "EXCLUSIVE — The breakwater was never paid for.",
        "NATO — the alliance that nobody had asked — said no.",
        "Corvand, Lund — and a third minister — were late.",
        "A — B",
        "“PARIS” — so the sign said.",
        "The House (of Lords) sat late.",
        "On Tuesday, March 3, the vote was put off.",
        "(APPLAUSE) Thank you.",
    ],
)
def test_an_articles_own_words_are_no_dateline(paragraph: str) -> None:
    assert read_dateline(paragraph) is None


def test_a_place_in_capitals_and_a_colon_are_the_leads_dateline() -> None:
    for head in ((), ("Breakwater to be mended", "The council has found the money")):
        layout = lay_out("\n\n".join((*head, f"PORT ELBAN: {BODY}", MORE)), None)
        assert layout.dateline == ("PORT ELBAN", None, None, len("PORT ELBAN:"))
        assert layout.kinds == [*["headline", "deck"][: len(head)], "body", "body"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        [f"SUMMARY: {BODY}", MORE],
        ["REVEALED NOW: Ministers Took The Stone That Port Elban Had Paid For Twice", BODY],
        [f"ELBAN: {BODY}", f"CORVAND: {MORE}"],
        ["ELBAN: The stone is here.", BODY],
    ],
    ids=["a label", "a headline", "speakers", "no lead"],
)
def test_other_labels_in_capitals_are_no_dateline(paragraphs: list[str]) -> None:
    assert lay_out("\n\n".join(paragraphs), None).dateline is None


def test_a_dateline_in_a_paragraph_of_its_own_is_boilerplate() -> None:
    layout = lay_out(f"Breakwater mended\n\nOSTEND, 3 March 2026 - Coast Wire\n\n{BODY}\n\n{MORE}", None)
    assert layout.kinds == ["headline", "boilerplate", "body", "body"]
    assert layout.dateline is not None
    assert layout.dateline.agency == "Coast Wire"


@pytest.mark.parametrize("agency", ["NORDA", "TASS", "Elban Press", "RIA Novosti", "Port Elban News Agency", "NORDA."])
@pytest.mark.parametrize("before", [" - ", ": ", " — "])
def test_a_name_that_ends_a_datelines_line_is_an_agency_where_it_is_written_as_one(agency: str, before: str) -> None:
    paragraph = f"OSTEND, 3 March 2026{before}{agency}"
    dateline = read_dateline(paragraph)
    assert dateline is not None
    assert (dateline.agency, dateline.length) == (agency.rstrip("."), len(paragraph))


@pytest.mark.parametrize("before", [": ", " - "])
def test_a_headline_after_place_and_day_is_no_agency_and_no_boilerplate(before: str) -> None:
    layout = lay_out(f"Breakwater mended\n\nOSTEND, 3 March 2026{before}Ministers Meet\n\n{BODY}\n\n{MORE}", None)
    assert layout.kinds[1] != "boilerplate"
    assert layout.dateline is not None
    assert (layout.dateline.place, layout.dateline.agency) == ("OSTEND", None)


# --- sections ----------------------------------------------------------------------------------------------


def test_a_short_line_between_paragraphs_heads_a_section() -> None:
    layout = lay_out("\n\n".join([BODY, "What the council says", MORE, BODY, "The price", MORE]), None)
    assert layout.kinds == ["body", "heading", "body", "body", "heading", "body"]
    assert layout.sections == [None, None, *["What the council says"] * 2, None, "The price"]


@pytest.mark.parametrize(
    "line",
    [
        "She left.",
        "“No”, she said",
        "Why not?",
        "lower case line",
        "Corvand: “No”",
        "and then,",
        "— Ilse Corvand",
        "***",
    ],
)
def test_a_short_line_that_is_no_title_is_body(line: str) -> None:
    assert kinds(BODY, line if line != "“No”, she said" else "“No”, she said.", MORE)[1] in ("body", "boilerplate")


def test_a_list_of_short_lines_has_no_headings() -> None:
    assert kinds(BODY, "Forty-two ships", "Three tugs", "One pilot", MORE)[1:4] == ["body"] * 3


def test_a_post_shown_above_its_author_heads_nothing() -> None:
    post = ("We will not close the harbour", "Not this year", "— Ida Orm (@idaorm) March 3, 2026")
    assert kinds(BODY, *post, MORE, "What it costs", BODY) == ["body"] * 5 + ["heading", "body"]


def test_a_post_without_marks_is_its_authors_and_makes_no_transcript() -> None:
    paragraphs = [BODY, "We will not close the harbour.", "— Ida Orm (@idaorm) March 3, 2026", MORE]
    made = segmented(text="\n\n".join(paragraphs))
    assert not any("transcript" in warning for warning in made.documents["warnings"][0])
    (post,) = (row for row in extract_quotes(made.paragraphs).itertuples() if row.kind == "direct")
    assert (post.text, post.speaker_text) == (paragraphs[1], "Ida Orm")


def test_a_live_blogs_times_and_titles_are_headings_with_words_in_marks_or_not() -> None:
    entries = ("14.10 GMT", "‘Stay off the quay’, says harbour master", BODY, "Updated at 14.12 GMT", "13:05", MORE)
    text = "\n\n".join(["Storm live: boats adrift", "3 March 2026", *entries, "9.30 GMT", "“Hold on!”", BODY])
    made = segmented(text=text)
    head, blog = ["headline", "boilerplate"], ["heading", "heading", "body", "boilerplate", "heading", "body"]
    assert made.paragraphs["kind"].tolist() == [*head, *blog, "heading", "body", "body"]
    assert made.paragraphs["section"].tolist()[-1] == "9.30 GMT"
    (document,) = made.documents.to_dict("records")
    assert document["deck"] is None
    assert any("live blog" in warning for warning in document["warnings"])


def test_a_live_blogs_entry_that_is_one_long_line_or_one_paragraph_has_no_title() -> None:
    long = "The ferry to Ostrel" + " and the ferry back" * 6
    paragraphs = ["Storm: live", "16.42 GMT", long, "It blows.", "14:10", "Boats adrift", "9:05", "Calm", "It is over."]
    assert find_entries(paragraphs) == ([1, 4, 6], [7])


@pytest.mark.parametrize("stamps", [("14:10", "9:05"), ("14.10", "9.05", "8.30")], ids=["two", "prices"])
def test_a_few_numbers_on_lines_of_their_own_are_no_live_blog(stamps: tuple[str, ...]) -> None:
    assert not lay_out("\n\n".join(["Ferries", *(part for stamp in stamps for part in (stamp, BODY))]), None).is_live


def test_what_a_page_tags_as_a_heading_is_one_between_marks_too_but_no_sentence() -> None:
    tagged = ["‘A quiet man’", "“We are done,” she said.", "What now?"]
    sections = "".join(f"<p>{BODY}</p><h2>{line}</h2><p>{MORE}</p>" for line in tagged)
    page = f"<html><body><article><h1>Ferries</h1>{sections}</article></body></html>"
    made = segmented(html=page)
    assert "headings" not in made.documents
    shown = made.paragraphs.set_index("text")["kind"]
    assert shown[tagged].tolist() == ["heading", "body", "heading"]
    assert kinds(BODY, tagged[0], MORE) == ["body"] * 3  # nothing tells it in a text


def test_the_initials_that_sign_a_wires_article_are_boilerplate_at_its_foot_alone() -> None:
    assert kinds(DATED, "NORDA ILC PTL") == ["body", "boilerplate"]
    assert kinds(DATED, "NO MORE SEA", MORE)[1] == "heading"


def test_headings_over_pictures_alone_are_headings() -> None:
    credit = "The quay. Image: Oren Talmadge."
    assert kinds(BODY, "Ships", credit, "Tugs", credit, "Pilots", credit, MORE)[1::2][:3] == ["heading"] * 3


def test_a_crosshead_in_capitals_between_marks_heads_a_section() -> None:
    assert kinds(BODY, '"NO MORE STONE"', MORE) == ["body", "heading", "body"]
    for line in ("“No more stone”", '* SAYS "NO MORE STONE"'):
        assert kinds(BODY, line, MORE) == ["body"] * 3


@pytest.mark.parametrize("label", ["Related stories:", "Read more", "Topics", "More on this story"])
def test_what_stands_under_a_label_of_links_is_boilerplate_up_to_the_next_sentence(label: str) -> None:
    links = ("The storm that broke Dovrin", "Why is stone so dear?")
    assert kinds(BODY, label, *links, MORE, "What it costs", BODY) == [
        "body",
        *["boilerplate"] * 3,
        "body",
        "heading",
        "body",
    ]


def test_a_label_of_links_over_the_article_takes_no_headline() -> None:
    assert kinds("Latest news", "Breakwater to be mended", BODY, MORE)[:2] == ["boilerplate", "headline"]


@pytest.mark.parametrize(
    "line",
    [
        "Ilse Corvand is a visiting fellow at the Coast Institute",
        "Ilse Corvand, a professor of law at Elban, is the author of two books on harbours.",
        "The writer is a former editor of the Elban Post.",
    ],
)
def test_whoever_an_article_introduces_at_its_foot_alone_is_its_author(line: str) -> None:
    assert kinds(BODY, MORE, BODY, line)[-1] == "boilerplate"
    assert kinds(BODY, line, MORE, BODY)[1] != "boilerplate"


def test_whom_the_article_named_before_is_not_its_author_at_the_foot() -> None:
    for foot in ("Ilse Corvand is a professor of law at Elban.", "Ada Kord is a writer, Corvand said."):
        assert kinds(BODY, "Corvand has asked three times for the stone.", MORE, foot)[-1] == "body"


def test_nothing_follows_a_last_short_line_so_it_heads_nothing() -> None:
    assert kinds(BODY, MORE, "A last word")[-1] == "body"


def test_share_bars_newsletters_and_credits_are_boilerplate_wherever_they_stand() -> None:
    lines = [
        *("Facebook Twitter WhatsApp Email", "Share this article", "12 comments", "4 min read", "Advertisement"),
        *("Sign up for our morning newsletter", "We use cookies to improve your visit.", "© 2026 Elban Post"),
        *("Read more: The storm that broke Dovrin", "Oren Talmadge / Reuters", "(Reporting by Petra Lund)"),
        "NORDA writer Petra Lund in Ostrel contributed to this report.",
        "The mayor at the court. Oren Talmadge/Getty Images",
    ]
    for line in lines:
        assert kinds(BODY, line, MORE) == ["body", "boilerplate", "body"], line


def test_an_articles_sentence_is_no_boilerplate_though_it_begins_like_one() -> None:
    for line in (
        "Also on Tuesday, the ministers met in Ostrel.",
        "More from the trawlers' owners is expected on Monday.",
        "Share prices fell, and so did the crown.",
        "Register to vote by Friday, the mayor told them.",
        "Photo by photo, the court went through the file.",
        "Copyright law will not save him, the minister said.",
        "He contributed to a report that nobody read.",
        "He wrote {sic} in the margin of the bill.",
    ):
        assert kinds(BODY, line, MORE) == ["body", "body", "body"], line


# --- gold --------------------------------------------------------------------------------------------------


def gold(name: str) -> list[dict[str, Any]]:
    path = SHARED / "gold" / name
    if not path.exists():
        pytest.skip("../shared/gold is not here")
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def raw_kinds(text: str) -> dict[tuple[int, int], str]:
    """Kinds of a raw text's paragraphs by their raw offsets."""
    clean, runs, _ = clean_text(text)
    layout = lay_out(clean, None)
    spans = [(raw_offset(runs, start), raw_offset(runs, end - 1) + 1) for start, end in layout.spans]
    return dict(zip(spans, layout.kinds, strict=True))


def test_the_seed_article_is_laid_out_as_a_reader_sees_it(seed_article: Any) -> None:
    made = segmented(text=seed_article.read_text(encoding="utf-8"))
    paragraphs, row = made.paragraphs, made.documents.iloc[0]
    assert len(paragraphs) == 25
    assert paragraphs["kind"].tolist()[:4] == ["boilerplate", "headline", "deck", "body"]
    assert paragraphs["text"][0] == "All news"
    assert paragraphs.query("kind == 'heading'")["text"].tolist() == [
        "Situation in Idlib",
        "Syrian constitutional committee",
    ]
    assert (row["dateline_place"], row["dateline_date"], row["dateline_agency"]) == ("MOSCOW", "August 29", "TASS")
    assert pd.isna(row["published_at"])
    assert any("year" in warning for warning in row["warnings"])


def test_paragraphs_of_gold_articles_play_the_parts_annotators_saw() -> None:
    alike = {"head": ("headline", "heading"), "p": ("body",), "quote": ("body",), "figure": ("boilerplate",)}
    right = asked = 0
    for article in gold("segmentation-train.jsonl"):
        found = raw_kinds(article["text"])
        for paragraph in article["paragraphs"]:
            kind = found.get((paragraph["start"], paragraph["end"]))
            dated = read_date_line(article["text"][paragraph["start"] : paragraph["end"]]) is not None
            right += kind in (("boilerplate",) if dated else alike[paragraph["kind"]])
            asked += 1
    assert right >= 0.95 * asked  # 176 of 181; of the rest four are pictures, three with a quotation


def test_no_real_attribution_is_lost_to_boilerplate() -> None:
    lost, asked = [], 0
    for article in gold("attributions-train.jsonl"):
        found = raw_kinds(article["text"])
        for attribution in article["attributions"]:
            start = attribution["start"]
            kind = next((kind for (first, last), kind in found.items() if first <= start < last), "no paragraph")
            asked += 1
            if kind not in ("headline", "deck", "body"):
                lost.append((kind, article["text"][start : start + 60]))
    assert asked > 15000
    assert len(lost) <= 0.001 * asked, lost


# --- any text ----------------------------------------------------------------------------------------------

LINES = st.sampled_from(
    [
        BODY,
        MORE,
        DATED,
        "All news",
        "A heading",
        "“An unclosed mark",
        "March 3, 2026",
        "PARIS —",
        "By Ilse Corvand",
        "Ilse Corvand is a fellow",
        "* Stone is dear",
        "Related stories:",
        '"NO MORE STONE"',
        f"PORT ELBAN: {MORE}",
        "…",
        "?",
    ]
)


@given(st.lists(st.one_of(LINES, st.text(max_size=30)), min_size=1, max_size=9).map("\n\n".join))
@settings(max_examples=250)
def test_every_character_of_any_text_stands_in_one_paragraph_and_one_sentence(text: str) -> None:
    made = segmented(text=text)
    if made.documents.empty:
        return
    clean = made.documents["text"][0]
    for table in (made.paragraphs, made.sentences):
        assert [clean[start:end] for start, end in zip(table["start"], table["end"], strict=True)] == table[
            "text"
        ].tolist()
        assert table["ordinal"].tolist() == list(range(len(table)))
        assert "".join("".join(table["text"]).split()) == "".join(clean.split())
    spans = made.paragraphs.set_index("paragraph_id")[["start", "end"]]
    within = spans.loc[made.sentences["paragraph_id"]].reset_index(drop=True)
    assert (made.sentences["start"] >= within["start"]).all()
    assert (made.sentences["end"] <= within["end"]).all()


def test_no_document_at_all_makes_empty_tables() -> None:
    made = segment_documents(clean_documents(read_file("a.txt", b"").records).documents)
    assert [len(table) for table in made] == [0, 0, 0]
    assert {"deck", "dateline_place"} <= set(made.documents.columns)


def test_who_asks_without_a_label_before_the_first_turn_asks_so_before_any() -> None:
    lines = [
        "How is it?",
        "Ada Kord: I like it.",
        "It holds.",
        "Will you stay?",
        "Bran Orm: I will.",
        "Ada Kord: We may.",
    ]
    assert find_transcript(lines) == [None, 10, 0, None, 10, 10]
    assert find_transcript(lines[1:])[2] == 0


def test_a_releases_headline_stands_below_whom_to_call() -> None:
    head = ["OFFICE OF MAYOR ADA KORD", "FOR IMMEDIATE RELEASE", "Contact:", "Petra Orm", "502-555-0143"]
    layout = lay_out(
        "\n\n".join([*head, "Mayor Kord Opens Harbour Office", f"OSTEND (May 4, 2026) – {BODY}", BODY]), None
    )
    assert layout.kinds == ["boilerplate"] * 5 + ["headline", "body", "body"]


def test_a_dateline_may_have_a_line_of_its_own() -> None:
    dateline = read_dateline("Los Angeles (AFP)")
    assert dateline is not None
    assert (dateline.place, dateline.agency) == ("Los Angeles", "AFP")
    assert read_dateline("Petra Lund (AFP)") is None  # who took a picture


@pytest.mark.parametrize(
    ("brief", "place"),
    [
        ("OSLO Ferries were late on Monday.", "OSLO "),
        ("CHINA-JAPAN China has asked for more ferries.", "CHINA-JAPAN "),
        ("BRITAIN Supporters of the ferry left.", "BRITAIN "),
        ("JAPAN is planning more ferries.", ""),
        ("PARIS The port will open on Monday.", "PARIS "),
        ("VICTORIA Reldan said that ferries were late.", ""),
        ("SINGAPORE Airlines said that it would fly.", ""),
        ("MEXICO City has no port and no ferries.", ""),
        ("UK Independence Party leader Ada Kord left.", ""),
        ("BRUNVIK Ferries were late on Monday.", ""),
    ],
)
def test_a_brief_may_open_with_a_place_in_capitals_and_no_mark(brief: str, place: str) -> None:
    assert brief[: label_end(brief)] == place


def test_two_answers_that_bare_questions_stand_before_are_an_interview() -> None:
    turns = ["Did it rain?", "Ada Kord: I think it did.", "Was it fun?", "Ada Kord: My boat sank."]
    assert find_transcript(turns) == [None, 10, None, 10]
    assert find_transcript([turns[1], turns[3]]) == [None, None]


def test_what_stands_bare_before_another_turn_of_the_same_person_is_the_one_who_asks() -> None:
    turns = ["Kord: I like it, I say.", "And you?", "Kord: I do.", "My house, too.", "Post: And when?"]
    assert find_transcript(turns) == [6, None, 6, 0, 6]
    assert find_transcript([turns[0], *turns[2:]]) == [6, 6, 0, 6]  # two turns of one with nothing between


def test_a_bare_question_goes_on_with_a_turn_where_none_stands_before_the_first() -> None:
    turns = ["Ada Kord: I like it.", "Will you stay?", "Bran Orm: I will.", "Ada Kord: We may."]
    assert find_transcript(turns) == [10, 0, 10, 10]
    assert find_transcript(["How is it.", *turns]) == [None, 10, 0, 10, 10]
    assert find_transcript(["How is it?", *turns]) == [None, 10, None, 10, 10]


def test_lines_with_labels_are_no_transcript_where_fewer_than_a_third_are_speech_by_their_look() -> None:
    dull = ["Kord: rain.", "Orm: rain."]
    assert find_transcript([*dull, "Kord: I left."]) == [6, 5, 6]
    assert not any(find_transcript([*dull, "Kord: I left.", "Orm: rain."]))


def test_a_label_that_ends_its_paragraph_begins_no_words() -> None:
    assert find_transcript(["Q: Who pays?", "A: I do.", "Q:", "And you?", "A: We do."]) == [3, 3, None, 0, 3]


def test_a_post_between_marks_is_read_by_the_marks() -> None:
    signed = "— Theo Hart (@theoh) July 10, 2026"
    assert find_posts(["“Take the train.”", signed, "Take the train.", signed]) == [None, None, 0, None]


def test_a_name_and_its_initials_are_one_label() -> None:
    turns = ["Ada Kord: Why did you go?", "Bo Lund: I had to.", "AK: And your boat?", "BL: We sold it."]
    assert find_transcript(turns) == [10, 9, 4, 4]
    assert not any(find_transcript([turn.replace("AK", "PQ").replace("BL", "SR") for turn in turns]))
