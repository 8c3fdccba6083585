"""What belongs to a meeting, opened by a command as by a button: its agenda, and the forms for it."""

from __future__ import annotations

import discord
from discord import ui

from bot.exchange.refusal import Refusal
from bot.ui.action_cards import actions_block
from bot.ui.agenda_cards import private_agenda
from bot.ui.answering import answer
from bot.ui.asking import asker_of
from bot.ui.cards import button
from bot.ui.guards import actor_of, guild_of
from bot.ui.host import Host
from bot.ui.meeting_forms import ASK, MINUTES, PROPOSE, fields_of_minutes, meeting_form
from bot.ui.minutes_cards import minutes_block
from bot.ui.session_cards import private_session

_Interaction = discord.Interaction[Host]


async def show_agenda(interaction: _Interaction, number: int) -> None:
    """The agenda in private, its first page; of an expert session, its questions."""
    exchange, guild_id = interaction.client.exchange, guild_of(interaction).id
    actor = await actor_of(interaction)
    agenda = await exchange.agendas.of(guild_id, number)
    if agenda.meeting.plan.kind == "expert_session":
        session = await exchange.expert_sessions.of(guild_id, number)
        await answer(interaction, private_session(session, actor, exchange.clock.now()))
        return
    await answer(interaction, private_agenda(agenda, actor, exchange.clock.now()))


async def open_proposal(interaction: _Interaction, number: int, presenter_id: int | None, guest: str) -> None:
    """The form for an agenda item; for an expert session, a question is what one proposes."""
    meeting = await interaction.client.exchange.agendas.open_to_proposals(guild_of(interaction).id, number)
    if presenter_id is not None and guest:
        raise Refusal("Either a member presents it or a guest: choose one of the two.")
    if meeting.plan.kind == "expert_session":
        await interaction.response.send_modal(meeting_form(ASK, (number,)))
        return
    # A colon parts the arguments of a custom id.
    named = " ".join(guest.replace(":", " ").split())
    presents = 0 if named else presenter_id or interaction.user.id
    await interaction.response.send_modal(meeting_form(PROPOSE, (number, presents, named)))


async def open_minutes(interaction: _Interaction, number: int) -> None:
    """The form for minutes, with a title that names the meeting."""
    minutes = interaction.client.exchange.minutes
    meeting = await minutes.open_to_minutes(guild_of(interaction).id, number)
    others = await minutes.of(await asker_of(interaction), number)
    await interaction.response.send_modal(meeting_form(MINUTES, (number,), fields_of_minutes(meeting, others)))


async def what_came_of(interaction: _Interaction, number: int) -> tuple[list[str], list[ui.Button[ui.LayoutView]]]:
    """For a meeting's details: its minutes and action items in short, and the ways to these and to the agenda.

    Action items are written down from its start on; before, those of earlier meetings of its series may be open.
    """
    exchange, guild_id = interaction.client.exchange, guild_of(interaction).id
    minutes = await exchange.minutes.of(await asker_of(interaction), number)
    actions = await exchange.action_items.of(guild_id, number)
    blocks = [minutes_block(minutes), actions_block(actions.items)]
    known = actions.meeting.plan.starts_at <= exchange.clock.now() or actions.items or actions.carried
    buttons = [
        button("Agenda", "agenda_show", number),
        *([button("Action items", "action_list", number)] if known else []),
        *(button(f"Open {entry.label}", "show_entry", entry.number) for entry in minutes[-2:]),
    ]
    return [block for block in blocks if block], buttons
