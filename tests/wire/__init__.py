"""The wire stand-in: Discord's REST and gateway on the loopback, for a real, unchanged bot process.

    async with WireCord() as wire:
        guild = wire.add_guild("Lab", channels=["general"], roles={"Mod": "manage_messages"}, members=["alice"])
        async with wire.spawn(sys.executable, "-m", "bot", env={"DATABASE_URL": url}) as bot:
            await wire.ready()
            await wire.commands_registered("search")
            wire.send_message("general", "#tip start low", user="alice")
            found = wire.invoke("search", {"query": "low"}, user="alice", channel="general")
            answer = await found.message()
        assert not wire.unknown and not wire.violations and not wire.errors

Nothing in the bot is replaced: its library logs in, identifies, heartbeats, resumes and posts over real sockets.
`wire.env()` puts a sitecustomize first on PYTHONPATH that points discord.py here.

It behaves like Discord where bots trip. Intents gate events and message content. Only the bot itself is in
GUILD_CREATE unless it asks for presences. An acknowledgement after `ack_deadline` gets 10062, a second one 40060; a
token dies after fifteen minutes; a form doesn't answer a form. The bot's permissions hold (50001, 50013), with the
order of roles. Archived threads refuse reactions, edits and deletions (50083); sending wakes them; locked ones refuse
who doesn't manage threads. A nonce is known for five minutes. What happens while no bot is connected simply stays,
and history tells it. Arguments of WireCord:

    rate_limits="discord"        the usual buckets and the global one, with their headers
    spec="auto"                  bodies are held to the OpenAPI document that the environment's DISCORD_OPENAPI names
    strict=False                 violations are kept in `wire.violations`, but not refused
    check_answers=True           the stand-in's own answers are held to that document too
    enforce_permissions=False    the bot may do all
    privileged=0                 no privileged intent is granted (4014)
    ack_deadline=3.0, heartbeat_interval=41.25, bot_permissions, keep_requests, quiet

Kept: `requests`, `unknown`, `violations`, `errors`, `gateway_log`, `identifies`, `resumes`, `messages`, `files`.
"""

from __future__ import annotations

from tests.wire.interaction import Interaction
from tests.wire.permissions import perms
from tests.wire.process import BotProcess
from tests.wire.routing import Record
from tests.wire.server import WireCord
from tests.wire.values import EPHEMERAL, FORUM, LOADING, PRIVATE_THREAD, WireError

__all__ = [
    "EPHEMERAL",
    "FORUM",
    "LOADING",
    "PRIVATE_THREAD",
    "BotProcess",
    "Interaction",
    "Record",
    "WireCord",
    "WireError",
    "perms",
]
