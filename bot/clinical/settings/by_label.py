"""Bare numbers that a label tells the setting of: "16 J on the legs, 12 on the face", "1st 26 J, 2nd 28, 3rd 30".

A label is a site, a skin type, a visit or pass, or a laser. The unit is said once, beside one of several labels of a
kind, before or behind; or stands right before the first number that has a label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from bot.clinical.reading import Found, Range, Scaled, Setting, SettingKey
from bot.clinical.settings.bare import by_cue
from bot.clinical.settings.cues import KEY_OF_CUE
from bot.clinical.settings.people_and_things import is_age_and_sex
from bot.clinical.settings.quantity import SENTENCE_ENDS, Quantity
from bot.clinical.settings.text import Placed, Reader, scaled
from bot.clinical.settings.vocabulary import vocabulary

_KINDS: Final = {"part": "visit", "site": "site", "laser": "laser"}
_VISITS: Final = frozenset({"session", "visit", "treatment"})
_WHICH: Final = frozenset("23456789")  # "visit 4", where "next visit 14" has another setting
_ROMAN: Final = frozenset({"ii", "iii", "iv", "v", "vi"})
# Words that may stand between a number and its label.
_TO_A_LABEL: Final = frozenset(
    {"for", "in", "on", "over", "at", "to", "the", "her", "his", "their", "my", "with", "type", "types", "skin", "fst"}
    | {"left", "right", "upper", "lower", "both", "inner", "outer", "around", "under", "and", "fitz", "phototype"}
)
_FROM_A_LABEL: Final = frozenset(
    {"at", "to", "was", "with", "got", "gets", "only", "just", "about", "on", "is", "type"}
)
_BEGINS: Final = frozenset(
    {"and", "then", "but", "only", "just", "to", "at", "was", "or", "about", "around", "with", "later", "versus", "vs"}
)
_GOES_ON: Final = frozenset({"and", "then", "but", "with", "or", "plus", "for", "at", "on", "in"})
_LATER: Final = frozenset({"then", "later", "afterwards"})
_NO_SOURCE: Final = frozenset({SettingKey.WAVELENGTH, SettingKey.FILTER, SettingKey.UNITS, SettingKey.VOLUME})
_COUNTS: Final = frozenset({SettingKey.PASSES, SettingKey.STACKS, SettingKey.SUB_PULSES, SettingKey.SESSIONS})
_CHANGED_MOST: Final = frozenset({SettingKey.FLUENCE, SettingKey.ENERGY})
_MOST_BETWEEN: Final = 3  # words between a number and its label
_LOOKED_BACK: Final = 10  # quantities
_LOOKED_ON: Final = 5
_FARTHEST: Final = 12  # words from a bare number to the setting right before it
_FARTHEST_DOSE: Final = 18  # where that is a fluence or an energy
_WITH_ANOTHER: Final = 2
_TIMES_WITH_LABEL: Final = 4.0  # as large as the setting that says its unit, or as small
_TIMES_WITHOUT: Final = 2.0

Told = Mapping[int, Sequence[Setting]]
"""The settings that quantities say, by the quantities' places."""


class _Label(NamedTuple):
    first: int
    last: int
    kind: str


class _Beside(NamedTuple):
    """The kinds of the labels right before and right behind a number, "" where there is none."""

    before: str
    behind: str


_NOTHING: Final = _Beside("", "")


def by_label(reader: Reader, told: Told, unread: Sequence[int], skin_types: tuple[Found, ...]) -> list[Placed]:
    """The settings of the bare numbers at these places that nothing else has explained."""
    quantities, lines = reader.quantities, vocabulary().lines
    sizes = [quantities[at].largest for at in told]
    low, high = min(sizes) / _TIMES_WITH_LABEL, max(sizes) * _TIMES_WITH_LABEL
    likely = [
        at
        for at in unread
        if at not in told
        and not (quantity := quantities[at]).prefix
        and not quantity.sides
        and not quantity.several
        and quantity.value not in lines
        and low <= quantity.largest <= high
        and not is_age_and_sex(reader, quantity)
    ]
    if not likely:
        return []
    labels = _Labels(reader, skin_types)
    found: list[Placed] = []
    known = dict(told)
    for at in likely:
        if not labels.may_label(at):
            continue
        settings = _settings(reader, labels, known, at)
        if settings:
            known[at] = settings
            found += [(quantities[at].first_word, each) for each in settings]
    return found


