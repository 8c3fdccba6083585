"""What can stop the process, each with its exit code and its own sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

import aiohttp
import discord
from discord.ext import commands

from bot.app.config import Misconfigured
from db.failures import InvalidDatabaseUrl, StoreProblem

EXIT_FAILED = 1
EXIT_CONFIGURATION = 78  # EX_CONFIG of sysexits.h: starting again will not help
_TOO_MANY, _THEIR_FAULT = 429, 500  # of HTTP


@dataclass(frozen=True, slots=True)
class Failure:
    """How the process ends, and what it says last."""

    code: int
    sentence: str


class NotUnderstood(Exception):
    """What answered at the start did not answer as Discord does."""


@contextmanager
def answered_by_discord() -> Generator[None]:
    """Around the first requests: the library meets a proxy's page, or half an answer, with errors of its own."""
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        raise NotUnderstood from error


def failure_of(error: BaseException) -> Failure | None:
    """The failure that an error means, None for one that nobody foresaw."""
    match error:
        case Misconfigured():
            listed = "\n".join(f"  - {mistake}" for mistake in error.mistakes)
            return Failure(EXIT_CONFIGURATION, f"The configuration cannot be used:\n{listed}")
        case InvalidDatabaseUrl():
            return Failure(EXIT_CONFIGURATION, str(error))
        case StoreProblem():
            return Failure(EXIT_FAILED, str(error))
        case discord.LoginFailure() | discord.HTTPException(status=401) | discord.ConnectionClosed(code=4004):
            return Failure(
                EXIT_CONFIGURATION,
                "Discord refused the token. Reset it in the developer portal (Bot, Reset Token) and put the new one "
                "into DISCORD_TOKEN.",
            )
        case discord.PrivilegedIntentsRequired():
            return Failure(
                EXIT_CONFIGURATION,
                "The message-content intent is not switched on for this bot. Switch it on in the developer portal "
                "(Bot, Message Content Intent), or set MESSAGE_CONTENT=off to work by commands and forms alone.",
            )
        case discord.ConnectionClosed():
            return Failure(EXIT_FAILED, f"Discord ended the connection for good (code {error.code}). Start again.")
        case commands.ExtensionError():
            return Failure(EXIT_FAILED, f"A part of Fluence could not be loaded: {error.name}. {_cause(error)}")
        case discord.GatewayNotFound() | aiohttp.ClientError() | asyncio.TimeoutError():
            return Failure(EXIT_FAILED, "Discord cannot be reached. Check the network, then try again.")
        case NotUnderstood():
            return Failure(
                EXIT_FAILED,
                "What answered in Discord's place was not understood. A proxy, or a network that asks to sign in, may "
                "stand between. Check the network, then try again.",
            )
        case discord.HTTPException(status=status) if status == _TOO_MANY or status >= _THEIR_FAULT:
            return Failure(EXIT_FAILED, f"Discord cannot answer just now (status {status}). Start again in a while.")
        case discord.HTTPException():
            return Failure(
                EXIT_FAILED, f"Discord refused a request at the start (status {error.status}, code {error.code})."
            )
        case _:
            return None


def _cause(error: commands.ExtensionError) -> str:
    original = error.original if isinstance(error, commands.ExtensionFailed) else error
    return f"({type(original).__name__}) This is a fault of the installation; install it again."
