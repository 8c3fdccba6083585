"""Comparing what the reader says of a message with what a careful reader has labelled."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

_TOLERANCE: Final = 1e-3

SETTINGS: Final = (
    "wavelength_nm",
    "filter_nm",
    "fluence_j_cm2",
    "energy_mj",
    "pulse_ms",
    "spot_mm",
    "spot_rect_mm",
    "density_pct",
    "density",
    "depth_um",
    "power_w",
    "passes",
    "frequency_hz",
    "sessions",
    "interval_weeks",
)
"""The settings whose F1 together is the goal."""

FURTHER_NUMBERS: Final = (
    "stacks",
    "sub_pulses",
    "sub_pulse_delay_ms",
    "temperature_c",
    "units",
    "volume_ml",
    "international_units",
)
WORDS: Final = ("cooling", "endpoint", "anaesthesia", "needle", "handpieces")
WORDINGS: Final = frozenset({"endpoint", "anaesthesia", "needle", "handpieces"})
"""Labelled in the writer's own words, of which either side may have more."""
FACTS: Final = ("fitzpatrick", "devices", "modalities", "indications", "body_sites", "complications", "urgent")
FIELDS: Final = (*SETTINGS, *FURTHER_NUMBERS, *WORDS, *FACTS)


@dataclass(slots=True)
class Counts:
    """How often the reader was right, said too much, and said too little."""

    right: int = 0
    too_much: int = 0
    missed: int = 0

    def add(self, other: Counts) -> None:
        """Count another's as well."""
        self.right += other.right
        self.too_much += other.too_much
        self.missed += other.missed

    @property
    def precision(self) -> float:
        """The share of what was said that is right; 1 when nothing was said."""
        return _share(self.right, self.right + self.too_much)

    @property
    def recall(self) -> float:
        """The share of what is there that was said; 1 when nothing is there."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return _share(2 * self.right, 2 * self.right + self.too_much + self.missed)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def same(one: object, other: object) -> bool:
    """Whether two values are the same: numbers to one in a thousand, words in any case, lists and objects by parts."""
    match one, other:
        case ((int() | float()), (int() | float())):
            return math.isclose(one, other, rel_tol=_TOLERANCE)
        case str(), str():
            return one.casefold() == other.casefold()
        case list(), list():
            return len(one) == len(other) and all(map(same, one, other))
        case dict(), dict():
            return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
        case _:
            return one is None and other is None


def alike(one: object, other: object) -> bool:
    """Whether two wordings are one thing: "nerve blocks" and "nerve block", "faint erythema" and "erythema"."""
    if not (isinstance(one, str) and isinstance(other, str)):
        return same(one, other)
    ours, theirs = _plain_words(one), _plain_words(other)
    return ours <= theirs or theirs <= ours or _closed_up(one) == _closed_up(other)


def _plain_words(wording: str) -> set[str]:
    american = wording.lower().replace("oe", "e").replace("ae", "e").replace("grey", "gray")
    return {word.rstrip("s") for word in re.findall(r"[^\W\d_]+|\d+", american)}


def _closed_up(wording: str) -> str:
    return re.sub(r"[\W_]+", "", wording.casefold())


def count(key: str, got: object, expected: object) -> Counts:
    """Compare what is said under a key with what is labelled, in any order; null is an empty list."""
    matches = alike if key in WORDINGS else same
    left = _distinct(got)
    counts = Counts()
    for value in _distinct(expected):
        place = next((index for index, each in enumerate(left) if matches(value, each)), None)
        if place is None:
            counts.missed += 1
        else:
            del left[place]
            counts.right += 1
    counts.too_much = len(left)
    return counts


def _distinct(values: object) -> list[object]:
    kept: list[object] = []
    for value in values if isinstance(values, list) else ():
        if not any(same(value, each) for each in kept):
            kept.append(value)
    return kept


@dataclass(slots=True)
class SetCounts:
    """How well the parameter sets of messages were told apart."""

    messages: int = 0
    number_right: int = 0
    all_right: int = 0
    sets: Counts = field(default_factory=Counts)

    def add(self, got: object, expected: object) -> None:
        """Compare a message's sets; one in which nobody says any does not count.

        A set is right when all its numbers are; its words (cooling, endpoint) do not count.
        """
        left, wanted = _numbers_only(got), _numbers_only(expected)
        if not left and not wanted:
            return
        self.messages += 1
        self.number_right += len(left) == len(wanted)
        right = 0
        for each in wanted:
            place = next((index for index, other in enumerate(left) if _same_set(each, other)), None)
            if place is not None:
                del left[place]
                right += 1
        self.sets.add(Counts(right, len(left), len(wanted) - right))
        self.all_right += right == len(wanted) and not left


def _numbers_only(sets: object) -> list[dict[str, object]]:
    found = [
        {key: each[key] for key in (*SETTINGS, *FURTHER_NUMBERS) if each.get(key)}
        for each in (sets if isinstance(sets, list) else ())
    ]
    return [each for each in found if each]


def _same_set(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    if one.keys() != other.keys():
        return False
    compared = [count(key, other[key], values) for key, values in one.items()]
    return not any(each.missed or each.too_much for each in compared)


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a kind somewhere in a text."""

    kind: str
    start: int
    end: int

    def meets(self, other: Place) -> bool:
        """Whether both are of one kind and have a letter in common."""
        return self.kind == other.kind and self.start < other.end and other.start < self.end


def labelled_places(text: str, identifiers: Iterable[Mapping[str, str]]) -> list[Place]:
    """Where the labelled words stand; words that are labelled twice stand at their first and second place."""
    found: list[Place] = []
    for each in identifiers:
        start = -1
        while True:
            start = text.index(each["text"], start + 1)
            place = Place(each["kind"], start, start + len(each["text"]))
            if place not in found:
                found.append(place)
                break
    return found


def count_places(got: Sequence[Place], expected: Sequence[Place]) -> dict[str, Counts]:
    """By kind: a labelled place is found when one of its kind meets it; a place that meets none is too much."""
    by_kind: dict[str, Counts] = {}
    for place in expected:
        counts = by_kind.setdefault(place.kind, Counts())
        if any(place.meets(each) for each in got):
            counts.right += 1
        else:
            counts.missed += 1
    for place in got:
        if not any(place.meets(each) for each in expected):
            by_kind.setdefault(place.kind, Counts()).too_much += 1
    return by_kind
