"""The energy of one pulse, worked out from fluence and spot: it catches a wrong unit without knowing the device."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.clinical.bounds import LaserLine, ends_of
from bot.clinical.reading import Setting, SettingKey, SettingSet

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
    fluences = sorted(_values(settings.settings, SettingKey.FLUENCE), key=lambda each: each[1])
    spots = sorted(_values(settings.settings, SettingKey.SPOT), key=lambda each: each[1])
    if not fluences or not spots:
        return None
    pairs = ((fluences[-1], spots[0]), (fluences[0], spots[-1]))
    pulses = (
        PulseEnergy(setting, fluence, spot, pulse_energy_j(fluence, spot)) for (setting, fluence), (_, spot) in pairs
    )
    return max(pulses, key=lambda pulse: pulse.joules)


def limit_j(lines: Sequence[LaserLine]) -> tuple[float, str] | None:
    """The most Joules in one pulse of what may have been used, and of which laser; none where no limit is known."""
    if not lines:
        return MOST_OF_ANY_LASER_J, "any laser"
    limits = [(line.pulse_energy_j, line.laser) for line in lines if line.pulse_energy_j is not None]
    return max(limits) if len(limits) == len(lines) else None


def _values(settings: Sequence[Setting], key: SettingKey) -> Iterator[tuple[Setting, float]]:
    return ((setting, end) for setting in settings if setting.key is key for end in ends_of(setting.value))
