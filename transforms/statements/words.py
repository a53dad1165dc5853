"""Words: texts as numbers, so that millions of quotations can be compared column-wise.

in   texts        the words of each quotation
out  Texts        one row a word: its form
     Vocabulary   one row a form: what there is to know of it

The way: text → tokens between spaces → forms → words written as two joined ("8.5 million"). A token and
a form are looked at once, however often they stand in the corpus.
"""

import itertools
import math
import re
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import pyarrow as arrow
import pyarrow.compute as compute

from transforms import lexicons
from transforms.statements.stems import fold, stem

_PACKAGE = "transforms.statements"
_FORM = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*|[%$€£]")
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])"
)
_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}")
_ORDINAL_ENDING = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}")
_SIGNS = {"%": "percent", "$": "dollar", "€": "euro", "£": "pound"}
_STOPS = (".", "!", "?", "…")
_PAUSES = (",", ";", ":", "–", "—", "-")
_CLOSERS = "\"'”’»)]"
_OPENERS = "\"'“‘«„([—–-"
UNIT = 256  # weights and shares are whole numbers of this fraction: sums of such are the same in any order
USUALLY = 0.5  # share of capitals inside sentences from which a word is a name
BEGINNING = 5  # letters of a stem under which a text is put into blocks
_CLASSES = {name: words.split() for name, words in lexicons.rows(_PACKAGE, "word_classes.tsv")}
NUMBER_WORDS = {
    **{word: value for value, word in enumerate(_CLASSES["ones"])},
    **{word: 20 + 10 * place for place, word in enumerate(_CLASSES["tens"])},
    **{word: 3 + place for place, word in enumerate(_CLASSES["ordinals"])},
    "dozen": 12,
}
_TENS_AND_ONES = re.compile(rf"(?i)\b({'|'.join(_CLASSES['tens'])})-({'|'.join(_CLASSES['ones'][1:10])})\b")
_MAGNITUDES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "bn": 9, "trillion": 12}
_SECONDS = {*_MAGNITUDES, "cent"}
_NEGATIONS, _MODALS, _PREPOSITIONS, _TURNING, _CALENDAR, _CLITICS = (
    frozenset(_CLASSES[name]) for name in ("negation", "modal", "preposition", "turning", "calendar", "clitic")
)
_FUNCTION = frozenset(_CLASSES["function"]) | _MODALS | _PREPOSITIONS
_TURNING_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "anti", "counter")

FUNCTION, CONTENT, NUMBER, NAME, NEGATION, PAD = range(6)
CLAUSE, SENTENCE = 1, 2


class Texts(NamedTuple):
    """Words of many texts, one after another: text t is `form[start[t]:start[t + 1]]`."""

    form: np.ndarray  # int32, row of the vocabulary
    start: np.ndarray  # int64, one longer than there are texts
    opens: np.ndarray  # uint8, by word: whether it begins a CLAUSE or a SENTENCE; 0 where neither


class Vocabulary(NamedTuple):
    """What there is to know of each form, one row a form; the last row is the pad, which is no word."""

    stem: np.ndarray  # int32: number of the stem within this vocabulary
    key: np.ndarray  # uint64: hash of the stem, the same in every vocabulary
    spelling: np.ndarray  # uint64: hash of the word as written
    bare: np.ndarray  # int32: number of the stem without its turning prefix (unable → able); -1 for none
    kind: np.ndarray  # uint8: FUNCTION, CONTENT, NUMBER, NAME, NEGATION or PAD
    negates: np.ndarray  # bool: not, never; also couldn't, whose stem is can
    modal: np.ndarray  # bool
    preposition: np.ndarray  # bool
    turning: np.ndarray  # bool: a function word that has an opposite: before, with
    calendar: np.ndarray  # bool: a weekday or a month
    upper: np.ndarray  # bool: written with a capital, though it need not be
    weight: np.ndarray  # int32: what it tells, log of background texts over those that hold the stem, in UNITs
    capital: np.ndarray  # int32: share of its occurrences inside sentences that are capitalised, in UNITs
    letters: np.ndarray  # uint64: its pairs of letters, hashed to 64 bits
    rank: np.ndarray  # uint64: how rare words that begin like it are, in the upper 12 bits, and which these are
    opening: np.ndarray  # int32: its first four letters, hashed; of shorter words a number of their own
    digits: np.ndarray  # uint64: of a number its digits, a nibble each, last digit lowest
    stems: list[str]


