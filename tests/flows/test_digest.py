"""`/digest`: once a week at the community's hour, whatever happens in between; previewed by every member."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.calendar.weekly import Weekly, next_occurrence
from bot.calendar.zones import zone
from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from db.entries import Source
from tests.support.group_scenes import deny
from tests.support.library_scenes import fluence, keep
from tests.support.simulated_discord import absence, delete_channel, now_reads, press, said_by_bot, text_of

ATHENS = zone("Europe/Athens")
WEEK = timedelta(days=7)
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def news(stage: Stage) -> ChannelHandle:
    return await stage.create_text_channel("news")


def next_monday(stage: Stage) -> datetime:
    return next_occurrence(Weekly(0, 8, ATHENS), stage.clock.now()).moment


async def schedule(stage: Stage, typed_in: ChannelHandle, **options: object) -> str:
    return text_of(await stage.owner().slash(typed_in, "digest schedule", **options))


@pytest.fixture
async def scheduled(stage: Stage, news: ChannelHandle) -> None:
    """Mondays at eight in Athens, in #news."""
    await stage.owner().slash(news, "settings", time_zone="Europe/Athens")
    await schedule(stage, news, channel=news)


@pytest.fixture
async def waiting(stage: Stage, nurse: MemberActor) -> None:
    """A question that nobody answers: each week has something to tell."""
    await keep(stage, nurse, EntryKind.QUESTION, "How do you cool legs?")


def digests(stage: Stage, channel: ChannelHandle) -> list[discord.Message]:
    return [each for each in said_by_bot(stage, channel) if "What is new" in text_of(each)]


async def test_moderators_choose_when_and_where(stage: Stage, news: ChannelHandle, nurse: MemberActor) -> None:
    assert "moderators" in text_of(await nurse.slash(news, "digest schedule", send="off"))
    told = await schedule(stage, news)
    assert "every Monday at 08:00, UTC, and has no channel yet" in told
    await stage.owner().slash(news, "settings", time_zone="Europe/Athens")
    told = await schedule(stage, news, channel=news)
    assert "every Monday at 08:00, Europe/Athens" in told
    assert f"<t:{int(next_monday(stage).timestamp())}:F>" in told
    told = await schedule(stage, news, weekday=4, hour=17)
    assert "every Friday at 17:00" in told
    assert "The digest is off" in await schedule(stage, news, send="off")
    await stage.restart()
    assert "No digest is planned" in text_of(await nurse.slash(news, "digest now"))
    await stage.advance(2 * WEEK)
    assert digests(stage, news) == []
    told = await schedule(stage, news, hour=9)
    assert "every Friday at 09:00" in told
    assert "It was off, and is on again" in told
    assert "on again" not in await schedule(stage, news, send="weekly")


async def test_it_needs_a_channel_where_the_bot_may_write(stage: Stage, news: ChannelHandle) -> None:
    await deny(stage, news.id, stage.env.backend.bot_user.id, "send_messages")
    assert "I lack **Send Messages** in **#news**" in await schedule(stage, news, channel=news)
    assert "no channel yet" in await schedule(stage, news)


@pytest.mark.usefixtures("scheduled", "waiting")
async def test_it_comes_every_week_at_its_hour_through_a_restart_and_a_clock_change(
    stage: Stage, news: ChannelHandle
) -> None:
    before_spring = datetime(2026, 3, 20, tzinfo=UTC)  # the clocks of Athens go forward on 29 March
    await stage.advance_to(max(before_spring, stage.clock.now()))
    sent_before = len(digests(stage, news))
    due = next_monday(stage)
    await stage.advance_to(due - MINUTE)
    await stage.restart()
    assert len(digests(stage, news)) == sent_before
    await stage.advance_to(due + MINUTE)
    await stage.restart()
    await stage.advance(WEEK)
    both = digests(stage, news)[sent_before:]
    assert [each.created_at.astimezone(ATHENS).hour for each in both] == [8, 8]
    assert [each.created_at.hour for each in both] == [6, 5]
    assert not both[0].mention_everyone
    assert both[0].mentions == []


@pytest.mark.usefixtures("scheduled")
async def test_after_a_month_away_there_is_one_digest(stage: Stage, news: ChannelHandle, nurse: MemberActor) -> None:
    await stage.advance_to(next_monday(stage) + MINUTE)
    before = len(digests(stage, news))
    async with absence(stage):
        await stage.advance(4 * WEEK + timedelta(days=4))
    await keep(stage, nurse, EntryKind.TIP, "Cool the window before the hand.")
    assert len(digests(stage, news)) == before
    await stage.advance_to(next_monday(stage) + MINUTE)
    assert len(digests(stage, news)) == before + 1
    assert "Cool the window" in text_of(digests(stage, news)[-1])


@pytest.mark.usefixtures("scheduled", "waiting")
async def test_a_day_late_it_comes_and_says_so(stage: Stage, news: ChannelHandle) -> None:
    async with absence(stage):
        await stage.advance_to(next_monday(stage) + timedelta(days=1))
    await stage.settle()
    await stage.advance(MINUTE)
    [late] = digests(stage, news)
    assert "comes late" in text_of(late)
    await stage.advance_to(next_monday(stage) + MINUTE)
    assert "comes late" not in text_of(digests(stage, news)[-1])
    assert len(digests(stage, news)) == 2


