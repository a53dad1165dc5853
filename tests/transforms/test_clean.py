"""Cleaning: what each mess of the raw text becomes, what stays, and the way back to raw offsets."""

import html
import json
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SHARED
from transforms import lexicons
from transforms.clean import clean_documents, clean_text, language, raw_offset
from transforms.clean.boilerplate import is_boilerplate
from transforms.clean.edits import Edit, apply
from transforms.clean.language import guess_language
from transforms.clean.markup import MOST_TAGS, locate, read_page
from transforms.read import read_file


def cleaned(raw: str) -> str:
    return clean_text(raw).text


def wrapped(text: str, width: int, between: str = "\n\n", indent: str = "") -> str:
    paragraphs = text.split("\n\n")
    return between.join(
        textwrap.fill(one, width, initial_indent=indent, break_long_words=False, break_on_hyphens=False)
        for one in paragraphs
    )


PROSE = """The harbour master of Port Elban said on Tuesday that the breakwater would be mended before the storms.

"We have the stone and we have the money, and what we lack is a dry month to lay the one with the other," she said.

Two trawlers that lost their moorings in the storm of 4 January are on the sandbank, where children paint them."""


# --- characters --------------------------------------------------------------------------------------------


def test_letters_and_their_accents_are_composed() -> None:
    assert cleaned("Ze\u030cman a Ru\u030az\u030cic\u030cka") == "Zěman a Růžička"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("She said donâ€™t", "She said don’t"),
        ("TomÃ¡s paid â‚¬5", "Tomás paid €5"),
        ("â€œNo,â€\x9d he said", "“No,” he said"),
        ("Ã\x85ngström", "Ångström"),
    ],
)
def test_mojibake_is_mended(raw: str, clean: str) -> None:
    assert cleaned(raw) == clean


@pytest.mark.parametrize("text", ["CAFÉ’S", "Les Îles-de-la-Madeleine", "10 °C – ±2", "El Niño…"])
def test_rare_letters_are_no_mojibake(text: str) -> None:
    assert cleaned(text) == text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("R&amp;D", "R&D"),
        ("&amp;quot;Yes&amp;quot;", '"Yes"'),
        ("&#8220;Yes&#x201d;", "“Yes”"),
        ("10&nbsp;000", "10 000"),
        ("AT&T & Co; &unknown;", "AT&T & Co; &unknown;"),
        ("&#195;&#169;", "é"),
    ],
)
def test_entities_left_in_text_are_decoded(raw: str, clean: str) -> None:
    assert cleaned(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        (
            "<p>The quay is <b>shut</b>.</p>\n<p>“Go\nround,” said Orm.<br/>He did.</p>",
            "The quay is shut.\n\n“Go round,” said Orm.\n\nHe did.",
        ),
        ('<!-- wp:paragraph -->The <a href="https://elban.example">quay</a><!-- /wp:paragraph -->', "The quay"),
        ("&lt;div&gt;The quay&lt;/div&gt;&lt;script&gt;let quay = 1&lt;/script&gt;", "The quay"),
        (
            "<ul><li>Nine ships</li><li>Two ferries</li></ul><table><tr><td>Orm</td><td>9</td></tr></table>",
            "Nine ships\n\nTwo ferries\n\nOrm 9",
        ),
    ],
)
def test_tags_that_a_feed_leaves_in_a_text_are_taken_out(raw: str, clean: str) -> None:
    text, _, notes = clean_text(raw)
    assert text == clean
    assert "HTML tags were taken out." in notes


@pytest.mark.parametrize("text", ["He wrote a < b and p > 3.", "Nine <ships> lay there.", "I <3 <b>Dovrin"])
def test_what_is_no_tag_stays(text: str) -> None:
    assert clean_text(text).text == text


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\u00ad", "\ufeff", "\u200e", "\u202c", "\u2060", "\x07", "\ud83d", "\ufffe"]
)
def test_what_shows_nothing_is_dropped(unseen: str) -> None:
    assert cleaned(f"par{unseen}ticle") == "particle"


@pytest.mark.parametrize("space", ["\xa0", "\t", "\u2009", "\u202f", "\u3000"])
def test_every_space_becomes_the_plain_one(space: str) -> None:
    assert cleaned(f"10{space}000") == "10 000"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\n \n\n"])
def test_every_line_break_parts_paragraphs_by_one_blank_line(line_break: str) -> None:
    assert cleaned(f"Rain fell.{line_break}Then it stopped.") == "Rain fell.\n\nThen it stopped."


