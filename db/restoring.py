"""Putting a backup back without bringing back what was erased, or sending what is past."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db import entries, members, outbox, privacy
from db.backups import beside, put_in_place, taken_at, unpack
from db.connections import WriteConnection
from db.database import Database, only_process, path_of
from db.journal import Erasure, ErasureJournal

_PAST = "its time passed before the restore"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did."""

    former: Path | None
    erasures: int
    skipped: int


async def restore(backup: Path, database_url: str) -> Restored:
    """Check the backup, bring a copy of it up to date, forget again what was forgotten since, and put it in place.

    Raises StoreInUse while a process is running, StoreDamaged for an unsound backup. Until the copy is whole nothing is
    changed: whoever starts after a crash finds the former store, or the restored one without what was forgotten.
    """
    path = path_of(database_url)
    with only_process(path):
        made_at = taken_at(backup)
        erasures = list(ErasureJournal.beside(path).since(made_at))
        with beside(path) as copy:
            unpack(backup, copy)
            skipped = await _bring_up(copy, erasures, _last_numbers(path))
            former = put_in_place(copy, path)
    return Restored(former, len(erasures), skipped)


async def _bring_up(copy: Path, erasures: list[Erasure], numbers: dict[int, int]) -> int:
    """Migrate the copy and forget again; how many deliveries are past."""
    async with Database.open(f"sqlite:///{copy.as_posix()}") as database:
        now = datetime.now(UTC)
        async with database.write() as write:
            for erasure in erasures:
                await _erase(write, erasure, now)
            await _never_use_again(write, numbers)
            return await outbox.skip_past(write, now, _PAST)


async def _erase(write: WriteConnection, erasure: Erasure, now: datetime) -> None:
    match erasure.what:
        case "member":
            await privacy.erase_member(write, erasure.guild_id, erasure.subject, now)
        case "entry":
            await entries.bury(write, erasure.guild_id, erasure.subject, erasure.message_id, now)
        case "opt-out":
            await members.opt_out(write, erasure.guild_id, erasure.subject, now)
        case "opt-in":
            await members.opt_in(write, erasure.guild_id, erasure.subject, now)


def _last_numbers(path: Path) -> dict[int, int]:
    """The numbers given before the restore, as far as the file can still tell."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return dict(connection.execute("SELECT guild_id, last_number FROM community"))
    except sqlite3.Error:
        return {}


async def _never_use_again(write: WriteConnection, numbers: dict[int, int]) -> None:
    await write.run_each(
        "UPDATE community SET last_number = max(last_number, :number) WHERE guild_id = :guild_id",
        [{"guild_id": guild_id, "number": number} for guild_id, number in numbers.items()],
    )
