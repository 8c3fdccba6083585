"""The settings of a text as the parts that parameter sets are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.clinical.reading import Scaled, Setting, SettingKey
from bot.clinical.settings.text import Placed, Reader

LASER: Final = frozenset({SettingKey.WAVELENGTH, SettingKey.FILTER})
COMMON: Final = frozenset(
    {SettingKey.SESSIONS, SettingKey.INTERVAL, SettingKey.ANAESTHESIA, SettingKey.COOLING, SettingKey.ENDPOINT}
)
"""What is usually said once for a whole treatment, and alone makes no set."""
_OF_ENERGY: Final = frozenset(
    {SettingKey.FLUENCE, SettingKey.ENERGY, SettingKey.PULSE, SettingKey.SPOT, SettingKey.SPOT_RECTANGLE}
    | {SettingKey.POWER, SettingKey.DENSITY}
)
PRODUCT: Final = "product "
_KIND_OF_KEY: Final = {key: key.value for key in SettingKey} | {
    SettingKey.SPOT_RECTANGLE: SettingKey.SPOT.value,  # round or rectangular, there is one spot
    SettingKey.INTERNATIONAL_UNITS: PRODUCT + "hyaluronidase",
    SettingKey.VOLUME: PRODUCT,
}
_INJECTED: Final = frozenset({SettingKey.UNITS, SettingKey.INTERNATIONAL_UNITS, SettingKey.VOLUME})
_ROLE: Final = {
    key: (
        key in COMMON,
        key in LASER,
        key not in COMMON and key not in LASER,
        key in _INJECTED,
        key in LASER or key in _OF_ENERGY,
    )
    for key in SettingKey
}
"""Whether a setting is common to sets, says a laser, is of a set's core, is injected, or is a laser's."""


class Item:
    """The settings of one quantity: they stay together. Two items are the same only if they are one."""

    __slots__ = ("common", "core", "is_injected", "is_of_energy", "key", "kind", "laser", "settings", "word")

    def __init__(self, word: int, kind: str, settings: tuple[Setting, ...]) -> None:
        key = settings[0].key
        self.word = word
        self.kind = kind
        """What cannot stand twice in one set: the key, or a density's scale, or a product."""
        self.settings = settings
        self.key = key
        self.common, self.laser, self.core, self.is_injected, self.is_of_energy = _ROLE[key]

    def says_the_same_as(self, other: Item) -> bool:
        """Whether the values are the same."""
        return [each.value for each in self.settings] == [each.value for each in other.settings]

    def with_settings(self, settings: tuple[Setting, ...]) -> Item:
        """The same item with fewer values."""
        return Item(self.word, self.kind, settings)


def items_of(reader: Reader, found: Sequence[Placed]) -> list[Item]:
    """The items that a text's settings make, in their order."""
    items: list[Item] = []
    count = len(found)
    at = 0
    while at < count:
        word, first = found[at]
        kind = _kind(reader, first)
        at += 1
        if at == count or found[at][0] != word:
            items.append(Item(word, kind, (first,)))
            continue
        settings = [first]
        while at < count and found[at][0] == word and _kind(reader, found[at][1]) == kind:
            settings.append(found[at][1])
            at += 1
        items.append(Item(word, kind, tuple(settings)))
    return items


def _kind(reader: Reader, setting: Setting) -> str:
    value = setting.value
    if isinstance(value, Scaled):
        return value.scale if setting.key is SettingKey.DENSITY else PRODUCT + value.scale
    if setting.key is SettingKey.DEPTH:
        behind = reader.words.text.original[setting.span.end : setting.span.end + 6].lower()
        return "coagulation" if "coag" in behind else setting.key.value  # beside an ablation's depth
    return _KIND_OF_KEY[setting.key]
