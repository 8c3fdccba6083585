"""Series without Discord: made a year ahead, changed and called off from one meeting on, and nothing made twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.exchange.action_items import ActionItems
from bot.exchange.communities import Communities
from bot.exchange.meeting_edits import MeetingEdits
from bot.exchange.meeting_plans import Edited, PlanReader, Typed
from bot.exchange.meetings import Meeting, Meetings
from bot.exchange.outbox import Outbox
from bot.exchange.refusal import Refusal
from bot.exchange.series import MeetingSeries
from db import action_items, rsvp
from db import meetings as rows
from db import outbox as outbox_rows
from db import series as series_rows
from db.database import Database
from db.outbox import Delivery
from tests.exchange.test_meetings import CHANNEL, GUILD, IRIS, NOW, OTHER
from tests.support.clocks import StoppedClock

DAY = timedelta(days=1)
# Saturday 16 May 2026 is the third of its month.
TWICE_A_YEAR = Typed(
    "Laser exchange", "2026-05-16 09:00", "America/New_York", 480, "Cherry Hill", repeats="twice a year"
)
WEEKLY = Typed("Journal club", "2026-03-05 19:00", "Europe/Athens", 60, "Online", "journal_club", repeats="weekly")


class Desk:
    """The meetings of a community, with what they stand on."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = StoppedClock(NOW)
        self.outbox = Outbox(database, self.clock)
        communities = Communities(database, self.clock)
        plans = PlanReader(database, self.clock, communities)
        self.meetings = Meetings(database, self.clock, communities, plans, self.outbox)
        self.edits = MeetingEdits(database, self.clock, plans, self.outbox)
        self.series = MeetingSeries(database, self.clock, self.outbox)

    async def planned(self, typed: Typed) -> Meeting:
        draft = await self.meetings.draft(GUILD, IRIS, CHANNEL, typed)
        return await self.meetings.post(GUILD, draft.number, IRIS)

    async def whole(self, meeting: Meeting) -> list[Meeting]:
        """Every meeting of a meeting's series."""
        assert meeting.series is not None
        async with self.database.read() as read:
            return await rows.of_series(read, GUILD, meeting.series)

    async def edited(self, meeting: Meeting, edited: Edited, *, from_here_on: bool = False) -> Meeting:
        _, change = await self.edits.propose(GUILD, meeting.number, IRIS, edited)
        make = self.edits.make_from_here_on if from_here_on else self.edits.make
        return await make(GUILD, change.number, IRIS)

    async def waiting(self, meeting: Meeting, kind: str) -> list[Delivery]:
        """What of a kind is still to be sent about a meeting."""
        found = await self.meetings.deliveries(GUILD, meeting.number)
        return [each for each in found if each.posting.kind == kind and each.state == "due"]

    async def goes(self, meeting: Meeting, user_id: int) -> None:
        async with self.database.write() as write:
            await rsvp.take_turn(write, GUILD, meeting.number, user_id, "online", waiting=False, now=self.clock.now())


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def on_the_wall(meetings: list[Meeting]) -> list[str]:
    """When each begins, on its own clock."""
    return [f"{each.plan.wall_time:%Y-%m-%d %H:%M}" for each in meetings]


async def test_a_series_is_made_a_year_ahead_each_at_nine_on_its_clock(desk: Desk) -> None:
    first = await desk.planned(TWICE_A_YEAR)
    whole = await desk.whole(first)
    assert on_the_wall(whole) == ["2026-05-16 09:00", "2026-11-21 09:00"]
    assert [each.plan.starts_at.hour for each in whole] == [13, 14], "New York's clocks were put back in between"
    assert [each.organiser_id for each in whole] == [IRIS, IRIS]
    assert await desk.meetings.listed(GUILD, OTHER, "all", "coming") == whole[:1]
    assert await desk.meetings.listed(GUILD, IRIS, "mine", "coming") == whole
    assert await desk.meetings.listed(GUILD, OTHER, "mine", "coming") == []


async def test_the_sweep_makes_the_next_one_and_nothing_twice(desk: Desk) -> None:
    first = await desk.planned(TWICE_A_YEAR)
    await desk.series.grow()
    assert len(await desk.whole(first)) == 2
    desk.clock.instant += timedelta(days=90)
    await desk.series.grow()
    await desk.series.grow()
    assert on_the_wall(await desk.whole(first))[2:] == ["2027-05-15 09:00"]


