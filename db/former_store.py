"""What a restore takes over from the file that it replaces: ids of what stands in public, and of what may not.

A backup does not know what was posted after it was made. Those cards and digests still stand in the server, with
members' names and words, and would follow nobody's erasure any more. Nor does it know what moderators have hidden, what
patients do not want shared, what has become private to its channel, and which servers the bot has left.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.clinical.reading import EntryKind
from db import communities, complications, digest, entries, outbox, posted_copies, questions, standings
from db.closing import close_entry
from db.connections import WriteConnection
from db.digest import Issue
from db.failures import DiskFull, InvalidDatabaseUrl, StoreClosed, StoreInUse, StoreProblem
from db.instants import from_milliseconds
from db.migrating import require_ours
from db.posted_copies import PostedCopy
from db.read_only import looked_into

_COPIES = """
    SELECT entry.guild_id, key & 4294967295 AS number, kind, posted_copy.message_id, posted_copy.channel_id, face
    FROM posted_copy JOIN entry ON key = entry_key ORDER BY posted_copy.message_id
"""
_DISCUSSIONS = """
    SELECT entry.guild_id, key & 4294967295 AS number, kind, discussion.channel_id
    FROM discussion JOIN entry ON key = entry_key
"""
_HIDDEN = """
    SELECT entry.guild_id, key & 4294967295 AS number, kind, message_id, reason
    FROM hidden_entry JOIN entry ON key = entry_key
"""
_REFUSED = """
    SELECT entry.guild_id, key & 4294967295 AS number, kind, message_id
    FROM complication JOIN entry ON key = entry_key WHERE consent = 'no'
"""
_PRIVATE = """
    SELECT guild_id, message_id, private_channel_id FROM entry
    WHERE private_channel_id IS NOT NULL AND message_id IS NOT NULL AND status <> 'withdrawn'
"""
_ISSUES = "SELECT * FROM digest_issue WHERE message_id IS NOT NULL ORDER BY issue_no"
# Every change of what stands in public has put an edit of it into the outbox. What is dated to a day's end is a
# withheld report's erasure: by the journal it is made again, and shown no sooner.
_EDITS = """
    SELECT dedupe_key, target_id FROM outbox
    WHERE kind IN ('entry_copy', 'digest_copy', 'discussion_name') AND due_at % 86400000 <> 0
"""
_COMMUNITIES = "SELECT guild_id, last_number, left_at FROM community"


@dataclass(frozen=True, slots=True)
class FormerStore:
    """What the replaced file says: rows with the guild's id and the entry's number, as keys may differ."""

    communities: Sequence[sqlite3.Row]
    copies: Sequence[sqlite3.Row]
    discussions: Sequence[sqlite3.Row]
    hidden: Sequence[sqlite3.Row]
    refused: Sequence[sqlite3.Row]
    private: Sequence[sqlite3.Row]
    issues: Sequence[Issue]
    edits: Sequence[sqlite3.Row]


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What is to be shown anew: entries by guild and number, and posted digests."""

    entries: Sequence[tuple[int, int]]
    issues: Sequence[Issue]


def look_into(path: Path) -> FormerStore | None:
    """What stands in the file that a restore replaces; None where it is absent, damaged or of another version.

    Raises a StoreProblem for a file that is only locked, somebody else's or short of room: all of that would be lost.
    """
    try:
        with looked_into(path) as connection:
            require_ours(connection, path)
            connection.row_factory = sqlite3.Row
            return FormerStore(
                communities=connection.execute(_COMMUNITIES).fetchall(),
                copies=connection.execute(_COPIES).fetchall(),
                discussions=connection.execute(_DISCUSSIONS).fetchall(),
                hidden=connection.execute(_HIDDEN).fetchall(),
                refused=connection.execute(_REFUSED).fetchall(),
                private=connection.execute(_PRIVATE).fetchall(),
                issues=[digest.issue_from(row) for row in connection.execute(_ISSUES)],
                edits=connection.execute(_EDITS).fetchall(),
            )
    except (DiskFull, InvalidDatabaseUrl, StoreInUse, StoreClosed):
        raise
    except (StoreProblem, LookupError, ValueError):
        return None


async def take_over(write: WriteConnection, former: FormerStore, now: datetime) -> TakenOver:
    """Know again what was posted since the backup, and keep from sight again what was hidden, refused or made private.

    What shows an entry that the backup does not know shows a tombstone from now on: nobody could take it back else. A
    message that was hidden, or whose patient said no, is not captured again; any other is, under a new number.
    """
    for row in former.communities:
        # Also where the backup does not know the community: the buttons of its cards name these numbers.
        await communities.reserve_number(write, row["guild_id"], row["last_number"], now)
        if row["left_at"] is not None:
            await communities.mark_left(write, row["guild_id"], from_milliseconds(row["left_at"]))
    was_edited = await _edited_since(write, former, now)
    changed = [
        *await _hide(write, former.hidden, now),
        *await _refuse(write, former.refused, now),
        *await _close(write, former.private),
        *await _know_again(write, former, now),
        *await _showing(write, was_edited),
    ]
    known_issues = [digest.issue_from(row) for row in await write.all(_ISSUES)]
    issues = [issue for each in former.issues if (issue := await _digest_again(write, each)) is not None]
    issues += [each for each in known_issues if each.message_id in was_edited]
    return TakenOver(list(dict.fromkeys(changed)), issues)


