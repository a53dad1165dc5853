"""The report: its numbers are the tables' numbers, its texts are shown as text, its size is bounded."""

import re
from base64 import b64encode
from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256
from html.parser import HTMLParser
from itertools import combinations, pairwise
from typing import Protocol, TypeVar

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.report_corpus import HARBOUR, ISLAND, LETTER, Article, Link, Said, Tables, make_run, make_tables
from transforms.calendar import FIRST_YEAR, LAST_YEAR
from transforms.check import Finding
from transforms.report import (
    apart,
    claims,
    coverage,
    doubts,
    lead,
    people,
    reading_ease,
    render_report,
    restated,
    schema,
    soundness,
    voices,
)
from transforms.report.axis import STEPS_AT_MOST, make_axis
from transforms.report.charts import Lane, Strip, histogram, spread_chart, stacked_bar, strip_chart, timeline
from transforms.report.corpus import Corpus, read_corpus, shorten, show_day, web_address
from transforms.report.outlets import one_name_each
from transforms.report.wording import Stretch, lacking, mark_parts, mark_words
from transforms.statements.search import Asked, find_statements
from transforms.tables import SPOKEN_KINDS, TABLES, conform, empty

SECTIONS = (apart, claims, coverage, doubts, lead, people, reading_ease, restated, schema, soundness, voices)
HOSTILE = (
    "</script><script>document.title='x'</script><img src=//leak.example onerror=alert(1)>"
    "</style><style>*{display:none}</style>\"'onmouseover=alert(1) {{ 7*7 }}{% raw %}<!--<svg onload=alert(1)>"
)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return make_tables()


@pytest.fixture(scope="module")
def page(tables: Tables) -> str:
    return render_report(tables, ())


class Outline(HTMLParser):
    """Tags of a page with their attributes, and its text by the element it stands in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def plain(page: str) -> str:
    """The page's text with white space folded."""
    return re.sub(r"\s+", " ", "".join(Outline(page).text))


Shown = TypeVar("Shown", covariant=True)


class Section(Protocol[Shown]):
    """A section's module, as far as the page needs it."""

    def view(self, corpus: Corpus) -> Shown: ...


def view_of(section: Section[Shown], tables: Tables, findings: tuple[Finding, ...] | None = ()) -> Shown:
    return section.view(read_corpus(tables, findings))


def top_of(tables: Tables) -> str:
    """The words that the front page shows."""
    top = view_of(lead, tables).top
    assert top is not None
    return top.words


# --- the page as a whole -----------------------------------------------------------------------------------


def test_equal_tables_give_equal_pages_whenever_they_were_made(tables: Tables, page: str) -> None:
    runs = conform("runs", pd.DataFrame([make_run("2020-01-01T00:00:00Z"), make_run("2031-12-31T23:59:59Z")]))
    assert render_report(tables | {"runs": runs}, ()) == page


def test_the_page_says_which_version_made_it_and_by_which_settings(tables: Tables) -> None:
    earlier, last = make_run("2026-03-01T00:00:00Z"), make_run("2026-03-02T00:00:00Z")
    rows = [last | {"run_id": "0", "version": "2.1", "settings": '{"entities": "rules"}'}, earlier | {"run_id": "1"}]
    said = plain(render_report(tables | {"runs": conform("runs", pd.DataFrame(rows))}, ()))
    assert "Made by Restated 2.1 from the tables beside this page" in said
    assert 'Settings: {"entities": "rules"}' in said


def test_tables_without_rows_make_a_page_that_says_so() -> None:
    said = plain(render_report({table: empty(table) for table in TABLES}, ()))
    for sentence in (
        "No article is dated",
        "0 articles of 0 outlets",
        "No statement was told more than once.",
        "No claim was told again with another number.",
        "No two quotations were alike in words and told apart by more than a number.",
        "Nobody is quoted by name.",
        "No speaker was named.",
        "No article is long enough to measure: Flesch",
    ):
        assert sentence in said


def test_every_section_can_be_reached_from_the_contents(page: str) -> None:
    outline = Outline(page)
    ids = {attributes["id"] for _, attributes in outline.tags if "id" in attributes}
    anchors = {a["href"][1:] for a in outline.all("a") if a["href"].startswith("#")}
    assert anchors <= ids
    assert {section["id"] for section in outline.all("section")} <= anchors


