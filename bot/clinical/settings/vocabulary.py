"""The words that settings are written with, as `data/settings.toml` has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple

from bot.clinical.lookup import load

_FOLDED: Final = str.maketrans({"µ": "μ"})


class Phrases(NamedTuple):
    """The phrases that begin with one word: the word alone, and longer ones by their second word."""

    alone: tuple[Phrase, ...]
    longer: Mapping[str, tuple[Phrase, ...]]


class Phrase(NamedTuple):
    """A worded setting or a sign: the words after its first one, what it is, and what it says."""

    rest: tuple[str, ...]
    kind: str
    value: str


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
    phrases: Mapping[str, Phrases]
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


def _phrases(table: Mapping[str, Mapping[str, Any]], numbers: Mapping[str, int]) -> dict[str, Phrases]:
    """By their first word, the longest first. ``a/b`` in a phrase is either word."""
    found: dict[str, list[Phrase]] = {}
    for kind, values in table.items():
        for value, phrases in values.items():
            for phrase in phrases:
                for first, *rest in _spelt_out(phrase) if "/" in phrase else (phrase.split(),):
                    found.setdefault(first, []).append(Phrase(tuple(rest), kind, value))
    for word, number in numbers.items():
        found.setdefault(word, []).append(Phrase((), "number", str(number)))
    return {first: _by_second_word(phrases) for first, phrases in found.items()}


_NONE_LONGER: Final[Mapping[str, tuple[Phrase, ...]]] = {}


def _by_second_word(phrases: list[Phrase]) -> Phrases:
    if not any(phrase.rest for phrase in phrases):
        return Phrases(tuple(phrases), _NONE_LONGER)
    longer: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=lambda each: -len(each.rest)):
        if phrase.rest:
            longer.setdefault(phrase.rest[0], []).append(phrase)
    return Phrases(
        tuple(phrase for phrase in phrases if not phrase.rest),
        {second: tuple(each) for second, each in longer.items()},
    )


def _spelt_out(phrase: str) -> list[list[str]]:
    spelt: list[list[str]] = [[]]
    for word in phrase.split():
        spelt = [[*words, choice] for words in spelt for choice in word.split("/")]
    return spelt
