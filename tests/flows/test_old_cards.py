"""A card that an older Fluence sent: what its buttons did may be gone."""

from __future__ import annotations

from bot.demo.stage import Stage
from tests.support.simulated_discord import press, text_of


async def test_a_button_that_does_nothing_any_more_says_so(stage: Stage) -> None:
    owner = stage.owner()
    channel = await stage.create_text_channel("general")
    card = await owner.slash(channel, "setup")
    await stage.bot.remove_cog("DiagnoseCog")
    told = await press(owner, card, "Check everything")
    assert told.ephemeral
    assert "older version of Fluence" in text_of(told)
