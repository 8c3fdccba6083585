"""What to look at twice in a text's settings. Nothing here changes a setting; no caution does not mean "checked"."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final, NamedTuple

from bot.clinical.bounds import UNCHECKED, Bound, LineGroup, PulseClass, bound_name, bounds, ends_of
from bot.clinical.caution_words import amount, lasers_in_words, outside
from bot.clinical.devices import Device
from bot.clinical.essentials import DOSE, missing_dose, missing_facts
from bot.clinical.laser_lines import SaidInText, beside, devices_of, has_wavelength, lines_apart, lines_of
from bot.clinical.pulse_energy import limit_j, most_energetic
from bot.clinical.reading import Caution, EntryKind, Found, Scaled, Setting, SettingKey, SettingSet, Span
from bot.clinical.settings.named_lasers import names_laser

_SHORT_PULSE_MS: Final = 0.001  # below a microsecond pulses are those of Q-switched and picosecond lasers
_LONG_PULSE_MS: Final = 1.0  # from a millisecond they are not; between the two there are quasi-long pulses
_HAIR: Final = frozenset({"hair_removal", "pseudofolliculitis"})
_DARK: Final = frozenset({"V", "VI"})
_WAVES: Final = frozenset({SettingKey.WAVELENGTH, SettingKey.FILTER})
_PULSED: Final = frozenset({SettingKey.FLUENCE, SettingKey.ENERGY, SettingKey.PULSE})
_SEVERAL: Final = 2
_DOUBTED_DOSE: Final = re.compile(r"\d ?m?j(?![a-z])[^\n?]{0,40}\?", re.IGNORECASE)
# A member's name costs more to look up each time than what is done with it.
_PULSE: Final = SettingKey.PULSE
_JOULES: Final = frozenset({"j", "joule", "joules"})
_UNITS: Final = SettingKey.UNITS
_DENSITY: Final = SettingKey.DENSITY
_SLIPS: Final = frozenset({"mm", "mn", "mns", "pm", "cm"})  # typed for nm
_ASKED_OF_A_PROTOCOL: Final = "what the library asks of a protocol"


class CautionKind(enum.StrEnum):
    """What a caution is about."""

    BOUND = "bound"
    REVIEW = "review"
    PULSE_ENERGY = "pulse energy"
    PULSE_CLASS = "pulse class"
    WAVELENGTH = "wavelength"
    UNIT = "unit"
    SKIN_TYPE = "skin type"
    NO_DOSE = "no dose"
    INCOMPLETE = "incomplete"


class Circumstances(NamedTuple):
    """What a text says beside its settings."""

    kind: EntryKind | None
    devices: tuple[Found, ...]
    modalities: tuple[Found, ...]
    handpieces: tuple[Found, ...]
    indications: tuple[Found, ...]
    skin_types: tuple[Found, ...]
    text: str = ""


def cautions_in(sets: Sequence[SettingSet], around: Circumstances) -> tuple[Caution, ...]:
    """Every caution once, in the order of the settings; what a protocol leaves out comes last.

    Where the kind of laser is not known, only the energy of a pulse and the way a unit is written are remarked on.
    """
    is_protocol = around.kind is EntryKind.PROTOCOL
    if not sets and not is_protocol:
        return ()
    saids = beside(sets, SaidInText.of(around.devices, around.modalities, around.handpieces))
    pulses: set[PulseClass | None] = set()
    found: dict[tuple[str, Span | None], Caution] = {}
    lines_unsaid: dict[str, list[int]] = {}
    for place, (each, said) in enumerate(zip(sets, saids, strict=True), 1):
        group = lines_of(each, said, only_set=len(sets) == 1)
        pulses |= group.pulses
        # What is said once for several sets stands in each of them.
        for caution in _of_set(each, group, said, around):
            found.setdefault((caution.kind, caution.span), caution)
        if is_protocol and (lines := _lines_unsaid(each, group, said)):
            lines_unsaid.setdefault(lines, []).append(place)
    unsaid = _wavelengths_left_out(lines_unsaid, len(sets))
    return (*found.values(), *unsaid, *(_left_out(sets, pulses, around) if is_protocol else ()))


def _of_set(settings: SettingSet, group: LineGroup, said: SaidInText, around: Circumstances) -> Iterator[Caution]:
    for setting in settings.settings:
        key = setting.key
        if key in _WAVES:
            caution = _slip(setting) or _other_wavelength(setting, settings, said) or _outside(setting, group)
        elif key is _PULSE:
            caution = _other_class(setting, group) or _short_for_hair(setting, around) or _outside(setting, group)
        elif key is _UNITS:
            caution = _too_many_units(setting)
        elif key in group.bounds or key is _DENSITY:
            caution = _outside(setting, group) or _to_review(setting, group)
        else:
            continue
        if caution is not None:
            yield caution
    yield from _joules_alone(settings)
    too_much = _too_much_energy(settings, group, said)
    if too_much is not None:
        yield too_much
    yield from _on_dark_skin(settings, group)


def _outside(setting: Setting, group: LineGroup) -> Caution | None:
    """A value that lies outside the bounds of everything it may have been used on."""
    name = bound_name(setting)
    allowed = group.bounds.get(name)
    if allowed is None:
        return None
    for end in ends_of(setting.value):
        if not _lies_within(end, allowed):
            lines = group.with_bound(name)
            text = f"{amount(end, name)} is {outside(allowed, name)} for {lasers_in_words(lines)}"
            return _caution(CautionKind.BOUND, text, lines[0].origin, setting)
    return None


def _lies_within(value: float, allowed: Sequence[Bound]) -> bool:
    for bound in allowed:  # noqa: SIM110 - a generator takes twice as long
        if bound.low <= value <= bound.high:
            return True
    return False


def _to_review(setting: Setting, group: LineGroup) -> Caution | None:
    if not group.review_above:
        return None
    name = bound_name(setting)
    limit = group.review_above.get(name)
    if limit is None or all(end <= limit for end in ends_of(setting.value)):
        return None
    highest = amount(max(ends_of(setting.value)), name)
    text = f"{highest} is over {amount(limit, name)} for {lasers_in_words(group.lines)}"
    origin = group.lines[0].origin
    return Caution(CautionKind.REVIEW, f"{text} ({origin}): look at it twice", origin, setting.span)


def _other_class(setting: Setting, group: LineGroup) -> Caution | None:
    """Milliseconds on a Q-switched or picosecond laser, nanoseconds on a long-pulsed one."""
    classes = group.pulses
    if not classes or None in classes:
        return None
    for end in ends_of(setting.value):
        if end >= _LONG_PULSE_MS and "long" not in classes:
            pulses = "ns or ps"
        elif end < _SHORT_PULSE_MS and len(classes) == 1 and "long" in classes:
            pulses = "ms"
        else:
            continue
        text = (
            f"{amount(end, 'pulse_ms')} does not go with {lasers_in_words(group.lines)}, whose pulses are in {pulses}"
        )
        return _caution(CautionKind.PULSE_CLASS, text, UNCHECKED, setting)
    return None


def _short_for_hair(setting: Setting, around: Circumstances) -> Caution | None:
    short = next((end for end in ends_of(setting.value) if end < _SHORT_PULSE_MS), None)
    if short is None or not around.indications or not _HAIR.issuperset(each.value for each in around.indications):
        return None
    text = f"{amount(short, 'pulse_ms')} does not go with hair removal, which takes pulses in ms"
    return _caution(CautionKind.PULSE_CLASS, text, UNCHECKED, setting)


def _slip(setting: Setting) -> Caution | None:
    """A wavelength that is written in millimetres: kept as it is, read as nanometres."""
    unit = setting.unit_written.lower()
    if unit not in _SLIPS:
        return None
    values = " to ".join(f"{end:g}" for end in ends_of(setting.value))
    text = f"{values} {setting.unit_written} was read as {values} nm, as wavelengths are: check the unit"
    return Caution(CautionKind.UNIT, text, "how the text writes it", setting.span)


def _joules_alone(settings: SettingSet) -> Iterator[Caution]:
    """Joules that need be no fluence, as the energy of a pulse is stated too: "50 mJ, 10 J"."""
    if all(setting.key is not SettingKey.ENERGY for setting in settings.settings):
        return
    for setting in settings.settings:
        if setting.key is SettingKey.FLUENCE and setting.unit_written.lower() in _JOULES:
            values = " to ".join(f"{end:g}" for end in ends_of(setting.value))
            text = f"{values} {setting.unit_written} beside an energy was read as {values} J/cm²: check the unit"
            yield Caution(CautionKind.UNIT, text, "how the text writes it", setting.span)


def _other_wavelength(setting: Setting, settings: SettingSet, said: SaidInText) -> Caution | None:
    """A wavelength that the named devices do not have, and nothing else in the text does either."""
    if setting.key is not SettingKey.WAVELENGTH:
        return None
    devices = devices_of(settings, said)
    if not devices or not all(device.wavelengths_nm for device in devices):
        return None
    # A light has no lines but a band, and another laser that is named may have this one.
    of_light = [key for device in devices for key in device.lines if key == "ipl"]
    others = (*said.modality_lines, *said.handpiece_lines, *of_light)
    theirs = tuple([nm for device in devices for nm in device.wavelengths_nm])
    for end in ends_of(setting.value):
        if not has_wavelength(end, theirs, others):
            return _no_line_of(end, devices, setting)
    return None


def _no_line_of(wavelength_nm: float, devices: Sequence[Device], setting: Setting) -> Caution:
    no_line = f"{amount(wavelength_nm, 'wavelength_nm')} is no wavelength of"
    first, *others = devices
    origin = first.source or UNCHECKED
    if others:
        text = f"{no_line} the {len(devices)} devices named ({origin}): check it"
    else:
        text = f"{no_line} {first.name}, {', '.join(map(str, first.wavelengths_nm))} nm ({origin}): check it"
    return Caution(CautionKind.WAVELENGTH, text, origin, setting.span)


def _too_many_units(setting: Setting) -> Caution | None:
    brand = setting.value.scale.lower() if isinstance(setting.value, Scaled) else ""
    for dose in bounds().doses:
        if brand in dose.brands:
            for end in ends_of(setting.value):
                if not dose.units.holds(end):
                    limit = f"{outside((dose.units,), 'units')} of {dose.name} for a face in one session"
                    text = f"{amount(end, 'units')} is {limit}"
                    return _caution(CautionKind.BOUND, text, dose.origin, setting)
    return None


def _too_much_energy(settings: SettingSet, group: LineGroup, said: SaidInText) -> Caution | None:
    limit = limit_j(group) if group.lines or said.may_be_any_laser else None
    pulse = most_energetic(settings) if limit else None
    if limit is None or pulse is None or pulse.joules <= limit[0]:
        return None
    worked_out = f"{pulse.fluence_j_cm2:g} J/cm² on {pulse.spot_mm:g} mm is {pulse.joules:.3g} J in a pulse"
    text = f"{worked_out}, over {limit[0]:g} J for {limit[1]} ({UNCHECKED}): check the fluence and the spot"
    return Caution(CautionKind.PULSE_ENERGY, text, UNCHECKED, pulse.fluence.span)


def _on_dark_skin(settings: SettingSet, group: LineGroup) -> Iterator[Caution]:
    """What sources saw in skin types V and VI, where nothing else can have been used than what they tell of."""
    dark = [each for each in settings.skin_types if each in _DARK]
    fluence = next((each for each in settings.settings if each.key is SettingKey.FLUENCE), None)
    told = {line.dark_skin for line in group.lines}
    if dark and fluence is not None and len(told) == 1 and (seen := told.pop()) is not None:
        text = f"Skin type {', '.join(dark)} with {lasers_in_words(group.lines)}: {seen.told} ({seen.source})"
        yield Caution(CautionKind.SKIN_TYPE, f"{text}: look at it twice", seen.source, fluence.span)


def _lines_unsaid(settings: SettingSet, group: LineGroup, said: SaidInText) -> str:
    """The device's lines, where it has several and a set says neither wavelength nor laser: its dose is either's."""
    stated = {setting.key for setting in settings.settings}
    devices = devices_of(settings, said)
    if len(devices) != 1 or not stated.isdisjoint(_WAVES) or stated.isdisjoint(_PULSED):
        return ""
    lines = lines_apart(devices[0], group)
    if len(lines) < _SEVERAL or names_laser(settings.label):
        return ""
    return f"{devices[0].name} has {', '.join(map(str, lines))} nm"


def _wavelengths_left_out(lines_unsaid: Mapping[str, Sequence[int]], sets: int) -> Iterator[Caution]:
    for lines, places in lines_unsaid.items():
        shown = ", ".join(map(str, places))
        of_which = "" if len(places) == sets else f" of set {shown}" if len(places) == 1 else f" of sets {shown}"
        text = f"Not stated: wavelength{of_which} ({lines})"
        yield Caution(CautionKind.WAVELENGTH, text, _ASKED_OF_A_PROTOCOL, None)


def _left_out(sets: Sequence[SettingSet], pulses: Set[PulseClass | None], around: Circumstances) -> Iterator[Caution]:
    modalities = [found.value for found in around.modalities]
    facts = missing_facts(
        sets,
        modalities=modalities,
        device=bool(around.devices),
        handpiece=bool(around.handpieces),
        skin_type=bool(around.skin_types),
    )
    doses = missing_dose(sets, pulses, modalities=modalities)
    doubted = DOSE if DOSE in doses and "?" in around.text and _DOUBTED_DOSE.search(around.text) else ""
    doses = tuple(each for each in doses if each != doubted)
    if doubted:
        yield Caution(CautionKind.NO_DOSE, f"Stated only with a question mark: {doubted}", _ASKED_OF_A_PROTOCOL, None)
    for kind, missing in ((CautionKind.NO_DOSE, doses), (CautionKind.INCOMPLETE, facts)):
        if missing:
            yield Caution(kind, f"Not stated: {', '.join(missing)}", _ASKED_OF_A_PROTOCOL, None)


def _caution(kind: CautionKind, text: str, origin: str, setting: Setting) -> Caution:
    return Caution(kind, f"{text} ({origin}): check the unit", origin, setting.span)
