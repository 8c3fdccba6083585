"""Public copies follow their entry: each change puts an edit of every copy into the outbox, in the same transaction."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.exchange import agenda_posts
from bot.exchange.outbox import Ended
from db import digest, entries, merges, outbox, outcomes, posted_copies, questions, standings
from db.connections import WriteConnection
from db.digest import Issue
from db.entries import Entry
from db.outbox import Posting

COPY_KIND = "entry_copy"
DIGEST_COPY_KIND = "digest_copy"
NAME_KIND = "discussion_name"
UNMERGED_KIND = "entry_unmerged"
_NOTICE_GRACE = timedelta(days=30)
_GRACE = timedelta(days=365)  # a copy that is wrong is put right however late


def may_stand_in(entry: Entry, channel_ids: Collection[int]) -> bool:
    """Whether a copy may be shown to all in a channel, given with its parent: of what is private only at home."""
    return entry.private_channel_id is None or entry.private_channel_id in channel_ids


async def follow(write: WriteConnection, guild_id: int, number: int, now: datetime) -> None:
    """Have every public copy of an entry shown anew; call `Outbox.announce` after the transaction.

    An answer stands on its question's copies too, and its own name what was asked, also those that only some can read;
    a question for an expert session stands on the session's agenda. What was merged into an entry that is listed no
    more is listed again: it would be found nowhere. What it superseded says so no longer by a number that leads to
    nothing. A protocol's card warns of a serious complication that a report of its use counts, and the card of the
    entry that it was merged into tells how it went on.
    The key is random: an edit may be made twice without harm, and two changes within a millisecond both count.
    """
    question = await questions.question_of(write, guild_id, number)
    for each in (number, question) if question is not None else (number,):
        await follow_alone(write, guild_id, each, now)
        await agenda_posts.follow_question(write, guild_id, each, now)
    for answer in await questions.answers_to(write, guild_id, number):
        await follow_alone(write, guild_id, answer, now)
    for each in (*await outcomes.counting(write, guild_id, number), *await merges.part_of(write, guild_id, number)):
        await follow_alone(write, guild_id, each, now)
    for each in await standings.lose_successor(write, guild_id, number):
        await follow_alone(write, guild_id, each, now)
    for each in await merges.release(write, guild_id, number):
        await _come_back(write, guild_id, each, number, now)


async def take_apart(write: WriteConnection, guild_id: int, number: int, now: datetime) -> None:
    """The author of a merged entry has changed its words: whether it says the same as the other is open again."""
    kept = await merges.take_apart(write, guild_id, number)
    if kept is not None:
        await follow(write, guild_id, kept, now)
        await _come_back(write, guild_id, number, kept, now)


async def _come_back(write: WriteConnection, guild_id: int, number: int, kept: int, now: datetime) -> None:
    """An entry that was merged is listed again by itself, and the moderators are told."""
    await follow(write, guild_id, number, now)
    await outbox.put(
        write,
        Posting(
            kind=UNMERGED_KIND,
            guild_id=guild_id,
            due_at=now,
            grace=_NOTICE_GRACE,
            dedupe_key=f"unmerged:{guild_id}:{number}:{secrets.token_hex(8)}",
            label=str(kept),
            entry=number,
        ),
    )


async def follow_alone(write: WriteConnection, guild_id: int, number: int, now: datetime) -> None:
    """As `follow`, for what changes on an entry's own copies alone."""
    for copy in await posted_copies.of_entry(write, guild_id, number):
        prefix = f"copy:{copy.message_id}:"
        if await outbox.hasten(write, prefix, now):
            continue
        await outbox.put(
            write,
            Posting(
                kind=COPY_KIND,
                guild_id=guild_id,
                due_at=now,
                grace=_GRACE,
                dedupe_key=f"{prefix}{secrets.token_hex(8)}",
                label=copy.face,
                channel_id=copy.channel_id,
                target_id=copy.message_id,
                entry=number,
            ),
        )
    for issue in await digest.naming(write, guild_id, number):
        await digest_copy(write, issue, now)
    await _name_discussions(write, guild_id, number, now)


async def follow_found(write: WriteConnection, end: Ended, now: datetime) -> None:
    """A copy that was sent before a crash shows what its entry said then.

    Of a withheld report that was erased since it follows at the day's end, as all others do that were erased that day.
    """
    posting = end.delivery.posting
    if end.was_found and posting.entry is not None:
        entry = await entries.by_number(write, posting.guild_id, posting.entry)
        if entry is not None:
            await follow_alone(write, entry.guild_id, entry.number, max(now, entry.changed_at))


async def follow_meeting(write: WriteConnection, guild_id: int, meeting: int, now: datetime) -> None:
    """A meeting was changed or called off: have the digests in which it stands shown anew."""
    for issue in await digest.naming_meeting(write, guild_id, meeting):
        await digest_copy(write, issue, now)


async def take_over_discussions(write: WriteConnection, guild_id: int, number: int, now: datetime) -> None:
    """Threads and posts of another entry are this one's since a merge: they bear its title, not the other's words."""
    for thread_id in await questions.discussions_of(write, guild_id, number):
        await _name_discussion(write, guild_id, number, thread_id, now)


async def _name_discussions(write: WriteConnection, guild_id: int, number: int, now: datetime) -> None:
    """A thread or post that the bot has opened bears its entry's title: not longer than the entry is listed.

    Discord lets a name be changed twice in ten minutes: an edit of the title alone does not rename it.
    """
    hides = await entries.is_hidden_from_all(write, guild_id, number)
    for thread_id in await questions.discussions_of(write, guild_id, number):
        if hides or await outbox.has_any(write, _name_prefix(thread_id)):
            await _name_discussion(write, guild_id, number, thread_id, now)


def _name_prefix(thread_id: int) -> str:
    return f"copy:name:{thread_id}:"


async def _name_discussion(write: WriteConnection, guild_id: int, number: int, thread_id: int, now: datetime) -> None:
    prefix = _name_prefix(thread_id)
    if await _is_waiting(write, prefix, now):
        return
    await outbox.put(
        write,
        Posting(
            kind=NAME_KIND,
            guild_id=guild_id,
            due_at=now,
            grace=_GRACE,
            dedupe_key=f"{prefix}{secrets.token_hex(8)}",
            channel_id=thread_id,
            target_id=thread_id,
            entry=number,
        ),
    )


async def digest_copy(write: WriteConnection, issue: Issue, now: datetime) -> None:
    """Have a posted digest shown anew; an edit that nobody has begun shows this change as well."""
    prefix = f"copy:digest:{issue.number}:"
    if await _is_waiting(write, prefix, now):
        return
    await outbox.put(
        write,
        Posting(
            kind=DIGEST_COPY_KIND,
            guild_id=issue.guild_id,
            due_at=now,
            grace=_GRACE,
            dedupe_key=f"{prefix}{secrets.token_hex(8)}",
            label=str(issue.number),
            channel_id=issue.channel_id,
            target_id=issue.message_id,
        ),
    )


async def _is_waiting(write: WriteConnection, prefix: str, now: datetime) -> bool:
    """Whether an edit waits that nobody has begun, or that is owed; the latter is tried at once."""
    return await outbox.hasten(write, prefix, now) or await outbox.is_due(write, prefix)
