"""Rules across tables: offsets, nesting, clusters, counts.

Each function returns the rows that break its rule, computed anew from the tables and not by the code that
made them: a recount that shares the counter's code would share its faults.
"""

from collections import Counter
from collections.abc import Callable

import pandas as pd

from transforms.check.findings import Rule, Tables

COUNTED_FORMS = ("full name", "surname", "title", "description", "pronoun", "acronym", "demonym", "misspelling")
SPOKEN = ("direct", "mixed")
REPORTED = (*SPOKEN, "indirect")
TOLERANCE = 1e-9
MOST_PARTNERS, MOST_IN_COMPANY = 10, 40  # as tables.MentionMetrics says of co_mentions


def text_is_slice(
    table: str, text: str = "text", start: str = "start", end: str = "end"
) -> Callable[[Tables], pd.DataFrame]:
    """Rows of `table` whose `text` is not the document's text from `start` to `end`."""

    def broken(tables: Tables) -> pd.DataFrame:
        rows = tables[table][tables[table][text].notna() | tables[table][start].notna()]
        texts = dict(zip(*(tables["documents"][name].to_numpy(object) for name in ("doc_id", "text")), strict=True))
        spans = zip(*(rows[name].to_numpy(object) for name in ("doc_id", start, end, text)), strict=True)
        wrong = [
            a is pd.NA or b is pd.NA or words is pd.NA or texts.get(doc, "")[a:b] != words for doc, a, b, words in spans
        ]
        return rows.loc[wrong, ["doc_id", start, end, text]]

    return broken


def outside_paragraph(table: str) -> Callable[[Tables], pd.DataFrame]:
    """Rows of `table` that reach over the edge of the paragraph they name, or name another document's."""

    def broken(tables: Tables) -> pd.DataFrame:
        frame = tables["paragraphs"][["paragraph_id", "doc_id", "start", "end"]]
        rows = tables[table].merge(frame, on="paragraph_id", how="left", suffixes=("", "_paragraph"))
        inside = (rows["start"] >= rows["start_paragraph"]) & (rows["end"] <= rows["end_paragraph"])
        inside &= (rows["doc_id"] == rows["doc_id_paragraph"]).astype("boolean")
        return rows.loc[~inside.fillna(False), ["doc_id", "paragraph_id", "start", "end"]]

    return broken


def overlapping(table: str) -> Callable[[Tables], pd.DataFrame]:
    """Rows of `table` that begin before the row before them in the same document ends."""

    def broken(tables: Tables) -> pd.DataFrame:
        rows = tables[table].sort_values(["doc_id", "start", "end"])
        same = rows["doc_id"] == rows["doc_id"].shift()
        return rows.loc[same & (rows["start"] < rows["end"].shift()).fillna(False), ["doc_id", "start", "end"]]

    return broken


def backwards(table: str) -> Callable[[Tables], pd.DataFrame]:
    """Rows of `table` that end before they start, or hold nothing."""
    return lambda tables: tables[table].loc[tables[table]["end"] <= tables[table]["start"], ["doc_id", "start", "end"]]


def miscounted_ordinals(table: str) -> Callable[[Tables], pd.DataFrame]:
    """Rows of `table` whose ordinal is not their rank by start in the document."""

    def broken(tables: Tables) -> pd.DataFrame:
        rows = tables[table].sort_values(["doc_id", "start"])
        return rows.loc[rows["ordinal"] != rows.groupby("doc_id").cumcount(), ["doc_id", "ordinal", "start"]]

    return broken


def lengths_of_documents(tables: Tables) -> pd.DataFrame:
    """Documents whose lengths are not those of their text."""
    rows = tables["documents"]
    right = (rows["n_chars"] == rows["text"].map(len)) & (rows["n_words"] == rows["text"].map(lambda t: len(t.split())))
    return rows.loc[~right, ["doc_id", "n_chars", "n_words"]]


def quotes_without_statement(tables: Tables) -> pd.DataFrame:
    """Reported quotations that hold words and tell no statement, and scare quotes that tell one."""
    rows = tables["quotes"]
    tells = rows["kind"].isin(REPORTED) & (rows["n_words"] > 0)
    return rows.loc[tells != rows["statement_id"].notna(), ["quote_id", "kind", "n_words", "statement_id"]]


