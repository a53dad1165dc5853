"""Words: texts as numbers, so that millions of quotations can be compared column-wise.

in   texts   the words of each quotation
out  Texts   one row a word: its form, a row of the vocabulary (`vocabulary`)

The way: text → tokens between spaces → forms → words written as two joined ("8.5 million", "no one"). A token is looked
at once, however often it stands in the corpus.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import pyarrow as arrow
import pyarrow.compute as compute

from transforms import lexicons
from transforms.arrays import Bytes, Flags, Ints, Numbers, stretches
from transforms.prices import CURRENCY
from transforms.statements.wording.numbers import (
    MONEY,
    NUMBER_WORDS,
    TENS_AND_ONES,
    is_first,
    is_second,
    joined_word,
    joined_words,
)
from transforms.statements.wording.vocabulary import USUALLY, usual_capital

_FORM = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|(?<![\d:])\d{1,2}:[0-5]\d(?![\d:]|\.\d)|\d+(?:[.,]\d+)*|[%$€£]")
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])"
)
_INITIALS = re.compile(r"(?<!\w)(?:(?:[^\W\d_]\.)+[^\W\d_](?!\w)|(?:[^\W\d_]\.){2,})")
# Words with a "not" in them; no others that mostly stand before a noun (unknown), where others than “not” deny it
_UN = ("unable", "unaware", "unlikely", "untrue", "unwilling", "impossible")
_DENYING = {"cannot": ("can", "not")} | {word: ("not", word[2:]) for word in _UN}
_CONTRACTED = re.compile(rf"(?i)\w'(?:t|ll|d|ve|re|m)(?!\w)|^\W*(?:{'|'.join(_DENYING)})\b")
_NEGATED = {"can": "can", "won": "will", "shan": "shall", "ain": "is"}  # before n't
_AUXILIARIES = {"ll": "will", "d": "would", "ve": "have", "re": "are", "m": "am"}
# What has no sign of money before it, nor its letters, may be metres: $5m, ₦410m, R410m, 5m
_MILLIONS = re.compile(rf"((?:[{''.join(sorted(MONEY))}]|{CURRENCY})\d[\d.,]*)[mM](?!\w)")
_ORDINAL_ENDING = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_STOPS = (".", "!", "?", "…")
_PAUSES = (",", ";", ":", "–", "—", "-")
_CLOSERS = "\"'”’»)]"
_OPENERS = "\"'“‘«„([—–-"
TOKENS_KEPT = 1 << 17  # tokens whose look is kept for the next reading
TEXTS_AT_ONCE = 1 << 14  # a bound on memory
CLAUSE, SENTENCE, QUESTION = 1, 2, 3  # a question is a sentence


class Texts(NamedTuple):
    """Words of many texts, one after another: text t is `form[start[t]:start[t + 1]]`."""

    form: Ints  # int32, row of the vocabulary
    start: Ints  # int64, one longer than there are texts
    opens: Bytes  # by word: whether it begins a CLAUSE, a SENTENCE or a QUESTION; 0 where none

    def slices(self) -> Iterator["Texts"]:
        """The same texts, so many at a time that what is worked out of each word needs little room."""
        for at in range(0, max(1, len(self.start) - 1), TEXTS_AT_ONCE):
            start = self.start[at : at + TEXTS_AT_ONCE + 1]
            yield Texts(self.form[start[0] : start[-1]], start - start[0], self.opens[start[0] : start[-1]])

    def lengths(self, rows: Ints) -> Ints:
        """How many words each of these texts has."""
        return self.start[rows + 1] - self.start[rows]

    def select(self, rows: Ints) -> "Texts":
        """These texts alone, in this order."""
        lengths = self.lengths(rows)
        at = stretches(self.start[rows], lengths)
        return Texts(self.form[at], np.concatenate([[0], np.cumsum(lengths)]), self.opens[at])


def read_words(texts: Sequence[str]) -> tuple[Texts, list[str]]:
    """Split texts into words; returns them and the forms they consist of.

    >>> texts, forms = read_words(["Costs rose 8.5 million.", "U.S. costs, twenty-five"])
    >>> [forms[form] for form in texts.form], texts.start.tolist()
    (['costs', 'rose', '8500000', 'US', 'costs', '25'], [0, 3, 6])
    >>> read_words(["Mr. Orm waited, then left. Nobody came."])[0].opens.tolist()
    [2, 0, 0, 1, 0, 2, 0]
    >>> read_words(["“Will it, then? Nobody knows.”"])[0].opens.tolist()
    [3, 0, 1, 2, 0]
    >>> read_words(["We go. —?", "We stay ?", "Go"])[0].opens.tolist()
    [2, 0, 3, 0, 2]
    >>> read_words(["We go.", "— ?", "We stay."])[0].opens.tolist()
    [2, 0, 2, 0]
    """
    seen: dict[str, int] = {}
    split = [_split(texts[at : at + TEXTS_AT_ONCE], seen) for at in range(0, max(1, len(texts)), TEXTS_AT_ONCE)]
    numbers: dict[str, int] = {}
    spellings = _look_at_all(list(seen), numbers)
    read: list[tuple[Numbers, ...]] = [_spell(*some, spellings, numbers) for some in split]
    form, lengths, opens = (np.concatenate(held) for held in zip(*read, strict=True))
    return Texts(form, np.concatenate([[0], np.cumsum(lengths)]), opens), list(numbers)


def _split(texts: Sequence[str], seen: dict[str, int]) -> tuple[Ints, Ints]:
    """Tokens of texts, by their numbers in `seen`, and where each text's begin."""
    split = compute.utf8_split_whitespace(arrow.array(np.asarray(texts, object), arrow.large_string()))
    coded = compute.list_flatten(split).dictionary_encode()
    number = np.array([seen.setdefault(token, len(seen)) for token in coded.dictionary.to_pylist()], np.int32)
    return number[coded.indices.to_numpy(zero_copy_only=False)], np.asarray(split.offsets)


