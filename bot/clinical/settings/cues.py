"""What a word that stands beside a number says of it: the setting that it is, and the units that it may have.

`data/settings.toml` has the words of each cue.
"""

from __future__ import annotations

from typing import Final

from bot.clinical.reading import SettingKey

KEY_OF_CUE: Final = {
    "spot": SettingKey.SPOT,
    "fluence": SettingKey.FLUENCE,
    "energy": SettingKey.ENERGY,
    "pulse": SettingKey.PULSE,
    "delay": SettingKey.SUB_PULSE_DELAY,
    "density": SettingKey.DENSITY,
    "depth": SettingKey.DEPTH,
    "power": SettingKey.POWER,
    "rate": SettingKey.FREQUENCY,
    "wavelength": SettingKey.WAVELENGTH,
    "filter": SettingKey.FILTER,
    "temperature": SettingKey.TEMPERATURE,
    "pass": SettingKey.PASSES,
}
"""The setting that a number beside each cue is."""
UNITS_OF: Final[dict[str, frozenset[str]]] = {
    "fluence": frozenset({"j", "j_cm2", "mj_cm2"}),
    "energy": frozenset({"mj", "mj_each", "j", "j_cm2", "j_each", "mj_cm2"}),
    "pulse": frozenset({"ms", "us", "ns", "ps", "s"}),
    "delay": frozenset({"ms", "us", "s"}),
    "spot": frozenset({"mm", "um", "cm"}),
    "density": frozenset({"percent", "mtz_cm2", "mtz", "spots_cm2", "mm", "um"}),
    "depth": frozenset({"mm", "um"}),
    "pitch": frozenset({"mm", "um"}),
    "power": frozenset({"w", "percent"}),
    "rate": frozenset({"hz"}),
    "filter": frozenset({"nm"}),
    "wavelength": frozenset({"nm"}),
    "temperature": frozenset({"celsius", "c", "fahrenheit", "degree"}),
    "pass": frozenset({"pass"}),
    "stack": frozenset({"stack", "stacked"}),
    "sub_pulse": frozenset({"sub_pulse"}),
    "cryogen": frozenset(),
    "session": frozenset({"session"}),
}
"""The units that a number beside each cue may have."""
UNIT_OF_CUE: Final = {
    "fluence": "j_cm2",
    "energy": "mj",
    "pulse": "ms",
    "delay": "ms",
    "spot": "mm",
    "wavelength": "nm",
    "power": "w",
    "rate": "hz",
    "depth": "um",
    "density": "percent",
    "pass": "pass",
    "stack": "stack",
    "sub_pulse": "sub_pulse",
    "session": "session",
    "filter": "nm",
}
"""The unit that a number beside each cue has where none is written."""