def test_the_policy_allows_the_shipped_style_and_script_and_nothing_else(page: str) -> None:
    policy = next(m["content"] for m in Outline(page).all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    for kind, element in (("style-src", "style"), ("script-src", "script")):
        (content,) = re.findall(f"<{element}>(.*?)</{element}>", page, re.DOTALL)
        assert f"{kind} 'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_the_page_asks_for_nothing_from_anywhere(page: str) -> None:
    outline = Outline(page)
    loading = {"src", "srcset", "poster", "data", "background", "action", "formaction", "ping", "xlink:href", "style"}
    assert [(tag, attributes) for tag, attributes in outline.tags if loading & attributes.keys()] == []
    assert {tag for tag, _ in outline.tags} & {"link", "img", "iframe", "object", "embed", "base", "use"} == set()
    assert not re.search(r"url\(|@import", page)


def test_charts_are_named_for_those_who_cannot_see_them(page: str) -> None:
    charts = [svg for svg in Outline(page).all("svg") if svg.get("aria-hidden") != "true"]
    assert len(charts) >= 5
    assert all(svg["role"] == "img" and svg["aria-label"] for svg in charts)
    assert page.count("<desc>") >= 4


def test_the_page_over_many_quotations_is_no_longer_than_over_some() -> None:
    sizes = [len(render_report(make_tables(many_articles(n), ()), ())) for n in (200, 800)]
    assert sizes[1] < 1.02 * sizes[0] < 500_000


def many_articles(n: int) -> list[Article]:
    """Articles of twenty outlets in which everybody says something doubtful, twice, in two ways, of great length."""
    return [
        Article(
            f"Outlet {i % 20}",
            str(np.datetime64("2026-01-01") + np.timedelta64(i % 7, "D")),
            f"Headline {i} " * 30,
            f'Speaker {i} spoke. "{words}"',
            (Said(words, f"Speaker {i}", f"statement {i // 2}", confidence=0.1),),
            warnings=(f"Warning {i}.",),
        )
        for i in range(n)
        if (words := f"Words number {i} " * 200)
    ]


# --- hostile text ------------------------------------------------------------------------------------------


def hostile_tables() -> Tables:
    """The small corpus with every text, name, path and address replaced by what would like to be markup."""
    given = make_tables((HARBOUR._replace(url=f"javascript:{HOSTILE}"), ISLAND._replace(url=HOSTILE), LETTER))
    changed = {
        "documents": ["source_path", "source", "title", "text"],
        "quotes": ["text", "speaker_text", "cue"],
        "paragraphs": ["text"],
        "entities": ["name", "type"],
        "restatements": ["relation", "conflict", "part"],
        "rejects": ["path", "reason", "remedy"],
        "runs": ["version", "settings"],
        "statements": ["text"],
    }
    for table, names in changed.items():
        rows = given[table]
        given[table] = rows.assign(**{name: rows[name].where(rows[name].isna(), HOSTILE) for name in names})
    lists = {"documents": ["warnings"], "entities": ["aliases", "roles", "notes"], "restatements": ["only_a", "only_b"]}
    for table, names in lists.items():
        rows = given[table]
        given[table] = rows.assign(**{name: [[HOSTILE]] * len(rows) for name in names})
    return given


def test_what_a_text_a_name_or_a_file_name_says_is_shown_and_never_obeyed(page: str) -> None:
    finding = Finding(HOSTILE, HOSTILE, "warn", 1, (HOSTILE,), HOSTILE, HOSTILE)
    outline, honest = Outline(render_report(hostile_tables(), (finding,))), Outline(page)
    assert {tag for tag, _ in outline.tags} <= {tag for tag, _ in honest.tags} | {"em"}
    assert len(outline.all("script")) == len(outline.all("style")) == 1
    attributes = {name for _, attributes in outline.tags for name in attributes}
    assert attributes <= {name for _, attributes in honest.tags for name in attributes}
    assert all(a["href"].startswith("#") for a in outline.all("a"))
    assert "".join(outline.text).count("{{ 7*7 }}") > 20


def test_a_part_is_marked_where_its_words_stand_wider_or_round_an_insertion() -> None:
    text = "The ferry  closes [for repairs] on Monday, and so what?"
    marked = [run.text for run in mark_parts(text, ["The ferry closes on Monday,"]) if run.marked]
    assert marked == ["The ferry  closes [for repairs] on Monday,"]


@given(text=st.text(max_size=40), word=st.text(max_size=5))
def test_marking_words_loses_no_character(text: str, word: str) -> None:
    assert "".join(run.text for run in mark_words(text, [word, "a"])) == text
    assert "".join(run.text for run in mark_parts(text, [word, "ab"])) == text


def test_a_word_is_marked_whichever_apostrophe_it_is_told_with() -> None:
    marked = [run.text for run in mark_words("Orm’s ferry, the mayor's ferry", ["Orm's", "mayor's"]) if run.marked]
    assert marked == ["Orm’s", "mayor's"]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/x?y=1#z", True),
        ("HTTP://a.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        (" https://a.example", False),
        ('https://a.example/"onclick=', False),
        ("https://a.example/" + "x" * 3000, False),
        (None, False),
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None, shown: bool) -> None:
    assert (web_address(url) is not None) == shown


# --- the front page and what was read ----------------------------------------------------------------------


def test_the_front_page_shows_the_statement_of_most_articles_and_counts_the_rest(tables: Tables) -> None:
    front = view_of(lead, tables)
    assert (front.period, top_of(tables)) == ("2 to 4 May 2026", "The ferry closes on Monday for nine weeks,")
    assert (front.top_tellings, front.top_documents) == (2, 2)
    assert (front.outlets, front.more_outlets) == (["Gannet", "Lantern", "outlet unknown"], 0)
    counted = {figure.counts: figure.number for figure in front.figures}
    assert counted["articles"] == 3
    assert counted["quotations"] == 8
    assert counted["look-alike kept apart"] == 1
    assert counted["doubtful quotations"] == 2


def test_one_of_a_kind_is_told_as_one(tables: Tables) -> None:
    assert "1 input rejected" in plain(render_report(tables, ()))
    one = HARBOUR._replace(said=[Said("closes on Monday", None, None, "scare", said_by=None, cue=None)])
    assert "1 scare quote is nobody’s words" in plain(render_report(make_tables((one,), ()), ()))


@pytest.mark.parametrize(("conflict", "section"), [("number", "claims"), ("name", "apart")])
def test_the_count_of_look_alikes_leads_to_where_they_are(tables: Tables, conflict: str, section: str) -> None:
    links = tables["restatements"].assign(conflict=lambda links: links["conflict"].replace("number", conflict))
    (figure,) = [
        figure
        for figure in view_of(lead, tables | {"restatements": links}).figures
        if figure.counts == "look-alike kept apart"
    ]
    assert (figure.number, figure.anchor) == (1, section)


def test_of_many_outlets_the_page_says_how_many_are_set_against_one_another() -> None:
    articles = [HARBOUR._replace(source=f"Outlet {n}", title=f"Ferry {n}") for n in range(7)]
    page = plain(render_report(make_tables(articles, ()), ()))
    assert "5 of 7 outlets, those of most articles, are shown; all are in documents." in page


def test_a_catchphrase_makes_no_front_page() -> None:
    sentence, phrase = "The harbour is open to all who ask.", "all who ask"
    said = [Said(words, "Ada Quist", words) for words in (sentence, phrase)]
    article = Article("Gannet", "2026-05-01", "Harbour", f'Ada Quist spoke. "{sentence}" Then: "Thus, {phrase}"', said)
    others = [article._replace(day=f"2026-05-0{day}", said=told) for day, told in ((2, said), (3, said[1:]))]
    assert top_of(make_tables([article, *others], ())) == sentence


def test_the_front_page_quotes_a_whole_sentence_where_an_article_does() -> None:
    tellings = (
        Said("that nine weeks are too long for any island", "Ada Quist", "nine", kind="indirect"),
        Said("weeks are nine too many for an island", "Ada Quist", "nine"),
        Said("Nine weeks are too long for an island,", "Ada Quist", "nine"),
    )
    days = [
        Article("Gannet", f"2026-05-0{day}", "Ferry", f'Ada Quist: "{told.words}"', [told])
        for day, told in enumerate(tellings, 1)
    ]
    assert top_of(make_tables(days, ())) == tellings[2].words
    assert top_of(make_tables([*days[:2], days[0]._replace(source="Tern")], ())) == tellings[1].words


def test_of_the_statements_in_most_articles_the_front_page_shows_one_worded_as_a_sentence() -> None:
    fragment, sentence = "a ferry of their own and the money for it", "Nobody has asked the islanders what they want."
    said = [Said(fragment, "Ada Quist", "ferry", kind="mixed"), Said(sentence, "Ada Quist", "asked")]
    text = f'Ada Quist wants "{fragment}". "{sentence}"'
    articles = [Article("Gannet", f"2026-05-0{day}", "Ferry", text, said[: 2 if day < 3 else 1]) for day in (1, 2, 3)]
    assert top_of(make_tables(articles, ())) == sentence


def test_somebodys_own_words_make_the_front_page_before_what_is_reported_of_more() -> None:
    reported = Said("Kelmara calls on the harbour office to resign", "Ada Quist", "resign", kind="indirect")
    quoted = Said("Nobody has asked the islanders what they want.", "Ada Quist", "asked")
    text = f'Ada Quist said {reported.words}. "{quoted.words}"'
    days = [
        Article("Gannet", f"2026-05-0{day}", "Ferry", text, (reported, quoted)[: 2 if day < 3 else 1])
        for day in (1, 2, 3)
    ]
    assert top_of(make_tables(days, ())) == quoted.words
    assert top_of(make_tables([day._replace(said=(reported,)) for day in days], ())) == reported.words


def test_an_outlet_or_date_that_no_article_has_is_said_once_and_not_beside_every_quotation() -> None:
    said = [Said("Nobody has asked the islanders what they want.", "Ada Quist", "asked")]
    bare = [Article(None, None, f"Ferry {n}", f'Ada Quist: "{said[0].words}"', said) for n in (1, 2)]
    page = plain(render_report(make_tables(bare, ()), ()))
    assert "no date" not in page
    assert "outlet unknown Ferry" not in page
    page = plain(render_report(make_tables([bare[0], bare[1]._replace(source="Gannet", day="2026-05-02")], ()), ()))
    assert "outlet unknown no date · Ferry 1" in page
    assert "Gannet 2 May 2026 · Ferry 2" in page


def test_who_denied_something_is_not_shown_to_say_it() -> None:
    denied = Said("that the ferry would close", "Ada Quist", "closing", kind="indirect", cue="denied")
    article = Article("Gannet", "2026-05-01", "Ferry", f"Ada Quist denied {denied.words}.", [denied])
    tables = make_tables([article, article._replace(day="2026-05-02")], ())
    statements = tables["statements"].assign(text=f"not {denied.words}")
    page = render_report(tables | {"statements": statements}, ())
    shown = plain(page)
    assert shown.count(denied.words) == shown.count(f"denied {denied.words}") >= 4  # front page, headings, names
    assert '<blockquote class="reported">' in page  # without marks


def test_commands_on_the_page_look_into_the_tables_that_lie_beside_it() -> None:
    """They looked into the sample's: without --out a command reads what lies where runs put it unasked."""
    many = [HARBOUR._replace(title=f"Ferry {n}", source=f"Paper {n}") for n in range(40)]
    page = render_report(make_tables(many, ()), ())
    (command,) = re.findall(r"<code>restated show (\w.*?)</code>", page)
    assert re.fullmatch(r"\w{16} --out \.", command)
    assert "Commands are for the folder of the tables" in page


def test_what_is_negated_before_its_marks_is_shown_so() -> None:
    vowed = Said("close the landing", "Ada Quist", "landing", kind="mixed", cue="vowed", negated=True)
    article = Article("Gannet", "2026-05-01", "Ferry", f"Ada Quist vowed not to “{vowed.words}”.", [vowed])
    tables = make_tables([article, article._replace(day="2026-05-02")], ())
    statements = tables["statements"].assign(text=f"not {vowed.words}")
    shown = plain(render_report(tables | {"statements": statements}, ()))
    of_the_article = shown.count(f"vowed not to “{vowed.words}”")  # its hardest paragraphs
    assert shown.count(vowed.words) - of_the_article == shown.count(f"not {vowed.words}") >= 3


def test_articles_and_words_are_counted_by_outlet(tables: Tables) -> None:
    read = view_of(coverage, tables)
    rows = {row.outlet.name: row for row in read.outlets}
    assert set(rows) == {"Lantern", "Gannet", "outlet unknown"}
    assert (rows["outlet unknown"].n_undated, read.n_undated, read.n_articles) == (1, 1, 3)
    assert rows["Lantern"].n_words == len(HARBOUR.text.split())
    assert rows["Lantern"].quoted == pytest.approx(14 / 27)


def test_what_was_read_is_counted_most_often_met_first() -> None:
    warned = [HARBOUR._replace(title=title, warnings=("It is old.", "It is cut.")) for title in ("Third", "Second")]
    tables = make_tables([*warned, HARBOUR._replace(title="First", warnings=("It is cut.",)), LETTER], ())
    tables["documents"]["language"] = ["en", "de", "en", None]
    tables["documents"]["n_words"] = [27, 27, 27, 0]
    tables["rejects"]["record"] = 3
    read = view_of(coverage, tables)
    assert read.languages == [("en", 2), ("de", 1), ("too short to tell", 1)]
    assert [(warned.says, warned.n_articles, warned.examples) for warned in read.warnings] == [
        ("It is cut.", 3, ("First", "Second", "Third")),
        ("It is old.", 2, ("Second", "Third")),
    ]
    assert (read.n_warned, [reject.place for reject in read.rejects]) == (3, ["gannet/scan.txt, record 3"])
    assert [(row.outlet.name, row.quoted > 0) for row in read.outlets] == [("Lantern", True), ("outlet unknown", False)]
    assert "Articles a day, by outlet" in str(read.chart)
    assert view_of(coverage, make_tables([LETTER], ())).chart is None


def test_an_article_without_a_title_is_called_by_its_place_in_the_input(tables: Tables) -> None:
    """A file of many articles is no name for one of them."""
    documents = tables["documents"].assign(
        title=None, source_path="feed.jsonl", record=[1, 2, 3], external_id=["ferry-1", None, "letter"]
    )
    named = read_corpus(tables | {"documents": conform("documents", documents)}).documents
    assert sorted(named["title"]) == ["feed.jsonl, id ferry-1", "feed.jsonl, id letter", "feed.jsonl, record 2"]


def test_an_outlet_that_its_articles_spell_in_three_ways_is_counted_as_one() -> None:
    spelt = ("The Lantern", "lantern", "the-lantern", "The Lantern", "Lantern Post")
    articles = [HARBOUR._replace(source=name, title=f"Ferry {name} {n}") for n, name in enumerate(spelt)]
    read = view_of(coverage, make_tables(articles, ()))
    assert [(row.outlet.name, row.n_articles) for row in read.outlets] == [("The Lantern", 4), ("Lantern Post", 1)]


def test_a_statement_told_by_one_outlet_under_two_spellings_is_told_by_one() -> None:
    articles = [HARBOUR._replace(source="Lantern"), ISLAND._replace(source="the lantern")]
    (card,) = view_of(restated, make_tables(articles)).cards
    assert (card.n_documents, card.n_outlets) == (2, 1)


@given(st.permutations([*["The Lantern", "lantern"] * 2, "Lantern", "Lantern.", "The", "—", "…", "outlet unknown"]))
def test_the_spelling_shown_depends_on_no_order(names: list[str]) -> None:
    shown = dict(zip(names, one_name_each(names), strict=True))
    assert shown == dict.fromkeys(("The Lantern", "lantern", "Lantern", "Lantern."), "The Lantern") | {
        name: name for name in ("The", "—", "…", "outlet unknown")
    }


def test_rejects_and_warnings_are_told_with_their_remedy(page: str) -> None:
    said = plain(page)
    assert "gannet/scan.txt It is binary. Send text." in said
    assert "Two characters were mended. 1 article: Island counts its boats" in said


# --- statements --------------------------------------------------------------------------------------------


def test_a_card_sets_the_wordings_side_by_side_and_marks_what_differs(tables: Tables) -> None:
    (card,) = view_of(restated, tables).cards
    first, second = card.wordings
    assert [stretch.text for stretch in first.stretches if stretch.marked] == ["closes"]
    assert [stretch.text for stretch in second.stretches if stretch.marked] == ["shut"]
    assert first.link is None
    assert second.link is not None
    assert (second.link.relation, second.link.to) == ("restated", 1)
    assert (card.n_tellings, card.n_documents, card.n_outlets, card.period) == (2, 2, 2, "2 to 4 May 2026")


def test_in_the_first_wording_what_no_other_has_is_marked_and_in_others_what_the_one_compared_lacks() -> None:
    first, second, third, fourth = (
        "The old boat leaves on Monday and the crew of the boat stays.",
        "The new boat leaves on Monday and the crew stays.",
        "The big boat departs on Monday and the crew stays.",
        "The new boat leaves on Sunday and the crew stays.",
    )
    said = [Said(words, "Ada Quist", "boat") for words in (first, second, third, fourth)]
    articles = [
        Article("Gannet", f"2026-05-0{day}", "Boat", f'Ada Quist: "{one.words}"', [one])
        for day, one in enumerate(said, 1)
    ]
    links: list[Link] = [
        (first, second, "restated", ["old", "boat"], ["new"], None, None),
        (third, first, "restated", ["big", "departs"], ["old", "leaves", "boat"], None, None),
        (second, fourth, "restated", ["Monday"], ["Sunday"], None, None),
    ]
    (card,) = view_of(restated, make_tables(articles, links)).cards
    marked = [[stretch.text for stretch in wording.stretches if stretch.marked] for wording in card.wordings]
    assert marked == [["old"], ["new"], ["big", "departs"], ["Sunday"]]
    assert [wording.link and wording.link.to for wording in card.wordings] == [None, 1, 1, 2]


def test_of_what_many_tell_the_first_tellings_are_shown_with_the_links_between_these() -> None:
    said = [f"The ferry sails again in {n} weeks and not before." for n in range(restated.TELLINGS_SHOWN + 2)]
    days = [f"2026-05-{day:02}" for day in range(1, len(said) + 1)]
    articles = [
        Article("Gannet", day, day, f'Ada Quist: "{words}"', [Said(words, "Ada Quist", "sails")])
        for day, words in zip(days, said, strict=True)
    ]
    linked = [*((said[0], later) for later in said[1:]), (said[-1], said[-2]), (said[-1], said[0])]
    (card,) = view_of(
        restated, make_tables(articles, [(*ends, "restated", [], [], None, None) for ends in linked])
    ).cards
    assert (card.n_tellings, [wording.telling.words for wording in card.wordings]) == (len(said), said[:-2])
    assert [wording.link and wording.link.to for wording in card.wordings] == [None, *[1] * (len(said) - 3)]
    assert str(card.timeline).count("<circle") == len(said)


def test_statements_are_counted_by_how_often_they_were_told_and_across_articles() -> None:
    sails, leaks = Said("The ferry will not sail today.", "Ada Quist", "sails"), ("It leaks.", "It does leak.")
    text = f'Ada Quist: "{sails.words}" And: "{leaks[0]}" "{leaks[1]}"'
    leaking = [Said(words, "Ada Quist", "leaks") for words in leaks]
    articles = [Article("Gannet", None, f"{n}", text, [sails, *leaking] if n == 0 else [sails]) for n in range(6)]
    shown = view_of(restated, make_tables(articles, ()))
    assert [n for _, n in shown.spread] == [0, 1, 0, 0, 1]
    assert (shown.n_restated, shown.n_across, shown.n_statements) == (2, 1, 2)
    assert [card.timeline for card in shown.cards] == [None]


def test_outlets_are_set_against_one_another_by_the_statements_that_both_told(tables: Tables) -> None:
    nothing = tables["quotes"]["text"].isin(["never", "Nobody"])  # words that are no statement
    quotes = tables["quotes"].assign(statement_id=tables["quotes"]["statement_id"].mask(nothing))
    shared = view_of(restated, tables | {"quotes": quotes}).shared
    assert [(row.outlet.name, row.n_statements, row.with_each) for row in shared] == [
        ("Gannet", 2, [2, 1, 0]),
        ("Lantern", 2, [1, 2, 0]),
        ("outlet unknown", 1, [0, 0, 1]),
    ]


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (("Ferry shuts", "b.txt"), ("UPDATE 2-Ferry shuts", "a.txt")),  # the wire numbers its takes
        (("Ferry to shut", "a.txt"), ("Ferry shuts", "b.txt")),
    ],
)
def test_of_two_tellings_on_one_day_report_and_show_put_the_same_one_first(
    first: tuple[str, str], later: tuple[str, str]
) -> None:
    closing = [Said("It shuts on Monday for nine weeks.", "Ada Quist", "closing")]
    titles, paths = zip(later, first, strict=True)  # an article's id, a hash, tells no order
    text = 'Ada Quist said: "It shuts on Monday for nine weeks."'
    tables = make_tables([Article("Gannet", "2026-05-02", title, text, closing) for title in titles], ())
    tables["documents"]["source_path"] = paths
    (card,) = restated.view(read_corpus(tables)).cards
    assert [wording.telling.path for wording in card.wordings] == [first[1], later[1]]
    (found,) = find_statements(Asked("Monday"), tables, 1).statements
    assert [hit.place for hit in found.quotes] == [first[1], later[1]]


