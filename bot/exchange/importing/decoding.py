"""From a file's bytes to its text, whatever a spreadsheet made of it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from bot.exchange.refusal import Refusal

_SAVE_AS: Final = "Please save it as “CSV UTF-8” and try again."
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_NO_TEXT: Final = (
    (b"PK\x03\x04", "an Excel workbook or another packed file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a packed file"),
)
# "µ", "²", "–" and "é" in UTF-8: as Windows-1252 these bytes would be "Âµ", "Â²", "â€“" and "Ã©".
_SURELY_UTF_8: Final = re.compile(rb"\xc2[\xa0-\xbf]|\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]")
_LOOKED_AT: Final = 4096
# Of single bytes, words with one above 0xC0: "épilation" in Western Europe, "κνήμης" throughout in Greece.
_WORD_WITH_ACCENTS: Final = re.compile(rb"[A-Za-z]*[\xc0-\xff][A-Za-z\xc0-\xff]*")
_FIRST_ACCENTED: Final = 0xC0
_SHORTEST: Final = 3  # letters; of fewer, words of accented letters alone are found in the West too: "à", "où"
_NO_LAST_SIGMA: Final = re.compile("ς(?=[α-ωά-ώ])")  # nobody writes it so; as Greek, Cyrillic would often read so
_WESTERN, _GREEK = "Windows-1252", "Windows-1253"
GUESSED: Final = frozenset({_WESTERN, _GREEK})
"""Encodings that nothing in a file says: whether they were right is seen by who can read it."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, and the encoding that it was read in, by its usual name."""

    text: str
    encoding: str


def decoded(content: bytes) -> Decoded:
    """The text; raises a Refusal for a file that has none or cannot be read."""
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise Refusal("The file is empty.")
    for beginning, what in _NO_TEXT:
        if content.startswith(beginning):
            raise Refusal(f"This is {what}, not CSV or JSON. {_SAVE_AS}")
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return Decoded(_strictly(content, codec, name), name)
    wide = _wide_without_mark(content)
    if wide is not None:
        return Decoded(_strictly(content, wide, "UTF-16"), "UTF-16")
    try:
        return Decoded(content.decode(), "UTF-8")
    except UnicodeDecodeError as error:
        if _SURELY_UTF_8.search(content):
            raise Refusal(
                f"The file is partly UTF-8 and partly not (line {_line(content, error.start)}, byte "
                f"0x{content[error.start]:02x}). {_SAVE_AS}"
            ) from None
    return _guessed(content)


def _guessed(content: bytes) -> Decoded:
    """As Excel saves it without a word: by the letters of Western Europe, or of Greece."""
    encoding, codec = (_WESTERN, "cp1252") if _is_western(content) else (_GREEK, "cp1253")
    try:
        text = content.decode(codec)
    except UnicodeDecodeError:
        text = ""
    if not text or _NO_LAST_SIGMA.search(text):
        raise Refusal(f"The file is neither UTF-8, UTF-16, {_WESTERN} nor {_GREEK} text. {_SAVE_AS}")
    return Decoded(text, encoding)


def _is_western(content: bytes) -> bool:
    """Whether accented letters stand among plain ones, as they do wherever the alphabet is the Latin one."""
    among_plain_ones = throughout = 0
    for word in _WORD_WITH_ACCENTS.finditer(content):
        if min(word[0]) < _FIRST_ACCENTED:
            among_plain_ones += 1
        elif len(word[0]) >= _SHORTEST:
            throughout += 1
    return throughout <= among_plain_ones


def _strictly(content: bytes, codec: str, name: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise Refusal(
            f"The file says that it is {name}, and is not from byte {error.start + 1} on. {_SAVE_AS}"
        ) from None


def _wide_without_mark(content: bytes) -> str | None:
    """UTF-16 of Latin letters has a zero in every second byte."""
    first = content[: _LOOKED_AT // 2 * 2]
    even, odd = first[::2].count(0), first[1::2].count(0)
    many, few = len(first) * 0.35, len(first) * 0.05
    if odd > many and even < few:
        return "utf-16-le"
    return "utf-16-be" if even > many and odd < few else None


def _line(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1
