"""Every published table, declared once.

A table is a pandera model. Its docstring says what a row is, each column carries its type, its description and what it
refers to, and `Config.metadata` names the primary key (which is also the row order).
From these declarations derive, and nowhere else are written:

- the Arrow schema, with descriptions in the Parquet metadata (`arrow_schema`)
- the shape a stage's rows are brought into before they are written (`conform`)
- the data dictionary in `docs/` (`dictionary`)
- the quality checks on keys, references, ranges and categories (`transforms.check`)
"""

import inspect
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, get_args

import numpy as np
import pandas as pd
import pandera.pandas as pa
import pyarrow as arrow

from transforms.arrays import Ints

SCHEMA_VERSION = "5"

Text: TypeAlias = pd.StringDtype
Count: TypeAlias = pd.Int64Dtype
Number: TypeAlias = pd.Float64Dtype
Flag: TypeAlias = pd.BooleanDtype
Instant: TypeAlias = Annotated[pd.DatetimeTZDtype, "us", "UTC"]
List: TypeAlias = object  # a column of lists; its element type stands in `items`

_STRINGS = arrow.list_(arrow.string())
PARTNERS = arrow.list_(arrow.struct([("entity_id", arrow.string()), ("n_paragraphs", arrow.int64())]))
Partners: TypeAlias = Annotated[pd.ArrowDtype, PARTNERS]  # lists too many to make Python's of


def column(
    description: str,
    *,
    items: arrow.DataType | None = None,
    refers_to: str | None = None,
    moves: bool = False,
    **checks: Any,
) -> Any:
    """Declare a column: what it means, and for lists the Arrow type, for keys the `table.column` it refers to.

    `moves` tells an id that hashes its article's text, and what counts in that text: elsewhere one word changed, and it
    is another in a row that says what it said.
    """
    return pa.Field(
        description=description, metadata={"items": items, "refers_to": refers_to, "moves": moves}, **checks
    )


def key_of_document() -> Any:
    return column("The article the row comes from.", refers_to="documents.doc_id")


def offset(description: str, nullable: bool = False) -> Any:
    return column(description, nullable=nullable, moves=True, ge=0)


def start_offset() -> Any:
    return offset("First character, counted in the document's clean text.")


def end_offset() -> Any:
    return offset("One past the last character, counted in the document's clean text.")


def id_of_span() -> Any:
    return column("Hash of document and offsets.", unique=True, moves=True)


def measure(description: str) -> Any:
    return column(description, nullable=True)


BODY, BOILERPLATE = "body", "boilerplate"  # what an article says, and what it does not: nothing is looked for there
HEADING = "heading"
PARAGRAPH_KINDS = ("headline", "deck", HEADING, BODY, BOILERPLATE)
DIRECT, MIXED, INDIRECT, SCARE = QUOTE_KINDS = ("direct", "mixed", "indirect", "scare")
SPOKEN_KINDS = (DIRECT, MIXED)  # words between marks, as they were said
TOLD_KINDS = (*SPOKEN_KINDS, INDIRECT)  # somebody's words at all: scare quotes are nobody's
SpeakerBy = Literal["name", "role", "pronoun", "answer"]
SPEAKERS_BY: tuple[SpeakerBy, ...] = get_args(SpeakerBy)
SPLIT, FOLLOW_ON, CONTINUED = QUOTE_LINKS = ("split", "follow-on", "continued")
PARTIAL = "contains part"
RELATIONS = ("identical", "near-identical", "restated", PARTIAL, "quoted by another speaker")
EntityType = Literal["person", "organisation", "place", "nationality", "other"]
ENTITY_TYPES: tuple[EntityType, ...] = get_args(EntityType)
# Of several the first that knew an entity is told.
WATCHLIST, GAZETTEER, RULES, MODEL = ENTITY_ORIGINS = ("watchlist", "gazetteer", "rules", "spacy")
MentionForm = Literal["full name", "surname", "title", "description", "pronoun", "acronym", "demonym", "misspelling"]
MENTION_FORMS: tuple[MentionForm, ...] = get_args(MentionForm)
DOUBTFUL = 0.5  # quotes.confidence under which a quotation is called doubtful
UNSURE = 0.8  # restatements.score under which two wordings are but perhaps one statement
ENGLISH = "en"  # documents.language of what the rules are made for
LEVELS = ("document", "paragraph")
SCOPES = ("all", "narration", "quotes")


