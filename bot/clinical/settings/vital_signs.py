"""Numbers that are a patient's and no setting: a pulse of 140, a breath rate of 30, a fever of 38.9, a sight of 20/20.

The words that tell a laser's pulse, rate and temperature tell a patient's as well.
"""

from __future__ import annotations

from typing import Final

from bot.clinical.settings.quantity import FLUENCES, Quantity
from bot.clinical.settings.text import Reader

_OF_LASERS: Final = FLUENCES | {"mj", "mj_each", "mm", "nm", "hz", "w", "ms", "us", "um", "pass"}
_CUES: Final = frozenset({"spot", "fluence"})
_NEAR: Final = 30  # words: all of a text's sentences would be gone through for each of its numbers
_AT_WHICH: Final = frozenset({"around", "after", "until", "by", "on"})
_SAYS_HOW_MUCH: Final = frozenset(":=|")
_BODYS: Final = frozenset(
    {"resp", "respiratory", "respiration", "breathing", "breath", "heart", "pulse", "sinus", "ventricular"}
)
_BEATS: Final = frozenset({"pulse", "pulses"})
_FEWEST_BEATS: Final = 30  # a minute
_FEWEST_BREATHS: Final = 12
_BREATHS: Final = frozenset({"rr"})
_WARMTH: Final = frozenset({"temp", "temps", "temperature"})
_BESIDE_BEATS: Final = frozenset(
    {"bp", "hr", "rr", "sats", "sat", "spo2", "systolic", "thready", "gcs", "temp", "resp", "heart", "ecg"}
)
_OF_WHAT_IS_HEATED: Final = frozenset(
    {"skin", "surface", "tissue", "target", "tip", "internal", "external", "nail", "epidermal", "dermal", "cutaneous"}
)
_OF_THE_SICK: Final = _BESIDE_BEATS - {"temp"} | {
    "fever",
    "febrile",
    "rigors",
    "shivering",
    "shivers",
    "unwell",
    "septic",
    "spiking",
    "vomiting",
    "tank",
    "room",
}
_WARMEST_PATIENT: Final = 40.0  # degrees Celsius; what is heated on purpose gets warmer
_SIGHT: Final = frozenset({"va", "bcva", "vision", "acuity", "snellen", "sight"})
_SIGHT_WITHIN: Final = 3  # words from "acuity" to "20/20"


def is_vital_sign(reader: Reader, quantity: Quantity, cue: str, cue_word: int) -> bool:
    """Whether a bare number behind a laser's cue is a patient's pulse, breaths, heart beats or temperature."""
    word = reader.word(cue_word)
    if cue == "rate" and word not in _BREATHS:
        return reader.word(cue_word - 1) in _BODYS
    if cue == "pulse" and word in _BEATS:
        if quantity.largest >= _FEWEST_BEATS:
            return _is_a_patients(reader, quantity, cue_word)
        if reader.word(cue_word - 1) in _AT_WHICH:
            return True  # "the shield slipped around pulse 12"
        near = cue_word - _NEAR, cue_word + _NEAR
        return reader.units.isdisjoint(_OF_LASERS) and not _tells_a_setting(reader, *near)
    if cue == "rate":
        return quantity.largest >= _FEWEST_BREATHS and _is_a_patients(reader, quantity, cue_word)
    if cue == "temperature" and word in _WARMTH:
        return _is_a_patients_warmth(reader, quantity, cue_word)
    return False


def is_sight(reader: Reader, quantity: Quantity) -> bool:
    """Whether two numbers say how well an eye sees: "VA 20/20", "acuity 6/9"."""
    return not _SIGHT.isdisjoint(reader.ahead(quantity.first_word, _SIGHT_WITHIN))


def _is_a_patients(reader: Reader, quantity: Quantity, cue_word: int) -> bool:
    first, end = _sentence(reader, quantity)
    if quantity.largest >= _FEWEST_BEATS and not _BESIDE_BEATS.isdisjoint(reader.lower[first:end]):
        return True
    return _SAYS_HOW_MUCH.isdisjoint(reader.gaps[cue_word + 1]) and not _tells_a_setting(reader, first, end)


def _is_a_patients_warmth(reader: Reader, quantity: Quantity, cue_word: int) -> bool:
    around = {reader.word(cue_word - 1), *reader.lower[cue_word + 1 : quantity.first_word]}
    if not _OF_WHAT_IS_HEATED.isdisjoint(around):
        return False
    first, end = _sentence(reader, quantity)
    if quantity.largest > _WARMEST_PATIENT and _OF_THE_SICK.isdisjoint(reader.lower[first:end]):
        return False
    return not _tells_a_setting(reader, first, end)


def _sentence(reader: Reader, quantity: Quantity) -> tuple[int, int]:
    """Its first word and one past its last, as far as they are near."""
    first, end = reader.sentence_of(quantity)
    return max(first, quantity.first_word - _NEAR), min(end, quantity.last_word + _NEAR)


def _tells_a_setting(reader: Reader, first: int, end: int) -> bool:
    """Whether a laser's figure stands there: "7 J", "spot 12"."""
    first, end = max(first, 0), min(end, len(reader.lower))
    if any(each.unit in _OF_LASERS for each in reader.quantities_between(first, end)):
        return True
    cues = reader.vocabulary.cues
    return any(
        cues.get(reader.lower[index]) in _CUES and reader.word(index + 1)[:1].isdigit() for index in range(first, end)
    )
