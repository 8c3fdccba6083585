"""Bare numbers that stand in the order in which the settings were told before: "18 mm 14 J 3 ms, bikini 15, 16, 5"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.clinical.reading import Range, Setting, SettingKey
from bot.clinical.settings.lines import stands_alone
from bot.clinical.settings.quantity import FLUENCES, SENTENCE_ENDS, Quantity
from bot.clinical.settings.text import Placed, Reader, settings_of

_KEYS: Final = {
    "mm": SettingKey.SPOT,
    "j": SettingKey.FLUENCE,
    "j_cm2": SettingKey.FLUENCE,
    "ms": SettingKey.PULSE,
    "hz": SettingKey.FREQUENCY,
    "mj": SettingKey.ENERGY,
    "um": SettingKey.DEPTH,
}
_RANGES: Final = frozenset({"range", "ranged", "ranging"})
_FIGURES_ALONE: Final = frozenset("0123456789., /-")
_WHERE: Final = frozenset({"on", "for", "over", "to", "at", "in"})
_VISITS: Final = frozenset(
    {"sess", "session", "tx", "s", "visit", "treatment", "seance", "sitzung", "sesion", "seduta"}
)
_DEEP: Final = frozenset({"heat", "needles"})
_AT_ALONE: Final = ["at"]
_AND: Final = frozenset({"and", "then", "but", "with"})
_FARTHEST: Final = 8  # words from a figure to the next one without a unit
_LOOKED_BACK: Final = 12  # quantities
_FEWEST: Final = 3  # two bare numbers could be anything
_MOST_TIMES: Final = 6.0  # as large as the setting before, or as small


def said_once(reader: Reader, told: dict[int, list[Setting]], unread: Sequence[int]) -> list[Placed]:
    """ "Depth 3.5 mm then 2.5 then 1.5": what the bare numbers behind a "then" are, as the one before them is."""
    found: list[Placed] = []
    for at in unread:
        quantity, before = reader.quantities[at], told.get(at - 1)
        if before is None or reader.word(quantity.first_word - 1) != "then":
            continue
        one, value = reader.quantities[at - 1], before[-1].value
        if before[-1].key is SettingKey.PULSE and not reader.units.isdisjoint(FLUENCES):
            continue  # "12 J 10 ms, then 14": what is changed is the fluence
        is_next = one.last_word + 2 == quantity.first_word and stands_alone(reader, quantity)
        if is_next and isinstance(value, float) and one.largest > 0 and _near(quantity.largest, one.largest):
            told[at] = settings_of(reader, quantity, before[-1].key, value / one.largest)
            found += [(quantity.first_word, setting) for setting in told[at]]
    return found


def in_turn(reader: Reader, at: int) -> list[Setting]:
    """The settings that bare numbers are because of those told before in the same order."""
    if reader.units.isdisjoint(_KEYS):
        return []
    quantity = reader.quantities[at]
    if len(quantity.parts) >= _FEWEST:
        return _all_in_turn(reader, at, quantity)
    if quantity.several:
        return []
    return (
        _of_a_visit(reader, at, quantity)
        or _elsewhere(reader, at, quantity)
        or _spot_at(reader, at, quantity)
        or _next_in_turn(reader, at, quantity)
    )


def _of_a_visit(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "Sess 1: 19 J, sess 2: 21 J, sess 3: 21.5", "s1 12 J, s2 14": a fluence, as behind the visits before."""
    visit = _visit_named(reader, quantity)
    if not visit or not stands_alone(reader, quantity):
        return []
    for before in reversed(reader.quantities[max(0, at - _LOOKED_BACK) : at]):
        if before.unit in FLUENCES and _visit_named(reader, before) == visit:
            near = _near(quantity.largest, before.largest)
            return settings_of(reader, quantity, SettingKey.FLUENCE) if near else []
    return []


def _visit_named(reader: Reader, quantity: Quantity) -> str:
    """The word for a visit whose number stands right before this one: "sess" of "sess 2: 21", "s" of "s2 14"."""
    label = reader.word(quantity.first_word - 1)
    if label.isdigit():
        label = reader.word(quantity.first_word - 2) + label
    visit = label.rstrip("0123456789")
    return visit if visit != label and visit in _VISITS else ""


