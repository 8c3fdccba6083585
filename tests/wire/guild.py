"""A guild: its roles, channels, threads and members, and who may do what in it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from tests.wire.intents import PRESENCES
from tests.wire.permissions import ALL_PERMISSIONS, EVERYONE_DEFAULT, PERMISSIONS, bits_of
from tests.wire.values import FORUM, PRIVATE_THREAD, TEXT, Json, Reference, WireError, iso, object_id, same

if TYPE_CHECKING:
    from tests.wire.world import World

Overwrites = Mapping[str, tuple[str | int, str | int]]
DAY = 86400


class Guild:
    """A guild's state. `channels`, `threads`, `roles` and `members` map an id to Discord's JSON."""

    def __init__(self, wire: World, name: str, owner: str) -> None:
        self.wire = wire
        self.id = wire.new_id(age_days=400)
        self.roles: dict[int, Json] = {}
        self.channels: dict[int, Json] = {}
        self.threads: dict[int, Json] = {}
        self.thread_members: dict[int, dict[int, Json]] = {}
        self.members: dict[int, Json] = {}
        self.events: dict[int, Json] = {}
        self.event_users: dict[int, set[int]] = {}
        self.data = _guild_json(self.id, name)
        self.put_role(self.id, "@everyone", EVERYONE_DEFAULT, 0)
        tags = {"bot_id": wire.bot_user["id"]}
        self.bot_role = self.add_role(wire.bot_user["username"], wire.bot_permissions, managed=True, tags=tags)
        self.owner = self.add_member(owner)
        self.data["owner_id"] = str(self.owner)
        self._put_member(wire.bot_user, [self.bot_role])

    # ---- building

    def put_role(self, role_id: int, name: str, permissions: int, position: int, **extra: Any) -> Json:
        """Make a role without telling anyone."""
        colours = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
        self.roles[role_id] = {
            "id": str(role_id),
            "name": name,
            "permissions": str(permissions),
            "position": position,
            "color": 0,
            "colors": colours,
            "hoist": False,
            "managed": False,
            "mentionable": False,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
            **extra,
        }
        return self.roles[role_id]

    def add_role(self, name: str, permissions: str | int = 0, **extra: Any) -> int:
        """A new role on top of the list; permissions as bits or as names in one string."""
        role_id = self.wire.new_id(age_days=300)
        role = self.put_role(role_id, name, bits_of(permissions), len(self.roles), **extra)
        self.wire.dispatch("GUILD_ROLE_CREATE", {"guild_id": str(self.id), "role": role}, guild=self)
        return role_id

    def add_channel(
        self,
        name: str,
        type: int = TEXT,
        *,
        parent: Reference | None = None,
        overwrites: Overwrites | None = None,
        tags: Iterable[str] = (),
        **extra: Any,
    ) -> int:
        """A new channel. overwrites: {role or member: (allowed, denied)}; tags: names, for a forum."""
        channel_id = self.wire.new_id(age_days=200)
        channel: Json = {
            "id": str(channel_id),
            "type": type,
            "last_message_id": None,
            "flags": 0,
            "guild_id": str(self.id),
            "name": name,
            "parent_id": str(self.channel_id(parent)) if parent else None,
            "rate_limit_per_user": 0,
            "topic": None,
            "position": len(self.channels),
            "permission_overwrites": [],
            "nsfw": False,
        }
        if type == FORUM:
            channel.update(default_reaction_emoji=None, default_sort_order=None, default_forum_layout=0)
            channel["available_tags"] = self.complete_tags({"name": tag} for tag in tags)
        channel.update(extra)
        for target, (allowed, denied) in (overwrites or {}).items():
            role_id = self.find_role(target)
            kind, target_id = (0, role_id) if role_id is not None else (1, self.user_id(target))
            bits = {"allow": str(bits_of(allowed)), "deny": str(bits_of(denied))}
            channel["permission_overwrites"].append({"id": str(target_id), "type": kind, **bits})
        self.channels[channel_id] = channel
        self.wire.dispatch("CHANNEL_CREATE", channel, guild=self)
        return channel_id

    def complete_tags(self, tags: Iterable[Json]) -> list[Json]:
        """A forum's tags with ids for those that are new."""
        blank = {"moderated": False, "emoji_id": None, "emoji_name": None}
        return [{**blank, **tag, "id": str(tag.get("id") or self.wire.new_id())} for tag in tags]

    def add_member(self, name: str, roles: Iterable[Reference] = (), *, nick: str | None = None) -> int:
        """A member, new to Discord or not; returns the user's id. A connected bot is told."""
        user = self.wire.find_user(name) or self.wire.new_user(name)
        member = self._put_member(user, [self.role_id(role) for role in roles], nick)
        self.wire.dispatch("GUILD_MEMBER_ADD", {**member, "guild_id": str(self.id)}, guild=self)
        return int(user["id"])

    def _put_member(self, user: Json, roles: Iterable[int], nick: str | None = None) -> Json:
        member: Json = {
            "avatar": None,
            "banner": None,
            "communication_disabled_until": None,
            "flags": 0,
            "joined_at": iso(time.time() - 100 * DAY),
            "nick": nick,
            "pending": False,
            "premium_since": None,
            "roles": [str(role) for role in roles],
            "user": user,
            "mute": False,
            "deaf": False,
        }
        self.members[int(user["id"])] = member
        return member

    # ---- names

    def channel_id(self, reference: Reference) -> int:
        """The id of one of this guild's channels or threads."""
        channel_id = object_id(reference)
        if channel_id in self.channels or channel_id in self.threads:
            assert channel_id is not None
            return channel_id
        for pool in (self.channels, self.threads):
            for channel_id, channel in pool.items():
                if channel["name"] == reference:
                    return channel_id
        raise WireError(f"no channel {reference!r} in {self.data['name']}")

    def find_role(self, reference: Reference) -> int | None:
        """The id of a role, if there is such a role."""
        role_id = object_id(reference)
        if role_id in self.roles:
            return role_id
        return next((role_id for role_id, role in self.roles.items() if role["name"] == reference), None)

    def role_id(self, reference: Reference) -> int:
        """The id of a role."""
        role_id = self.find_role(reference)
        if role_id is None:
            raise WireError(f"no role {reference!r} in {self.data['name']}")
        return role_id

    def user_id(self, reference: Reference) -> int:
        """The id of a member's user."""
        user = self.wire.find_user(reference)
        if user is None or int(user["id"]) not in self.members:
            raise WireError(f"no member {reference!r} in {self.data['name']}")
        return int(user["id"])

    # ---- permissions

    def permissions(self, user_id: int, channel_id: int | None = None) -> int:
        """The bits a user has in the guild, or in one of its channels or threads."""
        member = self.members.get(user_id)
        if member is None:
            return 0
        if same(user_id, self.data["owner_id"]):
            return ALL_PERMISSIONS
        mine = {int(role) for role in member["roles"]}
        bits = int(self.roles[self.id]["permissions"])
        for role_id in mine & self.roles.keys():
            bits |= int(self.roles[role_id]["permissions"])
        if bits & PERMISSIONS["administrator"]:
            return ALL_PERMISSIONS
        thread = self.threads.get(channel_id or 0)
        if thread is not None:
            bits = self._overwritten(bits, int(thread["parent_id"]), user_id, mine)
            hidden = thread["type"] == PRIVATE_THREAD and user_id not in self.thread_members[int(thread["id"])]
            return 0 if hidden and not bits & PERMISSIONS["manage_threads"] else bits
        return self._overwritten(bits, channel_id, user_id, mine)

    def _overwritten(self, bits: int, channel_id: int | None, user_id: int, mine: set[int]) -> int:
        channel = self.channels.get(channel_id or 0)
        if channel is None:
            return bits
        overwrites = {int(entry["id"]): entry for entry in channel["permission_overwrites"]}

        def applied(bits: int, targets: Iterable[int]) -> int:
            allowed = denied = 0
            for target in targets:
                allowed |= int(overwrites[target]["allow"])
                denied |= int(overwrites[target]["deny"])
            return bits & ~denied | allowed

        for targets in ({self.id}, mine, {user_id}):
            bits = applied(bits, targets & overwrites.keys())
        return bits if bits & PERMISSIONS["view_channel"] else 0

    def sees(self, user_id: int, channel_id: int) -> bool:
        """Whether a user can see a channel or thread."""
        return bool(self.permissions(user_id, channel_id) & PERMISSIONS["view_channel"])

    def top_role(self, user_id: int) -> int:
        """The position of a member's highest role."""
        mine = {int(role) for role in self.members[user_id]["roles"]}
        return max((self.roles[role_id]["position"] for role_id in mine & self.roles.keys()), default=0)

    # ---- as Discord sends it

    def rest_json(self) -> Json:
        """The guild as REST gives it."""
        count = len(self.members)
        counts = {"approximate_member_count": count, "approximate_presence_count": count}
        return {**self.data, "roles": list(self.roles.values()), "emojis": [], **counts}

    def create_payload(self, intents: int, large_threshold: int) -> Json:
        """GUILD_CREATE: without presences only the bot itself is among the members; archived threads are left out."""
        bot = int(self.wire.bot_user["id"])
        everyone = intents & PRESENCES and len(self.members) <= large_threshold
        return {
            **self.data,
            "roles": list(self.roles.values()),
            "emojis": [],
            "joined_at": iso(time.time() - 90 * DAY),
            "large": len(self.members) > large_threshold,
            "unavailable": False,
            "member_count": len(self.members),
            "voice_states": [],
            "members": list(self.members.values()) if everyone else [self.members[bot]],
            "channels": list(self.channels.values()),
            "threads": self.active_threads(bot),
            "presences": [],
            "stage_instances": [],
            "soundboard_sounds": [],
            "guild_scheduled_events": list(self.events.values()),
        }

    def active_threads(self, user_id: int) -> list[Json]:
        """The threads that are not archived and that a user can see, newest first."""
        active = [thread for thread in self.threads.values() if not thread["thread_metadata"]["archived"]]
        seen = [thread for thread in active if self.sees(user_id, int(thread["id"]))]
        return sorted(seen, key=lambda thread: int(thread["id"]), reverse=True)

    def bare_member(self, user_id: int) -> Json:
        """A member without the user, as messages carry it."""
        return {key: value for key, value in self.members[user_id].items() if key != "user"}


def _guild_json(guild_id: int, name: str) -> Json:
    absent = (
        "icon description home_header splash discovery_splash banner application_id afk_channel_id system_channel_id "
        "widget_channel_id max_presences vanity_url_code rules_channel_id safety_alerts_channel_id "
        "public_updates_channel_id premium_progress_bar_enabled_user_updated_at incidents_data"
    )
    return {
        **dict.fromkeys(absent.split()),
        "id": str(guild_id),
        "name": name,
        "features": ["COMMUNITY", "NEWS"],
        "owner_id": "0",
        "region": "us-east",
        "afk_timeout": 300,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "verification_level": 1,
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_members": 500000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": "en-US",
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "stickers": [],
    }
