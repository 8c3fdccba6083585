"""The watch: moderators are told once of what is reported disproportionately, through restarts and at the same time."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from simcord import ChannelHandle

from bot.demo.stage import Stage
from tests.support.library import exchange_of, kept, store_of
from tests.support.reported_complications import BURN, GENTLEMAX, PIH, VBEAM, add_report, add_reports
from tests.support.simulated_discord import absence, press, said_by_bot, text_of

A_MOMENT = timedelta(seconds=1)  # what the outbox needs
BURNT = "#complication Burn on the shin with the GentleMax Pro, 755 nm, 20 J/cm²"


@pytest.fixture
async def desk(stage: Stage) -> ChannelHandle:
    """The moderators' channel, in a community that has had forty other reports."""
    channel = await stage.create_text_channel("desk")
    await exchange_of(stage).communities.change(stage.guild.id, moderator_channel_id=channel.id)
    reports = ((1, BURN, VBEAM), (40, PIH, VBEAM))
    await add_reports(store_of(stage), *reports, first_reporter=500, guild_id=stage.guild.id)
    return channel


async def test_told_in_the_chat_three_times_it_is_told_once(
    stage: Stage, desk: ChannelHandle, general: ChannelHandle
) -> None:
    members = [await stage.add_member(name) for name in ("ana", "ben", "cleo", "dora")]
    messages = [await member.send(general, BURNT) for member in members[:2]]
    await stage.advance(A_MOMENT)
    assert said_by_bot(stage, desk) == []
    messages.append(await members[2].send(general, BURNT))
    await stage.advance(A_MOMENT)
    [notice] = said_by_bot(stage, desk)
    words = text_of(notice)
    assert "Reported disproportionately: Burn · GentleMax Pro" in words
    assert "3 reports" in words
    assert "3 unconfirmed" in words
    assert "Disproportionate reporting, not incidence" in words
    for message in messages:
        entry = await kept(stage, message)
        assert f"[{entry.label}](https://discord.com/channels/{stage.guild.id}/{general.id}/{message.id})" in words
    await stage.restart()
    await members[3].send(general, BURNT)
    await stage.advance(timedelta(days=1))
    assert len(said_by_bot(stage, desk)) == 1
    shown = await press(stage.owner(), notice, "Statistics")
    assert "**4 reports**" in text_of(shown)


async def test_what_came_while_the_bot_was_away_is_told_once(stage: Stage, desk: ChannelHandle) -> None:
    database = store_of(stage)
    await stage.advance(A_MOMENT)
    # As a crash leaves it: reported, and not looked at.
    await add_reports(database, (3, BURN, GENTLEMAX), guild_id=stage.guild.id)
    async with absence(stage):
        pass
    await stage.advance(A_MOMENT)
    assert len(said_by_bot(stage, desk)) == 1
    await stage.restart()
    await stage.advance(timedelta(days=1))
    assert len(said_by_bot(stage, desk)) == 1


async def test_sent_and_not_written_down_it_is_found_again(stage: Stage, desk: ChannelHandle) -> None:
    await add_reports(store_of(stage), (3, BURN, GENTLEMAX), guild_id=stage.guild.id)
    exchange_of(stage).outbox.announce()
    await stage.advance(A_MOMENT)
    [sent] = said_by_bot(stage, desk)
    # As a kill leaves it, between Discord's answer and our note of it.
    async with store_of(stage).write() as write:
        await write.run("UPDATE outbox SET state = 'claimed', message_id = NULL WHERE kind = 'complication_watch'")
    await stage.restart()
    await stage.advance(A_MOMENT)
    assert [message.id for message in said_by_bot(stage, desk)] == [sent.id]
    async with store_of(stage).read() as read:
        [row] = await read.all("SELECT state, message_id FROM outbox WHERE kind = 'complication_watch'")
    assert tuple(row) == ("sent", sent.id)


async def test_reports_at_the_same_time_make_one_notice_and_growth_by_half_another(
    stage: Stage, desk: ChannelHandle
) -> None:
    async def report(reporter: int) -> None:
        await add_reports(store_of(stage), (1, BURN, GENTLEMAX), first_reporter=reporter, guild_id=stage.guild.id)
        exchange_of(stage).outbox.announce()

    await asyncio.gather(*map(report, range(1, 4)))
    await stage.advance(A_MOMENT)
    assert len(said_by_bot(stage, desk)) == 1
    await asyncio.gather(*map(report, range(4, 6)))
    await stage.advance(A_MOMENT)
    first, second = said_by_bot(stage, desk)
    assert "3 reports" in text_of(first)
    assert "5 reports" in text_of(second)


async def test_a_notice_that_waits_for_a_channel_serves_what_came_since(stage: Stage, desk: ChannelHandle) -> None:
    await exchange_of(stage).communities.change(stage.guild.id, moderator_channel_id=None)
    for first_reporter, reports in ((1, 3), (4, 3)):
        await add_reports(
            store_of(stage), (reports, BURN, GENTLEMAX), first_reporter=first_reporter, guild_id=stage.guild.id
        )
        exchange_of(stage).outbox.announce()
        await stage.advance(A_MOMENT)
    await exchange_of(stage).communities.change(stage.guild.id, moderator_channel_id=desk.id)
    await stage.advance(timedelta(hours=1))
    [notice] = said_by_bot(stage, desk)
    assert "6 reports" in text_of(notice)


async def test_withheld_reports_show_by_number_only(stage: Stage, desk: ChannelHandle) -> None:
    async with store_of(stage).write() as write:
        for reporter in (b"a" * 32, b"b" * 32, b"b" * 32):
            await add_report(write, BURN, GENTLEMAX, reporter, guild_id=stage.guild.id)
    exchange_of(stage).outbox.announce()
    await stage.advance(A_MOMENT)
    [notice] = said_by_bot(stage, desk)
    lines = [line for line in text_of(notice).splitlines() if line.startswith("- ")]
    assert lines == ["- C-44", "- C-43", "- C-42"]


async def test_taken_back_before_it_was_told_nobody_hears_of_it(
    stage: Stage, desk: ChannelHandle, general: ChannelHandle
) -> None:
    await exchange_of(stage).communities.change(stage.guild.id, moderator_channel_id=None)
    ana, ben, cleo = [await stage.add_member(name) for name in ("ana", "ben", "cleo")]
    messages = [await member.send(general, BURNT) for member in (ana, ben, cleo)]
    await stage.advance(A_MOMENT)
    await cleo.delete(messages[2])
    await exchange_of(stage).communities.change(stage.guild.id, moderator_channel_id=desk.id)
    await stage.advance(timedelta(hours=1))
    assert said_by_bot(stage, desk) == []
    await cleo.send(general, BURNT)
    await stage.advance(A_MOMENT)
    assert len(said_by_bot(stage, desk)) == 1
