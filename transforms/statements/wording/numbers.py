"""Numbers: one spelling for one value, however it is written."""

import re
from collections.abc import Iterable, Iterator

from transforms import lexicons
from transforms.prices import CURRENCY, MAGNITUDES

NUMBER_WORDS = {word: int(value) for word, value in lexicons.rows("transforms.statements.wording", "number_words.tsv")}
_TENS = [word for word, value in NUMBER_WORDS.items() if value in range(20, 100, 10) and word.endswith("ty")]
_ONES = [word for word, value in NUMBER_WORDS.items() if value in range(1, 10) and not word.endswith(("rd", "th"))]
TENS_AND_ONES = re.compile(rf"(?i)\b({'|'.join(_TENS)})-({'|'.join(_ONES)})\b")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}")
_JOINED = {("per", "cent"): "percent", ("no", "one"): "nobody", ("have", "to"): "must", ("has", "to"): "must"}
_HALVES = {"am": 0, "pm": 12}  # of a day, with the hours before it
_HOURS = frozenset(("h", "hrs"))
_SPACE = re.compile(r"\s")
_TIME = re.compile(r"(\d{1,2})(?:[:.]([0-5]\d))?")
_HUNDREDS = ("hundred", "thousand")  # which a magnitude may stand behind: a hundred thousand
# Thousands that a space parts, as the SI has them; no year stands before them: 12 000 000, not in 2024 100 boats
_HEAD, _THOUSAND = re.compile(r"[1-9](?:\d{0,2}|\d{4,5})"), re.compile(r"\d{3}")
_LONGEST = 20  # digits of a number that may still grow
_FIRST = frozenset((*NUMBER_WORDS, *_HUNDREDS)).union(first for first, _ in _JOINED)
_SECOND = frozenset((*MAGNITUDES, *_HALVES, *_HOURS)).union(second for _, second in _JOINED)
_DIGITS = (
    r"[1-9]\d{0,2}(?>(?:[ \u00a0\u2009\u202f]\d{3}\b)+)(?:[.,]\d++)?"  # 12 000 000,5
    r"|\d++(?>(?:[.,]\d++)*)"
)
_WRITTEN = re.compile(
    rf"(?i)(?<![\w.,])(?:(?-i:{CURRENCY}))?"
    rf"(?:({_DIGITS})|({'|'.join(_TENS)})-({'|'.join(_ONES)})|({'|'.join(NUMBER_WORDS)}))"
    rf"(?:((?>(?:[ -]?(?:{'|'.join(MAGNITUDES)})\b)+)|(?<=\d)m\b)|(?:st|nd|rd|th)?(?![^\W\d]))"
)
MONEY = frozenset("$€£¥₦₹")


