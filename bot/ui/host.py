"""What a cog may ask of the bot that carries it."""

from __future__ import annotations

from collections.abc import Callable

import discord
from discord.ext import commands

from bot.exchange.exchange import Exchange
from bot.exchange.outbox import Deliverer
from bot.ui.routing import Routes


class Host(commands.Bot):
    """The bot, as far as cogs know it: the exchange's functions, and where their own handlers are entered."""

    exchange: Exchange
    routes: Routes
    deliverers: dict[str, Deliverer]
    reads_message_content: bool
    """Whether the message-content intent is on; without it, what is kept comes from commands and forms alone."""
    lets_pass: Callable[[discord.Message], bool]
    """Whether a message needs nothing. It is asked before discord.py makes a task for each listener (20 µs each)."""
    privacy_policy_url: str
    terms_url: str
