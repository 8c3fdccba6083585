"""`/digest`: the community's newsletter, when it comes, and what it would say now."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.exchange.digest import DIGEST, DIGEST_COPY_KIND
from bot.exchange.outbox import NothingToSend, Sending, token_of
from bot.ui.answering import answer
from bot.ui.audiences import unread_by_some
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.digest_card import WEEKDAYS, digest_card, preview_card, schedule_card
from bot.ui.guards import community_of, guild_of, moderators_only
from bot.ui.host import Host
from bot.ui.permissions import require
from bot.ui.routing import on_press
from bot.ui.standing_messages import edit_standing

Using = discord.Interaction[Host]
_WEEKDAYS = [app_commands.Choice(name=name, value=place) for place, name in enumerate(WEEKDAYS)]


class DigestCog(ExchangeCog):
    """Weekly unless moderators choose otherwise; it pings nobody."""

    digest = app_commands.Group(name="digest", description="The newsletter: what is new, and what waits for an answer")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.digests = host.exchange.digests

    @digest.command(name="now", description="What the digest would say now, for you alone")
    async def now(self, interaction: Using) -> None:
        """A preview for every member."""
        await self._preview(interaction)

    @on_press("digest_since")
    async def since(self, interaction: Using, _token: str = "") -> None:
        """**What came since** on a posted digest."""
        await self._preview(interaction)

    @moderators_only
    @digest.command(name="schedule", description="When the digest comes, and where (moderators)")
    @app_commands.describe(
        send="Weekly, or off",
        weekday="The day of the week",
        hour="The hour of the day, 0 to 23, on the community's own clocks",
        channel="Where it is posted; the channel for meetings if none was ever chosen",
    )
    @app_commands.choices(weekday=_WEEKDAYS)
    async def schedule(
        self,
        interaction: Using,
        send: Literal["weekly", "off"] | None = None,
        weekday: int | None = None,
        hour: app_commands.Range[int, 0, 23] | None = None,
        channel: discord.TextChannel | None = None,
    ) -> None:
        """Change what was given, then show everything; any change but `off` turns it on."""
        guild = guild_of(interaction)
        former = (await self.digests.planned(guild.id)).schedule
        chosen = replace(
            former,
            is_on=send != "off" if (send, weekday, hour, channel) != (None,) * 4 else former.is_on,
            weekday=former.weekday if weekday is None else weekday,
            hour=former.hour if hour is None else hour,
            channel_id=former.channel_id if channel is None else channel.id,
        )
        if channel is not None:
            _require_posting(guild, channel)
        if chosen != former:
            await self.digests.schedule(guild.id, chosen, by=interaction.user.id)
        else:
            await self.digests.ensure(guild.id)
        planned = await self.digests.planned(guild.id)
        remarks = ["It was off, and is on again."] if chosen.is_on and not former.is_on else []
        remarks += unread_by_some(guild, await community_of(interaction), [planned.channel_id])
        await answer(interaction, schedule_card(planned, remarks))

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """At every new session."""
        for guild in self.host.guilds:
            await self.digests.ensure(guild.id)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server is back, or the bot is back in it."""
        await self.digests.ensure(guild.id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was invited, perhaps again."""
        await self.digests.ensure(guild.id)

    @delivers(DIGEST)
    async def send(self, sending: Sending) -> int:
        """The week's digest, unless there is nothing to tell."""
        digest = await self.digests.issue(sending.delivery)
        if not digest.is_worth_posting:
            raise NothingToSend("nothing is new, and no question waits")
        channel_id = sending.delivery.posting.channel_id
        assert channel_id is not None, "a digest without a channel is no issue"
        channel = self.host.get_partial_messageable(channel_id)
        view = digest_card(digest, sending.token, sending.late_by)
        return (await channel.send(view=view, nonce=sending.token)).id

    @delivers(DIGEST_COPY_KIND)
    async def show_anew(self, sending: Sending) -> int:
        """A posted digest follows its entries."""
        issue, digest = await self.digests.again(sending.delivery)
        if issue.message_id is None:
            raise NothingToSend("the digest was never posted")
        view = digest_card(digest, token_of(issue.key))
        try:
            await edit_standing(self.host, issue.channel_id, issue.message_id, view)
        except discord.NotFound:
            await self.digests.forget(issue)
            raise NothingToSend("the digest was deleted") from None
        return issue.message_id

    async def _preview(self, interaction: Using) -> None:
        guild_id = guild_of(interaction).id
        digest = await self.digests.preview(guild_id)
        await answer(interaction, preview_card(digest, await self.digests.planned(guild_id)))


def _require_posting(guild: discord.Guild, channel: discord.TextChannel) -> None:
    require(
        channel.permissions_for(guild.me), f"#{channel.name}", "view_channel", "send_messages", "read_message_history"
    )


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(DigestCog(host))
