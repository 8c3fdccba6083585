"""Series are made about a year ahead: at the start, which makes good an absence, and daily from then on."""

from __future__ import annotations

import logging

from discord.ext import tasks

from bot.ui.cog import ExchangeCog
from bot.ui.host import Host
from db.failures import StoreProblem

log = logging.getLogger(__name__)


class MeetingSeriesCog(ExchangeCog):
    """The next meetings of each series."""

    async def cog_load(self) -> None:
        """Make the meetings of the year ahead now and daily."""
        await super().cog_load()
        self._grow.start()

    async def cog_unload(self) -> None:
        """Leave the rest to the next process."""
        await super().cog_unload()
        self._grow.cancel()

    @tasks.loop(hours=24)
    async def _grow(self) -> None:
        try:
            await self.host.exchange.meeting_series.grow()
        except StoreProblem as problem:
            log.error("the series are not made further ahead: %s", problem)  # tasks.loop would end for good


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(MeetingSeriesCog(host))
