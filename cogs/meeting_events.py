"""The event in the server's own list that mirrors a meeting: made, changed and taken away with it, as well as can be.

Nothing depends on it: where the bot lacks the permission, the meeting's details and `/diagnose` say so.
"""

from __future__ import annotations

from typing import Any

import discord

from bot.delivery.told import told_guild
from bot.exchange.meeting_announcing import EVENT
from bot.exchange.meeting_plans import KIND_LABELS, labelled_title
from bot.exchange.outbox import NothingToSend, Sending
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.host import Host
from bot.ui.permissions import label_of
from bot.ui.text import clipped
from db.meetings import Meeting

_NAME_LIMIT, _LOCATION_LIMIT = 100, 100  # Discord's, for an event
# Asked of bots since February 2026, and enough to change and cancel what the bot itself has made.
_PERMISSION = "create_events"


class MeetingEventsCog(ExchangeCog):
    """The server's own list of events."""

    @delivers(EVENT)
    async def mirror(self, sending: Sending) -> int | None:
        """Have the event as the meeting is now."""
        meeting = await self.host.exchange.meetings.as_it_is(sending.delivery)
        guild = await told_guild(self.host, meeting.guild_id)
        wanted = meeting.status == "planned" and meeting.plan.starts_at > self.host.exchange.clock.now()
        if not wanted and meeting.event_id is None:
            return None
        if not getattr(guild.me.guild_permissions, _PERMISSION):
            raise NothingToSend(f"the bot lacks {label_of(_PERMISSION)}")
        event = await self._event_of(guild, meeting, look_around=sending.was_tried)
        if not wanted:
            await self._take_away(event)
        elif event is not None:
            await event.edit(**_as_event(guild, meeting))
        else:
            event = await guild.create_scheduled_event(
                **_as_event(guild, meeting), privacy_level=discord.PrivacyLevel.guild_only
            )
            await self.host.exchange.meeting_edits.mirrored(meeting, event.id)
        return event.id if event is not None else None

    async def _event_of(
        self, guild: discord.Guild, meeting: Meeting, *, look_around: bool
    ) -> discord.ScheduledEvent | None:
        """The meeting's event; None where there is none or somebody has deleted it.

        One that a former attempt made, whose making was not written down, is found by its link to the meeting.
        """
        if meeting.event_id is not None:
            try:
                return await guild.fetch_scheduled_event(meeting.event_id, with_counts=False)
            except discord.NotFound:
                return None
        if not look_around:
            return None
        for event in await guild.fetch_scheduled_events(with_counts=False):
            if event.creator_id == guild.me.id and (event.description or "").startswith(_mark(meeting)):
                await self.host.exchange.meeting_edits.mirrored(meeting, event.id)
                return event
        return None

    @staticmethod
    async def _take_away(event: discord.ScheduledEvent | None) -> None:
        """Cancelled, so that who was interested is told; one that has begun by Discord's clock is only deleted."""
        if event is None:
            return
        if event.status is discord.EventStatus.scheduled:
            await event.cancel()
        else:
            await event.delete()


def _as_event(guild: discord.Guild, meeting: Meeting) -> dict[str, Any]:
    plan = meeting.plan
    channel = guild.get_channel_or_thread(meeting.channel_id)
    place = plan.place or (f"#{channel.name}" if channel is not None else "Discord")
    return {
        "name": clipped(labelled_title(plan), _NAME_LIMIT),
        "description": f"{_mark(meeting)} {KIND_LABELS[plan.kind]}. Say whether you come on its card: "
        f"https://discord.com/channels/{meeting.guild_id}/{meeting.channel_id}",
        "start_time": plan.starts_at,
        "end_time": plan.ends_at,
        "entity_type": discord.EntityType.external,
        "location": clipped(place, _LOCATION_LIMIT),
    }


def _mark(meeting: Meeting) -> str:
    return f"Meeting {meeting.label}."


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(MeetingEventsCog(host))