@pytest.mark.parametrize(
    "text",
    [
        "“Curly” ‘marks’ and \"straight\" 'ones' « et » „unten“",
        "a ﬁ ligature, ＡＢ full width, ½, 10², №5, ™",
        "an en – and em — dash, an ellipsis…, don’t",
        "family 👨\u200d👩\u200d👧 and ❤\ufe0f",
        "می\u200cخواهم",
        'He said "stop.". Twice,, they say!!',
        "two  spaces stay",
    ],
)
def test_a_character_that_bears_meaning_stays(text: str) -> None:
    assert cleaned(text) == text


def test_a_joiner_between_latin_letters_is_dropped() -> None:
    assert cleaned("co\u200dast \u200c and \u200d“sea”") == "coast  and “sea”"


def test_stray_punctuation_is_left_and_noted() -> None:
    assert any("punctuation" in note for note in clean_text('"It stopped.".').notes)
    assert clean_text('"It stopped."').notes == []


# --- lines -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100])
@pytest.mark.parametrize(("between", "indent"), [("\n\n", ""), ("\n", "    "), ("\r\n\r\n", "")])
def test_hard_wrapped_lines_are_rejoined(width: int, between: str, indent: str) -> None:
    text, _, notes = clean_text(wrapped(PROSE, width, between, indent))
    assert text == PROSE
    assert "Hard-wrapped lines were rejoined." in notes


RAGGED = """Harbour Minister Ada
Kord told the board of the port of Dovrin that the "old quay"
will be closed in May, whatever the three Elban
shipping lines may say.
    Nobody asked them, she said. The lines' spokesman, Rut
Orvane, called that a
- mild - surprise.
    "We asked," he said.
        A table of its own:
   ships       9
 Varpress"""


def test_where_indents_tell_paragraphs_lines_may_be_ragged() -> None:
    lines = cleaned(RAGGED).split("\n\n")
    assert lines[:2] == [
        "Harbour Minister Ada",  # which may be its headline
        'Kord told the board of the port of Dovrin that the "old quay" will be closed in May, whatever the three Elban '
        "shipping lines may say.",
    ]
    assert lines[2].endswith("The lines' spokesman, Rut Orvane, called that a - mild - surprise.")
    assert lines[3:] == ['"We asked," he said.', "A table of its own:", "ships       9", "Varpress"]


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("PORT CLOSES A QUAY", "Harbour Minister Ada Kord told the board"),
        ("Harbour minister Ada Kord closes quay", "Harbour Minister Ada"),
        (None, "Harbour Minister Ada"),
    ],
)
def test_under_another_title_a_short_first_line_goes_on(title: str | None, first: str) -> None:
    assert clean_text(RAGGED, title=title).text.startswith((f"{first}\n\n", f"{first} of the port"))


def test_a_headline_in_capitals_stays_alone_under_any_title() -> None:
    text = RAGGED.replace("Harbour Minister Ada", "MINISTER CLOSES QUAY")
    assert clean_text(text, title="Ports").text.startswith("MINISTER CLOSES QUAY\n\nKord")


def test_one_line_further_in_tells_no_paragraphs() -> None:
    lines = ["The sale", "Nine ships lay there.", "    Two of them burned.", "The quay is shut.", "and why not"]
    assert cleaned("\n".join(lines)).split("\n\n") == [line.strip() for line in lines]


def test_lines_that_are_paragraphs_stay_apart() -> None:
    lines = ["Rain fell in Ostrel.", "It fell all day.", "Nobody went out.", "iPhone sales rose; nobody knew why."]
    assert cleaned("\n".join(lines[:3])) == "\n\n".join(lines[:3])
    assert cleaned("\n".join(PROSE.split("\n\n"))) == PROSE


TURNS = (
    ("Chair:", "Who pays for the breakwater?"),
    ("Ada van der Kord (by telephone):", "The council does. I said so in March."),
    ("Chair:", "And when?"),
)


@pytest.mark.parametrize("gap", ["\n", "\n\n", " \r\n"])
def test_what_is_said_is_joined_to_a_label_on_a_line_of_its_own(gap: str) -> None:
    text, _, notes = clean_text("\n\n".join(f"{label}{gap}{said}" for label, said in TURNS))
    assert text.split("\n\n") == [f"{label} {said}" for label, said in TURNS]
    assert notes == ["Speakers' labels on lines of their own were joined to what is said."]


