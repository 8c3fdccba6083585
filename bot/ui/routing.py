"""Buttons, menus and forms: from a custom id to the cog's method that handles it, with one error path.

One listener serves them all. discord.py's own ways (views kept in memory, DynamicItem) lose forms at a restart, drop
errors without an answer, and forget patterns when a mixed view ends (discord.py 2.7.1, `ViewStore.remove_view`).
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import discord

from bot.ui.custom_ids import Pressed, parse
from bot.ui.forms import answers_of

Audience = Literal["members", "everyone"]
Way = Literal["press", "form"]
_MARK = "__fluence_route__"


@dataclass(frozen=True, slots=True)
class Route:
    """One action: how it is reached, who may, and what handles it."""

    action: str
    way: Way
    audience: Audience
    handler: Callable[..., Awaitable[None]]

    async def call(self, interaction: discord.Interaction[Any], pressed: Pressed) -> None:
        """Hand the interaction to its handler, with the custom id's arguments."""
        given = (answers_of(interaction), *pressed.arguments) if self.way == "form" else pressed.arguments
        await self.handler(interaction, *given)


@dataclass(frozen=True, slots=True)
class _Mark:
    action: str
    way: Way
    audience: Audience


def on_press(action: str, *, audience: Audience = "members") -> Callable[[Any], Any]:
    """Marks a cog's method as what a button or menu does: `method(interaction, *arguments)`."""
    return _marked(_Mark(action, "press", audience))


def on_form(action: str, *, audience: Audience = "members") -> Callable[[Any], Any]:
    """Marks a cog's method as what happens with a form: `method(interaction, answers, *arguments)`."""
    return _marked(_Mark(action, "form", audience))


def chosen_in(interaction: discord.Interaction[Any]) -> list[str]:
    """The values that were chosen in a menu, in Discord's order; none where a menu may be left empty."""
    data: Any = interaction.data
    return list(data["values"])


def routes_of(cog: object) -> Iterator[Route]:
    """The marked methods of a cog."""
    members: list[tuple[str, Any]] = inspect.getmembers(cog, callable)
    for _, method in members:
        mark: _Mark | None = getattr(method, _MARK, None)
        if mark is not None:
            yield Route(mark.action, mark.way, mark.audience, method)


class Routes:
    """Every action that a message of ours can carry."""

    def __init__(self) -> None:
        self._routes: dict[tuple[Way, str], Route] = {}

    def enter(self, route: Route) -> None:
        """Add an action; raises ValueError where two cogs would answer to the same."""
        key = (route.way, route.action)
        if key in self._routes:
            raise ValueError(f"two handlers for {route.way} {route.action}")
        self._routes[key] = route

    def remove(self, route: Route) -> None:
        """Take an action out when its cog goes."""
        self._routes.pop((route.way, route.action), None)

    def __iter__(self) -> Iterator[Route]:
        return iter(self._routes.values())

    def form(self, action: str) -> Route | None:
        """What handles a form, so that one that was held can be handed to it again."""
        return self._routes.get(("form", action))

    def find(self, interaction: discord.Interaction) -> tuple[Route | None, Pressed] | None:
        """Whose the interaction is; None where it is no button, menu or form of ours."""
        way = _way(interaction)
        data: Any = interaction.data
        pressed = parse(data["custom_id"]) if way else None
        if way is None or pressed is None:
            return None
        return self._routes.get((way, pressed.action)), pressed


def _way(interaction: discord.Interaction) -> Way | None:
    if interaction.type is discord.InteractionType.component:
        return "press"
    if interaction.type is discord.InteractionType.modal_submit:
        return "form"
    return None


def _marked(mark: _Mark) -> Callable[[Any], Any]:
    def decorate(method: Any) -> Any:
        setattr(method, _MARK, mark)
        return method

    return decorate
