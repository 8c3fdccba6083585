"""Members: what somebody says of themselves in a community, and whether their messages may be captured."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from db import communities
from db.connections import ReadConnection, WriteConnection
from db.instants import to_milliseconds


@dataclass(frozen=True, slots=True)
class Profile:
    """What a member declared; each part is None where nothing is. Nothing of it has been checked by anybody."""

    credential: str | None = None
    workplace: str | None = None
    jurisdiction: str | None = None
    time_zone: str | None = None
    paid_by_industry: str | None = None


async def profile(read: ReadConnection, guild_id: int, user_id: int) -> Profile:
    """A member's profile; an empty one where there is none."""
    row = await read.one(
        "SELECT * FROM member WHERE guild_id = :guild_id AND user_id = :user_id",
        {"guild_id": guild_id, "user_id": user_id},
    )
    return profile_in(row) if row else Profile()


async def profiles(read: ReadConnection, guild_id: int, user_ids: Sequence[int]) -> dict[int, Profile]:
    """The profiles of several members, by user; who has none is left out."""
    rows = await read.all(
        "SELECT * FROM member WHERE guild_id = :guild_id AND user_id IN (SELECT value FROM json_each(:user_ids))",
        {"guild_id": guild_id, "user_ids": json.dumps(list(user_ids))},
    )
    return {row["user_id"]: profile_in(row) for row in rows}


async def of_industry(read: ReadConnection, guild_id: int) -> dict[int, Profile]:
    """The profiles of members who say that a company pays them, by user."""
    rows = await read.all(
        "SELECT * FROM member WHERE guild_id = :guild_id AND (paid_by_industry <> '' OR credential = 'industry')",
        {"guild_id": guild_id},
    )
    return {row["user_id"]: profile_in(row) for row in rows}


async def declare(write: WriteConnection, guild_id: int, user_id: int, declared: Profile, now: datetime) -> None:
    """Replace a member's profile."""
    await communities.ensure(write, guild_id, now)
    await write.run(
        "INSERT INTO member (guild_id, user_id, credential, workplace, jurisdiction, time_zone, paid_by_industry, "
        "updated_at) VALUES (:guild_id, :user_id, :credential, :workplace, :jurisdiction, :time_zone, "
        ":paid_by_industry, :now) ON CONFLICT (guild_id, user_id) DO UPDATE SET credential = excluded.credential, "
        "workplace = excluded.workplace, jurisdiction = excluded.jurisdiction, time_zone = excluded.time_zone, "
        "paid_by_industry = excluded.paid_by_industry, updated_at = excluded.updated_at",
        {"guild_id": guild_id, "user_id": user_id, "now": to_milliseconds(now), **asdict(declared)},
    )


async def opted_out(read: ReadConnection, guild_id: int, user_id: int) -> bool:
    """Whether the member wants none of their messages captured."""
    row = await read.one(
        "SELECT 1 FROM opt_out WHERE guild_id = :guild_id AND user_id = :user_id AND ended_at IS NULL",
        {"guild_id": guild_id, "user_id": user_id},
    )
    return row is not None


async def ever_opted_out(read: ReadConnection, guild_id: int, user_id: int) -> bool:
    """Whether the member ever wanted that, now or before."""
    row = await read.one(
        "SELECT 1 FROM opt_out WHERE guild_id = :guild_id AND user_id = :user_id LIMIT 1",
        {"guild_id": guild_id, "user_id": user_id},
    )
    return row is not None


async def opt_out(write: WriteConnection, guild_id: int, user_id: int, now: datetime) -> None:
    """Capture nothing more of this member's."""
    await communities.ensure(write, guild_id, now)
    await write.run(
        "INSERT INTO opt_out (guild_id, user_id, began_at) VALUES (:guild_id, :user_id, :now) "
        "ON CONFLICT (guild_id, user_id, began_at) DO UPDATE SET ended_at = NULL",
        {"guild_id": guild_id, "user_id": user_id, "now": to_milliseconds(now)},
    )


async def opt_in(write: WriteConnection, guild_id: int, user_id: int, now: datetime) -> None:
    """The member allows capture again, of what they write from now on."""
    await write.run(
        "UPDATE opt_out SET ended_at = :now WHERE guild_id = :guild_id AND user_id = :user_id AND ended_at IS NULL",
        {"guild_id": guild_id, "user_id": user_id, "now": to_milliseconds(now)},
    )


async def tell_opted_out(write: WriteConnection, guild_id: int, user_id: int) -> bool:
    """Whether the member who has opted out is to be told that a tag keeps nothing: once, until they opt in."""
    rows = await write.all(
        "UPDATE opt_out SET told = 1 WHERE guild_id = :guild_id AND user_id = :user_id AND ended_at IS NULL "
        "AND told = 0 RETURNING began_at",
        {"guild_id": guild_id, "user_id": user_id},
    )
    return bool(rows)


def profile_in(row: sqlite3.Row) -> Profile:
    """The profile in a row that has all its columns."""
    return Profile(
        credential=row["credential"],
        workplace=row["workplace"],
        jurisdiction=row["jurisdiction"],
        time_zone=row["time_zone"],
        paid_by_industry=row["paid_by_industry"],
    )
