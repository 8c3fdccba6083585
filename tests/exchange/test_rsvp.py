"""Answers to a meeting: places, guests, the waiting list, the closing, and one edit of the card at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exchange.meeting_card_edits import BETWEEN_EDITS, CARD_EDIT
from bot.exchange.meeting_places import is_in_room, is_online
from bot.exchange.outbox import NothingToSend, Outbox, Sending
from bot.exchange.refusal import Refusal
from bot.exchange.rsvp import MOST_MENTIONS, PROMOTED, TAKEN_OFF, Rsvp, Rsvps, settle_places
from bot.exchange.waiting_list import Standing, moving_up
from bot.ui.rsvp_cards import answer_buttons, answered, answers_on_card, beyond_capacity
from db import rsvp
from db.database import Database
from db.meetings import Meeting, Plan
from tests.support.clocks import StoppedClock
from tests.support.planned_meetings import (
    CARD_MESSAGE,
    GUILD,
    IRIS,
    NOW,
    STARTS_AT,
    cancelled,
    planned,
    with_capacity,
    with_place,
)

ANA, BEN, CLEO, DORA = 11, 12, 13, 14


class Desk:
    """The answers of a community, with what they stand on."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = StoppedClock(NOW)
        self.outbox = Outbox(database, self.clock)
        self.rsvps = Rsvps(database, self.clock, self.outbox)

    async def sign_up(self, meeting: Meeting, *user_ids: int) -> None:
        for user_id in user_ids:
            await self.rsvps.answer(GUILD, meeting.number, user_id, "in_person")

    async def places(self, meeting: Meeting) -> tuple[list[int], list[int]]:
        """Who has a place, and who waits for one."""
        _, standing = await self.rsvps.standing(GUILD, meeting.number)
        return [each.user_id for each in standing.seated], [each.user_id for each in standing.waiting]

    async def due(self, kind: str) -> list[Sending]:
        """What of a kind is to be sent now."""
        claimed = [each for _ in range(20) for each in await self.outbox.claim(10)]
        return [each for each in claimed if each.delivery.posting.kind == kind]


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


async def test_places_go_in_order_and_the_next_moves_up_in_the_same_transaction(desk: Desk) -> None:
    meeting = await planned(desk.database, capacity=2)
    await desk.sign_up(meeting, ANA, BEN, CLEO, DORA)
    assert await desk.places(meeting) == ([ANA, BEN], [CLEO, DORA])
    await desk.rsvps.answer(GUILD, meeting.number, ANA, "no")
    assert await desk.places(meeting) == ([BEN, CLEO], [DORA])
    (word,) = await desk.due(PROMOTED)
    assert (await desk.rsvps.promoted(word.delivery))[1] == [CLEO]


async def test_the_same_answer_again_keeps_the_turn_and_another_loses_it(desk: Desk) -> None:
    meeting = await planned(desk.database, capacity=1)
    await desk.sign_up(meeting, ANA, BEN, CLEO, BEN)
    assert await desk.places(meeting) == ([ANA], [BEN, CLEO])
    await desk.rsvps.answer(GUILD, meeting.number, BEN, "online")
    await desk.sign_up(meeting, BEN)
    assert await desk.places(meeting) == ([ANA], [CLEO, BEN])


async def test_who_withdrew_before_the_word_came_is_not_told(desk: Desk) -> None:
    meeting = await planned(desk.database, capacity=1)
    await desk.sign_up(meeting, ANA, BEN)
    await desk.rsvps.answer(GUILD, meeting.number, ANA, "maybe")
    await desk.rsvps.answer(GUILD, meeting.number, BEN, "no")
    (word,) = await desk.due(PROMOTED)
    with pytest.raises(NothingToSend):
        await desk.rsvps.promoted(word.delivery)