class Documents(pa.DataFrameModel):
    """An article: its clean text and what its head says of it."""

    doc_id: Text = column(
        "Hash of the article's raw text; the same text has the same id everywhere.", unique=True, moves=True
    )
    source_path: Text = column(
        "Input file, relative to the input folder (of several, to the one that each lies in), with forward slashes."
    )
    record: Count = column(
        "Line (jsonl) or row (csv, tsv, parquet) in that file, from 1; null for a file that is one article.",
        nullable=True,
        ge=1,
    )
    external_id: Text = column("The record's own doc_id, as given.", nullable=True)
    source: Text = column(
        "Outlet that printed it: as the record or page says. Where neither does, the name of the file's folder (where "
        "that is named for a year, a month, a week or a day, of the folder above it); where the file lies in none, the "
        "dateline's agency.",
        nullable=True,
    )
    url: Text = column("Address given with the record.", nullable=True)
    title: Text = column("Headline: the record's own, else the first headline paragraph.", nullable=True)
    deck: Text = column(
        "Standfirst: what stands under the headline and sums the article up; a summary in items has a line for each.",
        nullable=True,
    )
    dateline_place: Text = column("Place in the dateline, as written.", nullable=True)
    dateline_date: Text = column("Date in the dateline, as written.", nullable=True)
    dateline_agency: Text = column("Agency in the dateline.", nullable=True)
    published_at: Instant = column(
        "When the article appeared (UTC); null where unknown. As the record or page says. Where neither does, as the "
        "line with its date or the dateline says, a year that is missing there taken from the url or path. Without "
        "those, the one day that the url names or, of a file that is one article, the file's name, else its folder's "
        "(which may be the day it was fetched: warnings tells). At 00:00 where no hour is known, so that who was first "
        "within a day is told only between articles with one.",
        nullable=True,
    )
    text: Text = column("Clean text; every start and end of every table counts in it.")
    n_chars: Count = column("Characters of the clean text.", ge=0)
    n_words: Count = column("Words of the clean text, split at white space.", ge=0)
    language: Text = column("Guessed language (ISO 639-1); null where too short to tell.", nullable=True)
    warnings: List = column("What was mended, missing or doubtful, one sentence each.", items=_STRINGS)
    raw_runs: List = column(
        "Where clean characters come from: from clean_start on, clean offset + (raw_start - clean_start) is the raw "
        "offset, until the next run.",
        items=arrow.list_(arrow.struct([("clean_start", arrow.int64()), ("raw_start", arrow.int64())])),
        moves=True,
    )

    class Config:
        strict = True
        metadata = {"key": ["doc_id"]}


class Paragraphs(pa.DataFrameModel):
    """A paragraph of an article, with the part it plays."""

    doc_id: Text = key_of_document()
    ordinal: Count = offset("Place in the document, from 0.")
    paragraph_id: Text = id_of_span()
    kind: Text = column(
        "The part it plays: headline; deck, the standfirst; heading, of a section; body; boilerplate, which is no part "
        "of the article (menus, links to share it, copyright).",
        isin=PARAGRAPH_KINDS,
    )
    section: Text = column("The section heading it stands under.", nullable=True)
    start: Count = start_offset()
    end: Count = end_offset()
    prose_start: Count = offset(
        "Where its own words begin in the document's text: behind the dateline, or the place in capitals (OSLO Ferries "
        "were late), that it opens with; else equal to start.",
    )
    spoken_start: Count = offset(
        "Where the words begin that somebody says in it without marks, up to its end: in a transcript behind the "
        "speaker's label, if one stands there, and of a post from its first on; null where it is the reporter's.",
        nullable=True,
    )
    text: Text = column("The paragraph, equal to the document's text from start to end.")

    class Config:
        strict = True
        metadata = {"key": ["doc_id", "ordinal"]}


class Sentences(pa.DataFrameModel):
    """A sentence of a paragraph."""

    doc_id: Text = key_of_document()
    paragraph_id: Text = column("The paragraph it stands in.", refers_to="paragraphs.paragraph_id")
    ordinal: Count = offset("Place in the document, from 0.")
    start: Count = start_offset()
    end: Count = end_offset()
    text: Text = column("The sentence, equal to the document's text from start to end.")
    n_words: Count = column("Words, split at white space.", ge=0)
    in_quote_share: Number = column("Share of its characters that stand inside direct or mixed quotations.", ge=0, le=1)

    class Config:
        strict = True
        metadata = {"key": ["doc_id", "ordinal"]}