def read_words(texts: Sequence[str]) -> tuple[Texts, list[str]]:
    """Split texts into words; returns them and the forms they consist of.

    >>> texts, forms = read_words(["Costs rose 8.5 million.", "U.S. costs, twenty-five"])
    >>> [forms[form] for form in texts.form], texts.start.tolist()
    (['costs', 'rose', '8500000', 'US', 'costs', '25'], [0, 3, 6])
    >>> read_words(["Mr. Orm waited, then left. Nobody came."])[0].opens.tolist()
    [2, 0, 0, 1, 0, 2, 0]
    """
    split = compute.utf8_split_whitespace(arrow.array(list(texts), arrow.large_string()))
    coded = compute.list_flatten(split).dictionary_encode()
    numbers: dict[str, int] = {}
    written = coded.dictionary.to_pylist()
    spelled = [forms_of(token) for token in written]
    opening = [_in_lower_case(forms) for forms in spelled]
    codes = [[numbers.setdefault(form, len(numbers)) for form in forms] for forms in spelled + opening]
    flat, bounds = _concatenate(codes)
    tokens = coded.indices.to_numpy(zero_copy_only=False)
    before = np.full(len(tokens), -1)  # the token before; -1 at a text's beginning
    before[1:] = tokens[:-1]
    before[np.asarray(split.offsets[:-1])[np.diff(split.offsets) > 0]] = -1
    stops = np.array([_ends_sentence(token) for token in written] + [True])
    colons = np.array([token.endswith(":") for token in written] + [True])
    pauses = np.array([token.rstrip(_CLOSERS).endswith(_PAUSES) for token in written] + [True])
    lower = np.array([token.lstrip(_OPENERS)[:1].islower() for token in written], bool)
    form, ends = _expand(flat, bounds, tokens + (stops | colons)[before] * np.int64(len(written)))
    opens = np.zeros(len(form) + 1, np.uint8)
    opens[ends[:-1][(stops | pauses)[before]]] = CLAUSE
    opens[ends[:-1][stops[before] & ~(lower[tokens] & (before >= 0))]] = SENTENCE
    return _join_words(Texts(form, ends[np.asarray(split.offsets)], opens[:-1]), numbers)


def forms_of(token: str) -> list[str]:
    """Words of a token, as written.

    >>> forms_of("(twenty-one"), forms_of("U.S.-led"), forms_of("19th,"), forms_of("--"), forms_of("$2.5bn")
    (['21'], ['US', 'led'], ['19'], [], ['$', '2.5', 'bn'])
    """
    if token.isalpha() and token.isascii():
        return [token]
    if "." in token:
        token = _INITIALS.sub(lambda found: found[0].replace(".", "") + " ", token)
    if "-" in token:
        token = _TENS_AND_ONES.sub(
            lambda found: str(NUMBER_WORDS[found[1].lower()] + NUMBER_WORDS[found[2].lower()]), token
        )
    if not token.isascii():
        token = _UNSPACED.sub(r" \1 ", token)
    return _FORM.findall(_ORDINAL_ENDING.sub("", token))


def _ends_sentence(token: str) -> bool:
    """Whether a sentence may end with this token.

    >>> [_ends_sentence(token) for token in ("waited.”", "Mr.", "U.S.", "(why?)", "then,")]
    [True, False, False, True, False]
    """
    bare = token.rstrip(_CLOSERS)
    if not bare.endswith(_STOPS):
        return False
    word = bare.lstrip(_OPENERS)[:-1]
    return not (bare.endswith(".") and ("." in word or len(word) == 1 or word in _abbreviations()))


@cache
def _abbreviations() -> frozenset[str]:
    rows = lexicons.rows("transforms.segment", "abbreviations.tsv")
    return frozenset(word for kind, words, *_ in rows if kind != "other" for word in words.split())


def _in_lower_case(forms: list[str]) -> list[str]:
    """Words of a token that begins a sentence: its capital means nothing, unless the word always has one."""
    if not forms or not forms[0][:1].isupper() or forms[0][1:] != forms[0][1:].lower():
        return forms
    _, _, capital = background()
    folded = fold(forms[0])
    usual = capital.get(folded, capital.get(stem(folded), 1.0))
    return forms if usual >= USUALLY else [forms[0].lower(), *forms[1:]]


def _concatenate(rows: Sequence[Sequence[int]]) -> tuple[np.ndarray, np.ndarray]:
    bounds = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=bounds[1:])
    return np.fromiter((value for row in rows for value in row), np.int32, int(bounds[-1])), bounds