class _Labels:
    """The labels of a text, found by the words that they begin and end with."""

    __slots__ = ("_beside", "_by_first", "_by_last", "_inside", "_reader")

    def __init__(self, reader: Reader, skin_types: tuple[Found, ...]) -> None:
        labels = [_Label(sign.first, sign.last, _KINDS[sign.kind]) for sign in reader.signs if sign.kind in _KINDS]
        labels += [
            _Label(reader.word_of(each.span.start), reader.word_of(each.span.end - 1), "type")
            for each in skin_types
            if each.span.end
        ]
        labels += [
            _Label(index, index, "type")
            for index in reader.words.places_of(_ROMAN)
            if reader.words.cased(index).isupper()
        ]
        labels += [
            _Label(index, index + 1, "visit")
            for index in reader.words.places_of(_VISITS)
            if reader.word(index + 1) in _WHICH
        ]
        for at in reader.lines:
            quantity = reader.quantities[at]
            labels.append(_Label(quantity.first_word, quantity.last_word, "laser"))
        self._reader = reader
        self._by_first = {label.first: label for label in labels}
        self._by_last = {label.last: label for label in labels}
        self._inside = {word for label in labels for word in range(label.first, label.last + 1)}
        self._beside: dict[int, _Beside] = {}

    def may_label(self, at: int) -> bool:
        """Whether a number can have a label: it is no part of one, and no word claims it."""
        first = self._reader.quantities[at].first_word
        if first in self._inside:
            return False
        cue, word = self._reader.cue_before(first)
        of_another = at > 0 and word <= self._reader.quantities[at - 1].last_word
        return not cue or of_another or word in self._inside or (cue == "none" and word + 1 != first)

    def beside(self, at: int) -> _Beside:
        """The labels beside a quantity."""
        found = self._beside.get(at)
        if found is None:
            quantity = self._reader.quantities[at]
            found = self._beside[at] = _Beside(self._before(quantity), self._behind(quantity))
        return found

    def _before(self, quantity: Quantity) -> str:
        reader = self._reader
        word = quantity.first_word
        for _ in range(_MOST_BETWEEN):
            if word == 0 or (reader.breaks[word] and "(" not in reader.gaps[word]):
                return ""
            word -= 1
            label = self._by_last.get(word)
            if label is not None:
                return label.kind
            if reader.lower[word] not in _FROM_A_LABEL:
                return ""
        return ""

    def _behind(self, quantity: Quantity) -> str:
        reader = self._reader
        word = quantity.last_word + 1
        for _ in range(_MOST_BETWEEN + 1):
            if word >= len(reader.lower) or (reader.breaks[word] and "(" not in reader.gaps[word]):
                return ""
            label = self._by_first.get(word)
            if label is not None:
                return "" if reader.word(label.last + 1) == "of" else label.kind  # "20 on legs of 30"
            if reader.lower[word] not in _TO_A_LABEL:
                return ""
            word += 1
        return ""


def _settings(reader: Reader, labels: _Labels, told: Told, at: int) -> list[Setting]:
    beside = labels.beside(at)
    if not _begins_or_ends(reader, reader.quantities[at], beside):
        return []
    source = None
    if beside != _NOTHING:
        named = _named_by_the_sentence(reader, reader.quantities[at])
        if named:
            return named
        source = (
            _labelled_before(reader, labels, told, at, beside)
            or _labelled_behind(reader, labels, told, at, beside)
            or _right_before(reader, told, at)
        )
    elif reader.word(reader.quantities[at].first_word - 1) in _LATER:
        source = _right_before(reader, told, at)
    return [] if source is None else _like(reader, source, reader.quantities[at])


def _named_by_the_sentence(reader: Reader, quantity: Quantity) -> list[Setting]:
    """What a sentence says at its beginning that its numbers are: "Fluence: legs 16, arms 14"."""
    first = reader.words.sentence(quantity.first_word)[0]
    if first == quantity.first_word or ":" not in reader.gaps[first + 1]:
        return []
    cue = vocabulary().cues.get(reader.lower[first], "")
    return by_cue(reader, quantity, cue, first) if cue in KEY_OF_CUE else []


def _begins_or_ends(reader: Reader, quantity: Quantity, beside: _Beside) -> bool:
    """Whether a number is what a clause begins with or ends with, and counts no noun."""
    word, behind = quantity.first_word - 1, reader.word(quantity.last_word + 1)
    if beside.behind and (reader.word(word) in _BEGINS or not _is_spaced(reader, word)):
        return True
    if not beside.before and reader.word(word) not in _LATER:
        return False
    if beside.before and beside.before == beside.behind:
        return True  # "face 14 J neck 12 chest 10"
    return behind in _GOES_ON or behind[:1].isdigit() or not _is_spaced(reader, quantity.last_word)