class Quotes(pa.DataFrameModel):
    """A quotation: one unbroken stretch of an article that is somebody's words, and whose they are."""

    doc_id: Text = key_of_document()
    quote_id: Text = id_of_span()
    paragraph_id: Text = column("The paragraph it stands in.", refers_to="paragraphs.paragraph_id")
    start: Count = start_offset()
    end: Count = end_offset()
    text: Text = column("The words quoted, without the marks, equal to the document's text from start to end.")
    kind: Text = column(
        "direct: a whole utterance; mixed: quoted words inside the reporter's sentence; indirect: reported without "
        "marks; scare: marks without a speaker's words.",
        isin=QUOTE_KINDS,
    )
    closed: Flag = column(
        "False where an opening mark is never closed and the paragraph's end was taken; null where no marks stand "
        "round it (reported clauses, turns of a transcript).",
        nullable=True,
    )
    n_words: Count = column(
        "Words the speaker said: insertions left out, others' words that the speaker quotes counted.", ge=0
    )
    insertions: List = column(
        "The editor's bracketed insertions inside the quotation, which the speaker did not say.",
        items=arrow.list_(arrow.struct([("start", arrow.int64()), ("end", arrow.int64()), ("text", arrow.string())])),
        moves=True,
    )
    content_start: Count = offset(
        "First character of all that is reported: of a mixed quotation the first of the reporter's clause that it is "
        "part of (of: said the port “must close”, the t of “the”), else start.",
    )
    content_end: Count = offset("One past the last character of all that is reported.")
    negated: Flag = column(
        "True where the reporter's words before the marks negate those between them (vowed not to “close a station”, "
        "never called it “safe”)."
    )
    link: Text = column(
        "How it goes on from linked_to, of which it is the same speaker's: split (the other half of one sentence, the "
        "cue between them: “No,” he said, “never”), follow-on (a later sentence of the same paragraph), continued (the "
        "next paragraph).",
        nullable=True,
        isin=QUOTE_LINKS,
    )
    linked_to: Text = column("The quotation it goes on from.", nullable=True, refers_to="quotes.quote_id")
    speaker_text: Text = column("The words that name the speaker.", nullable=True)
    speaker_start: Count = offset("First character of speaker_text.", nullable=True)
    speaker_end: Count = offset("One past the last character of speaker_text.", nullable=True)
    speaker_phrase: Text = column(
        "Those words with what describes the speaker beside them (the mayor of Ostrel, Ada Kord).",
        nullable=True,
    )
    speaker_id: Text = column("The entity the speaker is resolved to.", nullable=True, refers_to="entities.entity_id")
    speaker_by: Text = column(
        "What speaker_id was found by: name (the words hold one), role (a title, description, or what an "
        "organisation is), pronoun, answer (an interview names who answers once, or at its head); least sure "
        "the last three.",
        nullable=True,
        isin=SPEAKERS_BY,
    )
    cue: Text = column("The words that report it, as written: said, stressed, According to.", nullable=True)
    cue_start: Count = offset("First character of the cue.", nullable=True)
    cue_end: Count = offset("One past the last character of the cue.", nullable=True)
    confidence: Number = column(
        "Estimated probability that kind, span and the words that name the speaker are right; how their entity was "
        "found is no part of it.",
        ge=0,
        le=1,
    )
    statement_id: Text = column(
        "The statement it is a telling of; null for scare quotes and quotations without words.",
        nullable=True,
        refers_to="statements.statement_id",
    )

    class Config:
        strict = True
        metadata = {"key": ["doc_id", "start", "end"]}


