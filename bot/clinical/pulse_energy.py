"""The energy of one pulse, worked out from fluence and spot: it catches a wrong unit without knowing the device."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from bot.clinical.bounds import LineGroup, ends_of
from bot.clinical.reading import Setting, SettingKey, SettingSet

_FLUENCE: Final = SettingKey.FLUENCE
_SPOT: Final = SettingKey.SPOT
MOST_OF_ANY_LASER_J: Final = 100.0
"""Joules in one pulse that no treatment laser is thought to give. House limit, unchecked."""


def pulse_energy_j(fluence_j_cm2: float, spot_mm: float) -> float:
    """Joules in one pulse: fluence in J/cm² times the area of a round spot, whose diameter is in mm."""
    return fluence_j_cm2 * math.pi * (spot_mm / 20) ** 2


@dataclass(frozen=True, slots=True)
class PulseEnergy:
    """A fluence and a spot that were used together, and what one pulse comes to."""

    fluence: Setting
    fluence_j_cm2: float
    spot_mm: float
    joules: float


def most_energetic(settings: SettingSet) -> PulseEnergy | None:
    """The pulse with the most energy that the set speaks of, or none.

    Where there are several fluences and spots, small spots go with high fluences: the highest fluence is taken with the
    smallest spot and the lowest with the largest, so that a list of pairs raises no false alarm.
    """
    spots = [end for setting in settings.settings if setting.key is _SPOT for end in ends_of(setting.value)]
    if not spots:
        return None
    fluences = [
        (end, setting) for setting in settings.settings if setting.key is _FLUENCE for end in ends_of(setting.value)
    ]
    if not fluences:
        return None
    highest, lowest = max(fluences, key=_number), min(fluences, key=_number)
    small, large = min(spots), max(spots)
    one, other = pulse_energy_j(highest[0], small), pulse_energy_j(lowest[0], large)
    return (
        PulseEnergy(highest[1], highest[0], small, one)
        if one >= other
        else PulseEnergy(lowest[1], lowest[0], large, other)
    )


def limit_j(group: LineGroup) -> tuple[float, str] | None:
    """The most Joules in one pulse of what may have been used, and of which laser; none where no limit is known."""
    return group.pulse_energy_j if group.lines else (MOST_OF_ANY_LASER_J, "any laser")


def _number(fluence: tuple[float, Setting]) -> float:
    return fluence[0]
