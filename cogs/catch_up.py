"""Catching up after an absence, in each new session of the gateway; and writing down how far the reading has come."""

from __future__ import annotations

import asyncio
import logging

import aiohttp
import discord
from discord.abc import GuildChannel
from discord.ext import commands, tasks

from bot.ui.catching_up import CatchUp
from bot.ui.cog import ExchangeCog
from bot.ui.host import Host
from bot.ui.places import can_read_history
from db.failures import StoreProblem

log = logging.getLogger(__name__)

_GUILDS_AT_ONCE = 4
_FLUSH_SECONDS = 5
_RETRY_MINUTES = 5


class CatchUpCog(ExchangeCog):
    """Works in the background; nothing waits for it."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._running: dict[int, asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(_GUILDS_AT_ONCE)

    async def cog_load(self) -> None:
        """Listen for progress: while nothing happens, no timer runs."""
        await super().cog_load()
        self.host.exchange.cursors.tell(on_progress=self._start_flushing, on_failure=self._start_retrying)

    async def cog_unload(self) -> None:
        """Write down how far the reading has come. What is still handled now is read again after the next start."""
        await super().cog_unload()
        self.host.exchange.cursors.tell(on_progress=_nothing, on_failure=_nothing)
        self._flush.cancel()
        self._retry.cancel()
        self._stop_all()
        await self.host.exchange.cursors.flush()

    @commands.Cog.listener()
    async def on_connect(self) -> None:
        """A new session, before its first message: something may have been missed. A resumed one misses nothing."""
        self.host.exchange.cursors.new_session()
        self._stop_all()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Every guild that was there from the beginning of the session."""
        for guild in self.host.guilds:
            if guild.id not in self._running and not guild.unavailable:
                self._start(guild)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """At every start of a session, and after an outage of Discord's."""
        self._start(guild)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Nothing from before is read, but from now on all."""
        self._start(guild)

    @commands.Cog.listener()
    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        """What is said during an outage of Discord's is not told."""
        self.host.exchange.cursors.gap_in(guild.id)
        self._stop(guild.id)

    @commands.Cog.listener()
    async def on_guild_channel_update(self, before: GuildChannel, after: GuildChannel) -> None:
        """A channel that the bot may look into again: what was said there meanwhile was not told either."""
        if can_read_history(after) and not can_read_history(before):
            self._start_from_the_gap(after.guild)

    @commands.Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """The same where a role of the bot's may more than before."""
        if after in after.guild.me.roles and not after.permissions.is_subset(before.permissions):
            self._start_from_the_gap(after.guild)

    @commands.Cog.listener()
    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """The same where the bot is given a role."""
        if after == after.guild.me and not set(after.roles) <= set(before.roles):
            self._start_from_the_gap(after.guild)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """There is nothing to read any more."""
        self._stop(guild.id)

    @tasks.loop(seconds=_FLUSH_SECONDS)
    async def _flush(self) -> None:
        cursors = self.host.exchange.cursors
        try:
            await cursors.flush()
        except StoreProblem as problem:
            log.error("the cursors are not written down: %s", problem)
        if not cursors.has_news:
            self._flush.stop()

    @tasks.loop(minutes=_RETRY_MINUTES)
    async def _retry(self) -> None:
        """What the store or Discord refused is tried again after a while."""
        if self._retry.current_loop == 0:
            return  # the loop begins at once
        failing = self.host.exchange.cursors.take_failing()
        if not failing:
            self._retry.stop()
        for guild_id in failing:
            guild = self.host.get_guild(guild_id)
            if guild is not None:
                self._start(guild)

    def _start_flushing(self) -> None:
        if not self._flush.is_running():
            self._flush.start()

    def _start_retrying(self) -> None:
        if not self._retry.is_running():
            self._retry.start()

    def _start_from_the_gap(self, guild: discord.Guild) -> None:
        self.host.exchange.cursors.gap_in(guild.id)
        self._start(guild)

    def _start(self, guild: discord.Guild) -> None:
        self._stop(guild.id)
        self._running[guild.id] = asyncio.create_task(self._catch_up(guild), name=f"catch-up of guild {guild.id}")

    async def _catch_up(self, guild: discord.Guild) -> None:
        async with self._places:
            try:
                await CatchUp(self.host, guild).run()
            except StoreProblem as problem:
                log.error("guild %s is not caught up yet: %s", guild.id, problem)
                self.host.exchange.cursors.missed(guild.id)
            except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
                log.warning("the catch-up of guild %s broke off: %s", guild.id, type(error).__name__)
                self.host.exchange.cursors.missed(guild.id)
            except Exception:
                if not self.host.is_closed():  # aiohttp's answer to a closed session is a RuntimeError
                    log.exception("guild %s is not caught up", guild.id)

    def _stop(self, guild_id: int) -> None:
        running = self._running.pop(guild_id, None)
        if running is not None:
            running.cancel()

    def _stop_all(self) -> None:
        for guild_id in list(self._running):
            self._stop(guild_id)


def _nothing() -> None:
    """No timer begins once the cog is gone."""


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(CatchUpCog(host))
