"""What meetings need at the start, which makes good an absence, and daily from then on: series are made about a year
ahead, and what was typed and neither posted nor decided on is let go.
"""

from __future__ import annotations

import logging

from discord.ext import tasks

from bot.ui.cog import ExchangeCog
from bot.ui.host import Host
from db.failures import StoreProblem

log = logging.getLogger(__name__)


class MeetingSeriesCog(ExchangeCog):
    """The next meetings of each series, and the end of old drafts."""

    async def cog_load(self) -> None:
        """Begin now, and daily."""
        await super().cog_load()
        self._daily.start()

    async def cog_unload(self) -> None:
        """Leave the rest to the next process."""
        await super().cog_unload()
        self._daily.cancel()

    @tasks.loop(hours=24)
    async def _daily(self) -> None:
        try:
            await self.host.exchange.meeting_series.grow()
            await self.host.exchange.meetings.forget_old()
        except StoreProblem as problem:
            # tasks.loop would end for good.
            log.error("the series are not made further ahead, and old drafts are not deleted: %s", problem)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(MeetingSeriesCog(host))
