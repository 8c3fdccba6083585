"""What an entry with settings in it has to say, and does not."""

from __future__ import annotations

from typing import Final

from bot.clinical.reading import EntryKind, SettingKey
from db.contents import Content
from db.listed import Stated

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
_DOSED_WITH: Final = _TREATED_WITH | _INJECTED
_SAYS_HANDPIECE: Final = frozenset({SettingKey.HANDPIECE, SettingKey.SPOT, SettingKey.SPOT_RECTANGLE})


def handpiece_of(content: Content) -> str:
    """The handpiece or spot as its author named it in a field, or else as the text names it; "" where neither does."""
    return content.own_handpiece or ", ".join(content.reading.handpieces)


def missing_facts(entry: Stated, asked: Stated | None = None) -> tuple[str, ...]:
    """Which of device, handpiece and skin type are not recorded, where settings cannot be used safely without them.

    What is only injected has none of them to state. An answer need not repeat what was `asked`: its question.
    """
    if not has_settings(entry) or (_states_any(entry, _INJECTED) and not _states_any(entry, _TREATED_WITH)):
        return ()
    missing = _unrecorded(entry)
    return missing if asked is None else tuple(fact for fact in missing if fact in _unrecorded(asked))


def left_to(asked: Stated, entry: Stated) -> tuple[str, ...]:
    """What an answer does not repeat of its question."""
    still_missing = missing_facts(entry, asked)
    return tuple(fact for fact in missing_facts(entry) if fact not in still_missing)


def _unrecorded(entry: Stated) -> tuple[str, ...]:
    recorded = {
        "device": entry.values("device"),
        "handpiece": entry.names_handpiece or _states_any(entry, _SAYS_HANDPIECE),
        "skin type": entry.values("skin_type"),
    }
    return tuple(fact for fact, is_there in recorded.items() if not is_there)


def has_settings(entry: Stated) -> bool:
    """Whether it tells others how to treat: protocols and complications do, another entry where it states a dose."""
    return entry.kind in _ALWAYS or _states_any(entry, _DOSED_WITH)


def _states_any(entry: Stated, keys: frozenset[SettingKey]) -> bool:
    return not keys.isdisjoint(entry.setting_keys)
