"""Meetings without Discord: what is understood of what was typed, and that each step is taken once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.wall_time import read_when
from bot.calendar.zones import USUAL_ZONES, zone
from bot.exchange.communities import Communities
from bot.exchange.meeting_card_edits import message_of_card, token_of_card
from bot.exchange.meeting_clocks import MOST_CLOCKS, clocks_at
from bot.exchange.meeting_plans import PlanReader
from bot.exchange.meetings import Meeting, Meetings, Typed, as_typed, number_in
from bot.exchange.outbox import NothingToSend, NotYet, Outbox
from bot.exchange.refusal import Refusal
from bot.ui.meeting_words import read_as
from db import meetings as rows
from db import members
from db.connections import WriteConnection
from db.database import Database
from db.meetings import Plan
from db.members import Profile
from tests.support.clocks import StoppedClock

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
GUILD, IRIS, OTHER, CHANNEL = 7, 5, 6, 70
TYPED = Typed("Journal club", "2026-05-16 18:30", "Europe/Athens", 60, "")


class Desk:
    """The meetings of a community, with what they stand on."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = StoppedClock(NOW)
        self.communities = Communities(database, self.clock)
        self.outbox = Outbox(database, self.clock)
        plans = PlanReader(database, self.clock, self.communities)
        self.meetings = Meetings(database, self.clock, self.communities, plans, self.outbox)

    async def draft(self, typed: Typed = TYPED) -> Meeting:
        return await self.meetings.draft(GUILD, IRIS, CHANNEL, typed)

    async def planned(self) -> Meeting:
        return await self.meetings.post(GUILD, (await self.draft()).number, IRIS)

    async def declare(self, user_id: int, time_zone: str) -> None:
        async with self.database.write() as write:
            await members.declare(write, GUILD, user_id, Profile(time_zone=time_zone), NOW)


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


async def test_a_time_is_read_in_the_organisers_own_zone_else_in_the_communitys(desk: Desk) -> None:
    typed = replace(TYPED, zone="")
    assert (await desk.draft(typed)).plan.zone == "UTC"
    await desk.communities.change(GUILD, time_zone="Australia/Sydney")
    assert (await desk.draft(typed)).plan.zone == "Australia/Sydney"
    await desk.declare(IRIS, "Asia/Kolkata")
    plan = (await desk.draft(typed)).plan
    assert (plan.zone, plan.starts_at) == ("Asia/Kolkata", datetime(2026, 5, 16, 13, tzinfo=UTC))


