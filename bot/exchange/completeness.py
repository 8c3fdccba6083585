"""What an entry with settings in it has to say, and does not."""

from __future__ import annotations

from typing import Final

from bot.clinical.cautions import CautionKind
from bot.clinical.reading import Caution, EntryKind, SettingKey
from db.entries import Content, Entry

INDICATION: Final = "Indication"
COMPLICATION: Final = "Complication"
"""The details in which a form's choices are kept in words, beside their facets."""

_ALWAYS: Final = frozenset({EntryKind.PROTOCOL, EntryKind.COMPLICATION})
_INJECTED: Final = frozenset({SettingKey.UNITS, SettingKey.VOLUME, SettingKey.INTERNATIONAL_UNITS, SettingKey.NEEDLE})
# A wavelength tells which laser is meant, cooling or an interval is advice: with one of these somebody could treat.
_TREATED_WITH: Final = frozenset(
    {
        SettingKey.FLUENCE,
        SettingKey.ENERGY,
        SettingKey.PULSE,
        SettingKey.DENSITY,
        SettingKey.DENSITY_PERCENT,
        SettingKey.DEPTH,
        SettingKey.POWER,
    }
)
_SAYS_HANDPIECE: Final = frozenset({SettingKey.HANDPIECE, SettingKey.SPOT, SettingKey.SPOT_RECTANGLE})


def handpiece_of(content: Content) -> str:
    """The handpiece or spot as its author named it in a field, or else as the text names it; "" where neither does."""
    return content.correction.handpiece or ", ".join(content.reading.handpieces)


def missing_facts(entry: Entry) -> tuple[str, ...]:
    """Which of device, handpiece and skin type are not recorded, where settings cannot be used safely without them."""
    return missing_in(entry.content)


def missing_in(content: Content) -> tuple[str, ...]:
    """As `missing_facts`. What is only injected has none of them to state."""
    stated = content.reading.setting_keys
    if not _has_settings(content) or (stated & _INJECTED and not stated & _TREATED_WITH):
        return ()
    facets = {facet.name for facet in content.facets}
    recorded = {
        "device": "device" in facets,
        "handpiece": _says_handpiece(content),
        "skin type": "skin_type" in facets,
    }
    return tuple(fact for fact, is_there in recorded.items() if not is_there)


def has_settings(entry: Entry) -> bool:
    """Whether it tells others how to treat: protocols and complications do, another entry where it states a dose."""
    return _has_settings(entry.content)


def cautions_of(entry: Entry) -> tuple[Caution, ...]:
    """What is to be looked at twice in an entry's settings; what is missing is said by `missing_facts`."""
    return cautions_in(entry.content)


def cautions_in(content: Content) -> tuple[Caution, ...]:
    """As `cautions_of`."""
    return tuple(each for each in content.reading.cautions if each.kind != CautionKind.INCOMPLETE)


def _has_settings(content: Content) -> bool:
    return content.kind in _ALWAYS or bool(content.reading.setting_keys & (_TREATED_WITH | _INJECTED))


def _says_handpiece(content: Content) -> bool:
    return bool(handpiece_of(content)) or bool(content.reading.setting_keys & _SAYS_HANDPIECE)
