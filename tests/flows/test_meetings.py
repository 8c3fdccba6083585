"""`/meeting`: planned with a look at the time first, found, listed and cancelled; and nothing of it needs memory."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor, UserHandle

from bot.demo.stage import Stage
from tests.support.group_scenes import deny
from tests.support.library_scenes import fluence
from tests.support.meeting_scenes import announced, delivered, planned
from tests.support.simulated_discord import (
    buttons_of,
    completions,
    delete_channel,
    fill,
    form_of,
    lose_next_answer,
    now_reads,
    press,
    said_by_bot,
    text_of,
)

# The stage's clock shows 1 January 2026.
MAY = {"title": "Spring meeting: Pixel resurfacing", "when": "2026-05-16 18:30", "zone": "Europe/Athens"}
SOON = "2026-01-16 18:30"
"""For where its start is waited for: each day that goes by costs a test time."""


async def plan(stage: Stage, organiser: MemberActor, channel: ChannelHandle, **options: Any) -> InteractionResult:
    """A meeting is planned and posted; its number is the guild's next."""
    return await announced(stage, organiser, channel, **(MAY | options))


async def test_what_else_goes_on_then_is_said_before_it_is_posted(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await plan(stage, organiser, channel)
    alone = await organiser.slash(channel, "meeting create", **(MAY | {"when": "2026-05-17 18:30"}))
    assert "At the same time" not in text_of(alone)
    later = {"title": "Journal club", "zone": "Europe/Athens", "repeat": "weekly"}
    clash = await organiser.slash(channel, "meeting create", when="2026-05-02 19:00", **later)
    assert "⚠️ At the same time: **M-1** Spring meeting: Pixel resurfacing (<t:1778945400:f>)" in text_of(clash)
    before = await organiser.slash(channel, "meeting create", when="2026-05-02 17:30", **later)
    assert "At the same time" not in text_of(before), "one ends as the other begins"
    await press(organiser, alone, "Post it")
    moved = await organiser.slash(channel, "meeting edit", meeting="M-2", when="2026-05-16 18:00")
    assert "⚠️ At the same time: **M-1**" in text_of(moved)
    renamed = await organiser.slash(channel, "meeting edit", meeting="M-1", title="Another title")
    assert "At the same time" not in text_of(renamed)


async def test_a_meeting_is_looked_at_before_it_is_posted(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    draft = await organiser.slash(
        channel, "meeting create", **MAY, minutes=90, where="https://meet.example.org/j/85412345678"
    )
    assert draft.ephemeral
    assert said_by_bot(stage, channel) == []
    shown = text_of(draft)
    assert "<t:1778945400:F>" in shown  # 16 May 2026, 15:30 UTC
    assert "Sat 16 May 2026, 18:30, Europe/Athens" in shown
    assert "Sat 16 May 2026, 15:30, UTC" in shown  # the community's own zone
    assert "Sat 16 May 2026, 08:30, America/Los_Angeles" in shown  # far from both
    assert "1 h 30 min" in shown
    assert "https://meet.example.org/j/85412345678" in shown
    assert "Online only, as I read it" in shown
    done = await press(organiser, draft, "Post it")
    await delivered(stage)
    assert "M-1" in text_of(done)
    (card,) = said_by_bot(stage, channel)
    assert "## Spring meeting: Pixel resurfacing" in text_of(card)
    assert "<t:1778945400:F>" in text_of(card)
    assert "<t:1778945400:R>" in text_of(card)
    assert "Sat 16 May 2026, 18:30 in Europe/Athens, 1 h 30 min" in text_of(card)
    assert buttons_of(card) == ["Going", "Maybe", "No", "Who is going", "Details"], "it is online alone"


async def test_a_draft_outlives_a_restart(stage: Stage, channel: ChannelHandle, organiser: MemberActor) -> None:
    draft = await organiser.slash(channel, "meeting create", **MAY)
    await stage.restart()
    await press(organiser, draft, "Post it")
    await delivered(stage)
    assert buttons_of(draft) == ["Details"]
    assert len(said_by_bot(stage, channel)) == 1


async def test_a_draft_is_changed_in_a_form_that_holds_what_was_typed(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    draft = await organiser.slash(channel, "meeting create", **MAY, where="Room 4")
    opened = await press(organiser, draft, "Change")
    assert form_of(opened) == {
        "Title": "Spring meeting: Pixel resurfacing",
        "Date and time": "2026-05-16 18:30",
        "Time zone": "Europe/Athens",
        "Minutes": "60",
        "Where": "Room 4",
    }
    await stage.restart()
    changed = await fill(organiser, opened, {"Time zone": "Asia/Kolkata", "Minutes": "120", "Where": ""})
    assert "Sat 16 May 2026, 18:30, Asia/Kolkata" in text_of(changed)
    assert "2 h" in text_of(changed)
    assert "Room 4" not in text_of(changed)
    await press(organiser, changed, "Post it")
    await delivered(stage)
    assert "18:30 in Asia/Kolkata" in text_of(said_by_bot(stage, channel)[0])


async def test_what_was_refused_in_the_form_is_not_typed_twice(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    draft = await organiser.slash(channel, "meeting create", **MAY)
    unclear = await fill(
        organiser, await press(organiser, draft, "Change"), {"Title": "Autumn meeting", "Date and time": "next week"}
    )
    assert unclear.ephemeral
    assert "Counted from today I understand days alone" in text_of(unclear)
    opened = await press(organiser, unclear, "Edit again")
    assert form_of(opened)["Title"] == "Autumn meeting"
    assert form_of(opened)["Date and time"] == "next week"
    no_number = await fill(organiser, opened, {"Minutes": "hour"})
    assert "whole number" in text_of(no_number)


async def test_what_was_refused_in_the_command_is_typed_again_in_a_form(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    options = MAY | {
        "when": "3/4/2026 18:30",
        "where": "Room 4",
        "repeat": "every 6 months",
        "kind": "industry_session",
    }
    refused = await organiser.slash(channel, "meeting create", **options, minutes=90, capacity=12, cutoff=24)
    opened = await press(organiser, refused, "Edit again")
    assert form_of(opened) == {
        "Title": "Spring meeting: Pixel resurfacing",
        "Date and time": "3/4/2026 18:30",
        "Time zone": "Europe/Athens",
        "Repeats": "every 6 months",
        "Where": "Room 4",
    }
    nowhere = text_of(await fill(organiser, opened, {"Date and time": "4 April 2026 18:30", "Time zone": ""}))
    assert "You gave no time zone, and neither your profile nor this server has one, so I took UTC" in nowhere
    opened = await press(organiser, refused, "Edit again")
    still = await fill(organiser, opened, {"Date and time": "4 April 2026 18:30", "Time zone": "Atens"})
    assert "Europe/Athens" in text_of(still)
    again = await press(organiser, still, "Edit again")
    await stage.restart()
    draft = text_of(await fill(organiser, again, {"Time zone": "Europe/Athens"}))
    for words in ("Sat 4 Apr 2026, 18:30, Europe/Athens", "1 h 30 min", "Room 4", "every 6 months", "Industry", "12"):
        assert words in draft
    assert "no time zone" not in draft
    assert "<t:1775230200:f>" in draft, "sign-up closes a day before"


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        ({"when": "next week"}, "Counted from today I understand days alone"),
        ({"when": "3/4/2026 18:30"}, "2026-03-04 or 2026-04-03"),
        ({"when": "3/4/2025 18:30"}, "2025-03-04 or 2025-04-03, and these have passed"),
        ({"when": "last Friday 18:30"}, "Name its month"),
        ({"when": "2026-03-29 03:30"}, "does not exist in Europe/Athens"),
        ({"when": "2026-10-25 03:30"}, "comes twice in Europe/Athens"),
        ({"when": "2025-05-16 18:30"}, "has passed"),
        ({"zone": "Atens"}, "Europe/Athens"),
        ({"title": " "}, "needs a title"),
        ({"title": "Case of Mrs. Jones"}, "can identify a person"),
        ({"where": "Ask jane@example.org"}, "can identify a person"),
    ],
)
async def test_what_is_unclear_is_asked_about_and_nothing_is_kept(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, options: dict[str, str], hint: str
) -> None:
    answer = await organiser.slash(channel, "meeting create", **(MAY | options))
    assert answer.ephemeral
    assert hint in text_of(answer)
    assert "Jones" not in text_of(answer)
    assert buttons_of(answer)[-1] == "Edit again"
    await plan(stage, organiser, channel)
    assert "M-1" in text_of(said_by_bot(stage, channel)[0])


async def test_a_reading_that_has_passed_is_not_offered(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await stage.advance(timedelta(days=70))
    asked = text_of(await organiser.slash(channel, "meeting create", **(MAY | {"when": "3/4/2026 18:30"})))
    assert "2026-03-04 has passed; if you mean 2026-04-03, write it like that" in asked


@pytest.mark.parametrize(
    ("when", "understood"),
    [
        ("first Saturday of May 18:30", "Sat 2 May 2026, 18:30, Europe/Athens"),
        ("last Friday in November 7pm", "Fri 27 Nov 2026, 19:00, Europe/Athens"),
        ("second Tuesday of next month 9 am", "Tue 10 Feb 2026, 09:00, Europe/Athens"),
    ],
)
async def test_a_weekday_of_a_month_is_understood(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, when: str, understood: str
) -> None:
    draft = await organiser.slash(channel, "meeting create", **(MAY | {"when": when}))
    assert understood in text_of(draft)
    await press(organiser, draft, "Post it")
    await delivered(stage)
    assert "M-1" in text_of(said_by_bot(stage, channel)[0])


async def test_a_draft_is_its_organisers_and_is_forgotten_after_a_day(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    draft = await organiser.slash(channel, "meeting create", **MAY)
    hidden = await organiser.slash(channel, "meeting show", meeting="M-1")
    assert "no meeting M-1" in text_of(hidden)
    owned = text_of(await organiser.slash(channel, "privacy show"))
    assert "Drafts of meetings that you have not posted: **1**" in owned
    assert "Meetings that you organise" not in owned
    await stage.advance(timedelta(days=2))
    assert "Drafts" not in text_of(await organiser.slash(channel, "privacy show")), "though nobody drafts again"
    assert "no longer kept" in text_of(await press(organiser, draft, "Post it"))


async def test_a_draft_whose_time_has_passed_is_not_posted(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    draft = await organiser.slash(channel, "meeting create", **(MAY | {"when": "2026-01-01 03:00"}))
    await stage.advance(timedelta(hours=3))
    assert "has passed by now" in text_of(await press(organiser, draft, "Post it"))
    assert said_by_bot(stage, channel) == []


async def test_it_is_announced_in_the_communitys_meeting_channel_in_its_time_zone(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    elsewhere = await stage.create_text_channel("lounge")
    await fluence(stage).exchange.communities.change(
        stage.guild.id, meeting_channel_id=channel.id, time_zone="Australia/Sydney"
    )
    draft = await organiser.slash(elsewhere, "meeting create", title="Journal club", when="16 May 2026, 7 pm")
    assert "19:30" not in text_of(draft)
    assert "Sat 16 May 2026, 19:00, Australia/Sydney" in text_of(draft)
    await press(organiser, draft, "Post it")
    await delivered(stage)
    assert said_by_bot(stage, elsewhere) == []
    assert "19:00 in Australia/Sydney" in text_of(said_by_bot(stage, channel)[0])


async def test_a_meeting_channel_that_was_deleted_is_as_none(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    gone = await stage.create_text_channel("gone")
    await fluence(stage).exchange.communities.change(stage.guild.id, meeting_channel_id=gone.id)
    await delete_channel(stage, gone)
    draft = await organiser.slash(channel, "meeting create", **MAY)
    assert f"<#{channel.id}>" in text_of(draft)
    assert f"<#{gone.id}>" not in text_of(draft)
    await press(organiser, draft, "Post it")
    await delivered(stage)
    assert len(said_by_bot(stage, channel)) == 1


async def test_where_the_bot_may_not_write_it_says_what_it_lacks(stage: Stage, organiser: MemberActor) -> None:
    bot = UserHandle(stage.env, stage.env.backend.bot_user)
    closed = stage.guild.create_text_channel(
        "closed", overwrites={bot: discord.PermissionOverwrite(send_messages=False)}
    )
    lounge = await stage.create_text_channel("lounge")
    await fluence(stage).exchange.communities.change(stage.guild.id, meeting_channel_id=closed.id)
    answer = await organiser.slash(lounge, "meeting create", **MAY)
    assert "**Send Messages** in **#closed**" in text_of(answer)


async def test_who_may_not_write_there_announces_nothing_there(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await deny(stage, channel.id, organiser.id, "send_messages")
    assert "You lack **Send Messages**" in text_of(await organiser.slash(channel, "meeting create", **MAY))
    # The moderators' choice of a meeting channel is for everybody's meetings, also where only the bot may write.
    await fluence(stage).exchange.communities.change(stage.guild.id, meeting_channel_id=channel.id)
    await plan(stage, organiser, channel)
    assert len(said_by_bot(stage, channel)) == 1


@pytest.mark.parametrize("asked", ["M-1", "m1", " 1 "])
async def test_details_show_what_will_be_sent(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, asked: str
) -> None:
    await plan(stage, organiser, channel, where="Room *4*")
    shown = await organiser.slash(channel, "meeting show", meeting=asked)
    assert shown.ephemeral
    assert f"<@{organiser.id}>" in text_of(shown)
    assert "Room \\*4\\*" in text_of(shown)
    assert "Announcement: sent" in text_of(shown)
    for label in ("7 days before", "1 day before", "1 hour before", "at the start"):
        assert f"Reminder {label}: due" in text_of(shown)
    reader = await stage.add_member("reader")
    await stage.restart()
    pressed = await press(reader, said_by_bot(stage, channel)[0], "Details")
    assert pressed.ephemeral
    assert text_of(pressed) == text_of(shown)


async def test_a_meeting_of_another_server_is_unknown_here(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await plan(stage, organiser, channel)
    other = await stage.create_guild("Another exchange")
    there = await stage.create_text_channel("general", guild=other)
    stranger = await stage.add_member("stranger", guild=other)
    assert "no meeting M-1" in text_of(await stranger.slash(there, "meeting show", meeting="M-1"))
    assert await completions(stranger, there, "meeting show", "meeting") == {}


# Cancelling.


async def test_its_organiser_cancels_and_the_channel_is_told(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await plan(stage, organiser, channel, when=SOON)
    asked = await organiser.slash(channel, "meeting cancel", meeting="M-1")
    asked_again = await organiser.slash(channel, "meeting cancel", meeting="M-1")
    assert asked.ephemeral
    await stage.restart()
    done = await press(organiser, asked, "Cancel the meeting")
    assert "is cancelled" in text_of(done)
    await delivered(stage)
    card, word = said_by_bot(stage, channel)
    assert "## Cancelled: Spring meeting" in text_of(now_reads(stage, card))
    assert "**Cancelled:** Spring meeting: Pixel resurfacing (M-1)" in text_of(word)
    assert "already" in text_of(await press(organiser, asked_again, "Cancel the meeting"))
    assert "already" in text_of(await organiser.slash(channel, "meeting cancel", meeting="M-1"))
    shown = text_of(await organiser.slash(channel, "meeting show", meeting="M-1"))
    assert "## Cancelled: Spring meeting" in shown
    assert shown.count("**skipped**, the meeting was cancelled") == 4
    for typed in ({}, {"title": "Summer meeting"}):
        refused = await organiser.slash(channel, "meeting edit", meeting="M-1", **typed)
        assert "M-1 was cancelled: it cannot be changed" in text_of(refused)
        assert buttons_of(refused) == [], "there is nothing to edit again"
    await stage.advance(timedelta(days=17))  # to the day after
    assert len(said_by_bot(stage, channel)) == 2


async def test_a_meeting_can_be_kept_after_all(stage: Stage, channel: ChannelHandle, organiser: MemberActor) -> None:
    await plan(stage, organiser, channel)
    kept = await press(organiser, await organiser.slash(channel, "meeting cancel", meeting="M-1"), "Keep it")
    assert "stays as it was" in text_of(kept)
    assert "Spring meeting" in text_of(await organiser.slash(channel, "meeting list"))


def what_came(result: InteractionResult) -> Any:
    """The form that opened, or what was said."""
    return result.modal["custom_id"] if result.modal is not None else text_of(result)


@pytest.mark.parametrize("command", ["propose", "edit", "agenda", "cancel", "calendar"])
async def test_words_of_its_title_open_a_meeting_where_only_one_fits(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, command: str
) -> None:
    await planned(stage, organiser, channel)
    await planned(stage, organiser, channel, "Autumn meeting")
    by_words = await organiser.slash(channel, f"meeting {command}", meeting=" spring MEETING ")
    by_number = await organiser.slash(channel, f"meeting {command}", meeting="M-1")
    assert what_came(by_words) == what_came(by_number)
    for title, told in (("meeting", "Several meetings have these words in their titles (M-1, M-2)"), ("winter", "No ")):
        assert told in text_of(await organiser.slash(channel, f"meeting {command}", meeting=title))


async def test_words_of_its_title_open_the_minutes_of_what_has_begun(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await planned(stage, organiser, channel, after=timedelta(hours=1))
    await planned(stage, organiser, channel)
    await stage.advance(timedelta(hours=2))
    by_words = await organiser.slash(channel, "meeting minutes", meeting="spring meeting")
    assert what_came(by_words) == what_came(await organiser.slash(channel, "meeting minutes", meeting="M-1"))


async def test_each_time_that_can_be_meant_has_a_button(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    """1 January 2026 is a Thursday."""
    asked = await organiser.slash(channel, "meeting create", title="Round", when="Thursday 20:00", zone="UTC")
    assert "2026-01-01 or 2026-01-08" in text_of(asked)
    assert buttons_of(asked) == ["2026-01-01 20:00", "2026-01-08 20:00", "Edit again"]
    draft = await press(organiser, asked, "2026-01-08 20:00")
    assert "Thu 8 Jan 2026, 20:00" in text_of(draft)
    await press(organiser, draft, "Post it")
    moved = await organiser.slash(channel, "meeting edit", meeting="round", when="3/4 9am")
    assert buttons_of(moved) == ["2026-03-04 09:00", "2026-04-03 09:00", "Edit again"]
    change = await press(organiser, moved, "2026-04-03 09:00")
    assert "3 Apr 2026, 09:00" in text_of(change)
    assert form_of(await press(organiser, moved, "Edit again"))["Date and time"] == "3/4 9am", "that stays open"


async def test_only_the_organiser_or_a_moderator_cancels(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await plan(stage, organiser, channel)
    other = await stage.add_member("other")
    refused = await other.slash(channel, "meeting cancel", meeting="M-1")
    assert "Only the organiser of M-1, or a moderator" in text_of(refused)
    asked = await stage.owner().slash(channel, "meeting cancel", meeting="M-1")
    done = await press(stage.owner(), asked, "Cancel the meeting")
    assert "is cancelled" in text_of(done)


async def test_a_meeting_that_is_over_is_not_cancelled(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await plan(stage, organiser, channel, when=SOON)
    [card] = said_by_bot(stage, channel)
    asked = await organiser.slash(channel, "meeting cancel", meeting="M-1")
    await stage.advance(timedelta(days=30))
    over = now_reads(stage, card)
    assert "## Over: Spring meeting" in text_of(over)
    assert buttons_of(over) == ["Who is going", "Details"]
    assert "is over" in text_of(await press(organiser, asked, "Cancel the meeting"))
    assert "is over" in text_of(await organiser.slash(channel, "meeting cancel", meeting="M-1")), "before it is asked"
    assert "## Over: Spring meeting" in text_of(await organiser.slash(channel, "meeting show", meeting="M-1"))


async def test_a_card_that_could_not_be_posted_yet_is_put_right_when_it_is(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    draft = await organiser.slash(channel, "meeting create", **MAY)
    stage.env.inject_error("POST", f"/channels/{channel.id}/messages", status=500, times=None)
    await press(organiser, draft, "Post it")
    asked = await organiser.slash(channel, "meeting cancel", meeting="M-1")
    await press(organiser, asked, "Cancel the meeting")
    stage.env.backend.faults.clear()
    await stage.advance(timedelta(hours=2))
    (word,) = said_by_bot(stage, channel)
    assert "**Cancelled:**" in text_of(word)
    shown = text_of(await organiser.slash(channel, "meeting show", meeting="M-1"))
    assert "Announcement: **skipped**, the meeting was cancelled" in shown
    assert "Change of the announcement" not in shown


async def test_a_card_whose_answer_was_lost_is_found_and_then_put_right(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose_next_answer(monkeypatch)
    await plan(stage, organiser, channel)
    asked = await organiser.slash(channel, "meeting cancel", meeting="M-1")
    await press(organiser, asked, "Cancel the meeting")
    await stage.advance(timedelta(hours=1))
    card, word = said_by_bot(stage, channel)
    assert "## Cancelled: Spring meeting" in text_of(now_reads(stage, card))
    assert "**Cancelled:**" in text_of(word)


async def test_a_failure_can_be_seen(stage: Stage, channel: ChannelHandle, organiser: MemberActor) -> None:
    draft = await organiser.slash(channel, "meeting create", **MAY)
    stage.env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, code=50013, message="no")
    await press(organiser, draft, "Post it")
    await delivered(stage)
    shown = text_of(await organiser.slash(channel, "meeting show", meeting="M-1"))
    assert "Announcement: **failed**, the bot may not write there" in shown


async def test_nobody_is_pinged_by_a_title(stage: Stage, channel: ChannelHandle, organiser: MemberActor) -> None:
    await plan(stage, organiser, channel, title="@everyone **now** [here](https://example.org)")
    (card,) = said_by_bot(stage, channel)
    assert not card.mention_everyone
    assert "**now**" not in text_of(card)
    assert "@everyone" not in text_of(card)