def test_labels_of_a_page_in_paragraphs_of_their_own_are_joined_too() -> None:
    turns = "".join(f"<p><b>{label}</b></p><p>{said}</p>" for label, said in TURNS)
    page = f"<html><body><article><h1>Evidence on the breakwater</h1>{turns}<p>{PROSE}</p></article></body></html>"
    (text,) = clean_documents(read_file("a.html", page.encode()).records).documents["text"]
    assert " ".join(TURNS[1]) in text.split("\n\n")


@pytest.mark.parametrize(
    "lines",
    [
        ["Chair:", "Who pays?", "Kord:", "We do."],
        ["Chair:", "Who pays?", "Kord:", "We do.", "Byk:", "You do."],
        ["Verdict:", "A fine boat.", "Price:", "Four crowns.", "Verdict:", "A boat for two.", "Price:", "Nine crowns."],
    ],
    ids=["too few", "none comes again", "no speech"],
)
def test_headings_with_a_colon_stay_apart(lines: list[str]) -> None:
    assert cleaned("\n".join(lines)).split("\n\n") == lines


def test_list_items_stay_apart() -> None:
    items = [
        "- the harbour at Port Elban and its breakwater,",
        "- the toll house that nobody has used,",
        "2) the crane",
    ]
    assert cleaned("The town would sell\n" + "\n".join(items)).split("\n\n")[1:] == items


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("There is no infor-\nmation on this.", "There is no information on this."),
        ("It is a well-\nknown fact.", "It is a well-known fact."),
        ("A half-dead half-\ndead dog.", "A half-dead half-dead dog."),
        ("From Castel-\nBranco to here.", "From Castel-Branco to here."),
        ("They waited—\nall of them.", "They waited—all of them."),
        ("A dash -\nand more.", "A dash - and more."),
    ],
)
def test_a_hyphen_at_a_line_end_goes_where_the_word_has_none(raw: str, clean: str) -> None:
    assert cleaned(wrapped(PROSE, 60).replace("\n\n", "\n\n", 1) + "\n\n" + raw).split("\n\n")[-1] == clean


def test_real_articles_wrapped_and_indented_come_back() -> None:
    gold = SHARED / "gold" / "attributions-train.jsonl"
    if not gold.exists():
        pytest.skip("../shared/gold is not here")
    articles = [json.loads(line)["text"] for line in list(gold.open(encoding="utf-8"))[:200]]
    restored = {}
    for between, indent in (("\n\n", ""), ("\n", "    ")):
        same, asked = 0, 0
        for article in articles:
            paragraphs = [" ".join(one.split()) for one in cleaned(article).split("\n\n")]
            found = Counter(cleaned(wrapped("\n\n".join(paragraphs), 72, between, indent)).split("\n\n"))
            same += (found & Counter(paragraphs)).total()
            asked += len(paragraphs)
        restored[indent] = same / asked
    assert restored[""] >= 0.98
    assert restored["    "] >= 0.98


# --- any text ----------------------------------------------------------------------------------------------

_MESS = st.sampled_from(
    [
        *(
            "The minister said",
            "no.",
            "“Yes,”",
            '"',
            "- item",
            "lower case goes on",
            "word " * 12,
            "    indented",
            '.".',
        ),
        *("\n", "\r\n", "\n\n", " ", "\t", "\xa0", "\u3000", "\u2029", "\x85", "\x00", "\u200b", "\u00ad", "\ud800"),
        *("e\u0301", "\u0301", "\u0344", "\u212b", "a\u0323\u0307", "각", "\u1100\u1161", "\u200d", "👩", "\ufe0f"),
        *("donâ€™t", "Ã¡", "Â ", "â€", "-\n", "infor-\nmation", "well-\nknown", " ."),
        *("&amp;", "&#8221;", "&amp;amp;lt;", "&#x200b;", "e&#x301;", "&#13;"),
    ]
)
ANY_TEXT = st.lists(st.one_of(_MESS, st.text(max_size=5)), max_size=14).map("".join)


@given(ANY_TEXT)
@settings(max_examples=400)
def test_any_text_is_cleaned_to_what_is_clean_already(raw: str) -> None:
    text = cleaned(raw)
    text.encode("utf-8")
    assert cleaned(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert text == text.strip()
    assert all(part and part == part.strip(" ") and "\n" not in part for part in text.split("\n\n") if text)


@given(ANY_TEXT)
@settings(max_examples=400)
def test_every_clean_offset_maps_into_the_raw_text_in_order(raw: str) -> None:
    text, runs, _ = clean_text(raw)
    offsets = [raw_offset(runs, place) for place in range(len(text))]
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(raw) for offset in offsets)
    assert [place for place, _ in runs] == sorted({place for place, _ in runs})


