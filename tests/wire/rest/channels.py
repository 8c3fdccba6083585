"""Channels: made, read, changed, deleted, and who may enter them."""

from __future__ import annotations

from typing import Any

from tests.wire.guild import Guild
from tests.wire.interactions import Interactions
from tests.wire.rest.lookup import channel_of, guild_channel_of, guild_of, require
from tests.wire.routing import Record, route
from tests.wire.values import FORUM, TEXT, ApiError, Json, same


@route("GET", "/channels/{channel_id}", needs="view_channel")
def get_channel(wire: Interactions, record: Record) -> Json:
    return channel_of(wire, record)[2]


@route("PATCH", "/channels/{channel_id}", needs="view_channel")
def edit_channel(wire: Interactions, record: Record) -> Json:
    guild, channel_id, channel = guild_channel_of(wire, record)
    body = dict(record.json)
    if channel_id in guild.threads:
        _check_thread_edit(wire, guild, channel, body)
        wire.change_thread(guild, channel, body)
        return channel
    require(wire, guild, channel_id, "manage_channels")
    if "permission_overwrites" in body:
        body["permission_overwrites"] = [_overwrite(entry) for entry in body["permission_overwrites"] or ()]
    if "available_tags" in body:
        body["available_tags"] = guild.complete_tags(body["available_tags"])
    channel.update(body)
    wire.dispatch("CHANNEL_UPDATE", channel, guild=guild, channel_id=channel_id)
    return channel


def _check_thread_edit(wire: Interactions, guild: Guild, thread: Json, body: Json) -> None:
    thread_id, metadata = int(thread["id"]), thread["thread_metadata"]
    if metadata["archived"] and body.get("archived") is not False:
        raise ApiError(400, 50083, "Thread is archived")
    only_waking = body == {"archived": False} and not metadata["locked"]
    if only_waking:
        require(wire, guild, thread_id, "send_messages_in_threads")
    elif not same(thread["owner_id"], wire.bot_id) or "locked" in body:
        require(wire, guild, thread_id, "manage_threads")


def _overwrite(entry: Json) -> Json:
    bits = {key: str(entry.get(key) or 0) for key in ("allow", "deny")}
    return {"id": str(entry["id"]), "type": entry.get("type", 0), **bits}


@route("DELETE", "/channels/{channel_id}", needs="view_channel manage_channels")
def delete_channel(wire: Interactions, record: Record) -> Json:
    guild, channel_id, channel = channel_of(wire, record)
    if guild is not None:  # closing direct messages loses nothing
        wire.remove_channel(guild, channel_id)
    return channel


@route("POST", "/channels/{channel_id}/typing", needs="view_channel send_messages")
def type_in_channel(wire: Interactions, record: Record) -> None:
    channel_of(wire, record)


@route("PUT", "/channels/{channel_id}/permissions/{overwrite_id}", needs="view_channel manage_roles")
@route("DELETE", "/channels/{channel_id}/permissions/{overwrite_id}", needs="view_channel manage_roles")
def set_overwrite(wire: Interactions, record: Record) -> None:
    guild, channel_id, channel = guild_channel_of(wire, record)
    target = record.params["overwrite_id"]
    entries = [entry for entry in channel["permission_overwrites"] if entry["id"] != target]
    if record.method == "PUT":
        entries.append(_overwrite({**record.json, "id": target}))
    channel["permission_overwrites"] = entries
    wire.dispatch("CHANNEL_UPDATE", channel, guild=guild, channel_id=channel_id)


@route("GET", "/guilds/{guild_id}/channels")
def list_channels(wire: Interactions, record: Record) -> list[Json]:
    return list(guild_of(wire, record).channels.values())


@route("POST", "/guilds/{guild_id}/channels", needs="manage_channels")
def create_channel(wire: Interactions, record: Record) -> tuple[int, Json]:
    guild = guild_of(wire, record)
    settings: dict[str, Any] = {key: value for key, value in record.json.items() if value is not None}
    settings["permission_overwrites"] = [_overwrite(one) for one in settings.get("permission_overwrites", ())]
    kind, parent = settings.pop("type", TEXT), settings.pop("parent_id", None)
    if kind == FORUM:
        settings["available_tags"] = guild.complete_tags(settings.get("available_tags", ()))
    channel_id = guild.add_channel(settings.pop("name"), kind, parent=parent, **settings)
    return 201, guild.channels[channel_id]
