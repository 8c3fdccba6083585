"""The settings of an entry as they are shown: a block for each parameter set, in short lines that a telephone can hold.

A value stands in the unit in which it was written; the name before it says what it was read as.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.clinical.devices import catalogue
from bot.clinical.reading import Range, Rectangle, Scaled, Setting, SettingKey, SettingSet, SettingValue
from bot.ui.text import clipped, escaped

_MOST_VALUES: Final = 8
_LONGEST_WORDS: Final = 60
_LONGEST_LABEL: Final = 60
_WORD: Final = re.compile(r"\w+")
_TWO: Final = 2
_MOST_DEVICES: Final = 3

SETTING_NAMES: Final[Mapping[SettingKey, str]] = {
    SettingKey.WAVELENGTH: "Wavelength",
    SettingKey.FILTER: "Filter",
    SettingKey.FLUENCE: "Fluence",
    SettingKey.ENERGY: "Energy",
    SettingKey.PULSE: "Pulse",
    SettingKey.SPOT: "Spot",
    SettingKey.SPOT_RECTANGLE: "Spot",
    SettingKey.DENSITY: "Density",
    SettingKey.DENSITY_PERCENT: "Density",
    SettingKey.DEPTH: "Depth",
    SettingKey.POWER: "Power",
    SettingKey.PASSES: "Passes",
    SettingKey.STACKS: "Stacks",
    SettingKey.SUB_PULSES: "Sub-pulses",
    SettingKey.SUB_PULSE_DELAY: "Delay",
    SettingKey.FREQUENCY: "Rate",
    SettingKey.COOLING: "Cooling",
    SettingKey.TEMPERATURE: "Temperature",
    SettingKey.SESSIONS: "Sessions",
    SettingKey.INTERVAL: "Every",
    SettingKey.ENDPOINT: "Endpoint",
    SettingKey.ANAESTHESIA: "Anaesthesia",
    SettingKey.HANDPIECE: "Handpiece",
    SettingKey.UNITS: "Dose",
    SettingKey.VOLUME: "Volume",
    SettingKey.INTERNATIONAL_UNITS: "Dose",
    SettingKey.NEEDLE: "Needle",
}
_LIGHT: Final = (
    SettingKey.WAVELENGTH,
    SettingKey.FILTER,
    SettingKey.HANDPIECE,
    SettingKey.SPOT,
    SettingKey.SPOT_RECTANGLE,
)
_DOSE: Final = (
    SettingKey.FLUENCE,
    SettingKey.ENERGY,
    SettingKey.PULSE,
    SettingKey.SUB_PULSES,
    SettingKey.SUB_PULSE_DELAY,
    SettingKey.POWER,
    SettingKey.FREQUENCY,
    SettingKey.DENSITY,
    SettingKey.DENSITY_PERCENT,
    SettingKey.DEPTH,
    SettingKey.UNITS,
    SettingKey.VOLUME,
    SettingKey.INTERNATIONAL_UNITS,
    SettingKey.NEEDLE,
    SettingKey.PASSES,
    SettingKey.STACKS,
)
_COMFORT: Final = (SettingKey.COOLING, SettingKey.TEMPERATURE, SettingKey.ANAESTHESIA)
_COURSE: Final = (SettingKey.SESSIONS, SettingKey.INTERVAL, SettingKey.ENDPOINT)
_LINES: Final = (_LIGHT, _DOSE, _COMFORT, _COURSE)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit as it is shown, and how much of the key's own unit one of it is."""

    shown: str
    is_worth: float = 1.0


