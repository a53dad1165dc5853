"""Stems: the form under which a word is compared, so that "regimes" meets "regime" and "organised" "organized".

Cruder than a dictionary and faster: irregular forms from a table, then spelling, then what inflects a word, then what
derives it. All forms of a word have one stem; words of one root mostly do.
"""

import re
import unicodedata
from functools import cache, lru_cache

from transforms import lexicons

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
        (r"(?<=..)enc(e|es|ed|ing)$", r"ens\1"),
        (r"(?:ae|oe)(?=[a-z]{2})", "e"),
    ]
)
_SPELLED_OTHERWISE = re.compile(r"is|ys|our|tre|ogue|mme|enc|ae|oe")  # what one of these may apply to
_DERIVING = (
    "ization", "ation", "ition", "ment", "ingli", "edli", "iness", "ness", "icalli", "fulli", "iti", "ing", "ion",
    "iest", "est", "er", "eli", "alli", "ili", "li", "al", "iv", "iz",
)  # fmt: skip
_BY_LAST_LETTER = {letter: tuple(e for e in _DERIVING if e[-1] == letter) for letter in {e[-1] for e in _DERIVING}}
_SHORTEST = {"er": 4, "est": 4, "al": 4, "ion": 4, "iti": 4, "iv": 4, "iz": 4}
_NO_ENDING = ("eal", "eer")  # appeal, career
_VOWEL = re.compile("[aeiouy]")
_SHORT = re.compile("[^aeiouy]+[aeiouy][^aeiouywx]")  # hop, writ: an e behind them makes another word
_TWO_SYLLABLES_TO_L = re.compile("[aeiouy][^aeiouy]+[aeiouy]+ll$")
_KEPT = frozenset((
    "any", "during", "evening", "his", "july", "less", "many", "morning", "news", "only", "states", "this", "united",
    "very",
))  # fmt: skip


@cache
def irregular_forms() -> dict[str, str]:
    """Form → base form, for words whose endings do not tell."""
    return {
        form: base
        for base, forms, *_ in lexicons.rows(__package__, "irregular_forms.tsv")
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
    base = _even_out(_without_inflection(word))
    if base.endswith(_NO_ENDING):
        return base
    for ending in _BY_LAST_LETTER.get(base[-1], ()):
        kept = len(base) - len(ending)
        if kept >= _SHORTEST.get(ending, 3) and base.endswith(ending):
            return _even_out(_with_e(base[:kept]) if ending[0] in "aei" else base[:kept])
    return base


def _without_inflection(word: str) -> str:
    """A word without what makes a plural, a past or a participle of it, so that all its forms have one stem.

    >>> [_without_inflection(word) for word in ("studies", "offered", "planning", "hoped", "agreed", "succeed")]
    ['study', 'offer', 'plann', 'hope', 'agree', 'succeed']
    """
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    if word[-1] == "s" and word[-2] not in "siu":
        return word[:-2] if word.endswith(("sses", "xes", "ches", "shes", "zzes")) else word[:-1]
    if word.endswith("eed"):
        return word[:-1] if len(word) > 5 and not word.endswith("ceed") else word
    if word.endswith(("ed", "ing")):
        root = word[:-2] if word[-1] == "d" else word[:-3]
        return _with_e(root) if len(root) > 2 and _VOWEL.search(root) else word
    return word


def _with_e(root: str) -> str:
    """hop → hope, of hoped; of hopped there would be hopp."""
    return root + "e" if _SHORT.fullmatch(root) else root


def _even_out(root: str) -> str:
    """plann → plan, cancell → cancel, but sell; arrive → arriv as of arrived; study → studi, day → dai as of days."""
    if len(root) > 3 and root[-1] == "e" and not _SHORT.fullmatch(root[:-1]):
        root = root[:-1]
    if len(root) > 3 and root[-1] == root[-2] and (root[-1] not in "lse" or _TWO_SYLLABLES_TO_L.search(root)):
        root = root[:-1]
    return root[:-1] + "i" if root[-1] == "y" else root
