"""What goes out about a meeting when it is planned, changed or called off; each in the transaction that does it.

The card of a series' occurrence is posted when the one before it is over, so that a weekly meeting has one card at a
time, and so is the event in the server's own list, which holds about a hundred at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.exchange import agenda_posts, copies, presenters
from bot.exchange.attendance_looks import LOOK, put_looks
from bot.exchange.meeting_card_edits import CARD, CARD_END, key_of_card, put_card, put_end, show_anew
from bot.exchange.meeting_posts import CANCELLED, CHANGED, key_of, posting, until_start
from bot.exchange.meeting_reminders import KINDS, put_reminders, replace_reminders
from bot.exchange.rsvp import MOST_MENTIONS, settle_places, standing_of
from db import meetings, outbox
from db.connections import ReadConnection, WriteConnection
from db.instants import from_milliseconds, to_milliseconds
from db.meetings import Meeting
from db.outbox import Delivery

EVENT = "meeting_event"
CANCELLED_WORDS = "the meeting was cancelled"
_FROM_HERE_ON = "from here on"
_SHORTEST_NOTICE = timedelta(days=1)
_EVENT_GRACE = timedelta(days=365)  # the list of events is put right however late


@dataclass(frozen=True, slots=True)
class News:
    """A word about a change: when the meeting was to begin before, and the members whom this message pings."""

    meeting: Meeting
    former_start: datetime
    user_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CalledOff:
    """The word of a cancellation, perhaps of all the meetings after it too, and the members whom this message pings."""

    meeting: Meeting
    from_here_on: bool
    user_ids: tuple[int, ...]


async def announce(write: WriteConnection, meeting: Meeting, card_due: datetime, now: datetime) -> None:
    """A meeting was planned; its card is due at a moment, and no reminder comes before it."""
    await put_card(write, meeting, card_due)
    await put_end(write, meeting)
    await put_reminders(write, meeting, max(now, card_due))
    await _mirror(write, meeting, card_due)


async def follow(write: WriteConnection, former: Meeting, meeting: Meeting, now: datetime) -> None:
    """A planned meeting was changed: its card, its reminders and its event follow, and whom it concerns is told."""
    card_due = await _card_to_come(write, meeting, now)
    moved = former.plan.starts_at != meeting.plan.starts_at
    await settle_places(write, meeting, now)
    await put_looks(write, meeting, now)
    if card_due is not None:
        card_due = card_due if card_due + _SHORTEST_NOTICE <= meeting.plan.starts_at else now
        await outbox.drop_waiting(write, meeting.guild_id, meeting.number, CARD)
        await put_card(write, meeting, card_due)
    else:
        await show_anew(write, meeting, now)
    if former.plan.ends_at != meeting.plan.ends_at:
        await put_end(write, meeting)
    if moved:
        await replace_reminders(write, meeting, max(now, card_due or now))
        await presenters.put_reminders(write, meeting, now)
    await agenda_posts.follow_if_posted(write, meeting.guild_id, meeting.number, now)
    await copies.follow_meeting(write, meeting.guild_id, meeting.number, now)
    if moved or former.plan.place != meeting.plan.place:
        await _tell(write, former, meeting, now, is_known=card_due is None)
    await _mirror(write, meeting, card_due or now)


async def call_off(write: WriteConnection, meeting: Meeting, now: datetime) -> None:
    """A meeting was cancelled: nothing more is sent about it, and what stands says so. The word is another's."""
    card_due = await _card_to_come(write, meeting, now)
    await agenda_posts.follow_if_posted(write, meeting.guild_id, meeting.number, now)
    await copies.follow_meeting(write, meeting.guild_id, meeting.number, now)
    await outbox.skip_waiting(write, meeting.guild_id, meeting.number, (*KINDS, CHANGED, LOOK), CANCELLED_WORDS)
    await outbox.drop_waiting(write, meeting.guild_id, meeting.number, CARD_END)
    if card_due is not None:
        await outbox.skip_waiting(write, meeting.guild_id, meeting.number, (CARD, EVENT), CANCELLED_WORDS)
    else:
        await show_anew(write, meeting, now)
        await _mirror(write, meeting, now)


