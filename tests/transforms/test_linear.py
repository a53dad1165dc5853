"""Every regular expression of the pipeline takes time that grows with the text, not with its square.

Patterns are found by walking the modules, so that a new one is tested the day it is written. Each is pumped: its
own parse tree gives, for every repetition in it, a text that repeats what it repeats and then fails, between what
comes before it and after. These, and strings of what news is full of, are searched from end to end, unless the
code only ever matches the pattern at the beginning of a text.

Time is the processor's and is judged by its growth: text four times as long may take eight times as long, where a
square would take sixteen. Only what is slow at the smaller size is tried at the larger, and only the worst
text of each pattern at 1 MB, so that all patterns take seconds.
"""

import ast
import functools
import importlib
import inspect
import itertools
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

import flows
import transforms
from tests.transforms.mentions_articles import tables
from transforms.clean import clean_text
from transforms.entities import merge_entities
from transforms.mentions import build_gazetteer, find_mentions, parse_watchlist
from transforms.mentions.documents import Sighting
from transforms.mentions.engines import ModelSpotter
from transforms.mentions.spotting.spots import Paragraph
from transforms.mentions.spotting.spotter import RuleSpotter
from transforms.quotes import extract_quotes
from transforms.segment import split_sentences
from transforms.segment.paragraphs import lay_out
from transforms.spans import Span
from transforms.statements import match_quotes
from transforms.statements.search import Asked, find_statements
from transforms.tables import BODY, INDIRECT, TABLES, columns, conform, empty

SMALL, LARGE, MEGABYTE = 4096, 16_384, 1 << 20
SLOW = 0.005  # seconds for the smaller size, 1.2 microseconds a character; a square would take ten times as long
MOST_GROWTH = 8.0  # for LARGE over SMALL: a line gives 4, a square 16
TRIES = 4
PATIENCE = 3  # seconds for one search

op, parser = (importlib.import_module(f"re.{name}") for name in ("_constants", "_parser"))  # private: without types


# --- which patterns there are ------------------------------------------------------------------------------


def modules() -> Iterator[Any]:
    for package in (transforms, flows):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def patterns_in(value: Any, name: str, depth: int = 0) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Patterns that a value is or holds; a function that builds one once, without parameters, is called."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, dict) and depth < 3:
        for key, held in value.items():
            yield from patterns_in(held, f"{name}[{key!r}]", depth + 1)
    elif isinstance(value, list | tuple | set | frozenset) and depth < 3:
        for place, held in enumerate(value):
            yield from patterns_in(held, f"{name}[{place}]", depth + 1)
    elif hasattr(value, "cache_info"):
        signature = inspect.signature(value)
        if not signature.parameters and "Pattern" in str(signature.return_annotation):
            yield from patterns_in(value(), f"{name}()", depth + 1)


def patterns_written_in(tree: ast.Module) -> Iterator[tuple[int, re.Pattern[Any]]]:
    """Patterns that stand in a call, as in re.findall("…", text), by their line."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and names_in(node.func.value) == {"re"}
            and isinstance(node.args[0], ast.Constant)
        ):
            yield node.lineno, re.compile(node.args[0].value)


@functools.cache
def all_patterns() -> dict[str, re.Pattern[Any]]:
    """Every pattern by the first name it is found under."""
    found: dict[re.Pattern[Any], str] = {}
    for module in modules():
        for name, value in sorted(vars(module).items()):
            if not name.startswith("__"):
                for place, pattern in patterns_in(value, f"{module.__name__}.{name}"):
                    found.setdefault(pattern, place)
        for line, pattern in patterns_written_in(ast.parse(inspect.getsource(module))):
            found.setdefault(pattern, f"{module.__name__}:{line}")
    return {name: pattern for pattern, name in found.items()}


# --- how they are used -------------------------------------------------------------------------------------


@functools.cache
def searched() -> frozenset[re.Pattern[Any]]:
    """Patterns that the code does more with than match them at one place of a text."""
    found: set[re.Pattern[Any]] = set()
    for module in modules():
        for part in ast.parse(inspect.getsource(module)).body:
            for name in names_searched(part):
                found |= {pattern for _, pattern in patterns_in(vars(module).get(name), name)}
    return frozenset(found)


def names_searched(part: ast.AST) -> set[str]:
    """Names in a function or statement on which another method than match is called, also through a loop's variable."""
    loops: dict[str, set[str]] = {}
    for node in ast.walk(part):
        if isinstance(node, ast.For | ast.comprehension):
            for target in names_in(node.target):
                loops.setdefault(target, set()).update(names_in(node.iter))
    names: set[str] = set()
    for node in ast.walk(part):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr not in ("match", "fullmatch"):
            names |= names_in(node.func.value)
        names |= {
            argument.id for argument in node.args if isinstance(argument, ast.Name)
        }  # who knows what becomes of it
    return names.union(*(loops.get(name, ()) for name in names))


