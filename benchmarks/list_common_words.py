"""List the words that news writes small, from training text, as transforms/mentions/words/common_words.tsv holds them.

usage: python benchmarks/list_common_words.py ATTRIBUTIONS.jsonl PAIRS.jsonl > common_words.tsv

A word counts where a small letter, comma or semicolon stands before it, so that no sentence begins with it.
"""

import re
import textwrap
from collections import Counter
from pathlib import Path

from command import arguments_of
from labelled import read_lines

INSIDE = re.compile(r"(?<=[a-z,;] )([A-Za-z][a-z]+)\b")
SHORT, LEAST_IF_SHORT = 4, 3  # of a short word one small writing tells little: ups is also a company, hp another


def texts(path: Path) -> set[str]:
    rows = read_lines(path)
    return {row[field] for row in rows for field in ("text", "a", "b") if field in row}


def main(*paths: str) -> None:
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for text in sorted(set().union(*(texts(Path(path)) for path in paths))):
        for word in INSIDE.findall(text):
            (large if word[0].isupper() else small)[word.lower()] += 1
    words = sorted(word for word, n in small.items() if large[word] < n and (len(word) > SHORT or n >= LEAST_IF_SHORT))
    print(
        "# Words that English news writes small: in PolNeAR's training part and the paraphrase corpora each stands "
        "inside a\n# sentence without a capital, one of four letters or fewer three times, and more often so than with "
        "one (benchmarks/list_common_words.py)."
    )
    print("\n".join(textwrap.wrap(" ".join(words), 118)))


if __name__ == "__main__":
    parser = arguments_of(__doc__)
    parser.add_argument("gold", nargs="+", metavar="JSONL", help="labelled files of news text")
    main(*parser.parse_args().gold)
