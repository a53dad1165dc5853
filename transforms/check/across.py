"""Rules across tables: what one table says of another holds.

Places are looked at in `spans`, numbers counted anew in `counts`; here stand the rules on what belongs together,
and the lists of them all. Each function returns the rows that break its rule.
"""

import pandas as pd

from transforms.articles import are_versions
from transforms.check import counts, spans
from transforms.check.findings import Rule
from transforms.read import says_date_left_out
from transforms.statements.units import first_halves
from transforms.tables import MIXED, SPLIT, TOLD_KINDS, Tables


def quotes_without_statement(tables: Tables) -> pd.DataFrame:
    """Reported quotations that hold words and tell no statement, and scare quotes that tell one.

    One whose words are all the editor's, “[laughs]”, tells none, but as a half what the other tells.
    """
    rows = tables["quotes"]
    told = rows[rows["kind"].isin(TOLD_KINDS)]
    halves = told[told["link"].eq(SPLIT).fillna(False)]
    first = first_halves(dict(zip(halves["quote_id"], halves["linked_to"], strict=True)), set(told["quote_id"]))
    unit = [first.get(quote_id, quote_id) for quote_id in told["quote_id"]]
    worded = told["n_words"].gt(0).groupby(unit).transform("any")
    tells = worded.reindex(rows.index, fill_value=False)
    return rows.loc[tells != rows["statement_id"].notna(), ["quote_id", "kind", "n_words", "statement_id"]]


def half_open_fields(tables: Tables) -> pd.DataFrame:
    """Quotations that link without saying to what, or have a speaker's words without their place."""
    rows = tables["quotes"]
    half = rows["link"].isna() != rows["linked_to"].isna()
    half |= rows["speaker_text"].isna() != rows["speaker_start"].isna()
    half |= rows["cue"].isna() != rows["cue_start"].isna()
    return rows.loc[half, ["quote_id", "link", "linked_to", "speaker_text", "speaker_start", "cue", "cue_start"]]


def negated_wholes(tables: Tables) -> pd.DataFrame:
    """Quotations that a reporter's “not” is said to stand before, and that are no part of the reporter's clause."""
    rows = tables["quotes"]
    return rows.loc[rows["negated"] & rows["kind"].ne(MIXED), ["quote_id", "kind", "negated"]]


def contradictory_links(tables: Tables) -> pd.DataFrame:
    """Links with a conflict inside one statement, identical wordings in two, and quotations linked to themselves."""
    statement = tables["quotes"].drop_duplicates("quote_id").set_index("quote_id")["statement_id"]
    rows = tables["restatements"]
    together = rows["quote_a"].map(statement) == rows["quote_b"].map(statement)
    wrong = (rows["conflict"].notna() & together) | (rows["quote_a"] == rows["quote_b"])
    wrong |= (rows["relation"] == "identical") & ~together.fillna(False)
    return rows.loc[wrong.fillna(True), ["quote_a", "quote_b", "relation", "conflict"]]


def wrong_same_speaker(tables: Tables) -> pd.DataFrame:
    """Links whose same_speaker is not what the two quotations' speakers say; null where either is unresolved."""
    speaker = tables["quotes"].drop_duplicates("quote_id").set_index("quote_id")["speaker_id"]
    rows = tables["restatements"]
    same = (rows["quote_a"].map(speaker) == rows["quote_b"].map(speaker)).astype("boolean")
    wrong = (rows["same_speaker"] != same).fillna(False) | (rows["same_speaker"].isna() != same.isna())
    return rows.loc[wrong, ["quote_a", "quote_b", "same_speaker"]]


def speakers_found_by_nothing(tables: Tables) -> pd.DataFrame:
    """Quotations with a speaker that no way of finding led to, or with a way that led to none."""
    rows = tables["quotes"]
    return rows.loc[
        rows["speaker_id"].isna() != rows["speaker_by"].isna(), ["doc_id", "quote_id", "speaker_id", "speaker_by"]
    ]


def unseen_entities(tables: Tables) -> pd.DataFrame:
    """Entities that nothing mentions and nobody quotes."""
    speakers = tables["quotes"]["speaker_id"].dropna().unique()
    seen = pd.Index(tables["mentions"]["entity_id"].unique()).union(pd.Index(speakers))
    rows = tables["entities"]
    return rows.loc[seen.get_indexer(rows["entity_id"]) < 0, ["entity_id", "name"]]


