"""Minutes of a meeting: by a form, or from a message where it stands."""

from __future__ import annotations

from typing import Any, cast

import discord
from discord import app_commands

from bot.clinical.reading import EntryKind
from bot.exchange.incoming import Chosen, Kept, Outcome
from bot.exchange.minutes import details_of
from bot.exchange.refusal import Refusal
from bot.exchange.saving import Draft, HeldDraft, read_draft
from bot.ui import minutes_cards as cards
from bot.ui.answering import answer, say
from bot.ui.cog import ExchangeCog
from bot.ui.forms import Answers
from bot.ui.guards import guild_of
from bot.ui.host import Host
from bot.ui.incoming import Authors, home_of, is_a_members, is_archived
from bot.ui.meeting_forms import MINUTES, NOTES_PARTS
from bot.ui.message_forms import told
from bot.ui.receiving import Receiver
from bot.ui.routing import on_form, on_press
from bot.ui.screening import hold, refuse, replaces_held, warn_if_urgent
from db.entries import Detail
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

    @on_form(MINUTES)
    @replaces_held
    async def write(
        self, interaction: _Interaction, answers: Answers, meeting: str, *, cleared: tuple[str, ...] = ()
    ) -> None:
        """Keep them as a summary that names its meeting."""
        guild_id, form = guild_of(interaction).id, (MINUTES, meeting)
        await warn_if_urgent(
            interaction, "\n".join(answers.text(key) for key in ("title", "text", "decisions", "open"))
        )
        try:
            known = await self.minutes.open_to_minutes(guild_id, int(meeting))
            draft = read_draft(_draft(known, answers))
            entry = await self.minutes.save(guild_id, int(meeting), interaction.user.id, draft, cleared)
        except Refusal as why:
            await refuse(interaction, form, answers, why)
            return
        if isinstance(entry, HeldDraft):
            await hold(interaction, form, answers, entry)
            return
        await answer(interaction, cards.saved(entry, known))

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
        await answer(interaction, cards.which_meeting(begun, self._ids(interaction, message)))

    @on_press("minutes_which")
    async def save_as_minutes_of(
        self, interaction: _Interaction, channel_id: str, message_id: str, unfetched: str = ""
    ) -> None:
        """The meeting was chosen."""
        data = cast("dict[str, Any]", interaction.data)
        guild_id = guild_of(interaction).id
        channel = self.host.get_partial_messageable(int(channel_id), guild_id=guild_id)
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            message = await channel.fetch_message(int(message_id))
        except discord.NotFound:
            raise Refusal("That message is gone, so nothing was saved.") from None
        if unfetched and not message.content:
            held = self.host.exchange.held_forms.of(unfetched, guild_id, interaction.user.id)
            [message.content] = held.answers["text"]
        await self._keep(interaction, message, int(data["values"][0]))

    async def _keep(self, interaction: _Interaction, message: discord.Message, meeting: int) -> None:
        """As every message is kept: in turn, and with what the channel is shown of it."""
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=True, thinking=True)
        known = await self.minutes.open_to_minutes(guild_of(interaction).id, meeting)
        outcome = await self._taken(message, Chosen(EntryKind.SUMMARY, interaction.user.id))
        if not isinstance(outcome, Kept):
            await say(interaction, told(outcome, interaction.user.id))
            return
        await self.minutes.link(outcome.entry, meeting)
        await answer(interaction, cards.saved(outcome.entry, known))

    async def _taken(self, message: discord.Message, chosen: Chosen) -> Outcome:
        receiver = Receiver(self.host, Authors(self.host))
        async with self.host.exchange.chat_order.turn(message.id):
            outcome = await receiver.take(message, chosen)
            await receiver.acknowledge(message, outcome)
        return outcome

    def _ids(self, interaction: _Interaction, message: discord.Message) -> tuple[int, int, str]:
        """Without the message-content intent Discord shows the text in the menu alone: it waits in memory."""
        token = ""
        if not self.host.reads_message_content:
            token = self.host.exchange.held_forms.hold(
                guild_of(interaction).id, interaction.user.id, ("minutes_which",), {"text": (message.content,)}, ()
            )
        return message.channel.id, message.id, token


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
