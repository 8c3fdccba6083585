"""Threads and forum posts: started by the bot, joined, listed."""

from __future__ import annotations

import datetime
from typing import Any

from tests.wire.guild import Guild
from tests.wire.interactions import Interactions
from tests.wire.rest.lookup import guild_channel_of, guild_of, message_of, require
from tests.wire.routing import Record, route
from tests.wire.threads import archived_at
from tests.wire.values import (
    FORUM,
    NEWS_THREAD,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    ApiError,
    Json,
    invalid_form,
    not_found,
)

CHANNEL = "/channels/{channel_id}"


@route("POST", CHANNEL + "/threads", needs="view_channel")
def start_thread(wire: Interactions, record: Record) -> tuple[int, Json]:
    guild, channel_id, channel = guild_channel_of(wire, record)
    if channel["type"] == FORUM:
        return 201, _start_post(wire, record, guild, channel)
    # A type left out means a private thread to Discord, until it changes its mind as announced.
    settings = {**record.json, "type": record.json.get("type") or PRIVATE_THREAD}
    private = settings["type"] == PRIVATE_THREAD
    require(wire, guild, channel_id, "create_private_threads" if private else "create_public_threads")
    thread = wire.open_thread(guild, channel_id, wire.bot_id, settings)
    if not private:
        wire.announce_thread(guild, channel_id, thread, None)
    return 201, thread


def _start_post(wire: Interactions, record: Record, guild: Guild, forum: Json) -> Json:
    require(wire, guild, int(forum["id"]), "send_messages")
    settings = {key: value for key, value in record.json.items() if key not in ("type", "message")}
    known = [tag["id"] for tag in forum["available_tags"]]
    if any(str(tag) not in known for tag in settings.get("applied_tags") or ()):
        raise invalid_form("applied_tags", "INVALID_TAGS", "One or more tags are unknown")
    thread = wire.open_thread(guild, int(forum["id"]), wire.bot_id, settings)
    thread_id = int(thread["id"])
    message = wire.new_message(guild, thread_id, wire.bot_user)
    message["id"] = thread["id"]
    wire.fill(guild, message, record.json["message"], record.files)
    wire.post(guild, thread_id, message)
    return {**thread, **guild.threads[thread_id], "message": message}


@route("POST", CHANNEL + "/messages/{message_id}/threads", needs="view_channel create_public_threads")
def start_thread_from_message(wire: Interactions, record: Record) -> tuple[int, Json]:
    guild, channel_id, message = message_of(wire, record)
    if guild is None:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    message_id = int(message["id"])
    if message_id in guild.threads:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    thread = wire.open_thread(guild, channel_id, wire.bot_id, record.json, thread_id=message_id)
    wire.announce_thread(guild, channel_id, thread, message)
    return 201, thread


@route("GET", CHANNEL + "/thread-members", needs="view_channel")
def list_members(wire: Interactions, record: Record) -> list[Json]:
    guild, thread_id, _ = guild_channel_of(wire, record)
    return list(guild.thread_members.get(thread_id, {}).values())


@route("GET", CHANNEL + "/thread-members/{user_id}", needs="view_channel")
@route("PUT", CHANNEL + "/thread-members/{user_id}", needs="view_channel")
@route("DELETE", CHANNEL + "/thread-members/{user_id}", needs="view_channel")
def one_member(wire: Interactions, record: Record) -> Any:
    guild, thread_id, _ = guild_channel_of(wire, record)
    if thread_id not in guild.threads:
        raise not_found("Channel")
    who = record.params["user_id"]
    user_id, members = wire.bot_id if who == "@me" else int(who), guild.thread_members[thread_id]
    if record.method == "GET":
        if user_id not in members:
            raise not_found("Member")
        return members[user_id]
    wire.refuse_archived(guild, thread_id)
    if record.method == "PUT":
        wire.join_thread(guild, thread_id, user_id)
    else:
        wire.leave_thread(guild, thread_id, user_id)
    return None


# ---- listings


@route("GET", "/guilds/{guild_id}/threads/active")
def list_active(wire: Interactions, record: Record) -> Json:
    guild = guild_of(wire, record)
    threads = guild.active_threads(wire.bot_id)
    return {"threads": threads, "members": wire.joined(guild, threads), "has_more": False}


def _page(wire: Interactions, record: Record, guild: Guild, threads: list[Json]) -> Json:
    limit = int(record.query.get("limit", 50))
    if not 2 <= limit <= 100:
        raise invalid_form("limit", "NUMBER_TYPE_MIN", "int value should be between 2 and 100.")
    page = threads[:limit]
    return {"threads": page, "members": wire.joined(guild, page), "has_more": len(threads) > limit}


def _archived_before(record: Record, threads: list[Json]) -> list[Json]:
    if "before" not in record.query:
        return threads
    try:
        before = datetime.datetime.fromisoformat(record.query["before"])
    except ValueError:
        raise invalid_form("before", "DATE_TIME_TYPE_PARSE", "Could not parse the time.") from None
    if before.tzinfo is None:
        before = before.replace(tzinfo=datetime.UTC)
    return [thread for thread in threads if archived_at(thread) < before]


@route("GET", CHANNEL + "/threads/archived/public", needs="view_channel read_message_history")
def list_archived_public(wire: Interactions, record: Record) -> Json:
    guild, channel_id, _ = guild_channel_of(wire, record)
    threads = wire.archived_threads(guild, channel_id, (PUBLIC_THREAD, NEWS_THREAD))
    return _page(wire, record, guild, _archived_before(record, threads))


@route("GET", CHANNEL + "/threads/archived/private", needs="view_channel read_message_history manage_threads")
def list_archived_private(wire: Interactions, record: Record) -> Json:
    guild, channel_id, _ = guild_channel_of(wire, record)
    threads = wire.archived_threads(guild, channel_id, (PRIVATE_THREAD,))
    return _page(wire, record, guild, _archived_before(record, threads))


@route("GET", CHANNEL + "/users/@me/threads/archived/private", needs="view_channel read_message_history")
def list_archived_joined(wire: Interactions, record: Record) -> Json:
    guild, channel_id, _ = guild_channel_of(wire, record)
    threads = {int(thread["id"]): thread for thread in wire.archived_threads(guild, channel_id, (PRIVATE_THREAD,))}
    mine = [thread_id for thread_id in threads if wire.bot_id in guild.thread_members[thread_id]]
    if "before" in record.query:
        mine = [thread_id for thread_id in mine if thread_id < int(record.query["before"])]
    return _page(wire, record, guild, [threads[thread_id] for thread_id in sorted(mine, reverse=True)])