@given(
    st.lists(st.one_of(_MESS.filter(lambda mess: not set("&Ãâ") & set(mess)), st.sampled_from("abc X")), max_size=20)
)
@settings(max_examples=400)
def test_a_character_left_as_it_was_maps_to_itself(pieces: list[str]) -> None:
    raw = "".join(pieces)
    text, runs, _ = clean_text(raw)
    for place, character in enumerate(text):
        if character.isascii() and character.isalnum():
            assert raw[raw_offset(runs, place)] == character


@given(st.text("abcdef", max_size=12).map(lambda letters: "".join(dict.fromkeys(letters))), st.data())
@settings(max_examples=300)
def test_edits_one_after_another_keep_the_way_back(raw: str, data: st.DataObject) -> None:
    text, runs = raw, [(0, 0)]
    for _ in range(3):
        edits, at = [], 0
        while at < len(text) and data.draw(st.booleans()):
            start = data.draw(st.integers(at, len(text) - 1))
            at = data.draw(st.integers(start + 1, len(text)))
            edits.append(Edit(start, at, data.draw(st.text("XYZ", max_size=3))))
        text, runs = apply(text, runs, edits)
    for place, character in enumerate(text):
        if character in raw:
            assert raw[raw_offset(runs, place)] == character


# --- pages -------------------------------------------------------------------------------------------------

SENTENCE = "The harbour master said on Monday that the breakwater would be mended before the autumn storms"
ARTICLE = "".join(f"<p>{SENTENCE}, and gave day {number} &amp; hour.</p>\n" for number in range(6))
PAGE = (
    '<html><head><title>Breakwater</title><meta property="og:site_name" content="Elban Post">'
    '<meta property="article:published_time" content="2026-03-04T08:00:00Z"></head>'
    '<body><nav><a href="/">Home</a><a href="/s">Sport</a></nav><article><h1>Breakwater to be mended</h1>'
    f"{ARTICLE}</article><script>var x = '<p>{SENTENCE}</p>'</script><footer>© Elban Post</footer></body></html>"
)


def documents_of(name: str, data: bytes) -> tuple[pd.DataFrame, pd.DataFrame]:
    return tuple(clean_documents(read_file(name, data).records))


@pytest.mark.parametrize(
    ("caption", "lost"),
    [("“Nobody has <b>ever</b> asked us,” says Ida Orm.", True), ("Ida Orm on the quay of Port Elban.", False)],
)
def test_a_caption_with_somebodys_words_is_not_lost_without_a_warning(caption: str, lost: bool) -> None:
    figure = f"<figure><img src='a.jpg'><FIGCAPTION class='c'>{caption}</FIGCAPTION></figure>"
    page = f"<html><body><article><p>{PROSE}</p>{figure}<p>{PROSE[::-1]}</p></article></body></html>"
    warnings = documents_of("a.html", page.encode())[0]["warnings"][0]
    assert ("A caption that quotes somebody was left out with its picture." in warnings) is lost


def test_a_page_is_read_without_its_boilerplate() -> None:
    documents, rejects = documents_of("a.html", PAGE.encode())
    document = documents.iloc[0]
    assert rejects.empty
    assert document["text"].count(SENTENCE) == 6
    assert "Sport" not in document["text"]
    assert "var x" not in document["text"]
    assert (document["source"], str(document["published_at"])) == ("Elban Post", "2026-03-04 08:00:00+00:00")
    assert any("metadata" in warning for warning in document["warnings"])


@pytest.mark.parametrize(
    ("given", "moment", "called"),
    [
        ("2026-03-04T23:30:00-05:00", "2026-03-05 04:30:00+00:00", "moment"),
        ("2026-03-04 08:15:00", "2026-03-04 08:15:00+00:00", "moment"),  # without a zone, as a record's own
        ("2026-03-04", "2026-03-04 00:00:00+00:00", "day"),
    ],
)
def test_the_hour_that_a_page_gives_of_its_article_is_kept(given: str, moment: str, called: str) -> None:
    document = documents_of("a.html", PAGE.replace("2026-03-04T08:00:00Z", given).encode())[0].iloc[0]
    assert str(document["published_at"]) == moment
    assert f"published_at is the {called} the page's metadata gives." in document["warnings"]


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("Breakwater to be mended | Elban Post", "Breakwater to be mended"),
        ("Elban Post Sport – Rovers lose", "Rovers lose"),
        ("Breakwater to be mended - Ida Orm", "Breakwater to be mended"),  # whose heading is the rest of it
        ("Rovers lose - what now", "Rovers lose - what now"),
        ("Rovers lose - Elban Post reader wins the cup", "Rovers lose - Elban Post reader wins the cup"),
    ],
)
def test_a_pages_title_is_the_articles_without_the_sites_name(given: str, title: str) -> None:
    page = PAGE.replace("<head>", f'<head><meta property="og:title" content="{given}">')
    assert documents_of("a.html", page.encode())[0]["title"].tolist() == [title]


