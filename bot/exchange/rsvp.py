"""Who goes to a meeting: answers, guests, places and the waiting list, each change in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calendar.wall_time import in_full
from bot.exchange.clock import Clock
from bot.exchange.counted import counted
from bot.exchange.meeting_card_edits import begin_edit, message_of_card, show_anew
from bot.exchange.meeting_places import is_in_room, is_online
from bot.exchange.meeting_posts import PROMOTED, key_of, until_start
from bot.exchange.named_posts import leave_out_who_is_off
from bot.exchange.outbox import NothingToSend, Outbox
from bot.exchange.posted_meetings import delivered_meeting, posted_meeting
from bot.exchange.refusal import Refusal
from bot.exchange.waiting_list import Standing, moving_up, room_for_more
from db import audit, meeting_reminders, outbox
from db import rsvp as rows
from db.connections import ReadConnection, WriteConnection
from db.database import Database
from db.meetings import Meeting
from db.outbox import Delivery, Posting
from db.rsvp import MOST_GUESTS, Answer, Rsvp

__all__ = [
    "MOST_GUESTS",
    "MOST_MENTIONS",
    "PROMOTED",
    "Answer",
    "Answered",
    "Rsvp",
    "Rsvps",
    "Standing",
    "settle_places",
]

TAKEN_OFF = "rsvp_taken_off"
BEYOND = "rsvp_beyond"
MOST_MENTIONS = 80
"""In one message: three hundred don't fit its text, and Discord takes a hundred names at most."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A member's answer as it stands, among all others; `reminders` are the private ones this member asked for."""

    meeting: Meeting
    rsvp: Rsvp
    standing: Standing
    reminders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardEdit:
    """What a meeting's card is to show, and which message it is."""

    meeting: Meeting
    standing: Standing
    message_id: int


