"""Revisions: what editors changed between two snapshots, told in words.

in   a, b       tables of the earlier and of the later snapshot: documents, sentences, quotes, entities, statements
out  Revisions  articles new, gone and revised, with the sentences and quotations that changed; statements new and gone

The way: articles whose text is in one snapshot alone → paired as they are known again → their sentences set side by
side, and their quotations → what is said of all that stayed: title, outlet, date → statements, by the words of their
tellings. Nothing is told by its id: a corrected word gives every row of its article another, and a statement first told
there another too.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from operator import attrgetter
from typing import Any, NamedTuple

import pandas as pd

from transforms.articles import article_places, revised_articles
from transforms.changes.difference import as_written
from transforms.statements.cues import are_denied, denies
from transforms.tables import TOLD_KINDS, Tables, rows_of

_HEAD = {"title": "title", "source": "outlet", "published_at": "date"}  # columns, and what a reader calls them


class Article(NamedTuple):
    """An article as a reader knows it: its file and record, and its headline."""

    place: str
    title: str | None


class Said(NamedTuple):
    """A quotation: its words, and who said them how; before them the cue (`cue_first`) or a “not” (`negated`)."""

    text: str
    kind: str
    speaker: str | None
    cue: str | None
    cue_first: bool
    negated: bool

    @property
    def wording(self) -> str:
        """Its words, with a “not” before those denied: what keeps its words and is denied no longer has changed."""
        return f"not {self.text}" if denies(self.kind, self.cue, self.negated) else self.text


class Edit(NamedTuple):
    """Neighbours that went, and what came in their place: sentences, or quotations."""

    removed: Sequence[Any]
    added: Sequence[Any]


class Reattributed(NamedTuple):
    """A quotation whose words stayed and whose speaker did not."""

    before: Said
    after: Said


@dataclass(frozen=True)
class Revised:
    """An article whose text changed, and what in it."""

    article: Article
    sentences: list[Edit]
    quotations: list[Edit]
    reattributed: list[Reattributed]


class Renamed(NamedTuple):
    """An article whose text stayed and whose file did not: its place before, and what it is now."""

    before: str
    article: Article


class Headed(NamedTuple):
    """An article of which something else is said: what, as what before, and as what now; None where nothing."""

    article: Article
    changes: list[tuple[str, str | None, str | None]]


class Told(NamedTuple):
    """A statement: its canonical wording, and in how many quotations and articles it is told."""

    text: str
    n_quotes: int
    n_documents: int


@dataclass(frozen=True)
class Revisions:
    """All that changed: articles in the order of their places, statements most told first."""

    new: list[Article]
    gone: list[Article]
    revised: list[Revised]
    renamed: list[Renamed]
    headed: list[Headed]
    statements_new: list[Told]
    statements_gone: list[Told]


def revisions(a: Tables, b: Tables) -> Revisions:
    """What changed from snapshot `a` to snapshot `b`."""
    before, after = _texts_only_in(a, b), _texts_only_in(b, a)
    old_and_new = sorted(revised_articles(a["documents"], b["documents"]), key=lambda pair: after[pair[1]].place)
    old, new = ({doc_id for doc_id, _ in old_and_new}, {doc_id for _, doc_id in old_and_new})
    was, now = _read(a, old), _read(b, new)
    return Revisions(
        new=[_article(row) for doc_id, row in after.items() if doc_id not in new],
        gone=[_article(row) for doc_id, row in before.items() if doc_id not in old],
        revised=[_revised(_article(after[one]), was[before_it], now[one]) for before_it, one in old_and_new],
        renamed=_renamed(a["documents"], b["documents"]),
        headed=_headed(a["documents"], b["documents"], old_and_new),
        statements_new=_told_only_in(b, a),
        statements_gone=_told_only_in(a, b),
    )


def _texts_only_in(a: Tables, b: Tables) -> dict[str, Any]:
    """Documents whose text only `a` has, by their id, in the order of their places."""
    documents = a["documents"]
    placed = documents.assign(place=documents["doc_id"].map(article_places(documents)))
    alone = placed[~placed["doc_id"].isin(b["documents"]["doc_id"])].sort_values("place")
    return {row.doc_id: row for row in alone[["place", "doc_id", "title"]].itertuples()}


def _renamed(before: pd.DataFrame, after: pd.DataFrame) -> list[Renamed]:
    """Articles in other files than before; another number in the same file is no name that a reader knows."""
    was, now = article_places(before), article_places(after)
    kept = before[["doc_id", "source_path"]].merge(after[["doc_id", "source_path", "title"]], on="doc_id")
    moved = kept[kept["source_path_x"] != kept["source_path_y"]]
    moved = moved.assign(was=moved["doc_id"].map(was), place=moved["doc_id"].map(now)).sort_values("place")
    return [Renamed(row.was, _article(row)) for row in moved.itertuples()]


def _headed(before: pd.DataFrame, after: pd.DataFrame, revised: Sequence[tuple[str, str]]) -> list[Headed]:
    """Articles, revised ones (their ids before and now) too, of which title, outlet or date changed.

    A title that stands in the text, before or now, is a sentence of it, whose change is told as such.
    """
    stayed = before.loc[before["doc_id"].isin(after["doc_id"]), "doc_id"]
    ids = pd.DataFrame([*zip(stayed, stayed, strict=True), *revised], columns=["was", "now"], dtype="string")
    was, now = (
        documents.set_index("doc_id").loc[ids[side]].reset_index()
        for documents, side in ((before, "was"), (after, "now"))
    )
    same = {name: was[name].eq(now[name]).fillna(False) | was[name].isna() & now[name].isna() for name in _HEAD}
    places = article_places(after)
    headed = []
    for at in ids.index[~pd.DataFrame(same).all(axis="columns")]:
        old, new = was.loc[at], now.loc[at]
        named = [name for name in _HEAD if not same[name][at] and not (name == "title" and _titles_stand_in(old, new))]
        changes = [(_HEAD[name], as_written(old[name]), as_written(new[name])) for name in named]
        if changes:
            headed.append(Headed(Article(places[new["doc_id"]], as_written(new["title"])), changes))
    return sorted(headed, key=attrgetter("article.place"))


def _titles_stand_in(*articles: pd.Series) -> bool:
    return any(pd.notna(article["title"]) and article["title"] in article["text"] for article in articles)


def _article(row: Any) -> Article:
    return Article(row.place, None if pd.isna(row.title) else row.title)


def _read(tables: Tables, doc_ids: Collection[str]) -> dict[str, tuple[list[str], list[Said]]]:
    """Sentences and quotations of each of these articles, in the order of the text."""
    read: dict[str, tuple[list[str], list[Said]]] = {doc_id: ([], []) for doc_id in doc_ids}
    for row in rows_of(doc_ids, tables["sentences"]).itertuples():
        read[row.doc_id][0].append(row.text)
    names = dict(zip(tables["entities"]["entity_id"], tables["entities"]["name"], strict=True))
    quotes = rows_of(doc_ids, tables["quotes"])
    for row in quotes[quotes["kind"].isin(TOLD_KINDS)].itertuples():
        read[row.doc_id][1].append(_said(row, names))
    return read


def _said(row: Any, names: Mapping[str, str]) -> Said:
    speaker, cue = (
        None if pd.isna(value) else value for value in (names.get(row.speaker_id, row.speaker_text), row.cue)
    )
    cue_first = bool(cue is not None and row.cue_start < row.start)
    return Said(row.text, row.kind, speaker, cue, cue_first, bool(row.negated))


def _revised(article: Article, was: tuple[list[str], list[Said]], now: tuple[list[str], list[Said]]) -> Revised:
    (sentences_before, said_before), (sentences_after, said_after) = was, now
    return Revised(
        article,
        sentences=edits_between(sentences_before, sentences_after, str),
        quotations=edits_between(said_before, said_after, attrgetter("wording")),
        reattributed=_reattributed(said_before, said_after),
    )


def edits_between(before: Sequence[Any], after: Sequence[Any], text: Callable[[Any], str]) -> list[Edit]:
    """Where the texts of the two differ, in order; what only moved is no difference.

    >>> edits_between(["A.", "B.", "C."], ["C.", "A.", "D."], str)
    [Edit(removed=['B.'], added=['D.'])]
    """
    was, now = list(map(text, before)), list(map(text, after))
    known_before, known_after = set(was), set(now)
    edits = []
    for _, i, j, k, m in SequenceMatcher(None, was, now).get_opcodes():
        removed = [before[place] for place in range(i, j) if was[place] not in known_after]
        added = [after[place] for place in range(k, m) if now[place] not in known_before]
        if len(removed) == len(added):  # likely one for one
            edits += [Edit([old], [new]) for old, new in zip(removed, added, strict=True)]
        else:
            edits.append(Edit(removed, added))
    return edits


def _reattributed(before: Sequence[Said], after: Sequence[Said]) -> list[Reattributed]:
    """Quotations of the same words by another speaker; of words quoted twice, the second is held to the second."""
    was = dict(_numbered(before))
    return [
        Reattributed(was[words], said)
        for words, said in _numbered(after)
        if words in was and was[words].speaker != said.speaker
    ]


def _numbered(quotations: Sequence[Said]) -> Iterator[tuple[tuple[str, int], Said]]:
    times: Counter[str] = Counter()
    for said in quotations:
        yield (said.wording, times[said.wording]), said
        times[said.wording] += 1


def _told_only_in(a: Tables, b: Tables) -> list[Told]:
    """Statements of `a` no wording of which is told in `b`, most told first."""
    quotes = a["quotes"]
    told_in_b = _wordings(b["quotes"])[b["quotes"]["statement_id"].notna()]
    still = quotes.loc[_wordings(quotes).isin(told_in_b), "statement_id"]
    rows = a["statements"][~a["statements"]["statement_id"].isin(still)]
    rows = rows.sort_values(["n_documents", "n_quotes", "text"], ascending=[False, False, True])
    return [Told(row.text, int(row.n_quotes), int(row.n_documents)) for row in rows.itertuples()]


def _wordings(quotes: pd.DataFrame) -> pd.Series:
    denied = are_denied(quotes["cue"], quotes["kind"], quotes["negated"].to_numpy(bool))
    return quotes["text"].mask(denied, "not " + quotes["text"])