def test_of_statements_told_as_often_those_that_surely_are_one_come_first() -> None:
    near = ("The dam at Harrow will hold this spring.", "It may be that the dam at Harrow holds until spring.")
    sure = ("The ferry to Ostrel is late on every Monday.", "On every Monday the ferry to Ostrel is late.")
    articles = [
        Article("Gannet", day, day, f'Ada Quist: "{words}"', [Said(words, "Ada Quist", statement)])
        for day, words, statement in zip(
            [f"2026-05-0{day}" for day in (1, 2, 3, 4)], [*near, *sure], ["near", "near", "sure", "sure"], strict=True
        )
    ]
    tables = make_tables(articles, [(*words, "restated", [], [], None, None) for words in (near, sure)])
    assert [card.heading for card in view_of(restated, tables).cards] == [near[0], sure[0]]
    links, quotes = tables["restatements"], tables["quotes"].set_index("quote_id")
    score = links["quote_b"].map(quotes["text"]).map({near[1]: 0.5, sure[1]: 0.9})
    unsure = tables | {"restatements": links.assign(score=score)}
    assert [card.heading for card in view_of(restated, unsure).cards] == [sure[0], near[0]]


def test_what_more_articles_tell_as_asked_is_shown_before_what_one_tells_oftener() -> None:
    often, widely = "The ferry will not sail.", "The ferry is late again."
    text = f'Ada Quist: "{often}" And "{often}" Thrice: "{often}" Then: "{widely}"'
    said = [*[Said(often, "Ada Quist", "often")] * 3, Said(widely, "Ada Quist", "widely")]
    article = Article("Gannet", "2026-05-01", "Ferry", text, said)
    tables = make_tables([article, article._replace(day="2026-05-02", said=said[3:])], ())
    assert [found.heading for found in find_statements(Asked("ferry"), tables).statements] == [widely, often]


