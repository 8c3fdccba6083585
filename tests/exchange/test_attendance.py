"""Attendance: what counts of a stay, what a bot that was away may count, and what the record says."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exchange.attendance import Attendance, overlap, record
from bot.exchange.attendance_looks import LOOK, put_looks
from bot.exchange.members import Members
from bot.exchange.outbox import NothingToSend, Outbox
from bot.exchange.refusal import Refusal
from db import members, outbox
from db.attendance import Stay
from db.database import Database
from db.meetings import Meeting, Plan
from tests.support.clocks import StoppedClock
from tests.support.planned_meetings import GUILD, IRIS, NOW, STARTS_AT, cancelled, planned

ANA, BEN, VOICE = 11, 12, 88
MINUTE = timedelta(minutes=1)


class Desk:
    """A meeting of 90 minutes whose attendance is counted, with what it stands on."""

    def __init__(self, database: Database, meeting: Meeting) -> None:
        self.database = database
        self.meeting = meeting
        self.clock = StoppedClock(NOW)
        self.attendance = Attendance(database, self.clock, Outbox(database, self.clock))

    def at(self, minute: int) -> None:
        """So many minutes after the start."""
        self.clock.instant = STARTS_AT + minute * MINUTE

    async def moves(self, user_id: int, channel_id: int | None, minute: int) -> None:
        self.at(minute)
        await self.attendance.came_or_went(GUILD, user_id, channel_id)

    async def looks(self, minute: int, *present: int) -> None:
        self.at(minute)
        await self.attendance.looked(GUILD, self.meeting.number, present)

    async def minutes(self) -> dict[int, int]:
        sheet = await self.attendance.sheet(GUILD, self.meeting.number)
        return {each.user_id: each.minutes_counted for each in sheet.people}


@pytest.fixture
async def desk(database: Database) -> Desk:
    desk = Desk(database, await planned(database))
    await desk.attendance.count_in(GUILD, desk.meeting.number, VOICE, IRIS)
    return desk


async def test_only_minutes_within_the_meeting_count(desk: Desk) -> None:
    await desk.moves(ANA, VOICE, -20)
    await desk.moves(ANA, None, 30)
    await desk.moves(ANA, VOICE, 40)
    await desk.moves(BEN, VOICE, 60)
    await desk.looks(90, ANA, BEN)
    await desk.moves(BEN, None, 120)
    desk.at(400)
    assert await desk.minutes() == {ANA: 30 + 50, BEN: 30}


async def test_who_comes_as_the_counting_is_turned_off_is_not_counted(desk: Desk) -> None:
    desk.at(10)
    off = desk.attendance.count_in(GUILD, desk.meeting.number, None, IRIS)
    await asyncio.gather(off, desk.attendance.came_or_went(GUILD, ANA, VOICE))
    assert await desk.attendance.known(GUILD, desk.meeting.number) == frozenset()


async def test_another_channel_is_elsewhere_and_hours_before_are_nothing(desk: Desk) -> None:
    await desk.moves(ANA, VOICE, -31)
    await desk.moves(BEN, VOICE + 1, 5)
    await desk.moves(BEN, VOICE, 10)
    await desk.moves(BEN, VOICE + 1, 20)
    desk.at(50)
    assert await desk.minutes() == {BEN: 10}


async def test_who_sat_there_before_is_found_at_the_start(desk: Desk) -> None:
    await desk.looks(0, ANA)
    desk.at(45)
    assert await desk.minutes() == {ANA: 45}


async def test_while_the_bot_is_away_only_what_it_knows_counts(desk: Desk) -> None:
    await desk.moves(ANA, VOICE, 0)
    await desk.moves(BEN, VOICE, 10)  # at which moment ana was known to be there too
    await desk.looks(50, BEN)
    assert await desk.minutes() == {ANA: 10, BEN: 40}
    # Away over the end: nobody was seen after the fiftieth minute.
    desk.at(500)
    assert await desk.minutes() == {ANA: 10, BEN: 40}


async def test_who_opted_out_of_being_captured_is_not_counted(desk: Desk) -> None:
    async with desk.database.write() as write:
        await members.opt_out(write, GUILD, ANA, NOW)
    await desk.moves(ANA, VOICE, 0)
    await desk.looks(10, ANA)
    desk.at(60)
    assert await desk.minutes() == {}


async def test_a_stay_ends_when_its_member_opts_out(desk: Desk) -> None:
    everybody = Members(desk.database, desk.clock, Outbox(desk.database, desk.clock))
    await desk.moves(ANA, VOICE, -5)
    await desk.moves(BEN, VOICE, 0)
    desk.at(10)
    await everybody.opt_out(GUILD, ANA)
    await desk.moves(BEN, None, 20)
    await desk.moves(ANA, None, 30)
    await desk.moves(ANA, VOICE, 40)
    await desk.looks(90, ANA)
    assert await desk.minutes() == {ANA: 10, BEN: 20}


async def test_a_wish_that_came_with_a_restored_copy_ends_the_stay_too(desk: Desk) -> None:
    await desk.moves(ANA, VOICE, 0)
    await desk.moves(BEN, VOICE, 0)
    async with desk.database.write() as write:
        for user_id in (ANA, BEN):
            await members.opt_out(write, GUILD, user_id, NOW)
    await desk.moves(ANA, None, 15)
    await desk.looks(20, BEN)
    desk.at(90)
    assert await desk.minutes() == {ANA: 15, BEN: 15}


async def test_by_hand_it_counts_once_the_organiser_has_confirmed_it(desk: Desk) -> None:
    number = desk.meeting.number
    with pytest.raises(Refusal, match="not begun"):
        await desk.attendance.say_i_was_there(GUILD, number, ANA)
    with pytest.raises(Refusal, match="not begun"):
        await desk.attendance.confirm(GUILD, number, [ANA], IRIS)
    desk.at(100)
    assert not (await desk.attendance.say_i_was_there(GUILD, number, ANA)).counts
    sheet = await desk.attendance.confirm(GUILD, number, [ANA, BEN], IRIS)
    assert [each.counts for each in sheet.people] == [True, True]
    assert (await desk.attendance.say_i_was_there(GUILD, number, ANA)).counts, "saying so again takes nothing back"
    sheet = await desk.attendance.take_back(GUILD, number, BEN, IRIS)
    assert sheet.of(BEN) is None
    with pytest.raises(Refusal, match="nobody can be counted"):
        await desk.attendance.count_in(GUILD, number, VOICE, IRIS)
    await cancelled(desk.database, desk.meeting)
    with pytest.raises(Refusal, match="cancelled"):
        await desk.attendance.say_i_was_there(GUILD, number, BEN)


async def test_the_looks_follow_the_meeting_and_end_with_it(desk: Desk) -> None:
    async with desk.database.write() as write:
        await put_looks(write, desk.meeting, NOW)
        rows = await outbox.of_meeting(write, GUILD, desk.meeting.number)
    looks = [each for each in rows if each.posting.kind == LOOK]
    assert [each.posting.due_at - STARTS_AT for each in looks] == [timedelta(0), 90 * MINUTE]
    assert (await desk.attendance.channel_to_look_at(looks[0]))[1] == VOICE
    await desk.attendance.count_in(GUILD, desk.meeting.number, None, IRIS)
    with pytest.raises(NothingToSend):
        await desk.attendance.channel_to_look_at(looks[0])
    async with desk.database.read() as read:
        assert LOOK not in {each.posting.kind for each in await outbox.of_meeting(read, GUILD, desk.meeting.number)}


async def test_the_record_says_what_it_is_and_what_it_is_not(desk: Desk) -> None:
    await desk.moves(ANA, VOICE, 5)
    await desk.looks(90, ANA)
    desk.at(120)
    sheet = await desk.attendance.sheet(GUILD, desk.meeting.number)
    file = record(
        sheet, ANA, name="Ana\nof Athens", organiser="Iris", community="Laser Exchange", now=desk.clock.instant
    )
    assert file.name == "attendance-M-1.txt"
    text = file.content.decode()
    assert "not a certificate of continuing medical education (CME)" in text
    assert "Name       Ana of Athens\n" in text
    assert "Date       Sat 16 May 2026, 18:30 to 20:00, Europe/Athens (UTC+03:00)\n" in text
    assert "Present    85 of 90 minutes, counted in the voice channel\n" in text
    assert "Organiser  Iris\n" in text
    with pytest.raises(Refusal, match="Nothing is on record"):
        record(sheet, BEN, name="Ben", organiser="Iris", community="Laser Exchange", now=desk.clock.instant)
    held = replace(sheet.meeting, plan=replace(sheet.meeting.plan, kind="industry_session"))
    file = record(replace(sheet, meeting=held), ANA, name="Ana", organiser="Iris", community="", now=NOW)
    assert f"Meeting    Industry session: {held.plan.title} (M-1)\n" in file.content.decode()


_MEETING = Meeting(GUILD, 1, Plan("x", STARTS_AT, NOW.replace(tzinfo=None), "UTC", 90, ""), IRIS, "planned", 1)
_MINUTES = st.integers(-300, 600)


@settings(max_examples=80)
@given(_MINUTES, st.integers(0, 400), st.integers(0, 400), st.booleans(), _MINUTES)
def test_no_stay_counts_more_than_it_lasted_or_than_the_meeting(
    joined: int, seen_after: int, left_after: int, has_left: bool, now: int
) -> None:
    begin = STARTS_AT + joined * MINUTE
    seen = begin + seen_after * MINUTE
    stay = Stay(ANA, begin, seen, max(seen, begin + left_after * MINUTE) if has_left else None)
    counted = overlap(stay, _MEETING, STARTS_AT + now * MINUTE)
    assert timedelta(0) <= counted <= 90 * MINUTE
    if stay.left_at is not None:
        assert counted <= stay.left_at - stay.joined_at
