"""Numbers in the order that the words before them name: "spot/fluence/pulse: 18/14/3", "mm/J/ms 18/14/3"."""

from __future__ import annotations

from typing import Final

from bot.clinical.reading import Range, Scaled, Setting, SettingKey
from bot.clinical.settings.bare import key_named
from bot.clinical.settings.cues import KEY_OF_CUE, UNITS_OF
from bot.clinical.settings.quantity import SENTENCE_ENDS, Part, Quantity
from bot.clinical.settings.text import Reader
from bot.clinical.settings.vocabulary import vocabulary

_CUE_OF_UNIT: Final = {"mm": "spot", "ms": "pulse", "nm": "wavelength", "mj": "energy", "w": "power"}
_BETWEEN: Final = frozenset({"and", "then", "size", "cm2", "in", "settings", "setting"})
_NAMES: Final = KEY_OF_CUE.keys() - {"temperature"}
_LEAST_WORDS: Final = 2
_LONGEST: Final = 14  # words from the first of the names to the numbers


def headed(reader: Reader, quantity: Quantity) -> list[Setting]:
    """What several numbers are by the names that stand right before them, as many and in the same order."""
    cues = _named_before(reader, quantity.first_word, len(quantity.several))
    if not cues or any(isinstance(part.value, Range) for part in quantity.several):
        return []
    reader.speaks_of_lasers = True
    if quantity.unit and quantity.unit not in UNITS_OF[cues[-1]]:
        return []
    settings = (_setting(reader, quantity, cue, part) for cue, part in zip(cues, quantity.several, strict=True))
    return [setting for setting in settings if setting is not None]


def _named_before(reader: Reader, word: int, how_many: int) -> list[str]:
    """The cues of the names that stand before a word; none where they are not as many, or one comes twice."""
    cues: list[str] = []
    lower, known, unit_words = reader.lower, vocabulary().cues, vocabulary().unit_words
    for index in range(word - 1, max(-1, word - 1 - _LONGEST), -1):
        if lower[index] in unit_words and index and lower[index - 1][0].isdigit():
            break  # a figure's own unit: "pulse 6-10 ms, spot 7 or 10 mm"
        ended = reader.breaks[index + 1] == SENTENCE_ENDS and not (index + 1 == word and "\n" in reader.gaps[word])
        cue = _CUE_OF_UNIT.get(lower[index]) or known.get(lower[index], "")
        if ended or (cue not in _NAMES and lower[index] not in _BETWEEN):
            break
        if cue in _NAMES and cue != (cues[-1] if cues else ""):
            cues.append(cue)
    cues.reverse()
    return cues if len(cues) == len(set(cues)) == how_many >= _LEAST_WORDS else []


def _setting(reader: Reader, quantity: Quantity, cue: str, part: Part) -> Setting | None:
    key = key_named(reader, quantity, cue)
    assert isinstance(part.value, float)
    value = Scaled(part.value, "level") if key is SettingKey.DENSITY else part.value
    return None if key is None else Setting(key, value, "", reader.words.text.span(part.start, part.end))
