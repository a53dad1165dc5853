"""No regular expression of the pipeline can read what it repeats in more than one way.

A repetition inside a repetition may cut one text in many ways, `(?:\\w+ ?)*` a word of n letters in 2ⁿ⁻¹, and a matcher
that does not find what should follow tries them all. Whether some text shows that depends on what stands before and
after; the pattern itself tells it. Its automaton (Glushkov 1961) has a position for each of its sets of signs, and
arrows to those that may be read next; the ways grow exponentially where a position is reached again from itself by two
paths that read the same (Weber and Seidl 1991).

A repetition of `MANY` rounds or more counts as one without end. Atomic groups and possessive repetitions, which are
read in one way once they are entered, are one position, and what is in them is looked at by itself. Of what a pattern
asks of the signs around, only that some must come next is heeded.
"""

import importlib
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

import pytest

from tests.transforms.test_linear import all_patterns

MANY = 4  # of two or three rounds each may be cut in a few ways, which come to no more than their cube
SIGNS = [*map(chr, range(32, 127)), *"\0\t\né“”’–…中"]

op, parser, compiler = (importlib.import_module(f"re.{name}") for name in ("_constants", "_parser", "_compiler"))

ONE_SIGN = (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY)

Signs = frozenset[str]


class Part(NamedTuple):
    """Positions that a part of a pattern may begin and end with, and whether it may read nothing."""

    first: frozenset[int]
    last: frozenset[int]
    nothing: bool


NOTHING = Part(frozenset(), frozenset(), True)


def is_one_sign(body: Any) -> bool:
    """Whether what is repeated reads one sign a round."""
    return len(body) == 1 and body[0][0] in ONE_SIGN


def repeats_alone(body: Any) -> bool:
    """Whether all of an atomic group is a repetition of what it need not read twice: (?>(?:…)*), the same as (?:…)*+.

    A round that does not match ends it, and no earlier one is tried again.
    """
    return len(body) == 1 and body[0][0] is op.MAX_REPEAT and body[0][1][0] <= 1


class Automaton:
    """The positions of a parsed pattern and the arrows between them."""

    def __init__(self, tree: Any, flags: int) -> None:
        self.tree, self.flags = tree, flags
        self.signs: list[Signs] = []  # that each position reads
        self.ahead: dict[int, Signs] = {}  # that alone may follow a position
        self.arrows: defaultdict[int, list[tuple[int, Signs]]] = defaultdict(list)
        self.inside: list[Automaton] = []  # of what is one position here
        self.whole = self.sequence(tree, flags)

    def sequence(self, tree: Any, flags: int) -> Part:
        """Add what is read one after the other."""
        whole = NOTHING
        for kind, value in tree:
            part = self.part(kind, value, flags)
            if kind is op.ASSERT and value[0] > 0:
                must = Automaton(value[1], flags).first_signs()
                self.ahead |= dict.fromkeys(whole.last, must)
            self.join(whole.last, part.first)
            first = whole.first | part.first if whole.nothing else whole.first
            last = whole.last | part.last if part.nothing else part.last
            whole = Part(first, last, whole.nothing and part.nothing)
        return whole

    def part(self, kind: Any, value: Any, flags: int) -> Part:
        """Add one item of a sequence."""
        if kind in ONE_SIGN:
            one = compiler.compile(parser.SubPattern(self.tree.state, [(kind, value)]), flags)
            return self.position(frozenset(filter(one.fullmatch, SIGNS)))
        if kind is op.ATOMIC_GROUP and repeats_alone(value):
            return self.part(op.POSSESSIVE_REPEAT, value[0][1], flags)
        if kind in (op.ATOMIC_GROUP, op.POSSESSIVE_REPEAT):
            least, body = (1, value) if kind is op.ATOMIC_GROUP else (value[0], value[2])
            self.inside.append(Automaton(body, flags))
            return self.position(self.inside[-1].first_signs(), least == 0 or self.inside[-1].whole.nothing)
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            least, most, body = value
            part = self.sequence(body, flags)
            if most >= MANY:
                self.join(part.last, part.first)
            return part._replace(nothing=part.nothing or least == 0)
        if kind is op.BRANCH:
            first, last, nothing = zip(*(self.sequence(branch, flags) for branch in value[1]), strict=True)
            return Part(frozenset().union(*first), frozenset().union(*last), any(nothing))
        if kind is op.SUBPATTERN:
            _, added, dropped, body = value
            return self.sequence(body, (flags | added) & ~dropped)
        return NOTHING

    def position(self, signs: Signs, nothing: bool = False) -> Part:
        """Add a position that reads one of these signs."""
        self.signs.append(signs)
        here = frozenset([len(self.signs) - 1])
        return Part(here, here, nothing)

    def join(self, last: frozenset[int], first: frozenset[int]) -> None:
        """Add arrows from each position to each, for the signs that may be read there."""
        for one in last:
            self.arrows[one] += [(other, self.signs[other] & self.ahead.get(one, self.signs[other])) for other in first]

    def first_signs(self) -> Signs:
        """Those that the whole may begin with."""
        return frozenset().union(*(self.signs[position] for position in self.whole.first))

    def reached(self, start: int) -> set[int]:
        """Positions to which arrows lead from one, over others."""
        found: set[int] = set()
        ahead = [start]
        while ahead:
            fresh = {other for other, _ in self.arrows[ahead.pop()]} - found
            found |= fresh
            ahead += fresh
        return found

    def ambiguous(self) -> Iterator[str]:
        """Signs from which on two paths that read the same lead from a position back to it."""
        reached = cache(self.reached)
        for start in (position for position in range(len(self.signs)) if position in reached(position)):
            back = [(other, signs) for other, signs in self.arrows[start] if start in reached(other)]
            for (one, signs), (other, others) in combinations(back, 2):
                if signs & others and any(start in reached(place) for place in self.meetings(one, other)):
                    yield "".join(sorted(signs & others))[:10]
        for inner in self.inside:
            yield from inner.ambiguous()

    def meetings(self, one: int, other: int) -> Iterator[int]:
        """Positions that two paths from these two reach at once, reading the same."""
        pairs = {(one, other)}
        ahead = [(one, other)]
        while ahead:
            one, other = ahead.pop()
            if one == other:
                yield one
                continue
            fresh = {(a, b) for a, signs in self.arrows[one] for b, others in self.arrows[other] if signs & others}
            ahead += fresh - pairs
            pairs |= fresh


