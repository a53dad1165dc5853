"""A small corpus of invented articles as published tables, made by hand so that the report's tests need no stage."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from transforms.ids import content_id
from transforms.tables import TABLES, columns, conform

Tables = dict[str, pd.DataFrame]
Row = dict[str, Any]


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
    negated: bool = False


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
    'Ada Quist wrote: "From Monday the ferry is shut for nine weeks." '
    'Later: "The ferry closes on Monday for ten weeks." '
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

Link = tuple[str, str, str, list[str], list[str], str | None, str | None]
LINKS: tuple[Link, ...] = (
    # words of a, words of b, relation, only in a, only in b, conflict, part
    ("The ferry closes on Monday for nine weeks,", "From Monday the ferry is shut for nine weeks.", "restated", ["closes"], ["shut"], None, None),
    ("The ferry closes on Monday for nine weeks,", "The ferry closes on Monday for ten weeks.", "restated", ["nine"], ["ten"], "number", None),
    ("The ferry closes on Monday for ten weeks.", "never", "contains part", [], [], None, "The ferry closes on Monday for ten weeks."),
)  # fmt: skip
REJECT = {"path": "gannet/scan.txt", "record": None, "reason": "It is binary.", "remedy": "Send text."}


def make_tables(articles: Sequence[Article] = (HARBOUR, ISLAND, LETTER), links: Sequence[Link] = LINKS) -> Tables:
    """All twelve tables of `articles`, in their declared shape."""
    numbered = list(enumerate(articles))
    said = [(number, article, words) for number, article in numbered for words in article.said]
    documents = [make_document(*row) for row in numbered]
    quotes = [make_quote(*row) for row in said]
    speakers = [(number, article, words.speaker) for number, article, words in said if words.speaker]
    entities = {name: make_entity(name) for _, _, name in speakers}
    mentions = [make_mention(*row) for row in speakers]
    rows = {
        "documents": documents,
        "paragraphs": [make_paragraph(*row) for row in numbered],
        "sentences": [make_paragraph(*row) | {"n_words": 1, "in_quote_share": 0.5} for row in numbered],
        "quotes": quotes,
        "statements": make_statements(quotes, {row["doc_id"]: row["published_at"] for row in documents}),
        "restatements": make_links(quotes, links),
        "entities": entities.values(),
        "mentions": {row["mention_id"]: row for row in mentions}.values(),
        "mention_metrics": make_metrics(quotes, mentions),
        "readability": [row for number, _ in numbered for row in make_readability(number)],
        "rejects": [REJECT],
        "runs": [make_run("2026-05-05T06:00:00Z")],
    }
    return {table: conform(table, pd.DataFrame(rows[table], columns=columns(table))) for table in TABLES}


def make_document(number: int, article: Article) -> Row:
    return dict.fromkeys(columns("documents")) | {
        "doc_id": f"d{number}",
        "source_path": f"in/{number}.txt",
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "published_at": article.day,
        "text": article.text,
        "n_chars": len(article.text),
        "n_words": len(article.text.split()),
        "language": "en",
        "warnings": list(article.warnings),
        "raw_runs": [{"clean_start": 0, "raw_start": 0}],
    }


def make_paragraph(number: int, article: Article) -> Row:
    span = {"start": 0, "end": len(article.text), "prose_start": 0, "spoken_start": None}
    place = {"doc_id": f"d{number}", "paragraph_id": f"p{number}", "ordinal": 0} | span
    return place | {"kind": "body", "section": None, "text": article.text}


def make_quote(number: int, article: Article, said: Said) -> Row:
    start = article.text.rindex(said.words)
    return dict.fromkeys(columns("quotes")) | {
        "doc_id": f"d{number}",
        "quote_id": content_id("quote", number, said.words),
        "paragraph_id": f"p{number}",
        "start": start,
        "end": start + len(said.words),
        "text": said.words,
        "kind": said.kind,
        "closed": said.closed,
        "n_words": len(said.words.split()),
        "insertions": [],
        "negated": said.negated,
        "link": "split" if said.follows else None,
        "linked_to": content_id("quote", number, said.follows) if said.follows else None,
        "speaker_text": said.said_by,
        "speaker_id": content_id("entity", said.speaker) if said.speaker else None,
        "speaker_by": "name" if said.speaker else None,
        "cue": said.cue,
        "cue_start": article.text.find(said.cue) if said.cue else None,
        "confidence": said.confidence,
        "statement_id": content_id("statement", said.statement) if said.statement else None,
    }


def make_entity(name: str) -> Row:
    known = {"entity_id": content_id("entity", name), "name": name, "type": "person", "origin": "rules"}
    return known | {"external_id": None, "aliases": ["Quist"], "roles": ["the mayor"], "notes": []}


def make_mention(number: int, article: Article, name: str) -> Row:
    start = article.text.index(name)
    place = {"doc_id": f"d{number}", "paragraph_id": f"p{number}", "start": start, "end": start + len(name)}
    ids = {"mention_id": content_id("mention", number, name), "entity_id": content_id("entity", name)}
    form = {"form": "full name", "in_quote": False, "quote_id": None, "metonym": False, "confidence": 0.9}
    return place | ids | form | {"text": name}


def make_statements(quotes: Sequence[Row], days: dict[str, str | None]) -> list[Row]:
    told = defaultdict(list)
    for quote in quotes:
        told[quote["statement_id"]].append(quote)
    told.pop(None, None)
    return [make_statement(statement_id, tellings, days) for statement_id, tellings in told.items()]


def make_statement(statement_id: str, tellings: Sequence[Row], days: dict[str, str | None]) -> Row:
    seen = sorted(day for quote in tellings if (day := days[quote["doc_id"]]))
    return {
        "statement_id": statement_id,
        "text": tellings[0]["text"],
        "n_quotes": len(tellings),
        "n_documents": len({quote["doc_id"] for quote in tellings}),
        "speakers": sorted({quote["speaker_id"] for quote in tellings if quote["speaker_id"]}),
        "first_seen": seen[0] if seen else None,
        "last_seen": seen[-1] if seen else None,
    }


def make_links(quotes: Sequence[Row], links: Sequence[Link]) -> list[Row]:
    of = {quote["text"]: quote["quote_id"] for quote in quotes}
    names = ("quote_a", "quote_b", "relation", "only_a", "only_b", "conflict", "part")
    same = {"same_speaker": True, "score": 0.9, "shared_words": ["ferry", "Monday", "weeks"]}
    return [dict(zip(names, (of[a], of[b], *rest), strict=True)) | same for a, b, *rest in links]


def make_metrics(quotes: Sequence[Row], mentions: Sequence[Row]) -> list[Row]:
    """Corpus metrics of the speakers, each mentioned once in each article that quotes them."""
    spoken = [quote for quote in quotes if quote["speaker_id"]]
    n_quotes = Counter(quote["speaker_id"] for quote in spoken)
    heard = [quote for quote in spoken if quote["kind"] in ("direct", "mixed")]
    words: Counter[str] = Counter()
    for quote in heard:
        words[quote["speaker_id"]] += quote["n_words"]
    articles = defaultdict(set)
    for mention in mentions:
        articles[mention["entity_id"]].add(mention["doc_id"])
    none = {name: 0 for name in columns("mention_metrics") if name.startswith("n_")}
    return [
        none
        | {
            "level": "corpus",
            "doc_id": None,
            "entity_id": speaker,
            **dict.fromkeys(("n_documents", "n_mentions", "n_full_name", "n_outside"), len(articles[speaker])),
            "n_as_speaker": n,
            "words_quoted": words[speaker],
            "share_of_voice": words[speaker] / max(1, words.total()),
            "first_position": 0.25,
            "co_mentions": [{"entity_id": speaker, "n_paragraphs": 1}],
        }
        for speaker, n in n_quotes.items()
    ]


def make_readability(number: int) -> list[Row]:
    """Quotations easier than narration, later articles harder, the third too short to measure."""
    ease = {"all": 55.0 - number, "narration": 55.0 - number, "quotes": 80.0 - number}
    short = {"flesch_reading_ease": None, "lix": None, "reason": "too short"} if number == 2 else {"reason": None}
    units = [(level, scope) for level in ("document", "paragraph") for scope in ease]
    return [
        dict.fromkeys(columns("readability"), 1)
        | {"doc_id": f"d{number}", "paragraph_id": f"p{number}" if level == "paragraph" else None}
        | {"level": level, "scope": scope, "flesch_reading_ease": ease[scope], "lix": 60.0 + number}
        | short
        for level, scope in units
    ]


def make_run(started_at: str) -> Row:
    counts = ("inputs_seen", "inputs_new", "inputs_changed", "inputs_removed", "inputs_rejected")
    made = {"run_id": started_at, "started_at": started_at, "version": "9.9", "settings": "{}"}
    return dict.fromkeys(counts, 0) | made | {"rows": [], "seconds": []}
