"""Opening the thread or post in which a question is talked about."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

import aiohttp
import discord
from discord import ui

from bot.exchange.refusal import Refusal
from bot.ui.asking import writing_in
from bot.ui.incoming import readable_by_all
from bot.ui.permissions import bold_list, missing, require
from bot.ui.receiving import quietly
from bot.ui.text import clipped
from db.communities import Community

log = logging.getLogger(__name__)

Place = discord.TextChannel | discord.ForumChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel
_LONGEST_NAME: Final = 100  # Discord: a thread's or post's name
_TAG: Final = "question"
_REFUSED: Final = (discord.HTTPException, aiohttp.ClientError, OSError)


@dataclass(frozen=True, slots=True)
class Discussion:
    """A question's card in the chat. `thread` is None where none could be opened below it."""

    card: discord.Message
    thread: discord.Thread | None

    @property
    def link(self) -> str:
        """Where it is."""
        return self.thread.jump_url if self.thread is not None else self.card.jump_url

    async def take_back(self) -> None:
        """Delete it again: what the bot cannot remember would follow nothing that becomes of the question."""
        if self.thread is not None:
            await quietly(f"taking back thread {self.thread.id}", self.thread.delete())
        await quietly(f"taking back card {self.card.id}", self.card.delete())


def place_for(
    channel: object, group_channel: object, asker: discord.Member, me: discord.Member, community: Community
) -> Place:
    """Where a question is opened: in its device's group, or else where it was asked.

    Raises a Refusal where the asker or the bot may not write, or not every member can read.
    """
    wanted = group_channel if group_channel is not None else _above(channel)
    if not isinstance(wanted, Place):
        raise Refusal("Please ask in a channel of the exchange.")
    if not readable_by_all(wanted, community):
        raise Refusal(
            "Not every member can read this channel, and a question is for all. Please ask in an open one, or name the "
            "device: its group's channel is then used."
        )
    lacking = missing(wanted.permissions_for(asker), "view_channel", writing_in(wanted))
    if lacking:
        raise Refusal(f"You lack {bold_list(lacking)} in {wanted.mention}. Please ask where you may write.")
    require(wanted.permissions_for(me), f"#{wanted.name}", "view_channel", writing_in(wanted))
    return wanted


async def open_discussion(place: Place, title: str, view: ui.LayoutView, nonce: str) -> Discussion:
    """Post the card, as a new post of a forum or with a thread below it. Raises what Discord refuses the card with."""
    name = clipped(title, _LONGEST_NAME)
    if isinstance(place, discord.ForumChannel):
        tags = [tag for tag in place.available_tags if tag.name.strip().lower() == _TAG]
        # A forum may ask for a tag, and any is better than no question.
        chosen = tags or (place.available_tags[:1] if place.flags.require_tag else [])
        opened = await place.create_thread(name=name, view=view, applied_tags=list(chosen)[:1])
        return Discussion(opened.message, opened.thread)
    card = await place.send(view=view, nonce=nonce)
    if not isinstance(place, discord.TextChannel):
        return Discussion(card, None)
    try:
        return Discussion(card, await card.create_thread(name=name))
    except _REFUSED as error:
        log.info("no thread below message %s: %s", card.id, getattr(error, "code", type(error).__name__))
        return Discussion(card, None)


def _above(channel: object) -> object:
    """A thread's channel, unless one is invited to the thread: then the question stays in it."""
    if isinstance(channel, discord.Thread) and not channel.is_private() and channel.parent is not None:
        return channel.parent
    return channel
