"""What somebody typed on its way in: urgent signs first, in whatever form, search or menu.

Of a meeting's forms also what may identify a patient, and why one was refused; nothing is typed twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import wraps
from typing import Any

import discord

from bot.clinical.urgent import urgent_signs
from bot.exchange.refusal import Refusal
from bot.exchange.saving import HeldDraft
from bot.ui.again import hold_typed
from bot.ui.answering import answer
from bot.ui.cards import ButtonStyle, button, notice
from bot.ui.forms import Answers
from bot.ui.host import Host
from bot.ui.routing import on_form
from bot.ui.save_forms import not_saved_card
from bot.ui.urgent_notice import urgent_notice
from db.entries import Entry

Form = Sequence[int | str]
"""A form's action, and the numbers of what it is about: as they stand in its custom id."""
Handler = Callable[..., Awaitable[HeldDraft | None]]


def on_meeting_form(action: str) -> Callable[[Handler], Callable[..., Awaitable[None]]]:
    """Marks a cog's method as what takes a form of a meeting; where it returns what is held, nothing was saved.

    That, or why it was refused, is said with the form as it was sent. The form's last id is the token of what was held
    before, which it replaces, once; what was typed is back under its token where the store fails.
    """

    def decorate(handler: Handler) -> Callable[..., Awaitable[None]]:
        @on_form(action)
        @wraps(handler)
        async def take(
            cog: Any, interaction: discord.Interaction[Host], answers: Answers, *ids: str, cleared: tuple[str, ...] = ()
        ) -> None:
            *about, token = ids
            form = (action, *about)
            with interaction.client.exchange.held_forms.used(token):
                try:
                    held = await handler(cog, interaction, answers, *about, cleared=cleared)
                except Refusal as why:
                    await refuse(interaction, form, answers, why)
                    return
                if held is not None:
                    await _hold(interaction, form, answers, held)

        return take

    return decorate


async def warn_if_urgent(interaction: discord.Interaction[Host], words: str, known: str = "") -> bool:
    """An emergency is answered at once, whatever becomes of the form; whether there was a sign of one.

    No sign is one that what is `known` has too: a form comes with an entry's own words in it, of months ago.
    """
    old = {each.value for each in urgent_signs(known)}
    is_urgent = any(each.value not in old for each in urgent_signs(words))
    if is_urgent:
        await answer(interaction, urgent_notice())
    return is_urgent


def said_in(entry: Entry | None) -> str:
    """All that an entry says, each part on a line; nothing where there is none."""
    if entry is None:
        return ""
    content = entry.content
    details = (detail.text for detail in content.details)
    return "\n".join((content.title, content.text, *details, content.correction.settings or ""))


async def _hold(interaction: discord.Interaction[Host], form: Form, answers: Answers, held: HeldDraft) -> None:
    """Not saved, and why, with the form as it was sent and **Not the patient**."""
    token = hold_typed(interaction, form, answers, held.kinds)
    view = not_saved_card(
        held,
        button("Edit again", "held_again", token, style=ButtonStyle.primary),
        button("Not the patient", "held_cleared", token),
    )
    await answer(interaction, view)


async def refuse(interaction: discord.Interaction[Host], form: Form, answers: Answers, why: Refusal) -> None:
    """Not taken, and why, with the form as it was sent."""
    token = hold_typed(interaction, form, answers)
    await answer(interaction, notice(str(why), button("Edit again", "held_again", token)))
