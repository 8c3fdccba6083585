"""Where a member practises, by ISO 3166 code: the places whose rules on who may operate what differ."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from bot.clinical.lookup import load, squash, suggest


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A country, or a part of one that has rules of its own: `US-NJ`, "New Jersey, United States".

    `own_names` are its name alone and what else people type for it; `names_of_country` those of the country that it is
    a part of.
    """

    code: str
    name: str
    own_names: tuple[str, ...]
    names_of_country: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """As it is shown and chosen: a bare code may be another place's short name (PA is Panama and Pennsylvania)."""
        return f"{self.name} ({self.code})"

    @property
    def other_names(self) -> tuple[str, ...]:
        """All that people type for it."""
        return (*self.own_names, *self.names_of_country, self.code)

    @property
    def called(self) -> frozenset[str]:
        """Its own names as they are compared: squashed."""
        return frozenset(squash(name) for name in (self.label, self.name, self.code, *self.own_names))

    @property
    def called_as_part(self) -> frozenset[str]:
        """The same of its country's."""
        return frozenset(squash(name) for name in self.names_of_country)

    def begins(self, wanted: str) -> bool:
        """Whether one of these begins so."""
        return any(name.startswith(wanted) for name in self.called | self.called_as_part)


def get(code: str) -> Jurisdiction | None:
    """The jurisdiction with this code, in any case."""
    return _by_code().get(code.strip().upper())


def called(typed: str) -> tuple[Jurisdiction, ...]:
    """All that this may be, in any case: those that are called so themselves, otherwise the parts of the country that
    is, otherwise those whose name begins so. One is the one that is meant."""
    wanted = squash(typed)
    if not wanted:
        return ()
    places = tuple(_by_code().values())
    themselves = tuple(each for each in places if wanted in each.called)
    parts = tuple(each for each in places if wanted in each.called_as_part)
    return themselves or parts or tuple(each for each in places if each.begins(wanted))


def suggest_jurisdictions(typed: str, limit: int = 25) -> tuple[Jurisdiction, ...]:
    """What someone who has typed this may mean: a name, a code ("US-NJ") or the code's last part ("NJ")."""
    return suggest(tuple(_by_code().values()), typed, limit)


@cache
def _by_code() -> MappingProxyType[str, Jurisdiction]:
    names: dict[str, list[str]] = load("jurisdictions.toml")["place"]
    with_parts = {code.partition("-")[0] for code in names if "-" in code}
    return MappingProxyType({code: _place(code, names) for code in names if code not in with_parts})


def _place(code: str, names: dict[str, list[str]]) -> Jurisdiction:
    own, (country, _, part) = tuple(names[code]), code.partition("-")
    if not part:
        return Jurisdiction(code, own[0], own)
    return Jurisdiction(code, f"{own[0]}, {names[country][0]}", own, (*names[country], country))