def half_open_fields(tables: Tables) -> pd.DataFrame:
    """Quotations that link without saying to what, or have a speaker's words without their place."""
    rows = tables["quotes"]
    half = rows["link"].isna() != rows["linked_to"].isna()
    half |= rows["speaker_text"].isna() != rows["speaker_start"].isna()
    half |= rows["cue"].isna() != rows["cue_start"].isna()
    return rows.loc[half, ["quote_id", "link", "linked_to", "speaker_text", "speaker_start", "cue", "cue_start"]]


def miscounted_statements(tables: Tables) -> pd.DataFrame:
    """Statements whose counts are not those of their quotations (the second half of a split one not counted)."""
    told = tables["quotes"].dropna(subset="statement_id")
    whole = told[(told["link"] != "split").fillna(True)]
    counts = pd.DataFrame(
        {
            "quotes_counted": whole.groupby("statement_id")["quote_id"].nunique(),
            "documents_counted": told.groupby("statement_id")["doc_id"].nunique(),
        }
    )
    rows = tables["statements"].merge(counts, left_on="statement_id", right_index=True, how="left")
    right = (rows["n_quotes"] == rows["quotes_counted"]) & (rows["n_documents"] == rows["documents_counted"])
    return rows.loc[
        ~right.fillna(False), ["statement_id", "n_quotes", "quotes_counted", "n_documents", "documents_counted"]
    ]


def misdated_statements(tables: Tables) -> pd.DataFrame:
    """Statements whose first and last dates are not those of the documents that tell them."""
    dates = tables["documents"][["doc_id", "published_at"]]
    told = tables["quotes"].dropna(subset="statement_id").merge(dates, on="doc_id")
    span = told.groupby("statement_id")["published_at"].agg(["min", "max"])
    rows = tables["statements"].merge(span, left_on="statement_id", right_index=True, how="left")
    wrong = _differ(rows["first_seen"], rows["min"]) | _differ(rows["last_seen"], rows["max"])
    return rows.loc[wrong, ["statement_id", "first_seen", "min", "last_seen", "max"]]


def wrong_statement_speakers(tables: Tables) -> pd.DataFrame:
    """Statements whose speakers are not the resolved speakers of their quotations."""
    told = tables["quotes"].dropna(subset=["statement_id", "speaker_id"])
    heard = set(zip(told["statement_id"].to_numpy(object), told["speaker_id"].to_numpy(object), strict=True))
    rows = tables["statements"]
    speakers = zip(rows["statement_id"].to_numpy(object), rows["speakers"], strict=True)
    named = Counter((statement, speaker) for statement, names in speakers for speaker in names)
    wrong = {statement for statement, _ in heard ^ set(named)}
    wrong |= {statement for (statement, _), times in named.items() if times > 1}
    return rows.loc[rows["statement_id"].isin(wrong), ["statement_id", "speakers"]]


def contradictory_links(tables: Tables) -> pd.DataFrame:
    """Links with a conflict inside one statement, identical wordings in two, and quotations linked to themselves."""
    statement = tables["quotes"].drop_duplicates("quote_id").set_index("quote_id")["statement_id"]
    rows = tables["restatements"]
    together = rows["quote_a"].map(statement) == rows["quote_b"].map(statement)
    wrong = (rows["conflict"].notna() & together) | (rows["quote_a"] == rows["quote_b"])
    wrong |= (rows["relation"] == "identical") & ~together.fillna(False)
    return rows.loc[wrong.fillna(True), ["quote_a", "quote_b", "relation", "conflict"]]


