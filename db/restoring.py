"""Putting a backup back without bringing back what was erased, or sending what is past."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db import outbox
from db.backups import beside, put_in_place, require_sound, unpack
from db.connections import WriteConnection
from db.database import Database, only_process, path_of
from db.failures import StoreProblem
from db.former_store import FormerStore, look_into
from db.journal import Erasure, ErasureJournal, marks_made, note_made
from db.migrating import require_whole
from db.read_only import looked_into

_PAST = "its time passed before the restore"


@dataclass(frozen=True, slots=True)
class SinceTheBackup:
    """What is known of the time after a backup: erasures to repeat, and the replaced file where it can be read."""

    erasures: Sequence[Erasure]
    former: FormerStore | None


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did. `former_was_read`: what was posted and hidden since the backup could be taken over.

    `lines_unread` of the erasure journal; None where there is no journal.
    """

    former: Path | None
    former_was_read: bool
    journal: Path
    lines_unread: int | None
    erasures: int
    skipped: int


BringUp = Callable[[WriteConnection, SinceTheBackup, datetime], Awaitable[None]]
"""Makes good in the restored copy, in one transaction, what has happened since the backup."""


async def put_back(backup: Path, database_url: str, bring_up: BringUp) -> Restored:
    """Check the backup, bring a copy of it up to date, make good what has happened since, and put it in place.

    Raises StoreInUse while a process is running, another StoreProblem for what is no sound backup. Until the copy is
    whole nothing is changed: whoever starts after a crash finds the former store, or the restored one without what was
    forgotten.
    """
    path = path_of(database_url)
    with only_process(path):
        require_sound(backup)
        _require_another(backup, path)
        with looked_into(backup) as connection:
            require_whole(connection, backup)
        journal = ErasureJournal.beside(path)
        erasures, lines_unread, replaced = journal.erasures(), journal.lines_unread(), look_into(path)
        with beside(path) as copy:
            unpack(backup, copy)
            made_again, skipped = await _bring_up(copy, erasures, replaced, bring_up)
            former = put_in_place(copy, path)
    return Restored(former, replaced is not None, journal.path, lines_unread, made_again, skipped)


def _require_another(backup: Path, path: Path) -> None:
    if path.exists() and backup.samefile(path):
        raise StoreProblem(f"{backup} is the database itself, and no backup of it; nothing was changed.")


async def _bring_up(
    copy: Path, erasures: Sequence[Erasure], former: FormerStore | None, bring_up: BringUp
) -> tuple[int, int]:
    """Migrate the copy and bring it up; how many erasures were new to it, and how many deliveries are past."""
    async with Database.open(f"sqlite:///{copy.as_posix()}") as database:
        now = datetime.now(UTC)
        async with database.write() as write:
            made = await marks_made(write)
            since = [each for each in erasures if each.mark not in made]
            await bring_up(write, SinceTheBackup(since, former), now)
            await note_made(write, since)
            return len(since), await outbox.skip_past(write, now, _PAST)
