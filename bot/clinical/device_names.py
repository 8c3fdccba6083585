"""Finding device names in a text.

Brand names are written in every way ("Gentle Max Pro", "gentlemax-pro"), so neighbouring words are joined and the
longest join that is a name wins: GentleMax Pro before GentleMax, Pixel CO2 before Pixel. A short name that several
devices or the language itself share counts only with a second cue near it; otherwise it is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.clinical.folding import Folded
from bot.clinical.lookup import squash
from bot.clinical.reading import DeviceQuestion, Found, Span

_PIECE: Final = re.compile(r"[a-z0-9]+")
# What may stand inside one name: "re:pair", "Clear + Brilliant", "V-beam".
_JOINS: Final = frozenset({"", " ", "  ", "-", "_", ":", "/", ".", "'", "+", " + ", "&", " & ", " +", "+ ", "*"})
_MOST_PIECES: Final = 6
_SIGNS_BEFORE: Final = 12  # characters between the end of a sentence and the next one's first word
_PRUNE: Final = 3  # letters by which a hopeless join is given up
_NEAR: Final = 4  # words on either side in which a second cue is looked for


@dataclass(frozen=True, slots=True)
class DeviceWords:
    """The names of one device, and what beside an ambiguous one speaks for it."""

    key: str
    name: str
    aliases: tuple[str, ...]
    ambiguous_aliases: tuple[str, ...]
    cues: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name that stands in the text from one piece to another (both included)."""

    name: str
    first: int
    last: int


class DeviceNames:
    """All names of all devices."""

    __slots__ = ("_ambiguous", "_beginnings", "_certain", "_cues", "_exact", "_longest", "_unbroken", "device_words")

    def __init__(self, devices: Sequence[DeviceWords], no_device: Iterable[str], device_words: Iterable[str]) -> None:
        self.device_words = frozenset(device_words)
        self._certain: dict[str, str | None] = {squash(name): None for name in no_device}
        self._ambiguous: dict[str, list[str]] = {}
        self._exact: dict[str, set[str]] = {}
        self._cues = {device.key: device.cues for device in devices}
        # "C+B" is something else without the plus, and "CO2 re-treatment" is no CO2RE.
        self._unbroken: dict[str, set[str]] = {}
        for device in devices:
            self._add(device)
        names = [*self._certain, *self._ambiguous]
        self._longest = max(map(len, names))
        self._beginnings = frozenset(name[:length] for name in names for length in range(1, _PRUNE + 1))

    def _add(self, device: DeviceWords) -> None:
        for alias in device.ambiguous_aliases:
            name = squash(alias)
            owners = self._ambiguous.setdefault(name, [])
            if device.key not in owners:
                owners.append(device.key)
            if alias.startswith("="):
                self._exact.setdefault(name, set()).add(alias[1:])
        ambiguous = {squash(alias) for alias in device.ambiguous_aliases}
        for alias in device.aliases:
            name = squash(alias)
            self._certain[name] = device.key
            if len(name) < _PRUNE or alias.startswith("="):
                self._unbroken.setdefault(name, set()).add(alias.lstrip("=").lower())
        if squash(device.name) not in ambiguous:
            self._certain[squash(device.name)] = device.key

    def found_in(self, text: Folded) -> tuple[tuple[Found, ...], tuple[DeviceQuestion, ...]]:
        """The devices named, each where it is named first, and the names to ask about."""
        return _Search(self, text).result()

    def mentions(self, text: str, pieces: Sequence[tuple[int, int]]) -> list[_Mention]:
        """Every name in the text, longest first at each place, none overlapping."""
        found: list[_Mention] = []
        index = 0
        while index < len(pieces):
            mention = self._longest_at(text, pieces, index)
            if mention is None:
                index += 1
            else:
                found.append(mention)
                index = mention.last + 1
        return found

    def _longest_at(self, text: str, pieces: Sequence[tuple[int, int]], first: int) -> _Mention | None:
        joined = ""
        best: _Mention | None = None
        for index in range(first, min(first + _MOST_PIECES, len(pieces))):
            start, end = pieces[index]
            if index > first and text[pieces[index - 1][1] : start] not in _JOINS:
                break
            joined += text[start:end]
            if len(joined) > self._longest + 1 or joined[:_PRUNE] not in self._beginnings:
                break
            name = self._known(joined, text[pieces[first][0] : end])
            if name is not None:
                best = _Mention(name, first, index)
        return best

    def _known(self, joined: str, written: str) -> str | None:
        for name in (joined, joined[:-1] if joined.endswith("s") and len(joined) > 4 else joined):
            if name in self._ambiguous and name not in self._certain:
                return name
            if name in self._certain and (self._is_unbroken(name, written) or name in self._ambiguous):
                return name
        return None

    def certain(self, name: str, written: str) -> tuple[bool, str | None]:
        """Whether this name needs no second cue, and whose it is (nobody's for a kind of laser)."""
        if name not in self._certain:
            return False, None
        if not self._is_unbroken(name, written):
            return False, None
        return True, self._certain[name]

    def _is_unbroken(self, name: str, written: str) -> bool:
        return name not in self._unbroken or written.lower() in self._unbroken[name]

    def owners(self, name: str) -> list[str]:
        """The devices that share an ambiguous name."""
        return self._ambiguous.get(name, [])

    def exact_spellings(self, name: str) -> set[str]:
        """The only spellings in which this name is more than an ordinary word; empty when any will do."""
        return self._exact.get(name, set())

    def cues(self, key: str) -> frozenset[str]:
        """What speaks for this device beside an ambiguous name."""
        return self._cues[key]


