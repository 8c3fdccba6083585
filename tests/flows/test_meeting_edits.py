"""A meeting is changed, taken along as a calendar file, and announced again where its channel was lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import icalendar
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.demo.stage import Stage
from tests.support.library import exchange_of
from tests.support.meeting_scenes import announced
from tests.support.simulated_discord import (
    buttons_of,
    completions,
    delete_channel,
    fill,
    form_of,
    message_of,
    now_reads,
    press,
    said_by_bot,
    text_of,
)

# The stage's clock shows 1 January 2026; 18:30 in Athens.
START = datetime(2026, 5, 16, 15, 30, tzinfo=UTC)
MAY = {"title": "Spring meeting", "when": "2026-05-16 18:30", "zone": "Europe/Athens", "where": "Room 4"}
DAY = timedelta(days=1)


async def plan(stage: Stage, organiser: MemberActor, channel: ChannelHandle, **options: Any) -> None:
    await announced(stage, organiser, channel, **(MAY | options))


async def test_a_change_that_nobody_decides_on_goes_after_a_day_and_with_its_authors_data(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await plan(stage, organiser, channel)
    kept = "Changes of meetings that you have typed and not decided on yet: **1**"
    asked = await organiser.slash(channel, "meeting edit", meeting="M-1", title="Zebra round")
    assert kept in text_of(await organiser.slash(channel, "privacy show"))
    await stage.advance(timedelta(days=2))
    assert "Changes of meetings" not in text_of(await organiser.slash(channel, "privacy show"))
    assert "no longer kept" in text_of(await press(organiser, asked, "Change it"))
    asked = await organiser.slash(channel, "meeting edit", meeting="M-1", title="Zebra round")
    await exchange_of(stage).privacy.forget(stage.guild.id, organiser.id)
    assert "no longer kept" in text_of(await press(organiser, asked, "Change it"))


async def changed(stage: Stage, organiser: MemberActor, channel: ChannelHandle, **options: Any) -> InteractionResult:
    asked = await organiser.slash(channel, "meeting edit", meeting="M-1", **options)
    done = await press(organiser, asked, "Change it")
    await stage.advance(timedelta(seconds=10))
    return done


async def calendar_of(result: InteractionResult) -> icalendar.Calendar:
    """The file of a private answer, read by another library."""
    assert result.ephemeral
    (file,) = message_of(result).attachments
    return icalendar.Calendar.from_ical(await file.read())


def events_in(calendar: icalendar.Calendar) -> list[Any]:
    return list(calendar.walk("VEVENT"))


async def test_a_changed_time_moves_the_card_and_the_reminders(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await plan(stage, organiser, channel)
    done = await changed(stage, organiser, channel, when="2026-05-20 19:00")
    assert "is changed" in text_of(done)
    card, word = said_by_bot(stage, channel)
    assert "Wed 20 May 2026, 19:00 in Europe/Athens" in text_of(now_reads(stage, card))
    assert "**Moved:** Spring meeting" in text_of(word)
    await stage.advance_to(START + DAY)
    assert [text_of(each) for each in said_by_bot(stage, channel)[2:] if "Starting now" in text_of(each)] == []
    await stage.advance_to(datetime(2026, 5, 21, tzinfo=UTC))
    reminders = said_by_bot(stage, channel)[2:]
    assert [f"{each.created_at:%m-%d %H:%M}" for each in reminders] == [
        "05-13 16:00",
        "05-19 16:00",
        "05-20 15:00",
        "05-20 16:00",
    ]


async def test_without_options_a_form_holds_what_stands(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await plan(stage, organiser, channel)
    opened = await organiser.slash(channel, "meeting edit", meeting="M-1")
    assert form_of(opened)["Where"] == "Room 4"
    await stage.restart()
    refused = await fill(organiser, opened, {"Date and time": "3/4/2026 9am"})
    assert "2026-03-04 or 2026-04-03" in text_of(refused)
    again = await press(organiser, refused, "Edit again")
    assert form_of(again)["Date and time"] == "3/4/2026 9am"
    asked = await fill(organiser, again, {"Date and time": "2026-05-16 18:30", "Where": "Room 5"})
    assert text_of(asked).count("Sat 16 May 2026, 18:30") == 1, "the time is read back once"
    await press(organiser, asked, "Change it")
    await stage.advance(timedelta(seconds=10))
    card, word = said_by_bot(stage, channel)
    assert "Room 5" in text_of(now_reads(stage, card))
    assert "**Another place:** Spring meeting" in text_of(word)


async def test_what_was_refused_in_options_is_typed_again_in_a_form(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await plan(stage, organiser, channel)
    refused = await organiser.slash(
        channel, "meeting edit", meeting="M-1", when="next week", title="Autumn", capacity=7, cutoff=24
    )
    opened = await press(organiser, refused, "Edit again")
    assert (form_of(opened)["Title"], form_of(opened)["Date and time"]) == ("Autumn", "next week")
    asked = text_of(await fill(organiser, opened, {"Date and time": "2026-10-20 19:00"}))
    for words in ("Autumn", "Tue 20 Oct 2026, 19:00", "**Places in person** 7", "Sign-up closes"):
        assert words in asked


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"when": "31 February 2026 9am"}, "no 31 February"),
        ({"when": "2025-05-16 09:00"}, "has passed"),
        ({"zone": "Mars/Olympus"}, "no time zone"),
        ({"when": "2026-03-29 03:30"}, "does not exist in Europe/Athens"),
        ({"when": "2026-10-25 03:30"}, "comes twice in Europe/Athens"),
        ({"title": "Spring meeting"}, "stands already"),
    ],
)
async def test_what_a_change_may_not_be(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, options: dict[str, Any], said: str
) -> None:
    await plan(stage, organiser, channel)
    assert said in text_of(await organiser.slash(channel, "meeting edit", meeting="M-1", **options))
    assert len(said_by_bot(stage, channel)) == 1


async def test_what_to_change_and_to_take_along_is_offered_while_typing(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await plan(stage, organiser, channel)
    spring = {"M-1 · 16 May 2026 · Spring meeting": "M-1"}
    assert "Asia/Kolkata" in await completions(organiser, channel, "meeting edit", "zone", "mumbai", meeting="M-1")
    assert await completions(organiser, channel, "meeting edit", "meeting", "spring") == spring
    assert await completions(organiser, channel, "meeting calendar", "meeting", "spring") == spring
    await press(organiser, await organiser.slash(channel, "meeting cancel", meeting="M-1"), "Cancel the meeting")
    assert await completions(organiser, channel, "meeting edit", "meeting", "spring") == {}
    assert len(await completions(organiser, channel, "meeting calendar", "meeting", "spring")) == 1


async def test_two_hours_over_a_clock_change_end_right(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    """In Athens the clocks are put back from 4 to 3 on 25 October."""
    await plan(stage, organiser, channel, when="2026-10-25 02:30", minutes=120)
    file = await organiser.slash(channel, "meeting calendar", meeting="M-1")
    (event,) = events_in(await calendar_of(file))
    begin, end = (event[name].dt.astimezone(UTC) for name in ("DTSTART", "DTEND"))
    assert (begin, end) == (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC))


async def test_calendar_files_of_one_of_mine_and_of_all(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    colleague = await stage.add_member("nikos")
    assert "have answered none" in text_of(await colleague.slash(channel, "meeting calendar"))
    assert "No meeting is planned" in text_of(await colleague.slash(channel, "meeting calendar", whose="all"))
    await plan(stage, organiser, channel)
    await plan(
        stage, organiser, channel, title="Journal club", when="2026-02-03 19:00", repeat="weekly", kind="webinar"
    )
    first, series = said_by_bot(stage, channel)
    await press(colleague, series, "Online")
    (mine,) = events_in(await calendar_of(await colleague.slash(channel, "meeting calendar")))
    assert str(mine["SUMMARY"]) == "Journal club"
    assert "RRULE" not in mine
    every = await calendar_of(await colleague.slash(channel, "meeting calendar", whose="all"))
    assert {str(event["SUMMARY"]): "RRULE" in event for event in events_in(every)} == {
        "Spring meeting": False,
        "Journal club": True,
    }
    assert every.walk("VTIMEZONE")
    await changed(stage, organiser, channel, when="2026-05-20 19:00")
    shown = await colleague.slash(channel, "meeting show", meeting="M-1")
    (moved,) = events_in(await calendar_of(await press(colleague, shown, "Calendar file")))
    assert int(moved["SEQUENCE"]) == 1
    await press(organiser, await organiser.slash(channel, "meeting cancel", meeting="M-1"), "Cancel the meeting")
    calendar = await calendar_of(await organiser.slash(channel, "meeting calendar", meeting="M-1"))
    (cancelled,) = events_in(calendar)
    assert str(calendar["METHOD"]) == "CANCEL"
    assert (str(cancelled["STATUS"]), int(cancelled["SEQUENCE"])) == ("CANCELLED", 2)
    assert cancelled["UID"] == moved["UID"]
    assert buttons_of(first)


async def test_a_lost_channel_is_said_and_the_card_posted_elsewhere(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await plan(stage, organiser, channel)
    elsewhere = await stage.create_text_channel("lounge")
    assert "Announce it in this channel" not in buttons_of(
        await organiser.slash(elsewhere, "meeting show", meeting="M-1")
    )
    await delete_channel(stage, channel)
    await changed(stage, organiser, elsewhere, minutes=90)
    shown = await organiser.slash(elsewhere, "meeting show", meeting="M-1")
    assert "the channel or message is gone" in text_of(shown) or "was deleted" in text_of(shown)
    reader = await stage.add_member("nikos")
    for_reader = await reader.slash(elsewhere, "meeting show", meeting="M-1")
    assert "Announce it in this channel" not in buttons_of(for_reader)
    await stage.restart()
    done = await press(organiser, shown, "Announce it in this channel")
    assert "announced again" in text_of(done)
    await stage.advance_to(START)
    said = said_by_bot(stage, elsewhere)
    assert "## Spring meeting" in text_of(said[0])
    assert [text_of(each).splitlines()[0] for each in said[1:]] == [
        "### Reminder: Spring meeting",
        "### Reminder: Spring meeting",
        "### Reminder: Spring meeting",
        "### Starting now: Spring meeting",
    ]


async def test_without_the_permission_for_events_nothing_is_lost(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    role = stage.role("Fluence")
    fewer = discord.Permissions(role._role.permissions)
    fewer.update(create_events=False)
    stage.env.backend.edit_role(stage.guild.id, role.id, {"permissions": fewer.value})
    await stage.settle()
    await plan(stage, organiser, channel)
    assert stage.env.backend.get_guild(stage.guild.id).scheduled_events == {}
    assert len(said_by_bot(stage, channel)) == 1
    shown = text_of(await organiser.slash(channel, "meeting show", meeting="M-1"))
    assert "Event in the server’s own list: **skipped**, the bot lacks Create Events" in shown
    assert "Create Events" in text_of(await stage.owner().slash(channel, "diagnose"))


async def test_an_event_that_was_made_but_not_written_down_is_not_made_again(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = discord.Guild.create_scheduled_event

    async def make_and_lose(self: discord.Guild, **given: Any) -> discord.ScheduledEvent:
        monkeypatch.setattr(discord.Guild, "create_scheduled_event", make)
        await make(self, **given)
        raise ConnectionResetError

    monkeypatch.setattr(discord.Guild, "create_scheduled_event", make_and_lose)
    await plan(stage, organiser, channel)
    await stage.advance(timedelta(hours=2))
    assert len(stage.env.backend.get_guild(stage.guild.id).scheduled_events) == 1


async def test_an_event_that_somebody_deleted_is_no_fault(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await plan(stage, organiser, channel)
    (event_id,) = stage.env.backend.get_guild(stage.guild.id).scheduled_events
    stage.env.backend.delete_scheduled_event(stage.guild.id, event_id)
    await changed(stage, organiser, channel, minutes=90)
    assert len(stage.env.backend.get_guild(stage.guild.id).scheduled_events) == 1, "it is made anew"
