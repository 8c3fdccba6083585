"""The buttons on the line about a held message: its author sees why, and decides."""

from __future__ import annotations

import logging

import discord

from bot.clinical.screen import identifiers
from bot.delivery.moderators import tell_moderators
from bot.exchange.holds import STANDS_KIND, NotItsAuthor
from bot.exchange.incoming import Held, Kept
from bot.exchange.outbox import NothingToSend, Sending
from bot.exchange.refusal import Refusal
from bot.ui.answering import answer, say
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.guards import guild_id_of, guild_of, is_moderator, require_moderator
from bot.ui.hold_cards import reasons, still_held_line
from bot.ui.host import Host
from bot.ui.incoming import Authors
from bot.ui.receiving import Receiver
from bot.ui.routing import on_press
from db.holds import Hold

log = logging.getLogger(__name__)

_NO_TITLE = "Deleted by its author"
_GONE = "The message is gone, so nothing has to be done."
_FOR_MODERATORS = (
    "You can ask its author to change or delete the message: **See why**, below it, tells its author what was seen in "
    "it, which is for nobody else, and has **Not the patient** where I may be mistaken. You can delete the message "
    "itself in Discord (with the permission **Manage Messages**), if it should not stand here until then."
)
_NOT_HELD = "The message is not held any more, or it is gone: nothing has to be done."


class HoldsCog(ExchangeCog):
    """For a held message's author alone; nothing of the message is quoted."""

    @on_press("hold_why", audience="everyone")
    async def why(self, interaction: discord.Interaction[Host], message_id: str) -> None:
        """What was seen, and the ways on."""
        hold = await self._hold(interaction, message_id)
        await answer(interaction, reasons(hold, hold.kinds))

    @on_press("hold_delete", audience="everyone")
    async def delete(self, interaction: discord.Interaction[Host], message_id: str) -> None:
        """Delete the message for its author. The line goes when Discord tells that the message is gone."""
        hold = await self._hold(interaction, message_id)
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            await self._partial(hold).delete()
        except discord.NotFound:
            await say(interaction, _GONE)
        except discord.Forbidden:
            raise Refusal(
                "I lack the permission **Manage Messages** here. Please delete the message yourself."
            ) from None
        else:
            await say(interaction, f"Your message is deleted.{await self._take_title(guild_of(interaction), hold)}")

    @on_press("hold_clear")
    async def not_the_patient(self, interaction: discord.Interaction[Host], message_id: str) -> None:
        """The message is read anew; what else is in it still counts."""
        hold = await self._hold(interaction, message_id)
        await interaction.response.defer(ephemeral=True, thinking=True)
        async with self.host.exchange.chat_order.turn(hold.message_id):
            try:
                message = await self._partial(hold).fetch()
            except discord.NotFound:
                await say(interaction, _GONE)
                return
            await self.host.exchange.holds.not_the_patient(hold.guild_id, hold.message_id, interaction.user.id)
            receiver = Receiver(self.host, Authors(self.host))
            outcome = await receiver.take(message, renewed_at=self.host.exchange.clock.now())
            await receiver.acknowledge(message, outcome)
        match outcome:
            case Kept():
                await say(interaction, f"It is kept as {outcome.entry.label}.")
            case Held():
                await answer(interaction, reasons(hold, outcome.kinds))
            case _:
                await say(interaction, "It is not held any more. It bears no tag now, so it is not kept either.")

    @delivers(STANDS_KIND)
    async def tell_of_one_that_stands(self, sending: Sending) -> int | None:
        """Its author has left it as it is: the moderators hear of it."""
        posting = sending.delivery.posting
        hold = await self.host.exchange.holds.open_one(posting.guild_id, int(posting.label))
        if hold is None:
            raise NothingToSend("the message is not held any more")
        view = still_held_line(hold, sending.token)
        return await tell_moderators(self.host, self.host.exchange.communities, sending, view)

    @on_press("hold_advice")
    async def advise(self, interaction: discord.Interaction[Host], message_id: str, _token: str) -> None:
        """What a moderator can do about it."""
        await require_moderator(interaction)
        hold = await self.host.exchange.holds.open_one(guild_id_of(interaction), int(message_id))
        await say(interaction, _FOR_MODERATORS if hold is not None else _NOT_HELD)

    async def _take_title(self, guild: discord.Guild, hold: Hold) -> str:
        """A post's title stays without its first message; so does the message's own text where it named a thread."""
        thread = guild.get_thread(hold.message_id)
        if thread is None:
            return " Please change its title too." if hold.is_of_post else ""
        if not hold.is_of_post and not identifiers(thread.name):
            return ""
        try:
            await thread.edit(name=_NO_TITLE)
        except discord.HTTPException as error:
            log.info("thread %s keeps its name: %s", thread.id, error.code)
            return f" The title above it still stands: please change it too (<#{thread.id}>)."
        return " The title above it is taken away too."

    async def _hold(self, interaction: discord.Interaction[Host], message_id: str) -> Hold:
        guild_id = guild_id_of(interaction)
        try:
            return await self.host.exchange.holds.of_author(guild_id, int(message_id), interaction.user.id)
        except NotItsAuthor:
            if await is_moderator(interaction):
                raise Refusal(_FOR_MODERATORS) from None
            raise

    def _partial(self, hold: Hold) -> discord.PartialMessage:
        channel = self.host.get_partial_messageable(hold.channel_id, guild_id=hold.guild_id)
        return channel.get_partial_message(hold.message_id)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(HoldsCog(host))
