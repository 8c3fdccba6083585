"""What a set says that it has like the one before: "same spot", "pulse unchanged", "everything else as before"."""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from bot.clinical.reading import SettingKey
from bot.clinical.settings.cues import KEY_OF_CUE
from bot.clinical.settings.text import Reader

_EVERY_KEY: Final = frozenset(SettingKey)
_SAME: Final = frozenset(
    {"same", "unchanged", "identical", "mismo", "misma", "mismos", "mismas", "igual", "iguales", "meme", "memes"}
    | {"gleich", "gleiche", "gleicher", "gleiches", "gleichem", "stesso", "stessa", "stessi", "stesse"}
    | {"ιδιο", "ιδια", "ιδιος", "ιδιες"}
)
_WITHIN: Final = 6  # words from "same" to what is
_ALL: Final = frozenset({"settings", "parameters", "params", "parametros", "parametres", "parametri", "einstellungen"})
_KEYS: Final = {
    "cooling": SettingKey.COOLING,
    "cryo": SettingKey.COOLING,
    "cryogen": SettingKey.COOLING,
    "dcd": SettingKey.COOLING,
    "line": SettingKey.WAVELENGTH,
    "laser": SettingKey.WAVELENGTH,
    "onde": SettingKey.WAVELENGTH,
    "duree": SettingKey.PULSE,
    "duracion": SettingKey.PULSE,
    "durata": SettingKey.PULSE,
    "stack": SettingKey.STACKS,
    "stacks": SettingKey.STACKS,
    "stacking": SettingKey.STACKS,
    "passes": SettingKey.PASSES,
}
# What may stand between a setting's name and the "same" behind it.
_LINKS: Final = frozenset(
    {"the", "and", "was", "were", "is", "are", "kept", "left", "stays", "stayed", "remained", "count", "size", "y"}
    | {"et", "und", "e", "el", "la", "le", "les", "los", "las", "der", "die", "de", "both", "number", "of"}
)


def said_to_be_the_same(reader: Reader, first: int, end: int) -> Set[SettingKey]:
    """The keys of what words from one up to, not including, another say to be as it was before."""
    if reader.signs_from("same_all", first, end):
        return _EVERY_KEY
    if _SAME.isdisjoint(reader.present):
        return frozenset()
    keys: set[SettingKey] = set()
    for index in range(first, end):
        if reader.lower[index] in _SAME:
            behind = reader.behind(index, _WITHIN)
            if not _ALL.isdisjoint(behind):
                return _EVERY_KEY
            keys.update(_named(reader, behind), _named(reader, _before(reader, first, index)))
    return keys


def _named(reader: Reader, words: tuple[str, ...]) -> set[SettingKey]:
    cues = reader.vocabulary.cues
    keys = {KEY_OF_CUE[cue] for word in words if (cue := cues.get(word)) in KEY_OF_CUE}
    return keys | {key for word in words if (key := _KEYS.get(word)) is not None}


def _before(reader: Reader, first: int, index: int) -> tuple[str, ...]:
    """The words right before a "same" that name settings: "spot and pulse unchanged"."""
    cues = reader.vocabulary.cues
    begin = index
    while begin > max(first, index - _WITHIN):
        word = reader.lower[begin - 1]
        if word not in _LINKS and word not in _KEYS and cues.get(word) not in KEY_OF_CUE:
            break
        begin -= 1
    return tuple(reader.lower[begin:index])
