"""Rules on numbers: every count, share and date is what the rows it speaks of say.

Each function returns the rows that break its rule, counted anew and not by the code that made them: a recount that
shares the counter's code would share its faults.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.compute as compute

from transforms.arrays import Flags, Ints
from transforms.statements.cues import denies
from transforms.statements.keys import as_strings, places
from transforms.tables import MENTION_FORMS, SPLIT, SPOKEN_KINDS, TOLD_KINDS, Tables, of_level

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
    rows, spoken = tables["sentences"], tables["quotes"][tables["quotes"]["kind"].isin(SPOKEN_KINDS)]
    documents = pd.Index(tables["documents"]["doc_id"].unique())
    starts, ends = (_on_one_line(rows, side, documents) for side in ("start", "end"))
    quoted = _length_until(*(_on_one_line(spoken, side, documents) for side in ("start", "end")))
    shares = (quoted(ends) - quoted(starts)) / np.maximum(1, ends - starts)
    wrong = np.abs(rows["in_quote_share"].to_numpy("float64", na_value=np.nan) - shares) > TOLERANCE
    return rows.loc[wrong, ["doc_id", "ordinal", "in_quote_share"]]


def _on_one_line(rows: pd.DataFrame, side: str, documents: pd.Index) -> Ints:
    """Offsets of all documents as places on one line, document after document."""
    places: Ints = documents.get_indexer(rows["doc_id"]) * LONGEST + rows[side].to_numpy("int64")
    return places


def _length_until(starts: Ints, ends: Ints) -> Callable[[Ints], Ints]:
    """How much of the line is covered by these spans up to a place; spans may nest and touch."""
    order = np.argsort(starts, kind="stable")
    starts, reach = starts[order], np.maximum.accumulate(ends[order])
    lengths = np.maximum(0, reach - np.maximum(starts, np.concatenate(([0], reach[:-1]))))
    starts = reach - lengths
    before = np.concatenate(([0], np.cumsum(lengths)))

    def until(places: Ints) -> Ints:
        number = np.searchsorted(starts, places, side="right")
        last = np.maximum(0, number - 1)
        inside = np.clip(places - starts[last], 0, lengths[last]) if len(starts) else 0
        return np.where(number > 0, before[last] + inside, 0)

    return until


def miscounted_statements(tables: Tables) -> pd.DataFrame:
    """Statements whose counts are not those of their quotations (the second half of a split one not counted)."""
    told = tables["quotes"][["statement_id", "quote_id", "doc_id", "link"]].dropna(subset="statement_id")
    whole = told[(told["link"] != SPLIT).fillna(True)]
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
    told = tables["quotes"][["statement_id", "doc_id"]].dropna(subset="statement_id").merge(dates, on="doc_id")
    span = told.groupby("statement_id")["published_at"].agg(["min", "max"])
    rows = tables["statements"].merge(span, left_on="statement_id", right_index=True, how="left")
    wrong = _differ(rows["first_seen"], rows["min"]) | _differ(rows["last_seen"], rows["max"])
    return rows.loc[wrong, ["statement_id", "first_seen", "min", "last_seen", "max"]]


def wrong_statement_speakers(tables: Tables) -> pd.DataFrame:
    """Statements whose speakers are not the resolved speakers of their quotations."""
    told = tables["quotes"][["statement_id", "speaker_id"]].dropna()
    heard = set(zip(told["statement_id"].to_numpy(object), told["speaker_id"].to_numpy(object), strict=True))
    rows = tables["statements"]
    speakers = zip(rows["statement_id"].to_numpy(object), rows["speakers"], strict=True)
    named = Counter((statement, speaker) for statement, names in speakers for speaker in names)
    wrong = {statement for statement, _ in heard ^ set(named)}
    wrong |= {statement for (statement, _), times in named.items() if times > 1}
    return rows.loc[rows["statement_id"].isin(wrong), ["statement_id", "speakers"]]


def wordings_nobody_used(tables: Tables) -> pd.DataFrame:
    """Statements whose canonical text holds a word of none of their quotations, but for the “not” of a denial."""
    told, rows = tables["quotes"], tables["statements"]
    told = told[["statement_id", "text", "cue", "kind", "negated"]].dropna(subset="statement_id")
    rows = rows[~_told_so(rows, told)]
    told = told[told["statement_id"].isin(rows["statement_id"])]
    wordings: dict[str, list[str]] = {}
    columns = (told[name].to_numpy(object) for name in ("statement_id", "text", "cue", "kind", "negated"))
    for statement, text, cue, kind, negated in zip(*columns, strict=True):
        wordings.setdefault(statement, []).append(f"not {text}" if denies(kind, cue, negated) else text)
    texts = zip(rows["statement_id"].to_numpy(object), rows["text"].to_numpy(object), strict=True)
    wrong = [not _worded(text, wordings.get(statement, [])) for statement, text in texts]
    return rows.loc[wrong, ["statement_id", "text"]]


def _told_so(statements: pd.DataFrame, told: pd.DataFrame) -> Flags:
    """Statements whose text is one of their quotations', word for word, as most are."""
    at = places(told["statement_id"], statements["statement_id"])
    text = as_strings(statements["text"]).take(arrow.array(at, mask=at < 0))
    same = compute.equal(as_strings(told["text"]), text).fill_null(False)
    told_so = np.zeros(len(statements), bool)
    told_so[at[same.to_numpy(zero_copy_only=False)]] = True
    return told_so


