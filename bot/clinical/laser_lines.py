"""Which kinds of laser a set of settings may have been used on, as far as the text tells.

A platform is several lasers. A wavelength, a filter, a handpiece or a density says which of them; where nothing does,
all of them are possible, and a setting is only remarked on when it fits none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.clinical.bounds import LaserLine, bound_key, bounds, ends_of, same_line
from bot.clinical.devices import Device, catalogue
from bot.clinical.handpieces import handpieces
from bot.clinical.reading import Found, SettingKey, SettingSet, Span

_FAR: Final = 80  # characters between a device's name and settings that need not be its own


@dataclass(frozen=True, slots=True)
class SaidInText:
    """What a text says beside its settings."""

    devices: tuple[Device, ...]
    device_places: tuple[Span, ...]
    modalities: tuple[str, ...]
    handpieces: tuple[str, ...]

    @classmethod
    def of(cls, devices: Sequence[Found], modalities: Iterable[Found], named_handpieces: Iterable[Found]) -> SaidInText:
        """From what the reader found. ``modalities`` may hold the ones that follow from the devices."""
        known = tuple(device for found in devices if (device := catalogue().get(found.value)))
        from_devices = {device.modality for device in known}
        return cls(
            devices=known,
            device_places=tuple(found.span for found in devices),
            modalities=tuple(each.value for each in modalities if each.value not in from_devices),
            handpieces=tuple(each.value for each in named_handpieces),
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """The rows of bounds that the modalities named beside the devices have."""
        return tuple(key for modality in self.modalities for key in catalogue().modalities[modality].lines)

    @property
    def handpiece_lines(self) -> tuple[str, ...]:
        """The rows of bounds that the named handpieces have."""
        return tuple(key for each in self.handpieces if (known := handpieces().get(each)) for key in known.lines)

    @property
    def may_be_any_laser(self) -> bool:
        """Whether nothing says what was used."""
        return not self.devices and not self.modalities


def beside(sets: Sequence[SettingSet], said: SaidInText) -> tuple[SaidInText, ...]:
    """What is said beside each set. In a text that also speaks of lasers it does not name, a device that is named far
    from a set is left out for it: a summary's "pico 755 … PWS: 595 at 7 mm" is no PicoSure with 595 nm."""
    if len(sets) < 2 or not said.devices or not any(_is_of_none(each, said.devices) for each in sets):
        return (said,) * len(sets)
    nameless = replace(said, devices=(), device_places=())
    return tuple(nameless if _is_far(each, said.device_places) else said for each in sets)


def _is_of_none(settings: SettingSet, devices: Sequence[Device]) -> bool:
    """Whether the set has a wavelength that none of the devices has."""
    own = [nm for device in devices for nm in device.wavelengths_nm]
    lines = bounds().of(key for device in devices for key in device.lines)
    return any(
        not any(same_line(nm, each) for each in own) and not any(line.emits(nm) for line in lines)
        for nm in wavelengths_of(settings)
    )


def _is_far(settings: SettingSet, places: Sequence[Span]) -> bool:
    start = min(setting.span.start for setting in settings.settings)
    end = max(setting.span.end for setting in settings.settings)
    return all(start - place.end > _FAR or place.start - end > _FAR for place in places)


def wavelengths_of(settings: SettingSet) -> tuple[float, ...]:
    """The wavelengths that a set states, in nm."""
    return tuple(
        end for setting in settings.settings if setting.key is SettingKey.WAVELENGTH for end in ends_of(setting.value)
    )


def devices_of(settings: SettingSet, said: SaidInText) -> tuple[Device, ...]:
    """The devices that a set was used with: its own, or else all that the text names."""
    own = tuple(device for device in said.devices if device.key in settings.devices)
    return own or said.devices


def lines_of(settings: SettingSet, said: SaidInText, *, only_set: bool) -> tuple[LaserLine, ...]:
    """The kinds of laser that the set may have been used on; empty where that is not known.

    Where the text has several sets (not ``only_set``), what it names in one place may belong to another's settings, and
    narrows nothing down.
    """
    devices = devices_of(settings, said)
    own = [key for device in devices for key in device.lines]
    named, with_handpiece = said.lines, said.handpiece_lines
    if not own:
        return _narrowed(settings, bounds().of(with_handpiece or named))
    if only_set:
        possible = bounds().of(own)
        return _narrowed(settings, _those(possible, with_handpiece) or _those(possible, named) or possible)
    return _narrowed(settings, bounds().of((*own, *named)))


def _those(lines: Sequence[LaserLine], keys: Sequence[str]) -> tuple[LaserLine, ...]:
    return tuple(line for line in lines if line.key in keys)


def _narrowed(settings: SettingSet, lines: tuple[LaserLine, ...]) -> tuple[LaserLine, ...]:
    """Those of the lines that the set's own settings speak for."""
    if len(lines) < 2:
        return _that_emit(settings, lines)
    keys = {bound_key(setting) for setting in settings.settings}
    if SettingKey.FILTER.value in keys:
        return _those(lines, ("ipl",)) or lines
    lines = _that_emit(settings, lines)
    fractional = tuple(line for line in lines if "density_pct" in line.bounds)
    return fractional if fractional and not keys.isdisjoint({"density_pct", "mtz_cm2"}) else lines


def _that_emit(settings: SettingSet, lines: tuple[LaserLine, ...]) -> tuple[LaserLine, ...]:
    """Those with the set's wavelength. A wavelength that none of them has means that another laser is spoken of."""
    wavelengths = wavelengths_of(settings)
    if not wavelengths:
        return lines
    return tuple(line for line in lines if any(map(line.emits, wavelengths)))
