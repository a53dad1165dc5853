"""Labelled pairs of statements, and those made from them: what train_statements.py learns from and is judged by.

    {"a", "b", "label": 1 where both say the same, "src": its corpus, "kind": how it came about}      a line of PAIRS
    {"text"}                                                                                          a line of ARTICLES

Corpora of pairs hold sentences that somebody chose; what meets in the news are clauses and phrases, most of them by
strangers, that share a topic. So pairs of quotations of ARTICLES are learned from too: news_pairs.tsv says where they
stand and, as one reader has it, whether they say the same. It holds no text.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from labelled import read_lines

from transforms import lexicons
from transforms.arrays import Floats, Ints
from transforms.statements.comparison import scorer
from transforms.statements.comparison.candidates import candidate_pairs
from transforms.statements.grouping.clusters import chains
from transforms.statements.grouping.context import NAMELESS
from transforms.statements.grouping.context import STRANGERS as OTHERS
from transforms.statements.reading import read_texts
from transforms.statements.wording.vocabulary import CONTENT, USUALLY, Vocabulary, describe, usual_capital
from transforms.statements.wording.words import Texts, read_words

Row = dict[str, Any]
Edit = Callable[[re.Match[str]], str]
NEWS = Path(__file__).with_name("news_pairs.tsv")
LESS = {"same": 0.0, "unknown": NAMELESS, "others": OTHERS}  # log odds that who told both takes from a pair of NEWS
STRANGERS = 10_000  # pairs of sentences or clauses of different groups that are learned from
TOLD_AGAIN = 0.6  # share of both texts' words, by weight
CLAUSE_ENDS = re.compile(r"[,;:–—] ")
EDITED = 2500  # pairs that say the same of which edited ones are made
COUNTS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
NUMBERS = re.compile(rf"\d+|\b(?:{'|'.join(COUNTS)})\b")
NAMES = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}")
WORDS = re.compile(r"\b[a-z]+\b")
TWO_NAMES = re.compile(r"\b([A-Z][a-z]{2,})((?: [a-z]+){2,8} )([A-Z][a-z]{2,})\b")
VERBS = re.compile(r"\b(?:is|are|was|were|will|can|has|had|have|would|should)\b(?! not)")
PHRASE = r"((?:[Tt]he|[Aa]n?|[Hh]is|[Ii]ts|[Tt]heir) (?:[a-z]+ )?[a-z]+|[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})?)"
DID = re.compile(
    rf"\b{PHRASE} (?:has |have |had )?([a-z]{{2,}}ed) {PHRASE}(?=[,.;]| (?:in|on|at|for|after|over|to|from|with)\b)"
)
LISTED = r"((?:[a-z]+ )?[a-z]{4,})"
MILD_EDITS: tuple[tuple[re.Pattern[str], Edit], ...] = (  # edits that leave the statement as it is
    (re.compile(r" (?:also|very|just|now|already|really|however|only then|the|a|that|of) "), lambda found: " "),
    (re.compile(r"\b(is|are|was|were|did|does|do|have|has|had|could|would|should) not\b"), r"{0[1]}n't".format),
    (re.compile(r"\b(?:will not|cannot|can not)\b"), lambda found: "won't" if found[0][0] == "w" else "can't"),
    (re.compile(r"\b(?:must|have to|has to)\b"), lambda found: "must" if found[0] != "must" else "have to"),
    (re.compile(r"(?<=\d )(?:percent|per cent)|(?<=\d)%"), lambda found: " per cent" if found[0] == "%" else "percent"),
    (re.compile(r"^([^,.]{12,}), ([^,.]{8,})\.?$"), r"{0[2]}, {0[1]}.".format),
    (re.compile(r"\b(is|are|was|were|has|have|will) (?=[a-z]+ed\b)"), lambda found: f"{found[1]} also "),
    (re.compile(r"(?<=[a-z]{3})(?:is|iz)(?=(?:e|ed|ing|ation)\b)"), lambda found: "is" if found[0] == "iz" else "iz"),
    (re.compile(r"(?<=[a-z]) (?=[a-z]+ly\b|in |on )"), lambda found: ", "),
    (
        re.compile(rf"(?<= (?:of|to|by)) {LISTED} and {LISTED}(?=[,.;]| (?:in|of|to)\b)"),
        r" {0[2]} and {0[1]}".format,
    ),
    (re.compile(r"(?<=[a-z,] )([A-Z][a-z]+) and ([A-Z][a-z]+)\b(?! [A-Z])"), r"{0[2]} and {0[1]}".format),
)
WEIGHTS = {
    "neg_name": 4.0,
    "neg_number": 3.0,
    "neg_antonym": 3.0,
    "neg_role_too": 3.0,
    "neg_member_too": 0.3,
}  # what a wrong merger costs, against 1
CORPUS_WEIGHTS = {
    "mrpc": 0.7,
    "sts_news": 2.0,
    "longer": 0.3,
    "edited": 0.5,
    "strangers": 0.5,
}  # mrpc forgives changed numbers; sts_news is small
MADE = ("longer", "edited", "strangers")  # sources of pairs that were made from the labelled ones
JOINTS = ("{0}. {1}", "{0}, and {1}", "{1} {0}.")  # how a second sentence is put to a first


@dataclass(frozen=True)
class Pairs:
    """Labelled pairs as words; text i and text i + len(label) are a pair."""

    texts: Texts
    vocabulary: Vocabulary
    forms: list[str]
    label: Ints
    source: npt.NDArray[np.str_]
    kind: npt.NDArray[np.str_]
    group: Ints  # (pairs, 2): groups of sentences the two texts stand in; labelled pairs stand in one
    less: Floats  # log odds that who told both takes from what the scorer says of the words

    @property
    def cost(self) -> Floats:
        """Weight of each pair in training."""
        of_pair = zip(self.kind, self.source, strict=True)
        return np.array([WEIGHTS.get(kind, 1.0) * CORPUS_WEIGHTS.get(source, 1.0) for kind, source in of_pair])


def read_pairs(path: Path, articles: Path) -> Pairs:
    """The labelled pairs of PAIRS and ARTICLES, and pairs made from them: strangers and voices of PAIRS alone."""
    given, news = read_lines(path), news_pairs(articles)
    labelled = given + news
    group = group_by_sentence([(row["a"], row["b"]) for row in labelled])
    group_of = {row[side]: number for row, number in zip(labelled, group, strict=True) for side in "ab"}
    told = {row[side] for row in news for side in "ab"}
    strangers, clauses = strange_pairs({text: number for text, number in group_of.items() if text not in told})
    group_of = clauses | group_of
    longer = longer_pairs(labelled) + edited_pairs(labelled) + voiced_pairs(given)
    groups = [*zip(group, group, strict=True), *((group_of[row["from"]],) * 2 for row in longer)]
    groups += [(group_of[row["a"]], group_of[row["b"]]) for row in strangers]
    rows = labelled + longer + strangers
    texts, forms = read_words([row[side] for side in "ab" for row in rows])
    label, source, kind = (np.array([row[name] for row in rows]) for name in ("label", "src", "kind"))
    less = np.array([LESS[row.get("tellers", "same")] for row in rows])
    return Pairs(texts, describe(forms), forms, label, source, kind, np.array(groups), less)


def news_pairs(articles: Path) -> list[Row]:
    """The pairs that news_pairs.tsv lists, with who told the two: the `same`, `others`, or it is `unknown`."""
    text = ["", *(row["text"] for row in read_lines(articles))]
    rows = [line.split("\t") for line in NEWS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [
        {
            "a": text[int(line_a)][int(start_a) : int(end_a)],
            "b": text[int(line_b)][int(start_b) : int(end_b)],
            "label": int(label),
            "src": "news",
            "kind": "human",
            "tellers": tellers,
        }
        for line_a, start_a, end_a, line_b, start_b, end_b, tellers, label in rows
    ]


def strange_pairs(group_of: dict[str, int]) -> tuple[list[Row], dict[str, int]]:
    """Pairs that blocking would bring before the trees, of sentences of different stories and clauses of theirs.

    They are what the trees mostly see in a corpus, and deny; labelled pairs hold none of them. Not all tellings of a
    sentence are labelled as such: of pairs of different groups that share TOLD_AGAIN about half say the same. So
    groups that such a pair joins are one story, and within a story nothing is taken for strange.
    """
    clauses = {clause: group for text, group in group_of.items() for clause in CLAUSE_ENDS.split(text)}
    group_of = {clause: group for clause, group in clauses.items() if len(clause.split()) > 2} | group_of
    texts = list(group_of)
    reading = read_texts(texts)
    keys = np.unique(reading.key[reading.key > 0])
    found = reading.find(candidate_pairs(reading.sign(keys)).ravel()).reshape(-1, 2)
    _, *shares = reading.score_texts(*found.T)
    groups = np.array(list(group_of.values()))[found]
    story = chains(groups.max() + 1, groups[shares[0] >= TOLD_AGAIN])[groups]
    strange = scorer.may_be_same(np.stack(shares)) & (story[:, 0] != story[:, 1])
    chosen = np.random.default_rng(0).permutation(found[strange])[:STRANGERS].tolist()
    rows = [{"a": texts[a], "b": texts[b], "label": 0, "src": "strangers", "kind": "neg_other"} for a, b in chosen]
    return rows, group_of


def longer_pairs(rows: Sequence[Row]) -> list[Row]:
    """Pairs of which one text has a sentence more, and pairs of two sentences each, made from the pairs given.

    Corpora of sentence pairs hold few of either; in the news both are common, and a part is not the whole. The
    sentence put behind is one that is labelled as another, so what is made stays within its group of sentences.
    """
    told: dict[str, list[str]] = defaultdict(list)
    edited: dict[str, list[str]] = defaultdict(list)
    others: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["src"] == "wmt21":
            for text, other in ((row["a"], row["b"]), (row["b"], row["a"])):
                held = told if row["label"] else others if row["kind"] == "neg_neighbour" else edited
                held[text].append(other)
    made = []
    for number, (text, more) in enumerate((text, more) for text, held in others.items() for more in held):

        def one(of: list[str], number: int = number) -> str | None:
            return of[number % len(of)] if of else None

        again, more_again, wrong = one(told[text]), one(told[more]), one(edited[text])
        third = one([other for other in others[text] if other != more])
        joined = JOINTS[number % len(JOINTS)].format(text.rstrip(" ."), more)
        both = f"{text} {more}"
        longer = [
            ("neg_part", joined, again),
            ("pos_two", both, again and more_again and f"{again} {more_again}"),
            ("neg_two", both, wrong and more_again and f"{wrong} {more_again}"),
            ("neg_two", both, again and third and f"{again} {third}"),
        ]
        made += [
            {"a": a, "b": b, "label": int(kind == "pos_two"), "src": "longer", "kind": kind, "from": text}
            for kind, a, b in longer
            if b
        ]
    return made


def edited_pairs(rows: Sequence[Row]) -> list[Row]:
    """Texts against themselves or their restatement with a word or two changed: some words matter, others do not."""
    random = np.random.default_rng(0)
    told = [row for row in rows if row["label"] and row["src"] != "mrpc"]
    edits = telling_edits(told, random) | {f"pos_{number}": edit for number, edit in enumerate(MILD_EDITS)}
    made = []
    for number, row in enumerate(told[at] for at in random.permutation(len(told))[:EDITED].tolist()):
        for kind, (pattern, edit) in edits.items():
            base = row["ab"[(number + len(kind)) % 2]] if kind.startswith("neg") else row["a"]
            text = edit_once(base, pattern, edit, random)
            if text is not None:
                label = int(kind.startswith("pos"))
                source = {"src": "edited", "kind": f"{kind}_too", "from": row["a"]}
                made.append({"a": row["a"], "b": text, "label": label, **source})
    return made


def voiced_pairs(rows: Sequence[Row]) -> list[Row]:
    """Texts in which somebody did something to another, beside: it was done to the other by the one; and to the one."""
    made = []
    for text in sorted({row[side] for row in rows for side in "ab"}):
        if found := DID.search(text):
            one, did, other = found.groups()
            for label, kind, told in (
                (1, "pos_voice", f"{other} was {did} by {one}"),
                (0, "neg_voice_too", f"{one} was {did} by {other}"),
            ):
                told = text[: found.start()] + told + text[found.end() :]
                made.append({"a": text, "b": told, "label": label, "src": "edited", "kind": kind, "from": text})
    return made


def telling_edits(told: Sequence[Row], random: np.random.Generator) -> dict[str, tuple[re.Pattern[str], Edit]]:
    """Edits that make another statement: where, and what is put there."""
    names = [name for row in told for name in NAMES.findall(row["a"])]
    rows = lexicons.rows("transforms.statements.wording", "antonyms.tsv")
    turned = {word: opposite for row in rows for word, opposite in (row[:2], row[1::-1])}
    return {
        "neg_number": (NUMBERS, lambda found: other_number(found[0], random)),
        "neg_name": (NAMES, lambda found: names[random.integers(len(names))]),
        "neg_antonym": (WORDS, lambda found: turned.get(found[0], found[0])),
        "neg_contrast": (WORDS, lambda found: other_of_its_set(found[0], random)),
        "neg_negation": (VERBS, lambda found: f"{found[0]} not"),
        "neg_member": (re.compile(rf"(?<= )(?:an? |the )?{LISTED} and (?=[a-z]{{2}})"), lambda found: ""),
        "neg_role": (TWO_NAMES, swap_names),
    }


def other_of_its_set(word: str, random: np.random.Generator) -> str:
    """Another unit, share or rank than this word, in its number; the word itself where it is none.

    No other preposition or conjunction: these stand in every text, and would be most of what is edited.
    """
    ending = "s" if word.endswith("s") else ""
    sets = [words.split() for words, *_ in lexicons.rows("transforms.statements.wording", "contrasts.tsv")]
    others = [other for held in sets if word.removesuffix("s") in held for other in held if is_content(other)]
    return others[int(random.integers(len(others)))] + ending if others else word


@cache
def is_content(word: str) -> bool:
    return bool(describe([word]).kind[0] == CONTENT)


def swap_names(found: re.Match[str]) -> str:
    """The two names in each other's place."""
    first, between, second = found.groups()
    names = all(usual_capital(name) >= USUALLY for name in (first, second))
    return f"{second}{between}{first}" if names and first != second else found[0]


