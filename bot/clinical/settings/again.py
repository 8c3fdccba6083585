"""Bare numbers that are a fluence or an energy because one of their size is told as well, or none is told at all."""

from __future__ import annotations

from typing import Final

from bot.clinical.reading import Setting, SettingKey
from bot.clinical.settings.corrections import is_what_was_done
from bot.clinical.settings.lines import stands_alone
from bot.clinical.settings.quantity import FLUENCES, Quantity
from bot.clinical.settings.text import Reader, settings_of
from bot.clinical.settings.vocabulary import vocabulary

_KEY_OF_UNIT: Final = {
    "j": SettingKey.FLUENCE,
    "j_cm2": SettingKey.FLUENCE,
    "mj": SettingKey.ENERGY,
    "mj_each": SettingKey.ENERGY,
}
_TIMES: Final = 3.0  # as large as the dose told besides, or as small
_LIKELY_J_CM2: Final = (3.0, 60.0)  # of a laser with a spot in mm and a pulse in ms
_LIKELY: Final = {"short": (0.1, 14.0), "dye": (3.0, 20.0)}
_SMALL_SPOT_MM: Final = 6.0
_MOST_ON_A_VEIN_J_CM2: Final = 300.0
_PULSES: Final = frozenset({"ms", "us", "ns", "ps", "hz"})
_SHORT_DYE_PULSES_MS: Final = frozenset({0.45, 1.5})
_ARROWS: Final = frozenset({"->", "→"})
_WAS: Final = frozenset({"was", "is", "im", "am", "are", "were"})
_OF_NOW: Final = frozenset({"today", "yesterday", "mine"})
_BY_STEPS: Final = frozenset({"down", "up", "back"})
_IT: Final = frozenset({"it", "them", "that"})  # "turned it down to 22"
_INSTEAD: Final = frozenset({("instead", "of"), ("rather", "than")})
_TO_A_VALUE: Final = frozenset({"at", "to", "on", "with", "for"})
_DID: Final = frozenset({"did", "gave", "was", "then", "and", "vs", "or", "but", "no", "first"})
_EFFECT_WITHIN: Final = 4  # words from "burnt" to at what fluence it was
_SHOULD_WITHIN: Final = 6  # words from "fluence" to "10 not 16"
_NEXT_TO: Final = 2  # words from one figure to another that goes with it
_NEXT_WITHIN: Final = 8  # words from a bare fluence to the next one, which has its unit