async def test_a_series_that_cannot_be_read_holds_up_no_other(desk: Desk) -> None:
    broken, sound = await desk.planned(WEEKLY), await desk.planned(TWICE_A_YEAR)
    async with desk.database.write() as write:
        await write.run("UPDATE meeting_series SET zone = 'Mars/Olympus' WHERE series_no = :no", {"no": broken.series})
    desk.clock.instant += timedelta(days=90)
    await desk.series.grow()
    assert len(await desk.whole(sound)) == 3


async def test_after_two_years_away_nothing_is_made_for_the_past(desk: Desk) -> None:
    first = await desk.planned(TWICE_A_YEAR)
    desk.clock.instant = datetime(2028, 6, 1, tzinfo=UTC)
    await desk.series.grow()
    assert on_the_wall(await desk.whole(first)) == [
        "2026-05-16 09:00",
        "2026-11-21 09:00",
        "2028-11-18 09:00",
        "2029-05-19 09:00",
    ]


async def test_a_weekly_series_has_one_card_at_a_time_and_no_reminder_before_it(desk: Desk) -> None:
    whole = await desk.whole(await desk.planned(WEEKLY))
    assert len(whole) == 52
    (second_card,) = await desk.waiting(whole[1], "meeting_card")
    assert second_card.posting.due_at == whole[0].plan.ends_at
    labels = [each.posting.label for each in await desk.waiting(whole[1], "meeting_reminder")]
    assert labels == ["1 day before", "1 hour before", "at the start"]
    assert {each.plan.wall_time.hour for each in whole} == {19}
    assert {each.plan.starts_at.hour for each in whole} == {16, 17}


async def test_what_is_offered_while_typing_is_not_one_series_alone(desk: Desk) -> None:
    await desk.planned(WEEKLY)
    single = await desk.planned(replace(TWICE_A_YEAR, title="Round table", when="2027-02-27 09:00", repeats=""))
    offered = await desk.meetings.suggest(GUILD, "")
    assert [each.plan.title for each in offered[:3]] == ["Journal club", "Round table", "Journal club"]
    assert (await desk.meetings.suggest_coming(GUILD, ""))[1] == single
    assert len(offered) == 25


@pytest.mark.parametrize("typed", ["ετησια", "Ετήσια συνάντηση", "συναντηση δερμα", "reunion", "réunion"])
async def test_a_meeting_is_offered_by_words_of_its_title_with_or_without_accents(desk: Desk, typed: str) -> None:
    plan = replace(TWICE_A_YEAR, title="Ετήσια συνάντηση (Réunion): δέρμα", when="2027-02-27 09:00", repeats="")
    number = (await desk.planned(plan)).number
    await desk.planned(replace(plan, title="Journal club", when="2027-02-28 09:00"))
    assert [each.number for each in await desk.meetings.suggest(GUILD, typed)] == [number]


async def test_one_is_moved_and_the_others_stay(desk: Desk) -> None:
    whole = await desk.whole(await desk.planned(WEEKLY))
    await desk.goes(whole[2], OTHER)
    moved = await desk.edited(whole[2], Edited(when="2026-03-20 20:00"))
    assert moved.is_moved
    assert moved.sequence == 1
    assert moved.original_at == whole[2].plan.starts_at
    again = await desk.whole(moved)
    assert again[:2] + again[3:] == whole[:2] + whole[3:]
    reminders = await desk.waiting(moved, "meeting_reminder")
    assert {each.posting.due_at for each in reminders} >= {moved.plan.starts_at, moved.plan.starts_at - DAY}
    assert all(whole[2].plan.starts_at.isoformat() not in each.posting.dedupe_key for each in reminders)
    (word,) = await desk.waiting(moved, "meeting_changed")
    assert (await desk.meetings.news(word)).user_ids == (OTHER,)
    answers: dict[int, rsvp.Answer] = {31: "maybe", 32: "no", 33: "in_person"}
    async with desk.database.write() as write:
        for user_id, answer in answers.items():
            await rsvp.take_turn(write, GUILD, moved.number, user_id, answer, waiting=user_id == 33, now=NOW)
    assert (await desk.meetings.news(word)).user_ids == (OTHER, 31, 33)
    assert (await desk.meetings.news(word)).former_start == whole[2].plan.starts_at