def edit_once(text: str, pattern: re.Pattern[str], edit: Edit, random: np.random.Generator) -> str | None:
    """The text with one of the pattern's finds edited; None where that changes nothing."""
    edited = [(place, edit(place)) for place in pattern.finditer(text)]
    changed = [(place, word) for place, word in edited if word.lower() != place[0].lower()]
    if not changed:
        return None
    place, word = changed[random.integers(len(changed))]
    return text[: place.start()] + word + text[place.end() :]


def other_number(number: str, random: np.random.Generator) -> str:
    """Another number: near it, of as many digits, or of any size; a word for a word."""
    if not number[0].isdigit():
        return COUNTS[random.integers(len(COUNTS))]
    digits = re.sub(r"\D", "", number)
    value = int(digits)
    others = (
        value + random.integers(1, 9),
        random.integers(10 ** (len(digits) - 1), 10 ** len(digits)),
        random.integers(2, 3000),
    )
    return str(others[random.integers(3)])


def group_by_sentence(pairs: Sequence[tuple[str, str]]) -> Ints:
    """A number for each pair, equal where pairs are joined by a sentence in both, however long the way."""
    parent: dict[str, str] = {}

    def root(text: str) -> str:
        while parent.setdefault(text, text) != text:
            parent[text] = text = parent[parent[text]]
        return text

    plain = [[" ".join(re.findall(r"\w+", text.casefold())) for text in pair] for pair in pairs]
    for a, b in plain:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(root(a), len(numbers)) for a, _ in plain])
