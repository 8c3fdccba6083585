"""The base of every cog: enters its buttons, forms and deliverers when it is loaded, and takes them out again."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from discord.ext import commands

from bot.exchange.outbox import Deliverer
from bot.ui.host import Host
from bot.ui.routing import routes_of

_MARK = "__fluence_delivers__"


def delivers(kind: str) -> Callable[[Any], Any]:
    """Marks a cog's method as what sends the outbox's rows of a kind: `method(sending) -> message id or None`."""

    def decorate(method: Any) -> Any:
        setattr(method, _MARK, kind)
        return method

    return decorate


class ExchangeCog(commands.Cog):
    """One feature: Discord in, Discord out."""

    def __init__(self, host: Host) -> None:
        self.host = host

    async def cog_load(self) -> None:
        """Enter what this cog answers to."""
        for route in routes_of(self):
            self.host.routes.enter(route)
        for kind, deliver in _deliverers_of(self):
            self.host.deliverers[kind] = deliver

    async def cog_unload(self) -> None:
        """Take it out again."""
        for route in routes_of(self):
            self.host.routes.remove(route)
        for kind, _ in _deliverers_of(self):
            self.host.deliverers.pop(kind, None)


def _deliverers_of(cog: object) -> Iterator[tuple[str, Deliverer]]:
    members: list[tuple[str, Any]] = inspect.getmembers(cog, callable)
    for _, method in members:
        kind: str | None = getattr(method, _MARK, None)
        if kind is not None:
            yield kind, method
