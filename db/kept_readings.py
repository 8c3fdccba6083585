"""What was read in an entry's words, as it is kept beside them: JSON in one column, unpacked when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import orjson

from bot.clinical.reading import (
    Caution,
    DeviceQuestion,
    Range,
    Reading,
    Rectangle,
    Scaled,
    Setting,
    SettingKey,
    SettingSet,
    SettingValue,
    Span,
)


@dataclass(frozen=True)  # without slots: what was unpacked once is remembered
class KeptReading:
    """Settings, cautions and the like of one entry, packed. Every search reads five, and asks for little of them."""

    packed: str

    @property
    def sets(self) -> tuple[SettingSet, ...]:
        """The settings, those apart that were used apart."""
        return tuple(_unpacked_set(each) for each in self._stored.get("sets", ()))

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """What is to be looked at twice."""
        return tuple(
            Caution(each["kind"], each["text"], each["source"], _span(each["at"]) if "at" in each else None)
            for each in self._stored.get("cautions", ())
        )

    @property
    def questions(self) -> tuple[DeviceQuestion, ...]:
        """The short names in it that several devices share."""
        return tuple(
            DeviceQuestion(each["written"], tuple(each["candidates"]), _span(each["at"]))
            for each in self._stored.get("questions", ())
        )

    @property
    def handpieces(self) -> tuple[str, ...]:
        """The handpieces and tips named."""
        return tuple(self._stored.get("handpieces", ()))

    @property
    def seriousness(self) -> tuple[str, ...]:
        """The facts that bear on a complication's seriousness."""
        return tuple(self._stored.get("seriousness", ()))

    @cached_property
    def setting_keys(self) -> frozenset[str]:
        """Of what there are settings, by `SettingKey`."""
        return frozenset([each["key"] for kept in self._stored.get("sets", ()) for each in kept["settings"]])

    @cached_property
    def _stored(self) -> Mapping[str, Any]:
        return orjson.loads(self.packed) if self.packed != _EMPTY else {}


_EMPTY: Final = "{}"
NOTHING_READ: Final = KeptReading(_EMPTY)


def kept(reading: Reading) -> KeptReading:
    """A reading's part that is kept with an entry; the facets hold the rest."""
    parts = {
        "sets": [_packed_set(each) for each in reading.sets],
        "cautions": [_packed_caution(each) for each in reading.cautions],
        "questions": [
            {"written": each.written, "candidates": each.candidates, "at": _at(each.span)}
            for each in reading.device_questions
        ],
        "handpieces": list(dict.fromkeys(found.value for found in reading.handpieces)),
        "seriousness": list(dict.fromkeys(found.value for found in reading.seriousness)),
    }
    said = {name: part for name, part in parts.items() if part}
    return KeptReading(json.dumps(said, ensure_ascii=False, separators=(",", ":"))) if said else NOTHING_READ


def _packed_set(each: SettingSet) -> dict[str, Any]:
    packed: dict[str, Any] = {
        "label": each.label,
        "devices": each.devices,
        "skin_types": each.skin_types,
    }
    settings = [
        {
            "key": setting.key.value,
            "value": _packed_value(setting.value),
            "unit": setting.unit_written,
            "at": _at(setting.span),
        }
        for setting in each.settings
    ]
    return {"settings": settings, **{name: part for name, part in packed.items() if part}}


def _unpacked_set(packed: Mapping[str, Any]) -> SettingSet:
    return SettingSet(
        settings=tuple(
            Setting(SettingKey(each["key"]), _unpacked_value(each["value"]), each["unit"], _span(each["at"]))
            for each in packed["settings"]
        ),
        devices=tuple(packed.get("devices", ())),
        skin_types=tuple(packed.get("skin_types", ())),
        label=packed.get("label", ""),
    )


def _packed_value(value: SettingValue) -> Any:
    match value:
        case Range(low, high):
            return {"low": low, "high": high}
        case Rectangle(width, height):
            return {"width": width, "height": height}
        case Scaled(amount, scale):
            return {"amount": _packed_value(amount), "scale": scale}
        case _:
            return value


def _unpacked_value(packed: Any) -> SettingValue:
    match packed:
        case {"low": low, "high": high}:
            return Range(low, high)
        case {"width": width, "height": height}:
            return Rectangle(width, height)
        case {"amount": amount, "scale": scale}:
            unpacked = _unpacked_value(amount)
            assert isinstance(unpacked, (int, float, Range)), "a scale is for numbers"
            return Scaled(unpacked, scale)
        case _:
            return packed


def _packed_caution(caution: Caution) -> dict[str, Any]:
    packed: dict[str, Any] = {"kind": caution.kind, "text": caution.text, "source": caution.source}
    return packed if caution.span is None else {**packed, "at": _at(caution.span)}


def _at(span: Span) -> tuple[int, int]:
    return (span.start, span.end)


def _span(at: tuple[int, int]) -> Span:
    return Span(*at)
