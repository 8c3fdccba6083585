"""The outbox: what is sent later is a row here first, written in the transaction of what it belongs to."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from db.connections import ReadConnection, WriteConnection, number_of
from db.instants import from_milliseconds, to_milliseconds

DeliveryState = Literal["due", "claimed", "sent", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class Posting:
    """Something to send: `grace` is how late it may still be sent, `dedupe_key` makes it one for ever.

    `target_id` is the message that an edit is for.
    """

    kind: str
    guild_id: int
    due_at: datetime
    grace: timedelta
    dedupe_key: str
    label: str = ""
    channel_id: int | None = None
    target_id: int | None = None
    user_id: int | None = None
    meeting: int | None = None
    entry: int | None = None
    removal: int | None = None

    @property
    def lane(self) -> int | None:
        """Where it goes: a channel, or else a person. What goes to one lane is paced together."""
        return self.channel_id if self.channel_id is not None else self.user_id


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the outbox. `meeting` and `entry` are the guild's numbers."""

    number: int
    posting: Posting
    state: DeliveryState
    attempts: int
    claimed_at: datetime | None
    message_id: int | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Post:
    """A message of the bot's own in a channel. `message_id` is None while it is being sent, by the row `number`."""

    channel_id: int
    message_id: int | None
    number: int


KEPT_AFTER_ITS_END = timedelta(days=90)

MAY_STAND = (
    "outbox.channel_id IS NOT NULL AND (outbox.message_id IS NOT NULL AND outbox.state = 'sent' "
    "OR outbox.state = 'claimed' OR (outbox.state = 'due' AND outbox.attempts > 0))"
)
"""Of a row: that its message stands in a channel, or may be there in a moment."""


# What names members in a meeting's channel, to follow them when they are erased; and that a discussion bears another
# name than its entry's title, to get that back.
_KEPT_FOR_GOOD = (
    "'agenda', 'meeting_card', 'meeting_reminder', 'meeting_reminder_more', 'meeting_changed', 'meeting_cancelled', "
    "'rsvp_promoted', 'discussion_name'"
)


async def put(write: WriteConnection, posting: Posting) -> None:
    """Add a row; one with the same key stays as it is."""
    await write.run(
        """
        INSERT INTO outbox (
            guild_id, kind, meeting_key, entry_key, removal_no, label, channel_id, target_id, user_id,
            due_at, try_at, grace, dedupe_key
        ) VALUES (
            :guild_id, :kind, :meeting_key, :entry_key, :removal_no, :label, :channel_id, :target_id, :user_id,
            :due_at, :due_at, :grace, :dedupe_key
        ) ON CONFLICT (dedupe_key) DO NOTHING
        """,
        {
            "guild_id": posting.guild_id,
            "kind": posting.kind,
            "meeting_key": await write.key_of(posting.guild_id, posting.meeting) if posting.meeting else None,
            "entry_key": await write.key_of(posting.guild_id, posting.entry) if posting.entry else None,
            "removal_no": posting.removal,
            "label": posting.label,
            "channel_id": posting.channel_id,
            "target_id": posting.target_id,
            "user_id": posting.user_id,
            "due_at": to_milliseconds(posting.due_at),
            "grace": posting.grace // timedelta(milliseconds=1),
            "dedupe_key": posting.dedupe_key,
        },
    )


async def put_again(write: WriteConnection, posting: Posting) -> None:
    """Add a row, or have one that was skipped before its time due again."""
    await put(write, posting)
    await write.run(
        "UPDATE outbox SET state = 'due', outcome = '' WHERE dedupe_key = :key AND state = 'skipped' AND attempts = 0",
        {"key": posting.dedupe_key},
    )


async def skip_questions(
    write: WriteConnection, guild_id: int, entry: int, user_id: int, kind: str, outcome: str
) -> None:
    """What is still to be asked of a member about an entry is not asked."""
    await write.run(
        "UPDATE outbox SET state = 'skipped', outcome = :outcome WHERE entry_key = :key AND user_id = :user_id "
        "AND kind = :kind AND state = 'due'",
        {"key": await write.key_of(guild_id, entry), "user_id": user_id, "kind": kind, "outcome": outcome},
    )


