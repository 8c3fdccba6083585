"""The exchange: every subject's functions, made once from the store and the clock."""

from __future__ import annotations

from dataclasses import dataclass

from bot.exchange.clock import Clock
from bot.exchange.communities import Communities
from bot.exchange.groups import Groups
from bot.exchange.held_forms import HeldForms
from bot.exchange.lookup import Lookup
from bot.exchange.meetings import Meetings
from bot.exchange.members import Members
from bot.exchange.outbox import Outbox
from bot.exchange.privacy import Privacy
from bot.exchange.saving import Saving
from db.database import Database


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the cogs are handed their parts from."""

    clock: Clock
    communities: Communities
    groups: Groups
    held_forms: HeldForms
    lookup: Lookup
    meetings: Meetings
    members: Members
    outbox: Outbox
    privacy: Privacy
    saving: Saving


def open_exchange(database: Database, clock: Clock) -> Exchange:
    """Put the parts together."""
    communities = Communities(database, clock)
    outbox = Outbox(database, clock)
    return Exchange(
        clock=clock,
        communities=communities,
        groups=Groups(database, clock),
        held_forms=HeldForms(clock),
        lookup=Lookup(database, clock),
        meetings=Meetings(database, clock, communities, outbox),
        members=Members(database, clock),
        outbox=outbox,
        privacy=Privacy(database, clock, outbox),
        saving=Saving(database, clock),
    )
