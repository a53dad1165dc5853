"""Small invented articles as the tables this stage takes, and what it makes of them in a form tests read."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import pandas as pd

from transforms.entities import Merged, merge_entities
from transforms.mentions import Found, build_spotter, find_mentions, parse_watchlist
from transforms.mentions.documents import Spotter
from transforms.segment import Segmented, split_sentences
from transforms.segment.dateline import find_dateline, prose_starts
from transforms.segment.transcripts import find_spoken

QUOTE_COLUMNS = [
    "doc_id",
    "quote_id",
    "start",
    "end",
    "kind",
    "speaker_start",
    "speaker_end",
    "linked_to",
]
Spoken = tuple[str, str | None]


@cache
def rules(watchlist: str = "") -> Spotter:
    return build_spotter(parse_watchlist("watchlist.csv", watchlist) if watchlist else None)


def tables(*texts: str, kinds: Sequence[str] = ()) -> Segmented:
    """Documents d0, d1, … and their paragraphs, split at blank lines; all body, or of the kinds given."""
    documents, paragraphs, sentences = [], [], []
    for number, text in enumerate(texts):
        doc_id, start = f"d{number}", 0
        documents.append({"doc_id": doc_id, "text": text, "n_chars": len(text), "dateline_place": None})
        parts = text.split("\n\n")
        prose, (spoken, _) = prose_starts(parts, find_dateline(parts)), find_spoken(parts)
        for at, (part, begin) in enumerate(zip(parts, spoken, strict=True)):
            kind = kinds[at] if at < len(kinds) else "body"
            row = {
                "doc_id": doc_id,
                "paragraph_id": f"{doc_id}p{at}",
                "kind": kind,
                "start": start,
                "end": start + len(part),
                "prose_start": start + prose[at],
                "spoken_start": None if begin is None else start + begin,
            }
            paragraphs.append(row)
            spans = [(span.start + start, span.end + start) for span in split_sentences(part)]
            sentences += [(doc_id, row["paragraph_id"], *span) for span in spans]
            start += len(part) + 2
    columns = ["doc_id", "paragraph_id", "start", "end"]
    placed = pd.DataFrame(paragraphs).astype({"spoken_start": "Int64"})  # of some alone pandas makes floats
    return Segmented(pd.DataFrame(documents), placed, pd.DataFrame(sentences, columns=columns))


def quotations(text: str, spoken: Sequence[Spoken]) -> pd.DataFrame:
    """Direct quotations of document d0: their words, and the words after or before them that name the speaker."""
    rows, at = [], 0
    for number, (words, speaker) in enumerate(spoken):
        start = text.index(words, at)
        at, end = start + 1, start + len(words)  # the next may stand inside this one
        found = _nearest(text, speaker, start, end) if speaker else None
        rows.append(
            {
                "doc_id": "d0",
                "quote_id": f"q{number}",
                "start": start,
                "end": end,
                "kind": "direct",
                "speaker_start": found,
                "speaker_end": found + len(speaker) if found is not None and speaker else None,
                "linked_to": None if speaker or not number else f"q{number - 1}",
            }
        )
    return pd.DataFrame(rows, columns=QUOTE_COLUMNS, dtype=object)


def no_quotes() -> pd.DataFrame:
    return pd.DataFrame(columns=QUOTE_COLUMNS, dtype=object)


def _nearest(text: str, speaker: str, start: int, end: int) -> int:
    after, before = text.find(speaker, end), text.rfind(speaker, 0, start)
    return after if after >= 0 and (before < 0 or after - end <= start - before) else before


def find(
    *texts: str, spoken: Sequence[Spoken] = (), kinds: Sequence[str] = (), spotter: Spotter | None = None
) -> Found:
    return find_mentions(tables(*texts, kinds=kinds), quotations(texts[0], spoken), spotter or rules())


def named(*texts: str, **more: Any) -> list[tuple[str, str, str]]:
    """(words, entity's name, form) of each mention."""
    found = find(*texts, **more)
    names = dict(zip(found.sightings["entity_id"], found.sightings["name"], strict=True))
    rows = zip(found.mentions["text"], found.mentions["entity_id"], found.mentions["form"], strict=True)
    return [(words, names[entity], form) for words, entity, form in rows]


def types(*texts: str, **more: Any) -> dict[str, str]:
    """Entity's name → type."""
    sightings = find(*texts, **more).sightings
    return dict(zip(sightings["name"], sightings["type"], strict=True))


def voices(text: str, *spoken: Spoken, **more: Any) -> list[str | None]:
    """Name of the entity that speaks each quotation."""
    found = find(text, spoken=spoken, **more)
    names = dict(zip(found.sightings["entity_id"], found.sightings["name"], strict=True))
    of = dict(zip(found.speakers["quote_id"], found.speakers["speaker_id"], strict=True))
    return [names.get(of.get(f"q{number}", "")) for number in range(len(spoken))]


def corpus(*texts: str, spotter: Spotter | None = None) -> Merged:
    """All texts' entities merged."""
    none = no_quotes()
    found = find_mentions(tables(*texts), none, spotter or rules())
    return merge_entities(found.sightings, found.mentions, none.assign(speaker_id=None))
