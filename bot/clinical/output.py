"""A reading as plain JSON values: what ``python -m bot read`` prints, and what labelled messages are compared with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.clinical.reading import Range, Reading, Rectangle, Scaled, Setting, SettingKey, SettingSet, SettingValue

_PERCENT: Final = "%"
_DIGITS: Final = 9  # what a conversion adds beyond them is noise: 0.7 mm is 700 µm, not 699.9999999999999


def as_output(reading: Reading) -> dict[str, object]:
    """Everything a reading says, each key null or a list in the text's order without repetitions.

    A number is in the unit of its key; a range is ``[low, high]`` with null for an open end. ``sets`` has one object a
    parameter set, with the settings' keys that it has.
    """
    settings = _by_key(setting for each in reading.sets for setting in each.settings)
    handpieces = [*(found.value for found in reading.handpieces), *settings.pop(SettingKey.HANDPIECE, [])]
    facts: dict[str, list[object]] = {
        "fitzpatrick": [found.value for found in reading.skin_types_named],
        "devices": [found.value for found in reading.devices],
        "handpieces": list(handpieces),
        "modalities": [found.value for found in reading.modalities],
        "indications": [found.value for found in reading.indications],
        "body_sites": [found.value for found in reading.body_sites],
        "complications": [found.value for found in reading.complications],
        "urgent": [found.value for found in reading.urgent],
        "identifiers": [
            {"kind": each.kind.replace(" ", "_"), "start": each.span.start, "end": each.span.end}
            for each in reading.identifiers
        ],
        "device_questions": [
            {
                "written": each.written,
                "candidates": list(each.candidates),
                "start": each.span.start,
                "end": each.span.end,
            }
            for each in reading.device_questions
        ],
        "cautions": [{"kind": each.kind, "text": each.text, "source": each.source} for each in reading.cautions],
        "sets": [set_as_output(each) for each in reading.sets],
    }
    return {
        **{key.value: settings.get(key) for key in SettingKey if key is not SettingKey.HANDPIECE},
        **{key: _distinct(values) or None for key, values in facts.items()},
    }


def set_as_output(each: SettingSet) -> dict[str, list[object]]:
    """One parameter set, with the keys that it has."""
    return {key.value: values for key, values in _by_key(each.settings).items()}


def _by_key(settings: Iterable[Setting]) -> dict[SettingKey, list[object]]:
    """The values of each key, in the text's order; a density in per cent stands under both of its keys."""
    found: dict[SettingKey, list[object]] = {}
    for setting in sorted(settings, key=lambda setting: setting.span.start):
        found.setdefault(setting.key, []).append(_plain(setting.value))
        if isinstance(setting.value, Scaled) and setting.key is SettingKey.DENSITY and setting.value.scale == _PERCENT:
            found.setdefault(SettingKey.DENSITY_PERCENT, []).append(_plain(setting.value.value))
    return {key: _distinct(values) for key, values in found.items()}


def _plain(value: SettingValue) -> object:
    match value:
        case Range():
            return [_number(value.low), _number(value.high)]
        case Rectangle():
            return [_number(value.width), _number(value.height)]
        case Scaled():
            return {"value": _plain(value.value), "scale": value.scale}
        case str():
            return value
        case _:
            return _number(value)


def _number(value: float | None) -> float | None:
    """18 instead of 18.0, as a person writes it."""
    if value is None:
        return None
    rounded = float(f"{value:.{_DIGITS}g}")
    return int(rounded) if rounded.is_integer() else rounded


def _distinct(values: Iterable[object]) -> list[object]:
    kept: list[object] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return kept