class Statements(pa.DataFrameModel):
    """A statement: quotations, in one article or many, that say the same."""

    statement_id: Text = column(
        "Hash of the statement's earliest telling; stays when later tellings join.", unique=True, moves=True
    )
    text: Text = column(
        "Canonical wording: that of the most central quotation, a direct one where there is one, told in one piece "
        "(rule in transforms/statements); “not” stands before what was denied or negated, “…” for what it quotes of "
        "somebody else."
    )
    n_quotes: Count = column("Quotations that tell it; the halves of one, round its cue, count once.", ge=1)
    n_documents: Count = column("Documents it is told in.", ge=1)
    speakers: List = column("Entities it is attributed to, most often first.", items=_STRINGS)
    first_seen: Instant = column("Earliest known date of a document that tells it.", nullable=True)
    last_seen: Instant = column("Latest known date of a document that tells it.", nullable=True)

    class Config:
        strict = True
        metadata = {"key": ["statement_id"]}


class Restatements(pa.DataFrameModel):
    """A link between two quotations that say the same or of which one holds part of the other."""

    quote_a: Text = column("The earlier quotation, or the one that holds the part.", refers_to="quotes.quote_id")
    quote_b: Text = column("The later quotation, or the part.", refers_to="quotes.quote_id")
    relation: Text = column(
        "How the wordings relate. identical: to the letter, but for quotation marks and the last stop; near-identical: "
        "the same words in the same order, up to spelling, other marks and a few words more in one; restated: the same "
        "in other words; contains part: b says what a part of a says; quoted by another speaker: the same words or "
        "nearly so, from another mouth. Where conflict is not null the two are alike but no one statement.",
        isin=RELATIONS,
    )
    same_speaker: Flag = column(
        "Whether both are by one resolved speaker; null where either is unresolved.", nullable=True
    )
    score: Number = column(
        "Estimated probability that both say the same, given who told them and where. Of those put together in other "
        "words, read in 840 articles, about half do under 0.8 and nine in ten from there.",
        ge=0,
        le=1,
    )
    shared_words: List = column("Words of substance in both.", items=_STRINGS)
    only_a: List = column("Words of substance in a alone.", items=_STRINGS)
    only_b: List = column("Words of substance in b alone.", items=_STRINGS)
    conflict: Text = column(
        "What kept the two apart though their words are alike: question, one asks; number or name, each has "
        "another; negation, one denies; antonym, a word and its opposite, or one that makes another statement in its "
        "place; tense, what one tells as done the other says will, may or failed to be; role, who did what to whom; "
        "null where they are one statement.",
        nullable=True,
    )
    part: Text = column("The sentence that a partial restatement shares.", nullable=True)

    class Config:
        strict = True
        metadata = {"key": ["quote_a", "quote_b"]}


class Entities(pa.DataFrameModel):
    """A person, organisation, place, people or other bearer of a name that the articles speak of."""

    entity_id: Text = column("Hash of the canonical name, or the watchlist's own id.", unique=True)
    name: Text = column("Canonical name: the fullest seen, or the watchlist's.")
    type: Text = column(
        "What it is; nationality is a people or their adjective, other a name of something else: an event, a work.",
        isin=ENTITY_TYPES,
    )
    origin: Text = column(
        "What it was recognised by: watchlist, the user's own list; gazetteer, the shipped lists of countries, cities, "
        "peoples and organisations; rules, how the articles write of it; spacy, a model of that library (--entities).",
        isin=ENTITY_ORIGINS,
    )
    external_id: Text = column("The watchlist's id for it.", nullable=True)
    aliases: List = column("Other names it was seen under, in order.", items=_STRINGS)
    roles: List = column("Role descriptions the texts give it, in order.", items=_STRINGS)
    notes: List = column("Cautions, e.g. a capital that stands for its government.", items=_STRINGS)

    class Config:
        strict = True
        metadata = {"key": ["entity_id"]}


class Mentions(pa.DataFrameModel):
    """An occurrence of an entity in an article."""

    doc_id: Text = key_of_document()
    mention_id: Text = id_of_span()
    entity_id: Text = column("Who or what is meant.", refers_to="entities.entity_id")
    paragraph_id: Text = column("The paragraph it stands in.", refers_to="paragraphs.paragraph_id")
    start: Count = start_offset()
    end: Count = end_offset()
    text: Text = column("The words, equal to the document's text from start to end.")
    form: Text = column(
        "How it is named. surname: any part of a person's name alone; title: an office (the President); description: "
        "other words for it (the company); demonym: a people, or of their country (Norwegian, the Norwegians). A "
        "pronoun only where it is a quotation's speaker_text: no other is followed, inside quotations or outside.",
        isin=MENTION_FORMS,
    )
    in_quote: Flag = column("Whether it stands inside a direct or mixed quotation.")
    quote_id: Text = column("That quotation.", nullable=True, refers_to="quotes.quote_id")
    metonym: Flag = column("Whether a place stands for its government here ('Moscow considers').")
    confidence: Number = column("Estimated probability that entity and type are right.", ge=0, le=1)

    class Config:
        strict = True
        metadata = {"key": ["doc_id", "start", "end"]}


