"""What a quantity is a setting of: decided by its unit, the words beside it, and the kind of laser spoken of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.clinical.reading import Range, Rectangle, Scaled, Setting, SettingKey
from bot.clinical.settings.bare import sub_pulses
from bot.clinical.settings.quantities import Quantity
from bot.clinical.settings.text import Reader, scaled, settings_of
from bot.clinical.settings.vocabulary import vocabulary

_TO_MS: Final = {"ms": 1.0, "us": 1e-3, "ns": 1e-6, "ps": 1e-9, "s": 1e3}
_LARGEST_DEPTH_OF_NEEDLES_MM: Final = 8.0  # pins are no longer than this; a larger number of mm is a window's
_LARGEST_VESSEL_MM: Final = 3.0
_LARGEST_SPOT_MM: Final = 60.0
_LARGEST_BARE_JOULES: Final = 400.0  # more in J alone is what was delivered in all
_MOST: Final = 30  # passes, stacks, sessions: a larger count is of something else
_COLD: Final = 20.0  # °C: what is colder is the tip that cools, not the skin

Found = list[Setting]


def meaning(reader: Reader, at: int) -> Found:
    """The settings that the quantity at this place says."""
    quantity = reader.quantities[at]
    if reader.word(quantity.first_word - 1) == "not":
        return []
    read = _BY_UNIT.get(quantity.unit)
    return [] if read is None else read(reader, at, quantity)


def _wavelength(reader: Reader, at: int, quantity: Quantity) -> Found:
    if "aiming" in reader.present and "aiming" in reader.ahead(quantity.first_word, 4):
        return []
    key = SettingKey.FILTER if _is_filter(reader, at, quantity) else SettingKey.WAVELENGTH
    return settings_of(reader, quantity, key)


def _is_filter(reader: Reader, at: int, quantity: Quantity) -> bool:
    cue = reader.cue_after(at)
    if cue == "filter" or reader.cue_before(quantity.first_word)[0] == "filter":
        return True
    if "wavelength" in (cue, reader.cue_before(quantity.first_word)[0]):
        return False
    if reader.family_at(quantity.first_word) != "light":
        return False
    return any(isinstance(part.value, Range) or part.value not in _lines() for part in quantity.parts) or (
        reader.word(quantity.last_word + 1) not in vocabulary().lists["laser_words"]
        and not any(isinstance(part.value, float) and part.value > 1000 for part in quantity.parts)
    )


def _lines() -> frozenset[float]:
    return vocabulary().lines


def _fluence(reader: Reader, at: int, quantity: Quantity) -> Found:
    return (
        []
        if _is_total(reader, quantity) or _is_change(reader, quantity)
        else settings_of(reader, quantity, SettingKey.FLUENCE)
    )


def _fluence_in_mj(reader: Reader, at: int, quantity: Quantity) -> Found:
    return [] if _is_total(reader, quantity) else settings_of(reader, quantity, SettingKey.FLUENCE, 1e-3)


def _bare_joules(reader: Reader, at: int, quantity: Quantity) -> Found:
    if (
        reader.family_at(quantity.first_word) == "heat"
        or _is_total(reader, quantity)
        or _is_change(reader, quantity)
        or _largest(quantity) > _LARGEST_BARE_JOULES
    ):
        return []
    behind = reader.behind(quantity.last_word, 3)
    if (
        behind[:2] in {("per", "pulse"), ("per", "shot")}
        or (reader.word(quantity.first_word - 1) == "energy" and reader.word(quantity.first_word - 2) == "pulse")
        or behind[:2] == ("pulse", "energy")
    ):
        return settings_of(reader, quantity, SettingKey.ENERGY, 1e3)
    return settings_of(reader, quantity, SettingKey.FLUENCE)


def _joules_each(reader: Reader, at: int, quantity: Quantity) -> Found:
    return settings_of(reader, quantity, SettingKey.ENERGY, 1e3)


def _energy(reader: Reader, at: int, quantity: Quantity) -> Found:
    return [] if _is_total(reader, quantity) else settings_of(reader, quantity, SettingKey.ENERGY)


def _is_total(reader: Reader, quantity: Quantity) -> bool:
    first, last = quantity.first_word, quantity.last_word
    return any(
        (
            (first - 4 <= sign.first < first and not _told_already(reader, sign.last, first))
            or last < sign.first <= last + 3
        )
        and (sign.first < first or _says_it_of_before(reader, sign.last))
        for sign in reader.totals
    ) or reader.behind(last, 1) == ("delivered",)


def _told_already(reader: Reader, word: int, first: int) -> bool:
    """Whether another figure stands between a "total" and this one: "total 12 kJ, 8 J/cm2"."""
    return any(word < other.first_word < first for other in reader.quantities)


def _is_change(reader: Reader, quantity: Quantity) -> bool:
    """Whether this is how much a value was raised or lowered: "up 0.2 J", "2 J more"."""
    lists = vocabulary().lists
    return (
        reader.word(quantity.first_word - 1) in lists["changes"]
        or reader.word(quantity.last_word + 1) in lists["changed"]
    )


def _says_it_of_before(reader: Reader, word: int) -> bool:
    """Whether a "total" behind a figure is said of it, and not of the next one: "8 J/cm2 total 6 kJ"."""
    return not reader.words.breaks[word] and not reader.word(word + 1)[:1].isdigit()


def _largest(quantity: Quantity) -> float:
    last = quantity.parts[-1].value
    return (last.high or last.low or 0.0) if isinstance(last, Range) else last


def _duration(reader: Reader, at: int, quantity: Quantity) -> Found:
    factor = _TO_MS[quantity.unit]
    if quantity.unit != "s" and not reader.speaks_of_delays and quantity.joined_by != "/":
        return settings_of(reader, quantity, SettingKey.PULSE, factor)
    after = reader.cue_after(at)
    before = reader.cue_before(quantity.first_word)[0]
    if after == "delay" or (before == "delay" and after != "pulse"):
        return settings_of(reader, quantity, SettingKey.SUB_PULSE_DELAY, factor)
    behind = reader.behind(quantity.last_word, 2)
    if behind and behind[0] in vocabulary().lists["between_pulses"]:
        return settings_of(reader, quantity, SettingKey.SUB_PULSE_DELAY, factor)
    if "repeat" in (before, after):
        return []
    if quantity.joined_by == "/" and reader.family_at(quantity.first_word) == "light":
        return sub_pulses(reader, quantity)
    if quantity.unit == "s" and "pulse" not in (after, before):
        return []
    return settings_of(reader, quantity, SettingKey.PULSE, factor)


def _millimetres(reader: Reader, at: int, quantity: Quantity) -> Found:
    if quantity.sides:
        return _rectangle(reader, quantity)
    if at and reader.quantities[at - 1].unit == "cm" and quantity.start - reader.quantities[at - 1].end < 4:
        return []  # the second side of something measured in centimetres
    lists = vocabulary().lists
    first, last = quantity.first_word, quantity.last_word
    after, (before, _) = reader.cue_after(at), reader.cue_before(first)
    behind = reader.behind(last, 3)
    if after in {"pitch", "density"} or before in {"pitch", "density"} or behind[:1] in {("pitch",), ("spacing",)}:
        return _scaled(reader, quantity, "pitch_mm")
    needles = reader.family_at(first) in {"needles", "heat"} and _largest(quantity) <= _LARGEST_DEPTH_OF_NEEDLES_MM
    if needles and "spot" not in behind and reader.word(first - 1) not in {"spot", "size"}:
        return settings_of(reader, quantity, SettingKey.DEPTH, 1e3)
    if len(behind) > 1 and behind[1] == "depth":
        return settings_of(reader, quantity, SettingKey.DEPTH, 1e3)
    if "spot" in (after, before) and not (after == "depth" or before == "depth"):
        return settings_of(reader, quantity, SettingKey.SPOT)
    if not lists["lesion_words"].isdisjoint(reader.right_before(first, 1)) and behind[:1] == ("deep",):
        return []
    if after == "depth" or before == "depth" or (behind and behind[0] in lists["depth_after"]):
        return settings_of(reader, quantity, SettingKey.DEPTH, 1e3)
    if (behind and behind[0] in lists["not_spot_after"]) or _is_measured(reader, first, behind):
        return []
    largest = _largest(quantity)
    lowest = quantity.parts[0].value
    if isinstance(lowest, Range) and lowest.low is None and largest <= _LARGEST_VESSEL_MM:
        return []  # "red ones < 1 mm": a size, no spot
    if largest > _LARGEST_SPOT_MM:
        # "755-mm laser": the line is plain, whatever stands behind it.
        return settings_of(reader, quantity, SettingKey.WAVELENGTH) if largest in _lines() else []
    return settings_of(reader, quantity, SettingKey.SPOT)


def _is_measured(reader: Reader, first: int, behind: tuple[str, ...]) -> bool:
    lists = vocabulary().lists
    near = reader.right_before(first, 2)
    for reach, word in enumerate(reversed(near), 1):
        # In "1 mm veins 3 mm" the veins have their size already.
        if word in lists["not_spot_before"] and (
            reader.words.breaks[first - reach] or not _has_size(reader, first - reach)
        ):
            return True
    return len(behind) > 1 and behind[1] in lists["lesion_words"]


def _has_size(reader: Reader, word: int) -> bool:
    return any(quantity.unit == "mm" and quantity.last_word == word - 1 for quantity in reader.quantities)


def _rectangle(reader: Reader, quantity: Quantity) -> Found:
    if len(quantity.sides) != 2:
        return []
    folded = reader.words.text
    unit = folded.span(quantity.unit_start, quantity.unit_end) if quantity.unit else None
    written = folded.original[unit.start : unit.end] if unit else ""
    factor = 10.0 if quantity.unit == "cm" else 1.0
    width, height = quantity.sides
    value = Rectangle(width * factor, height * factor)
    return [Setting(SettingKey.SPOT_RECTANGLE, value, written, folded.span(quantity.start, quantity.end))]


def _sides(reader: Reader, at: int, quantity: Quantity) -> Found:
    return _rectangle(reader, quantity) if quantity.sides else []


def _centimetres(reader: Reader, at: int, quantity: Quantity) -> Found:
    if "spot" not in (reader.cue_after(at), reader.cue_before(quantity.first_word)[0]):
        return []
    return _rectangle(reader, quantity) if quantity.sides else settings_of(reader, quantity, SettingKey.SPOT, 10.0)


def _micrometres(reader: Reader, at: int, quantity: Quantity) -> Found:
    after, (before, _) = reader.cue_after(at), reader.cue_before(quantity.first_word)
    if after == "filter" or _is_measured(reader, quantity.first_word, reader.behind(quantity.last_word, 2)):
        return []
    if "pitch" in (after, before) or (after != "depth" and before != "depth" and _pitch_earlier(reader, at)):
        return _scaled(reader, quantity, "pitch_mm", 1e-3)
    if after == "spot" or (before == "spot" and after != "depth"):
        return settings_of(reader, quantity, SettingKey.SPOT, 1e-3)
    return settings_of(reader, quantity, SettingKey.DEPTH)


def _pitch_earlier(reader: Reader, at: int) -> bool:
    """Whether a second set has its pitch where the first one said so: "pitch 500 µm … 15 W / 600 µs / 700 µm"."""
    return any(
        other.unit == "um" and reader.cue_before(other.first_word)[0] == "pitch" for other in reader.quantities[:at]
    )


def _scaled(reader: Reader, quantity: Quantity, scale: str, factor: float = 1.0) -> Found:
    found: Found = []
    for setting in settings_of(reader, quantity, SettingKey.DENSITY):
        assert isinstance(setting.value, float | Range)
        value = Scaled(scaled(setting.value, factor), scale)
        found.append(Setting(setting.key, value, setting.unit_written, setting.span))
    return found


def _percent(reader: Reader, at: int, quantity: Quantity) -> Found:
    lists = vocabulary().lists
    first, last = quantity.first_word, quantity.last_word
    after, (before, _) = reader.cue_after(at), reader.cue_before(first)
    if after != "density" and before not in {"density", "level"}:
        behind, ahead = reader.behind(last, 2), reader.ahead(first, 3)
        if behind and behind[0] in lists["not_density_after"]:
            return []
        if ahead and ahead[-1] in lists["not_density_before"]:
            return []
        if not lists["drugs"].isdisjoint(ahead) or not lists["drugs"].isdisjoint(behind):
            return []
        if not _beside_a_setting(reader, at, _OF_A_FRACTION):
            if reader.family_at(first) not in {"fractional", "erbium"} or not _beside_a_setting(reader, at, _BESIDE):
                return []
    return _scaled(reader, quantity, "%")


_OF_A_FRACTION: Final = frozenset({"mj", "mj_each", "um"})
_BESIDE: Final = frozenset({"mj", "mj_each", "um", "w", "pass", "mm", "j_cm2", "us", "ms", "j", "nm", "hz"})


def _beside_a_setting(reader: Reader, at: int, units: frozenset[str]) -> bool:
    """Whether another quantity of a laser stands in the same sentence, near."""
    quantity = reader.quantities[at]
    breaks = reader.words.breaks
    if at > 0:
        other = reader.quantities[at - 1]
        gap = breaks[other.last_word + 1 : quantity.first_word + 1]
        if other.unit in units and len(gap) < 6 and 2 not in gap and _largest(other) >= 1:
            return True
    if at + 1 < len(reader.quantities):
        other = reader.quantities[at + 1]
        gap = breaks[quantity.last_word + 1 : other.first_word + 1]
        return other.unit in units and len(gap) < 6 and 2 not in gap
    return False


def _spots_per_area(scale: str) -> Callable[[Reader, int, Quantity], Found]:
    return lambda reader, at, quantity: _scaled(reader, quantity, scale)


def _plain(key: SettingKey) -> Callable[[Reader, int, Quantity], Found]:
    return lambda reader, at, quantity: settings_of(reader, quantity, key)


def _frequency(reader: Reader, at: int, quantity: Quantity) -> Found:
    # "220V 50Hz" is the mains.
    before = reader.word(quantity.first_word - 1)
    if before in {"v", "volt", "volts"} or (before[-1:] == "v" and before[0].isdigit()):
        return []
    return settings_of(reader, quantity, SettingKey.FREQUENCY)


def _power(reader: Reader, at: int, quantity: Quantity) -> Found:
    if reader.word(quantity.first_word - 1) in {"q", "every"} or quantity.prefix == "q":
        return []
    if reader.word(quantity.last_word + 1) in vocabulary().lists["interval_after"]:
        return []
    return settings_of(reader, quantity, SettingKey.POWER)


def _temperature(reader: Reader, at: int, quantity: Quantity) -> Found:
    if reader.near(quantity.first_word - 4, quantity.first_word, frozenset({"fever", "febrile", "pyrexia", "room"})):
        return []
    lower = reader.words.text.lower
    if lower[max(0, quantity.start - 1) : quantity.start] == "-" or "air" in reader.behind(quantity.last_word, 2):
        return []  # how cold the air is, not the skin
    if quantity.unit == "fahrenheit":
        found = settings_of(reader, quantity, SettingKey.TEMPERATURE)
        return [
            Setting(each.key, round((each.value - 32) / 1.8, 4), each.unit_written, each.span)
            for each in found
            if isinstance(each.value, float)
        ]
    cue = reader.cue_before(quantity.first_word)[0]
    if quantity.unit == "celsius" or (quantity.unit == "degree" and cue == "temperature"):
        return settings_of(reader, quantity, SettingKey.TEMPERATURE)
    if quantity.unit == "c" and (
        reader.family_at(quantity.first_word) in {"light", "heat", "needles"}
        or cue == "temperature"
        or reader.word(quantity.first_word - 1) in {"internal", "external", "target"}
    ):
        return settings_of(reader, quantity, SettingKey.TEMPERATURE)
    return []


def _count(key: SettingKey) -> Callable[[Reader, int, Quantity], Found]:
    def read(reader: Reader, at: int, quantity: Quantity) -> Found:
        return settings_of(reader, quantity, key) if _largest(quantity) <= _MOST else []

    return read


def _stacked(reader: Reader, at: int, quantity: Quantity) -> Found:
    return settings_of(reader, quantity, SettingKey.STACKS) if _largest(quantity) <= _MOST else []


def _pulses(reader: Reader, at: int, quantity: Quantity) -> Found:
    # "3 pulses" stacked are stacks; a thousand are what the machine counted.
    if _largest(quantity) > 10:
        return []
    behind = reader.behind(quantity.last_word, 3)
    if "stacked" in behind or "stack" in behind:
        return settings_of(reader, quantity, SettingKey.STACKS)
    if reader.family_at(quantity.first_word) == "light" or "delay" in behind or "each" in behind:
        return settings_of(reader, quantity, SettingKey.SUB_PULSES)
    return []


_BY_UNIT: Final[dict[str, Callable[[Reader, int, Quantity], Found]]] = {
    "nm": _wavelength,
    "j": _bare_joules,
    "j_cm2": _fluence,
    "mj_cm2": _fluence_in_mj,
    "j_each": _joules_each,
    "mj": _energy,
    "mj_each": _energy,
    "ms": _duration,
    "us": _duration,
    "ns": _duration,
    "ps": _duration,
    "s": _duration,
    "mm": _millimetres,
    "mm2": _sides,
    "cm": _centimetres,
    "um": _micrometres,
    "percent": _percent,
    "mtz": _spots_per_area("MTZ/cm2"),
    "mtz_cm2": _spots_per_area("MTZ/cm2"),
    "spots_cm2": _spots_per_area("spots/cm2"),
    "pulse_cm2": _spots_per_area("spots/cm2"),
    "w": _power,
    "hz": _frequency,
    "celsius": _temperature,
    "c": _temperature,
    "fahrenheit": _temperature,
    "degree": _temperature,
    "pass": _count(SettingKey.PASSES),
    "stack": _count(SettingKey.STACKS),
    "stacked": _stacked,
    "sub_pulse": _count(SettingKey.SUB_PULSES),
    "pulse": _pulses,
}
