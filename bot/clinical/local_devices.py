"""Devices that a community has added because the catalogue lacks them. Their key tells their name and their kind.

So whatever holds the key of such a device can name it, and knows the bounds of its kind, without looking anything up.
Which of them a community really has is not known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

MARK: Final = "~"
LONGEST_NAME: Final = 22  # the key stands in custom ids of at most 100 characters, beside what a form is about

# Keys are stored: a letter never changes its meaning, and is never given to another kind.
_LETTERS: Final = {
    "alexandrite": "a",
    "lp_ndyag": "b",
    "alexandrite_ndyag": "c",
    "pdl": "d",
    "pdl_ndyag": "e",
    "ktp": "f",
    "ktp_ndyag": "g",
    "diode": "h",
    "ipl": "i",
    "ipl_platform": "j",
    "qs_ndyag": "k",
    "qs_ruby": "l",
    "qs_alex": "m",
    "picosecond": "n",
    "co2": "o",
    "fractional_co2": "p",
    "eryag": "q",
    "fractional_eryag": "r",
    "eryag_ndyag": "s",
    "ysgg": "t",
    "nafl": "u",
    "hybrid": "v",
    "rf": "w",
    "rf_microneedling": "x",
    "ultrasound": "y",
    "platform": "z",
    "toxin": "0",
    "filler": "1",
    "hyaluronidase": "2",
}
_KINDS: Final = {letter: modality for modality, letter in _LETTERS.items()}
_NAME: Final = re.compile(r"(?=.*\w\w)[^\W_](?:[^\W_]|[ +.&/'()-])*")


@dataclass(frozen=True, slots=True)
class LocalDevice:
    """What a key tells: the name that was given, and the kind of device."""

    name: str
    modality: str


def is_name(text: str) -> bool:
    """Whether a device can be called so: 2 to 22 letters, digits, spaces and a few signs that names have."""
    return len(text) <= LONGEST_NAME and _NAME.fullmatch(text) is not None and text == " ".join(text.split())


def key_of(device: LocalDevice) -> str:
    """The device's key; raises ValueError where it cannot be called so, or is of no kind that can be added."""
    letter = _LETTERS.get(device.modality)
    if letter is None or not is_name(device.name):
        raise ValueError(f"no device can be added as {device!r}")
    return f"{MARK}{letter}{device.name}"


def understood(key: str) -> LocalDevice | None:
    """What a key tells; None for any other text."""
    if not key.startswith(MARK) or len(key) < 3:
        return None
    modality, name = _KINDS.get(key[1]), key[2:]
    return LocalDevice(name, modality) if modality is not None and is_name(name) else None
