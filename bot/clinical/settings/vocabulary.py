"""The words that settings are written with, as `data/settings.toml` has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any, Final, NamedTuple

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


_Written = tuple[str, str, str]
"""A phrase, its kind, and what it says."""


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
    phrases: Mapping[str, list[_Written]]
    """What is said without a figure, as the file has it, by first words."""
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
    return Vocabulary(
        units=units,
        plain_units=_plain_units(units),
        cues=cues,
        filter_words=frozenset(data["cues"]["filter"]),
        fillers=frozenset(data["fillers"]["before"]),
        unit_words=frozenset(data["fillers"]["units"]),
        before_numbers=frozenset([*cues, *data["fillers"]["before"], *data["fillers"]["units"]]),
        delay_words=frozenset(
            [
                *data["cues"]["delay"],
                *data["cues"]["repeat"],
                *data["lists"]["between_pulses"],
                *data["lists"]["separated"],
            ]
        ),
        numbers=data["numbers"],
        phrases=_phrases(data["phrases"], data["numbers"]),
        asks=frozenset(data["asks"]),
        lists={name: frozenset(words) for name, words in data["lists"].items()},
        families=_turned_round(data["families"]),
        lines=frozenset(map(float, data["wavelengths"]["lines"])),
        plain_lines=frozenset(map(float, data["wavelengths"]["plain"])),
        sure_lines=frozenset(map(float, data["wavelengths"]["sure"])),
        cutoffs=frozenset(map(float, data["wavelengths"]["cutoffs"])),
    )


def _turned_round(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {spelling.translate(_FOLDED): name for name, spellings in table.items() for spelling in spellings}


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


def _phrases(table: Mapping[str, Mapping[str, Any]], numbers: Mapping[str, int]) -> dict[str, list[_Written]]:
    """By their first word. ``a/b`` in a phrase is either word."""
    found: defaultdict[str, list[_Written]] = defaultdict(list)
    for kind, values in table.items():
        for value, phrases in values.items():
            for phrase in phrases:
                for spelt in _spelt_out(phrase) if "/" in phrase else (phrase,):
                    found[spelt.partition(" ")[0]].append((spelt, kind, value))
    for word, number in numbers.items():
        found[word].append((word, "number", str(number)))
    return dict(found)


@cache
def phrases_from(word: str) -> Phrases:
    """The phrases that begin with a word of `Vocabulary.phrases`, the longest first."""
    found = Phrases([], {})
    for written, kind, value in vocabulary().phrases[word]:
        rest = tuple(written.split()[1:])
        among = found.longer.setdefault(rest[0], []) if rest else found.alone
        among.append(Phrase(rest, kind, value))
    for longer in found.longer.values():
        longer.sort(key=lambda each: -len(each.rest))
    return found


def _spelt_out(phrase: str) -> list[str]:
    return [" ".join(words) for words in product(*(word.split("/") for word in phrase.split()))]
