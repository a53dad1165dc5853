"""Stems: the form under which a word is compared, so that "regimes" meets "regime" and "organised" "organized".

Cruder than a dictionary and faster: irregular forms from a table, then spelling, then endings.
"""

import re
import unicodedata
from functools import cache, lru_cache

from transforms import lexicons

_PACKAGE = "transforms.statements.wording"
_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"})
_SPELLINGS = tuple(
    (re.compile(pattern), put)
    for pattern, put in [
        (r"(?<=..)is(e|es|ed|er|ers|ing|ation|ations)$", r"iz\1"),
        (r"(?<=..)ys(e|es|ed|ing)$", r"yz\1"),
        (r"(?<=..)our(?=$|s$|ed$|ing$|able$|ite$|ites$|er$|ers$|hood)", "or"),
        (r"(?<=..)tre(s?)$", r"ter\1"),
        (r"(?<=.)ogue(s?)$", r"og\1"),
        (r"(?<=.)mme(s?)$", r"m\1"),
        (r"(?<=..)ence(s?)$", r"ense\1"),
        (r"ae|oe", "e"),
    ]
)
_SPELLED_OTHERWISE = re.compile(r"is|ys|our|tre|ogue|mme|ence|ae|oe")  # what one of these may apply to
_ENDINGS = (
    "izations", "ization", "ations", "ation", "itions", "ition", "ments", "ment", "ingly", "edly", "iness", "ness",
    "ically", "fully", "ities", "ity", "ings", "ing", "ions", "ion", "ers", "ies", "ied", "ier", "iest", "est", "er",
    "ely", "ally", "ily", "ly", "als", "al", "ives", "ive", "izes", "ized", "ize", "ed", "es", "s", "e", "y",
)  # fmt: skip
_BY_LAST_LETTER = {letter: tuple(e for e in _ENDINGS if e[-1] == letter) for letter in {e[-1] for e in _ENDINGS}}
_SHORTEST = {"s": 3, "e": 3, "y": 3, "er": 4, "est": 4, "al": 4, "als": 4, "ion": 4, "ions": 4, "ity": 4, "es": 3}
_KEPT = frozenset(["news", "his", "this", "less", "united", "states", "during", "very", "only", "many", "any", "july"])


@cache
def irregular_forms() -> dict[str, str]:
    """Form → base form, for words whose endings do not tell."""
    return {
        form: base
        for base, forms, *_ in lexicons.rows(_PACKAGE, "irregular_forms.tsv")
        for form in (base, *forms.split())
    }


def fold(word: str) -> str:
    """Lower case without diacritics.

    >>> fold("Jiří"), fold("Straße")
    ('jiri', 'strasse')
    """
    low = word.casefold().translate(_LETTERS)
    if low.isascii():
        return low
    parts = unicodedata.normalize("NFKD", low)
    return "".join(c for c in parts if not unicodedata.combining(c)) or low


@lru_cache(maxsize=1 << 18)
def stem(word: str) -> str:
    """Stem of a folded word.

    >>> stem("regimes") == stem("regime"), stem("organised") == stem("organization"), stem("fell")
    (True, True, 'fall')
    """
    base = irregular_forms().get(word)
    if base is not None:
        return base
    if len(word) < 3 or word in _KEPT or not word.isalpha():
        return word
    if len(word) == 3:
        return _even_out(word)
    if _SPELLED_OTHERWISE.search(word):
        for pattern, put in _SPELLINGS:
            word = pattern.sub(put, word)
    for ending in _BY_LAST_LETTER.get(word[-1], ()):
        kept = len(word) - len(ending)
        if kept >= _SHORTEST.get(ending, 3) and word.endswith(ending) and not (ending == "s" and word[-2] in "su"):
            return _even_out(word[:kept])
    return word


def _even_out(root: str) -> str:
    """plann → plan, study → studi, day → dai as days is."""
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "ls":
        root = root[:-1]
    return root[:-1] + "i" if root[-1] == "y" else root
