"""Messages of the bot's own: sent, read, edited, deleted."""

from __future__ import annotations

from tests.wire.interactions import Interactions
from tests.wire.rest.lookup import channel_of, message_of, require
from tests.wire.routing import Record, route
from tests.wire.values import EPHEMERAL, FORUM, ApiError, Json, invalid_form, iso

MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = MESSAGES + "/{message_id}"


@route("GET", MESSAGES, needs="view_channel read_message_history")
def list_messages(wire: Interactions, record: Record) -> list[Json]:
    _, channel_id, _ = channel_of(wire, record)
    pool = [message for message in wire.messages[channel_id].values() if not message["flags"] & EPHEMERAL]
    # A post's first message is made after its thread, but has the thread's id.
    pool.sort(key=lambda message: int(message["id"]))
    query, limit = record.query, int(record.query.get("limit", 50))
    if not 1 <= limit <= 100:
        raise invalid_form("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
    if "after" in query:
        after = int(query["after"])
        return [message for message in pool if int(message["id"]) > after][:limit][::-1]
    if "around" in query:
        middle = int(query["around"])
        older = [message for message in pool if int(message["id"]) <= middle][-(limit // 2 + 1) :]
        newer = [message for message in pool if int(message["id"]) > middle][: limit - len(older)]
        return [*newer[::-1], *older[::-1]]
    if "before" in query:
        pool = [message for message in pool if int(message["id"]) < int(query["before"])]
    return pool[-limit:][::-1]


@route("POST", MESSAGES, needs="view_channel send_messages")
def create_message(wire: Interactions, record: Record) -> Json:
    guild, channel_id, channel = channel_of(wire, record)
    if channel["type"] == FORUM:
        raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
    wire.refuse_locked(guild, channel_id)
    body = record.json
    nonce = body.get("nonce")
    if body.get("enforce_nonce") and nonce is not None:
        made = wire.message_of_nonce(channel_id, nonce)
        if made is not None:
            return {**made, "nonce": nonce}
    quoted = _quoted(wire, channel_id, body)
    allowed = body.get("allowed_mentions")
    message = wire.new_message(guild, channel_id, wire.bot_user, body.get("content"), reply_to=quoted, allowed=allowed)
    wire.fill(guild, message, body, record.files)
    wire.post(guild, channel_id, message, nonce)
    if nonce is None:
        return message
    wire.remember_nonce(channel_id, nonce, message)
    return {**message, "nonce": nonce}  # only here and in its event: Discord's history has no nonces


def _quoted(wire: Interactions, channel_id: int, body: Json) -> Json | None:
    reference = body.get("message_reference")
    if not reference or reference.get("type", 0) != 0:
        return None
    quoted = wire.messages[channel_id].get(int(reference["message_id"]))
    if quoted is None and reference.get("fail_if_not_exists", True):
        raise invalid_form("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
    return quoted


@route("GET", MESSAGE, needs="view_channel read_message_history")
def get_message(wire: Interactions, record: Record) -> Json:
    return message_of(wire, record)[2]


@route("PATCH", MESSAGE, needs="view_channel")
def edit_message(wire: Interactions, record: Record) -> Json:
    guild, channel_id, message = message_of(wire, record)
    if not wire.is_bots(message):
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    wire.refuse_archived(guild, channel_id)
    wire.fill(guild, message, record.json, record.files)
    message["edited_timestamp"] = iso()
    wire.announce_edit(guild, message)
    wire.notify()
    return message


@route("DELETE", MESSAGE, needs="view_channel")
def delete_message(wire: Interactions, record: Record) -> None:
    guild, channel_id, message = message_of(wire, record)
    if guild and not wire.is_bots(message):
        require(wire, guild, channel_id, "manage_messages")
    wire.refuse_archived(guild, channel_id)
    wire.erase(guild, channel_id, int(message["id"]))


@route("POST", MESSAGES + "/bulk-delete", needs="view_channel manage_messages")
def delete_messages(wire: Interactions, record: Record) -> None:
    guild, channel_id, _ = channel_of(wire, record)
    wire.refuse_archived(guild, channel_id)
    here = wire.messages[channel_id]
    wire.erase_many(guild, channel_id, [int(one) for one in record.json["messages"] if int(one) in here])
