from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.demo.stage import Stage
from bot.demo.transcript import COLUMNS, Transcript
from tests.support.notebook_bot import notebook


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with Stage(notebook([])) as stage:
        await stage.create_guild()
        await stage.create_text_channel("notes")
        await stage.create_text_channel("ipl")
        yield stage


async def test_a_conversation_is_told_step_by_step(stage: Stage) -> None:
    printed: list[str] = []
    ana = await stage.add_member("ana", display_name="Ana Example")
    ben = await stage.add_member("ben")
    notes, ipl = stage.channel("notes"), stage.channel("ipl")
    told = Transcript(stage, printed.append)

    tip = await told.says(ana, notes, f"#tip ask {ben.mention} in {ipl.mention}, see </card:5> and <t:0:F>")
    await told.edits(ana, tip, "#tip ask **first**")
    await told.says(ben, ipl, "#remind me")
    card = await told.types(ben, notes, "card")
    await told.presses(ben, card, "Clap")
    await told.types(ben, notes, "shout")
    await told.types(ben, notes, "colour", name="blue")
    await told.waits(timedelta(hours=2))

    assert (
        "\n".join(printed).strip()
        == """\
#notes
  Ana Example: #tip ask @ben in #ipl, see /card and Thu 1 Jan 1970, 00:00 UTC
    Fluence reacts ✅

  Ana Example changes the message to: #tip ask first

#ipl
  ben: #remind me

#notes
  ben types /card
    Fluence:
      │ 0 claps
      │ clap on
      │ [Clap]

  ben presses [Clap]
    Fluence, changed to:
      │ 1 claps
      │ clap on
      │ [Clap]

  ben types /shout
    Fluence, seen by ben alone:
      │ look into your messages
    Fluence, to ben directly:
      │ hello there

  ben types /colour name: blue
    Fluence, seen by ben alone:
      │ blue
      │ [Shade ▾]

It is Thu 1 Jan 2026, 02:00 UTC.
    Fluence in #ipl:
      │ it is 01:00"""
    )


async def test_long_lines_are_wrapped_and_their_rest_set_in(stage: Stage) -> None:
    printed: list[str] = []
    ana = await stage.add_member("ana")
    await Transcript(stage, printed.append).says(ana, stage.channel("notes"), "word " * 60)
    lines = "\n".join(printed).splitlines()
    assert max(len(line) for line in lines) <= COLUMNS
    assert lines[2].startswith("  ana: word")
    assert lines[3].startswith("    word")


async def test_markup_is_left_out_and_what_was_escaped_is_shown(stage: Stage) -> None:
    printed: list[str] = []
    ana = await stage.add_member("ana")
    text = "## Heading\n-# small **bold** \\*not\\* [a page](https://example.org/a) <@&1> <@5>"
    await Transcript(stage, printed.append).says(ana, stage.channel("notes"), text)
    assert "\n".join(printed).splitlines()[2:] == [
        "  ana: Heading",
        "    small bold *not* a page @a former role @someone",
    ]


async def test_moments_are_days_or_distances_where_discord_shows_them_so(stage: Stage) -> None:
    printed: list[str] = []
    ana = await stage.add_member("ana")
    now = int(stage.clock.now().timestamp())
    moments = {"d": 0, "R": 90 * 60, "F": 60}
    text = " / ".join(f"<t:{now + seconds}:{style}>" for style, seconds in moments.items())
    later = f"<t:{now + 3 * 86400}:R> / <t:{now - 2 * 60}:R> / <t:{now}:R>"
    await Transcript(stage, printed.append).says(ana, stage.channel("notes"), f"{text} / {later}")
    assert " ".join(printed[-1].split()) == (
        "ana: Thu 1 Jan 2026 / in 1 hour / Thu 1 Jan 2026, 00:01 UTC / in 3 days / 2 minutes ago / 1 minute ago"
    )
