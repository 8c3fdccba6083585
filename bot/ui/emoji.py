"""Emoji as members type them and as Discord tells of them."""

from __future__ import annotations

import unicodedata
from typing import Final

import discord

from bot.exchange.refusal import Refusal
from bot.ui.receiving import KEPT_MARK

_LOOKS_LIKE_A_PICTURE: Final = "\ufe0f"  # Discord sends some emoji with it and some without
_JOINS: Final = "\u200d"
_LONGEST: Final = 16  # families and flags are put together of many characters


def plain_emoji(emoji: str) -> str:
    """In the one form that can be compared."""
    return emoji.replace(_LOOKS_LIKE_A_PICTURE, "")


def is_the_emoji(emoji: discord.PartialEmoji, wanted: str) -> bool:
    """Whether a reaction's emoji is the one that was chosen. A server's own may have got another name since."""
    if emoji.id is not None:
        return emoji.id == discord.PartialEmoji.from_str(wanted).id
    return plain_emoji(str(emoji)) == wanted


async def emoji_meant(typed: str, guild: discord.Guild) -> str:
    """The emoji that was typed, as it is kept; raises a Refusal for what is none, or cannot be used in the server."""
    typed = typed.strip()
    emoji = discord.PartialEmoji.from_str(typed)
    if emoji.id is not None:
        if guild.get_emoji(emoji.id) is None and not await _is_of(guild, emoji.id):
            raise Refusal("That emoji is another server's. Please choose one of this server, or a standard one.")
        return str(emoji)
    if plain_emoji(typed) == plain_emoji(KEPT_MARK):
        raise Refusal(f"{KEPT_MARK} is my own mark under what is kept. Please choose another emoji.")
    if len(typed) > _LONGEST or not all(map(_may_be_in_emoji, typed)) or not _is_one(typed):
        raise Refusal("Please give one emoji, such as 📌, or `off`.")
    return plain_emoji(typed)


async def _is_of(guild: discord.Guild, emoji_id: int) -> bool:
    """The cache knows those of the bot's start alone: no intent asks to be told of others."""
    try:
        await guild.fetch_emoji(emoji_id)
    except discord.NotFound:
        return False
    return True


def _is_one(typed: str) -> bool:
    """One picture, or several joined into one; a flag is put together of two letters."""
    letters = sum("\U0001f1e6" <= each <= "\U0001f1ff" for each in typed)
    pictures = sum(map(_is_symbol, typed)) - letters // 2
    return typed != "" and _is_symbol(typed[0]) and pictures == 1 + typed.count(_JOINS)


def _is_symbol(character: str) -> bool:
    return unicodedata.category(character) == "So"


def _may_be_in_emoji(character: str) -> bool:
    """Pictures, and what joins and colours them."""
    return unicodedata.category(character) in ("So", "Sk", "Mn", "Cf", "Sm", "Po")