def numbers_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where numbers stand in a text, and their values in one spelling.

    >>> list(numbers_in("Twenty-one of 8.5 million paid 1,200 crowns."))
    [(0, 10, '21'), (14, 25, '8500000'), (31, 36, '1200')]
    >>> list(numbers_in("N4.3 trillion on A4, $410m or R410m for 5m of rail"))
    [(1, 13, '4300000000000'), (22, 26, '410000000'), (31, 35, '410000000'), (40, 42, '5')]
    >>> list(numbers_in("10 000, five hundred thousand or 12 000 000.5"))
    [(0, 6, '10000'), (8, 29, '500000'), (33, 45, '12000000.5')]
    """
    for found in _WRITTEN.finditer(text):
        digits, tens, ones, word, magnitude = found.groups()
        form = _SPACE.sub("", digits or "") or word or str(NUMBER_WORDS[tens.lower()] + NUMBER_WORDS[ones.lower()])
        begins = next(place for place in map(found.start, (1, 2, 4)) if place >= 0)
        if magnitude in ("m", "M"):  # millions of money, else metres
            magnitude = "million" if text[begins - 1 : begins] in MONEY or found.start() < begins else None
        magnitudes = re.split("[ -]", magnitude.strip(" -")) if magnitude else []
        value, count = next(joined_words([form, *magnitudes]))
        yield begins, found.end(), value if count > 1 else number_form(form)


def is_first(form: str) -> bool:
    """Whether a form may be the first of two that are one word."""
    return form[0].isdigit() or form.lower() in _FIRST


def is_second(form: str) -> bool:
    """Whether a form may be the second of two that are one word."""
    return form.lower() in _SECOND or _THOUSAND.fullmatch(form) is not None


def joined_word(first: str, second: str) -> str | None:
    """The one word that two forms are; None where they are two.

    >>> pairs = ("8.5", "million"), ("Per", "cent"), ("No", "one"), ("per", "million")
    >>> tuple(joined_word(*pair) for pair in pairs)
    ('8500000', 'percent', 'nobody', None)
    >>> joined_word("10", "000"), joined_word("2024", "100"), joined_word("hundred", "thousand")
    ('10000', None, '100000')
    >>> joined_word("4:15", "pm"), joined_word("10.30", "PM"), joined_word("12", "am"), joined_word("16:15", "h")
    ('16:15', '22:30', '0:00', '16:15')
    """
    if first[0].isdigit() and (second.lower() in _HALVES or (second.lower() in _HOURS and ":" in first)):
        return _time(first, second.lower())
    if _THOUSAND.fullmatch(second):
        return first + second if _HEAD.fullmatch(first) else None
    power = MAGNITUDES.get(second.lower())
    is_number = first[0].isdigit() or first.lower() in NUMBER_WORDS or first.lower() in _HUNDREDS
    is_number = is_number and len(first) <= _LONGEST
    return _times(first, power) if power and is_number else _JOINED.get((first.lower(), second.lower()))


def joined_words(forms: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The words that forms are, each joined to what those before it were joined to; and how many forms each is.

    >>> list(joined_words(["five", "hundred", "thousand", "boats", "12", "000", "000"]))
    [('500000', 3), ('boats', 1), ('12000000', 3)]
    """
    word: str | None = None
    count = 0
    for form in forms:
        joined = joined_word(word, form) if word is not None and is_first(word) and is_second(form) else None
        if word is not None and joined is None:
            yield word, count
        word, count = joined or form, 1 if joined is None else count + 1
    if word is not None:
        yield word, count


def _time(form: str, behind: str) -> str | None:
    """A time of day on the clock of 24 hours, as railways and the continent write it; None where it is no time."""
    time = _TIME.fullmatch(form)
    hour = int(time[1]) if time else 24
    if time is None or not (hour < 24 if behind in _HOURS else 1 <= hour <= 12):
        return None
    return f"{hour % 12 + _HALVES[behind] if behind in _HALVES else hour}:{time[2] or '00'}"


def _times(form: str, power: int) -> str:
    """Form of a number with a magnitude behind it.

    >>> _times("8.5", 6), _times("Three", 3), _times("1.2345", 3)
    ('8500000', '3000', '1234.5')
    """
    whole, _, decimals = number_form(form).partition(".")
    digits = whole + decimals.ljust(power, "0")
    at = len(whole) + power
    return number_form(digits[:at] + ("." + digits[at:] if digits[at:] else ""))


def number_form(form: str) -> str:
    """One spelling for one number.

    >>> number_form("284,000"), number_form("6,17"), number_form("6.170"), number_form("007"), number_form("twelve")
    ('284000', '6.17', '6.17', '7', '12')
    """
    if not form[0].isdigit():
        word = form.lower()
        return str(NUMBER_WORDS[word] if word in NUMBER_WORDS else 10 ** MAGNITUDES[word])
    if _THOUSANDS.fullmatch(form):
        form = form.replace(",", "") if "," in form else form.replace(".", "")
    whole, *rest = form.replace(",", ".").split(".")
    decimals = ".".join(rest) if len(rest) > 1 else "".join(rest).rstrip("0")
    return (whole.lstrip("0") or "0") + ("." + decimals if decimals else "")
