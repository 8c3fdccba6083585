"""Statistics of complications: their pages and their picture, and the notice that moderators get of what stands out."""

from __future__ import annotations

import io

import discord

from bot.delivery.moderators import tell_moderators
from bot.exchange.complication_statistics import Statistics, StatisticsRequest
from bot.exchange.complication_watch import NOTICE_KIND
from bot.exchange.lookup import Asker
from bot.exchange.outbox import NothingToSend, Sending
from bot.exchange.refusal import Refusal
from bot.ui.answering import answer, turn
from bot.ui.asking import asker_of
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.complication_statistics_cards import (
    CHART,
    FIGURES,
    OPEN,
    SHARE,
    STATS,
    figures_card,
    forest_card,
    forest_rows,
    request_of,
    shared_statistics_card,
    statistics_card,
    title_of,
    watch_card,
)
from bot.ui.forest_plot import FOREST_FILE, forest_plot
from bot.ui.guards import guild_id_of
from bot.ui.host import Host
from bot.ui.routing import on_press
from bot.ui.sharing import post_for_all
from bot.ui.text import clipped

Using = discord.Interaction[Host]


class ComplicationStatisticsCog(ExchangeCog):
    """What `/complication stats` leads to."""

    @on_press(STATS)
    async def turn_page(
        self, interaction: Using, device: str, modality: str, code: str, skin_type: str, page: str
    ) -> None:
        """Another page, of what is reported by now."""
        told = await self._told(interaction, request_of(device, modality, code, skin_type, page))
        await turn(interaction, statistics_card(told))

    @on_press(OPEN)
    async def open_for_reader(
        self, interaction: Using, device: str, modality: str, code: str, skin_type: str, _token: str = ""
    ) -> None:
        """What a notice or a shared card is about, as it stands now, for whoever reads that."""
        told = await self._told(interaction, request_of(device, modality, code, skin_type, "1"))
        await answer(interaction, statistics_card(told))

    @on_press(SHARE)
    async def share(self, interaction: Using, device: str, modality: str, code: str, skin_type: str, page: str) -> None:
        """Post what everybody can see of it."""
        exchange = self.host.exchange
        asker = Asker(guild_id_of(interaction), interaction.user.id)
        request = request_of(device, modality, code, skin_type, page)
        view = shared_statistics_card(await exchange.complication_statistics.of(asker, request), exchange.clock.now())
        if view is None:
            raise Refusal("Too little of this is reported where every member can read, so it is not shared.")
        await post_for_all(interaction, view)

    @on_press(FIGURES)
    async def show_figures(
        self, interaction: Using, device: str, modality: str, code: str, skin_type: str, page: str
    ) -> None:
        """The ratios of a page, with their intervals."""
        view = figures_card(await self._told(interaction, request_of(device, modality, code, skin_type, page)))
        if view is None:
            raise Refusal("There are no figures any more: too few reports to compare.")
        await answer(interaction, view)

    @on_press(CHART)
    async def draw(self, interaction: Using, device: str, modality: str, code: str, skin_type: str) -> None:
        """The odds ratios as a forest plot."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        told = await self._told(interaction, request_of(device, modality, code, skin_type, "1"))
        rows = forest_rows(told)
        if not rows:
            raise Refusal("There is nothing to draw any more: too few reports, or nothing to compare them with.")
        chart = await forest_plot(title_of(told.request), rows)
        file = discord.File(io.BytesIO(chart.png), FOREST_FILE, description=clipped(chart.alternative_text, 1024))
        await answer(interaction, forest_card(told, chart), files=[file])

    @delivers(NOTICE_KIND)
    async def tell(self, sending: Sending) -> int | None:
        """What stands out, as it stands now."""
        posting = sending.delivery.posting
        notice = await self.host.exchange.complication_watch.notice(posting.guild_id, posting.label)
        if notice is None:
            raise NothingToSend("it is not disproportionate any more")
        view = watch_card(notice, sending.token)
        return await tell_moderators(self.host, self.host.exchange.communities, sending, view)

    async def _told(self, interaction: Using, request: StatisticsRequest) -> Statistics:
        return await self.host.exchange.complication_statistics.of(await asker_of(interaction), request)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(ComplicationStatisticsCog(host))
