"""From bytes to text: UTF-8 first, byte-order marks next, what the file declares, and last a guess with a warning.

A text in UTF-8 that a few bytes spoil, as where a page takes in a comment or an advertisement of another encoding, is
read with a warning: one byte costs a character, not an article, nor a file of records.
"""

import codecs
import re
from collections import Counter

from transforms import lexicons
from transforms.read.unpack import Unreadable

_BYTE_ORDER_MARKS = (  # UTF-32 before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    *(b"%PDF-", b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1"),
    *(b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8"),
)
# The encodings of the web, by Python's names (WHATWG Encoding Standard, its 8-bit and East Asian ones that are
# in use): a guess among all that Python knows takes English news for DOS or for a Hewlett-Packard terminal.
_ENCODINGS = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("iso8859-2", "iso8859-5", "iso8859-7", "iso8859-15", "koi8-r", "mac-roman", "cp866"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949"),
)
_EUROPEAN = ("cp1252", "mac-roman", "cp1250", "iso8859-2")  # by how common they are in English texts
_SUPERSETS = {  # what a page declares, and what browsers read it as
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Only a sample is looked at to guess an encoding: the guess costs a hundred times the decoding.
_GUESS_BYTES = 64 * 1024
_FEW_FOREIGN = 0.05  # share of bytes beyond ASCII; English has up to 0.03 (curly marks), Czech and Polish 0.08 and more
_FEWEST_ZEROS = 0.1  # share of UTF-16's units with a zero half; of a Russian text's it is 0.15: its spaces and stops
_MOST_CONTROL = 0.01  # share of a text's bytes that no text has; a stray NUL makes no article binary
_MOST_BROKEN = 0.01  # share of a text's bytes: about one a line, of which a reader still makes sense
_MOST_MISPLACED = 0.1  # of the characters beyond ASCII: an article may quote another one's garbled name

_DECLARED = re.compile(rb"<meta\b[^<>]{0,200}?\bcharset\s{0,9}=[\s\"']{0,9}([\w-]{1,40})", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_CONTROL_BYTE = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_FOREIGN_BYTE = re.compile(rb"[\x80-\xff]")
_LETTER = r"[^\W\d_]"
_FOREIGN_LETTER = re.compile(r"(?![\xd7\xf7])[\xaa\xba\xc0-\u052f]")  # Latin, Greek, Cyrillic
# Characters that stand where writing has none of the kind, each a sign of a wrong encoding.
_MISPLACED = re.compile(
    "|".join(
        (
            "(?<=[a-zß-ÿ])[À-ÞŠŽŸ]",  # a capital after a small letter: donÕt
            f"(?<!{_LETTER})[À-ÞŠŽŸ](?=[A-Z][a-z])",  # before a word's own capital: ÒWe
            f"(?<={_LETTER})[¡-©«¬®-¶¸-¹»-¿×÷†‡ˆ‰‹›‚„•˜™€‘“](?={_LETTER})",  # a sign inside a word: powiedzia³
            rf"(?<!\S)(?![àáéíóôåöæÀÁÉÓÅÖ](?!\S))(?![a-zA-Z]){_LETTER}(?!\S)",  # a letter alone, not a word of itself
            "[¨¯¸ˇ˘˙˛˝]",  # an accent without its letter
            rf"(?<={_LETTER})[“„‘](?!\w)",  # marks that lean the wrong way
            r"(?<!\w)”(?=\w)",
        )
    )
)


def decode(data: bytes, declared: str | None = None) -> tuple[str, list[str]]:
    """Decode a file's bytes and warn of what was guessed; raise `Unreadable` where no decoding makes sense.

    `declared` is the encoding that the file itself names, where it does.

    >>> decode("Žižek said".encode("utf-16"))
    ('Žižek said', [])
    >>> decode("El señor Muñoz habló en la reunión.".encode("cp1252"))[0]
    'El señor Muñoz habló en la reunión.'
    """
    for mark, marked in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_marked(data, marked)
    if data.startswith(_SIGNATURES):
        raise _binary()
    if encoding := _unmarked_utf16(data):
        return _decode_unmarked(data, encoding)
    if b"\0" in data and len(_CONTROL_BYTE.findall(data)) > _MOST_CONTROL * len(data):
        raise _binary()
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        at = error.start
        if error.reason == "unexpected end of data" and at < len(data) - 1:
            raise Unreadable(
                "the text ends in the middle of a UTF-8 character", "Fetch the file again: it was cut short."
            ) from error
    text = _decode_declared(data, declared)
    if text is not None:
        return text, []
    guessed = None if _is_mostly_utf8(data) else _decode_guessing(data, at)
    return guessed or _decode_spoilt(data, at)


def _binary() -> Unreadable:
    return Unreadable("the file is binary, not text", "Export its text as UTF-8, or leave it out.")


def _decode_marked(data: bytes, encoding: str) -> tuple[str, list[str]]:
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError as error:
        if encoding == "utf-8-sig":
            return _decode_spoilt(data, len(codecs.BOM_UTF8) + error.start)  # which counts from behind it
        raise Unreadable(
            f"the byte-order mark says {encoding}, but byte {error.start + 1} does not fit it",
            "Save the file as UTF-8.",
        ) from error


def _unmarked_utf16(data: bytes) -> str | None:
    """Tell UTF-16 that lacks its mark: one half of its units is often zero, as of every space, the other never.

    >>> _unmarked_utf16("Žižek said".encode("utf-16-le"))
    'utf-16-le'
    """
    zeros = data[0::2].count(0), data[1::2].count(0)
    if min(zeros) > 0 or max(zeros) <= _FEWEST_ZEROS * len(data) / 2:
        return None
    return "utf-16-be" if zeros[0] else "utf-16-le"


def _decode_unmarked(data: bytes, encoding: str) -> tuple[str, list[str]]:
    """Decode UTF-16 that lacks its mark, where all it says can be printed."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise _binary() from None
    if not "".join(text.split()).isprintable():
        raise _binary()
    return text, [f"The text has no byte-order mark; it was read as {encoding}, a guess."]


def declared_encoding(page: bytes) -> str | None:
    """Tell what encoding a page's HTML declares, if it is one of the web's.

    >>> declared_encoding(b'<meta charset="ISO-8859-1">')
    'cp1252'
    """
    declared = _DECLARED.search(page[:4096])
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name if declared else ""
    except LookupError:
        return None
    name = _SUPERSETS.get(name, name)
    return name if name in _ENCODINGS else None


def _decode_declared(data: bytes, declared: str | None) -> str | None:
    if declared is None:
        return None
    try:
        text = data.decode(declared)
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else text


def _is_mostly_utf8(data: bytes) -> bool:
    """Tell broken UTF-8 from another encoding: in the former most characters beyond ASCII still decode."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return len(_FOREIGN.findall(text)) - broken > broken


def _decode_spoilt(data: bytes, at: int) -> tuple[str, list[str]]:
    """Decode UTF-8 that is none in a few places, the first at byte `at`; raise `Unreadable` where they are many."""
    places = data.decode("utf-8", "replace").count("\ufffd") - data.count("\ufffd".encode())
    if places > _MOST_BROKEN * len(data):
        raise Unreadable(f"the text is broken UTF-8 at byte {at + 1}", "Save the file as UTF-8.")
    where = "one place, at" if places == 1 else f"{places:,} places, the first at"
    says = f"The text is broken UTF-8 in {where} byte {at + 1}; it was read there as cp1252, a guess, or as �."
    return data.decode("utf-8-sig", _AS_CP1252), [says]


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    r"""What stands for bytes that are no UTF-8: a byte by itself is a sign of cp1252, or a letter beside a letter.

    Of other bytes, as where a character of several was cut, nobody can tell what they were.

    >>> b"caf\xe9 \x96 \x93Oui\x94 \xff \xe2\x80".decode("utf-8", _AS_CP1252)
    'café – “Oui” \ufffd \ufffd'
    """
    assert isinstance(error, UnicodeDecodeError)
    start, end, data = error.start, error.end, error.object
    sign = data[start:end].decode("cp1252", "replace")
    beside = data[max(0, start - 1) : start].isalpha() or data[end : end + 1].isalpha()
    return sign if len(sign) == 1 and (beside or not sign.isalpha()) else "\ufffd", end


_AS_CP1252 = "restated.as_cp1252"
codecs.register_error(_AS_CP1252, _as_cp1252)


def _decode_guessing(data: bytes, broken_at: int) -> tuple[str, list[str]] | None:
    sample = data[max(0, broken_at - _GUESS_BYTES // 2) :][:_GUESS_BYTES]
    for encoding in _likely_encodings(sample):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_plausible(text):
            return text, [f"The text is not UTF-8; it was read as {encoding}, a guess."]
    return None


def _likely_encodings(sample: bytes) -> list[str]:
    """Order the encodings a text may be in, likeliest first.

    First by whether it reads as one language: "ø" and "ž" in one text are a wrong encoding, or a list of names.
    Then by charset-normalizer, which tells scripts apart well but languages of one script badly, and for a text
    nearly all in ASCII, in which it has nothing to go by, by which encoding is commoner.
    """
    from charset_normalizer import from_bytes  # here, because it costs 40 ms at start and few files need it

    scores: dict[str, float] = dict.fromkeys(_EUROPEAN, 0.0)
    if len(_FOREIGN_BYTE.findall(sample)) > _FEW_FOREIGN * len(sample):
        for guess in from_bytes(sample, cp_isolation=list(_ENCODINGS)):
            alike = (guess.encoding, *guess.could_be_from_charset)
            scores |= dict.fromkeys((codecs.lookup(name).name for name in alike), guess.coherence - guess.chaos)
    return sorted(scores, key=lambda name: (_in_one_alphabet(sample, name), scores[name]), reverse=True)


def _in_one_alphabet(sample: bytes, encoding: str) -> float:
    """Share of a text's letters beyond ASCII that one language has, to a tenth; 1 where there are none to judge by."""
    letters = Counter(_FOREIGN_LETTER.findall(sample.decode(encoding, "ignore").lower()))
    if not letters:
        return 1.0
    covered = max(sum(letters[letter] for letter in alphabet) for alphabet in _alphabets())
    return round(covered / letters.total(), 1)


def _alphabets() -> list[str]:
    return [letters for _, letters in lexicons.rows("transforms.read", "alphabets.tsv")]


def _is_plausible(text: str) -> bool:
    """Whether the characters a guess brought forth stand where such characters stand in writing."""
    if _CONTROL.search(text):
        return False
    return len(_MISPLACED.findall(text)) <= _MOST_MISPLACED * len(_FOREIGN.findall(text))