def misplaced_mentions(tables: Tables) -> pd.DataFrame:
    """Mentions said to be in a quotation that does not hold them, and flags that disagree with the key."""
    frame = tables["quotes"][["quote_id", "doc_id", "start", "end", "kind"]]
    rows = tables["mentions"].merge(frame, on="quote_id", how="left", suffixes=("", "_quote"))
    outside = (rows["start"] < rows["start_quote"]) | (rows["end"] > rows["end_quote"])
    outside |= (rows["doc_id"] != rows["doc_id_quote"]) | ~rows["kind"].isin(SPOKEN)
    wrong = (rows["quote_id"].notna() & outside.fillna(False)) | (rows["in_quote"] != rows["quote_id"].notna())
    return rows.loc[wrong, ["mention_id", "quote_id", "in_quote"]]


def unseen_entities(tables: Tables) -> pd.DataFrame:
    """Entities that nothing mentions and nobody quotes."""
    seen = {*tables["mentions"]["entity_id"].unique(), *tables["quotes"]["speaker_id"].dropna().unique()}
    rows = tables["entities"]
    return rows.loc[~rows["entity_id"].isin(seen), ["entity_id", "name"]]


def miscounted_metrics(tables: Tables) -> pd.DataFrame:
    """Mention metrics that a recount from mentions and quotations does not confirm."""
    recounted = pd.concat([_recount(tables, "document"), _recount(tables, "corpus")], ignore_index=True)
    keys = ["level", "doc_id", "entity_id"]
    rows = tables["mention_metrics"]
    counted = [name for name in recounted.columns if name not in keys]
    both = rows[keys + counted].merge(recounted, on=keys, how="outer", suffixes=("", "_recounted"))
    wrong = pd.concat([_differ(both[name], both[f"{name}_recounted"]) for name in counted], axis=1).any(axis=1)
    return both.loc[wrong, [*keys, "n_mentions", "n_mentions_recounted", "n_as_speaker", "n_as_speaker_recounted"]]


def _recount(tables: Tables, level: str) -> pd.DataFrame:
    mentions, quotes = tables["mentions"], tables["quotes"].dropna(subset="speaker_id")
    quotes = quotes[quotes["kind"].isin(REPORTED)].rename(columns={"speaker_id": "entity_id"})
    named = mentions[["doc_id", "entity_id"]].assign(
        n_mentions=1,
        n_in_quotes=mentions["in_quote"].astype("int64"),
        n_outside=(~mentions["in_quote"].astype(bool)).astype("int64"),
        **{f"n_{form.replace(' ', '_')}": (mentions["form"] == form).astype("int64") for form in COUNTED_FORMS},
    )
    words = quotes["n_words"].where(quotes["kind"].isin(SPOKEN), 0)
    heard = quotes[["doc_id", "entity_id"]].assign(n_as_speaker=1, words_quoted=words)
    by = ["doc_id", "entity_id"] if level == "document" else ["entity_id"]
    both = pd.concat([named, heard])
    n_documents = both.groupby(by)["doc_id"].nunique().to_numpy()
    both = both.drop(columns=[name for name in ("doc_id",) if name not in by])
    counts = both.groupby(by, as_index=False).sum().assign(level=level, n_documents=n_documents)
    return counts if level == "document" else counts.assign(doc_id=pd.NA)


def misplaced_firsts(tables: Tables) -> pd.DataFrame:
    """Mention metrics whose first position is not where the article names the entity first, or the articles' median."""
    lengths = tables["documents"].set_index("doc_id")["n_chars"].astype("float64")
    first = tables["mentions"].groupby(["doc_id", "entity_id"], as_index=False)["start"].min()
    first["recounted"] = first["start"].astype("float64") / first["doc_id"].map(lengths).astype("float64")
    corpus = first.groupby("entity_id", as_index=False)["recounted"].median().assign(doc_id=pd.NA)
    both = pd.concat([first.drop(columns="start"), corpus], ignore_index=True)
    rows = tables["mention_metrics"].merge(both, on=["doc_id", "entity_id"], how="left")
    apart = (rows["first_position"].astype("float64") - rows["recounted"].astype("float64")).abs() > TOLERANCE
    wrong = apart | (rows["first_position"].isna() != rows["recounted"].isna())
    return rows.loc[wrong, ["level", "doc_id", "entity_id", "first_position", "recounted"]]