_LEVEL: Final = _Unit("level")
_PLURALS: Final = frozenset({"days", "weeks", "months"})
_SCALES: Final = {"pitch_mm": "mm pitch", "MTZ/cm2": "MTZ/cm²", "spots/cm2": "spots/cm²"}
_OWN_UNITS: Final[Mapping[SettingKey, str]] = {
    SettingKey.WAVELENGTH: "nm",
    SettingKey.FILTER: "nm",
    SettingKey.FLUENCE: "J/cm²",
    SettingKey.ENERGY: "mJ",
    SettingKey.PULSE: "ms",
    SettingKey.SUB_PULSE_DELAY: "ms",
    SettingKey.SPOT: "mm",
    SettingKey.SPOT_RECTANGLE: "mm",
    SettingKey.DENSITY_PERCENT: "%",
    SettingKey.DEPTH: "µm",
    SettingKey.POWER: "W",
    SettingKey.FREQUENCY: "Hz",
    SettingKey.TEMPERATURE: "°C",
    SettingKey.INTERVAL: "weeks",
    SettingKey.VOLUME: "mL",
    SettingKey.INTERNATIONAL_UNITS: "IU",
}
# By how a written unit begins.
_TIMES: Final = {
    "ps": _Unit("ps", 1e-9),
    "pico": _Unit("ps", 1e-9),
    "trillionth": _Unit("ps", 1e-9),
    "billionth": _Unit("ns", 1e-6),
    "millionth": _Unit("µs", 1e-3),
    "n": _Unit("ns", 1e-6),
    "u": _Unit("µs", 1e-3),
    "μ": _Unit("µs", 1e-3),
    "mic": _Unit("µs", 1e-3),
    "mcs": _Unit("µs", 1e-3),
    "s": _Unit("s", 1e3),
}
_OTHER_UNITS: Final[Mapping[SettingKey, Mapping[str, _Unit]]] = {
    SettingKey.FLUENCE: {"mj": _Unit("mJ/cm²", 1e-3)},
    SettingKey.ENERGY: {"j": _Unit("J", 1e3), "u": _Unit("µJ", 1e-3), "μ": _Unit("µJ", 1e-3), "mic": _Unit("µJ", 1e-3)},
    SettingKey.PULSE: _TIMES,
    SettingKey.SUB_PULSE_DELAY: _TIMES,
    SettingKey.SPOT: {
        "u": _Unit("µm", 1e-3),
        "μ": _Unit("µm", 1e-3),
        "mic": _Unit("µm", 1e-3),
        "mcm": _Unit("µm", 1e-3),
        "c": _Unit("cm", 10.0),
    },
    SettingKey.DEPTH: {"mm": _Unit("mm", 1e3), "milli": _Unit("mm", 1e3)},
    SettingKey.POWER: {"k": _Unit("kW", 1e3), "mw": _Unit("mW", 1e-3)},
    SettingKey.FREQUENCY: {"k": _Unit("kHz", 1e3), "mh": _Unit("MHz", 1e6)},
    SettingKey.INTERVAL: {"d": _Unit("days", 1 / 7), "m": _Unit("months", 4)},
}


def settings_lines(sets: Sequence[SettingSet]) -> list[str]:
    """The table, line by line, with an empty one between two sets; empty where nothing was read."""
    shared = _same_in_all(sets) if len(sets) > 1 else frozenset[SettingKey]()
    blocks: list[list[str]] = []
    for place, each in enumerate(sets, 1):
        heading = _heading(each, sets, place if len(sets) > 1 else 0)
        blocks.append([*heading, *_lines(each, frozenset(SettingKey) - shared)])
    if shared:
        blocks.append(["**Both**" if len(sets) == _TWO else f"**All {len(sets)}**", *_lines(sets[0], shared)])
    return [line for place, block in enumerate(blocks) for line in (["", *block] if place else block)]


def setting_values(each: SettingSet) -> dict[str, str]:
    """Each setting of one set by its name, in the order of the table: {"Fluence": "14 J/cm²"}."""
    parts = {key: _part(each, key) for keys in _LINES for key in keys}
    return {
        SETTING_NAMES[key]: part.removeprefix(SETTING_NAMES[key]).strip(" *") for key, part in parts.items() if part
    }


def _heading(each: SettingSet, others: Sequence[SettingSet], place: int) -> list[str]:
    """What sets it apart: the writer's words, then device and skin type where they are not the same for all."""
    parts = [escaped(clipped(each.label, _LONGEST_LABEL))] if each.label else []
    if any(other.devices != each.devices for other in others):
        parts += [escaped(_device_name(key)) for key in each.devices[:_MOST_DEVICES]]
    differ = any(other.skin_types != each.skin_types for other in others)
    if differ and each.skin_types and {*each.skin_types}.isdisjoint(_WORD.findall(each.label)):
        parts.append(f"skin type {', '.join(each.skin_types)}")
    words = " · ".join(parts)
    if place:
        return [f"**{place}. {words}**" if words else f"**{place}.**"]
    return [f"**{words}**"] if words else []


