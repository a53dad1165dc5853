"""The corpus as a reader of the report meets it: articles of outlets on days, tellings by named speakers.

in   tables    every published table (`transforms.tables.TABLES`)
     findings  what checking them found
out  Corpus    the same rows joined once: articles with outlet and day, tellings with their words, names of entities

Sections take a Corpus and pick from it. What is shown of a text is shortened here, so that a page over a hundred
thousand quotations is no longer than one over a thousand.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from transforms.articles import article_places, order_of_appearance
from transforms.calendar import MONTHS
from transforms.check import Finding
from transforms.metrics import rank_entities
from transforms.report.axis import TimeAxis, make_axis
from transforms.report.outlets import one_name_each
from transforms.statements.cues import opening_words
from transforms.statements.search import surest_links
from transforms.statements.units import first_halves
from transforms.tables import DOUBTFUL, SPLIT, TOLD_KINDS, UNSURE

OUTLET_UNKNOWN = "outlet unknown"
OUTLETS_WITH_A_COLOUR = 5
OTHER_TONE = "other"
WORDS_SHOWN = 600  # characters of a quotation
NAME_SHOWN = 90  # characters of a name, headline or path

_OF_QUOTES = [
    "doc_id",
    "quote_id",
    "start",
    "text",
    "kind",
    "closed",
    "n_words",
    "link",
    "linked_to",
    "speaker_text",
    "speaker_id",
    "speaker_by",
    "cue",
    "negated",
    "cue_start",
    "confidence",
    "statement_id",
]
_WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)


@dataclass(frozen=True)
class Outlet:
    """An outlet as shown: its name and the class of its colour."""

    name: str
    tone: str


@dataclass(frozen=True)
class Telling:
    """A quotation as shown, the halves round a cue joined; with who, when and where.

    opening  the cue where the words need it before them (denied that …), with a colon where it came behind them
    cue      the cue where they do not
    date     of its article, "no date" where it has none; None where no article has
    outlet   None where no article names its own
    """

    telling_id: str
    words: str
    kind: str
    speaker: str | None
    said_by: str | None
    opening: str | None
    cue: str | None
    date: str | None
    outlet: Outlet | None
    title: str
    path: str
    url: str | None
    confidence: float
    closed: bool

    @property
    def doubtful(self) -> bool:
        """Whether its confidence is under what checks and report call doubtful."""
        return self.confidence < DOUBTFUL


@dataclass(frozen=True)
class Corpus:
    """Everything sections share.

    findings   what checking the tables found; None where they were not checked
    documents  a row an article: doc_id, outlet, day (date, null where unknown), order (of appearance), title, path,
               url, words (a count); an article without a title is called by where it stands in the input
    quotes     a row a quotation that is somebody's words, in order: columns of the table, telling_id, day, outlet
    tellings   a row a telling, in order: telling_id, doc_id, day, outlet, statement_id, speaker_id, confidence, …
    """

    tables: Mapping[str, pd.DataFrame]
    findings: Sequence[Finding] | None
    documents: pd.DataFrame
    quotes: pd.DataFrame
    tellings: pd.DataFrame
    names: Mapping[str, str]
    outlets: tuple[Outlet, ...]
    axis: TimeAxis

    @cached_property
    def statements(self) -> pd.DataFrame:
        """Statements with n_tellings and n_outlets, those in most articles first, of equals the surely one."""
        grouped = self.tellings.groupby("statement_id")
        counts = pd.DataFrame({"n_tellings": grouped.size(), "n_outlets": grouped["outlet"].nunique()}).reset_index()
        statements = self.tables["statements"].merge(counts, on="statement_id")
        links = surest_links(self.tables["restatements"])
        unsure = self.quotes["quote_id"].isin(links.loc[links["score"] < UNSURE, "quote_b"])
        statements["unsure"] = statements["statement_id"].isin(self.quotes.loc[unsure, "statement_id"])
        order = {"n_documents": False, "n_tellings": False, "unsure": True, "first_seen": True, "statement_id": True}
        return statements.sort_values(list(order), ascending=list(order.values()), ignore_index=True)

    @cached_property
    def speakers(self) -> pd.DataFrame:
        """Entities that speak, most words quoted first: their columns of `entities` and of `mention_metrics`."""
        return rank_entities(self.tables, "words_quoted", "n_as_speaker")

    @cached_property
    def kept_apart(self) -> pd.DataFrame:
        """Links with a conflict, the most deceptive first: many words shared, few differing (one outweighs two)."""
        links = self.tables["restatements"]
        links = links[links["conflict"].notna()]
        shared, differing = links["shared_words"].map(len), links["only_a"].map(len) + links["only_b"].map(len)
        ranked = links.assign(alike=shared - 2 * differing)
        return ranked.sort_values(["alike", "quote_a", "quote_b"], ascending=[False, True, True])

    def outlet(self, name: str) -> Outlet:
        """The outlet of that name; those past the first few share the colour of the others."""
        return next((outlet for outlet in self.outlets if outlet.name == name), Outlet(name, OTHER_TONE))

    def name(self, entity_id: str) -> str:
        """Canonical name of an entity."""
        return shorten(self.names[entity_id], NAME_SHOWN)

    def show(self, telling_ids: Iterable[str]) -> dict[str, Telling]:
        """Tellings as shown, by id, in order of appearance."""
        rows = self.tellings.take(sorted(self._row_of[telling] for telling in set(telling_ids)))
        return {row.telling_id: self._telling(row) for row in rows.itertuples()}

    @cached_property
    def _row_of(self) -> dict[str, int]:
        """Where each telling stands."""
        return {telling: row for row, telling in enumerate(self.tellings["telling_id"].tolist())}

    @cached_property
    def _texts(self) -> dict[str, list[str]]:
        """What each telling says, by its halves."""
        texts: dict[str, list[str]] = {}
        for telling, text in zip(self.quotes["telling_id"].tolist(), self.quotes["text"].tolist(), strict=True):
            texts.setdefault(telling, []).append(text)
        return texts

    @cached_property
    def _article(self) -> dict[str, Any]:
        """Each article, by its doc_id."""
        return {row.doc_id: row for row in self.documents.itertuples()}

    @cached_property
    def _is_dated(self) -> bool:
        return bool(self.documents["day"].notna().any())

    @cached_property
    def _names_outlets(self) -> bool:
        return bool(self.documents["outlet"].ne(OUTLET_UNKNOWN).any())

    def _telling(self, row: Any) -> Telling:
        opening, article = opening_words(row.kind, row.cue, row.cue_first, row.negated), self._article[row.doc_id]
        return Telling(
            telling_id=row.telling_id,
            words=shorten(" … ".join(self._texts[row.telling_id]), WORDS_SHOWN),
            kind=row.kind,
            speaker=None if pd.isna(row.speaker_id) else self.name(row.speaker_id),
            said_by=None if pd.isna(row.speaker_text) else shorten(row.speaker_text, NAME_SHOWN),
            opening=shorten(opening, NAME_SHOWN) if opening else None,
            cue=None if opening or pd.isna(row.cue) else shorten(row.cue, NAME_SHOWN),
            date=show_day(row.day) if pd.notna(row.day) else "no date" if self._is_dated else None,
            outlet=self.outlet(row.outlet) if self._names_outlets else None,
            title=article.title,
            path=article.path,
            url=article.url,
            confidence=float(row.confidence),
            closed=bool(pd.isna(row.closed) or row.closed),
        )


def read_corpus(tables: Mapping[str, pd.DataFrame], findings: Sequence[Finding] | None = None) -> Corpus:
    """Join the tables for the sections."""
    documents = _articles(tables["documents"])
    quotes = _told_quotes(tables["quotes"], documents)
    names = dict(zip(*(tables["entities"][column].tolist() for column in ("entity_id", "name")), strict=True))
    return Corpus(
        tables=tables,
        findings=findings,
        documents=documents,
        quotes=quotes,
        tellings=_tellings(quotes),
        names=names,
        outlets=_outlets(documents["outlet"]),
        axis=make_axis(documents["day"]),
    )


def _articles(documents: pd.DataFrame) -> pd.DataFrame:
    places = documents["doc_id"].map(article_places(documents))
    titles = documents["title"].fillna(places)
    outlets = one_name_each(documents["source"].fillna(OUTLET_UNKNOWN).tolist())
    return pd.DataFrame(
        {
            "doc_id": documents["doc_id"],
            "outlet": [shorten(outlet, NAME_SHOWN) for outlet in outlets],
            "day": documents["published_at"].dt.tz_localize(None).astype("datetime64[s]").dt.normalize(),
            "published_at": documents["published_at"],
            "order": documents["doc_id"].map(order_of_appearance(documents)),
            "title": [shorten(title, NAME_SHOWN) for title in titles],
            "path": [shorten(place, NAME_SHOWN) for place in places],
            "url": [web_address(url) for url in documents["url"]],
            "words": documents["n_words"].astype(int),
        }
    )


def web_address(url: Any) -> str | None:
    """The address a headline may link to; None for what is no plain web address.

    An address comes with the record, so it may be anything, `javascript:` included.

    >>> web_address("https://varpress.example/1"), web_address("javascript:alert(1)")
    ('https://varpress.example/1', None)
    """
    return url if isinstance(url, str) and len(url) <= 2000 and _WEB_ADDRESS.fullmatch(url) else None


def _told_quotes(quotes: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Quotations that are somebody's words, with the telling they belong to, in order of appearance."""
    published = documents[["doc_id", "order", "day", "outlet"]]
    told = quotes.loc[quotes["kind"].isin(TOLD_KINDS), _OF_QUOTES].merge(published, on="doc_id")
    told = told.sort_values(["order", "start"], ignore_index=True)
    halves = told[told["link"].eq(SPLIT).fillna(False)]
    quote_ids = told["quote_id"].tolist()
    first = first_halves(dict(zip(halves["quote_id"], halves["linked_to"], strict=True)), set(quote_ids))
    cue_first = (told["cue_start"] < told["start"]).fillna(False)
    return told.assign(telling_id=[first.get(quote_id, quote_id) for quote_id in quote_ids], cue_first=cue_first)


