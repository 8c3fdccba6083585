"""Messages: made, filled from a body, stored, changed, erased."""

from __future__ import annotations

import copy
import re
import time
from collections.abc import Iterable

from tests.wire.guild import Guild
from tests.wire.limits import component_walk
from tests.wire.permissions import PERMISSIONS
from tests.wire.routing import Upload
from tests.wire.threads import Threads
from tests.wire.values import (
    DEFAULT_MESSAGE,
    EPHEMERAL,
    HAS_THREAD,
    LOADING,
    REPLY,
    THREAD_CREATED,
    THREAD_STARTER,
    Json,
    Reference,
    WireError,
    iso,
    not_found,
    object_id,
    same,
)

CONTAINER = 17
NONCE_LIFETIME = 300.0
_KEPT = 5000  # messages a channel
KEPT_FLAGS = EPHEMERAL | LOADING | HAS_THREAD


def guild_id_of(guild: Guild | None) -> Json:
    """The guild's id as events carry it; nothing for direct messages."""
    return {"guild_id": str(guild.id)} if guild else {}


class Messages(Threads):
    """What REST, interactions and people all do to messages."""

    def new_message(
        self,
        guild: Guild | None,
        channel_id: int,
        author: Json,
        content: str | None = "",
        *,
        kind: int = DEFAULT_MESSAGE,
        reply_to: Json | None = None,
        allowed: Json | None = None,
    ) -> Json:
        """A message that is not posted yet; allowed is the body's allowed_mentions."""
        message: Json = {
            "id": str(self.new_id()),
            "channel_id": str(channel_id),
            "author": author,
            "content": content or "",
            "timestamp": iso(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "components": [],
            "pinned": False,
            "flags": 0,
            "type": kind,
        }
        if reply_to is not None:
            quoted = {key: value for key, value in reply_to.items() if key != "referenced_message"}
            place = {"type": 0, "channel_id": reply_to["channel_id"], "message_id": reply_to["id"]}
            message.update(type=REPLY, referenced_message=quoted)
            message["message_reference"] = {**place, **guild_id_of(guild)}
        self._set_mentions(guild, message, allowed)
        return message

    def _set_mentions(self, guild: Guild | None, message: Json, allowed: Json | None) -> None:
        text: str = message["content"]
        quoted = message.get("referenced_message")
        message.update(mentions=[], mention_roles=[], mention_everyone=False)
        if "@" not in text and quoted is None:
            return
        kinds = {"users", "roles", "everyone"} if allowed is None else set(allowed.get("parse") or ())
        named = {kind: {str(one) for one in (allowed or {}).get(kind) or ()} for kind in ("users", "roles")}
        users = [one for one in re.findall(r"<@!?(\d+)>", text) if "users" in kinds or one in named["users"]]
        if quoted and (allowed is None or allowed.get("replied_user")):
            users.append(quoted["author"]["id"])
        roles = [one for one in re.findall(r"<@&(\d+)>", text) if "roles" in kinds or one in named["roles"]]
        message["mentions"] = [self.users[int(one)] for one in dict.fromkeys(users) if int(one) in self.users]
        message["mention_roles"] = [one for one in dict.fromkeys(roles) if guild and int(one) in guild.roles]
        if "everyone" in kinds and re.search(r"@(everyone|here)\b", text):
            author, channel_id = int(message["author"]["id"]), int(message["channel_id"])
            bits = guild.permissions(author, channel_id) if guild else 0
            message["mention_everyone"] = bool(bits & PERMISSIONS["mention_everyone"])

    def attach(self, channel_id: int, filename: str, data: bytes, kind: str, description: str | None = None) -> Json:
        """Keep a file and describe it."""
        attachment_id = self.new_id()
        path = f"/cdn/attachments/{channel_id}/{attachment_id}/{filename}"
        self.files[path] = (data, kind)
        url = self.origin + path
        about: Json = {"id": str(attachment_id), "filename": filename, "size": len(data), "content_type": kind}
        about.update(url=url, proxy_url=url)
        if kind.startswith("image/"):
            about.update(width=64, height=64)
        return {**about, **({"description": description} if description else {})}

    def fill(self, guild: Guild | None, message: Json, body: Json, files: Iterable[Upload] = ()) -> None:
        """Apply the body of a create or an edit to a message of the bot's."""
        if "content" in body:
            message["content"] = body["content"] or ""
        if "embeds" in body:
            embeds = body["embeds"] or ()
            message["embeds"] = [
                {k: v for k, v in embed.items() if v is not None} | {"type": "rich"} for embed in embeds
            ]
        if "components" in body:
            message["components"] = copy.deepcopy(body["components"] or [])
            for number, component in enumerate(component_walk(message["components"]), 1):
                component.setdefault("id", number)
                if component["type"] == CONTAINER:
                    component.setdefault("spoiler", False)
        if body.get("flags") is not None:
            message["flags"] = message["flags"] & KEPT_FLAGS | body["flags"] & ~LOADING
        if body.get("poll"):
            message["poll"] = body["poll"]
        self._fill_attachments(message, body, files)
        self._set_mentions(guild, message, body.get("allowed_mentions"))

    def _fill_attachments(self, message: Json, body: Json, files: Iterable[Upload]) -> None:
        about = {str(entry.get("id")): entry for entry in body.get("attachments") or ()}
        kept = message["attachments"]
        if "attachments" in body:
            kept = [entry for entry in kept if entry["id"] in about]
        channel_id = int(message["channel_id"])
        fresh = []
        for file in files:
            described = about.get(re.sub(r"\D", "", file.name), {})
            name = described.get("filename") or file.filename
            fresh.append(self.attach(channel_id, name, file.data, file.content_type, described.get("description")))
        message["attachments"] = [*kept, *fresh]

    def find_message(self, reference: Reference) -> tuple[Guild | None, int, Json]:
        """(guild, channel's id, message) by id or object."""
        message_id = object_id(reference)
        for channel_id, pool in self.messages.items():
            if message_id in pool:
                assert message_id is not None
                return self.locate(channel_id)[0], channel_id, pool[message_id]
        raise WireError(f"no message {reference!r}")

    def shown(self, guild: Guild | None, message: Json) -> Json:
        """A message as its gateway events carry it, with its member."""
        if guild is None:
            return message
        out = {**message, "guild_id": str(guild.id)}
        author = int(message["author"]["id"])
        if author in guild.members and "webhook_id" not in message:
            out["member"] = guild.bare_member(author)
        members = guild.members
        out["mentions"] = [
            {**user, "member": guild.bare_member(int(user["id"]))} if int(user["id"]) in members else user
            for user in message["mentions"]
        ]
        return out

    def post(self, guild: Guild | None, channel_id: int, message: Json, nonce: str | int | None = None) -> Json:
        """Store a message and announce it; a thread that slept wakes, and its author is in it."""
        if not message["flags"] & EPHEMERAL:
            if guild and channel_id in guild.threads:
                self.wake_thread(guild, channel_id)
                self._count_in_thread(guild, channel_id, message)
            else:
                self.locate(channel_id)[2]["last_message_id"] = message["id"]
        pool = self.messages[channel_id]
        pool[int(message["id"])] = message
        while len(pool) > _KEPT:
            del pool[next(iter(pool))]
        if not message["flags"] & EPHEMERAL:
            data = self.shown(guild, message)
            if nonce is not None:
                data = {**data, "nonce": nonce}
            self.dispatch("MESSAGE_CREATE", data, guild=guild, channel_id=channel_id)
        self.notify()
        return message

    def _count_in_thread(self, guild: Guild, thread_id: int, message: Json) -> None:
        thread = guild.threads[thread_id]
        thread["last_message_id"] = message["id"]
        if message["id"] != str(thread_id) and message["type"] != THREAD_STARTER:
            thread["message_count"] += 1
            thread["total_message_sent"] += 1
        self.join_thread(guild, thread_id, int(message["author"]["id"]))

    def announce_thread(self, guild: Guild, parent_id: int, thread: Json, source: Json | None) -> None:
        """The service messages that come with a thread: its starter inside, or a notice in the channel."""
        author = self.users[int(thread["owner_id"])]
        thread_id = int(thread["id"])
        if source is not None:
            starter = self.new_message(guild, thread_id, author, kind=THREAD_STARTER)
            quoted = {"type": 0, "channel_id": str(parent_id), "message_id": source["id"], "guild_id": str(guild.id)}
            starter["message_reference"] = quoted
            self.post(guild, thread_id, starter)
            source["flags"] |= HAS_THREAD
            source["thread"] = guild.threads[thread_id]
            self.announce_edit(guild, source)
            return
        notice = self.new_message(guild, parent_id, author, thread["name"], kind=THREAD_CREATED)
        notice["message_reference"] = {"type": 0, "channel_id": thread["id"], "guild_id": str(guild.id)}
        self.post(guild, parent_id, notice)

    def announce_edit(self, guild: Guild | None, message: Json) -> None:
        """MESSAGE_UPDATE, with the whole message."""
        channel_id = int(message["channel_id"])
        self.dispatch("MESSAGE_UPDATE", self.shown(guild, message), guild=guild, channel_id=channel_id)

    def erase(self, guild: Guild | None, channel_id: int, message_id: int) -> None:
        """Delete one message and announce it."""
        message = self.messages[channel_id].get(message_id)
        if message is None:
            raise not_found("Message")
        self._drop(guild, channel_id, message)
        if not message["flags"] & EPHEMERAL:
            data: Json = {"id": str(message_id), "channel_id": str(channel_id), **guild_id_of(guild)}
            self.dispatch("MESSAGE_DELETE", data, guild=guild, channel_id=channel_id)

    def erase_many(self, guild: Guild | None, channel_id: int, message_ids: Iterable[int]) -> None:
        """Delete messages at once: one event tells it."""
        found = [self.messages[channel_id][one] for one in message_ids]
        for message in found:
            self._drop(guild, channel_id, message)
        ids = [message["id"] for message in found]
        data: Json = {"ids": ids, "channel_id": str(channel_id), **guild_id_of(guild)}
        self.dispatch("MESSAGE_DELETE_BULK", data, guild=guild, channel_id=channel_id)

    def _drop(self, guild: Guild | None, channel_id: int, message: Json) -> None:
        # last_message_id stays, as in Discord, even if it now names a message that is gone
        message_id = int(message["id"])
        del self.messages[channel_id][message_id]
        for key in [key for key in self.reactors if key[0] == message_id]:
            del self.reactors[key]
        thread = guild.threads.get(channel_id) if guild else None
        if thread is not None and message["id"] != thread["id"]:
            thread["message_count"] = max(0, thread["message_count"] - 1)

    # ---- nonces

    def message_of_nonce(self, channel_id: int, nonce: str | int) -> Json | None:
        """The message that the bot made with this nonce within five minutes, if it still stands."""
        made_at, message_id = self.nonces.get((channel_id, str(nonce)), (0.0, 0))
        if time.monotonic() - made_at > NONCE_LIFETIME:
            return None
        return self.messages[channel_id].get(message_id)

    def remember_nonce(self, channel_id: int, nonce: str | int, message: Json) -> None:
        """Keep which message a nonce made."""
        self.nonces[channel_id, str(nonce)] = (time.monotonic(), int(message["id"]))

    def forget_nonces(self) -> None:
        """Let the five minutes be over in which Discord knows a nonce again."""
        self.nonces.clear()

    def is_bots(self, message: Json) -> bool:
        """Whether the bot wrote it."""
        return same(message["author"]["id"], self.bot_id)