class MentionMetrics(pa.DataFrameModel):
    """How much an entity is spoken of and heard, in one article or in the corpus."""

    level: Text = column("What is counted over: one article, or all.", isin=("document", "corpus"))
    doc_id: Text = column("The article; null for the corpus.", nullable=True, refers_to="documents.doc_id")
    entity_id: Text = column("The entity.", refers_to="entities.entity_id")
    n_documents: Count = column("Documents that mention it.", ge=0)
    n_mentions: Count = column("Mentions of any form.", ge=0)
    n_full_name: Count = column("Mentions by full name.", ge=0)
    n_surname: Count = column("Mentions by surname.", ge=0)
    n_title: Count = column("Mentions by title.", ge=0)
    n_description: Count = column("Mentions by role or description.", ge=0)
    n_pronoun: Count = column("Mentions by a pronoun that is a quotation's speaker_text; no other counts.", ge=0)
    n_acronym: Count = column("Mentions by acronym.", ge=0)
    n_demonym: Count = column("Mentions by the name of its people.", ge=0)
    n_misspelling: Count = column("Mentions under a misspelt name.", ge=0)
    n_in_quotes: Count = column("Mentions inside direct or mixed quotations.", ge=0)
    n_outside: Count = column("Mentions outside them.", ge=0)
    n_as_speaker: Count = column("Quotations (direct, mixed, indirect) attributed to it.", ge=0)
    words_quoted: Count = column("Words of its direct and mixed quotations.", ge=0)
    share_of_voice: Number = column(
        "Its words_quoted as a share of those of all speakers with a speaker_id in the article or corpus; null where "
        "nobody is quoted.",
        nullable=True,
        ge=0,
        le=1,
    )
    first_position: Number = column(
        "Where the article first mentions it, 0 (first character) to 1; for the corpus the median.",
        nullable=True,
        moves=True,
        ge=0,
        le=1,
    )
    co_mentions: Partners = column(
        "Entities mentioned in the same paragraphs, most often first, ten at most; paragraphs that name more than 40 "
        "are lists and give no company."
    )

    class Config:
        strict = True
        metadata = {"key": ["level", "doc_id", "entity_id"]}


