"""Which companies somebody says they are paid by, as far as the catalogue knows them as makers of devices.

What members type is free ("trainer for Candela and Cutera", "speaker, GentleMax Pro"). A company is named where its
name stands in the words as a word of its own, whatever its capitals, or where one of its devices does. The catalogue
writes some makers with those they were bought by or sold through ("Candela (Syneron)", "DEKA / Cartessa"): each part is
a name, and each of them a tie to the device. A name that no device bears is no tie to any.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from bot.clinical.devices import catalogue
from bot.clinical.folding import fold

_PARTS: Final = re.compile(r"[()/,;]")
_WORDS: Final = re.compile(r"[a-z0-9]+")
_UNKNOWN: Final = "not recorded"


def makers_of(devices: Iterable[str], others: Iterable[str] = ()) -> frozenset[str]:
    """The companies behind devices given by key, folded; `others` are makers' names that the catalogue lacks."""
    written = [device.maker for key in devices if (device := catalogue().get(key)) is not None]
    return frozenset(name for maker in (*written, *others) for name in _names_in(maker))


def makers_named(words: str, others: Iterable[str] = ()) -> frozenset[str]:
    """The companies that somebody's words name, or whose devices they do; `others` are looked for too."""
    said = _folded(words)
    known = _all_names().union(*(map(frozenset, map(_names_in, others))))
    named = frozenset(name for name in known if f" {name} " in f" {said} ")
    devices, _ = catalogue().found_in(words)
    return named | makers_of(each.value for each in devices)


@cache
def _all_names() -> frozenset[str]:
    return makers_of(device.key for device in catalogue().all)


def _names_in(maker: str) -> tuple[str, ...]:
    if maker == _UNKNOWN:
        return ()
    return tuple(name for part in _PARTS.split(maker) if (name := _folded(part)))


def _folded(text: str) -> str:
    return " ".join(_WORDS.findall(fold(text).lower))
