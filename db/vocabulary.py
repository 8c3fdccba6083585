"""The words of the index: how common they are, which are spelled nearly alike, and those of what was erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from db import settings
from db.connections import ReadConnection, WriteConnection
from db.instants import to_milliseconds

FINISHED_FROM: Final = 100
"""A word that stands in more entries than these is no beginning of another."""
COMMON_FROM: Final = 1000
"""A word that stands in more entries than these makes a search too broad to rank, where there are only such."""

_MERGED_AT: Final = "search index merged at"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that many entries have, whichever guild's; the common ones are finished ones too."""

    finished: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()


UNKNOWN: Final = Vocabulary()
"""Nothing is known of any word: each may be rare, and the beginning of another."""


async def known_words(read: ReadConnection) -> Vocabulary:
    """Count every word of the index (20 ms for ten thousand entries): to be asked seldom, and beside the others."""
    rows = await read.all("SELECT term, doc FROM entry_word WHERE doc > :least", {"least": FINISHED_FROM})
    return Vocabulary(
        frozenset(row["term"] for row in rows), frozenset(row["term"] for row in rows if row["doc"] > COMMON_FROM)
    )


async def words_like(read: ReadConnection, beginning: str, shortest: int, longest: int) -> list[str]:
    """Indexed words of about this length, of every guild: each has to pass `words_in_use` before it is shown."""
    rows = await read.all(
        "SELECT term FROM entry_word WHERE term >= :first AND term < :after "
        "AND length(term) BETWEEN :shortest AND :longest",
        {"first": beginning, "after": beginning + "\U0010ffff", "shortest": shortest, "longest": longest},
    )
    return [row["term"] for row in rows]


async def forget_old_words(write: WriteConnection, now: datetime) -> None:
    """Let go of the words of texts that were changed or erased since this was last done; merge the whole index.

    FTS5 keeps them in older segments of its index until those are merged; its own `secure-delete` needs SQLite 3.42.
    Takes about 0.1 s for ten thousand entries, and every search is a little shorter afterwards.
    """
    since = int(await settings.get(write, _MERGED_AT) or 0)
    changed = await write.one("SELECT 1 FROM entry WHERE changed_at >= :since LIMIT 1", {"since": since})
    if changed is not None:
        await merge_index(write)
    await settings.put(write, _MERGED_AT, str(to_milliseconds(now)))


async def merge_index(write: WriteConnection) -> None:
    """Of words that stand in no entry any more nothing is left."""
    await write.run("INSERT INTO entry_search (entry_search) VALUES ('optimize')")
