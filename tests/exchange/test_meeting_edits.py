"""Changes of one meeting without Discord: looked at first, made once, and never over another's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.exchange.meeting_plans import Edited
from bot.exchange.refusal import Refusal
from db.database import Database
from tests.exchange.test_meeting_series import WEEKLY, Desk
from tests.exchange.test_meetings import CHANNEL, GUILD, IRIS


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


async def test_who_changes_what_another_changed_meanwhile_takes_nothing_back(desk: Desk) -> None:
    whole = await desk.whole(await desk.planned(WEEKLY))
    _, change = await desk.edits.propose(GUILD, whole[1].number, IRIS, Edited(when="2026-03-13 18:30"))
    limited = await desk.edited(whole[1], Edited(capacity=2))
    for make in (desk.edits.make, desk.edits.make_from_here_on):
        with pytest.raises(Refusal, match="has been changed since"):
            await make(GUILD, change.number, IRIS)
    assert await desk.meetings.get(GUILD, limited.number) == limited
    again = await desk.edited(limited, Edited(when="2026-03-13 18:30"))
    assert again.plan.capacity == 2


async def test_a_change_is_made_once_and_forgotten_after_a_day(desk: Desk) -> None:
    single = await desk.planned(replace(WEEKLY, repeats=""))
    _, change = await desk.edits.propose(GUILD, single.number, IRIS, Edited(minutes=90))
    assert (await desk.meetings.get(GUILD, single.number)).plan.minutes == 60, "nothing is changed yet"
    await desk.edits.make(GUILD, change.number, IRIS)
    with pytest.raises(Refusal, match="made already"):
        await desk.edits.make(GUILD, change.number, IRIS)
    _, unwanted = await desk.edits.propose(GUILD, single.number, IRIS, Edited(minutes=30))
    await desk.edits.drop(GUILD, unwanted.number)
    _, old = await desk.edits.propose(GUILD, single.number, IRIS, Edited(minutes=45))
    desk.clock.instant += timedelta(hours=25)
    await desk.meetings.forget_old()
    for gone in (unwanted, old):
        with pytest.raises(Refusal, match="no longer kept"):
            await desk.edits.make(GUILD, gone.number, IRIS)
    assert (await desk.meetings.get(GUILD, single.number)).plan.minutes == 90


@pytest.mark.parametrize(
    ("edited", "said"),
    [
        (Edited(), "stands already"),
        (Edited(when="2026-02-31 09:00"), "no 31 February"),
        (Edited(when="2026-03-01 09:00"), "has passed"),
        (Edited(zone="Mars/Olympus"), "no time zone"),
        (Edited(title="Case of Mrs. Jones"), "can identify a person"),
        (Edited(minutes=3), "from 5 to 10080"),
        (Edited(capacity=-1), "places"),
        (Edited(cutoff_hours=2000), "closed already"),
    ],
)
async def test_what_a_change_may_not_be(desk: Desk, edited: Edited, said: str) -> None:
    single = await desk.planned(replace(WEEKLY, repeats=""))
    with pytest.raises(Refusal, match=said):
        await desk.edits.propose(GUILD, single.number, IRIS, edited)


async def test_a_new_zone_keeps_the_time_on_the_clock(desk: Desk) -> None:
    single = await desk.planned(replace(WEEKLY, repeats=""))
    moved = await desk.edited(single, Edited(zone="Asia/Kolkata", place="-"))
    assert (moved.plan.wall_time, moved.plan.place) == (single.plan.wall_time, "")
    assert moved.plan.starts_at == single.plan.wall_time.replace(tzinfo=ZoneInfo("Asia/Kolkata"))
    assert await desk.waiting(moved, "meeting_card"), "its card was not posted yet, and will show this"


async def test_what_has_begun_or_was_cancelled_is_not_changed(desk: Desk) -> None:
    single = await desk.planned(replace(WEEKLY, repeats=""))
    _, earlier = await desk.edits.propose(GUILD, single.number, IRIS, Edited(when="2026-03-05 18:00"))
    _, later = await desk.edits.propose(GUILD, single.number, IRIS, Edited(when="2026-03-06 19:00"))
    desk.clock.instant = single.plan.starts_at - timedelta(hours=1)
    with pytest.raises(Refusal, match="passed by now"):
        await desk.edits.make(GUILD, earlier.number, IRIS)
    desk.clock.instant = single.plan.starts_at
    with pytest.raises(Refusal, match="begun"):
        await desk.edits.propose(GUILD, single.number, IRIS, Edited(minutes=90))
    with pytest.raises(Refusal, match="begun"):
        await desk.edits.make(GUILD, later.number, IRIS)
    other = await desk.planned(replace(WEEKLY, when="2026-03-12 19:00", repeats=""))
    _, change = await desk.edits.propose(GUILD, other.number, IRIS, Edited(minutes=90))
    await desk.meetings.cancel(GUILD, other.number, IRIS)
    with pytest.raises(Refusal, match="cancelled"):
        await desk.edits.make(GUILD, change.number, IRIS)


async def test_a_lost_card_is_posted_elsewhere_with_its_reminders(desk: Desk) -> None:
    single = await desk.planned(replace(WEEKLY, repeats=""))
    for sending in await desk.outbox.claim(10):
        await desk.outbox.failed(sending, "the channel or message is gone")
    again = await desk.edits.post_again(GUILD, single.number, CHANNEL + 1, IRIS)
    assert (again.channel_id, again.card_number) == (CHANNEL + 1, 2)
    (card,) = await desk.waiting(again, "meeting_card")
    assert card.posting.channel_id == CHANNEL + 1
    assert {each.posting.channel_id for each in await desk.waiting(again, "meeting_reminder")} == {CHANNEL + 1}
