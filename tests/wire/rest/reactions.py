"""Reactions by the bot, and those it takes away."""

from __future__ import annotations

from tests.wire.interactions import Interactions
from tests.wire.rest.lookup import message_of
from tests.wire.routing import Record, route
from tests.wire.values import Json

REACTIONS = "/channels/{channel_id}/messages/{message_id}/reactions"
REACTION = REACTIONS + "/{emoji}"


@route("PUT", REACTION + "/@me", needs="view_channel read_message_history add_reactions")
def add_own(wire: Interactions, record: Record) -> None:
    guild, channel_id, message = message_of(wire, record)
    wire.refuse_archived(guild, channel_id)
    wire.react(guild, message, record.params["emoji"], wire.bot_id)


@route("DELETE", REACTION + "/@me", needs="view_channel")
def remove_own(wire: Interactions, record: Record) -> None:
    guild, channel_id, message = message_of(wire, record)
    wire.refuse_archived(guild, channel_id)
    wire.unreact(guild, message, record.params["emoji"], wire.bot_id)


@route("DELETE", REACTION + "/{user_id}", needs="view_channel manage_messages")
def remove_anothers(wire: Interactions, record: Record) -> None:
    guild, channel_id, message = message_of(wire, record)
    wire.refuse_archived(guild, channel_id)
    wire.unreact(guild, message, record.params["emoji"], int(record.params["user_id"]))


@route("GET", REACTION, needs="view_channel read_message_history")
def list_users(wire: Interactions, record: Record) -> list[Json]:
    message = message_of(wire, record)[2]
    after, limit = int(record.query.get("after", 0)), int(record.query.get("limit", 25))
    who = wire.who_reacted(message, record.params["emoji"])
    return [wire.users[user_id] for user_id in who if user_id > after][:limit]


@route("DELETE", REACTION, needs="view_channel manage_messages")
@route("DELETE", REACTIONS, needs="view_channel manage_messages")
def clear(wire: Interactions, record: Record) -> None:
    guild, channel_id, message = message_of(wire, record)
    wire.refuse_archived(guild, channel_id)
    wire.clear_reactions(guild, message, record.params.get("emoji"))
