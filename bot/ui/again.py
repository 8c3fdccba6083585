"""What was typed waits in memory while its form is held or refused, so that nothing is typed twice."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.exchange.held_forms import HeldForm
from bot.exchange.meeting_plans import UnclearWhen
from bot.exchange.refusal import Refusal
from bot.ui.answering import answer
from bot.ui.cards import button, notice
from bot.ui.forms import Answers
from bot.ui.guards import guild_id_of
from bot.ui.host import Host

_MEANT = "meant"  # beside the fields of a form, what its time can mean


def hold_typed(
    interaction: discord.Interaction[Host], form: Sequence[int | str], answers: Answers, kinds: tuple[str, ...] = ()
) -> str:
    """Keep what was typed for a while: the token to ask for it with. `form` is its action, and what it is about."""
    return interaction.client.exchange.held_forms.hold(
        guild_id_of(interaction), interaction.user.id, tuple(map(str, form)), answers.values, kinds
    )


def held_form(interaction: discord.Interaction[Host], token: str) -> HeldForm:
    """The form as it was sent; raises a Refusal after a quarter of an hour, or a restart."""
    return interaction.client.exchange.held_forms.of(token, guild_id_of(interaction), interaction.user.id)


def typed_before(interaction: discord.Interaction[Host], token: str) -> Answers:
    """What was typed in it."""
    return Answers(held_form(interaction, token).answers)


async def offer_again(
    interaction: discord.Interaction[Host], refusal: Refusal, answers: Answers, action: str, *arguments: str
) -> None:
    """Say why it was refused, with **Edit again**: `action` gets the arguments and the token of what was typed.

    Where a time can only mean some, each has a button.
    """
    choices = refusal.choices if isinstance(refusal, UnclearWhen) else ()
    token = hold_typed(interaction, (action, *arguments), Answers({**answers.values, _MEANT: choices}))
    meant = [button(each, "typed_meant", place, token) for place, each in enumerate(choices)]
    await answer(interaction, notice(str(refusal), *meant, button("Edit again", action, *arguments, token)))


def with_meant(answers: Answers, place: int) -> Answers:
    """What was typed, with one of the times in place of the one that could not be read."""
    return Answers({**answers.values, "when": (answers.choices(_MEANT)[place],)})
