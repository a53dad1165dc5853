"""Finding statements by words of any of their tellings, by who tells them, whom they speak of, and who printed them."""

import re
from collections.abc import Set
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from transforms.articles import article_places, order_of_appearance
from transforms.statements.cues import heading, opening_words
from transforms.tables import INDIRECT, PARTIAL, Tables

_APOSTROPHES = re.compile("['’‘]")
_ALSO_SPELT = {"percent": r"per\s?cent"}  # a word that outlets write in two ways
_MARKS = "\"“”„«»'‘’‚‹›"  # a quotation's own marks stand outside the text of its row


class Asked(NamedTuple):
    """What a telling has to be: hold all of `words`, be of `speaker`, in an article of `source`, and speak of `about`.

    Each is words in any case and order, None or empty where anything will do. They are whole words; one that ends in *
    is the beginning of a word. A word may be pasted with the quotation's marks, and a statement's id stands for it.
    An article is of the outlet that printed it and of the agency that wrote it. Whom a telling is about it may name in
    any way that was found to mean them: a surname, a role, a pronoun.
    """

    words: str = ""
    speaker: str | None = None
    source: str | None = None
    about: str | None = None


@dataclass(frozen=True)
class Hit:
    """One quotation of a statement, with who said it, when, and where: the outlet, and the file and record.

    `opening` stands before its words; `as_asked` tells it from the other tellings of its statement. `likeness` is how
    probable it is that it says what an earlier one says; None where it is linked to none.
    """

    quote_id: str
    as_asked: bool
    text: str
    kind: str
    opening: str | None
    speaker: str | None
    speaker_text: str | None
    cue: str | None
    negated: bool
    confidence: float
    likeness: float | None
    outlet: str | None
    title: str | None
    url: str | None
    place: str
    date: str | None


@dataclass(frozen=True)
class FoundStatement:
    """A statement with its tellings, earliest first."""

    statement_id: str
    heading: str
    n_quotes: int
    n_documents: int
    quotes: list[Hit]


class Found(NamedTuple):
    """The statements shown, of how many."""

    statements: list[FoundStatement]
    n_all: int


def find_statements(asked: Asked, tables: Tables, most: int | None = None) -> Found:
    """At most `most` statements (all where None) one telling of which is as asked; told so in most articles first.

    `tables` needs quotes, statements, restatements, documents and entities, and mentions where `about` is asked.
    """
    quotes = tables["quotes"]
    wanted = quotes[_as_asked(asked, tables)]
    told = wanted.groupby("statement_id").agg(n_articles=("doc_id", "nunique"), n_as_asked=("quote_id", "size"))
    rows = tables["statements"].merge(told.reset_index(), on="statement_id")
    order = ["n_articles", "n_as_asked", "n_quotes", "n_documents"]
    rows = rows.sort_values([*order, "statement_id"], ascending=[False] * len(order) + [True])
    shown = rows if most is None else rows.head(most)
    tellings = _tellings(tables, shown["statement_id"], set(wanted["quote_id"]))
    return Found([_statement(row, tellings[row.statement_id]) for row in shown.itertuples()], len(rows))


def _as_asked(asked: Asked, tables: Tables) -> pd.Series:
    quotes = tables["quotes"]
    wanted = quotes["statement_id"].notna()
    wanted &= _holds(quotes["text"], asked.words) | quotes["statement_id"].isin([asked.words])
    if asked.speaker:
        wanted &= quotes["speaker_id"].isin(named_so(asked.speaker, tables["entities"])["entity_id"]) | (
            quotes["speaker_id"].isna() & _holds(quotes["speaker_text"], asked.speaker)
        )
    if asked.source:
        documents = tables["documents"]
        wanted &= quotes["doc_id"].isin(documents.loc[_are_of(documents, asked.source), "doc_id"])
    if asked.about:
        mentions = tables["mentions"]
        theirs = mentions[mentions["entity_id"].isin(named_so(asked.about, tables["entities"])["entity_id"])]
        wanted &= quotes["quote_id"].isin(theirs["quote_id"].dropna()) | _reports(quotes, theirs)
    return wanted


def _reports(quotes: pd.DataFrame, mentions: pd.DataFrame) -> pd.Series:
    """Which quotations are a reporter's words that hold one of these mentions; `quote_id` tells those between marks.

    A quotation holds one if it holds, of those that begin in it or behind its beginning, the one that ends first.
    """
    reported = quotes.loc[quotes["kind"] == INDIRECT, ["quote_id", "doc_id", "start", "end"]].sort_values("start")
    theirs = mentions[["doc_id", "start", "end"]].sort_values(["doc_id", "start"])
    theirs["end"] = theirs[::-1].groupby("doc_id")["end"].cummin()[::-1]
    next_to = pd.merge_asof(
        reported,
        theirs.sort_values("start"),
        on="start",
        by="doc_id",
        direction="forward",
        suffixes=("", "_of_mention"),
    )
    holds = (next_to["end_of_mention"] <= next_to["end"]).fillna(False)
    return quotes["quote_id"].isin(next_to.loc[holds, "quote_id"])


