"""A form that was refused opens again holding what was typed, so that nothing is typed twice."""

from __future__ import annotations

import discord

from bot.exchange.refusal import Refusal
from bot.ui.answering import answer
from bot.ui.cards import button, notice
from bot.ui.forms import Answers
from bot.ui.guards import community_of
from bot.ui.host import Host


async def offer_again(
    interaction: discord.Interaction[Host], refusal: Refusal, answers: Answers, action: str, *arguments: str
) -> None:
    """Say why it was refused, with **Edit again**: `action` gets the arguments and the token of what was typed."""
    community = await community_of(interaction)
    token = interaction.client.exchange.held_forms.hold(
        community.guild_id, interaction.user.id, (action, *arguments), answers.values, ()
    )
    await answer(interaction, notice(str(refusal), button("Edit again", action, *arguments, token)))


async def typed_before(interaction: discord.Interaction[Host], token: str) -> Answers:
    """What was typed; raises a Refusal after a quarter of an hour, or a restart."""
    community = await community_of(interaction)
    held = interaction.client.exchange.held_forms.of(token, community.guild_id, interaction.user.id)
    return Answers(held.answers)