async def is_there(read: ReadConnection, dedupe_key: str) -> bool:
    """Whether a row with this key was ever put."""
    return await read.one("SELECT 1 FROM outbox WHERE dedupe_key = :key", {"key": dedupe_key}) is not None


async def is_put_for(read: ReadConnection, guild_id: int, kind: str, user_id: int) -> bool:
    """Whether something of this kind was sent to or about a member, or will be."""
    row = await read.one(
        "SELECT 1 FROM outbox WHERE guild_id = :guild_id AND kind = :kind AND user_id = :user_id "
        "AND state IN ('due', 'claimed', 'sent') LIMIT 1",
        {"guild_id": guild_id, "kind": kind, "user_id": user_id},
    )
    return row is not None


async def sent_at_once(write: WriteConnection, dedupe_key: str, message_id: int) -> None:
    """Its message was sent past the queue: nothing is due any more."""
    await write.run(
        "UPDATE outbox SET state = 'sent', message_id = :message_id WHERE dedupe_key = :key AND state = 'due'",
        {"key": dedupe_key, "message_id": message_id},
    )


async def claim(write: WriteConnection, now: datetime, limit: int, resting: Collection[int]) -> list[Delivery]:
    """Take the first row of each channel (or person) whose turn it is, but of none that is `resting`.

    `claimed_at` stays that of the first claim: whatever a former attempt may have sent was sent after it.
    """
    rows = await write.run(
        """
        UPDATE outbox SET state = 'claimed', claimed_at = coalesce(claimed_at, :now), attempts = attempts + 1
        WHERE outbox_no IN (
            SELECT outbox_no FROM (
                SELECT outbox_no, try_at, row_number() OVER (
                    PARTITION BY coalesce(channel_id, user_id, -outbox_no) ORDER BY due_at, outbox_no
                ) AS place
                FROM outbox
                WHERE state = 'due' AND try_at <= :now
                AND coalesce(channel_id, user_id, 0) NOT IN (SELECT value FROM json_each(:resting))
            )
            WHERE place = 1 ORDER BY try_at, outbox_no LIMIT :limit
        )
        RETURNING *
        """,
        {"now": to_milliseconds(now), "limit": limit, "resting": json.dumps(sorted(resting))},
    )
    return sorted((_delivery(row) for row in rows), key=lambda delivery: (delivery.posting.due_at, delivery.number))


async def finish(
    write: WriteConnection, number: int, state: DeliveryState, message_id: int | None, outcome: str
) -> None:
    """Say how a claimed row ended."""
    await write.run(
        "UPDATE outbox SET state = :state, message_id = :message_id, outcome = :outcome "
        "WHERE outbox_no = :number AND state = 'claimed'",
        {"number": number, "state": state, "message_id": message_id, "outcome": outcome},
    )


async def lost(write: WriteConnection, number: int, outcome: str) -> None:
    """A message that was sent is gone."""
    await write.run(
        "UPDATE outbox SET state = 'failed', message_id = NULL, outcome = :outcome "
        "WHERE outbox_no = :number AND state = 'sent'",
        {"number": number, "outcome": outcome},
    )


async def put_off(write: WriteConnection, number: int, until: datetime, outcome: str) -> None:
    """A passing fault: the row is due again later."""
    await write.run(
        "UPDATE outbox SET state = 'due', try_at = :until, outcome = :outcome "
        "WHERE outbox_no = :number AND state = 'claimed'",
        {"number": number, "until": to_milliseconds(until), "outcome": outcome},
    )


async def reclaim(write: WriteConnection, now: datetime) -> None:
    """What was claimed and not finished, because the process ended, is due again; it keeps its `claimed_at`.

    What was put off is tried again too: what stood in its way may be gone.
    """
    await write.run(
        "UPDATE outbox SET state = 'due', try_at = :now WHERE state = 'claimed' OR (state = 'due' AND attempts > 0)",
        {"now": to_milliseconds(now)},
    )