class Readability(pa.DataFrameModel):
    """How hard the prose of an article or body paragraph is to read, in all, in its narration and in its quotations.

    A row is a unit and scope that holds text. Columns named as a function of textstat hold what that function
    returns for the unit's text, to the last bit; where a measure means nothing on so little text it is null, and
    `reason` says why.
    """

    doc_id: Text = key_of_document()
    level: Text = column("What was measured.", isin=LEVELS)
    paragraph_id: Text = column(
        "The paragraph; null for the whole document.", nullable=True, refers_to="paragraphs.paragraph_id"
    )
    scope: Text = column(
        "Which words of it: all; narration, without direct and mixed quotations; quotes, these alone.", isin=SCOPES
    )
    reason: Text = column("Why measures are null; null where none is.", nullable=True)
    lexicon_count: Count = column("Words.", ge=0)
    sentence_count: Count = column("Sentences of three words or more, at least 1.", ge=0)
    char_count: Count = column("Characters, white space left out.", ge=0)
    letter_count: Count = column("Letters and digits.", ge=0)
    syllable_count: Count = column("Syllables, by CMUdict, else by hyphenation.", nullable=True, ge=0)
    monosyllabcount: Count = column("Words of one syllable.", nullable=True, ge=0)
    polysyllabcount: Count = column("Words of three syllables or more.", nullable=True, ge=0)
    miniword_count: Count = column("Words of three letters or fewer.", ge=0)
    long_word_count: Count = column("Words of more than six letters.", ge=0)
    difficult_words: Count = column(
        "Different words of two syllables or more off the Dale-Chall list.", nullable=True, ge=0
    )
    unlisted_words: Count = column(
        "Words that CMUdict lacks, whose syllables were guessed by hyphenation.", nullable=True, ge=0
    )
    words_per_sentence: Number = measure("Words a sentence.")
    avg_sentence_per_word: Number = measure("Sentences a word.")
    avg_character_per_word: Number = measure("Characters a word.")
    avg_letter_per_word: Number = measure("Letters and digits a word.")
    avg_syllables_per_word: Number = measure("Syllables a word.")
    flesch_reading_ease: Number = measure("Flesch reading ease; 100 is easy, 0 hard.")
    flesch_kincaid_grade: Number = measure("Flesch-Kincaid school grade.")
    smog_index: Number = measure("SMOG school grade.")
    coleman_liau_index: Number = measure("Coleman-Liau school grade.")
    automated_readability_index: Number = measure("Automated readability index, a school grade.")
    linsear_write_formula: Number = measure("Linsear Write school grade, of the first 100 words.")
    dale_chall_readability_score: Number = measure("Dale-Chall score: 4.9 or less is grade 4, 10 or more college.")
    dale_chall_readability_score_v2: Number = measure("New Dale-Chall score.")
    gunning_fog: Number = measure("Gunning fog index, a school grade.")
    spache_readability: Number = measure("Spache school grade, made for the first grades.")
    lix: Number = measure("LIX: words a sentence plus long words in a hundred.")
    rix: Number = measure("RIX: long words a sentence.")
    mcalpine_eflaw: Number = measure("McAlpine EFLAW, for learners of English; 25 or less is easy.")
    text_standard: Number = measure("School grade that most of eight measures agree on, 1 to 18.")
    reading_time: Number = measure("Seconds to read, at 14.69 ms a character.")

    class Config:
        strict = True
        metadata = {"key": ["doc_id", "level", "paragraph_id", "scope"]}


class Rejects(pa.DataFrameModel):
    """An input that was not processed, and what to do about it."""

    path: Text = column("Input file, relative to the input folder.")
    record: Count = column("Line or row in that file, from 1; null where the whole file is meant.", nullable=True, ge=1)
    reason: Text = column("Why, in one sentence.")
    remedy: Text = column("What to do, in one sentence.")

    class Config:
        strict = True
        metadata = {"key": ["path", "record", "reason"]}


class Runs(pa.DataFrameModel):
    """A run of the pipeline. The one table that holds clock times, and so differs between equal runs."""

    run_id: Text = column("Start time and a hash of inputs and settings.", unique=True)
    started_at: Instant = column("When it started (UTC).")
    version: Text = column("Version of Restated.")
    settings: Text = column("Settings that bear on the tables, as JSON.")
    inputs_seen: Count = column("Articles found in the inputs.", ge=0)
    inputs_new: Count = column("Articles not in the snapshot before.", ge=0)
    inputs_changed: Count = column("Articles whose file held another text before.", ge=0)
    inputs_removed: Count = column("Articles of the snapshot before that are gone.", ge=0)
    inputs_rejected: Count = column("Inputs not processed.", ge=0)
    rows: List = column(
        "Rows a table.", items=arrow.list_(arrow.struct([("table", arrow.string()), ("rows", arrow.int64())]))
    )
    seconds: List = column(
        "Seconds a stage, summed over partitions.",
        items=arrow.list_(arrow.struct([("stage", arrow.string()), ("seconds", arrow.float64())])),
    )

    class Config:
        strict = True
        metadata = {"key": ["started_at", "run_id"]}


Tables: TypeAlias = Mapping[str, pd.DataFrame]  # rows by the name of their table

TABLES: dict[str, type[pa.DataFrameModel]] = {
    "documents": Documents,
    "paragraphs": Paragraphs,
    "sentences": Sentences,
    "quotes": Quotes,
    "statements": Statements,
    "restatements": Restatements,
    "entities": Entities,
    "mentions": Mentions,
    "mention_metrics": MentionMetrics,
    "readability": Readability,
    "rejects": Rejects,
    "runs": Runs,
}


def key(table: str) -> list[str]:
    """Columns that tell the table's rows apart; rows are published in their order."""
    return list((TABLES[table].Config.metadata or {})["key"])


