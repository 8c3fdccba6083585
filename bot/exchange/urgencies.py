"""The urgent notice: at once, and once for a message, also after a restart."""

from __future__ import annotations

from datetime import timedelta

from bot.exchange.clock import Clock
from bot.exchange.outbox import token_of
from db import outbox
from db.database import Database
from db.outbox import Posting

NOTICE_KIND = "urgent_notice"
# The notice is sent at once, past the outbox's queue. The row is the net: should that fail, or the process die before
# it is written down, the runner sends it a little later, with the same nonce.
_HEAD_START = timedelta(seconds=20)
_GRACE = timedelta(days=1)  # what a day old is no emergency any more


class Urgencies:
    """Which messages have had their notice."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, guild_id: int, channel_id: int, message_id: int) -> str | None:
        """The token to send the notice with now; None where it was sent before, or is being sent."""
        key = _key(message_id)
        async with self._database.write() as write:
            if await outbox.is_there(write, key):
                return None
            await outbox.put(
                write,
                Posting(
                    kind=NOTICE_KIND,
                    guild_id=guild_id,
                    due_at=self._clock.now() + _HEAD_START,
                    grace=_GRACE,
                    dedupe_key=key,
                    label=str(message_id),
                    channel_id=channel_id,
                ),
            )
        return token_of(key)

    async def shown(self, message_id: int, notice_id: int) -> None:
        """The notice stands in the channel."""
        async with self._database.write() as write:
            await outbox.sent_at_once(write, _key(message_id), notice_id)


def _key(message_id: int) -> str:
    return f"urgent:{message_id}"