def test_phrases_are_listed_apart_from_statements_and_counted_with_them() -> None:
    """Of an election's articles the 18 statements told in most were top secret, pivot and their like."""
    phrase, sentence = "top secret.", "The dam will hold whatever the river brings."
    said = [Said(words, "Ada Quist", words) for words in (phrase, sentence)]
    text = f'Ada Quist spoke of "{phrase}" Then: "{sentence}"'
    articles = [Article("Gannet", f"2026-05-0{day}", f"{day}", text, said[: 4 - day]) for day in (1, 2, 3)]
    shown = view_of(restated, make_tables(articles, ()))
    assert [card.heading for card in shown.cards] == [sentence]
    assert [(told.words, told.n_documents, told.speakers) for told in shown.phrases] == [
        ("top secret", 3, ["Ada Quist"])
    ]
    assert (shown.n_restated, shown.n_cards, shown.n_phrases) == (2, 1, 1)
    assert "Phrases quoted again" in render_report(make_tables(articles, ()), ())


def test_the_halves_of_a_sentence_are_shown_as_one_telling(tables: Tables) -> None:
    corpus = read_corpus(tables)
    shown = [telling.words for telling in corpus.show(corpus.tellings["telling_id"]).values()]
    assert "It leaks, … and I cannot swim." in shown
    assert len(shown) == 7
    assert view_of(restated, tables).n_restated == 1


def test_a_telling_is_shown_with_who_said_it_how_when_and_where(tables: Tables) -> None:
    corpus = read_corpus(tables)
    shown = corpus.show(corpus.tellings["telling_id"][::-1])
    assert list(shown) == corpus.tellings["telling_id"].tolist()
    told = {
        one.words: (one.speaker, one.said_by, one.opening, one.cue, one.date, one.outlet and one.outlet.name)
        for one in shown.values()
    }
    lantern, letter = ("2 May 2026", "Lantern"), ("no date", "outlet unknown")
    assert told["The ferry closes on Monday for nine weeks,"] == ("Ada Quist", "she", None, "said", *lantern)
    assert told["nobody had asked him"] == ("Boe Tarn", "Boe Tarn", "said", None, *letter)
    assert told["Nobody"] == (None, None, None, None, *letter)
    assert [one.words for one in shown.values() if not one.closed] == ["Nobody"]


def test_the_sentence_that_a_part_repeats_is_marked_in_the_whole(tables: Tables) -> None:
    (whole,) = view_of(restated, tables).wholes
    assert [stretch for stretch in whole.stretches if stretch.marked] == [
        Stretch("The ferry closes on Monday for ten weeks.", True)
    ]
    assert [(part.telling.words, part.n_more) for part in whole.parts] == [("never", 0)]


def test_what_several_say_a_part_of_is_shown_once_with_all_of_them() -> None:
    whole, (boats, boats_again, money) = "Boats wait. Money is short.", ("Boats wait.", "Boats do wait.", "Money, no.")
    said = (
        Said(whole, "Ada Quist", "whole"),
        Said(boats, "Boe Tarn", "boats"),
        Said(boats_again, "Boe Tarn", "boats"),
        Said(money, "Boe Tarn", "money"),
    )
    article = Article(
        "Gannet", None, "Money", 'Ada Quist and Boe Tarn: "' + '" "'.join(s.words for s in said) + '"', said
    )
    parts = ((boats, "Boats wait."), (boats_again, "Boats wait."), (money, "Money is short."))
    links: list[Link] = [(whole, part, "contains part", [], [], None, sentence) for part, sentence in parts]
    tables = make_tables([article], links)
    shown = view_of(restated, tables)
    (told,) = shown.wholes
    assert shown.n_wholes == 1
    assert [stretch.text for stretch in told.stretches if stretch.marked] == ["Boats wait.", "Money is short."]
    assert sorted(part.n_more for part in told.parts) == [0, 1]
    assert "told 1 more time" in plain(render_report(tables, ()))


