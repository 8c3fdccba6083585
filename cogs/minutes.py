"""Minutes of a meeting: by a form, or from a message where it stands."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.clinical.reading import EntryKind
from bot.exchange.incoming import Chosen, Kept
from bot.exchange.minutes import details_of
from bot.exchange.refusal import Refusal
from bot.exchange.saving import Draft, HeldDraft, read_draft
from bot.ui import minutes_cards as cards
from bot.ui.answering import answer, say
from bot.ui.asking import asker_of
from bot.ui.cog import ExchangeCog
from bot.ui.forms import Answers
from bot.ui.found_again import found_again, ids_of
from bot.ui.guards import guild_of
from bot.ui.host import Host
from bot.ui.incoming import home_of, is_a_members, is_archived
from bot.ui.meeting_forms import MINUTES, NOTES_PARTS
from bot.ui.message_forms import told
from bot.ui.receiving import keep_chosen
from bot.ui.routing import chosen_in, on_press
from bot.ui.screening import on_meeting_form, warn_if_urgent
from db.entries import Detail, Entry
from db.meetings import Meeting

_Interaction = discord.Interaction[Host]


class MinutesCog(ExchangeCog):
    """What came of a meeting goes into the library."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.minutes = host.exchange.minutes
        self._menu = app_commands.ContextMenu(name="Save as minutes", callback=self.save_as_minutes)

    async def cog_load(self) -> None:
        """discord.py takes menus from no cog by itself."""
        await super().cog_load()
        self.host.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take it out again."""
        await super().cog_unload()
        self.host.tree.remove_command(self._menu.name, type=self._menu.type)

    @on_meeting_form(MINUTES)
    async def write(
        self, interaction: _Interaction, answers: Answers, meeting: str, *, cleared: tuple[str, ...] = ()
    ) -> HeldDraft | None:
        """Keep them as a summary that names its meeting."""
        guild_id = guild_of(interaction).id
        await warn_if_urgent(
            interaction, "\n".join(answers.text(key) for key in ("title", "text", "decisions", "open"))
        )
        known = await self.minutes.open_to_minutes(guild_id, int(meeting))
        draft = read_draft(_draft(known, answers))
        entry = await self.minutes.save(guild_id, int(meeting), interaction.user.id, draft, cleared)
        if isinstance(entry, HeldDraft):
            return entry
        await self._show_saved(interaction, entry, known)
        return None

    async def save_as_minutes(self, interaction: _Interaction, message: discord.Message) -> None:
        """The menu of a message: of the last meeting that stands there, or else that is asked."""
        home = await home_of(message) if is_a_members(message) else None
        if home is None:
            raise Refusal("Only what a member wrote in a channel of the exchange can be saved.")
        if is_archived(home):
            raise Refusal("This thread is asleep, so its author could not be told. Write something in it first.")
        guild_id = guild_of(interaction).id
        parent = home.parent_id if isinstance(home, discord.Thread) else None
        meant = await self.minutes.meant(guild_id, home.id, parent, message.created_at)
        if meant is not None:
            await self._keep(interaction, message, meant.number)
            return
        begun = await self.minutes.begun(guild_id)
        if not begun:
            raise Refusal("No meeting has begun yet, so there is none that this could be the minutes of.")
        await answer(interaction, cards.which_meeting(begun, ids_of(interaction, message)))

    @on_press("minutes_which")
    async def save_as_minutes_of(self, interaction: _Interaction, *ids: str) -> None:
        """The meeting was chosen."""
        [meeting] = chosen_in(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._keep(interaction, await found_again(interaction, *ids), int(meeting))

    async def _keep(self, interaction: _Interaction, message: discord.Message, meeting: int) -> None:
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=True, thinking=True)
        known = await self.minutes.open_to_minutes(guild_of(interaction).id, meeting)
        outcome = await keep_chosen(self.host, message, Chosen(EntryKind.SUMMARY, interaction.user.id))
        if not isinstance(outcome, Kept):
            await say(interaction, told(outcome, interaction.user.id))
            return
        await self.minutes.link(outcome.entry, meeting)
        await self._show_saved(interaction, outcome.entry, known)

    async def _show_saved(self, interaction: _Interaction, entry: Entry, meeting: Meeting) -> None:
        told = await self.minutes.of(await asker_of(interaction), meeting.number)
        await answer(interaction, cards.saved(entry, meeting, [each for each in told if each.number != entry.number]))


def _draft(meeting: Meeting, answers: Answers) -> Draft:
    parts = tuple(Detail(heading, answers.text(key)) for key, heading in NOTES_PARTS if answers.text(key))
    return Draft(
        kind=EntryKind.SUMMARY,
        text=answers.text("text"),
        title=" ".join(answers.text("title").split()),
        details=(*parts, *details_of(meeting)),
    )


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(MinutesCog(host))
