"""A reading as its author has put it right: what was said in **Edit details** wins, also in what is looked at twice."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import blake2b
from textwrap import shorten
from typing import Final

from bot.clinical.caution_words import sets_in_words
from bot.clinical.cautions import Circumstances, cautions_in
from bot.clinical.devices import catalogue
from bot.clinical.folding import fold
from bot.clinical.reader import read
from bot.clinical.reading import Caution, EntryKind, Found, Hints, Reading, SettingKey, SettingSet, Span
from db.entries import Content, Correction

_NOWHERE: Final = Span(0, 0)  # it stands in no text
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")
_LONGEST: Final = 150
_OVERTAKEN: Final = "overtaken"  # the kind of a caution that no text gives by itself


def noted(correction: Correction, reading: Reading, text: str) -> Correction:
    """The correction with what was read where its settings stand now, if that is not known yet."""
    if correction.settings is None or correction.settings_read is not None:
        return correction
    return replace(correction, settings_read=_digest(reading, text))


def for_same_words(former: Content, correction: Correction) -> Correction:
    """The correction for a text that is read again: that another reader sees other settings in it is no edit."""
    return correction if is_overtaken(former) else replace(correction, settings_read=None)


def is_overtaken(content: Content) -> bool:
    """Whether the text has come to speak of other settings since its author put them right."""
    return any(each.kind == _OVERTAKEN for each in content.reading.cautions)


def corrected(reading: Reading, kind: EntryKind, correction: Correction, text: str) -> Reading:
    """The reading with its author's corrections in it, and the cautions that it then has."""
    if correction == Correction(title=correction.title):
        return reading
    right = _with_device(reading, correction.device)
    if correction.skin_types is not None:
        right = replace(right, skin_types_named=tuple(Found(each, _NOWHERE) for each in correction.skin_types))
    if correction.handpiece:
        right = replace(right, handpieces=(Found(correction.handpiece, _NOWHERE),))
    right = _with_cautions(replace(right, sets=_sets(right, kind, correction)), kind)
    overtaken = correction.settings is not None and correction.settings_read not in (None, _digest(reading, text))
    if not overtaken or sets_in_words(reading.sets) == sets_in_words(right.sets):
        return right
    return replace(right, cautions=(_edited_since(reading), *right.cautions))


def _digest(reading: Reading, text: str) -> str:
    """Of settings, and of all numbers: what was read wrongly once may be missed again. It keeps no word of the text."""
    sets = sorted(
        (each.skin_types, sorted((one.key, str(one.value)) for one in each.settings if one.key != SettingKey.ENDPOINT))
        for each in reading.sets
    )
    numbers = sorted(_NUMBER.findall(fold(text).lower))
    return blake2b(repr((sets, numbers)).encode(), digest_size=8).hexdigest()


def _edited_since(reading: Reading) -> Caution:
    stated = sets_in_words(reading.sets)
    read_now = (
        f"reads {shorten(stated, _LONGEST, placeholder=' …')}" if stated else "states no settings that I can read"
    )
    text = f"Edited since its author put the settings right: the message now {read_now}. Check with the author."
    return Caution(_OVERTAKEN, text, "", None)


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
        sets = read(correction.settings, Hints(kind, device)).sets
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