def test_of_what_others_say_parts_of_the_surest_stands_first() -> None:
    pairs = [(f"The {boat} waits. The {boat} leaks.", f"The {boat} leaks.") for boat in ("ferry", "tug", "barge")]
    said = [words for pair in pairs for words in pair]
    text = 'Ada Quist: "' + '" And: "'.join(said) + '"'
    article = Article("Gannet", None, "Boats", text, [Said(words, "Ada Quist", words) for words in said])
    tables = make_tables([article], [(*pair, "contains part", [], [], None, pair[1]) for pair in pairs])
    links, texts = tables["restatements"], tables["quotes"].set_index("quote_id")["text"]
    score = links["quote_b"].map(texts).map(dict(zip(said[1::2], (0.7, 0.9, 0.8), strict=True)))
    shown = view_of(restated, tables | {"restatements": links.assign(score=score)})
    assert [whole.telling.words for whole in shown.wholes] == [said[2], said[4], said[0]]


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2026-03-03 08:00", "2026-03-03 21:00", "3 March 2026"),
        ("2026-03-03", "2026-03-15", "3 to 15 March 2026"),
        ("2026-02-28", "2026-03-03", "28 February to 3 March 2026"),
        ("2025-12-30", "2026-01-02", "30 December 2025 to 2 January 2026"),
        ("2025-03-03", "2026-03-15", "3 March 2025 to 15 March 2026"),
        (None, None, None),
    ],
)
def test_a_period_is_told_in_as_few_words_as_tell_it(first: str | None, last: str | None, shown: str | None) -> None:
    assert restated.show_period(pd.Timestamp(first), pd.Timestamp(last)) == shown


def test_a_card_is_headed_by_what_was_said_and_then_tells_who_said_it(tables: Tables) -> None:
    (card,) = view_of(restated, tables).cards
    assert card.heading == "The ferry closes on Monday for nine weeks"
    assert "1 The ferry closes on Monday for nine weeks Ada Quist · 2 tellings" in plain(render_report(tables, ()))


def test_look_alikes_are_shown_with_the_conflict_that_kept_them_apart(tables: Tables) -> None:
    links = tables["restatements"].assign(conflict=lambda links: links["conflict"].replace("number", "name"))
    (conflict,) = view_of(apart, tables | {"restatements": links}).conflicts
    (pair,) = conflict.pairs
    assert (conflict.name, conflict.n_pairs) == ("name", 1)
    marked = [[stretch.text for stretch in twin.stretches if stretch.marked] for twin in (pair.a, pair.b)]
    assert marked == [["nine"], ["ten"]]


def test_what_was_told_with_another_number_is_one_claim_and_no_look_alike(tables: Tables) -> None:
    (claim,) = view_of(claims, tables).claims
    assert claim.numbers == "nine → ten"
    assert [version.n_tellings for version in claim.versions] == [2, 1]
    assert view_of(apart, tables).conflicts == []


def test_conflicts_stand_the_most_frequent_first_and_of_equals_by_name() -> None:
    said = [f"Pier {letter} is open." for letter in "abcdefgh"]
    text = 'Ada Quist wrote: "' + '" and "'.join(said) + '"'
    article = Article("Gannet", None, "Piers", text, [Said(words, "Ada Quist", words) for words in said])
    pairs = zip(said[::2], said[1::2], ("role", "name", "antonym", "antonym"), ([], ["a"], ["b"], ["c"]), strict=True)
    links: list[Link] = [(a, b, "restated", only, [], conflict, None) for a, b, conflict, only in pairs]
    shown = view_of(apart, make_tables([article], links))
    assert [(one.name, one.n_pairs) for one in shown.conflicts] == [("antonym", 2), ("name", 1), ("role", 1)]


def test_claims_are_not_mixed_and_those_most_alike_are_shown() -> None:
    piers = [f"{letter}pier" for letter in "abcdefghijklmnop"[: claims.CLAIMS_SHOWN + 1]]
    said = [(f"The {pier} has three berths.", f"The {pier} has nine berths.") for pier in piers]
    text = 'Ada Quist wrote: "' + '" and "'.join(words for pair in said for words in pair) + '"'
    told = [Said(words, "Ada Quist", words) for pair in said for words in pair]
    links: list[Link] = [(a, b, "restated", ["three", "berths"], ["nine"], "number", None) for a, b in said]
    links[-1] = (*said[-1], "restated", ["three"], ["nine"], "number", None)
    shown = view_of(claims, make_tables([Article("Gannet", None, "Piers", text, told)], links))
    assert (len(shown.claims), shown.n_claims) == (claims.CLAIMS_SHOWN, len(piers))
    assert {version.telling.words for version in shown.claims[0].versions} == set(said[-1])
    assert {claim.n_versions for claim in shown.claims} == {2}


TOLLS = ("Seven people are missing.", "9 people are missing.", "Nine people are missing.", "Twelve people are missing.")


def told_on(*days: str | None) -> Tables:
    """An article a day, each with another toll, and each toll linked to the one before."""
    told = zip(days, TOLLS, strict=False)
    articles = [
        Article("Gannet", day, f"Toll {day}", f'Ada Quist: "{toll}"', [Said(toll, "Ada Quist", toll)])
        for day, toll in told
    ]
    links = [
        (a, b, "restated", [a.split()[0]], [b.split()[0]], "number", None) for a, b in pairwise(TOLLS[: len(days)])
    ]
    return make_tables(articles, links)


def test_a_claim_follows_its_numbers_over_any_chain_of_links_each_number_once() -> None:
    (claim,) = view_of(claims, told_on("2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04")).claims
    assert claim.numbers == "Seven → 9 → Twelve"
    (claim,) = view_of(claims, told_on("2026-05-04", "2026-05-03", "2026-05-02")).claims
    assert claim.numbers == "Nine → Seven"


@pytest.mark.parametrize("days", [("2026-05-02", "2026-05-02"), ("2026-05-02", None)])
def test_numbers_whose_order_is_not_known_stand_without_an_arrow(days: tuple[str | None, ...]) -> None:
    (claim,) = view_of(claims, told_on(*days)).claims
    assert sorted(claim.numbers.split(" / ")) == ["9", "Seven"]


def test_where_all_words_are_shared_those_that_changed_places_are_marked() -> None:
    swapped = ("The ferry owes the island money.", "The island owes the ferry money.")
    text = 'Ada Quist wrote: "' + '" and "'.join(swapped) + '"'
    said = [Said(words, "Ada Quist", words) for words in swapped]
    links: tuple[Link] = ((*swapped, "restated", [], [], "role", None),)
    (conflict,) = view_of(apart, make_tables([Article("Gannet", None, "Debts", text, said)], links)).conflicts
    (pair,) = conflict.pairs
    marked = [[stretch.text for stretch in twin.stretches if stretch.marked] for twin in (pair.a, pair.b)]
    assert marked == [["ferry", "island"], ["island", "ferry"]]


def test_a_word_that_both_hold_is_no_difference() -> None:
    assert lacking(["bank", "Rates"], "The Bank waits; the bank has time.") == ["Rates"]


def test_a_statement_told_by_another_speaker_says_so(tables: Tables) -> None:
    links = tables["restatements"].assign(same_speaker=pd.array([False] * 3, "boolean"))
    assert "another speaker" in plain(render_report(tables | {"restatements": links}, ()))


