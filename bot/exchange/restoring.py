"""Putting a backup back: what was erased since is erased again, and what stands in public follows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.exchange import copies
from bot.exchange.privacy import forget_named
from db import communities, entries, members, scope_rules
from db.connections import WriteConnection
from db.former_store import take_over
from db.instants import from_milliseconds
from db.journal import Erasure
from db.restoring import Restored, SinceTheBackup, put_back


async def restore(backup: Path, database_url: str) -> Restored:
    """Put a backup in the database's place, with what happened since; see `db.restoring.put_back` for what is raised.

    What stands in public is known first, so that it follows the erasures.
    """
    return await put_back(backup, database_url, _bring_up)


async def _bring_up(write: WriteConnection, since: SinceTheBackup, now: datetime) -> None:
    # Servers first: one may have come back since it was erased, and the former file knows what was posted then.
    servers_gone = {each.guild_id: place for place, each in enumerate(since.erasures) if each.what == "server"}
    for guild_id in servers_gone:
        await communities.erase(write, guild_id)
    if since.former is not None:
        taken_over = await take_over(write, since.former, now)
        for guild_id, number in taken_over.entries:
            await copies.follow(write, guild_id, number, now)
            await copies.take_over_discussions(write, guild_id, number, now)
        for issue in taken_over.issues:
            await copies.digest_copy(write, issue, now)
    for place, erasure in enumerate(since.erasures):
        if place > servers_gone.get(erasure.guild_id, -1):
            await _erase(write, erasure, now)


async def _erase(write: WriteConnection, erasure: Erasure, now: datetime) -> None:
    guild_id, subject = erasure.guild_id, erasure.subject
    match erasure.what:
        case "member":
            await forget_named(write, guild_id, subject, now)
        case "entry":
            await _bury(write, erasure, now)
        case "scope rule":
            await scope_rules.remove(write, guild_id, str(subject))
        case "credential check":
            await members.take_back_check(write, guild_id, subject)
        case "opt-out":
            await members.opt_out(write, guild_id, subject, from_milliseconds(erasure.at))
        case "opt-in":
            await members.opt_in(write, guild_id, subject, from_milliseconds(erasure.at))


async def _bury(write: WriteConnection, erasure: Erasure, now: datetime) -> None:
    """Its copies follow, those of a withheld report not before the day's end to which its erasure is dated."""
    guild_id, message_id = erasure.guild_id, erasure.message_id
    await entries.bury(write, guild_id, erasure.subject, message_id, now)
    known = await entries.by_message(write, guild_id, message_id) if message_id is not None else None
    number = known.number if known is not None else erasure.subject
    await copies.follow(write, guild_id, number, max(now, from_milliseconds(erasure.at)))
