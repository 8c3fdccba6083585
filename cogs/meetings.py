"""`/meeting`: plan a meeting or a series, see what is planned, change it and call it off."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord
from discord import app_commands

from bot.calendar.typed_repeat import suggest_repeats
from bot.calendar.zones import suggest_zones
from bot.exchange.meeting_plans import (
    KIND_LABELS,
    LONGEST_MINUTES,
    LONGEST_PLACE,
    LONGEST_TITLE,
    MOST_CUTOFF_HOURS,
    MOST_PLACES,
    SHORTEST_MINUTES,
    Edited,
    Typed,
    as_typed,
    is_number,
    number_in,
)
from bot.exchange.meetings import Meeting, Time, Whose
from bot.exchange.posted_meetings import require_organiser
from bot.exchange.proposals import LONGEST_GUEST
from bot.exchange.refusal import Refusal
from bot.ui import meeting_cards as cards
from bot.ui.answering import answer, say, turn
from bot.ui.change_cards import ask_to_cancel
from bot.ui.cog import ExchangeCog
from bot.ui.departures import without_role
from bot.ui.forms import form
from bot.ui.guards import actor_of, community_of, is_moderator
from bot.ui.host import Host
from bot.ui.meeting_desk import open_minutes, open_proposal, show_agenda, what_came_of
from bot.ui.meeting_files import send_calendar, send_calendar_of
from bot.ui.meeting_plan_forms import chosen_kind, offer_change_again, plan_fields, propose_change, show_draft
from bot.ui.meeting_words import guest_line
from bot.ui.reminder_cards import lost_card, message_lines
from bot.ui.routing import chosen_in, on_press
from db.meetings import MeetingKind

_Interaction = discord.Interaction[Host]
_Suggest = Callable[[int, str], Awaitable[list[Meeting]]]
_Choices = list[app_commands.Choice[str]]
_USUAL_MINUTES = 60
_KINDS = [app_commands.Choice(name=label, value=kind) for kind, label in KIND_LABELS.items()]
_WHOSE = [app_commands.Choice(name="The community’s", value="all"), app_commands.Choice(name="Mine", value="mine")]
_TIMES = [app_commands.Choice(name="To come", value="coming"), app_commands.Choice(name="Past", value="past")]


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
        when="Such as 2027-05-15 19:30, next Tuesday 7 pm, last Friday of May 7 pm, or a Discord timestamp",
        zone="The time zone of that time; your own if left out",
        minutes="How long it lasts; 60 if left out",
        where="A link or a place",
        kind="What kind of meeting; a company's own is an industry session",
        repeat="Such as twice a year, or weekly until 2027-12-31; once if left out",
        capacity="How many places: in the room, or online where there is none; any number if left out",
        cutoff="How many hours before the start sign-up closes",
        guest="Who answers in it; that makes it an expert session",
    )
    @app_commands.choices(kind=_KINDS)
    async def create(
        self,
        interaction: _Interaction,
        title: app_commands.Range[str, 1, LONGEST_TITLE],
        when: app_commands.Range[str, 1, 100],
        zone: app_commands.Range[str, 1, 60] | None = None,
        minutes: app_commands.Range[int, SHORTEST_MINUTES, LONGEST_MINUTES] = _USUAL_MINUTES,
        where: app_commands.Range[str, 1, LONGEST_PLACE] | None = None,
        kind: app_commands.Choice[str] | None = None,
        repeat: app_commands.Range[str, 1, 100] | None = None,
        capacity: app_commands.Range[int, 1, MOST_PLACES] | None = None,
        cutoff: app_commands.Range[int, 0, MOST_CUTOFF_HOURS] = 0,
        guest: discord.Member | None = None,
    ) -> None:
        """Show privately what was understood; who names a guest plans an expert session."""
        chosen = _kind(kind) or ("group" if guest is None else "expert_session")
        if guest is not None and chosen != "expert_session":
            raise Refusal("Only an expert session has a guest: leave `kind` out, or choose that kind.")
        typed = Typed(title, when, zone or "", minutes, where or "", chosen, capacity, cutoff, repeat or "")
        await show_draft(interaction, typed, guest.id if guest is not None else None)
        lacking = without_role(guest, await community_of(interaction)) if guest is not None else None
        if lacking is not None:
            await say(interaction, f"⚠️ {lacking}. Without it a guest cannot use the desk; its organiser can.")

    @group.command(name="list", description="The community's meetings or your own, to come or past")
    @app_commands.describe(whose="The community's, unless you say otherwise", time="To come, unless you say otherwise")
    @app_commands.choices(whose=_WHOSE, time=_TIMES)
    async def list_meetings(
        self,
        interaction: _Interaction,
        whose: app_commands.Choice[str] | None = None,
        time: app_commands.Choice[str] | None = None,
    ) -> None:
        """The first page."""
        chosen_whose: Whose = "mine" if whose is not None and whose.value == "mine" else "all"
        chosen_time: Time = "past" if time is not None and time.value == "past" else "coming"
        await answer(interaction, await self._listed(interaction, chosen_whose, chosen_time, 0))

    @group.command(name="show", description="One meeting, and what was and will be sent about it")
    @app_commands.describe(meeting="Its number or title")
    async def show(self, interaction: _Interaction, meeting: str) -> None:
        """The details; where several have these words in their titles, a menu of them."""
        first, *others = found = await self.meetings.meant(_guild_id(interaction), meeting)
        if others:
            await answer(interaction, cards.which(found))
        else:
            await self._show(interaction, first.number)

    @group.command(name="edit", description="Change a meeting, or all from it on (its organiser, or a moderator)")
    @app_commands.describe(
        meeting="Its number or title; without anything else, a form opens",
        title="Another title",
        when="Another date and time",
        zone="Another time zone; the time on the clock stays",
        minutes="Another length",
        where="Another place; a dash takes it away",
        kind="Another kind",
        capacity="How many places: in the room, or online where there is none; 0 for any number",
        cutoff="How many hours before the start sign-up closes",
    )
    @app_commands.choices(kind=_KINDS)
    async def edit(
        self,
        interaction: _Interaction,
        meeting: str,
        title: app_commands.Range[str, 1, LONGEST_TITLE] | None = None,
        when: app_commands.Range[str, 1, 100] | None = None,
        zone: app_commands.Range[str, 1, 60] | None = None,
        minutes: app_commands.Range[int, SHORTEST_MINUTES, LONGEST_MINUTES] | None = None,
        where: app_commands.Range[str, 1, LONGEST_PLACE] | None = None,
        kind: app_commands.Choice[str] | None = None,
        capacity: app_commands.Range[int, 0, MOST_PLACES] | None = None,
        cutoff: app_commands.Range[int, 0, MOST_CUTOFF_HOURS] | None = None,
    ) -> None:
        """Show privately what it would be like, or open the form, where it can still be changed."""
        found = await self.host.exchange.meeting_edits.changeable(
            _guild_id(interaction), await self._meant(interaction, meeting, self.meetings.suggest_coming)
        )
        require_organiser(found, await actor_of(interaction))
        edited = Edited(title, when, zone, minutes, where, _kind(kind), capacity, cutoff)
        if edited.is_empty:
            fields = plan_fields(as_typed(found))
            await interaction.response.send_modal(form(f"Change {found.label}", fields, "meeting-edit", found.number))
            return
        try:
            await propose_change(interaction, found, edited)
        except Refusal as refusal:
            await offer_change_again(interaction, refusal, found, edited)

    @group.command(name="cancel", description="Call a meeting off (its organiser, or a moderator)")
    @app_commands.describe(meeting="Its number or title")
    async def cancel(self, interaction: _Interaction, meeting: str) -> None:
        """Ask first."""
        number = await self._meant(interaction, meeting, self.meetings.suggest_coming)
        found = await self.meetings.cancellable(_guild_id(interaction), number)
        require_organiser(found, await actor_of(interaction))
        await answer(interaction, ask_to_cancel(found, await self.host.exchange.meeting_series.of(found)))

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
        number = await self._meant(interaction, meeting, self.meetings.suggest_coming)
        await open_proposal(interaction, number, presenter.id if presenter is not None else None, guest or "")

    @group.command(name="agenda", description="What a meeting is to be about: see it, vote, put it in order")
    @app_commands.describe(meeting="Its number or title")
    async def agenda(self, interaction: _Interaction, meeting: str) -> None:
        """The agenda, in the reader's own time."""
        await show_agenda(interaction, await self._meant(interaction, meeting, self.meetings.suggest))

    @group.command(name="minutes", description="Write down for the library what came of a meeting")
    @app_commands.describe(meeting="Its number or title")
    async def minutes(self, interaction: _Interaction, meeting: str) -> None:
        """The form."""
        await open_minutes(interaction, await self._meant(interaction, meeting, self.meetings.suggest_begun))

    @group.command(name="calendar", description="A calendar file: of one meeting, of the community's, or of your own")
    @app_commands.describe(
        meeting="Its number or title; its whole series, if it repeats",
        whose="All of the community's meetings, or those you organise or answered; yours if both are left out",
    )
    @app_commands.choices(whose=_WHOSE)
    async def calendar(
        self, interaction: _Interaction, meeting: str | None = None, whose: app_commands.Choice[str] | None = None
    ) -> None:
        """The file."""
        if meeting is not None:
            await send_calendar_of(interaction, await self._meant(interaction, meeting, self.meetings.suggest))
        else:
            await send_calendar(interaction, "all" if whose is not None and whose.value == "all" else "mine")

    @create.autocomplete("zone")
    @edit.autocomplete("zone")
    async def _zones(self, _: _Interaction, typed: str) -> _Choices:
        return [app_commands.Choice(name=name, value=name) for name in suggest_zones(typed)]

    @create.autocomplete("repeat")
    async def _repeats(self, interaction: _Interaction, typed: str) -> _Choices:
        filled = interaction.namespace
        first = await self.meetings.first_day(
            _guild_id(interaction), interaction.user.id, str(filled.when or ""), str(filled.zone or "")
        )
        return [app_commands.Choice(name=words, value=words) for words in suggest_repeats(first, typed)]

    @show.autocomplete("meeting")
    @calendar.autocomplete("meeting")
    @agenda.autocomplete("meeting")
    async def _known(self, interaction: _Interaction, typed: str) -> _Choices:
        return _as_choices(await self.meetings.suggest(_guild_id(interaction), typed))

    @minutes.autocomplete("meeting")
    async def _begun(self, interaction: _Interaction, typed: str) -> _Choices:
        return _as_choices(await self.meetings.suggest_begun(_guild_id(interaction), typed))

    @cancel.autocomplete("meeting")
    @edit.autocomplete("meeting")
    @propose.autocomplete("meeting")
    async def _coming(self, interaction: _Interaction, typed: str) -> _Choices:
        return _as_choices(await self.meetings.suggest_coming(_guild_id(interaction), typed))

    # The buttons.

    @on_press("meeting-show")
    async def details(self, interaction: _Interaction, number: str, _token: str = "") -> None:
        """**Details** on a card or a reminder."""
        await self._show(interaction, int(number))

    @on_press("meeting-open")
    async def open_one(self, interaction: _Interaction) -> None:
        """A meeting chosen from a list."""
        await self._show(interaction, int(chosen_in(interaction)[0]))

    @on_press("meeting-list")
    async def page(self, interaction: _Interaction, whose: Whose, time: Time, page: str) -> None:
        """Another page of a list, or another list."""
        await turn(interaction, await self._listed(interaction, whose, time, int(page)))

    async def _meant(self, interaction: _Interaction, typed: str, suggest: _Suggest) -> int:
        """A meeting's number, as it was typed or by words of its title, among those that are suggested for these."""
        if is_number(typed) or not typed.strip():
            return number_in(typed)
        return self.meetings.the_one(await suggest(_guild_id(interaction), typed))

    async def _listed(self, interaction: _Interaction, whose: Whose, time: Time, page: int) -> discord.ui.LayoutView:
        found = await self.meetings.listed(_guild_id(interaction), interaction.user.id, whose, time)
        return cards.listed(found, whose, time, page)

    async def _show(self, interaction: _Interaction, number: int) -> None:
        meeting = await self.meetings.get(_guild_id(interaction), number)
        deliveries = await self.meetings.deliveries(meeting.guild_id, number)
        _, standing = await self.host.exchange.rsvps.standing(meeting.guild_id, number)
        people = await self.host.exchange.meeting_reminders.people(meeting.guild_id, number)
        organises = interaction.user.id == meeting.organiser_id or await is_moderator(interaction)
        lines = message_lines(deliveries, people, interaction.user.id, organises=organises)
        came_of_it, ways = await what_came_of(interaction, number)
        guest = guest_line(meeting, await self.host.exchange.expert_sessions.guest_of(meeting))
        came_of_it = [guest, *came_of_it] if guest else came_of_it
        series = await self.host.exchange.meeting_series.of(meeting)
        now = self.host.exchange.clock.now()
        if organises and meeting.status == "planned" and meeting.plan.ends_at > now and lost_card(deliveries):
            ways = [*ways, cards.repost_button(meeting)]
        view = cards.details(meeting, standing, lines, now, came_of_it, ways, series, organises=organises)
        await answer(interaction, view)


def _guild_id(interaction: _Interaction) -> int:
    assert interaction.guild_id is not None  # the tree is guild-only
    return interaction.guild_id


def _as_choices(found: list[Meeting]) -> _Choices:
    return [app_commands.Choice(name=cards.choice(meeting), value=meeting.label) for meeting in found]


def _kind(chosen: app_commands.Choice[str] | None) -> MeetingKind | None:
    return chosen_kind(chosen.value) if chosen is not None else None


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(MeetingsCog(host))
