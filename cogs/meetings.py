"""`/meeting`: plan a meeting, see what is planned, call it off; and the sending of cards and reminders."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import app_commands

from bot.calendar.zones import suggest_zones
from bot.exchange import meetings
from bot.exchange.agenda import LONGEST_GUEST
from bot.exchange.meetings import LONGEST_MINUTES, LONGEST_PLACE, LONGEST_TITLE, SHORTEST_MINUTES, Typed, number_in
from bot.exchange.outbox import Sending
from bot.exchange.refusal import Refusal
from bot.ui import meeting_cards as cards
from bot.ui.again import offer_again, typed_before
from bot.ui.answering import answer, turn
from bot.ui.asking import require_may_write, writing_in
from bot.ui.cards import notice
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.forms import Answers, Field, TextField, form, refilled
from bot.ui.guards import community_of, is_moderator, require_moderator
from bot.ui.host import Host
from bot.ui.meeting_desk import open_minutes, open_proposal, show_agenda, what_came_of
from bot.ui.permissions import require
from bot.ui.reminder_cards import message_lines
from bot.ui.routing import on_form, on_press

_Interaction = discord.Interaction[Host]
_Choices = list[app_commands.Choice[str]]
_USUAL_MINUTES = 60


class MeetingsCog(ExchangeCog):
    """The group's meetings."""

    group = app_commands.Group(name="meeting", description="The group's meetings, each in the reader's own time")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.meetings = host.exchange.meetings

    # The commands.

    @group.command(name="create", description="Plan a meeting: you see it in several time zones before it is posted")
    @app_commands.describe(
        title="What it is about",
        when="Date and time, such as 2027-05-15 19:30, or a Discord timestamp",
        zone="The time zone of that time; your own if left out",
        minutes="How long it lasts; 60 if left out",
        where="A link or a place",
    )
    async def create(
        self,
        interaction: _Interaction,
        title: app_commands.Range[str, 1, LONGEST_TITLE],
        when: app_commands.Range[str, 1, 100],
        zone: app_commands.Range[str, 1, 60] | None = None,
        minutes: app_commands.Range[int, SHORTEST_MINUTES, LONGEST_MINUTES] = _USUAL_MINUTES,
        where: app_commands.Range[str, 1, LONGEST_PLACE] | None = None,
    ) -> None:
        """Show privately what was understood."""
        channel_id = await self._meeting_channel(interaction)
        typed = Typed(title, when, zone or "", minutes, where or "")
        draft = await self.meetings.draft(_guild_id(interaction), interaction.user.id, channel_id, typed)
        await answer(interaction, cards.draft(draft, await self.meetings.clocks(draft)))

    @group.command(name="list", description="The meetings to come")
    async def list_coming(self, interaction: _Interaction) -> None:
        """The first page."""
        await answer(interaction, cards.coming(await self.meetings.coming(_guild_id(interaction)), 0))

    @group.command(name="show", description="One meeting, and what was and will be sent about it")
    @app_commands.describe(meeting="Its number or title")
    async def show(self, interaction: _Interaction, meeting: str) -> None:
        """The details."""
        await self._show(interaction, number_in(meeting))

    @group.command(name="cancel", description="Call a meeting off (its organiser, or a moderator)")
    @app_commands.describe(meeting="Its number or title")
    async def cancel(self, interaction: _Interaction, meeting: str) -> None:
        """Ask first."""
        found = await self.meetings.get(_guild_id(interaction), number_in(meeting))
        await _require_organiser(interaction, found)
        if found.status == "cancelled":
            raise Refusal(f"{found.label} has been cancelled already.")
        await answer(interaction, cards.ask_to_cancel(found))

    @group.command(name="propose", description="Propose an item for a meeting, or a question for an expert session")
    @app_commands.describe(
        meeting="Its number or title",
        presenter="Who presents it; you if left out",
        guest="A presenter who is no member",
    )
    async def propose(
        self,
        interaction: _Interaction,
        meeting: str,
        presenter: discord.Member | None = None,
        guest: app_commands.Range[str, 1, LONGEST_GUEST] | None = None,
    ) -> None:
        """The form."""
        await open_proposal(
            interaction, number_in(meeting), presenter.id if presenter is not None else None, guest or ""
        )

    @group.command(name="agenda", description="What a meeting is to be about: see it, vote, put it in order")
    @app_commands.describe(meeting="Its number or title")
    async def agenda(self, interaction: _Interaction, meeting: str) -> None:
        """The agenda, in the reader's own time."""
        await show_agenda(interaction, number_in(meeting))

    @group.command(name="minutes", description="Write down for the library what came of a meeting")
    @app_commands.describe(meeting="Its number or title")
    async def minutes(self, interaction: _Interaction, meeting: str) -> None:
        """The form."""
        await open_minutes(interaction, number_in(meeting))

    @create.autocomplete("zone")
    async def _zones(self, _: _Interaction, typed: str) -> _Choices:
        return [app_commands.Choice(name=name, value=name) for name in suggest_zones(typed)]

    @show.autocomplete("meeting")
    @agenda.autocomplete("meeting")
    @minutes.autocomplete("meeting")
    async def _known(self, interaction: _Interaction, typed: str) -> _Choices:
        return _as_choices(await self.meetings.suggest(_guild_id(interaction), typed))

    @cancel.autocomplete("meeting")
    @propose.autocomplete("meeting")
    async def _coming(self, interaction: _Interaction, typed: str) -> _Choices:
        return _as_choices(await self.meetings.suggest_coming(_guild_id(interaction), typed))

    # The buttons and the form.

    @on_press("meeting-post")
    async def post(self, interaction: _Interaction, number: str) -> None:
        """The draft is right."""
        meeting = await self.meetings.post(_guild_id(interaction), int(number), interaction.user.id)
        await turn(interaction, cards.posted(meeting))

    @on_press("meeting-change")
    async def change(self, interaction: _Interaction, number: str) -> None:
        """The draft is not right: a form holds what was typed."""
        draft = await self.meetings.draft_of(_guild_id(interaction), int(number), interaction.user.id)
        await interaction.response.send_modal(_form(_fields(meetings.as_typed(draft)), number))

    @on_press("meeting-again")
    async def change_again(self, interaction: _Interaction, number: str, token: str) -> None:
        """The refused form, with what was typed."""
        draft = await self.meetings.draft_of(_guild_id(interaction), int(number), interaction.user.id)
        fields = refilled(_fields(meetings.as_typed(draft)), await typed_before(interaction, token))
        await interaction.response.send_modal(_form(fields, number))

    @on_form("meeting-change")
    async def changed(self, interaction: _Interaction, answers: Answers, number: str) -> None:
        """Show privately what was understood now, in place of the former draft."""
        try:
            draft = await self.meetings.change(
                _guild_id(interaction), int(number), interaction.user.id, _typed(answers)
            )
        except Refusal as refusal:
            await offer_again(interaction, refusal, answers, "meeting-again", number)
            return
        await turn(interaction, cards.draft(draft, await self.meetings.clocks(draft)))

    @on_press("meeting-show")
    async def details(self, interaction: _Interaction, number: str, _token: str = "") -> None:
        """**Details** on a card or a reminder."""
        await self._show(interaction, int(number))

    @on_press("meeting-list")
    async def page(self, interaction: _Interaction, page: str) -> None:
        """Another page of the list."""
        await turn(interaction, cards.coming(await self.meetings.coming(_guild_id(interaction)), int(page)))

    @on_press("meeting-cancel")
    async def call_off(self, interaction: _Interaction, number: str) -> None:
        """Yes, cancel it."""
        meeting = await self.meetings.get(_guild_id(interaction), int(number))
        await _require_organiser(interaction, meeting)
        await self.meetings.cancel(_guild_id(interaction), int(number), interaction.user.id)
        await turn(interaction, notice(f"**{meeting.label}** is cancelled, and <#{meeting.channel_id}> will be told."))

    @on_press("meeting-keep")
    async def keep(self, interaction: _Interaction, number: str) -> None:
        """No, keep it."""
        await turn(interaction, notice(f"**M-{number}** stays as it was."))

    # The outbox.

    @delivers(meetings.CANCELLED)
    async def send_cancellation(self, sending: Sending) -> int:
        """The short word."""
        meeting = await self.meetings.called_off(sending.delivery)
        return await self._send(sending, meeting.channel_id, cards.cancellation(meeting, sending.token))

    async def _send(self, sending: Sending, channel_id: int, view: discord.ui.LayoutView) -> int:
        channel = self.host.get_partial_messageable(channel_id)
        # discord.py adds enforce_nonce: Discord answers a repeated send with the message that is there already.
        return (await channel.send(view=view, nonce=sending.token)).id

    async def _show(self, interaction: _Interaction, number: int) -> None:
        meeting = await self.meetings.get(_guild_id(interaction), number)
        deliveries = await self.meetings.deliveries(meeting.guild_id, number)
        people = await self.host.exchange.meeting_reminders.people(meeting.guild_id, number)
        organises = interaction.user.id == meeting.organiser_id or await is_moderator(interaction)
        lines = message_lines(deliveries, people, interaction.user.id, organises=organises)
        came_of_it, ways = await what_came_of(interaction, number)
        await answer(interaction, cards.details(meeting, lines, self.host.exchange.clock.now(), came_of_it, ways))

    async def _meeting_channel(self, interaction: _Interaction) -> int:
        """Where a new meeting is announced; raises a Refusal where the bot, or else its organiser, may not post there.

        The channel that the moderators have chosen is for everybody's meetings, also where only the bot may write.

        A channel that is not in the cache is taken on trust: were it gone, `/meeting show` would say so.
        """
        chosen = (await community_of(interaction)).meeting_channel_id
        guild = interaction.guild
        if chosen is None or guild is None or chosen == interaction.channel_id:
            assert interaction.channel_id is not None
            if chosen != interaction.channel_id:
                require_may_write(interaction, interaction.channel)
            _require_sending(interaction.app_permissions, interaction.channel)
            return interaction.channel_id
        channel = guild.get_channel_or_thread(chosen)
        if channel is not None:
            _require_sending(channel.permissions_for(guild.me), channel)
        return chosen


