"""One gateway connection: transport compression, the loop over what the bot sends, and its limits."""

from __future__ import annotations

import asyncio
import collections
import time
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import orjson
from aiohttp import WSMsgType, web

from tests.wire.intents import GUILDS, PRIVILEGED
from tests.wire.sessions import OnSent, Session
from tests.wire.values import Json

if TYPE_CHECKING:
    from tests.wire.world import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS = 0, 1, 2, 3, 4, 6, 7, 8
INVALID_SESSION, HELLO, HEARTBEAT_ACK = 9, 10, 11
SENDS_A_MINUTE = 120
LONGEST_SEND = 4096
CHUNK = 1000
TRACE = ["wire"]


class Connection:
    """A WebSocket of the bot's; what it is owed waits in `outgoing`."""

    def __init__(self, wire: World, request: web.BaseRequest) -> None:
        self.wire, self.request = wire, request
        self.socket = web.WebSocketResponse(compress=False, max_msg_size=1 << 20, autoping=True)
        self.outgoing: asyncio.Queue[tuple[bytes, OnSent | None]] = asyncio.Queue()
        self.session: Session | None = None
        self.compression = request.query.get("compress", "")
        self._sends: collections.deque[float] = collections.deque()
        self._pack = _packer(self.compression)

    def send(self, op: int, data: Any = None) -> None:
        """Send something that is not an event."""
        self.outgoing.put_nowait((orjson.dumps({"t": None, "s": None, "op": op, "d": data}), None))

    def garble(self, *, packed: bool) -> None:
        """Send what is no JSON."""
        nonsense = b"<html>Please sign in</html>"
        if packed:
            self.outgoing.put_nowait((nonsense, None))
        else:
            self._pack = lambda _: nonsense
            self.send(HEARTBEAT_ACK)

    async def close(self, code: int) -> None:
        """Close with one of the gateway's codes."""
        await self.socket.close(code=code)

    async def run(self) -> web.WebSocketResponse:
        """Serve the connection until it ends."""
        wire = self.wire
        await self.socket.prepare(self.request)
        wire.connections.add(self)
        writer = asyncio.create_task(self._write())
        self.send(HELLO, {"heartbeat_interval": int(wire.heartbeat_interval * 1000), "_trace": TRACE})
        try:
            async for message in self.socket:
                code = self._fault(message.type, message.data)
                if code:
                    await self.close(code)
                    break
                data = orjson.loads(message.data)
                wire.gateway_log.append((time.monotonic(), data["op"], data.get("d")))
                await self._receive(data["op"], data.get("d"))
                wire.notify()
        finally:
            writer.cancel()
            wire.connections.discard(self)
            self._leave_session()
            wire.notify()
        return self.socket

    async def _write(self) -> None:
        while True:
            raw, on_sent = await self.outgoing.get()
            await self.wire.gate.wait()
            if on_sent:
                on_sent(time.monotonic())
            try:
                if self._pack:
                    await self.socket.send_bytes(self._pack(raw))
                else:
                    await self.socket.send_str(raw.decode())
            except (ConnectionError, RuntimeError):
                return  # the session keeps the event for a RESUME

    def _fault(self, kind: WSMsgType, data: Any) -> int | None:
        now = time.monotonic()
        self._sends.append(now)
        while self._sends[0] < now - 60:
            self._sends.popleft()
        if kind is not WSMsgType.TEXT or len(data) > LONGEST_SEND:
            return 4002
        if len(self._sends) > SENDS_A_MINUTE:
            self.wire.log("gateway", f"{len(self._sends)} sends in a minute")
            return 4008
        return None

    def _leave_session(self) -> None:
        if self.session and self.session.connection is self:
            self.session.connection = None
            if self.socket.close_code in (1000, 1001):  # a farewell: Discord forgets the session
                self.wire.sessions.pop(self.session.id, None)

    async def _receive(self, op: int, data: Any) -> None:
        if op == HEARTBEAT:
            self.send(HEARTBEAT_ACK)
        elif op == IDENTIFY:
            await self._identify(data)
        elif op == RESUME:
            await self._resume(data)
        elif op == MEMBERS and self.session:
            self._send_members(self.session, data)
        elif op not in (PRESENCE, VOICE):
            await self.close(4001 if self.session else 4003)

    def _is_refused(self, token: str) -> bool:
        return token.removeprefix("Bot ") != self.wire.token

    async def _identify(self, data: Json) -> None:
        wire, intents = self.wire, data.get("intents", 0)
        if self._is_refused(data.get("token", "")):
            await self.close(4004)
            return
        if intents & PRIVILEGED & ~wire.privileged:
            await self.close(4014)
            return
        wire.identifies += 1
        for old in [one for one in wire.sessions.values() if one.connection is None]:
            del wire.sessions[old.id]  # left by a process that died
        session = Session(f"wire{wire.identifies:06d}", intents, data.get("large_threshold", 50))
        self.session = wire.sessions[session.id] = session
        session.connection = self
        session.push("READY", self._ready(session, data.get("shard", [0, 1])))
        if intents & GUILDS:
            for guild in wire.guilds.values():
                session.push("GUILD_CREATE", guild.create_payload(intents, session.large_threshold))
        session.ready = True

    def _ready(self, session: Session, shard: list[int]) -> Json:
        wire = self.wire
        return {
            "v": 10,
            "user": {**wire.bot_user, "email": None, "verified": True, "mfa_enabled": True},
            "user_settings": {},
            "session_type": "normal",
            "session_id": session.id,
            "relationships": [],
            "private_channels": [],
            "presences": [],
            "guild_join_requests": [],
            "geo_ordered_rtc_regions": [],
            "guilds": [{"id": str(guild_id), "unavailable": True} for guild_id in wire.guilds],
            "shard": shard,
            "resume_gateway_url": wire.gateway_url,
            "_trace": TRACE,
            "application": {"id": wire.bot_user["id"], "flags": wire.application_flags},
        }

    async def _resume(self, data: Json) -> None:
        wire = self.wire
        session = wire.sessions.get(data.get("session_id", ""))
        if wire.resumes_to_refuse > 0 or session is None or self._is_refused(data.get("token", "")):
            wire.resumes_to_refuse = max(0, wire.resumes_to_refuse - 1)
            self.send(INVALID_SESSION, False)
            return
        if session.connection and session.connection is not self:
            await session.connection.close(4000)
        self.session, seen = session, int(data["seq"] or 0)
        for sequence, raw in session.buffer:
            if sequence > seen:
                self.outgoing.put_nowait((raw, None))
        session.connection = self
        session.push("RESUMED", {"_trace": TRACE})
        wire.resumes += 1

    def _send_members(self, session: Session, data: Json) -> None:
        guild = self.wire.guilds.get(int(data["guild_id"]))
        if guild is None:
            return
        ids = data.get("user_ids")
        if ids is not None:
            wanted = {int(one) for one in (ids if isinstance(ids, list) else [ids])}
            found = [member for user_id, member in guild.members.items() if user_id in wanted]
        else:
            prefix = (data.get("query") or "").lower()
            found = [member for member in guild.members.values() if is_called(member, prefix)]
        found = found[: data.get("limit") or len(found)]
        parts = [found[start : start + CHUNK] for start in range(0, len(found), CHUNK)] or [[]]
        for index, part in enumerate(parts):
            chunk: Json = {"guild_id": str(guild.id), "members": part, "not_found": []}
            chunk.update(chunk_index=index, chunk_count=len(parts))
            if data.get("nonce"):
                chunk["nonce"] = data["nonce"]
            session.push("GUILD_MEMBERS_CHUNK", chunk)


def is_called(member: Json, prefix: str) -> bool:
    """Whether a member's name or nickname begins so."""
    names = (member["user"]["username"], member["nick"] or "")
    return any(name.lower().startswith(prefix) for name in names)


def _packer(compression: str) -> Callable[[bytes], bytes] | None:
    if compression == "zlib-stream":
        deflate = zlib.compressobj()
        return lambda raw: deflate.compress(raw) + deflate.flush(zlib.Z_SYNC_FLUSH)
    if compression == "zstd-stream":
        import zstandard  # the client asked for it: a plain ImportError here says what is missing

        compressor = zstandard.ZstdCompressor(level=3).compressobj()
        return lambda raw: compressor.compress(raw) + compressor.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    if compression:
        raise web.HTTPBadRequest(text=f"unknown compress={compression}")
    return None
