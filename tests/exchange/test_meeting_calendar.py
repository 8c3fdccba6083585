"""Calendar files of the meetings as they are kept: another library reads exactly these, whatever was changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest
import recurring_ical_events

from bot.exchange.meeting_calendar import CalendarFile, MeetingCalendars
from bot.exchange.meeting_plans import Edited
from bot.exchange.refusal import Refusal
from db.database import Database
from tests.exchange.test_meeting_series import TWICE_A_YEAR, WEEKLY, Desk
from tests.exchange.test_meetings import GUILD, IRIS, NOW, OTHER


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


@pytest.fixture
def calendars(desk: Desk) -> MeetingCalendars:
    return MeetingCalendars(desk.database, desk.clock)


def read_back(file: CalendarFile, until: datetime) -> list[tuple[datetime, datetime, str]]:
    """Begin, end and title of every event, as another library works them out."""
    found: list[Any] = recurring_ical_events.of(icalendar.Calendar.from_ical(file.content)).between(NOW, until)
    return sorted(
        (each["DTSTART"].dt.astimezone(UTC), each["DTEND"].dt.astimezone(UTC), str(each["SUMMARY"])) for each in found
    )


async def test_a_community_whose_meetings_were_changed_in_every_way(desk: Desk, calendars: MeetingCalendars) -> None:
    weekly = await desk.whole(await desk.planned(WEEKLY))
    await desk.planned(TWICE_A_YEAR)
    await desk.planned(replace(TWICE_A_YEAR, title="Round table", when="2026-10-24 23:30", minutes=240, repeats=""))
    await desk.edited(weekly[2], Edited(when="2026-03-21 08:00", title="Case club"))
    await desk.meetings.cancel(GUILD, weekly[3].number, IRIS)
    await desk.edited(weekly[10], Edited(when="2026-05-15 18:00", place="Room 4"), from_here_on=True)
    await desk.edited(weekly[12], Edited(minutes=30))
    await desk.meetings.cancel_from_here_on(GUILD, weekly[20].number, IRIS)
    file = await calendars.of_community(GUILD)
    assert file.holds == "1 meeting and 3 series"
    coming = await desk.meetings.listed(GUILD, IRIS, "mine", "coming")
    own = sorted((each.plan.starts_at, each.plan.ends_at, each.plan.title) for each in coming)
    assert read_back(file, NOW + timedelta(days=366)) == own
    assert len(own) == 19 + 2 + 1


async def test_mine_are_single_and_others_are_not_there(desk: Desk, calendars: MeetingCalendars) -> None:
    whole = await desk.whole(await desk.planned(WEEKLY))
    await desk.goes(whole[1], OTHER)
    await desk.goes(whole[4], OTHER)
    file = await calendars.of_member(GUILD, OTHER)
    assert file.holds == "2 meetings"
    assert [begin for begin, _, _ in read_back(file, NOW + timedelta(days=366))] == [
        whole[1].plan.starts_at,
        whole[4].plan.starts_at,
    ]
    for nobody in (calendars.of_member(GUILD, 99), calendars.of_community(GUILD + 1), calendars.of_meeting(GUILD, 999)):
        with pytest.raises(Refusal):
            await nobody


async def test_a_series_that_was_called_off_says_so(desk: Desk, calendars: MeetingCalendars) -> None:
    first = await desk.planned(replace(WEEKLY, kind="industry_session"))
    before = icalendar.Calendar.from_ical((await calendars.of_meeting(GUILD, first.number)).content)
    await desk.meetings.cancel_from_here_on(GUILD, first.number, IRIS)
    after = icalendar.Calendar.from_ical((await calendars.of_meeting(GUILD, first.number)).content)
    (series,), (gone,) = before.walk("VEVENT"), after.walk("VEVENT")
    assert (str(before["METHOD"]), str(after["METHOD"])) == ("PUBLISH", "CANCEL")
    assert str(gone["STATUS"]) == "CANCELLED"
    assert series["UID"] == gone["UID"]
    assert str(gone["SEQUENCE"]) > str(series["SEQUENCE"])
    assert str(series["SUMMARY"]) == "Industry session: Journal club"


async def test_one_of_a_series_over_a_clock_change_ends_right(desk: Desk, calendars: MeetingCalendars) -> None:
    night = replace(WEEKLY, when="2026-03-22 02:30", minutes=120, repeats="weekly, 3 times", zone="Europe/Athens")
    whole = await desk.whole(await desk.planned(night))
    read = read_back(await calendars.of_meeting(GUILD, whole[0].number), NOW + timedelta(days=60))
    assert [(begin, end) for begin, end, _ in read] == [(each.plan.starts_at, each.plan.ends_at) for each in whole]
    assert {end - begin for begin, end, _ in read} == {timedelta(hours=2)}
