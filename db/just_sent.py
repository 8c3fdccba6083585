"""What a member has just sent in a form: a form bears no number of its own by which a second sending would be known."""

from __future__ import annotations

from datetime import datetime

from bot.clinical.reading import EntryKind
from db.connections import ReadConnection
from db.entries import COLUMNS, Entry, entry_from
from db.instants import to_milliseconds


async def just_sent(
    read: ReadConnection,
    guild_id: int,
    author_id: int,
    kind: EntryKind,
    text: str,
    *,
    question: int | None,
    since: datetime,
) -> list[Entry]:
    """The author's listed entries of this text that stand in no message; of answers, those to this question.

    What has been added to or put right since is no longer what was sent.
    """
    rows = await read.all(
        f"SELECT {COLUMNS} FROM entry LEFT JOIN answer ON answer.entry_key = entry.key "  # noqa: S608 (own columns)
        "WHERE entry.author_id = :author_id AND entry.guild_id = :guild_id AND entry.message_id IS NULL "
        "AND entry.status = 'listed' AND entry.created_at >= :since AND entry.changed_at = entry.created_at "
        "AND entry.kind = :kind AND entry.text = :text AND coalesce(answer.question_key, -1) = :question_key",
        {
            "author_id": author_id,
            "guild_id": guild_id,
            "since": to_milliseconds(since),
            "kind": kind.value,
            "text": text,
            "question_key": -1 if question is None else await read.key_of(guild_id, question),
        },
    )
    return [entry_from(row) for row in rows]