def _worded(text: str, wordings: Sequence[str]) -> bool:
    every = " ".join(wordings)  # as the halves of one are joined
    return text in every or set(_WORD.findall(text)) <= set(_WORD.findall(every))  # insertions are left out


def miscounted_metrics(tables: Tables) -> pd.DataFrame:
    """An article's mention metrics that a recount from its mentions and quotations does not confirm."""
    rows, mentions, quotes = of_level("document", tables["mention_metrics"]), tables["mentions"], tables["quotes"]
    quotes = quotes[quotes["kind"].isin(TOLD_KINDS) & quotes["speaker_id"].notna()]
    told, named, heard = _pair_numbers(rows, mentions, quotes.rename(columns={"speaker_id": "entity_id"}))
    inside = mentions["in_quote"].to_numpy(bool)
    flags = {"n_mentions": np.ones_like(inside), "n_in_quotes": inside, "n_outside": ~inside}
    flags |= {f"n_{form.replace(' ', '_')}": mentions["form"] == form for form in MENTION_FORMS}
    words = quotes["n_words"].where(quotes["kind"].isin(SPOKEN_KINDS), 0).to_numpy("int64")
    recounted = (
        pd.DataFrame({name: np.asarray(flag, "int64") for name, flag in flags.items()}).groupby(named).sum(),
        pd.DataFrame({"n_as_speaker": np.ones_like(words), "words_quoted": words}).groupby(heard).sum(),
    )
    both = pd.concat(recounted, axis=1).fillna(0).assign(n_documents=1)
    return _unlike_a_recount(rows.set_axis(told), both)


def _pair_numbers(*frames: pd.DataFrame) -> list[Ints]:
    """For each frame's rows a number of document and entity, the same in every frame."""
    both = pd.concat([frame[["doc_id", "entity_id"]] for frame in frames], ignore_index=True)
    doc, entity = (pd.factorize(both[name])[0] for name in both)
    numbers = doc * (entity.max(initial=0) + 1) + entity
    return np.split(numbers, np.cumsum([len(frame) for frame in frames])[:-1])


def miscounted_corpus(tables: Tables) -> pd.DataFrame:
    """The corpus's mention metrics that are not the sums of the articles'."""
    rows = of_level("document", tables["mention_metrics"])
    counts = [name for name in rows.columns if name.startswith("n_")]  # each row's n_documents is 1
    of_articles = pd.DataFrame({name: rows[name].to_numpy("int64") for name in (*counts, "words_quoted")})
    recounted = of_articles.groupby(rows["entity_id"].array).sum()
    return _unlike_a_recount(
        of_level("corpus", tables["mention_metrics"]).set_index("entity_id", drop=False), recounted
    )


def _unlike_a_recount(rows: pd.DataFrame, recounted: pd.DataFrame) -> pd.DataFrame:
    """Rows that a recount, with the same index, does not confirm, and what it counts that has no row."""
    without_row = recounted[rows.index.get_indexer(recounted.index) < 0]
    found = recounted.reindex(rows.index)
    wrong = [
        rows[name].to_numpy("float64", na_value=np.nan) != found[name].to_numpy("float64", na_value=np.nan)
        for name in recounted.columns
    ]
    shown = ["doc_id", "entity_id", "n_documents", "n_mentions", "n_as_speaker"]
    return pd.concat([rows[np.logical_or.reduce(wrong)], without_row])[shown]


def misplaced_firsts(tables: Tables) -> pd.DataFrame:
    """An article's mention metrics whose first position is not where it names the entity first."""
    rows, mentions, documents = of_level("document", tables["mention_metrics"]), tables["mentions"], tables["documents"]
    told, named = _pair_numbers(rows, mentions)
    first = pd.Series(mentions["start"].to_numpy("float64")).groupby(named).min().reindex(told).to_numpy()
    lengths = documents["n_chars"].to_numpy("float64")[pd.Index(documents["doc_id"]).get_indexer(rows["doc_id"])]
    rows = rows.assign(recounted=first / lengths)
    return _apart(rows, "first_position")[["doc_id", "entity_id", "first_position", "recounted"]]


def misplaced_medians(tables: Tables) -> pd.DataFrame:
    """The corpus's mention metrics whose first position is not the median of the articles'."""
    rows = of_level("corpus", tables["mention_metrics"])
    median = of_level("document", tables["mention_metrics"]).groupby("entity_id")["first_position"].median()
    rows = rows.assign(recounted=median.reindex(rows["entity_id"]).to_numpy("float64", na_value=np.nan))
    return _apart(rows, "first_position")[["entity_id", "first_position", "recounted"]]


