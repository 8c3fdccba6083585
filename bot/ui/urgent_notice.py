"""The urgent notice: shown before anything else, and never with a dose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord
from discord import ui

from bot.ui.cards import warning

_HEADING = "## 🚨 If this is happening now"
_TEXT = (
    f"{_HEADING}\n"
    "**Nobody is on watch in this channel.** Do not wait for an answer here.\n"
    "- **A patient in danger:** call the emergency services now.\n"
    "- **A change of vision:** get an ophthalmologist now.\n"
    "- **A vascular occlusion:** begin your practice's own protocol now.\n"
    "- After that: your community's management protocol, where one is pinned."
)


def urgent_notice() -> ui.LayoutView:
    """What whoever wrote of an emergency, and whoever reads it, must see first."""
    return warning(_TEXT)


def is_urgent_notice(message: discord.Message) -> bool:
    """Whether a message of the bot's is this notice: it has no button that could carry a key."""
    return _holds_heading(message.components)


def _holds_heading(components: Iterable[Any]) -> bool:
    return any(
        str(getattr(each, "content", "")).startswith(_HEADING) or _holds_heading(getattr(each, "children", ()))
        for each in components
    )
