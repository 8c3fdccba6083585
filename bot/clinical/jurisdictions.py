"""Where a member practises, by ISO 3166 code: the places whose rules on who may operate what differ."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from bot.clinical.lookup import load, squash, suggest


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A state or country: `US-NJ`, "New Jersey, United States"."""

    code: str
    name: str
    other_names: tuple[str, ...]


def get(code: str) -> Jurisdiction | None:
    """The jurisdiction with this code, in any case."""
    return _by_code().get(code.strip().upper())


def called(typed: str) -> Jurisdiction | None:
    """The one of this code or name, or whose name alone begins so, in any case; None where several may be meant."""
    wanted = squash(typed)
    exact: list[Jurisdiction] = []
    begun: list[Jurisdiction] = []
    for each in _by_code().values():
        # A country alone is the beginning of none of its states: "Australia" is not the Australian Capital Territory.
        names = {squash(name) for name in (each.name, *each.name.split(","), *each.other_names)}
        exact += [each] if wanted in names else []
        begun += [each] if any(name.startswith(wanted) for name in names) else []
    found = exact or begun
    return get(typed) or (found[0] if wanted and len(found) == 1 else None)


def suggest_jurisdictions(typed: str, limit: int = 25) -> tuple[Jurisdiction, ...]:
    """What someone who has typed this may mean: a name, a code ("US-NJ") or the code's last part ("NJ")."""
    exact = get(typed)
    found = suggest(tuple(_by_code().values()), typed, limit)
    return tuple(dict.fromkeys((exact, *found) if exact else found))[:limit]


@cache
def _by_code() -> MappingProxyType[str, Jurisdiction]:
    rows = load("jurisdictions.toml")["jurisdiction"]
    return MappingProxyType(
        {row["code"]: Jurisdiction(row["code"], row["name"], (*row["other_names"], row["code"])) for row in rows}
    )
