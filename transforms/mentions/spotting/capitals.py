"""Runs of capitalised words: where names may stand.

A run is as long as a name could be: capitalised words with the small words that names hold between them (of, for,
and, de, van …), a determiner before, brackets of an editor's insertion within. What names it holds, `names` says.
"""

import re
from functools import cache
from typing import NamedTuple

from transforms import lexicons
from transforms.mentions.words import vocabulary
from transforms.name_particles import NAME_PARTICLES
from transforms.segment.abbreviations import abbreviated

MOST_WORDS = 16  # of a run; a longer stretch of capitals is a list or a heading, and read in pieces
UPPER = "".join(map(chr, (i for i in range(0x2FFF) if chr(i).isupper())))
# what a hyphen ties to a name without making it part of the name ("Moscow-based"), and what an apostrophe does
_TIED = (
    r"(?:led|based|related|backed|style|born|era|wide|winn\w+|owned|run|controlled|like|area|friendly|only|free|level"
    r"|class|funded|held|sponsored|made|\w+ed|\w+ing)\b"
)
_JOINED = rf"(?>(?:[-–’'&](?!(?:s|S|d|m|ve|re|ll)\b)(?!{_TIED})\w+)*)"
_DOTTED = rf"(?:[{UPPER}]\.)+(?:[{UPPER}](?![\w.]))?"
_WORD = rf"[{UPPER}]\w*{_JOINED}"
_PREFIXED = rf"(?:al|el|an|as|ash|ad|at|ar|az|ul|ur|d|l)[-’'][{UPPER}]\w*{_JOINED}"
_GROWN = rf"(?:ka|kwa|wa|ma|de|di|du|la|le|van|von)[{UPPER}][^\W{UPPER}]\w*{_JOINED}"  # Sipho kaNdlovu, deGrange
# What stands between a title and a name without being of either: Dr (Mrs) Patience Wold, Lt Gen (retd) Hamid Orvane
_ASIDE = r"\((?:Mrs|Mr|Miss|Ms|Dr|Engr|[Rr]et[d.]?|[Rr]td)\.?\)"
_PARTICLE = rf"(?:{'|'.join(word for word, marks in NAME_PARTICLES.items() if 'english' not in marks)})"
_POSSESSIVE = "'s"
_JOINTS = frozenset({"of", "for", "to", "on", "and", "&"})
_JOINT = r"(?:(?:of|for|to|on|and)(?: the)?|&)"


def _abbreviated() -> str:
    """Pattern of what is written with a stop before a name, in it or behind it: Gov., Mt., Bros."""
    stopped = {word[:-1] for word in vocabulary.honorifics() if word.endswith(".")}
    shortened = set(filter(str.isalpha, abbreviated("title", "other")))
    written = sorted(stopped | {word for word in shortened if word[0].isupper()}, key=lambda word: (-len(word), word))
    return rf"(?:[{UPPER}][a-z]+-)?(?:{'|'.join(written)})\."  # Supt., Staff-Insp.


def _with_possessive() -> str:
    """Pattern of what ends as a possessive does and is a whole name: Moody’s."""
    listed = (name for row in lexicons.rows(vocabulary.PACKAGE, "organisations.tsv") for name in row[0].split())
    return rf"(?:{'|'.join(sorted({name[:-2] for name in listed if name.endswith(_POSSESSIVE)}))})[’']s\b"


@cache
def run_pattern() -> re.Pattern[str]:
    """Pattern of a run."""
    atom = rf"(?:{_with_possessive()}|{_DOTTED}|{_abbreviated()}|{_WORD}|{_PREFIXED}|{_GROWN})"
    honoured = "the (?=(?:Hon|Rt|Right Hon|Rev|Very Rev|Most Rev)\\b)"  # Dr the Hon Desmond Wold
    between = rf"(?:\]? \[?(?:{_PARTICLE} ){{0,3}}| {_JOINT} | {_ASIDE} | {honoured})"
    # the letters a run may begin with, asked first, spare the rest most tries
    begins = rf"\b(?=[{UPPER}tadeulkmvw])(?<![@#])(?<!\w[-/.@'’])"
    return re.compile(rf"{begins}(?:[Tt]he )?{atom}(?>(?:{between}{atom}){{0,{MOST_WORDS - 1}}})")


class Atom(NamedTuple):
    """A word of a run, with offsets into it; `joint` is the small word between it and the atom before, or "".

    It is "[" where an editor put in a name of its own.
    """

    text: str
    start: int
    end: int
    joint: str


def split_run(run: str) -> list[Atom]:
    """Words of a run, without the determiner before it and the brackets within.

    >>> [(atom.joint, atom.text) for atom in split_run("the Ministry of Defence")]
    [('', 'Ministry'), ('of', 'Defence')]
    >>> [(atom.joint, atom.text) for run in ("Ada [Reldan", "Everything [Reldan") for atom in split_run(run)]
    [('', 'Ada'), ('', 'Reldan'), ('', 'Everything'), ('[', 'Reldan')]
    """
    atoms: list[Atom] = []
    joint, start = "", 0
    for word in run.split(" "):
        end = start + len(word)
        if word in _JOINTS:
            joint = word
        elif word[0] != "(" and (word not in ("the", "The") or (word == "The" and start)):
            opened, closed = word.startswith("["), word.endswith("]")
            if opened and atoms and not joint and _is_no_name(atoms[-1].text):
                joint = "["
            atoms.append(Atom(word.strip("[]"), start + opened, end - closed, joint))
            joint = ""
        start = end + 1
    return atoms


def _is_no_name(word: str) -> bool:
    """Whether what an editor puts in behind a word is not of its name: Everything [Reldan]; not Major [Ada] Reldan."""
    title = word in vocabulary.honorifics() or word.lower() in vocabulary.titles()
    return (vocabulary.is_everyday(word) or word.isupper()) and not title and not vocabulary.is_given(word)
