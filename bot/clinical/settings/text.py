"""A text made ready for reading settings: its words, quantities, and the words that mean something to a setting."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import KeysView, Sequence
from operator import attrgetter
from typing import Final

from bot.clinical.folding import Words
from bot.clinical.reading import Range, Setting, SettingKey, SettingValue, Span
from bot.clinical.settings.cues import UNITS_OF
from bot.clinical.settings.quantity import SENTENCE_ENDS, Quantity
from bot.clinical.settings.signs import Sign
from bot.clinical.settings.tables import Cell
from bot.clinical.settings.vocabulary import vocabulary

_SAYS_WHAT_FOLLOWS: Final = frozenset(":=")
_OF_LASERS: Final = frozenset(
    {"j", "j_cm2", "mj", "mj_cm2", "mj_each", "j_each", "nm", "ms", "us", "ns", "ps", "hz", "w", "um", "pass", "mtz"}
)
_TOTAL_WITHIN: Final = 4
_NO_CUE: Final = ("", -1)
_LEVELS: Final = frozenset({"level", "lvl"})
_OF_A_FRACTION: Final = frozenset({"mj", "mj_each"})
_BLANK_LINE: Final = "\n\n"
_NOTHING_BETWEEN: Final = frozenset({" ", " (", "-", ""})
_MARKS: Final = " *`_~≈"
_SAYS_ITS_NUMBER: Final = frozenset({" - ", " ("})  # as a colon does: "sessions - 6", "delay (20 ms)"
_NO_WORDS: Final = ("",) * 8  # behind the last word and, as lists are counted from their end, before the first
_CUE_REACH: Final = 5  # words between a cue and its number


Placed = tuple[int, Setting]
"""The word that a setting begins with, and the setting."""


class Reader:
    """One text while its settings are read."""

    __slots__ = (
        "_padded",
        "_paragraph",
        "_signs_of",
        "brands",
        "breaks",
        "cells",
        "core_words",
        "families",
        "gaps",
        "handpiece_words",
        "hinted",
        "legend",
        "lines",
        "lower",
        "names",
        "own_lines",
        "pitch_in_micrometres",
        "present",
        "quantities",
        "signs",
        "speaks_of_delays",
        "speaks_of_lasers",
        "taken",
        "totals",
        "units",
        "vocabulary",
        "words",
    )

    def __init__(
        self,
        words: Words,
        quantities: Sequence[Quantity],
        signs: Sequence[Sign],
        names: frozenset[int],
        hinted: str,
    ) -> None:
        self.words = words
        self.lower = words.lower
        self.gaps = words.gaps
        self.breaks = words.breaks
        self._padded = [*words.lower, *_NO_WORDS]
        self.vocabulary = vocabulary()
        self.quantities = quantities
        self.signs = signs
        self.names = names
        self.hinted = hinted
        self.cells: dict[int, Cell] = {}
        """The cells of a table, by the words of their numbers."""
        self.families: list[tuple[int, str]] = []
        self.own_lines: frozenset[float] = frozenset()
        """The lines of the devices that the text names."""
        self.handpiece_words: frozenset[int] = frozenset()
        self.taken: set[int] = set()
        self.lines: set[int] = set()
        self.core_words: list[int] = []
        self.pitch_in_micrometres = False
        self.legend: list[str] | None = None
        """What "(spot / fluence / pulse)" names anywhere in the text, once it was looked for."""
        self.present = words.said
        self.speaks_of_delays = not self.present.isdisjoint(self.vocabulary.delay_words)
        self._paragraph: int | None = None
        self.units = frozenset([quantity.unit for quantity in quantities])
        self.speaks_of_lasers = not _OF_LASERS.isdisjoint(self.units)
        """Whether a figure says it; a laser's or a handpiece's name does so as well."""
        self._signs_of: dict[str, list[Sign]] = {}
        for sign in signs:
            self._signs_of.setdefault(sign.kind, []).append(sign)
        self.brands = self.signs_of("brand")
        self.totals = self.signs_of("total")

    @property
    def kinds(self) -> KeysView[str]:
        """The kinds of sign that the text has."""
        return self._signs_of.keys()

    def signs_of(self, kind: str) -> Sequence[Sign]:
        """The signs of one kind, in their order."""
        return self._signs_of.get(kind, ())

    def signs_from(self, kind: str, first: int, end: int) -> Sequence[Sign]:
        """The signs of one kind that begin from one word up to, not including, another."""
        signs = self.signs_of(kind)
        return signs[bisect_left(signs, first, key=_first) : bisect_left(signs, end, key=_first)] if signs else ()

    def word_of(self, place: int) -> int:
        """The word that stands at a place of the original text, or last before it."""
        return word_of(self.words, place)

    def word_at(self, place: int) -> int:
        """The word that stands at a place of the folded text, or last before it."""
        return bisect_right(self.words.starts, place) - 1

    def quantity_before(self, at: int) -> Quantity | None:
        """The quantity before the one at this place."""
        return self.quantities[at - 1] if at else None

    def quantity_behind(self, at: int) -> Quantity | None:
        """The quantity behind the one at this place."""
        return self.quantities[at + 1] if at + 1 < len(self.quantities) else None

    def place_from(self, word: int) -> int:
        """The place of the first quantity that begins with a word or one behind it, as far as there is one."""
        return bisect_left(self.quantities, word, key=_first_word_of)

    def ends_a_range(self, word: int) -> bool:
        """Whether a quantity of more than one word goes on over this word."""
        at = self.place_from(word)
        return at > 0 and self.quantities[at - 1].last_word >= word

    def quantities_between(self, first: int, end: int) -> Sequence[Quantity]:
        """The quantities that begin from one word up to, not including, another."""
        return self.quantities[self.place_from(first) : self.place_from(end)]

    def sentence_of(self, quantity: Quantity) -> tuple[int, int]:
        """The first word of the sentence that a quantity begins in, and one past the last of that in which it ends."""
        return self.words.sentence(quantity.first_word)[0], self.words.sentence(quantity.last_word)[1]

    def ends_a_clause(self, quantity: Quantity) -> bool:
        """Whether a clause ends with a quantity."""
        behind = quantity.last_word + 1
        return behind == len(self.lower) or self.breaks[behind] > 0

    def touches(self, quantity: Quantity, sign: str) -> bool:
        """Whether a sign is written right before a quantity."""
        return self.words.text.lower.endswith(sign, 0, quantity.start)

    def totals_near(self, first: int, last: int) -> Sequence[Sign]:
        """The words for a total that stand few words before or behind a quantity."""
        start = bisect_left(self.totals, first - _TOTAL_WITHIN, key=_first)
        return self.totals[start : bisect_right(self.totals, last + _TOTAL_WITHIN, key=_first)]

    def is_behind_a_quantity(self, word: int) -> bool:
        """Whether a word stands right behind a quantity."""
        at = bisect_left(self.quantities, word - 1, key=_last_word_of)
        return at < len(self.quantities) and self.quantities[at].last_word == word - 1

    def core_between(self, first: int, last: int) -> bool:
        """Whether a laser's setting stands between two words."""
        return bisect_right(self.core_words, first) < bisect_left(self.core_words, last)

    def family_at(self, index: int) -> str:
        """The kind of laser that a word is about: the one named last before it, else the next, else the hint's."""
        if not self.families:
            return self.hinted
        at = bisect_left(self.families, (index + 1, "")) - 1
        if at < 0 and index < self._same_paragraph():
            return self.hinted
        return self.families[at if at > 0 else 0][1]

    def _same_paragraph(self) -> int:
        """The first word of the paragraph in which the first kind of laser is named: it is not about those before."""
        if self._paragraph is None:
            word = self.families[0][0]
            while word > 0 and _BLANK_LINE not in self.gaps[word]:
                word -= 1
            self._paragraph = word
        return self._paragraph

    def cue_before(self, index: int) -> tuple[str, int]:
        """The cue that a number at this word stands behind, and the cue's word; ("", -1) where there is none."""
        if self.cells:
            cell = self.cells.get(index)
            if cell is not None and cell.cue:
                return cell.cue, index
        words, breaks, vocabulary = self.lower, self.breaks, self.vocabulary
        at = index - 1
        if at < 0 or words[at] not in vocabulary.before_numbers:
            return _NO_CUE
        cues, fillers, unit_words = vocabulary.cues, vocabulary.fillers, vocabulary.unit_words
        for _ in range(_CUE_REACH):
            if at < 0 or breaks[at + 1] == SENTENCE_ENDS:
                return _NO_CUE
            word = words[at]
            if (
                breaks[at + 1]
                and word not in unit_words
                and (at + 1 == index or words[at + 1] not in unit_words)
                and (at + 1 != index or self.gaps[index] not in _SAYS_ITS_NUMBER)
            ):
                return _NO_CUE
            cue = cues.get(word)
            if cue is not None and (word not in unit_words or at == index - 1):
                if self.gaps[at + 1] == " (" and self._ends_a_figure(cue, at):
                    return _NO_CUE
                return self._sharpened(cue, at), at
            if word not in fillers and word not in unit_words:
                return _NO_CUE
            at -= 1
        return _NO_CUE

    def _ends_a_figure(self, cue: str, at: int) -> bool:
        """Whether a cue is that of the figure before it: "10 % density (50 % improvement)"."""
        units = UNITS_OF.get(cue, ())
        ends = at - 1 if not self.breaks[at] else None
        return any(each.last_word == ends and each.unit in units for each in self.quantities)

    def _is_of_a_fraction(self, level: int) -> bool:
        """Whether a level stands behind a fractional laser's energy or its name: "40 mJ level 8", "Fraxel lvl 8"."""
        place = self.place_from(level) - 1
        if place >= 0 and self.quantities[place].last_word == level - 1:
            unit = self.quantities[place].unit
            return unit in _OF_A_FRACTION or (not unit and self.family_at(level) == "fractional")
        return (level - 1, "fractional") in self.families

    def _sharpened(self, cue: str, at: int) -> str:
        before = self.lower[at - 1] if at else ""
        word = self.lower[at]
        if word in _LEVELS and (before in {"treatment", "density", "tl"} or self._is_of_a_fraction(at)):
            return "level"
        if word == "f" and not _SAYS_WHAT_FOLLOWS.intersection(self.gaps[at + 1]):
            return "none"
        if word in {"size", "sizes"} and (
            before in vocabulary().lists["not_spot_before"]
            or (before != "spot" and "pattern" in self.lower[max(0, at - 3) : at + 3])
        ):
            return "none"  # "pattern 3 size 5" is a scanner's
        if word == "size" and before == "in" and "spot" not in self.lower[max(0, at - 4) : at]:
            return "none"  # "vessels ranging in size from 0.5 to 2 mm"
        if word == "rep" and before.isdigit():
            return "none"  # "900 REP at 3.5" were counted
        if before == "test" and cue == "spot":
            return "none"  # a try, not its size
        if word == "pulses" and before in {"total", "of", "number"}:
            return "none"  # what the machine counted
        if before == "between" and cue == "pulse":
            return "delay"  # "delay between pulses of 20 ms"
        of_a_visit = word == "duration" and before in {"treatment", "session"}
        return "none" if of_a_visit else cue

    def cue_after(self, at: int) -> str:
        """The cue right behind the quantity at this place, unless it is the next quantity's own."""
        quantity = self.quantities[at]
        index = quantity.last_word + 1
        cue = self.vocabulary.cues.get(self._padded[index])
        if cue is None or self.breaks[index]:
            return ""
        if at + 1 < len(self.quantities):
            following = self.quantities[at + 1]
            near = following.first_word - index
            if (
                0 < near <= 3
                and (not following.unit or following.unit in UNITS_OF.get(cue, ()))
                and self.cue_before(following.first_word)[1] == index
            ):
                return ""
        further = self.vocabulary.cues.get(self._padded[index + 1])
        return "delay" if cue == "pulse" and further == "delay" else cue  # "20 ms pulse delay"

    def word(self, index: int) -> str:
        """The word at a place, "" a few places before the first one or behind the last."""
        return self._padded[index]

    def near(self, index: int, end: int, wanted: frozenset[str]) -> bool:
        """Whether one of some words stands from one word up to, not including, another."""
        return not wanted.isdisjoint(self.lower[max(index, 0) : max(end, 0)])

    def behind(self, index: int, reach: int) -> tuple[str, ...]:
        """The words behind this one in its clause, at most so many."""
        first, stop = index + 1, index + 1 + reach
        pauses = self.breaks[first:stop]
        if 1 in pauses or SENTENCE_ENDS in pauses:
            stop = first
            while not self.breaks[stop]:
                stop += 1
        return tuple(self.lower[first:stop])

    def right_before(self, index: int, reach: int) -> list[str]:
        """The words before this one, also over an opening bracket, but not over a colon or a comma."""
        first = index
        stop = max(0, index - reach)
        while first > stop:
            gap = self.gaps[first]
            if gap not in _NOTHING_BETWEEN and gap.strip(_MARKS) != "":
                break
            first -= 1
        return self.lower[first:index]

    def ahead(self, index: int, reach: int) -> tuple[str, ...]:
        """The words before this one in its clause, at most so many."""
        first = index - reach if index > reach else 0
        pauses = self.breaks[first + 1 : index + 1]
        if 1 in pauses or SENTENCE_ENDS in pauses:
            first = index
            while not self.breaks[first]:
                first -= 1
        return tuple(self.lower[first:index])