@pytest.mark.usefixtures("scheduled")
async def test_each_line_leads_somewhere_and_follows_its_entry(
    stage: Stage, news: ChannelHandle, general: ChannelHandle, nurse: MemberActor
) -> None:
    said = await nurse.send(general, "#tip *Cool* the window @everyone")
    await keep(stage, nurse, EntryKind.PROTOCOL, "GentleMax Pro: 755 nm 900 J/cm2, 3 ms")
    await keep(stage, nurse, EntryKind.QUESTION, "How do you cool legs?")
    await keep(stage, nurse, EntryKind.TIP, "Said in confidence", source=Source(900, 901, None, 900))
    preview = await nurse.slash(general, "digest now")
    assert preview.ephemeral
    assert "Only you see this" in text_of(preview)
    await stage.advance_to(next_monday(stage) + MINUTE)
    [digest] = digests(stage, news)
    for words in (text_of(preview), text_of(digest)):
        assert f"[T-1](https://discord.com/channels/{stage.guild.id}/{general.id}/{said.id})" in words
        assert "Cool the window" in words
        assert "**P-2** GentleMax Pro" in words
        assert "⚠️ **Incomplete**: handpiece, skin type not recorded" in words
        assert "900 J/cm²" in words, "with its caution"
        assert "### Waiting for an answer" in words
        assert "confidence" not in words
    await stage.restart()
    later = await press(nurse, digest, "What came since")
    assert later.ephemeral
    assert "A quiet week" in text_of(later)
    assert "waited longest" in text_of(later)
    shown = await nurse.slash(general, "show", entry="T-1")
    await press(nurse, shown, "Withdraw")
    await stage.advance(MINUTE)
    assert "window" not in text_of(now_reads(stage, digest))
    assert "P-2" in text_of(now_reads(stage, digest))
    await stage.advance(timedelta(days=1))
    assert len(digests(stage, news)) == 1


@pytest.mark.usefixtures("scheduled")
async def test_the_next_meeting_is_linked_to_its_announcement(
    stage: Stage, news: ChannelHandle, general: ChannelHandle, nurse: MemberActor
) -> None:
    when = f"{stage.clock.now() + timedelta(days=40):%Y-%m-%d} 18:30"
    await press(
        nurse, await nurse.slash(general, "meeting create", title="Spring meeting", when=when, zone="UTC"), "Post it"
    )
    await stage.advance(MINUTE)
    [announced] = said_by_bot(stage, general)
    words = text_of(await nurse.slash(news, "digest now"))
    assert f"[M-1](https://discord.com/channels/{stage.guild.id}/{general.id}/{announced.id}) Spring meeting" in words


@pytest.mark.usefixtures("scheduled")
async def test_a_posted_digest_follows_its_meetings(
    stage: Stage, news: ChannelHandle, general: ChannelHandle, nurse: MemberActor
) -> None:
    day = f"{stage.clock.now() + timedelta(days=40):%Y-%m-%d}"
    for title in ("Spring meeting", "Journal club"):
        draft = await nurse.slash(general, "meeting create", title=title, when=f"{day} 18:30", zone="UTC")
        await press(nurse, draft, "Post it")
    await keep(stage, nurse, EntryKind.TIP, "Cool the window before the hand.")
    await stage.advance_to(next_monday(stage) + MINUTE)
    [digest] = digests(stage, news)
    moved = await nurse.slash(general, "meeting edit", meeting="M-1", when=f"{day} 19:00")
    await press(nurse, moved, "Change it")
    await press(nurse, await nurse.slash(general, "meeting cancel", meeting="M-2"), "Cancel the meeting")
    await stage.advance(MINUTE)
    now = text_of(now_reads(stage, digest))
    assert f"<t:{int(datetime.fromisoformat(f'{day}T19:00+00:00').timestamp())}:F>" in now
    assert "Journal club" not in now


@pytest.mark.usefixtures("scheduled", "waiting")
async def test_a_deleted_channel_fails_visibly_and_another_one_gets_the_next(
    stage: Stage, news: ChannelHandle, general: ChannelHandle
) -> None:
    await delete_channel(stage, news)
    await stage.advance_to(next_monday(stage) + MINUTE)
    owner = stage.owner()
    assert "digest" in text_of(await owner.slash(general, "diagnose"))
    await schedule(stage, general, channel=general)
    await stage.advance_to(next_monday(stage) + MINUTE)
    assert len(digests(stage, general)) == 1


async def test_the_channel_for_meetings_serves_where_none_was_chosen_and_a_week_without_news_has_no_digest(
    stage: Stage, news: ChannelHandle, nurse: MemberActor
) -> None:
    await fluence(stage).exchange.communities.change(stage.guild.id, meeting_channel_id=news.id)
    await stage.restart()
    await stage.advance(WEEK)
    assert digests(stage, news) == []
    await keep(stage, nurse, EntryKind.TIP, "Cool the window before the hand.")
    await stage.advance(WEEK)
    [posted] = digests(stage, news)
    assert "Cool the window" in text_of(posted)
