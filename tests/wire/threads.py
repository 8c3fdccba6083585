"""Channels and threads as they change: made, archived, joined, listed, deleted."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable

from tests.wire.guild import Guild
from tests.wire.permissions import PERMISSIONS
from tests.wire.values import (
    FORUM,
    NEWS,
    NEWS_THREAD,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    ApiError,
    Json,
    iso,
)
from tests.wire.watching import Watching


class Threads(Watching):
    """What REST and people both do to channels and threads; the bot hears of it where it may."""

    _last_archived = 0.0

    def open_thread(
        self, guild: Guild, parent_id: int, owner_id: int, settings: Json, *, thread_id: int | None = None
    ) -> Json:
        """Make a thread; settings as in Discord's body. One that starts from a message has that message's id."""
        thread_id = thread_id or self.new_id()
        parent = guild.channels[parent_id]
        kind = settings.get("type") or (NEWS_THREAD if parent["type"] == NEWS else PUBLIC_THREAD)
        thread: Json = {
            "id": str(thread_id),
            "type": kind,
            "last_message_id": None,
            "flags": 0,
            "guild_id": str(guild.id),
            "name": settings["name"],
            "parent_id": str(parent_id),
            "rate_limit_per_user": settings.get("rate_limit_per_user") or 0,
            "owner_id": str(owner_id),
            "message_count": 0,
            "member_count": 1,
            "total_message_sent": 0,
            "thread_metadata": {
                "archived": False,
                "archive_timestamp": self._archive_time(),
                "locked": False,
                "auto_archive_duration": settings.get("auto_archive_duration") or 1440,
                "create_timestamp": iso(),
                "invitable": settings.get("invitable") is not False,
            },
        }
        if parent["type"] == FORUM:
            thread["applied_tags"] = [str(tag) for tag in settings.get("applied_tags") or ()]
            parent["last_message_id"] = str(thread_id)
        guild.threads[thread_id] = thread
        member = _thread_member(thread_id, owner_id)
        guild.thread_members[thread_id] = {owner_id: member}
        mine: Json = {"member": member} if owner_id == self.bot_id else {}
        announced = {**thread, "newly_created": True, **mine}
        self.dispatch("THREAD_CREATE", announced, guild=guild, channel_id=thread_id)
        return {**thread, **mine}

    def _archive_time(self) -> str:
        # Listings page by this time, so no two are equal.
        now = datetime.datetime.now(datetime.UTC).timestamp()
        self._last_archived = max(now, self._last_archived + 2e-6)
        return iso(self._last_archived)

    def change_thread(self, guild: Guild, thread: Json, changes: Json) -> None:
        """Apply a body's changes to a thread and announce it."""
        metadata = thread["thread_metadata"]
        if {"archived", "auto_archive_duration"} & changes.keys():
            metadata["archive_timestamp"] = self._archive_time()
        for key, value in changes.items():
            (metadata if key in metadata else thread)[key] = value
        self.dispatch("THREAD_UPDATE", thread, guild=guild, channel_id=int(thread["id"]))

    def is_archived(self, guild: Guild | None, channel_id: int) -> bool:
        """Whether this is a thread, and archived."""
        thread = guild.threads.get(channel_id) if guild else None
        return thread is not None and thread["thread_metadata"]["archived"]

    def refuse_archived(self, guild: Guild | None, channel_id: int) -> None:
        """Reactions, edits and deletions don't work in an archived thread."""
        if self.is_archived(guild, channel_id):
            raise ApiError(400, 50083, "Thread is archived")

    def refuse_locked(self, guild: Guild | None, channel_id: int) -> None:
        """In a locked thread only who manages threads may post."""
        thread = guild.threads.get(channel_id) if guild else None
        if guild is None or thread is None or not thread["thread_metadata"]["locked"]:
            return
        if not guild.permissions(self.bot_id, channel_id) & PERMISSIONS["manage_threads"]:
            raise ApiError(403, 160005, "Thread is locked")

    def wake_thread(self, guild: Guild, channel_id: int) -> None:
        """Un-archive, as sending a message does."""
        if self.is_archived(guild, channel_id):
            self.change_thread(guild, guild.threads[channel_id], {"archived": False})

    def join_thread(self, guild: Guild, thread_id: int, user_id: int) -> None:
        """Make someone a member of a thread, as posting in it does."""
        members = guild.thread_members[thread_id]
        if user_id in members:
            return
        members[user_id] = _thread_member(thread_id, user_id)
        thread = guild.threads[thread_id]
        if user_id == self.bot_id and thread["type"] == PRIVATE_THREAD:
            shown = {**thread, "member": members[user_id]}
            self.dispatch("THREAD_CREATE", shown, guild=guild, channel_id=thread_id)
        self._announce_members(guild, thread_id, {"added_members": [members[user_id]]})

    def leave_thread(self, guild: Guild, thread_id: int, user_id: int) -> None:
        """Take someone out of a thread."""
        if guild.thread_members[thread_id].pop(user_id, None):
            self._announce_members(guild, thread_id, {"removed_member_ids": [str(user_id)]})

    def _announce_members(self, guild: Guild, thread_id: int, change: Json) -> None:
        count = len(guild.thread_members[thread_id])
        guild.threads[thread_id]["member_count"] = count
        data: Json = {"id": str(thread_id), "guild_id": str(guild.id), "member_count": count, **change}
        self.dispatch("THREAD_MEMBERS_UPDATE", data, guild=guild, channel_id=thread_id)

    def remove_channel(self, guild: Guild, channel_id: int) -> None:
        """Delete a channel with its threads, or a thread. Discord announces a channel, not the threads in it."""
        thread = guild.threads.get(channel_id)
        if thread is not None:
            shown = {key: thread[key] for key in ("id", "guild_id", "parent_id", "type")}
            self.dispatch("THREAD_DELETE", shown, guild=guild, channel_id=channel_id)
            self._forget_thread(guild, channel_id)
            return
        self.dispatch("CHANNEL_DELETE", guild.channels[channel_id], guild=guild, channel_id=channel_id)
        for thread_id in [one for one, held in guild.threads.items() if held["parent_id"] == str(channel_id)]:
            self._forget_thread(guild, thread_id)
        del guild.channels[channel_id]
        self.messages.pop(channel_id, None)

    def _forget_thread(self, guild: Guild, thread_id: int) -> None:
        del guild.threads[thread_id], guild.thread_members[thread_id]
        self.messages.pop(thread_id, None)

    def archived_threads(self, guild: Guild, parent_id: int, kinds: Collection[int]) -> list[Json]:
        """A channel's archived threads of some kinds, the last archived first."""

        def listed(thread: Json) -> bool:
            here = thread["parent_id"] == str(parent_id) and thread["type"] in kinds
            return here and thread["thread_metadata"]["archived"]

        found = [thread for thread in guild.threads.values() if listed(thread)]
        return sorted(found, key=archived_at, reverse=True)

    def joined(self, guild: Guild, threads: Iterable[Json]) -> list[Json]:
        """The bot's own membership of those threads that it is in."""
        pools = (guild.thread_members[int(thread["id"])] for thread in threads)
        return [pool[self.bot_id] for pool in pools if self.bot_id in pool]


def archived_at(thread: Json) -> datetime.datetime:
    """When a thread was last archived or un-archived."""
    return datetime.datetime.fromisoformat(thread["thread_metadata"]["archive_timestamp"])


def _thread_member(thread_id: int, user_id: int) -> Json:
    return {"id": str(thread_id), "user_id": str(user_id), "join_timestamp": iso(), "flags": 1}