def names_among_their_aliases(tables: Tables) -> pd.DataFrame:
    """Entities with an alias that is their name, or that stands twice."""
    rows = tables["entities"]
    names = zip(rows["name"].to_numpy(object), rows["aliases"], strict=True)
    wrong = [name in aliases or len(set(aliases)) != len(aliases) for name, aliases in names]
    return rows.loc[wrong, ["entity_id", "name", "aliases"]]


def levels_without_their_paragraph(tables: Tables) -> pd.DataFrame:
    """Readability rows of a paragraph that name none, and of a document that name one."""
    rows = tables["readability"]
    return rows.loc[(rows["level"] == "paragraph") != rows["paragraph_id"].notna(), ["doc_id", "level", "paragraph_id"]]


def processed_and_rejected(tables: Tables) -> pd.DataFrame:
    """Inputs that are both a document and a reject."""
    rejected = tables["rejects"].rename(columns={"path": "source_path"})[["source_path", "record", "reason"]]
    return tables["documents"][["doc_id", "source_path", "record"]].merge(rejected, on=["source_path", "record"])


def versions_of_one_article(tables: Tables) -> pd.DataFrame:
    """Documents that are another version of one before them: of the same outlet, under the same address or own id."""
    rows = tables["documents"]
    found = set()
    for sign in ("url", "external_id"):
        named = rows[rows[sign].notna() & rows["source"].notna()]
        several = named[named.duplicated(["source", sign], keep=False)]
        for _, same in several.groupby(["source", sign]):
            first, *others = same["text"]
            found |= {
                doc_id for doc_id, text in zip(same["doc_id"][1:], others, strict=True) if are_versions(first, text)
            }
    return rows.loc[rows["doc_id"].isin(found), ["source_path", "record", "external_id", "url"]]


def dates_that_were_left_out(tables: Tables) -> pd.DataFrame:
    """Documents without a date, of which the record gives one that could not be read."""
    rows = tables["documents"][tables["documents"]["published_at"].isna()]
    says = [next(filter(says_date_left_out, warnings), None) for warnings in rows["warnings"]]
    rows = rows[["source_path", "record"]].assign(warning=says)
    return rows[rows["warning"].notna()]


SPANS = ("paragraphs", "sentences", "quotes", "mentions")

# Rules that a document's rows keep or break by themselves, whatever the rest of the corpus holds.
OF_DOCUMENTS: tuple[Rule, ...] = (
    *(Rule(f"{t} text", t, "Each text is the document's text from start to end.", spans.text_is_slice(t)) for t in SPANS),
    *(Rule(f"{t} hold something", t, "Each span ends after it starts.", spans.backwards(t)) for t in SPANS),
    *(Rule(f"{t} nest", t, "Each row stands inside the paragraph it names.", spans.outside_paragraph(t)) for t in SPANS[1:]),
    *(Rule(f"{t} apart", t, "Rows of one document do not overlap.", spans.overlapping(t)) for t in SPANS[:2]),
    *(Rule(f"{t} ordinals", t, "Ordinals count rows from 0 in text order.", spans.miscounted_ordinals(t)) for t in SPANS[:2]),
    Rule("paragraphs prose", "paragraphs", "A paragraph's own words begin inside it.", spans.words_outside_their_paragraph("prose_start")),
    Rule("paragraphs spoken", "paragraphs", "What is spoken in a paragraph begins inside it.", spans.words_outside_their_paragraph("spoken_start")),
    Rule("speakers text", "quotes", "speaker_text is the document's text at its offsets.", spans.text_is_slice("quotes", "speaker_text", "speaker_start", "speaker_end")),
    Rule("cues text", "quotes", "cue is the document's text at its offsets.", spans.text_is_slice("quotes", "cue", "cue_start", "cue_end")),
    Rule("insertions text", "quotes", "Each insertion is the document's text at its offsets, inside the quotation.", spans.astray_insertions),
    Rule("quotes follow", "quotes", "A quotation goes on from an earlier one of its document.", spans.links_that_lead_elsewhere),
    Rule("quotes complete", "quotes", "Links name their quotation; speakers and cues have their place.", half_open_fields),
    Rule("quotes negated", "quotes", "Only words quoted in part may be negated before their marks.", negated_wholes),
    Rule("quotes speakers", "quotes", "Who speaks was found by something, and what was found speaks.", speakers_found_by_nothing),
    Rule("documents way back", "documents", "raw_runs begin at 0 and advance.", spans.runs_that_lead_nowhere),
    Rule("documents lengths", "documents", "n_chars and n_words are those of text.", counts.lengths_of_documents),
    Rule("sentences words", "sentences", "n_words are those of text.", counts.miscounted_sentences),
    Rule("sentences quoted", "sentences", "in_quote_share is that of the quotations.", counts.wrong_shares_in_quotes),
    Rule("mentions cross", "mentions", "Mentions stand apart, or one inside the other.", spans.crossing_mentions),
    Rule("mentions in quotes", "mentions", "A mention in a quotation stands inside it.", spans.mentions_beside_their_quotation),
    Rule("mentions outside quotes", "mentions", "A mention inside a direct or mixed quotation says so.", spans.quoted_mentions_called_outside),
    Rule("readability complete", "readability", "Each document and body paragraph is measured.", counts.unmeasured_units),
    Rule("readability nulls", "readability", "A missing measure has its reason.", counts.unexplained_nulls),
    Rule("readability levels", "readability", "A paragraph's row names its paragraph, a document's none.", levels_without_their_paragraph),
    Rule("readability formulas", "readability", "Measures follow from the counts.", counts.measures_that_do_not_follow),
    Rule("readability scopes", "readability", "Narration and quotations make the whole.", counts.scopes_that_do_not_add_up),
    Rule("metrics recount", "mention_metrics", "Counts equal a recount from mentions and quotes.", counts.miscounted_metrics),
    Rule("metrics first", "mention_metrics", "First positions are those of the mentions.", counts.misplaced_firsts),
    Rule("metrics company", "mention_metrics", "Co-mentions equal a recount from paragraphs.", counts.miscounted_company("document")),
    Rule("metrics voices", "mention_metrics", "Shares of voice sum to 1 where anyone is quoted.", counts.voices_that_do_not_add_up("document")),
)  # fmt: skip

