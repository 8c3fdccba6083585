"""A reading for the eye, on a terminal: a block for each parameter set, then what else was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.clinical.devices import catalogue
from bot.clinical.output import set_as_output
from bot.clinical.reading import Reading, SettingKey, SettingSet, Standing

_UNITS: Final = {
    "j_cm2": "J/cm²",
    "rect_mm": "mm",
    "nm": "nm",
    "mj": "mJ",
    "ms": "ms",
    "mm": "mm",
    "pct": "%",
    "um": "µm",
    "w": "W",
    "hz": "Hz",
    "c": "°C",
    "ml": "mL",
    "weeks": "weeks",
}
"""By the end of a setting's key."""
_SAID_TWICE: Final = SettingKey.DENSITY_PERCENT.value  # the density itself has the percentage too
_WIDTH: Final = 16
_NOTHING: Final = "Nothing was found."
_NO_CAUTION: Final = "None. That does not say that the settings were checked."


def shown(reading: Reading) -> str:
    """Everything found, with names and units; identifiers by kind and place alone."""
    blocks = [
        *_row("Urgent", (_words(found.value) for found in reading.urgent)),
        *_row("Identifiers", (f"{each.kind} at {each.span.start}–{each.span.end}" for each in reading.identifiers)),
        *_sets(reading),
        *_row("Devices", (_device(found.value) for found in reading.devices)),
        *_questions(reading),
        *_row("Handpieces", (_words(found.value) for found in reading.handpieces)),
        *_row("Modalities", (catalogue().modalities[found.value].name for found in reading.modalities)),
        *_row("Indications", (_words(found.value) for found in reading.indications)),
        *_row("Body sites", (_words(found.value) for found in reading.body_sites)),
        *_row("Skin types", reading.skin_types),
        *_row("Complications", (_complication(each.code, each.standing) for each in reading.mentions)),
    ]
    if reading.sets:
        cautions = [
            each.text if each.source in each.text else f"{each.text} ({each.source})" for each in reading.cautions
        ]
        blocks += [f"{'Caution':{_WIDTH}}{each}" for each in cautions] or _row("Cautions", [_NO_CAUTION])
    return "\n".join(blocks or [_NOTHING])


def _row(name: str, values: Iterable[str]) -> list[str]:
    listed = " · ".join(dict.fromkeys(values))
    return [f"{name:{_WIDTH}}{listed}"] if listed else []


def _sets(reading: Reading) -> Iterator[str]:
    next_line = "\n" + " " * _WIDTH
    for number, each in enumerate(reading.sets, 1):
        name = "Settings" if len(reading.sets) == 1 else f"Set {number}"
        title = " · ".join((*filter(None, [each.label]), *map(_device, each.devices), *each.skin_types))
        lines = [*filter(None, [title]), *_settings(each)]
        yield f"{name:{_WIDTH}}" + next_line.join(lines)


def _settings(each: SettingSet) -> Iterator[str]:
    for key, values in set_as_output(each).items():
        if key == _SAID_TWICE:
            continue
        name, unit = _name_and_unit(key)
        between = " × " if key == SettingKey.SPOT_RECTANGLE.value else "–"
        yield f"{name} {', '.join(_value(value, between) for value in values)} {unit}".rstrip()


def _name_and_unit(key: str) -> tuple[str, str]:
    ending = next((ending for ending in _UNITS if key.endswith(f"_{ending}")), "")
    return _words(key.removesuffix(f"_{ending}")), _UNITS.get(ending, "")


def _value(value: object, between: str) -> str:
    match value:
        case [None, high]:
            return f"up to {_value(high, between)}"
        case [low, None]:
            return f"from {_value(low, between)}"
        case [low, high]:
            return f"{_value(low, between)}{between}{_value(high, between)}"
        case {"value": amount, "scale": scale}:
            return f"{_value(amount, between)} {scale}"
        case float():
            return f"{value:.12f}".rstrip("0").rstrip(".")  # 0.000006, never 6e-06
        case _:
            return str(value)


def _questions(reading: Reading) -> list[str]:
    return [
        f"{'Which device?':{_WIDTH}}“{each.written}” may be {_either(each.candidates)}"
        for each in reading.device_questions
    ]


def _either(keys: Sequence[str]) -> str:
    return " or ".join(_device(key) for key in keys)


def _device(key: str) -> str:
    known = catalogue().get(key)
    return known.name if known else key


def _complication(code: str, standing: Standing) -> str:
    return _words(code) if standing is Standing.REPORTED else f"{_words(code)} ({standing.value})"


def _words(key: str) -> str:
    return key.replace("_", " ")