def meaning(table: str) -> str:
    """What a row of the table is; RuntimeError where Python left that out of what it compiled (-OO)."""
    says = TABLES[table].__doc__
    if says is None:
        raise RuntimeError(f"table {table}: its description is its docstring, which python -OO leaves out")
    return inspect.cleandoc(says)


@dataclass(frozen=True)
class Column:
    """What a table declares of a column: its types in pandas and Arrow, what may stand in it, what it refers to.

    at_least, at_most, choices  None where anything goes
    refers_to                   `table.column`, or None
    moves                       whether it is another where only other words of its article are (`column`)
    """

    dtype: str | pd.ArrowDtype
    arrow_type: arrow.DataType
    description: str
    nullable: bool
    unique: bool
    at_least: float | None
    at_most: float | None
    choices: Sequence[str] | None
    refers_to: str | None
    moves: bool


@cache
def declared(table: str) -> dict[str, Column]:
    """The table's columns by name, in published order.

    They are read off the model as it stands: pandera's own schema of it first loads every library of data frames
    that is installed, which takes longer than most of what a small run has to do.
    """
    model = TABLES[table]
    return {name: _column(kind, vars(model)[name]) for name, kind in model.__annotations__.items()}


def _column(kind: Any, field: Any) -> Column:
    dtype, arrow_type = _TYPES[kind]
    stated = {check.name: check.statistics for check in field.checks}
    return Column(
        dtype=dtype,
        arrow_type=arrow_type or field.metadata["items"],
        description=field.description,
        nullable=field.nullable,
        unique=field.unique,
        at_least=stated.get("greater_than_or_equal_to", {}).get("min_value"),
        at_most=stated.get("less_than_or_equal_to", {}).get("max_value"),
        choices=stated.get("isin", {}).get("allowed_values"),
        refers_to=field.metadata["refers_to"],
        moves=_moves(field),
    )


def _moves(field: Any) -> bool:
    """Whether a column moves, or refers to one that does."""
    if refers_to := field.metadata["refers_to"]:
        table, name = refers_to.split(".")
        field = vars(TABLES[table])[name]
    return bool(field.metadata["moves"])


_TYPES: dict[Any, tuple[str | pd.ArrowDtype, arrow.DataType | None]] = {
    Text: ("string", arrow.string()),
    Count: ("Int64", arrow.int64()),
    Number: ("Float64", arrow.float64()),
    Flag: ("boolean", arrow.bool_()),
    Instant: ("datetime64[us, UTC]", arrow.timestamp("us", tz="UTC")),
    List: ("object", None),
    Partners: (pd.ArrowDtype(PARTNERS), PARTNERS),
}


def columns(table: str) -> list[str]:
    """Column names, in published order."""
    return list(declared(table))


def references(table: str) -> dict[str, str]:
    """For each column that refers to another table's rows: the `table.column` it refers to."""
    return {name: column.refers_to for name, column in declared(table).items() if column.refers_to}


@cache
def arrow_schema(table: str) -> arrow.Schema:
    """Arrow schema of a published table, each field with its description, the table with its own.

    The pandas metadata lets `pandas.read_parquet` give back nullable dtypes (Int64, boolean, string).
    """
    typed = [arrow.field(n, c.arrow_type, metadata={"description": c.description}) for n, c in declared(table).items()]
    lists = {name: object for name, c in declared(table).items() if isinstance(c.dtype, pd.ArrowDtype)}
    without_rows = empty(table).astype(lists) if lists else empty(table)  # to every reader they are objects
    pandas_metadata = arrow.Table.from_pandas(without_rows, arrow.schema(typed), preserve_index=False).schema.metadata
    own = {"description": meaning(table), "schema_version": SCHEMA_VERSION}
    return arrow.schema(typed, metadata={**pandas_metadata, **{k.encode(): v.encode() for k, v in own.items()}})


def empty(table: str) -> pd.DataFrame:
    """The table with its columns and dtypes and no rows."""
    return pd.DataFrame({name: pd.Series(dtype=column.dtype) for name, column in declared(table).items()})