OF_CORPUS: tuple[Rule, ...] = (
    Rule("documents versions", "documents", "Each article should be there in one version; one with the outlet, the address or id, and most of the words of another counts as a second.", versions_of_one_article, "warn", "Leave the version that counts in the input, or count articles by external_id or url."),
    Rule("documents dates", "documents", "What a record gives as its date should be read as one; where it was not, the article has none.", dates_that_were_left_out, "warn", "Write the date as ISO 8601 (2026-03-01); documents.warnings says of each why it was left out."),
    Rule("quotes tell", "quotes", "Each reported quotation with words tells exactly one statement; scare quotes none.", quotes_without_statement),
    Rule("statements counts", "statements", "n_quotes and n_documents are those of the quotations.", counts.miscounted_statements),
    Rule("statements dates", "statements", "first_seen and last_seen are those of the documents.", counts.misdated_statements),
    Rule("statements speakers", "statements", "speakers are those of the quotations, each once.", counts.wrong_statement_speakers),
    Rule("statements wording", "statements", "Every word of text is a word of the quotations.", counts.wordings_nobody_used),
    Rule("restatements agree", "restatements", "A conflict keeps two quotations in two statements; identical ones are in one.", contradictory_links),
    Rule("restatements speakers", "restatements", "same_speaker is that of the quotations.", wrong_same_speaker),
    Rule("entities seen", "entities", "Each entity is mentioned or quoted.", unseen_entities),
    Rule("entities aliases", "entities", "Aliases are other names, each once.", names_among_their_aliases),
    Rule("corpus recount", "mention_metrics", "The corpus's counts are the sums of the articles'.", counts.miscounted_corpus),
    Rule("corpus first", "mention_metrics", "The corpus's first positions are the articles' medians.", counts.misplaced_medians),
    Rule("corpus company", "mention_metrics", "The corpus's co-mentions equal a recount from paragraphs.", counts.miscounted_company("corpus")),
    Rule("corpus voices", "mention_metrics", "The corpus's shares of voice sum to 1 where anyone is quoted.", counts.voices_that_do_not_add_up("corpus")),
    Rule("rejects apart", "rejects", "No input is both processed and rejected.", processed_and_rejected),
    Rule("runs inputs", "runs", "The last run's inputs are the documents and rejects.", counts.miscounted_inputs),
    Rule("runs rows", "runs", "The last run's row counts are the tables'.", counts.miscounted_rows),
)  # fmt: skip
