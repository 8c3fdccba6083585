"""How far settings can reasonably go for each kind of laser: the rows of bounds.toml.

A bound flags, it never rejects: what lies beyond it may be right, and what lies within it has been checked by nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final, Literal, NamedTuple

from bot.clinical import lookup
from bot.clinical.reading import Range, Scaled, Setting, SettingKey, SettingValue

PulseClass = Literal["long", "nano", "pico"]
"""Whether a laser's pulses are milliseconds (or microseconds), nanoseconds or picoseconds long."""

UNCHECKED: Final = "house limit, unchecked"
_TOLERANCE_NM: Final = 6  # 694.3 is 694, 808 is 805; 585 is not 595
_TOLERANCE_FAR: Final = 0.005  # of the wavelength, in the far infrared: 10640 is 10600
_BY_SCALE: Final = {"%": "density_pct", "MTZ/cm2": "mtz_cm2"}
_INJECTED: Final = frozenset({SettingKey.VOLUME, SettingKey.INTERNATIONAL_UNITS})
_NO_BOUNDS: Final = frozenset(
    {"key", "laser", "wavelengths_nm", "pulse", "review", "pulse_energy_j", "dark_skin", "source", "basis"}
)


class Bound(NamedTuple):
    """From the lowest to the highest value; the lowest may be 0, which flags nothing."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether the value lies within."""
        return self.low <= value <= self.high


class DarkSkin(NamedTuple):
    """What a source saw in skin types V and VI, or of darker skin."""

    told: str
    source: str


@dataclass(frozen=True, slots=True)
class LaserLine:
    """One kind of laser, light, current or injection, with the bounds of its settings in the units of their keys."""

    key: str
    laser: str
    wavelengths_nm: tuple[tuple[float, float], ...]
    pulse: PulseClass | None
    bounds: Mapping[str, Bound]
    review_above: Mapping[str, float]
    pulse_energy_j: float | None
    dark_skin: DarkSkin | None
    origin: str
    """The bounds' source, or that they are unchecked."""

    def emits(self, wavelength_nm: float) -> bool:
        """Whether this is one of its wavelengths, about."""
        slack = max(_TOLERANCE_NM, _TOLERANCE_FAR * wavelength_nm)
        return any(low - slack <= wavelength_nm <= high + slack for low, high in self.wavelengths_nm)


@dataclass(frozen=True, slots=True)
class Dose:
    """The most units of a toxin for a face in one session. Units of one brand are no other brand's."""

    name: str
    brands: frozenset[str]
    units: Bound
    origin: str


@dataclass(frozen=True, slots=True)
class LineGroup:
    """The lines that settings may have been used on, and what all of them together rule out."""

    lines: tuple[LaserLine, ...]
    bounds: Mapping[str, tuple[Bound, ...]]
    """One bound a line, where each of the lines has one. What is injected is held against the lines that have one."""
    review_above: Mapping[str, float]
    pulses: frozenset[PulseClass | None]
    pulse_energy_j: tuple[float, str] | None
    """The most Joules in one pulse, and of which laser; none where one of the lines has no limit."""

    @classmethod
    def of(cls, lines: tuple[LaserLine, ...]) -> LineGroup:
        """What these lines have in common."""
        names = {name for line in lines for name in line.bounds}
        held = {name: tuple(line.bounds[name] for line in lines if name in line.bounds) for name in names}
        reviewed = {name for line in lines for name in line.review_above}
        energies = [(line.pulse_energy_j, line.laser) for line in lines if line.pulse_energy_j is not None]
        return cls(
            lines=lines,
            bounds={name: each for name, each in held.items() if len(each) == len(lines) or name in _INJECTED},
            review_above={
                name: max(line.review_above[name] for line in lines)
                for name in reviewed
                if all(name in line.review_above for line in lines)
            },
            pulses=frozenset(line.pulse for line in lines),
            pulse_energy_j=max(energies) if energies and len(energies) == len(lines) else None,
        )

    def with_bound(self, name: str) -> tuple[LaserLine, ...]:
        """The lines that have a bound for this."""
        return tuple(line for line in self.lines if name in line.bounds)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Every row."""

    lines: Mapping[str, LaserLine]
    doses: tuple[Dose, ...]


@lru_cache(maxsize=1024)
def group_of(keys: tuple[str, ...]) -> LineGroup:
    """The lines with these keys, each once, taken together."""
    lines = bounds().lines
    return LineGroup.of(tuple(lines[key] for key in dict.fromkeys(keys) if key in lines))


def bound_name(setting: Setting) -> str:
    """What a setting's bound is called: its key, or its scale where one key has several."""
    if setting.key == "density" and isinstance(setting.value, Scaled):
        return _BY_SCALE.get(setting.value.scale, "")
    return setting.key


def ends_of(value: SettingValue) -> tuple[float, ...]:
    """The numbers to hold against a bound: both ends of a range, none of a word or a rectangle."""
    if isinstance(value, float):
        return (value,)
    if isinstance(value, Scaled):
        return ends_of(value.value)
    if isinstance(value, Range):
        return tuple(end for end in (value.low, value.high) if end is not None)
    return ()


def same_line(wavelength_nm: float, line_nm: float) -> bool:
    """Whether two wavelengths are the same line, as clinicians round them."""
    return abs(wavelength_nm - line_nm) <= max(_TOLERANCE_NM, _TOLERANCE_FAR * line_nm)


@cache
def bounds() -> Bounds:
    """The bounds, read once."""
    data = lookup.load("bounds.toml")
    lines = {row["key"]: _line(row) for row in data["line"]}
    doses = tuple(
        Dose(row["name"], frozenset(row["brands"]), Bound(*row["units"]), _origin(row)) for row in data["dose"]
    )
    return Bounds(lines, doses)


def _line(row: dict[str, Any]) -> LaserLine:
    return LaserLine(
        key=row["key"],
        laser=row["laser"],
        wavelengths_nm=tuple((each, each) if isinstance(each, int) else tuple(each) for each in row["wavelengths_nm"]),
        pulse=row.get("pulse"),
        bounds={name: Bound(*ends) for name, ends in row.items() if name not in _NO_BOUNDS},
        review_above=row.get("review", {}),
        pulse_energy_j=row.get("pulse_energy_j"),
        dark_skin=DarkSkin(**row["dark_skin"]) if "dark_skin" in row else None,
        origin=_origin(row),
    )


def _origin(row: dict[str, Any]) -> str:
    return row.get("source") or row["basis"]
