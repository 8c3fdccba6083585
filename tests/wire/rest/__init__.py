"""Discord's REST routes, one subject a file; importing this package registers them all."""

from __future__ import annotations

from tests.wire.rest import application, callbacks, channels, events, guilds, messages, reactions, threads

__all__ = ["application", "callbacks", "channels", "events", "guilds", "messages", "reactions", "threads"]
