"""Numbers in the order that the words before them name: "spot/fluence/pulse: 18/14/3", "mm/J/ms 18/14/3"."""

from __future__ import annotations

from typing import Final

from bot.clinical.reading import Range, Scaled, Setting, SettingKey
from bot.clinical.settings.bare import key_named
from bot.clinical.settings.cues import KEY_OF_CUE, UNITS_OF
from bot.clinical.settings.people_and_things import is_date
from bot.clinical.settings.quantity import SENTENCE_ENDS, Part, Quantity
from bot.clinical.settings.text import Reader
from bot.clinical.settings.vocabulary import vocabulary

_CUE_OF_UNIT: Final = {"mm": "spot", "ms": "pulse", "nm": "wavelength", "mj": "energy", "w": "power"}
_BETWEEN: Final = frozenset({"and", "then", "size", "cm2", "in", "settings", "setting"})
_NAMES: Final = KEY_OF_CUE.keys() - {"temperature"}
_LEAST_WORDS: Final = 2
_LEAST_OF_A_LEGEND: Final = 3
_LEGENDS_BEGIN: Final = frozenset({"spot", "fluence", "mm", "j", "wavelength", "nm", "energy", "power"})
_OF_A_DATE: Final = frozenset({"on", "date", "dated", "seen", "since", "dob"})
_LONGEST: Final = 14  # words from the first of the names to the numbers


def headed(reader: Reader, quantity: Quantity) -> list[Setting]:
    """What several numbers are by the names that stand right before them, as many and in the same order."""
    how_many = len(quantity.several)
    cues = _named_before(reader, quantity.first_word, how_many) or _named_by_a_legend(reader, quantity, how_many)
    if not cues or any(isinstance(part.value, Range) for part in quantity.several):
        return []
    reader.speaks_of_lasers = True
    if quantity.unit and quantity.unit not in UNITS_OF[cues[-1]]:
        return []
    if is_date(reader, quantity):
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


def _named_by_a_legend(reader: Reader, quantity: Quantity, how_many: int) -> list[str]:
    """The cues of "(spot / fluence / pulse)" anywhere in the text, which tells the order of every "18/14/3" in it."""
    first = quantity.first_word
    if quantity.joined_by != "/" or how_many < _LEAST_OF_A_LEGEND or quantity.unit:
        return []
    if reader.word(first - 1) in _OF_A_DATE or reader.cue_before(first)[0] == "cryogen":
        return []
    if reader.legend is None:
        legends = (_legend_at(reader, index) for index in reader.words.places_of(_LEGENDS_BEGIN))
        whole = [cues for cues in legends if len(cues) >= _LEAST_OF_A_LEGEND]
        reader.legend = whole[0] if whole else []
    return reader.legend if len(reader.legend) == how_many else []


def _legend_at(reader: Reader, begin: int) -> list[str]:
    """The cues of the words that slashes join from here on, each with its unit beside it or without."""
    cues: list[str] = []
    for index in range(begin, min(begin + _LONGEST, len(reader.lower))):
        word = reader.lower[index]
        cue = _CUE_OF_UNIT.get(word) or vocabulary().cues.get(word, "")
        is_unit = word in vocabulary().unit_words and bool(cues)
        if cue in _NAMES and cue not in cues and (not cues or "/" in reader.gaps[index]):
            cues.append(cue)
        elif not is_unit and word not in _BETWEEN:
            break
    return cues


def _setting(reader: Reader, quantity: Quantity, cue: str, part: Part) -> Setting | None:
    key = key_named(reader, quantity, cue)
    assert isinstance(part.value, float)
    value = Scaled(part.value, "level") if key is SettingKey.DENSITY else part.value
    return None if key is None else Setting(key, value, "", reader.words.text.span(part.start, part.end))