async def test_the_rest_is_moved_and_keeps_what_was_decided_for_one_alone(desk: Desk) -> None:
    whole = await desk.whole(await desk.planned(WEEKLY))
    own_place = await desk.edited(whole[6], Edited(place="Room 4"))
    own_time = await desk.edited(whole[7], Edited(when="2026-04-25 10:00"))
    await desk.meetings.cancel(GUILD, whole[8].number, IRIS)
    third = await desk.edited(whole[4], Edited(when="2026-04-03 18:00", title="Case club"), from_here_on=True)
    assert third.series != whole[0].series
    assert on_the_wall(await desk.whole(whole[0])) == on_the_wall(whole[:4])
    rest = await desk.whole(third)
    assert on_the_wall(rest)[:5] == [
        "2026-04-03 18:00",
        "2026-04-10 18:00",
        "2026-04-17 18:00",
        "2026-04-25 10:00",
        "2026-04-30 19:00",
    ]
    assert [each.number for each in rest[:5]] == [each.number for each in whole[4:9]]
    assert [each.status for each in rest[3:6]] == ["planned", "cancelled", "planned"]
    assert rest[2].plan.place == own_place.plan.place
    assert rest[3].plan.title == "Case club"
    assert rest[3].plan.starts_at == own_time.plan.starts_at
    assert {each.plan.wall_time.hour for each in rest[5:]} == {18}
    before = len(rest)
    desk.clock.instant += timedelta(days=30)
    await desk.series.grow()
    grown = await desk.whole(third)
    assert len(grown) > before
    assert on_the_wall(await desk.whole(whole[0])) == on_the_wall(whole[:4]), "the former series grows no more"


async def test_a_change_from_the_first_on_keeps_the_series(desk: Desk) -> None:
    first = await desk.planned(TWICE_A_YEAR)
    changed = await desk.edited(first, Edited(when="2026-05-13 09:00"), from_here_on=True)
    assert changed.series == first.series
    assert on_the_wall(await desk.whole(changed)) == ["2026-05-13 09:00", "2026-11-11 09:00"], "second Wednesdays"
    series = await desk.series.of(changed)
    assert series is not None
    assert series.sequence == 1


async def test_what_is_left_before_a_cancelled_end_is_changed(desk: Desk) -> None:
    whole = await desk.whole(await desk.planned(WEEKLY))
    await desk.meetings.cancel_from_here_on(GUILD, whole[4].number, IRIS)
    second = await desk.edited(whole[1], Edited(minutes=90), from_here_on=True)
    left = await desk.whole(second)
    assert [(each.number, each.plan.minutes) for each in left] == [(each.number, 90) for each in whole[1:4]]
    ended = await desk.whole(whole[0])
    assert [each.plan for each in ended] == [each.plan for each in (whole[0], *whole[4:])]
    assert {each.status for each in ended[1:]} == {"cancelled"}


async def test_all_of_it_is_moved_onto_moments_that_were_cancelled(desk: Desk) -> None:
    whole = await desk.whole(await desk.planned(WEEKLY))
    await desk.meetings.cancel_from_here_on(GUILD, whole[3].number, IRIS)
    first = await desk.edited(whole[0], Edited(when="2026-03-12 19:00"), from_here_on=True)
    again = await desk.whole(first)
    assert [(each.number, each.status) for each in again] == [(each.number, "planned") for each in whole[:3]]
    assert on_the_wall(again) == on_the_wall(whole[1:4])
    assert (await desk.meetings.get(GUILD, whole[3].number)).status == "cancelled"


async def test_what_is_still_to_be_done_is_carried_through_changes_from_here_on(desk: Desk) -> None:
    whole = await desk.whole(await desk.planned(WEEKLY))
    other = await desk.planned(replace(WEEKLY, title="Laser club"))
    items = ActionItems(desk.database, desk.clock, desk.outbox)
    await items.add(GUILD, whole[0].number, IRIS, text="Order the goggles", owner_id=OTHER, day="2026-04-20")
    for each in whole[1:3]:
        await desk.edited(each, Edited(minutes=90 + each.number), from_here_on=True)
    for each in whole[1:4]:
        assert [item.text for item in (await items.of(GUILD, each.number)).carried] == ["Order the goggles"]
    assert (await items.of(GUILD, (await desk.whole(other))[1].number)).carried == ()
    async with desk.database.read() as read:
        assert await action_items.next_in_series(read, GUILD, whole[0].number, NOW) == whole[1].number
        assert await action_items.next_in_series(read, GUILD, whole[1].number, NOW) == whole[2].number


async def test_a_series_with_an_end_keeps_its_number_when_it_is_moved(desk: Desk) -> None:
    typed = replace(WEEKLY, repeats="weekly until 2026-04-02")
    whole = await desk.whole(await desk.planned(typed))
    assert len(whole) == 5
    moved = await desk.edited(whole[2], Edited(when="2026-03-25 19:00"), from_here_on=True)
    assert on_the_wall(await desk.whole(moved)) == ["2026-03-25 19:00", "2026-04-01 19:00", "2026-04-08 19:00"]
    counted = await desk.whole(await desk.planned(replace(WEEKLY, repeats="weekly, 4 times")))
    again = await desk.edited(counted[1], Edited(minutes=90), from_here_on=True)
    assert [each.plan.minutes for each in await desk.whole(again)] == [90, 90, 90]
    assert on_the_wall(await desk.whole(again)) == on_the_wall(counted[1:])