def conform(table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Bring a stage's rows into the declared shape: these columns, in this order, these dtypes, sorted by key.

    Raises KeyError naming the table and the columns a stage failed to deliver; columns that are not declared
    are dropped, so a stage may carry what only the next stage needs.
    """
    missing = [name for name in declared(table) if name not in rows.columns]
    if missing:
        raise KeyError(f"table {table}: the stage delivered no column {', '.join(missing)}")
    shaped = pd.DataFrame({name: _cast(rows[name], column.dtype) for name, column in declared(table).items()})
    return in_key_order(table, shaped).reset_index(drop=True)


_BEFORE_ALL = np.iinfo("int64").min  # numbers stand after null


def in_key_order(table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order they are published in: by key, nulls first."""
    return in_order(key(table), rows)


def in_order(names: Sequence[str], rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order of these columns, the first before the second; nulls first, equal ones as they were."""
    if strictly_ordered(rows[list(names)]):
        return rows
    order = np.lexsort([_ranks(rows[name]) for name in reversed(names)])
    return rows if (order[1:] > order[:-1]).all() else rows.take(order)


def strictly_ordered(keys: pd.DataFrame) -> bool:
    """Whether each row is greater than the one before, by the first column before the second, so that none is twice."""
    alike = np.ones(max(0, len(keys) - 1), bool)
    greater = ~alike
    for name in keys:
        values = keys[name].fillna(_BEFORE_ALL if keys[name].dtype == Count() else "").array
        greater |= alike & np.asarray(values[1:] > values[:-1], bool)
        alike &= np.asarray(values[1:] == values[:-1], bool)
    return bool(greater.all())


def _ranks(values: pd.Series) -> Ints:
    """Numbers in the order of the values, of nulls the least; whole columns of ids are put in order by them at once."""
    ranks: Ints
    if values.dtype == Count():
        ranks = values.to_numpy("int64", na_value=_BEFORE_ALL)
    else:
        ranks, _ = pd.factorize(values, sort=True)  # -1 for null
    return ranks


def _cast(values: pd.Series, dtype: str | pd.ArrowDtype) -> pd.Series:
    if str(dtype).startswith("datetime64"):
        return pd.to_datetime(values, utc=True).astype(dtype)
    return values.astype(dtype)


def rows_of(doc_ids: Collection[str], rows: pd.DataFrame) -> pd.DataFrame:
    """Those rows of a table that are of these documents."""
    places = places_of(doc_ids, rows)
    return rows if len(places) == len(rows) else rows.take(places)


def places_of(doc_ids: Collection[str], rows: pd.DataFrame) -> Ints:
    """Where in a table the rows of these documents stand."""
    number, documents = pd.factorize(rows["doc_id"])  # each document is looked up once, not each row
    wanted = pd.Index(documents, dtype=object).isin(doc_ids)
    return np.flatnonzero(np.append(wanted, False)[number])  # the last stands for null, whose number is -1


def of_level(level: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Those rows of a table that are of this level."""
    places = np.flatnonzero(rows["level"] == level)
    together = len(places) and places[-1] - places[0] == len(places) - 1  # as in mention_metrics: nothing is copied
    return rows.iloc[places[0] : places[-1] + 1] if together else rows.take(places)


def to_arrow(table: str, rows: pd.DataFrame) -> arrow.Table:
    """Conformed rows as an Arrow table under the declared schema."""
    schema = arrow_schema(table)
    held = arrow.Table.from_pandas(rows, schema, preserve_index=False, nthreads=1)  # little is to be converted
    return held.replace_schema_metadata(schema.metadata)


def dictionary() -> str:
    """The data dictionary as Markdown: a section a table, a line a column."""
    return "\n".join(["# Data dictionary", "", _PREAMBLE, "", *(line for table in TABLES for line in _section(table))])


_PREAMBLE = (
    "Generated from `transforms/tables.py` by `restated dictionary`; do not edit. "
    "The same descriptions stand in the metadata of each Parquet file. **Bold** columns are the key and the row "
    "order."
)


def _section(table: str) -> list[str]:
    lines = [f"## {table}", "", meaning(table), ""]
    lines += ["| column | type | null | meaning |", "|---|---|---|---|"]
    for name, column in declared(table).items():
        shown = f"**{name}**" if name in key(table) else name
        null = "yes" if column.nullable else ""
        lines.append(f"| {shown} | {column.arrow_type} | {null} | {column.description}{_constraints(column)} |")
    return [*lines, ""]


def _constraints(column: Column) -> str:
    said = f" One of: {', '.join(column.choices)}." if column.choices else ""
    return said + (f" → `{column.refers_to}`" if column.refers_to else "")
