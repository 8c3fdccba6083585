"""Finding names that people write in one word or several.

"GentleMax Pro", "gentle max pro" and "gentlemax-pro" are one name, "Nd:YAG", "ND YAG" and "ndyag" another. A name is cut
where its own capitals, digits and spaces cut it; the text's words are joined along those cuts, and the longest join that
is a name wins: GentleMax Pro before GentleMax, Pixel CO2 before Pixel.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from bot.clinical.folding import Words

# What may stand inside one name: "re:pair", "Clear + Brilliant", "V-beam".
_JOINS: Final = frozenset({"", " ", "  ", "-", "_", ":", "/", ".", "'", "+", " + ", "&", " & ", " +", "+ ", "*"})
_PART: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SHORTEST_PLURAL: Final = 3  # "GMPs" and "GMP's", but "ups" is no plural of "UP"
_SHORTEST_JOINED: Final = 3  # "C+B" is something else without the plus

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Name(Generic[Value]):
    """What a name stands for. It counts only as in ``as_written`` (lower case) unless that is empty."""

    joined: str
    value: Value
    as_written: frozenset[str]


@dataclass(frozen=True, slots=True)
class NameHit(Generic[Value]):
    """A name that stands in the text from one word to another (both included)."""

    name: Name[Value]
    first: int
    last: int


def parts_of(written: str) -> tuple[str, ...]:
    """The words that a name is made of, in lower case: "GentleMax Pro" gives gentle, max, pro.

    A single letter stays with its neighbour, "GMax" and "M22" are one word each: "60 g max" is a dose.
    """
    parts: list[str] = []
    end = -1
    for match in _PART.finditer(written):
        if match.start() == end and 1 in {len(parts[-1]), len(match[0])}:
            parts[-1] += match[0].lower()
        else:
            parts.append(match[0].lower())
        end = match.end()
    return tuple(parts)


def joined(written: str) -> str:
    """A name without its spaces, signs and capitals."""
    return "".join(parts_of(written))


class JoinedNames(Generic[Value]):
    """Names in every way they are spaced. ``=CO2RE`` counts only in one piece, and so do names of two letters."""

    __slots__ = ("_beginnings", "_names")

    def __init__(self, names: Iterable[tuple[str, Value]]) -> None:
        self._names: dict[str, Name[Value]] = {}
        beginnings: set[str] = set()
        for written, value in names:
            plain = written.lstrip("=")
            name = self._name(plain, value, in_one_piece=plain != written)
            beginnings.update(_beginnings(plain))
            for form in (name.joined, *_plurals(name)):
                self._names.setdefault(form, name)
                self._names[form] = self._merged(form, name)
                beginnings.add(form)
        self._beginnings = frozenset(beginnings)

    def _name(self, written: str, value: Value, *, in_one_piece: bool) -> Name[Value]:
        key = joined(written)
        unbroken = in_one_piece or len(key) < _SHORTEST_JOINED
        return Name(key, value, frozenset({written.lower()}) if unbroken else frozenset())

    def _merged(self, form: str, name: Name[Value]) -> Name[Value]:
        """One that counts however it is written goes before one that does not; two spellings are both right."""
        known = self._names[form]
        if not known.as_written or not name.as_written:
            return name if not name.as_written else known
        return Name(known.joined, known.value, known.as_written | name.as_written)

    def __contains__(self, word: str) -> bool:
        """Whether a joined word is a name or begins one."""
        return word in self._beginnings

    def get(self, key: str) -> Name[Value] | None:
        """The name that is joined so."""
        return self._names.get(key)

    def hits(self, words: Words) -> list[NameHit[Value]]:
        """Every name in the text, longest first at each place, none overlapping."""
        beginnings = self._beginnings
        found: list[NameHit[Value]] = []
        free_from = 0
        for first, word in enumerate(words.lower):
            if word in beginnings and first >= free_from:
                hit = self._longest_at(words, first)
                if hit is not None:
                    found.append(hit)
                    free_from = hit.last + 1
        return found

    def _longest_at(self, words: Words, first: int) -> NameHit[Value] | None:
        lower = words.lower
        join = lower[first]
        best: NameHit[Value] | None = None
        for index in range(first, len(lower)):
            if index > first:
                join += lower[index]
                if join not in self._beginnings or words.gap(index) not in _JOINS:
                    break
            name = self._names.get(join)
            if name is not None and (not name.as_written or _written(words, first, index) in name.as_written):
                best = NameHit(name, first, index)
        return best


def _written(words: Words, first: int, last: int) -> str:
    return words.text.lower[words.start(first) : words.end(last)]


def _beginnings(written: str) -> Iterable[str]:
    join = ""
    for part in parts_of(written):
        join += part
        yield join


def _plurals(name: Name[Value]) -> tuple[str, ...]:
    short = len(name.joined) < _SHORTEST_PLURAL
    return () if short or name.as_written or name.joined.endswith("s") else (f"{name.joined}s",)
