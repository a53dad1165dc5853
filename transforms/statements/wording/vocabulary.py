"""The vocabulary: what there is to know of each form of a word, as arrays that texts of words can be held against.

in   forms        words as written
out  Vocabulary   one row a form
"""

import itertools
import math
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from transforms import lexicons
from transforms.arrays import Bytes, Flags, Hashes, Ints, Numbers
from transforms.statements.wording.numbers import NUMBER_WORDS, number_form
from transforms.statements.wording.stems import fold, stem

_SIGNS = {"%": "percent", "$": "dollar", "€": "euro", "£": "pound"}
_COUNTRIES = {"US": "america", "UK": "britain"}  # forms that mean a country in capitals alone
_CLASSES = {name: frozenset(words.split()) for name, words in lexicons.rows(__package__, "word_classes.tsv")}
_PERSONS = {word: 1 + row for row, held in enumerate(sorted(_CLASSES["person"])) for word in held.split("/")}
_FUNCTION = _CLASSES["function"] | _CLASSES["modal"] | _CLASSES["preposition"]
_INITIALS = re.compile("[A-Z]{2,8}")
_TURNING_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "anti", "counter")
UNIT = 256  # weights and shares are whole numbers of this fraction: sums of such are the same in any order
USUALLY = 0.5  # share of capitals inside sentences from which a word is a name
BEGINNING = 5  # letters of a stem under which a text is put into blocks
SHORTEST_PAST = 5  # letters: of fewer that end in -ed most are no verbs (bed, seed, shed)
FORMS_KEPT = 1 << 18  # forms whose description is kept for the next reading

FUNCTION, CONTENT, NUMBER, NAME, NEGATION, PAD = range(6)
HAVING, WAS, IS, WILL, MAY, MUST, WOULD, TO, READY, FAILING, PAST, ADVERB = range(1, 13)
_TENSES = {
    word: tense
    for tense, name in enumerate(
        ("having", "was", "is", "will", "may", "must", "would", "to", "ready", "failing", "past"), HAVING
    )
    for word in _CLASSES[name]
}


class Vocabulary(NamedTuple):
    """One row a form; the last row is the pad, which is no word."""

    stem: Ints  # int32: number of the stem within this vocabulary; -1 of the pad
    key: Hashes  # hash of the stem, the same in every vocabulary
    spelling: Hashes  # hash of the word as written
    word: Hashes  # hash of the word in lower case; of a number or a sign, of what it stands for
    bare: Hashes  # key of the stem without its turning prefix (unfair → fair); 0 for none
    kind: Bytes  # FUNCTION, CONTENT, NUMBER, NAME, NEGATION or PAD
    modal: Flags
    preposition: Flags
    turning: Flags  # a function word that has an opposite: before, with
    calendar: Flags  # a weekday or a month
    excepting: Flags  # a function word that takes a denial back: not until, only
    person: Bytes  # of a pronoun the person: I and my have one, he and she two; 0 of other words
    answer: Flags  # says yes, no or thank you to what was said before
    coordinator: Flags  # stands between the members of a list
    within: Flags  # a function word that stands inside such a member
    tense: Bytes  # HAVING to ADVERB: what it says of whether something is done; 0 nothing
    upper: Flags  # written with a capital, though it need not be
    weight: Ints  # int32: what it tells, log of background texts over those that hold the stem, in UNITs
    capital: Ints  # int32: share of its occurrences inside sentences that are capitalised, in UNITs
    letters: Hashes  # its pairs of letters, hashed to 64 bits
    rank: Hashes  # how rare words that begin like it are, in the upper 12 bits, and which these are
    opening: Ints  # int32: its first four letters, hashed
    digits: Hashes  # of a number its digits, a nibble each, last digit lowest
    initials: Hashes  # of two to eight capitals, IMF or US, the letters, a byte each; 0 of other words
    initial: Bytes  # its first letter in ASCII, a capital where its capital says something; 0 where none

    def told(self) -> list[Numbers]:
        """The columns behind `stem`, which alone tell of a form outside its vocabulary."""
        return list(self[1:])


