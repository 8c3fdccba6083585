"""The laser that a set is labelled with where it is named and no wavelength says which it is.

A laser's bare name is no wavelength; but "if tanned then yag 18 mm 22 J" must not be read as the alexandrite's.
"""

from __future__ import annotations

from typing import Final

from bot.clinical.folding import fold
from bot.clinical.reading import Setting, SettingKey
from bot.clinical.settings.signs import signs_in
from bot.clinical.settings.text import Reader
from bot.clinical.settings.turns import ANY_LINE

_SAYS_WHICH: Final = frozenset({SettingKey.WAVELENGTH, SettingKey.FILTER})


def laser_named(reader: Reader, first: int, end: int) -> str:
    """The writer's word for the one laser that is named from one word up to another; "" where none is, where several
    are, and where the device has no other. A way of pulsing is none, and neither is a part of a device's name."""
    if len(reader.own_lines) == 1:
        return ""
    named = [
        sign
        for sign in reader.signs_of("laser")
        if first <= sign.first < end and sign.value not in ANY_LINE and sign.first not in reader.names
    ]
    if len({sign.value for sign in named}) != 1:
        return ""
    span = reader.words.span(named[0].first, named[0].last)
    return reader.words.text.original[span.start : span.end]


def laser_of_all(reader: Reader, settings: tuple[Setting, ...]) -> str:
    """As above for a text's only set: where its device has several lines and none is stated."""
    if len(reader.own_lines) < 2 or any(setting.key in _SAYS_WHICH for setting in settings):
        return ""
    return laser_named(reader, 0, len(reader.lower))


def with_laser(laser: str, label: str) -> str:
    """A label that says the laser first."""
    return ", ".join(filter(None, (laser, label)))


def names_laser(label: str) -> bool:
    """Whether a set's label says which laser it was."""
    return bool(label) and any(
        sign.kind == "laser" and sign.value not in ANY_LINE for sign in signs_in(fold(label).words)
    )
