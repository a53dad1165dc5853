"""A cheap guess at the language: which language's commonest words the text is made of.

No model and no library: an article has hundreds of words, and a third of them are among the commonest fifty.
"""

import re
from functools import cache

from transforms import lexicons

_SAMPLE_CHARS = 2000
_FEWEST_HITS = 5  # below, a headline in one language with a name in another decides
_FEWEST_SHARE = 0.12
_WORD = re.compile(r"[^\W\d_]+")


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
    if not hits:
        return None
    best = max(sorted(hits), key=hits.__getitem__)
    return best if hits[best] >= max(_FEWEST_HITS, _FEWEST_SHARE * len(words)) else None


@cache
def _languages_of_words() -> dict[str, list[str]]:
    languages: dict[str, list[str]] = {}  # whole before another thread sees it
    for language, listed in lexicons.rows("transforms.clean", "stop_words.tsv"):
        for word in listed.split():
            languages.setdefault(word, []).append(language)
    return languages
