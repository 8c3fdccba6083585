"""`/privacy`: a member's own data, shown, taken along, erased; and the switch for capture."""

from __future__ import annotations

import io
from dataclasses import replace

import discord
from discord import app_commands

from bot.exchange.named_posts import NAMES_OUT, ONCE_SENT
from bot.exchange.outbox import NothingToSend, Sending
from bot.exchange.privacy import TAKE_BACK, Kept
from bot.ui.answering import answer, turn
from bot.ui.cards import notice
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.guards import community_of, open_to_all, role_lacking
from bot.ui.host import Host
from bot.ui.named_going import named_in, without
from bot.ui.privacy_cards import forget_question, forgotten_notice, kept_card, policy_card
from bot.ui.routing import on_press
from bot.ui.standing_messages import edit_standing, owed

_ROOM = 0.95  # the rest of the request counts against Discord's limit too


class PrivacyCog(ExchangeCog):
    """Open to everybody: also to who has lost the exchange-member role."""

    privacy = open_to_all(app_commands.Group(name="privacy", description="Your own data in this exchange"))

    @privacy.command(name="show", description="What is kept about you, in plain words")
    async def show(self, interaction: discord.Interaction[Host]) -> None:
        """Profile, counts, and the switch for capture."""
        await answer(interaction, await self._kept_card(interaction))

    @privacy.command(name="export", description="All of your data as a file")
    async def export(self, interaction: discord.Interaction[Host]) -> None:
        """A JSON file, zipped when it is large."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        community = await community_of(interaction)
        limit = int(interaction.filesize_limit * _ROOM)
        file = await self.host.exchange.privacy.export(community.guild_id, interaction.user.id, limit)
        await interaction.followup.send(
            "All that is kept about you in this server.",
            file=discord.File(io.BytesIO(file.content), filename=file.name),
            ephemeral=True,
        )

    @privacy.command(name="forget", description="Erase everything of yours here")
    async def forget(self, interaction: discord.Interaction[Host]) -> None:
        """Asks first."""
        await answer(interaction, forget_question(await self._kept(interaction)))

    @privacy.command(name="policy", description="How this exchange treats data")
    async def policy(self, interaction: discord.Interaction[Host]) -> None:
        """The operator's pages, and the facts."""
        role_id = (await community_of(interaction)).exchange_role_id
        await answer(interaction, policy_card(self.host.privacy_policy_url, self.host.terms_url, role_id))

    @on_press("privacy_opt_out", audience="everyone")
    async def opt_out(self, interaction: discord.Interaction[Host]) -> None:
        """Nothing of this member's is captured any more."""
        community = await community_of(interaction)
        await self.host.exchange.members.opt_out(community.guild_id, interaction.user.id)
        await turn(interaction, await self._kept_card(interaction))

    @on_press("privacy_opt_in", audience="everyone")
    async def opt_in(self, interaction: discord.Interaction[Host]) -> None:
        """Capture is allowed again."""
        community = await community_of(interaction)
        await self.host.exchange.members.opt_in(community.guild_id, interaction.user.id)
        await turn(interaction, await self._kept_card(interaction))

    @on_press("privacy_forget", audience="everyone")
    async def erase(self, interaction: discord.Interaction[Host]) -> None:
        """The answer was yes."""
        community = await community_of(interaction)
        await interaction.response.defer()
        forgotten = await self.host.exchange.privacy.forget(community.guild_id, interaction.user.id)
        await turn(interaction, forgotten_notice(forgotten))

    @on_press("privacy_forget_imports", audience="everyone")
    async def erase_with_imports(self, interaction: discord.Interaction[Host]) -> None:
        """The answer was yes, also for what was imported: those are withdrawn first, while they bear the name."""
        community = await community_of(interaction)
        await interaction.response.defer()
        withdrawn = await self.host.exchange.privacy.withdraw_imports(community.guild_id, interaction.user.id)
        forgotten = await self.host.exchange.privacy.forget(community.guild_id, interaction.user.id)
        await turn(interaction, forgotten_notice(replace(forgotten, entries=forgotten.entries + withdrawn)))

    @on_press("privacy_keep", audience="everyone")
    async def keep(self, interaction: discord.Interaction[Host]) -> None:
        """The answer was no."""
        await turn(interaction, notice("Nothing was erased."))

    @delivers(TAKE_BACK)
    async def take_back(self, sending: Sending) -> int:
        """A word of the bot's own to a member whose data was erased."""
        assert sending.delivery.posting.target_id is not None
        return await self._deleted(sending, sending.delivery.posting.target_id)

    @delivers(TAKE_BACK + ONCE_SENT)
    async def take_back_once_sent(self, sending: Sending) -> int:
        """The same of one that was on its way then."""
        target_id = sending.delivery.posting.target_id
        return await self._deleted(sending, await self.host.exchange.outbox.message_sent_by(target_id))

    @delivers(NAMES_OUT)
    async def take_names_out(self, sending: Sending) -> int:
        """Of a reminder, or a word about a meeting, that names those who are going: whoever is off the list."""
        assert sending.delivery.posting.target_id is not None
        return await self._without_names(sending, sending.delivery.posting.target_id)

    @delivers(NAMES_OUT + ONCE_SENT)
    async def take_names_out_once_sent(self, sending: Sending) -> int:
        """The same of one that was on its way then."""
        target_id = sending.delivery.posting.target_id
        return await self._without_names(sending, await self.host.exchange.outbox.message_sent_by(target_id))

    async def _deleted(self, sending: Sending, message_id: int) -> int:
        channel_id = sending.delivery.posting.channel_id
        assert channel_id is not None
        try:
            with owed():
                await self.host.get_partial_messageable(channel_id).get_partial_message(message_id).delete()
        except discord.NotFound:
            raise NothingToSend("it was deleted already") from None
        return message_id

    async def _without_names(self, sending: Sending, message_id: int) -> int:
        channel_id = sending.delivery.posting.channel_id
        assert channel_id is not None
        try:
            with owed():
                message = await self.host.get_partial_messageable(channel_id).fetch_message(message_id)
            gone = await self.host.exchange.rsvps.gone_among(sending.delivery, named_in(message))
            if not gone:
                raise NothingToSend("it names nobody who is off the list")
            await edit_standing(self.host, channel_id, message.id, without(message, gone))
        except discord.NotFound:
            raise NothingToSend("it was deleted already") from None
        return message.id

    async def _kept_card(self, interaction: discord.Interaction[Host]) -> discord.ui.LayoutView:
        return kept_card(await self._kept(interaction), await role_lacking(interaction))

    async def _kept(self, interaction: discord.Interaction[Host]) -> Kept:
        community = await community_of(interaction)
        return await self.host.exchange.privacy.kept(community.guild_id, interaction.user.id)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(PrivacyCog(host))
