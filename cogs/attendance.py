"""Attendance of meetings: counted from who is in the voice channel, noted by hand, and given out as a text file."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from typing import Any

import discord
from discord.ext import commands

from bot.delivery.told import told_guild
from bot.exchange.attendance import Sheet, record
from bot.exchange.attendance_looks import LOOK
from bot.exchange.outbox import Sending
from bot.exchange.posted_meetings import require_organiser
from bot.exchange.refusal import Refusal
from bot.ui import attendance_cards as cards
from bot.ui.answering import answer, turn
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.guards import actor_of, belongs, guild_of, is_moderator
from bot.ui.host import Host
from bot.ui.routing import chosen_in, on_press
from db.meetings import Meeting

log = logging.getLogger(__name__)

_Interaction = discord.Interaction[Host]


class AttendanceCog(ExchangeCog):
    """Who was there."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.attendance = host.exchange.attendance

    # What members press.

    @on_press("attendance")
    async def open(self, interaction: _Interaction, number: str) -> None:
        """**Attendance** in `/meeting show`: the sheet for who organises, one's own line for others."""
        sheet = await self.attendance.sheet(guild_of(interaction).id, int(number))
        now = self.host.exchange.clock.now()
        if sheet.meeting.organiser_id == interaction.user.id or await is_moderator(interaction):
            await answer(interaction, cards.sheet_card(sheet, 0, now))
        else:
            await answer(interaction, cards.own_line(sheet, interaction.user.id, now))

    @on_press("attendance-page")
    async def page(self, interaction: _Interaction, number: str, page: str) -> None:
        """Another page of the sheet."""
        meeting = await self._require_organiser(interaction, number)
        sheet = await self.attendance.sheet(meeting.guild_id, meeting.number)
        await turn(interaction, cards.sheet_card(sheet, int(page), self.host.exchange.clock.now()))

    @on_press("attendance-claim")
    async def claim(self, interaction: _Interaction, number: str) -> None:
        """**I was there**."""
        own = await self.attendance.say_i_was_there(guild_of(interaction).id, int(number), interaction.user.id)
        sheet = await self.attendance.sheet(guild_of(interaction).id, int(number))
        await answer(interaction, cards.said_so(own, sheet.meeting))

    @on_press("attendance-record")
    async def give_record(self, interaction: _Interaction, number: str) -> None:
        """**My record**: the text file."""
        guild = guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        sheet = await self.attendance.sheet(guild.id, int(number))
        organiser = await self._name_of(guild, sheet.meeting.organiser_id)
        file = record(
            sheet,
            interaction.user.id,
            name=interaction.user.display_name,
            organiser=organiser,
            community=guild.name,
            now=self.host.exchange.clock.now(),
        )
        attached = discord.File(io.BytesIO(file.content), file.name)
        await answer(interaction, cards.record_card(sheet.meeting, file.name), files=[attached])

    # What who organises chooses.

    @on_press("attendance-channel")
    async def choose_channel(self, interaction: _Interaction, number: str) -> None:
        """The voice or stage channel to be counted, or none."""
        meeting = await self._require_organiser(interaction, number)
        chosen = next(iter(chosen_in(interaction)), None)
        channel_id = int(chosen) if chosen is not None else None
        sheet = await self.attendance.count_in(meeting.guild_id, meeting.number, channel_id, interaction.user.id)
        if channel_id is not None and self.host.exchange.clock.now() >= meeting.plan.starts_at:
            await interaction.response.defer()
            await self._look(guild_of(interaction), meeting.number, channel_id)
            sheet = await self.attendance.sheet(meeting.guild_id, meeting.number)
        await self._turn(interaction, sheet)

    @on_press("attendance-note")
    async def note(self, interaction: _Interaction, number: str) -> None:
        """Members who were there."""
        meeting = await self._require_organiser(interaction, number)
        people = [int(each) for each in chosen_in(interaction) if not _is_bot(interaction, each)]
        if not people:
            raise Refusal("Bots attend nothing.")
        await self._turn(
            interaction, await self.attendance.confirm(meeting.guild_id, meeting.number, people, interaction.user.id)
        )

    @on_press("attendance-confirm")
    async def confirm(self, interaction: _Interaction, number: str) -> None:
        """Members who said that they were there."""
        meeting = await self._require_organiser(interaction, number)
        people = [int(each) for each in chosen_in(interaction)]
        await self._turn(
            interaction, await self.attendance.confirm(meeting.guild_id, meeting.number, people, interaction.user.id)
        )

    @on_press("attendance-take-back")
    async def take_back(self, interaction: _Interaction, number: str) -> None:
        """Somebody who was noted by mistake."""
        meeting = await self._require_organiser(interaction, number)
        (chosen,) = chosen_in(interaction)
        actor_id = interaction.user.id
        sheet = await self.attendance.take_back(meeting.guild_id, meeting.number, int(chosen), actor_id)
        await self._turn(interaction, sheet)

    # What happens in voice channels.

    @commands.Cog.listener()
    async def on_voice_state_update(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        """A member comes into a voice channel, goes, or changes it."""
        if before.channel == after.channel or not await self._may_be_counted(member):
            return
        channel_id = after.channel.id if after.channel is not None else None
        await self.attendance.came_or_went(member.guild.id, member.id, channel_id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Look who is there after an absence: who came and went meanwhile was announced to nobody."""
        for guild_id in await self.attendance.guilds_to_look_at():
            guild = self.host.get_guild(guild_id)
            if guild is None:
                continue
            for number, channel_id in (await self.attendance.channels_to_look_at(guild_id)).items():
                await self._look(guild, number, channel_id)

    @delivers(LOOK)
    async def look(self, sending: Sending) -> int | None:
        """A meeting begins or ends; nothing is sent."""
        meeting, channel_id = await self.attendance.channel_to_look_at(sending.delivery)
        await self._look(await told_guild(self.host, meeting.guild_id), meeting.number, channel_id)
        return None

    async def _look(self, guild: discord.Guild, number: int, channel_id: int) -> None:
        """Note who is in the channel; Discord tells their numbers alone, so that new ones are asked for."""
        channel = guild.get_channel(channel_id)
        if not isinstance(channel, discord.VoiceChannel | discord.StageChannel):
            log.warning("the voice channel %s of meeting %s in %s is gone", channel_id, number, guild.id)
            await self.attendance.looked(guild.id, number, ())
            return
        there = set(channel.voice_states)
        known = await self.attendance.known(guild.id, number)
        new = await self._countable(guild, there - known)
        await self.attendance.looked(guild.id, number, (there & known) | new)

    async def _countable(self, guild: discord.Guild, user_ids: Iterable[int]) -> set[int]:
        found: set[int] = set()
        for user_id in sorted(user_ids):
            try:
                member = await guild.fetch_member(user_id)
            except discord.NotFound:
                continue
            if await self._may_be_counted(member):
                found.add(user_id)
        return found

    async def _may_be_counted(self, member: discord.Member) -> bool:
        if member.bot:
            return False
        community = await self.host.exchange.communities.of(member.guild.id)
        return belongs(member, member.guild_permissions, community)

    async def _name_of(self, guild: discord.Guild, user_id: int | None) -> str:
        if user_id is None:
            return "no longer known"
        try:
            return (await guild.fetch_member(user_id)).display_name
        except discord.NotFound:
            return "no longer a member of this community"

    async def _require_organiser(self, interaction: _Interaction, number: str) -> Meeting:
        meeting = (await self.attendance.sheet(guild_of(interaction).id, int(number))).meeting
        require_organiser(meeting, await actor_of(interaction))
        return meeting

    async def _turn(self, interaction: _Interaction, sheet: Sheet) -> None:
        await turn(interaction, cards.sheet_card(sheet, 0, self.host.exchange.clock.now()))


def _is_bot(interaction: _Interaction, user_id: str) -> bool:
    data: Any = interaction.data
    return bool(data.get("resolved", {}).get("users", {}).get(user_id, {}).get("bot"))


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(AttendanceCog(host))