class _Spellings(NamedTuple):
    """One row a token, as `look_at` sees it, and a last one for the token before a text."""

    form: Ints  # int32: of all tokens, then of all tokens as they begin a sentence
    start: Ints  # int64, by token, then by token as it begins a sentence
    ends: Flags
    colon: Flags
    pauses: Flags
    lower: Flags
    asks: Flags
    first: Flags  # by form: may be the first of two that are one word
    second: Flags  # by form: may be the second


def _look_at_all(tokens: Sequence[str], numbers: dict[str, int]) -> _Spellings:
    """Look at all tokens; their forms are numbered in `numbers`."""
    before = _Token([], [], ends=True, colon=True, pauses=True, lower=True, asks=False)
    forms, in_front, *flags = zip(*map(look_at, tokens), before, strict=True)
    spelled = [*forms[:-1], *in_front[:-1]]
    written = itertools.chain.from_iterable(spelled)
    form = np.array([numbers.setdefault(word, len(numbers)) for word in written], np.int32)
    start = np.concatenate([[0], np.cumsum([len(words) for words in spelled], dtype=np.int64)])
    joins = (np.array([may(form) for form in numbers] + [False]) for may in (is_first, is_second))
    return _Spellings(form, start, *map(np.array, flags), *joins)


def _spell(tokens: Ints, start: Ints, spellings: _Spellings, numbers: dict[str, int]) -> tuple[Ints, Ints, Bytes]:
    """Forms of texts given as tokens, how many each text has, and what each opens."""
    before = np.full(len(tokens), -1, np.int32)  # the token before; -1 at a text's beginning
    before[1:] = tokens[:-1]
    before[start[:-1][np.diff(start) > 0]] = -1
    ends, colons, pauses = spellings.ends[before], spellings.colon[before], spellings.pauses[before]
    in_front = (ends | colons) * np.int64(len(spellings.ends) - 1)
    form, places = _expand(spellings.form, spellings.start, tokens + in_front)
    opens, at = np.zeros(len(form) + 1, np.uint8), places[:-1]
    words_follow = at < np.repeat(places[start[1:]], np.diff(start))  # else the next word is the next text's
    opens[at[(ends | pauses) & words_follow]] = CLAUSE
    begins = ends & ~(spellings.lower[tokens] & (before >= 0)) & words_follow
    opens[at[begins]] = SENTENCE
    worded = places[1:] > np.repeat(places[start[:-1]], np.diff(start))  # else the sentence before is another text's
    asked = (np.cumsum(begins) - 1)[spellings.asks[tokens] & (words_follow | ~ends) & worded]
    opens[at[np.flatnonzero(begins)[asked]]] = QUESTION
    texts = _join_words(Texts(form, places[start], opens[:-1]), spellings, numbers)
    return texts.form, np.diff(texts.start), texts.opens


