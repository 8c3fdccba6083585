"""Lists that belong together one by one: "755 and 1064 nm at 14 and 30 J/cm2, respectively"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.clinical.reading import Setting, SettingKey
from bot.clinical.settings.text import Reader

_LASER: Final = frozenset({SettingKey.WAVELENGTH, SettingKey.FILTER})


def paired(reader: Reader, items: Sequence[tuple[Setting, ...]]) -> list[tuple[Setting, ...]]:
    """The sets that lists of one length make, the other settings in each; empty where it is not sure."""
    lengths = [len(each) for each in items if len(each) > 1]
    if len(lengths) < 2:
        return []
    length = max(set(lengths), key=lengths.count)
    listed = [each for each in items if len(each) == length]
    if len(listed) < 2:
        return []
    if "respectively" not in reader.lower and not any(each[0].key in _LASER for each in listed):
        return []
    if len({each[0].key for each in listed}) < len(listed):
        return []
    common = [setting for each in items if each not in listed for setting in each]
    return [tuple(sorted([*common, *(each[at] for each in listed)], key=_start)) for at in range(length)]


def _start(setting: Setting) -> int:
    return setting.span.start
