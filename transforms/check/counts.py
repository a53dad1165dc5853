"""Rules on numbers: every count, share and date is what the rows it speaks of say.

Each function returns the rows that break its rule, counted anew and not by the code that made them: a recount that
shares the counter's code would share its faults.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from transforms.check.findings import Tables

COUNTED_FORMS = ("full name", "surname", "title", "description", "pronoun", "acronym", "demonym", "misspelling")
SPOKEN = ("direct", "mixed")
REPORTED = (*SPOKEN, "indirect")
TOLERANCE = 1e-9
MOST_PARTNERS, MOST_IN_COMPANY = 10, 40  # as tables.MentionMetrics says of co_mentions
LONGEST = 1 << 40  # characters of a document, more than there can be
_WORD = re.compile(r"\w+")


def lengths_of_documents(tables: Tables) -> pd.DataFrame:
    """Documents whose lengths are not those of their text."""
    rows = tables["documents"]
    right = (rows["n_chars"] == rows["text"].map(len)) & (rows["n_words"] == rows["text"].map(lambda t: len(t.split())))
    return rows.loc[~right, ["doc_id", "n_chars", "n_words"]]


def miscounted_sentences(tables: Tables) -> pd.DataFrame:
    """Sentences whose n_words are not those of their text."""
    rows = tables["sentences"]
    words = [len(text.split()) for text in rows["text"].to_numpy(object)]
    return rows.loc[rows["n_words"] != words, ["doc_id", "ordinal", "n_words", "text"]]


def wrong_shares_in_quotes(tables: Tables) -> pd.DataFrame:
    """Sentences whose in_quote_share is not the share of their characters in direct and mixed quotations."""
    rows, spoken = tables["sentences"], tables["quotes"][tables["quotes"]["kind"].isin(SPOKEN)]
    documents = pd.Index(tables["documents"]["doc_id"].unique())
    starts, ends = (_on_one_line(rows, side, documents) for side in ("start", "end"))
    quoted = _length_until(*(_on_one_line(spoken, side, documents) for side in ("start", "end")))
    shares = (quoted(ends) - quoted(starts)) / np.maximum(1, ends - starts)
    wrong = np.abs(rows["in_quote_share"].to_numpy("float64", na_value=np.nan) - shares) > TOLERANCE
    return rows.loc[wrong, ["doc_id", "ordinal", "in_quote_share"]]


def _on_one_line(rows: pd.DataFrame, side: str, documents: pd.Index) -> np.ndarray:
    """Offsets of all documents as places on one line, document after document."""
    return documents.get_indexer(rows["doc_id"]) * LONGEST + rows[side].to_numpy("int64")


def _length_until(starts: np.ndarray, ends: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """How much of the line is covered by these spans up to a place; spans may nest and touch."""
    order = np.argsort(starts, kind="stable")
    starts, reach = starts[order], np.maximum.accumulate(ends[order])
    lengths = np.maximum(0, reach - np.maximum(starts, np.concatenate(([0], reach[:-1]))))
    starts = reach - lengths
    before = np.concatenate(([0], np.cumsum(lengths)))

    def until(places: np.ndarray) -> np.ndarray:
        number = np.searchsorted(starts, places, side="right")
        last = np.maximum(0, number - 1)
        inside = np.clip(places - starts[last], 0, lengths[last]) if len(starts) else 0
        return np.where(number > 0, before[last] + inside, 0)

    return until


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


def wordings_nobody_used(tables: Tables) -> pd.DataFrame:
    """Statements whose canonical text holds a word that none of their quotations does."""
    told = tables["quotes"].dropna(subset="statement_id")
    wordings: dict[str, list[str]] = {}
    for statement, text in zip(told["statement_id"].to_numpy(object), told["text"].to_numpy(object), strict=True):
        wordings.setdefault(statement, []).append(text)
    rows = tables["statements"]
    texts = zip(rows["statement_id"].to_numpy(object), rows["text"].to_numpy(object), strict=True)
    wrong = [not _worded(text, wordings.get(statement, [])) for statement, text in texts]
    return rows.loc[wrong, ["statement_id", "text"]]


def _worded(text: str, wordings: Sequence[str]) -> bool:
    if any(text in wording for wording in wordings):
        return True
    return set(_WORD.findall(text)) <= set(_WORD.findall(" ".join(wordings)))  # joined halves, insertions left out


def miscounted_metrics(tables: Tables) -> pd.DataFrame:
    """An article's mention metrics that a recount from its mentions and quotations does not confirm."""
    mentions, quotes = tables["mentions"], tables["quotes"].dropna(subset="speaker_id")
    quotes = quotes[quotes["kind"].isin(REPORTED)].rename(columns={"speaker_id": "entity_id"})
    inside = mentions["in_quote"].to_numpy(bool)
    named = mentions[["doc_id", "entity_id"]].assign(
        n_mentions=1,
        n_in_quotes=inside.astype("int64"),
        n_outside=(~inside).astype("int64"),
        **{f"n_{form.replace(' ', '_')}": (mentions["form"] == form).astype("int64") for form in COUNTED_FORMS},
    )
    words = quotes["n_words"].where(quotes["kind"].isin(SPOKEN), 0)
    heard = quotes[["doc_id", "entity_id"]].assign(n_as_speaker=1, words_quoted=words)
    recounted = pd.concat([named, heard]).groupby(["doc_id", "entity_id"], as_index=False).sum()
    return _unlike_a_recount(_of_level("document", tables), recounted.assign(n_documents=1), ["doc_id", "entity_id"])