async def hasten(write: WriteConnection, prefix: str, now: datetime) -> bool:
    """Have the rows whose keys begin so, and that were tried and put off, tried again now; False where there are none.

    An edit shows what is true when it is made, so that one which is owed serves a later change as well.
    """
    rows = await write.run(
        "UPDATE outbox SET try_at = min(try_at, :now) WHERE dedupe_key BETWEEN :low AND :high AND state = 'due' "
        "AND attempts > 0 RETURNING outbox_no",
        {**_beginning(prefix), "now": to_milliseconds(now)},
    )
    return bool(rows)


async def drop_unsent(write: WriteConnection, prefix: str) -> None:
    """Let go of the rows whose keys begin so and that were not sent; one that is being sent stays."""
    await write.run(
        "DELETE FROM outbox WHERE dedupe_key BETWEEN :low AND :high AND state IN ('due', 'skipped', 'failed')",
        _beginning(prefix),
    )


async def first_due(read: ReadConnection, prefix: str) -> datetime | None:
    """When the first of the rows is due whose keys begin so, if one is still to be sent."""
    row = await read.one(
        "SELECT min(due_at) AS due_at FROM outbox WHERE dedupe_key BETWEEN :low AND :high "
        "AND state IN ('due', 'claimed')",
        _beginning(prefix),
    )
    return from_milliseconds(row["due_at"]) if row and row["due_at"] is not None else None


async def next_turn(read: ReadConnection, resting: Collection[int]) -> datetime | None:
    """When the next row is to be tried, leaving out the channels that are `resting`."""
    row = await read.one(
        "SELECT min(try_at) AS turn FROM outbox WHERE state = 'due' "
        "AND coalesce(channel_id, user_id, 0) NOT IN (SELECT value FROM json_each(:resting))",
        {"resting": json.dumps(sorted(resting))},
    )
    return from_milliseconds(row["turn"]) if row and row["turn"] is not None else None


async def prune(write: WriteConnection, before: datetime) -> None:
    """Let go of what ended and was due before an instant, except what belongs to a meeting that began later."""
    await write.run(
        "DELETE FROM outbox WHERE state IN ('sent', 'skipped', 'failed') AND due_at < :before "  # noqa: S608 (own words)
        f"AND NOT (state = 'sent' AND kind IN ({_KEPT_FOR_GOOD})) "
        "AND (meeting_key IS NULL OR meeting_key IN (SELECT key FROM meeting WHERE starts_at < :before))",
        {"before": to_milliseconds(before)},
    )


async def skip_past(write: WriteConnection, now: datetime, outcome: str) -> int:
    """After a restore: what was due by now may have been sent since the backup, so it is not sent again.

    Edits stay, and removals that nobody decided: they do no harm twice. The number of rows that were skipped.
    """
    rows = await write.run(
        "UPDATE outbox SET state = 'skipped', outcome = :outcome "
        "WHERE state IN ('due', 'claimed') AND due_at <= :now AND target_id IS NULL "
        "AND kind NOT IN ('removal_due', 'meeting_card_edit', 'meeting_card_end') "
        "RETURNING outbox_no",
        {"now": to_milliseconds(now), "outcome": outcome},
    )
    return len(rows)


async def skip_waiting(
    write: WriteConnection, guild_id: int, meeting: int, kinds: Collection[str], outcome: str
) -> None:
    """What is still to be sent of these kinds about a meeting is not sent any more, and why can be seen."""
    await write.run(
        "UPDATE outbox SET state = 'skipped', outcome = :outcome WHERE meeting_key = :key AND state = 'due' "
        "AND kind IN (SELECT value FROM json_each(:kinds))",
        {"key": await write.key_of(guild_id, meeting), "kinds": json.dumps(list(kinds)), "outcome": outcome},
    )