def _require_sending(permissions: discord.Permissions, channel: object) -> None:
    name = getattr(channel, "name", "this-channel")
    require(permissions, f"#{name}", "view_channel", writing_in(channel), "read_message_history")


async def _require_organiser(interaction: _Interaction, meeting: meetings.Meeting) -> None:
    if interaction.user.id != meeting.organiser_id:
        await require_moderator(interaction)


def _guild_id(interaction: _Interaction) -> int:
    assert interaction.guild_id is not None  # the tree is guild-only
    return interaction.guild_id


def _as_choices(found: list[meetings.Meeting]) -> _Choices:
    return [app_commands.Choice(name=cards.choice(meeting), value=meeting.label) for meeting in found]


def _fields(typed: Typed) -> list[TextField]:
    return [
        TextField("title", "Title", most=LONGEST_TITLE, value=typed.title),
        TextField("when", "Date and time", "Such as 2027-05-15 19:30", most=100, value=typed.when),
        TextField("zone", "Time zone", "A region and a city, such as Europe/Athens", most=60, value=typed.zone),
        TextField("minutes", "Minutes", most=5, value=str(typed.minutes)),
        TextField("place", "Where", "A link or a place", required=False, most=LONGEST_PLACE, value=typed.place),
    ]


def _form(fields: Sequence[Field], number: str) -> discord.ui.Modal:
    return form("Change the meeting", fields, "meeting-change", number)


def _typed(answers: Answers) -> Typed:
    return Typed(
        answers.text("title"),
        answers.text("when"),
        answers.text("zone"),
        _minutes(answers.text("minutes")),
        answers.text("place"),
    )


def _minutes(typed: str) -> int:
    if not typed.isdecimal():
        raise Refusal("Minutes are a whole number, such as 90.")
    return int(typed)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(MeetingsCog(host))
