"""Words without quotation marks: transcripts, whose speakers stand before them with a colon; posts, signed beneath."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from transforms.clean.lines import FEWEST_TURNS, LABEL, are_turns

_TURN = re.compile(rf"(?:{LABEL}|(?P<letter>[QA])\.) ?(?![\s\"“”'‘’«»„/])")

# Under a post from a network: its author and handle, and it may be the day.
SIGNATURE = re.compile(r"[-–—]{1,2} ?[^\n]{1,80}\(@\w{1,40}\)[^\n]{0,40}$")
_MARK = re.compile(r"[\"“”„«»]|(?<!\w)['‘]")


def find_spoken(paragraphs: Sequence[str]) -> tuple[list[int | None], bool]:
    """Where the words begin in each paragraph that somebody says without marks, up to its end; None where nobody does.

    They are the turns of a transcript or, where there is none, posts; and whether they are turns.
    """
    turns = find_transcript(paragraphs)
    is_transcript = any(begin is not None for begin in turns)
    return (turns, True) if is_transcript else (find_posts(paragraphs), False)


def find_posts(paragraphs: Sequence[str]) -> list[int | None]:
    """Where the words begin of each paragraph that is a post, which is at its first; None for the reporter's.

    It is the paragraph over a signature: what stands above that may be the reporter's again.

    >>> find_posts(["He posted at noon:", "Told you. Take the train.", "— Theo Hart (@theoh) July 10, 2026"])
    [None, 0, None]
    """
    below = (*paragraphs, "")[1:]
    signed = (SIGNATURE.match(sign) and not _MARK.search(post) for post, sign in zip(paragraphs, below, strict=True))
    return [0 if is_signed else None for is_signed in signed]


def find_transcript(paragraphs: Sequence[str]) -> list[int | None]:
    """Where the words begin of each paragraph that is part of a transcript; None for the reporter's own.

    An article is a transcript where a few paragraphs open with a label, one label comes again, and a third of what
    they hold is speech by its look. What stands without a label between two turns goes on from the one before; unless
    the next has its label, too: then the last of it is somebody else's, as the question that an interviewer prints
    bare. One who does that before the first turn does it before any; then two turns are enough.

    >>> find_transcript(["Q: Who pays?", "A: The council does.", "I told them so.", "Q: When?", "He left."])
    [3, 3, 0, 3, None]
    >>> find_transcript(["Q: “Who pays?”", "A: “The council does.”", "Q: “When?”"])  # marked, and read by the marks
    [None, None, None]
    """
    turns = [_TURN.match(paragraph) for paragraph in paragraphs]
    labels = _by_initials(Counter(filter(None, map(_label, turns))))
    starts: list[int | None] = [None] * len(paragraphs)
    places = [number for number, turn in enumerate(turns) if turn]
    asked_before = all(number and paragraphs[number - 1].endswith("?") for number in places)
    said = [turn.string[turn.end() :] for turn in turns if turn]
    if not are_turns(labels, said, FEWEST_TURNS - asked_before):
        return starts
    asked = {
        after - 1
        for before, after in pairwise(places)
        if after - before > 1 and _label(turns[before]) == _label(turns[after])
    }
    if places[0] and paragraphs[places[0] - 1].endswith("?"):
        asked |= {after - 1 for after in places if turns[after - 1] is None and paragraphs[after - 1].endswith("?")}
    for number in range(places[0], places[-1] + 1):
        if number in asked:
            continue
        start = turn.end() if (turn := turns[number]) else 0
        if start < len(paragraphs[number]):
            starts[number] = start
    return starts


def _by_initials(labels: Counter[str]) -> Counter[str]:
    """Labels with those counted as one that are a name and its initials: Petra Quill, PQ."""
    named = {"".join(word[0] for word in label.split()): label for label in labels if " " in label}
    counted: Counter[str] = Counter()
    for label, times in labels.items():
        counted[named.get(label, label)] += times
    return counted


def _label(turn: re.Match[str] | None) -> str | None:
    return (turn["label"] or turn["letter"]) if turn else None