def test_a_paragraph_without_a_tag_of_its_own_is_not_lost() -> None:
    lead = "Nobody had <b>counted</b> the stones before the winter, Elban’s council says."
    page = PAGE.replace("</h1>", f"</h1><figure><img src=a.jpg></figure>{lead}").replace("article>", "div>")
    assert "Nobody had counted the stones before the winter" in documents_of("a.html", page.encode())[0]["text"][0]


def test_text_behind_a_span_around_paragraphs_is_not_lost() -> None:
    beside = f"<div><span><p>{SENTENCE} once.</p></span>{SENTENCE} twice.<p>{SENTENCE} again.</p></div>"
    text = documents_of("a.html", f"<html><body>{beside}</body></html>".encode())[0]["text"][0]
    assert text.split("\n\n") == [f"{SENTENCE} once.", f"{SENTENCE} twice.", f"{SENTENCE} again."]


def test_a_page_that_a_piece_of_a_page_holds_does_not_begin_it() -> None:
    piece = f"<p>{SENTENCE} once.</p><script>frame = '<html>';</script><p>{SENTENCE} twice.</p>"
    text = documents_of("a.html", piece.encode())[0]["text"][0]
    assert text.split("\n\n") == [f"{SENTENCE} once.", f"{SENTENCE} twice."]


@pytest.mark.parametrize(
    ("page", "paragraphs"),
    [
        (f"<p>{SENTENCE}.</p>", [f"{SENTENCE}."]),
        (f"{SENTENCE}.<br><br>“No,” he said.", [f"{SENTENCE}.", "“No,” he said."]),
        (f"{SENTENCE}.\n\n“No,” he said.", [f"{SENTENCE}.", "“No,” he said."]),
        (
            f"<DOCUMENT>\n<TYPE>EX-99\n<FILENAME>breakwater-99.htm\n<TEXT>\n<HTML><BODY><P>{SENTENCE}.</P></BODY></HTML>",
            [f"{SENTENCE}."],
        ),
        (
            "<html><body><p>港口负责人星期一说，防波堤将在秋季风暴之前修好。</p></body></html>",
            ["港口负责人星期一说，防波堤将在秋季风暴之前修好。"],
        ),
    ],
    ids=["one paragraph", "breaks", "no tag", "an archive's header", "words not parted"],
)
def test_a_piece_of_a_page_holds_an_article_too(page: str, paragraphs: list[str]) -> None:
    documents, rejects = documents_of("a.html", page.encode())
    assert rejects.empty
    assert documents["text"][0].split("\n\n") == paragraphs


def test_each_word_of_a_page_maps_to_where_it_stands_in_it() -> None:
    page = read_page(PAGE)
    at = page.text.index("day 3 & hour")
    assert PAGE[raw_offset(page.runs, at) :].startswith("day 3 &amp; hour")
    found = [PAGE[raw_offset(page.runs, place)] for place in range(at, at + len("day 3 & hour"))]
    assert "".join(found) == "day 3 & hour"


def test_the_text_of_a_page_is_cleaned_too_and_still_maps_to_the_page() -> None:
    page = PAGE.replace("harbour master", "har\u200bbour&nbsp;ma&shy;ster of Ple\u030crov", 1).replace(
        "gave day 2", "gave donâ€™t 2"
    )
    document = documents_of("a.jsonl", json.dumps({"html": page}).encode())[0].iloc[0]
    runs = [(run["clean_start"], run["raw_start"]) for run in document["raw_runs"]]
    at = document["text"].index("harbour master of Plěrov")
    assert page[raw_offset(runs, at) :].startswith("har\u200bbour")
    assert page[raw_offset(runs, at + len("harbour ")) :].startswith("ma&shy;ster")
    assert "gave don’t 2" in document["text"]
    assert cleaned(document["text"]) == document["text"]


