"""One attempt at one delivery: what Discord and the deliverer said to it, as one of five ends."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from dataclasses import dataclass

import aiohttp
import discord

from bot.delivery.search import already_there
from bot.exchange.outbox import CannotSend, Deliverer, NothingToSend, NotYet, Sending
from db.failures import StoreProblem

log = logging.getLogger(__name__)

# The library waits by itself when Discord says 429, for minutes if need be; other channels shall not wait with it.
PATIENCE_SECONDS = 30.0
_PASSING = (aiohttp.ClientError, TimeoutError, OSError, discord.RateLimited, sqlite3.Error, StoreProblem)
_REFUSED = {403: "the bot may not write there", 404: "the channel or message is gone"}
_CLOSED_DIRECT_MESSAGES = 50007
# Seen when something before Discord's own servers refuses, for a while: no verdict on the channel.
_INTERNAL_NETWORK_ERROR = 40333
TOO_LATE = "too late"


@dataclass(frozen=True, slots=True)
class Sent:
    """It was sent or edited."""

    message_id: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """A former attempt had sent it."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """It need not be sent any more."""

    why: str


@dataclass(frozen=True, slots=True)
class Failed:
    """It cannot be sent."""

    why: str


@dataclass(frozen=True, slots=True)
class PutOff:
    """It may work later."""

    why: str


End = Sent | Found | Skipped | Failed | PutOff


async def attempt(client: discord.Client, deliverer: Deliverer | None, sending: Sending) -> End:
    """Send it unless it stands there already; no fault escapes from here, only a cancellation."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await _found_or_sent(client, deliverer, sending)
    except NothingToSend as reason:
        return Skipped(str(reason))
    except CannotSend as reason:
        return Failed(str(reason))
    except NotYet as reason:
        return PutOff(str(reason))
    except discord.HTTPException as error:
        return _after_answer(sending, error)
    except _PASSING as error:
        return _later(sending, type(error).__name__)
    except Exception:
        log.exception("delivery %s of kind %s failed", sending.delivery.number, sending.delivery.posting.kind)
        return Failed("a fault of the bot; the log has it")


async def _found_or_sent(client: discord.Client, deliverer: Deliverer | None, sending: Sending) -> End:
    """A second attempt looks into the channel first: the first may have arrived, and Discord forgets a nonce.

    It looks also when it is too late to send: what was sent shall not be called skipped.
    """
    if sending.was_tried:
        message_id = await already_there(client, sending)
        if message_id is not None:
            return Found(message_id)
    if sending.is_too_late:
        return _too_late(sending)
    if deliverer is None:
        log.error("delivery %s: nothing delivers %s", sending.delivery.number, sending.delivery.posting.kind)
        return Failed("a fault of the bot; the log has it")
    return Sent(await deliverer(sending))


def _after_answer(sending: Sending, error: discord.HTTPException) -> End:
    if error.code == _CLOSED_DIRECT_MESSAGES:
        return Failed("the member's direct messages are closed")
    if _is_passing(error):
        return _later(sending, f"Discord answered {error.status}")
    log.error("delivery %s was refused: status %s, code %s", sending.delivery.number, error.status, error.code)
    return Failed(_REFUSED.get(error.status, f"Discord refused it (code {error.code})"))


def _is_passing(error: discord.HTTPException) -> bool:
    """401: the token was withdrawn, and the operator will bring another. A bare 403 is no answer of Discord's."""
    if error.status == 403:
        return error.code in (0, _INTERNAL_NETWORK_ERROR)
    return error.status in (401, 408, 429) or error.status >= 500


def _later(sending: Sending, why: str) -> End:
    return _too_late(sending) if sending.is_too_late else PutOff(why)


def _too_late(sending: Sending) -> Skipped:
    """With what stood in the way before, if anything did."""
    before = sending.delivery.outcome
    return Skipped(f"{TOO_LATE}: {before}" if before else TOO_LATE)
