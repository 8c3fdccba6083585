"""What a comma inside a number means: a decimal, thousands, or the next setting where no space stands behind it."""

from __future__ import annotations

import re
from typing import Final

from bot.clinical.settings.vocabulary import vocabulary

_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?$")
_LEAST_LINE_NM: Final = 300.0  # no other setting with decimals is as large
_UNIT: Final = re.compile(r" ?-?([a-z]+)")
_WHOLE: Final = frozenset({"session", "pass"})
_WITHOUT_SPACES: Final = re.compile(r"[0-9][a-z]{1,2}2?,[0-9]")
"""How settings are written where no space stands behind commas: "18mm,16j,3ms"."""
_NEAR: Final = 60  # characters in which a style is looked for
_LAST_OF_A_LIST: Final = re.compile(r" (?:and|or|&) [0-9]+(?![0-9]|[.,][0-9])")


def plain_value(written: str) -> float | None:
    """What a number's digits say; None for a date, a version, or a list without spaces."""
    if "," not in written:
        return float(written) if written.count(".") < 2 else None
    if _THOUSANDS.match(written):
        return float(written.replace(",", ""))
    return float(written.replace(",", ".")) if written.count(",") == 1 and "." not in written else None


def value_of(written: str, lower: str, end: int) -> float | None:
    """The same of a number that ends at a place of a text; None also where its comma parts two settings."""
    return None if "," in written and _parts_settings(written, lower, end) else plain_value(written)


def listed(written: str) -> list[str]:
    """The numbers between commas; none where one of them is a date or a version."""
    pieces = written.split(",")
    return pieces if all(piece.count(".") < 2 for piece in pieces) else []


def _parts_settings(written: str, lower: str, end: int) -> bool:
    """Whether the only comma in a number parts two settings: "755,18mm", "TL 7,8 passes"; not "7,5 mm"."""
    first, _, second = written.partition(",")
    if "," in second or "." in written or first == "0":
        return False
    if float(first) >= _LEAST_LINE_NM:
        return float(f"{first}.{second}") not in vocabulary().lines
    unit = _UNIT.match(lower, end)
    if unit is not None and vocabulary().units.get(unit[1]) in _WHOLE:
        return True
    if len(second) < 2 or second[0] == "0" or len(second) > 2:
        return False
    if _LAST_OF_A_LIST.match(lower, end) is not None:
        return True
    return _WITHOUT_SPACES.search(lower, max(0, end - _NEAR), end + _NEAR) is not None
