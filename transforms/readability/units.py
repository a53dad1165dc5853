"""Units: the text of each document and body paragraph, in each scope."""

from collections.abc import Iterator

import pandas as pd

from transforms.quotes.coverage import QUOTED
from transforms.spans import Span

_MARKS = "\"'“”„‟«»‘’‚‹›"
PROSE = ("body",)


def units_of(documents: pd.DataFrame, paragraphs: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """One row a unit and scope that holds text: doc_id, level, paragraph_id, scope, text."""
    spoken = quotes[quotes["kind"].isin(QUOTED)]
    spans = {
        paragraph: [Span(*span) for span in rows[["start", "end"]].sort_values(["start", "end"]).to_numpy().tolist()]
        for paragraph, rows in spoken.groupby("paragraph_id", sort=False)
    }
    rows: list[tuple[str, str, str | None, str, str]] = []
    prose = paragraphs[paragraphs["kind"].isin(PROSE)]
    whole: dict[tuple[str, str], list[str]] = {}
    fields = ("doc_id", "paragraph_id", "start", "text")
    for doc_id, paragraph_id, start, text in zip(*(prose[name] for name in fields), strict=True):
        for scope, part in scopes(text, [Span(a - start, b - start) for a, b in spans.get(paragraph_id, ())]):
            if part:
                rows.append((doc_id, "paragraph", paragraph_id, scope, part))
                whole.setdefault((doc_id, scope), []).append(part)
    rows += [(doc_id, "document", None, scope, "\n\n".join(parts)) for (doc_id, scope), parts in whole.items()]
    return pd.DataFrame(rows, columns=["doc_id", "level", "paragraph_id", "scope", "text"], dtype=object)


def scopes(text: str, quoted: list[Span]) -> Iterator[tuple[str, str]]:
    """A paragraph's text in each scope; empty where it has none in that scope."""
    told, at, said = [], 0, []
    for start, end in quoted:
        if start < at:
            continue
        said.append(text[start:end])
        told.append(text[at:start].rstrip(_MARKS))
        at = end + len(text[end:]) - len(text[end:].lstrip(_MARKS))
    told.append(text[at:])
    yield "all", text
    yield "narration", " ".join(told).strip()
    yield "quotes", "\n".join(said)
