"""Who is heard and who is spoken of: words quoted and mentions, by outlet and over time."""

from collections import defaultdict
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from transforms.metrics import rank_entities
from transforms.report.charts import Strip, stacked_bar, strip_chart
from transforms.report.corpus import OTHER_TONE, Corpus, Outlet
from transforms.tables import SPOKEN_KINDS

SPEAKERS_SHOWN = 15
SUBJECTS_SHOWN = 15
PLACES_SHOWN = 8
STRIPS_SHOWN = 8
REPORTED_SHOWN = 8
CROSSED = 7  # speakers and names set against one another
OUTSIDE, INSIDE = "outside", "inside"  # tones of mentions outside and inside quotations


@dataclass(frozen=True)
class Speaker:
    """Somebody quoted: words in direct and mixed quotations, their share, the quotations and articles."""

    name: str
    type: str
    bar: Markup
    n_words: int
    share: float
    n_quotes: int
    n_articles: int
    by_outlet: str


@dataclass(frozen=True)
class Subject:
    """Somebody or something spoken of; `first_position` is 0 for an article's first character, 1 for its last."""

    name: str
    type: str
    bar: Markup
    n_mentions: int
    n_outside: int
    n_inside: int
    n_articles: int
    first_position: float | None


@dataclass(frozen=True)
class SpeakerOf:
    """How many of a speaker's quotations speak of each of some names; None where it is the speaker's own."""

    name: str
    n_quotes: list[int | None]


@dataclass(frozen=True)
class View:
    """What the section shows; `places` that speak stand for those who govern them, and are listed apart.

    reported    who is quoted in indirect speech alone, and in how many quotations
    speaking    speakers against the names `spoken_about`
    """

    speakers: list[Speaker]
    n_speakers: int
    places: list[str]
    n_places: int
    reported: list[tuple[str, int]]
    n_reported: int
    n_words: int
    unresolved_words: int
    outlets: list[Outlet]
    heard: Markup | None
    subjects: list[Subject]
    n_subjects: int
    n_mentions: int
    spoken_of: Markup | None
    speaking: list[SpeakerOf]
    spoken_about: list[str]
    step: str
    n_undated: int
    n_far: int


def view(corpus: Corpus) -> View:
    """Speakers by words quoted, subjects by mentions."""
    speakers, subjects = corpus.speakers, rank_entities(corpus.tables, "n_mentions", "n_documents")
    is_place = speakers["type"].eq("place")
    voices, places = speakers[~is_place], speakers[is_place]
    spoken = corpus.quotes[["speaker_id", "outlet", "day", "n_words"]][corpus.quotes["kind"].isin(SPOKEN_KINDS)]
    reported = voices[voices["words_quoted"] == 0]
    named = subjects[subjects["type"].isin(("person", "organisation")) & (subjects["n_in_quotes"] > 0)]
    named = named.sort_values("n_in_quotes", ascending=False, kind="stable").head(CROSSED)
    speaking, about = _speaking(corpus, voices["entity_id"].tolist(), named["entity_id"].tolist())
    return View(
        speakers=_speakers(corpus, voices.head(SPEAKERS_SHOWN), spoken),
        n_speakers=len(speakers),
        places=[corpus.name(place) for place in places["entity_id"].head(PLACES_SHOWN)],
        n_places=len(places),
        reported=[(corpus.name(row.entity_id), row.n_as_speaker) for row in reported.head(REPORTED_SHOWN).itertuples()],
        n_reported=len(reported),
        n_words=int(speakers["words_quoted"].sum()),
        unresolved_words=int(spoken.loc[spoken["speaker_id"].isna(), "n_words"].sum()),
        outlets=_legend(corpus),
        heard=_heard(corpus, voices.head(STRIPS_SHOWN), spoken),
        subjects=_subjects(corpus, subjects.head(SUBJECTS_SHOWN)),
        n_subjects=len(subjects),
        n_mentions=int(subjects["n_mentions"].sum()),
        spoken_of=_spoken_of(corpus, subjects.head(STRIPS_SHOWN)),
        speaking=speaking,
        spoken_about=[corpus.name(entity) for entity in about],
        step=corpus.axis.step,
        n_undated=int(corpus.documents["day"].isna().sum()),
        n_far=corpus.axis.n_far(corpus.documents["day"]),
    )


def _legend(corpus: Corpus) -> list[Outlet]:
    more = corpus.documents["outlet"].nunique() > len(corpus.outlets)
    return [*corpus.outlets, Outlet("other outlets", OTHER_TONE)] if more else list(corpus.outlets)


