"""Temperatures: of the skin and what lies under it, of a light's lamp, and of a cooled tip."""

from __future__ import annotations

from typing import Final

from bot.clinical.reading import Range, Setting, SettingKey
from bot.clinical.settings.quantity import Quantity
from bot.clinical.settings.text import Reader, settings_of
from bot.clinical.settings.vocabulary import vocabulary

_WARMEST_TIP: Final = 25.0  # degrees Celsius
_HEATED: Final = (36.0, 80.0)  # degrees Celsius of skin and fat that are heated on purpose
_COLDEST_FAHRENHEIT: Final = 95.0  # of skin that is heated on purpose
_COOLED_BY_CONTACT: Final = frozenset({"long", "dye", "needles"})
_HEATERS: Final = frozenset({"heat", "needles"})
_REACH: Final = 6  # words from a temperature to what says of what it is
_REACH_BEHIND: Final = 4
_ANGLES: Final = frozenset(
    {"angle", "angles", "angled", "rotation", "rotated", "turned", "tilted", "burn", "burns", "turn"}
)
_LEANING: Final = frozenset({("to",), ("from",), ("off",)})
_NOT_RIGHT_BEHIND: Final = frozenset({"outside", "outdoors", "weather", "day", "heat", "water", "room", "today"})

Found = list[Setting]


def temperature(reader: Reader, at: int, quantity: Quantity) -> Found:
    """What a number of degrees says."""
    first, behind = quantity.first_word, reader.behind(quantity.last_word, 2)
    if _is_of_something_else(reader, first):
        return []
    if "air" in behind or not _NOT_RIGHT_BEHIND.isdisjoint(behind[:1]):
        return []  # how cold the air is, how hot the day
    if reader.touches(quantity, "-"):
        return []
    if quantity.unit == "degree" and (behind[:1] in _LEANING or reader.word(first - 1) in _ANGLES):
        return []  # "held at 45 degrees to the skin", "crystal rotated 90°"
    if quantity.unit == "fahrenheit":
        return _in_celsius(settings_of(reader, quantity, SettingKey.TEMPERATURE))
    light = reader.family_at(first) == "light"
    if quantity.largest <= _WARMEST_TIP and (not light or _is_of_a_plate(reader, first)):
        return _cooled_tip(reader, quantity)
    if quantity.unit == "celsius" or (quantity.unit in {"c", "degree"} and (light or _is_heated(reader, quantity))):
        return settings_of(reader, quantity, SettingKey.TEMPERATURE)
    return []


def _is_of_something_else(reader: Reader, first: int) -> bool:
    """Whether a fever, a room or a tank is told of."""
    return reader.near(first - 4, first, vocabulary().lists["not_skin_temperature"])


def _is_heated(reader: Reader, quantity: Quantity) -> bool:
    """Whether degrees of no scale are a temperature: a word says so, or a laser or radiofrequency that heats."""
    first, last = quantity.first_word, quantity.last_word
    if reader.cue_before(first)[0] == "temperature":
        return True
    if not _HEATED[0] <= quantity.largest <= _HEATED[1] or not _ANGLES.isdisjoint(reader.behind(last, 2)):
        return False
    words = vocabulary().lists["of_heat"]
    if not words.isdisjoint(reader.ahead(first, _REACH)) or not words.isdisjoint(reader.behind(last, _REACH_BEHIND)):
        return True
    return reader.family_at(first) in _HEATERS


def bare_fahrenheit(reader: Reader, quantity: Quantity) -> Found:
    """ "104 F" of radiofrequency, which has no fluence."""
    if quantity.largest <= _COLDEST_FAHRENHEIT or reader.family_at(quantity.first_word) not in _HEATERS:
        return []  # "case 1 (68 F)"
    if _is_of_something_else(reader, quantity.first_word):
        return []  # "fever 102 F"
    return _in_celsius(settings_of(reader, quantity, SettingKey.TEMPERATURE))


def _in_celsius(found: Found) -> Found:
    return [
        Setting(each.key, _celsius(each.value), each.unit_written, each.span)
        for each in found
        if isinstance(each.value, float | Range)
    ]


def _celsius(value: float | Range) -> float | Range:
    if isinstance(value, Range):
        return Range(*(None if end is None else _one_in_celsius(end) for end in (value.low, value.high)))
    return _one_in_celsius(value)


def _one_in_celsius(degrees: float) -> float:
    return round((degrees - 32) / 1.8, 4)


def _is_of_a_plate(reader: Reader, first: int) -> bool:
    """Whether a cooled part of a light is named right before: "plate at 20 °C"."""
    return not vocabulary().lists["cooled_parts"].isdisjoint(reader.ahead(first, 3))


def _cooled_tip(reader: Reader, quantity: Quantity) -> Found:
    """So cold is no skin: it is the tip or the plate that cools. A light's lamp has such a temperature too."""
    of_a_plate = _is_of_a_plate(reader, quantity.first_word)
    if (
        quantity.unit != "celsius"
        and not of_a_plate
        and reader.family_at(quantity.first_word) not in _COOLED_BY_CONTACT
    ):
        return []
    value = quantity.value
    if isinstance(value, Range):
        return []
    span = reader.words.text.span(quantity.start, quantity.end)
    return [Setting(SettingKey.COOLING, f"contact {value:g} C", "", span)]