def test_a_word_the_page_writes_in_pieces_keeps_the_map_in_order() -> None:
    runs = locate("Break water ends", "<p>Bre<b>ak</b> wa<i>ter</i> ends</p>")
    offsets = [raw_offset(runs, place) for place in range(16)]
    assert offsets == sorted(offsets)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><ul>" + "<li><a href=x>Link</a></li>" * 50 + "</ul></body></html>",
        "<html></html>",
        "<" * 1000,
        "<!--" * 1000,
        "<script>" * 1000,
        "<frameset><frame src=x></frameset>",
    ],
    ids=["links", "empty", "brackets", "comments", "scripts", "frames"],
)
def test_a_page_without_an_article_is_rejected(page: str) -> None:
    documents, rejects = documents_of("a.html", page.encode())
    assert documents.empty
    assert rejects["reason"].tolist() == ["the page holds no article, only boilerplate"]


@pytest.mark.parametrize(
    "page",
    [
        PAGE.replace("</p>", "").replace("</article>", ""),
        '<?xml version="1.0" encoding="UTF-8"?>' + PAGE,
        PAGE.replace("master", "ma\0ster&#99999999;&#xd800;&bogus;"),
        PAGE.replace("<p>", "<p><span><div><table>"),
        PAGE.replace('content="2026-03-04', 'content="0000-99-99'),
    ],
    ids=["unclosed", "xml", "characters", "crossed", "date"],
)
def test_a_malformed_page_is_read_all_the_same(page: str) -> None:
    documents, _ = documents_of("a.jsonl", json.dumps({"html": page}).encode())
    assert "before the autumn storms" in documents["text"][0]


@pytest.mark.parametrize(
    ("falls_over", "kept", "says"),
    [
        ("htmldate.core.examine_header", ("Breakwater to be mended", "Elban Post"), "search for its date failed"),
        ("trafilatura.metadata.examine_meta", (None, None), "metadata say of title, source"),
    ],
    ids=["date", "metadata"],
)
def test_metadata_that_cannot_be_read_cost_a_page_no_more_than_they_must(
    monkeypatch: pytest.MonkeyPatch, falls_over: str, kept: tuple[str | None, ...], says: str
) -> None:
    def fail(*given: object) -> None:
        raise OverflowError("date value out of range")

    monkeypatch.setattr(falls_over, fail)
    document = documents_of("a.html", PAGE.encode())[0].iloc[0]
    assert SENTENCE in document["text"]
    assert (document["title"], document["source"]) == kept
    assert pd.isna(document["published_at"])
    assert sum(says in warning for warning in document["warnings"]) == 1


def test_a_page_of_too_many_tags_is_rejected_unparsed() -> None:
    _, rejects = documents_of("a.html", PAGE.replace("<p>", "<p>" * MOST_TAGS).encode())
    assert "tags" in rejects["reason"][0]


@pytest.mark.parametrize("tag", ["font", "div", "ul><li", "wbr"])
def test_a_page_is_read_to_its_end_though_hundreds_of_its_tags_are_never_closed(tag: str) -> None:
    nested = ARTICLE.replace("</p>\n", "</p>\n" + f"<{tag}>" * (400 // len(tag.split("><"))), 1)
    document = documents_of("a.html", PAGE.replace(ARTICLE, nested).encode())[0].iloc[0]
    assert document["text"].count(SENTENCE) == ARTICLE.count(SENTENCE)
    assert document["warnings"] == documents_of("a.html", PAGE.encode())[0].iloc[0]["warnings"]


@pytest.mark.parametrize(
    "page", [PAGE.replace("<p>", "<font>" * 3000 + "<p>", 1), ARTICLE + "<ul><li>" * 300, "<div>" * 20_000 + SENTENCE]
)
def test_a_page_of_tags_too_deep_to_be_read_to_its_end_is_rejected(page: str) -> None:
    documents, rejects = documents_of("a.html", page.encode())
    assert documents.empty
    assert "deep" in rejects["reason"][0]


def test_markup_of_a_page_never_stands_in_its_text() -> None:
    hostile = html.escape("<script>alert(1)</script>")
    documents, _ = documents_of("a.html", PAGE.replace("master", f"master {hostile}<script>x()</script>").encode())
    assert "x()" not in documents["text"][0]


# --- documents ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (" \u200b\n\ufeff\xa0", "empty once cleaned"),
        ("All news\n\nHome | World | Sport\n\nShare on Facebook\n", "only boilerplate"),
    ],
)
def test_a_text_without_an_article_is_rejected_with_its_place(text: str, says: str) -> None:
    lines = [json.dumps({"text": PROSE}), json.dumps({"text": text})]
    documents, rejects = documents_of("a.jsonl", "\n".join(lines).encode())
    assert documents["record"].tolist() == [1]
    assert rejects[["path", "record"]].to_numpy().tolist() == [["a.jsonl", 2]]
    assert says in rejects["reason"][0]
    assert len(rejects["remedy"][0]) > 10


