"""A guild's scheduled events."""

from __future__ import annotations

import datetime
import time
from typing import Any

from tests.wire.guild import Guild
from tests.wire.interactions import Interactions
from tests.wire.rest.lookup import guild_of
from tests.wire.routing import Record, route
from tests.wire.values import ApiError, Json, invalid_form, not_found

EVENTS = "/guilds/{guild_id}/scheduled-events"
EVENT = EVENTS + "/{event_id}"
EXTERNAL = 3
SCHEDULED, ACTIVE = 1, 2
MOST_UNCOMPLETED = 100


@route("GET", EVENTS)
def list_events(wire: Interactions, record: Record) -> list[Json]:
    return list(guild_of(wire, record).events.values())


@route("POST", EVENTS, needs="create_events")
def create_event(wire: Interactions, record: Record) -> Json:
    guild, body = guild_of(wire, record), record.json
    _refuse(guild, body)
    event_id = wire.new_id()
    event: Json = {
        "id": str(event_id),
        "guild_id": str(guild.id),
        "name": body["name"],
        "description": body.get("description"),
        "channel_id": str(body["channel_id"]) if body.get("channel_id") else None,
        "creator_id": wire.bot_user["id"],
        "creator": wire.bot_user,
        "image": None,
        "scheduled_start_time": body["scheduled_start_time"],
        "scheduled_end_time": body.get("scheduled_end_time"),
        "status": SCHEDULED,
        "entity_type": body["entity_type"],
        "entity_id": None,
        "entity_metadata": body.get("entity_metadata"),
        "recurrence_rule": None,
        "user_count": 0,
        "privacy_level": body.get("privacy_level", 2),
        "guild_scheduled_event_exceptions": [],
    }
    guild.events[event_id] = event
    wire.dispatch("GUILD_SCHEDULED_EVENT_CREATE", event, guild=guild)
    return event


def _refuse(guild: Guild, body: Json) -> None:
    if sum(event["status"] in (SCHEDULED, ACTIVE) for event in guild.events.values()) >= MOST_UNCOMPLETED:
        raise ApiError(400, 30038, "Maximum number of uncompleted guild scheduled events reached")
    start = datetime.datetime.fromisoformat(body["scheduled_start_time"])
    if start.timestamp() < time.time():
        reason = "Cannot schedule event in the past."
        raise invalid_form("scheduled_start_time", "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", reason)
    has_place = body.get("scheduled_end_time") and (body.get("entity_metadata") or {}).get("location")
    if body["entity_type"] == EXTERNAL and not has_place:
        raise invalid_form("entity_metadata", "BASE_TYPE_REQUIRED", "This field is required")


@route("GET", EVENT)
@route("PATCH", EVENT, needs="manage_events")
@route("DELETE", EVENT, needs="manage_events")
def one_event(wire: Interactions, record: Record) -> Any:
    guild = guild_of(wire, record)
    event = guild.events.get(int(record.params["event_id"]))
    if event is None:
        raise not_found("Guild Scheduled Event")
    if record.method == "PATCH":
        event.update({key: value for key, value in record.json.items() if key in event})
        wire.dispatch("GUILD_SCHEDULED_EVENT_UPDATE", event, guild=guild)
    elif record.method == "DELETE":
        del guild.events[int(event["id"])]
        wire.dispatch("GUILD_SCHEDULED_EVENT_DELETE", event, guild=guild)
        return None
    return event


@route("GET", EVENT + "/users")
def list_users(wire: Interactions, record: Record) -> list[Json]:
    guild, event_id = guild_of(wire, record), record.params["event_id"]
    who = sorted(guild.event_users.get(int(event_id), ()))
    about: Json = {"guild_scheduled_event_id": event_id, "response": 1}
    return [{**about, "user_id": str(user_id), "user": wire.users[user_id]} for user_id in who]