def ambiguity(pattern: re.Pattern[Any]) -> str | None:
    """Signs that the pattern reads again and again in more than one way; None where there are none."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    flags = pattern.flags & (re.IGNORECASE | re.VERBOSE | re.DOTALL)
    tree = parser.parse(source, flags)
    return next(Automaton(tree, flags & ~re.VERBOSE).ambiguous(), None)


@pytest.mark.parametrize("name", sorted(all_patterns()))
def test_a_pattern_reads_what_it_repeats_in_one_way(name: str) -> None:
    assert ambiguity(all_patterns()[name]) is None


@pytest.mark.parametrize(
    ("source", "is_ambiguous"),
    [
        ("(?:a+)+b", True),
        ("(?:a++)+b", False),
        ("More from (?:[^ .]+ ?){1,6}$", True),
        ("More from [^ .]+(?: [^ .]+){0,5} ?$", False),
        (r"(?:\w+ )*said", False),
        (r"[A-Z]\w* (?:\w+ )*said", False),
        ("(?:a|b|ab)*c", True),
        ("(?:a?b?)*c", True),
        ("(?>(?:a|b|ab)*)c", False),
        ("(?>(?:a|b|ab)*c)", True),
        ("(?>(?:a|b|ab){2,})c", True),
        ("(?:a(?=c)|a(?=b)|[bc])*d", False),
        ("(?:(?i:a)|A)*b", True),
        ("(?:a|A)*b", False),
        ("(?:aa)+a+", False),
    ],
)
def test_the_test_itself_tells_what_is_read_in_two_ways(source: str, is_ambiguous: bool) -> None:
    assert (ambiguity(re.compile(source)) is not None) == is_ambiguous


# --- what Pythons read otherwise ---------------------------------------------------------------------------


def repeated_groups(tree: Any) -> Iterator[Any]:
    """Possessive repetitions, anywhere in a parse tree, of more than one sign."""
    if isinstance(tree, tuple) and tree and tree[0] is op.POSSESSIVE_REPEAT and not is_one_sign(tree[1][2]):
        yield tree[1]
    if isinstance(tree, tuple | list | parser.SubPattern):
        for part in tree:
            yield from repeated_groups(part)


@pytest.mark.parametrize("name", all_patterns())
def test_no_group_is_repeated_possessively(name: str) -> None:
    """Python before 3.11.5 ends such a repetition a sign too early; an atomic group says the same."""
    pattern = all_patterns()[name]
    assert list(repeated_groups(parser.parse(pattern.pattern, pattern.flags))) == []


def test_the_test_itself_tells_a_repeated_group_from_a_repeated_sign() -> None:
    found = [
        len(list(repeated_groups(parser.parse(source)))) for source in ("(?:(?:ab)*+c)+", "(?>(?:a.)*)", "[ab]++.?+")
    ]
    assert found == [1, 0, 0]
