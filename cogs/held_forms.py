"""**Edit again** and **Not the patient** below a form of a meeting that was not taken."""

from __future__ import annotations

import discord

from bot.exchange.refusal import Refusal
from bot.ui.again import held_form
from bot.ui.cog import ExchangeCog
from bot.ui.forms import Answers
from bot.ui.host import Host
from bot.ui.meeting_forms import meeting_form_again
from bot.ui.routing import on_press

_Interaction = discord.Interaction[Host]


class HeldFormsCog(ExchangeCog):
    """What was typed waits for a quarter of an hour."""

    @on_press("held_again")
    async def edit_again(self, interaction: _Interaction, token: str) -> None:
        """The form with what was typed."""
        held = held_form(interaction, token)
        action, *ids = held.form
        await interaction.response.send_modal(meeting_form_again(action, ids, Answers(held.answers), token))

    @on_press("held_cleared")
    async def not_the_patient(self, interaction: _Interaction, token: str) -> None:
        """What was held for a name or a date is sent again, once; its author answers for it."""
        held = held_form(interaction, token)
        action, *ids = held.form
        route = self.host.routes.form(action)
        if route is None:
            raise Refusal("This form is from an older version. Please open it again.")
        await route.handler(interaction, Answers(held.answers), *ids, token, cleared=held.kinds)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(HeldFormsCog(host))
