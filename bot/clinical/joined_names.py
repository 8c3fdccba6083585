"""Finding names that people write in one word or several.

"GentleMax Pro", "gentle max pro" and "gentlemax-pro" are one name, "Nd:YAG", "ND YAG" and "ndyag" another. A name is
cut where its own capitals, digits and spaces cut it; the text's words are joined along those cuts, and the longest join
that is a name wins: GentleMax Pro before GentleMax, Pixel CO2 before Pixel.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import Final, Generic, NamedTuple, TypeVar

from bot.clinical.folding import Words

# What may stand inside one name: "re:pair", "Clear + Brilliant", "V-beam".
_JOINS: Final = frozenset({"", " ", "  ", "-", "_", ":", "/", ".", "'", "+", " + ", "&", " & ", " +", "+ ", "*"})
_SIGNS: Final = re.compile(r"[^a-z0-9]+")
_ANYHOW: Final[frozenset[str]] = frozenset()
_PART: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SHORTEST_PLURAL: Final = 3  # "GMPs" and "GMP's", but "ups" is no plural of "UP"
_MOST_TIMES: Final = 12
_SHORTEST_JOINED: Final = 3  # "C+B" is something else without the plus

Value = TypeVar("Value")


class Name(NamedTuple, Generic[Value]):
    """What a name stands for. It counts only as in ``as_written`` (lower case) unless that is empty."""

    joined: str
    value: Value
    as_written: frozenset[str]


class NameHit(NamedTuple, Generic[Value]):
    """A name that stands in the text from one word to another (both included)."""

    name: Name[Value]
    first: int
    last: int


def parts_of(written: str) -> list[str]:
    """The words that a name is made of, in lower case: "GentleMax Pro" gives gentle, max, pro.

    A single letter stays with its neighbour, "GMax" and "M22" are one word each: "60 g max" is a dose.
    """
    if (written.islower() or written.istitle()) and written.isascii() and written.replace(" ", "").isalpha():
        return written.lower().split()
    found: list[str] = _PART.findall(written)
    if 1 not in map(len, found):
        return [part.lower() for part in found]
    parts: list[str] = []
    end = -1
    for match in _PART.finditer(written):
        part = match[0].lower()
        if match.start() == end and (len(part) == 1 or len(parts[-1]) == 1):
            parts[-1] += part
        else:
            parts.append(part)
        end = match.end()
    return parts


def joined(written: str) -> str:
    """A name without its spaces, signs and capitals."""
    lower = written.lower().replace(" ", "")
    return lower if lower.isalnum() and lower.isascii() else _SIGNS.sub("", lower)


class JoinedNames(Generic[Value]):
    """Names in every way they are spaced. ``=CO2RE`` counts only in one piece, and so do names of two letters."""

    __slots__ = ("_beginnings", "_names")

    def __init__(self, names: Iterable[tuple[str, Value]]) -> None:
        known: dict[str, Name[Value]] = {}
        beginnings: set[str] = set()
        for written, value in names:
            plain = written.lstrip("=")
            parts = parts_of(plain)
            if len(parts) > 1:  # else it is the name that it begins
                beginnings.update(accumulate(parts))
            key = "".join(parts)  # as `joined` has it
            in_one_piece = plain != written or len(key) < _SHORTEST_JOINED
            name = Name(key, value, frozenset((plain.lower(),)) if in_one_piece else _ANYHOW)
            known[key] = _both(known[key], name) if key in known else name
        plurals = {
            f"{key}s": name
            for key, name in known.items()
            if len(key) >= _SHORTEST_PLURAL and not name.as_written and key[-1] != "s"
        }
        self._names = known | plurals
        self._beginnings = frozenset(beginnings.union(self._names))

    def __contains__(self, word: str) -> bool:
        """Whether a joined word is a name or begins one."""
        return word in self._beginnings

    def get(self, key: str) -> Name[Value] | None:
        """The name that is joined so."""
        return self._names.get(key)

    def hits(self, words: Words) -> list[NameHit[Value]]:
        """The names in the text, longest first at each place, none overlapping.

        What has been said a dozen times says nothing new, so that a long text of one word costs no more than another.
        """
        found: list[NameHit[Value]] = []
        said: dict[str, int] = {}
        free_from = 0
        for first in words.places_of(self._beginnings):
            if first < free_from:
                continue
            hit = self._longest_at(words, first)
            if hit is None:
                continue
            free_from = hit.last + 1
            times = said[hit.name.joined] = said.get(hit.name.joined, 0) + 1
            if times <= _MOST_TIMES:
                found.append(hit)
        return found

    def _longest_at(self, words: Words, first: int) -> NameHit[Value] | None:
        lower, names, beginnings = words.lower, self._names, self._beginnings
        join = lower[first]
        best: Name[Value] | None = None
        last = index = first
        while True:
            name = names.get(join)
            if name is not None and (not name.as_written or _written(words, first, index) in name.as_written):
                best, last = name, index
            index += 1
            if index == len(lower):
                break
            join += lower[index]
            if join not in beginnings or words.gap(index) not in _JOINS:
                break
        return None if best is None else NameHit(best, first, last)


def _both(known: Name[Value], name: Name[Value]) -> Name[Value]:
    """One that counts however it is written goes before one that does not; two spellings are both right."""
    if not name.as_written:
        return name
    return known._replace(as_written=known.as_written | name.as_written) if known.as_written else known


def _written(words: Words, first: int, last: int) -> str:
    return words.text.lower[words.starts[first] : words.ends[last]]
