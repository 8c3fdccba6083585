"""The bot itself: composed from the configuration and the store, and nothing else."""

from __future__ import annotations

import logging
import sys
from datetime import timedelta
from typing import Any

import discord
from discord.ext import commands

from bot.app.command_sync import sync_if_changed
from bot.app.command_tree import ExchangeTree
from bot.app.config import Config
from bot.app.failures import answered_by_discord
from bot.delivery.runner import Runner
from bot.exchange.clock import Clock, SystemClock
from bot.exchange.exchange import open_exchange
from bot.exchange.refusal import Refusal
from bot.exchange.reporter_keys import ReporterKeys
from bot.ui.answering import explain
from bot.ui.guards import require_exchange_member
from bot.ui.host import Host
from bot.ui.routing import Routes
from cogs import COGS
from db.database import Database
from db.failures import StoreProblem

log = logging.getLogger(__name__)

# discord.py waits this long after the last GUILD_CREATE before on_ready (2 s by default); interactions work before.
GUILD_READY_TIMEOUT = 0.5
# It can be set, and a virtual machine can sleep for an hour; a reminder at the start is of use for a quarter of one.
# A clock that is passed in goes as the loop's timers do.
_TRUST_IN_THE_MACHINES_CLOCK = timedelta(minutes=1)

_OF_THE_TREE = frozenset({discord.InteractionType.application_command, discord.InteractionType.autocomplete})


class ExchangeBot(Host):
    """Fluence on Discord. A test builds it exactly as the process does, with another clock."""

    def __init__(self, config: Config, database: Database, *, clock: Clock | None = None) -> None:
        intents = discord.Intents(
            guilds=True,
            guild_messages=True,
            guild_reactions=True,
            guild_scheduled_events=True,
            voice_states=True,
            message_content=config.message_content,
        )
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents,
            tree_cls=ExchangeTree,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=discord.app_commands.AppCommandContext(
                guild=True, dm_channel=False, private_channel=False
            ),
            allowed_installs=discord.app_commands.AppInstallationType(guild=True, user=False),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=GUILD_READY_TIMEOUT,
        )
        used_clock = clock or SystemClock()
        self.database = database
        self.exchange = open_exchange(database, used_clock, ReporterKeys(config.reporter_secret))
        self.routes = Routes()
        self.deliverers = {}
        self.lets_pass = _none_pass
        self.reads_message_content = config.message_content
        self.privacy_policy_url = config.privacy_policy_url
        self.terms_url = config.terms_url
        longest_sleep = _TRUST_IN_THE_MACHINES_CLOCK if clock is None else timedelta(days=1)
        self.runner = Runner(self, self.exchange.outbox, self.deliverers, used_clock, longest_sleep)

    async def login(self, token: str) -> None:
        """Reach Discord; then load every cog (one that fails stops the start), register commands if they changed, and
        begin delivering.

        Not in `setup_hook`, which the library calls among the first requests: a fault of ours is not the network's.
        """
        with answered_by_discord():
            await super().login(token)
        for name in COGS:
            await self.load_extension(name)
        await sync_if_changed(self.tree, self.database)
        await self.runner.start()

    async def close(self) -> None:
        """Finish the delivery in hand, then leave Discord."""
        await self.runner.stop()
        await super().close()

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Hand an event to its listeners; of messages only those that may be captured or urgent.

        Commands and their completions have gone to the tree already, and nothing else listens for them.
        """
        if event_name == "message" and self.lets_pass(args[0]):
            return
        if event_name == "interaction" and args[0].type in _OF_THE_TREE:
            return
        super().dispatch(event_name, *args, **kwargs)

    async def on_message(self, message: discord.Message, /) -> None:
        """There are no prefix commands; nothing is parsed for them."""

    async def on_interaction(self, interaction: discord.Interaction[Host]) -> None:
        """Buttons, menus and forms. Commands go through the tree."""
        found = self.routes.find(interaction)
        if found is None:
            return
        route, pressed = found
        try:
            if route is None:
                log.warning("no handler for action %s", pressed.action)
                raise Refusal("This card is from an older version of Fluence. `/help` lists what there is now.")
            if route.audience == "members":
                await require_exchange_member(interaction)
            await route.call(interaction, pressed)
        except Exception as error:
            await explain(interaction, error)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """An event's handler failed: the log has where, without the event's content.

        A refusal of the store is a sentence of its own. At the end, handlers in hand find the store or the connection
        closed: the next start makes good what they did not finish.
        """
        error = sys.exception()
        if self.is_closed():
            log.debug("the handler of %s was not finished: closing (%s)", event_method, type(error).__name__)
        elif isinstance(error, StoreProblem):
            log.warning("the handler of %s was not finished: %s", event_method, error)
        else:
            log.exception("the handler of %s failed", event_method)


def _none_pass(_: discord.Message) -> bool:
    return False
