"""Reminders come once, at their time, whatever happens to the bot in between; and what did not come can be seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from tests.support.library_scenes import fluence
from tests.support.meeting_scenes import announced
from tests.support.simulated_discord import (
    absence,
    delete_channel,
    lose_next_answer,
    now_reads,
    press,
    said_by_bot,
    text_of,
)

# 18:30 in Athens.
START = datetime(2026, 1, 24, 16, 30, tzinfo=UTC)
WHEN = {"title": "Winter meeting", "when": "2026-01-24 18:30", "zone": "Europe/Athens"}
MINUTE = timedelta(minutes=1)
BEFORE = (timedelta(days=7), timedelta(days=1), timedelta(hours=1), timedelta(0))


@pytest.fixture
async def planned(stage: Stage, channel: ChannelHandle, organiser: MemberActor) -> None:
    """Meeting M-1, announced three weeks ahead: each day that goes by costs the tests time."""
    await announced(stage, organiser, channel, **WHEN)


def reminders(stage: Stage, channel: ChannelHandle) -> list[discord.Message]:
    """What was said after the announcement."""
    return said_by_bot(stage, channel)[1:]


async def test_a_year_goes_by_and_each_reminder_came_at_its_time(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    start = datetime(2026, 11, 14, 16, 30, tzinfo=UTC)
    await announced(stage, organiser, channel, title="Autumn meeting", when="2026-11-14 18:30", zone="Europe/Athens")
    await stage.advance(timedelta(days=365))
    sent = reminders(stage, channel)
    assert [start - message.created_at for message in sent] == pytest.approx(list(BEFORE), abs=timedelta(seconds=2))
    assert [text_of(message).splitlines()[0] for message in sent] == [
        "### Reminder: Autumn meeting",
        "### Reminder: Autumn meeting",
        "### Reminder: Autumn meeting",
        "### Starting now: Autumn meeting",
    ]
    assert all(f"<t:{int(start.timestamp())}:R>" in text_of(message) for message in sent)
    assert all("late" not in text_of(message) for message in sent)


@pytest.mark.usefixtures("planned")
async def test_restarts_in_between_neither_lose_nor_repeat_one(stage: Stage, channel: ChannelHandle) -> None:
    for before in BEFORE:
        await stage.restart()
        await stage.advance_to(START - before + MINUTE)
        await stage.restart()
        await stage.advance(MINUTE)
    assert len(reminders(stage, channel)) == 4


@pytest.mark.usefixtures("planned")
async def test_one_due_while_the_bot_is_away_comes_once_and_says_that_it_is_late(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await stage.advance_to(START - timedelta(days=7, hours=1))
    async with absence(stage):
        await stage.advance(timedelta(hours=4))
    await stage.advance(MINUTE)
    await stage.restart()
    await stage.advance(timedelta(hours=1))
    (late,) = reminders(stage, channel)
    assert "### Reminder, late: Winter meeting" in text_of(late)
    assert f"was due <t:{int((START - timedelta(days=7)).timestamp())}:f>" in text_of(late)
    shown = text_of(await organiser.slash(channel, "meeting show", meeting="M-1"))
    assert f"Reminder 7 days before: sent <t:{int(late.created_at.timestamp())}:f>, late" in shown
    assert "Reminder 1 day before: due" in shown


@pytest.mark.usefixtures("planned")
async def test_one_that_is_too_late_is_skipped_and_seen_as_such(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await stage.advance_to(START - timedelta(days=8))
    async with absence(stage):
        await stage.advance_to(START - timedelta(days=3))
    await stage.advance(timedelta(days=10))
    assert len(reminders(stage, channel)) == 3
    shown = text_of(await organiser.slash(channel, "meeting show", meeting="M-1"))
    assert "Reminder 7 days before: **skipped**, too late" in shown
    assert shown.count(": sent") == 4


async def test_what_is_past_when_the_meeting_is_made_is_never_written(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    soon = stage.clock.now() + timedelta(hours=2)
    draft = await organiser.slash(channel, "meeting create", title="Case round", when=f"<t:{int(soon.timestamp())}:F>")
    await press(organiser, draft, "Post it")
    shown = text_of(await organiser.slash(channel, "meeting show", meeting="M-1"))
    assert shown.count("Reminder") == 2
    assert "Reminder 1 hour before" in shown
    assert "Reminder at the start" in shown
    await stage.advance(timedelta(days=1))
    assert len(reminders(stage, channel)) == 2


@pytest.mark.usefixtures("planned")
async def test_a_cancelled_meeting_is_not_reminded_of(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    await stage.advance_to(START - timedelta(days=2))
    asked = await organiser.slash(channel, "meeting cancel", meeting="M-1")
    await press(organiser, asked, "Cancel the meeting")
    await stage.advance(timedelta(days=10))
    card, reminder, word = said_by_bot(stage, channel)
    assert "Cancelled" in text_of(now_reads(stage, card))
    assert "Reminder" in text_of(reminder)
    assert "**Cancelled:**" in text_of(word)


@pytest.mark.usefixtures("planned")
async def test_a_faulty_hour_of_discords_delays_a_reminder_and_doubles_none(
    stage: Stage, channel: ChannelHandle
) -> None:
    await stage.advance_to(START - timedelta(days=1, minutes=1))
    before = len(reminders(stage, channel))
    stage.env.inject_error("POST", f"/channels/{channel.id}/messages", status=500, times=None)
    await stage.advance(timedelta(hours=1))
    assert len(reminders(stage, channel)) == before
    stage.env.backend.faults.clear()
    await stage.advance(timedelta(hours=1))
    (late,) = reminders(stage, channel)[before:]
    assert "late" in text_of(late)


@pytest.mark.usefixtures("planned")
async def test_an_answer_that_was_lost_is_not_sent_again(
    stage: Stage, channel: ChannelHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message arrived, but the connection broke before Discord's answer did; its nonce is long forgotten then."""
    await stage.advance_to(START - timedelta(days=1, minutes=1))
    before = len(reminders(stage, channel))
    lose_next_answer(monkeypatch)
    await stage.advance(timedelta(hours=2))
    assert len(reminders(stage, channel)) == before + 1