def test_a_document_carries_its_counts_its_language_and_the_way_back() -> None:
    line = json.dumps({"text": f" {PROSE}", "title": " A\u00a0title ", "doc_id": "w7", "source": "Elban\nPost"})
    row = documents_of("a.jsonl", line.encode())[0].iloc[0]
    assert (row["title"], row["source"], row["external_id"]) == ("A title", "Elban Post", "w7")
    assert (row["n_chars"], row["n_words"], row["language"]) == (len(PROSE), len(PROSE.split()), "en")
    assert row["raw_runs"][0] == {"clean_start": 0, "raw_start": 1}


def test_an_article_known_to_be_in_another_language_is_warned_of() -> None:
    french = "Le ministre a dit que la réunion de la semaine ne serait pas reportée et que les pêcheurs le savaient."
    lines = "\n".join(json.dumps({"text": text}) for text in (french, PROSE, "Ostrel 4, Sannik 2, and the rest of it"))
    documents = documents_of("a.jsonl", lines.encode())[0]
    assert [len(warnings) for warnings in documents["warnings"]] == [1, 0, 0]
    assert "is fr, not English" in documents["warnings"][0][0]


def test_no_record_at_all_makes_empty_tables() -> None:
    documents, rejects = clean_documents(read_file("a.txt", b"").records)
    assert documents.empty
    assert rejects.empty
    assert "raw_runs" in documents.columns


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PROSE, "en"),
        (
            "Le ministre a dit que la réunion de la semaine ne serait pas reportée et que les pêcheurs le savaient.",
            "fr",
        ),
        (
            "Der Minister sagte, dass die Sitzung nicht verschoben werde und dass er mit der Partei gesprochen habe.",
            "de",
        ),
        ("Министърът каза, че срещата няма да се отложи и че рибарите са знаели за това още в понеделник.", "bg"),
        ("港口负责人星期一说，防波堤将在秋季风暴之前修好，工程由市政府出资。", "zh"),
        ("港の責任者は月曜日に、防波堤は秋の嵐の前に修理されるだろうと述べ、費用は市が払うと付け加えた。", "ja"),
        ("Ostrel 4, Sannik 2", None),
        ("The Port of Ostrel", None),
        (f"{'Zorvix quarvel ' * 60} the of and to in he", None),
    ],
)
def test_the_language_is_guessed_where_there_is_enough_text(text: str, language: str | None) -> None:
    assert guess_language(text) == language


def test_a_second_thread_never_sees_a_half_filled_table_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = lexicons.rows("transforms.clean", "stop_words.tsv")
    seen: list[str | None] = []

    def asked_meanwhile(*given: str) -> Iterator[tuple[str, ...]]:
        monkeypatch.undo()
        for row in rows:
            yield row
            seen.append(guess_language(PROSE))

    language._languages_of_words.cache_clear()
    monkeypatch.setattr(lexicons, "rows", asked_meanwhile)
    assert guess_language(PROSE) == "en"
    assert set(seen) == {"en"}
    assert all(len(told) == len(set(told)) for told in language._languages_of_words().values())


