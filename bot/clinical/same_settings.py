"""Whether two protocols treat in the same way: their settings are compared as they were read, never their words.

A corrected typo, a reworded note or another order changes nothing; another value, device or handpiece does. What was
judged (endpoint) is no setting. Which skin types a set is for counts only where it tells sets apart: a skin type added
to all of them is a wider indication, not another treatment.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from bot.clinical.folding import fold
from bot.clinical.reading import SettingKey, SettingSet, SettingValue

_NOT_COMPARED: Final = frozenset({SettingKey.ENDPOINT, SettingKey.HANDPIECE})
_WORD: Final = re.compile(r"[a-z0-9.]+")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")

Compared = tuple[SettingKey, SettingValue]


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is compared: the devices' keys, the handpiece, and the settings of each set, in no order.

    Where no settings could be read, the text's numbers stand for them: a level on a dial is a setting too.
    """

    devices: frozenset[str]
    handpiece: str
    sets: frozenset[tuple[frozenset[str], tuple[str, ...], frozenset[Compared], int]]
    numbers: frozenset[tuple[str, int]]

    @property
    def is_known(self) -> bool:
        """Whether there is anything by which two could be called alike."""
        return bool(self.sets)

    @property
    def digest(self) -> bytes:
        """By which the same is known again where none of its words and values may be kept."""
        sets = [(sorted(of), skin_types, sorted(map(repr, values)), n) for of, skin_types, values, n in self.sets]
        said = (sorted(self.devices), self.handpiece, sorted(map(repr, sets)), sorted(self.numbers))
        return blake2b(repr(said).encode(), digest_size=16).digest()


def treatment(devices: Collection[str], handpiece: str, sets: Sequence[SettingSet], text: str) -> Treatment:
    """What a protocol says of how to treat."""
    differ = len({each.skin_types for each in sets}) > 1
    read = Counter(
        (
            frozenset(each.devices) if len(devices) > 1 else frozenset[str](),
            tuple(sorted(each.skin_types)) if differ else (),
            frozenset((one.key, _plain(one.value)) for one in each.settings if one.key not in _NOT_COMPARED),
        )
        for each in sets
    )
    stated = {(*identity, count) for identity, count in read.items() if identity[2]}
    return Treatment(
        devices=frozenset(devices),
        handpiece=_folded(handpiece).replace(" ", ""),  # "18 mm" is "18mm"
        sets=frozenset(stated),
        numbers=frozenset(() if stated else Counter(_NUMBER.findall(fold(text).lower)).items()),
    )


def _plain(value: SettingValue) -> SettingValue:
    match value:
        case str():
            return _folded(value)
        case float() | int():
            return float(f"{value:.6g}")  # what converting units to and fro adds is no difference
        case _:
            return value


def _folded(words: str) -> str:
    return " ".join(_WORD.findall(fold(words).lower))
