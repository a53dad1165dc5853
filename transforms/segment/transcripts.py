"""Transcripts: articles whose speakers stand before their words with a colon, and no quotation marks."""

import re
from collections import Counter
from collections.abc import Iterable

FEWEST_TURNS = 3
_NAME = r"[^\W\d_a-z][\w.'’-]{0,40}"
_TURN = re.compile(rf"({_NAME}(?: {_NAME}){{0,3}})(?: \([^()\n]{{1,60}}\))?: ?(?![\s\"“”'‘’«»„/])")


def is_transcript(paragraphs: Iterable[str]) -> bool:
    """Whether speakers take turns in these paragraphs: a few open with a label, and one label comes again.

    >>> is_transcript(["Q: Who pays?", "A: The council does.", "Q: When?"])
    True
    >>> is_transcript(["Q: “Who pays?”", "A: “The council does.”", "Q: “When?”"])  # marked, and read by the marks
    False
    """
    labels = Counter(turn[1] for paragraph in paragraphs if (turn := _TURN.match(paragraph)))
    return labels.total() >= FEWEST_TURNS and max(labels.values()) > 1
