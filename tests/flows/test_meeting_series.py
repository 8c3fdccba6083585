"""A series through Discord's doors: a year of a meeting held twice a year, with restarts and absences on the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import discord
from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from tests.support.meeting_scenes import announced
from tests.support.simulated_discord import (
    absence,
    buttons_of,
    completions,
    now_reads,
    press,
    said_by_bot,
    text_of,
)

# The stage's clock shows 1 January 2026. Cherry Hill's clocks are put forward in March, and back in November.
SPRING = datetime(2026, 5, 16, 13, tzinfo=UTC)
AUTUMN = datetime(2026, 11, 21, 14, tzinfo=UTC)
NEXT_SPRING = datetime(2027, 5, 15, 13, tzinfo=UTC)
TWICE_A_YEAR = {
    "title": "Laser exchange",
    "when": "Sat 16 May 2026 9am",
    "zone": "America/New_York",
    "minutes": 480,
    "where": "Cherry Hill",
    "repeat": "every 6 months",
}
WEEKLY = {"title": "Journal club", "when": "2026-01-08 19:00", "zone": "Europe/Athens", "repeat": "weekly"}
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def stamp(moment: datetime, style: str = "F") -> str:
    """A moment as Discord shows it to each reader."""
    return f"<t:{int(moment.timestamp())}:{style}>"


def events_of(stage: Stage) -> dict[str, str]:
    """The server's own list of events: what each is called, and when it begins."""
    found = stage.env.backend.get_guild(stage.guild.id).scheduled_events.values()
    return {event.name: str(event.scheduled_start_time) for event in found}


def cards_of(stage: Stage, channel: ChannelHandle) -> list[discord.Message]:
    """The announcements that stand in a channel."""
    return [message for message in said_by_bot(stage, channel) if "Who is going" in buttons_of(message)]


