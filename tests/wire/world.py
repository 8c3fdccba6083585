"""Everything the wire stand-in knows, and the way from a change in it to the gateway."""

from __future__ import annotations

import asyncio
import base64
import collections
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tests.wire.guild import Guild
from tests.wire.intents import CONTENT, IN_DIRECT_MESSAGES, INTENT_OF, PRIVILEGED
from tests.wire.openapi import Spec, load_spec
from tests.wire.permissions import BOT_DEFAULT
from tests.wire.ratelimits import DISCORD_LIMITS, Limits, RateLimiter
from tests.wire.routing import Fault, Record
from tests.wire.sessions import OnSent, Session
from tests.wire.values import DM, EPOCH_MILLISECONDS, Json, Reference, WireError, object_id, same

if TYPE_CHECKING:
    from tests.wire.gateway import Connection
    from tests.wire.interaction import Interaction

MESSAGE_CONTENT_FLAGS = 1 << 19 | 1 << 15 | 1 << 13
DAY_MILLISECONDS = 86400000
HOST = "127.0.0.1"


class World:
    """Users, guilds, direct messages, and what is kept of every request. See the package for the arguments."""

    def __init__(
        self,
        *,
        bot_permissions: int = BOT_DEFAULT,
        heartbeat_interval: float = 41.25,
        ack_deadline: float = 3.0,
        enforce_permissions: bool = True,
        rate_limits: Limits | Literal["discord"] | None = None,
        privileged: int = PRIVILEGED,
        spec: str | Path | Json | None = None,
        strict: bool = True,
        check_answers: bool = False,
        keep_requests: int | None = None,
        quiet: bool = False,
    ) -> None:
        self.port, self.quiet = 0, quiet
        self.heartbeat_interval, self.ack_deadline = heartbeat_interval, ack_deadline
        self.enforce_permissions, self.bot_permissions = enforce_permissions, bot_permissions
        limits = DISCORD_LIMITS if rate_limits == "discord" else rate_limits
        self.limiter = RateLimiter(limits or {})
        self.privileged, self.strict, self.check_answers = privileged, strict, check_answers
        self.spec: Spec | None = load_spec(spec)
        self._last_millisecond, self._in_millisecond = 0, 0
        self.users: dict[int, Json] = {}
        self._by_name: dict[str, int] = {}
        self.bot_user = self.new_user("testbot", bot=True)
        self.bot_id = int(self.bot_user["id"])
        self.application_flags = MESSAGE_CONTENT_FLAGS
        head = base64.b64encode(self.bot_user["id"].encode()).decode().rstrip("=")
        self.token = f"{head}.wired0.not-a-secret-this-is-a-loopback"
        self.guilds: dict[int, Guild] = {}
        self.dms: dict[int, Json] = {}
        self.messages: collections.defaultdict[int, dict[int, Json]] = collections.defaultdict(dict)
        self.nonces: dict[tuple[int, str], tuple[float, int]] = {}
        self.reactors: collections.defaultdict[tuple[int, str], list[int]] = collections.defaultdict(list)
        self.files: dict[str, tuple[bytes, str]] = {}
        self.commands: collections.defaultdict[int | None, dict[int, Json]] = collections.defaultdict(dict)
        self.interactions: dict[int, Interaction] = {}
        self.by_token: dict[str, Interaction] = {}
        self.requests: collections.deque[Record] = collections.deque(maxlen=keep_requests)
        self.unknown: list[Record] = []
        self.violations: list[tuple[Record, str]] = []
        self.answer_violations: list[tuple[Record, str]] = []
        self.errors: list[tuple[Record, BaseException]] = []
        self.faults: list[Fault] = []
        self.gateway_log: collections.deque[tuple[float, int, Json]] = collections.deque(maxlen=20000)
        self.sessions: dict[str, Session] = {}
        self.connections: set[Connection] = set()
        self.identifies = self.resumes = self.resumes_to_refuse = 0
        self.awaited_identify = 1
        self.gate = asyncio.Event()
        self.gate.set()
        self._tick, self._waiting = asyncio.Event(), 0

    @property
    def origin(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self.port}"

    @property
    def api_base(self) -> str:
        """The root of REST."""
        return self.origin + "/api/v10"

    @property
    def gateway_url(self) -> str:
        """The gateway's address."""
        return f"ws://{HOST}:{self.port}/gateway"

    def log(self, kind: str, text: str) -> None:
        """Say something that a test's author should see."""
        if not self.quiet:
            print(f"wire stand-in: {kind}: {text}", file=sys.stderr, flush=True)

    # ---- ids and users

    def new_id(self, age_days: float = 0) -> int:
        """A fresh id that carries its time; ids made now only rise."""
        now = int(time.time() * 1000)
        self._in_millisecond = self._in_millisecond + 1 if now <= self._last_millisecond else 0
        if self._in_millisecond >= 1 << 22:
            self._last_millisecond, self._in_millisecond = self._last_millisecond + 1, 0
        self._last_millisecond = max(now, self._last_millisecond)
        age = int(age_days * DAY_MILLISECONDS)
        return (self._last_millisecond - EPOCH_MILLISECONDS - age) << 22 | self._in_millisecond

    def new_user(self, name: str, *, bot: bool = False) -> Json:
        """A user who is in no guild yet."""
        user_id = self.new_id(age_days=1000)
        self.users[user_id] = {
            "id": str(user_id),
            "username": name,
            "avatar": None,
            "discriminator": "4242" if bot else "0",
            "public_flags": 0,
            "flags": 0,
            "bot": bot,
            "banner": None,
            "accent_color": None,
            "global_name": None if bot else name.title(),
            "avatar_decoration_data": None,
            "primary_guild": None,
        }
        self._by_name[name] = user_id
        return self.users[user_id]

    def find_user(self, reference: Reference) -> Json | None:
        """A user by name, id or object, if there is one."""
        user_id = object_id(reference)
        if user_id in self.users:
            return self.users[user_id]
        return self.users.get(self._by_name.get(str(reference), 0))

    def user(self, reference: Reference) -> Json:
        """A user by name, id or object."""
        user = self.find_user(reference)
        if user is None:
            raise WireError(f"no user {reference!r}")
        return user

    # ---- guilds and channels

    def add_guild(
        self,
        name: str = "Test Guild",
        *,
        channels: Iterable[str] | Mapping[str, Json] = ("general",),
        roles: Iterable[str] | Mapping[str, str | int] = (),
        members: int | Iterable[str] | Mapping[str, Iterable[str]] = 0,
        owner: str = "owner",
    ) -> Guild:
        """A guild the bot is in. channels: names, or {name: arguments of add_channel}; roles: names, or
        {name: permissions}; members: how many (member0, member1…), names, or {name: roles}."""
        guild = Guild(self, name, owner)
        for role, permissions in roles.items() if isinstance(roles, Mapping) else ((role, 0) for role in roles):
            guild.add_role(role, permissions)
        for channel in channels:
            guild.add_channel(channel, **(channels[channel] if isinstance(channels, Mapping) else {}))
        for member in (f"member{i}" for i in range(members)) if isinstance(members, int) else members:
            guild.add_member(member, members[member] if isinstance(members, Mapping) else ())
        self.guilds[guild.id] = guild
        for session in self.sessions.values():
            session.push("GUILD_CREATE", guild.create_payload(session.intents, session.large_threshold))
        return guild

    def remove_guild(self, guild: Guild) -> None:
        """The bot is thrown out of a guild."""
        del self.guilds[guild.id]
        for session in self.sessions.values():
            session.push("GUILD_DELETE", {"id": str(guild.id)})

    @property
    def guild(self) -> Guild:
        """The first guild."""
        return next(iter(self.guilds.values()))

    def locate(self, channel: Reference) -> tuple[Guild | None, int, Json]:
        """(guild or None for direct messages, id, JSON) of a channel or thread by name, id or object."""
        channel_id = object_id(channel)
        if channel_id in self.dms:
            assert channel_id is not None
            return None, channel_id, self.dms[channel_id]
        for guild in self.guilds.values():
            for pool in (guild.channels, guild.threads):
                if channel_id in pool:
                    assert channel_id is not None
                    return guild, channel_id, pool[channel_id]
                for known_id, known in pool.items() if channel_id is None else ():
                    if known["name"] == channel:
                        return guild, known_id, known
        raise WireError(f"no channel {channel!r}")

    def locate_in_guild(self, channel: Reference) -> tuple[Guild, int, Json]:
        """The same for what must be in a guild."""
        guild, channel_id, found = self.locate(channel)
        if guild is None:
            raise WireError(f"{channel!r} is a direct message, not a guild's channel")
        return guild, channel_id, found

    def dm(self, user: Reference) -> int:
        """The id of the direct messages between the bot and a user."""
        recipient = self.user(user)
        for channel_id, channel in self.dms.items():
            if channel["recipients"][0]["id"] == recipient["id"]:
                return channel_id
        channel_id = self.new_id()
        data: Json = {"id": str(channel_id), "type": DM, "last_message_id": None, "flags": 0}
        self.dms[channel_id] = {**data, "recipients": [recipient]}
        return channel_id

    # ---- to the gateway

    def dispatch(
        self,
        event: str,
        data: Json,
        *,
        guild: Guild | None = None,
        channel_id: int | None = None,
        on_sent: OnSent | None = None,
    ) -> None:
        """Send an event to every session whose intents, and the bot's view of the channel, allow it."""
        if not self.sessions or (guild is not None and guild.id not in self.guilds):
            return
        if guild is not None and channel_id is not None and self._is_hidden(guild, channel_id):
            return
        intent = self._intent_of(event, data, guild)
        for session in self.sessions.values():
            if not intent or session.intents & intent:
                veiled = event in ("MESSAGE_CREATE", "MESSAGE_UPDATE") and self._is_veiled(data, guild, session)
                session.push(event, {**data, **VEIL} if veiled else data, on_sent)

    def _is_hidden(self, guild: Guild, channel_id: int) -> bool:
        return self.enforce_permissions and not guild.sees(self.bot_id, channel_id)

    def _intent_of(self, event: str, data: Json, guild: Guild | None) -> int:
        intent = INTENT_OF.get(event, 0)
        if guild is None:
            return IN_DIRECT_MESSAGES.get(intent, intent)
        if event == "GUILD_MEMBER_UPDATE" and same(data["user"]["id"], self.bot_id):
            return 0
        if event == "THREAD_MEMBERS_UPDATE":
            changed = [*data.get("removed_member_ids", ()), *(one["user_id"] for one in data.get("added_members", ()))]
            return 0 if self.bot_user["id"] in changed else intent
        return intent

    def _is_veiled(self, message: Json, guild: Guild | None, session: Session) -> bool:
        """Without MESSAGE_CONTENT a member's message comes empty, unless the bot is mentioned in it."""
        mine = self.bot_user["id"]
        if session.intents & CONTENT or guild is None or message["author"]["id"] == mine:
            return False
        return all(user["id"] != mine for user in message["mentions"])

    def expect_identify(self) -> None:
        """A bot is being started: only a session that begins from now on makes it ready."""
        self.awaited_identify = self.identifies + 1

    def notify(self) -> None:
        """Wake whoever waits for something the bot does."""
        if self._waiting:
            self._tick.set()
            self._tick = asyncio.Event()


VEIL: Json = {"content": "", "embeds": [], "attachments": [], "components": []}
