"""Spellings: what a name has in common with the same one as another house writes it."""

import re
import unicodedata

_BETWEEN_INITIALS = re.compile(r"\b([^\W\d_])\.? ?(?=[^\W\d_]\b)")
# what one house writes for another, in names of institutions: of one country, or of the two ways to spell English
_SPELLINGS = (
    ("united states", "us"),
    ("united nations", "un"),
    ("&", "and"),
    ("centre", "center"),
    ("defence", "defense"),
    ("organisation", "organization"),
    ("programme", "program"),
    ("theatre", "theater"),
)


def spelt_alike(name: str) -> str:
    """The name of an institution, a place or a thing, whoever spells it.

    >>> spelt_alike("US Defence Centre") == spelt_alike("United States Defense Center")
    True
    """
    words = f" {spelt(name)} "
    for other, usual in _SPELLINGS:
        words = words.replace(f" {other} ", f" {usual} ")
    return words.strip()


def spelt(name: str) -> str:
    """A name without what house styles write or leave out: accents, hyphens, stops, and spaces between initials.

    >>> spelt("J. R. Abdel-Reldan"), spelt("JR Abdel Reldan")
    ('jr abdel reldan', 'jr abdel reldan')
    """
    return _BETWEEN_INITIALS.sub(r"\1", folded(name).replace("-", " ")).replace(".", "")


def folded(name: str) -> str:
    """A name without case, accents and the form of its apostrophes: what writers and keyboards leave out."""
    if name.isascii():
        return name.casefold()
    letters = unicodedata.normalize("NFKD", name.replace("’", "'").casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
