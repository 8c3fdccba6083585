"""What a meeting is to be about: items that members propose and vote for, accepted ones in their order."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from db.connections import ReadConnection, WriteConnection, number_of
from db.instants import to_milliseconds

Track = Literal["clinical", "business", "general"]
ItemStatus = Literal["proposed", "accepted", "declined"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a member proposes. A member presents (`presenter_id`) or a `guest` who is none.

    `interest` is the conflict of interest as declared; empty where none is.
    """

    title: str
    description: str
    minutes: int
    track: Track
    interest: str
    presenter_id: int | None
    guest: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A proposal as it stands. `place` is its place among the accepted ones; `version` rises when its words change."""

    guild_id: int
    number: int
    meeting: int
    proposal: Proposal
    proposer_id: int | None
    status: ItemStatus
    place: int | None
    version: int
    votes: int


async def add(
    write: WriteConnection, guild_id: int, meeting: int, proposal: Proposal, *, proposer_id: int, now: datetime
) -> int:
    """Keep a proposal; its number."""
    rows = await write.run(
        "INSERT INTO agenda_item (guild_id, meeting_key, track, title, description, minutes, interest, presenter_id, "
        "guest, proposer_id, created_at, changed_at) VALUES (:guild_id, :meeting_key, :track, :title, :description, "
        ":minutes, :interest, :presenter_id, :guest, :proposer_id, :now, :now) RETURNING item_no",
        {
            "guild_id": guild_id,
            "meeting_key": await write.key_of(guild_id, meeting),
            "proposer_id": proposer_id,
            "now": to_milliseconds(now),
            **_columns(proposal),
        },
    )
    return int(rows[0]["item_no"])


async def replace(write: WriteConnection, former: Item, proposal: Proposal, now: datetime) -> None:
    """Change an item's words, as it was looked at in the same transaction."""
    await write.run(
        "UPDATE agenda_item SET track = :track, title = :title, description = :description, minutes = :minutes, "
        "interest = :interest, presenter_id = :presenter_id, guest = :guest, version = version + 1, "
        "changed_at = :now WHERE item_no = :number AND guild_id = :guild_id",
        {
            "number": former.number,
            "guild_id": former.guild_id,
            "now": to_milliseconds(now),
            **_columns(proposal),
        },
    )


async def delete(write: WriteConnection, guild_id: int, number: int) -> None:
    """Take an item back, with its votes."""
    await write.run(
        "DELETE FROM agenda_item WHERE item_no = :number AND guild_id = :guild_id",
        {"number": number, "guild_id": guild_id},
    )


async def find(read: ReadConnection, guild_id: int, number: int) -> Item | None:
    """A guild's item by its number."""
    row = await read.one(
        f"SELECT {_COLUMNS} FROM agenda_item WHERE item_no = :number AND guild_id = :guild_id",  # noqa: S608 (own text)
        {"number": number, "guild_id": guild_id},
    )
    return _item(row) if row else None


async def of_meeting(read: ReadConnection, guild_id: int, meeting: int) -> list[Item]:
    """A meeting's items: the accepted ones in their order, then by votes, then the oldest first."""
    rows = await read.all(
        f"SELECT {_COLUMNS} FROM agenda_item WHERE meeting_key = :key "  # noqa: S608 (own text)
        "ORDER BY place IS NULL, place, votes DESC, item_no",
        {"key": await read.key_of(guild_id, meeting)},
    )
    return [_item(row) for row in rows]


async def settle(write: WriteConnection, guild_id: int, number: int, status: ItemStatus, now: datetime) -> None:
    """Accept an item as the last one, decline it, or have it be a proposal again."""
    await write.run(
        "UPDATE agenda_item SET status = :status, changed_at = :now, place = CASE :status WHEN 'accepted' THEN "
        "(SELECT coalesce(max(other.place), 0) + 1 FROM agenda_item AS other "
        "WHERE other.meeting_key = agenda_item.meeting_key) END "
        "WHERE item_no = :number AND guild_id = :guild_id AND status <> :status",
        {"number": number, "guild_id": guild_id, "status": status, "now": to_milliseconds(now)},
    )


async def put_in_order(write: WriteConnection, guild_id: int, numbers: Sequence[int]) -> None:
    """Give accepted items their places, the first one first."""
    await write.run_each(
        "UPDATE agenda_item SET place = :place WHERE item_no = :number AND guild_id = :guild_id "
        "AND status = 'accepted'",
        [{"place": place, "number": number, "guild_id": guild_id} for place, number in enumerate(numbers, start=1)],
    )