async def test_it_is_said_from_when_a_series_falls_at_another_hour_elsewhere(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    draft = await organiser.slash(channel, "meeting create", **WEEKLY)
    words = text_of(draft)
    assert "Elsewhere the hour becomes another, first on\n- Thu 2 Apr 2026, 16:00 in UTC" in words
    await press(organiser, draft, "Post it")
    await stage.advance(MINUTE)
    [card] = cards_of(stage, channel)
    assert "Repeats by the clock in Europe/Athens: from 12 Mar 2026 on" in text_of(card)
    once = await organiser.slash(channel, "meeting create", **{**WEEKLY, "repeat": "weekly until 2026-02-26"})
    assert "Elsewhere the hour" not in text_of(once), "it is over before any clock is changed"


async def test_one_year_of_a_meeting_held_twice_a_year(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    draft = await organiser.slash(channel, "meeting create", **TWICE_A_YEAR)
    assert "every 6 months on the third Saturday" in text_of(draft)
    assert "Sat 21 Nov 2026, 09:00" in text_of(draft)
    assert "Sat 15 May 2027, 09:00" in text_of(draft)
    await press(organiser, draft, "Post it")
    await stage.advance(MINUTE)
    (spring,) = cards_of(stage, channel)
    assert stamp(SPRING) in text_of(spring)
    assert "repeats every 6 months on the third Saturday" in text_of(spring)
    await stage.restart()

    # The first is over: the card of the next one appears, also where the bot was away for that day.
    await stage.advance_to(SPRING + HOUR)
    async with absence(stage):
        await stage.advance_to(SPRING + DAY)
    await stage.advance(MINUTE)
    _, autumn = cards_of(stage, channel)
    assert stamp(AUTUMN) in text_of(autumn)
    assert "09:00 in America/New_York" in text_of(autumn)

    # The year goes on, with a month's absence in summer.
    async with absence(stage):
        await stage.advance(timedelta(days=31))
    await stage.advance_to(AUTUMN + DAY)
    await stage.restart()
    await stage.advance(MINUTE)
    assert stamp(NEXT_SPRING) in text_of(cards_of(stage, channel)[-1])
    assert len(cards_of(stage, channel)) == 3
    said = [text_of(message) for message in said_by_bot(stage, channel)]
    assert sum(stamp(SPRING) in text and ("Reminder" in text or "Starting" in text) for text in said) == 4
    assert sum(stamp(AUTUMN) in text and ("Reminder" in text or "Starting" in text) for text in said) == 4
    listed = text_of(await organiser.slash(channel, "meeting list"))
    assert listed.count("Laser exchange") == 1
    assert stamp(NEXT_SPRING) in listed
    past = text_of(await organiser.slash(channel, "meeting list", time="past"))
    assert past.count("Laser exchange") == 2


async def test_one_of_a_series_is_moved_or_all_from_here_on(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await announced(stage, organiser, channel, **TWICE_A_YEAR)
    colleague = await stage.add_member("nikos")
    await press(colleague, cards_of(stage, channel)[0], "In person")
    asked = await organiser.slash(channel, "meeting edit", meeting="M-1", when="2026-05-23 10:00")
    assert "Read as" in text_of(asked)
    assert f"It was **{stamp(SPRING)}" in text_of(asked)
    assert stamp(SPRING) in text_of(now_reads(stage, cards_of(stage, channel)[0])), "nothing is changed yet"
    await stage.restart()
    done = await press(organiser, asked, "This one")
    assert "is changed" in text_of(done)
    await stage.advance(MINUTE)
    moved = SPRING + timedelta(days=7, hours=1)
    card, word = said_by_bot(stage, channel)
    assert stamp(moved) in text_of(now_reads(stage, card))
    assert "**Moved:** Laser exchange" in text_of(word)
    assert f"It was {stamp(SPRING)}" in text_of(word)
    assert [user.id for user in word.mentions] == [colleague.id]

    rest = await organiser.slash(channel, "meeting edit", meeting="M-2", where="Philadelphia", minutes=420)
    await press(organiser, rest, "From here on")
    shown = text_of(await organiser.slash(channel, "meeting show", meeting="M-2"))
    assert "Philadelphia" in shown
    assert "7 h" in shown
    assert "Cherry Hill" in text_of(await organiser.slash(channel, "meeting show", meeting="M-1"))
    await stage.advance_to(moved + timedelta(hours=9))
    assert "Philadelphia" in text_of(cards_of(stage, channel)[-1])


async def test_one_is_called_off_and_then_the_rest(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await announced(stage, organiser, channel, **WEEKLY)
    kept = await organiser.slash(channel, "meeting cancel", meeting="M-2")
    assert "repeats every week" in text_of(kept)
    assert "stays as it was" in text_of(await press(organiser, kept, "Keep it"))
    asked = await organiser.slash(channel, "meeting cancel", meeting="M-2")
    await press(organiser, asked, "This one")
    rest = await organiser.slash(channel, "meeting cancel", meeting="M-3")
    await stage.restart()
    assert "all that follow it are cancelled" in text_of(await press(organiser, rest, "From here on"))
    await stage.advance(timedelta(days=60))
    assert len(cards_of(stage, channel)) == 1, "only the first was ever announced"
    words = [text_of(message) for message in said_by_bot(stage, channel) if "**Cancelled:**" in text_of(message)]
    assert len(words) == 2
    assert "all the meetings of its series after it" in words[1]
    assert "No meeting is planned" in text_of(await organiser.slash(channel, "meeting list"))
    past = text_of(await organiser.slash(channel, "meeting list", time="past"))
    assert past.count("(cancelled") == 1, "the rest of a series goes as one"
    assert "repeats every" not in text_of(await organiser.slash(channel, "meeting show", meeting="M-3"))


async def test_what_follows_is_shown_before_a_series_changes_its_day(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await announced(stage, organiser, channel, **(TWICE_A_YEAR | {"repeat": "every month"}))
    asked = await organiser.slash(channel, "meeting edit", meeting="M-1", when="2026-05-17 10:00")
    assert "It repeats every month on the third Saturday now." in text_of(asked)
    following = "- Sun 21 Jun 2026, 10:00\n- Sun 19 Jul 2026, 10:00\n- Sun 16 Aug 2026, 10:00"
    rhythm = (
        "**From here on** it repeats every month on the third Sunday, always by the clock in America/New_York; next"
    )
    assert f"{rhythm}\n{following}" in text_of(asked)
    done = await press(organiser, asked, "From here on")
    assert "It repeats every month on the third Sunday." in text_of(done)
    longer = await organiser.slash(channel, "meeting edit", meeting="M-2", where="Philadelphia")
    assert "**From here on** it" not in text_of(longer), "the days stay"


async def test_a_weekly_meeting_has_one_card_at_a_time(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await announced(stage, organiser, channel, **WEEKLY)
    assert len(cards_of(stage, channel)) == 1
    await stage.advance(timedelta(days=15))
    assert len(cards_of(stage, channel)) == 3
    mine = await organiser.slash(channel, "meeting list", whose="mine")
    assert "1 of 7" in text_of(mine)
    later = await press(organiser, mine, "Next")
    assert "2 of 7" in text_of(later)
    everybodys = await press(organiser, later, "The community’s")
    assert text_of(everybodys).count("Journal club") == 1
    past = await press(organiser, everybodys, "Past")
    assert text_of(past).count("Journal club") == 2


async def test_a_change_is_the_organisers_or_else_the_moderators(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    """The organiser may have left; a moderator acts."""
    await announced(stage, organiser, channel, **TWICE_A_YEAR)
    colleague = await stage.add_member("nikos")
    assert "Only the organiser of M-1, or a moderator" in text_of(
        await colleague.slash(channel, "meeting edit", meeting="M-1", minutes=60)
    )
    asked = await stage.owner().slash(channel, "meeting edit", meeting="M-1", minutes=60)
    assert "is changed" in text_of(await press(stage.owner(), asked, "This one"))
    dropped = await stage.owner().slash(channel, "meeting edit", meeting="M-1", minutes=90)
    assert "stays as it was" in text_of(await press(stage.owner(), dropped, "Leave it"))


async def test_what_repeats_is_offered_to_fit_the_date(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    offered = await completions(
        organiser, channel, "meeting create", "repeat", "six", title="x", when="16 May 2026 9am", zone="Europe/Athens"
    )
    assert "every 6 months on the third Saturday" in offered
    unread = await completions(organiser, channel, "meeting create", "repeat", "", title="x", when="some day")
    assert "every week" in unread
    refused = await organiser.slash(channel, "meeting create", **(TWICE_A_YEAR | {"repeat": "every full moon"}))
    assert "could not read how it repeats" in text_of(refused)
    assert "third Saturday" in text_of(
        await organiser.slash(channel, "meeting create", **(TWICE_A_YEAR | {"repeat": "every Tuesday"}))
    )


async def test_the_servers_list_of_events_has_the_next_one(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await announced(stage, organiser, channel, **(TWICE_A_YEAR | {"kind": "industry_session"}))
    name = "Industry session: Laser exchange"
    assert f"## {name}" in text_of(cards_of(stage, channel)[0])
    assert name in text_of(await organiser.slash(channel, "meeting list"))
    assert name in str(await completions(organiser, channel, "meeting show", "meeting", "m-1"))
    assert list(events_of(stage)) == [name]
    assert events_of(stage)[name].startswith("2026-05-16T13:00")
    asked = await organiser.slash(channel, "meeting edit", meeting="M-1", when="2026-05-16 10:00", title="Lasers")
    await press(organiser, asked, "This one")
    await stage.advance(MINUTE)
    assert events_of(stage)["Industry session: Lasers"].startswith("2026-05-16T14:00")
    assert len(events_of(stage)) == 1
    await press(organiser, await organiser.slash(channel, "meeting cancel", meeting="M-1"), "This one")
    await stage.advance(MINUTE)
    (event,) = stage.env.backend.get_guild(stage.guild.id).scheduled_events.values()
    assert event.status == discord.EventStatus.cancelled.value


async def test_after_a_month_away_only_what_is_still_to_come_is_announced(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    """The club met on four Thursdays meanwhile."""
    await announced(stage, organiser, channel, **WEEKLY)
    await stage.advance(timedelta(days=3))
    async with absence(stage):
        await stage.advance(timedelta(days=31))
    await stage.advance(MINUTE)
    await stage.restart()
    await stage.advance(MINUTE)
    first, _week_before, sixth = said_by_bot(stage, channel)
    assert stamp(datetime(2026, 1, 8, 17, tzinfo=UTC)) in text_of(first)
    assert stamp(datetime(2026, 2, 5, 17, tzinfo=UTC)) in text_of(sixth)
    assert "In person" in buttons_of(sixth)
    shown = text_of(await organiser.slash(channel, "meeting show", meeting="M-3"))
    assert "Announcement: **skipped**, too late" in shown
    assert shown.count("**skipped**, too late") >= 4
    assert events_of(stage)["Journal club"].startswith("2026-02-05T17:00")
