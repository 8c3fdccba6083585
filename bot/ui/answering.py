"""Answers to interactions: private, whatever came before, and never a traceback."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence

import aiohttp
import discord
from discord import app_commands, ui

from bot.exchange.refusal import Refusal
from bot.ui.cards import notice
from db.failures import StoreProblem

log = logging.getLogger(__name__)

# The interaction ran out (3 s, 15 min) or was answered by another process: nobody is left to tell.
_EXPIRED = {10062, 10015, 40060}


async def answer(interaction: discord.Interaction, view: ui.LayoutView, *, files: Sequence[discord.File] = ()) -> None:
    """Show a card to the person alone, as the first answer or after a deferral."""
    if interaction.response.is_done():
        await interaction.followup.send(view=view, files=list(files), ephemeral=True)
    else:
        await interaction.response.send_message(view=view, files=list(files), ephemeral=True)


async def say(interaction: discord.Interaction, text: str) -> None:
    """A short private word."""
    await answer(interaction, notice(text))


async def turn(interaction: discord.Interaction, view: ui.LayoutView, *, files: Sequence[discord.File] = ()) -> None:
    """Replace the card that the pressed button stands on, with its files, as the first answer or after a deferral."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view, attachments=list(files))
    else:
        await interaction.response.edit_message(view=view, attachments=list(files))


async def explain(interaction: discord.Interaction, error: BaseException) -> None:
    """The one error path: a Refusal's words, or a reference that the log has too."""
    if isinstance(error, app_commands.AppCommandError):
        error = getattr(error, "original", error)  # discord.py's wrapping
    if isinstance(error, discord.HTTPException) and error.code in _EXPIRED:
        log.warning("interaction %s expired (code %s)", interaction.id, error.code)
        return
    try:
        await say(interaction, _words(interaction, error))
    except discord.HTTPException as failure:
        log.warning("interaction %s could not be answered (code %s)", interaction.id, failure.code)
    except aiohttp.ClientError as failure:
        log.warning("interaction %s could not be answered (%s)", interaction.id, type(failure).__name__)


def _words(interaction: discord.Interaction, error: BaseException) -> str:
    match error:
        case Refusal():
            return str(error)
        case StoreProblem():
            log.error("the store refused a write: %s", error)
            return "This could not be saved just now, and nothing was changed. Please try again later."
        case discord.Forbidden():
            log.warning("interaction %s: Discord forbade it (code %s)", interaction.id, error.code)
            return "Discord did not let me do that: I lack a permission there. `/diagnose` shows a moderator which one."
        case aiohttp.ClientError():
            # Also what is still to be said when the process ends; a traceback would tell the operator nothing.
            log.warning("interaction %s: the line to Discord was cut (%s)", interaction.id, type(error).__name__)
            return "The line to Discord was cut on the way. Please look whether it was done, and try again if not."
        case app_commands.CheckFailure():
            return "This command is not open to you here."
        case app_commands.TransformerError():
            return "One of the values could not be understood. Please choose one from the list."
        case _:
            reference = secrets.token_hex(3).upper()
            # The traceback holds code and ids; `logging.lastResort` is never used, and no message text is in a log.
            log.error("reference %s, interaction %s", reference, interaction.id, exc_info=error)
            return f"Something went wrong on my side. Please try again; if it stays, tell a moderator: `{reference}`."
