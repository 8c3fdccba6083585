"""A meeting's public card: however often the meeting and the answers to it change, one edit at a time, in peace.

Discord lets a bot edit about one message a second in a channel, and three hundred members click within a minute. So
there is at most one edit waiting for each card, which shows whatever is true when it is made, and none is made less
than a few seconds after the one before. All of it stands in the store: a restart neither loses the last edit nor
hurries it.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from bot.exchange.meeting_posts import key_of, posting, until_start
from bot.exchange.outbox import NothingToSend, NotYet, token_of
from db import outbox, rsvp
from db.connections import ReadConnection, WriteConnection
from db.meetings import Meeting
from db.outbox import Posting

CARD = "meeting_card"
CARD_EDIT = "meeting_card_edit"
CARD_END = "meeting_card_end"
DELETED = "the announcement was deleted"
BETWEEN_EDITS = timedelta(seconds=3)
_EDIT_GRACE = timedelta(days=365)  # a card that is wrong is put right however late


def key_of_card(meeting: Meeting) -> str:
    """The key of the announcement; a meeting whose card was lost gets another."""
    return key_of(meeting, CARD if meeting.card_number == 1 else f"{CARD}:{meeting.card_number}")


def token_of_card(meeting: Meeting) -> str:
    """The token that a meeting's card keeps when it is edited."""
    return token_of(key_of_card(meeting))


async def put_card(write: WriteConnection, meeting: Meeting, now: datetime) -> None:
    """The announcement is due now."""
    card = posting(meeting, CARD, now, until_start(meeting, now))
    await outbox.put(write, replace(card, dedupe_key=key_of_card(meeting)))


async def put_end(write: WriteConnection, meeting: Meeting) -> None:
    """Have the card say that the meeting is over once it is; a meeting that was moved ends at another time."""
    await outbox.drop_waiting(write, meeting.guild_id, meeting.number, CARD_END)
    end = posting(meeting, CARD_END, meeting.plan.ends_at, _EDIT_GRACE)
    key = key_of(meeting, f"{CARD_END}:{meeting.card_number}:{meeting.plan.ends_at.isoformat()}")
    await outbox.put(write, replace(end, dedupe_key=key))


async def show_anew(write: WriteConnection, meeting: Meeting, now: datetime) -> None:
    """Have the card edited soon, in the transaction of what changed; call `Outbox.announce` after it.

    An edit that nobody has begun shows this change as well.
    """
    if await outbox.is_waiting(write, meeting.guild_id, meeting.number, CARD_EDIT):
        return
    card = await outbox.by_key(write, key_of_card(meeting))
    if card is not None and card.state == "due" and card.attempts == 0:
        return  # a card that is still to be posted, perhaps in months, will show it
    edited_at = await rsvp.card_edited_at(write, meeting.guild_id, meeting.number)
    due_at = now if edited_at is None else max(now, edited_at + BETWEEN_EDITS)
    await outbox.put(
        write,
        Posting(
            kind=CARD_EDIT,
            guild_id=meeting.guild_id,
            due_at=due_at,
            grace=_EDIT_GRACE,
            # Random, as an edit may be made twice without harm: what makes it one is the look for a waiting row.
            dedupe_key=key_of(meeting, f"{CARD_EDIT}:{secrets.token_hex(8)}"),
            channel_id=meeting.channel_id,
            target_id=card.message_id if card is not None else None,
            meeting=meeting.number,
        ),
    )


async def begin_edit(write: WriteConnection, meeting: Meeting, now: datetime) -> None:
    """The card is edited now. Called in the transaction that reads what it will show.

    What changed before stands in this edit, so that none need follow; what changes later makes one of its own.
    """
    await outbox.drop_waiting(write, meeting.guild_id, meeting.number, CARD_EDIT)
    await rsvp.note_card_edit(write, meeting.guild_id, meeting.number, now)


async def message_of_card(read: ReadConnection, meeting: Meeting) -> int:
    """The message id of a meeting's card; raises NotYet before it is posted, NothingToSend if it never was."""
    card = await outbox.by_key(read, key_of_card(meeting))
    if card is None or card.state in ("skipped", "failed"):
        raise NothingToSend("the announcement was never posted")
    if card.state != "sent" or card.message_id is None:
        raise NotYet("the announcement is still to be posted")
    return card.message_id
