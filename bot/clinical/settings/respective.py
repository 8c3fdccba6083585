"""Lists that belong together one by one: "755 and 1064 nm at 14 and 30 J/cm2, respectively"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.clinical.reading import Setting, SettingKey
from bot.clinical.settings.text import Reader

_FEWEST_LISTS: Final = 2
_LASER: Final = frozenset({SettingKey.WAVELENGTH, SettingKey.FILTER})


def paired(reader: Reader, items: Sequence[tuple[Setting, ...]]) -> list[tuple[Setting, ...]]:
    """The sets that lists of one length make, the other settings in each; empty where it is not sure."""
    lists = [each for each in items if each[1:]]
    if len(lists) < _FEWEST_LISTS:
        return []
    lengths = [len(each) for each in lists]
    length = max(set(lengths), key=lengths.count)
    listed = [each for each in items if len(each) == length]
    if len(listed) < _FEWEST_LISTS:
        return []
    if "respectively" not in reader.present and not any(each[0].key in _LASER for each in listed):
        return []
    if len({each[0].key for each in listed}) < len(listed):
        return []
    common = [setting for each in items if each not in listed for setting in each]
    return [tuple(sorted([*common, *(each[at] for each in listed)], key=_start)) for at in range(length)]


def _start(setting: Setting) -> int:
    return setting.span.start