class _Token(NamedTuple):
    """What stands between two spaces."""

    forms: list[str]  # its words
    forms_in_front: list[str]  # its words where it begins a sentence
    ends: bool  # a sentence may end with it
    colon: bool
    pauses: bool  # a clause may end with it
    lower: bool  # it begins with a small letter
    asks: bool  # a question ends with it


@lru_cache(maxsize=TOKENS_KEPT)
def look_at(token: str) -> _Token:
    """What a token is, as far as it tells by itself."""
    forms = forms_of(token)
    return _Token(
        forms=forms,
        forms_in_front=_in_lower_case(forms),
        ends=_ends_sentence(token),
        colon=token.endswith(":"),
        pauses=token.rstrip(_CLOSERS).endswith(_PAUSES),
        lower=token.lstrip(_OPENERS)[:1].islower(),
        asks=token.rstrip(_CLOSERS).rstrip("!….").endswith("?"),
    )


def forms_of(token: str) -> list[str]:
    """Words of a token as written, apostrophes straight: texts told with either kind are one, whichever is read first.

    >>> forms_of("(twenty-one"), forms_of("U.S.-led"), forms_of("19th,"), forms_of("--"), forms_of("$2.5bn")
    (['21'], ['US', 'led'], ['19'], [], ['$', '2.5', 'bn'])
    >>> forms_of("Won’t"), forms_of("cannot"), forms_of("they'd"), forms_of("mayor’s")
    (['Will', 'not'], ['can', 'not'], ['they', 'would'], ["mayor's"])
    >>> forms_of("Unable,"), forms_of("unabletoo")
    (['Not', 'able'], ['unabletoo'])
    >>> [word for token in "I did n't".split() for word in forms_of(token)]  # as corpora cut it
    ['I', 'did', 'not']
    >>> forms_of("$5m"), forms_of("5m")
    (['$', '5', 'million'], ['5', 'm'])
    >>> forms_of("₦410m"), forms_of("R410m"), forms_of("€5M")
    (['410', 'million'], ['R', '410', 'million'], ['€', '5', 'million'])
    >>> forms_of("16:15h"), forms_of("4:15pm"), forms_of("2:0"), forms_of("2:05:30")
    (['16:15', 'h'], ['4:15', 'pm'], ['2', '0'], ['2', '05', '30'])
    """
    if token.isalpha() and token.isascii() and token.lower() not in _DENYING:
        return [token]
    if "." in token:
        token = _INITIALS.sub(lambda found: found[0].replace(".", "") + " ", token)
    if "-" in token:
        token = TENS_AND_ONES.sub(
            lambda found: str(NUMBER_WORDS[found[1].lower()] + NUMBER_WORDS[found[2].lower()]), token
        )
    if not token.isascii():
        token = _UNSPACED.sub(r" \1 ", token.replace("’", "'"))
    forms = _FORM.findall(_MILLIONS.sub(r"\1 million", _ORDINAL_ENDING.sub("", token)))
    return [word for form in forms for word in _spelled_out(form)] if _CONTRACTED.search(token) else forms