@pytest.mark.usefixtures("planned")
async def test_a_process_that_dies_after_sending_sends_nothing_again(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.advance_to(START - timedelta(days=1, minutes=1))
    before = len(reminders(stage, channel))

    async def never_written_down(*_: object) -> None:
        raise OSError("the process is gone")

    monkeypatch.setattr(fluence(stage).exchange.outbox, "sent", never_written_down)
    await stage.advance(MINUTE + timedelta(seconds=2))
    assert len(reminders(stage, channel)) == before + 1
    async with absence(stage):
        await stage.advance(timedelta(hours=1))
    await stage.advance(MINUTE)
    assert len(reminders(stage, channel)) == before + 1
    shown = text_of(await organiser.slash(channel, "meeting show", meeting="M-1"))
    assert "Reminder 1 day before: sent" in shown


@pytest.mark.usefixtures("planned")
async def test_a_deleted_channel_is_seen_as_such(stage: Stage, channel: ChannelHandle, organiser: MemberActor) -> None:
    elsewhere = await stage.create_text_channel("lounge")
    await delete_channel(stage, channel)
    await stage.advance_to(START)
    shown = text_of(await organiser.slash(elsewhere, "meeting show", meeting="M-1"))
    assert "Reminder 7 days before: **failed**, the channel or message is gone" in shown


@pytest.mark.usefixtures("planned")
async def test_waking_after_a_long_sleep_does_not_run_round_after_round(
    stage: Stage, organiser: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """tasks.Loop would make up for every interval since it last woke."""
    await stage.advance(timedelta(days=3, hours=5))
    rounds = 0
    outbox = fluence(stage).exchange.outbox
    claim = outbox.claim

    async def counted(*given: Any) -> object:
        nonlocal rounds
        rounds += 1
        return await claim(*given)

    monkeypatch.setattr(outbox, "claim", counted)
    soon = stage.clock.now() + timedelta(minutes=2)
    lounge = await stage.create_text_channel("lounge")
    draft = await organiser.slash(lounge, "meeting create", title="Soon", when=f"<t:{int(soon.timestamp())}>")
    await press(organiser, draft, "Post it")
    await stage.advance(MINUTE)
    assert 1 <= rounds <= 4