def _expand(flat: np.ndarray, bounds: np.ndarray, tokens: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Forms of tokens one after another, and where each token's begin."""
    lengths = np.diff(bounds)[tokens]
    ends = np.zeros(len(tokens) + 1, np.int64)
    np.cumsum(lengths, out=ends[1:])
    at = np.arange(ends[-1]) + np.repeat(bounds[:-1][tokens] - ends[:-1], lengths)
    return flat[at], ends


def _join_words(texts: Texts, numbers: dict[str, int]) -> tuple[Texts, list[str]]:
    """Join what is one word in two: a number and the magnitude behind it, and "per cent"."""
    forms = list(numbers)
    second = np.array([form.lower() in _SECONDS for form in forms] + [False])
    first = np.array([is_first(form) for form in forms] + [False])
    begins = np.zeros(len(texts.form) + 1, bool)
    begins[texts.start] = True
    joins = np.zeros(len(texts.form), bool)
    joins[1:] = second[texts.form[1:]] & first[texts.form[:-1]] & ~begins[1:-1]
    at = np.flatnonzero(joins)
    pairs, which = np.unique(np.stack([texts.form[at - 1], texts.form[at]]), axis=1, return_inverse=True)
    joined = [joined_word(forms[a], forms[b]) for a, b in pairs.T]
    kept = np.array([word is not None for word in joined], bool)[which]
    at, which = at[kept], which[kept]
    joins[:] = False
    joins[at] = True
    form = texts.form.copy()
    form[at - 1] = np.array([numbers.setdefault(word, len(numbers)) if word else -1 for word in joined], np.int32)[
        which
    ]
    gone = np.zeros(len(form) + 1, np.int64)
    np.cumsum(joins, out=gone[1:])
    return Texts(form[~joins], texts.start - gone[texts.start], texts.opens[~joins]), list(numbers)


def is_first(form: str) -> bool:
    """Whether a form may be the first of two that are one word."""
    return form[0].isdigit() or form.lower() in NUMBER_WORDS or form.lower() == "per"


def joined_word(first: str, second: str) -> str | None:
    """The one word that two forms are; None where they are two.

    >>> joined_word("8.5", "million"), joined_word("Per", "cent"), joined_word("per", "million")
    ('8500000', 'percent', None)
    """
    power = _MAGNITUDES.get(second.lower())
    if first.lower() == "per":
        return None if power else "percent"
    return _times(first, power) if power else None


def _times(form: str, power: int) -> str:
    """Form of a number with a magnitude behind it.

    >>> _times("8.5", 6), _times("Three", 3), _times("1.2345", 3)
    ('8500000', '3000', '1234.5')
    """
    whole, _, decimals = number_form(form).partition(".")
    digits = whole + decimals.ljust(power, "0")
    at = len(whole) + power
    return number_form(digits[:at] + ("." + digits[at:] if digits[at:] else ""))


def number_form(form: str) -> str:
    """One spelling for one number.

    >>> number_form("284,000"), number_form("6,17"), number_form("6.170"), number_form("007"), number_form("twelve")
    ('284000', '6.17', '6.17', '7', '12')
    """
    if not form[0].isdigit():
        return str(NUMBER_WORDS[form.lower()])
    if _THOUSANDS.fullmatch(form):
        form = form.replace(",", "") if "," in form else form.replace(".", "")
    whole, *rest = form.replace(",", ".").split(".")
    decimals = ".".join(rest) if len(rest) > 1 else "".join(rest).rstrip("0")
    return (whole.lstrip("0") or "0") + ("." + decimals if decimals else "")


@cache
def background() -> tuple[float, dict[str, int], dict[str, float]]:
    """Texts counted; stem → texts that hold it; folded form → share of its capitals inside sentences."""
    holding: dict[str, int] = {}
    capital: dict[str, float] = {}
    texts = 1.0
    for form, count, share, *_ in lexicons.rows(_PACKAGE, "background.tsv"):
        if form == "<texts>":
            texts = float(count)
            continue
        root = stem(form)
        holding[root] = holding.get(root, 0) + int(count)
        capital[form] = float(share)
        capital.setdefault(root, float(share))
    return texts, holding, capital


class _Form(NamedTuple):
    """A form, as far as it can be told by itself."""

    folded: str
    root: str
    kind: int
    negates: bool
    capital: float


def describe(forms: Sequence[str]) -> Vocabulary:
    """Look each form up or work it out; adds the pad as last row."""
    texts, holding, _ = background()
    rows = [_describe_form(form) for form in forms]
    numbers: dict[str, int] = {}
    stem_of = np.array([numbers.setdefault(row.root, len(numbers)) for row in rows] + [-1], np.int32)
    kind = np.array([row.kind for row in rows] + [PAD], np.uint8)
    telling = [UNIT * math.log(texts / (0.5 + holding.get(root, 0.5))) for root in numbers]
    weight = np.round([*telling, 0]).astype(np.int32)[stem_of]
    weight[kind == FUNCTION] = np.minimum(weight[kind == FUNCTION], UNIT)
    return Vocabulary(
        stem=stem_of,
        key=np.array([hash_word(root) for root in numbers] + [0], np.uint64)[stem_of],
        spelling=np.array([hash_word(form.replace("’", "'")) for form in forms] + [0], np.uint64),
        bare=np.array([numbers.get(_without_prefix(row.root), -1) for row in rows] + [-1], np.int32),
        kind=kind,
        negates=np.array([row.negates for row in rows] + [False]),
        modal=np.array([row.root in _MODALS for row in rows] + [False]),
        preposition=np.array([row.folded in _PREPOSITIONS for row in rows] + [False]),
        turning=np.array([row.folded in _TURNING for row in rows] + [False]),
        calendar=np.array([row.folded in _CALENDAR for row in rows] + [False]),
        upper=np.array(
            [row.kind == CONTENT and form[0].isupper() for form, row in zip(forms, rows, strict=True)] + [False]
        ),
        weight=weight,
        capital=np.round([UNIT * row.capital for row in rows] + [0]).astype(np.int32),
        letters=np.array([letter_pairs(row.folded) for row in rows] + [0], np.uint64),
        rank=_ranks([row.root for row in rows]),
        opening=np.array([_opening(row.folded, i) for i, row in enumerate(rows)] + [-1], np.int32),
        digits=np.array([_nibbles(row.root) if row.kind == NUMBER else 0 for row in rows] + [0], np.uint64),
        stems=[*numbers, ""],
    )


def _describe_form(form: str) -> _Form:
    if form[0].isdigit():
        number = number_form(form)
        return _Form(number, number, NUMBER, False, 0.0)
    if form in _SIGNS:
        return _Form(_SIGNS[form], _SIGNS[form], CONTENT, False, 0.0)
    folded, negates = _without_clitic(fold(form))
    if folded in _NEGATIONS:
        return _Form(folded, folded, NEGATION, True, 0.0)
    if folded == "one":  # more often "somebody" than a count
        return _Form(folded, "1", FUNCTION, False, 0.0)
    if folded in NUMBER_WORDS:
        return _Form(folded, str(NUMBER_WORDS[folded]), NUMBER, False, 0.0)
    if folded in ("us", "uk") and form.isupper():
        country = {"us": "america", "uk": "britain"}[folded]
        return _Form(country, country, NAME, False, 1.0)
    root = stem(folded)
    if folded in _FUNCTION or root in _FUNCTION:
        return _Form(folded, root, FUNCTION, negates, 0.0)
    _, _, capital = background()
    share = capital.get(folded, capital.get(root, 1.0)) if form[0].isupper() else 0.0
    return _Form(folded, root, NAME if share >= USUALLY else CONTENT, negates, share)


def _without_clitic(folded: str) -> tuple[str, bool]:
    """A folded form without what hangs on it by an apostrophe, and whether that negates it.

    >>> _without_clitic("won't"), _without_clitic("mayor's"), _without_clitic("cannot"), _without_clitic("o'neill")
    (('will', True), ('mayor', False), ('can', True), ('oneill', False))
    """
    if folded == "cannot":
        return "can", True
    head, _, tail = folded.partition("'")
    if tail == "t" and head.endswith("n"):
        return {"can": "can", "won": "will", "shan": "shall"}.get(head, head[:-1]), True
    return (head if tail in _CLITICS else head + tail.replace("'", "")), False


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


def _ranks(roots: Sequence[str]) -> np.ndarray:
    """For blocks: words that begin alike are one, so that spellings and derivations meet."""
    texts, _, _ = background()
    holding = _holding_by_beginning()
    beginnings = [root[:BEGINNING] for root in roots]
    rarity = [math.log(texts / (0.5 + min(texts, holding.get(beginning, 0.5)))) for beginning in beginnings]
    rank = (np.minimum(np.array([*rarity, 0]) * 256, 4094).astype(np.uint64) + np.uint64(1)) << np.uint64(52)
    rank |= np.array([*map(hash_word, beginnings), 0], np.uint64) >> np.uint64(12)
    rank[-1] = 0
    return rank


@cache
def _holding_by_beginning() -> dict[str, int]:
    found: dict[str, int] = {}
    for root, count in background()[1].items():
        found[root[:BEGINNING]] = found.get(root[:BEGINNING], 0) + count
    return found


def _opening(folded: str, number: int) -> int:
    return hash_word(folded[:4]) >> 34 if len(folded) >= 4 else -2 - number


def _nibbles(number: str) -> int:
    digits = "".join(c for c in number[-32:] if "0" <= c <= "9")[-15:]
    return int("1" + digits, 16) if digits else 0


def cut_words(text: str, begin: int, end: int) -> str:
    """The stretch of a text from word `begin` to before word `end`, as `read_words` counts words.

    >>> cut_words("It cost 8.5 million, they said, and rose.", 3, 5)
    'they said,'
    """
    kept, word, last = [], 0, None
    for token in text.split():
        first = word
        for form in forms_of(token):
            joins = last is not None and is_first(last) and joined_word(last, form) is not None
            word += not joins
            last = None if joins else form
        if begin < word and first < end and (word > first or kept):
            kept.append(token)
    return " ".join(kept)
