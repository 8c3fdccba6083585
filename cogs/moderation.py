"""`/moderate`: what moderators do to others' entries. Everything here is written down."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

import discord
from discord import app_commands

from bot.delivery.moderators import tell_moderators
from bot.exchange.copies import UNMERGED_KIND
from bot.exchange.counted import counted
from bot.exchange.lookup import Asker
from bot.exchange.moderation import HidingReason, Moderation
from bot.exchange.outbox import NothingToSend, Sending
from bot.exchange.refusal import Refusal
from bot.exchange.request import number_in
from bot.ui.answering import answer, say, turn
from bot.ui.asking import asker_of
from bot.ui.cards import notice
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.entry_choices import entry_choices
from bot.ui.guards import community_of, moderators_only, require_moderator
from bot.ui.host import Host
from bot.ui.moderation_cards import MERGE, ask_to_merge, hidden_notice, unmerged_notice
from bot.ui.notes import version_of
from bot.ui.routing import on_press
from bot.ui.text import escaped
from db.entries import Entry
from db.search import TitledEntry

log = logging.getLogger(__name__)

Using = discord.Interaction[Host]
Choice = app_commands.Choice[str]
Suggestions = Callable[[Asker, str], Awaitable[list[TitledEntry]]]
_REASONS = [Choice(name=reason.value.capitalize(), value=reason.name) for reason in HidingReason]


class ModerationCog(ExchangeCog):
    """Hiding, showing again, retitling, merging and the way back."""

    moderate = moderators_only(
        app_commands.Group(name="moderate", description="Hide, retitle or merge entries (moderators)")
    )

    @moderate.command(name="hide", description="Take an entry out of everybody's sight, with a reason (moderators)")
    @app_commands.describe(entry="Its number, or words of its title", reason="What its author is told")
    @app_commands.choices(reason=_REASONS)
    async def hide(self, interaction: Using, entry: app_commands.Range[str, 1, 200], reason: str) -> None:
        """It can be shown again at any time."""
        found = await self._found(interaction, entry)
        why = HidingReason[reason]
        hidden = await self._moderation.hide(found.guild_id, found.number, interaction.user.id, why)
        await answer(interaction, hidden_notice(hidden, why))

    @moderate.command(name="unhide", description="Show a hidden entry again (moderators)")
    @app_commands.describe(number="Its number, such as T-142; those that are hidden are listed")
    async def unhide(self, interaction: Using, number: app_commands.Range[str, 1, 20]) -> None:
        """By its number, as members do not find it."""
        await self._unhide(interaction, _number(number))

    @on_press("unhide")
    async def unhide_read(self, interaction: Using, number: str) -> None:
        """From the card on which a moderator has read it."""
        await require_moderator(interaction)
        await self._unhide(interaction, int(number))

    @moderate.command(name="retitle", description="Give an entry another title; its text stays (moderators)")
    @app_commands.describe(entry="Its number, or words of its title", title="The new title")
    async def retitle(
        self, interaction: Using, entry: app_commands.Range[str, 1, 200], title: app_commands.Range[str, 1, 150]
    ) -> None:
        """Its author can change it again."""
        found = await self._found(interaction, entry)
        retitled = await self._moderation.retitle(found.guild_id, found.number, interaction.user.id, title)
        await say(interaction, f"{retitled.label} is now called **{escaped(retitled.content.title)}**.")

    @moderate.command(name="merge", description="Let one entry stand for two that say the same (moderators)")
    @app_commands.describe(duplicate="The one that goes", into="The one that stays")
    async def merge(
        self,
        interaction: Using,
        duplicate: app_commands.Range[str, 1, 200],
        into: app_commands.Range[str, 1, 200],
    ) -> None:
        """Show both first."""
        one, other = await self._found(interaction, duplicate), await self._found(interaction, into)
        await self._moderation.require_mergeable(one.guild_id, one.number, other.number)
        await answer(interaction, ask_to_merge(one, other))

    @on_press(MERGE)
    async def merge_both(self, interaction: Using, duplicate: str, seen: str, into: str, seen_into: str) -> None:
        """Reports, answers and copies move; the duplicate's number leads to the other."""
        await require_moderator(interaction)
        one, other = await self._found(interaction, duplicate), await self._found(interaction, into)
        if (version_of(one), version_of(other)) != (seen, seen_into):
            raise Refusal("One of the two was changed since you looked. Please look at both again: `/moderate merge`.")
        merged = await self._moderation.merge(one.guild_id, one.number, other.number, interaction.user.id)
        left = (
            f" {counted(merged.left, 'report')} of members who reported on both: left with {merged.duplicate.label}."
            if merged.left
            else ""
        )
        word = (
            f"{merged.duplicate.label} is now part of {merged.kept.label}.{left} `/moderate unmerge "
            f"{merged.duplicate.label}` takes that back."
        )
        await turn(interaction, notice(word))

    @moderate.command(name="unmerge", description="Take a merge back: two entries again (moderators)")
    @app_commands.describe(number="The number of the one that went, such as P-17")
    async def unmerge(self, interaction: Using, number: app_commands.Range[str, 1, 20]) -> None:
        """By its number: what is merged is in no list."""
        guild_id = (await community_of(interaction)).guild_id
        unmerged = await self._moderation.unmerge(guild_id, _number(number), interaction.user.id)
        kept = f" beside {unmerged.kept.label}" if unmerged.kept is not None else ""
        how = "is held until its author edits it" if unmerged.entry.status == "held" else "is listed again"
        await say(
            interaction, f"{unmerged.entry.label} {how}{kept}, with the reports, answers and copies that had moved."
        )

    @delivers(UNMERGED_KIND)
    async def tell_unmerged(self, sending: Sending) -> int:
        """A merge has ended by itself, and its moderators decide whether that is right."""
        posting = sending.delivery.posting
        unmerged = await self._moderation.came_back(posting.guild_id, posting.entry or 0, int(posting.label))
        if unmerged is None:
            raise NothingToSend("it is gone, or merged again")
        view = unmerged_notice(unmerged, sending.token)
        return await tell_moderators(self.host, self.host.exchange.communities, sending, view)

    @hide.autocomplete("entry")
    @retitle.autocomplete("entry")
    @merge.autocomplete("duplicate")
    @merge.autocomplete("into")
    async def entries(self, interaction: Using, typed: str) -> list[Choice]:
        """By number or title; the newest when nothing is typed."""
        return await _choices(interaction, typed, self.host.exchange.lookup.suggestions)

    @unhide.autocomplete("number")
    async def hidden_entries(self, interaction: Using, typed: str) -> list[Choice]:
        """The same of what is hidden."""
        return await _choices(interaction, typed, self._moderation.hidden_like)

    async def _found(self, interaction: Using, typed: str) -> Entry:
        asker, number = await asker_of(interaction), number_in(typed)
        if number is not None and await self._moderation.hidden(asker, number) is not None:
            raise Refusal(f"Number {number} is hidden: `/show {number}` says why, and how it is shown to all again.")
        return await self.host.exchange.lookup.entry(asker, typed)

    async def _unhide(self, interaction: Using, number: int) -> None:
        guild_id = (await community_of(interaction)).guild_id
        shown = await self._moderation.unhide(guild_id, number, interaction.user.id)
        await say(interaction, f"{shown.label} is shown again.")

    @property
    def _moderation(self) -> Moderation:
        return self.host.exchange.moderation


async def _choices(interaction: Using, typed: str, suggestions: Suggestions) -> list[Choice]:
    """A fault shows no list: there is nobody to tell."""
    try:
        found = await suggestions(await asker_of(interaction), typed)
    except Exception as error:
        log.warning("entries could not be suggested (%s)", type(error).__name__)
        return []
    return entry_choices(found)


def _number(typed: str) -> int:
    number = number_in(typed)
    if number is None:
        raise Refusal("Type the number of the entry, such as `T-142`.")
    return number


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(ModerationCog(host))
