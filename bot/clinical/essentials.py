"""What a protocol has to say before a colleague can use it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Final

from bot.clinical.bounds import PulseClass
from bot.clinical.reading import SettingKey, SettingSet

DOSE: Final = "fluence or energy"
"""What a protocol of light or current has to say of how much."""

_INJECTED: Final = frozenset({"toxin", "filler", "hyaluronidase"})
_INJECTED_DOSE: Final = frozenset({SettingKey.UNITS, SettingKey.VOLUME, SettingKey.INTERNATIONAL_UNITS})
_DOSE: Final = frozenset(
    {SettingKey.FLUENCE, SettingKey.ENERGY, SettingKey.POWER, SettingKey.DEPTH, SettingKey.TEMPERATURE}
)
_SPOT: Final = frozenset({SettingKey.SPOT, SettingKey.SPOT_RECTANGLE, SettingKey.HANDPIECE})


def missing_facts(
    sets: Sequence[SettingSet], *, modalities: Sequence[str], device: bool, handpiece: bool, skin_type: bool
) -> tuple[str, ...]:
    """Which of device, handpiece or spot, and skin type a protocol leaves out. What is injected has none of them."""
    if modalities and _INJECTED.issuperset(modalities):
        return ()
    there = {
        "device": device,
        "handpiece or spot": handpiece or any(setting.key in _SPOT for each in sets for setting in each.settings),
        "skin type": skin_type,
    }
    return tuple(fact for fact, is_there in there.items() if not is_there)


def missing_dose(
    sets: Sequence[SettingSet], pulses: Set[PulseClass | None], *, modalities: Sequence[str]
) -> tuple[str, ...]:
    """Which of fluence (or energy, power, depth) and pulse a protocol leaves out; for what is injected, how much."""
    return tuple(_without_dose({setting.key for each in sets for setting in each.settings}, pulses, modalities))


def _without_dose(said: Set[SettingKey], pulses: Set[PulseClass | None], modalities: Sequence[str]) -> Iterator[str]:
    if modalities and _INJECTED.issuperset(modalities):
        if said.isdisjoint(_INJECTED_DOSE):
            yield "dose"
        return
    if said.isdisjoint(_DOSE):
        yield DOSE
    # Q-switched, picosecond and fractional lasers seldom have a pulse to choose.
    if SettingKey.PULSE not in said and "long" in pulses:
        yield "pulse duration"
