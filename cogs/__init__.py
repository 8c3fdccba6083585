"""The features. Each module is a cog that the bot loads by its name; none imports another."""

from __future__ import annotations

COGS = (
    "cogs.capture",
    "cogs.catch_up",
    "cogs.complications",
    "cogs.copies",
    "cogs.device_reviews",
    "cogs.devices",
    "cogs.diagnose",
    "cogs.discussions",
    "cogs.digest",
    "cogs.groups",
    "cogs.help",
    "cogs.holds",
    "cogs.lookup",
    "cogs.meetings",
    "cogs.menus",
    "cogs.moderation",
    "cogs.notes",
    "cogs.privacy",
    "cogs.profile",
    "cogs.protocols",
    "cogs.questions",
    "cogs.reactions",
    "cogs.removals",
    "cogs.saving",
    "cogs.settings",
    "cogs.transfer",
    "cogs.welcome",
)