def miscounted_company(tables: Tables) -> pd.DataFrame:
    """Mention metrics whose co-mentions are not the entities most often named in the same paragraphs."""
    present = tables["mentions"][["doc_id", "paragraph_id", "entity_id"]].drop_duplicates()
    crowd = present.groupby("paragraph_id")["entity_id"].transform("size")
    present = present[crowd <= MOST_IN_COMPANY]
    pairs = present.merge(present, on=["doc_id", "paragraph_id"], suffixes=("", "_other"))
    pairs = pairs[pairs["entity_id"] != pairs["entity_id_other"]]
    recounted = {
        **_company(pairs, ["doc_id", "entity_id"]),
        **_company(pairs.assign(doc_id=None), ["doc_id", "entity_id"]),
    }
    rows = tables["mention_metrics"]
    keys = zip(rows["doc_id"].astype(object).where(rows["doc_id"].notna(), None), rows["entity_id"], strict=True)
    wrong = [
        [(one["entity_id"], one["n_paragraphs"]) for one in told] != recounted.get(key, [])
        for key, told in zip(keys, rows["co_mentions"], strict=True)
    ]
    return rows.loc[wrong, ["level", "doc_id", "entity_id", "co_mentions"]]


def _company(pairs: pd.DataFrame, by: list[str]) -> dict[tuple[str | None, str], list[tuple[str, int]]]:
    counted = pairs.groupby([*by, "entity_id_other"], dropna=False).size().reset_index(name="n")
    ranked = counted.sort_values([*by, "n", "entity_id_other"], ascending=[True, True, False, True])
    company: dict[tuple[str | None, str], list[tuple[str, int]]] = {}
    for doc, entity, other, n in ranked.groupby(by, dropna=False).head(MOST_PARTNERS).itertuples(index=False):
        company.setdefault((None if pd.isna(doc) else doc, entity), []).append((other, n))
    return company


def crossing_mentions(tables: Tables) -> pd.DataFrame:
    """Mentions that begin inside another and end outside it."""
    rows = tables["mentions"].assign(length=tables["mentions"]["end"] - tables["mentions"]["start"])
    rows = rows.sort_values(["doc_id", "start", "length"], ascending=[True, True, False])
    crossing, opened, before = [], [], None
    for doc, start, end in zip(rows["doc_id"], rows["start"], rows["end"], strict=True):
        opened = [stop for stop in opened if stop > start] if doc == before else []
        crossing.append(bool(opened) and end > opened[-1])
        opened.append(end)
        before = doc
    return rows.loc[crossing, ["doc_id", "start", "end", "text"]]


def voices_that_do_not_add_up(tables: Tables) -> pd.DataFrame:
    """Articles (and the corpus) in which somebody is quoted and the shares of voice do not sum to 1."""
    rows = tables["mention_metrics"]
    grouped = rows.groupby(["level", "doc_id"], dropna=False)
    sums = grouped.agg(words=("words_quoted", "sum"), share=("share_of_voice", "sum")).reset_index()
    wanted = (sums["words"] > 0).astype("float64")
    return sums[(sums["share"].astype("float64") - wanted).abs() > TOLERANCE]


def unmeasured_units(tables: Tables) -> pd.DataFrame:
    """Documents and paragraphs without their readability row of scope all."""
    measured = tables["readability"].query("scope == 'all'")
    documents = tables["documents"][["doc_id"]].assign(paragraph_id=pd.NA)
    units = pd.concat([documents, tables["paragraphs"].query("kind == 'body'")[["doc_id", "paragraph_id"]]])
    unit = ["doc_id", "paragraph_id"]
    return units[~pd.MultiIndex.from_frame(units[unit]).isin(pd.MultiIndex.from_frame(measured[unit]))]


def unexplained_nulls(tables: Tables) -> pd.DataFrame:
    """Readability rows with a missing measure and no reason for it."""
    rows = tables["readability"]
    measures = [name for name in rows.columns if name not in ("doc_id", "paragraph_id", "level", "scope", "reason")]
    return rows.loc[rows[measures].isna().any(axis=1) & rows["reason"].isna(), ["doc_id", "paragraph_id", "scope"]]


