"""Handpieces, tips and lenses: the ones with a name, and "zoom handpiece", "24-pin tip", "R20 handpiece"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.clinical import lookup
from bot.clinical.folding import Words
from bot.clinical.joined_names import JoinedNames, NameHit
from bot.clinical.reading import Found

_FURTHEST: Final = 5  # words before "handpiece" that say which: "7 x 7 mm", "non-insulated 24-pin"
_UNITS: Final = frozenset({"mm", "nm", "pin", "pins", "needle", "needles", "cm2"})
_NEVER_FIRST: Final = _UNITS | {"x", "by"}
# "12mm", "24pin", "7x7", "R20", "PS03", and the wavelengths of handpieces that are called by them
_TELLING: Final = re.compile(
    r"\d+(?:mm|nm|pins?|needles?|cm2)|\d+x\d+(?:mm)?|[a-z]{1,2}\d{1,3}[a-z]?|14[0-9]{2}|15[0-9]{2}|19[0-9]{2}|2940|10600"
)
# Not "7x7": a fractional tip is called by its pixels.
_SIZE: Final = re.compile(r"(?:(?:\d+x)?\d*(?:mm|nm|cm2))*")
_HEADS_WHAT_FOLLOWS: Final = frozenset(":=")
_CAPITALS: Final = re.compile(r"[A-Z]{1,2}")  # "F handpiece", "HS handpiece"
_NO_CODE: Final = frozenset({"A", "I", "J", "W", "U", "OK", "MY", "IN", "ON", "AT", "OF", "OR", "NO", "BY", "TO", "HZ"})
_PLAINLY: Final = (
    (re.compile(r"(?<=\d)[ -]?(?=(?:mm|nm|cm2)\b)"), " "),
    (re.compile(r"(?<=\d)[ -]?(?=(?:pin|needle)s?\b)"), "-"),
    (re.compile(r"\bnon (?=insulated)"), "non-"),
    (re.compile(r"[ -](?:hp|handpieces?|hand[ -]piece)$"), " handpiece"),
    (re.compile(r"[ -](tip|applicator)s?$"), r" \1"),
)


@dataclass(frozen=True, slots=True)
class Handpiece:
    """A handpiece as the catalogue has it."""

    key: str
    devices: tuple[str, ...]
    weak: bool
    lines: tuple[str, ...]
    source: str | None
    basis: str | None


class Handpieces:
    """Every handpiece with a name, and the words by which one without is known."""

    __slots__ = ("_by_key", "_heads", "_kinds", "_names")

    def __init__(
        self, named: Sequence[tuple[tuple[str, ...], Handpiece]], heads: Sequence[str], kinds: Sequence[str]
    ) -> None:
        self._by_key = {handpiece.key: handpiece for _, handpiece in named}
        self._kinds = frozenset(kinds)
        self._heads = frozenset(heads)
        with_names = [(name, handpiece) for names, handpiece in named for name in names]
        self._names = JoinedNames[Handpiece | None]((*((head, None) for head in heads), *with_names))

    def get(self, key: str) -> Handpiece | None:
        """The named handpiece with this key."""
        return self._by_key.get(key)

    def of_device(self, device: str) -> tuple[Handpiece, ...]:
        """The named handpieces of the device with this key."""
        return tuple(each for each in self._by_key.values() if device in each.devices)

    def found_in(self, words: Words, devices: Sequence[Found]) -> tuple[Found, ...]:
        """The handpieces that a text names, in plain lower case, each where it comes first."""
        hits = self._names.hits(words)
        if not hits:
            return ()
        here = {found.value for found in devices}
        found: dict[str, Found] = {}
        taken = -1  # the last word of the name before: "Resolve handpiece" is named already
        for hit in hits:
            handpiece = hit.name.value
            if handpiece is None:
                each = self._described(words, hit, taken)
            elif not handpiece.weak or self._is_meant(words, hit, handpiece, here):
                each, taken = Found(handpiece.key, words.span(hit.first, hit.last)), hit.last
            else:
                each = None
            if each is not None:
                found.setdefault(each.value, each)
        return tuple(found.values())

    def _is_meant(self, words: Words, hit: NameHit[Handpiece | None], handpiece: Handpiece, devices: set[str]) -> bool:
        """Whether an ordinary word is a handpiece's name: with its capital, where the device or "handpiece" is."""
        if not words.cased(hit.first)[0].isupper():
            return False
        following = words.lower[hit.last + 1] if hit.last + 1 < len(words.lower) else ""
        return following in self._heads or not devices.isdisjoint(handpiece.devices)

    def _described(self, words: Words, hit: NameHit[Handpiece | None], taken: int) -> Found | None:
        """The words before "handpiece" that say which, if any do."""
        stop = max(taken + 1, hit.first - _FURTHEST)
        first = hit.first
        while first > stop and self._is_one_name(words, first) and self._says_which(words, first - 1):
            first -= 1
        while first < hit.first and words.lower[first] in _NEVER_FIRST:
            first += 1
        telling = [words.lower[index] for index in range(first, hit.first) if self._is_telling(words, index)]
        if _SIZE.fullmatch("".join(telling)):
            return None  # a "10 mm tip", a "12x12 mm tip" says the spot, and has no name
        written = words.text.lower[words.starts[first] : words.ends[hit.last]]
        return Found(_plain(written), words.span(first, hit.last))

    @staticmethod
    def _is_one_name(words: Words, index: int) -> bool:
        """Whether a word goes on with the name before it: not "1540 nm: 15 mm tip"."""
        return not words.breaks[index] and _HEADS_WHAT_FOLLOWS.isdisjoint(words.gaps[index])

    def _says_which(self, words: Words, index: int) -> bool:
        word = words.lower[index]
        return word.isdigit() or word in _NEVER_FIRST or word == "non" or self._is_telling(words, index)

    def _is_telling(self, words: Words, index: int) -> bool:
        """Whether the word says which handpiece: a count ("2 tips") and a filter ("640 lens") do not."""
        word = words.lower[index]
        if word in self._kinds or word in _UNITS or (_TELLING.fullmatch(word) and word != "co2"):
            return True
        # "F handpiece", but "10 C tip" is cold and "8 J tip" no handpiece
        cased = words.cased(index)
        after_number = index > 0 and not words.breaks[index] and words.lower[index - 1].isdigit()
        return _CAPITALS.fullmatch(cased) is not None and cased not in _NO_CODE and not after_number


def _plain(written: str) -> str:
    """As one would say it: "24-pin tip", "3 mm handpiece"."""
    plain = " ".join(written.split())
    for pattern, replacement in _PLAINLY:
        plain = pattern.sub(replacement, plain)
    return plain


@cache
def handpieces() -> Handpieces:
    """The handpieces, read once."""
    data = lookup.load("handpieces.toml")
    named = [
        (
            tuple(row.get("names", (row["name"],))),
            Handpiece(
                key=row["name"],
                devices=tuple(row["devices"]),
                weak=row.get("weak", False),
                lines=tuple(row["lines"]),
                source=row.get("source"),
                basis=row.get("basis"),
            ),
        )
        for row in data["handpiece"]
    ]
    return Handpieces(named, data["heads"], data["kinds"])
