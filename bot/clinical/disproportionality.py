"""Disproportionate reporting: whether a kind of complication is told of one device more often than of the others.

Reports have no denominator: nobody knows how many were treated. What can be compared is only what is reported, and a
high number says that it is worth looking, not that a device is dangerous.

- Proportional reporting ratio, and the criterion of at least three reports, a ratio of at least 2 and a χ² of at least
  4: Evans SJW, Waller PC, Davis S. Use of proportional reporting ratios (PRRs) for signal generation from spontaneous
  adverse drug reaction reports. Pharmacoepidemiol Drug Saf 2001; 10: 483–486. χ² is taken with Yates's correction, the
  more careful way with small numbers: four reports among two hundred can pass without it that do not with it.
- Reporting odds ratio, and that it and the others tell much the same: van Puijenbroek EP and others. A comparison of
  measures of disproportionality for signal detection. Pharmacoepidemiol Drug Saf 2002; 11: 3–10.
- Information component with its shrinkage by one half, and its lower end from the gamma distribution: Norén GN,
  Hopstadius J, Bate A. Shrinkage observed-to-expected ratios for robust and transparent large-scale pattern discovery.
  Stat Methods Med Res 2013; 22: 57–69.

Where a cell is 0, a ratio and its interval are not defined, and None is given; the information component always is.
Sums and products are of whole numbers, and each is divided once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from bot.clinical.gamma_quantile import low_end

_Z: Final = 1.96
"""As in the published formulas: with more digits the fourth digit of a wide interval is another."""

FEWEST_REPORTS: Final = 3
"""Evans's smallest number of reports."""

FEWEST_REPORTERS: Final = 2
"""One reporter alone, however busy, makes nothing disproportionate. House limit."""

LEAST_RATIO: Final = 2.0
"""Evans's smallest proportional reporting ratio."""

LEAST_CHI_SQUARED: Final = 4.0
"""Evans's smallest χ², here with Yates's correction."""


@dataclass(frozen=True, slots=True)
class FourfoldTable:
    """Reports by whether they name the device (or kind of device), and whether they name the type of complication.

    Raises ValueError for a negative count.
    """

    both: int
    device_only: int
    type_only: int
    neither: int

    def __post_init__(self) -> None:
        if min(self.both, self.device_only, self.type_only, self.neither) < 0:
            raise ValueError("a count of reports cannot be negative")

    @property
    def of_device(self) -> int:
        """All reports that name the device."""
        return self.both + self.device_only

    @property
    def of_type(self) -> int:
        """All reports that name the type."""
        return self.both + self.type_only

    @property
    def total(self) -> int:
        """All reports that are compared."""
        return self.of_device + self.type_only + self.neither

    @property
    def expected(self) -> float:
        """How many would name both if device and type had nothing to do with each other; 0 where there are none."""
        return self.of_device * self.of_type / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio with its 95 % interval; 1 says "as with the others"."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class InformationComponent:
    """Base-2 logarithm of observed to expected, shrunk towards 0, and its 2.5 % end (IC025)."""

    value: float
    low: float


def proportional_reporting_ratio(table: FourfoldTable) -> Ratio | None:
    """PRR: the type's share of the device's reports, beside its share of the others'. None where either has none."""
    if not (table.both and table.type_only):
        return None
    others = table.type_only + table.neither
    value = table.both * others / (table.of_device * table.type_only)
    # 1/a - 1/(a+b) + 1/c - 1/(c+d), each pair over one divisor: nothing is lost by subtracting what is nearly equal.
    variance = table.device_only / (table.both * table.of_device) + table.neither / (table.type_only * others)
    return _with_interval(value, variance)


def reporting_odds_ratio(table: FourfoldTable) -> Ratio | None:
    """ROR: the odds of the type among the device's reports, beside those among the others'. None with an empty cell."""
    if not (table.both and table.device_only and table.type_only and table.neither):
        return None
    value = table.both * table.neither / (table.device_only * table.type_only)
    variance = 1 / table.both + 1 / table.device_only + 1 / table.type_only + 1 / table.neither
    return _with_interval(value, variance)


def yates_chi_squared(table: FourfoldTable) -> float | None:
    """χ² with Yates's correction for continuity, never below 0. None where a row or a column is empty."""
    margins = table.of_device * table.of_type * (table.total - table.of_device) * (table.total - table.of_type)
    distance = abs(table.both * table.neither - table.device_only * table.type_only)
    return table.total * max(0, 2 * distance - table.total) ** 2 / (4 * margins) if margins else None


def information_component(table: FourfoldTable) -> InformationComponent:
    """IC, and IC025 as the 2.5 % quantile of Gamma(observed + 0.5, expected + 0.5). Defined for every table."""
    observed, total = table.both, max(table.total, 1)
    value = math.log2((2 * observed + 1) * total / (2 * table.of_device * table.of_type + total))
    return InformationComponent(value, value + math.log2(low_end(observed) / (observed + 0.5)))


def is_enough(table: FourfoldTable, reporters: int) -> bool:
    """Whether there are reports and reporters enough to say anything."""
    return table.both >= FEWEST_REPORTS and reporters >= FEWEST_REPORTERS


def is_disproportionate(table: FourfoldTable, reporters: int) -> bool:
    """Whether the pair is told of disproportionately: Evans's criterion, from two reporters at least.

    Where no other device has the type, PRR is not defined although nothing speaks louder: then IC025 above 0 decides.
    """
    if not is_enough(table, reporters):
        return False
    ratio, chi = proportional_reporting_ratio(table), yates_chi_squared(table)
    if ratio is None:
        return information_component(table).low > 0
    return ratio.value >= LEAST_RATIO and chi is not None and chi >= LEAST_CHI_SQUARED


def _with_interval(value: float, variance: float) -> Ratio:
    factor = math.exp(_Z * math.sqrt(variance))
    return Ratio(value, value / factor, value * factor)
