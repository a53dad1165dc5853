"""The corpus as texts: which words were told, and by which quotations.

in   quotes, documents, what an earlier run remembers
out  Corpus

A text is the words of a unit, known by their key; however many tell it, it is read and compared once.
"""

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.compute as compute

from transforms.arrays import Flags, Hashes, Ints, Objects, each_once, sums_of_stretches
from transforms.statements.comparison.candidates import Sentences, Turnover, turn_over
from transforms.statements.comparison.parts import LEAST_IN_PHRASE
from transforms.statements.comparison.signatures import mix
from transforms.statements.keys import among, as_strings, held_in, places, without
from transforms.statements.memory import Remembered
from transforms.statements.reading import Reading, join_readings, read_texts
from transforms.statements.units import Inside, list_inside, list_tellings, spoken_texts
from transforms.statements.wording.vocabulary import CONTENT, NAME, NUMBER, UNIT, Vocabulary, hash_word
from transforms.statements.wording.words import Texts

LEAST_WORDS = 6  # of a text from which the same words are no chance
LEAST_SAID = 6 * UNIT  # weight of words of substance from which fewer words say something by themselves
TELLING_ORDER = ["published_at", "doc_id", "start"]  # by date, those without one last, then by article and place


class Corpus(NamedTuple):
    """The texts of all quotations, and how they stand to those of the run before."""

    quotes: pd.DataFrame
    inside: Inside
    tellings: pd.DataFrame  # units.list_tellings, with key (0 for no words) and before (row in the memory, or -1)
    key: Hashes  # rising: every text
    known: Reading  # of the same texts
    sentences: Turnover
    touched: Hashes  # texts that were told anew or are told no more


def take_stock(quotes: pd.DataFrame, documents: pd.DataFrame, before: Remembered) -> Corpus:
    """The corpus of these quotations; what the memory does not know of it is read."""
    tellings = list_tellings(quotes, documents)
    at = as_before(tellings, before.tellings)
    known = at >= 0
    inside = list_inside(quotes, tellings)
    code, spoken = pd.factorize(spoken_texts(quotes, tellings[~known], inside.retold))
    reading = read_texts(spoken, before.known)
    fresh, new = reading.key[code], tellings[~known]
    alone = np.flatnonzero(stands_alone(reading, code, new, inside.most[~known]) & (fresh > 0))
    compared = each_once([np.delete(fresh, alone)])
    own = _told_by(reading, code[alone], new.iloc[alone], inside.most[~known][alone])
    reading, fresh[alone] = _set_apart(reading, fresh[alone], own, code[alone])
    held = before.tellings["key"].to_numpy(np.uint64)
    key = np.zeros(len(tellings), np.uint64)
    key[known] = held[at[known]]
    key[~known] = fresh
    gone = np.ones(len(held), bool)
    gone[at[known]] = False
    touched = each_once([fresh[fresh > 0], held[gone & (held > 0)]])
    ended = without(touched, each_once([key[among(key, touched)]]))
    told = each_once([fresh[fresh > 0]])
    texts = each_once([without(before.known.rising, ended), told])
    sentences = _sign(compared[compared > 0], reading, ended, before.sentences)
    words = join_readings(before.known, reading.select(without(told, before.known.rising)))
    if len(ended):
        words = words.leave_out(ended)
    return Corpus(
        quotes=quotes,
        inside=inside,
        tellings=tellings.assign(key=key, before=at),
        key=texts,
        known=words,
        sentences=sentences,
        touched=touched,
    )


def as_before(tellings: pd.DataFrame, before: pd.DataFrame) -> Ints:
    """For each telling its row in `before`, or -1 where it or another quotation of its unit is not as it was."""
    at = places(tellings["quote_id"], before["quote_id"])
    same = at >= 0
    rows = arrow.array(at, mask=~same)
    dates = [pd.to_datetime(held["published_at"], utc=True).to_numpy("datetime64[us]") for held in (tellings, before)]
    columns = [[as_strings(held[name]) for held in (tellings, before)] for name in ("unit", "kind", "speaker_id")]
    for now, then in (*columns, map(arrow.array, dates)):
        held = then.take(rows)
        alike = compute.equal(now, held).fill_null(False)
        neither = compute.and_(now.is_null(), held.is_null())
        same &= compute.or_(alike, neither).to_numpy(zero_copy_only=False)
    gone = np.ones(len(before), bool)
    gone[at[same]] = False
    changed = pd.concat([tellings["unit"][~same], before["unit"][gone]])
    same &= ~held_in(tellings["unit"], changed)
    return np.where(same, at, -1)


