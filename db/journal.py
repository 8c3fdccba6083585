"""The erasure journal: ids of what was erased, kept beside the database so that a restored backup forgets it again.

A line is one erasure, as JSON: what (a member's data, one entry or scope rule, the check of a credential, a whole
server, an opt-out), whose, in which guild, when, and the message that an entry was captured from: an older backup may
not know the entry, but the message may still stand in the chat. It holds no text. Lines are written and synced before
the erasing transaction commits, so a crash can only erase too much.

The store keeps the marks of the lines that it has behind it, each written in the erasure's own transaction. So a backup
knows exactly which of them it lacks, also where it was made in the middle of one or a clock was put right in between.

Lines stand in the order of their times. What is dated to the end of a day (reports whose reporter's name is withheld)
so stands apart from whose erasure took it along, and tells no more by its place than by its time. A member's wishes,
and all that followed a server's erasure, keep their order where a clock was put back in between: the last one counts.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from operator import index
from pathlib import Path
from typing import Any, Final, Literal, get_args

from db.connections import ReadConnection, WriteConnection
from db.failures import StoreClosed, StoreUnwritable

Erasing = Literal["member", "entry", "scope rule", "credential check", "server", "opt-out", "opt-in"]

_WHAT: Final = get_args(Erasing)
_WISHES: Final = ("opt-out", "opt-in")
_LARGEST_ID: Final = 2**63 - 1
_LAST_INSTANT: Final = 253_402_300_799_999  # the end of the year 9999
_MARK_LENGTH: Final = 16
_LAST_LINES: Final = 4096  # bytes; a line has about a hundred


@dataclass(frozen=True, slots=True)
class Erasure:
    """One thing to forget again: `subject` is the id of a member or server, or the number of an entry or scope rule.

    `at` is in milliseconds since 1970. `message_id` is the message that an entry was captured from, where it was.
    """

    what: Erasing
    guild_id: int
    subject: int
    at: int
    message_id: int | None = None

    @property
    def mark(self) -> str:
        """By which this very erasure is known again, without its ids."""
        parts = (self.what, self.guild_id, self.subject, self.at, self.message_id)
        return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:_MARK_LENGTH]


class ErasureJournal:
    """The journal's file; it is made with the first erasure."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def beside(cls, database: Path) -> ErasureJournal:
        """The journal that belongs to a database's file."""
        return cls(database.with_name(database.name + ".erasures"))

    async def record(self, write: WriteConnection, erasures: list[Erasure]) -> None:
        """Write in what this transaction erases, before it is committed: a crash in between can only erase too much."""
        await note_made(write, erasures)
        self.write_in(erasures)

    def write_in(self, erasures: list[Erasure]) -> None:
        """Write lines and sync them to disk; raises StoreUnwritable when the disk refuses.

        Blocks for about a millisecond; where something of a later time stands already, as long as a copy takes.
        """
        if not erasures:
            return
        try:
            if min(each.at for each in erasures) < self._last_at():
                self._write_anew(_in_order([*self.erasures(), *erasures]))
            else:
                self._append(_lines(_in_order(erasures)))
        except OSError:
            raise StoreUnwritable(f"{self.path} cannot be written. Check the disk; nothing was erased.") from None

    def _last_at(self) -> int:
        """The latest time of the last whole lines; 0 where there are none. A wish may stand below one of later time."""
        if not self.path.exists():
            return 0
        with self.path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _LAST_LINES))
            last = file.read().decode("utf-8", "replace").splitlines()
        return max((found.at for line in last if (found := _erasure(line)) is not None), default=0)

    def _write_anew(self, erasures: list[Erasure]) -> None:
        beside = self.path.with_name(self.path.name + ".new")
        with beside.open("w", encoding="utf-8") as file:
            file.write(_lines(erasures))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)
        if os.name == "posix":  # elsewhere a directory cannot be opened, and a rename is kept by the file system
            _sync_directory(self.path.parent)

    def _append(self, lines: str) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            if self._is_cut_short():
                file.write("\n")  # else this line would be lost with the one that a crash cut short
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())

    def _is_cut_short(self) -> bool:
        with self.path.open("rb") as file:
            if file.seek(0, os.SEEK_END) == 0:
                return False
            file.seek(-1, os.SEEK_END)
            return file.read(1) != b"\n"

    def erasures(self) -> list[Erasure]:
        """All that was erased; a line cut short by a crash is passed over.

        Raises StoreClosed where the file is there and cannot be opened.
        """
        return [found for line in self._read() if (found := _erasure(line)) is not None]

    def lines_unread(self) -> int | None:
        """How many lines say nothing that can be understood; None where there is no journal."""
        if not self.path.exists():
            return None
        return sum(_erasure(line) is None for line in self._read())

    def _read(self) -> list[str]:
        try:
            return self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return []
        except OSError:
            raise StoreClosed(self.path) from None


async def marks_made(read: ReadConnection) -> frozenset[str]:
    """The marks of the erasures that a store has behind it."""
    return frozenset(row["mark"] for row in await read.all("SELECT mark FROM erasure_made"))


async def note_made(write: WriteConnection, erasures: list[Erasure]) -> None:
    """From now on the store has these behind it."""
    await write.run_each(
        "INSERT INTO erasure_made (mark) VALUES (:mark) ON CONFLICT (mark) DO NOTHING",
        [{"mark": each.mark} for each in erasures],
    )


def _erasure(line: str) -> Erasure | None:
    try:
        found = Erasure(**_fields(line))
        ids = [index(each) for each in (found.guild_id, found.subject, found.message_id or 0)]
        is_sound = found.what in _WHAT and 0 <= index(found.at) <= _LAST_INSTANT
    except (ValueError, TypeError):
        return None
    return found if is_sound and min(ids) >= 0 and max(ids) <= _LARGEST_ID else None


def _lines(erasures: list[Erasure]) -> str:
    return "".join(json.dumps(asdict(each)) + "\n" for each in erasures)


def _in_order(erasures: Iterable[Erasure]) -> list[Erasure]:
    """By time, entries of one time by number: neither tells which came first.

    A wish stays after the same member's former one, and everything after its server's erasure, whatever their times.
    """
    after: defaultdict[tuple[int, int], int] = defaultdict(int)
    placed: list[tuple[int, int, Erasure]] = []
    for each in erasures:
        whose, server = (each.guild_id, each.subject), (each.guild_id, each.guild_id)
        at = max(each.at, after[server], after[whose] if each.what in _WISHES else 0)
        if each.what in (*_WISHES, "server"):
            after[whose] = at
        placed.append((at, each.subject if each.what == "entry" else 0, each))
    return [each for _, _, each in sorted(placed, key=lambda place: place[:2])]


def _sync_directory(directory: Path) -> None:
    opened = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _fields(line: str) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(line)
    return fields
