"""The buttons below a captured message: Edit details, What it treats, and Withdraw."""

from __future__ import annotations

from typing import Final

import discord

from bot.clinical.devices import Device, catalogue
from bot.clinical.hashtags import read_hashtags
from bot.clinical.reading import EntryKind
from bot.delivery.told import told_guild
from bot.exchange.corrections import Identifying, Said
from bot.exchange.devices import Unclear
from bot.exchange.library import OVERTAKEN_KIND, UNTAGGED_KIND
from bot.exchange.members import PICTURES_KIND
from bot.exchange.outbox import NothingToSend, Sending
from bot.exchange.overtaken import is_overtaken
from bot.exchange.refusal import Refusal
from bot.ui.again import held_form, hold_typed
from bot.ui.answering import answer, say, turn
from bot.ui.cards import button, warning
from bot.ui.clinical_fields import chosen_rows
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.forms import Answers, form, refilled
from bot.ui.guards import guild_id_of, is_moderator
from bot.ui.hold_cards import what_to_edit
from bot.ui.host import Host
from bot.ui.incoming import is_archived
from bot.ui.notes import (
    changed_meanwhile,
    details_fields,
    details_saved,
    note_about,
    pictures_note,
    treated_fields,
    untagged_note,
    version_of,
    which_device,
    withdrawal_question,
    withdrawn_words,
)
from bot.ui.receiving import KEPT_MARK, quietly
from bot.ui.routing import on_form, on_press
from bot.ui.screening import said_in, warn_if_urgent
from bot.ui.summary_forms import source_form
from db.entries import Entry, Source

_DETAILS: Final = "note_details"
_TREATED: Final = "note_treated"
_FORMS: Final = {_DETAILS: ("Edit details", details_fields), _TREATED: ("What it treats", treated_fields)}
"""The title of each form and its fields, by its action."""


