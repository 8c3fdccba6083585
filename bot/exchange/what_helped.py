"""What helped: for a type of complication, what was done, how it ended, and how often. Counts of reports, no advice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.clinical.complications import complications
from bot.clinical.indications import indications
from bot.clinical.severity import State
from bot.clinical.treatments import treatments
from bot.exchange.lookup import Asker
from db import complication_lists
from db.complication_lists import Managed
from db.database import Database
from db.search import TitledEntry

_MOST_PROTOCOLS: Final = 5


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done about it, in how many reports, and how these stand by the last word on each."""

    name: str
    reports: int
    states: tuple[tuple[State, int], ...]

    def in_state(self, *states: State) -> int:
        """How many of them stand so."""
        return sum(number for state, number in self.states if state in states)


@dataclass(frozen=True, slots=True)
class Helped:
    """A type's reports by what was done; one report counts under each thing that was done. Most often done first."""

    code: str
    reports: int
    done: tuple[Done, ...]
    not_said: int
    protocols: tuple[TitledEntry, ...]

    @property
    def name(self) -> str:
        """The type's."""
        known = complications().get(self.code)
        return known.name if known is not None else self.code


class WhatHelped:
    """Adds up what reporters tell of treatment."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_type(self, asker: Asker, code: str) -> Helped:
        """Over every listed report of a type that the asker may see, and the protocols that are about treating it."""
        also = [each.key for each in indications().all if each.complication == code]
        async with self._database.read() as read:
            reports = await complication_lists.managed(read, asker.guild_id, code, asker.visible)
            protocols = await complication_lists.managing_protocols(
                read, asker.guild_id, code, also, asker.visible, _MOST_PROTOCOLS
            )
        return Helped(
            code=code,
            reports=len(reports),
            done=tuple(sorted(_done(reports), key=lambda each: (-each.reports, each.name))),
            not_said=sum(not each.treatments for each in reports),
            protocols=tuple(protocols),
        )


def _done(reports: Iterable[Managed]) -> list[Done]:
    states: dict[str, Counter[State]] = {}
    for report in reports:
        for key in report.treatments:
            states.setdefault(key, Counter())[report.state] += 1
    return [
        Done(known.name if (known := treatments().get(key)) else key, counted.total(), tuple(counted.items()))
        for key, counted in states.items()
    ]
