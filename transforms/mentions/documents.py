"""Tables of mentions, of entities seen and of speakers, from the articles of a partition."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

import pandas as pd

from transforms.ids import content_id
from transforms.mentions.coreference.cast import Mention
from transforms.mentions.coreference.casting import cast_article
from transforms.mentions.known.gazetteer import SHOUTED, Gazetteer
from transforms.mentions.speakers.discourse import Discourse, Quotation
from transforms.mentions.speakers.resolution import Speakers, Voice
from transforms.mentions.spotting.spots import Paragraph, Spot
from transforms.mentions.words import vocabulary
from transforms.segment.documents import Segmented
from transforms.spans import Span
from transforms.tables import SPOKEN_KINDS, EntityType, MentionForm


class MentionRow(NamedTuple):
    """A row of tables.Mentions."""

    doc_id: str
    mention_id: str
    entity_id: str
    paragraph_id: str
    start: int
    end: int
    text: str
    form: MentionForm
    in_quote: bool
    quote_id: str | None
    metonym: bool
    confidence: float


class Sighting(NamedTuple):
    """An entity as one article shows it, which `entities` makes the corpus's of.

    partial    whether the article gives only part of its name
    n_signs    how often it shows of what type the entity is
    merged_id  the entity of the corpus that it is part of: itself, until entities are merged
    """

    doc_id: str
    entity_id: str
    name: str
    type: EntityType
    origin: str
    external_id: str | None
    aliases: list[str]
    roles: list[str]
    notes: list[str]
    partial: bool
    n_mentions: int
    n_signs: int
    merged_id: str


class Spotter(Protocol):
    """What finds names in an article: by rules, or by a model."""

    gazetteer: Gazetteer
    origin: str

    def spots(self, text: str, paragraphs: Sequence[Paragraph]) -> list[Spot]:
        """Names in text order, each followed by those inside it."""


class Found(NamedTuple):
    """Entities by the article they were seen in, their mentions, and quotations with who speaks, found by what."""

    sightings: pd.DataFrame
    mentions: pd.DataFrame
    speakers: pd.DataFrame


def find_mentions(articles: Segmented, quotes: pd.DataFrame, spotter: Spotter) -> Found:
    """Find who and what the articles of a partition speak of, and whose words their quotations are.

    documents   doc_id, text, dateline_place
    paragraphs  doc_id, paragraph_id, kind, start, end, prose_start, in reading order
    sentences   paragraph_id, start, end, in reading order
    quotes      doc_id, quote_id, start, end, kind, speaker_start, speaker_end, linked_to
    """
    sightings: list[Sighting] = []
    mentions: list[MentionRow] = []
    speakers: list[tuple[str, str, str]] = []
    documents = articles.documents
    laid_out = _grouped(articles.paragraphs, "doc_id", ("paragraph_id", "kind", "start", "end", "prose_start"))
    sentences = _grouped(articles.sentences, "paragraph_id", ("start", "end"))
    said = _grouped(quotes, "doc_id", ("quote_id", "start", "end", "kind", "speaker_start", "speaker_end", "linked_to"))
    for doc_id, text, dateline in zip(*(documents[c] for c in ("doc_id", "text", "dateline_place")), strict=True):
        parts = [_paragraph(row, sentences.get(row[0], ())) for row in laid_out.get(doc_id, ())]
        quotations = sorted(map(_quotation, said.get(doc_id, ())), key=lambda quote: (quote.start, -quote.end))
        spots = spotter.spots(text, parts)
        if isinstance(dateline, str):
            _mark_dateline(spots, dateline)
        _mark_labels(spots, text, quotations)
        cast, found = cast_article(text, spots, spotter.gazetteer)
        spoke = Speakers(Discourse(text, parts, found, quotations), cast, quotations).resolve()
        mentions += _mention_rows(doc_id, text, parts, found, quotations, spoke)
        sightings += _sightings(doc_id, found, spotter.origin)
        speakers += [(quote_id, voice.entity.entity_id, voice.by) for quote_id, voice in spoke.items()]
    return Found(
        pd.DataFrame(sightings, columns=list(Sighting._fields), dtype=object),
        pd.DataFrame(mentions, columns=list(MentionRow._fields), dtype=object),
        pd.DataFrame(speakers, columns=["quote_id", "speaker_id", "speaker_by"], dtype=object),
    )


def _grouped(rows: pd.DataFrame, by: str, columns: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
    groups: dict[str, list[tuple[Any, ...]]] = {}
    for key, *row in zip(*(rows[name].tolist() for name in (by, *columns)), strict=True):
        groups.setdefault(key, []).append(tuple(row))
    return groups


def _paragraph(row: tuple[Any, ...], sentences: Iterable[tuple[Any, ...]]) -> Paragraph:
    """A paragraph with what of its sentences is its own words."""
    paragraph_id, kind, start, end, prose_start = row
    own = [Span(max(begin, prose_start), stop) for begin, stop in sentences if stop > prose_start]
    return Paragraph(paragraph_id, kind, start, end, prose_start, own)


def _mark_dateline(spots: Iterable[Spot], place: str) -> None:
    """Take what a dateline names for places, wherever it stands: HOLM, Ostrel; a dateline in capitals shouts it."""
    named = {part.strip().casefold() for part in place.split(",")}
    for spot in spots:
        if spot.known is None and spot.words.casefold() in named:
            spot.kind = "place"
            if len(spot.words) > SHOUTED and spot.words.isupper():
                spot.words = spot.words.title()


def _mark_labels(spots: Iterable[Spot], text: str, quotes: Iterable[Quotation]) -> None:
    """Take what stands in capitals before the turns of a transcript for persons: GERHARD ORVANE: We are late."""
    labels = {quote.speaker for quote in quotes if quote.speaker and text.startswith(":", quote.speaker[1])}
    for spot in spots:
        name = spot.form == "name" and spot.kind in (None, "other") and " " in spot.words and spot.words.isupper()
        if name and (spot.start, spot.end) in labels:
            spot.words, spot.kind = spot.words.title(), "person"


def _quotation(row: tuple[Any, ...]) -> Quotation:
    quote_id, start, end, kind, speaker_start, speaker_end, linked_to = row
    speaker = None if pd.isna(speaker_start) else (int(speaker_start), int(speaker_end))
    linked_to = None if pd.isna(linked_to) else linked_to
    return Quotation(quote_id, int(start), int(end), kind, speaker, linked_to)


def _mention_rows(
    doc_id: str,
    text: str,
    paragraphs: Sequence[Paragraph],
    mentions: Sequence[Mention],
    quotes: Sequence[Quotation],
    spoke: dict[str, Voice],
) -> Iterator[MentionRow]:
    told = [quote for quote in quotes if quote.speaker and quote.quote_id in spoke]
    voices = {quote.speaker[0]: spoke[quote.quote_id].entity for quote in told if quote.speaker}
    for mention, quote_id in zip(mentions, _holding_quotes(mentions, quotes), strict=True):
        start, end, entity = mention.start, mention.end, mention.entity
        speaks = entity.type == "place" and any(voices.get(at) is entity for at in range(start, end))
        metonym = speaks or (entity.type == "place" and _acts(text, mention))
        yield MentionRow(
            doc_id=doc_id,
            mention_id=content_id("mention", doc_id, start, end),
            entity_id=entity.entity_id,
            paragraph_id=paragraphs[mention.paragraph].paragraph_id,
            start=start,
            end=end,
            text=text[start:end],
            form=mention.form,
            in_quote=quote_id is not None,
            quote_id=quote_id,
            metonym=metonym,
            confidence=mention.confidence,
        )


def _holding_quotes(mentions: Sequence[Mention], quotes: Sequence[Quotation]) -> Iterator[str | None]:
    """For each mention, in text order, the innermost direct or mixed quotation that holds all of it."""
    coming = [quote for quote in reversed(quotes) if quote.kind in SPOKEN_KINDS]
    opened: list[Quotation] = []
    for mention in mentions:
        while coming and coming[-1].start <= mention.start:
            opened.append(coming.pop())
        if opened:
            opened = [quote for quote in opened if quote.end > mention.start]
        yield next((quote.quote_id for quote in reversed(opened) if quote.end >= mention.end), None) if opened else None


def _sightings(doc_id: str, mentions: Sequence[Mention], origin: str) -> Iterator[Sighting]:
    counts = Counter(id(mention.entity) for mention in mentions)
    entities = {id(mention.entity): mention.entity for mention in mentions}
    for key, entity in entities.items():
        known = entity.known
        yield Sighting(
            doc_id=doc_id,
            entity_id=entity.entity_id,
            name=entity.name,
            type=entity.type,
            origin=known.origin if known else origin,
            external_id=known.external_id if known else None,
            aliases=list(entity.aliases),
            roles=list(entity.roles),
            notes=[known.note] if known and known.note else [],
            partial=entity.partial,
            n_mentions=counts[key],
            n_signs=counts[key] if known else sum(entity.votes.values()),
            merged_id=entity.entity_id,
        )


def _acts(text: str, mention: Mention) -> bool:
    """Whether the words after a country or capital show that its government is meant."""
    known = mention.entity.known
    if known is None or (known.within and not known.note):
        return False
    after = text[mention.end : mention.end + 40].split()
    if not after or text[mention.end] in ",.;:)":
        return False
    if after[0] == "and" and len(after) > 2:
        after = after[2:]
    if after[0] in ("’s", "'s"):
        return bool(known.note) and len(after) > 1 and after[1].strip(".,;") in vocabulary.signs("policy")
    word = after[0].strip(".,;")
    return word in vocabulary.signs("acting") or (bool(known.note) and word in vocabulary.signs("weakly acting"))
