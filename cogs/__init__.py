"""The features. Each module is a cog that the bot loads by its name; none imports another."""

from __future__ import annotations

COGS = (
    "cogs.diagnose",
    "cogs.groups",
    "cogs.help",
    "cogs.privacy",
    "cogs.profile",
    "cogs.settings",
    "cogs.welcome",
)
