"""Merges: one entry stands for two, with the reports, answers and copies of both; and the way back."""

from __future__ import annotations

from db import complications
from db.connections import ReadConnection, WriteConnection, number_of


async def merge(write: WriteConnection, guild_id: int, duplicate: int, kept: int) -> int:
    """Let a duplicate point to the entry that is kept, as do those that pointed to it, its reports, answers and cards.

    How many reports stay with the duplicate, because their members have reported on both.
    """
    keys = {
        "guild_id": guild_id,
        "duplicate": await write.key_of(guild_id, duplicate),
        "kept": await write.key_of(guild_id, kept),
    }
    for statement in _WAY_THERE:
        await write.run(statement, keys)
    for moving, remembering in _MOVES:
        moved = await write.run(moving, keys)
        await write.run_each(remembering, [{"moved": each[0], "duplicate": keys["duplicate"]} for each in moved])
    await complications.weigh(write, keys["kept"])
    left = await write.one(f"SELECT count(*) AS number FROM outcome WHERE {_OF_THE_DUPLICATE}", keys)  # noqa: S608 (own text)
    return int(left["number"]) if left else 0


async def merged_into(write: WriteConnection, guild_id: int, duplicate: int) -> int | None:
    """The number of the entry into which a merge, not undone so far, has put an entry."""
    row = await write.one(
        "SELECT kept_key FROM merge WHERE entry_key = :key", {"key": await write.key_of(guild_id, duplicate)}
    )
    return number_of(row["kept_key"]) if row else None


async def part_of(read: ReadConnection, guild_id: int, number: int) -> list[int]:
    """The entry that stands for this one, or stood for it as it was withdrawn, of several the last; at most one."""
    rows = await read.all(
        "SELECT superseded_by FROM entry JOIN merge ON merge.entry_key = entry.key "
        "WHERE entry.key = :key AND superseded_by IS NOT NULL",
        {"key": await read.key_of(guild_id, number)},
    )
    return [number_of(row["superseded_by"]) for row in rows]


async def unmerge(write: WriteConnection, guild_id: int, duplicate: int, kept: int) -> None:
    """Take a merge back: the status, and of what had moved all that is still there and still with the entry kept."""
    keys = {
        "duplicate": await write.key_of(guild_id, duplicate),
        "kept": await write.key_of(guild_id, kept),
    }
    for statement in _WAY_BACK:
        await write.run(statement, keys)
    for key in keys.values():
        await complications.weigh(write, key)


async def take_apart(write: WriteConnection, guild_id: int, duplicate: int) -> int | None:
    """Have a merged entry stand for itself again, also where the one it went into was merged in its turn.

    The number of the entry that stood for it; None where it is not merged.
    """
    key = await write.key_of(guild_id, duplicate)
    rows = await write.run(
        "UPDATE merge SET kept_key = entry.superseded_by FROM entry WHERE entry.key = merge.entry_key "
        "AND entry.key = :key AND entry.status = 'merged' AND entry.superseded_by IS NOT NULL RETURNING kept_key",
        {"key": key},
    )
    if not rows:
        return None
    kept = number_of(rows[0]["kept_key"])
    await unmerge(write, guild_id, duplicate, kept)
    return kept


async def release(write: WriteConnection, guild_id: int, kept: int) -> list[int]:
    """Those merged into an entry stand for themselves again where it is listed no more, or only for some; which.

    So they do where it has become another kind of entry, or a protocol with other settings: under their numbers these
    would be shown.

    What went into one that was merged in its turn and is gone stays with the entry that stands for all of them.
    """
    key = await write.key_of(guild_id, kept)
    rows = await write.all(
        "SELECT entry.key, entry.superseded_by FROM merge JOIN entry ON entry.key = merge.entry_key "
        "JOIN entry AS kept ON kept.key = merge.kept_key WHERE merge.kept_key = :key AND entry.status = 'merged' "
        "AND (kept.status NOT IN ('listed', 'merged') OR (kept.private_channel_id IS NOT NULL "
        "AND kept.private_channel_id IS NOT entry.private_channel_id) OR kept.kind <> entry.kind "
        "OR (kept.kind = 'protocol' AND kept.settings_version <> merge.kept_version)) ORDER BY entry.key",
        {"key": key},
    )
    released = [number_of(row["key"]) for row in rows if row["superseded_by"] == key]
    for number in released:
        await unmerge(write, guild_id, number, kept)
    await write.run(
        "UPDATE merge SET kept_key = entry.superseded_by, kept_version = (SELECT settings_version FROM entry AS kept "
        "WHERE kept.key = entry.superseded_by) FROM entry WHERE entry.key = merge.entry_key "
        "AND merge.kept_key = :key AND entry.status = 'merged' AND entry.superseded_by <> :key "
        "AND EXISTS (SELECT 1 FROM entry AS gone WHERE gone.key = :key AND gone.status = 'withdrawn')",
        {"key": key},
    )
    return released


