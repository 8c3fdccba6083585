"""Held messages: tagged ones that seem to name a patient. Ids and kinds of identifier only, never a word of theirs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.connections import ReadConnection, WriteConnection
from db.instants import to_milliseconds


@dataclass(frozen=True, slots=True)
class Hold:
    """What is known of a message that is, or was, held.

    `kinds` were seen when it was last read, and are empty once nothing holds it any more; `cleared` are the kinds that
    its author has said are not the patient; `notice_message_id` is the bot's line about it in the channel.
    """

    message_id: int
    guild_id: int
    channel_id: int
    author_id: int
    kinds: tuple[str, ...]
    cleared: tuple[str, ...]
    notice_message_id: int | None

    @property
    def is_open(self) -> bool:
        """Whether the message is held now."""
        return bool(self.kinds)

    @property
    def is_of_post(self) -> bool:
        """Whether a forum post begins with it: it has the number of its thread, whose title counts like its words."""
        return self.message_id == self.channel_id


async def find(read: ReadConnection, guild_id: int, message_id: int) -> Hold | None:
    """What is known of a message."""
    row = await read.one(
        "SELECT * FROM held_message WHERE guild_id = :guild_id AND message_id = :message_id",
        {"guild_id": guild_id, "message_id": message_id},
    )
    return _hold(row) if row else None


async def count_open(read: ReadConnection, guild_id: int) -> int:
    """How many messages of a guild are held now."""
    row = await read.one(
        "SELECT count(*) AS number FROM held_message WHERE guild_id = :guild_id AND kinds <> '[]'",
        {"guild_id": guild_id},
    )
    return int(row["number"]) if row else 0


async def put(
    write: WriteConnection,
    *,
    guild_id: int,
    channel_id: int,
    message_id: int,
    author_id: int,
    kinds: Sequence[str],
    now: datetime,
) -> None:
    """Hold a message, or say anew why it is held; the line in the channel stays known.

    What was cleared was said of words: it counts no more once a message that was kept is held, as they are gone then.
    """
    await write.run(
        "INSERT INTO held_message (message_id, guild_id, channel_id, author_id, kinds, held_at) "
        "VALUES (:message_id, :guild_id, :channel_id, :author_id, :kinds, :now) "
        "ON CONFLICT (message_id) DO UPDATE SET kinds = excluded.kinds, "
        "cleared = CASE held_message.kinds WHEN '[]' THEN '[]' ELSE cleared END",
        {
            "message_id": message_id,
            "guild_id": guild_id,
            "channel_id": channel_id,
            "author_id": author_id,
            "kinds": json.dumps(sorted(set(kinds))),
            "now": to_milliseconds(now),
        },
    )


async def set_notice(write: WriteConnection, guild_id: int, message_id: int, notice_message_id: int) -> bool:
    """Remember the line in the channel; False where the message is not held any more."""
    rows = await write.run(
        "UPDATE held_message SET notice_message_id = :notice WHERE guild_id = :guild_id AND message_id = :message_id "
        "AND kinds <> '[]' RETURNING message_id",
        {"guild_id": guild_id, "message_id": message_id, "notice": notice_message_id},
    )
    return bool(rows)


async def clear(write: WriteConnection, guild_id: int, message_id: int, kinds: Sequence[str]) -> None:
    """Its author says that these kinds are not the patient: they don't hold this message any more."""
    await write.run(
        "UPDATE held_message SET cleared = :kinds WHERE guild_id = :guild_id AND message_id = :message_id",
        {"guild_id": guild_id, "message_id": message_id, "kinds": json.dumps(sorted(set(kinds)))},
    )


async def lift(write: WriteConnection, guild_id: int, message_id: int) -> None:
    """Nothing holds the message now. Its row stays only where something was cleared, for the author's next edit."""
    message = {"guild_id": guild_id, "message_id": message_id}
    await write.run(
        "DELETE FROM held_message WHERE guild_id = :guild_id AND message_id = :message_id AND cleared = '[]'", message
    )
    await write.run(
        "UPDATE held_message SET kinds = '[]', notice_message_id = NULL "
        "WHERE guild_id = :guild_id AND message_id = :message_id",
        message,
    )


async def remove(write: WriteConnection, guild_id: int, message_ids: Sequence[int]) -> list[Hold]:
    """Messages that were deleted; what was known of them, for the sake of the lines in the channel."""
    rows = await write.run(
        "DELETE FROM held_message WHERE guild_id = :guild_id "
        "AND message_id IN (SELECT value FROM json_each(:message_ids)) RETURNING *",
        {"guild_id": guild_id, "message_ids": json.dumps(list(message_ids))},
    )
    return [_hold(row) for row in rows]


async def remove_channel(write: WriteConnection, guild_id: int, channel_id: int) -> None:
    """Every held message in a channel or thread that was deleted."""
    await write.run(
        "DELETE FROM held_message WHERE guild_id = :guild_id AND channel_id = :channel_id",
        {"guild_id": guild_id, "channel_id": channel_id},
    )


async def forget_notices(write: WriteConnection, guild_id: int, message_ids: Sequence[int]) -> None:
    """Lines of the bot's that were deleted in Discord; the messages stay held."""
    await write.run(
        "UPDATE held_message SET notice_message_id = NULL WHERE guild_id = :guild_id "
        "AND notice_message_id IN (SELECT value FROM json_each(:message_ids))",
        {"guild_id": guild_id, "message_ids": json.dumps(list(message_ids))},
    )


def _hold(row: sqlite3.Row) -> Hold:
    """The hold of a row with the table's columns."""
    return Hold(
        message_id=row["message_id"],
        guild_id=row["guild_id"],
        channel_id=row["channel_id"],
        author_id=row["author_id"],
        kinds=tuple(json.loads(row["kinds"])),
        cleared=tuple(json.loads(row["cleared"])),
        notice_message_id=row["notice_message_id"],
    )