def _apart(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Rows whose `column` is not the number in `recounted`, or of which only one is null."""
    told, recounted = (rows[name].to_numpy("float64", na_value=np.nan) for name in (column, "recounted"))
    return rows[(np.abs(told - recounted) > TOLERANCE) | (np.isnan(told) != np.isnan(recounted))]


def miscounted_company(level: str) -> Callable[[Tables], pd.DataFrame]:
    """Mention metrics of `level` whose co-mentions are not the entities most often named in the same paragraphs."""

    def broken(tables: Tables) -> pd.DataFrame:
        rows, mentions = of_level(level, tables["mention_metrics"]), tables["mentions"]
        if level == "corpus":
            mentions, rows = mentions.assign(doc_id=""), rows.assign(doc_id="")
        entity, ids = pd.factorize(mentions["entity_id"], sort=True)  # so that numbers are in the order of ids
        told, named = _pair_numbers(rows, mentions)
        counted = _most_company(_pairs(named, pd.factorize(mentions["paragraph_id"])[0], entity), len(ids))
        listed = _told_company(rows, told, ids)
        if listed.equals(counted):
            return rows.iloc[:0]
        wrong = pd.concat([listed, counted]).drop_duplicates(keep=False)  # in both is right
        return rows.loc[np.isin(told, wrong["row"]), ["doc_id", "entity_id", "co_mentions"]]

    return broken


def _pairs(row: Ints, paragraph: Ints, entity: Ints) -> Ints:
    """Each mention's row with the number of each other entity of its paragraph, once a paragraph."""
    seen = pd.DataFrame({"row": row, "paragraph": paragraph, "entity": entity})
    seen = seen.drop_duplicates(["paragraph", "entity"]).sort_values("paragraph")
    row, paragraph, entity = (seen[name].to_numpy() for name in seen)
    listed = np.bincount(paragraph, minlength=1)[paragraph] > MOST_IN_COMPANY
    row, paragraph, entity = row[~listed], paragraph[~listed], entity[~listed]
    found = [np.empty((2, 0), np.int64)]
    for step in range(1, MOST_IN_COMPANY):
        at = np.flatnonzero(paragraph[step:] == paragraph[:-step])
        found += [np.stack([row[at], entity[at + step]]), np.stack([row[at + step], entity[at]])]
    return np.concatenate(found, axis=1)


def _most_company(pairs: Ints, n_entities: int) -> pd.DataFrame:
    """Each row's partners: their rank, number and in how many paragraphs."""
    both = np.sort(pairs[0] * max(1, n_entities) + pairs[1])
    first = np.flatnonzero(np.diff(both, prepend=-1))
    row, other = np.divmod(both[first], max(1, n_entities))
    n = np.diff(first, append=len(both))
    order = np.argsort(row * (1 + n.max(initial=0)) - n, kind="stable")
    row, other, n = row[order], other[order], n[order]
    rank = np.arange(len(row)) - np.searchsorted(row, row)
    counted = pd.DataFrame({"row": row, "rank": rank, "other": other, "n": n})
    return counted[rank < MOST_PARTNERS].reset_index(drop=True)


def _told_company(rows: pd.DataFrame, number: Ints, ids: pd.Index) -> pd.DataFrame:
    """Partners as the rows list them, in the order of the rows' numbers."""
    order = np.argsort(number, kind="stable")
    lists = arrow.array(rows["co_mentions"].array.take(order))
    lengths = compute.list_value_length(lists).to_numpy(zero_copy_only=False)
    partners, n = compute.list_flatten(lists).flatten()
    return pd.DataFrame(
        {
            "row": np.repeat(number[order], lengths),
            "rank": np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths),
            "other": compute.index_in(partners, arrow.array(ids)).fill_null(-1).to_numpy().astype("int64"),
            "n": n.to_numpy(),
        }
    )


def voices_that_do_not_add_up(level: str) -> Callable[[Tables], pd.DataFrame]:
    """Articles (or the corpus) in which somebody is quoted and the shares of voice do not sum to 1."""

    def broken(tables: Tables) -> pd.DataFrame:
        grouped = of_level(level, tables["mention_metrics"]).groupby("doc_id", dropna=False)
        sums = grouped.agg(words=("words_quoted", "sum"), share=("share_of_voice", "sum")).reset_index()
        wanted = (sums["words"] > 0).astype("float64")
        return sums[(sums["share"].astype("float64") - wanted).abs() > TOLERANCE]

    return broken


def unmeasured_units(tables: Tables) -> pd.DataFrame:
    """Documents and paragraphs without their readability row of scope all."""
    unit = ["doc_id", "paragraph_id"]
    measured = tables["readability"].loc[tables["readability"]["scope"] == "all", unit]
    documents = tables["documents"][["doc_id"]].assign(paragraph_id=pd.NA)
    units = pd.concat([documents, tables["paragraphs"].loc[tables["paragraphs"]["kind"] == "body", unit]])
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
