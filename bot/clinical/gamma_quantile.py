"""The 2.5 % quantile of a gamma distribution whose shape is a count and a half, in plain arithmetic.

- The regularised lower incomplete gamma function by its series, all of whose terms are positive: NIST Digital Library
  of Mathematical Functions, 8.7.1 with 8.2.6, <https://dlmf.nist.gov/8.7>. The wanted quantile lies below the mean,
  where the series converges quickly.
- For large counts: Wilson EB, Hilferty MM. The distribution of chi-square. Proc Natl Acad Sci USA 1931; 17: 684–688.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from bot.clinical.proportions import Z_95

_TAIL: Final = 0.025
_HALVINGS: Final = 50  # far below what is shown
_SERIES_UP_TO: Final = 10_000
"""Above this count Wilson and Hilferty's cube differs from the series by less than one part in ten million."""


@lru_cache(maxsize=1024)
def low_end(count: int) -> float:
    """The 2.5 % quantile of Gamma(shape = `count` + 0.5, rate = 1); divide it by another rate.

    Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError(f"{count} is no count")
    shape = count + 0.5
    if count > _SERIES_UP_TO:
        return shape * (1 - 1 / (9 * shape) - Z_95 / math.sqrt(9 * shape)) ** 3
    # Without its later terms the series is too small a sum: the first alone gives a point below, and half of all lies
    # below the mean. The middle is taken by logarithms, as the quantile of 0 is a thousandth of its mean.
    low = math.exp((math.log(_TAIL) + math.lgamma(shape + 1)) / shape)
    high = shape
    for _ in range(_HALVINGS):
        middle = math.sqrt(low * high)
        if _share_below(shape, middle) < _TAIL:
            low = middle
        else:
            high = middle
    return high


def _share_below(shape: float, point: float) -> float:
    """How much of Gamma(shape, 1) lies below a point that is not above the shape."""
    term = total = 1.0
    divisor = shape
    while term > total * 1e-17:
        divisor += 1
        term *= point / divisor
        total += term
    return total * math.exp(shape * math.log(point) - point - math.lgamma(shape + 1))
