"""Injectables: units with their brand, volumes, international units, needles and cannulas."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from bot.clinical.reading import Range, Scaled, Setting, SettingKey
from bot.clinical.settings.quantity import SENTENCE_ENDS, Quantity
from bot.clinical.settings.signs import Sign
from bot.clinical.settings.text import Reader, settings_of
from bot.clinical.settings.vocabulary import vocabulary

_THOUSANDS: Final = re.compile(r"[0-9]\.[0-9]{3}$")
_OF_DEPTHS: Final = frozenset({"fractional", "erbium"})  # beside them a u is a micrometre
_GAUGES: Final = (14.0, 36.0)
_BESIDE: Final = 4  # words between a dose and its site
_A_SIDE: Final = frozenset({("each",), ("per",), ("a",), ("both",)})
_MOST_UNITS: Final = 300.0
_MAY_BE_COUNTED: Final = frozenset({"feet", "bands", "brows", "palms", "masseters", "calves"})  # "3 feet away"
_NEAR: Final = 6  # words between a dose and the needle or brand it is about


def units(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """Units of a toxin with their brand, or of hyaluronidase as international units."""
    brand = _brand(reader, quantity)
    if reader.word(quantity.last_word + 1) in {"vial", "vials", "bottle"}:
        return []
    if brand is None and quantity.unit == "iu":
        return _international(reader, quantity)
    if brand is None and reader.family_at(quantity.first_word) in _OF_DEPTHS:
        return settings_of(reader, quantity, SettingKey.DEPTH)  # "Halo 275u"
    if brand is None:
        return _dose(reader, quantity, "") if _names_a_site(reader, quantity) else []
    if brand.value == "hyaluronidase":
        return _international(reader, quantity)
    scale = "" if brand.value == "toxin" else brand.value
    return _dose(reader, quantity, scale)


def _international(reader: Reader, quantity: Quantity) -> list[Setting]:
    """ "1500 IU", and "1.500 IU" where a point parts the thousands, as in many countries."""
    written = reader.words.text.lower[quantity.start : quantity.digits_end]
    return settings_of(reader, quantity, SettingKey.INTERNATIONAL_UNITS, 1e3 if _THOUSANDS.match(written) else 1.0)


def _dose(reader: Reader, quantity: Quantity, scale: str) -> list[Setting]:
    return [
        Setting(SettingKey.UNITS, Scaled(each.value, scale), each.unit_written, each.span)
        for each in settings_of(reader, quantity, SettingKey.UNITS)
        if isinstance(each.value, float | Range)
    ]


def _names_a_site(reader: Reader, quantity: Quantity) -> bool:
    """Whether units of an unnamed toxin stand beside where they went: "20 u glabella"."""
    low, high = quantity.first_word - _BESIDE, quantity.last_word + _BESIDE
    return any(low <= sign.last and sign.first <= high for sign in reader.signs_of("site"))


def a_side(reader: Reader, at: int) -> list[Setting]:
    """ "Forehead 10 u, crow's feet 12 each side", "24 u glabella, 12 frontalis": the unit is said once."""
    quantity = reader.quantities[at]
    before = reader.quantity_before(at)
    if before is None or before.unit != "unit":
        return []
    following = quantity.last_word + 1
    placed = any(sign.first == following for sign in reader.signs_of("site"))
    return units(reader, at, quantity) if placed or reader.behind(quantity.last_word, 1) in _A_SIDE else []


def at_its_site(reader: Reader, at: int) -> list[Setting]:
    """ "Botox: glabella 20, forehead 10", "20 glabella, 12 crow's feet": the brand alone says that they are units."""
    quantity = reader.quantities[at]
    brand = _brand(reader, quantity)
    if brand is None or brand.value == "hyaluronidase" or reader.speaks_of_lasers:
        return []
    if quantity.largest > _MOST_UNITS or not _stands_by_its_site(reader, quantity):
        return []
    return units(reader, at, quantity)


def _stands_by_its_site(reader: Reader, quantity: Quantity) -> bool:
    """Whether a site stands right before a number and no noun behind it, or the other way round."""
    first, last = quantity.first_word, quantity.last_word
    before, behind = reader.ahead(first, 1), reader.behind(last, 1)
    sites, beside = vocabulary().lists["toxin_sites"], vocabulary().lists["units_beside"]
    if reader.word(first - 1) in sites and (reader.breaks[first] == 0 or ":" in reader.gaps[first]):
        return not behind or behind[0] in sites | beside
    if not behind or behind[0] not in sites - _MAY_BE_COUNTED:
        return False
    return not before or before[0] in beside or any(sign.last == first - 1 for sign in reader.brands)


def _brand(reader: Reader, quantity: Quantity) -> Sign | None:
    """The brand nearest to a dose, one in the same sentence before one elsewhere."""
    brands = reader.brands
    following = bisect_left(brands, quantity.last_word, key=_first_word)
    best: tuple[int, Sign] | None = None
    for sign in brands[max(0, following - 1) : following + 1]:
        distance = (
            sign.first - quantity.last_word if sign.first > quantity.last_word else quantity.first_word - sign.last
        )
        low, high = min(sign.first, quantity.first_word), max(sign.last, quantity.last_word)
        if SENTENCE_ENDS in reader.breaks[low + 1 : high + 1]:
            distance += 100
        if best is None or distance < best[0]:
            best = (distance, sign)
    return None if best is None else best[1]


def _first_word(sign: Sign) -> int:
    return sign.first


def volume(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """A volume that was injected: not what something was diluted in."""
    if reader.touches(quantity, "/"):
        return []  # "4 U/0.1 mL" is a solution's strength
    nearby = (*reader.ahead(quantity.first_word, 4), *reader.behind(quantity.last_word, 4))
    if not vocabulary().lists["no_volume"].isdisjoint(nearby):
        return []
    return settings_of(reader, quantity, SettingKey.VOLUME)


def needle(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """A needle's or cannula's gauge."""
    part = quantity.parts[0]
    if isinstance(part.value, Range) or not _GAUGES[0] <= part.value <= _GAUGES[1]:
        return []
    around = (*reader.behind(quantity.last_word, _NEAR), *reversed(reader.ahead(quantity.first_word, 3)))
    kind = next((word for word in around if word in vocabulary().lists["needle_words"]), "")
    is_injected = reader.brands or "ml" in reader.units
    if not kind and quantity.unit_end - quantity.unit_start < 5 and not is_injected:
        return []
    noun = "cannula" if kind.startswith("cannula") else "needle" if kind else ""
    span = reader.words.text.span(quantity.start, quantity.end)
    return [Setting(SettingKey.NEEDLE, f"{part.value:.0f}G {noun}".strip(), "G", span)]
