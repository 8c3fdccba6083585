"""The features. Each module is a cog that the bot loads by its name; none imports another."""

from __future__ import annotations

COGS = (
    "cogs.copies",
    "cogs.diagnose",
    "cogs.groups",
    "cogs.help",
    "cogs.lookup",
    "cogs.meetings",
    "cogs.privacy",
    "cogs.profile",
    "cogs.saving",
    "cogs.settings",
    "cogs.welcome",
)