_VERSION_KEPT = "(SELECT settings_version FROM entry WHERE key = :kept)"
_OF_THE_DUPLICATE = (
    "entry_key = :duplicate AND settings_version = (SELECT settings_version FROM merge WHERE entry_key = :duplicate)"
)
_WAY_THERE = (
    "INSERT INTO merge (entry_key, guild_id, kept_key, settings_version, kept_version, former_successor, "
    "replaced_the_kept) SELECT key, :guild_id, :kept, settings_version, "
    "(SELECT settings_version FROM entry AS other WHERE other.key = :kept), superseded_by, "
    "EXISTS (SELECT 1 FROM entry AS other WHERE other.key = :kept AND other.superseded_by = :duplicate) "
    "FROM entry WHERE key = :duplicate",
    "UPDATE entry SET status = 'merged', superseded_by = :kept WHERE key = :duplicate",
    "UPDATE entry SET standing = 'current', superseded_by = NULL WHERE key = :kept AND superseded_by = :duplicate",
    "INSERT INTO merged_answer (entry_key, merge_key, accepted_at) "
    "SELECT entry_key, :duplicate, accepted_at FROM answer WHERE question_key = :duplicate AND entry_key <> :kept",
    # Of two accepted answers the one of the question that is kept stays.
    "UPDATE answer SET question_key = :kept, accepted_at = CASE WHEN EXISTS (SELECT 1 FROM answer AS other "
    "WHERE other.question_key = :kept AND other.accepted_at IS NOT NULL) THEN NULL ELSE accepted_at END "
    "WHERE question_key = :duplicate AND entry_key <> :kept",  # it may have been an answer before it was a question
)
# An entry's change of hands, and what is remembered of it.
_MOVES = (
    (
        f"UPDATE outcome SET entry_key = :kept, settings_version = {_VERSION_KEPT} "  # noqa: S608 (own text)
        f"WHERE {_OF_THE_DUPLICATE} AND user_id NOT IN ("
        f"SELECT user_id FROM outcome WHERE entry_key = :kept AND settings_version = {_VERSION_KEPT}) "
        "RETURNING outcome_no",
        "INSERT INTO merged_outcome (outcome_no, merge_key) VALUES (:moved, :duplicate)",
    ),
    (
        # In the place of a report without a name no card with another reporter's name may stand: it would be taken for
        # theirs. So its notices stay its own, and say that it was merged.
        "UPDATE posted_copy SET entry_key = :kept WHERE entry_key = :duplicate AND face = 'card' "
        "AND NOT EXISTS (SELECT 1 FROM entry WHERE key = :duplicate AND reporter_key IS NOT NULL) RETURNING message_id",
        "INSERT INTO merged_copy (message_id, merge_key) VALUES (:moved, :duplicate)",
    ),
    (
        "UPDATE discussion SET entry_key = :kept WHERE entry_key = :duplicate RETURNING channel_id",
        "INSERT INTO merged_discussion (channel_id, merge_key) VALUES (:moved, :duplicate)",
    ),
    (
        "UPDATE entry SET superseded_by = :kept WHERE superseded_by = :duplicate RETURNING key",
        "INSERT INTO merged_predecessor (entry_key, merge_key) VALUES (:moved, :duplicate)",
    ),
)
_WAY_BACK = (
    "UPDATE outcome SET entry_key = :duplicate, "
    "settings_version = (SELECT settings_version FROM merge WHERE entry_key = :duplicate) "
    "WHERE outcome_no IN (SELECT outcome_no FROM merged_outcome WHERE merge_key = :duplicate) "
    "AND entry_key = :kept",
    "UPDATE posted_copy SET entry_key = :duplicate "
    "WHERE message_id IN (SELECT message_id FROM merged_copy WHERE merge_key = :duplicate) "
    "AND entry_key = :kept",
    "UPDATE discussion SET entry_key = :duplicate "
    "WHERE channel_id IN (SELECT channel_id FROM merged_discussion WHERE merge_key = :duplicate) "
    "AND entry_key = :kept",
    "UPDATE answer SET question_key = :duplicate "
    "WHERE entry_key IN (SELECT entry_key FROM merged_answer WHERE merge_key = :duplicate) "
    "AND question_key = :kept",
    # What was accepted before is again, unless another of these answers was accepted meanwhile.
    "UPDATE answer SET accepted_at = (SELECT accepted_at FROM merged_answer AS former "
    "WHERE former.merge_key = :duplicate AND former.entry_key = answer.entry_key) "
    "WHERE question_key = :duplicate AND NOT EXISTS ("
    "SELECT 1 FROM answer AS other WHERE other.question_key = :duplicate AND other.accepted_at IS NOT NULL)",
    "UPDATE entry SET superseded_by = :duplicate "
    "WHERE key IN (SELECT entry_key FROM merged_predecessor WHERE merge_key = :duplicate) "
    "AND superseded_by = :kept",
    # The entry that was kept had given way to the duplicate, and was current only because of the merge.
    "UPDATE entry SET standing = 'superseded', superseded_by = :duplicate "
    "WHERE key = :kept AND standing = 'current' AND status <> 'withdrawn' "
    "AND (SELECT replaced_the_kept FROM merge WHERE entry_key = :duplicate) = 1",
    "UPDATE entry SET status = CASE WHEN text = '' THEN 'held' ELSE 'listed' END, "
    "superseded_by = (SELECT former_successor FROM merge WHERE entry_key = :duplicate) "
    "WHERE key = :duplicate AND status = 'merged'",
    "DELETE FROM merge WHERE entry_key = :duplicate",
)