async def is_waiting(read: ReadConnection, guild_id: int, meeting: int, kind: str) -> bool:
    """Whether a row of this kind about a meeting waits, and nobody has begun it."""
    row = await read.one(
        "SELECT 1 FROM outbox WHERE meeting_key = :key AND kind = :kind AND state = 'due'",
        {"key": await read.key_of(guild_id, meeting), "kind": kind},
    )
    return row is not None


async def drop_waiting(write: WriteConnection, guild_id: int, meeting: int, kind: str) -> None:
    """What waits of this kind about a meeting has become needless, and leaves no trace."""
    await write.run(
        "DELETE FROM outbox WHERE meeting_key = :key AND kind = :kind AND state = 'due'",
        {"key": await write.key_of(guild_id, meeting), "kind": kind},
    )


async def by_key(read: ReadConnection, dedupe_key: str) -> Delivery | None:
    """The row that has a key."""
    row = await read.one("SELECT * FROM outbox WHERE dedupe_key = :key", {"key": dedupe_key})
    return _delivery(row) if row else None


async def of_meeting(read: ReadConnection, guild_id: int, meeting: int) -> list[Delivery]:
    """What was and will be sent about a meeting, in order."""
    rows = await read.all(
        "SELECT * FROM outbox WHERE meeting_key = :key ORDER BY due_at, outbox_no",
        {"key": await read.key_of(guild_id, meeting)},
    )
    return [_delivery(row) for row in rows]


async def message_of(read: ReadConnection, number: int) -> tuple[DeliveryState, int | None] | None:
    """How a row stands, and the message that it sent; None where it is no longer kept."""
    row = await read.one("SELECT state, message_id FROM outbox WHERE outbox_no = :number", {"number": number})
    return (row["state"], row["message_id"]) if row else None


async def posts_about(read: ReadConnection, guild_id: int, meeting: int, kinds: Sequence[str]) -> list[Post]:
    """What was sent of these kinds about a meeting, or is being sent."""
    rows = await read.all(
        f"SELECT channel_id, message_id, outbox_no FROM outbox WHERE meeting_key = :key AND {MAY_STAND} "  # noqa: S608 (own words)
        "AND kind IN (SELECT value FROM json_each(:kinds))",
        {"key": await read.key_of(guild_id, meeting), "kinds": json.dumps(kinds)},
    )
    return [Post(*row) for row in rows]


async def is_due(read: ReadConnection, prefix: str) -> bool:
    """Whether one of the rows whose keys begin so is waiting, and nobody has begun it."""
    row = await read.one(
        "SELECT 1 FROM outbox WHERE dedupe_key BETWEEN :low AND :high AND state = 'due' LIMIT 1", _beginning(prefix)
    )
    return row is not None


async def has_any(read: ReadConnection, prefix: str) -> bool:
    """Whether there is any row whose key begins so, however it ended."""
    row = await read.one("SELECT 1 FROM outbox WHERE dedupe_key BETWEEN :low AND :high LIMIT 1", _beginning(prefix))
    return row is not None


def _beginning(prefix: str) -> dict[str, str]:
    """A range of keys, so that the index serves."""
    return {"low": prefix, "high": f"{prefix}\U0010ffff"}


def _delivery(row: sqlite3.Row) -> Delivery:
    return Delivery(
        number=row["outbox_no"],
        posting=Posting(
            kind=row["kind"],
            guild_id=row["guild_id"],
            due_at=from_milliseconds(row["due_at"]),
            grace=timedelta(milliseconds=row["grace"]),
            dedupe_key=row["dedupe_key"],
            label=row["label"],
            channel_id=row["channel_id"],
            target_id=row["target_id"],
            user_id=row["user_id"],
            meeting=number_of(row["meeting_key"]) if row["meeting_key"] is not None else None,
            entry=number_of(row["entry_key"]) if row["entry_key"] is not None else None,
            removal=row["removal_no"],
        ),
        state=row["state"],
        attempts=row["attempts"],
        claimed_at=from_milliseconds(row["claimed_at"]) if row["claimed_at"] is not None else None,
        message_id=row["message_id"],
        outcome=row["outcome"],
    )