def test_that_it_is_another_speaker_is_said_once(tables: Tables) -> None:
    links = tables["restatements"].assign(same_speaker=pd.array([False] * 3, "boolean"))
    links = links.assign(relation="quoted by another speaker")
    assert plain(render_report(tables | {"restatements": links}, ())).count("another speaker") == 1


def test_a_speaker_not_placed_is_explained_where_first_met(tables: Tables) -> None:
    page = plain(render_report(tables, ()))
    assert page.index("not placed the article calls the speaker by these words") < page.index("A voice not placed")


# --- voices and names --------------------------------------------------------------------------------------


def test_words_quoted_by_outlet_and_day_add_up_to_the_table(sample_tables: Tables) -> None:
    corpus = read_corpus(sample_tables)
    metrics = corpus.speakers.set_index("entity_id")["words_quoted"]
    spoken = corpus.quotes[corpus.quotes["kind"].isin(SPOKEN_KINDS)]
    recounted = spoken.groupby("speaker_id")["n_words"].sum()
    assert len(recounted) > 5
    assert recounted.astype(int).to_dict() == metrics[metrics > 0].astype(int).to_dict()
    undated = spoken[spoken["day"].isna()]["n_words"].sum()
    assert sum(corpus.axis.count(spoken["day"], spoken["n_words"])) + undated == spoken["n_words"].sum()


def test_the_shares_shown_are_those_of_the_table(sample_tables: Tables) -> None:
    shown = {(row.name, row.n_words): row.share for row in view_of(voices, sample_tables).speakers}
    corpus = (
        sample_tables["mention_metrics"].query("level == 'corpus'").merge(sample_tables["entities"], on="entity_id")
    )
    held = {(row.name, row.words_quoted): row.share_of_voice for row in corpus.itertuples()}
    assert len(shown) > 5
    assert shown == {speaker: held[speaker] for speaker in shown}


def test_words_without_a_named_speaker_are_told_apart(tables: Tables) -> None:
    heard = view_of(voices, tables)
    assert (heard.n_words, heard.unresolved_words) == (31, 2)
    assert [(row.name, row.n_words, row.n_quotes, row.n_articles) for row in heard.speakers] == [
        ("Ada Quist", 31, 5, 2),
        ("Boe Tarn", 0, 1, 1),
    ]


def test_who_is_heard_is_told_by_outlet_and_over_time(tables: Tables) -> None:
    heard = view_of(voices, tables)
    quist, tarn = heard.speakers
    assert (quist.share, quist.by_outlet, tarn.by_outlet) == (1.0, "Gannet 17, Lantern 14", "")
    assert re.findall('class="(t.)".*? width="([0-9.]+)"', str(quist.bar)) == [("t0", "109.68"), ("t1", "90.32")]
    assert "<desc>Ada Quist: 2 May 14, 4 May 17. Boe Tarn: none.</desc>" in str(heard.heard)
    assert "<desc>Ada Quist: 2 May 1, 4 May 1. Boe Tarn: none.</desc>" in str(heard.spoken_of)
    assert [outlet.name for outlet in heard.outlets] == ["Gannet", "Lantern", "outlet unknown"]
    unknown = tables["mention_metrics"].assign(share_of_voice=pd.NA, first_position=pd.NA)
    heard = view_of(voices, tables | {"mention_metrics": unknown})
    assert ([row.share for row in heard.speakers], heard.subjects[0].first_position) == ([0.0, 0.0], None)


def test_without_dates_nothing_is_drawn_over_time_and_outlets_without_a_colour_are_others() -> None:
    heard = view_of(voices, make_tables([LETTER._replace(source=f"Outlet {n}", title=str(n)) for n in range(7)], ()))
    assert (heard.heard, heard.spoken_of) == (None, None)
    assert [outlet.name for outlet in heard.outlets] == [*(f"Outlet {n}" for n in range(5)), "other outlets"]


def test_places_that_speak_are_counted_and_not_listed_among_the_voices(tables: Tables) -> None:
    entities = tables["entities"]
    entities = entities.assign(type=entities["type"].where(entities["name"] != "Ada Quist", "place"))
    heard = view_of(voices, tables | {"entities": entities})
    assert [row.name for row in heard.speakers] == ["Boe Tarn"]
    assert (heard.n_speakers, heard.n_places, heard.places) == (2, 1, ["Ada Quist"])
    page = plain(render_report(tables | {"entities": entities}, ()))
    assert "1 place named as speaking, for whoever speaks there, is counted and not listed: Ada Quist." in page


def test_who_is_quoted_at_second_hand_only_is_named(tables: Tables) -> None:
    heard = view_of(voices, tables)
    assert (heard.reported, heard.n_reported) == ([("Boe Tarn", 1)], 1)
    assert "1 speaker is quoted in indirect speech only: Boe Tarn (1)." in plain(render_report(tables, ()))


def test_quotations_of_one_about_another_are_counted_once_each(tables: Tables) -> None:
    """Of Quist's five quotations two speak of Tarn, one of them twice; that she says “I” is no speaking of another."""
    quotes, entities = tables["quotes"], dict(tables["entities"][["name", "entity_id"]].itertuples(index=False))
    quist = quotes.loc[quotes["speaker_id"] == entities["Ada Quist"], "quote_id"].tolist()
    (tarn,) = quotes.loc[quotes["speaker_id"] == entities["Boe Tarn"], "quote_id"]
    held = [(entities["Boe Tarn"], quist[0]), (entities["Boe Tarn"], quist[0]), (entities["Boe Tarn"], quist[3])]
    held += [(entities["Ada Quist"], quist[1]), (entities["Ada Quist"], tarn)]
    mentions = pd.concat([tables["mentions"].head(1)] * len(held), ignore_index=True)
    mentions = mentions.assign(entity_id=[entity for entity, _ in held], quote_id=[quote for _, quote in held])
    metrics = tables["mention_metrics"]
    metrics = metrics.assign(n_in_quotes=metrics["entity_id"].map({entities["Boe Tarn"]: 3, entities["Ada Quist"]: 2}))
    tables = tables | {"mentions": mentions, "mention_metrics": metrics}
    heard = view_of(voices, tables)
    assert heard.spoken_about == ["Boe Tarn", "Ada Quist"]
    assert [(row.name, row.n_quotes) for row in heard.speaking] == [("Ada Quist", [2, None]), ("Boe Tarn", [None, 1])]
    towns = tables["entities"].assign(type=["place", "person"])  # no voice is left to speak of the other
    unsaid = metrics.assign(n_in_quotes=metrics["n_in_quotes"].replace(2, 0))
    assert view_of(voices, tables | {"entities": towns}).spoken_about == []
    assert view_of(voices, tables | {"mention_metrics": unsaid}).spoken_about == ["Boe Tarn"]


def test_who_speaks_of_nobody_else_and_who_is_spoken_of_by_no_other_stand_in_no_row_or_column(tables: Tables) -> None:
    quotes, entities = tables["quotes"], dict(tables["entities"][["name", "entity_id"]].itertuples(index=False))
    first, second = quotes.loc[quotes["speaker_id"] == entities["Ada Quist"], "quote_id"].tolist()[:2]
    mentions = pd.concat([tables["mentions"].head(1)] * 2, ignore_index=True)
    mentions = mentions.assign(entity_id=[entities["Boe Tarn"], entities["Ada Quist"]], quote_id=[first, second])
    metrics = tables["mention_metrics"].assign(n_in_quotes=1)
    heard = view_of(voices, tables | {"mentions": mentions, "mention_metrics": metrics})
    assert heard.spoken_about == ["Boe Tarn"]
    assert [(row.name, row.n_quotes) for row in heard.speaking] == [("Ada Quist", [1])]


