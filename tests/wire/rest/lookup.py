"""From the ids in a path to what they name, and whether the bot may touch it."""

from __future__ import annotations

from tests.wire.guild import Guild
from tests.wire.interactions import Interactions
from tests.wire.permissions import PERMISSIONS, perms
from tests.wire.routing import Record
from tests.wire.values import EPHEMERAL, ApiError, Json, WireError, not_found

IN_THREADS = {"send_messages": "send_messages_in_threads", "manage_channels": "manage_threads"}


def guild_of(wire: Interactions, record: Record) -> Guild:
    """The guild that the path names."""
    guild_id = record.params["guild_id"]
    guild = wire.guilds.get(int(guild_id)) if guild_id.isdigit() else None
    if guild is None:
        raise not_found("Guild")
    return guild


def channel_of(wire: Interactions, record: Record) -> tuple[Guild | None, int, Json]:
    """(guild, id, JSON) of the channel or thread that the path names."""
    try:
        return wire.locate(int(record.params["channel_id"]))
    except (WireError, ValueError):
        raise not_found("Channel") from None


def guild_channel_of(wire: Interactions, record: Record) -> tuple[Guild, int, Json]:
    """The same where direct messages won't do."""
    guild, channel_id, channel = channel_of(wire, record)
    if guild is None:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    return guild, channel_id, channel


def message_of(wire: Interactions, record: Record) -> tuple[Guild | None, int, Json]:
    """(guild, channel's id, message) that the path names; private answers are not to be found so."""
    guild, channel_id, _ = channel_of(wire, record)
    message = wire.messages[channel_id].get(int(record.params["message_id"]))
    if message is None or message["flags"] & EPHEMERAL:
        raise not_found("Message")
    return guild, channel_id, message


def require(wire: Interactions, guild: Guild, channel_id: int | None, *names: str) -> None:
    """Refuse (403) unless the bot has these permissions."""
    needed = perms(*names)
    if wire.enforce_permissions and needed & ~guild.permissions(wire.bot_id, channel_id):
        raise ApiError(403, 50013, "Missing Permissions")


def check_permissions(wire: Interactions, record: Record, needed: int) -> None:
    """Refuse (403) unless the bot has these bits in the channel or guild that the path names."""
    if "channel_id" not in record.params:
        guild = guild_of(wire, record)
        have = guild.permissions(wire.bot_id)
    else:
        guild, channel_id, _ = channel_of(wire, record)
        if guild is None:
            return
        if channel_id in guild.threads:
            for here, there in IN_THREADS.items():
                if needed & PERMISSIONS[here]:
                    needed = needed & ~PERMISSIONS[here] | PERMISSIONS[there]
        have = guild.permissions(wire.bot_id, channel_id)
        if not have & PERMISSIONS["view_channel"]:
            raise ApiError(403, 50001, "Missing Access")
    if needed & ~have:
        raise ApiError(403, 50013, "Missing Permissions")


def role_of(wire: Interactions, guild: Guild, role_id: str) -> Json:
    """A role that the bot may change or give: one below its own highest."""
    role = guild.roles.get(int(role_id))
    if role is None:
        raise not_found("Role")
    if wire.enforce_permissions and role["position"] >= guild.top_role(wire.bot_id):
        raise ApiError(403, 50013, "Missing Permissions")
    return role
