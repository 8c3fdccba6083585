"""Which settings were used together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.clinical.reading import Found, Setting, SettingSet
from bot.clinical.settings.text import Reader


class Placed(NamedTuple):
    """A setting and the word that it begins with."""

    word: int
    setting: Setting


def parameter_sets(
    reader: Reader, found: Sequence[Placed], devices: tuple[Found, ...], skin_types: tuple[Found, ...]
) -> tuple[SettingSet, ...]:
    """The sets of a text."""
    return (SettingSet(tuple(each.setting for each in found), tuple(dict.fromkeys(d.value for d in devices)), tuple(dict.fromkeys(s.value for s in skin_types)), ""),)