def test_a_role_that_is_written_in_two_ways_is_shown_once_and_dr_behind_what_says_more(tables: Tables) -> None:
    entities = tables["entities"]
    entities = entities.assign(roles=[["Dr", "Dr.", "Mayor", "head of the clinic", "mayor"]] * len(entities))
    quist = view_of(people, tables | {"entities": entities}).named[0]
    assert quist.roles == ["mayor", "head of the clinic", "Dr"]


def test_each_name_has_its_quotations_roles_and_company(tables: Tables) -> None:
    quist = view_of(people, tables).named[0]
    assert (quist.name, quist.roles, quist.aliases, quist.n_more) == ("Ada Quist", ["the mayor"], ["Quist"], 0)
    assert [said.telling.date for said in quist.statements] == ["2 May 2026"] * 2 + ["4 May 2026"]
    assert (quist.share, quist.company) == (1.0, [("Ada Quist", 1)])
    unknown = tables["mention_metrics"].assign(share_of_voice=pd.NA)
    assert [one.share for one in view_of(people, tables | {"mention_metrics": unknown}).named] == [None, None]


def test_of_each_name_what_most_articles_quote_stands_first_and_once() -> None:
    """Of ten things said and one of them said in three articles, a reader who opens a name wants that one."""
    days = [f"2026-05-{day:02}" for day in range(1, 11)]
    words = [f"Ferry number {n} stays in port until the wind has dropped." for n in range(10)]
    again = "The pier will be mended before the first snow falls."
    articles = [
        Article("Gannet", day, f"Day {day}", f'Ada Quist spoke. "{one}" "{again}"', [Said(one, "Ada Quist", one)])
        for day, one in zip(days, words, strict=True)
    ]
    repeated = Said(again, "Ada Quist", "pier")
    articles[-3:] = [article._replace(said=[*article.said, repeated]) for article in articles[-3:]]
    tables = make_tables(articles, ())
    (quist,) = view_of(people, tables).named
    assert (quist.statements[0].telling.words, quist.statements[0].n_articles) == (again, 3)
    assert [said.n_articles for said in quist.statements[1:]] == [1] * 5
    assert quist.n_more == 5
    assert f"“{again}”"[1:-1] in (page := plain(render_report(tables, ())))
    assert "in 3 articles" in page
    assert '5 more: restated show --speaker "Ada Quist" --out ., or in quotes' in page


# --- doubts, readability, soundness, schema ----------------------------------------------------------------


def test_doubtful_quotations_are_listed_least_sure_first_and_marked_wherever_they_stand(tables: Tables) -> None:
    care = view_of(doubts, tables)
    assert [telling.words for telling in care.doubtful] == ["Nobody", "never"]
    assert (care.n_doubtful, care.n_unresolved, care.n_nobody, care.n_unclosed) == (2, 1, 1, 1)
    assert [(row.said_by, row.n_quotes) for row in care.unresolved] == [("A voice", 1)]
    assert plain(render_report(tables, ())).count("doubtful 20.0%") == 2


def test_wordings_that_are_but_perhaps_one_statement_are_marked_and_listed(tables: Tables) -> None:
    links = tables["restatements"]
    care = view_of(doubts, tables)
    assert (care.unsure, care.n_unsure) == ([], 0)
    closes = (links["relation"] == "restated") & links["conflict"].isna()
    unsure = tables | {"restatements": links.assign(score=links["score"].mask(closes, 0.6).mask(~closes, 0.5))}
    (twins,), n_unsure = view_of(doubts, unsure).unsure, view_of(doubts, unsure).n_unsure
    assert ([s.text for s in twins.a.stretches if s.marked], n_unsure) == (["closes"], 1)
    assert "perhaps the same 60.0%" in plain(render_report(unsure, ()))
    assert "perhaps the same" not in plain(render_report(tables, ()))


def test_a_wording_is_as_sure_as_the_surest_of_its_links() -> None:
    says = [
        Said(text, "Ada Quist", "one")
        for text in (
            "We go home by boat today.",
            "Today we leave for home by boat.",
            "We leave for home today by boat.",
        )
    ]
    articles = [
        Article("Gannet", f"2026-05-0{day}", "", f'Ada Quist: "{said.words}"', (said,))
        for day, said in enumerate(says, 1)
    ]
    names = [said.words for said in says]
    links: list[Link] = [(a, b, "restated", [], [], None, None) for a, b in combinations(names, 2)]
    made = make_tables(articles, links)
    made["restatements"]["score"] = [0.6, 0.6, 0.95]
    assert [wording.link and wording.link.unsure for wording in view_of(restated, made).cards[0].wordings] == [
        None,
        True,
        False,
    ]
    assert view_of(doubts, made).n_unsure == 1


def test_speakers_that_no_list_can_settle_are_counted_and_not_listed(tables: Tables) -> None:
    quotes = tables["quotes"].assign(
        speaker_id=None, speaker_text=["The ministry", "They", "the ministry", "Q", "he", "it", "the ministry", "Q"]
    )
    care = view_of(doubts, tables | {"quotes": conform("quotes", quotes)})
    assert [(row.said_by, row.n_quotes) for row in care.unresolved] == [("The ministry", 3)]
    assert (care.n_names, care.n_pronouns, care.n_unresolved) == (1, 5, 8)


def test_what_speakers_were_found_by_is_counted_the_surest_first(tables: Tables) -> None:
    assert view_of(doubts, tables).found_by == [("a name", 6)]
    one = tables["quotes"]["quote_id"] == tables["quotes"]["quote_id"].iloc[0]
    quotes = tables["quotes"].assign(speaker_by=tables["quotes"]["speaker_by"].mask(one, "pronoun"))
    assert view_of(doubts, tables | {"quotes": quotes}).found_by == [("a name", 5), ("a pronoun", 1)]


def test_halves_that_are_doubtful_are_listed_and_counted_as_one() -> None:
    halves = (
        Said("It leaks,", "Ada Quist", "a", confidence=0.2),
        Said("and sinks.", "Ada Quist", "a", confidence=0.2, follows="It leaks,"),
    )
    article = Article("Lantern", None, "Leaks", '"It leaks," Ada Quist said, "and sinks."', halves)
    care = view_of(doubts, make_tables([article], ()))
    assert (len(care.doubtful), care.n_doubtful_tellings, care.n_doubtful) == (1, 1, 2)
    assert "are shown; all are in quotes" not in plain(render_report(make_tables([article], ()), ()))


def test_bins_are_labelled_by_where_they_begin_however_many_they_are() -> None:
    labels = re.findall(r">([0-9.]+)–<", histogram("Quarters", [1, 0, 2, 3], 2))
    assert labels == ["0", "0.25", "0.5", "0.75"]


def test_shares_are_told_in_percent_and_counts_are_not(tables: Tables) -> None:
    told = {row.name: row.share for row in view_of(soundness, tables).measured}
    assert [name for name in told if not told[name]] == ["documents", "quotes", "quotes per document"]


@pytest.mark.parametrize(
    ("bounds", "kept"),
    [((None, None), None), ((0.1, 0.4), False), ((0.6, 0.9), False), ((0.1, 0.5), True), ((0.5, 0.9), True)],
)
def test_a_measure_keeps_to_its_bounds_or_has_none(
    bounds: tuple[float | None, float | None], kept: bool | None
) -> None:
    assert soundness.Measured("pairs", 0.5, True, *bounds).kept is kept


def test_where_no_article_can_be_compared_the_page_says_how_many_are_measured(tables: Tables) -> None:
    readability = tables["readability"].copy()
    readability.loc[readability["scope"] == "quotes", reading_ease.EASE] = pd.NA
    shown = reading_ease.view(read_corpus(tables | {"readability": readability}))
    assert (shown.compared, shown.measured, shown.n_articles) == (0, 2, 3)
    told = " ".join(Outline(render_report(tables | {"readability": readability}, ())).text)
    assert "2 of 3 articles hold them of one" in told
    assert "No article is long enough" not in told


