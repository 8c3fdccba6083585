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
    whose: int | bytes,
    kind: EntryKind,
    text: str,
    *,
    question: int | None,
    since: datetime,
) -> list[Entry]:
    """Somebody's listed entries of this text that stand in no message; of answers, those to this question.

    Whose they are is told by the author's number, or by the key of a reporter who withholds their name.

    What has been added to or put right since is no longer what was sent.
    """
    column = "reporter_key" if isinstance(whose, bytes) else "author_id"
    rows = await read.all(
        f"SELECT {COLUMNS} FROM entry LEFT JOIN answer ON answer.entry_key = entry.key "  # noqa: S608 (own columns)
        f"WHERE entry.{column} = :whose AND entry.guild_id = :guild_id AND entry.message_id IS NULL "
        "AND entry.status = 'listed' AND entry.created_at >= :since AND entry.changed_at = entry.created_at "
        "AND entry.kind = :kind AND entry.text = :text AND coalesce(answer.question_key, -1) = :question_key",
        {
            "whose": whose,
            "guild_id": guild_id,
            "since": to_milliseconds(since),
            "kind": kind.value,
            "text": text,
            "question_key": -1 if question is None else await read.key_of(guild_id, question),
        },
    )
    return [entry_from(row) for row in rows]
