"""Tables of mentions, entities seen and speakers from the articles of a partition."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from transforms import lexicons
from transforms.ids import content_id
from transforms.mentions.gazetteer import Gazetteer

_RUN = re.compile(
    r"(?:[Tt]he )?(?:[A-Z]\.)*[A-Z][\w]*(?:[-’'](?!s\b)\w+)*\.?(?:(?: of| de)? (?:al-)?(?:[A-Z]\.)*[A-Z]\w*(?:[-](?!s\b)\w+)*)*"
)
MENTION_COLUMNS = (
    "doc_id",
    "mention_id",
    "entity_id",
    "paragraph_id",
    "start",
    "end",
    "text",
    "form",
    "in_quote",
    "quote_id",
    "metonym",
    "confidence",
)
SIGHTING_COLUMNS = ("doc_id", "entity_id", "name", "type", "origin", "external_id", "aliases", "roles", "notes")


class Found(NamedTuple):
    """Entities seen by document, their mentions, and quotations with the entity that speaks."""

    sightings: pd.DataFrame
    mentions: pd.DataFrame
    speakers: pd.DataFrame


def find_mentions(
    documents: pd.DataFrame, paragraphs: pd.DataFrame, quotes: pd.DataFrame, gazetteer: Gazetteer
) -> Found:
    """Find who and what the articles speak of, and who speaks."""
    sightings: list[tuple[Any, ...]] = []
    mentions: list[tuple[Any, ...]] = []
    speakers: list[tuple[str, str]] = []
    by_paragraph = dict(list(paragraphs.groupby("doc_id", sort=False)))
    by_quote = dict(list(quotes.groupby("doc_id", sort=False)))
    for doc in documents.to_dict("records"):
        own = by_paragraph.get(doc["doc_id"])
        said = by_quote.get(doc["doc_id"])
        _find(
            doc,
            [] if own is None else own.to_dict("records"),
            [] if said is None else said.to_dict("records"),
            gazetteer,
            sightings,
            mentions,
            speakers,
        )
    return Found(
        pd.DataFrame(sightings, columns=list(SIGHTING_COLUMNS)),
        pd.DataFrame(mentions, columns=list(MENTION_COLUMNS)),
        pd.DataFrame(speakers, columns=["quote_id", "entity_id"]),
    )


def _find(doc, paragraphs, quotes, gazetteer, sightings, mentions, speakers):
    titles = lexicons.words("transforms.mentions", "titles.tsv")
    full: dict[str, str] = {}
    seen: dict[str, dict[str, Any]] = {}
    last: list[tuple[int, str]] = []
    for paragraph in paragraphs:
        if paragraph["kind"] == "boilerplate":
            continue
        for match in _RUN.finditer(paragraph["text"]):
            words = match.group().rstrip(".").split()
            if words[0] in ("The", "the"):
                words = words[1:]
            if not words:
                continue
            surface = " ".join(words)
            known = gazetteer.names.get(surface)
            at = max((i for i, word in enumerate(words) if word in titles), default=-1)
            name = words[at + 1 :]
            if known:
                entity, kind, form = known.entity_id, known.type, known.form
                title, role = known.name, None
            elif len(name) >= 2:
                title, kind, form, role = " ".join(name), "person", "full name", " ".join(words[: at + 1])
                entity = content_id("entity", title)
                full[name[-1]] = title
            elif len(name) == 1 and name[0] in full:
                title, kind, form, role = full[name[0]], "person", "surname", None
                entity = content_id("entity", title)
            else:
                continue
            start = paragraph["start"] + match.start()
            end = start + len(match.group().rstrip("."))
            row = seen.setdefault(entity, {"name": title, "type": kind, "aliases": {}, "roles": {}, "known": known})
            if role:
                row["roles"][role] = 1
            if surface != title:
                row["aliases"][surface] = 1
            inside = [q for q in quotes if q["kind"] in ("direct", "mixed") and q["start"] <= start and end <= q["end"]]
            quote = max(inside, key=lambda q: q["start"])["quote_id"] if inside else None
            mentions.append(
                (
                    doc["doc_id"],
                    content_id("mention", doc["doc_id"], start, end, entity),
                    entity,
                    paragraph["paragraph_id"],
                    start,
                    end,
                    doc["text"][start:end],
                    form,
                    quote is not None,
                    quote,
                    False,
                    0.7,
                )
            )
            last.append((start, entity))
    spoken: dict[str, str] = {}
    persons = [(start, entity) for start, entity in last if seen[entity]["type"] == "person"]
    for quote in sorted(quotes, key=lambda q: q["start"]):
        if quote["kind"] == "scare":
            continue
        entity = None
        if pd.notna(quote["speaker_start"]):
            a, b = quote["speaker_start"], quote["speaker_end"]
            inside = [e for s, e in last if a <= s < b]
            entity = inside[-1] if inside else next((e for s, e in reversed(persons) if s < a), None)
        elif quote["linked_to"] in spoken:
            entity = spoken[quote["linked_to"]]
        if entity:
            spoken[quote["quote_id"]] = entity
            speakers.append((quote["quote_id"], entity))
    for entity, row in seen.items():
        known = row["known"]
        sightings.append(
            (
                doc["doc_id"],
                entity,
                row["name"],
                row["type"],
                known.origin if known else "rules",
                known.external_id if known else None,
                list(row["aliases"]),
                list(row["roles"]),
                [known.note] if known and known.note else [],
            )
        )


def predicted_mentions(mentions: pd.DataFrame) -> list[dict[str, Any]]:
    """Mentions as the scorers want them: {start, end, entity}."""
    rows = zip(mentions["start"], mentions["end"], mentions["entity_id"], strict=True)
    return [{"start": int(start), "end": int(end), "entity": entity} for start, end, entity in rows]


def merge_entities(sightings: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One row an entity (tables.Entities) from what the documents show of it."""
    rows = pd.concat(list(sightings), ignore_index=True)
    merged = []
    for entity, group in rows.sort_values(["entity_id", "doc_id"]).groupby("entity_id", sort=True):
        first = group.iloc[0]
        lists = {name: sorted({one for many in group[name] for one in many}) for name in ("aliases", "roles", "notes")}
        merged.append(
            {"entity_id": entity, **{name: first[name] for name in ("name", "type", "origin", "external_id")}, **lists}
        )
    return pd.DataFrame(
        merged, columns=["entity_id", "name", "type", "origin", "external_id", "aliases", "roles", "notes"]
    )