def processed_and_rejected(tables: Tables) -> pd.DataFrame:
    """Inputs that are both a document and a reject."""
    rejected = tables["rejects"].rename(columns={"path": "source_path"})[["source_path", "record", "reason"]]
    return tables["documents"][["doc_id", "source_path", "record"]].merge(rejected, on=["source_path", "record"])


def miscounted_rows(tables: Tables) -> pd.DataFrame:
    """Tables whose length is not what the last run says it wrote."""
    if tables["runs"].empty:
        return pd.DataFrame()
    said = {row["table"]: row["rows"] for row in tables["runs"].sort_values("started_at")["rows"].iloc[-1]}
    lengths = {table: len(rows) for table, rows in tables.items() if table != "runs"}
    return pd.DataFrame([{"table": t, "rows": n, "said": said.get(t)} for t, n in lengths.items() if said.get(t) != n])


def _differ(left: pd.Series, right: pd.Series) -> pd.Series:
    equal = (left == right).fillna(False).astype(bool)
    return ~(equal | (left.isna() & right.isna()))


SPANS = ("paragraphs", "sentences", "quotes", "mentions")

ACROSS: tuple[Rule, ...] = (
    *(Rule(f"{t} text", t, "Each text is the document's text from start to end.", text_is_slice(t)) for t in SPANS),
    *(Rule(f"{t} hold something", t, "Each span ends after it starts.", backwards(t)) for t in SPANS),
    *(Rule(f"{t} nest", t, "Each row stands inside the paragraph it names.", outside_paragraph(t)) for t in SPANS[1:]),
    *(Rule(f"{t} apart", t, "Rows of one document do not overlap.", overlapping(t)) for t in SPANS[:2]),
    *(Rule(f"{t} ordinals", t, "Ordinals count rows from 0 in text order.", miscounted_ordinals(t)) for t in SPANS[:2]),
    Rule("speakers text", "quotes", "speaker_text is the document's text at its offsets.", text_is_slice("quotes", "speaker_text", "speaker_start", "speaker_end")),
    Rule("cues text", "quotes", "cue is the document's text at its offsets.", text_is_slice("quotes", "cue", "cue_start", "cue_end")),
    Rule("documents lengths", "documents", "n_chars and n_words are those of text.", lengths_of_documents),
    Rule("quotes tell", "quotes", "Each reported quotation with words tells exactly one statement; scare quotes none.", quotes_without_statement),
    Rule("quotes complete", "quotes", "Links name their quotation; speakers and cues have their place.", half_open_fields),
    Rule("statements counts", "statements", "n_quotes and n_documents are those of the quotations.", miscounted_statements),
    Rule("statements dates", "statements", "first_seen and last_seen are those of the documents.", misdated_statements),
    Rule("statements speakers", "statements", "speakers are those of the quotations, each once.", wrong_statement_speakers),
    Rule("restatements agree", "restatements", "A conflict keeps two quotations in two statements; identical ones are in one.", contradictory_links),
    Rule("mentions cross", "mentions", "Mentions stand apart, or one inside the other.", crossing_mentions),
    Rule("mentions in quotes", "mentions", "A mention in a quotation stands inside it.", misplaced_mentions),
    Rule("entities seen", "entities", "Each entity is mentioned or quoted.", unseen_entities),
    Rule("metrics recount", "mention_metrics", "Counts equal a recount from mentions and quotes.", miscounted_metrics),
    Rule("metrics first", "mention_metrics", "First positions are those of the mentions.", misplaced_firsts),
    Rule("metrics company", "mention_metrics", "Co-mentions equal a recount from paragraphs.", miscounted_company),
    Rule("voices sum", "mention_metrics", "Shares of voice sum to 1 where anyone is quoted.", voices_that_do_not_add_up),
    Rule("readability complete", "readability", "Each document and body paragraph is measured.", unmeasured_units),
    Rule("readability nulls", "readability", "A missing measure has its reason.", unexplained_nulls),
    Rule("rejects apart", "rejects", "No input is both processed and rejected.", processed_and_rejected),
    Rule("runs rows", "runs", "The last run's row counts are the tables'.", miscounted_rows),
)  # fmt: skip