class Rsvps:
    """The answers to a community's meetings."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox

    async def answer(self, guild_id: int, number: int, user_id: int, answer: Answer) -> Answered:
        """A member says whether they come; who asks for a place gets one, or a turn in the waiting list.

        The same answer again changes nothing. Raises a Refusal where it comes too late.
        """
        now = self._clock.now()
        async with self._database.write() as write:
            meeting = await posted_meeting(write, guild_id, number)
            former = await rows.find(write, guild_id, number, user_id)
            standing = await standing_of(write, meeting)
            if former is not None and standing.takes_place(former.answer) and standing.takes_place(answer):
                answer = former.answer  # it keeps its turn, also where the meeting had a room before
            elif standing.is_online and answer == "in_person":
                answer = "online"  # the button of a card that had a room
            _require_open(meeting, standing, former, answer, now)
            if former is None or former.answer != answer:
                _require_way_to_come(meeting, answer)
                waits = standing.takes_place(answer)
                await rows.take_turn(write, guild_id, number, user_id, answer, waiting=waits, now=now)
                standing = await settle_places(write, meeting, now, sees_it_at_once=user_id)
                await show_anew(write, meeting, now)
            answered = await _answered(write, meeting, standing, user_id)
        self._outbox.announce()
        return answered

    async def bring(self, guild_id: int, number: int, user_id: int, guests: int) -> Answered:
        """A member who comes in person brings so many guests; raises a Refusal where there is no room for them."""
        now = self._clock.now()
        if not 0 <= guests <= MOST_GUESTS:
            raise Refusal(f"You can bring at most {MOST_GUESTS} guests.")
        async with self._database.write() as write:
            meeting = await posted_meeting(write, guild_id, number)
            former = await rows.find(write, guild_id, number, user_id)
            if former is None or former.answer != "in_person":
                raise Refusal("Guests come in person: press **In person** first.")
            if guests > former.guests:
                standing = await standing_of(write, meeting)
                _require_open(meeting, standing, None, "in_person", now)
                _require_room(standing, former, guests)
            else:
                _require_not_over(meeting, now)
            await rows.bring(write, guild_id, number, user_id, guests)
            standing = await settle_places(write, meeting, now, sees_it_at_once=user_id)
            await show_anew(write, meeting, now)
            answered = await _answered(write, meeting, standing, user_id)
        self._outbox.announce()
        return answered

    async def take_off(self, guild_id: int, number: int, user_id: int, actor_id: int) -> Standing:
        """The organiser takes somebody off the list, who is told; the next in the waiting list moves up."""
        now = self._clock.now()
        async with self._database.write() as write:
            meeting = await posted_meeting(write, guild_id, number)
            _require_not_over(meeting, now)
            if not await rows.remove(write, guild_id, number, user_id):
                raise Refusal("That member is not on the list any more.")
            await audit.add(write, guild_id, actor_id, "taken off the list of a meeting", meeting.label, now)
            # The key is random: somebody may come back and be taken off again.
            gone = _to_people(meeting, TAKEN_OFF, key_of(meeting, f"{TAKEN_OFF}:{secrets.token_hex(8)}"), now, user_id)
            await outbox.put(write, gone)
            await leave_out_who_is_off(write, meeting, now)
            standing = await settle_places(write, meeting, now)
            await show_anew(write, meeting, now)
        self._outbox.announce()
        return standing

    async def holding_places(self, delivery: Delivery) -> list[int]:
        """Who has a place in a full meeting that a reminder is about, or waits for one; nobody where there is room."""
        async with self._database.read() as read:
            meeting = await delivered_meeting(read, delivery)
            standing = await standing_of(read, meeting)
        return [each.user_id for each in (*standing.seated, *standing.waiting)] if standing.left == 0 else []

    async def departed(self, delivery: Delivery, user_ids: Sequence[int]) -> None:
        """Take those who have left the server off the list of a delivery's meeting; the next in line move up."""
        now = self._clock.now()
        async with self._database.write() as write:
            meeting = await delivered_meeting(write, delivery)
            for user_id in user_ids:
                await rows.remove(write, meeting.guild_id, meeting.number, user_id)
            await leave_out_who_is_off(write, meeting, now)
            await settle_places(write, meeting, now)
            await show_anew(write, meeting, now)
        self._outbox.announce()

    async def standing(self, guild_id: int, number: int) -> tuple[Meeting, Standing]:
        """A meeting with everybody's answer; raises a Refusal where there is no such meeting."""
        async with self._database.read() as read:
            meeting = await posted_meeting(read, guild_id, number)
            return meeting, await standing_of(read, meeting)

    async def standing_with(self, proposed: Meeting) -> Standing:
        """Everybody's answer to a meeting, with the places that it would have."""
        async with self._database.read() as read:
            return await standing_of(read, proposed)

    async def own(self, guild_id: int, number: int, user_id: int) -> Answered | None:
        """A member's answer as it stands; None for who has not answered."""
        async with self._database.read() as read:
            meeting = await posted_meeting(read, guild_id, number)
            standing = await standing_of(read, meeting)
            return await _answered(read, meeting, standing, user_id) if standing.of(user_id) is not None else None

    async def gone_among(self, delivery: Delivery, user_ids: set[int]) -> set[int]:
        """Those who have no answer to the meeting of the delivery's label, or to any: taken off, or erased."""
        of_meeting = delivery.posting.label
        async with self._database.read() as read:
            known = await rows.known_among(
                read, delivery.posting.guild_id, user_ids, int(of_meeting) if of_meeting else None
            )
        return user_ids - known

    # For the deliverers.

    async def begin_card_edit(self, delivery: Delivery) -> CardEdit:
        """What the card shows from now on; raises NotYet before it is posted, NothingToSend if it never was."""
        async with self._database.write() as write:
            meeting = await delivered_meeting(write, delivery)
            message_id = await message_of_card(write, meeting)
            await begin_edit(write, meeting, self._clock.now())
            return CardEdit(meeting, await standing_of(write, meeting), message_id)

    async def promoted(self, delivery: Delivery) -> tuple[Meeting, list[int]]:
        """Whom a message tells that they have a place now: those who still have it; raises NothingToSend for nobody."""
        async with self._database.read() as read:
            meeting = await delivered_meeting(read, delivery)
            standing = await standing_of(read, meeting)
        told = [each.user_id for each in standing.seated if str(each.promotion) == delivery.posting.label]
        if meeting.status != "planned" or not told:
            raise NothingToSend("nobody is left to be told")
        return meeting, told

    async def beyond(self, delivery: Delivery) -> tuple[Meeting, Standing, int]:
        """Which organiser is told that more are going than there are places; raises NothingToSend once it is over."""
        organiser_id = delivery.posting.user_id
        async with self._database.read() as read:
            meeting = await delivered_meeting(read, delivery)
            standing = await standing_of(read, meeting)
        if organiser_id is None or not standing.beyond or meeting.status != "planned":
            raise NothingToSend("there are places enough")
        return meeting, standing, organiser_id

    async def taken_off(self, delivery: Delivery) -> tuple[Meeting, int]:
        """Whom a message tells that the organiser took them off the list; raises NothingToSend for nobody."""
        user_id = delivery.posting.user_id
        async with self._database.read() as read:
            meeting = await delivered_meeting(read, delivery)
            back = await rows.find(read, meeting.guild_id, meeting.number, user_id or 0)
        if user_id is None or back is not None:
            raise NothingToSend("the member is on the list again")
        return meeting, user_id


async def tell_beyond(write: WriteConnection, meeting: Meeting, actor_id: int, now: datetime) -> None:
    """Where somebody else took places away, so that more are going than there are: its organiser is told.

    Called in the transaction of the change; whoever made it is told at once.
    """
    standing = await standing_of(write, meeting)
    if standing.beyond and meeting.organiser_id not in (None, actor_id):
        key = key_of(meeting, f"{BEYOND}:{meeting.sequence}")
        await outbox.put(write, _to_people(meeting, BEYOND, key, now, meeting.organiser_id))


