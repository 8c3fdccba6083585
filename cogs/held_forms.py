"""What was typed into a form that was not taken: its end, and **Edit again** and **Not the patient** of a meeting's."""

from __future__ import annotations

import discord
from discord.ext import tasks

from bot.exchange.refusal import Refusal
from bot.ui.again import held_form, with_meant
from bot.ui.cog import ExchangeCog
from bot.ui.forms import Answers
from bot.ui.host import Host
from bot.ui.meeting_forms import meeting_form_again
from bot.ui.meeting_plan_forms import SENT_AS
from bot.ui.routing import on_press

_Interaction = discord.Interaction[Host]


class HeldFormsCog(ExchangeCog):
    """What was typed waits for a quarter of an hour."""

    async def cog_load(self) -> None:
        """Let go of what is held in its time."""
        await super().cog_load()
        self.host.exchange.held_forms.when_held(self._start_letting_go)

    async def cog_unload(self) -> None:
        """What is held goes with the process."""
        await super().cog_unload()
        self._let_go.cancel()

    @tasks.loop(minutes=1)
    async def _let_go(self) -> None:
        if not self.host.exchange.held_forms.let_go():
            self._let_go.stop()

    def _start_letting_go(self) -> None:
        if not self._let_go.is_running():
            self._let_go.start()

    @on_press("held_again")
    async def edit_again(self, interaction: _Interaction, token: str) -> None:
        """The form with what was typed."""
        held = held_form(interaction, token)
        action, *ids = held.form
        await interaction.response.send_modal(meeting_form_again(action, ids, Answers(held.answers), token))

    @on_press("typed_meant")
    async def meant(self, interaction: _Interaction, place: str, token: str) -> None:
        """A plan is sent again, with the time that was meant."""
        held = held_form(interaction, token)
        action, *ids = held.form
        await self._send_again(interaction, SENT_AS[action], with_meant(Answers(held.answers), int(place)), *ids)

    @on_press("held_cleared")
    async def not_the_patient(self, interaction: _Interaction, token: str) -> None:
        """What was held for a name or a date is sent again, once; its author answers for it."""
        held = held_form(interaction, token)
        action, *ids = held.form
        await self._send_again(interaction, action, Answers(held.answers), *ids, token, cleared=held.kinds)

    async def _send_again(
        self, interaction: _Interaction, action: str, answers: Answers, *ids: str, **how: tuple[str, ...]
    ) -> None:
        route = self.host.routes.form(action)
        if route is None:
            raise Refusal("This form is from an older version. Please open it again.")
        await route.handler(interaction, answers, *ids, **how)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(HeldFormsCog(host))
