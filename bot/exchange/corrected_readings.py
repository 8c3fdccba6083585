"""A reading as its author has put it right: what was said in **Edit details** wins, also in what is looked at twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.clinical.cautions import Circumstances, cautions_in
from bot.clinical.devices import catalogue
from bot.clinical.local_devices import understood
from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Found, Hints, OwnDevice, Reading, SettingSet, Span
from bot.exchange.overtaken import edited_since
from db.entries import Correction

_NOWHERE: Final = Span(0, 0)  # it stands in no text


def corrected(reading: Reading, kind: EntryKind, correction: Correction, text: str) -> Reading:
    """The reading with its author's corrections in it, and the cautions that it then has."""
    if correction == Correction(title=correction.title):
        return reading
    right = _with_device(reading, correction.device)
    if correction.skin_types is not None:
        right = replace(right, skin_types_named=tuple(Found(each, _NOWHERE) for each in correction.skin_types))
    if correction.indications is not None:
        right = replace(right, indications=tuple(Found(each, _NOWHERE) for each in correction.indications))
    if correction.body_sites is not None:
        right = replace(right, body_sites=tuple(Found(each, _NOWHERE) for each in correction.body_sites))
    if correction.handpiece:
        right = replace(right, handpieces=(Found(correction.handpiece, _NOWHERE),))
    right = _with_cautions(replace(right, sets=_sets(right, kind, correction)), kind)
    return replace(right, cautions=(*edited_since(reading, right, correction, text), *right.cautions))


def _with_device(reading: Reading, key: str | None) -> Reading:
    """With this device alone. A kind of device that only follows from another's name goes with that one."""
    if key is None:
        return reading
    device = catalogue().get(key)
    own = (Found(device.modality, _NOWHERE),) if device is not None else ()
    others = {found.span for found in reading.devices}
    named = tuple(found for found in reading.modalities if found.span not in others)
    return replace(reading, devices=(Found(key, _NOWHERE),), modalities=(*own, *named))


def _sets(reading: Reading, kind: EntryKind, correction: Correction) -> tuple[SettingSet, ...]:
    """The settings typed anew, or else the text's, as those of the device and the skin types that were said."""
    sets = reading.sets
    if correction.settings:
        device = next((found.value for found in reading.devices), None)
        sets = read(correction.settings, Hints(kind, device, _own_among(reading.devices))).sets
    if correction.device is not None:
        sets = tuple(replace(each, devices=(correction.device,)) for each in sets)
    said = correction.skin_types
    if said is not None:
        # Which of them a set was used on is the text's to say, as long as it is one of them.
        sets = tuple(
            each if each.skin_types and {*each.skin_types} <= {*said} else replace(each, skin_types=said)
            for each in sets
        )
    return sets


def _own_among(devices: Iterable[Found]) -> tuple[OwnDevice, ...]:
    """Those that the community has added: their keys tell their names, which may have another device's in them."""
    told = [(found.value, understood(found.value)) for found in devices]
    return tuple(OwnDevice(key, (device.name,)) for key, device in told if device is not None)


def _with_cautions(reading: Reading, kind: EntryKind) -> Reading:
    around = Circumstances(
        kind=kind,
        devices=reading.devices,
        modalities=reading.modalities,
        handpieces=reading.handpieces,
        indications=reading.indications,
        skin_types=reading.skin_types_named,
    )
    return replace(reading, cautions=cautions_in(reading.sets, around))
