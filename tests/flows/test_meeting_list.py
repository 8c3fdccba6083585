"""Finding a meeting: offered while somebody types, listed in pages, opened from the list or by words of its title."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.demo.stage import Stage
from tests.support.meeting_scenes import announced
from tests.support.simulated_discord import choose, completions, press, text_of


async def plan(stage: Stage, organiser: MemberActor, channel: ChannelHandle, **options: Any) -> InteractionResult:
    """A meeting is planned and posted; its number is the guild's next."""
    usual = {"title": "Spring meeting: Pixel resurfacing", "when": "2026-01-16 18:30", "zone": "Europe/Athens"}
    return await announced(stage, organiser, channel, **(usual | options))


async def test_zones_and_meetings_are_offered_while_typing(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    assert "Asia/Kolkata" in await completions(organiser, channel, "meeting create", "zone", "mumbai")
    await plan(stage, organiser, channel)
    await plan(stage, organiser, channel, title="Business evening", when="2026-01-20 19:00")
    first = {"M-1 · 16 Jan 2026 · Spring meeting: Pixel resurfacing": "M-1"}
    second = {"M-2 · 20 Jan 2026 · Business evening": "M-2"}
    assert await completions(organiser, channel, "meeting show", "meeting") == first | second
    assert await completions(organiser, channel, "meeting show", "meeting", "business") == second
    assert await completions(organiser, channel, "meeting show", "meeting", "1") == first
    await stage.advance(timedelta(days=30))
    assert await completions(organiser, channel, "meeting cancel", "meeting") == {}
    assert await completions(organiser, channel, "meeting show", "meeting", "m-1") == first


async def test_meetings_are_listed_page_by_page_also_after_a_restart(
    stage: Stage, channel: ChannelHandle, organiser: MemberActor
) -> None:
    empty = await organiser.slash(channel, "meeting list")
    assert "/meeting create" in text_of(empty)
    for day in range(1, 11):
        await plan(stage, organiser, channel, title=f"Evening {day}", when=f"2026-05-{31 - day} 19:00")
    shown = await organiser.slash(channel, "meeting list")
    assert "1 of 2" in text_of(shown)
    assert text_of(shown).index("Evening 10") < text_of(shown).index("Evening 9")
    await stage.restart()
    later = await press(organiser, shown, "Next")
    assert "Evening 1" in text_of(later)
    assert "2 of 2" in text_of(later)
    assert "1 of 2" in text_of(await press(organiser, later, "Previous"))
    assert "## Evening 10" in text_of(await choose(organiser, shown, "M-10 · 21 May 2026 · Evening 10"))
    several = await organiser.slash(channel, "meeting show", meeting="evening 1")
    assert "Which of these" in text_of(several)
    assert "## Evening 1\n" in text_of(await choose(organiser, several, "M-1 · 30 May 2026 · Evening 1"))
    assert "## Evening 7" in text_of(await organiser.slash(channel, "meeting show", meeting="evening 7"))


@pytest.mark.parametrize("asked", ["M-9", "99999999999", "spring"])
async def test_an_unknown_meeting_is_answered_helpfully(
    channel: ChannelHandle, organiser: MemberActor, asked: str
) -> None:
    answer = await organiser.slash(channel, "meeting show", meeting=asked)
    assert answer.ephemeral
    assert "There is no meeting" in text_of(answer) or "No meeting's title has these words" in text_of(answer)
