"""Kinds of laser, light, current and injection: what they are called, and which of them a text names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.clinical.folding import Words
from bot.clinical.joined_names import JoinedNames, NameHit
from bot.clinical.reading import Found, Span

_BEFORE: Final = 3  # words: "Q-switched low fluence Nd:YAG"
_AFTER: Final = 1  # words: "alex QS"
_NEAR: Final = 5  # words on either side of a weak name
_DIGITS: Final = "0123456789"
_SAID: Final = {
    "qs": "q_switched",
    "qsw": "q_switched",
    "switch": "q_switched",
    "switched": "q_switched",
    "pico": "picosecond",
    "picosecond": "picosecond",
    "fractional": "fractional",
    "fractionated": "fractional",
    "fractionally": "fractional",
    "frac": "fractional",
}
_SHORT_PULSE: Final = re.compile(r"\d*(?:(ns|nsec|nanoseconds?)|(ps|psec|picoseconds?))")


@dataclass(frozen=True, slots=True)
class Modality:
    """How a device works on the skin. ``words`` speak for it beside an ambiguous device name."""

    key: str
    name: str
    words: tuple[str, ...]
    names: tuple[str, ...] = ()
    weak_names: tuple[str, ...] = ()
    weak_near: frozenset[str] = frozenset()
    weak_unless: frozenset[str] = frozenset()
    """Modalities beside which a weak name says nothing new: the filter of a platform that has been named."""
    said_with: tuple[tuple[str, str], ...] = ()
    """What it is when one of `q_switched`, `picosecond` or `fractional` is said with it."""
    kind_of: str | None = None
    lines: tuple[str, ...] = ()
    """The rows of bounds that its settings are held against: several where it is several lasers."""


class _Naming(NamedTuple):
    """A name's modality, and what has to stand near it."""

    modality: Modality
    near: frozenset[str]


class ModalityNames:
    """Finding modalities in a text."""

    __slots__ = ("_kind_of", "_names")

    def __init__(self, modalities: Iterable[Modality]) -> None:
        every = tuple(modalities)
        self._kind_of = {each.key: each.kind_of for each in every if each.kind_of}
        weak = [(name, _Naming(each, each.weak_near)) for each in every for name in each.weak_names]
        sure = [(name, _Naming(each, frozenset())) for each in every for name in each.names]
        self._names = JoinedNames((*weak, *sure))

    def found_in(self, words: Words, from_devices: Sequence[Found]) -> tuple[Found, ...]:
        """The modalities that a text names, and those that follow from its devices, each where it comes first.

        ``from_devices`` are modality keys at the devices' places. What is said inside a device's name ("Pixel CO2") is
        not said again, and a kind goes without the wider one: who writes "fractional CO2, 30 mJ … the CO2" means one.
        """
        given = {each.value for each in from_devices}
        hits = [hit for hit in self._names.hits(words) if _is_meant(words, hit, given)]
        if not hits:
            return _first_of_each(from_devices)
        named: list[Found] = []
        for hit in hits:
            span = words.span(hit.first, hit.last)
            if not any(each.span.start <= span.start and span.end <= each.span.end for each in from_devices):
                named.append(Found(_key(words, hit, hits), span))
        found = _first_of_each(sorted((*from_devices, *named), key=lambda each: each.span.start))
        wider = {self._kind_of[each.value] for each in named if each.value in self._kind_of}
        return tuple(each for each in found if each.value not in wider)


def _is_meant(words: Words, hit: NameHit[_Naming], given: set[str]) -> bool:
    near = hit.name.value.near
    if not near:
        return hit.name.joined != "alex" or _is_laser(words, hit)
    if not hit.name.value.modality.weak_unless.isdisjoint(given):
        return False
    lower = words.lower
    beside = lower[max(0, hit.first - _NEAR) : hit.first] + lower[hit.last + 1 : hit.last + 1 + _NEAR]
    return any(word in near or word.removesuffix("nm") in near or word.lstrip(_DIGITS) in near for word in beside)


def _is_laser(words: Words, hit: NameHit[_Naming]) -> bool:
    """Whether "Alex" with a capital amid a sentence is no colleague: a number or a laser stands beside it."""
    if hit.first == 0 or words.breaks[hit.first] or words.cased(hit.first) != "Alex":
        return True
    beside = words.lower[hit.first - 1 : hit.first + 3]
    return any(word[0].isdigit() or word in {"laser", "lasers", "yag", "qs", "lp"} for word in beside)


def _key(words: Words, hit: NameHit[_Naming], hits: Sequence[NameHit[_Naming]]) -> str:
    """The modality's key, with regard to what is said with it."""
    modality = hit.name.value.modality
    if not modality.said_with:
        return modality.key
    said = _said_with(words, hit, hits)
    return next((key for word, key in modality.said_with if word in said), modality.key)


def _said_with(words: Words, hit: NameHit[_Naming], hits: Sequence[NameHit[_Naming]]) -> set[str]:
    lower = words.lower
    before = lower[max(0, hit.first - _BEFORE) : hit.first]
    after = lower[hit.last + 1 : hit.last + 1 + _AFTER]
    said = {_SAID[word] for word in (*before, *after) if word in _SAID}
    # "Nd:YAG 1064, 4 mm, 6 ns": the pulse says it too, up to where another laser is named.
    others = (other.first for other in hits if other.first > hit.last and other.name.value != hit.name.value)
    for index in range(hit.last + 1, next(others, len(lower))):
        if words.breaks[index] == 2:
            break
        pulse = _SHORT_PULSE.fullmatch(lower[index])
        if pulse:
            said.add("q_switched" if pulse.group(1) else "picosecond")
            break
    return said


def _first_of_each(found: Iterable[Found]) -> tuple[Found, ...]:
    first: dict[str, Span] = {}
    for each in found:
        first.setdefault(each.value, each.span)
    return tuple(Found(value, span) for value, span in first.items())