def as_rows(found: Found) -> pd.DataFrame:
    """Every quotation of the statements found, a row each, for a spreadsheet."""
    rows = [
        {
            "statement_id": statement.statement_id,
            "statement": statement.heading,
            "as_asked": hit.as_asked,
            "published_at": hit.date,
            "source": hit.outlet,
            "speaker": hit.speaker,
            "speaker_text": hit.speaker_text,
            "kind": hit.kind,
            "cue": hit.cue,
            "negated": hit.negated,
            "text": hit.text,
            "confidence": round(hit.confidence, 3),
            "likeness": None if hit.likeness is None else round(hit.likeness, 3),
            "title": hit.title,
            "place": hit.place,
            "url": hit.url,
            "quote_id": hit.quote_id,
        }
        for statement in found.statements
        for hit in statement.quotes
    ]
    return pd.DataFrame(rows)


def named_so(name: str, entities: pd.DataFrame) -> pd.DataFrame:
    """Entities whose name, or one of whose aliases, holds all words of `name`."""
    aliases = entities["aliases"].explode().dropna().astype("string")
    also = aliases.index[_holds(aliases, name)]
    return entities[_holds(entities["name"], name) | entities.index.isin(also)]


def speakers_named(name: str, tables: Tables) -> list[str]:
    """Names of the entities called so that are quoted, in their order."""
    entities = named_so(name, tables["entities"])
    return sorted(entities.loc[entities["entity_id"].isin(tables["quotes"]["speaker_id"]), "name"])


def outlets_but(source: str, tables: Tables) -> list[str] | None:
    """All outlets, by how many articles are theirs, where none, and no agency, has this name; None where one has."""
    documents = tables["documents"]
    if _are_of(documents, source).any():
        return None
    counts = documents["source"].dropna().value_counts()
    return sorted(counts.index, key=lambda outlet: (-counts[outlet], outlet))


def _are_of(documents: pd.DataFrame, source: str) -> pd.Series:
    return _holds(documents["source"], source) | _holds(documents["dateline_agency"], source)


def words_sought(words: str) -> list[str]:
    """What is looked for: the words, without marks around them."""
    return [word for word in (word.strip(_MARKS) for word in words.split()) if word]


def _holds(texts: pd.Series, words: str) -> pd.Series:
    """Which texts hold all of `words`; a null holds none."""
    holds = pd.Series(True, index=texts.index)
    for word in words_sought(words):
        ends = "" if word.endswith("*") else r"(?!\w)"
        spelt = _ALSO_SPELT.get(word.casefold(), re.escape(word.rstrip("*")))
        word_there = rf"(?<!\w){_APOSTROPHES.sub(_APOSTROPHES.pattern, spelt)}{ends}"
        holds &= texts.str.contains(word_there, case=False, regex=True).fillna(False)
    return holds


def _statement(row: Any, tellings: list[Any]) -> FoundStatement:
    shown = heading(row.text, ((telling.kind, telling.cue, telling.text) for telling in tellings))
    hits = [_hit(telling) for telling in tellings]
    return FoundStatement(row.statement_id, shown, int(row.n_quotes), int(row.n_documents), hits)


def _tellings(tables: Tables, statement_ids: pd.Series, wanted: Set[str]) -> dict[str, list[Any]]:
    """Rows of quotes, by their statement, with what is shown of article and speaker, earliest first."""
    names = tables["entities"][["entity_id", "name"]].rename(columns={"entity_id": "speaker_id"})
    documents = tables["documents"]
    documents = documents[["doc_id", "published_at", "source", "title", "url"]].assign(
        place=documents["doc_id"].map(article_places(documents)),
        order=documents["doc_id"].map(order_of_appearance(documents)),
    )
    quotes = tables["quotes"][tables["quotes"]["statement_id"].isin(statement_ids)]
    rows = quotes.merge(documents, on="doc_id").merge(names, on="speaker_id", how="left")
    rows["likeness"] = rows["quote_id"].map(surest_links(tables["restatements"]).set_index("quote_b")["score"])
    rows["as_asked"] = rows["quote_id"].isin(wanted)
    told: dict[str, list[Any]] = {}
    for row in rows.sort_values(["order", "start"]).itertuples():
        told.setdefault(row.statement_id, []).append(row)
    return told


def surest_links(restatements: pd.DataFrame) -> pd.DataFrame:
    """Of each quotation with links to earlier ones of its statement, `quote_b`, the surest; the surest first."""
    links = restatements[(restatements["relation"] != PARTIAL) & restatements["conflict"].isna()]
    links = links.sort_values(["score", "quote_a", "quote_b"], ascending=[False, True, True])
    return links.drop_duplicates("quote_b")


def _hit(row: Any) -> Hit:
    cue_first = bool(pd.notna(row.cue_start) and row.cue_start < row.start)
    return Hit(
        quote_id=row.quote_id,
        as_asked=row.as_asked,
        text=row.text,
        kind=row.kind,
        opening=opening_words(row.kind, row.cue, cue_first, row.negated),
        speaker=_known(row.name),
        speaker_text=_known(row.speaker_text),
        cue=_known(row.cue),
        negated=bool(row.negated),
        confidence=float(row.confidence),
        likeness=None if pd.isna(row.likeness) else float(row.likeness),
        outlet=_known(row.source),
        title=_known(row.title),
        url=_known(row.url),
        place=row.place,
        date=None if pd.isna(row.published_at) else f"{row.published_at:%Y-%m-%d}",
    )


def _known(value: Any) -> str | None:
    return None if pd.isna(value) else value
