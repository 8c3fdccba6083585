"""What helped: for a type of complication, what was done, how it ended, and how often. Counts of reports, no advice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bot.clinical.complications import complications
from bot.clinical.indications import indications
from bot.clinical.severity import State
from bot.clinical.treatments import helped_in_words, treatments
from bot.exchange.lookup import Asker
from db import complication_lists
from db.complication_lists import Managed, Written
from db.database import Database
from db.search import TitledEntry

_MOST_PROTOCOLS: Final = 4  # beside the button that leads to the reports
_MOST_READ: Final = 50
_MOST_QUOTED: Final = 5


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
class InWords:
    """What a report says was done, in its reporter's own words."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Helped:
    """A type's reports by what was done; one report counts under each thing that was done. Most often done first.

    `in_words` are the newest of those `not_said` (of no treatment known by name) that have words for it.
    """

    code: str
    reports: int
    done: tuple[Done, ...]
    not_said: int
    protocols: tuple[TitledEntry, ...]
    in_words: tuple[InWords, ...] = ()

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
                read, asker.guild_id, also, asker.visible, _MOST_PROTOCOLS
            )
            unnamed = [each.number for each in reports if not each.treatments]
            written = await complication_lists.written(read, asker.guild_id, unnamed[:_MOST_READ])
        return Helped(
            code=code,
            reports=len(reports),
            done=tuple(sorted(_done(reports), key=lambda each: (-each.reports, each.name))),
            not_said=len(unnamed),
            protocols=tuple(protocols),
            in_words=tuple(islice(_in_words(written), _MOST_QUOTED)),
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


def _in_words(written: Iterable[Written]) -> Iterator[InWords]:
    for report in written:
        words = report.helped or report.treatment or helped_in_words(report.text)
        if words:
            yield InWords(report.number, words)
