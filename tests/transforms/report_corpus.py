"""A small corpus of invented articles as published tables, made by hand so that the report's tests need no stage."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from transforms.ids import content_id
from transforms.tables import TABLES, columns, conform

Tables = dict[str, pd.DataFrame]


class Said(NamedTuple):
    """A quotation of an article: its words stand in the text; tellings with one `statement` say the same."""

    words: str
    speaker: str | None
    statement: str | None
    kind: str = "direct"
    confidence: float = 0.9
    said_by: str | None = "she"
    cue: str | None = "said"
    follows: str | None = None  # the words of the first half
    closed: bool = True


class Article(NamedTuple):
    """An article of one paragraph."""

    source: str | None
    day: str | None
    title: str
    text: str
    said: Sequence[Said] = ()
    url: str | None = None
    warnings: Sequence[str] = ()


HARBOUR = Article(
    "Lantern",
    "2026-05-02",
    "Mayor shuts the ferry",
    'Ada Quist shut the ferry. "The ferry closes on Monday for nine weeks," she said. "It leaks," she added, "and I '
    'cannot swim." A deckhand thought otherwise.',
    (
        Said("The ferry closes on Monday for nine weeks,", "Ada Quist", "closing"),
        Said("It leaks,", "Ada Quist", "leaking", cue="added"),
        Said("and I cannot swim.", "Ada Quist", "leaking", follows="It leaks,"),
    ),
    url="https://lantern.example/ferry",
)
ISLAND = Article(
    "Gannet",
    "2026-05-04",
    "Island counts its boats",
    'Ada Quist wrote: "From Monday the ferry is shut for nine weeks." Later: "The ferry closes on Monday for ten weeks." '
    'A voice said "never".',
    (
        Said("From Monday the ferry is shut for nine weeks.", "Ada Quist", "closing", cue="wrote"),
        Said("The ferry closes on Monday for ten weeks.", "Ada Quist", "ten", confidence=0.8),
        Said("never", None, "never", kind="mixed", confidence=0.2, said_by="A voice"),
    ),
    warnings=("Two characters were mended.",),
)
LETTER = Article(None, None, "A letter", 'Boe Tarn said that nobody had asked him. "Nobody', (
    Said("nobody had asked him", "Boe Tarn", "asked", kind="indirect", said_by="Boe Tarn"),
    Said("Nobody", None, "nobody", confidence=0.1, said_by=None, cue=None, closed=False),
))  # fmt: skip

LINKS = (
    # words of a, words of b, relation, only in a, only in b, conflict, part
    ("The ferry closes on Monday for nine weeks,", "From Monday the ferry is shut for nine weeks.", "restated", ["closes"], ["shut"], None, None),
    ("The ferry closes on Monday for nine weeks,", "The ferry closes on Monday for ten weeks.", "restated", ["nine"], ["ten"], "number", None),
    ("The ferry closes on Monday for ten weeks.", "never", "contains part", [], [], None, "The ferry closes on Monday for ten weeks."),
)  # fmt: skip
REJECT = {"path": "gannet/scan.txt", "record": None, "reason": "It is binary.", "remedy": "Send text."}


def make_tables(articles: Sequence[Article] = (HARBOUR, ISLAND, LETTER), links: Sequence[Any] = LINKS) -> Tables:
    """All twelve tables of `articles`, in their declared shape."""
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for number, article in enumerate(articles):
        add_article(rows, article, number)
    add_statements(rows)
    add_links(rows, links)
    rows["rejects"].append(REJECT)
    rows["runs"].append(make_run("2026-05-05T06:00:00Z"))
    return {table: conform(table, pd.DataFrame(rows[table], columns=columns(table))) for table in TABLES}


def make_run(started_at: str) -> dict[str, Any]:
    """A row of `runs`."""
    counts = ("inputs_seen", "inputs_new", "inputs_changed", "inputs_removed", "inputs_rejected")
    run = {
        "run_id": started_at,
        "started_at": started_at,
        "version": "9.9",
        "settings": "{}",
        "rows": [],
        "seconds": [],
    }
    return run | dict.fromkeys(counts, 0)


def add_article(rows: dict[str, list[dict[str, Any]]], article: Article, number: int) -> None:
    doc_id, end = f"d{number}", len(article.text)
    rows["documents"].append(
        dict.fromkeys(columns("documents"))
        | {
            "doc_id": doc_id,
            "source_path": f"in/{number}.txt",
            "source": article.source,
            "url": article.url,
            "title": article.title,
            "published_at": article.day,
            "text": article.text,
            "n_chars": end,
            "n_words": len(article.text.split()),
            "language": "en",
            "warnings": list(article.warnings),
            "raw_runs": [{"clean_start": 0, "raw_start": 0}],
        }
    )
    paragraph = {"doc_id": doc_id, "ordinal": 0, "paragraph_id": f"p{number}", "kind": "body", "section": None}
    rows["paragraphs"].append(paragraph | {"start": 0, "end": end, "text": article.text})
    sentence = {"doc_id": doc_id, "ordinal": 0, "paragraph_id": f"p{number}", "start": 0, "end": end}
    rows["sentences"].append(sentence | {"text": article.text, "n_words": 1, "in_quote_share": 0.5})
    for said in article.said:
        add_quote(rows, article, said, number)
    add_readability(rows, article, number)


def add_quote(rows: dict[str, list[dict[str, Any]]], article: Article, said: Said, number: int) -> None:
    start = article.text.rindex(said.words)
    quote_id = content_id("quote", number, said.words)
    speaker = None if said.speaker is None else content_id("entity", said.speaker)
    if speaker and speaker not in {row["entity_id"] for row in rows["entities"]}:
        known = {"entity_id": speaker, "name": said.speaker, "type": "person", "origin": "rules", "external_id": None}
        lists = {"aliases": ["Quist"], "roles": ["the mayor"], "notes": []}
        rows["entities"].append(known | lists)
    rows["quotes"].append(
        dict.fromkeys(columns("quotes"))
        | {
            "doc_id": f"d{number}",
            "quote_id": quote_id,
            "paragraph_id": f"p{number}",
            "start": start,
            "end": start + len(said.words),
            "text": said.words,
            "kind": said.kind,
            "closed": said.closed,
            "n_words": len(said.words.split()),
            "insertions": [],
            "link": "split" if said.follows else None,
            "linked_to": content_id("quote", number, said.follows) if said.follows else None,
            "speaker_text": said.said_by,
            "speaker_id": speaker,
            "cue": said.cue,
            "confidence": said.confidence,
            "statement_id": None if said.statement is None else content_id("statement", said.statement),
        }
    )
    name = article.text.find(said.speaker) if said.speaker else -1
    mention_id = content_id("mention", number, said.speaker)
    if name >= 0 and mention_id not in {row["mention_id"] for row in rows["mentions"]}:
        place = {"doc_id": f"d{number}", "paragraph_id": f"p{number}", "start": name, "end": name + len(said.speaker)}
        where = {"in_quote": False, "quote_id": None, "metonym": False, "confidence": 0.9}
        named = {"mention_id": mention_id, "entity_id": speaker, "text": said.speaker, "form": "full name"}
        rows["mentions"].append(place | where | named)


def add_readability(rows: dict[str, list[dict[str, Any]]], article: Article, number: int) -> None:
    for level, scope in (("document", "all"), ("document", "narration"), ("document", "quotes"), ("paragraph", "all")):
        measures = {name: 1 for name in columns("readability")}
        place = {"doc_id": f"d{number}", "paragraph_id": f"p{number}" if level == "paragraph" else None}
        ease = 80.0 - 10 * number if scope == "quotes" else 55.0 - 10 * number
        short = number == 2
        measured = {"flesch_reading_ease": None if short else ease, "reason": "too short" if short else None}
        rows["readability"].append(measures | place | {"level": level, "scope": scope} | measured)


def add_statements(rows: dict[str, list[dict[str, Any]]]) -> None:
    days = {row["doc_id"]: row["published_at"] for row in rows["documents"]}
    told: dict[str, list[dict[str, Any]]] = {}
    for quote in rows["quotes"]:
        if quote["statement_id"]:
            told.setdefault(quote["statement_id"], []).append(quote)
    for statement_id, quotes in told.items():
        seen = sorted(day for quote in quotes if (day := days[quote["doc_id"]]))
        rows["statements"].append(
            {
                "statement_id": statement_id,
                "text": quotes[0]["text"],
                "n_quotes": len(quotes),
                "n_documents": len({quote["doc_id"] for quote in quotes}),
                "speakers": sorted({quote["speaker_id"] for quote in quotes if quote["speaker_id"]}),
                "first_seen": seen[0] if seen else None,
                "last_seen": seen[-1] if seen else None,
            }
        )
    add_metrics(rows)


def add_metrics(rows: dict[str, list[dict[str, Any]]]) -> None:
    words, quoted = Counter(), Counter()
    for quote in rows["quotes"]:
        if quote["speaker_id"]:
            quoted[quote["speaker_id"]] += 1
            words[quote["speaker_id"]] += quote["n_words"] if quote["kind"] in ("direct", "mixed") else 0
    for entity in rows["entities"]:
        theirs = [row for row in rows["mentions"] if row["entity_id"] == entity["entity_id"]]
        counts = {name: 0 for name in columns("mention_metrics") if name.startswith("n_")}
        counts |= {"n_documents": len({row["doc_id"] for row in theirs}), "n_mentions": len(theirs)}
        counts |= {"n_full_name": len(theirs), "n_outside": len(theirs), "n_as_speaker": quoted[entity["entity_id"]]}
        place = {"level": "corpus", "doc_id": None, "entity_id": entity["entity_id"], "first_position": 0.25}
        heard = words[entity["entity_id"]]
        company = [{"entity_id": entity["entity_id"], "n_paragraphs": 1}]
        share = {"words_quoted": heard, "share_of_voice": heard / sum(words.values()), "co_mentions": company}
        rows["mention_metrics"].append(counts | place | share)


def add_links(rows: dict[str, list[dict[str, Any]]], links: Sequence[Any]) -> None:
    by_words = {quote["text"]: quote["quote_id"] for quote in rows["quotes"]}
    for a, b, relation, only_a, only_b, conflict, part in links:
        sides = {"quote_a": by_words[a], "quote_b": by_words[b], "only_a": only_a, "only_b": only_b}
        link = {"relation": relation, "conflict": conflict, "part": part, "same_speaker": True, "score": 0.9}
        rows["restatements"].append(sides | link | {"shared_words": ["ferry", "Monday", "weeks"]})
