"""The urgent notice: shown before anything else, and never with a dose."""

from __future__ import annotations

from discord import ui

from bot.ui.cards import warning

_TEXT = (
    "## 🚨 If this is happening now\n"
    "**Nobody is on watch in this channel.** Do not wait for an answer here.\n"
    "- **A patient in danger:** call the emergency services now.\n"
    "- **A change of vision:** get an ophthalmologist now.\n"
    "- **A vascular occlusion:** begin your practice's own protocol now.\n"
    "- After that: your community's pinned management protocol."
)


def urgent_notice() -> ui.LayoutView:
    """What whoever wrote of an emergency, and whoever reads it, must see first."""
    return warning(_TEXT)
