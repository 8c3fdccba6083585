"""Members: what somebody says of themselves in a community, and whether their messages may be captured."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from bot.clinical.reading import EntryKind
from db import communities
from db.connections import ReadConnection, WriteConnection
from db.instants import from_milliseconds, to_milliseconds
from db.visible import may_be_seen


@dataclass(frozen=True, slots=True)
class Profile:
    """What a member declared; each part is None where nothing is, `devices` are keys.

    `checked_at` is when a moderator checked the credential, for this jurisdiction; nobody has checked the rest of it.
    """

    credential: str | None = None
    workplace: str | None = None
    jurisdiction: str | None = None
    time_zone: str | None = None
    paid_by_industry: str | None = None
    devices: tuple[str, ...] = ()
    training: str | None = None
    checked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """What members are looked for by: a device's key, a credential, a jurisdiction; None is any."""

    device: str | None = None
    credential: str | None = None
    jurisdiction: str | None = None


_FITS: Final = (
    "guild_id = :guild_id AND (:credential IS NULL OR credential = :credential) "
    "AND (:jurisdiction IS NULL OR jurisdiction = :jurisdiction) "
    "AND (:device IS NULL OR EXISTS (SELECT 1 FROM json_each(member.devices) WHERE value = :device)) "
    "AND NOT EXISTS (SELECT 1 FROM opt_out WHERE opt_out.guild_id = member.guild_id "
    "AND opt_out.user_id = member.user_id AND ended_at IS NULL)"
)
_SAME_CLAIM: Final = (
    "member.credential = excluded.credential "
    "AND coalesce(member.jurisdiction, '') = coalesce(excluded.jurisdiction, '')"
)


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


async def find(
    read: ReadConnection, guild_id: int, sought: Sought, limit: int, offset: int = 0
) -> list[tuple[int, Profile]]:
    """Who has declared this, by user: those who are checked first, then the last to change their profile.

    Nobody who has opted out is found.
    """
    rows = await read.all(
        f"SELECT * FROM member WHERE {_FITS} ORDER BY checked_at IS NULL, updated_at DESC, user_id "  # noqa: S608 (own text)
        "LIMIT :limit OFFSET :offset",
        {"guild_id": guild_id, **asdict(sought), "limit": limit, "offset": offset},
    )
    return [(row["user_id"], profile_in(row)) for row in rows]


async def count(read: ReadConnection, guild_id: int, sought: Sought) -> int:
    """How many `find` finds."""
    row = await read.one(
        f"SELECT count(*) AS number FROM member WHERE {_FITS}",  # noqa: S608 (own text)
        {"guild_id": guild_id, **asdict(sought)},
    )
    return int(row["number"]) if row else 0


async def declare(write: WriteConnection, guild_id: int, user_id: int, declared: Profile, now: datetime) -> None:
    """Replace a member's profile; `checked_at` stays as it is, but goes with another credential or jurisdiction."""
    await communities.ensure(write, guild_id, now)
    await write.run(
        "INSERT INTO member (guild_id, user_id, credential, workplace, jurisdiction, time_zone, paid_by_industry, "  # noqa: S608 (own text)
        "devices, training, updated_at) VALUES (:guild_id, :user_id, :credential, :workplace, :jurisdiction, "
        ":time_zone, :paid_by_industry, :devices, :training, :now) ON CONFLICT (guild_id, user_id) DO UPDATE SET "
        f"checked_at = CASE WHEN {_SAME_CLAIM} THEN member.checked_at END, "
        f"checked_by_id = CASE WHEN {_SAME_CLAIM} THEN member.checked_by_id END, "
        "credential = excluded.credential, workplace = excluded.workplace, jurisdiction = excluded.jurisdiction, "
        "time_zone = excluded.time_zone, paid_by_industry = excluded.paid_by_industry, devices = excluded.devices, "
        "training = excluded.training, updated_at = excluded.updated_at",
        {
            "guild_id": guild_id,
            "user_id": user_id,
            "credential": declared.credential,
            "workplace": declared.workplace,
            "jurisdiction": declared.jurisdiction,
            "time_zone": declared.time_zone,
            "paid_by_industry": declared.paid_by_industry,
            "devices": json.dumps(declared.devices, ensure_ascii=False),
            "training": declared.training,
            "now": to_milliseconds(now),
        },
    )


async def check(write: WriteConnection, guild_id: int, user_id: int, moderator_id: int, now: datetime) -> None:
    """A moderator has checked the credential that the member declares."""
    await write.run(
        "UPDATE member SET checked_by_id = :moderator_id, checked_at = :now "
        "WHERE guild_id = :guild_id AND user_id = :user_id",
        {"guild_id": guild_id, "user_id": user_id, "moderator_id": moderator_id, "now": to_milliseconds(now)},
    )


async def take_back_check(write: WriteConnection, guild_id: int, user_id: int) -> bool:
    """The credential is the member's word alone again; False where it was."""
    rows = await write.run(
        "UPDATE member SET checked_by_id = NULL, checked_at = NULL "
        "WHERE guild_id = :guild_id AND user_id = :user_id AND checked_at IS NOT NULL RETURNING user_id",
        {"guild_id": guild_id, "user_id": user_id},
    )
    return bool(rows)


async def entry_counts(
    read: ReadConnection, guild_id: int, user_id: int, asker_id: int, visible: Iterable[int]
) -> dict[EntryKind, int]:
    """The listed entries of each kind that bear a member's name, of those that the asker sees: all of their own.

    What was reported with the name withheld bears none; what the member imported bears theirs.
    """
    rows = await read.all(
        "SELECT kind, count(*) AS number FROM entry WHERE guild_id = :guild_id AND author_id = :user_id "  # noqa: S608 (own text)
        f"AND status = 'listed' AND (author_id = :asker_id OR {may_be_seen('entry')}) GROUP BY kind",
        {"guild_id": guild_id, "user_id": user_id, "asker_id": asker_id, "visible": json.dumps(sorted(visible))},
    )
    return {EntryKind(row["kind"]): row["number"] for row in rows}


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
        devices=tuple(json.loads(row["devices"])),
        training=row["training"],
        checked_at=from_milliseconds(row["checked_at"]) if row["checked_at"] is not None else None,
    )
