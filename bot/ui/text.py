"""Text on its way to the screen: escaped, and cut to fit."""

from __future__ import annotations

import re
from datetime import datetime

import discord

from bot.clinical.reading import EntryKind

_ZERO_WIDTH = "\u200b"
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Invisible signs that turn what follows, beyond the end of a title too; Hebrew and Arabic turn without them."""
_MAY_FORMAT = re.compile(r"[\x00-\x1f#*<>@\[\\\]_`|~\u202a-\u202e\u2066-\u2069]")
"""What Discord may take for a format or a mention; a hyphen or a number is one at the beginning only."""

KIND_ACCENTS = {
    EntryKind.TIP: discord.Colour(0x2E9E6B),
    EntryKind.COMPLICATION: discord.Colour(0xC8442F),
    EntryKind.PROTOCOL: discord.Colour(0x2F6FC8),
    EntryKind.QUESTION: discord.Colour(0xB8860B),
    EntryKind.SUMMARY: discord.Colour(0x7A5BB5),
    EntryKind.REVIEW: discord.Colour(0x4A8A92),
    EntryKind.ANSWER: discord.Colour(0x8A7A2E),
}
NEUTRAL = discord.Colour(0x5B6770)
WARNING = discord.Colour(0xC8442F)

SHARED_BY_MEMBERS = "-# Shared by members, not medical advice. Start lower, do a test spot."


def escaped(text: str) -> str:
    """Member text as it reads, with markdown, mentions and turned directions made harmless."""
    if text[:1].isalpha() and _MAY_FORMAT.search(text) is None:
        return text  # most titles and every device's name: twenty times faster
    text = upright(text)
    return discord.utils.escape_mentions(discord.utils.escape_markdown(text)).replace("](", f"]{_ZERO_WIDTH}(")


def upright(text: str) -> str:
    """Without the invisible signs that turn the direction of what follows: for menus, where nothing is escaped."""
    return _TURNS.sub("", text)


def page_of(page: int, pages: int, *more: str) -> str:
    """The small line below a list: which page of several it is, and what else there is to say; empty for neither."""
    told = [*([f"Page {page} of {pages}"] if pages > 1 else []), *more]
    return f"-# {' · '.join(told)}" if told else ""


def clipped(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where one is near, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ", limit * 2 // 3)
    return (cut[:space] if space > 0 else cut).rstrip() + "…"


def on_day(instant: datetime) -> str:
    """A date each reader sees in their own time zone."""
    return discord.utils.format_dt(instant, "d")


def channel_url(guild_id: int, channel_id: int) -> str:
    """Where a channel, thread or post is."""
    return f"https://discord.com/channels/{guild_id}/{channel_id}"
