"""A quantity: what a number, or several with one unit, say in a text."""

from __future__ import annotations

from typing import Final, NamedTuple

from bot.clinical.reading import Range

FLUENCES: Final = frozenset({"j", "j_cm2"})
"""The units of a fluence; in J alone the area is understood."""
SENTENCE_ENDS: Final = 2
"""The break (`Words.breaks`) before a word with which a sentence begins."""


class Part(NamedTuple):
    """One value of a quantity and where it stands; the last one of a list has the unit with it."""

    value: float | Range
    start: int
    end: int


class Quantity:
    """A number with its unit, or several numbers with one unit.

    Not frozen, as are the other parts of a text while its settings are read: a frozen one takes four times as long.
    """

    __slots__ = (
        "digits_end",
        "end",
        "first_word",
        "joined_by",
        "largest",
        "last_word",
        "number",
        "prefix",
        "several",
        "sides",
        "start",
        "unit",
        "unit_end",
        "unit_start",
        "value",
    )

    def __init__(
        self, number: float, start: int, digits_end: int, unit: str, unit_start: int, unit_end: int, prefix: str
    ) -> None:
        self.number = number
        """What the digits say."""
        self.value: float | Range = number
        """The value, of several the first: a range where the number is an end of one."""
        self.largest = number
        """The last value, or the upper end of the last range."""
        self.start = start
        self.digits_end = digits_end
        self.end = unit_end
        self.unit = unit
        """The unit's name, "" where none is written behind it."""
        self.unit_start = unit_start
        self.unit_end = unit_end
        self.prefix = prefix
        """Letters written onto it: the q of "q4w", the x of "x3"."""
        self.several: tuple[Part, ...] = ()
        """All values, where they are more than one."""
        self.sides: tuple[float, ...] = ()
        """The sides of a rectangle."""
        self.joined_by = ""
        """What stands between the values: "" for one, "/" or "-" where only slashes or hyphens do, else ","."""
        self.first_word = self.last_word = 0

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every value with its place."""
        return self.several or (Part(self.value, self.start, self.end),)

    def holds(self, value: float | Range, several: tuple[Part, ...] = ()) -> None:
        """Be a range, or several values of which this is the first."""
        self.value, self.several = value, several
        last = several[-1].value if several else value
        self.largest = (last.high or last.low or 0.0) if isinstance(last, Range) else last

    def with_unit(self, unit: str) -> Quantity:
        """The same number in a unit that is written elsewhere: in a table's heading."""
        return Quantity(self.number, self.start, self.digits_end, unit, self.unit_start, self.unit_end, self.prefix)
