"""Quantities with a unit, read by Fluence and by quantulum3: a number or a range, and the kind of its unit.

Compared is what both can say: "8 J/cm² is written here". Which setting a length or a time belongs to does not count,
nor do counts without a unit (passes, sessions), words, and schedules in days or weeks. Values are compared in one unit
a kind. What quantulum3 finds without a unit, or in a unit that no setting has (minutes, years, dollars), is not held
against it, and "20 J" is right where it is labelled as a fluence of 20 J/cm². That it cannot know which lengths and
percentages are no settings (a lesion of 5 mm, hydroquinone 4 %) lowers its precision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, Final

from tests.clinical.score import WHOLE_PARTS, Message, messages_of, said_of
from tests.clinical.score_counts import Counts, same

Kind = str
Number = float | list[float | None]
Said = tuple[tuple[Kind, Number], ...]
"""One quantity that was read, with every kind that it may be taken for."""

_KIND_OF_KEY: Final[Mapping[str, tuple[Kind, float]]] = {
    "wavelength_nm": ("length", 1e-6),
    "filter_nm": ("length", 1e-6),
    "spot_mm": ("length", 1.0),
    "depth_um": ("length", 1e-3),
    "fluence_j_cm2": ("fluence", 1.0),
    "energy_mj": ("energy", 1.0),
    "pulse_ms": ("time", 1.0),
    "sub_pulse_delay_ms": ("time", 1.0),
    "power_w": ("power", 1.0),
    "frequency_hz": ("frequency", 1.0),
    "temperature_c": ("temperature", 1.0),
    "density_pct": ("percentage", 1.0),
    "volume_ml": ("volume", 1.0),
}
"""What kind of quantity a setting is, and what its unit is worth in the kind's: mm, J/cm², mJ, ms, W, Hz, °C, %, mL."""

_KIND_OF_UNIT: Final[Mapping[str, tuple[Kind, float]]] = {
    "nanometre": ("length", 1e-6),
    "micrometre": ("length", 1e-3),
    "micron": ("length", 1e-3),
    "millimetre": ("length", 1.0),
    "centimetre": ("length", 10.0),
    "joule per square centimetre": ("fluence", 1.0),
    "millijoule per square centimetre": ("fluence", 1e-3),
    "joule": ("energy", 1e3),
    "millijoule": ("energy", 1.0),
    "microjoule": ("energy", 1e-3),
    "picosecond": ("time", 1e-9),
    "nanosecond": ("time", 1e-6),
    "microsecond": ("time", 1e-3),
    "millisecond": ("time", 1.0),
    "milliwatt": ("power", 1e-3),
    "watt": ("power", 1.0),
    "kilowatt": ("power", 1e3),
    "hertz": ("frequency", 1.0),
    "kilohertz": ("frequency", 1e3),
    "megahertz": ("frequency", 1e6),
    "degree celsius": ("temperature", 1.0),
    "percentage": ("percentage", 1.0),
    "millilitre": ("volume", 1.0),
    "cubic centimetre": ("volume", 1.0),
}
"""The same for quantulum3's names of units, in lower case."""


def compare_quantities() -> list[str]:
    """The table, line by line."""
    lines = ["| quantities | messages | precision | recall | F1 |", "|---|---|---|---|---|"]
    for name, said_in in (("Fluence", _ours), ("quantulum3", _quantulum())):
        for part in WHOLE_PARTS:
            messages = messages_of(part)
            total = Counts()
            for message in messages:
                total.add(_compared(said_in(message), _quantities(message.expect)))
            shown = f"{total.precision:.2f} | {total.recall:.2f} | {total.f1:.2f}"
            lines.append(f"| {name}, `{part}` | {len(messages)} | {shown} |")
    return lines


def _compared(said: list[Said], expected: list[Said]) -> Counts:
    counts = Counts()
    left = list(said)
    for each in expected:
        place = next((index for index, other in enumerate(left) if _may_be_same(other, each)), None)
        if place is None:
            counts.missed += 1
        else:
            counts.right += 1
            del left[place]
    counts.too_much = len(left)
    return counts


def _may_be_same(said: Said, expected: Said) -> bool:
    return any(kind == other and same(value, wanted) for kind, value in said for other, wanted in expected)


def _quantities(values: Mapping[str, Any]) -> list[Said]:
    """Those that a reading or a label holds, each of them once."""
    found: list[Said] = []
    for key, (kind, worth) in _KIND_OF_KEY.items():
        for value in values.get(key) or ():
            each = ((kind, _times(value, worth)), *_ends(kind, value, worth))
            if each not in found:
                found.append(each)
    return found


def _ends(kind: Kind, value: Any, worth: float) -> Iterator[tuple[Kind, Number]]:
    """ "Up to 20" is right as 20 too: not every reader knows of open ends."""
    if isinstance(value, list) and None in value:
        yield from ((kind, end * worth) for end in value if end is not None)


def _times(value: Any, worth: float) -> Number:
    if isinstance(value, list):
        return [None if each is None else each * worth for each in value]
    return value * worth


def _ours(message: Message) -> list[Said]:
    return _quantities(said_of(message))


def _quantulum() -> Callable[[Message], list[Said]]:
    parser = import_module("quantulum3.parser")

    def said_in(message: Message) -> list[Said]:
        found: list[Said] = []
        for quantity in parser.parse(message.text):
            each = tuple(_meanings(quantity))
            if each and each not in found:
                found.append(each)
        return found

    return said_in


def _meanings(quantity: Any) -> Iterator[tuple[Kind, Number]]:
    name = quantity.unit.name.lower()
    kind, worth = _KIND_OF_UNIT.get(name, ("", 0.0))
    if not kind:
        return
    value: Number = float(quantity.value)
    if quantity.uncertainty:  # how it says a range
        value = [value - quantity.uncertainty, value + quantity.uncertainty]
    yield kind, _times(value, worth)
    if name == "joule":  # clinicians write "20 J" for 20 J/cm², and it is labelled so
        yield "fluence", value