def _speakers(corpus: Corpus, rows: pd.DataFrame, spoken: pd.DataFrame) -> list[Speaker]:
    theirs = spoken[spoken["speaker_id"].isin(rows["entity_id"])]
    words: dict[str, dict[str, int]] = defaultdict(dict)
    for (speaker, outlet), n in theirs.groupby(["speaker_id", "outlet"])["n_words"].sum().items():
        words[speaker][outlet] = int(n)
    told = corpus.quotes[["speaker_id", "doc_id"]][corpus.quotes["speaker_id"].isin(rows["entity_id"])]
    articles = told.groupby("speaker_id")["doc_id"].nunique()
    most = float(rows["words_quoted"].max()) if len(rows) else 0.0
    return [
        Speaker(
            name=corpus.name(row.entity_id),
            type=row.type,
            bar=stacked_bar(_parts(corpus, words[row.entity_id]), most),
            n_words=row.words_quoted,
            share=0.0 if pd.isna(row.share_of_voice) else float(row.share_of_voice),
            n_quotes=row.n_as_speaker,
            n_articles=int(articles[row.entity_id]),
            by_outlet=", ".join(f"{outlet} {n:,}" for outlet, n in sorted(words[row.entity_id].items())[:8]),
        )
        for row in rows.itertuples()
    ]


def _parts(corpus: Corpus, words: dict[str, int]) -> list[tuple[str, float]]:
    """(tone, words) in the order of the legend."""
    own = [(outlet.tone, words.get(outlet.name, 0)) for outlet in corpus.outlets]
    return [*own, (OTHER_TONE, sum(words.values()) - sum(n for _, n in own))]


def _heard(corpus: Corpus, rows: pd.DataFrame, spoken: pd.DataFrame) -> Markup | None:
    if not len(corpus.axis) or rows.empty:
        return None
    of = spoken[spoken["speaker_id"].isin(rows["entity_id"])].groupby("speaker_id")
    strips = []
    for speaker in rows["entity_id"]:
        theirs = of.get_group(speaker) if speaker in of.groups else spoken.iloc[:0]
        counts = corpus.axis.count(theirs["day"], theirs["n_words"])
        strips.append(Strip(corpus.name(speaker), "ink", counts))
    return strip_chart(f"Words quoted a {corpus.axis.step}", strips, corpus.axis.labels)


def _subjects(corpus: Corpus, rows: pd.DataFrame) -> list[Subject]:
    most = float(rows["n_mentions"].max()) if len(rows) else 0.0
    return [
        Subject(
            name=corpus.name(row.entity_id),
            type=row.type,
            bar=stacked_bar([(OUTSIDE, row.n_outside), (INSIDE, row.n_in_quotes)], most),
            n_mentions=row.n_mentions,
            n_outside=row.n_outside,
            n_inside=row.n_in_quotes,
            n_articles=row.n_documents,
            first_position=None if pd.isna(row.first_position) else float(row.first_position),
        )
        for row in rows.itertuples()
    ]


def _spoken_of(corpus: Corpus, rows: pd.DataFrame) -> Markup | None:
    if not len(corpus.axis) or rows.empty:
        return None
    mentions = corpus.tables["mentions"]
    mentions = mentions.loc[mentions["entity_id"].isin(rows["entity_id"]), ["doc_id", "entity_id"]]
    days = mentions.merge(corpus.documents[["doc_id", "day"]], on="doc_id").groupby("entity_id")["day"]
    strips = [
        Strip(corpus.name(entity), "ink", corpus.axis.count(days.get_group(entity))) for entity in rows["entity_id"]
    ]
    return strip_chart(f"Mentions a {corpus.axis.step}", strips, corpus.axis.labels)


def _speaking(corpus: Corpus, speakers: list[str], names: list[str]) -> tuple[list[SpeakerOf], list[str]]:
    """Quotations of each speaker that speak of each name; only of who speaks of another, and who is so spoken of."""
    mentions = corpus.tables["mentions"]
    mentions = mentions.loc[mentions["entity_id"].isin(names), ["quote_id", "entity_id"]].drop_duplicates()
    counts = corpus.quotes[["quote_id", "speaker_id"]].merge(mentions, on="quote_id")
    counts = counts[counts["speaker_id"] != counts["entity_id"]].value_counts(["speaker_id", "entity_id"]).to_dict()
    speaking = {speaker for speaker, _ in counts}
    shown = [speaker for speaker in speakers if speaker in speaking][:CROSSED]
    about = [name for name in names if any((speaker, name) in counts for speaker in shown)]
    rows = [
        SpeakerOf(
            corpus.name(speaker), [None if name == speaker else int(counts.get((speaker, name), 0)) for name in about]
        )
        for speaker in shown
    ]
    return rows, about
