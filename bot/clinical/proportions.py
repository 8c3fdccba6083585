"""How far counts can be trusted: intervals for a proportion, in plain arithmetic.

Two formulas, each where it errs to the careful side. Harm is shown with the upper end of the exact interval: it is at
least as wide as promised, also for no event among few. Benefit is shown with Wilson's interval, which keeps its promise
on average and does not collapse at 0 or all.

- Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc 1927; 22: 209–212.
- Clopper CJ, Pearson ES. The use of confidence or fiducial limits illustrated in the case of the binomial.
  Biometrika 1934; 26: 404–413.
- Compared with each other: Newcombe RG. Two-sided confidence intervals for the single proportion: comparison of seven
  methods. Stat Med 1998; 17: 857–872.

The rule of three (3 ÷ n after no event: Hanley JA, Lippman-Hand A. JAMA 1983; 249: 1743–1745) is one-sided and would
call 0 of 22 "at most 14 %"; the exact two-sided bound is 15 %.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

Z_95: Final = 1.959963984540054
"""The standard normal's 97.5th percentile: 95 % lie between minus and plus this."""

_ONE_TAIL: Final = 0.025
_HALVINGS: Final = 50  # far below what is shown


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both between 0 and 1."""

    low: float
    high: float


def wilson(events: float, trials: float) -> Interval:
    """Wilson's 95 % score interval for `events` among `trials`; from 0 to 1 where there were none.

    Takes fractions, as of counts that are weighted. Raises ValueError for counts that cannot be.
    """
    _check(events, trials)
    if trials == 0:
        return Interval(0.0, 1.0)
    share, square = events / trials, Z_95 * Z_95
    centre = share + square / (2 * trials)
    half = Z_95 * math.sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    scale = 1 + square / trials
    low = 0.0 if events == 0 else max(0.0, (centre - half) / scale)
    high = 1.0 if events == trials else min(1.0, (centre + half) / scale)
    return Interval(low, high)


@lru_cache(maxsize=1024)
def upper_bound(events: int, trials: int) -> float:
    """The upper end of Clopper and Pearson's exact 95 % interval; 1 where there were no trials, or all had the event.

    It is the proportion at which so few events, or fewer, would be seen in 2.5 % of such samples. Raises ValueError for
    counts that cannot be.
    """
    _check(events, trials)
    if events == trials:
        return 1.0
    if events == 0:
        return 1 - _ONE_TAIL ** (1 / trials)
    low, high = events / trials, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _at_most(events, trials, middle) > _ONE_TAIL:
            low = middle
        else:
            high = middle
    return high


def _at_most(events: int, trials: int, share: float) -> float:
    """The binomial probability of so many events or fewer. By logarithms: the terms of a thousand would overflow."""
    seen, unseen = math.log(share), math.log1p(-share) if share < 1 else -math.inf
    ways = math.lgamma(trials + 1)
    return math.fsum(
        math.exp(ways - math.lgamma(each + 1) - math.lgamma(trials - each + 1) + each * seen + (trials - each) * unseen)
        for each in range(events + 1)
    )


def _check(events: float, trials: float) -> None:
    if not 0 <= events <= trials:
        raise ValueError(f"{events} of {trials} is no proportion")
