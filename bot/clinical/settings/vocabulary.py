"""The words that settings are written with, as `data/settings.toml` has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final, NamedTuple

from bot.clinical.lookup import load

_FOLDED: Final = str.maketrans({"µ": "μ"})


class Phrases(NamedTuple):
    """The phrases that begin with one word: the word alone, and longer ones by their second word."""

    alone: list[Phrase]
    longer: dict[str, list[Phrase]]


class Phrase(NamedTuple):
    """A worded setting or a sign: the words after its first one, what it is, and what it says."""

    rest: tuple[str, ...]
    kind: str
    value: str


_Row = tuple[str, str, str]
"""The phrases of a row of the file, with commas between, their kind, and what they say."""


class _Lists(dict[str, frozenset[str]]):
    """The file's lists of words, each taken apart when it is first asked for: few texts need them all."""

    __slots__ = ("_written",)

    def __init__(self, written: Mapping[str, str]) -> None:
        super().__init__()
        self._written = written

    def __missing__(self, name: str) -> frozenset[str]:
        words = self[name] = frozenset(_listed(self._written[name]))
        return words


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every table of the file, turned round so that a word is looked up once."""

    units: Mapping[str, str]
    plain_units: Mapping[str, str]
    """Units as they are written behind most numbers, which nothing behind them can change."""
    cues: Mapping[str, str]
    filter_words: frozenset[str]
    fillers: frozenset[str]
    unit_words: frozenset[str]
    before_numbers: frozenset[str]
    """Words with which something that a number stands beside may end: cues, fillers and units."""
    delay_words: frozenset[str]
    """Words beside which a duration is no pulse."""
    numbers: Mapping[str, int]
    phrases: Mapping[str, list[_Row]]
    """What is said without a figure: the rows of the file in which a phrase begins with a word."""
    asks: frozenset[str]
    lists: Mapping[str, frozenset[str]]
    families: Mapping[str, str]
    lines: frozenset[float]
    plain_lines: frozenset[float]
    sure_lines: frozenset[float]
    cutoffs: frozenset[float]


@cache
def vocabulary() -> Vocabulary:
    """The words, read once."""
    data = load("settings.toml")
    units = _turned_round(data["units"])
    cues = _turned_round(data["cues"])
    cues |= _misspelt(cues, cues.keys() | units.keys())
    fillers, unit_words = (_listed(data["fillers"][name]) for name in ("before", "units"))
    lists = _Lists(data["lists"])
    return Vocabulary(
        units=units,
        plain_units=_plain_units(units),
        cues=cues,
        filter_words=frozenset(_listed(data["cues"]["filter"])),
        fillers=frozenset(fillers),
        unit_words=frozenset(unit_words),
        before_numbers=frozenset([*cues, *fillers, *unit_words]),
        delay_words=lists["between_pulses"].union(
            lists["separated"], _listed(data["cues"]["delay"]), _listed(data["cues"]["repeat"])
        ),
        numbers=data["numbers"],
        phrases=_phrases(data["phrases"], data["numbers"]),
        asks=frozenset(_listed(data["asks"])),
        lists=lists,
        families=_turned_round(data["families"]),
        lines=frozenset(map(float, data["wavelengths"]["lines"])),
        plain_lines=frozenset(map(float, data["wavelengths"]["plain"])),
        sure_lines=frozenset(map(float, data["wavelengths"]["sure"])),
        cutoffs=frozenset(map(float, data["wavelengths"]["cutoffs"])),
    )


def _listed(written: str) -> list[str]:
    return written.split(", ")


def _turned_round(table: Mapping[str, str]) -> dict[str, str]:
    return {spelling: name for name, written in table.items() for spelling in _listed(written.translate(_FOLDED))}


_SHORTEST_SWAPPED: Final = 5  # letters: a slip in a shorter word makes another word too easily
_SHORTEST_MISSPELT: Final = 7


def _misspelt(names: Mapping[str, str], known: Set[str]) -> dict[str, str]:
    """The long words with one letter doubled, left out, or swapped with the next one, as far as they are no others."""
    found: dict[str, str] = {}
    for word, name in names.items():
        if len(word) < _SHORTEST_SWAPPED or name == "none":
            continue
        for at in range(1, len(word) - 1):
            before, letter, behind = word[:at], word[at], word[at + 1 :]
            slips = [before + behind[0] + letter + behind[1:]]
            if len(word) >= _SHORTEST_MISSPELT:
                slips += [before + letter + letter + behind, before + behind]
            for spelt in slips:
                if spelt not in known:
                    found[spelt] = name
    return found


_PLAIN_UNITS: Final = frozenset(
    {"nm", "ms", "us", "mm", "percent", "hz", "um", "celsius", "pass", "session", "week", "weekly", "month"}
)
_OF_AN_AREA: Final = frozenset({"j", "mj"})


def _plain_units(units: Mapping[str, str]) -> dict[str, str]:
    plain = {written: unit for written, unit in units.items() if unit in _PLAIN_UNITS}
    for written, unit in units.items():
        if unit in _OF_AN_AREA:
            plain[written + "/cm2"] = unit + "_cm2"
    return plain


def _phrases(table: Mapping[str, Mapping[str, str]], numbers: Mapping[str, int]) -> dict[str, list[_Row]]:
    """By the first words of their phrases. ``a/b`` in a phrase is either word."""
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    for kind, values in table.items():
        for value, written in values.items():
            row = written, kind, value
            first_words = [phrase.partition(" ")[0] for phrase in _listed(written)]
            for word in set("/".join(first_words).split("/")):
                found[word].append(row)
    for word, number in numbers.items():
        found[word].append((word, "number", str(number)))
    return dict(found)


@cache
def phrases_from(word: str) -> Phrases:
    """The phrases that begin with a word of `Vocabulary.phrases`, the longest first."""
    found = Phrases([], {})
    for written, kind, value in vocabulary().phrases[word]:
        for phrase in _listed(written):
            first, *others = phrase.split(" ")
            if word in first.split("/"):
                for rest in product(*(each.split("/") for each in others)):
                    among = found.longer.setdefault(rest[0], []) if rest else found.alone
                    among.append(Phrase(rest, kind, value))
    for longer in found.longer.values():
        longer.sort(key=lambda each: -len(each.rest))
    return found