def names_in(expression: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}


# --- what to search in -------------------------------------------------------------------------------------

EVERYDAY = (
    "a",
    "A",
    " ",
    "\n",
    ".",
    ",",
    '"',
    "“",
    "’",
    "1",
    "-",
    "<",
    "&",
    "(",
    "a ",
    "A ",
    "Aa ",
    "a-",
    ". ",
    "1.",
    "\n ",
)
ENDS = ("\0", "a")


def example(tree: Any) -> str:
    """A text that the parsed pattern matches, or nearly: each choice by its first branch, each repetition once."""
    return "".join(_example_of(kind, value) for kind, value in tree)


def _example_of(kind: Any, value: Any) -> str:
    if kind in (op.LITERAL, op.NOT_LITERAL):
        return chr(value) if kind is op.LITERAL else _other_than({value})
    if kind is op.IN:
        return _member(value)
    if kind is op.ANY:
        return "x"
    if kind is op.BRANCH:
        return example(value[1][0])
    if kind in (op.SUBPATTERN, op.ATOMIC_GROUP):
        return example(value[-1] if kind is op.SUBPATTERN else value)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        times: int = max(1, min(value[0], 20))
        return example(value[2]) * times
    return ""


_OF_CATEGORY = {
    op.CATEGORY_DIGIT: "1",
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_WORD: "a",
    op.CATEGORY_NOT_DIGIT: "a",
    op.CATEGORY_NOT_SPACE: "a",
    op.CATEGORY_NOT_WORD: " ",
}


def _member(items: Any) -> str:
    first, value = items[0]
    if first is op.NEGATE:
        barred = {chr(code) for kind, code in items if kind is op.LITERAL}
        return next((sign for sign in 'aA1 .,\n"é<' if sign not in barred and _allowed(sign, items)), "x")
    if first is op.RANGE:
        return chr(value[0])
    return chr(value) if first is op.LITERAL else _OF_CATEGORY.get(value, "a")


def _allowed(sign: str, items: Any) -> bool:
    tests: dict[Any, Callable[[str], bool]] = {
        op.CATEGORY_DIGIT: str.isdigit,
        op.CATEGORY_SPACE: str.isspace,
        op.CATEGORY_WORD: lambda text: text.isalnum() or text == "_",
        op.CATEGORY_NOT_DIGIT: lambda text: not text.isdigit(),
        op.CATEGORY_NOT_SPACE: lambda text: not text.isspace(),
        op.CATEGORY_NOT_WORD: lambda text: not (text.isalnum() or text == "_"),
    }
    for kind, value in items:
        if kind is op.RANGE and value[0] <= ord(sign) <= value[1]:
            return False
        if kind is op.CATEGORY and tests[value](sign):
            return False
    return True


def _other_than(codes: set[int]) -> str:
    return next(sign for sign in "a1 \n" if ord(sign) not in codes)


