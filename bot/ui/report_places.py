"""Where an interaction about a report belongs: the server it names, also from a direct message, which has none."""

from __future__ import annotations

import discord

from bot.exchange.refusal import Refusal
from bot.ui.guards import belongs, require_exchange_member
from bot.ui.host import Host
from bot.ui.incoming import readable_by_all
from db.communities import Community
from db.groups import Subject

Using = discord.Interaction[Host]


async def require_belongs(interaction: Using, guild_id: int) -> None:
    """Raises a Refusal for who is no member of the exchange that a button names; Discord is asked from a message."""
    if interaction.guild_id is not None:
        if interaction.guild_id != guild_id:
            raise Refusal("This card belongs to another server.")
        await require_exchange_member(interaction)
        return
    guild = interaction.client.get_guild(guild_id)
    if guild is None:
        raise Refusal("I am not in that server any more.")
    try:
        member = await guild.fetch_member(interaction.user.id)
    except discord.NotFound:
        raise Refusal("You are not in that server any more, so its reports are closed to you.") from None
    community = await interaction.client.exchange.communities.of(guild_id)
    if not belongs(member, member.guild_permissions, community):
        raise Refusal("The exchange of that server is not open to you any more. Ask a moderator there.")


async def notice_channel(interaction: Using, community: Community, device: str | None) -> int | None:
    """Where a report with a withheld name is told of: its device's group, or else this channel, where all can read it.

    None where neither will do: then it stands in the library alone.
    """
    guild = interaction.guild
    if guild is None:
        return None
    places: list[object] = []
    if device is not None:
        groups = await interaction.client.exchange.groups.of(community.guild_id)
        subject = Subject("device", device)
        ids = [each.channel_id for each in groups if each.subject == subject and each.archived_at is None]
        places += [guild.get_channel(each) for each in ids if each is not None]
    places.append(interaction.channel)
    for place in places:
        if isinstance(place, (discord.TextChannel, discord.Thread)) and _is_fit(place, community):
            return place.id
    return None


def _is_fit(place: discord.TextChannel | discord.Thread, community: Community) -> bool:
    mine = place.permissions_for(place.guild.me)
    writes = mine.send_messages_in_threads if isinstance(place, discord.Thread) else mine.send_messages
    return mine.view_channel and writes and readable_by_all(place, community)