async def settle_places(
    write: WriteConnection, meeting: Meeting, now: datetime, *, sees_it_at_once: int | None = None
) -> Standing:
    """Let the waiting list move up as far as there is room, in the transaction that made the room.

    Everybody who moves up is told where the meeting stands, but for the one who sees it on the screen.
    Nobody is moved once the meeting has begun. Call `Outbox.announce` after the transaction.
    """
    standing = await standing_of(write, meeting)
    up = [each.user_id for each in moving_up(standing)]
    if not up or meeting.status != "planned" or now >= meeting.plan.starts_at:
        return standing
    at_once = [each for each in up if each == sees_it_at_once]
    told = [each for each in up if each != sees_it_at_once]
    await rows.move_up(write, meeting.guild_id, meeting.number, at_once, None)
    for start in range(0, len(told), MOST_MENTIONS):
        promotion = secrets.randbits(48)
        await rows.move_up(write, meeting.guild_id, meeting.number, told[start : start + MOST_MENTIONS], promotion)
        key = key_of(meeting, f"{PROMOTED}:{promotion}")
        await outbox.put(write, _to_people(meeting, PROMOTED, key, now, None, label=str(promotion)))
    return await standing_of(write, meeting)


async def standing_of(read: ReadConnection, meeting: Meeting) -> Standing:
    """Every answer to a meeting, with its capacity."""
    answers = await rows.of_meeting(read, meeting.guild_id, meeting.number)
    return Standing(meeting.plan.capacity, tuple(answers), is_online(meeting.plan))


async def _answered(read: ReadConnection, meeting: Meeting, standing: Standing, user_id: int) -> Answered:
    own = standing.of(user_id)
    assert own is not None, "the answer was read or written just now"
    chosen = await meeting_reminders.of_member(read, meeting.guild_id, meeting.number, user_id)
    return Answered(meeting, own, standing, tuple(chosen))


def _require_open(meeting: Meeting, standing: Standing, former: Rsvp | None, answer: Answer, now: datetime) -> None:
    """After the closing one can still give a place back, come online instead of in person, or say no."""
    _require_not_over(meeting, now)
    if now < meeting.plan.closes_at or answer == "no" or (former is not None and former.answer == answer):
        return
    if former is not None and standing.takes_place(former.answer) and not standing.takes_place(answer):
        return
    began = now >= meeting.plan.starts_at
    why = "it has begun" if began else f"it closed {_in_words(meeting, meeting.plan.closes_at)}"
    raise Refusal(
        f"Sign-up for {meeting.label} is closed: {why}. Whoever signed up can still give the place back; for anything "
        "else please ask the organiser."
    )


def _require_way_to_come(meeting: Meeting, answer: Answer) -> None:
    """For **Online** on a card or a word that still stands from when the place was another."""
    if answer == "online" and is_in_room(meeting.plan):
        raise Refusal(
            f"{meeting.label} is in person only: its place has no link. `/meeting show` has the answers that it takes."
        )


def _require_not_over(meeting: Meeting, now: datetime) -> None:
    if meeting.status == "cancelled":
        raise Refusal(
            f"{meeting.label} was cancelled, so there is nothing to answer. `/meeting list` shows what comes."
        )
    if now >= meeting.plan.ends_at:
        raise Refusal(f"{meeting.label} is over, so there is nothing to answer. `/meeting list` shows what comes.")


def _require_room(standing: Standing, own: Rsvp, guests: int) -> None:
    if standing.capacity is not None and 1 + guests > standing.capacity:
        raise Refusal(f"The room holds {standing.capacity} in all: there is no room for so many guests.")
    if own.waiting or room_for_more(standing, guests - own.guests):
        return
    why = "others are waiting for a place" if standing.waiting else f"places left: {standing.left}"
    raise Refusal(
        f"There is no room for more guests ({why}). Your own place is as it was, with {counted(own.guests, 'guest')}."
    )


def _in_words(meeting: Meeting, moment: datetime) -> str:
    wall = moment.astimezone(ZoneInfo(meeting.plan.zone))
    return f"{wall:%a} {in_full(wall)} at {wall:%H:%M} in {meeting.plan.zone}"


def _to_people(
    meeting: Meeting, kind: str, key: str, now: datetime, user_id: int | None, *, label: str = ""
) -> Posting:
    return Posting(
        kind=kind,
        guild_id=meeting.guild_id,
        due_at=now,
        grace=until_start(meeting, now),
        dedupe_key=key,
        label=label,
        channel_id=meeting.channel_id,
        user_id=user_id,
        meeting=meeting.number,
    )