def _spot_at(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "The 15 mm at 18 J, the 12 at 22 J", "24 mm 8 J, then 18 10 J": a number before a fluence, as a spot was."""
    fluence = reader.quantity_behind(at)
    if fluence is None or fluence.unit not in FLUENCES:
        return []
    between = reader.lower[quantity.last_word + 1 : fluence.first_word]
    if between != _AT_ALONE and (between or not reader.breaks[quantity.first_word]):
        return []
    for first in range(max(0, at - _LOOKED_BACK), at - 1):
        spot, told = reader.quantities[first : first + 2]
        as_before = reader.lower[spot.last_word + 1 : told.first_word] == between
        if spot.unit == "mm" and told.unit in FLUENCES and as_before:
            return _as_deep_or_wide(reader, quantity) if _near(quantity.largest, spot.largest) else []
    return []


def _as_deep_or_wide(reader: Reader, quantity: Quantity) -> list[Setting]:
    if reader.family_at(quantity.first_word) in _DEEP:
        return settings_of(reader, quantity, SettingKey.DEPTH, 1e3)  # "HIFU 4.5 mm 1.2 J, 3.0 0.8 J"
    return settings_of(reader, quantity, SettingKey.SPOT)


def _elsewhere(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """ "16 J on the left shin and 18 on the right": the unit is said once."""
    before = reader.quantity_before(at)
    if before is None or before.unit not in _KEYS or not _near(quantity.largest, before.largest / 2):
        return []
    first, breaks = quantity.first_word, reader.breaks
    if not _WHERE.issuperset(reader.behind(quantity.last_word, 1)) or not reader.behind(quantity.last_word, 1):
        return []
    if SENTENCE_ENDS in breaks[before.last_word + 1 : first + 1] or first - before.last_word > _FARTHEST:
        return []
    parted = breaks[first] == 1 or reader.word(first - 1) in _AND
    told_where = any(word in _WHERE for word in reader.behind(before.last_word, 2))
    return settings_of(reader, quantity, _KEYS[before.unit]) if parted and told_where else []


def _all_in_turn(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """Three numbers or more, as many as the settings of a set before."""
    count = len(quantity.parts)
    if not _FIGURES_ALONE.issuperset(reader.words.text.lower[quantity.start : quantity.end]):
        return []  # "3.1 vs 4.0/10"
    for first in range(max(0, at - _LOOKED_BACK), at - count + 1):
        told = reader.quantities[first : first + count]
        keys = [_KEYS.get(each.unit) for each in told]
        if None in keys or len(set(keys)) < count or not _alike(quantity, told):
            continue
        span = reader.words.text.span
        return [
            Setting(key, part.value, "", span(part.start, part.end))
            for key, part in zip(keys, quantity.parts, strict=True)
            if key is not None
        ]
    return []


def _alike(quantity: Quantity, told: Sequence[Quantity]) -> bool:
    return all(
        isinstance(part.value, float) and _near(part.value, each.largest)
        for part, each in zip(quantity.parts, told, strict=True)
    )


def _near(one: float, other: float) -> bool:
    return other <= one * _MOST_TIMES and one <= other * _MOST_TIMES


def _next_in_turn(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """A single number right behind a setting that another kind of setting stood right behind before."""
    if at == 0 or not _adjoin(reader.quantities[at - 1], quantity) or not stands_alone(reader, quantity):
        return []
    unit = reader.quantities[at - 1].unit
    if unit not in _KEYS or reader.breaks[quantity.first_word] > 1:
        return []
    for first in range(max(0, at - _LOOKED_BACK), at - 1):
        told = reader.quantities[first + 1]
        if reader.quantities[first].unit != unit or told.unit not in _KEYS or told.unit == unit or told.several:
            continue
        if _adjoin(reader.quantities[first], told) and _near(quantity.largest, told.largest):
            return settings_of(reader, quantity, _KEYS[told.unit])
    return []


def _adjoin(one: Quantity, other: Quantity) -> bool:
    return other.first_word - one.last_word == 1


def its_range(reader: Reader, at: int) -> list[Setting]:
    """ "Median 26 J/cm2 (range 20-32)": in what range a setting was."""
    quantity = reader.quantities[at]
    before = reader.quantity_before(at)
    value = quantity.value
    if before is None or before.unit not in _KEYS or quantity.several or not isinstance(value, Range):
        return []
    if value.low is None or value.high is None or not value.low <= before.largest <= value.high:
        return []
    apart = quantity.first_word - before.last_word
    said = reader.word(quantity.first_word - 1) in _RANGES
    in_brackets = any("(" in reader.gaps[index] for index in range(before.last_word + 1, quantity.first_word + 1))
    if apart > 1 + said or not (said or in_brackets):
        return []
    return settings_of(reader, quantity, _KEYS[before.unit])