def _same_in_all(sets: Sequence[SettingSet]) -> frozenset[SettingKey]:
    """What is said once for all sets, and shown so. A dose never is: nobody is to take it from another block."""
    first = sets[0]
    return frozenset(
        key
        for key in (*_COMFORT, *_COURSE)
        if (part := _part(first, key)) and all(_part(each, key) == part for each in sets)
    )


def _lines(each: SettingSet, wanted: frozenset[SettingKey]) -> list[str]:
    lines = (" · ".join(part for key in keys if key in wanted and (part := _part(each, key))) for keys in _LINES)
    return [line for line in lines if line]


def _part(each: SettingSet, key: SettingKey) -> str:
    """One setting with all its values: "Fluence **4, 5, 6 J/cm²**"."""
    stated = [setting for setting in each.settings if setting.key is key]
    if key is SettingKey.DENSITY_PERCENT and any(setting.key is SettingKey.DENSITY for setting in each.settings):
        return ""
    if not stated:
        return ""
    shown, more = stated[:_MOST_VALUES], len(stated) - _MOST_VALUES
    values = ", ".join(dict.fromkeys(_runs(shown))) + (f" and {more} more" if more > 0 else "")
    return f"{SETTING_NAMES[key]} **{values}**"


def _runs(stated: Sequence[Setting]) -> Iterator[str]:
    """Values that share a unit have it once, after the last of them."""
    for unit, run in groupby(stated, key=_unit_of):
        values = ", ".join(dict.fromkeys(_in_unit(setting.value, unit) for setting in run))
        before = "level " if unit == _LEVEL else ""
        after = "" if unit.shown in ("", "level") else unit.shown if unit.shown == "%" else f" {unit.shown}"
        yield before + values + (after.removesuffix("s") if values == "1" and unit.shown in _PLURALS else after)


def _unit_of(setting: Setting) -> _Unit:
    match setting.value:
        case str():
            return _Unit("")
        case Scaled(_, brand) if setting.key is SettingKey.UNITS:
            return _Unit(f"U {_scale_shown(brand)}".rstrip())
        case Scaled(_, scale):
            return _Unit(_scale_shown(scale))
        case _:
            return _written_unit(setting) or _Unit(_OWN_UNITS.get(setting.key, ""))


def _written_unit(setting: Setting) -> _Unit | None:
    """The unit that was written, where it is not the key's own; the longest beginning that fits counts."""
    others = _OTHER_UNITS.get(setting.key, {})
    written = unicodedata.normalize("NFKC", setting.unit_written).strip(" -.").lower()
    fitting = [beginning for beginning in others if written.startswith(beginning)]
    return others[max(fitting, key=len)] if fitting else None


def _scale_shown(scale: str) -> str:
    return _SCALES.get(scale) or escaped(clipped(scale.replace("_", " "), _LONGEST_WORDS))


def _in_unit(value: SettingValue, unit: _Unit) -> str:
    match value:
        case str():
            return escaped(clipped(value, _LONGEST_WORDS))
        case Rectangle(width, height):
            return f"{_number(width / unit.is_worth)} × {_number(height / unit.is_worth)}"
        case Scaled(amount, _):
            return _in_unit(amount, unit)
        case Range(low, high):
            return _range(
                low if low is None else _number(low / unit.is_worth),
                high if high is None else _number(high / unit.is_worth),
            )
        case _:
            return _number(value / unit.is_worth)


def _range(low: str | None, high: str | None) -> str:
    if low is not None and high is not None:
        return f"{low}\N{EN DASH}{high}"
    return f"from {low}" if low is not None else f"up to {high or '?'}"


def _number(value: float) -> str:
    """Six digits, without an exponent: what conversion to and fro adds is gone."""
    rounded = float(f"{value:.6g}")
    return f"{rounded:.10f}".rstrip("0").rstrip(".")


def _device_name(key: str) -> str:
    known = catalogue().get(key)
    return known.name if known else key
