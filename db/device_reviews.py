"""Reviews of devices: what was answered in the form, beside the entry that holds the words."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from db.connections import ReadConnection, WriteConnection, number_of
from db.instants import from_milliseconds
from db.members import Profile, profile_in

MakerTie = Literal["none", "trained", "paid"]

_SELECT = (
    "SELECT device_review.*, entry.text, entry.changed_at, member.credential, member.workplace, "
    "member.jurisdiction, member.time_zone, member.paid_by_industry, coalesce(member.devices, '[]') AS devices, "
    "member.training, member.checked_at FROM device_review "
    "JOIN entry ON entry.key = device_review.entry_key "
    "LEFT JOIN member ON member.guild_id = device_review.guild_id AND member.user_id = device_review.user_id "
)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a member answered: from 1 to 5, the months of use, the running cost in their words, the tie to the maker."""

    rating: int
    owns: bool
    months: int
    running_cost: str
    maker_tie: MakerTie


@dataclass(frozen=True, slots=True)
class DeviceReview:
    """A member's review of a device. `author` is what they say of themselves by now."""

    number: int
    user_id: int
    opinion: Opinion
    text: str
    author: Profile
    changed_at: datetime

    @property
    def label(self) -> str:
        """As people name it: R-2."""
        return f"R-{self.number}"


async def put(write: WriteConnection, guild_id: int, number: int, device: str, user_id: int, opinion: Opinion) -> None:
    """What was answered with the review of this number, instead of what was answered with it before."""
    await write.run(
        "INSERT INTO device_review (entry_key, guild_id, device, user_id, rating, owns, months, running_cost, "
        "maker_tie) VALUES (:key, :guild_id, :device, :user_id, :rating, :owns, :months, :running_cost, :maker_tie) "
        "ON CONFLICT (entry_key) DO UPDATE SET rating = excluded.rating, owns = excluded.owns, "
        "months = excluded.months, running_cost = excluded.running_cost, maker_tie = excluded.maker_tie",
        {
            "key": await write.key_of(guild_id, number),
            "guild_id": guild_id,
            "device": device,
            "user_id": user_id,
            "rating": opinion.rating,
            "owns": opinion.owns,
            "months": opinion.months,
            "running_cost": opinion.running_cost,
            "maker_tie": opinion.maker_tie,
        },
    )


async def own(read: ReadConnection, guild_id: int, device: str, user_id: int) -> DeviceReview | None:
    """A member's current review of a device, listed or not."""
    row = await read.one(
        _SELECT + "WHERE device_review.guild_id = :guild_id AND device_review.device = :device "
        "AND device_review.user_id = :user_id",
        {"guild_id": guild_id, "device": device, "user_id": user_id},
    )
    return _review(row) if row else None


async def of_device(read: ReadConnection, guild_id: int, device: str) -> list[DeviceReview]:
    """The listed reviews of a device, the latest first; not one whose author has put it down to another device."""
    rows = await read.all(
        f"{_SELECT}WHERE device_review.guild_id = :guild_id AND device_review.device = :device "  # noqa: S608 (own text)
        "AND entry.status = 'listed' AND EXISTS (SELECT 1 FROM entry_facet WHERE facet = 'device' "
        "AND value = device_review.device AND entry_key = device_review.entry_key) "
        "ORDER BY entry.changed_at DESC, entry.key DESC",
        {"guild_id": guild_id, "device": device},
    )
    return [_review(row) for row in rows]


def _review(row: sqlite3.Row) -> DeviceReview:
    return DeviceReview(
        number=number_of(row["entry_key"]),
        user_id=row["user_id"],
        opinion=Opinion(
            rating=row["rating"],
            owns=bool(row["owns"]),
            months=row["months"],
            running_cost=row["running_cost"],
            maker_tie=row["maker_tie"],
        ),
        text=row["text"],
        author=profile_in(row),
        changed_at=from_milliseconds(row["changed_at"]),
    )