def _tellings(quotes: pd.DataFrame) -> pd.DataFrame:
    """A row a telling, in order of appearance; as sure, and as closed, as its least sure half."""
    of_article = ("doc_id", "day", "outlet", "statement_id")
    first = (*of_article, "kind", "speaker_id", "speaker_text", "cue", "cue_first", "negated")
    how = dict.fromkeys(first, "first") | {"confidence": "min", "closed": "min"}
    return quotes.groupby("telling_id", sort=False).agg(how).reset_index()


def _outlets(names: pd.Series) -> tuple[Outlet, ...]:
    """Outlets with a colour of their own, most articles first."""
    counts = names.value_counts().rename_axis("name").reset_index()
    most = counts.sort_values(["count", "name"], ascending=[False, True])["name"].head(OUTLETS_WITH_A_COLOUR)
    return tuple(Outlet(name, f"t{tone}") for tone, name in enumerate(most))


def shorten(text: str, most: int) -> str:
    """At most `most` characters of `text`, cut between words, with an ellipsis where something was cut.

    >>> shorten("A harbour is no gift of nature", 19)
    'A harbour is no …'
    """
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    head = cut.rpartition(" ")[0]
    return (head if len(head) > most // 2 else cut[:-1]).rstrip() + " …"


def show_day(day: Any) -> str:
    """A day as a reader writes it.

    >>> show_day(pd.Timestamp("2026-03-05"))
    '5 March 2026'
    """
    return f"{show_day_of_year(day)} {day.year}"


def show_day_of_year(day: Any) -> str:
    """The same without the year; the month is English whatever the machine speaks.

    >>> show_day_of_year(pd.Timestamp("2026-03-05"))
    '5 March'
    """
    return f"{day.day} {MONTHS[day.month - 1]}"
