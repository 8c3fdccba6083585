"""`/setup` and `/settings`: what moderators choose for their community."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.calendar.zones import UnknownZone, suggest_zones, zone
from bot.exchange.refusal import Refusal
from bot.ui.answering import answer, turn
from bot.ui.audiences import read_by_everybody, unread_by_some
from bot.ui.cog import ExchangeCog
from bot.ui.emoji import emoji_meant
from bot.ui.guards import community_of, guild_of, moderators_only, require_moderator
from bot.ui.host import Host
from bot.ui.incoming import closes_with, readable_by_all
from bot.ui.permissions import bold_list, missing_in, reads
from bot.ui.routing import on_press
from bot.ui.setup_cards import CHOICES, STYLES, Choice, choice_of, closing_card, settings_card, setup_card
from db.communities import CaptureStyle, Community


class WithMessages(app_commands.Transformer):
    """An option for a channel with messages in it: a category has none.

    discord.py's own list (2.7.1) also names media channels, which Discord's OpenAPI document refuses.
    """

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """What may be chosen."""
        kinds = discord.ChannelType
        return [kinds.text, kinds.voice, kinds.news, kinds.stage_voice, kinds.forum]

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Any:
        """As Discord gives it."""
        return value


_OFF = "off"
ChannelOption = app_commands.Transform[app_commands.AppCommandChannel, WithMessages]


class SettingsCog(ExchangeCog):
    """Choosing on a card, and setting by options what is typed."""

    @moderators_only
    @app_commands.command(name="setup", description="Choose the roles and channels of the exchange (moderators)")
    async def set_up(self, interaction: discord.Interaction[Host]) -> None:
        """The card to choose on."""
        await answer(interaction, _card(interaction, await community_of(interaction)))

    @on_press("setup")
    async def open_setup(self, interaction: discord.Interaction[Host], _token: str = "") -> None:
        """The same card, from a button."""
        await require_moderator(interaction)
        await answer(interaction, _card(interaction, await community_of(interaction)))

    @on_press("setup_choose")
    async def choose(self, interaction: discord.Interaction[Host], setting: str) -> None:
        """A role or channel was chosen, or taken out."""
        await require_moderator(interaction)
        choice = choice_of(setting)
        if choice is None:
            raise Refusal("This card is from an older version. Please use `/setup` again.")
        chosen = _chosen(interaction, choice)
        if setting == "exchange_role_id":
            await self._propose_members(interaction, chosen)
            return
        community = await self._change(interaction, {setting: chosen})
        await turn(interaction, _card(interaction, community))

    @on_press("setup_members")
    async def choose_members(self, interaction: discord.Interaction[Host], role_id: str) -> None:
        """The exchange-member role, although entries become private with it."""
        await require_moderator(interaction)
        chosen = int(role_id) or None
        if chosen is not None and guild_of(interaction).get_role(chosen) is None:
            raise Refusal("That role was deleted meanwhile. Nothing was changed.")
        await self._choose_members(interaction, chosen)

    @on_press("setup_style")
    async def choose_style(self, interaction: discord.Interaction[Host], style: str) -> None:
        """How capture shows itself."""
        await require_moderator(interaction)
        if style not in STYLES:
            raise Refusal("This card is from an older version. Please use `/setup` again.")
        await turn(interaction, _card(interaction, await self._change(interaction, {"capture_style": style})))

    @moderators_only
    @app_commands.command(name="settings", description="What is set for this exchange, and changing it (moderators)")
    @app_commands.describe(
        time_zone="The exchange's own time zone: type a city or a country",
        capture_style="What is shown when a message is kept",
        capture_reaction="An emoji: a member's reaction with it keeps a message; `off` ends that",
        capture_in="A private channel whose tagged messages are kept as well",
        stop_capture_in="A private channel whose messages are no longer kept",
    )
    async def settings(
        self,
        interaction: discord.Interaction[Host],
        time_zone: app_commands.Range[str, 1, 100] | None = None,
        capture_style: CaptureStyle | None = None,
        capture_reaction: app_commands.Range[str, 1, 60] | None = None,
        capture_in: ChannelOption | None = None,
        stop_capture_in: ChannelOption | None = None,
    ) -> None:
        """Change what was given, then show everything."""
        if capture_in is not None and stop_capture_in is not None and capture_in.id == stop_capture_in.id:
            raise Refusal("Both options name one channel. Please give only one of them. Nothing was changed.")
        community = await community_of(interaction)
        changed: list[str] = []
        changes: dict[str, Any] = {}
        if time_zone is not None:
            changes["time_zone"] = _zone_name(time_zone)
            changed.append(f"The time zone is {changes['time_zone']}.")
        if capture_style is not None:
            changes["capture_style"] = capture_style
            changed.append(f"Capture is {STYLES[capture_style]}.")
        if capture_reaction is not None:
            await interaction.response.defer(ephemeral=True, thinking=True)  # Discord may be asked about the emoji
            changes["capture_reaction"] = await self._emoji(interaction, capture_reaction)
            changed.append(_kept_by_reaction(changes["capture_reaction"]))
        opened = _visible(capture_in) if capture_in is not None else None
        if changes:
            community = await self._change(interaction, changes)
        communities, guild_id = self.host.exchange.communities, community.guild_id
        if opened is not None and readable_by_all(opened, community):
            changed.append(f"{opened.mention} needs nothing: all members can read it, so it is captured as it is.")
        elif opened is not None:
            community = await communities.opt_channel_in(guild_id, opened.id, by=interaction.user.id)
            changed.append(_opened(opened))
        if stop_capture_in is not None:
            community = await communities.opt_channel_out(guild_id, stop_capture_in.id, by=interaction.user.id)
            changed.append(_closed(stop_capture_in, community))
        await answer(interaction, settings_card(community, changed=changed))

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Nobody could take a deleted channel out: it is in no list to choose from any more."""
        communities, guild_id = self.host.exchange.communities, channel.guild.id
        if channel.id in (await communities.of(guild_id)).private_channels:
            await communities.opt_channel_out(guild_id, channel.id)

    @settings.autocomplete("time_zone")
    async def suggest_time_zone(
        self, _interaction: discord.Interaction[Host], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Zones by city, country or abbreviation."""
        return [app_commands.Choice(name=name, value=name) for name in suggest_zones(typed)]

    async def _propose_members(self, interaction: discord.Interaction[Host], role_id: int | None) -> None:
        guild, former = guild_of(interaction), await community_of(interaction)
        closes = closes_with(guild, former, role_id)
        closing = await self.host.exchange.communities.would_close(guild.id, closes)
        if closing:
            await turn(interaction, closing_card(role_id, closing))
        else:
            await self._choose_members(interaction, role_id)

    async def _choose_members(self, interaction: discord.Interaction[Host], role_id: int | None) -> None:
        guild, former = guild_of(interaction), await community_of(interaction)
        await interaction.response.defer()  # every copy of what becomes private is planned anew
        community, closed = await self.host.exchange.communities.choose_members(
            guild.id, role_id, closes_with(guild, former, role_id), by=interaction.user.id
        )
        self.host.exchange.outbox.announce()
        told = [f"Private to the channels that they were written in now: {closed} of the entries."] if closed else []
        await turn(interaction, _card(interaction, community, *told))

    async def _emoji(self, interaction: discord.Interaction[Host], typed: str) -> str | None:
        if typed.strip().casefold() == _OFF:
            return None
        if not self.host.reads_message_content:
            raise Refusal("That needs the message-content intent, which is off. The menu **Save to library** works.")
        try:
            return await emoji_meant(typed, guild_of(interaction))
        except Refusal as refusal:
            raise Refusal(f"{refusal} Nothing was changed.") from None  # other options stand beside this one

    async def _change(self, interaction: discord.Interaction[Host], changes: dict[str, Any]) -> Community:
        community = await community_of(interaction)
        changed = await self.host.exchange.communities.change(community.guild_id, by=interaction.user.id, **changes)
        self.host.exchange.outbox.announce()  # the digest may be due at another time
        return changed


def _chosen(interaction: discord.Interaction[Host], choice: Choice) -> int | None:
    data: Any = interaction.data
    values: list[str] = data.get("values") or []
    chosen = int(values[0]) if values else None
    if chosen is not None and chosen == interaction.guild_id:
        raise Refusal(f"That is everyone's role. Choose another as {choice.title.lower()}, or none.")
    guild = guild_of(interaction)
    role = guild.get_role(chosen) if chosen is not None else None
    # Boosters and subscribers have a managed role too.
    if role is not None and role.managed and (role.is_bot_managed() or role in guild.me.roles):
        raise Refusal(f"{role.mention} is an app's own role, which no member can have. Choose another, or none.")
    return chosen


def _zone_name(typed: str) -> str:
    try:
        return zone(typed).key
    except UnknownZone as unknown:
        raise Refusal(str(unknown)) from None


def _visible(chosen: app_commands.AppCommandChannel) -> discord.abc.GuildChannel:
    channel = chosen.resolve()
    if channel is None or not reads(channel, channel.guild.me):
        lacking = bold_list(missing_in(channel, channel.guild.me)) if channel is not None else "**View Channels**"
        raise Refusal(f"I cannot see <#{chosen.id}>: give my role {lacking} there first. Nothing was changed.")
    return channel


def _closed(chosen: app_commands.AppCommandChannel, community: Community) -> str:
    channel = chosen.resolve()
    if channel is not None and readable_by_all(channel, community):
        return f"<#{chosen.id}> is captured still: all members can read it. What is tagged there is kept."
    return f"<#{chosen.id}> is no longer captured."


def _opened(channel: discord.abc.GuildChannel) -> str:
    lacking = missing_in(channel, channel.guild.me)
    lack = f" I lack {bold_list(lacking)} there." if lacking else ""
    return f"{channel.mention} is captured too; only those who can read it find what is said there from now on.{lack}"


def _kept_by_reaction(emoji: str | None) -> str:
    return f"A reaction with {emoji} keeps a message." if emoji else "No reaction keeps a message any more."


def _card(interaction: discord.Interaction[Host], community: Community, *remarks: str) -> discord.ui.LayoutView:
    guild = interaction.guild
    if guild is None or guild.unavailable:  # what Discord has not told of yet is not missing
        return setup_card(community)
    gone = frozenset(_out_of_sight(guild, community))
    return setup_card(community, gone=gone, remarks=[*remarks, *_remarks(guild, community, gone)])


def _out_of_sight(guild: discord.Guild, community: Community) -> Iterator[int]:
    for choice in CHOICES:
        chosen: int | None = getattr(community, choice.setting)
        known = guild.get_role if choice.sort == "role" else guild.get_channel
        if chosen is not None and known(chosen) is None:
            yield chosen


def _remarks(guild: discord.Guild, community: Community, gone: frozenset[int]) -> Iterator[str]:
    for choice in CHOICES:
        chosen: int | None = getattr(community, choice.setting)
        if chosen is None:
            continue
        channel = guild.get_channel(chosen)
        if chosen in gone:
            yield f"What is set as {choice.title.lower()} was deleted, or I cannot see it. `/diagnose` says more."
        elif channel is not None and (lacking := missing_in(channel, guild.me)):
            yield f"I lack {bold_list(lacking)} in {channel.mention}; a server administrator can give that to my role."
    yield from read_by_everybody(guild, community)
    yield from unread_by_some(guild, community, [community.meeting_channel_id])


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(SettingsCog(host))