class NotesCog(ExchangeCog):
    """What an author says beside the message, and taking it back."""

    @on_press(_DETAILS)
    async def open_details(self, interaction: discord.Interaction[Host], number: str, part: str = "") -> None:
        """The form, holding what is known; for a summary that of its source first."""
        entry = await self.host.exchange.corrections.correctable(
            guild_id_of(interaction), int(number), interaction.user.id
        )
        if entry.content.kind is EntryKind.SUMMARY and not part:
            await interaction.response.send_modal(source_form(entry))
            return
        await interaction.response.send_modal(_form_of(_DETAILS, entry))

    @on_press(_TREATED)
    async def open_treated(self, interaction: discord.Interaction[Host], number: str) -> None:
        """The form for what an entry treats and where."""
        guild_id, user_id = guild_id_of(interaction), interaction.user.id
        entry = await self.host.exchange.corrections.correctable(guild_id, int(number), user_id)
        await interaction.response.send_modal(_form_of(_TREATED, entry))

    @on_press("note_again")
    async def open_again(self, interaction: discord.Interaction[Host], number: str, token: str) -> None:
        """The form as it was sent, so that nothing is typed twice."""
        guild_id, user_id = guild_id_of(interaction), interaction.user.id
        held = held_form(interaction, token)
        entry = await self.host.exchange.corrections.correctable(guild_id, int(number), user_id)
        title, fields = _FORMS[held.form[0]]
        await interaction.response.send_modal(form(title, refilled(fields(entry), Answers(held.answers)), *held.form))

    @on_form(_DETAILS)
    async def details(
        self, interaction: discord.Interaction[Host], answers: Answers, number: str, version: str
    ) -> None:
        """What is said here wins over what was read. A device's name that is not exactly one is asked about.

        What stands in the form may be of words that were edited meanwhile: it is not said of the new ones.
        """
        guild_id, user_id = guild_id_of(interaction), interaction.user.id
        known = await self.host.exchange.library.entry(guild_id, int(number))
        await warn_if_urgent(interaction, answers.words, said_in(known))
        corrections = self.host.exchange.corrections
        before = await corrections.correctable(guild_id, int(number), user_id)
        if version != version_of(before):
            await answer(interaction, _changed_meanwhile(interaction, _DETAILS, before, answers))
            return
        typed = answers.text("device")
        meant = await self.host.exchange.devices.meant(guild_id, typed) if typed else None
        device = meant if isinstance(meant, Device) else None
        unclear = meant if isinstance(meant, Unclear) else None
        result = await corrections.correct(
            guild_id,
            int(number),
            user_id,
            Said(
                title=answers.text("title"),
                device=before.content.correction.device if unclear else device.key if device else None,
                handpiece=answers.text("handpiece"),
                skin_types=answers.choices("skin_types"),
                settings=answers.text("settings"),
                unclear_device=typed if unclear else "",
            ),
        )
        if isinstance(result, Identifying):
            await answer(interaction, self._held(interaction, (number, version), answers, result))
        else:
            asked = which_device(result, typed, unclear) if unclear is not None else await self._saved(result)
            await answer(interaction, asked)

    @on_form(_TREATED)
    async def treated(
        self, interaction: discord.Interaction[Host], answers: Answers, number: str, version: str
    ) -> None:
        """What is chosen here wins over what was read; nothing chosen is nothing treated."""
        guild_id, user_id, corrections = guild_id_of(interaction), interaction.user.id, self.host.exchange.corrections
        before = await corrections.correctable(guild_id, int(number), user_id)
        if version != version_of(before):
            await answer(interaction, _changed_meanwhile(interaction, _TREATED, before, answers))
            return
        entry = await corrections.name_treated(
            guild_id, int(number), user_id, chosen_rows(answers, "indication"), chosen_rows(answers, "body_site")
        )
        await answer(interaction, await self._saved(entry))

    @on_press("note_device")
    async def device(self, interaction: discord.Interaction[Host], number: str, device: str) -> None:
        """The answer to which device was meant."""
        if catalogue().get(device) is None:
            raise Refusal("I do not know that device any more. Please choose again with Edit details.")
        entry = await self.host.exchange.corrections.name_device(
            guild_id_of(interaction), int(number), interaction.user.id, device
        )
        await turn(interaction, await self._saved(entry))

    @on_press("note_withdraw", audience="everyone")
    async def withdraw(self, interaction: discord.Interaction[Host], number: str, _token: str = "") -> None:
        """For the author, and for a moderator; where colleagues' reports go with it, they are asked once more."""
        entry = await self._withdrawable(interaction, int(number))
        colleagues = await self.host.exchange.protocols.colleagues_who_reported(entry)
        if colleagues:
            await answer(interaction, withdrawal_question(entry, colleagues))
        else:
            await self.withdraw_all(interaction, number)

    @on_press("note_withdraw_all", audience="everyone")
    async def withdraw_all(self, interaction: discord.Interaction[Host], number: str) -> None:
        """The entry, and what hangs on it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        entry = await self._withdrawable(interaction, int(number))
        await self.host.exchange.corrections.withdraw(entry, interaction.user.id)
        await self._unmark(entry)
        await say(interaction, withdrawn_words(entry))

    async def _withdrawable(self, interaction: discord.Interaction[Host], number: int) -> Entry:
        """Anybody's entry for a moderator, one's own for others."""
        guild_id, corrections = guild_id_of(interaction), self.host.exchange.corrections
        if await is_moderator(interaction):
            return await corrections.standing(guild_id, number)
        return await corrections.withdrawable(guild_id, number, interaction.user.id)

    async def _saved(self, entry: Entry) -> discord.ui.LayoutView:
        return details_saved(entry, await self.host.exchange.questions.asked_by(entry))

    @delivers(UNTAGGED_KIND)
    async def tell_untagged(self, sending: Sending) -> int:
        """Below a message whose author has edited the tag away."""
        entry, source = await self._without_note(sending)
        if read_hashtags(entry.content.text).kind is not None:
            raise NothingToSend("the tag is there again")
        return await self._note(entry, source, untagged_note(entry, sending.token), sending.token)

    @delivers(OVERTAKEN_KIND)
    async def tell_overtaken(self, sending: Sending) -> int:
        """Below a message that was edited after its settings had been put right."""
        entry, source = await self._without_note(sending)
        if not is_overtaken(entry.content):
            raise NothingToSend("the settings are settled")
        return await self._note(entry, source, note_about(entry, token=sending.token), sending.token)

    @delivers(PICTURES_KIND)
    async def tell_of_pictures(self, sending: Sending) -> int:
        """Below the first message with a picture. It says nothing of the entry, and so follows nothing."""
        entry, source = await self._listed(sending)
        return (await self._reply(source, pictures_note(entry, sending.token), sending.token)).id

    async def _without_note(self, sending: Sending) -> tuple[Entry, Source]:
        """The entry and its message, where no note tells its author already."""
        entry, source = await self._listed(sending)
        if await self.host.exchange.library.has_note(entry.guild_id, entry.number):
            raise NothingToSend("the note below the message says it")
        return entry, source

    async def _listed(self, sending: Sending) -> tuple[Entry, Source]:
        """The entry and its message; in a sleeping thread, nothing."""
        posting = sending.delivery.posting
        entry = await self.host.exchange.library.entry(posting.guild_id, posting.entry or 0)
        if entry is None or entry.status != "listed" or entry.source is None:
            raise NothingToSend("the entry is not listed any more")
        guild, source = await told_guild(self.host, posting.guild_id), entry.source
        home = guild.get_channel_or_thread(source.channel_id)
        if source.parent_channel_id is not None and (home is None or is_archived(home)):
            raise NothingToSend("the thread is asleep")
        return entry, source

    async def _note(self, entry: Entry, source: Source, view: discord.ui.LayoutView, token: str) -> int:
        note = await self._reply(source, view, token)
        await self.host.exchange.library.remember_note(entry, source.channel_id, note.id)
        return note.id

    async def _reply(self, source: Source, view: discord.ui.LayoutView, token: str) -> discord.Message:
        return await self.host.get_partial_messageable(source.channel_id).send(
            view=view,
            reference=discord.MessageReference(message_id=source.message_id, channel_id=source.channel_id),
            silent=True,
            mention_author=False,
            nonce=token,
        )

    def _held(
        self, interaction: discord.Interaction[Host], ids: tuple[str, str], answers: Answers, held: Identifying
    ) -> discord.ui.LayoutView:
        token = hold_typed(interaction, (_DETAILS, *ids), answers, held.kinds)
        return warning(
            "**Nothing was saved:** this may identify a patient. I saw:\n" + what_to_edit(held.kinds),
            button("Edit again", "note_again", ids[0], token),
        )

    async def _unmark(self, entry: Entry) -> None:
        if entry.source is not None and self.host.user is not None:
            channel = self.host.get_partial_messageable(entry.source.channel_id)
            message = channel.get_partial_message(entry.source.message_id)
            await quietly(f"the mark on message {message.id}", message.remove_reaction(KEPT_MARK, self.host.user))


def _form_of(action: str, entry: Entry) -> discord.ui.Modal:
    title, fields = _FORMS[action]
    return form(title, fields(entry), action, entry.number, version_of(entry))


def _changed_meanwhile(
    interaction: discord.Interaction[Host], action: str, entry: Entry, answers: Answers
) -> discord.ui.LayoutView:
    token = hold_typed(interaction, (action, str(entry.number), version_of(entry)), answers)
    return changed_meanwhile(entry, _FORMS[action][0], action, token)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(NotesCog(host))
