"""What a telling is printed with, so that nobody is made to say what they denied.

in   kind, cue and words of a telling, and whether these are negated before their marks
out  the words to print before it, and a statement's heading

A reported clause is read with its verb: of “Kord denied that the port would close” the telling is “that the port would
close”, which she did not say. Words between marks stand by themselves, but for those that a verb denies or a “not”
before them.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from transforms import lexicons
from transforms.arrays import Flags
from transforms.tables import DIRECT, INDIRECT

_NO_VERB = "according to"  # the speaker's name ends it: no clause can follow
_ADDRESSED = frozenset(("told", "tells", "tell", "informed", "informs", "assured", "assures", "reminded", "notified"))


def opening_words(kind: str, cue: Any, cue_first: bool, negated: bool) -> str | None:
    """What to print between a speaker's name and the telling; None where nothing is needed.

    A colon stands where the article has the cue behind the clause, which then begins as a sentence does; dots stand
    for whom a verb is said to, who is no part of cue or words.

    >>> opening_words("indirect", "warned", True, False), opening_words("mixed", "denied", True, False)
    ('warned', 'denied')
    >>> opening_words("indirect", "said", False, False), opening_words("direct", "said", True, False)
    ('said:', None)
    >>> opening_words("indirect", "told", True, False), opening_words("mixed", "vowed", True, True)
    ('told …', '… not')
    """
    if negated and not is_denial(cue):
        return "… not"
    if not isinstance(cue, str) or cue.lower() == _NO_VERB:
        return None
    if kind == INDIRECT or denies(kind, cue, negated):
        behind = ":" if not cue_first else " …" if cue.lower() in _ADDRESSED else ""
        return f"{cue.lower()}{behind}"
    return None


def denies(kind: str, cue: Any, negated: bool) -> bool:
    """Whether a telling is denied by its verb or by a “not” before its marks, not by both; an utterance by itself."""
    return kind != DIRECT and is_denial(cue) != negated


def is_denial(cue: Any) -> bool:
    """Whether a verb denies what it reports."""
    return isinstance(cue, str) and cue.lower() in _denials()


def are_denied(cues: Any, kinds: pd.Series, negated: Flags) -> Flags:
    """What `denies` tells, of many tellings, by columns."""
    return (pd.Series(cues).str.lower().isin(_denials()).to_numpy(bool) ^ negated) & kinds.ne(DIRECT).to_numpy(bool)


def _denials() -> frozenset[str]:
    return lexicons.words(__package__, "denials.tsv")


def heading(text: str, tellings: Iterable[tuple[str, Any, str]]) -> str:
    """A statement's canonical wording as its heading; what was denied stands behind the verb that denies it.

    `tellings` are kind, cue and words of each.

    >>> heading("not that the port would close", [("indirect", "denied", "that the port would close")])
    'denied that the port would close'
    """
    for kind, cue, words in tellings:
        if text == f"not {words}" and denies(kind, cue, negated=False):
            return f"{cue.lower()} {words}"
    return text