async def test_guests_take_places_and_pass_nobody(desk: Desk) -> None:
    meeting = await planned(desk.database, capacity=3)
    await desk.sign_up(meeting, ANA, BEN)
    with pytest.raises(Refusal, match="places left: 1"):
        await desk.rsvps.bring(GUILD, meeting.number, ANA, 2)
    done = await desk.rsvps.bring(GUILD, meeting.number, ANA, 1)
    assert done.standing.left == 0
    await desk.sign_up(meeting, CLEO)
    with pytest.raises(Refusal, match="others are waiting"):
        await desk.rsvps.bring(GUILD, meeting.number, BEN, 1)
    with pytest.raises(Refusal, match="holds 3 in all"):
        await desk.rsvps.bring(GUILD, meeting.number, ANA, 5)
    with pytest.raises(Refusal, match="at most 5 guests"):
        await desk.rsvps.bring(GUILD, meeting.number, ANA, 6)
    with pytest.raises(Refusal, match="press \\*\\*In person\\*\\* first"):
        await desk.rsvps.bring(GUILD, meeting.number, DORA, 1)
    await desk.rsvps.bring(GUILD, meeting.number, ANA, 0)
    assert await desk.places(meeting) == ([ANA, BEN, CLEO], [])


async def test_a_party_waits_until_it_fits_and_nobody_passes_it(desk: Desk) -> None:
    meeting = await planned(desk.database, capacity=3)
    await desk.sign_up(meeting, ANA, BEN, CLEO, DORA, IRIS)
    await desk.rsvps.bring(GUILD, meeting.number, DORA, 1)
    await desk.rsvps.answer(GUILD, meeting.number, ANA, "no")
    assert await desk.places(meeting) == ([BEN, CLEO], [DORA, IRIS])
    await desk.rsvps.answer(GUILD, meeting.number, BEN, "no")
    assert await desk.places(meeting) == ([CLEO, DORA], [IRIS])


async def test_places_taken_away_throw_nobody_out_and_nobody_moves_up_until_there_is_room(desk: Desk) -> None:
    meeting = await planned(desk.database, capacity=3)
    await desk.sign_up(meeting, ANA, BEN, CLEO, DORA)
    meeting = await with_capacity(desk.database, meeting, 2)
    async with desk.database.write() as write:
        standing = await settle_places(write, meeting, NOW)
    assert standing.beyond == 1
    await desk.rsvps.answer(GUILD, meeting.number, ANA, "no")
    assert await desk.places(meeting) == ([BEN, CLEO], [DORA])
    await desk.rsvps.answer(GUILD, meeting.number, BEN, "no")
    assert await desk.places(meeting) == ([CLEO, DORA], [])


async def test_more_places_move_up_as_many_and_one_message_names_eighty_at_most(desk: Desk) -> None:
    meeting = await planned(desk.database, capacity=1)
    await desk.sign_up(meeting, *range(100, 100 + MOST_MENTIONS + 12))
    meeting = await with_capacity(desk.database, meeting, None)
    async with desk.database.write() as write:
        await settle_places(write, meeting, NOW)
    told = [(await desk.rsvps.promoted(word.delivery))[1] for word in await desk.due(PROMOTED)]
    assert [len(each) for each in told] == [MOST_MENTIONS, 11]
    assert [user_id for each in told for user_id in each] == list(range(101, 100 + MOST_MENTIONS + 12))


async def test_after_the_closing_one_can_only_step_back(desk: Desk) -> None:
    meeting = await planned(desk.database, cutoff_hours=24)
    await desk.sign_up(meeting, ANA, BEN)
    desk.clock.instant = STARTS_AT - timedelta(hours=24)
    for answer in ("in_person", "online", "maybe"):
        with pytest.raises(Refusal, match="it closed Fri 15 May 2026 at 18:30 in Europe/Athens"):
            await desk.rsvps.answer(GUILD, meeting.number, CLEO, answer)
    with pytest.raises(Refusal, match="Sign-up for M-1 is closed"):
        await desk.rsvps.bring(GUILD, meeting.number, ANA, 1)
    await desk.rsvps.answer(GUILD, meeting.number, ANA, "online")
    with pytest.raises(Refusal, match="closed"):
        await desk.rsvps.answer(GUILD, meeting.number, ANA, "in_person")
    await desk.rsvps.answer(GUILD, meeting.number, BEN, "no")
    assert await desk.places(meeting) == ([], [])


