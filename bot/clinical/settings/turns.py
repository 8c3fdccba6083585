"""Where a text turns to something else: another laser, skin type, site or visit, the next line, a "then"."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, count
from operator import attrgetter, itemgetter
from typing import Final

from bot.clinical.devices import catalogue
from bot.clinical.reading import Found, Range
from bot.clinical.settings.text import Reader

_LINES_OF: Final = {
    "alexandrite": frozenset({"755", "yag", "alexandrite"}) - {"yag"},
    "yag": frozenset({"1064", "yag"}),
    "pdl": frozenset({"585", "595", "577", "590", "pdl"}),
    "ipl": frozenset({"ipl"}),
    "diode": frozenset({"diode", "800", "805", "808", "810", "940", "1060", "1450", "1470", "1726"}),
    "ktp": frozenset({"532", "ktp"}),
    "co2": frozenset({"10600", "co2"}),
    "erbium": frozenset({"2940", "erbium"}),
    "thulium": frozenset({"1927", "1940"}),
    "ruby": frozenset({"694", "694.3"}),
}
ANY_LINE: Final = frozenset({"pico", "qs"})
"""Ways of pulsing, of any line."""
_TURNING: Final = frozenset(
    {"then", "later", "followed", "afterwards", "versus", "vs", "whereas", "moved", "switched", "back", "plus"}
)
_WITH: Final = frozenset({"with", "w", "using", "on"})
_MONTHS: Final = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"}
    | {"december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)
_LABEL_WITHIN: Final = 6  # words behind a setting in which a label may trail
_SAME_LASER_WITHIN: Final = 4  # words: "GentleMax Pro 755 nm alex" is one laser


_SENTENCE, _LINE, _LABEL, _NAMES_LASER = 1, 2, 3, 4


@dataclass(slots=True)
class Turn:
    """A place where the text turns. ``strength``: 1 a sentence, 2 a line or a "then", 3 a label, 4 a laser."""

    word: int
    strength: int
    changes_laser: bool
    names_laser: bool
    label_last: int
    behind_figures: bool = False

    @property
    def begins_something(self) -> bool:
        """Whether what follows belongs to something new, and not what stands before."""
        return self.changes_laser or self.strength < _LABEL


_place = attrgetter("word", "strength", "changes_laser", "names_laser", "label_last")


class Turns:
    """The turns of a text in their order."""

    __slots__ = ("_label_words", "_labels", "_lasers", "_turns", "_words", "changes")

    def __init__(self, turns: list[Turn]) -> None:
        self._turns = turns
        turns.sort(key=_place)
        self._words = [turn.word for turn in self._turns]
        self._lasers = [turn.word for turn in self._turns if turn.names_laser]
        self._labels = [turn for turn in turns if turn.label_last >= 0]
        self._label_words = [turn.word for turn in self._labels]
        self.changes = [turn for turn in self._turns if turn.changes_laser and not turn.behind_figures]
        """Where another laser is named than before."""

    def between(self, word: int, last: int) -> list[Turn]:
        """The turns behind one word, up to another."""
        return self._turns[bisect_right(self._words, word) : bisect_right(self._words, last)]

    def change_between(self, word: int, last: int) -> Turn | None:
        """The first place behind one word, up to another, where another laser is named."""
        return next((turn for turn in self.between(word, last) if turn.changes_laser and not turn.behind_figures), None)

    def names_laser_between(self, word: int, last: int) -> bool:
        """Whether a laser is named behind one word, up to another."""
        return bisect_right(self._lasers, word) < bisect_right(self._lasers, last)

    def label_between(self, word: int, last: int) -> Turn | None:
        """The first label behind one word, up to another."""
        at = bisect_right(self._label_words, word)
        return self._labels[at] if at < len(self._labels) and self._label_words[at] <= last else None

    def last_label_between(self, word: int, last: int) -> Turn | None:
        """The last label behind one word, up to another."""
        at = bisect_right(self._label_words, last) - 1
        return self._labels[at] if at >= 0 and self._label_words[at] > word else None

    def bear_out(self, word: int, first: int) -> bool:
        """Whether words make a set of a single setting that is restated at ``first``, the last one before at ``word``:
        a line, a "then" or a label between them, or a label behind it ("8 J/cm2 yag")."""
        if any(turn.strength >= _LINE for turn in self.between(word, first)):
            return True
        return any(turn.strength >= _LABEL for turn in self.between(first, first + _LABEL_WITHIN))


def turns_in(reader: Reader, devices: tuple[Found, ...], skin_types: tuple[Found, ...]) -> Turns:
    """Where a text turns."""
    return Turns([*_lasers(reader, devices), *_labels(reader, skin_types), *_breaks(reader)])


def _breaks(reader: Reader) -> list[Turn]:
    found: list[Turn] = []
    how_many = len(reader.lower)
    for at in reader.words.sentences:
        if 0 < at < how_many:
            gap = reader.gaps[at]
            found.append(Turn(at, _LINE if "\n" in gap or ";" in gap else _SENTENCE, False, False, -1))
    if not reader.present.isdisjoint(_TURNING):
        found += [
            Turn(index, _LINE, False, False, -1)
            for index in compress(count(), map(_TURNING.__contains__, reader.lower))
        ]
    return found


def _labels(reader: Reader, skin_types: tuple[Found, ...]) -> list[Turn]:
    found = [
        Turn(sign.first, _LABEL, False, False, sign.last)
        for sign in (*reader.signs_of("part"), *reader.signs_of("site"))
    ]
    if not reader.present.isdisjoint(_MONTHS):  # "Sept: 12 J. Oct: 16 J"
        headings = [at for at in reader.words.places_of(_MONTHS) if ":" in reader.gaps[at + 1]]
        found += [Turn(at, _LABEL, False, False, at) for at in headings]
    for span in {each.span for each in skin_types if each.span.end}:
        first, last = reader.word_of(span.start), reader.word_of(span.end - 1)
        found.append(Turn(first, _LABEL, False, False, last))
    return found


def _lasers(reader: Reader, devices: tuple[Found, ...]) -> list[Turn]:
    """The lasers named, and which of them are others than the one before."""
    named = [(sign.first, _LINES_OF.get(sign.value, ANY_LINE), "") for sign in reader.signs_of("laser")]
    for at in sorted(reader.lines):
        quantity = reader.quantities[at]
        lines = (_written(part.value) for part in quantity.several) if quantity.several else (_written(quantity.value),)
        named.append((quantity.first_word, frozenset[str]().union(*lines), ""))
    named += [
        (reader.word_of(device.span.start), _lines_of(device.value), device.value)
        for device in devices
        if device.span.end
    ]
    named.sort(key=_word)
    found: list[Turn] = []
    current: frozenset[str] = frozenset()
    device_now, last = "", -_SAME_LASER_WITHIN
    for word, lines, device in named:
        both = current & lines
        other = bool(current and lines and not both and not lines & ANY_LINE)
        if device and device_now and device != device_now:
            other = True
        if device_now and not device and lines and not lines & ANY_LINE and not _lines_of(device_now):
            other = True  # a laser behind radiofrequency
        if word - last <= _SAME_LASER_WITHIN and not reader.core_between(last, word):
            # One laser, named in several ways; or several that are named together.
            current = both or current | lines
            other = False
        elif not lines & ANY_LINE:
            current = lines if other or not both else both
        found.append(Turn(word, _NAMES_LASER, other, True, -1, _is_behind_figures(reader, word)))
        device_now, last = device or device_now, word
    return found


def _is_behind_figures(reader: Reader, word: int) -> bool:
    """Whether a laser is named right behind its setting and nothing else follows: "8 J yag, ", "9 J w/ the 580, "."""
    behind = word + 1
    if behind < len(reader.lower) and not reader.breaks[behind] and reader.lower[behind] not in {"and", "with"}:
        return False
    first = word - 2 if reader.word(word - 1) == "the" and reader.word(word - 2) in _WITH else word
    return not reader.breaks[word] and not reader.breaks[first] and reader.is_behind_a_quantity(first)


@lru_cache(maxsize=512)
def _written(value: float | Range) -> frozenset[str]:
    """A line as the tables above write it; nothing for a range."""
    return frozenset({f"{value:g}"}) if isinstance(value, float) else frozenset()


def lines_of_kind(kind: str) -> frozenset[str]:
    """The lines of a kind of laser, as they are written."""
    return _LINES_OF.get(kind, frozenset())


_word: Final = itemgetter(0)


@lru_cache(maxsize=512)
def _lines_of(key: str) -> frozenset[str]:
    device = catalogue().get(key)
    if device is None:
        return frozenset()
    lines = {f"{line:g}" for line in device.wavelengths_nm}
    return frozenset(lines | {"ipl"} if "ipl" in device.modality else lines)
