"""Putting a backup back without bringing back what was erased, or sending what is past."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db import entries, members, outbox, privacy
from db.backups import put_back, taken_at
from db.connections import WriteConnection
from db.database import Database, only_process, path_of
from db.journal import Erasure

_PAST = "its time passed before the restore"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did."""

    former: Path | None
    erasures: int
    skipped: int


async def restore(backup: Path, database_url: str) -> Restored:
    """Check the backup, keep the former file, put the backup in its place, and forget again what was forgotten since.

    Raises StoreInUse while a process is running, StoreDamaged for an unsound backup; nothing is changed then.
    """
    path = path_of(database_url)
    with only_process(path):
        made_at = taken_at(backup)
        former = put_back(backup, path)
    async with Database.open(database_url) as database:
        now = datetime.now(UTC)
        erasures = list(database.journal.since(made_at))
        numbers = _last_numbers(former)
        async with database.write() as write:
            for erasure in erasures:
                await _erase(write, erasure, now)
            await _never_use_again(write, numbers)
            skipped = await outbox.skip_past(write, now, _PAST)
    return Restored(former, len(erasures), skipped)


async def _erase(write: WriteConnection, erasure: Erasure, now: datetime) -> None:
    match erasure.what:
        case "member":
            await privacy.erase_member(write, erasure.guild_id, erasure.subject, now)
        case "entry":
            await entries.withdraw(write, erasure.guild_id, erasure.subject, now)
        case "opt-out":
            await members.opt_out(write, erasure.guild_id, erasure.subject, now)
        case "opt-in":
            await members.opt_in(write, erasure.guild_id, erasure.subject, now)
        case "guild":
            await write.run("DELETE FROM community WHERE guild_id = :guild_id", {"guild_id": erasure.guild_id})


def _last_numbers(former: Path | None) -> dict[int, int]:
    """The numbers given before the restore, as far as the former file can still tell."""
    if former is None:
        return {}
    try:
        with closing(sqlite3.connect(f"{former.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return dict(connection.execute("SELECT guild_id, last_number FROM community"))
    except sqlite3.Error:
        return {}


async def _never_use_again(write: WriteConnection, numbers: dict[int, int]) -> None:
    await write.run_each(
        "UPDATE community SET last_number = max(last_number, :number) WHERE guild_id = :guild_id",
        [{"guild_id": guild_id, "number": number} for guild_id, number in numbers.items()],
    )
