"""The erasure journal: ids of what was erased, kept beside the database so that a restored backup forgets it again.

A line is one erasure, as JSON: what (a member's data, one entry, an opt-out), whose, in which guild, when, and the
message that an entry was captured from: an older backup may not know the entry, but the message may still stand in the
chat. It holds no text. Lines are written and synced before the erasing transaction commits, so a crash can only erase
too much.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from db.failures import StoreUnwritable

Erasing = Literal["member", "entry", "opt-out", "opt-in"]


@dataclass(frozen=True, slots=True)
class Erasure:
    """One thing to forget again: `subject` is a user id, or an entry's number; `at` in milliseconds since 1970.

    `message_id` is the message that an entry was captured from, where it was.
    """

    what: Erasing
    guild_id: int
    subject: int
    at: int
    message_id: int | None = None


class ErasureJournal:
    """The journal's file; it is made with the first erasure."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def beside(cls, database: Path) -> ErasureJournal:
        """The journal that belongs to a database's file."""
        return cls(database.with_name(database.name + ".erasures"))

    def record(self, erasures: list[Erasure]) -> None:
        """Append and sync to disk; raises StoreUnwritable when the disk refuses. Blocks for about a millisecond."""
        if not erasures:
            return
        lines = "".join(json.dumps(asdict(erasure)) + "\n" for erasure in erasures)
        try:
            self._append(lines)
        except OSError:
            raise StoreUnwritable(f"{self.path} cannot be written. Check the disk; nothing was erased.") from None

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

    def since(self, instant: int) -> Iterator[Erasure]:
        """The erasures at or after an instant; a last line cut short by a crash is passed over."""
        if not self.path.exists():
            return
        with self.path.open(encoding="utf-8") as file:
            for line in file:
                try:
                    erasure = Erasure(**_fields(line))
                except (ValueError, TypeError):
                    continue
                if erasure.at >= instant:
                    yield erasure


def _fields(line: str) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(line)
    return fields
