"""What the moderators are asked when a channel, a thread or many messages were deleted, and what they decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import discord
from discord import ui

from bot.exchange.counted import counted
from bot.exchange.removals import ListedAgain
from bot.ui.cards import ButtonStyle, button, card, notice
from bot.ui.text import WARNING, clipped
from db.removals import RemovalReason

_LONGEST_LIST: Final = 1500
_WHAT: Final[dict[RemovalReason, str]] = {
    "channel": "A channel was deleted",
    "thread": "A thread was deleted",
    "bulk": "Several messages were deleted at once",
}


def removal_question(
    number: int, reason: RemovalReason, labels: Sequence[str], for_authors: int, until: datetime, token: str
) -> ui.LayoutView:
    """Keep or remove; the token lets the sent message be found again.

    Some of it is for its authors alone, wherever it is kept.
    """
    count = counted(len(labels), "saved entry", "saved entries")
    listed = "they are" if len(labels) != 1 else "it is"
    return card(
        [
            f"## {_WHAT[reason]}\n{count} came from there, and {listed} not listed any more: "
            f"{clipped(', '.join(labels), _LONGEST_LIST)}.",
            "Shall the library keep what was written? Without a decision it is removed "
            f"{discord.utils.format_dt(until, 'R')}.{_alone(for_authors)}",
        ],
        accent=WARNING,
        buttons=(
            button("Keep", "removal_keep", number, token, style=ButtonStyle.success),
            button("Remove", "removal_remove", number, token, style=ButtonStyle.danger),
        ),
    )


def removal_kept(kept: ListedAgain, moderator_id: int) -> ui.LayoutView:
    """The question, answered: listed again."""
    told = f"<@{moderator_id}> has decided to keep this: {_entries(kept.count)} listed again."
    return notice(told + _alone(kept.for_authors))


def removal_removed(count: int, moderator_id: int) -> ui.LayoutView:
    """The question, answered: gone."""
    return notice(f"<@{moderator_id}> has decided to remove this: {_entries(count)} withdrawn.")


def _alone(count: int) -> str:
    if not count:
        return ""
    these = f"{counted(count, 'entry', 'entries')} {'was' if count == 1 else 'were'}"
    return (
        f" {these} written in a private place that is gone. Who could read there is not known any more: what is kept "
        "of that is found by its author alone."
    )


def _entries(count: int) -> str:
    return f"{counted(count, 'entry', 'entries')} {'is' if count == 1 else 'are'}"
