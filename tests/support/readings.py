"""Readings made by hand, for tests of what is done with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from bot.clinical.reading import READER_VERSION, Caution, Reading, Setting, SettingKey, SettingSet, SettingValue, Span
from db.kept_readings import KeptReading, kept

HERE: Final = Span(0, 1)
_NOTHING: Final = Reading(
    kind=None,
    tags=(),
    devices=(),
    device_questions=(),
    handpieces=(),
    modalities=(),
    indications=(),
    body_sites=(),
    skin_types_named=(),
    mentions=(),
    seriousness=(),
    urgent=(),
    identifiers=(),
    sets=(),
    cautions=(),
    says_something=True,
    title="",
    version=READER_VERSION,
)


def setting(key: SettingKey, value: SettingValue, unit: str = "") -> Setting:
    """One setting, wherever it stands."""
    return Setting(key, value, unit, HERE)


def used(
    *settings: Setting, label: str = "", devices: tuple[str, ...] = (), skin_types: tuple[str, ...] = ()
) -> SettingSet:
    """Settings that were used together."""
    return SettingSet(settings, devices, skin_types, label)


def caution(text: str, kind: str = "bound", source: str = "house limit, unchecked") -> Caution:
    """Something to look at twice."""
    return Caution(kind, text, source, HERE)


def reading_with(**parts: Any) -> Reading:
    """A reading of nothing, but for these parts of it."""
    return replace(_NOTHING, **parts)


def kept_with(**parts: Any) -> KeptReading:
    """The same, as it is kept."""
    return kept(reading_with(**parts))