_first = attrgetter("first")
_first_word_of = attrgetter("first_word")
_last_word_of = attrgetter("last_word")


def settings_of(reader: Reader, quantity: Quantity, key: SettingKey, factor: float = 1.0) -> list[Setting]:
    """Each part of a quantity as a setting, in the key's unit."""
    folded = reader.words.text
    if folded.places is not None:
        written = unit_written(reader, quantity)
    else:
        written = folded.original[quantity.unit_start : quantity.unit_end]
    if quantity.several or folded.places is not None:
        return [
            Setting(key, scaled(part.value, factor), written, folded.span(part.start, part.end))
            for part in quantity.parts
        ]
    value = quantity.value if factor == 1.0 else scaled(quantity.value, factor)
    return [Setting(key, value, written, Span(quantity.start, quantity.end))]


def unit_written(reader: Reader, quantity: Quantity) -> str:
    """A quantity's unit as its writer wrote it, "" where there is none."""
    if quantity.unit_end == quantity.unit_start:
        return ""
    span = reader.words.text.span(quantity.unit_start, quantity.unit_end)
    return reader.words.text.original[span.start : span.end]


def scaled(value: float | Range, factor: float) -> float | Range:
    """A value in another unit, without the last digits' noise."""
    if factor == 1.0:
        return value
    if isinstance(value, Range):
        low = None if value.low is None else _times(value.low, factor)
        return Range(low, None if value.high is None else _times(value.high, factor))
    return _times(value, factor)


def _times(value: float, factor: float) -> float:
    return float(f"{value * factor:.12g}")


def worded(reader: Reader, key: SettingKey, value: SettingValue, first: int, last: int) -> Setting:
    """A setting that is said in words, from one word to another."""
    return Setting(key, value, "", reader.words.span(first, last))


def word_of(words: Words, place: int) -> int:
    """The word that stands at a place of the original text, or last before it."""
    places = words.text.places
    if places is None:
        return bisect_right(words.starts, place) - 1
    return bisect_right(words.starts, place, key=places.__getitem__) - 1
