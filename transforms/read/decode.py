"""From bytes to text: UTF-8 first, byte-order marks next, a guess with a warning last."""

import codecs
import re
from typing import Any

from transforms.read.unpack import Unreadable

_BYTE_ORDER_MARKS = (  # UTF-32 before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"PAR1")
# Only the sample is looked at to guess an encoding: the guess costs a hundred times the decoding.
_GUESS_BYTES = 64 * 1024

# What stands in text written in an old 8-bit encoding: a letter in a word, a typographic mark, a currency
# or other sign beside words. A lone accented capital between spaces and signs is a broken byte.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_FOREIGN_IN_PLACE = re.compile(
    r"(?:(?<=[^\W\d_])|(?=[^\W\d_]{2}))[^\W\d_]+|[‘’“”„‚‹›«»–—…•§°€£¥©®™½¼¾¿¡\xa0]|(?<!\S)[àÀéÉ](?!\S)"
)


def decode(data: bytes) -> tuple[str, list[str]]:
    """Decode a file's bytes and warn of what was guessed; raise `Unreadable` where no decoding makes sense.

    >>> decode("Žižek said".encode("utf-16"))
    ('Žižek said', [])
    >>> decode("El señor Muñoz habló en la reunión.".encode("cp1252"))[0]
    'El señor Muñoz habló en la reunión.'
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_marked(data, encoding), []
    if data.startswith(_SIGNATURES) or b"\0" in data:
        raise Unreadable(
            "the file is binary, not text",
            "Export its text as UTF-8 (a UTF-16 file needs its byte-order mark), or leave it out.",
        )
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        return _decode_guessing(data, error.start)


def _decode_marked(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"the byte-order mark says {encoding.removesuffix('-sig')}, but byte {error.start + 1} does not fit it",
            "Save the file as UTF-8.",
        ) from error


def _decode_guessing(data: bytes, broken_at: int) -> tuple[str, list[str]]:
    from charset_normalizer import from_bytes  # here, because it costs 40 ms at start and few files need it

    broken = Unreadable(f"the text is broken UTF-8 at byte {broken_at + 1}", "Save the file as UTF-8.")
    if _is_mostly_utf8(data):
        raise broken
    sample = data[max(0, broken_at - _GUESS_BYTES // 2) :][:_GUESS_BYTES]
    encoding = _most_likely(from_bytes(sample))
    if encoding is None:
        raise broken
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise broken from None
    if not _is_plausible(text):
        raise broken
    return text, [f"The text is not UTF-8; it was read as {encoding}, a guess."]


def _most_likely(guesses: Any) -> str | None:
    """Take the likeliest encoding; where the commonest one on the web does as well, that one.

    A short text gives charset-normalizer nothing to tell cp1252's "ñ" from cp1250's "ń" by.
    """
    best = guesses.best()
    if best is None:
        return None
    for guess in guesses:
        as_likely = guess.chaos <= best.chaos and guess.coherence >= best.coherence
        if as_likely and "cp1252" in guess.could_be_from_charset:
            return "cp1252"
    return best.encoding


def _is_mostly_utf8(data: bytes) -> bool:
    """Tell broken UTF-8 from another encoding: in the former most characters beyond ASCII still decode."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return len(_FOREIGN.findall(text)) - broken > broken


def _is_plausible(text: str) -> bool:
    """Whether the characters a guess brought forth stand where such characters stand in writing."""
    if _CONTROL.search(text):
        return False
    foreign = len(_FOREIGN.findall(text))
    in_place = sum(len(_FOREIGN.findall(found)) for found in _FOREIGN_IN_PLACE.findall(text))
    return in_place >= 0.9 * foreign