async def close_ranks(write: WriteConnection, guild_id: int, meeting: int) -> None:
    """No place stays empty between accepted items; to be called where one of them may have gone."""
    accepted = [each.number for each in await of_meeting(write, guild_id, meeting) if each.status == "accepted"]
    await put_in_order(write, guild_id, accepted)


async def set_votes(
    write: WriteConnection, guild_id: int, user_id: int, among: Collection[int], chosen: Collection[int]
) -> None:
    """Of the items `among`, a member votes for those chosen and for no other."""
    whose = {"guild_id": guild_id, "user_id": user_id}
    await write.run(
        "DELETE FROM agenda_vote WHERE user_id = :user_id AND guild_id = :guild_id "
        "AND item_no IN (SELECT value FROM json_each(:dropped))",
        {**whose, "dropped": json.dumps(sorted(set(among) - set(chosen)))},
    )
    await write.run_each(
        "INSERT INTO agenda_vote (item_no, user_id, guild_id) VALUES (:number, :user_id, :guild_id) "
        "ON CONFLICT DO NOTHING",
        [{**whose, "number": number} for number in sorted(set(among) & set(chosen))],
    )


async def voted_for(read: ReadConnection, guild_id: int, user_id: int, meeting: int) -> frozenset[int]:
    """The items of a meeting that a member has voted for."""
    rows = await read.all(
        "SELECT item_no FROM agenda_vote JOIN agenda_item USING (item_no) "
        "WHERE user_id = :user_id AND agenda_vote.guild_id = :guild_id AND meeting_key = :key",
        {"user_id": user_id, "guild_id": guild_id, "key": await read.key_of(guild_id, meeting)},
    )
    return frozenset(row["item_no"] for row in rows)


async def meetings_touched_by(read: ReadConnection, guild_id: int, user_id: int) -> list[int]:
    """The meetings whose agenda, questions or open action items name a member or hold their words or votes."""
    rows = await read.all(
        "SELECT meeting_key FROM agenda_item WHERE guild_id = :guild_id "
        "AND (proposer_id = :user_id OR presenter_id = :user_id) "
        "UNION SELECT meeting_key FROM agenda_item JOIN agenda_vote USING (item_no) "
        "WHERE agenda_vote.user_id = :user_id AND agenda_vote.guild_id = :guild_id "
        "UNION SELECT meeting_key FROM session_guest WHERE guild_id = :guild_id AND user_id = :user_id "
        "UNION SELECT meeting_key FROM session_question JOIN entry ON entry.key = entry_key "
        "WHERE entry.guild_id = :guild_id AND entry.author_id = :user_id "
        "UNION SELECT meeting_key FROM session_question JOIN vote USING (entry_key) "
        "WHERE vote.guild_id = :guild_id AND vote.user_id = :user_id "
        "UNION SELECT meeting_key FROM action_item WHERE guild_id = :guild_id AND owner_id = :user_id",
        {"guild_id": guild_id, "user_id": user_id},
    )
    return [number_of(row["meeting_key"]) for row in rows]


_COLUMNS = """
    item_no, agenda_item.guild_id, meeting_key, track, title, description, minutes, interest, presenter_id, guest,
    proposer_id, status, place, version,
    (SELECT count(*) FROM agenda_vote WHERE agenda_vote.item_no = agenda_item.item_no) AS votes
"""


def _columns(proposal: Proposal) -> dict[str, object]:
    return {
        "track": proposal.track,
        "title": proposal.title,
        "description": proposal.description,
        "minutes": proposal.minutes,
        "interest": proposal.interest,
        "presenter_id": proposal.presenter_id,
        "guest": proposal.guest,
    }


def _item(row: sqlite3.Row) -> Item:
    return Item(
        guild_id=row["guild_id"],
        number=row["item_no"],
        meeting=number_of(row["meeting_key"]),
        proposal=Proposal(
            title=row["title"],
            description=row["description"],
            minutes=row["minutes"],
            track=row["track"],
            interest=row["interest"],
            presenter_id=row["presenter_id"],
            guest=row["guest"],
        ),
        proposer_id=row["proposer_id"],
        status=row["status"],
        place=row["place"],
        version=row["version"],
        votes=row["votes"],
    )