async def _hide(write: WriteConnection, hidden: Sequence[sqlite3.Row], now: datetime) -> list[tuple[int, int]]:
    changed: list[tuple[int, int]] = []
    for row in hidden:
        guild_id, number = row["guild_id"], await _known_or_buried(write, row, now)
        if await standings.hide(write, guild_id, number, row["reason"]):
            changed.append((guild_id, number))
    return changed


async def _refuse(write: WriteConnection, refused: Sequence[sqlite3.Row], now: datetime) -> list[tuple[int, int]]:
    changed: list[tuple[int, int]] = []
    for row in refused:
        guild_id, number = row["guild_id"], await _known_or_buried(write, row, now)
        entry = await entries.by_number(write, guild_id, number)
        await complications.refuse(write, guild_id, number)  # also where a report that was merged into it says so
        if entry is not None and not entry.is_refused:
            changed.append((guild_id, number))
    return changed


async def _close(write: WriteConnection, private: Sequence[sqlite3.Row]) -> list[tuple[int, int]]:
    changed: list[tuple[int, int]] = []
    for row in private:
        known = await entries.by_message(write, row["guild_id"], row["message_id"])
        if known is not None and known.source is not None and known.source.private_channel_id is None:
            await close_entry(write, known.guild_id, known.number, row["private_channel_id"])
            changed.append((known.guild_id, known.number))
    return changed


async def _known_or_buried(write: WriteConnection, row: sqlite3.Row, now: datetime) -> int:
    """The number under which the backup knows an entry, or else of the tombstone that keeps its message away."""
    guild_id, number, message_id = row["guild_id"], row["number"], row["message_id"]
    known = await entries.by_message(write, guild_id, message_id) if message_id is not None else None
    known = known or await entries.by_number(write, guild_id, number)
    if known is not None:
        return known.number
    await entries.leave_tombstone(write, guild_id, number, EntryKind(row["kind"]), message_id, now)
    return number


async def _know_again(write: WriteConnection, former: FormerStore, now: datetime) -> list[tuple[int, int]]:
    known_copies = {row["message_id"] for row in await write.all(_COPIES)}
    known_places = {row["channel_id"] for row in await write.all(_DISCUSSIONS)}
    copies = [row for row in former.copies if row["message_id"] not in known_copies]
    discussions = [row for row in former.discussions if row["channel_id"] not in known_places]
    for row in (*copies, *discussions):
        if await entries.by_number(write, row["guild_id"], row["number"]) is None:
            await entries.leave_tombstone(write, row["guild_id"], row["number"], EntryKind(row["kind"]), None, now)
    for row in copies:
        copy = PostedCopy(row["message_id"], row["channel_id"], row["guild_id"], row["number"], row["face"])
        await posted_copies.add(write, copy)
    for row in discussions:
        await questions.open_discussion(write, row["guild_id"], row["number"], row["channel_id"])
    return [(row["guild_id"], row["number"]) for row in (*copies, *discussions)]


async def _edited_since(write: WriteConnection, former: FormerStore, now: datetime) -> frozenset[int]:
    """What may show something that the backup does not know, and what would follow nobody's erasure.

    For a backup that is older than the outbox keeps its rows, that is all that stands there.
    """
    row = await write.one("SELECT max(changed_at) AS at FROM entry")
    if row is None or row["at"] is None or from_milliseconds(row["at"]) < now - outbox.KEPT_AFTER_ITS_END:
        standing = (each["message_id"] for each in former.copies)
        places = (each["channel_id"] for each in former.discussions)
        return frozenset([*standing, *places, *(each.message_id for each in former.issues if each.message_id)])
    known = {row["dedupe_key"] for row in await write.all(_EDITS)}
    return frozenset(row["target_id"] for row in former.edits if row["dedupe_key"] not in known)


async def _showing(write: WriteConnection, was_edited: frozenset[int]) -> list[tuple[int, int]]:
    """The entries, as the backup knows them, whose copies, threads or posts these are."""
    copies, places = await write.all(_COPIES), await write.all(_DISCUSSIONS)
    shown = [
        *(row for row in copies if row["message_id"] in was_edited),
        *(row for row in places if row["channel_id"] in was_edited),
    ]
    return [(row["guild_id"], row["number"]) for row in shown]


async def _digest_again(write: WriteConnection, issue: Issue) -> Issue | None:
    """A digest that the backup does not know, as it is known now."""
    known = await digest.by_key(write, issue.key)
    if issue.message_id is None or (known is not None and known.message_id is not None):
        return None
    await digest.compose(write, issue)
    await digest.posted(write, issue.key, issue.message_id)
    return await digest.by_key(write, issue.key)