def miscounted_corpus(tables: Tables) -> pd.DataFrame:
    """The corpus's mention metrics that are not the sums of the articles'."""
    rows = _of_level("document", tables)
    counts = [name for name in rows.columns if name.startswith("n_") and name != "n_documents"]
    recounted = rows.groupby("entity_id", as_index=False)[[*counts, "words_quoted"]].sum()
    times = rows["entity_id"].value_counts()
    recounted["n_documents"] = times.reindex(recounted["entity_id"]).to_numpy()
    return _unlike_a_recount(_of_level("corpus", tables), recounted, ["entity_id"])


def _of_level(level: str, tables: Tables) -> pd.DataFrame:
    rows = tables["mention_metrics"]
    return rows[rows["level"] == level]


def _unlike_a_recount(rows: pd.DataFrame, recounted: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    counted = [name for name in recounted.columns if name not in keys]
    both = rows[keys + counted].merge(recounted, on=keys, how="outer", suffixes=("", "_recounted"))
    wrong = np.logical_or.reduce([_differ(both[name], both[f"{name}_recounted"]) for name in counted])
    return both.loc[wrong, [*keys, "n_mentions", "n_mentions_recounted", "n_as_speaker", "n_as_speaker_recounted"]]


def misplaced_firsts(tables: Tables) -> pd.DataFrame:
    """An article's mention metrics whose first position is not where it names the entity first."""
    lengths = tables["documents"].set_index("doc_id")["n_chars"].astype("float64")
    first = tables["mentions"].groupby(["doc_id", "entity_id"], as_index=False)["start"].min()
    first["recounted"] = first["start"].astype("float64") / first["doc_id"].map(lengths).astype("float64")
    rows = _of_level("document", tables).merge(first.drop(columns="start"), on=["doc_id", "entity_id"], how="left")
    return _apart(rows, "first_position")[["doc_id", "entity_id", "first_position", "recounted"]]


def misplaced_medians(tables: Tables) -> pd.DataFrame:
    """The corpus's mention metrics whose first position is not the median of the articles'."""
    median = _of_level("document", tables).groupby("entity_id")["first_position"].median().rename("recounted")
    rows = _of_level("corpus", tables).merge(median, left_on="entity_id", right_index=True, how="left")
    return _apart(rows, "first_position")[["entity_id", "first_position", "recounted"]]


def _apart(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Rows whose `column` is not the number in `recounted`, or of which only one is null."""
    told, recounted = (rows[name].to_numpy("float64", na_value=np.nan) for name in (column, "recounted"))
    return rows[(np.abs(told - recounted) > TOLERANCE) | (np.isnan(told) != np.isnan(recounted))]


def miscounted_company(level: str) -> Callable[[Tables], pd.DataFrame]:
    """Mention metrics of `level` whose co-mentions are not the entities most often named in the same paragraphs."""

    def broken(tables: Tables) -> pd.DataFrame:
        rows, mentions = _of_level(level, tables), tables["mentions"]
        entities = pd.Index(sorted(mentions["entity_id"].unique()))  # so that numbers are in the order of ids
        documents = pd.Index(mentions["doc_id"].unique())
        if level == "corpus":
            doc, doc_told = np.zeros(len(mentions), np.intp), np.zeros(len(rows), np.intp)
        else:
            doc, doc_told = documents.get_indexer(mentions["doc_id"]), documents.get_indexer(rows["doc_id"])
        entity, paragraph = entities.get_indexer(mentions["entity_id"]), pd.factorize(mentions["paragraph_id"])[0]
        counted = _most_company(_pairs(pd.DataFrame({"doc": doc, "paragraph": paragraph, "entity": entity})))
        told = _told_company(rows, doc_told, entities)
        wrong = pd.concat([told, counted]).drop_duplicates(keep=False)  # what is in both is right
        where = pd.MultiIndex.from_arrays([doc_told, entities.get_indexer(rows["entity_id"])])
        return rows.loc[
            where.isin(pd.MultiIndex.from_frame(wrong[["doc", "entity"]])), ["doc_id", "entity_id", "co_mentions"]
        ]

    return broken


def _pairs(mentions: pd.DataFrame) -> pd.DataFrame:
    """Each entity with each other of the same paragraph: columns doc, entity, other."""
    seen = mentions.drop_duplicates(["paragraph", "entity"]).sort_values("paragraph")
    seen = seen[seen.groupby("paragraph")["entity"].transform("size") <= MOST_IN_COMPANY]
    doc, paragraph, entity = (seen[name].to_numpy() for name in ("doc", "paragraph", "entity"))
    found = [np.empty((3, 0), np.intp)]
    for step in range(1, MOST_IN_COMPANY):
        at = np.flatnonzero(paragraph[step:] == paragraph[:-step])
        one, other = entity[at], entity[at + step]
        found += [np.stack([doc[at], one, other]), np.stack([doc[at], other, one])]
    return pd.DataFrame(np.concatenate(found, axis=1).T, columns=["doc", "entity", "other"])


def _most_company(pairs: pd.DataFrame) -> pd.DataFrame:
    counted = pairs.value_counts(sort=False).rename("n").reset_index()
    ranked = counted.iloc[np.lexsort((counted["other"], -counted["n"], counted["entity"], counted["doc"]))]
    ranked = ranked.assign(rank=ranked.groupby(["doc", "entity"]).cumcount())
    return ranked.loc[ranked["rank"] < MOST_PARTNERS, ["doc", "entity", "rank", "other", "n"]]


def _told_company(rows: pd.DataFrame, doc: np.ndarray, entities: pd.Index) -> pd.DataFrame:
    lengths = np.fromiter(map(len, rows["co_mentions"]), np.intp, len(rows))
    partners = [partner for listed in rows["co_mentions"] for partner in listed]
    return pd.DataFrame(
        {
            "doc": np.repeat(doc, lengths),
            "entity": np.repeat(entities.get_indexer(rows["entity_id"]), lengths),
            "rank": np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths),
            "other": entities.get_indexer([partner["entity_id"] for partner in partners]),
            "n": np.fromiter((partner["n_paragraphs"] for partner in partners), np.intp, len(partners)),
        }
    )


def voices_that_do_not_add_up(level: str) -> Callable[[Tables], pd.DataFrame]:
    """Articles (or the corpus) in which somebody is quoted and the shares of voice do not sum to 1."""

    def broken(tables: Tables) -> pd.DataFrame:
        grouped = _of_level(level, tables).groupby("doc_id", dropna=False)
        sums = grouped.agg(words=("words_quoted", "sum"), share=("share_of_voice", "sum")).reset_index()
        wanted = (sums["words"] > 0).astype("float64")
        return sums[(sums["share"].astype("float64") - wanted).abs() > TOLERANCE]

    return broken


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


def measures_that_do_not_follow(tables: Tables) -> pd.DataFrame:
    """Readability rows with a measure that is not what its formula makes of their counts.

    Flesch 1948, Kincaid 1975, Anderson 1983 (RIX), McAlpine 1997 (EFLAW).
    """
    rows = tables["readability"]
    counted = ("lexicon_count", "sentence_count", "letter_count", "syllable_count", "long_word_count", "miniword_count")
    words, sentences, letters, syllables, long, mini = (
        rows[name].to_numpy("float64", na_value=np.nan) for name in counted
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = {
            "words_per_sentence": words / sentences,
            "avg_letter_per_word": letters / words,
            "avg_syllables_per_word": syllables / words,
            "flesch_reading_ease": 206.835 - 1.015 * words / sentences - 84.6 * syllables / words,
            "flesch_kincaid_grade": 0.39 * words / sentences + 11.8 * syllables / words - 15.59,
            "rix": long / sentences,
            "mcalpine_eflaw": (words + mini) / sentences,
        }
    apart = [
        np.abs(rows[name].to_numpy("float64", na_value=np.nan) - value) > TOLERANCE for name, value in expected.items()
    ]
    return rows.loc[np.logical_or.reduce(apart), ["doc_id", "paragraph_id", "scope", *expected]]


def scopes_that_do_not_add_up(tables: Tables) -> pd.DataFrame:
    """Units whose narration and quotations together have not the letters of the whole."""
    rows = tables["readability"].assign(paragraph_id=tables["readability"]["paragraph_id"].fillna(""))
    letters = rows.pivot(index=["doc_id", "level", "paragraph_id"], columns="scope", values="letter_count")
    letters = letters.reindex(columns=["all", "narration", "quotes"]).fillna(0)
    return letters[letters["all"] != letters["narration"] + letters["quotes"]].reset_index()


def miscounted_rows(tables: Tables) -> pd.DataFrame:
    """Tables whose length is not what the last run says it wrote."""
    if tables["runs"].empty:
        return pd.DataFrame()
    said = {row["table"]: row["rows"] for row in tables["runs"].sort_values("started_at")["rows"].iloc[-1]}
    lengths = {table: len(rows) for table, rows in tables.items() if table != "runs"}
    return pd.DataFrame([{"table": t, "rows": n, "said": said.get(t)} for t, n in lengths.items() if said.get(t) != n])


def miscounted_inputs(tables: Tables) -> pd.DataFrame:
    """The last run, where its inputs are not the documents and rejects there are."""
    last = tables["runs"].sort_values("started_at").tail(1)
    wrong = (last["inputs_seen"] != len(tables["documents"])) | (last["inputs_rejected"] != len(tables["rejects"]))
    return last.loc[wrong, ["run_id", "inputs_seen", "inputs_rejected"]]


def _differ(left: pd.Series, right: pd.Series) -> pd.Series:
    equal = (left == right).fillna(False).astype(bool)
    return ~(equal | (left.isna() & right.isna()))
