"""What a person does in Discord, commands and buttons apart. Plain calls: they return at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.wire.guild import Guild
from tests.wire.permissions import PERMISSIONS
from tests.wire.reactions import Reactions
from tests.wire.values import (
    EPHEMERAL,
    FORUM,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    Json,
    Reference,
    WireError,
    iso,
    same,
)

Files = Iterable[tuple[str, bytes, str]]
"""(filename, content, content type) each."""


class People(Reactions):
    """A person's verbs. Who lacks the permission gets a WireError, as the client would not offer it."""

    def may(self, guild: Guild, user_id: int, channel_id: int | None, *permissions: str) -> None:
        """Raise WireError unless a user has these permissions there."""
        have = guild.permissions(user_id, channel_id)
        lacking = [name for name in permissions if not have & PERMISSIONS[name]]
        if lacking:
            raise WireError(f"{self.users[user_id]['username']} lacks {', '.join(lacking)} here")

    # ---- messages

    def send_message(
        self,
        channel: Reference,
        content: str = "",
        *,
        user: Reference,
        reply_to: Reference | None = None,
        embeds: Iterable[Json] = (),
        files: Files = (),
        **extra: Any,
    ) -> Json:
        """Post a message; in an archived thread that wakes the thread."""
        guild, channel_id, _ = self.locate(channel)
        user_id = guild.user_id(user) if guild else int(self.user(user)["id"])
        if guild:
            in_thread = channel_id in guild.threads
            self.may(guild, user_id, channel_id, "send_messages_in_threads" if in_thread else "send_messages")
            if in_thread and guild.threads[channel_id]["thread_metadata"]["locked"]:
                self.may(guild, user_id, channel_id, "manage_threads")
        quoted = None if reply_to is None else self.find_message(reply_to)[2]
        message = self.new_message(guild, channel_id, self.users[user_id], content, reply_to=quoted)
        message.update(embeds=list(embeds), **extra)
        message["attachments"] = [self.attach(channel_id, *file) for file in files]
        return self.post(guild, channel_id, message)

    def edit_message(self, message: Reference, content: str, **extra: Any) -> Json:
        """The author changes a message."""
        guild, channel_id, found = self.find_message(message)
        self._must_be_awake(guild, channel_id)
        found.update(content=content, edited_timestamp=iso(), **extra)
        self._set_mentions(guild, found, None)
        self.announce_edit(guild, found)
        return found

    def add_preview(self, message: Reference, embed: Json) -> Json:
        """Discord itself adds the preview of a link: an update that is no edit."""
        guild, _, found = self.find_message(message)
        found["embeds"] = [*found["embeds"], embed]
        self.announce_edit(guild, found)
        return found

    def delete_message(self, message: Reference) -> None:
        """Delete a message; in an archived thread the client wakes the thread first."""
        guild, channel_id, found = self.find_message(message)
        if guild:
            self.wake_thread(guild, channel_id)
        self.erase(guild, channel_id, int(found["id"]))

    def bulk_delete(self, messages: Iterable[Reference]) -> None:
        """Delete messages of one channel at once, as another bot or a ban would."""
        found = [self.find_message(message) for message in messages]
        guild, channel_id, _ = found[0]
        self.erase_many(guild, channel_id, [int(message["id"]) for _, _, message in found])

    def add_reaction(self, message: Reference, emoji: str, *, user: Reference) -> None:
        """React to a message."""
        guild, channel_id, found = self.find_message(message)
        self._must_be_awake(guild, channel_id)
        self.react(guild, found, emoji, int(self.user(user)["id"]))

    def remove_reaction(self, message: Reference, emoji: str, *, user: Reference) -> None:
        """Take one's reaction away."""
        guild, channel_id, found = self.find_message(message)
        self._must_be_awake(guild, channel_id)
        self.unreact(guild, found, emoji, int(self.user(user)["id"]))

    def _must_be_awake(self, guild: Guild | None, channel_id: int) -> None:
        if self.is_archived(guild, channel_id):
            raise WireError("the thread is archived")

    def history(self, channel: Reference) -> list[Json]:
        """What stands in a channel or thread for all to see, the oldest first."""
        channel_id = self.locate(channel)[1]
        return [message for message in self.messages[channel_id].values() if not message["flags"] & EPHEMERAL]

    def reactions(self, message: Reference) -> dict[str, list[str]]:
        """Who reacted with what: {emoji: names}."""
        found = self.find_message(message)[2]
        emojis = [one["emoji"]["name"] for one in found.get("reactions", ())]
        return {
            emoji: [self.users[user_id]["username"] for user_id in self.who_reacted(found, emoji)] for emoji in emojis
        }

    # ---- threads and posts

    def create_thread(
        self, source: Reference, name: str, *, user: Reference, kind: int = PUBLIC_THREAD, text: str | None = None
    ) -> Json:
        """Start a thread from a message (given as its object) or in a channel; returns the thread.
        kind: PUBLIC_THREAD or PRIVATE_THREAD; text: a first message in it."""
        message = source if isinstance(source, dict) and "author" in source else None
        guild, parent_id, parent = self.locate_in_guild(message["channel_id"] if message else source)
        if parent["type"] == FORUM:
            raise WireError(f"{parent['name']} is a forum: use create_post")
        user_id = guild.user_id(user)
        private = kind == PRIVATE_THREAD
        self.may(guild, user_id, parent_id, "create_private_threads" if private else "create_public_threads")
        starter = self.find_message(message)[2] if message else None
        settings: Json = {"name": name, "type": kind}
        thread_id = int(starter["id"]) if starter else None
        thread = self.open_thread(guild, parent_id, user_id, settings, thread_id=thread_id)
        if not private:
            self.announce_thread(guild, parent_id, thread, starter)
        if text is not None:
            self.send_message(thread["id"], text, user=user)
        return guild.threads[int(thread["id"])]

    def create_post(
        self,
        forum: Reference,
        name: str,
        text: str,
        *,
        user: Reference,
        tags: Iterable[Reference] = (),
        files: Files = (),
    ) -> Json:
        """Post in a forum; returns the thread. Its first message has the thread's id."""
        guild, forum_id, parent = self.locate_in_guild(forum)
        if parent["type"] != FORUM:
            raise WireError(f"{parent['name']} is no forum")
        user_id = guild.user_id(user)
        self.may(guild, user_id, forum_id, "send_messages")
        settings: Json = {"name": name, "applied_tags": self._tag_ids(parent, tags)}
        thread_id = int(self.open_thread(guild, forum_id, user_id, settings)["id"])
        message = self.new_message(guild, thread_id, self.users[user_id], text)
        message["id"] = str(thread_id)
        message["attachments"] = [self.attach(thread_id, *file) for file in files]
        self.post(guild, thread_id, message)
        return guild.threads[thread_id]

    @staticmethod
    def _tag_ids(forum: Json, tags: Iterable[Reference]) -> list[str]:
        known = {key: tag["id"] for tag in forum["available_tags"] for key in (tag["name"], tag["id"])}
        wanted = [str(tag["id"] if isinstance(tag, dict) else tag) for tag in tags]
        if len(wanted) > 5 or any(tag not in known for tag in wanted):
            raise WireError(f"{wanted} are not up to five of {[tag['name'] for tag in forum['available_tags']]}")
        return [known[tag] for tag in wanted]

    def retag(self, post: Reference, tags: Iterable[Reference], *, user: Reference | None = None) -> Json:
        """Change a post's tags."""
        guild, thread, _ = self._manage(post, user)
        self.wake_thread(guild, int(thread["id"]))
        ids = self._tag_ids(guild.channels[int(thread["parent_id"])], tags)
        self.change_thread(guild, thread, {"applied_tags": ids})
        return thread

    def archive_thread(self, thread: Reference, *, user: Reference | None = None, locked: bool = False) -> Json:
        """Close a thread; without a user it is Discord that archives it, for want of talk."""
        guild, found, _ = self._manage(thread, user)
        self.change_thread(guild, found, {"archived": True, **({"locked": True} if locked else {})})
        return found

    def unarchive_thread(self, thread: Reference, *, user: Reference | None = None) -> Json:
        """Open a thread again."""
        guild, found, _ = self._manage(thread, user)
        self.change_thread(guild, found, {"archived": False})
        return found

    def delete_thread(self, thread: Reference, *, user: Reference | None = None) -> None:
        """A moderator (the owner of the guild, if none is named) deletes a thread or post."""
        guild, thread_id, _ = self.locate_in_guild(thread)
        self.may(guild, guild.user_id(user or guild.owner), thread_id, "manage_threads")
        self.remove_channel(guild, thread_id)

    def delete_channel(self, channel: Reference, *, user: Reference | None = None) -> None:
        """A moderator (the owner of the guild, if none is named) deletes a channel with all that is in it."""
        guild, channel_id, _ = self.locate_in_guild(channel)
        self.may(guild, guild.user_id(user or guild.owner), channel_id, "manage_channels")
        self.remove_channel(guild, channel_id)

    def _manage(self, thread: Reference, user: Reference | None) -> tuple[Guild, Json, int]:
        guild, thread_id, found = self.locate_in_guild(thread)
        if thread_id not in guild.threads:
            raise WireError(f"{found['name']} is no thread")
        user_id = guild.user_id(user or guild.owner)
        if not same(found["owner_id"], user_id):
            self.may(guild, user_id, thread_id, "manage_threads")
        return guild, found, thread_id

    # ---- members

    def join(self, guild: Guild, name: str, roles: Iterable[Reference] = ()) -> int:
        """Someone joins a guild; returns the user's id."""
        return guild.add_member(name, roles)

    def leave(self, guild: Guild, user: Reference) -> None:
        """Someone leaves a guild."""
        member = guild.members.pop(guild.user_id(user))
        data: Json = {"guild_id": str(guild.id), "user": member["user"]}
        self.dispatch("GUILD_MEMBER_REMOVE", data, guild=guild)

    def set_roles(self, guild: Guild, user: Reference, roles: Iterable[Reference]) -> None:
        """A member's roles become these."""
        member = guild.members[guild.user_id(user)]
        member["roles"] = [str(guild.role_id(role)) for role in roles]
        self.dispatch("GUILD_MEMBER_UPDATE", {**member, "guild_id": str(guild.id)}, guild=guild)