_TOLD = Vocabulary._fields[1:]
_TYPES = {Hashes: np.uint64, Ints: np.int32, Bytes: np.uint8, Flags: np.bool_}
_PAD = tuple({"kind": PAD, "opening": -1}.get(name, 0) for name in _TOLD)


class Form(NamedTuple):
    """A form, as far as it can be told by itself: its stem, and what Vocabulary has behind `stem`, in that order."""

    root: str
    told: tuple[int, ...]


def describe(forms: Sequence[str]) -> Vocabulary:
    """Look each form up or work it out; adds the pad as last row."""
    columns = zip(*(describe_form(form).told for form in forms), _PAD, strict=True)
    types = (_TYPES[Vocabulary.__annotations__[name]] for name in _TOLD)
    return number_stems([np.array(held, kind) for held, kind in zip(columns, types, strict=True)])


def number_stems(columns: Sequence[Numbers]) -> Vocabulary:
    """A vocabulary of its columns behind `stem`, the pad their last row."""
    stem_of = np.unique(columns[0][:-1], return_inverse=True)[1]
    return Vocabulary(np.append(stem_of, -1).astype(np.int32), *columns)


def join_vocabularies(one: Vocabulary, other: Vocabulary) -> Vocabulary:
    """The rows of one, and behind them those of another."""
    return number_stems([np.concatenate([a[:-1], b]) for a, b in zip(one.told(), other.told(), strict=True)])


def select_forms(vocabulary: Vocabulary, chosen: Flags) -> Vocabulary:
    """The rows of the `chosen` forms, a bool each, and the pad."""
    return number_stems([column[np.append(chosen, True)] for column in vocabulary.told()])


@lru_cache(maxsize=FORMS_KEPT)
def describe_form(form: str) -> Form:
    """What there is to know of a form."""
    folded, root, kind, share = _take_apart(form)
    texts, holding, _ = background()
    weight = round(UNIT * math.log(texts / (0.5 + holding.get(root, 0.5))))
    bare = _without_prefix(root)
    told: dict[str, int] = {
        "key": hash_word(root),
        "spelling": hash_word(form),
        "word": hash_word(root if kind == NUMBER or form in _SIGNS else fold(form)),
        "bare": hash_word(bare) if bare else 0,
        "kind": kind,
        "modal": root in _CLASSES["modal"],
        "preposition": folded in _CLASSES["preposition"],
        "turning": folded in _CLASSES["turning"],
        "calendar": folded in _CLASSES["calendar"],
        "excepting": folded in _CLASSES["excepting"],
        "person": _PERSONS.get(folded, 0),
        "answer": folded in _CLASSES["answer"],
        "coordinator": folded in _CLASSES["coordinator"],
        "within": folded in _CLASSES["within"],
        "tense": _tense(folded, kind),
        "upper": kind == CONTENT and form[0].isupper(),
        "weight": min(weight, UNIT) if kind == FUNCTION else weight,
        "capital": round(UNIT * share),
        "letters": letter_pairs(folded),
        "rank": _rank(root),
        "opening": hash_word(folded[:4]) >> 34,
        "digits": _nibbles(root) if kind == NUMBER else 0,
        "initials": _initials(form),
        "initial": ord(form[0] if kind == NAME or form[0].isupper() else folded[0]) if form[0].isascii() else 0,
    }
    return Form(root, tuple(told[name] for name in _TOLD))


def _take_apart(form: str) -> tuple[str, str, int, float]:
    """A form folded, its stem, its kind and its usual share of capitals."""
    if form[0].isdigit():
        number = number_form(form)
        return number, number, NUMBER, 0.0
    if form in _SIGNS:
        return _SIGNS[form], _SIGNS[form], CONTENT, 0.0
    if form in _COUNTRIES:
        return _COUNTRIES[form], _COUNTRIES[form], NAME, 1.0
    folded = _without_clitic(fold(form))
    if folded in _CLASSES["negation"]:
        return folded, folded, NEGATION, 0.0
    if folded == "one":  # more often "somebody" than a count
        return folded, "1", FUNCTION, 0.0
    if folded in NUMBER_WORDS:
        return folded, str(NUMBER_WORDS[folded]), NUMBER, 0.0
    root = stem(folded)
    if folded in _FUNCTION or root in _FUNCTION:
        return folded, root, FUNCTION, 0.0
    share = usual_capital(form) if form[0].isupper() else 0.0
    return folded, root, NAME if share >= USUALLY else CONTENT, share