def dose_again(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "Is 20 J/cm2 too much? I stay at 16.": a bare number that is used, after a dose of its size."""
    first = quantity.first_word
    if _is_the_fluence(reader, at, quantity):
        return settings_of(reader, quantity, SettingKey.FLUENCE)
    if reader.units.isdisjoint(_KEY_OF_UNIT):
        return _alone(reader, at, quantity) if reader.word(first - 1) in _TO_A_VALUE else []
    before = next((each for each in reversed(reader.quantities[:at]) if each.unit in _KEY_OF_UNIT), None)
    if before is None or not _is_alike(quantity, before):
        return _before_another(reader, at, quantity)
    if not _is_used(reader, first, quantity) or not stands_alone(reader, quantity):
        return []
    return settings_of(reader, quantity, _KEY_OF_UNIT[before.unit])


def _is_alike(one: Quantity, other: Quantity) -> bool:
    return 1 / _TIMES <= one.largest / max(other.largest, 1e-9) <= _TIMES


def _is_used(reader: Reader, first: int, quantity: Quantity) -> bool:
    lists = vocabulary().lists
    verb = first - 2 if reader.word(first - 1) in _TO_A_VALUE else first - 1
    back = reader.word(verb) in lists["uses"]  # "so back to 3.6"
    verb -= reader.word(verb) in _BY_STEPS
    verb -= reader.word(verb) in _IT
    reached = reader.word(verb) in lists["increases"] and verb < first - 1
    by_a_joule = reader.word(first - 1) == "to" and vocabulary().units.get(reader.word(first - 2)) == "j"
    was = reader.word(verb) in _WAS and (reader.word(verb - 1) in _OF_NOW or reader.word(first - 1) == "at")
    if reached or by_a_joule or was or back or reader.word(verb) in lists["uses"] or _followed(reader, first):
        return True
    same = reader.word(first - 1) == "but" and "same" in reader.ahead(first, 4)
    return same or not _ARROWS.isdisjoint(reader.gaps[first].split())


def _followed(reader: Reader, first: int) -> bool:
    """ "I burnt one at 24", "frosting at 3.8"; not "burnt at 28 in another clinic"."""
    if reader.word(first - 1) != "at" or reader.signs_of("elsewhere"):
        return False
    return reader.near(first - _EFFECT_WITHIN, first, vocabulary().lists["effects"])


def _is_the_fluence(reader: Reader, at: int, quantity: Quantity) -> bool:
    """ "8 mm 1.6 8 Hz", "3 mm | 160 | 20 ms": no fluence is told near, and a number stands between spot and pulse."""
    if not at or at + 1 == len(reader.quantities) or quantity.several:
        return False
    spot, pulse = reader.quantities[at - 1], reader.quantities[at + 1]
    if spot.unit != "mm" or spot.sides or pulse.unit not in _PULSES:
        return False
    if (spot.last_word + 1, quantity.last_word + 1) != (quantity.first_word, pulse.first_word):
        return False
    if any(each.unit in _KEY_OF_UNIT for each in reader.quantities[max(0, at - 2) : at + 3]):
        return False
    low, high = _LIKELY.get(reader.family_at(quantity.first_word), _LIKELY_J_CM2)
    return low <= quantity.largest <= (high if spot.largest > _SMALL_SPOT_MM else max(high, _MOST_ON_A_VEIN_J_CM2))


def _alone(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "We stay at 14 (18 mm, 3 ms)", "1064 at 3.2 with 4 mm, 5 Hz": the only number that a fluence can be."""
    following = reader.quantities[at + 1 : at + 3]
    units = [each.unit for each in following]
    if units[:1] != ["mm"] or units[-1] not in _PULSES or following[0].first_word - quantity.last_word > _NEXT_TO:
        return []
    low, high = _LIKELY.get(reader.family_at(quantity.first_word), _LIKELY_J_CM2)
    return settings_of(reader, quantity, SettingKey.FLUENCE) if low <= quantity.largest <= high else []


def _before_another(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "Pico 4 mm 0.3 did nothing, 0.5 J frosted": behind a spot, and before a fluence of its size; "14 instead of 16
    J"."""
    if at + 1 == len(reader.quantities):
        return []
    following = reader.quantities[at + 1]
    if reader.behind(quantity.last_word, 2) in _INSTEAD and following.unit in _KEY_OF_UNIT:
        return settings_of(reader, quantity, _KEY_OF_UNIT[following.unit]) if _is_alike(quantity, following) else []
    if not at or reader.word(quantity.last_word + 1) not in _DID:
        return []
    before = reader.quantities[at - 1]
    behind_spot = before.unit == "mm" and before.last_word + 1 == quantity.first_word
    near = following.unit in FLUENCES and following.first_word - quantity.last_word <= _NEXT_WITHIN
    if not (behind_spot and near and _is_alike(quantity, following)):
        return []
    return settings_of(reader, quantity, SettingKey.FLUENCE)


def instead(reader: Reader, at: int, quantity: Quantity) -> str:
    """What a number is that stands behind a "not" and was done: "the fluence should have been 10 not 16"; its cue."""
    if not at or not is_what_was_done(reader, quantity.first_word - 1):
        return ""
    cues = (vocabulary().cues.get(word, "") for word in reversed(reader.ahead(quantity.first_word, _SHOULD_WITHIN)))
    return next(filter(None, cues), "")


def short_dye_pulse(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "7 mm 7 J 0.45" of a dye laser, whose short pulses are known by their figures."""
    before = reader.quantity_before(at)
    if before is None or quantity.value not in _SHORT_DYE_PULSES_MS or before.unit not in FLUENCES:
        return []
    of_dye = reader.family_at(quantity.first_word) == "dye" and before.last_word + 1 == quantity.first_word
    return settings_of(reader, quantity, SettingKey.PULSE) if of_dye else []