async def test_an_online_meeting_has_its_places_online(desk: Desk) -> None:
    meeting = await planned(desk.database, capacity=1, place="https://meet.example.org/1")
    await desk.rsvps.answer(GUILD, meeting.number, ANA, "online")
    waits = await desk.rsvps.answer(GUILD, meeting.number, BEN, "in_person")  # an old button
    assert (waits.rsvp.answer, waits.rsvp.waiting) == ("online", True)
    assert await desk.places(meeting) == ([ANA], [BEN])
    card = answers_on_card(meeting, waits.standing)
    assert card == [f"**Going** (1) <@{ANA}>", "**Full** · **1** on the waiting list"]
    await desk.rsvps.answer(GUILD, meeting.number, ANA, "no")
    assert await desk.places(meeting) == ([BEN], [])
    (word,) = await desk.due(PROMOTED)
    assert (await desk.rsvps.promoted(word.delivery))[1] == [BEN]
    await desk.rsvps.answer(GUILD, meeting.number, CLEO, "online")
    with_room = await with_place(desk.database, meeting, "Room 4, https://meet.example.org/1")
    async with desk.database.write() as write:
        standing = await settle_places(write, with_room, NOW)
    assert (standing.seated, standing.waiting) == ([], []), "who comes online needs no place in the room"
    assert [each.user_id for each in standing.others("online")] == [BEN, CLEO]
    await desk.sign_up(with_room, DORA)
    online_again = await with_place(desk.database, meeting, "Zoom")
    _, standing = await desk.rsvps.standing(GUILD, online_again.number)
    assert standing.beyond == 2
    assert "3 are going, and there is 1 place" in beyond_capacity(standing)
    same = await desk.rsvps.answer(GUILD, meeting.number, DORA, "online")
    assert not same.rsvp.waiting, "it keeps its turn"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("https://meet.example.org/j/85412345678?pwd=abc", True),
        ("Zoom: https://meet.example.org/j/1, passcode: x7Q", True),
        ("Online; the link is posted here an hour before", True),
        ("Google Meet https://meet.example.org/abc", True),
        ("MS Teams, meeting ID: 123 456 789", True),
        ("in the Discord voice channel", True),
        ("Room 4, and https://meet.example.org/1", False),
        ("Online or at the clinic", False),
        ("Zoom (link in chat)", True),
        ("Zoom and Athens", False),
        ("Online / Melbourne", False),
        ("Webinar at the Hilton", False),
        ("Teams, Level 5", False),
        ("Zoom; Athens branch", False),
        ("Zoom, or in person", False),
        ("Athens", False),
        ("", False),
    ],
)
def test_whether_a_meeting_is_online_alone_is_read_from_its_place(place: str, *, expected: bool) -> None:
    plan = Plan("Spring", STARTS_AT, STARTS_AT.replace(tzinfo=None), "UTC", 60, place)
    assert is_online(plan) is expected
    assert is_online(replace(plan, kind="webinar")) is (expected or not place)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Room 5, Athens", True),
        ("University hospital, third floor", True),
        ("Room 5 and online", False),
        ("Room 4, and https://meet.example.org/1", False),
        ("Clinic; the link follows", False),
        ("Seminar room, hybrid", False),
        ("Athens", False),
        ("", False),
    ],
)
def test_whether_a_meeting_is_in_a_room_alone_is_read_from_its_place(place: str, *, expected: bool) -> None:
    plan = Plan("Spring", STARTS_AT, STARTS_AT.replace(tzinfo=None), "UTC", 60, place)
    assert is_in_room(plan) is expected


async def test_a_meeting_in_a_room_alone_offers_nothing_online(desk: Desk) -> None:
    meeting = await planned(desk.database, capacity=1, place="Athens")
    await desk.sign_up(meeting, ANA)
    await desk.rsvps.answer(GUILD, meeting.number, BEN, "online")
    meeting = await with_place(desk.database, meeting, "Room 5, Athens")
    waits = await desk.rsvps.answer(GUILD, meeting.number, CLEO, "in_person")
    assert "nline" not in str(answered(waits, NOW).to_components())
    assert "Online" not in str(answer_buttons(meeting).to_component_dict())
    with pytest.raises(Refusal, match="in person only"):
        await desk.rsvps.answer(GUILD, meeting.number, CLEO, "online")
    assert answers_on_card(meeting, waits.standing)[0].endswith(f"**Online** (1) <@{BEN}>"), "who said so stays"
    await desk.rsvps.answer(GUILD, meeting.number, BEN, "no")
    _, standing = await desk.rsvps.standing(GUILD, meeting.number)
    assert "Online" not in answers_on_card(meeting, standing)[0]