def pumps(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """For each repetition in a parsed pattern: what stands before it, and what it repeats, by each of its branches."""
    for kind, value in tree:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            for piece in {example(value[2]), *(example([item]) for item in value[2])}:
                yield before, piece
            yield from pumps(value[2], before)
        elif kind is op.BRANCH:
            for branch in value[1]:
                yield before, example(branch)
                yield from pumps(branch, before)
        elif kind in (op.SUBPATTERN, op.ATOMIC_GROUP):
            yield from pumps(value[-1] if kind is op.SUBPATTERN else value, before)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from pumps(value[1], before)
        before += _example_of(kind, value)


def attacks(pattern: re.Pattern[Any]) -> list[tuple[str, str, str]]:
    """(start, repeated, end) of texts that a backtracking matcher may find hard."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(source, pattern.flags & (re.VERBOSE | re.IGNORECASE))
    whole = example(tree)
    hard = {(before, piece, end) for before, piece in pumps(tree) if piece for end in ENDS}
    hard |= {("", before + piece, "") for before, piece in pumps(tree)}
    hard |= {("", piece, end) for piece in EVERYDAY for end in ENDS}
    hard |= {
        ("", near, "") for near in (whole, whole[:-1], whole[1:], whole[: len(whole) // 2], whole + " ", whole + "a ")
    }
    return sorted(attack for attack in hard if attack[1])


def written(attack: tuple[str, str, str], size: int) -> str:
    start, piece, end = attack
    return start + piece * max(1, (size - len(start) - len(end)) // len(piece)) + end


# --- the search --------------------------------------------------------------------------------------------


class TooSlow(Exception):
    """A search took more of the processor's time than it may."""


def seconds(pattern: re.Pattern[Any], text: str, everywhere: bool) -> float:
    """The processor's time to find a pattern in a text, `everywhere` or at its beginning; TooSlow past `PATIENCE`."""
    given = text if isinstance(pattern.pattern, str) else text.encode("utf-8", "replace")
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    began = time.process_time()
    try:
        if everywhere:
            for _ in pattern.finditer(given):
                pass
        else:
            pattern.match(given)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


@pytest.fixture(autouse=True)
def impatience() -> Iterator[None]:
    """Let the timer of `seconds` interrupt a search, which the matcher allows every few thousand steps."""

    def give_up(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, give_up)
    yield
    signal.signal(signal.SIGVTALRM, before)


def fault(pattern: re.Pattern[Any], everywhere: bool) -> str | None:
    """How a pattern shows more than linear time; None where it does not."""
    slowest, worst, at_hand = 0.0, ("", "a", ""), None
    try:
        for at_hand in attacks(pattern):
            taken = seconds(pattern, written(at_hand, SMALL), everywhere)
            if taken > SLOW and (times := growth(pattern, at_hand, everywhere)) > MOST_GROWTH:
                return f"{times:.0f} times the time for {LARGE // SMALL} times the text {at_hand!r}"
            if taken > slowest:
                slowest, worst = taken, at_hand
        at_hand = worst
        seconds(pattern, written(worst, MEGABYTE), everywhere)
    except TooSlow:
        return f"no end in {PATIENCE} s with {at_hand!r}"
    return None


def growth(pattern: re.Pattern[Any], attack: tuple[str, str, str], everywhere: bool) -> float:
    """How many times longer the larger text takes than the smaller; of three trials the first that is not too much."""
    texts = (written(attack, SMALL), written(attack, LARGE))
    for _ in range(3):
        small, large = (seconds(pattern, text, everywhere) for text in texts)
        if large <= MOST_GROWTH * small:
            break
    return large / max(small, SLOW)  # less than that is noise, or none that the clock can tell


@pytest.mark.parametrize("name", sorted(all_patterns()))
def test_a_pattern_takes_time_that_grows_with_the_text(name: str) -> None:
    pattern = all_patterns()[name]
    assert fault(pattern, everywhere=pattern in searched()) is None


@pytest.mark.parametrize(
    ("source", "everywhere", "is_linear"),
    [
        (r"\s+$", True, False),
        (r"\s+$", False, True),
        (r"(?<!\s)\s++$", True, True),
        (r"(?:a+)+b", False, False),
        (r"[A-Z]\w* (?:\w+ )*said", False, True),
        (r"“[^”]*”", True, False),
        (r"“[^”]{0,300}”", True, True),
    ],
)
def test_the_test_itself_tells_linear_patterns_from_others(source: str, everywhere: bool, is_linear: bool) -> None:
    assert (fault(re.compile(source), everywhere) is None) == is_linear


# --- the stages of reading ---------------------------------------------------------------------------------

PROSE = "The minister said “no,” and J. R. Corvand left at 9 a.m. Nobody knew why. "
TROUBLES = {
    "one paragraph": PROSE,
    "one-line paragraphs": "He left.\n",
    "headings": "What the Council Says\n\n",
    "bylines": "By Ilse Corvand\n\n",
    "authors": "Ilse Corvand\n\n",
    "summaries": "* Stone is dear\n\n",
    "bulleted lines": "• Stone is dear\n",
    "bullets alone": "•\n",
    "items in letters": "(a) Stone is dear\n",
    "rows of a table": "Orm\t12\t13\n",
    "turns": "ORM: Stone is dear, I say.\n\n",
    "posts": "Stone is dear.\n\n— Ada Orm (@orm) July 1, 2026\n\n",
    "wrapped lines": "the harbour master of Port Elban said on Tuesday that the break-\nwater would be mended.\n",
    "indented lines": "    The harbour\nmaster of Port Elban said so,\n",
    "line breaks": "\r\n",
    "spaces": " ",
    "lines of spaces": "a  \n  \n",
    "mojibake": "donâ€™t TomÃ¡s ",
    "entities": "&amp;quot; &",
    "unseen": "a\u200b\u00ad",
    "accents": "e\u0301",
    "stacked accents": "\u0301",
    "joiners": "👩\u200d",
    "datelines": "OSTEND, March 3 (NORDA) - ",
    "menus": "Home | ",
    "stops": ".",
    "closing marks": '."”)',
    "initials": "A. ",
    "credits": "Image: Oren ",
    "speakers": "?” Oren Talmadge ",
    "tags": "<p",
}


def grows_with(take: Callable[[Any], float], small: Any, large: Any, noise: float) -> bool:
    """Whether what is four times as large takes at most MOST_GROWTH times the time; under `noise` seconds any does.

    Both are tried by turns, and of each the shortest time counts: what else the machine does can only add to it.
    """
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(TRIES):
        for taken, given in zip(times, (small, large), strict=True):
            taken.append(take(given))
        if min(times[1]) <= max(noise, MOST_GROWTH * min(times[0])):
            return True
    return False


def read_through(text: str) -> float:
    began = time.process_time()
    clean = clean_text(text).text
    layout = lay_out(clean, None)
    for start, end in layout.spans:
        split_sentences(clean[start:end])
    return time.process_time() - began


@pytest.mark.parametrize("trouble", TROUBLES)
def test_reading_takes_time_that_grows_with_the_text(trouble: str) -> None:
    piece = TROUBLES[trouble]
    small, large = ("The text.\n\n" + piece * (size // len(piece)) + "x" for size in (LARGE, 4 * LARGE))
    assert grows_with(read_through, small, large, noise=0.1)


MARKS = {
    "openers": "“a ",
    "nested": "“a ‘b ",
    "straight": '"a ',
    "single": "‘a ",
    "straight single": "'A. ",
    "single in straight single": ". 'A ‘b ",
    "closers": "a’ b” ",
    "stops": ". “ ”",
    "headed": "“a” “b” ",
    "one clause": "a “b” ",
}
BEFORE_MARKS = {"headed": "Kord: port ", "one clause": "Ada Kord said it is "}


def paragraph(text: str) -> pd.DataFrame:
    """The rows of an article of one paragraph, as quotations are sought in it."""
    place = {"start": 0, "prose_start": 0, "spoken_start": None}
    return pd.DataFrame([{"doc_id": "d", "paragraph_id": "p", "kind": "body", "text": text} | place])


def quote_through(text: str) -> float:
    began = time.process_time()
    extract_quotes(paragraph(text))
    return time.process_time() - began


@pytest.mark.parametrize("trouble", MARKS)
def test_quoting_takes_time_that_grows_with_the_marks(trouble: str) -> None:
    piece = MARKS[trouble]
    begin = BEFORE_MARKS.get(trouble, "")
    small, large = (begin + piece * (size // len(piece)) for size in (LARGE, 4 * LARGE))
    assert grows_with(quote_through, small, large, noise=1.0)


PEOPLE = {
    "quotations": "“No,” said Ann {name}. ",
    "unclosed quotations": "“No ",
    "retellings": "he said that she told him that ",
    "names": "Ann {name} slept. ",
    "relatives": "{name} Prith met Prith. ",
    "nicknames": "Ann “Stone” {name} slept. ",
    "roles": "Minister Ann {name}, the mayor, met the minister. ",
    "initials": "The {name} Bank Council (ABC) met ABC. ",
    "turns": "KORD: I am who I am.\n\n",
    "unnamed": "A port official said so.\n\nThe official said it.\n\n",
    "ages": "Ann {name} is out.\n\nThe 26-year-old is out.\n\n",
    "companies": "“No,” the company said. {name} Corp. rose. ",
    "ministries": "“No,” the ministry said. {name} Corp. rose.\n\n",
    "pronouns": "“No,” he said. Ann {name} slept. ",
    "women, and a man": "“No,” said Ann {name}.\n\n“Yes,” he said.\n\n",
    "put in": "Ann {name}, he said, “likes it”. ",
    "things that speak": "“No,” it said. ",
    "statements issued": "“No,” the statement read. ",
    "roles of one": "Ada Orm, head of {name}, met. “No,” the head said. ",
    "former roles": "Ada Orm, mayor of {name}, met. “No,” the former mayor said. ",
    "titles of one": "{name} Minister Ada Orm, met. The Minister met. ",
    "successors": "Ada {name} and his successor, Bo Kel{name}, ",
}


def find_through(text: str, rules: RuleSpotter) -> float:
    began = time.process_time()
    articles = tables(text.rstrip())
    spans = zip(articles.paragraphs["start"], articles.paragraphs["end"], strict=True)
    paragraphs = articles.paragraphs.assign(text=[text[start:end] for start, end in spans])
    find_mentions(articles, extract_quotes(paragraphs), rules)
    return time.process_time() - began


def letters(number: int) -> str:
    """A number in letters, of which a name may be made."""
    return str(number).translate(str.maketrans("0123456789", "abdefgiklo"))


def people(piece: str, size: int) -> str:
    """A text of that piece again and again, each with a name of its own."""
    pieces = (piece.format(name=f"Orv{letters(number)}") for number in range(size))
    return "The text.\n\n" + "".join(itertools.islice(pieces, size // len(piece)))


@pytest.mark.parametrize("trouble", PEOPLE)
def test_finding_who_speaks_of_whom_takes_time_that_grows_with_the_text(trouble: str) -> None:
    rules = RuleSpotter(build_gazetteer())
    small, large = (people(PEOPLE[trouble], size) for size in (LARGE, 4 * LARGE))
    assert grows_with(lambda text: find_through(text, rules), small, large, noise=0.5)


def sighting(doc_id: str, name: str, roles: Sequence[str] = (), partial: bool = False) -> dict[str, Any]:
    """A row of sightings: a person whom an article names once, in full or in part."""
    told = {"name": name, "type": "person", "origin": "rules", "n_mentions": 1, "n_signs": 1, "partial": partial}
    lists = {"aliases": [], "roles": list(roles), "notes": []}
    return {"doc_id": doc_id, "entity_id": name, "merged_id": name, "external_id": None} | told | lists


def bearers_of_one_surname(size: int) -> list[dict[str, Any]]:
    """Articles of which each names another Justice Reldan in full, and one more the justice alone."""
    justice = ["Justice"]
    whole = [sighting(f"a{number}", f"Ann{letters(number)} Reldan", justice) for number in range(size)]
    return whole + [sighting(f"b{number}", "Reldan", justice, partial=True) for number in range(size)]


def surnames_of_one_article(size: int) -> list[dict[str, Any]]:
    """An article that names thousands by their surname, and another that names them in full."""
    names = [f"Orv{letters(number)}" for number in range(4 * size)]
    whole = [sighting("a", f"Ann {name}") for name in names]
    return whole + [sighting("b", name, partial=True) for name in names]


CORPORA = {"bearers of one surname": bearers_of_one_surname, "surnames of one article": surnames_of_one_article}


def merge_through(rows: list[dict[str, Any]]) -> float:
    sightings = pd.DataFrame(rows, columns=list(Sighting._fields), dtype=object)
    mentions, quotes = (pd.DataFrame(columns=columns(table), dtype=object) for table in ("mentions", "quotes"))
    began = time.process_time()
    merge_entities(sightings, mentions, quotes)
    return time.process_time() - began


@pytest.mark.parametrize("trouble", CORPORA)
def test_merging_takes_time_that_grows_with_what_is_named(trouble: str) -> None:
    small, large = (CORPORA[trouble](size) for size in (1000, 4000))
    assert grows_with(merge_through, small, large, noise=0.5)


TELLINGS = {
    "one that holds all others": ("“He said ", "‘no {name}’ and "),
}


def match_through(text: str) -> float:
    quotes = extract_quotes(paragraph(text))
    began = time.process_time()
    match_quotes(quotes, pd.DataFrame({"doc_id": ["d"], "published_at": [None]}))
    return time.process_time() - began


@pytest.mark.parametrize("trouble", TELLINGS)
def test_matching_takes_time_that_grows_with_the_quotations(trouble: str) -> None:
    begin, piece = TELLINGS[trouble]
    small, large = (begin + people(piece, size).partition("\n\n")[2] for size in (LARGE, 4 * LARGE))
    assert grows_with(match_through, small, large, noise=0.5)


WATCHED = {
    "names that begin alike": ("".join(f"The {'x' * length} y\n" for length in range(1, 40)), "The "),
    "a name of many words": ("Orm " * 60, "Orm "),
    "a name tied by hyphens": ("Orm", "a-Orm-"),
    "a name between signs": (".x.", "..x"),
    "an everyday word": ("Leave", "Leave us. "),
    "a name inside another": ("Harbour of Orm\nOrm", "Harbour of Orm of Orm "),
    "a part of a name": ("Ilse Kord,Ilse;Kord", "Ilse Prith met Kord. "),
    "a small word": ("stone", "stone "),
}


def watch_through(text: str, rules: RuleSpotter) -> float:
    paragraph = Paragraph("p", BODY, 0, len(text), 0, split_sentences(text))
    began = time.process_time()
    rules.spots(text, [paragraph])
    return time.process_time() - began


@pytest.mark.parametrize("trouble", WATCHED)
def test_watching_takes_time_that_grows_with_the_text(trouble: str) -> None:
    names, piece = WATCHED[trouble]
    rules = RuleSpotter(build_gazetteer(parse_watchlist("w.csv", f"name,aliases\n{names}\n")))
    small, large = (piece * (size // len(piece)) for size in (LARGE, 4 * LARGE))
    assert grows_with(lambda text: watch_through(text, rules), small, large, noise=0.5)


def show_through(size: int) -> float:
    """Reported clauses of one article that each name Orm, sought by words, by who speaks and by whom they are about."""
    text = pd.Series(["the toll hurts Orm"] * size, dtype="string")
    start = pd.Series(range(0, 20 * size, 20))
    of_article = {"doc_id": "d", "start": start, "end": start + 18}
    rows = pd.DataFrame({"quote_id": start.astype("string"), "text": text, "kind": INDIRECT} | of_article)
    quotes = pd.DataFrame(columns=columns("quotes"), dtype=object)
    quotes = conform("quotes", pd.concat([quotes, rows.assign(statement_id="s", speaker_text="Kord")]))
    mentions = conform("mentions", pd.DataFrame(of_article | {"entity_id": "e"}).reindex(columns=columns("mentions")))
    entities = conform(
        "entities",
        pd.DataFrame([{"entity_id": "e", "name": "Ada Orm", "aliases": ["Orm"]}]).reindex(columns=columns("entities")),
    )
    tables = {table: empty(table) for table in TABLES} | {"quotes": quotes, "mentions": mentions, "entities": entities}
    began = time.process_time()
    find_statements(Asked("toll*", speaker="Kord", about="Orm"), tables)
    return time.process_time() - began


def test_showing_what_is_about_somebody_takes_time_that_grows_with_the_quotations() -> None:
    assert grows_with(show_through, 1000, 4000, noise=0.3)


def spot_through(size: int) -> float:
    """Names of which a watchlist holds every other, and a model sees the rest."""
    sentence = "Orm met Kord. "
    text = sentence * size
    seen = [
        SimpleNamespace(start_char=at.start(), end_char=at.end(), label_="PERSON") for at in re.finditer("Kord", text)
    ]
    entries = parse_watchlist("w.csv", "name\nOrm\n")
    spotter = ModelSpotter(build_gazetteer(entries), lambda _: SimpleNamespace(ents=seen))
    sentences = [Span(at * len(sentence), (at + 1) * len(sentence) - 1) for at in range(size)]
    began = time.process_time()
    spots = spotter.spots(text, [Paragraph("p", BODY, 0, len(text), 0, sentences)])
    taken = time.process_time() - began
    assert len(spots) == 2 * size
    return taken


def test_a_models_names_beside_a_watchlists_take_time_that_grows_with_their_number() -> None:
    assert grows_with(spot_through, 2000, 8000, noise=0.5)
