"""Who asks, what of the private channels they can see, and where they may write."""

from __future__ import annotations

import logging

import discord

from bot.exchange.looking import Asker, Results
from bot.exchange.refusal import Refusal
from bot.ui.answering import answer
from bot.ui.guards import community_of
from bot.ui.host import Host
from bot.ui.permissions import bold_list, missing, reads
from bot.ui.result_pages import results_card
from db.failures import StoreProblem

log = logging.getLogger(__name__)


async def asker_of(interaction: discord.Interaction[Host]) -> Asker:
    """The person of an interaction, with the private channels that Discord lets them see.

    What was kept from a channel stays findable for those who see it, also when nothing more is captured there.
    """
    community = await community_of(interaction)
    visible = frozenset(each for each in community.private_sources if _sees(interaction, each))
    return Asker(community.guild_id, interaction.user.id, visible, community.own_devices)


async def show_results(interaction: discord.Interaction[Host], asker: Asker, results: Results) -> None:
    """The first page."""
    await write_down(interaction, asker, results)
    await answer(interaction, results_card(results))


async def write_down(interaction: discord.Interaction[Host], asker: Asker, results: Results) -> None:
    """Keep a request that its page's buttons cannot carry, before they are shown: a quick click must find it."""
    if results.worth_keeping:
        try:
            await interaction.client.exchange.lookup.keep(asker, results)
        except StoreProblem as problem:
            log.error("a search is not written down: %s", problem)  # what was found can be read all the same


def require_may_write(interaction: discord.Interaction[Host], channel: object) -> None:
    """Raises a Refusal for who may not write in this channel: the bot is no way around that."""
    lacking = missing(interaction.permissions, writing_in(channel))
    if lacking:
        raise Refusal(f"You lack {bold_list(lacking)} here. Please do this in a channel where you may write.")


def writing_in(channel: object) -> str:
    """The permission that writing in a channel takes, by discord.py's name."""
    return "send_messages_in_threads" if isinstance(channel, discord.Thread) else "send_messages"


def with_parent(channel: object) -> tuple[int, ...]:
    """The id of a channel, and of the one that it is a thread of."""
    ids = (getattr(channel, "id", None), getattr(channel, "parent_id", None))
    return tuple([each for each in ids if each is not None])


def _sees(interaction: discord.Interaction[Host], channel_id: int) -> bool:
    guild, user = interaction.guild, interaction.user
    if guild is None or not isinstance(user, discord.Member):
        return False
    channel = guild.get_channel_or_thread(channel_id)
    if channel is None:
        return False
    permissions = channel.permissions_for(user)
    if isinstance(channel, discord.Thread) and channel.is_private():
        # Who was invited to a private thread is not in the cache; who manages threads sees it in any case.
        return permissions.view_channel and permissions.manage_threads
    return reads(channel, user) and permissions.read_message_history