class _Search:
    """One text being searched."""

    def __init__(self, names: DeviceNames, text: Folded) -> None:
        self.names = names
        self.text = text
        self.pieces = [match.span() for match in _PIECE.finditer(text.lower)]
        self.found: dict[str, Found] = {}
        self.open: list[_Mention] = []
        self.covered: set[int] = set()
        for mention in names.mentions(text.lower, self.pieces):
            sure, key = names.certain(mention.name, self.written(mention))
            if not sure:
                self.open.append(mention)
            elif key is not None:
                self.found.setdefault(key, Found(key, self.span(mention)))
                self.covered.update(range(mention.first, mention.last + 1))

    def result(self) -> tuple[tuple[Found, ...], tuple[DeviceQuestion, ...]]:
        """Settle what can be settled and ask about the rest."""
        certain = frozenset(self.found)
        questions: dict[str, DeviceQuestion] = {}
        likely = [mention for mention in self.open if self.worth_a_look(mention)]
        beginnings = frozenset(mention.first for mention in likely)
        for mention in likely:
            owners = self.names.owners(mention.name)
            if not certain.isdisjoint(owners):
                continue  # "Harmony XL … the Pixel": it has been said which
            near = self.near(mention, _NEAR)
            favoured = [key for key in owners if not self.names.cues(key).isdisjoint(near)]
            if (favoured or self.has_cue(mention, near, beginnings)) and len(favoured or owners) == 1:
                key = (favoured or owners)[0]
                self.found.setdefault(key, Found(key, self.span(mention)))
            else:
                question = DeviceQuestion(self.written(mention), tuple(favoured or owners), self.span(mention))
                questions.setdefault(mention.name, question)
        found = sorted(self.found.values(), key=lambda each: each.span.start)
        open_questions = (each for each in questions.values() if self.found.keys().isdisjoint(each.candidates))
        return tuple(found), tuple(open_questions)

    def has_cue(self, mention: _Mention, near: set[str], likely: frozenset[int]) -> bool:
        """Whether a word for devices or another device stands near."""
        if not self.names.device_words.isdisjoint(near):
            return True
        reach = set(range(mention.first - _NEAR, mention.last + _NEAR + 1)) - {mention.first}
        return not (reach.isdisjoint(self.covered) and reach.isdisjoint(likely))

    def worth_a_look(self, mention: _Mention) -> bool:
        """Whether an ordinary word is meant as a name: spelled as one, or right beside a cue."""
        exact = self.names.exact_spellings(mention.name)
        if not exact:
            return True
        if self.piece(mention.first - 1).isdigit() and mention.name in {"joule", "joules"}:
            return False  # an amount of energy
        beside = self.near(mention, 1)
        own = {cue for key in self.names.owners(mention.name) for cue in self.names.cues(key)}
        if not beside.isdisjoint(self.names.device_words | own):
            return True
        written = self.written(mention)
        if written not in exact:
            return False
        if len(written) < _PRUNE:
            return not self.near(mention, _NEAR).isdisjoint(self.names.device_words | own)
        # A capital says nothing at the beginning of a sentence or among other capitals.
        return not (self.begins_sentence(mention) or (written.isupper() and self.among_capitals(mention)))

    def begins_sentence(self, mention: _Mention) -> bool:
        if self.written(mention).isupper():
            return False
        start = self.pieces[mention.first][0]
        before = self.text.lower[max(0, start - _SIGNS_BEFORE) : start].rstrip(" \t*_\"'([>-•")
        return not before or before[-1] in ".!?\n:;"

    def among_capitals(self, mention: _Mention) -> bool:
        sides = (self.cased(mention.first - 1), self.cased(mention.last + 1))
        return any(len(side) > 1 and side.isalpha() and side.isupper() for side in sides)

    def near(self, mention: _Mention, reach: int) -> set[str]:
        """The pieces on either side, within the line."""
        before = (self.piece(index) for index in range(mention.first - reach, mention.first))
        after = (self.piece(index) for index in range(mention.last + 1, mention.last + 1 + reach))
        return {piece.removesuffix("nm") or piece for piece in (*before, *after)} - {""}

    def piece(self, index: int) -> str:
        if not 0 <= index < len(self.pieces):
            return ""
        start, end = self.pieces[index]
        return self.text.lower[start:end]

    def cased(self, index: int) -> str:
        if not 0 <= index < len(self.pieces):
            return ""
        start, end = self.pieces[index]
        return self.text.cased[start:end]

    def written(self, mention: _Mention) -> str:
        return self.text.cased[self.pieces[mention.first][0] : self.pieces[mention.last][1]]

    def span(self, mention: _Mention) -> Span:
        return self.text.span(self.pieces[mention.first][0], self.pieces[mention.last][1])