async def test_a_meeting_that_is_over_or_off_takes_no_answer(desk: Desk) -> None:
    meeting = await planned(desk.database, capacity=1)
    await desk.sign_up(meeting, ANA, BEN)
    desk.clock.instant = STARTS_AT
    with pytest.raises(Refusal, match="it has begun"):
        await desk.rsvps.answer(GUILD, meeting.number, CLEO, "online")
    await desk.rsvps.answer(GUILD, meeting.number, ANA, "no")
    assert await desk.places(meeting) == ([], [BEN]), "nobody moves up once it has begun"
    desk.clock.instant = meeting.plan.ends_at
    with pytest.raises(Refusal, match="is over"):
        await desk.rsvps.answer(GUILD, meeting.number, BEN, "no")
    await cancelled(desk.database, meeting)
    with pytest.raises(Refusal, match="was cancelled"):
        await desk.rsvps.answer(GUILD, meeting.number, BEN, "no")
    with pytest.raises(Refusal, match="no meeting M-99"):
        await desk.rsvps.answer(GUILD, 99, BEN, "no")


async def test_the_organiser_takes_somebody_off_who_is_told_unless_back_again(desk: Desk) -> None:
    meeting = await planned(desk.database, capacity=1)
    await desk.sign_up(meeting, ANA, BEN)
    await desk.rsvps.take_off(GUILD, meeting.number, ANA, IRIS)
    assert await desk.places(meeting) == ([BEN], [])
    (word,) = await desk.due(TAKEN_OFF)
    assert (await desk.rsvps.taken_off(word.delivery))[1] == ANA
    with pytest.raises(Refusal, match="not on the list any more"):
        await desk.rsvps.take_off(GUILD, meeting.number, ANA, IRIS)
    await desk.sign_up(meeting, ANA)
    with pytest.raises(NothingToSend):
        await desk.rsvps.taken_off(word.delivery)


async def test_there_is_one_edit_of_the_card_at_a_time_and_peace_between_two(desk: Desk) -> None:
    meeting = await planned(desk.database)
    await desk.sign_up(meeting, ANA, BEN)
    (first,) = await desk.due(CARD_EDIT)
    await desk.sign_up(meeting, CLEO)  # while the first is in hand, and before it looks
    edit = await desk.rsvps.begin_card_edit(first.delivery)
    assert edit.message_id == CARD_MESSAGE
    assert len(edit.standing.seated) == 3, "what changed before it looks is shown by it"
    await desk.outbox.sent(first, CARD_MESSAGE)
    assert await desk.due(CARD_EDIT) == []
    await desk.sign_up(meeting, DORA, IRIS)
    assert await desk.due(CARD_EDIT) == []
    assert await desk.outbox.next_turn() == NOW + BETWEEN_EDITS
    desk.clock.pass_by(BETWEEN_EDITS)
    (second,) = await desk.due(CARD_EDIT)
    assert len((await desk.rsvps.begin_card_edit(second.delivery)).standing.seated) == 5


async def test_all_answers_of_a_member_can_be_asked(desk: Desk) -> None:
    first, second = await planned(desk.database, capacity=1), await planned(desk.database)
    await desk.sign_up(first, ANA, BEN)
    await desk.rsvps.answer(GUILD, second.number, BEN, "maybe")
    async with desk.database.read() as read:
        mine = await rsvp.of_member(read, GUILD, BEN)
    assert {number: (each.answer, each.is_going) for number, each in mine.items()} == {
        first.number: ("in_person", False),
        second.number: ("maybe", False),
    }


_LINES = st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=30)


@settings(max_examples=60)
@given(st.one_of(st.none(), st.integers(1, 20)), _LINES)
def test_nobody_is_passed_and_no_place_is_given_twice(capacity: int | None, line: list[tuple[bool, int]]) -> None:
    standing = Standing(
        capacity,
        tuple(Rsvp(n, "in_person", guests, n, waiting, None) for n, (waiting, guests) in enumerate(line)),
    )
    up = moving_up(standing)
    could_come = [each for each in standing.waiting if capacity is None or each.party <= capacity]
    assert up == could_come[: len(up)], "in order, but for parties that the room could never hold"
    if capacity is None:
        assert up == standing.waiting
        return
    taken = standing.taken + sum(each.party for each in up)
    assert not up or taken <= capacity
    if len(up) < len(could_come):
        assert taken + could_come[len(up)].party > capacity, "the next one would not fit"
