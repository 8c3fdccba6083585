"""The listening socket: reads requests, applies faults and limits, asks the routes, keeps the records."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import os
import re
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import unquote

import orjson
from aiohttp import BodyPartReader, web

from tests.wire import rest
from tests.wire.faults import Faults
from tests.wire.gateway import Connection
from tests.wire.limits import message_violations
from tests.wire.process import BotProcess
from tests.wire.ratelimits import limited
from tests.wire.rest.lookup import check_permissions
from tests.wire.routing import ROUTES, Fault, Found, Record, Route, Upload
from tests.wire.values import ApiError, Json, WireError
from tests.wire.world import HOST

__all__ = ["WireCord", "rest"]

PROJECT = Path(__file__).resolve().parents[2]
SHIM = Path(__file__).resolve().parent / "shim"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
CUT = 599
"""The status kept for a connection that a fault cut."""
LEFT = 499
"""The status kept for a request whose client went away."""

Answer = tuple[int, Any, dict[str, str]]


class WireCord(Faults):
    """Discord's REST and gateway on the loopback: `async with WireCord() as wire:`."""

    _runner: web.ServerRunner | None = None

    async def __aenter__(self) -> WireCord:
        server = web.Server(self._handle, access_log=None)
        self._runner = runner = web.ServerRunner(server, handle_signals=False, shutdown_timeout=0.2)
        await runner.setup()
        await web.TCPSite(runner, HOST, self.port).start()
        self.port = runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for connection in list(self.connections):
            with contextlib.suppress(ConnectionError):
                await connection.close(1001)
        if self._runner is not None:
            await self._runner.cleanup()

    # ---- the bot's process

    def env(self, changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
        """The environment in which an unchanged discord.py bot talks to this; a change to None takes a name out."""
        path = [str(SHIM), str(PROJECT), os.environ.get("PYTHONPATH", "")]
        made: dict[str, str | None] = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(entry for entry in path if entry),
            "PYTHONUNBUFFERED": "1",
            "WIRE_API": self.api_base,
            "WIRE_GATEWAY": self.gateway_url,
            "WIRE_CDN": self.origin + "/cdn",
            "DISCORD_TOKEN": self.token,
            **(changes or {}),
        }
        return {name: value for name, value in made.items() if value is not None}

    def spawn(
        self, *argv: str, env: Mapping[str, str | None] | None = None, cwd: str | Path | None = None
    ) -> BotProcess:
        """The bot as a process: `async with wire.spawn(sys.executable, "-m", "bot") as bot:`."""
        return BotProcess(self, argv, self.env(env), cwd)

    # ---- requests

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        arrived = time.monotonic()
        raw_path = request.rel_url.raw_path
        if raw_path.startswith("/gateway"):
            return await Connection(self, request).run()
        if raw_path.startswith("/cdn/"):
            return self._asset(raw_path)
        api = re.match(r"/api/v(?:9|10)(/.*)", raw_path)
        segments = [unquote(part) for part in (api[1] if api else raw_path).strip("/").split("/")]
        hit = ROUTES.find(request.method, segments) if api else None
        record = Record(
            request.method,
            "/" + "/".join(segments),
            hit[0] if hit else "",
            hit[1] if hit else {},
            dict(request.query),
            request.headers,
            arrived,
            exempt=bool(hit and hit[2].exempt),
        )
        self.requests.append(record)
        try:
            await _read_body(request, record)
        except ConnectionError:
            record.status = LEFT
            raise
        fault = await self._strike(record)
        headers: dict[str, str] = {}
        status, body = 0, None
        if fault is None or fault.after:
            status, body, headers = self._answer(record, hit, segments)
        if fault is not None:
            if fault.after and fault.delay:
                self.notify()  # its effect is there already
                await asyncio.sleep(fault.delay)
            if fault.status is not None:
                status, body, headers = _spoiled(fault)
        record.status, record.answer, record.t_out = status or CUT, body, time.monotonic()
        self.notify()
        if not status:
            if request.transport:
                request.transport.abort()
            raise ConnectionResetError("cut, as the test asked")
        if body is None:
            return web.Response(status=status, headers=headers)
        raw = orjson.dumps(body)
        return web.Response(body=raw, status=status, headers=headers, content_type="application/json")

    def _asset(self, raw_path: str) -> web.Response:
        data, kind = self.files.get(unquote(raw_path), (PIXEL, "image/png"))
        if data is PIXEL and "/attachments/" in raw_path:
            return web.Response(status=404)
        return web.Response(body=data, content_type=kind)

    async def _strike(self, record: Record) -> Fault | None:
        fault = next((one for one in self.faults if one.matches(record)), None)
        if fault is None:
            return None
        fault.times -= 1
        fault.hits += 1
        record.fault = True
        if fault.delay and not fault.after:
            await asyncio.sleep(fault.delay)
        return fault if fault.status is not None or fault.after else None

    def _answer(self, record: Record, hit: Found | None, segments: list[str]) -> Answer:
        headers: dict[str, str] = {}
        try:
            if hit is None:
                self._note_unknown(record, segments)
                raise ApiError(404, 0, "404: Not Found")
            found: Route = hit[2]
            if found.authorised and record.headers.get("Authorization") != f"Bot {self.token}":
                raise ApiError(401, 0, "401: Unauthorized")
            refusal, headers = self.limiter.check(record)
            if refusal:
                return refusal
            self._validate(record, segments)
            if found.permissions and self.enforce_permissions:
                check_permissions(self, record, found.permissions)
            out = found.answer(self, record)
            status, body = out if isinstance(out, tuple) else (200, out) if out is not None else (204, None)
        except ApiError as error:
            status, body = error.status, error.body
        except WireError as error:
            status, body = 404, {"message": str(error), "code": 10003}
        except Exception as error:
            # The stand-in's own fault: loud for the test's author, and to the bot what Discord would say.
            self.errors.append((record, error))
            self.log("its own error", f"{record.method} {record.path}\n{traceback.format_exc()}")
            status, body = 500, {"message": "500: Internal Server Error", "code": 0}
        if self.check_answers and self.spec and hit is not None:
            for violation in self.spec.answer(record.method, segments, status, body):
                self.answer_violations.append((record, violation))
                self.log("its own answer", f"{record.method} {record.route} {status}: {violation}")
        return status, body, headers

    def _note_unknown(self, record: Record, segments: list[str]) -> None:
        self.unknown.append(record)
        known = self.spec and self.spec.routes.find(record.method, segments)
        lacking = " (Discord has it, the stand-in doesn't)" if known else ""
        self.log("unknown route", f"{record.method} {record.path}{lacking}")

    def _validate(self, record: Record, segments: list[str]) -> None:
        record.violations = message_violations(record)
        if self.spec and not record.violations:  # of one fault the limits speak plainer than a schema
            multipart = record.multipart
            record.violations = self.spec.request(record.method, segments, record.body, multipart=multipart)
        for violation in record.violations:
            self.violations.append((record, violation))
            self.log("violation", f"{record.method} {record.route}: {violation}")
        if record.violations and self.strict:
            errors: Json = {"_errors": [{"code": "WIRE", "message": violation} for violation in record.violations]}
            raise ApiError(400, 50035, "Invalid Form Body", errors)


def _spoiled(fault: Fault) -> Answer:
    if fault.status == 429:
        return limited(fault.retry_after, is_global=fault.is_global)
    status = fault.status or 0
    return status, {"message": fault.message or f"{status}: spoiled by the test", "code": fault.code}, {}


async def _read_body(request: web.BaseRequest, record: Record) -> None:
    if not request.body_exists:
        return
    if not request.content_type.startswith("multipart/"):
        data = await request.read()
        try:
            record.body = orjson.loads(data) if data else None
        except orjson.JSONDecodeError:
            record.body = data.decode(errors="replace")
        return
    record.multipart = True
    form: Json = {}
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        data, name = bytes(await part.read(decode=False)), part.name or ""
        if name == "payload_json":
            record.body = orjson.loads(data)
        elif part.filename:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            record.files.append(Upload(name, part.filename, kind, data))
        else:
            form[name] = data.decode()
    if record.body is None:
        record.body = form
