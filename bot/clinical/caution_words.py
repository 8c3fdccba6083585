"""How cautions put numbers, bounds and lasers into words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.clinical.bounds import Bound, LaserLine, bound_name, ends_of
from bot.clinical.reading import Range, Setting, SettingSet

_UNITS: Final = {
    "wavelength_nm": "nm",
    "filter_nm": "nm",
    "fluence_j_cm2": "J/cm²",
    "energy_mj": "mJ",
    "spot_mm": "mm",
    "density_pct": "%",
    "mtz_cm2": "MTZ/cm²",
    "depth_um": "µm",
    "power_w": "W",
    "sub_pulses": "sub-pulses",
    "temperature_c": "°C",
    "volume_ml": "mL",
    "international_units": "IU",
    "units": "U",
}
_TIMES: Final = frozenset({"pulse_ms", "sub_pulse_delay_ms"})
_TIME_UNITS: Final = ((1.0, "ms"), (1e-3, "µs"), (1e-6, "ns"), (1e-9, "ps"))
_A_HAIRS_BREADTH: Final = 1 - 1e-9  # 1e-6 ms is a nanosecond, also where the arithmetic left it a little less
_MOST_NAMED: Final = 2


def amount(value: float, name: str) -> str:
    """A value with its unit: "220 J/cm²", "0.45 ms", "6 ns"."""
    if name in _TIMES:
        size, unit = _time_unit(value)
        return f"{value / size:.4g} {unit}"
    return f"{value:.6g} {_UNITS.get(name, '')}".rstrip()


def outside(bounds: Sequence[Bound], name: str) -> str:
    """Where a value is not: "outside 1 to 80 J/cm²", "outside 200 ps to 2 ns", "over 20 mL"."""
    lowest = min(bound.low for bound in bounds)
    low, high = amount(lowest, name), amount(max(bound.high for bound in bounds), name)
    if lowest == 0:
        return f"over {high}"
    number, _, unit = low.partition(" ")
    return f"outside {number if high.endswith(f' {unit}') else low} to {high}"


def lasers_in_words(lines: Sequence[LaserLine]) -> str:
    """Whose bound it is: "IPL", "pulsed dye or KTP"; where there are many, that it is each of them."""
    names = list(dict.fromkeys(line.laser for line in lines))
    if len(names) > _MOST_NAMED:
        return f"any of the {len(names)} lasers it may be"
    return " or ".join(names)


def sets_in_words(sets: Sequence[SettingSet]) -> str:
    """The measured settings of each set, as they were read: "20 J/cm² · 25 ms"; "" where there are none."""
    words_of_each = ([_in_words(setting) for setting in each.settings] for each in sets)
    return "; ".join(" · ".join(dict.fromkeys(filter(None, words))) for words in words_of_each if any(words))


def _in_words(setting: Setting) -> str:
    name, ends = bound_name(setting), ends_of(setting.value)
    if not ends or (name not in _UNITS and name not in _TIMES):
        return ""
    words = " to ".join(dict.fromkeys(amount(end, name) for end in ends))
    match setting.value:
        case Range(None, _):
            return f"up to {words}"
        case Range(_, None):
            return f"from {words}"
        case _:
            return words


def _time_unit(milliseconds: float) -> tuple[float, str]:
    """The unit in which a pulse is said. From 0.1 ms they are said in ms: 0.45 ms, not 450 µs."""
    if milliseconds == 0 or milliseconds >= 0.1:
        return _TIME_UNITS[0]
    return next((each for each in _TIME_UNITS[1:] if milliseconds >= each[0] * _A_HAIRS_BREADTH), _TIME_UNITS[-1])
