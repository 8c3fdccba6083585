"""User groups: a device or a topic with its channel and its role."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from db.connections import ReadConnection, WriteConnection
from db.instants import from_milliseconds, to_milliseconds

SubjectSort = Literal["device", "topic"]
Layout = Literal["forum", "text"]
_SORTS: tuple[SubjectSort, ...] = ("device", "topic")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a group is about: a device or a topic, by its key in the catalogue."""

    sort: SubjectSort
    key: str

    def __str__(self) -> str:
        return f"{self.sort}:{self.key}"

    @staticmethod
    def read(text: str) -> Subject | None:
        """The subject that `device:key` or `topic:key` names; None for anything else."""
        sort, _, key = text.partition(":")
        return Subject(sort, key) if sort in _SORTS and key else None


@dataclass(frozen=True, slots=True)
class Group:
    """A user group. The ids are None where the channel or the role has been deleted; an archived group has no role."""

    guild_id: int
    subject: Subject
    name: str
    layout: Layout
    channel_id: int | None
    role_id: int | None
    archived_at: datetime | None

    @property
    def missing(self) -> tuple[Literal["channel", "role"], ...]:
        """What the group should have and has not."""
        channel: tuple[Literal["channel", "role"], ...] = ("channel",) if self.channel_id is None else ()
        return channel + (("role",) if self.role_id is None and self.archived_at is None else ())


async def all_of(read: ReadConnection, guild_id: int) -> list[Group]:
    """A guild's groups by name, the archived ones included."""
    rows = await read.all(
        "SELECT * FROM user_group WHERE guild_id = :guild_id ORDER BY lower(name), subject", {"guild_id": guild_id}
    )
    return [_group(row) for row in rows]


async def find(read: ReadConnection, guild_id: int, subject: Subject) -> Group | None:
    """The group about a subject."""
    row = await read.one(
        "SELECT * FROM user_group WHERE guild_id = :guild_id AND subject = :subject", _key(guild_id, subject)
    )
    return _group(row) if row else None


async def by_channel(
    read: ReadConnection, guild_id: int, channel_id: int, parent_channel_id: int | None
) -> Group | None:
    """The group whose channel this is, or whose channel this thread belongs to."""
    row = await read.one(
        "SELECT * FROM user_group WHERE guild_id = :guild_id AND channel_id IN (:channel_id, :parent_channel_id)",
        {"guild_id": guild_id, "channel_id": channel_id, "parent_channel_id": parent_channel_id},
    )
    return _group(row) if row else None


async def open_group(write: WriteConnection, guild_id: int, subject: Subject, name: str, layout: Layout) -> Group:
    """The group about a subject, made where it is new, and brought back where it was archived."""
    rows = await write.run(
        "INSERT INTO user_group (guild_id, subject, name, layout) VALUES (:guild_id, :subject, :name, :layout) "
        "ON CONFLICT (guild_id, subject) DO UPDATE SET archived_at = NULL RETURNING *",
        {**_key(guild_id, subject), "name": name, "layout": layout},
    )
    return _group(rows[0])


async def set_channel(write: WriteConnection, guild_id: int, subject: Subject, channel_id: int, layout: Layout) -> None:
    """The group's channel, and what it turned out to be."""
    await write.run(
        "UPDATE user_group SET channel_id = :channel_id, layout = :layout "
        "WHERE guild_id = :guild_id AND subject = :subject",
        {**_key(guild_id, subject), "channel_id": channel_id, "layout": layout},
    )


async def set_role(write: WriteConnection, guild_id: int, subject: Subject, role_id: int) -> None:
    """The group's role."""
    await write.run(
        "UPDATE user_group SET role_id = :role_id WHERE guild_id = :guild_id AND subject = :subject",
        {**_key(guild_id, subject), "role_id": role_id},
    )


async def archive(write: WriteConnection, guild_id: int, subject: Subject, now: datetime) -> bool:
    """The group takes no more members and has no role; False where it was archived before."""
    rows = await write.run(
        "UPDATE user_group SET archived_at = :now, role_id = NULL "
        "WHERE guild_id = :guild_id AND subject = :subject AND archived_at IS NULL RETURNING subject",
        {**_key(guild_id, subject), "now": to_milliseconds(now)},
    )
    return bool(rows)


async def forget_channel(write: WriteConnection, guild_id: int, channel_id: int) -> None:
    """A group's channel was deleted."""
    await write.run(
        "UPDATE user_group SET channel_id = NULL WHERE guild_id = :guild_id AND channel_id = :channel_id",
        {"guild_id": guild_id, "channel_id": channel_id},
    )


async def forget_role(write: WriteConnection, guild_id: int, role_id: int) -> None:
    """A group's role was deleted."""
    await write.run(
        "UPDATE user_group SET role_id = NULL WHERE guild_id = :guild_id AND role_id = :role_id",
        {"guild_id": guild_id, "role_id": role_id},
    )


def _key(guild_id: int, subject: Subject) -> dict[str, int | str]:
    return {"guild_id": guild_id, "subject": str(subject)}


def _group(row: sqlite3.Row) -> Group:
    subject = Subject.read(row["subject"])
    assert subject is not None  # a CHECK holds it
    return Group(
        guild_id=row["guild_id"],
        subject=subject,
        name=row["name"],
        layout=row["layout"],
        channel_id=row["channel_id"],
        role_id=row["role_id"],
        archived_at=from_milliseconds(row["archived_at"]) if row["archived_at"] is not None else None,
    )