async def tell_cancelled(write: WriteConnection, meeting: Meeting, now: datetime, *, from_here_on: bool) -> None:
    """The short word to the channel, about one meeting or about the rest of its series; whom it concerns is pinged."""
    word = posting(meeting, CANCELLED, now, until_start(meeting, now))
    for part in range(_messages_for(await _concerned(write, meeting, from_here_on=from_here_on))):
        label = f"{_FROM_HERE_ON if from_here_on else ''}:{part}"
        key = f"{word.dedupe_key}:{part}" if part else word.dedupe_key
        await outbox.put(write, replace(word, label=label, dedupe_key=key))


async def called_off(read: ReadConnection, meeting: Meeting, delivery: Delivery) -> CalledOff:
    """What a word of a cancellation says, and whom it pings."""
    what, part = delivery.posting.label.split(":")
    from_here_on = what == _FROM_HERE_ON
    concerned = await _concerned(read, meeting, from_here_on=from_here_on)
    return CalledOff(meeting, from_here_on, _named_in(int(part), concerned))


async def news_of(read: ReadConnection, meeting: Meeting, delivery: Delivery) -> News:
    """Whom a word about a change pings: those whom it concerns when it is sent, divided among its messages."""
    former_start, part = delivery.posting.label.split(":")
    concerned = [each.user_id for each in (await standing_of(read, meeting)).concerned]
    return News(meeting, from_milliseconds(int(former_start)), _named_in(int(part), concerned))


async def _concerned(read: ReadConnection, meeting: Meeting, *, from_here_on: bool) -> list[int]:
    """Whom the end of what is called off concerns, each once."""
    off = [meeting]
    if from_here_on and meeting.series is not None and meeting.original_at is not None:
        whole = await meetings.of_series(read, meeting.guild_id, meeting.series)
        off = [each for each in whole if each.original_at is not None and each.original_at >= meeting.original_at]
    concerned: dict[int, None] = {}
    for each in off:
        concerned |= dict.fromkeys(rsvp.user_id for rsvp in (await standing_of(read, each)).concerned)
    return list(concerned)


def _messages_for(concerned: Sequence[int]) -> int:
    return max(1, -(-len(concerned) // MOST_MENTIONS))


def _named_in(part: int, concerned: Sequence[int]) -> tuple[int, ...]:
    return tuple(concerned[part * MOST_MENTIONS : (part + 1) * MOST_MENTIONS])


async def _card_to_come(read: ReadConnection, meeting: Meeting, now: datetime) -> datetime | None:
    """When the card is to be posted, where that is still ahead: it will show whatever is true then."""
    card = await outbox.by_key(read, key_of_card(meeting))
    if card is None or card.state != "due" or card.posting.due_at <= now:
        return None
    return card.posting.due_at


async def _tell(write: WriteConnection, former: Meeting, meeting: Meeting, now: datetime, *, is_known: bool) -> None:
    """A word in the channel, where the meeting was announced already or somebody has answered."""
    concerned = [each.user_id for each in (await standing_of(write, meeting)).concerned]
    if not is_known and not concerned:
        return
    await outbox.drop_waiting(write, meeting.guild_id, meeting.number, CHANGED)
    for part in range(_messages_for(concerned)):
        word = posting(meeting, CHANGED, now, until_start(meeting, now))
        label = f"{to_milliseconds(former.plan.starts_at.astimezone(UTC))}:{part}"
        key = key_of(meeting, f"{CHANGED}:{meeting.sequence}:{part}")
        await outbox.put(write, replace(word, label=label, dedupe_key=key))


async def _mirror(write: WriteConnection, meeting: Meeting, due_at: datetime) -> None:
    """Have the event in the server's list made, changed or taken away."""
    await outbox.drop_waiting(write, meeting.guild_id, meeting.number, EVENT)
    event = posting(meeting, EVENT, due_at, _EVENT_GRACE)
    key = key_of(meeting, f"{EVENT}:{meeting.sequence}:{meeting.card_number}")
    # Not a message: it belongs to no channel, and is paced by none.
    await outbox.put(write, replace(event, dedupe_key=key, channel_id=None))
