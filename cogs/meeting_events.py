"""The event in the server's own list that mirrors a meeting: made, changed and taken away with it, as well as can be.

Nothing depends on it: where the bot lacks the permission, the meeting's details and `/diagnose` say so.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
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
_STANDS = (discord.EventStatus.scheduled, discord.EventStatus.active)


class MeetingEventsCog(ExchangeCog):
    """The server's own list of events."""

    @delivers(EVENT)
    async def mirror(self, sending: Sending) -> int | None:
        """Have the event as the meeting is now."""
        meeting = await self.host.exchange.meetings.as_it_is(sending.delivery)
        guild, now = await told_guild(self.host, meeting.guild_id), self.host.exchange.clock.now()
        is_to_come = meeting.status == "planned" and meeting.plan.starts_at > now
        if not is_to_come and meeting.event_id is None and not _made_for(meeting, guild):
            return None
        if not getattr(guild.me.guild_permissions, _PERMISSION):
            raise NothingToSend(f"the bot lacks {label_of(_PERMISSION)}")
        event = await self._event_of(guild, meeting)
        if event is not None:
            event = await _brought_up_to_date(event, guild, meeting, now)
        if event is None and is_to_come:
            event = await guild.create_scheduled_event(
                **_as_event(guild, meeting), privacy_level=discord.PrivacyLevel.guild_only
            )
            await self.host.exchange.meeting_edits.mirrored(meeting, event.id)
        # discord.py repeats what Discord answers with a 500, though it may have been done.
        for twin in _made_for(meeting, guild):
            if event is not None and twin.id != event.id:
                await _delete(twin)
        return event.id if event is not None else None

    async def _event_of(self, guild: discord.Guild, meeting: Meeting) -> discord.ScheduledEvent | None:
        """The meeting's event; None where there is none, or somebody has deleted or ended it.

        One whose making was not written down is found by its words.
        """
        known = [meeting.event_id] if meeting.event_id is not None else []
        for event_id in (*known, *(each.id for each in _made_for(meeting, guild))):
            try:
                event = await guild.fetch_scheduled_event(event_id, with_counts=False)
            except discord.NotFound:
                continue
            if event.status in _STANDS:
                if event.id != meeting.event_id:
                    await self.host.exchange.meeting_edits.mirrored(meeting, event.id)
                return event
        return None


def _made_for(meeting: Meeting, guild: discord.Guild) -> list[discord.ScheduledEvent]:
    """What the bot has made for a meeting and still stands, as far as the gateway has told."""
    return [
        each
        for each in guild.scheduled_events
        if each.creator_id == guild.me.id
        and each.status in _STANDS
        and (each.description or "").startswith(_mark(meeting))
    ]


async def _brought_up_to_date(
    event: discord.ScheduledEvent, guild: discord.Guild, meeting: Meeting, now: datetime
) -> discord.ScheduledEvent | None:
    """The event as the meeting is now; None where it could not be made so, and was deleted.

    Discord moves no event that has begun, and none to a time that has passed.
    """
    plan, has_begun = meeting.plan, event.status is discord.EventStatus.active
    if meeting.status != "planned":
        # Cancelled, so that who was interested is told; one that has begun by Discord's clock is only deleted.
        await (_delete(event) if has_begun else event.cancel())
    elif event.start_time != plan.starts_at and (has_begun or plan.starts_at <= now):
        await _delete(event)
        return None
    elif plan.ends_at > now:
        wanted = _as_event(guild, meeting)
        if plan.starts_at <= now:
            del wanted["start_time"]
        await event.edit(**wanted)
    return event


async def _delete(event: discord.ScheduledEvent) -> None:
    with suppress(discord.NotFound):  # somebody was faster
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
