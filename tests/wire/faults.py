"""What goes wrong between a bot and Discord, at a test's word."""

from __future__ import annotations

import contextlib

from tests.wire.gateway import RECONNECT
from tests.wire.interactions import Interactions
from tests.wire.routing import Fault


class Faults(Interactions):
    """Faults of the gateway and of REST."""

    async def drop_gateway(self, code: int | None = 4000) -> None:
        """Close every gateway connection; None cuts the line with no close frame."""
        for connection in list(self.connections):
            if connection.session and connection.session.connection is connection:
                connection.session.connection = None
            if code is not None:
                with contextlib.suppress(ConnectionError):
                    await connection.close(code)
            elif connection.request.transport:
                connection.request.transport.abort()

    def request_reconnect(self) -> None:
        """Ask the bot to connect anew (op 7)."""
        for connection in self.connections:
            connection.send(RECONNECT)

    def garble(self, *, packed: bool) -> None:
        """Send what is no JSON, as something between might: inside Discord's own packing, or beside it."""
        for connection in self.connections:
            connection.garble(packed=packed)

    def refuse_resume(self, times: int = 1) -> None:
        """Answer the next RESUMEs with op 9: the bot has to identify again."""
        self.resumes_to_refuse = times

    def pause_gateway(self) -> None:
        """Send nothing, as over a stalled line."""
        self.gate.clear()

    def resume_gateway(self) -> None:
        """Send again, beginning with what has waited."""
        self.gate.set()

    def fail(
        self,
        method: str,
        pattern: str,
        *,
        status: int | None = None,
        times: int = 1,
        retry_after: float = 1.0,
        is_global: bool = False,
        code: int = 0,
        message: str = "",
        delay: float = 0.0,
        after: bool = False,
    ) -> Fault:
        """Spoil the next `times` requests on a route template, or an expression on the path. Without a status: 500,
        or, where there is a delay, only that. Status 0 cuts the connection. after: the effect happens, and then
        its answer is delayed, replaced, or both."""
        if status is None and not delay:
            status = 500
        fault = Fault(method, pattern, status, times, retry_after, is_global, code, message, delay, after)
        self.faults.append(fault)
        return fault