def _told_by(reading: Reading, text: Ints, tellings: pd.DataFrame, most: Flags) -> Objects:
    """By what each of these tellings is known that stand alone: itself; a phrase by who says it, who may repeat it.

    “Not one drop,” of one spokesman in three articles, is told three times; of two speakers it may be two things, as
    “reckless” is.
    """
    unit, named = tellings["unit"].to_numpy(object), tellings["speaker_id"].notna().to_numpy()
    halved = held_in(tellings["unit"], unit[tellings["half"].to_numpy()])  # both halves: they have one key
    phrase = _is_phrase(reading)[text] & ~most & ~halved & named
    return np.where(phrase, tellings["speaker_id"].to_numpy(object), unit)


def _is_phrase(reading: Reading) -> Flags:
    """Whether each text has three words, one of them of substance, or one that says something."""
    lengths = np.diff(reading.texts.start)
    told, weight = _substance(reading.texts, reading.vocabulary)
    return (lengths >= LEAST_IN_PHRASE) & (told > 0) | (lengths == 1) & (weight >= LEAST_SAID)


def _set_apart(reading: Reading, key: Hashes, by: Objects, text: Ints) -> tuple[Reading, Hashes]:
    """A text and a key of its own for each of these tellings by what it is known `by`; the reading with those.

    `text` are the rows of the tellings' texts.
    """
    if not len(key):
        return reading, key
    own = mix(key ^ np.array([hash_word(one) for one in by], np.uint64))
    _, first = np.unique(own, return_index=True)
    rows = np.concatenate([np.arange(len(reading.key)), text[first]])
    return replace(reading, texts=reading.texts.select(rows), key=np.concatenate([reading.key, own[first]])), own


def stands_alone(reading: Reading, text: Ints, tellings: pd.DataFrame, most: Flags) -> Flags:
    """Whether each of these tellings, of which `text` are the rows, is compared with no other.

    Who answers “Yes, of course.” says what was asked, and that is not in the answer. A quotation that is `most` of
    another it stands in is told with it.
    """
    alone = ~says_something(reading)[text] | most
    return alone | held_in(tellings["unit"], tellings["unit"].to_numpy(object)[alone & tellings["half"].to_numpy()])


def says_something(reading: Reading) -> Flags:
    """Whether each text has some words, or few that say something; one alone does not."""
    lengths = np.diff(reading.texts.start)
    some = lengths >= LEAST_WORDS
    short = np.flatnonzero(~some & (lengths > 1))
    some[short] = _substance(reading.texts.select(short), reading.vocabulary)[1] >= LEAST_SAID
    return some


def _substance(texts: Texts, vocabulary: Vocabulary) -> tuple[Ints, Ints]:
    """How many words of substance each text has, and their weight."""
    kind = vocabulary.kind[texts.form]
    says = ((kind == CONTENT) | (kind == NAME) | (kind == NUMBER)) & ~vocabulary.answer[texts.form]
    weight = says * vocabulary.weight[texts.form]
    return sums_of_stretches(says, texts.start), sums_of_stretches(weight, texts.start)


def _sign(compared: Hashes, reading: Reading, ended: Hashes, before: Sentences) -> Turnover:
    """Signatures of all sentences, those of texts known before taken over.

    `compared` are the texts read that have any, `ended` those that are told no more.
    """
    return turn_over(before, among(before.key, ended), reading.sign(without(compared, before.key)))


def tellings_of(corpus: Corpus, keys: Hashes) -> pd.DataFrame:
    """Tellings of these texts, by rising keys, in telling order."""
    rows = corpus.tellings[among(corpus.tellings["key"].to_numpy(), keys)]
    return rows.sort_values(TELLING_ORDER, na_position="last", kind="stable")


def first_words(corpus: Corpus, told: pd.DataFrame, keys: Hashes) -> Any:
    """What the first telling of each of these texts says: others of the same words may have other marks.

    `told` are tellings of these texts, and perhaps of others, in telling order.
    """
    texts = each_once([keys])
    rows = told[among(told["key"].to_numpy(), texts)]
    rows = rows[held_in(rows["unit"], rows.drop_duplicates("key")["unit"])]
    first = np.unique(rows["key"].to_numpy(), return_index=True)[1]
    return spoken_texts(corpus.quotes, rows, corpus.inside.retold)[first[np.searchsorted(texts, keys)]]


def words_of_units(corpus: Corpus, told: pd.DataFrame, units: Objects) -> dict[str, str]:
    """What each unit says; `told` are their tellings, and perhaps others."""
    rows = told[held_in(told["unit"], units)]
    return dict(zip(rows["unit"], spoken_texts(corpus.quotes, rows, corpus.inside.retold), strict=True))