def _spelled_out(form: str) -> list[str]:
    """The words of a form that may be two: isn't, unable and they'll say what is not, not able and they will say."""
    if form.lower() in _DENYING:
        first, second = _DENYING[form.lower()]
        return [first.capitalize() if form[0].isupper() else first, second]
    head, _, tail = form.rpartition("'")
    if tail.lower() == "t" and head[-1:].lower() == "n":
        irregular = _NEGATED.get(head.lower())
        verb = head[:-1] if irregular is None else irregular.capitalize() if head[0].isupper() else irregular
        return [verb, "not"] if verb else ["not"]
    return [head, _AUXILIARIES[tail.lower()]] if head and tail.lower() in _AUXILIARIES else [form]


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
    return forms if usual_capital(forms[0]) >= USUALLY else [forms[0].lower(), *forms[1:]]


def _expand(flat: Ints, bounds: Ints, tokens: Ints) -> tuple[Ints, Ints]:
    """Forms of tokens one after another, and where each token's begin."""
    lengths = np.diff(bounds)[tokens]
    ends = np.zeros(len(tokens) + 1, np.int64)
    np.cumsum(lengths, out=ends[1:])
    return flat[stretches(bounds[:-1][tokens], lengths)], ends


def _join_words(texts: Texts, spellings: _Spellings, numbers: dict[str, int]) -> Texts:
    """Join what is one word in two or more: a number with its thousands and magnitudes, and "per cent"."""
    first, second = spellings.first[texts.form], spellings.second[texts.form]
    second[texts.start[:-1][np.diff(texts.start) > 0]] = False
    second[1:] &= first[:-1] | second[:-1]
    begins = np.flatnonzero(second & ~np.append(False, second[:-1]))  # of a row of words that may be second
    ends = np.flatnonzero(second & ~np.append(second[1:], False)) + 1
    pair = (ends - begins == 1) & first[begins - 1]
    longer = np.stack([begins - 1, ends], axis=1)[ends - begins > 1].tolist()
    form, stays = texts.form.copy(), np.ones(len(texts.form), bool)
    forms = list(numbers) if longer or pair.any() else []

    def number_of(word: str | None) -> int:
        return -1 if word is None else numbers.setdefault(word, len(numbers))

    at = begins[pair]
    pairs, which = np.unique(np.stack([form[at - 1], form[at]]), axis=1, return_inverse=True)
    made = np.array([number_of(joined_word(forms[a], forms[b])) for a, b in pairs.T], np.int32)[which]
    form[at[made >= 0] - 1], stays[at[made >= 0]] = made[made >= 0], False
    for begin, end in longer:
        at_word = begin
        for word, count in joined_words([forms[one] for one in form[begin:end].tolist()]):
            form[at_word], stays[at_word + 1 : at_word + count] = number_of(word), False
            at_word += count
    gone = np.concatenate([[0], np.cumsum(~stays)])
    return Texts(form[stays], texts.start - gone[texts.start], texts.opens[stays])


def cut_words(text: str, begin: int, end: int) -> str:
    """The stretch of a text from word `begin` to before word `end`, as `read_words` counts words.

    >>> cut_words("It cost 8.5 million, they said, and rose.", 3, 5)
    'they said,'
    >>> cut_words("It cost 8.5 million, they said, and rose.", 1, 3)
    'cost 8.5 million,'
    """
    tokens = text.split()
    forms = [forms_of(token) for token in tokens]
    words = joined_words(itertools.chain.from_iterable(forms))
    opens = itertools.chain.from_iterable([True, *[False] * (count - 1)] for _, count in words)
    kept: list[str] = []
    word = 0
    for token, spelled in zip(tokens, forms, strict=True):
        opened = list(itertools.islice(opens, len(spelled)))
        first, word = word - (opened[:1] == [False]), word + sum(opened)
        if begin < word and first < end and (opened or kept):
            kept.append(token)
    return " ".join(kept)
