"""Where complications with devices are reported, by jurisdiction. It reminds; it never knows whether anybody did."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.clinical.lookup import load


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority that takes reports. `who` says who must or may, in the country's own sense and our words."""

    key: str
    name: str
    country: str
    codes: tuple[str, ...]
    address: str
    who: str
    source: str


@cache
def authorities() -> tuple[Authority, ...]:
    """All of them, read once."""
    return tuple(
        Authority(
            row["key"],
            row["name"],
            row["country"],
            tuple(row["codes"].split()),
            row["address"],
            row["who"],
            row["source"],
        )
        for row in load("authorities.toml")["authority"]
    )


def authority(key: str) -> Authority | None:
    """The one with this key."""
    return next((each for each in authorities() if each.key == key), None)


def authorities_for(jurisdiction: str | None) -> tuple[Authority, ...]:
    """Those of a declared jurisdiction; none where none is declared, or none is known for it."""
    return tuple(each for each in authorities() if jurisdiction is not None and _covers(each, jurisdiction))


def _covers(each: Authority, jurisdiction: str) -> bool:
    return any(jurisdiction == code or jurisdiction.startswith(f"{code}-") for code in each.codes)