async def test_what_is_posted_is_the_plan_as_it_stands_then(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = await desk.draft()
    later = replace(draft.plan, starts_at=draft.plan.starts_at + timedelta(days=30))
    write = desk.database.write

    @asynccontextmanager
    async def changed_before() -> AsyncIterator[WriteConnection]:
        async with write() as first:
            await rows.change_draft(first, GUILD, draft.number, later, NOW)
        async with write() as connection:
            yield connection

    with monkeypatch.context() as patched:
        patched.setattr(Database, "write", lambda _: changed_before())
        posted = await desk.meetings.post(GUILD, draft.number, IRIS)
    assert posted.plan.starts_at == later.starts_at
    reminders = [each for each in await desk.meetings.deliveries(GUILD, draft.number) if each.posting.label]
    assert [
        each.posting.due_at for each in reminders if each.posting.due_at < later.starts_at - timedelta(days=8)
    ] == []


async def test_a_time_is_shown_on_the_members_clocks_and_where_these_are_few_on_others_far_from_them(
    desk: Desk,
) -> None:
    async def names() -> list[str]:
        return [clock.zones[0] for clock in (await desk.meetings.clocks(await desk.draft())).shown]

    assert await names() == ["Europe/Athens", "UTC", "America/Los_Angeles"]
    await desk.communities.change(GUILD, time_zone="Europe/Athens")
    assert await names() == ["Europe/Athens", "America/Los_Angeles", "Australia/Brisbane"]
    await desk.declare(1, "Europe/Bucharest")  # the same clock as in Athens
    await desk.declare(2, "Asia/Kolkata")
    await desk.declare(3, "Europe/Paris")
    await desk.declare(4, "Asia/Kolkata")
    assert read_as(await desk.meetings.clocks(await desk.draft())) == (
        "Read as **Sat 16 May 2026, 18:30, Europe/Athens, Europe/Bucharest (1 member)**, which is\n"
        "- Sat 16 May 2026, 17:30, Europe/Paris (1 member)\n- Sat 16 May 2026, 21:00, Asia/Kolkata (2 members)"
    )


def test_of_members_everywhere_the_clocks_of_most_are_shown() -> None:
    at = datetime(2026, 5, 16, 15, 30, tzinfo=UTC)
    declared = {f"Etc/GMT+{hour}": hour for hour in range(1, 13)} | {"Europe/Athens": 5}
    clocks = clocks_at(at, "Europe/Athens", None, declared)
    assert len(clocks.shown) == MOST_CLOCKS
    assert [clock.members for clock in clocks.shown] == [5, 12, 11, 10, 9, 8, 7, 6]
    assert clocks.others == 1 + 2 + 3 + 4 + 5
    assert read_as(clocks).endswith("-# and 15 members in other zones")


@pytest.mark.parametrize("minutes", [4, 10081, -1])
async def test_a_meeting_has_a_length(desk: Desk, minutes: int) -> None:
    with pytest.raises(Refusal, match="from 5 to 10080"):
        await desk.draft(replace(TYPED, minutes=minutes))


async def test_words_stand_on_one_line_within_their_length(desk: Desk) -> None:
    draft = await desk.draft(replace(TYPED, title=" Journal\nclub ", place="Room\t4"))
    assert (draft.plan.title, draft.plan.place) == ("Journal club", "Room 4")
    with pytest.raises(Refusal, match="at most 100"):
        await desk.draft(replace(TYPED, title="x" * 101))


@pytest.mark.parametrize(
    "place", ["https://meet.example.org/j/85412345678?pwd=abc", "Room 12, Hotel Grande Bretagne", "Dr Iris’ clinic"]
)
async def test_links_and_rooms_and_colleagues_identify_no_patient(desk: Desk, place: str) -> None:
    assert (await desk.draft(replace(TYPED, place=place))).plan.place == place


@pytest.mark.parametrize("title", ["Case of Mrs. Jones", "MRN 4471829 revisited", "Patient born 03/04/1961"])
async def test_what_may_identify_a_patient_is_neither_kept_nor_repeated(desk: Desk, title: str) -> None:
    with pytest.raises(Refusal, match="can identify a person") as refusal:
        await desk.draft(replace(TYPED, title=title))
    assert not any(word in str(refusal.value) for word in ("Jones", "4471829", "1961"))
    draft = await desk.draft()
    with pytest.raises(Refusal, match="can identify a person"):
        await desk.meetings.change(GUILD, draft.number, IRIS, replace(TYPED, title=title))
    assert (await desk.meetings.draft_of(GUILD, draft.number, IRIS)).plan.title == "Journal club"


async def test_a_draft_is_posted_once_also_by_two_presses(desk: Desk) -> None:
    draft = await desk.draft()
    await desk.meetings.post(GUILD, draft.number, IRIS)
    with pytest.raises(Refusal, match="posted already"):
        await desk.meetings.post(GUILD, draft.number, IRIS)
    assert len(await desk.meetings.deliveries(GUILD, draft.number)) == 7


async def test_a_draft_is_nobody_elses(desk: Desk) -> None:
    draft = await desk.draft()
    for asked in (
        desk.meetings.post(GUILD, draft.number, OTHER),
        desk.meetings.change(GUILD, draft.number, OTHER, TYPED),
        desk.meetings.draft_of(GUILD + 1, draft.number, IRIS),
    ):
        with pytest.raises(Refusal, match="no longer kept"):
            await asked
    with pytest.raises(Refusal, match="no meeting"):
        await desk.meetings.cancel(GUILD, draft.number, IRIS)


async def test_the_keys_of_reminders_name_guild_meeting_label_and_start(desk: Desk) -> None:
    meeting = await desk.planned()
    keys = [row.posting.dedupe_key for row in await desk.meetings.deliveries(GUILD, meeting.number)]
    assert "meeting:7:1:1 day before:2026-05-16T15:30:00+00:00" in keys


async def test_a_cancelled_meeting_has_nothing_due_but_its_word(desk: Desk) -> None:
    meeting = await desk.planned()
    await desk.meetings.cancel(GUILD, meeting.number, IRIS)
    with pytest.raises(Refusal, match="cancelled already"):
        await desk.meetings.cancel(GUILD, meeting.number, IRIS)
    rows = await desk.meetings.deliveries(GUILD, meeting.number)
    due = [row for row in rows if row.state == "due"]
    assert [row.posting.kind for row in due] == [
        "meeting_card",
        "meeting_cancelled",
        "meeting_event",
    ], "a card that was not posted by then is not posted, and not edited"
    with pytest.raises(NothingToSend, match="was cancelled"):
        await desk.meetings.due(due[0])
    assert (await desk.meetings.called_off(due[1])).meeting.status == "cancelled"


async def card_of(desk: Desk, meeting: Meeting) -> int:
    """The message that is edited when the meeting changes."""
    async with desk.database.read() as read:
        return await message_of_card(read, meeting)


async def test_a_card_is_edited_only_after_it_was_posted(desk: Desk) -> None:
    meeting = await desk.planned()
    with pytest.raises(NotYet):
        await card_of(desk, meeting)
    sending, _event = await desk.outbox.claim(10)
    with pytest.raises(NotYet):
        await card_of(desk, meeting)
    assert sending.token == token_of_card(meeting)
    await desk.outbox.sent(sending, 42)
    assert await card_of(desk, meeting) == 42


async def test_a_card_that_failed_is_never_edited(desk: Desk) -> None:
    meeting = await desk.planned()
    sending, _event = await desk.outbox.claim(10)
    await desk.outbox.failed(sending, "the bot may not write there")
    with pytest.raises(NothingToSend, match="never posted"):
        await card_of(desk, meeting)


async def test_what_is_over_is_not_cancelled(desk: Desk) -> None:
    meeting = await desk.planned()
    desk.clock.instant = meeting.plan.ends_at
    with pytest.raises(Refusal, match="is over"):
        await desk.meetings.cancel(GUILD, meeting.number, IRIS)


@pytest.mark.parametrize(("typed", "number"), [("M-12", 12), ("m12", 12), (" m - 12 ", 12), ("12", 12)])
def test_a_meeting_is_named_by_its_number(typed: str, number: int) -> None:
    assert number_in(typed) == number


@pytest.mark.parametrize("typed", ["", "T-12", "Journal club", "12a", "-12"])
def test_anything_else_is_asked_about(typed: str) -> None:
    with pytest.raises(Refusal, match="Choose a meeting"):
        number_in(typed)


@given(
    st.datetimes(NOW.replace(tzinfo=None) + timedelta(days=1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 (hypothesis wants them naive)
    st.sampled_from(USUAL_ZONES),
)
def test_what_the_form_holds_is_read_back_as_the_same_moment(starts_at: datetime, name: str) -> None:
    starts_at = starts_at.replace(microsecond=0)
    wall = starts_at.astimezone(zone(name)).replace(tzinfo=None, fold=0)
    meeting = Meeting(GUILD, 1, Plan("t", starts_at, wall, name, 60, ""), IRIS, "draft", CHANNEL)
    typed = as_typed(meeting)
    assert read_when(typed.when, zone(typed.zone), NOW).starts_at == starts_at


def test_a_time_that_comes_twice_is_written_with_its_offset() -> None:
    for hour, offset in ((0, "+03:00"), (1, "+02:00")):
        starts_at = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
        plan = Plan("t", starts_at, datetime(2026, 10, 25, 3, 30), "Europe/Athens", 60, "")  # noqa: DTZ001 (wall time)
        when = as_typed(Meeting(GUILD, 1, plan, IRIS, "draft", CHANNEL)).when
        assert when == f"2026-10-25 03:30 {offset}"
        assert read_when(when, zone("Europe/Athens"), NOW).starts_at == starts_at