def test_whom_the_words_mean_is_said_to_be_no_part_of_the_confidence(page: str) -> None:
    assert "Whom these words mean is no part of it" in page
    titles = {attributes.get("title") for _, attributes in Outline(page).tags}
    assert (
        "Estimated probability that kind, span and the words that name the speaker are right; not whom they mean"
        in titles
    )


def test_the_hardest_paragraphs_are_shown_with_their_text(tables: Tables) -> None:
    ease = view_of(reading_ease, tables)
    assert [(hard.lix, hard.text) for hard in ease.hardest] == [(61.0, ISLAND.text), (60.0, HARBOUR.text)]
    assert (ease.easier, ease.compared, ease.n_articles, ease.n_paragraphs, ease.n_short) == (2, 2, 3, 2, 1)
    assert "2 of 3 articles hold enough" in plain(render_report(tables, ()))
    medians = {(row.outlet.name, row.scope): row.ease for row in ease.medians}
    assert medians["Lantern", "quotes"] == 80.0
    assert medians["outlet unknown", "quotes"] is None


def test_findings_are_told_with_their_remedy_and_their_absence_too(tables: Tables) -> None:
    finding = Finding("drift", "quotes", "warn", 3, (), "Quotations halved.", "Look at the feed.")
    assert "warn quotes: Quotations halved. 3 rows. Look at the feed." in plain(render_report(tables, (finding,)))
    assert "Every quality rule holds" in plain(render_report(tables, ()))
    assert "Every quality rule holds" not in plain(render_report(tables))


def test_counts_among_the_measures_are_written_out() -> None:
    many = [HARBOUR._replace(title=f"Ferry {n}") for n in range(400)]
    page = plain(render_report(make_tables(many, ()), ()))
    assert re.search(r"quotes ?1,200 ?quotes per document ?3 ?0.1 to 60", page)


def test_the_page_says_how_to_load_the_tables_that_lie_beside_it(page: str) -> None:
    """Wherever they lie: a page in tables/ that reads data/processed reads another's tables."""
    assert '# in the folder of this page import pandas as pd quotes = pd.read_parquet("quotes")' in plain(page)
    assert "data/processed" not in page


def test_every_table_is_listed_with_its_rows(tables: Tables) -> None:
    listed = {row.name: row.n_rows for row in view_of(schema, tables).tables}
    assert listed == {table: None if table == "runs" else len(rows) for table, rows in tables.items()}


# --- charts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "step", "n"),
    [
        ("2026-03-03", "2026-03-15", "day", 13),
        ("2025-12-31", "2026-04-01", "week", 14),
        ("2020-01-01", "2024-12-31", "month", 60),
        ("1990-05-01", "2004-05-01", "quarter", 57),
        ("1970-05-01", "2026-05-01", "year", 57),
        ("1700-05-01", "2026-05-01", "decade", 33),
        (f"{FIRST_YEAR}-01-01", f"{LAST_YEAR}-12-31", "decade", 50),
    ],
)
def test_the_axis_takes_the_finest_step_that_fits(first: str, last: str, step: str, n: int) -> None:
    days = pd.Series(pd.to_datetime([first, last, None]))
    axis = make_axis(days)
    assert (axis.step, len(axis)) == (step, n)
    assert axis.place(days).tolist() == [0, n - 1, -1]


@given(st.lists(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)), min_size=1, max_size=60))
def test_every_dated_row_is_counted_on_the_axis_once_but_for_one_in_twenty_at_most(dates: list[object]) -> None:
    days = pd.Series(np.array(dates, dtype="datetime64[s]"))
    axis = make_axis(days)
    assert 1 <= len(axis) <= STEPS_AT_MOST
    assert sum(axis.count(days)) + axis.n_far(days) == len(dates)
    assert axis.n_far(days) <= len(dates) // 20


def test_one_article_of_another_decade_leaves_the_axis_of_a_fortnight_its_days() -> None:
    """A saved page of 2010 pressed two weeks of March 2016 into one of 23 quarters, in every chart."""
    fortnight = [f"2016-03-{day:02}" for day in range(1, 15)] * 2
    days = pd.Series(pd.to_datetime(["2010-08-12", *fortnight, None]))
    axis = make_axis(days)
    assert (axis.step, axis.labels[0], len(axis), axis.n_far(days)) == ("day", "1 Mar", 14, 1)
    assert axis.count(days) == [2] * 14
    assert axis.place(days)[[0, -1]].tolist() == [-1, -1]


def test_articles_that_are_on_no_axis_are_counted_beside_it() -> None:
    articles = [HARBOUR._replace(title=f"Ferry {n}", text=f"Day {n}. {HARBOUR.text}") for n in range(20)]
    page = plain(render_report(make_tables([*articles, ISLAND._replace(day="1999-05-04")], ()), ()))
    assert "1 dated far from all others, left out of them too" in page
    assert "1 article dated far from all others count" in page


def test_articles_spread_over_years_and_days_near_a_crowd_are_all_on_the_axis() -> None:
    years = pd.Series(pd.to_datetime([f"{year}-05-01" for year in range(1950, 2010)]))
    assert make_axis(years).n_far(years) == 0
    crowd = pd.Series(pd.to_datetime(["2016-02-08", *["2016-03-10"] * 40]))
    assert make_axis(crowd).n_far(crowd) == 0


@pytest.mark.parametrize(
    "draw",
    [
        lambda: strip_chart("Nothing", [], []),
        lambda: strip_chart("One", [Strip("a", "t0", [0])], ["1 May"]),
        lambda: spread_chart("None", [Lane("a", "t0", [])], "unit"),
        lambda: spread_chart("Equal", [Lane("a", "t0", [50.0, 50.0])], "unit"),
        lambda: stacked_bar([("t0", 0)], 0),
        lambda: timeline("Many", [(0, "t0")] * 500, 1),
    ],
)
def test_charts_of_next_to_nothing_are_drawn(draw: Callable[[], str]) -> None:
    drawn = draw()
    assert drawn.startswith(("<svg", "<div"))
    assert "nan" not in drawn
    assert len(drawn) < 3000


def test_a_strip_chart_tells_its_numbers_in_words() -> None:
    drawn = strip_chart("Articles", [Strip("Lantern", "t0", [1, 0, 12])], ["1 May", "2 May", "3 May"])
    assert "<desc>Lantern: 1 May 1, 3 May 12.</desc>" in drawn


def test_numbers_stand_over_bars_where_they_fit_and_else_over_the_highest() -> None:
    few = strip_chart("Articles", [Strip("Lantern", "t0", [1, 2])], ["1 May", "2 May"])
    many = strip_chart("Articles", [Strip("Lantern", "t0", [1000, 2000] * 30)], ["1 May"] * 60)
    assert few.count('class="count"') == 2
    assert many.count(">2,000<") == 30
    assert ">1,000<" not in many


class InGerman(datetime):
    """A day as it is written where a program round the pipeline has set its locale to German."""

    def __format__(self, form: str) -> str:
        return super().__format__(form).replace("March", "März")


def test_months_are_english_whatever_the_machine_speaks() -> None:
    first, last = InGerman(2026, 3, 5), InGerman(2026, 4, 6)
    assert show_day(first) == "5 March 2026"
    assert restated.show_period(first, last) == "5 March to 6 April 2026"


def test_long_words_are_cut_where_no_space_is_near() -> None:
    assert shorten("x" * 100, 20) == "x" * 18 + " …"
    assert shorten("No " + "x" * 100, 20) == "No " + "x" * 15 + " …"


@given(st.text(alphabet="ab ", max_size=60), st.integers(4, 30))
def test_what_is_shortened_is_no_longer_than_asked(text: str, most: int) -> None:
    assert len(shorten(text, most)) <= most
    assert not shorten(text, most).endswith("  …")
