"""The exchange: every subject's functions, made once from the store and the clock."""

from __future__ import annotations

from dataclasses import dataclass

from bot.exchange.clock import Clock
from bot.exchange.communities import Communities
from bot.exchange.outbox import Outbox
from db.database import Database


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the cogs are handed their parts from."""

    clock: Clock
    communities: Communities
    outbox: Outbox


def open_exchange(database: Database, clock: Clock) -> Exchange:
    """Put the parts together."""
    communities = Communities(database, clock)
    outbox = Outbox(database, clock)
    return Exchange(clock=clock, communities=communities, outbox=outbox)