async def test_a_change_of_words_moves_no_time_where_the_clock_jumps(desk: Desk) -> None:
    desk.clock.instant = datetime(2027, 2, 1, tzinfo=UTC)
    night = Typed("Night round", "2027-03-07 02:30", "America/New_York", 60, "", repeats="weekly, 4 times")
    whole = await desk.whole(await desk.planned(night))
    assert on_the_wall(whole)[:3] == ["2027-03-07 02:30", "2027-03-14 03:30", "2027-03-21 02:30"]
    changed = await desk.edited(whole[1], Edited(title="Late round"), from_here_on=True)
    assert on_the_wall(await desk.whole(changed)) == ["2027-03-14 03:30", "2027-03-21 02:30", "2027-03-28 02:30"]
    assert not changed.is_moved


async def test_the_rest_is_called_off_with_one_word(desk: Desk) -> None:
    whole = await desk.whole(await desk.planned(WEEKLY))
    pressed = [desk.meetings.cancel_from_here_on(GUILD, whole[3].number, IRIS) for _ in range(2)]
    _, again = await asyncio.gather(*pressed, return_exceptions=True)
    assert "cancelled already" in str(again)
    after = await desk.whole(whole[0])
    assert [each.status for each in after[:4]] == ["planned", "planned", "planned", "cancelled"]
    assert {each.status for each in after[3:]} == {"cancelled"}
    words = [word for each in after for word in await desk.waiting(each, "meeting_cancelled")]
    assert [word.posting.meeting for word in words] == [whole[3].number]
    for each in after[3:]:
        assert not await desk.waiting(each, "meeting_card")
        assert not await desk.waiting(each, "meeting_reminder")
    desk.clock.instant += timedelta(days=60)
    await desk.series.grow()
    assert len(await desk.whole(whole[0])) == len(after)


async def test_who_was_going_to_any_of_the_rest_is_pinged_once_at_most_eighty_by_a_message(desk: Desk) -> None:
    whole = await desk.whole(await desk.planned(WEEKLY))
    await desk.goes(whole[2], 1)  # it is kept
    for number in range(100, 150):
        await desk.goes(whole[3], number)
    for number in range(149, 190):
        await desk.goes(whole[5], number)
    await desk.meetings.cancel_from_here_on(GUILD, whole[3].number, IRIS)
    told = [await desk.meetings.called_off(each) for each in await desk.waiting(whole[3], "meeting_cancelled")]
    assert [len(each.user_ids) for each in told] == [80, 10]
    assert [user_id for each in told for user_id in each.user_ids] == list(range(100, 190))
    assert all(each.from_here_on for each in told)


async def test_a_single_meeting_has_no_rest(desk: Desk) -> None:
    single = await desk.planned(replace(WEEKLY, repeats=""))
    with pytest.raises(Refusal, match="does not repeat"):
        await desk.edited(single, Edited(minutes=90), from_here_on=True)
    with pytest.raises(Refusal, match="does not repeat"):
        await desk.meetings.cancel_from_here_on(GUILD, single.number, IRIS)


async def test_a_draft_that_repeats_fits_its_new_date(desk: Desk) -> None:
    draft = await desk.meetings.draft(GUILD, IRIS, CHANNEL, TWICE_A_YEAR)
    changed = await desk.meetings.change(
        GUILD, draft.number, IRIS, replace(TWICE_A_YEAR, when="2026-05-30 09:00", repeats="")
    )
    assert changed.repeats == "FREQ=MONTHLY;INTERVAL=6;BYDAY=-1SA"
    for repeats, said in (("sometimes", "could not read"), ("weekly until 2026-05-17", "only once")):
        with pytest.raises(Refusal, match=said):
            await desk.meetings.draft(GUILD, IRIS, CHANNEL, replace(TWICE_A_YEAR, repeats=repeats))


async def test_communities_do_not_share_series(desk: Desk) -> None:
    first = await desk.planned(TWICE_A_YEAR)
    assert first.series is not None
    async with desk.database.read() as read:
        assert await series_rows.find(read, GUILD + 1, first.series) is None
        assert await rows.of_series(read, GUILD + 1, first.series) == []
        assert await outbox_rows.of_meeting(read, GUILD + 1, first.number) == []
        assert await series_rows.of_guild(read, GUILD + 1) == []
