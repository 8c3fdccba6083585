"""The label that is on a group's channel or role until it is remembered, so that none is made twice and forgotten.

A message has a nonce; what is made in a server has none. discord.py asks again by itself where Discord answers with a
fault, also where the thing was made, and the process may die before it has written down what was made. So everything
begins under a label that nobody else gives, and gets its own words once it is remembered: what bears the label and is
remembered nowhere was made by the bot and forgotten. What people make by hand never bears it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final, TypeVar

import discord
from discord.abc import GuildChannel

Made = discord.Role | GuildChannel
Kind = TypeVar("Kind", bound=Made)
_LABEL: Final = "Fluence is making this: "
_LONGEST_NAME: Final = 100  # Discord: a role's or category's name


def label_for(name: str) -> str:
    """What something begins under that will be called so: a role or a category as its name, a channel as its topic."""
    return f"{_LABEL}{name}"[:_LONGEST_NAME]


def is_half_made(made: Made) -> bool:
    """Whether it still bears the label."""
    return _label_on(made).startswith(_LABEL)


async def finish(made: discord.Role | discord.CategoryChannel) -> None:
    """Give it its own name where it still bears the label."""
    if is_half_made(made):
        await made.edit(name=made.name.removeprefix(_LABEL))


def forgotten(every: Iterable[Kind], name: str, remembered: Collection[int]) -> Kind | None:
    """What the bot has made to be called so, and has not remembered."""
    label = label_for(name)
    return next((made for made in every if _label_on(made) == label and made.id not in remembered), None)


def is_used(made: Made, every: Iterable[Made]) -> bool:
    """Whether anything was said in a channel, or another of the server's channels put into a category."""
    if isinstance(made, discord.CategoryChannel):
        return any(isinstance(each, GuildChannel) and each.category_id == made.id for each in every)
    return getattr(made, "last_message_id", None) is not None


def _label_on(made: Made) -> str:
    return (made.topic or "") if isinstance(made, discord.TextChannel | discord.ForumChannel) else made.name