def _tense(folded: str, kind: int) -> int:
    """What a form says of whether something is done, as Vocabulary has it."""
    if kind in (FUNCTION, CONTENT) and folded in _TENSES:
        return _TENSES[folded]
    if kind != CONTENT or len(folded) < SHORTEST_PAST:
        return 0
    return PAST if folded.endswith("ed") else ADVERB if folded.endswith("ly") else 0


def usual_capital(form: str) -> float:
    """Share of a word's occurrences inside sentences that are capitalised; 1 of a word never seen."""
    folded = fold(form)
    capital = background()[2]
    return capital.get(folded, capital.get(stem(folded), 1.0))


@cache
def background() -> tuple[float, dict[str, int], dict[str, float]]:
    """Texts counted; stem → texts that hold it; folded form → share of its capitals inside sentences."""
    (_, texts, *_), *forms = lexicons.rows(__package__, "background.tsv")
    holding: dict[str, int] = {}
    capital: dict[str, float] = {}
    for form, count, share, root in forms:  # stemmed beforehand by benchmarks/train_statements.py
        holding[root] = holding.get(root, 0) + int(count)
        capital[form] = float(share)
        capital.setdefault(root, float(share))
    return float(texts), holding, capital


def _without_clitic(folded: str) -> str:
    """A folded form without what hangs on it by an apostrophe.

    >>> _without_clitic("mayor's"), _without_clitic("o'neill")
    ('mayor', 'oneill')
    """
    head, _, tail = folded.partition("'")
    return head if tail in _CLASSES["clitic"] else head + tail.replace("'", "")


def _without_prefix(root: str) -> str:
    """`root` without a prefix that turns it round; empty where it has none."""
    return next((root[len(p) :] for p in _TURNING_PREFIXES if root.startswith(p) and len(root) - len(p) >= 3), "")


def hash_word(word: str) -> int:
    """64-bit hash of a stem, the same on every machine."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def letter_pairs(folded: str) -> int:
    """Pairs of neighbouring letters, hashed into a set of 64 bits."""
    bits = 0
    padded = f"^{folded[:64]}$"
    for first, second in itertools.pairwise(padded):
        bits |= 1 << (((ord(first) * 31 + ord(second) * 7) * 2654435761 >> 8) & 63)
    return bits


def _rank(root: str) -> int:
    """For blocks: words that begin alike are one, so that spellings and derivations meet."""
    texts, _, _ = background()
    holding = min(texts, _holding_by_beginning().get(root[:BEGINNING], 0.5))
    rarity = min(4094, int(UNIT * math.log(texts / (0.5 + holding)))) + 1
    return rarity << 52 | hash_word(root[:BEGINNING]) >> 12


@cache
def _holding_by_beginning() -> dict[str, int]:
    found: dict[str, int] = {}
    for root, count in background()[1].items():
        found[root[:BEGINNING]] = found.get(root[:BEGINNING], 0) + count
    return found


def _initials(form: str) -> int:
    """The letters of a form that may be the first letters of a name, a byte each; 0 where it may not.

    >>> [_initials(form) for form in ("EU", "EU’s", "NGOs", "Eu", "I")] == [0x4555, 0x4555, 0x4E474F, 0, 0]
    True
    """
    letters = form.partition("’")[0].partition("'")[0].removesuffix("s")
    return int.from_bytes(letters.encode(), "big") if _INITIALS.fullmatch(letters) else 0


def _nibbles(number: str) -> int:
    digits = "".join(c for c in number[-32:] if "0" <= c <= "9")[-15:]
    return int("1" + digits, 16) if digits else 0
