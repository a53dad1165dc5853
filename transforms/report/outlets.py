"""Outlets: one name for each, however its articles spell it.

`source` is told article by article, by record, dateline or folder, so one outlet may stand there as "The Ledger",
"Ledger" and "ledger". Only where all articles are seen can these be told for one.
"""

import re
from collections import Counter
from collections.abc import Sequence

_APART = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"the (?=\w)")


def one_name_each(names: Sequence[str]) -> list[str]:
    """Name each outlet by its commonest spelling, of equals by the first in Unicode's order, capitals first.

    >>> one_name_each(["The Ledger", "ledger", "Elban Post", "Ledger", "elban-post", "The Ledger"])
    ['The Ledger', 'The Ledger', 'Elban Post', 'The Ledger', 'Elban Post', 'The Ledger']
    """
    commonest: dict[str, str] = {}
    for name, _ in sorted(Counter(names).items(), key=lambda counted: (-counted[1], counted[0])):
        commonest.setdefault(_fold(name), name)
    return [commonest[_fold(name)] for name in names]


def _fold(name: str) -> str:
    """What an outlet's spellings have in common: its words, without case and the article before them."""
    words = _APART.sub(" ", name.casefold()).strip()
    return words[len(the.group()) :] if (the := _ARTICLE.match(words)) else words or name