def _is_spaced(reader: Reader, word: int) -> bool:
    """Whether a word stands here and nothing but a space parts it from the next one."""
    return 0 <= word < len(reader.lower) - 1 and reader.gaps[word + 1] == " "


def _labelled_before(
    reader: Reader, labels: _Labels, told: Told, at: int, beside: _Beside
) -> tuple[Quantity, Setting] | None:
    """The last setting before that has a label of the same kind on the same side."""
    for other in range(at - 1, max(-1, at - 1 - _LOOKED_BACK), -1):
        source = _source(reader, told, other)
        if source is not None and _match(labels.beside(other), beside) and _near(source[0], reader.quantities[at]):
            return source
    return None


def _labelled_behind(
    reader: Reader, labels: _Labels, told: Told, at: int, beside: _Beside
) -> tuple[Quantity, Setting] | None:
    """The setting behind, past other bare numbers with their labels: "legs 16, face 12, axillae 14 J"."""
    for other in range(at + 1, min(len(reader.quantities), at + 1 + _LOOKED_ON)):
        following = reader.quantities[other]
        if SENTENCE_ENDS in reader.breaks[reader.quantities[at].last_word + 1 : following.first_word + 1]:
            return None
        if not _match(labels.beside(other), beside):
            return None
        source = _source(reader, told, other)
        if source is not None:
            return source if _near(source[0], reader.quantities[at]) else None
        if following.unit:
            return None
    return None


def _match(one: _Beside, other: _Beside) -> bool:
    return bool((one.before and one.before == other.before) or (one.behind and one.behind == other.behind))


def _right_before(reader: Reader, told: Told, at: int) -> tuple[Quantity, Setting] | None:
    """The setting of a like size told last, a fluence or energy sooner than others; one in the same sentence first,
    then one in the sentence before: "16 J. Down to 14 on the shins"."""
    quantity = reader.quantities[at]
    likely: list[tuple[Quantity, Setting]] = []
    ended = 0
    following = reader.quantity_behind(at)
    near = following is not None and following.first_word - quantity.last_word <= _WITH_ANOTHER
    unit_behind = following.unit if following is not None and near else None  # "at 28 with 30 ms" are no 28 ms
    for other in range(at - 1, max(-1, at - 1 - _LOOKED_BACK), -1):
        last = reader.quantities[other].last_word
        sentences = reader.breaks[last + 1 : quantity.first_word + 1].count(SENTENCE_ENDS)
        apart = quantity.first_word - last
        if apart > _FARTHEST_DOSE or sentences > 1:
            break
        source = _source(reader, told, other)
        if source is None or source[0].unit == unit_behind:
            continue
        if apart > _FARTHEST and source[1].key not in _CHANGED_MOST:
            continue
        if _near(source[0], quantity, _TIMES_WITHOUT) and (not likely or sentences == ended):
            likely.append(source)
            ended = sentences
    return next((each for each in likely if each[1].key in _CHANGED_MOST), likely[0] if likely else None)


def _source(reader: Reader, told: Told, at: int) -> tuple[Quantity, Setting] | None:
    settings = told.get(at)
    if not settings or settings[-1].key in _NO_SOURCE or not isinstance(settings[-1].value, float | Range | Scaled):
        return None
    return reader.quantities[at], settings[-1]


def _near(source: Quantity, quantity: Quantity, times: float = _TIMES_WITH_LABEL) -> bool:
    one, other = source.largest, quantity.largest
    return one <= other * times and other <= one * times


def _like(reader: Reader, source: tuple[Quantity, Setting], quantity: Quantity) -> list[Setting]:
    """A number as a setting of the key, the unit and the scale that another one has."""
    told, setting = source
    value = setting.value
    span = reader.words.text.span(quantity.start, quantity.end)
    if isinstance(value, Scaled):
        return [Setting(setting.key, Scaled(quantity.value, value.scale), setting.unit_written, span)]
    assert isinstance(value, float | Range)
    largest = (value.high or value.low or 0.0) if isinstance(value, Range) else value
    if setting.key in _COUNTS and not _is_whole(quantity):
        return []
    factor = float(f"{largest / told.largest:.9g}") if told.largest else 1.0
    return [Setting(setting.key, scaled(quantity.value, factor), "", span)]


def _is_whole(quantity: Quantity) -> bool:
    return isinstance(quantity.value, Range) or float(quantity.value).is_integer()