# --- boilerplate -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        *(
            "All news",
            "ADVERTISEMENT",
            "Share on Facebook",
            "Home | World | Sport",
            "Follow us on X",
            "Related:",
            "• • •",
        ),
        *("Read more: The storm that broke Dovrin", "Sign up for our morning newsletter", "https://elban.example/news"),
        *("[Read: The storm that broke Dovrin]", "(See also: Who pays for the quay)", "[Read more: The quay]"),
        *("© Courier House 2026", "Copyright 2026 Elban Post. All rights reserved.", "Photo: Ilse Corvand/Elban Post"),
        *(
            "Photo by Ilse Corvand",
            "Ilse Corvand via Getty Images",
            "Photograph by Oren Talmadge",
            "The quay on Monday. Picture: Ilse Corvand",
            "[Photo caption: Divers on the quay of Port Elban, Monday, March 2, 2026. (ECP Photo/Ilse Corvand)]",
            "Divers on the quay. (ECP Photo/Ilse Corvand)",
        ),
        *(
            "___",
            "* * *",
            "~~~~~.",
            "More ECP harbours: https://elban.example/harbours",
            "* Graphic: https://elban.example/2x",
        ),
        *("Follow Ilse Corvand on Twitter: https://net.example/corvand", "Results by ward: http://elban.example/9."),
        *(
            "(Corrects number in paragraph 5 to 15, not 14)",
            "(Adds quotes, background)",
            "(Recasts; updates throughout)",
        ),
        *(
            "This story has been updated to include the mayor’s answer.",
            "Correction: An earlier version of this story misspelt Dovrin.",
        ),
        *("An earlier version of this article gave a wrong price.", "(This March 3 story corrects the price)"),
        *(
            "Corvand reported from Ostrel.",
            "Reporting by Ilse Corvand in Ostrel; Editing by Petra Lund",
            "For more, see https://elban.example/9",
            "Eds: Updates with the vote.",
            "(ENDS)",
            "Corvand reported from Port Elban; Lund, from Ostrel.",
            "Petra Lund contributed reporting.",
            "Contact Ilse Corvand at icorvand@courier.example.",
            "Updated at 15.03 GMT",
            "EMBARGOED UNTIL 00:01 GMT, MONDAY 2 MARCH",
            "The post The storm that broke Dovrin appeared first on Elban Post.",
            "BC-STORM-DOVRIN, 2nd Ld-Writethru, a0417",
            "EC-ELB--Storm-Dovrin,3rd Ld",
            "Continue reading →",
            "[…]",
            "URGENT",
            "Contributing: Petra Lund and Oren Talmadge, Elban Post.",
            "Correction 3/3/26 7:05 a.m. PDT:A previous version of this story misspelt Dovrin.",
            "Please follow Harbour Notes on Twitter and Facebook.",
            "More from Elban Post",
            "Related News On The Breakwater:",
            "(MORE: Nine storms that broke the quay)",
            "Comments (12)",
            "You are receiving this email because you signed up at elban.example.",
            *("Direct: (202) 555-0143", "202-555-0143", "Tel: +44 20 7946 0000", "Exhibit 99.1"),
            *("Source: Norda", "(By Ada Orm; Editing by Petra Lund and Ida Sel)"),
            "Comments are no longer available on this story",
            "Elban Harbour (4-3-3): Orm; Lund, Talmadge, Kord, Vasari; Hale, Tarn (Quist, 70), Boe. Subs: Prys.",
        ),
    ],
)
def test_lines_of_the_site_are_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        *("The news of the strike spread.", "Share prices fell on Tuesday.", "“Close the harbour,” she said."),
        *("Home at last", "More than 40 ships", "Watch out!", "He said: “Read more books.”"),
        "[Reading the oath, Kord wept.]",
        *("Reporting by The Lantern showed that nobody had asked.", "This post was changed when Kord took it over."),
        "Follow the money, he said, and you will find the minister.",
        *(
            "NORDA reported from Ostrel that the quay was full.",
            "This report said nothing of the stone.",
            "Correction: Elban-Harbour story",
        ),
        *("(Corvand adds that nobody asked.)", "She gave an address: the quay, number nine.", "“No photo/film”"),
        *("He wrote “We have been asked for far too much stone” here: https://net.example/1", "* Gas up 6%"),
        "Contact with the trawler was lost at noon.",
        *(
            "Source: the report says nothing. It was lost.",
            "(By noon, Ada Orm had left.)",
            "1,200,000 3-500",
            "Exhibit 9 fell.",
        ),
        "Updated at noon, the list held nine names.",
        "The post Orm held was first on the list.",
        "NORDA-led talks over the quay, round 2",
        "Urgent talks begin",
        "More from her letter was read on Tuesday.",
        "Related deaths from the storm",
        "Get the council on the line, she told the office.",
        "Three men spoke: Orm, Lund and Talmadge, who had seen the ship.",
        "The panel: Ida Orm, Petra Lund, Oren Talmadge",
        "Photographs of the dam were shown to the court on Monday, and the judge asked who took them.",
    ],
)
def test_lines_of_an_article_are_no_boilerplate(line: str) -> None:
    assert not is_boilerplate(line)


@pytest.mark.parametrize(
    ("line", "is_credit"),
    [
        ('PHOTO: "We were never asked about the stone," says Ida Orm.', False),
        ("“We were never asked about the stone,” says Ida Orm. Photo: Ilse Corvand", False),
        ("PHOTO: The trawler “Old Marguerite” off Dovrin", True),
    ],
)
def test_a_caption_that_quotes_somebody_is_kept(line: str, is_credit: bool) -> None:
    assert is_boilerplate(line) is is_credit
