"""Which kinds of laser a set of settings may have been used on, as far as the text tells.

A platform is several lasers. A wavelength, a filter, a handpiece or a density says which of them; where nothing does,
all of them are possible, and a setting is only remarked on when it fits none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from bot.clinical.bounds import LineGroup, bounds, ends_of, group_of, same_line
from bot.clinical.devices import Device, catalogue
from bot.clinical.handpieces import handpieces
from bot.clinical.reading import Found, Scaled, Setting, SettingKey, SettingSet, Span

_FAR: Final = 80  # characters between a device's name and settings that need not be its own
_FRACTIONAL_SCALES: Final = frozenset({"%", "MTZ/cm2"})
_NOT_CHOSEN: Final = frozenset({"diode", "hybrid_1470", "hybrid_2940", "ipl"})
# A member's name costs more to look up each time than what is done with it.
_WAVELENGTH: Final = SettingKey.WAVELENGTH
_FILTER: Final = SettingKey.FILTER
_DENSITY_PERCENT: Final = SettingKey.DENSITY_PERCENT
_DENSITIES: Final = frozenset({SettingKey.DENSITY, _DENSITY_PERCENT})


class SaidInText(NamedTuple):
    """What a text says beside its settings: devices, and rows of bounds that modalities and handpieces have."""

    devices: tuple[Device, ...]
    device_places: tuple[Span, ...]
    modalities: tuple[str, ...]
    """Those that do not only follow from the devices."""
    modality_lines: tuple[str, ...]
    handpiece_lines: tuple[str, ...]

    @classmethod
    def of(cls, devices: Sequence[Found], modalities: Iterable[Found], named_handpieces: Iterable[Found]) -> SaidInText:
        """From what the reader found. ``modalities`` may hold the ones that follow from the devices."""
        known = [device for found in devices if (device := catalogue().get(found.value))]
        from_devices = {device.modality for device in known}
        named = [each.value for each in modalities if each.value not in from_devices]
        handpieces_known = [of_it for each in named_handpieces if (of_it := handpieces().get(each.value))]
        return cls(
            devices=tuple(known),
            device_places=tuple([found.span for found in devices]),
            modalities=tuple(named),
            modality_lines=tuple([key for each in named for key in catalogue().modalities[each].lines]),
            handpiece_lines=tuple([key for of_it in handpieces_known for key in of_it.lines]),
        )

    @property
    def may_be_any_laser(self) -> bool:
        """Whether nothing says what was used."""
        return not self.devices and not self.modalities


def beside(sets: Sequence[SettingSet], said: SaidInText) -> tuple[SaidInText, ...]:
    """What is said beside each set. In a text that also speaks of lasers it does not name, a device that is named far
    from a set is left out for it: a summary's "pico 755 … PWS: 595 at 7 mm" is no PicoSure with 595 nm."""
    if len(sets) < 2 or not said.devices or not any(_is_of_none(each, said.devices) for each in sets):
        return (said,) * len(sets)
    nameless = said._replace(devices=(), device_places=())
    return tuple(nameless if _is_far(each, said.device_places) else said for each in sets)


def devices_of(settings: SettingSet, said: SaidInText) -> tuple[Device, ...]:
    """The devices that a set was used with: its own, or else all that the text names."""
    if not settings.devices or not said.devices:
        return said.devices
    return tuple([device for device in said.devices if device.key in settings.devices]) or said.devices


def lines_of(settings: SettingSet, said: SaidInText, *, only_set: bool) -> LineGroup:
    """The kinds of laser that the set may have been used on; of none where that is not known.

    Where the text has several sets (not ``only_set``), what it names in one place may belong to another's settings, and
    narrows nothing down.
    """
    own = tuple([key for device in devices_of(settings, said) for key in device.lines])
    if not own:
        possible = said.handpiece_lines or said.modality_lines
    elif only_set:
        possible = _narrowed_by(own, said.handpiece_lines, said.modality_lines)
    else:
        possible = own + said.modality_lines
    return _narrowed(settings, possible) if possible else group_of(())


@lru_cache(maxsize=1024)
def _narrowed_by(own: tuple[str, ...], *named: tuple[str, ...]) -> tuple[str, ...]:
    """Of a device's own lines those that are named first; all of them where none is."""
    return next((both for each in named if (both := tuple(key for key in own if key in each))), own)


def _narrowed(settings: SettingSet, keys: tuple[str, ...]) -> LineGroup:
    """Those of the lines that a set's own settings speak for."""
    stated = {setting.key for setting in settings.settings}
    if "ipl" in keys and _FILTER in stated:
        return group_of(("ipl",))
    if _WAVELENGTH in stated:
        keys = _with_wavelength(keys, wavelengths_of(settings))
    if not stated.isdisjoint(_DENSITIES) and any(map(_is_share_of_skin, settings.settings)):
        keys = _fractional(keys) or keys
    return group_of(keys)


@lru_cache(maxsize=1024)
def _with_wavelength(keys: tuple[str, ...], wavelengths_nm: tuple[float, ...]) -> tuple[str, ...]:
    """Those with one of the wavelengths. One that none of them has means that another laser is spoken of."""
    return tuple(key for key in keys if any(map(bounds().lines[key].emits, wavelengths_nm)))


@lru_cache(maxsize=1024)
def _fractional(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Those that treat a share of the skin."""
    return tuple(key for key in keys if "density_pct" in bounds().lines[key].bounds)


def lines_apart(device: Device, group: LineGroup) -> tuple[int, ...]:
    """The wavelengths of a device of which somebody chooses one; none where it fires them together, or has a filter."""
    if any(line.key in _NOT_CHOSEN for line in group.lines):
        return ()
    return tuple(nm for nm in device.wavelengths_nm if any(line.emits(nm) for line in group.lines))


def wavelengths_of(settings: SettingSet) -> tuple[float, ...]:
    """The wavelengths that a set states, in nm."""
    stated = [setting.value for setting in settings.settings if setting.key is _WAVELENGTH]
    return tuple([end for value in stated for end in ends_of(value)]) if stated else ()


def _is_share_of_skin(setting: Setting) -> bool:
    return setting.key is _DENSITY_PERCENT or (
        isinstance(setting.value, Scaled) and setting.value.scale in _FRACTIONAL_SCALES
    )


def _is_of_none(settings: SettingSet, devices: Sequence[Device]) -> bool:
    """Whether the set has a wavelength that none of the devices has."""
    wavelengths = wavelengths_of(settings)
    if not wavelengths:
        return False
    own = tuple([nm for device in devices for nm in device.wavelengths_nm])
    lines = tuple([key for device in devices for key in device.lines])
    return not all(has_wavelength(nm, own, lines) for nm in wavelengths)


@lru_cache(maxsize=1024)
def has_wavelength(wavelength_nm: float, lines_nm: tuple[int, ...], keys: tuple[str, ...]) -> bool:
    """Whether it is one of these lines, as clinicians round them, or one that a row of bounds has."""
    return any(same_line(wavelength_nm, each) for each in lines_nm) or any(
        line.emits(wavelength_nm) for line in group_of(keys).lines
    )


def _is_far(settings: SettingSet, places: Sequence[Span]) -> bool:
    start = min(setting.span.start for setting in settings.settings)
    end = max(setting.span.end for setting in settings.settings)
    return all(start - place.end > _FAR or place.start - end > _FAR for place in places)
