"""A cheap guess at the language: which language's commonest words the text is made of, or else its script.

No model and no library: an article has hundreds of words, and a third of them are among the commonest fifty.
"""

import re
from functools import cache

from transforms import lexicons

# Choices, fitted to no labels: with more hits asked for short texts and lists of names have no language, with fewer an
# English text that cites another language may have that; a longer sample costs time.
_SAMPLE_CHARS = 2000
_FEWEST_HITS = 5  # below, a headline in one language with a name in another decides
_FEWEST_SHARE = 0.12  # of a text's words
_WORD = re.compile(r"[^\W\d_]+")
# Letters that one language writes, or few do; Chinese last, because Japanese and Korean write its letters too.
_LETTERS_OF = {
    "ja": "[\u3040-\u30ff]",
    "ko": "[\uac00-\ud7a3]",
    "el": "[\u0370-\u03ff]",
    "he": "[\u05d0-\u05ea]",
    "hi": "[\u0900-\u097f]",
    "th": "[\u0e00-\u0e7f]",
    "zh": "[\u4e00-\u9fff]",
}
_FEWEST_LETTERS, _LEAST_OF_LETTERS = 20, 0.2  # of a script, and as a share of all: English that cites a line has fewer


def guess_language(text: str) -> str | None:
    """Guess the language (ISO 639-1); None where the text is too short or none of the known languages fits.

    >>> guess_language("The minister said that he had not been told of it, and that it was for the court to say.")
    'en'
    >>> guess_language("Brr.") is None
    True
    """
    words = _WORD.findall(text[:_SAMPLE_CHARS].lower())
    hits: dict[str, int] = {}
    table = _languages_of_words()
    for word in words:
        for language in table.get(word, ()):
            hits[language] = hits.get(language, 0) + 1
    best = max(sorted(hits), key=hits.__getitem__, default=None)
    if best and hits[best] >= max(_FEWEST_HITS, _FEWEST_SHARE * len(words)):
        return best
    return _language_of_script(text[:_SAMPLE_CHARS], sum(map(len, words)))


def _language_of_script(text: str, n_letters: int) -> str | None:
    """Guess the language by letters that no other writes; English words may stand among them."""
    fewest = max(_FEWEST_LETTERS, _LEAST_OF_LETTERS * n_letters)
    return next((name for name, letters in _LETTERS_OF.items() if len(re.findall(letters, text)) >= fewest), None)


@cache
def _languages_of_words() -> dict[str, list[str]]:
    languages: dict[str, list[str]] = {}  # whole before another thread sees it
    for language, listed in lexicons.rows("transforms.clean", "stop_words.tsv"):
        for word in listed.split():
            languages.setdefault(word, []).append(language)
    return languages
